//! Being woken when something is written into a spool.

use std::collections::HashMap;
use std::io;
use std::os::fd::{AsFd, AsRawFd, RawFd};
use std::path::Path;
use std::sync::Arc;

use nix::errno::Errno;
use nix::sys::inotify::{AddWatchFlags, InitFlags, Inotify, WatchDescriptor};
use parking_lot::Mutex;
use tokio::io::unix::AsyncFd;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Watches all spools of the agent through one inotify instance, of which a user has few.
/// Cheap to clone.
#[derive(Clone, Debug)]
pub struct SpoolWatcher(Arc<Watcher>);

#[derive(Debug)]
struct Watcher {
    shared: Arc<Shared>,
    pump: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    inotify: Inotify,
    watched: Mutex<HashMap<WatchDescriptor, Arc<Notify>>>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.pump.abort();
    }
}

/// Ends the watch on drop.
#[derive(Debug)]
pub(super) struct Watch {
    shared: Arc<Shared>,
    descriptor: WatchDescriptor,
    woken: Arc<Notify>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.watched.lock().remove(&self.descriptor);
        // Fails if the directory is gone, and the watch with it.
        let _ = self.shared.inotify.rm_watch(self.descriptor);
    }
}

impl Watch {
    /// Returns when something has been written since the last call.
    pub(super) async fn changed(&self) {
        self.woken.notified().await;
    }
}

/// Lets tokio wait for the descriptor without owning it.
struct Descriptor(Arc<Shared>);

impl AsRawFd for Descriptor {
    fn as_raw_fd(&self) -> RawFd {
        self.0.inotify.as_fd().as_raw_fd()
    }
}

impl SpoolWatcher {
    /// A watcher. Needs a tokio runtime.
    ///
    /// # Errors
    /// If the kernel has no inotify instance left.
    pub fn new() -> io::Result<Self> {
        let flags = InitFlags::IN_NONBLOCK | InitFlags::IN_CLOEXEC;
        let shared = Arc::new(Shared {
            inotify: Inotify::init(flags)?,
            watched: Mutex::default(),
        });
        let descriptor = Descriptor(Arc::clone(&shared));
        #[allow(
            deprecated,
            reason = "the other way is unsafe code; the descriptor stays open as long as its owner"
        )]
        let descriptor = AsyncFd::new(descriptor)?;
        let pump = tokio::spawn(pump(descriptor));
        Ok(Self(Arc::new(Watcher { shared, pump })))
    }

    /// Watches a spool's directory, which must exist.
    pub(super) fn watch(&self, directory: &Path) -> io::Result<Watch> {
        let shared = Arc::clone(&self.0.shared);
        let flags = AddWatchFlags::IN_MODIFY | AddWatchFlags::IN_CREATE;
        let woken = Arc::new(Notify::new());
        let mut watched = shared.watched.lock();
        let descriptor = shared.inotify.add_watch(directory, flags)?;
        watched.insert(descriptor, Arc::clone(&woken));
        drop(watched);
        Ok(Watch {
            shared,
            descriptor,
            woken,
        })
    }
}

async fn pump(descriptor: AsyncFd<Descriptor>) {
    loop {
        let Ok(mut ready) = descriptor.readable().await else {
            return;
        };
        let shared = &descriptor.get_ref().0;
        match shared.inotify.read_events() {
            Ok(events) => {
                let watched = shared.watched.lock();
                for event in events {
                    if event.mask.contains(AddWatchFlags::IN_Q_OVERFLOW) {
                        watched.values().for_each(|woken| woken.notify_one());
                    } else if let Some(woken) = watched.get(&event.wd) {
                        woken.notify_one();
                    }
                }
            }
            Err(Errno::EAGAIN) => ready.clear_ready(),
            Err(Errno::EINTR) => {}
            Err(error) => {
                tracing::error!(%error, "cannot watch the spools");
                return;
            }
        }
    }
}
