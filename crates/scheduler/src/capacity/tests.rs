use berth_model::{Port, Protocol, Reservation};
use proptest::prelude::{Strategy as _, prop, prop_assert, prop_assert_eq, proptest};

use super::*;

fn shares(given: &[(u32, u32)]) -> Vec<Share> {
    let share = |(base, weight): &(u32, u32)| Share {
        base: *base,
        weight: *weight,
    };
    given.iter().map(share).collect()
}

/// Items are (base, weight).
fn check(items: &[(u32, u32)], tasks: u32, expected: &[u32]) {
    let found = targets(&shares(items), tasks);
    assert_eq!(found, expected, "{tasks} tasks of {items:?}");
}

#[test]
fn base_comes_first_then_weights() {
    check(&[(0, 1)], 7, &[7]);
    check(&[(0, 1), (0, 1)], 10, &[5, 5]);
    check(&[(0, 1), (0, 1)], 3, &[2, 1]);
    check(&[(0, 1), (0, 1)], 1, &[1, 0]);
    check(&[(0, 1), (0, 4)], 5, &[1, 4]);
    check(&[(0, 1), (0, 4)], 10, &[2, 8]);
    check(&[(0, 1), (0, 4)], 1, &[0, 1]);
    check(&[(0, 1), (0, 4)], 3, &[1, 2]);
    check(&[(0, 1), (0, 3)], 4, &[1, 3]);
    check(&[(0, 1), (0, 3)], 2, &[0, 2]);
    check(&[(0, 1), (0, 2), (0, 3)], 6, &[1, 2, 3]);
    // The base is filled before anything else, and does not count for the weights.
    check(&[(2, 1), (0, 1)], 1, &[1, 0]);
    check(&[(2, 1), (0, 1)], 2, &[2, 0]);
    check(&[(2, 1), (0, 1)], 4, &[3, 1]);
    check(&[(2, 1), (0, 4)], 7, &[3, 4]);
    check(&[(0, 4), (2, 1)], 7, &[4, 3]);
    check(&[(5, 1), (0, 1)], 3, &[3, 0]);
    // Without a weight there is the base only.
    check(&[(1, 0), (0, 1)], 4, &[1, 3]);
    check(&[(0, 0), (0, 1)], 4, &[0, 4]);
    check(&[(0, 0), (0, 0)], 4, &[0, 0]);
    check(&[(3, 0)], 5, &[3]);
    check(&[], 2, &[]);
    check(&[(0, 1000), (0, 1)], 1001, &[1000, 1]);
    check(&[(100_000, 0), (0, 1)], 5_000, &[5_000, 0]);
}

#[test]
fn what_is_there_counts() {
    let items = shares(&[(0, 1), (0, 1)]);
    assert_eq!(distribute(&items, &[4, 1], 4), [1, 1, 1, 0]);
    assert_eq!(distribute(&items, &[], 3), [0, 1, 0]);
    let based = shares(&[(2, 1), (0, 1)]);
    assert_eq!(distribute(&based, &[0, 3], 3), [0, 0, 0]);
}

proptest! {
    /// As many as are asked for, each within one of its exact part, and one more task changes one
    /// number only.
    #[test]
    fn numbers_follow_the_weights(
        weights in prop::collection::vec(0_u32..=20, 1..6)
            .prop_filter("some weight", |it| it.iter().any(|weight| *weight > 0)),
        base in 0_u32..30,
        tasks in 0_u32..200,
    ) {
        let mut items = shares(&weights.iter().map(|it| (0, *it)).collect::<Vec<_>>());
        items[0].base = base;
        let found = targets(&items, tasks);
        prop_assert_eq!(found.iter().sum::<u32>(), tasks);
        let more = targets(&items, tasks + 1);
        let grown = more.iter().zip(&found).map(|(more, less)| more - less);
        prop_assert_eq!(grown.sum::<u32>(), 1);
        let sum: u32 = weights.iter().sum();
        let rest = tasks.saturating_sub(base);
        for (at, (share, count)) in items.iter().zip(&found).enumerate() {
            let count = if at == 0 { count.saturating_sub(base.min(tasks)) } else { *count };
            let off = (f64::from(count) - f64::from(rest * share.weight) / f64::from(sum)).abs();
            let bound = f64::from(u32::try_from(items.len()).unwrap_or(0)).max(2.0) / 2.0;
            prop_assert!(off <= bound, "{} is {} off", count, off);
        }
    }
}

fn task(cpu: i64, memory_mib: i64, port: Option<u16>) -> Reservation {
    let port = port.map(|number| Port {
        number,
        protocol: Protocol::Tcp,
    });
    Reservation {
        cpu,
        memory_mib,
        ports: port.into_iter().collect(),
        gpus: 0,
    }
}

#[test]
fn reservation_is_what_is_needed_of_what_is_there() {
    let host = |busy| Host {
        cpu: 1024,
        memory_mib: 2048,
        busy,
    };
    let check = |hosts: &[Host], tasks: &[Reservation], percent: f64| {
        let tasks: Vec<&Reservation> = tasks.iter().collect();
        let found = Reserved::of(hosts, &tasks);
        assert!(
            (found.percent() - percent).abs() < 0.01,
            "{found:?} of {hosts:?} and {tasks:?}"
        );
    };
    let half = task(512, 512, None);
    check(&[], &[], 100.0);
    check(&[], std::slice::from_ref(&half), 200.0);
    check(&[host(false)], &[], 0.0);
    check(&[host(true)], &[], 100.0);
    check(&[host(true), host(false)], &[], 50.0);
    check(&[host(true)], &[half.clone(), half.clone()], 200.0);
    check(&[host(true)], &[half.clone(), half.clone(), half], 300.0);
    // Ports do not go together, and what is too large for an instance asks for none.
    let port = task(10, 10, Some(80));
    check(&[host(true)], &[port.clone(), port], 300.0);
    check(&[host(true)], &[task(2048, 1, None)], 100.0);
}
