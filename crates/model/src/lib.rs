//! The domain: ids, records, status machines, the region's state and its invariants.
//!
//! Everything the control plane remembers is a *record* ([`Cluster`], [`TaskDefinition`],
//! [`ContainerInstance`], [`Task`] …); all records together are a [`State`], an immutable value
//! that is cheap to clone. A [`Tx`] is a working copy that notes every [`Change`] made to it, so
//! that the applier can write exactly those to the store and publish the new state. Nothing here
//! reads a clock, a socket or a file.
//!
//! Documents that a user writes and reads back word for word (a task definition, overrides) are
//! kept in the shape of the API, see [`Document`]; everything ECS decides about is typed here.
//! Start reading at [`State`].

mod access_key;
mod alarm;
mod arn;
mod attachment;
mod capacity_provider;
mod cluster;
mod container_instance;
mod daemon;
mod document;
mod event;
pub mod id;
pub mod invariants;
mod job;
mod lifecycle;
mod network;
mod network_interface;
mod public_addresses;
mod secret;
mod service;
mod status;
mod task;
mod task_definition;
mod task_set;
mod task_sketch;
mod token;

mod change;
pub mod fleet;
mod packed;
mod roster;
mod state;
mod usage;

pub use access_key::{AccessKey, Principal, RoleCredentials, RoleType};
pub use alarm::{Alarm, Monitor};
pub use arn::{Arn, Names};
pub use attachment::{AttachedInterface, Attachment, Fargate};
pub use capacity_provider::{
    BUILT_IN_CAPACITY_PROVIDERS, CAPACITY_PROVIDER_ATTRIBUTE, CAPACITY_PROVIDERS_MAX,
    CapacityProvider, CapacityProviderKind, WAITING_TASKS_MAX,
};
pub use change::{Change, FORMAT, RecordError, TABLES, Write};
pub use cluster::Cluster;
pub use container_instance::{
    Attribute, ContainerInstance, EVERY_ZONE_ATTRIBUTE, FARGATE_ATTRIBUTE, FARGATE_CLUSTER,
    InstanceResources, ZONE_ATTRIBUTE,
};
pub use daemon::{DAEMON_PREFIX, Daemon, is_daemon_name, shown_name};
pub use document::Document;
pub use event::{
    Action, DeploymentStep, EVENT_BYTES_MAX, EVENTS_MAX, Event, EventRecord, Happening,
    InstanceMoment, Retirement, ServiceAction, TaskMoment,
};
pub use id::{Digits, Id, InstanceId, ParseIdError, TaskId};
pub use job::{
    Attempt, JOB_TAG_PREFIX, JobKey, RETRIES_TAG, RUN_TAG, Run, Schedule, TIME_LIMIT_TAG,
};
pub use lifecycle::{ALL_TRAFFIC, HookCall, HookRun, Lifecycle};
pub use network::{Peer, SecurityGroup, SecurityGroupRule, Subnet, Traffic, Vpc};
pub use network_interface::{
    ADDRESS_HELD_SECONDS, Awsvpc, InterfaceAttachment, MacAddress, NetworkInterface,
};
pub use packed::Packed;
pub use public_addresses::{PublicAddresses, PublicAddressesError};
pub use roster::{Checks, Cohort, Kind, Members, Standing};
pub use secret::{Parameter, ParameterVersion, Sealed, Secret, SecretValue, SecretVersion};
pub use service::{
    Deployment, Rebalancing, RevisionCounts, Service, ServiceDeployment, ServiceEvent,
    ServiceRevision,
};
pub use state::{Loader, Part, ServiceKey, State, Tally, TaskEntry, Tx};
pub use status::{
    AlarmState, AttachmentStatus, CapacityProviderStatus, CapacityProviderUpdate, ClusterStatus,
    ContainerStatus, DeploymentController, DeploymentStatus, DesiredStatus, HealthStatus,
    HookStatus, InstanceStatus, LaunchType, LifecycleStage, RolloutState, RunStatus,
    SchedulingStrategy, ServiceDeploymentStatus, ServiceStatus, StopCode, TaskDefinitionStatus,
    TaskStatus,
};
pub use task::{Container, NetworkBinding, Port, Protocol, Reservation, Task, Waiting};
pub use task_definition::TaskDefinition;
pub use task_set::{TaskSet, WHOLE_SCALE};
pub use token::{AccountSetting, IdempotencyToken};
pub use usage::Usage;

/// Key and value of a resource's tags.
pub type Tags = std::collections::BTreeMap<String, String>;

/// Milliseconds since the Unix epoch, as every record keeps time.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Seconds with a fraction of milliseconds, the form of the wire.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "milliseconds of this era fit 53 bits"
    )]
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// The nearest millisecond to so many seconds since the epoch.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "saturates, which is what is wanted"
    )]
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1000.0).round() as i64)
    }

    /// This moment plus `seconds`.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
}
