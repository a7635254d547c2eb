//! Alarms: by name, in one of CloudWatch's states, as somebody tells.
//!
//! There is no CloudWatch here that would look at metrics: whoever does sets the state of an alarm, and the
//! writer names the services whose deployments it watches. The calls are Berth's own; they have the names and
//! members that CloudWatch's have, so that its API can take their place: an alarm is [`Change::PutAlarm`].

use std::sync::Arc;

use berth_model::{Alarm, AlarmState, Change, State, Tx};
use serde::{Deserialize, Serialize};

use crate::{Context, Outcome, faults};

/// A region has at most so many.
const ALARMS_MAX: usize = 5_000;
/// As long as a reason may be; CloudWatch's limit.
const REASON_MAX: usize = 1_023;
/// The longest period, and the most that all periods of an alarm may come to: a day and a week.
const PERIOD_MAX: u32 = 86_400;
const REACTION_MAX: u64 = 604_800;

/// `PutAlarm`: an alarm to be, or another look for one that is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutAlarm {
    /// 1 to 255 characters.
    pub alarm_name: String,
    /// Seconds; 60 unless given.
    pub period: Option<u32>,
    /// How many periods decide; 1 unless given.
    pub evaluation_periods: Option<u32>,
}

/// `SetAlarmState`: what an alarm says from now on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetAlarmState {
    /// Which.
    pub alarm_name: String,
    /// OK, ALARM or `INSUFFICIENT_DATA`.
    pub state_value: String,
    /// For people.
    pub state_reason: Option<String>,
}

/// `DeleteAlarms`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteAlarms {
    /// Which; those that are not there are passed over.
    pub alarm_names: Vec<String>,
}

/// An alarm as it is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// Its name.
    pub alarm_name: String,
    /// OK, ALARM or `INSUFFICIENT_DATA`.
    pub state_value: &'static str,
    /// Why.
    pub state_reason: String,
    /// Seconds since the epoch.
    pub state_updated_timestamp: f64,
    /// Seconds.
    pub period: u32,
    /// How many of them decide.
    pub evaluation_periods: u32,
}

/// All alarms.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alarms {
    /// By name.
    pub alarms: Vec<Shown>,
}

/// Makes an alarm, which begins in `INSUFFICIENT_DATA`, or changes how it looks.
///
/// # Errors
/// `InvalidParameterException`, `LimitExceededException`.
pub fn put_alarm(tx: &mut Tx, cx: &mut Context<'_>, input: PutAlarm) -> Outcome<Shown> {
    if !is_name(&input.alarm_name) {
        return Err(faults::invalid("alarmName must have 1 to 255 characters."));
    }
    let period = input.period.unwrap_or(60);
    let periods = input.evaluation_periods.unwrap_or(1);
    let reaction = u64::from(period) * u64::from(periods);
    if !(1..=PERIOD_MAX).contains(&period) || !(1..=REACTION_MAX).contains(&reaction) {
        return Err(faults::invalid(format!(
            "period must be between 1 and {PERIOD_MAX} seconds, and evaluationPeriods so that all are at most {REACTION_MAX} seconds."
        )));
    }
    let known = tx.alarm(&input.alarm_name).cloned();
    if known.is_none() && tx.alarms().count() >= ALARMS_MAX {
        return Err(berth_protocol::fault::Fault::client(
            "LimitExceededException",
            format!("A region can have at most {ALARMS_MAX} alarms."),
        ));
    }
    let before = known.map_or_else(
        || Alarm {
            name: input.alarm_name,
            state: AlarmState::InsufficientData,
            reason: "Unchecked: Initial alarm creation".to_owned(),
            updated_at: cx.now,
            period_seconds: period,
            evaluation_periods: periods,
        },
        |known| Alarm::clone(&known),
    );
    Ok(put(
        tx,
        Alarm {
            period_seconds: period,
            evaluation_periods: periods,
            ..before
        },
    ))
}

/// Says what an alarm says.
///
/// # Errors
/// `ResourceNotFoundException` if there is none of the name, `InvalidParameterException`.
pub fn set_alarm_state(tx: &mut Tx, cx: &mut Context<'_>, input: SetAlarmState) -> Outcome<Shown> {
    let state = AlarmState::from_wire(&input.state_value)
        .ok_or_else(|| faults::invalid("stateValue must be OK, ALARM or INSUFFICIENT_DATA."))?;
    let reason = input.state_reason.unwrap_or_default();
    if reason.chars().count() > REASON_MAX {
        return Err(faults::invalid(format!(
            "stateReason must have at most {REASON_MAX} characters."
        )));
    }
    let known = tx.alarm(&input.alarm_name).cloned().ok_or_else(|| {
        let name = &input.alarm_name;
        faults::resource_not_found(format!("There is no alarm {name}; make it with PutAlarm."))
    })?;
    let updated_at = match known.state == state {
        true => known.updated_at,
        false => cx.now,
    };
    Ok(put(
        tx,
        Alarm {
            state,
            reason,
            updated_at,
            ..Alarm::clone(&known)
        },
    ))
}

/// Deletes alarms: deployments that they watch go on without them.
///
/// # Errors
/// None.
pub fn delete_alarms(tx: &mut Tx, _: &mut Context<'_>, input: DeleteAlarms) -> Outcome<Alarms> {
    for name in input.alarm_names {
        if tx.alarm(&name).is_some() {
            tx.record(Change::DeleteAlarm(name));
        }
    }
    Ok(Alarms { alarms: Vec::new() })
}

/// All alarms.
#[must_use]
pub fn describe_alarms(state: &State) -> Alarms {
    Alarms {
        alarms: state.alarms().map(|it| show(it)).collect(),
    }
}

pub(crate) fn is_name(name: &str) -> bool {
    (1..=255).contains(&name.chars().count()) && !name.chars().any(char::is_control)
}

fn put(tx: &mut Tx, alarm: Alarm) -> Shown {
    let shown = show(&alarm);
    tx.record(Change::PutAlarm(Arc::new(alarm)));
    shown
}

fn show(alarm: &Alarm) -> Shown {
    Shown {
        alarm_name: alarm.name.clone(),
        state_value: alarm.state.as_str(),
        state_reason: alarm.reason.clone(),
        state_updated_timestamp: alarm.updated_at.as_seconds(),
        period: alarm.period_seconds,
        evaluation_periods: alarm.evaluation_periods,
    }
}
