//! A task as the agent is told of it.
//!
//! The agent merges nothing: everything the caller overrode is in the fields already, but for the
//! command, which travels beside the definition's. What the protocol has no field for goes into
//! `dockerConfig`, two strings of Docker Engine API JSON ([`docker`]). A field that an agent may
//! not understand is sent all the same; the agent refuses it by name.

mod docker;

use std::{collections::BTreeMap, sync::Arc};

use berth_api_ecs as api;
use berth_link::acs;
use berth_model::{
    DesiredStatus, LaunchType, Names, RoleCredentials, RoleType, Task, TaskDefinition,
};

use crate::services;
use crate::task_definition::{
    apply_overrides, cpu_units, each, ecr_registry, memory_mib, secret_provider, text,
};

/// What log options mean unless the definition says them.
#[derive(Clone, Copy, Debug)]
pub struct LogDefaults<'a> {
    /// Of `mode`: the account's `defaultLogDriverMode`.
    pub mode: &'a str,
    /// Of `awslogs-endpoint`, the URL of this region's API as the agent reaches it: Docker's
    /// driver would call AWS otherwise.
    pub endpoint: &'a str,
}

/// The message for `task`, whose definition is `definition` and whose roles' credentials are
/// `credentials`.
#[must_use]
pub fn task(
    task: &Task,
    definition: &TaskDefinition,
    credentials: &[Arc<RoleCredentials>],
    names: &Names,
    logs: &LogDefaults<'_>,
) -> acs::Task {
    let document = apply_overrides(&definition.document, &task.overrides);
    let credentials_of = |role_type| {
        let of_role = credentials.iter().find(|it| it.role_type == role_type);
        of_role.map(|credentials| role_credentials(credentials))
    };
    let builder = Builder {
        task,
        definition,
        document: &document,
        names,
        logs,
    };
    let group = task.group.strip_prefix("service:");
    acs::Task {
        arn: names.task(&task.cluster, task.id),
        task_cluster_arn: names.cluster(&task.cluster),
        family: berth_model::shown_name(&definition.family).to_owned(),
        version: definition.revision.to_string(),
        desired_status: match task.desired_status {
            DesiredStatus::Running => acs::DesiredStatus::Running,
            DesiredStatus::Stopped => acs::DesiredStatus::Stopped,
        },
        launch_type: task.launch_type.as_str().to_owned(),
        service_name: group.unwrap_or_default().to_owned(),
        group: task.group.clone(),
        task_definition_account_id: names.account.clone(),
        cpu: document.cpu.as_deref().and_then(cpu_units).map(vcpus),
        memory: document.memory.as_deref().and_then(memory_mib),
        network_mode: builder.network_mode().to_owned(),
        pid_mode: document
            .pid_mode
            .as_ref()
            .map_or("", |it| it.as_str())
            .to_owned(),
        ipc_mode: document
            .ipc_mode
            .as_ref()
            .map_or("", |it| it.as_str())
            .to_owned(),
        enable_fault_injection: document.enable_fault_injection == Some(true),
        overrides: "{}".to_owned(),
        role_credentials: credentials_of(RoleType::Application),
        execution_role_credentials: credentials_of(RoleType::Execution),
        elastic_network_interfaces: Vec::new(),
        berth_platform_version: task
            .fargate
            .as_ref()
            .map(|it| it.platform_version.clone())
            .unwrap_or_default(),
        berth_ephemeral_storage: task
            .fargate
            .as_ref()
            .and_then(|it| it.ephemeral_storage_gib)
            .map(i64::from),
        proxy_configuration: document.proxy_configuration.as_ref().map(proxy),
        associations: Vec::new(),
        attachments: Vec::new(),
        volumes: each(document.volumes.as_ref()).iter().map(volume).collect(),
        containers: builder.containers(),
    }
}

/// Credentials of a role as the agent takes them.
#[must_use]
pub fn role_credentials(credentials: &RoleCredentials) -> acs::RoleCredentials {
    acs::RoleCredentials {
        credentials_id: credentials.credentials_id.clone(),
        role_arn: credentials.role_arn.clone(),
        access_key_id: credentials.access_key_id.clone(),
        secret_access_key: credentials.secret.clone(),
        session_token: credentials.session_token.clone(),
        expiration: rfc3339(credentials.expires_at),
    }
}

/// `2026-11-22T12:00:00Z`: the SDKs inside the containers read it.
fn rfc3339(at: berth_model::Timestamp) -> String {
    chrono::DateTime::from_timestamp(at.0.div_euclid(1000), 0)
        .unwrap_or_default()
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "CPU units fit 53 bits many times over"
)]
fn vcpus(units: i64) -> f64 {
    units as f64 / 1024.0
}

fn proxy(proxy: &api::ProxyConfiguration) -> serde_json::Value {
    let properties: serde_json::Map<_, _> = each(proxy.properties.as_ref())
        .iter()
        .map(|it| {
            (
                text(it.name.as_ref()).to_owned(),
                text(it.value.as_ref()).into(),
            )
        })
        .collect();
    serde_json::json!({
        "type": "APPMESH",
        "containerName": text(proxy.container_name.as_ref()),
        "properties": properties,
    })
}

fn volume(volume: &api::Volume) -> acs::Volume {
    let name = volume.name.clone().unwrap_or_default();
    let empty = acs::Volume {
        name,
        ..acs::Volume::default()
    };
    if let Some(docker) = &volume.docker_volume_configuration {
        let configuration = acs::DockerVolumeConfiguration {
            scope: docker
                .scope
                .as_ref()
                .map_or("task", api::Scope::as_str)
                .to_owned(),
            autoprovision: docker.autoprovision == Some(true),
            driver: docker.driver.clone().unwrap_or_else(|| "local".to_owned()),
            driver_opts: docker.driver_opts.clone().unwrap_or_default(),
            labels: docker.labels.clone().unwrap_or_default(),
        };
        return acs::Volume {
            r#type: "docker".to_owned(),
            docker_volume_configuration: Some(configuration),
            ..empty
        };
    }
    if let Some(efs) = &volume.efs_volume_configuration {
        let configuration = serde_json::to_value(efs).unwrap_or_default();
        return acs::Volume {
            r#type: "efs".to_owned(),
            efs_volume_configuration: Some(configuration),
            ..empty
        };
    }
    // What an agent cannot mount it refuses by this name.
    let other = [
        (volume.s3files_volume_configuration.is_some(), "s3files"),
        (
            volume
                .fsx_windows_file_server_volume_configuration
                .is_some(),
            "fsxWindowsFileServer",
        ),
        (
            volume.configured_at_launch == Some(true),
            "configuredAtLaunch",
        ),
    ];
    if let Some((_, name)) = other.into_iter().find(|(given, _)| *given) {
        return acs::Volume {
            r#type: name.to_owned(),
            ..empty
        };
    }
    let Some(host) = &volume.host else {
        return empty;
    };
    let source_path = host.source_path.clone().filter(|path| !path.is_empty());
    acs::Volume {
        r#type: "host".to_owned(),
        host: Some(acs::HostVolume { source_path }),
        ..empty
    }
}

struct Builder<'a> {
    task: &'a Task,
    definition: &'a TaskDefinition,
    /// With overrides.
    document: &'a api::TaskDefinition,
    names: &'a Names,
    logs: &'a LogDefaults<'a>,
}

impl Builder<'_> {
    fn network_mode(&self) -> &str {
        self.document
            .network_mode
            .as_ref()
            .map_or("bridge", api::NetworkMode::as_str)
    }

    fn has_execution_role(&self) -> bool {
        !text(self.document.execution_role_arn.as_ref()).is_empty()
    }

    fn containers(&self) -> Vec<acs::Container> {
        let effective = each(self.document.container_definitions.as_ref());
        let own = each(self.definition.document.container_definitions.as_ref());
        effective
            .iter()
            .zip(own)
            .map(|(effective, own)| self.container(effective, own))
            .collect()
    }

    /// A service's tasks get the image that their deployment has settled on.
    fn image(
        &self,
        container: &api::ContainerDefinition,
        record: Option<&berth_model::Container>,
    ) -> String {
        let image = text(container.image.as_ref());
        let settled = self.task.service().is_some() && services::wants_consistency(container);
        let digest = record.and_then(|it| it.image_digest.as_deref());
        match digest.filter(|_| settled && !image.contains('@')) {
            Some(digest) => format!("{image}@{digest}"),
            None => image.to_owned(),
        }
    }

    /// `own` is the definition's, `container` the same with overrides.
    fn container(
        &self,
        container: &api::ContainerDefinition,
        own: &api::ContainerDefinition,
    ) -> acs::Container {
        let name = text(container.name.as_ref()).to_owned();
        let record = self.task.containers.iter().find(|it| it.name == name);
        let arn = record.map(|it| {
            self.names
                .container(&self.task.cluster, self.task.id, &it.id)
        });
        let command = (container.command != own.command).then(|| container.command.clone());
        let overrides = acs::ContainerOverrides {
            command: command.flatten(),
        };
        let overrides = serde_json::to_string(&overrides).unwrap_or_default();
        acs::Container {
            image: self.image(container, record),
            essential: container.essential != Some(false),
            container_arn: arn.unwrap_or_default(),
            command: own.command.clone().filter(|it| !it.is_empty()),
            entry_point: own.entry_point.clone().filter(|it| !it.is_empty()),
            environment: self.environment(container),
            environment_files: each(container.environment_files.as_ref())
                .iter()
                .map(|file| acs::EnvironmentFile {
                    value: text(file.value.as_ref()).to_owned(),
                    r#type: "s3".to_owned(),
                })
                .collect(),
            overrides: Some(overrides.into()),
            cpu: container.cpu.unwrap_or(0).into(),
            memory: container.memory.unwrap_or(0).into(),
            port_mappings: each(container.port_mappings.as_ref())
                .iter()
                .map(port_mapping)
                .collect(),
            links: container.links.clone().unwrap_or_default(),
            volumes_from: each(container.volumes_from.as_ref())
                .iter()
                .map(|from| acs::VolumeFrom {
                    source_container: text(from.source_container.as_ref()).to_owned(),
                    read_only: from.read_only == Some(true),
                })
                .collect(),
            mount_points: each(container.mount_points.as_ref())
                .iter()
                .map(|mount| acs::MountPoint {
                    source_volume: text(mount.source_volume.as_ref()).to_owned(),
                    container_path: text(mount.container_path.as_ref()).to_owned(),
                    read_only: mount.read_only == Some(true),
                })
                .collect(),
            depends_on: each(container.depends_on.as_ref())
                .iter()
                .map(|dependency| acs::ContainerDependency {
                    container_name: text(dependency.container_name.as_ref()).to_owned(),
                    condition: dependency
                        .condition
                        .as_ref()
                        .map_or("START", |it| it.as_str())
                        .to_owned(),
                })
                .collect(),
            start_timeout: container.start_timeout.map(i64::from),
            stop_timeout: container.stop_timeout.map(i64::from),
            health_check_type: match container.health_check {
                Some(_) => "docker".to_owned(),
                None => String::new(),
            },
            restart_policy: container.restart_policy.as_ref().map(restart_policy),
            secrets: self.secrets(container),
            logs_auth_strategy: self.logs_auth_strategy(container),
            registry_authentication: self.registry_authentication(container),
            firelens_configuration: container.firelens_configuration.as_ref().map(|router| {
                acs::FirelensConfiguration {
                    r#type: router
                        .r#type
                        .as_ref()
                        .map_or("", |it| it.as_str())
                        .to_owned(),
                    options: router.options.clone().unwrap_or_default(),
                }
            }),
            managed_agents: self.managed_agents(),
            credential_specs: container.credential_specs.clone().unwrap_or_default(),
            docker_config: Some(docker::config(container, &name, self)),
            name,
        }
    }

    fn environment(&self, container: &api::ContainerDefinition) -> BTreeMap<String, String> {
        let capacity = match self.task.launch_type {
            LaunchType::Fargate => "AWS_ECS_FARGATE",
            LaunchType::External => "AWS_ECS_EXTERNAL",
            LaunchType::Ec2 | LaunchType::ManagedInstances => "AWS_ECS_EC2",
        };
        let mut environment =
            BTreeMap::from([("AWS_EXECUTION_ENV".to_owned(), capacity.to_owned())]);
        for variable in each(container.environment.as_ref()) {
            let (name, value) = (text(variable.name.as_ref()), text(variable.value.as_ref()));
            environment.insert(name.to_owned(), value.to_owned());
        }
        environment
    }

    fn secrets(&self, container: &api::ContainerDefinition) -> Vec<acs::Secret> {
        let logs = container.log_configuration.as_ref();
        let of_container = each(container.secrets.as_ref()).iter().map(|it| (it, ""));
        let of_logs = logs.and_then(|logs| logs.secret_options.as_ref());
        let of_logs = each(of_logs).iter().map(|it| (it, "LOG_DRIVER"));
        let secret = |(secret, target): (&api::Secret, &str)| {
            let value_from = text(secret.value_from.as_ref());
            let region = berth_model::Arn::parse(value_from).map(|arn| arn.region.to_owned());
            acs::Secret {
                name: text(secret.name.as_ref()).to_owned(),
                value_from: parameter_name(value_from),
                region: region.unwrap_or_else(|| self.names.region.clone()),
                provider: secret_provider(value_from).to_owned(),
                r#type: "ENVIRONMENT_VARIABLE".to_owned(),
                target: target.to_owned(),
                container_path: String::new(),
            }
        };
        of_container.chain(of_logs).map(secret).collect()
    }

    fn logs_auth_strategy(&self, container: &api::ContainerDefinition) -> String {
        let driver = container
            .log_configuration
            .as_ref()
            .and_then(|it| it.log_driver.as_ref());
        let as_role = driver == Some(&api::LogDriver::Awslogs) && self.has_execution_role();
        if as_role {
            "ExecutionRole".to_owned()
        } else {
            String::new()
        }
    }

    fn registry_authentication(
        &self,
        container: &api::ContainerDefinition,
    ) -> Option<acs::RegistryAuthentication> {
        if let Some(credentials) = &container.repository_credentials {
            let parameter = text(credentials.credentials_parameter.as_ref());
            let region = berth_model::Arn::parse(parameter).map(|arn| arn.region.to_owned());
            return Some(acs::RegistryAuthentication {
                r#type: "asm".to_owned(),
                asm_auth_data: Some(acs::AsmAuthData {
                    credentials_parameter: parameter.to_owned(),
                    region: region.unwrap_or_else(|| self.names.region.clone()),
                }),
                ..acs::RegistryAuthentication::default()
            });
        }
        let (account, region) = ecr_registry(text(container.image.as_ref()))?;
        Some(acs::RegistryAuthentication {
            r#type: "ecr".to_owned(),
            ecr_auth_data: Some(acs::EcrAuthData {
                registry_id: account.to_owned(),
                region: region.to_owned(),
                endpoint_override: String::new(),
                use_execution_role: self.has_execution_role(),
            }),
            ..acs::RegistryAuthentication::default()
        })
    }

    fn managed_agents(&self) -> Vec<acs::ManagedAgent> {
        let agent = acs::ManagedAgent {
            name: "ExecuteCommandAgent".to_owned(),
            properties: BTreeMap::new(),
        };
        if self.task.enable_execute_command {
            vec![agent]
        } else {
            Vec::new()
        }
    }
}

/// A parameter's ARN as its name, by which agents look its value up in the answer; anything else as
/// it is.
fn parameter_name(value_from: &str) -> String {
    let name = berth_model::Arn::parse(value_from)
        .filter(|arn| arn.service == "ssm" && arn.kind == "parameter")
        .map(|arn| arn.path);
    match name {
        None => value_from.to_owned(),
        // Only a name with levels begins with a slash.
        Some(name) if name.contains('/') => format!("/{name}"),
        Some(name) => name.to_owned(),
    }
}

fn port_mapping(mapping: &api::PortMapping) -> acs::PortMapping {
    let port = |port: Option<i32>| port.and_then(|port| u16::try_from(port).ok()).unwrap_or(0);
    acs::PortMapping {
        container_port: port(mapping.container_port),
        container_port_range: mapping.container_port_range.clone(),
        host_port: port(mapping.host_port),
        protocol: mapping
            .protocol
            .as_ref()
            .map_or("tcp", |it| it.as_str())
            .to_owned(),
    }
}

fn restart_policy(policy: &api::ContainerRestartPolicy) -> acs::RestartPolicy {
    acs::RestartPolicy {
        enabled: policy.enabled == Some(true),
        ignored_exit_codes: each(policy.ignored_exit_codes.as_ref())
            .iter()
            .map(|code| i64::from(*code))
            .collect(),
        restart_attempt_period: policy.restart_attempt_period.unwrap_or(300).into(),
    }
}

#[cfg(test)]
mod tests;
