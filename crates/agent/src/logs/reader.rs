//! Reading a spool while it is being written.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use berth_link::spool::{decode_in_place, segment_first, segment_name};

use super::batch::Batch;

/// Bytes read from a segment at once; a record is at most a quarter of it.
const READ_BYTES: u64 = 1 << 20;
/// A buffer that is larger than this is not kept once it is empty: most containers are silent.
const KEPT_BYTES: usize = 16 << 10;

/// A place in a spool. Blocks on the disk.
#[derive(Debug)]
pub(super) struct Reader {
    directory: PathBuf,
    /// The number of the next record wanted.
    next: u64,
    segment: Option<Segment>,
}

#[derive(Debug)]
struct Segment {
    first: u64,
    file: File,
    /// Where the next record starts.
    offset: u64,
    /// What was read of the file; from `used` on it is the file's from `offset` on.
    buffer: Vec<u8>,
    used: usize,
}

impl Reader {
    /// Starts at the record `next`, or the first one after it that is still there.
    pub(super) fn new(directory: &Path, next: u64) -> Self {
        Self {
            directory: directory.to_owned(),
            next: next.max(1),
            segment: None,
        }
    }

    #[cfg(test)]
    const fn next(&self) -> u64 {
        self.next
    }

    /// Goes to another record.
    pub(super) fn seek(&mut self, next: u64) {
        if next != self.next {
            self.next = next.max(1);
            self.segment = None;
        }
    }

    /// Moves what is there from here on into the batch, until that is full.
    pub(super) fn fill(&mut self, batch: &mut Batch) -> io::Result<()> {
        while self.segment.is_some() || self.open()? {
            if self.drain(batch)? {
                return Ok(());
            }
            let Some(later) = self.later()? else {
                return Ok(());
            };
            // With a later one beside it this segment changes no more, but it may have grown since
            // it was read.
            if self.drain(batch)? {
                return Ok(());
            }
            self.next = self.next.max(later);
            self.segment = None;
        }
        Ok(())
    }

    /// Opens the segment in which the next record is, or would be.
    fn open(&mut self) -> io::Result<bool> {
        let firsts = self.firsts()?;
        let holding = firsts.iter().rev().find(|first| **first <= self.next);
        let Some(first) = holding.or_else(|| firsts.first()).copied() else {
            return Ok(false);
        };
        let file = match File::open(self.directory.join(segment_name(first))) {
            Ok(file) => file,
            // Removed just now, so it is shipped; the next call finds another.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        self.segment = Some(Segment {
            first,
            file,
            offset: 0,
            buffer: Vec::new(),
            used: 0,
        });
        Ok(true)
    }

    /// The numbers in the segments' names, ascending.
    fn firsts(&self) -> io::Result<Vec<u64>> {
        let mut firsts = Vec::new();
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(firsts),
            Err(error) => return Err(error),
        };
        for entry in entries {
            firsts.extend(entry?.file_name().to_str().and_then(segment_first));
        }
        firsts.sort_unstable();
        Ok(firsts)
    }

    /// Moves the segment's records into the batch; whether that is full now.
    fn drain(&mut self, batch: &mut Batch) -> io::Result<bool> {
        let Some(segment) = &mut self.segment else {
            return Ok(false);
        };
        let mut read_just_now = false;
        loop {
            let Some((record, length)) = decode_in_place(&segment.buffer[segment.used..]) else {
                // None, or one that is not all there yet.
                if read_just_now {
                    return Ok(false);
                }
                segment.read()?;
                read_just_now = true;
                continue;
            };
            if record.number >= self.next {
                if !batch.take(record) {
                    return Ok(true);
                }
                self.next = record.number + 1;
            }
            segment.offset += length as u64;
            segment.used += length;
            read_just_now = false;
        }
    }

    /// The first record of the segment after this one, if there is one.
    fn later(&self) -> io::Result<Option<u64>> {
        let Some(segment) = &self.segment else {
            return Ok(None);
        };
        let firsts = self.firsts()?.into_iter();
        Ok({ firsts }.find(|later| *later > segment.first))
    }
}

impl Segment {
    /// Reads what comes after the records that were taken.
    fn read(&mut self) -> io::Result<()> {
        let left = self.file.metadata()?.len().saturating_sub(self.offset);
        self.used = 0;
        self.buffer.clear();
        self.buffer.shrink_to(KEPT_BYTES);
        let wanted = usize::try_from(left.min(READ_BYTES)).map_err(io::Error::other)?;
        self.buffer.resize(wanted, 0);
        let mut done = 0;
        while done < wanted {
            let place = self.offset + done as u64;
            match self.file.read_at(&mut self.buffer[done..], place) {
                // Cut since: the disk took only a part of a record.
                Ok(0) => break,
                Ok(count) => done += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.buffer.truncate(done);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_link::spool::{Record, encode};
    use std::io::Write;

    fn append(directory: &Path, segment: u64, numbers: std::ops::RangeInclusive<u64>) {
        let mut bytes = Vec::new();
        for number in numbers {
            let record = Record {
                number,
                time_us: 1,
                flags: 0,
                payload: vec![b'x'; 100],
            };
            encode(&record, &mut bytes);
        }
        let path = directory.join(segment_name(segment));
        let file = File::options().create(true).append(true).open(path);
        file.expect("opens").write_all(&bytes).expect("written");
    }

    /// The first and the last record that is there, and how many, in batches of as many as fit.
    fn all(reader: &mut Reader) -> (u64, u64, usize) {
        let (mut first, mut last, mut count) = (0, 0, 0);
        loop {
            let mut batch = Batch::default();
            reader.fill(&mut batch).expect("read");
            if batch.is_empty() {
                return (first, last, count);
            }
            assert!(count == 0 || batch.from > last, "none comes twice");
            first = if count == 0 { batch.from } else { first };
            last = batch.to;
            count += batch.events.len();
        }
    }

    #[test]
    fn records_come_once_over_segments_that_come_and_go() {
        let directory = tempfile::tempdir().expect("a directory");
        let dir = directory.path();
        let mut reader = Reader::new(&dir.join("missing"), 1);
        assert_eq!(all(&mut reader), (0, 0, 0));
        let mut reader = Reader::new(dir, 1);
        assert_eq!(all(&mut reader), (0, 0, 0));
        append(dir, 1, 1..=3);
        assert_eq!(all(&mut reader), (1, 3, 3));
        append(dir, 1, 4..=5);
        append(dir, 6, 6..=6);
        assert_eq!(all(&mut reader), (4, 6, 3));
        fs::remove_file(dir.join(segment_name(1))).expect("there");
        append(dir, 6, 7..=7);
        append(dir, 8, 8..=20_000);
        assert_eq!(all(&mut reader), (7, 20_000, 19_994));
        assert_eq!(reader.next(), 20_001);
        reader.seek(19_999);
        assert_eq!(all(&mut reader), (19_999, 20_000, 2));
        let mut late = Reader::new(dir, 2);
        assert_eq!(all(&mut late).0, 6);
    }

    #[test]
    fn a_torn_record_is_waited_for() {
        let directory = tempfile::tempdir().expect("a directory");
        let dir = directory.path();
        append(dir, 1, 1..=2);
        let path = dir.join(segment_name(1));
        let whole = fs::read(&path).expect("there");
        fs::write(&path, &whole[..whole.len() - 1]).expect("written");
        let mut reader = Reader::new(dir, 1);
        assert_eq!(all(&mut reader), (1, 1, 1));
        fs::write(&path, &whole).expect("written");
        assert_eq!(all(&mut reader), (2, 2, 1));
    }
}
