//! Runs: a task is started, started again if it fails, and how it came to its end is kept.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Arn, Attempt, Change, Document, RUN_TAG, Run, RunStatus, Schedule, State, Task, TaskId,
    Timestamp, Tx,
};
use serde::{Deserialize, Serialize};

use super::{End, end_of};
use crate::services::Look;
use crate::{Context, Outcome, faults, run_task};

/// So many runs are kept of a schedule that are over, and of those without one.
const KEPT_OF_SCHEDULE: usize = 100;
const KEPT_OTHERS: usize = 1_000;
/// Before a run is tried again: 1, 2, 4 … seconds, at most this.
const PAUSE_MAX_SECONDS: i64 = 300;
/// A try that finds no room is given up after so long; as tasks that wait for capacity.
const WAIT_SECONDS: i64 = 15 * 60;
/// A list has at most so many.
const LISTED_MAX: usize = 200;

/// Makes a run of a task that `RunTask` has started.
pub(super) fn begin(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    cluster: &str,
    input: &api::RunTaskRequest,
    task: &Task,
    retries: u32,
) {
    let id = new_id(cx);
    let request = api::RunTaskRequest {
        cluster: Some(cluster.to_owned()),
        count: Some(1),
        client_token: None,
        ..input.clone()
    };
    let mut tagged = task.clone();
    tagged.tags.insert(RUN_TAG.to_owned(), id.clone());
    tx.put_task(tagged);
    put(
        tx,
        Run {
            id,
            schedule: None,
            cluster: cluster.to_owned(),
            due_at: cx.now,
            status: RunStatus::Running,
            reason: None,
            finished_at: None,
            request: Document::new(request),
            retries,
            attempts: vec![attempt(cx.now, task.id)],
            at: cx.now,
            waiting: false,
            give_up_at: cx.now,
        },
    );
    trim(tx, None);
}

/// Makes a run of a schedule that was due at `due_at`: one that begins now, or one that never does and says why.
pub(super) fn of_schedule(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    schedule: &Schedule,
    due_at: Timestamp,
    never: Option<(RunStatus, String)>,
) {
    let id = new_id(cx);
    let begins = never.is_none();
    let request = api::RunTaskRequest::clone(&schedule.request);
    let tags = request.tags.iter().flatten();
    let tags = tags.filter_map(|it| Some((it.key.clone()?, it.value.clone().unwrap_or_default())));
    let own = super::retries(&tags.collect());
    let (status, reason) = never.unzip();
    put(
        tx,
        Run {
            id: id.clone(),
            schedule: Some(schedule.name.clone()),
            cluster: request.cluster.clone().unwrap_or_default(),
            due_at,
            status: status.unwrap_or(RunStatus::Pending),
            reason,
            finished_at: (!begins).then_some(cx.now),
            request: Document::new(if begins { request } else { Default::default() }),
            // What the task definition's tags say is known once the task is.
            retries: own.unwrap_or(0),
            attempts: Vec::new(),
            at: cx.now,
            waiting: false,
            give_up_at: due_at.plus_seconds(i64::from(schedule.start_within_seconds)),
        },
    );
    trim(tx, Some(&schedule.name));
    advance(tx, cx, &id);
}

fn new_id(cx: &mut Context<'_>) -> String {
    TaskId::random(cx.entropy).to_string()
}

const fn attempt(now: Timestamp, task: TaskId) -> Attempt {
    Attempt {
        task,
        started_at: now,
        ended_at: None,
        outcome: None,
    }
}

fn put(tx: &mut Tx, run: Run) {
    tx.record(Change::PutRun(Arc::new(run)));
}

/// Forgets the oldest runs that are over beyond those kept.
fn trim(tx: &mut Tx, schedule: Option<&str>) {
    let kept = match schedule {
        Some(_) => KEPT_OF_SCHEDULE,
        None => KEPT_OTHERS,
    };
    let runs = tx.runs_of(schedule).rev().filter(|it| !it.is_open());
    let old: Vec<_> = runs.skip(kept).map(|it| it.id.clone()).collect();
    for id in old {
        tx.record(Change::DeleteRun(id));
    }
}

/// Whether something is to be done for a run.
pub(super) fn look(state: &State, now: Timestamp, id: &str) -> Look {
    let nothing = Look {
        due: false,
        look_again: None,
    };
    let Some(run) = state.run(id) else {
        return nothing;
    };
    match run.status {
        // Whether there is room is found out by trying.
        RunStatus::Pending if run.waiting => Look {
            due: true,
            look_again: Some(run.give_up_at).filter(|at| *at > now),
        },
        RunStatus::Pending => super::at(Some(run.at), now),
        RunStatus::Running => Look {
            due: task_of(state, run).is_none_or(|it| it.is_stopped()),
            look_again: None,
        },
        _ => nothing,
    }
}

fn task_of(state: &State, run: &Run) -> Option<Arc<Task>> {
    run.task().and_then(|id| state.task(id))
}

/// Does what is to be done for a run.
pub(super) fn advance(tx: &mut Tx, cx: &mut Context<'_>, id: &str) {
    let Some(run) = tx.run(id).cloned() else {
        return;
    };
    let run = Run::clone(&run);
    match run.status {
        RunStatus::Pending if run.waiting && run.give_up_at <= cx.now => {
            let status = match run.attempts.is_empty() {
                true => RunStatus::Missed,
                false => RunStatus::Failed,
            };
            let reason = run.reason.clone();
            close(tx, cx.now, run, status, reason);
        }
        RunStatus::Pending if run.waiting || run.at <= cx.now => start(tx, cx, run),
        RunStatus::Running => match task_of(tx, &run) {
            Some(task) if !task.is_stopped() => {}
            Some(task) => settle(tx, cx.now, run, end_of(&task)),
            None => settle(
                tx,
                cx.now,
                run,
                End::Badly("Its task is forgotten.".to_owned()),
            ),
        },
        _ => {}
    }
}

/// Starts the next task of a run; without room it waits.
fn start(tx: &mut Tx, cx: &mut Context<'_>, mut run: Run) {
    let mut request = api::RunTaskRequest::clone(&run.request);
    let by = run
        .schedule
        .as_ref()
        .map(|name| format!("berth-schedule/{name}"));
    request.started_by = request.started_by.or(by);
    request.tags.get_or_insert_default().push(api::Tag {
        key: Some(RUN_TAG.to_owned()),
        value: Some(run.id.clone()),
    });
    // What a call does that fails in the middle must not stay.
    let mut trial = tx.clone();
    let room = match run_task::run_task(&mut trial, cx, request) {
        Ok(answer) => {
            let arn = answer
                .tasks
                .iter()
                .flatten()
                .find_map(|it| it.task_arn.as_deref());
            let id = arn
                .and_then(Arn::parse)
                .and_then(|it| it.last().parse().ok());
            if let Some(task) = id {
                *tx = trial;
                let tags = tx.task(task).map(|it| it.tags.clone()).unwrap_or_default();
                run.retries = super::retries(&tags).unwrap_or(0);
                run.attempts.push(attempt(cx.now, task));
                run.status = RunStatus::Running;
                run.reason = None;
                run.waiting = false;
                return put(tx, run);
            }
            let mut failures = answer.failures.into_iter().flatten();
            failures.find_map(|it| it.reason).unwrap_or_default()
        }
        Err(fault) if fault.message.starts_with("No Container Instances") => fault.message,
        Err(fault) => {
            let reason = format!("{}: {}", fault.code, fault.message);
            return close(tx, cx.now, run, RunStatus::Failed, Some(reason));
        }
    };
    let reason = Some(format!("There is no room for its task: {room}"));
    if !run.waiting || run.reason != reason {
        run.waiting = true;
        run.reason = reason;
        put(tx, run);
    }
}

/// The task of a run has ended.
fn settle(tx: &mut Tx, now: Timestamp, mut run: Run, end: End) {
    let outcome = match &end {
        End::Well => "It ended with exit code 0.".to_owned(),
        End::Stopped(reason) | End::Badly(reason) => reason.clone(),
    };
    if let Some(last) = run.attempts.last_mut() {
        last.ended_at = Some(now);
        last.outcome = Some(outcome.clone());
    }
    match end {
        End::Well => close(tx, now, run, RunStatus::Succeeded, None),
        End::Stopped(reason) => close(tx, now, run, RunStatus::Stopped, Some(reason)),
        End::Badly(reason) => {
            let made = u32::try_from(run.attempts.len()).unwrap_or(u32::MAX);
            if made > run.retries {
                return close(tx, now, run, RunStatus::Failed, Some(reason));
            }
            let pause = 1_i64.checked_shl(made - 1).unwrap_or(PAUSE_MAX_SECONDS);
            run.status = RunStatus::Pending;
            run.reason = Some(outcome);
            run.at = now.plus_seconds(pause.clamp(1, PAUSE_MAX_SECONDS));
            run.give_up_at = run.at.plus_seconds(WAIT_SECONDS);
            put(tx, run);
        }
    }
}

fn close(tx: &mut Tx, now: Timestamp, run: Run, status: RunStatus, reason: Option<String>) {
    put(
        tx,
        Run {
            status,
            reason,
            finished_at: Some(now),
            waiting: false,
            ..run
        },
    );
}

/// `ListRuns`: those of a schedule, or all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ListRuns {
    /// Of this schedule only.
    pub schedule: Option<String>,
    /// With this status only.
    pub status: Option<String>,
}

/// Runs, those that were due last first, 200 at most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Runs {
    /// The newest first.
    pub runs: Vec<RunShown>,
}

/// A run as it is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunShown {
    /// 32 hexadecimal digits.
    pub id: String,
    /// Absent of a run that a caller of `RunTask` has begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// Its ARN.
    pub cluster_arn: String,
    /// Seconds since the epoch.
    pub due_at: f64,
    /// PENDING, RUNNING, SUCCEEDED, FAILED, MISSED, SKIPPED or STOPPED.
    pub status: &'static str,
    /// Why, if there is something to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Seconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<f64>,
    /// Its tasks, the last one last.
    pub attempts: Vec<AttemptShown>,
}

/// A task of a run as it is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptShown {
    /// Its ARN.
    pub task_arn: String,
    /// Seconds since the epoch.
    pub started_at: f64,
    /// Seconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<f64>,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// Lists runs.
///
/// # Errors
/// `InvalidParameterException` for a status there is not.
pub fn list_runs(state: &State, cx: &Context<'_>, input: ListRuns) -> Outcome<Runs> {
    let status = match &input.status {
        None => None,
        Some(text) => Some(RunStatus::from_wire(text).ok_or_else(|| {
            faults::invalid(
                "status must be PENDING, RUNNING, SUCCEEDED, FAILED, MISSED, SKIPPED or STOPPED.",
            )
        })?),
    };
    let mut runs: Vec<_> = match &input.schedule {
        Some(name) => state.runs_of(Some(name)).collect(),
        None => state.runs().collect(),
    };
    runs.retain(|it| status.is_none_or(|status| it.status == status));
    runs.sort_by(|a, b| (b.due_at, &b.id).cmp(&(a.due_at, &a.id)));
    runs.truncate(LISTED_MAX);
    Ok(Runs {
        runs: runs.into_iter().map(|it| show(cx, it)).collect(),
    })
}

fn show(cx: &Context<'_>, run: &Run) -> RunShown {
    RunShown {
        id: run.id.clone(),
        schedule: run.schedule.clone(),
        cluster_arn: cx.names.cluster(&run.cluster),
        due_at: run.due_at.as_seconds(),
        status: run.status.as_str(),
        reason: run.reason.clone(),
        finished_at: run.finished_at.map(Timestamp::as_seconds),
        attempts: run
            .attempts
            .iter()
            .map(|it| AttemptShown {
                task_arn: cx.names.task(&run.cluster, it.task),
                started_at: it.started_at.as_seconds(),
                ended_at: it.ended_at.map(Timestamp::as_seconds),
                outcome: it.outcome.clone(),
            })
            .collect(),
    }
}
