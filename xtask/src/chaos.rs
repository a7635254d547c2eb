//! `cargo xtask chaos`: the programs of `tests/chaos`, each against regions of its own that are
//! killed, starved and lied to.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::bench::docker;
use crate::command::{cargo, run as run_command};
use crate::e2e::{self, Host, Tally, subjects};
use crate::registry::{self, Registry};
use crate::{build, image};

/// The rounds of `make test`: each victim once, and the same ones every time.
const ROUNDS_IN_CI: [&str; 4] = ["--rounds", "7", "--seed", "20261123"];

/// Docker is measured beside it by hand only.
const FLOOD_IN_CI: [&str; 4] = ["--lines", "200000", "--kills", "2"];

/// A directory with the programs, if they are not to be built here.
const PROGRAMS: &str = "BERTH_PROGRAMS";

/// Builds, runs `rounds.py` with these words, or another program of `tests/chaos` whose name is the
/// first of them.
pub(crate) fn run(root: &Path, words: &[&str]) -> anyhow::Result<()> {
    if std::env::var_os(PROGRAMS).is_none() {
        run_command(&mut cargo(root, &build::EVERYTHING))?;
    }
    let (program, words) = match words {
        [name, rest @ ..] if !name.starts_with('-') => (*name, rest),
        _ => ("rounds", words),
    };
    let docker = (program == "flood").then(|| docker::programs(root));
    let tally = program_of(root, program, words, docker.transpose()?.as_deref())?;
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed > 0 {
        bail!("a promise was broken");
    }
    Ok(())
}

/// A few rounds, and the others in little, against what is built already.
pub(crate) fn test(root: &Path) -> anyhow::Result<Tally> {
    let mut tally = program_of(root, "rounds", &ROUNDS_IN_CI, None)?;
    tally += program_of(root, "short-tasks", &["--tasks", "60"], None)?;
    tally += program_of(root, "flood", &FLOOD_IN_CI, None)?;
    tally += program_of(
        root,
        "machines",
        &["--rounds", "3", "--seed", "20261130"],
        None,
    )?;
    Ok(tally)
}

/// `docker`: where its programs are, for one that measures it as well.
fn program_of(
    root: &Path,
    name: &str,
    words: &[&str],
    docker: Option<&Path>,
) -> anyhow::Result<Tally> {
    let programs = std::env::var_os(PROGRAMS).map(PathBuf::from);
    let programs = programs.map_or_else(|| build::debug_dir(root), Ok)?;
    let berth = programs.join("berth");
    let program = root.join("tests/chaos").join(name).with_extension("py");
    if !program.exists() {
        bail!("there is no {}", program.display());
    }
    let runs = root.join(".build/chaos");
    e2e::clear_away(&berth, &runs)?;
    let dir = runs.join(std::process::id().to_string());
    std::fs::create_dir_all(&dir)?;
    let before = Host::look(&dir)?;
    let outcome = with_registry(root, &berth, &dir, (&program, words), docker);
    e2e::clear_away(&berth, &runs)?;
    let mut tally = outcome?;
    match before.must_be_as_before(&dir) {
        Ok(()) => {
            println!("ok   chaos: the host is as it was before");
            tally.passed += 1;
        }
        Err(left) => {
            println!("FAIL chaos: the host is not as it was before\n{left:#}");
            tally.failed += 1;
        }
    }
    if tally.failed > 0 {
        println!("logs: {}", dir.display());
    } else {
        std::fs::remove_dir_all(&dir)?;
    }
    Ok(tally)
}

fn with_registry(
    root: &Path,
    berth: &Path,
    dir: &Path,
    (program, words): (&Path, &[&str]),
    docker: Option<&Path>,
) -> anyhow::Result<Tally> {
    let registry = Registry::start(&dir.join("registry"))?;
    let image = image::push_busybox(registry.address(), "busybox:1")?;
    let python = root.join(".build/venv/bin/python");
    let mut command = Command::new(&python);
    command
        .arg(program)
        .args(words)
        .env(
            "PATH",
            e2e::path_with(&root.join(".build/venv/bin"), berth)?,
        )
        .env("BERTH_E2E_BERTH", berth)
        .env("BERTH_E2E_DIR", dir)
        .env("BERTH_E2E_DATA_DIR", dir.join("data"))
        .env("BERTH_E2E_REGISTRY", registry.address())
        .env("BERTH_E2E_IMAGE", image)
        .env(
            "BERTH_E2E_REGISTRY_LOG",
            dir.join("registry").join(registry::REQUESTS),
        )
        .env("AWS_REGION", "us-east-1")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    if let Some(docker) = docker {
        command.env("BERTH_CHAOS_DOCKER", docker);
    }
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot run {}; scripts/setup makes it", python.display()))?;
    let output = child.stdout.take().context("its output is piped")?;
    let mut tally = Tally::default();
    for line in std::io::BufRead::lines(std::io::BufReader::new(output)) {
        let line = line?;
        match subjects::count(&line) {
            Some(counted) => tally += counted,
            None => println!("{line}"),
        }
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        println!("FAIL {}: {status}", program.display());
        tally.failed += 1;
    }
    Ok(tally)
}
