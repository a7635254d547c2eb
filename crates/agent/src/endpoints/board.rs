//! What the engine knows, for those who only look.

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_task_engine::Changes;
use berth_task_engine::task::Task;
use parking_lot::RwLock;

use crate::metrics::Samples;

/// Which container instance this is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// Its arn.
    pub arn: String,
    /// As the control plane has it.
    pub availability_zone: Option<String>,
}

/// The tasks as the checkpoint has them, and what they use. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<RwLock<Inner>>, Samples);

#[derive(Debug, Default)]
struct Inner {
    tasks: BTreeMap<String, Arc<Task>>,
    instance: Option<Instance>,
}

impl Board {
    /// Begins with the tasks of the last run.
    pub(crate) fn begin(&self, tasks: &BTreeMap<String, Task>) {
        let tasks = tasks.iter();
        let tasks = tasks.map(|(arn, task)| (arn.clone(), Arc::new(task.clone())));
        self.0.write().tasks = tasks.collect();
    }

    /// Follows the engine.
    pub(crate) fn follow(&self, changes: &Changes<'_>) {
        if changes.tasks.is_empty() {
            return;
        }
        let news: Vec<_> = changes
            .tasks
            .iter()
            .map(|(arn, task)| (arn.clone(), task.map(|task| Arc::new(task.clone()))))
            .collect();
        let mut inner = self.0.write();
        for (arn, task) in news {
            match task {
                Some(task) => inner.tasks.insert(arn, task),
                None => inner.tasks.remove(&arn),
            };
        }
    }

    /// What the running containers use.
    #[must_use]
    pub const fn samples(&self) -> &Samples {
        &self.1
    }

    pub(crate) fn registered(&self, instance: Instance) {
        self.0.write().instance = Some(instance);
    }

    /// A task that is here.
    #[must_use]
    pub fn task(&self, arn: &str) -> Option<Arc<Task>> {
        self.0.read().tasks.get(arn).cloned()
    }

    /// All tasks that are here, by arn.
    #[must_use]
    pub fn tasks(&self) -> Vec<Arc<Task>> {
        self.0.read().tasks.values().cloned().collect()
    }

    /// The container instance, once it is registered.
    #[must_use]
    pub fn instance(&self) -> Option<Instance> {
        self.0.read().instance.clone()
    }
}
