//! Removing containers and tasks.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use berth_link::shim::{Answer, ContainerState, EntryEvent, LOCK_NAME, Request};
use berth_task_engine::Fact;

use super::HostExecutor;
use super::orphans;
use super::run::TaskRun;
use super::shim_client::{ClientError, News, ShimClient};
use super::spec::runtime_id;
use crate::effects::FactSender;

/// A shim that was told to end takes a moment to remove its control group.
const END_TIMEOUT: Duration = Duration::from_secs(30);
const SIGKILL: i32 = 9;

impl HostExecutor {
    pub(super) async fn delete_container(
        &self,
        task_arn: &str,
        container: String,
        facts: &FactSender,
    ) {
        let request = Request::Delete {
            name: container.clone(),
        };
        if let Err(error) = self.ask(task_arn, request).await {
            // What is left goes with the task's directory.
            tracing::warn!(task_arn, container, error, "a container is not removed");
        }
        facts.send(task_arn, Fact::Deleted { container }).await;
    }

    pub(super) async fn cleanup_task(&self, task_arn: &str, facts: &FactSender) {
        self.give_up_machine(task_arn);
        let run = self.tasks.lock().remove(task_arn);
        self.forget_endpoints(task_arn, run.as_deref());
        if let Some(run) = &run {
            self.release_network(run).await;
        }
        if let Ok(dir) = self.task_dir(task_arn)
            && dir.is_dir()
        {
            if let Err(error) = end_shim(run.as_deref(), &dir).await {
                tracing::warn!(task_arn, %error, "the task's shim does not end; it is killed");
                self.end_by_force(&dir).await;
            }
            let gone = dir.clone();
            let removed = tokio::task::spawn_blocking(move || fs::remove_dir_all(gone)).await;
            if let Ok(Err(error)) = removed {
                tracing::error!(dir = %dir.display(), %error, "a task's directory is left");
            }
        }
        self.holds.lock().remove(task_arn);
        self.forget_secrets(task_arn);
        self.forget_machine(task_arn);
        facts.send(task_arn, Fact::CleanedUp).await;
    }

    /// Containers that never reported an exit may have left something.
    async fn release_network(&self, run: &TaskRun) {
        self.detach_all(&run.task).await;
        let bridge = &self.options.bridge;
        for container in &run.task.containers {
            let key = runtime_id(&run.task.arn, &container.name);
            let released = match bridge.unpublish(&key).await {
                Ok(()) => bridge.unplug(&key).await,
                refused => refused,
            };
            if let Err(error) = released {
                tracing::error!(key, %error, "a container's network is left");
            }
        }
    }
}

/// Has the shim end, if one lives, and waits until it has.
async fn end_shim(run: Option<&TaskRun>, dir: &Path) -> Result<(), ClientError> {
    let pump = run.and_then(TaskRun::close);
    let known = run.and_then(TaskRun::client);
    let outputs = run.map(|run| std::mem::take(&mut *run.containers.lock()));
    for output in outputs.into_iter().flatten().map(|(_, output)| output) {
        if let Some(shipper) = output.shipper {
            shipper.abort();
        }
    }
    let lock = open_lock(dir)?;
    let result = match (&known, lock.try_lock()) {
        (_, Ok(())) => Ok(()),
        (Some(client), Err(_)) => ask_to_end(client, lock).await,
        (None, Err(_)) => {
            let (client, _) = ShimClient::connect(dir).await?;
            ask_to_end(&client, lock).await
        }
    };
    if let Some(pump) = pump {
        pump.abort();
    }
    result
}

async fn ask_to_end(client: &ShimClient, lock: File) -> Result<(), ClientError> {
    client.ask(Request::Exit).await?;
    // The lock is free once the process is gone.
    let waiting = tokio::task::spawn_blocking(move || lock.lock());
    match tokio::time::timeout(END_TIMEOUT, waiting).await {
        Ok(Ok(locked)) => Ok(locked?),
        _ => Err(ClientError::Connection(io::ErrorKind::TimedOut.into())),
    }
}

fn open_lock(dir: &Path) -> io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(LOCK_NAME))
}

impl HostExecutor {
    /// Ends what runs here of tasks that are not `known` by their ids, and removes what there is of
    /// them, directories included.
    pub(super) async fn end_unknown(&self, known: BTreeSet<String>) -> io::Result<()> {
        let root = self.options.cgroup_root.clone();
        let tasks_dir = self.options.data_dir.join("tasks");
        let ended = tokio::task::spawn_blocking(move || -> io::Result<BTreeSet<String>> {
            let mut ended = orphans::end(&root, &known);
            for entry in fs::read_dir(tasks_dir)? {
                let entry = entry?;
                let id = entry.file_name().to_string_lossy().into_owned();
                if !known.contains(&id) {
                    fs::remove_dir_all(entry.path())?;
                    ended.insert(id);
                }
            }
            Ok(ended)
        });
        for task in ended.await.map_err(io::Error::other)?? {
            tracing::warn!(task, "a task that nobody knows was ended and removed");
        }
        Ok(())
    }

    /// Kills a task's shim and whatever it had running.
    pub(super) async fn end_by_force(&self, dir: &Path) {
        let id = dir.file_name().map(|id| id.to_string_lossy().into_owned());
        let root = self.options.cgroup_root.clone();
        let killing = tokio::task::spawn_blocking(move || {
            orphans::end_task(&root, &id.unwrap_or_default());
        });
        if let Err(error) = killing.await {
            tracing::error!(%error, "killing a task broke");
        }
    }

    /// Removes what all tasks have left on this host, and the network they were in: containers
    /// still running are killed. Only for a host whose agent does not run.
    ///
    /// # Errors
    /// If the task directories cannot be read.
    pub async fn sweep(&self) -> io::Result<()> {
        // There is no engine to tell; a channel that stayed open unread would fill up.
        let (facts, unheard) = FactSender::channel(1);
        drop(unheard);
        for entry in fs::read_dir(self.options.data_dir.join("tasks"))? {
            let entry = entry?;
            if let Err(error) = kill_containers(&entry.path()).await {
                tracing::debug!(dir = %entry.path().display(), %error, "no shim to be told");
            }
            let arn = format!("task/{}", entry.file_name().to_string_lossy());
            self.cleanup_task(&arn, &facts).await;
        }
        // And those that have no directory any more.
        self.end_unknown(BTreeSet::new()).await?;
        if let Some(vpcs) = &self.options.vpcs {
            vpcs.teardown().await.map_err(io::Error::other)?;
        }
        let bridge = self.options.bridge.clone();
        bridge.teardown().await.map_err(io::Error::other)
    }
}

/// Kills a task's containers through its shim and waits until they have ended.
async fn kill_containers(dir: &Path) -> Result<(), ClientError> {
    let (client, mut news) = ShimClient::connect(dir).await?;
    let Answer::Hello {
        containers,
        next_entry,
        ..
    } = client.ask(Request::Hello).await?
    else {
        return Ok(());
    };
    client.ask(Request::Subscribe { from: next_entry }).await?;
    let mut alive: BTreeSet<String> = containers
        .into_iter()
        .filter(|(_, state)| !matches!(state, ContainerState::Exited(_)))
        .map(|(name, _)| name)
        .collect();
    for name in &alive {
        let stop = Request::Stop {
            name: name.clone(),
            signal: SIGKILL,
            timeout_ms: 0,
        };
        client.ask(stop).await?;
    }
    while !alive.is_empty() {
        match tokio::time::timeout(END_TIMEOUT, news.recv()).await {
            Ok(Some(News::Entry(entry))) if matches!(entry.event, EntryEvent::Exited(_)) => {
                alive.remove(&entry.name);
            }
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => {
                return Err(ClientError::Connection(io::ErrorKind::TimedOut.into()));
            }
        }
    }
    Ok(())
}
