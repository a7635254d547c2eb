//! How commands change a state.

use std::{ops::Deref, sync::Arc};

use super::State;
use crate::{Change, Cluster, ContainerInstance, Task};

/// A working copy of a state that notes every change made to it.
///
/// A command gets a `Tx`; if it fails, the copy is dropped and nothing has happened.
#[derive(Clone, Debug)]
pub struct Tx {
    state: State,
    changes: Vec<Change>,
}

impl Tx {
    /// A working copy without changes.
    #[must_use]
    pub fn new(state: State) -> Self {
        Self {
            state,
            changes: Vec::new(),
        }
    }

    /// Makes a change and notes it.
    pub fn record(&mut self, change: Change) {
        self.state.apply(&change);
        self.changes.push(change);
    }

    /// Sets a task.
    pub fn put_task(&mut self, task: Task) {
        self.record(Change::PutTask(Arc::new(task)));
    }

    /// Sets a container instance.
    pub fn put_instance(&mut self, instance: ContainerInstance) {
        self.record(Change::PutInstance(Arc::new(instance)));
    }

    /// Sets a cluster.
    pub fn put_cluster(&mut self, cluster: Cluster) {
        self.record(Change::PutCluster(Arc::new(cluster)));
    }

    /// The changes so far, in order.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The state with the changes made, and the changes.
    #[must_use]
    pub fn finish(self) -> (State, Vec<Change>) {
        (self.state, self.changes)
    }
}

impl Deref for Tx {
    type Target = State;
    fn deref(&self) -> &State {
        &self.state
    }
}
