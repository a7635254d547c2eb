//! The guest's end of the channel.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::fd::AsFd as _;
use std::path::Path;
use std::time::Instant;

use berth_link::guest::{
    Begin, Frame, FromGuest, GuestDecoder, PORT_NAME, ToGuest, encode_message, encode_output,
};
use berth_link::shim::{Answer, ContainerStats, GUEST_TASK, ShimError, ShimErrorCode, StorageUse};
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::SigSet;
use nix::sys::signalfd::{SfdFlags, SignalFd};
use nix::sys::statvfs::statvfs;

use super::events::Events;
use crate::container::Caller;
use crate::engine::{self, Engine};
use crate::output::Stream;
use crate::poller::{Poller, Token};
use crate::server::Served as _;
use crate::sys;

const READ_BYTES: usize = 64 * 1024;
/// The guest's clock may be off by so much (ms) before it is set.
const CLOCK_TOLERANCE_MS: u64 = 500;

#[derive(Clone, Debug)]
enum Source {
    Children,
    Port,
    Engine(engine::Source),
}

impl From<engine::Source> for Source {
    fn from(source: engine::Source) -> Self {
        Self::Engine(source)
    }
}

/// The port, and what is on its way through it.
pub(super) struct Port {
    file: File,
    decoder: GuestDecoder,
    out: Vec<u8>,
}

impl Port {
    /// Finds the port by its name.
    pub(super) fn open(events: &Events) -> io::Result<Self> {
        let device = events.wait_for("the channel", || {
            let ports = match fs::read_dir("/sys/class/virtio-ports") {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                ports => ports?,
            };
            for entry in ports {
                let entry = entry?;
                let name = fs::read_to_string(entry.path().join("name")).unwrap_or_default();
                let device = Path::new("/dev").join(entry.file_name());
                if name.trim() == PORT_NAME && device.exists() {
                    return Ok(Some(device));
                }
            }
            Ok(None)
        })?;
        let file = File::options().read(true).write(true).open(device)?;
        Ok(Self {
            file,
            decoder: GuestDecoder::default(),
            out: Vec::new(),
        })
    }

    /// What the host says first.
    pub(super) fn begin(&mut self) -> io::Result<Box<Begin>> {
        loop {
            match self.next()? {
                Some(Frame::Message(ToGuest::Begin(begin))) => {
                    fcntl(&self.file, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
                    return Ok(begin);
                }
                Some(_) => return Err(io::Error::other("the host does not begin")),
                None => {
                    // Before the host's end is connected, reading says so by an end.
                    let mut wait = [PollFd::new(self.file.as_fd(), PollFlags::POLLIN)];
                    match poll(&mut wait, PollTimeout::NONE) {
                        Ok(_) | Err(Errno::EINTR) => {}
                        Err(error) => return Err(error.into()),
                    }
                    self.read()?;
                }
            }
        }
    }

    fn next(&mut self) -> io::Result<Option<Frame<ToGuest>>> {
        self.decoder.next_frame().map_err(io::Error::other)
    }

    /// Takes what has come. There is no end: the host's end lives as long as the machine.
    fn read(&mut self) -> io::Result<()> {
        let mut chunk = [0_u8; READ_BYTES];
        match self.file.read(&mut chunk) {
            Ok(0) => Err(io::Error::other("the host has closed the channel")),
            Ok(length) => {
                self.decoder.push(&chunk[..length]);
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Puts a message behind what is on its way.
    pub(super) fn say(&mut self, message: &FromGuest) -> io::Result<()> {
        encode_message(message, &mut self.out).map_err(io::Error::other)
    }

    fn write(&mut self) -> io::Result<()> {
        let mut written = 0;
        let outcome = loop {
            if written == self.out.len() {
                break Ok(());
            }
            match self.file.write(&self.out[written..]) {
                Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                Ok(length) => written += length,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break Ok(()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        self.out.drain(..written);
        self.out.shrink_to(READ_BYTES);
        outcome
    }

    /// Sends everything, however long that takes.
    pub(super) fn flush_blocking(&mut self) -> io::Result<()> {
        fcntl(&self.file, FcntlArg::F_SETFL(OFlag::empty()))?;
        self.write()
    }
}

/// Serves to the end of the machine.
pub(super) fn serve(mut port: Port, mut engine: Engine, signals: &SigSet) -> io::Result<()> {
    let children = SignalFd::with_flags(signals, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?;
    let mut poller: Poller<Source> = Poller::new()?;
    poller.add(&children, Source::Children)?;
    let token = poller.add(&port.file, Source::Port)?;
    let mut told = Told {
        token,
        next_entry: 1,
        health: 0,
        waits_to_write: false,
    };
    // What the host has sent behind its beginning.
    take_requests(&mut port, &mut engine, &mut poller)?;
    loop {
        told.send(&mut port, &mut engine, &poller)?;
        let now = Instant::now();
        let timeout = engine
            .next_deadline()
            .map(|at| at.saturating_duration_since(now));
        for source in poller.wait(timeout)? {
            match source {
                Source::Children => {
                    while let Ok(Some(_)) = children.read_signal() {}
                    engine.on_children(&mut poller);
                }
                Source::Port => {
                    port.read()?;
                    take_requests(&mut port, &mut engine, &mut poller)?;
                }
                Source::Engine(source) => engine.on_ready(&mut poller, &source),
            }
        }
        engine.on_time(&mut poller, Instant::now());
    }
}

fn take_requests(
    port: &mut Port,
    engine: &mut Engine,
    poller: &mut Poller<Source>,
) -> io::Result<()> {
    while let Some(frame) = port.next()? {
        let Frame::Message(message) = frame else {
            return Err(io::Error::other("the host sends output"));
        };
        match message {
            ToGuest::Begin(_) => return Err(io::Error::other("the host begins again")),
            ToGuest::Ask(envelope) => {
                let caller = Caller {
                    connection: 0,
                    id: envelope.id,
                };
                engine.handle(poller, caller, envelope.request, None);
            }
            ToGuest::Taken { name, bytes } => engine.taken(poller, &name, bytes),
            ToGuest::Ping { now_ms } => {
                if sys::now_ms().abs_diff(now_ms) > CLOCK_TOLERANCE_MS {
                    sys::set_clock(now_ms)?;
                }
                port.say(&FromGuest::Alive)?;
            }
        }
    }
    Ok(())
}

/// What the host has been told.
struct Told {
    token: Token,
    next_entry: u64,
    health: u64,
    waits_to_write: bool,
}

impl Told {
    /// Output first, so that nothing of it comes after an exit; then entries, so that an answer is
    /// never ahead of what it is about.
    fn send(
        &mut self,
        port: &mut Port,
        engine: &mut Engine,
        poller: &Poller<Source>,
    ) -> io::Result<()> {
        for (name, stream, bytes) in engine.take_unsent() {
            encode_output(&name, stream == Stream::Stderr, &bytes, &mut port.out)
                .map_err(io::Error::other)?;
        }
        for entry in engine.entries_from(self.next_entry) {
            port.say(&FromGuest::Entry(entry.clone()))?;
            self.next_entry = entry.number + 1;
        }
        let newest = engine.health_version();
        if newest > self.health {
            for (name, run, health) in engine.health_since(self.health) {
                port.say(&FromGuest::Health { name, run, health })?;
            }
            self.health = newest;
        }
        for (caller, answer) in engine.take_answers() {
            let id = caller.id;
            let answer = match answer {
                Answer::Stats(stats) => Answer::Stats(of_machine(stats)),
                other => other,
            };
            if port.say(&FromGuest::Reply { id, answer }).is_err() {
                let answer = Answer::Error(ShimError {
                    code: ShimErrorCode::BadRequest,
                    message: "the answer is too long".to_owned(),
                });
                port.say(&FromGuest::Reply { id, answer })?;
            }
        }
        port.write()?;
        let waits = !port.out.is_empty();
        if waits != self.waits_to_write {
            self.waits_to_write = waits;
            poller.want_write(&port.file, self.token, waits);
        }
        Ok(())
    }
}

/// With what containers have in common in here: the network and the disk.
fn of_machine(stats: ContainerStats) -> ContainerStats {
    let disk = statvfs(&Path::new(GUEST_TASK).join("containers")).ok();
    let storage = disk.map(|disk| {
        let block = disk.fragment_size();
        StorageUse {
            used_bytes: disk.blocks().saturating_sub(disk.blocks_free()) * block,
            total_bytes: disk.blocks() * block,
        }
    });
    ContainerStats {
        network: crate::stats::network(std::process::id()),
        storage,
        ..stats
    }
}
