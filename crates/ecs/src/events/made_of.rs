//! What a command's changes mean: which events they make.

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_model::{
    Action, Change, ContainerInstance, DeploymentStep, Happening, InstanceId, InstanceMoment,
    Retirement, SchedulingStrategy, Service, ServiceAction, ServiceKey, ServiceStatus, State, Task,
    TaskId, TaskMoment, Timestamp, Usage,
};

use crate::services;

/// The records that a command has changed so far; others are as they were before it.
#[derive(Default)]
struct Seen<'a> {
    tasks: BTreeMap<TaskId, &'a Arc<Task>>,
    instances: BTreeMap<InstanceId, &'a Arc<ContainerInstance>>,
    services: BTreeMap<ServiceKey, Option<&'a Arc<Service>>>,
}

/// What has happened by `changes`, which led from `before` to `after`, in their order.
pub(crate) fn made_of(before: &State, changes: &[Change], after: &State) -> Vec<Happening> {
    let mut seen = Seen::default();
    let mut happened = Vec::new();
    for change in changes {
        match change {
            Change::PutTask(new) => {
                let old = match seen.tasks.insert(new.id, new) {
                    Some(old) => Some(old.version),
                    None => before.task(new.id).map(|it| it.version),
                };
                if old != Some(new.version) {
                    happened.push(Happening::Task(Box::new(TaskMoment::of(new))));
                }
            }
            // Nobody sees hosts of Fargate, but whose tasks are on one is told of its end.
            Change::PutInstance(new) if new.is_fargate() => {
                let old = seen.instances.insert(new.id, new);
                let old = old.or_else(|| before.instance(new.id));
                if let Some(at) = new.retire_at
                    && old.and_then(|old| old.retire_at) != Some(at)
                {
                    happened.extend(retirements(before, new.id, at));
                }
            }
            Change::PutInstance(new) => {
                let old = seen.instances.insert(new.id, new);
                let old = old.or_else(|| before.instance(new.id));
                if old.is_none_or(|old| old.version != new.version) {
                    happened.push(Happening::Instance(Box::new(instance(new, after))));
                }
            }
            Change::PutService(new) => {
                let key = (new.cluster.clone(), new.name.clone());
                let old = match seen.services.insert(key, Some(new)) {
                    Some(old) => old,
                    None => before.service(&new.cluster, &new.name),
                };
                deployments(old.map(AsRef::as_ref), new, &mut happened);
                actions(old.map(AsRef::as_ref), new, &mut happened);
            }
            Change::DeleteService(cluster, name) => {
                seen.services.insert((cluster.clone(), name.clone()), None);
            }
            _ => {}
        }
    }
    happened
}

/// What it is for each cluster that the host is retired.
fn retirements(
    state: &State,
    host: InstanceId,
    at: Timestamp,
) -> impl Iterator<Item = Happening> + use<> {
    let mut by_cluster: BTreeMap<String, Retirement> = BTreeMap::new();
    for task in state.live_tasks_on(host) {
        let of_cluster = by_cluster.entry(task.cluster.clone());
        let told = of_cluster.or_insert_with(|| Retirement {
            cluster: task.cluster.clone(),
            services: Vec::new(),
            tasks: Vec::new(),
            at,
        });
        match task.group.strip_prefix("service:") {
            None => told.tasks.push(task.id),
            Some(service) if told.services.iter().any(|it| it == service) => {}
            Some(service) => told.services.push(service.to_owned()),
        }
    }
    by_cluster.into_values().map(|mut told| {
        told.services.sort_unstable();
        told.tasks.sort_unstable();
        Happening::Retirement(told)
    })
}

fn instance(new: &ContainerInstance, after: &State) -> InstanceMoment {
    InstanceMoment {
        instance: new.clone(),
        usage: Usage {
            groups: BTreeMap::new(),
            ..after.usage(new.id).clone()
        },
        capacity_provider: after.capacity_provider_of(new).map(str::to_owned),
    }
}

/// Deployments that are there for the first time, or whose rollout state is another.
fn deployments(old: Option<&Service>, new: &Service, happened: &mut Vec<Happening>) {
    for deployment in new.deployments.iter().filter(|it| it.task_set.is_none()) {
        let known = old.and_then(|old| old.deployments.iter().find(|it| it.id == deployment.id));
        if known.is_none_or(|known| known.rollout != deployment.rollout) {
            happened.push(Happening::Deployment(DeploymentStep {
                cluster: new.cluster.clone(),
                service: new.name.clone(),
                deployment: deployment.id.clone(),
                rollout: deployment.rollout,
                reason: deployment.rollout_reason.clone(),
            }));
        }
    }
}

/// What the scheduler has told in this step.
fn actions(old: Option<&Service>, new: &Service, happened: &mut Vec<Happening>) {
    let mut tell = |action| {
        happened.push(Happening::Service(ServiceAction {
            cluster: new.cluster.clone(),
            service: new.name.clone(),
            action,
        }));
    };
    // What a user asks for is no news; a computed number is that of a DAEMON service.
    let computed =
        new.scheduling == SchedulingStrategy::Daemon && new.status == ServiceStatus::Active;
    if computed && old.map_or(0, |old| old.desired_count) != new.desired_count {
        tell(Action::DesiredCountUpdated(new.desired_count));
    }
    for said in &new.said {
        if old.is_none_or(|old| !old.said.contains(said))
            && let Some(action) = services::action_of_trouble(&said.0)
        {
            tell(action);
        }
    }
    for deployment in &new.deployments {
        let stable =
            |it: &berth_model::Deployment| it.task_set.as_ref().is_some_and(|it| it.stable);
        let mut before = old.iter().flat_map(|it| &it.deployments);
        let was = before.any(|it| it.id == deployment.id && stable(it));
        if stable(deployment) && !was {
            tell(Action::TaskSetSteadyState(deployment.id.clone()));
        }
    }
    if new.steady_at.is_some() && old.and_then(|old| old.steady_at) != new.steady_at {
        tell(Action::SteadyState);
    }
}
