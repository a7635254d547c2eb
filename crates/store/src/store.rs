//! What a store is.

use crate::{CommitError, Error, Rejection};

/// How many commits the store has seen; 0 is the empty store.
pub type Version = u64;

/// The name of a table: printable, without a zero byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Table(&'static str);

impl Table {
    /// A table of this name.
    ///
    /// # Panics
    /// If the name is empty or longer than 64 bytes, or holds anything but printable ASCII; in a
    /// constant that is a compile error.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        let bytes = name.as_bytes();
        assert!(!bytes.is_empty() && bytes.len() <= 64, "1 to 64 bytes");
        let mut at = 0;
        while at < bytes.len() {
            assert!(bytes[at].is_ascii_graphic(), "printable ASCII");
            at += 1;
        }
        Self(name)
    }

    /// The name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// One change of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The table the record is in.
    pub table: Table,
    /// The record's key, unique within its table.
    pub key: Vec<u8>,
    /// The new value; `None` removes the record, which need not exist.
    pub value: Option<Vec<u8>>,
}

/// Takes a record as table, key and value, or refuses it.
pub type EachRecord<'a> = dyn FnMut(&str, &[u8], &[u8]) -> Result<(), Rejection> + 'a;

/// What a store has done since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Commits that succeeded.
    pub commits: u64,
    /// Times the disk was asked to make data durable.
    pub fsyncs: u64,
    /// Bytes handed to the disk.
    pub bytes_written: u64,
}

/// Versioned records, committed atomically and durably.
pub trait Store: Send {
    /// Gives every record to `each` as table, key and value, ordered by table, then key, and
    /// returns the version they belong to. Records are streamed, never collected.
    ///
    /// # Errors
    /// [`Error::Damaged`] if a record fails its checksum or records are missing;
    /// [`Error::Rejected`] if `each` refused one.
    fn load(&self, each: &mut EachRecord<'_>) -> Result<Version, Error>;

    /// Applies `writes` in order, all or none, if the store is at version `expected`, and returns
    /// the new version, `expected + 1`. When it returns, the writes are on the disk.
    ///
    /// # Errors
    /// [`CommitError::Stale`] if the store is at another version; [`CommitError::Full`] if nothing
    /// was written and a later try may succeed; otherwise the store has to be opened anew.
    fn commit(&mut self, expected: Version, writes: &[Write]) -> Result<Version, CommitError>;

    /// What the store has done since it was opened.
    fn stats(&self) -> Stats;
}
