//! Logs: commits one after the other, each a frame.
//!
//! A body's first byte says what it is. A commit goes on with its version and its writes; an end
//! says that the log was left in order at a version: everything before is whole, and if it is not,
//! that is damage and no commit under way. After an end the log may go on.

use std::{io, path::Path, sync::Arc};

use super::{
    file::{BLOCK, Blocks, Counters, DurableFile, Window, is_full},
    frame::{self, HeaderError, Kind},
};
use crate::{Version, Write, record};

const COMMIT: u8 = 1;
const END: u8 = 2;
/// Zeros written ahead at once, so that a commit changes bytes of the file and nothing else of it.
const AHEAD_MIN: u64 = 64 << 10;
const AHEAD_MAX: u64 = 4 << 20;

/// A log that is written.
#[derive(Debug)]
pub(super) struct Log {
    file: DurableFile,
    start: Version,
    /// Where the next frame goes.
    end: u64,
    /// Up to here there are zeros.
    ahead: u64,
    /// Bytes of bodies.
    pub(super) filled: u64,
    buffer: Blocks,
}

impl Log {
    /// A new file, whole on the disk, under a name that is not final.
    pub(super) fn create(
        path: &Path,
        start: Version,
        counters: &Arc<Counters>,
    ) -> io::Result<Self> {
        let mut log = Self {
            file: DurableFile::open(path, true, counters)?,
            start,
            end: 0,
            ahead: 0,
            filled: 0,
            buffer: Blocks::new(),
        };
        frame::header(Kind::Log, start, &mut log.buffer);
        log.write()?;
        Ok(log)
    }

    /// Goes on after what [`read`] found; what follows it is removed.
    pub(super) fn resume(path: &Path, found: &Found, counters: &Arc<Counters>) -> io::Result<Self> {
        let file = DurableFile::open(path, false, counters)?;
        let cut = !found.length.is_multiple_of(BLOCK as u64);
        if found.litter || cut {
            file.set_len(found.end)?;
        }
        Ok(Self {
            file,
            start: found.start,
            end: found.end,
            ahead: if found.litter || cut {
                found.end
            } else {
                found.length
            },
            filled: found.filled,
            buffer: Blocks::new(),
        })
    }

    /// Adds a commit; it is on the disk when this returns.
    pub(super) fn commit(&mut self, version: Version, writes: &[Write]) -> io::Result<()> {
        self.buffer.clear();
        let began = frame::begin(&mut self.buffer);
        self.buffer.extend(&[COMMIT]);
        self.buffer.extend(&version.to_le_bytes());
        for write in writes {
            put_write(write, &mut self.buffer)?;
        }
        self.finish(began)
    }

    /// Notes that all is in order at this version.
    pub(super) fn end(&mut self, version: Version) -> io::Result<()> {
        self.buffer.clear();
        let began = frame::begin(&mut self.buffer);
        self.buffer.extend(&[END]);
        self.buffer.extend(&version.to_le_bytes());
        self.finish(began)
    }

    /// Removes what a failed write may have left.
    pub(super) fn clean(&mut self) -> io::Result<()> {
        self.file.set_len(self.end)?;
        self.ahead = self.end;
        Ok(())
    }

    /// Where the file's last frame ends.
    pub(super) const fn length(&self) -> u64 {
        self.end
    }

    fn finish(&mut self, began: usize) -> io::Result<()> {
        let filled = self.buffer.len() as u64;
        if !frame::end(&mut self.buffer, began, self.start, self.end) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a commit is larger than 4 GiB",
            ));
        }
        self.write()?;
        self.filled += filled;
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        let end = self.end + self.buffer.len() as u64;
        if end > self.ahead && self.buffer.len() as u64 <= AHEAD_MAX {
            let ahead = self.end.clamp(AHEAD_MIN, AHEAD_MAX);
            let zeros = Blocks::zeros(usize::try_from(ahead).unwrap_or(BLOCK));
            match self.file.write(&zeros, self.ahead) {
                Ok(()) => self.ahead += ahead,
                // There may be room for the commit itself.
                Err(error) if is_full(&error) => {}
                Err(error) => return Err(error),
            }
        }
        self.file.write(&self.buffer, self.end)?;
        self.end = end;
        self.ahead = self.ahead.max(end);
        Ok(())
    }
}

/// One write: lengths of table, key and value (plus one; zero removes), then these.
fn put_write(write: &Write, out: &mut Blocks) -> io::Result<()> {
    let too_large = |_| io::Error::new(io::ErrorKind::InvalidInput, "a record is too large");
    let table = write.table.name().as_bytes();
    let value = write.value.as_deref();
    let value_len = value.map_or(0, |value| value.len() + 1);
    out.extend(&u16::try_from(table.len()).unwrap_or(u16::MAX).to_le_bytes());
    out.extend(
        &u32::try_from(write.key.len())
            .map_err(too_large)?
            .to_le_bytes(),
    );
    out.extend(&u32::try_from(value_len).map_err(too_large)?.to_le_bytes());
    out.extend(table);
    out.extend(&write.key);
    out.extend(value.unwrap_or_default());
    Ok(())
}

/// A write as it is read back: the stored key, and its value's length and offset in the body.
type Each<'a> = dyn FnMut(Vec<u8>, Option<(usize, &[u8])>) + 'a;

/// All writes of a commit's body, in order; whether it is well made.
fn take_writes(body: &[u8], each: &mut Each<'_>) -> bool {
    let mut at = 1 + 8;
    while at < body.len() {
        let Some(lengths) = body.get(at..at + 10) else {
            return false;
        };
        let table = usize::from(u16::from_le_bytes([lengths[0], lengths[1]]));
        let number = |at: usize| {
            u32::from_le_bytes([
                lengths[at],
                lengths[at + 1],
                lengths[at + 2],
                lengths[at + 3],
            ])
        };
        let (key, value) = (number(2) as usize, number(6) as usize);
        at += 10;
        let places = (
            at + table,
            at + table + key,
            at + table + key + value.saturating_sub(1),
        );
        let (Some(table), Some(key), Some(bytes)) = (
            body.get(at..places.0),
            body.get(places.0..places.1),
            body.get(places.1..places.2),
        ) else {
            return false;
        };
        let Ok(table) = std::str::from_utf8(table) else {
            return false;
        };
        each(
            record::key(table, key),
            (value > 0).then_some((places.1, bytes)),
        );
        at = places.2;
    }
    true
}

/// What a log holds.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) start: Version,
    /// The version after its last commit.
    pub(super) version: Version,
    /// Where its last frame ends.
    pub(super) end: u64,
    /// The file's length.
    length: u64,
    filled: u64,
    /// Something but zeros follows.
    pub(super) litter: bool,
    /// The last frame is an end.
    pub(super) ended: bool,
}

/// Reads a whole log and gives each write to `each`: key, and place and length of its value in the
/// file, or that it was removed.
///
/// What follows the last whole frame is a commit under way, unless a later frame is whole: then
/// what lies between is damaged.
pub(super) fn read(
    window: &mut Window,
    start: Version,
    each: &mut dyn FnMut(Vec<u8>, Option<(u64, u32)>),
) -> Result<Found, HeaderError> {
    let mut end = frame::read_header(window, Kind::Log, start)?;
    let (mut version, mut filled, mut ended) = (start, 0, false);
    let damaged = Err(HeaderError::Damaged("a commit in it is damaged"));
    while let Some((body, next)) = frame::read(window, start, end)? {
        filled += body.len() as u64;
        let Some((kind, number)) = head(body) else {
            return damaged;
        };
        let place = end + frame::FRAME_HEAD as u64;
        match kind {
            COMMIT if number == version + 1 => {
                version = number;
                ended = false;
                let good = take_writes(body, &mut |key, value| {
                    let value = value.map(|(at, bytes)| {
                        (place + at as u64, u32::try_from(bytes.len()).unwrap_or(0))
                    });
                    each(key, value);
                });
                if !good {
                    return damaged;
                }
            }
            END if number == version => ended = true,
            _ => return damaged,
        }
        end = next;
    }
    let mut litter = false;
    let mut place = end;
    let length = window.length();
    while place < length {
        if frame::read(window, start, place)?.is_some() {
            return damaged;
        }
        let rest = usize::try_from(length - place).map_or(BLOCK, |rest| rest.min(BLOCK));
        let block = window.get(place, rest)?.unwrap_or_default();
        litter |= block.iter().any(|byte| *byte != 0);
        place += rest as u64;
    }
    // Whoever left it in order had no commit under way.
    if ended && litter {
        return damaged;
    }
    Ok(Found {
        start,
        version,
        end,
        length,
        filled,
        litter,
        ended,
    })
}

fn head(body: &[u8]) -> Option<(u8, Version)> {
    let (kind, rest) = body.split_first()?;
    let version = rest.first_chunk::<8>()?;
    Some((*kind, Version::from_le_bytes(*version)))
}
