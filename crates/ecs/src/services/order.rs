//! Which of its tasks a service would rather lose: the scheduler's choice, for the reconciler's view.

use std::collections::BTreeMap;

use berth_env::SeededEntropy;
use berth_model::{Service, State, Task, Timestamp};
use berth_reconciler::TaskView;
use berth_scheduler::placement::{Incumbent, scale_in};

use super::reconciling::STOPS_A_STEP;
use crate::run_task;

/// Puts the good tasks that go first where fewer are wanted before all others, as many as there are
/// too many. `views` are those of `tasks`, in the same order.
///
/// Where the choice is free it is a function of the service and of how often it has told something,
/// so that a look and the step after it agree.
pub(super) fn surplus_first(
    state: &State,
    now: Timestamp,
    service: &Service,
    tasks: &[&Task],
    views: Vec<TaskView>,
) -> Vec<TaskView> {
    let good = || tasks.iter().zip(&views).filter(|(_, view)| view.is_good());
    let wanted = usize::try_from(service.desired_count).unwrap_or(usize::MAX);
    let surplus = good().count().saturating_sub(wanted);
    if surplus == 0 {
        return views;
    }
    let incumbents: Vec<Incumbent<'_>> = good()
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
    let strategies: Vec<_> = service
        .placement_strategy
        .iter()
        .map(|it| (**it).clone())
        .collect();
    // They were checked when they were given.
    let strategies = run_task::strategies(Some(&strategies)).unwrap_or_default();
    let name = format!("{}/{}", service.cluster, service.name);
    let seed = run_task::fingerprint(&name) ^ service.event_count;
    let count = surplus.min(STOPS_A_STEP);
    let chosen = scale_in(
        &incumbents,
        &strategies,
        count,
        &mut SeededEntropy::new(seed),
    );
    let places: BTreeMap<_, _> = chosen.into_iter().zip(0_usize..).collect();
    let mut views = views;
    views.sort_by_key(|view| places.get(&view.id).copied().unwrap_or(usize::MAX));
    views
}
