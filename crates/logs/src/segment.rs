//! Segment files: where they lie, writing a block at its place, indexing and reading.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use crate::{
    block::{self, Header},
    state::{Granule, SegmentId, index_block},
};

/// A block that would make a segment longer starts the next one.
pub(crate) const SEGMENT_BYTES: u64 = 4 << 20;
/// Bytes read at once to find the blocks of a segment.
const WINDOW_BYTES: u64 = 16 << 10;
/// Files kept open for appending.
const OPEN_MAX: usize = 256;

/// The path of a segment; streams are spread over 256 directories.
pub(crate) fn path(dir: &Path, (uid, number): SegmentId) -> PathBuf {
    dir.join(format!(
        "segments/{:02x}/{uid:016x}-{number:08x}.seg",
        uid % 256
    ))
}

/// The segment a file name stands for.
pub(crate) fn parse_name(name: &str) -> Option<SegmentId> {
    let (uid, number) = name.strip_suffix(".seg")?.split_once('-')?;
    Some((
        u64::from_str_radix(uid, 16).ok()?,
        u32::from_str_radix(number, 16).ok()?,
    ))
}

/// Open segments that are being written.
#[derive(Debug)]
pub(crate) struct Writers {
    dir: PathBuf,
    open: HashMap<SegmentId, File>,
}

impl Writers {
    pub(crate) fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            open: HashMap::new(),
        }
    }

    /// Writes `bytes` at `offset`; they are durable only once the journal is.
    pub(crate) fn write(&mut self, id: SegmentId, offset: u64, bytes: &[u8]) -> io::Result<()> {
        if !self.open.contains_key(&id) {
            if self.open.len() >= OPEN_MAX {
                self.open.clear();
            }
            self.open.insert(id, create(&path(&self.dir, id))?);
        }
        let file = self.open.get(&id).expect("opened above");
        file.write_all_at(bytes, offset)
    }

    /// Removes the file of a segment that is no longer needed. What cannot be removed now is
    /// removed at the next opening.
    pub(crate) fn remove(&mut self, id: SegmentId) {
        self.open.remove(&id);
        let path = path(&self.dir, id);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(path = %path.display(), %error, "cannot remove a log segment");
            }
            _ => {}
        }
    }
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().expect("segments lie in a directory"))?;
            options.open(path)
        }
        opened => opened,
    }
}

/// The granules of the first `len` bytes of a segment. Damage ends the index and is logged: what
/// lies before it stays readable. Large blocks are passed over unread.
pub(crate) fn index(file: &File, len: u64, path: &Path) -> io::Result<Vec<Granule>> {
    let mut granules = Vec::new();
    let mut window = Vec::new();
    let (mut at, mut window_at) = (0, 0);
    while at < len {
        if at + block::HEADER_LEN as u64 > window_at + window.len() as u64 {
            let wanted = (len - at).min(WINDOW_BYTES);
            window.resize(usize::try_from(wanted).map_err(io::Error::other)?, 0);
            file.read_exact_at(&mut window, at)?;
            window_at = at;
        }
        let start = usize::try_from(at - window_at).map_err(io::Error::other)?;
        let Some(header) = Header::read(&window[start..]) else {
            tracing::warn!(path = %path.display(), at, "a log segment is damaged");
            break;
        };
        index_block(&mut granules, at, header);
        at += header.block_len() as u64;
    }
    Ok(granules)
}

/// Gives every whole block of a granule's bytes to `each`; damaged ones are logged and left out.
pub(crate) fn each_block(bytes: &[u8], path: &Path, mut each: impl FnMut(Header, &[u8])) {
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some(header) = Header::read(rest) else {
            tracing::warn!(path = %path.display(), "a log segment is damaged");
            return;
        };
        match block::read(rest) {
            Some((header, payload)) => each(header, payload),
            None => tracing::warn!(path = %path.display(), "a batch of log events is damaged"),
        }
        rest = rest.get(header.block_len()..).unwrap_or_default();
    }
}
