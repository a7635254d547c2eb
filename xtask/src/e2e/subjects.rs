//! Running the programs of `tests/e2e`, some at a time, and counting what they print.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc;
use std::time::Instant;

use anyhow::Context as _;

use super::Tally;

/// Subjects mostly wait for containers, so there can be more of them than cores.
const AT_ONCE: usize = 3;

/// Runs the subjects in `dir`. A filter that names a subject selects it; any other is handed on to
/// all, as the text that a test's name must contain.
pub(super) fn run(
    dir: &Path,
    environment: &BTreeMap<String, String>,
    filter: Option<&str>,
) -> anyhow::Result<Tally> {
    let mut subjects = find(dir)?;
    let mut tests = None;
    if let Some(filter) = filter {
        if subjects.iter().any(|subject| name(subject) == filter) {
            subjects.retain(|subject| name(subject) == filter);
        } else {
            tests = Some(filter);
            subjects.retain(|subject| subject.extension().is_some_and(|it| it == "py"));
        }
    }
    let queue = Mutex::new(subjects.into_iter());
    let (done, outcomes) = mpsc::channel();
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            let (queue, done) = (&queue, done.clone());
            scope.spawn(move || {
                loop {
                    let next = queue.lock().map_or(None, |mut queue| queue.next());
                    let Some(subject) = next else { break };
                    let outcome = one(dir, &subject, environment, tests);
                    // The receiver outlives this scope.
                    let _ = done.send((subject, outcome));
                }
            });
        }
        drop(done);
        for (subject, outcome) in outcomes {
            match outcome {
                Ok((text, counted)) => {
                    print!("{text}");
                    tally += counted;
                }
                Err(error) => {
                    println!("FAIL {}: {error:#}", name(&subject));
                    tally.failed += 1;
                }
            }
        }
    });
    Ok(tally)
}

fn find(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut subjects = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))? {
        let path = entry?.path();
        let kind = path.extension().and_then(|kind| kind.to_str());
        let helper = name(&path).starts_with('_');
        if matches!(kind, Some("py" | "sh")) && !helper {
            subjects.push(path);
        }
    }
    subjects.sort();
    Ok(subjects)
}

fn name(subject: &Path) -> &str {
    subject
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default()
}

/// What a subject printed, and its count. One that ends without a count has failed once more.
fn one(
    dir: &Path,
    subject: &Path,
    environment: &BTreeMap<String, String>,
    tests: Option<&str>,
) -> anyhow::Result<(String, Tally)> {
    let program = match subject.extension().and_then(|kind| kind.to_str()) {
        Some("py") => "python",
        _ => "sh",
    };
    let mut command = Command::new("env");
    let path = environment.get("PATH").context("a PATH")?;
    command
        .arg(format!("PATH={path}"))
        .arg(program)
        .arg(subject)
        .args(tests);
    for (variable, value) in environment {
        command.env(variable, value);
    }
    let started = Instant::now();
    let output = command
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("AWS_PAGER", "")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .current_dir(dir)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run {}", subject.display()))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut tally = text.lines().rev().find_map(count).unwrap_or_default();
    let nothing = tests.is_some() && output.status.success();
    if tally == Tally::default() && !nothing || !output.status.success() && tally.failed == 0 {
        text.push_str(&format!("FAIL {}: {}\n", name(subject), output.status));
        tally.failed += 1;
    }
    let seconds = started.elapsed().as_secs_f64();
    let lines: Vec<&str> = text.lines().filter(|line| count(line).is_none()).collect();
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    if tally != Tally::default() {
        let Tally { passed, failed } = tally;
        text.push_str(&format!(
            "     {}: {passed} ok, {failed} bad, {seconds:.1} s\n",
            name(subject)
        ));
    }
    Ok((text, tally))
}

/// Reads `3 passed, 1 failed`.
pub(crate) fn count(line: &str) -> Option<Tally> {
    let (passed, failed) = line
        .trim()
        .strip_suffix(" failed")?
        .split_once(" passed, ")?;
    Some(Tally {
        passed: passed.parse().ok()?,
        failed: failed.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Tally, count};

    #[test]
    fn a_count_is_read_and_nothing_else_is() {
        assert_eq!(
            count("3 passed, 1 failed"),
            Some(Tally {
                passed: 3,
                failed: 1
            })
        );
        assert_eq!(count("ok   3 passed, one failed"), None);
        assert_eq!(count("ok   tasks pass"), None);
    }
}
