//! From a service and its deployment to tasks with a place.

use std::collections::BTreeSet;

use berth_model::{
    ContainerInstance, Deployment, InstanceId, InstanceStatus, Service, State, TaskId, Tx,
};
use berth_scheduler::placement::{Constraint, SpreadField, Strategy, Unplaced};

use super::zones::ZONE;
use crate::run_task::{self, Wanted};
use crate::{Context, Outcome, faults};

/// What came of starting tasks.
#[derive(Debug, Default)]
pub(super) struct Started {
    pub(super) tasks: Vec<TaskId>,
    /// The first that found no place.
    pub(super) unplaced: Option<Unplaced>,
    /// How many found none.
    pub(super) missing: usize,
}

/// Starts so many tasks of a deployment where its placement will have them.
pub(super) fn start(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &Service,
    deployment: &Deployment,
    count: usize,
) -> Outcome<Started> {
    let wanted = Wanted::of_service(tx, cx, service, deployment)?;
    let (constraints, strategies) = rules(service, &wanted)?;
    let mut started = Started::default();
    for placed in run_task::place(tx, cx, &wanted, &constraints, &strategies, count) {
        match placed {
            Ok(instance) => started.tasks.push(wanted.start(tx, cx, instance)),
            Err(unplaced) => {
                started.missing += 1;
                started.unplaced.get_or_insert(unplaced);
            }
        }
    }
    Ok(started)
}

/// Starts a task of a deployment in an Availability Zone.
pub(super) fn start_in(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &Service,
    deployment: &Deployment,
    zone: &str,
) -> Outcome<Started> {
    let wanted = Wanted::of_service(tx, cx, service, deployment)?;
    let (mut constraints, strategies) = rules(service, &wanted)?;
    let expression = format!("attribute:{ZONE} == {zone}");
    let there = Constraint::parse("memberOf", Some(&expression));
    constraints.push(there.map_err(|error| faults::invalid(error.to_string()))?);
    let mut started = Started::default();
    for placed in run_task::place(tx, cx, &wanted, &constraints, &strategies, 1) {
        match placed {
            Ok(instance) => started.tasks.push(wanted.start(tx, cx, instance)),
            Err(unplaced) => {
                started.missing += 1;
                started.unplaced.get_or_insert(unplaced);
            }
        }
    }
    Ok(started)
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
        match run_task::admits(tx, &wanted, *id) {
            Ok(()) => started.tasks.push(wanted.start(tx, cx, *id)),
            Err(reason) => {
                started.missing += 1;
                started.unplaced.get_or_insert(Unplaced {
                    closest: Some(*id),
                    reason,
                });
            }
        }
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
    let Some(suits) = suiting(state, cx, service) else {
        return BTreeSet::new();
    };
    let instances = state.instances_of(&service.cluster);
    instances
        .filter(|it| it.status == InstanceStatus::Active && suits(it))
        .map(|it| it.id)
        .collect()
}

/// Tells whether an instance has what the service's tasks need but for what is free, and its
/// constraints hold there; `None` if no task of it could be started at all.
pub(super) fn suiting<'a>(
    state: &'a State,
    cx: &Context<'_>,
    service: &Service,
) -> Option<impl Fn(&ContainerInstance) -> bool + use<'a>> {
    let wanted = Wanted::of_service(state, cx, service, service.primary()?).ok()?;
    let (constraints, _) = rules(service, &wanted).ok()?;
    Some(move |it: &ContainerInstance| run_task::suits(state, &wanted, it, &constraints))
}

fn rules(service: &Service, wanted: &Wanted) -> Outcome<(Vec<Constraint>, Vec<Strategy>)> {
    let constraints: Vec<_> = service
        .placement_constraints
        .iter()
        .map(|it| (**it).clone())
        .collect();
    let strategies: Vec<_> = service
        .placement_strategy
        .iter()
        .map(|it| (**it).clone())
        .collect();
    let constraints = run_task::constraints(Some(&constraints), wanted)?;
    let mut strategies = run_task::strategies(Some(&strategies))?;
    if strategies.is_empty() {
        strategies = vec![
            Strategy::Spread(SpreadField::Attribute(ZONE.to_owned())),
            Strategy::Spread(SpreadField::Instance),
        ];
    }
    Ok((constraints, strategies))
}
