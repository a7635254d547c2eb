//! Placeholder until the real module lands; these are the signatures its callers use.
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    unused_variables,
    reason = "placeholder"
)]
use crate::Outcome;
use berth_api_ecs as api;
pub struct Normalised {
    pub family: String,
    pub document: api::TaskDefinition,
    pub tags: Vec<api::Tag>,
}
pub fn normalise(input: api::RegisterTaskDefinitionRequest) -> Outcome<Normalised> {
    Err(crate::faults::client("soon"))
}
pub fn check_overrides(
    document: &api::TaskDefinition,
    overrides: &api::TaskOverride,
) -> Outcome<()> {
    Ok(())
}
pub fn reservation(
    document: &api::TaskDefinition,
    overrides: &api::TaskOverride,
) -> berth_model::Reservation {
    Default::default()
}
