//! Availability Zone rebalancing: a service whose zones differ by two tasks or more moves one at a time.

use berth_model::Timestamp;

use crate::limits::{ceiling, floor};
use crate::replica::paused_until;
use crate::view::{ServiceView, TaskView, ZonesView};
use crate::{Decision, Outcome, StopCause};

/// Begins a move, ends one, or says that there is nothing to move any more. Whether a move is under
/// way: its task is one more than wanted, and none of the others is to go for that.
///
/// One task is started in the zone that has fewest; when it is healthy, one is stopped in the zone
/// that has most, which the scheduler's order decides.
pub(crate) fn plan(view: &ServiceView, now: Timestamp, outcome: &mut Outcome) -> bool {
    let Some(zones) = &view.zones else {
        return false;
    };
    let counts = counts(view, zones);
    let good = counts_of(view.tasks.iter().filter(|task| task.is_good()));
    let Some(id) = zones.moving else {
        begin(view, zones, &counts, now, outcome);
        return false;
    };
    let moved = view.tasks.iter().find(|task| task.id == id);
    let Some(moved) = moved.filter(|task| task.is_good() && good == view.desired + 1) else {
        // It has ended, or others have: what is too much or too little now goes as always.
        outcome.push(Decision::EndMove);
        return false;
    };
    if moved.is_healthy() {
        end(view, &counts, now, outcome);
    }
    true
}

fn begin(
    view: &ServiceView,
    zones: &ZonesView,
    counts: &[u32],
    now: Timestamp,
    outcome: &mut Outcome,
) {
    let good = counts_of(view.tasks.iter().filter(|task| task.is_good()));
    let all_healthy = view.tasks.iter().all(TaskView::is_healthy);
    if good != view.desired || !all_healthy || counts_of(view.tasks.iter()) != good {
        return;
    }
    let Some((fewest, most)) = apart(counts) else {
        if zones.begun {
            outcome.push(Decision::AnnounceBalanced);
        }
        return;
    };
    let somebody_can_go = leavers(view, most, now).next().is_some();
    if ceiling(view.desired, view.maximum_percent) <= good || !somebody_can_go {
        return;
    }
    if let Some(until) = paused_until(view, now) {
        return outcome.wait_until(until);
    }
    if !zones.begun {
        outcome.push(Decision::AnnounceUnbalanced);
    }
    outcome.push(Decision::StartIn(zones.names[fewest].clone()));
}

fn end(view: &ServiceView, counts: &[u32], now: Timestamp, outcome: &mut Outcome) {
    let most = (0..counts.len()).max_by_key(|zone| (counts[*zone], std::cmp::Reverse(*zone)));
    let Some(most) = most else { return };
    let healthy = counts_of(view.tasks.iter().filter(|task| task.is_healthy()));
    if healthy <= floor(view.desired, view.minimum_healthy_percent) {
        return;
    }
    let going = leavers(view, most, now).next();
    if let Some(task) = going {
        outcome.push(Decision::Stop(vec![task.id], StopCause::Rebalancing));
        outcome.push(Decision::EndMove);
        return;
    }
    let of_zone = view.tasks.iter().filter(|task| task.zone == Some(most));
    if let Some(until) = of_zone.filter_map(|task| task.protected_until).min() {
        outcome.wait_until(until);
    }
}

/// The zones with fewest and with most tasks, if they are two or more apart; the first of equals.
fn apart(counts: &[u32]) -> Option<(usize, usize)> {
    let fewest = (0..counts.len()).min_by_key(|zone| counts[*zone])?;
    let most = (0..counts.len()).max_by_key(|zone| (counts[*zone], std::cmp::Reverse(*zone)))?;
    (counts[most] - counts[fewest] > 1).then_some((fewest, most))
}

/// Tasks of a zone that may be stopped, in the order in which the scheduler would have them go.
fn leavers(view: &ServiceView, zone: usize, now: Timestamp) -> impl Iterator<Item = &TaskView> {
    view.tasks.iter().filter(move |task| {
        task.zone == Some(zone) && task.is_good() && task.is_healthy() && !task.is_protected(now)
    })
}

/// Good tasks of each zone.
fn counts(view: &ServiceView, zones: &ZonesView) -> Vec<u32> {
    let mut counts = vec![0; zones.names.len()];
    for task in view.tasks.iter().filter(|task| task.is_good()) {
        if let Some(count) = task.zone.and_then(|zone| counts.get_mut(zone)) {
            *count += 1;
        }
    }
    counts
}

fn counts_of<'a>(tasks: impl Iterator<Item = &'a TaskView>) -> u32 {
    u32::try_from(tasks.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
