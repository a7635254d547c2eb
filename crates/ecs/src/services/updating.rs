//! `UpdateService`.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Change, DeploymentController, Document, LaunchType, SchedulingStrategy, Service, ServiceStatus,
    State, Tx,
};
use berth_protocol::fault::Fault;

use super::configuration as check;
use super::creating::{platform_version, target};
use super::deleting::find;
use super::deploying::{self, Target};
use super::describe::render;
use super::task_sets::{self, external};
use super::zones;
use crate::capacity_providers::strategy;
use crate::run_task::{self, ForService};
use crate::{Context, Outcome, faults, resolve};

/// Changes a service; begins a deployment if what its tasks are made of changes, or if told to.
///
/// # Errors
/// `ServiceNotFoundException`, `ServiceNotActiveException`, and those of [`super::create_service`].
pub fn update_service(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateServiceRequest,
) -> Outcome<api::UpdateServiceResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let given = input.service.clone().unwrap_or_default();
    let before = find(tx, cx, &cluster, &given)?;
    if before.status != ServiceStatus::Active {
        return Err(Fault::client(
            "ServiceNotActiveException",
            "Service was not ACTIVE.",
        ));
    }
    check::refuse_what_is_not_built!(input)?;
    let external = before.controller == DeploymentController::External;
    if external {
        external::check_update(&input)?;
    }
    if let given @ Some(_) = input.deployment_controller.as_ref() {
        let other = check::controller(given)? != before.controller;
        check::refuse(&[("a change of deploymentController", other)])?;
    }
    let mut service = Service::clone(&before);
    if let Some(count) = input.desired_count {
        if service.scheduling == SchedulingStrategy::Daemon {
            return Err(faults::invalid(
                "desiredCount cannot be given for a service with the DAEMON scheduling strategy.",
            ));
        }
        service.desired_count = check::desired_count(count)?;
        task_sets::unsettle_all(&mut service, before.desired_count, cx.now);
    }
    if input.deployment_configuration.is_some() {
        service.deployment_configuration = Document::new(check::deployment_configuration(
            input.deployment_configuration.clone(),
            &before.deployment_configuration,
            service.scheduling,
        )?);
    }
    if let Some(constraints) = check::constraints(input.placement_constraints.clone())? {
        service.placement_constraints = constraints;
    }
    if let Some(strategy) = check::strategy(input.placement_strategy.clone(), service.scheduling)? {
        service.placement_strategy = strategy;
    }
    if let Some(grace) = check::grace_period(input.health_check_grace_period_seconds)? {
        service.health_check_grace_period_seconds = Some(grace);
    }
    if let Some(managed) = input.enable_ecs_managed_tags {
        service.enable_managed_tags = managed;
    }
    if input.propagate_tags.is_some() {
        service.propagate_tags = check::propagate_tags(input.propagate_tags.as_ref())?;
    }
    if let Some(execute) = input.enable_execute_command {
        service.enable_execute_command = execute;
    }
    if let Some(given) = &input.capacity_provider_strategy {
        change_capacity(tx, cx, &mut service, given)?;
    }
    let launch_type = service
        .primary()
        .map_or(LaunchType::Ec2, |it| it.launch_type);
    check::fargate(&service, launch_type)?;
    let given = input.availability_zone_rebalancing.as_ref();
    zones::settle_rebalancing(given, Some(&before), &mut service, launch_type)?;
    // A PRIMARY task set is nobody's to replace.
    let current = Target::of_primary(tx, &service).filter(|_| !external);
    let wanted = match &current {
        None => None,
        Some(current) => Some(retarget(tx, cx, &service, current, &input)?),
    };
    let force = input.force_new_deployment == Some(true);
    if let Some(wanted) = wanted.filter(|wanted| force || Some(wanted) != current.as_ref()) {
        deploying::begin(tx, cx, &mut service, wanted);
    }
    if service != *before {
        // Whatever changed, the scheduler says when it has got there.
        service.steady_at = None;
        tx.record(Change::PutService(Arc::new(service.clone())));
    }
    Ok(api::UpdateServiceResponse {
        service: Some(render(tx, cx, &service, true)),
    })
}

/// The current target with what an update changes of it.
fn retarget(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
    current: &Target,
    input: &api::UpdateServiceRequest,
) -> Outcome<Target> {
    let (family, revision) = &current.task_definition;
    let own = format!("{family}:{revision}");
    let given = input.task_definition.as_deref().filter(|it| !it.is_empty());
    let (network, platform) = (&input.network_configuration, &input.platform_version);
    let asked = ForService {
        task_definition: given.unwrap_or(&own),
        network: (network.as_ref()).or(current.document.network_configuration.as_ref()),
        launch_type: current.launch_type,
        platform_version: (platform.as_deref()).or(current.document.platform_version.as_deref()),
        execute_command: service.enable_execute_command,
        any_status: given.is_none(),
    };
    if given.is_none() {
        let changed = network.is_some() || platform.is_some();
        if changed || input.capacity_provider_strategy.is_some() {
            run_task::check_for_service(state, cx, &service.cluster, &asked)?;
        }
        let mut same = current.clone();
        same.document.network_configuration = asked.network.cloned();
        same.document.platform_version = platform_version(&asked);
        return Ok(same);
    }
    let mut target = target(state, cx, &service.cluster, &asked)?;
    target
        .document
        .capacity_provider_strategy
        .clone_from(&current.document.capacity_provider_strategy);
    Ok(target)
}

/// Sets where tasks get their room from now on; an empty strategy means by the launch type. The
/// PRIMARY deployment goes on, and tasks that are there stay.
fn change_capacity(
    state: &State,
    cx: &Context<'_>,
    service: &mut Service,
    given: &[api::CapacityProviderStrategyItem],
) -> Outcome<()> {
    let capacity = if given.is_empty() {
        Vec::new()
    } else {
        check::capacity(state, cx, &service.cluster, service.scheduling, None, given)?
    };
    let launch_type = strategy::launch_type(state, &capacity);
    if let Some(primary) = service.deployments.first_mut() {
        if primary.capacity_provider_strategy != capacity {
            primary.updated_at = cx.now;
        }
        if let Some(launch_type) = launch_type {
            primary.launch_type = launch_type;
        }
        primary.capacity_provider_strategy = capacity;
    }
    Ok(())
}
