//! A deployment with two sets of tasks: the new one starts beside the old, traffic moves, the old one goes.
//!
//! The old set, the *source*, is kept as large as is wanted until the last stage, so that a rollback only
//! has to move traffic back.

use berth_model::{ALL_TRAFFIC, LifecycleStage, Timestamp};

use crate::hooks::{self, Held};
use crate::replica::{self, launch};
use crate::view::{Cohort, LifecycleView, ServiceView, TaskView, count, singly};
use crate::{Decision, Outcome, StopCause};

/// Keeps both sets of tasks, and moves the deployment on to its next stage.
pub(crate) fn plan(
    view: &ServiceView,
    lifecycle: &LifecycleView,
    now: Timestamp,
    outcome: &mut Outcome,
) {
    let good = count(view.tasks.iter().filter(|task| task.is_good()));
    let missing = view.desired.saturating_sub(good);
    // Tasks on their way out still count: there are never more than two sets of them.
    let mut room = view.ceiling().saturating_sub(count(&view.tasks));
    let starts = missing.min(room);
    if lifecycle.stage >= LifecycleStage::ScaleUp && starts > 0 {
        launch(view, now, starts, outcome);
        room -= starts;
    }
    replica::stop_unhealthy(view, missing, room, outcome);
    keep_source(view, lifecycle, room, outcome);
    stop_others(view, lifecycle, outcome);
    replica::notice_time(view, now, outcome);
    match hooks::tend(&lifecycle.hooks, now, outcome) {
        Held::No => {}
        Held::Yes => return,
        Held::Failed => return outcome.push(Decision::RollBack),
    }
    if is_done(view, lifecycle, now, outcome)
        && let Some(next) = lifecycle.stage.next()
    {
        outcome.push(Decision::EnterStage(next));
    }
}

/// As many tasks of the source as are wanted, also if some of them end; surplus ones go, healthy ones as
/// the floor allows: others may be of a capacity provider that has too few.
pub(crate) fn keep_source(
    view: &ServiceView,
    lifecycle: &LifecycleView,
    room: u32,
    outcome: &mut Outcome,
) {
    let Some(source) = lifecycle.source else {
        return;
    };
    let wanted = view.tasks.iter();
    let wanted: Vec<&Cohort> = wanted
        .filter(|task| task.deployment == Some(source) && task.is_wanted())
        .collect();
    let there = count(wanted.iter().copied());
    let starts = view.desired.saturating_sub(there).min(room);
    if starts > 0 {
        outcome.push(Decision::StartOf(source, starts));
    } else if there > view.desired {
        let surplus = usize::try_from(there - view.desired).unwrap_or(usize::MAX);
        let mut going = singly(wanted);
        going.sort_by_key(TaskView::readiness);
        replica::put_surplus_of_shares_first(view, source, &mut going);
        let healthy = count(view.tasks.iter().filter(|task| task.is_healthy()));
        let mut spare = healthy.saturating_sub(view.floor());
        let going = going.into_iter().filter(|task| {
            let goes = !task.is_healthy() || spare > 0;
            if task.is_healthy() {
                spare = spare.saturating_sub(1);
            }
            goes
        });
        let going = going.take(surplus).map(|task| task.id);
        outcome.stop(going.collect(), StopCause::Scaling);
    }
}

/// Tasks of deployments that were superseded while they were under way go, as the floor allows: some of
/// the source's may have ended.
fn stop_others(view: &ServiceView, lifecycle: &LifecycleView, outcome: &mut Outcome) {
    let healthy = count(view.tasks.iter().filter(|task| task.is_healthy()));
    let floor = view.floor();
    let mut spare = healthy.saturating_sub(floor);
    let others = view.tasks.iter().filter(|task| is_other(lifecycle, task));
    let others = others.filter(|task| task.is_wanted());
    let going = others.flat_map(Cohort::each).filter(|task| {
        let goes = !task.is_healthy() || spare > 0;
        if task.is_healthy() {
            spare = spare.saturating_sub(1);
        }
        goes
    });
    outcome.stop(going.map(|task| task.id).collect(), StopCause::Scaling);
}

fn is_other(lifecycle: &LifecycleView, task: &TaskView) -> bool {
    task.deployment != Some(0) && task.deployment != lifecycle.source
}

/// Whether what the stage is for has been reached.
fn is_done(
    view: &ServiceView,
    lifecycle: &LifecycleView,
    now: Timestamp,
    outcome: &mut Outcome,
) -> bool {
    match lifecycle.stage {
        LifecycleStage::ReconcileService => {
            !view.tasks.iter().any(|task| is_other(lifecycle, task))
        }
        LifecycleStage::ScaleUp => {
            let ready = view
                .tasks
                .iter()
                .filter(|it| it.is_good() && it.is_healthy());
            count(ready) >= view.desired
        }
        LifecycleStage::ProductionTrafficShift => {
            let shift = lifecycle.shift;
            match lifecycle.production {
                0 => outcome.push(Decision::ShiftTraffic(shift.first)),
                ALL_TRAFFIC.. => return true,
                part => {
                    if passed(lifecycle.shifted_at, shift.pause_seconds, now, outcome) {
                        let more = (part + shift.step).min(ALL_TRAFFIC);
                        outcome.push(Decision::ShiftTraffic(more));
                    }
                }
            }
            false
        }
        LifecycleStage::BakeTime => passed(lifecycle.since, lifecycle.bake_seconds, now, outcome),
        LifecycleStage::CleanUp => false,
        LifecycleStage::PreScaleUp
        | LifecycleStage::PostScaleUp
        | LifecycleStage::TestTrafficShift
        | LifecycleStage::PostTestTrafficShift
        | LifecycleStage::PreProductionTrafficShift
        | LifecycleStage::PostProductionTrafficShift => true,
    }
}

/// Whether so many seconds have gone by; a clock that was set back makes nobody wait for longer.
fn passed(since: Timestamp, seconds: i64, now: Timestamp, outcome: &mut Outcome) -> bool {
    let until = since.plus_seconds(seconds);
    let over = since > now || until <= now;
    if !over {
        outcome.wait_until(until);
    }
    over
}

#[cfg(test)]
mod tests;
