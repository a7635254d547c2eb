//! A task: the instantiation of a task definition.

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{
    Attachment, Awsvpc, ContainerStatus, DesiredStatus, Document, Fargate, HealthStatus,
    InstanceId, LaunchType, StopCode, Tags, TaskId, TaskStatus, Timestamp,
};

/// A task's record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The cluster's name.
    pub cluster: String,
    /// Family and revision.
    pub task_definition: (String, u32),
    /// Where it was placed.
    pub instance: Option<InstanceId>,
    /// The instance's Availability Zone when it was placed.
    pub availability_zone: Option<String>,
    /// Written by the agent's reports only.
    pub last_status: TaskStatus,
    /// Written by the control plane's decisions only.
    pub desired_status: DesiredStatus,
    /// Grows by one with every change that makes an event.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its first image pull began.
    pub pull_started_at: Option<Timestamp>,
    /// When its last image pull ended.
    pub pull_stopped_at: Option<Timestamp>,
    /// When it reached RUNNING.
    pub started_at: Option<Timestamp>,
    /// When its essential container ended.
    pub execution_stopped_at: Option<Timestamp>,
    /// When it was asked to stop.
    pub stopping_at: Option<Timestamp>,
    /// When it was over.
    pub stopped_at: Option<Timestamp>,
    /// When the agent last connected or went, as far as this task has noticed.
    pub connectivity_at: Option<Timestamp>,
    /// The agent holds its websocket.
    pub connected: bool,
    /// Whose capacity.
    pub launch_type: LaunchType,
    /// The capacity provider that gave it.
    pub capacity_provider: Option<String>,
    /// `family:NAME` unless the caller chose one.
    pub group: String,
    /// Free text of the caller, or a deployment's id.
    pub started_by: Option<String>,
    /// Task-level CPU units as text, after overrides.
    pub cpu: Option<String>,
    /// Task-level MiB as text, after overrides.
    pub memory: Option<String>,
    /// What the caller changed, as they wrote it.
    pub overrides: Document<api::TaskOverride>,
    /// Its containers, in the definition's order.
    pub containers: Vec<Container>,
    /// Why it stops or stopped, in one word.
    pub stop_code: Option<StopCode>,
    /// The same in a sentence.
    pub stopped_reason: Option<String>,
    /// `ExecuteCommand` was asked for.
    pub enable_execute_command: bool,
    /// What it takes from its instance until it is STOPPED.
    pub reservation: Reservation,
    /// Its tags.
    pub tags: Tags,
    /// Until then neither scaling in nor a deployment stops it; only a service's task has one.
    #[serde(default)]
    pub protected_until: Option<Timestamp>,
    /// What placement has to know of a task that waits for capacity in PROVISIONING; `None` as soon
    /// as it has a place.
    #[serde(default)]
    pub waiting: Option<Box<Waiting>>,
    /// Its network interface, if its network mode is `awsvpc`.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Only if its launch type is FARGATE.
    #[serde(default)]
    pub fargate: Option<Box<Fargate>>,
}

/// The placement that was asked for, kept while a task has no place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// The caller's or the service's, without the definition's.
    pub constraints: Vec<Document<api::PlacementConstraint>>,
    /// As the caller or the service gave it, defaults included.
    pub strategies: Vec<Document<api::PlacementStrategy>>,
    /// Where its network interface is to be.
    #[serde(default)]
    pub network: Option<Awsvpc>,
}

/// What a task takes from a container instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// CPU units.
    pub cpu: i64,
    /// MiB.
    pub memory_mib: i64,
    /// Host ports asked for by number; dynamic ones do not count.
    pub ports: Vec<Port>,
    /// How many graphics processors.
    pub gpus: u32,
}

/// A port and its protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Port {
    /// The number.
    pub number: u16,
    /// TCP or UDP.
    pub protocol: Protocol,
}

/// A transport protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Protocol {
    /// TCP
    Tcp,
    /// UDP
    Udp,
}

/// A container of a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Container {
    /// A UUID, the last piece of its ARN.
    pub id: String,
    /// Its name in the task definition.
    pub name: String,
    /// The image as the definition names it.
    pub image: String,
    /// What the registry resolved it to, `sha256:…`.
    pub image_digest: Option<String>,
    /// The id the container runtime gave it.
    pub runtime_id: Option<String>,
    /// Written by the agent's reports only.
    pub last_status: ContainerStatus,
    /// The program's exit code.
    pub exit_code: Option<i32>,
    /// `<Name>: <detail>`, at most 1024 characters.
    pub reason: Option<String>,
    /// Ports of the host that lead to it.
    pub network_bindings: Vec<NetworkBinding>,
    /// What its health check says.
    pub health_status: HealthStatus,
    /// CPU units as text, after overrides.
    pub cpu: Option<String>,
    /// Hard limit in MiB as text, after overrides.
    pub memory: Option<String>,
    /// Soft limit in MiB as text, after overrides.
    pub memory_reservation: Option<String>,
    /// Its end stops the task.
    pub essential: bool,
}

/// A port, or a range, of the host that leads to a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkBinding {
    /// e.g. `0.0.0.0`.
    pub bind_ip: Option<String>,
    /// Inside.
    pub container_port: Option<u16>,
    /// On the host.
    pub host_port: Option<u16>,
    /// A range inside, `FROM-TO`.
    pub container_port_range: Option<String>,
    /// A range on the host, `FROM-TO`.
    pub host_port_range: Option<String>,
    /// TCP or UDP.
    pub protocol: Protocol,
}

impl Task {
    /// It is over: nothing of it runs, nothing is reserved.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.last_status == TaskStatus::Stopped
    }

    /// It has no place yet and waits for capacity.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some() && !self.is_stopped()
    }
}
