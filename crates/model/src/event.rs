//! Events: what has happened to tasks, container instances and services, numbered in the order in
//! which it was committed.
//!
//! An event is written in the commit of the change it tells of, so it must be small. That of a task
//! holds what can change of one ([`TaskMoment`]); the rest is in the task's own record, which stays
//! the same and is kept longer than its events. See `docs/decisions/0015`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    AttachmentStatus, ContainerInstance, ContainerStatus, DesiredStatus, HealthStatus,
    NetworkBinding, RecordError, RolloutState, StopCode, Task, TaskId, TaskStatus, Timestamp,
    Usage, change,
};

/// So many events are kept. Their records take turns in as many places of the store, so that none
/// has to be deleted.
pub const EVENTS_MAX: u64 = 65_536;
/// And not more than this many bytes of them in memory, the newest: events of container instances
/// are thirty times as large as those of tasks.
pub const EVENT_BYTES_MAX: usize = 32 << 20;

/// Something that has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// 1, 2, 3 … within the region.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: Happening,
}

/// What an event is about, and all of it that the records of the state do not keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Happening {
    /// A task has a new version.
    Task(Box<TaskMoment>),
    /// A container instance has a new version.
    Instance(Box<InstanceMoment>),
    /// A service's scheduler has something to tell.
    Service(ServiceAction),
    /// A deployment of a service has begun or ended.
    Deployment(DeploymentStep),
    /// Tasks on Fargate will be stopped, since their host is retired.
    Retirement(Retirement),
}

/// What can change of a task, as it was at one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskMoment {
    /// Which one.
    pub task: TaskId,
    /// Grows by one with every event.
    pub version: i64,
    /// As the task had it, and so on.
    pub last_status: TaskStatus,
    desired_status: DesiredStatus,
    pull_started_at: Option<Timestamp>,
    pull_stopped_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    execution_stopped_at: Option<Timestamp>,
    stopping_at: Option<Timestamp>,
    stopped_at: Option<Timestamp>,
    connectivity_at: Option<Timestamp>,
    connected: bool,
    stop_code: Option<StopCode>,
    stopped_reason: Option<String>,
    containers: Vec<ContainerMoment>,
    #[serde(default)]
    attachments: Vec<AttachmentStatus>,
}

/// What can change of a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ContainerMoment {
    last_status: ContainerStatus,
    exit_code: Option<i32>,
    reason: Option<String>,
    network_bindings: Vec<NetworkBinding>,
    health_status: HealthStatus,
    /// Both are long, and set once: it is enough to know whether they were.
    has_image_digest: bool,
    has_runtime_id: bool,
}

/// A container instance as it was at one version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstanceMoment {
    /// Its record.
    pub instance: ContainerInstance,
    /// What tasks took of it; groups are left out.
    pub usage: Usage,
    /// Whose capacity it was.
    #[serde(default)]
    pub capacity_provider: Option<String>,
}

/// Something that ECS's service scheduler tells in an event of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceAction {
    /// The cluster's name.
    pub cluster: String,
    /// The service's name.
    pub service: String,
    /// Which of those there are.
    pub action: Action,
}

/// What a host's retirement is for a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retirement {
    /// The cluster's name.
    pub cluster: String,
    /// Services whose tasks are replaced.
    pub services: Vec<String>,
    /// Tasks of nobody's, which are stopped then.
    pub tasks: Vec<TaskId>,
    /// When.
    pub at: Timestamp,
}

/// What a service's scheduler tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// All is as wanted.
    SteadyState,
    /// The number of tasks that is wanted has been computed anew.
    DesiredCountUpdated(u32),
    /// Tasks cannot be started consistently.
    TaskStartImpaired,
    /// A task cannot be placed: why.
    TaskPlacementFailure(String),
    /// A task set is as it should be: its id, `ecs-svc/…`.
    TaskSetSteadyState(String),
}

/// A deployment's new rollout state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentStep {
    /// The cluster's name.
    pub cluster: String,
    /// The service's name.
    pub service: String,
    /// The deployment's id, `ecs-svc/…`.
    pub deployment: String,
    /// What it is now.
    pub rollout: RolloutState,
    /// The same in a sentence.
    pub reason: String,
}

impl TaskMoment {
    /// What `task` is now.
    #[must_use]
    pub fn of(task: &Task) -> Self {
        let containers = task.containers.iter().map(|it| ContainerMoment {
            last_status: it.last_status,
            exit_code: it.exit_code,
            reason: it.reason.clone(),
            network_bindings: it.network_bindings.clone(),
            health_status: it.health_status,
            has_image_digest: it.image_digest.is_some(),
            has_runtime_id: it.runtime_id.is_some(),
        });
        Self {
            task: task.id,
            version: task.version,
            last_status: task.last_status,
            desired_status: task.desired_status,
            pull_started_at: task.pull_started_at,
            pull_stopped_at: task.pull_stopped_at,
            started_at: task.started_at,
            execution_stopped_at: task.execution_stopped_at,
            stopping_at: task.stopping_at,
            stopped_at: task.stopped_at,
            connectivity_at: task.connectivity_at,
            connected: task.connected,
            stop_code: task.stop_code,
            stopped_reason: task.stopped_reason.clone(),
            containers: containers.collect(),
            attachments: task.attachments.iter().map(|it| it.status).collect(),
        }
    }

    /// The task as it was, made of what it has become since. Tags, protection and the placement of
    /// one that waits, which make no events, are those of `newer`.
    #[must_use]
    pub fn of_newer(self, newer: &Task) -> Task {
        let mut task = newer.clone();
        for (container, moment) in task.containers.iter_mut().zip(self.containers) {
            container.last_status = moment.last_status;
            container.exit_code = moment.exit_code;
            container.reason = moment.reason;
            container.network_bindings = moment.network_bindings;
            container.health_status = moment.health_status;
            container.image_digest.take_if(|_| !moment.has_image_digest);
            container.runtime_id.take_if(|_| !moment.has_runtime_id);
        }
        for (attachment, status) in task.attachments.iter_mut().zip(&self.attachments) {
            attachment.status = *status;
            attachment
                .interface
                .take_if(|_| *status == AttachmentStatus::Precreated);
        }
        let precreated = |status: &AttachmentStatus| *status == AttachmentStatus::Precreated;
        if self.last_status == TaskStatus::Provisioning && self.attachments.iter().all(precreated) {
            // It waited for capacity: it had no place yet.
            task.instance = None;
            task.availability_zone = None;
        }
        Task {
            version: self.version,
            last_status: self.last_status,
            desired_status: self.desired_status,
            pull_started_at: self.pull_started_at,
            pull_stopped_at: self.pull_stopped_at,
            started_at: self.started_at,
            execution_stopped_at: self.execution_stopped_at,
            stopping_at: self.stopping_at,
            stopped_at: self.stopped_at,
            connectivity_at: self.connectivity_at,
            connected: self.connected,
            stop_code: self.stop_code,
            stopped_reason: self.stopped_reason,
            ..task
        }
    }
}

/// An event in its stored form, which is what the state holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRecord {
    number: u64,
    bytes: Arc<[u8]>,
}

impl EventRecord {
    /// The record of an event.
    #[must_use]
    pub fn new(event: &Event) -> Self {
        Self {
            number: event.number,
            bytes: change::encode(event).into(),
        }
    }

    /// A stored record.
    ///
    /// # Errors
    /// If it is damaged or of a later format.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let event: Event = change::decode(bytes)?;
        Ok(Self {
            number: event.number,
            bytes: bytes.into(),
        })
    }

    /// The event's number.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The event.
    #[must_use]
    pub fn read(&self) -> Event {
        change::decode(&self.bytes).expect("was encoded here, or read when it was loaded")
    }

    /// As it is stored.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its place in the store.
    pub(crate) fn key(&self) -> String {
        format!("{:05}", self.number % EVENTS_MAX)
    }
}
