//! The wire of a shim on a host: a unix socket in the task directory, several callers at once.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::time::Instant;

use berth_link::shim::{Answer, Envelope, FrameDecoder, Message, Request, encode_frame};
use nix::sys::signal::{SigSet, Signal};
use nix::sys::signalfd::{SfdFlags, SignalFd};

use crate::container::Caller;
use crate::engine::{self, Engine};
use crate::poller::{Poller, Token};

/// Bytes a caller may leave unread before it is cut off; it can come back and subscribe again.
const BACKLOG_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Bytes read from a caller at once.
const READ_BYTES: usize = 64 * 1024;
/// Callers at once.
const CONNECTIONS_MAX: usize = 64;

#[derive(Clone, Debug)]
enum Source {
    Children,
    Listener,
    Connection(u64),
    Engine(engine::Source),
}

impl From<engine::Source> for Source {
    fn from(source: engine::Source) -> Self {
        Self::Engine(source)
    }
}

struct Connection {
    stream: UnixStream,
    token: Token,
    decoder: FrameDecoder,
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
pub(crate) fn serve(
    mut engine: Engine,
    listener: &UnixListener,
    signals: &SigSet,
) -> io::Result<()> {
    let children = SignalFd::with_flags(signals, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?;
    let mut poller: Poller<Source> = Poller::new()?;
    poller.add(&children, Source::Children)?;
    listener.set_nonblocking(true)?;
    poller.add(listener, Source::Listener)?;
    let mut connections = Connections::default();
    loop {
        let now = Instant::now();
        let timeout = engine
            .next_deadline()
            .map(|at| at.saturating_duration_since(now));
        for source in poller.wait(timeout)? {
            match source {
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
                Source::Engine(source) => engine.on_ready(&mut poller, &source),
            }
        }
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
    fn accept(&mut self, listener: &UnixListener, poller: &mut Poller<Source>) {
        while let Ok((stream, _)) = listener.accept() {
            let number = self.next;
            if self.open.len() >= CONNECTIONS_MAX || stream.set_nonblocking(true).is_err() {
                continue;
            }
            let Ok(token) = poller.add(&stream, Source::Connection(number)) else {
                continue;
            };
            self.next += 1;
            let connection = Connection {
                stream,
                token,
                decoder: FrameDecoder::default(),
                out: Vec::new(),
                next_entry: None,
                told_health: 0,
                waits_to_write: false,
                broken: false,
            };
            self.open.insert(number, connection);
        }
    }

    fn read(&mut self, number: u64, engine: &mut Engine, poller: &mut Poller<Source>) {
        let Some(connection) = self.open.get_mut(&number) else {
            return;
        };
        let mut chunk = vec![0_u8; READ_BYTES];
        match connection.stream.read(&mut chunk) {
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
                    engine.handle(poller, caller, envelope.request);
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
    fn send(&mut self, engine: &mut Engine, poller: &mut Poller<Source>) {
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

impl Connection {
    fn reply(&mut self, id: u64, answer: Answer) {
        self.push(&Message::Reply { id, answer });
    }

    fn send_entries(&mut self, engine: &Engine) {
        let Some(next) = self.next_entry else { return };
        for entry in engine.entries_from(next) {
            self.push(&Message::Entry(entry.clone()));
            self.next_entry = Some(entry.number + 1);
        }
    }

    /// After the entries: a health is that of a run that was told of.
    fn send_health(&mut self, engine: &Engine) {
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
