//! What must hold in every state ([`check`]) and of every step from one to the next
//! ([`check_changes`]).
//!
//! The simulator asks after each step, debug builds after each commit, `berth check` of a region
//! that does not run.

mod capacity;
mod interfaces;
mod network;
mod secrets;
mod services;

use std::collections::BTreeMap;

use crate::{
    Change, ContainerInstance, ContainerStatus, DesiredStatus, FARGATE_CLUSTER, InstanceStatus,
    State, Task, TaskDefinition, TaskId, TaskStatus, Usage, Write,
};

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The task it is about, if it is about one.
    pub task: Option<TaskId>,
    /// What is wrong.
    pub what: String,
}

/// Lists what is wrong with `state`; an empty list is the only good answer. Looks at every record.
#[must_use]
pub fn check(state: &State) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut usage: BTreeMap<_, Usage> = BTreeMap::new();
    for task in state.tasks() {
        let mut wrong = |what: &str| {
            violations.push(Violation {
                task: Some(task.id),
                what: what.to_owned(),
            })
        };
        if task.is_stopped() {
            if task.stop_code.is_none() {
                wrong("stopped without a stop code");
            }
            if task.stopped_reason.is_none() {
                wrong("stopped without a reason");
            }
            if task.stopped_at.is_none() {
                wrong("stopped without a time");
            }
            if task.desired_status != DesiredStatus::Stopped {
                wrong("stopped but desired RUNNING");
            }
            if task
                .containers
                .iter()
                .any(|c| c.last_status != ContainerStatus::Stopped)
            {
                wrong("stopped with a container that is not");
            }
        } else {
            let ended = task.containers.iter().filter(|it| it.essential);
            if task.desired_status == DesiredStatus::Stopped
                && (task.stop_code.is_none() || task.stopped_reason.is_none())
            {
                wrong("asked to stop without a code and a reason");
            }
            if ended.count() == 0 {
                wrong("without an essential container");
            }
            if state
                .task_definition(&task.task_definition.0, task.task_definition.1)
                .is_none()
            {
                wrong("of a task definition that is not there");
            }
            if let Some(instance) = task.instance {
                usage.entry(instance).or_default().add(&task);
                if state.instance(instance).is_none() {
                    wrong("placed on an instance that is not there");
                }
            }
            if task.last_status == TaskStatus::Running && task.started_at.is_none() {
                wrong("running without a start time");
            }
        }
        if state.cluster(&task.cluster).is_none() {
            wrong("in a cluster that is not there");
        }
        if let Some(what) = capacity::of_task(state, &task) {
            wrong(what);
        }
        if let Some(what) = interfaces::of_task(state, &task) {
            wrong(what);
        }
    }
    for instance in state.instances() {
        let counted = usage.remove(&instance.id).unwrap_or_default();
        if counted != *state.usage(instance.id) {
            violations.push(Violation {
                task: None,
                what: format!("reserved on {} differs from its tasks' sum", instance.id),
            });
        }
    }
    let clusters = state.clusters().map(|it| it.name.as_str());
    for cluster in clusters.chain([FARGATE_CLUSTER]) {
        violations.extend(fleet_differences(state, cluster).map(|what| Violation {
            task: None,
            what: format!("cluster {cluster}: {what} differs from its records"),
        }));
    }
    for credentials in state.role_credentials() {
        let task = credentials.task;
        if state.task(task).is_none_or(|task| task.is_stopped()) {
            violations.push(Violation {
                task: Some(task),
                what: "has credentials although it is over".to_owned(),
            });
        }
    }
    for definition in state.task_definitions() {
        if definition.revision > state.last_revision(&definition.family) {
            violations.push(Violation {
                task: None,
                what: format!(
                    "{}:{} is beyond its family's counter",
                    definition.family, definition.revision
                ),
            });
        }
    }
    if let Some(what) = state.roster_differences() {
        violations.push(Violation {
            task: None,
            what: format!("{what}: differs from the tasks' records"),
        });
    }
    if !state.events_are_sound() {
        violations.push(Violation {
            task: None,
            what: "the events have a gap, or their size is miscounted".to_owned(),
        });
    }
    secrets::check(state, &mut violations);
    network::check(state, &mut violations);
    interfaces::check(state, &mut violations);
    services::check(state, &mut violations);
    capacity::check(state, &mut violations);
    violations
}

fn fleet_differences(state: &State, cluster: &str) -> impl Iterator<Item = String> {
    let instances = state.instances_of(cluster);
    let with_usage = instances.map(|it| (it.as_ref(), state.usage(it.id)));
    state
        .fleet(cluster)
        .map(|fleet| fleet.differences(with_usage))
        .into_iter()
        .flatten()
}

/// Who makes a change to a task, as far as its caller knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A decision of the control plane: last status is not its to write, but that a task nobody
    /// will report on is over.
    Decision,
    /// What an agent says: desired status is not its to write, but that a task is over.
    Report,
    /// Not known.
    Either,
}

/// Lists what is wrong with `changes`, made by `side` to `before` in this order.
#[must_use]
pub fn check_changes(before: &State, changes: &[Change], side: Side) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut state = before.clone();
    for change in changes {
        interfaces::step(&state, change, &mut violations);
        match change {
            Change::PutTask(new) => {
                if let Some(old) = state.task(new.id) {
                    task_step(&old, new, side, &mut violations);
                }
            }
            Change::PutInstance(new) => {
                if let Some(old) = state.instance(new.id) {
                    instance_step(old, new, &mut violations);
                }
            }
            Change::PutTaskDefinition(new) => {
                if let Some(old) = state.task_definition(&new.family, new.revision) {
                    definition_step(old, new, &mut violations);
                }
            }
            Change::PutFamily(family, last) if *last < state.last_revision(family) => {
                violations.push(Violation {
                    task: None,
                    what: format!("{family} gives out revisions a second time"),
                });
            }
            Change::PutService(new) => {
                if let Some(old) = state.service(&new.cluster, &new.name) {
                    services::step(old, new, &mut violations);
                }
            }
            Change::DeleteTask(id) if state.task(*id).is_some_and(|it| !it.is_stopped()) => {
                violations.push(Violation {
                    task: Some(*id),
                    what: "forgotten before it was over".to_owned(),
                });
            }
            _ => {}
        }
        state.apply(change);
    }
    violations
}

fn task_step(old: &Task, new: &Task, side: Side, violations: &mut Vec<Violation>) {
    let mut wrong = |what: &str| {
        violations.push(Violation {
            task: Some(new.id),
            what: what.to_owned(),
        });
    };
    // What ends passes through DEPROVISIONING in the same step if it has something to give back.
    let over = new.last_status >= TaskStatus::Deprovisioning;
    if old.is_stopped() {
        wrong("changed after it was over");
    }
    if new.last_status < old.last_status {
        wrong("its last status goes back");
    }
    if new.desired_status < old.desired_status {
        wrong("its desired status goes back");
    }
    if side == Side::Report && new.desired_status != old.desired_status && !over {
        wrong("its desired status is written by an agent's report");
    }
    let got_place = capacity::gets_place(old, new);
    if side == Side::Decision && new.last_status != old.last_status && !over && !got_place {
        wrong("its last status is written by a decision");
    }
    if new.version < old.version {
        wrong("its version goes back");
    }
    let seen = |it: &Task| (it.last_status, it.desired_status, it.connected);
    if new.version == old.version && seen(old) != seen(new) {
        wrong("changed without a new version");
    }
    let first_stays = [
        (old.stop_code.is_some() && old.stop_code != new.stop_code),
        (old.stopped_reason.is_some() && old.stopped_reason != new.stopped_reason),
    ];
    if first_stays.contains(&true) && old.desired_status == DesiredStatus::Stopped {
        wrong("its stop code or reason is written over");
    }
    let placed = |it: &Task| (it.instance, it.task_definition.clone(), it.created_at);
    let instance = if got_place {
        new.instance
    } else {
        old.instance
    };
    if (instance, old.task_definition.clone(), old.created_at) != placed(new) {
        wrong("its place, definition or birth changes");
    }
    for (old, new) in old.containers.iter().zip(&new.containers) {
        if new.last_status < old.last_status {
            wrong("a container's last status goes back");
        }
        if old.exit_code.is_some() && old.exit_code != new.exit_code {
            wrong("an exit code is written over");
        }
        if old.runtime_id.is_some() && old.runtime_id != new.runtime_id {
            wrong("a container has another runtime id");
        }
        if old.image_digest.is_some() && old.image_digest != new.image_digest {
            wrong("a container has another image");
        }
    }
    if old.containers.len() != new.containers.len() {
        wrong("its containers change");
    }
}

fn instance_step(
    old: &ContainerInstance,
    new: &ContainerInstance,
    violations: &mut Vec<Violation>,
) {
    let mut wrong = |what: &str| {
        violations.push(Violation {
            task: None,
            what: format!("container instance {}: {what}", new.id),
        });
    };
    if new.version < old.version {
        wrong("its version goes back");
    }
    if old.status == InstanceStatus::Inactive && new.status != InstanceStatus::Inactive {
        wrong("comes back although it was deregistered");
    }
    if old.cluster != new.cluster {
        wrong("moves to another cluster");
    }
}

fn definition_step(old: &TaskDefinition, new: &TaskDefinition, violations: &mut Vec<Violation>) {
    if *old.document != *new.document || new.status < old.status {
        violations.push(Violation {
            task: None,
            what: format!("{}:{} changes or comes back", new.family, new.revision),
        });
    }
}

/// Every record of a state in its stored form, by table and key: two states are the same if these
/// are.
#[must_use]
pub fn records(state: &State) -> BTreeMap<(&'static str, String), Vec<u8>> {
    let changes = (state.access_keys().cloned().map(Change::PutAccessKey))
        .chain(
            state
                .account_settings()
                .cloned()
                .map(Change::PutAccountSetting),
        )
        .chain(state.clusters().cloned().map(Change::PutCluster))
        .chain(
            state
                .families()
                .map(|name| Change::PutFamily(name.clone(), state.last_revision(name))),
        )
        .chain(
            state
                .task_definitions()
                .cloned()
                .map(Change::PutTaskDefinition),
        )
        .chain(state.instances().cloned().map(Change::PutInstance))
        .chain(state.tasks().map(Change::PutTask))
        .chain(
            state
                .role_credentials()
                .cloned()
                .map(Change::PutRoleCredentials),
        )
        .chain(
            state
                .idempotency_tokens()
                .cloned()
                .map(Change::PutIdempotencyToken),
        )
        .chain(state.secrets().cloned().map(Change::PutSecret))
        .chain(state.secret_values().cloned().map(Change::PutSecretValue))
        .chain(state.parameters_from("").cloned().map(Change::PutParameter))
        .chain(
            state
                .all_parameter_versions()
                .cloned()
                .map(Change::PutParameterVersion),
        )
        .chain(
            state
                .capacity_providers()
                .cloned()
                .map(Change::PutCapacityProvider),
        )
        .chain(state.vpcs().cloned().map(Change::PutVpc))
        .chain(state.subnets().cloned().map(Change::PutSubnet))
        .chain(
            state
                .security_groups()
                .cloned()
                .map(Change::PutSecurityGroup),
        )
        .chain(
            state
                .interface_records()
                .cloned()
                .map(Change::PutNetworkInterface),
        )
        .chain([Change::PutPublicAddresses(state.public_addresses().clone())])
        .chain(state.services().cloned().map(Change::PutService))
        .chain(
            state
                .all_service_events()
                .cloned()
                .map(Change::PutServiceEvent),
        )
        .chain(
            state
                .all_service_revisions()
                .cloned()
                .map(Change::PutServiceRevision),
        )
        .chain(
            state
                .all_service_deployments()
                .cloned()
                .map(Change::PutServiceDeployment),
        )
        .chain(state.events_after(0).cloned().map(Change::PutEvent));
    changes
        .filter_map(|change| {
            let Write { table, key, value } = change.to_write();
            Some(((table, key), value?))
        })
        .collect()
}
