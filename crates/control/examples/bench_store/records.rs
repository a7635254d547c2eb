//! Records as a region of some size has them, made from a seed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use berth_api_ecs as api;
use berth_env::{Entropy, SeededEntropy};
use berth_model::{
    Attribute, Change, Cluster, ClusterStatus, Container, ContainerInstance, ContainerStatus,
    DesiredStatus, Document, HealthStatus, InstanceId, InstanceResources, InstanceStatus,
    LaunchType, NetworkBinding, Protocol, Reservation, StopCode, Tags, Task, TaskDefinition,
    TaskDefinitionStatus, TaskId, TaskStatus, Timestamp,
};

/// Some moment; the newest record is of it.
pub(crate) const NOW: i64 = 1_795_000_000_000;
const MONTH_MS: u64 = 30 * 24 * 3600 * 1000;
const CLUSTERS: u64 = 4;
const DEFINITIONS: u64 = 50;

/// A region's records, the same for the same seed.
pub(crate) struct Records {
    entropy: SeededEntropy,
    instances: Vec<InstanceId>,
    digests: Vec<String>,
}

impl Records {
    pub(crate) fn new(instances: usize) -> Self {
        let mut entropy = SeededEntropy::new(2);
        let instances = (0..instances)
            .map(|_| InstanceId::random(&mut entropy))
            .collect();
        let digests = (0..2 * DEFINITIONS)
            .map(|_| format!("sha256:{}", hex(&mut entropy, 32)))
            .collect();
        Self {
            entropy,
            instances,
            digests,
        }
    }

    /// Clusters, task definitions and container instances.
    pub(crate) fn ground(&self) -> Vec<Change> {
        let clusters = (0..CLUSTERS).map(|number| Change::PutCluster(Arc::new(cluster(number))));
        let definitions = (0..DEFINITIONS).flat_map(|number| {
            let definition = Arc::new(definition(number));
            [
                Change::PutFamily(definition.family.clone(), definition.revision),
                Change::PutTaskDefinition(definition),
            ]
        });
        let instances = (0_u64..)
            .zip(&self.instances)
            .map(|(number, id)| Change::PutInstance(Arc::new(instance(number, *id))));
        clusters.chain(definitions).chain(instances).collect()
    }

    /// The task of this number while it runs.
    pub(crate) fn running(&mut self, number: u64) -> Task {
        let id = TaskId::random(&mut self.entropy);
        let definition = number % DEFINITIONS;
        let place = usize::try_from(number).unwrap_or_default() % self.instances.len();
        let created = NOW - self.below(MONTH_MS);
        let after = |ms| Some(Timestamp(created + ms));
        let containers = (0..2)
            .map(|side| self.container(definition, side, number))
            .collect();
        Task {
            id,
            cluster: cluster_name(place as u64 % CLUSTERS),
            task_definition: (family(definition), 7),
            instance: self.instances.get(place).copied(),
            availability_zone: Some("us-east-1a".into()),
            last_status: TaskStatus::Running,
            desired_status: DesiredStatus::Running,
            version: 5,
            created_at: Timestamp(created),
            pull_started_at: after(40 + self.below(50)),
            pull_stopped_at: after(100 + self.below(900)),
            started_at: after(1100 + self.below(500)),
            execution_stopped_at: None,
            stopping_at: None,
            stopped_at: None,
            connectivity_at: after(40 + self.below(20)),
            connected: true,
            launch_type: LaunchType::Ec2,
            capacity_provider: None,
            group: format!("service:{}", family(definition)),
            started_by: Some(format!("ecs-svc/{:019}", 1_234_567 * (definition + 1))),
            cpu: Some("256".into()),
            memory: Some("512".into()),
            overrides: Document::new(api::TaskOverride::default()),
            containers,
            stop_code: None,
            stopped_reason: None,
            enable_execute_command: false,
            reservation: Reservation {
                cpu: 256,
                memory_mib: 512,
                ports: Vec::new(),
                gpus: 0,
            },
            tags: Tags::from([("team".to_owned(), format!("team-{}", definition % 7))]),
            protected_until: None,
            waiting: None,
            attachments: Vec::new(),
            fargate: None,
        }
    }

    /// The task of this number after its end.
    pub(crate) fn stopped(&mut self, number: u64) -> Task {
        let mut task = self.running(number);
        let started = task.started_at.unwrap_or_default();
        let ended = started.0 + 1000 + self.below(600_000);
        let after = |ms| Some(Timestamp(ended + ms));
        task.last_status = TaskStatus::Stopped;
        task.desired_status = DesiredStatus::Stopped;
        task.version = 8;
        task.execution_stopped_at = after(0);
        task.stopping_at = after(3 + self.below(20));
        task.stopped_at = after(40 + self.below(200));
        task.stop_code = Some(StopCode::EssentialContainerExited);
        task.stopped_reason = Some("Essential container in task exited".into());
        for (container, code) in task.containers.iter_mut().zip([0, 137]) {
            container.last_status = ContainerStatus::Stopped;
            container.exit_code = Some(code);
        }
        task
    }

    fn container(&mut self, definition: u64, side: u64, number: u64) -> Container {
        let web = side == 0;
        let bits = u128::from_be_bytes(self.bytes());
        let digest = usize::try_from(2 * definition + side).unwrap_or_default();
        Container {
            id: uuid(bits),
            name: if web { "web" } else { "log-router" }.into(),
            image: image(definition, side),
            image_digest: self.digests.get(digest).cloned(),
            runtime_id: Some(hex(&mut self.entropy, 32)),
            last_status: ContainerStatus::Running,
            exit_code: None,
            reason: None,
            network_bindings: web
                .then(|| NetworkBinding {
                    bind_ip: Some("0.0.0.0".into()),
                    container_port: Some(8080),
                    host_port: u16::try_from(32_768 + number % 28_000).ok(),
                    container_port_range: None,
                    host_port_range: None,
                    protocol: Protocol::Tcp,
                })
                .into_iter()
                .collect(),
            health_status: HealthStatus::Unknown,
            cpu: Some("128".into()),
            memory: Some("256".into()),
            memory_reservation: None,
            essential: web,
        }
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// Some number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> i64 {
        i64::try_from(u64::from_be_bytes(self.bytes()) % bound).unwrap_or_default()
    }
}

fn hex(entropy: &mut dyn Entropy, bytes: usize) -> String {
    use std::fmt::Write as _;
    let mut raw = vec![0; bytes];
    entropy.fill(&mut raw);
    raw.iter().fold(String::new(), |mut text, byte| {
        // A string takes everything.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn uuid(bits: u128) -> String {
    let text = format!("{bits:032x}");
    let (a, rest) = text.split_at(8);
    let (b, rest) = rest.split_at(4);
    let (c, rest) = rest.split_at(4);
    let (d, e) = rest.split_at(4);
    format!("{a}-{b}-{c}-{d}-{e}")
}

pub(crate) fn cluster_name(number: u64) -> String {
    format!("production-{number}")
}

fn family(number: u64) -> String {
    format!("shop-backend-{number}")
}

fn image(definition: u64, side: u64) -> String {
    match side {
        0 => format!("registry.example.com:5000/shop/backend-{definition}:2026.11.3"),
        _ => "registry.example.com:5000/platform/log-router:1.9".into(),
    }
}

fn cluster(number: u64) -> Cluster {
    Cluster {
        name: cluster_name(number),
        status: ClusterStatus::Active,
        created_at: Timestamp(NOW),
        container_insights: "disabled".into(),
        configuration: None,
        capacity_providers: Vec::new(),
        default_capacity_provider_strategy: Vec::new(),
        service_connect_namespace: None,
        tags: Tags::new(),
        scaling_attachments: BTreeMap::new(),
    }
}

fn definition(number: u64) -> TaskDefinition {
    let container = |side: u64| api::ContainerDefinition {
        name: Some(if side == 0 { "web" } else { "log-router" }.into()),
        image: Some(image(number, side)),
        cpu: Some(128),
        memory: Some(256),
        essential: Some(side == 0),
        ..Default::default()
    };
    TaskDefinition {
        family: family(number),
        revision: 7,
        status: TaskDefinitionStatus::Active,
        document: Document::new(api::TaskDefinition {
            family: Some(family(number)),
            cpu: Some("256".into()),
            memory: Some("512".into()),
            container_definitions: Some(vec![container(0), container(1)]),
            ..Default::default()
        }),
        registered_at: Timestamp(NOW),
        registered_by: "arn:aws:iam::123456789012:root".into(),
        deregistered_at: None,
        delete_requested_at: None,
        tags: Tags::new(),
    }
}

fn instance(number: u64, id: InstanceId) -> ContainerInstance {
    let attributes: BTreeMap<String, Attribute> = (0..40)
        .map(|at| {
            let name = format!("com.amazonaws.ecs.capability.some-capability.1.{at}");
            (name, Attribute::default())
        })
        .collect();
    ContainerInstance {
        id,
        cluster: cluster_name(number % CLUSTERS),
        ec2_instance_id: Some(format!("i-{number:017x}")),
        status: InstanceStatus::Active,
        status_reason: None,
        agent_connected: false,
        version: 3,
        registered_at: Timestamp(NOW),
        deregistered_at: None,
        retire_at: None,
        registered: InstanceResources {
            cpu: 131_072,
            memory_mib: 262_144,
            ports: BTreeSet::from([22, 2375, 2376, 51678, 51679]),
            ..Default::default()
        },
        attributes,
        version_info: None,
        health: Vec::new(),
        client_token: None,
        tags: Tags::new(),
    }
}
