//! Arguments in the types of their subjects.

use std::{cmp::Ordering, fmt, str::FromStr};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

/// Dotted numbers: `1.9` is less than `1.12`, and equals `1.9.0`.
#[derive(Clone, Debug)]
pub(super) struct Version {
    parts: Vec<u64>,
    text: String,
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        // An agent built from a branch says `1.2.3-dirty`: what follows the numbers does not order.
        let numbers = text.trim_start_matches('v').split(['-', '+']).next();
        let parts = numbers.unwrap_or_default().split('.');
        let parts = parts.map(|part| part.parse().map_err(|_| ()));
        Ok(Self {
            parts: parts.collect::<Result<_, _>>()?,
            text: text.to_owned(),
        })
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = self.parts.len().max(other.parts.len());
        let padded = |parts: &[u64]| {
            let mut padded = parts.to_vec();
            padded.resize(length, 0);
            padded
        };
        padded(&self.parts).cmp(&padded(&other.parts))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Seconds since the epoch of `2018-06-18T22:28:28+00:00`, `…Z`, the same without a zone (then
/// UTC), or a date alone (then its midnight).
pub(super) fn date(text: &str) -> Option<i64> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.timestamp());
    }
    if let Ok(moment) = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S") {
        return Some(moment.and_utc().timestamp());
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(day.and_time(NaiveTime::MIN).and_utc().timestamp())
}
