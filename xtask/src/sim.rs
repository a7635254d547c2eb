//! `cargo xtask sim`: the simulator, built so that it runs fast.

use std::path::Path;

use crate::command::{cargo, run as run_command};
use crate::e2e::Tally;

/// Known seeds and unseen ones in `make test`.
const IN_CI: [&str; 4] = ["--seeds", "200", "--fresh", "20"];

/// Runs `berth-sim` with these words.
pub(crate) fn run(root: &Path, words: &[&str]) -> anyhow::Result<()> {
    let simulator = [
        "run",
        "--quiet",
        "--profile",
        "sim",
        "-p",
        "berth-sim",
        "--",
    ];
    run_command(cargo(root, &simulator).args(words))
}

/// What CI runs: scenarios, known seeds, unseen ones.
pub(crate) fn test(root: &Path) -> anyhow::Result<Tally> {
    run(root, &["--scenarios"])?;
    run(root, &IN_CI)?;
    Ok(Tally {
        passed: 2,
        failed: 0,
    })
}
