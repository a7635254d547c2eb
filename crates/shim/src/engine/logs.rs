//! Output on its way from the pipes to where it is kept.

use std::os::fd::AsFd;
use std::time::Instant;

use berth_link::shim::Answer;

use super::{Engine, Source, Wire};
use crate::answer::forget_shipped;
use crate::container::{Container, Phase};
use crate::journal::DISK_RETRY;
use crate::output::{self, Progress, READ_BYTES, Stream};
use crate::poller::Poller;

/// Reads of one pipe before others get their turn.
const READS_AT_ONCE: usize = 4;

impl Engine {
    pub(super) fn read_output<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        name: &str,
        stream: Stream,
    ) {
        self.read_pipe(poller, name, stream);
        let output = self.containers.get(name).and_then(|it| it.output.as_ref());
        if output.is_some_and(output::Output::is_refused) {
            self.output_retry
                .get_or_insert_with(|| Instant::now() + DISK_RETRY);
        }
    }

    fn read_pipe<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, stream: Stream) {
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

    /// Tries again to write what the disk refused, and goes on where it takes it.
    pub(super) fn retry_output<S: Wire>(&mut self, poller: &mut Poller<S>) {
        let mut ended = Vec::new();
        for (name, container) in &mut self.containers {
            let Some(output) = &mut container.output else {
                continue;
            };
            if !output.is_refused() {
                continue;
            }
            output.retry();
            if matches!(container.phase, Phase::Draining(_)) {
                ended.push(name.clone());
            } else if output.is_refused() {
                self.output_retry = Some(Instant::now() + DISK_RETRY);
            } else if container.watched.is_empty() && !output.is_full() {
                watch_output(poller, name, container);
            }
        }
        for name in ended {
            self.tell_exit_when_written(&name);
        }
    }

    /// What containers wrote for the host since the last call, in order: name, stream, bytes.
    pub(crate) fn take_unsent(&mut self) -> Vec<(String, Stream, Vec<u8>)> {
        let mut all = std::mem::take(&mut self.unsent);
        for (name, container) in &mut self.containers {
            let Some(output) = &mut container.output else {
                continue;
            };
            let unsent = output.take_unsent().into_iter();
            all.extend(unsent.map(|(stream, bytes)| (name.clone(), stream, bytes)));
        }
        all
    }

    /// The host has taken so many bytes of a container's output.
    pub(crate) fn taken<S: Wire>(&mut self, poller: &mut Poller<S>, name: &str, bytes: u64) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let Some(output) = &mut container.output else {
            return;
        };
        output.taken(bytes);
        if !output.is_full() && container.watched.is_empty() && container.is_alive() {
            watch_output(poller, name, container);
        }
    }

    pub(super) fn shipped<S: Wire>(
        &mut self,
        poller: &mut Poller<S>,
        name: &str,
        through: u64,
    ) -> Answer {
        if let Some(container) = self.containers.get_mut(name)
            && let Some(output) = &mut container.output
        {
            output.shipped(through);
            if matches!(container.phase, Phase::Draining(_)) {
                self.tell_exit_when_written(name);
            } else if !output.is_full() && container.watched.is_empty() {
                watch_output(poller, name, container);
            }
            return Answer::Done;
        }
        forget_shipped(&self.directory, name, through)
    }
}

pub(super) fn watch_output<S: Wire>(poller: &mut Poller<S>, name: &str, container: &mut Container) {
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

pub(super) fn unwatch_output<S: Wire>(poller: &mut Poller<S>, container: &mut Container) {
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
