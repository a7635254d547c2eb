//! A task in a virtual machine: requests of the agent's in, answers and journal entries out, the
//! containers themselves on the other side of a channel.
//!
//! What the agent sees is what [`Engine`](crate::engine::Engine) shows of a task on the host: the
//! same requests, a journal on the host's disk, output in the host's spool. The guest runs that very
//! engine and says what happens; nothing of what it says is believed that was not asked for. A
//! machine that ends, or does not answer, is never replaced once it was ready: its containers have
//! ended with it.

mod ahead;
mod channel;
mod console;
mod containers;
mod emulator;
mod life;
mod monitor;
mod news;
mod requests;
mod root;
mod scratch;

use std::collections::BTreeMap;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Instant;

use berth_link::shim::{
    Answer, ContainerState, Entry, EntryEvent, Health, JOURNAL_NAME, MachineSpec, Request,
    ShimErrorCode,
};
use nix::errno::Errno;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};

use crate::answer::error;
use crate::cgroup::TaskGroup;
use crate::container::{Caller, lost};
use crate::journal::{DISK_RETRY, Journal};
use crate::poller::Poller;
use crate::server::Served;
pub(crate) use ahead::Ahead;
use channel::Channel;
use console::Console;
use containers::Container;
use monitor::Monitor;
use requests::Asked;

/// What a descriptor the machine watches stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// The guest says something, or can be told something.
    Channel,
    /// The guest's kernel, or the emulator, says something to people.
    Console,
    /// The emulator answers.
    Monitor,
}

/// What the owner of the wire waits for: sources of its own, and the machine's.
pub(crate) trait Wire: Clone + From<Source> {}

impl<S: Clone + From<Source>> Wire for S {}

/// One task whose containers are in a virtual machine.
pub(crate) struct Machine {
    task_id: String,
    directory: PathBuf,
    cgroup_parent: String,
    group: TaskGroup,
    journal: Journal,
    journal_retry: Option<Instant>,
    output_retry: Option<Instant>,
    containers: BTreeMap<String, Container>,
    answers: Vec<(Caller, Answer)>,
    state: State,
    /// What was started before there was the task, until the task's machine is wanted.
    ahead: Option<Ahead>,
    /// Where the machine waited: all of it is gone, unless it ended just when the task took it over.
    waited_in: Option<TaskGroup>,
    /// Requests that the guest has not answered, by their numbers on the channel.
    asked: BTreeMap<u64, Asked>,
    last_asked: u64,
    last_health: u64,
    exiting: bool,
}

/// How far the machine is.
enum State {
    /// Nobody asked for one.
    None,
    /// There is one.
    There(Box<There>),
    /// There was one; why there is none now.
    Gone(String),
}

/// A machine that runs.
struct There {
    spec: MachineSpec,
    tap: Option<OwnedFd>,
    pid: i32,
    channel: Channel,
    console: Console,
    /// While a machine that waited is given its disks.
    monitor: Option<Monitor>,
    progress: Progress,
    /// When the guest said something last.
    heard: Instant,
    next_ping: Instant,
}

enum Progress {
    /// It has not said that it is ready.
    Booting {
        deadline: Instant,
        attempt: u32,
        callers: Vec<Caller>,
    },
    Ready,
}

impl Machine {
    /// Takes over the task directory (an absolute path). Whatever a former shim left running is
    /// killed and noted as lost.
    pub(crate) fn open(task_id: &str, directory: &Path, cgroup_parent: &str) -> io::Result<Self> {
        let group = TaskGroup::new(cgroup_parent)?;
        let mut journal = Journal::open(&directory.join(JOURNAL_NAME))?;
        group.kill_all();
        let mut containers = BTreeMap::new();
        let mut state = State::None;
        for (name, known) in journal.containers() {
            let exit = match known.state {
                ContainerState::Exited(exit) => exit,
                ContainerState::Created { .. } | ContainerState::Running { .. } => {
                    let lost = lost();
                    journal.note(&name, EntryEvent::Exited(lost.clone()));
                    lost
                }
            };
            let container = Container::exited(known.runtime_id, known.run, exit);
            containers.insert(name, container);
            state = State::Gone("its shim ended, and the machine with it".to_owned());
        }
        journal.flush()?;
        Ok(Self {
            task_id: task_id.to_owned(),
            directory: directory.to_owned(),
            cgroup_parent: cgroup_parent.to_owned(),
            group,
            journal,
            journal_retry: None,
            output_retry: None,
            containers,
            answers: Vec::new(),
            state,
            ahead: None,
            waited_in: None,
            asked: BTreeMap::new(),
            last_asked: 0,
            last_health: 0,
            exiting: false,
        })
    }

    /// The task's machine may be what was started ahead.
    pub(crate) fn has_ahead(&mut self, ahead: Ahead) {
        self.ahead = Some(ahead);
    }

    fn there(&mut self) -> Option<&mut There> {
        match &mut self.state {
            State::There(there) => Some(there),
            State::None | State::Gone(_) => None,
        }
    }

    fn container_directory(&self, name: &str) -> PathBuf {
        self.directory.join("containers").join(name)
    }

    fn hello(&self) -> Answer {
        let pid = self.pid();
        let all = self.containers.iter();
        let states = all.filter_map(|(name, it)| Some((name.clone(), it.state(pid)?)));
        let all = self.containers.iter();
        Answer::Hello {
            task_id: self.task_id.clone(),
            pid: std::process::id(),
            next_entry: self.journal.next_number(),
            containers: states.collect(),
            runs: all.map(|(name, it)| (name.clone(), it.run)).collect(),
            machine: !matches!(self.state, State::None),
        }
    }

    /// The process that has all of the task's.
    fn pid(&self) -> u32 {
        match &self.state {
            State::There(there) => there.pid.cast_unsigned(),
            State::None | State::Gone(_) => 0,
        }
    }

    fn flush_journal(&mut self) {
        self.journal_retry = match self.journal.flush() {
            Ok(_) => None,
            Err(_) => Some(Instant::now() + DISK_RETRY),
        };
    }
}

impl Served for Machine {
    type Source = Source;

    fn handle<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        request: Request,
        passed: Option<OwnedFd>,
    ) {
        let answer = match request {
            Request::Boot { machine } => self.boot(poller, caller, *machine, passed),
            Request::Hello => Some(self.hello()),
            Request::Subscribe { .. } => Some(Answer::Done),
            Request::Halt => Some(self.halt(poller)),
            Request::Exit => Some(self.exit()),
            request => self.request(caller, request),
        };
        if let Some(answer) = answer {
            self.answers.push((caller, answer));
        }
        self.send(poller);
    }

    fn on_ready<S: Wire>(&mut self, poller: &mut Poller<S>, source: &Source) {
        match source {
            Source::Channel => self.hear(poller),
            Source::Monitor => self.on_monitor(poller),
            Source::Console => {
                if let Some(there) = self.there()
                    && !there.console.read()
                {
                    there.console.close(poller);
                }
            }
        }
        self.send(poller);
    }

    fn on_children<S: Wire>(&mut self, poller: &mut Poller<S>) {
        loop {
            let (pid, how) = match waitpid(None, Some(WaitPidFlag::WNOHANG)) {
                Ok(WaitStatus::Exited(pid, code)) => (pid, format!("exit code {code}")),
                Ok(WaitStatus::Signaled(pid, signal, _)) => (pid, format!("{signal}")),
                Ok(WaitStatus::StillAlive) | Err(Errno::ECHILD) => break,
                Ok(_) | Err(Errno::EINTR) => continue,
                Err(_) => break,
            };
            if let Some(ahead) = &mut self.ahead {
                ahead.lost(pid.as_raw());
            }
            if self.there().is_some_and(|there| there.pid == pid.as_raw()) {
                // What it sent last is true: an exit before a machine's end is an exit.
                self.hear(poller);
                self.lose(poller, &format!("the emulator has ended ({how})"));
            }
        }
        self.send(poller);
    }

    fn on_time<S: Wire>(&mut self, poller: &mut Poller<S>, now: Instant) {
        if self.journal_retry.is_some_and(|at| at <= now) {
            self.flush_journal();
        }
        if self.output_retry.is_some_and(|at| at <= now) {
            self.output_retry = None;
            self.retry_output();
        }
        let late = self.containers.iter().find_map(|(name, container)| {
            let (at, what) = container.deadline()?;
            (at <= now).then(|| format!("container {name} {what}"))
        });
        if let Some(why) = late {
            self.lose(poller, &why);
        }
        self.look_after(poller, now);
        self.send(poller);
    }

    fn next_deadline(&self) -> Option<Instant> {
        let deadlines = self.containers.values().filter_map(Container::deadline);
        let deadlines = deadlines.map(|(at, _)| at);
        deadlines
            .chain(self.journal_retry)
            .chain(self.output_retry)
            .chain(self.next_look())
            .min()
    }

    fn take_answers(&mut self) -> Vec<(Caller, Answer)> {
        std::mem::take(&mut self.answers)
    }

    fn entries_from(&self, number: u64) -> &[Entry] {
        self.journal.from(number)
    }

    fn health_since(&self, version: u64) -> Vec<(String, u32, Health)> {
        let all = self.containers.iter();
        let news = all.filter_map(|(name, container)| {
            let (health, changed) = container.health.as_ref()?;
            (*changed > version).then(|| (name.clone(), container.run, health.clone()))
        });
        news.collect()
    }

    fn health_version(&self) -> u64 {
        self.last_health
    }

    fn is_exiting(&self) -> bool {
        self.exiting
    }
}

fn cannot(message: String) -> Answer {
    error(ShimErrorCode::CannotCreate, message)
}
