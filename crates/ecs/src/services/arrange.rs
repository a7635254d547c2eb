//! From a service and its deployment to tasks with a place.

use std::collections::BTreeSet;

use berth_api_ecs as api;
use berth_model::{
    ContainerInstance, Deployment, Document, InstanceId, InstanceStatus, Service, State, TaskId,
    Tx, Waiting,
    fleet::{Cell, Fleet},
};
use berth_scheduler::capacity;
use berth_scheduler::placement::{Constraint, Strategy, Unplaced};

use super::daemons;
use super::zones::ZONE;
use crate::capacity_providers::strategy;
use crate::run_task::{self, Wanted};
use crate::{Context, Outcome, faults, provisioning};

/// What came of starting tasks.
#[derive(Debug, Default)]
pub(super) struct Started {
    pub(super) tasks: Vec<TaskId>,
    /// The first that found no place.
    pub(super) unplaced: Option<Unplaced>,
    /// How many found none.
    pub(super) missing: usize,
}

impl Started {
    fn note(&mut self, placed: Result<TaskId, Unplaced>) {
        match placed {
            Ok(id) => self.tasks.push(id),
            Err(unplaced) => {
                self.missing += 1;
                self.unplaced.get_or_insert(unplaced);
            }
        }
    }
}

/// Starts so many tasks of a deployment where its placement will have them, divided among capacity
/// providers if there is a strategy, of which each has `counts` already. Those that find no room in a
/// provider that scales wait for it.
pub(super) fn start(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &Service,
    deployment: &Deployment,
    counts: &[u32],
    count: usize,
) -> Outcome<Started> {
    let wanted = Wanted::of_service(tx, cx, service, deployment)?;
    let items = &deployment.capacity_provider_strategy;
    let mut started = Started::default();
    if items.is_empty() {
        place(tx, cx, service, &wanted, None, count, &mut started)?;
        return Ok(started);
    }
    let providers = capacity::distribute(&strategy::shares(items), counts, count);
    for (at, item) in items.iter().enumerate() {
        let count = providers.iter().filter(|it| **it == at).count();
        let provider = Some(strategy::name(item));
        place(tx, cx, service, &wanted, provider, count, &mut started)?;
    }
    Ok(started)
}

/// Starts so many tasks of a capacity provider, or of any instance.
fn place(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &Service,
    wanted: &Wanted,
    provider: Option<&str>,
    count: usize,
    started: &mut Started,
) -> Outcome<()> {
    let (constraints, strategies) = rules(service, wanted)?;
    let scales = provider.filter(|name| provisioning::scales(tx, name));
    let (rules, rest) = (&constraints, &strategies);
    for placed in run_task::place(tx, cx, wanted, rules, rest, provider, count) {
        match (placed, scales) {
            (Ok(instance), _) => {
                let placed = wanted.start(tx, cx, provider, instance);
                started.note(placed);
            }
            (Err(_), Some(name)) if provisioning::room(tx, &service.cluster) > 0 => {
                let id = wanted.wait(tx, cx, name, &waiting(service));
                started.tasks.push(id);
            }
            (Err(unplaced), _) => started.note(Err(unplaced)),
        }
    }
    Ok(())
}

/// How a service's tasks are placed, with ECS's default strategy.
fn waiting(service: &Service) -> Waiting {
    let spread = |field: &str| {
        Document::new(api::PlacementStrategy {
            r#type: Some("spread".into()),
            field: Some(field.to_owned()),
        })
    };
    let mut strategies = service.placement_strategy.clone();
    if strategies.is_empty() {
        let zone = format!("attribute:{ZONE}");
        strategies = [zone.as_str(), "instanceId"].map(spread).into();
    }
    Waiting {
        constraints: service.placement_constraints.clone(),
        strategies,
        network: None,
    }
}

/// Starts a task of a deployment in an Availability Zone, if there is a strategy of the first of
/// these capacity providers, places in it, that has room there. It does not wait for room: the one
/// whose place it should take is there still.
pub(super) fn start_in(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &Service,
    deployment: &Deployment,
    zone: &str,
    providers: &[usize],
) -> Outcome<Started> {
    let mut wanted = Wanted::of_service(tx, cx, service, deployment)?;
    let (mut constraints, strategies) = rules(service, &wanted)?;
    if wanted.is_on_fargate() {
        // A host may serve every zone: the subnet decides.
        wanted.keep_to_zone(tx, zone);
    } else {
        let expression = format!("attribute:{ZONE} == {zone}");
        let there = Constraint::parse("memberOf", Some(&expression));
        constraints.push(there.map_err(|error| faults::invalid(error.to_string()))?);
    }
    let items = &deployment.capacity_provider_strategy;
    let named = providers.iter().filter_map(|at| items.get(*at));
    let named: Vec<_> = named.map(|it| Some(strategy::name(it))).collect();
    let providers = if items.is_empty() { &[None] } else { &*named };
    let mut unplaced = None;
    for provider in providers {
        let placed = run_task::place(tx, cx, &wanted, &constraints, &strategies, *provider, 1);
        for placed in placed {
            let started = placed.and_then(|instance| wanted.start(tx, cx, *provider, instance));
            match started {
                Ok(id) => {
                    return Ok(Started {
                        tasks: vec![id],
                        ..Started::default()
                    });
                }
                Err(reason) => {
                    unplaced.get_or_insert(reason);
                }
            }
        }
    }
    Ok(Started {
        tasks: Vec::new(),
        missing: 1,
        unplaced,
    })
}

/// Starts a task of a deployment on each of these instances.
pub(super) fn start_on(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &Service,
    deployment: &Deployment,
    instances: &[InstanceId],
) -> Outcome<Started> {
    let wanted = Wanted::of_service(tx, cx, service, deployment)?;
    let mut started = Started::default();
    for id in instances {
        let admitted = run_task::admits(tx, &wanted, *id);
        let admitted = admitted.map_err(|reason| Unplaced {
            closest: Some(*id),
            reason,
        });
        let provider = daemons::provider(tx, deployment, *id);
        started.note(admitted.and_then(|()| wanted.start(tx, cx, provider.as_deref(), *id)));
    }
    Ok(started)
}

/// The instances on which a DAEMON service wants a task: ACTIVE ones with what its tasks need but
/// for what is free, where its constraints hold.
pub(super) fn daemon_fit(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
) -> BTreeSet<InstanceId> {
    // What cannot be started is said where it is tried; no instance fits it.
    let Some(suiting) = Suiting::of(state, cx, service) else {
        return BTreeSet::new();
    };
    let instances = state.instances_of(&service.cluster);
    instances
        .filter(|it| it.status == InstanceStatus::Active && suiting.suits(state, it))
        .filter(|it| daemons::has_capacity(state, service, it))
        .map(|it| it.id)
        .collect()
}

/// What an instance must have for a service's tasks, but for what is free.
pub(super) struct Suiting {
    wanted: Wanted,
    constraints: Vec<Constraint>,
}

impl Suiting {
    /// `None` if no task of the service could be started at all.
    pub(super) fn of(state: &State, cx: &Context<'_>, service: &Service) -> Option<Self> {
        let wanted = Wanted::of_service(state, cx, service, service.primary()?).ok()?;
        let (constraints, _) = rules(service, &wanted).ok()?;
        Some(Self {
            wanted,
            constraints,
        })
    }

    /// Whether an instance has it, and the constraints hold there.
    pub(super) fn suits(&self, state: &State, instance: &ContainerInstance) -> bool {
        run_task::suits(state, &self.wanted, instance, &self.constraints)
    }

    /// Whether an instance of a cell that can take tasks has it: where the cell's instances cannot differ in
    /// it, one is asked for all.
    pub(super) fn suits_cell(&self, state: &State, fleet: &Fleet, cell: &Cell) -> bool {
        let alike = run_task::told_by_cell(fleet, &self.wanted, &self.constraints);
        let mut suits = false;
        fleet.any_in_cell(cell.id, |id| {
            suits = state.instance(id).is_some_and(|it| self.suits(state, it));
            suits || alike
        });
        suits
    }

    /// The Availability Zones of the tasks' subnets; `None` if their network mode has none.
    pub(super) fn subnet_zones(&self, state: &State) -> Option<BTreeSet<String>> {
        self.wanted.zones(state)
    }
}

fn rules(service: &Service, wanted: &Wanted) -> Outcome<(Vec<Constraint>, Vec<Strategy>)> {
    run_task::kept(&waiting(service), wanted.definition())
}
