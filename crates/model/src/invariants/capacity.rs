//! What must hold of capacity providers and of tasks that wait for them.

use super::Violation;
use crate::{
    BUILT_IN_CAPACITY_PROVIDERS, CAPACITY_PROVIDERS_MAX, CapacityProviderStatus, ClusterStatus,
    DesiredStatus, State, Task, TaskStatus, WAITING_TASKS_MAX,
};

pub(super) fn check(state: &State, violations: &mut Vec<Violation>) {
    let mut wrong = |what: String| violations.push(Violation { task: None, what });
    for cluster in state.clusters() {
        let listed = state.waiting_tasks_of(&cluster.name).map(|task| task.id);
        let mut listed: Vec<_> = listed.collect();
        listed.sort_unstable();
        let live = state.live_tasks_of(&cluster.name, DesiredStatus::Running);
        let waiting = live.filter(|task| task.is_waiting()).map(|task| task.id);
        if !waiting.eq(listed.iter().copied()) {
            wrong(format!(
                "cluster {}: others wait than are listed",
                cluster.name
            ));
        }
        let here = listed.len();
        if here > WAITING_TASKS_MAX {
            wrong(format!("cluster {}: {here} tasks wait", cluster.name));
        }
        let providers = &cluster.capacity_providers;
        if providers.len() > CAPACITY_PROVIDERS_MAX {
            wrong(format!("cluster {}: too many providers", cluster.name));
        }
        if cluster.status == ClusterStatus::Inactive {
            continue;
        }
        let there = |name: &String| {
            let record = state.capacity_provider(name);
            BUILT_IN_CAPACITY_PROVIDERS.contains(&name.as_str())
                || record.is_some_and(|it| it.status == CapacityProviderStatus::Active)
        };
        if let Some(gone) = providers.iter().find(|it| !there(it)) {
            wrong(format!("cluster {}: {gone} is not there", cluster.name));
        }
        let strategy = cluster.default_capacity_provider_strategy.iter();
        let names = strategy.filter_map(|it| it.capacity_provider.as_ref());
        if let Some(stranger) = names.into_iter().find(|it| !providers.contains(it)) {
            wrong(format!(
                "cluster {}: {stranger} is not its own",
                cluster.name
            ));
        }
    }
}

/// What is wrong with a task.
pub(super) fn of_task(state: &State, task: &Task) -> Option<&'static str> {
    if task.is_stopped() {
        return task
            .waiting
            .is_some()
            .then_some("waits for capacity although it is over");
    }
    let provisioning = task.last_status == TaskStatus::Provisioning;
    let unplaced = task.instance.is_none();
    if unplaced != task.is_waiting() || unplaced && !provisioning {
        return Some("is in PROVISIONING, without a place and waiting, but not all three");
    }
    if provisioning && !unplaced && task.attachments.is_empty() {
        return Some("is in PROVISIONING, has a place and no network interface to come");
    }
    if task.is_waiting() && task.desired_status == DesiredStatus::Stopped {
        return Some("waits for capacity although nobody wants it");
    }
    let provider = task.capacity_provider.as_ref();
    if task.is_waiting() && provider.is_none() {
        return Some("waits for capacity of nobody");
    }
    let cluster = state.cluster(&task.cluster)?;
    let foreign = provider.is_some_and(|it| !cluster.capacity_providers.contains(it));
    foreign.then_some("is of a capacity provider that its cluster has not")
}

/// The one decision that moves a task's last status on: one that waited gets its place.
pub(super) fn gets_place(old: &Task, new: &Task) -> bool {
    let waited = old.is_waiting() && old.instance.is_none();
    let comes = match new.attachments.is_empty() {
        true => TaskStatus::Pending,
        false => TaskStatus::Provisioning,
    };
    waited && new.instance.is_some() && new.last_status == comes && !new.is_waiting()
}
