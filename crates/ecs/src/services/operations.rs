//! `CreateService`, `UpdateService`, `DeleteService`.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Change, Document, LaunchType, SchedulingStrategy, Service, ServiceStatus, State, Tags, Tx,
};
use berth_protocol::fault::Fault;

use super::configuration::{self as check, refuse, some};
use super::deploying::{self, Target};
use super::describe::render;
use crate::{Context, Outcome, faults, resolve, run_task, tags};

/// Makes a service and its first deployment; the scheduler starts its tasks.
///
/// The same request again gives the service back.
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
    let creation = fingerprint(&cluster, &input);
    match tx.service(&cluster, &name) {
        Some(known) if known.status == ServiceStatus::Draining => {
            return Err(faults::invalid(
                "Unable to Start a service that is still Draining.",
            ));
        }
        Some(known) if known.status == ServiceStatus::Active => {
            if known.creation != creation {
                return Err(faults::invalid("Creation of service was not idempotent."));
            }
            return Ok(api::CreateServiceResponse {
                service: Some(render(tx, cx, known, true)),
            });
        }
        _ => {}
    }
    refuse_what_is_not_built(&input)?;
    let (mut service, target) = parse(tx, cx, cluster, name, creation, input)?;
    forget(tx, &service.cluster, &service.name);
    deploying::begin(tx, cx, &mut service, target);
    let rendered_from = service.clone();
    tx.record(Change::PutService(Arc::new(service)));
    Ok(api::CreateServiceResponse {
        service: Some(render(tx, cx, &rendered_from, true)),
    })
}

fn refuse_what_is_not_built(input: &api::CreateServiceRequest) -> Outcome<()> {
    let rebalancing = input.availability_zone_rebalancing.as_ref();
    refuse(&[
        ("loadBalancers", some(input.load_balancers.as_ref())),
        ("serviceRegistries", some(input.service_registries.as_ref())),
        (
            "volumeConfigurations",
            some(input.volume_configurations.as_ref()),
        ),
        (
            "vpcLatticeConfigurations",
            some(input.vpc_lattice_configurations.as_ref()),
        ),
        ("gatewayConnectors", some(input.gateway_connectors.as_ref())),
        (
            "serviceConnectConfiguration",
            input
                .service_connect_configuration
                .as_ref()
                .is_some_and(|it| it.enabled == Some(true)),
        ),
        ("monitoring", input.monitoring.is_some()),
        (
            "availabilityZoneRebalancing ENABLED",
            rebalancing.is_some_and(|it| it.as_str() == "ENABLED"),
        ),
    ])
}

fn parse(
    state: &State,
    cx: &Context<'_>,
    cluster: String,
    name: String,
    creation: u64,
    input: api::CreateServiceRequest,
) -> Outcome<(Service, Target)> {
    let scheduling = check::scheduling(input.scheduling_strategy.as_ref())?;
    let controller = check::controller(input.deployment_controller.as_ref())?;
    let launch_type = check::launch_type(input.launch_type.as_ref())?;
    let desired_count = match (scheduling, input.desired_count) {
        (SchedulingStrategy::Replica, Some(count)) => check::desired_count(count)?,
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
    let strategy = input.capacity_provider_strategy.unwrap_or_default();
    let capacity = check::capacity(
        state,
        cx,
        &cluster,
        scheduling,
        input.launch_type.as_ref(),
        &strategy,
    )?;
    let configuration = check::deployment_configuration(
        input.deployment_configuration,
        &api::DeploymentConfiguration::default(),
        scheduling,
    )?;
    let execute_command = input.enable_execute_command == Some(true);
    let mut target = target(
        state,
        cx,
        &cluster,
        input.task_definition.as_deref(),
        launch_type,
        input.network_configuration,
        execute_command,
    )?;
    target.document.capacity_provider_strategy = deploying::strategy_document(&capacity);
    let service = Service {
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
    };
    Ok((service, target))
}

/// What a deployment of these brings, if tasks of it could be started.
fn target(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    task_definition: Option<&str>,
    launch_type: LaunchType,
    network: Option<api::NetworkConfiguration>,
    execute_command: bool,
) -> Outcome<Target> {
    let definition = run_task::check_for_service(
        state,
        cx,
        cluster,
        task_definition.unwrap_or_default(),
        network.is_some(),
        execute_command,
    )?;
    Ok(Target {
        task_definition: (definition.family.clone(), definition.revision),
        launch_type,
        document: api::ServiceRevision {
            network_configuration: network,
            ..Default::default()
        },
    })
}

/// Removes what is left of an INACTIVE service of this name.
pub(crate) fn forget(tx: &mut Tx, cluster: &str, name: &str) {
    if tx.service(cluster, name).is_none() {
        return;
    }
    let owned = || (cluster.to_owned(), name.to_owned());
    let events: Vec<u64> = tx
        .service_events(cluster, name)
        .map(|it| it.number)
        .collect();
    for number in events {
        let (cluster, name) = owned();
        tx.record(Change::DeleteServiceEvent(cluster, name, number));
    }
    let records: Vec<_> = tx
        .service_deployments(cluster, name)
        .map(|it| it.id.clone())
        .collect();
    for id in records {
        let (cluster, name) = owned();
        tx.record(Change::DeleteServiceDeployment(cluster, name, id));
    }
    let revisions: Vec<_> = tx
        .service_revisions(cluster, name)
        .map(|it| it.id.clone())
        .collect();
    for id in revisions {
        let (cluster, name) = owned();
        tx.record(Change::DeleteServiceRevision(cluster, name, id));
    }
    let (cluster, name) = owned();
    tx.record(Change::DeleteService(cluster, name));
}

/// Changes a service; begins a deployment if what its tasks are made of changes, or if told to.
///
/// # Errors
/// `ServiceNotFoundException`, `ServiceNotActiveException`, and those of [`create_service`].
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
    let rebalancing = input.availability_zone_rebalancing.as_ref();
    refuse(&[
        ("loadBalancers", some(input.load_balancers.as_ref())),
        ("serviceRegistries", some(input.service_registries.as_ref())),
        (
            "volumeConfigurations",
            some(input.volume_configurations.as_ref()),
        ),
        (
            "vpcLatticeConfigurations",
            some(input.vpc_lattice_configurations.as_ref()),
        ),
        ("gatewayConnectors", some(input.gateway_connectors.as_ref())),
        (
            "serviceConnectConfiguration",
            input
                .service_connect_configuration
                .as_ref()
                .is_some_and(|it| it.enabled == Some(true)),
        ),
        ("monitoring", input.monitoring.is_some()),
        (
            "availabilityZoneRebalancing ENABLED",
            rebalancing.is_some_and(|it| it.as_str() == "ENABLED"),
        ),
    ])?;
    if input.deployment_controller.is_some() {
        check::controller(input.deployment_controller.as_ref())?;
    }
    let mut service = Service::clone(&before);
    if let Some(count) = input.desired_count {
        if service.scheduling == SchedulingStrategy::Daemon {
            return Err(faults::invalid(
                "desiredCount cannot be given for a service with the DAEMON scheduling strategy.",
            ));
        }
        service.desired_count = check::desired_count(count)?;
    }
    if input.deployment_configuration.is_some() {
        service.deployment_configuration = Document::new(check::deployment_configuration(
            input.deployment_configuration,
            &before.deployment_configuration,
            service.scheduling,
        )?);
    }
    if let Some(constraints) = check::constraints(input.placement_constraints)? {
        service.placement_constraints = constraints;
    }
    if let Some(strategy) = check::strategy(input.placement_strategy, service.scheduling)? {
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
    let current = Target::of_primary(tx, &service);
    let wanted = match &current {
        None => None,
        Some(current) => Some(retarget(
            tx,
            cx,
            &service,
            current,
            &input.task_definition,
            input.network_configuration,
        )?),
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
    task_definition: &Option<String>,
    network: Option<api::NetworkConfiguration>,
) -> Outcome<Target> {
    let network = network.or_else(|| current.document.network_configuration.clone());
    let Some(given) = task_definition.as_deref().filter(|it| !it.is_empty()) else {
        let mut same = current.clone();
        same.document.network_configuration = network;
        return Ok(same);
    };
    let mut target = target(
        state,
        cx,
        &service.cluster,
        Some(given),
        current.launch_type,
        network,
        service.enable_execute_command,
    )?;
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
    if let Some(primary) = service.deployments.first_mut() {
        if primary.capacity_provider_strategy != capacity {
            primary.updated_at = cx.now;
        }
        if !capacity.is_empty() {
            primary.launch_type = LaunchType::Ec2;
        }
        primary.capacity_provider_strategy = capacity;
    }
    Ok(())
}

/// Deletes a service: its tasks are stopped, then it is INACTIVE.
///
/// # Errors
/// `ServiceNotFoundException`, `InvalidParameterException` if it is scaled above zero and
/// `force` is not given.
pub fn delete_service(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteServiceRequest,
) -> Outcome<api::DeleteServiceResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let given = input.service.unwrap_or_default();
    let before = find(tx, cx, &cluster, &given)?;
    if before.status == ServiceStatus::Inactive {
        return Err(not_found());
    }
    let mut service = Service::clone(&before);
    if service.status == ServiceStatus::Active {
        let scaled = service.scheduling == SchedulingStrategy::Replica && service.desired_count > 0;
        if scaled && input.force != Some(true) {
            return Err(faults::invalid(
                "The service cannot be stopped while it is scaled above 0.",
            ));
        }
        service.status = ServiceStatus::Draining;
        service.desired_count = 0;
        service.waiting_since = None;
        service.tags = Tags::new();
        tx.record(Change::PutService(Arc::new(service.clone())));
    }
    Ok(api::DeleteServiceResponse {
        service: Some(render(tx, cx, &service, false)),
    })
}

/// The service of this name or ARN, INACTIVE ones included.
pub(super) fn find(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    given: &str,
) -> Outcome<Arc<Service>> {
    let name = resolve::service_name(cx, cluster, given)?;
    let service = name.and_then(|name| state.service(cluster, name));
    service.cloned().ok_or_else(not_found)
}

pub(super) fn not_found() -> Fault {
    Fault::client("ServiceNotFoundException", "Service not found.")
}

fn fingerprint(cluster: &str, input: &api::CreateServiceRequest) -> u64 {
    let same = api::CreateServiceRequest {
        client_token: None,
        cluster: Some(cluster.to_owned()),
        ..input.clone()
    };
    run_task::fingerprint(&serde_json::to_string(&same).unwrap_or_default())
}
