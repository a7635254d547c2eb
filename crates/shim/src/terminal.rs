//! A container's terminal: made in the container's own devpts, so that it finds itself there.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use nix::fcntl::AtFlags;
use nix::unistd::{Uid, fchownat};

use crate::sys;

/// Opens the controlling side of the first terminal of a container whose init process waits, and
/// gives the other side, `/dev/pts/0`, to `uid`.
///
/// # Errors
/// If the container has no devpts of its own.
pub(crate) fn open(pid: i32, uid: u32) -> io::Result<OwnedFd> {
    let root = File::open(format!("/proc/{pid}/root"))?;
    let flags = libc::O_RDWR | libc::O_NOCTTY | libc::O_NONBLOCK | libc::O_CLOEXEC;
    let terminal = sys::open_in_root(root.as_fd(), Path::new("dev/pts/ptmx"), flags)?;
    let number = sys::unlock_terminal(terminal.as_fd())?;
    if number != 0 {
        return Err(io::Error::other("the container has a terminal already"));
    }
    // Not opened: closing it again would look like the container's end of it.
    let flags = libc::O_PATH | libc::O_DIRECTORY;
    let directory = sys::open_in_root(root.as_fd(), Path::new("dev/pts"), flags)?;
    let (uid, flags) = (Some(Uid::from_raw(uid)), AtFlags::AT_SYMLINK_NOFOLLOW);
    fchownat(&directory, "0", uid, None, flags)?;
    Ok(terminal)
}
