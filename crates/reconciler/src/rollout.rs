//! When a deployment is over and how it ended; steady state.

use berth_model::{RolloutState, SchedulingStrategy, Timestamp};

use crate::view::{AlarmsView, Cohort, ServiceView, Stage, count};
use crate::{Decision, Outcome};
use crate::{hooks, limits};

/// A steady state is said again after so long.
const STEADY_AGAIN_SECONDS: i64 = 6 * 3600;

/// Moves the deployments on, given what was decided about tasks.
pub(crate) fn advance(view: &ServiceView, now: Timestamp, outcome: &mut Outcome) {
    let Some(primary) = view.deployments.first() else {
        return;
    };
    forgive(view, outcome);
    let in_progress = primary.rollout == RolloutState::InProgress;
    if let Some(threshold) = view.breaker.filter(|_| in_progress)
        && primary.breaker_count >= threshold.failures(view.desired)
    {
        // Nothing more is launched by a deployment that has failed.
        outcome.decisions.retain(|it| !it.starts());
        outcome.push(Decision::Fail);
        return;
    }
    let alarms = view.alarms.filter(|_| in_progress);
    if alarms.is_some_and(|it| it.triggered) {
        outcome.decisions.retain(|it| !it.starts());
        outcome.push(Decision::FailByAlarm);
        return;
    }
    announce_throttling(view, outcome);
    if view.two_sets().is_some() {
        return;
    }
    for (index, deployment) in view.deployments.iter().enumerate().skip(1) {
        if !view.tasks.iter().any(|task| task.deployment == Some(index)) {
            outcome.push(Decision::Retire(deployment.id.clone()));
        }
    }
    if view.rolling_stages().is_some() {
        return;
    }
    let heard = view.lifecycle.as_ref().filter(|_| in_progress);
    let hooks = heard.map(|it| &*it.hooks).unwrap_or_default();
    let held = hooks::tend_rollback(hooks, now, outcome);
    let settled = in_progress && has_replaced_all(view) && !held;
    let done = settled && alarms.is_none_or(|it| has_baked(it, now, outcome));
    if done {
        outcome.push(Decision::Complete);
    }
    let waiting = view.zones.as_ref().is_some_and(|it| it.waiting);
    let moves = outcome.decisions.iter();
    let moves = moves
        .into_iter()
        .any(|it| matches!(it, Decision::StartIn(..)));
    if moves && !waiting {
        return;
    }
    if !(done || !in_progress && is_as_wanted(view) && are_healthy(view)) {
        return;
    }
    match view
        .steady_at
        .map(|at| at.min(now).plus_seconds(STEADY_AGAIN_SECONDS))
    {
        Some(again) if again > now && !done => outcome.wait_until(again),
        _ => {
            outcome.push(Decision::AnnounceSteady);
            outcome.wait_until(now.plus_seconds(STEADY_AGAIN_SECONDS));
        }
    }
}

/// All tasks are the PRIMARY deployment's, as many as are wanted, and healthy.
pub(crate) fn has_replaced_all(view: &ServiceView) -> bool {
    let older = lasting(view).any(|task| task.deployment != Some(0));
    is_as_wanted(view) && are_healthy(view) && !older
}

fn are_healthy(view: &ServiceView) -> bool {
    lasting(view).all(|task| task.is_healthy())
}

/// Whether alarms have had the time to notice what a deployment does that has got there.
fn has_baked(alarms: AlarmsView, now: Timestamp, outcome: &mut Outcome) -> bool {
    if alarms.bake_seconds <= 0 {
        return true;
    }
    let Some(since) = alarms.baking_since else {
        outcome.push(Decision::Bake);
        outcome.wait_until(now.plus_seconds(alarms.bake_seconds));
        return false;
    };
    let until = since.plus_seconds(alarms.bake_seconds);
    // A clock that was set back makes nobody wait for longer.
    let over = since > now || until <= now;
    if !over {
        outcome.wait_until(until);
    }
    over
}

/// A task of the first deployment is healthy: failures are counted from zero.
pub(crate) fn forgive(view: &ServiceView, outcome: &mut Outcome) {
    let Some(primary) = view.deployments.first() else {
        return;
    };
    let a_healthy_one = view.tasks.iter().any(|task| {
        // One that was healthy before the last failure says nothing about it.
        let since = task.healthy_since.filter(|_| task.is_healthy());
        task.deployment == Some(0) && since.is_some() && since >= primary.failed_at
    });
    let counted =
        primary.failed_tasks > 0 || primary.launch_failures > 0 || primary.short_lives > 0;
    if a_healthy_one && counted {
        outcome.push(Decision::ResetFailures(0));
    }
}

/// Launches of the first deployment fail again and again.
pub(crate) fn announce_throttling(view: &ServiceView, outcome: &mut Outcome) {
    let failures = view.deployments.first().map_or(0, |it| it.launch_failures);
    if limits::rounds(failures, view.desired) >= limits::ANNOUNCED_ROUNDS {
        outcome.push(Decision::AnnounceThrottling);
    }
}

/// As many tasks run as are wanted, none is on the way, and nothing is to be done about any.
pub(crate) fn is_as_wanted(view: &ServiceView) -> bool {
    let desired = match view.scheduling {
        SchedulingStrategy::Replica => view.desired,
        SchedulingStrategy::Daemon => {
            let fitting = view.instances.iter().filter(|it| it.fits).count();
            u32::try_from(fitting).unwrap_or(u32::MAX)
        }
    };
    let all = count(lasting(view));
    let good = count(lasting(view).filter(|task| task.is_good()));
    let all_running = lasting(view).all(|task| matches!(task.stage, Stage::Running(_)));
    all_running && good == all && good == desired
}

/// The tasks that a deployment is about: not a daemon's on an instance that drains, which is the last to
/// leave it, however long the others there take.
fn lasting(view: &ServiceView) -> impl Iterator<Item = &Cohort> {
    let daemon = view.scheduling == SchedulingStrategy::Daemon;
    let stays = move |task: &&Cohort| daemon && task.draining && task.is_wanted();
    view.tasks.iter().filter(move |task| !stays(task))
}
