//! What the host knows of a container inside a machine.

use std::time::Instant;

use berth_link::shim::{ContainerState, Exit, Health};

use crate::output::Output;

/// How far a container is, as far as the guest may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Asked for.
    Creating,
    Created,
    Running,
    /// It has ended; some of what it wrote waits for the host's disk.
    Draining(Exit),
    Exited(Exit),
}

/// One container.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) runtime_id: String,
    pub(super) run: u32,
    pub(super) phase: Phase,
    /// Where what it writes goes.
    pub(super) output: Option<Output>,
    /// Bytes that came and the guest was not told are taken.
    pub(super) owed: u64,
    /// Its health, and the version of the change that made it so.
    pub(super) health: Option<(Health, u64)>,
    /// If it has not been made by then, the machine is ended.
    pub(super) made_at: Option<Instant>,
    /// It was told to end; if it has not by then, the machine is ended.
    pub(super) gone_at: Option<Instant>,
    /// Its exit does not wait for a full disk.
    pub(super) hasty: bool,
}

impl Container {
    pub(super) fn new(
        runtime_id: String,
        run: u32,
        output: Output,
        made_at: Option<Instant>,
    ) -> Self {
        Self {
            runtime_id,
            run,
            phase: Phase::Creating,
            output: Some(output),
            owed: 0,
            health: None,
            made_at,
            gone_at: None,
            hasty: false,
        }
    }

    pub(super) fn exited(runtime_id: String, run: u32, exit: Exit) -> Self {
        Self {
            runtime_id,
            run,
            phase: Phase::Exited(exit),
            output: None,
            owed: 0,
            health: None,
            made_at: None,
            gone_at: None,
            hasty: false,
        }
    }

    pub(super) fn is_alive(&self) -> bool {
        matches!(
            self.phase,
            Phase::Creating | Phase::Created | Phase::Running
        )
    }

    /// When the machine is ended for its sake, and why.
    pub(super) fn deadline(&self) -> Option<(Instant, &'static str)> {
        let made = self.made_at.filter(|_| self.phase == Phase::Creating);
        let made = made.map(|at| (at, "was to be made and is not there"));
        let gone = self.gone_at.filter(|_| self.is_alive());
        let gone = gone.map(|at| (at, "was to be killed and does not end"));
        made.into_iter().chain(gone).min_by_key(|(at, _)| *at)
    }

    /// As it is told to the agent; `None` before it exists.
    pub(super) fn state(&self, pid: u32) -> Option<ContainerState> {
        match &self.phase {
            Phase::Creating => None,
            Phase::Created => Some(ContainerState::Created { pid }),
            Phase::Running | Phase::Draining(_) => Some(ContainerState::Running { pid }),
            Phase::Exited(exit) => Some(ContainerState::Exited(exit.clone())),
        }
    }
}
