//! Services: how many tasks of what are wanted, the deployments that bring it about, and what is
//! remembered of both.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{
    Daemon, DeploymentController, DeploymentStatus, Document, LaunchType, Lifecycle, Monitor,
    RolloutState, SchedulingStrategy, ServiceDeploymentStatus, ServiceStatus, Tags, TaskId,
    TaskSet, Timestamp, is_daemon_name,
};

/// A service's record. Its tasks are found by [`crate::State::tasks_of_service`], its events by
/// [`crate::State::service_events`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The cluster's name.
    pub cluster: String,
    /// Unique in the cluster among services that are not INACTIVE.
    pub name: String,
    /// ACTIVE, then DRAINING while its tasks stop, then INACTIVE.
    pub status: ServiceStatus,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who made it: a principal's ARN.
    pub created_by: String,
    /// When it became INACTIVE.
    pub inactive_at: Option<Timestamp>,
    /// REPLICA or DAEMON.
    pub scheduling: SchedulingStrategy,
    /// Who decides about deployments.
    pub controller: DeploymentController,
    /// How many tasks are wanted; of a DAEMON service, how many instances it fits.
    pub desired_count: u32,
    /// With defaults filled in.
    pub deployment_configuration: Document<api::DeploymentConfiguration>,
    /// As the caller gave them.
    pub placement_constraints: Vec<Document<api::PlacementConstraint>>,
    /// As the caller gave it.
    pub placement_strategy: Vec<Document<api::PlacementStrategy>>,
    /// Seconds for which failing checks are passed over after a task's start.
    pub health_check_grace_period_seconds: Option<i32>,
    /// Tasks get the tags `aws:ecs:clusterName` and `aws:ecs:serviceName`.
    pub enable_managed_tags: bool,
    /// `TASK_DEFINITION` or `SERVICE`: whose tags tasks get.
    pub propagate_tags: Option<String>,
    /// Tasks can be entered.
    pub enable_execute_command: bool,
    /// Tasks are moved so that Availability Zones have equally many.
    pub zone_rebalancing: bool,
    /// The role that acts on load balancers.
    pub role_arn: Option<String>,
    /// A fingerprint of the request that made it: the same again changes nothing.
    pub creation: u64,
    /// PRIMARY first, then those that still have tasks, the newest first.
    pub deployments: Vec<Deployment>,
    /// The service revision that the last COMPLETED deployment brought.
    pub completed_revision: Option<String>,
    /// How many events there have been.
    pub event_count: u64,
    /// Since when a task waits for an instance that can take it.
    pub waiting_since: Option<Timestamp>,
    /// When its last steady state was announced; `None` since tasks were started or stopped.
    pub steady_at: Option<Timestamp>,
    /// Events of trouble that were recorded, and when: not said again until it is over.
    pub said: Vec<(String, Timestamp)>,
    /// Its tags.
    pub tags: Tags,
    /// How far Availability Zone rebalancing is, while it is under way.
    #[serde(default)]
    pub rebalancing: Option<Rebalancing>,
    /// Somebody has asked for `zone_rebalancing`; else it goes where it cannot be.
    #[serde(default)]
    pub zone_rebalancing_asked: bool,
    /// What it has beyond a DAEMON service, if it is a daemon of capacity providers.
    #[serde(default)]
    pub daemon: Option<Daemon>,
}

/// A service whose Availability Zones have been found to differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebalancing {
    /// When that was told.
    pub since: Timestamp,
    /// The task that was started to take another's place.
    pub moving: Option<TaskId>,
}

/// A deployment that is under way or is what runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deployment {
    /// `ecs-svc/` and nineteen digits; its tasks are started by it.
    pub id: String,
    /// PRIMARY or ACTIVE; DRAINING of a task set that was deleted.
    pub status: DeploymentStatus,
    /// The service revision it brings: its id.
    pub revision: String,
    /// The service deployment that records it: its id. Empty for a task set.
    pub service_deployment: String,
    /// Family and revision.
    pub task_definition: (String, u32),
    /// Whose capacity.
    pub launch_type: LaunchType,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// How far it is.
    pub rollout: RolloutState,
    /// The same in a sentence.
    pub rollout_reason: String,
    /// Tasks that failed since one was last healthy.
    pub failed_tasks: u32,
    /// When the last one failed.
    pub failed_at: Option<Timestamp>,
    /// One of its tasks has reached RUNNING.
    pub ran: bool,
    /// What the circuit breaker has counted.
    pub breaker_count: u32,
    /// Tasks in a row that never reached RUNNING: launches are spaced.
    pub launch_failures: u32,
    /// Tasks in a row that ended soon after RUNNING: launches are spaced, a little.
    pub short_lives: u32,
    /// The service was brought back to this by a failure of the deployment before.
    pub rollback: bool,
    /// What tags of images meant when its first tasks were started: digests by container name.
    pub digests: BTreeMap<String, String>,
    /// How far it is, if it brings a second set of tasks beside the first.
    #[serde(default)]
    pub lifecycle: Option<Lifecycle>,
    /// Where its tasks get their room; with none, by `launch_type`.
    #[serde(default)]
    pub capacity_provider_strategy: Vec<Document<api::CapacityProviderStrategyItem>>,
    /// What a task set has beyond a deployment, if it is one: somebody else decides how large it is.
    #[serde(default)]
    pub task_set: Option<Box<TaskSet>>,
    /// The alarms that watch it, if there are some.
    #[serde(default)]
    pub monitor: Option<Monitor>,
}

/// Something that a service's scheduler has to tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceEvent {
    /// The cluster's name.
    pub cluster: String,
    /// The service's name.
    pub service: String,
    /// 1, 2, 3 … within the service.
    pub number: u64,
    /// A UUID.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// `(service NAME) …`
    pub message: String,
}

/// What a deployment brings, for ever the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceRevision {
    /// The cluster's name.
    pub cluster: String,
    /// The service's name.
    pub service: String,
    /// Nineteen digits, the last piece of its ARN.
    pub id: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Family and revision.
    pub task_definition: (String, u32),
    /// Whose capacity.
    pub launch_type: LaunchType,
    /// The rest, without ARNs and times; its images' digests come as they are known.
    pub document: Document<api::ServiceRevision>,
}

/// The record of a deployment, kept after it has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceDeployment {
    /// The cluster's name.
    pub cluster: String,
    /// The service's name.
    pub service: String,
    /// The last piece of its ARN.
    pub id: String,
    /// The deployment it records.
    pub deployment: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its first tasks were wanted.
    pub started_at: Option<Timestamp>,
    /// When it was over.
    pub finished_at: Option<Timestamp>,
    /// When somebody stopped it.
    pub stopped_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// What ran before: ids of service revisions, and how many tasks of each.
    pub sources: Vec<(String, RevisionCounts)>,
    /// The service revision it brings.
    pub target: String,
    /// How many tasks of it there were at its end.
    pub target_counts: RevisionCounts,
    /// Where it is.
    pub status: ServiceDeploymentStatus,
    /// The same in a sentence.
    pub status_reason: Option<String>,
    /// The service's configuration when it began.
    pub configuration: Document<api::DeploymentConfiguration>,
    /// Why and to which service revision it was rolled back.
    pub rollback: Option<(String, Timestamp, String)>,
    /// What the circuit breaker had counted, and its threshold.
    pub breaker: Option<(u32, u32)>,
    /// The alarms that watched it, and what they said in the end.
    #[serde(default)]
    pub monitor: Option<Monitor>,
}

/// Tasks of a service revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionCounts {
    /// Wanted.
    pub requested: u32,
    /// RUNNING.
    pub running: u32,
    /// On the way.
    pub pending: u32,
}

impl Service {
    /// The deployment that is wanted; services whose tasks come from task sets have none.
    #[must_use]
    pub fn primary(&self) -> Option<&Deployment> {
        let mut deployments = self.deployments.iter();
        deployments.find(|it| it.status == DeploymentStatus::Primary)
    }

    /// The group of its tasks.
    #[must_use]
    pub fn group(&self) -> String {
        if is_daemon_name(&self.name) {
            return self.name.clone();
        }
        format!("service:{}", self.name)
    }
}
