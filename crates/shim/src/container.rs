//! One container as the shim sees it.

use std::os::fd::OwnedFd;
use std::time::Instant;

use berth_link::shim::{ContainerSpec, ContainerState, Exit, ShimError};

use crate::engine::Watch;
use crate::launch::Job;
use crate::output::{Output, Stream};
use crate::poller::Token;
use crate::program::StartFailure;
use crate::sys;

/// Who asked: a connection and the request's id on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) connection: u64,
    pub(crate) id: u64,
}

/// A container from its creation to its removal.
#[derive(Debug)]
pub(crate) struct Container {
    pub(crate) runtime_id: String,
    /// How often it was begun again in place.
    pub(crate) run: u32,
    /// As it was asked for; of one that ended in a former life of the shim nobody knows.
    pub(crate) spec: Option<Box<ContainerSpec>>,
    /// Looks after the health of the present run.
    pub(crate) watch: Option<Watch>,
    /// Init process, host numbering; zero while it is being made.
    pub(crate) pid: u32,
    /// It is not in the host's network.
    pub(crate) own_network: bool,
    pub(crate) phase: Phase,
    /// What runs on behalf of it in a forked child, and where its report is awaited.
    pub(crate) job: Option<Running>,
    /// To be answered when the present step is over.
    pub(crate) callers: Vec<Caller>,
    pub(crate) output: Option<Output>,
    /// The streams the poller watches.
    pub(crate) watched: Vec<(Stream, Token)>,
    /// Why it could not be made, while what was is removed.
    pub(crate) make_failure: Option<ShimError>,
    /// The line to its first process, until the program runs: its start goes there, and back comes why
    /// it could not be started.
    pub(crate) control: Option<(OwnedFd, Token)>,
    /// Host ports held.
    pub(crate) ports: Vec<OwnedFd>,
    /// When the grace of a stop is over.
    pub(crate) kill_at: Option<Instant>,
    /// Stopped while it was being made.
    pub(crate) kill_when_made: bool,
    /// Killed without any patience, as those of a task that is removed: its exit does not wait for
    /// a full disk to take its last lines.
    pub(crate) hasty: bool,
    pub(crate) start_failure: Option<StartFailure>,
    /// Its standard streams become a terminal.
    pub(crate) terminal: bool,
    /// The writing end of a standard input that does not end.
    pub(crate) stdin: Option<OwnedFd>,
    /// It has no pid namespace of its own: what it leaves running when it ends is to be killed.
    pub(crate) shares_pid: bool,
}

/// A job and what has come of its report.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) job: Job,
    pub(crate) token: Token,
    pub(crate) line: Vec<u8>,
}

/// How far a container is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Creating,
    Created,
    /// Told to run its program, which it has not said it does.
    Starting,
    Running,
    /// Ended, but a full disk does not take its last lines yet; nobody hears of the exit before.
    Draining(Exit),
    Exited(Exit),
    /// Exited, and being removed.
    Removing(Exit),
}

impl Container {
    /// One that has ended in a former life of the shim.
    pub(crate) fn exited(runtime_id: String, pid: u32, exit: Exit) -> Self {
        Self {
            phase: Phase::Exited(exit),
            pid,
            ..Self::new(runtime_id)
        }
    }

    /// One that is to be made.
    pub(crate) fn new(runtime_id: String) -> Self {
        Self {
            runtime_id,
            run: 0,
            spec: None,
            watch: None,
            pid: 0,
            own_network: false,
            phase: Phase::Creating,
            job: None,
            callers: Vec::new(),
            output: None,
            watched: Vec::new(),
            make_failure: None,
            control: None,
            ports: Vec::new(),
            kill_at: None,
            kill_when_made: false,
            hasty: false,
            start_failure: None,
            terminal: false,
            stdin: None,
            shares_pid: false,
        }
    }

    /// Whether it has, or may yet have, a process.
    pub(crate) fn is_alive(&self) -> bool {
        !matches!(
            self.phase,
            Phase::Draining(_) | Phase::Exited(_) | Phase::Removing(_)
        )
    }

    /// As it is told to the agent; `None` before it exists.
    pub(crate) fn state(&self) -> Option<ContainerState> {
        let pid = self.pid;
        match &self.phase {
            Phase::Creating => None,
            Phase::Created | Phase::Starting => Some(ContainerState::Created { pid }),
            Phase::Running | Phase::Draining(_) => Some(ContainerState::Running { pid }),
            Phase::Exited(exit) | Phase::Removing(exit) => {
                Some(ContainerState::Exited(exit.clone()))
            }
        }
    }
}

/// How a container ends whose shim or machine has, by nobody's will.
pub(crate) fn lost() -> Exit {
    Exit {
        code: 128 + libc::SIGKILL,
        oom_killed: false,
        start_error: None,
        shim_lost: true,
        at_ms: sys::now_ms(),
    }
}
