//! Which of its tasks a service would rather lose: the scheduler's choice, for the reconciler's view.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use berth_env::SeededEntropy;
use berth_model::{Service, State, Task, TaskId, Timestamp};
use berth_reconciler::{Cohort, DeploymentView, TaskView};
use berth_scheduler::placement::{Incumbent, Strategy, scale_in};

use super::reconciling::STOPS_A_STEP;
use crate::run_task;

/// Puts the good tasks that go first where fewer are wanted before all others, as many as there are
/// too many. With a capacity provider strategy the
/// scheduler has the choice of those that are too many of their provider.
///
/// Where the choice is free it is a function of the service and of how often it has told something,
/// so that a look and the step after it agree.
pub(super) fn surplus_first(
    state: &State,
    now: Timestamp,
    service: &Service,
    deployments: &[DeploymentView],
    mut views: Vec<TaskView>,
) -> Vec<Cohort> {
    let good: Vec<(&Arc<Task>, TaskView)> = views
        .iter()
        .filter(|view| view.is_good())
        .filter_map(|view| Some((state.live_task(view.id)?, *view)))
        .collect();
    let wanted = usize::try_from(service.desired_count).unwrap_or(usize::MAX);
    let surplus = good.len().saturating_sub(wanted);
    if surplus == 0 {
        return views.into_iter().map(Cohort::from).collect();
    }
    let incumbents: Vec<Incumbent<'_>> = good
        .iter()
        .map(|(task, view)| {
            let instance = task.instance.and_then(|id| state.instance(id));
            Incumbent {
                task: task.id,
                host: instance.map(|it| (&**it, state.usage(it.id))),
                reservation: &task.reservation,
                protected: view.is_protected(now),
                rank: view.readiness(),
            }
        })
        .collect();
    // They were checked when they were given.
    let strategies = run_task::kept_strategies(&service.placement_strategy).unwrap_or_default();
    let name = format!("{}/{}", service.cluster, service.name);
    let seed = run_task::fingerprint(&name) ^ service.event_count;
    let count = surplus.min(STOPS_A_STEP);
    let entropy = &mut SeededEntropy::new(seed);
    let shares = deployments.first().map(|it| &*it.shares);
    let chosen = match shares.filter(|it| !it.is_empty()) {
        None => scale_in(&incumbents, &strategies, count, entropy),
        Some(shares) => {
            let providers = good.iter();
            let providers = providers
                .map(|(task, view)| (task.id, view.provider))
                .collect();
            let good = Good {
                incumbents,
                providers,
            };
            good.beyond(shares, &strategies, count, entropy)
        }
    };
    let places: BTreeMap<_, _> = chosen.into_iter().zip(0_usize..).collect();
    views.sort_by_key(|view| places.get(&view.id).copied().unwrap_or(usize::MAX));
    views.into_iter().map(Cohort::from).collect()
}

/// The good tasks of a service with a capacity provider strategy.
struct Good<'a> {
    incumbents: Vec<Incumbent<'a>>,
    /// Places in the strategy.
    providers: BTreeMap<TaskId, Option<usize>>,
}

impl Good<'_> {
    /// `count` that go: first those whose provider has no share, then of each provider those beyond
    /// its share, then any.
    fn beyond(
        mut self,
        shares: &[u32],
        strategies: &[Strategy],
        count: usize,
        entropy: &mut SeededEntropy,
    ) -> Vec<TaskId> {
        let mut chosen = self.take(strategies, count, entropy, |provider| provider.is_none());
        for (at, share) in shares.iter().enumerate() {
            let of = self.providers.values().filter(|it| **it == Some(at));
            let share = usize::try_from(*share).unwrap_or(usize::MAX);
            let beyond = of.count().saturating_sub(share);
            let most = beyond.min(count - chosen.len());
            chosen.extend(self.take(strategies, most, entropy, |it| it == Some(at)));
        }
        let rest = count - chosen.len();
        chosen.extend(self.take(strategies, rest, entropy, |_| true));
        chosen
    }

    /// The scheduler's choice among those of some providers, the others being there.
    fn take(
        &mut self,
        strategies: &[Strategy],
        count: usize,
        entropy: &mut SeededEntropy,
        may_go: impl Fn(Option<usize>) -> bool,
    ) -> Vec<TaskId> {
        let provider = |id: &TaskId| self.providers.get(id).copied().flatten();
        let incumbents = self.incumbents.iter().map(|it| Incumbent {
            protected: it.protected || !may_go(provider(&it.task)),
            ..*it
        });
        let incumbents: Vec<_> = incumbents.collect();
        let chosen = scale_in(&incumbents, strategies, count, entropy);
        let gone: BTreeSet<TaskId> = chosen.iter().copied().collect();
        self.incumbents.retain(|it| !gone.contains(&it.task));
        self.providers.retain(|id, _| !gone.contains(id));
        chosen
    }
}
