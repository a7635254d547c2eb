//! A container's whole tree, put together in a mount namespace of its own and then entered.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use berth_link::shim::{ContainerSpec, ShimError};
use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, OFlag, openat};
use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sys::stat::{Mode, SFlag, fstat, mkdirat, umask};
use nix::sys::statfs::{PROC_SUPER_MAGIC, fstatfs};
use nix::unistd::{chdir, fchdir, pivot_root, symlinkat};

use super::mounts::{self, Host, Mount, What};
use super::place::{Kind, place};
use super::{dev, failed, hide, settings, step};
use crate::nodes::Device;
use crate::sys::{self, Change, attribute};

/// Files of the kernel's that docker lets be covered by others.
const COVERED_IN_PROC: [&str; 9] = [
    "/proc/cpuinfo",
    "/proc/diskstats",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/swaps",
    "/proc/uptime",
    "/proc/loadavg",
    "/proc/slabinfo",
    "/proc/net/dev",
];

/// What stays open of a tree that was entered.
#[derive(Debug)]
pub(crate) struct Entered {
    /// The root of its proc file system.
    pub(crate) proc: OwnedFd,
    /// Its `/dev/null`.
    pub(crate) null: OwnedFd,
}

/// Mounts everything on the root file system at `rootfs`, which is mounted, and makes it this process's
/// root. The process is in namespaces of the container's already, its mount namespace a fresh one.
pub(crate) fn enter(
    rootfs: &Path,
    spec: &ContainerSpec,
    host: &Host<'_>,
    devices: &[Device],
) -> Result<Entered, ShimError> {
    own_mounts().map_err(step("cannot keep the container's mounts to itself"))?;
    let flags = OFlag::O_PATH | OFlag::O_DIRECTORY | OFlag::O_CLOEXEC;
    let root = nix::fcntl::open(rootfs, flags, Mode::empty())
        .map_err(io::Error::from)
        .map_err(step("cannot open the root file system"))?;
    let root = root.as_fd();
    // Modes are meant as they are said.
    let usual = umask(Mode::empty());
    let proc = kernel(root, &mounts::proc())?;
    let sys = kernel(root, &mounts::sys(spec))?;
    let dev = attach(root, &mounts::dev())?;
    dev::fill(dev.as_fd()).map_err(step("cannot fill /dev"))?;
    let null = dev::null(dev.as_fd()).map_err(step("cannot open /dev/null"))?;
    for mount in mounts::kernels(spec, host) {
        let made = attach(root, &mount)?;
        if mount.is_group_list() {
            fill_groups(root, spec, host, &made)?;
        }
    }
    for mount in mounts::own(spec) {
        attach(root, &mount)?;
    }
    dev::add(root, devices).map_err(step("cannot make a device node"))?;
    umask(usual);
    if !spec.hostname.is_empty() && spec.network != berth_link::shim::Network::Host {
        sys::set_host_name(&spec.hostname).map_err(step("cannot set the host name"))?;
    }
    settings::set_all(proc.as_fd(), spec).map_err(step("cannot set a kernel setting"))?;
    if !spec.privileged {
        hide::mask(proc.as_fd(), sys.as_fd(), null.as_fd())
            .and_then(|()| hide::fix(proc.as_fd()))
            .map_err(step("cannot hide what is the kernel's"))?;
    }
    if spec.readonly_rootfs {
        sys::set_mount(root, false, READ_ONLY)
            .map_err(step("cannot make the root file system read-only"))?;
    }
    pivot(root).map_err(step(
        "cannot make the root file system the container's root",
    ))?;
    Ok(Entered { proc, null })
}

const READ_ONLY: Change = Change::setting(attribute::RDONLY);

/// Nothing that is mounted here goes anywhere else, and nothing arrives.
fn own_mounts() -> io::Result<()> {
    let nothing = None::<&str>;
    let private = MsFlags::MS_REC | MsFlags::MS_PRIVATE;
    mount(nothing, "/", nothing, private, nothing)?;
    Ok(())
}

/// On a host of the first kind: other names, and nothing new in the list.
fn fill_groups(
    root: BorrowedFd<'_>,
    spec: &ContainerSpec,
    host: &Host<'_>,
    list: &OwnedFd,
) -> Result<(), ShimError> {
    for mount in mounts::groups(spec, host) {
        attach(root, &mount)?;
    }
    for (name, target) in mounts::group_links(host) {
        symlinkat(target.as_str(), list, name.as_str())
            .map_err(io::Error::from)
            .map_err(step("cannot show the control groups"))?;
    }
    if spec.privileged {
        return Ok(());
    }
    sys::set_mount(list.as_fd(), false, READ_ONLY).map_err(step("cannot show the control groups"))
}

/// Mounts a file system that says what the kernel does: on a directory of that name and no link.
fn kernel(root: BorrowedFd<'_>, mount: &Mount) -> Result<OwnedFd, ShimError> {
    let failed = |error: io::Error| failed(&format!("cannot mount {}", mount.destination), &error);
    let name = mount.destination.trim_start_matches('/');
    let look = || {
        let flags = OFlag::O_PATH | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
        openat(root, name, flags, Mode::empty())
    };
    let place = look().or_else(|error| match error {
        Errno::ENOENT => {
            mkdirat(root, name, Mode::from_bits_truncate(0o555))?;
            look()
        }
        error => Err(error),
    });
    let place = place.map_err(|error| failed(error.into()))?;
    if kind_of(&place).map_err(failed)? != Kind::Directory {
        let text = "it must be mounted on an ordinary directory";
        return Err(failed(io::Error::other(text)));
    }
    attach_at(mount, &place).map_err(failed)
}

/// Makes one mount, its place as far as it is missing, and gives it.
fn attach(root: BorrowedFd<'_>, mount: &Mount) -> Result<OwnedFd, ShimError> {
    attach_inside(root, mount)
        .map_err(|error| failed(&format!("cannot mount {}", mount.named()), &error))
}

fn attach_inside(root: BorrowedFd<'_>, mount: &Mount) -> io::Result<OwnedFd> {
    let made = made(mount)?;
    let place = place(root, Path::new(&mount.destination), kind_of(&made)?)?;
    let (at, root) = (fstat(&place)?, fstat(root)?);
    if (at.st_dev, at.st_ino) == (root.st_dev, root.st_ino) {
        return Err(io::Error::other("destination can't be '/'"));
    }
    let covered = COVERED_IN_PROC.contains(&mount.destination.as_str());
    if !covered && fstatfs(&place)?.filesystem_type() == PROC_SUPER_MAGIC {
        let text = format!(
            "{:?} cannot be mounted because it is inside /proc",
            mount.destination
        );
        return Err(io::Error::other(text));
    }
    sys::attach_mount(made.as_fd(), place.as_fd())?;
    Ok(made)
}

fn attach_at(mount: &Mount, place: &OwnedFd) -> io::Result<OwnedFd> {
    let made = made(mount)?;
    sys::attach_mount(made.as_fd(), place.as_fd())?;
    Ok(made)
}

/// The mount, attached nowhere yet.
fn made(mount: &Mount) -> io::Result<OwnedFd> {
    let options = &mount.options;
    match &mount.what {
        What::New(kind) => {
            let made = sys::new_mount(kind, &options.settings, options.set)?;
            if options.propagation != 0 {
                sys::set_mount(made.as_fd(), false, Change::spreading(options.propagation))?;
            }
            Ok(made)
        }
        What::Copy(source) => {
            let made = sys::copy_mount(AT_FDCWD, source, options.recursive)?;
            sys::set_mount(made.as_fd(), options.recursive, options.change())?;
            Ok(made)
        }
    }
}

fn kind_of(place: &OwnedFd) -> io::Result<Kind> {
    let kind = SFlag::from_bits_truncate(fstat(place)?.st_mode & SFlag::S_IFMT.bits());
    Ok(match kind {
        SFlag::S_IFDIR => Kind::Directory,
        _ => Kind::File,
    })
}

/// Exchanges the root, and lets go of the old one and all that is mounted below it.
fn pivot(root: BorrowedFd<'_>) -> io::Result<()> {
    fchdir(root)?;
    // The old root lies on the new one then, at the same place.
    pivot_root(".", ".")?;
    umount2(".", MntFlags::MNT_DETACH)?;
    chdir("/")?;
    Ok(())
}
