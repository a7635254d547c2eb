//! Capacity provider strategies: what one may say, and whether tasks can be run by it.

use std::collections::BTreeSet;

use berth_api_ecs as api;
use berth_model::{
    BUILT_IN_CAPACITY_PROVIDERS as BUILT_IN, CapacityProviderKind, Cluster, Document, LaunchType,
    State,
};
use berth_scheduler::capacity::Share;

use super::name_of;
use crate::{Context, Outcome, faults};

/// A strategy's items, as they are kept: names instead of ARNs, numbers filled in.
pub(crate) type Items = Vec<Document<api::CapacityProviderStrategyItem>>;

/// A strategy has at most so many items.
const ITEMS_MAX: usize = 20;

/// Checks a strategy by itself and against the capacity providers of a cluster.
///
/// # Errors
/// `InvalidParameterException`.
pub(crate) fn parse(
    state: &State,
    cx: &Context<'_>,
    given: &[api::CapacityProviderStrategyItem],
    associated: &[String],
) -> Outcome<Items> {
    if given.len() > ITEMS_MAX {
        return Err(faults::invalid(format!(
            "The specified capacity provider strategy cannot contain more than {ITEMS_MAX} capacity providers."
        )));
    }
    let items: Items = given
        .iter()
        .map(|item| {
            let name = item.capacity_provider.as_deref().unwrap_or_default();
            Document::new(api::CapacityProviderStrategyItem {
                capacity_provider: Some(name_of(cx, name).to_owned()),
                weight: Some(item.weight.unwrap_or(0)),
                base: Some(item.base.unwrap_or(0)),
            })
        })
        .collect();
    let mut seen = BTreeSet::new();
    for name in items.iter().map(name) {
        if !BUILT_IN.contains(&name) && state.capacity_provider(name).is_none() {
            return Err(unknown(name));
        }
        if !associated.iter().any(|it| it == name) {
            return Err(faults::invalid(
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.",
            ));
        }
        if !seen.insert(name) {
            return Err(faults::invalid(format!(
                "The specified capacity provider strategy cannot contain the capacity provider '{name}' more than once."
            )));
        }
    }
    let based = items.iter().filter(|it| it.base.unwrap_or(0) > 0);
    if based.count() > 1 {
        return Err(faults::invalid(
            "The specified capacity provider strategy is invalid. Only one capacity provider can have a base value defined.",
        ));
    }
    check_mixture(state, &items)?;
    Ok(items)
}

pub(super) fn unknown(name: &str) -> berth_protocol::fault::Fault {
    faults::invalid(format!(
        "The specified capacity provider '{name}' was not found. Specify a valid name and try again."
    ))
}

/// Fargate, Auto Scaling groups and managed instances do not go together.
fn check_mixture(state: &State, items: &Items) -> Outcome<()> {
    let types: BTreeSet<_> = items.iter().map(|it| of_item(state, it)).collect();
    if types.len() > 1 {
        return Err(faults::invalid(
            "The specified capacity provider strategy is invalid. It can contain Fargate, Auto Scaling group or managed instances capacity providers, and not more than one of these types.",
        ));
    }
    Ok(())
}

/// Whose capacity tasks by this strategy run on, if it has any item: all have the same.
pub(crate) fn launch_type(state: &State, items: &Items) -> Option<LaunchType> {
    items.first().map(|first| of_item(state, first))
}

fn of_item(state: &State, item: &Document<api::CapacityProviderStrategyItem>) -> LaunchType {
    if BUILT_IN.contains(&name(item)) {
        return LaunchType::Fargate;
    }
    match state.capacity_provider(name(item)).map(|it| &it.kind) {
        Some(CapacityProviderKind::ManagedInstances(_)) => LaunchType::ManagedInstances,
        Some(CapacityProviderKind::AutoScaling(_)) | None => LaunchType::Ec2,
    }
}

/// The strategy that a caller gives, or else the cluster's default; empty if there is neither.
/// `built` is what the error says of launch types that this version has.
///
/// # Errors
/// `InvalidParameterException` if no task could be run by it, `UnsupportedFeatureException` if it
/// needs what this version lacks.
pub(crate) fn effective(
    state: &State,
    cx: &Context<'_>,
    cluster: &Cluster,
    given: &[api::CapacityProviderStrategyItem],
    built: &str,
) -> Outcome<Items> {
    let (items, which, what) = if given.is_empty() {
        (
            cluster.default_capacity_provider_strategy.clone(),
            "the default capacity provider strategy",
            "Update the cluster's default capacity provider strategy or specify a valid capacity provider strategy and try again.",
        )
    } else {
        (
            parse(state, cx, given, &cluster.capacity_providers)?,
            "the specified capacity provider strategy",
            "Specify a valid capacity provider strategy and try again.",
        )
    };
    let Some(first) = items.first() else {
        return Ok(items);
    };
    if items.iter().all(|it| it.weight.unwrap_or(0) == 0) {
        return Err(faults::invalid(format!(
            "There are no capacity providers with a weight value greater than zero defined in {which}. At least one capacity provider must have a weight value greater than zero specified. {what}"
        )));
    }
    match of_item(state, first) {
        LaunchType::Ec2 | LaunchType::External | LaunchType::Fargate => Ok(items),
        other @ LaunchType::ManagedInstances => {
            Err(faults::launch_type_not_built(other.as_str(), built))
        }
    }
}

/// Whose item it is.
pub(crate) fn name(item: &Document<api::CapacityProviderStrategyItem>) -> &str {
    item.capacity_provider.as_deref().unwrap_or_default()
}

/// The numbers of the items.
pub(crate) fn shares(items: &Items) -> Vec<Share> {
    let number = |value: Option<i32>| u32::try_from(value.unwrap_or(0)).unwrap_or(0);
    let items = items.iter();
    items
        .map(|it| Share {
            base: number(it.base),
            weight: number(it.weight),
        })
        .collect()
}
