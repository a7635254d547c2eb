//! The queue of events: the newest ones, bounded in number and bytes.

use imbl::OrdMap;

use super::State;
use crate::event::{EVENT_BYTES_MAX, EVENTS_MAX, EventRecord};

/// Records by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Events {
    records: OrdMap<u64, EventRecord>,
    bytes: usize,
}

impl State {
    /// The number of the newest event; zero if there never was one.
    #[must_use]
    pub fn last_event(&self) -> u64 {
        self.events.records.get_max().map_or(0, |(last, _)| *last)
    }

    /// The events that are kept, in order, after the one with this number.
    pub fn events_after(&self, number: u64) -> impl Iterator<Item = &EventRecord> {
        let from = number.saturating_add(1);
        self.events.records.range(from..).map(|(_, record)| record)
    }

    pub(crate) fn events_are_sound(&self) -> bool {
        self.events.is_sound()
    }
}

impl Events {
    /// Takes an event in and forgets the oldest ones beyond the bounds.
    pub(super) fn put(&mut self, record: &EventRecord) {
        self.bytes += record.bytes().len();
        let old = self.records.insert(record.number(), record.clone());
        self.bytes -= old.map_or(0, |old| old.bytes().len());
        while self.records.len() as u64 > EVENTS_MAX
            || (self.bytes > EVENT_BYTES_MAX && self.records.len() > 1)
        {
            let Some(oldest) = self.records.get_min().map(|(number, _)| *number) else {
                return;
            };
            let gone = self.records.remove(&oldest);
            self.bytes -= gone.map_or(0, |gone| gone.bytes().len());
        }
    }

    /// Whether the bytes are counted rightly and the numbers have no gap.
    pub(super) fn is_sound(&self) -> bool {
        let bytes: usize = self.records.values().map(|it| it.bytes().len()).sum();
        let mut expected = self.records.get_min().map_or(0, |(first, _)| *first);
        let in_order = self.records.iter().all(|(number, record)| {
            let right = *number == expected && record.number() == expected;
            expected += 1;
            right
        });
        bytes == self.bytes && in_order
    }
}
