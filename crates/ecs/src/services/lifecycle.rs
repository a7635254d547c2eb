//! Deployments with two sets of tasks: how they begin, their hooks, and how traffic is shared.

use berth_api_ecs as api;
use berth_model::{
    ALL_TRAFFIC, Deployment, Lifecycle, LifecycleStage, RolloutState, Service, ServiceDeployment,
    State,
};
use berth_reconciler::{LifecycleView, Shift};

use super::hooks;
use crate::Context;

/// What share of a service's traffic the tasks of a service revision get, in thousandths. Whatever
/// balances load brings it about; without a balancer it is only shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficWeight {
    /// The service revision's id.
    pub revision: String,
    /// Of production traffic.
    pub production: u32,
    /// Of test traffic.
    pub test: u32,
}

/// How a service's traffic is to be shared now: all to the PRIMARY deployment, or between it and the
/// one that it is about to replace.
#[must_use]
pub fn traffic(service: &Service) -> Vec<TrafficWeight> {
    let Some(primary) = service.primary() else {
        return Vec::new();
    };
    let weight = |deployment: &Deployment, production, test| TrafficWeight {
        revision: deployment.revision.clone(),
        production,
        test,
    };
    match two_sets(service) {
        Some((lifecycle, source)) => vec![
            weight(primary, lifecycle.production, lifecycle.test()),
            weight(
                source,
                ALL_TRAFFIC.saturating_sub(lifecycle.production),
                ALL_TRAFFIC - lifecycle.test(),
            ),
        ],
        None => vec![weight(primary, ALL_TRAFFIC, ALL_TRAFFIC)],
    }
}

fn two_sets(service: &Service) -> Option<(&Lifecycle, &Deployment)> {
    let primary = service.primary()?;
    let lifecycle = primary.lifecycle.as_ref().filter(|it| !it.rolling)?;
    let under_way = primary.rollout == RolloutState::InProgress;
    let mut others = service.deployments.iter().filter(|_| under_way);
    let source = others.find(|it| it.id == lifecycle.source)?;
    Some((lifecycle, source))
}

/// The lifecycle of a deployment that begins now, unless its strategy is ROLLING without hooks or nothing
/// has been deployed yet that could serve meanwhile. Called before it is among the service's deployments.
pub(super) fn begin(cx: &mut Context<'_>, service: &Service) -> Option<Lifecycle> {
    let strategy = service.deployment_configuration.strategy.as_ref();
    let completed = service.completed_revision.as_ref()?;
    let mut deployments = service.deployments.iter();
    let source = deployments.find(|it| it.revision == *completed)?;
    let rolling = strategy.is_none_or(|it| it.as_str() == "ROLLING");
    let hooks = service.deployment_configuration.lifecycle_hooks.as_ref();
    if rolling && hooks.is_none_or(Vec::is_empty) {
        return None;
    }
    let several = service.deployments.len() > 1;
    let mut lifecycle = Lifecycle {
        stage: LifecycleStage::ReconcileService,
        since: cx.now,
        source: source.id.clone(),
        production: 0,
        shifted_at: cx.now,
        hooks: Vec::new(),
        rolling,
    };
    let first = if several {
        LifecycleStage::ReconcileService
    } else {
        LifecycleStage::PreScaleUp
    };
    enter(cx, &service.deployment_configuration, &mut lifecycle, first);
    Some(lifecycle)
}

/// Gets to a stage, whose hooks begin.
pub(super) fn enter(
    cx: &mut Context<'_>,
    configuration: &api::DeploymentConfiguration,
    lifecycle: &mut Lifecycle,
    stage: LifecycleStage,
) {
    lifecycle.stage = stage;
    lifecycle.since = cx.now;
    hooks::begin(cx, configuration, lifecycle);
}

/// As the reconciler sees it.
pub(super) fn view(state: &State, service: &Service) -> Option<LifecycleView> {
    let primary = service.primary()?;
    let lifecycle = primary.lifecycle.as_ref()?;
    let configuration = &service.deployment_configuration;
    let mut deployments = service.deployments.iter();
    Some(LifecycleView {
        rolling: lifecycle.rolling,
        stage: lifecycle.stage,
        since: lifecycle.since,
        source: deployments.position(|it| it.id == lifecycle.source),
        production: lifecycle.production,
        shifted_at: lifecycle.shifted_at,
        shift: shift(configuration),
        bake_seconds: minutes(configuration.bake_time_in_minutes),
        hooks: hooks::views(state, lifecycle, primary.rollback),
    })
}

fn minutes(given: Option<i32>) -> i64 {
    i64::from(given.unwrap_or(0)) * 60
}

fn shift(configuration: &api::DeploymentConfiguration) -> Shift {
    let whole = Shift {
        first: ALL_TRAFFIC,
        step: ALL_TRAFFIC,
        pause_seconds: 0,
    };
    if let Some(linear) = &configuration.linear_configuration {
        let step = thousandths(linear.step_percent);
        Shift {
            first: step,
            step,
            pause_seconds: minutes(linear.step_bake_time_in_minutes),
        }
    } else if let Some(canary) = &configuration.canary_configuration {
        Shift {
            first: thousandths(canary.canary_percent),
            pause_seconds: minutes(canary.canary_bake_time_in_minutes),
            ..whole
        }
    } else {
        whole
    }
}

/// A percentage with one decimal; at least a thousandth, so that it comes to an end.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0.1 and 100.0 since it was given"
)]
pub(super) fn thousandths(percent: Option<f64>) -> u32 {
    let given = percent.unwrap_or(100.0) * 10.0;
    (given.round() as u32).clamp(1, ALL_TRAFFIC)
}

/// The stage of a deployment under way, as ECS shows it.
pub(super) fn shown_stage(live: Option<&Deployment>) -> Option<&'static str> {
    let lifecycle = live?.lifecycle.as_ref()?;
    Some(match lifecycle.stage {
        LifecycleStage::PreProductionTrafficShift => {
            LifecycleStage::ProductionTrafficShift.as_str()
        }
        stage => stage.as_str(),
    })
}

/// Test and production weight of a service revision in percent, while a deployment has two sets.
pub(super) fn shown_weights(
    state: &State,
    record: &ServiceDeployment,
    revision: &str,
) -> Option<(f64, f64)> {
    let service = state.service(&record.cluster, &record.service)?;
    let of_record = service.primary()?.service_deployment == record.id;
    two_sets(service).filter(|_| of_record)?;
    let weights = traffic(service);
    let weight = weights.iter().find(|it| it.revision == revision)?;
    let percent = |thousandths: u32| f64::from(thousandths) / 10.0;
    Some((percent(weight.test), percent(weight.production)))
}
