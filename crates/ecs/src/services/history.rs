//! Service deployments and service revisions: what is remembered of deployments.

use berth_api_ecs as api;
use berth_model::{
    Arn, RevisionCounts, Service, ServiceDeployment, ServiceRevision, State, Timestamp,
};

use super::deleting::find;
use super::deploying::counts;
use super::describe::number;
use super::{alarms, hooks, lifecycle, view};
use crate::container_instances::time;
use crate::{Context, Outcome, faults, page, resolve};

/// At most so many are described at a time.
const DESCRIBED_MAX: usize = 20;

/// Describes service deployments.
///
/// # Errors
/// `InvalidParameterException` for no, too many or malformed ARNs.
pub fn describe_service_deployments(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeServiceDeploymentsRequest,
) -> Outcome<api::DescribeServiceDeploymentsResponse> {
    let given = arns(input.service_deployment_arns, "serviceDeploymentArns")?;
    let (mut described, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        let [cluster, service, id] = parts(cx, given, "service-deployment")?;
        match state.service_deployment(cluster, service, id) {
            Some(it) => described.push(deployment(state, cx, it)),
            None => failures.push(missing(given)),
        }
    }
    Ok(api::DescribeServiceDeploymentsResponse {
        service_deployments: Some(described),
        failures: Some(failures),
    })
}

/// Describes service revisions.
///
/// # Errors
/// `InvalidParameterException` for no, too many or malformed ARNs.
pub fn describe_service_revisions(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeServiceRevisionsRequest,
) -> Outcome<api::DescribeServiceRevisionsResponse> {
    let given = arns(input.service_revision_arns, "serviceRevisionArns")?;
    let (mut described, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        let [cluster, service, id] = parts(cx, given, "service-revision")?;
        match state.service_revision(cluster, service, id) {
            Some(it) => described.push(revision(cx, it)),
            None => failures.push(missing(given)),
        }
    }
    Ok(api::DescribeServiceRevisionsResponse {
        service_revisions: Some(described),
        failures: Some(failures),
    })
}

/// Lists a service's deployments, the newest first.
///
/// # Errors
/// `ServiceNotFoundException`, `ClusterNotFoundException`, `InvalidParameterException`.
pub fn list_service_deployments(
    state: &State,
    cx: &Context<'_>,
    input: api::ListServiceDeploymentsRequest,
) -> Outcome<api::ListServiceDeploymentsResponse> {
    const LIST: &str = "ListServiceDeployments";
    let given = input.service.unwrap_or_default();
    let of_arn = Arn::parse(&given).and_then(|arn| arn.path.split_once('/'));
    let named = of_arn.map(|(cluster, _)| cluster.to_owned());
    let cluster = input.cluster.or(named);
    let cluster = &resolve::cluster(state, cx, cluster.as_deref())?.name;
    let service = find(state, cx, cluster, &given)?;
    let wanted = Wanted {
        statuses: statuses(input.status.as_ref()),
        created_at: input.created_at.unwrap_or_default(),
        size: page::size(input.max_results, 20)?,
        from: page::position(LIST, input.next_token.as_deref())?,
    };
    let (page, next_token) = wanted.page(state, LIST, &service);
    let briefs = page.into_iter().map(|it| brief(cx, it)).collect();
    Ok(api::ListServiceDeploymentsResponse {
        service_deployments: Some(briefs),
        next_token,
    })
}

/// Which of a service's deployments are listed.
pub(super) struct Wanted {
    /// All if there is none.
    pub(super) statuses: Vec<String>,
    pub(super) created_at: api::CreatedAt,
    pub(super) size: usize,
    /// Where the last page ended.
    pub(super) from: Option<(Timestamp, String)>,
}

impl Wanted {
    /// The newest first, and the token of what follows.
    pub(super) fn page<'a>(
        &self,
        state: &'a State,
        list: &str,
        service: &Service,
    ) -> (Vec<&'a ServiceDeployment>, Option<String>) {
        let after = self.created_at.after.map(|it| it.as_millis());
        let before = self.created_at.before.map(|it| it.as_millis());
        let records = state.service_deployments(&service.cluster, &service.name);
        let mut all: Vec<&ServiceDeployment> = records.map(|it| &**it).collect();
        all.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
        let chosen = all.into_iter().filter(|it| {
            let from = self.from.as_ref();
            from.is_none_or(|(at, id)| (it.created_at, &it.id) <= (*at, id))
                && (self.statuses.is_empty()
                    || self.statuses.iter().any(|one| one == it.status.as_str()))
                && after.is_none_or(|after| it.created_at.0 >= after)
                && before.is_none_or(|before| it.created_at.0 <= before)
        });
        page::take(list, chosen, self.size, |it| (it.created_at, it.id.clone()))
    }
}

fn statuses(given: Option<&Vec<api::ServiceDeploymentStatus>>) -> Vec<String> {
    let given = given.into_iter().flatten();
    given.map(|it| it.as_str().to_owned()).collect()
}

pub(super) fn arns(given: Option<Vec<String>>, name: &str) -> Outcome<Vec<String>> {
    let given = given.unwrap_or_default();
    if given.is_empty() || given.len() > DESCRIBED_MAX {
        return Err(faults::invalid(format!(
            "{name} must have 1 to {DESCRIBED_MAX} ARNs."
        )));
    }
    Ok(given)
}

/// Cluster, service and id of an ARN of this kind.
pub(super) fn parts<'a>(cx: &Context<'_>, given: &'a str, kind: &str) -> Outcome<[&'a str; 3]> {
    let arn = Arn::parse(given).filter(|arn| {
        arn.service == "ecs"
            && arn.kind == kind
            && arn.region == cx.names.region
            && arn.account == cx.names.account
    });
    let pieces: Vec<&str> = arn
        .map(|arn| arn.path.split('/').collect())
        .unwrap_or_default();
    // Nothing but names: a daemon is not reached as a service.
    let named = pieces.iter().all(|it| resolve::is_name(it));
    pieces.try_into().ok().filter(|_| named).ok_or_else(|| {
        faults::invalid(format!(
            "Invalid identifier: {given} is not the ARN of a {kind}."
        ))
    })
}

pub(super) fn missing(given: &str) -> api::Failure {
    api::Failure {
        arn: Some(given.to_owned()),
        reason: Some("MISSING".to_owned()),
        detail: None,
    }
}

fn brief(cx: &Context<'_>, it: &ServiceDeployment) -> api::ServiceDeploymentBrief {
    let (cluster, service) = (&it.cluster, &it.service);
    api::ServiceDeploymentBrief {
        service_deployment_arn: Some(cx.names.service_deployment(cluster, service, &it.id)),
        service_arn: Some(cx.names.service(cluster, service)),
        cluster_arn: Some(cx.names.cluster(cluster)),
        started_at: it.started_at.map(time),
        created_at: Some(time(it.created_at)),
        finished_at: it.finished_at.map(time),
        target_service_revision_arn: Some(cx.names.service_revision(cluster, service, &it.target)),
        status: Some(it.status.as_str().into()),
        status_reason: it.status_reason.clone(),
    }
}

fn deployment(state: &State, cx: &Context<'_>, it: &ServiceDeployment) -> api::ServiceDeployment {
    let (cluster, service) = (&it.cluster, &it.service);
    let record = state.service(cluster, service);
    let live = record.and_then(|record| {
        let of = |deployment: &&berth_model::Deployment| deployment.id == it.deployment;
        record
            .deployments
            .iter()
            .find(of)
            .map(|deployment| (record, deployment))
    });
    let weights = |id: &str| lifecycle::shown_weights(state, it, id);
    let summary = |id: &str, counts: RevisionCounts| api::ServiceRevisionSummary {
        arn: Some(cx.names.service_revision(cluster, service, id)),
        requested_task_count: Some(number(counts.requested)),
        running_task_count: Some(number(counts.running)),
        pending_task_count: Some(number(counts.pending)),
        requested_test_traffic_weight: weights(id).map(|(test, _)| test),
        requested_production_traffic_weight: weights(id).map(|(_, production)| production),
    };
    let target = match (it.finished_at, live) {
        (None, Some((record, live))) => counts(state, record, live),
        _ => it.target_counts,
    };
    api::ServiceDeployment {
        service_deployment_arn: Some(cx.names.service_deployment(cluster, service, &it.id)),
        service_arn: Some(cx.names.service(cluster, service)),
        cluster_arn: Some(cx.names.cluster(cluster)),
        created_at: Some(time(it.created_at)),
        started_at: it.started_at.map(time),
        finished_at: it.finished_at.map(time),
        stopped_at: it.stopped_at.map(time),
        updated_at: Some(time(it.updated_at)),
        source_service_revisions: Some(
            it.sources
                .iter()
                .map(|(id, counts)| summary(id, *counts))
                .collect(),
        ),
        target_service_revision: Some(summary(&it.target, target)),
        status: Some(it.status.as_str().into()),
        status_reason: it.status_reason.clone(),
        deployment_configuration: Some((*it.configuration).clone()),
        lifecycle_stage: lifecycle::shown_stage(live.map(|it| it.1)).map(Into::into),
        lifecycle_hook_details: hooks::shown(live.map(|it| it.1)),
        rollback: it.rollback.as_ref().map(|(reason, at, id)| api::Rollback {
            reason: Some(reason.clone()),
            started_at: Some(time(*at)),
            service_revision_arn: Some(cx.names.service_revision(cluster, service, id)),
        }),
        alarms: Some(alarms::shown(
            it,
            live.and_then(|(_, it)| it.monitor.as_ref()),
        )),
        deployment_circuit_breaker: Some(breaker(record.map(|it| &**it), live.map(|it| it.1), it)),
    }
}

fn breaker(
    service: Option<&Service>,
    live: Option<&berth_model::Deployment>,
    it: &ServiceDeployment,
) -> api::ServiceDeploymentCircuitBreaker {
    let (status, counted) = breaker_state(service, live, it);
    api::ServiceDeploymentCircuitBreaker {
        status: Some(status.into()),
        failure_count: counted.map(|(count, _)| number(count)),
        threshold: counted.map(|(_, threshold)| number(threshold)),
    }
}

/// A circuit breaker's status, and failures and threshold if it counts or has counted.
pub(super) fn breaker_state(
    service: Option<&Service>,
    live: Option<&berth_model::Deployment>,
    it: &ServiceDeployment,
) -> (&'static str, Option<(u32, u32)>) {
    if let Some((count, threshold)) = it.breaker {
        let status = match count >= threshold {
            true => "TRIGGERED",
            false => "MONITORING_COMPLETE",
        };
        return (status, it.breaker);
    }
    let threshold = service.and_then(|it| {
        view::breaker(&it.deployment_configuration)
            .map(|threshold| threshold.failures(it.desired_count))
    });
    match (threshold, live) {
        (Some(threshold), Some(live)) if it.finished_at.is_none() => {
            ("MONITORING", Some((live.breaker_count, threshold)))
        }
        _ => ("DISABLED", None),
    }
}

fn revision(cx: &Context<'_>, it: &ServiceRevision) -> api::ServiceRevision {
    let (cluster, service) = (&it.cluster, &it.service);
    let (family, number) = &it.task_definition;
    api::ServiceRevision {
        service_revision_arn: Some(cx.names.service_revision(cluster, service, &it.id)),
        service_arn: Some(cx.names.service(cluster, service)),
        cluster_arn: Some(cx.names.cluster(cluster)),
        task_definition: Some(cx.names.task_definition(family, *number)),
        launch_type: it
            .document
            .capacity_provider_strategy
            .is_none()
            .then(|| it.launch_type.as_str().into()),
        created_at: Some(time(it.created_at)),
        ..(*it.document).clone()
    }
}
