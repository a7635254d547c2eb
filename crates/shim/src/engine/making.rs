//! Making containers and removing them: the steps that go on in forked children.

use std::io;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use berth_link::shim::{
    Answer, ContainerSpec, EntryEvent, Namespace, Network, ShimError, ShimErrorCode,
};
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::unistd::pipe2;

use super::logs::{unwatch_output, watch_output};
use super::{Engine, Source, Wire, error, nonblocking, signal_init, unwatch};
use crate::container::{Caller, Container, Phase, Running};
use crate::launch::{self, Ends, Job, Plan, Report};
use crate::output::Output;
use crate::poller::Poller;
use crate::program::StartFailure;
use crate::{holder, ports, sys, terminal, validate};

/// A container that was made is mostly started within this.
const START_IS_SOON: Duration = Duration::from_millis(50);
/// Bytes a container may write before it has to wait for the shim to read.
const PIPE_BYTES: i32 = 1024 * 1024;

impl Engine {
    pub(super) fn create<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        spec: &ContainerSpec,
    ) -> Option<Answer> {
        if let Err(message) = validate::spec(spec, &self.cgroup_parent) {
            return Some(error(ShimErrorCode::BadRequest, message));
        }
        if let Some(container) = self.containers.get_mut(&spec.name) {
            let same = container.runtime_id == spec.runtime_id;
            match &container.phase {
                // It begins again in place: its root file system and its spool go on.
                Phase::Exited(_) if same && spec.run > container.run => {
                    self.group.remove_container(&spec.runtime_id);
                }
                Phase::Creating if same => {
                    container.callers.push(caller);
                    return None;
                }
                Phase::Exited(_) if !same => {
                    // The agent runs the container anew; what the last run left goes first.
                    let directory = self.container_directory(&spec.name);
                    let old = self.containers.remove(&spec.name)?.runtime_id;
                    if let Err(cause) = launch::remove_here(&directory, &old, &self.group) {
                        let message = format!("cannot remove the last run: {cause}");
                        return Some(error(ShimErrorCode::Storage, message));
                    }
                }
                _ if same => return Some(Answer::Created { pid: container.pid }),
                _ => {
                    let message = format!("container {} exists with another runtime id", spec.name);
                    return Some(error(ShimErrorCode::BadRequest, message));
                }
            }
        }
        match self.begin(poller, spec) {
            Ok(mut container) => {
                container.callers.push(caller);
                self.containers.insert(spec.name.clone(), container);
                None
            }
            Err(error) => Some(Answer::Error(error)),
        }
    }

    /// Holds the ports, opens the pipes and starts the child that makes the container.
    pub(super) fn begin<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        spec: &ContainerSpec,
    ) -> Result<Container, ShimError> {
        let mut container = Container::new(spec.runtime_id.clone());
        container.own_network = !matches!(spec.network, Network::Host);
        container.run = spec.run;
        container.spec = Some(Box::new(spec.clone()));
        container.ports = ports::reserve(&spec.reserve_ports).map_err(|message| ShimError {
            code: ShimErrorCode::PortTaken,
            message,
        })?;
        let directory = self.container_directory(&spec.name);
        let storage = |cause: io::Error| ShimError {
            code: ShimErrorCode::Storage,
            message: format!("cannot prepare {}: {cause}", spec.name),
        };
        std::fs::create_dir_all(&directory).map_err(storage)?;
        let (stdout, stdout_end) = output_pipe().map_err(storage)?;
        let (stderr, stderr_end) = output_pipe().map_err(storage)?;
        let (control, control_end) = sys::socket_pair().map_err(storage)?;
        let open = spec.linux.stdin_open && !spec.linux.terminal;
        let stdin = open.then(|| pipe2(OFlag::O_CLOEXEC)).transpose();
        let stdin = stdin.map_err(|cause| storage(cause.into()))?;
        let (stdin_end, stdin) = stdin.unzip();
        container.stdin = stdin;
        container.terminal = spec.linux.terminal;
        container.shares_pid = matches!(spec.linux.pid, Namespace::Host | Namespace::Task);
        let shared = [spec.linux.pid, spec.linux.ipc].contains(&Namespace::Task);
        if shared && self.holder.is_none() {
            let held = self
                .group
                .prepare(&spec.resources)
                .and_then(|()| holder::start(&self.group, &self.directory));
            self.holder = Some(held.map_err(storage)?);
        }
        let output = Output::open(&spec.log, &directory, stdout, stderr).map_err(storage)?;
        let plan = Plan {
            spec,
            directory: &directory,
            group: &self.group,
            holder: self.holder,
            shm: &self.directory.join(holder::SHM),
        };
        let ends = Ends {
            stdin: stdin_end,
            stdout: stdout_end,
            stderr: stderr_end,
            control: control_end,
        };
        let job = launch::make(&plan, ends).map_err(storage)?;
        nonblocking(&control).map_err(storage)?;
        container.job = Some(watch_job(poller, &spec.name, job).map_err(storage)?);
        let token = poller
            .add(&control, Source::Control(spec.name.clone()).into())
            .map_err(storage)?;
        container.control = Some((control, token));
        container.output = Some(output);
        watch_output(poller, &spec.name, &mut container);
        Ok(container)
    }

    pub(super) fn read_report<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, ended: bool) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let Some(running) = &mut container.job else {
            return;
        };
        let mut chunk = [0_u8; 4096];
        let mut over = ended;
        loop {
            match nix::unistd::read(&running.job.report, &mut chunk) {
                Ok(0) => {
                    over = true;
                    break;
                }
                Ok(length) => running.line.extend_from_slice(&chunk[..length]),
                Err(Errno::EINTR) => {}
                Err(_) => break,
            }
        }
        if running.line.last() != Some(&b'\n') && !over {
            return;
        }
        let report = serde_json::from_slice(&running.line);
        let pid = running.job.pid.cast_unsigned();
        poller.remove(&running.job.report, running.token);
        container.job = None;
        let report = report.unwrap_or_else(|_| {
            Report::Failed(ShimError {
                code: ShimErrorCode::CannotCreate,
                message: "the process making or removing the container was killed".to_owned(),
            })
        });
        let failure = container.make_failure.take();
        match report {
            Report::Made { uid } => self.made(poller, name, pid, uid),
            Report::Removed => self.removed(poller, name, failure),
            // What could not be removed now goes with the task directory.
            Report::Failed(error) => match failure {
                Some(first) => self.removed(poller, name, Some(first)),
                None => self.not_made_or_removed(poller, name, error),
            },
        }
    }

    /// What a container that could not be made has of it is removed, before anybody hears of it.
    fn not_made_or_removed<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        name: &str,
        failure: ShimError,
    ) {
        let directory = self.container_directory(name);
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        if container.phase != Phase::Creating {
            self.removed(poller, name, Some(failure));
            return;
        }
        let job = launch::remove(&directory, &container.runtime_id, &self.group);
        match job.and_then(|job| watch_job(poller, name, job)) {
            Ok(running) => {
                container.make_failure = Some(failure);
                container.job = Some(running);
            }
            Err(_) => self.removed(poller, name, Some(failure)),
        }
    }

    pub(super) fn made<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, pid: u32, uid: u32) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        container.pid = pid;
        container.phase = Phase::Created;
        if container.terminal {
            match terminal::open(pid.cast_signed(), uid) {
                Ok(terminal) => {
                    unwatch_output(poller, container);
                    if let Some(output) = &mut container.output {
                        output.attach(terminal);
                    }
                    watch_output(poller, name, container);
                }
                Err(cause) => {
                    container.start_failure = Some(StartFailure {
                        error: ShimError {
                            code: ShimErrorCode::CannotStart,
                            message: format!("cannot make a terminal: {cause}"),
                        },
                        exit_code: 126,
                    });
                    container.kill_when_made = true;
                }
            }
        }
        let runtime_id = container.runtime_id.clone();
        let run = container.run;
        let callers = std::mem::take(&mut container.callers);
        let kill_now = container.kill_when_made;
        self.journal.note(
            name,
            EntryEvent::Created {
                pid,
                runtime_id,
                run,
            },
        );
        self.note_made();
        self.answer_all(callers, &Answer::Created { pid });
        if kill_now && let Some(container) = self.containers.get(name) {
            signal_init(container, libc::SIGKILL);
        }
    }

    /// Sees to it that a container's entry comes to the disk. It is told when it is there, which is with
    /// the start if that is soon. Should the power fail before, the agent knows of a container that
    /// nobody has: it is not begun again.
    fn note_made(&mut self) {
        if self.journal_in_memory {
            self.flush_journal();
            return;
        }
        let _ = self.journal.write();
        self.journal_due
            .get_or_insert_with(|| Instant::now() + START_IS_SOON);
    }

    /// A container's removal is over, or its making has failed and left nothing.
    pub(super) fn removed<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        name: &str,
        failure: Option<ShimError>,
    ) {
        let Some(mut container) = self.containers.remove(name) else {
            return;
        };
        let callers = std::mem::take(&mut container.callers);
        let answer = failure.map_or(Answer::Done, Answer::Error);
        if let (Phase::Removing(exit), Answer::Error(_)) = (&container.phase, &answer) {
            container.phase = Phase::Exited(exit.clone());
            self.containers.insert(name.to_owned(), container);
        } else {
            unwatch(poller, &mut container);
        }
        self.answer_all(callers, &answer);
    }

    pub(super) fn delete<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        name: &str,
    ) -> Option<Answer> {
        let directory = self.container_directory(name);
        let Some(container) = self.containers.get_mut(name) else {
            return Some(Answer::Done);
        };
        match &container.phase {
            Phase::Removing(_) => {
                container.callers.push(caller);
                None
            }
            Phase::Exited(exit) => {
                let job = launch::remove(&directory, &container.runtime_id, &self.group)
                    .and_then(|job| watch_job(poller, name, job));
                match job {
                    Ok(running) => {
                        container.phase = Phase::Removing(exit.clone());
                        container.job = Some(running);
                        container.callers.push(caller);
                        None
                    }
                    Err(cause) => {
                        let message = format!("cannot remove {name}: {cause}");
                        Some(error(ShimErrorCode::Storage, message))
                    }
                }
            }
            _ => Some(error(
                ShimErrorCode::BadRequest,
                format!("container {name} is running"),
            )),
        }
    }
}

/// Waits for a child's report.
fn watch_job<S: Wire>(poller: &mut Poller<S>, name: &str, job: Job) -> io::Result<Running> {
    nonblocking(&job.report)?;
    let token = poller.add(&job.report, Source::Report(name.to_owned()).into())?;
    Ok(Running {
        job,
        token,
        line: Vec::new(),
    })
}

/// A large pipe: the shim's end, which never blocks, and the container's.
fn output_pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (ours, theirs) = pipe2(OFlag::O_CLOEXEC)?;
    // Smaller ones work as well, if the host does not allow it.
    let _ = fcntl(&ours, FcntlArg::F_SETPIPE_SZ(PIPE_BYTES));
    nonblocking(&ours)?;
    Ok((ours, theirs))
}
