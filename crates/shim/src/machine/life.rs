//! The life of a task's machine: its start, at most once more, and its end, which is for good.

use std::io;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use berth_link::guest::{Begin, HEARTBEAT_MS, PROTOCOL, ToGuest};
use berth_link::shim::{Answer, MachineSpec, ShimErrorCode};
use nix::sys::wait::waitpid;
use nix::unistd::Pid;

use super::channel::Channel;
use super::console::Console;
use super::containers::Phase;
use super::{Machine, Progress, State, There, Wire, cannot, emulator, error};
use crate::container::Caller;
use crate::poller::Poller;
use crate::sys;

/// A guest that has said nothing for so long does not work any more.
const SILENCE_MAX: Duration = Duration::from_secs(40);
/// So often a machine that does not become ready is started.
const ATTEMPTS: u32 = 2;

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
                if spec.interface.is_some() != tap.is_some() {
                    let text = "an interface and its descriptor come together";
                    return Some(error(ShimErrorCode::BadRequest, text.to_owned()));
                }
                match self.start(poller, spec, tap, 1, vec![caller]) {
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
        let born = emulator::start(&spec, tap.as_ref(), &self.directory, &self.group)?;
        let mut channel = Channel::new(born.channel, poller)?;
        let console = Console::new(born.console, &self.directory, poller)?;
        channel.say(&ToGuest::Begin(Box::new(Begin {
            protocol: PROTOCOL,
            task_id: self.task_id.clone(),
            cgroup_parent: self.cgroup_parent.clone(),
            hostname: spec.hostname.clone(),
            now_ms: sys::now_ms(),
            images: u32::try_from(spec.images.len()).unwrap_or(u32::MAX),
            storage: spec.storage,
            interface: spec.interface.clone(),
        })));
        let now = Instant::now();
        let deadline = now + Duration::from_millis(spec.ready_timeout_ms);
        self.state = State::There(Box::new(There {
            spec,
            tap,
            pid: born.pid,
            channel,
            console,
            progress: Progress::Booting {
                deadline,
                attempt,
                callers,
            },
            heard: now,
            next_ping: now,
        }));
        Ok(())
    }

    /// The machine is of no use any more: it is ended, and what was in it has ended. One that was
    /// never ready is started once more.
    pub(super) fn lose<S: Wire>(&mut self, poller: &mut Poller<S>, why: &str) {
        self.end(poller, why, true);
    }

    /// The task has ended, and its machine is not needed any more.
    pub(super) fn halt<S: Wire>(&mut self, poller: &mut Poller<S>) -> Answer {
        let why = "the task has ended";
        self.end(poller, why, false);
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
        if let State::There(there) = std::mem::replace(&mut self.state, State::None) {
            sys::kill_raw(there.pid, libc::SIGKILL);
            let _ = waitpid(Pid::from_raw(there.pid), None);
            if let Progress::Booting { callers, .. } = there.progress {
                let answer = cannot("the task is being removed".to_owned());
                self.answers
                    .extend(callers.into_iter().map(|caller| (caller, answer.clone())));
            }
        }
        self.group.kill_all();
        self.group.remove();
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
