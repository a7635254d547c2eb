//! Volumes and who mounts them.

use std::collections::BTreeSet;

use berth_api_ecs as api;

use super::{containers, each, ensure, is_windows, normalise::unique, text};
use crate::Outcome;

/// A volume without a configuration is an anonymous directory of the task's, read back as `host: {}`.
pub(super) fn with_defaults(mut volume: api::Volume) -> api::Volume {
    if configurations(&volume) == 0 {
        volume.host = Some(api::HostVolumeProperties::default());
    }
    if let Some(efs) = &mut volume.efs_volume_configuration {
        efs.root_directory.get_or_insert_with(|| "/".to_owned());
    }
    volume
}

fn configurations(volume: &api::Volume) -> usize {
    [
        volume.host.is_some(),
        volume.docker_volume_configuration.is_some(),
        volume.efs_volume_configuration.is_some(),
        volume.s3files_volume_configuration.is_some(),
        volume
            .fsx_windows_file_server_volume_configuration
            .is_some(),
        volume.configured_at_launch == Some(true),
    ]
    .into_iter()
    .filter(|it| *it)
    .count()
}

pub(super) fn check(document: &api::TaskDefinition) -> Outcome<()> {
    let volumes = each(document.volumes.as_ref());
    for (index, volume) in volumes.iter().enumerate() {
        let at = format!("volumes[{index}]");
        let name = text(volume.name.as_ref());
        ensure(super::container::is_name(name), || {
            format!("{at}.name must have 1 to 255 letters, digits, - and _.")
        })?;
        let one = configurations(volume) == 1;
        ensure(one, || {
            format!(
                "{at} must have exactly one of host, dockerVolumeConfiguration, efsVolumeConfiguration, s3filesVolumeConfiguration, fsxWindowsFileServerVolumeConfiguration and configuredAtLaunch."
            )
        })?;
        docker(&at, volume)?;
        efs(&at, volume)?;
        let path = volume
            .host
            .as_ref()
            .and_then(|host| host.source_path.as_ref());
        ensure(path.is_none_or(|path| is_path(path, document)), || {
            format!("{at}.host.sourcePath must be an absolute path.")
        })?;
    }
    unique("volumes", volumes.iter().map(|it| text(it.name.as_ref())))?;
    let at_launch = volumes
        .iter()
        .filter(|it| it.configured_at_launch == Some(true))
        .count();
    ensure(at_launch <= 1, || {
        "volumes can have at most one with configuredAtLaunch.".to_owned()
    })?;
    mounts(document)
}

fn docker(at: &str, volume: &api::Volume) -> Outcome<()> {
    let Some(docker) = &volume.docker_volume_configuration else {
        return Ok(());
    };
    let shared = docker.scope == Some(api::Scope::Shared);
    ensure(shared || docker.autoprovision.is_none(), || {
        format!("{at}.dockerVolumeConfiguration.autoprovision is only for scope shared.")
    })
}

fn efs(at: &str, volume: &api::Volume) -> Outcome<()> {
    let Some(efs) = &volume.efs_volume_configuration else {
        return Ok(());
    };
    let at = format!("{at}.efsVolumeConfiguration");
    let id = text(efs.file_system_id.as_ref());
    ensure(id.starts_with("fs-"), || {
        format!("{at}.fileSystemId must be like fs-0123456789abcdef0.")
    })?;
    let encrypted = efs
        .transit_encryption
        .as_ref()
        .is_some_and(|it| it.as_str() == "ENABLED");
    let Some(authorization) = &efs.authorization_config else {
        return Ok(());
    };
    let iam = authorization
        .iam
        .as_ref()
        .is_some_and(|it| it.as_str() == "ENABLED");
    let access_point = authorization.access_point_id.is_some();
    ensure(encrypted || !(iam || access_point), || {
        format!("{at}.transitEncryption must be ENABLED for IAM authorization or an access point.")
    })?;
    let root = efs.root_directory.as_deref().unwrap_or("/");
    ensure(!access_point || root == "/", || {
        format!("{at}.rootDirectory must be omitted or / with an access point.")
    })
}

fn mounts(document: &api::TaskDefinition) -> Outcome<()> {
    let known: BTreeSet<&str> = each(document.volumes.as_ref())
        .iter()
        .map(|it| text(it.name.as_ref()))
        .collect();
    for (index, container) in containers(document).iter().enumerate() {
        let mut paths = BTreeSet::new();
        for (position, mount) in each(container.mount_points.as_ref()).iter().enumerate() {
            let at = format!("containerDefinitions[{index}].mountPoints[{position}]");
            let volume = text(mount.source_volume.as_ref());
            ensure(known.contains(volume), || {
                format!("Unknown volume '{volume}'.")
            })?;
            let path = text(mount.container_path.as_ref());
            ensure(is_path(path, document), || {
                format!("{at}.containerPath must be an absolute path.")
            })?;
            ensure(paths.insert(path), || {
                format!("{at}.containerPath {path} is mounted more than once.")
            })?;
        }
    }
    Ok(())
}

pub(super) fn is_path(path: &str, document: &api::TaskDefinition) -> bool {
    path.starts_with('/') || (is_windows(document) && !path.is_empty())
}
