//! `ContinueServiceDeployment`: somebody says how a deployment that waits at a hook goes on.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{Change, HookStatus, RolloutState, Service, Tx};
use berth_protocol::fault::Fault;

use super::history;
use crate::{Context, Outcome, faults};

/// Answers a PAUSE hook: the deployment goes on, or is rolled back.
///
/// # Errors
/// `ServiceDeploymentNotFoundException`; `InvalidParameterException` if no such hook awaits an action.
pub fn continue_service_deployment(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::ContinueServiceDeploymentRequest,
) -> Outcome<api::ContinueServiceDeploymentResponse> {
    let given = input.service_deployment_arn.unwrap_or_default();
    let [cluster, name, id] = history::parts(cx, &given, "service-deployment")?;
    let known = tx.service_deployment(cluster, name, id).is_some();
    let service = tx.service(cluster, name).filter(|_| known).cloned();
    let service = service.ok_or_else(|| {
        Fault::client(
            "ServiceDeploymentNotFoundException",
            "Service deployment not found.",
        )
    })?;
    let status = match input.action.as_ref().map(|it| it.as_str()) {
        None | Some("CONTINUE") => HookStatus::Succeeded,
        Some("ROLLBACK") => HookStatus::Failed,
        Some(_) => return Err(faults::invalid("action must be CONTINUE or ROLLBACK.")),
    };
    let wanted = input.hook_id.unwrap_or_default();
    let mut changed = Service::clone(&service);
    let of_it = changed.deployments.iter_mut().find(|it| {
        it.service_deployment == id && !it.rollback && it.rollout == RolloutState::InProgress
    });
    let mut hooks = of_it
        .and_then(|it| it.lifecycle.as_mut())
        .into_iter()
        .flat_map(|it| &mut it.hooks);
    let hook = hooks.find(|it| it.id == wanted && it.status == HookStatus::AwaitingAction);
    let Some(hook) = hook else {
        return Err(faults::invalid(
            "The service deployment has no hook with this hookId that awaits an action.",
        ));
    };
    hook.status = status;
    tx.record(Change::PutService(Arc::new(changed)));
    Ok(api::ContinueServiceDeploymentResponse {
        service_deployment_arn: Some(given),
    })
}
