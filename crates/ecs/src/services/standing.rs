//! How a service stands to its bounds, for those who watch that its scheduler keeps them.

use berth_model::{DeploymentController, SchedulingStrategy, ServiceKey, ServiceStatus, State};

use berth_reconciler::Cohort;

use super::view::{self, Settings};
use crate::Context;

/// Tasks of a REPLICA service, and the bounds that its scheduler keeps by its own starts and stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Those that are not STOPPED.
    pub live: u32,
    /// Those that are wanted and healthy.
    pub healthy: u32,
    /// The fewest healthy ones: `minimumHealthyPercent` of the desired count, rounded up.
    pub floor: u32,
    /// The most there may be: `maximumPercent` of the desired count, rounded down; of a deployment with
    /// two sets of tasks, twice the desired count.
    pub ceiling: u32,
}

/// How a service stands; `None` unless it is an ACTIVE REPLICA service whose deployments are ECS's, since
/// others have no bounds.
#[must_use]
pub fn standing(
    state: &State,
    cx: &Context<'_>,
    settings: Settings,
    key: &ServiceKey,
) -> Option<Standing> {
    let service = state.service(&key.0, &key.1)?;
    let bound =
        service.status == ServiceStatus::Active && service.controller == DeploymentController::Ecs;
    if !bound || service.scheduling != SchedulingStrategy::Replica {
        return None;
    }
    let view = view::of(state, cx, settings, service);
    let healthy = view.tasks.iter().filter(|task| task.is_healthy());
    Some(Standing {
        live: view.tasks.iter().map(Cohort::size).sum(),
        healthy: healthy.map(Cohort::size).sum(),
        floor: view.floor(),
        ceiling: view.ceiling(),
    })
}
