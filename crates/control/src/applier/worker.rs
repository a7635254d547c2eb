//! The writer's thread.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use berth_ecs::Context;
use berth_ecs::writer::{self, Writer};
use berth_env::Entropy;
use berth_model::invariants::{self, Side};
use berth_model::{Change, Principal, State, Timestamp};
use berth_protocol::fault::Fault;
use berth_store::{CommitError, Store, Table, Version, Write};
use tokio::sync::mpsc;

use super::command::Command;
use super::{Shared, Snapshot};

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
    pub(super) writer: Writer,
    pub(super) version: Version,
}

impl Worker {
    /// Runs until the queue is closed and empty.
    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Box<dyn Command>>) {
        while let Some(first) = queue.blocking_recv() {
            let mut commands = Vec::new();
            commands.push(self.execute(first));
            while commands.len() < BATCH_MAX {
                let Ok(next) = queue.try_recv() else { break };
                commands.push(self.execute(next));
            }
            self.finish(commands);
        }
    }

    fn execute(&mut self, mut command: Box<dyn Command>) -> Box<dyn Command> {
        let principal = command.principal().clone();
        let mut cx = Context {
            names: &self.shared.names,
            principal: &principal,
            now: Timestamp(self.shared.clock.now_ms()),
            entropy: &mut *self.entropy,
            lifetime: self.shared.lifetime,
        };
        let before = cfg!(debug_assertions).then(|| self.writer.state().clone());
        let anew = command.anew();
        let now = cx.now;
        let changes = self.writer.run(now, anew, |tx| command.run(tx, &mut cx));
        if let Some(before) = before {
            let side = match principal {
                Principal::Agent => Side::Report,
                Principal::Root | Principal::Role { .. } => Side::Either,
            };
            check_changes(&before, &changes, side);
        }
        command
    }

    /// Commits, publishes, wakes, answers: in this order.
    fn finish(&mut self, commands: Vec<Box<dyn Command>>) {
        let batch = self.writer.take_batch();
        let committed = if batch.needs_commit() {
            self.commit(batch)
        } else {
            Ok(self.version)
        };
        let count = u64::try_from(commands.len()).unwrap_or(u64::MAX);
        self.shared
            .counters
            .commands
            .fetch_add(count, Ordering::Relaxed);
        for command in commands {
            command.answer(committed.clone());
        }
    }

    fn commit(&mut self, batch: writer::Batch) -> Result<Version, Fault> {
        let writes = batch.writes.into_iter().map(|write| Write {
            table: Table::new(write.table),
            key: write.key.into_bytes(),
            value: write.value,
        });
        let writes: Vec<_> = writes.collect();
        let committed = self.store.commit(self.version, &writes);
        if committed.is_ok() {
            check(self.writer.state());
        }
        let counters = &self.shared.counters;
        match committed {
            Ok(version) => {
                self.version = version;
                counters.commits.fetch_add(1, Ordering::Relaxed);
                counters.failing.store(false, Ordering::Relaxed);
                let state = self.writer.state().clone();
                let last_event = state.last_event();
                let snapshot = Snapshot { state, version };
                self.shared.published.store(Arc::new(snapshot));
                self.shared.version.send_replace(version);
                self.shared
                    .events
                    .send_if_modified(|known| std::mem::replace(known, last_event) != last_event);
                self.shared.watchers.wake(&batch.touched, version);
                self.shared.changed_services.add(batch.services);
                self.shared.changed_waiting.add(batch.waiting);
                self.shared.changed_jobs.add(batch.jobs);
                Ok(version)
            }
            Err(error) => {
                counters.commit_failures.fetch_add(1, Ordering::Relaxed);
                counters.failing.store(true, Ordering::Relaxed);
                let published = self.shared.published.load().state.clone();
                self.writer.roll_back(published);
                Err(refused(&error))
            }
        }
    }
}

/// Debug builds hold every committed state to the invariants.
fn check(state: &State) {
    if cfg!(debug_assertions) && state.tasks().nth(CHECKED_TASKS_MAX).is_none() {
        let violations = invariants::check(state);
        assert!(violations.is_empty(), "the state is wrong: {violations:?}");
    }
}

/// The same for every step from one state to the next.
fn check_changes(before: &State, changes: &[Change], side: Side) {
    let violations = invariants::check_changes(before, changes, side);
    assert!(violations.is_empty(), "a change is wrong: {violations:?}");
}

/// The operator learns what the disk said, the caller that it did not work.
fn refused(error: &CommitError) -> Fault {
    tracing::error!(%error, "a commit failed; its commands are refused");
    Fault::server("ServerException", "The change could not be stored.")
}
