//! `FilterLogEvents`: matching events of several streams, interleaved by time.

use crate::{
    Error, LogStore,
    collect::{Key, Order, Source, Wanted, collect},
    events::{EVENTS_MAX, check_limit},
    pattern::Pattern,
    state::Group,
};

/// What to look for in a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterQuery {
    /// The group's name.
    pub group: String,
    /// Only these streams, if not empty.
    pub streams: Vec<String>,
    /// Only streams whose names start so; not together with `streams`.
    pub stream_prefix: Option<String>,
    /// The first timestamp, in milliseconds since the epoch.
    pub start_ms: Option<i64>,
    /// The first timestamp no longer wanted.
    pub end_ms: Option<i64>,
    /// A filter pattern; empty matches everything.
    pub pattern: String,
    /// 1 to 10,000; 10,000 if not given. A page never holds more than 1 MiB.
    pub limit: Option<usize>,
    /// The token of the page before.
    pub token: Option<String>,
}

/// An event that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilteredEvent {
    /// Its stream.
    pub stream: String,
    /// Milliseconds since the epoch.
    pub timestamp_ms: i64,
    /// When it was stored.
    pub ingestion_ms: i64,
    /// The line.
    pub message: String,
    /// 56 digits that are this event's alone.
    pub event_id: String,
}

/// A page of matching events, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterPage {
    /// The events; a page may be empty and have a token all the same.
    pub events: Vec<FilteredEvent>,
    /// The token for what comes after, if anything may.
    pub next_token: Option<String>,
    /// The streams looked at.
    pub searched: Vec<String>,
}

/// A request reads about this much at most; a rare pattern is then looked for page by page.
const SCAN_BYTES: u64 = 64 << 20;
const STREAMS_MAX: usize = 100;

impl LogStore {
    /// Finds a page of matching events, ordered by timestamp.
    ///
    /// # Errors
    /// [`Error::GroupUnknown`], [`Error::StreamUnknown`], [`Error::Invalid`],
    /// [`Error::Unreadable`].
    pub fn filter(&self, query: &FilterQuery, now_ms: i64) -> Result<FilterPage, Error> {
        self.filter_within(query, now_ms, SCAN_BYTES)
    }

    pub(crate) fn filter_within(
        &self,
        query: &FilterQuery,
        now_ms: i64,
        scan_bytes: u64,
    ) -> Result<FilterPage, Error> {
        let limit = check_limit(query.limit, EVENTS_MAX)?;
        let pattern = Pattern::parse(&query.pattern)?;
        let token = match &query.token {
            None => (0, 0, 0),
            Some(text) => parse_token(text)
                .ok_or_else(|| Error::invalid("The specified nextToken is invalid."))?,
        };
        let (from, until, names, sources) = {
            let state = self.shared.state.read();
            let group = state.groups.get(&query.group).ok_or(Error::GroupUnknown)?;
            let visible = group.visible_from_ms(now_ms).max(0);
            let from = token.max((query.start_ms.unwrap_or(0).max(visible), 0, 0));
            let until = (query.end_ms.unwrap_or(i64::MAX), 0, 0);
            let names = select(group, query)?;
            let sources: Vec<Source> = names
                .iter()
                .map(|name| Source::of(&group.streams[name], from.0, until.0))
                .collect();
            (from, until, names, sources)
        };
        let page = collect(
            &self.shared.dir,
            &sources,
            &Wanted {
                from,
                until,
                order: Order::Forward,
                limit,
                matches: &|message| pattern.matches(message),
                scan_bytes,
            },
        )?;
        let last = page.events.last().map(|(key, _)| *key);
        let next_token = match (page.stopped_at, last) {
            (Some(stopped_at), _) => Some(token_text((stopped_at, 0, 0))),
            (None, Some((timestamp, uid, seq))) if page.more => {
                Some(token_text((timestamp, uid, seq + 1)))
            }
            _ => None,
        };
        let name_of: std::collections::HashMap<u64, &String> = sources
            .iter()
            .map(|source| source.uid)
            .zip(&names)
            .collect();
        let events = page.events.into_iter().map(|(key, found)| FilteredEvent {
            stream: name_of[&key.1].clone(),
            timestamp_ms: key.0,
            ingestion_ms: found.ingestion_ms,
            message: found.message,
            event_id: format!("{:017}{:019}{:020}", key.0, key.1, key.2),
        });
        Ok(FilterPage {
            events: events.collect(),
            next_token,
            searched: names,
        })
    }
}

fn select(group: &Group, query: &FilterQuery) -> Result<Vec<String>, Error> {
    match &query.stream_prefix {
        Some(_) if !query.streams.is_empty() => Err(Error::invalid(
            "LogStreamNamePrefix and LogStreamNames are mutually exclusive.",
        )),
        Some(prefix) => Ok(group
            .streams
            .range(prefix.clone()..)
            .map(|(name, _)| name)
            .take_while(|name| name.starts_with(prefix.as_str()))
            .cloned()
            .collect()),
        None if query.streams.is_empty() => Ok(group.streams.keys().cloned().collect()),
        None if query.streams.len() > STREAMS_MAX => Err(crate::names::violated(
            "[...]",
            "logStreamNames",
            "have length less than or equal to 100",
        )),
        None => {
            let mut names = query.streams.clone();
            names.sort_unstable();
            names.dedup();
            let unknown = names.iter().any(|name| !group.streams.contains_key(name));
            if unknown {
                return Err(Error::StreamUnknown);
            }
            Ok(names)
        }
    }
}

fn token_text((timestamp, uid, seq): Key) -> String {
    format!("{timestamp:020}{uid:020}{seq:020}")
}

fn parse_token(text: &str) -> Option<Key> {
    if text.len() != 60 || !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    Some((
        text[..20].parse().ok()?,
        text[20..40].parse().ok()?,
        text[40..].parse().ok()?,
    ))
}
