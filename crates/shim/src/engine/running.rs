//! What happens to a container between its creation and its removal.

use std::io;
use std::time::{Duration, Instant};

use berth_link::shim::{Answer, EntryEvent, Exit, ShimErrorCode};
use nix::errno::Errno;

use super::{DISK_RETRY, Engine, Wire, error, signal_init, unknown, unwatch};
use crate::container::{Caller, Container, Phase};
use crate::output::{Output, READ_BYTES};
use crate::poller::Poller;
use crate::program::StartFailure;
use crate::sys;

impl Engine {
    pub(super) fn start<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        name: &str,
    ) -> Option<Answer> {
        let Some(container) = self.containers.get_mut(name) else {
            return Some(unknown(name));
        };
        match &container.phase {
            Phase::Creating => Some(error(
                ShimErrorCode::BadRequest,
                format!("container {name} is still being made"),
            )),
            Phase::Created => {
                if let Err(cause) = notify(container) {
                    // It has died; its exit is on the way and says how.
                    let message = format!("cannot start the container: {cause}");
                    return Some(error(ShimErrorCode::CannotStart, message));
                }
                container.phase = Phase::Starting;
                container.callers.push(caller);
                self.read_control(poller, name);
                None
            }
            Phase::Starting => {
                container.callers.push(caller);
                None
            }
            Phase::Running => Some(Answer::Done),
            Phase::Draining(exit) | Phase::Exited(exit) | Phase::Removing(exit) => {
                Some(match &exit.start_error {
                    Some(message) => error(ShimErrorCode::CannotStart, message.clone()),
                    None => Answer::Done,
                })
            }
        }
    }

    /// The init process has become the program, said why it could not, or is gone.
    pub(super) fn read_control<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let Some((control, token)) = &container.control else {
            return;
        };
        let mut text = vec![0_u8; 4096];
        let length = match nix::unistd::read(control, &mut text) {
            Ok(length) => length,
            Err(Errno::EAGAIN | Errno::EINTR) => return,
            Err(_) => 0,
        };
        poller.remove(control, *token);
        container.control = None;
        if let Ok(failure) = serde_json::from_slice::<StartFailure>(&text[..length]) {
            container.start_failure = Some(failure);
        }
        if container.phase == Phase::Starting && container.start_failure.is_none() {
            container.phase = Phase::Running;
            let callers = std::mem::take(&mut container.callers);
            self.watch_health(name);
            self.journal.note(name, EntryEvent::Started);
            self.flush_journal();
            self.answer_all(callers, &Answer::Done);
        }
    }

    pub(super) fn init_ended<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, code: i32) {
        self.read_control(poller, name);
        self.buffer.resize(READ_BYTES, 0);
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        unwatch(poller, container);
        if container.shares_pid {
            self.group.kill_container(&container.runtime_id);
        }
        if let Some(output) = &mut container.output {
            output.finish(&mut self.buffer);
        }
        let failure = container.start_failure.as_ref();
        let exit = Exit {
            code: failure.map_or(code, |failure| failure.exit_code),
            oom_killed: self.group.oom_kills(&container.runtime_id) > 0,
            start_error: failure.map(|failure| failure.error.message.clone()),
            shim_lost: false,
            at_ms: sys::now_ms(),
        };
        container.ports.clear();
        container.stdin = None;
        container.kill_at = None;
        container.watch = None;
        container.phase = Phase::Draining(exit);
        self.end_commands(name);
        self.need_not_hurry(name);
        self.tell_exit_when_written(name);
    }

    /// Notes the exit of a container that has ended as soon as all it wrote is in the spool.
    pub(super) fn tell_exit_when_written(&mut self, name: &str) {
        let waits = |container: &Container| {
            let output = container.output.as_ref();
            !container.hasty && output.is_some_and(Output::is_refused)
        };
        match self.containers.get(name) {
            Some(container) if waits(container) => {
                self.output_retry
                    .get_or_insert_with(|| Instant::now() + DISK_RETRY);
            }
            _ => self.tell_exit(name),
        }
    }

    /// Notes the exit; lines that are not written are lost.
    fn tell_exit(&mut self, name: &str) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let Phase::Draining(exit) = container.phase.clone() else {
            return;
        };
        if let Some(mut output) = container.output.take() {
            let unsent = output.take_unsent().into_iter();
            let unsent = unsent.map(|(stream, bytes)| (name.to_owned(), stream, bytes));
            self.unsent.extend(unsent);
        }
        container.phase = Phase::Exited(exit.clone());
        let failure = container.start_failure.take();
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

    pub(super) fn stop(&mut self, name: &str, signal: i32, timeout: Duration) -> Answer {
        let Some(container) = self.containers.get_mut(name) else {
            return unknown(name);
        };
        container.hasty |= signal == libc::SIGKILL && timeout.is_zero();
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
                if signal == libc::SIGKILL {
                    self.hurry(vec![name.to_owned()]);
                }
            }
            Phase::Draining(_) => self.tell_exit_when_written(name),
            Phase::Exited(_) | Phase::Removing(_) => {}
        }
        Answer::Done
    }
}

/// Tells a waiting first process to run its program.
fn notify(container: &Container) -> io::Result<()> {
    match &container.control {
        Some((control, _)) => {
            nix::unistd::write(control, b"!")?;
            Ok(())
        }
        None => Err(io::Error::other("its first process has ended")),
    }
}
