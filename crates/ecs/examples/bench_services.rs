//! What a service's scheduler costs for each thing that happens, in a service of 5,000 tasks by itself and in
//! a region of 1,000,000: a look at a service at rest, a task that dies until its replacement runs, an event
//! in the middle of a deployment, an instance that is lost with its tasks. Prints one line of JSON for
//! `cargo xtask bench services`.

#[path = "../tests/large/mod.rs"]
mod large;

use std::{
    io::{Write as _, stderr, stdout},
    time::{Duration, Instant},
};

use large::Region;
use serde_json::{Map, Value, json};

/// Services like the one that is measured, which make up a region of a million tasks.
const OTHERS: usize = 199;
const LOST_TASKS: usize = 50;
/// Each figure is of so many repetitions.
const ROUNDS: usize = 100;

fn main() -> std::io::Result<()> {
    let mut figures = Map::new();
    let mut region = Region::new();
    measure(&mut region, "", &mut figures);
    region.fill(OTHERS);
    measure(&mut region, "_of_1000000", &mut figures);
    writeln!(stdout(), "{}", json!({ "figures": figures, "peers": {} }))
}

fn measure(region: &mut Region, suffix: &str, figures: &mut Map<String, Value>) {
    let mut note = |name: &str, us: f64| {
        // Seen at once, since the whole takes minutes where a look reads every task.
        let _ = writeln!(stderr(), "{name}{suffix}: {us:.1} us");
        figures.insert(format!("{name}_us{suffix}"), us.into());
    };
    region.pass(3_600);
    note("look_at_rest", micros(ROUNDS, || region.look()));
    let mut spent = Duration::ZERO;
    for _ in 0..ROUNDS {
        let task = region.tasks().remove(0);
        let began = Instant::now();
        region.report(&task, "STOPPED");
        spent += began.elapsed();
        let new = region.pending().remove(0);
        let began = Instant::now();
        region.report(&new, "RUNNING");
        spent += began.elapsed();
        region.pass(60);
        region.news();
    }
    note("task_dies_until_replaced", each(spent, ROUNDS));
    let (instance, tasks) = region.fullest();
    assert!(tasks >= LOST_TASKS, "{tasks} tasks on an instance");
    let began = Instant::now();
    region.lose(instance);
    note("instance_lost_until_replanned", each(began.elapsed(), 1));
    let pending = region.pending();
    assert_eq!(pending.len(), tasks, "re-planned within one event");
    for task in pending {
        region.report(&task, "RUNNING");
    }
    region.pass(60);
    region.news();
    region.deploy(None);
    let pending = region.pending();
    let (first, rest) = pending.split_at(pending.len() / 2);
    for task in first {
        region.report(task, "RUNNING");
    }
    let began = Instant::now();
    for task in &rest[..ROUNDS] {
        region.report(task, "RUNNING");
    }
    note("event_in_a_deployment", each(began.elapsed(), ROUNDS));
    region.finish_deployment();
}

fn micros(rounds: usize, mut run: impl FnMut()) -> f64 {
    let began = Instant::now();
    (0..rounds).for_each(|_| run());
    each(began.elapsed(), rounds)
}

fn each(spent: Duration, rounds: usize) -> f64 {
    spent.as_secs_f64() * 1e6 / rounds as f64
}
