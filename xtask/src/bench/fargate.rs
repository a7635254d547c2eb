//! Until a task's virtual machine takes containers, beside a bare boot of the same kernel.

use std::path::{Path, PathBuf};

use anyhow::ensure;

use super::{Findings, example};
use crate::build;

const ROUNDS: &str = "7";

pub(super) fn measure(root: &Path) -> anyhow::Result<Findings> {
    let kernel = match std::env::var_os("BERTH_FARGATE_KERNEL") {
        Some(tree) => PathBuf::from(tree),
        None => root.join(".build/kernel"),
    };
    ensure!(
        kernel.join("boot").is_dir(),
        "{} has no kernel: run scripts/setup",
        kernel.display()
    );
    let programs = build::optimised(root)?;
    let words = [
        &programs.shim.to_string_lossy(),
        &kernel.to_string_lossy(),
        ROUNDS,
    ];
    example(root, "berth-shim", "bench_fargate", &words)
}
