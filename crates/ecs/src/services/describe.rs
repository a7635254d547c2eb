//! Services as the API shows them, and `DescribeServices`.

use berth_api_ecs as api;
use berth_model::{
    Deployment, DeploymentStatus, LaunchType, RolloutState, Service, ServiceStatus, State,
};

use super::deleting::find;
use super::deploying::{self, counts};
use super::task_sets;
use crate::container_instances::time;
use crate::{Context, Outcome, faults, resolve, run_task, tags};

/// Describes up to ten services, INACTIVE ones as long as they are kept.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for no or too many names.
pub fn describe_services(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeServicesRequest,
) -> Outcome<api::DescribeServicesResponse> {
    let cluster = &resolve::cluster(state, cx, input.cluster.as_deref())?.name;
    let given = input.services.unwrap_or_default();
    if given.is_empty() {
        return Err(faults::invalid("Services cannot be empty."));
    }
    if given.len() > 10 {
        return Err(faults::invalid("services must name at most 10 services."));
    }
    let include = input.include.unwrap_or_default();
    let with_tags = include.iter().any(|field| field.as_str() == "TAGS");
    let (mut services, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        match find(state, cx, cluster, given) {
            Ok(service) => services.push(render(state, cx, &service, with_tags)),
            Err(fault) if fault.code == "ServiceNotFoundException" => {
                failures.push(resolve::missing(cx, "service", cluster, given));
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(api::DescribeServicesResponse {
        services: Some(services),
        failures: Some(failures),
    })
}

/// As the API shows it.
pub(super) fn render(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
    with_tags: bool,
) -> api::Service {
    let (cluster, name) = (&service.cluster, &service.name);
    let (mut running, mut pending) = (0, 0);
    for deployment in &service.deployments {
        let tally = state.tally(&deployment.id);
        running += tally.running;
        pending += tally.pending;
    }
    let primary = service.primary();
    let definition = primary.map(|it| &it.task_definition);
    let revision = primary.and_then(|it| state.service_revision(cluster, name, &it.revision));
    let events = state.service_events(cluster, name).rev();
    let in_progress = primary.filter(|it| it.rollout == RolloutState::InProgress);
    api::Service {
        service_arn: Some(cx.names.service(cluster, name)),
        service_name: Some(name.clone()),
        cluster_arn: Some(cx.names.cluster(cluster)),
        load_balancers: Some(Vec::new()),
        service_registries: Some(Vec::new()),
        status: Some(service.status.as_str().to_owned()),
        desired_count: Some(number(service.desired_count)),
        running_count: Some(number(running)),
        pending_count: Some(number(pending)),
        launch_type: primary.and_then(launch_type),
        capacity_provider_strategy: primary
            .and_then(|it| deploying::strategy_document(&it.capacity_provider_strategy)),
        task_definition: definition.map(|(family, it)| cx.names.task_definition(family, *it)),
        deployment_configuration: Some((*service.deployment_configuration).clone()),
        deployments: Some(
            own_deployments(service)
                .map(|it| deployment(state, cx, service, it))
                .collect(),
        ),
        task_sets: task_sets::of_service(state, cx, service, with_tags),
        role_arn: service.role_arn.clone(),
        events: Some(
            events
                .map(|event| api::ServiceEvent {
                    id: Some(event.id.clone()),
                    created_at: Some(time(event.at)),
                    message: Some(event.message.clone()),
                })
                .collect(),
        ),
        created_at: Some(time(service.created_at)),
        current_service_deployment: in_progress.map(|it| {
            cx.names
                .service_deployment(cluster, name, &it.service_deployment)
        }),
        current_service_revisions: Some(
            own_deployments(service)
                .map(|it| summary(state, cx, service, it))
                .collect(),
        ),
        placement_constraints: Some(
            service
                .placement_constraints
                .iter()
                .map(|it| (**it).clone())
                .collect(),
        ),
        placement_strategy: Some(
            service
                .placement_strategy
                .iter()
                .map(|it| (**it).clone())
                .collect(),
        ),
        network_configuration: revision.and_then(|it| it.document.network_configuration.clone()),
        platform_version: revision.and_then(|it| it.document.platform_version.clone()),
        platform_family: primary.and_then(platform_family),
        health_check_grace_period_seconds: service.health_check_grace_period_seconds,
        scheduling_strategy: Some(service.scheduling.as_str().into()),
        deployment_controller: Some(api::DeploymentController {
            r#type: Some(service.controller.as_str().into()),
        }),
        tags: with_tags.then(|| tags::render(&service.tags)),
        created_by: Some(service.created_by.clone()),
        enable_ecs_managed_tags: Some(service.enable_managed_tags),
        propagate_tags: Some(service.propagate_tags.as_deref().unwrap_or("NONE").into()),
        enable_execute_command: Some(service.enable_execute_command),
        availability_zone_rebalancing: Some(
            if service.zone_rebalancing {
                "ENABLED"
            } else {
                "DISABLED"
            }
            .into(),
        ),
        ..Default::default()
    }
}

/// Its deployments without task sets, which are shown as such.
fn own_deployments(service: &Service) -> impl Iterator<Item = &Deployment> {
    let deployments = service.deployments.iter();
    deployments.filter(|it| it.task_set.is_none())
}

/// Not shown where there is a capacity provider strategy.
pub(super) fn launch_type(deployment: &Deployment) -> Option<api::LaunchType> {
    let by_strategy = !deployment.capacity_provider_strategy.is_empty();
    (!by_strategy).then(|| deployment.launch_type.as_str().into())
}

fn platform_family(deployment: &Deployment) -> Option<String> {
    let fargate = deployment.launch_type == LaunchType::Fargate;
    fargate.then(|| "Linux".to_owned())
}

fn deployment(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
    deployment: &Deployment,
) -> api::Deployment {
    let counts = counts(state, service, deployment);
    let (family, number_) = &deployment.task_definition;
    let revision = state.service_revision(&service.cluster, &service.name, &deployment.revision);
    api::Deployment {
        id: Some(deployment.id.clone()),
        status: Some(deployment.status.as_str().to_owned()),
        task_definition: Some(cx.names.task_definition(family, *number_)),
        desired_count: Some(match service.status {
            ServiceStatus::Active => number(counts.requested),
            ServiceStatus::Draining | ServiceStatus::Inactive => 0,
        }),
        pending_count: Some(number(counts.pending)),
        running_count: Some(number(counts.running)),
        failed_tasks: Some(number(deployment.failed_tasks)),
        created_at: Some(time(deployment.created_at)),
        updated_at: Some(time(deployment.updated_at)),
        launch_type: launch_type(deployment),
        capacity_provider_strategy: deploying::strategy_document(
            &deployment.capacity_provider_strategy,
        ),
        network_configuration: revision.and_then(|it| it.document.network_configuration.clone()),
        platform_version: revision
            .and_then(|it| it.document.platform_version.as_deref())
            .map(|it| run_task::resolved_platform(it).to_owned()),
        platform_family: platform_family(deployment),
        rollout_state: Some(deployment.rollout.as_str().into()),
        rollout_state_reason: Some(deployment.rollout_reason.clone()),
        ..Default::default()
    }
}

fn summary(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
    deployment: &Deployment,
) -> api::ServiceCurrentRevisionSummary {
    let counts = counts(state, service, deployment);
    let primary = deployment.status == DeploymentStatus::Primary;
    let arn = cx
        .names
        .service_revision(&service.cluster, &service.name, &deployment.revision);
    api::ServiceCurrentRevisionSummary {
        arn: Some(arn),
        requested_task_count: Some(if primary { number(counts.requested) } else { 0 }),
        running_task_count: Some(number(counts.running)),
        pending_task_count: Some(number(counts.pending)),
    }
}

/// A count as the wire has it.
pub(super) fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
