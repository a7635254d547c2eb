//! The writing end of [`berth_link::spool`].

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use berth_link::spool::{
    FLAG_GAP, FLAG_PARTIAL, FLAG_STDERR, HEADER_LEN, decode, encode_parts, segment_first,
    segment_name,
};

use super::Stream;
use super::lines::Line;

/// Bytes after which a new segment begins, at most.
const SEGMENT_BYTES_MAX: u64 = 1024 * 1024;
/// And at least, however small the buffer is.
const SEGMENT_BYTES_MIN: u64 = 16 * 1024;

/// A container's segments and the records on their way into the newest one.
#[derive(Debug)]
pub(crate) struct Spool {
    directory: PathBuf,
    /// Oldest first, never empty.
    segments: VecDeque<Segment>,
    file: File,
    /// Bytes in all segments.
    written_bytes: u64,
    batch: Vec<u8>,
    next_number: u64,
    /// Records dropped since the last one written.
    dropped: u64,
    max_bytes: u64,
    blocking: bool,
}

#[derive(Debug)]
struct Segment {
    first: u64,
    bytes: u64,
}

impl Spool {
    /// Opens the directory, made if missing, and goes on with the numbers found there.
    pub(crate) fn open(directory: &Path, max_bytes: u64, blocking: bool) -> io::Result<Self> {
        fs::create_dir_all(directory)?;
        let mut segments: Vec<Segment> = Vec::new();
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            if let Some(first) = entry.file_name().to_str().and_then(segment_first) {
                segments.push(Segment {
                    first,
                    bytes: entry.metadata()?.len(),
                });
            }
        }
        segments.sort_unstable_by_key(|segment| segment.first);
        let next_number = match segments.last() {
            Some(last) => next_after(last.first, &directory.join(segment_name(last.first)))?,
            None => 1,
        };
        // The last segment may end in a torn record, so it is left as it is. One without any
        // record has the name the new one would have, and is used again.
        segments.retain(|segment| segment.first != next_number);
        let file = new_segment(directory, next_number)?;
        let written_bytes = segments.iter().map(|segment| segment.bytes).sum();
        let mut segments = VecDeque::from(segments);
        segments.push_back(Segment {
            first: next_number,
            bytes: 0,
        });
        Ok(Self {
            directory: directory.to_owned(),
            segments,
            file,
            written_bytes,
            batch: Vec::new(),
            next_number,
            dropped: 0,
            max_bytes,
            blocking,
        })
    }

    fn used_bytes(&self) -> u64 {
        self.written_bytes + self.batch.len() as u64
    }

    /// Whether a blocking spool should be given no more.
    pub(crate) fn is_full(&self) -> bool {
        self.blocking && self.used_bytes() >= self.max_bytes
    }

    /// From now on everything is kept.
    pub(crate) fn lift_bound(&mut self) {
        self.blocking = true;
    }

    /// Adds a record to the batch, or counts it as dropped if there is no room.
    pub(crate) fn append(&mut self, stream: Stream, time_us: i64, line: Line<'_>) {
        let needed = (HEADER_LEN + line.text.len()) as u64;
        if !self.blocking && self.used_bytes() + needed > self.max_bytes {
            self.dropped += 1;
            return;
        }
        if self.dropped > 0 {
            let count = self.dropped.to_string();
            self.encode(time_us, FLAG_GAP, count.as_bytes());
            self.dropped = 0;
        }
        let mut flags = 0;
        if stream == Stream::Stderr {
            flags |= FLAG_STDERR;
        }
        if line.partial {
            flags |= FLAG_PARTIAL;
        }
        self.encode(time_us, flags, line.text);
    }

    fn encode(&mut self, time_us: i64, flags: u8, payload: &[u8]) {
        encode_parts(self.next_number, time_us, flags, payload, &mut self.batch);
        self.next_number += 1;
    }

    /// Writes the batch with one call, so that a reader is woken once.
    pub(crate) fn flush(&mut self) {
        if self.batch.is_empty() {
            return;
        }
        let segment_bytes = (self.max_bytes / 8).clamp(SEGMENT_BYTES_MIN, SEGMENT_BYTES_MAX);
        let current = self.segments.back().map_or(0, |segment| segment.bytes);
        if current >= segment_bytes {
            self.begin_segment();
        }
        let Some(segment) = self.segments.back_mut() else {
            return;
        };
        match self.file.write_all_at(&self.batch, segment.bytes) {
            Ok(()) => {
                segment.bytes += self.batch.len() as u64;
                self.written_bytes += self.batch.len() as u64;
            }
            Err(_) => self.lose_batch(),
        }
        self.batch.clear();
        self.batch.shrink_to(super::READ_BYTES);
    }

    /// The disk took nothing: the numbers of the batch are free again, its records a gap.
    fn lose_batch(&mut self) {
        let mut rest = &self.batch[..];
        let mut first = None;
        while let Some((record, used)) = decode(rest) {
            first.get_or_insert(record.number);
            self.dropped += match record.flags & FLAG_GAP {
                0 => 1,
                _ => String::from_utf8_lossy(&record.payload)
                    .parse()
                    .unwrap_or(0),
            };
            rest = &rest[used..];
        }
        if let Some(first) = first {
            self.next_number = first;
        }
        if let Some(segment) = self.segments.back() {
            // A piece of the batch may have been written; a reader would take it for records.
            let _ = self.file.set_len(segment.bytes);
        }
    }

    /// Starts a segment for the batch. If that fails the old one goes on.
    fn begin_segment(&mut self) {
        let first = match decode(&self.batch) {
            Some((record, _)) => record.number,
            None => self.next_number,
        };
        if let Ok(file) = new_segment(&self.directory, first) {
            self.file = file;
            self.segments.push_back(Segment { first, bytes: 0 });
        }
    }

    /// Removes the segments that hold only records up to `through`.
    pub(crate) fn shipped(&mut self, through: u64) {
        let all = through.saturating_add(1) >= self.next_number;
        if all
            && self
                .segments
                .back()
                .is_some_and(|segment| segment.bytes > 0)
        {
            self.begin_segment();
        }
        while let Some(next) = self.segments.get(1)
            && next.first <= through.saturating_add(1)
        {
            let Some(gone) = self.segments.pop_front() else {
                break;
            };
            self.written_bytes -= gone.bytes;
            let _ = fs::remove_file(self.directory.join(segment_name(gone.first)));
        }
    }

    /// Brings everything to the disk, and a gap at the very end into a record.
    pub(crate) fn sync(&mut self) {
        if self.dropped > 0 {
            let count = self.dropped.to_string();
            self.dropped = 0;
            self.encode(crate::sys::now_us(), FLAG_GAP, count.as_bytes());
        }
        self.flush();
        for segment in &self.segments {
            let path = self.directory.join(segment_name(segment.first));
            let _ = File::open(path).and_then(|file| file.sync_data());
        }
        let _ = File::open(&self.directory).and_then(|directory| directory.sync_all());
    }
}

fn new_segment(directory: &Path, first: u64) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(directory.join(segment_name(first)))
}

/// The number after the last whole record of a segment.
fn next_after(first: u64, path: &Path) -> io::Result<u64> {
    let bytes = fs::read(path)?;
    let mut rest = &bytes[..];
    let mut next = first;
    while let Some((record, used)) = decode(rest) {
        next = record.number + 1;
        rest = &rest[used..];
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_link::spool::Record;

    fn line(text: &[u8]) -> Line<'_> {
        Line {
            text,
            partial: false,
        }
    }

    fn read(directory: &Path) -> Vec<Record> {
        let mut names: Vec<_> = fs::read_dir(directory)
            .expect("exists")
            .map(|entry| entry.expect("readable").path())
            .collect();
        names.sort();
        let mut records = Vec::new();
        for name in names {
            let bytes = fs::read(name).expect("readable");
            let mut rest = &bytes[..];
            while let Some((record, used)) = decode(rest) {
                records.push(record);
                rest = &rest[used..];
            }
        }
        records
    }

    #[test]
    fn a_full_spool_drops_and_says_how_much() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut spool = Spool::open(directory.path(), 1000, false).expect("opens");
        for _ in 0..10 {
            spool.append(Stream::Stdout, 1, line(&[b'x'; 175]));
            spool.flush();
        }
        assert_eq!(read(directory.path()).len(), 5);
        spool.shipped(5);
        spool.append(Stream::Stderr, 2, line(b"after"));
        spool.flush();
        let records = read(directory.path());
        assert_eq!(records.len(), 2);
        assert_eq!((records[0].number, records[0].flags), (6, FLAG_GAP));
        assert_eq!(records[0].payload, b"5");
        assert_eq!((records[1].number, records[1].flags), (7, FLAG_STDERR));
    }

    #[test]
    fn numbers_go_on_even_when_everything_was_shipped() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        for round in 0..3_u64 {
            let mut spool = Spool::open(directory.path(), 1 << 20, true).expect("opens");
            assert_eq!(spool.next_number, round * 2 + 1);
            spool.append(Stream::Stdout, 1, line(b"a"));
            spool.append(Stream::Stdout, 1, line(b"b"));
            spool.flush();
            if round == 1 {
                spool.shipped(4);
                assert!(read(directory.path()).is_empty());
            }
        }
        assert_eq!(read(directory.path()).len(), 2);
    }

    #[test]
    fn a_blocking_spool_keeps_all_and_says_when_it_is_full() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut spool = Spool::open(directory.path(), 100_000, true).expect("opens");
        for _ in 0..1000 {
            spool.append(Stream::Stdout, 1, line(&[b'y'; 175]));
            spool.flush();
        }
        assert!(spool.is_full());
        assert_eq!(read(directory.path()).len(), 1000);
        spool.shipped(700);
        assert!(!spool.is_full());
        let left = read(directory.path());
        assert!(left[0].number <= 701 && left[0].number > 500);
        assert_eq!(left.last().map(|record| record.number), Some(1000));
    }
}
