use berth_model::{RolloutState, TaskId, Timestamp};

use crate::tests::{HEALTHY, NOW, deployment, service, task};
use crate::view::{Fitness, ServiceView, SetView, Stage};
use crate::{Decision, StopCause, reconcile};

/// A task set that should have `desired` tasks, and has healthy ones with these numbers.
fn set(place: usize, desired: u32, tasks: &[u128]) -> SetView {
    let mut own = service(desired);
    own.deployments = vec![deployment("ecs-svc/set", RolloutState::Completed)];
    own.tasks = tasks.iter().map(|it| task(*it, 0, HEALTHY)).collect();
    SetView {
        place,
        id: format!("ecs-svc/{place}"),
        leaving: false,
        stable: false,
        own,
    }
}

fn with(sets: Vec<SetView>) -> ServiceView {
    let mut view = service(4);
    view.deployments.clear();
    view.sets = Some(sets);
    view
}

#[test]
fn each_set_is_kept_as_large_as_it_should_be() {
    let view = with(vec![set(0, 4, &[1, 2]), set(1, 1, &[11, 12])]);
    let decisions = reconcile(&view, NOW).decisions;
    let expected = [
        Decision::StartOf(0, 2),
        Decision::Stop(vec![TaskId::new(11)], StopCause::Scaling),
    ];
    assert_eq!(decisions, expected);
}

#[test]
fn rest_is_noted_once_and_so_is_its_end() {
    let mut view = with(vec![set(0, 2, &[1, 2])]);
    let stable = |stable| vec![Decision::SetStability(0, stable)];
    assert_eq!(reconcile(&view, NOW).decisions, stable(true));
    view.sets.as_mut().expect("sets")[0].stable = true;
    assert_eq!(reconcile(&view, NOW).decisions, []);
    let tasks = &mut view.sets.as_mut().expect("sets")[0].own.tasks;
    tasks[0].stage = Stage::Running(Fitness::Unknown(Some(Timestamp(NOW.0 + 5))));
    let outcome = reconcile(&view, NOW);
    assert_eq!(outcome.decisions, stable(false));
    assert_eq!(outcome.look_again, Some(Timestamp(NOW.0 + 5)));
    // Also while one is on an instance that drains, whose replacement comes first.
    let tasks = &mut view.sets.as_mut().expect("sets")[0].own.tasks;
    tasks[0] = task(1, 0, HEALTHY);
    tasks[0].draining = true;
    let decisions = reconcile(&view, NOW).decisions;
    assert_eq!(
        decisions,
        [Decision::StartOf(0, 1), Decision::SetStability(0, false)]
    );
}

#[test]
fn a_set_without_tasks_is_at_rest_if_it_should_have_none() {
    let view = with(vec![set(0, 0, &[])]);
    assert_eq!(
        reconcile(&view, NOW).decisions,
        [Decision::SetStability(0, true)]
    );
}

#[test]
fn a_deleted_set_goes_when_its_tasks_have() {
    let mut leaving = set(1, 2, &[1, 2]);
    leaving.leaving = true;
    let mut view = with(vec![set(0, 0, &[]), leaving]);
    let stops = Decision::Stop(vec![TaskId::new(1), TaskId::new(2)], StopCause::Scaling);
    let stable = Decision::SetStability(0, true);
    assert_eq!(reconcile(&view, NOW).decisions, [stable.clone(), stops]);
    view.sets.as_mut().expect("sets")[1].own.tasks.clear();
    // Last, since places are those of the view.
    let gone = Decision::Retire("ecs-svc/1".into());
    assert_eq!(reconcile(&view, NOW).decisions, [stable, gone]);
}

#[test]
fn protected_tasks_beyond_what_is_wanted_are_told() {
    let mut protected = set(0, 1, &[1, 2]);
    for task in &mut protected.own.tasks {
        task.protected_until = Some(Timestamp(NOW.0 + 60_000));
    }
    let outcome = reconcile(&with(vec![protected]), NOW);
    assert_eq!(outcome.decisions, [Decision::AnnounceProtected(0)]);
    assert_eq!(outcome.look_again, Some(Timestamp(NOW.0 + 60_000)));
}

#[test]
fn launches_that_fail_are_spaced_by_set() {
    let mut failing = set(0, 1, &[]);
    failing.own.deployments[0].launch_failures = 3;
    failing.own.deployments[0].failed_at = Some(NOW);
    let outcome = reconcile(&with(vec![failing, set(1, 1, &[])]), NOW);
    let expected = [Decision::AnnounceThrottling, Decision::StartOf(1, 1)];
    assert_eq!(outcome.decisions, expected);
    assert_eq!(outcome.look_again, Some(Timestamp(NOW.0 + 4_000)));
}
