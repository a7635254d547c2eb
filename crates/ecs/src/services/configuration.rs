//! What callers may say about a service, checked, with ECS's defaults.

use berth_api_ecs as api;
use berth_model::{DeploymentController, Document, LaunchType, SchedulingStrategy, Service, State};

use super::{alarms, strategy as deployment_strategy};
use crate::capacity_providers::strategy;
use crate::{Context, Outcome, faults, run_task};

/// Refuses by name what this version has not got.
pub(super) fn refuse(given: &[(&str, bool)]) -> Outcome<()> {
    match given.iter().find(|(_, is)| *is) {
        None => Ok(()),
        Some((what, _)) => Err(faults::unsupported(format!(
            "{what} is not built in this version of Berth."
        ))),
    }
}

/// Whether a list has anything in it.
pub(super) fn some<T>(list: Option<&Vec<T>>) -> bool {
    list.is_some_and(|list| !list.is_empty())
}

/// Refuses what neither `CreateService` nor `UpdateService` does yet: their inputs have these members in
/// common, but no type.
macro_rules! refuse_what_is_not_built {
    ($input:expr) => {{
        use $crate::services::configuration::{refuse, some};
        let connect = $input.service_connect_configuration.as_ref();
        refuse(&[
            ("loadBalancers", some($input.load_balancers.as_ref())),
            (
                "serviceRegistries",
                some($input.service_registries.as_ref()),
            ),
            (
                "volumeConfigurations",
                some($input.volume_configurations.as_ref()),
            ),
            (
                "vpcLatticeConfigurations",
                some($input.vpc_lattice_configurations.as_ref()),
            ),
            (
                "gatewayConnectors",
                some($input.gateway_connectors.as_ref()),
            ),
            (
                "serviceConnectConfiguration",
                connect.is_some_and(|it| it.enabled == Some(true)),
            ),
            ("monitoring", $input.monitoring.is_some()),
        ])
    }};
}
pub(super) use refuse_what_is_not_built;

pub(super) fn scheduling(given: Option<&api::SchedulingStrategy>) -> Outcome<SchedulingStrategy> {
    match given {
        None => Ok(SchedulingStrategy::Replica),
        Some(given) => SchedulingStrategy::from_wire(given.as_str())
            .ok_or_else(|| faults::invalid("schedulingStrategy must be REPLICA or DAEMON.")),
    }
}

pub(super) fn controller(
    given: Option<&api::DeploymentController>,
) -> Outcome<DeploymentController> {
    let kind = given
        .and_then(|it| it.r#type.as_ref())
        .map_or("ECS", |it| it.as_str());
    match DeploymentController::from_wire(kind) {
        Some(it @ (DeploymentController::Ecs | DeploymentController::External)) => Ok(it),
        Some(it @ DeploymentController::CodeDeploy) => Err(faults::unsupported(format!(
            "deploymentController {it} is not built in this version of Berth; ECS and EXTERNAL are."
        ))),
        None => Err(faults::invalid(
            "deploymentController.type must be ECS, CODE_DEPLOY or EXTERNAL.",
        )),
    }
}

/// The launch types of services that there are.
const BUILT: &str = "EC2, EXTERNAL and FARGATE are";

/// The strategy by which a service's tasks get their room: the one given, or the cluster's default
/// if there is no launch type either. DAEMON services are on every instance and have none.
pub(super) fn capacity(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    scheduling: SchedulingStrategy,
    launch_type: Option<&api::LaunchType>,
    given: &[api::CapacityProviderStrategyItem],
) -> Outcome<strategy::Items> {
    if launch_type.is_some() && !given.is_empty() {
        return Err(faults::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        ));
    }
    if scheduling == SchedulingStrategy::Daemon {
        if given.is_empty() {
            return Ok(Vec::new());
        }
        return Err(faults::invalid(
            "capacityProviderStrategy cannot be given for a service with the DAEMON scheduling strategy.",
        ));
    }
    match state.cluster(cluster) {
        _ if launch_type.is_some() => Ok(Vec::new()),
        Some(cluster) => strategy::effective(state, cx, cluster, given, BUILT),
        None => Err(faults::cluster_not_found()),
    }
}

pub(super) fn launch_type(given: Option<&api::LaunchType>) -> Outcome<LaunchType> {
    match given.map_or("EC2", |it| it.as_str()) {
        "EC2" => Ok(LaunchType::Ec2),
        "EXTERNAL" => Ok(LaunchType::External),
        "FARGATE" => Ok(LaunchType::Fargate),
        other @ "MANAGED_INSTANCES" => Err(faults::launch_type_not_built(other, BUILT)),
        _ => Err(faults::invalid(
            "launchType must be EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES.",
        )),
    }
}

/// Refuses what a service on Fargate cannot have.
pub(super) fn fargate(service: &Service, launch_type: LaunchType) -> Outcome<()> {
    if launch_type != LaunchType::Fargate {
        return Ok(());
    }
    if service.scheduling == SchedulingStrategy::Daemon {
        return Err(faults::invalid(
            "The DAEMON scheduling strategy is not supported with FARGATE launch type.",
        ));
    }
    run_task::check_fargate_placement(
        !service.placement_constraints.is_empty(),
        !service.placement_strategy.is_empty(),
    )
}

/// A count of tasks.
pub(super) fn desired_count(given: i32) -> Outcome<u32> {
    u32::try_from(given)
        .ok()
        .filter(|count| *count <= 5_000)
        .ok_or_else(|| faults::invalid("desiredCount must be between 0 and 5000."))
}

/// Constraints, which must be ones that services can have.
pub(super) fn constraints(
    given: Option<Vec<api::PlacementConstraint>>,
) -> Outcome<Option<Vec<Document<api::PlacementConstraint>>>> {
    let Some(given) = given else { return Ok(None) };
    run_task::check_constraints(&given)?;
    Ok(Some(given.into_iter().map(Document::new).collect()))
}

pub(super) fn strategy(
    given: Option<Vec<api::PlacementStrategy>>,
    scheduling: SchedulingStrategy,
) -> Outcome<Option<Vec<Document<api::PlacementStrategy>>>> {
    let Some(given) = given else { return Ok(None) };
    if scheduling == SchedulingStrategy::Daemon && !given.is_empty() {
        return Err(faults::invalid(
            "placementStrategy cannot be given for a service with the DAEMON scheduling strategy.",
        ));
    }
    run_task::strategies(Some(&given))?;
    Ok(Some(given.into_iter().map(Document::new).collect()))
}

/// The deployment configuration with defaults; what is absent stays as `before`.
pub(super) fn deployment_configuration(
    given: Option<api::DeploymentConfiguration>,
    before: &api::DeploymentConfiguration,
    scheduling: SchedulingStrategy,
) -> Outcome<api::DeploymentConfiguration> {
    let given = given.unwrap_or_default();
    let strategy = deployment_strategy::checked(&given, before, scheduling)?;
    alarms::check(given.alarms.as_ref())?;
    refuse(&[(
        "deploymentConfiguration.earlySuccessCriteria",
        given.early_success_criteria.is_some(),
    )])?;
    let (most, least) = match scheduling {
        SchedulingStrategy::Replica => (200, 100),
        SchedulingStrategy::Daemon => (100, 0),
    };
    let most = given
        .maximum_percent
        .or(before.maximum_percent)
        .unwrap_or(most);
    let least = given
        .minimum_healthy_percent
        .or(before.minimum_healthy_percent)
        .unwrap_or(least);
    check_percents(most, least, scheduling)?;
    let breaker = match given.deployment_circuit_breaker {
        None => before.deployment_circuit_breaker.clone(),
        Some(breaker) => {
            check_breaker(&breaker)?;
            Some(breaker)
        }
    };
    let breaker = breaker.unwrap_or_else(|| api::DeploymentCircuitBreaker {
        enable: Some(false),
        rollback: Some(false),
        ..Default::default()
    });
    Ok(api::DeploymentConfiguration {
        deployment_circuit_breaker: Some(breaker),
        maximum_percent: Some(most),
        minimum_healthy_percent: Some(least),
        alarms: given.alarms.or_else(|| before.alarms.clone()),
        ..strategy
    })
}

fn check_percents(most: i32, least: i32, scheduling: SchedulingStrategy) -> Outcome<()> {
    if scheduling == SchedulingStrategy::Daemon {
        if most != 100 {
            return Err(faults::invalid(
                "maximumPercent must be 100 for a service with the DAEMON scheduling strategy.",
            ));
        }
        if !(0..100).contains(&least) {
            return Err(faults::invalid(
                "minimumHealthyPercent must be between 0 and 99 for a service with the DAEMON scheduling strategy.",
            ));
        }
        return Ok(());
    }
    if most < 100 {
        return Err(faults::invalid("maximumPercent must be at least 100."));
    }
    if !(0..=100).contains(&least) {
        return Err(faults::invalid(
            "minimumHealthyPercent must be between 0 and 100.",
        ));
    }
    Ok(())
}

fn check_breaker(breaker: &api::DeploymentCircuitBreaker) -> Outcome<()> {
    if breaker.enable.is_none() || breaker.rollback.is_none() {
        return Err(faults::invalid(
            "deploymentCircuitBreaker needs both enable and rollback.",
        ));
    }
    let Some(threshold) = &breaker.threshold_configuration else {
        return Ok(());
    };
    let kind = threshold
        .r#type
        .as_ref()
        .map_or("BOUNDED_PERCENT", |it| it.as_str());
    let value = threshold.value.unwrap_or(50);
    let most = match kind {
        "COUNT" => 5_000,
        "BOUNDED_PERCENT" | "UNBOUNDED_PERCENT" => 100,
        _ => {
            return Err(faults::invalid(
                "thresholdConfiguration.type must be COUNT, BOUNDED_PERCENT or UNBOUNDED_PERCENT.",
            ));
        }
    };
    if !(1..=most).contains(&value) {
        return Err(faults::invalid(format!(
            "thresholdConfiguration.value must be between 1 and {most} for {kind}."
        )));
    }
    Ok(())
}

pub(super) fn grace_period(given: Option<i32>) -> Outcome<Option<i32>> {
    match given {
        Some(seconds) if seconds < 0 => Err(faults::invalid(
            "healthCheckGracePeriodSeconds must be between 0 and 2147483647.",
        )),
        given => Ok(given),
    }
}

pub(super) fn propagate_tags(given: Option<&api::PropagateTags>) -> Outcome<Option<String>> {
    match given.map(|it| it.as_str()) {
        None | Some("NONE") => Ok(None),
        Some(text @ ("TASK_DEFINITION" | "SERVICE")) => Ok(Some(text.to_owned())),
        Some(_) => Err(faults::invalid(
            "propagateTags must be TASK_DEFINITION, SERVICE or NONE.",
        )),
    }
}
