//! `cargo xtask ci`: every check, one after the other, with its time, and one line that sums.
//!
//! Nothing is built twice: all tests and programs come from one `cargo build` with one set of
//! features; clippy and rustdoc share their own, smaller artifacts.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::command::{cargo, run as run_command};
use crate::e2e::{self, Tally};
use crate::{build, chaos, codegen, fields, guest, licences, sim};

/// Runs every step, also after one that failed: a person wants to know all that is wrong.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    let mut report = Report::default();
    report.step("format", || {
        check(&mut cargo(root, &["fmt", "--all", "--check"]))
    });
    report.step("generated code", || {
        codegen::run(root, &["--check"])?;
        Ok(ONE)
    });
    report.step("fields of task definitions", || {
        fields::run(root, &["--check"])?;
        Ok(ONE)
    });
    report.step("licences and bans", || {
        licences::check(root)?;
        Ok(ONE)
    });
    if installed(root) {
        report.step("cargo deny", || check(&mut cargo(root, &["deny", "check"])));
    }
    report.step("clippy", || {
        let words = ["clippy", "--workspace", "--all-targets", "--all-features"];
        check(cargo(root, &words).args(["--", "-D", "warnings"]))
    });
    report.step("documentation", || {
        let words = [
            "doc",
            "--workspace",
            "--all-features",
            "--no-deps",
            "--quiet",
        ];
        check(cargo(root, &words).env("RUSTDOCFLAGS", "-D warnings"))
    });
    let built = report.step("build", || check(&mut cargo(root, &build::EVERYTHING)));
    if built {
        report.step("tests", || tests(root));
        report.step("documentation's examples", || examples(root));
        report.step("simulator", || sim::test(root));
        report.step("control groups v2", || guest::run(root, &[]));
        report.step("end to end", || e2e::test(root, None));
        report.step("chaos", || chaos::test(root));
    }
    report.finish()
}

const ONE: Tally = Tally {
    passed: 1,
    failed: 0,
};

#[derive(Default)]
struct Report {
    steps: Vec<(&'static str, Duration, Tally)>,
}

impl Report {
    /// Runs a step; whether all of it passed.
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> anyhow::Result<Tally>) -> bool {
        println!("\n== {name}");
        let started = Instant::now();
        let tally = work().unwrap_or_else(|error| {
            println!("FAIL {name}: {error:#}");
            Tally {
                passed: 0,
                failed: 1,
            }
        });
        let elapsed = started.elapsed();
        println!("== {name}: {:.1} s", elapsed.as_secs_f64());
        self.steps.push((name, elapsed, tally));
        tally.failed == 0
    }

    fn finish(self) -> anyhow::Result<()> {
        println!();
        let (mut sum, mut time) = (Tally::default(), Duration::ZERO);
        for (name, elapsed, tally) in self.steps {
            let Tally { passed, failed } = tally;
            println!(
                "{name:26} {:7.1} s  {passed:5} passed {failed:3} failed",
                elapsed.as_secs_f64()
            );
            sum += tally;
            time += elapsed;
        }
        println!("{:26} {:7.1} s", "", time.as_secs_f64());
        println!("{} passed, {} failed", sum.passed, sum.failed);
        if sum.failed > 0 {
            bail!("not everything passed");
        }
        Ok(())
    }
}

fn check(command: &mut Command) -> anyhow::Result<Tally> {
    run_command(command)?;
    Ok(ONE)
}

fn installed(root: &Path) -> bool {
    cargo(root, &["deny", "--version"])
        .output()
        .is_ok_and(|output| output.status.success())
}

fn tests(root: &Path) -> anyhow::Result<Tally> {
    let words = [
        "nextest",
        "run",
        "--workspace",
        "--all-features",
        "--no-fail-fast",
    ];
    let mut command = cargo(root, &words);
    command
        .args(["--status-level", "fail", "--color", "never"])
        .stderr(Stdio::piped());
    tee(&mut command, nextest_summary)
}

fn examples(root: &Path) -> anyhow::Result<Tally> {
    let words = [
        "test",
        "--workspace",
        "--all-features",
        "--doc",
        "--no-fail-fast",
        "--quiet",
    ];
    tee(cargo(root, &words).stdout(Stdio::piped()), doctest_summary)
}

/// Runs a command, shows the lines of its piped output as they come, and sums those that `read`
/// understands. A failure that no line tells of is one more.
fn tee(command: &mut Command, read: fn(&str) -> Option<Tally>) -> anyhow::Result<Tally> {
    let mut child = command
        .stdin(Stdio::null())
        .spawn()
        .context("cannot run cargo")?;
    let mut tally = Tally::default();
    let mut lines = |pipe: &mut dyn std::io::Read| -> std::io::Result<()> {
        for line in BufReader::new(pipe).lines() {
            let line = line?;
            println!("{line}");
            tally += read(&line).unwrap_or_default();
        }
        Ok(())
    };
    if let Some(mut pipe) = child.stdout.take() {
        lines(&mut pipe)?;
    } else if let Some(mut pipe) = child.stderr.take() {
        lines(&mut pipe)?;
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}

/// `Summary [ 3.210s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped`
fn nextest_summary(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim().strip_prefix("Summary")?.split_once("run:")?;
    let number = |what: &str| {
        counts
            .split(',')
            .filter_map(|part| amount(part, what))
            .sum()
    };
    Some(Tally {
        passed: number("passed"),
        failed: number("failed") + number("timed out") + number("exec failed"),
    })
}

/// `test result: ok. 3 passed; 0 failed; 0 ignored; ...`
pub(crate) fn doctest_summary(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result:")?.split_once(". ")?;
    let number = |what: &str| {
        counts
            .split(';')
            .filter_map(|part| amount(part, what))
            .sum()
    };
    Some(Tally {
        passed: number("passed"),
        failed: number("failed"),
    })
}

/// The number in `10 passed (1 slow)`.
fn amount(part: &str, what: &str) -> Option<usize> {
    let (number, rest) = part.trim().split_once(' ')?;
    let rest = rest.split(" (").next()?;
    (rest == what).then(|| number.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_read() {
        let line = "     Summary [   3.210s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 3 skipped";
        assert_eq!(
            nextest_summary(line),
            Some(Tally {
                passed: 9,
                failed: 3
            })
        );
        let line = "     Summary [   0.1s] 12/13 tests run: 12 passed, 0 skipped";
        assert_eq!(
            nextest_summary(line),
            Some(Tally {
                passed: 12,
                failed: 0
            })
        );
        let line = "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            doctest_summary(line),
            Some(Tally {
                passed: 3,
                failed: 1
            })
        );
        assert_eq!(doctest_summary("running 3 tests"), None);
    }
}
