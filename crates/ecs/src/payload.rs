//! Placeholder until the real module lands; these are the signatures its callers use.
#![allow(missing_docs, unused_variables, reason = "placeholder")]
use berth_link::acs;
use berth_model::{Names, RoleCredentials, Task, TaskDefinition};
use std::sync::Arc;
pub fn task(
    task: &Task,
    definition: &TaskDefinition,
    credentials: &[Arc<RoleCredentials>],
    names: &Names,
) -> acs::Task {
    acs::Task::default()
}
pub fn role_credentials(credentials: &RoleCredentials) -> acs::RoleCredentials {
    unreachable!("placeholder")
}
