//! The disks that a machine's containers write to.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use berth_link::shim::Storage;
use berth_vmm::qemu;

/// They are gone when nobody has them open any more.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) storage: Storage,
    /// What is written to root file systems, and to volumes unless they have their own.
    pub(super) layers: File,
    pub(super) volumes: Option<File>,
}

/// Makes the disks, by names in this directory for a moment.
pub(super) fn make(directory: &Path, storage: Storage, mkfs: &str) -> io::Result<Scratch> {
    let (bytes, volume_bytes) = qemu::disk_bytes(storage);
    let layers = make_one(directory, qemu::SCRATCH, bytes, mkfs)?;
    let volumes = volume_bytes
        .map(|bytes| make_one(directory, qemu::VOLUMES, bytes, mkfs))
        .transpose()?;
    Ok(Scratch {
        storage,
        layers,
        volumes,
    })
}

/// A new disk with an empty file system, sparse, whose only name is gone already: the room comes
/// back when the emulator ends, however that happens.
fn make_one(directory: &Path, name: &str, bytes: u64, mkfs: &str) -> io::Result<File> {
    let path = directory.join(name);
    let file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&path)?;
    file.set_len(bytes)?;
    let made = Command::new(mkfs)
        .args(["-q", "-F", "-m", "0", "-E"])
        .arg("lazy_itable_init=1,lazy_journal_init=1,nodiscard")
        .arg(&path)
        .env_clear()
        .stdin(Stdio::null())
        .output();
    let removed = fs::remove_file(&path);
    let made = made?;
    removed?;
    if !made.status.success() {
        let said = String::from_utf8_lossy(&made.stderr);
        let text = format!("{mkfs}: {} ({})", said.trim(), made.status);
        return Err(io::Error::other(text));
    }
    Ok(file)
}
