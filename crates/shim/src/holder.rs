//! Namespaces that a task's containers share: kept by a process of the task that does nothing else.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::path::Path;

use nix::fcntl::OFlag;
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use nix::sys::signal::{SigSet, Signal};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::pipe2;

use crate::cgroup::TaskGroup;
use crate::sys::{self, Forked};

/// In the task's directory: what its containers share as `/dev/shm`.
pub(crate) const SHM: &str = "shm";
/// Docker's size of it.
const SHM_OPTIONS: &str = "mode=1777,size=65536k";

/// Starts the process: the first of a new pid namespace, in a new one for inter-process
/// communication; and mounts what goes with that. Its process id, host numbering.
///
/// # Errors
/// If the kernel refuses; nothing is left then.
pub(crate) fn start(group: &TaskGroup, directory: &Path) -> io::Result<i32> {
    let (from, to) = pipe2(OFlag::O_CLOEXEC)?;
    let Forked::Parent(_) = sys::fork()? else {
        sys::close_all_but(&[to.as_raw_fd()]);
        sys::exit_now(match split(File::from(to), group) {
            Ok(()) => 0,
            Err(_) => 1,
        })
    };
    drop(to);
    let mut text = String::new();
    File::from(from).read_to_string(&mut text)?;
    let pid: i32 = text
        .parse()
        .map_err(|_| io::Error::other("no process to keep the task's namespaces"))?;
    if let Err(error) = mount_shm(&directory.join(SHM)) {
        sys::kill_raw(pid, libc::SIGKILL);
        return Err(error);
    }
    Ok(pid)
}

fn mount_shm(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    let flags = MsFlags::MS_NOSUID | MsFlags::MS_NODEV | MsFlags::MS_NOEXEC;
    mount(Some("shm"), path, Some("tmpfs"), flags, Some(SHM_OPTIONS))?;
    Ok(())
}

/// In a child, since only the next process is in the new pid namespace.
fn split(mut to: File, group: &TaskGroup) -> io::Result<()> {
    group.hold("holder")?;
    unshare(CloneFlags::CLONE_NEWPID | CloneFlags::CLONE_NEWIPC)?;
    match sys::fork()? {
        Forked::Parent(pid) => to.write_all(pid.to_string().as_bytes()),
        Forked::Child => {
            drop(to);
            sys::exit_now(wait_for_orphans())
        }
    }
}

/// What the first process of a namespace must do: it is the parent of all that lost theirs.
fn wait_for_orphans() -> i32 {
    let _ = fs::write("/proc/self/comm", "pause");
    let mut children = SigSet::empty();
    children.add(Signal::SIGCHLD);
    loop {
        if children.wait().is_err() {
            return 1;
        }
        while let Ok(ended) = waitpid(None, Some(WaitPidFlag::WNOHANG)) {
            if ended == WaitStatus::StillAlive {
                break;
            }
        }
    }
}
