//! What should happen next to a service.
//!
//! [`reconcile`] is given what is known of one service at one moment ([`ServiceView`]) and says what
//! to do ([`Decision`]) and when to look again if nothing changes before ([`Outcome`]). It remembers
//! nothing: the same view at the same time gives the same answer, so a wake-up may be lost, come
//! twice or late without harm. Nothing here sees the region's state, places a task or commits; that
//! is the applier's part, which looks again with every change it makes.
//!
//! - [`limits`]: the percentages and thresholds of ECS as numbers of tasks, and the pauses between
//!   launches that fail;
//! - [`view`]: what a decision depends on;
//! - [`replica`], [`daemon`]: the two scheduling strategies;
//! - [`rebalance`]: tasks move to where zones have fewer;
//! - [`stages`]: a deployment with two sets of tasks;
//! - [`rolling`]: a rolling deployment that hooks hold;
//! - [`sets`]: task sets, whose size somebody else decides;
//! - [`hooks`]: what holds a deployment at a stage;
//! - [`rollout`]: when a deployment is over, and how it ended.

mod daemon;
mod hooks;
pub mod limits;
mod rebalance;
mod replica;
mod rolling;
mod rollout;
mod sets;
mod stages;
mod view;

pub use view::{
    AlarmsView, Cohort, DaemonTarget, DeploymentView, Fitness, HookView, HookWork, LifecycleView,
    ServiceView, SetView, Shift, Stage, TaskView, ZonesView,
};

use berth_model::{LifecycleStage, SchedulingStrategy, ServiceStatus, TaskId, Timestamp};

/// Something to do for a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Start so many tasks of the PRIMARY deployment, where placement will have them.
    Start(u32),
    /// Start a task of the PRIMARY deployment on this instance.
    StartOn(berth_model::InstanceId),
    /// Start a task of the PRIMARY deployment in this Availability Zone, to move one there; with a
    /// capacity provider strategy of one of these providers, places in its shares.
    StartIn(String, Vec<usize>),
    /// Start so many tasks of an older deployment: its place in the view.
    StartOf(usize, u32),
    /// The deployment gets to its next stage.
    EnterStage(LifecycleStage),
    /// So many thousandths of the production traffic go to the PRIMARY deployment.
    ShiftTraffic(u32),
    /// The task of a hook is to be started: its place among the deployment's hooks.
    RunHook(usize),
    /// The task of a hook has ended, well or not.
    SettleHook(usize, bool),
    /// Hooks whose time is over, and which let the deployment go on then.
    PassExpiredHooks,
    /// A hook has failed, or nobody answered it in time: what ran before comes back.
    RollBack,
    /// A move is over: its task has replaced another, or has ended itself.
    EndMove,
    /// Say that Availability Zones differ, and that this is being mended.
    AnnounceUnbalanced,
    /// Say that they do not any more.
    AnnounceBalanced,
    /// Stop tasks.
    Stop(Vec<TaskId>, StopCause),
    /// Say that launches fail again and again.
    AnnounceThrottling,
    /// Say that bounds keep the deployment from going on.
    AnnounceBlocked,
    /// Say that a deployment cannot shrink, its place in the view: more tasks of it are protected than
    /// are wanted.
    AnnounceProtected(usize),
    /// A task of a deployment is healthy, its place in the view: count failures from zero.
    ResetFailures(usize),
    /// A task set, its place in the view, has come to rest or is not at rest any more.
    SetStability(usize, bool),
    /// The PRIMARY deployment has done it.
    Complete,
    /// The PRIMARY deployment has failed too often.
    Fail,
    /// An alarm says that the PRIMARY deployment does harm.
    FailByAlarm,
    /// The PRIMARY deployment has done all and is watched a while longer.
    Bake,
    /// An older deployment has no tasks left.
    Retire(String),
    /// Say that everything is as it is wanted.
    AnnounceSteady,
    /// The last task of a deleted service has stopped.
    BecomeInactive,
    /// So many tasks are wanted of a DAEMON service.
    SetDesired(u32),
}

impl Decision {
    /// It starts tasks.
    #[must_use]
    pub const fn starts(&self) -> bool {
        matches!(
            self,
            Self::Start(_) | Self::StartOn(_) | Self::StartIn(..) | Self::StartOf(..)
        )
    }
}

/// Why tasks are stopped; decides the reason they carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StopCause {
    /// There are more than wanted, they are of an older deployment, or the service is deleted.
    Scaling,
    /// Their health check fails.
    Unhealthy,
    /// Their instance is DRAINING.
    Draining,
    /// Another Availability Zone has one in their place.
    Rebalancing,
}

/// What to do now, and when to look again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// In the order in which they should be done.
    pub decisions: Vec<Decision>,
    /// Time alone changes something then.
    pub look_again: Option<Timestamp>,
}

impl Outcome {
    fn wait_until(&mut self, at: Timestamp) {
        self.look_again = Some(self.look_again.map_or(at, |other| other.min(at)));
    }

    fn push(&mut self, decision: Decision) {
        self.decisions.push(decision);
    }

    fn stop(&mut self, tasks: Vec<TaskId>, cause: StopCause) {
        if !tasks.is_empty() {
            self.push(Decision::Stop(tasks, cause));
        }
    }
}

/// Decides what happens next to a service.
#[must_use]
pub fn reconcile(view: &ServiceView, now: Timestamp) -> Outcome {
    let mut outcome = Outcome::default();
    match view.status {
        ServiceStatus::Inactive => {}
        ServiceStatus::Draining => wind_up(view, &mut outcome),
        ServiceStatus::Active => {
            if let Some(sets) = &view.sets {
                sets::plan(sets, now, &mut outcome);
                return outcome;
            }
            match view.scheduling {
                SchedulingStrategy::Replica => {
                    if let Some(lifecycle) = view.two_sets() {
                        stages::plan(view, lifecycle, now, &mut outcome);
                    } else if let Some(lifecycle) = view.rolling_stages() {
                        rolling::plan(view, lifecycle, now, &mut outcome);
                    } else {
                        replica::plan(view, now, &mut outcome);
                    }
                }
                SchedulingStrategy::Daemon => daemon::plan(view, now, &mut outcome),
            }
            rollout::advance(view, now, &mut outcome);
        }
    }
    outcome
}

/// Stops everything of a deleted service.
fn wind_up(view: &ServiceView, outcome: &mut Outcome) {
    let wanted = view.tasks.iter().filter(|task| task.is_wanted());
    outcome.stop(view::ids(wanted), StopCause::Scaling);
    if view.tasks.is_empty() {
        outcome.push(Decision::BecomeInactive);
    }
}

#[cfg(test)]
mod tests;
