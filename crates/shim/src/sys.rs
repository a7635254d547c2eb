//! System calls without a safe wrapper elsewhere. All of the crate's `unsafe` is here.

mod bpf;
mod clone;
mod inside;
mod machine;
mod mounts;

use std::ffi::{CStr, CString, c_int};
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use nix::sys::signal::{SigSet, SigmaskHow, Signal, sigprocmask};

pub(crate) use bpf::{bpf_attach_device_program, bpf_device_program};
pub(crate) use clone::{clone_into, outlive_parent, socket_pair};
pub(crate) use inside::{load_module, power_off, set_clock, set_hardware_address, set_interface};
pub(crate) use machine::{end_with_parent, fork_into, no_huge_pages};
pub(crate) use mounts::{
    Change, attach_mount, attribute, copy_mount, new_mount, own_session_keys, set_host_name,
    set_mount,
};

/// What [`fork`] returned into.
pub(crate) enum Forked {
    /// The caller; the child's process id.
    Parent(i32),
    /// The new process.
    Child,
}

/// Splits the process in two.
pub(crate) fn fork() -> io::Result<Forked> {
    // SAFETY: the process has a single thread, so the child may do all the parent may.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => Ok(Forked::Child),
        pid => Ok(Forked::Parent(pid)),
    }
}

/// Ends the process at once, without handlers or destructors: for forked children.
pub(crate) fn exit_now(code: i32) -> ! {
    // SAFETY: _exit has no preconditions.
    unsafe { libc::_exit(code) }
}

/// Closes every file descriptor above 2 but those in `keep`.
pub(crate) fn close_all_but(keep: &[RawFd]) {
    let mut keep: Vec<u32> = keep
        .iter()
        .filter_map(|&fd| u32::try_from(fd).ok())
        .collect();
    keep.sort_unstable();
    let mut first: u32 = 3;
    for fd in keep {
        if fd > first {
            close_range(first, fd - 1);
        }
        first = first.max(fd + 1);
    }
    close_range(first, u32::MAX);
}

/// Standard input as a descriptor of its own, not inherited by programs.
pub(crate) fn standard_input() -> io::Result<OwnedFd> {
    io::stdin().as_fd().try_clone_to_owned()
}

/// The memory that others see as this process's command line: where it begins and its length.
fn command_line() -> io::Result<(usize, usize)> {
    // Its name, which is in parentheses, may hold anything.
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').unwrap_or_default();
    // `arg_start` and `arg_end` are the 48th and 49th field; these begin with the third.
    let mut bounds = fields
        .split_whitespace()
        .skip(45)
        .map_while(|field| field.parse().ok());
    match (bounds.next(), bounds.next()) {
        (Some(start), Some(end)) if start != 0 && end > start => Ok((start, end - start)),
        _ => Err(io::Error::other("the kernel does not say where it is")),
    }
}

/// Makes others see these words as the process's command line.
///
/// # Errors
/// If there are not as many bytes as the program was called with, or the kernel hides where they are.
pub(crate) fn set_command_line(words: &[&[u8]]) -> io::Result<()> {
    let (start, length) = command_line()?;
    let mut text = Vec::with_capacity(length);
    for word in words {
        text.extend_from_slice(word);
        text.push(0);
    }
    if text.len() > length {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is too long",
        ));
    }
    text.resize(length, 0);
    let place = std::ptr::with_exposed_provenance_mut::<u8>(start);
    // SAFETY: the kernel made this area for the arguments, writable and of this length, and nothing
    // of this process refers to it: the standard library copies arguments whenever it is asked.
    unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), place, length) };
    Ok(())
}

fn close_range(first: u32, last: u32) {
    // SAFETY: only called in a fresh process (after fork or at start) whose owners of these
    // descriptors are never used or dropped again.
    unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) };
}

/// At least the length of the kernel's `struct sigaction` on every 64-bit processor.
const KERNEL_SIGACTION_WORDS: usize = 8;

/// Lets a child receive signals as if started from a shell: nothing blocked, nothing ignored.
pub(crate) fn reset_signals() {
    let _ = sigprocmask(SigmaskHow::SIG_SETMASK, Some(&SigSet::empty()), None);
    for signal in Signal::iterator() {
        // SAFETY: the default disposition runs no code of ours.
        let _ = unsafe { nix::sys::signal::signal(signal, nix::sys::signal::SigHandler::SigDfl) };
    }
    // The C library keeps the first real-time signals to itself and would refuse to touch them, but
    // whoever started the agent may have left them ignored.
    let default = [0_u64; KERNEL_SIGACTION_WORDS];
    for signal in 32..=64 {
        // SAFETY: the action is all zero, which is the default disposition, and as long as the
        // kernel's structure; the mask size is the kernel's.
        unsafe {
            libc::syscall(
                libc::SYS_rt_sigaction,
                signal,
                default.as_ptr(),
                std::ptr::null_mut::<u64>(),
                size_of::<u64>(),
            )
        };
    }
}

/// Opens `path` as seen by a process whose root is `root`: no symlink and no `..` leads out.
pub(crate) fn open_in_root(root: BorrowedFd<'_>, path: &Path, flags: c_int) -> io::Result<OwnedFd> {
    open_how(
        root,
        path,
        flags,
        libc::RESOLVE_IN_ROOT | libc::RESOLVE_NO_MAGICLINKS,
    )
}

fn open_how(at: BorrowedFd<'_>, path: &Path, flags: c_int, resolve: u64) -> io::Result<OwnedFd> {
    let path = CString::new(path.as_os_str().as_bytes())?;
    // SAFETY: open_how is plain data for which zero is a valid value.
    let mut how: libc::open_how = unsafe { std::mem::zeroed() };
    how.flags = u64::from((flags | libc::O_CLOEXEC).cast_unsigned());
    how.resolve = resolve;
    // SAFETY: all pointers live through the call and the size is the structure's.
    let fd = unsafe {
        libc::syscall(
            libc::SYS_openat2,
            at.as_raw_fd(),
            path.as_ptr(),
            &raw const how,
            size_of::<libc::open_how>(),
        )
    };
    owned(fd)
}

fn owned(fd: i64) -> io::Result<OwnedFd> {
    match i32::try_from(fd) {
        // SAFETY: the kernel has just made this descriptor for us.
        Ok(fd) if fd >= 0 => Ok(unsafe { OwnedFd::from_raw_fd(fd) }),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Takes over a descriptor that was just received and that nobody else knows.
pub(crate) fn adopt(fd: RawFd) -> OwnedFd {
    // SAFETY: the callers have it from the kernel, which made it for this process alone.
    unsafe { OwnedFd::from_raw_fd(fd) }
}

/// A descriptor that becomes readable when the process ends.
pub(crate) fn pidfd(pid: i32) -> io::Result<OwnedFd> {
    // SAFETY: plain integers.
    owned(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) })
}

/// Takes capabilities, bits by their numbers, out of the set that this process can ever regain.
pub(crate) fn drop_from_bounding_set(capabilities: u64) -> io::Result<()> {
    for number in (0..u64::BITS).filter(|number| capabilities >> number & 1 == 1) {
        // SAFETY: plain integers.
        let done = unsafe { libc::prctl(libc::PR_CAPBSET_DROP, number, 0, 0, 0) };
        if done != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Makes the effective and permitted capabilities these, and the inheritable ones none.
pub(crate) fn set_capabilities(capabilities: u64) -> io::Result<()> {
    /// `_LINUX_CAPABILITY_VERSION_3`.
    const VERSION: u32 = 0x2008_0522;
    let half = |shift: u32| (capabilities >> shift & 0xffff_ffff) as u32;
    // The process itself; then effective, permitted and inheritable, the lower halves first.
    let header = [VERSION, 0];
    let data = [half(0), half(0), 0, half(32), half(32), 0];
    // SAFETY: both are as long as the version says and are only read.
    let done = unsafe { libc::syscall(libc::SYS_capset, header.as_ptr(), data.as_ptr()) };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// The capabilities this process's programs can still get, bits by their numbers.
pub(crate) fn bounding_capabilities() -> u64 {
    // SAFETY: plain integers.
    let has = |number: u32| unsafe { libc::prctl(libc::PR_CAPBSET_READ, number, 0, 0, 0) };
    // What the kernel does not know is an error, and so is all that comes after.
    (0..u64::BITS)
        .map(|number| (number, has(number)))
        .take_while(|(_, has)| *has >= 0)
        .fold(0, |bits, (number, has)| {
            bits | u64::from(has == 1) << number
        })
}

/// Makes sure that no program from here on gains anything by `execve`.
pub(crate) fn no_new_privileges() -> io::Result<()> {
    // SAFETY: plain integers.
    match unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Keeps others from looking into this process, or at its program, until it becomes another one.
pub(crate) fn hide_from_others() -> io::Result<()> {
    // SAFETY: plain integers.
    match unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Waits for any blocked signal and takes it; its number, which may be a real-time signal's.
pub(crate) fn wait_for_signal() -> io::Result<c_int> {
    // SAFETY: the set is filled before it is read, and both outlive the calls.
    unsafe {
        let mut all = std::mem::zeroed::<libc::sigset_t>();
        libc::sigfillset(&raw mut all);
        loop {
            let signal = libc::sigwaitinfo(&raw const all, std::ptr::null_mut());
            if signal > 0 {
                return Ok(signal);
            }
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
    }
}

/// Has the kernel ask the program about every system call from now on.
pub(crate) fn filter_calls(program: &[libc::sock_filter]) -> io::Result<()> {
    let program = libc::sock_fprog {
        len: u16::try_from(program.len()).map_err(io::Error::other)?,
        filter: program.as_ptr().cast_mut(),
    };
    // SAFETY: the kernel copies the program, which is as long as said.
    let done = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            0,
            &raw const program,
        )
    };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Brings the loopback interface of the current network namespace up.
pub(crate) fn loopback_up() -> io::Result<()> {
    let socket = nix::sys::socket::socket(
        nix::sys::socket::AddressFamily::Inet,
        nix::sys::socket::SockType::Datagram,
        nix::sys::socket::SockFlag::SOCK_CLOEXEC,
        None,
    )?;
    // SAFETY: ifreq is plain data for which zero is a valid value.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    for (to, from) in request.ifr_name.iter_mut().zip(b"lo") {
        *to = from.cast_signed();
    }
    request.ifr_ifru.ifru_flags = (libc::IFF_UP | libc::IFF_RUNNING) as i16;
    // SAFETY: the request is a whole ifreq and outlives the call.
    let done = unsafe { libc::ioctl(socket.as_raw_fd(), libc::SIOCSIFFLAGS, &raw const request) };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Sets whether other sockets may share this one's address.
pub(crate) fn set_reuse(socket: impl AsFd, on: bool) -> io::Result<()> {
    nix::sys::socket::setsockopt(&socket, nix::sys::socket::sockopt::ReuseAddr, &on)?;
    Ok(())
}

/// Copies the extended attributes of one open file to another, as far as the target takes them.
pub(crate) fn copy_xattrs(from: BorrowedFd<'_>, to: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: a null buffer of size zero asks for the size only.
    let size = unsafe { libc::flistxattr(from.as_raw_fd(), std::ptr::null_mut(), 0) };
    if size <= 0 {
        return Ok(());
    }
    let mut names = vec![0_u8; size.cast_unsigned()];
    // SAFETY: the buffer is as long as said.
    let size =
        unsafe { libc::flistxattr(from.as_raw_fd(), names.as_mut_ptr().cast(), names.len()) };
    names.truncate(usize::try_from(size).unwrap_or(0));
    for name in names.split_inclusive(|&byte| byte == 0) {
        let Ok(name) = CStr::from_bytes_with_nul(name) else {
            continue;
        };
        let mut value = vec![0_u8; 64 * 1024];
        // SAFETY: name ends in NUL and the buffer is as long as said.
        let size = unsafe {
            libc::fgetxattr(
                from.as_raw_fd(),
                name.as_ptr(),
                value.as_mut_ptr().cast(),
                value.len(),
            )
        };
        let Ok(size) = usize::try_from(size) else {
            continue;
        };
        // SAFETY: as above; the value is read only.
        let set = unsafe {
            libc::fsetxattr(
                to.as_raw_fd(),
                name.as_ptr(),
                value.as_ptr().cast(),
                size,
                0,
            )
        };
        if set != 0 && io::Error::last_os_error().raw_os_error() != Some(libc::ENOTSUP) {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Makes the process the parent of its orphaned descendants.
pub(crate) fn become_subreaper() -> io::Result<()> {
    // SAFETY: plain integers.
    let done = unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Microseconds since the epoch.
pub(crate) fn now_us() -> i64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the structure outlives the call; CLOCK_REALTIME always exists.
    unsafe { libc::clock_gettime(libc::CLOCK_REALTIME, &raw mut time) };
    time.tv_sec * 1_000_000 + time.tv_nsec / 1000
}

/// Milliseconds since the epoch.
pub(crate) fn now_ms() -> i64 {
    now_us() / 1000
}

/// Lends a descriptor known by its number only, inherited over a fork.
pub(crate) fn with_raw<T>(fd: RawFd, use_it: impl FnOnce(BorrowedFd<'_>) -> T) -> T {
    // SAFETY: the callers got the number from a descriptor they keep open.
    use_it(unsafe { BorrowedFd::borrow_raw(fd) })
}

/// Sends a signal the enumeration of `nix` has no name for.
pub(crate) fn kill_raw(pid: i32, signal: i32) {
    // SAFETY: plain integers; an error means that the process is gone or the signal does not exist.
    unsafe { libc::kill(pid, signal) };
}

/// Lets the other side of a new terminal be opened; its number in `/dev/pts`.
pub(crate) fn unlock_terminal(terminal: BorrowedFd<'_>) -> io::Result<u32> {
    let (fd, mut number) = (terminal.as_raw_fd(), 0_u32);
    let unlocked: c_int = 0;
    // SAFETY: both calls take a pointer to an integer that outlives them.
    let done = unsafe {
        libc::ioctl(fd, libc::TIOCSPTLCK, &raw const unlocked) == 0
            && libc::ioctl(fd, libc::TIOCGPTN, &raw mut number) == 0
    };
    if done {
        Ok(number)
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Makes a terminal the one that controls this session.
pub(crate) fn control_terminal(terminal: impl AsFd) -> io::Result<()> {
    // SAFETY: plain integers.
    let done = unsafe { libc::ioctl(terminal.as_fd().as_raw_fd(), libc::TIOCSCTTY, 0) };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}
