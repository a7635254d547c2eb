//! Deployments and revisions of daemons: `DescribeDaemonDeployments`, `ListDaemonDeployments`,
//! `DescribeDaemonRevisions`.

use berth_api_ecs as api;
use berth_model::{DAEMON_PREFIX, Service, ServiceDeployment, ServiceRevision, State};

use super::super::history::{self, Wanted, arns, missing};
use super::super::{alarms, describe::number};
use super::describe::counts;
use super::find;
use crate::container_instances::time;
use crate::{Context, Outcome, faults, page};

/// Describes deployments of daemons.
///
/// # Errors
/// `InvalidParameterException` for no, too many or malformed ARNs.
pub fn describe_daemon_deployments(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeDaemonDeploymentsRequest,
) -> Outcome<api::DescribeDaemonDeploymentsResponse> {
    let given = arns(input.daemon_deployment_arns, "daemonDeploymentArns")?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        let (cluster, name, id) = parts(cx, given, "daemon-deployment")?;
        match state.service_deployment(&cluster, &name, &id) {
            Some(it) => found.push(deployment(state, cx, it)),
            None => failures.push(missing(given)),
        }
    }
    Ok(api::DescribeDaemonDeploymentsResponse {
        daemon_deployments: Some(found),
        failures: Some(failures),
    })
}

/// Describes revisions of daemons.
///
/// # Errors
/// `InvalidParameterException` for no, too many or malformed ARNs.
pub fn describe_daemon_revisions(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeDaemonRevisionsRequest,
) -> Outcome<api::DescribeDaemonRevisionsResponse> {
    let given = arns(input.daemon_revision_arns, "daemonRevisionArns")?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        let (cluster, name, id) = parts(cx, given, "daemon-revision")?;
        let daemon = state.service(&cluster, &name);
        match (daemon, state.service_revision(&cluster, &name, &id)) {
            (Some(daemon), Some(it)) => found.push(revision(cx, daemon, it)),
            _ => failures.push(missing(given)),
        }
    }
    Ok(api::DescribeDaemonRevisionsResponse {
        daemon_revisions: Some(found),
        failures: Some(failures),
    })
}

/// Lists a daemon's deployments, the newest first.
///
/// # Errors
/// `InvalidParameterException` for a bad ARN, page size or token.
pub fn list_daemon_deployments(
    state: &State,
    cx: &Context<'_>,
    input: api::ListDaemonDeploymentsRequest,
) -> Outcome<api::ListDaemonDeploymentsResponse> {
    const LIST: &str = "ListDaemonDeployments";
    // The operation has no error of its own for it.
    let not_found = |fault: berth_protocol::fault::Fault| faults::invalid(fault.message);
    let service = find(state, cx, input.daemon_arn.as_deref()).map_err(not_found)?;
    let statuses = input.status.unwrap_or_default();
    let wanted = Wanted {
        statuses: statuses.iter().map(|it| it.as_str().to_owned()).collect(),
        created_at: input.created_at.unwrap_or_default(),
        size: page::size(input.max_results, 20)?,
        from: page::position(LIST, input.next_token.as_deref())?,
    };
    let (page, next_token) = wanted.page(state, LIST, &service);
    let summary = |it: &ServiceDeployment| {
        let (cluster, daemon) = (&it.cluster, &it.service);
        api::DaemonDeploymentSummary {
            daemon_deployment_arn: Some(cx.names.service_deployment(cluster, daemon, &it.id)),
            daemon_arn: Some(cx.names.service(cluster, daemon)),
            cluster_arn: Some(cx.names.cluster(cluster)),
            status: Some(it.status.as_str().into()),
            status_reason: it.status_reason.clone(),
            target_daemon_revision_arn: Some(
                cx.names.service_revision(cluster, daemon, &it.target),
            ),
            created_at: Some(time(it.created_at)),
            started_at: it.started_at.map(time),
            stopped_at: it.stopped_at.map(time),
            finished_at: it.finished_at.map(time),
        }
    };
    Ok(api::ListDaemonDeploymentsResponse {
        daemon_deployments: Some(page.into_iter().map(summary).collect()),
        next_token,
    })
}

/// Cluster, name as it is kept, and id of an ARN of this kind.
fn parts(cx: &Context<'_>, given: &str, kind: &str) -> Outcome<(String, String, String)> {
    let [cluster, name, id] = history::parts(cx, given, kind)?;
    let kept = format!("{DAEMON_PREFIX}{name}");
    Ok((cluster.to_owned(), kept, id.to_owned()))
}

fn deployment(state: &State, cx: &Context<'_>, it: &ServiceDeployment) -> api::DaemonDeployment {
    let (cluster, name) = (&it.cluster, &it.service);
    let daemon = state.service(cluster, name);
    let live = daemon.and_then(|daemon| {
        let found = daemon
            .deployments
            .iter()
            .find(|live| live.id == it.deployment);
        found.map(|live| (&**daemon, live))
    });
    let monitor = live.and_then(|(_, it)| it.monitor.as_ref());
    let shown = alarms::shown(it, monitor);
    let sources = it.sources.iter();
    let sources = sources.map(|(id, _)| revision_detail(state, cx, it, id));
    api::DaemonDeployment {
        daemon_deployment_arn: Some(cx.names.service_deployment(cluster, name, &it.id)),
        cluster_arn: Some(cx.names.cluster(cluster)),
        status: Some(it.status.as_str().into()),
        status_reason: it.status_reason.clone(),
        target_daemon_revision: Some(revision_detail(state, cx, it, &it.target)),
        source_daemon_revisions: Some(sources.collect()),
        circuit_breaker: Some(breaker(it, live)),
        alarms: Some(api::DaemonDeploymentAlarms {
            status: shown.status.map(|it| it.as_str().into()),
            alarm_names: shown.alarm_names,
            triggered_alarm_names: shown.triggered_alarm_names,
        }),
        rollback: it
            .rollback
            .as_ref()
            .map(|(reason, at, id)| api::DaemonRollback {
                reason: Some(reason.clone()),
                started_at: Some(time(*at)),
                rollback_target_daemon_revision_arn: Some(
                    cx.names.service_revision(cluster, name, id),
                ),
                rollback_capacity_providers: None,
            }),
        deployment_configuration: Some(configuration(daemon.map(|it| &**it), it)),
        created_at: Some(time(it.created_at)),
        started_at: it.started_at.map(time),
        stopped_at: it.stopped_at.map(time),
        finished_at: it.finished_at.map(time),
    }
}

/// A revision with its instances, as far as it has a deployment still.
fn revision_detail(
    state: &State,
    cx: &Context<'_>,
    record: &ServiceDeployment,
    id: &str,
) -> api::DaemonDeploymentRevisionDetail {
    let (cluster, name) = (&record.cluster, &record.service);
    let daemon = state.service(cluster, name);
    let live = daemon.and_then(|daemon| {
        let found = daemon.deployments.iter().find(|it| it.revision == id);
        found.map(|live| counts(state, daemon, live))
    });
    let counts = live.unwrap_or_default();
    let sum = |of: fn(&super::describe::Counts) -> u32| Some(number(counts.iter().map(of).sum()));
    api::DaemonDeploymentRevisionDetail {
        arn: Some(cx.names.service_revision(cluster, name, id)),
        total_running_instance_count: sum(|it| it.running),
        total_without_daemon_instance_count: sum(|it| it.without),
        total_draining_instance_count: sum(|it| it.draining),
        capacity_providers: Some(
            counts
                .iter()
                .map(|it| api::DaemonDeploymentCapacityProvider {
                    arn: Some(cx.names.capacity_provider(&it.provider)),
                    running_instance_count: Some(number(it.running)),
                    without_daemon_instance_count: Some(number(it.without)),
                    draining_instance_count: Some(number(it.draining)),
                })
                .collect(),
        ),
    }
}

fn breaker(
    it: &ServiceDeployment,
    live: Option<(&Service, &berth_model::Deployment)>,
) -> api::DaemonCircuitBreaker {
    let (daemon, live) = live.unzip();
    let (status, counted) = history::breaker_state(daemon, live, it);
    let (count, threshold) = counted.unwrap_or_default();
    // A daemon's is never off; one that has counted nothing has nothing more to count.
    let status = counted.map_or("MONITORING_COMPLETE", |_| status);
    api::DaemonCircuitBreaker {
        status: Some(status.into()),
        failure_count: Some(number(count)),
        threshold: Some(number(threshold)),
    }
}

fn configuration(
    daemon: Option<&Service>,
    it: &ServiceDeployment,
) -> api::DaemonDeploymentConfiguration {
    let kept = daemon.and_then(|it| it.daemon);
    let alarms = it.configuration.alarms.as_ref();
    api::DaemonDeploymentConfiguration {
        drain_percent: kept.map(|it| it.drain_percent),
        alarms: alarms.map(|it| api::DaemonAlarmConfiguration {
            alarm_names: it.alarm_names.clone(),
            enable: it.enable,
        }),
        bake_time_in_minutes: it.configuration.bake_time_in_minutes,
    }
}

fn revision(cx: &Context<'_>, daemon: &Service, it: &ServiceRevision) -> api::DaemonRevision {
    let (cluster, name) = (&it.cluster, &it.service);
    let (family, number) = &it.task_definition;
    let images = it.document.container_images.iter().flatten();
    let images = images.map(|it| api::DaemonContainerImage {
        container_name: it.container_name.clone(),
        image_digest: it.image_digest.clone(),
        image: it.image.clone(),
    });
    let propagates = match daemon.propagate_tags {
        Some(_) => "DAEMON",
        None => "NONE",
    };
    api::DaemonRevision {
        daemon_revision_arn: Some(cx.names.service_revision(cluster, name, &it.id)),
        cluster_arn: Some(cx.names.cluster(cluster)),
        daemon_arn: Some(cx.names.service(cluster, name)),
        daemon_task_definition_arn: Some(cx.names.task_definition(family, *number)),
        created_at: Some(time(it.created_at)),
        container_images: Some(images.collect()),
        propagate_tags: Some(propagates.into()),
        enable_ecs_managed_tags: Some(daemon.enable_managed_tags),
        enable_execute_command: Some(daemon.enable_execute_command),
        critical: daemon.daemon.map(|it| it.critical),
    }
}
