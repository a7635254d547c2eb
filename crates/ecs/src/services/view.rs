//! A service as the reconciler sees it.

use berth_api_ecs as api;
use berth_model::{
    Checks, InstanceStatus, Kind, Members, SchedulingStrategy, Service, Standing, State, Task,
    TaskId, Timestamp,
};
use berth_reconciler::limits::Threshold;
use berth_reconciler::{
    Cohort, DaemonTarget, DeploymentView, Fitness, ServiceView, Stage, TaskView,
};

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
    ServiceView {
        alarms: alarms::view(state, service),
        sets: task_sets::views(state, cx, settings, service),
        ..of_part(state, cx, settings, service, None)
    }
}

/// The same of a service and the tasks of one of its deployments, as if it had no others and no task sets.
pub(super) fn of_part(
    state: &State,
    cx: &Context<'_>,
    settings: Settings,
    service: &Service,
    part: Option<&str>,
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
    let cohorts = state.cohorts(&service.cluster, &service.name);
    let cohorts = cohorts.filter(|it| part.is_none_or(|part| it.kind().deployment == part));
    let tasks: Vec<Cohort> = cohorts
        .flat_map(|it| by_stage(cx.now, settings, service, names, it))
        .collect();
    let moving = zones.as_ref().is_some_and(|it| it.moving.is_some());
    let good = tasks.iter().filter(|it| it.is_good());
    let singly = service.scheduling == SchedulingStrategy::Daemon
        || moving
        || good.map(Cohort::size).sum::<u32>() > service.desired_count;
    let tasks = match singly {
        true => order::surplus_first(state, cx.now, service, &deployments, each(state, &tasks)),
        false => tasks,
    };
    ServiceView {
        status: service.status,
        scheduling: service.scheduling,
        desired: service.desired_count,
        minimum_healthy_percent: daemons::minimum_percent(service)
            .unwrap_or_else(|| percent(configuration.minimum_healthy_percent, 100)),
        maximum_percent: percent(configuration.maximum_percent, 200),
        breaker: breaker(configuration),
        steady_at: service.steady_at,
        tasks,
        deployments,
        instances: daemon_targets(state, cx, service),
        zones,
        lifecycle: lifecycle::view(state, service),
        alarms: None,
        sets: None,
    }
}

/// A cohort of the state as the reconciler sees it now: by what is thought of tasks of that age.
fn by_stage(
    now: Timestamp,
    settings: Settings,
    service: &Service,
    zones: &[String],
    cohort: berth_model::Cohort<'_>,
) -> Vec<Cohort> {
    let kind = cohort.kind();
    let mut deployments = service.deployments.iter();
    let deployment = deployments.position(|it| it.id == kind.deployment);
    let with = |members: Members, stage, healthy_since| {
        let alike = TaskView {
            id: TaskId::new(0),
            deployment,
            stage,
            draining: kind.draining,
            protected_until: kind.protected_until,
            healthy_since,
            instance: None,
            zone: (kind.zone.as_ref()).and_then(|zone| zones.iter().position(|name| name == zone)),
            provider: deployment.and_then(|at| provider(&service.deployments[at], kind)),
        };
        Cohort::new(alike, members)
    };
    let running = |fitness, members: Members, after_ms: i64| {
        let since = members.last_since();
        let since = since.map(|at| Timestamp(at.0.saturating_add(after_ms)));
        with(members, Stage::Running(fitness), since)
    };
    // What is thought of those that have run for so long, and of those that began after now, since a clock
    // was set back: how long those run cannot be told, and nobody waits for hours.
    let aged = |fitness, after_ms: i64, healthy_after_ms: i64| {
        let after = Timestamp(now.0.saturating_sub(after_ms));
        let [old, young, ahead] = cohort.by_age(after, now);
        let ends = young.first_since();
        let ends = ends.map(|at| Timestamp(at.0.saturating_add(after_ms)));
        let all = [
            running(fitness, old, healthy_after_ms),
            running(Fitness::Unknown(ends), young, healthy_after_ms),
            running(fitness, ahead, healthy_after_ms),
        ];
        all.into_iter().flatten().collect()
    };
    let all = || cohort.members();
    let one = |cohort: Option<Cohort>| Vec::from_iter(cohort);
    match kind.standing {
        Standing::Pending => one(with(all(), Stage::Pending, None)),
        Standing::Stopping => one(with(all(), Stage::Stopping, None)),
        Standing::Running(Checks::Passing) => one(running(Fitness::Healthy, all(), 0)),
        Standing::Running(Checks::Unsettled) => one(running(Fitness::Unknown(None), all(), 0)),
        Standing::Running(Checks::Absent) => {
            let after_ms = settings.healthy_after_ms;
            aged(Fitness::Healthy, after_ms, after_ms)
        }
        Standing::Running(Checks::Failing) => {
            let grace = service.health_check_grace_period_seconds.unwrap_or(0);
            aged(Fitness::Unhealthy, i64::from(grace) * 1000, 0)
        }
    }
}

/// Each task by itself, by id, with where it runs.
fn each(state: &State, cohorts: &[Cohort]) -> Vec<TaskView> {
    let tasks = cohorts.iter().flat_map(Cohort::each);
    let mut tasks: Vec<TaskView> = tasks
        .map(|task| TaskView {
            instance: state.live_task(task.id).and_then(|it| it.instance),
            ..task
        })
        .collect();
    tasks.sort_unstable_by_key(|task| task.id);
    tasks
}

/// Its place in the strategy of its deployment.
fn provider(deployment: &berth_model::Deployment, kind: &Kind) -> Option<usize> {
    let name = kind.provider.as_deref()?;
    let mut items = deployment.capacity_provider_strategy.iter();
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
