//! One process at a time in a data directory.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read as _, Seek as _, Write as _},
    path::Path,
};

use super::io_error;
use crate::Error;

/// Holds the directory until dropped. The kernel lets go of it when the process ends, however it
/// ends, so nothing is left behind to clean up.
#[derive(Debug)]
pub(super) struct DirLock(#[expect(dead_code, reason = "held for its lock")] File);

impl DirLock {
    pub(super) fn take(dir: &Path) -> Result<Self, Error> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(dir.join("lock"))
            .map_err(|source| io_error(dir, source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                let known = file.read_to_string(&mut pid).is_ok() && !pid.trim().is_empty();
                return Err(Error::InUse {
                    dir: dir.to_owned(),
                    pid: if known { pid.trim() } else { "unknown" }.to_owned(),
                });
            }
            Err(TryLockError::Error(source)) => return Err(io_error(dir, source)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(|source| io_error(dir, source))?;
        Ok(Self(file))
    }
}
