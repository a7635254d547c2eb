use berth_model::{HookStatus, LifecycleStage, RolloutState, TaskId};

use crate::tests::{HEALTHY, NOW, deployment, service, task};
use crate::view::{Fitness, HookView, HookWork, LifecycleView, ServiceView, Shift, Stage};
use crate::{Decision, StopCause, reconcile};

/// A service of two whose old deployment runs, with a new one at `stage` that has `new` healthy tasks.
fn at(stage: LifecycleStage, new: u128) -> ServiceView {
    let mut view = service(2);
    view.deployments
        .push(deployment("ecs-svc/old", RolloutState::Completed));
    view.tasks = vec![task(1, 1, HEALTHY), task(2, 1, HEALTHY)];
    view.tasks
        .extend((0..new).map(|it| task(11 + it, 0, HEALTHY)));
    view.lifecycle = Some(LifecycleView {
        rolling: false,
        stage,
        since: NOW,
        source: Some(1),
        production: 0,
        shifted_at: NOW,
        shift: Shift {
            first: 1_000,
            step: 1_000,
            pause_seconds: 0,
        },
        bake_seconds: 60,
        hooks: Vec::new(),
    });
    view
}

fn lifecycle(view: &mut ServiceView) -> &mut LifecycleView {
    view.lifecycle.as_mut().expect("a lifecycle")
}

#[test]
fn each_stage_leads_to_the_next_when_it_is_done() {
    use LifecycleStage as S;
    let enter = |stage| vec![Decision::EnterStage(stage)];
    for (stage, new, decisions) in [
        (S::ReconcileService, 0, enter(S::PreScaleUp)),
        (S::PreScaleUp, 0, enter(S::ScaleUp)),
        (S::ScaleUp, 0, vec![Decision::Start(2)]),
        (S::ScaleUp, 1, vec![Decision::Start(1)]),
        (S::ScaleUp, 2, enter(S::PostScaleUp)),
        (S::PostScaleUp, 2, enter(S::TestTrafficShift)),
        (S::TestTrafficShift, 2, enter(S::PostTestTrafficShift)),
        (
            S::PostTestTrafficShift,
            2,
            enter(S::PreProductionTrafficShift),
        ),
        (
            S::PreProductionTrafficShift,
            2,
            enter(S::ProductionTrafficShift),
        ),
        (
            S::ProductionTrafficShift,
            2,
            vec![Decision::ShiftTraffic(1_000)],
        ),
        (S::PostProductionTrafficShift, 2, enter(S::BakeTime)),
        (S::BakeTime, 2, vec![]),
    ] {
        let outcome = reconcile(&at(stage, new), NOW);
        assert_eq!(outcome.decisions, decisions, "{stage} with {new}");
    }
    let baked = reconcile(&at(S::BakeTime, 2), NOW.plus_seconds(60));
    assert_eq!(baked.decisions, enter(S::CleanUp));
    let old = vec![TaskId::new(1), TaskId::new(2)];
    let stop = Decision::Stop(old, StopCause::Scaling);
    assert_eq!(reconcile(&at(S::CleanUp, 2), NOW).decisions, [stop]);
}

#[test]
fn scaling_up_waits_until_all_are_healthy() {
    let mut view = at(LifecycleStage::ScaleUp, 2);
    let soon = NOW.plus_seconds(40);
    view.tasks[3].stage = Stage::Running(Fitness::Unknown(Some(soon)));
    let outcome = reconcile(&view, NOW);
    assert_eq!(outcome.decisions, []);
    assert_eq!(outcome.look_again, Some(soon));
}

#[test]
fn both_sets_are_kept_and_superseded_tasks_go() {
    let mut view = at(LifecycleStage::BakeTime, 1);
    view.tasks.remove(0);
    let outcome = reconcile(&view, NOW);
    let starts = [Decision::Start(1), Decision::StartOf(1, 1)];
    assert_eq!(outcome.decisions, starts);
    let mut view = at(LifecycleStage::ReconcileService, 0);
    view.deployments
        .push(deployment("ecs-svc/between", RolloutState::InProgress));
    view.tasks.push(task(9, 2, HEALTHY));
    let stop = Decision::Stop(vec![TaskId::new(9)], StopCause::Scaling);
    assert_eq!(reconcile(&view, NOW).decisions, [stop]);
}

#[test]
fn the_last_stage_has_the_ceiling_of_those_before() {
    let mut view = at(LifecycleStage::CleanUp, 1);
    view.maximum_percent = 300;
    view.tasks.push(task(12, 0, Stage::Stopping));
    // One is missing, and what is on its way out still counts.
    let outcome = reconcile(&view, NOW);
    assert!(
        !outcome.decisions.iter().any(Decision::starts),
        "{outcome:?}"
    );
}

#[test]
fn there_are_never_more_than_two_sets() {
    let mut view = at(LifecycleStage::ScaleUp, 2);
    for task in &mut view.tasks {
        task.stage = Stage::Stopping;
    }
    assert_eq!(reconcile(&view, NOW).decisions, []);
    view.tasks.pop();
    assert_eq!(reconcile(&view, NOW).decisions, [Decision::Start(1)]);
}

#[test]
fn traffic_moves_step_by_step() {
    // thousandths: first, step, moved so far, seconds since then: moved to
    for (first, step, moved, seconds, to) in [
        (100, 100, 0, 0, Some(100)),
        (100, 100, 100, 59, None),
        (100, 100, 100, 60, Some(200)),
        (300, 300, 900, 60, Some(1_000)),
        (50, 1_000, 0, 0, Some(50)),
        (50, 1_000, 50, 60, Some(1_000)),
        (1_000, 1_000, 0, 0, Some(1_000)),
        // A clock that was set back holds nobody.
        (100, 100, 100, -7_200, Some(200)),
    ] {
        let mut view = at(LifecycleStage::ProductionTrafficShift, 2);
        lifecycle(&mut view).shift = Shift {
            first,
            step,
            pause_seconds: 60,
        };
        lifecycle(&mut view).production = moved;
        let outcome = reconcile(&view, NOW.plus_seconds(seconds));
        let expected: Vec<_> = to.map(Decision::ShiftTraffic).into_iter().collect();
        assert_eq!(
            outcome.decisions, expected,
            "{first} {step} {moved} {seconds}"
        );
    }
    let mut view = at(LifecycleStage::ProductionTrafficShift, 2);
    lifecycle(&mut view).production = 1_000;
    let next = Decision::EnterStage(LifecycleStage::PostProductionTrafficShift);
    assert_eq!(reconcile(&view, NOW).decisions, [next]);
}

#[test]
fn hooks_hold_a_stage_until_they_are_answered_or_time_out() {
    let hook = |status, expires_at, timeout_rolls_back| HookView {
        place: 0,
        work: HookWork::Answer,
        status,
        expires_at,
        timeout_rolls_back,
    };
    let next = Decision::EnterStage(LifecycleStage::TestTrafficShift);
    let (past, soon) = (Some(NOW), Some(NOW.plus_seconds(60)));
    for (hooks, decision) in [
        (
            vec![hook(HookStatus::Succeeded, past, true)],
            Some(next.clone()),
        ),
        (vec![hook(HookStatus::TimedOut, past, false)], Some(next)),
        (vec![hook(HookStatus::AwaitingAction, None, true)], None),
        (vec![hook(HookStatus::AwaitingAction, soon, true)], None),
        (
            vec![hook(HookStatus::AwaitingAction, past, true)],
            Some(Decision::RollBack),
        ),
        (
            vec![hook(HookStatus::AwaitingAction, past, false)],
            Some(Decision::PassExpiredHooks),
        ),
        (
            vec![hook(HookStatus::Failed, None, false)],
            Some(Decision::RollBack),
        ),
        (
            vec![
                hook(HookStatus::Succeeded, None, true),
                hook(HookStatus::AwaitingAction, None, true),
            ],
            None,
        ),
    ] {
        let mut view = at(LifecycleStage::PostScaleUp, 2);
        lifecycle(&mut view).hooks.clone_from(&hooks);
        let outcome = reconcile(&view, NOW);
        assert_eq!(outcome.decisions, Vec::from_iter(decision), "{hooks:?}");
    }
}

#[test]
fn a_healthy_surplus_task_of_the_source_stays_if_the_floor_needs_it() {
    // Two that have run since before the strategy, and one of the strategy's that is yet to come.
    let mut view = at(LifecycleStage::ScaleUp, 0);
    view.deployments[1].shares = vec![2];
    let mut third = task(3, 1, Stage::Pending);
    third.provider = Some(0);
    view.tasks.push(third);
    let stopped = reconcile(&view, NOW).decisions.into_iter();
    let stopped: Vec<_> = stopped
        .filter_map(|it| match it {
            Decision::Stop(tasks, _) => Some(tasks),
            _ => None,
        })
        .collect();
    assert_eq!(stopped, [[TaskId::new(3)]]);
}
