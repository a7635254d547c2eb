//! Shims started ahead: a launch takes one over instead of waiting until a process is made, and the
//! kernel has moved it between control groups.
//!
//! A spare costs as much memory as any shim, so there are few: they are for the tasks that come one
//! after the other, and many at once keep the processors busy in any case.

use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use berth_link::shim::{Assigned, Assignment};
use parking_lot::Mutex;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::process::Command;

use super::shim_client::{self, ClientError};

/// So many wait for a task.
const SPARES: usize = 2;
/// A spare shim's command line has so many bytes for what it shows once it has a task.
const ROOM: usize = 1024;
/// An answer is one line and never longer (bytes).
const ANSWER_MAX: u64 = 64 * 1024;

/// The shims that wait, each with what it is told of its task by.
#[derive(Clone, Debug)]
pub(super) struct Spares(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    program: PathBuf,
    cgroup_root: String,
    /// Their tasks run in virtual machines.
    machine: bool,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    spares: Vec<UnixStream>,
    /// On their way.
    starting: usize,
}

impl Spares {
    pub(super) fn new(program: PathBuf, cgroup_root: String, machine: bool) -> Self {
        Self(Arc::new(Inner {
            program,
            cgroup_root,
            machine,
            waiting: Mutex::default(),
        }))
    }

    pub(super) fn program(&self) -> &Path {
        &self.0.program
    }

    /// Gives the task a shim: a spare one, or else a new one, or the one that it has.
    ///
    /// # Errors
    /// [`ClientError::Start`] if none can be had.
    pub(super) async fn start(
        &self,
        directory: &Path,
        task_id: &str,
        cgroup_parent: &str,
    ) -> Result<(), ClientError> {
        let assignment = self.assignment(directory, task_id, cgroup_parent);
        loop {
            let Some(spare) = self.take() else {
                let program = &self.0.program;
                return shim_client::start(program, &assignment).await;
            };
            match assign(spare, &assignment).await {
                Ok(Assigned::Ready | Assigned::Locked) => return Ok(()),
                Ok(Assigned::Failed(why)) => return Err(ClientError::Start(why)),
                // It was killed while it waited, which says nothing of the next.
                Err(error) => tracing::debug!(%error, "a spare shim is gone"),
            }
        }
    }

    /// What the task's shim is told of it.
    pub(super) fn assignment(
        &self,
        directory: &Path,
        task_id: &str,
        cgroup_parent: &str,
    ) -> Assignment {
        Assignment {
            directory: directory.to_owned(),
            task_id: task_id.to_owned(),
            cgroup_parent: cgroup_parent.to_owned(),
            machine: self.0.machine,
        }
    }

    fn take(&self) -> Option<UnixStream> {
        self.0.waiting.lock().spares.pop()
    }

    /// Starts as many as are missing, in the background.
    pub(super) fn refill(&self) {
        let missing = {
            let mut waiting = self.0.waiting.lock();
            let missing = SPARES.saturating_sub(waiting.spares.len() + waiting.starting);
            waiting.starting += missing;
            missing
        };
        for _ in 0..missing {
            let spares = self.clone();
            tokio::spawn(async move {
                let started = spares.spawn().await;
                let mut waiting = spares.0.waiting.lock();
                waiting.starting -= 1;
                match started {
                    Ok(spare) => waiting.spares.push(spare),
                    // Tasks are told when they want a shim themselves.
                    Err(error) => tracing::warn!(%error, "no spare shim can be started"),
                }
            });
        }
    }

    async fn spawn(&self) -> io::Result<UnixStream> {
        spawn(&self.0.program, &self.0.cgroup_root, &[]).await
    }
}

/// Starts a shim that waits, with these words besides: the other end of its standard input.
pub(super) async fn spawn(
    program: &Path,
    cgroup_root: &str,
    words: &[&str],
) -> io::Result<UnixStream> {
    let (ours, theirs) = std::os::unix::net::UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    let status = Command::new(program)
        .args(["--spare", "--cgroup-root", cgroup_root])
        .args(words)
        .args(["--room", &" ".repeat(ROOM)])
        .stdin(OwnedFd::from(theirs))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await?;
    if !status.success() {
        return Err(io::Error::other(format!("{}: {status}", program.display())));
    }
    UnixStream::from_std(ours)
}

/// Has a shim that waits take a task over.
pub(super) async fn assign(mut spare: UnixStream, assignment: &Assignment) -> io::Result<Assigned> {
    let mut line = serde_json::to_vec(assignment)?;
    line.push(b'\n');
    spare.write_all(&line).await?;
    let mut answer = Vec::new();
    spare.take(ANSWER_MAX).read_to_end(&mut answer).await?;
    Ok(serde_json::from_slice(&answer)?)
}
