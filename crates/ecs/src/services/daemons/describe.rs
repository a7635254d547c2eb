//! Daemons as the API shows them: `DescribeDaemon`, `ListDaemons`.

use berth_api_ecs as api;
use berth_model::{Deployment, InstanceStatus, RolloutState, Service, ServiceStatus, State};

use super::super::describe::number;
use super::{find, provider_name};
use crate::capacity_providers::strategy;
use crate::container_instances::time;
use crate::{Context, Outcome, page, resolve};

/// Describes a daemon.
///
/// # Errors
/// `DaemonNotFoundException`, `InvalidParameterException`.
pub fn describe_daemon(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeDaemonRequest,
) -> Outcome<api::DescribeDaemonResponse> {
    let service = find(state, cx, input.daemon_arn.as_deref())?;
    let updated_at = service
        .primary()
        .map_or(service.created_at, |it| it.updated_at);
    let revisions = service.deployments.iter();
    let revisions = revisions.map(|it| revision(state, cx, &service, it));
    Ok(api::DescribeDaemonResponse {
        daemon: Some(api::DaemonDetail {
            daemon_arn: Some(cx.names.service(&service.cluster, &service.name)),
            cluster_arn: Some(cx.names.cluster(&service.cluster)),
            status: Some(status(&service).into()),
            current_revisions: Some(revisions.collect()),
            deployment_arn: deployment_arn(cx, &service),
            created_at: Some(time(service.created_at)),
            updated_at: Some(time(updated_at)),
        }),
    })
}

/// Lists the daemons of a cluster by name, those of all or of some capacity providers.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for a bad page size or token.
pub fn list_daemons(
    state: &State,
    cx: &Context<'_>,
    input: api::ListDaemonsRequest,
) -> Outcome<api::ListDaemonsResponse> {
    const LIST: &str = "ListDaemons";
    let cluster = &resolve::cluster(state, cx, input.cluster_arn.as_deref())?.name;
    let size = page::size(input.max_results, 100)?;
    let from: Option<String> = page::position(LIST, input.next_token.as_deref())?;
    let given = input.capacity_provider_arns.unwrap_or_default();
    let wanted: Vec<_> = given
        .iter()
        .filter_map(|it| provider_name(cx, it))
        .collect();
    let of = |service: &Service| {
        let mut items = service
            .primary()
            .into_iter()
            .flat_map(|it| &it.capacity_provider_strategy);
        given.is_empty() || items.any(|it| wanted.contains(&strategy::name(it)))
    };
    let daemons = state
        .services_of(cluster, from.as_deref().unwrap_or_default())
        .filter(|it| it.daemon.is_some() && it.status != ServiceStatus::Inactive)
        .filter(|it| of(it));
    let (daemons, next_token) = page::take(LIST, daemons, size, |it| it.name.clone());
    let summary = |it: &Service| api::DaemonSummary {
        daemon_arn: Some(cx.names.service(&it.cluster, &it.name)),
        status: Some(status(it).into()),
        created_at: Some(time(it.created_at)),
        updated_at: Some(time(it.primary().map_or(it.created_at, |it| it.updated_at))),
    };
    Ok(api::ListDaemonsResponse {
        daemon_summaries_list: Some(daemons.iter().map(|it| summary(it)).collect()),
        next_token,
    })
}

pub(super) fn status(service: &Service) -> &'static str {
    match service.status {
        ServiceStatus::Active => "ACTIVE",
        ServiceStatus::Draining | ServiceStatus::Inactive => "DELETE_IN_PROGRESS",
    }
}

/// The deployment that is under way, or was the last.
pub(super) fn deployment_arn(cx: &Context<'_>, service: &Service) -> Option<String> {
    let id = &service.primary()?.service_deployment;
    let (cluster, name) = (&service.cluster, &service.name);
    Some(cx.names.service_deployment(cluster, name, id))
}

fn revision(
    state: &State,
    cx: &Context<'_>,
    service: &Service,
    deployment: &Deployment,
) -> api::DaemonRevisionDetail {
    let (cluster, name) = (&service.cluster, &service.name);
    let counts = counts(state, service, deployment);
    let sum = |of: fn(&Counts) -> u32| Some(number(counts.iter().map(of).sum()));
    api::DaemonRevisionDetail {
        arn: Some(
            cx.names
                .service_revision(cluster, name, &deployment.revision),
        ),
        total_running_count: sum(|it| it.running),
        total_without_daemon_count: sum(|it| it.without),
        capacity_providers: Some(
            counts
                .iter()
                .map(|it| api::DaemonCapacityProvider {
                    arn: Some(cx.names.capacity_provider(&it.provider)),
                    running_count: Some(number(it.running)),
                    without_daemon_count: Some(number(it.without)),
                })
                .collect(),
        ),
    }
}

/// The instances of a capacity provider.
pub(super) struct Counts {
    pub(super) provider: String,
    /// With a RUNNING task of the deployment.
    pub(super) running: u32,
    /// That should have the daemon, if the deployment is the PRIMARY one, and have no RUNNING task of it.
    pub(super) without: u32,
    /// That drain.
    pub(super) draining: u32,
}

/// For each capacity provider of a deployment.
pub(super) fn counts(state: &State, service: &Service, deployment: &Deployment) -> Vec<Counts> {
    let running = |of: Option<&str>| {
        let tasks = state.tasks_of_service(&service.cluster, &service.name);
        let tasks = tasks.filter(|it| it.last_status == berth_model::TaskStatus::Running);
        let tasks = tasks.filter(move |it| of.is_none() || it.started_by.as_deref() == of);
        tasks
            .filter_map(|it| it.instance)
            .collect::<std::collections::BTreeSet<_>>()
    };
    let (own, all) = (running(Some(&deployment.id)), running(None));
    let wanted = service.primary().is_some_and(|it| it.id == deployment.id)
        && deployment.rollout != RolloutState::Failed;
    let items = deployment.capacity_provider_strategy.iter();
    let of = |name: &str| {
        let mut counts = Counts {
            provider: name.to_owned(),
            running: 0,
            without: 0,
            draining: 0,
        };
        for instance in state.instances_of(&service.cluster) {
            if state.capacity_provider_of(instance) != Some(name) {
                continue;
            }
            let active = instance.status == InstanceStatus::Active;
            counts.running += u32::from(own.contains(&instance.id));
            counts.without += u32::from(wanted && active && !all.contains(&instance.id));
            counts.draining += u32::from(instance.status == InstanceStatus::Draining);
        }
        counts
    };
    items.map(|it| of(strategy::name(it))).collect()
}
