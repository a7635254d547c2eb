//! `berth agent`: the container agent of this host.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::Context as _;
use berth_agent::{
    Agent, Board, EndpointOptions, Endpoints, TaskCredentials, client,
    executor::{self, HostExecutor},
    secrets::{Elsewhere, Source},
};
use berth_env::SystemClock;
use berth_images::Images;
use berth_net::{Bridge, Doors, Resolver, VpcOptions, Vpcs};
use berth_protocol::sigv4::Credentials;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{
    cli::AgentArgs,
    config::{Host, Settings},
    data_dir,
    events::Event,
    role,
};

const TASK_DIRECTORIES: &str = "cannot prepare the task directories";

/// Which of a host's agents: each has a directory, an identity and a lock of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Containers on the host.
    Host,
    /// Tasks of the launch type FARGATE, in virtual machines.
    Fargate,
}

impl Kind {
    /// Its directory in the data directory, and the name of its lock.
    const fn name(self) -> &'static str {
        match self {
            Self::Host => "agent",
            Self::Fargate => "fargate",
        }
    }

    /// Where it keeps its things.
    pub(crate) fn directory(self, settings: &Settings) -> PathBuf {
        settings.data_dir.join(self.name())
    }

    /// Beside its directory, so that it is the same instance that has lost that.
    fn identity(self, settings: &Settings) -> PathBuf {
        settings.data_dir.join(match self {
            Self::Host => "container-instance.json",
            Self::Fargate => "fargate-instance.json",
        })
    }

    /// What names of bridges and groups are made from.
    fn named_after(self, settings: &Settings) -> PathBuf {
        match self {
            Self::Host => settings.data_dir.clone(),
            Self::Fargate => self.directory(settings),
        }
    }
}

pub(crate) fn main(args: AgentArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let host = settings.host(&args.host)?;
    crate::shim::ready(&host.shim)?;
    let region = settings.region_name(args.region.as_ref());
    let kind = if args.fargate {
        Kind::Fargate
    } else {
        Kind::Host
    };
    role::init_messages();
    role::block_on(async {
        let shutdown = role::shutdown(args.supervised)?;
        // One whose supervisor was killed may still be ending.
        let turn = data_dir::take_turn(&settings.data_dir, kind.name(), args.supervised, &shutdown)
            .await?;
        let machines = match kind {
            Kind::Host => None,
            Kind::Fargate => Some(machines(&settings, &host).await?),
        };
        let mut options = options(kind, &settings, &host, &args.endpoint, &region)?;
        let images = images(kind, &settings, &host).await?;
        let (board, credentials) = (Board::default(), TaskCredentials::default());
        let bridge = bridge(kind, &settings, &host, false).await?;
        let api = api(&options)?;
        let endpoints = Endpoints::new(EndpointOptions {
            board: board.clone(),
            credentials: credentials.clone(),
            api: api.clone(),
            cluster: host.cluster.clone(),
            rate: host.task_metadata_rate,
        });
        let opened = endpoints.open(&bridge, shutdown.clone()).await;
        opened.context("tasks would have no metadata and no credentials")?;
        // The one of the other agent is there already.
        if let Some(address) = host.introspection.filter(|_| kind == Kind::Host) {
            tokio::spawn(endpoints.clone().introspect(address, shutdown.clone()));
        }
        let (vpcs, doors) = vpcs(kind, &settings, &host).await;
        if let Some(doors) = doors {
            let resolver = Resolver::new(&private_domain(&region));
            let serving = endpoints
                .clone()
                .serve_vpcs(doors, resolver, shutdown.clone());
            tokio::spawn(serving);
        }
        options.awsvpc = vpcs.is_some();
        let executor = executor(
            kind,
            &settings,
            &host,
            &options,
            images.clone(),
            bridge,
            api,
        );
        let executor = executor::Options {
            vpcs,
            secrets: secrets(&host, &executor.logs, &credentials),
            credentials: credentials.clone(),
            endpoints: Some(endpoints),
            machines,
            ..executor
        };
        let executor = Arc::new(HostExecutor::new(executor).context(TASK_DIRECTORIES)?);
        if let Some(cleanup) = image_cleanup(&host) {
            let cleanup = cleanup.run(images, &SystemClock, shutdown.clone());
            tokio::spawn(cleanup);
        }
        let (connected, mut connection) = tokio::sync::watch::channel(None);
        if args.supervised {
            tokio::spawn(async move {
                while connection.changed().await.is_ok() {
                    let instance: Option<String> = connection.borrow_and_update().clone();
                    if let Some(container_instance_arn) = instance {
                        Event::Connected {
                            container_instance_arn,
                        }
                        .tell();
                    }
                }
            });
        }
        let ran = Agent::run_with(options, executor, credentials, board, connected, shutdown).await;
        // Work under way ends with the process, and so does the turn.
        std::mem::forget(turn);
        ran?;
        Ok(ExitCode::SUCCESS)
    })?
}

/// What the host has for virtual machines; looked for, measured and made.
async fn machines(settings: &Settings, host: &Host) -> anyhow::Result<executor::MachineOptions> {
    let (options, directory) = (machine_options(host), Kind::Fargate.directory(settings));
    let ahead = host.agent.fargate.ahead.clone();
    let prepared =
        tokio::task::spawn_blocking(move || berth_vmm::Host::prepare(&options, &directory));
    let host = prepared.await?;
    let host = host.context("this host cannot run tasks of the launch type FARGATE")?;
    tracing::info!(kernel = host.kernel_version, accelerator = ?host.accelerator, "virtual machines");
    Ok(executor::MachineOptions { host, ahead })
}

/// Where the parts of virtual machines are.
pub(crate) fn machine_options(host: &Host) -> berth_vmm::Options {
    let fargate = &host.agent.fargate;
    berth_vmm::Options {
        qemu: fargate.qemu.clone(),
        kernel_tree: fargate.kernel.clone(),
        guest: host.shim.clone(),
        accelerator: fargate.accelerator.clone(),
    }
}

fn options(
    kind: Kind,
    settings: &Settings,
    host: &Host,
    endpoint: &str,
    region: &str,
) -> anyhow::Result<berth_agent::Options> {
    let key = data_dir::read_agent_key(&settings.data_dir)?;
    let credentials = Credentials {
        access_key_id: key.access_key_id,
        secret_access_key: key.secret_access_key,
        session_token: None,
    };
    let mut options = berth_agent::Options::new(
        endpoint,
        &host.cluster,
        region,
        credentials,
        kind.directory(settings),
    );
    options.identity = kind.identity(settings);
    options.fargate = kind == Kind::Fargate;
    options.availability_zone = host.availability_zone.clone();
    let agent = &host.agent;
    options.task_cleanup_wait = agent.task_cleanup_wait;
    options.task_cleanup_jitter = agent.task_cleanup_jitter;
    options.stop_timeout = agent.stop_timeout;
    options.metrics = agent.metrics;
    options.prefetch = agent.prefetch;
    options.attributes.clone_from(&agent.attributes);
    options.tags.clone_from(&agent.instance_tags);
    options
        .capacity_provider
        .clone_from(&agent.capacity_provider);
    options.tunnel_address = agent.tunnel_address;
    options.reserved_memory_mib = agent.reserved_memory_mib;
    if kind == Kind::Fargate {
        // What waits for tasks has its memory already.
        let ahead = agent.fargate.ahead.iter().map(executor::Ahead::host_mib);
        options.reserved_memory_mib = ahead.fold(options.reserved_memory_mib, i64::saturating_add);
    }
    options.reserved_ports.clone_from(&agent.reserved_ports);
    let reserved_ports_udp = &agent.reserved_ports_udp;
    options.reserved_ports_udp.clone_from(reserved_ports_udp);
    options.cpu = agent.offered_cpu;
    options.memory_mib = agent.offered_memory_mib;
    options.image_pull_behavior = serde_json::from_value(host.image_pull_behavior.clone().into())
        .context("the image pull behavior is unknown")?;
    Ok(options)
}

/// The region's API with the agent's own key.
fn api(options: &berth_agent::Options) -> anyhow::Result<client::Client> {
    let client = client::Client::new(
        &options.endpoint,
        &options.region,
        options.credentials.clone(),
        client::tls_config(None)?,
        Arc::new(SystemClock),
    )?;
    Ok(client)
}

/// The agent's hands: images, network and shims of this host. Tasks have no credentials and no
/// endpoints.
fn executor(
    kind: Kind,
    settings: &Settings,
    host: &Host,
    options: &berth_agent::Options,
    images: Images,
    bridge: Bridge,
    api: client::Client,
) -> executor::Options {
    executor::Options {
        data_dir: kind.directory(settings),
        images,
        bridge,
        vpcs: None,
        shim: Some(host.shim.clone()),
        cgroup_root: cgroup_root(kind, settings),
        region: options.region.clone(),
        pull_behavior: options.image_pull_behavior,
        secrets: Source::new(api.clone(), TaskCredentials::default()),
        logs: api,
        credentials: TaskCredentials::default(),
        endpoints: None,
        machines: None,
        pids_limit: host.agent.pids_limit,
    }
}

/// Tasks' secrets come from this region unless other endpoints are named.
fn secrets(host: &Host, region: &client::Client, credentials: &TaskCredentials) -> Source {
    Source::new(region.clone(), credentials.clone()).with_elsewhere(Elsewhere {
        secrets_manager: host.secrets_manager_endpoint.clone(),
        ssm: host.ssm_endpoint.clone(),
        credentials_file: host.secrets_credentials_file.clone(),
    })
}

/// A group for this data directory alone, so that whatever runs in it is this agent's.
fn cgroup_root(kind: Kind, settings: &Settings) -> String {
    let named_after = kind.named_after(settings);
    let instance = berth_net::Options::for_data_dir(&named_after).instance;
    format!("/berth/{instance}")
}

/// When images go; `None` if they stay: as with the ECS agent also where they are only pulled when
/// missing.
fn image_cleanup(host: &Host) -> Option<berth_agent::ImageCleanup> {
    let behavior: Option<berth_agent::ImagePullBehavior> =
        serde_json::from_value(host.image_pull_behavior.clone().into()).ok();
    let goes = behavior.is_none_or(|it| it.allows_cleanup());
    host.agent.image_cleanup.filter(|_| goes)
}

async fn images(kind: Kind, settings: &Settings, host: &Host) -> anyhow::Result<Images> {
    let directory = kind.directory(settings);
    std::fs::create_dir_all(&directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    Images::open(berth_images::Options {
        pull_timeout: host.agent.pull_timeout,
        manifest_timeout: host.agent.manifest_timeout,
        inactivity_timeout: host.agent.inactivity_timeout,
        disk: host.agent.disk,
        cleanup: image_cleanup(host).is_some(),
        cleanup_excludes: host.agent.image_cleanup_excludes.clone(),
        ..berth_images::Options::new(directory.join("images"))
    })
    .await
    .context("cannot open the image store")
}

/// Where the bridge's name is noted, for `berth down`: nobody tells it again.
const BRIDGE_NOTE: &str = "bridge-name";

async fn bridge(
    kind: Kind,
    settings: &Settings,
    host: &Host,
    sweeps: bool,
) -> anyhow::Result<Bridge> {
    let mut options = berth_net::Options::for_data_dir(&kind.named_after(settings));
    // What is said of the bridge is said of the one with containers.
    let of_host = kind == Kind::Host;
    let noted = kind.directory(settings).join(BRIDGE_NOTE);
    if let Some(name) = host.bridge_name.as_ref().filter(|_| of_host) {
        options.name.clone_from(name);
    } else if sweeps && let Ok(name) = std::fs::read_to_string(&noted) {
        options.name = name;
    }
    if !sweeps {
        std::fs::create_dir_all(kind.directory(settings))
            .and_then(|()| std::fs::write(&noted, &options.name))
            .with_context(|| format!("cannot write {}", noted.display()))?;
    }
    options.dynamic_ports = host.agent.dynamic_ports;
    if let Some(subnet) = host.bridge_subnet.as_ref().filter(|_| of_host) {
        options.subnet = Some(
            subnet
                .parse()
                .context("--bridge-subnet is no subnet, such as 172.30.0.0/16")?,
        );
    }
    Bridge::ensure(options)
        .await
        .context("cannot set up the bridge of the containers")
}

/// The networks of the mode `awsvpc`, and what listens in them; none on a host that cannot have them.
async fn vpcs(
    kind: Kind,
    settings: &Settings,
    host: &Host,
) -> (Option<Vpcs>, Option<mpsc::UnboundedReceiver<Doors>>) {
    let (doors, opened) = mpsc::unbounded_channel();
    let options = VpcOptions {
        instance: berth_net::Options::for_data_dir(&kind.named_after(settings)).instance,
        tunnel_address: host.agent.tunnel_address,
        doors: Some(doors),
    };
    match Vpcs::ensure(options).await {
        Ok(vpcs) => (Some(vpcs), Some(opened)),
        Err(error) => {
            let error = anyhow::Error::from(error);
            tracing::warn!("no tasks with the network mode awsvpc on this host: {error:#}");
            (None, None)
        }
    }
}

/// The domain of private names, as EC2 has it.
fn private_domain(region: &str) -> String {
    match region {
        "us-east-1" => "ec2.internal".to_owned(),
        region => format!("{region}.compute.internal"),
    }
}

/// Removes whatever tasks have left on this host: shims, control groups, directories, the network.
/// Only for a host whose agents do not run.
pub(crate) async fn sweep(settings: &Settings, host: &Host) -> anyhow::Result<()> {
    sweep_kind(Kind::Host, settings, host).await?;
    if Kind::Fargate.directory(settings).is_dir() {
        sweep_kind(Kind::Fargate, settings, host).await?;
    }
    Ok(())
}

async fn sweep_kind(kind: Kind, settings: &Settings, host: &Host) -> anyhow::Result<()> {
    let never = CancellationToken::new();
    let _turn = data_dir::take_turn(&settings.data_dir, kind.name(), true, &never).await?;
    let options = options(kind, settings, host, "http://127.0.0.1:1", "us-east-1")?;
    let images = images(kind, settings, host).await?;
    let bridge = bridge(kind, settings, host, true).await?;
    let api = api(&options)?;
    let executor = executor(kind, settings, host, &options, images, bridge, api);
    let executor = executor::Options {
        vpcs: vpcs(kind, settings, host).await.0,
        ..executor
    };
    HostExecutor::new(executor)
        .context(TASK_DIRECTORIES)?
        .sweep()
        .await
        .context("cannot remove what tasks have left")
}
