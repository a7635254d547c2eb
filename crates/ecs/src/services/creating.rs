//! `CreateService`.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Change, DeploymentController, Document, LaunchType, SchedulingStrategy, Service, ServiceStatus,
    State, Tx,
};

use super::configuration as check;
use super::deleting::forget;
use super::deploying::{self, Target};
use super::describe::render;
use super::task_sets::external;
use super::{token, zones};
use crate::capacity_providers::strategy;
use crate::run_task::ForService;
use crate::{Context, Outcome, faults, resolve, run_task, tags};

/// Makes a service and its first deployment; the scheduler starts its tasks.
///
/// The same request again gives the service back, with its client token also after it was deleted.
///
/// # Errors
/// `ClusterNotFoundException`, `ClientException` for the task definition,
/// `InvalidParameterException`, `UnsupportedFeatureException` for what this version lacks.
pub fn create_service(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateServiceRequest,
) -> Outcome<api::CreateServiceResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let name = input.service_name.clone().unwrap_or_default();
    if !resolve::is_name(&name) {
        return Err(faults::invalid(
            "serviceName must have 1 to 255 letters, digits, hyphens and underscores.",
        ));
    }
    let token = token::Token::of("CreateService", input.client_token.as_ref())?;
    let creation = token::fingerprint(&cluster, &input);
    if let Some(known) = token.as_ref().and_then(|token| token.known(tx, &cluster)) {
        return token::replay(tx, cx, &known, &name, creation);
    }
    match tx.service(&cluster, &name) {
        Some(known) if known.status == ServiceStatus::Draining => {
            return Err(faults::invalid(
                "Unable to Start a service that is still Draining.",
            ));
        }
        Some(known) if known.status == ServiceStatus::Active => {
            if known.creation != creation {
                return Err(token::not_idempotent());
            }
            return Ok(api::CreateServiceResponse {
                service: Some(render(tx, cx, known, true)),
            });
        }
        _ => {}
    }
    check::refuse_what_is_not_built!(input)?;
    let (mut service, target) = parse(tx, cx, cluster, name, creation, input)?;
    forget(tx, &service.cluster, &service.name);
    if let Some(target) = target {
        deploying::begin(tx, cx, &mut service, target);
    }
    let rendered_from = service.clone();
    tx.record(Change::PutService(Arc::new(service)));
    if let Some(token) = token {
        token.remember(tx, cx.now, rendered_from.cluster.clone(), creation, None);
    }
    Ok(api::CreateServiceResponse {
        service: Some(render(tx, cx, &rendered_from, true)),
    })
}

fn parse(
    state: &State,
    cx: &Context<'_>,
    cluster: String,
    name: String,
    creation: u64,
    input: api::CreateServiceRequest,
) -> Outcome<(Service, Option<Target>)> {
    let scheduling = check::scheduling(input.scheduling_strategy.as_ref())?;
    let controller = check::controller(input.deployment_controller.as_ref())?;
    let external = controller == DeploymentController::External;
    if external {
        external::check_create(&input)?;
    }
    let launch_type = check::launch_type(input.launch_type.as_ref())?;
    let desired_count = match (scheduling, input.desired_count) {
        (SchedulingStrategy::Replica, Some(count)) => check::desired_count(count)?,
        (SchedulingStrategy::Replica, None) if external => 0,
        (SchedulingStrategy::Replica, None) => {
            return Err(faults::invalid(
                "desiredCount must be given for a service with the REPLICA scheduling strategy.",
            ));
        }
        (SchedulingStrategy::Daemon, None | Some(0)) => 0,
        (SchedulingStrategy::Daemon, Some(_)) => {
            return Err(faults::invalid(
                "desiredCount cannot be given for a service with the DAEMON scheduling strategy.",
            ));
        }
    };
    let configuration = check::deployment_configuration(
        input.deployment_configuration.clone(),
        &api::DeploymentConfiguration::default(),
        scheduling,
    )?;
    let execute_command = input.enable_execute_command == Some(true);
    let target = match external {
        true => None,
        false => Some(first_target(state, cx, &cluster, scheduling, &input)?),
    };
    let launch_type = target.as_ref().map_or(launch_type, |it| it.launch_type);
    let mut service = Service {
        cluster,
        name,
        status: ServiceStatus::Active,
        created_at: cx.now,
        created_by: cx.principal_arn(),
        inactive_at: None,
        scheduling,
        controller,
        desired_count,
        deployment_configuration: Document::new(configuration),
        placement_constraints: check::constraints(input.placement_constraints)?.unwrap_or_default(),
        placement_strategy: check::strategy(input.placement_strategy, scheduling)?
            .unwrap_or_default(),
        health_check_grace_period_seconds: check::grace_period(
            input.health_check_grace_period_seconds,
        )?,
        enable_managed_tags: input.enable_ecs_managed_tags == Some(true),
        propagate_tags: check::propagate_tags(input.propagate_tags.as_ref())?,
        enable_execute_command: execute_command,
        zone_rebalancing: false,
        role_arn: input.role.filter(|role| !role.is_empty()),
        creation,
        deployments: Vec::new(),
        completed_revision: None,
        event_count: 0,
        waiting_since: None,
        steady_at: None,
        said: Vec::new(),
        tags: tags::parse(input.tags)?,
        rebalancing: None,
        zone_rebalancing_asked: false,
        daemon: None,
    };
    check::fargate(&service, launch_type)?;
    let given = input.availability_zone_rebalancing.as_ref();
    zones::settle_rebalancing(given, None, &mut service, launch_type)?;
    Ok((service, target))
}

/// What the first deployment of a service brings.
fn first_target(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    scheduling: SchedulingStrategy,
    input: &api::CreateServiceRequest,
) -> Outcome<Target> {
    let wanted = input.capacity_provider_strategy.as_deref();
    let capacity = check::capacity(
        state,
        cx,
        cluster,
        scheduling,
        input.launch_type.as_ref(),
        wanted.unwrap_or_default(),
    )?;
    let given = check::launch_type(input.launch_type.as_ref())?;
    let asked = ForService {
        task_definition: input.task_definition.as_deref().unwrap_or_default(),
        network: input.network_configuration.as_ref(),
        launch_type: strategy::launch_type(state, &capacity).unwrap_or(given),
        platform_version: input.platform_version.as_deref(),
        execute_command: input.enable_execute_command == Some(true),
        any_status: false,
    };
    let mut target = target(state, cx, cluster, &asked)?;
    target.document.capacity_provider_strategy = deploying::strategy_document(&capacity);
    Ok(target)
}

/// What a deployment of these brings, if tasks of it could be started.
pub(super) fn target(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    asked: &ForService<'_>,
) -> Outcome<Target> {
    let definition = run_task::check_for_service(state, cx, cluster, asked)?;
    Ok(Target {
        task_definition: (definition.family.clone(), definition.revision),
        launch_type: asked.launch_type,
        document: api::ServiceRevision {
            network_configuration: asked.network.cloned(),
            platform_version: platform_version(asked),
            ..Default::default()
        },
    })
}

/// What a service remembers of its platform version: which one LATEST is, is settled for each task.
pub(super) fn platform_version(asked: &ForService<'_>) -> Option<String> {
    let given = asked.platform_version.filter(|it| !it.is_empty());
    let fargate = asked.launch_type == LaunchType::Fargate;
    fargate.then(|| given.unwrap_or("LATEST").to_owned())
}
