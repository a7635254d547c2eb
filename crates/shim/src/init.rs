//! The first process of a container that asked for one: it starts the program, passes on to it what
//! signals it gets, reaps whatever loses its parent, and ends as the program does.
//!
//! The shim's own program does this when it is mounted into the container; nothing of the image is
//! needed for it.

use std::ffi::CString;
use std::io::{self, Write};

use nix::sys::signal::{SigSet, SigmaskHow, Signal, sigprocmask};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{Pid, execvp, setpgid};

use crate::sys::{self, Forked};

/// Where it is in the container.
pub(crate) const PATH: &str = "/dev/init";

/// The words after `--` if this process was started as a container's first one.
pub fn words(mut args: impl Iterator<Item = String>) -> Option<Vec<String>> {
    let is_init = args.next().as_deref() == Some(PATH) && args.next().as_deref() == Some("--");
    is_init.then(|| args.collect())
}

/// Runs the program to its end; the exit code to end with.
#[must_use]
pub fn run(words: &[String]) -> i32 {
    match supervise(words) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "init: {error}");
            126
        }
    }
}

fn supervise(words: &[String]) -> io::Result<i32> {
    let args: Vec<CString> = words
        .iter()
        .map(|word| CString::new(word.as_str()))
        .collect::<Result<_, _>>()
        .map_err(io::Error::other)?;
    let Some(program) = args.first() else {
        return Err(io::Error::other("no program to run"));
    };
    // Blocked signals reach even the first process of a namespace, and wait until they are taken.
    let all = SigSet::all();
    sigprocmask(SigmaskHow::SIG_SETMASK, Some(&all), None)?;
    let child = match sys::fork()? {
        Forked::Parent(pid) => Pid::from_raw(pid),
        Forked::Child => {
            // A group of its own: what a terminal sends to the whole group comes once, from here.
            let _ = setpgid(Pid::from_raw(0), Pid::from_raw(0));
            sys::reset_signals();
            let Err(error) = execvp(program, &args);
            let _ = writeln!(io::stderr(), "init: {}: {error}", words[0]);
            sys::exit_now(if error == nix::errno::Errno::ENOENT {
                127
            } else {
                126
            })
        }
    };
    loop {
        let signal = sys::wait_for_signal()?;
        if signal == Signal::SIGCHLD as i32 {
            if let Some(code) = reap(child) {
                return Ok(code);
            }
        } else {
            sys::kill_raw(child.as_raw(), signal);
        }
    }
}

/// Takes the ends of all children that have ended; the exit code if the program is among them.
fn reap(child: Pid) -> Option<i32> {
    let mut code = None;
    loop {
        let (pid, ended) = match waitpid(None, Some(WaitPidFlag::WNOHANG)) {
            Ok(WaitStatus::Exited(pid, code)) => (pid, code),
            Ok(WaitStatus::Signaled(pid, signal, _)) => (pid, 128 + signal as i32),
            Ok(WaitStatus::StillAlive) | Err(_) => return code,
            Ok(_) => continue,
        };
        if pid == child {
            code = Some(ended);
        }
    }
}
