//! Availability Zone rebalancing: a service whose zones differ by two tasks or more moves one at a time.

use berth_model::Timestamp;

use crate::replica::paused_until;
use crate::view::{Cohort, ServiceView, TaskView, ZonesView, count};
use crate::{Decision, Outcome, StopCause};

/// Begins a move, ends one, or says that there is nothing to move any more. Whether a move is under
/// way: its task is one more than wanted, and none of the others is to go for that.
///
/// One task is started in the zone that has fewest; when it is healthy, one is stopped in the zone
/// that has most, which the scheduler's order decides. With a capacity provider strategy both are of the
/// same provider, so that each keeps its share: if none has a task in the one and an instance in the
/// other, the next best zones are looked at.
pub(crate) fn plan(view: &ServiceView, now: Timestamp, outcome: &mut Outcome) -> bool {
    let Some(zones) = &view.zones else {
        return false;
    };
    let counts = counts(view, zones);
    let good = count(view.tasks.iter().filter(|task| task.is_good()));
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
        end(view, moved, &counts, now, outcome);
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
    let good = count(view.tasks.iter().filter(|task| task.is_good()));
    let all_healthy = view.tasks.iter().all(|task| task.is_healthy());
    if good != view.desired || !all_healthy || count(view.tasks.iter()) != good {
        return;
    }
    let moves = moves(view, zones, counts);
    if moves.is_empty() {
        if zones.begun {
            outcome.push(Decision::AnnounceBalanced);
        }
        return;
    }
    let can_go = |it: &Move| {
        let mut providers = it.providers.clone();
        providers.retain(|provider| leavers(view, it.from, *provider, now).next().is_some());
        (!providers.is_empty()).then_some((it.to, providers))
    };
    let somebody_can_go = moves.iter().find_map(can_go);
    let Some((to, providers)) = somebody_can_go.filter(|_| view.ceiling() > good) else {
        return;
    };
    if let Some(until) = paused_until(view, now) {
        return outcome.wait_until(until);
    }
    if !zones.begun {
        outcome.push(Decision::AnnounceUnbalanced);
    }
    let providers = providers.into_iter().flatten().collect();
    outcome.push(Decision::StartIn(zones.names[to].clone(), providers));
}

fn end(
    view: &ServiceView,
    moved: &TaskView,
    counts: &[u32],
    now: Timestamp,
    outcome: &mut Outcome,
) {
    let of_provider = |zone: &usize| {
        let mut tasks = view.tasks.iter().filter(|task| task.is_good());
        tasks.any(|task| task.zone == Some(*zone) && task.provider == moved.provider)
    };
    let most = (0..counts.len())
        .filter(|zone| !has_strategy(view) || of_provider(zone))
        .max_by_key(|zone| (counts[*zone], std::cmp::Reverse(*zone)));
    let Some(most) = most else { return };
    let healthy = count(view.tasks.iter().filter(|task| task.is_healthy()));
    if healthy <= view.floor() {
        return;
    }
    let going = leavers(view, most, moved.provider, now).next();
    if let Some(task) = going {
        outcome.push(Decision::Stop(vec![task.id], StopCause::Rebalancing));
        outcome.push(Decision::EndMove);
        return;
    }
    let of_zone = view.tasks.iter().filter(|task| task.zone == Some(most));
    let of_zone = of_zone.filter(|task| task.provider == moved.provider);
    let protected = of_zone.filter_map(|task| task.protected_until.filter(|until| *until > now));
    if let Some(until) = protected.min() {
        outcome.wait_until(until);
    }
}

/// A task of one of these capacity providers can go from a zone to another: of `None`, without a
/// strategy.
struct Move {
    from: usize,
    to: usize,
    providers: Vec<Option<usize>>,
}

/// What would bring zones that are two or more tasks apart closer, the best first: from the zone with
/// most to the one with fewest, the first of equals. Without a strategy there is but that one.
fn moves(view: &ServiceView, zones: &ZonesView, counts: &[u32]) -> Vec<Move> {
    let zone_numbers = || 0..counts.len();
    let pairs = zone_numbers().flat_map(|from| zone_numbers().map(move |to| (from, to)));
    let mut pairs: Vec<(usize, usize)> = pairs
        .filter(|(from, to)| counts[*from] > counts[*to] + 1)
        .collect();
    pairs.sort_by_key(|(from, to)| (std::cmp::Reverse(counts[*from]), *from, counts[*to], *to));
    let providers = |(from, to): &(usize, usize)| match has_strategy(view) {
        false => vec![None],
        true => {
            let there = zones.providers.get(*to).into_iter().flatten();
            let has = |provider: &&usize| {
                let mut tasks = view.tasks.iter().filter(|task| task.is_good());
                tasks.any(|it| it.zone == Some(*from) && it.provider == Some(**provider))
            };
            there.filter(has).map(|it| Some(*it)).collect()
        }
    };
    let mut moves: Vec<Move> = pairs
        .iter()
        .map(|pair| Move {
            from: pair.0,
            to: pair.1,
            providers: providers(pair),
        })
        .filter(|it| !it.providers.is_empty())
        .collect();
    if !has_strategy(view) {
        moves.truncate(1);
    }
    moves
}

fn has_strategy(view: &ServiceView) -> bool {
    let primary = view.deployments.first();
    primary.is_some_and(|it| !it.shares.is_empty())
}

/// Tasks of a zone and a capacity provider that may be stopped, in the order in which the scheduler
/// would have them go.
fn leavers(
    view: &ServiceView,
    zone: usize,
    provider: Option<usize>,
    now: Timestamp,
) -> impl Iterator<Item = &Cohort> {
    view.tasks.iter().filter(move |task| {
        let there = task.zone == Some(zone) && task.provider == provider;
        there && task.is_good() && task.is_healthy() && !task.is_protected(now)
    })
}

/// Good tasks of each zone.
fn counts(view: &ServiceView, zones: &ZonesView) -> Vec<u32> {
    let mut counts = vec![0; zones.names.len()];
    for task in view.tasks.iter().filter(|task| task.is_good()) {
        if let Some(tasks) = task.zone.and_then(|zone| counts.get_mut(zone)) {
            *tasks += task.size();
        }
    }
    counts
}

#[cfg(test)]
mod tests;
