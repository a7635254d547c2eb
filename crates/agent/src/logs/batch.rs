//! Cutting records into batches a log service takes.

use std::borrow::Cow;

use berth_link::spool::{FLAG_GAP, FLAG_PARTIAL, FLAG_STDERR, MAX_PAYLOAD, RecordRef};

use super::api::LogEvents;
use super::destination::Limits;
use super::multiline::Multiline;

/// Events of neighbouring records, within every bound of what takes them.
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
    limits: Limits,
    bytes: usize,
    span: Option<(i64, i64)>,
    multiline: Option<Multiline>,
    /// What may go on with the next record; not in the batch yet.
    open: Option<Open>,
}

/// An event of several lines that may not be whole.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Open {
    from: u64,
    to: u64,
    timestamp: i64,
    stderr: bool,
    text: String,
    /// The last record is only a part of its line.
    partial: bool,
}

impl Open {
    fn new(record: RecordRef<'_>) -> Self {
        Self {
            from: record.number,
            to: record.number,
            timestamp: milliseconds(record),
            stderr: is_stderr(record),
            text: String::new(),
            partial: false,
        }
    }

    /// Each line ends with its newline, as Docker's driver sends them, unless that has no room.
    fn append(&mut self, record: RecordRef<'_>, line: &str) {
        self.to = record.number;
        self.partial = record.flags & FLAG_PARTIAL != 0;
        self.text.push_str(line);
        if !self.partial && self.text.len() < MAX_PAYLOAD {
            self.text.push('\n');
        }
    }
}

impl Batch {
    /// An empty one whose events begin where `multiline` says, or with each line.
    pub(super) fn new(limits: Limits, multiline: Option<Multiline>) -> Self {
        Self {
            limits,
            multiline,
            ..Self::default()
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.to == 0
    }

    /// As the service counts them.
    pub(super) const fn bytes(&self) -> u64 {
        self.bytes as u64
    }

    /// What is in it, leaving behind what may go on.
    pub(super) fn split(&mut self) -> Self {
        let rest = Self {
            limits: self.limits,
            multiline: self.multiline.clone(),
            open: self.open.take(),
            ..Self::default()
        };
        std::mem::replace(self, rest)
    }

    /// Empties it: its records are read again.
    pub(super) fn restart(&mut self) {
        *self = Self::new(self.limits, self.multiline.take());
    }

    /// The first record of an event that may go on with the next record.
    pub(super) fn open_from(&self) -> Option<u64> {
        self.open.as_ref().map(|open| open.from)
    }

    /// Takes in what might have gone on, or says that the batch has no room for it.
    pub(super) fn close(&mut self) -> bool {
        let Some(open) = self.open.take() else {
            return true;
        };
        let taken = self.take_text(Piece {
            from: open.from,
            to: open.to,
            timestamp: open.timestamp,
            stderr: open.stderr,
            text: &open.text,
        });
        if !taken {
            self.open = Some(open);
        }
        taken
    }

    /// Takes the record in, or says that the batch has no room for it.
    pub(super) fn take(&mut self, record: RecordRef<'_>) -> bool {
        let line = text(record);
        let Some(multiline) = self.multiline.as_ref().filter(|_| !is_gap(record)) else {
            return self.close() && self.take_line(record, &line);
        };
        let goes_on = self.open.as_ref().is_some_and(|open| {
            open.text.len() + line.len() <= MAX_PAYLOAD
                && (open.partial || !multiline.begins(&line))
        });
        if !goes_on && !self.close() {
            return false;
        }
        let open = self.open.get_or_insert_with(|| Open::new(record));
        open.append(record, &line);
        true
    }

    fn take_line(&mut self, record: RecordRef<'_>, line: &str) -> bool {
        let taken = self.take_text(Piece {
            from: record.number,
            to: record.number,
            timestamp: milliseconds(record),
            stderr: is_stderr(record),
            text: line,
        });
        if taken && is_gap(record) {
            let count = String::from_utf8_lossy(record.payload);
            self.dropped += count.parse::<u64>().unwrap_or_default();
        }
        taken
    }

    /// Takes in the text of some records, or says that the batch has no room for it.
    fn take_text(&mut self, piece: Piece<'_>) -> bool {
        let Piece {
            from,
            to,
            timestamp,
            stderr,
            text,
        } = piece;
        let limits = self.limits;
        let span = self.span.map_or((timestamp, timestamp), |(low, high)| {
            (low.min(timestamp), high.max(timestamp))
        });
        let (bytes, count) = parts(text).fold((0, 0), |(bytes, count), part| {
            (bytes + part.len() + limits.event_overhead, count + 1)
        });
        // One record always fits an empty batch, whatever its length.
        let full = self.bytes + bytes > limits.bytes
            || self.events.len() + count > limits.events
            || span.1 - span.0 >= limits.span_ms;
        if full && !self.is_empty() {
            self.full = true;
            return false;
        }
        if self.is_empty() {
            self.from = from;
        }
        self.to = to;
        self.bytes += bytes;
        if count > 0 {
            self.span = Some(span);
        }
        parts(text).for_each(|part| self.events.push(timestamp, stderr, part));
        true
    }

    /// Puts the events in the order the service wants; the clock may have been set back.
    pub(super) fn seal(&mut self) {
        self.events.sort();
    }
}

/// The text of some records.
#[derive(Clone, Copy)]
struct Piece<'a> {
    from: u64,
    to: u64,
    timestamp: i64,
    stderr: bool,
    text: &'a str,
}

fn milliseconds(record: RecordRef<'_>) -> i64 {
    record.time_us.div_euclid(1000).max(0)
}

const fn is_stderr(record: RecordRef<'_>) -> bool {
    record.flags & FLAG_STDERR != 0
}

const fn is_gap(record: RecordRef<'_>) -> bool {
    record.flags & FLAG_GAP != 0
}

/// What is sent of a record: nothing for a gap or an empty line.
fn text(record: RecordRef<'_>) -> Cow<'_, str> {
    if is_gap(record) {
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

    /// The events and the records they are of, once these records have been taken and the last
    /// event is closed.
    fn joined(records: &[Record]) -> Vec<String> {
        let mut batch = Batch::new(Limits::default(), Multiline::pattern("^E"));
        for record in records {
            assert!(batch.take(record.in_place()));
        }
        assert!(batch.close());
        assert_eq!(batch.to, records.len() as u64);
        let events = batch.events.iter();
        events.map(|event| event.message.to_owned()).collect()
    }

    #[test]
    fn lines_up_to_the_next_beginning_are_one_event() {
        let lines = ["before", "E1", "  at a", "", "  at b", "E2", "E3", "x E"];
        let numbered = (1..).zip(lines);
        let records: Vec<_> = numbered
            .map(|(number, line)| record(number, 1, line.as_bytes()))
            .collect();
        assert_eq!(
            joined(&records),
            ["before\n", "E1\n  at a\n\n  at b\n", "E2\n", "E3\nx E\n"]
        );
    }

    #[test]
    fn an_event_ends_at_its_bound_and_at_a_gap() {
        let mut gap = record(3, 1, b"17");
        gap.flags = FLAG_GAP;
        let mut part = record(4, 1, b"E3 begins");
        part.flags = FLAG_PARTIAL;
        let records = [
            record(1, 1, b"E1"),
            record(2, 1, &[b'x'; MAX_PAYLOAD]),
            gap,
            part,
            record(5, 1, b"E3 goes on"),
        ];
        let events = joined(&records);
        assert_eq!(events[0], "E1\n");
        assert_eq!(events[1].len(), MAX_PAYLOAD);
        assert_eq!(events[2..], ["E3 beginsE3 goes on\n"]);
    }

    #[test]
    fn what_may_go_on_is_not_in_the_batch_and_is_not_lost() {
        let mut batch = Batch::new(Limits::default(), Multiline::pattern("^E"));
        for (number, line) in [(1, "E1"), (2, "a"), (3, "E2")] {
            assert!(batch.take(record(number, 1, line.as_bytes()).in_place()));
        }
        assert_eq!((batch.to, batch.open_from()), (2, Some(3)));
        let sent = batch.split();
        assert_eq!((sent.from, sent.to, sent.open_from()), (1, 2, None));
        assert!(batch.is_empty());
        assert!(batch.take(record(4, 1, b"b").in_place()) && batch.close());
        assert_eq!((batch.from, batch.to), (3, 4));
        let lines = (1..).map(|number| record(number, 1, b"E"));
        let mut batch = Batch::new(Limits::default(), Multiline::pattern("^E"));
        let full = lines.take_while(|it| batch.take(it.in_place())).count();
        assert_eq!(
            (full, batch.to, batch.open_from()),
            (10_001, 10_000, Some(10_001))
        );
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
        assert!(bytes <= Limits::default().bytes, "{bytes}");
    }
}
