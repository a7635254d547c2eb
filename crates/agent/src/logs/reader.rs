//! Reading a spool while it is being written.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use berth_link::spool::{Record, decode, segment_first, segment_name};

/// Bytes read from a segment at once; a record is at most a quarter of it.
const READ_BYTES: usize = 1 << 20;

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

    /// What is there from here on, as far as one read goes; empty if nothing is there yet.
    pub(super) fn read(&mut self) -> io::Result<Vec<Record>> {
        loop {
            if self.segment.is_none() && !self.open()? {
                return Ok(Vec::new());
            }
            let records = self.read_segment()?;
            if !records.is_empty() || !self.go_on()? {
                return Ok(records);
            }
        }
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

    fn read_segment(&mut self) -> io::Result<Vec<Record>> {
        let Some(segment) = &mut self.segment else {
            return Ok(Vec::new());
        };
        let mut records = Vec::new();
        // More than once only while whole reads are skipped.
        while records.is_empty() {
            let mut bytes = Vec::with_capacity(READ_BYTES);
            segment.file.seek(SeekFrom::Start(segment.offset))?;
            let limit = READ_BYTES as u64;
            Read::by_ref(&mut segment.file)
                .take(limit)
                .read_to_end(&mut bytes)?;
            let mut rest = &bytes[..];
            while let Some((record, used)) = decode(rest) {
                rest = &rest[used..];
                segment.offset += used as u64;
                if record.number >= self.next {
                    self.next = record.number + 1;
                    records.push(record);
                }
            }
            if rest.len() == bytes.len() {
                break;
            }
        }
        Ok(records)
    }

    /// Nothing is left of this segment: is there a later one? Then this one changes no more, but
    /// it may have grown since it was read.
    fn go_on(&mut self) -> io::Result<bool> {
        let Some(first) = self.segment.as_ref().map(|segment| segment.first) else {
            return Ok(false);
        };
        let later = self.firsts()?.into_iter().find(|later| *later > first);
        let Some(later) = later else {
            return Ok(false);
        };
        // Once more before it is left, now that it is complete.
        let before = self.next;
        let last = self.read_segment()?;
        if !last.is_empty() {
            self.next = before;
            if let Some(segment) = &mut self.segment {
                segment.offset = 0;
            }
            return Ok(true);
        }
        self.next = self.next.max(later);
        self.segment = None;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_link::spool::encode;
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

    fn all(reader: &mut Reader) -> Vec<u64> {
        let mut numbers = Vec::new();
        loop {
            let records = reader.read().expect("read");
            if records.is_empty() {
                return numbers;
            }
            numbers.extend(records.iter().map(|record| record.number));
        }
    }

    #[test]
    fn records_come_once_over_segments_that_come_and_go() {
        let directory = tempfile::tempdir().expect("a directory");
        let dir = directory.path();
        let mut reader = Reader::new(&dir.join("missing"), 1);
        assert!(all(&mut reader).is_empty());
        let mut reader = Reader::new(dir, 1);
        assert!(all(&mut reader).is_empty());
        append(dir, 1, 1..=3);
        assert_eq!(all(&mut reader), [1, 2, 3]);
        append(dir, 1, 4..=5);
        append(dir, 6, 6..=6);
        assert_eq!(all(&mut reader), [4, 5, 6]);
        fs::remove_file(dir.join(segment_name(1))).expect("there");
        append(dir, 6, 7..=7);
        append(dir, 8, 8..=20_000);
        let rest = all(&mut reader);
        assert_eq!((rest.len(), rest[0], reader.next()), (19_994, 7, 20_001));
        reader.seek(19_999);
        assert_eq!(all(&mut reader), [19_999, 20_000]);
        let mut late = Reader::new(dir, 2);
        assert_eq!(all(&mut late)[0], 6);
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
        assert_eq!(all(&mut reader), [1]);
        fs::write(&path, &whole).expect("written");
        assert_eq!(all(&mut reader), [2]);
    }
}
