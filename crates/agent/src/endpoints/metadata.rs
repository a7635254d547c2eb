//! Metadata of tasks and containers in the ECS agent's JSON: its names, its order of versions, and
//! what it leaves out. No effects here.

use std::collections::BTreeMap;

use berth_link::acs::{self, DesiredStatus};
use berth_link::shim::StorageUse;
use berth_task_engine::task::{Container, Status, Task};
use berth_task_engine::{NetworkBinding, wire_status};
use serde::Serialize;
use serde_json::{Number, Value};

use super::registry::{Kind, Place};
use super::routes::Version;
use super::time::rfc3339;

/// Digits at the end of a container's docker name.
const NAME_DIGITS: usize = 20;
/// What is in front of the labels ECS adds.
const LABEL_PREFIX: &str = "com.amazonaws.ecs.";

/// A task and what surrounds it.
pub(crate) struct View<'a> {
    pub(crate) task: &'a Task,
    /// As the agent was told it.
    pub(crate) cluster: &'a str,
    pub(crate) availability_zone: Option<&'a str>,
    /// Where a container is, by name.
    pub(crate) place: &'a dyn Fn(&str) -> Option<Place>,
    pub(crate) version: Version,
    /// Of the task's own disk, if it has one.
    pub(crate) storage: Option<StorageUse>,
}

/// Tags, or why there are none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tags {
    pub(crate) task: BTreeMap<String, String>,
    pub(crate) instance: BTreeMap<String, String>,
    pub(crate) errors: Vec<TagsError>,
}

/// Why a resource's tags could not be had.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TagsError {
    pub(crate) error_field: &'static str,
    pub(crate) error_code: String,
    pub(crate) error_message: String,
    pub(crate) status_code: u16,
    #[serde(rename = "ResourceARN")]
    pub(crate) resource_arn: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TaskAnswer<'a> {
    cluster: &'a str,
    #[serde(rename = "TaskARN")]
    task_arn: &'a str,
    family: &'a str,
    revision: &'a str,
    desired_status: DesiredStatus,
    known_status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    limits: Option<Limits>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pull_started_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pull_stopped_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution_stopped_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    availability_zone: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    task_tags: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    container_instance_tags: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    launch_type: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<TagsError>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    containers: Vec<ContainerAnswer<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    service_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault_injection_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ephemeral_storage_metrics: Option<EphemeralStorage>,
}

/// MiB.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EphemeralStorage {
    utilized: u64,
    reserved: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ContainerAnswer<'a> {
    docker_id: &'a str,
    name: &'a str,
    docker_name: String,
    image: &'a str,
    #[serde(rename = "ImageID")]
    image_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ports: Vec<Port>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    labels: BTreeMap<String, String>,
    desired_status: DesiredStatus,
    known_status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code: Option<i32>,
    limits: Limits,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<String>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    health: Option<HealthAnswer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    volumes: Vec<Volume>,
    #[serde(skip_serializing_if = "String::is_empty")]
    log_driver: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    log_options: BTreeMap<String, String>,
    #[serde(rename = "ContainerARN", skip_serializing_if = "str::is_empty")]
    container_arn: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    networks: Vec<Network>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restart_count: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HealthAnswer {
    status: &'static str,
    status_since: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code: Option<i32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    output: String,
}

#[derive(Serialize)]
struct Limits {
    #[serde(rename = "CPU", skip_serializing_if = "Option::is_none")]
    cpu: Option<Number>,
    #[serde(rename = "Memory", skip_serializing_if = "Option::is_none")]
    memory: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Port {
    container_port: u16,
    protocol: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    host_port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host_ip: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Volume {
    #[serde(skip_serializing_if = "Option::is_none")]
    docker_name: Option<String>,
    source: String,
    destination: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Network {
    network_mode: &'static str,
    #[serde(rename = "IPv4Addresses")]
    ipv4_addresses: Vec<String>,
    #[serde(flatten)]
    interface: Option<Interface>,
}

/// What is to be said of a task's own interface.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Interface {
    attachment_index: i64,
    #[serde(rename = "MACAddress")]
    mac_address: String,
    #[serde(rename = "IPv4SubnetCIDRBlock")]
    subnet: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    domain_name_servers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    domain_name_search_list: Vec<String>,
    #[serde(rename = "PrivateDNSName", skip_serializing_if = "String::is_empty")]
    private_dns_name: String,
    subnet_gateway_ipv4_address: String,
}

impl Interface {
    fn of(interface: &acs::NetworkInterface) -> Self {
        let gateway = &interface.subnet_gateway_ipv4_address;
        Self {
            attachment_index: interface.index.unwrap_or(0),
            mac_address: interface.mac_address.clone(),
            subnet: subnet_of(gateway).unwrap_or_default(),
            domain_name_servers: interface.domain_name_servers.clone(),
            domain_name_search_list: interface.domain_name.clone(),
            private_dns_name: interface.private_dns_name.clone(),
            subnet_gateway_ipv4_address: gateway.clone(),
        }
    }
}

/// The network in which an address like `10.0.0.1/24` is.
fn subnet_of(address: &str) -> Option<String> {
    let network: berth_net::Cidr = address.parse().ok()?;
    Some(network.to_string())
}

/// A whole task.
pub(crate) fn task(view: &View<'_>, tags: Tags) -> Value {
    let (task, spec) = (view.task, &view.task.spec);
    let v4 = view.version == Version::V4;
    let cpu = spec.cpu.filter(|cpu| *cpu != 0.0).map(number);
    let memory = spec.memory.filter(|memory| *memory != 0);
    let limited = cpu.is_some() || memory.is_some();
    let answer = TaskAnswer {
        cluster: view.cluster,
        task_arn: &spec.arn,
        family: &spec.family,
        revision: &spec.version,
        desired_status: task.desired,
        known_status: task.status(),
        limits: limited.then_some(Limits { cpu, memory }),
        pull_started_at: task.pull_started_ms.map(rfc3339),
        pull_stopped_at: task.pull_stopped_ms.map(rfc3339),
        execution_stopped_at: task.execution_stopped_ms.map(rfc3339),
        availability_zone: view.availability_zone,
        task_tags: tags.task,
        container_instance_tags: tags.instance,
        launch_type: if v4 { &spec.launch_type } else { "" },
        errors: tags.errors,
        containers: spec
            .containers
            .iter()
            .filter_map(|container| answer(view, container))
            .collect(),
        service_name: if v4 { &spec.service_name } else { "" },
        fault_injection_enabled: v4.then_some(spec.enable_fault_injection),
        ephemeral_storage_metrics: view.storage.filter(|_| v4).map(|storage| EphemeralStorage {
            utilized: storage.used_bytes >> 20,
            reserved: storage.total_bytes >> 20,
        }),
    };
    serde_json::to_value(answer).unwrap_or_default()
}

/// One container of it; `None` if there is no such container yet.
pub(crate) fn container(view: &View<'_>, name: &str) -> Option<Value> {
    let answer = answer(view, view.task.spec.container(name)?)?;
    serde_json::to_value(answer).ok()
}

/// Those that are made, and in v4 those whose image is there.
fn answer<'a>(view: &View<'a>, spec: &'a acs::Container) -> Option<ContainerAnswer<'a>> {
    let v4 = view.version == Version::V4;
    let state = view.task.containers.get(&spec.name)?;
    let made = state.runtime_id.is_some();
    let pulled = v4 && state.status == Status::Pulled;
    if !made && !pulled {
        return None;
    }
    let docker = Docker::of(spec);
    let place = (view.place)(&spec.name).unwrap_or_default();
    let (mut log_driver, mut log_options) = (String::new(), BTreeMap::new());
    if v4 {
        (log_driver, log_options) = docker.log;
    }
    let ran = state
        .exit
        .as_ref()
        .filter(|exit| exit.start_error.is_none());
    let at = |ms: Option<i64>| ms.map(rfc3339);
    Some(ContainerAnswer {
        docker_id: state.runtime_id.as_deref().unwrap_or_default(),
        name: &spec.name,
        docker_name: docker_name(view.task, spec, state),
        image: &spec.image,
        image_id: state.image.as_ref().map_or("", |image| &image.image_id),
        ports: ports(&state.network_bindings, v4),
        labels: labels(view, spec, state, docker.labels),
        desired_status: view.task.desired,
        known_status: state.status,
        exit_code: ran.map(|exit| exit.code),
        limits: Limits {
            cpu: Some(Number::from(spec.cpu)),
            memory: Some(spec.memory),
        },
        created_at: at(state.created_ms),
        started_at: at(state.started_ms),
        finished_at: at(state.exit.as_ref().map(|exit| exit.at_ms)),
        r#type: "NORMAL",
        health: health(spec, state),
        networks: if made {
            networks(view, &place)
        } else {
            Vec::new()
        },
        volumes: place
            .volumes
            .into_iter()
            .map(|volume| Volume {
                docker_name: volume.name,
                source: volume.source,
                destination: volume.destination,
            })
            .collect(),
        log_driver,
        log_options,
        container_arn: if v4 { &spec.container_arn } else { "" },
        restart_count: spec
            .restart_policy
            .as_ref()
            .filter(|policy| v4 && policy.enabled)
            .map(|_| state.restart_count),
    })
}

/// Of containers whose health is told to the control plane, as it is told.
fn health(spec: &acs::Container, state: &Container) -> Option<HealthAnswer> {
    let health = state.health.as_ref()?;
    let told = spec.health_check_type == "docker";
    told.then(|| HealthAnswer {
        status: wire_status(health.status),
        status_since: rfc3339(health.since_ms),
        exit_code: health.exit_code,
        output: health.output.clone(),
    })
}

/// Docker's name of a container; empty for one that is not made.
pub(crate) fn docker_name(task: &Task, spec: &acs::Container, state: &Container) -> String {
    let Some(id) = &state.runtime_id else {
        return String::new();
    };
    runtime_name(&task.spec, &spec.name, id)
}

/// Docker's name of the container with this runtime id.
pub(crate) fn runtime_name(task: &acs::Task, container: &str, runtime_id: &str) -> String {
    let (family, version) = (&task.family, &task.version);
    let digits = runtime_id.get(..NAME_DIGITS).unwrap_or(runtime_id);
    format!("ecs-{family}-{version}-{container}-{digits}")
}

/// The image's, the definition's, and those that ECS adds.
fn labels(
    view: &View<'_>,
    spec: &acs::Container,
    state: &Container,
    own: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let image = state.image.as_ref();
    let mut labels = image.map(|image| image.labels.clone()).unwrap_or_default();
    labels.extend(own);
    labels.extend(ecs_labels(&view.task.spec, view.cluster, &spec.name));
    labels
}

/// The labels that ECS adds to a container.
pub(crate) fn ecs_labels(
    task: &acs::Task,
    cluster: &str,
    container: &str,
) -> impl Iterator<Item = (String, String)> {
    let labels = [
        ("cluster", cluster),
        ("container-name", container),
        ("task-arn", &task.arn),
        ("task-definition-family", &task.family),
        ("task-definition-version", &task.version),
    ];
    let owned = labels.map(|(name, value)| (format!("{LABEL_PREFIX}{name}"), value.to_owned()));
    owned.into_iter()
}

/// Port by port, also those of a range.
pub(crate) fn ports(bindings: &[NetworkBinding], with_address: bool) -> Vec<Port> {
    let range = |range: &Option<String>| {
        let (first, last) = range.as_deref()?.split_once('-')?;
        Some(first.parse::<u16>().ok()?..=last.parse::<u16>().ok()?)
    };
    let mut ports = Vec::new();
    for binding in bindings {
        let port = |container_port, host_port| Port {
            container_port,
            protocol: binding.protocol.clone(),
            host_port,
            host_ip: with_address.then(|| binding.bind_ip.clone()),
        };
        if let Some(container_port) = binding.container_port {
            ports.push(port(container_port, binding.host_port));
        } else if let (Some(inside), Some(outside)) = (
            range(&binding.container_port_range),
            range(&binding.host_port_range),
        ) {
            let pairs = inside.zip(outside);
            ports.extend(pairs.map(|(inside, outside)| port(inside, Some(outside))));
        }
    }
    ports
}

/// Docker says an empty address where there is none.
fn networks(view: &View<'_>, place: &Place) -> Vec<Network> {
    if view.version == Version::V2 {
        return Vec::new();
    }
    if place.kind == Kind::Interface {
        let interfaces = view.task.spec.elastic_network_interfaces.iter();
        return interfaces
            .map(|interface| Network {
                network_mode: "awsvpc",
                ipv4_addresses: interface
                    .ipv4_addresses
                    .iter()
                    .map(|address| address.private_address.clone())
                    .collect(),
                // Said from version 4 on.
                interface: (view.version == Version::V4).then(|| Interface::of(interface)),
            })
            .collect();
    }
    let address = place.address.map(|address| address.to_string());
    vec![Network {
        network_mode: match place.kind {
            Kind::Bridge => "bridge",
            Kind::Host => "host",
            Kind::Inside => "none",
            Kind::Interface => "awsvpc",
        },
        ipv4_addresses: vec![address.unwrap_or_default()],
        interface: None,
    }]
}

/// Go writes a whole number without a fraction.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a processor count"
)]
fn number(value: f64) -> Number {
    let whole = value as i64;
    match Number::from_f64(value) {
        Some(number) if (whole as f64) != value => number,
        _ => Number::from(whole),
    }
}

/// What a container's `dockerConfig` says.
struct Docker {
    labels: BTreeMap<String, String>,
    log: (String, BTreeMap<String, String>),
}

impl Docker {
    fn of(container: &acs::Container) -> Self {
        let config = container.docker_config.as_ref();
        let parse = |text: Option<&String>| -> Value {
            text.and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_default()
        };
        let strings = |value: &Value| -> BTreeMap<String, String> {
            serde_json::from_value(value.clone()).unwrap_or_default()
        };
        let process = parse(config.and_then(|config| config.config.as_ref()));
        let host = parse(config.and_then(|config| config.host_config.as_ref()));
        let log = &host["LogConfig"];
        // What nothing is said of goes to Docker's default.
        let driver = log["Type"].as_str().filter(|driver| !driver.is_empty());
        Self {
            labels: strings(&process["Labels"]),
            log: (
                driver.unwrap_or("json-file").to_owned(),
                strings(&log["Config"]),
            ),
        }
    }
}
