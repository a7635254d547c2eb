//! Deployment strategies as callers give them: their bake times, steps and hooks, checked.

use berth_api_ecs as api;
use berth_model::SchedulingStrategy;

use super::configuration::refuse;
use super::hooks;
use crate::{Outcome, faults};

/// A bake time lasts at most a day.
const BAKE_MINUTES_MAX: i32 = 1_440;

/// What of a deployment configuration is about its strategy, with defaults; what is absent stays as
/// `before`, as far as it fits the strategy.
pub(super) fn checked(
    given: &api::DeploymentConfiguration,
    before: &api::DeploymentConfiguration,
    scheduling: SchedulingStrategy,
) -> Outcome<api::DeploymentConfiguration> {
    let strategy = given.strategy.as_ref().or(before.strategy.as_ref());
    let strategy = strategy.map_or("ROLLING", |it| it.as_str());
    if !["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"].contains(&strategy) {
        return Err(faults::invalid(
            "deploymentConfiguration.strategy must be ROLLING, BLUE_GREEN, LINEAR or CANARY.",
        ));
    }
    if scheduling == SchedulingStrategy::Daemon && strategy != "ROLLING" {
        return Err(faults::invalid(
            "deploymentConfiguration.strategy must be ROLLING for a service with the DAEMON scheduling strategy.",
        ));
    }
    let bake = given.bake_time_in_minutes;
    let before_bake = before.bake_time_in_minutes;
    let bake = bake.or(before_bake.filter(|_| strategy != "ROLLING"));
    minutes("bakeTimeInMinutes", bake)?;
    if strategy == "ROLLING" && bake.is_some_and(|it| it > 0) {
        return refused("bakeTimeInMinutes with the strategy ROLLING");
    }
    let other = |name: &str, of: &str, is: bool| match is && strategy != of {
        true => Err(faults::invalid(format!(
            "deploymentConfiguration.{name} can only be given with the strategy {of}."
        ))),
        false => Ok(()),
    };
    let (linear, canary) = (&given.linear_configuration, &given.canary_configuration);
    other("linearConfiguration", "LINEAR", linear.is_some())?;
    other("canaryConfiguration", "CANARY", canary.is_some())?;
    let linear = linear.as_ref().or(before.linear_configuration.as_ref());
    let canary = canary.as_ref().or(before.canary_configuration.as_ref());
    Ok(api::DeploymentConfiguration {
        strategy: Some(strategy.into()),
        bake_time_in_minutes: Some(bake.unwrap_or(0)),
        linear_configuration: match strategy {
            "LINEAR" => Some(linear_configuration(linear)?),
            _ => None,
        },
        canary_configuration: match strategy {
            "CANARY" => Some(canary_configuration(canary)?),
            _ => None,
        },
        lifecycle_hooks: lifecycle_hooks(given, before, strategy)?,
        ..Default::default()
    })
}

fn refused<T>(what: &str) -> Outcome<T> {
    let name = format!("deploymentConfiguration.{what}");
    refuse(&[(name.as_str(), true)])?;
    Err(faults::invalid(name))
}

fn linear_configuration(
    given: Option<&api::LinearConfiguration>,
) -> Outcome<api::LinearConfiguration> {
    let given = given.cloned().unwrap_or_default();
    let step = given.step_percent.unwrap_or(10.0);
    percent("linearConfiguration.stepPercent", step, 3.0)?;
    let bake = given.step_bake_time_in_minutes.unwrap_or(6);
    minutes("linearConfiguration.stepBakeTimeInMinutes", Some(bake))?;
    Ok(api::LinearConfiguration {
        step_percent: Some(step),
        step_bake_time_in_minutes: Some(bake),
    })
}

fn canary_configuration(
    given: Option<&api::CanaryConfiguration>,
) -> Outcome<api::CanaryConfiguration> {
    let given = given.cloned().unwrap_or_default();
    let part = given.canary_percent.unwrap_or(5.0);
    percent("canaryConfiguration.canaryPercent", part, 0.1)?;
    let bake = given.canary_bake_time_in_minutes.unwrap_or(10);
    minutes("canaryConfiguration.canaryBakeTimeInMinutes", Some(bake))?;
    Ok(api::CanaryConfiguration {
        canary_percent: Some(part),
        canary_bake_time_in_minutes: Some(bake),
    })
}

fn percent(name: &str, given: f64, least: f64) -> Outcome<()> {
    let tenths = given * 10.0;
    let whole = (tenths - tenths.round()).abs() < 1e-6;
    if !(least..=100.0).contains(&given) || !whole {
        return Err(faults::invalid(format!(
            "deploymentConfiguration.{name} must be between {least:.1} and 100.0 in steps of 0.1."
        )));
    }
    Ok(())
}

fn minutes(name: &str, given: Option<i32>) -> Outcome<()> {
    if given.is_some_and(|it| !(0..=BAKE_MINUTES_MAX).contains(&it)) {
        return Err(faults::invalid(format!(
            "deploymentConfiguration.{name} must be between 0 and {BAKE_MINUTES_MAX}."
        )));
    }
    Ok(())
}

fn lifecycle_hooks(
    given: &api::DeploymentConfiguration,
    before: &api::DeploymentConfiguration,
    strategy: &str,
) -> Outcome<Option<Vec<api::DeploymentLifecycleHook>>> {
    let Some(hooks) = &given.lifecycle_hooks else {
        let kept = before.lifecycle_hooks.clone();
        let was_rolling = before.strategy.as_ref().map(|it| it.as_str()) == Some("ROLLING");
        return Ok(kept.filter(|_| strategy != "ROLLING" || was_rolling));
    };
    if hooks.is_empty() {
        return Ok(None);
    }
    hooks::check(hooks)?;
    if strategy == "ROLLING" {
        hooks::check_rolling(hooks)?;
    }
    Ok(Some(hooks.clone()))
}
