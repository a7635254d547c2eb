//! Jobs: tasks with a time limit, tasks that are tried again, and schedules. ECS has none of it; see
//! `docs/guides/jobs.md` for what users say, and `docs/decisions/0021`.
//!
//! - [`cron`]: when a schedule is due;
//! - [`schedules`]: the calls about them, and what becomes of one that is due;
//! - [`runs`]: from a run to a task, to another if that fails, to its end.
//!
//! As with services, the writer names what a commit is news for ([`crate::writer::Batch::jobs`]), and a loop
//! looks at that and at what is due by time. The records alone say what to do next: a run that was due while
//! nobody looked is started late, or recorded as missed.

pub mod cron;
mod runs;
mod schedules;

use berth_api_ecs as api;
use berth_model::{
    DesiredStatus, JOB_TAG_PREFIX, JobKey, RETRIES_TAG, RUN_TAG, State, StopCode, TIME_LIMIT_TAG,
    Tags, Task, TaskId, Timestamp, Tx,
};

pub use self::runs::{ListRuns, RunShown, Runs, list_runs};
pub use self::schedules::{
    DeleteSchedule, PutSchedule, ScheduleShown, Schedules, delete_schedule, list_schedules,
    put_schedule,
};
use crate::services::Look;
use crate::{Context, Outcome, faults, stop_task};

/// The longest time limit: a week.
const TIME_LIMIT_MAX_SECONDS: i64 = 7 * 24 * 3600;
/// A task is tried again at most so often.
const RETRIES_MAX: u32 = 100;

/// Everything that is to be looked at after a start.
#[must_use]
pub fn all(state: &State) -> std::collections::BTreeSet<JobKey> {
    let schedules = state
        .schedules()
        .map(|it| JobKey::Schedule(it.name.clone()));
    let runs = state.open_runs().map(|id| JobKey::Run(id.clone()));
    let clusters = state.clusters();
    let tasks = clusters.flat_map(|it| state.live_tasks_of(&it.name, DesiredStatus::Running));
    let limited = tasks.filter(|it| it.tags.contains_key(TIME_LIMIT_TAG));
    let limited = limited.map(|it| JobKey::Task(it.id));
    schedules.chain(runs).chain(limited).collect()
}

/// Looks whether there is something to do, without doing it.
#[must_use]
pub fn look(state: &State, now: Timestamp, key: &JobKey) -> Look {
    match key {
        JobKey::Task(id) => at(deadline(state, *id), now),
        JobKey::Run(id) => runs::look(state, now, id),
        JobKey::Schedule(name) => at(schedules::next_due(state, name), now),
    }
}

/// Does what is to be done now, and says when to look again if nothing changes before. Called twice it does
/// nothing the second time.
///
/// # Errors
/// None: what cannot be done is told by the runs.
pub fn advance(tx: &mut Tx, cx: &mut Context<'_>, key: &JobKey) -> Outcome<Option<Timestamp>> {
    match key {
        JobKey::Task(id) => limit(tx, cx.now, *id),
        JobKey::Run(id) => runs::advance(tx, cx, id),
        JobKey::Schedule(name) => schedules::advance(tx, cx, name),
    }
    Ok(look(tx, cx.now, key).look_again)
}

fn at(due: Option<Timestamp>, now: Timestamp) -> Look {
    Look {
        due: due.is_some_and(|at| at <= now),
        look_again: due.filter(|at| *at > now),
    }
}

/// When a running task's time limit is over.
fn deadline(state: &State, id: TaskId) -> Option<Timestamp> {
    let task = state.task(id)?;
    let limit = seconds(task.tags.get(TIME_LIMIT_TAG)?)?;
    let wanted = task.desired_status == DesiredStatus::Running;
    task.started_at
        .filter(|_| wanted)
        .map(|at| at.plus_seconds(limit))
}

/// Stops a task whose time limit is over.
fn limit(tx: &mut Tx, now: Timestamp, id: TaskId) {
    let over = deadline(tx, id).is_some_and(|at| at <= now);
    let Some(task) = tx.task(id).filter(|_| over) else {
        return;
    };
    let limit = task.tags.get(TIME_LIMIT_TAG).cloned().unwrap_or_default();
    let reason = format!("{LIMIT_REASON} ({TIME_LIMIT_TAG} {limit})");
    let code = StopCode::ServiceSchedulerInitiated;
    stop_task::request_stop(tx, now, &task, code, &reason);
}

/// With this begins why a task was stopped whose time limit was over.
const LIMIT_REASON: &str = "Task stopped: its time limit is over";

/// A number of seconds, or a number with s, m, h or d.
fn seconds(text: &str) -> Option<i64> {
    let digits = text.trim_end_matches(['s', 'm', 'h', 'd']);
    let unit = match text.get(digits.len()..)? {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = digits.parse().ok().filter(|_| all)?;
    let seconds = number.checked_mul(unit)?;
    (1..=TIME_LIMIT_MAX_SECONDS)
        .contains(&seconds)
        .then_some(seconds)
}

fn retries(tags: &Tags) -> Option<u32> {
    let text = tags.get(RETRIES_TAG)?;
    let all = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|it| all && *it <= RETRIES_MAX)
}

/// Adds what a task definition's tags say of jobs to those of a task, which go before, and checks them.
///
/// # Errors
/// `InvalidParameterException`.
pub(crate) fn inherit(definition: &Tags, tags: &mut Tags) -> Outcome<()> {
    for name in [TIME_LIMIT_TAG, RETRIES_TAG] {
        if let Some(value) = definition.get(name) {
            tags.entry(name.to_owned()).or_insert_with(|| value.clone());
        }
    }
    if !tags.keys().any(|it| it.starts_with(JOB_TAG_PREFIX)) {
        return Ok(());
    }
    let limit = tags.get(TIME_LIMIT_TAG);
    if limit.is_some_and(|it| seconds(it).is_none()) {
        return Err(faults::invalid(format!(
            "The tag {TIME_LIMIT_TAG} must be a number of seconds, or a number with s, m, h or d, up to 7 days."
        )));
    }
    if tags.contains_key(RETRIES_TAG) && retries(tags).is_none() {
        return Err(faults::invalid(format!(
            "The tag {RETRIES_TAG} must be a number between 0 and {RETRIES_MAX}."
        )));
    }
    Ok(())
}

/// Tasks that `RunTask` has started, or that wait for room: those with retries are runs.
pub(crate) fn note_started(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    cluster: &str,
    input: &api::RunTaskRequest,
    started: &[TaskId],
) {
    for id in started {
        let Some(task) = tx.task(*id) else { continue };
        let of_run = task.tags.contains_key(RUN_TAG);
        let retries = retries(&task.tags).filter(|it| *it > 0 && !of_run);
        if let Some(retries) = retries {
            runs::begin(tx, cx, cluster, input, &task, retries);
        }
    }
}

/// What `change`, made to `before`, is news for.
pub(crate) fn concerned(
    before: &State,
    change: &berth_model::Change,
    jobs: &mut std::collections::BTreeSet<JobKey>,
) {
    use berth_model::Change;
    let room = |cluster: &str, jobs: &mut std::collections::BTreeSet<JobKey>| {
        jobs.extend(before.runs_waiting_in(cluster).cloned().map(JobKey::Run));
    };
    match change {
        Change::PutSchedule(it) => {
            jobs.insert(JobKey::Schedule(it.name.clone()));
        }
        Change::DeleteSchedule(name) => {
            jobs.insert(JobKey::Schedule(name.clone()));
        }
        Change::PutRun(it) => {
            jobs.insert(JobKey::Run(it.id.clone()));
        }
        Change::PutTask(task) => {
            if task.tags.contains_key(TIME_LIMIT_TAG) {
                jobs.insert(JobKey::Task(task.id));
            }
            if task.is_stopped() {
                jobs.extend(before.run_of_task(task.id).cloned().map(JobKey::Run));
                room(&task.cluster, jobs);
            }
        }
        Change::PutInstance(it) => room(&it.cluster, jobs),
        _ => {}
    }
}

/// How a task ended that a run was waiting for.
enum End {
    Well,
    Stopped(String),
    Badly(String),
}

fn end_of(task: &Task) -> End {
    let reason = task.stopped_reason.clone().unwrap_or_default();
    match task.stop_code {
        Some(StopCode::UserInitiated) => End::Stopped(reason),
        Some(StopCode::EssentialContainerExited) => {
            let mut essential = task.containers.iter().filter(|it| it.essential);
            let bad = essential.find(|it| it.exit_code != Some(0));
            match bad {
                None => End::Well,
                Some(it) => End::Badly(match it.exit_code {
                    Some(code) => format!("Container {} ended with exit code {code}.", it.name),
                    None => it.reason.clone().unwrap_or(reason),
                }),
            }
        }
        _ => End::Badly(reason),
    }
}

#[cfg(test)]
mod tests;
