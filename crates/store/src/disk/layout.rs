//! Which files there are: `state-VERSION.base` with all records at that version, and
//! `state-VERSION.log` with the commits after it. Versions are 16 hexadecimal digits.
//!
//! What is needed is the newest base and every log from its version on. A new base is written under
//! another name and moved into place whole; only then the older files are removed.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::Version;

/// Files that are being written have this name's end.
const NEW: &str = ".new";

/// The files of a directory.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// The newest base; there is none until the first log is full.
    pub(super) base: Option<Version>,
    /// The logs that count, oldest first.
    pub(super) logs: Vec<Version>,
    /// What nobody needs any more.
    pub(super) litter: Vec<PathBuf>,
    /// A file of the format before this one.
    pub(super) older: Option<PathBuf>,
}

pub(super) fn base(dir: &Path, version: Version) -> PathBuf {
    dir.join(format!("state-{version:016x}.base"))
}

pub(super) fn log(dir: &Path, version: Version) -> PathBuf {
    dir.join(format!("state-{version:016x}.log"))
}

/// The name of a file while it is written.
pub(super) fn new(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(NEW);
    name.into()
}

/// Gives a written file its name, durably.
pub(super) fn publish(dir: &Path, path: &Path) -> io::Result<()> {
    fs::rename(new(path), path)?;
    File::open(dir)?.sync_all()
}

/// Removes files that nobody needs; those that cannot be removed are found again at the next start.
pub(super) fn remove(files: &[PathBuf]) {
    for file in files {
        let _ = fs::remove_file(file);
    }
}

pub(super) fn list(dir: &Path) -> io::Result<Files> {
    let (mut bases, mut logs) = (BTreeSet::new(), BTreeSet::new());
    let mut files = Files::default();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(rest) = name.and_then(|name| name.strip_prefix("state")) else {
            continue;
        };
        if rest == ".redb" {
            files.older = Some(path);
        } else if rest.ends_with(NEW) {
            files.litter.push(path);
        } else if let Some(version) = version(rest, ".base") {
            bases.insert(version);
        } else if let Some(version) = version(rest, ".log") {
            logs.insert(version);
        }
    }
    files.base = bases.pop_last();
    let from = files.base.unwrap_or(0);
    files.logs = logs.split_off(&from).into_iter().collect();
    files
        .litter
        .extend(bases.iter().map(|version| base(dir, *version)));
    files
        .litter
        .extend(logs.iter().map(|version| log(dir, *version)));
    Ok(files)
}

fn version(rest: &str, end: &str) -> Option<Version> {
    let digits = rest.strip_prefix('-')?.strip_suffix(end)?;
    let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if digits.len() != 16 || !digits.bytes().all(hexadecimal) {
        return None;
    }
    Version::from_str_radix(digits, 16).ok()
}
