//! The store of one node: a redb file, one writer, every commit durable when it returns.
//!
//! The directory holds `lock` (see [`lock`]) and `state.redb`. All records lie in one redb table
//! (see [`crate::record`]); beside them, first in key order, is the head: format, version and
//! number of records. One tree instead of one a table, because a commit writes every page from each
//! changed leaf to its root.
//!
//! What is trusted: nothing. Opening verifies the checksum of every page, since loading reads them
//! all anyway; each record carries its own checksum; the head knows how many there are. redb is
//! called under `catch_unwind`, because a file changed from outside after opening may make it panic.

mod file;
mod lock;

#[cfg(test)]
mod tests;

use std::{
    fs::{self, File, OpenOptions},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use redb::{Database, ReadableDatabase as _, ReadableTable as _, TableDefinition};

use self::{
    file::{Backend, Counters},
    lock::DirLock,
};
use crate::{CommitError, EachRecord, Error, Stats, Store, Version, Write, record};

const RECORDS: TableDefinition<'static, &[u8], &[u8]> = TableDefinition::new("records");
/// Sorts before every record: a table's name is never empty.
const HEAD_KEY: &[u8] = b"\0head";
/// The format of the head and of the records' frame and key.
const FORMAT: u32 = 1;
/// redb's page cache. The state itself is in memory already; this only has to hold the tree's
/// branches and the leaves that are being changed.
const CACHE_BYTES: usize = 64 << 20;

/// Records in a directory of this machine.
#[derive(Debug)]
pub struct DiskStore {
    dir: PathBuf,
    path: PathBuf,
    state: State,
    head: Head,
    commits: u64,
    counters: Arc<Counters>,
    _lock: DirLock,
}

#[derive(Debug)]
enum State {
    Open(Database),
    /// The disk was full: the file is closed and will be opened again by the next commit.
    Closed,
    /// It is not known what is on the disk.
    Broken(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    version: Version,
    records: u64,
}

impl DiskStore {
    /// Opens the store in `dir`, which is made if missing, with an empty store in it.
    ///
    /// # Errors
    /// [`Error::InUse`], [`Error::ReadOnly`], [`Error::Full`], [`Error::Newer`],
    /// [`Error::Damaged`] or [`Error::Io`]; all say what to do.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        fs::create_dir_all(dir).map_err(|source| open_error(dir, source))?;
        let lock = DirLock::take(dir)?;
        let path = dir.join("state.redb");
        let counters = Arc::new(Counters::default());
        let exists = fs::exists(&path).map_err(|source| open_error(dir, source))?;
        if !exists {
            create(dir, &path, &counters)?;
        }
        let (database, head) = open_database(dir, &path, &counters)?;
        Ok(Self {
            dir: dir.to_owned(),
            path,
            state: State::Open(database),
            head,
            commits: 0,
            counters,
            _lock: lock,
        })
    }

    /// The version of the last commit.
    #[must_use]
    pub fn version(&self) -> Version {
        self.head.version
    }

    fn damaged(&self, what: impl Into<String>) -> Error {
        Error::Damaged {
            path: self.path.clone(),
            what: what.into(),
        }
    }

    fn load_from(&self, database: &Database, each: &mut EachRecord<'_>) -> Result<Version, Error> {
        let storage = |error: redb::Error| storage_error(&self.dir, &self.path, error);
        let reading = database.begin_read().map_err(|e| storage(e.into()))?;
        let table = reading.open_table(RECORDS).map_err(|e| storage(e.into()))?;
        let mut records = 0;
        for entry in table.iter().map_err(|e| storage(e.into()))? {
            let (key, value) = entry.map_err(|e| storage(e.into()))?;
            let (key, value) = (key.value(), value.value());
            if key == HEAD_KEY {
                continue;
            }
            records += 1;
            let value = record::unframe(key, value)
                .map_err(|what| self.damaged(format!("{what}: {}", key.escape_ascii())))?;
            let (table, key) = record::split_key(key)
                .ok_or_else(|| self.damaged(format!("a key is wrong: {}", key.escape_ascii())))?;
            each(table, key, value).map_err(|source| Error::Rejected {
                table: table.to_owned(),
                key: key.escape_ascii().to_string(),
                source,
            })?;
        }
        if records != self.head.records {
            let expected = self.head.records;
            return Err(self.damaged(format!("{records} records of {expected} are there")));
        }
        Ok(self.head.version)
    }

    /// Opens the file again after the disk was full and returns what is in it, durably.
    fn reopen(&mut self) -> Result<Head, CommitError> {
        if self.counters.failed_fsyncs.load(Ordering::Relaxed) > 0 {
            return Err(self.give_up("what was written is not durable".to_owned()));
        }
        let opened = open_database(&self.dir, &self.path, &self.counters).and_then(|opened| {
            File::open(&self.path)
                .and_then(|file| file.sync_all())
                .map_err(|source| open_error(&self.dir, source))?;
            Ok(opened)
        });
        match opened {
            Ok((database, head)) => {
                self.state = State::Open(database);
                Ok(head)
            }
            Err(Error::Full { .. }) => Err(self.full()),
            Err(error) => Err(self.give_up(error.to_string())),
        }
    }

    /// What a commit came to that ran out of space. redb fails a commit also when it is durable
    /// already and only the room it freed could not be noted.
    fn after_full(&mut self) -> Result<Version, CommitError> {
        self.state = State::Closed;
        let head = self.reopen()?;
        if head == self.head {
            return Err(self.full());
        }
        if head.version != self.head.version + 1 {
            return Err(self.give_up(format!("the disk is at version {}", head.version)));
        }
        self.head = head;
        self.commits += 1;
        Ok(head.version)
    }

    fn full(&self) -> CommitError {
        CommitError::Full {
            dir: self.dir.clone(),
        }
    }

    fn give_up(&mut self, why: String) -> CommitError {
        self.state = State::Broken(why.clone());
        CommitError::Broken(why)
    }
}

impl Store for DiskStore {
    fn load(&self, each: &mut EachRecord<'_>) -> Result<Version, Error> {
        match &self.state {
            State::Open(database) => self.load_from(database, each),
            State::Closed => Err(Error::Broken("the disk was full".to_owned())),
            State::Broken(why) => Err(Error::Broken(why.clone())),
        }
    }

    fn commit(&mut self, expected: Version, writes: &[Write]) -> Result<Version, CommitError> {
        if expected != self.head.version {
            return Err(CommitError::Stale {
                current: self.head.version,
            });
        }
        match &self.state {
            State::Broken(why) => return Err(CommitError::Broken(why.clone())),
            State::Closed => {
                if self.reopen()? != self.head {
                    return Err(self.give_up("a failed commit is on the disk".to_owned()));
                }
            }
            State::Open(_) => {}
        }
        let State::Open(database) = &self.state else {
            return Err(CommitError::Broken("the file is closed".to_owned()));
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| apply(database, self.head, writes)));
        match outcome {
            Ok(Ok(head)) => {
                self.head = head;
                self.commits += 1;
                Ok(head.version)
            }
            Ok(Err(error)) if is_full(&error) => self.after_full(),
            Ok(Err(error)) => Err(self.give_up(error.to_string())),
            Err(_) => Err(self.give_up(format!("{} is damaged", self.path.display()))),
        }
    }

    fn stats(&self) -> Stats {
        Stats {
            commits: self.commits,
            fsyncs: self.counters.fsyncs.load(Ordering::Relaxed),
            bytes_written: self.counters.bytes_written.load(Ordering::Relaxed),
        }
    }
}

/// One redb transaction with the writes and the new head; durable when it returns.
fn apply(database: &Database, head: Head, writes: &[Write]) -> Result<Head, redb::Error> {
    let writing = database.begin_write()?;
    let mut records = head.records;
    {
        let mut table = writing.open_table(RECORDS)?;
        let mut framed = Vec::new();
        for write in writes {
            let key = record::key(write.table.name(), &write.key);
            if let Some(value) = &write.value {
                record::frame(&key, value, &mut framed);
                let new = table.insert(key.as_slice(), framed.as_slice())?.is_none();
                records += u64::from(new);
            } else {
                let old = table.remove(key.as_slice())?.is_some();
                records -= u64::from(old);
            }
        }
        let head = Head {
            version: head.version + 1,
            records,
        };
        table.insert(HEAD_KEY, head_bytes(head).as_slice())?;
    }
    writing.commit()?;
    Ok(Head {
        version: head.version + 1,
        records,
    })
}

/// Makes the file beside its place and moves it there whole, so that a `state.redb` always holds a
/// head and an empty one is known to be damaged.
fn create(dir: &Path, path: &Path, counters: &Arc<Counters>) -> Result<(), Error> {
    let new = dir.join("state.redb.new");
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(&new)
        .map_err(|source| open_error(dir, source))?;
    let storage = |error: redb::Error| storage_error(dir, &new, error);
    let database = Database::builder()
        .set_cache_size(CACHE_BYTES)
        .create_with_backend(Backend::new(file, Arc::clone(counters)))
        .map_err(|e| storage(e.into()))?;
    let writing = database.begin_write().map_err(|e| storage(e.into()))?;
    let head = head_bytes(Head {
        version: 0,
        records: 0,
    });
    writing
        .open_table(RECORDS)
        .map_err(|e| storage(e.into()))?
        .insert(HEAD_KEY, head.as_slice())
        .map_err(|e| storage(e.into()))?;
    writing.commit().map_err(|e| storage(e.into()))?;
    database.close().map_err(|e| storage(e.into()))?;
    fs::rename(&new, path)
        .and_then(|()| File::open(dir)?.sync_all())
        .map_err(|source| open_error(dir, source))
}

fn open_database(
    dir: &Path,
    path: &Path,
    counters: &Arc<Counters>,
) -> Result<(Database, Head), Error> {
    let damaged = |what: &str| Error::Damaged {
        path: path.to_owned(),
        what: what.to_owned(),
    };
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .map_err(|source| open_error(dir, source))?;
    // redb would make a new database of an empty file.
    let length = file.metadata().map_err(|source| open_error(dir, source))?;
    if length.len() == 0 {
        return Err(damaged("it is empty"));
    }
    let backend = Backend::new(file, Arc::clone(counters));
    let opened = catch_unwind(AssertUnwindSafe(|| -> Result<_, redb::Error> {
        let database = Database::builder()
            .set_cache_size(CACHE_BYTES)
            .set_check_integrity_on_open(true)
            .create_with_backend(backend)?;
        let reading = database.begin_read()?;
        let head = reading
            .open_table(RECORDS)?
            .get(HEAD_KEY)?
            .map(|head| head.value().to_vec());
        drop(reading);
        Ok((database, head))
    }))
    .map_err(|_| damaged("its pages contradict each other"))?;
    let (database, head) = opened.map_err(|error| storage_error(dir, path, error))?;
    let head = read_head(path, head.as_deref().unwrap_or_default())?;
    Ok((database, head))
}

fn head_bytes(head: Head) -> Vec<u8> {
    let mut body = FORMAT.to_le_bytes().to_vec();
    body.extend_from_slice(&head.version.to_le_bytes());
    body.extend_from_slice(&head.records.to_le_bytes());
    let mut framed = Vec::new();
    record::frame(HEAD_KEY, &body, &mut framed);
    framed
}

fn read_head(path: &Path, framed: &[u8]) -> Result<Head, Error> {
    let damaged = |what: &str| Error::Damaged {
        path: path.to_owned(),
        what: what.to_owned(),
    };
    let body = record::unframe(HEAD_KEY, framed).map_err(damaged)?;
    let (format, rest) = body
        .split_first_chunk::<4>()
        .ok_or_else(|| damaged("its head is too short"))?;
    let format = u32::from_le_bytes(*format);
    if format > FORMAT {
        return Err(Error::Newer {
            path: path.to_owned(),
            found: format,
            known: FORMAT,
        });
    }
    match (rest.first_chunk::<8>(), rest.last_chunk::<8>()) {
        (Some(version), Some(records)) if rest.len() == 16 => Ok(Head {
            version: u64::from_le_bytes(*version),
            records: u64::from_le_bytes(*records),
        }),
        _ => Err(damaged("its head has the wrong length")),
    }
}

/// What the system's error about the directory means to an operator.
fn open_error(dir: &Path, source: io::Error) -> Error {
    let dir = dir.to_owned();
    match source.kind() {
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            Error::ReadOnly { dir, source }
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Error::Full { dir, source }
        }
        _ => Error::Io { dir, source },
    }
}

fn storage_error(dir: &Path, path: &Path, error: redb::Error) -> Error {
    match error {
        redb::Error::Io(source) => match source.kind() {
            // redb says so of a file that is not its own or was cut.
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Error::Damaged {
                path: path.to_owned(),
                what: source.to_string(),
            },
            _ => open_error(dir, source),
        },
        redb::Error::UpgradeRequired(found) => Error::Newer {
            path: path.to_owned(),
            found: u32::from(found),
            known: FORMAT,
        },
        error => Error::Damaged {
            path: path.to_owned(),
            what: error.to_string(),
        },
    }
}

fn is_full(error: &redb::Error) -> bool {
    matches!(
        error,
        redb::Error::Io(source) if matches!(
            source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
        )
    )
}
