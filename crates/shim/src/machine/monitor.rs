//! The emulator's monitor: how a machine that waited is given its task's disks.

use std::fs::File;
use std::io::{self, IoSlice, Read as _};
use std::os::fd::{AsRawFd as _, RawFd};
use std::os::unix::net::UnixStream;

use berth_vmm::monitor::{Command, answer};
use nix::sys::socket::{ControlMessage, MsgFlags, UnixAddr, sendmsg};

use super::{Source, Wire};
use crate::poller::{Poller, Token};

/// An answer is never longer (bytes).
const LINE_BYTES_MAX: usize = 64 * 1024;

/// How far the emulator is with what it was told.
pub(super) enum Progress {
    Waiting,
    Done,
}

/// What is left to be said, and with which descriptors.
pub(super) struct Monitor {
    socket: UnixStream,
    token: Option<Token>,
    /// The next one first.
    commands: std::vec::IntoIter<Command>,
    disks: Vec<File>,
    heard: Vec<u8>,
}

impl Monitor {
    /// Says the first of these commands, whose descriptors are those of `disks`.
    pub(super) fn new<S: Wire>(
        socket: UnixStream,
        commands: Vec<Command>,
        disks: Vec<File>,
        poller: &mut Poller<S>,
    ) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        let mut this = Self {
            socket,
            token: None,
            commands: commands.into_iter(),
            disks,
            heard: Vec::new(),
        };
        this.say_next()?;
        this.token = Some(poller.add(&this.socket, Source::Monitor.into())?);
        Ok(this)
    }

    /// Takes what has come, and says what is next.
    ///
    /// # Errors
    /// Why the machine does not have its disks.
    pub(super) fn read(&mut self) -> Result<Progress, String> {
        let mut chunk = [0_u8; 4096];
        match self.socket.read(&mut chunk) {
            Ok(0) => return Err("its monitor has ended".to_owned()),
            Ok(length) => self.heard.extend_from_slice(&chunk[..length]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(format!("its monitor cannot be read: {error}")),
        }
        if self.heard.len() > LINE_BYTES_MAX {
            return Err("its monitor says too much".to_owned());
        }
        while let Some(end) = self.heard.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.heard.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line);
            let Some(answered) = answer(line.trim()) else {
                continue;
            };
            answered.map_err(|why| format!("it does not take its disks: {why}"))?;
            let said = self.say_next();
            if !said.map_err(|error| format!("its monitor cannot be told: {error}"))? {
                return Ok(Progress::Done);
            }
        }
        Ok(Progress::Waiting)
    }

    /// False if there is nothing left to say. A command is far smaller than what a socket takes at once.
    fn say_next(&mut self) -> io::Result<bool> {
        let Some(command) = self.commands.next() else {
            return Ok(false);
        };
        let line = command.line + "\n";
        let disk = command.descriptor.and_then(|at| self.disks.get(at));
        let passed: Vec<RawFd> = disk.iter().map(|disk| disk.as_raw_fd()).collect();
        let rights = [ControlMessage::ScmRights(&passed)];
        let rights = if passed.is_empty() { &[][..] } else { &rights };
        let parts = [IoSlice::new(line.as_bytes())];
        let fd = self.socket.as_raw_fd();
        let sent = sendmsg::<UnixAddr>(fd, &parts, rights, MsgFlags::MSG_NOSIGNAL, None)?;
        match sent == line.len() {
            true => Ok(true),
            false => Err(io::ErrorKind::WriteZero.into()),
        }
    }

    pub(super) fn close<S: Wire>(&mut self, poller: &mut Poller<S>) {
        if let Some(token) = self.token.take() {
            poller.remove(&self.socket, token);
        }
    }
}
