//! Commands that run in containers beside their programs: health checks, and what the agent asks for.
//!
//! Each has a control group of its own below the container's, in which the number of its processes
//! is bounded, so that one that has gone wild can be ended as a whole and harms nobody meanwhile.

use std::io;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use berth_link::shim::{Answer, ExecSpec, Executed, MAX_EXEC_OUTPUT, ShimError, ShimErrorCode};
use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::unistd::pipe2;

use super::{Engine, Source, Wire, error, nonblocking, unknown};
use crate::container::{Caller, Phase};
use crate::enter::{self, Command};
use crate::poller::{Poller, Token};

/// Between two rounds of killing what a command has left.
const KILL_AGAIN: Duration = Duration::from_millis(20);
/// So many rounds; what survives them ends with the container.
const KILL_ROUNDS: u32 = 500;
/// Commands at once in one task.
const COMMANDS_MAX: usize = 256;
const READ_BYTES: usize = 16 * 1024;

/// Who waits for a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    Caller(Caller),
    /// The container's health check.
    Health,
}

/// A command that runs.
#[derive(Debug)]
pub(super) struct Running {
    container: String,
    runtime_id: String,
    asker: Asker,
    /// The process that waits for the command inside; ends as it does.
    pid: i32,
    output: Option<(OwnedFd, Token)>,
    kept: Vec<u8>,
    kept_max: usize,
    truncated: bool,
    /// When it has to be over, and afterwards when to look whether all is gone.
    due: Option<Instant>,
    /// It is being killed; `timed_out` says whether for that.
    killed: bool,
    timed_out: bool,
}

/// What a killed command may have left: one of its processes may just have made another.
#[derive(Debug)]
pub(super) struct Leftover {
    runtime_id: String,
    own_group: String,
    due: Instant,
    rounds: u32,
}

impl Engine {
    /// The agent wants a command run.
    pub(super) fn exec<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        spec: &ExecSpec,
    ) -> Option<Answer> {
        if spec.args.first().is_none_or(String::is_empty) {
            return Some(error(
                ShimErrorCode::BadRequest,
                "no program to run".to_owned(),
            ));
        }
        match self.begin_exec(poller, Asker::Caller(caller), spec) {
            Ok(()) => None,
            Err(error) => Some(Answer::Error(error)),
        }
    }

    pub(super) fn begin_exec<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        asker: Asker,
        spec: &ExecSpec,
    ) -> Result<(), ShimError> {
        let refused = |message: String| ShimError {
            code: ShimErrorCode::BadRequest,
            message,
        };
        let Some(container) = self.containers.get(&spec.name) else {
            return match unknown(&spec.name) {
                Answer::Error(error) => Err(error),
                _ => Err(refused("no such container".to_owned())),
            };
        };
        let Some(of) = container
            .spec
            .as_deref()
            .filter(|_| container.phase == Phase::Running)
        else {
            return Err(refused(format!("container {} is not running", spec.name)));
        };
        if self.commands.len() >= COMMANDS_MAX {
            return Err(refused("too many commands at once".to_owned()));
        }
        self.last_command += 1;
        let number = self.last_command;
        let failed = |cause: io::Error| ShimError {
            code: ShimErrorCode::CannotStart,
            message: format!("cannot run the command: {cause}"),
        };
        let (output, output_end) = pipe2(OFlag::O_CLOEXEC)
            .map_err(io::Error::from)
            .map_err(failed)?;
        nonblocking(&output).map_err(failed)?;
        let group = enter::group_name(number);
        let command = Command {
            spec,
            of,
            init: container.pid.cast_signed(),
            group: &self.group,
            own_group: &group,
        };
        let pid = command.run(output_end).map_err(failed)?;
        let token = poller
            .add(&output, Source::Command(number).into())
            .map_err(failed)?;
        let timeout = (spec.timeout_ms > 0).then(|| Duration::from_millis(spec.timeout_ms));
        let running = Running {
            container: spec.name.clone(),
            runtime_id: of.runtime_id.clone(),
            asker,
            pid,
            output: Some((output, token)),
            kept: Vec::new(),
            kept_max: spec.output_bytes_max.min(MAX_EXEC_OUTPUT) as usize,
            truncated: false,
            due: timeout.map(|timeout| Instant::now() + timeout),
            killed: false,
            timed_out: false,
        };
        self.commands.insert(number, running);
        Ok(())
    }

    /// The command has written something, or nobody can any more.
    pub(super) fn read_command<S: Wire>(&mut self, poller: &mut Poller<S>, number: u64) {
        let Some(running) = self.commands.get_mut(&number) else {
            return;
        };
        let Some((pipe, token)) = &running.output else {
            return;
        };
        let mut chunk = [0_u8; READ_BYTES];
        match nix::unistd::read(pipe, &mut chunk) {
            Ok(0) => {
                poller.remove(pipe, *token);
                running.output = None;
            }
            // What is beyond the bound is read as well, or the command would wait for ever.
            Ok(length) => running.keep(&chunk[..length]),
            Err(Errno::EAGAIN | Errno::EINTR) => {}
            Err(_) => {
                poller.remove(pipe, *token);
                running.output = None;
            }
        }
    }

    /// The number of the command whose process this is.
    pub(super) fn command_of(&self, pid: i32) -> Option<u64> {
        let found = self.commands.iter().find(|(_, it)| it.pid == pid);
        found.map(|(number, _)| *number)
    }

    /// A command has ended. What it has left in the background goes on.
    pub(super) fn command_ended<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        number: u64,
        code: i32,
    ) {
        // No more than a pipe holds, whoever else has its other end.
        for _ in 0..=(64 * 1024 / READ_BYTES) {
            self.read_command(poller, number);
        }
        let Some(mut running) = self.commands.remove(&number) else {
            return;
        };
        if let Some((pipe, token)) = running.output.take() {
            poller.remove(&pipe, token);
        }
        let own_group = enter::group_name(number);
        let gone = self.group.remove_command(&running.runtime_id, &own_group);
        if running.killed && !gone {
            self.leftovers.push(Leftover {
                runtime_id: running.runtime_id.clone(),
                own_group,
                due: Instant::now(),
                rounds: 0,
            });
        }
        let executed = Executed {
            exit_code: code,
            output: String::from_utf8_lossy(&running.kept).into_owned(),
            truncated: running.truncated,
            timed_out: running.timed_out,
        };
        match running.asker {
            Asker::Caller(caller) => self.answers.push((caller, Answer::Executed(executed))),
            Asker::Health => self.checked(&running.container, &executed),
        }
    }

    /// The next moment at which a command is due.
    pub(super) fn next_command(&self) -> Option<Instant> {
        let commands = self.commands.values().filter_map(|it| it.due);
        commands.chain(self.leftovers.iter().map(|it| it.due)).min()
    }

    /// Ends commands that have taken too long, with all they have started.
    pub(super) fn end_late_commands(&mut self, now: Instant) {
        for (number, running) in &mut self.commands {
            if running.due.is_some_and(|due| due <= now) {
                running.timed_out |= !running.killed;
                running.killed = true;
                let own_group = enter::group_name(*number);
                self.group.kill_command(&running.runtime_id, &own_group);
                running.due = Some(now + KILL_AGAIN);
            }
        }
        let group = &self.group;
        self.leftovers.retain_mut(|left| {
            if left.due > now {
                return true;
            }
            group.kill_command(&left.runtime_id, &left.own_group);
            left.due = now + KILL_AGAIN;
            left.rounds += 1;
            let gone = group.remove_command(&left.runtime_id, &left.own_group);
            !gone && left.rounds < KILL_ROUNDS
        });
    }

    /// The container has ended, and with it what ran beside its program.
    pub(super) fn end_commands(&mut self, container: &str) {
        let now = Instant::now();
        for running in self.commands.values_mut() {
            if running.container == container {
                running.killed = true;
                running.due = Some(now);
            }
        }
        self.end_late_commands(now);
    }
}

impl Running {
    fn keep(&mut self, bytes: &[u8]) {
        let room = self.kept_max - self.kept.len();
        self.truncated |= bytes.len() > room;
        self.kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}
