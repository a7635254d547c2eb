//! What is different about tasks on Fargate: whose platform, which hosts, how they are spread.

use berth_api_ecs as api;
use berth_link::shim::machine_overhead_mib;
use berth_model::{FARGATE_ATTRIBUTE, Fargate, LaunchType, ZONE_ATTRIBUTE};
use berth_protocol::fault::Fault;
use berth_scheduler::placement::{RequiredAttribute, SpreadField, Strategy};

use crate::{Outcome, faults, task_definition};

/// What LATEST means.
const LATEST: &str = "1.4.0";
/// The one before it, with disks of fixed sizes.
const FIXED: &str = "1.3.0";
/// GiB of storage unless the definition says more.
const STORAGE_GIB: i32 = 20;

/// What a task with this definition, overrides applied, has of Fargate; `None` of other launch types.
///
/// # Errors
/// `InvalidParameterException`, `PlatformUnknownException`,
/// `PlatformTaskDefinitionIncompatibilityException`, and what an override makes no size of Fargate.
pub(super) fn of(
    document: &api::TaskDefinition,
    launch_type: LaunchType,
    platform_version: Option<&str>,
) -> Outcome<Option<Fargate>> {
    let given = platform_version.filter(|it| !it.is_empty());
    if launch_type != LaunchType::Fargate {
        return match given {
            None => Ok(None),
            Some(_) => Err(faults::invalid(
                "The platform version must be null when specifying an EC2 launch type.",
            )),
        };
    }
    let version = match resolved_platform(given.unwrap_or("LATEST")) {
        LATEST => LATEST,
        FIXED => FIXED,
        _ => {
            return Err(Fault::client(
                "PlatformUnknownException",
                format!(
                    "The specified platform version does not exist; LATEST, {LATEST} and {FIXED} do."
                ),
            ));
        }
    };
    task_definition::check_fargate(document)?;
    let storage = document.ephemeral_storage.as_ref();
    let storage = storage.and_then(|it| it.size_in_gib);
    if version == FIXED && (storage.is_some() || needs_newer(document)) {
        return Err(Fault::client(
            "PlatformTaskDefinitionIncompatibilityException",
            "One or more of the requested capabilities are not supported.",
        ));
    }
    Ok(Some(Fargate {
        platform_version: version.to_owned(),
        ephemeral_storage_gib: (version == LATEST).then(|| storage.unwrap_or(STORAGE_GIB)),
    }))
}

/// MiB of its host that a task's machine takes besides the task's own.
pub(super) fn overhead_mib(task_mib: i64) -> i64 {
    let overhead = machine_overhead_mib(u64::try_from(task_mib).unwrap_or(0));
    i64::try_from(overhead).unwrap_or(i64::MAX)
}

/// The version that one of the names means, if it is one.
pub(crate) fn resolved_platform(given: &str) -> &str {
    match given {
        "LATEST" => LATEST,
        other => other,
    }
}

/// Asks for what came with 1.4.0.
fn needs_newer(document: &api::TaskDefinition) -> bool {
    let mut volumes = document.volumes.iter().flatten();
    let cpu = document.cpu.as_deref().and_then(task_definition::cpu_units);
    document.pid_mode.is_some()
        || volumes.any(|it| it.efs_volume_configuration.is_some())
        || cpu.is_some_and(|units| units > 4096)
}

/// The attributes that a host for tasks of a definition must have: capabilities are not told one by
/// one there.
pub(crate) fn needed_attributes(document: &api::TaskDefinition) -> Vec<RequiredAttribute> {
    let host = RequiredAttribute {
        name: FARGATE_ATTRIBUTE.to_owned(),
        value: None,
    };
    let platform = document.runtime_platform.as_ref();
    let arm = platform.is_some_and(|it| it.cpu_architecture == Some(api::CPUArchitecture::Arm64));
    let architecture = arm.then(|| RequiredAttribute {
        name: "ecs.cpu-architecture".to_owned(),
        value: Some("arm64".to_owned()),
    });
    [host].into_iter().chain(architecture).collect()
}

/// Over zones, then over hosts.
pub(super) fn spread() -> Vec<Strategy> {
    let zone = SpreadField::Attribute(ZONE_ATTRIBUTE.to_owned());
    vec![
        Strategy::Spread(zone),
        Strategy::Spread(SpreadField::Instance),
    ]
}

/// Refuses what Fargate has not: the caller does not choose hosts.
///
/// # Errors
/// `InvalidParameterException`.
pub(crate) fn check_placement(constraints: bool, strategies: bool) -> Outcome<()> {
    if constraints {
        return Err(faults::invalid(
            "Placement constraints are not supported with FARGATE launch type.",
        ));
    }
    if strategies {
        return Err(faults::invalid(
            "Placement strategies are not supported with FARGATE launch type.",
        ));
    }
    Ok(())
}
