//! Capacity providers: where the tasks of a strategy get their room.

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{CapacityProviderStatus, CapacityProviderUpdate, Document, Tags, Timestamp};

/// The attribute by which a container instance says whose capacity it is. Only its agent sets it:
/// names under `berth.` are not for `PutAttributes`.
pub const CAPACITY_PROVIDER_ATTRIBUTE: &str = "berth.capacity-provider";

/// Always there, without a record; never made or deleted.
pub const BUILT_IN_CAPACITY_PROVIDERS: [&str; 2] = ["FARGATE", "FARGATE_SPOT"];

/// A cluster has at most so many capacity providers.
pub const CAPACITY_PROVIDERS_MAX: usize = 20;

/// So many tasks of a cluster may wait for capacity; ECS's quota.
pub const WAITING_TASKS_MAX: usize = 500;

/// A capacity provider that somebody made; FARGATE and `FARGATE_SPOT` are always there and have no
/// record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapacityProvider {
    /// Unique in the region, whatever its cluster.
    pub name: String,
    /// The cluster of one of managed instances, which is for that cluster only.
    pub cluster: Option<String>,
    /// Deleted ones stay as INACTIVE for a while.
    pub status: CapacityProviderStatus,
    /// What was done to it last.
    pub update: CapacityProviderUpdate,
    /// When it was made (or made again).
    pub created_at: Timestamp,
    /// When it became INACTIVE.
    pub deleted_at: Option<Timestamp>,
    /// What it provides.
    pub kind: CapacityProviderKind,
    /// Its tags.
    pub tags: Tags,
}

/// What a capacity provider provides, with defaults filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CapacityProviderKind {
    /// The container instances of an Auto Scaling group.
    AutoScaling(Document<api::AutoScalingGroupProvider>),
    /// Instances that ECS manages.
    ManagedInstances(Document<api::ManagedInstancesProvider>),
}

impl CapacityProvider {
    /// Tasks that find no room in it wait until there is some, since it is expected to grow.
    #[must_use]
    pub fn scales(&self) -> bool {
        let CapacityProviderKind::AutoScaling(group) = &self.kind else {
            return false;
        };
        let scaling = group.managed_scaling.as_ref();
        let status = scaling.and_then(|it| it.status.as_ref());
        status.is_some_and(|it| it.as_str() == "ENABLED")
    }
}
