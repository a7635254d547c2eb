//! Becoming a process of one's own: locked, detached, in a mount namespace nobody else sees.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use berth_link::shim::{LOCK_NAME, SOCKET_NAME};
use nix::fcntl::{Flock, FlockArg, OFlag};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use nix::sys::signal::{SigSet, SigmaskHow, Signal, sigprocmask};
use nix::sys::stat::{Mode, umask};
use nix::unistd::{chdir, dup2_stderr, dup2_stdin, dup2_stdout, pipe2, setsid};

use crate::cgroup::TaskGroup;
use crate::engine::Engine;
use crate::machine::Machine;
use crate::server;
use crate::sys::{self, Forked};

/// Where the shim's own words go, in the task directory.
pub(crate) const LOG_NAME: &str = "shim.log";

/// What a shim is told at start.
#[derive(Clone, Debug)]
pub struct Options {
    /// The task directory; must exist.
    pub directory: PathBuf,
    /// The task's id.
    pub task_id: String,
    /// The task's control group below each hierarchy, e.g. `/berth/<task id>`.
    pub cgroup_parent: String,
    /// Its containers run in a virtual machine.
    pub machine: bool,
}

/// Why a shim did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another shim owns the task directory.
    #[error("another shim has the task")]
    Locked,
    /// Something else, in words.
    #[error("{0}")]
    Failed(String),
}

/// Starts a shim in the background and returns once its socket listens. The lock is held, and the
/// socket answers, until the shim has been told to exit.
///
/// For the program of the shim only: it forks, and closes every descriptor above 2 that the caller
/// has open. The agent runs that program and waits for it.
///
/// # Errors
/// [`StartError::Locked`] if there is a shim already; [`StartError::Failed`] otherwise.
pub fn start(options: &Options) -> Result<(), StartError> {
    let failed = |what: &str, error: io::Error| StartError::Failed(format!("{what}: {error}"));
    let directory = fs::canonicalize(&options.directory)
        .map_err(|error| failed("cannot open the task directory", error))?;
    let lock = lock(&directory)?;
    sys::close_all_but(&[lock.as_raw_fd()]);
    let (from_shim, to_parent) =
        pipe2(OFlag::O_CLOEXEC).map_err(|error| failed("cannot make a pipe", error.into()))?;
    match sys::fork().map_err(|error| failed("cannot fork", error))? {
        Forked::Parent(_) => {
            drop(to_parent);
            // Dropping would unlock it for the shim as well.
            std::mem::forget(lock);
            let mut said = String::new();
            let read = File::from(from_shim).read_to_string(&mut said);
            match (read, said.as_str()) {
                (Ok(_), "ready") => Ok(()),
                (Ok(_), "") => Err(StartError::Failed(
                    "the shim died while starting".to_owned(),
                )),
                (Ok(_), why) => Err(StartError::Failed(why.to_owned())),
                (Err(error), _) => Err(failed("cannot hear from the shim", error)),
            }
        }
        Forked::Child => {
            drop(from_shim);
            let options = Options {
                directory,
                ..options.clone()
            };
            sys::exit_now(run_detached(&options, &lock, to_parent))
        }
    }
}

pub(crate) fn lock(directory: &Path) -> Result<Flock<File>, StartError> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(directory.join(LOCK_NAME))
        .map_err(|error| StartError::Failed(format!("cannot open the lock: {error}")))?;
    Flock::lock(file, FlockArg::LockExclusiveNonblock).map_err(|_| StartError::Locked)
}

/// In the first child: leaves the session and forks again, so that no terminal can come back.
fn run_detached(options: &Options, lock: &Flock<File>, to_parent: OwnedFd) -> i32 {
    let mut to_parent = Some(File::from(to_parent));
    let _ = setsid();
    let result = match sys::fork() {
        Ok(Forked::Parent(_)) => return 0,
        Ok(Forked::Child) => run(options, &mut to_parent),
        Err(error) => Err(error),
    };
    // Held until here; the kernel drops it with the process.
    let _ = lock;
    match (result, to_parent) {
        (Ok(()), _) => 0,
        (Err(error), Some(mut parent)) => {
            let _ = parent.write_all(format!("the shim cannot start: {error}").as_bytes());
            1
        }
        (Err(error), None) => {
            // Standard error is the log by now.
            let _ = writeln!(io::stderr(), "the shim cannot go on: {error}");
            1
        }
    }
}

fn run(options: &Options, to_parent: &mut Option<File>) -> io::Result<()> {
    redirect(&options.directory.join(LOG_NAME))?;
    let signals = become_shim()?;
    own_mounts()?;
    let group = TaskGroup::new(&options.cgroup_parent)?;
    let (task, listener) = open(options)?;
    if let Some(mut parent) = to_parent.take() {
        // A parent that is gone has no more questions.
        let _ = parent.write_all(b"ready");
    }
    // The kernel takes some ten milliseconds over the first of such moves; the agent connects
    // meanwhile, and the container's own move soon after costs nothing. Nothing runs before it.
    group.move_shim_in();
    serve(options, task, &listener, &signals, &group)
}

/// What makes this process a shim, whatever its task is: the signals to hear of children by.
pub(crate) fn become_shim() -> io::Result<SigSet> {
    // What containers get, whatever the agent's is.
    umask(Mode::from_bits_truncate(0o022));
    let signals = block_signals()?;
    // The shim outlives whatever it serves; what it runs gets the usual score back.
    let _ = fs::write("/proc/self/oom_score_adj", "-999");
    sys::become_subreaper()?;
    Ok(signals)
}

/// A task, by where its containers are.
pub(crate) enum Task {
    Here(Engine),
    InMachine(Machine),
}

/// Takes mounts of its own: new ones of the host still arrive, and nothing of the shim's goes there.
pub(crate) fn own_mounts() -> io::Result<()> {
    unshare(CloneFlags::CLONE_NEWNS)?;
    mount(
        None::<&str>,
        "/",
        None::<&str>,
        MsFlags::MS_REC | MsFlags::MS_SLAVE,
        None::<&str>,
    )?;
    Ok(())
}

/// Takes the task over, with mounts of one's own already: the journal, a socket that listens.
pub(crate) fn open(options: &Options) -> io::Result<(Task, UnixListener)> {
    let directory = &options.directory;
    let (id, group) = (&options.task_id, &options.cgroup_parent);
    let task = if options.machine {
        Task::InMachine(Machine::open(id, directory, group)?)
    } else {
        Task::Here(Engine::open(id, directory, group)?)
    };
    chdir(directory)?;
    match fs::remove_file(SOCKET_NAME) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(SOCKET_NAME)?;
    chdir("/")?;
    Ok((task, listener))
}

/// Serves until the task is over.
pub(crate) fn serve(
    options: &Options,
    task: Task,
    listener: &UnixListener,
    signals: &SigSet,
    group: &TaskGroup,
) -> io::Result<()> {
    match task {
        Task::Here(engine) => server::serve(engine, listener, signals)?,
        Task::InMachine(machine) => server::serve(machine, listener, signals)?,
    }
    let _ = fs::remove_file(options.directory.join(SOCKET_NAME));
    group.move_shim_out();
    Ok(())
}

/// Standard output and error become the log, standard input nothing.
pub(crate) fn redirect(log: &Path) -> io::Result<()> {
    let null = OpenOptions::new()
        .read(true)
        .write(true)
        .open("/dev/null")?;
    let log = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(log)?;
    dup2_stdin(&null)?;
    dup2_stdout(&log)?;
    dup2_stderr(&log)?;
    Ok(())
}

/// Children are told of through a descriptor; requests to end come over the socket only, since a
/// shim that went away early would take its containers' exit codes with it.
fn block_signals() -> io::Result<SigSet> {
    let mut blocked = SigSet::empty();
    for signal in [
        Signal::SIGCHLD,
        Signal::SIGHUP,
        Signal::SIGINT,
        Signal::SIGPIPE,
        Signal::SIGQUIT,
        Signal::SIGTERM,
        Signal::SIGUSR1,
        Signal::SIGUSR2,
    ] {
        blocked.add(signal);
    }
    sigprocmask(SigmaskHow::SIG_SETMASK, Some(&blocked), None)?;
    let mut children = SigSet::empty();
    children.add(Signal::SIGCHLD);
    Ok(children)
}
