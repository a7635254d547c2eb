//! `cargo xtask e2e`: the programs of `tests/e2e` against a region with real containers.
//!
//! One registry on loopback, one region with names and addresses of its own, and every program of
//! `tests/e2e` (a `.py` or an executable `.sh`, each a subject) as an AWS client of it. Afterwards
//! the region is taken down and the host must be as it was before.

mod host;
pub(crate) mod subjects;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};

use crate::command::{cargo, run as run_command};
use crate::region::{self, Region, Settings};
use crate::registry::{self, Registry};
use crate::{build, image};
pub(crate) use host::Host;

/// Passed and failed tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Builds (unless `BERTH_PROGRAMS` names a directory with built programs), runs the subjects whose
/// name or tests match `filter`, prints the sum.
pub(crate) fn run(root: &Path, filter: Option<&str>) -> anyhow::Result<()> {
    let tally = if let Some(programs) = build::given() {
        test_program(root, &programs.berth, filter)?
    } else {
        run_command(&mut cargo(root, &build::EVERYTHING))?;
        test(root, filter)?
    };
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed > 0 {
        bail!("end-to-end tests failed");
    }
    Ok(())
}

/// Runs the subjects against what is built already.
pub(crate) fn test(root: &Path, filter: Option<&str>) -> anyhow::Result<Tally> {
    test_program(root, &build::debug_dir(root)?.join("berth"), filter)
}

fn test_program(root: &Path, berth: &Path, filter: Option<&str>) -> anyhow::Result<Tally> {
    let python = root.join(".build/venv/bin/python");
    if !python.exists() {
        bail!("{} is missing: run scripts/setup", python.display());
    }
    let runs = root.join(".build/e2e");
    clear_away(berth, &runs)?;
    let dir = runs.join(std::process::id().to_string());
    std::fs::create_dir_all(&dir)?;

    let before = Host::look(&dir)?;
    let tally = with_region(root, berth, &dir, filter);
    let mut tally = match tally {
        Ok(tally) => tally,
        Err(error) => {
            clear_away(berth, &runs).ok();
            return Err(error);
        }
    };
    if let Err(left) = before.must_be_as_before(&dir) {
        println!("FAIL e2e: the host is not as it was before\n{left:#}");
        tally.failed += 1;
    } else {
        println!("ok   e2e: the host is as it was before");
        tally.passed += 1;
    }
    if tally.failed > 0 {
        println!("logs: {}", dir.display());
    } else {
        std::fs::remove_dir_all(&dir)?;
    }
    Ok(tally)
}

fn with_region(
    root: &Path,
    berth: &Path,
    dir: &Path,
    filter: Option<&str>,
) -> anyhow::Result<Tally> {
    let registry = Registry::start(&dir.join("registry"))?;
    let image = image::push_busybox(registry.address(), "busybox:1")?;
    let started = Instant::now();
    let mut region = Region::start(Settings {
        berth: berth.to_owned(),
        data_dir: dir.join("data"),
        log: dir.join("up.log"),
        flags: flags(),
    })?;
    println!(
        "region ready after {:.1} s",
        started.elapsed().as_secs_f64()
    );
    let mut environment = region.environment()?;
    for (name, value) in [
        ("BERTH_E2E_BERTH", text(berth)),
        ("BERTH_E2E_DIR", text(dir)),
        ("BERTH_E2E_DATA_DIR", text(&dir.join("data"))),
        ("BERTH_E2E_REGISTRY", registry.address().to_owned()),
        ("BERTH_E2E_IMAGE", image),
        (
            "BERTH_E2E_REGISTRY_LOG",
            text(&dir.join("registry").join(registry::REQUESTS)),
        ),
        ("BERTH_E2E_UP_PID", region.pid().to_string()),
        ("PATH", path_with(&root.join(".build/venv/bin"), berth)?),
    ] {
        environment.insert(name.to_owned(), value);
    }
    let outcome = subjects::run(&root.join("tests/e2e"), &environment, filter);
    let ended = region.end();
    let down = region.down();
    let mut tally = outcome?;
    for (what, result) in [
        ("SIGTERM ends the region in order", ended),
        ("berth down", down),
    ] {
        match result {
            Ok(()) => {
                println!("ok   e2e: {what}");
                tally.passed += 1;
            }
            Err(error) => {
                println!("FAIL e2e: {what}: {error:#}");
                tally.failed += 1;
            }
        }
    }
    Ok(tally)
}

/// Names and addresses that no other region of the host has: they come from our process id.
fn flags() -> Vec<(&'static str, String)> {
    let id = std::process::id();
    vec![
        ("--listen", "127.0.0.1:0".to_owned()),
        // ECS has 40; deployments would take the tests' time.
        ("--healthy-after-seconds", "2".to_owned()),
        ("--bridge-name", format!("bre2e{}", id % 100_000)),
        (
            "--bridge-subnet",
            format!("10.{}.{}.0/24", 200 + id % 40, id / 40 % 256),
        ),
    ]
}

/// Runs that were cut short (Ctrl-C) left a region behind; their process is gone, ours is not.
pub(crate) fn clear_away(berth: &Path, runs: &Path) -> anyhow::Result<()> {
    let Ok(entries) = std::fs::read_dir(runs) else {
        return Ok(());
    };
    for entry in entries {
        let dir = entry?.path();
        let owner = dir
            .file_name()
            .and_then(|name| name.to_str()?.parse::<u32>().ok());
        let alive = owner.is_some_and(|pid| PathBuf::from(format!("/proc/{pid}")).exists());
        if alive && owner != Some(std::process::id()) {
            continue;
        }
        for data_dir in std::fs::read_dir(&dir)?.filter_map(Result::ok) {
            if data_dir.path().join("up.lock").exists() {
                println!("clearing away {}", data_dir.path().display());
                region::down(berth, &data_dir.path(), &[])
                    .with_context(|| format!("cannot clear {}", data_dir.path().display()))?;
            }
        }
        if owner != Some(std::process::id()) {
            std::fs::remove_dir_all(&dir)?;
        }
    }
    Ok(())
}

pub(crate) fn path_with(venv: &Path, berth: &Path) -> anyhow::Result<String> {
    let programs = berth.parent().context("berth is in a directory")?;
    let path = std::env::var("PATH").unwrap_or_default();
    Ok(format!("{}:{}:{path}", venv.display(), programs.display()))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
