//! What callers may say about a service whose deployments they decide about themselves: what is not said
//! with its task sets.

use berth_api_ecs as api;
use berth_model::{DeploymentController, SchedulingStrategy};

use super::super::configuration::some;
use crate::{Outcome, faults};

/// Refuses what task sets have of a new service.
///
/// # Errors
/// `InvalidParameterException`.
pub(in super::super) fn check_create(input: &api::CreateServiceRequest) -> Outcome<()> {
    let daemon = input.scheduling_strategy.as_ref();
    if daemon.is_some_and(|it| it.as_str() == SchedulingStrategy::Daemon.as_str()) {
        return Err(faults::invalid(
            "schedulingStrategy cannot be DAEMON for a service with the EXTERNAL deployment controller.",
        ));
    }
    let strategy = input.capacity_provider_strategy.as_ref();
    refuse(&[
        ("taskDefinition", given(input.task_definition.as_ref())),
        ("launchType", input.launch_type.is_some()),
        ("capacityProviderStrategy", some(strategy)),
        ("platformVersion", given(input.platform_version.as_ref())),
        (
            "networkConfiguration",
            input.network_configuration.is_some(),
        ),
        ("loadBalancers", some(input.load_balancers.as_ref())),
        ("serviceRegistries", some(input.service_registries.as_ref())),
    ])?;
    check_configuration(input.deployment_configuration.as_ref())
}

/// Refuses what task sets have of an update.
///
/// # Errors
/// `InvalidParameterException`.
pub(in super::super) fn check_update(input: &api::UpdateServiceRequest) -> Outcome<()> {
    refuse(&[
        ("taskDefinition", given(input.task_definition.as_ref())),
        (
            "capacityProviderStrategy",
            input.capacity_provider_strategy.is_some(),
        ),
        ("platformVersion", given(input.platform_version.as_ref())),
        (
            "networkConfiguration",
            input.network_configuration.is_some(),
        ),
        ("loadBalancers", input.load_balancers.is_some()),
        ("serviceRegistries", input.service_registries.is_some()),
        (
            "forceNewDeployment",
            input.force_new_deployment == Some(true),
        ),
    ])?;
    check_configuration(input.deployment_configuration.as_ref())
}

fn given(text: Option<&String>) -> bool {
    text.is_some_and(|it| !it.is_empty())
}

fn refuse(members: &[(&str, bool)]) -> Outcome<()> {
    match members.iter().find(|(_, is)| *is) {
        None => Ok(()),
        Some((name, _)) => Err(faults::invalid(format!(
            "{name} cannot be given for a service with the {} deployment controller: its task sets have it.",
            DeploymentController::External
        ))),
    }
}

/// There is no deployment that could be watched, or have a strategy.
fn check_configuration(given: Option<&api::DeploymentConfiguration>) -> Outcome<()> {
    let Some(given) = given else { return Ok(()) };
    let breaker = given.deployment_circuit_breaker.as_ref();
    let alarms = given.alarms.as_ref();
    let strategy = given.strategy.as_ref();
    let wrong = [
        (
            "deploymentCircuitBreaker",
            breaker.is_some_and(|it| it.enable == Some(true)),
        ),
        ("alarms", alarms.is_some_and(|it| it.enable == Some(true))),
        (
            "strategy",
            strategy.is_some_and(|it| it.as_str() != "ROLLING"),
        ),
        ("lifecycleHooks", some(given.lifecycle_hooks.as_ref())),
    ];
    match wrong.iter().find(|(_, is)| *is) {
        None => Ok(()),
        Some((name, _)) => Err(faults::invalid(format!(
            "deploymentConfiguration.{name} is only for services with the ECS deployment controller."
        ))),
    }
}
