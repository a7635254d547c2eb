//! Waits for file descriptors, each known by what it is instead of by a number.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::AsFd;
use std::time::Duration;

use nix::errno::Errno;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};

/// Descriptors reported at once.
const BATCH: usize = 64;

/// Handed out when a descriptor is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Token(u64);

/// Level-triggered readiness of descriptors that stand for sources `S`.
#[derive(Debug)]
pub(crate) struct Poller<S> {
    epoll: Epoll,
    sources: BTreeMap<Token, S>,
    next: u64,
}

impl<S: Clone> Poller<S> {
    pub(crate) fn new() -> io::Result<Self> {
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
        Ok(Self {
            epoll,
            sources: BTreeMap::new(),
            next: 0,
        })
    }

    /// Reports `source` whenever `fd` can be read (or has ended).
    pub(crate) fn add(&mut self, fd: impl AsFd, source: S) -> io::Result<Token> {
        let token = Token(self.next);
        self.next += 1;
        self.epoll
            .add(fd, EpollEvent::new(EpollFlags::EPOLLIN, token.0))?;
        self.sources.insert(token, source);
        Ok(token)
    }

    /// Whether writability is reported as well.
    pub(crate) fn want_write(&self, fd: impl AsFd, token: Token, wanted: bool) {
        let mut flags = EpollFlags::EPOLLIN;
        flags.set(EpollFlags::EPOLLOUT, wanted);
        let _ = self.epoll.modify(fd, &mut EpollEvent::new(flags, token.0));
    }

    /// To be called before the descriptor is closed.
    pub(crate) fn remove(&mut self, fd: impl AsFd, token: Token) {
        let _ = self.epoll.delete(fd);
        self.sources.remove(&token);
    }

    /// The sources ready, at least one unless the time is over.
    pub(crate) fn wait(&self, timeout: Option<Duration>) -> io::Result<Vec<S>> {
        let timeout = match timeout {
            None => EpollTimeout::NONE,
            // Rounded up, or the last millisecond would be spent turning around.
            Some(timeout) => {
                let milliseconds = timeout.as_millis().saturating_add(1);
                EpollTimeout::try_from(milliseconds).unwrap_or(EpollTimeout::MAX)
            }
        };
        let mut events = [EpollEvent::empty(); BATCH];
        let count = match self.epoll.wait(&mut events, timeout) {
            Ok(count) => count,
            Err(Errno::EINTR) => 0,
            Err(error) => return Err(error.into()),
        };
        let ready = events[..count].iter();
        Ok(ready
            .filter_map(|event| self.sources.get(&Token(event.data())).cloned())
            .collect())
    }
}
