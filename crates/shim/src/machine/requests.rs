//! The agent's requests, on their way to the guest.

use std::time::{Duration, Instant};

use berth_link::guest::ToGuest;
use berth_link::shim::{
    Answer, ContainerSpec, ContainerStats, Envelope, LogSink, Request, ShimErrorCode,
};

use super::containers::{Container, Phase};
use super::{Machine, Progress, State, cannot};
use crate::answer::{error, forget_shipped, unknown};
use crate::container::Caller;
use crate::output::Output;
use crate::validate;

/// A container that was told to end has so much longer than its grace, in a machine that may be slow.
const KILL_PATIENCE: Duration = Duration::from_secs(30);

/// What was asked of the guest.
#[derive(Debug)]
pub(super) struct Asked {
    /// Who waits for the answer, if anybody.
    pub(super) caller: Option<Caller>,
    pub(super) what: What,
}

/// Which answers make sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Create(String),
    Start,
    Stop,
    Delete(String),
    Stats,
    /// So much of its output is wanted (bytes).
    Exec(u32),
}

impl Machine {
    /// Passes a request on, or answers it.
    pub(super) fn request(&mut self, caller: Caller, request: Request) -> Option<Answer> {
        match request {
            Request::Create { spec } => self.create(caller, *spec),
            Request::Stop {
                name,
                signal,
                timeout_ms,
            } => self.stop(caller, name, signal, timeout_ms),
            Request::Delete { name } => self.delete(caller, name),
            Request::LogsShipped { name, through } => Some(self.shipped(&name, through)),
            Request::Start { name } => {
                if !self.containers.contains_key(&name) {
                    return Some(unknown(&name));
                }
                self.ask(caller, What::Start, Request::Start { name })
            }
            Request::Stats { name } => match self.containers.get(&name) {
                None => Some(unknown(&name)),
                Some(container) if !container.is_alive() => {
                    Some(Answer::Stats(ContainerStats::default()))
                }
                Some(_) => self.ask(caller, What::Stats, Request::Stats { name }),
            },
            Request::Exec { spec } => {
                if !self.containers.contains_key(&spec.name) {
                    return Some(unknown(&spec.name));
                }
                let what = What::Exec(spec.output_bytes_max);
                self.ask(caller, what, Request::Exec { spec })
            }
            Request::Hello
            | Request::Subscribe { .. }
            | Request::Boot { .. }
            | Request::Halt
            | Request::Exit => None,
        }
    }

    /// Sends a request to the guest, if it is ready for any.
    fn ask(&mut self, caller: Caller, what: What, request: Request) -> Option<Answer> {
        let why = match &mut self.state {
            State::There(there) if matches!(there.progress, Progress::Ready) => {
                self.last_asked += 1;
                let id = self.last_asked;
                if there.channel.say(&ToGuest::Ask(Envelope { id, request })) {
                    let caller = Some(caller);
                    self.asked.insert(id, Asked { caller, what });
                    return None;
                }
                "the request is too long".to_owned()
            }
            State::There(_) => "the virtual machine is not ready".to_owned(),
            State::None => "the task has no virtual machine yet".to_owned(),
            State::Gone(why) => format!("the virtual machine has ended: {why}"),
        };
        Some(cannot(why))
    }

    fn create(&mut self, caller: Caller, mut spec: ContainerSpec) -> Option<Answer> {
        if let Err(message) = validate::spec(&spec, &self.cgroup_parent) {
            return Some(error(ShimErrorCode::BadRequest, message));
        }
        let name = spec.name.clone();
        let known = self.containers.get(&name).map(|container| {
            let same = container.runtime_id == spec.runtime_id;
            let over = matches!(container.phase, Phase::Exited(_));
            same && !(over && spec.run > container.run)
        });
        let sink = match spec.log {
            LogSink::None => LogSink::None,
            _ => LogSink::Host,
        };
        let sink = std::mem::replace(&mut spec.log, sink);
        // What happens to a container that is there is the guest's to say.
        if known != Some(true) {
            let there = matches!(&self.containers.get(&name), Some(it) if it.is_alive());
            if there {
                let message = format!("container {name} exists with another runtime id");
                return Some(error(ShimErrorCode::BadRequest, message));
            }
            let directory = self.container_directory(&name);
            let opened =
                std::fs::create_dir_all(&directory).and_then(|()| Output::fed(&sink, &directory));
            let output = match opened {
                Ok(output) => output,
                Err(cause) => {
                    let message = format!("cannot prepare {name}: {cause}");
                    return Some(error(ShimErrorCode::Storage, message));
                }
            };
            let (runtime_id, run) = (spec.runtime_id.clone(), spec.run);
            let answer = self.ask(
                caller,
                What::Create(name.clone()),
                Request::Create {
                    spec: Box::new(spec),
                },
            );
            if answer.is_none() {
                let made_at = self.there().and_then(|there| {
                    let ms = there.spec.create_timeout_ms;
                    (ms > 0).then(|| Instant::now() + Duration::from_millis(ms))
                });
                let container = Container::new(runtime_id, run, output, made_at);
                self.containers.insert(name, container);
            }
            return answer;
        }
        let spec = Box::new(spec);
        self.ask(caller, What::Create(name), Request::Create { spec })
    }

    fn stop(
        &mut self,
        caller: Caller,
        name: String,
        signal: i32,
        timeout_ms: u64,
    ) -> Option<Answer> {
        let Some(container) = self.containers.get_mut(&name) else {
            return Some(unknown(&name));
        };
        container.hasty |= signal == libc::SIGKILL && timeout_ms == 0;
        match container.phase {
            Phase::Exited(_) => return Some(Answer::Done),
            Phase::Draining(_) => {
                self.tell_exit_when_written(&name);
                return Some(Answer::Done);
            }
            Phase::Creating | Phase::Created | Phase::Running => {
                let at = Instant::now() + Duration::from_millis(timeout_ms) + KILL_PATIENCE;
                let sooner = container.gone_at.map_or(at, |old| old.min(at));
                container.gone_at = Some(sooner);
            }
        }
        let request = Request::Stop {
            name,
            signal,
            timeout_ms,
        };
        self.ask(caller, What::Stop, request)
    }

    fn delete(&mut self, caller: Caller, name: String) -> Option<Answer> {
        match self.containers.get(&name).map(|container| &container.phase) {
            None => Some(Answer::Done),
            Some(Phase::Exited(_)) => {
                if let State::There(_) = self.state {
                    let what = What::Delete(name.clone());
                    return self.ask(caller, what, Request::Delete { name });
                }
                // What it left has gone with the machine.
                self.containers.remove(&name);
                Some(Answer::Done)
            }
            Some(_) => Some(error(
                ShimErrorCode::BadRequest,
                format!("container {name} is running"),
            )),
        }
    }

    fn shipped(&mut self, name: &str, through: u64) -> Answer {
        if let Some(container) = self.containers.get_mut(name)
            && let Some(output) = &mut container.output
        {
            output.shipped(through);
            if matches!(container.phase, Phase::Draining(_)) {
                self.tell_exit_when_written(name);
            } else {
                self.acknowledge(name);
            }
            return Answer::Done;
        }
        forget_shipped(&self.directory, name, through)
    }
}
