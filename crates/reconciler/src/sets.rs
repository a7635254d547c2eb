//! Task sets: each is kept as large as somebody else says, by itself.
//!
//! There is no deployment that brings one about in place of another: which set serves, and when one is
//! not needed any more, is decided outside. So a set is a REPLICA service of its own, with its part of
//! the desired count; the percentages bound how unhealthy tasks and those of DRAINING instances are
//! replaced.

use berth_model::Timestamp;

use crate::view::{self, SetView};
use crate::{Decision, Outcome, StopCause, replica, rollout};

/// Keeps all task sets of a service.
pub(crate) fn plan(sets: &[SetView], now: Timestamp, outcome: &mut Outcome) {
    // Places in the view hold until the last decision.
    let mut gone = Vec::new();
    for set in sets {
        if set.leaving {
            let wanted = set.own.tasks.iter().filter(|task| task.is_wanted());
            outcome.stop(view::ids(wanted), StopCause::Scaling);
            if set.own.tasks.is_empty() {
                gone.push(Decision::Retire(set.id.clone()));
            }
            continue;
        }
        let mut own = Outcome::default();
        replica::plan(&set.own, now, &mut own);
        rollout::forgive(&set.own, &mut own);
        rollout::announce_throttling(&set.own, &mut own);
        if let Some(at) = own.look_again {
            outcome.wait_until(at);
        }
        let decisions = own.decisions.into_iter();
        outcome
            .decisions
            .extend(decisions.map(|it| of_set(it, set.place)));
        let stable =
            rollout::is_as_wanted(&set.own) && set.own.tasks.iter().all(|task| task.is_healthy());
        if stable != set.stable {
            outcome.push(Decision::SetStability(set.place, stable));
        }
    }
    outcome.decisions.append(&mut gone);
}

/// What was decided about the only deployment of a view, as one about that at `place`.
fn of_set(decision: Decision, place: usize) -> Decision {
    match decision {
        Decision::Start(count) => Decision::StartOf(place, count),
        Decision::ResetFailures(_) => Decision::ResetFailures(place),
        Decision::AnnounceProtected(_) => Decision::AnnounceProtected(place),
        other => other,
    }
}

#[cfg(test)]
mod tests;
