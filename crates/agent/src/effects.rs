//! The line between the agent's mind and its hands.

use std::sync::Arc;

use berth_link::acs;
use berth_link::shim::ContainerStats;
use berth_task_engine::{Command, Event, Fact};
use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, watch};

/// Carries out the engine's commands. The real one is [`crate::executor`]; tests bring fakes.
pub trait Executor: Send + Sync + 'static {
    /// Carries out one command and sends the facts it is answered by (see each [`Command`]). Called
    /// for many commands at once, but never for two of the same container, except that
    /// `CancelPull` comes while `PullImage` runs. What a running shim tells later (`Exited`,
    /// `ShimGone`, `LogsShipped`) goes through a clone of `facts` whenever it happens.
    ///
    /// The future may be dropped at shutdown; containers must not mind.
    fn execute(self: Arc<Self>, command: Command, facts: FactSender) -> BoxFuture<'static, ()>;

    /// Called once, before any command, with the tasks that are known from the last run: what is
    /// left of others may be removed. The error is for a person, and ends the agent.
    fn prepare<'a>(&'a self, tasks: &'a [Arc<acs::Task>]) -> BoxFuture<'a, Result<(), String>> {
        let _ = tasks;
        Box::pin(std::future::ready(Ok(())))
    }

    /// How many containers wait for their images; changes as they do. `None` if nobody counts.
    fn pulling(&self) -> Option<watch::Receiver<usize>> {
        None
    }

    /// How far they are.
    fn pulls(&self) -> Vec<acs::ContainerPull> {
        Vec::new()
    }

    /// Pull these images ahead, as far as that does not keep anybody waiting. Called within a tokio
    /// runtime.
    fn prefetch(self: Arc<Self>, images: Vec<String>) {
        let _ = images;
    }

    /// Whether tasks can have interfaces of their own here.
    fn has_vpcs(&self) -> bool {
        false
    }

    /// Enforce this from now on, in all VPCs there are here. The error is for a person; it will be
    /// tried again.
    fn enforce(&self, vpcs: Vec<acs::VpcNetwork>) -> BoxFuture<'_, Result<(), String>> {
        drop(vpcs);
        Box::pin(std::future::ready(Err("no VPCs here".to_owned())))
    }

    /// Figures of a running container now; `None` if there are none to be had.
    fn stats<'a>(
        &'a self,
        task_arn: &'a str,
        container: &'a str,
    ) -> BoxFuture<'a, Option<ContainerStats>>;
}

/// Where facts go. Cheap to clone.
#[derive(Clone, Debug)]
pub struct FactSender(mpsc::Sender<Event>);

impl FactSender {
    pub(crate) const fn new(events: mpsc::Sender<Event>) -> Self {
        Self(events)
    }

    /// A sender and the receiver its facts arrive at, for tests of executors. `capacity` is at
    /// least 1.
    #[must_use]
    pub fn channel(capacity: usize) -> (Self, mpsc::Receiver<Event>) {
        let (sender, receiver) = mpsc::channel(capacity);
        (Self(sender), receiver)
    }

    /// Tells the engine. Waits while the engine is behind; does nothing when the agent stops.
    pub async fn send(&self, task_arn: &str, fact: Fact) {
        let event = Event::Fact {
            task_arn: task_arn.to_owned(),
            fact,
        };
        // The receiver is gone only when the agent stops; the journal still has the fact then.
        let _ = self.0.send(event).await;
    }
}
