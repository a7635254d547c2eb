//! `berth-shim --dir <task directory> --task-id <id> [--cgroup-parent <path>]`
//!
//! Ends with 0 once the shim runs in the background and its socket listens, with 3 if the task has a
//! shim already, with 2 if it was not called as above, and with 1 if anything else went wrong.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use berth_shim::{Options, StartError, init, start};

const USAGE: &str =
    "usage: berth-shim --dir <task directory> --task-id <id> [--cgroup-parent <path>]";

fn main() -> ExitCode {
    if let Some(words) = init::words(std::env::args()) {
        let code = init::run(&words);
        return ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX));
    }
    let Some(options) = parse(std::env::args().skip(1)) else {
        return fail(2, USAGE);
    };
    match start(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ StartError::Locked) => fail(3, &error.to_string()),
        Err(error @ StartError::Failed(_)) => fail(1, &error.to_string()),
    }
}

fn fail(code: u8, message: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "berth-shim: {message}");
    ExitCode::from(code)
}

fn parse(mut args: impl Iterator<Item = String>) -> Option<Options> {
    let (mut directory, mut task_id, mut cgroup_parent) = (None, None, None);
    while let Some(name) = args.next() {
        let value = args.next()?;
        match name.as_str() {
            "--dir" => directory = Some(PathBuf::from(value)),
            "--task-id" => task_id = Some(value),
            "--cgroup-parent" => cgroup_parent = Some(value),
            _ => return None,
        }
    }
    let task_id = task_id.filter(|id| !id.is_empty())?;
    Some(Options {
        directory: directory?,
        cgroup_parent: cgroup_parent.unwrap_or_else(|| format!("/berth/{task_id}")),
        task_id,
    })
}
