//! The machine's own file systems, before anything is known of the task.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

use nix::mount::{MsFlags, mount};
use nix::unistd::{chdir, chroot};

/// Where the root is bound in passing.
const PASSING: &str = "/root";

/// Makes a root that can be left, and mounts what programs and containers count on.
pub(super) fn prepare() -> io::Result<()> {
    // The first root of a kernel is in no mount that could be exchanged, which making a container
    // does; a mount of it on top of it is.
    bind(Path::new("/"), Path::new(PASSING))?;
    chdir(PASSING)?;
    mount(Some("."), "/", None::<&str>, MsFlags::MS_MOVE, None::<&str>)?;
    chroot(".")?;
    chdir("/")?;
    let strict = MsFlags::MS_NOSUID | MsFlags::MS_NODEV | MsFlags::MS_NOEXEC;
    file_system("proc", "/proc", strict, "")?;
    file_system("sysfs", "/sys", strict, "")?;
    file_system("devtmpfs", "/dev", MsFlags::MS_NOSUID, "mode=0755")?;
    file_system(
        "devpts",
        "/dev/pts",
        MsFlags::MS_NOSUID | MsFlags::MS_NOEXEC,
        "mode=0620,ptmxmode=0666,gid=5",
    )?;
    let memory = MsFlags::MS_NOSUID | MsFlags::MS_NODEV;
    file_system("tmpfs", "/dev/shm", memory, "mode=1777")?;
    file_system("tmpfs", "/tmp", memory, "mode=1777")?;
    file_system("cgroup2", "/sys/fs/cgroup", strict, "")?;
    for (name, target) in [
        ("fd", "/proc/self/fd"),
        ("stdin", "/proc/self/fd/0"),
        ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
    ] {
        match symlink(target, Path::new("/dev").join(name)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Mounts `from`, without what is mounted below it, at `to` as well.
pub(super) fn bind(from: &Path, to: &Path) -> io::Result<()> {
    mount(Some(from), to, None::<&str>, MsFlags::MS_BIND, None::<&str>)?;
    Ok(())
}

/// Mounts a file system that needs no device; its directory is made.
pub(super) fn file_system(kind: &str, at: &str, flags: MsFlags, options: &str) -> io::Result<()> {
    fs::create_dir_all(at)?;
    mount(Some(kind), at, Some(kind), flags, Some(options))
        .map_err(|error| io::Error::other(format!("cannot mount {at}: {error}")))
}
