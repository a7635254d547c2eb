//! Pages and tokens, against a sorted list.

use proptest::prelude::*;

use super::{NOW, batch, query, store};
use crate::{Event, EventsQuery, FilterQuery, LogStore};

/// Batches of timestamps, as offsets; each in order, but not one after the other.
fn batches() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let batch = prop::collection::vec(any::<u8>(), 1..20).prop_map(|mut batch| {
        batch.sort_unstable();
        batch
    });
    prop::collection::vec(batch, 0..12)
}

/// Stores the batches; the events as they should be read.
fn fill(store: &LogStore, batches: &[Vec<u8>], padding: usize) -> Vec<(i64, String)> {
    let mut expected = Vec::new();
    for (number, offsets) in batches.iter().enumerate() {
        let events: Vec<(i64, String)> = offsets
            .iter()
            .enumerate()
            .map(|(at, offset)| {
                let message = format!("{number}-{at}{}", " ".repeat(padding));
                (NOW + i64::from(*offset), message)
            })
            .collect();
        let refs: Vec<(i64, &str)> = events.iter().map(|(at, m)| (*at, m.as_str())).collect();
        store.put(batch("s", &refs), NOW).wait().expect("is stored");
        expected.extend(events);
    }
    // Stable: among equal timestamps the order of arrival stays.
    expected.sort_by_key(|(at, _)| *at);
    expected
}

fn pairs(events: Vec<Event>) -> Vec<(i64, String)> {
    events
        .into_iter()
        .map(|event| (event.timestamp_ms, event.message))
        .collect()
}

/// All pages in one direction until a page is empty, with the last token.
fn walk(store: &LogStore, start: EventsQuery) -> (Vec<Vec<(i64, String)>>, String) {
    let mut query = start;
    let mut pages = Vec::new();
    loop {
        let page = store.events(&query, NOW).expect("reads");
        let forward = match &query.token {
            Some(token) => token.starts_with('f'),
            None => query.from_head,
        };
        let next = if forward {
            page.next_forward
        } else {
            page.next_backward
        };
        if page.events.is_empty() {
            if let Some(token) = query.token {
                assert_eq!(
                    next, token,
                    "the end gives back the token it was asked with"
                );
            }
            return (pages, next);
        }
        pages.push(pairs(page.events));
        query.token = Some(next);
    }
}

fn concat_reversed(pages: Vec<Vec<(i64, String)>>) -> Vec<(i64, String)> {
    pages.into_iter().rev().flatten().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn pages_forward_and_backward_give_every_event_once(
        batches in batches(),
        limit in 1_usize..40,
        padding in prop::sample::select(vec![0_usize, 3000]),
        reopen in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().expect("temp dir");
        let mut store = store(dir.path());
        let expected = fill(&store, &batches, padding);
        if reopen {
            drop(store);
            store = LogStore::open(dir.path()).expect("opens");
        }
        let limited = EventsQuery { limit: Some(limit), ..query() };
        let (pages, end) = walk(&store, limited.clone());
        prop_assert!(pages.iter().all(|page| page.len() <= limit));
        prop_assert_eq!(&pages.concat(), &expected);

        // Back from the end, and from the newest page without a token.
        let newest = EventsQuery { from_head: false, ..limited.clone() };
        let (pages, start) = walk(&store, newest);
        prop_assert_eq!(&concat_reversed(pages), &expected);
        let last = store.events(&EventsQuery { token: Some(end), ..limited.clone() }, NOW);
        let back = EventsQuery { token: Some(last.expect("reads").next_backward), ..limited.clone() };
        let (pages, _) = walk(&store, back);
        prop_assert_eq!(&concat_reversed(pages), &expected);

        // Forward again from the very start.
        let first = store.events(&EventsQuery { token: Some(start), ..limited.clone() }, NOW);
        let forth = EventsQuery { token: Some(first.expect("reads").next_forward), ..limited };
        let (pages, _) = walk(&store, forth);
        prop_assert_eq!(&pages.concat(), &expected);
    }

    #[test]
    fn a_page_back_and_forth_is_the_same_page(
        batches in batches(),
        limit in 1_usize..10,
        steps in 0_usize..6,
    ) {
        let dir = tempfile::tempdir().expect("temp dir");
        let store = store(dir.path());
        let expected = fill(&store, &batches, 0);
        let mut query = EventsQuery { limit: Some(limit), ..query() };
        let mut at = 0;
        for _ in 0..steps {
            let page = store.events(&query, NOW).expect("reads");
            at += page.events.len();
            query.token = Some(page.next_forward);
        }
        let page = store.events(&query, NOW).expect("reads");
        let turned = EventsQuery { token: Some(page.next_backward), ..query.clone() };
        let before = store.events(&turned, NOW).expect("reads");
        let from = at.saturating_sub(limit);
        prop_assert_eq!(pairs(before.events), &expected[from..at]);
        if at > 0 {
            let again = EventsQuery { token: Some(before.next_forward), ..query };
            prop_assert_eq!(pairs(store.events(&again, NOW).expect("reads").events), pairs(page.events));
        }
    }

    #[test]
    fn a_range_holds_what_a_list_holds(
        batches in batches(),
        limit in 1_usize..40,
        start in any::<u8>(),
        length in any::<u8>(),
        filtered in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().expect("temp dir");
        let store = store(dir.path());
        let (start, end) = (NOW + i64::from(start), NOW + i64::from(start) + i64::from(length));
        let mut expected = fill(&store, &batches, 0);
        expected.retain(|(at, _)| (start..end).contains(at));
        let found = if filtered {
            let mut query = FilterQuery {
                group: "g".to_owned(),
                start_ms: Some(start),
                end_ms: Some(end),
                limit: Some(limit),
                ..FilterQuery::default()
            };
            let mut found = Vec::new();
            loop {
                let page = store.filter(&query, NOW).expect("reads");
                prop_assert!(page.events.len() <= limit);
                found.extend(page.events.into_iter().map(|event| (event.timestamp_ms, event.message)));
                query.token = page.next_token;
                if query.token.is_none() {
                    break found;
                }
            }
        } else {
            let range = EventsQuery {
                start_ms: Some(start),
                end_ms: Some(end),
                limit: Some(limit),
                ..query()
            };
            walk(&store, range).0.concat()
        };
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_reader_at_the_end_sees_what_comes_next() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let (_, end) = walk(&store, query());
    super::put(&store, "s", &[(NOW, "a"), (NOW, "b")]);
    let (pages, end) = walk(
        &store,
        EventsQuery {
            token: Some(end),
            ..query()
        },
    );
    assert_eq!(pages.concat().len(), 2);
    super::put(&store, "s", &[(NOW, "c")]);
    let (pages, _) = walk(
        &store,
        EventsQuery {
            token: Some(end),
            ..query()
        },
    );
    assert_eq!(pages.concat(), [(NOW, "c".to_owned())]);
}

#[test]
fn a_page_holds_a_mebibyte_at_most() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let line = "x".repeat(300_000);
    for at in 0..7 {
        super::put(&store, "s", &[(NOW + at, &line)]);
    }
    let (pages, _) = walk(&store, query());
    let sizes: Vec<_> = pages.iter().map(Vec::len).collect();
    assert_eq!(sizes, [3, 3, 1]);
}
