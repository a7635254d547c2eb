//! The applier and its store under concurrent writers, beside plain appends to the same disk and
//! beside etcd, and the opening of a directory with a million tasks.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::{Findings, directory, example};
use crate::command::output;

pub(super) fn measure(root: &Path) -> anyhow::Result<Findings> {
    let etcd = etcd(root)?;
    let dir = directory(root)?;
    let words = [dir.path().to_string_lossy(), etcd.to_string_lossy()];
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    example(root, "berth-control", "bench_store", &words)
}

/// Debian's etcd: the one that is installed, else unpacked beside the sources.
fn etcd(root: &Path) -> anyhow::Result<PathBuf> {
    let installed = PathBuf::from("/usr/bin/etcd");
    let home = root.join(".build/peers/etcd");
    let unpacked = home.join("usr/bin/etcd");
    if installed.exists() {
        return Ok(installed);
    }
    if !unpacked.exists() {
        println!("fetching etcd for comparison");
        std::fs::create_dir_all(&home)?;
        let mut download = Command::new("apt-get");
        output(
            download
                .args(["download", "etcd-server"])
                .current_dir(&home),
        )?;
        let package = std::fs::read_dir(&home)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.extension().is_some_and(|end| end == "deb"))
            .context("apt-get downloaded no package")?;
        output(Command::new("dpkg").arg("-x").arg(&package).arg(&home))?;
        std::fs::remove_file(package)?;
    }
    Ok(unpacked)
}
