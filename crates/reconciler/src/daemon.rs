//! A DAEMON service: one task on each instance that fits.

use std::collections::BTreeMap;

use berth_model::{InstanceId, RolloutState, TaskId, Timestamp};

use crate::limits::floor;
use crate::replica::{notice_time, paused_until};
use crate::view::{ServiceView, Stage, TaskView, count};
use crate::{Decision, Outcome, StopCause};

/// Brings a task to each instance that fits and lacks one, and takes away what fits no more.
///
/// There is never a second task on an instance, so a deployment stops the old one first, as many at
/// a time as the floor allows.
pub(crate) fn plan(view: &ServiceView, now: Timestamp, outcome: &mut Outcome) {
    let Some(primary) = view.deployments.first() else {
        return;
    };
    let failed = primary.rollout == RolloutState::Failed;
    let mut there: BTreeMap<InstanceId, Vec<&TaskView>> = BTreeMap::new();
    for task in &view.tasks {
        if let Some(instance) = task.instance {
            there.entry(instance).or_default().push(task);
        }
    }
    let fitting = view.instances.iter().filter(|it| it.fits).count();
    let fitting = u32::try_from(fitting).unwrap_or(u32::MAX);
    if fitting != view.desired {
        outcome.push(Decision::SetDesired(fitting));
    }
    let (mut misplaced, mut surplus, mut unhealthy) = (Vec::new(), Vec::new(), Vec::new());
    let mut replaced: Vec<&TaskView> = Vec::new();
    let mut starts = Vec::new();
    for target in &view.instances {
        let tasks = there.get(&target.id).map_or(&[][..], Vec::as_slice);
        let wanted = || tasks.iter().copied().filter(|task| task.is_wanted());
        if !target.fits {
            // The last to leave an instance that drains, so that others have it until their end.
            let draining = wanted().any(|task| task.draining);
            if !(draining && target.busy) {
                misplaced.extend(wanted().map(|task| task.id));
            }
            continue;
        }
        if tasks.is_empty() {
            if !failed {
                starts.push(target.id);
            }
            continue;
        }
        let mut kept = false;
        for task in wanted() {
            if task.deployment != Some(0) {
                if !failed {
                    replaced.push(task);
                }
            } else if task.is_unhealthy() {
                unhealthy.push(task.id);
            } else if kept {
                surplus.push(task.id);
            } else {
                kept = true;
            }
        }
    }
    outcome.stop(misplaced, StopCause::Scaling);
    outcome.stop(surplus, StopCause::Scaling);
    outcome.stop(unhealthy, StopCause::Unhealthy);
    stop_replaced(view, now, fitting, replaced, outcome);
    if !starts.is_empty() {
        match paused_until(view, now) {
            Some(until) => outcome.wait_until(until),
            None => outcome
                .decisions
                .extend(starts.into_iter().map(Decision::StartOn)),
        }
    }
    notice_time(view, now, outcome);
}

fn stop_replaced(
    view: &ServiceView,
    now: Timestamp,
    desired: u32,
    mut replaced: Vec<&TaskView>,
    outcome: &mut Outcome,
) {
    let floor = floor(desired, view.minimum_healthy_percent);
    let serving = view.tasks.iter();
    let serving = serving.filter(|it| it.is_healthy() || it.serves() && it.deployment != Some(0));
    let mut serving = count(serving);
    replaced.retain(|task| !task.is_protected(now));
    replaced.sort_by_key(|task| task.serves());
    let mut going: Vec<TaskId> = Vec::new();
    for task in replaced {
        if task.stage != Stage::Pending && task.serves() {
            if serving <= floor {
                break;
            }
            serving -= 1;
        }
        going.push(task.id);
    }
    outcome.stop(going, StopCause::Scaling);
}
