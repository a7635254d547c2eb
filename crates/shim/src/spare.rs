//! A shim that is started before there is a task for it, since starting takes longer than taking over.
//!
//! It waits for one [`Assignment`] on its standard input. When the other end is closed without one,
//! as also happens when the agent dies, it ends.
//!
//! One for tasks in virtual machines may be told before to start a machine ([`Told`]), and waits with that.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::UnixStream;

use berth_link::shim::{Ahead as Told, Assigned, Assignment, Waits};
use nix::sys::signal::SigSet;
use nix::unistd::setsid;
use serde::Serialize;

use crate::cgroup::TaskGroup;
use crate::daemon::{self, LOG_NAME, Options, StartError, Task};
use crate::machine::Ahead;
use crate::server;
use crate::sys::{self, Forked};

/// What the agent says is never longer (bytes).
const LINE_BYTES_MAX: usize = 64 * 1024;

/// Starts a spare shim in the background and returns. Its group is `<cgroup_root>/shims` from then on.
/// With `ahead` it is told of a machine first.
///
/// For the program of the shim only, as [`daemon::start`] is.
///
/// # Errors
/// If standard input is no socket or the kernel refuses a process.
pub fn start(cgroup_root: &str, ahead: bool) -> Result<(), StartError> {
    let failed = |what: &str, error: io::Error| StartError::Failed(format!("{what}: {error}"));
    let agent = sys::standard_input()
        .map(UnixStream::from)
        .map_err(|error| failed("cannot keep standard input", error))?;
    agent
        .peer_addr()
        .map_err(|error| failed("standard input is no socket", error))?;
    match sys::fork().map_err(|error| failed("cannot fork", error))? {
        Forked::Parent(_) => Ok(()),
        Forked::Child => {
            let _ = setsid();
            sys::exit_now(match sys::fork() {
                Ok(Forked::Parent(_)) => 0,
                Ok(Forked::Child) => run(cgroup_root, ahead, agent),
                Err(_) => 1,
            })
        }
    }
}

fn run(cgroup_root: &str, ahead: bool, agent: UnixStream) -> i32 {
    // Before what is shown changes.
    let program = std::env::args_os().next().unwrap_or_default();
    let prepared = TaskGroup::new(&format!("{cgroup_root}/spare")).and_then(|group| {
        // Not the agent's output, which somebody may wait for the end of.
        daemon::redirect("/dev/null".as_ref())?;
        sys::close_all_but(&[agent.as_raw_fd()]);
        let signals = daemon::become_shim()?;
        daemon::own_mounts()?;
        // Later it says which task; where that cannot be said there are no spares.
        show(
            &program,
            &[b"--spare", b"--cgroup-root", cgroup_root.as_bytes()],
        )?;
        group.move_shim_in();
        Ok((group, signals))
    });
    let Ok((group, signals)) = prepared else {
        return 1;
    };
    let mut machine = None;
    if ahead {
        machine = wait_with_machine(&program, &agent);
        if machine.is_none() {
            group.move_shim_out();
            return 1;
        }
    }
    let mut agent = BufReader::new(agent);
    let mut line = String::new();
    if !matches!(agent.read_line(&mut line), Ok(1..)) {
        if let Some(machine) = machine {
            machine.end();
        }
        group.move_shim_out();
        return 0;
    }
    let outcome = serde_json::from_str(&line)
        .map_err(|error| Assigned::Failed(format!("no assignment: {error}")))
        .and_then(|assignment: Assignment| {
            if show_task(&program, &assignment).is_err() {
                // Without an answer the agent starts another shim.
                sys::exit_now(1);
            }
            take_over(assignment, &mut machine, &signals, &mut agent)
        });
    if let Some(machine) = machine {
        machine.end();
    }
    match outcome {
        Ok(()) => 0,
        Err(why) => {
            answer(agent.get_mut(), &why);
            group.move_shim_out();
            1
        }
    }
}

/// Starts the machine that the agent tells of, and waits with it until the agent is heard again. `None`
/// if there is none any more, which the agent was told or sees by the end of this process.
fn wait_with_machine(program: &OsStr, agent: &UnixStream) -> Option<Ahead> {
    let started = hear_of_machine(agent).and_then(|(told, tap)| Ahead::start(told, tap, agent));
    let mut talk = agent;
    match started {
        Ok(mut machine) => {
            let name = machine.name();
            // Only people look at it.
            let _ = show(program, &[b"--waits", name.as_bytes()]);
            answer(&mut talk, &Waits::Ready);
            match machine.wait(agent) {
                Ok(()) => Some(machine),
                Err(_) => {
                    machine.end();
                    None
                }
            }
        }
        Err(error) => {
            answer(&mut talk, &Waits::Failed(error.to_string()));
            None
        }
    }
}

/// Reads one line and the descriptor that comes with it.
fn hear_of_machine(agent: &UnixStream) -> io::Result<(Told, OwnedFd)> {
    let (mut line, mut tap) = (Vec::new(), None);
    let mut chunk = vec![0_u8; LINE_BYTES_MAX];
    while !line.ends_with(b"\n") && line.len() < LINE_BYTES_MAX {
        let (length, passed) = server::receive(agent, &mut chunk)?;
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        line.extend_from_slice(&chunk[..length]);
        tap = passed.or(tap);
    }
    let told = serde_json::from_slice(&line)?;
    let tap = tap.ok_or_else(|| io::Error::other("no interface came with the machine"))?;
    Ok((told, tap))
}

/// Serves the task to its end, if it can be taken over.
fn take_over(
    assignment: Assignment,
    ahead: &mut Option<Ahead>,
    signals: &SigSet,
    agent: &mut BufReader<UnixStream>,
) -> Result<(), Assigned> {
    let failed = |error: io::Error| Assigned::Failed(format!("the shim cannot start: {error}"));
    let options = Options {
        directory: fs::canonicalize(&assignment.directory).map_err(failed)?,
        task_id: assignment.task_id,
        cgroup_parent: assignment.cgroup_parent,
        machine: assignment.machine,
    };
    // Held until the process ends.
    let _lock = daemon::lock(&options.directory).map_err(|error| match error {
        StartError::Locked => Assigned::Locked,
        StartError::Failed(why) => Assigned::Failed(why),
    })?;
    let group = TaskGroup::new(&options.cgroup_parent).map_err(failed)?;
    daemon::redirect(&options.directory.join(LOG_NAME)).map_err(failed)?;
    let (mut task, listener) = daemon::open(&options).map_err(failed)?;
    if let Task::InMachine(machine) = &mut task
        && let Some(ahead) = ahead.take()
    {
        machine.has_ahead(ahead);
    }
    answer(agent.get_mut(), &Assigned::Ready);
    let _ = agent.get_ref().shutdown(std::net::Shutdown::Both);
    daemon::serve(&options, task, &listener, signals, &group).map_err(|error| {
        // Standard error is the log by now.
        let _ = writeln!(io::stderr(), "the shim cannot go on: {error}");
        failed(error)
    })
}

/// What `ps` shows, and by what an agent that lost everything finds out whose shim this is.
fn show(program: &OsStr, words: &[&[u8]]) -> io::Result<()> {
    let mut line = vec![program.as_bytes()];
    line.extend_from_slice(words);
    sys::set_command_line(&line)
}

/// The same as that of a shim which was started for the task.
fn show_task(program: &OsStr, assignment: &Assignment) -> io::Result<()> {
    let mut words: Vec<&[u8]> = vec![
        b"--dir",
        assignment.directory.as_os_str().as_bytes(),
        b"--task-id",
        assignment.task_id.as_bytes(),
        b"--cgroup-parent",
        assignment.cgroup_parent.as_bytes(),
    ];
    if assignment.machine {
        words.push(b"--machine");
    }
    show(program, &words)
}

/// An agent that is gone has no more questions.
fn answer(agent: &mut impl Write, what: &impl Serialize) {
    let mut line = serde_json::to_vec(what).unwrap_or_default();
    line.push(b'\n');
    let _ = agent.write_all(&line);
}
