//! Starting the emulator, in a forked child that makes everything it is to have and then becomes it.
//!
//! The emulator holds descriptors of its disks, its channel and its interface, and has nothing else:
//! no network, no processes of others, no files but the programs of the host, read-only, and no
//! rights. It ends with the shim.

use std::ffi::CString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;

use berth_link::shim::{Accelerator, IMAGES_MAX, MachineSpec};
use berth_vmm::qemu::{self, Descriptors, WaitingDescriptors};
use nix::fcntl::{FcntlArg, FdFlag, OFlag, fcntl};
use nix::sched::{CloneFlags, unshare};
use nix::sys::resource::{Resource, setrlimit};
use nix::unistd::{
    Gid, Uid, dup2_stderr, dup2_stdin, dup2_stdout, execve, pipe2, setgroups, setresgid, setresuid,
    setsid,
};

use super::{root, scratch};
use crate::cgroup::TaskGroup;
use crate::sys::{self, Forked};

/// Processes and threads an emulator may have: one a processor, and those that wait for disks.
const THREADS_MAX: u64 = 256;
/// Descriptors it may open.
const OPEN_FILES_MAX: u64 = 1024;
/// Processors a machine can have.
const VCPUS_MAX: u32 = 255;

/// An emulator that was started.
pub(super) struct Born {
    pub(super) pid: i32,
    /// The other end of the guest's port.
    pub(super) channel: UnixStream,
    /// What emulator and guest say.
    pub(super) console: OwnedFd,
    /// How one that waits for its task is told of the task's disks.
    pub(super) monitor: UnixStream,
}

/// What an emulator is born with.
#[derive(Clone, Copy, Debug)]
pub(super) enum With<'a> {
    /// All that its task has.
    Task { tap: Option<&'a OwnedFd> },
    /// Nothing yet, but an interface that leads nowhere.
    Nothing { tap: &'a OwnedFd },
}

impl With<'_> {
    fn tap(&self) -> Option<i32> {
        match self {
            Self::Task { tap } => tap.map(AsRawFd::as_raw_fd),
            Self::Nothing { tap } => Some(tap.as_raw_fd()),
        }
    }
}

/// Starts it, and does not wait.
pub(super) fn start(
    spec: &MachineSpec,
    with: With<'_>,
    directory: &Path,
    group: &TaskGroup,
) -> io::Result<Born> {
    if spec.images.len() > IMAGES_MAX || !(1..=VCPUS_MAX).contains(&spec.vcpus) {
        return Err(io::Error::other("no machine is of such a kind"));
    }
    let (channel, theirs) = UnixStream::pair()?;
    let (monitor, their_monitor) = UnixStream::pair()?;
    let (console, console_end) = pipe2(OFlag::O_CLOEXEC)?;
    let spaces = CloneFlags::CLONE_NEWPID
        | CloneFlags::CLONE_NEWNS
        | CloneFlags::CLONE_NEWIPC
        | CloneFlags::CLONE_NEWUTS;
    match sys::fork_into(spaces)? {
        Forked::Parent(pid) => Ok(Born {
            pid,
            channel,
            console,
            monitor,
        }),
        Forked::Child => {
            let ends = Ends {
                channel: theirs,
                console: console_end,
                monitor: their_monitor,
            };
            let mut keep = vec![
                ends.channel.as_raw_fd(),
                ends.console.as_raw_fd(),
                ends.monitor.as_raw_fd(),
            ];
            keep.extend(with.tap());
            std::mem::forget((channel, console, monitor));
            sys::close_all_but(&keep);
            sys::reset_signals();
            let outcome = become_emulator(spec, with, &ends, directory, group);
            let mut said = File::from(ends.console);
            if let Err(error) = outcome {
                let _ = writeln!(said, "cannot become the emulator: {error}");
            }
            sys::exit_now(1)
        }
    }
}

/// The emulator's ends of what it is reached by.
struct Ends {
    channel: UnixStream,
    console: OwnedFd,
    monitor: UnixStream,
}

fn become_emulator(
    spec: &MachineSpec,
    with: With<'_>,
    ends: &Ends,
    directory: &Path,
    group: &TaskGroup,
) -> io::Result<()> {
    let _ = setsid();
    group.confine_machine(memory_bytes(spec), THREADS_MAX)?;
    // What keeps the shim alive is not for what it runs.
    fs::write("/proc/self/oom_score_adj", "0")?;
    let mut disks = Vec::new();
    let words = match with {
        With::Task { .. } => {
            let scratch = scratch::make(directory, spec.storage, &spec.mkfs)?;
            let images = images(spec)?;
            let descriptors = Descriptors {
                channel: ends.channel.as_raw_fd(),
                scratch: scratch.layers.as_raw_fd(),
                volumes: scratch.volumes.as_ref().map(AsRawFd::as_raw_fd),
                images: images.iter().map(AsRawFd::as_raw_fd).collect(),
                tap: with.tap(),
            };
            disks.push(scratch.layers);
            disks.extend(scratch.volumes.into_iter().chain(images));
            qemu::arguments(spec, &descriptors)
        }
        With::Nothing { tap } => {
            inherit(ends.monitor.as_raw_fd())?;
            let descriptors = WaitingDescriptors {
                channel: ends.channel.as_raw_fd(),
                monitor: ends.monitor.as_raw_fd(),
                tap: tap.as_raw_fd(),
            };
            qemu::waiting_arguments(spec, descriptors)
        }
    };
    let kvm = match spec.accelerator {
        Accelerator::Kvm => Some(Gid::from_raw(fs::metadata("/dev/kvm")?.gid())),
        Accelerator::Tcg { .. } => None,
    };
    unshare(CloneFlags::CLONE_NEWNET)?;
    root::enter(spec, directory)?;
    let null = File::options().read(true).write(true).open("/dev/null")?;
    dup2_stdin(&null)?;
    dup2_stdout(&ends.console)?;
    dup2_stderr(&ends.console)?;
    for fd in disks.iter().map(AsRawFd::as_raw_fd).chain(with.tap()) {
        inherit(fd)?;
    }
    inherit(ends.channel.as_raw_fd())?;
    give_up_rights(spec.user, kvm)?;
    // From here on a shim that ends takes this process with it; one that already has, closed this.
    sys::end_with_parent()?;
    if is_closed(&ends.channel)? {
        return Err(io::Error::other("the shim has ended"));
    }
    let program = CString::new(spec.qemu.as_str())?;
    let words = std::iter::once(spec.qemu.clone()).chain(words);
    let words: Vec<CString> = words.map(CString::new).collect::<Result<_, _>>()?;
    let Err(error) = execve(&program, &words, &[c"PATH=/usr/bin:/bin"]);
    Err(error.into())
}

/// The images, open, in order.
pub(super) fn images(spec: &MachineSpec) -> io::Result<Vec<File>> {
    let open = |path: &String| {
        File::open(path).map_err(|error| io::Error::other(format!("{path}: {error}")))
    };
    spec.images.iter().map(open).collect()
}

/// What machine and emulator may use of the host's memory.
fn memory_bytes(spec: &MachineSpec) -> i64 {
    let mib = qemu::host_memory_mib(spec.memory_mib);
    i64::try_from(mib << 20).unwrap_or(i64::MAX)
}

/// Makes the groups of a machine that waited those of its task.
pub(super) fn take_over(
    spec: &MachineSpec,
    group: &TaskGroup,
    waited_in: &TaskGroup,
) -> io::Result<()> {
    group.take_machine_over(waited_in, memory_bytes(spec), THREADS_MAX)
}

fn inherit(fd: i32) -> io::Result<()> {
    sys::with_raw(fd, |fd| fcntl(fd, FcntlArg::F_SETFD(FdFlag::empty())))?;
    Ok(())
}

fn give_up_rights(user: u32, kvm: Option<Gid>) -> io::Result<()> {
    if user == 0 {
        return Err(io::Error::other("the emulator is not to be root"));
    }
    sys::no_huge_pages()?;
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    setrlimit(Resource::RLIMIT_NOFILE, OPEN_FILES_MAX, OPEN_FILES_MAX)?;
    let (uid, gid) = (Uid::from_raw(user), Gid::from_raw(user));
    setgroups(&kvm.into_iter().collect::<Vec<_>>())?;
    setresgid(gid, gid, gid)?;
    setresuid(uid, uid, uid)?;
    sys::no_new_privileges()
}

/// Whether nobody has the other end any more.
fn is_closed(channel: &UnixStream) -> io::Result<bool> {
    use nix::sys::socket::{MsgFlags, recv};
    let mut byte = [0_u8];
    let flags = MsgFlags::MSG_PEEK | MsgFlags::MSG_DONTWAIT;
    match recv(channel.as_raw_fd(), &mut byte, flags) {
        Ok(length) => Ok(length == 0),
        Err(nix::errno::Errno::EAGAIN) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether a path could be a program's.
pub(super) fn parent_of(path: &str) -> Option<&Path> {
    let parent = Path::new(path).parent()?;
    (!parent.as_os_str().as_bytes().is_empty()).then_some(parent)
}
