//! The task inside a [`super::PayloadMessage`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DesiredStatus, RoleCredentials};

fn is_empty<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A task to run, or, with only `arn` and `desired_status`, to stop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// What follows the last `/` is the task id.
    pub arn: String,
    /// The cluster's arn.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub task_cluster_arn: String,
    /// Task definition family.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub family: String,
    /// Task definition revision, as text.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub version: String,
    /// RUNNING or STOPPED.
    pub desired_status: DesiredStatus,
    /// `EC2`, `EXTERNAL`, `FARGATE`.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub launch_type: String,
    /// The service it belongs to.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub service_name: String,
    /// e.g. `service:web`.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub group: String,
    /// Account of the task definition.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub task_definition_account_id: String,
    /// Hard cap of the whole task in vCPUs (not CPU units).
    #[serde(default, skip_serializing_if = "is_empty")]
    pub cpu: Option<f64>,
    /// Hard cap of the whole task in MiB.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub memory: Option<i64>,
    /// Empty or `bridge`, `host`, `awsvpc`, `none`.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub network_mode: String,
    /// Empty, `host` or `task`.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub pid_mode: String,
    /// Empty, `host`, `task` or `none`.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub ipc_mode: String,
    /// Containers may ask for faults.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub enable_fault_injection: bool,
    /// A string holding JSON; `{}` or empty, since the control plane merges overrides.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub overrides: String,
    /// Credentials of the task role.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub role_credentials: Option<RoleCredentials>,
    /// Credentials of the execution role.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub execution_role_credentials: Option<RoleCredentials>,
    /// The task's interfaces (awsvpc).
    #[serde(default, skip_serializing_if = "is_empty")]
    pub elastic_network_interfaces: Vec<NetworkInterface>,
    /// App Mesh, as it came.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub proxy_configuration: Option<serde_json::Value>,
    /// Our own: the Fargate platform version, e.g. `1.4.0`; the task is to run behind a kernel of its own.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub berth_platform_version: String,
    /// Our own: GiB of storage of a Fargate task; absent is the platform's 20.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub berth_ephemeral_storage: Option<i64>,
    /// GPUs.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub associations: Vec<Association>,
    /// Volumes and Service Connect.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub attachments: Vec<Attachment>,
    /// Volumes that containers mount by name.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub volumes: Vec<Volume>,
    /// At least one, unless the task is only to be stopped.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub containers: Vec<Container>,
}

impl Task {
    /// The last part of the arn.
    #[must_use]
    pub fn id(&self) -> &str {
        self.arn.rsplit('/').next().unwrap_or(&self.arn)
    }

    /// The container of that name.
    #[must_use]
    pub fn container(&self, name: &str) -> Option<&Container> {
        self.containers
            .iter()
            .find(|container| container.name == name)
    }
}

/// One container of a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Container {
    /// Unique in the task.
    pub name: String,
    /// Image reference.
    pub image: String,
    /// The whole task stops with it.
    pub essential: bool,
    /// Its arn.
    #[serde(skip_serializing_if = "is_empty")]
    pub container_arn: String,
    /// Replaces the image's command; absent keeps it.
    #[serde(skip_serializing_if = "is_empty")]
    pub command: Option<Vec<String>>,
    /// Replaces the image's entry point (and drops its command); absent keeps it.
    #[serde(skip_serializing_if = "is_empty")]
    pub entry_point: Option<Vec<String>>,
    /// An object, not a list.
    #[serde(skip_serializing_if = "is_empty")]
    pub environment: BTreeMap<String, String>,
    /// Files of variables.
    #[serde(skip_serializing_if = "is_empty")]
    pub environment_files: Vec<EnvironmentFile>,
    /// JSON of [`ContainerOverrides`] in a string, or that object itself.
    #[serde(skip_serializing_if = "is_empty")]
    pub overrides: Option<serde_json::Value>,
    /// CPU shares, 1024 a vCPU.
    #[serde(skip_serializing_if = "is_empty")]
    pub cpu: i64,
    /// Hard limit in MiB, 0 for none.
    #[serde(skip_serializing_if = "is_empty")]
    pub memory: i64,
    /// Ports.
    #[serde(skip_serializing_if = "is_empty")]
    pub port_mappings: Vec<PortMapping>,
    /// `other` or `other:alias` (bridge mode).
    #[serde(skip_serializing_if = "is_empty")]
    pub links: Vec<String>,
    /// Containers whose mounts this one gets as well.
    #[serde(skip_serializing_if = "is_empty")]
    pub volumes_from: Vec<VolumeFrom>,
    /// Mounts of the task's volumes.
    #[serde(skip_serializing_if = "is_empty")]
    pub mount_points: Vec<MountPoint>,
    /// What must be true of other containers before this one starts.
    #[serde(skip_serializing_if = "is_empty")]
    pub depends_on: Vec<ContainerDependency>,
    /// Seconds this container may take to reach the state others wait for.
    #[serde(skip_serializing_if = "is_empty")]
    pub start_timeout: Option<i64>,
    /// Seconds from the stop signal to SIGKILL.
    #[serde(skip_serializing_if = "is_empty")]
    pub stop_timeout: Option<i64>,
    /// `docker` if `dockerConfig.config` holds a `Healthcheck`.
    #[serde(skip_serializing_if = "is_empty")]
    pub health_check_type: String,
    /// Restart in place.
    #[serde(skip_serializing_if = "is_empty")]
    pub restart_policy: Option<RestartPolicy>,
    /// Secrets.
    #[serde(skip_serializing_if = "is_empty")]
    pub secrets: Vec<Secret>,
    /// `ExecutionRole`: the log driver uses the execution role's credentials.
    #[serde(skip_serializing_if = "is_empty")]
    pub logs_auth_strategy: String,
    /// How to log in to the registry.
    #[serde(skip_serializing_if = "is_empty")]
    pub registry_authentication: Option<RegistryAuthentication>,
    /// This container routes the others' logs.
    #[serde(skip_serializing_if = "is_empty")]
    pub firelens_configuration: Option<FirelensConfiguration>,
    /// ECS Exec.
    #[serde(skip_serializing_if = "is_empty")]
    pub managed_agents: Vec<ManagedAgent>,
    /// gMSA.
    #[serde(skip_serializing_if = "is_empty")]
    pub credential_specs: Vec<String>,
    /// Everything without a field of its own, as Docker Engine API JSON.
    #[serde(skip_serializing_if = "is_empty")]
    pub docker_config: Option<DockerConfig>,
}

/// Why [`Container::command_override`] could not read the overrides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverridesError(pub String);

impl std::fmt::Display for OverridesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "invalid container overrides: {}", self.0)
    }
}

impl std::error::Error for OverridesError {}

impl Container {
    /// The command from `overrides`, if there is one.
    ///
    /// # Errors
    /// If they are not JSON or hold anything but `command`, which makes the task invalid.
    pub fn command_override(&self) -> Result<Option<Vec<String>>, OverridesError> {
        let parsed: Result<ContainerOverrides, _> = match &self.overrides {
            None | Some(serde_json::Value::Null) => return Ok(None),
            Some(serde_json::Value::String(text)) if text.is_empty() => return Ok(None),
            Some(serde_json::Value::String(text)) => serde_json::from_str(text),
            Some(value) => serde_json::from_value(value.clone()),
        };
        parsed
            .map(|overrides| overrides.command)
            .map_err(|error| OverridesError(error.to_string()))
    }
}

/// What [`Container::overrides`] may hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ContainerOverrides {
    /// Replaces the command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
}

/// A file of variables in S3.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnvironmentFile {
    /// Its arn.
    pub value: String,
    /// `s3`.
    pub r#type: String,
}

/// A port, or a range of ports, reachable from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PortMapping {
    /// Port inside; 0 with a range.
    #[serde(skip_serializing_if = "is_empty")]
    pub container_port: u16,
    /// e.g. `9000-9002`.
    #[serde(skip_serializing_if = "is_empty")]
    pub container_port_range: Option<String>,
    /// Port of the host; 0: the agent picks one.
    #[serde(skip_serializing_if = "is_empty")]
    pub host_port: u16,
    /// `tcp` (also if empty) or `udp`.
    #[serde(skip_serializing_if = "is_empty")]
    pub protocol: String,
}

impl PortMapping {
    /// UDP instead of TCP.
    #[must_use]
    pub fn is_udp(&self) -> bool {
        self.protocol.eq_ignore_ascii_case("udp")
    }
}

/// All mounts of another container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VolumeFrom {
    /// That container.
    pub source_container: String,
    /// No writes.
    pub read_only: bool,
}

/// A volume in a container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MountPoint {
    /// A name in [`Task::volumes`].
    pub source_volume: String,
    /// Path inside.
    pub container_path: String,
    /// No writes.
    pub read_only: bool,
}

/// What must be true of another container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContainerDependency {
    /// The other container.
    pub container_name: String,
    /// `CREATE`, `START`, `SUCCESS`, `COMPLETE`, `HEALTHY`.
    pub condition: String,
}

/// Restart in place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RestartPolicy {
    /// On.
    pub enabled: bool,
    /// Exit codes after which it is not restarted.
    pub ignored_exit_codes: Vec<i64>,
    /// Seconds it must have run.
    pub restart_attempt_period: i64,
}

/// A secret for a variable or a log option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Secret {
    /// Name of the variable or option.
    pub name: String,
    /// Where the secret is.
    pub value_from: String,
    /// Region of the service.
    pub region: String,
    /// `ssm` or `asm`.
    pub provider: String,
    /// `ENVIRONMENT_VARIABLE`, …
    pub r#type: String,
    /// `LOG_DRIVER`, or empty for the container.
    #[serde(skip_serializing_if = "is_empty")]
    pub target: String,
    /// Unused on Linux.
    #[serde(skip_serializing_if = "is_empty")]
    pub container_path: String,
}

/// How to log in to the registry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RegistryAuthentication {
    /// `ecr` or `asm`.
    pub r#type: String,
    /// With `ecr`.
    #[serde(skip_serializing_if = "is_empty")]
    pub ecr_auth_data: Option<EcrAuthData>,
    /// With `asm`.
    #[serde(skip_serializing_if = "is_empty")]
    pub asm_auth_data: Option<AsmAuthData>,
}

/// An ECR registry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EcrAuthData {
    /// The registry's account.
    pub registry_id: String,
    /// The registry's region.
    pub region: String,
    /// Another endpoint.
    #[serde(skip_serializing_if = "is_empty")]
    pub endpoint_override: String,
    /// Ask as the execution role.
    pub use_execution_role: bool,
}

/// A user and password in Secrets Manager.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AsmAuthData {
    /// The secret.
    pub credentials_parameter: String,
    /// Its region.
    pub region: String,
}

/// A log router.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FirelensConfiguration {
    /// `fluentd` or `fluentbit`.
    pub r#type: String,
    /// Options.
    pub options: BTreeMap<String, String>,
}

/// A process the agent puts into the container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ManagedAgent {
    /// `ExecuteCommandAgent`.
    pub name: String,
    /// e.g. `sessionLimit`.
    pub properties: BTreeMap<String, String>,
}

/// Docker Engine API JSON laid over what the fields above say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DockerConfig {
    /// API version, e.g. `1.19`.
    #[serde(skip_serializing_if = "is_empty")]
    pub version: String,
    /// `container.Config` as a JSON string.
    #[serde(skip_serializing_if = "is_empty")]
    pub config: Option<String>,
    /// `HostConfig` as a JSON string.
    #[serde(skip_serializing_if = "is_empty")]
    pub host_config: Option<String>,
}

/// A volume of a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Volume {
    /// Unique in the task.
    pub name: String,
    /// `host` (also if empty), `docker`, `efs`, …
    #[serde(skip_serializing_if = "is_empty")]
    pub r#type: String,
    /// With `host`; without a path, a volume that lives as long as the task.
    #[serde(skip_serializing_if = "is_empty")]
    pub host: Option<HostVolume>,
    /// With `docker`.
    #[serde(skip_serializing_if = "is_empty")]
    pub docker_volume_configuration: Option<DockerVolumeConfiguration>,
    /// With `efs`, as it came.
    #[serde(skip_serializing_if = "is_empty")]
    pub efs_volume_configuration: Option<serde_json::Value>,
}

/// A directory of the host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HostVolume {
    /// Path on the host; absent or empty: a fresh directory of the task.
    #[serde(skip_serializing_if = "is_empty")]
    pub source_path: Option<String>,
}

/// A docker volume.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DockerVolumeConfiguration {
    /// `task` or `shared`.
    pub scope: String,
    /// Make it if missing.
    pub autoprovision: bool,
    /// `local`.
    pub driver: String,
    /// Driver options.
    pub driver_opts: BTreeMap<String, String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
}

/// An elastic network interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NetworkInterface {
    /// The attachment.
    pub attachment_arn: String,
    /// `eni-…`.
    pub ec2_id: String,
    /// MAC address.
    pub mac_address: String,
    /// Name.
    #[serde(skip_serializing_if = "is_empty")]
    pub name: String,
    /// Position.
    #[serde(skip_serializing_if = "is_empty")]
    pub index: Option<i64>,
    /// Addresses.
    pub ipv4_addresses: Vec<Ipv4Address>,
    /// Addresses.
    #[serde(skip_serializing_if = "is_empty")]
    pub ipv6_addresses: Vec<Ipv6Address>,
    /// In CIDR form, `10.0.0.1/24`.
    pub subnet_gateway_ipv4_address: String,
    /// In CIDR form.
    #[serde(skip_serializing_if = "is_empty")]
    pub subnet_gateway_ipv6_address: String,
    /// Name servers.
    #[serde(skip_serializing_if = "is_empty")]
    pub domain_name_servers: Vec<String>,
    /// Search list.
    #[serde(skip_serializing_if = "is_empty")]
    pub domain_name: Vec<String>,
    /// e.g. `ip-172-31-0-9.ec2.internal`.
    #[serde(skip_serializing_if = "is_empty")]
    pub private_dns_name: String,
    /// `default` or `vlan`.
    #[serde(skip_serializing_if = "is_empty")]
    pub interface_association_protocol: String,
    /// With `vlan`.
    #[serde(skip_serializing_if = "is_empty")]
    pub interface_vlan_properties: Option<VlanProperties>,
}

/// An address of an interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Ipv4Address {
    /// The first one.
    pub primary: bool,
    /// The address.
    pub private_address: String,
}

/// An address of an interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Ipv6Address {
    /// The first one.
    pub primary: bool,
    /// The address.
    pub address: String,
}

/// A branch interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VlanProperties {
    /// VLAN id.
    pub vlan_id: String,
    /// MAC address of the trunk.
    pub trunk_interface_mac_address: String,
}

/// A volume, Service Connect, …
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Attachment {
    /// Its arn.
    pub attachment_arn: String,
    /// `amazonebs`, `s3files`, `serviceconnectdetail`.
    #[serde(skip_serializing_if = "is_empty")]
    pub attachment_type: String,
    /// Names and values.
    #[serde(skip_serializing_if = "is_empty")]
    pub attachment_properties: Vec<AttachmentProperty>,
}

/// A name and a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttachmentProperty {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
}

/// A device for containers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Association {
    /// The containers.
    pub containers: Vec<String>,
    /// What they can read about it.
    pub content: AssociationContent,
    /// The GPU's uuid.
    pub name: String,
    /// `gpu`.
    pub r#type: String,
}

/// What containers can read about an [`Association`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssociationContent {
    /// `base64` or empty.
    pub encoding: String,
    /// The text.
    pub value: String,
}
