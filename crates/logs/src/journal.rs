//! The journal: every change in order, in numbered files.
//!
//! A record is: number (u64, consecutive within a file, from 1), kind (u8), length (u32), CRC-32 of
//! these and of the summed part (u32), body. All of the body is summed, except a block's payload,
//! which has its own checksum in the block's header. Integers are little-endian. Writes go to an
//! offset the writer knows, so what a failed write left behind is overwritten by the next one, and
//! the consecutive numbers keep leftovers from being taken for records.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use crate::{
    block::{self, Header},
    state::{Appended, Change},
};

const RECORD_HEADER_LEN: usize = 8 + 1 + 4 + 4;
const KIND_CHANGE: u8 = 1;
const KIND_APPEND: u8 = 2;

/// The file a writer appends to.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    pub(crate) number: u64,
    pub(crate) len: u64,
    next_record: u64,
    /// Records that are not written yet.
    buffer: Vec<u8>,
    buffered: u64,
}

/// A record read back.
pub(crate) enum Record<'a> {
    Change(Change),
    Append(Appended, Header, &'a [u8]),
}

/// The path of a journal file.
pub(crate) fn path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("journal/{number:020}.wal"))
}

/// The number in a journal's file name.
pub(crate) fn parse_name(name: &str) -> Option<u64> {
    name.strip_suffix(".wal")?.parse().ok()
}

impl Journal {
    /// Makes an empty file; a leftover of the same number is overwritten.
    pub(crate) fn create(dir: &Path, number: u64) -> io::Result<Self> {
        let path = path(dir, number);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)?;
        File::open(path.parent().expect("in a directory"))?.sync_all()?;
        Ok(Self {
            file,
            number,
            len: 0,
            next_record: 1,
            buffer: Vec::new(),
            buffered: 0,
        })
    }

    pub(crate) fn push_change(&mut self, change: &Change) {
        let body = serde_json::to_vec(change).expect("a change has string keys");
        self.push(KIND_CHANGE, &body, &[]);
    }

    /// `block` is the placed block, header and payload.
    pub(crate) fn push_append(&mut self, appended: &Appended, block: &[u8]) {
        let mut body = Vec::with_capacity(256);
        let (source, to) = match &appended.source {
            Some((source, to)) => (source.as_str(), *to),
            None => ("", 0),
        };
        for text in [&appended.group, &appended.stream, source] {
            let length = u16::try_from(text.len()).expect("names are short");
            body.extend_from_slice(&length.to_le_bytes());
            body.extend_from_slice(text.as_bytes());
        }
        body.extend_from_slice(&to.to_le_bytes());
        body.extend_from_slice(&appended.segment.to_le_bytes());
        body.extend_from_slice(&appended.offset.to_le_bytes());
        let (header, payload) = block.split_at(block::HEADER_LEN);
        body.extend_from_slice(header);
        self.push(KIND_APPEND, &body, payload);
    }

    fn push(&mut self, kind: u8, summed: &[u8], rest: &[u8]) {
        let number = self.next_record + self.buffered;
        let length = u32::try_from(summed.len() + rest.len()).expect("batches are small");
        let start = self.buffer.len();
        self.buffer.extend_from_slice(&number.to_le_bytes());
        self.buffer.push(kind);
        self.buffer.extend_from_slice(&length.to_le_bytes());
        let sum = checksum(&self.buffer[start..], summed);
        self.buffer.extend_from_slice(&sum.to_le_bytes());
        self.buffer.extend_from_slice(summed);
        self.buffer.extend_from_slice(rest);
        self.buffered += 1;
    }

    /// Makes what was pushed durable. After an error of writing nothing counts as written; after
    /// one of fsync nothing is known.
    pub(crate) fn commit(&mut self) -> Result<(), CommitFailure> {
        let written = self.file.write_all_at(&self.buffer, self.len);
        let (length, records) = (self.buffer.len() as u64, self.buffered);
        self.buffer.clear();
        self.buffer.shrink_to(1 << 20);
        self.buffered = 0;
        written.map_err(CommitFailure::Write)?;
        self.file.sync_data().map_err(CommitFailure::Sync)?;
        self.len += length;
        self.next_record += records;
        Ok(())
    }

    /// Bytes waiting for [`Journal::commit`].
    pub(crate) fn buffered_len(&self) -> usize {
        self.buffer.len()
    }

    /// Cuts off what a failed write may have left, before the file is no longer written.
    pub(crate) fn seal(&self) -> io::Result<()> {
        self.file.set_len(self.len)?;
        self.file.sync_data()
    }
}

/// How a commit failed.
#[derive(Debug)]
pub(crate) enum CommitFailure {
    Write(io::Error),
    Sync(io::Error),
}

fn checksum(header: &[u8], summed: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(header);
    crc.update(summed);
    crc.finalize()
}

/// Gives the whole records at the start of `bytes` to `each` and returns how many bytes they took.
pub(crate) fn replay<E>(
    bytes: &[u8],
    mut each: impl FnMut(Record<'_>) -> Result<(), E>,
) -> Result<usize, E> {
    let mut at = 0;
    let mut number = 1_u64;
    while let Some((record, length)) = read(&bytes[at..], number) {
        each(record)?;
        at += length;
        number += 1;
    }
    Ok(at)
}

/// Whether a whole record begins somewhere in `rest`, which begins with none: then what lies before it
/// is damaged, and not the end of a write that was cut off.
pub(crate) fn goes_on(rest: &[u8]) -> bool {
    let numbers = rest.windows(8).map(|eight| {
        let mut number = [0; 8];
        number.copy_from_slice(eight);
        u64::from_le_bytes(number)
    });
    // A journal has no more records than this; most places are ruled out by it.
    let mut places = numbers
        .enumerate()
        .skip(1)
        .filter(|(_, it)| (1..=u64::from(u32::MAX)).contains(it));
    places.any(|(at, number)| read(&rest[at..], number).is_some())
}

fn read(bytes: &[u8], expected: u64) -> Option<(Record<'_>, usize)> {
    let header = bytes.get(..RECORD_HEADER_LEN)?;
    let number = u64::from_le_bytes(header[..8].try_into().ok()?);
    let length = u32::from_le_bytes(header[9..13].try_into().ok()?) as usize;
    let sum = u32::from_le_bytes(header[13..].try_into().ok()?);
    let end = RECORD_HEADER_LEN.checked_add(length)?;
    let body = bytes.get(RECORD_HEADER_LEN..end)?;
    if number != expected {
        return None;
    }
    match header[8] {
        KIND_CHANGE if sum == checksum(&header[..13], body) => {
            let change = serde_json::from_slice(body).ok()?;
            Some((Record::Change(change), end))
        }
        KIND_APPEND => {
            let (appended, block_at) = read_appended(body)?;
            let summed = body.get(..block_at + block::HEADER_LEN)?;
            if sum != checksum(&header[..13], summed) {
                return None;
            }
            let block = &body[block_at..];
            let (header, _) = block::read(block)?;
            Some((Record::Append(appended, header, block), end))
        }
        _ => None,
    }
}

/// The place of a batch and where its block starts.
fn read_appended(body: &[u8]) -> Option<(Appended, usize)> {
    let mut rest = body;
    let mut take = |count: usize| {
        let (taken, tail) = rest.split_at_checked(count)?;
        rest = tail;
        Some(taken)
    };
    let mut texts = Vec::with_capacity(3);
    for _ in 0..3 {
        let length = u16::from_le_bytes(take(2)?.try_into().ok()?);
        texts.push(String::from_utf8(take(usize::from(length))?.to_vec()).ok()?);
    }
    let to = u64::from_le_bytes(take(8)?.try_into().ok()?);
    let segment = u32::from_le_bytes(take(4)?.try_into().ok()?);
    let offset = u64::from_le_bytes(take(8)?.try_into().ok()?);
    let at = body.len() - rest.len();
    let [group, stream, source] = texts.try_into().ok()?;
    let appended = Appended {
        group,
        stream,
        segment,
        offset,
        source: (!source.is_empty()).then_some((source, to)),
    };
    Some((appended, at))
}
