use berth_env::{Entropy as _, SeededEntropy};

use super::*;

fn member(cohort: u64, ms: i64, id: u128) -> Member {
    Member {
        cohort,
        since: Timestamp(ms),
        id: TaskId::new(id),
    }
}

/// A cohort of tasks that began at these milliseconds, beside others.
fn rosters(since: &[i64]) -> (Rosters, Entry) {
    let mut rosters = Rosters::default();
    for (id, ms) in (1..).zip(since) {
        rosters.members.insert(member(7, *ms, id));
        *rosters
            .seconds
            .entry((7, second(Timestamp(*ms))))
            .or_insert(0) += 1;
    }
    for other in [6, 8] {
        rosters.members.insert(member(other, 5_000, 1));
        rosters.seconds.insert((other, 5), 1);
    }
    let kind = Kind {
        deployment: "ecs-svc/1".to_owned(),
        standing: Standing::Running(Checks::Absent),
        draining: false,
        zone: None,
        provider: None,
        protected_until: None,
    };
    let entry = Entry {
        kind: Arc::new(kind),
        cohort: 7,
        count: u32::try_from(since.len()).expect("few"),
    };
    (rosters, entry)
}

fn counts(since: &[i64], after: i64, until: i64) -> [Vec<u128>; 3] {
    let (rosters, entry) = rosters(since);
    let cohort = Cohort {
        rosters: &rosters,
        entry: &entry,
    };
    cohort
        .by_age(Timestamp(after), Timestamp(until))
        .map(|members| {
            let ids: Vec<u128> = members.ids().map(|id| id.bits()).collect();
            assert_eq!(ids.len(), usize::try_from(members.len()).expect("few"));
            assert_eq!(members.is_empty(), ids.is_empty());
            assert_eq!(members.first_since().is_some(), !ids.is_empty());
            ids
        })
}

#[test]
fn tasks_are_told_apart_by_their_age() {
    // began, after, until: earlier, in the middle, later
    for (since, after, until, expected) in [
        (&[][..], 0, 10, [vec![], vec![], vec![]]),
        (
            &[1_000, 2_000, 3_000],
            2_000,
            9_000,
            [vec![1, 2], vec![3], vec![]],
        ),
        (
            &[1_000, 2_000, 3_000],
            1_999,
            9_000,
            [vec![1], vec![2, 3], vec![]],
        ),
        (
            &[1_000, 2_000, 3_000],
            0,
            9_000,
            [vec![], vec![1, 2, 3], vec![]],
        ),
        (
            &[1_000, 2_000, 3_000],
            0,
            2_000,
            [vec![], vec![1, 2], vec![3]],
        ),
        (
            &[1_000, 2_000, 3_000],
            9_000,
            9_000,
            [vec![1, 2, 3], vec![], vec![]],
        ),
        (
            &[1_000, 2_000, 3_000],
            0,
            0,
            [vec![], vec![], vec![1, 2, 3]],
        ),
        (&[1_999, 2_001], 2_000, 2_000, [vec![1], vec![], vec![2]]),
        // A bound before the other: nobody is in the middle.
        (&[1_000, 2_000], 1_500, 500, [vec![1], vec![], vec![2]]),
    ] {
        assert_eq!(
            counts(since, after, until),
            expected,
            "{since:?} {after} {until}"
        );
    }
}

#[test]
fn counting_by_seconds_agrees_with_a_look_at_each() {
    let mut entropy = SeededEntropy::new(3);
    let mut draw = |below| i64::from(entropy.below(below));
    for _ in 0..500 {
        let since: Vec<i64> = (0..draw(40)).map(|_| draw(20_000) - 5_000).collect();
        let (after, until) = (draw(20_000) - 5_000, draw(20_000) - 5_000);
        let until = until.max(after);
        let count = |is: &dyn Fn(i64) -> bool| since.iter().filter(|it| is(**it)).count();
        let expected = [
            count(&|it| it <= after),
            count(&|it| it > after && it <= until),
            count(&|it| it > until),
        ];
        assert_eq!(counts(&since, after, until).map(|it| it.len()), expected);
    }
}
