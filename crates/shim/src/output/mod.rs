//! A container's output: read from its pipes, cut into lines, put where its log configuration says.

mod channel;
mod json_file;
mod lines;
mod spool;

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use berth_link::shim::LogSink;
use nix::errno::Errno;

use self::channel::Channel;
use self::json_file::JsonFile;
use self::lines::{Line, Lines};
use self::spool::Spool;
use crate::sys;

/// Bytes asked of a pipe at once.
pub(crate) const READ_BYTES: usize = 256 * 1024;

/// One of a container's two output streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stream {
    Stdout,
    Stderr,
}

/// Where the lines go.
#[derive(Debug)]
enum Sink {
    None,
    Host(Channel),
    JsonFile(JsonFile),
    Spool(Spool),
}

/// Both streams of one container and where they go.
#[derive(Debug)]
pub(crate) struct Output {
    stdout: Source,
    stderr: Source,
    sink: Sink,
}

#[derive(Debug)]
struct Source {
    pipe: Option<OwnedFd>,
    lines: Lines,
}

/// What reading a pipe came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// There may be more at once.
    More,
    /// Nothing to read for now.
    Empty,
    /// Nobody has the other end any more.
    Ended,
}

impl Sink {
    fn open(sink: &LogSink, directory: &Path) -> io::Result<Self> {
        Ok(match *sink {
            LogSink::None => Self::None,
            LogSink::Host => Self::Host(Channel::default()),
            LogSink::JsonFile {
                max_bytes,
                max_files,
            } => Self::JsonFile(JsonFile::open(directory, max_bytes, max_files)?),
            LogSink::Spool {
                max_buffer_bytes,
                blocking,
            } => Self::Spool(Spool::open(
                &directory.join(berth_link::shim::SPOOL_DIR),
                max_buffer_bytes,
                blocking,
            )?),
        })
    }
}

impl Source {
    fn new(pipe: Option<OwnedFd>) -> Self {
        Self {
            pipe,
            lines: Lines::default(),
        }
    }
}

impl Output {
    /// Opens the sink; `directory` is the container's.
    pub(crate) fn open(
        sink: &LogSink,
        directory: &Path,
        stdout: OwnedFd,
        stderr: OwnedFd,
    ) -> io::Result<Self> {
        Ok(Self {
            stdout: Source::new(Some(stdout)),
            stderr: Source::new(Some(stderr)),
            sink: Sink::open(sink, directory)?,
        })
    }

    /// As [`Output::open`], of a container whose pipes are elsewhere: it is fed.
    pub(crate) fn fed(sink: &LogSink, directory: &Path) -> io::Result<Self> {
        Ok(Self {
            stdout: Source::new(None),
            stderr: Source::new(None),
            sink: Sink::open(sink, directory)?,
        })
    }

    /// Passes on what came of a stream elsewhere.
    pub(crate) fn feed(&mut self, stream: Stream, bytes: &[u8]) {
        self.take(stream, bytes);
    }

    /// What is to be sent to the host.
    pub(crate) fn take_unsent(&mut self) -> Vec<(Stream, Vec<u8>)> {
        match &mut self.sink {
            Sink::Host(channel) => channel.take_unsent(),
            _ => Vec::new(),
        }
    }

    /// The host has taken so many bytes.
    pub(crate) fn taken(&mut self, bytes: u64) {
        if let Sink::Host(channel) = &mut self.sink {
            channel.taken(bytes);
        }
    }

    /// From now on everything comes from a terminal instead of the two pipes.
    pub(crate) fn attach(&mut self, terminal: OwnedFd) {
        self.stdout.pipe = Some(terminal);
        self.stderr.pipe = None;
    }

    fn source(&mut self, stream: Stream) -> &mut Source {
        match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        }
    }

    /// The pipe of a stream, if it is still open.
    pub(crate) fn pipe(&self, stream: Stream) -> Option<&OwnedFd> {
        match stream {
            Stream::Stdout => self.stdout.pipe.as_ref(),
            Stream::Stderr => self.stderr.pipe.as_ref(),
        }
    }

    /// Whether the pipes should be left alone until the spool has room again.
    pub(crate) fn is_full(&self) -> bool {
        match &self.sink {
            Sink::None | Sink::JsonFile(_) => false,
            Sink::Host(channel) => channel.is_full(),
            Sink::Spool(spool) => spool.is_full(),
        }
    }

    /// Whether lines wait for a disk that is full or broken.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(&self.sink, Sink::Spool(spool) if spool.is_refused())
    }

    /// Writes what the disk refused; after [`Output::finish`] also brings it to the disk.
    pub(crate) fn retry(&mut self) {
        let finished = self.stdout.pipe.is_none() && self.stderr.pipe.is_none();
        if let Sink::Spool(spool) = &mut self.sink {
            if finished {
                spool.sync();
            } else {
                spool.retry();
            }
        }
    }

    /// Reads once from the stream's pipe and passes the lines on. After [`Progress::Ended`] the
    /// pipe stays open until [`Output::end`].
    pub(crate) fn read(&mut self, stream: Stream, buffer: &mut [u8]) -> Progress {
        let source = self.source(stream);
        let Some(pipe) = &source.pipe else {
            return Progress::Ended;
        };
        match nix::unistd::read(pipe.as_fd(), buffer) {
            Ok(0) => Progress::Ended,
            Ok(length) => {
                self.take(stream, &buffer[..length]);
                Progress::More
            }
            Err(Errno::EAGAIN) => Progress::Empty,
            Err(Errno::EINTR) => Progress::More,
            Err(_) => Progress::Ended,
        }
    }

    fn take(&mut self, stream: Stream, bytes: &[u8]) {
        let time_us = sys::now_us();
        let source = match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        };
        match &mut self.sink {
            Sink::None => {}
            Sink::Host(channel) => channel.append(stream, bytes),
            Sink::JsonFile(file) => {
                source
                    .lines
                    .cut(bytes, |line| file.append(stream, time_us, line));
                file.flush();
            }
            Sink::Spool(spool) => {
                source
                    .lines
                    .cut(bytes, |line| spool.append(stream, time_us, line));
                spool.flush();
            }
        }
    }

    /// Closes a pipe; a last line without a newline is passed on.
    pub(crate) fn end(&mut self, stream: Stream) {
        let time_us = sys::now_us();
        let source = self.source(stream);
        source.pipe = None;
        let rest = source.lines.rest();
        if rest.is_empty() {
            return;
        }
        let line = Line {
            text: &rest,
            partial: true,
        };
        match &mut self.sink {
            // The host cuts lines.
            Sink::None | Sink::Host(_) => {}
            Sink::JsonFile(file) => {
                file.append(stream, time_us, line);
                file.flush();
            }
            Sink::Spool(spool) => {
                spool.append(stream, time_us, line);
                spool.flush();
            }
        }
    }

    /// The agent has shipped all records up to this one.
    pub(crate) fn shipped(&mut self, through: u64) {
        if let Sink::Spool(spool) = &mut self.sink {
            spool.shipped(through);
        }
    }

    /// The container is gone: reads what is left, even beyond the spool's bound (by no more than
    /// the pipes hold), and brings it to the disk. If the disk refuses, [`Output::is_refused`] says so.
    pub(crate) fn finish(&mut self, buffer: &mut [u8]) {
        if let Sink::Spool(spool) = &mut self.sink {
            spool.lift_bound();
        }
        for stream in [Stream::Stdout, Stream::Stderr] {
            while self.read(stream, buffer) == Progress::More {}
            self.end(stream);
        }
        match &mut self.sink {
            Sink::None | Sink::Host(_) => {}
            Sink::JsonFile(file) => file.sync(),
            Sink::Spool(spool) => spool.sync(),
        }
    }
}

/// Removes the segments of a container without a process that hold only records up to `through`.
pub(crate) fn forget_shipped(directory: &Path, through: u64) -> io::Result<()> {
    if directory.is_dir() {
        Spool::open(directory, u64::MAX, true)?.shipped(through);
    }
    Ok(())
}
