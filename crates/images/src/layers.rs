//! Unpacked layers, each made once, by whoever needs it first.
//!
//! A layer is kept under its chain id, the name of the stack up to it, because what it looks like
//! depends on what is below: directories it does not mention keep the owner they had there.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedMutexGuard, Semaphore};
use tokio_util::task::AbortOnDropHandle;

use crate::error::PullError;
use crate::index::write_beside;
use crate::manifest::Descriptor;
use crate::progress::Progress;
use crate::registry::Session;
use crate::unpack;

/// Blobs fetched at once, over all pulls.
const DOWNLOADS_MAX: usize = 6;

/// A layer to be had.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) chain_id: String,
    pub(crate) diff_id: String,
    pub(crate) descriptor: Descriptor,
}

/// What is known of an unpacked layer; its presence says that the layer is whole.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct LayerInfo {
    pub(crate) size_bytes: u64,
    /// It hides all layers below it.
    pub(crate) opaque_root: bool,
    /// What there was when it was unpacked; unknown for layers of earlier versions.
    #[serde(default)]
    pub(crate) census: Option<Census>,
}

/// How much there is in a directory: enough to notice a file that is gone or was cut, at the price
/// of looking at names and sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Census {
    /// Names, directories included.
    entries: u64,
    /// Bytes of all regular files.
    bytes: u64,
}

impl Census {
    /// Counts everything below a directory.
    fn take(root: &Path) -> io::Result<Self> {
        let mut census = Self::default();
        let mut pending = vec![root.to_owned()];
        while let Some(directory) = pending.pop() {
            for entry in fs::read_dir(directory)? {
                let entry = entry?;
                census.entries += 1;
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    pending.push(entry.path());
                } else if kind.is_file() {
                    census.bytes += entry.metadata()?.len();
                }
            }
        }
        Ok(census)
    }
}

type Lock = Arc<tokio::sync::Mutex<()>>;

/// The directories of layers and of what is half done.
pub(crate) struct Layers {
    dir: PathBuf,
    tmp: PathBuf,
    locks: Mutex<HashMap<String, Lock>>,
    /// Layers that this process has looked at: whether all of it was there.
    looked_at: Mutex<HashMap<String, bool>>,
    downloads: Arc<Semaphore>,
    unpacks: Arc<Semaphore>,
    counter: AtomicU64,
}

/// Removes what is at its path when dropped, unless it was moved away.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let removed = match fs::symlink_metadata(&self.0) {
            Ok(meta) if meta.is_dir() => fs::remove_dir_all(&self.0),
            Ok(_) => fs::remove_file(&self.0),
            Err(_) => Ok(()),
        };
        if let Err(error) = removed {
            tracing::warn!(path = %self.0.display(), %error, "left behind");
        }
    }
}

/// Tells a blocking unpack that nobody waits for it.
struct CancelOnDrop(Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

enum Fetched {
    Present,
    Blob(Scratch, OwnedMutexGuard<()>),
}

impl Layers {
    pub(crate) fn new(dir: PathBuf, tmp: PathBuf) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            dir,
            tmp,
            locks: Mutex::new(HashMap::new()),
            looked_at: Mutex::new(HashMap::new()),
            downloads: Arc::new(Semaphore::new(DOWNLOADS_MAX)),
            unpacks: Arc::new(Semaphore::new(cores.clamp(2, 8))),
            counter: AtomicU64::new(0),
        }
    }

    /// A path nobody else uses, on the store's file system.
    pub(crate) fn scratch_path(&self) -> PathBuf {
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        self.tmp.join(number.to_string())
    }

    /// The unpacked directory of a layer.
    pub(crate) fn path(&self, chain_id: &str) -> PathBuf {
        self.home(chain_id).join("fs")
    }

    /// Looks whether all of a layer is there, once in the life of this process: somebody may have
    /// removed or cut a file since, or a disk lost it. [`Layers::info`] knows the answer.
    pub(crate) fn look_at(&self, chain_id: &str) {
        if self.looked_at.lock().contains_key(chain_id) {
            return;
        }
        let Some(info) = self.info(chain_id) else {
            return;
        };
        let found = Census::take(&self.path(chain_id));
        let whole = match (info.census, &found) {
            (Some(then), Ok(now)) => then == *now,
            (None, Ok(_)) => true,
            (_, Err(_)) => false,
        };
        if !whole {
            tracing::error!(chain_id, then = ?info.census, ?found, "a layer has been damaged");
        }
        self.looked_at.lock().insert(chain_id.to_owned(), whole);
    }

    /// What is known of a layer, or `None` if it is not there in full.
    pub(crate) fn info(&self, chain_id: &str) -> Option<LayerInfo> {
        if self.looked_at.lock().get(chain_id) == Some(&false) {
            return None;
        }
        let home = self.home(chain_id);
        let bytes = fs::read(home.join("layer.json")).ok()?;
        let info = serde_json::from_slice(&bytes).ok()?;
        fs::symlink_metadata(home.join("fs"))
            .is_ok_and(|meta| meta.is_dir())
            .then_some(info)
    }

    /// Makes all of them present, lowest first.
    pub(crate) async fn ensure(
        self: &Arc<Self>,
        session: &Arc<Session>,
        wanted: &[Wanted],
        progress: &Arc<Progress>,
    ) -> Result<(), PullError> {
        let fetches: Vec<_> = wanted
            .iter()
            .enumerate()
            .map(|(index, layer)| {
                let (layers, session) = (Arc::clone(self), Arc::clone(session));
                let (layer, progress) = (layer.clone(), Arc::clone(progress));
                AbortOnDropHandle::new(tokio::spawn(async move {
                    let came = |bytes| progress.has(index, bytes);
                    layers.fetch(&session, &layer, &came).await
                }))
            })
            .collect();
        for (index, fetch) in fetches.into_iter().enumerate() {
            let fetched = fetch
                .await
                .map_err(|error| PullError::Store(format!("download worker: {error}")))??;
            if let Fetched::Blob(blob, lock) = fetched {
                let below = wanted[..index].iter().rev();
                let below = below.map(|layer| self.path(&layer.chain_id)).collect();
                self.unpack(blob, lock, below, &wanted[index]).await?;
            }
            progress.done(index);
        }
        self.locks
            .lock()
            .retain(|_, lock| Arc::strong_count(lock) > 1);
        Ok(())
    }

    /// Takes a layer's place out of the store, to be deleted at leisure.
    pub(crate) fn take_out(&self, chain_id: &str) -> io::Result<Option<PathBuf>> {
        self.looked_at.lock().remove(chain_id);
        let trash = self.scratch_path();
        match fs::rename(self.home(chain_id), &trash) {
            Ok(()) => Ok(Some(trash)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Chain ids of all layers on disk and when each was made, in milliseconds since the epoch.
    pub(crate) fn all(&self) -> io::Result<Vec<(String, i64)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            let made = entry.metadata()?.modified()?;
            let made = made
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0));
            if let Some(name) = entry.file_name().to_str() {
                found.push((format!("sha256:{name}"), made));
            }
        }
        Ok(found)
    }

    fn home(&self, chain_id: &str) -> PathBuf {
        self.dir.join(chain_id.trim_start_matches("sha256:"))
    }

    async fn fetch(
        self: &Arc<Self>,
        session: &Session,
        layer: &Wanted,
        came: &(dyn Fn(u64) + Sync),
    ) -> Result<Fetched, PullError> {
        let lock = Arc::clone(self.locks.lock().entry(layer.chain_id.clone()).or_default());
        let guard = lock.lock_owned().await;
        let (layers, chain_id) = (Arc::clone(self), layer.chain_id.clone());
        // Looking cannot fail; should the thread, the layer is taken as it is.
        let _ = tokio::task::spawn_blocking(move || layers.look_at(&chain_id)).await;
        if self.info(&layer.chain_id).is_some() {
            return Ok(Fetched::Present);
        }
        let closed = |_| PullError::Store("the store is closed".to_owned());
        let _permit = self.downloads.acquire().await.map_err(closed)?;
        let blob = Scratch(self.scratch_path());
        session.download(&layer.descriptor, &blob.0, came).await?;
        Ok(Fetched::Blob(blob, guard))
    }

    async fn unpack(
        self: &Arc<Self>,
        blob: Scratch,
        lock: OwnedMutexGuard<()>,
        below: Vec<PathBuf>,
        layer: &Wanted,
    ) -> Result<(), PullError> {
        let closed = |_| PullError::Store("the store is closed".to_owned());
        let permit = Arc::clone(&self.unpacks)
            .acquire_owned()
            .await
            .map_err(closed)?;
        let cancelled = Arc::new(AtomicBool::new(false));
        let _cancel = CancelOnDrop(Arc::clone(&cancelled));
        let (layers, layer) = (Arc::clone(self), layer.clone());
        let digest = layer.descriptor.digest.clone();
        let work = tokio::task::spawn_blocking(move || {
            // Held until the last file is written, even if the pull has been given up.
            let _held = (lock, permit);
            layers.unpack_blocking(&blob.0, &below, &layer, &cancelled)
        });
        let outcome = work.await.unwrap_or_else(|panic| Err(panic.to_string()));
        outcome.map_err(|why| PullError::Layer(format!("{digest}: {why}")))
    }

    fn unpack_blocking(
        &self,
        blob: &Path,
        below: &[PathBuf],
        layer: &Wanted,
        cancelled: &Arc<AtomicBool>,
    ) -> Result<(), String> {
        let words = |error: io::Error| crate::error::system_words(&error);
        let made = Scratch(self.scratch_path());
        let root = made.0.join("fs");
        fs::create_dir(&made.0).map_err(words)?;
        fs::create_dir(&root).map_err(words)?;
        let done = unpack::unpack(blob, &root, below, &layer.diff_id, cancelled)?;
        let info = LayerInfo {
            size_bytes: done.size_bytes,
            opaque_root: done.opaque_root,
            census: Some(Census::take(&root).map_err(words)?),
        };
        let json = serde_json::to_vec(&info).map_err(|error| error.to_string())?;
        write_beside(&made.0.join("layer.json"), &json).map_err(words)?;
        let home = self.home(&layer.chain_id);
        // A damaged one may be in the way; a whole one is not replaced, it may be mounted.
        let _old = self.take_out(&layer.chain_id).map_err(words)?.map(Scratch);
        fs::rename(&made.0, &home).map_err(words)?;
        self.looked_at.lock().insert(layer.chain_id.clone(), true);
        sync_directory(&self.dir).map_err(words)
    }
}

/// Makes renames in a directory durable.
pub(crate) fn sync_directory(path: &Path) -> io::Result<()> {
    fs::File::open(path)?.sync_all()
}
