//! Work inside another network namespace.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, RawFd};
use std::path::{Path, PathBuf};
use std::thread;

use nix::sched::{CloneFlags, setns};
use tokio::sync::oneshot;

/// An open network namespace.
#[derive(Debug)]
pub struct Netns(File);

impl Netns {
    /// That of a process.
    ///
    /// # Errors
    /// If there is no such process.
    pub fn of_pid(pid: u32) -> io::Result<Self> {
        Self::at(&PathBuf::from(format!("/proc/{pid}/ns/net")))
    }

    /// That of a namespace file.
    ///
    /// # Errors
    /// If there is no such file.
    pub fn at(path: &Path) -> io::Result<Self> {
        File::open(path).map(Self)
    }

    /// A path to it, for whoever has to open it while this value lives.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        let (process, file) = (std::process::id(), self.0.as_raw_fd());
        PathBuf::from(format!("/proc/{process}/fd/{file}"))
    }

    pub(crate) fn raw(&self) -> RawFd {
        self.0.as_raw_fd()
    }

    pub(crate) fn try_clone(&self) -> io::Result<Self> {
        self.0.try_clone().map(Self)
    }

    /// For a thread that ends with its work.
    pub(crate) fn enter(&self) -> io::Result<()> {
        setns(self.0.as_fd(), CloneFlags::CLONE_NEWNET).map_err(io::Error::from)
    }
}

/// Runs `work` inside the namespace, in a thread that ends with it and with a runtime of its own:
/// a namespace belongs to a thread, so a runtime's worker must never change it.
///
/// # Errors
/// If the thread cannot be made or the namespace not entered.
pub async fn in_namespace<T, F, W>(netns: &Netns, work: W) -> io::Result<T>
where
    T: Send + 'static,
    F: Future<Output = T>,
    W: FnOnce() -> F + Send + 'static,
{
    let netns = netns.try_clone()?;
    let (sender, receiver) = oneshot::channel();
    thread::Builder::new()
        .name("berth-netns".to_owned())
        .spawn(move || {
            let done = netns.enter().and_then(|()| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_io()
                    .build()?;
                Ok(runtime.block_on(work()))
            });
            // The caller may have given up; then nobody wants the answer.
            drop(sender.send(done));
        })?;
    receiver
        .await
        .unwrap_or_else(|_| Err(io::Error::other("the namespace's thread ended early")))
}
