//! Task definitions: what registration accepts, what it makes of it, and what a task takes from it.
//!
//! [`normalise`] is the whole of `RegisterTaskDefinition` but the record: it fills in the defaults
//! that ECS shows when a definition is read back, refuses what ECS refuses (in its words where
//! they are known, otherwise naming the field and what is allowed), and computes the attributes a
//! container instance must have and the launch types the definition is good for. A field that an
//! agent may be unable to honour is not refused here: it asks for the capability attribute that
//! ECS has for it, so such a task is never placed on that agent. Normalising what is read back
//! gives the same document.
//!
//! The rest turns a normalised document and a caller's overrides into facts about a task:
//! [`check_overrides`], [`apply_overrides`], [`reservation`].

mod attributes;
mod compatibility;
mod container;
mod dependencies;
mod fargate;
mod linux;
mod logging;
mod normalise;
mod overrides;
mod ports;
mod size;
mod volumes;

use berth_api_ecs as api;

pub use attributes::requires_attributes;
pub use compatibility::compatibilities;
pub use normalise::{Normalised, normalise};
pub use overrides::{apply_overrides, check_overrides, reservation};
pub use size::{cpu_units, memory_mib};

pub(crate) use attributes::{ecr_registry, secret_provider};
pub(crate) use fargate::check as check_fargate;

use crate::{Outcome, faults};

/// Passes if `holds`; otherwise the caller reads `message`.
fn ensure(holds: bool, message: impl FnOnce() -> String) -> Outcome<()> {
    if holds {
        Ok(())
    } else {
        Err(faults::client(message()))
    }
}

/// The elements of a list that may be absent.
pub(crate) fn each<T>(list: Option<&Vec<T>>) -> &[T] {
    list.map_or(&[], Vec::as_slice)
}

/// A string that may be absent.
pub(crate) fn text(value: Option<&String>) -> &str {
    value.map_or("", String::as_str)
}

fn containers(document: &api::TaskDefinition) -> &[api::ContainerDefinition] {
    each(document.container_definitions.as_ref())
}

fn network_mode(document: &api::TaskDefinition) -> &str {
    document
        .network_mode
        .as_ref()
        .map_or("bridge", api::NetworkMode::as_str)
}

fn is_windows(document: &api::TaskDefinition) -> bool {
    let platform = document.runtime_platform.as_ref();
    let family = platform.and_then(|platform| platform.operating_system_family.as_ref());
    family.is_some_and(|family| family.as_str().starts_with("WINDOWS"))
}

#[cfg(test)]
mod tests;
