//! A service as the reconciler sees it.

use berth_api_ecs as api;
use berth_model::{
    DesiredStatus, HealthStatus, InstanceStatus, SchedulingStrategy, Service, State, Task,
    TaskStatus, Timestamp,
};
use berth_reconciler::limits::Threshold;
use berth_reconciler::{DaemonTarget, DeploymentView, Fitness, ServiceView, Stage, TaskView};

use berth_scheduler::capacity;

use super::{alarms, arrange, daemons, lifecycle, order, task_sets, zones};
use crate::Context;
use crate::capacity_providers::strategy;

/// What a region can be told about its services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// A task without a health check is healthy after it has run for so long; 40 s in ECS.
    pub healthy_after_ms: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            healthy_after_ms: 40_000,
        }
    }
}

/// Makes the view.
pub(super) fn of(
    state: &State,
    cx: &Context<'_>,
    settings: Settings,
    service: &Service,
) -> ServiceView {
    let tasks: Vec<&Task> = state
        .tasks_of_service(&service.cluster, &service.name)
        .map(|task| &**task)
        .collect();
    ServiceView {
        alarms: alarms::view(state, service),
        sets: task_sets::views(state, cx, settings, service, &tasks),
        ..of_tasks(state, cx, settings, service, tasks)
    }
}

/// The same of a service and these tasks, as if it had no others and no task sets.
pub(super) fn of_tasks(
    state: &State,
    cx: &Context<'_>,
    settings: Settings,
    service: &Service,
    tasks: Vec<&Task>,
) -> ServiceView {
    let configuration = &service.deployment_configuration;
    let percent = |value: Option<i32>, default| {
        value.map_or(default, |value| u32::try_from(value).unwrap_or(0))
    };
    let deployments = service.deployments.iter();
    let deployments: Vec<DeploymentView> = deployments
        .map(|it| deployment(service.desired_count, it))
        .collect();
    let zones = zones::view(state, cx, service);
    let names = zones.as_ref().map(|it| &*it.names).unwrap_or_default();
    let views: Vec<TaskView> = tasks
        .iter()
        .map(|task| TaskView {
            zone: zone(names, task),
            ..task_view(state, cx.now, settings, service, task)
        })
        .collect();
    ServiceView {
        status: service.status,
        scheduling: service.scheduling,
        desired: service.desired_count,
        minimum_healthy_percent: daemons::minimum_percent(service)
            .unwrap_or_else(|| percent(configuration.minimum_healthy_percent, 100)),
        maximum_percent: percent(configuration.maximum_percent, 200),
        breaker: breaker(configuration),
        steady_at: service.steady_at,
        tasks: order::surplus_first(state, cx.now, service, &deployments, &tasks, views),
        deployments,
        instances: daemon_targets(state, cx, service),
        zones,
        lifecycle: lifecycle::view(state, service),
        alarms: None,
        sets: None,
    }
}

fn zone(names: &[String], task: &Task) -> Option<usize> {
    let zone = task.availability_zone.as_ref()?;
    names.iter().position(|name| name == zone)
}

/// Its place in the strategy of its deployment.
fn provider(service: &Service, task: &Task) -> Option<usize> {
    let mut deployments = service.deployments.iter();
    let of = deployments.find(|it| Some(it.id.as_str()) == task.started_by.as_deref())?;
    let name = task.capacity_provider.as_deref()?;
    let mut items = of.capacity_provider_strategy.iter();
    items.position(|it| strategy::name(it) == name)
}

/// The circuit breaker's threshold, if it is enabled.
pub(super) fn breaker(configuration: &api::DeploymentConfiguration) -> Option<Threshold> {
    let breaker = configuration.deployment_circuit_breaker.as_ref()?;
    if breaker.enable != Some(true) {
        return None;
    }
    let Some(threshold) = &breaker.threshold_configuration else {
        return Some(Threshold::default());
    };
    let value = threshold
        .value
        .map_or(50, |value| u32::try_from(value).unwrap_or(1));
    Some(match threshold.r#type.as_ref().map(|it| it.as_str()) {
        Some("COUNT") => Threshold::Count(value),
        Some("UNBOUNDED_PERCENT") => Threshold::UnboundedPercent(value),
        _ => Threshold::BoundedPercent(value),
    })
}

fn deployment(desired: u32, deployment: &berth_model::Deployment) -> DeploymentView {
    let shares = strategy::shares(&deployment.capacity_provider_strategy);
    DeploymentView {
        id: deployment.id.clone(),
        rollout: deployment.rollout,
        failed_tasks: deployment.failed_tasks,
        failed_at: deployment.failed_at,
        breaker_count: deployment.breaker_count,
        launch_failures: deployment.launch_failures,
        short_lives: deployment.short_lives,
        shares: capacity::targets(&shares, desired),
    }
}

fn task_view(
    state: &State,
    now: Timestamp,
    settings: Settings,
    service: &Service,
    task: &Task,
) -> TaskView {
    let of = |it: &berth_model::Deployment| Some(it.id.as_str()) == task.started_by.as_deref();
    let instance = task.instance.and_then(|id| state.instance(id));
    let (stage, healthy_since) = stage(state, now, settings, service, task);
    TaskView {
        id: task.id,
        deployment: service.deployments.iter().position(of),
        stage,
        draining: instance.is_some_and(|it| it.status != InstanceStatus::Active),
        protected_until: task.protected_until,
        healthy_since,
        instance: task.instance,
        zone: None,
        provider: provider(service, task),
    }
}

fn stage(
    state: &State,
    now: Timestamp,
    settings: Settings,
    service: &Service,
    task: &Task,
) -> (Stage, Option<Timestamp>) {
    if task.desired_status == DesiredStatus::Stopped || task.last_status > TaskStatus::Running {
        return (Stage::Stopping, None);
    }
    if task.last_status < TaskStatus::Running {
        return (Stage::Pending, None);
    }
    let started_at = task.started_at.unwrap_or(task.created_at);
    // A clock that was set back: how long it runs cannot be told, and nobody waits for hours.
    let back = started_at > now;
    let checked = checked_containers(state, task);
    let essential = || task.containers.iter().filter(|it| it.essential);
    if !essential().any(|it| checked.iter().any(|name| **name == it.name)) {
        let healthy_at = Timestamp(started_at.0.saturating_add(settings.healthy_after_ms));
        let fitness = if back || healthy_at <= now {
            Fitness::Healthy
        } else {
            Fitness::Unknown(Some(healthy_at))
        };
        return (Stage::Running(fitness), Some(healthy_at));
    }
    let mut checks = essential().filter(|it| checked.iter().any(|name| **name == it.name));
    let grace = service.health_check_grace_period_seconds.unwrap_or(0);
    let grace_ends = started_at.plus_seconds(i64::from(grace));
    let fitness = if essential().any(|it| it.health_status == HealthStatus::Unhealthy) {
        if grace_ends > now && !back {
            Fitness::Unknown(Some(grace_ends))
        } else {
            Fitness::Unhealthy
        }
    } else if checks.all(|it| it.health_status == HealthStatus::Healthy) {
        Fitness::Healthy
    } else {
        Fitness::Unknown(None)
    };
    (Stage::Running(fitness), Some(started_at))
}

/// Names of the containers whose definition has a health check.
fn checked_containers(state: &State, task: &Task) -> Vec<String> {
    let (family, revision) = &task.task_definition;
    let Some(definition) = state.task_definition(family, *revision) else {
        return Vec::new();
    };
    let containers = definition.document.container_definitions.as_deref();
    let checked = containers.unwrap_or_default().iter();
    checked
        .filter(|it| it.health_check.is_some())
        .filter_map(|it| it.name.clone())
        .collect()
}

fn daemon_targets(state: &State, cx: &Context<'_>, service: &Service) -> Vec<DaemonTarget> {
    if service.scheduling != SchedulingStrategy::Daemon {
        return Vec::new();
    }
    let fits = arrange::daemon_fit(state, cx, service);
    let group = service.group();
    let instances = state.instances_of(&service.cluster);
    instances
        .filter(|instance| instance.status != InstanceStatus::Inactive)
        .map(|instance| DaemonTarget {
            id: instance.id,
            fits: fits.contains(&instance.id),
            busy: state.live_tasks_on(instance.id).any(|task| {
                // Other daemons wait for no one, or two of them would wait for each other.
                task.group != group && !is_daemon(state, task)
            }),
        })
        .collect()
}

/// A DAEMON service has started it.
pub(crate) fn is_daemon(state: &State, task: &Task) -> bool {
    let service = task
        .service()
        .and_then(|name| state.service(&task.cluster, name));
    service.is_some_and(|it| it.scheduling == SchedulingStrategy::Daemon)
}
