//! `berth-shim --dir <task directory> --task-id <id> [--cgroup-parent <path>] [--machine]`, or, for a shim that is
//! told of its task later, `berth-shim --spare [--ahead] [--cgroup-root <path>] [--room <anything>]`. The last is
//! where it shows its task in its command line; with too little of it there is no spare. With `--ahead`
//! it waits with a virtual machine, which it is told of first.
//!
//! The same program is the first process of virtual machines, and of containers that ask for one, and
//! says with `--probe-kvm` whether the processor runs guests; `--make-image` makes a disk of layers.
//!
//! Ends with 0 once the shim runs in the background and its socket listens, with 3 if the task has a
//! shim already, with 2 if it was not called as above, and with 1 if anything else went wrong.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use berth_shim::{Options, StartError, guest, image, init, seal, spare, start};
use berth_vmm::{PROBE_ARGUMENT, probe_and_exit};

const USAGE: &str =
    "usage: berth-shim --dir <task directory> --task-id <id> [--cgroup-parent <path>] [--machine]
       berth-shim --spare [--ahead] [--cgroup-root <path>] [--room <anything>]";

/// What the program is called for.
enum Call {
    Task(Options),
    /// Below which control group tasks have theirs; whether it waits with a machine.
    Spare(String, bool),
}

fn main() -> ExitCode {
    if let Some(words) = init::words(std::env::args()) {
        let code = init::run(&words);
        return ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX));
    }
    if guest::is_first() {
        guest::run();
    }
    if std::env::args().nth(1).as_deref() == Some(PROBE_ARGUMENT) {
        probe_and_exit();
    }
    if std::env::args().nth(1).as_deref() == Some(image::ARGUMENT) {
        return make_image();
    }
    let Some(call) = parse(std::env::args().skip(1)) else {
        return fail(2, USAGE);
    };
    // Where the kernel does not let it, the file itself is what runs.
    let _ = seal::program();
    let started = match call {
        Call::Task(options) => start(&options),
        Call::Spare(cgroup_root, ahead) => spare::start(&cgroup_root, ahead),
    };
    match started {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ StartError::Locked) => fail(3, &error.to_string()),
        Err(error @ StartError::Failed(_)) => fail(1, &error.to_string()),
    }
}

/// `berth-shim --make-image <mkfs.erofs> <file> <layer> …`
fn make_image() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(2).map(PathBuf::from).collect();
    let [mkfs, out, layers @ ..] = paths.as_slice() else {
        return fail(2, USAGE);
    };
    match image::make(mkfs, out, layers) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(1, &error.to_string()),
    }
}

fn fail(code: u8, message: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "berth-shim: {message}");
    ExitCode::from(code)
}

fn parse(mut args: impl Iterator<Item = String>) -> Option<Call> {
    let (mut directory, mut task_id, mut cgroup_parent) = (None, None, None);
    let (mut spare, mut ahead, mut machine, mut cgroup_root) = (false, false, false, None);
    while let Some(name) = args.next() {
        let flag = match name.as_str() {
            "--spare" => Some(&mut spare),
            "--ahead" => Some(&mut ahead),
            "--machine" => Some(&mut machine),
            _ => None,
        };
        if let Some(flag) = flag {
            *flag = true;
            continue;
        }
        let value = args.next()?;
        match name.as_str() {
            "--dir" => directory = Some(PathBuf::from(value)),
            "--task-id" => task_id = Some(value),
            "--cgroup-parent" => cgroup_parent = Some(value),
            "--cgroup-root" => cgroup_root = Some(value),
            "--room" => {}
            _ => return None,
        }
    }
    match (spare, directory) {
        (true, None) => Some(Call::Spare(
            cgroup_root.unwrap_or_else(|| "/berth".to_owned()),
            ahead,
        )),
        (false, Some(directory)) => {
            let task_id = task_id.filter(|id| !id.is_empty())?;
            Some(Call::Task(Options {
                directory,
                cgroup_parent: cgroup_parent.unwrap_or_else(|| format!("/berth/{task_id}")),
                task_id,
                machine,
            }))
        }
        _ => None,
    }
}
