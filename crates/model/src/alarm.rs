//! Alarms, and what watches a deployment.

use serde::{Deserialize, Serialize};

use crate::{AlarmState, Timestamp};

/// An alarm, by whoever decides about its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// Unique in the region.
    pub name: String,
    /// What it says.
    pub state: AlarmState,
    /// Why, as it was told.
    pub reason: String,
    /// When it got there.
    pub updated_at: Timestamp,
    /// Seconds over which it looks at once.
    pub period_seconds: u32,
    /// So many periods decide about its state.
    pub evaluation_periods: u32,
}

impl Alarm {
    /// For how long it takes the alarm to notice something.
    #[must_use]
    pub fn reaction_seconds(&self) -> i64 {
        i64::from(self.period_seconds) * i64::from(self.evaluation_periods)
    }
}

/// The alarms that watch a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monitor {
    /// Their names, as they were when it began.
    pub alarms: Vec<String>,
    /// One of them was in ALARM already when it began: none is listened to, since the deployment may be
    /// there to mend what is wrong.
    pub ignored: bool,
    /// Since when nothing is left to do but to watch.
    pub baking_since: Option<Timestamp>,
    /// Those that were in ALARM when that ended it.
    pub triggered: Vec<String>,
}
