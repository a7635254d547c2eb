//! `StopServiceDeployment`: a deployment that is under way goes back to what ran before.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{Change, RolloutState, Service, ServiceDeploymentStatus, Tx};
use berth_protocol::fault::Fault;

use super::{deploying, events, history};
use crate::{Context, Outcome, faults};

/// Rolls a deployment that is under way back to the last one that was COMPLETED, whether or not the
/// service has a circuit breaker.
///
/// # Errors
/// `ServiceDeploymentNotFoundException`; `ConflictException` if it is not under way or there is
/// nothing to go back to; `InvalidParameterException` for another stop type.
pub fn stop_service_deployment(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::StopServiceDeploymentRequest,
) -> Outcome<api::StopServiceDeploymentResponse> {
    let given = input.service_deployment_arn.unwrap_or_default();
    let [cluster, name, id] = history::parts(cx, &given, "service-deployment")?;
    let kind = input
        .stop_type
        .as_ref()
        .map_or("ROLLBACK", |it| it.as_str());
    if kind != "ROLLBACK" {
        return Err(faults::invalid("stopType must be ROLLBACK."));
    }
    let not_found = || {
        Fault::client(
            "ServiceDeploymentNotFoundException",
            "Service deployment not found.",
        )
    };
    let record = tx
        .service_deployment(cluster, name, id)
        .cloned()
        .ok_or_else(not_found)?;
    let service = tx.service(cluster, name).cloned().ok_or_else(not_found)?;
    let conflict = |what: &str| Fault::client("ConflictException", what.to_owned());
    let primary = service.primary().filter(|it| {
        let of_it = it.service_deployment == id && !it.rollback;
        of_it && it.rollout == RolloutState::InProgress
    });
    let under_way = record.status == ServiceDeploymentStatus::InProgress;
    let Some(primary) = primary.filter(|_| under_way) else {
        return Err(conflict(
            "The service deployment cannot be stopped: it is not in progress.",
        ));
    };
    let before = service.completed_revision.as_ref();
    if before.is_none_or(|before| *before == primary.revision) {
        return Err(conflict(
            "The service deployment cannot be rolled back: no other deployment of the service has completed.",
        ));
    }
    let mut changed = Service::clone(&service);
    let why = "Service deployment rolled back because of StopServiceDeployment.";
    let back = Some("ECS deployment rolling back");
    if let Some(to) = deploying::fail(tx, cx, &mut changed, why, back) {
        let text = format!("rolling back to deployment {to}.");
        events::tell(tx, cx.entropy, cx.now, &mut changed, &text);
    }
    tx.record(Change::PutService(Arc::new(changed)));
    Ok(api::StopServiceDeploymentResponse {
        service_deployment_arn: Some(given),
    })
}
