//! What goes wrong with a store, and what to do about it.

use std::{io, path::PathBuf};

use crate::Version;

/// Why a reader of records refused one.
pub type Rejection = Box<dyn std::error::Error + Send + Sync>;

/// Why a store could not be opened or loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Another process, or another store of this process, has the directory.
    #[error(
        "the data directory {} is in use by another berth (pid {pid}); stop it or choose another directory",
        .dir.display()
    )]
    InUse {
        /// The data directory.
        dir: PathBuf,
        /// The process that has it, `unknown` if it did not say.
        pid: String,
    },
    /// The directory cannot be written to.
    #[error(
        "the data directory {} is not writable; make it writable for this user or choose another",
        .dir.display()
    )]
    ReadOnly {
        /// The data directory.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk is full.
    #[error("no space is left for the data directory {}; free some and start again", .dir.display())]
    Full {
        /// The data directory.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A newer berth wrote the records.
    #[error(
        "{} has record format {found}, this berth knows up to {known}; start the newer berth again, or restore the backup made before it",
        .path.display()
    )]
    Newer {
        /// The state file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format this program reads.
        known: u32,
    },
    /// A version of berth before the first release wrote the records.
    #[error(
        "{} is of a development version of berth and no longer read; move it away to start with an empty region",
        .path.display()
    )]
    Older {
        /// The state file.
        path: PathBuf,
    },
    /// The file is not what was written.
    #[error(
        "{} is damaged ({what}); restore it from a backup, or move it away to start with an empty region",
        .path.display()
    )]
    Damaged {
        /// The state file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The reader of the records refused one.
    #[error("the record {key} of table {table} cannot be read")]
    Rejected {
        /// The record's table.
        table: String,
        /// The record's key, escaped.
        key: String,
        /// Why it was refused.
        source: Rejection,
    },
    /// The store gave up after an earlier failure.
    #[error("the store stopped after an earlier failure ({0}); start berth again")]
    Broken(String),
    /// Any other failure of the disk.
    #[error("cannot use the data directory {}", .dir.display())]
    Io {
        /// The data directory.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Why a commit did not happen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommitError {
    /// The store is at another version than the writes were computed from.
    #[error("the store is at version {current}")]
    Stale {
        /// The version it is at.
        current: Version,
    },
    /// The disk is full; nothing was written and a later commit may succeed.
    #[error("no space is left for {}; free some", .dir.display())]
    Full {
        /// The data directory.
        dir: PathBuf,
    },
    /// The disk failed and it is not known whether the writes are durable. Every later commit is
    /// refused: the state must be read again from the disk.
    #[error("the store stopped ({0}); start berth again")]
    Broken(String),
}
