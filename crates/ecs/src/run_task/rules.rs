//! Placement constraints and strategies as requests and definitions give them.

use berth_api_ecs as api;
use berth_model::{Document, Waiting};
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

/// Rules as a record keeps them, with the definition's.
pub(crate) fn kept(
    rules: &Waiting,
    definition: &api::TaskDefinition,
) -> Outcome<(Vec<Constraint>, Vec<Strategy>)> {
    let given: Vec<_> = rules.constraints.iter().map(|it| (**it).clone()).collect();
    let constraints = constraints(Some(&given), definition)?;
    Ok((constraints, kept_strategies(&rules.strategies)?))
}

/// Strategies as a record keeps them.
pub(crate) fn kept_strategies(
    strategies: &[Document<api::PlacementStrategy>],
) -> Outcome<Vec<Strategy>> {
    let given: Vec<_> = strategies.iter().map(|it| (**it).clone()).collect();
    self::strategies(Some(&given))
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
