//! Work done in short-lived or new processes: making containers and removing what they leave.
//!
//! A container is made by its own first process ([`inside`]), which the shim gives birth to; copying or
//! removing many files takes time, and the shim itself never does any of that. What a child mounts
//! before it leaves the shim's mount namespace stays there.

mod dev;
mod hide;
mod inside;
mod mounts;
mod options;
mod place;
mod root;
mod settings;

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::Path;

use berth_link::shim::{ContainerSpec, Namespace, ShimError, ShimErrorCode};
use nix::fcntl::OFlag;
use nix::sched::{CloneFlags, setns};
use nix::unistd::pipe2;
use serde::{Deserialize, Serialize};

use crate::cgroup::TaskGroup;
use crate::rootfs::Rootfs;
use crate::sys::{self, Forked};

pub(crate) use inside::go_to;

/// What a child says, as one line of JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Report {
    /// The container is there, this process its first one, waiting.
    Made {
        /// Whom it runs as.
        uid: u32,
    },
    /// All gone.
    Removed,
    /// It could not be done.
    Failed(ShimError),
}

/// A running child.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) pid: i32,
    /// Where the report comes from; ends without one if the child was killed.
    pub(crate) report: OwnedFd,
}

/// The ends of a container's pipes that its first process keeps.
#[derive(Debug)]
pub(crate) struct Ends {
    /// Empty unless there is one.
    pub(crate) stdin: Option<OwnedFd>,
    pub(crate) stdout: OwnedFd,
    pub(crate) stderr: OwnedFd,
    /// By which it hears of its start, and says why it could not become the program; if it could, this
    /// is closed by that.
    pub(crate) control: OwnedFd,
}

/// What a container is made with.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) spec: &'a ContainerSpec,
    /// The container's directory.
    pub(crate) directory: &'a Path,
    pub(crate) group: &'a TaskGroup,
    /// The process with the namespaces that the task shares, if it does.
    pub(crate) holder: Option<i32>,
    /// What goes with those as `/dev/shm`.
    pub(crate) shm: &'a Path,
}

/// Starts making a container: gives birth to its first process.
pub(crate) fn make(plan: &Plan<'_>, ends: Ends) -> io::Result<Job> {
    let (report, to_shim) = pipe2(OFlag::O_CLOEXEC)?;
    let spec = plan.spec;
    let group = plan
        .group
        .unified_container(&spec.runtime_id, &spec.resources)?;
    match birth(plan, group.as_ref())? {
        Forked::Parent(pid) => Ok(Job { pid, report }),
        Forked::Child => {
            // Not the lock, the socket or the other containers' pipes: they would outlive the shim.
            std::mem::forget((report, group));
            let keep = [
                ends.stdin.as_ref().map_or(-1, AsRawFd::as_raw_fd),
                ends.stdout.as_raw_fd(),
                ends.stderr.as_raw_fd(),
                ends.control.as_raw_fd(),
                to_shim.as_raw_fd(),
            ];
            sys::close_all_but(&keep);
            sys::reset_signals();
            inside::live(plan, ends, to_shim)
        }
    }
}

/// Splits off a process that is in the container's pid namespace, for which it is too late afterwards.
fn birth(plan: &Plan<'_>, group: Option<&File>) -> io::Result<Forked> {
    let group = group.map(AsFd::as_fd);
    match (plan.spec.linux.pid, plan.holder) {
        (Namespace::Host, _) => sys::clone_into(CloneFlags::empty(), group),
        (Namespace::Task, Some(holder)) => {
            let shared = File::open(format!("/proc/{holder}/ns/pid"))?;
            let own = File::open("/proc/self/ns/pid")?;
            setns(shared, CloneFlags::CLONE_NEWPID)?;
            let born = sys::clone_into(CloneFlags::empty(), group);
            if !matches!(born, Ok(Forked::Child)) {
                // What is born later is no longer the namespace's.
                setns(own, CloneFlags::CLONE_NEWPID)?;
            }
            born
        }
        _ => sys::clone_into(CloneFlags::CLONE_NEWPID, group),
    }
}

/// Starts removing what an exited container left, or one that could not be made.
pub(crate) fn remove(directory: &Path, runtime_id: &str, group: &TaskGroup) -> io::Result<Job> {
    let (report, to_shim) = pipe2(OFlag::O_CLOEXEC)?;
    match sys::fork()? {
        Forked::Parent(pid) => Ok(Job { pid, report }),
        Forked::Child => {
            std::mem::forget(report);
            sys::close_all_but(&[to_shim.as_raw_fd()]);
            sys::reset_signals();
            group.kill_container(runtime_id);
            let report = match remove_here(directory, runtime_id, group) {
                Ok(()) => Report::Removed,
                Err(error) => Report::Failed(failed("cannot remove the container", &error)),
            };
            let mut line = serde_json::to_vec(&report).unwrap_or_default();
            line.push(b'\n');
            let _ = File::from(to_shim).write_all(&line);
            sys::exit_now(0)
        }
    }
}

/// Removes mounts, groups and writable layer of a container in this process.
pub(crate) fn remove_here(directory: &Path, runtime_id: &str, group: &TaskGroup) -> io::Result<()> {
    let rootfs = Rootfs::new(directory);
    rootfs.unmount();
    group.remove_container(runtime_id);
    rootfs.remove()
}

fn step(what: &'static str) -> impl Fn(io::Error) -> ShimError {
    move |error| failed(what, &error)
}

fn failed(what: &str, error: &io::Error) -> ShimError {
    let code = match error.raw_os_error() {
        Some(libc::ENOSPC | libc::EDQUOT | libc::EROFS | libc::EIO) => ShimErrorCode::Storage,
        _ => ShimErrorCode::CannotCreate,
    };
    ShimError {
        code,
        message: format!("{what}: {error}"),
    }
}

fn bad(code: ShimErrorCode) -> impl Fn(String) -> ShimError {
    move |message| ShimError { code, message }
}

#[cfg(test)]
pub(crate) mod tests {
    use berth_link::shim::{ContainerSpec, Linux, LogSink, Network, Resources};

    /// A container that asks for nothing.
    pub(crate) fn spec() -> ContainerSpec {
        ContainerSpec {
            name: "web".to_owned(),
            runtime_id: "0".repeat(64),
            hostname: String::new(),
            layers: vec!["/layer".to_owned()],
            args: vec!["true".to_owned()],
            env: Vec::new(),
            cwd: String::new(),
            user: String::new(),
            readonly_rootfs: false,
            mounts: Vec::new(),
            network: Network::Own,
            reserve_ports: Vec::new(),
            resources: Resources::default(),
            ulimits: Vec::new(),
            capabilities: Vec::new(),
            seccomp_default: true,
            privileged: false,
            log: LogSink::None,
            linux: Linux::default(),
            run: 0,
            health: None,
            init: None,
            files: Vec::new(),
        }
    }
}
