//! A rolling deployment with lifecycle hooks: held before the first task is replaced, and after the last.
//!
//! Until it may begin, what was deployed before is kept as it is wanted; while it is replaced, and from
//! then on, the deployment is one without hooks.

use berth_model::{LifecycleStage, Timestamp};

use crate::hooks::{self, Held};
use crate::view::{LifecycleView, ServiceView, count};
use crate::{Decision, Outcome, replica, rollout, stages};

/// Keeps the tasks, and moves the deployment on to its next stage.
pub(crate) fn plan(
    view: &ServiceView,
    lifecycle: &LifecycleView,
    now: Timestamp,
    outcome: &mut Outcome,
) {
    if lifecycle.stage < LifecycleStage::ScaleUp {
        let most = view.ceiling().max(view.desired);
        let room = most.saturating_sub(count(&view.tasks));
        stages::keep_source(view, lifecycle, room, outcome);
        replica::notice_time(view, now, outcome);
    } else {
        replica::plan(view, now, outcome);
    }
    match hooks::tend(&lifecycle.hooks, now, outcome) {
        Held::No => {}
        Held::Yes => return,
        Held::Failed => return outcome.push(Decision::RollBack),
    }
    let done = match lifecycle.stage {
        LifecycleStage::ScaleUp => rollout::has_replaced_all(view),
        _ => true,
    };
    if done && let Some(next) = lifecycle.stage.next_rolling() {
        outcome.push(Decision::EnterStage(next));
    }
}

#[cfg(test)]
mod tests {
    use berth_model::{HookStatus, RolloutState};

    use super::*;
    use crate::tests::{HEALTHY, NOW, deployment, service, task};
    use crate::view::{HookView, HookWork, Shift, Stage};
    use crate::{StopCause, reconcile};

    /// A service of two whose old deployment runs, with a new one at `stage` that has `new` healthy tasks.
    fn at(stage: LifecycleStage, old: u128, new: u128, held: bool) -> ServiceView {
        let mut view = service(2);
        view.maximum_percent = 150;
        view.deployments
            .push(deployment("ecs-svc/old", RolloutState::Completed));
        view.tasks = (0..old).map(|it| task(1 + it, 1, HEALTHY)).collect();
        view.tasks
            .extend((0..new).map(|it| task(11 + it, 0, HEALTHY)));
        let hook = HookView {
            place: 0,
            work: HookWork::Answer,
            status: HookStatus::AwaitingAction,
            expires_at: None,
            timeout_rolls_back: true,
        };
        view.lifecycle = Some(LifecycleView {
            rolling: true,
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
            bake_seconds: 0,
            hooks: Vec::from_iter(held.then_some(hook)),
        });
        view
    }

    #[test]
    fn hooks_hold_it_before_and_after_tasks_are_replaced() {
        use LifecycleStage as S;
        let enter = |stage| vec![Decision::EnterStage(stage)];
        let retire = || Decision::Retire("ecs-svc/old".to_owned());
        let stop = |tasks: &[u128]| {
            let ids = tasks.iter().map(|it| berth_model::TaskId::new(*it));
            Decision::Stop(ids.collect(), StopCause::Scaling)
        };
        // The stage, tasks of the old and of the new deployment, whether a hook holds it.
        for (stage, old, new, held, decisions) in [
            (S::PreScaleUp, 2, 0, true, vec![]),
            // What ran is kept meanwhile.
            (S::PreScaleUp, 1, 0, true, vec![Decision::StartOf(1, 1)]),
            (S::PreScaleUp, 2, 0, false, enter(S::ScaleUp)),
            // Then it goes within the bounds as any other.
            (S::ScaleUp, 2, 0, false, vec![Decision::Start(1)]),
            (S::ScaleUp, 2, 1, false, vec![stop(&[1])]),
            (S::ScaleUp, 1, 1, false, vec![Decision::Start(1)]),
            (
                S::ScaleUp,
                0,
                2,
                false,
                vec![Decision::EnterStage(S::PostScaleUp), retire()],
            ),
            // And is not over before somebody says so.
            (S::PostScaleUp, 0, 2, true, vec![retire()]),
            (
                S::PostScaleUp,
                0,
                1,
                true,
                vec![Decision::Start(1), retire()],
            ),
            (
                S::PostScaleUp,
                0,
                2,
                false,
                vec![Decision::EnterStage(S::CleanUp), retire()],
            ),
            (
                S::CleanUp,
                0,
                2,
                false,
                vec![retire(), Decision::Complete, Decision::AnnounceSteady],
            ),
        ] {
            let outcome = reconcile(&at(stage, old, new, held), NOW);
            assert_eq!(outcome.decisions, decisions, "{stage} {old} {new} {held}");
        }
    }

    #[test]
    fn a_hook_that_fails_rolls_back() {
        let mut view = at(LifecycleStage::PreScaleUp, 2, 0, true);
        let hooks = &mut view.lifecycle.as_mut().expect("a lifecycle").hooks;
        hooks[0].status = HookStatus::Failed;
        assert_eq!(reconcile(&view, NOW).decisions, [Decision::RollBack]);
        // Nothing is started before, also if a task of the new one came from somewhere.
        view.tasks[0].stage = Stage::Stopping;
        let decisions = reconcile(&view, NOW).decisions;
        assert_eq!(decisions, [Decision::StartOf(1, 1), Decision::RollBack]);
    }
}
