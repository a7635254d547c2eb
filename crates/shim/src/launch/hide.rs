//! What of the kernel's own files a container does not see, or cannot change: docker's lists.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use nix::fcntl::{OFlag, openat};
use nix::sys::stat::{Mode, SFlag, fstat};

use crate::sys::{self, Change, attribute};

const MASKED_IN_PROC: [&str; 10] = [
    "acpi",
    "asound",
    "interrupts",
    "kcore",
    "keys",
    "latency_stats",
    "sched_debug",
    "scsi",
    "timer_list",
    "timer_stats",
];
const MASKED_IN_SYS: [&str; 2] = ["devices/virtual/powercap", "firmware"];
const FIXED_IN_PROC: [&str; 5] = ["bus", "fs", "irq", "sys", "sysrq-trigger"];

/// Puts an empty directory over each directory, and `/dev/null` over each file. `proc` and `sys` are
/// the roots of those file systems, so that no path of the image is gone by.
pub(crate) fn mask(
    proc: BorrowedFd<'_>,
    sys: BorrowedFd<'_>,
    null: BorrowedFd<'_>,
) -> io::Result<()> {
    let in_proc = MASKED_IN_PROC.iter().map(|path| (proc, *path));
    let in_sys = MASKED_IN_SYS.iter().map(|path| (sys, *path));
    let mut empty: Option<OwnedFd> = None;
    for (at, path) in in_proc.chain(in_sys) {
        let Some(place) = look(at, path)? else {
            continue;
        };
        let kind = SFlag::from_bits_truncate(fstat(&place)?.st_mode & SFlag::S_IFMT.bits());
        let cover = match &empty {
            _ if kind != SFlag::S_IFDIR => sys::copy_mount(null, Path::new(""), false)?,
            // Only what is attached can be copied, so the first one is the others' model.
            Some(empty) => sys::copy_mount(empty.as_fd(), Path::new(""), false)?,
            None => sys::new_mount("tmpfs", &[], attribute::RDONLY)?,
        };
        sys::attach_mount(cover.as_fd(), place.as_fd())?;
        if kind == SFlag::S_IFDIR {
            empty.get_or_insert(cover);
        }
    }
    Ok(())
}

/// Takes the right to write from what it could harm the host by.
pub(crate) fn fix(proc: BorrowedFd<'_>) -> io::Result<()> {
    let strict = attribute::NOSUID | attribute::NODEV | attribute::NOEXEC;
    let change = Change::setting(attribute::RDONLY | strict);
    for path in FIXED_IN_PROC {
        if let Some(place) = look(proc, path)? {
            let fixed = sys::copy_mount(place.as_fd(), Path::new(""), true)?;
            sys::set_mount(fixed.as_fd(), true, change)?;
            sys::attach_mount(fixed.as_fd(), place.as_fd())?;
        }
    }
    Ok(())
}

/// What is at a path of a kernel's file system; `None` if this kernel does not have it.
fn look(at: BorrowedFd<'_>, path: &str) -> io::Result<Option<OwnedFd>> {
    let flags = OFlag::O_PATH | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
    match openat(at, path, flags, Mode::empty()) {
        Ok(found) => Ok(Some(found)),
        Err(nix::errno::Errno::ENOENT) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
