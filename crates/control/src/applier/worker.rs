//! The writer's thread.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use berth_ecs::Context;
use berth_env::Entropy;
use berth_model::{Timestamp, Tx, invariants};
use berth_protocol::fault::Fault;
use berth_store::{CommitError, Store, Table, Version, Write};
use tokio::sync::mpsc;

use super::command::Command;
use super::{Shared, Snapshot, watchers};

/// Commands in one commit; more wait for the next. Bounds the time until the first of them is
/// answered, at about 10 µs a command.
const BATCH_MAX: usize = 1024;
/// Debug builds look at the whole state after a commit; beyond this many tasks that takes too long.
const CHECKED_TASKS_MAX: usize = 5_000;

pub(super) struct Worker {
    pub(super) shared: Arc<Shared>,
    pub(super) store: Box<dyn Store>,
    pub(super) entropy: Box<dyn Entropy>,
    /// What the next command sees: the published snapshot and what this batch has done so far.
    pub(super) working: Snapshot,
}

/// What the commands of a batch have done together.
#[derive(Default)]
struct Batch {
    commands: Vec<Box<dyn Command>>,
    writes: Vec<Write>,
    touched: BTreeSet<berth_model::InstanceId>,
    /// Some command wants a commit in any case.
    anew: bool,
}

impl Worker {
    /// Runs until the queue is closed and empty.
    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Box<dyn Command>>) {
        while let Some(first) = queue.blocking_recv() {
            let mut batch = Batch::default();
            self.execute(first, &mut batch);
            while batch.commands.len() < BATCH_MAX {
                let Ok(next) = queue.try_recv() else { break };
                self.execute(next, &mut batch);
            }
            self.finish(batch);
        }
    }

    fn execute(&mut self, mut command: Box<dyn Command>, batch: &mut Batch) {
        let mut tx = Tx::new(self.working.state.clone());
        let principal = command.principal().clone();
        let mut cx = Context {
            names: &self.shared.names,
            principal: &principal,
            now: Timestamp(self.shared.clock.now_ms()),
            entropy: &mut *self.entropy,
        };
        if command.run(&mut tx, &mut cx) {
            let (state, changes) = tx.finish();
            for change in &changes {
                watchers::touched(&self.working.state, change, &mut batch.touched);
                let write = change.to_write();
                batch.writes.push(Write {
                    table: Table::new(write.table),
                    key: write.key.into_bytes(),
                    value: write.value,
                });
            }
            if !changes.is_empty() {
                self.working.state = state;
            }
            batch.anew |= command.anew();
        }
        batch.commands.push(command);
    }

    /// Commits, publishes, wakes, answers: in this order.
    fn finish(&mut self, batch: Batch) {
        let committed = if batch.writes.is_empty() && !batch.anew {
            Ok(self.working.version)
        } else {
            self.commit(&batch)
        };
        let count = u64::try_from(batch.commands.len()).unwrap_or(u64::MAX);
        self.shared
            .counters
            .commands
            .fetch_add(count, Ordering::Relaxed);
        for command in batch.commands {
            command.answer(committed.clone());
        }
    }

    fn commit(&mut self, batch: &Batch) -> Result<Version, Fault> {
        let committed = self.store.commit(self.working.version, &batch.writes);
        if committed.is_ok() {
            self.check();
        }
        let counters = &self.shared.counters;
        match committed {
            Ok(version) => {
                self.working.version = version;
                counters.commits.fetch_add(1, Ordering::Relaxed);
                counters.failing.store(false, Ordering::Relaxed);
                self.shared.published.store(Arc::new(self.working.clone()));
                self.shared.version.send_replace(version);
                self.shared.watchers.wake(&batch.touched, version);
                Ok(version)
            }
            Err(error) => {
                counters.commit_failures.fetch_add(1, Ordering::Relaxed);
                counters.failing.store(true, Ordering::Relaxed);
                self.working = Snapshot::clone(&self.shared.published.load());
                Err(refused(&error))
            }
        }
    }

    /// Debug builds hold every committed state to the invariants.
    fn check(&self) {
        if cfg!(debug_assertions) && self.working.state.tasks().nth(CHECKED_TASKS_MAX).is_none() {
            let violations = invariants::check(&self.working.state);
            assert!(violations.is_empty(), "the state is wrong: {violations:?}");
        }
    }
}

/// The operator learns what the disk said, the caller that it did not work.
fn refused(error: &CommitError) -> Fault {
    tracing::error!(%error, "a commit failed; its commands are refused");
    Fault::server("ServerException", "The change could not be stored.")
}
