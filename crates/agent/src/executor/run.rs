//! A task that is on this host: its shim, and what its journal says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use berth_images::{Image, ImageConfig};
use berth_link::acs;
use berth_link::shim::{Answer, ContainerState, Entry, EntryEvent, Exit, Request};
use berth_task_engine::event::failure_name;
use berth_task_engine::{ContainerFact, Fact, Failure, ImageFacts};
use parking_lot::Mutex;
use tokio::sync::{OnceCell, mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use super::HostExecutor;
use super::awsvpc::Attached;
use super::create::Made;
use super::machines;
use super::shim_client::{ClientError, News, ShimClient};
use super::spec;
use crate::effects::FactSender;

/// A shim that dies this often without a container's news in between is left dead.
const REVIVALS_MAX: u32 = 3;

/// A task on this host.
pub(super) struct TaskRun {
    pub(super) task: Arc<acs::Task>,
    pub(super) dir: PathBuf,
    pub(super) cgroup_parent: String,
    pub(super) facts: FactSender,
    client: Mutex<Option<ShimClient>>,
    /// The task is being removed: its shim is meant to end.
    closing: AtomicBool,
    pump: Mutex<Option<JoinHandle<()>>>,
    pub(super) containers: Mutex<BTreeMap<String, Output>>,
    /// What closes the endpoints inside a container's namespace.
    pub(super) doors: Mutex<BTreeMap<String, CancellationToken>>,
    /// Its own network interface, once it is there.
    pub(super) attached: OnceCell<Arc<Attached>>,
}

/// An exit waits so long for the container's last lines to be shipped, then it is told anyway.
const LOG_FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

/// The output of a container's run on its way.
pub(super) struct Output {
    /// Which run.
    pub(super) run: u32,
    /// Becomes true with the container's exit.
    pub(super) ended: watch::Sender<bool>,
    /// True while the log service cannot be reached.
    pub(super) away: watch::Sender<bool>,
    /// Nothing is shipped without one.
    pub(super) shipper: Option<JoinHandle<()>>,
}

impl TaskRun {
    pub(super) fn client(&self) -> Option<ShimClient> {
        self.client.lock().clone()
    }

    pub(super) fn id(&self) -> &str {
        self.task.id()
    }

    /// From now on the shim is meant to end; gives what to wait for.
    pub(super) fn close(&self) -> Option<JoinHandle<()>> {
        self.closing.store(true, Ordering::Release);
        self.pump.lock().take()
    }

    pub(super) async fn tell(&self, fact: Fact) {
        self.facts.send(&self.task.arn, fact).await;
    }
}

/// A shim and what it said first.
struct Connection {
    news: mpsc::UnboundedReceiver<News>,
    /// The last entry that is not news.
    told_through: u64,
    states: BTreeMap<String, ContainerState>,
    /// The newest run of each container.
    runs: BTreeMap<String, u32>,
    /// Containers of which entries of an earlier run are being told.
    past: BTreeSet<String>,
}

/// Whether the engine waits to hear what is there once the old entries have been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resuming {
    No,
    Yes,
}

impl HostExecutor {
    pub(super) async fn ensure_task(self: &Arc<Self>, task: Arc<acs::Task>, facts: &FactSender) {
        let arn = task.arn.clone();
        let checked = machines::check(&task, self.machines.is_some());
        let fact = match checked.and_then(|()| spec::check_task(&task)) {
            Err(error) => Fact::Refused {
                reason: error.to_string(),
            },
            Ok(()) => {
                let there = self.task(&arn).is_some_and(|run| run.client().is_some());
                let opened = async {
                    if !there {
                        self.open(Arc::clone(&task), facts, Resuming::No).await?;
                    }
                    let Some(run) = self.task(&arn) else {
                        return Ok(());
                    };
                    match self.machines {
                        Some(_) => self.boot(&run).await,
                        None => self.attach(&run).await.map(drop),
                    }
                };
                // Neither waits for the other.
                let (opened, secrets) = tokio::join!(opened, self.secrets_of(&task));
                match opened.and(secrets.map(drop)) {
                    Ok(()) => Fact::TaskReady,
                    Err(failure) => {
                        self.is_launched(&arn);
                        Fact::TaskFailed { failure }
                    }
                }
            }
        };
        facts.send(&arn, fact).await;
    }

    pub(super) async fn reconnect(
        self: &Arc<Self>,
        task: Arc<acs::Task>,
        images: &BTreeMap<String, ImageFacts>,
        facts: &FactSender,
    ) {
        let arn = task.arn.clone();
        for image in images.values() {
            self.hold(&arn, &known_image(image));
        }
        let there = self.task_dir(&arn).is_ok_and(|dir| dir.is_dir());
        if !there {
            let containers = BTreeMap::new();
            facts.send(&arn, Fact::Resumed { containers }).await;
            return;
        }
        if let Err(failure) = self.open(task, facts, Resuming::Yes).await {
            tracing::error!(task = arn, %failure, "the task's shim cannot be found again");
            // It may live: what is said to be gone must be.
            if let Ok(dir) = self.task_dir(&arn) {
                self.end_by_force(&dir).await;
            }
            facts.send(&arn, Fact::ShimGone).await;
        }
    }

    /// Makes the task's directory and shim, or finds them, and listens to its journal.
    async fn open(
        self: &Arc<Self>,
        task: Arc<acs::Task>,
        facts: &FactSender,
        resuming: Resuming,
    ) -> Result<(), Failure> {
        let failed = |text: String| Failure::new(failure_name::RESOURCE_INITIALIZATION, text);
        let dir = self.task_dir(&task.arn)?;
        make_private(&dir).map_err(|error| failed(format!("{}: {error}", dir.display())))?;
        let run = Arc::new(TaskRun {
            cgroup_parent: format!("{}/{}", self.options.cgroup_root, task.id()),
            dir,
            task,
            facts: facts.clone(),
            client: Mutex::new(None),
            closing: AtomicBool::new(false),
            pump: Mutex::new(None),
            containers: Mutex::default(),
            doors: Mutex::default(),
            attached: OnceCell::new(),
        });
        let ahead = match resuming {
            Resuming::No => {
                let assignment = self
                    .spares
                    .assignment(&run.dir, run.id(), &run.cgroup_parent);
                self.take_ahead(&run.task, &assignment).await
            }
            Resuming::Yes => false,
        };
        let connection = match ahead {
            true => self.connect_to_shim(&run, 1).await,
            false => self.connect(&run, 1).await,
        };
        let connection = connection.map_err(|error| failed(error.to_string()))?;
        let listening = Arc::clone(self).listen(Arc::clone(&run), connection, resuming);
        *run.pump.lock() = Some(tokio::spawn(listening));
        self.tasks.lock().insert(run.task.arn.clone(), run);
        Ok(())
    }

    /// Starts the shim if there is none, and subscribes to the journal from `from` on.
    async fn connect(&self, run: &TaskRun, from: u64) -> Result<Connection, ClientError> {
        self.spares
            .start(&run.dir, run.id(), &run.cgroup_parent)
            .await?;
        self.connect_to_shim(run, from).await
    }

    /// Subscribes to the journal of the shim that there is.
    async fn connect_to_shim(&self, run: &TaskRun, from: u64) -> Result<Connection, ClientError> {
        let (client, news) = ShimClient::connect(&run.dir).await?;
        let Answer::Hello {
            next_entry,
            containers,
            runs,
            ..
        } = client.ask(Request::Hello).await?
        else {
            return Err(ClientError::Answer);
        };
        client.ask(Request::Subscribe { from }).await?;
        *run.client.lock() = Some(client);
        Ok(Connection {
            news,
            told_through: next_entry.saturating_sub(1),
            states: containers,
            runs,
            past: BTreeSet::new(),
        })
    }

    /// Tells the engine what the journal says until the task is removed.
    async fn listen(
        self: Arc<Self>,
        run: Arc<TaskRun>,
        mut connection: Connection,
        mut resuming: Resuming,
    ) {
        let (mut last, mut revivals) = (0, 0);
        // Exits that wait for their logs; those of other containers do not wait for them.
        let mut exits = JoinSet::new();
        loop {
            if last >= connection.told_through && resuming == Resuming::Yes {
                // An exit that was noted counts more than that its container is gone.
                while exits.join_next().await.is_some() {}
                resumed(&run, &connection).await;
                resuming = Resuming::No;
            }
            match connection.news.recv().await {
                Some(News::Entry(entry)) => {
                    last = entry.number;
                    revivals = 0;
                    while exits.try_join_next().is_some() {}
                    self.on_entry(&run, entry, &mut connection, &mut exits)
                        .await;
                    continue;
                }
                Some(News::Health {
                    name: container,
                    run: number,
                    health,
                }) => {
                    let fact = Fact::Health {
                        container,
                        run: number,
                        health: Box::new(health),
                    };
                    run.tell(fact).await;
                    continue;
                }
                None => {}
            }
            *run.client.lock() = None;
            if run.closing.load(Ordering::Acquire) {
                exits.detach_all();
                return;
            }
            tracing::error!(task = run.task.arn, "the task's shim has ended");
            revivals += 1;
            // The new shim notes the end of everything its predecessor had; what was being made is
            // answered. There is nothing more to say: what it makes meanwhile is not gone.
            match self.connect(&run, last + 1).await {
                Ok(revived) if revivals <= REVIVALS_MAX => connection = revived,
                Ok(_) => break,
                Err(error) => {
                    tracing::error!(task = run.task.arn, %error, "no new shim");
                    break;
                }
            }
        }
        while exits.join_next().await.is_some() {}
        // Nobody kills what the last shim left running, and it is about to be called gone.
        self.end_by_force(&run.dir).await;
        run.tell(Fact::ShimGone).await;
        end_outputs(&run).await;
    }

    async fn on_entry(
        self: &Arc<Self>,
        run: &Arc<TaskRun>,
        entry: Entry,
        connection: &mut Connection,
        exits: &mut JoinSet<()>,
    ) {
        let name = entry.name;
        if let EntryEvent::Created { run: number, .. } = &entry.event {
            let newest = connection.runs.get(&name).copied().unwrap_or(0);
            if *number < newest {
                connection.past.insert(name.clone());
            } else {
                connection.past.remove(&name);
            }
            connection.runs.insert(name.clone(), newest.max(*number));
        }
        if connection.past.contains(&name) {
            // A run that is over: the engine knows, and what there is belongs to a later one.
            return;
        }
        let number = connection.runs.get(&name).copied().unwrap_or(0);
        match entry.event {
            // What is made now is told by who asked for it, with its host ports.
            EntryEvent::Created { .. } if entry.number > connection.told_through => {}
            EntryEvent::Created { runtime_id, .. } => {
                let state = connection.states.get(&name);
                self.find_again(run, &name, number, runtime_id, state).await;
            }
            EntryEvent::Started => {
                let started = Fact::Started {
                    container: name,
                    run: number,
                    at_ms: entry.at_ms,
                };
                run.tell(started).await;
            }
            EntryEvent::Exited(exit) => {
                let (this, run) = (Arc::clone(self), Arc::clone(run));
                exits.spawn(async move { this.on_exit(&run, name, number, exit).await });
            }
        }
    }

    /// A container of an earlier life of the agent (or of the shim): its network is put right if
    /// it lives, its output goes on being shipped.
    async fn find_again(
        self: &Arc<Self>,
        run: &Arc<TaskRun>,
        name: &str,
        number: u32,
        runtime_id: String,
        state: Option<&ContainerState>,
    ) {
        let known = |it: &Output| it.run >= number;
        if run.containers.lock().get(name).is_some_and(known) {
            return;
        }
        let mut made = Made::load(&run.dir, name);
        self.restore_secret_logs(run, name, &mut made).await;
        self.tell_endpoints(run, name, &made);
        let (pid, lives) = match state {
            Some(ContainerState::Created { pid } | ContainerState::Running { pid }) => (*pid, true),
            _ => (0, false),
        };
        if lives && let Err(failure) = self.connect_network(run, name, pid, &made).await {
            tracing::error!(task = run.task.arn, name, %failure, "the network is not put right");
        }
        self.start_shipping(run, name, number, &made, None);
        let created = Fact::Created {
            container: name.to_owned(),
            runtime_id,
            pid,
            network_bindings: made.bindings(),
            run: number,
        };
        run.tell(created).await;
    }

    async fn on_exit(&self, run: &TaskRun, container: String, number: u32, exit: Exit) {
        let key = spec::runtime_id(&run.task.arn, &container);
        let bridge = &self.options.bridge;
        self.close_endpoints(run, &container);
        // Before anybody hears of it: the port may be given to the next container at once.
        if let Err(error) = bridge.unpublish(&key).await {
            tracing::error!(container, %error, "port maps are left");
        }
        let output = {
            let containers = run.containers.lock();
            let output = containers.get(&container);
            output.map(|it| (it.ended.clone(), it.away.subscribe(), it.shipper.is_some()))
        };
        let shipped = output.as_ref().is_some_and(|(_, _, shipped)| *shipped);
        if let Some((ended, mut away, _)) = output {
            ended.send_replace(true);
            // Whoever sees the exit finds the whole log, unless it cannot be shipped right now.
            let told = async {
                tokio::select! {
                    () = ended.closed() => {}
                    _ = away.wait_for(|away| *away) => {}
                }
            };
            let _ = tokio::time::timeout(LOG_FLUSH_TIMEOUT, told).await;
        }
        let may_begin_again = run
            .task
            .container(&container)
            .and_then(|spec| spec.restart_policy.as_ref())
            .is_some_and(|policy| policy.enabled);
        if may_begin_again && let Err(error) = bridge.unplug(&key).await {
            // The next run has the interface of the same name.
            tracing::error!(key, %error, "an interface is left");
        }
        let exited = Fact::Exited {
            container: container.clone(),
            run: number,
            exit,
        };
        run.tell(exited).await;
        if !shipped {
            let shipped = Fact::LogsShipped {
                container,
                run: number,
            };
            run.tell(shipped).await;
        }
        if may_begin_again {
            return;
        }
        if let Err(error) = bridge.unplug(&key).await {
            tracing::error!(key, %error, "an interface is left");
        }
    }
}

/// Tells what the shim had when it was found.
async fn resumed(run: &TaskRun, connection: &Connection) {
    let states = connection.states.clone().into_iter();
    let containers = states
        .map(|(name, state)| {
            let run = connection.runs.get(&name).copied().unwrap_or(0);
            (name, ContainerFact { state, run })
        })
        .collect();
    run.tell(Fact::Resumed { containers }).await;
}

/// No exit will be told of the task's containers any more: what their shim has written down is
/// shipped, and that is all of it.
async fn end_outputs(run: &TaskRun) {
    let mut unshipped = Vec::new();
    for (name, output) in &*run.containers.lock() {
        output.ended.send_replace(true);
        if output.shipper.is_none() {
            unshipped.push((name.clone(), output.run));
        }
    }
    for (container, number) in unshipped {
        let shipped = Fact::LogsShipped {
            container,
            run: number,
        };
        run.tell(shipped).await;
    }
}

/// Nobody but root looks into a task.
fn make_private(dir: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(dir)
}

/// As much of an image as a hold needs.
fn known_image(facts: &ImageFacts) -> Image {
    Image {
        reference: String::new(),
        digest: String::new(),
        id: facts.image_id.clone(),
        layers: Vec::new(),
        config: ImageConfig::default(),
        size_bytes: 0,
    }
}
