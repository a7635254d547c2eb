//! From what callers write to parameters and versions.

use std::sync::Arc;

use berth_model::{Parameter, ParameterVersion, State};

use super::faults;
use crate::arn::ParameterId;
use crate::{Context, Outcome};

/// A version of a parameter, as a caller named it.
pub(super) struct Found<'a> {
    pub(super) version: &'a Arc<ParameterVersion>,
    /// What followed the name, with its colon.
    pub(super) selector: Option<String>,
}

/// The parameter of this name or ARN, without selector.
pub(super) fn parameter<'a>(
    state: &'a State,
    cx: &Context<'_>,
    name: &str,
) -> Outcome<&'a Arc<Parameter>> {
    let id = ParameterId::parse(name).filter(|id| id.selector.is_none());
    let id = id.ok_or_else(|| faults::not_found(name))?;
    lookup(state, cx, &id).ok_or_else(|| faults::not_found(name))
}

/// The version that this name or ARN means: the newest without a selector.
pub(super) fn version<'a>(state: &'a State, cx: &Context<'_>, name: &str) -> Outcome<Found<'a>> {
    let id = ParameterId::parse(name).ok_or_else(|| faults::not_found(name))?;
    let parameter = lookup(state, cx, &id).ok_or_else(|| faults::not_found(name))?;
    let number = match id.selector {
        None => Some(parameter.latest),
        Some(selector) => match selector.parse() {
            Ok(number) => Some(number),
            Err(_) => parameter.labels.get(selector).copied(),
        },
    };
    let version = number.and_then(|number| state.parameter_version(&parameter.name, number));
    let which = id.selector.unwrap_or_default();
    Ok(Found {
        version: version.ok_or_else(|| faults::version_not_found(&parameter.name, which))?,
        selector: id.selector.map(|selector| format!(":{selector}")),
    })
}

fn lookup<'a>(
    state: &'a State,
    cx: &Context<'_>,
    id: &ParameterId<'_>,
) -> Option<&'a Arc<Parameter>> {
    let here = (cx.names.region.as_str(), cx.names.account.as_str());
    if id.owner.is_some_and(|owner| owner != here) {
        return None;
    }
    id.names().find_map(|name| state.parameter(name))
}
