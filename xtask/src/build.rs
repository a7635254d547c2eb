//! Building the programs: for tests beside each other in the target directory, for use elsewhere
//! as `cargo xtask build`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::command::{cargo, output, run};

const TARGET: &str = "x86_64-unknown-linux-gnu";

/// All programs and tests of the workspace, by one set of features, so that the tests, the
/// end-to-end tests and continuous integration share every artifact.
pub(crate) const EVERYTHING: [&str; 5] = [
    "build",
    "--workspace",
    "--all-features",
    "--bins",
    "--tests",
];

/// Where cargo puts what it builds for development.
pub(crate) fn debug_dir(root: &Path) -> anyhow::Result<PathBuf> {
    Ok(target_dir(root)?.join("debug"))
}

fn target_dir(root: &Path) -> anyhow::Result<PathBuf> {
    let metadata = output(&mut cargo(
        root,
        &["metadata", "--format-version", "1", "--no-deps"],
    ))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let dir = metadata["target_directory"].as_str();
    Ok(PathBuf::from(
        dir.context("cargo metadata has a target directory")?,
    ))
}

/// One optimised program with the static `berth-shim` inside, which runs on any Linux of this
/// architecture and whose memory counts, since every task has one.
pub(crate) fn dist(root: &Path) -> anyhow::Result<()> {
    println!("building berth with its task shim inside; this takes some minutes");
    let programs = optimised(root)?;
    let dist = root.join(".build/dist");
    std::fs::create_dir_all(&dist)?;
    let place = dist.join("berth");
    let bytes = std::fs::copy(&programs.berth, &place).with_context(|| {
        format!(
            "copying {} to {}",
            programs.berth.display(),
            place.display()
        )
    })?;
    println!("{} ({:.1} MB)", place.display(), bytes as f64 / 1e6);
    Ok(())
}

/// Where the programs are once built.
pub(crate) struct Programs {
    pub(crate) berth: PathBuf,
    pub(crate) shim: PathBuf,
}

/// The programs in the directory that `BERTH_PROGRAMS` names, if it does.
pub(crate) fn given() -> Option<Programs> {
    let built = std::env::var_os("BERTH_PROGRAMS").map(PathBuf::from)?;
    Some(Programs {
        berth: built.join("berth"),
        shim: built.join("berth-shim"),
    })
}

/// Builds the programs as they are meant to be used, unless `BERTH_PROGRAMS` names a directory that
/// has them.
pub(crate) fn optimised(root: &Path) -> anyhow::Result<Programs> {
    if let Some(programs) = given() {
        return Ok(programs);
    }
    optimised_in(root, None)
}

/// Builds them in this target directory, or in the usual one.
pub(crate) fn optimised_in(root: &Path, target: Option<&Path>) -> anyhow::Result<Programs> {
    let target = match target {
        Some(target) => target.to_owned(),
        None => target_dir(root)?,
    };
    let mut shim = cargo(
        root,
        &[
            "build",
            "--profile",
            "shim",
            "-p",
            "berth-shim",
            "--target",
            TARGET,
        ],
    );
    shim.env("RUSTFLAGS", "-C target-feature=+crt-static");
    run(shim.env("CARGO_TARGET_DIR", &target))?;
    let shim = target.join(TARGET).join("shim/berth-shim");
    let mut berth = cargo(root, &["build", "--release", "-p", "berth"]);
    berth.env("CARGO_TARGET_DIR", &target);
    run(berth.env("BERTH_EMBED_SHIM", &shim))?;
    Ok(Programs {
        berth: target.join("release/berth"),
        shim,
    })
}
