//! `cargo xtask fuzz`: every target of `fuzz/` in turn under libFuzzer, built as cargo-fuzz builds
//! them, by this toolchain and without cargo-fuzz.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail, ensure};

use crate::command::{cargo, output, run as run_command};

const TARGET: &str = "x86_64-unknown-linux-gnu";
/// Coverage that libFuzzer steers by. Nearly all of ours is safe code, so no sanitizer.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Ccodegen-units=1 -Cdebug-assertions -Coverflow-checks";
/// Of one target's process.
const MEMORY_MIB: u32 = 2048;
const SECONDS: u32 = 60;

/// `[--seconds N] [TARGET …]`: each target, or each of those, for so long.
pub(crate) fn run(root: &Path, words: &[&str]) -> anyhow::Result<()> {
    let (seconds, wanted) = match words {
        ["--seconds", seconds, rest @ ..] => (seconds.parse().context("--seconds N")?, rest),
        rest => (SECONDS, rest),
    };
    let fuzz = root.join("fuzz");
    let all = targets(&fuzz)?;
    for name in wanted {
        ensure!(all.iter().any(|it| it == name), "there is no target {name}");
    }
    let programs = build(&fuzz)?;
    let findings = root.join(".build/fuzz");
    let mut failed = 0;
    for name in &all {
        if !wanted.is_empty() && !wanted.contains(&name.as_str()) {
            continue;
        }
        failed += usize::from(!one(&fuzz, &programs, &findings, name, seconds)?);
    }
    ensure!(failed == 0, "{failed} targets found something");
    Ok(())
}

fn targets(fuzz: &Path) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(fuzz.join("fuzz_targets"))? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        names.extend(name.map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// Builds all targets; the directory with the programs.
fn build(fuzz: &Path) -> anyhow::Result<PathBuf> {
    let cargo = |words: &[&str]| {
        let mut command = cargo(fuzz, words);
        // Flags and a target directory of its own; the compiler's passes count as unstable.
        command
            .env_remove("CARGO_TARGET_DIR")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", FLAGS);
        command
    };
    let words = ["build", "--release", "--bins", "--target", TARGET];
    run_command(&mut cargo(&words))?;
    let metadata = output(&mut cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
    ]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let target = metadata["target_directory"].as_str();
    let target = target.context("cargo metadata has a target directory")?;
    Ok(Path::new(target).join(TARGET).join("release"))
}

/// Runs a target from the checked-in corpus, which it does not change; whether it found nothing.
fn one(
    fuzz: &Path,
    programs: &Path,
    findings: &Path,
    name: &str,
    seconds: u32,
) -> anyhow::Result<bool> {
    let grown = findings.join("corpus").join(name);
    std::fs::create_dir_all(&grown)?;
    let mut command = Command::new(programs.join(name));
    command
        .arg(&grown)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-rss_limit_mb={MEMORY_MIB}"))
        .arg("-print_final_stats=1")
        .arg(format!("-artifact_prefix={}/{name}-", findings.display()))
        .current_dir(fuzz)
        .stdin(Stdio::null());
    let given = fuzz.join("corpus").join(name);
    if given.is_dir() {
        command.arg(given);
    }
    let ran = command
        .output()
        .with_context(|| format!("cannot run {name}"))?;
    let said = String::from_utf8_lossy(&ran.stderr);
    let executions = said
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
        .map_or("no", str::trim);
    if ran.status.success() {
        println!("ok   fuzz: {name}: {executions} executions");
        return Ok(true);
    }
    let log = findings.join(name).with_extension("log");
    std::fs::write(&log, said.as_bytes())?;
    let why = said
        .lines()
        .find(|line| line.contains("panicked at") || line.contains("ERROR: "))
        .unwrap_or("it ended early");
    println!(
        "FAIL fuzz: {name}: {executions} executions, then {why}; see {}",
        log.display()
    );
    if ran.status.code().is_none() && !said.contains("ERROR: ") {
        bail!("{name} ended with {}", ran.status);
    }
    Ok(false)
}
