//! A state from what a store holds.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::{State, TaskEntry};
use crate::{
    Change, RecordError, TaskId, TaskStatus, Timestamp, change, packed::Packed,
    task_sketch::TaskSketch,
};

/// Builds a [`State`] from stored records, each given once.
///
/// STOPPED tasks are many: their records are checked and kept as they are, and their indexes are
/// built at the end, all at once.
#[derive(Debug, Default)]
pub struct Loader {
    state: State,
    stopped: Vec<Stopped>,
}

#[derive(Debug)]
struct Stopped {
    id: TaskId,
    cluster: Arc<str>,
    at: Timestamp,
    packed: Packed,
}

impl Loader {
    /// Takes a stored record in.
    ///
    /// # Errors
    /// As [`Change::from_record`].
    pub fn record(&mut self, table: &str, value: &[u8]) -> Result<(), RecordError> {
        if table == "task" {
            let task: TaskSketch<'_> = change::decode(value)?;
            if task.last_status == TaskStatus::Stopped {
                let (family, revision) = task.task_definition;
                self.stopped.push(Stopped {
                    id: task.id,
                    cluster: self.state.cluster_key(task.cluster),
                    at: task.stopped_at.unwrap_or_default(),
                    packed: self.state.pack(family, revision, value),
                });
                return Ok(());
            }
        }
        self.state.apply(&Change::from_record(table, value)?);
        Ok(())
    }

    /// The state of all records.
    #[must_use]
    pub fn finish(self) -> State {
        let Self { mut state, stopped } = self;
        let live = std::mem::take(&mut state.tasks);
        let mut times: Vec<_> = stopped.iter().map(|task| (task.at, task.id)).collect();
        let mut clusters: Vec<_> = stopped
            .iter()
            .map(|task| (Arc::clone(&task.cluster), task.at, task.id))
            .collect();
        let mut tasks: Vec<_> = stopped
            .into_iter()
            .map(|task| (task.id, TaskEntry::Stopped(task.packed)))
            .chain(live)
            .collect();
        tasks.sort_unstable_by_key(|(id, _)| *id);
        state.tasks = full_map(tasks);
        times.sort_unstable();
        state.stopped_by_time = full_set(times);
        clusters.sort_unstable();
        state.stopped_by_cluster = full_set(clusters);
        state
    }
}

/// A map of sorted entries. Inserting in order leaves every node of the tree half empty; every
/// second entry first, and the others into the gaps, fills them.
fn full_map<K: Ord + Clone, V: Clone>(entries: Vec<(K, V)>) -> OrdMap<K, V> {
    let mut map = OrdMap::new();
    let mut gaps = Vec::with_capacity(entries.len() / 2);
    for (at, (key, value)) in entries.into_iter().enumerate() {
        if at % 2 == 0 {
            map.insert(key, value);
        } else {
            gaps.push((key, value));
        }
    }
    for (key, value) in gaps {
        map.insert(key, value);
    }
    map
}

/// The same for a set.
fn full_set<K: Ord + Clone>(entries: Vec<K>) -> OrdSet<K> {
    let mut set = OrdSet::new();
    for part in [0, 1] {
        for key in entries.iter().skip(part).step_by(2) {
            set.insert(key.clone());
        }
    }
    set
}

#[cfg(test)]
mod tests;
