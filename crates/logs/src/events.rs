//! `GetLogEvents`: the events of one stream, page by page, both ways.
//!
//! A token is a direction and a place: `f/` and the key of the last event before the place, or `b/`
//! and the key of the first event after it, as 40 digits. A page that is empty gives back the token
//! it was asked with.

use crate::{
    Error, LogStore,
    collect::{Key, Order, Source, Wanted, collect},
};

/// What to read of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventsQuery {
    /// The group's name.
    pub group: String,
    /// The stream's name.
    pub stream: String,
    /// The first timestamp, in milliseconds since the epoch.
    pub start_ms: Option<i64>,
    /// The first timestamp no longer wanted.
    pub end_ms: Option<i64>,
    /// 1 to 10,000; 10,000 if not given. A page never holds more than 1 MiB.
    pub limit: Option<usize>,
    /// Oldest first page instead of newest, without a token.
    pub from_head: bool,
    /// A token of an earlier page.
    pub token: Option<String>,
}

/// An event as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Milliseconds since the epoch.
    pub timestamp_ms: i64,
    /// When it was stored.
    pub ingestion_ms: i64,
    /// The line.
    pub message: String,
}

/// A page of events, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventsPage {
    /// The events.
    pub events: Vec<Event>,
    /// The token for what comes after.
    pub next_forward: String,
    /// The token for what came before.
    pub next_backward: String,
}

/// The most events in a page.
pub(crate) const EVENTS_MAX: usize = 10_000;

/// A place in a stream: a timestamp and an event's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    After(i64, u64),
    Before(i64, u64),
}

impl Token {
    fn parse(text: &str) -> Option<Self> {
        let (direction, digits) = text.split_once('/')?;
        if digits.len() != 40 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let (timestamp, seq) = (digits[..20].parse().ok()?, digits[20..].parse().ok()?);
        match direction {
            "f" => Some(Self::After(timestamp, seq)),
            "b" => Some(Self::Before(timestamp, seq)),
            _ => None,
        }
    }

    fn text(self) -> String {
        match self {
            Self::After(timestamp, seq) => format!("f/{timestamp:020}{seq:020}"),
            Self::Before(timestamp, seq) => format!("b/{timestamp:020}{seq:020}"),
        }
    }

    /// The same place for going the other way.
    fn turned(self) -> Self {
        match self {
            Self::After(timestamp, seq) => Self::Before(timestamp, seq.saturating_add(1)),
            // Numbers start at 1, so 0 is before the first event of its timestamp.
            Self::Before(timestamp, seq) => Self::After(timestamp, seq.saturating_sub(1)),
        }
    }
}

pub(crate) fn check_limit(limit: Option<usize>, max: usize) -> Result<usize, Error> {
    let limit = limit.unwrap_or(max);
    if (1..=max).contains(&limit) {
        return Ok(limit);
    }
    let rule = if limit == 0 {
        "have value greater than or equal to 1".to_owned()
    } else {
        format!("have value less than or equal to {max}")
    };
    Err(crate::names::violated(&limit.to_string(), "limit", &rule))
}

impl LogStore {
    /// Reads a page of a stream's events, ordered by timestamp, then arrival.
    ///
    /// # Errors
    /// [`Error::GroupUnknown`], [`Error::StreamUnknown`], [`Error::Invalid`],
    /// [`Error::Unreadable`].
    pub fn events(&self, query: &EventsQuery, now_ms: i64) -> Result<EventsPage, Error> {
        let limit = check_limit(query.limit, EVENTS_MAX)?;
        let token = match &query.token {
            None => None,
            Some(text) => Some(
                Token::parse(text)
                    .ok_or_else(|| Error::invalid("The specified nextToken is invalid."))?,
            ),
        };
        let (uid, start, source) = {
            let state = self.shared.state.read();
            let group = state.groups.get(&query.group).ok_or(Error::GroupUnknown)?;
            let stream = group
                .streams
                .get(&query.stream)
                .ok_or(Error::StreamUnknown)?;
            let visible = group.visible_from_ms(now_ms).max(0);
            let start = query.start_ms.unwrap_or(0).max(visible);
            let (from, until) = match token {
                Some(Token::After(timestamp, _)) => (start.max(timestamp), i64::MAX),
                Some(Token::Before(timestamp, _)) => (start, timestamp),
                None => (start, i64::MAX),
            };
            let until = query.end_ms.map_or(until, |end| end.min(until));
            (stream.uid, start, Source::of(stream, from, until))
        };
        let (mut from, mut until): (Key, Key) =
            ((start, 0, 0), (query.end_ms.unwrap_or(i64::MAX), 0, 0));
        let order = match token {
            Some(Token::After(timestamp, seq)) => {
                from = from.max((timestamp, uid, seq.saturating_add(1)));
                Order::Forward
            }
            Some(Token::Before(timestamp, seq)) => {
                until = until.min((timestamp, uid, seq));
                Order::Backward
            }
            None if query.from_head => Order::Forward,
            None => Order::Backward,
        };
        let page = collect(
            &self.shared.dir,
            &[source],
            &Wanted {
                from,
                until,
                order,
                limit,
                matches: &|_| true,
                scan_bytes: u64::MAX,
            },
        )?;
        let first = page.events.first();
        let last = page.events.last();
        let (forward, backward) = match (first, last) {
            (Some((first, _)), Some((last, _))) => (
                Token::After(last.0, last.2),
                Token::Before(first.0, first.2),
            ),
            _ => match token {
                Some(token @ Token::After(..)) => (token, token.turned()),
                Some(token @ Token::Before(..)) => (token.turned(), token),
                None => (Token::After(start, 0), Token::Before(start, 0)),
            },
        };
        let events = page.events.into_iter().map(|(key, found)| Event {
            timestamp_ms: key.0,
            ingestion_ms: found.ingestion_ms,
            message: found.message,
        });
        Ok(EventsPage {
            events: events.collect(),
            next_forward: forward.text(),
            next_backward: backward.text(),
        })
    }
}
