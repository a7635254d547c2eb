//! The queue of events: its bounds, and what a store brings back of it.

use std::collections::BTreeMap;

use berth_model::{
    Action, Change, EVENT_BYTES_MAX, EVENTS_MAX, Event, EventRecord, Happening, Loader,
    ServiceAction, State, Timestamp, invariants,
};

/// An event that takes about so many bytes.
fn event(number: u64, bytes: usize) -> Change {
    Change::PutEvent(EventRecord::new(&Event {
        number,
        at: Timestamp(1_795_000_000_000),
        what: Happening::Service(ServiceAction {
            cluster: "default".to_owned(),
            service: "web".to_owned(),
            action: Action::TaskPlacementFailure("x".repeat(bytes)),
        }),
    }))
}

/// The state after these events, and what a start makes of their records as the store has them.
fn both(events: impl Iterator<Item = Change>) -> (State, State) {
    let (mut applied, mut stored) = (State::default(), BTreeMap::new());
    for event in events {
        applied.apply(&event);
        let write = event.to_write();
        stored.insert((write.table, write.key), write.value.expect("a value"));
    }
    let loader = Loader::default();
    // As two threads have them in turn.
    let mut parts = [loader.part(), loader.part()];
    for ((table, _), value) in &stored {
        parts.rotate_left(1);
        parts[0].record(table, value).expect("reads");
    }
    let loaded = loader.finish(parts.into());
    (applied, loaded)
}

fn check(sizes: impl Fn(u64) -> usize, count: u64, kept: u64) {
    let (applied, loaded) = both((1..=count).map(|number| event(number, sizes(number))));
    for state in [&applied, &loaded] {
        assert_eq!(state.last_event(), count);
        let numbers: Vec<u64> = state.events_after(0).map(EventRecord::number).collect();
        assert_eq!(numbers.len() as u64, kept, "of {count}");
        assert_eq!(numbers.first(), Some(&(count - kept + 1)));
        assert_eq!(invariants::check(state), []);
    }
    assert_eq!(invariants::records(&applied), invariants::records(&loaded));
}

#[test]
fn the_newest_are_kept_and_come_back_from_the_store() {
    check(|_| 10, 100, 100);
    check(|_| 10, EVENTS_MAX, EVENTS_MAX);
    check(|_| 10, 2 * EVENTS_MAX + 7, EVENTS_MAX);
}

#[test]
fn large_ones_are_fewer() {
    let half = EVENT_BYTES_MAX / 2;
    check(|_| half - 100, 7, 2);
    check(|_| half, 7, 1);
    check(|_| 2 * half, 3, 1);
    check(|number| if number == 5 { 2 * half } else { 10 }, 9, 4);
}

#[test]
fn only_what_comes_after_a_position_is_given() {
    let (state, _) = both((1..=5).map(|number| event(number, 1)));
    let after = |position| -> Vec<u64> {
        let records = state.events_after(position);
        records.map(EventRecord::number).collect()
    };
    assert_eq!(after(3), [4, 5]);
    assert_eq!(after(5), Vec::<u64>::new());
    assert_eq!(after(u64::MAX), Vec::<u64>::new());
    assert_eq!(State::default().last_event(), 0);
}

#[test]
fn a_damaged_record_is_refused() {
    let stored = event(1, 1).to_write().value.expect("a value");
    assert!(Loader::default().part().record("event", &stored).is_ok());
    for damaged in [&stored[..stored.len() - 1], &[], &[9]] {
        assert!(Loader::default().part().record("event", damaged).is_err());
    }
}
