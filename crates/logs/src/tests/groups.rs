//! Groups, streams, tags, retention, lists, filters.

use std::collections::BTreeMap;

use super::{DAY_MS, NOW, all, batch, put, query, store};
use crate::{
    Error, EventsQuery, FilterQuery, GroupsQuery, LogStore, NewGroup, StreamOrder, StreamsQuery,
};

fn group(name: &str) -> NewGroup {
    NewGroup {
        name: name.to_owned(),
        ..NewGroup::default()
    }
}

fn names(store: &LogStore, query: &GroupsQuery) -> Vec<String> {
    let groups = store.groups(query).expect("lists").entries;
    groups.into_iter().map(|group| group.name).collect()
}

#[test]
fn what_exists_is_not_made_again_and_what_does_not_is_not_removed() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let again = store.create_group(group("g"), NOW).wait();
    assert_eq!(again, Err(Error::GroupExists));
    let again = store.create_stream("g", "s", NOW).wait();
    assert_eq!(again, Err(Error::StreamExists));
    let unknown = store.create_stream("x", "s", NOW).wait();
    assert_eq!(unknown, Err(Error::GroupUnknown));
    assert_eq!(store.delete_group("x").wait(), Err(Error::GroupUnknown));
    let unknown = store.delete_stream("g", "x").wait();
    assert_eq!(unknown, Err(Error::StreamUnknown));
    put(&store, "s", &[(NOW, "gone")]);
    store.delete_stream("g", "s").wait().expect("is removed");
    store.create_stream("g", "s", NOW).wait().expect("is made");
    assert_eq!(all(&store, "s"), Vec::<String>::new());
    put(&store, "s", &[(NOW, "new")]);
    assert_eq!(all(&store, "s"), ["new"]);
    store.delete_group("g").wait().expect("is removed");
    assert_eq!(store.events(&query(), NOW), Err(Error::GroupUnknown));
    assert_eq!(names(&store, &GroupsQuery::default()), Vec::<String>::new());
    assert_eq!(segment_files(dir.path()), 0);
}

fn segment_files(dir: &std::path::Path) -> usize {
    let shards = std::fs::read_dir(dir.join("segments")).expect("is there");
    shards
        .map(|shard| {
            std::fs::read_dir(shard.expect("reads").path())
                .expect("reads")
                .count()
        })
        .sum()
}

#[test]
fn tags_are_kept_and_bounded() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let tags = |range: std::ops::Range<u32>| -> BTreeMap<String, String> {
        range.map(|n| (format!("k{n}"), "v".to_owned())).collect()
    };
    store.tag("g", tags(0..50)).wait().expect("tags");
    let more = store.tag("g", tags(50..51)).wait();
    assert_eq!(more, Err(Error::TooManyTags));
    store.tag("g", tags(3..4)).wait().expect("overwrites");
    store
        .untag("g", vec!["k0".to_owned(), "none".to_owned()])
        .wait()
        .expect("untags");
    assert_eq!(store.tags("g").expect("is there"), tags(1..50));
    let aws = BTreeMap::from([("aws:x".to_owned(), String::new())]);
    assert!(matches!(store.tag("g", aws).wait(), Err(Error::Invalid(_))));
}

#[test]
fn retention_hides_at_once_and_removes_when_asked() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let old = NOW - 3 * DAY_MS;
    put(&store, "s", &[(old, "old")]);
    store.create_stream("g", "t", NOW).wait().expect("is made");
    put(&store, "t", &[(old, "old")]);
    put(&store, "t", &[(NOW, "new")]);
    assert!(matches!(
        store.set_retention("g", Some(2)).wait(),
        Err(Error::Invalid(_))
    ));
    assert_eq!(store.expire(NOW).wait(), Ok(0));
    store.set_retention("g", Some(1)).wait().expect("is set");
    let page = store.events(&query(), NOW).expect("reads");
    assert_eq!(page.events, []);
    let filtered = store.filter(&filter(""), NOW).expect("reads");
    assert_eq!(filtered.events.len(), 1);
    assert_eq!(segment_files(dir.path()), 2);
    assert_eq!(store.expire(NOW).wait(), Ok(1));
    assert_eq!(segment_files(dir.path()), 1);
    put(&store, "s", &[(NOW, "after")]);
    let rejected = store.put(batch("s", &[(NOW - DAY_MS - 1, "x")]), NOW);
    let rejected = rejected.wait().expect("answers").rejected;
    assert_eq!(rejected.expect("some").expired_end, Some(1));
    drop(store);
    let store = LogStore::open(dir.path()).expect("opens");
    assert_eq!(store.group("g").expect("is there").retention_days, Some(1));
    store.set_retention("g", None).wait().expect("is set");
    assert_eq!(all(&store, "s"), ["after"]);
    assert_eq!(all(&store, "t"), ["old", "new"]);
}

#[test]
fn groups_are_listed_page_by_page() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = LogStore::open(dir.path()).expect("opens");
    for number in 0..120 {
        let name = format!("/ecs/Web-{number:03}");
        store.create_group(group(&name), NOW).wait().expect("makes");
    }
    let mut query = GroupsQuery {
        prefix: Some("/ecs/Web-".to_owned()),
        ..GroupsQuery::default()
    };
    let mut sizes = Vec::new();
    let mut seen = Vec::new();
    loop {
        let page = store.groups(&query).expect("lists");
        sizes.push(page.entries.len());
        seen.extend(page.entries.into_iter().map(|group| group.name));
        query.token = page.next_token;
        if query.token.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [50, 50, 20]);
    assert!(seen.is_sorted() && seen.len() == 120);
    let by_pattern = GroupsQuery {
        pattern: Some("web-11".to_owned()),
        ..GroupsQuery::default()
    };
    assert_eq!(names(&store, &by_pattern).len(), 10);
    let both = GroupsQuery {
        prefix: Some("/".to_owned()),
        ..by_pattern
    };
    assert!(matches!(store.groups(&both), Err(Error::Invalid(_))));
    for limit in [0, 51] {
        let limited = GroupsQuery {
            limit: Some(limit),
            ..GroupsQuery::default()
        };
        assert!(matches!(store.groups(&limited), Err(Error::Invalid(_))));
    }
}

#[test]
fn streams_are_listed_by_name_or_time_both_ways() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    for (at, name) in ["b", "c", "a"].into_iter().enumerate() {
        store.create_stream("g", name, NOW).wait().expect("makes");
        put(
            &store,
            name,
            &[(NOW + i64::try_from(at).expect("small"), "x")],
        );
    }
    let list = |order, descending, expected: &[&str]| {
        let mut query = StreamsQuery {
            group: "g".to_owned(),
            order,
            descending,
            limit: Some(1),
            ..StreamsQuery::default()
        };
        let mut seen = Vec::new();
        loop {
            let page = store.streams(&query).expect("lists");
            seen.extend(page.entries.into_iter().map(|stream| stream.name));
            query.token = page.next_token;
            if query.token.is_none() {
                break;
            }
        }
        assert_eq!(seen, expected);
    };
    list(StreamOrder::LogStreamName, false, &["a", "b", "c", "s"]);
    list(StreamOrder::LogStreamName, true, &["s", "c", "b", "a"]);
    list(StreamOrder::LastEventTime, false, &["s", "b", "c", "a"]);
    list(StreamOrder::LastEventTime, true, &["a", "c", "b", "s"]);
    let both = StreamsQuery {
        group: "g".to_owned(),
        prefix: Some("a".to_owned()),
        order: StreamOrder::LastEventTime,
        ..StreamsQuery::default()
    };
    assert!(matches!(store.streams(&both), Err(Error::Invalid(_))));
}

fn filter(pattern: &str) -> FilterQuery {
    FilterQuery {
        group: "g".to_owned(),
        pattern: pattern.to_owned(),
        ..FilterQuery::default()
    }
}

#[test]
fn a_filter_interleaves_streams_and_matches_patterns() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    store.create_stream("g", "t", NOW).wait().expect("makes");
    put(&store, "t", &[(NOW - 5, "error a"), (NOW - 1, "error d")]);
    put(
        &store,
        "s",
        &[
            (NOW - 4, "error b"),
            (NOW - 3, "fine"),
            (NOW - 1, "error c"),
        ],
    );
    let find = |query: &FilterQuery| {
        let mut query = query.clone();
        let mut found = Vec::new();
        loop {
            let page = store.filter(&query, NOW).expect("reads");
            found.extend(page.events);
            query.token = page.next_token;
            if query.token.is_none() {
                break;
            }
        }
        found
    };
    for limit in [None, Some(1), Some(2), Some(3)] {
        let query = FilterQuery {
            limit,
            ..filter("error")
        };
        let found = find(&query);
        let seen: Vec<_> = found
            .iter()
            .map(|event| (event.stream.as_str(), event.message.as_str()))
            .collect();
        let expected = [
            ("t", "error a"),
            ("s", "error b"),
            ("s", "error c"),
            ("t", "error d"),
        ];
        assert_eq!(seen, expected, "limit {limit:?}");
        let mut ids: Vec<_> = found.iter().map(|event| &event.event_id).collect();
        assert!(ids.iter().all(|id| id.len() == 56));
        ids.dedup();
        assert_eq!(ids.len(), 4);
    }
    let of_t = FilterQuery {
        streams: vec!["t".to_owned()],
        ..filter("")
    };
    assert_eq!(find(&of_t).len(), 2);
    let with_prefix = FilterQuery {
        stream_prefix: Some("s".to_owned()),
        start_ms: Some(NOW - 3),
        end_ms: Some(NOW - 1),
        ..filter("")
    };
    assert_eq!(find(&with_prefix).len(), 1);
    let refused = |query: FilterQuery| store.filter(&query, NOW).expect_err("is refused");
    assert!(matches!(refused(filter("{ x }")), Error::Invalid(_)));
    let unknown = FilterQuery {
        streams: vec!["x".to_owned()],
        ..filter("")
    };
    assert_eq!(refused(unknown), Error::StreamUnknown);
    let both = FilterQuery {
        stream_prefix: Some("t".to_owned()),
        ..of_t
    };
    assert!(matches!(refused(both), Error::Invalid(_)));
}

#[test]
fn a_rare_pattern_is_looked_for_page_by_page() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let line = "x".repeat(20_000);
    for at in 0..60 {
        let text = if at % 20 == 7 { "needle" } else { &line };
        put(&store, "s", &[(NOW - 100 + at, text)]);
    }
    let mut query = filter("needle");
    let (mut pages, mut found) = (0, 0);
    loop {
        let page = store.filter_within(&query, NOW, 100_000).expect("reads");
        pages += 1;
        found += page.events.len();
        query.token = page.next_token;
        if query.token.is_none() {
            break;
        }
    }
    assert_eq!(found, 3);
    assert!(pages > 5, "{pages}");
}

#[test]
fn a_limit_out_of_range_is_refused() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    for limit in [0, 10_001] {
        let query = EventsQuery {
            limit: Some(limit),
            ..query()
        };
        assert!(matches!(store.events(&query, NOW), Err(Error::Invalid(_))));
    }
    for token in [
        "f/1",
        "x",
        "f/",
        &format!("g/{}", "0".repeat(40)),
        "f/9999999999999999999999999999999999999999",
    ] {
        let query = EventsQuery {
            token: Some(token.to_owned()),
            ..query()
        };
        let read = store.events(&query, NOW);
        assert!(matches!(read, Err(Error::Invalid(_))), "{token} {read:?}");
    }
}
