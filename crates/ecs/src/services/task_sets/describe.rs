//! Task sets as the API shows them, and `DescribeTaskSets`.

use berth_api_ecs as api;
use berth_model::{Deployment, DeploymentController, Service, State, TaskSet, WHOLE_SCALE};

use super::super::deploying;
use super::super::describe::{launch_type, number};
use super::{id_of, service_of, sets};
use crate::container_instances::time;
use crate::{Context, Outcome, faults, resolve, tags};

/// Describes task sets of a service: those named, up to ten, or all.
///
/// # Errors
/// `ClusterNotFoundException`, `ServiceNotFoundException`, `ServiceNotActiveException`,
/// `InvalidParameterException` for too many names.
pub fn describe_task_sets(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeTaskSetsRequest,
) -> Outcome<api::DescribeTaskSetsResponse> {
    let (cluster, service) = (input.cluster.as_deref(), input.service.as_deref());
    let service = service_of(state, cx, cluster, service)?;
    let include = input.include.unwrap_or_default();
    let with_tags = include.iter().any(|field| field.as_str() == "TAGS");
    let show = |set: &Deployment| render(state, cx, &service, set, with_tags);
    let given = input.task_sets.unwrap_or_default();
    if given.len() > 10 {
        return Err(faults::invalid("taskSets must name at most 10 task sets."));
    }
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    if given.is_empty() {
        found.extend(sets(&service).map(show));
    }
    for given in &given {
        let id = id_of(cx, &service, given);
        match sets(&service).find(|it| Some(it.id.as_str()) == id) {
            Some(set) => found.push(show(set)),
            None => {
                let path = format!("{}/{}", service.cluster, service.name);
                failures.push(resolve::missing(cx, "task-set", &path, given));
            }
        }
    }
    Ok(api::DescribeTaskSetsResponse {
        task_sets: Some(found),
        failures: Some(failures),
    })
}

/// The task sets of a service that can have some.
pub(in super::super) fn of_service(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
    with_tags: bool,
) -> Option<Vec<api::TaskSet>> {
    if service.controller == DeploymentController::Ecs {
        return None;
    }
    let show = |set| render(state, cx, service, set, with_tags);
    Some(sets(service).map(show).collect())
}

/// As the API shows it.
pub(super) fn render(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
    deployment: &Deployment,
    with_tags: bool,
) -> api::TaskSet {
    let (cluster, name) = (&service.cluster, &service.name);
    let (family, revision) = &deployment.task_definition;
    let tally = state.tally(&deployment.id);
    let made_of = state.service_revision(cluster, name, &deployment.revision);
    let shown = api::TaskSet {
        id: Some(deployment.id.clone()),
        task_set_arn: Some(cx.names.task_set(cluster, name, &deployment.id)),
        service_arn: Some(cx.names.service(cluster, name)),
        cluster_arn: Some(cx.names.cluster(cluster)),
        status: Some(deployment.status.as_str().to_owned()),
        task_definition: Some(cx.names.task_definition(family, *revision)),
        pending_count: Some(number(tally.pending)),
        running_count: Some(number(tally.running)),
        created_at: Some(time(deployment.created_at)),
        updated_at: Some(time(deployment.updated_at)),
        launch_type: launch_type(deployment),
        capacity_provider_strategy: deploying::strategy_document(
            &deployment.capacity_provider_strategy,
        ),
        network_configuration: made_of.and_then(|it| it.document.network_configuration.clone()),
        load_balancers: Some(Vec::new()),
        service_registries: Some(Vec::new()),
        ..Default::default()
    };
    match &deployment.task_set {
        Some(set) => with_set(shown, service, set, with_tags),
        None => shown,
    }
}

fn with_set(
    shown: api::TaskSet,
    service: &Service,
    set: &TaskSet,
    with_tags: bool,
) -> api::TaskSet {
    let stability = if set.stable {
        "STEADY_STATE"
    } else {
        "STABILIZING"
    };
    api::TaskSet {
        external_id: set.external_id.clone(),
        computed_desired_count: Some(number(set.computed(service.desired_count))),
        scale: Some(api::Scale {
            value: Some(f64::from(set.scale) / MILLION),
            unit: Some("PERCENT".into()),
        }),
        stability_status: Some(stability.into()),
        stability_status_at: Some(time(set.stable_at)),
        tags: with_tags.then(|| tags::render(&set.tags)),
        ..shown
    }
}

const MILLION: f64 = 1e6;

/// A percentage in millionths, so that whole numbers of tasks are met exactly.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 100 since it was given"
)]
pub(super) fn millionths(percent: f64) -> u32 {
    ((percent * MILLION).round() as u32).min(WHOLE_SCALE)
}
