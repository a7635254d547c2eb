//! Requests in, answers and journal entries out: everything but the wire.
//!
//! The engine never waits. What takes time happens in forked children, and each step goes on when a
//! descriptor becomes readable, a child ends, or a deadline passes; whoever owns the wire (a unix
//! socket here, a virtio port inside a microVM) brings those events in and takes the answers out.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use berth_link::shim::{
    Answer, ContainerSpec, ContainerState, Entry, EntryEvent, Exit, JOURNAL_NAME, Request,
    SPOOL_DIR, ShimError, ShimErrorCode,
};
use libcontainer::notify_socket::NOTIFY_FILE;
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{Pid, pipe2};

use crate::cgroup::TaskGroup;
use crate::container::{Caller, Container, Phase, Running};
use crate::journal::Journal;
use crate::launch::{self, Ends, Plan, Report};
use crate::output::{self, Output, Progress, READ_BYTES, Stream};
use crate::poller::Poller;
use crate::program::StartFailure;
use crate::{ports, sys, validate};

/// Bytes a container may write before it has to wait for the shim to read.
const PIPE_BYTES: i32 = 1024 * 1024;
/// Reads of one pipe before others get their turn.
const READS_AT_ONCE: usize = 4;
/// When to try the journal again after the disk refused.
const JOURNAL_RETRY: Duration = Duration::from_secs(1);

/// What a descriptor the engine watches stands for; the name is the container's.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A forked child's report.
    Report(String),
    /// The program has been started, or could not be.
    Status(String),
    /// Output.
    Output(String, Stream),
}

/// What the owner of the wire waits for: sources of its own, and the engine's.
pub(crate) trait Wire: Clone + From<Source> {}

impl<S: Clone + From<Source>> Wire for S {}

/// One task: its containers, their output, and what has happened to them.
pub(crate) struct Engine {
    task_id: String,
    directory: PathBuf,
    cgroup_parent: String,
    group: TaskGroup,
    journal: Journal,
    journal_retry: Option<Instant>,
    containers: BTreeMap<String, Container>,
    answers: Vec<(Caller, Answer)>,
    /// Ends of processes not known yet: an init process can end before its maker has reported it.
    unclaimed: BTreeMap<i32, i32>,
    buffer: Vec<u8>,
    exiting: bool,
}

impl Engine {
    /// Takes over the task directory (an absolute path). Whatever a former shim left running is
    /// killed and noted as lost.
    pub(crate) fn open(task_id: &str, directory: &Path, cgroup_parent: &str) -> io::Result<Self> {
        let group = TaskGroup::new(cgroup_parent)?;
        let mut journal = Journal::open(&directory.join(JOURNAL_NAME))?;
        group.kill_all();
        match std::fs::remove_dir_all(directory.join("state")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => std::fs::create_dir_all(directory.join("state"))?,
        }
        let lost = Exit {
            code: 128 + libc::SIGKILL,
            oom_killed: false,
            start_error: None,
            shim_lost: true,
            at_ms: sys::now_ms(),
        };
        let mut containers = BTreeMap::new();
        for (name, known) in journal.containers() {
            let container = match known.state {
                ContainerState::Exited(exit) => Container::exited(known.runtime_id, 0, exit),
                ContainerState::Created { pid } | ContainerState::Running { pid } => {
                    journal.note(&name, EntryEvent::Exited(lost.clone()));
                    Container::exited(known.runtime_id, pid, lost.clone())
                }
            };
            containers.insert(name, container);
        }
        journal.flush()?;
        Ok(Self {
            task_id: task_id.to_owned(),
            directory: directory.to_owned(),
            cgroup_parent: cgroup_parent.to_owned(),
            group,
            journal,
            journal_retry: None,
            containers,
            answers: Vec::new(),
            unclaimed: BTreeMap::new(),
            buffer: Vec::new(),
            exiting: false,
        })
    }

    /// Starts on a request; the answer comes out of [`Engine::take_answers`], now or later.
    pub(crate) fn handle<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        request: Request,
    ) {
        let answer = match request {
            Request::Hello => Some(self.hello()),
            // The wire does the sending; the engine has nothing to prepare.
            Request::Subscribe { .. } => Some(Answer::Done),
            Request::Create { spec } => self.create(poller, caller, &spec),
            Request::Start { name } => self.start(poller, caller, &name),
            Request::Stop {
                name,
                signal,
                timeout_ms,
            } => Some(self.stop(&name, signal, Duration::from_millis(timeout_ms))),
            Request::Delete { name } => self.delete(poller, caller, &name),
            Request::LogsShipped { name, through } => Some(self.shipped(poller, &name, through)),
            Request::Stats { name } => Some(match self.containers.get(&name) {
                Some(container) => Answer::Stats(self.group.stats(&container.runtime_id)),
                None => unknown(&name),
            }),
            Request::Exit => Some(self.exit()),
        };
        if let Some(answer) = answer {
            self.answers.push((caller, answer));
        }
    }

    /// The answers that have become ready.
    pub(crate) fn take_answers(&mut self) -> Vec<(Caller, Answer)> {
        std::mem::take(&mut self.answers)
    }

    /// The journal's entries from `number` on; all of them are on disk.
    pub(crate) fn entries_from(&self, number: u64) -> &[Entry] {
        self.journal.from(number)
    }

    /// Whether [`Request::Exit`] was granted.
    pub(crate) fn is_exiting(&self) -> bool {
        self.exiting
    }

    /// When [`Engine::on_time`] wants to be called.
    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        let kills = self
            .containers
            .values()
            .filter_map(|container| container.kill_at);
        kills.chain(self.journal_retry).min()
    }

    /// Does what is due.
    pub(crate) fn on_time(&mut self, now: Instant) {
        for container in self.containers.values_mut() {
            if container.kill_at.is_some_and(|at| at <= now) {
                container.kill_at = None;
                signal_init(container, libc::SIGKILL);
            }
        }
        if self.journal_retry.is_some_and(|at| at <= now) {
            self.flush_journal();
        }
    }

    /// A watched descriptor can be read.
    pub(crate) fn on_ready<S: Wire>(&mut self, poller: &mut Poller<S>, source: &Source) {
        match source {
            Source::Report(name) => self.read_report(poller, name, false),
            Source::Status(name) => self.read_status(poller, name),
            Source::Output(name, stream) => self.read_output(poller, name, *stream),
        }
    }

    /// Children have ended.
    pub(crate) fn on_children<S: Wire>(&mut self, poller: &mut Poller<S>) {
        loop {
            let (pid, code) = match waitpid(None, Some(WaitPidFlag::WNOHANG)) {
                Ok(WaitStatus::Exited(pid, code)) => (pid.as_raw(), code),
                Ok(WaitStatus::Signaled(pid, signal, _)) => (pid.as_raw(), 128 + signal as i32),
                Ok(WaitStatus::StillAlive) | Err(Errno::ECHILD) => break,
                Ok(_) | Err(Errno::EINTR) => continue,
                Err(_) => break,
            };
            self.child_ended(poller, pid, code);
        }
        if self
            .containers
            .values()
            .all(|container| container.phase != Phase::Creating)
        {
            self.unclaimed.clear();
        }
    }

    fn child_ended<S: Wire>(&mut self, poller: &mut Poller<S>, pid: i32, code: i32) {
        let job_of = self
            .containers
            .iter()
            .find(|(_, container)| container.job.as_ref().is_some_and(|one| one.job.pid == pid));
        if let Some((name, _)) = job_of {
            let name = name.clone();
            self.read_report(poller, &name, true);
            return;
        }
        let init_of = self
            .containers
            .iter()
            .find(|(_, container)| container.is_alive() && container.pid.cast_signed() == pid);
        match init_of {
            Some((name, _)) => {
                let name = name.clone();
                self.init_ended(poller, &name, code);
            }
            None => {
                self.unclaimed.insert(pid, code);
            }
        }
    }

    fn hello(&self) -> Answer {
        let containers = self
            .containers
            .iter()
            .filter_map(|(name, container)| Some((name.clone(), container.state()?)))
            .collect();
        Answer::Hello {
            task_id: self.task_id.clone(),
            pid: std::process::id(),
            next_entry: self.journal.next_number(),
            containers,
        }
    }

    fn container_directory(&self, name: &str) -> PathBuf {
        self.directory.join("containers").join(name)
    }

    fn create<S: Wire>(
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
                Phase::Creating if same => {
                    container.callers.push(caller);
                    return None;
                }
                Phase::Exited(_) if !same => {
                    // The agent runs the container anew; what the last run left goes first.
                    let (directory, state) = (self.container_directory(&spec.name), self.state());
                    let old = self.containers.remove(&spec.name)?.runtime_id;
                    if let Err(cause) = launch::remove_here(&directory, &state, &old, &self.group) {
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

    fn state(&self) -> PathBuf {
        self.directory.join("state")
    }

    /// Holds the ports, opens the pipes and starts the child that makes the container.
    fn begin<S: Wire>(
        &self,
        poller: &mut Poller<S>,
        spec: &ContainerSpec,
    ) -> Result<Container, ShimError> {
        let mut container = Container::new(spec.runtime_id.clone());
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
        let (status, status_end) = pipe2(OFlag::O_CLOEXEC)
            .map_err(io::Error::from)
            .map_err(storage)?;
        let output = Output::open(&spec.log, &directory, stdout, stderr).map_err(storage)?;
        let plan = Plan {
            spec,
            directory: &directory,
            state: &self.state(),
            group: &self.group,
        };
        let ends = Ends {
            stdout: stdout_end,
            stderr: stderr_end,
            status: status_end,
        };
        let job = launch::make(&plan, ends).map_err(storage)?;
        nonblocking(&job.report).map_err(storage)?;
        nonblocking(&status).map_err(storage)?;
        let token = poller
            .add(&job.report, Source::Report(spec.name.clone()).into())
            .map_err(storage)?;
        container.job = Some(Running {
            job,
            token,
            line: Vec::new(),
        });
        let token = poller
            .add(&status, Source::Status(spec.name.clone()).into())
            .map_err(storage)?;
        container.status = Some((status, token));
        container.output = Some(output);
        watch_output(poller, &spec.name, &mut container);
        Ok(container)
    }

    fn read_report<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, ended: bool) {
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
        poller.remove(&running.job.report, running.token);
        container.job = None;
        let half_made = container.phase == Phase::Creating;
        let runtime_id = container.runtime_id.clone();
        let report = report.unwrap_or_else(|_| {
            if half_made {
                // Killed before it could clean up behind itself. What cannot be removed now goes
                // with the task directory.
                self.group.kill_container(&runtime_id);
                let (directory, state) = (self.container_directory(name), self.state());
                let _ = launch::remove_here(&directory, &state, &runtime_id, &self.group);
            }
            Report::Failed(ShimError {
                code: ShimErrorCode::CannotCreate,
                message: "the process making or removing the container was killed".to_owned(),
            })
        });
        match report {
            Report::Made { pid } => self.made(poller, name, pid),
            Report::Removed => self.removed(poller, name, None),
            Report::Failed(error) => self.removed(poller, name, Some(error)),
        }
    }

    fn made<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, pid: u32) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        container.pid = pid;
        container.phase = Phase::Created;
        let runtime_id = container.runtime_id.clone();
        let callers = std::mem::take(&mut container.callers);
        let kill_now = container.kill_when_made;
        self.journal
            .note(name, EntryEvent::Created { pid, runtime_id });
        self.flush_journal();
        self.answer_all(callers, &Answer::Created { pid });
        if let Some(code) = self.unclaimed.remove(&pid.cast_signed()) {
            self.init_ended(poller, name, code);
        } else if kill_now && let Some(container) = self.containers.get(name) {
            signal_init(container, libc::SIGKILL);
        }
    }

    /// A container's removal is over, or its making has failed and left nothing.
    fn removed<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, failure: Option<ShimError>) {
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

    fn start<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        name: &str,
    ) -> Option<Answer> {
        let socket = self.state();
        let Some(container) = self.containers.get_mut(name) else {
            return Some(unknown(name));
        };
        match &container.phase {
            Phase::Creating => Some(error(
                ShimErrorCode::BadRequest,
                format!("container {name} is still being made"),
            )),
            Phase::Created => {
                let socket = socket.join(&container.runtime_id);
                if let Err(cause) = notify(&socket) {
                    // It has died; its exit is on the way and says how.
                    let message = format!("cannot start the container: {cause}");
                    return Some(error(ShimErrorCode::CannotStart, message));
                }
                container.phase = Phase::Starting;
                container.callers.push(caller);
                self.read_status(poller, name);
                None
            }
            Phase::Starting => {
                container.callers.push(caller);
                None
            }
            Phase::Running => Some(Answer::Done),
            Phase::Exited(exit) | Phase::Removing(exit) => Some(match &exit.start_error {
                Some(message) => error(ShimErrorCode::CannotStart, message.clone()),
                None => Answer::Done,
            }),
        }
    }

    /// The init process has become the program, said why it could not, or is gone.
    fn read_status<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let Some((status, token)) = &container.status else {
            return;
        };
        let mut text = vec![0_u8; 4096];
        let length = match nix::unistd::read(status, &mut text) {
            Ok(length) => length,
            Err(Errno::EAGAIN | Errno::EINTR) => return,
            Err(_) => 0,
        };
        poller.remove(status, *token);
        container.status = None;
        container.start_failure = serde_json::from_slice::<StartFailure>(&text[..length]).ok();
        if container.phase == Phase::Starting && container.start_failure.is_none() {
            container.phase = Phase::Running;
            let callers = std::mem::take(&mut container.callers);
            self.journal.note(name, EntryEvent::Started);
            self.flush_journal();
            self.answer_all(callers, &Answer::Done);
        }
    }

    fn read_output<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, stream: Stream) {
        self.buffer.resize(READ_BYTES, 0);
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let Some(output) = &mut container.output else {
            return;
        };
        for _ in 0..READS_AT_ONCE {
            if output.is_full() {
                unwatch_output(poller, container);
                return;
            }
            match output.read(stream, &mut self.buffer) {
                Progress::More => {}
                Progress::Empty => return,
                Progress::Ended => {
                    let token = container.watched.iter().position(|(one, _)| *one == stream);
                    if let (Some(at), Some(pipe)) = (token, output.pipe(stream)) {
                        let (_, token) = container.watched.swap_remove(at);
                        poller.remove(pipe, token);
                    }
                    output.end(stream);
                    return;
                }
            }
        }
    }

    fn init_ended<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, code: i32) {
        self.read_status(poller, name);
        self.buffer.resize(READ_BYTES, 0);
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        unwatch(poller, container);
        if let Some(mut output) = container.output.take() {
            output.finish(&mut self.buffer);
        }
        let failure = container.start_failure.take();
        let exit = Exit {
            code: failure.as_ref().map_or(code, |failure| failure.exit_code),
            oom_killed: self.group.oom_kills(&container.runtime_id) > 0,
            start_error: failure
                .as_ref()
                .map(|failure| failure.error.message.clone()),
            shim_lost: false,
            at_ms: sys::now_ms(),
        };
        container.ports.clear();
        container.kill_at = None;
        container.phase = Phase::Exited(exit.clone());
        let callers = std::mem::take(&mut container.callers);
        self.journal.note(name, EntryEvent::Exited(exit));
        self.flush_journal();
        let answer = match failure {
            Some(failure) => Answer::Error(failure.error),
            None => error(
                ShimErrorCode::CannotStart,
                "the container ended before its program ran".to_owned(),
            ),
        };
        self.answer_all(callers, &answer);
    }

    fn stop(&mut self, name: &str, signal: i32, timeout: Duration) -> Answer {
        let Some(container) = self.containers.get_mut(name) else {
            return unknown(name);
        };
        match container.phase {
            Phase::Creating => container.kill_when_made = true,
            // A process that is not the program yet would not heed anything gentler.
            Phase::Created | Phase::Starting => signal_init(container, libc::SIGKILL),
            Phase::Running => {
                if !(1..=libc::SIGRTMAX()).contains(&signal) {
                    return error(ShimErrorCode::BadRequest, format!("no signal {signal}"));
                }
                signal_init(container, signal);
                let at = Instant::now() + timeout;
                // A second stop may shorten the grace, never lengthen it.
                container.kill_at = Some(container.kill_at.map_or(at, |old| old.min(at)));
            }
            Phase::Exited(_) | Phase::Removing(_) => {}
        }
        Answer::Done
    }

    fn delete<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        name: &str,
    ) -> Option<Answer> {
        let (directory, state) = (self.container_directory(name), self.state());
        let Some(container) = self.containers.get_mut(name) else {
            return Some(Answer::Done);
        };
        match &container.phase {
            Phase::Removing(_) => {
                container.callers.push(caller);
                None
            }
            Phase::Exited(exit) => {
                let job = launch::remove(&directory, &state, &container.runtime_id, &self.group)
                    .and_then(|job| {
                        nonblocking(&job.report)?;
                        let token =
                            poller.add(&job.report, Source::Report(name.to_owned()).into())?;
                        Ok(Running {
                            job,
                            token,
                            line: Vec::new(),
                        })
                    });
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

    fn shipped<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, through: u64) -> Answer {
        if let Some(container) = self.containers.get_mut(name)
            && let Some(output) = &mut container.output
        {
            output.shipped(through);
            if !output.is_full() && container.watched.is_empty() {
                watch_output(poller, name, container);
            }
            return Answer::Done;
        }
        if !validate::is_name(name) {
            return unknown(name);
        }
        let spool = self.container_directory(name).join(SPOOL_DIR);
        match output::forget_shipped(&spool, through) {
            Ok(()) => Answer::Done,
            Err(cause) => error(
                ShimErrorCode::Storage,
                format!("cannot remove shipped records: {cause}"),
            ),
        }
    }

    fn exit(&mut self) -> Answer {
        let busy = self
            .containers
            .iter()
            .find(|(_, container)| container.is_alive() || container.job.is_some());
        if let Some((name, _)) = busy {
            let message = format!("container {name} is still there");
            return error(ShimErrorCode::BadRequest, message);
        }
        for (name, container) in &self.containers {
            let directory = self.container_directory(name);
            // What cannot be removed goes with the task directory.
            let _ = launch::remove_here(
                &directory,
                &self.state(),
                &container.runtime_id,
                &self.group,
            );
        }
        let _ = std::fs::remove_dir_all(self.state());
        self.group.remove();
        self.exiting = true;
        Answer::Done
    }

    fn flush_journal(&mut self) {
        self.journal_retry = match self.journal.flush() {
            Ok(_) => None,
            Err(_) => Some(Instant::now() + JOURNAL_RETRY),
        };
    }

    fn answer_all(&mut self, callers: Vec<Caller>, answer: &Answer) {
        self.answers
            .extend(callers.into_iter().map(|caller| (caller, answer.clone())));
    }
}

fn error(code: ShimErrorCode, message: String) -> Answer {
    Answer::Error(ShimError { code, message })
}

fn unknown(name: &str) -> Answer {
    error(ShimErrorCode::BadRequest, format!("no container {name}"))
}

/// The init process has not been waited for, so its number cannot mean anybody else.
fn signal_init(container: &Container, signal: i32) {
    if container.is_alive() && container.pid > 0 {
        // Real-time signals have numbers the enumeration does not know.
        match Signal::try_from(signal) {
            Ok(signal) => {
                let _ = kill(Pid::from_raw(container.pid.cast_signed()), signal);
            }
            Err(_) => sys::kill_raw(container.pid.cast_signed(), signal),
        }
    }
}

/// Tells a waiting init process to run its program.
fn notify(directory: &Path) -> io::Result<()> {
    // The path is too long for a socket address, so it goes through the open directory.
    let directory = std::fs::File::open(directory)?;
    let path = format!("/proc/self/fd/{}/{NOTIFY_FILE}", directory.as_raw_fd());
    let mut socket = UnixStream::connect(path)?;
    socket.write_all(b"start")?;
    Ok(())
}

fn nonblocking(fd: &OwnedFd) -> io::Result<()> {
    fcntl(fd, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
    Ok(())
}

/// A large pipe: the shim's end, which never blocks, and the container's.
fn output_pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (ours, theirs) = pipe2(OFlag::O_CLOEXEC)?;
    // Smaller ones work as well, if the host does not allow it.
    let _ = fcntl(&ours, FcntlArg::F_SETPIPE_SZ(PIPE_BYTES));
    nonblocking(&ours)?;
    Ok((ours, theirs))
}

fn watch_output<S: Wire>(poller: &mut Poller<S>, name: &str, container: &mut Container) {
    let Some(output) = &container.output else {
        return;
    };
    for stream in [Stream::Stdout, Stream::Stderr] {
        if let Some(pipe) = output.pipe(stream)
            && let Ok(token) = poller.add(pipe, Source::Output(name.to_owned(), stream).into())
        {
            container.watched.push((stream, token));
        }
    }
}

fn unwatch_output<S: Wire>(poller: &mut Poller<S>, container: &mut Container) {
    for (stream, token) in std::mem::take(&mut container.watched) {
        if let Some(pipe) = container
            .output
            .as_ref()
            .and_then(|output| output.pipe(stream))
        {
            poller.remove(pipe.as_fd(), token);
        }
    }
}

fn unwatch<S: Wire>(poller: &mut Poller<S>, container: &mut Container) {
    unwatch_output(poller, container);
    if let Some((status, token)) = container.status.take() {
        poller.remove(&status, token);
    }
}
