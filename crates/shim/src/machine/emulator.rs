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
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Command, Stdio};

use berth_link::shim::{Accelerator, IMAGES_MAX, MachineSpec};
use berth_vmm::qemu::{self, Descriptors};
use nix::fcntl::{FcntlArg, FdFlag, OFlag, fcntl};
use nix::sched::{CloneFlags, unshare};
use nix::sys::resource::{Resource, setrlimit};
use nix::unistd::{
    Gid, Uid, dup2_stderr, dup2_stdin, dup2_stdout, execve, pipe2, setgroups, setresgid, setresuid,
    setsid,
};

use super::root;
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
}

/// Starts it, and does not wait.
pub(super) fn start(
    spec: &MachineSpec,
    tap: Option<&OwnedFd>,
    directory: &Path,
    group: &TaskGroup,
) -> io::Result<Born> {
    if spec.images.len() > IMAGES_MAX || !(1..=VCPUS_MAX).contains(&spec.vcpus) {
        return Err(io::Error::other("no machine is of such a kind"));
    }
    let (channel, theirs) = UnixStream::pair()?;
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
        }),
        Forked::Child => {
            let mut keep = vec![theirs.as_raw_fd(), console_end.as_raw_fd()];
            keep.extend(tap.map(AsRawFd::as_raw_fd));
            std::mem::forget((channel, console));
            sys::close_all_but(&keep);
            sys::reset_signals();
            let outcome = become_emulator(spec, &theirs, &console_end, tap, directory, group);
            let mut said = File::from(console_end);
            if let Err(error) = outcome {
                let _ = writeln!(said, "cannot become the emulator: {error}");
            }
            sys::exit_now(1)
        }
    }
}

fn become_emulator(
    spec: &MachineSpec,
    channel: &UnixStream,
    console: &OwnedFd,
    tap: Option<&OwnedFd>,
    directory: &Path,
    group: &TaskGroup,
) -> io::Result<()> {
    let _ = setsid();
    let mib = |mib: u64| i64::try_from(mib << 20).unwrap_or(i64::MAX);
    let memory = mib(qemu::host_memory_mib(spec.memory_mib));
    group.confine_machine(memory, THREADS_MAX)?;
    // What keeps the shim alive is not for what it runs.
    fs::write("/proc/self/oom_score_adj", "0")?;
    let (bytes, volume_bytes) = qemu::disk_bytes(spec.storage);
    let scratch = scratch(directory, qemu::SCRATCH, bytes, &spec.mkfs)?;
    let volumes = volume_bytes
        .map(|bytes| self::scratch(directory, qemu::VOLUMES, bytes, &spec.mkfs))
        .transpose()?;
    let images = spec
        .images
        .iter()
        .map(|path| File::open(path).map_err(|error| io::Error::other(format!("{path}: {error}"))));
    let images: Vec<File> = images.collect::<Result<_, _>>()?;
    let descriptors = Descriptors {
        channel: channel.as_raw_fd(),
        scratch: scratch.as_raw_fd(),
        volumes: volumes.as_ref().map(AsRawFd::as_raw_fd),
        images: images.iter().map(AsRawFd::as_raw_fd).collect(),
        tap: tap.map(AsRawFd::as_raw_fd),
    };
    let kvm = match spec.accelerator {
        Accelerator::Kvm => Some(Gid::from_raw(fs::metadata("/dev/kvm")?.gid())),
        Accelerator::Tcg { .. } => None,
    };
    unshare(CloneFlags::CLONE_NEWNET)?;
    root::enter(spec, directory)?;
    let null = File::options().read(true).write(true).open("/dev/null")?;
    dup2_stdin(&null)?;
    dup2_stdout(console)?;
    dup2_stderr(console)?;
    let disks = volumes.iter().chain(&images).chain([&scratch]);
    for fd in disks.map(AsRawFd::as_raw_fd).chain(descriptors.tap) {
        inherit(fd)?;
    }
    inherit(descriptors.channel)?;
    give_up_rights(spec.user, kvm)?;
    // From here on a shim that ends takes this process with it; one that already has, closed this.
    sys::end_with_parent()?;
    if is_closed(channel)? {
        return Err(io::Error::other("the shim has ended"));
    }
    let words = qemu::arguments(spec, &descriptors);
    let program = CString::new(spec.qemu.as_str())?;
    let words = std::iter::once(spec.qemu.clone()).chain(words);
    let words: Vec<CString> = words.map(CString::new).collect::<Result<_, _>>()?;
    let Err(error) = execve(&program, &words, &[c"PATH=/usr/bin:/bin"]);
    Err(error.into())
}

/// A new disk with an empty file system, sparse, whose only name is gone already: the room comes
/// back when the emulator ends, however that happens.
fn scratch(directory: &Path, name: &str, bytes: u64, mkfs: &str) -> io::Result<File> {
    let path = directory.join(name);
    let file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&path)?;
    file.set_len(bytes)?;
    let made = Command::new(mkfs)
        .args(["-q", "-F", "-m", "0", "-E"])
        .arg("lazy_itable_init=1,lazy_journal_init=1,nodiscard")
        .arg(&path)
        .env_clear()
        .stdin(Stdio::null())
        .output();
    let removed = fs::remove_file(&path);
    let made = made?;
    removed?;
    if !made.status.success() {
        let said = String::from_utf8_lossy(&made.stderr);
        let text = format!("{mkfs}: {} ({})", said.trim(), made.status);
        return Err(io::Error::other(text));
    }
    Ok(file)
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
