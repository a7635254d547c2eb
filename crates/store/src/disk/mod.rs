//! The store of one node: a base and a log, one writer, every commit durable when it returns.
//!
//! A commit is one write past the kernel's cache to the end of the newest log (see [`log`]), into zeros
//! that were written ahead; that is all the disk is asked for. Once a log has grown, the next one
//! is begun, and a thread makes a new base of the old base and the finished logs (see [`merge`]), all
//! reading and writing onward. So a start reads files from one end to the other, and nothing of
//! the records is kept in memory. [`layout`] has the files' names, [`frame`] their form.
//!
//! What is trusted: nothing. Every frame has a checksum that covers its place, commits are numbered
//! without gaps, a base says how many records it has, and a log that was left in order ends with a
//! note of that. What follows the last whole commit is what a crash left of the next one, unless
//! such a note or a later whole commit says otherwise; then it is damage, and the store is refused.

mod base;
mod file;
mod frame;
mod layout;
mod lock;
mod log;
mod merge;
mod reader;

#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use self::{
    file::Counters,
    frame::HeaderError,
    lock::DirLock,
    log::Log,
    merge::{Job, Overlay},
};
use crate::{CommitError, EachRecord, Error, Stats, Store, Version, Write};

pub use reader::DiskReader;

/// A log of so many bytes is followed by the next: a start reads this much beyond the base, and a
/// new base is written for each.
const LOG_BYTES_MIN: u64 = 64 << 20;
/// The same for large bases: half their size, but no more than this.
const LOG_BYTES_MAX: u64 = 256 << 20;

/// Records in a directory of this machine.
#[derive(Debug)]
pub struct DiskStore {
    dir: PathBuf,
    state: State,
    version: Version,
    commits: u64,
    base: Option<Version>,
    /// From the base on; the last one is written to.
    logs: Vec<Version>,
    log_bytes_min: u64,
    /// The log's size at which the next one is begun.
    log_bytes: u64,
    /// The log's last frame says that it is in order.
    ended: bool,
    merging: Option<Merging>,
    /// What the logs held when they were opened, for the first load.
    overlay: Mutex<Option<Overlay>>,
    counters: Arc<Counters>,
    _lock: DirLock,
}

#[derive(Debug)]
enum State {
    Open(Log),
    /// It is not known what is on the disk.
    Broken(String),
}

/// A new base in the making.
#[derive(Debug)]
struct Merging {
    version: Version,
    thread: JoinHandle<Result<(), Error>>,
    stop: Arc<AtomicBool>,
}

impl DiskStore {
    /// Opens the store in `dir`, which is made if missing, with an empty store in it.
    ///
    /// The logs are read and checked; the base, which is the bulk, is when it is loaded.
    ///
    /// # Errors
    /// [`Error::InUse`], [`Error::ReadOnly`], [`Error::Full`], [`Error::Newer`], [`Error::Older`],
    /// [`Error::Damaged`] or [`Error::Io`]; all say what to do.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        Self::open_with(dir, LOG_BYTES_MIN)
    }

    /// The same with logs that are full at `log_bytes_min` while the base is small, 64 MiB by
    /// default.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_with(dir: &Path, log_bytes_min: u64) -> Result<Self, Error> {
        let failed = |source| io_error(dir, source);
        fs::create_dir_all(dir).map_err(failed)?;
        let lock = DirLock::take(dir)?;
        let counters = Arc::new(Counters::default());
        let mut files = layout::list(dir).map_err(failed)?;
        if files.base.is_none() && files.logs.is_empty() {
            if let Some(path) = files.older {
                return Err(Error::Older { path });
            }
            create_log(dir, 0, &counters).map_err(failed)?;
            files.logs.push(0);
        }
        let (overlay, found) = read_logs(dir, files.base, &files.logs)?;
        layout::remove(&files.litter);
        let log = Log::resume(&layout::log(dir, found.start), &found, &counters).map_err(failed)?;
        let mut store = Self {
            dir: dir.to_owned(),
            state: State::Open(log),
            version: found.version,
            commits: 0,
            base: files.base,
            logs: files.logs,
            log_bytes_min,
            log_bytes: 0,
            ended: found.ended,
            merging: None,
            overlay: Mutex::new(Some(overlay)),
            counters,
            _lock: lock,
        };
        store.log_bytes = store.log_bytes_wanted();
        Ok(store)
    }

    /// The version of the last commit.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    fn log_bytes_wanted(&self) -> u64 {
        let base = self.base.and_then(|version| {
            let metadata = fs::metadata(layout::base(&self.dir, version)).ok()?;
            Some(metadata.len())
        });
        let most = LOG_BYTES_MAX.max(self.log_bytes_min);
        (base.unwrap_or(0) / 2).clamp(self.log_bytes_min, most)
    }

    /// The next log is begun when this one is full and the last base is done. Nothing here can undo
    /// the commit before it: what fails is tried again or stops the next commit.
    fn turn(&mut self) {
        let State::Open(log) = &mut self.state else {
            return;
        };
        if self.merging.is_some() {
            return;
        }
        // Padding counts less: it is not read into memory, nor into the next base.
        if log.filled >= self.log_bytes || log.length() / 4 >= self.log_bytes {
            match begin_log(&self.dir, log, self.version, &self.counters) {
                Ok(next) => {
                    *log = next;
                    self.logs.push(self.version);
                    self.log_bytes = self.log_bytes_wanted();
                }
                Err(error) if file::is_full(&error) && log.clean().is_ok() => {
                    self.log_bytes += self.log_bytes_min;
                    return;
                }
                Err(error) => {
                    self.state = State::Broken(error.to_string());
                    return;
                }
            }
        }
        if self.logs.len() > 1 {
            self.merge();
        }
    }

    fn merge(&mut self) {
        let Some((current, finished)) = self.logs.split_last() else {
            return;
        };
        let stop = Arc::new(AtomicBool::new(false));
        let job = Job {
            dir: self.dir.clone(),
            base: self.base,
            logs: finished.to_vec(),
            version: *current,
            counters: Arc::clone(&self.counters),
            stop: Arc::clone(&stop),
        };
        let spawned = std::thread::Builder::new()
            .name("store-merge".into())
            .spawn(move || job.run());
        // Without a thread it is tried again after the next commit.
        if let Ok(thread) = spawned {
            self.merging = Some(Merging {
                version: *current,
                thread,
                stop,
            });
        }
    }

    /// Takes note of a base that is done.
    fn merged(&mut self) {
        let Some(merging) = self.merging.take_if(|merging| merging.thread.is_finished()) else {
            return;
        };
        match merging.thread.join() {
            Ok(Ok(())) => {
                let logs = self.logs.iter().filter(|start| **start < merging.version);
                let mut old: Vec<PathBuf> =
                    logs.map(|start| layout::log(&self.dir, *start)).collect();
                old.extend(self.base.map(|version| layout::base(&self.dir, version)));
                self.base = Some(merging.version);
                self.logs.retain(|start| *start >= merging.version);
                // Large files take a while; those that stay are removed at the next start.
                drop(std::thread::spawn(move || layout::remove(&old)));
                self.log_bytes = self.log_bytes_wanted();
            }
            // Tried again with the next log, when there may be room.
            Ok(Err(Error::Full { .. })) => {}
            Ok(Err(error)) => self.state = State::Broken(error.to_string()),
            Err(_) => self.state = State::Broken("the next base could not be made".to_owned()),
        }
    }
}

impl Store for DiskStore {
    fn load(&self, each: &mut EachRecord<'_>) -> Result<Version, Error> {
        if let State::Broken(why) = &self.state {
            return Err(Error::Broken(why.clone()));
        }
        let mut overlay = self.overlay.lock().unwrap_or_else(PoisonError::into_inner);
        let overlay = match overlay.take() {
            Some(overlay) => overlay,
            None => read_logs(&self.dir, self.base, &self.logs)?.0,
        };
        merge::records(&self.dir, self.base, &overlay, each)?;
        Ok(self.version)
    }

    fn commit(&mut self, expected: Version, writes: &[Write]) -> Result<Version, CommitError> {
        if expected != self.version {
            return Err(CommitError::Stale {
                current: self.version,
            });
        }
        self.merged();
        let log = match &mut self.state {
            State::Broken(why) => return Err(CommitError::Broken(why.clone())),
            State::Open(log) => log,
        };
        self.ended = false;
        *self
            .overlay
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner) = None;
        match log.commit(expected + 1, writes) {
            Ok(()) => {
                self.version += 1;
                self.commits += 1;
                self.turn();
                Ok(self.version)
            }
            Err(error) if file::is_full(&error) && log.clean().is_ok() => Err(CommitError::Full {
                dir: self.dir.clone(),
            }),
            Err(error) => {
                let why = error.to_string();
                self.state = State::Broken(why.clone());
                Err(CommitError::Broken(why))
            }
        }
    }

    fn stats(&self) -> Stats {
        Stats {
            commits: self.commits,
            fsyncs: self.counters.syncs.load(Ordering::Relaxed),
            bytes_written: self.counters.bytes_written.load(Ordering::Relaxed),
        }
    }
}

impl Drop for DiskStore {
    fn drop(&mut self) {
        if let Some(merging) = self.merging.take() {
            merging.stop.store(true, Ordering::Relaxed);
            // What it came to shows at the next start.
            let _ = merging.thread.join();
        }
        if let State::Open(log) = &mut self.state
            && !self.ended
        {
            // Without the note the next start takes damage at the end for a crash.
            let _ = log.end(self.version);
        }
    }
}

/// Notes the end of a log and begins the next.
fn begin_log(
    dir: &Path,
    log: &mut Log,
    version: Version,
    counters: &Arc<Counters>,
) -> io::Result<Log> {
    log.end(version)?;
    create_log(dir, version, counters)
}

fn create_log(dir: &Path, start: Version, counters: &Arc<Counters>) -> io::Result<Log> {
    let path = layout::log(dir, start);
    let log = Log::create(&layout::new(&path), start, counters)?;
    layout::publish(dir, &path)?;
    Ok(log)
}

/// Reads all logs; what was found in the last of them.
fn read_logs(
    dir: &Path,
    base: Option<Version>,
    logs: &[Version],
) -> Result<(Overlay, log::Found), Error> {
    let damaged = |path: PathBuf, what: &str| Error::Damaged {
        path,
        what: what.to_owned(),
    };
    let mut overlay = Overlay::default();
    let mut last: Option<log::Found> = None;
    for start in logs {
        match &last {
            None if *start != base.unwrap_or(0) => break,
            Some(last) if !last.ended || last.version != *start => {
                let path = layout::log(dir, last.start);
                return Err(damaged(path, "its last commits are missing"));
            }
            _ => last = Some(overlay.read(dir, *start)?),
        }
    }
    match (last, base) {
        (Some(found), _) => Ok((overlay, found)),
        (None, Some(base)) => Err(damaged(layout::log(dir, base), "it is missing")),
        (None, None) => {
            let first = logs.first().copied().unwrap_or(0);
            Err(damaged(layout::base(dir, first), "it is missing"))
        }
    }
}

/// What is wrong with one of the files.
fn damaged_at(dir: &Path, path: &Path, error: HeaderError) -> Error {
    match error {
        HeaderError::Io(source) => io_error(dir, source),
        HeaderError::Newer(found) => Error::Newer {
            path: path.to_owned(),
            found,
            known: frame::FORMAT,
        },
        HeaderError::Damaged(what) => Error::Damaged {
            path: path.to_owned(),
            what: what.to_owned(),
        },
    }
}

/// What the system's error about the directory means to an operator.
fn io_error(dir: &Path, source: io::Error) -> Error {
    let dir = dir.to_owned();
    match source.kind() {
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            Error::ReadOnly { dir, source }
        }
        _ if file::is_full(&source) => Error::Full { dir, source },
        _ => Error::Io { dir, source },
    }
}
