//! Images as disks: one file an image, made once, shared read-only by every machine of the host.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use berth_task_engine::ImageFacts;
use parking_lot::Mutex;
use tokio::process::Command;

const SUFFIX: &str = "erofs";

/// The disks in one directory.
pub(super) struct Disks {
    dir: PathBuf,
    shim: PathBuf,
    mkfs: PathBuf,
    /// By image, so that one that two tasks want is made once.
    making: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

impl Disks {
    /// Opens the directory, made if missing; what a former life left half made is removed.
    pub(super) fn open(dir: PathBuf, shim: PathBuf, mkfs: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&dir)?;
        for entry in fs::read_dir(&dir)? {
            let path = entry?.path();
            match path.extension().and_then(|it| it.to_str()) {
                Some(SUFFIX) => {}
                Some("work") => fs::remove_dir_all(&path)?,
                _ => fs::remove_file(&path)?,
            }
        }
        Ok(Self {
            dir,
            shim,
            mkfs,
            making: Mutex::default(),
        })
    }

    /// Where an image's disk is, or will be.
    pub(super) fn path(&self, image: &str) -> PathBuf {
        let name: String = image
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'0'..=b'9' => char::from(byte),
                _ => '-',
            })
            .collect();
        self.dir.join(format!("{name}.{SUFFIX}"))
    }

    /// Makes the disk of an image unless it is there. Disks of images that are not among `known` go:
    /// a machine that has one open keeps it.
    pub(super) async fn make(
        &self,
        image: &ImageFacts,
        known: &BTreeSet<String>,
    ) -> io::Result<()> {
        let path = self.path(&image.image_id);
        let lock = {
            let mut making = self.making.lock();
            Arc::clone(making.entry(image.image_id.clone()).or_default())
        };
        let turn = lock.lock().await;
        let made = match path.is_file() {
            true => Ok(()),
            false => self.make_at(&path, &image.layers).await,
        };
        drop(turn);
        self.making
            .lock()
            .retain(|_, lock| Arc::strong_count(lock) > 1);
        made?;
        self.sweep(known, &path);
        Ok(())
    }

    async fn make_at(&self, path: &Path, layers: &[String]) -> io::Result<()> {
        let output = Command::new(&self.shim)
            .arg("--make-image")
            .args([&self.mkfs, path])
            .args(layers)
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(io::Error::other(said.trim().to_owned()))
    }

    fn sweep(&self, known: &BTreeSet<String>, kept: &Path) {
        let paths: BTreeSet<PathBuf> = known.iter().map(|image| self.path(image)).collect();
        let entries = fs::read_dir(&self.dir).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            let is_disk = path.extension().is_some_and(|it| it == SUFFIX);
            if is_disk
                && path != kept
                && !paths.contains(&path)
                && let Err(error) = fs::remove_file(&path)
            {
                tracing::warn!(path = %path.display(), %error, "a disk that nobody needs stays");
            }
        }
    }
}
