//! The simulator itself: it repeats itself, it finds what is put in, and its scenarios hold.

use std::path::Path;

use berth_sim::{Faults, Mutation, Options, Scenario, run};

/// Seeds that found something once, and what it was.
const REGRESSIONS: [(u64, &str); 5] = [
    (
        426,
        "a power failure undid a stop that was reported, and the task began again",
    ),
    (
        53,
        "a shim that could not be found again was called gone while its container ran on",
    ),
    (
        126,
        "the same after a shim had died and no new one could be started",
    ),
    (
        873,
        "a daemon's deployment waited for the one that was the last to leave a draining instance",
    ),
    (
        2226,
        "the last stage of a deployment with two sets went by another ceiling than those before",
    ),
];

fn options(seed: u64) -> Options {
    Options {
        seed,
        ..Options::default()
    }
}

#[test]
fn a_seed_is_the_same_run_every_time() {
    let (one, other) = (run(&options(7)), run(&options(7)));
    assert_eq!(one.failure, None);
    assert_eq!(one.fingerprint, other.fingerprint);
    assert_eq!(one.steps, other.steps);
    let traced = run(&Options {
        trace: Some(10),
        ..options(7)
    });
    assert_eq!(traced.fingerprint, one.fingerprint);
    assert_eq!(traced.trace.len(), 10);
    assert_ne!(run(&options(8)).fingerprint, one.fingerprint);
}

#[test]
fn what_was_found_once_stays_mended() {
    for (seed, what) in REGRESSIONS {
        let report = run(&options(seed));
        assert_eq!(report.failure, None, "seed {seed}: {what}");
    }
}

/// Runs seeds until one fails; how.
fn found(mutation: Mutation, faults: &Faults) -> Option<String> {
    (1..=60).find_map(|seed| {
        let report = run(&Options {
            mutation,
            faults: Some(faults.clone()),
            capacity: Some(mutation == Mutation::RoomIsNotTold),
            network: Some(mutation == Mutation::AddressIsNotHeld),
            ..options(seed)
        });
        report.failure.map(|failure| failure.what)
    })
}

#[track_caller]
fn finds(mutation: Mutation, faults: &Faults, what: &str) {
    let found = found(mutation, faults).expect("the simulator finds it");
    assert!(found.contains(what), "{found}");
}

#[test]
fn an_answer_before_the_commit_is_found() {
    let faults = Faults {
        killed_in_commit: 100,
        control_disk_full: 30,
        ..Faults::default()
    };
    // Gone from the state, or, where it was a revision, given to somebody else as well.
    let found = found(Mutation::AnswerBeforeCommit, &faults).expect("the simulator finds it");
    let told = ["promised", "given out twice"];
    assert!(told.iter().any(|what| found.contains(what)), "{found}");
}

#[test]
fn a_record_that_a_commit_loses_is_found() {
    let faults = Faults {
        control_killed: 30,
        ..Faults::default()
    };
    finds(Mutation::CommitLosesRecord, &faults, "the store");
}

#[test]
fn a_second_start_is_found() {
    let faults = Faults {
        agent_killed: 100,
        killed_in_sync: 100,
        ..Faults::default()
    };
    finds(Mutation::ShimStartsTwice, &faults, "runs twice at a time");
}

#[test]
fn acting_before_the_checkpoint_is_safe_is_found() {
    let faults = Faults {
        host_rebooted: 300,
        ..Faults::default()
    };
    finds(Mutation::ActBeforeSync, &faults, "runs a second time");
}

#[test]
fn a_shim_that_is_only_said_to_be_gone_is_found() {
    let faults = Faults {
        agent_killed: 60,
        shim_unreachable: 200,
        ..Faults::default()
    };
    finds(Mutation::GoneIsOnlySaid, &faults, "which is");
}

#[test]
fn a_report_given_up_is_found() {
    let faults = Faults {
        lost: 200,
        ..Faults::default()
    };
    finds(Mutation::ReportOnce, &faults, "not settled");
}

#[test]
fn room_that_nobody_is_told_of_is_found() {
    finds(Mutation::RoomIsNotTold, &Faults::default(), "not settled");
}

#[test]
fn an_address_that_is_not_held_is_found() {
    let what = "is forgotten after";
    finds(Mutation::AddressIsNotHeld, &Faults::default(), what);
}

#[test]
fn scenarios_are_as_recorded() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut played = 0;
    for entry in std::fs::read_dir(directory).expect("is there") {
        let path = entry.expect("reads").path();
        let text = std::fs::read_to_string(&path).expect("reads");
        let scenario = Scenario::parse(&text);
        let record = scenario.play().unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(record, scenario.record, "{}", path.display());
        played += 1;
    }
    assert!(played >= 6);
}
