use berth_model::{RolloutState, TaskId, Timestamp};

use crate::tests::{HEALTHY, NOW, deployment, service, task};
use crate::view::{Fitness, ServiceView, Stage, ZonesView};
use crate::{Decision, Outcome, StopCause, reconcile};

/// A service at rest with so many healthy tasks in zones `a`, `b` …, numbered from 1 on.
fn spread(tasks: &[u32]) -> ServiceView {
    let mut view = service(tasks.iter().sum());
    view.deployments = vec![deployment("ecs-svc/one", RolloutState::Completed)];
    view.steady_at = Some(NOW);
    let names = ('a'..).take(tasks.len()).map(String::from).collect();
    view.zones = Some(ZonesView {
        names,
        providers: Vec::new(),
        begun: false,
        moving: None,
        waiting: false,
    });
    let mut number = 0;
    for (zone, count) in tasks.iter().enumerate() {
        for _ in 0..*count {
            number += 1;
            let mut one = task(number, 0, HEALTHY);
            one.zone = Some(zone);
            view.tasks.push(one);
        }
    }
    view
}

fn zones(view: &mut ServiceView) -> &mut ZonesView {
    view.zones.as_mut().expect("zones")
}

fn started_in(outcome: &Outcome) -> Option<&str> {
    outcome.decisions.iter().find_map(|it| match it {
        Decision::StartIn(zone, _) => Some(zone.as_str()),
        _ => None,
    })
}

#[test]
fn a_move_begins_where_zones_are_two_apart() {
    // tasks in each zone, maximum percent: where one is started
    for (tasks, maximum, zone) in [
        (&[2, 0][..], 200, Some("b")),
        (&[1, 0], 200, None),
        (&[1, 1], 200, None),
        (&[0, 3, 1], 200, Some("a")),
        (&[2, 1, 0], 200, Some("c")),
        (&[3, 3, 2], 200, None),
        (&[4, 2, 2], 200, Some("b")),
        (&[2, 0], 150, Some("b")),
        // No room for one more.
        (&[2, 0], 100, None),
        (&[2, 0], 149, None),
        (&[8, 0], 110, None),
        (&[9, 1], 110, Some("b")),
        (&[7], 200, None),
        (&[], 200, None),
    ] {
        let mut view = spread(tasks);
        view.maximum_percent = maximum;
        let outcome = reconcile(&view, NOW);
        assert_eq!(started_in(&outcome), zone, "{tasks:?} {maximum}");
        let told = outcome.decisions.contains(&Decision::AnnounceUnbalanced);
        assert_eq!(told, zone.is_some());
        assert!(!outcome.decisions.contains(&Decision::AnnounceSteady));
    }
}

#[test]
fn only_a_service_at_rest_begins() {
    type Change = fn(&mut ServiceView);
    let changes: [(&str, Change); 6] = [
        ("one is on the way", |view| {
            view.tasks[0].stage = Stage::Pending;
        }),
        ("one is not healthy yet", |view| {
            view.tasks[0].stage = Stage::Running(Fitness::Unknown(None));
        }),
        ("one is stopping", |view| {
            let mut more = view.tasks[0].clone();
            more.id = TaskId::new(99);
            more.stage = Stage::Stopping;
            view.tasks.push(more);
        }),
        ("one is missing", |view| view.desired += 1),
        ("all of the fullest zone are protected", |view| {
            for task in &mut view.tasks {
                task.protected_until = Some(NOW.plus_seconds(60));
            }
        }),
        ("launches are paused", |view| {
            view.deployments[0].launch_failures = 9;
            view.deployments[0].failed_at = Some(NOW);
        }),
    ];
    for (what, change) in changes {
        let mut view = spread(&[3, 0]);
        change(&mut view);
        assert_eq!(started_in(&reconcile(&view, NOW)), None, "{what}");
    }
}

#[test]
fn a_move_ends_when_its_task_is_healthy() {
    let mut view = spread(&[3, 0]);
    zones(&mut view).begun = true;
    zones(&mut view).moving = Some(TaskId::new(9));
    let mut moved = task(9, 0, Stage::Pending);
    moved.zone = Some(1);
    view.tasks.push(moved);
    let waits = reconcile(&view, NOW);
    assert_eq!(waits.decisions, [], "nothing goes before it is healthy");
    view.tasks[3].stage = HEALTHY;
    let outcome = reconcile(&view, NOW);
    let stop = Decision::Stop(vec![TaskId::new(1)], StopCause::Rebalancing);
    assert_eq!(outcome.decisions, [stop, Decision::EndMove]);
    // The scheduler's order decides which of the fullest zone goes, protection which may.
    view.tasks[0].protected_until = Some(NOW.plus_seconds(60));
    view.tasks.swap(1, 2);
    let outcome = reconcile(&view, NOW);
    let stop = Decision::Stop(vec![TaskId::new(3)], StopCause::Rebalancing);
    assert_eq!(outcome.decisions[0], stop);
    for task in &mut view.tasks {
        task.protected_until = Some(NOW.plus_seconds(60));
    }
    let outcome = reconcile(&view, NOW);
    assert_eq!(outcome.decisions, []);
    assert_eq!(outcome.look_again, Some(NOW.plus_seconds(60)));
}

#[test]
fn a_move_whose_task_ends_is_given_up() {
    let mut view = spread(&[3, 0]);
    zones(&mut view).begun = true;
    zones(&mut view).moving = Some(TaskId::new(9));
    let outcome = reconcile(&view, NOW);
    assert!(outcome.decisions.contains(&Decision::EndMove));
    assert_eq!(started_in(&outcome), None);
    // Somebody wants fewer meanwhile: the surplus goes as always.
    view.tasks.push(task(9, 0, Stage::Pending));
    view.desired = 2;
    let outcome = reconcile(&view, NOW);
    assert!(outcome.decisions.contains(&Decision::EndMove));
    let stop = Decision::Stop(vec![TaskId::new(9), TaskId::new(1)], StopCause::Scaling);
    assert!(outcome.decisions.contains(&stop));
}

#[test]
fn the_end_is_told_once_and_what_finds_no_place_is_no_hindrance() {
    let mut view = spread(&[2, 1]);
    view.steady_at = None;
    zones(&mut view).begun = true;
    let outcome = reconcile(&view, NOW);
    let told = [Decision::AnnounceBalanced, Decision::AnnounceSteady];
    assert_eq!(outcome.decisions, told);
    let mut view = spread(&[3, 0]);
    view.steady_at = None;
    zones(&mut view).waiting = true;
    let outcome = reconcile(&view, Timestamp(NOW.0));
    assert!(outcome.decisions.contains(&Decision::AnnounceSteady));
    assert_eq!(started_in(&outcome), Some("b"));
}
