//! The store as a whole: shared helpers, and tests by subject.

mod durability;
mod groups;
mod paging;
mod puts;

use std::path::Path;

use crate::{Accepted, Batch, Error, EventsPage, EventsQuery, InputEvent, LogStore, NewGroup};

const NOW: i64 = 1_795_000_000_000;
const DAY_MS: i64 = 86_400_000;

/// A store in `dir`, which has group `g` with stream `s`.
fn store(dir: &Path) -> LogStore {
    let store = LogStore::open(dir).expect("opens");
    let group = NewGroup {
        name: "g".to_owned(),
        ..NewGroup::default()
    };
    store.create_group(group, NOW).wait().expect("makes g");
    store.create_stream("g", "s", NOW).wait().expect("makes s");
    store
}

fn batch<'a>(stream: &str, events: &[(i64, &'a str)]) -> Batch<'a> {
    Batch {
        group: "g".to_owned(),
        stream: stream.to_owned(),
        events: events
            .iter()
            .map(|(timestamp_ms, message)| InputEvent {
                timestamp_ms: *timestamp_ms,
                message: (*message).into(),
            })
            .collect(),
        sequence_token: None,
    }
}

fn put(store: &LogStore, stream: &str, events: &[(i64, &str)]) {
    let accepted = store.put(batch(stream, events), NOW).wait();
    assert_eq!(accepted.expect("is accepted").rejected, None);
}

fn put_with_token(store: &LogStore, token: &str, message: &str) -> Result<Accepted, Error> {
    let batch = Batch {
        sequence_token: Some(token.to_owned()),
        ..batch("s", &[(NOW, message)])
    };
    store.put(batch, NOW).wait()
}

fn query() -> EventsQuery {
    EventsQuery {
        group: "g".to_owned(),
        stream: "s".to_owned(),
        from_head: true,
        ..EventsQuery::default()
    }
}

fn messages(page: &EventsPage) -> Vec<&str> {
    page.events
        .iter()
        .map(|event| event.message.as_str())
        .collect()
}

/// All messages of a stream, oldest first.
fn all(store: &LogStore, stream: &str) -> Vec<String> {
    let mut query = EventsQuery {
        stream: stream.to_owned(),
        ..query()
    };
    let mut found = Vec::new();
    loop {
        let page = store.events(&query, NOW).expect("reads");
        if page.events.is_empty() {
            assert_eq!(
                Some(page.next_forward),
                query.token.or(Some(after_nothing()))
            );
            return found;
        }
        found.extend(page.events.into_iter().map(|event| event.message));
        query.token = Some(page.next_forward);
    }
}

fn after_nothing() -> String {
    format!("f/{}", "0".repeat(40))
}
