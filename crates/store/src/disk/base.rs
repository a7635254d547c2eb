//! Bases: all records at one version, ordered by key.
//!
//! A frame's body is its kind and records, each the lengths of key and value (four bytes each), key
//! and value; the last frame says how many records there are.

use std::{io, path::Path, sync::Arc};

use super::{
    file::{Blocks, Counters, DurableFile, Window},
    frame::{self, HeaderError, Kind},
};
use crate::Version;

const RECORDS: u8 = 1;
const END: u8 = 2;
/// A frame is full at this size.
const FRAME_BYTES: usize = 512 << 10;
/// Lengths of key and value.
const LENGTHS: usize = 8;

/// A base that is written.
pub(super) struct Writer {
    file: DurableFile,
    version: Version,
    at: u64,
    began: Option<usize>,
    records: u64,
    buffer: Blocks,
}

impl Writer {
    /// A new file under a name that is not final.
    pub(super) fn create(
        path: &Path,
        version: Version,
        counters: &Arc<Counters>,
    ) -> io::Result<Self> {
        let mut writer = Self {
            file: DurableFile::open(path, true, counters)?,
            version,
            at: 0,
            began: None,
            records: 0,
            buffer: Blocks::new(),
        };
        frame::header(Kind::Base, version, &mut writer.buffer);
        writer.write()?;
        Ok(writer)
    }

    /// Adds a record; keys come in order.
    pub(super) fn record(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        let lengths = (u32::try_from(key.len()), u32::try_from(value.len()));
        let (Ok(key_len), Ok(value_len)) = lengths else {
            return Err(too_large());
        };
        self.begin(RECORDS);
        self.buffer.extend(&key_len.to_le_bytes());
        self.buffer.extend(&value_len.to_le_bytes());
        self.buffer.extend(key);
        self.buffer.extend(value);
        self.records += 1;
        if self.buffer.len() >= FRAME_BYTES {
            self.frame()?;
        }
        Ok(())
    }

    /// The last frame; all is on the disk when this returns.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.frame()?;
        self.begin(END);
        let records = self.records.to_le_bytes();
        self.buffer.extend(&records);
        self.frame()
    }

    fn begin(&mut self, kind: u8) {
        if self.began.is_none() {
            self.began = Some(frame::begin(&mut self.buffer));
            self.buffer.extend(&[kind]);
        }
    }

    fn frame(&mut self) -> io::Result<()> {
        let Some(began) = self.began.take() else {
            return Ok(());
        };
        if !frame::end(&mut self.buffer, began, self.version, self.at) {
            return Err(too_large());
        }
        self.write()
    }

    fn write(&mut self) -> io::Result<()> {
        self.file.write(&self.buffer, self.at)?;
        self.at += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "a record is too large")
}

/// A base that is read, record by record.
pub(super) struct Reader {
    window: Window,
    version: Version,
    /// The next frame.
    next: u64,
    /// The records of this frame, and where in them the next one is.
    body: Vec<u8>,
    at: usize,
    records: u64,
    ended: bool,
}

impl Reader {
    pub(super) fn open(path: &Path, version: Version) -> Result<Self, HeaderError> {
        let mut window = Window::open(path)?;
        let next = frame::read_header(&mut window, Kind::Base, version)?;
        Ok(Self {
            window,
            version,
            next,
            body: Vec::new(),
            at: 0,
            records: 0,
            ended: false,
        })
    }

    /// Goes to the next record; whether there is one.
    pub(super) fn advance(&mut self) -> Result<bool, HeaderError> {
        if let Some((key, value)) = self.lengths(self.at) {
            self.at += LENGTHS + key + value;
        }
        while self.at >= self.body.len() {
            if self.ended {
                return Ok(false);
            }
            self.frame()?;
        }
        match self.lengths(self.at) {
            Some((key, value)) if self.at + LENGTHS + key + value <= self.body.len() => {
                self.records += 1;
                Ok(true)
            }
            _ => Err(HeaderError::Damaged("a record in it is cut")),
        }
    }

    /// Key and value of the record that [`Self::advance`] went to.
    pub(super) fn record(&self) -> (&[u8], &[u8]) {
        let Some((key, value)) = self.lengths(self.at) else {
            return (b"", b"");
        };
        let at = self.at + LENGTHS;
        (
            &self.body[at..at + key],
            &self.body[at + key..at + key + value],
        )
    }

    fn lengths(&self, at: usize) -> Option<(usize, usize)> {
        let eight = self.body.get(at..)?.first_chunk::<LENGTHS>()?;
        let number = |at: usize| {
            u32::from_le_bytes([eight[at], eight[at + 1], eight[at + 2], eight[at + 3]]) as usize
        };
        Some((number(0), number(4)))
    }

    fn frame(&mut self) -> Result<(), HeaderError> {
        let damaged = |what| Err(HeaderError::Damaged(what));
        self.body.clear();
        self.at = 0;
        let Some((body, next)) = frame::read(&mut self.window, self.version, self.next)? else {
            return damaged("some of its records are damaged or missing");
        };
        match body.split_first() {
            Some((&RECORDS, records)) => {
                self.body.extend_from_slice(records);
                self.next = next;
                Ok(())
            }
            Some((&END, count)) => {
                if count != self.records.to_le_bytes() || next != self.window.length() {
                    return damaged("it does not end where it should");
                }
                self.ended = true;
                Ok(())
            }
            _ => damaged("an unknown frame is in it"),
        }
    }
}
