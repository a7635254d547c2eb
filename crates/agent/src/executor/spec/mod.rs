//! From what the control plane asks for to what the shim makes: no effects here.

mod docker;
mod linux;
mod log;
mod process;
mod volumes;

use std::net::Ipv4Addr;
use std::path::PathBuf;

use berth_link::acs;
use berth_link::shim::{BindMount, ContainerSpec, Network};
use berth_task_engine::ImageFacts;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::secrets::ContainerSecrets;
use docker::HostConfig;
pub(crate) use linux::apparmor_enabled;
pub(crate) use log::{LogTarget, log_target};
pub(crate) use process::Processes;
pub(crate) use volumes::{Directory, VolumePlaces};

/// Characters of a runtime id that make a host name.
const HOSTNAME_DIGITS: usize = 12;

/// A container that cannot be made as asked. `Display` is for the container's reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SpecError {
    /// Something this agent does not do; the field.
    #[error("this agent does not support {0}")]
    Unsupported(String),
    /// Something that makes no sense.
    #[error("{0}")]
    Invalid(String),
}

impl SpecError {
    fn unsupported(what: impl Into<String>) -> Self {
        Self::Unsupported(what.into())
    }
}

/// Where a task's things are, and what the agent adds.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    pub(crate) volumes: VolumePlaces,
    /// Where the container's `hosts`, `hostname` and `resolv.conf` are.
    pub(crate) files: PathBuf,
    pub(crate) cgroup_parent: String,
    pub(crate) region: String,
    /// Variables the agent adds unless they are set.
    pub(crate) environment: Vec<(String, String)>,
    /// This machine's name, for the network mode host.
    pub(crate) machine_name: String,
    /// How many there may be.
    pub(crate) processes: Processes,
    /// The agent's own hard limit of open files.
    pub(crate) open_files_max: i64,
    /// The container's.
    pub(crate) secrets: ContainerSecrets,
    /// The network namespace of the task, in the mode `awsvpc`.
    pub(crate) network: Option<PathBuf>,
    /// The static program that becomes the first process of containers that ask for one.
    pub(crate) init: String,
}

/// How a container is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Mode {
    #[default]
    Bridge,
    Host,
    None,
    /// The task's own interface, which all its containers share.
    Awsvpc,
}

/// A container, all decided but its host ports.
#[derive(Clone, Debug)]
pub(crate) struct Blueprint {
    pub(crate) spec: ContainerSpec,
    pub(crate) mode: Mode,
    pub(crate) log: LogTarget,
    pub(crate) directories: Vec<Directory>,
    pub(crate) name_service: NameService,
}

/// What goes into the files of name service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameService {
    /// The container's, if it is known before the container is made.
    pub(crate) address: Option<Ipv4Addr>,
    pub(crate) servers: Vec<String>,
    pub(crate) search: Vec<String>,
    /// Name and address.
    pub(crate) hosts: Vec<(String, String)>,
}

/// The id of a container: the same each time, so that nothing is made twice.
pub(crate) fn runtime_id(task_arn: &str, container: &str) -> String {
    let digest = Sha256::digest(format!("{task_arn}/{container}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the task as a whole asks for something this agent does not do.
pub(crate) fn check_task(task: &acs::Task) -> Result<(), SpecError> {
    let refused = [
        (task.proxy_configuration.is_some(), "proxyConfiguration"),
        (task.enable_fault_injection, "enableFaultInjection"),
        (!task.associations.is_empty(), "associations"),
        (!task.attachments.is_empty(), "attachments"),
    ];
    linux::namespace("pidMode", &task.pid_mode)?;
    linux::namespace("ipcMode", &task.ipc_mode)?;
    match refused.into_iter().find(|(set, _)| *set) {
        Some((_, field)) => Err(SpecError::unsupported(field)),
        None => Ok(()),
    }
}

/// Decides everything about a container but its host ports. `others` gives the mounts of the
/// task's containers that exist.
pub(crate) fn blueprint(
    task: &acs::Task,
    container: &acs::Container,
    image: &ImageFacts,
    around: &Surroundings,
    others: impl Fn(&str) -> Option<Vec<BindMount>>,
) -> Result<Blueprint, SpecError> {
    check_container(container)?;
    let docker = docker::parse(container)?;
    let (config, host) = &docker;
    let mode = match network_mode(task, host)? {
        _ if config.network_disabled => Mode::None,
        mode => mode,
    };
    if mode != Mode::Bridge && !container.links.is_empty() {
        return Err(SpecError::Invalid(
            "links need the network mode bridge".to_owned(),
        ));
    }
    let mut linux = linux::linux(task, config, host, mode)?;
    let runtime_id = runtime_id(&task.arn, &container.name);
    let hostname = match mode {
        Mode::Host => around.machine_name.clone(),
        Mode::Awsvpc => interface_of(task)?.private_dns_name.clone(),
        _ if config.hostname.is_empty() => runtime_id[..HOSTNAME_DIGITS].to_owned(),
        _ => config.hostname.clone(),
    };
    let (sink, log) = log::sink(task, container, &docker, &runtime_id, &around.secrets)?;
    let mut mounts = volumes::mounts(task, container, image, &around.volumes, others)?;
    linux.volumes = std::mem::take(&mut mounts.file_systems);
    for file in ["hosts", "hostname", "resolv.conf"] {
        let destination = format!("/etc/{file}");
        if !mounts.has(&destination) {
            mounts.mounts.push(BindMount {
                source: around.files.join(file).display().to_string(),
                destination,
                read_only: host.readonly_rootfs,
                populate: false,
            });
        }
    }
    let health = process::health(container, config)?;
    let or_images = |own: &String, images: &String| match own.as_str() {
        "" => images.clone(),
        own => own.to_owned(),
    };
    let spec = ContainerSpec {
        name: container.name.clone(),
        runtime_id,
        hostname,
        layers: image.layers.clone(),
        args: process::args(container, image)?,
        env: process::environment(
            container,
            image,
            &around.region,
            &around.environment,
            &around.secrets,
        ),
        cwd: or_images(&config.working_dir, &image.working_dir),
        user: or_images(&config.user, &image.user),
        readonly_rootfs: host.readonly_rootfs,
        mounts: mounts.mounts,
        network: match mode {
            Mode::Host => Network::Host,
            Mode::Bridge | Mode::None => Network::Own,
            Mode::Awsvpc => match &around.network {
                Some(path) => Network::Join {
                    path: path.display().to_string(),
                },
                None => return Err(SpecError::unsupported("networkMode awsvpc")),
            },
        },
        reserve_ports: Vec::new(),
        resources: process::resources(
            task,
            container,
            host,
            &around.cgroup_parent,
            around.processes,
        ),
        ulimits: process::ulimits(host, around.open_files_max),
        capabilities: linux::capabilities(host)?,
        seccomp_default: !host.privileged,
        privileged: host.privileged,
        log: sink,
        linux,
        run: 0,
        health,
        init: host.init.then(|| around.init.clone()),
        files: Vec::new(),
    };
    Ok(Blueprint {
        spec,
        mode,
        log,
        directories: mounts.directories,
        name_service: match mode {
            Mode::Awsvpc => name_service_of(interface_of(task)?, name_service(host)?)?,
            _ => name_service(host)?,
        },
    })
}

fn check_container(container: &acs::Container) -> Result<(), SpecError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let name = &container.name;
    if name.is_empty() || name.len() > 255 || !name.bytes().all(plain) {
        return Err(SpecError::Invalid(format!("bad container name {name:?}")));
    }
    let refused = [
        (!container.environment_files.is_empty(), "environmentFiles"),
        (
            container.firelens_configuration.is_some(),
            "firelensConfiguration",
        ),
        (!container.managed_agents.is_empty(), "managedAgents"),
        (!container.credential_specs.is_empty(), "credentialSpecs"),
    ];
    match refused.into_iter().find(|(set, _)| *set) {
        Some((_, field)) => Err(SpecError::unsupported(field)),
        None => Ok(()),
    }
}

/// Where a container's mode is said: by Docker's field, else by the task's.
fn network_mode(task: &acs::Task, host: &HostConfig) -> Result<Mode, SpecError> {
    let said = match host.network_mode.as_str() {
        "" | "default" => task.network_mode.as_str(),
        mode => mode,
    };
    match said {
        "" | "bridge" => Ok(Mode::Bridge),
        "host" => Ok(Mode::Host),
        "none" => Ok(Mode::None),
        "awsvpc" => Ok(Mode::Awsvpc),
        other => Err(SpecError::unsupported(format!(
            "hostConfig.NetworkMode {other:?}"
        ))),
    }
}

fn name_service(host: &HostConfig) -> Result<NameService, SpecError> {
    let hosts = host.extra_hosts.iter().map(|line| {
        let (name, address) = line.split_once(':')?;
        let address = address.trim_matches(['[', ']']);
        address.parse::<std::net::IpAddr>().ok()?;
        Some((name.to_owned(), address.to_owned()))
    });
    let hosts: Option<Vec<_>> = hosts.collect();
    let hosts = hosts.ok_or_else(|| SpecError::Invalid("bad format for add-host".to_owned()))?;
    Ok(NameService {
        address: None,
        servers: host.dns.clone(),
        search: host.dns_search.clone(),
        hosts,
    })
}

fn interface_of(task: &acs::Task) -> Result<&acs::NetworkInterface, SpecError> {
    let interface = task.elastic_network_interfaces.first();
    interface.ok_or_else(|| SpecError::Invalid("the task has no network interface".to_owned()))
}

/// A task with an interface of its own asks its VPC's resolver and knows itself by its private name.
fn name_service_of(
    interface: &acs::NetworkInterface,
    container: NameService,
) -> Result<NameService, SpecError> {
    let own = crate::vpcs::interface(interface);
    let own = own.map_err(|error| SpecError::Invalid(error.to_string()))?;
    Ok(NameService {
        address: Some(own.address),
        servers: interface.domain_name_servers.clone(),
        search: interface.domain_name.clone(),
        ..container
    })
}

#[cfg(test)]
mod tests;
