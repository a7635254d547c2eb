//! Requests in, answers and journal entries out: everything but the wire.
//!
//! The engine never waits. What takes time happens in forked children, and each step goes on when a
//! descriptor becomes readable, a child ends, or a deadline passes; whoever owns the wire (a unix
//! socket here, a virtio port inside a microVM) brings those events in and takes the answers out.

mod exec;
mod health;
mod logs;
mod making;
mod running;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use berth_link::shim::{
    Answer, ContainerState, Entry, EntryEvent, Health, JOURNAL_NAME, Request, ShimErrorCode,
};
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::mount::{MntFlags, umount2};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use crate::answer::{error, unknown};
use crate::cgroup::{Cap, TaskGroup};
use crate::container::{Caller, Container, lost};
use crate::holder;
use crate::journal::{DISK_RETRY, Journal};
use crate::launch;
use crate::output::Stream;
use crate::poller::Poller;
use crate::server::Served;
use crate::sys;

pub(crate) use health::Watch;

/// What a descriptor the engine watches stands for; the name is the container's.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A child's report.
    Report(String),
    /// The program has been started, or could not be.
    Control(String),
    /// Output.
    Output(String, Stream),
    /// What a command in a container writes; its number.
    Command(u64),
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
    /// Nothing is gained by bringing several entries to the disk at once.
    journal_in_memory: bool,
    /// When what was noted has to be brought to the disk, at once or once more.
    journal_due: Option<Instant>,
    /// The task's groups are to be made before they are needed: once the agent has been answered, and is
    /// busy itself.
    groups_due: Option<Instant>,
    /// Some container's lines wait for the disk.
    output_retry: Option<Instant>,
    containers: BTreeMap<String, Container>,
    answers: Vec<(Caller, Answer)>,
    /// What containers that have ended wrote last, for the host.
    unsent: Vec<(String, Stream, Vec<u8>)>,
    buffer: Vec<u8>,
    /// Commands that run beside programs, by their numbers.
    commands: BTreeMap<u64, exec::Running>,
    last_command: u64,
    leftovers: Vec<exec::Leftover>,
    /// How often the health of some container has changed.
    last_health: u64,
    exiting: bool,
    /// Keeps namespaces that containers share.
    holder: Option<i32>,
    /// Containers that were killed and have not ended, and the task's cap meanwhile.
    killed: BTreeSet<String>,
    cap: Option<Cap>,
}

impl Engine {
    /// Takes over the task directory (an absolute path). Whatever a former shim left running is
    /// killed and noted as lost.
    pub(crate) fn open(task_id: &str, directory: &Path, cgroup_parent: &str) -> io::Result<Self> {
        let group = TaskGroup::new(cgroup_parent)?;
        let mut journal = Journal::open(&directory.join(JOURNAL_NAME))?;
        group.kill_all();
        let lost = lost();
        let mut containers = BTreeMap::new();
        for (name, known) in journal.containers() {
            let container = match known.state {
                ContainerState::Exited(exit) => Container::exited(known.runtime_id, 0, exit),
                ContainerState::Created { pid } | ContainerState::Running { pid } => {
                    journal.note(&name, EntryEvent::Exited(lost.clone()));
                    Container::exited(known.runtime_id, pid, lost.clone())
                }
            };
            let run = known.run;
            let container = Container { run, ..container };
            containers.insert(name, container);
        }
        journal.flush()?;
        Ok(Self {
            task_id: task_id.to_owned(),
            directory: directory.to_owned(),
            cgroup_parent: cgroup_parent.to_owned(),
            group,
            journal,
            journal_in_memory: false,
            journal_due: None,
            groups_due: None,
            output_retry: None,
            containers,
            answers: Vec::new(),
            unsent: Vec::new(),
            buffer: Vec::new(),
            commands: BTreeMap::new(),
            last_command: 0,
            leftovers: Vec::new(),
            last_health: 0,
            exiting: false,
            holder: None,
            killed: BTreeSet::new(),
            cap: None,
        })
    }

    /// The same, of a task whose directory is in memory: every entry is told before the answer that
    /// goes with it.
    pub(crate) fn in_memory(self) -> Self {
        Self {
            journal_in_memory: true,
            ..self
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
            // A container's first process may have ended before it was heard that it is one.
            let made = self.containers.get(&name);
            if made.is_some_and(|one| one.is_alive() && one.pid.cast_signed() == pid) {
                self.init_ended(poller, &name, code);
            }
            return;
        }
        if let Some(number) = self.command_of(pid) {
            self.command_ended(poller, number, code);
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
            None if self.holder == Some(pid) => self.holder = None,
            None => {}
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
            runs: self
                .containers
                .iter()
                .map(|(name, container)| (name.clone(), container.run))
                .collect(),
            machine: false,
        }
    }

    fn container_directory(&self, name: &str) -> PathBuf {
        self.directory.join("containers").join(name)
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
            let _ = launch::remove_here(&directory, &container.runtime_id, &self.group);
        }
        if self.holder.take().is_some() {
            self.group.kill_all();
            let _ = umount2(&self.directory.join(holder::SHM), MntFlags::MNT_DETACH);
        }
        self.group.remove();
        self.exiting = true;
        Answer::Done
    }

    /// These containers were killed: until they have ended the task has no cap of processor time.
    fn hurry(&mut self, killed: Vec<String>) {
        if !killed.is_empty() && self.cap.is_none() {
            self.cap = self.group.uncap();
        }
        self.killed.extend(killed);
    }

    /// A container has ended, and with the last that was killed the hurry.
    fn need_not_hurry(&mut self, name: &str) {
        self.killed.remove(name);
        if self.killed.is_empty()
            && let Some(cap) = self.cap.take()
        {
            cap.restore();
        }
    }

    fn flush_journal(&mut self) {
        self.journal_due = match self.journal.flush() {
            Ok(_) => None,
            Err(_) => Some(Instant::now() + DISK_RETRY),
        };
    }

    fn answer_all(&mut self, callers: Vec<Caller>, answer: &Answer) {
        self.answers
            .extend(callers.into_iter().map(|caller| (caller, answer.clone())));
    }
}

impl Served for Engine {
    type Source = Source;

    fn handle<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        request: Request,
        _passed: Option<OwnedFd>,
    ) {
        let answer = match request {
            Request::Hello => Some(self.hello()),
            // The wire does the sending.
            Request::Subscribe { .. } => {
                if self.containers.is_empty() {
                    self.groups_due = Some(Instant::now());
                }
                Some(Answer::Done)
            }
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
                Some(container) => {
                    let pid = Some(container.pid).filter(|_| container.own_network);
                    Answer::Stats(self.group.stats(&container.runtime_id, pid))
                }
                None => unknown(&name),
            }),
            Request::Exec { spec } => self.exec(poller, caller, &spec),
            Request::Halt => Some(Answer::Done),
            Request::Boot { .. } => Some(error(
                ShimErrorCode::BadRequest,
                "this task has no virtual machine".to_owned(),
            )),
            Request::Exit => Some(self.exit()),
        };
        if let Some(answer) = answer {
            self.answers.push((caller, answer));
        }
    }

    fn take_answers(&mut self) -> Vec<(Caller, Answer)> {
        std::mem::take(&mut self.answers)
    }

    fn entries_from(&self, number: u64) -> &[Entry] {
        self.journal.from(number)
    }

    fn is_exiting(&self) -> bool {
        self.exiting
    }

    fn next_deadline(&self) -> Option<Instant> {
        let kills = self
            .containers
            .values()
            .filter_map(|container| container.kill_at);
        kills
            .chain(self.journal_due)
            .chain(self.output_retry)
            .chain(self.groups_due)
            .chain(self.next_command())
            .chain(self.next_check())
            .min()
    }

    fn on_time<S: Wire>(&mut self, poller: &mut Poller<S>, now: Instant) {
        let mut killed = Vec::new();
        for (name, container) in &mut self.containers {
            if container.kill_at.is_some_and(|at| at <= now) {
                container.kill_at = None;
                signal_init(container, libc::SIGKILL);
                killed.push(name.clone());
            }
        }
        self.hurry(killed);
        if self.journal_due.is_some_and(|at| at <= now) {
            self.flush_journal();
        }
        if self.output_retry.is_some_and(|at| at <= now) {
            self.output_retry = None;
            self.retry_output(poller);
        }
        if self.groups_due.take().is_some() && !self.exiting {
            // What goes wrong is told to the container that needs them.
            let _ = self.group.make_ahead();
        }
        self.end_late_commands(now);
        self.begin_checks(poller, now);
    }

    fn on_ready<S: Wire>(&mut self, poller: &mut Poller<S>, source: &Source) {
        match source {
            Source::Report(name) => self.read_report(poller, name, false),
            Source::Control(name) => self.read_control(poller, name),
            Source::Output(name, stream) => self.read_output(poller, name, *stream),
            Source::Command(number) => self.read_command(poller, *number),
        }
    }

    fn on_children<S: Wire>(&mut self, poller: &mut Poller<S>) {
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
    }

    fn health_since(&self, version: u64) -> Vec<(String, u32, Health)> {
        self.healths_since(version)
    }

    fn health_version(&self) -> u64 {
        self.last_health
    }
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

fn nonblocking(fd: &OwnedFd) -> io::Result<()> {
    fcntl(fd, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
    Ok(())
}

fn unwatch<S: Wire>(poller: &mut Poller<S>, container: &mut Container) {
    logs::unwatch_output(poller, container);
    if let Some((control, token)) = container.control.take() {
        poller.remove(&control, token);
    }
}
