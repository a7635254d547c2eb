//! A part of the queue, for somebody who has come so far.

use berth_model::{Names, State, Timestamp};
use serde_json::{Value, json};

use super::shape::{self, Whole};

/// So many events are looked at in one go, whether they are wanted or not.
const LOOKED_AT_MAX: usize = 1024;
/// Nothing more is taken once so many bytes are.
const BYTES_MAX: usize = 64 << 10;

/// Which events somebody wants; an empty list means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Detail types.
    pub detail_types: Vec<String>,
    /// Names of clusters.
    pub clusters: Vec<String>,
}

/// Something for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// An event, as one line of JSON.
    Event {
        /// Its number: whoever has it goes on after it.
        number: u64,
        /// As EventBridge has it.
        json: String,
    },
    /// Events that the reader has missed and that are not there any more.
    Lost {
        /// The number of the last of them.
        number: u64,
        /// The same in the shape of an event.
        json: String,
    },
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// In order.
    pub deliveries: Vec<Delivery>,
    /// The number to go on after; events that were not wanted lie before it as well.
    pub position: u64,
    /// There is more already.
    pub more: bool,
}

/// What comes after the event with the number `after`, in as much as is taken in one go.
///
/// A number that the region has not given out yet is of another life of it: what is kept is then read
/// from its beginning.
#[must_use]
pub fn read(state: &State, names: &Names, now: Timestamp, filter: &Filter, after: u64) -> Reading {
    let last = state.last_event();
    let mut lost = Lost::default();
    let mut position = after;
    if after > last {
        lost.foreign = Some(after);
        position = 0;
    }
    let mut deliveries = Vec::new();
    let mut bytes = 0;
    for record in state.events_after(position).take(LOOKED_AT_MAX) {
        let (expected, number) = (position + 1, record.number());
        position = number;
        lost.add(expected, number - 1);
        let event = record.read();
        let detail_type = shape::detail_type(&event.what);
        if !wanted(&filter.detail_types, detail_type) {
            continue;
        }
        let Some(whole) = Whole::of(state, event.what) else {
            lost.add(number, number);
            continue;
        };
        if !wanted(&filter.clusters, whole.cluster()) {
            continue;
        }
        deliveries.extend(lost.take(names, now));
        let json = shape::envelope(names, number, event.at, detail_type, &whole).to_string();
        bytes += json.len();
        deliveries.push(Delivery::Event { number, json });
        if bytes >= BYTES_MAX {
            break;
        }
    }
    deliveries.extend(lost.take(names, now));
    Reading {
        deliveries,
        position,
        more: position < last,
    }
}

fn wanted(list: &[String], given: &str) -> bool {
    list.is_empty() || list.iter().any(|it| it == given)
}

/// Numbers of events that are not there any more, not yet told.
#[derive(Default)]
struct Lost {
    range: Option<(u64, u64)>,
    /// A position of another life of the region.
    foreign: Option<u64>,
}

impl Lost {
    fn add(&mut self, first: u64, last: u64) {
        if first <= last {
            let first = self.range.map_or(first, |(first, _)| first);
            self.range = Some((first, last));
        }
    }

    fn take(&mut self, names: &Names, now: Timestamp) -> Option<Delivery> {
        let (foreign, range) = (self.foreign.take(), self.range.take());
        if foreign.is_none() && range.is_none() {
            return None;
        }
        let mut detail = json!({
            "reason": if foreign.is_some() {
                "The position is not of this region's events."
            } else {
                "The events are not kept any more."
            },
        });
        if let Some(position) = foreign {
            detail["position"] = position.into();
        }
        if let Some((first, last)) = range {
            detail["firstNumber"] = first.into();
            detail["lastNumber"] = last.into();
        }
        let number = range.map_or(0, |(_, last)| last);
        let kind = ("berth", "Berth Events Lost");
        let event: Value = shape::wrap(names, number, now, kind, Vec::new(), detail);
        Some(Delivery::Lost {
            number,
            json: event.to_string(),
        })
    }
}
