//! A command in the queue: what to run, for whom, and where the answer goes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use berth_ecs::Context;
use berth_model::{Principal, Tx};
use berth_protocol::fault::Fault;
use berth_store::Version;
use tokio::sync::oneshot;

/// A command whose result type is of no interest to the worker.
pub(super) trait Command: Send {
    /// On whose behalf.
    fn principal(&self) -> &Principal;
    /// Wants a commit even without a change.
    fn anew(&self) -> bool;
    /// Runs it once and keeps the result; whether it succeeded.
    fn run(&mut self, tx: &mut Tx, cx: &mut Context<'_>) -> bool;
    /// Gives the kept result to the caller, or `committed`'s error.
    fn answer(self: Box<Self>, committed: Result<Version, Fault>);
}

/// What a command comes to, and the version at which that is so.
type Answer<T> = Result<(T, Version), Fault>;

pub(super) struct Job<F, T> {
    principal: Principal,
    anew: bool,
    change: Option<F>,
    result: Option<Result<T, Fault>>,
    caller: oneshot::Sender<Answer<T>>,
}

impl<F, T> Job<F, T>
where
    F: FnOnce(&mut Tx, &mut Context<'_>) -> Result<T, Fault> + Send,
    T: Send,
{
    pub(super) fn new(
        principal: Principal,
        anew: bool,
        change: F,
    ) -> (Self, oneshot::Receiver<Answer<T>>) {
        let (caller, answer) = oneshot::channel();
        let job = Self {
            principal,
            anew,
            change: Some(change),
            result: None,
            caller,
        };
        (job, answer)
    }
}

impl<F, T> Command for Job<F, T>
where
    F: FnOnce(&mut Tx, &mut Context<'_>) -> Result<T, Fault> + Send,
    T: Send,
{
    fn principal(&self) -> &Principal {
        &self.principal
    }

    fn anew(&self) -> bool {
        self.anew
    }

    fn run(&mut self, tx: &mut Tx, cx: &mut Context<'_>) -> bool {
        let Some(change) = self.change.take() else {
            return false;
        };
        // A bug in one command must not take the region's only writer with it. The working copy is
        // thrown away, so nothing half-done is seen.
        let result = catch_unwind(AssertUnwindSafe(|| change(tx, cx))).unwrap_or_else(|_| {
            tracing::error!("a command panicked; its changes are dropped");
            Err(internal())
        });
        let succeeded = result.is_ok();
        self.result = Some(result);
        succeeded
    }

    fn answer(self: Box<Self>, committed: Result<Version, Fault>) {
        let result = self.result.unwrap_or_else(|| Err(internal()));
        let answer = committed.and_then(|version| result.map(|value| (value, version)));
        // A caller that hung up is not interested.
        let _ = self.caller.send(answer);
    }
}

fn internal() -> Fault {
    Fault::server("ServerException", "Internal error.")
}
