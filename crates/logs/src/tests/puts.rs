//! Batches, sequence tokens, order, live readers.

use std::sync::Arc;

use super::{NOW, all, batch, messages, put, put_with_token, query, store};
use crate::{Error, Event, EventsQuery, StreamsQuery};

#[test]
fn events_come_back_in_order_of_time() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    put(&store, "s", &[(NOW - 50, "c"), (NOW - 10, "e")]);
    put(&store, "s", &[(NOW - 90, "a"), (NOW - 50, "d"), (NOW, "f")]);
    put(&store, "s", &[(NOW - 70, "b")]);
    assert_eq!(all(&store, "s"), ["a", "b", "c", "d", "e", "f"]);
    let page = store.events(&query(), NOW).expect("reads");
    let first = Event {
        timestamp_ms: NOW - 90,
        ingestion_ms: NOW,
        message: "a".to_owned(),
    };
    assert_eq!(page.events[0], first);
    let streams = StreamsQuery {
        group: "g".to_owned(),
        ..StreamsQuery::default()
    };
    let stream = &store.streams(&streams).expect("lists").entries[0];
    assert_eq!(stream.first_event_ms, Some(NOW - 90));
    assert_eq!(stream.last_event_ms, Some(NOW));
    assert_eq!(stream.last_ingestion_ms, Some(NOW));
    assert_eq!(store.group("g").expect("is there").stored_bytes, 6 * 27);
}

#[test]
fn start_is_inclusive_and_end_exclusive() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    put(
        &store,
        "s",
        &[(NOW - 3, "a"), (NOW - 2, "b"), (NOW - 1, "c")],
    );
    let query = EventsQuery {
        start_ms: Some(NOW - 2),
        end_ms: Some(NOW - 1),
        ..query()
    };
    assert_eq!(messages(&store.events(&query, NOW).expect("reads")), ["b"]);
}

#[test]
fn unknown_groups_and_streams_are_told_apart() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let mut unknown = batch("s", &[(NOW, "x")]);
    unknown.group = "other".to_owned();
    assert_eq!(store.put(unknown, NOW).wait(), Err(Error::GroupUnknown));
    let unknown = batch("other", &[(NOW, "x")]);
    assert_eq!(store.put(unknown, NOW).wait(), Err(Error::StreamUnknown));
    let of = |group: &str, stream: &str| EventsQuery {
        group: group.to_owned(),
        stream: stream.to_owned(),
        ..EventsQuery::default()
    };
    assert_eq!(store.events(&of("x", "s"), NOW), Err(Error::GroupUnknown));
    assert_eq!(store.events(&of("g", "x"), NOW), Err(Error::StreamUnknown));
}

#[test]
fn a_sequence_token_stores_each_record_once() {
    let dir = tempfile::tempdir().expect("temp dir");
    let first = store(dir.path());
    put_with_token(&first, "berth:c1:1:3", "1-3").expect("is new");
    put_with_token(&first, "berth:c2:1:1", "other").expect("is another source");
    let check = |store: &crate::LogStore| {
        let expected = "berth:c1:3".to_owned();
        let again = put_with_token(store, "berth:c1:1:3", "again");
        assert_eq!(
            again,
            Err(Error::AlreadyAccepted {
                expected: expected.clone()
            })
        );
        let partly = put_with_token(store, "berth:c1:2:5", "partly");
        assert_eq!(partly, Err(Error::PartlyAccepted { expected }));
    };
    check(&first);
    drop(first);
    let again = crate::LogStore::open(dir.path()).expect("opens");
    check(&again);
    put_with_token(&again, "berth:c1:4:5", "4-5").expect("follows");
    put_with_token(&again, "berth:c1:9:9", "9").expect("may leave a gap");
    put_with_token(&again, "49590302938", "aws").expect("others are ignored");
    put_with_token(&again, "49590302938", "aws").expect("others are ignored");
    assert_eq!(all(&again, "s"), ["1-3", "other", "4-5", "9", "aws", "aws"]);
}

#[test]
fn the_same_token_sent_twice_at_once_is_stored_once() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = Arc::new(store(dir.path()));
    for round in 1..30_u64 {
        let token = format!("berth:c:{round}:{round}");
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let (store, token) = (Arc::clone(&store), token.clone());
                std::thread::spawn(move || put_with_token(&store, &token, "once").is_ok())
            })
            .collect();
        let stored = threads
            .into_iter()
            .map(|thread| thread.join().expect("ends"))
            .filter(|stored| *stored)
            .count();
        assert_eq!(stored, 1);
    }
    assert_eq!(all(&store, "s").len(), 29);
}

#[test]
fn a_batch_of_only_old_events_still_moves_the_token() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let mut old = batch("s", &[(NOW - 15 * super::DAY_MS, "old")]);
    old.sequence_token = Some("berth:c:1:4".to_owned());
    let accepted = store.put(old, NOW).wait().expect("is accepted");
    assert_eq!(accepted.rejected.and_then(|r| r.too_old_end), Some(1));
    assert_eq!(
        put_with_token(&store, "berth:c:4:4", "again"),
        Err(Error::AlreadyAccepted {
            expected: "berth:c:4".to_owned()
        })
    );
    put(&store, "s", &[(NOW, "new")]);
    assert_eq!(all(&store, "s"), ["new"]);
}

#[tokio::test]
async fn a_live_reader_is_told_of_each_change() {
    let dir = tempfile::tempdir().expect("temp dir");
    let path = dir.path().to_owned();
    let opened = tokio::task::spawn_blocking(move || store(&path)).await;
    let store = opened.expect("opens");
    let mut changed = store.changed("g", "later");
    assert!(!changed.has_changed().expect("is open"));
    store
        .create_stream("g", "later", NOW)
        .await
        .expect("is made");
    changed.changed().await.expect("is told");
    let other = store.put(batch("s", &[(NOW, "x")]), NOW).await;
    other.expect("is stored");
    assert!(!changed.has_changed().expect("is open"));
    let stored = store.put(batch("later", &[(NOW, "x")]), NOW).await;
    stored.expect("is stored");
    changed.changed().await.expect("is told");
}
