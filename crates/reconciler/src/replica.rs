//! A REPLICA service: as many tasks as are wanted, within the bounds.

use berth_model::{RolloutState, TaskId, Timestamp};

use crate::limits;
use crate::rebalance;
use crate::view::{Cohort, Fitness, ServiceView, Stage, TaskView, count, ids, singly};
use crate::{Decision, Outcome, StopCause};

/// Starts what is missing and stops what is too much.
///
/// *Good* tasks are those of the PRIMARY deployment that are neither unhealthy nor on a DRAINING
/// instance. All others that are wanted are *surplus*: they go as good ones come.
pub(crate) fn plan(view: &ServiceView, now: Timestamp, outcome: &mut Outcome) {
    let Some(primary) = view.deployments.first() else {
        return;
    };
    let live = count(&view.tasks);
    let good = count(view.tasks.iter().filter(|task| task.is_good()));
    let failed = primary.rollout == RolloutState::Failed;
    let most = view.ceiling().max(view.desired);
    let missing = if failed {
        0
    } else {
        view.desired.saturating_sub(good)
    };
    let room = most.saturating_sub(live);
    let starts = missing.min(room);
    let mut budget = Budget::new(view);
    let mut stopped = stop_what_helps_nobody(view, failed, outcome);
    if !rebalance::plan(view, now, outcome) {
        stopped += scale_in(view, now, good, &mut budget, outcome);
    }
    stopped += stop_unhealthy(view, missing, room, outcome);
    if !failed {
        stopped += stop_replaced(view, now, &mut budget, outcome);
    }
    if starts > 0 {
        launch(view, now, starts, outcome);
    }
    let stuck = missing > 0 && room == 0 || missing == 0 && has_old(view) && !failed;
    let moves = view.tasks.iter().any(|task| {
        let protected = task.is_protected(now);
        let on_the_way = matches!(
            task.stage,
            Stage::Pending | Stage::Stopping | Stage::Running(Fitness::Unknown(_))
        );
        on_the_way || protected
    });
    if stuck && stopped == 0 && !moves && primary.rollout == RolloutState::InProgress {
        outcome.push(Decision::AnnounceBlocked);
    }
    notice_time(view, now, outcome);
}

fn has_old(view: &ServiceView) -> bool {
    let mut wanted = view.tasks.iter().filter(|task| task.is_wanted());
    wanted.any(|task| task.deployment != Some(0) || task.draining)
}

/// How many healthy tasks may go before the floor is reached. Tasks that serve without being known
/// to be healthy count, unless they are the PRIMARY deployment's: those have to show it first.
struct Budget {
    healthy: u32,
    serving: u32,
    floor: u32,
}

impl Budget {
    fn new(view: &ServiceView) -> Self {
        let healthy = count(view.tasks.iter().filter(|task| task.is_healthy()));
        let serving = view.tasks.iter().filter(|task| {
            task.is_healthy() || task.serves() && (task.deployment != Some(0) || task.draining)
        });
        Self {
            healthy,
            serving: count(serving),
            floor: view.floor(),
        }
    }

    /// Takes a task out if the floor allows it.
    fn take(&mut self, task: &TaskView) -> bool {
        let healthy = task.is_healthy();
        if self.serving <= self.floor || healthy && self.healthy <= self.floor {
            return false;
        }
        self.remove(task);
        true
    }

    fn remove(&mut self, task: &TaskView) {
        self.serving = self.serving.saturating_sub(1);
        if task.is_healthy() {
            self.healthy = self.healthy.saturating_sub(1);
        }
    }
}

/// Tasks before RUNNING that will be replaced anyway: no bound is touched by their end.
fn stop_what_helps_nobody(view: &ServiceView, failed: bool, outcome: &mut Outcome) -> u32 {
    let pending = || {
        let tasks = view.tasks.iter();
        tasks.filter(|task| task.stage == Stage::Pending)
    };
    let draining = ids(pending().filter(|it| it.draining));
    let old = ids(pending().filter(|it| it.deployment != Some(0) && !it.draining && !failed));
    let stopped = draining.len() + old.len();
    outcome.stop(draining, StopCause::Draining);
    outcome.stop(old, StopCause::Scaling);
    u32::try_from(stopped).unwrap_or(u32::MAX)
}

/// Stops good tasks beyond those wanted: those that are furthest from being healthy first, and
/// among equals in the view's order.
fn scale_in(
    view: &ServiceView,
    now: Timestamp,
    good: u32,
    budget: &mut Budget,
    outcome: &mut Outcome,
) -> u32 {
    let surplus = good.saturating_sub(view.desired);
    if surplus == 0 {
        return 0;
    }
    let tasks = view.tasks.iter();
    let mut tasks = singly(tasks.filter(|task| task.is_good() && !task.is_protected(now)));
    tasks.sort_by_key(TaskView::readiness);
    put_surplus_of_shares_first(view, 0, &mut tasks);
    let mut going = Vec::new();
    for task in tasks {
        if going.len() >= usize::try_from(surplus).unwrap_or(usize::MAX) {
            break;
        }
        // Others may be protected that would have gone before a healthy one.
        if task.is_healthy() && budget.healthy <= budget.floor {
            continue;
        }
        if task.is_healthy() {
            budget.remove(&task);
        }
        going.push(task.id);
    }
    let good = view.tasks.iter().filter(|task| task.is_good());
    let protected: Vec<_> = good.filter(|task| task.is_protected(now)).collect();
    if count(protected.iter().copied()) > view.desired {
        outcome.push(Decision::AnnounceProtected(0));
        let ends = protected.iter().filter_map(|task| task.protected_until);
        if let Some(first) = ends.min() {
            outcome.wait_until(first);
        }
    }
    let stopped = u32::try_from(going.len()).unwrap_or(u32::MAX);
    outcome.stop(going, StopCause::Scaling);
    stopped
}

/// With a capacity provider strategy those go first of which a provider has more than its share, in
/// the order given, and before all those whose provider has none.
pub(crate) fn put_surplus_of_shares_first(
    view: &ServiceView,
    deployment: usize,
    tasks: &mut [TaskView],
) {
    let shares = view.deployments.get(deployment).map(|it| &*it.shares);
    let Some(shares) = shares.filter(|it| !it.is_empty()) else {
        return;
    };
    let counts = view.counts(deployment);
    let excess = counts.iter().zip(shares);
    let mut excess: Vec<u32> = excess
        .map(|(count, share)| count.saturating_sub(*share))
        .collect();
    let mut is_surplus = |task: &TaskView| {
        let excess = task.provider.and_then(|at| excess.get_mut(at));
        let Some(excess) = excess else { return 0 };
        let surplus = *excess > 0;
        *excess = excess.saturating_sub(1);
        if surplus { 1 } else { 2 }
    };
    let mut ranked: Vec<(u8, TaskView)> =
        tasks.iter().map(|task| (is_surplus(task), *task)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    for (place, (_, task)) in tasks.iter_mut().zip(ranked) {
        *place = task;
    }
}

/// Unhealthy tasks of the PRIMARY deployment go as their replacements run; if there is no room for
/// a replacement, one goes to make it.
pub(crate) fn stop_unhealthy(
    view: &ServiceView,
    missing: u32,
    room: u32,
    outcome: &mut Outcome,
) -> u32 {
    let unhealthy = view.tasks.iter();
    let mut unhealthy: Vec<TaskId> = ids(unhealthy
        .filter(|task| task.deployment == Some(0) && task.is_unhealthy() && !task.draining));
    if unhealthy.is_empty() {
        return 0;
    }
    let replacements = count(view.tasks.iter().filter(|it| it.is_good() && it.serves()));
    let all = u32::try_from(unhealthy.len()).unwrap_or(u32::MAX);
    let covered = replacements
        .saturating_add(all)
        .saturating_sub(view.desired);
    let makes_room =
        missing > 0 && room == 0 && !view.tasks.iter().any(|task| task.stage == Stage::Stopping);
    let going = covered.max(u32::from(makes_room));
    unhealthy.truncate(usize::try_from(going).unwrap_or(usize::MAX));
    let stopped = u32::try_from(unhealthy.len()).unwrap_or(u32::MAX);
    outcome.stop(unhealthy, StopCause::Unhealthy);
    stopped
}

/// RUNNING tasks of older deployments, and those on DRAINING instances, as the floor allows.
fn stop_replaced(
    view: &ServiceView,
    now: Timestamp,
    budget: &mut Budget,
    outcome: &mut Outcome,
) -> u32 {
    let running = view.tasks.iter();
    let mut running: Vec<&Cohort> = running
        .filter(|task| matches!(task.stage, Stage::Running(_)))
        .filter(|task| task.deployment != Some(0) || task.draining)
        // Draining goes before protection, which is against deployments and scaling only.
        .filter(|task| task.draining || !task.is_protected(now))
        .collect();
    let rank = |task: &TaskView| (task.is_healthy(), task.serves(), !task.draining);
    running.sort_by_key(|task| rank(task));
    let (mut draining, mut old) = (Vec::new(), Vec::new());
    for cohort in running {
        let going = match cohort.draining && cohort.deployment == Some(0) {
            true => &mut draining,
            false => &mut old,
        };
        // Where one may not go, none like it may.
        let may_go = |task: &TaskView| !task.serves() || budget.take(task);
        going.extend(cohort.each().take_while(may_go).map(|task| task.id));
    }
    let stopped = u32::try_from(draining.len() + old.len()).unwrap_or(u32::MAX);
    outcome.stop(draining, StopCause::Draining);
    outcome.stop(old, StopCause::Scaling);
    stopped
}

/// Starts tasks, unless launches have failed and the pause is not over.
pub(crate) fn launch(view: &ServiceView, now: Timestamp, starts: u32, outcome: &mut Outcome) {
    if let Some(until) = paused_until(view, now) {
        outcome.wait_until(until);
        return;
    }
    outcome.push(Decision::Start(starts));
}

/// When launches may go on, if they are paused.
pub(crate) fn paused_until(view: &ServiceView, now: Timestamp) -> Option<Timestamp> {
    let primary = view.deployments.first()?;
    let pause = limits::launch_pause_seconds(primary.launch_failures, view.desired).max(
        limits::short_life_pause_seconds(primary.short_lives, view.desired),
    );
    let failed_at = primary.failed_at.filter(|_| pause > 0)?;
    let until = failed_at.plus_seconds(i64::from(pause));
    // A clock that was set back must not hold launches for longer than the pause.
    (failed_at <= now && until > now).then_some(until)
}

/// Looks again when a task becomes healthy, or a protection ends, by time alone.
pub(crate) fn notice_time(view: &ServiceView, now: Timestamp, outcome: &mut Outcome) {
    for task in &view.tasks {
        if let Stage::Running(Fitness::Unknown(Some(at))) = task.stage {
            outcome.wait_until(at);
        }
        if let Some(until) = task.protected_until.filter(|until| *until > now) {
            let matters = task.is_wanted() && !task.is_good();
            if matters {
                outcome.wait_until(until);
            }
        }
    }
}
