//! What a decision about a service depends on.

use std::ops::{Deref, DerefMut};

use berth_model::{
    HookStatus, InstanceId, LifecycleStage, Members, RolloutState, SchedulingStrategy,
    ServiceStatus, TaskId, Timestamp,
};

use crate::limits::{self, Threshold};

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
    /// Those that are not STOPPED. Where there are too many, each stands by itself, in the order in which the
    /// surplus of them goes: the service's placement prefers the last to stay.
    pub tasks: Vec<Cohort>,
    /// The instances of the cluster, for a DAEMON service.
    pub instances: Vec<DaemonTarget>,
    /// The Availability Zones over which a service at rest, or one that moves a task, is balanced.
    pub zones: Option<ZonesView>,
    /// How far the PRIMARY deployment is, if it brings a second set of tasks.
    pub lifecycle: Option<LifecycleView>,
    /// The alarms that watch the PRIMARY deployment, while they are listened to.
    pub alarms: Option<AlarmsView>,
    /// The task sets of a service whose deployments somebody else decides about; there is no PRIMARY
    /// deployment to bring about then.
    pub sets: Option<Vec<SetView>>,
}

/// Alarms that watch a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlarmsView {
    /// One of them is in ALARM.
    pub triggered: bool,
    /// For how long they watch it after it has done all; nothing of a deployment that has a bake time.
    pub bake_seconds: i64,
    /// Since when they do.
    pub baking_since: Option<Timestamp>,
}

/// A task set.
#[derive(Clone, Debug)]
pub struct SetView {
    /// Its place in [`ServiceView::deployments`].
    pub place: usize,
    /// `ecs-svc/…`
    pub id: String,
    /// It was deleted: its tasks go, and then it.
    pub leaving: bool,
    /// It was at rest when that was last recorded.
    pub stable: bool,
    /// Its own tasks and how many there should be, as if it were a service by itself.
    pub own: ServiceView,
}

/// The progress of a BLUE_GREEN, LINEAR or CANARY deployment, or of a ROLLING one with hooks.
#[derive(Clone, Debug)]
pub struct LifecycleView {
    /// It is a ROLLING one.
    pub rolling: bool,
    /// Where it is.
    pub stage: LifecycleStage,
    /// When it got there.
    pub since: Timestamp,
    /// The deployment whose tasks serve until traffic has moved: its place in
    /// [`ServiceView::deployments`].
    pub source: Option<usize>,
    /// Thousandths of the production traffic that have moved.
    pub production: u32,
    /// When that was last changed.
    pub shifted_at: Timestamp,
    /// How it moves.
    pub shift: Shift,
    /// For how long both sets are kept after it has.
    pub bake_seconds: i64,
    /// Those of the present stage; of a rollback, those that hear of it.
    pub hooks: Vec<HookView>,
}

/// How production traffic moves, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// At first.
    pub first: u32,
    /// Each time after that.
    pub step: u32,
    /// Seconds before each time after the first.
    pub pause_seconds: i64,
}

/// What a lifecycle hook waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookWork {
    /// Somebody's answer.
    Answer,
    /// A call, due then, that others make and whose answer they note.
    CallAt(Timestamp),
    /// A task, to be started then.
    RunAt(Timestamp),
    /// The end of its task.
    End,
    /// Nothing: its task has ended, well or not.
    Ended(bool),
}

/// A lifecycle hook.
#[derive(Clone, Copy, Debug)]
pub struct HookView {
    /// Its place among the deployment's hooks.
    pub place: usize,
    /// What it waits for, if it is open.
    pub work: HookWork,
    /// How far it is.
    pub status: HookStatus,
    /// When it times out, if ever.
    pub expires_at: Option<Timestamp>,
    /// Whether a timeout rolls the deployment back.
    pub timeout_rolls_back: bool,
}

impl HookView {
    /// The deployment waits for it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.status,
            HookStatus::AwaitingAction | HookStatus::InProgress
        )
    }
}

impl ServiceView {
    /// The lifecycle of a deployment under way that keeps two sets of tasks: in its last stage it is one
    /// like others, that replaces what is left of the old.
    pub(crate) fn two_sets(&self) -> Option<&LifecycleView> {
        self.in_stages().filter(|it| !it.rolling)
    }

    /// The lifecycle of a ROLLING deployment under way that hooks may hold.
    pub(crate) fn rolling_stages(&self) -> Option<&LifecycleView> {
        self.in_stages().filter(|it| it.rolling)
    }

    fn in_stages(&self) -> Option<&LifecycleView> {
        let primary = self.deployments.first()?;
        let lifecycle = self.lifecycle.as_ref()?;
        let goes_on = lifecycle.stage < LifecycleStage::CleanUp;
        (goes_on && primary.rollout == RolloutState::InProgress).then_some(lifecycle)
    }

    /// The most tasks there may be: `maximumPercent` of the desired count, rounded down; for a deployment
    /// that keeps two sets of tasks, two of them, to its end.
    #[must_use]
    pub fn ceiling(&self) -> u32 {
        match &self.lifecycle {
            Some(it) if !it.rolling => self.desired.saturating_mul(2),
            _ => limits::ceiling(self.desired, self.maximum_percent),
        }
    }

    /// The fewest healthy tasks: `minimumHealthyPercent` of the desired count, rounded up.
    #[must_use]
    pub fn floor(&self) -> u32 {
        limits::floor(self.desired, self.minimum_healthy_percent)
    }
}

/// What Availability Zone rebalancing goes by.
#[derive(Clone, Debug)]
pub struct ZonesView {
    /// Those with an instance that suits the service, in order.
    pub names: Vec<String>,
    /// For each of them the capacity providers of the PRIMARY deployment whose such an instance is:
    /// places in [`DeploymentView::shares`].
    pub providers: Vec<Vec<usize>>,
    /// That they differ has been told, and not yet that they do no more.
    pub begun: bool,
    /// The task that was started to take another's place.
    pub moving: Option<TaskId>,
    /// A task waits for an instance that can take it.
    pub waiting: bool,
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
    /// How many of the wanted tasks each capacity provider should have; empty without a strategy.
    pub shares: Vec<u32>,
}

/// Tasks that are alike in all that a decision depends on, which is what it dereferences to: so a look costs
/// as much as there are kinds of tasks, and not as there are tasks.
#[derive(Clone, Debug)]
pub struct Cohort {
    alike: TaskView,
    members: Members,
}

/// A task of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskView {
    /// Its id; of a cohort that of one of them.
    pub id: TaskId,
    /// The deployment it is of: its place in [`ServiceView::deployments`].
    pub deployment: Option<usize>,
    /// Where it is.
    pub stage: Stage,
    /// Its instance takes no new tasks.
    pub draining: bool,
    /// It is not to be stopped before this for a deployment or for having fewer.
    pub protected_until: Option<Timestamp>,
    /// Since when it is healthy, as far as that can be told from when it started; of a cohort that of the
    /// newest.
    pub healthy_since: Option<Timestamp>,
    /// Where it runs.
    pub instance: Option<InstanceId>,
    /// Its Availability Zone: its place in [`ZonesView::names`].
    pub zone: Option<usize>,
    /// Its capacity provider: the place in [`DeploymentView::shares`] of its deployment, if that
    /// still has it.
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
    /// How many tasks of a deployment each of its capacity providers has; of the PRIMARY one without
    /// those that are to be replaced.
    #[must_use]
    pub fn counts(&self, deployment: usize) -> Vec<u32> {
        let shares = self.deployments.get(deployment).map(|it| &*it.shares);
        let mut counts = vec![0; shares.unwrap_or_default().len()];
        let of = self.tasks.iter().filter(|task| match deployment {
            0 => task.is_good(),
            _ => task.deployment == Some(deployment) && task.is_wanted(),
        });
        for cohort in of {
            if let Some(count) = cohort.provider.and_then(|at| counts.get_mut(at)) {
                *count += cohort.size();
            }
        }
        counts
    }
}

/// How many tasks there are in these cohorts.
pub(crate) fn count<'a>(cohorts: impl IntoIterator<Item = &'a Cohort>) -> u32 {
    let sizes = cohorts.into_iter().map(Cohort::size);
    sizes.fold(0, u32::saturating_add)
}

/// The ids of their tasks.
pub(crate) fn ids<'a>(cohorts: impl IntoIterator<Item = &'a Cohort>) -> Vec<TaskId> {
    cohorts
        .into_iter()
        .flat_map(|it| it.members.ids())
        .collect()
}

/// Their tasks one by one.
pub(crate) fn singly<'a>(cohorts: impl IntoIterator<Item = &'a Cohort>) -> Vec<TaskView> {
    cohorts.into_iter().flat_map(Cohort::each).collect()
}

impl Cohort {
    /// These tasks, which are all like one of them; `None` if there are none.
    #[must_use]
    pub fn new(alike: TaskView, members: Members) -> Option<Self> {
        let id = members.ids().next()?;
        let alike = TaskView { id, ..alike };
        Some(Self { alike, members })
    }

    /// How many.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.members.len()
    }

    /// Each of them.
    pub fn each(&self) -> impl Iterator<Item = TaskView> + '_ {
        let alike = self.alike;
        self.members.ids().map(move |id| TaskView { id, ..alike })
    }
}

impl From<TaskView> for Cohort {
    fn from(alike: TaskView) -> Self {
        Self {
            members: Members::one(alike.id),
            alike,
        }
    }
}

impl Deref for Cohort {
    type Target = TaskView;
    fn deref(&self) -> &TaskView {
        &self.alike
    }
}

impl DerefMut for Cohort {
    fn deref_mut(&mut self) -> &mut TaskView {
        &mut self.alike
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

    /// It is not to be stopped for a deployment or for having fewer.
    #[must_use]
    pub fn is_protected(&self, now: Timestamp) -> bool {
        self.protected_until.is_some_and(|until| until > now)
    }

    /// How near it is to doing its work: the lower goes first where fewer tasks are wanted.
    #[must_use]
    pub fn readiness(&self) -> u8 {
        match self.stage {
            Stage::Pending => 0,
            Stage::Running(Fitness::Unhealthy) => 1,
            Stage::Running(Fitness::Unknown(_)) => 2,
            Stage::Running(Fitness::Healthy) | Stage::Stopping => 3,
        }
    }

    /// Of the PRIMARY deployment, wanted, and neither to be replaced for its health nor its host.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.deployment == Some(0) && self.is_wanted() && !self.is_unhealthy() && !self.draining
    }
}
