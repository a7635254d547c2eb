//! What Fargate does not do.

use berth_api_ecs as api;

use super::{
    attributes::ecr_registry, containers, each, ensure, is_windows, logging, network_mode, size,
    text,
};
use crate::{Outcome, faults};

pub(crate) fn check(document: &api::TaskDefinition) -> Outcome<()> {
    ensure(network_mode(document) == "awsvpc", || {
        "Fargate only supports network mode ‘awsvpc’.".to_owned()
    })?;
    size::check_fargate(document)?;
    refuse("Windows platforms in this region", is_windows(document))?;
    refuse(
        "pidMode 'host'",
        document.pid_mode == Some(api::PidMode::Host),
    )?;
    refuse("ipcMode", document.ipc_mode.is_some())?;
    refuse(
        "placementConstraints",
        !each(document.placement_constraints.as_ref()).is_empty(),
    )?;
    if let Some(storage) = &document.ephemeral_storage {
        ensure(
            storage
                .size_in_gib
                .is_some_and(|gib| (21..=200).contains(&gib)),
            || "ephemeralStorage.sizeInGiB must be from 21 to 200.".to_owned(),
        )?;
    }
    for volume in each(document.volumes.as_ref()) {
        let path = volume
            .host
            .as_ref()
            .and_then(|host| host.source_path.as_ref());
        ensure(path.is_none(), || {
            "host.sourcePath should not be set for volumes in Fargate.".to_owned()
        })?;
        refuse(
            "dockerVolumeConfiguration",
            volume.docker_volume_configuration.is_some(),
        )?;
        let windows = volume
            .fsx_windows_file_server_volume_configuration
            .is_some();
        refuse("fsxWindowsFileServerVolumeConfiguration", windows)?;
    }
    for (index, container) in containers(document).iter().enumerate() {
        let at = format!("containerDefinitions[{index}]");
        self::container(&at, container)?;
        linux(container)?;
        logs(container, document)?;
        let registry = ecr_registry(text(container.image.as_ref()));
        ensure(registry.is_none() || has_execution_role(document), || {
            "Fargate requires task definition to have execution role ARN to support ECR images."
                .to_owned()
        })?;
    }
    Ok(())
}

fn refuse(what: &str, used: bool) -> Outcome<()> {
    ensure(!used, || {
        format!("Fargate compatible task definitions do not support {what}.")
    })
}

fn has_execution_role(document: &api::TaskDefinition) -> bool {
    !text(document.execution_role_arn.as_ref()).is_empty()
}

fn container(at: &str, container: &api::ContainerDefinition) -> Outcome<()> {
    refuse("privileged", container.privileged == Some(true))?;
    refuse("links", !each(container.links.as_ref()).is_empty())?;
    refuse(
        "disableNetworking",
        container.disable_networking == Some(true),
    )?;
    refuse(
        "dnsServers",
        !each(container.dns_servers.as_ref()).is_empty(),
    )?;
    refuse(
        "dnsSearchDomains",
        !each(container.dns_search_domains.as_ref()).is_empty(),
    )?;
    let security = each(container.docker_security_options.as_ref());
    refuse("dockerSecurityOptions", !security.is_empty())?;
    refuse(
        "GPU",
        !each(container.resource_requirements.as_ref()).is_empty(),
    )?;
    refuse(
        "credentialSpecs",
        !each(container.credential_specs.as_ref()).is_empty(),
    )?;
    for ulimit in each(container.ulimits.as_ref()) {
        let name = ulimit.name.as_ref().map_or("", api::UlimitName::as_str);
        refuse(
            &format!("ulimits other than nofile ({name})"),
            name != "nofile",
        )?;
    }
    let timeouts = [
        ("startTimeout", container.start_timeout),
        ("stopTimeout", container.stop_timeout),
    ];
    for (field, value) in timeouts {
        ensure(
            value.is_none_or(|seconds| (2..=120).contains(&seconds)),
            || format!("{at}.{field} must be from 2 to 120 seconds on Fargate."),
        )?;
    }
    Ok(())
}

fn linux(container: &api::ContainerDefinition) -> Outcome<()> {
    let Some(parameters) = &container.linux_parameters else {
        return Ok(());
    };
    refuse("devices", !each(parameters.devices.as_ref()).is_empty())?;
    refuse("sharedMemorySize", parameters.shared_memory_size.is_some())?;
    refuse("maxSwap", parameters.max_swap.is_some())?;
    refuse("swappiness", parameters.swappiness.is_some())?;
    let added = parameters
        .capabilities
        .as_ref()
        .and_then(|it| it.add.as_ref());
    for name in each(added) {
        refuse(
            &format!("adding the capability {name}; SYS_PTRACE can be"),
            name != "SYS_PTRACE",
        )?;
    }
    Ok(())
}

fn logs(container: &api::ContainerDefinition, document: &api::TaskDefinition) -> Outcome<()> {
    let Some(logs) = &container.log_configuration else {
        return Ok(());
    };
    match &logs.log_driver {
        Some(api::LogDriver::Awslogs) => {
            logging::requires(logs, "awslogs", &["awslogs-stream-prefix"])?;
            ensure(has_execution_role(document), || {
                "Fargate requires task definition to have execution role ARN to support log driver awslogs."
                    .to_owned()
            })
        }
        Some(api::LogDriver::Splunk | api::LogDriver::Awsfirelens) | None => Ok(()),
        Some(driver) => Err(faults::client(format!(
            "Fargate compatible task definitions do not support log driver {driver}; awslogs, splunk and awsfirelens are."
        ))),
    }
}
