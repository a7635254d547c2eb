//! What an agent should be told: the view of the state that its connection keeps it up with.

use std::sync::Arc;

use berth_link::acs;
use berth_model::{
    Change, DesiredStatus, InstanceId, Names, RoleCredentials, RoleType, State, Task, TaskId,
    TaskStatus, Tx,
};

use crate::{account_settings, network, payload};

/// What an agent must know of a task, so that a connection can remember what it has told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It should run and the agent has not said so yet.
    Start,
    /// It should stop.
    Stop,
}

/// What the agent of its instance must be told about a task, if anything.
///
/// A connection says it until it is acknowledged; the state changes only with the agent's
/// reports.
#[must_use]
pub fn wanted(task: &Task) -> Option<Wanted> {
    match task.desired_status {
        DesiredStatus::Stopped if task.last_status < TaskStatus::Stopped => Some(Wanted::Stop),
        DesiredStatus::Running if task.last_status < TaskStatus::Running => Some(Wanted::Start),
        DesiredStatus::Stopped | DesiredStatus::Running => None,
    }
}

/// The message for a task: all of it to start it, its name to stop it. `api_url` is this region's
/// API as the agent reaches it.
#[must_use]
pub fn message(state: &State, names: &Names, id: TaskId, api_url: &str) -> Option<acs::Task> {
    let task = state.task(id)?;
    if task.desired_status == DesiredStatus::Stopped {
        return Some(acs::Task {
            arn: names.task(&task.cluster, task.id),
            task_cluster_arn: names.cluster(&task.cluster),
            desired_status: acs::DesiredStatus::Stopped,
            ..acs::Task::default()
        });
    }
    let (family, revision) = &task.task_definition;
    let definition = state.task_definition(family, *revision)?;
    let credentials: Vec<_> = state.role_credentials_of(id).map(Arc::clone).collect();
    let log_mode = account_settings::of_account(state, names, "defaultLogDriverMode");
    let logs = payload::LogDefaults {
        mode: &log_mode,
        endpoint: api_url,
    };
    Some(acs::Task {
        elastic_network_interfaces: network::interfaces(state, names, &task),
        ..payload::task(&task, definition, &credentials, names, &logs)
    })
}

/// Every task of an instance that is not STOPPED, with what is wanted of it.
#[must_use]
pub fn manifest(state: &State, names: &Names, instance: InstanceId) -> Vec<acs::TaskIdentifier> {
    state
        .live_tasks_on(instance)
        .map(|task| acs::TaskIdentifier {
            task_arn: names.task(&task.cluster, task.id),
            task_cluster_arn: names.cluster(&task.cluster),
            desired_status: match task.desired_status {
                DesiredStatus::Running => acs::DesiredStatus::Running,
                DesiredStatus::Stopped => acs::DesiredStatus::Stopped,
            },
        })
        .collect()
}

/// Whether a task that an agent has, and the manifest lacks, is to be stopped: yes, unless it was
/// placed there since the manifest was written.
#[must_use]
pub fn is_to_stop(state: &State, instance: InstanceId, id: TaskId) -> bool {
    state.task(id).is_none_or(|task| {
        task.is_stopped()
            || task.instance != Some(instance)
            || task.desired_status == DesiredStatus::Stopped
    })
}

/// Credentials of a role as the agent takes them.
#[must_use]
pub fn role_credentials(credentials: &RoleCredentials) -> acs::RoleCredentials {
    payload::role_credentials(credentials)
}

/// Which of a task's two roles, as the wire names it.
#[must_use]
pub const fn role_type(role: RoleType) -> acs::RoleType {
    match role {
        RoleType::Application => acs::RoleType::TaskApplication,
        RoleType::Execution => acs::RoleType::TaskExecution,
    }
}

/// Notes that the agent has taken the order to stop a task.
pub fn stop_acknowledged(tx: &mut Tx, id: TaskId) {
    let Some(task) = tx.task(id) else { return };
    let taken =
        task.desired_status == DesiredStatus::Stopped && task.last_status < TaskStatus::Stopping;
    if taken {
        let mut task = Task::clone(&task);
        task.last_status = TaskStatus::Stopping;
        task.version += 1;
        tx.record(Change::PutTask(Arc::new(task)));
    }
}
