//! Network namespaces that outlive the process: files in `/run/netns`, where `ip netns` has its own,
//! so that `ip netns exec` gets a person into each.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::thread;

use nix::errno::Errno;
use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sched::{CloneFlags, unshare};
use nix::sys::statfs::statfs;
use tokio::sync::oneshot;

use crate::netns::Netns;

const DIRECTORY: &str = "/run/netns";
/// What a file system of namespaces says it is.
const NAMESPACES: i64 = 0x6e73_6673;

fn path(name: &str) -> PathBuf {
    Path::new(DIRECTORY).join(name)
}

/// The namespace of that name, or a new one with nothing in it.
pub(super) async fn ensure(name: &str) -> io::Result<Netns> {
    if let Some(there) = open(name)? {
        return Ok(there);
    }
    let (sender, receiver) = oneshot::channel();
    let path = path(name);
    // A thread of its own, since it never comes back from the new namespace.
    thread::Builder::new()
        .name("berth-netns".to_owned())
        .spawn(move || drop(sender.send(make(&path))))?;
    receiver
        .await
        .unwrap_or_else(|_| Err(io::Error::other("the namespace's thread ended early")))
}

fn make(path: &Path) -> io::Result<Netns> {
    let directory = path.parent().unwrap_or(path);
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o755)
        .create(directory)?;
    fs::File::create(path)?;
    unshare(CloneFlags::CLONE_NEWNET)?;
    let own = Path::new("/proc/thread-self/ns/net");
    mount(
        Some(own),
        path,
        None::<&str>,
        MsFlags::MS_BIND,
        None::<&str>,
    )?;
    Netns::at(path)
}

/// The namespace of that name, if there is one. The name may be another agent's.
pub(super) fn look(name: &str) -> io::Result<Option<Netns>> {
    let path = path(name);
    match statfs(&path) {
        Err(Errno::ENOENT) => Ok(None),
        Err(error) => Err(error.into()),
        Ok(info) if info.filesystem_type().0 == NAMESPACES => Netns::at(&path).map(Some),
        Ok(_) => Ok(None),
    }
}

/// The namespace of that name. A file without one was left by a crash, and is removed.
pub(super) fn open(name: &str) -> io::Result<Option<Netns>> {
    let found = look(name)?;
    if found.is_none() {
        match fs::remove_file(path(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(found)
}

/// Removes the name, and the namespace as soon as nobody is in it; also if it is not there.
pub(super) fn remove(name: &str) -> io::Result<()> {
    let path = path(name);
    match umount2(&path, MntFlags::MNT_DETACH) {
        Ok(()) | Err(Errno::EINVAL | Errno::ENOENT) => {}
        Err(error) => return Err(error.into()),
    }
    // Copies of the mount in other mount namespaces go with the file.
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Names that begin so, without that beginning.
pub(super) fn list(prefix: &str) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(DIRECTORY) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        let name = name.to_str().and_then(|name| name.strip_prefix(prefix));
        names.extend(name.map(str::to_owned));
    }
    Ok(names)
}
