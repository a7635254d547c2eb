//! Cutting records into batches a log service takes.

use std::borrow::Cow;

use berth_link::spool::{FLAG_GAP, MAX_PAYLOAD, RecordRef};

use super::api::LogEvents;

/// Bytes of a batch.
const BATCH_BYTES: usize = 1_048_576;
/// Counted with every event.
const EVENT_OVERHEAD: usize = 26;
/// Events of a batch.
const BATCH_EVENTS: usize = 10_000;
/// From a batch's first event to its last.
const BATCH_SPAN_MS: i64 = 24 * 60 * 60 * 1000;

/// Events of neighbouring records, within every bound of the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Batch {
    /// The first record in it.
    pub(super) from: u64,
    /// The last record in it; below `from` while there is none.
    pub(super) to: u64,
    /// In chronological order once [`Batch::seal`]ed.
    pub(super) events: LogEvents,
    /// Nothing more fits.
    pub(super) full: bool,
    /// Lines that were dropped before they could be read, as the records tell.
    pub(super) dropped: u64,
    bytes: usize,
    span: Option<(i64, i64)>,
}

impl Batch {
    pub(super) const fn is_empty(&self) -> bool {
        self.to == 0
    }

    /// As the service counts them.
    pub(super) const fn bytes(&self) -> u64 {
        self.bytes as u64
    }

    /// Takes the record in, or says that the batch has no room for it.
    pub(super) fn take(&mut self, record: RecordRef<'_>) -> bool {
        let timestamp = record.time_us.div_euclid(1000).max(0);
        let span = self.span.map_or((timestamp, timestamp), |(low, high)| {
            (low.min(timestamp), high.max(timestamp))
        });
        let text = text(record);
        let (bytes, count) = parts(&text).fold((0, 0), |(bytes, count), part| {
            (bytes + part.len() + EVENT_OVERHEAD, count + 1)
        });
        // One record always fits an empty batch: even with every byte replaced by three it is
        // less than a batch's bytes.
        let full = self.bytes + bytes > BATCH_BYTES
            || self.events.len() + count > BATCH_EVENTS
            || span.1 - span.0 >= BATCH_SPAN_MS;
        if full && !self.is_empty() {
            self.full = true;
            return false;
        }
        if self.is_empty() {
            self.from = record.number;
        }
        if record.flags & FLAG_GAP != 0 {
            let count = String::from_utf8_lossy(record.payload);
            self.dropped += count.parse::<u64>().unwrap_or_default();
        }
        self.to = record.number;
        self.bytes += bytes;
        if count > 0 {
            self.span = Some(span);
        }
        parts(&text).for_each(|part| self.events.push(timestamp, part));
        true
    }

    /// Puts the events in the order the service wants; the clock may have been set back.
    pub(super) fn seal(&mut self) {
        self.events.sort();
    }
}

/// What is sent of a record: nothing for a gap or an empty line.
fn text(record: RecordRef<'_>) -> Cow<'_, str> {
    if record.flags & FLAG_GAP != 0 {
        return Cow::Borrowed("");
    }
    // Nearly all output is UTF-8, and this is the quicker way to see it.
    match std::str::from_utf8(record.payload) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(record.payload),
    }
}

/// The events of a text: several where replacing what is not UTF-8 made the line longer than an
/// event may be.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (part, after) = rest.split_at(rest.floor_char_boundary(MAX_PAYLOAD));
        rest = after;
        (!part.is_empty()).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use berth_link::spool::Record;

    use super::*;

    fn record(number: u64, time_ms: i64, payload: &[u8]) -> Record {
        Record {
            number,
            time_us: time_ms * 1000,
            flags: 0,
            payload: payload.to_vec(),
        }
    }

    /// How many of these records the first batch takes.
    fn taken(records: impl IntoIterator<Item = Record>) -> (Batch, usize) {
        let mut batch = Batch::default();
        let mut count = 0;
        for record in records {
            if !batch.take(record.in_place()) {
                break;
            }
            count += 1;
        }
        batch.seal();
        (batch, count)
    }

    #[test]
    fn a_batch_stays_within_every_bound() {
        let lines = (1..).map(|number| record(number, 1, b"x"));
        assert_eq!(taken(lines).1, 10_000);
        let long = (1..).map(|number| record(number, 1, &[b'x'; 1000]));
        assert_eq!(taken(long).1, 1_048_576 / 1026);
        let longest = (1..).map(|number| record(number, 1, &vec![b'x'; MAX_PAYLOAD]));
        assert_eq!(taken(longest).1, 4);
        let hours = (1..).map(|number| record(number, number.cast_signed() * 3_600_000, b"x"));
        assert_eq!(taken(hours).1, 24);
    }

    #[test]
    fn gaps_and_empty_lines_are_counted_but_not_sent() {
        let mut gap = record(2, 1, b"17");
        gap.flags = FLAG_GAP;
        let (batch, count) = taken([record(1, 1, b""), gap, record(3, 1, b"x")]);
        assert_eq!((batch.from, batch.to, count), (1, 3, 3));
        assert_eq!(batch.events.len(), 1);
    }

    #[test]
    fn events_are_in_order_and_text() {
        let (batch, _) = taken([record(1, 9, b"late"), record(2, 5, b"a\xffb")]);
        let shown: Vec<_> = batch
            .events
            .iter()
            .map(|event| (event.timestamp, event.message))
            .collect();
        assert_eq!(shown, [(5, "a\u{fffd}b"), (9, "late")]);
    }

    #[test]
    fn a_line_that_grew_becomes_several_events() {
        let (batch, count) = taken([record(1, 1, &vec![0xff; MAX_PAYLOAD])]);
        assert_eq!((count, batch.events.len()), (1, 4));
        assert!(batch.events.iter().all(|e| e.message.len() <= MAX_PAYLOAD));
        let bytes: usize = batch.events.iter().map(|e| e.message.len() + 26).sum();
        assert!(bytes <= BATCH_BYTES, "{bytes}");
    }
}
