//! What logs and bases are made of: a header, then frames, each beginning at a whole block.
//!
//! A header is eight bytes of name, the format, the version at which the file starts, and a CRC-32
//! of these. A frame is the length of its body, a CRC-32 and the body. The checksum covers the
//! file's start version and the frame's place as well, so that no frame is taken for another one.

use std::io;

use super::file::{BLOCK, Blocks, Window};
use crate::Version;

/// The newest format that this program reads, and the one it writes.
pub(super) const FORMAT: u32 = 1;
const HEADER_LEN: usize = 8 + 4 + 8 + 4;
/// Length and checksum.
pub(super) const FRAME_HEAD: usize = 4 + 4;

/// Which kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Log,
    Base,
}

impl Kind {
    const fn name(self) -> [u8; 8] {
        match self {
            Self::Log => *b"berthlog",
            Self::Base => *b"berthbas",
        }
    }
}

/// The header as the first block.
pub(super) fn header(kind: Kind, start: Version, out: &mut Blocks) {
    let mut bytes = kind.name().to_vec();
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&start.to_le_bytes());
    let sum = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    out.extend(&bytes);
    out.pad();
}

/// What is wrong with a header.
#[derive(Debug)]
pub(super) enum HeaderError {
    Io(io::Error),
    Newer(u32),
    Damaged(&'static str),
}

impl From<io::Error> for HeaderError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads the header of a file that should start at `start`; the place of the first frame.
pub(super) fn read_header(
    window: &mut Window,
    kind: Kind,
    start: Version,
) -> Result<u64, HeaderError> {
    let bytes = window
        .get(0, HEADER_LEN)?
        .ok_or(HeaderError::Damaged("it is too short"))?;
    let (covered, sum) = bytes.split_at(HEADER_LEN - 4);
    if crc32fast::hash(covered).to_le_bytes() != sum || covered[..8] != kind.name() {
        return Err(HeaderError::Damaged("its header is wrong"));
    }
    let format = u32::from_le_bytes([covered[8], covered[9], covered[10], covered[11]]);
    if format > FORMAT {
        return Err(HeaderError::Newer(format));
    }
    if covered[12..] != start.to_le_bytes() {
        return Err(HeaderError::Damaged("it has another file's name"));
    }
    let padding = window
        .get(0, BLOCK)?
        .ok_or(HeaderError::Damaged("it is too short"))?;
    if padding[HEADER_LEN..].iter().any(|byte| *byte != 0) {
        return Err(HeaderError::Damaged("its header is wrong"));
    }
    Ok(BLOCK as u64)
}

/// Makes room for a frame's head; the body follows, then [`end`].
pub(super) fn begin(out: &mut Blocks) -> usize {
    let at = out.len();
    out.extend(&[0; FRAME_HEAD]);
    at
}

/// Completes the frame that began at `began` in `out` and will lie at `place` in its file.
pub(super) fn end(out: &mut Blocks, began: usize, start: Version, place: u64) -> bool {
    let Ok(length) = u32::try_from(out.len() - began - FRAME_HEAD) else {
        return false;
    };
    let body = &out.bytes()[began + FRAME_HEAD..];
    let sum = checksum(start, place, length, body);
    let head = &mut out.bytes_mut()[began..began + FRAME_HEAD];
    head[..4].copy_from_slice(&length.to_le_bytes());
    head[4..].copy_from_slice(&sum.to_le_bytes());
    out.pad();
    true
}

/// The body of the frame at `place`; `None` if there is no whole one.
pub(super) fn read(
    window: &mut Window,
    start: Version,
    place: u64,
) -> io::Result<Option<(&[u8], u64)>> {
    let Some(head) = window.get(place, FRAME_HEAD)? else {
        return Ok(None);
    };
    let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
    let sum = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    if length == 0 {
        return Ok(None);
    }
    let whole = FRAME_HEAD + length as usize;
    let padded = whole.next_multiple_of(BLOCK);
    let Some(frame) = window.get(place, padded)? else {
        return Ok(None);
    };
    let (frame, padding) = frame.split_at(whole);
    let body = &frame[FRAME_HEAD..];
    let good = checksum(start, place, length, body) == sum && padding.iter().all(|b| *b == 0);
    Ok(good.then_some((body, place + padded as u64)))
}

fn checksum(start: Version, place: u64, length: u32, body: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&start.to_le_bytes());
    crc.update(&place.to_le_bytes());
    crc.update(&length.to_le_bytes());
    crc.update(body);
    crc.finalize()
}
