//! Schedules: the calls, and what becomes of one that is due.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{Change, Document, RunStatus, Schedule, State, Timestamp, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::cron::Expression;
use super::runs;
use crate::{Context, Outcome, faults, resolve};

/// Unless the caller says: a run may begin so much late.
const START_WITHIN_SECONDS: u32 = 300;
const START_WITHIN_MAX_SECONDS: u32 = 86_400;
/// So many of its runs may be open at a time, at most.
const CONCURRENCY_MAX: u32 = 100;
/// A region has at most so many schedules.
const SCHEDULES_MAX: usize = 1_000;
/// Of the runs that were missed in one go, so many are recorded one by one; the others as one.
const MISSED_EACH_MAX: usize = 20;
/// So many due times are looked at in one go; what was due before the rest is only counted.
const DUE_MAX: usize = 10_000;

/// `PutSchedule`: a schedule to be, or what another becomes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PutSchedule {
    /// 1 to 255 letters, digits, hyphens and underscores.
    pub name: String,
    /// `cron(…)` or `rate(…)`.
    pub schedule_expression: String,
    /// What `RunTask` is asked for, without count and client token.
    pub task: Value,
    /// ENABLED unless DISABLED.
    pub state: Option<String>,
    /// 1 unless given.
    pub concurrency: Option<u32>,
    /// 300 unless given.
    pub start_within_seconds: Option<u32>,
}

/// `DeleteSchedule`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DeleteSchedule {
    /// Which.
    pub name: String,
}

/// A schedule as it is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScheduleShown {
    /// Its name.
    pub name: String,
    /// As it was given.
    pub schedule_expression: String,
    /// ENABLED or DISABLED.
    pub state: &'static str,
    /// As many runs may be open.
    pub concurrency: u32,
    /// A run may begin so much late.
    pub start_within_seconds: u32,
    /// What is run.
    pub task: api::RunTaskRequest,
    /// Seconds since the epoch.
    pub created_at: f64,
    /// Seconds since the epoch.
    pub updated_at: f64,
    /// When it is due next, in seconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_at: Option<f64>,
    /// How its newest run stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<&'static str>,
}

/// All schedules.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Schedules {
    /// By name.
    pub schedules: Vec<ScheduleShown>,
}

/// Makes a schedule, or changes it: runs that are under way go on.
///
/// # Errors
/// `InvalidParameterException`, `ClusterNotFoundException`, `LimitExceededException`.
pub fn put_schedule(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: PutSchedule,
) -> Outcome<ScheduleShown> {
    if !resolve::is_name(&input.name) {
        return Err(faults::invalid(
            "name must have 1 to 255 letters, digits, hyphens and underscores.",
        ));
    }
    Expression::parse(&input.schedule_expression)
        .map_err(|error| faults::invalid(format!("scheduleExpression: {error}.")))?;
    let request = request(tx, cx, input.task)?;
    let enabled = match input.state.as_deref() {
        None | Some("ENABLED") => true,
        Some("DISABLED") => false,
        Some(_) => return Err(faults::invalid("state must be ENABLED or DISABLED.")),
    };
    let concurrency = input.concurrency.unwrap_or(1);
    if !(1..=CONCURRENCY_MAX).contains(&concurrency) {
        return Err(faults::invalid(format!(
            "concurrency must be between 1 and {CONCURRENCY_MAX}."
        )));
    }
    let start_within_seconds = input.start_within_seconds.unwrap_or(START_WITHIN_SECONDS);
    if !(1..=START_WITHIN_MAX_SECONDS).contains(&start_within_seconds) {
        return Err(faults::invalid(format!(
            "startWithinSeconds must be between 1 and {START_WITHIN_MAX_SECONDS}."
        )));
    }
    let known = tx.schedule(&input.name).cloned();
    if known.is_none() && tx.schedules().count() >= SCHEDULES_MAX {
        return Err(berth_protocol::fault::Fault::client(
            "LimitExceededException",
            format!("A region can have at most {SCHEDULES_MAX} schedules."),
        ));
    }
    // What was due while it was disabled, or by another expression, is nobody's loss.
    let goes_on = known
        .as_ref()
        .filter(|it| it.enabled && it.expression == input.schedule_expression);
    let schedule = Schedule {
        done_until: goes_on.map_or(cx.now, |it| it.done_until),
        created_at: goes_on.map_or(cx.now, |it| it.created_at),
        name: input.name,
        expression: input.schedule_expression,
        enabled,
        concurrency,
        start_within_seconds,
        request: Document::new(request),
        updated_at: cx.now,
    };
    let shown = show(tx, &schedule);
    tx.record(Change::PutSchedule(Arc::new(schedule)));
    Ok(shown)
}

fn request(state: &State, cx: &Context<'_>, task: Value) -> Outcome<api::RunTaskRequest> {
    let request: api::RunTaskRequest = serde_json::from_value(task)
        .map_err(|error| faults::invalid(format!("task must be what RunTask takes: {error}.")))?;
    if request
        .task_definition
        .as_ref()
        .is_none_or(|it| it.is_empty())
    {
        return Err(faults::invalid("task.taskDefinition must be given."));
    }
    if request.count.is_some_and(|it| it != 1) || request.client_token.is_some() {
        return Err(faults::invalid(
            "task must have neither a count other than 1 nor a clientToken: a run is one task.",
        ));
    }
    let reserved = |it: &api::Tag| it.key.as_deref() == Some(berth_model::RUN_TAG);
    if request.tags.iter().flatten().any(reserved) {
        return Err(faults::invalid(format!(
            "The tag {} is set by Berth.",
            berth_model::RUN_TAG
        )));
    }
    let mut tags = crate::tags::parse(request.tags.clone())?;
    super::inherit(&berth_model::Tags::new(), &mut tags)?;
    let cluster = resolve::cluster(state, cx, request.cluster.as_deref())?;
    Ok(api::RunTaskRequest {
        cluster: Some(cluster.name.clone()),
        count: None,
        ..request
    })
}

/// Deletes a schedule: runs that are under way go on, and what is recorded of others stays for a while.
///
/// # Errors
/// `ResourceNotFoundException`.
pub fn delete_schedule(
    tx: &mut Tx,
    _: &mut Context<'_>,
    input: DeleteSchedule,
) -> Outcome<ScheduleShown> {
    let known = tx.schedule(&input.name).cloned().ok_or_else(|| {
        faults::resource_not_found(format!("There is no schedule {}.", input.name))
    })?;
    let shown = show(tx, &known);
    tx.record(Change::DeleteSchedule(input.name));
    Ok(shown)
}

/// All schedules.
#[must_use]
pub fn list_schedules(state: &State) -> Schedules {
    Schedules {
        schedules: state.schedules().map(|it| show(state, it)).collect(),
    }
}

fn show(state: &State, it: &Schedule) -> ScheduleShown {
    let last = state.runs_of(Some(&it.name)).next_back();
    ScheduleShown {
        name: it.name.clone(),
        schedule_expression: it.expression.clone(),
        state: if it.enabled { "ENABLED" } else { "DISABLED" },
        concurrency: it.concurrency,
        start_within_seconds: it.start_within_seconds,
        task: api::RunTaskRequest::clone(&it.request),
        created_at: it.created_at.as_seconds(),
        updated_at: it.updated_at.as_seconds(),
        next_at: next_of(it).map(Timestamp::as_seconds),
        last_status: last.map(|it| it.status.as_str()),
    }
}

/// When a schedule is due next, also if that has passed.
pub(super) fn next_due(state: &State, name: &str) -> Option<Timestamp> {
    next_of(state.schedule(name)?)
}

fn next_of(schedule: &Schedule) -> Option<Timestamp> {
    if !schedule.enabled {
        return None;
    }
    let expression = Expression::parse(&schedule.expression).ok()?;
    expression.next_after(schedule.created_at, schedule.done_until)
}

/// Makes runs of what was due until now: the newest begins unless it is too late or there are too many already,
/// and each of the others was missed.
pub(super) fn advance(tx: &mut Tx, cx: &mut Context<'_>, name: &str) {
    let Some(schedule) = tx.schedule(name).cloned() else {
        return;
    };
    let mut due = Vec::new();
    let mut at = next_of(&schedule).filter(|at| *at <= cx.now);
    let expression = Expression::parse(&schedule.expression);
    let mut earlier = 0_usize;
    while let (Some(time), Ok(expression)) = (at, &expression) {
        due.push(time);
        if due.len() > DUE_MAX {
            // Only the newest count; so much was missed in any case.
            earlier += due.len() / 2;
            due.drain(..due.len() / 2);
        }
        let next = expression.next_after(schedule.created_at, time);
        at = next.filter(|at| *at <= cx.now);
    }
    let Some(newest) = due.pop() else { return };
    let mut done = Schedule::clone(&schedule);
    done.done_until = newest;
    tx.record(Change::PutSchedule(Arc::new(done)));

    let each = due.split_off(due.len().saturating_sub(MISSED_EACH_MAX));
    earlier += due.len();
    if let Some(last) = due.last() {
        let why = format!(
            "It and {} before it were due while nobody could start them.",
            earlier - 1
        );
        runs::of_schedule(tx, cx, &schedule, *last, Some((RunStatus::Missed, why)));
    }
    for time in each {
        let why = "It was due while nobody could start it, and a later one was as well.".to_owned();
        runs::of_schedule(tx, cx, &schedule, time, Some((RunStatus::Missed, why)));
    }
    // What has ended while nobody looked is not under way.
    let open = tx.runs_of(Some(name)).filter(|it| it.is_open());
    let open: Vec<String> = open.map(|it| it.id.clone()).collect();
    for id in open {
        runs::advance(tx, cx, &id);
    }
    let latest = newest.plus_seconds(i64::from(schedule.start_within_seconds));
    let open = tx.runs_of(Some(name)).filter(|it| it.is_open()).count();
    let most = usize::try_from(schedule.concurrency).unwrap_or(usize::MAX);
    let never = if latest < cx.now {
        let why = format!(
            "It was due while nobody could start it, and {} seconds have passed.",
            schedule.start_within_seconds
        );
        Some((RunStatus::Missed, why))
    } else if open >= most {
        let why = format!("{open} of its runs are under way, and concurrency is {most}.");
        Some((RunStatus::Skipped, why))
    } else {
        None
    };
    runs::of_schedule(tx, cx, &schedule, newest, never);
}
