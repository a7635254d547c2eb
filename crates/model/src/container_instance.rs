//! A container instance: a host whose agent has registered with a cluster.

use std::collections::{BTreeMap, BTreeSet};

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{Document, InstanceId, InstanceStatus, Tags, Timestamp};

/// The attribute with an instance's Availability Zone. Each has one; see [`EVERY_ZONE_ATTRIBUTE`].
pub const ZONE_ATTRIBUTE: &str = "ecs.availability-zone";

/// The attribute of an instance whose agent was told no zone: it takes tasks for subnets of every zone.
pub const EVERY_ZONE_ATTRIBUTE: &str = "berth.every-zone";

/// The attribute by which an agent says that its host is for Fargate tasks.
pub const FARGATE_ATTRIBUTE: &str = "berth.fargate";

/// Where such hosts are kept, for tasks of all clusters: no cluster can have this name, so no call shows
/// them. It has no record.
pub const FARGATE_CLUSTER: &str = "berth.fargate";

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
    /// What is still on it then is stopped: a host of Fargate that is being retired.
    #[serde(default)]
    pub retire_at: Option<Timestamp>,
}

impl ContainerInstance {
    /// It is there for Fargate tasks, of whatever cluster.
    #[must_use]
    pub fn is_fargate(&self) -> bool {
        self.cluster == FARGATE_CLUSTER
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)?.value.as_deref()
    }

    /// Whether it takes tasks for subnets of a zone.
    #[must_use]
    pub fn serves_zone(&self, zone: &str) -> bool {
        self.attributes.contains_key(EVERY_ZONE_ATTRIBUTE)
            || self.attribute(ZONE_ATTRIBUTE) == Some(zone)
    }
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
