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
    /// Whole records that are not in the segment yet.
    batch: Vec<u8>,
    /// The disk did not take the batch (all of it); [`Spool::retry`] tries again.
    refused: bool,
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
            refused: false,
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
        self.blocking && (self.refused || self.used_bytes() >= self.max_bytes)
    }

    /// Whether records wait for a disk that is full or broken.
    pub(crate) fn is_refused(&self) -> bool {
        self.refused
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

    /// Writes the batch with one call, so that a reader is woken once. What the disk does not take
    /// stays in the batch, in memory, and counts as used.
    pub(crate) fn flush(&mut self) {
        if !self.refused {
            self.write();
        }
    }

    /// Writes what the disk refused before.
    pub(crate) fn retry(&mut self) {
        self.refused = false;
        self.write();
    }

    fn write(&mut self) {
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
        let (mut taken, complete) = write_far(&self.file, &self.batch, segment.bytes);
        if !complete {
            self.refused = true;
            taken = whole_records(&self.batch[..taken]);
            // The beginning of a record gives its room back until there is enough for all of it.
            let _ = self.file.set_len(segment.bytes + taken as u64);
        }
        segment.bytes += taken as u64;
        self.written_bytes += taken as u64;
        self.batch.drain(..taken);
        self.batch.shrink_to(super::READ_BYTES);
    }

    /// The number of the first record that is in no segment yet.
    fn first_unwritten(&self) -> u64 {
        decode(&self.batch).map_or(self.next_number, |(record, _)| record.number)
    }

    /// Starts a segment for the batch. If that fails the old one goes on.
    fn begin_segment(&mut self) {
        let first = self.first_unwritten();
        if let Ok(file) = new_segment(&self.directory, first) {
            self.file = file;
            self.segments.push_back(Segment { first, bytes: 0 });
        }
    }

    /// Removes the segments that hold only records up to `through`. The room may be enough for what
    /// was refused.
    pub(crate) fn shipped(&mut self, through: u64) {
        let all = through.saturating_add(1) >= self.first_unwritten();
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
        if self.refused {
            self.retry();
        }
    }

    /// Brings everything to the disk, and a gap at the very end into a record. Until
    /// [`Spool::is_refused`] says no, it is to be tried again.
    pub(crate) fn sync(&mut self) {
        if self.dropped > 0 {
            let count = self.dropped.to_string();
            self.dropped = 0;
            self.encode(crate::sys::now_us(), FLAG_GAP, count.as_bytes());
        }
        self.retry();
        if self.refused {
            return;
        }
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

/// Writes as far as the disk lets it: how many bytes, and whether that is all.
fn write_far(file: &File, bytes: &[u8], at: u64) -> (usize, bool) {
    let mut done = 0;
    while done < bytes.len() {
        match file.write_at(&bytes[done..], at + done as u64) {
            Ok(0) => return (done, false),
            Ok(count) => done += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return (done, false),
        }
    }
    (done, true)
}

/// How many of the bytes are whole records.
fn whole_records(bytes: &[u8]) -> usize {
    let mut whole = 0;
    while let Some((_, used)) = decode(&bytes[whole..]) {
        whole += used;
    }
    whole
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

    /// A disk that is full, in place of the newest segment's.
    fn full_disk() -> File {
        let file = OpenOptions::new().write(true).open("/dev/full");
        file.expect("every Linux has it")
    }

    fn texts(records: &[Record]) -> Vec<String> {
        let text = |record: &Record| String::from_utf8_lossy(&record.payload).into_owned();
        records.iter().map(text).collect()
    }

    #[test]
    fn what_a_full_disk_refuses_is_kept_and_written_later() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut spool = Spool::open(directory.path(), 1 << 20, true).expect("opens");
        spool.append(Stream::Stdout, 1, line(b"before"));
        spool.flush();
        let disk = std::mem::replace(&mut spool.file, full_disk());
        spool.append(Stream::Stdout, 1, line(b"during"));
        spool.flush();
        assert!(spool.is_refused() && spool.is_full(), "no more until then");
        spool.sync();
        assert!(spool.is_refused(), "still full");
        assert_eq!(texts(&read(directory.path())), ["before"]);
        spool.file = disk;
        spool.append(Stream::Stderr, 2, line(b"after"));
        spool.retry();
        assert!(!spool.is_refused() && !spool.is_full());
        let records = read(directory.path());
        assert_eq!(texts(&records), ["before", "during", "after"]);
        assert_eq!(records[2].number, 3);
    }

    #[test]
    fn a_full_disk_is_a_full_buffer_for_a_spool_that_drops() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut spool = Spool::open(directory.path(), 1000, false).expect("opens");
        let disk = std::mem::replace(&mut spool.file, full_disk());
        for _ in 0..10 {
            spool.append(Stream::Stdout, 1, line(&[b'x'; 175]));
            spool.flush();
        }
        assert!(spool.is_refused() && !spool.is_full(), "it never blocks");
        spool.file = disk;
        spool.sync();
        let records = read(directory.path());
        assert_eq!(records.len(), 6, "five that fit, and what was dropped");
        assert_eq!(
            (records[5].flags, &records[5].payload[..]),
            (FLAG_GAP, &b"5"[..])
        );
    }

    #[test]
    fn room_that_shipping_makes_is_used_at_once() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut spool = Spool::open(directory.path(), 1 << 20, true).expect("opens");
        spool.append(Stream::Stdout, 1, line(b"shipped"));
        spool.flush();
        spool.file = full_disk();
        spool.append(Stream::Stdout, 1, line(b"refused"));
        spool.flush();
        assert!(spool.is_refused());
        // All that is written is safe: its segment goes, and the next one has room.
        spool.shipped(1);
        assert!(!spool.is_refused());
        let records = read(directory.path());
        assert_eq!((records.len(), records[0].number), (1, 2));
        assert_eq!(texts(&records), ["refused"]);
    }
}
