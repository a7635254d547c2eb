//! Mounts by descriptor: made where nobody sees them, and attached to a place that was looked up once.

use std::ffi::{CString, c_int, c_uint};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::owned;

/// Attributes of a mount, the kernel's `MOUNT_ATTR_*`.
pub(crate) mod attribute {
    pub(crate) const RDONLY: u64 = 0x1;
    pub(crate) const NOSUID: u64 = 0x2;
    pub(crate) const NODEV: u64 = 0x4;
    pub(crate) const NOEXEC: u64 = 0x8;
    /// All that say when a file was used last: of these one is set, or none, which is `relatime`.
    pub(crate) const ATIME: u64 = 0x70;
    pub(crate) const NOATIME: u64 = 0x10;
    pub(crate) const STRICTATIME: u64 = 0x20;
    pub(crate) const NODIRATIME: u64 = 0x80;
}

const FSOPEN_CLOEXEC: c_uint = 1;
const FSMOUNT_CLOEXEC: c_uint = 1;
/// `enum fsconfig_command`.
const SET_FLAG: c_uint = 0;
const SET_STRING: c_uint = 1;
const CREATE: c_uint = 6;
const OPEN_TREE_CLONE: c_uint = 1;
const MOVE_FROM_EMPTY_PATH: c_uint = 0x4;
const MOVE_TO_EMPTY_PATH: c_uint = 0x40;
const AT_RECURSIVE: c_uint = 0x8000;

/// What [`set_mount`] changes: the kernel's `struct mount_attr`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Change {
    pub(crate) set: u64,
    pub(crate) clear: u64,
    /// One of `MS_PRIVATE`, `MS_SLAVE`, `MS_SHARED`, `MS_UNBINDABLE`, or zero.
    pub(crate) propagation: u64,
    /// Of no use without a namespace of users.
    pub(crate) user_namespace: u64,
}

impl Change {
    /// Gives it these attributes.
    pub(crate) const fn setting(attributes: u64) -> Self {
        Self {
            set: attributes,
            clear: 0,
            propagation: 0,
            user_namespace: 0,
        }
    }

    /// Says where what is mounted below it appears, one of `MS_PRIVATE` and so on.
    pub(crate) const fn spreading(propagation: u64) -> Self {
        Self {
            propagation,
            ..Self::setting(0)
        }
    }
}

/// Makes a file system and a mount of it that is attached nowhere.
///
/// # Errors
/// With the kernel's own words where it has any.
pub(crate) fn new_mount(
    kind: &str,
    settings: &[(String, Option<String>)],
    attributes: u64,
) -> io::Result<OwnedFd> {
    let name = CString::new(kind)?;
    // SAFETY: the name outlives the call.
    let context = owned(unsafe { libc::syscall(libc::SYS_fsopen, name.as_ptr(), FSOPEN_CLOEXEC) })?;
    let said = |error| explained(&context, error);
    configure(&context, SET_STRING, Some("source"), Some(kind)).map_err(said)?;
    for (key, value) in settings {
        let command = value.as_ref().map_or(SET_FLAG, |_| SET_STRING);
        configure(&context, command, Some(key), value.as_deref()).map_err(said)?;
    }
    configure(&context, CREATE, None, None).map_err(said)?;
    let attributes = c_uint::try_from(attributes).map_err(io::Error::other)?;
    // SAFETY: plain integers.
    owned(unsafe {
        libc::syscall(
            libc::SYS_fsmount,
            context.as_raw_fd(),
            FSMOUNT_CLOEXEC,
            attributes,
        )
    })
}

fn configure(
    context: &OwnedFd,
    command: c_uint,
    key: Option<&str>,
    value: Option<&str>,
) -> io::Result<()> {
    let key = key.map(CString::new).transpose()?;
    let value = value.map(CString::new).transpose()?;
    let pointer = |text: &Option<CString>| text.as_ref().map_or(std::ptr::null(), |it| it.as_ptr());
    // SAFETY: both texts outlive the call; commands without them take null.
    done(unsafe {
        libc::syscall(
            libc::SYS_fsconfig,
            context.as_raw_fd(),
            command,
            pointer(&key),
            pointer(&value),
            0,
        )
    })
}

/// The error with what the kernel has noted about it, e.g. `tmpfs: Bad value for 'size'`.
fn explained(context: &OwnedFd, error: io::Error) -> io::Error {
    let mut text = [0_u8; 256];
    match nix::unistd::read(context, &mut text) {
        Ok(length) if length > 2 => {
            // A letter for its weight comes first.
            let said = String::from_utf8_lossy(&text[2..length]).trim().to_owned();
            io::Error::new(error.kind(), said)
        }
        _ => error,
    }
}

/// A second mount of what is at `path`, with what is mounted below it if `recursive`; attached nowhere.
pub(crate) fn copy_mount(at: BorrowedFd<'_>, path: &Path, recursive: bool) -> io::Result<OwnedFd> {
    let path = CString::new(path.as_os_str().as_bytes())?;
    let mut flags = OPEN_TREE_CLONE | libc::O_CLOEXEC.cast_unsigned();
    flags |= libc::AT_EMPTY_PATH.cast_unsigned();
    if recursive {
        flags |= AT_RECURSIVE;
    }
    // SAFETY: the path outlives the call.
    owned(unsafe { libc::syscall(libc::SYS_open_tree, at.as_raw_fd(), path.as_ptr(), flags) })
}

/// Changes a mount, and those below it if `recursive`.
pub(crate) fn set_mount(mount: BorrowedFd<'_>, recursive: bool, change: Change) -> io::Result<()> {
    let mut flags = libc::AT_EMPTY_PATH.cast_unsigned();
    if recursive {
        flags |= AT_RECURSIVE;
    }
    // SAFETY: the empty path and the change, as long as said, outlive the call.
    done(unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            mount.as_raw_fd(),
            c"".as_ptr(),
            flags,
            &raw const change,
            size_of::<Change>(),
        )
    })
}

/// Attaches a mount that is attached nowhere to an open place.
pub(crate) fn attach_mount(mount: BorrowedFd<'_>, place: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: the empty paths outlive the call.
    done(unsafe {
        libc::syscall(
            libc::SYS_move_mount,
            mount.as_raw_fd(),
            c"".as_ptr(),
            place.as_raw_fd(),
            c"".as_ptr(),
            MOVE_FROM_EMPTY_PATH | MOVE_TO_EMPTY_PATH,
        )
    })
}

/// Sets the host name of the present namespace.
pub(crate) fn set_host_name(name: &str) -> io::Result<()> {
    // SAFETY: the name is as long as said.
    let result = unsafe { libc::sethostname(name.as_ptr().cast(), name.len()) };
    done(i64::from(result))
}

/// Leaves the session's keys for an own, empty set; nothing where the kernel keeps no keys.
pub(crate) fn own_session_keys() -> io::Result<()> {
    /// `KEYCTL_JOIN_SESSION_KEYRING`; the number is the same for every processor.
    const JOIN: c_int = 1;
    // SAFETY: without a name the kernel makes a nameless one.
    let key = unsafe { libc::syscall(libc::SYS_keyctl, JOIN, std::ptr::null::<u8>()) };
    match (key, io::Error::last_os_error()) {
        (-1, error) if error.raw_os_error() != Some(libc::ENOSYS) => Err(error),
        _ => Ok(()),
    }
}

fn done(result: i64) -> io::Result<()> {
    match result {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
