//! Machines started ahead: a task takes one of its size over and does not wait until a kernel has booted.
//!
//! Each is kept by a shim that waits, and ends with this process. They are started one after the other,
//! and only while no task is being started, which would wait for the processors.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use berth_link::acs;
use berth_link::shim::{Ahead as Told, Waits, machine_overhead_mib};
use berth_net::SpareTap;
use parking_lot::Mutex;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::sync::oneshot;

use super::super::{orphans, shim_client, spares};
use super::{USER, plan};

/// Where the machines' directories are.
const DIRECTORY: &str = "ahead";
/// What a shim says of its machine is never longer (bytes).
const LINE_BYTES_MAX: usize = 64 * 1024;

/// Machines of one size that are to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// How many.
    pub count: usize,
    /// The task size they are for, CPU units: any that needs as many whole processors.
    pub cpu: u32,
    /// And its memory, MiB.
    pub memory_mib: u64,
}

/// The kind of machine that fits a task: processors, and MiB of the task's memory.
pub(super) type Size = (u32, u64);

impl Ahead {
    /// MiB of the host that all of them take.
    #[must_use]
    pub fn host_mib(&self) -> i64 {
        let each = self.memory_mib + machine_overhead_mib(self.memory_mib);
        let count = u64::try_from(self.count).unwrap_or(u64::MAX);
        i64::try_from(each.saturating_mul(count)).unwrap_or(i64::MAX)
    }

    /// Processors of such a machine.
    #[must_use]
    pub const fn vcpus(&self) -> u32 {
        self.cpu.div_ceil(1024)
    }

    const fn size(&self) -> Size {
        (self.vcpus(), self.memory_mib)
    }
}

/// The machines that wait. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Pool(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    host: berth_vmm::Host,
    shim: PathBuf,
    directory: PathBuf,
    cgroup_root: String,
    /// One for each machine that there should be.
    wanted: Vec<Size>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    waiting: Vec<Waiting>,
    /// One is on its way.
    starting: bool,
    /// Tasks that are being started.
    launching: BTreeSet<String>,
    last: u64,
}

#[derive(Debug)]
struct Waiting {
    number: u64,
    size: Size,
    tap: SpareTap,
    /// Asks whoever watches the machine for its shim.
    wanted: oneshot::Sender<()>,
    shim: oneshot::Receiver<UnixStream>,
}

impl Pool {
    /// What a former life left of its directories is removed; none is started yet.
    pub(super) fn new(
        host: berth_vmm::Host,
        shim: PathBuf,
        data_dir: &Path,
        cgroup_root: String,
        ahead: &[Ahead],
    ) -> io::Result<Self> {
        let directory = data_dir.join(DIRECTORY);
        match fs::remove_dir_all(&directory) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let each = |ahead: &Ahead| std::iter::repeat_n(ahead.size(), ahead.count);
        Ok(Self(Arc::new(Inner {
            host,
            shim,
            directory,
            cgroup_root,
            wanted: ahead.iter().flat_map(each).collect(),
            state: Mutex::default(),
        })))
    }

    /// The task is being started, and nothing else is until it has been.
    pub(super) fn launching(&self, task_arn: &str) {
        let mut state = self.0.state.lock();
        state.launching.insert(task_arn.to_owned());
    }

    /// A machine that the task can have: its shim, which is to be told of the task, and its interface.
    pub(super) async fn claim(&self, task: &acs::Task) -> Option<(UnixStream, SpareTap)> {
        let size = plan::size(task).ok()?;
        loop {
            let found = {
                let mut state = self.0.state.lock();
                let at = state.waiting.iter().position(|it| it.size == size)?;
                state.waiting.swap_remove(at)
            };
            // One that has just ended has no shim any more, which says nothing of the next.
            if found.wanted.send(()).is_ok()
                && let Ok(shim) = found.shim.await
            {
                return Some((shim, found.tap));
            }
        }
    }

    /// The task has been started, or will not be.
    pub(super) fn launched(&self, task_arn: &str) {
        let was = self.0.state.lock().launching.remove(task_arn);
        if was {
            self.refill();
        }
    }

    /// Starts what is missing, in the background.
    pub(super) fn refill(&self) {
        let Some(size) = self.next() else { return };
        let pool = self.clone();
        tokio::spawn(async move {
            let mut size = size;
            loop {
                let started = pool.start(size).await;
                pool.0.state.lock().starting = false;
                if let Err(error) = started {
                    // It is tried again after the next task.
                    tracing::warn!(%error, "no virtual machine can be started ahead");
                    return;
                }
                match pool.next() {
                    Some(next) => size = next,
                    None => return,
                }
            }
        });
    }

    /// The size of a machine that is missing and may be started now; the caller starts it.
    fn next(&self) -> Option<Size> {
        let mut state = self.0.state.lock();
        if state.starting || !state.launching.is_empty() {
            return None;
        }
        let sizes: Vec<Size> = state.waiting.iter().map(|it| it.size).collect();
        let missing = missing(&self.0.wanted, &sizes)?;
        state.starting = true;
        Some(missing)
    }

    async fn start(&self, (vcpus, memory_mib): Size) -> io::Result<()> {
        let number = {
            let mut state = self.0.state.lock();
            state.last += 1;
            state.last
        };
        // Of a life of its own: what a former one left may still be ending.
        let name = format!("ahead-{}-{number}", std::process::id());
        let directory = self.0.directory.join(&name);
        let (made, mode) = (directory.clone(), 0o700);
        fs::DirBuilder::new()
            .recursive(true)
            .mode(mode)
            .create(&made)?;
        let tap = SpareTap::open().await?;
        let told = Told {
            directory,
            cgroup: format!("{}/{name}", self.0.cgroup_root),
            machine: plan::ahead(&self.0.host, vcpus, memory_mib, USER),
        };
        let mut line = serde_json::to_vec(&told)?;
        line.push(b'\n');
        let program = &self.0.shim;
        let mut shim = spares::spawn(program, &self.0.cgroup_root, &["--ahead"]).await?;
        let sent = shim_client::pass(&shim, &line, &tap.file()?).await?;
        shim.write_all(&line[sent..]).await?;
        match hear(&mut shim).await? {
            Waits::Ready => {}
            Waits::Failed(why) => return Err(io::Error::other(why)),
        }
        let (wanted, claimed) = oneshot::channel();
        let (give, given) = oneshot::channel();
        self.0.state.lock().waiting.push(Waiting {
            number,
            size: (vcpus, memory_mib),
            tap,
            wanted,
            shim: given,
        });
        let pool = self.clone();
        tokio::spawn(async move {
            tokio::select! {
                // It says nothing unasked, so this is its end.
                _ = shim.readable() => pool.lost(number, name).await,
                claimed = claimed => if claimed.is_ok() {
                    // Whoever asked waits.
                    let _ = give.send(shim);
                }
            }
        });
        Ok(())
    }

    /// A machine has ended, or its shim: nothing of it is left.
    async fn lost(&self, number: u64, name: String) {
        tracing::warn!(name, "a virtual machine that waited has ended");
        self.0.state.lock().waiting.retain(|it| it.number != number);
        let (root, directory) = (self.0.cgroup_root.clone(), self.0.directory.join(&name));
        let ending = tokio::task::spawn_blocking(move || {
            orphans::end_task(&root, &name);
            match fs::remove_dir_all(&directory) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    tracing::error!(%error, "the directory of a virtual machine is left");
                }
                _ => {}
            }
        });
        if let Err(error) = ending.await {
            tracing::error!(%error, "clearing away a virtual machine broke");
        }
        self.refill();
    }
}

/// The first size of which there are fewer than wanted.
fn missing(wanted: &[Size], there: &[Size]) -> Option<Size> {
    let count = |all: &[Size], size: Size| all.iter().filter(|it| **it == size).count();
    let mut wanted_sizes = wanted.iter().copied();
    wanted_sizes.find(|size| count(there, *size) < count(wanted, *size))
}

/// Reads one line.
async fn hear(shim: &mut UnixStream) -> io::Result<Waits> {
    let mut line = Vec::new();
    while line.last() != Some(&b'\n') {
        if line.len() > LINE_BYTES_MAX || shim.read_buf(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(serde_json::from_slice(&line)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_started_in_the_order_of_the_setting() {
        let (small, large) = ((1, 512), (2, 4096));
        let wanted = [small, small, large];
        assert_eq!(missing(&wanted, &[]), Some(small));
        assert_eq!(missing(&wanted, &[small]), Some(small));
        assert_eq!(missing(&wanted, &[small, small]), Some(large));
        assert_eq!(missing(&wanted, &[large, small]), Some(small));
        assert_eq!(missing(&wanted, &[small, large, small]), None);
    }

    #[test]
    fn a_fraction_of_a_processor_needs_a_whole_one() {
        let vcpus = |cpu| {
            Ahead {
                count: 1,
                cpu,
                memory_mib: 512,
            }
            .vcpus()
        };
        assert_eq!([256, 1024, 2048, 16384].map(vcpus), [1, 1, 2, 16]);
    }
}
