//! What the disk alone can do, beside which durable writes are held.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::Outcome;

pub(crate) const PAGE: [u8; 4096] = [0x5a; 4096];
/// Pages that are there before they are written again, as a log's are.
const PAGES: u64 = 1024;

/// Pages of a file written again and made durable one after the other, a second: nobody who answers
/// one request after the other, each when it is durable, answers more.
pub(crate) fn overwrites(dir: &Path, length: Duration) -> Outcome<f64> {
    let path = dir.join("overwrites");
    let file = File::create(&path)?;
    for page in 0..PAGES {
        file.write_all_at(&PAGE, page * 4096)?;
    }
    file.sync_all()?;
    let rate = rate(length, |round| {
        file.write_all_at(&PAGE, round % PAGES * 4096)?;
        file.sync_data()
    })?;
    std::fs::remove_file(path)?;
    Ok(rate)
}

/// How often a second `write` does it, given the count so far.
pub(crate) fn rate(
    length: Duration,
    mut write: impl FnMut(u64) -> std::io::Result<()>,
) -> Outcome<f64> {
    let started = Instant::now();
    let mut writes = 0;
    while started.elapsed() < length {
        write(writes)?;
        writes += 1;
    }
    Ok(writes as f64 / started.elapsed().as_secs_f64())
}
