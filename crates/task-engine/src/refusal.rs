//! Tasks that cannot be run here, found before anything is done. Nothing is ignored in silence: a
//! field this agent does not do is named in the reason.

use std::collections::BTreeSet;

use berth_link::acs::{Container, NetworkInterface, Task, Volume};

/// `Err` is the task's reason for stopping.
pub(crate) fn check(task: &Task) -> Result<(), String> {
    let refuse = |reason: String| Err(format!("TaskRefusedError: {reason}"));
    if task.containers.is_empty() {
        return refuse("the task has no containers".to_owned());
    }
    let mut names = BTreeSet::new();
    for container in &task.containers {
        if container.name.is_empty() || !names.insert(container.name.as_str()) {
            return refuse(format!(
                "container name {:?} is empty or repeated",
                container.name
            ));
        }
    }
    if let Some(field) = task_field(task) {
        return refuse(format!("this agent does not support {field}"));
    }
    for volume in &task.volumes {
        if let Some(field) = volume_field(volume) {
            let name = &volume.name;
            return refuse(format!(
                "this agent does not support {field} (volume {name})"
            ));
        }
    }
    for container in &task.containers {
        let name = &container.name;
        if let Some(field) = container_field(container) {
            return refuse(format!(
                "this agent does not support {field} (container {name})"
            ));
        }
        if let Err(error) = container.command_override() {
            return refuse(format!("{error} (container {name})"));
        }
    }
    if crate::order::has_unknown_or_cycle(task) {
        return Err(format!(
            "Task dependencies cannot be resolved, taskArn: {}",
            task.arn
        ));
    }
    Ok(())
}

fn task_field(task: &Task) -> Option<&'static str> {
    let no_overrides = matches!(task.overrides.trim(), "" | "{}" | "null");
    let one_of = |value: &str, known: &[&str]| known.contains(&value);
    [
        (!no_overrides, "overrides"),
        (task.proxy_configuration.is_some(), "proxyConfiguration"),
        (!task.associations.is_empty(), "associations"),
        (!task.attachments.is_empty(), "attachments"),
        (!has_fitting_interface(task), "elasticNetworkInterfaces"),
        (
            !one_of(
                &task.network_mode,
                &["", "bridge", "host", "none", "awsvpc"],
            ),
            "networkMode",
        ),
        (!one_of(&task.pid_mode, &["", "host", "task"]), "pidMode"),
        (
            !one_of(&task.ipc_mode, &["", "host", "task", "none"]),
            "ipcMode",
        ),
        (task.enable_fault_injection, "enableFaultInjection"),
    ]
    .into_iter()
    .find_map(|(present, name)| present.then_some(name))
}

/// One interface with an address of its own in the mode `awsvpc`, and none in the others.
fn has_fitting_interface(task: &Task) -> bool {
    let usable = |interface: &NetworkInterface| {
        let whole = matches!(
            interface.interface_association_protocol.as_str(),
            "" | "default"
        );
        whole && !interface.ipv4_addresses.is_empty()
    };
    match task.elastic_network_interfaces.as_slice() {
        [interface] => task.network_mode == "awsvpc" && usable(interface),
        [] => task.network_mode != "awsvpc",
        _ => false,
    }
}

fn volume_field(volume: &Volume) -> Option<&'static str> {
    if volume.efs_volume_configuration.is_some() {
        return Some("efsVolumeConfiguration");
    }
    match volume.r#type.as_str() {
        "" | "host" if volume.host.is_some() => None,
        "docker" if volume.docker_volume_configuration.is_some() => None,
        "s3files" => Some("s3filesVolumeConfiguration"),
        "fsxWindowsFileServer" => Some("fsxWindowsFileServerVolumeConfiguration"),
        "configuredAtLaunch" => Some("configuredAtLaunch"),
        _ => Some("the volume's type"),
    }
}

fn container_field(container: &Container) -> Option<&'static str> {
    [
        (!container.environment_files.is_empty(), "environmentFiles"),
        (
            container.firelens_configuration.is_some(),
            "firelensConfiguration",
        ),
        (!container.managed_agents.is_empty(), "managedAgents"),
        (!container.credential_specs.is_empty(), "credentialSpecs"),
        (
            !matches!(container.health_check_type.as_str(), "" | "docker"),
            "healthCheckType",
        ),
        (
            container
                .registry_authentication
                .as_ref()
                .is_some_and(|auth| auth.r#type != "asm"),
            "registryAuthentication of a type other than asm",
        ),
    ]
    .into_iter()
    .find_map(|(present, name)| present.then_some(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_link::acs::{self, ContainerDependency};

    fn refused(change: impl FnOnce(&mut Task)) -> Option<String> {
        let mut task = Task {
            arn: "t/1".to_owned(),
            containers: vec![Container {
                name: "main".to_owned(),
                ..Container::default()
            }],
            ..Task::default()
        };
        change(&mut task);
        check(&task).err()
    }

    #[test]
    fn the_field_is_named() {
        assert_eq!(refused(|_| {}), None);
        let named = |reason: Option<String>, field: &str| {
            assert!(
                reason.as_deref().is_some_and(|text| text.contains(field)),
                "{reason:?}"
            );
        };
        named(
            refused(|task| task.pid_mode = "other".to_owned()),
            "pidMode",
        );
        assert_eq!(refused(|task| task.pid_mode = "task".to_owned()), None);
        named(
            refused(|task| task.network_mode = "nat".to_owned()),
            "networkMode",
        );
        named(
            refused(|task| task.network_mode = "awsvpc".to_owned()),
            "elasticNetworkInterfaces",
        );
        let interface = NetworkInterface {
            ipv4_addresses: vec![acs::Ipv4Address::default()],
            ..NetworkInterface::default()
        };
        let in_mode = |mode: &str| {
            refused(|task| {
                task.network_mode = mode.to_owned();
                task.elastic_network_interfaces = vec![interface.clone()];
            })
        };
        assert_eq!(in_mode("awsvpc"), None);
        named(in_mode("bridge"), "elasticNetworkInterfaces");
        named(
            refused(|task| task.containers[0].health_check_type = "tea-leaves".to_owned()),
            "healthCheckType (container main)",
        );
        named(
            refused(|task| task.containers[0].overrides = Some(r#"{"cpu":1}"#.into())),
            "overrides",
        );
        named(refused(|task| task.containers.clear()), "no containers");
        named(
            refused(|task| task.volumes.push(Volume::default())),
            "volume",
        );
    }

    // refuses: Volume.efsVolumeConfiguration, EFSVolumeConfiguration.fileSystemId -- efsVolumeConfiguration
    // refuses: EFSVolumeConfiguration.rootDirectory, EFSVolumeConfiguration.transitEncryption -- efsVolumeConfiguration
    // refuses: EFSVolumeConfiguration.transitEncryptionPort -- efsVolumeConfiguration
    // refuses: EFSVolumeConfiguration.authorizationConfig -- efsVolumeConfiguration
    // refuses: EFSAuthorizationConfig.accessPointId, EFSAuthorizationConfig.iam -- efsVolumeConfiguration
    // refuses: Volume.s3filesVolumeConfiguration -- s3filesVolumeConfiguration
    // refuses: S3FilesVolumeConfiguration.fileSystemArn -- s3filesVolumeConfiguration
    // refuses: S3FilesVolumeConfiguration.rootDirectory -- s3filesVolumeConfiguration
    // refuses: S3FilesVolumeConfiguration.transitEncryptionPort -- s3filesVolumeConfiguration
    // refuses: S3FilesVolumeConfiguration.accessPointArn -- s3filesVolumeConfiguration
    // refuses: Volume.fsxWindowsFileServerVolumeConfiguration -- fsxWindowsFileServerVolumeConfiguration
    // refuses: FSxWindowsFileServerVolumeConfiguration.fileSystemId -- fsxWindowsFileServerVolumeConfiguration
    // refuses: FSxWindowsFileServerVolumeConfiguration.rootDirectory -- fsxWindowsFileServerVolumeConfiguration
    // refuses: FSxWindowsFileServerVolumeConfiguration.authorizationConfig -- fsxWindowsFileServerVolumeConfiguration
    // refuses: FSxWindowsFileServerAuthorizationConfig.credentialsParameter -- fsxWindowsFileServerVolumeConfiguration
    // refuses: FSxWindowsFileServerAuthorizationConfig.domain -- fsxWindowsFileServerVolumeConfiguration
    // refuses: Volume.configuredAtLaunch -- configuredAtLaunch
    #[test]
    fn volumes_that_are_not_done_are_named() {
        let reason = |volume: Volume| refused(|task| task.volumes.push(volume)).unwrap_or_default();
        for kind in ["s3files", "configuredAtLaunch", "fsxWindowsFileServer"] {
            let expected = match kind {
                "fsxWindowsFileServer" => {
                    "this agent does not support fsxWindowsFileServerVolumeConfiguration"
                }
                "s3files" => "this agent does not support s3filesVolumeConfiguration (volume v)",
                _ => "this agent does not support configuredAtLaunch (volume v)",
            };
            let volume = Volume {
                name: "v".to_owned(),
                r#type: kind.to_owned(),
                ..Volume::default()
            };
            assert!(reason(volume).contains(expected));
        }
        let efs = Volume {
            name: "v".to_owned(),
            r#type: "efs".to_owned(),
            efs_volume_configuration: Some(serde_json::json!({})),
            ..Volume::default()
        };
        assert!(reason(efs).contains("this agent does not support efsVolumeConfiguration"));
    }

    #[test]
    fn dependencies_that_cannot_be_resolved_are_told_as_the_real_agent_tells_them() {
        let reason = refused(|task| {
            task.containers[0].depends_on.push(ContainerDependency {
                container_name: "main".to_owned(),
                condition: "START".to_owned(),
            });
        });
        assert_eq!(
            reason.as_deref(),
            Some("Task dependencies cannot be resolved, taskArn: t/1")
        );
    }
}
