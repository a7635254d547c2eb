//! The file under redb: counts what it does, and fails on demand in tests.

use std::{
    fs::File,
    io,
    os::unix::fs::FileExt as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use redb::StorageBackend;

/// Shared counters, kept over a reopening of the file.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) fsyncs: AtomicU64,
    pub(super) bytes_written: AtomicU64,
    /// After one of these the kernel may have dropped what was written.
    pub(super) failed_fsyncs: AtomicU64,
    /// Writes left until the disk is full; 0 is a disk with room.
    #[cfg(test)]
    pub(super) full_after_writes: AtomicU64,
    /// The next fsync fails if not 0.
    #[cfg(test)]
    pub(super) fail_fsync: AtomicU64,
}

#[derive(Debug)]
pub(super) struct Backend {
    file: File,
    counters: Arc<Counters>,
}

impl Backend {
    pub(super) fn new(file: File, counters: Arc<Counters>) -> Self {
        Self { file, counters }
    }

    #[cfg(test)]
    fn injected_fsync(&self) -> io::Result<()> {
        match self.counters.fail_fsync.load(Ordering::Relaxed) {
            0 => Ok(()),
            _ => Err(io::Error::other("injected")),
        }
    }

    #[cfg(not(test))]
    fn injected_fsync(&self) -> io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    fn injected(&self) -> io::Result<()> {
        match self.counters.full_after_writes.load(Ordering::Relaxed) {
            0 => Ok(()),
            1 => Err(io::ErrorKind::StorageFull.into()),
            left => {
                self.counters
                    .full_after_writes
                    .store(left - 1, Ordering::Relaxed);
                Ok(())
            }
        }
    }
}

impl StorageBackend for Backend {
    fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read_exact_at(out, offset)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        let outcome = self.injected_fsync().and_then(|()| self.file.sync_data());
        let counter = match outcome {
            Ok(()) => &self.counters.fsyncs,
            Err(_) => &self.counters.failed_fsyncs,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        outcome
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        #[cfg(test)]
        self.injected()?;
        self.file.write_all_at(data, offset)?;
        self.counters
            .bytes_written
            .fetch_add(data.len() as u64, Ordering::Relaxed);
        Ok(())
    }
}
