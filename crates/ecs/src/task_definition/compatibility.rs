//! The launch types a definition is good for.

use berth_api_ecs as api;

use super::{containers, each, ensure, fargate, is_windows, network_mode};
use crate::{Outcome, faults};

/// Every launch type that `document` validates for, in the order ECS shows them.
#[must_use]
pub fn compatibilities(document: &api::TaskDefinition) -> Vec<api::Compatibility> {
    use api::Compatibility::{Ec2, External, Fargate, ManagedInstances};
    let all = [External, Ec2, Fargate, ManagedInstances];
    all.into_iter()
        .filter(|it| check(document, it).is_ok())
        .collect()
}

/// Whether a task of `document` can be run so.
pub(super) fn check(
    document: &api::TaskDefinition,
    compatibility: &api::Compatibility,
) -> Outcome<()> {
    match compatibility {
        api::Compatibility::Ec2 => Ok(()),
        api::Compatibility::Fargate => fargate::check(document),
        api::Compatibility::External => external(document),
        api::Compatibility::ManagedInstances => managed_instances(document),
        api::Compatibility::Other(other) => Err(faults::client(format!(
            "requiresCompatibilities: '{other}' is not one of {}.",
            api::Compatibility::VALUES.join(", ")
        ))),
    }
}

/// ECS Anywhere: hosts outside, without AWS's networks and file systems.
fn external(document: &api::TaskDefinition) -> Outcome<()> {
    let refuse = |what: &str, used: bool| {
        ensure(!used, || {
            format!("External compatible task definitions do not support {what}.")
        })
    };
    refuse("networkMode awsvpc", network_mode(document) == "awsvpc")?;
    refuse("proxyConfiguration", document.proxy_configuration.is_some())?;
    for volume in each(document.volumes.as_ref()) {
        refuse(
            "efsVolumeConfiguration",
            volume.efs_volume_configuration.is_some(),
        )?;
        refuse(
            "s3filesVolumeConfiguration",
            volume.s3files_volume_configuration.is_some(),
        )?;
        let windows = volume
            .fsx_windows_file_server_volume_configuration
            .is_some();
        refuse("fsxWindowsFileServerVolumeConfiguration", windows)?;
        refuse(
            "configuredAtLaunch",
            volume.configured_at_launch == Some(true),
        )?;
    }
    Ok(())
}

fn managed_instances(document: &api::TaskDefinition) -> Outcome<()> {
    let refuse = |what: &str, used: bool| {
        ensure(!used, || {
            format!("Managed Instances compatible task definitions do not support {what}.")
        })
    };
    let mode = network_mode(document);
    refuse(
        &format!("networkMode {mode}"),
        !matches!(mode, "awsvpc" | "host"),
    )?;
    refuse("Windows platforms", is_windows(document))?;
    let missing = document.cpu.is_none() || document.memory.is_none();
    refuse("tasks without cpu and memory", missing)?;
    for volume in each(document.volumes.as_ref()) {
        let windows = volume
            .fsx_windows_file_server_volume_configuration
            .is_some();
        refuse("fsxWindowsFileServerVolumeConfiguration", windows)?;
    }
    for container in containers(document) {
        refuse(
            "credentialSpecs",
            !each(container.credential_specs.as_ref()).is_empty(),
        )?;
    }
    Ok(())
}
