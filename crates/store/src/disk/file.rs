//! A file whose writes are on the disk when they return. Counts what it does, and fails on demand in
//! tests.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::{FileExt as _, OpenOptionsExt as _},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Places, lengths and addresses of writes are multiples of this, as a disk without a cache of the
/// kernel's in between wants it; no disk has larger sectors.
pub(super) const BLOCK: usize = 4096;

/// Shared by all files of a store.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) syncs: AtomicU64,
    pub(super) bytes_written: AtomicU64,
    /// Writes left until the disk is full; 0 is a disk with room.
    #[cfg(test)]
    pub(super) full_after_writes: AtomicU64,
    /// The next writes fail if not 0.
    #[cfg(test)]
    pub(super) fail_writes: AtomicU64,
}

impl Counters {
    fn note(&self, bytes: usize) {
        self.syncs.fetch_add(1, Ordering::Relaxed);
        self.bytes_written
            .fetch_add(bytes as u64, Ordering::Relaxed);
    }

    #[cfg(test)]
    fn injected(&self) -> io::Result<()> {
        if self.fail_writes.load(Ordering::Relaxed) != 0 {
            return Err(io::Error::other("injected"));
        }
        match self.full_after_writes.load(Ordering::Relaxed) {
            0 => Ok(()),
            1 => Err(io::ErrorKind::StorageFull.into()),
            left => {
                self.full_after_writes.store(left - 1, Ordering::Relaxed);
                Ok(())
            }
        }
    }

    #[cfg(not(test))]
    #[expect(clippy::unnecessary_wraps, reason = "tests fail here")]
    fn injected(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes whole blocks past the kernel's cache where the file system can do that, else through it;
/// durable in either case.
#[derive(Debug)]
pub(super) struct DurableFile {
    file: File,
    counters: Arc<Counters>,
}

impl DurableFile {
    /// Opens for writing; makes the file, empty, if `create`.
    pub(super) fn open(path: &Path, create: bool, counters: &Arc<Counters>) -> io::Result<Self> {
        let open = |flags: i32| {
            OpenOptions::new()
                .write(true)
                .create(create)
                .truncate(create)
                .custom_flags(libc::O_DSYNC | flags)
                .open(path)
        };
        let file = match open(libc::O_DIRECT) {
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => open(0)?,
            opened => opened?,
        };
        Ok(Self {
            file,
            counters: Arc::clone(counters),
        })
    }

    /// Writes whole blocks at a multiple of [`BLOCK`].
    pub(super) fn write(&self, blocks: &Blocks, at: u64) -> io::Result<()> {
        self.counters.injected()?;
        let bytes = blocks.padded();
        self.file.write_all_at(bytes, at)?;
        self.counters.note(bytes.len());
        Ok(())
    }

    /// Cuts or extends the file, durably.
    pub(super) fn set_len(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.sync_all()
    }
}

/// Bytes in memory that begin where the disk wants them to, padded with zeros to whole blocks.
#[derive(Debug)]
pub(super) struct Blocks {
    room: Vec<u8>,
    start: usize,
}

impl Blocks {
    pub(super) fn new() -> Self {
        Self::with_capacity(64 << 10)
    }

    fn with_capacity(bytes: usize) -> Self {
        let mut room: Vec<u8> = Vec::with_capacity(bytes + 2 * BLOCK);
        let start = room.as_ptr().align_offset(BLOCK);
        room.resize(start, 0);
        Self { room, start }
    }

    /// So many zeros.
    pub(super) fn zeros(bytes: usize) -> Self {
        let mut blocks = Self::with_capacity(bytes);
        blocks.room.resize(blocks.start + bytes, 0);
        blocks
    }

    pub(super) fn clear(&mut self) {
        self.room.truncate(self.start);
    }

    pub(super) fn len(&self) -> usize {
        self.room.len() - self.start
    }

    pub(super) fn extend(&mut self, bytes: &[u8]) {
        if self.room.len() + bytes.len() + BLOCK > self.room.capacity() {
            // A vector that grows begins elsewhere.
            let mut larger = Self::with_capacity(2 * (self.len() + bytes.len()));
            larger.room.extend_from_slice(self.bytes());
            *self = larger;
        }
        self.room.extend_from_slice(bytes);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.room[self.start..]
    }

    pub(super) fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.room[self.start..]
    }

    /// Pads to whole blocks.
    pub(super) fn pad(&mut self) {
        let padded = self.len().next_multiple_of(BLOCK);
        self.room.resize(self.start + padded, 0);
    }

    fn padded(&self) -> &[u8] {
        debug_assert!(self.len().is_multiple_of(BLOCK), "padded before written");
        self.bytes()
    }
}

/// Reads a file through one buffer, mostly onward.
#[derive(Debug)]
pub(super) struct Window {
    file: File,
    length: u64,
    buffer: Vec<u8>,
    /// Where the buffer's first byte is in the file.
    from: u64,
}

/// Read at once.
const WINDOW_BYTES: usize = 1 << 20;

impl Window {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Self {
            file,
            length,
            buffer: Vec::new(),
            from: 0,
        })
    }

    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    /// These bytes; `None` if the file ends before.
    pub(super) fn get(&mut self, at: u64, length: usize) -> io::Result<Option<&[u8]>> {
        self.read(at, length, WINDOW_BYTES)
    }

    /// The same for who will not go on reading there.
    pub(super) fn pick(&mut self, at: u64, length: usize) -> io::Result<Option<&[u8]>> {
        self.read(at, length, length)
    }

    fn read(&mut self, at: u64, length: usize, ahead: usize) -> io::Result<Option<&[u8]>> {
        if at
            .checked_add(length as u64)
            .is_none_or(|end| end > self.length)
        {
            return Ok(None);
        }
        let held = self.from..=self.from + self.buffer.len() as u64;
        if !(held.contains(&at) && held.contains(&(at + length as u64))) {
            let left = usize::try_from(self.length - at).unwrap_or(usize::MAX);
            self.buffer.resize(left.min(ahead.max(length)), 0);
            self.from = at;
            self.file.read_exact_at(&mut self.buffer, at)?;
        }
        let start = usize::try_from(at - self.from).unwrap_or(usize::MAX);
        Ok(self.buffer.get(start..start + length))
    }
}

/// Whether the disk had no room.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_their_place_while_they_grow() {
        let mut blocks = Blocks::new();
        for at in 0..300_000_u32 {
            blocks.extend(&at.to_le_bytes());
        }
        assert_eq!(blocks.bytes().as_ptr().align_offset(BLOCK), 0);
        assert!(
            blocks
                .bytes()
                .chunks(4)
                .zip(0_u32..)
                .all(|(bytes, at)| bytes == at.to_le_bytes())
        );
        blocks.pad();
        assert!(blocks.len().is_multiple_of(BLOCK) && blocks.len() - 1_200_000 < BLOCK);
        assert_eq!(blocks.bytes().as_ptr().align_offset(BLOCK), 0);
    }

    #[test]
    fn a_window_reads_every_place() {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("file");
        let bytes: Vec<u8> = (0..3 * WINDOW_BYTES).map(|at| (at % 251) as u8).collect();
        std::fs::write(&path, &bytes).expect("writes");
        let mut window = Window::open(&path).expect("opens");
        for (at, length) in [
            (0, 5),
            (3, 9),
            (WINDOW_BYTES - 2, 7),
            (1, 1),
            (0, bytes.len()),
        ] {
            let got = window.get(at as u64, length).expect("reads");
            assert_eq!(got, Some(&bytes[at..at + length]));
        }
        assert_eq!(window.get(bytes.len() as u64 - 1, 2).expect("reads"), None);
        assert_eq!(window.get(u64::MAX, 2).expect("reads"), None);
    }
}
