//! What the guest says: believed as far as it was asked for.

use std::time::Instant;

use berth_link::guest::{Frame, FromGuest, LAST_BYTES, ToGuest, WINDOW_BYTES};
use berth_link::shim::{
    Answer, ContainerStats, Entry, EntryEvent, Executed, Exit, Health, MAX_EXEC_OUTPUT, ShimError,
};

use super::containers::Phase;
use super::requests::What;
use super::{DISK_RETRY, Machine, Progress, State, Wire, cannot};
use crate::output::Stream;
use crate::poller::Poller;
use crate::sys;

/// Reads of the channel before others get their turn.
const READS_AT_ONCE: usize = 16;
/// A reason from a guest is cut at so many bytes.
const TEXT_BYTES_MAX: usize = 4096;
/// Names in a figure that has names: disks, interfaces, kinds of memory.
const NAMES_MAX: usize = 256;
/// The guest is told what was taken when it is this much (bytes).
const ACKNOWLEDGE_BYTES: u64 = WINDOW_BYTES / 4;

impl Machine {
    /// Takes what the guest has said.
    pub(super) fn hear<S: Wire>(&mut self, poller: &mut Poller<S>) {
        for _ in 0..READS_AT_ONCE {
            let Some(there) = self.there() else { return };
            let more = there.channel.read();
            loop {
                let Some(there) = self.there() else { return };
                let frame = match there.channel.next() {
                    Ok(Some(frame)) => frame,
                    Ok(None) => break,
                    Err(error) => {
                        let why = format!("it sends what makes no sense: {error}");
                        self.lose(poller, &why);
                        return;
                    }
                };
                there.heard = Instant::now();
                if let Err(why) = self.on_frame(frame) {
                    self.lose(poller, &why);
                    return;
                }
            }
            if !more {
                break;
            }
        }
        // An end that was heard stays readable for ever; the process's end follows.
        if let Some(there) = self.there()
            && there.channel.is_broken()
        {
            there.channel.close(poller);
            let pid = there.pid;
            sys::kill_raw(pid, libc::SIGKILL);
        }
    }

    /// Passes on what is to be told to the guest.
    pub(super) fn send<S: Wire>(&mut self, poller: &mut Poller<S>) {
        let sent = match self.there() {
            Some(there) => there.channel.send(poller),
            None => Ok(()),
        };
        if let Err(why) = sent {
            self.lose(poller, &why);
        }
    }

    /// An error is what the guest must not do; the machine is then of no use.
    fn on_frame(&mut self, frame: Frame<FromGuest>) -> Result<(), String> {
        let message = match frame {
            Frame::Output {
                name,
                stderr,
                bytes,
            } => return self.output(&name, stderr, &bytes),
            Frame::Message(message) => message,
        };
        match message {
            FromGuest::Ready => {
                let now = Instant::now();
                let Some(there) = self.there() else {
                    return Ok(());
                };
                there.next_ping = now;
                // The time to boot was not the task's.
                let quota_us = there.spec.cpu_quota_us;
                let was = std::mem::replace(&mut there.progress, Progress::Ready);
                if let Progress::Booting { callers, .. } = was {
                    let capped = self.group.cap(quota_us);
                    capped.map_err(|error| format!("its share cannot be set: {error}"))?;
                    let answers = callers.into_iter().map(|caller| (caller, Answer::Done));
                    self.answers.extend(answers);
                }
                Ok(())
            }
            // It was told what to do before it was there.
            FromGuest::Waiting => Ok(()),
            FromGuest::Failed { message } => Err(text(message)),
            FromGuest::Reply { id, answer } => {
                self.reply(id, answer);
                Ok(())
            }
            FromGuest::Entry(entry) => {
                self.entry(entry);
                Ok(())
            }
            FromGuest::Health { name, run, health } => {
                self.health(&name, run, health);
                Ok(())
            }
            FromGuest::Alive => Ok(()),
        }
    }

    fn output(&mut self, name: &str, stderr: bool, bytes: &[u8]) -> Result<(), String> {
        let Some(container) = self.containers.get_mut(name).filter(|it| it.is_alive()) else {
            return Ok(());
        };
        let Some(output) = &mut container.output else {
            return Ok(());
        };
        container.owed += bytes.len() as u64;
        if container.owed > WINDOW_BYTES + LAST_BYTES {
            return Err(format!("it sends more output of {name} than it may"));
        }
        let stream = if stderr {
            Stream::Stderr
        } else {
            Stream::Stdout
        };
        output.feed(stream, bytes);
        if output.is_refused() {
            self.output_retry
                .get_or_insert_with(|| Instant::now() + DISK_RETRY);
        }
        self.acknowledge(name);
        Ok(())
    }

    /// Lets the guest send more of a container's output, if there is room for it.
    pub(super) fn acknowledge(&mut self, name: &str) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let full = container.output.as_ref().is_some_and(|it| it.is_full());
        if full || container.owed < ACKNOWLEDGE_BYTES {
            return;
        }
        let bytes = std::mem::take(&mut container.owed);
        if let State::There(there) = &mut self.state {
            there.channel.say(&ToGuest::Taken {
                name: name.to_owned(),
                bytes,
            });
        }
    }

    /// Tries again to write what the disk refused, and goes on where it takes it.
    pub(super) fn retry_output(&mut self) {
        let names: Vec<String> = self.containers.keys().cloned().collect();
        for name in names {
            let Some(container) = self.containers.get_mut(&name) else {
                continue;
            };
            let Some(output) = &mut container.output else {
                continue;
            };
            if !output.is_refused() {
                continue;
            }
            output.retry();
            if matches!(container.phase, Phase::Draining(_)) {
                self.tell_exit_when_written(&name);
            } else if output.is_refused() {
                self.output_retry = Some(Instant::now() + DISK_RETRY);
            } else {
                self.acknowledge(&name);
            }
        }
    }

    fn entry(&mut self, entry: Entry) {
        let name = entry.name;
        let Some(container) = self.containers.get_mut(&name) else {
            return;
        };
        match (entry.event, &container.phase) {
            (EntryEvent::Created { .. }, Phase::Creating) => {
                container.phase = Phase::Created;
                let (runtime_id, run) = (container.runtime_id.clone(), container.run);
                let event = EntryEvent::Created {
                    pid: self.pid(),
                    runtime_id,
                    run,
                };
                self.journal.note(&name, event);
                self.flush_journal();
            }
            (EntryEvent::Started, Phase::Created) => {
                container.phase = Phase::Running;
                self.journal.note(&name, EntryEvent::Started);
                self.flush_journal();
            }
            (EntryEvent::Exited(exit), Phase::Created | Phase::Running) => {
                let exit = Exit {
                    code: exit.code.clamp(0, 255),
                    oom_killed: exit.oom_killed,
                    start_error: exit.start_error.map(text),
                    shim_lost: false,
                    at_ms: sys::now_ms(),
                };
                self.ended(&name, exit);
            }
            // Nothing that could be true.
            _ => {}
        }
    }

    /// A container has ended; nothing it wrote comes any more.
    pub(super) fn ended(&mut self, name: &str, exit: Exit) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        if let Some(output) = &mut container.output {
            output.finish(&mut []);
        }
        container.health = None;
        container.gone_at = None;
        container.phase = Phase::Draining(exit);
        self.tell_exit_when_written(name);
    }

    /// Notes the exit of a container as soon as all it wrote is in the spool.
    pub(super) fn tell_exit_when_written(&mut self, name: &str) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let refused = container.output.as_ref().is_some_and(|it| it.is_refused());
        if refused && !container.hasty {
            self.output_retry
                .get_or_insert_with(|| Instant::now() + DISK_RETRY);
            return;
        }
        let Phase::Draining(exit) = container.phase.clone() else {
            return;
        };
        container.output = None;
        container.phase = Phase::Exited(exit.clone());
        self.journal.note(name, EntryEvent::Exited(exit));
        self.flush_journal();
    }

    fn health(&mut self, name: &str, run: u32, health: Health) {
        let next = self.last_health + 1;
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        if container.run != run || container.phase != Phase::Running {
            return;
        }
        let health = Health {
            status: health.status,
            since_ms: sys::now_ms(),
            exit_code: health.exit_code.map(|code| code.clamp(-1, 255)),
            output: text(health.output),
        };
        container.health = Some((health, next));
        self.last_health = next;
    }

    fn reply(&mut self, id: u64, answer: Answer) {
        let Some(asked) = self.asked.remove(&id) else {
            return;
        };
        let pid = self.pid();
        let answer = match (answer, &asked.what) {
            (Answer::Created { .. }, What::Create(name)) if self.exists(name) => {
                Answer::Created { pid }
            }
            (Answer::Done, What::Start | What::Stop) => Answer::Done,
            (Answer::Done, What::Delete(name)) => {
                self.containers.remove(name);
                Answer::Done
            }
            (Answer::Stats(stats), What::Stats) => Answer::Stats(bounded(stats)),
            (Answer::Executed(executed), What::Exec(most)) => {
                Answer::Executed(cut(executed, (*most).min(MAX_EXEC_OUTPUT)))
            }
            (Answer::Error(error), what) => {
                if let What::Create(name) = what {
                    self.not_made(name);
                }
                Answer::Error(ShimError {
                    code: error.code,
                    message: text(error.message),
                })
            }
            (_, what) => {
                if let What::Create(name) = what {
                    self.not_made(name);
                }
                cannot("the virtual machine gave a strange answer".to_owned())
            }
        };
        if let Some(caller) = asked.caller {
            self.answers.push((caller, answer));
        }
    }

    fn exists(&self, name: &str) -> bool {
        let container = self.containers.get(name);
        container.is_some_and(|container| container.phase != Phase::Creating)
    }

    /// The guest has nothing of a container that was asked for.
    fn not_made(&mut self, name: &str) {
        if !self.exists(name) {
            self.containers.remove(name);
        }
    }
}

/// A guest's text, cut, and on a line of its own.
fn text(text: String) -> String {
    let mut text: String = text
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    let end = (0..=TEXT_BYTES_MAX.min(text.len())).rev();
    let end = end.into_iter().find(|at| text.is_char_boundary(*at));
    text.truncate(end.unwrap_or(0));
    text
}

fn cut(mut executed: Executed, most: u32) -> Executed {
    let most = most as usize;
    if executed.output.len() > most {
        let end = (0..=most)
            .rev()
            .find(|at| executed.output.is_char_boundary(*at));
        executed.output.truncate(end.unwrap_or(0));
        executed.truncated = true;
    }
    Executed {
        exit_code: executed.exit_code.clamp(-1, 255),
        ..executed
    }
}

fn bounded(mut stats: ContainerStats) -> ContainerStats {
    let long = |name: &String| name.len() <= 64;
    stats.memory_stat.retain(|name, _| long(name));
    stats.disks.retain(|name, _| long(name));
    stats.network.retain(|name, _| long(name));
    while stats.memory_stat.len() > NAMES_MAX {
        stats.memory_stat.pop_last();
    }
    while stats.disks.len() > NAMES_MAX {
        stats.disks.pop_last();
    }
    while stats.network.len() > NAMES_MAX {
        stats.network.pop_last();
    }
    stats
}
