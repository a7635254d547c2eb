//! Daemons: one task on each instance of some capacity providers.
//!
//! A daemon is kept as a DAEMON service under a name that no service can have ([`DAEMON_PREFIX`]), with its
//! deployments, revisions and records; the calls here say it in the words of daemons. ECS has them on instances that it
//! manages, which it replaces to deploy; on one's own hosts the tasks are replaced, on `drainPercent` of the instances
//! at a time.

mod describe;
mod history;

use std::borrow::Cow;
use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Arn, CapacityProviderStatus, Change, ContainerInstance, DAEMON_PREFIX, Daemon, Deployment,
    DeploymentController, Document, InstanceId, LaunchType, RolloutState, SchedulingStrategy,
    Service, ServiceStatus, State, TaskDefinitionStatus, Tx, is_daemon_name,
};
use berth_protocol::fault::Fault;
use berth_reconciler::limits;
use berth_scheduler::placement::Awaited;

pub use self::describe::{describe_daemon, list_daemons};
pub use self::history::{
    describe_daemon_deployments, describe_daemon_revisions, list_daemon_deployments,
};
use super::deleting::forget;
use super::deploying::{self, Target};
use super::{alarms, token};
use crate::capacity_providers::strategy::{self, Items};
use crate::{Context, Outcome, daemon_definitions, faults, resolve, run_task, tags};

/// Unless the caller says: ECS does not document its default.
const DRAIN_PERCENT: f64 = 25.0;
/// A bake time lasts at most a day.
const BAKE_MINUTES_MAX: i32 = 1_440;
/// A daemon has at most so many capacity providers, as a cluster has.
const PROVIDERS_MAX: usize = 20;

/// Makes a daemon; a task of it starts on each instance of its capacity providers. The same request again gives it
/// back.
///
/// # Errors
/// `ClusterNotFoundException`, `ClientException` for the task definition, `InvalidParameterException`.
pub fn create_daemon(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateDaemonRequest,
) -> Outcome<api::CreateDaemonResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster_arn.as_deref())?
        .name
        .clone();
    let given = input.daemon_name.clone().unwrap_or_default();
    if !resolve::is_name(&given) {
        return Err(faults::invalid(
            "daemonName must have 1 to 255 letters, digits, hyphens and underscores.",
        ));
    }
    let name = format!("{DAEMON_PREFIX}{given}");
    let token = token::Token::of("CreateDaemon", input.client_token.as_ref())?;
    let creation = fingerprint(&cluster, &input);
    let not_idempotent = || faults::invalid("Creation of daemon was not idempotent.");
    if let Some(known) = token.as_ref().and_then(|it| it.known(tx, &cluster)) {
        let made = tx
            .service(&cluster, &name)
            .filter(|_| known.parameters == creation);
        return Ok(created(cx, made.ok_or_else(not_idempotent)?));
    }
    match tx.service(&cluster, &name) {
        Some(known) if known.status == ServiceStatus::Draining => {
            return Err(faults::invalid("A daemon of this name is being deleted."));
        }
        Some(known) if known.status == ServiceStatus::Active => {
            return match known.creation == creation {
                true => Ok(created(cx, known)),
                false => Err(not_idempotent()),
            };
        }
        _ => {}
    }
    let execute_command = input.enable_execute_command == Some(true);
    let target = target(
        tx,
        cx,
        &cluster,
        input.daemon_task_definition_arn.as_deref(),
        input.capacity_provider_arns.as_deref(),
        execute_command,
    )?;
    let (configuration, drain_percent) = configuration(input.deployment_configuration, None)?;
    let mut service = Service {
        cluster,
        name,
        status: ServiceStatus::Active,
        created_at: cx.now,
        created_by: cx.principal_arn(),
        inactive_at: None,
        scheduling: SchedulingStrategy::Daemon,
        controller: DeploymentController::Ecs,
        desired_count: 0,
        deployment_configuration: Document::new(configuration),
        placement_constraints: Vec::new(),
        placement_strategy: Vec::new(),
        health_check_grace_period_seconds: None,
        enable_managed_tags: input.enable_ecs_managed_tags == Some(true),
        propagate_tags: propagate_tags(input.propagate_tags.as_ref())?,
        enable_execute_command: execute_command,
        zone_rebalancing: false,
        role_arn: None,
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
        daemon: Some(Daemon {
            critical: input.critical == Some(true),
            drain_percent,
        }),
    };
    forget(tx, &service.cluster, &service.name);
    deploying::begin(tx, cx, &mut service, target);
    let answer = created(cx, &service);
    if let Some(token) = token {
        token.remember(tx, cx.now, service.cluster.clone(), creation, None);
    }
    tx.record(Change::PutService(Arc::new(service)));
    Ok(answer)
}

fn created(cx: &Context<'_>, service: &Service) -> api::CreateDaemonResponse {
    api::CreateDaemonResponse {
        daemon_arn: Some(cx.names.service(&service.cluster, &service.name)),
        status: Some(describe::status(service).into()),
        created_at: Some(crate::container_instances::time(service.created_at)),
        deployment_arn: describe::deployment_arn(cx, service),
    }
}

/// A number for what is asked for, whatever the token.
fn fingerprint(cluster: &str, input: &api::CreateDaemonRequest) -> u64 {
    let same = api::CreateDaemonRequest {
        client_token: None,
        cluster_arn: Some(cluster.to_owned()),
        ..input.clone()
    };
    run_task::fingerprint(&serde_json::to_string(&same).unwrap_or_default())
}

/// Changes a daemon; begins a deployment if its task definition or its capacity providers change.
///
/// # Errors
/// `DaemonNotFoundException`, `DaemonNotActiveException`, and those of [`create_daemon`].
pub fn update_daemon(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateDaemonRequest,
) -> Outcome<api::UpdateDaemonResponse> {
    let before = find(tx, cx, input.daemon_arn.as_deref())?;
    if before.status != ServiceStatus::Active {
        return Err(Fault::client(
            "DaemonNotActiveException",
            "The daemon is not ACTIVE.",
        ));
    }
    let mut service = Service::clone(&before);
    if let Some(managed) = input.enable_ecs_managed_tags {
        service.enable_managed_tags = managed;
    }
    if input.propagate_tags.is_some() {
        service.propagate_tags = propagate_tags(input.propagate_tags.as_ref())?;
    }
    if let Some(execute) = input.enable_execute_command {
        service.enable_execute_command = execute;
    }
    if let (Some(daemon), Some(critical)) = (&mut service.daemon, input.critical) {
        daemon.critical = critical;
    }
    if input.deployment_configuration.is_some() {
        let (configuration, drain_percent) =
            configuration(input.deployment_configuration, Some(&before))?;
        service.deployment_configuration = Document::new(configuration);
        if let Some(daemon) = &mut service.daemon {
            daemon.drain_percent = drain_percent;
        }
    }
    let wanted = target(
        tx,
        cx,
        &service.cluster,
        input.daemon_task_definition_arn.as_deref(),
        input.capacity_provider_arns.as_deref(),
        service.enable_execute_command,
    )?;
    let current = Target::of_primary(tx, &service);
    if current.as_ref() != Some(&wanted) {
        deploying::begin(tx, cx, &mut service, wanted);
    }
    let updated_at = service.primary().map_or(cx.now, |it| it.updated_at);
    let answer = api::UpdateDaemonResponse {
        daemon_arn: Some(cx.names.service(&service.cluster, &service.name)),
        status: Some(describe::status(&service).into()),
        created_at: Some(crate::container_instances::time(service.created_at)),
        updated_at: Some(crate::container_instances::time(updated_at)),
        deployment_arn: describe::deployment_arn(cx, &service),
    };
    if service != *before {
        service.steady_at = None;
        tx.record(Change::PutService(Arc::new(service)));
    }
    Ok(answer)
}

/// Deletes a daemon: its tasks are stopped, then it is gone.
///
/// # Errors
/// `DaemonNotFoundException`, `InvalidParameterException`.
pub fn delete_daemon(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteDaemonRequest,
) -> Outcome<api::DeleteDaemonResponse> {
    let before = find(tx, cx, input.daemon_arn.as_deref())?;
    let mut service = Service::clone(&before);
    if service.status == ServiceStatus::Active {
        service.status = ServiceStatus::Draining;
        service.desired_count = 0;
        service.waiting_since = None;
        tx.record(Change::PutService(Arc::new(service.clone())));
    }
    Ok(api::DeleteDaemonResponse {
        daemon_arn: Some(cx.names.service(&service.cluster, &service.name)),
        status: Some(describe::status(&service).into()),
        created_at: Some(crate::container_instances::time(service.created_at)),
        updated_at: Some(crate::container_instances::time(cx.now)),
        deployment_arn: describe::deployment_arn(cx, &service),
    })
}

/// A daemon that is there, by its ARN.
fn find(state: &State, cx: &Context<'_>, given: Option<&str>) -> Outcome<Arc<Service>> {
    let given = given.unwrap_or_default();
    let arn = Arn::parse(given).filter(|it| it.service == "ecs" && it.kind == "daemon");
    let arn = arn.ok_or_else(|| {
        faults::invalid(format!(
            "Invalid identifier: {given} is not the ARN of a daemon."
        ))
    })?;
    let here = arn.region == cx.names.region && arn.account == cx.names.account;
    let (cluster, _) = arn.path.split_once('/').unwrap_or_default();
    let found = state.service(cluster, &name_of(&arn)).filter(|_| here);
    let there = found.filter(|it| it.status != ServiceStatus::Inactive);
    there.cloned().ok_or_else(|| {
        Fault::client(
            "DaemonNotFoundException",
            "The specified daemon wasn't found.",
        )
    })
}

/// Under which name the service or the daemon is kept that an ARN names; none that callers do not know.
pub(crate) fn name_of<'a>(arn: &Arn<'a>) -> Cow<'a, str> {
    match arn.kind {
        _ if !resolve::is_name(arn.last()) => Cow::Borrowed(""),
        "daemon" => Cow::Owned(format!("{DAEMON_PREFIX}{}", arn.last())),
        _ => Cow::Borrowed(arn.last()),
    }
}

/// What a deployment of these brings.
fn target(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    definition: Option<&str>,
    providers: Option<&[String]>,
    execute_command: bool,
) -> Outcome<Target> {
    let definition = daemon_definitions::find(state, cx, definition.unwrap_or_default())?
        .ok_or_else(|| faults::client("Daemon task definition not found."))?;
    if definition.status != TaskDefinitionStatus::Active {
        return Err(faults::client("The daemon task definition is not ACTIVE."));
    }
    let task_definition = (definition.family.clone(), definition.revision);
    run_task::check_for_daemon(state, cx, cluster, &task_definition, execute_command)?;
    let items = capacity(state, cx, cluster, providers.unwrap_or_default())?;
    Ok(Target {
        task_definition,
        launch_type: LaunchType::Ec2,
        document: api::ServiceRevision {
            capacity_provider_strategy: deploying::strategy_document(&items),
            ..Default::default()
        },
    })
}

/// Capacity providers, as the strategy of a deployment: weights mean nothing where each instance has one task.
fn capacity(state: &State, cx: &Context<'_>, cluster: &str, given: &[String]) -> Outcome<Items> {
    if given.is_empty() || given.len() > PROVIDERS_MAX {
        return Err(faults::invalid(format!(
            "capacityProviderArns must name 1 to {PROVIDERS_MAX} capacity providers."
        )));
    }
    let mut names: Vec<&str> = Vec::new();
    for given in given {
        let name = provider_name(cx, given);
        let associated = state.cluster(cluster).is_some_and(|it| {
            let mut providers = it.capacity_providers.iter();
            providers.any(|it| name == Some(it.as_str()))
        });
        let record = name.and_then(|it| state.capacity_provider(it));
        let active = record.is_some_and(|it| it.status == CapacityProviderStatus::Active);
        let Some(name) = name.filter(|_| associated && active) else {
            return Err(faults::invalid(format!(
                "capacityProviderArns: {given} is not an ACTIVE capacity provider with container instances that is associated with the cluster."
            )));
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let item = |name: &str| {
        Document::new(api::CapacityProviderStrategyItem {
            capacity_provider: Some(name.to_owned()),
            weight: Some(1),
            base: Some(0),
        })
    };
    Ok(names.into_iter().map(item).collect())
}

/// The name in a capacity provider's ARN or name.
fn provider_name<'a>(cx: &Context<'_>, given: &'a str) -> Option<&'a str> {
    let Some(arn) = Arn::parse(given) else {
        return Some(given);
    };
    let here = arn.region == cx.names.region && arn.account == cx.names.account;
    (arn.service == "ecs" && arn.kind == "capacity-provider" && here).then_some(arn.path)
}

/// The deployment configuration of the service that a daemon is kept as, and how much it may drain.
fn configuration(
    given: Option<api::DaemonDeploymentConfiguration>,
    before: Option<&Service>,
) -> Outcome<(api::DeploymentConfiguration, f64)> {
    let given = given.unwrap_or_default();
    let kept = before.and_then(|it| it.daemon).map(|it| it.drain_percent);
    let drain = given.drain_percent.or(kept).unwrap_or(DRAIN_PERCENT);
    if !(0.0..=100.0).contains(&drain) {
        return Err(faults::invalid(
            "deploymentConfiguration.drainPercent must be between 0 and 100.",
        ));
    }
    let kept = before.map(|it| &it.deployment_configuration);
    let bake = given
        .bake_time_in_minutes
        .or(kept.and_then(|it| it.bake_time_in_minutes));
    let bake = bake.unwrap_or(0);
    if !(0..=BAKE_MINUTES_MAX).contains(&bake) {
        return Err(faults::invalid(format!(
            "deploymentConfiguration.bakeTimeInMinutes must be between 0 and {BAKE_MINUTES_MAX}."
        )));
    }
    let alarms = given.alarms.map(|it| api::DeploymentAlarms {
        alarm_names: Some(it.alarm_names.unwrap_or_default()),
        enable: Some(it.enable.unwrap_or(true)),
        rollback: Some(true),
    });
    let alarms = alarms.or_else(|| kept.and_then(|it| it.alarms.clone()));
    alarms::check(alarms.as_ref())?;
    let configuration = api::DeploymentConfiguration {
        maximum_percent: Some(100),
        minimum_healthy_percent: Some(0),
        deployment_circuit_breaker: Some(api::DeploymentCircuitBreaker {
            enable: Some(true),
            rollback: Some(true),
            ..Default::default()
        }),
        alarms,
        strategy: Some("ROLLING".into()),
        bake_time_in_minutes: Some(bake),
        ..Default::default()
    };
    Ok((configuration, drain))
}

fn propagate_tags(given: Option<&api::DaemonPropagateTags>) -> Outcome<Option<String>> {
    match given.map(|it| it.as_str()) {
        None | Some("NONE") => Ok(None),
        Some("DAEMON") => Ok(Some("SERVICE".to_owned())),
        Some(_) => Err(faults::invalid("propagateTags must be DAEMON or NONE.")),
    }
}

/// How many of its instances, in percent, keep a daemon during a deployment; never all, or it would not come about.
pub(super) fn minimum_percent(service: &Service) -> Option<u32> {
    let daemon = service.daemon?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100 since it was given"
    )]
    let kept = (100.0 - daemon.drain_percent).ceil() as u32;
    let desired = service.desired_count;
    let all_stay = limits::floor(desired, kept) >= desired;
    Some(match desired {
        0 => 0,
        _ if all_stay => (desired - 1) * 100 / desired,
        _ => kept,
    })
}

/// An instance is one of a daemon's capacity providers; of any service that is no daemon.
pub(super) fn has_capacity(state: &State, service: &Service, instance: &ContainerInstance) -> bool {
    let named = |deployment: &Deployment| {
        let of = state.capacity_provider_of(instance);
        let mut items = deployment.capacity_provider_strategy.iter();
        items.any(|it| Some(strategy::name(it)) == of)
    };
    service.daemon.is_none() || service.primary().is_some_and(named)
}

/// The capacity provider of an instance, for the tasks of a daemon.
pub(super) fn provider(state: &State, deployment: &Deployment, id: InstanceId) -> Option<String> {
    let by_provider = !deployment.capacity_provider_strategy.is_empty();
    let instance = state.instance(id).filter(|_| by_provider)?;
    state.capacity_provider_of(instance).map(str::to_owned)
}

/// The daemons of a cluster that other tasks wait for on instances of their capacity providers: not those
/// whose deployment has failed, since they may never run.
pub(crate) fn awaited(state: &State, cluster: &str) -> Vec<Awaited> {
    let services = state.services_of(cluster, DAEMON_PREFIX);
    let daemons = services.take_while(|it| is_daemon_name(&it.name));
    let daemons = daemons.filter(|it| it.status == ServiceStatus::Active && it.daemon.is_some());
    let awaited = daemons.filter_map(|it| {
        let primary = it.primary()?;
        let (family, revision) = &primary.task_definition;
        let definition = state.task_definition(family, *revision)?;
        let items = primary.capacity_provider_strategy.iter();
        (primary.rollout != RolloutState::Failed).then(|| Awaited {
            group: it.group(),
            providers: items.map(|it| strategy::name(it).to_owned()).collect(),
            attributes: run_task::needed_attributes(&definition.document),
        })
    });
    awaited.collect()
}
