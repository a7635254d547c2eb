//! Values of tasks' secrets: fetched once for a task with its execution role's credentials, kept in
//! memory until its containers are made, never written anywhere.
//!
//! [`Source`] says where they come from: this region, or AWS's own endpoints. [`plan`] collects
//! what a task needs, so that nothing is fetched twice; [`fetch`] does the calls; [`TaskSecrets`]
//! has the answers.

mod credentials_file;
mod fetch;
mod plan;
mod source;
mod values;

#[cfg(test)]
mod tests;

pub use source::{Elsewhere, Source};
pub(crate) use values::{ContainerSecrets, TaskSecrets};

use berth_link::acs;
use berth_task_engine::Failure;
use berth_task_engine::event::failure_name;

/// The `target` of secrets for log options.
pub(crate) const LOG_DRIVER: &str = "LOG_DRIVER";
/// The `type` of a registry's credentials in Secrets Manager.
pub(crate) const ASM: &str = "asm";

/// Whether there is anything to fetch for the task.
pub(crate) fn has_any(task: &acs::Task) -> bool {
    task.containers
        .iter()
        .any(|container| !container.secrets.is_empty() || auth_of(container).is_some())
}

/// Whether options of the container's log driver are secrets.
pub(crate) fn has_log_options(container: &acs::Container) -> bool {
    let mut secrets = container.secrets.iter();
    secrets.any(|secret| secret.target == LOG_DRIVER)
}

/// The secret with the container's registry credentials.
pub(crate) fn auth_of(container: &acs::Container) -> Option<&acs::AsmAuthData> {
    let auth = container.registry_authentication.as_ref()?;
    auth.asm_auth_data.as_ref().filter(|_| auth.r#type == ASM)
}

/// As ECS words it for the task's `stoppedReason`.
fn failed(text: impl std::fmt::Display) -> Failure {
    Failure::new(
        failure_name::RESOURCE_INITIALIZATION,
        format!(
            "unable to pull secrets or registry auth: execution resource retrieval failed: {text}"
        ),
    )
}
