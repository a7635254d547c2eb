//! Placement constraints and strategies as requests and definitions give them.

use berth_api_ecs as api;
use berth_scheduler::placement::{Constraint, Strategy};

use crate::{Outcome, faults};

/// The request's constraints, then the definition's.
pub(crate) fn constraints(
    given: Option<&[api::PlacementConstraint]>,
    definition: &api::TaskDefinition,
) -> Outcome<Vec<Constraint>> {
    let given = given.unwrap_or_default();
    let of_definition = definition
        .placement_constraints
        .as_deref()
        .unwrap_or_default();
    if given.len() + of_definition.len() > 10 {
        return Err(faults::invalid(
            "placementConstraints can have at most 10 elements, those of the task definition included.",
        ));
    }
    let own = of_definition.iter().map(|it| {
        (
            it.r#type.as_ref().map_or("", |kind| kind.as_str()),
            it.expression.as_deref(),
        )
    });
    given
        .iter()
        .map(|it| {
            (
                it.r#type.as_ref().map_or("", |kind| kind.as_str()),
                it.expression.as_deref(),
            )
        })
        .chain(own)
        .map(|(kind, expression)| {
            Constraint::parse(kind, expression).map_err(|error| faults::invalid(error.to_string()))
        })
        .collect()
}

/// The request's strategies.
pub(crate) fn strategies(given: Option<&[api::PlacementStrategy]>) -> Outcome<Vec<Strategy>> {
    let given = given.unwrap_or_default();
    if given.len() > 5 {
        return Err(faults::invalid(
            "placementStrategy can have at most 5 elements.",
        ));
    }
    given
        .iter()
        .map(|it| {
            let kind = it.r#type.as_ref().map_or("", |kind| kind.as_str());
            Strategy::parse(kind, it.field.as_deref())
                .map_err(|error| faults::invalid(error.to_string()))
        })
        .collect()
}
