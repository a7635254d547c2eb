//! Which of several equal tasks a service would rather lose.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_model::{Document, InstanceId, State, Task};

/// Sorts tasks so that those that a smaller service can best do without come first: by the first
/// rule of the placement strategy, or by zone and then instance with the most of them. Unplaced
/// ones come first of all; what is still equal goes by id.
pub(super) fn scale_in(
    state: &State,
    strategy: &[Document<api::PlacementStrategy>],
    tasks: &mut [&Task],
) {
    tasks.sort_by_key(|task| task.id);
    let first = strategy.first();
    let kind = first
        .and_then(|it| it.r#type.as_ref())
        .map(|kind| kind.as_str());
    let field = first.and_then(|it| it.field.as_deref()).unwrap_or_default();
    match (kind, field) {
        (Some("binpack"), field) => {
            let memory = field.eq_ignore_ascii_case("memory");
            tasks.sort_by_key(|task| std::cmp::Reverse(left(state, task.instance, memory)));
        }
        (Some("random"), _) => {}
        (Some("spread"), "instanceId" | "host") => {
            by_rank(tasks, |_| String::new());
        }
        (Some("spread"), field) => {
            let name = field
                .strip_prefix("attribute:")
                .unwrap_or("ecs.availability-zone");
            by_rank(tasks, |task| attribute(state, task.instance, name));
        }
        _ => by_rank(tasks, |task| {
            task.availability_zone.clone().unwrap_or_default()
        }),
    }
}

/// Each task is the n-th of its group, the groups' tasks taken by instance in turn; higher ranks go
/// first, so that the largest group loses first, and in it the instance that has most.
fn by_rank(tasks: &mut [&Task], group: impl Fn(&Task) -> String) {
    let mut on_instance: BTreeMap<Option<InstanceId>, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, usize)> = Vec::with_capacity(tasks.len());
    for (index, task) in tasks.iter().enumerate() {
        let count = on_instance.entry(task.instance).or_default();
        ranked.push((*count, index));
        *count += 1;
    }
    ranked.sort_unstable();
    let mut in_group: BTreeMap<String, usize> = BTreeMap::new();
    let mut ranks = vec![(0, 0); tasks.len()];
    for (of_instance, index) in ranked {
        let count = in_group.entry(group(tasks[index])).or_default();
        ranks[index] = (*count, of_instance);
        *count += 1;
    }
    let mut order: Vec<(usize, &Task)> = tasks.iter().copied().enumerate().collect();
    order.sort_by_key(|(index, task)| (task.instance.is_some(), std::cmp::Reverse(ranks[*index])));
    for (place, (_, task)) in tasks.iter_mut().zip(order) {
        *place = task;
    }
}

fn attribute(state: &State, instance: Option<InstanceId>, name: &str) -> String {
    let instance = instance.and_then(|id| state.instance(id));
    let attribute = instance.and_then(|it| it.attributes.get(name));
    attribute
        .and_then(|it| it.value.clone())
        .unwrap_or_default()
}

fn left(state: &State, instance: Option<InstanceId>, memory: bool) -> i64 {
    let Some(instance) = instance.and_then(|id| state.instance(id)) else {
        return i64::MAX;
    };
    let usage = state.usage(instance.id);
    if memory {
        instance.registered.memory_mib - usage.memory_mib
    } else {
        instance.registered.cpu - usage.cpu
    }
}
