//! The life of a task's machine: its start, at most twice more, and its end, which is for good.

use std::io::{self, Write as _};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use berth_link::guest::{Begin, HEARTBEAT_MS, PROTOCOL, ToGuest};
use berth_link::shim::{Answer, MachineSpec, ShimErrorCode};
use nix::sys::wait::waitpid;
use nix::unistd::Pid;

use super::ahead::{self, Waiting};
use super::channel::Channel;
use super::console::Console;
use super::containers::Phase;
use super::emulator::{self, Born, With};
use super::monitor::{self, Monitor};
use super::{Machine, Progress, State, There, Wire, cannot, error, scratch};
use crate::container::Caller;
use crate::poller::Poller;
use crate::sys;

/// A guest that has said nothing for so long does not work any more.
const SILENCE_MAX: Duration = Duration::from_secs(40);
/// So often a machine that does not become ready is started.
const ATTEMPTS: u32 = 3;

impl Machine {
    pub(super) fn boot<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        spec: MachineSpec,
        tap: Option<OwnedFd>,
    ) -> Option<Answer> {
        match &mut self.state {
            State::There(there) => match &mut there.progress {
                Progress::Booting { callers, .. } => {
                    callers.push(caller);
                    None
                }
                Progress::Ready => Some(Answer::Done),
            },
            State::Gone(why) => Some(cannot(format!("the virtual machine has ended: {why}"))),
            State::None => {
                let (tap, waiting) = match (self.ahead.take(), tap) {
                    (Some(ahead), None) if spec.interface.is_some() => {
                        let (tap, waiting) = ahead.for_task(&spec);
                        (Some(tap), waiting)
                    }
                    (ahead, tap) => {
                        // It has another interface than the one that the task is to have.
                        if let Some(ahead) = ahead {
                            ahead.end();
                        }
                        (tap, None)
                    }
                };
                if spec.interface.is_some() != tap.is_some() {
                    let text = "an interface and its descriptor come together";
                    return Some(error(ShimErrorCode::BadRequest, text.to_owned()));
                }
                let started = match waiting {
                    None => self.start(poller, spec, tap, 1, vec![caller]),
                    Some(waiting) => self.go_on(poller, waiting, spec, tap, caller),
                };
                match started {
                    Ok(()) => None,
                    Err(cause) => {
                        let text = format!("cannot start the virtual machine: {cause}");
                        Some(cannot(text))
                    }
                }
            }
        }
    }

    /// Starts the emulator, and tells the guest what it will read first.
    fn start<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        spec: MachineSpec,
        tap: Option<OwnedFd>,
        attempt: u32,
        callers: Vec<Caller>,
    ) -> io::Result<()> {
        let with = With::Task { tap: tap.as_ref() };
        let Born {
            pid,
            channel,
            console,
            ..
        } = emulator::start(&spec, with, &self.directory, &self.group)?;
        let mut channel = Channel::new(channel)?;
        channel.watch(poller)?;
        let mut console = Console::new(console, &self.directory)?;
        console.watch(poller)?;
        channel.say(&self.begin(&spec));
        self.state = there(spec, tap, (pid, channel, console), None, (attempt, callers));
        Ok(())
    }

    /// Has a machine that waited become the task's: its group, its disks, and what the guest reads
    /// first when it has those. One that cannot is replaced: nothing of the task was in it.
    fn go_on<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        mut waiting: Box<Waiting>,
        spec: MachineSpec,
        tap: Option<OwnedFd>,
        caller: Caller,
    ) -> io::Result<()> {
        self.waited_in = Some(waiting.group.clone());
        let taken = emulator::take_over(&spec, &self.group, &waiting.group);
        let watched = taken
            .and_then(|()| waiting.channel.watch(poller))
            .and_then(|()| waiting.console.watch(poller));
        if let Err(cause) = watched {
            waiting.channel.close(poller);
            waiting.console.close(poller);
            waiting.end();
            self.group.kill_all();
            let _ = writeln!(io::stderr(), "a machine that waited is of no use: {cause}");
            return self.start(poller, spec, tap, 1, vec![caller]);
        }
        ahead::leave(&waiting.directory, &self.directory);
        let Waiting {
            pid,
            channel,
            console,
            monitor,
            scratch: made,
            ..
        } = *waiting;
        let parts = (pid, channel, console);
        self.state = there(spec.clone(), tap, parts, None, (1, vec![caller]));
        let told = match made.storage == spec.storage {
            true => Ok(made),
            false => scratch::make(&self.directory, spec.storage, &spec.mkfs),
        }
        .and_then(|scratch| ahead::disks(&spec, scratch))
        .and_then(|(disks, files)| {
            let commands = berth_vmm::monitor::commands(&disks);
            Monitor::new(monitor, commands, files, poller)
        });
        match (told, self.there()) {
            (Ok(monitor), Some(there)) => there.monitor = Some(monitor),
            (Ok(_), None) => {}
            (Err(cause), _) => self.lose(poller, &format!("it cannot have its disks: {cause}")),
        }
        Ok(())
    }

    /// The emulator has said something of its disks: when it has all, the guest may begin.
    pub(super) fn on_monitor<S: Wire>(&mut self, poller: &mut Poller<S>) {
        let Some(there) = self.there() else { return };
        let Some(mut monitor) = there.monitor.take() else {
            return;
        };
        match monitor.read() {
            Ok(monitor::Progress::Waiting) => there.monitor = Some(monitor),
            Ok(monitor::Progress::Done) => {
                monitor.close(poller);
                let spec = there.spec.clone();
                let begin = self.begin(&spec);
                if let Some(there) = self.there() {
                    there.channel.say(&begin);
                }
            }
            Err(why) => {
                monitor.close(poller);
                self.lose(poller, &why);
            }
        }
    }

    /// What the guest reads first.
    fn begin(&self, spec: &MachineSpec) -> ToGuest {
        ToGuest::Begin(Box::new(Begin {
            protocol: PROTOCOL,
            task_id: self.task_id.clone(),
            cgroup_parent: self.cgroup_parent.clone(),
            hostname: spec.hostname.clone(),
            now_ms: sys::now_ms(),
            images: u32::try_from(spec.images.len()).unwrap_or(u32::MAX),
            storage: spec.storage,
            interface: spec.interface.clone(),
        }))
    }

    /// The machine is of no use any more: it is ended, and what was in it has ended. One that was
    /// never ready is started up to twice more.
    pub(super) fn lose<S: Wire>(&mut self, poller: &mut Poller<S>, why: &str) {
        self.end(poller, why, true);
    }

    /// The task has ended, and its machine is not needed any more.
    pub(super) fn halt<S: Wire>(&mut self, poller: &mut Poller<S>) -> Answer {
        let why = "the task has ended";
        self.end(poller, why, false);
        if let Some(ahead) = self.ahead.take() {
            ahead.end();
        }
        self.state = State::Gone(why.to_owned());
        self.group.kill_all();
        Answer::Done
    }

    fn end<S: Wire>(&mut self, poller: &mut Poller<S>, why: &str, may_try_again: bool) {
        let State::There(mut there) = std::mem::replace(&mut self.state, State::None) else {
            return;
        };
        sys::kill_raw(there.pid, libc::SIGKILL);
        there.console.read();
        there.console.close(poller);
        there.channel.close(poller);
        if let Some(monitor) = &mut there.monitor {
            monitor.close(poller);
        }
        let mut why = why.to_owned();
        if let Progress::Booting {
            attempt, callers, ..
        } = there.progress
        {
            let said = there.console.last_words();
            if !said.is_empty() {
                why = format!("{why}; it said: {said}");
            }
            if may_try_again && attempt < ATTEMPTS {
                // The old one holds memory until it is gone.
                self.group.kill_all();
                let started =
                    self.start(poller, there.spec, there.tap, attempt + 1, callers.clone());
                match started {
                    Ok(()) => return,
                    Err(cause) => why = format!("{why}; and not again: {cause}"),
                }
            }
            let answer = cannot(format!("the virtual machine did not become ready: {why}"));
            self.answers
                .extend(callers.into_iter().map(|caller| (caller, answer.clone())));
        }
        self.state = State::Gone(why.clone());
        for (_, asked) in std::mem::take(&mut self.asked) {
            if let Some(caller) = asked.caller {
                let text = format!("the virtual machine has ended: {why}");
                self.answers.push((caller, cannot(text)));
            }
        }
        let names: Vec<String> = self.containers.keys().cloned().collect();
        for name in names {
            match self.containers.get(&name).map(|container| &container.phase) {
                Some(Phase::Creating) => {
                    self.containers.remove(&name);
                }
                Some(Phase::Created | Phase::Running) => {
                    self.ended(&name, crate::container::lost())
                }
                Some(Phase::Draining(_) | Phase::Exited(_)) | None => {}
            }
        }
    }

    pub(super) fn exit(&mut self) -> Answer {
        let busy = self
            .containers
            .iter()
            .find(|(_, container)| container.is_alive());
        if let Some((name, _)) = busy {
            let message = format!("container {name} is still there");
            return error(ShimErrorCode::BadRequest, message);
        }
        if let Some(ahead) = self.ahead.take() {
            ahead.end();
        }
        if let State::There(there) = std::mem::replace(&mut self.state, State::None) {
            sys::kill_raw(there.pid, libc::SIGKILL);
            let _ = waitpid(Pid::from_raw(there.pid), None);
            if let Progress::Booting { callers, .. } = there.progress {
                let answer = cannot("the task is being removed".to_owned());
                self.answers
                    .extend(callers.into_iter().map(|caller| (caller, answer.clone())));
            }
        }
        for group in self.waited_in.iter().chain([&self.group]) {
            group.kill_all();
            group.remove();
        }
        self.exiting = true;
        Answer::Done
    }

    /// Whether the guest is ready in time, and lives.
    pub(super) fn look_after<S: Wire>(&mut self, poller: &mut Poller<S>, now: Instant) {
        let Some(there) = self.there() else { return };
        match there.progress {
            Progress::Booting { deadline, .. } if deadline <= now => {
                self.lose(poller, "it took too long");
            }
            Progress::Ready if now.duration_since(there.heard) >= SILENCE_MAX => {
                self.lose(poller, "it does not answer");
            }
            Progress::Ready if there.next_ping <= now => {
                there.next_ping = now + Duration::from_millis(HEARTBEAT_MS);
                there.channel.say(&ToGuest::Ping {
                    now_ms: sys::now_ms(),
                });
            }
            Progress::Booting { .. } | Progress::Ready => {}
        }
    }

    pub(super) fn next_look(&self) -> Option<Instant> {
        let State::There(there) = &self.state else {
            return None;
        };
        Some(match there.progress {
            Progress::Booting { deadline, .. } => deadline,
            Progress::Ready => there.next_ping.min(there.heard + SILENCE_MAX),
        })
    }
}

/// A machine that is booting, or that has booted and is told what it is to be.
fn there(
    spec: MachineSpec,
    tap: Option<OwnedFd>,
    (pid, channel, console): (i32, Channel, Console),
    monitor: Option<Monitor>,
    (attempt, callers): (u32, Vec<Caller>),
) -> State {
    let now = Instant::now();
    let deadline = now + Duration::from_millis(spec.ready_timeout_ms);
    State::There(Box::new(There {
        spec,
        tap,
        pid,
        channel,
        console,
        monitor,
        progress: Progress::Booting {
            deadline,
            attempt,
            callers,
        },
        heard: now,
        next_ping: now,
    }))
}
