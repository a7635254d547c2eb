//! Capacity providers, and the tasks that wait for capacity.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::State;
use crate::{
    CAPACITY_PROVIDER_ATTRIBUTE, CapacityProvider, Change, ContainerInstance, Task, TaskId,
    Timestamp,
};

/// The records and the index, kept by [`State::apply`].
#[derive(Clone, Debug, Default)]
pub(super) struct Capacity {
    providers: OrdMap<String, Arc<CapacityProvider>>,
    /// Tasks in PROVISIONING that have no place, those that have waited longest first.
    waiting: OrdSet<(Arc<str>, Timestamp, TaskId)>,
}

impl Capacity {
    /// Makes a change that is about capacity providers.
    pub(super) fn apply(&mut self, change: &Change) {
        match change {
            Change::PutCapacityProvider(it) => {
                self.providers.insert(it.name.clone(), Arc::clone(it));
            }
            Change::DeleteCapacityProvider(name) => {
                self.providers.remove(name);
            }
            _ => {}
        }
    }

    /// Indexes a task that is not STOPPED.
    pub(super) fn take_task(&mut self, cluster: &Arc<str>, task: &Task) {
        if task.is_waiting() {
            let key = (Arc::clone(cluster), task.created_at, task.id);
            self.waiting.insert(key);
        }
    }

    /// Takes it out again, as it was.
    pub(super) fn forget_task(&mut self, cluster: &Arc<str>, task: &Task) {
        if task.is_waiting() {
            let key = (Arc::clone(cluster), task.created_at, task.id);
            self.waiting.remove(&key);
        }
    }
}

impl State {
    /// The capacity provider of this name that somebody made, INACTIVE ones included.
    #[must_use]
    pub fn capacity_provider(&self, name: &str) -> Option<&Arc<CapacityProvider>> {
        self.capacity.providers.get(name)
    }

    /// All capacity providers that somebody made, by name.
    pub fn capacity_providers(&self) -> impl Iterator<Item = &Arc<CapacityProvider>> {
        self.capacity.providers.values()
    }

    /// The tasks of a cluster that wait for capacity, those that have waited longest first.
    pub fn waiting_tasks_of(&self, cluster: &str) -> impl Iterator<Item = &Arc<Task>> {
        let cluster = self.cluster_key(cluster);
        let low = (Arc::clone(&cluster), Timestamp(i64::MIN), TaskId::new(0));
        let high = (cluster, Timestamp(i64::MAX), TaskId::new(u128::MAX));
        let waiting = self.capacity.waiting.range(low..=high);
        waiting.filter_map(|(_, _, id)| self.live(*id))
    }

    /// The clusters in which tasks wait for capacity, by name.
    pub fn clusters_with_waiting_tasks(&self) -> impl Iterator<Item = &Arc<str>> {
        let mut last: Option<&Arc<str>> = None;
        self.capacity.waiting.iter().filter_map(move |(it, _, _)| {
            let new = last != Some(it);
            last = Some(it);
            new.then_some(it)
        })
    }

    /// The capacity provider whose an instance is: the one that it names, if its cluster has that.
    #[must_use]
    pub fn capacity_provider_of(&self, instance: &ContainerInstance) -> Option<&str> {
        let cluster = self.cluster(&instance.cluster)?;
        let named = instance.attributes.get(CAPACITY_PROVIDER_ATTRIBUTE)?;
        let named = named.value.as_ref()?;
        let mut associated = cluster.capacity_providers.iter();
        associated.find(|it| *it == named).map(String::as_str)
    }
}
