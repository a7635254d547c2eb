//! What the store remembers of its images: one file each, and the blobs it keeps.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::layers::sync_directory;
use crate::manifest::digest_of;
use crate::registry::CONFIG_BYTES_MAX;

const VERSION: u32 = 1;
/// A record of 500 layers and thousands of names.
const RECORD_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// One image.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    version: u32,
    /// Config digest.
    pub(crate) id: String,
    /// Digest of the manifest for this machine.
    pub(crate) manifest: String,
    /// Normalised references that lead here.
    pub(crate) references: BTreeMap<String, Named>,
    /// Chain ids, lowest first.
    pub(crate) layers: Vec<String>,
    /// How many of the lowest layers are hidden by one above them.
    pub(crate) hidden_layers: usize,
    pub(crate) size_bytes: u64,
    pub(crate) pulled_at_ms: i64,
    pub(crate) last_used_ms: i64,
    /// Digests of the blobs kept for it: indexes, manifest, config.
    pub(crate) blobs: Vec<String>,
}

/// What a reference meant when it was pulled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Named {
    /// The digest the registry had for it: an index's, if it is one.
    pub(crate) digest: String,
    pub(crate) at_ms: i64,
}

impl Record {
    pub(crate) const fn new(id: String, manifest: String, now_ms: i64) -> Self {
        Self {
            version: VERSION,
            id,
            manifest,
            references: BTreeMap::new(),
            layers: Vec::new(),
            hidden_layers: 0,
            size_bytes: 0,
            pulled_at_ms: now_ms,
            last_used_ms: now_ms,
            blobs: Vec::new(),
        }
    }
}

/// The directories of records and blobs.
pub(crate) struct Index {
    images: PathBuf,
    blobs: PathBuf,
}

impl Index {
    pub(crate) const fn new(images: PathBuf, blobs: PathBuf) -> Self {
        Self { images, blobs }
    }

    /// All records that can be read; others are removed, and their images pulled again when asked
    /// for.
    pub(crate) fn load(&self) -> io::Result<Vec<Record>> {
        let mut records = Vec::new();
        for entry in fs::read_dir(&self.images)? {
            let path = entry?.path();
            match read_record(&path) {
                Some(record) if self.path(&record.id) == path => records.push(record),
                _ => {
                    tracing::warn!(path = %path.display(), "image record is damaged, dropped");
                    fs::remove_file(&path)?;
                }
            }
        }
        Ok(records)
    }

    pub(crate) fn save(&self, record: &Record) -> io::Result<()> {
        let json = serde_json::to_vec(record)?;
        write_beside(&self.path(&record.id), &json)
    }

    pub(crate) fn forget(&self, id: &str) -> io::Result<()> {
        match fs::remove_file(self.path(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => sync_directory(&self.images),
        }
    }

    pub(crate) fn save_blob(&self, digest: &str, bytes: &[u8]) -> io::Result<()> {
        write_beside(&self.blobs.join(bare(digest)), bytes)
    }

    /// A kept blob, if it is what it was.
    pub(crate) fn blob(&self, digest: &str) -> Option<Vec<u8>> {
        let bytes = read_bounded(&self.blobs.join(bare(digest)), CONFIG_BYTES_MAX as u64)?;
        (digest_of(&bytes) == digest).then_some(bytes)
    }

    /// Removes the blobs no record names.
    pub(crate) fn sweep_blobs(&self, keep: impl Fn(&str) -> bool) -> io::Result<()> {
        for entry in fs::read_dir(&self.blobs)? {
            let entry = entry?;
            let name = entry.file_name();
            if !name
                .to_str()
                .is_some_and(|name| keep(&format!("sha256:{name}")))
            {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn path(&self, id: &str) -> PathBuf {
        self.images.join(format!("{}.json", bare(id)))
    }
}

fn bare(digest: &str) -> &str {
    digest.trim_start_matches("sha256:")
}

fn read_record(path: &Path) -> Option<Record> {
    let bytes = read_bounded(path, RECORD_BYTES_MAX)?;
    let record: Record = serde_json::from_slice(&bytes).ok()?;
    let digests = record.layers.iter().chain(&record.blobs);
    let whole = digests
        .chain([&record.id, &record.manifest])
        .all(|digest| crate::reference::check_digest(digest).is_ok());
    let sound = record.version == VERSION && record.hidden_layers <= record.layers.len();
    (whole && sound).then_some(record)
}

fn read_bounded(path: &Path, max: u64) -> Option<Vec<u8>> {
    let meta = fs::symlink_metadata(path).ok()?;
    if !meta.is_file() || meta.len() > max {
        return None;
    }
    fs::read(path).ok()
}

/// Writes a file so that, whenever the machine stops, the old content is there or the new.
pub(crate) fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), sync_directory)
}
