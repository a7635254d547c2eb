//! A state from what a store holds.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    thread,
};

use imbl::{OrdMap, OrdSet};

use super::{State, TaskEntry};
use crate::{
    Change, RecordError, Task, TaskId, TaskStatus, Timestamp, change,
    packed::{Packed, Template},
    task_sketch::TaskSketch,
};

/// Builds a [`State`] from stored records, each given once to some [`Part`], of which every thread
/// that has records takes one.
///
/// STOPPED tasks are many: their records are checked and kept as they are, and their indexes are
/// built at the end, all at once.
#[derive(Debug, Default)]
pub struct Loader {
    templates: Arc<Templates>,
}

/// One thread's records.
#[derive(Debug)]
pub struct Part {
    templates: Arc<Templates>,
    /// Those of `templates` that this thread has met, by family and revision.
    met: HashMap<String, HashMap<u32, Arc<Template>>>,
    clusters: HashMap<String, Arc<str>>,
    stopped: Vec<Stopped>,
    live: Vec<Arc<Task>>,
    others: Vec<Change>,
    scratch: Vec<u8>,
}

#[derive(Debug, Default)]
struct Templates(RwLock<HashMap<(String, u32), Arc<Template>>>);

#[derive(Debug)]
struct Stopped {
    id: TaskId,
    cluster: Arc<str>,
    at: Timestamp,
    packed: Packed,
}

impl Loader {
    /// A part without records.
    #[must_use]
    pub fn part(&self) -> Part {
        Part {
            templates: Arc::clone(&self.templates),
            met: HashMap::new(),
            clusters: HashMap::new(),
            stopped: Vec::new(),
            live: Vec::new(),
            others: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// The state of all records.
    ///
    /// # Panics
    /// If the system gives no thread.
    #[must_use]
    pub fn finish(self, parts: Vec<Part>) -> State {
        let mut state = State::default();
        let (mut stopped, mut live, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for part in parts {
            stopped.push(part.stopped);
            live.extend(part.live);
            others.extend(part.others);
        }
        // Indexes share the names of clusters that are there, a fleet takes an instance in with all
        // that its tasks use, and of the events the oldest go first.
        others.sort_by_key(|change| match change {
            Change::PutCluster(_) => (0, 0),
            Change::PutEvent(record) => (1, record.number()),
            Change::PutInstance(_) => (2, 0),
            _ => (1, 0),
        });
        let instances = others.partition_point(|it| !matches!(it, Change::PutInstance(_)));
        let instances = others.split_off(instances);
        others.iter().for_each(|change| state.apply(change));
        let templates = self.templates.0.read();
        let templates = templates.unwrap_or_else(PoisonError::into_inner);
        state.templates = templates
            .iter()
            .map(|(key, template)| (key.clone(), Arc::clone(template)))
            .collect();
        drop(templates);
        live.sort_unstable_by_key(|task| task.id);
        live.iter().for_each(|task| state.index_task(task));
        instances.iter().for_each(|change| state.apply(change));
        let clusters: HashMap<String, Arc<str>> = stopped
            .iter()
            .flatten()
            .map(|task| (task.cluster.to_string(), state.cluster_key(&task.cluster)))
            .collect();
        let (times, by_cluster) = thread::scope(|scope| {
            let stopped = &stopped;
            let times = scope.spawn(|| {
                let all = stopped.iter().flatten();
                sorted_set(all.map(|task| (task.at, task.id)).collect())
            });
            let all = stopped.iter().flatten();
            let by_cluster =
                all.map(|task| (Arc::clone(&clusters[&*task.cluster]), task.at, task.id));
            let by_cluster = sorted_set(by_cluster.collect());
            (times.join(), by_cluster)
        });
        state.stopped_by_time = times.expect("nothing in it panics");
        state.stopped_by_cluster = by_cluster;
        let live = std::mem::take(&mut state.tasks);
        let mut tasks: Vec<_> = stopped
            .into_iter()
            .flatten()
            .map(|task| (task.id, TaskEntry::Stopped(task.packed)))
            .chain(live)
            .collect();
        tasks.sort_unstable_by_key(|(id, _)| *id);
        state.tasks = full_map(tasks);
        state
    }
}

impl Part {
    /// Takes a stored record in.
    ///
    /// # Errors
    /// As [`Change::from_record`].
    pub fn record(&mut self, table: &str, value: &[u8]) -> Result<(), RecordError> {
        if table != "task" {
            self.others.push(Change::from_record(table, value)?);
            return Ok(());
        }
        let task: TaskSketch<'_> = change::decode(value)?;
        if task.last_status != TaskStatus::Stopped {
            self.live.push(Arc::new(change::decode(value)?));
            return Ok(());
        }
        let (family, revision) = task.task_definition;
        let template = match self.met.get(family).and_then(|met| met.get(&revision)) {
            Some(template) => template,
            None => {
                let template = self.templates.of(family, revision, value);
                let met = self.met.entry(family.to_owned()).or_default();
                met.entry(revision).or_insert(template)
            }
        };
        let cluster = match self.clusters.get(task.cluster) {
            Some(cluster) => Arc::clone(cluster),
            None => {
                let cluster = Arc::from(task.cluster);
                self.clusters
                    .insert(task.cluster.to_owned(), Arc::clone(&cluster));
                cluster
            }
        };
        self.stopped.push(Stopped {
            id: task.id,
            cluster,
            at: task.stopped_at.unwrap_or_default(),
            packed: Packed::with_scratch(value, template, &mut self.scratch),
        });
        Ok(())
    }
}

impl Templates {
    /// The template of a task definition: `record` if it is the first one.
    fn of(&self, family: &str, revision: u32, record: &[u8]) -> Arc<Template> {
        let mut templates = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let template = templates
            .entry((family.to_owned(), revision))
            .or_insert_with(|| Arc::new(Template::new(record)));
        Arc::clone(template)
    }
}

fn sorted_set<K: Ord + Clone>(mut entries: Vec<K>) -> OrdSet<K> {
    entries.sort_unstable();
    full_set(entries)
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
