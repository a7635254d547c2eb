//! Making a container.

use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use berth_link::acs;
use berth_link::shim::{Answer, BindMount, ContainerSpec, Request, ShimError, ShimErrorCode};
use berth_net::Netns;
use berth_task_engine::event::failure_name;
use berth_task_engine::{Fact, Failure, ImageFacts, NetworkBinding};
use nix::sys::resource::{Resource, getrlimit};
use serde::{Deserialize, Serialize};

use super::HostExecutor;
use super::ports::{self, Span};
use super::run::TaskRun;
use super::shim_client::{ClientError, ShimClient};
use super::spec::{
    Blueprint, Directory, LogTarget, Mode, NameService, Processes, Surroundings, VolumePlaces,
    blueprint, runtime_id,
};
use super::{files, links, machines};
use crate::client::whole_chain;
use crate::effects::FactSender;
use crate::endpoints;
use crate::logs::LogOptions;
use crate::secrets::{self, ContainerSecrets};

/// How often other dynamic ports are tried when somebody else was faster.
const PORT_ATTEMPTS: u32 = 5;

/// What was decided for a container; kept, so that making it again gives the same.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Made {
    spans: Vec<Span>,
    mounts: Vec<BindMount>,
    plugged: bool,
    hostname: String,
    hosts: Vec<(String, String)>,
    #[serde(alias = "awslogs")]
    pub(super) logs: Option<LogOptions>,
    /// The unguessable name of the container at the metadata endpoint; empty if there is none.
    pub(super) endpoint_id: String,
    pub(super) mode: Mode,
    /// `logs` has values of secrets, so it is not kept: memory alone has it.
    #[serde(alias = "awslogs_is_secret")]
    pub(super) logs_are_secret: bool,
}

impl Made {
    pub(super) fn mounts(&self) -> &[BindMount] {
        &self.mounts
    }

    fn path(dir: &Path, name: &str) -> PathBuf {
        dir.join("made").join(format!("{name}.json"))
    }

    /// What is kept of the container, or nothing.
    pub(super) fn load(dir: &Path, name: &str) -> Self {
        Self::find(dir, name).unwrap_or_default()
    }

    fn find(dir: &Path, name: &str) -> Option<Self> {
        serde_json::from_slice(&fs::read(Self::path(dir, name)).ok()?).ok()
    }

    /// Written beside and renamed. Not synced: what a lost power takes, it takes with the container.
    fn save(&self, dir: &Path, name: &str) -> io::Result<()> {
        let path = Self::path(dir, name);
        let beside = path.with_extension("new");
        fs::create_dir_all(dir.join("made"))?;
        let kept = Self {
            logs: self.logs.clone().filter(|_| !self.logs_are_secret),
            ..self.clone()
        };
        fs::write(&beside, serde_json::to_vec(&kept)?)?;
        fs::rename(beside, path)
    }

    pub(super) fn bindings(&self) -> Vec<NetworkBinding> {
        ports::bindings(&self.spans)
    }
}

impl HostExecutor {
    pub(super) async fn create_container(
        self: &Arc<Self>,
        task: &acs::Task,
        name: &str,
        image: &ImageFacts,
        run: u32,
        facts: &FactSender,
    ) {
        let fact = match self.make(task, name, image, run).await {
            Ok((pid, made)) => Fact::Created {
                container: name.to_owned(),
                runtime_id: runtime_id(&task.arn, name),
                pid,
                network_bindings: made.bindings(),
                run,
            },
            Err(failure) => Fact::CreateFailed {
                container: name.to_owned(),
                failure,
            },
        };
        facts.send(&task.arn, fact).await;
    }

    async fn make(
        self: &Arc<Self>,
        task: &acs::Task,
        name: &str,
        image: &ImageFacts,
        number: u32,
    ) -> Result<(u32, Made), Failure> {
        let cannot = |text: String| Failure::new(failure_name::CANNOT_CREATE, text);
        let run = self.task(&task.arn);
        let run = run.ok_or_else(|| cannot("the task is not here".to_owned()))?;
        let client = run.client();
        let client = client.ok_or_else(|| cannot(ClientError::Gone.to_string()))?;
        let container = task.container(name);
        let container = container.ok_or_else(|| cannot("no such container".to_owned()))?;
        let kept = Made::find(&run.dir, name);
        if kept.is_none() && !image.layers.iter().all(|layer| Path::new(layer).is_dir()) {
            return Err(cannot(format!("No such image: {}", container.image)));
        }
        let endpoint_id = self.endpoint_id(kept.as_ref());
        let files = match self.machines {
            Some(_) => machines::files_place(name),
            None => run.dir.join("files").join(name),
        };
        let secrets = self.container_secrets(task, container).await?;
        let network = match self.machines {
            // The machine's own, whatever its containers would join.
            Some(_) => Some(PathBuf::from("/proc/self/ns/net")),
            None => self.attach(&run).await?.map(|attached| attached.path()),
        };
        let around = Surroundings {
            network,
            ..self.surroundings(&run, container, &files, &endpoint_id, secrets)
        };
        let others = |other: &str| Some(Made::find(&run.dir, other)?.mounts);
        let mut plan = blueprint(task, container, image, &around, others)
            .map_err(|error| cannot(error.to_string()))?;
        let linked = links::resolve(&run.dir, container, |other| {
            Made::find(&run.dir, other).map(|made| made.hostname)
        });
        plan.name_service.hosts.extend(linked.map_err(cannot)?);
        plan.spec.run = number;
        if self.machines.is_some() {
            self.for_guest(&run, &mut plan.spec, image, &plan.name_service)
                .map_err(|error| cannot(error.to_string()))?;
        } else {
            make_directories(&plan.directories)?;
            files::write(&files, plan.mode, &plan.spec.hostname, &plan.name_service)
                .map_err(|error| cannot(format!("{}: {error}", files.display())))?;
        }
        let start = self.prepare_logs(&run, container, &plan.log).await?;
        let (pid, made) = self
            .make_in_shim(&run, container, &plan, &client, kept, endpoint_id)
            .await?;
        if let Err(failure) = self.connect_network(&run, name, pid, &made).await {
            // Its exit, and that there is nothing to ship, will come from the journal.
            let kill = Request::Stop {
                name: name.to_owned(),
                signal: 9,
                timeout_ms: 0,
            };
            if let Err(error) = client.ask(kill).await {
                tracing::warn!(name, %error, "a container without network is left");
            }
            return Err(failure);
        }
        self.start_shipping(&run, name, number, &made, start);
        self.secrets_used(task, name);
        Ok((pid, made))
    }

    fn surroundings(
        &self,
        run: &TaskRun,
        container: &acs::Container,
        files: &Path,
        endpoint_id: &str,
        secrets: ContainerSecrets,
    ) -> Surroundings {
        let endpoints = self.options.endpoints.as_ref();
        Surroundings {
            volumes: match self.machines {
                Some(_) => machines::volume_places(),
                None => VolumePlaces {
                    of_task: run.dir.join("volumes"),
                    shared: self.options.data_dir.join("volumes"),
                },
            },
            files: files.to_owned(),
            cgroup_parent: run.cgroup_parent.clone(),
            region: self.options.region.clone(),
            environment: endpoints.map_or_else(Vec::new, |_| {
                endpoints::environment(&run.task, container, endpoint_id)
            }),
            machine_name: self.machine_name.clone(),
            processes: Processes {
                on_host: match self.machines {
                    Some(_) => machines::PROCESSES_MAX,
                    None => processes_max(),
                },
                chosen: self.options.pids_limit,
            },
            open_files_max: match self.machines {
                Some(_) => machines::OPEN_FILES_MAX,
                None => open_files_max(),
            },
            secrets,
            network: None,
            init: match self.machines {
                Some(_) => machines::GUEST_PROGRAM.to_owned(),
                None => self.spares.program().display().to_string(),
            },
        }
    }

    /// Has the shim make it, with other dynamic ports if somebody took them meanwhile.
    async fn make_in_shim(
        &self,
        run: &TaskRun,
        container: &acs::Container,
        plan: &Blueprint,
        client: &ShimClient,
        kept: Option<Made>,
        endpoint_id: String,
    ) -> Result<(u32, Made), Failure> {
        let cannot = |text: String| Failure::new(failure_name::CANNOT_CREATE, text);
        let name = &container.name;
        let mut spans = kept.map(|made| made.spans);
        let mut attempt = 1;
        loop {
            let spans = match spans.take() {
                Some(spans) => spans,
                None => ports::allocate(container, plan.mode, &self.options.bridge)
                    .map_err(|error| cannot(error.to_string()))?,
            };
            let made = Made {
                mounts: plan.spec.mounts.clone(),
                plugged: plan.mode == Mode::Bridge,
                endpoint_id: endpoint_id.clone(),
                mode: plan.mode,
                hostname: plan.spec.hostname.clone(),
                hosts: plan.name_service.hosts.clone(),
                logs: match &plan.log {
                    LogTarget::Service(options) => Some(options.as_ref().clone()),
                    LogTarget::Local => None,
                },
                logs_are_secret: secrets::has_log_options(container),
                spans,
            };
            made.save(&run.dir, name)
                .map_err(|error| cannot(error.to_string()))?;
            self.tell_endpoints(run, name, &made);
            let mut spec: ContainerSpec = plan.spec.clone();
            if plan.mode == Mode::Bridge {
                spec.reserve_ports = ports::reserved(&made.spans);
            }
            let spec = Box::new(spec);
            match client.ask(Request::Create { spec }).await {
                Ok(Answer::Created { pid }) => return Ok((pid, made)),
                Ok(_) => return Err(cannot(ClientError::Answer.to_string())),
                Err(ClientError::Refused(error)) => {
                    let taken = error.code == ShimErrorCode::PortTaken;
                    let another = made.spans.iter().any(|span| span.dynamic);
                    if !(taken && another && attempt < PORT_ATTEMPTS) {
                        return Err(refused(error));
                    }
                    attempt += 1;
                }
                Err(error) => return Err(cannot(error.to_string())),
            }
        }
    }

    /// Gives the container's namespace its interface and publishes its ports; what is done already
    /// is left as it is.
    pub(super) async fn connect_network(
        &self,
        run: &TaskRun,
        name: &str,
        pid: u32,
        made: &Made,
    ) -> Result<(), Failure> {
        if self.machines.is_some() {
            // It is the machine's, and was there before the container.
            self.find_address(run);
            return Ok(());
        }
        if made.mode == Mode::None {
            return self.open_endpoints_inside(run, name, pid).await;
        }
        if made.mode == Mode::Awsvpc {
            return self.attach(run).await.map(drop);
        }
        if !made.plugged {
            return Ok(());
        }
        let failed = |error: &dyn std::error::Error| {
            Failure::new(failure_name::NETWORKING, whole_chain(error))
        };
        let netns = Netns::of_pid(pid).map_err(|error| failed(&error))?;
        let (bridge, key) = (&self.options.bridge, runtime_id(&run.task.arn, name));
        let plugged = bridge.plug(&netns, &key).await;
        let plugged = plugged.map_err(|error| failed(&error))?;
        if let Some(endpoints) = &self.options.endpoints {
            let registry = endpoints.registry();
            registry.plugged(&run.task.arn, name, plugged.address);
        }
        let published = ports::published(&made.spans);
        let done = bridge.publish(&key, plugged.address, &published).await;
        done.map_err(|error| match error {
            berth_net::Error::PortPublished { port, .. } => port_taken(port),
            other => failed(&other),
        })?;
        self.write_address(run, name, made, plugged.address)
            .map_err(|error| failed(&error))
    }

    fn write_address(
        &self,
        run: &TaskRun,
        name: &str,
        made: &Made,
        address: Ipv4Addr,
    ) -> io::Result<()> {
        let names = NameService {
            hosts: made.hosts.clone(),
            ..NameService::default()
        };
        let files = run.dir.join("files").join(name);
        links::remember(&files, address)?;
        files::write_hosts(&files, Mode::Bridge, &made.hostname, Some(address), &names)
    }
}

/// The agent's own hard limit: without `CAP_SYS_RESOURCE` it can give no more.
fn open_files_max() -> i64 {
    let limit = getrlimit(Resource::RLIMIT_NOFILE);
    limit.map_or(1024, |(_, hard)| i64::try_from(hard).unwrap_or(i64::MAX))
}

/// Processes and threads that the kernel lets there be at once.
fn processes_max() -> i64 {
    let settings = ["pid_max", "threads-max"];
    let read = settings.iter().filter_map(|name| {
        let text = fs::read_to_string(format!("/proc/sys/kernel/{name}")).ok()?;
        text.trim().parse().ok()
    });
    // What every kernel has at least.
    read.min().unwrap_or(32_768)
}

fn make_directories(directories: &[Directory]) -> Result<(), Failure> {
    for directory in directories {
        let path = &directory.path;
        let made = match &directory.must_exist {
            Some(_) if path.is_dir() => Ok(()),
            Some(name) => Err(format!("get {name}: no such volume")),
            // A file of the host can be mounted as well.
            None if path.exists() => Ok(()),
            None => fs::create_dir_all(path)
                .map_err(|error| format!("{}: {}", path.display(), words(&error))),
        };
        made.map_err(|text| Failure::new(failure_name::CANNOT_CREATE_VOLUME, text))?;
    }
    Ok(())
}

/// The shim's refusal in ECS's words.
fn refused(error: ShimError) -> Failure {
    let name = match error.code {
        // Docker notices when it starts a container.
        ShimErrorCode::PortTaken | ShimErrorCode::CannotStart => failure_name::CANNOT_START,
        ShimErrorCode::BadRequest | ShimErrorCode::CannotCreate | ShimErrorCode::Storage => {
            failure_name::CANNOT_CREATE
        }
    };
    Failure::new(name, error.message)
}

fn port_taken(port: u16) -> Failure {
    let text = format!("Bind for 0.0.0.0:{port} failed: port is already allocated");
    Failure::new(failure_name::CANNOT_START, text)
}

/// The system's words in lower case and without a number, as other container tools have them.
fn words(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}
