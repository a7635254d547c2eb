//! Alarms in the state.

use std::sync::Arc;

use imbl::OrdMap;

use super::State;
use crate::{Alarm, AlarmState, Change};

/// The records, kept by [`State::apply`].
#[derive(Clone, Debug, Default)]
pub(super) struct Alarms(OrdMap<String, Arc<Alarm>>);

impl Alarms {
    /// Makes a change that is about alarms.
    pub(super) fn apply(&mut self, change: &Change) {
        match change {
            Change::PutAlarm(alarm) => {
                self.0.insert(alarm.name.clone(), Arc::clone(alarm));
            }
            Change::DeleteAlarm(name) => {
                self.0.remove(name);
            }
            _ => {}
        }
    }
}

impl State {
    /// The alarm of this name.
    #[must_use]
    pub fn alarm(&self, name: &str) -> Option<&Arc<Alarm>> {
        self.alarms.0.get(name)
    }

    /// All alarms, by name.
    pub fn alarms(&self) -> impl Iterator<Item = &Arc<Alarm>> {
        self.alarms.0.values()
    }

    /// Whether there is an alarm of this name and it is in ALARM.
    #[must_use]
    pub fn is_in_alarm(&self, name: &str) -> bool {
        self.alarm(name)
            .is_some_and(|it| it.state == AlarmState::Alarm)
    }
}
