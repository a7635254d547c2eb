//! Availability Zones of a service: whether it can be balanced over them, and over which.

use std::collections::{BTreeMap, BTreeSet};

use berth_api_ecs as api;
use berth_model::{
    CAPACITY_PROVIDER_ATTRIBUTE, DeploymentController, Document, EVERY_ZONE_ATTRIBUTE,
    FARGATE_CLUSTER, LaunchType, RolloutState, SchedulingStrategy, Service, State, Tx,
    fleet::{Cell, Fleet},
};
use berth_reconciler::ZonesView;
use berth_scheduler::placement::Unplaced;

use super::arrange::Suiting;
use super::events;
use crate::capacity_providers::strategy;
use crate::{Context, Outcome, faults};

pub(super) const ZONE: &str = "ecs.availability-zone";

/// Sets `availabilityZoneRebalancing` of a service. Unless it is given a new service has it if it can, and
/// another what it had; where that was not asked for and cannot be any more, it goes.
///
/// # Errors
/// `InvalidParameterException` if it was asked for, now or before, and cannot be.
pub(super) fn settle_rebalancing(
    given: Option<&api::AvailabilityZoneRebalancing>,
    before: Option<&Service>,
    service: &mut Service,
    launch_type: LaunchType,
) -> Outcome<()> {
    let hindrance = hindrance(service, launch_type);
    let (wanted, asked) = match given.map(|it| it.as_str()) {
        None => before.map_or((true, false), |it| {
            (it.zone_rebalancing, it.zone_rebalancing_asked)
        }),
        Some("ENABLED") => (true, true),
        Some("DISABLED") => (false, false),
        Some(_) => {
            return Err(faults::invalid(
                "availabilityZoneRebalancing must be ENABLED or DISABLED.",
            ));
        }
    };
    if let Some(why) = hindrance.filter(|_| asked) {
        return Err(faults::invalid(format!(
            "availabilityZoneRebalancing cannot be ENABLED {why}."
        )));
    }
    service.zone_rebalancing = wanted && hindrance.is_none();
    service.zone_rebalancing_asked = asked;
    if !service.zone_rebalancing {
        service.rebalancing = None;
    }
    Ok(())
}

fn hindrance(service: &Service, launch_type: LaunchType) -> Option<&'static str> {
    let by_zone = |it: &Document<api::PlacementStrategy>| {
        let kind = it.r#type.as_ref().map(|kind| kind.as_str());
        let field = it
            .field
            .as_deref()
            .and_then(|it| it.strip_prefix("attribute:"));
        kind == Some("spread") && field == Some(ZONE)
    };
    let names_zones = |it: &Document<api::PlacementConstraint>| {
        it.expression.as_deref().is_some_and(|it| it.contains(ZONE))
    };
    if service.controller != DeploymentController::Ecs {
        Some("unless the deployment controller is ECS")
    } else if service.scheduling == SchedulingStrategy::Daemon {
        Some("for a service with the DAEMON scheduling strategy")
    } else if launch_type == LaunchType::External {
        Some("with the launch type EXTERNAL")
    } else if service
        .deployment_configuration
        .maximum_percent
        .unwrap_or(200)
        <= 100
    {
        Some("with a maximumPercent of 100 or less")
    } else if service
        .placement_strategy
        .first()
        .is_some_and(|it| !by_zone(it))
    {
        Some("unless the first placement strategy is spread over attribute:ecs.availability-zone")
    } else if service.placement_constraints.iter().any(names_zones) {
        Some("with a placement constraint on ecs.availability-zone")
    } else {
        None
    }
}

/// What rebalancing goes by, for a service that has it and is not in a deployment.
pub(super) fn view(state: &State, cx: &Context<'_>, service: &Service) -> Option<ZonesView> {
    let primary = service.primary()?;
    let at_rest = service.deployments.len() == 1 && primary.rollout == RolloutState::Completed;
    if !service.zone_rebalancing || !at_rest {
        return None;
    }
    let providers = providers(state, cx, service);
    let (names, providers): (Vec<_>, Vec<_>) = providers.into_iter().unzip();
    // With one zone there is nothing to do, but for what was begun while there were more.
    (names.len() > 1 || service.rebalancing.is_some()).then(|| ZonesView {
        names,
        providers: providers.into_iter().map(Vec::from_iter).collect(),
        begun: service.rebalancing.is_some(),
        moving: service.rebalancing.and_then(|it| it.moving),
        waiting: service.waiting_since.is_some(),
    })
}

/// Zones with an instance that takes tasks and suits the service, with the capacity providers whose
/// such instances are, places in the strategy; others do not count if there is one. A host of Fargate may
/// serve every zone, and is both Fargate providers'.
fn providers(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
) -> BTreeMap<String, BTreeSet<usize>> {
    let mut zones: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let Some(primary) = service.primary() else {
        return zones;
    };
    let on_fargate = primary.launch_type == LaunchType::Fargate;
    let cluster = if on_fargate {
        FARGATE_CLUSTER
    } else {
        &service.cluster
    };
    let Some(fleet) = state.fleet(cluster).filter(|it| has_zones(it)) else {
        return zones;
    };
    let Some(suiting) = Suiting::of(state, cx, service) else {
        return zones;
    };
    let items = &primary.capacity_provider_strategy;
    let subnets = suiting.subnet_zones(state);
    for cell in fleet.cells() {
        let everywhere = on_fargate && cell.attributes.contains_key(EVERY_ZONE_ATTRIBUTE);
        let zone = value(cell, ZONE);
        let serves: Vec<&String> = match &subnets {
            Some(subnets) if everywhere => subnets.iter().collect(),
            // One that serves every zone takes tasks all the same, but in others.
            Some(subnets) => zone
                .filter(|it| subnets.contains(*it))
                .into_iter()
                .collect(),
            None => zone.into_iter().collect(),
        };
        let of: Vec<usize> = match on_fargate {
            true => (0..items.len()).collect(),
            false => {
                let name = value(cell, CAPACITY_PROVIDER_ATTRIBUTE);
                let name = name.filter(|name| has_provider(state, service, name));
                let place = name.and_then(|name| {
                    let mut items = items.iter();
                    items.position(|it| strategy::name(it) == name)
                });
                if place.is_none() && !items.is_empty() {
                    continue;
                }
                place.into_iter().collect()
            }
        };
        let known = |zone: &&String| {
            let known = zones.get(*zone);
            known.is_some_and(|it| of.iter().all(|provider| it.contains(provider)))
        };
        if serves.iter().all(known) || !suiting.suits_cell(state, fleet, cell) {
            continue;
        }
        for zone in serves {
            zones.entry(zone.clone()).or_default().extend(&of);
        }
    }
    zones
}

/// More than one.
fn has_zones(fleet: &Fleet) -> bool {
    let cells = fleet.cells();
    let mut zones = cells.iter().map(|cell| value(cell, ZONE));
    let first = zones.next();
    let everywhere = |cell: &Cell| cell.attributes.contains_key(EVERY_ZONE_ATTRIBUTE);
    zones.any(|zone| Some(zone) != first) || cells.iter().any(everywhere)
}

fn has_provider(state: &State, service: &Service, name: &String) -> bool {
    let cluster = state.cluster(&service.cluster);
    cluster.is_some_and(|it| it.capacity_providers.contains(name))
}

fn value<'a>(cell: &'a Cell, attribute: &str) -> Option<&'a String> {
    cell.attributes.get(attribute)?.value.as_ref()
}

/// Tells whether zones are balanced, with the number of tasks in each.
pub(super) fn tell(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service, balanced: bool) {
    let names: Vec<String> = providers(tx, cx, service).into_keys().collect();
    let counts: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let cohorts = tx.cohorts(&service.cluster, &service.name);
            let here = cohorts.filter(|it| it.kind().zone.as_ref() == Some(name));
            let count: u32 = here.map(|it| it.members().len()).sum();
            let noun = if balanced || place == 0 { " tasks" } else { "" };
            format!("{count}{noun} in {name}")
        })
        .collect();
    let counts = match counts.as_slice() {
        [] | [_] => counts.concat(),
        [one, other] => format!("{one} and {other}"),
        [others @ .., last] => format!("{}, and {last}", others.join(", ")),
    };
    let text = if balanced {
        format!("is AZ balanced with {counts}.")
    } else {
        format!("is not AZ balanced with {counts}. AZ Rebalancing in progress.")
    };
    events::tell(tx, cx.entropy, cx.now, service, &text);
}

/// Why no task could be placed in a zone, and the key under which that is said once.
pub(super) fn unplaced(zone: &str, unplaced: &Unplaced) -> (String, String) {
    let (key, text) = events::unplaced(unplaced);
    let text = text.replacen(
        "was unable to place a task because",
        &format!("is unable to place a task in {zone} because"),
        1,
    );
    (key, text)
}
