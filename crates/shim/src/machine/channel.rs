//! The host's end of the channel.

use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;

use berth_link::guest::{Frame, FromGuest, GuestDecoder, GuestFrameError, ToGuest, encode_message};

use super::{Source, Wire};
use crate::poller::{Poller, Token};

/// What a guest may leave unread (bytes) before it is of no use; secrets and requests are small.
const BACKLOG_BYTES_MAX: usize = 16 * 1024 * 1024;
const READ_BYTES: usize = 64 * 1024;

/// A socket whose other end is the guest's port.
pub(super) struct Channel {
    socket: UnixStream,
    token: Option<Token>,
    decoder: GuestDecoder,
    out: Vec<u8>,
    waits_to_write: bool,
    broken: bool,
}

impl Channel {
    pub(super) fn new(socket: UnixStream) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        Ok(Self {
            socket,
            token: None,
            decoder: GuestDecoder::default(),
            out: Vec::new(),
            waits_to_write: false,
            broken: false,
        })
    }

    /// From here on the poller tells of it.
    pub(super) fn watch<S: Wire>(&mut self, poller: &mut Poller<S>) -> io::Result<()> {
        self.token = Some(poller.add(&self.socket, Source::Channel.into())?);
        Ok(())
    }

    /// Reads once; false if there is nothing to read.
    pub(super) fn read(&mut self) -> bool {
        let mut chunk = [0_u8; READ_BYTES];
        match self.socket.read(&mut chunk) {
            Ok(0) => {
                // The emulator's end, which its process will tell of.
                self.broken = true;
                false
            }
            Ok(length) => {
                self.decoder.push(&chunk[..length]);
                true
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => false,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => true,
            Err(_) => {
                self.broken = true;
                false
            }
        }
    }

    pub(super) fn next(&mut self) -> Result<Option<Frame<FromGuest>>, GuestFrameError> {
        self.decoder.next_frame()
    }

    /// Puts a message behind what is on its way; false if it cannot be sent.
    pub(super) fn say(&mut self, message: &ToGuest) -> bool {
        encode_message(message, &mut self.out).is_ok()
    }

    /// Sends what can be sent. An error means that the guest does not listen.
    pub(super) fn send<S: Wire>(&mut self, poller: &Poller<S>) -> Result<(), String> {
        let mut written = 0;
        while written < self.out.len() && !self.broken {
            match self.socket.write(&self.out[written..]) {
                Ok(0) => self.broken = true,
                Ok(length) => written += length,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => self.broken = true,
            }
        }
        self.out.drain(..written);
        self.out.shrink_to(4096);
        if self.broken {
            // Nobody will ever take it, and the process's end is news enough.
            self.out.clear();
        }
        if self.out.len() > BACKLOG_BYTES_MAX {
            return Err("it does not take what it is told".to_owned());
        }
        let waits = !self.out.is_empty();
        if waits != self.waits_to_write
            && let Some(token) = self.token
        {
            self.waits_to_write = waits;
            poller.want_write(&self.socket, token, waits);
        }
        Ok(())
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    pub(super) fn close<S: Wire>(&mut self, poller: &mut Poller<S>) {
        if let Some(token) = self.token.take() {
            poller.remove(&self.socket, token);
        }
        self.broken = true;
    }
}

impl AsFd for Channel {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}
