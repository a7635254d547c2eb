//! The applier and its store under concurrent writers, beside plain appends to the same disk, and
//! the opening of a directory with a million tasks.

use std::path::Path;

use super::{Findings, directory, example};

pub(super) fn measure(root: &Path) -> anyhow::Result<Findings> {
    let dir = directory(root)?;
    let path = dir.path().to_string_lossy();
    example(root, "berth-control", "bench_store", &[&path])
}
