//! Amazon EC2 Container Service: written by `cargo xtask codegen` from `models/ecs.json`; not to be edited.

#[allow(unused_imports, reason = "not every service has a map")]
use std::collections::BTreeMap;

use berth_protocol::fault::Fault;
use berth_protocol::shape::*;
use berth_protocol::string_enum;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcceleratorCountRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

string_enum! {
    pub enum AcceleratorManufacturer {
        AmazonWebServices = "amazon-web-services",
        Amd = "amd",
        Nvidia = "nvidia",
        Xilinx = "xilinx",
        Habana = "habana",
    }
}

string_enum! {
    pub enum AcceleratorName {
        A100 = "a100",
        Inferentia = "inferentia",
        K520 = "k520",
        K80 = "k80",
        M60 = "m60",
        RadeonProV520 = "radeon-pro-v520",
        T4 = "t4",
        Vu9p = "vu9p",
        V100 = "v100",
        A10g = "a10g",
        H100 = "h100",
        T4g = "t4g",
        L40s = "l40s",
        L4 = "l4",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcceleratorTotalMemoryMiBRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

string_enum! {
    pub enum AcceleratorType {
        Gpu = "gpu",
        Fpga = "fpga",
        Inference = "inference",
    }
}

string_enum! {
    pub enum AccessType {
        Public = "PUBLIC",
        Private = "PRIVATE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdvancedConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternate_target_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_listener_rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_listener_rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
}

string_enum! {
    pub enum AgentUpdateStatus {
        Pending = "PENDING",
        Staging = "STAGING",
        Staged = "STAGED",
        Updating = "UPDATING",
        Updated = "UPDATED",
        Failed = "FAILED",
    }
}

string_enum! {
    pub enum ApplicationProtocol {
        Http = "http",
        Http2 = "http2",
        Grpc = "grpc",
    }
}

string_enum! {
    pub enum AssignPublicIp {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociateGatewayWithClusterRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociateGatewayWithClusterResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayClusterAssociationStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Vec<KeyValuePair>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentStateChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

string_enum! {
    pub enum AttestationPolicyStatus {
        Configured = "CONFIGURED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<TargetType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_id: Option<String>,
}

string_enum! {
    pub enum AutoRepairActionsStatus {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutoRepairConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions_status: Option<AutoRepairActionsStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutoScalingGroupProvider {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_scaling: Option<ManagedScaling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_termination_protection: Option<ManagedTerminationProtection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_draining: Option<ManagedDraining>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutoScalingGroupProviderUpdate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_scaling: Option<ManagedScaling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_termination_protection: Option<ManagedTerminationProtection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_draining: Option<ManagedDraining>,
}

string_enum! {
    pub enum AvailabilityZoneRebalancing {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AwsVpcConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnets: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_groups: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assign_public_ip: Option<AssignPublicIp>,
}

string_enum! {
    pub enum BareMetal {
        Included = "included",
        Required = "required",
        Excluded = "excluded",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BaselineEbsBandwidthMbpsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

string_enum! {
    pub enum BurstablePerformance {
        Included = "included",
        Required = "required",
        Excluded = "excluded",
    }
}

string_enum! {
    pub enum CPUArchitecture {
        X8664 = "X86_64",
        Arm64 = "ARM64",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CanaryConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canary_percent: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canary_bake_time_in_minutes: Option<i32>,
}

string_enum! {
    pub enum CapacityOptionType {
        OnDemand = "ON_DEMAND",
        Spot = "SPOT",
        Reserved = "RESERVED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CapacityProvider {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CapacityProviderStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_group_provider: Option<AutoScalingGroupProvider>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_instances_provider: Option<ManagedInstancesProvider>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_status: Option<CapacityProviderUpdateStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<CapacityProviderType>,
}

string_enum! {
    pub enum CapacityProviderField {
        Tags = "TAGS",
    }
}

string_enum! {
    pub enum CapacityProviderStatus {
        Provisioning = "PROVISIONING",
        Active = "ACTIVE",
        Deprovisioning = "DEPROVISIONING",
        Inactive = "INACTIVE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CapacityProviderStrategyItem {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<i32>,
}

string_enum! {
    pub enum CapacityProviderType {
        Ec2Autoscaling = "EC2_AUTOSCALING",
        ManagedInstances = "MANAGED_INSTANCES",
        Fargate = "FARGATE",
        FargateSpot = "FARGATE_SPOT",
    }
}

string_enum! {
    pub enum CapacityProviderUpdateStatus {
        CreateInProgress = "CREATE_IN_PROGRESS",
        CreateComplete = "CREATE_COMPLETE",
        CreateFailed = "CREATE_FAILED",
        DeleteInProgress = "DELETE_IN_PROGRESS",
        DeleteComplete = "DELETE_COMPLETE",
        DeleteFailed = "DELETE_FAILED",
        UpdateInProgress = "UPDATE_IN_PROGRESS",
        UpdateComplete = "UPDATE_COMPLETE",
        UpdateFailed = "UPDATE_FAILED",
    }
}

string_enum! {
    pub enum CapacityReservationPreference {
        ReservationsOnly = "RESERVATIONS_ONLY",
        ReservationsFirst = "RESERVATIONS_FIRST",
        ReservationsExcluded = "RESERVATIONS_EXCLUDED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CapacityReservationRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation_preference: Option<CapacityReservationPreference>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cluster {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<ClusterConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_container_instances_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_tasks_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_tasks_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_services_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<Vec<KeyValuePair>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<ClusterSetting>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<Attachment>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_defaults: Option<ClusterServiceConnectDefaults>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execute_command_configuration: Option<ExecuteCommandConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_storage_configuration: Option<ManagedStorageConfiguration>,
}

string_enum! {
    pub enum ClusterField {
        Attachments = "ATTACHMENTS",
        Configurations = "CONFIGURATIONS",
        Settings = "SETTINGS",
        Statistics = "STATISTICS",
        Tags = "TAGS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterServiceConnectDefaults {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterServiceConnectDefaultsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterSetting {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<ClusterSettingName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

string_enum! {
    pub enum ClusterSettingName {
        ContainerInsights = "containerInsights",
    }
}

string_enum! {
    pub enum Compatibility {
        Ec2 = "EC2",
        Fargate = "FARGATE",
        External = "EXTERNAL",
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

string_enum! {
    pub enum Connectivity {
        Connected = "CONNECTED",
        Disconnected = "DISCONNECTED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Container {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_digest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_bindings: Option<Vec<NetworkBinding>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_interfaces: Option<Vec<NetworkInterface>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_status: Option<HealthStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_agents: Option<Vec<ManagedAgent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_reservation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neuron_device_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu_sharing_strategy: Option<SharingStrategy>,
}

string_enum! {
    pub enum ContainerCondition {
        Start = "START",
        Complete = "COMPLETE",
        Success = "SUCCESS",
        Healthy = "HEALTHY",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerDefinition {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository_credentials: Option<RepositoryCredentials>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_reservation: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_mappings: Option<Vec<PortMapping>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub essential: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_policy: Option<ContainerRestartPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_point: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Vec<KeyValuePair>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment_files: Option<Vec<EnvironmentFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount_points: Option<Vec<MountPoint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes_from: Option<Vec<VolumeFrom>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linux_parameters: Option<LinuxParameters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Vec<Secret>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depends_on: Option<Vec<ContainerDependency>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_timeout: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_timeout: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_consistency: Option<VersionConsistency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_directory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_networking: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privileged: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readonly_root_filesystem: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_servers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_search_domains: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_hosts: Option<Vec<HostEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker_security_options: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interactive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pseudo_terminal: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker_labels: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ulimits: Option<Vec<Ulimit>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_configuration: Option<LogConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<HealthCheck>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_controls: Option<Vec<SystemControl>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_requirements: Option<Vec<ResourceRequirement>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firelens_configuration: Option<FirelensConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_specs: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerDependency {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<ContainerCondition>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerImage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_digest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerInstance {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ec2_instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_info: Option<VersionInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_resources: Option<Vec<Resource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_resources: Option<Vec<Resource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_connected: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_tasks_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_tasks_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_update_status: Option<AgentUpdateStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<Attachment>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_status: Option<ContainerInstanceHealthStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu_devices: Option<Vec<GpuDevice>>,
}

string_enum! {
    pub enum ContainerInstanceField {
        Tags = "TAGS",
        ContainerInstanceHealth = "CONTAINER_INSTANCE_HEALTH",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerInstanceHealthStatus {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall_status: Option<InstanceHealthCheckState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Vec<InstanceHealthCheckResult>>,
}

string_enum! {
    pub enum ContainerInstanceStatus {
        Active = "ACTIVE",
        Draining = "DRAINING",
        Registering = "REGISTERING",
        Deregistering = "DEREGISTERING",
        RegistrationFailed = "REGISTRATION_FAILED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerOverride {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Vec<KeyValuePair>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment_files: Option<Vec<EnvironmentFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_reservation: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_requirements: Option<Vec<ResourceRequirement>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerRestartPolicy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored_exit_codes: Option<Vec<i32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_attempt_period: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerStateChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_digest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_bindings: Option<Vec<NetworkBinding>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContinueServiceDeploymentRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hook_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<DeploymentLifecycleHookAction>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContinueServiceDeploymentResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
}

string_enum! {
    pub enum CpuManufacturer {
        Intel = "intel",
        Amd = "amd",
        AmazonWebServices = "amazon-web-services",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateCapacityProviderRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_group_provider: Option<AutoScalingGroupProvider>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_instances_provider: Option<CreateManagedInstancesProviderConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateCapacityProviderResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider: Option<CapacityProvider>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateClusterRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<ClusterSetting>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<ClusterConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_defaults: Option<ClusterServiceConnectDefaultsRequest>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateClusterResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateDaemonRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DaemonDeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<DaemonPropagateTags>,
    #[serde(
        rename = "enableECSManagedTags",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_ecs_managed_tags: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateDaemonResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateExpressGatewayServiceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_container: Option<ExpressGatewayContainer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<ExpressGatewayServiceNetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_architecture: Option<ExpressCpuArchitecture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaling_target: Option<ExpressGatewayScalingTarget>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateExpressGatewayServiceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ECSExpressGatewayService>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateGatewayRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_protection: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<GatewayConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateGatewayTags>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateGatewayResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateManagedInstancesProviderConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_launch_template: Option<InstanceLaunchTemplate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateMITags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_optimization: Option<InfrastructureOptimization>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_repair_configuration: Option<AutoRepairConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateServiceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_grace_period_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling_strategy: Option<SchedulingStrategy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_controller: Option<DeploymentController>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(
        rename = "enableECSManagedTags",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_ecs_managed_tags: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_configuration: Option<ServiceConnectConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_connectors: Option<Vec<GatewayConnector>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<MonitoringConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateServiceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateTaskSetRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateTaskSetResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set: Option<TaskSet>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedAt {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonAlarmConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarm_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonCapacityProvider {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_daemon_count: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonCircuitBreaker {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonDeploymentRollbackMonitorsStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonContainerDefinition {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_reservation: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository_credentials: Option<RepositoryCredentials>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<HealthCheck>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub essential: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_point: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_directory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment_files: Option<Vec<EnvironmentFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Vec<KeyValuePair>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Vec<Secret>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readonly_root_filesystem: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount_points: Option<Vec<MountPoint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_configuration: Option<LogConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firelens_configuration: Option<FirelensConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privileged: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ulimits: Option<Vec<Ulimit>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linux_parameters: Option<DaemonLinuxParameters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depends_on: Option<Vec<ContainerDependency>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_timeout: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_timeout: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_controls: Option<Vec<SystemControl>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interactive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pseudo_terminal: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_policy: Option<ContainerRestartPolicy>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonContainerImage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_digest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonDeployment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_deployment_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonDeploymentStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_daemon_revision: Option<DaemonDeploymentRevisionDetail>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_daemon_revisions: Option<Vec<DaemonDeploymentRevisionDetail>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub circuit_breaker: Option<DaemonCircuitBreaker>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarms: Option<DaemonDeploymentAlarms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollback: Option<DaemonRollback>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DaemonDeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonDeploymentAlarms {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonDeploymentRollbackMonitorsStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarm_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub triggered_alarm_names: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonDeploymentCapacityProvider {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_instance_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_daemon_instance_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draining_instance_count: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonDeploymentConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drain_percent: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarms: Option<DaemonAlarmConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bake_time_in_minutes: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonDeploymentRevisionDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<DaemonDeploymentCapacityProvider>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_running_instance_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_without_daemon_instance_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_draining_instance_count: Option<i32>,
}

string_enum! {
    pub enum DaemonDeploymentRollbackMonitorsStatus {
        Triggered = "TRIGGERED",
        Monitoring = "MONITORING",
        MonitoringComplete = "MONITORING_COMPLETE",
        Disabled = "DISABLED",
    }
}

string_enum! {
    pub enum DaemonDeploymentStatus {
        Pending = "PENDING",
        Successful = "SUCCESSFUL",
        Stopped = "STOPPED",
        StopRequested = "STOP_REQUESTED",
        InProgress = "IN_PROGRESS",
        RollbackInProgress = "ROLLBACK_IN_PROGRESS",
        RollbackSuccessful = "ROLLBACK_SUCCESSFUL",
        RollbackFailed = "ROLLBACK_FAILED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonDeploymentSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_deployment_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonDeploymentStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_daemon_revision_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_revisions: Option<Vec<DaemonRevisionDetail>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

string_enum! {
    pub enum DaemonIpcMode {
        None = "none",
        Shared = "shared",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonLinuxParameters {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<KernelCapabilities>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<Vec<Device>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub init_process_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tmpfs: Option<Vec<Tmpfs>>,
}

string_enum! {
    pub enum DaemonPidMode {
        None = "none",
        Shared = "shared",
    }
}

string_enum! {
    pub enum DaemonPropagateTags {
        Daemon = "DAEMON",
        None = "NONE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonRevision {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_revision_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_images: Option<Vec<DaemonContainerImage>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<DaemonPropagateTags>,
    #[serde(
        rename = "enableECSManagedTags",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_ecs_managed_tags: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonRevisionDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<DaemonCapacityProvider>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_running_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_without_daemon_count: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonRollback {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollback_target_daemon_revision_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollback_capacity_providers: Option<Vec<String>>,
}

string_enum! {
    pub enum DaemonStatus {
        Active = "ACTIVE",
        DeleteInProgress = "DELETE_IN_PROGRESS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonTaskDefinition {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_definitions: Option<Vec<DaemonContainerDefinition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Vec<DaemonVolume>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonTaskDefinitionStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_requested_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid_mode: Option<DaemonPidMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipc_mode: Option<DaemonIpcMode>,
}

string_enum! {
    pub enum DaemonTaskDefinitionRevisionFilter {
        LastRegistered = "LAST_REGISTERED",
    }
}

string_enum! {
    pub enum DaemonTaskDefinitionStatus {
        Active = "ACTIVE",
        DeleteInProgress = "DELETE_IN_PROGRESS",
        Deleted = "DELETED",
    }
}

string_enum! {
    pub enum DaemonTaskDefinitionStatusFilter {
        Active = "ACTIVE",
        DeleteInProgress = "DELETE_IN_PROGRESS",
        All = "ALL",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonTaskDefinitionSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_requested_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonTaskDefinitionStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DaemonVolume {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<HostVolumeProperties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_driver_volume_configuration: Option<LogDriverVolumeConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteAccountSettingRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SettingName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteAccountSettingResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<Setting>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteAttributesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteAttributesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteCapacityProviderRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteCapacityProviderResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider: Option<CapacityProvider>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteClusterRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteClusterResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteDaemonRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteDaemonResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteDaemonTaskDefinitionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteDaemonTaskDefinitionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteExpressGatewayServiceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteExpressGatewayServiceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ECSExpressGatewayService>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteGatewayRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteGatewayResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteServiceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteServiceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteTaskDefinitionsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definitions: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteTaskDefinitionsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definitions: Option<Vec<TaskDefinition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteTaskSetRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteTaskSetResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set: Option<TaskSet>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_tasks: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollout_state: Option<DeploymentRolloutState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollout_state_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_configuration: Option<ServiceConnectConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_resources: Option<Vec<ServiceConnectServiceResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentAlarms {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarm_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollback: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentCircuitBreaker {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollback: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset_on_healthy_task: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold_configuration: Option<ThresholdConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_circuit_breaker: Option<DeploymentCircuitBreaker>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_percent: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_healthy_percent: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarms: Option<DeploymentAlarms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<DeploymentStrategy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bake_time_in_minutes: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_hooks: Option<Vec<DeploymentLifecycleHook>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linear_configuration: Option<LinearConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canary_configuration: Option<CanaryConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub early_success_criteria: Option<DeploymentEarlySuccessCriteria>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentController {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<DeploymentControllerType>,
}

string_enum! {
    pub enum DeploymentControllerType {
        Ecs = "ECS",
        CodeDeploy = "CODE_DEPLOY",
        External = "EXTERNAL",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentEarlySuccessCriteria {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthy_percent: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_service_revision_cleanup: Option<ServiceRevisionCleanup>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentEphemeralStorage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentLifecycleHook {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<DeploymentLifecycleHookTargetType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hook_target_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_stages: Option<Vec<DeploymentLifecycleHookStage>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hook_details: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_configuration: Option<DeploymentLifecycleHookTimeoutConfiguration>,
}

string_enum! {
    pub enum DeploymentLifecycleHookAction {
        Rollback = "ROLLBACK",
        Continue = "CONTINUE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentLifecycleHookDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hook_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<DeploymentLifecycleHookTargetType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DeploymentLifecycleHookStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_action: Option<DeploymentLifecycleHookAction>,
}

string_enum! {
    pub enum DeploymentLifecycleHookStage {
        ReconcileService = "RECONCILE_SERVICE",
        PreScaleUp = "PRE_SCALE_UP",
        PostScaleUp = "POST_SCALE_UP",
        TestTrafficShift = "TEST_TRAFFIC_SHIFT",
        PostTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT",
        PreProductionTrafficShift = "PRE_PRODUCTION_TRAFFIC_SHIFT",
        ProductionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT",
        PostProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT",
    }
}

string_enum! {
    pub enum DeploymentLifecycleHookStatus {
        AwaitingAction = "AWAITING_ACTION",
        InProgress = "IN_PROGRESS",
        Succeeded = "SUCCEEDED",
        Failed = "FAILED",
        TimedOut = "TIMED_OUT",
    }
}

string_enum! {
    pub enum DeploymentLifecycleHookTargetType {
        AwsLambda = "AWS_LAMBDA",
        Pause = "PAUSE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentLifecycleHookTimeoutConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_in_minutes: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<DeploymentLifecycleHookAction>,
}

string_enum! {
    pub enum DeploymentRolloutState {
        Completed = "COMPLETED",
        Failed = "FAILED",
        InProgress = "IN_PROGRESS",
    }
}

string_enum! {
    pub enum DeploymentStrategy {
        Rolling = "ROLLING",
        BlueGreen = "BLUE_GREEN",
        Linear = "LINEAR",
        Canary = "CANARY",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeregisterContainerInstanceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeregisterContainerInstanceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance: Option<ContainerInstance>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeregisterTaskDefinitionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeregisterTaskDefinitionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<TaskDefinition>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeCapacityProvidersRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<CapacityProviderField>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeCapacityProvidersResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<CapacityProvider>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeClustersRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clusters: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<ClusterField>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeClustersResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clusters: Option<Vec<Cluster>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeContainerInstancesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instances: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<ContainerInstanceField>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeContainerInstancesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instances: Option<Vec<ContainerInstance>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeDaemonDeploymentsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_deployment_arns: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeDaemonDeploymentsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_deployments: Option<Vec<DaemonDeployment>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeDaemonRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeDaemonResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon: Option<DaemonDetail>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeDaemonRevisionsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_revision_arns: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeDaemonRevisionsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_revisions: Option<Vec<DaemonRevision>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeDaemonTaskDefinitionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeDaemonTaskDefinitionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition: Option<DaemonTaskDefinition>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeExpressGatewayServiceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<ExpressGatewayServiceInclude>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeExpressGatewayServiceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ECSExpressGatewayService>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeGatewayAlbConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<GatewayElbNetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<GatewayElbScheme>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_logs: Option<GatewayElbAccessLogConfiguration>,
    #[serde(rename = "webACLArn", skip_serializing_if = "Option::is_none")]
    pub web_acl_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<GatewayAlbProtocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_alb_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_alb_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_desync: Option<GatewayAlbDesyncMitigationMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_traffic_rules: Option<GatewayAlbTestTrafficRules>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeGatewayConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_shared_alb: Option<DescribeGatewayAlbConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeGatewayRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeGatewayResourcesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeGatewayResourcesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_resources: Option<GatewayResources>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeGatewayResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<Gateway>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeGatewayRouteRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_route_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeGatewayRouteResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_route: Option<GatewayRoute>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServiceDeploymentsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arns: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServiceDeploymentsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployments: Option<Vec<ServiceDeployment>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServiceRevisionsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_revision_arns: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServiceRevisionsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_revisions: Option<Vec<ServiceRevision>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServicesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<ServiceField>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeServicesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<Service>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeTaskDefinitionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<TaskDefinitionField>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeTaskDefinitionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<TaskDefinition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeTaskSetsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_sets: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<TaskSetField>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeTaskSetsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_sets: Option<Vec<TaskSet>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeTasksRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Vec<TaskField>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeTasksResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks: Option<Vec<Task>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

string_enum! {
    pub enum DesiredStatus {
        Running = "RUNNING",
        Pending = "PENDING",
        Stopped = "STOPPED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<DeviceCgroupPermission>>,
}

string_enum! {
    pub enum DeviceCgroupPermission {
        Read = "read",
        Write = "write",
        Mknod = "mknod",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DisassociateGatewayFromClusterRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DisassociateGatewayFromClusterResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayClusterAssociationStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DiscoverPollEndpointRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DiscoverPollEndpointResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telemetry_endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_endpoint: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DockerVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoprovision: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver_opts: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<BTreeMap<String, String>>,
}

string_enum! {
    pub enum EBSResourceType {
        Volume = "volume",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EBSTagSpecification {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<EBSResourceType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ECSExpressGatewayService {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ExpressGatewayServiceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_deployment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_configurations: Option<Vec<ExpressGatewayServiceConfiguration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ECSManagedResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_paths: Option<Vec<ManagedIngressPath>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling: Option<ManagedAutoScaling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_alarms: Option<Vec<ManagedMetricAlarm>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_security_groups: Option<Vec<ManagedSecurityGroup>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_groups: Option<Vec<ManagedLogGroup>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_connections: Option<Vec<GatewayConnection>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EFSAuthorizationConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_point_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iam: Option<EFSAuthorizationConfigIAM>,
}

string_enum! {
    pub enum EFSAuthorizationConfigIAM {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

string_enum! {
    pub enum EFSTransitEncryption {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EFSVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_system_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_directory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_encryption: Option<EFSTransitEncryption>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_encryption_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_config: Option<EFSAuthorizationConfig>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ElbGatewayResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_route_arns: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvironmentFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<EnvironmentFileType>,
}

string_enum! {
    pub enum EnvironmentFileType {
        S3 = "s3",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EphemeralStorage {
    #[serde(rename = "sizeInGiB", skip_serializing_if = "Option::is_none")]
    pub size_in_gib: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteCommandConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logging: Option<ExecuteCommandLogging>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_configuration: Option<ExecuteCommandLogConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteCommandLogConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_watch_log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_watch_encryption_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_bucket_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_encryption_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_key_prefix: Option<String>,
}

string_enum! {
    pub enum ExecuteCommandLogging {
        None = "NONE",
        Default = "DEFAULT",
        Override = "OVERRIDE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteCommandRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interactive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteCommandResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interactive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arn: Option<String>,
}

string_enum! {
    pub enum ExpressCpuArchitecture {
        X8664 = "X86_64",
        Arm64 = "ARM64",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressGatewayContainer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws_logs_configuration: Option<ExpressGatewayServiceAwsLogsConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository_credentials: Option<ExpressGatewayRepositoryCredentials>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Vec<KeyValuePair>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Vec<Secret>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressGatewayRepositoryCredentials {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credentials_parameter: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressGatewayScalingTarget {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_task_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_task_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_metric: Option<ExpressGatewayServiceScalingMetric>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_target_value: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressGatewayServiceAwsLogsConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_prefix: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressGatewayServiceConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_revision_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_architecture: Option<ExpressCpuArchitecture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<ExpressGatewayServiceNetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_container: Option<ExpressGatewayContainer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaling_target: Option<ExpressGatewayScalingTarget>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_paths: Option<Vec<IngressPathSummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
}

string_enum! {
    pub enum ExpressGatewayServiceInclude {
        Tags = "TAGS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressGatewayServiceNetworkConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_groups: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnets: Option<Vec<String>>,
}

string_enum! {
    pub enum ExpressGatewayServiceScalingMetric {
        AverageCpu = "AVERAGE_CPU",
        AverageMemory = "AVERAGE_MEMORY",
        RequestCountPerTarget = "REQUEST_COUNT_PER_TARGET",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpressGatewayServiceStatus {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_code: Option<ExpressGatewayServiceStatusCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
}

string_enum! {
    pub enum ExpressGatewayServiceStatusCode {
        Active = "ACTIVE",
        Draining = "DRAINING",
        Inactive = "INACTIVE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FSxWindowsFileServerAuthorizationConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credentials_parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FSxWindowsFileServerVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_system_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_directory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_config: Option<FSxWindowsFileServerAuthorizationConfig>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FirelensConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<FirelensConfigurationType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<BTreeMap<String, String>>,
}

string_enum! {
    pub enum FirelensConfigurationType {
        Fluentd = "fluentd",
        Fluentbit = "fluentbit",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Gateway {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<GatewayResourceFailure>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_protection: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<DescribeGatewayConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_type: Option<AccessType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateGatewayTags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

string_enum! {
    pub enum GatewayAlbDesyncMitigationMode {
        Monitor = "monitor",
        Defensive = "defensive",
        Strictest = "strictest",
    }
}

string_enum! {
    pub enum GatewayAlbProtocol {
        Http = "HTTP",
        Https = "HTTPS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayAlbTestTrafficRules {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<GatewayTestTrafficHeader>,
}

string_enum! {
    pub enum GatewayClusterAssociationStatus {
        Active = "ACTIVE",
        Disassociating = "DISASSOCIATING",
        Inactive = "INACTIVE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayClusterAssociationSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayClusterAssociationStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_shared_alb: Option<HostSharedAlbConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnection {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_route_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_type: Option<AccessType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayRouteStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<GatewayConnectionResources>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectionAlbResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acm_certificate_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_security_group_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener_rule_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_listener_rule_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternate_target_group_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectionResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_shared_alb: Option<Vec<GatewayConnectionAlbResources>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnector {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<GatewayConnectorHealthCheck>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<GatewayConnectorFilters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deregistration_delay: Option<GatewayConnectorDeregistrationDelay>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectorDeregistrationDelay {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectorFilters {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_types: Option<Vec<AccessType>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectorHealthCheck {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_protocol: Option<GatewayConnectorHealthCheckProtocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_timeout_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_interval_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthy_threshold_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unhealthy_threshold_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matcher: Option<GatewayConnectorHealthCheckMatcher>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayConnectorHealthCheckMatcher {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grpc_code: Option<String>,
}

string_enum! {
    pub enum GatewayConnectorHealthCheckProtocol {
        Http = "HTTP",
        Https = "HTTPS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayElbAccessLogConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<GatewayElbAccessLogDestination>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayElbAccessLogDestination {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3: Option<GatewayElbAccessLogS3Destination>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayElbAccessLogS3Destination {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
}

string_enum! {
    pub enum GatewayElbIpAddressType {
        Ipv4 = "ipv4",
        Dualstack = "dualstack",
        DualstackWithoutPublicIpv4 = "dualstack-without-public-ipv4",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayElbNetworkConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound_security_group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnets: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address_type: Option<GatewayElbIpAddressType>,
}

string_enum! {
    pub enum GatewayElbScheme {
        InternetFacing = "internet-facing",
        Internal = "internal",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayInfrastructureResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_shared_alb: Option<Vec<ElbGatewayResources>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayOperationError {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayResourceFailure {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<GatewayOperationError>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<GatewayInfrastructureResources>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayRoute {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_route_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_container_port_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayRouteStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<GatewayRouteResources>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayRouteAlbResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acm_certificate_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener_rule_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_listener_rule_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_security_groups: Option<Vec<GatewayRouteLoadBalancerSecurityGroup>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_security_group_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayRouteLoadBalancerSecurityGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_arns: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayRouteResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_shared_alb: Option<Vec<GatewayRouteAlbResources>>,
}

string_enum! {
    pub enum GatewayRouteStatus {
        Active = "ACTIVE",
        CreateInProgress = "CREATE_IN_PROGRESS",
        CreateFailed = "CREATE_FAILED",
        UpdateInProgress = "UPDATE_IN_PROGRESS",
        UpdateFailed = "UPDATE_FAILED",
        DeleteInProgress = "DELETE_IN_PROGRESS",
        DeleteFailed = "DELETE_FAILED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayRouteSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_route_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_container_port_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayRouteStatus>,
}

string_enum! {
    pub enum GatewayStatus {
        Active = "ACTIVE",
        UpdateInProgress = "UPDATE_IN_PROGRESS",
        UpdateComplete = "UPDATE_COMPLETE",
        UpdateFailed = "UPDATE_FAILED",
        Deleted = "DELETED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewaySummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayTestTrafficHeader {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetTaskProtectionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetTaskProtectionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protected_tasks: Option<Vec<ProtectedTask>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GpuDevice {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing_mode: Option<GpuSharingMode>,
    #[serde(rename = "totalMemoryInMiB", skip_serializing_if = "Option::is_none")]
    pub total_memory_in_mib: Option<i32>,
    #[serde(
        rename = "remainingMemoryInMiB",
        skip_serializing_if = "Option::is_none"
    )]
    pub remaining_memory_in_mib: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_count: Option<i32>,
}

string_enum! {
    pub enum GpuSharingMode {
        Idle = "IDLE",
        NvidiaMps = "NVIDIA_MPS",
        Dedicated = "DEDICATED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HealthCheck {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_period: Option<i32>,
}

string_enum! {
    pub enum HealthStatus {
        Healthy = "HEALTHY",
        Unhealthy = "UNHEALTHY",
        Unknown = "UNKNOWN",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostSharedAlbConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<GatewayElbNetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<GatewayElbScheme>,
    #[serde(rename = "webACLArn", skip_serializing_if = "Option::is_none")]
    pub web_acl_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_logs: Option<GatewayElbAccessLogConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<GatewayAlbProtocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_alb_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_desync: Option<GatewayAlbDesyncMitigationMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_traffic_rules: Option<GatewayAlbTestTrafficRules>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostVolumeProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_path: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InferenceAccelerator {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_type: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InferenceAcceleratorOverride {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_type: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InfrastructureOptimization {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale_in_after: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IngressPathSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_type: Option<AccessType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
}

string_enum! {
    pub enum InstanceGeneration {
        Current = "current",
        Previous = "previous",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceHealthCheckResult {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<InstanceHealthCheckType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<InstanceHealthCheckState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_updated: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status_change: Option<Timestamp>,
}

string_enum! {
    pub enum InstanceHealthCheckState {
        Ok = "OK",
        Impaired = "IMPAIRED",
        InsufficientData = "INSUFFICIENT_DATA",
        Initializing = "INITIALIZING",
    }
}

string_enum! {
    pub enum InstanceHealthCheckType {
        ContainerRuntime = "CONTAINER_RUNTIME",
        AcceleratedCompute = "ACCELERATED_COMPUTE",
        Daemon = "DAEMON",
        AgentConnectivity = "AGENT_CONNECTIVITY",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceLaunchTemplate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ec2_instance_profile_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<ManagedInstancesNetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_configuration: Option<ManagedInstancesStorageConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_storage_configuration: Option<ManagedInstancesLocalStorageConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<ManagedInstancesMonitoringOptions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_option_type: Option<CapacityOptionType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_metadata_tags_propagation: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_requirements: Option<InstanceRequirementsRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fips_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_reservations: Option<CapacityReservationRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nitro_enclaves_enabled: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceLaunchTemplateUpdate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ec2_instance_profile_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<ManagedInstancesNetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_configuration: Option<ManagedInstancesStorageConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_metadata_tags_propagation: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_storage_configuration: Option<ManagedInstancesLocalStorageConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<ManagedInstancesMonitoringOptions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_requirements: Option<InstanceRequirementsRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_reservations: Option<CapacityReservationRequest>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceRequirementsRequest {
    #[serde(rename = "vCpuCount", skip_serializing_if = "Option::is_none")]
    pub vcpu_count: Option<VCpuCountRangeRequest>,
    #[serde(rename = "memoryMiB", skip_serializing_if = "Option::is_none")]
    pub memory_mib: Option<MemoryMiBRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_manufacturers: Option<Vec<CpuManufacturer>>,
    #[serde(rename = "memoryGiBPerVCpu", skip_serializing_if = "Option::is_none")]
    pub memory_gib_per_vcpu: Option<MemoryGiBPerVCpuRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded_instance_types: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_generations: Option<Vec<InstanceGeneration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot_max_price_percentage_over_lowest_price: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_demand_max_price_percentage_over_lowest_price: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bare_metal: Option<BareMetal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub burstable_performance: Option<BurstablePerformance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub require_hibernate_support: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_interface_count: Option<NetworkInterfaceCountRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_storage: Option<LocalStorage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_storage_types: Option<Vec<LocalStorageType>>,
    #[serde(
        rename = "totalLocalStorageGB",
        skip_serializing_if = "Option::is_none"
    )]
    pub total_local_storage_gb: Option<TotalLocalStorageGBRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_ebs_bandwidth_mbps: Option<BaselineEbsBandwidthMbpsRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerator_types: Option<Vec<AcceleratorType>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerator_count: Option<AcceleratorCountRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerator_manufacturers: Option<Vec<AcceleratorManufacturer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerator_names: Option<Vec<AcceleratorName>>,
    #[serde(
        rename = "acceleratorTotalMemoryMiB",
        skip_serializing_if = "Option::is_none"
    )]
    pub accelerator_total_memory_mib: Option<AcceleratorTotalMemoryMiBRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_bandwidth_gbps: Option<NetworkBandwidthGbpsRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_instance_types: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_spot_price_as_percentage_of_optimal_on_demand_price: Option<i32>,
}

string_enum! {
    pub enum IpcMode {
        Host = "host",
        Task = "task",
        None = "none",
    }
}

string_enum! {
    pub enum IsolationMode {
        Shared = "SHARED",
        IsolatedSandbox = "ISOLATED_SANDBOX",
        ConfidentialSandbox = "CONFIDENTIAL_SANDBOX",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KernelCapabilities {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drop: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyValuePair {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

string_enum! {
    pub enum LaunchType {
        Ec2 = "EC2",
        Fargate = "FARGATE",
        External = "EXTERNAL",
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinearConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_percent: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_bake_time_in_minutes: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinuxParameters {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<KernelCapabilities>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<Vec<Device>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub init_process_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_memory_size: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tmpfs: Option<Vec<Tmpfs>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_swap: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swappiness: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListAccountSettingsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SettingName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_settings: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListAccountSettingsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<Setting>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListAttributesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<TargetType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListAttributesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListClustersRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListClustersResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListContainerInstancesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ContainerInstanceStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListContainerInstancesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListDaemonDeploymentsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<DaemonDeploymentStatus>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<CreatedAt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListDaemonDeploymentsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_deployments: Option<Vec<DaemonDeploymentSummary>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListDaemonTaskDefinitionsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<DaemonTaskDefinitionRevisionFilter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonTaskDefinitionStatusFilter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<SortOrder>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListDaemonTaskDefinitionsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definitions: Option<Vec<DaemonTaskDefinitionSummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListDaemonsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListDaemonsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_summaries_list: Option<Vec<DaemonSummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListGatewayClusterAssociationsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<GatewayClusterAssociationStatus>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListGatewayClusterAssociationsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_cluster_associations: Option<Vec<GatewayClusterAssociationSummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListGatewayRoutesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_container_port_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<GatewayRouteStatus>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListGatewayRoutesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_routes: Option<Vec<GatewayRouteSummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListGatewaysRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<GatewayStatus>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListGatewaysResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<Vec<GatewaySummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServiceDeploymentsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<ServiceDeploymentStatus>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<CreatedAt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServiceDeploymentsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployments: Option<Vec<ServiceDeploymentBrief>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServicesByNamespaceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServicesByNamespaceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServicesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling_strategy: Option<SchedulingStrategy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_management_type: Option<ResourceManagementType>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListServicesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResourceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResourceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTaskDefinitionFamiliesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TaskDefinitionFamilyStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTaskDefinitionFamiliesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub families: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTaskDefinitionsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TaskDefinitionStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<SortOrder>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTaskDefinitionsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTasksRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_status: Option<DesiredStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTasksResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadBalancer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advanced_configuration: Option<AdvancedConfiguration>,
}

string_enum! {
    pub enum LocalStorage {
        Included = "included",
        Required = "required",
        Excluded = "excluded",
    }
}

string_enum! {
    pub enum LocalStorageType {
        Hdd = "hdd",
        Ssd = "ssd",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_driver: Option<LogDriver>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_options: Option<Vec<Secret>>,
}

string_enum! {
    pub enum LogDriver {
        JsonFile = "json-file",
        Syslog = "syslog",
        Journald = "journald",
        Gelf = "gelf",
        Fluentd = "fluentd",
        Awslogs = "awslogs",
        Splunk = "splunk",
        Awsfirelens = "awsfirelens",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogDriverVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<LogDriver>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedAgent {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<ManagedAgentName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<String>,
}

string_enum! {
    pub enum ManagedAgentName {
        ExecuteCommandAgent = "ExecuteCommandAgent",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedAgentStateChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_agent_name: Option<ManagedAgentName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedApplicationAutoScalingPolicy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedAutoScaling {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scalable_target: Option<ManagedScalableTarget>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_auto_scaling_policies: Option<Vec<ManagedApplicationAutoScalingPolicy>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedCertificate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<String>,
}

string_enum! {
    pub enum ManagedDraining {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedIngressPath {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_type: Option<AccessType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer: Option<ManagedLoadBalancer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_security_groups: Option<Vec<ManagedSecurityGroup>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<ManagedCertificate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener: Option<ManagedListener>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<ManagedListenerRule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_groups: Option<Vec<ManagedTargetGroup>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedInstancesLocalStorageConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_local_storage: Option<bool>,
}

string_enum! {
    pub enum ManagedInstancesMonitoringOptions {
        Basic = "BASIC",
        Detailed = "DETAILED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedInstancesNetworkConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnets: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_groups: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedInstancesProvider {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_launch_template: Option<InstanceLaunchTemplate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateMITags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_optimization: Option<InfrastructureOptimization>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_repair_configuration: Option<AutoRepairConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedInstancesStorageConfiguration {
    #[serde(rename = "storageSizeGiB", skip_serializing_if = "Option::is_none")]
    pub storage_size_gib: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedListener {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedListenerRule {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedLoadBalancer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_ids: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedLogGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedMetricAlarm {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

string_enum! {
    pub enum ManagedResourceStatus {
        Provisioning = "PROVISIONING",
        Active = "ACTIVE",
        Deprovisioning = "DEPROVISIONING",
        Deleted = "DELETED",
        Failed = "FAILED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedScalableTarget {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_capacity: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_capacity: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedScaling {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedScalingStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_capacity: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_scaling_step_size: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_scaling_step_size: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_warmup_period: Option<i32>,
}

string_enum! {
    pub enum ManagedScalingStatus {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedSecurityGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedStorageConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage_kms_key_id: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedTargetGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ManagedResourceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<i32>,
}

string_enum! {
    pub enum ManagedTerminationProtection {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemoryGiBPerVCpuRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemoryMiBRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution_seconds: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MonitoringConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_configurations: Option<Vec<MetricConfiguration>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MountPoint {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_volume: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkBandwidthGbpsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkBinding {
    #[serde(rename = "bindIP", skip_serializing_if = "Option::is_none")]
    pub bind_ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<TransportProtocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port_range: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_port_range: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awsvpc_configuration: Option<AwsVpcConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkInterface {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_ipv4_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6_address: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkInterfaceCountRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

string_enum! {
    pub enum NetworkMode {
        Bridge = "bridge",
        Host = "host",
        Awsvpc = "awsvpc",
        None = "none",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NvidiaMpsAllocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_compute_percent: Option<i32>,
}

string_enum! {
    pub enum OSFamily {
        WindowsServer2019Full = "WINDOWS_SERVER_2019_FULL",
        WindowsServer2019Core = "WINDOWS_SERVER_2019_CORE",
        WindowsServer2016Full = "WINDOWS_SERVER_2016_FULL",
        WindowsServer2004Core = "WINDOWS_SERVER_2004_CORE",
        WindowsServer2022Core = "WINDOWS_SERVER_2022_CORE",
        WindowsServer2022Full = "WINDOWS_SERVER_2022_FULL",
        WindowsServer2025Core = "WINDOWS_SERVER_2025_CORE",
        WindowsServer2025Full = "WINDOWS_SERVER_2025_FULL",
        WindowsServer20h2Core = "WINDOWS_SERVER_20H2_CORE",
        Linux = "LINUX",
    }
}

string_enum! {
    pub enum PidMode {
        Host = "host",
        Task = "task",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacementConstraint {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<PlacementConstraintType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
}

string_enum! {
    pub enum PlacementConstraintType {
        DistinctInstance = "distinctInstance",
        MemberOf = "memberOf",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacementStrategy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<PlacementStrategyType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

string_enum! {
    pub enum PlacementStrategyType {
        Random = "random",
        Spread = "spread",
        Binpack = "binpack",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlatformDevice {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<PlatformDeviceType>,
}

string_enum! {
    pub enum PlatformDeviceType {
        Gpu = "GPU",
        NeuronDevice = "NEURON_DEVICE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PortMapping {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<TransportProtocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_protocol: Option<ApplicationProtocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port_range: Option<String>,
}

string_enum! {
    pub enum PropagateGatewayTags {
        None = "NONE",
        Gateway = "GATEWAY",
    }
}

string_enum! {
    pub enum PropagateMITags {
        CapacityProvider = "CAPACITY_PROVIDER",
        None = "NONE",
    }
}

string_enum! {
    pub enum PropagateTags {
        TaskDefinition = "TASK_DEFINITION",
        Service = "SERVICE",
        None = "NONE",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProtectedTask {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protection_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiration_date: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<ProxyConfigurationType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<KeyValuePair>>,
}

string_enum! {
    pub enum ProxyConfigurationType {
        Appmesh = "APPMESH",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAccountSettingDefaultRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SettingName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAccountSettingDefaultResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<Setting>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAccountSettingRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SettingName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAccountSettingResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<Setting>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAttributesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAttributesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutClusterCapacityProvidersRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_providers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutClusterCapacityProvidersResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterContainerInstanceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_identity_document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_identity_document_signature: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_resources: Option<Vec<Resource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_info: Option<VersionInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_devices: Option<Vec<PlatformDevice>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterContainerInstanceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance: Option<ContainerInstance>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterDaemonTaskDefinitionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_definitions: Option<Vec<DaemonContainerDefinition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Vec<DaemonVolume>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid_mode: Option<DaemonPidMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipc_mode: Option<DaemonIpcMode>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterDaemonTaskDefinitionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterTaskDefinitionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_mode: Option<NetworkMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_definitions: Option<Vec<ContainerDefinition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Vec<Volume>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<TaskDefinitionPlacementConstraint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_compatibilities: Option<Vec<Compatibility>>,
    #[serde(
        default,
        deserialize_with = "crate::lenient::string_or_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub cpu: Option<String>,
    #[serde(
        default,
        deserialize_with = "crate::lenient::string_or_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid_mode: Option<PidMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipc_mode: Option<IpcMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_configuration: Option<ProxyConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_accelerators: Option<Vec<InferenceAccelerator>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_platform: Option<RuntimePlatform>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_fault_injection: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_execution_configuration: Option<TrustedExecutionConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterTaskDefinitionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<TaskDefinition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RepositoryCredentials {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credentials_parameter: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolvedConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<ServiceRevisionLoadBalancer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<ServiceRevisionVpcLatticeConfiguration>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub double_value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long_value: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integer_value: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_set_value: Option<Vec<String>>,
}

string_enum! {
    pub enum ResourceManagementType {
        Customer = "CUSTOMER",
        Ecs = "ECS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceRequirement {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<ResourceType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing_strategy: Option<SharingStrategy>,
}

string_enum! {
    pub enum ResourceType {
        Gpu = "GPU",
        InferenceAccelerator = "InferenceAccelerator",
        NeuronDevice = "NeuronDevice",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rollback {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_revision_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunTaskRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i32>,
    #[serde(
        rename = "enableECSManagedTags",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_ecs_managed_tags: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<TaskOverride>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<TaskVolumeConfiguration>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunTaskResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks: Option<Vec<Task>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuntimePlatform {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_architecture: Option<CPUArchitecture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system_family: Option<OSFamily>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuntimePlatformOverride {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_architecture: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct S3FilesVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_system_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_directory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_encryption_port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_point_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scale {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<ScaleUnit>,
}

string_enum! {
    pub enum ScaleUnit {
        Percent = "PERCENT",
    }
}

string_enum! {
    pub enum SchedulingStrategy {
        Replica = "REPLICA",
        Daemon = "DAEMON",
    }
}

string_enum! {
    pub enum Scope {
        Task = "task",
        Shared = "shared",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Secret {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_from: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_sets: Option<Vec<TaskSet>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployments: Option<Vec<Deployment>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<ServiceEvent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_service_deployment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_service_revisions: Option<Vec<ServiceCurrentRevisionSummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_grace_period_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling_strategy: Option<SchedulingStrategy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_controller: Option<DeploymentController>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    #[serde(
        rename = "enableECSManagedTags",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_ecs_managed_tags: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_management_type: Option<ResourceManagementType>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectAccessLogConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<ServiceConnectAccessLoggingFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_query_parameters: Option<ServiceConnectIncludeQueryParameters>,
}

string_enum! {
    pub enum ServiceConnectAccessLoggingFormat {
        Text = "TEXT",
        Json = "JSON",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectClientAlias {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_traffic_rules: Option<ServiceConnectTestTrafficRules>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<ServiceConnectService>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_configuration: Option<LogConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_log_configuration: Option<ServiceConnectAccessLogConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_configurations: Option<Vec<ServiceConnectContainerConfiguration>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectContainerConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_level: Option<ServiceConnectContainerLogLevel>,
}

string_enum! {
    pub enum ServiceConnectContainerLogLevel {
        Debug = "debug",
        Info = "info",
    }
}

string_enum! {
    pub enum ServiceConnectIncludeQueryParameters {
        Disabled = "DISABLED",
        Enabled = "ENABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectService {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_aliases: Option<Vec<ServiceConnectClientAlias>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_port_override: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<TimeoutConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<ServiceConnectTlsConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectServiceResource {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTestTrafficHeaderMatchRules {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTestTrafficHeaderRules {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ServiceConnectTestTrafficHeaderMatchRules>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTestTrafficRules {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<ServiceConnectTestTrafficHeaderRules>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTlsCertificateAuthority {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws_pca_authority_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceConnectTlsConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_certificate_authority: Option<ServiceConnectTlsCertificateAuthority>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceCurrentRevisionSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_task_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_task_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_task_count: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDeployment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_service_revisions: Option<Vec<ServiceRevisionSummary>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_service_revision: Option<ServiceRevisionSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceDeploymentStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_stage: Option<ServiceDeploymentLifecycleStage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_hook_details: Option<Vec<DeploymentLifecycleHookDetail>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollback: Option<Rollback>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_circuit_breaker: Option<ServiceDeploymentCircuitBreaker>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarms: Option<ServiceDeploymentAlarms>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDeploymentAlarms {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceDeploymentRollbackMonitorsStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarm_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub triggered_alarm_names: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDeploymentBrief {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_service_revision_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceDeploymentStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDeploymentCircuitBreaker {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ServiceDeploymentRollbackMonitorsStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<i32>,
}

string_enum! {
    pub enum ServiceDeploymentLifecycleStage {
        ReconcileService = "RECONCILE_SERVICE",
        PreScaleUp = "PRE_SCALE_UP",
        ScaleUp = "SCALE_UP",
        PostScaleUp = "POST_SCALE_UP",
        TestTrafficShift = "TEST_TRAFFIC_SHIFT",
        PostTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT",
        ProductionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT",
        PostProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT",
        BakeTime = "BAKE_TIME",
        CleanUp = "CLEAN_UP",
    }
}

string_enum! {
    pub enum ServiceDeploymentRollbackMonitorsStatus {
        Triggered = "TRIGGERED",
        Monitoring = "MONITORING",
        MonitoringComplete = "MONITORING_COMPLETE",
        Disabled = "DISABLED",
    }
}

string_enum! {
    pub enum ServiceDeploymentStatus {
        Pending = "PENDING",
        Successful = "SUCCESSFUL",
        Stopped = "STOPPED",
        StopRequested = "STOP_REQUESTED",
        InProgress = "IN_PROGRESS",
        RollbackRequested = "ROLLBACK_REQUESTED",
        RollbackInProgress = "ROLLBACK_IN_PROGRESS",
        RollbackSuccessful = "ROLLBACK_SUCCESSFUL",
        RollbackFailed = "ROLLBACK_FAILED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceEvent {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

string_enum! {
    pub enum ServiceField {
        Tags = "TAGS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceManagedEBSVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_type: Option<String>,
    #[serde(rename = "sizeInGiB", skip_serializing_if = "Option::is_none")]
    pub size_in_gib: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_initialization_rate: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iops: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throughput: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_specifications: Option<Vec<EBSTagSpecification>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filesystem_type: Option<TaskFilesystemType>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRegistry {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevision {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_revision_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_images: Option<Vec<ContainerImage>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guard_duty_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_configuration: Option<ServiceConnectConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_configuration: Option<ResolvedConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ecs_managed_resources: Option<ECSManagedResources>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<ServiceRevisionOverrides>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_connectors: Option<Vec<GatewayConnector>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<MonitoringConfiguration>,
}

string_enum! {
    pub enum ServiceRevisionCleanup {
        Blocking = "BLOCKING",
        Deferred = "DEFERRED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevisionLoadBalancer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_listener_rule: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevisionOverrides {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_platform: Option<RuntimePlatformOverride>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevisionSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_task_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_task_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_task_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_test_traffic_weight: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_production_traffic_weight: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRevisionVpcLatticeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_listener_rule: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(rename = "managedEBSVolume", skip_serializing_if = "Option::is_none")]
    pub managed_ebs_volume: Option<ServiceManagedEBSVolumeConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_value: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Setting {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<SettingName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<SettingType>,
}

string_enum! {
    pub enum SettingName {
        ServiceLongArnFormat = "serviceLongArnFormat",
        TaskLongArnFormat = "taskLongArnFormat",
        ContainerInstanceLongArnFormat = "containerInstanceLongArnFormat",
        AwsvpcTrunking = "awsvpcTrunking",
        ContainerInsights = "containerInsights",
        FargateFIPSMode = "fargateFIPSMode",
        TagResourceAuthorization = "tagResourceAuthorization",
        FargateTaskRetirementWaitPeriod = "fargateTaskRetirementWaitPeriod",
        GuardDutyActivate = "guardDutyActivate",
        DefaultLogDriverMode = "defaultLogDriverMode",
        FargateEventWindows = "fargateEventWindows",
    }
}

string_enum! {
    pub enum SettingType {
        User = "user",
        AwsManaged = "aws_managed",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharingStrategy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nvidia_mps: Option<NvidiaMpsAllocation>,
}

string_enum! {
    pub enum SortOrder {
        Asc = "ASC",
        Desc = "DESC",
    }
}

string_enum! {
    pub enum StabilityStatus {
        SteadyState = "STEADY_STATE",
        Stabilizing = "STABILIZING",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartTaskRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instances: Option<Vec<String>>,
    #[serde(
        rename = "enableECSManagedTags",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_ecs_managed_tags: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<TaskOverride>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<TaskVolumeConfiguration>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartTaskResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks: Option<Vec<Task>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StopServiceDeploymentRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_type: Option<StopServiceDeploymentStopType>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StopServiceDeploymentResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_deployment_arn: Option<String>,
}

string_enum! {
    pub enum StopServiceDeploymentStopType {
        Abort = "ABORT",
        Rollback = "ROLLBACK",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StopTaskRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StopTaskResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitAttachmentStateChangesRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<AttachmentStateChange>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitAttachmentStateChangesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledgment: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitContainerStateChangeRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_bindings: Option<Vec<NetworkBinding>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitContainerStateChangeResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledgment: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitTaskStateChangeRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub containers: Option<Vec<ContainerStateChange>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<AttachmentStateChange>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_agents: Option<Vec<ManagedAgentStateChange>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_stopped_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_stopped_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitTaskStateChangeResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledgment: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemControl {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagResourceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagResourceResponse {}

string_enum! {
    pub enum TargetType {
        ContainerInstance = "container-instance",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<Attachment>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<Attribute>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connectivity: Option<Connectivity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connectivity_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub containers: Option<Vec<Container>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_stopped_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_status: Option<HealthStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_accelerators: Option<Vec<InferenceAccelerator>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<TaskOverride>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_stopped_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_code: Option<TaskStopCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopping_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage: Option<TaskEphemeralStorage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_execution_summary: Option<TrustedExecutionSummary>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDefinition {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_definitions: Option<Vec<ContainerDefinition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_mode: Option<NetworkMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Vec<Volume>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TaskDefinitionStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_attributes: Option<Vec<Attribute>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<TaskDefinitionPlacementConstraint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compatibilities: Option<Vec<Compatibility>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime_platform: Option<RuntimePlatform>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_compatibilities: Option<Vec<Compatibility>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_accelerators: Option<Vec<InferenceAccelerator>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid_mode: Option<PidMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipc_mode: Option<IpcMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_configuration: Option<ProxyConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deregistered_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_requested_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_fault_injection: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_execution_configuration: Option<TrustedExecutionConfiguration>,
}

string_enum! {
    pub enum TaskDefinitionFamilyStatus {
        Active = "ACTIVE",
        Inactive = "INACTIVE",
        All = "ALL",
    }
}

string_enum! {
    pub enum TaskDefinitionField {
        Tags = "TAGS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDefinitionPlacementConstraint {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<TaskDefinitionPlacementConstraintType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
}

string_enum! {
    pub enum TaskDefinitionPlacementConstraintType {
        MemberOf = "memberOf",
    }
}

string_enum! {
    pub enum TaskDefinitionStatus {
        Active = "ACTIVE",
        Inactive = "INACTIVE",
        DeleteInProgress = "DELETE_IN_PROGRESS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskEphemeralStorage {
    #[serde(rename = "sizeInGiB", skip_serializing_if = "Option::is_none")]
    pub size_in_gib: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
}

string_enum! {
    pub enum TaskField {
        Tags = "TAGS",
    }
}

string_enum! {
    pub enum TaskFilesystemType {
        Ext3 = "ext3",
        Ext4 = "ext4",
        Xfs = "xfs",
        Ntfs = "ntfs",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskManagedEBSVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_type: Option<String>,
    #[serde(rename = "sizeInGiB", skip_serializing_if = "Option::is_none")]
    pub size_in_gib: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_initialization_rate: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iops: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throughput: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_specifications: Option<Vec<EBSTagSpecification>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub termination_policy: Option<TaskManagedEBSVolumeTerminationPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filesystem_type: Option<TaskFilesystemType>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskManagedEBSVolumeTerminationPolicy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_on_termination: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskOverride {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_overrides: Option<Vec<ContainerOverride>>,
    #[serde(
        default,
        deserialize_with = "crate::lenient::string_or_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inference_accelerator_overrides: Option<Vec<InferenceAcceleratorOverride>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    #[serde(
        default,
        deserialize_with = "crate::lenient::string_or_number",
        skip_serializing_if = "Option::is_none"
    )]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<EphemeralStorage>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskSet {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed_desired_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_type: Option<LaunchType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability_status: Option<StabilityStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability_status_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
}

string_enum! {
    pub enum TaskSetField {
        Tags = "TAGS",
    }
}

string_enum! {
    pub enum TaskStopCode {
        TaskFailedToStart = "TaskFailedToStart",
        EssentialContainerExited = "EssentialContainerExited",
        UserInitiated = "UserInitiated",
        ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
        SpotInterruption = "SpotInterruption",
        TerminationNotice = "TerminationNotice",
        InfrastructureHealth = "InfrastructureHealth",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskVolumeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(rename = "managedEBSVolume", skip_serializing_if = "Option::is_none")]
    pub managed_ebs_volume: Option<TaskManagedEBSVolumeConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThresholdConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<ThresholdType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i32>,
}

string_enum! {
    pub enum ThresholdType {
        Count = "COUNT",
        BoundedPercent = "BOUNDED_PERCENT",
        UnboundedPercent = "UNBOUNDED_PERCENT",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeoutConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_timeout_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_request_timeout_seconds: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tmpfs {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount_options: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TotalLocalStorageGBRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

string_enum! {
    pub enum TransportProtocol {
        Tcp = "tcp",
        Udp = "udp",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrustedExecutionConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isolation_mode: Option<IsolationMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attestation_policy: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrustedExecutionSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isolation_mode: Option<IsolationMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attestation_policy_status: Option<AttestationPolicyStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ulimit {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<UlimitName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft_limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard_limit: Option<i32>,
}

string_enum! {
    pub enum UlimitName {
        Core = "core",
        Cpu = "cpu",
        Data = "data",
        Fsize = "fsize",
        Locks = "locks",
        Memlock = "memlock",
        Msgqueue = "msgqueue",
        Nice = "nice",
        Nofile = "nofile",
        Nproc = "nproc",
        Rss = "rss",
        Rtprio = "rtprio",
        Rttime = "rttime",
        Sigpending = "sigpending",
        Stack = "stack",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagResourceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_keys: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagResourceResponse {}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCapacityProviderRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_scaling_group_provider: Option<AutoScalingGroupProviderUpdate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_instances_provider: Option<UpdateManagedInstancesProviderConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCapacityProviderResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider: Option<CapacityProvider>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateClusterRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<ClusterSetting>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<ClusterConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_defaults: Option<ClusterServiceConnectDefaultsRequest>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateClusterResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateClusterSettingsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<ClusterSetting>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateClusterSettingsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateContainerAgentRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateContainerAgentResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instance: Option<ContainerInstance>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateContainerInstancesStateRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instances: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ContainerInstanceStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateContainerInstancesStateResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_instances: Option<Vec<ContainerInstance>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateDaemonRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_task_definition_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_arns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DaemonDeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<DaemonPropagateTags>,
    #[serde(
        rename = "enableECSManagedTags",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_ecs_managed_tags: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateDaemonResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DaemonStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateExpressGatewayServiceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_container: Option<ExpressGatewayContainer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<ExpressGatewayServiceNetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_architecture: Option<ExpressCpuArchitecture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaling_target: Option<ExpressGatewayScalingTarget>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateExpressGatewayServiceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<UpdatedExpressGatewayService>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateGatewayAlbConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<UpdateGatewayNetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_alb_count: Option<i32>,
    #[serde(rename = "webACLArn", skip_serializing_if = "Option::is_none")]
    pub web_acl_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_logs: Option<GatewayElbAccessLogConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_desync: Option<GatewayAlbDesyncMitigationMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_traffic_rules: Option<GatewayAlbTestTrafficRules>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateGatewayConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_shared_alb: Option<UpdateGatewayAlbConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateGatewayNetworkConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound_security_group: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateGatewayRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_protection: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<UpdateGatewayConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateGatewayTags>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateGatewayResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GatewayStatus>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateManagedInstancesProviderConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_launch_template: Option<InstanceLaunchTemplateUpdate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateMITags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure_optimization: Option<InfrastructureOptimization>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_repair_configuration: Option<AutoRepairConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateServicePrimaryTaskSetRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_task_set: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateServicePrimaryTaskSetResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set: Option<TaskSet>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateServiceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<DeploymentConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_new_deployment: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_grace_period_seconds: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_controller: Option<DeploymentController>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_execute_command: Option<bool>,
    #[serde(
        rename = "enableECSManagedTags",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_ecs_managed_tags: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<LoadBalancer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propagate_tags: Option<PropagateTags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_registries: Option<Vec<ServiceRegistry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_connect_configuration: Option<ServiceConnectConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_connectors: Option<Vec<GatewayConnector>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<MonitoringConfiguration>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateServiceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateTaskProtectionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protection_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in_minutes: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateTaskProtectionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protected_tasks: Option<Vec<ProtectedTask>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failures: Option<Vec<Failure>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateTaskSetRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateTaskSetResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_set: Option<TaskSet>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdatedExpressGatewayService {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ExpressGatewayServiceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_configuration: Option<ExpressGatewayServiceConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VCpuCountRangeRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

string_enum! {
    pub enum VersionConsistency {
        Enabled = "enabled",
        Disabled = "disabled",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker_version: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Volume {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<HostVolumeProperties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docker_volume_configuration: Option<DockerVolumeConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub efs_volume_configuration: Option<EFSVolumeConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3files_volume_configuration: Option<S3FilesVolumeConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fsx_windows_file_server_volume_configuration:
        Option<FSxWindowsFileServerVolumeConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configured_at_launch: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VolumeFrom {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_container: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpcLatticeAdvancedConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternate_target_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_listener_rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_listener_rule: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpcLatticeConfiguration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advanced_configuration: Option<VpcLatticeAdvancedConfiguration>,
}

/// The service as requests name it.
pub const SERVICE: ServiceFacts = ServiceFacts {
    target_prefix: "AmazonEC2ContainerServiceV20141113",
    signing_name: "ecs",
    api_version: "2014-11-13",
};

/// The operations of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    AssociateGatewayWithCluster,
    ContinueServiceDeployment,
    CreateCapacityProvider,
    CreateCluster,
    CreateDaemon,
    CreateExpressGatewayService,
    CreateGateway,
    CreateService,
    CreateTaskSet,
    DeleteAccountSetting,
    DeleteAttributes,
    DeleteCapacityProvider,
    DeleteCluster,
    DeleteDaemon,
    DeleteDaemonTaskDefinition,
    DeleteExpressGatewayService,
    DeleteGateway,
    DeleteService,
    DeleteTaskDefinitions,
    DeleteTaskSet,
    DeregisterContainerInstance,
    DeregisterTaskDefinition,
    DescribeCapacityProviders,
    DescribeClusters,
    DescribeContainerInstances,
    DescribeDaemon,
    DescribeDaemonDeployments,
    DescribeDaemonRevisions,
    DescribeDaemonTaskDefinition,
    DescribeExpressGatewayService,
    DescribeGateway,
    DescribeGatewayResources,
    DescribeGatewayRoute,
    DescribeServiceDeployments,
    DescribeServiceRevisions,
    DescribeServices,
    DescribeTaskDefinition,
    DescribeTaskSets,
    DescribeTasks,
    DisassociateGatewayFromCluster,
    DiscoverPollEndpoint,
    ExecuteCommand,
    GetTaskProtection,
    ListAccountSettings,
    ListAttributes,
    ListClusters,
    ListContainerInstances,
    ListDaemonDeployments,
    ListDaemonTaskDefinitions,
    ListDaemons,
    ListGatewayClusterAssociations,
    ListGatewayRoutes,
    ListGateways,
    ListServiceDeployments,
    ListServices,
    ListServicesByNamespace,
    ListTagsForResource,
    ListTaskDefinitionFamilies,
    ListTaskDefinitions,
    ListTasks,
    PutAccountSetting,
    PutAccountSettingDefault,
    PutAttributes,
    PutClusterCapacityProviders,
    RegisterContainerInstance,
    RegisterDaemonTaskDefinition,
    RegisterTaskDefinition,
    RunTask,
    StartTask,
    StopServiceDeployment,
    StopTask,
    SubmitAttachmentStateChanges,
    SubmitContainerStateChange,
    SubmitTaskStateChange,
    TagResource,
    UntagResource,
    UpdateCapacityProvider,
    UpdateCluster,
    UpdateClusterSettings,
    UpdateContainerAgent,
    UpdateContainerInstancesState,
    UpdateDaemon,
    UpdateExpressGatewayService,
    UpdateGateway,
    UpdateService,
    UpdateServicePrimaryTaskSet,
    UpdateTaskProtection,
    UpdateTaskSet,
}

impl Operation {
    /// All of them, by name.
    pub const ALL: &'static [Self] = &[
        Self::AssociateGatewayWithCluster,
        Self::ContinueServiceDeployment,
        Self::CreateCapacityProvider,
        Self::CreateCluster,
        Self::CreateDaemon,
        Self::CreateExpressGatewayService,
        Self::CreateGateway,
        Self::CreateService,
        Self::CreateTaskSet,
        Self::DeleteAccountSetting,
        Self::DeleteAttributes,
        Self::DeleteCapacityProvider,
        Self::DeleteCluster,
        Self::DeleteDaemon,
        Self::DeleteDaemonTaskDefinition,
        Self::DeleteExpressGatewayService,
        Self::DeleteGateway,
        Self::DeleteService,
        Self::DeleteTaskDefinitions,
        Self::DeleteTaskSet,
        Self::DeregisterContainerInstance,
        Self::DeregisterTaskDefinition,
        Self::DescribeCapacityProviders,
        Self::DescribeClusters,
        Self::DescribeContainerInstances,
        Self::DescribeDaemon,
        Self::DescribeDaemonDeployments,
        Self::DescribeDaemonRevisions,
        Self::DescribeDaemonTaskDefinition,
        Self::DescribeExpressGatewayService,
        Self::DescribeGateway,
        Self::DescribeGatewayResources,
        Self::DescribeGatewayRoute,
        Self::DescribeServiceDeployments,
        Self::DescribeServiceRevisions,
        Self::DescribeServices,
        Self::DescribeTaskDefinition,
        Self::DescribeTaskSets,
        Self::DescribeTasks,
        Self::DisassociateGatewayFromCluster,
        Self::DiscoverPollEndpoint,
        Self::ExecuteCommand,
        Self::GetTaskProtection,
        Self::ListAccountSettings,
        Self::ListAttributes,
        Self::ListClusters,
        Self::ListContainerInstances,
        Self::ListDaemonDeployments,
        Self::ListDaemonTaskDefinitions,
        Self::ListDaemons,
        Self::ListGatewayClusterAssociations,
        Self::ListGatewayRoutes,
        Self::ListGateways,
        Self::ListServiceDeployments,
        Self::ListServices,
        Self::ListServicesByNamespace,
        Self::ListTagsForResource,
        Self::ListTaskDefinitionFamilies,
        Self::ListTaskDefinitions,
        Self::ListTasks,
        Self::PutAccountSetting,
        Self::PutAccountSettingDefault,
        Self::PutAttributes,
        Self::PutClusterCapacityProviders,
        Self::RegisterContainerInstance,
        Self::RegisterDaemonTaskDefinition,
        Self::RegisterTaskDefinition,
        Self::RunTask,
        Self::StartTask,
        Self::StopServiceDeployment,
        Self::StopTask,
        Self::SubmitAttachmentStateChanges,
        Self::SubmitContainerStateChange,
        Self::SubmitTaskStateChange,
        Self::TagResource,
        Self::UntagResource,
        Self::UpdateCapacityProvider,
        Self::UpdateCluster,
        Self::UpdateClusterSettings,
        Self::UpdateContainerAgent,
        Self::UpdateContainerInstancesState,
        Self::UpdateDaemon,
        Self::UpdateExpressGatewayService,
        Self::UpdateGateway,
        Self::UpdateService,
        Self::UpdateServicePrimaryTaskSet,
        Self::UpdateTaskProtection,
        Self::UpdateTaskSet,
    ];

    /// The operation of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::ALL.binary_search_by(|operation| operation.name().cmp(name));
        found.ok().map(|index| Self::ALL[index])
    }

    /// As after the dot of `X-Amz-Target`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The errors its model lists.
    #[must_use]
    pub fn errors(self) -> &'static [ErrorFacts] {
        self.facts().errors
    }

    /// All that the model says of it.
    #[must_use]
    pub fn facts(self) -> &'static OperationFacts {
        &OPERATIONS[self as usize]
    }
}

static OPERATIONS: [OperationFacts; 88] = [
    OperationFacts {
        name: "AssociateGatewayWithCluster",
        input: &facts::ASSOCIATE_GATEWAY_WITH_CLUSTER_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::GATEWAY_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ContinueServiceDeployment",
        input: &facts::CONTINUE_SERVICE_DEPLOYMENT_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_DEPLOYMENT_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateCapacityProvider",
        input: &facts::CREATE_CAPACITY_PROVIDER_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::UPDATE_IN_PROGRESS_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateCluster",
        input: &facts::CREATE_CLUSTER_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::NAMESPACE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateDaemon",
        input: &facts::CREATE_DAEMON_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::PLATFORM_UNKNOWN_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateExpressGatewayService",
        input: &facts::CREATE_EXPRESS_GATEWAY_SERVICE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::PLATFORM_UNKNOWN_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateGateway",
        input: &facts::CREATE_GATEWAY_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateService",
        input: &facts::CREATE_SERVICE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::PLATFORM_UNKNOWN_EXCEPTION,
            errors::NAMESPACE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateTaskSet",
        input: &facts::CREATE_TASK_SET_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::PLATFORM_UNKNOWN_EXCEPTION,
            errors::NAMESPACE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteAccountSetting",
        input: &facts::DELETE_ACCOUNT_SETTING_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteAttributes",
        input: &facts::DELETE_ATTRIBUTES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::TARGET_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteCapacityProvider",
        input: &facts::DELETE_CAPACITY_PROVIDER_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::UPDATE_IN_PROGRESS_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteCluster",
        input: &facts::DELETE_CLUSTER_REQUEST,
        errors: &[
            errors::CLUSTER_CONTAINS_CONTAINER_INSTANCES_EXCEPTION,
            errors::ACCESS_DENIED_EXCEPTION,
            errors::CLUSTER_CONTAINS_SERVICES_EXCEPTION,
            errors::CLUSTER_CONTAINS_CAPACITY_PROVIDER_EXCEPTION,
            errors::CLUSTER_CONTAINS_TASKS_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::UPDATE_IN_PROGRESS_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteDaemon",
        input: &facts::DELETE_DAEMON_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::DAEMON_NOT_FOUND_EXCEPTION,
            errors::DAEMON_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteDaemonTaskDefinition",
        input: &facts::DELETE_DAEMON_TASK_DEFINITION_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteExpressGatewayService",
        input: &facts::DELETE_EXPRESS_GATEWAY_SERVICE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVICE_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteGateway",
        input: &facts::DELETE_GATEWAY_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::GATEWAY_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteService",
        input: &facts::DELETE_SERVICE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteTaskDefinitions",
        input: &facts::DELETE_TASK_DEFINITIONS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteTaskSet",
        input: &facts::DELETE_TASK_SET_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::SERVICE_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::TASK_SET_NOT_FOUND_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeregisterContainerInstance",
        input: &facts::DEREGISTER_CONTAINER_INSTANCE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeregisterTaskDefinition",
        input: &facts::DEREGISTER_TASK_DEFINITION_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeCapacityProviders",
        input: &facts::DESCRIBE_CAPACITY_PROVIDERS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeClusters",
        input: &facts::DESCRIBE_CLUSTERS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeContainerInstances",
        input: &facts::DESCRIBE_CONTAINER_INSTANCES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeDaemon",
        input: &facts::DESCRIBE_DAEMON_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::DAEMON_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeDaemonDeployments",
        input: &facts::DESCRIBE_DAEMON_DEPLOYMENTS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeDaemonRevisions",
        input: &facts::DESCRIBE_DAEMON_REVISIONS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeDaemonTaskDefinition",
        input: &facts::DESCRIBE_DAEMON_TASK_DEFINITION_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeExpressGatewayService",
        input: &facts::DESCRIBE_EXPRESS_GATEWAY_SERVICE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeGateway",
        input: &facts::DESCRIBE_GATEWAY_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::GATEWAY_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeGatewayResources",
        input: &facts::DESCRIBE_GATEWAY_RESOURCES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::GATEWAY_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeGatewayRoute",
        input: &facts::DESCRIBE_GATEWAY_ROUTE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeServiceDeployments",
        input: &facts::DESCRIBE_SERVICE_DEPLOYMENTS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeServiceRevisions",
        input: &facts::DESCRIBE_SERVICE_REVISIONS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeServices",
        input: &facts::DESCRIBE_SERVICES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeTaskDefinition",
        input: &facts::DESCRIBE_TASK_DEFINITION_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeTaskSets",
        input: &facts::DESCRIBE_TASK_SETS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVICE_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeTasks",
        input: &facts::DESCRIBE_TASKS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DisassociateGatewayFromCluster",
        input: &facts::DISASSOCIATE_GATEWAY_FROM_CLUSTER_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::GATEWAY_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DiscoverPollEndpoint",
        input: &facts::DISCOVER_POLL_ENDPOINT_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ExecuteCommand",
        input: &facts::EXECUTE_COMMAND_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::TARGET_NOT_CONNECTED_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "GetTaskProtection",
        input: &facts::GET_TASK_PROTECTION_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListAccountSettings",
        input: &facts::LIST_ACCOUNT_SETTINGS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListAttributes",
        input: &facts::LIST_ATTRIBUTES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListClusters",
        input: &facts::LIST_CLUSTERS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListContainerInstances",
        input: &facts::LIST_CONTAINER_INSTANCES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListDaemonDeployments",
        input: &facts::LIST_DAEMON_DEPLOYMENTS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListDaemonTaskDefinitions",
        input: &facts::LIST_DAEMON_TASK_DEFINITIONS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListDaemons",
        input: &facts::LIST_DAEMONS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListGatewayClusterAssociations",
        input: &facts::LIST_GATEWAY_CLUSTER_ASSOCIATIONS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListGatewayRoutes",
        input: &facts::LIST_GATEWAY_ROUTES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::GATEWAY_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListGateways",
        input: &facts::LIST_GATEWAYS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListServiceDeployments",
        input: &facts::LIST_SERVICE_DEPLOYMENTS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListServices",
        input: &facts::LIST_SERVICES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListServicesByNamespace",
        input: &facts::LIST_SERVICES_BY_NAMESPACE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::NAMESPACE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListTagsForResource",
        input: &facts::LIST_TAGS_FOR_RESOURCE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListTaskDefinitionFamilies",
        input: &facts::LIST_TASK_DEFINITION_FAMILIES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListTaskDefinitions",
        input: &facts::LIST_TASK_DEFINITIONS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListTasks",
        input: &facts::LIST_TASKS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "PutAccountSetting",
        input: &facts::PUT_ACCOUNT_SETTING_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "PutAccountSettingDefault",
        input: &facts::PUT_ACCOUNT_SETTING_DEFAULT_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "PutAttributes",
        input: &facts::PUT_ATTRIBUTES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::TARGET_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::ATTRIBUTE_LIMIT_EXCEEDED_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "PutClusterCapacityProviders",
        input: &facts::PUT_CLUSTER_CAPACITY_PROVIDERS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::UPDATE_IN_PROGRESS_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_IN_USE_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "RegisterContainerInstance",
        input: &facts::REGISTER_CONTAINER_INSTANCE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "RegisterDaemonTaskDefinition",
        input: &facts::REGISTER_DAEMON_TASK_DEFINITION_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "RegisterTaskDefinition",
        input: &facts::REGISTER_TASK_DEFINITION_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "RunTask",
        input: &facts::RUN_TASK_REQUEST,
        errors: &[
            errors::CONFLICT_EXCEPTION,
            errors::ACCESS_DENIED_EXCEPTION,
            errors::PLATFORM_UNKNOWN_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::BLOCKED_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "StartTask",
        input: &facts::START_TASK_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::NAMESPACE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "StopServiceDeployment",
        input: &facts::STOP_SERVICE_DEPLOYMENT_REQUEST,
        errors: &[
            errors::CONFLICT_EXCEPTION,
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_DEPLOYMENT_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "StopTask",
        input: &facts::STOP_TASK_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "SubmitAttachmentStateChanges",
        input: &facts::SUBMIT_ATTACHMENT_STATE_CHANGES_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "SubmitContainerStateChange",
        input: &facts::SUBMIT_CONTAINER_STATE_CHANGE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "SubmitTaskStateChange",
        input: &facts::SUBMIT_TASK_STATE_CHANGE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "TagResource",
        input: &facts::TAG_RESOURCE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UntagResource",
        input: &facts::UNTAG_RESOURCE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateCapacityProvider",
        input: &facts::UPDATE_CAPACITY_PROVIDER_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateCluster",
        input: &facts::UPDATE_CLUSTER_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::NAMESPACE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateClusterSettings",
        input: &facts::UPDATE_CLUSTER_SETTINGS_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::UPDATE_IN_PROGRESS_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateContainerAgent",
        input: &facts::UPDATE_CONTAINER_AGENT_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::NO_UPDATE_AVAILABLE_EXCEPTION,
            errors::MISSING_VERSION_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::UPDATE_IN_PROGRESS_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateContainerInstancesState",
        input: &facts::UPDATE_CONTAINER_INSTANCES_STATE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateDaemon",
        input: &facts::UPDATE_DAEMON_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::DAEMON_NOT_FOUND_EXCEPTION,
            errors::PLATFORM_UNKNOWN_EXCEPTION,
            errors::DAEMON_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateExpressGatewayService",
        input: &facts::UPDATE_EXPRESS_GATEWAY_SERVICE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVICE_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateGateway",
        input: &facts::UPDATE_GATEWAY_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::GATEWAY_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateService",
        input: &facts::UPDATE_SERVICE_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::PLATFORM_UNKNOWN_EXCEPTION,
            errors::NAMESPACE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateServicePrimaryTaskSet",
        input: &facts::UPDATE_SERVICE_PRIMARY_TASK_SET_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::SERVICE_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::TASK_SET_NOT_FOUND_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateTaskProtection",
        input: &facts::UPDATE_TASK_PROTECTION_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UpdateTaskSet",
        input: &facts::UPDATE_TASK_SET_REQUEST,
        errors: &[
            errors::ACCESS_DENIED_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::SERVICE_NOT_ACTIVE_EXCEPTION,
            errors::SERVER_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::TASK_SET_NOT_FOUND_EXCEPTION,
            errors::CLIENT_EXCEPTION,
            errors::SERVICE_NOT_FOUND_EXCEPTION,
            errors::CLUSTER_NOT_FOUND_EXCEPTION,
            errors::UNSUPPORTED_FEATURE_EXCEPTION,
        ],
    },
];

pub mod errors {
    //! The errors of the service.

    use super::ErrorFacts;

    pub const ACCESS_DENIED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "AccessDeniedException",
        status: 400,
    };
    pub const ATTRIBUTE_LIMIT_EXCEEDED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "AttributeLimitExceededException",
        status: 400,
    };
    pub const BLOCKED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "BlockedException",
        status: 400,
    };
    pub const CLIENT_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ClientException",
        status: 400,
    };
    pub const CLUSTER_CONTAINS_CAPACITY_PROVIDER_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ClusterContainsCapacityProviderException",
        status: 400,
    };
    pub const CLUSTER_CONTAINS_CONTAINER_INSTANCES_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ClusterContainsContainerInstancesException",
        status: 400,
    };
    pub const CLUSTER_CONTAINS_SERVICES_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ClusterContainsServicesException",
        status: 400,
    };
    pub const CLUSTER_CONTAINS_TASKS_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ClusterContainsTasksException",
        status: 400,
    };
    pub const CLUSTER_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ClusterNotFoundException",
        status: 400,
    };
    pub const CONFLICT_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ConflictException",
        status: 400,
    };
    pub const DAEMON_NOT_ACTIVE_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "DaemonNotActiveException",
        status: 400,
    };
    pub const DAEMON_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "DaemonNotFoundException",
        status: 400,
    };
    pub const GATEWAY_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "GatewayNotFoundException",
        status: 400,
    };
    pub const INVALID_PARAMETER_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidParameterException",
        status: 400,
    };
    pub const LIMIT_EXCEEDED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "LimitExceededException",
        status: 400,
    };
    pub const MISSING_VERSION_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "MissingVersionException",
        status: 400,
    };
    pub const NAMESPACE_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "NamespaceNotFoundException",
        status: 400,
    };
    pub const NO_UPDATE_AVAILABLE_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "NoUpdateAvailableException",
        status: 400,
    };
    pub const PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "PlatformTaskDefinitionIncompatibilityException",
        status: 400,
    };
    pub const PLATFORM_UNKNOWN_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "PlatformUnknownException",
        status: 400,
    };
    pub const RESOURCE_IN_USE_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ResourceInUseException",
        status: 400,
    };
    pub const RESOURCE_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ResourceNotFoundException",
        status: 400,
    };
    pub const SERVER_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ServerException",
        status: 500,
    };
    pub const SERVICE_DEPLOYMENT_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ServiceDeploymentNotFoundException",
        status: 400,
    };
    pub const SERVICE_NOT_ACTIVE_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ServiceNotActiveException",
        status: 400,
    };
    pub const SERVICE_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ServiceNotFoundException",
        status: 400,
    };
    pub const TARGET_NOT_CONNECTED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "TargetNotConnectedException",
        status: 400,
    };
    pub const TARGET_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "TargetNotFoundException",
        status: 400,
    };
    pub const TASK_SET_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "TaskSetNotFoundException",
        status: 400,
    };
    pub const UNSUPPORTED_FEATURE_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "UnsupportedFeatureException",
        status: 400,
    };
    pub const UPDATE_IN_PROGRESS_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "UpdateInProgressException",
        status: 400,
    };
}

/// The service: an operation that is not implemented answers so, with an error its model
/// allows.
pub trait Ecs: Send + Sync {
    /// What each call brings with it: who calls, and when.
    type Context: Send;

    fn associate_gateway_with_cluster(
        &self,
        cx: Self::Context,
        input: AssociateGatewayWithClusterRequest,
    ) -> impl Future<Output = Result<AssociateGatewayWithClusterResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::AssociateGatewayWithCluster.facts())
    }

    fn continue_service_deployment(
        &self,
        cx: Self::Context,
        input: ContinueServiceDeploymentRequest,
    ) -> impl Future<Output = Result<ContinueServiceDeploymentResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ContinueServiceDeployment.facts())
    }

    fn create_capacity_provider(
        &self,
        cx: Self::Context,
        input: CreateCapacityProviderRequest,
    ) -> impl Future<Output = Result<CreateCapacityProviderResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateCapacityProvider.facts())
    }

    fn create_cluster(
        &self,
        cx: Self::Context,
        input: CreateClusterRequest,
    ) -> impl Future<Output = Result<CreateClusterResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateCluster.facts())
    }

    fn create_daemon(
        &self,
        cx: Self::Context,
        input: CreateDaemonRequest,
    ) -> impl Future<Output = Result<CreateDaemonResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateDaemon.facts())
    }

    fn create_express_gateway_service(
        &self,
        cx: Self::Context,
        input: CreateExpressGatewayServiceRequest,
    ) -> impl Future<Output = Result<CreateExpressGatewayServiceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateExpressGatewayService.facts())
    }

    fn create_gateway(
        &self,
        cx: Self::Context,
        input: CreateGatewayRequest,
    ) -> impl Future<Output = Result<CreateGatewayResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateGateway.facts())
    }

    fn create_service(
        &self,
        cx: Self::Context,
        input: CreateServiceRequest,
    ) -> impl Future<Output = Result<CreateServiceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateService.facts())
    }

    fn create_task_set(
        &self,
        cx: Self::Context,
        input: CreateTaskSetRequest,
    ) -> impl Future<Output = Result<CreateTaskSetResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateTaskSet.facts())
    }

    fn delete_account_setting(
        &self,
        cx: Self::Context,
        input: DeleteAccountSettingRequest,
    ) -> impl Future<Output = Result<DeleteAccountSettingResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteAccountSetting.facts())
    }

    fn delete_attributes(
        &self,
        cx: Self::Context,
        input: DeleteAttributesRequest,
    ) -> impl Future<Output = Result<DeleteAttributesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteAttributes.facts())
    }

    fn delete_capacity_provider(
        &self,
        cx: Self::Context,
        input: DeleteCapacityProviderRequest,
    ) -> impl Future<Output = Result<DeleteCapacityProviderResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteCapacityProvider.facts())
    }

    fn delete_cluster(
        &self,
        cx: Self::Context,
        input: DeleteClusterRequest,
    ) -> impl Future<Output = Result<DeleteClusterResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteCluster.facts())
    }

    fn delete_daemon(
        &self,
        cx: Self::Context,
        input: DeleteDaemonRequest,
    ) -> impl Future<Output = Result<DeleteDaemonResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteDaemon.facts())
    }

    fn delete_daemon_task_definition(
        &self,
        cx: Self::Context,
        input: DeleteDaemonTaskDefinitionRequest,
    ) -> impl Future<Output = Result<DeleteDaemonTaskDefinitionResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteDaemonTaskDefinition.facts())
    }

    fn delete_express_gateway_service(
        &self,
        cx: Self::Context,
        input: DeleteExpressGatewayServiceRequest,
    ) -> impl Future<Output = Result<DeleteExpressGatewayServiceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteExpressGatewayService.facts())
    }

    fn delete_gateway(
        &self,
        cx: Self::Context,
        input: DeleteGatewayRequest,
    ) -> impl Future<Output = Result<DeleteGatewayResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteGateway.facts())
    }

    fn delete_service(
        &self,
        cx: Self::Context,
        input: DeleteServiceRequest,
    ) -> impl Future<Output = Result<DeleteServiceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteService.facts())
    }

    fn delete_task_definitions(
        &self,
        cx: Self::Context,
        input: DeleteTaskDefinitionsRequest,
    ) -> impl Future<Output = Result<DeleteTaskDefinitionsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteTaskDefinitions.facts())
    }

    fn delete_task_set(
        &self,
        cx: Self::Context,
        input: DeleteTaskSetRequest,
    ) -> impl Future<Output = Result<DeleteTaskSetResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteTaskSet.facts())
    }

    fn deregister_container_instance(
        &self,
        cx: Self::Context,
        input: DeregisterContainerInstanceRequest,
    ) -> impl Future<Output = Result<DeregisterContainerInstanceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeregisterContainerInstance.facts())
    }

    fn deregister_task_definition(
        &self,
        cx: Self::Context,
        input: DeregisterTaskDefinitionRequest,
    ) -> impl Future<Output = Result<DeregisterTaskDefinitionResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeregisterTaskDefinition.facts())
    }

    fn describe_capacity_providers(
        &self,
        cx: Self::Context,
        input: DescribeCapacityProvidersRequest,
    ) -> impl Future<Output = Result<DescribeCapacityProvidersResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeCapacityProviders.facts())
    }

    fn describe_clusters(
        &self,
        cx: Self::Context,
        input: DescribeClustersRequest,
    ) -> impl Future<Output = Result<DescribeClustersResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeClusters.facts())
    }

    fn describe_container_instances(
        &self,
        cx: Self::Context,
        input: DescribeContainerInstancesRequest,
    ) -> impl Future<Output = Result<DescribeContainerInstancesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeContainerInstances.facts())
    }

    fn describe_daemon(
        &self,
        cx: Self::Context,
        input: DescribeDaemonRequest,
    ) -> impl Future<Output = Result<DescribeDaemonResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeDaemon.facts())
    }

    fn describe_daemon_deployments(
        &self,
        cx: Self::Context,
        input: DescribeDaemonDeploymentsRequest,
    ) -> impl Future<Output = Result<DescribeDaemonDeploymentsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeDaemonDeployments.facts())
    }

    fn describe_daemon_revisions(
        &self,
        cx: Self::Context,
        input: DescribeDaemonRevisionsRequest,
    ) -> impl Future<Output = Result<DescribeDaemonRevisionsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeDaemonRevisions.facts())
    }

    fn describe_daemon_task_definition(
        &self,
        cx: Self::Context,
        input: DescribeDaemonTaskDefinitionRequest,
    ) -> impl Future<Output = Result<DescribeDaemonTaskDefinitionResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeDaemonTaskDefinition.facts())
    }

    fn describe_express_gateway_service(
        &self,
        cx: Self::Context,
        input: DescribeExpressGatewayServiceRequest,
    ) -> impl Future<Output = Result<DescribeExpressGatewayServiceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeExpressGatewayService.facts())
    }

    fn describe_gateway(
        &self,
        cx: Self::Context,
        input: DescribeGatewayRequest,
    ) -> impl Future<Output = Result<DescribeGatewayResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeGateway.facts())
    }

    fn describe_gateway_resources(
        &self,
        cx: Self::Context,
        input: DescribeGatewayResourcesRequest,
    ) -> impl Future<Output = Result<DescribeGatewayResourcesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeGatewayResources.facts())
    }

    fn describe_gateway_route(
        &self,
        cx: Self::Context,
        input: DescribeGatewayRouteRequest,
    ) -> impl Future<Output = Result<DescribeGatewayRouteResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeGatewayRoute.facts())
    }

    fn describe_service_deployments(
        &self,
        cx: Self::Context,
        input: DescribeServiceDeploymentsRequest,
    ) -> impl Future<Output = Result<DescribeServiceDeploymentsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeServiceDeployments.facts())
    }

    fn describe_service_revisions(
        &self,
        cx: Self::Context,
        input: DescribeServiceRevisionsRequest,
    ) -> impl Future<Output = Result<DescribeServiceRevisionsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeServiceRevisions.facts())
    }

    fn describe_services(
        &self,
        cx: Self::Context,
        input: DescribeServicesRequest,
    ) -> impl Future<Output = Result<DescribeServicesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeServices.facts())
    }

    fn describe_task_definition(
        &self,
        cx: Self::Context,
        input: DescribeTaskDefinitionRequest,
    ) -> impl Future<Output = Result<DescribeTaskDefinitionResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeTaskDefinition.facts())
    }

    fn describe_task_sets(
        &self,
        cx: Self::Context,
        input: DescribeTaskSetsRequest,
    ) -> impl Future<Output = Result<DescribeTaskSetsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeTaskSets.facts())
    }

    fn describe_tasks(
        &self,
        cx: Self::Context,
        input: DescribeTasksRequest,
    ) -> impl Future<Output = Result<DescribeTasksResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeTasks.facts())
    }

    fn disassociate_gateway_from_cluster(
        &self,
        cx: Self::Context,
        input: DisassociateGatewayFromClusterRequest,
    ) -> impl Future<Output = Result<DisassociateGatewayFromClusterResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DisassociateGatewayFromCluster.facts())
    }

    fn discover_poll_endpoint(
        &self,
        cx: Self::Context,
        input: DiscoverPollEndpointRequest,
    ) -> impl Future<Output = Result<DiscoverPollEndpointResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DiscoverPollEndpoint.facts())
    }

    fn execute_command(
        &self,
        cx: Self::Context,
        input: ExecuteCommandRequest,
    ) -> impl Future<Output = Result<ExecuteCommandResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ExecuteCommand.facts())
    }

    fn get_task_protection(
        &self,
        cx: Self::Context,
        input: GetTaskProtectionRequest,
    ) -> impl Future<Output = Result<GetTaskProtectionResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetTaskProtection.facts())
    }

    fn list_account_settings(
        &self,
        cx: Self::Context,
        input: ListAccountSettingsRequest,
    ) -> impl Future<Output = Result<ListAccountSettingsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListAccountSettings.facts())
    }

    fn list_attributes(
        &self,
        cx: Self::Context,
        input: ListAttributesRequest,
    ) -> impl Future<Output = Result<ListAttributesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListAttributes.facts())
    }

    fn list_clusters(
        &self,
        cx: Self::Context,
        input: ListClustersRequest,
    ) -> impl Future<Output = Result<ListClustersResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListClusters.facts())
    }

    fn list_container_instances(
        &self,
        cx: Self::Context,
        input: ListContainerInstancesRequest,
    ) -> impl Future<Output = Result<ListContainerInstancesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListContainerInstances.facts())
    }

    fn list_daemon_deployments(
        &self,
        cx: Self::Context,
        input: ListDaemonDeploymentsRequest,
    ) -> impl Future<Output = Result<ListDaemonDeploymentsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListDaemonDeployments.facts())
    }

    fn list_daemon_task_definitions(
        &self,
        cx: Self::Context,
        input: ListDaemonTaskDefinitionsRequest,
    ) -> impl Future<Output = Result<ListDaemonTaskDefinitionsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListDaemonTaskDefinitions.facts())
    }

    fn list_daemons(
        &self,
        cx: Self::Context,
        input: ListDaemonsRequest,
    ) -> impl Future<Output = Result<ListDaemonsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListDaemons.facts())
    }

    fn list_gateway_cluster_associations(
        &self,
        cx: Self::Context,
        input: ListGatewayClusterAssociationsRequest,
    ) -> impl Future<Output = Result<ListGatewayClusterAssociationsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListGatewayClusterAssociations.facts())
    }

    fn list_gateway_routes(
        &self,
        cx: Self::Context,
        input: ListGatewayRoutesRequest,
    ) -> impl Future<Output = Result<ListGatewayRoutesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListGatewayRoutes.facts())
    }

    fn list_gateways(
        &self,
        cx: Self::Context,
        input: ListGatewaysRequest,
    ) -> impl Future<Output = Result<ListGatewaysResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListGateways.facts())
    }

    fn list_service_deployments(
        &self,
        cx: Self::Context,
        input: ListServiceDeploymentsRequest,
    ) -> impl Future<Output = Result<ListServiceDeploymentsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListServiceDeployments.facts())
    }

    fn list_services(
        &self,
        cx: Self::Context,
        input: ListServicesRequest,
    ) -> impl Future<Output = Result<ListServicesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListServices.facts())
    }

    fn list_services_by_namespace(
        &self,
        cx: Self::Context,
        input: ListServicesByNamespaceRequest,
    ) -> impl Future<Output = Result<ListServicesByNamespaceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListServicesByNamespace.facts())
    }

    fn list_tags_for_resource(
        &self,
        cx: Self::Context,
        input: ListTagsForResourceRequest,
    ) -> impl Future<Output = Result<ListTagsForResourceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListTagsForResource.facts())
    }

    fn list_task_definition_families(
        &self,
        cx: Self::Context,
        input: ListTaskDefinitionFamiliesRequest,
    ) -> impl Future<Output = Result<ListTaskDefinitionFamiliesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListTaskDefinitionFamilies.facts())
    }

    fn list_task_definitions(
        &self,
        cx: Self::Context,
        input: ListTaskDefinitionsRequest,
    ) -> impl Future<Output = Result<ListTaskDefinitionsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListTaskDefinitions.facts())
    }

    fn list_tasks(
        &self,
        cx: Self::Context,
        input: ListTasksRequest,
    ) -> impl Future<Output = Result<ListTasksResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListTasks.facts())
    }

    fn put_account_setting(
        &self,
        cx: Self::Context,
        input: PutAccountSettingRequest,
    ) -> impl Future<Output = Result<PutAccountSettingResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutAccountSetting.facts())
    }

    fn put_account_setting_default(
        &self,
        cx: Self::Context,
        input: PutAccountSettingDefaultRequest,
    ) -> impl Future<Output = Result<PutAccountSettingDefaultResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutAccountSettingDefault.facts())
    }

    fn put_attributes(
        &self,
        cx: Self::Context,
        input: PutAttributesRequest,
    ) -> impl Future<Output = Result<PutAttributesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutAttributes.facts())
    }

    fn put_cluster_capacity_providers(
        &self,
        cx: Self::Context,
        input: PutClusterCapacityProvidersRequest,
    ) -> impl Future<Output = Result<PutClusterCapacityProvidersResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutClusterCapacityProviders.facts())
    }

    fn register_container_instance(
        &self,
        cx: Self::Context,
        input: RegisterContainerInstanceRequest,
    ) -> impl Future<Output = Result<RegisterContainerInstanceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RegisterContainerInstance.facts())
    }

    fn register_daemon_task_definition(
        &self,
        cx: Self::Context,
        input: RegisterDaemonTaskDefinitionRequest,
    ) -> impl Future<Output = Result<RegisterDaemonTaskDefinitionResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RegisterDaemonTaskDefinition.facts())
    }

    fn register_task_definition(
        &self,
        cx: Self::Context,
        input: RegisterTaskDefinitionRequest,
    ) -> impl Future<Output = Result<RegisterTaskDefinitionResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RegisterTaskDefinition.facts())
    }

    fn run_task(
        &self,
        cx: Self::Context,
        input: RunTaskRequest,
    ) -> impl Future<Output = Result<RunTaskResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RunTask.facts())
    }

    fn start_task(
        &self,
        cx: Self::Context,
        input: StartTaskRequest,
    ) -> impl Future<Output = Result<StartTaskResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::StartTask.facts())
    }

    fn stop_service_deployment(
        &self,
        cx: Self::Context,
        input: StopServiceDeploymentRequest,
    ) -> impl Future<Output = Result<StopServiceDeploymentResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::StopServiceDeployment.facts())
    }

    fn stop_task(
        &self,
        cx: Self::Context,
        input: StopTaskRequest,
    ) -> impl Future<Output = Result<StopTaskResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::StopTask.facts())
    }

    fn submit_attachment_state_changes(
        &self,
        cx: Self::Context,
        input: SubmitAttachmentStateChangesRequest,
    ) -> impl Future<Output = Result<SubmitAttachmentStateChangesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::SubmitAttachmentStateChanges.facts())
    }

    fn submit_container_state_change(
        &self,
        cx: Self::Context,
        input: SubmitContainerStateChangeRequest,
    ) -> impl Future<Output = Result<SubmitContainerStateChangeResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::SubmitContainerStateChange.facts())
    }

    fn submit_task_state_change(
        &self,
        cx: Self::Context,
        input: SubmitTaskStateChangeRequest,
    ) -> impl Future<Output = Result<SubmitTaskStateChangeResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::SubmitTaskStateChange.facts())
    }

    fn tag_resource(
        &self,
        cx: Self::Context,
        input: TagResourceRequest,
    ) -> impl Future<Output = Result<TagResourceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::TagResource.facts())
    }

    fn untag_resource(
        &self,
        cx: Self::Context,
        input: UntagResourceRequest,
    ) -> impl Future<Output = Result<UntagResourceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UntagResource.facts())
    }

    fn update_capacity_provider(
        &self,
        cx: Self::Context,
        input: UpdateCapacityProviderRequest,
    ) -> impl Future<Output = Result<UpdateCapacityProviderResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateCapacityProvider.facts())
    }

    fn update_cluster(
        &self,
        cx: Self::Context,
        input: UpdateClusterRequest,
    ) -> impl Future<Output = Result<UpdateClusterResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateCluster.facts())
    }

    fn update_cluster_settings(
        &self,
        cx: Self::Context,
        input: UpdateClusterSettingsRequest,
    ) -> impl Future<Output = Result<UpdateClusterSettingsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateClusterSettings.facts())
    }

    fn update_container_agent(
        &self,
        cx: Self::Context,
        input: UpdateContainerAgentRequest,
    ) -> impl Future<Output = Result<UpdateContainerAgentResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateContainerAgent.facts())
    }

    fn update_container_instances_state(
        &self,
        cx: Self::Context,
        input: UpdateContainerInstancesStateRequest,
    ) -> impl Future<Output = Result<UpdateContainerInstancesStateResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateContainerInstancesState.facts())
    }

    fn update_daemon(
        &self,
        cx: Self::Context,
        input: UpdateDaemonRequest,
    ) -> impl Future<Output = Result<UpdateDaemonResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateDaemon.facts())
    }

    fn update_express_gateway_service(
        &self,
        cx: Self::Context,
        input: UpdateExpressGatewayServiceRequest,
    ) -> impl Future<Output = Result<UpdateExpressGatewayServiceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateExpressGatewayService.facts())
    }

    fn update_gateway(
        &self,
        cx: Self::Context,
        input: UpdateGatewayRequest,
    ) -> impl Future<Output = Result<UpdateGatewayResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateGateway.facts())
    }

    fn update_service(
        &self,
        cx: Self::Context,
        input: UpdateServiceRequest,
    ) -> impl Future<Output = Result<UpdateServiceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateService.facts())
    }

    fn update_service_primary_task_set(
        &self,
        cx: Self::Context,
        input: UpdateServicePrimaryTaskSetRequest,
    ) -> impl Future<Output = Result<UpdateServicePrimaryTaskSetResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateServicePrimaryTaskSet.facts())
    }

    fn update_task_protection(
        &self,
        cx: Self::Context,
        input: UpdateTaskProtectionRequest,
    ) -> impl Future<Output = Result<UpdateTaskProtectionResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateTaskProtection.facts())
    }

    fn update_task_set(
        &self,
        cx: Self::Context,
        input: UpdateTaskSetRequest,
    ) -> impl Future<Output = Result<UpdateTaskSetResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateTaskSet.facts())
    }
}

/// Reads the body, calls the operation's method and writes its answer.
pub fn dispatch<'a, A: Ecs>(
    api: &'a A,
    cx: A::Context,
    operation: Operation,
    body: &[u8],
) -> Answer<'a> {
    let facts = operation.facts();
    match operation {
        Operation::AssociateGatewayWithCluster => {
            answer(read(facts, body).map(|input| api.associate_gateway_with_cluster(cx, input)))
        }
        Operation::ContinueServiceDeployment => {
            answer(read(facts, body).map(|input| api.continue_service_deployment(cx, input)))
        }
        Operation::CreateCapacityProvider => {
            answer(read(facts, body).map(|input| api.create_capacity_provider(cx, input)))
        }
        Operation::CreateCluster => {
            answer(read(facts, body).map(|input| api.create_cluster(cx, input)))
        }
        Operation::CreateDaemon => {
            answer(read(facts, body).map(|input| api.create_daemon(cx, input)))
        }
        Operation::CreateExpressGatewayService => {
            answer(read(facts, body).map(|input| api.create_express_gateway_service(cx, input)))
        }
        Operation::CreateGateway => {
            answer(read(facts, body).map(|input| api.create_gateway(cx, input)))
        }
        Operation::CreateService => {
            answer(read(facts, body).map(|input| api.create_service(cx, input)))
        }
        Operation::CreateTaskSet => {
            answer(read(facts, body).map(|input| api.create_task_set(cx, input)))
        }
        Operation::DeleteAccountSetting => {
            answer(read(facts, body).map(|input| api.delete_account_setting(cx, input)))
        }
        Operation::DeleteAttributes => {
            answer(read(facts, body).map(|input| api.delete_attributes(cx, input)))
        }
        Operation::DeleteCapacityProvider => {
            answer(read(facts, body).map(|input| api.delete_capacity_provider(cx, input)))
        }
        Operation::DeleteCluster => {
            answer(read(facts, body).map(|input| api.delete_cluster(cx, input)))
        }
        Operation::DeleteDaemon => {
            answer(read(facts, body).map(|input| api.delete_daemon(cx, input)))
        }
        Operation::DeleteDaemonTaskDefinition => {
            answer(read(facts, body).map(|input| api.delete_daemon_task_definition(cx, input)))
        }
        Operation::DeleteExpressGatewayService => {
            answer(read(facts, body).map(|input| api.delete_express_gateway_service(cx, input)))
        }
        Operation::DeleteGateway => {
            answer(read(facts, body).map(|input| api.delete_gateway(cx, input)))
        }
        Operation::DeleteService => {
            answer(read(facts, body).map(|input| api.delete_service(cx, input)))
        }
        Operation::DeleteTaskDefinitions => {
            answer(read(facts, body).map(|input| api.delete_task_definitions(cx, input)))
        }
        Operation::DeleteTaskSet => {
            answer(read(facts, body).map(|input| api.delete_task_set(cx, input)))
        }
        Operation::DeregisterContainerInstance => {
            answer(read(facts, body).map(|input| api.deregister_container_instance(cx, input)))
        }
        Operation::DeregisterTaskDefinition => {
            answer(read(facts, body).map(|input| api.deregister_task_definition(cx, input)))
        }
        Operation::DescribeCapacityProviders => {
            answer(read(facts, body).map(|input| api.describe_capacity_providers(cx, input)))
        }
        Operation::DescribeClusters => {
            answer(read(facts, body).map(|input| api.describe_clusters(cx, input)))
        }
        Operation::DescribeContainerInstances => {
            answer(read(facts, body).map(|input| api.describe_container_instances(cx, input)))
        }
        Operation::DescribeDaemon => {
            answer(read(facts, body).map(|input| api.describe_daemon(cx, input)))
        }
        Operation::DescribeDaemonDeployments => {
            answer(read(facts, body).map(|input| api.describe_daemon_deployments(cx, input)))
        }
        Operation::DescribeDaemonRevisions => {
            answer(read(facts, body).map(|input| api.describe_daemon_revisions(cx, input)))
        }
        Operation::DescribeDaemonTaskDefinition => {
            answer(read(facts, body).map(|input| api.describe_daemon_task_definition(cx, input)))
        }
        Operation::DescribeExpressGatewayService => {
            answer(read(facts, body).map(|input| api.describe_express_gateway_service(cx, input)))
        }
        Operation::DescribeGateway => {
            answer(read(facts, body).map(|input| api.describe_gateway(cx, input)))
        }
        Operation::DescribeGatewayResources => {
            answer(read(facts, body).map(|input| api.describe_gateway_resources(cx, input)))
        }
        Operation::DescribeGatewayRoute => {
            answer(read(facts, body).map(|input| api.describe_gateway_route(cx, input)))
        }
        Operation::DescribeServiceDeployments => {
            answer(read(facts, body).map(|input| api.describe_service_deployments(cx, input)))
        }
        Operation::DescribeServiceRevisions => {
            answer(read(facts, body).map(|input| api.describe_service_revisions(cx, input)))
        }
        Operation::DescribeServices => {
            answer(read(facts, body).map(|input| api.describe_services(cx, input)))
        }
        Operation::DescribeTaskDefinition => {
            answer(read(facts, body).map(|input| api.describe_task_definition(cx, input)))
        }
        Operation::DescribeTaskSets => {
            answer(read(facts, body).map(|input| api.describe_task_sets(cx, input)))
        }
        Operation::DescribeTasks => {
            answer(read(facts, body).map(|input| api.describe_tasks(cx, input)))
        }
        Operation::DisassociateGatewayFromCluster => {
            answer(read(facts, body).map(|input| api.disassociate_gateway_from_cluster(cx, input)))
        }
        Operation::DiscoverPollEndpoint => {
            answer(read(facts, body).map(|input| api.discover_poll_endpoint(cx, input)))
        }
        Operation::ExecuteCommand => {
            answer(read(facts, body).map(|input| api.execute_command(cx, input)))
        }
        Operation::GetTaskProtection => {
            answer(read(facts, body).map(|input| api.get_task_protection(cx, input)))
        }
        Operation::ListAccountSettings => {
            answer(read(facts, body).map(|input| api.list_account_settings(cx, input)))
        }
        Operation::ListAttributes => {
            answer(read(facts, body).map(|input| api.list_attributes(cx, input)))
        }
        Operation::ListClusters => {
            answer(read(facts, body).map(|input| api.list_clusters(cx, input)))
        }
        Operation::ListContainerInstances => {
            answer(read(facts, body).map(|input| api.list_container_instances(cx, input)))
        }
        Operation::ListDaemonDeployments => {
            answer(read(facts, body).map(|input| api.list_daemon_deployments(cx, input)))
        }
        Operation::ListDaemonTaskDefinitions => {
            answer(read(facts, body).map(|input| api.list_daemon_task_definitions(cx, input)))
        }
        Operation::ListDaemons => {
            answer(read(facts, body).map(|input| api.list_daemons(cx, input)))
        }
        Operation::ListGatewayClusterAssociations => {
            answer(read(facts, body).map(|input| api.list_gateway_cluster_associations(cx, input)))
        }
        Operation::ListGatewayRoutes => {
            answer(read(facts, body).map(|input| api.list_gateway_routes(cx, input)))
        }
        Operation::ListGateways => {
            answer(read(facts, body).map(|input| api.list_gateways(cx, input)))
        }
        Operation::ListServiceDeployments => {
            answer(read(facts, body).map(|input| api.list_service_deployments(cx, input)))
        }
        Operation::ListServices => {
            answer(read(facts, body).map(|input| api.list_services(cx, input)))
        }
        Operation::ListServicesByNamespace => {
            answer(read(facts, body).map(|input| api.list_services_by_namespace(cx, input)))
        }
        Operation::ListTagsForResource => {
            answer(read(facts, body).map(|input| api.list_tags_for_resource(cx, input)))
        }
        Operation::ListTaskDefinitionFamilies => {
            answer(read(facts, body).map(|input| api.list_task_definition_families(cx, input)))
        }
        Operation::ListTaskDefinitions => {
            answer(read(facts, body).map(|input| api.list_task_definitions(cx, input)))
        }
        Operation::ListTasks => answer(read(facts, body).map(|input| api.list_tasks(cx, input))),
        Operation::PutAccountSetting => {
            answer(read(facts, body).map(|input| api.put_account_setting(cx, input)))
        }
        Operation::PutAccountSettingDefault => {
            answer(read(facts, body).map(|input| api.put_account_setting_default(cx, input)))
        }
        Operation::PutAttributes => {
            answer(read(facts, body).map(|input| api.put_attributes(cx, input)))
        }
        Operation::PutClusterCapacityProviders => {
            answer(read(facts, body).map(|input| api.put_cluster_capacity_providers(cx, input)))
        }
        Operation::RegisterContainerInstance => {
            answer(read(facts, body).map(|input| api.register_container_instance(cx, input)))
        }
        Operation::RegisterDaemonTaskDefinition => {
            answer(read(facts, body).map(|input| api.register_daemon_task_definition(cx, input)))
        }
        Operation::RegisterTaskDefinition => {
            answer(read(facts, body).map(|input| api.register_task_definition(cx, input)))
        }
        Operation::RunTask => answer(read(facts, body).map(|input| api.run_task(cx, input))),
        Operation::StartTask => answer(read(facts, body).map(|input| api.start_task(cx, input))),
        Operation::StopServiceDeployment => {
            answer(read(facts, body).map(|input| api.stop_service_deployment(cx, input)))
        }
        Operation::StopTask => answer(read(facts, body).map(|input| api.stop_task(cx, input))),
        Operation::SubmitAttachmentStateChanges => {
            answer(read(facts, body).map(|input| api.submit_attachment_state_changes(cx, input)))
        }
        Operation::SubmitContainerStateChange => {
            answer(read(facts, body).map(|input| api.submit_container_state_change(cx, input)))
        }
        Operation::SubmitTaskStateChange => {
            answer(read(facts, body).map(|input| api.submit_task_state_change(cx, input)))
        }
        Operation::TagResource => {
            answer(read(facts, body).map(|input| api.tag_resource(cx, input)))
        }
        Operation::UntagResource => {
            answer(read(facts, body).map(|input| api.untag_resource(cx, input)))
        }
        Operation::UpdateCapacityProvider => {
            answer(read(facts, body).map(|input| api.update_capacity_provider(cx, input)))
        }
        Operation::UpdateCluster => {
            answer(read(facts, body).map(|input| api.update_cluster(cx, input)))
        }
        Operation::UpdateClusterSettings => {
            answer(read(facts, body).map(|input| api.update_cluster_settings(cx, input)))
        }
        Operation::UpdateContainerAgent => {
            answer(read(facts, body).map(|input| api.update_container_agent(cx, input)))
        }
        Operation::UpdateContainerInstancesState => {
            answer(read(facts, body).map(|input| api.update_container_instances_state(cx, input)))
        }
        Operation::UpdateDaemon => {
            answer(read(facts, body).map(|input| api.update_daemon(cx, input)))
        }
        Operation::UpdateExpressGatewayService => {
            answer(read(facts, body).map(|input| api.update_express_gateway_service(cx, input)))
        }
        Operation::UpdateGateway => {
            answer(read(facts, body).map(|input| api.update_gateway(cx, input)))
        }
        Operation::UpdateService => {
            answer(read(facts, body).map(|input| api.update_service(cx, input)))
        }
        Operation::UpdateServicePrimaryTaskSet => {
            answer(read(facts, body).map(|input| api.update_service_primary_task_set(cx, input)))
        }
        Operation::UpdateTaskProtection => {
            answer(read(facts, body).map(|input| api.update_task_protection(cx, input)))
        }
        Operation::UpdateTaskSet => {
            answer(read(facts, body).map(|input| api.update_task_set(cx, input)))
        }
    }
}

impl Input for AssociateGatewayWithClusterRequest {
    fn facts() -> &'static Structure {
        &facts::ASSOCIATE_GATEWAY_WITH_CLUSTER_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ContinueServiceDeploymentRequest {
    fn facts() -> &'static Structure {
        &facts::CONTINUE_SERVICE_DEPLOYMENT_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for CreateCapacityProviderRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_CAPACITY_PROVIDER_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for CreateClusterRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_CLUSTER_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for CreateDaemonRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_DAEMON_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for CreateExpressGatewayServiceRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_EXPRESS_GATEWAY_SERVICE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for CreateGatewayRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_GATEWAY_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for CreateServiceRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_SERVICE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for CreateTaskSetRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_TASK_SET_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteAccountSettingRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_ACCOUNT_SETTING_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteAttributesRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_ATTRIBUTES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteCapacityProviderRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_CAPACITY_PROVIDER_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteClusterRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_CLUSTER_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteDaemonRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_DAEMON_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteDaemonTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_DAEMON_TASK_DEFINITION_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteExpressGatewayServiceRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_EXPRESS_GATEWAY_SERVICE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteGatewayRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_GATEWAY_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteServiceRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_SERVICE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteTaskDefinitionsRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_TASK_DEFINITIONS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteTaskSetRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_TASK_SET_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeregisterContainerInstanceRequest {
    fn facts() -> &'static Structure {
        &facts::DEREGISTER_CONTAINER_INSTANCE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeregisterTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::DEREGISTER_TASK_DEFINITION_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeCapacityProvidersRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_CAPACITY_PROVIDERS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeClustersRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_CLUSTERS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeContainerInstancesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_CONTAINER_INSTANCES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeDaemonDeploymentsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_DAEMON_DEPLOYMENTS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeDaemonRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_DAEMON_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeDaemonRevisionsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_DAEMON_REVISIONS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeDaemonTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_DAEMON_TASK_DEFINITION_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeExpressGatewayServiceRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_EXPRESS_GATEWAY_SERVICE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeGatewayRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_GATEWAY_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeGatewayResourcesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_GATEWAY_RESOURCES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeGatewayRouteRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_GATEWAY_ROUTE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeServiceDeploymentsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SERVICE_DEPLOYMENTS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeServiceRevisionsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SERVICE_REVISIONS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeServicesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SERVICES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_TASK_DEFINITION_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeTaskSetsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_TASK_SETS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeTasksRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_TASKS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DisassociateGatewayFromClusterRequest {
    fn facts() -> &'static Structure {
        &facts::DISASSOCIATE_GATEWAY_FROM_CLUSTER_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DiscoverPollEndpointRequest {
    fn facts() -> &'static Structure {
        &facts::DISCOVER_POLL_ENDPOINT_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ExecuteCommandRequest {
    fn facts() -> &'static Structure {
        &facts::EXECUTE_COMMAND_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for GetTaskProtectionRequest {
    fn facts() -> &'static Structure {
        &facts::GET_TASK_PROTECTION_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListAccountSettingsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_ACCOUNT_SETTINGS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListAttributesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_ATTRIBUTES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListClustersRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_CLUSTERS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListContainerInstancesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_CONTAINER_INSTANCES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListDaemonDeploymentsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_DAEMON_DEPLOYMENTS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListDaemonTaskDefinitionsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_DAEMON_TASK_DEFINITIONS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListDaemonsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_DAEMONS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListGatewayClusterAssociationsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_GATEWAY_CLUSTER_ASSOCIATIONS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListGatewayRoutesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_GATEWAY_ROUTES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListGatewaysRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_GATEWAYS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListServiceDeploymentsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_SERVICE_DEPLOYMENTS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListServicesByNamespaceRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_SERVICES_BY_NAMESPACE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListServicesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_SERVICES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListTagsForResourceRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TAGS_FOR_RESOURCE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListTaskDefinitionFamiliesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TASK_DEFINITION_FAMILIES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListTaskDefinitionsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TASK_DEFINITIONS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListTasksRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TASKS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for PutAccountSettingDefaultRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_ACCOUNT_SETTING_DEFAULT_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for PutAccountSettingRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_ACCOUNT_SETTING_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for PutAttributesRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_ATTRIBUTES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for PutClusterCapacityProvidersRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_CLUSTER_CAPACITY_PROVIDERS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for RegisterContainerInstanceRequest {
    fn facts() -> &'static Structure {
        &facts::REGISTER_CONTAINER_INSTANCE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for RegisterDaemonTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::REGISTER_DAEMON_TASK_DEFINITION_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for RegisterTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::REGISTER_TASK_DEFINITION_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for RunTaskRequest {
    fn facts() -> &'static Structure {
        &facts::RUN_TASK_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for StartTaskRequest {
    fn facts() -> &'static Structure {
        &facts::START_TASK_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for StopServiceDeploymentRequest {
    fn facts() -> &'static Structure {
        &facts::STOP_SERVICE_DEPLOYMENT_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for StopTaskRequest {
    fn facts() -> &'static Structure {
        &facts::STOP_TASK_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for SubmitAttachmentStateChangesRequest {
    fn facts() -> &'static Structure {
        &facts::SUBMIT_ATTACHMENT_STATE_CHANGES_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for SubmitContainerStateChangeRequest {
    fn facts() -> &'static Structure {
        &facts::SUBMIT_CONTAINER_STATE_CHANGE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for SubmitTaskStateChangeRequest {
    fn facts() -> &'static Structure {
        &facts::SUBMIT_TASK_STATE_CHANGE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for TagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::TAG_RESOURCE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UntagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::UNTAG_RESOURCE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateCapacityProviderRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CAPACITY_PROVIDER_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateClusterRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CLUSTER_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateClusterSettingsRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CLUSTER_SETTINGS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateContainerAgentRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CONTAINER_AGENT_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateContainerInstancesStateRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CONTAINER_INSTANCES_STATE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateDaemonRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_DAEMON_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateExpressGatewayServiceRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_EXPRESS_GATEWAY_SERVICE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateGatewayRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_GATEWAY_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateServicePrimaryTaskSetRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_SERVICE_PRIMARY_TASK_SET_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateServiceRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_SERVICE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateTaskProtectionRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_TASK_PROTECTION_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UpdateTaskSetRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_TASK_SET_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Output for AssociateGatewayWithClusterResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ContinueServiceDeploymentResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateCapacityProviderResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateClusterResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateDaemonResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateExpressGatewayServiceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateGatewayResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateServiceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateTaskSetResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteAccountSettingResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteAttributesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteCapacityProviderResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteClusterResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteDaemonResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteDaemonTaskDefinitionResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteExpressGatewayServiceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteGatewayResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteServiceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteTaskDefinitionsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteTaskSetResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeregisterContainerInstanceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeregisterTaskDefinitionResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeCapacityProvidersResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeClustersResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeContainerInstancesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeDaemonDeploymentsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeDaemonResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeDaemonRevisionsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeDaemonTaskDefinitionResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeExpressGatewayServiceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeGatewayResourcesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeGatewayResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeGatewayRouteResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeServiceDeploymentsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeServiceRevisionsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeServicesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeTaskDefinitionResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeTaskSetsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeTasksResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DisassociateGatewayFromClusterResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DiscoverPollEndpointResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ExecuteCommandResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetTaskProtectionResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListAccountSettingsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListAttributesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListClustersResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListContainerInstancesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListDaemonDeploymentsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListDaemonTaskDefinitionsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListDaemonsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListGatewayClusterAssociationsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListGatewayRoutesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListGatewaysResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListServiceDeploymentsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListServicesByNamespaceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListServicesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListTagsForResourceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListTaskDefinitionFamiliesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListTaskDefinitionsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListTasksResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for PutAccountSettingDefaultResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for PutAccountSettingResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for PutAttributesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for PutClusterCapacityProvidersResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RegisterContainerInstanceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RegisterDaemonTaskDefinitionResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RegisterTaskDefinitionResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RunTaskResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for StartTaskResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for StopServiceDeploymentResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for StopTaskResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for SubmitAttachmentStateChangesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for SubmitContainerStateChangeResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for SubmitTaskStateChangeResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for TagResourceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UntagResourceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateCapacityProviderResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateClusterResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateClusterSettingsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateContainerAgentResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateContainerInstancesStateResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateDaemonResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateExpressGatewayServiceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateGatewayResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateServicePrimaryTaskSetResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateServiceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateTaskProtectionResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateTaskSetResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

pub mod facts {
    //! What the model permits in a request.

    use super::*;

    pub static ACCELERATOR_COUNT_REQUEST: Structure = Structure {
        name: "AcceleratorCountRequest",
        members: &[
            Member::optional("min", Shape::INTEGER),
            Member::optional("max", Shape::INTEGER),
        ],
    };

    pub static ACCELERATOR_TOTAL_MEMORY_MIB_REQUEST: Structure = Structure {
        name: "AcceleratorTotalMemoryMiBRequest",
        members: &[
            Member::optional("min", Shape::INTEGER),
            Member::optional("max", Shape::INTEGER),
        ],
    };

    pub static ADVANCED_CONFIGURATION: Structure = Structure {
        name: "AdvancedConfiguration",
        members: &[
            Member::optional("alternateTargetGroupArn", Shape::STRING),
            Member::optional("productionListenerRule", Shape::STRING),
            Member::optional("testListenerRule", Shape::STRING),
            Member::optional("roleArn", Shape::STRING),
        ],
    };

    pub static ALLOWED_INSTANCE_TYPE: Pattern = Pattern {
        text: r"[a-zA-Z0-9\.\*\-]+",
        negated: false,
        ranges: &[
            ('a', 'z'),
            ('A', 'Z'),
            ('0', '9'),
            ('.', '.'),
            ('*', '*'),
            ('-', '-'),
        ],
        classes: &[],
        min: 1,
        max: None,
    };

    pub static ASSOCIATE_GATEWAY_WITH_CLUSTER_REQUEST: Structure = Structure {
        name: "AssociateGatewayWithClusterRequest",
        members: &[
            Member::required("gateway", Shape::STRING),
            Member::required("cluster", Shape::STRING),
        ],
    };

    pub static ATTACHMENT_STATE_CHANGE: Structure = Structure {
        name: "AttachmentStateChange",
        members: &[
            Member::required("attachmentArn", Shape::STRING),
            Member::required("status", Shape::STRING),
        ],
    };

    pub static ATTRIBUTE: Structure = Structure {
        name: "Attribute",
        members: &[
            Member::required("name", Shape::STRING),
            Member::optional("value", Shape::STRING),
            Member::optional("targetType", Shape::Enum(TargetType::VALUES)),
            Member::optional("targetId", Shape::STRING),
        ],
    };

    pub static AUTO_REPAIR_CONFIGURATION: Structure = Structure {
        name: "AutoRepairConfiguration",
        members: &[Member::optional(
            "actionsStatus",
            Shape::Enum(AutoRepairActionsStatus::VALUES),
        )],
    };

    pub static AUTO_SCALING_GROUP_PROVIDER: Structure = Structure {
        name: "AutoScalingGroupProvider",
        members: &[
            Member::required("autoScalingGroupArn", Shape::STRING),
            Member::optional("managedScaling", Shape::Structure(&MANAGED_SCALING)),
            Member::optional(
                "managedTerminationProtection",
                Shape::Enum(ManagedTerminationProtection::VALUES),
            ),
            Member::optional("managedDraining", Shape::Enum(ManagedDraining::VALUES)),
        ],
    };

    pub static AUTO_SCALING_GROUP_PROVIDER_UPDATE: Structure = Structure {
        name: "AutoScalingGroupProviderUpdate",
        members: &[
            Member::optional("managedScaling", Shape::Structure(&MANAGED_SCALING)),
            Member::optional(
                "managedTerminationProtection",
                Shape::Enum(ManagedTerminationProtection::VALUES),
            ),
            Member::optional("managedDraining", Shape::Enum(ManagedDraining::VALUES)),
        ],
    };

    pub static AWS_VPC_CONFIGURATION: Structure = Structure {
        name: "AwsVpcConfiguration",
        members: &[
            Member::required("subnets", Shape::list(&Shape::STRING)),
            Member::optional("securityGroups", Shape::list(&Shape::STRING)),
            Member::optional("assignPublicIp", Shape::Enum(AssignPublicIp::VALUES)),
        ],
    };

    pub static BASELINE_EBS_BANDWIDTH_MBPS_REQUEST: Structure = Structure {
        name: "BaselineEbsBandwidthMbpsRequest",
        members: &[
            Member::optional("min", Shape::INTEGER),
            Member::optional("max", Shape::INTEGER),
        ],
    };

    pub static CANARY_CONFIGURATION: Structure = Structure {
        name: "CanaryConfiguration",
        members: &[
            Member::optional("canaryPercent", Shape::DOUBLE),
            Member::optional("canaryBakeTimeInMinutes", Shape::INTEGER),
        ],
    };

    pub static CAPACITY_PROVIDER_STRATEGY_ITEM: Structure = Structure {
        name: "CapacityProviderStrategyItem",
        members: &[
            Member::required("capacityProvider", Shape::STRING),
            Member::optional(
                "weight",
                Shape::Integer {
                    min: Some(0),
                    max: Some(1000),
                },
            ),
            Member::optional(
                "base",
                Shape::Integer {
                    min: Some(0),
                    max: Some(100000),
                },
            ),
        ],
    };

    pub static CAPACITY_RESERVATION_REQUEST: Structure = Structure {
        name: "CapacityReservationRequest",
        members: &[
            Member::optional("reservationGroupArn", Shape::STRING),
            Member::optional(
                "reservationPreference",
                Shape::Enum(CapacityReservationPreference::VALUES),
            ),
        ],
    };

    pub static CLUSTER_CONFIGURATION: Structure = Structure {
        name: "ClusterConfiguration",
        members: &[
            Member::optional(
                "executeCommandConfiguration",
                Shape::Structure(&EXECUTE_COMMAND_CONFIGURATION),
            ),
            Member::optional(
                "managedStorageConfiguration",
                Shape::Structure(&MANAGED_STORAGE_CONFIGURATION),
            ),
        ],
    };

    pub static CLUSTER_SERVICE_CONNECT_DEFAULTS_REQUEST: Structure = Structure {
        name: "ClusterServiceConnectDefaultsRequest",
        members: &[Member::required("namespace", Shape::STRING)],
    };

    pub static CLUSTER_SETTING: Structure = Structure {
        name: "ClusterSetting",
        members: &[
            Member::optional("name", Shape::Enum(ClusterSettingName::VALUES)),
            Member::optional("value", Shape::STRING),
        ],
    };

    pub static CONTAINER_DEFINITION: Structure = Structure {
        name: "ContainerDefinition",
        members: &[
            Member::optional("name", Shape::STRING),
            Member::optional("image", Shape::STRING),
            Member::optional(
                "repositoryCredentials",
                Shape::Structure(&REPOSITORY_CREDENTIALS),
            ),
            Member::optional("cpu", Shape::INTEGER),
            Member::optional("memory", Shape::INTEGER),
            Member::optional("memoryReservation", Shape::INTEGER),
            Member::optional("links", Shape::list(&Shape::STRING)),
            Member::optional(
                "portMappings",
                Shape::list(&Shape::Structure(&PORT_MAPPING)),
            ),
            Member::optional("essential", Shape::Boolean),
            Member::optional("restartPolicy", Shape::Structure(&CONTAINER_RESTART_POLICY)),
            Member::optional("entryPoint", Shape::list(&Shape::STRING)),
            Member::optional("command", Shape::list(&Shape::STRING)),
            Member::optional(
                "environment",
                Shape::list(&Shape::Structure(&KEY_VALUE_PAIR)),
            ),
            Member::optional(
                "environmentFiles",
                Shape::list(&Shape::Structure(&ENVIRONMENT_FILE)),
            ),
            Member::optional("mountPoints", Shape::list(&Shape::Structure(&MOUNT_POINT))),
            Member::optional("volumesFrom", Shape::list(&Shape::Structure(&VOLUME_FROM))),
            Member::optional("linuxParameters", Shape::Structure(&LINUX_PARAMETERS)),
            Member::optional("secrets", Shape::list(&Shape::Structure(&SECRET))),
            Member::optional(
                "dependsOn",
                Shape::list(&Shape::Structure(&CONTAINER_DEPENDENCY)),
            ),
            Member::optional("startTimeout", Shape::INTEGER),
            Member::optional("stopTimeout", Shape::INTEGER),
            Member::optional(
                "versionConsistency",
                Shape::Enum(VersionConsistency::VALUES),
            ),
            Member::optional("hostname", Shape::STRING),
            Member::optional("user", Shape::STRING),
            Member::optional("workingDirectory", Shape::STRING),
            Member::optional("disableNetworking", Shape::Boolean),
            Member::optional("privileged", Shape::Boolean),
            Member::optional("readonlyRootFilesystem", Shape::Boolean),
            Member::optional("dnsServers", Shape::list(&Shape::STRING)),
            Member::optional("dnsSearchDomains", Shape::list(&Shape::STRING)),
            Member::optional("extraHosts", Shape::list(&Shape::Structure(&HOST_ENTRY))),
            Member::optional("dockerSecurityOptions", Shape::list(&Shape::STRING)),
            Member::optional("interactive", Shape::Boolean),
            Member::optional("pseudoTerminal", Shape::Boolean),
            Member::optional("dockerLabels", Shape::map(&Shape::STRING, &Shape::STRING)),
            Member::optional("ulimits", Shape::list(&Shape::Structure(&ULIMIT))),
            Member::optional("logConfiguration", Shape::Structure(&LOG_CONFIGURATION)),
            Member::optional("healthCheck", Shape::Structure(&HEALTH_CHECK)),
            Member::optional(
                "systemControls",
                Shape::list(&Shape::Structure(&SYSTEM_CONTROL)),
            ),
            Member::optional(
                "resourceRequirements",
                Shape::list(&Shape::Structure(&RESOURCE_REQUIREMENT)),
            ),
            Member::optional(
                "firelensConfiguration",
                Shape::Structure(&FIRELENS_CONFIGURATION),
            ),
            Member::optional("credentialSpecs", Shape::list(&Shape::STRING)),
        ],
    };

    pub static CONTAINER_DEPENDENCY: Structure = Structure {
        name: "ContainerDependency",
        members: &[
            Member::required("containerName", Shape::STRING),
            Member::required("condition", Shape::Enum(ContainerCondition::VALUES)),
        ],
    };

    pub static CONTAINER_OVERRIDE: Structure = Structure {
        name: "ContainerOverride",
        members: &[
            Member::optional("name", Shape::STRING),
            Member::optional("command", Shape::list(&Shape::STRING)),
            Member::optional(
                "environment",
                Shape::list(&Shape::Structure(&KEY_VALUE_PAIR)),
            ),
            Member::optional(
                "environmentFiles",
                Shape::list(&Shape::Structure(&ENVIRONMENT_FILE)),
            ),
            Member::optional("cpu", Shape::INTEGER),
            Member::optional("memory", Shape::INTEGER),
            Member::optional("memoryReservation", Shape::INTEGER),
            Member::optional(
                "resourceRequirements",
                Shape::list(&Shape::Structure(&RESOURCE_REQUIREMENT)),
            ),
        ],
    };

    pub static CONTAINER_RESTART_POLICY: Structure = Structure {
        name: "ContainerRestartPolicy",
        members: &[
            Member::required("enabled", Shape::Boolean),
            Member::optional("ignoredExitCodes", Shape::list(&Shape::INTEGER)),
            Member::optional("restartAttemptPeriod", Shape::INTEGER),
        ],
    };

    pub static CONTAINER_STATE_CHANGE: Structure = Structure {
        name: "ContainerStateChange",
        members: &[
            Member::optional("containerName", Shape::STRING),
            Member::optional("imageDigest", Shape::STRING),
            Member::optional("runtimeId", Shape::STRING),
            Member::optional("exitCode", Shape::INTEGER),
            Member::optional(
                "networkBindings",
                Shape::list(&Shape::Structure(&NETWORK_BINDING)),
            ),
            Member::optional("reason", Shape::STRING),
            Member::optional("status", Shape::STRING),
        ],
    };

    pub static CONTINUE_SERVICE_DEPLOYMENT_REQUEST: Structure = Structure {
        name: "ContinueServiceDeploymentRequest",
        members: &[
            Member::required("serviceDeploymentArn", Shape::STRING),
            Member::required("hookId", Shape::STRING),
            Member::optional("action", Shape::Enum(DeploymentLifecycleHookAction::VALUES)),
        ],
    };

    pub static CREATE_CAPACITY_PROVIDER_REQUEST: Structure = Structure {
        name: "CreateCapacityProviderRequest",
        members: &[
            Member::required("name", Shape::STRING),
            Member::optional("cluster", Shape::STRING),
            Member::optional(
                "autoScalingGroupProvider",
                Shape::Structure(&AUTO_SCALING_GROUP_PROVIDER),
            ),
            Member::optional(
                "managedInstancesProvider",
                Shape::Structure(&CREATE_MANAGED_INSTANCES_PROVIDER_CONFIGURATION),
            ),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static CREATE_CLUSTER_REQUEST: Structure = Structure {
        name: "CreateClusterRequest",
        members: &[
            Member::optional("clusterName", Shape::STRING),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::optional("settings", Shape::list(&Shape::Structure(&CLUSTER_SETTING))),
            Member::optional("configuration", Shape::Structure(&CLUSTER_CONFIGURATION)),
            Member::optional("capacityProviders", Shape::list(&Shape::STRING)),
            Member::optional(
                "defaultCapacityProviderStrategy",
                Shape::list(&Shape::Structure(&CAPACITY_PROVIDER_STRATEGY_ITEM)),
            ),
            Member::optional(
                "serviceConnectDefaults",
                Shape::Structure(&CLUSTER_SERVICE_CONNECT_DEFAULTS_REQUEST),
            ),
        ],
    };

    pub static CREATE_DAEMON_REQUEST: Structure = Structure {
        name: "CreateDaemonRequest",
        members: &[
            Member::required("daemonName", Shape::STRING),
            Member::optional("clusterArn", Shape::STRING),
            Member::required("daemonTaskDefinitionArn", Shape::STRING),
            Member::required("capacityProviderArns", Shape::list(&Shape::STRING)),
            Member::optional(
                "deploymentConfiguration",
                Shape::Structure(&DAEMON_DEPLOYMENT_CONFIGURATION),
            ),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::optional("propagateTags", Shape::Enum(DaemonPropagateTags::VALUES)),
            Member::optional("enableECSManagedTags", Shape::Boolean),
            Member::optional("enableExecuteCommand", Shape::Boolean),
            Member::optional("clientToken", Shape::STRING),
            Member::optional("critical", Shape::Boolean),
        ],
    };

    pub static CREATE_EXPRESS_GATEWAY_SERVICE_REQUEST: Structure = Structure {
        name: "CreateExpressGatewayServiceRequest",
        members: &[
            Member::optional("executionRoleArn", Shape::STRING),
            Member::required("infrastructureRoleArn", Shape::STRING),
            Member::optional("serviceName", Shape::STRING),
            Member::optional("cluster", Shape::STRING),
            Member::optional("healthCheckPath", Shape::STRING),
            Member::optional(
                "primaryContainer",
                Shape::Structure(&EXPRESS_GATEWAY_CONTAINER),
            ),
            Member::optional("taskRoleArn", Shape::STRING),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&EXPRESS_GATEWAY_SERVICE_NETWORK_CONFIGURATION),
            ),
            Member::optional("cpu", Shape::STRING),
            Member::optional("memory", Shape::STRING),
            Member::optional(
                "cpuArchitecture",
                Shape::Enum(ExpressCpuArchitecture::VALUES),
            ),
            Member::optional(
                "scalingTarget",
                Shape::Structure(&EXPRESS_GATEWAY_SCALING_TARGET),
            ),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::optional("taskDefinitionArn", Shape::STRING),
        ],
    };

    pub static CREATE_GATEWAY_REQUEST: Structure = Structure {
        name: "CreateGatewayRequest",
        members: &[
            Member::required("name", Shape::STRING),
            Member::required("infrastructureRoleArn", Shape::STRING),
            Member::optional("clientToken", Shape::STRING),
            Member::optional("deletionProtection", Shape::Boolean),
            Member::required("configuration", Shape::Structure(&GATEWAY_CONFIGURATION)),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::optional("propagateTags", Shape::Enum(PropagateGatewayTags::VALUES)),
        ],
    };

    pub static CREATE_MANAGED_INSTANCES_PROVIDER_CONFIGURATION: Structure = Structure {
        name: "CreateManagedInstancesProviderConfiguration",
        members: &[
            Member::required("infrastructureRoleArn", Shape::STRING),
            Member::required(
                "instanceLaunchTemplate",
                Shape::Structure(&INSTANCE_LAUNCH_TEMPLATE),
            ),
            Member::optional("propagateTags", Shape::Enum(PropagateMITags::VALUES)),
            Member::optional(
                "infrastructureOptimization",
                Shape::Structure(&INFRASTRUCTURE_OPTIMIZATION),
            ),
            Member::optional(
                "autoRepairConfiguration",
                Shape::Structure(&AUTO_REPAIR_CONFIGURATION),
            ),
        ],
    };

    pub static CREATE_SERVICE_REQUEST: Structure = Structure {
        name: "CreateServiceRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("serviceName", Shape::STRING),
            Member::optional("taskDefinition", Shape::STRING),
            Member::optional(
                "availabilityZoneRebalancing",
                Shape::Enum(AvailabilityZoneRebalancing::VALUES),
            ),
            Member::optional(
                "loadBalancers",
                Shape::list(&Shape::Structure(&LOAD_BALANCER)),
            ),
            Member::optional(
                "serviceRegistries",
                Shape::list(&Shape::Structure(&SERVICE_REGISTRY)),
            ),
            Member::optional("desiredCount", Shape::INTEGER),
            Member::optional("clientToken", Shape::STRING),
            Member::optional("launchType", Shape::Enum(LaunchType::VALUES)),
            Member::optional(
                "capacityProviderStrategy",
                Shape::list(&Shape::Structure(&CAPACITY_PROVIDER_STRATEGY_ITEM)),
            ),
            Member::optional("platformVersion", Shape::STRING),
            Member::optional("role", Shape::STRING),
            Member::optional(
                "deploymentConfiguration",
                Shape::Structure(&DEPLOYMENT_CONFIGURATION),
            ),
            Member::optional(
                "placementConstraints",
                Shape::list(&Shape::Structure(&PLACEMENT_CONSTRAINT)),
            ),
            Member::optional(
                "placementStrategy",
                Shape::list(&Shape::Structure(&PLACEMENT_STRATEGY)),
            ),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&NETWORK_CONFIGURATION),
            ),
            Member::optional("healthCheckGracePeriodSeconds", Shape::INTEGER),
            Member::optional(
                "schedulingStrategy",
                Shape::Enum(SchedulingStrategy::VALUES),
            ),
            Member::optional(
                "deploymentController",
                Shape::Structure(&DEPLOYMENT_CONTROLLER),
            ),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::optional("enableECSManagedTags", Shape::Boolean),
            Member::optional("propagateTags", Shape::Enum(PropagateTags::VALUES)),
            Member::optional("enableExecuteCommand", Shape::Boolean),
            Member::optional(
                "serviceConnectConfiguration",
                Shape::Structure(&SERVICE_CONNECT_CONFIGURATION),
            ),
            Member::optional(
                "volumeConfigurations",
                Shape::list(&Shape::Structure(&SERVICE_VOLUME_CONFIGURATION)),
            ),
            Member::optional(
                "vpcLatticeConfigurations",
                Shape::list(&Shape::Structure(&VPC_LATTICE_CONFIGURATION)),
            ),
            Member::optional(
                "gatewayConnectors",
                Shape::List {
                    member: &Shape::Structure(&GATEWAY_CONNECTOR),
                    min: Some(0),
                    max: Some(1),
                },
            ),
            Member::optional("monitoring", Shape::Structure(&MONITORING_CONFIGURATION)),
        ],
    };

    pub static CREATE_TASK_SET_REQUEST: Structure = Structure {
        name: "CreateTaskSetRequest",
        members: &[
            Member::required("service", Shape::STRING),
            Member::required("cluster", Shape::STRING),
            Member::optional("externalId", Shape::STRING),
            Member::required("taskDefinition", Shape::STRING),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&NETWORK_CONFIGURATION),
            ),
            Member::optional(
                "loadBalancers",
                Shape::list(&Shape::Structure(&LOAD_BALANCER)),
            ),
            Member::optional(
                "serviceRegistries",
                Shape::list(&Shape::Structure(&SERVICE_REGISTRY)),
            ),
            Member::optional("launchType", Shape::Enum(LaunchType::VALUES)),
            Member::optional(
                "capacityProviderStrategy",
                Shape::list(&Shape::Structure(&CAPACITY_PROVIDER_STRATEGY_ITEM)),
            ),
            Member::optional("platformVersion", Shape::STRING),
            Member::optional("scale", Shape::Structure(&SCALE)),
            Member::optional("clientToken", Shape::STRING),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static CREATED_AT: Structure = Structure {
        name: "CreatedAt",
        members: &[
            Member::optional("before", Shape::Timestamp),
            Member::optional("after", Shape::Timestamp),
        ],
    };

    pub static DAEMON_ALARM_CONFIGURATION: Structure = Structure {
        name: "DaemonAlarmConfiguration",
        members: &[
            Member::optional("alarmNames", Shape::list(&Shape::STRING)),
            Member::optional("enable", Shape::Boolean),
        ],
    };

    pub static DAEMON_CONTAINER_DEFINITION: Structure = Structure {
        name: "DaemonContainerDefinition",
        members: &[
            Member::optional("name", Shape::STRING),
            Member::required("image", Shape::STRING),
            Member::optional("memory", Shape::INTEGER),
            Member::optional("memoryReservation", Shape::INTEGER),
            Member::optional(
                "repositoryCredentials",
                Shape::Structure(&REPOSITORY_CREDENTIALS),
            ),
            Member::optional("healthCheck", Shape::Structure(&HEALTH_CHECK)),
            Member::optional("cpu", Shape::INTEGER),
            Member::optional("essential", Shape::Boolean),
            Member::optional("entryPoint", Shape::list(&Shape::STRING)),
            Member::optional("command", Shape::list(&Shape::STRING)),
            Member::optional("workingDirectory", Shape::STRING),
            Member::optional(
                "environmentFiles",
                Shape::list(&Shape::Structure(&ENVIRONMENT_FILE)),
            ),
            Member::optional(
                "environment",
                Shape::list(&Shape::Structure(&KEY_VALUE_PAIR)),
            ),
            Member::optional("secrets", Shape::list(&Shape::Structure(&SECRET))),
            Member::optional("readonlyRootFilesystem", Shape::Boolean),
            Member::optional("mountPoints", Shape::list(&Shape::Structure(&MOUNT_POINT))),
            Member::optional("logConfiguration", Shape::Structure(&LOG_CONFIGURATION)),
            Member::optional(
                "firelensConfiguration",
                Shape::Structure(&FIRELENS_CONFIGURATION),
            ),
            Member::optional("privileged", Shape::Boolean),
            Member::optional("user", Shape::STRING),
            Member::optional("ulimits", Shape::list(&Shape::Structure(&ULIMIT))),
            Member::optional(
                "linuxParameters",
                Shape::Structure(&DAEMON_LINUX_PARAMETERS),
            ),
            Member::optional(
                "dependsOn",
                Shape::list(&Shape::Structure(&CONTAINER_DEPENDENCY)),
            ),
            Member::optional("startTimeout", Shape::INTEGER),
            Member::optional("stopTimeout", Shape::INTEGER),
            Member::optional(
                "systemControls",
                Shape::list(&Shape::Structure(&SYSTEM_CONTROL)),
            ),
            Member::optional("interactive", Shape::Boolean),
            Member::optional("pseudoTerminal", Shape::Boolean),
            Member::optional("restartPolicy", Shape::Structure(&CONTAINER_RESTART_POLICY)),
        ],
    };

    pub static DAEMON_DEPLOYMENT_CONFIGURATION: Structure = Structure {
        name: "DaemonDeploymentConfiguration",
        members: &[
            Member::optional(
                "drainPercent",
                Shape::Double {
                    min: Some(0.0),
                    max: Some(100.0),
                },
            ),
            Member::optional("alarms", Shape::Structure(&DAEMON_ALARM_CONFIGURATION)),
            Member::optional("bakeTimeInMinutes", Shape::INTEGER),
        ],
    };

    pub static DAEMON_LINUX_PARAMETERS: Structure = Structure {
        name: "DaemonLinuxParameters",
        members: &[
            Member::optional("capabilities", Shape::Structure(&KERNEL_CAPABILITIES)),
            Member::optional("devices", Shape::list(&Shape::Structure(&DEVICE))),
            Member::optional("initProcessEnabled", Shape::Boolean),
            Member::optional("tmpfs", Shape::list(&Shape::Structure(&TMPFS))),
        ],
    };

    pub static DAEMON_VOLUME: Structure = Structure {
        name: "DaemonVolume",
        members: &[
            Member::optional("name", Shape::STRING),
            Member::optional("host", Shape::Structure(&HOST_VOLUME_PROPERTIES)),
            Member::optional(
                "logDriverVolumeConfiguration",
                Shape::Structure(&LOG_DRIVER_VOLUME_CONFIGURATION),
            ),
        ],
    };

    pub static DELETE_ACCOUNT_SETTING_REQUEST: Structure = Structure {
        name: "DeleteAccountSettingRequest",
        members: &[
            Member::required("name", Shape::Enum(SettingName::VALUES)),
            Member::optional("principalArn", Shape::STRING),
        ],
    };

    pub static DELETE_ATTRIBUTES_REQUEST: Structure = Structure {
        name: "DeleteAttributesRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("attributes", Shape::list(&Shape::Structure(&ATTRIBUTE))),
        ],
    };

    pub static DELETE_CAPACITY_PROVIDER_REQUEST: Structure = Structure {
        name: "DeleteCapacityProviderRequest",
        members: &[
            Member::required("capacityProvider", Shape::STRING),
            Member::optional("cluster", Shape::STRING),
        ],
    };

    pub static DELETE_CLUSTER_REQUEST: Structure = Structure {
        name: "DeleteClusterRequest",
        members: &[Member::required("cluster", Shape::STRING)],
    };

    pub static DELETE_DAEMON_REQUEST: Structure = Structure {
        name: "DeleteDaemonRequest",
        members: &[Member::required("daemonArn", Shape::STRING)],
    };

    pub static DELETE_DAEMON_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "DeleteDaemonTaskDefinitionRequest",
        members: &[Member::required("daemonTaskDefinition", Shape::STRING)],
    };

    pub static DELETE_EXPRESS_GATEWAY_SERVICE_REQUEST: Structure = Structure {
        name: "DeleteExpressGatewayServiceRequest",
        members: &[Member::required("serviceArn", Shape::STRING)],
    };

    pub static DELETE_GATEWAY_REQUEST: Structure = Structure {
        name: "DeleteGatewayRequest",
        members: &[Member::required("gateway", Shape::STRING)],
    };

    pub static DELETE_SERVICE_REQUEST: Structure = Structure {
        name: "DeleteServiceRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("service", Shape::STRING),
            Member::optional("force", Shape::Boolean),
        ],
    };

    pub static DELETE_TASK_DEFINITIONS_REQUEST: Structure = Structure {
        name: "DeleteTaskDefinitionsRequest",
        members: &[Member::required(
            "taskDefinitions",
            Shape::list(&Shape::STRING),
        )],
    };

    pub static DELETE_TASK_SET_REQUEST: Structure = Structure {
        name: "DeleteTaskSetRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::required("service", Shape::STRING),
            Member::required("taskSet", Shape::STRING),
            Member::optional("force", Shape::Boolean),
        ],
    };

    pub static DEPLOYMENT_ALARMS: Structure = Structure {
        name: "DeploymentAlarms",
        members: &[
            Member::required("alarmNames", Shape::list(&Shape::STRING)),
            Member::required("rollback", Shape::Boolean),
            Member::required("enable", Shape::Boolean),
        ],
    };

    pub static DEPLOYMENT_CIRCUIT_BREAKER: Structure = Structure {
        name: "DeploymentCircuitBreaker",
        members: &[
            Member::required("enable", Shape::Boolean),
            Member::required("rollback", Shape::Boolean),
            Member::optional("resetOnHealthyTask", Shape::Boolean),
            Member::optional(
                "thresholdConfiguration",
                Shape::Structure(&THRESHOLD_CONFIGURATION),
            ),
        ],
    };

    pub static DEPLOYMENT_CONFIGURATION: Structure = Structure {
        name: "DeploymentConfiguration",
        members: &[
            Member::optional(
                "deploymentCircuitBreaker",
                Shape::Structure(&DEPLOYMENT_CIRCUIT_BREAKER),
            ),
            Member::optional("maximumPercent", Shape::INTEGER),
            Member::optional("minimumHealthyPercent", Shape::INTEGER),
            Member::optional("alarms", Shape::Structure(&DEPLOYMENT_ALARMS)),
            Member::optional("strategy", Shape::Enum(DeploymentStrategy::VALUES)),
            Member::optional("bakeTimeInMinutes", Shape::INTEGER),
            Member::optional(
                "lifecycleHooks",
                Shape::list(&Shape::Structure(&DEPLOYMENT_LIFECYCLE_HOOK)),
            ),
            Member::optional(
                "linearConfiguration",
                Shape::Structure(&LINEAR_CONFIGURATION),
            ),
            Member::optional(
                "canaryConfiguration",
                Shape::Structure(&CANARY_CONFIGURATION),
            ),
            Member::optional(
                "earlySuccessCriteria",
                Shape::Structure(&DEPLOYMENT_EARLY_SUCCESS_CRITERIA),
            ),
        ],
    };

    pub static DEPLOYMENT_CONTROLLER: Structure = Structure {
        name: "DeploymentController",
        members: &[Member::required(
            "type",
            Shape::Enum(DeploymentControllerType::VALUES),
        )],
    };

    pub static DEPLOYMENT_EARLY_SUCCESS_CRITERIA: Structure = Structure {
        name: "DeploymentEarlySuccessCriteria",
        members: &[
            Member::required("enable", Shape::Boolean),
            Member::optional(
                "healthyPercent",
                Shape::Integer {
                    min: Some(0),
                    max: Some(100),
                },
            ),
            Member::optional(
                "sourceServiceRevisionCleanup",
                Shape::Enum(ServiceRevisionCleanup::VALUES),
            ),
        ],
    };

    pub static DEPLOYMENT_LIFECYCLE_HOOK: Structure = Structure {
        name: "DeploymentLifecycleHook",
        members: &[
            Member::optional(
                "targetType",
                Shape::Enum(DeploymentLifecycleHookTargetType::VALUES),
            ),
            Member::optional("hookTargetArn", Shape::STRING),
            Member::optional("roleArn", Shape::STRING),
            Member::optional(
                "lifecycleStages",
                Shape::list(&Shape::Enum(DeploymentLifecycleHookStage::VALUES)),
            ),
            Member::optional("hookDetails", Shape::Document),
            Member::optional(
                "timeoutConfiguration",
                Shape::Structure(&DEPLOYMENT_LIFECYCLE_HOOK_TIMEOUT_CONFIGURATION),
            ),
        ],
    };

    pub static DEPLOYMENT_LIFECYCLE_HOOK_TIMEOUT_CONFIGURATION: Structure = Structure {
        name: "DeploymentLifecycleHookTimeoutConfiguration",
        members: &[
            Member::optional(
                "timeoutInMinutes",
                Shape::Integer {
                    min: Some(1),
                    max: Some(20160),
                },
            ),
            Member::optional("action", Shape::Enum(DeploymentLifecycleHookAction::VALUES)),
        ],
    };

    pub static DEREGISTER_CONTAINER_INSTANCE_REQUEST: Structure = Structure {
        name: "DeregisterContainerInstanceRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("containerInstance", Shape::STRING),
            Member::optional("force", Shape::Boolean),
        ],
    };

    pub static DEREGISTER_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "DeregisterTaskDefinitionRequest",
        members: &[Member::required("taskDefinition", Shape::STRING)],
    };

    pub static DESCRIBE_CAPACITY_PROVIDERS_REQUEST: Structure = Structure {
        name: "DescribeCapacityProvidersRequest",
        members: &[
            Member::optional("capacityProviders", Shape::list(&Shape::STRING)),
            Member::optional("cluster", Shape::STRING),
            Member::optional(
                "include",
                Shape::list(&Shape::Enum(CapacityProviderField::VALUES)),
            ),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("nextToken", Shape::STRING),
        ],
    };

    pub static DESCRIBE_CLUSTERS_REQUEST: Structure = Structure {
        name: "DescribeClustersRequest",
        members: &[
            Member::optional("clusters", Shape::list(&Shape::STRING)),
            Member::optional("include", Shape::list(&Shape::Enum(ClusterField::VALUES))),
        ],
    };

    pub static DESCRIBE_CONTAINER_INSTANCES_REQUEST: Structure = Structure {
        name: "DescribeContainerInstancesRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("containerInstances", Shape::list(&Shape::STRING)),
            Member::optional(
                "include",
                Shape::list(&Shape::Enum(ContainerInstanceField::VALUES)),
            ),
        ],
    };

    pub static DESCRIBE_DAEMON_DEPLOYMENTS_REQUEST: Structure = Structure {
        name: "DescribeDaemonDeploymentsRequest",
        members: &[Member::required(
            "daemonDeploymentArns",
            Shape::list(&Shape::STRING),
        )],
    };

    pub static DESCRIBE_DAEMON_REQUEST: Structure = Structure {
        name: "DescribeDaemonRequest",
        members: &[Member::required("daemonArn", Shape::STRING)],
    };

    pub static DESCRIBE_DAEMON_REVISIONS_REQUEST: Structure = Structure {
        name: "DescribeDaemonRevisionsRequest",
        members: &[Member::required(
            "daemonRevisionArns",
            Shape::list(&Shape::STRING),
        )],
    };

    pub static DESCRIBE_DAEMON_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "DescribeDaemonTaskDefinitionRequest",
        members: &[Member::required("daemonTaskDefinition", Shape::STRING)],
    };

    pub static DESCRIBE_EXPRESS_GATEWAY_SERVICE_REQUEST: Structure = Structure {
        name: "DescribeExpressGatewayServiceRequest",
        members: &[
            Member::required("serviceArn", Shape::STRING),
            Member::optional(
                "include",
                Shape::list(&Shape::Enum(ExpressGatewayServiceInclude::VALUES)),
            ),
        ],
    };

    pub static DESCRIBE_GATEWAY_REQUEST: Structure = Structure {
        name: "DescribeGatewayRequest",
        members: &[Member::required("gateway", Shape::STRING)],
    };

    pub static DESCRIBE_GATEWAY_RESOURCES_REQUEST: Structure = Structure {
        name: "DescribeGatewayResourcesRequest",
        members: &[
            Member::required("gateway", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("nextToken", Shape::STRING),
        ],
    };

    pub static DESCRIBE_GATEWAY_ROUTE_REQUEST: Structure = Structure {
        name: "DescribeGatewayRouteRequest",
        members: &[Member::required("gatewayRouteArn", Shape::STRING)],
    };

    pub static DESCRIBE_SERVICE_DEPLOYMENTS_REQUEST: Structure = Structure {
        name: "DescribeServiceDeploymentsRequest",
        members: &[Member::required(
            "serviceDeploymentArns",
            Shape::list(&Shape::STRING),
        )],
    };

    pub static DESCRIBE_SERVICE_REVISIONS_REQUEST: Structure = Structure {
        name: "DescribeServiceRevisionsRequest",
        members: &[Member::required(
            "serviceRevisionArns",
            Shape::list(&Shape::STRING),
        )],
    };

    pub static DESCRIBE_SERVICES_REQUEST: Structure = Structure {
        name: "DescribeServicesRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("services", Shape::list(&Shape::STRING)),
            Member::optional("include", Shape::list(&Shape::Enum(ServiceField::VALUES))),
        ],
    };

    pub static DESCRIBE_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "DescribeTaskDefinitionRequest",
        members: &[
            Member::required("taskDefinition", Shape::STRING),
            Member::optional(
                "include",
                Shape::list(&Shape::Enum(TaskDefinitionField::VALUES)),
            ),
        ],
    };

    pub static DESCRIBE_TASK_SETS_REQUEST: Structure = Structure {
        name: "DescribeTaskSetsRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::required("service", Shape::STRING),
            Member::optional("taskSets", Shape::list(&Shape::STRING)),
            Member::optional("include", Shape::list(&Shape::Enum(TaskSetField::VALUES))),
        ],
    };

    pub static DESCRIBE_TASKS_REQUEST: Structure = Structure {
        name: "DescribeTasksRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("tasks", Shape::list(&Shape::STRING)),
            Member::optional("include", Shape::list(&Shape::Enum(TaskField::VALUES))),
        ],
    };

    pub static DEVICE: Structure = Structure {
        name: "Device",
        members: &[
            Member::required("hostPath", Shape::STRING),
            Member::optional("containerPath", Shape::STRING),
            Member::optional(
                "permissions",
                Shape::list(&Shape::Enum(DeviceCgroupPermission::VALUES)),
            ),
        ],
    };

    pub static DISASSOCIATE_GATEWAY_FROM_CLUSTER_REQUEST: Structure = Structure {
        name: "DisassociateGatewayFromClusterRequest",
        members: &[
            Member::required("gateway", Shape::STRING),
            Member::required("cluster", Shape::STRING),
        ],
    };

    pub static DISCOVER_POLL_ENDPOINT_REQUEST: Structure = Structure {
        name: "DiscoverPollEndpointRequest",
        members: &[
            Member::optional("containerInstance", Shape::STRING),
            Member::optional("cluster", Shape::STRING),
        ],
    };

    pub static DOCKER_VOLUME_CONFIGURATION: Structure = Structure {
        name: "DockerVolumeConfiguration",
        members: &[
            Member::optional("scope", Shape::Enum(Scope::VALUES)),
            Member::optional("autoprovision", Shape::Boolean),
            Member::optional("driver", Shape::STRING),
            Member::optional("driverOpts", Shape::map(&Shape::STRING, &Shape::STRING)),
            Member::optional("labels", Shape::map(&Shape::STRING, &Shape::STRING)),
        ],
    };

    pub static EBS_TAG_SPECIFICATION: Structure = Structure {
        name: "EBSTagSpecification",
        members: &[
            Member::required("resourceType", Shape::Enum(EBSResourceType::VALUES)),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::optional("propagateTags", Shape::Enum(PropagateTags::VALUES)),
        ],
    };

    pub static EFS_AUTHORIZATION_CONFIG: Structure = Structure {
        name: "EFSAuthorizationConfig",
        members: &[
            Member::optional("accessPointId", Shape::STRING),
            Member::optional("iam", Shape::Enum(EFSAuthorizationConfigIAM::VALUES)),
        ],
    };

    pub static EFS_VOLUME_CONFIGURATION: Structure = Structure {
        name: "EFSVolumeConfiguration",
        members: &[
            Member::required("fileSystemId", Shape::STRING),
            Member::optional("rootDirectory", Shape::STRING),
            Member::optional(
                "transitEncryption",
                Shape::Enum(EFSTransitEncryption::VALUES),
            ),
            Member::optional("transitEncryptionPort", Shape::INTEGER),
            Member::optional(
                "authorizationConfig",
                Shape::Structure(&EFS_AUTHORIZATION_CONFIG),
            ),
        ],
    };

    pub static ENVIRONMENT_FILE: Structure = Structure {
        name: "EnvironmentFile",
        members: &[
            Member::required("value", Shape::STRING),
            Member::required("type", Shape::Enum(EnvironmentFileType::VALUES)),
        ],
    };

    pub static EPHEMERAL_STORAGE: Structure = Structure {
        name: "EphemeralStorage",
        members: &[Member::required("sizeInGiB", Shape::INTEGER)],
    };

    pub static EXCLUDED_INSTANCE_TYPE: Pattern = Pattern {
        text: r"[a-zA-Z0-9\.\*\-]+",
        negated: false,
        ranges: &[
            ('a', 'z'),
            ('A', 'Z'),
            ('0', '9'),
            ('.', '.'),
            ('*', '*'),
            ('-', '-'),
        ],
        classes: &[],
        min: 1,
        max: None,
    };

    pub static EXECUTE_COMMAND_CONFIGURATION: Structure = Structure {
        name: "ExecuteCommandConfiguration",
        members: &[
            Member::optional("kmsKeyId", Shape::STRING),
            Member::optional("logging", Shape::Enum(ExecuteCommandLogging::VALUES)),
            Member::optional(
                "logConfiguration",
                Shape::Structure(&EXECUTE_COMMAND_LOG_CONFIGURATION),
            ),
        ],
    };

    pub static EXECUTE_COMMAND_LOG_CONFIGURATION: Structure = Structure {
        name: "ExecuteCommandLogConfiguration",
        members: &[
            Member::optional("cloudWatchLogGroupName", Shape::STRING),
            Member::optional("cloudWatchEncryptionEnabled", Shape::Boolean),
            Member::optional("s3BucketName", Shape::STRING),
            Member::optional("s3EncryptionEnabled", Shape::Boolean),
            Member::optional("s3KeyPrefix", Shape::STRING),
        ],
    };

    pub static EXECUTE_COMMAND_REQUEST: Structure = Structure {
        name: "ExecuteCommandRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::optional("container", Shape::STRING),
            Member::required("command", Shape::STRING),
            Member::required("interactive", Shape::Boolean),
            Member::required("task", Shape::STRING),
        ],
    };

    pub static EXPRESS_GATEWAY_CONTAINER: Structure = Structure {
        name: "ExpressGatewayContainer",
        members: &[
            Member::required("image", Shape::STRING),
            Member::optional("containerPort", Shape::INTEGER),
            Member::optional(
                "awsLogsConfiguration",
                Shape::Structure(&EXPRESS_GATEWAY_SERVICE_AWS_LOGS_CONFIGURATION),
            ),
            Member::optional(
                "repositoryCredentials",
                Shape::Structure(&EXPRESS_GATEWAY_REPOSITORY_CREDENTIALS),
            ),
            Member::optional("command", Shape::list(&Shape::STRING)),
            Member::optional(
                "environment",
                Shape::list(&Shape::Structure(&KEY_VALUE_PAIR)),
            ),
            Member::optional("secrets", Shape::list(&Shape::Structure(&SECRET))),
        ],
    };

    pub static EXPRESS_GATEWAY_REPOSITORY_CREDENTIALS: Structure = Structure {
        name: "ExpressGatewayRepositoryCredentials",
        members: &[Member::optional("credentialsParameter", Shape::STRING)],
    };

    pub static EXPRESS_GATEWAY_SCALING_TARGET: Structure = Structure {
        name: "ExpressGatewayScalingTarget",
        members: &[
            Member::optional("minTaskCount", Shape::INTEGER),
            Member::optional("maxTaskCount", Shape::INTEGER),
            Member::optional(
                "autoScalingMetric",
                Shape::Enum(ExpressGatewayServiceScalingMetric::VALUES),
            ),
            Member::optional("autoScalingTargetValue", Shape::INTEGER),
        ],
    };

    pub static EXPRESS_GATEWAY_SERVICE_AWS_LOGS_CONFIGURATION: Structure = Structure {
        name: "ExpressGatewayServiceAwsLogsConfiguration",
        members: &[
            Member::required("logGroup", Shape::STRING),
            Member::required("logStreamPrefix", Shape::STRING),
        ],
    };

    pub static EXPRESS_GATEWAY_SERVICE_NETWORK_CONFIGURATION: Structure = Structure {
        name: "ExpressGatewayServiceNetworkConfiguration",
        members: &[
            Member::optional("securityGroups", Shape::list(&Shape::STRING)),
            Member::optional("subnets", Shape::list(&Shape::STRING)),
        ],
    };

    pub static F_SX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG: Structure = Structure {
        name: "FSxWindowsFileServerAuthorizationConfig",
        members: &[
            Member::required("credentialsParameter", Shape::STRING),
            Member::required("domain", Shape::STRING),
        ],
    };

    pub static F_SX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION: Structure = Structure {
        name: "FSxWindowsFileServerVolumeConfiguration",
        members: &[
            Member::required("fileSystemId", Shape::STRING),
            Member::required("rootDirectory", Shape::STRING),
            Member::required(
                "authorizationConfig",
                Shape::Structure(&F_SX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG),
            ),
        ],
    };

    pub static FIRELENS_CONFIGURATION: Structure = Structure {
        name: "FirelensConfiguration",
        members: &[
            Member::required("type", Shape::Enum(FirelensConfigurationType::VALUES)),
            Member::optional("options", Shape::map(&Shape::STRING, &Shape::STRING)),
        ],
    };

    pub static GATEWAY_ALB_TEST_TRAFFIC_RULES: Structure = Structure {
        name: "GatewayAlbTestTrafficRules",
        members: &[Member::optional(
            "header",
            Shape::Structure(&GATEWAY_TEST_TRAFFIC_HEADER),
        )],
    };

    pub static GATEWAY_CONFIGURATION: Structure = Structure {
        name: "GatewayConfiguration",
        members: &[Member::optional(
            "hostSharedAlb",
            Shape::Structure(&HOST_SHARED_ALB_CONFIGURATION),
        )],
    };

    pub static GATEWAY_CONNECTOR: Structure = Structure {
        name: "GatewayConnector",
        members: &[
            Member::required("portName", Shape::STRING),
            Member::optional(
                "healthCheck",
                Shape::Structure(&GATEWAY_CONNECTOR_HEALTH_CHECK),
            ),
            Member::optional("filters", Shape::Structure(&GATEWAY_CONNECTOR_FILTERS)),
            Member::optional(
                "deregistrationDelay",
                Shape::Structure(&GATEWAY_CONNECTOR_DEREGISTRATION_DELAY),
            ),
        ],
    };

    pub static GATEWAY_CONNECTOR_DEREGISTRATION_DELAY: Structure = Structure {
        name: "GatewayConnectorDeregistrationDelay",
        members: &[Member::optional(
            "timeoutSeconds",
            Shape::Integer {
                min: Some(0),
                max: Some(3600),
            },
        )],
    };

    pub static GATEWAY_CONNECTOR_FILTERS: Structure = Structure {
        name: "GatewayConnectorFilters",
        members: &[Member::optional(
            "accessTypes",
            Shape::List {
                member: &Shape::Enum(AccessType::VALUES),
                min: Some(0),
                max: Some(2),
            },
        )],
    };

    pub static GATEWAY_CONNECTOR_HEALTH_CHECK: Structure = Structure {
        name: "GatewayConnectorHealthCheck",
        members: &[
            Member::optional(
                "healthCheckProtocol",
                Shape::Enum(GatewayConnectorHealthCheckProtocol::VALUES),
            ),
            Member::optional("healthCheckPort", Shape::INTEGER),
            Member::optional("healthCheckPath", Shape::STRING),
            Member::optional("healthCheckTimeoutSeconds", Shape::INTEGER),
            Member::optional("healthCheckIntervalSeconds", Shape::INTEGER),
            Member::optional("healthyThresholdCount", Shape::INTEGER),
            Member::optional("unhealthyThresholdCount", Shape::INTEGER),
            Member::optional(
                "matcher",
                Shape::Structure(&GATEWAY_CONNECTOR_HEALTH_CHECK_MATCHER),
            ),
        ],
    };

    pub static GATEWAY_CONNECTOR_HEALTH_CHECK_MATCHER: Structure = Structure {
        name: "GatewayConnectorHealthCheckMatcher",
        members: &[
            Member::optional("httpCode", Shape::STRING),
            Member::optional("grpcCode", Shape::STRING),
        ],
    };

    pub static GATEWAY_ELB_ACCESS_LOG_CONFIGURATION: Structure = Structure {
        name: "GatewayElbAccessLogConfiguration",
        members: &[Member::optional(
            "destination",
            Shape::Structure(&GATEWAY_ELB_ACCESS_LOG_DESTINATION),
        )],
    };

    pub static GATEWAY_ELB_ACCESS_LOG_DESTINATION: Structure = Structure {
        name: "GatewayElbAccessLogDestination",
        members: &[Member::optional(
            "s3",
            Shape::Structure(&GATEWAY_ELB_ACCESS_LOG_S3_DESTINATION),
        )],
    };

    pub static GATEWAY_ELB_ACCESS_LOG_S3_DESTINATION: Structure = Structure {
        name: "GatewayElbAccessLogS3Destination",
        members: &[
            Member::required("bucket", Shape::STRING),
            Member::optional("prefix", Shape::STRING),
        ],
    };

    pub static GATEWAY_ELB_NETWORK_CONFIGURATION: Structure = Structure {
        name: "GatewayElbNetworkConfiguration",
        members: &[
            Member::optional("inboundSecurityGroup", Shape::STRING),
            Member::optional("subnets", Shape::list(&Shape::STRING)),
            Member::optional(
                "ipAddressType",
                Shape::Enum(GatewayElbIpAddressType::VALUES),
            ),
        ],
    };

    pub static GATEWAY_TEST_TRAFFIC_HEADER: Structure = Structure {
        name: "GatewayTestTrafficHeader",
        members: &[
            Member::required("name", Shape::STRING),
            Member::required("values", Shape::list(&Shape::STRING)),
        ],
    };

    pub static GET_TASK_PROTECTION_REQUEST: Structure = Structure {
        name: "GetTaskProtectionRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::optional("tasks", Shape::list(&Shape::STRING)),
        ],
    };

    pub static HEALTH_CHECK: Structure = Structure {
        name: "HealthCheck",
        members: &[
            Member::required("command", Shape::list(&Shape::STRING)),
            Member::optional("interval", Shape::INTEGER),
            Member::optional("timeout", Shape::INTEGER),
            Member::optional("retries", Shape::INTEGER),
            Member::optional("startPeriod", Shape::INTEGER),
        ],
    };

    pub static HOST_ENTRY: Structure = Structure {
        name: "HostEntry",
        members: &[
            Member::required("hostname", Shape::STRING),
            Member::required("ipAddress", Shape::STRING),
        ],
    };

    pub static HOST_SHARED_ALB_CONFIGURATION: Structure = Structure {
        name: "HostSharedAlbConfiguration",
        members: &[
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&GATEWAY_ELB_NETWORK_CONFIGURATION),
            ),
            Member::optional("scheme", Shape::Enum(GatewayElbScheme::VALUES)),
            Member::optional("webACLArn", Shape::STRING),
            Member::optional(
                "accessLogs",
                Shape::Structure(&GATEWAY_ELB_ACCESS_LOG_CONFIGURATION),
            ),
            Member::optional("port", Shape::INTEGER),
            Member::optional("protocol", Shape::Enum(GatewayAlbProtocol::VALUES)),
            Member::optional("maxAlbCount", Shape::INTEGER),
            Member::optional(
                "httpDesync",
                Shape::Enum(GatewayAlbDesyncMitigationMode::VALUES),
            ),
            Member::optional(
                "testTrafficRules",
                Shape::Structure(&GATEWAY_ALB_TEST_TRAFFIC_RULES),
            ),
        ],
    };

    pub static HOST_VOLUME_PROPERTIES: Structure = Structure {
        name: "HostVolumeProperties",
        members: &[Member::optional("sourcePath", Shape::STRING)],
    };

    pub static INFERENCE_ACCELERATOR: Structure = Structure {
        name: "InferenceAccelerator",
        members: &[
            Member::required("deviceName", Shape::STRING),
            Member::required("deviceType", Shape::STRING),
        ],
    };

    pub static INFERENCE_ACCELERATOR_OVERRIDE: Structure = Structure {
        name: "InferenceAcceleratorOverride",
        members: &[
            Member::optional("deviceName", Shape::STRING),
            Member::optional("deviceType", Shape::STRING),
        ],
    };

    pub static INFRASTRUCTURE_OPTIMIZATION: Structure = Structure {
        name: "InfrastructureOptimization",
        members: &[Member::optional("scaleInAfter", Shape::INTEGER)],
    };

    pub static INSTANCE_LAUNCH_TEMPLATE: Structure = Structure {
        name: "InstanceLaunchTemplate",
        members: &[
            Member::required("ec2InstanceProfileArn", Shape::STRING),
            Member::required(
                "networkConfiguration",
                Shape::Structure(&MANAGED_INSTANCES_NETWORK_CONFIGURATION),
            ),
            Member::optional(
                "storageConfiguration",
                Shape::Structure(&MANAGED_INSTANCES_STORAGE_CONFIGURATION),
            ),
            Member::optional(
                "localStorageConfiguration",
                Shape::Structure(&MANAGED_INSTANCES_LOCAL_STORAGE_CONFIGURATION),
            ),
            Member::optional(
                "monitoring",
                Shape::Enum(ManagedInstancesMonitoringOptions::VALUES),
            ),
            Member::optional(
                "capacityOptionType",
                Shape::Enum(CapacityOptionType::VALUES),
            ),
            Member::optional("instanceMetadataTagsPropagation", Shape::Boolean),
            Member::optional(
                "instanceRequirements",
                Shape::Structure(&INSTANCE_REQUIREMENTS_REQUEST),
            ),
            Member::optional("fipsEnabled", Shape::Boolean),
            Member::optional(
                "capacityReservations",
                Shape::Structure(&CAPACITY_RESERVATION_REQUEST),
            ),
            Member::optional("nitroEnclavesEnabled", Shape::Boolean),
        ],
    };

    pub static INSTANCE_LAUNCH_TEMPLATE_UPDATE: Structure = Structure {
        name: "InstanceLaunchTemplateUpdate",
        members: &[
            Member::optional("ec2InstanceProfileArn", Shape::STRING),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&MANAGED_INSTANCES_NETWORK_CONFIGURATION),
            ),
            Member::optional(
                "storageConfiguration",
                Shape::Structure(&MANAGED_INSTANCES_STORAGE_CONFIGURATION),
            ),
            Member::optional("instanceMetadataTagsPropagation", Shape::Boolean),
            Member::optional(
                "localStorageConfiguration",
                Shape::Structure(&MANAGED_INSTANCES_LOCAL_STORAGE_CONFIGURATION),
            ),
            Member::optional(
                "monitoring",
                Shape::Enum(ManagedInstancesMonitoringOptions::VALUES),
            ),
            Member::optional(
                "instanceRequirements",
                Shape::Structure(&INSTANCE_REQUIREMENTS_REQUEST),
            ),
            Member::optional(
                "capacityReservations",
                Shape::Structure(&CAPACITY_RESERVATION_REQUEST),
            ),
        ],
    };

    pub static INSTANCE_REQUIREMENTS_REQUEST: Structure = Structure {
        name: "InstanceRequirementsRequest",
        members: &[
            Member::required("vCpuCount", Shape::Structure(&VCPU_COUNT_RANGE_REQUEST)),
            Member::required("memoryMiB", Shape::Structure(&MEMORY_MIB_REQUEST)),
            Member::optional(
                "cpuManufacturers",
                Shape::list(&Shape::Enum(CpuManufacturer::VALUES)),
            ),
            Member::optional(
                "memoryGiBPerVCpu",
                Shape::Structure(&MEMORY_GIB_PER_VCPU_REQUEST),
            ),
            Member::optional(
                "excludedInstanceTypes",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(30),
                        pattern: Some(&EXCLUDED_INSTANCE_TYPE),
                    },
                    min: Some(0),
                    max: Some(400),
                },
            ),
            Member::optional(
                "instanceGenerations",
                Shape::list(&Shape::Enum(InstanceGeneration::VALUES)),
            ),
            Member::optional("spotMaxPricePercentageOverLowestPrice", Shape::INTEGER),
            Member::optional("onDemandMaxPricePercentageOverLowestPrice", Shape::INTEGER),
            Member::optional("bareMetal", Shape::Enum(BareMetal::VALUES)),
            Member::optional(
                "burstablePerformance",
                Shape::Enum(BurstablePerformance::VALUES),
            ),
            Member::optional("requireHibernateSupport", Shape::Boolean),
            Member::optional(
                "networkInterfaceCount",
                Shape::Structure(&NETWORK_INTERFACE_COUNT_REQUEST),
            ),
            Member::optional("localStorage", Shape::Enum(LocalStorage::VALUES)),
            Member::optional(
                "localStorageTypes",
                Shape::list(&Shape::Enum(LocalStorageType::VALUES)),
            ),
            Member::optional(
                "totalLocalStorageGB",
                Shape::Structure(&TOTAL_LOCAL_STORAGE_GB_REQUEST),
            ),
            Member::optional(
                "baselineEbsBandwidthMbps",
                Shape::Structure(&BASELINE_EBS_BANDWIDTH_MBPS_REQUEST),
            ),
            Member::optional(
                "acceleratorTypes",
                Shape::list(&Shape::Enum(AcceleratorType::VALUES)),
            ),
            Member::optional(
                "acceleratorCount",
                Shape::Structure(&ACCELERATOR_COUNT_REQUEST),
            ),
            Member::optional(
                "acceleratorManufacturers",
                Shape::list(&Shape::Enum(AcceleratorManufacturer::VALUES)),
            ),
            Member::optional(
                "acceleratorNames",
                Shape::list(&Shape::Enum(AcceleratorName::VALUES)),
            ),
            Member::optional(
                "acceleratorTotalMemoryMiB",
                Shape::Structure(&ACCELERATOR_TOTAL_MEMORY_MIB_REQUEST),
            ),
            Member::optional(
                "networkBandwidthGbps",
                Shape::Structure(&NETWORK_BANDWIDTH_GBPS_REQUEST),
            ),
            Member::optional(
                "allowedInstanceTypes",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(30),
                        pattern: Some(&ALLOWED_INSTANCE_TYPE),
                    },
                    min: Some(0),
                    max: Some(400),
                },
            ),
            Member::optional(
                "maxSpotPriceAsPercentageOfOptimalOnDemandPrice",
                Shape::INTEGER,
            ),
        ],
    };

    pub static KERNEL_CAPABILITIES: Structure = Structure {
        name: "KernelCapabilities",
        members: &[
            Member::optional("add", Shape::list(&Shape::STRING)),
            Member::optional("drop", Shape::list(&Shape::STRING)),
        ],
    };

    pub static KEY_VALUE_PAIR: Structure = Structure {
        name: "KeyValuePair",
        members: &[
            Member::optional("name", Shape::STRING),
            Member::optional("value", Shape::STRING),
        ],
    };

    pub static LINEAR_CONFIGURATION: Structure = Structure {
        name: "LinearConfiguration",
        members: &[
            Member::optional("stepPercent", Shape::DOUBLE),
            Member::optional("stepBakeTimeInMinutes", Shape::INTEGER),
        ],
    };

    pub static LINUX_PARAMETERS: Structure = Structure {
        name: "LinuxParameters",
        members: &[
            Member::optional("capabilities", Shape::Structure(&KERNEL_CAPABILITIES)),
            Member::optional("devices", Shape::list(&Shape::Structure(&DEVICE))),
            Member::optional("initProcessEnabled", Shape::Boolean),
            Member::optional("sharedMemorySize", Shape::INTEGER),
            Member::optional("tmpfs", Shape::list(&Shape::Structure(&TMPFS))),
            Member::optional("maxSwap", Shape::INTEGER),
            Member::optional("swappiness", Shape::INTEGER),
        ],
    };

    pub static LIST_ACCOUNT_SETTINGS_REQUEST: Structure = Structure {
        name: "ListAccountSettingsRequest",
        members: &[
            Member::optional("name", Shape::Enum(SettingName::VALUES)),
            Member::optional("value", Shape::STRING),
            Member::optional("principalArn", Shape::STRING),
            Member::optional("effectiveSettings", Shape::Boolean),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
        ],
    };

    pub static LIST_ATTRIBUTES_REQUEST: Structure = Structure {
        name: "ListAttributesRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("targetType", Shape::Enum(TargetType::VALUES)),
            Member::optional("attributeName", Shape::STRING),
            Member::optional("attributeValue", Shape::STRING),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
        ],
    };

    pub static LIST_CLUSTERS_REQUEST: Structure = Structure {
        name: "ListClustersRequest",
        members: &[
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
        ],
    };

    pub static LIST_CONTAINER_INSTANCES_REQUEST: Structure = Structure {
        name: "ListContainerInstancesRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::optional("filter", Shape::STRING),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("status", Shape::Enum(ContainerInstanceStatus::VALUES)),
        ],
    };

    pub static LIST_DAEMON_DEPLOYMENTS_REQUEST: Structure = Structure {
        name: "ListDaemonDeploymentsRequest",
        members: &[
            Member::required("daemonArn", Shape::STRING),
            Member::optional(
                "status",
                Shape::list(&Shape::Enum(DaemonDeploymentStatus::VALUES)),
            ),
            Member::optional("createdAt", Shape::Structure(&CREATED_AT)),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("nextToken", Shape::STRING),
        ],
    };

    pub static LIST_DAEMON_TASK_DEFINITIONS_REQUEST: Structure = Structure {
        name: "ListDaemonTaskDefinitionsRequest",
        members: &[
            Member::optional("familyPrefix", Shape::STRING),
            Member::optional("family", Shape::STRING),
            Member::optional(
                "revision",
                Shape::Enum(DaemonTaskDefinitionRevisionFilter::VALUES),
            ),
            Member::optional(
                "status",
                Shape::Enum(DaemonTaskDefinitionStatusFilter::VALUES),
            ),
            Member::optional("sort", Shape::Enum(SortOrder::VALUES)),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
        ],
    };

    pub static LIST_DAEMONS_REQUEST: Structure = Structure {
        name: "ListDaemonsRequest",
        members: &[
            Member::optional("clusterArn", Shape::STRING),
            Member::optional("capacityProviderArns", Shape::list(&Shape::STRING)),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("nextToken", Shape::STRING),
        ],
    };

    pub static LIST_GATEWAY_CLUSTER_ASSOCIATIONS_REQUEST: Structure = Structure {
        name: "ListGatewayClusterAssociationsRequest",
        members: &[
            Member::optional("gateway", Shape::STRING),
            Member::optional("cluster", Shape::STRING),
            Member::optional(
                "status",
                Shape::List {
                    member: &Shape::Enum(GatewayClusterAssociationStatus::VALUES),
                    min: Some(0),
                    max: Some(3),
                },
            ),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("nextToken", Shape::STRING),
        ],
    };

    pub static LIST_GATEWAY_ROUTES_REQUEST: Structure = Structure {
        name: "ListGatewayRoutesRequest",
        members: &[
            Member::optional("gateway", Shape::STRING),
            Member::optional("cluster", Shape::STRING),
            Member::optional("service", Shape::STRING),
            Member::optional("serviceContainerPortName", Shape::STRING),
            Member::optional(
                "status",
                Shape::List {
                    member: &Shape::Enum(GatewayRouteStatus::VALUES),
                    min: Some(0),
                    max: Some(7),
                },
            ),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("nextToken", Shape::STRING),
        ],
    };

    pub static LIST_GATEWAYS_REQUEST: Structure = Structure {
        name: "ListGatewaysRequest",
        members: &[
            Member::optional("names", Shape::list(&Shape::STRING)),
            Member::optional(
                "status",
                Shape::List {
                    member: &Shape::Enum(GatewayStatus::VALUES),
                    min: Some(0),
                    max: Some(5),
                },
            ),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("nextToken", Shape::STRING),
        ],
    };

    pub static LIST_SERVICE_DEPLOYMENTS_REQUEST: Structure = Structure {
        name: "ListServiceDeploymentsRequest",
        members: &[
            Member::required("service", Shape::STRING),
            Member::optional("cluster", Shape::STRING),
            Member::optional(
                "status",
                Shape::list(&Shape::Enum(ServiceDeploymentStatus::VALUES)),
            ),
            Member::optional("createdAt", Shape::Structure(&CREATED_AT)),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
        ],
    };

    pub static LIST_SERVICES_BY_NAMESPACE_REQUEST: Structure = Structure {
        name: "ListServicesByNamespaceRequest",
        members: &[
            Member::required("namespace", Shape::STRING),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
        ],
    };

    pub static LIST_SERVICES_REQUEST: Structure = Structure {
        name: "ListServicesRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("launchType", Shape::Enum(LaunchType::VALUES)),
            Member::optional(
                "schedulingStrategy",
                Shape::Enum(SchedulingStrategy::VALUES),
            ),
            Member::optional(
                "resourceManagementType",
                Shape::Enum(ResourceManagementType::VALUES),
            ),
        ],
    };

    pub static LIST_TAGS_FOR_RESOURCE_REQUEST: Structure = Structure {
        name: "ListTagsForResourceRequest",
        members: &[Member::required("resourceArn", Shape::STRING)],
    };

    pub static LIST_TASK_DEFINITION_FAMILIES_REQUEST: Structure = Structure {
        name: "ListTaskDefinitionFamiliesRequest",
        members: &[
            Member::optional("familyPrefix", Shape::STRING),
            Member::optional("status", Shape::Enum(TaskDefinitionFamilyStatus::VALUES)),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
        ],
    };

    pub static LIST_TASK_DEFINITIONS_REQUEST: Structure = Structure {
        name: "ListTaskDefinitionsRequest",
        members: &[
            Member::optional("familyPrefix", Shape::STRING),
            Member::optional("status", Shape::Enum(TaskDefinitionStatus::VALUES)),
            Member::optional("sort", Shape::Enum(SortOrder::VALUES)),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
        ],
    };

    pub static LIST_TASKS_REQUEST: Structure = Structure {
        name: "ListTasksRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::optional("containerInstance", Shape::STRING),
            Member::optional("family", Shape::STRING),
            Member::optional("nextToken", Shape::STRING),
            Member::optional("maxResults", Shape::INTEGER),
            Member::optional("startedBy", Shape::STRING),
            Member::optional("serviceName", Shape::STRING),
            Member::optional("desiredStatus", Shape::Enum(DesiredStatus::VALUES)),
            Member::optional("launchType", Shape::Enum(LaunchType::VALUES)),
            Member::optional("daemonName", Shape::STRING),
        ],
    };

    pub static LOAD_BALANCER: Structure = Structure {
        name: "LoadBalancer",
        members: &[
            Member::optional("targetGroupArn", Shape::STRING),
            Member::optional("loadBalancerName", Shape::STRING),
            Member::optional("containerName", Shape::STRING),
            Member::optional("containerPort", Shape::INTEGER),
            Member::optional(
                "advancedConfiguration",
                Shape::Structure(&ADVANCED_CONFIGURATION),
            ),
        ],
    };

    pub static LOG_CONFIGURATION: Structure = Structure {
        name: "LogConfiguration",
        members: &[
            Member::required("logDriver", Shape::Enum(LogDriver::VALUES)),
            Member::optional("options", Shape::map(&Shape::STRING, &Shape::STRING)),
            Member::optional("secretOptions", Shape::list(&Shape::Structure(&SECRET))),
        ],
    };

    pub static LOG_DRIVER_VOLUME_CONFIGURATION: Structure = Structure {
        name: "LogDriverVolumeConfiguration",
        members: &[Member::required("driver", Shape::Enum(LogDriver::VALUES))],
    };

    pub static MANAGED_AGENT_STATE_CHANGE: Structure = Structure {
        name: "ManagedAgentStateChange",
        members: &[
            Member::required("containerName", Shape::STRING),
            Member::required("managedAgentName", Shape::Enum(ManagedAgentName::VALUES)),
            Member::required("status", Shape::STRING),
            Member::optional("reason", Shape::STRING),
        ],
    };

    pub static MANAGED_INSTANCES_LOCAL_STORAGE_CONFIGURATION: Structure = Structure {
        name: "ManagedInstancesLocalStorageConfiguration",
        members: &[Member::optional("useLocalStorage", Shape::Boolean)],
    };

    pub static MANAGED_INSTANCES_NETWORK_CONFIGURATION: Structure = Structure {
        name: "ManagedInstancesNetworkConfiguration",
        members: &[
            Member::optional("subnets", Shape::list(&Shape::STRING)),
            Member::optional("securityGroups", Shape::list(&Shape::STRING)),
        ],
    };

    pub static MANAGED_INSTANCES_STORAGE_CONFIGURATION: Structure = Structure {
        name: "ManagedInstancesStorageConfiguration",
        members: &[Member::optional(
            "storageSizeGiB",
            Shape::Integer {
                min: Some(1),
                max: None,
            },
        )],
    };

    pub static MANAGED_SCALING: Structure = Structure {
        name: "ManagedScaling",
        members: &[
            Member::optional("status", Shape::Enum(ManagedScalingStatus::VALUES)),
            Member::optional(
                "targetCapacity",
                Shape::Integer {
                    min: Some(1),
                    max: Some(100),
                },
            ),
            Member::optional(
                "minimumScalingStepSize",
                Shape::Integer {
                    min: Some(1),
                    max: Some(10000),
                },
            ),
            Member::optional(
                "maximumScalingStepSize",
                Shape::Integer {
                    min: Some(1),
                    max: Some(10000),
                },
            ),
            Member::optional(
                "instanceWarmupPeriod",
                Shape::Integer {
                    min: Some(0),
                    max: Some(10000),
                },
            ),
        ],
    };

    pub static MANAGED_STORAGE_CONFIGURATION: Structure = Structure {
        name: "ManagedStorageConfiguration",
        members: &[
            Member::optional("kmsKeyId", Shape::STRING),
            Member::optional("fargateEphemeralStorageKmsKeyId", Shape::STRING),
        ],
    };

    pub static MEMORY_GIB_PER_VCPU_REQUEST: Structure = Structure {
        name: "MemoryGiBPerVCpuRequest",
        members: &[
            Member::optional("min", Shape::DOUBLE),
            Member::optional("max", Shape::DOUBLE),
        ],
    };

    pub static MEMORY_MIB_REQUEST: Structure = Structure {
        name: "MemoryMiBRequest",
        members: &[
            Member::required("min", Shape::INTEGER),
            Member::optional("max", Shape::INTEGER),
        ],
    };

    pub static METRIC_CONFIGURATION: Structure = Structure {
        name: "MetricConfiguration",
        members: &[
            Member::required(
                "metricNames",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(255),
                        pattern: None,
                    },
                    min: Some(1),
                    max: Some(5),
                },
            ),
            Member::required(
                "resolutionSeconds",
                Shape::Integer {
                    min: Some(20),
                    max: Some(60),
                },
            ),
        ],
    };

    pub static MONITORING_CONFIGURATION: Structure = Structure {
        name: "MonitoringConfiguration",
        members: &[Member::optional(
            "metricConfigurations",
            Shape::List {
                member: &Shape::Structure(&METRIC_CONFIGURATION),
                min: Some(0),
                max: Some(5),
            },
        )],
    };

    pub static MOUNT_POINT: Structure = Structure {
        name: "MountPoint",
        members: &[
            Member::optional("sourceVolume", Shape::STRING),
            Member::optional("containerPath", Shape::STRING),
            Member::optional("readOnly", Shape::Boolean),
        ],
    };

    pub static NETWORK_BANDWIDTH_GBPS_REQUEST: Structure = Structure {
        name: "NetworkBandwidthGbpsRequest",
        members: &[
            Member::optional("min", Shape::DOUBLE),
            Member::optional("max", Shape::DOUBLE),
        ],
    };

    pub static NETWORK_BINDING: Structure = Structure {
        name: "NetworkBinding",
        members: &[
            Member::optional("bindIP", Shape::STRING),
            Member::optional("containerPort", Shape::INTEGER),
            Member::optional("hostPort", Shape::INTEGER),
            Member::optional("protocol", Shape::Enum(TransportProtocol::VALUES)),
            Member::optional("containerPortRange", Shape::STRING),
            Member::optional("hostPortRange", Shape::STRING),
        ],
    };

    pub static NETWORK_CONFIGURATION: Structure = Structure {
        name: "NetworkConfiguration",
        members: &[Member::optional(
            "awsvpcConfiguration",
            Shape::Structure(&AWS_VPC_CONFIGURATION),
        )],
    };

    pub static NETWORK_INTERFACE_COUNT_REQUEST: Structure = Structure {
        name: "NetworkInterfaceCountRequest",
        members: &[
            Member::optional("min", Shape::INTEGER),
            Member::optional("max", Shape::INTEGER),
        ],
    };

    pub static NVIDIA_MPS_ALLOCATION: Structure = Structure {
        name: "NvidiaMpsAllocation",
        members: &[
            Member::required(
                "memory",
                Shape::Integer {
                    min: Some(1),
                    max: None,
                },
            ),
            Member::optional(
                "maxComputePercent",
                Shape::Integer {
                    min: Some(1),
                    max: Some(100),
                },
            ),
        ],
    };

    pub static PLACEMENT_CONSTRAINT: Structure = Structure {
        name: "PlacementConstraint",
        members: &[
            Member::optional("type", Shape::Enum(PlacementConstraintType::VALUES)),
            Member::optional("expression", Shape::STRING),
        ],
    };

    pub static PLACEMENT_STRATEGY: Structure = Structure {
        name: "PlacementStrategy",
        members: &[
            Member::optional("type", Shape::Enum(PlacementStrategyType::VALUES)),
            Member::optional("field", Shape::STRING),
        ],
    };

    pub static PLATFORM_DEVICE: Structure = Structure {
        name: "PlatformDevice",
        members: &[
            Member::required("id", Shape::STRING),
            Member::required("type", Shape::Enum(PlatformDeviceType::VALUES)),
        ],
    };

    pub static PORT_MAPPING: Structure = Structure {
        name: "PortMapping",
        members: &[
            Member::optional("containerPort", Shape::INTEGER),
            Member::optional("hostPort", Shape::INTEGER),
            Member::optional("protocol", Shape::Enum(TransportProtocol::VALUES)),
            Member::optional("name", Shape::STRING),
            Member::optional("appProtocol", Shape::Enum(ApplicationProtocol::VALUES)),
            Member::optional("containerPortRange", Shape::STRING),
        ],
    };

    pub static PROXY_CONFIGURATION: Structure = Structure {
        name: "ProxyConfiguration",
        members: &[
            Member::optional("type", Shape::Enum(ProxyConfigurationType::VALUES)),
            Member::required("containerName", Shape::STRING),
            Member::optional(
                "properties",
                Shape::list(&Shape::Structure(&KEY_VALUE_PAIR)),
            ),
        ],
    };

    pub static PUT_ACCOUNT_SETTING_DEFAULT_REQUEST: Structure = Structure {
        name: "PutAccountSettingDefaultRequest",
        members: &[
            Member::required("name", Shape::Enum(SettingName::VALUES)),
            Member::required("value", Shape::STRING),
        ],
    };

    pub static PUT_ACCOUNT_SETTING_REQUEST: Structure = Structure {
        name: "PutAccountSettingRequest",
        members: &[
            Member::required("name", Shape::Enum(SettingName::VALUES)),
            Member::required("value", Shape::STRING),
            Member::optional("principalArn", Shape::STRING),
        ],
    };

    pub static PUT_ATTRIBUTES_REQUEST: Structure = Structure {
        name: "PutAttributesRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("attributes", Shape::list(&Shape::Structure(&ATTRIBUTE))),
        ],
    };

    pub static PUT_CLUSTER_CAPACITY_PROVIDERS_REQUEST: Structure = Structure {
        name: "PutClusterCapacityProvidersRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::required("capacityProviders", Shape::list(&Shape::STRING)),
            Member::required(
                "defaultCapacityProviderStrategy",
                Shape::list(&Shape::Structure(&CAPACITY_PROVIDER_STRATEGY_ITEM)),
            ),
        ],
    };

    pub static REGISTER_CONTAINER_INSTANCE_REQUEST: Structure = Structure {
        name: "RegisterContainerInstanceRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::optional("instanceIdentityDocument", Shape::STRING),
            Member::optional("instanceIdentityDocumentSignature", Shape::STRING),
            Member::optional("totalResources", Shape::list(&Shape::Structure(&RESOURCE))),
            Member::optional("versionInfo", Shape::Structure(&VERSION_INFO)),
            Member::optional("containerInstanceArn", Shape::STRING),
            Member::optional("attributes", Shape::list(&Shape::Structure(&ATTRIBUTE))),
            Member::optional(
                "platformDevices",
                Shape::list(&Shape::Structure(&PLATFORM_DEVICE)),
            ),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static REGISTER_DAEMON_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "RegisterDaemonTaskDefinitionRequest",
        members: &[
            Member::required("family", Shape::STRING),
            Member::optional("taskRoleArn", Shape::STRING),
            Member::optional("executionRoleArn", Shape::STRING),
            Member::required(
                "containerDefinitions",
                Shape::list(&Shape::Structure(&DAEMON_CONTAINER_DEFINITION)),
            ),
            Member::optional("cpu", Shape::STRING),
            Member::optional("memory", Shape::STRING),
            Member::optional("volumes", Shape::list(&Shape::Structure(&DAEMON_VOLUME))),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::optional("pidMode", Shape::Enum(DaemonPidMode::VALUES)),
            Member::optional("ipcMode", Shape::Enum(DaemonIpcMode::VALUES)),
        ],
    };

    pub static REGISTER_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "RegisterTaskDefinitionRequest",
        members: &[
            Member::required("family", Shape::STRING),
            Member::optional("taskRoleArn", Shape::STRING),
            Member::optional("executionRoleArn", Shape::STRING),
            Member::optional("networkMode", Shape::Enum(NetworkMode::VALUES)),
            Member::required(
                "containerDefinitions",
                Shape::list(&Shape::Structure(&CONTAINER_DEFINITION)),
            ),
            Member::optional("volumes", Shape::list(&Shape::Structure(&VOLUME))),
            Member::optional(
                "placementConstraints",
                Shape::list(&Shape::Structure(&TASK_DEFINITION_PLACEMENT_CONSTRAINT)),
            ),
            Member::optional(
                "requiresCompatibilities",
                Shape::list(&Shape::Enum(Compatibility::VALUES)),
            ),
            Member::optional("cpu", Shape::StringOrNumber),
            Member::optional("memory", Shape::StringOrNumber),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::optional("pidMode", Shape::Enum(PidMode::VALUES)),
            Member::optional("ipcMode", Shape::Enum(IpcMode::VALUES)),
            Member::optional("proxyConfiguration", Shape::Structure(&PROXY_CONFIGURATION)),
            Member::optional(
                "inferenceAccelerators",
                Shape::list(&Shape::Structure(&INFERENCE_ACCELERATOR)),
            ),
            Member::optional("ephemeralStorage", Shape::Structure(&EPHEMERAL_STORAGE)),
            Member::optional("runtimePlatform", Shape::Structure(&RUNTIME_PLATFORM)),
            Member::optional("enableFaultInjection", Shape::Boolean),
            Member::optional(
                "trustedExecutionConfiguration",
                Shape::Structure(&TRUSTED_EXECUTION_CONFIGURATION),
            ),
        ],
    };

    pub static REPOSITORY_CREDENTIALS: Structure = Structure {
        name: "RepositoryCredentials",
        members: &[Member::required("credentialsParameter", Shape::STRING)],
    };

    pub static RESOURCE: Structure = Structure {
        name: "Resource",
        members: &[
            Member::optional("name", Shape::STRING),
            Member::optional("type", Shape::STRING),
            Member::optional("doubleValue", Shape::DOUBLE),
            Member::optional("longValue", Shape::LONG),
            Member::optional("integerValue", Shape::INTEGER),
            Member::optional("stringSetValue", Shape::list(&Shape::STRING)),
        ],
    };

    pub static RESOURCE_REQUIREMENT: Structure = Structure {
        name: "ResourceRequirement",
        members: &[
            Member::optional("value", Shape::STRING),
            Member::required("type", Shape::Enum(ResourceType::VALUES)),
            Member::optional("sharingStrategy", Shape::Structure(&SHARING_STRATEGY)),
        ],
    };

    pub static RUN_TASK_REQUEST: Structure = Structure {
        name: "RunTaskRequest",
        members: &[
            Member::optional(
                "capacityProviderStrategy",
                Shape::list(&Shape::Structure(&CAPACITY_PROVIDER_STRATEGY_ITEM)),
            ),
            Member::optional("cluster", Shape::STRING),
            Member::optional("count", Shape::INTEGER),
            Member::optional("enableECSManagedTags", Shape::Boolean),
            Member::optional("enableExecuteCommand", Shape::Boolean),
            Member::optional("group", Shape::STRING),
            Member::optional("launchType", Shape::Enum(LaunchType::VALUES)),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&NETWORK_CONFIGURATION),
            ),
            Member::optional("overrides", Shape::Structure(&TASK_OVERRIDE)),
            Member::optional(
                "placementConstraints",
                Shape::list(&Shape::Structure(&PLACEMENT_CONSTRAINT)),
            ),
            Member::optional(
                "placementStrategy",
                Shape::list(&Shape::Structure(&PLACEMENT_STRATEGY)),
            ),
            Member::optional("platformVersion", Shape::STRING),
            Member::optional("propagateTags", Shape::Enum(PropagateTags::VALUES)),
            Member::optional("referenceId", Shape::STRING),
            Member::optional("startedBy", Shape::STRING),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::required("taskDefinition", Shape::STRING),
            Member::optional("clientToken", Shape::STRING),
            Member::optional(
                "volumeConfigurations",
                Shape::list(&Shape::Structure(&TASK_VOLUME_CONFIGURATION)),
            ),
        ],
    };

    pub static RUNTIME_PLATFORM: Structure = Structure {
        name: "RuntimePlatform",
        members: &[
            Member::optional("cpuArchitecture", Shape::Enum(CPUArchitecture::VALUES)),
            Member::optional("operatingSystemFamily", Shape::Enum(OSFamily::VALUES)),
        ],
    };

    pub static S3_FILES_VOLUME_CONFIGURATION: Structure = Structure {
        name: "S3FilesVolumeConfiguration",
        members: &[
            Member::required("fileSystemArn", Shape::STRING),
            Member::optional("rootDirectory", Shape::STRING),
            Member::optional("transitEncryptionPort", Shape::INTEGER),
            Member::optional("accessPointArn", Shape::STRING),
        ],
    };

    pub static SCALE: Structure = Structure {
        name: "Scale",
        members: &[
            Member::optional("value", Shape::DOUBLE),
            Member::optional("unit", Shape::Enum(ScaleUnit::VALUES)),
        ],
    };

    pub static SECRET: Structure = Structure {
        name: "Secret",
        members: &[
            Member::required("name", Shape::STRING),
            Member::required("valueFrom", Shape::STRING),
        ],
    };

    pub static SERVICE_CONNECT_ACCESS_LOG_CONFIGURATION: Structure = Structure {
        name: "ServiceConnectAccessLogConfiguration",
        members: &[
            Member::required(
                "format",
                Shape::Enum(ServiceConnectAccessLoggingFormat::VALUES),
            ),
            Member::optional(
                "includeQueryParameters",
                Shape::Enum(ServiceConnectIncludeQueryParameters::VALUES),
            ),
        ],
    };

    pub static SERVICE_CONNECT_CLIENT_ALIAS: Structure = Structure {
        name: "ServiceConnectClientAlias",
        members: &[
            Member::required(
                "port",
                Shape::Integer {
                    min: Some(0),
                    max: Some(65535),
                },
            ),
            Member::optional("dnsName", Shape::STRING),
            Member::optional(
                "testTrafficRules",
                Shape::Structure(&SERVICE_CONNECT_TEST_TRAFFIC_RULES),
            ),
        ],
    };

    pub static SERVICE_CONNECT_CONFIGURATION: Structure = Structure {
        name: "ServiceConnectConfiguration",
        members: &[
            Member::required("enabled", Shape::Boolean),
            Member::optional("namespace", Shape::STRING),
            Member::optional(
                "services",
                Shape::list(&Shape::Structure(&SERVICE_CONNECT_SERVICE)),
            ),
            Member::optional("logConfiguration", Shape::Structure(&LOG_CONFIGURATION)),
            Member::optional(
                "accessLogConfiguration",
                Shape::Structure(&SERVICE_CONNECT_ACCESS_LOG_CONFIGURATION),
            ),
            Member::optional(
                "containerConfigurations",
                Shape::List {
                    member: &Shape::Structure(&SERVICE_CONNECT_CONTAINER_CONFIGURATION),
                    min: Some(0),
                    max: Some(10),
                },
            ),
        ],
    };

    pub static SERVICE_CONNECT_CONTAINER_CONFIGURATION: Structure = Structure {
        name: "ServiceConnectContainerConfiguration",
        members: &[Member::optional(
            "logLevel",
            Shape::Enum(ServiceConnectContainerLogLevel::VALUES),
        )],
    };

    pub static SERVICE_CONNECT_SERVICE: Structure = Structure {
        name: "ServiceConnectService",
        members: &[
            Member::required("portName", Shape::STRING),
            Member::optional("discoveryName", Shape::STRING),
            Member::optional(
                "clientAliases",
                Shape::list(&Shape::Structure(&SERVICE_CONNECT_CLIENT_ALIAS)),
            ),
            Member::optional(
                "ingressPortOverride",
                Shape::Integer {
                    min: Some(0),
                    max: Some(65535),
                },
            ),
            Member::optional("timeout", Shape::Structure(&TIMEOUT_CONFIGURATION)),
            Member::optional("tls", Shape::Structure(&SERVICE_CONNECT_TLS_CONFIGURATION)),
        ],
    };

    pub static SERVICE_CONNECT_TEST_TRAFFIC_HEADER_MATCH_RULES: Structure = Structure {
        name: "ServiceConnectTestTrafficHeaderMatchRules",
        members: &[Member::required("exact", Shape::STRING)],
    };

    pub static SERVICE_CONNECT_TEST_TRAFFIC_HEADER_RULES: Structure = Structure {
        name: "ServiceConnectTestTrafficHeaderRules",
        members: &[
            Member::required("name", Shape::STRING),
            Member::optional(
                "value",
                Shape::Structure(&SERVICE_CONNECT_TEST_TRAFFIC_HEADER_MATCH_RULES),
            ),
        ],
    };

    pub static SERVICE_CONNECT_TEST_TRAFFIC_RULES: Structure = Structure {
        name: "ServiceConnectTestTrafficRules",
        members: &[Member::required(
            "header",
            Shape::Structure(&SERVICE_CONNECT_TEST_TRAFFIC_HEADER_RULES),
        )],
    };

    pub static SERVICE_CONNECT_TLS_CERTIFICATE_AUTHORITY: Structure = Structure {
        name: "ServiceConnectTlsCertificateAuthority",
        members: &[Member::optional("awsPcaAuthorityArn", Shape::STRING)],
    };

    pub static SERVICE_CONNECT_TLS_CONFIGURATION: Structure = Structure {
        name: "ServiceConnectTlsConfiguration",
        members: &[
            Member::required(
                "issuerCertificateAuthority",
                Shape::Structure(&SERVICE_CONNECT_TLS_CERTIFICATE_AUTHORITY),
            ),
            Member::optional("kmsKey", Shape::STRING),
            Member::optional("roleArn", Shape::STRING),
        ],
    };

    pub static SERVICE_MANAGED_EBS_VOLUME_CONFIGURATION: Structure = Structure {
        name: "ServiceManagedEBSVolumeConfiguration",
        members: &[
            Member::optional("encrypted", Shape::Boolean),
            Member::optional("kmsKeyId", Shape::STRING),
            Member::optional("volumeType", Shape::STRING),
            Member::optional("sizeInGiB", Shape::INTEGER),
            Member::optional("snapshotId", Shape::STRING),
            Member::optional("volumeInitializationRate", Shape::INTEGER),
            Member::optional("iops", Shape::INTEGER),
            Member::optional("throughput", Shape::INTEGER),
            Member::optional(
                "tagSpecifications",
                Shape::list(&Shape::Structure(&EBS_TAG_SPECIFICATION)),
            ),
            Member::required("roleArn", Shape::STRING),
            Member::optional("filesystemType", Shape::Enum(TaskFilesystemType::VALUES)),
        ],
    };

    pub static SERVICE_REGISTRY: Structure = Structure {
        name: "ServiceRegistry",
        members: &[
            Member::optional("registryArn", Shape::STRING),
            Member::optional("port", Shape::INTEGER),
            Member::optional("containerName", Shape::STRING),
            Member::optional("containerPort", Shape::INTEGER),
        ],
    };

    pub static SERVICE_VOLUME_CONFIGURATION: Structure = Structure {
        name: "ServiceVolumeConfiguration",
        members: &[
            Member::required("name", Shape::STRING),
            Member::optional(
                "managedEBSVolume",
                Shape::Structure(&SERVICE_MANAGED_EBS_VOLUME_CONFIGURATION),
            ),
        ],
    };

    pub static SHARING_STRATEGY: Structure = Structure {
        name: "SharingStrategy",
        members: &[Member::optional(
            "nvidiaMps",
            Shape::Structure(&NVIDIA_MPS_ALLOCATION),
        )],
    };

    pub static START_TASK_REQUEST: Structure = Structure {
        name: "StartTaskRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("containerInstances", Shape::list(&Shape::STRING)),
            Member::optional("enableECSManagedTags", Shape::Boolean),
            Member::optional("enableExecuteCommand", Shape::Boolean),
            Member::optional("group", Shape::STRING),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&NETWORK_CONFIGURATION),
            ),
            Member::optional("overrides", Shape::Structure(&TASK_OVERRIDE)),
            Member::optional("propagateTags", Shape::Enum(PropagateTags::VALUES)),
            Member::optional("referenceId", Shape::STRING),
            Member::optional("startedBy", Shape::STRING),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::required("taskDefinition", Shape::STRING),
            Member::optional(
                "volumeConfigurations",
                Shape::list(&Shape::Structure(&TASK_VOLUME_CONFIGURATION)),
            ),
        ],
    };

    pub static STOP_SERVICE_DEPLOYMENT_REQUEST: Structure = Structure {
        name: "StopServiceDeploymentRequest",
        members: &[
            Member::required("serviceDeploymentArn", Shape::STRING),
            Member::optional(
                "stopType",
                Shape::Enum(StopServiceDeploymentStopType::VALUES),
            ),
        ],
    };

    pub static STOP_TASK_REQUEST: Structure = Structure {
        name: "StopTaskRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("task", Shape::STRING),
            Member::optional("reason", Shape::STRING),
        ],
    };

    pub static SUBMIT_ATTACHMENT_STATE_CHANGES_REQUEST: Structure = Structure {
        name: "SubmitAttachmentStateChangesRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required(
                "attachments",
                Shape::list(&Shape::Structure(&ATTACHMENT_STATE_CHANGE)),
            ),
        ],
    };

    pub static SUBMIT_CONTAINER_STATE_CHANGE_REQUEST: Structure = Structure {
        name: "SubmitContainerStateChangeRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::optional("task", Shape::STRING),
            Member::optional("containerName", Shape::STRING),
            Member::optional("runtimeId", Shape::STRING),
            Member::optional("status", Shape::STRING),
            Member::optional("exitCode", Shape::INTEGER),
            Member::optional("reason", Shape::STRING),
            Member::optional(
                "networkBindings",
                Shape::list(&Shape::Structure(&NETWORK_BINDING)),
            ),
        ],
    };

    pub static SUBMIT_TASK_STATE_CHANGE_REQUEST: Structure = Structure {
        name: "SubmitTaskStateChangeRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::optional("task", Shape::STRING),
            Member::optional("status", Shape::STRING),
            Member::optional("reason", Shape::STRING),
            Member::optional(
                "containers",
                Shape::list(&Shape::Structure(&CONTAINER_STATE_CHANGE)),
            ),
            Member::optional(
                "attachments",
                Shape::list(&Shape::Structure(&ATTACHMENT_STATE_CHANGE)),
            ),
            Member::optional(
                "managedAgents",
                Shape::list(&Shape::Structure(&MANAGED_AGENT_STATE_CHANGE)),
            ),
            Member::optional("pullStartedAt", Shape::Timestamp),
            Member::optional("pullStoppedAt", Shape::Timestamp),
            Member::optional("executionStoppedAt", Shape::Timestamp),
        ],
    };

    pub static SYSTEM_CONTROL: Structure = Structure {
        name: "SystemControl",
        members: &[
            Member::optional("namespace", Shape::STRING),
            Member::optional("value", Shape::STRING),
        ],
    };

    pub static TAG: Structure = Structure {
        name: "Tag",
        members: &[
            Member::optional(
                "key",
                Shape::String {
                    min: Some(1),
                    max: Some(128),
                    pattern: Some(&TAG_KEY),
                },
            ),
            Member::optional(
                "value",
                Shape::String {
                    min: Some(0),
                    max: Some(256),
                    pattern: Some(&TAG_VALUE),
                },
            ),
        ],
    };

    pub static TAG_KEY: Pattern = Pattern {
        text: r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)",
        negated: false,
        ranges: &[
            ('_', '_'),
            ('.', '.'),
            (':', ':'),
            ('/', '/'),
            ('=', '='),
            ('+', '+'),
            ('-', '-'),
            ('@', '@'),
        ],
        classes: &[CharClass::Letter, CharClass::Separator, CharClass::Number],
        min: 0,
        max: None,
    };

    pub static TAG_RESOURCE_REQUEST: Structure = Structure {
        name: "TagResourceRequest",
        members: &[
            Member::required("resourceArn", Shape::STRING),
            Member::required(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static TAG_VALUE: Pattern = Pattern {
        text: r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)",
        negated: false,
        ranges: &[
            ('_', '_'),
            ('.', '.'),
            (':', ':'),
            ('/', '/'),
            ('=', '='),
            ('+', '+'),
            ('-', '-'),
            ('@', '@'),
        ],
        classes: &[CharClass::Letter, CharClass::Separator, CharClass::Number],
        min: 0,
        max: None,
    };

    pub static TASK_DEFINITION_PLACEMENT_CONSTRAINT: Structure = Structure {
        name: "TaskDefinitionPlacementConstraint",
        members: &[
            Member::optional(
                "type",
                Shape::Enum(TaskDefinitionPlacementConstraintType::VALUES),
            ),
            Member::optional("expression", Shape::STRING),
        ],
    };

    pub static TASK_MANAGED_EBS_VOLUME_CONFIGURATION: Structure = Structure {
        name: "TaskManagedEBSVolumeConfiguration",
        members: &[
            Member::optional("encrypted", Shape::Boolean),
            Member::optional("kmsKeyId", Shape::STRING),
            Member::optional("volumeType", Shape::STRING),
            Member::optional("sizeInGiB", Shape::INTEGER),
            Member::optional("snapshotId", Shape::STRING),
            Member::optional("volumeInitializationRate", Shape::INTEGER),
            Member::optional("iops", Shape::INTEGER),
            Member::optional("throughput", Shape::INTEGER),
            Member::optional(
                "tagSpecifications",
                Shape::list(&Shape::Structure(&EBS_TAG_SPECIFICATION)),
            ),
            Member::required("roleArn", Shape::STRING),
            Member::optional(
                "terminationPolicy",
                Shape::Structure(&TASK_MANAGED_EBS_VOLUME_TERMINATION_POLICY),
            ),
            Member::optional("filesystemType", Shape::Enum(TaskFilesystemType::VALUES)),
        ],
    };

    pub static TASK_MANAGED_EBS_VOLUME_TERMINATION_POLICY: Structure = Structure {
        name: "TaskManagedEBSVolumeTerminationPolicy",
        members: &[Member::required("deleteOnTermination", Shape::Boolean)],
    };

    pub static TASK_OVERRIDE: Structure = Structure {
        name: "TaskOverride",
        members: &[
            Member::optional(
                "containerOverrides",
                Shape::list(&Shape::Structure(&CONTAINER_OVERRIDE)),
            ),
            Member::optional("cpu", Shape::StringOrNumber),
            Member::optional(
                "inferenceAcceleratorOverrides",
                Shape::list(&Shape::Structure(&INFERENCE_ACCELERATOR_OVERRIDE)),
            ),
            Member::optional("executionRoleArn", Shape::STRING),
            Member::optional("memory", Shape::StringOrNumber),
            Member::optional("taskRoleArn", Shape::STRING),
            Member::optional("ephemeralStorage", Shape::Structure(&EPHEMERAL_STORAGE)),
        ],
    };

    pub static TASK_VOLUME_CONFIGURATION: Structure = Structure {
        name: "TaskVolumeConfiguration",
        members: &[
            Member::required("name", Shape::STRING),
            Member::optional(
                "managedEBSVolume",
                Shape::Structure(&TASK_MANAGED_EBS_VOLUME_CONFIGURATION),
            ),
        ],
    };

    pub static THRESHOLD_CONFIGURATION: Structure = Structure {
        name: "ThresholdConfiguration",
        members: &[
            Member::required("type", Shape::Enum(ThresholdType::VALUES)),
            Member::required("value", Shape::INTEGER),
        ],
    };

    pub static TIMEOUT_CONFIGURATION: Structure = Structure {
        name: "TimeoutConfiguration",
        members: &[
            Member::optional(
                "idleTimeoutSeconds",
                Shape::Integer {
                    min: Some(0),
                    max: Some(2147483647),
                },
            ),
            Member::optional(
                "perRequestTimeoutSeconds",
                Shape::Integer {
                    min: Some(0),
                    max: Some(2147483647),
                },
            ),
        ],
    };

    pub static TMPFS: Structure = Structure {
        name: "Tmpfs",
        members: &[
            Member::required("containerPath", Shape::STRING),
            Member::required("size", Shape::INTEGER),
            Member::optional("mountOptions", Shape::list(&Shape::STRING)),
        ],
    };

    pub static TOTAL_LOCAL_STORAGE_GB_REQUEST: Structure = Structure {
        name: "TotalLocalStorageGBRequest",
        members: &[
            Member::optional("min", Shape::DOUBLE),
            Member::optional("max", Shape::DOUBLE),
        ],
    };

    pub static TRUSTED_EXECUTION_CONFIGURATION: Structure = Structure {
        name: "TrustedExecutionConfiguration",
        members: &[
            Member::required("isolationMode", Shape::Enum(IsolationMode::VALUES)),
            Member::optional("attestationPolicy", Shape::STRING),
        ],
    };

    pub static ULIMIT: Structure = Structure {
        name: "Ulimit",
        members: &[
            Member::required("name", Shape::Enum(UlimitName::VALUES)),
            Member::required("softLimit", Shape::INTEGER),
            Member::required("hardLimit", Shape::INTEGER),
        ],
    };

    pub static UNTAG_RESOURCE_REQUEST: Structure = Structure {
        name: "UntagResourceRequest",
        members: &[
            Member::required("resourceArn", Shape::STRING),
            Member::required(
                "tagKeys",
                Shape::list(&Shape::String {
                    min: Some(1),
                    max: Some(128),
                    pattern: Some(&TAG_KEY),
                }),
            ),
        ],
    };

    pub static UPDATE_CAPACITY_PROVIDER_REQUEST: Structure = Structure {
        name: "UpdateCapacityProviderRequest",
        members: &[
            Member::required("name", Shape::STRING),
            Member::optional("cluster", Shape::STRING),
            Member::optional(
                "autoScalingGroupProvider",
                Shape::Structure(&AUTO_SCALING_GROUP_PROVIDER_UPDATE),
            ),
            Member::optional(
                "managedInstancesProvider",
                Shape::Structure(&UPDATE_MANAGED_INSTANCES_PROVIDER_CONFIGURATION),
            ),
        ],
    };

    pub static UPDATE_CLUSTER_REQUEST: Structure = Structure {
        name: "UpdateClusterRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::optional("settings", Shape::list(&Shape::Structure(&CLUSTER_SETTING))),
            Member::optional("configuration", Shape::Structure(&CLUSTER_CONFIGURATION)),
            Member::optional(
                "serviceConnectDefaults",
                Shape::Structure(&CLUSTER_SERVICE_CONNECT_DEFAULTS_REQUEST),
            ),
        ],
    };

    pub static UPDATE_CLUSTER_SETTINGS_REQUEST: Structure = Structure {
        name: "UpdateClusterSettingsRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::required("settings", Shape::list(&Shape::Structure(&CLUSTER_SETTING))),
        ],
    };

    pub static UPDATE_CONTAINER_AGENT_REQUEST: Structure = Structure {
        name: "UpdateContainerAgentRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("containerInstance", Shape::STRING),
        ],
    };

    pub static UPDATE_CONTAINER_INSTANCES_STATE_REQUEST: Structure = Structure {
        name: "UpdateContainerInstancesStateRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("containerInstances", Shape::list(&Shape::STRING)),
            Member::required("status", Shape::Enum(ContainerInstanceStatus::VALUES)),
        ],
    };

    pub static UPDATE_DAEMON_REQUEST: Structure = Structure {
        name: "UpdateDaemonRequest",
        members: &[
            Member::required("daemonArn", Shape::STRING),
            Member::required("daemonTaskDefinitionArn", Shape::STRING),
            Member::required("capacityProviderArns", Shape::list(&Shape::STRING)),
            Member::optional(
                "deploymentConfiguration",
                Shape::Structure(&DAEMON_DEPLOYMENT_CONFIGURATION),
            ),
            Member::optional("propagateTags", Shape::Enum(DaemonPropagateTags::VALUES)),
            Member::optional("enableECSManagedTags", Shape::Boolean),
            Member::optional("enableExecuteCommand", Shape::Boolean),
            Member::optional("critical", Shape::Boolean),
        ],
    };

    pub static UPDATE_EXPRESS_GATEWAY_SERVICE_REQUEST: Structure = Structure {
        name: "UpdateExpressGatewayServiceRequest",
        members: &[
            Member::required("serviceArn", Shape::STRING),
            Member::optional("executionRoleArn", Shape::STRING),
            Member::optional("healthCheckPath", Shape::STRING),
            Member::optional(
                "primaryContainer",
                Shape::Structure(&EXPRESS_GATEWAY_CONTAINER),
            ),
            Member::optional("taskRoleArn", Shape::STRING),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&EXPRESS_GATEWAY_SERVICE_NETWORK_CONFIGURATION),
            ),
            Member::optional("cpu", Shape::STRING),
            Member::optional("memory", Shape::STRING),
            Member::optional(
                "cpuArchitecture",
                Shape::Enum(ExpressCpuArchitecture::VALUES),
            ),
            Member::optional(
                "scalingTarget",
                Shape::Structure(&EXPRESS_GATEWAY_SCALING_TARGET),
            ),
            Member::optional("taskDefinitionArn", Shape::STRING),
        ],
    };

    pub static UPDATE_GATEWAY_ALB_CONFIGURATION: Structure = Structure {
        name: "UpdateGatewayAlbConfiguration",
        members: &[
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&UPDATE_GATEWAY_NETWORK_CONFIGURATION),
            ),
            Member::optional("maxAlbCount", Shape::INTEGER),
            Member::optional("webACLArn", Shape::STRING),
            Member::optional(
                "accessLogs",
                Shape::Structure(&GATEWAY_ELB_ACCESS_LOG_CONFIGURATION),
            ),
            Member::optional(
                "httpDesync",
                Shape::Enum(GatewayAlbDesyncMitigationMode::VALUES),
            ),
            Member::optional(
                "testTrafficRules",
                Shape::Structure(&GATEWAY_ALB_TEST_TRAFFIC_RULES),
            ),
        ],
    };

    pub static UPDATE_GATEWAY_CONFIGURATION: Structure = Structure {
        name: "UpdateGatewayConfiguration",
        members: &[Member::optional(
            "hostSharedAlb",
            Shape::Structure(&UPDATE_GATEWAY_ALB_CONFIGURATION),
        )],
    };

    pub static UPDATE_GATEWAY_NETWORK_CONFIGURATION: Structure = Structure {
        name: "UpdateGatewayNetworkConfiguration",
        members: &[Member::optional("inboundSecurityGroup", Shape::STRING)],
    };

    pub static UPDATE_GATEWAY_REQUEST: Structure = Structure {
        name: "UpdateGatewayRequest",
        members: &[
            Member::required("gateway", Shape::STRING),
            Member::optional("infrastructureRoleArn", Shape::STRING),
            Member::optional("deletionProtection", Shape::Boolean),
            Member::optional(
                "configuration",
                Shape::Structure(&UPDATE_GATEWAY_CONFIGURATION),
            ),
            Member::optional("propagateTags", Shape::Enum(PropagateGatewayTags::VALUES)),
        ],
    };

    pub static UPDATE_MANAGED_INSTANCES_PROVIDER_CONFIGURATION: Structure = Structure {
        name: "UpdateManagedInstancesProviderConfiguration",
        members: &[
            Member::required("infrastructureRoleArn", Shape::STRING),
            Member::required(
                "instanceLaunchTemplate",
                Shape::Structure(&INSTANCE_LAUNCH_TEMPLATE_UPDATE),
            ),
            Member::optional("propagateTags", Shape::Enum(PropagateMITags::VALUES)),
            Member::optional(
                "infrastructureOptimization",
                Shape::Structure(&INFRASTRUCTURE_OPTIMIZATION),
            ),
            Member::optional(
                "autoRepairConfiguration",
                Shape::Structure(&AUTO_REPAIR_CONFIGURATION),
            ),
        ],
    };

    pub static UPDATE_SERVICE_PRIMARY_TASK_SET_REQUEST: Structure = Structure {
        name: "UpdateServicePrimaryTaskSetRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::required("service", Shape::STRING),
            Member::required("primaryTaskSet", Shape::STRING),
        ],
    };

    pub static UPDATE_SERVICE_REQUEST: Structure = Structure {
        name: "UpdateServiceRequest",
        members: &[
            Member::optional("cluster", Shape::STRING),
            Member::required("service", Shape::STRING),
            Member::optional("desiredCount", Shape::INTEGER),
            Member::optional("taskDefinition", Shape::STRING),
            Member::optional(
                "capacityProviderStrategy",
                Shape::list(&Shape::Structure(&CAPACITY_PROVIDER_STRATEGY_ITEM)),
            ),
            Member::optional(
                "deploymentConfiguration",
                Shape::Structure(&DEPLOYMENT_CONFIGURATION),
            ),
            Member::optional(
                "availabilityZoneRebalancing",
                Shape::Enum(AvailabilityZoneRebalancing::VALUES),
            ),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&NETWORK_CONFIGURATION),
            ),
            Member::optional(
                "placementConstraints",
                Shape::list(&Shape::Structure(&PLACEMENT_CONSTRAINT)),
            ),
            Member::optional(
                "placementStrategy",
                Shape::list(&Shape::Structure(&PLACEMENT_STRATEGY)),
            ),
            Member::optional("platformVersion", Shape::STRING),
            Member::optional("forceNewDeployment", Shape::Boolean),
            Member::optional("healthCheckGracePeriodSeconds", Shape::INTEGER),
            Member::optional(
                "deploymentController",
                Shape::Structure(&DEPLOYMENT_CONTROLLER),
            ),
            Member::optional("enableExecuteCommand", Shape::Boolean),
            Member::optional("enableECSManagedTags", Shape::Boolean),
            Member::optional(
                "loadBalancers",
                Shape::list(&Shape::Structure(&LOAD_BALANCER)),
            ),
            Member::optional("propagateTags", Shape::Enum(PropagateTags::VALUES)),
            Member::optional(
                "serviceRegistries",
                Shape::list(&Shape::Structure(&SERVICE_REGISTRY)),
            ),
            Member::optional(
                "serviceConnectConfiguration",
                Shape::Structure(&SERVICE_CONNECT_CONFIGURATION),
            ),
            Member::optional(
                "volumeConfigurations",
                Shape::list(&Shape::Structure(&SERVICE_VOLUME_CONFIGURATION)),
            ),
            Member::optional(
                "vpcLatticeConfigurations",
                Shape::list(&Shape::Structure(&VPC_LATTICE_CONFIGURATION)),
            ),
            Member::optional(
                "gatewayConnectors",
                Shape::List {
                    member: &Shape::Structure(&GATEWAY_CONNECTOR),
                    min: Some(0),
                    max: Some(1),
                },
            ),
            Member::optional("monitoring", Shape::Structure(&MONITORING_CONFIGURATION)),
        ],
    };

    pub static UPDATE_TASK_PROTECTION_REQUEST: Structure = Structure {
        name: "UpdateTaskProtectionRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::required("tasks", Shape::list(&Shape::STRING)),
            Member::required("protectionEnabled", Shape::Boolean),
            Member::optional("expiresInMinutes", Shape::INTEGER),
        ],
    };

    pub static UPDATE_TASK_SET_REQUEST: Structure = Structure {
        name: "UpdateTaskSetRequest",
        members: &[
            Member::required("cluster", Shape::STRING),
            Member::required("service", Shape::STRING),
            Member::required("taskSet", Shape::STRING),
            Member::required("scale", Shape::Structure(&SCALE)),
        ],
    };

    pub static VCPU_COUNT_RANGE_REQUEST: Structure = Structure {
        name: "VCpuCountRangeRequest",
        members: &[
            Member::required("min", Shape::INTEGER),
            Member::optional("max", Shape::INTEGER),
        ],
    };

    pub static VERSION_INFO: Structure = Structure {
        name: "VersionInfo",
        members: &[
            Member::optional("agentVersion", Shape::STRING),
            Member::optional("agentHash", Shape::STRING),
            Member::optional("dockerVersion", Shape::STRING),
        ],
    };

    pub static VOLUME: Structure = Structure {
        name: "Volume",
        members: &[
            Member::optional("name", Shape::STRING),
            Member::optional("host", Shape::Structure(&HOST_VOLUME_PROPERTIES)),
            Member::optional(
                "dockerVolumeConfiguration",
                Shape::Structure(&DOCKER_VOLUME_CONFIGURATION),
            ),
            Member::optional(
                "efsVolumeConfiguration",
                Shape::Structure(&EFS_VOLUME_CONFIGURATION),
            ),
            Member::optional(
                "s3filesVolumeConfiguration",
                Shape::Structure(&S3_FILES_VOLUME_CONFIGURATION),
            ),
            Member::optional(
                "fsxWindowsFileServerVolumeConfiguration",
                Shape::Structure(&F_SX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION),
            ),
            Member::optional("configuredAtLaunch", Shape::Boolean),
        ],
    };

    pub static VOLUME_FROM: Structure = Structure {
        name: "VolumeFrom",
        members: &[
            Member::optional("sourceContainer", Shape::STRING),
            Member::optional("readOnly", Shape::Boolean),
        ],
    };

    pub static VPC_LATTICE_ADVANCED_CONFIGURATION: Structure = Structure {
        name: "VpcLatticeAdvancedConfiguration",
        members: &[
            Member::optional("alternateTargetGroupArn", Shape::STRING),
            Member::optional("productionListenerRule", Shape::STRING),
            Member::optional("testListenerRule", Shape::STRING),
        ],
    };

    pub static VPC_LATTICE_CONFIGURATION: Structure = Structure {
        name: "VpcLatticeConfiguration",
        members: &[
            Member::required("roleArn", Shape::STRING),
            Member::required("targetGroupArn", Shape::STRING),
            Member::required("portName", Shape::STRING),
            Member::optional(
                "advancedConfiguration",
                Shape::Structure(&VPC_LATTICE_ADVANCED_CONFIGURATION),
            ),
        ],
    };
}
