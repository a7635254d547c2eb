//! What becoming an emulator takes.

use std::io;

use nix::sched::CloneFlags;

use super::Forked;

/// Splits the process in two, the new one in new namespaces.
pub(crate) fn fork_into(namespaces: CloneFlags) -> io::Result<Forked> {
    let flags = namespaces.bits() | libc::SIGCHLD;
    // SAFETY: without a stack of its own this is a fork, and the process has a single thread, so
    // the child may do all the parent may.
    match unsafe { libc::syscall(libc::SYS_clone, i64::from(flags), 0, 0, 0, 0) } {
        -1 => Err(io::Error::last_os_error()),
        0 => Ok(Forked::Child),
        pid => Ok(Forked::Parent(
            i32::try_from(pid).map_err(io::Error::other)?,
        )),
    }
}

/// Has the kernel kill this process when its parent ends. To be called after changes of the user,
/// which undo it.
pub(crate) fn end_with_parent() -> io::Result<()> {
    // SAFETY: plain integers.
    done(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0) })
}

/// Keeps memory in small pages, as it is touched.
pub(crate) fn no_huge_pages() -> io::Result<()> {
    // SAFETY: plain integers.
    done(unsafe { libc::prctl(libc::PR_SET_THP_DISABLE, 1, 0, 0, 0) })
}

fn done(result: i32) -> io::Result<()> {
    match result {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
