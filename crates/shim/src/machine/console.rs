//! What the guest's kernel and the emulator say to people: the beginning of it, in the task directory.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};

use super::{Source, Wire};
use crate::poller::{Poller, Token};

/// The file's name.
const LOG_NAME: &str = "console.log";
/// Of one machine so much is kept (bytes).
const KEPT_BYTES_MAX: u64 = 256 * 1024;
/// And so much of its end is told as a reason.
const LAST_BYTES: usize = 400;
const READ_BYTES: usize = 16 * 1024;

/// A pipe, and where the beginning of what comes out of it goes.
pub(super) struct Console {
    pipe: OwnedFd,
    token: Option<Token>,
    log: File,
    kept: u64,
    last: Vec<u8>,
}

impl Console {
    pub(super) fn new(pipe: OwnedFd, directory: &Path) -> io::Result<Self> {
        fcntl(&pipe, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        let log = File::options()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(directory.join(LOG_NAME))?;
        Ok(Self {
            pipe,
            token: None,
            log,
            kept: 0,
            last: Vec::new(),
        })
    }

    /// From here on the poller tells of it.
    pub(super) fn watch<S: Wire>(&mut self, poller: &mut Poller<S>) -> io::Result<()> {
        self.token = Some(poller.add(&self.pipe, Source::Console.into())?);
        Ok(())
    }

    /// What is kept goes from one directory to another of the same disk.
    pub(super) fn move_log(from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from.join(LOG_NAME), to.join(LOG_NAME))
    }

    /// Takes what there is, as much as comes at once; false when there will be no more.
    pub(super) fn read(&mut self) -> bool {
        let mut chunk = [0_u8; READ_BYTES];
        match nix::unistd::read(&self.pipe, &mut chunk) {
            Ok(0) => false,
            Ok(length) => {
                self.keep(&chunk[..length]);
                true
            }
            Err(Errno::EAGAIN | Errno::EINTR) => true,
            Err(_) => false,
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = usize::try_from(KEPT_BYTES_MAX - self.kept).unwrap_or(usize::MAX);
        let kept = &bytes[..bytes.len().min(room)];
        // A disk that is full keeps less of it.
        if self.log.write_all(kept).is_ok() {
            self.kept += kept.len() as u64;
        }
        self.last.extend_from_slice(bytes);
        let over = self.last.len().saturating_sub(LAST_BYTES);
        self.last.drain(..over);
    }

    /// The end of what was said, on one line, fit to be shown.
    pub(super) fn last_words(&self) -> String {
        let text = String::from_utf8_lossy(&self.last);
        let words = text.split(|c: char| c.is_control() || c.is_whitespace());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    pub(super) fn close<S: Wire>(&mut self, poller: &mut Poller<S>) {
        if let Some(token) = self.token.take() {
            poller.remove(&self.pipe, token);
        }
    }
}

impl AsFd for Console {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.pipe.as_fd()
    }
}
