//! The container's first process, from its birth to its program: one process does it all.
//!
//! It starts as a copy of the shim, in a pid namespace of the container's. First it makes what others of
//! the task, and the container's next run, find as well: control groups, the root file system, volumes.
//! Then it leaves for the container's namespaces, puts the tree together there, confines itself, reports
//! and waits for its start.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use berth_link::shim::{ContainerSpec, Namespace, Network, ShimError, ShimErrorCode, SmallFile};
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sched::{CloneFlags, setns, unshare};
use nix::unistd::{Uid, chdir, dup2_stderr, dup2_stdin, dup2_stdout, fchown, getcwd, setsid};

use super::mounts::Host;
use super::{Ends, Plan, Report, bad, root, step};
use crate::confine::Confinement;
use crate::nodes::{self, Device};
use crate::populate::populate;
use crate::program::{self, Program};
use crate::rootfs::{OpenRoot, Rootfs};
use crate::sys;
use crate::user::{self, User};
use crate::volumes;

/// Lives until the program takes over, or something has gone wrong; whoever reads `report` cleans up
/// then.
pub(super) fn live(plan: &Plan<'_>, ends: Ends, report: OwnedFd) -> ! {
    let made = begin(&ends.control).and_then(|()| make(plan, ends));
    let (said, ready) = match made {
        Ok((ready, uid)) => (Report::Made { uid }, Some(ready)),
        Err(error) => (Report::Failed(error), None),
    };
    let mut line = serde_json::to_vec(&said).unwrap_or_default();
    line.push(b'\n');
    let told = File::from(report).write_all(&line);
    match (told, ready) {
        (Ok(()), Some(ready)) => ready.run(),
        _ => sys::exit_now(1),
    }
}

/// Sees to it that this process ends with the shim as long as the shim does not count on it.
fn begin(control: &OwnedFd) -> Result<(), ShimError> {
    let bound = sys::end_with_parent().and_then(|()| {
        // It may have ended before.
        let mut there = [PollFd::new(control.as_fd(), PollFlags::POLLIN)];
        poll(&mut there, PollTimeout::ZERO)?;
        let events = there[0].revents().unwrap_or(PollFlags::empty());
        if events.contains(PollFlags::POLLHUP) {
            sys::exit_now(1);
        }
        sys::hide_from_others()
    });
    bound.map_err(step("cannot begin"))?;
    // The shim is spared when memory is short; its containers are not.
    let _ = fs::write("/proc/self/oom_score_adj", "0");
    Ok(())
}

/// Confined, inside, and only waiting.
struct Ready {
    program: Program,
    control: OwnedFd,
}

impl Ready {
    fn run(&self) -> ! {
        // One byte is the word; the end of the shim is one of them as well.
        let mut word = [0];
        loop {
            match nix::unistd::read(&self.control, &mut word) {
                Ok(1) => break,
                Err(Errno::EINTR) => {}
                _ => sys::exit_now(1),
            }
        }
        let failure = match sys::outlive_parent() {
            Ok(()) => self.program.run(),
            Err(error) => program::failure(format!("cannot run the program: {error}"), 126),
        };
        let mut text = serde_json::to_vec(&failure).unwrap_or_default();
        text.push(b'\n');
        let _ = nix::unistd::write(&self.control, &text);
        sys::exit_now(failure.exit_code)
    }
}

fn make(plan: &Plan<'_>, ends: Ends) -> Result<(Ready, u32), ShimError> {
    let spec = plan.spec;
    let asked = nodes::asked(&spec.linux.devices).map_err(bad(ShimErrorCode::CannotCreate))?;
    plan.group
        .join_container(&spec.runtime_id, &spec.resources)
        .map_err(step("cannot make the container's cgroup"))?;
    plan.group
        .limit(spec, &asked)
        .map_err(step("cannot limit the container"))?;
    let user = prepare(plan)?;
    let program = Program::new(
        &spec.args,
        &program::environment(spec, &user),
        spec.linux.terminal,
    )
    .map_err(bad(ShimErrorCode::BadRequest))?
    .through_init(spec.init.is_some());
    let confinement = Confinement::of(spec, sys::bounding_capabilities())
        .map_err(bad(ShimErrorCode::CannotCreate))?;
    leave(plan).map_err(step("cannot enter the container's namespaces"))?;
    if spec.network == Network::Own {
        sys::loopback_up().map_err(step("cannot bring the loopback interface up"))?;
    }
    let groups = plan.group.shown(&spec.runtime_id);
    let host = Host {
        unified: plan.group.is_unified(),
        groups: &groups,
        shm: plan.shm,
    };
    let rootfs = Rootfs::new(plan.directory).path();
    let entered = root::enter(&rootfs, spec, &host, &devices(spec, asked))?;
    let cwd = if spec.cwd.is_empty() { "/" } else { &spec.cwd };
    go_to(Path::new(cwd)).map_err(step("cannot enter the working directory"))?;
    let control = streams(ends, &entered.null, &user).map_err(step("cannot set up the output"))?;
    sys::own_session_keys().map_err(step("cannot make a key ring"))?;
    confinement
        .enter(&user, entered.proc.as_fd())
        .map_err(step("cannot confine the program"))?;
    Ok((Ready { program, control }, user.uid))
}

/// What is left for the task to see.
fn prepare(plan: &Plan<'_>) -> Result<User, ShimError> {
    let spec = plan.spec;
    let rootfs = Rootfs::new(plan.directory);
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
    Ok(user)
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
    user::resolve(wanted, &text("/etc/passwd")?, &text("/etc/group")?)
        .map_err(bad(ShimErrorCode::CannotCreate))
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

/// Device nodes besides the usual.
fn devices(spec: &ContainerSpec, asked: Vec<Device>) -> Vec<Device> {
    if !spec.privileged {
        return asked;
    }
    let mut all = nodes::all();
    all.retain(|one| asked.iter().all(|device| device.path != one.path));
    all.extend(asked);
    all
}

/// Leaves the shim's namespaces for those of others and new ones; that of processes the birth has seen
/// to.
fn leave(plan: &Plan<'_>) -> io::Result<()> {
    let mut new = CloneFlags::CLONE_NEWNS | CloneFlags::CLONE_NEWUTS;
    let mut joined: Vec<(PathBuf, CloneFlags)> = Vec::new();
    match (plan.spec.linux.ipc, plan.holder) {
        (Namespace::Host, _) => {}
        (Namespace::Task, Some(pid)) => {
            let path = PathBuf::from(format!("/proc/{pid}/ns/ipc"));
            joined.push((path, CloneFlags::CLONE_NEWIPC));
        }
        _ => new |= CloneFlags::CLONE_NEWIPC,
    }
    match &plan.spec.network {
        Network::Own => new |= CloneFlags::CLONE_NEWNET,
        Network::Host => {}
        Network::Join { path } => joined.push((path.into(), CloneFlags::CLONE_NEWNET)),
    }
    if plan.group.is_unified() {
        new |= CloneFlags::CLONE_NEWCGROUP;
    }
    for (path, kind) in joined {
        let namespace = File::open(&path).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        })?;
        setns(namespace, kind)?;
    }
    unshare(new)?;
    Ok(())
}

/// Changes to a directory of the container's, and makes sure that it is one: a process that kept
/// something of the host's open could be led there by a name in `/proc`.
pub(crate) fn go_to(directory: &Path) -> io::Result<()> {
    chdir(directory)?;
    match getcwd() {
        Ok(path) if path.is_absolute() => Ok(()),
        _ => Err(io::Error::other("it is outside of the container")),
    }
}

/// Makes the pipes the standard streams, in a session of the process's own, and keeps nothing else
/// open but the line to the shim.
fn streams(ends: Ends, null: &OwnedFd, user: &User) -> io::Result<OwnedFd> {
    setsid()?;
    match &ends.stdin {
        Some(pipe) => dup2_stdin(pipe)?,
        None => dup2_stdin(null)?,
    }
    // So that a program that is not root can open /dev/stdout.
    for end in [&ends.stdout, &ends.stderr] {
        fchown(end, Some(Uid::from_raw(user.uid)), None)?;
    }
    dup2_stdout(&ends.stdout)?;
    dup2_stderr(&ends.stderr)?;
    Ok(ends.control)
}
