//! The agent's hands: carries out the engine's commands with real images, shims and networks.
//!
//! A task has a directory `<data>/tasks/<task id>` with its shim's socket, journal and lock, the
//! containers' directories (the shim's), `volumes` (gone with the task), `files` (name service)
//! and `made` (what was decided for each container, so that making it again gives the same).
//! Volumes shared between tasks are in `<data>/volumes`.
//!
//! Facts come from two places: the answer to a command, and the shim's journal, which tells of
//! exits whenever they happen and of everything once more after a restart of either side. A shim
//! that dies is started again at once; it kills what its predecessor left and writes that down.

mod awsvpc;
mod cleanup;
mod create;
mod doors;
mod files;
mod links;
mod machines;
mod orphans;
mod ports;
mod pull;
mod run;
mod secrets;
mod shim_client;
mod shipping;
mod spares;
mod spec;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use berth_env::{Clock as _, SystemClock};
use berth_images::{Hold, Images};
use berth_link::acs;
use berth_link::shim::{Answer, ContainerStats, Request};
use berth_net::{Bridge, Vpcs};
use berth_task_engine::action::ImagePullBehavior;
use berth_task_engine::event::failure_name;
use berth_task_engine::{Command, Fact, Failure};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use tokio::sync::{Semaphore, watch};

use crate::client::Client;
use crate::credentials::TaskCredentials;
use crate::effects::{Executor, FactSender};
use crate::endpoints::Endpoints;
use crate::logs::SpoolWatcher;
use crate::secrets::Source;
use machines::Machines;
pub use machines::{Ahead, MachineOptions};
use pull::Pull;
use run::TaskRun;
use spares::Spares;
pub(crate) use spec::apparmor_enabled;
use spec::runtime_id;

/// What an executor is made of.
#[derive(Clone)]
pub struct Options {
    /// The agent's directory; made if missing.
    pub data_dir: PathBuf,
    /// The image store.
    pub images: Images,
    /// The network of the mode `bridge`.
    pub bridge: Bridge,
    /// The networks of the mode `awsvpc`; without them there is no such mode.
    pub vpcs: Option<Vpcs>,
    /// The shim's program. Without it, `BERTH_SHIM`, or `berth-shim` beside this program.
    pub shim: Option<PathBuf>,
    /// Below this, in every hierarchy, each task has its control group: `/berth`.
    pub cgroup_root: String,
    /// Containers learn it.
    pub region: String,
    /// When images are pulled.
    pub pull_behavior: ImagePullBehavior,
    /// Where logs go unless a container names another endpoint.
    pub logs: Client,
    /// Of the tasks' roles; the same as the agent's.
    pub credentials: TaskCredentials,
    /// Where tasks' secrets come from.
    pub secrets: Source,
    /// What containers can ask of the agent; without it they are told of nothing.
    pub endpoints: Option<Endpoints>,
    /// Tasks run in virtual machines, and no others do.
    pub machines: Option<MachineOptions>,
    /// Processes and threads that a container may have; without it, as many as its memory has room
    /// for, at most a quarter of what the host can have.
    pub pids_limit: Option<i64>,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("data_dir", &self.data_dir)
            .field("shim", &self.shim)
            .finish_non_exhaustive()
    }
}

/// The executor of a real host.
pub struct HostExecutor {
    options: Options,
    spares: Spares,
    machine_name: String,
    watcher: SpoolWatcher,
    tasks: Mutex<BTreeMap<String, Arc<TaskRun>>>,
    holds: Mutex<BTreeMap<String, BTreeMap<String, Hold>>>,
    pulls: Mutex<BTreeMap<(String, String), Pull>>,
    pulling: watch::Sender<usize>,
    prefetches: Arc<Semaphore>,
    secrets: secrets::Held,
    machines: Option<Machines>,
}

impl std::fmt::Debug for HostExecutor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HostExecutor")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl HostExecutor {
    /// An executor. Needs a tokio runtime.
    ///
    /// # Errors
    /// If the data directory cannot be made.
    pub fn new(mut options: Options) -> io::Result<Self> {
        std::fs::create_dir_all(options.data_dir.join("tasks"))?;
        std::fs::create_dir_all(options.data_dir.join("volumes"))?;
        options.data_dir = options.data_dir.canonicalize()?;
        let machine_name = std::fs::read_to_string("/proc/sys/kernel/hostname")?;
        let shim = find_shim(options.shim.as_deref());
        let machines = options.machines.as_ref();
        let machines = machines
            .map(|machines| Machines::new(machines, &options.data_dir, &shim, &options.cgroup_root))
            .transpose()?;
        Ok(Self {
            spares: Spares::new(shim, options.cgroup_root.clone(), machines.is_some()),
            machines,
            machine_name: machine_name.trim().to_owned(),
            options,
            watcher: SpoolWatcher::new()?,
            tasks: Mutex::default(),
            holds: Mutex::default(),
            pulls: Mutex::default(),
            secrets: secrets::Held::default(),
            pulling: watch::Sender::new(0),
            prefetches: Arc::new(Semaphore::new(pull::PREFETCHES_AT_ONCE)),
        })
    }

    /// Removes interfaces and port maps that belong to none of these tasks.
    async fn reconcile_network(&self, tasks: &[Arc<acs::Task>]) -> Result<(), berth_net::Error> {
        let containers = tasks.iter().flat_map(|task| {
            let containers = task.containers.iter();
            containers.map(|container| runtime_id(&task.arn, &container.name))
        });
        let live: BTreeSet<String> = containers.collect();
        self.options.bridge.reconcile(&live).await?;
        let Some(vpcs) = &self.options.vpcs else {
            return Ok(());
        };
        let interfaces = tasks.iter().flat_map(|task| {
            let interfaces = task.elastic_network_interfaces.iter();
            interfaces.map(|interface| interface.ec2_id.clone())
        });
        vpcs.reconcile(&interfaces.collect()).await
    }

    fn task(&self, arn: &str) -> Option<Arc<TaskRun>> {
        self.tasks.lock().get(arn).cloned()
    }

    /// The task's directory, or why its id cannot be one's name.
    fn task_dir(&self, arn: &str) -> Result<PathBuf, Failure> {
        let id = arn.rsplit('/').next().unwrap_or_default();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if id.is_empty() || id.len() > 128 || !id.bytes().all(plain) {
            return Err(Failure::new(
                failure_name::RESOURCE_INITIALIZATION,
                format!("bad task id {id:?}"),
            ));
        }
        Ok(self.options.data_dir.join("tasks").join(id))
    }

    async fn carry_out(self: Arc<Self>, command: Command, facts: FactSender) {
        match command {
            Command::PullImage { task, container } => {
                self.pull_image(&task, &container, &facts).await;
            }
            Command::CancelPull {
                task_arn,
                container,
            } => self.cancel_pull(task_arn, container),
            Command::EnsureTask { task } => self.ensure_task(task, &facts).await,
            Command::Reconnect { task, images } => {
                self.reconnect(task, &images, &facts).await;
            }
            Command::CreateContainer {
                task,
                container,
                image,
                run,
            } => {
                self.create_container(&task, &container, &image, run, &facts)
                    .await;
            }
            Command::StartContainer {
                task_arn,
                container,
                run,
            } => {
                self.start_container(&task_arn, container, run, &facts)
                    .await;
                // Now that it is not in the way of this one.
                self.spares.refill();
                self.is_launched(&task_arn);
            }
            Command::StopContainer {
                task_arn,
                container,
                signal,
                timeout_ms,
            } => {
                let request = Request::Stop {
                    name: container.clone(),
                    signal,
                    timeout_ms,
                };
                if let Err(text) = self.ask(&task_arn, request).await {
                    let failure = Failure::new(failure_name::CANNOT_STOP, text);
                    let fact = Fact::StopFailed { container, failure };
                    facts.send(&task_arn, fact).await;
                }
            }
            Command::DeleteContainer {
                task_arn,
                container,
            } => self.delete_container(&task_arn, container, &facts).await,
            Command::DetachNetwork {
                task_arn,
                interface,
            } => self.detach(&task_arn, &interface).await,
            Command::CleanupTask { task_arn } => self.cleanup_task(&task_arn, &facts).await,
        }
    }

    async fn start_container(
        &self,
        task_arn: &str,
        container: String,
        run: u32,
        facts: &FactSender,
    ) {
        let request = Request::Start {
            name: container.clone(),
        };
        let fact = match self.ask(task_arn, request).await {
            Ok(_) => Fact::Started {
                container,
                run,
                at_ms: SystemClock.now_ms(),
            },
            Err(text) => Fact::StartFailed {
                container,
                failure: Failure::new(failure_name::CANNOT_START, text),
            },
        };
        facts.send(task_arn, fact).await;
    }

    /// Asks the task's shim; an error is in words for a reason.
    async fn ask(&self, task_arn: &str, request: Request) -> Result<Answer, String> {
        let client = self.task(task_arn).and_then(|run| run.client());
        let Some(client) = client else {
            return Err("the task has no shim".to_owned());
        };
        client.ask(request).await.map_err(|error| error.to_string())
    }
}

impl Executor for HostExecutor {
    fn prepare<'a>(&'a self, tasks: &'a [Arc<acs::Task>]) -> BoxFuture<'a, Result<(), String>> {
        async move {
            let known = tasks.iter().map(|task| task.id().to_owned()).collect();
            self.end_unknown(known)
                .await
                .map_err(|error| format!("unknown tasks are left: {error}"))?;
            let reconciled = self.reconcile_network(tasks).await;
            reconciled.map_err(|error| error.to_string())?;
            self.spares.refill();
            if let Some(machines) = &self.machines {
                machines.refill();
            }
            Ok(())
        }
        .boxed()
    }

    fn execute(self: Arc<Self>, command: Command, facts: FactSender) -> BoxFuture<'static, ()> {
        self.carry_out(command, facts).boxed()
    }

    fn pulling(&self) -> Option<watch::Receiver<usize>> {
        Some(self.pulling.subscribe())
    }

    fn prefetch(self: Arc<Self>, images: Vec<String>) {
        self.pull_ahead(images);
    }

    fn pulls(&self) -> Vec<acs::ContainerPull> {
        self.pulls_now()
    }

    fn has_vpcs(&self) -> bool {
        self.options.vpcs.is_some()
    }

    fn enforce(&self, vpcs: Vec<acs::VpcNetwork>) -> BoxFuture<'_, Result<(), String>> {
        async move {
            let Some(here) = &self.options.vpcs else {
                return Err("no VPCs here".to_owned());
            };
            let told = vpcs.into_iter().map(crate::vpcs::network);
            let told = told.collect::<Result<Vec<_>, _>>();
            let told = told.map_err(|error| error.to_string())?;
            let enforced = here.enforce(told).await;
            enforced.map_err(|error| crate::client::whole_chain(&error))
        }
        .boxed()
    }

    fn stats<'a>(
        &'a self,
        task_arn: &'a str,
        container: &'a str,
    ) -> BoxFuture<'a, Option<ContainerStats>> {
        let request = Request::Stats {
            name: container.to_owned(),
        };
        async move {
            match self.ask(task_arn, request).await {
                Ok(Answer::Stats(stats)) => Some(stats),
                _ => None,
            }
        }
        .boxed()
    }
}

fn find_shim(configured: Option<&Path>) -> PathBuf {
    let beside = || {
        let program = std::env::current_exe().ok()?;
        Some(program.parent()?.join("berth-shim"))
    };
    configured
        .map(Path::to_owned)
        .or_else(|| std::env::var_os("BERTH_SHIM").map(PathBuf::from))
        .or_else(beside)
        .unwrap_or_else(|| PathBuf::from("berth-shim"))
}
