//! A batch of events: what is acceptable, and what of it is kept.

use std::borrow::Cow;

use crate::{
    Error,
    block::Block,
    names::{check_group, check_stream, violated},
};

/// `PutLogEvents` as it comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch<'a> {
    /// The group's name.
    pub group: String,
    /// The stream's name.
    pub stream: String,
    /// 1 to 10,000 events in chronological order, within 24 hours.
    pub events: Vec<InputEvent<'a>>,
    /// `berth:SOURCE:FROM:TO` stores records FROM to TO of SOURCE exactly once; anything else is
    /// ignored.
    pub sequence_token: Option<String>,
}

/// One event as it comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputEvent<'a> {
    /// Milliseconds since the epoch.
    pub timestamp_ms: i64,
    /// The line.
    pub message: Cow<'a, str>,
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Opaque digits.
    pub next_sequence_token: String,
    /// Which events were left out, if any.
    pub rejected: Option<Rejected>,
}

/// Which events of a batch were left out, as indexes into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// Events from here on are more than two hours in the future.
    pub too_new_start: Option<usize>,
    /// Events before this are older than 14 days.
    pub too_old_end: Option<usize>,
    /// Events before this are older than the group's retention.
    pub expired_end: Option<usize>,
}

const BATCH_BYTES_MAX: usize = 1_048_576;
const BATCH_EVENTS_MAX: usize = 10_000;
/// Counted with each event's message.
pub(crate) const EVENT_OVERHEAD: usize = 26;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A range of a source's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceRange {
    pub(crate) source: String,
    pub(crate) from: u64,
    pub(crate) to: u64,
}

impl SourceRange {
    /// The range in a token of ours; others, and ranges that are none, are ignored.
    pub(crate) fn parse(token: &str) -> Option<Self> {
        let mut parts = token.strip_prefix("berth:")?.rsplitn(3, ':');
        let (to, from, source) = (parts.next()?, parts.next()?, parts.next()?);
        let range = Self {
            source: source.to_owned(),
            from: from.parse().ok()?,
            to: to.parse().ok()?,
        };
        let fine = range.from <= range.to && (1..=256).contains(&source.len());
        fine.then_some(range)
    }

    /// Whether the range follows what is stored, `stored_to` being the last stored record.
    pub(crate) fn check(&self, stored_to: Option<u64>) -> Result<(), Error> {
        let Some(stored_to) = stored_to.filter(|stored_to| self.from <= *stored_to) else {
            return Ok(());
        };
        let expected = format!("berth:{}:{stored_to}", self.source);
        if self.to <= stored_to {
            Err(Error::AlreadyAccepted { expected })
        } else {
            Err(Error::PartlyAccepted { expected })
        }
    }
}

impl Batch<'_> {
    /// Everything about the batch that does not depend on what is stored.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_group(&self.group)?;
        check_stream(&self.stream)?;
        let count = self.events.len();
        if count == 0 || count > BATCH_EVENTS_MAX {
            let rule = if count == 0 {
                "have length greater than or equal to 1"
            } else {
                "have length less than or equal to 10000"
            };
            return Err(violated("[...]", "logEvents", rule));
        }
        let bytes: usize = self
            .events
            .iter()
            .map(|event| event.message.len() + EVENT_OVERHEAD)
            .sum();
        if bytes > BATCH_BYTES_MAX {
            return Err(Error::Invalid(format!(
                "Upload too large: {bytes} bytes exceeds limit of {BATCH_BYTES_MAX}"
            )));
        }
        let field = |at: usize, member: &str| format!("logEvents.{}.member.{member}", at + 1);
        for (at, event) in self.events.iter().enumerate() {
            if event.message.is_empty() {
                let rule = "have length greater than or equal to 1";
                return Err(violated("", &field(at, "message"), rule));
            }
            if event.timestamp_ms < 0 {
                let value = event.timestamp_ms.to_string();
                let rule = "have value greater than or equal to 0";
                return Err(violated(&value, &field(at, "timestamp"), rule));
            }
        }
        if !self.events.is_sorted_by_key(|event| event.timestamp_ms) {
            return Err(Error::invalid(
                "Log events in a single PutLogEvents request must be in chronological order.",
            ));
        }
        if self.events[count - 1].timestamp_ms - self.events[0].timestamp_ms > DAY_MS {
            return Err(Error::invalid(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
            ));
        }
        Ok(())
    }

    /// The events that are kept, as a block, and which are not; `visible_from_ms` is what the
    /// group's retention shows.
    pub(crate) fn block(&self, now_ms: i64, visible_from_ms: i64) -> (Block, Option<Rejected>) {
        let before = |limit: i64| {
            self.events
                .partition_point(|event| event.timestamp_ms < limit)
        };
        let some = |end: usize| (end > 0).then_some(end);
        let too_new = before((now_ms + 2 * HOUR_MS).saturating_add(1));
        let rejected = Rejected {
            too_new_start: (too_new < self.events.len()).then_some(too_new),
            too_old_end: some(before(now_ms - 14 * DAY_MS)),
            expired_end: some(before(visible_from_ms)),
        };
        let start = rejected.too_old_end.max(rejected.expired_end).unwrap_or(0);
        let kept = &self.events[start.min(too_new)..too_new];
        let size = kept.iter().map(|event| event.message.len() + 8).sum();
        let events = kept
            .iter()
            .map(|event| (event.timestamp_ms, &*event.message));
        let block = Block::new(events, size, now_ms);
        let any = rejected != Rejected::default();
        (block, any.then_some(rejected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_000_000_000;

    fn batch(timestamps: &[i64]) -> Batch<'static> {
        let events = timestamps.iter().map(|at| InputEvent {
            timestamp_ms: *at,
            message: "m".into(),
        });
        Batch {
            group: "g".to_owned(),
            stream: "s".to_owned(),
            events: events.collect(),
            sequence_token: None,
        }
    }

    fn check_invalid(batch: &Batch, text: &str) {
        let error = batch.check().expect_err("is invalid").to_string();
        assert!(error.contains(text), "{error}");
    }

    #[test]
    fn batches_are_checked_as_documented() {
        assert_eq!(batch(&[NOW, NOW, NOW + DAY_MS]).check(), Ok(()));
        check_invalid(&batch(&[]), "greater than or equal to 1");
        check_invalid(&batch(&[NOW; 10_001]), "less than or equal to 10000");
        check_invalid(&batch(&[NOW, NOW - 1]), "chronological order");
        check_invalid(&batch(&[NOW, NOW + DAY_MS + 1]), "span more than 24 hours");
        check_invalid(&batch(&[-1]), "logEvents.1.member.timestamp");
        let mut large = batch(&[NOW]);
        large.events[0].message = "x".repeat(BATCH_BYTES_MAX - EVENT_OVERHEAD).into();
        assert_eq!(large.check(), Ok(()));
        large.events[0].message.to_mut().push('x');
        check_invalid(&large, "Upload too large: 1048577 bytes");
        large.events[0].message.to_mut().clear();
        check_invalid(&large, "logEvents.1.member.message");
    }

    #[test]
    fn events_too_old_or_new_are_left_out() {
        let check = |timestamps: &[i64], visible: i64, kept: u32, expected: [Option<usize>; 3]| {
            let (block, rejected) = batch(timestamps).block(NOW, visible);
            let rejected = rejected.unwrap_or_default();
            assert_eq!(block.header().count, kept);
            let found = [
                rejected.too_new_start,
                rejected.too_old_end,
                rejected.expired_end,
            ];
            assert_eq!(found, expected);
        };
        let old = NOW - 14 * DAY_MS;
        check(&[old - 1, old, old + 1], 0, 2, [None, Some(1), None]);
        let new = NOW + 2 * HOUR_MS;
        check(&[new, new + 1], 0, 1, [Some(1), None, None]);
        check(&[NOW - 2, NOW - 1, NOW], NOW, 1, [None, None, Some(2)]);
        check(&[old - 1], 0, 0, [None, Some(1), None]);
        check(&[NOW], 0, 1, [None; 3]);
    }

    #[test]
    fn sequence_tokens_of_ours_are_recognised() {
        let range = SourceRange::parse("berth:a:b:3:7").expect("ours");
        assert_eq!((range.source.as_str(), range.from, range.to), ("a:b", 3, 7));
        for other in [
            "495",
            "berth:a:3",
            "berth:a:7:3",
            "berth::1:2",
            "berth:a:x:2",
        ] {
            assert_eq!(SourceRange::parse(other), None, "{other}");
        }
        assert_eq!(range.check(None), Ok(()));
        assert_eq!(range.check(Some(2)), Ok(()));
        let expected = "berth:a:b:5".to_owned();
        assert_eq!(
            range.check(Some(5)),
            Err(Error::PartlyAccepted { expected })
        );
        let expected = "berth:a:b:7".to_owned();
        assert_eq!(
            range.check(Some(7)),
            Err(Error::AlreadyAccepted { expected })
        );
    }
}
