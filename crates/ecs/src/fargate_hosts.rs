//! Hosts for Fargate tasks: what their operator does with them. ECS has no calls for this, since nobody
//! but AWS sees such hosts; these are Berth's own.
//!
//! A host that is to go is drained: it takes no more tasks, those of `FARGATE_SPOT` are told to stop and
//! have at most the two minutes of a `stopTimeout`, those of services are replaced elsewhere before they
//! go, and others stay until they end. One that is retired is drained as well, and what is on it when its
//! time comes is stopped; an event tells of that ahead. Nobody can deregister a host that has died, so its tasks are given
//! up when its agent has been away for two minutes; should it come back, it is told to stop them.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    ContainerInstance, EVERY_ZONE_ATTRIBUTE, FARGATE_ATTRIBUTE, FARGATE_CLUSTER, InstanceId,
    InstanceStatus, State, StopCode, Task, Timestamp, Tx, ZONE_ATTRIBUTE,
};
use serde::{Deserialize, Serialize};

use crate::{Context, Outcome, account_settings, faults, resolve, stop_task};

/// The capacity provider whose tasks can be interrupted.
const SPOT: &str = "FARGATE_SPOT";
/// A host whose agent has been away for so long has lost its tasks.
const LOST_SECONDS: i64 = 120;
const DAY_SECONDS: i64 = 24 * 3600;
const YEAR_SECONDS: i64 = 365 * DAY_SECONDS;
/// For how many days an account's tasks are warned.
const WAIT_SETTING: &str = "fargateTaskRetirementWaitPeriod";
const LOST: &str = "The host that the task ran on cannot be reached.";
const INTERRUPTED: &str = "Your Spot Task was interrupted.";
const MAINTENANCE: &str =
    "ECS is performing maintenance on the underlying infrastructure hosting the task.";

/// A host, for its operator.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FargateHost {
    /// Its id.
    pub host: String,
    /// `ACTIVE` or `DRAINING`.
    pub status: &'static str,
    /// Its agent is connected.
    pub connected: bool,
    /// What its agent says of how it runs virtual machines.
    pub offer: String,
    /// `null` if it serves all.
    pub availability_zone: Option<String>,
    /// CPU units, all and free.
    pub cpu: [i64; 2],
    /// MiB, all and free.
    pub memory_mib: [i64; 2],
    /// ARNs of the tasks that are on it.
    pub tasks: Vec<String>,
    /// When what is on it is stopped, seconds since the epoch; `null` unless it is being retired.
    pub retire_at: Option<f64>,
}

/// All hosts that are not removed, by id.
#[must_use]
pub fn list(state: &State, cx: &Context<'_>) -> Vec<FargateHost> {
    let hosts = state.instances_of(FARGATE_CLUSTER);
    let hosts = hosts.filter(|it| it.status != InstanceStatus::Inactive);
    hosts.map(|it| describe(state, cx, it)).collect()
}

fn describe(state: &State, cx: &Context<'_>, it: &ContainerInstance) -> FargateHost {
    let usage = state.usage(it.id);
    let mut tasks: Vec<String> = state
        .live_tasks_on(it.id)
        .map(|task| cx.names.task(&task.cluster, task.id))
        .collect();
    tasks.sort_unstable();
    let zone = it.attribute(ZONE_ATTRIBUTE);
    let zone = zone.filter(|_| !it.attributes.contains_key(EVERY_ZONE_ATTRIBUTE));
    FargateHost {
        host: it.id.to_string(),
        status: it.status.as_str(),
        connected: it.agent_connected,
        offer: it
            .attribute(FARGATE_ATTRIBUTE)
            .unwrap_or_default()
            .to_owned(),
        availability_zone: zone.map(str::to_owned),
        cpu: [it.registered.cpu, it.registered.cpu - usage.cpu],
        memory_mib: [
            it.registered.memory_mib,
            it.registered.memory_mib - usage.memory_mib,
        ],
        tasks,
        retire_at: it.retire_at.map(Timestamp::as_seconds),
    }
}

/// What `RetireFargateHost` is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RetireHost {
    /// Its id.
    pub host: String,
    /// From now to when its tasks are stopped; without it, the account's days
    /// (`fargateTaskRetirementWaitPeriod`).
    pub wait_seconds: Option<i64>,
}

/// Drains a host for good: what is on it when the wait is over is stopped, which an event tells now. Asked
/// again, the new wait counts.
///
/// # Errors
/// As [`drain`], and for a wait that is negative or longer than a year.
pub fn retire(tx: &mut Tx, cx: &mut Context<'_>, asked: RetireHost) -> Outcome<FargateHost> {
    let wait = match asked.wait_seconds {
        None => {
            let days = account_settings::of_account(tx, cx.names, WAIT_SETTING);
            days.parse::<i64>().unwrap_or(0) * DAY_SECONDS
        }
        Some(seconds) if (0..=YEAR_SECONDS).contains(&seconds) => seconds,
        Some(seconds) => {
            return Err(faults::invalid(format!(
                "waitSeconds must be between 0 and {YEAR_SECONDS}, not {seconds}."
            )));
        }
    };
    let mut host = ContainerInstance::clone(&*find(tx, cx, &asked.host)?);
    host.status = InstanceStatus::Draining;
    host.retire_at = Some(cx.now.plus_seconds(wait));
    host.version += 1;
    tx.put_instance(host.clone());
    interrupt(tx, cx, &host);
    if wait == 0 {
        stop_retired(tx, cx.now);
    }
    Ok(describe(tx, cx, &host))
}

/// Stops what is still on hosts whose time has come; when the next ones' does.
pub(crate) fn stop_retired(tx: &mut Tx, now: Timestamp) -> Option<Timestamp> {
    let hosts = tx.instances_of(FARGATE_CLUSTER);
    let hosts = hosts.filter(|it| it.status != InstanceStatus::Inactive);
    let retired: Vec<(InstanceId, Timestamp)> = hosts
        .filter_map(|it| Some((it.id, it.retire_at?)))
        .collect();
    let due = retired.iter().filter(|(_, at)| *at <= now);
    let tasks: Vec<Arc<Task>> = due
        .flat_map(|(id, _)| tx.live_tasks_on(*id))
        .cloned()
        .collect();
    for task in tasks {
        stop_task::request_stop(tx, now, &task, StopCode::TerminationNotice, MAINTENANCE);
    }
    let later = retired.into_iter().map(|(_, at)| at);
    later.filter(|at| *at > now).min()
}

/// Has a host take no more tasks, and interrupts those of `FARGATE_SPOT`. One that drains already stays so.
///
/// # Errors
/// `InvalidParameterException` if there is no such host.
pub fn drain(tx: &mut Tx, cx: &mut Context<'_>, given: &str) -> Outcome<FargateHost> {
    let host = set_status(tx, cx, given, InstanceStatus::Draining)?;
    interrupt(tx, cx, &host);
    Ok(describe(tx, cx, &host))
}

/// Has a host that was drained take tasks again; it is not being retired any more.
///
/// # Errors
/// As [`drain`].
pub fn activate(tx: &mut Tx, cx: &mut Context<'_>, given: &str) -> Outcome<FargateHost> {
    let host = set_status(tx, cx, given, InstanceStatus::Active)?;
    Ok(describe(tx, cx, &host))
}

/// Removes a host that is gone for good: tasks that are on it still are over, whatever becomes of them
/// there, and its agent is refused.
///
/// # Errors
/// As [`drain`].
pub fn remove(tx: &mut Tx, cx: &mut Context<'_>, given: &str) -> Outcome<FargateHost> {
    let host = find(tx, cx, given)?;
    let tasks: Vec<Arc<Task>> = tx.live_tasks_on(host.id).cloned().collect();
    for task in tasks {
        stop_task::give_up(tx, cx.now, &task, MAINTENANCE);
    }
    let mut gone = ContainerInstance::clone(&host);
    gone.status = InstanceStatus::Inactive;
    gone.deregistered_at = Some(cx.now);
    gone.agent_connected = false;
    gone.version += 1;
    tx.put_instance(gone.clone());
    Ok(describe(tx, cx, &gone))
}

/// Gives up the tasks of hosts that are lost; when the next ones are.
pub(crate) fn give_up_lost(tx: &mut Tx, now: Timestamp) -> Option<Timestamp> {
    let hosts = tx.instances_of(FARGATE_CLUSTER);
    let away = hosts.filter(|it| !it.agent_connected && it.status != InstanceStatus::Inactive);
    let away: Vec<InstanceId> = away.map(|it| it.id).collect();
    let tasks = away.iter().flat_map(|id| tx.live_tasks_on(*id));
    let (lost, left): (Vec<_>, Vec<_>) = tasks
        .filter(|task| !task.connected)
        .cloned()
        .partition(|task| lost_at(task) <= now);
    for task in lost {
        stop_task::give_up(tx, now, &task, LOST);
    }
    left.iter().map(|task| lost_at(task)).min()
}

fn lost_at(task: &Task) -> Timestamp {
    let since = task.connectivity_at.unwrap_or(task.created_at);
    since.plus_seconds(LOST_SECONDS)
}

/// The host with this id that is not removed.
fn find(state: &State, cx: &Context<'_>, given: &str) -> Outcome<Arc<ContainerInstance>> {
    let found = resolve::instance(state, cx, FARGATE_CLUSTER, given).ok();
    let found = found.filter(|it| it.status != InstanceStatus::Inactive);
    found.ok_or_else(|| {
        faults::invalid(format!(
            "There is no Fargate host {given}; ListFargateHosts names those there are."
        ))
    })
}

fn set_status(
    tx: &mut Tx,
    cx: &Context<'_>,
    given: &str,
    status: InstanceStatus,
) -> Outcome<Arc<ContainerInstance>> {
    let host = find(tx, cx, given)?;
    if host.status == status {
        return Ok(host);
    }
    let mut changed = ContainerInstance::clone(&host);
    changed.status = status;
    if status == InstanceStatus::Active {
        changed.retire_at = None;
    }
    changed.version += 1;
    tx.put_instance(changed.clone());
    Ok(Arc::new(changed))
}

/// Tells the interruptible tasks of a host to stop. Their `stopTimeout` is at most 120 seconds, which are
/// the two minutes of the warning.
fn interrupt(tx: &mut Tx, cx: &Context<'_>, host: &ContainerInstance) {
    let spot = |task: &&Arc<Task>| task.capacity_provider.as_deref() == Some(SPOT);
    let tasks: Vec<Arc<Task>> = tx.live_tasks_on(host.id).filter(spot).cloned().collect();
    for task in tasks {
        let code = StopCode::SpotInterruption;
        stop_task::request_stop(tx, cx.now, &task, code, INTERRUPTED);
    }
}

/// The host that an agent's `UpdateContainerInstancesState` is about, if it is one of these.
pub(crate) fn of_agent(
    state: &State,
    cx: &Context<'_>,
    input: &api::UpdateContainerInstancesStateRequest,
) -> Option<String> {
    let given = input.container_instances.as_deref().unwrap_or_default();
    let [host] = given else { return None };
    find(state, cx, host).ok().map(|_| host.clone())
}
