//! Alarms that watch deployments: how they begin to, what they see, and how that is shown.

use berth_api_ecs as api;
use berth_model::{
    Deployment, LifecycleStage, Monitor, RolloutState, Service, ServiceDeployment,
    ServiceDeploymentStatus, State,
};
use berth_reconciler::AlarmsView;

use crate::{Outcome, faults};

/// Checks `deploymentConfiguration.alarms`.
///
/// # Errors
/// `InvalidParameterException` if they are enabled and there is none, or one has no name.
pub(super) fn check(given: Option<&api::DeploymentAlarms>) -> Outcome<()> {
    let Some(given) = given.filter(|it| it.enable == Some(true)) else {
        return Ok(());
    };
    let names = given.alarm_names.as_deref().unwrap_or_default();
    if names.is_empty() || names.iter().any(|it| !crate::alarms::is_name(it)) {
        return Err(faults::invalid(
            "deploymentConfiguration.alarms.alarmNames must name one alarm or more, each with 1 to 255 characters.",
        ));
    }
    Ok(())
}

/// What watches a deployment of a service that begins now.
pub(super) fn begin(state: &State, service: &Service) -> Option<Monitor> {
    let alarms = service.deployment_configuration.alarms.as_ref();
    let enabled = alarms.filter(|it| it.enable == Some(true));
    let names = enabled.and_then(|it| it.alarm_names.clone());
    if names.is_none() && bake_seconds(service) == 0 {
        return None;
    }
    let names = names.unwrap_or_default();
    Some(Monitor {
        ignored: names.iter().any(|it| state.is_in_alarm(it)),
        alarms: names,
        baking_since: None,
        triggered: Vec::new(),
    })
}

/// What they see of the PRIMARY deployment while it is under way: not of a rollback, and of one with two sets
/// of tasks until its bake time is over.
pub(super) fn view(state: &State, service: &Service) -> Option<AlarmsView> {
    let primary = service.primary()?;
    let monitor = primary.monitor.as_ref()?;
    let under_way = primary.rollout == RolloutState::InProgress && !primary.rollback;
    let two_sets = primary.lifecycle.as_ref();
    let over = two_sets.is_some_and(|it| it.stage == LifecycleStage::CleanUp);
    if !under_way || over || monitor.ignored {
        return None;
    }
    let alarms = monitor.alarms.iter().filter_map(|it| state.alarm(it));
    let reaction = alarms.map(|it| it.reaction_seconds()).max();
    Some(AlarmsView {
        triggered: !in_alarm(state, monitor).is_empty(),
        bake_seconds: match two_sets {
            None => reaction.unwrap_or(0).max(bake_seconds(service)),
            Some(_) => 0,
        },
        baking_since: monitor.baking_since,
    })
}

/// For how long the deployments of a daemon are watched in any case; other ones by their strategy.
fn bake_seconds(service: &Service) -> i64 {
    let minutes = service.deployment_configuration.bake_time_in_minutes;
    minutes
        .filter(|_| service.daemon.is_some())
        .map_or(0, |it| i64::from(it) * 60)
}

fn in_alarm(state: &State, monitor: &Monitor) -> Vec<String> {
    let names = monitor.alarms.iter();
    names.filter(|it| state.is_in_alarm(it)).cloned().collect()
}

/// Notes which alarms have ended a deployment.
pub(super) fn note_triggered(state: &State, deployment: &mut Deployment) {
    if let Some(monitor) = &mut deployment.monitor {
        monitor.triggered = in_alarm(state, monitor);
    }
}

/// As a service deployment shows them; `live` is what its deployment has of them if that is under way.
pub(super) fn shown(
    record: &ServiceDeployment,
    live: Option<&Monitor>,
) -> api::ServiceDeploymentAlarms {
    let status = |text: &str| Some(text.into());
    let Some(monitor) = live.or(record.monitor.as_ref()) else {
        return api::ServiceDeploymentAlarms {
            status: status("DISABLED"),
            ..Default::default()
        };
    };
    let under_way = record.status == ServiceDeploymentStatus::InProgress;
    let triggered = record.monitor.iter().flat_map(|it| &it.triggered);
    let triggered: Vec<String> = triggered.cloned().collect();
    api::ServiceDeploymentAlarms {
        status: if monitor.ignored {
            status("DISABLED")
        } else if !triggered.is_empty() {
            status("TRIGGERED")
        } else if under_way {
            status("MONITORING")
        } else {
            status("MONITORING_COMPLETE")
        },
        alarm_names: Some(monitor.alarms.clone()),
        triggered_alarm_names: Some(triggered),
    }
}
