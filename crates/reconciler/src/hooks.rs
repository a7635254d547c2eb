//! Lifecycle hooks: whether they hold a deployment, and what is to be done so that they hold it no longer.

use berth_model::{HookStatus, Timestamp};

use crate::view::{HookView, HookWork};
use crate::{Decision, Outcome};

/// How hooks stand to the deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// They let it go on.
    No,
    /// It waits for one at least.
    Yes,
    /// One says that it must not go on.
    Failed,
}

/// Sees to the hooks of a stage, and says whether they let the deployment on.
pub(crate) fn tend(hooks: &[HookView], now: Timestamp, outcome: &mut Outcome) -> Held {
    let expired = |it: &HookView| it.is_open() && it.expires_at.is_some_and(|at| at <= now);
    let rolls_back =
        |it: &HookView| it.status == HookStatus::Failed || expired(it) && it.timeout_rolls_back;
    if hooks.iter().any(rolls_back) {
        return Held::Failed;
    }
    if hooks.iter().any(expired) {
        outcome.push(Decision::PassExpiredHooks);
        return Held::Yes;
    }
    let mut held = Held::No;
    for hook in hooks.iter().filter(|it| it.is_open()) {
        held = Held::Yes;
        if let Some(at) = hook.expires_at {
            outcome.wait_until(at);
        }
        match hook.work {
            HookWork::Answer | HookWork::End => {}
            // One that is due is under way: whoever makes it notes what came of it.
            HookWork::CallAt(at) | HookWork::RunAt(at) if at > now => outcome.wait_until(at),
            HookWork::CallAt(_) => {}
            HookWork::RunAt(_) => outcome.push(Decision::RunHook(hook.place)),
            HookWork::Ended(well) => outcome.push(Decision::SettleHook(hook.place, well)),
        }
    }
    held
}

/// Sees to the hooks that hear of a rollback, and says whether it waits for one. What they say changes
/// nothing any more.
pub(crate) fn tend_rollback(hooks: &[HookView], now: Timestamp, outcome: &mut Outcome) -> bool {
    let open = hooks.iter().filter(|it| it.is_open()).map(|it| HookView {
        timeout_rolls_back: false,
        ..*it
    });
    tend(&open.collect::<Vec<_>>(), now, outcome) == Held::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn hook(place: usize, work: HookWork) -> HookView {
        HookView {
            place,
            work,
            status: HookStatus::InProgress,
            expires_at: None,
            timeout_rolls_back: true,
        }
    }

    #[test]
    fn each_kind_of_work_has_its_decision() {
        let later = NOW.plus_seconds(30);
        for (work, decisions, look_again) in [
            (HookWork::Answer, vec![], None),
            (HookWork::End, vec![], None),
            (HookWork::CallAt(later), vec![], Some(later)),
            (HookWork::CallAt(NOW), vec![], None),
            (HookWork::RunAt(later), vec![], Some(later)),
            (HookWork::RunAt(NOW), vec![Decision::RunHook(3)], None),
            (
                HookWork::Ended(true),
                vec![Decision::SettleHook(3, true)],
                None,
            ),
            (
                HookWork::Ended(false),
                vec![Decision::SettleHook(3, false)],
                None,
            ),
        ] {
            let mut outcome = Outcome::default();
            assert_eq!(tend(&[hook(3, work)], NOW, &mut outcome), Held::Yes);
            assert_eq!(outcome.decisions, decisions, "{work:?}");
            assert_eq!(outcome.look_again, look_again, "{work:?}");
        }
    }

    #[test]
    fn a_rollback_waits_for_hooks_and_not_for_what_they_say() {
        let mut failed = hook(0, HookWork::Answer);
        failed.status = HookStatus::Failed;
        let mut late = hook(1, HookWork::CallAt(NOW));
        late.expires_at = Some(NOW);
        let mut outcome = Outcome::default();
        assert!(!tend_rollback(&[failed], NOW, &mut outcome));
        assert!(tend_rollback(&[failed, late], NOW, &mut outcome));
        assert_eq!(outcome.decisions, [Decision::PassExpiredHooks]);
    }
}
