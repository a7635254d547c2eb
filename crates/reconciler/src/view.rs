//! What a decision about a service depends on.

use berth_model::{InstanceId, RolloutState, SchedulingStrategy, ServiceStatus, TaskId, Timestamp};

use crate::limits::Threshold;

/// A service at one moment.
#[derive(Clone, Debug)]
pub struct ServiceView {
    /// ACTIVE, DRAINING or INACTIVE.
    pub status: ServiceStatus,
    /// REPLICA or DAEMON.
    pub scheduling: SchedulingStrategy,
    /// How many tasks are wanted; of a DAEMON service, what was last recorded.
    pub desired: u32,
    /// `minimumHealthyPercent`
    pub minimum_healthy_percent: u32,
    /// `maximumPercent`
    pub maximum_percent: u32,
    /// The circuit breaker's threshold, if there is a breaker.
    pub breaker: Option<Threshold>,
    /// When the last steady state was announced; `None` since something was started or stopped.
    pub steady_at: Option<Timestamp>,
    /// PRIMARY first.
    pub deployments: Vec<DeploymentView>,
    /// Those that are not STOPPED, in the order in which the surplus of them goes: the service's
    /// placement prefers the last to stay.
    pub tasks: Vec<TaskView>,
    /// How many of the wanted tasks each capacity provider should have; empty without a strategy.
    pub shares: Vec<u32>,
    /// The instances of the cluster, for a DAEMON service.
    pub instances: Vec<DaemonTarget>,
}

/// A deployment of it.
#[derive(Clone, Debug)]
pub struct DeploymentView {
    /// `ecs-svc/…`
    pub id: String,
    /// How far it is.
    pub rollout: RolloutState,
    /// Since a task was last healthy.
    pub failed_tasks: u32,
    /// When the last task failed.
    pub failed_at: Option<Timestamp>,
    /// What the circuit breaker has counted.
    pub breaker_count: u32,
    /// Launches in a row that failed.
    pub launch_failures: u32,
    /// Tasks in a row that ended soon after RUNNING.
    pub short_lives: u32,
}

/// A task of it.
#[derive(Clone, Copy, Debug)]
pub struct TaskView {
    /// Its id.
    pub id: TaskId,
    /// The deployment it is of: its place in [`ServiceView::deployments`].
    pub deployment: Option<usize>,
    /// Where it is.
    pub stage: Stage,
    /// Its instance takes no new tasks.
    pub draining: bool,
    /// It is not to be stopped before this for a deployment or for having fewer.
    pub protected_until: Option<Timestamp>,
    /// Since when it is healthy, as far as that can be told from when it started.
    pub healthy_since: Option<Timestamp>,
    /// Where it runs.
    pub instance: Option<InstanceId>,
    /// Its capacity provider: the place in [`ServiceView::shares`], if it still has one.
    pub provider: Option<usize>,
}

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Before RUNNING.
    Pending,
    /// RUNNING.
    Running(Fitness),
    /// On its way to STOPPED.
    Stopping,
}

/// What is known of a RUNNING task's health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// Checks pass; or there is none and it has run for long enough.
    Healthy,
    /// Not known yet; without a check, it will be healthy at this moment.
    Unknown(Option<Timestamp>),
    /// Checks fail, and its grace period is over.
    Unhealthy,
}

/// A container instance, as a DAEMON service sees it.
#[derive(Clone, Copy, Debug)]
pub struct DaemonTarget {
    /// Which.
    pub id: InstanceId,
    /// ACTIVE, and the service's constraints hold.
    pub fits: bool,
    /// It has tasks of others, for which daemons stay until the end.
    pub busy: bool,
}

impl ServiceView {
    /// How many tasks each capacity provider has that are neither of an older deployment nor to be
    /// replaced.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.shares.len()];
        for task in self.tasks.iter().filter(|task| task.is_good()) {
            if let Some(count) = task.provider.and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        counts
    }
}

impl TaskView {
    /// It is not on its way out.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.stage != Stage::Stopping
    }

    /// It counts as healthy.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        self.stage == Stage::Running(Fitness::Healthy)
    }

    /// It does its work as far as anybody knows.
    #[must_use]
    pub fn serves(&self) -> bool {
        matches!(
            self.stage,
            Stage::Running(Fitness::Healthy | Fitness::Unknown(_))
        )
    }

    /// Its checks fail.
    #[must_use]
    pub fn is_unhealthy(&self) -> bool {
        self.stage == Stage::Running(Fitness::Unhealthy)
    }

    pub(crate) fn is_protected(&self, now: Timestamp) -> bool {
        self.protected_until.is_some_and(|until| until > now)
    }

    /// Of the PRIMARY deployment, wanted, and neither to be replaced for its health nor its host.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.deployment == Some(0) && self.is_wanted() && !self.is_unhealthy() && !self.draining
    }
}
