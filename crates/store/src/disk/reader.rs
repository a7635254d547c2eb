//! The store of a control plane that does not run, for looking only: nothing is made, mended or
//! written.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{io_error, layout, merge, read_logs};
use crate::{CommitError, EachRecord, Error, Stats, Store, Version, Write};

/// Records of a directory that nobody has open.
#[derive(Debug)]
pub struct DiskReader {
    dir: PathBuf,
    _lock: File,
}

impl DiskReader {
    /// Opens the store in `dir`.
    ///
    /// # Errors
    /// [`Error::InUse`] if a control plane runs there, [`Error::Io`] if there is no store.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let failed = |source| io_error(dir, source);
        let lock = File::open(dir.join("lock")).map_err(failed)?;
        match lock.try_lock_shared() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let pid = std::fs::read_to_string(dir.join("lock")).unwrap_or_default();
                let pid = Some(pid.trim()).filter(|pid| !pid.is_empty());
                return Err(Error::InUse {
                    dir: dir.to_owned(),
                    pid: pid.unwrap_or("unknown").to_owned(),
                });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let dir = dir.to_owned();
        Ok(Self { dir, _lock: lock })
    }
}

impl Store for DiskReader {
    fn load(&self, each: &mut EachRecord<'_>) -> Result<Version, Error> {
        let files = layout::list(&self.dir).map_err(|source| io_error(&self.dir, source))?;
        if files.base.is_none() && files.logs.is_empty() {
            let nothing = io::Error::new(io::ErrorKind::NotFound, "there is no state");
            return Err(io_error(&self.dir, nothing));
        }
        let (overlay, found) = read_logs(&self.dir, files.base, &files.logs)?;
        merge::records(&self.dir, files.base, &overlay, each)?;
        Ok(found.version)
    }

    fn commit(&mut self, _expected: Version, _writes: &[Write]) -> Result<Version, CommitError> {
        Err(CommitError::Broken("it was opened for looking".to_owned()))
    }

    fn stats(&self) -> Stats {
        Stats::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DiskStore, Table};

    #[test]
    fn a_stopped_store_is_read_and_one_in_use_is_not() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        assert!(DiskReader::open(dir.path()).is_err(), "nothing is there");
        let mut store = DiskStore::open(dir.path()).expect("opens");
        let write = Write {
            table: Table::new("task"),
            key: b"1".to_vec(),
            value: Some(b"one".to_vec()),
        };
        store.commit(0, &[write]).expect("commits");
        assert!(matches!(
            DiskReader::open(dir.path()),
            Err(Error::InUse { .. })
        ));
        drop(store);
        let files = || {
            let entries = std::fs::read_dir(dir.path()).expect("reads");
            let files = entries.map(|entry| {
                let path = entry.expect("reads").path();
                let bytes = std::fs::read(&path).expect("reads");
                (path, bytes)
            });
            files.collect::<std::collections::BTreeMap<_, _>>()
        };
        let before = files();
        let reader = DiskReader::open(dir.path()).expect("opens");
        let mut seen = Vec::new();
        let version = reader
            .load(&mut |table, key, value| {
                seen.push((table.to_owned(), key.to_vec(), value.to_vec()));
                Ok(())
            })
            .expect("loads");
        assert_eq!(version, 1);
        assert_eq!(seen, [("task".to_owned(), b"1".to_vec(), b"one".to_vec())]);
        assert_eq!(files(), before);
    }
}
