//! A cluster: a named group of container instances and tasks.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{ClusterStatus, Document, Tags, Timestamp};

/// A cluster's record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// At most 255 letters, digits, `-` and `_`.
    pub name: String,
    /// Deleted clusters stay as INACTIVE.
    pub status: ClusterStatus,
    /// When it was made (or made again).
    pub created_at: Timestamp,
    /// `containerInsights`, the only setting there is: enabled, disabled or enhanced.
    pub container_insights: String,
    /// Settings for `ExecuteCommand` and managed storage.
    pub configuration: Option<Document<api::ClusterConfiguration>>,
    /// Names of associated capacity providers.
    pub capacity_providers: Vec<String>,
    /// Used when neither a launch type nor a strategy is given.
    pub default_capacity_provider_strategy: Vec<Document<api::CapacityProviderStrategyItem>>,
    /// The Cloud Map namespace of Service Connect.
    pub service_connect_namespace: Option<String>,
    /// Its tags.
    pub tags: Tags,
    /// Ids of the attachments that associated Auto Scaling groups make, by capacity provider.
    #[serde(default)]
    pub scaling_attachments: BTreeMap<String, String>,
}
