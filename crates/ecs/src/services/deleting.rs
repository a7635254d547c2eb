//! `DeleteService`, what is left of a deleted service, and how services are found.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{Change, SchedulingStrategy, Service, ServiceStatus, State, Tags, Tx};
use berth_protocol::fault::Fault;

use super::describe::render;
use crate::{Context, Outcome, faults, resolve};

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
