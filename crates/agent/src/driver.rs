//! The agent's main loop: events in, engine, checkpoint, actions out.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use berth_env::Clock;
use berth_link::acs::AgentMessage;
use berth_task_engine::{Action, Engine, Event, TaskView};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::acs::Acks;
use crate::checkpoint::{self, Checkpoint};
use crate::credentials::TaskCredentials;
use crate::effects::{Executor, FactSender};
use crate::endpoints::Board;
use crate::reporter::Reporter;

/// Events that wait for the engine.
pub(crate) const EVENTS_MAX: usize = 1024;
/// At most so many events share one checkpoint.
const BATCH_MAX: usize = 256;
/// When the agent stops, reports under way get this long to be answered.
const FAREWELL: Duration = Duration::from_secs(3);

/// What is under way.
#[derive(Default)]
struct Work {
    commands: JoinSet<()>,
    reports: JoinSet<()>,
}

/// When to try again to write on a full disk.
const DISK_RETRY: Duration = Duration::from_secs(1);

/// The loop and all it needs.
pub(crate) struct Driver<E> {
    pub(crate) engine: Engine,
    pub(crate) checkpoint: Checkpoint,
    pub(crate) executor: Arc<E>,
    pub(crate) events: mpsc::Receiver<Event>,
    pub(crate) facts: FactSender,
    pub(crate) acks: Acks,
    pub(crate) reporter: Reporter,
    pub(crate) credentials: TaskCredentials,
    pub(crate) board: Board,
    pub(crate) running: watch::Sender<Vec<TaskView>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) shutdown: CancellationToken,
}

impl<E: Executor> Driver<E> {
    /// Runs until the agent stops. Work under way is dropped then, the next start takes it up; but
    /// the answers to reports are waited for, so that these are not repeated.
    ///
    /// # Errors
    /// If the checkpoint cannot be written: going on would mean to forget.
    pub(crate) async fn run(mut self) -> io::Result<()> {
        let mut work = Work::default();
        let mut timer = None;
        let mut batch = Vec::with_capacity(BATCH_MAX);
        let actions = self.engine.recover(self.clock.now_ms());
        self.follow(actions, &mut work, &mut timer).await?;
        loop {
            let wait = timer.map(|at_ms| self.until(at_ms));
            tokio::select! {
                biased;
                () = self.shutdown.cancelled() => break,
                Some(done) = work.commands.join_next() => log_panic(&done),
                Some(done) = work.reports.join_next() => log_panic(&done),
                count = self.events.recv_many(&mut batch, BATCH_MAX) => {
                    if count == 0 {
                        return Ok(());
                    }
                }
                () = tokio::time::sleep(wait.unwrap_or_default()), if wait.is_some() => {
                    timer = None;
                    batch.push(Event::Tick);
                }
            }
            if batch.is_empty() {
                continue;
            }
            let now_ms = self.clock.now_ms();
            let mut actions = Vec::new();
            for event in batch.drain(..) {
                actions.extend(self.engine.handle(event, now_ms));
            }
            self.follow(actions, &mut work, &mut timer).await?;
        }
        work.commands.abort_all();
        let farewell = tokio::time::timeout(FAREWELL, self.take_answers(work.reports));
        farewell.await.unwrap_or(Ok(()))
    }

    /// Writes down what is answered until all reports under way are; nothing new is begun.
    async fn take_answers(&mut self, mut reports: JoinSet<()>) -> io::Result<()> {
        let mut all_told = false;
        loop {
            let event = if all_told {
                match self.events.try_recv() {
                    Ok(event) => event,
                    Err(_) => return Ok(()),
                }
            } else {
                tokio::select! {
                    Some(event) = self.events.recv() => event,
                    done = reports.join_next() => {
                        all_told = done.is_none();
                        continue;
                    }
                }
            };
            if matches!(
                event,
                Event::ReportAccepted { .. } | Event::ReportRejected { .. }
            ) {
                self.engine.handle(event, self.clock.now_ms());
                self.checkpoint.append(&self.engine.take_changes())?;
            }
        }
    }

    /// Writes the state, then does what follows from it; what needs the state on disk comes last.
    async fn follow(
        &mut self,
        actions: Vec<Action>,
        work: &mut Work,
        timer: &mut Option<i64>,
    ) -> io::Result<()> {
        let changes = self.engine.take_changes();
        self.board.follow(&changes);
        let mut complained = false;
        while let Err(error) = self.checkpoint.append(&changes) {
            // Nothing new is begun, and what runs goes on; logs that are shipped make room.
            if !checkpoint::is_full(&error) || self.shutdown.is_cancelled() {
                return Err(error);
            }
            if !complained {
                tracing::error!(%error, "the agent waits for room on its disk");
                complained = true;
            }
            tokio::select! {
                () = tokio::time::sleep(DISK_RETRY) => {}
                () = self.shutdown.cancelled() => {}
            }
        }
        self.checkpoint
            .compact(self.engine.shared(), self.engine.tasks())?;
        self.credentials.retain(|arn| self.engine.is_alive(arn));
        self.running.send_if_modified(|views| {
            let now = self.engine.running();
            let changed = *views != now;
            *views = now;
            changed
        });
        let (last, first): (Vec<_>, Vec<_>) =
            actions.into_iter().partition(Action::needs_durable_state);
        for action in first {
            self.act(action, work, timer);
        }
        if !last.is_empty() {
            self.checkpoint.sync().await?;
            for action in last {
                self.act(action, work, timer);
            }
        }
        Ok(())
    }

    fn act(&self, action: Action, work: &mut Work, timer: &mut Option<i64>) {
        match action {
            Action::Execute(command) => {
                tracing::debug!(?command, "executing");
                let executor = Arc::clone(&self.executor);
                work.commands
                    .spawn(executor.execute(command, self.facts.clone()));
            }
            Action::Report { sequence, change } => {
                tracing::info!(task = change.task, status = ?change.status, "reporting");
                work.reports
                    .spawn(self.reporter.clone().report(sequence, change));
            }
            Action::Acknowledge(ack) => self.acks.send(AgentMessage::AckRequest(ack)),
            Action::VerifyStops(message) => {
                self.acks
                    .send(AgentMessage::TaskStopVerificationMessage(message));
            }
            Action::ArmTimer { at_ms } => *timer = Some(at_ms),
        }
    }

    fn until(&self, at_ms: i64) -> Duration {
        let wait_ms = at_ms.saturating_sub(self.clock.now_ms());
        Duration::from_millis(u64::try_from(wait_ms).unwrap_or(0))
    }
}

/// A command that panicked answers nothing; the task waits for the next start of the agent.
fn log_panic(done: &Result<(), JoinError>) {
    if let Err(error) = done
        && error.is_panic()
    {
        tracing::error!(%error, "a command broke");
    }
}
