//! Tasks and what is found by them: they are taken out of every index under what they were and put
//! in under what they are.

use std::sync::Arc;

use super::{State, TaskEntry};
use crate::{
    Task, TaskId, change,
    packed::{Packed, Template},
    task_sketch::TaskSketch,
};

impl State {
    /// Gives the task if it was not STOPPED.
    pub(super) fn unindex_task(&mut self, id: TaskId) -> Option<Arc<Task>> {
        let entry = self.tasks.get(&id).cloned()?;
        match entry {
            TaskEntry::Live(old, change) => {
                self.forget_task_of_service(&old);
                let cluster = self.cluster_key(&old.cluster);
                self.capacity.forget_task(&cluster, &old);
                self.live_by_cluster
                    .remove(&(cluster, old.desired_status, id));
                if let Some(instance) = old.instance {
                    self.live_by_instance.remove(&(instance, change, id));
                    self.change_usage(instance, |usage| usage.remove(&old));
                }
                let count = self.tasks_of_definition(&old.task_definition.0, old.task_definition.1);
                if count <= 1 {
                    self.definition_tasks.remove(&old.task_definition);
                } else {
                    self.definition_tasks
                        .insert(old.task_definition.clone(), count - 1);
                }
                Some(old)
            }
            TaskEntry::Stopped(old) => {
                let record = old.unpack();
                let old: TaskSketch<'_> =
                    change::decode(&record).expect("was read when it was packed");
                let at = old.stopped_at.unwrap_or_default();
                self.stopped_by_cluster
                    .remove(&(self.cluster_key(old.cluster), at, id));
                self.stopped_by_time.remove(&(at, id));
                None
            }
        }
    }

    pub(super) fn index_task(&mut self, task: &Arc<Task>) {
        let cluster = self.cluster_key(&task.cluster);
        if task.is_stopped() {
            let at = task.stopped_at.unwrap_or_default();
            self.stopped_by_cluster.insert((cluster, at, task.id));
            self.stopped_by_time.insert((at, task.id));
            let (family, revision) = &task.task_definition;
            let packed = self.pack(family, *revision, &change::encode(&**task));
            self.tasks.insert(task.id, TaskEntry::Stopped(packed));
            return;
        }
        self.take_task_of_service(task);
        self.capacity.take_task(&cluster, task);
        self.live_by_cluster
            .insert((cluster, task.desired_status, task.id));
        self.changes += 1;
        if let Some(instance) = task.instance {
            self.live_by_instance
                .insert((instance, self.changes, task.id));
            self.change_usage(instance, |usage| usage.add(task));
        }
        let count = self.tasks_of_definition(&task.task_definition.0, task.task_definition.1);
        self.definition_tasks
            .insert(task.task_definition.clone(), count + 1);
        self.tasks
            .insert(task.id, TaskEntry::Live(Arc::clone(task), self.changes));
    }

    /// Something about a live task that is not in its record has changed.
    pub(super) fn renumber(&mut self, id: TaskId) {
        let Some(TaskEntry::Live(task, change)) = self.tasks.get(&id).cloned() else {
            return;
        };
        self.changes += 1;
        if let Some(instance) = task.instance {
            self.live_by_instance.remove(&(instance, change, id));
            self.live_by_instance.insert((instance, self.changes, id));
        }
        self.tasks.insert(id, TaskEntry::Live(task, self.changes));
    }

    /// Packs a task's stored record against the first one of its task definition.
    pub(super) fn pack(&mut self, family: &str, revision: u32, record: &[u8]) -> Packed {
        let key = (family.to_owned(), revision);
        let template = self
            .templates
            .entry(key)
            .or_insert_with(|| Arc::new(Template::new(record)));
        Packed::new(record, template)
    }
}
