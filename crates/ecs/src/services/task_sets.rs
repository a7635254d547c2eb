//! Task sets: `CreateTaskSet`, `UpdateTaskSet`, `UpdateServicePrimaryTaskSet`, `DeleteTaskSet`, and how they are
//! kept.
//!
//! A task set is a deployment of its service that somebody else decides about: it has tasks, a service
//! revision and counts like one, and beyond that [`TaskSet`]. So whatever goes by deployments goes by task sets.

mod describe;
pub(super) mod external;

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Change, Deployment, DeploymentController, DeploymentStatus, RolloutState, Service,
    ServiceStatus, State, Tags, TaskSet, Timestamp, Tx,
};
use berth_protocol::fault::Fault;
use berth_reconciler::SetView;

pub use self::describe::describe_task_sets;
pub(super) use self::describe::of_service;
use self::describe::render;
use super::configuration as check;
use super::deleting::find;
use super::view::{self, Settings};
use super::{creating, deploying, events, token};
use crate::capacity_providers::strategy;
use crate::run_task::ForService;
use crate::{Context, Outcome, faults, resolve, run_task, tags};

/// A service has at most so many task sets; ECS's quota.
const SETS_MAX: usize = 5;

/// Makes a task set of a service whose deployment controller is EXTERNAL; the scheduler starts its tasks.
///
/// # Errors
/// `ClusterNotFoundException`, `ServiceNotFoundException`, `ServiceNotActiveException`, `LimitExceededException`,
/// `ClientException` for the task definition, `InvalidParameterException`, `UnsupportedFeatureException`.
pub fn create_task_set(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateTaskSetRequest,
) -> Outcome<api::CreateTaskSetResponse> {
    let before = service_of(tx, cx, input.cluster.as_deref(), input.service.as_deref())?;
    let (cluster, name) = (&before.cluster, &before.name);
    let operation = format!("CreateTaskSet {name}");
    let token = token::Token::of(&operation, input.client_token.as_ref())?;
    let creation = fingerprint(cluster, name, &input);
    if let Some(known) = token.as_ref().and_then(|it| it.known(tx, cluster)) {
        let made = known
            .made
            .as_deref()
            .filter(|_| known.parameters == creation);
        let id = made.ok_or_else(|| faults::invalid("Creation of task set was not idempotent."))?;
        let set = before.deployments.iter().find(|it| it.id == id);
        let set = set.ok_or_else(|| {
            faults::invalid("The task set that was made with this clientToken has been deleted.")
        })?;
        return Ok(api::CreateTaskSetResponse {
            task_set: Some(render(tx, cx, &before, set, true)),
        });
    }
    let sets = sets(&before).filter(|it| it.status != DeploymentStatus::Draining);
    if sets.count() >= SETS_MAX {
        return Err(Fault::client(
            "LimitExceededException",
            format!("A service can have at most {SETS_MAX} task sets."),
        ));
    }
    let (target, set) = parse(tx, cx, &before, input)?;
    let mut service = Service::clone(&before);
    let id = deploying::add_task_set(tx, cx, &mut service, target, set);
    if let Some(token) = token {
        token.remember(tx, cx.now, cluster.clone(), creation, Some(id.clone()));
    }
    put_and_show(tx, cx, service, &id).map(|task_set| api::CreateTaskSetResponse {
        task_set: Some(task_set),
    })
}

/// A number for what is asked for, whatever the token.
fn fingerprint(cluster: &str, service: &str, input: &api::CreateTaskSetRequest) -> u64 {
    let same = api::CreateTaskSetRequest {
        client_token: None,
        cluster: Some(cluster.to_owned()),
        service: Some(service.to_owned()),
        ..input.clone()
    };
    run_task::fingerprint(&serde_json::to_string(&same).unwrap_or_default())
}

fn parse(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
    input: api::CreateTaskSetRequest,
) -> Outcome<(deploying::Target, TaskSet)> {
    check::refuse(&[
        ("loadBalancers", check::some(input.load_balancers.as_ref())),
        (
            "serviceRegistries",
            check::some(input.service_registries.as_ref()),
        ),
    ])?;
    let launch_type = check::launch_type(input.launch_type.as_ref())?;
    let wanted = input.capacity_provider_strategy.unwrap_or_default();
    let capacity = check::capacity(
        state,
        cx,
        &service.cluster,
        service.scheduling,
        input.launch_type.as_ref(),
        &wanted,
    )?;
    let asked = ForService {
        task_definition: input.task_definition.as_deref().unwrap_or_default(),
        network: input.network_configuration.as_ref(),
        launch_type: strategy::launch_type(state, &capacity).unwrap_or(launch_type),
        platform_version: input.platform_version.as_deref(),
        execute_command: service.enable_execute_command,
        any_status: false,
    };
    let mut target = creating::target(state, cx, &service.cluster, &asked)?;
    check::fargate(service, asked.launch_type)?;
    target.document.capacity_provider_strategy = deploying::strategy_document(&capacity);
    let set = TaskSet {
        external_id: input.external_id.filter(|it| !it.is_empty()),
        scale: input.scale.as_ref().map_or(Ok(0), scale)?,
        stable: false,
        stable_at: cx.now,
        tags: tags::parse(input.tags)?,
    };
    Ok((target, set))
}

/// Changes how large a task set should be.
///
/// # Errors
/// `ClusterNotFoundException`, `ServiceNotFoundException`, `ServiceNotActiveException`,
/// `TaskSetNotFoundException`, `InvalidParameterException`.
pub fn update_task_set(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateTaskSetRequest,
) -> Outcome<api::UpdateTaskSetResponse> {
    let before = service_of(tx, cx, input.cluster.as_deref(), input.service.as_deref())?;
    let scale = scale(&input.scale.unwrap_or_default())?;
    let mut service = Service::clone(&before);
    let desired = service.desired_count;
    let id = change(
        cx,
        &mut service,
        input.task_set.as_deref(),
        |deployment, set| {
            if deployment.status == DeploymentStatus::Draining {
                return Err(faults::invalid("The task set is DRAINING."));
            }
            if set.scale != scale {
                let counted = set.computed(desired);
                set.scale = scale;
                unsettle(set, counted != set.computed(desired), cx.now);
                deployment.updated_at = cx.now;
            }
            Ok(())
        },
    )?;
    put_and_show(tx, cx, service, &id).map(|task_set| api::UpdateTaskSetResponse {
        task_set: Some(task_set),
    })
}

/// Makes a task set the PRIMARY one, whose parameters the service shows; what was PRIMARY is ACTIVE.
///
/// # Errors
/// As [`update_task_set`].
pub fn update_service_primary_task_set(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateServicePrimaryTaskSetRequest,
) -> Outcome<api::UpdateServicePrimaryTaskSetResponse> {
    let before = service_of(tx, cx, input.cluster.as_deref(), input.service.as_deref())?;
    let mut service = Service::clone(&before);
    let given = input.primary_task_set.as_deref();
    let id = change(cx, &mut service, given, |chosen, _| {
        if chosen.status == DeploymentStatus::Draining {
            return Err(faults::invalid(
                "A task set that is DRAINING cannot be made the PRIMARY task set.",
            ));
        }
        Ok(())
    })?;
    for deployment in &mut service.deployments {
        let status = match deployment.status {
            DeploymentStatus::Draining => DeploymentStatus::Draining,
            _ if deployment.id == id => DeploymentStatus::Primary,
            _ => DeploymentStatus::Active,
        };
        if deployment.status != status {
            deployment.status = status;
            deployment.updated_at = cx.now;
        }
    }
    service.deployments.sort_by_key(|it| it.status);
    put_and_show(tx, cx, service, &id).map(|set| api::UpdateServicePrimaryTaskSetResponse {
        task_set: Some(set),
    })
}

/// Deletes a task set: its tasks are stopped, and when the last has it is gone.
///
/// # Errors
/// As [`update_task_set`]; `InvalidParameterException` also if it is PRIMARY or its scale is above 0, and
/// `force` is not given.
pub fn delete_task_set(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteTaskSetRequest,
) -> Outcome<api::DeleteTaskSetResponse> {
    let before = service_of(tx, cx, input.cluster.as_deref(), input.service.as_deref())?;
    let mut service = Service::clone(&before);
    let forced = input.force == Some(true);
    let id = change(
        cx,
        &mut service,
        input.task_set.as_deref(),
        |deployment, set| {
            if deployment.status == DeploymentStatus::Draining {
                return Ok(());
            }
            if set.scale > 0 && !forced {
                return Err(faults::invalid(
                    "The task set cannot be deleted while it is scaled above 0. Scale it to 0, or use force.",
                ));
            }
            if deployment.status == DeploymentStatus::Primary && !forced {
                return Err(faults::invalid(
                    "The task set cannot be deleted while it is the PRIMARY task set. Make another one PRIMARY, or use force.",
                ));
            }
            deployment.status = DeploymentStatus::Draining;
            deployment.updated_at = cx.now;
            set.scale = 0;
            unsettle(set, true, cx.now);
            Ok(())
        },
    )?;
    service.deployments.sort_by_key(|it| it.status);
    put_and_show(tx, cx, service, &id).map(|task_set| api::DeleteTaskSetResponse {
        task_set: Some(task_set),
    })
}

fn put_and_show(
    tx: &mut Tx,
    cx: &Context<'_>,
    service: Service,
    id: &str,
) -> Outcome<api::TaskSet> {
    let service = Arc::new(service);
    tx.record(Change::PutService(Arc::clone(&service)));
    let set = service.deployments.iter().find(|it| it.id == id);
    let set = set.ok_or_else(not_found)?;
    Ok(render(tx, cx, &service, set, true))
}

/// An ACTIVE service that has task sets, or could have some.
fn service_of(
    state: &State,
    cx: &Context<'_>,
    cluster: Option<&str>,
    service: Option<&str>,
) -> Outcome<Arc<Service>> {
    let cluster = resolve::cluster(state, cx, cluster)?.name.clone();
    let service = find(state, cx, &cluster, service.unwrap_or_default())?;
    if service.status != ServiceStatus::Active {
        return Err(Fault::client(
            "ServiceNotActiveException",
            "Service was not ACTIVE.",
        ));
    }
    if service.controller != DeploymentController::External {
        return Err(faults::invalid(
            "Task sets are only for services with the EXTERNAL deployment controller.",
        ));
    }
    Ok(service)
}

fn not_found() -> Fault {
    Fault::client(
        "TaskSetNotFoundException",
        "The specified task set wasn't found.",
    )
}

/// The id in a task set's id or ARN; an ARN of another service names no task set of this one.
fn id_of<'a>(cx: &Context<'_>, service: &Service, given: &'a str) -> Option<&'a str> {
    if !given.starts_with("arn:") {
        return Some(given);
    }
    let whole = cx.names.task_set(&service.cluster, &service.name, "");
    given.strip_prefix(&*whole)
}

/// Changes a task set that is named by its id or ARN, and gives its id.
fn change(
    cx: &Context<'_>,
    service: &mut Service,
    given: Option<&str>,
    with: impl FnOnce(&mut Deployment, &mut TaskSet) -> Outcome<()>,
) -> Outcome<String> {
    let id = id_of(cx, service, given.unwrap_or_default()).map(str::to_owned);
    let mut all = service.deployments.iter_mut();
    let found = all.find(|it| id.as_deref() == Some(it.id.as_str()));
    let deployment = found.ok_or_else(not_found)?;
    let mut set = deployment.task_set.take().ok_or_else(not_found)?;
    let changed = with(deployment, &mut set);
    deployment.task_set = Some(set);
    changed.map(|()| deployment.id.clone())
}

/// Replaces the tags of a task set.
pub(crate) fn set_tags(tx: &mut Tx, service: &Service, id: &str, tags: Tags) {
    let mut service = service.clone();
    let mut all = service.deployments.iter_mut();
    let found = all
        .find(|it| it.id == id)
        .and_then(|it| it.task_set.as_mut());
    if let Some(set) = found {
        set.tags = tags;
        tx.record(Change::PutService(Arc::new(service)));
    }
}

fn scale(given: &api::Scale) -> Outcome<u32> {
    let unit = given.unit.as_ref().map_or("PERCENT", |it| it.as_str());
    let value = given.value.unwrap_or(0.0);
    if unit != "PERCENT" {
        return Err(faults::invalid("scale.unit must be PERCENT."));
    }
    if !(0.0..=100.0).contains(&value) {
        return Err(faults::invalid("scale.value must be between 0 and 100."));
    }
    Ok(describe::millionths(value))
}

/// It is not at rest, from now on.
fn unsettle(set: &mut TaskSet, changed: bool, now: Timestamp) {
    if set.stable && changed {
        set.stable = false;
        set.stable_at = now;
    }
}

/// The service wants another number of tasks than before: its task sets are not at rest.
pub(super) fn unsettle_all(service: &mut Service, before: u32, now: Timestamp) {
    let desired = service.desired_count;
    let sets = service.deployments.iter_mut();
    for set in sets.filter_map(|it| it.task_set.as_mut()) {
        let changed = set.computed(before) != set.computed(desired);
        unsettle(set, changed, now);
    }
}

fn sets(service: &Service) -> impl Iterator<Item = &Deployment> {
    let deployments = service.deployments.iter();
    deployments.filter(|it| it.task_set.is_some())
}

/// The id of a deployment is that of a task set.
pub(super) fn is_set(service: &Service, id: &str) -> bool {
    sets(service).any(|it| it.id == id)
}

/// Task sets as the reconciler sees them: each as a service of its own with its part of the desired count.
pub(super) fn views(
    state: &State,
    cx: &Context<'_>,
    settings: Settings,
    service: &Service,
) -> Option<Vec<SetView>> {
    if service.controller == DeploymentController::Ecs {
        return None;
    }
    let deployments = service.deployments.iter().enumerate();
    let view = |(place, deployment): (usize, &Deployment)| {
        let set = deployment.task_set.as_ref()?;
        let alone = Service {
            desired_count: set.computed(service.desired_count),
            deployments: vec![Deployment {
                status: DeploymentStatus::Primary,
                rollout: RolloutState::Completed,
                ..deployment.clone()
            }],
            ..service.clone()
        };
        Some(SetView {
            place,
            id: deployment.id.clone(),
            leaving: deployment.status == DeploymentStatus::Draining,
            stable: set.stable,
            own: view::of_part(state, cx, settings, &alone, Some(&deployment.id)),
        })
    };
    Some(deployments.filter_map(view).collect())
}

/// A task set has come to rest, which is told, or is at rest no more.
pub(super) fn note_stability(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    place: usize,
    stable: bool,
) {
    let Some(deployment) = service.deployments.get_mut(place) else {
        return;
    };
    let id = deployment.id.clone();
    if let Some(set) = &mut deployment.task_set {
        set.stable = stable;
        set.stable_at = cx.now;
    }
    if !stable {
        return;
    }
    if sets(service).all(|it| it.task_set.as_ref().is_some_and(|it| it.stable)) {
        service.said.clear();
        service.waiting_since = None;
    }
    let text = "has reached a steady state.";
    events::tell_of(tx, cx.entropy, cx.now, service, Some(&id), text);
}

/// Removes the service revision of a task set, which nothing but it names.
pub(super) fn forget_revision(tx: &mut Tx, service: &Service, id: &str) {
    let Some(set) = sets(service).find(|it| it.id == id) else {
        return;
    };
    let (cluster, name) = (service.cluster.clone(), service.name.clone());
    let revision = set.revision.clone();
    tx.record(Change::DeleteServiceRevision(cluster, name, revision));
}
