//! What is in a container's `/dev`.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{OFlag, openat};
use nix::sys::stat::{Mode, SFlag, fstat, makedev, mkdirat, mknodat};
use nix::unistd::{Gid, Uid, fchownat, symlinkat};

use super::place::{Kind, place};
use crate::nodes::Device;

/// Character nodes that everybody has.
const NODES: [(&str, u64, u64); 6] = [
    ("null", 1, 3),
    ("zero", 1, 5),
    ("full", 1, 7),
    ("random", 1, 8),
    ("urandom", 1, 9),
    ("tty", 5, 0),
];
const LINKS: [(&str, &str); 6] = [
    ("fd", "/proc/self/fd"),
    ("stdin", "/proc/self/fd/0"),
    ("stdout", "/proc/self/fd/1"),
    ("stderr", "/proc/self/fd/2"),
    ("core", "/proc/kcore"),
    ("ptmx", "pts/ptmx"),
];

/// Fills a new `/dev`. Nothing may be masked from the modes of what is made.
pub(crate) fn fill(dev: BorrowedFd<'_>) -> io::Result<()> {
    for (name, major, minor) in NODES {
        let mode = Mode::from_bits_truncate(0o666);
        mknodat(dev, name, SFlag::S_IFCHR, mode, makedev(major, minor))?;
    }
    for (name, target) in LINKS {
        symlinkat(target, dev, name)?;
    }
    for name in ["pts", "mqueue"] {
        mkdirat(dev, name, Mode::from_bits_truncate(0o755))?;
    }
    Ok(())
}

/// Opens the node that swallows everything, having made sure that it is it.
pub(crate) fn null(dev: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    let flags = OFlag::O_RDWR | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
    let null = openat(dev, "null", flags, Mode::empty())?;
    let status = fstat(&null)?;
    let kind = SFlag::from_bits_truncate(status.st_mode & SFlag::S_IFMT.bits());
    if kind != SFlag::S_IFCHR || status.st_rdev != makedev(1, 3) {
        return Err(io::Error::other("/dev/null is something else"));
    }
    Ok(null)
}

/// Makes the nodes that were asked for; one that is there already is left alone.
pub(crate) fn add(root: BorrowedFd<'_>, devices: &[Device]) -> io::Result<()> {
    for device in devices {
        let failed =
            |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", device.path));
        make(root, device).map_err(failed)?;
    }
    Ok(())
}

fn make(root: BorrowedFd<'_>, device: &Device) -> io::Result<()> {
    let path = Path::new(&device.path);
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(Errno::EINVAL.into());
    };
    let parent = place(root, parent, Kind::Directory)?;
    let kind = if device.block {
        SFlag::S_IFBLK
    } else {
        SFlag::S_IFCHR
    };
    let mode = Mode::from_bits_truncate(device.mode);
    match mknodat(
        &parent,
        name,
        kind,
        mode,
        makedev(device.major, device.minor),
    ) {
        Err(Errno::EEXIST) => return Ok(()),
        other => other?,
    }
    let (uid, gid) = (Uid::from_raw(device.uid), Gid::from_raw(device.gid));
    let flags = nix::fcntl::AtFlags::AT_SYMLINK_NOFOLLOW;
    fchownat(parent.as_fd(), name, Some(uid), Some(gid), flags)?;
    Ok(())
}
