//! The wire of a shim on a host: a unix socket in the task directory, several callers at once.

use std::collections::BTreeMap;
use std::io::{self, IoSliceMut, Write};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::time::Instant;

use berth_link::shim::{
    Answer, Entry, Envelope, FrameDecoder, Health, Message, Request, encode_frame,
};
use nix::sys::signal::{SigSet, Signal};
use nix::sys::signalfd::{SfdFlags, SignalFd};
use nix::sys::socket::{ControlMessageOwned, MsgFlags, UnixAddr, recvmsg};

use crate::container::Caller;
use crate::poller::{Poller, Token};
use crate::sys;

/// Bytes a caller may leave unread before it is cut off; it can come back and subscribe again.
const BACKLOG_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Bytes read from a caller at once.
const READ_BYTES: usize = 64 * 1024;
/// Callers at once.
const CONNECTIONS_MAX: usize = 64;

/// What a shim serves: the containers of a task, wherever they are. It never waits; whoever owns the
/// wire brings events in and takes answers out.
pub(crate) trait Served {
    /// What a descriptor that it watches stands for.
    type Source: Clone;

    /// Starts on a request, with the descriptor that was passed along if there was one; the answer
    /// comes out of [`Served::take_answers`], now or later.
    fn handle<S: Clone + From<Self::Source>>(
        &mut self,
        poller: &mut Poller<S>,
        caller: Caller,
        request: Request,
        passed: Option<OwnedFd>,
    );

    /// A watched descriptor can be read.
    fn on_ready<S: Clone + From<Self::Source>>(
        &mut self,
        poller: &mut Poller<S>,
        source: &Self::Source,
    );

    /// Children have ended.
    fn on_children<S: Clone + From<Self::Source>>(&mut self, poller: &mut Poller<S>);

    /// Does what is due.
    fn on_time<S: Clone + From<Self::Source>>(&mut self, poller: &mut Poller<S>, now: Instant);

    /// When [`Served::on_time`] wants to be called.
    fn next_deadline(&self) -> Option<Instant>;

    /// The answers that have become ready.
    fn take_answers(&mut self) -> Vec<(Caller, Answer)>;

    /// The journal's entries from `number` on; all of them are on disk.
    fn entries_from(&self, number: u64) -> &[Entry];

    /// The health of containers that has changed since this version: name, run, health.
    fn health_since(&self, version: u64) -> Vec<(String, u32, Health)>;

    /// The version of the newest change of a container's health.
    fn health_version(&self) -> u64;

    /// Whether [`Request::Exit`] was granted.
    fn is_exiting(&self) -> bool;
}

#[derive(Clone, Debug)]
enum Source<E> {
    Children,
    Listener,
    Connection(u64),
    Served(E),
}

/// Sources of what is served, and the wire's own: a poller's `S` needs the conversion from `E` alone.
#[derive(Clone, Debug)]
struct Event<E>(Source<E>);

impl<E> From<E> for Event<E> {
    fn from(source: E) -> Self {
        Self(Source::Served(source))
    }
}

struct Connection {
    stream: UnixStream,
    token: Token,
    decoder: FrameDecoder,
    /// What was passed along with bytes and belongs to no request yet; the newest only.
    passed: Option<OwnedFd>,
    out: Vec<u8>,
    /// The journal number to send next, once subscribed.
    next_entry: Option<u64>,
    /// The newest change of a container's health that was sent.
    told_health: u64,
    /// The poller reports when it can be written to.
    waits_to_write: bool,
    broken: bool,
}

/// Serves until an exit is granted and all has been answered.
///
/// # Errors
/// If the kernel refuses to wait for events.
pub(crate) fn serve<E: Served>(
    mut engine: E,
    listener: &UnixListener,
    signals: &SigSet,
) -> io::Result<()> {
    let children = SignalFd::with_flags(signals, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?;
    let mut poller: Poller<Event<E::Source>> = Poller::new()?;
    poller.add(&children, Event(Source::Children))?;
    listener.set_nonblocking(true)?;
    poller.add(listener, Event(Source::Listener))?;
    let mut connections = Connections::default();
    loop {
        let now = Instant::now();
        let timeout = engine
            .next_deadline()
            .map(|at| at.saturating_duration_since(now));
        for source in poller.wait(timeout)? {
            match source.0 {
                Source::Children => {
                    while let Ok(Some(signal)) = children.read_signal() {
                        debug_assert_eq!(signal.ssi_signo, Signal::SIGCHLD as u32);
                    }
                    engine.on_children(&mut poller);
                }
                Source::Listener => connections.accept(listener, &mut poller),
                Source::Connection(number) => {
                    connections.read(number, &mut engine, &mut poller);
                }
                Source::Served(source) => engine.on_ready(&mut poller, &source),
            }
        }
        // Answers first: what is due now may take the disk's time.
        connections.send(&mut engine, &mut poller);
        engine.on_time(&mut poller, Instant::now());
        connections.send(&mut engine, &mut poller);
        if engine.is_exiting() && connections.all_sent() {
            return Ok(());
        }
    }
}

#[derive(Default)]
struct Connections {
    open: BTreeMap<u64, Connection>,
    next: u64,
}

impl Connections {
    fn accept<E: Clone>(&mut self, listener: &UnixListener, poller: &mut Poller<Event<E>>) {
        while let Ok((stream, _)) = listener.accept() {
            let number = self.next;
            if self.open.len() >= CONNECTIONS_MAX || stream.set_nonblocking(true).is_err() {
                continue;
            }
            let Ok(token) = poller.add(&stream, Event(Source::Connection(number))) else {
                continue;
            };
            self.next += 1;
            let connection = Connection {
                stream,
                token,
                decoder: FrameDecoder::default(),
                passed: None,
                out: Vec::new(),
                next_entry: None,
                told_health: 0,
                waits_to_write: false,
                broken: false,
            };
            self.open.insert(number, connection);
        }
    }

    fn read<E: Served>(
        &mut self,
        number: u64,
        engine: &mut E,
        poller: &mut Poller<Event<E::Source>>,
    ) {
        let Some(connection) = self.open.get_mut(&number) else {
            return;
        };
        let mut chunk = vec![0_u8; READ_BYTES];
        match connection.receive(&mut chunk) {
            Ok(0) => connection.broken = true,
            Ok(length) => connection.decoder.push(&chunk[..length]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return,
            Err(_) => connection.broken = true,
        }
        loop {
            match connection.decoder.next_message::<Envelope>() {
                Ok(Some(envelope)) => {
                    if let Request::Subscribe { from } = &envelope.request {
                        connection.next_entry = Some((*from).max(1));
                        connection.told_health = 0;
                    }
                    let caller = Caller {
                        connection: number,
                        id: envelope.id,
                    };
                    let passed = match envelope.request {
                        Request::Boot { .. } => connection.passed.take(),
                        _ => None,
                    };
                    engine.handle(poller, caller, envelope.request, passed);
                }
                Ok(None) => return,
                // The stream can no longer be cut into frames, so there is nobody to answer.
                Err(_) => {
                    connection.broken = true;
                    return;
                }
            }
        }
    }

    /// Passes answers and entries on, as far as the callers take them.
    fn send<E: Served>(&mut self, engine: &mut E, poller: &mut Poller<Event<E::Source>>) {
        for (caller, answer) in engine.take_answers() {
            if let Some(connection) = self.open.get_mut(&caller.connection) {
                connection.reply(caller.id, answer);
            }
        }
        for connection in self.open.values_mut() {
            connection.send_entries(engine);
            connection.send_health(engine);
            connection.write();
            let waits = !connection.out.is_empty();
            if waits != connection.waits_to_write {
                connection.waits_to_write = waits;
                poller.want_write(&connection.stream, connection.token, waits);
            }
        }
        self.open.retain(|_, connection| {
            if connection.broken {
                poller.remove(&connection.stream, connection.token);
            }
            !connection.broken
        });
    }

    fn all_sent(&self) -> bool {
        self.open
            .values()
            .all(|connection| connection.out.is_empty())
    }
}

/// Reads bytes, and the descriptor that comes with them if one does.
pub(crate) fn receive(
    stream: &UnixStream,
    chunk: &mut [u8],
) -> io::Result<(usize, Option<OwnedFd>)> {
    let mut room = nix::cmsg_space!([i32; 1]);
    let mut parts = [IoSliceMut::new(chunk)];
    let flags = MsgFlags::MSG_CMSG_CLOEXEC;
    let fd = stream.as_raw_fd();
    let message = recvmsg::<UnixAddr>(fd, &mut parts, Some(&mut room), flags)?;
    let mut passed = None;
    for control in message.cmsgs()? {
        if let ControlMessageOwned::ScmRights(descriptors) = control {
            passed = descriptors.into_iter().map(sys::adopt).next_back();
        }
    }
    Ok((message.bytes, passed))
}

impl Connection {
    /// Reads bytes, and a descriptor that comes with them.
    fn receive(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        let (length, passed) = receive(&self.stream, chunk)?;
        if passed.is_some() {
            self.passed = passed;
        }
        Ok(length)
    }

    fn reply(&mut self, id: u64, answer: Answer) {
        self.push(&Message::Reply { id, answer });
    }

    fn send_entries(&mut self, engine: &impl Served) {
        let Some(next) = self.next_entry else { return };
        for entry in engine.entries_from(next) {
            self.push(&Message::Entry(entry.clone()));
            self.next_entry = Some(entry.number + 1);
        }
    }

    /// After the entries: a health is that of a run that was told of.
    fn send_health(&mut self, engine: &impl Served) {
        let newest = engine.health_version();
        if self.next_entry.is_none() || self.told_health >= newest {
            return;
        }
        for (name, run, health) in engine.health_since(self.told_health) {
            self.push(&Message::Health { name, run, health });
        }
        self.told_health = newest;
    }

    fn push(&mut self, message: &Message) {
        let sent = encode_frame(message, &mut self.out);
        self.broken |= sent.is_err() || self.out.len() > BACKLOG_BYTES_MAX;
    }

    fn write(&mut self) {
        while !self.out.is_empty() && !self.broken {
            match self.stream.write(&self.out) {
                Ok(0) => self.broken = true,
                Ok(length) => {
                    self.out.drain(..length);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => self.broken = true,
            }
        }
        self.out.shrink_to(4096);
    }
}
