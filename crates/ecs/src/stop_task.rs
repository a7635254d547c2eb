//! `StopTask`, and the other ways the control plane ends a task.

use berth_api_ecs as api;
use berth_model::{
    AttachmentStatus, Change, ContainerStatus, DesiredStatus, StopCode, Tags, Task, TaskStatus,
    Timestamp, Tx,
};

use crate::{Context, Outcome, faults, network, resolve, tasks};

/// Wants a task STOPPED; the agent does it and reports.
///
/// A task that is stopping or STOPPED already is given back as it is.
///
/// # Errors
/// `InvalidParameterException` if there is no such task, `ClusterNotFoundException`.
pub fn stop_task(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::StopTaskRequest,
) -> Outcome<api::StopTaskResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let given = input.task.unwrap_or_default();
    let task = resolve::task(tx, cx, &cluster, &given)
        .map_err(|unresolved| unresolved.into_fault("task"))?;
    let reason = input.reason.filter(|reason| !reason.is_empty());
    if reason
        .as_ref()
        .is_some_and(|reason| reason.chars().count() > 255)
    {
        return Err(faults::invalid("reason must have at most 255 characters."));
    }
    let reason = reason.unwrap_or_else(|| "Task stopped by user".to_owned());
    request_stop(tx, cx.now, &task, StopCode::UserInitiated, &reason);
    let task = tx.task(task.id).unwrap_or(task);
    Ok(api::StopTaskResponse {
        task: Some(tasks::render(cx.names, &task, true)),
    })
}

/// Sets a task's desired status to STOPPED, with code and reason; the first to do so is
/// remembered. A task that no instance has is over at once.
pub fn request_stop(tx: &mut Tx, now: Timestamp, task: &Task, code: StopCode, reason: &str) {
    if task.desired_status == DesiredStatus::Stopped {
        return;
    }
    if task.instance.is_none() {
        let mut task = task.clone();
        task.stop_code = Some(code);
        task.stopped_reason = Some(reason.to_owned());
        finish(tx, now, task);
        return;
    }
    let mut task = task.clone();
    task.desired_status = DesiredStatus::Stopped;
    task.stop_code = Some(code);
    task.stopped_reason = Some(reason.to_owned());
    task.stopping_at = Some(now);
    task.version += 1;
    tx.put_task(task);
}

/// Ends a task whose host has been given up: nobody will report on it any more.
pub fn give_up(tx: &mut Tx, now: Timestamp, task: &Task, reason: &str) {
    let mut task = task.clone();
    task.stop_code.get_or_insert(StopCode::TerminationNotice);
    task.stopped_reason.get_or_insert_with(|| reason.to_owned());
    finish(tx, now, task);
}

/// Records a task as STOPPED: its containers too, its credentials and tags gone, its network interface
/// given back.
///
/// Code and reason must be set.
pub(crate) fn finish(tx: &mut Tx, now: Timestamp, mut task: Task) {
    task.desired_status = DesiredStatus::Stopped;
    task.last_status = TaskStatus::Stopped;
    task.stopping_at.get_or_insert(now);
    task.execution_stopped_at.get_or_insert(now);
    task.stopped_at = Some(now);
    task.version += 1;
    task.tags = Tags::new();
    task.waiting = None;
    for container in &mut task.containers {
        container.last_status = ContainerStatus::Stopped;
    }
    give_back(tx, now, &mut task);
    let credentials: Vec<_> = tx
        .role_credentials_of(task.id)
        .map(|it| it.credentials_id.clone())
        .collect();
    for id in credentials {
        tx.record(Change::DeleteRoleCredentials(id));
    }
    let (family, revision) = task.task_definition.clone();
    tx.put_task(task.clone());
    crate::services::ended(tx, now, &task);
    crate::housekeeping::forget_definition(tx, &family, revision);
}

/// Gives the network interface of a task back that is over. The host has let go of it when it says that
/// the task has ended, so the task only passes through DEPROVISIONING; its event tells of it.
fn give_back(tx: &mut Tx, now: Timestamp, task: &mut Task) {
    let interface = tx.interface_of_task(task.id).map(|it| it.id.clone());
    if let Some(interface) = interface {
        network::advance(task, AttachmentStatus::Detaching);
        tx.put_task(Task {
            last_status: TaskStatus::Deprovisioning,
            stopped_at: None,
            ..task.clone()
        });
        network::release(tx, now, &interface);
        task.version += 1;
    }
    network::advance(task, AttachmentStatus::Deleted);
}
