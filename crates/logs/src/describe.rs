//! Listing groups and streams.

use std::{cmp::Reverse, ops::Bound};

use crate::{
    Error, LogStore,
    events::check_limit,
    state::{Group, Stream},
};

/// Which groups to list; in order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupsQuery {
    /// Names that start so.
    pub prefix: Option<String>,
    /// Names that contain this, in any case; not together with `prefix`.
    pub pattern: Option<String>,
    /// 1 to 50; 50 if not given.
    pub limit: Option<usize>,
    /// The token of the page before.
    pub token: Option<String>,
}

/// Which streams of a group to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamsQuery {
    /// The group's name.
    pub group: String,
    /// Names that start so; only in order of names.
    pub prefix: Option<String>,
    /// By what.
    pub order: StreamOrder,
    /// Last first.
    pub descending: bool,
    /// 1 to 50; 50 if not given.
    pub limit: Option<usize>,
    /// The token of the page before.
    pub token: Option<String>,
}

/// How streams are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StreamOrder {
    /// By name.
    #[default]
    LogStreamName,
    /// By the newest event; streams without one first.
    LastEventTime,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described<T> {
    /// The entries.
    pub entries: Vec<T>,
    /// The token for what comes after, if anything does.
    pub next_token: Option<String>,
}

/// A group as it is shown. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupView {
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created_ms: i64,
    /// Days events are kept; `None` for ever.
    pub retention_days: Option<u32>,
    /// Messages and 26 bytes an event.
    pub stored_bytes: u64,
    /// `STANDARD` or `INFREQUENT_ACCESS`.
    pub class: String,
}

/// A stream as it is shown. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamView {
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created_ms: i64,
    /// The oldest event's timestamp.
    pub first_event_ms: Option<i64>,
    /// The newest event's timestamp.
    pub last_event_ms: Option<i64>,
    /// When an event was stored last.
    pub last_ingestion_ms: Option<i64>,
    /// Opaque digits.
    pub upload_sequence_token: String,
}

const PAGE_MAX: usize = 50;

impl LogStore {
    /// Lists groups.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn groups(&self, query: &GroupsQuery) -> Result<Described<GroupView>, Error> {
        let limit = check_limit(query.limit, PAGE_MAX)?;
        if query.prefix.is_some() && query.pattern.is_some() {
            return Err(Error::invalid(
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
            ));
        }
        let prefix = query.prefix.as_deref().unwrap_or_default();
        let start = match &query.token {
            None => Bound::Included(prefix.to_owned()),
            Some(token) => Bound::Excluded(parse_token(token)?.1),
        };
        let pattern = query.pattern.as_deref().unwrap_or_default().to_lowercase();
        let state = self.shared.state.read();
        let matching = state
            .groups
            .range((start, Bound::Unbounded))
            .take_while(|(name, _)| name.starts_with(prefix))
            .filter(|(name, _)| name.to_lowercase().contains(&pattern));
        let mut entries: Vec<GroupView> = matching
            .take(limit + 1)
            .map(|(name, group)| group_view(name, group))
            .collect();
        let next_token = cut(&mut entries, limit, |last| token_text(0, &last.name));
        Ok(Described {
            entries,
            next_token,
        })
    }

    /// One group.
    ///
    /// # Errors
    /// [`Error::GroupUnknown`].
    pub fn group(&self, name: &str) -> Result<GroupView, Error> {
        let state = self.shared.state.read();
        let group = state.groups.get(name).ok_or(Error::GroupUnknown)?;
        Ok(group_view(name, group))
    }

    /// Lists a group's streams.
    ///
    /// # Errors
    /// [`Error::GroupUnknown`], [`Error::Invalid`].
    pub fn streams(&self, query: &StreamsQuery) -> Result<Described<StreamView>, Error> {
        let limit = check_limit(query.limit, PAGE_MAX)?;
        if query.prefix.is_some() && query.order == StreamOrder::LastEventTime {
            return Err(Error::invalid(
                "Cannot order by LastEventTime with a logStreamNamePrefix.",
            ));
        }
        let token = query.token.as_deref().map(parse_token).transpose()?;
        let state = self.shared.state.read();
        let group = state.groups.get(&query.group).ok_or(Error::GroupUnknown)?;
        let prefix = query.prefix.as_deref().unwrap_or_default();
        let place = |name: &str, stream: &Stream| match query.order {
            StreamOrder::LogStreamName => (0, name.to_owned()),
            StreamOrder::LastEventTime => {
                let last = stream.last_event_ms.map_or(0, |last| last + 1);
                (u64::try_from(last).unwrap_or(0), name.to_owned())
            }
        };
        let mut matching: Vec<((u64, String), &Stream)> = group
            .streams
            .range(prefix.to_owned()..)
            .take_while(|(name, _)| name.starts_with(prefix))
            .map(|(name, stream)| (place(name, stream), stream))
            .filter(|(place, _)| match &token {
                None => true,
                Some(token) if query.descending => place < token,
                Some(token) => place > token,
            })
            .collect();
        let page = limit.min(matching.len());
        if query.descending {
            matching.sort_unstable_by(|a, b| Reverse(&a.0).cmp(&Reverse(&b.0)));
        } else {
            matching.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        }
        let next_token = (matching.len() > page)
            .then(|| page.checked_sub(1))
            .flatten()
            .map(|last| token_text(matching[last].0.0, &matching[last].0.1));
        let entries = matching[..page]
            .iter()
            .map(|((_, name), stream)| stream_view(name, stream));
        Ok(Described {
            entries: entries.collect(),
            next_token,
        })
    }
}

/// Cuts the list to `limit`; the token for the rest, if there is one.
fn cut<T>(entries: &mut Vec<T>, limit: usize, token: impl Fn(&T) -> String) -> Option<String> {
    let more = entries.len() > limit;
    entries.truncate(limit);
    entries.last().filter(|_| more).map(token)
}

fn group_view(name: &str, group: &Group) -> GroupView {
    GroupView {
        name: name.to_owned(),
        created_ms: group.created_ms,
        retention_days: group.retention_days,
        stored_bytes: group.stored_bytes(),
        class: group.class.clone(),
    }
}

fn stream_view(name: &str, stream: &Stream) -> StreamView {
    StreamView {
        name: name.to_owned(),
        created_ms: stream.created_ms,
        first_event_ms: stream.first_event_ms,
        last_event_ms: stream.last_event_ms,
        last_ingestion_ms: stream.last_ingestion_ms,
        upload_sequence_token: format!("{:056}", stream.next_seq),
    }
}

fn token_text(place: u64, name: &str) -> String {
    let name = name.bytes().map(|byte| format!("{byte:02x}"));
    format!("{place:016x}{}", name.collect::<String>())
}

fn parse_token(text: &str) -> Result<(u64, String), Error> {
    let parse = || {
        let place = u64::from_str_radix(text.get(..16)?, 16).ok()?;
        let digits = text.get(16..)?;
        let bytes = (0..digits.len()).step_by(2);
        let bytes: Option<Vec<u8>> = bytes
            .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
            .collect();
        Some((place, String::from_utf8(bytes?).ok()?))
    };
    parse().ok_or_else(|| Error::invalid("The specified nextToken is invalid."))
}
