//! Task protection: keeping a service's task from being stopped by scaling in or a deployment.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{Change, State, Task, Timestamp, Tx};

use crate::container_instances::time;
use crate::{Context, Outcome, faults, resolve};

/// Tasks of one call.
const TASKS_MAX: usize = 10;
const DEFAULT_MINUTES: i32 = 120;
const MINUTES_MAX: i32 = 2880;
/// Why a task can have no protection.
const NOT_VALID: &str = "TASK_NOT_VALID";

/// Whether the task is protected at `now`.
#[must_use]
pub fn is_protected(task: &Task, now: Timestamp) -> bool {
    task.protected_until.is_some_and(|until| now < until)
}

/// Says of up to ten tasks of services whether they are protected, and until when.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for no, too many or malformed ids.
pub fn get_task_protection(
    state: &State,
    cx: &Context<'_>,
    input: api::GetTaskProtectionRequest,
) -> Outcome<api::GetTaskProtectionResponse> {
    let cluster = &resolve::cluster(state, cx, input.cluster.as_deref())?.name;
    let (tasks, failures) = find(state, cx, cluster, &input.tasks.unwrap_or_default())?;
    let protected_tasks = tasks.iter().map(|task| render(cx, task)).collect();
    Ok(api::GetTaskProtectionResponse {
        protected_tasks: Some(protected_tasks),
        failures: Some(failures),
    })
}

/// Protects up to ten tasks of services for some time from now on, or takes protection away.
///
/// # Errors
/// As [`get_task_protection`], and `InvalidParameterException` without `protectionEnabled` or for
/// a time that is not from 1 to 2880 minutes.
pub fn update_task_protection(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateTaskProtectionRequest,
) -> Outcome<api::UpdateTaskProtectionResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let Some(enabled) = input.protection_enabled else {
        return Err(faults::invalid("protectionEnabled must be given."));
    };
    let minutes = input.expires_in_minutes.unwrap_or(DEFAULT_MINUTES);
    if !(1..=MINUTES_MAX).contains(&minutes) {
        let text = format!("expiresInMinutes must be from 1 to {MINUTES_MAX}.");
        return Err(faults::invalid(text));
    }
    let (tasks, failures) = find(tx, cx, &cluster, &input.tasks.unwrap_or_default())?;
    let until = enabled.then(|| cx.now.plus_seconds(i64::from(minutes) * 60));
    let mut protected_tasks = Vec::new();
    for task in tasks {
        let mut task = Task::clone(&task);
        task.protected_until = until;
        protected_tasks.push(render(cx, &task));
        tx.record(Change::PutTask(Arc::new(task)));
    }
    Ok(api::UpdateTaskProtectionResponse {
        protected_tasks: Some(protected_tasks),
        failures: Some(failures),
    })
}

/// The tasks that can be protected, and why the others cannot.
fn find(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    given: &[String],
) -> Outcome<(Vec<Arc<Task>>, Vec<api::Failure>)> {
    if given.is_empty() {
        return Err(faults::invalid("Tasks cannot be empty."));
    }
    if given.len() > TASKS_MAX {
        let text = format!("tasks must name at most {TASKS_MAX} tasks.");
        return Err(faults::invalid(text));
    }
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for given in given {
        match resolve::task(state, cx, cluster, given) {
            Ok(task) if !task.group.starts_with("service:") => {
                failures.push(not_valid(cx, &task, "The task is not part of a service."));
            }
            Ok(task) if task.is_stopped() => {
                failures.push(not_valid(cx, &task, "The task has stopped."));
            }
            Ok(task) => tasks.push(task),
            Err(resolve::Unresolved::Missing(given)) => {
                failures.push(resolve::missing(cx, "task", cluster, given));
            }
            Err(unresolved) => return Err(unresolved.into_fault("task")),
        }
    }
    Ok((tasks, failures))
}

fn not_valid(cx: &Context<'_>, task: &Task, detail: &str) -> api::Failure {
    api::Failure {
        arn: Some(cx.names.task(&task.cluster, task.id)),
        reason: Some(NOT_VALID.to_owned()),
        detail: Some(detail.to_owned()),
    }
}

fn render(cx: &Context<'_>, task: &Task) -> api::ProtectedTask {
    let until = task.protected_until.filter(|until| cx.now < *until);
    api::ProtectedTask {
        task_arn: Some(cx.names.task(&task.cluster, task.id)),
        protection_enabled: Some(until.is_some()),
        expiration_date: until.map(time),
    }
}
