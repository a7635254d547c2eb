//! A container instance: a host whose agent has registered with a cluster.

use std::collections::{BTreeMap, BTreeSet};

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{Document, InstanceId, InstanceStatus, Tags, Timestamp};

/// A container instance's record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContainerInstance {
    /// Its id.
    pub id: InstanceId,
    /// The cluster's name.
    pub cluster: String,
    /// From the instance identity document, if the agent sent one.
    pub ec2_instance_id: Option<String>,
    /// Whether it takes tasks.
    pub status: InstanceStatus,
    /// Why it is in this status, if there is something to say.
    pub status_reason: Option<String>,
    /// The agent holds its websocket.
    pub agent_connected: bool,
    /// Grows by one with every change that makes an event.
    pub version: i64,
    /// When it first registered.
    pub registered_at: Timestamp,
    /// What it brought; what is free is computed, see [`crate::State::usage`].
    pub registered: InstanceResources,
    /// Capabilities and custom attributes.
    pub attributes: BTreeMap<String, Attribute>,
    /// Agent and Docker versions, as the agent says.
    pub version_info: Option<Document<api::VersionInfo>>,
    /// Container runtime and other health, newest state of each kind.
    pub health: Vec<Document<api::InstanceHealthCheckResult>>,
    /// The token of the registration that made it.
    pub client_token: Option<String>,
    /// Its tags.
    pub tags: Tags,
    /// When it became INACTIVE.
    #[serde(default)]
    pub deregistered_at: Option<Timestamp>,
}

/// An attribute's value and origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// Capabilities have none.
    pub value: Option<String>,
    /// Set with `PutAttributes` or the agent's configuration, rather than by ECS or the agent.
    pub custom: bool,
}

/// What a container instance offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceResources {
    /// CPU units, 1024 a vCPU.
    pub cpu: i64,
    /// MiB.
    pub memory_mib: i64,
    /// TCP ports that are taken from the start.
    pub ports: BTreeSet<u16>,
    /// UDP ports that are taken from the start.
    pub ports_udp: BTreeSet<u16>,
    /// Ids of graphics processors.
    pub gpus: BTreeSet<String>,
}
