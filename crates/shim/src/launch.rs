//! Work done in short-lived forked children: making containers and removing what they leave.
//!
//! libcontainer forks, waits and changes directory, and copying or removing many files takes time;
//! the shim itself never does any of that. A child shares the shim's mount namespace, so what it
//! mounts stays, and the shim becomes the parent of the init process the child leaves behind.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::Path;

use berth_link::shim::{ContainerSpec, Network, ShimError, ShimErrorCode, SmallFile};
use libcontainer::container::builder::ContainerBuilder;
use libcontainer::syscall::syscall::SyscallType;
use nix::fcntl::OFlag;
use nix::sched::{CloneFlags, setns};
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, Uid, fchown, pipe2, setgroups};
use serde::{Deserialize, Serialize};

use crate::bundle::{self, Host};
use crate::cgroup::TaskGroup;
use crate::devices;
use crate::nodes;
use crate::populate::populate;
use crate::program::Program;
use crate::rootfs::{OpenRoot, Rootfs};
use crate::sys::{self, Forked};
use crate::user::{self, User};
use crate::volumes;

/// What a child says before it ends, as one line of JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Report {
    /// The container is there, its init process waiting.
    Made {
        /// Host numbering.
        pid: u32,
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

/// The ends of a container's pipes that its init process keeps.
#[derive(Debug)]
pub(crate) struct Ends {
    /// Empty unless there is one.
    pub(crate) stdin: Option<OwnedFd>,
    pub(crate) stdout: OwnedFd,
    pub(crate) stderr: OwnedFd,
    pub(crate) status: OwnedFd,
}

/// What a container is made with.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) spec: &'a ContainerSpec,
    /// The container's directory.
    pub(crate) directory: &'a Path,
    /// Where libcontainer keeps its notes, a directory for each runtime id.
    pub(crate) state: &'a Path,
    pub(crate) group: &'a TaskGroup,
    /// The process with the namespaces that the task shares, if it does.
    pub(crate) holder: Option<i32>,
    /// What goes with those as `/dev/shm`.
    pub(crate) shm: &'a Path,
}

/// Starts making a container.
pub(crate) fn make(plan: &Plan<'_>, ends: Ends) -> io::Result<Job> {
    let keep = [
        ends.stdin.as_ref().map_or(-1, AsRawFd::as_raw_fd),
        ends.stdout.as_raw_fd(),
        ends.stderr.as_raw_fd(),
        ends.status.as_raw_fd(),
    ];
    spawn(&keep, || {
        let rootfs = Rootfs::new(plan.directory);
        make_here(plan, &rootfs, ends).unwrap_or_else(|error| {
            remove_here(
                plan.directory,
                plan.state,
                &plan.spec.runtime_id,
                plan.group,
            )
            .ok();
            Report::Failed(error)
        })
    })
}

/// Starts removing what an exited container left.
pub(crate) fn remove(
    directory: &Path,
    state: &Path,
    runtime_id: &str,
    group: &TaskGroup,
) -> io::Result<Job> {
    spawn(&[], || {
        match remove_here(directory, state, runtime_id, group) {
            Ok(()) => Report::Removed,
            Err(error) => Report::Failed(failed("cannot remove the container", &error)),
        }
    })
}

/// Removes what an exited container leaves but its root file system, for it to begin again there.
pub(crate) fn clear_for_next_run(
    state: &Path,
    runtime_id: &str,
    group: &TaskGroup,
) -> io::Result<()> {
    group.remove_container(runtime_id);
    match fs::remove_dir_all(state.join(runtime_id)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes mounts, groups, writable layer and notes of a container in this process.
pub(crate) fn remove_here(
    directory: &Path,
    state: &Path,
    runtime_id: &str,
    group: &TaskGroup,
) -> io::Result<()> {
    let rootfs = Rootfs::new(directory);
    rootfs.unmount();
    group.remove_container(runtime_id);
    match fs::remove_dir_all(state.join(runtime_id)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => rootfs.remove(),
    }
}

fn spawn(keep: &[i32], work: impl FnOnce() -> Report) -> io::Result<Job> {
    let (report, to_parent) = pipe2(OFlag::O_CLOEXEC)?;
    match sys::fork()? {
        Forked::Parent(pid) => Ok(Job { pid, report }),
        Forked::Child => {
            // Not the lock, the socket or the other containers' pipes: the init process would
            // inherit them, and they would outlive the shim.
            let keep: Vec<i32> = keep
                .iter()
                .copied()
                .chain([to_parent.as_raw_fd()])
                .collect();
            std::mem::forget(report);
            sys::close_all_but(&keep);
            sys::reset_signals();
            let report = work();
            let mut line = serde_json::to_vec(&report).unwrap_or_default();
            line.push(b'\n');
            let _ = File::from(to_parent).write_all(&line);
            sys::exit_now(0)
        }
    }
}

fn make_here(plan: &Plan<'_>, rootfs: &Rootfs, ends: Ends) -> Result<Report, ShimError> {
    let spec = plan.spec;
    plan.group
        .prepare(&spec.resources)
        .map_err(step("cannot prepare the task's cgroup"))?;
    let goes_on = spec.run > 0 && rootfs.is_mounted();
    if !goes_on {
        rootfs
            .mount(&spec.layers)
            .map_err(step("cannot mount the root file system"))?;
    }
    let root = rootfs
        .open()
        .map_err(step("cannot open the root file system"))?;
    let user = find_user(&root, &spec.user)?;
    if !spec.cwd.is_empty() {
        root.make_directory(Path::new(&spec.cwd))
            .map_err(step("cannot make the working directory"))?;
    }
    write_files(&plan.directory.join("files"), &spec.files)
        .map_err(step("cannot write the container's files"))?;
    volumes::mount_all(&spec.linux.volumes).map_err(step("failed to mount local volume"))?;
    prepare_mounts(&root, spec)?;
    drop(root);
    let asked = nodes::asked(&spec.linux.devices).map_err(|message| ShimError {
        code: ShimErrorCode::CannotCreate,
        message,
    })?;

    let cgroup = plan.group.container_path(&spec.runtime_id);
    let groups = plan
        .group
        .shown(&spec.runtime_id)
        .map_err(step("cannot prepare the container's cgroup"))?;
    let host = Host {
        cgroup: &cgroup,
        unified: plan.group.is_unified(),
        groups,
        capabilities: bounding_set(),
        devices: if spec.privileged {
            let mut all = nodes::all();
            all.retain(|one| asked.iter().all(|device| device.path != one.path));
            all.into_iter().chain(asked.clone()).collect()
        } else {
            asked.clone()
        },
        holder: plan.holder,
        shm: plan.shm,
        counts_swap: plan.group.counts_swap(),
    };
    let config = bundle::config(spec, &user, &host);
    fs::write(plan.directory.join("config.json"), config.to_string())
        .map_err(step("cannot write the bundle"))?;
    let program = Program::new(
        &spec.args,
        &bundle::environment(spec, &user),
        bundle::confinement(spec, &host),
        ends.status.as_raw_fd(),
        spec.linux.terminal,
    )
    .map_err(|message| ShimError {
        code: ShimErrorCode::BadRequest,
        message,
    })?
    .through_init(spec.init.is_some());
    // The init process would keep the agent's supplementary groups otherwise.
    setgroups(&[])
        .map_err(io::Error::from)
        .map_err(step("cannot drop groups"))?;
    // So that a program that is not root can open /dev/stdout.
    for end in [&ends.stdout, &ends.stderr] {
        fchown(end, Some(Uid::from_raw(user.uid)), None)
            .map_err(io::Error::from)
            .map_err(step("cannot hand the output over"))?;
    }
    let pid = build(plan, program, ends)?;
    // The program waits for its start until this process has reported.
    if !spec.privileged
        && let Some(group) = plan.group.device_group(&spec.runtime_id)
        && let Err(error) = devices::restrict(&group, &asked)
    {
        let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
        return Err(failed(
            "cannot keep devices away from the container",
            &error,
        ));
    }
    if spec.network == Network::Own
        && let Err(error) = bring_loopback_up(pid)
    {
        let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
        return Err(failed("cannot bring the loopback interface up", &error));
    }
    Ok(Report::Made {
        pid: pid.cast_unsigned(),
        uid: user.uid,
    })
}

fn write_files(directory: &Path, files: &[SmallFile]) -> io::Result<()> {
    if !files.is_empty() {
        fs::create_dir_all(directory)?;
    }
    for file in files {
        fs::write(directory.join(&file.name), &file.text)?;
    }
    Ok(())
}

fn find_user(root: &OpenRoot, wanted: &str) -> Result<User, ShimError> {
    let text = |path| {
        root.text(path)
            .map_err(step("cannot read the image's users"))
    };
    user::resolve(wanted, &text("/etc/passwd")?, &text("/etc/group")?).map_err(|message| {
        ShimError {
            code: ShimErrorCode::CannotCreate,
            message,
        }
    })
}

fn prepare_mounts(root: &OpenRoot, spec: &ContainerSpec) -> Result<(), ShimError> {
    for mount in &spec.mounts {
        let source = Path::new(&mount.source);
        if mount.populate {
            populate(root, Path::new(&mount.destination), source)
                .map_err(step("cannot fill a volume from the image"))?;
        } else if !source.exists() {
            return Err(ShimError {
                code: ShimErrorCode::CannotCreate,
                message: format!(
                    "invalid mount config for type \"bind\": bind source path does not exist: {}",
                    mount.source
                ),
            });
        }
    }
    Ok(())
}

fn build(plan: &Plan<'_>, program: Program, ends: Ends) -> Result<i32, ShimError> {
    let stdin: OwnedFd = match ends.stdin {
        Some(pipe) => pipe,
        None => File::open("/dev/null")
            .map_err(step("cannot open /dev/null"))?
            .into(),
    };
    let container = ContainerBuilder::new(plan.spec.runtime_id.clone(), SyscallType::default())
        .with_executor(program)
        .with_root_path(plan.state.to_owned())
        .and_then(|builder| {
            builder
                .with_stdin(stdin)
                .with_stdout(ends.stdout)
                .with_stderr(ends.stderr)
                .as_init(plan.directory.to_owned())
                .with_systemd(false)
                .build()
        })
        .map_err(|error| ShimError {
            code: ShimErrorCode::CannotCreate,
            message: chain(&error),
        })?;
    // The status pipe's end stays open in the init process only.
    drop(ends.status);
    match container.pid() {
        Some(pid) => Ok(pid.as_raw()),
        None => Err(ShimError {
            code: ShimErrorCode::CannotCreate,
            message: "the container ended while it was made".to_owned(),
        }),
    }
}

fn bring_loopback_up(pid: i32) -> io::Result<()> {
    let namespace = File::open(format!("/proc/{pid}/ns/net"))?;
    setns(namespace, CloneFlags::CLONE_NEWNET)?;
    sys::loopback_up()
}

/// The capabilities this process may pass on: nobody can be given more.
fn bounding_set() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("CapBnd:"))
        .and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok())
        .unwrap_or(0)
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

/// An error with all its causes, each said once.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.ends_with(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}
