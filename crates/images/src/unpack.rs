//! A downloaded layer becomes a directory.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest as _, Sha256};

use crate::error::system_words;
use crate::tarball::{Kind, Tarball};
use crate::tree::{Refusal, Tree};

/// Uncompressed; a few kilobytes can inflate to anything.
const LAYER_BYTES_MAX: u64 = 128 * 1024 * 1024 * 1024;
/// Files of a layer.
const ENTRIES_MAX: u64 = 8_000_000;

/// What was unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unpacked {
    /// Bytes of its files.
    pub(crate) size_bytes: u64,
    /// It hides all layers below it.
    pub(crate) opaque_root: bool,
}

/// Unpacks `blob` (gzip, zstd or plain) into the empty directory `into` and checks its diff id.
/// `below` are the directories of the layers below it, topmost first.
///
/// # Errors
/// In words. What was unpacked until then is left for the caller to remove.
pub(crate) fn unpack(
    blob: &Path,
    into: &Path,
    below: &[PathBuf],
    diff_id: &str,
    cancelled: &Arc<AtomicBool>,
) -> Result<Unpacked, String> {
    let file = File::open(blob).map_err(|error| system_words(&error))?;
    let plain = decompress(file).map_err(|error| system_words(&error))?;
    let stream = Checked {
        inner: plain,
        hasher: Sha256::new(),
        left: LAYER_BYTES_MAX,
        cancelled: Arc::clone(cancelled),
    };
    let mut tarball = Tarball::new(BufReader::with_capacity(128 * 1024, stream));
    let mut tree = Tree::open(into, below).map_err(|error| system_words(&error))?;
    let (mut size_bytes, mut entries) = (0_u64, 0_u64);
    while let Some(entry) = tarball.next().map_err(|error| system_words(&error))? {
        entries += 1;
        if entries > ENTRIES_MAX {
            return Err(format!("more than {ENTRIES_MAX} entries"));
        }
        if entry.kind == Kind::File {
            size_bytes = size_bytes.saturating_add(entry.size);
        }
        tree.apply(&entry, tarball.content()).map_err(|refusal| {
            let path = String::from_utf8_lossy(&entry.path)
                .escape_debug()
                .to_string();
            match refusal {
                Refusal::Unsafe(why) => format!("{path}: {why}"),
                Refusal::Io(error) => format!("write /{path}: {}", system_words(&error)),
            }
        })?;
    }
    let drained = tarball.drain().map_err(|error| system_words(&error))?;
    let stream = drained.into_inner();
    let actual = format!("sha256:{}", hex::encode(stream.hasher.finalize()));
    if actual != diff_id {
        return Err(format!("diff id is {actual}, its config says {diff_id}"));
    }
    let opaque_root = tree.finish().map_err(|error| system_words(&error))?;
    Ok(Unpacked {
        size_bytes,
        opaque_root,
    })
}

/// By the first bytes, since media types are often wrong.
fn decompress(file: File) -> io::Result<Box<dyn Read>> {
    let mut reader = BufReader::with_capacity(128 * 1024, file);
    let start = reader.fill_buf()?;
    if start.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(flate2::bufread::MultiGzDecoder::new(reader)));
    }
    // Either a frame of data or one to be skipped, as chunked layers begin with.
    let skippable =
        start.len() >= 4 && start[0] & 0xf0 == 0x50 && start[1..4] == [0x2a, 0x4d, 0x18];
    if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) || skippable {
        return Ok(Box::new(zstd::Decoder::with_buffer(reader)?));
    }
    Ok(Box::new(reader))
}

/// The uncompressed stream: hashed, bounded, and stopped when nobody waits any more.
struct Checked {
    inner: Box<dyn Read>,
    hasher: Sha256,
    left: u64,
    cancelled: Arc<AtomicBool>,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(io::Error::other("the pull was given up"));
        }
        let count = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other("the layer is larger than 128 GiB"))?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
