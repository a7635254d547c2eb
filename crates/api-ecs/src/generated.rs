//! Amazon EC2 Container Service: written by `cargo xtask codegen` from `models/ecs.json`; not to be edited.

#[allow(unused_imports, reason = "not every service has a map")]
use std::collections::BTreeMap;

use berth_protocol::fault::Fault;
use berth_protocol::shape::*;
use berth_protocol::{string_enum, structure};

structure! {
    pub struct AcceleratorCountRequest {
        min: i32 = "min",
        max: i32 = "max",
    }
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

structure! {
    pub struct AcceleratorTotalMemoryMiBRequest {
        min: i32 = "min",
        max: i32 = "max",
    }
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

structure! {
    pub struct AdvancedConfiguration {
        alternate_target_group_arn: String = "alternateTargetGroupArn",
        production_listener_rule: String = "productionListenerRule",
        test_listener_rule: String = "testListenerRule",
        role_arn: String = "roleArn",
    }
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

structure! {
    pub struct AssociateGatewayWithClusterRequest {
        gateway: String = "gateway",
        cluster: String = "cluster",
    }
}

structure! {
    pub struct AssociateGatewayWithClusterResponse {
        gateway_arn: String = "gatewayArn",
        cluster_arn: String = "clusterArn",
        status: GatewayClusterAssociationStatus = "status",
    }
}

structure! {
    pub struct Attachment {
        id: String = "id",
        r#type: String = "type",
        status: String = "status",
        details: Vec<KeyValuePair> = "details",
    }
}

structure! {
    pub struct AttachmentStateChange {
        attachment_arn: String = "attachmentArn",
        status: String = "status",
    }
}

string_enum! {
    pub enum AttestationPolicyStatus {
        Configured = "CONFIGURED",
    }
}

structure! {
    pub struct Attribute {
        name: String = "name",
        value: String = "value",
        target_type: TargetType = "targetType",
        target_id: String = "targetId",
    }
}

string_enum! {
    pub enum AutoRepairActionsStatus {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

structure! {
    pub struct AutoRepairConfiguration {
        actions_status: AutoRepairActionsStatus = "actionsStatus",
    }
}

structure! {
    pub struct AutoScalingGroupProvider {
        auto_scaling_group_arn: String = "autoScalingGroupArn",
        managed_scaling: ManagedScaling = "managedScaling",
        managed_termination_protection: ManagedTerminationProtection = "managedTerminationProtection",
        managed_draining: ManagedDraining = "managedDraining",
    }
}

structure! {
    pub struct AutoScalingGroupProviderUpdate {
        managed_scaling: ManagedScaling = "managedScaling",
        managed_termination_protection: ManagedTerminationProtection = "managedTerminationProtection",
        managed_draining: ManagedDraining = "managedDraining",
    }
}

string_enum! {
    pub enum AvailabilityZoneRebalancing {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

structure! {
    pub struct AwsVpcConfiguration {
        subnets: Vec<String> = "subnets",
        security_groups: Vec<String> = "securityGroups",
        assign_public_ip: AssignPublicIp = "assignPublicIp",
    }
}

string_enum! {
    pub enum BareMetal {
        Included = "included",
        Required = "required",
        Excluded = "excluded",
    }
}

structure! {
    pub struct BaselineEbsBandwidthMbpsRequest {
        min: i32 = "min",
        max: i32 = "max",
    }
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

structure! {
    pub struct CanaryConfiguration {
        canary_percent: f64 = "canaryPercent",
        canary_bake_time_in_minutes: i32 = "canaryBakeTimeInMinutes",
    }
}

string_enum! {
    pub enum CapacityOptionType {
        OnDemand = "ON_DEMAND",
        Spot = "SPOT",
        Reserved = "RESERVED",
    }
}

structure! {
    pub struct CapacityProvider {
        capacity_provider_arn: String = "capacityProviderArn",
        name: String = "name",
        cluster: String = "cluster",
        status: CapacityProviderStatus = "status",
        auto_scaling_group_provider: AutoScalingGroupProvider = "autoScalingGroupProvider",
        managed_instances_provider: ManagedInstancesProvider = "managedInstancesProvider",
        update_status: CapacityProviderUpdateStatus = "updateStatus",
        update_status_reason: String = "updateStatusReason",
        tags: Vec<Tag> = "tags",
        r#type: CapacityProviderType = "type",
    }
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

structure! {
    pub struct CapacityProviderStrategyItem {
        capacity_provider: String = "capacityProvider",
        weight: i32 = "weight",
        base: i32 = "base",
    }
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

structure! {
    pub struct CapacityReservationRequest {
        reservation_group_arn: String = "reservationGroupArn",
        reservation_preference: CapacityReservationPreference = "reservationPreference",
    }
}

structure! {
    pub struct Cluster {
        cluster_arn: String = "clusterArn",
        cluster_name: String = "clusterName",
        configuration: ClusterConfiguration = "configuration",
        status: String = "status",
        registered_container_instances_count: i32 = "registeredContainerInstancesCount",
        running_tasks_count: i32 = "runningTasksCount",
        pending_tasks_count: i32 = "pendingTasksCount",
        active_services_count: i32 = "activeServicesCount",
        statistics: Vec<KeyValuePair> = "statistics",
        tags: Vec<Tag> = "tags",
        settings: Vec<ClusterSetting> = "settings",
        capacity_providers: Vec<String> = "capacityProviders",
        default_capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "defaultCapacityProviderStrategy",
        attachments: Vec<Attachment> = "attachments",
        attachments_status: String = "attachmentsStatus",
        service_connect_defaults: ClusterServiceConnectDefaults = "serviceConnectDefaults",
    }
}

structure! {
    pub struct ClusterConfiguration {
        execute_command_configuration: ExecuteCommandConfiguration = "executeCommandConfiguration",
        managed_storage_configuration: ManagedStorageConfiguration = "managedStorageConfiguration",
    }
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

structure! {
    pub struct ClusterServiceConnectDefaults {
        namespace: String = "namespace",
    }
}

structure! {
    pub struct ClusterServiceConnectDefaultsRequest {
        namespace: String = "namespace",
    }
}

structure! {
    pub struct ClusterSetting {
        name: ClusterSettingName = "name",
        value: String = "value",
    }
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

structure! {
    pub struct Container {
        container_arn: String = "containerArn",
        task_arn: String = "taskArn",
        name: String = "name",
        image: String = "image",
        image_digest: String = "imageDigest",
        runtime_id: String = "runtimeId",
        last_status: String = "lastStatus",
        exit_code: i32 = "exitCode",
        reason: String = "reason",
        network_bindings: Vec<NetworkBinding> = "networkBindings",
        network_interfaces: Vec<NetworkInterface> = "networkInterfaces",
        health_status: HealthStatus = "healthStatus",
        managed_agents: Vec<ManagedAgent> = "managedAgents",
        cpu: String = "cpu",
        memory: String = "memory",
        memory_reservation: String = "memoryReservation",
        gpu_ids: Vec<String> = "gpuIds",
        neuron_device_ids: Vec<String> = "neuronDeviceIds",
        gpu_sharing_strategy: SharingStrategy = "gpuSharingStrategy",
    }
}

string_enum! {
    pub enum ContainerCondition {
        Start = "START",
        Complete = "COMPLETE",
        Success = "SUCCESS",
        Healthy = "HEALTHY",
    }
}

structure! {
    pub struct ContainerDefinition {
        name: String = "name",
        image: String = "image",
        repository_credentials: RepositoryCredentials = "repositoryCredentials",
        cpu: i32 = "cpu",
        memory: i32 = "memory",
        memory_reservation: i32 = "memoryReservation",
        links: Vec<String> = "links",
        port_mappings: Vec<PortMapping> = "portMappings",
        essential: bool = "essential",
        restart_policy: ContainerRestartPolicy = "restartPolicy",
        entry_point: Vec<String> = "entryPoint",
        command: Vec<String> = "command",
        environment: Vec<KeyValuePair> = "environment",
        environment_files: Vec<EnvironmentFile> = "environmentFiles",
        mount_points: Vec<MountPoint> = "mountPoints",
        volumes_from: Vec<VolumeFrom> = "volumesFrom",
        linux_parameters: LinuxParameters = "linuxParameters",
        secrets: Vec<Secret> = "secrets",
        depends_on: Vec<ContainerDependency> = "dependsOn",
        start_timeout: i32 = "startTimeout",
        stop_timeout: i32 = "stopTimeout",
        version_consistency: VersionConsistency = "versionConsistency",
        hostname: String = "hostname",
        user: String = "user",
        working_directory: String = "workingDirectory",
        disable_networking: bool = "disableNetworking",
        privileged: bool = "privileged",
        readonly_root_filesystem: bool = "readonlyRootFilesystem",
        dns_servers: Vec<String> = "dnsServers",
        dns_search_domains: Vec<String> = "dnsSearchDomains",
        extra_hosts: Vec<HostEntry> = "extraHosts",
        docker_security_options: Vec<String> = "dockerSecurityOptions",
        interactive: bool = "interactive",
        pseudo_terminal: bool = "pseudoTerminal",
        docker_labels: BTreeMap<String, String> = "dockerLabels",
        ulimits: Vec<Ulimit> = "ulimits",
        log_configuration: LogConfiguration = "logConfiguration",
        health_check: HealthCheck = "healthCheck",
        system_controls: Vec<SystemControl> = "systemControls",
        resource_requirements: Vec<ResourceRequirement> = "resourceRequirements",
        firelens_configuration: FirelensConfiguration = "firelensConfiguration",
        credential_specs: Vec<String> = "credentialSpecs",
    }
}

structure! {
    pub struct ContainerDependency {
        container_name: String = "containerName",
        condition: ContainerCondition = "condition",
    }
}

structure! {
    pub struct ContainerImage {
        container_name: String = "containerName",
        image_digest: String = "imageDigest",
        image: String = "image",
    }
}

structure! {
    pub struct ContainerInstance {
        container_instance_arn: String = "containerInstanceArn",
        ec2_instance_id: String = "ec2InstanceId",
        capacity_provider_name: String = "capacityProviderName",
        version: i64 = "version",
        version_info: VersionInfo = "versionInfo",
        remaining_resources: Vec<Resource> = "remainingResources",
        registered_resources: Vec<Resource> = "registeredResources",
        status: String = "status",
        status_reason: String = "statusReason",
        agent_connected: bool = "agentConnected",
        running_tasks_count: i32 = "runningTasksCount",
        pending_tasks_count: i32 = "pendingTasksCount",
        agent_update_status: AgentUpdateStatus = "agentUpdateStatus",
        attributes: Vec<Attribute> = "attributes",
        registered_at: Timestamp = "registeredAt",
        attachments: Vec<Attachment> = "attachments",
        tags: Vec<Tag> = "tags",
        health_status: ContainerInstanceHealthStatus = "healthStatus",
        gpu_devices: Vec<GpuDevice> = "gpuDevices",
    }
}

string_enum! {
    pub enum ContainerInstanceField {
        Tags = "TAGS",
        ContainerInstanceHealth = "CONTAINER_INSTANCE_HEALTH",
    }
}

structure! {
    pub struct ContainerInstanceHealthStatus {
        overall_status: InstanceHealthCheckState = "overallStatus",
        details: Vec<InstanceHealthCheckResult> = "details",
    }
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

structure! {
    pub struct ContainerOverride {
        name: String = "name",
        command: Vec<String> = "command",
        environment: Vec<KeyValuePair> = "environment",
        environment_files: Vec<EnvironmentFile> = "environmentFiles",
        cpu: i32 = "cpu",
        memory: i32 = "memory",
        memory_reservation: i32 = "memoryReservation",
        resource_requirements: Vec<ResourceRequirement> = "resourceRequirements",
    }
}

structure! {
    pub struct ContainerRestartPolicy {
        enabled: bool = "enabled",
        ignored_exit_codes: Vec<i32> = "ignoredExitCodes",
        restart_attempt_period: i32 = "restartAttemptPeriod",
    }
}

structure! {
    pub struct ContainerStateChange {
        container_name: String = "containerName",
        image_digest: String = "imageDigest",
        runtime_id: String = "runtimeId",
        exit_code: i32 = "exitCode",
        network_bindings: Vec<NetworkBinding> = "networkBindings",
        reason: String = "reason",
        status: String = "status",
    }
}

structure! {
    pub struct ContinueServiceDeploymentRequest {
        service_deployment_arn: String = "serviceDeploymentArn",
        hook_id: String = "hookId",
        action: DeploymentLifecycleHookAction = "action",
    }
}

structure! {
    pub struct ContinueServiceDeploymentResponse {
        service_deployment_arn: String = "serviceDeploymentArn",
    }
}

string_enum! {
    pub enum CpuManufacturer {
        Intel = "intel",
        Amd = "amd",
        AmazonWebServices = "amazon-web-services",
    }
}

structure! {
    pub struct CreateCapacityProviderRequest {
        name: String = "name",
        cluster: String = "cluster",
        auto_scaling_group_provider: AutoScalingGroupProvider = "autoScalingGroupProvider",
        managed_instances_provider: CreateManagedInstancesProviderConfiguration = "managedInstancesProvider",
        tags: Vec<Tag> = "tags",
    }
}

structure! {
    pub struct CreateCapacityProviderResponse {
        capacity_provider: CapacityProvider = "capacityProvider",
    }
}

structure! {
    pub struct CreateClusterRequest {
        cluster_name: String = "clusterName",
        tags: Vec<Tag> = "tags",
        settings: Vec<ClusterSetting> = "settings",
        configuration: ClusterConfiguration = "configuration",
        capacity_providers: Vec<String> = "capacityProviders",
        default_capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "defaultCapacityProviderStrategy",
        service_connect_defaults: ClusterServiceConnectDefaultsRequest = "serviceConnectDefaults",
    }
}

structure! {
    pub struct CreateClusterResponse {
        cluster: Cluster = "cluster",
    }
}

structure! {
    pub struct CreateDaemonRequest {
        daemon_name: String = "daemonName",
        cluster_arn: String = "clusterArn",
        daemon_task_definition_arn: String = "daemonTaskDefinitionArn",
        capacity_provider_arns: Vec<String> = "capacityProviderArns",
        deployment_configuration: DaemonDeploymentConfiguration = "deploymentConfiguration",
        tags: Vec<Tag> = "tags",
        propagate_tags: DaemonPropagateTags = "propagateTags",
        enable_ecs_managed_tags: bool = "enableECSManagedTags",
        enable_execute_command: bool = "enableExecuteCommand",
        client_token: String = "clientToken",
        critical: bool = "critical",
    }
}

structure! {
    pub struct CreateDaemonResponse {
        daemon_arn: String = "daemonArn",
        status: DaemonStatus = "status",
        created_at: Timestamp = "createdAt",
        deployment_arn: String = "deploymentArn",
    }
}

structure! {
    pub struct CreateExpressGatewayServiceRequest {
        execution_role_arn: String = "executionRoleArn",
        infrastructure_role_arn: String = "infrastructureRoleArn",
        service_name: String = "serviceName",
        cluster: String = "cluster",
        health_check_path: String = "healthCheckPath",
        primary_container: ExpressGatewayContainer = "primaryContainer",
        task_role_arn: String = "taskRoleArn",
        network_configuration: ExpressGatewayServiceNetworkConfiguration = "networkConfiguration",
        cpu: String = "cpu",
        memory: String = "memory",
        cpu_architecture: ExpressCpuArchitecture = "cpuArchitecture",
        scaling_target: ExpressGatewayScalingTarget = "scalingTarget",
        tags: Vec<Tag> = "tags",
        task_definition_arn: String = "taskDefinitionArn",
    }
}

structure! {
    pub struct CreateExpressGatewayServiceResponse {
        service: ECSExpressGatewayService = "service",
    }
}

structure! {
    pub struct CreateGatewayRequest {
        name: String = "name",
        infrastructure_role_arn: String = "infrastructureRoleArn",
        client_token: String = "clientToken",
        deletion_protection: bool = "deletionProtection",
        configuration: GatewayConfiguration = "configuration",
        tags: Vec<Tag> = "tags",
        propagate_tags: PropagateGatewayTags = "propagateTags",
    }
}

structure! {
    pub struct CreateGatewayResponse {
        gateway_arn: String = "gatewayArn",
        name: String = "name",
        status: GatewayStatus = "status",
    }
}

structure! {
    pub struct CreateManagedInstancesProviderConfiguration {
        infrastructure_role_arn: String = "infrastructureRoleArn",
        instance_launch_template: InstanceLaunchTemplate = "instanceLaunchTemplate",
        propagate_tags: PropagateMITags = "propagateTags",
        infrastructure_optimization: InfrastructureOptimization = "infrastructureOptimization",
        auto_repair_configuration: AutoRepairConfiguration = "autoRepairConfiguration",
    }
}

structure! {
    pub struct CreateServiceRequest {
        cluster: String = "cluster",
        service_name: String = "serviceName",
        task_definition: String = "taskDefinition",
        availability_zone_rebalancing: AvailabilityZoneRebalancing = "availabilityZoneRebalancing",
        load_balancers: Vec<LoadBalancer> = "loadBalancers",
        service_registries: Vec<ServiceRegistry> = "serviceRegistries",
        desired_count: i32 = "desiredCount",
        client_token: String = "clientToken",
        launch_type: LaunchType = "launchType",
        capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "capacityProviderStrategy",
        platform_version: String = "platformVersion",
        role: String = "role",
        deployment_configuration: DeploymentConfiguration = "deploymentConfiguration",
        placement_constraints: Vec<PlacementConstraint> = "placementConstraints",
        placement_strategy: Vec<PlacementStrategy> = "placementStrategy",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        health_check_grace_period_seconds: i32 = "healthCheckGracePeriodSeconds",
        scheduling_strategy: SchedulingStrategy = "schedulingStrategy",
        deployment_controller: DeploymentController = "deploymentController",
        tags: Vec<Tag> = "tags",
        enable_ecs_managed_tags: bool = "enableECSManagedTags",
        propagate_tags: PropagateTags = "propagateTags",
        enable_execute_command: bool = "enableExecuteCommand",
        service_connect_configuration: ServiceConnectConfiguration = "serviceConnectConfiguration",
        volume_configurations: Vec<ServiceVolumeConfiguration> = "volumeConfigurations",
        vpc_lattice_configurations: Vec<VpcLatticeConfiguration> = "vpcLatticeConfigurations",
        gateway_connectors: Vec<GatewayConnector> = "gatewayConnectors",
        monitoring: MonitoringConfiguration = "monitoring",
    }
}

structure! {
    pub struct CreateServiceResponse {
        service: Service = "service",
    }
}

structure! {
    pub struct CreateTaskSetRequest {
        service: String = "service",
        cluster: String = "cluster",
        external_id: String = "externalId",
        task_definition: String = "taskDefinition",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        load_balancers: Vec<LoadBalancer> = "loadBalancers",
        service_registries: Vec<ServiceRegistry> = "serviceRegistries",
        launch_type: LaunchType = "launchType",
        capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "capacityProviderStrategy",
        platform_version: String = "platformVersion",
        scale: Scale = "scale",
        client_token: String = "clientToken",
        tags: Vec<Tag> = "tags",
    }
}

structure! {
    pub struct CreateTaskSetResponse {
        task_set: TaskSet = "taskSet",
    }
}

structure! {
    pub struct CreatedAt {
        before: Timestamp = "before",
        after: Timestamp = "after",
    }
}

structure! {
    pub struct DaemonAlarmConfiguration {
        alarm_names: Vec<String> = "alarmNames",
        enable: bool = "enable",
    }
}

structure! {
    pub struct DaemonCapacityProvider {
        arn: String = "arn",
        running_count: i32 = "runningCount",
        without_daemon_count: i32 = "withoutDaemonCount",
    }
}

structure! {
    pub struct DaemonCircuitBreaker {
        failure_count: i32 = "failureCount",
        status: DaemonDeploymentRollbackMonitorsStatus = "status",
        threshold: i32 = "threshold",
    }
}

structure! {
    pub struct DaemonContainerDefinition {
        name: String = "name",
        image: String = "image",
        memory: i32 = "memory",
        memory_reservation: i32 = "memoryReservation",
        repository_credentials: RepositoryCredentials = "repositoryCredentials",
        health_check: HealthCheck = "healthCheck",
        cpu: i32 = "cpu",
        essential: bool = "essential",
        entry_point: Vec<String> = "entryPoint",
        command: Vec<String> = "command",
        working_directory: String = "workingDirectory",
        environment_files: Vec<EnvironmentFile> = "environmentFiles",
        environment: Vec<KeyValuePair> = "environment",
        secrets: Vec<Secret> = "secrets",
        readonly_root_filesystem: bool = "readonlyRootFilesystem",
        mount_points: Vec<MountPoint> = "mountPoints",
        log_configuration: LogConfiguration = "logConfiguration",
        firelens_configuration: FirelensConfiguration = "firelensConfiguration",
        privileged: bool = "privileged",
        user: String = "user",
        ulimits: Vec<Ulimit> = "ulimits",
        linux_parameters: DaemonLinuxParameters = "linuxParameters",
        depends_on: Vec<ContainerDependency> = "dependsOn",
        start_timeout: i32 = "startTimeout",
        stop_timeout: i32 = "stopTimeout",
        system_controls: Vec<SystemControl> = "systemControls",
        interactive: bool = "interactive",
        pseudo_terminal: bool = "pseudoTerminal",
        restart_policy: ContainerRestartPolicy = "restartPolicy",
    }
}

structure! {
    pub struct DaemonContainerImage {
        container_name: String = "containerName",
        image_digest: String = "imageDigest",
        image: String = "image",
    }
}

structure! {
    pub struct DaemonDeployment {
        daemon_deployment_arn: String = "daemonDeploymentArn",
        cluster_arn: String = "clusterArn",
        status: DaemonDeploymentStatus = "status",
        status_reason: String = "statusReason",
        target_daemon_revision: DaemonDeploymentRevisionDetail = "targetDaemonRevision",
        source_daemon_revisions: Vec<DaemonDeploymentRevisionDetail> = "sourceDaemonRevisions",
        circuit_breaker: DaemonCircuitBreaker = "circuitBreaker",
        alarms: DaemonDeploymentAlarms = "alarms",
        rollback: DaemonRollback = "rollback",
        deployment_configuration: DaemonDeploymentConfiguration = "deploymentConfiguration",
        created_at: Timestamp = "createdAt",
        started_at: Timestamp = "startedAt",
        stopped_at: Timestamp = "stoppedAt",
        finished_at: Timestamp = "finishedAt",
    }
}

structure! {
    pub struct DaemonDeploymentAlarms {
        status: DaemonDeploymentRollbackMonitorsStatus = "status",
        alarm_names: Vec<String> = "alarmNames",
        triggered_alarm_names: Vec<String> = "triggeredAlarmNames",
    }
}

structure! {
    pub struct DaemonDeploymentCapacityProvider {
        arn: String = "arn",
        running_instance_count: i32 = "runningInstanceCount",
        without_daemon_instance_count: i32 = "withoutDaemonInstanceCount",
        draining_instance_count: i32 = "drainingInstanceCount",
    }
}

structure! {
    pub struct DaemonDeploymentConfiguration {
        drain_percent: f64 = "drainPercent",
        alarms: DaemonAlarmConfiguration = "alarms",
        bake_time_in_minutes: i32 = "bakeTimeInMinutes",
    }
}

structure! {
    pub struct DaemonDeploymentRevisionDetail {
        arn: String = "arn",
        capacity_providers: Vec<DaemonDeploymentCapacityProvider> = "capacityProviders",
        total_running_instance_count: i32 = "totalRunningInstanceCount",
        total_without_daemon_instance_count: i32 = "totalWithoutDaemonInstanceCount",
        total_draining_instance_count: i32 = "totalDrainingInstanceCount",
    }
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

structure! {
    pub struct DaemonDeploymentSummary {
        daemon_deployment_arn: String = "daemonDeploymentArn",
        daemon_arn: String = "daemonArn",
        cluster_arn: String = "clusterArn",
        status: DaemonDeploymentStatus = "status",
        status_reason: String = "statusReason",
        target_daemon_revision_arn: String = "targetDaemonRevisionArn",
        created_at: Timestamp = "createdAt",
        started_at: Timestamp = "startedAt",
        stopped_at: Timestamp = "stoppedAt",
        finished_at: Timestamp = "finishedAt",
    }
}

structure! {
    pub struct DaemonDetail {
        daemon_arn: String = "daemonArn",
        cluster_arn: String = "clusterArn",
        status: DaemonStatus = "status",
        current_revisions: Vec<DaemonRevisionDetail> = "currentRevisions",
        deployment_arn: String = "deploymentArn",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
    }
}

string_enum! {
    pub enum DaemonIpcMode {
        None = "none",
        Shared = "shared",
    }
}

structure! {
    pub struct DaemonLinuxParameters {
        capabilities: KernelCapabilities = "capabilities",
        devices: Vec<Device> = "devices",
        init_process_enabled: bool = "initProcessEnabled",
        tmpfs: Vec<Tmpfs> = "tmpfs",
    }
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

structure! {
    pub struct DaemonRevision {
        daemon_revision_arn: String = "daemonRevisionArn",
        cluster_arn: String = "clusterArn",
        daemon_arn: String = "daemonArn",
        daemon_task_definition_arn: String = "daemonTaskDefinitionArn",
        created_at: Timestamp = "createdAt",
        container_images: Vec<DaemonContainerImage> = "containerImages",
        propagate_tags: DaemonPropagateTags = "propagateTags",
        enable_ecs_managed_tags: bool = "enableECSManagedTags",
        enable_execute_command: bool = "enableExecuteCommand",
        critical: bool = "critical",
    }
}

structure! {
    pub struct DaemonRevisionDetail {
        arn: String = "arn",
        capacity_providers: Vec<DaemonCapacityProvider> = "capacityProviders",
        total_running_count: i32 = "totalRunningCount",
        total_without_daemon_count: i32 = "totalWithoutDaemonCount",
    }
}

structure! {
    pub struct DaemonRollback {
        reason: String = "reason",
        started_at: Timestamp = "startedAt",
        rollback_target_daemon_revision_arn: String = "rollbackTargetDaemonRevisionArn",
        rollback_capacity_providers: Vec<String> = "rollbackCapacityProviders",
    }
}

string_enum! {
    pub enum DaemonStatus {
        Active = "ACTIVE",
        DeleteInProgress = "DELETE_IN_PROGRESS",
    }
}

structure! {
    pub struct DaemonSummary {
        daemon_arn: String = "daemonArn",
        status: DaemonStatus = "status",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
    }
}

structure! {
    pub struct DaemonTaskDefinition {
        daemon_task_definition_arn: String = "daemonTaskDefinitionArn",
        family: String = "family",
        revision: i32 = "revision",
        task_role_arn: String = "taskRoleArn",
        execution_role_arn: String = "executionRoleArn",
        container_definitions: Vec<DaemonContainerDefinition> = "containerDefinitions",
        volumes: Vec<DaemonVolume> = "volumes",
        cpu: String = "cpu",
        memory: String = "memory",
        status: DaemonTaskDefinitionStatus = "status",
        registered_at: Timestamp = "registeredAt",
        delete_requested_at: Timestamp = "deleteRequestedAt",
        registered_by: String = "registeredBy",
        pid_mode: DaemonPidMode = "pidMode",
        ipc_mode: DaemonIpcMode = "ipcMode",
    }
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

structure! {
    pub struct DaemonTaskDefinitionSummary {
        arn: String = "arn",
        registered_at: Timestamp = "registeredAt",
        registered_by: String = "registeredBy",
        delete_requested_at: Timestamp = "deleteRequestedAt",
        status: DaemonTaskDefinitionStatus = "status",
    }
}

structure! {
    pub struct DaemonVolume {
        name: String = "name",
        host: HostVolumeProperties = "host",
        log_driver_volume_configuration: LogDriverVolumeConfiguration = "logDriverVolumeConfiguration",
    }
}

structure! {
    pub struct DeleteAccountSettingRequest {
        name: SettingName = "name",
        principal_arn: String = "principalArn",
    }
}

structure! {
    pub struct DeleteAccountSettingResponse {
        setting: Setting = "setting",
    }
}

structure! {
    pub struct DeleteAttributesRequest {
        cluster: String = "cluster",
        attributes: Vec<Attribute> = "attributes",
    }
}

structure! {
    pub struct DeleteAttributesResponse {
        attributes: Vec<Attribute> = "attributes",
    }
}

structure! {
    pub struct DeleteCapacityProviderRequest {
        capacity_provider: String = "capacityProvider",
        cluster: String = "cluster",
    }
}

structure! {
    pub struct DeleteCapacityProviderResponse {
        capacity_provider: CapacityProvider = "capacityProvider",
    }
}

structure! {
    pub struct DeleteClusterRequest {
        cluster: String = "cluster",
    }
}

structure! {
    pub struct DeleteClusterResponse {
        cluster: Cluster = "cluster",
    }
}

structure! {
    pub struct DeleteDaemonRequest {
        daemon_arn: String = "daemonArn",
    }
}

structure! {
    pub struct DeleteDaemonResponse {
        daemon_arn: String = "daemonArn",
        status: DaemonStatus = "status",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
        deployment_arn: String = "deploymentArn",
    }
}

structure! {
    pub struct DeleteDaemonTaskDefinitionRequest {
        daemon_task_definition: String = "daemonTaskDefinition",
    }
}

structure! {
    pub struct DeleteDaemonTaskDefinitionResponse {
        daemon_task_definition_arn: String = "daemonTaskDefinitionArn",
    }
}

structure! {
    pub struct DeleteExpressGatewayServiceRequest {
        service_arn: String = "serviceArn",
    }
}

structure! {
    pub struct DeleteExpressGatewayServiceResponse {
        service: ECSExpressGatewayService = "service",
    }
}

structure! {
    pub struct DeleteGatewayRequest {
        gateway: String = "gateway",
    }
}

structure! {
    pub struct DeleteGatewayResponse {
        gateway_arn: String = "gatewayArn",
        name: String = "name",
        status: GatewayStatus = "status",
    }
}

structure! {
    pub struct DeleteServiceRequest {
        cluster: String = "cluster",
        service: String = "service",
        force: bool = "force",
    }
}

structure! {
    pub struct DeleteServiceResponse {
        service: Service = "service",
    }
}

structure! {
    pub struct DeleteTaskDefinitionsRequest {
        task_definitions: Vec<String> = "taskDefinitions",
    }
}

structure! {
    pub struct DeleteTaskDefinitionsResponse {
        task_definitions: Vec<TaskDefinition> = "taskDefinitions",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct DeleteTaskSetRequest {
        cluster: String = "cluster",
        service: String = "service",
        task_set: String = "taskSet",
        force: bool = "force",
    }
}

structure! {
    pub struct DeleteTaskSetResponse {
        task_set: TaskSet = "taskSet",
    }
}

structure! {
    pub struct Deployment {
        id: String = "id",
        status: String = "status",
        task_definition: String = "taskDefinition",
        desired_count: i32 = "desiredCount",
        pending_count: i32 = "pendingCount",
        running_count: i32 = "runningCount",
        failed_tasks: i32 = "failedTasks",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
        capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "capacityProviderStrategy",
        launch_type: LaunchType = "launchType",
        platform_version: String = "platformVersion",
        platform_family: String = "platformFamily",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        rollout_state: DeploymentRolloutState = "rolloutState",
        rollout_state_reason: String = "rolloutStateReason",
        service_connect_configuration: ServiceConnectConfiguration = "serviceConnectConfiguration",
        service_connect_resources: Vec<ServiceConnectServiceResource> = "serviceConnectResources",
        volume_configurations: Vec<ServiceVolumeConfiguration> = "volumeConfigurations",
        fargate_ephemeral_storage: DeploymentEphemeralStorage = "fargateEphemeralStorage",
        vpc_lattice_configurations: Vec<VpcLatticeConfiguration> = "vpcLatticeConfigurations",
    }
}

structure! {
    pub struct DeploymentAlarms {
        alarm_names: Vec<String> = "alarmNames",
        rollback: bool = "rollback",
        enable: bool = "enable",
    }
}

structure! {
    pub struct DeploymentCircuitBreaker {
        enable: bool = "enable",
        rollback: bool = "rollback",
        reset_on_healthy_task: bool = "resetOnHealthyTask",
        threshold_configuration: ThresholdConfiguration = "thresholdConfiguration",
    }
}

structure! {
    pub struct DeploymentConfiguration {
        deployment_circuit_breaker: DeploymentCircuitBreaker = "deploymentCircuitBreaker",
        maximum_percent: i32 = "maximumPercent",
        minimum_healthy_percent: i32 = "minimumHealthyPercent",
        alarms: DeploymentAlarms = "alarms",
        strategy: DeploymentStrategy = "strategy",
        bake_time_in_minutes: i32 = "bakeTimeInMinutes",
        lifecycle_hooks: Vec<DeploymentLifecycleHook> = "lifecycleHooks",
        linear_configuration: LinearConfiguration = "linearConfiguration",
        canary_configuration: CanaryConfiguration = "canaryConfiguration",
        early_success_criteria: DeploymentEarlySuccessCriteria = "earlySuccessCriteria",
    }
}

structure! {
    pub struct DeploymentController {
        r#type: DeploymentControllerType = "type",
    }
}

string_enum! {
    pub enum DeploymentControllerType {
        Ecs = "ECS",
        CodeDeploy = "CODE_DEPLOY",
        External = "EXTERNAL",
    }
}

structure! {
    pub struct DeploymentEarlySuccessCriteria {
        enable: bool = "enable",
        healthy_percent: i32 = "healthyPercent",
        source_service_revision_cleanup: ServiceRevisionCleanup = "sourceServiceRevisionCleanup",
    }
}

structure! {
    pub struct DeploymentEphemeralStorage {
        kms_key_id: String = "kmsKeyId",
    }
}

structure! {
    pub struct DeploymentLifecycleHook {
        target_type: DeploymentLifecycleHookTargetType = "targetType",
        hook_target_arn: String = "hookTargetArn",
        role_arn: String = "roleArn",
        lifecycle_stages: Vec<DeploymentLifecycleHookStage> = "lifecycleStages",
        hook_details: serde_json::Value = "hookDetails",
        timeout_configuration: DeploymentLifecycleHookTimeoutConfiguration = "timeoutConfiguration",
    }
}

string_enum! {
    pub enum DeploymentLifecycleHookAction {
        Rollback = "ROLLBACK",
        Continue = "CONTINUE",
    }
}

structure! {
    pub struct DeploymentLifecycleHookDetail {
        hook_id: String = "hookId",
        target_type: DeploymentLifecycleHookTargetType = "targetType",
        target_arn: String = "targetArn",
        status: DeploymentLifecycleHookStatus = "status",
        expires_at: Timestamp = "expiresAt",
        timeout_action: DeploymentLifecycleHookAction = "timeoutAction",
    }
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

structure! {
    pub struct DeploymentLifecycleHookTimeoutConfiguration {
        timeout_in_minutes: i32 = "timeoutInMinutes",
        action: DeploymentLifecycleHookAction = "action",
    }
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

structure! {
    pub struct DeregisterContainerInstanceRequest {
        cluster: String = "cluster",
        container_instance: String = "containerInstance",
        force: bool = "force",
    }
}

structure! {
    pub struct DeregisterContainerInstanceResponse {
        container_instance: ContainerInstance = "containerInstance",
    }
}

structure! {
    pub struct DeregisterTaskDefinitionRequest {
        task_definition: String = "taskDefinition",
    }
}

structure! {
    pub struct DeregisterTaskDefinitionResponse {
        task_definition: TaskDefinition = "taskDefinition",
    }
}

structure! {
    pub struct DescribeCapacityProvidersRequest {
        capacity_providers: Vec<String> = "capacityProviders",
        cluster: String = "cluster",
        include: Vec<CapacityProviderField> = "include",
        max_results: i32 = "maxResults",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct DescribeCapacityProvidersResponse {
        capacity_providers: Vec<CapacityProvider> = "capacityProviders",
        failures: Vec<Failure> = "failures",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct DescribeClustersRequest {
        clusters: Vec<String> = "clusters",
        include: Vec<ClusterField> = "include",
    }
}

structure! {
    pub struct DescribeClustersResponse {
        clusters: Vec<Cluster> = "clusters",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct DescribeContainerInstancesRequest {
        cluster: String = "cluster",
        container_instances: Vec<String> = "containerInstances",
        include: Vec<ContainerInstanceField> = "include",
    }
}

structure! {
    pub struct DescribeContainerInstancesResponse {
        container_instances: Vec<ContainerInstance> = "containerInstances",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct DescribeDaemonDeploymentsRequest {
        daemon_deployment_arns: Vec<String> = "daemonDeploymentArns",
    }
}

structure! {
    pub struct DescribeDaemonDeploymentsResponse {
        failures: Vec<Failure> = "failures",
        daemon_deployments: Vec<DaemonDeployment> = "daemonDeployments",
    }
}

structure! {
    pub struct DescribeDaemonRequest {
        daemon_arn: String = "daemonArn",
    }
}

structure! {
    pub struct DescribeDaemonResponse {
        daemon: DaemonDetail = "daemon",
    }
}

structure! {
    pub struct DescribeDaemonRevisionsRequest {
        daemon_revision_arns: Vec<String> = "daemonRevisionArns",
    }
}

structure! {
    pub struct DescribeDaemonRevisionsResponse {
        daemon_revisions: Vec<DaemonRevision> = "daemonRevisions",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct DescribeDaemonTaskDefinitionRequest {
        daemon_task_definition: String = "daemonTaskDefinition",
    }
}

structure! {
    pub struct DescribeDaemonTaskDefinitionResponse {
        daemon_task_definition: DaemonTaskDefinition = "daemonTaskDefinition",
    }
}

structure! {
    pub struct DescribeExpressGatewayServiceRequest {
        service_arn: String = "serviceArn",
        include: Vec<ExpressGatewayServiceInclude> = "include",
    }
}

structure! {
    pub struct DescribeExpressGatewayServiceResponse {
        service: ECSExpressGatewayService = "service",
    }
}

structure! {
    pub struct DescribeGatewayAlbConfiguration {
        network_configuration: GatewayElbNetworkConfiguration = "networkConfiguration",
        scheme: GatewayElbScheme = "scheme",
        access_logs: GatewayElbAccessLogConfiguration = "accessLogs",
        web_acl_arn: String = "webACLArn",
        port: i32 = "port",
        protocol: GatewayAlbProtocol = "protocol",
        max_alb_count: i32 = "maxAlbCount",
        current_alb_count: i32 = "currentAlbCount",
        http_desync: GatewayAlbDesyncMitigationMode = "httpDesync",
        test_traffic_rules: GatewayAlbTestTrafficRules = "testTrafficRules",
    }
}

structure! {
    pub struct DescribeGatewayConfiguration {
        host_shared_alb: DescribeGatewayAlbConfiguration = "hostSharedAlb",
    }
}

structure! {
    pub struct DescribeGatewayRequest {
        gateway: String = "gateway",
    }
}

structure! {
    pub struct DescribeGatewayResourcesRequest {
        gateway: String = "gateway",
        max_results: i32 = "maxResults",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct DescribeGatewayResourcesResponse {
        gateway_resources: GatewayResources = "gatewayResources",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct DescribeGatewayResponse {
        gateway: Gateway = "gateway",
    }
}

structure! {
    pub struct DescribeGatewayRouteRequest {
        gateway_route_arn: String = "gatewayRouteArn",
    }
}

structure! {
    pub struct DescribeGatewayRouteResponse {
        gateway_route: GatewayRoute = "gatewayRoute",
    }
}

structure! {
    pub struct DescribeServiceDeploymentsRequest {
        service_deployment_arns: Vec<String> = "serviceDeploymentArns",
    }
}

structure! {
    pub struct DescribeServiceDeploymentsResponse {
        service_deployments: Vec<ServiceDeployment> = "serviceDeployments",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct DescribeServiceRevisionsRequest {
        service_revision_arns: Vec<String> = "serviceRevisionArns",
    }
}

structure! {
    pub struct DescribeServiceRevisionsResponse {
        service_revisions: Vec<ServiceRevision> = "serviceRevisions",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct DescribeServicesRequest {
        cluster: String = "cluster",
        services: Vec<String> = "services",
        include: Vec<ServiceField> = "include",
    }
}

structure! {
    pub struct DescribeServicesResponse {
        services: Vec<Service> = "services",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct DescribeTaskDefinitionRequest {
        task_definition: String = "taskDefinition",
        include: Vec<TaskDefinitionField> = "include",
    }
}

structure! {
    pub struct DescribeTaskDefinitionResponse {
        task_definition: TaskDefinition = "taskDefinition",
        tags: Vec<Tag> = "tags",
    }
}

structure! {
    pub struct DescribeTaskSetsRequest {
        cluster: String = "cluster",
        service: String = "service",
        task_sets: Vec<String> = "taskSets",
        include: Vec<TaskSetField> = "include",
    }
}

structure! {
    pub struct DescribeTaskSetsResponse {
        task_sets: Vec<TaskSet> = "taskSets",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct DescribeTasksRequest {
        cluster: String = "cluster",
        tasks: Vec<String> = "tasks",
        include: Vec<TaskField> = "include",
    }
}

structure! {
    pub struct DescribeTasksResponse {
        tasks: Vec<Task> = "tasks",
        failures: Vec<Failure> = "failures",
    }
}

string_enum! {
    pub enum DesiredStatus {
        Running = "RUNNING",
        Pending = "PENDING",
        Stopped = "STOPPED",
    }
}

structure! {
    pub struct Device {
        host_path: String = "hostPath",
        container_path: String = "containerPath",
        permissions: Vec<DeviceCgroupPermission> = "permissions",
    }
}

string_enum! {
    pub enum DeviceCgroupPermission {
        Read = "read",
        Write = "write",
        Mknod = "mknod",
    }
}

structure! {
    pub struct DisassociateGatewayFromClusterRequest {
        gateway: String = "gateway",
        cluster: String = "cluster",
    }
}

structure! {
    pub struct DisassociateGatewayFromClusterResponse {
        gateway_arn: String = "gatewayArn",
        cluster_arn: String = "clusterArn",
        status: GatewayClusterAssociationStatus = "status",
    }
}

structure! {
    pub struct DiscoverPollEndpointRequest {
        container_instance: String = "containerInstance",
        cluster: String = "cluster",
    }
}

structure! {
    pub struct DiscoverPollEndpointResponse {
        endpoint: String = "endpoint",
        telemetry_endpoint: String = "telemetryEndpoint",
        service_connect_endpoint: String = "serviceConnectEndpoint",
    }
}

structure! {
    pub struct DockerVolumeConfiguration {
        scope: Scope = "scope",
        autoprovision: bool = "autoprovision",
        driver: String = "driver",
        driver_opts: BTreeMap<String, String> = "driverOpts",
        labels: BTreeMap<String, String> = "labels",
    }
}

string_enum! {
    pub enum EBSResourceType {
        Volume = "volume",
    }
}

structure! {
    pub struct EBSTagSpecification {
        resource_type: EBSResourceType = "resourceType",
        tags: Vec<Tag> = "tags",
        propagate_tags: PropagateTags = "propagateTags",
    }
}

structure! {
    pub struct ECSExpressGatewayService {
        cluster: String = "cluster",
        service_name: String = "serviceName",
        service_arn: String = "serviceArn",
        infrastructure_role_arn: String = "infrastructureRoleArn",
        status: ExpressGatewayServiceStatus = "status",
        current_deployment: String = "currentDeployment",
        active_configurations: Vec<ExpressGatewayServiceConfiguration> = "activeConfigurations",
        tags: Vec<Tag> = "tags",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
    }
}

structure! {
    pub struct ECSManagedResources {
        ingress_paths: Vec<ManagedIngressPath> = "ingressPaths",
        auto_scaling: ManagedAutoScaling = "autoScaling",
        metric_alarms: Vec<ManagedMetricAlarm> = "metricAlarms",
        service_security_groups: Vec<ManagedSecurityGroup> = "serviceSecurityGroups",
        log_groups: Vec<ManagedLogGroup> = "logGroups",
        gateway_connections: Vec<GatewayConnection> = "gatewayConnections",
    }
}

structure! {
    pub struct EFSAuthorizationConfig {
        access_point_id: String = "accessPointId",
        iam: EFSAuthorizationConfigIAM = "iam",
    }
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

structure! {
    pub struct EFSVolumeConfiguration {
        file_system_id: String = "fileSystemId",
        root_directory: String = "rootDirectory",
        transit_encryption: EFSTransitEncryption = "transitEncryption",
        transit_encryption_port: i32 = "transitEncryptionPort",
        authorization_config: EFSAuthorizationConfig = "authorizationConfig",
    }
}

structure! {
    pub struct ElbGatewayResources {
        load_balancer_arn: String = "loadBalancerArn",
        listener_arn: String = "listenerArn",
        security_group: String = "securityGroup",
        gateway_route_arns: Vec<String> = "gatewayRouteArns",
    }
}

structure! {
    pub struct EnvironmentFile {
        value: String = "value",
        r#type: EnvironmentFileType = "type",
    }
}

string_enum! {
    pub enum EnvironmentFileType {
        S3 = "s3",
    }
}

structure! {
    pub struct EphemeralStorage {
        size_in_gib: i32 = "sizeInGiB",
    }
}

structure! {
    pub struct ExecuteCommandConfiguration {
        kms_key_id: String = "kmsKeyId",
        logging: ExecuteCommandLogging = "logging",
        log_configuration: ExecuteCommandLogConfiguration = "logConfiguration",
    }
}

structure! {
    pub struct ExecuteCommandLogConfiguration {
        cloud_watch_log_group_name: String = "cloudWatchLogGroupName",
        cloud_watch_encryption_enabled: bool = "cloudWatchEncryptionEnabled",
        s3_bucket_name: String = "s3BucketName",
        s3_encryption_enabled: bool = "s3EncryptionEnabled",
        s3_key_prefix: String = "s3KeyPrefix",
    }
}

string_enum! {
    pub enum ExecuteCommandLogging {
        None = "NONE",
        Default = "DEFAULT",
        Override = "OVERRIDE",
    }
}

structure! {
    pub struct ExecuteCommandRequest {
        cluster: String = "cluster",
        container: String = "container",
        command: String = "command",
        interactive: bool = "interactive",
        task: String = "task",
    }
}

structure! {
    pub struct ExecuteCommandResponse {
        cluster_arn: String = "clusterArn",
        container_arn: String = "containerArn",
        container_name: String = "containerName",
        interactive: bool = "interactive",
        session: Session = "session",
        task_arn: String = "taskArn",
    }
}

string_enum! {
    pub enum ExpressCpuArchitecture {
        X8664 = "X86_64",
        Arm64 = "ARM64",
    }
}

structure! {
    pub struct ExpressGatewayContainer {
        image: String = "image",
        container_port: i32 = "containerPort",
        aws_logs_configuration: ExpressGatewayServiceAwsLogsConfiguration = "awsLogsConfiguration",
        repository_credentials: ExpressGatewayRepositoryCredentials = "repositoryCredentials",
        command: Vec<String> = "command",
        environment: Vec<KeyValuePair> = "environment",
        secrets: Vec<Secret> = "secrets",
    }
}

structure! {
    pub struct ExpressGatewayRepositoryCredentials {
        credentials_parameter: String = "credentialsParameter",
    }
}

structure! {
    pub struct ExpressGatewayScalingTarget {
        min_task_count: i32 = "minTaskCount",
        max_task_count: i32 = "maxTaskCount",
        auto_scaling_metric: ExpressGatewayServiceScalingMetric = "autoScalingMetric",
        auto_scaling_target_value: i32 = "autoScalingTargetValue",
    }
}

structure! {
    pub struct ExpressGatewayServiceAwsLogsConfiguration {
        log_group: String = "logGroup",
        log_stream_prefix: String = "logStreamPrefix",
    }
}

structure! {
    pub struct ExpressGatewayServiceConfiguration {
        service_revision_arn: String = "serviceRevisionArn",
        execution_role_arn: String = "executionRoleArn",
        task_role_arn: String = "taskRoleArn",
        task_definition_arn: String = "taskDefinitionArn",
        cpu: String = "cpu",
        memory: String = "memory",
        cpu_architecture: ExpressCpuArchitecture = "cpuArchitecture",
        network_configuration: ExpressGatewayServiceNetworkConfiguration = "networkConfiguration",
        health_check_path: String = "healthCheckPath",
        primary_container: ExpressGatewayContainer = "primaryContainer",
        scaling_target: ExpressGatewayScalingTarget = "scalingTarget",
        ingress_paths: Vec<IngressPathSummary> = "ingressPaths",
        created_at: Timestamp = "createdAt",
    }
}

string_enum! {
    pub enum ExpressGatewayServiceInclude {
        Tags = "TAGS",
    }
}

structure! {
    pub struct ExpressGatewayServiceNetworkConfiguration {
        security_groups: Vec<String> = "securityGroups",
        subnets: Vec<String> = "subnets",
    }
}

string_enum! {
    pub enum ExpressGatewayServiceScalingMetric {
        AverageCpu = "AVERAGE_CPU",
        AverageMemory = "AVERAGE_MEMORY",
        RequestCountPerTarget = "REQUEST_COUNT_PER_TARGET",
    }
}

structure! {
    pub struct ExpressGatewayServiceStatus {
        status_code: ExpressGatewayServiceStatusCode = "statusCode",
        status_reason: String = "statusReason",
    }
}

string_enum! {
    pub enum ExpressGatewayServiceStatusCode {
        Active = "ACTIVE",
        Draining = "DRAINING",
        Inactive = "INACTIVE",
    }
}

structure! {
    pub struct FSxWindowsFileServerAuthorizationConfig {
        credentials_parameter: String = "credentialsParameter",
        domain: String = "domain",
    }
}

structure! {
    pub struct FSxWindowsFileServerVolumeConfiguration {
        file_system_id: String = "fileSystemId",
        root_directory: String = "rootDirectory",
        authorization_config: FSxWindowsFileServerAuthorizationConfig = "authorizationConfig",
    }
}

structure! {
    pub struct Failure {
        arn: String = "arn",
        reason: String = "reason",
        detail: String = "detail",
    }
}

structure! {
    pub struct FirelensConfiguration {
        r#type: FirelensConfigurationType = "type",
        options: BTreeMap<String, String> = "options",
    }
}

string_enum! {
    pub enum FirelensConfigurationType {
        Fluentd = "fluentd",
        Fluentbit = "fluentbit",
    }
}

structure! {
    pub struct Gateway {
        gateway_arn: String = "gatewayArn",
        name: String = "name",
        status: GatewayStatus = "status",
        status_reason: String = "statusReason",
        failures: Vec<GatewayResourceFailure> = "failures",
        infrastructure_role_arn: String = "infrastructureRoleArn",
        deletion_protection: bool = "deletionProtection",
        configuration: DescribeGatewayConfiguration = "configuration",
        access_type: AccessType = "accessType",
        propagate_tags: PropagateGatewayTags = "propagateTags",
        tags: Vec<Tag> = "tags",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
    }
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

structure! {
    pub struct GatewayAlbTestTrafficRules {
        header: GatewayTestTrafficHeader = "header",
    }
}

string_enum! {
    pub enum GatewayClusterAssociationStatus {
        Active = "ACTIVE",
        Disassociating = "DISASSOCIATING",
        Inactive = "INACTIVE",
    }
}

structure! {
    pub struct GatewayClusterAssociationSummary {
        gateway_arn: String = "gatewayArn",
        cluster_arn: String = "clusterArn",
        status: GatewayClusterAssociationStatus = "status",
    }
}

structure! {
    pub struct GatewayConfiguration {
        host_shared_alb: HostSharedAlbConfiguration = "hostSharedAlb",
    }
}

structure! {
    pub struct GatewayConnection {
        gateway_arn: String = "gatewayArn",
        gateway_route_arn: String = "gatewayRouteArn",
        port_name: String = "portName",
        service_url: String = "serviceUrl",
        access_type: AccessType = "accessType",
        status: GatewayRouteStatus = "status",
        resources: GatewayConnectionResources = "resources",
    }
}

structure! {
    pub struct GatewayConnectionAlbResources {
        acm_certificate_arn: String = "acmCertificateArn",
        load_balancer_arn: String = "loadBalancerArn",
        load_balancer_security_group_arns: Vec<String> = "loadBalancerSecurityGroupArns",
        listener_arn: String = "listenerArn",
        listener_rule_arn: String = "listenerRuleArn",
        test_listener_rule_arn: String = "testListenerRuleArn",
        target_group_arn: String = "targetGroupArn",
        alternate_target_group_arn: String = "alternateTargetGroupArn",
    }
}

structure! {
    pub struct GatewayConnectionResources {
        host_shared_alb: Vec<GatewayConnectionAlbResources> = "hostSharedAlb",
    }
}

structure! {
    pub struct GatewayConnector {
        port_name: String = "portName",
        health_check: GatewayConnectorHealthCheck = "healthCheck",
        filters: GatewayConnectorFilters = "filters",
        deregistration_delay: GatewayConnectorDeregistrationDelay = "deregistrationDelay",
    }
}

structure! {
    pub struct GatewayConnectorDeregistrationDelay {
        timeout_seconds: i32 = "timeoutSeconds",
    }
}

structure! {
    pub struct GatewayConnectorFilters {
        access_types: Vec<AccessType> = "accessTypes",
    }
}

structure! {
    pub struct GatewayConnectorHealthCheck {
        health_check_protocol: GatewayConnectorHealthCheckProtocol = "healthCheckProtocol",
        health_check_port: i32 = "healthCheckPort",
        health_check_path: String = "healthCheckPath",
        health_check_timeout_seconds: i32 = "healthCheckTimeoutSeconds",
        health_check_interval_seconds: i32 = "healthCheckIntervalSeconds",
        healthy_threshold_count: i32 = "healthyThresholdCount",
        unhealthy_threshold_count: i32 = "unhealthyThresholdCount",
        matcher: GatewayConnectorHealthCheckMatcher = "matcher",
    }
}

structure! {
    pub struct GatewayConnectorHealthCheckMatcher {
        http_code: String = "httpCode",
        grpc_code: String = "grpcCode",
    }
}

string_enum! {
    pub enum GatewayConnectorHealthCheckProtocol {
        Http = "HTTP",
        Https = "HTTPS",
    }
}

structure! {
    pub struct GatewayElbAccessLogConfiguration {
        destination: GatewayElbAccessLogDestination = "destination",
    }
}

structure! {
    pub struct GatewayElbAccessLogDestination {
        s3: GatewayElbAccessLogS3Destination = "s3",
    }
}

structure! {
    pub struct GatewayElbAccessLogS3Destination {
        bucket: String = "bucket",
        prefix: String = "prefix",
    }
}

string_enum! {
    pub enum GatewayElbIpAddressType {
        Ipv4 = "ipv4",
        Dualstack = "dualstack",
        DualstackWithoutPublicIpv4 = "dualstack-without-public-ipv4",
    }
}

structure! {
    pub struct GatewayElbNetworkConfiguration {
        inbound_security_group: String = "inboundSecurityGroup",
        subnets: Vec<String> = "subnets",
        ip_address_type: GatewayElbIpAddressType = "ipAddressType",
    }
}

string_enum! {
    pub enum GatewayElbScheme {
        InternetFacing = "internet-facing",
        Internal = "internal",
    }
}

structure! {
    pub struct GatewayInfrastructureResources {
        host_shared_alb: Vec<ElbGatewayResources> = "hostSharedAlb",
    }
}

structure! {
    pub struct GatewayOperationError {
        operation: String = "operation",
        code: String = "code",
        message: String = "message",
    }
}

structure! {
    pub struct GatewayResourceFailure {
        arn: String = "arn",
        errors: Vec<GatewayOperationError> = "errors",
    }
}

structure! {
    pub struct GatewayResources {
        gateway_arn: String = "gatewayArn",
        resources: GatewayInfrastructureResources = "resources",
    }
}

structure! {
    pub struct GatewayRoute {
        gateway_route_arn: String = "gatewayRouteArn",
        service_arn: String = "serviceArn",
        service_container_port_name: String = "serviceContainerPortName",
        status: GatewayRouteStatus = "status",
        service_url: String = "serviceUrl",
        resources: GatewayRouteResources = "resources",
    }
}

structure! {
    pub struct GatewayRouteAlbResources {
        acm_certificate_arn: String = "acmCertificateArn",
        load_balancer_arn: String = "loadBalancerArn",
        listener_arn: String = "listenerArn",
        listener_rule_arn: String = "listenerRuleArn",
        test_listener_rule_arns: Vec<String> = "testListenerRuleArns",
        load_balancer_security_groups: Vec<GatewayRouteLoadBalancerSecurityGroup> = "loadBalancerSecurityGroups",
        service_security_group_arn: String = "serviceSecurityGroupArn",
    }
}

structure! {
    pub struct GatewayRouteLoadBalancerSecurityGroup {
        arn: String = "arn",
        rule_arns: Vec<String> = "ruleArns",
    }
}

structure! {
    pub struct GatewayRouteResources {
        host_shared_alb: Vec<GatewayRouteAlbResources> = "hostSharedAlb",
    }
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

structure! {
    pub struct GatewayRouteSummary {
        gateway_route_arn: String = "gatewayRouteArn",
        gateway_arn: String = "gatewayArn",
        cluster_arn: String = "clusterArn",
        service_arn: String = "serviceArn",
        service_container_port_name: String = "serviceContainerPortName",
        status: GatewayRouteStatus = "status",
    }
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

structure! {
    pub struct GatewaySummary {
        gateway_arn: String = "gatewayArn",
        name: String = "name",
        status: GatewayStatus = "status",
        created_at: Timestamp = "createdAt",
    }
}

structure! {
    pub struct GatewayTestTrafficHeader {
        name: String = "name",
        values: Vec<String> = "values",
    }
}

structure! {
    pub struct GetTaskProtectionRequest {
        cluster: String = "cluster",
        tasks: Vec<String> = "tasks",
    }
}

structure! {
    pub struct GetTaskProtectionResponse {
        protected_tasks: Vec<ProtectedTask> = "protectedTasks",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct GpuDevice {
        gpu_id: String = "gpuId",
        sharing_mode: GpuSharingMode = "sharingMode",
        total_memory_in_mib: i32 = "totalMemoryInMiB",
        remaining_memory_in_mib: i32 = "remainingMemoryInMiB",
        container_count: i32 = "containerCount",
    }
}

string_enum! {
    pub enum GpuSharingMode {
        Idle = "IDLE",
        NvidiaMps = "NVIDIA_MPS",
        Dedicated = "DEDICATED",
    }
}

structure! {
    pub struct HealthCheck {
        command: Vec<String> = "command",
        interval: i32 = "interval",
        timeout: i32 = "timeout",
        retries: i32 = "retries",
        start_period: i32 = "startPeriod",
    }
}

string_enum! {
    pub enum HealthStatus {
        Healthy = "HEALTHY",
        Unhealthy = "UNHEALTHY",
        Unknown = "UNKNOWN",
    }
}

structure! {
    pub struct HostEntry {
        hostname: String = "hostname",
        ip_address: String = "ipAddress",
    }
}

structure! {
    pub struct HostSharedAlbConfiguration {
        network_configuration: GatewayElbNetworkConfiguration = "networkConfiguration",
        scheme: GatewayElbScheme = "scheme",
        web_acl_arn: String = "webACLArn",
        access_logs: GatewayElbAccessLogConfiguration = "accessLogs",
        port: i32 = "port",
        protocol: GatewayAlbProtocol = "protocol",
        max_alb_count: i32 = "maxAlbCount",
        http_desync: GatewayAlbDesyncMitigationMode = "httpDesync",
        test_traffic_rules: GatewayAlbTestTrafficRules = "testTrafficRules",
    }
}

structure! {
    pub struct HostVolumeProperties {
        source_path: String = "sourcePath",
    }
}

structure! {
    pub struct InferenceAccelerator {
        device_name: String = "deviceName",
        device_type: String = "deviceType",
    }
}

structure! {
    pub struct InferenceAcceleratorOverride {
        device_name: String = "deviceName",
        device_type: String = "deviceType",
    }
}

structure! {
    pub struct InfrastructureOptimization {
        scale_in_after: i32 = "scaleInAfter",
    }
}

structure! {
    pub struct IngressPathSummary {
        access_type: AccessType = "accessType",
        endpoint: String = "endpoint",
    }
}

string_enum! {
    pub enum InstanceGeneration {
        Current = "current",
        Previous = "previous",
    }
}

structure! {
    pub struct InstanceHealthCheckResult {
        r#type: InstanceHealthCheckType = "type",
        status: InstanceHealthCheckState = "status",
        status_reason: String = "statusReason",
        last_updated: Timestamp = "lastUpdated",
        last_status_change: Timestamp = "lastStatusChange",
    }
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

structure! {
    pub struct InstanceLaunchTemplate {
        ec2_instance_profile_arn: String = "ec2InstanceProfileArn",
        network_configuration: ManagedInstancesNetworkConfiguration = "networkConfiguration",
        storage_configuration: ManagedInstancesStorageConfiguration = "storageConfiguration",
        local_storage_configuration: ManagedInstancesLocalStorageConfiguration = "localStorageConfiguration",
        monitoring: ManagedInstancesMonitoringOptions = "monitoring",
        capacity_option_type: CapacityOptionType = "capacityOptionType",
        instance_metadata_tags_propagation: bool = "instanceMetadataTagsPropagation",
        instance_requirements: InstanceRequirementsRequest = "instanceRequirements",
        fips_enabled: bool = "fipsEnabled",
        capacity_reservations: CapacityReservationRequest = "capacityReservations",
        nitro_enclaves_enabled: bool = "nitroEnclavesEnabled",
    }
}

structure! {
    pub struct InstanceLaunchTemplateUpdate {
        ec2_instance_profile_arn: String = "ec2InstanceProfileArn",
        network_configuration: ManagedInstancesNetworkConfiguration = "networkConfiguration",
        storage_configuration: ManagedInstancesStorageConfiguration = "storageConfiguration",
        instance_metadata_tags_propagation: bool = "instanceMetadataTagsPropagation",
        local_storage_configuration: ManagedInstancesLocalStorageConfiguration = "localStorageConfiguration",
        monitoring: ManagedInstancesMonitoringOptions = "monitoring",
        instance_requirements: InstanceRequirementsRequest = "instanceRequirements",
        capacity_reservations: CapacityReservationRequest = "capacityReservations",
    }
}

structure! {
    pub struct InstanceRequirementsRequest {
        vcpu_count: VCpuCountRangeRequest = "vCpuCount",
        memory_mib: MemoryMiBRequest = "memoryMiB",
        cpu_manufacturers: Vec<CpuManufacturer> = "cpuManufacturers",
        memory_gib_per_vcpu: MemoryGiBPerVCpuRequest = "memoryGiBPerVCpu",
        excluded_instance_types: Vec<String> = "excludedInstanceTypes",
        instance_generations: Vec<InstanceGeneration> = "instanceGenerations",
        spot_max_price_percentage_over_lowest_price: i32 = "spotMaxPricePercentageOverLowestPrice",
        on_demand_max_price_percentage_over_lowest_price: i32 = "onDemandMaxPricePercentageOverLowestPrice",
        bare_metal: BareMetal = "bareMetal",
        burstable_performance: BurstablePerformance = "burstablePerformance",
        require_hibernate_support: bool = "requireHibernateSupport",
        network_interface_count: NetworkInterfaceCountRequest = "networkInterfaceCount",
        local_storage: LocalStorage = "localStorage",
        local_storage_types: Vec<LocalStorageType> = "localStorageTypes",
        total_local_storage_gb: TotalLocalStorageGBRequest = "totalLocalStorageGB",
        baseline_ebs_bandwidth_mbps: BaselineEbsBandwidthMbpsRequest = "baselineEbsBandwidthMbps",
        accelerator_types: Vec<AcceleratorType> = "acceleratorTypes",
        accelerator_count: AcceleratorCountRequest = "acceleratorCount",
        accelerator_manufacturers: Vec<AcceleratorManufacturer> = "acceleratorManufacturers",
        accelerator_names: Vec<AcceleratorName> = "acceleratorNames",
        accelerator_total_memory_mib: AcceleratorTotalMemoryMiBRequest = "acceleratorTotalMemoryMiB",
        network_bandwidth_gbps: NetworkBandwidthGbpsRequest = "networkBandwidthGbps",
        allowed_instance_types: Vec<String> = "allowedInstanceTypes",
        max_spot_price_as_percentage_of_optimal_on_demand_price: i32 = "maxSpotPriceAsPercentageOfOptimalOnDemandPrice",
    }
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

structure! {
    pub struct KernelCapabilities {
        add: Vec<String> = "add",
        drop: Vec<String> = "drop",
    }
}

structure! {
    pub struct KeyValuePair {
        name: String = "name",
        value: String = "value",
    }
}

string_enum! {
    pub enum LaunchType {
        Ec2 = "EC2",
        Fargate = "FARGATE",
        External = "EXTERNAL",
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

structure! {
    pub struct LinearConfiguration {
        step_percent: f64 = "stepPercent",
        step_bake_time_in_minutes: i32 = "stepBakeTimeInMinutes",
    }
}

structure! {
    pub struct LinuxParameters {
        capabilities: KernelCapabilities = "capabilities",
        devices: Vec<Device> = "devices",
        init_process_enabled: bool = "initProcessEnabled",
        shared_memory_size: i32 = "sharedMemorySize",
        tmpfs: Vec<Tmpfs> = "tmpfs",
        max_swap: i32 = "maxSwap",
        swappiness: i32 = "swappiness",
    }
}

structure! {
    pub struct ListAccountSettingsRequest {
        name: SettingName = "name",
        value: String = "value",
        principal_arn: String = "principalArn",
        effective_settings: bool = "effectiveSettings",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
    }
}

structure! {
    pub struct ListAccountSettingsResponse {
        settings: Vec<Setting> = "settings",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListAttributesRequest {
        cluster: String = "cluster",
        target_type: TargetType = "targetType",
        attribute_name: String = "attributeName",
        attribute_value: String = "attributeValue",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
    }
}

structure! {
    pub struct ListAttributesResponse {
        attributes: Vec<Attribute> = "attributes",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListClustersRequest {
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
    }
}

structure! {
    pub struct ListClustersResponse {
        cluster_arns: Vec<String> = "clusterArns",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListContainerInstancesRequest {
        cluster: String = "cluster",
        filter: String = "filter",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
        status: ContainerInstanceStatus = "status",
    }
}

structure! {
    pub struct ListContainerInstancesResponse {
        container_instance_arns: Vec<String> = "containerInstanceArns",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListDaemonDeploymentsRequest {
        daemon_arn: String = "daemonArn",
        status: Vec<DaemonDeploymentStatus> = "status",
        created_at: CreatedAt = "createdAt",
        max_results: i32 = "maxResults",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListDaemonDeploymentsResponse {
        next_token: String = "nextToken",
        daemon_deployments: Vec<DaemonDeploymentSummary> = "daemonDeployments",
    }
}

structure! {
    pub struct ListDaemonTaskDefinitionsRequest {
        family_prefix: String = "familyPrefix",
        family: String = "family",
        revision: DaemonTaskDefinitionRevisionFilter = "revision",
        status: DaemonTaskDefinitionStatusFilter = "status",
        sort: SortOrder = "sort",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
    }
}

structure! {
    pub struct ListDaemonTaskDefinitionsResponse {
        daemon_task_definitions: Vec<DaemonTaskDefinitionSummary> = "daemonTaskDefinitions",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListDaemonsRequest {
        cluster_arn: String = "clusterArn",
        capacity_provider_arns: Vec<String> = "capacityProviderArns",
        max_results: i32 = "maxResults",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListDaemonsResponse {
        daemon_summaries_list: Vec<DaemonSummary> = "daemonSummariesList",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListGatewayClusterAssociationsRequest {
        gateway: String = "gateway",
        cluster: String = "cluster",
        status: Vec<GatewayClusterAssociationStatus> = "status",
        max_results: i32 = "maxResults",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListGatewayClusterAssociationsResponse {
        gateway_cluster_associations: Vec<GatewayClusterAssociationSummary> = "gatewayClusterAssociations",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListGatewayRoutesRequest {
        gateway: String = "gateway",
        cluster: String = "cluster",
        service: String = "service",
        service_container_port_name: String = "serviceContainerPortName",
        status: Vec<GatewayRouteStatus> = "status",
        max_results: i32 = "maxResults",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListGatewayRoutesResponse {
        gateway_routes: Vec<GatewayRouteSummary> = "gatewayRoutes",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListGatewaysRequest {
        names: Vec<String> = "names",
        status: Vec<GatewayStatus> = "status",
        max_results: i32 = "maxResults",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListGatewaysResponse {
        gateways: Vec<GatewaySummary> = "gateways",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListServiceDeploymentsRequest {
        service: String = "service",
        cluster: String = "cluster",
        status: Vec<ServiceDeploymentStatus> = "status",
        created_at: CreatedAt = "createdAt",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
    }
}

structure! {
    pub struct ListServiceDeploymentsResponse {
        service_deployments: Vec<ServiceDeploymentBrief> = "serviceDeployments",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListServicesByNamespaceRequest {
        namespace: String = "namespace",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
    }
}

structure! {
    pub struct ListServicesByNamespaceResponse {
        service_arns: Vec<String> = "serviceArns",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListServicesRequest {
        cluster: String = "cluster",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
        launch_type: LaunchType = "launchType",
        scheduling_strategy: SchedulingStrategy = "schedulingStrategy",
        resource_management_type: ResourceManagementType = "resourceManagementType",
    }
}

structure! {
    pub struct ListServicesResponse {
        service_arns: Vec<String> = "serviceArns",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListTagsForResourceRequest {
        resource_arn: String = "resourceArn",
    }
}

structure! {
    pub struct ListTagsForResourceResponse {
        tags: Vec<Tag> = "tags",
    }
}

structure! {
    pub struct ListTaskDefinitionFamiliesRequest {
        family_prefix: String = "familyPrefix",
        status: TaskDefinitionFamilyStatus = "status",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
    }
}

structure! {
    pub struct ListTaskDefinitionFamiliesResponse {
        families: Vec<String> = "families",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListTaskDefinitionsRequest {
        family_prefix: String = "familyPrefix",
        status: TaskDefinitionStatus = "status",
        sort: SortOrder = "sort",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
    }
}

structure! {
    pub struct ListTaskDefinitionsResponse {
        task_definition_arns: Vec<String> = "taskDefinitionArns",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct ListTasksRequest {
        cluster: String = "cluster",
        container_instance: String = "containerInstance",
        family: String = "family",
        next_token: String = "nextToken",
        max_results: i32 = "maxResults",
        started_by: String = "startedBy",
        service_name: String = "serviceName",
        desired_status: DesiredStatus = "desiredStatus",
        launch_type: LaunchType = "launchType",
        daemon_name: String = "daemonName",
    }
}

structure! {
    pub struct ListTasksResponse {
        task_arns: Vec<String> = "taskArns",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct LoadBalancer {
        target_group_arn: String = "targetGroupArn",
        load_balancer_name: String = "loadBalancerName",
        container_name: String = "containerName",
        container_port: i32 = "containerPort",
        advanced_configuration: AdvancedConfiguration = "advancedConfiguration",
    }
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

structure! {
    pub struct LogConfiguration {
        log_driver: LogDriver = "logDriver",
        options: BTreeMap<String, String> = "options",
        secret_options: Vec<Secret> = "secretOptions",
    }
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
        None = "none",
    }
}

structure! {
    pub struct LogDriverVolumeConfiguration {
        driver: LogDriver = "driver",
    }
}

structure! {
    pub struct ManagedAgent {
        last_started_at: Timestamp = "lastStartedAt",
        name: ManagedAgentName = "name",
        reason: String = "reason",
        last_status: String = "lastStatus",
    }
}

string_enum! {
    pub enum ManagedAgentName {
        ExecuteCommandAgent = "ExecuteCommandAgent",
    }
}

structure! {
    pub struct ManagedAgentStateChange {
        container_name: String = "containerName",
        managed_agent_name: ManagedAgentName = "managedAgentName",
        status: String = "status",
        reason: String = "reason",
    }
}

structure! {
    pub struct ManagedApplicationAutoScalingPolicy {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
        policy_type: String = "policyType",
        target_value: f64 = "targetValue",
        metric: String = "metric",
    }
}

structure! {
    pub struct ManagedAutoScaling {
        scalable_target: ManagedScalableTarget = "scalableTarget",
        application_auto_scaling_policies: Vec<ManagedApplicationAutoScalingPolicy> = "applicationAutoScalingPolicies",
    }
}

structure! {
    pub struct ManagedCertificate {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
        domain_name: String = "domainName",
    }
}

string_enum! {
    pub enum ManagedDraining {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

structure! {
    pub struct ManagedIngressPath {
        access_type: AccessType = "accessType",
        endpoint: String = "endpoint",
        load_balancer: ManagedLoadBalancer = "loadBalancer",
        load_balancer_security_groups: Vec<ManagedSecurityGroup> = "loadBalancerSecurityGroups",
        certificate: ManagedCertificate = "certificate",
        listener: ManagedListener = "listener",
        rule: ManagedListenerRule = "rule",
        target_groups: Vec<ManagedTargetGroup> = "targetGroups",
    }
}

structure! {
    pub struct ManagedInstancesLocalStorageConfiguration {
        use_local_storage: bool = "useLocalStorage",
    }
}

string_enum! {
    pub enum ManagedInstancesMonitoringOptions {
        Basic = "BASIC",
        Detailed = "DETAILED",
    }
}

structure! {
    pub struct ManagedInstancesNetworkConfiguration {
        subnets: Vec<String> = "subnets",
        security_groups: Vec<String> = "securityGroups",
    }
}

structure! {
    pub struct ManagedInstancesProvider {
        infrastructure_role_arn: String = "infrastructureRoleArn",
        instance_launch_template: InstanceLaunchTemplate = "instanceLaunchTemplate",
        propagate_tags: PropagateMITags = "propagateTags",
        infrastructure_optimization: InfrastructureOptimization = "infrastructureOptimization",
        auto_repair_configuration: AutoRepairConfiguration = "autoRepairConfiguration",
    }
}

structure! {
    pub struct ManagedInstancesStorageConfiguration {
        storage_size_gib: i32 = "storageSizeGiB",
    }
}

structure! {
    pub struct ManagedListener {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
    }
}

structure! {
    pub struct ManagedListenerRule {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
    }
}

structure! {
    pub struct ManagedLoadBalancer {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
        scheme: String = "scheme",
        subnet_ids: Vec<String> = "subnetIds",
        security_group_ids: Vec<String> = "securityGroupIds",
    }
}

structure! {
    pub struct ManagedLogGroup {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
        log_group_name: String = "logGroupName",
    }
}

structure! {
    pub struct ManagedMetricAlarm {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
    }
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

structure! {
    pub struct ManagedScalableTarget {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
        min_capacity: i32 = "minCapacity",
        max_capacity: i32 = "maxCapacity",
    }
}

structure! {
    pub struct ManagedScaling {
        status: ManagedScalingStatus = "status",
        target_capacity: i32 = "targetCapacity",
        minimum_scaling_step_size: i32 = "minimumScalingStepSize",
        maximum_scaling_step_size: i32 = "maximumScalingStepSize",
        instance_warmup_period: i32 = "instanceWarmupPeriod",
    }
}

string_enum! {
    pub enum ManagedScalingStatus {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

structure! {
    pub struct ManagedSecurityGroup {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
    }
}

structure! {
    pub struct ManagedStorageConfiguration {
        kms_key_id: String = "kmsKeyId",
        fargate_ephemeral_storage_kms_key_id: String = "fargateEphemeralStorageKmsKeyId",
    }
}

structure! {
    pub struct ManagedTargetGroup {
        arn: String = "arn",
        status: ManagedResourceStatus = "status",
        status_reason: String = "statusReason",
        updated_at: Timestamp = "updatedAt",
        health_check_path: String = "healthCheckPath",
        health_check_port: i32 = "healthCheckPort",
        port: i32 = "port",
    }
}

string_enum! {
    pub enum ManagedTerminationProtection {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

structure! {
    pub struct MemoryGiBPerVCpuRequest {
        min: f64 = "min",
        max: f64 = "max",
    }
}

structure! {
    pub struct MemoryMiBRequest {
        min: i32 = "min",
        max: i32 = "max",
    }
}

structure! {
    pub struct MetricConfiguration {
        metric_names: Vec<String> = "metricNames",
        resolution_seconds: i32 = "resolutionSeconds",
    }
}

structure! {
    pub struct MonitoringConfiguration {
        metric_configurations: Vec<MetricConfiguration> = "metricConfigurations",
    }
}

structure! {
    pub struct MountPoint {
        source_volume: String = "sourceVolume",
        container_path: String = "containerPath",
        read_only: bool = "readOnly",
    }
}

structure! {
    pub struct NetworkBandwidthGbpsRequest {
        min: f64 = "min",
        max: f64 = "max",
    }
}

structure! {
    pub struct NetworkBinding {
        bind_ip: String = "bindIP",
        container_port: i32 = "containerPort",
        host_port: i32 = "hostPort",
        protocol: TransportProtocol = "protocol",
        container_port_range: String = "containerPortRange",
        host_port_range: String = "hostPortRange",
    }
}

structure! {
    pub struct NetworkConfiguration {
        awsvpc_configuration: AwsVpcConfiguration = "awsvpcConfiguration",
    }
}

structure! {
    pub struct NetworkInterface {
        attachment_id: String = "attachmentId",
        private_ipv4_address: String = "privateIpv4Address",
        ipv6_address: String = "ipv6Address",
    }
}

structure! {
    pub struct NetworkInterfaceCountRequest {
        min: i32 = "min",
        max: i32 = "max",
    }
}

string_enum! {
    pub enum NetworkMode {
        Bridge = "bridge",
        Host = "host",
        Awsvpc = "awsvpc",
        None = "none",
    }
}

structure! {
    pub struct NvidiaMpsAllocation {
        memory: i32 = "memory",
        max_compute_percent: i32 = "maxComputePercent",
    }
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

structure! {
    pub struct PlacementConstraint {
        r#type: PlacementConstraintType = "type",
        expression: String = "expression",
    }
}

string_enum! {
    pub enum PlacementConstraintType {
        DistinctInstance = "distinctInstance",
        MemberOf = "memberOf",
    }
}

structure! {
    pub struct PlacementStrategy {
        r#type: PlacementStrategyType = "type",
        field: String = "field",
    }
}

string_enum! {
    pub enum PlacementStrategyType {
        Random = "random",
        Spread = "spread",
        Binpack = "binpack",
    }
}

structure! {
    pub struct PlatformDevice {
        id: String = "id",
        r#type: PlatformDeviceType = "type",
    }
}

string_enum! {
    pub enum PlatformDeviceType {
        Gpu = "GPU",
        NeuronDevice = "NEURON_DEVICE",
    }
}

structure! {
    pub struct PortMapping {
        container_port: i32 = "containerPort",
        host_port: i32 = "hostPort",
        protocol: TransportProtocol = "protocol",
        name: String = "name",
        app_protocol: ApplicationProtocol = "appProtocol",
        container_port_range: String = "containerPortRange",
    }
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

structure! {
    pub struct ProtectedTask {
        task_arn: String = "taskArn",
        protection_enabled: bool = "protectionEnabled",
        expiration_date: Timestamp = "expirationDate",
    }
}

structure! {
    pub struct ProxyConfiguration {
        r#type: ProxyConfigurationType = "type",
        container_name: String = "containerName",
        properties: Vec<KeyValuePair> = "properties",
    }
}

string_enum! {
    pub enum ProxyConfigurationType {
        Appmesh = "APPMESH",
    }
}

structure! {
    pub struct PutAccountSettingDefaultRequest {
        name: SettingName = "name",
        value: String = "value",
    }
}

structure! {
    pub struct PutAccountSettingDefaultResponse {
        setting: Setting = "setting",
    }
}

structure! {
    pub struct PutAccountSettingRequest {
        name: SettingName = "name",
        value: String = "value",
        principal_arn: String = "principalArn",
    }
}

structure! {
    pub struct PutAccountSettingResponse {
        setting: Setting = "setting",
    }
}

structure! {
    pub struct PutAttributesRequest {
        cluster: String = "cluster",
        attributes: Vec<Attribute> = "attributes",
    }
}

structure! {
    pub struct PutAttributesResponse {
        attributes: Vec<Attribute> = "attributes",
    }
}

structure! {
    pub struct PutClusterCapacityProvidersRequest {
        cluster: String = "cluster",
        capacity_providers: Vec<String> = "capacityProviders",
        default_capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "defaultCapacityProviderStrategy",
    }
}

structure! {
    pub struct PutClusterCapacityProvidersResponse {
        cluster: Cluster = "cluster",
    }
}

structure! {
    pub struct RegisterContainerInstanceRequest {
        cluster: String = "cluster",
        instance_identity_document: String = "instanceIdentityDocument",
        instance_identity_document_signature: String = "instanceIdentityDocumentSignature",
        total_resources: Vec<Resource> = "totalResources",
        version_info: VersionInfo = "versionInfo",
        container_instance_arn: String = "containerInstanceArn",
        attributes: Vec<Attribute> = "attributes",
        platform_devices: Vec<PlatformDevice> = "platformDevices",
        tags: Vec<Tag> = "tags",
        client_token: String = "clientToken",
    }
}

structure! {
    pub struct RegisterContainerInstanceResponse {
        container_instance: ContainerInstance = "containerInstance",
    }
}

structure! {
    pub struct RegisterDaemonTaskDefinitionRequest {
        family: String = "family",
        task_role_arn: String = "taskRoleArn",
        execution_role_arn: String = "executionRoleArn",
        container_definitions: Vec<DaemonContainerDefinition> = "containerDefinitions",
        cpu: String = "cpu",
        memory: String = "memory",
        volumes: Vec<DaemonVolume> = "volumes",
        tags: Vec<Tag> = "tags",
        pid_mode: DaemonPidMode = "pidMode",
        ipc_mode: DaemonIpcMode = "ipcMode",
    }
}

structure! {
    pub struct RegisterDaemonTaskDefinitionResponse {
        daemon_task_definition_arn: String = "daemonTaskDefinitionArn",
    }
}

structure! {
    pub struct RegisterTaskDefinitionRequest {
        family: String = "family",
        task_role_arn: String = "taskRoleArn",
        execution_role_arn: String = "executionRoleArn",
        network_mode: NetworkMode = "networkMode",
        container_definitions: Vec<ContainerDefinition> = "containerDefinitions",
        volumes: Vec<Volume> = "volumes",
        placement_constraints: Vec<TaskDefinitionPlacementConstraint> = "placementConstraints",
        requires_compatibilities: Vec<Compatibility> = "requiresCompatibilities",
        cpu: String = "cpu" via crate::lenient::string_or_number,
        memory: String = "memory" via crate::lenient::string_or_number,
        tags: Vec<Tag> = "tags",
        pid_mode: PidMode = "pidMode",
        ipc_mode: IpcMode = "ipcMode",
        proxy_configuration: ProxyConfiguration = "proxyConfiguration",
        inference_accelerators: Vec<InferenceAccelerator> = "inferenceAccelerators",
        ephemeral_storage: EphemeralStorage = "ephemeralStorage",
        runtime_platform: RuntimePlatform = "runtimePlatform",
        enable_fault_injection: bool = "enableFaultInjection",
        trusted_execution_configuration: TrustedExecutionConfiguration = "trustedExecutionConfiguration",
    }
}

structure! {
    pub struct RegisterTaskDefinitionResponse {
        task_definition: TaskDefinition = "taskDefinition",
        tags: Vec<Tag> = "tags",
    }
}

structure! {
    pub struct RepositoryCredentials {
        credentials_parameter: String = "credentialsParameter",
    }
}

structure! {
    pub struct ResolvedConfiguration {
        load_balancers: Vec<ServiceRevisionLoadBalancer> = "loadBalancers",
        vpc_lattice_configurations: Vec<ServiceRevisionVpcLatticeConfiguration> = "vpcLatticeConfigurations",
    }
}

structure! {
    pub struct Resource {
        name: String = "name",
        r#type: String = "type",
        double_value: f64 = "doubleValue",
        long_value: i64 = "longValue",
        integer_value: i32 = "integerValue",
        string_set_value: Vec<String> = "stringSetValue",
    }
}

string_enum! {
    pub enum ResourceManagementType {
        Customer = "CUSTOMER",
        Ecs = "ECS",
    }
}

structure! {
    pub struct ResourceRequirement {
        value: String = "value",
        r#type: ResourceType = "type",
        sharing_strategy: SharingStrategy = "sharingStrategy",
    }
}

string_enum! {
    pub enum ResourceType {
        Gpu = "GPU",
        InferenceAccelerator = "InferenceAccelerator",
        NeuronDevice = "NeuronDevice",
    }
}

structure! {
    pub struct Rollback {
        reason: String = "reason",
        started_at: Timestamp = "startedAt",
        service_revision_arn: String = "serviceRevisionArn",
    }
}

structure! {
    pub struct RunTaskRequest {
        capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "capacityProviderStrategy",
        cluster: String = "cluster",
        count: i32 = "count",
        enable_ecs_managed_tags: bool = "enableECSManagedTags",
        enable_execute_command: bool = "enableExecuteCommand",
        group: String = "group",
        launch_type: LaunchType = "launchType",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        overrides: TaskOverride = "overrides",
        placement_constraints: Vec<PlacementConstraint> = "placementConstraints",
        placement_strategy: Vec<PlacementStrategy> = "placementStrategy",
        platform_version: String = "platformVersion",
        propagate_tags: PropagateTags = "propagateTags",
        reference_id: String = "referenceId",
        started_by: String = "startedBy",
        tags: Vec<Tag> = "tags",
        task_definition: String = "taskDefinition",
        client_token: String = "clientToken",
        volume_configurations: Vec<TaskVolumeConfiguration> = "volumeConfigurations",
    }
}

structure! {
    pub struct RunTaskResponse {
        tasks: Vec<Task> = "tasks",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct RuntimePlatform {
        cpu_architecture: CPUArchitecture = "cpuArchitecture",
        operating_system_family: OSFamily = "operatingSystemFamily",
    }
}

structure! {
    pub struct RuntimePlatformOverride {
        cpu_architecture: String = "cpuArchitecture",
    }
}

structure! {
    pub struct S3FilesVolumeConfiguration {
        file_system_arn: String = "fileSystemArn",
        root_directory: String = "rootDirectory",
        transit_encryption_port: i32 = "transitEncryptionPort",
        access_point_arn: String = "accessPointArn",
    }
}

structure! {
    pub struct Scale {
        value: f64 = "value",
        unit: ScaleUnit = "unit",
    }
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

structure! {
    pub struct Secret {
        name: String = "name",
        value_from: String = "valueFrom",
    }
}

structure! {
    pub struct Service {
        service_arn: String = "serviceArn",
        service_name: String = "serviceName",
        cluster_arn: String = "clusterArn",
        load_balancers: Vec<LoadBalancer> = "loadBalancers",
        service_registries: Vec<ServiceRegistry> = "serviceRegistries",
        status: String = "status",
        desired_count: i32 = "desiredCount",
        running_count: i32 = "runningCount",
        pending_count: i32 = "pendingCount",
        launch_type: LaunchType = "launchType",
        capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "capacityProviderStrategy",
        platform_version: String = "platformVersion",
        platform_family: String = "platformFamily",
        task_definition: String = "taskDefinition",
        deployment_configuration: DeploymentConfiguration = "deploymentConfiguration",
        task_sets: Vec<TaskSet> = "taskSets",
        deployments: Vec<Deployment> = "deployments",
        role_arn: String = "roleArn",
        events: Vec<ServiceEvent> = "events",
        created_at: Timestamp = "createdAt",
        current_service_deployment: String = "currentServiceDeployment",
        current_service_revisions: Vec<ServiceCurrentRevisionSummary> = "currentServiceRevisions",
        placement_constraints: Vec<PlacementConstraint> = "placementConstraints",
        placement_strategy: Vec<PlacementStrategy> = "placementStrategy",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        health_check_grace_period_seconds: i32 = "healthCheckGracePeriodSeconds",
        scheduling_strategy: SchedulingStrategy = "schedulingStrategy",
        deployment_controller: DeploymentController = "deploymentController",
        tags: Vec<Tag> = "tags",
        created_by: String = "createdBy",
        enable_ecs_managed_tags: bool = "enableECSManagedTags",
        propagate_tags: PropagateTags = "propagateTags",
        enable_execute_command: bool = "enableExecuteCommand",
        availability_zone_rebalancing: AvailabilityZoneRebalancing = "availabilityZoneRebalancing",
        resource_management_type: ResourceManagementType = "resourceManagementType",
    }
}

structure! {
    pub struct ServiceConnectAccessLogConfiguration {
        format: ServiceConnectAccessLoggingFormat = "format",
        include_query_parameters: ServiceConnectIncludeQueryParameters = "includeQueryParameters",
    }
}

string_enum! {
    pub enum ServiceConnectAccessLoggingFormat {
        Text = "TEXT",
        Json = "JSON",
    }
}

structure! {
    pub struct ServiceConnectClientAlias {
        port: i32 = "port",
        dns_name: String = "dnsName",
        test_traffic_rules: ServiceConnectTestTrafficRules = "testTrafficRules",
    }
}

structure! {
    pub struct ServiceConnectConfiguration {
        enabled: bool = "enabled",
        namespace: String = "namespace",
        services: Vec<ServiceConnectService> = "services",
        log_configuration: LogConfiguration = "logConfiguration",
        access_log_configuration: ServiceConnectAccessLogConfiguration = "accessLogConfiguration",
        container_configurations: Vec<ServiceConnectContainerConfiguration> = "containerConfigurations",
    }
}

structure! {
    pub struct ServiceConnectContainerConfiguration {
        log_level: ServiceConnectContainerLogLevel = "logLevel",
    }
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

structure! {
    pub struct ServiceConnectService {
        port_name: String = "portName",
        discovery_name: String = "discoveryName",
        client_aliases: Vec<ServiceConnectClientAlias> = "clientAliases",
        ingress_port_override: i32 = "ingressPortOverride",
        timeout: TimeoutConfiguration = "timeout",
        tls: ServiceConnectTlsConfiguration = "tls",
    }
}

structure! {
    pub struct ServiceConnectServiceResource {
        discovery_name: String = "discoveryName",
        discovery_arn: String = "discoveryArn",
    }
}

structure! {
    pub struct ServiceConnectTestTrafficHeaderMatchRules {
        exact: String = "exact",
    }
}

structure! {
    pub struct ServiceConnectTestTrafficHeaderRules {
        name: String = "name",
        value: ServiceConnectTestTrafficHeaderMatchRules = "value",
    }
}

structure! {
    pub struct ServiceConnectTestTrafficRules {
        header: ServiceConnectTestTrafficHeaderRules = "header",
    }
}

structure! {
    pub struct ServiceConnectTlsCertificateAuthority {
        aws_pca_authority_arn: String = "awsPcaAuthorityArn",
    }
}

structure! {
    pub struct ServiceConnectTlsConfiguration {
        issuer_certificate_authority: ServiceConnectTlsCertificateAuthority = "issuerCertificateAuthority",
        kms_key: String = "kmsKey",
        role_arn: String = "roleArn",
    }
}

structure! {
    pub struct ServiceCurrentRevisionSummary {
        arn: String = "arn",
        requested_task_count: i32 = "requestedTaskCount",
        running_task_count: i32 = "runningTaskCount",
        pending_task_count: i32 = "pendingTaskCount",
    }
}

structure! {
    pub struct ServiceDeployment {
        service_deployment_arn: String = "serviceDeploymentArn",
        service_arn: String = "serviceArn",
        cluster_arn: String = "clusterArn",
        created_at: Timestamp = "createdAt",
        started_at: Timestamp = "startedAt",
        finished_at: Timestamp = "finishedAt",
        stopped_at: Timestamp = "stoppedAt",
        updated_at: Timestamp = "updatedAt",
        source_service_revisions: Vec<ServiceRevisionSummary> = "sourceServiceRevisions",
        target_service_revision: ServiceRevisionSummary = "targetServiceRevision",
        status: ServiceDeploymentStatus = "status",
        status_reason: String = "statusReason",
        lifecycle_stage: ServiceDeploymentLifecycleStage = "lifecycleStage",
        lifecycle_hook_details: Vec<DeploymentLifecycleHookDetail> = "lifecycleHookDetails",
        deployment_configuration: DeploymentConfiguration = "deploymentConfiguration",
        rollback: Rollback = "rollback",
        deployment_circuit_breaker: ServiceDeploymentCircuitBreaker = "deploymentCircuitBreaker",
        alarms: ServiceDeploymentAlarms = "alarms",
    }
}

structure! {
    pub struct ServiceDeploymentAlarms {
        status: ServiceDeploymentRollbackMonitorsStatus = "status",
        alarm_names: Vec<String> = "alarmNames",
        triggered_alarm_names: Vec<String> = "triggeredAlarmNames",
    }
}

structure! {
    pub struct ServiceDeploymentBrief {
        service_deployment_arn: String = "serviceDeploymentArn",
        service_arn: String = "serviceArn",
        cluster_arn: String = "clusterArn",
        started_at: Timestamp = "startedAt",
        created_at: Timestamp = "createdAt",
        finished_at: Timestamp = "finishedAt",
        target_service_revision_arn: String = "targetServiceRevisionArn",
        status: ServiceDeploymentStatus = "status",
        status_reason: String = "statusReason",
    }
}

structure! {
    pub struct ServiceDeploymentCircuitBreaker {
        status: ServiceDeploymentRollbackMonitorsStatus = "status",
        failure_count: i32 = "failureCount",
        threshold: i32 = "threshold",
    }
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

structure! {
    pub struct ServiceEvent {
        id: String = "id",
        created_at: Timestamp = "createdAt",
        message: String = "message",
    }
}

string_enum! {
    pub enum ServiceField {
        Tags = "TAGS",
    }
}

structure! {
    pub struct ServiceManagedEBSVolumeConfiguration {
        encrypted: bool = "encrypted",
        kms_key_id: String = "kmsKeyId",
        volume_type: String = "volumeType",
        size_in_gib: i32 = "sizeInGiB",
        snapshot_id: String = "snapshotId",
        volume_initialization_rate: i32 = "volumeInitializationRate",
        iops: i32 = "iops",
        throughput: i32 = "throughput",
        tag_specifications: Vec<EBSTagSpecification> = "tagSpecifications",
        role_arn: String = "roleArn",
        filesystem_type: TaskFilesystemType = "filesystemType",
    }
}

structure! {
    pub struct ServiceRegistry {
        registry_arn: String = "registryArn",
        port: i32 = "port",
        container_name: String = "containerName",
        container_port: i32 = "containerPort",
    }
}

structure! {
    pub struct ServiceRevision {
        service_revision_arn: String = "serviceRevisionArn",
        service_arn: String = "serviceArn",
        cluster_arn: String = "clusterArn",
        task_definition: String = "taskDefinition",
        capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "capacityProviderStrategy",
        launch_type: LaunchType = "launchType",
        platform_version: String = "platformVersion",
        platform_family: String = "platformFamily",
        load_balancers: Vec<LoadBalancer> = "loadBalancers",
        service_registries: Vec<ServiceRegistry> = "serviceRegistries",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        container_images: Vec<ContainerImage> = "containerImages",
        guard_duty_enabled: bool = "guardDutyEnabled",
        service_connect_configuration: ServiceConnectConfiguration = "serviceConnectConfiguration",
        volume_configurations: Vec<ServiceVolumeConfiguration> = "volumeConfigurations",
        fargate_ephemeral_storage: DeploymentEphemeralStorage = "fargateEphemeralStorage",
        created_at: Timestamp = "createdAt",
        vpc_lattice_configurations: Vec<VpcLatticeConfiguration> = "vpcLatticeConfigurations",
        resolved_configuration: ResolvedConfiguration = "resolvedConfiguration",
        ecs_managed_resources: ECSManagedResources = "ecsManagedResources",
        overrides: ServiceRevisionOverrides = "overrides",
        gateway_connectors: Vec<GatewayConnector> = "gatewayConnectors",
        monitoring: MonitoringConfiguration = "monitoring",
    }
}

string_enum! {
    pub enum ServiceRevisionCleanup {
        Blocking = "BLOCKING",
        Deferred = "DEFERRED",
    }
}

structure! {
    pub struct ServiceRevisionLoadBalancer {
        target_group_arn: String = "targetGroupArn",
        production_listener_rule: String = "productionListenerRule",
    }
}

structure! {
    pub struct ServiceRevisionOverrides {
        runtime_platform: RuntimePlatformOverride = "runtimePlatform",
    }
}

structure! {
    pub struct ServiceRevisionSummary {
        arn: String = "arn",
        requested_task_count: i32 = "requestedTaskCount",
        running_task_count: i32 = "runningTaskCount",
        pending_task_count: i32 = "pendingTaskCount",
        requested_test_traffic_weight: f64 = "requestedTestTrafficWeight",
        requested_production_traffic_weight: f64 = "requestedProductionTrafficWeight",
    }
}

structure! {
    pub struct ServiceRevisionVpcLatticeConfiguration {
        target_group_arn: String = "targetGroupArn",
        production_listener_rule: String = "productionListenerRule",
    }
}

structure! {
    pub struct ServiceVolumeConfiguration {
        name: String = "name",
        managed_ebs_volume: ServiceManagedEBSVolumeConfiguration = "managedEBSVolume",
    }
}

structure! {
    pub struct Session {
        session_id: String = "sessionId",
        stream_url: String = "streamUrl",
        token_value: String = "tokenValue",
    }
}

structure! {
    pub struct Setting {
        name: SettingName = "name",
        value: String = "value",
        principal_arn: String = "principalArn",
        r#type: SettingType = "type",
    }
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

structure! {
    pub struct SharingStrategy {
        nvidia_mps: NvidiaMpsAllocation = "nvidiaMps",
    }
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

structure! {
    pub struct StartTaskRequest {
        cluster: String = "cluster",
        container_instances: Vec<String> = "containerInstances",
        enable_ecs_managed_tags: bool = "enableECSManagedTags",
        enable_execute_command: bool = "enableExecuteCommand",
        group: String = "group",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        overrides: TaskOverride = "overrides",
        propagate_tags: PropagateTags = "propagateTags",
        reference_id: String = "referenceId",
        started_by: String = "startedBy",
        tags: Vec<Tag> = "tags",
        task_definition: String = "taskDefinition",
        volume_configurations: Vec<TaskVolumeConfiguration> = "volumeConfigurations",
    }
}

structure! {
    pub struct StartTaskResponse {
        tasks: Vec<Task> = "tasks",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct StopServiceDeploymentRequest {
        service_deployment_arn: String = "serviceDeploymentArn",
        stop_type: StopServiceDeploymentStopType = "stopType",
    }
}

structure! {
    pub struct StopServiceDeploymentResponse {
        service_deployment_arn: String = "serviceDeploymentArn",
    }
}

string_enum! {
    pub enum StopServiceDeploymentStopType {
        Abort = "ABORT",
        Rollback = "ROLLBACK",
    }
}

structure! {
    pub struct StopTaskRequest {
        cluster: String = "cluster",
        task: String = "task",
        reason: String = "reason",
    }
}

structure! {
    pub struct StopTaskResponse {
        task: Task = "task",
    }
}

structure! {
    pub struct SubmitAttachmentStateChangesRequest {
        cluster: String = "cluster",
        attachments: Vec<AttachmentStateChange> = "attachments",
    }
}

structure! {
    pub struct SubmitAttachmentStateChangesResponse {
        acknowledgment: String = "acknowledgment",
    }
}

structure! {
    pub struct SubmitContainerStateChangeRequest {
        cluster: String = "cluster",
        task: String = "task",
        container_name: String = "containerName",
        runtime_id: String = "runtimeId",
        status: String = "status",
        exit_code: i32 = "exitCode",
        reason: String = "reason",
        network_bindings: Vec<NetworkBinding> = "networkBindings",
    }
}

structure! {
    pub struct SubmitContainerStateChangeResponse {
        acknowledgment: String = "acknowledgment",
    }
}

structure! {
    pub struct SubmitTaskStateChangeRequest {
        cluster: String = "cluster",
        task: String = "task",
        status: String = "status",
        reason: String = "reason",
        containers: Vec<ContainerStateChange> = "containers",
        attachments: Vec<AttachmentStateChange> = "attachments",
        managed_agents: Vec<ManagedAgentStateChange> = "managedAgents",
        pull_started_at: Timestamp = "pullStartedAt",
        pull_stopped_at: Timestamp = "pullStoppedAt",
        execution_stopped_at: Timestamp = "executionStoppedAt",
    }
}

structure! {
    pub struct SubmitTaskStateChangeResponse {
        acknowledgment: String = "acknowledgment",
    }
}

structure! {
    pub struct SystemControl {
        namespace: String = "namespace",
        value: String = "value",
    }
}

structure! {
    pub struct Tag {
        key: String = "key",
        value: String = "value",
    }
}

structure! {
    pub struct TagResourceRequest {
        resource_arn: String = "resourceArn",
        tags: Vec<Tag> = "tags",
    }
}

structure! {
    pub struct TagResourceResponse {
    }
}

string_enum! {
    pub enum TargetType {
        ContainerInstance = "container-instance",
    }
}

structure! {
    pub struct Task {
        attachments: Vec<Attachment> = "attachments",
        attributes: Vec<Attribute> = "attributes",
        availability_zone: String = "availabilityZone",
        capacity_provider_name: String = "capacityProviderName",
        cluster_arn: String = "clusterArn",
        connectivity: Connectivity = "connectivity",
        connectivity_at: Timestamp = "connectivityAt",
        container_instance_arn: String = "containerInstanceArn",
        containers: Vec<Container> = "containers",
        cpu: String = "cpu",
        created_at: Timestamp = "createdAt",
        desired_status: String = "desiredStatus",
        enable_execute_command: bool = "enableExecuteCommand",
        execution_stopped_at: Timestamp = "executionStoppedAt",
        group: String = "group",
        health_status: HealthStatus = "healthStatus",
        inference_accelerators: Vec<InferenceAccelerator> = "inferenceAccelerators",
        last_status: String = "lastStatus",
        launch_type: LaunchType = "launchType",
        memory: String = "memory",
        overrides: TaskOverride = "overrides",
        platform_version: String = "platformVersion",
        platform_family: String = "platformFamily",
        pull_started_at: Timestamp = "pullStartedAt",
        pull_stopped_at: Timestamp = "pullStoppedAt",
        started_at: Timestamp = "startedAt",
        started_by: String = "startedBy",
        stop_code: TaskStopCode = "stopCode",
        stopped_at: Timestamp = "stoppedAt",
        stopped_reason: String = "stoppedReason",
        stopping_at: Timestamp = "stoppingAt",
        tags: Vec<Tag> = "tags",
        task_arn: String = "taskArn",
        task_definition_arn: String = "taskDefinitionArn",
        version: i64 = "version",
        ephemeral_storage: EphemeralStorage = "ephemeralStorage",
        fargate_ephemeral_storage: TaskEphemeralStorage = "fargateEphemeralStorage",
        trusted_execution_summary: TrustedExecutionSummary = "trustedExecutionSummary",
    }
}

structure! {
    pub struct TaskDefinition {
        task_definition_arn: String = "taskDefinitionArn",
        container_definitions: Vec<ContainerDefinition> = "containerDefinitions",
        family: String = "family",
        task_role_arn: String = "taskRoleArn",
        execution_role_arn: String = "executionRoleArn",
        network_mode: NetworkMode = "networkMode",
        revision: i32 = "revision",
        volumes: Vec<Volume> = "volumes",
        status: TaskDefinitionStatus = "status",
        requires_attributes: Vec<Attribute> = "requiresAttributes",
        placement_constraints: Vec<TaskDefinitionPlacementConstraint> = "placementConstraints",
        compatibilities: Vec<Compatibility> = "compatibilities",
        runtime_platform: RuntimePlatform = "runtimePlatform",
        requires_compatibilities: Vec<Compatibility> = "requiresCompatibilities",
        cpu: String = "cpu",
        memory: String = "memory",
        inference_accelerators: Vec<InferenceAccelerator> = "inferenceAccelerators",
        pid_mode: PidMode = "pidMode",
        ipc_mode: IpcMode = "ipcMode",
        proxy_configuration: ProxyConfiguration = "proxyConfiguration",
        registered_at: Timestamp = "registeredAt",
        deregistered_at: Timestamp = "deregisteredAt",
        delete_requested_at: Timestamp = "deleteRequestedAt",
        registered_by: String = "registeredBy",
        ephemeral_storage: EphemeralStorage = "ephemeralStorage",
        enable_fault_injection: bool = "enableFaultInjection",
        trusted_execution_configuration: TrustedExecutionConfiguration = "trustedExecutionConfiguration",
    }
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

structure! {
    pub struct TaskDefinitionPlacementConstraint {
        r#type: TaskDefinitionPlacementConstraintType = "type",
        expression: String = "expression",
    }
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

structure! {
    pub struct TaskEphemeralStorage {
        size_in_gib: i32 = "sizeInGiB",
        kms_key_id: String = "kmsKeyId",
    }
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

structure! {
    pub struct TaskManagedEBSVolumeConfiguration {
        encrypted: bool = "encrypted",
        kms_key_id: String = "kmsKeyId",
        volume_type: String = "volumeType",
        size_in_gib: i32 = "sizeInGiB",
        snapshot_id: String = "snapshotId",
        volume_initialization_rate: i32 = "volumeInitializationRate",
        iops: i32 = "iops",
        throughput: i32 = "throughput",
        tag_specifications: Vec<EBSTagSpecification> = "tagSpecifications",
        role_arn: String = "roleArn",
        termination_policy: TaskManagedEBSVolumeTerminationPolicy = "terminationPolicy",
        filesystem_type: TaskFilesystemType = "filesystemType",
    }
}

structure! {
    pub struct TaskManagedEBSVolumeTerminationPolicy {
        delete_on_termination: bool = "deleteOnTermination",
    }
}

structure! {
    pub struct TaskOverride {
        container_overrides: Vec<ContainerOverride> = "containerOverrides",
        cpu: String = "cpu" via crate::lenient::string_or_number,
        inference_accelerator_overrides: Vec<InferenceAcceleratorOverride> = "inferenceAcceleratorOverrides",
        execution_role_arn: String = "executionRoleArn",
        memory: String = "memory" via crate::lenient::string_or_number,
        task_role_arn: String = "taskRoleArn",
        ephemeral_storage: EphemeralStorage = "ephemeralStorage",
    }
}

structure! {
    pub struct TaskSet {
        id: String = "id",
        task_set_arn: String = "taskSetArn",
        service_arn: String = "serviceArn",
        cluster_arn: String = "clusterArn",
        started_by: String = "startedBy",
        external_id: String = "externalId",
        status: String = "status",
        task_definition: String = "taskDefinition",
        computed_desired_count: i32 = "computedDesiredCount",
        pending_count: i32 = "pendingCount",
        running_count: i32 = "runningCount",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
        launch_type: LaunchType = "launchType",
        capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "capacityProviderStrategy",
        platform_version: String = "platformVersion",
        platform_family: String = "platformFamily",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        load_balancers: Vec<LoadBalancer> = "loadBalancers",
        service_registries: Vec<ServiceRegistry> = "serviceRegistries",
        scale: Scale = "scale",
        stability_status: StabilityStatus = "stabilityStatus",
        stability_status_at: Timestamp = "stabilityStatusAt",
        tags: Vec<Tag> = "tags",
        fargate_ephemeral_storage: DeploymentEphemeralStorage = "fargateEphemeralStorage",
    }
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

structure! {
    pub struct TaskVolumeConfiguration {
        name: String = "name",
        managed_ebs_volume: TaskManagedEBSVolumeConfiguration = "managedEBSVolume",
    }
}

structure! {
    pub struct ThresholdConfiguration {
        r#type: ThresholdType = "type",
        value: i32 = "value",
    }
}

string_enum! {
    pub enum ThresholdType {
        Count = "COUNT",
        BoundedPercent = "BOUNDED_PERCENT",
        UnboundedPercent = "UNBOUNDED_PERCENT",
    }
}

structure! {
    pub struct TimeoutConfiguration {
        idle_timeout_seconds: i32 = "idleTimeoutSeconds",
        per_request_timeout_seconds: i32 = "perRequestTimeoutSeconds",
    }
}

structure! {
    pub struct Tmpfs {
        container_path: String = "containerPath",
        size: i32 = "size",
        mount_options: Vec<String> = "mountOptions",
    }
}

structure! {
    pub struct TotalLocalStorageGBRequest {
        min: f64 = "min",
        max: f64 = "max",
    }
}

string_enum! {
    pub enum TransportProtocol {
        Tcp = "tcp",
        Udp = "udp",
    }
}

structure! {
    pub struct TrustedExecutionConfiguration {
        isolation_mode: IsolationMode = "isolationMode",
        attestation_policy: String = "attestationPolicy",
    }
}

structure! {
    pub struct TrustedExecutionSummary {
        isolation_mode: IsolationMode = "isolationMode",
        attestation_policy_status: AttestationPolicyStatus = "attestationPolicyStatus",
    }
}

structure! {
    pub struct Ulimit {
        name: UlimitName = "name",
        soft_limit: i32 = "softLimit",
        hard_limit: i32 = "hardLimit",
    }
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

structure! {
    pub struct UntagResourceRequest {
        resource_arn: String = "resourceArn",
        tag_keys: Vec<String> = "tagKeys",
    }
}

structure! {
    pub struct UntagResourceResponse {
    }
}

structure! {
    pub struct UpdateCapacityProviderRequest {
        name: String = "name",
        cluster: String = "cluster",
        auto_scaling_group_provider: AutoScalingGroupProviderUpdate = "autoScalingGroupProvider",
        managed_instances_provider: UpdateManagedInstancesProviderConfiguration = "managedInstancesProvider",
    }
}

structure! {
    pub struct UpdateCapacityProviderResponse {
        capacity_provider: CapacityProvider = "capacityProvider",
    }
}

structure! {
    pub struct UpdateClusterRequest {
        cluster: String = "cluster",
        settings: Vec<ClusterSetting> = "settings",
        configuration: ClusterConfiguration = "configuration",
        service_connect_defaults: ClusterServiceConnectDefaultsRequest = "serviceConnectDefaults",
    }
}

structure! {
    pub struct UpdateClusterResponse {
        cluster: Cluster = "cluster",
    }
}

structure! {
    pub struct UpdateClusterSettingsRequest {
        cluster: String = "cluster",
        settings: Vec<ClusterSetting> = "settings",
    }
}

structure! {
    pub struct UpdateClusterSettingsResponse {
        cluster: Cluster = "cluster",
    }
}

structure! {
    pub struct UpdateContainerAgentRequest {
        cluster: String = "cluster",
        container_instance: String = "containerInstance",
    }
}

structure! {
    pub struct UpdateContainerAgentResponse {
        container_instance: ContainerInstance = "containerInstance",
    }
}

structure! {
    pub struct UpdateContainerInstancesStateRequest {
        cluster: String = "cluster",
        container_instances: Vec<String> = "containerInstances",
        status: ContainerInstanceStatus = "status",
    }
}

structure! {
    pub struct UpdateContainerInstancesStateResponse {
        container_instances: Vec<ContainerInstance> = "containerInstances",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct UpdateDaemonRequest {
        daemon_arn: String = "daemonArn",
        daemon_task_definition_arn: String = "daemonTaskDefinitionArn",
        capacity_provider_arns: Vec<String> = "capacityProviderArns",
        deployment_configuration: DaemonDeploymentConfiguration = "deploymentConfiguration",
        propagate_tags: DaemonPropagateTags = "propagateTags",
        enable_ecs_managed_tags: bool = "enableECSManagedTags",
        enable_execute_command: bool = "enableExecuteCommand",
        critical: bool = "critical",
    }
}

structure! {
    pub struct UpdateDaemonResponse {
        daemon_arn: String = "daemonArn",
        status: DaemonStatus = "status",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
        deployment_arn: String = "deploymentArn",
    }
}

structure! {
    pub struct UpdateExpressGatewayServiceRequest {
        service_arn: String = "serviceArn",
        execution_role_arn: String = "executionRoleArn",
        health_check_path: String = "healthCheckPath",
        primary_container: ExpressGatewayContainer = "primaryContainer",
        task_role_arn: String = "taskRoleArn",
        network_configuration: ExpressGatewayServiceNetworkConfiguration = "networkConfiguration",
        cpu: String = "cpu",
        memory: String = "memory",
        cpu_architecture: ExpressCpuArchitecture = "cpuArchitecture",
        scaling_target: ExpressGatewayScalingTarget = "scalingTarget",
        task_definition_arn: String = "taskDefinitionArn",
    }
}

structure! {
    pub struct UpdateExpressGatewayServiceResponse {
        service: UpdatedExpressGatewayService = "service",
    }
}

structure! {
    pub struct UpdateGatewayAlbConfiguration {
        network_configuration: UpdateGatewayNetworkConfiguration = "networkConfiguration",
        max_alb_count: i32 = "maxAlbCount",
        web_acl_arn: String = "webACLArn",
        access_logs: GatewayElbAccessLogConfiguration = "accessLogs",
        http_desync: GatewayAlbDesyncMitigationMode = "httpDesync",
        test_traffic_rules: GatewayAlbTestTrafficRules = "testTrafficRules",
    }
}

structure! {
    pub struct UpdateGatewayConfiguration {
        host_shared_alb: UpdateGatewayAlbConfiguration = "hostSharedAlb",
    }
}

structure! {
    pub struct UpdateGatewayNetworkConfiguration {
        inbound_security_group: String = "inboundSecurityGroup",
    }
}

structure! {
    pub struct UpdateGatewayRequest {
        gateway: String = "gateway",
        infrastructure_role_arn: String = "infrastructureRoleArn",
        deletion_protection: bool = "deletionProtection",
        configuration: UpdateGatewayConfiguration = "configuration",
        propagate_tags: PropagateGatewayTags = "propagateTags",
    }
}

structure! {
    pub struct UpdateGatewayResponse {
        gateway_arn: String = "gatewayArn",
        name: String = "name",
        status: GatewayStatus = "status",
    }
}

structure! {
    pub struct UpdateManagedInstancesProviderConfiguration {
        infrastructure_role_arn: String = "infrastructureRoleArn",
        instance_launch_template: InstanceLaunchTemplateUpdate = "instanceLaunchTemplate",
        propagate_tags: PropagateMITags = "propagateTags",
        infrastructure_optimization: InfrastructureOptimization = "infrastructureOptimization",
        auto_repair_configuration: AutoRepairConfiguration = "autoRepairConfiguration",
    }
}

structure! {
    pub struct UpdateServicePrimaryTaskSetRequest {
        cluster: String = "cluster",
        service: String = "service",
        primary_task_set: String = "primaryTaskSet",
    }
}

structure! {
    pub struct UpdateServicePrimaryTaskSetResponse {
        task_set: TaskSet = "taskSet",
    }
}

structure! {
    pub struct UpdateServiceRequest {
        cluster: String = "cluster",
        service: String = "service",
        desired_count: i32 = "desiredCount",
        task_definition: String = "taskDefinition",
        capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = "capacityProviderStrategy",
        deployment_configuration: DeploymentConfiguration = "deploymentConfiguration",
        availability_zone_rebalancing: AvailabilityZoneRebalancing = "availabilityZoneRebalancing",
        network_configuration: NetworkConfiguration = "networkConfiguration",
        placement_constraints: Vec<PlacementConstraint> = "placementConstraints",
        placement_strategy: Vec<PlacementStrategy> = "placementStrategy",
        platform_version: String = "platformVersion",
        force_new_deployment: bool = "forceNewDeployment",
        health_check_grace_period_seconds: i32 = "healthCheckGracePeriodSeconds",
        deployment_controller: DeploymentController = "deploymentController",
        enable_execute_command: bool = "enableExecuteCommand",
        enable_ecs_managed_tags: bool = "enableECSManagedTags",
        load_balancers: Vec<LoadBalancer> = "loadBalancers",
        propagate_tags: PropagateTags = "propagateTags",
        service_registries: Vec<ServiceRegistry> = "serviceRegistries",
        service_connect_configuration: ServiceConnectConfiguration = "serviceConnectConfiguration",
        volume_configurations: Vec<ServiceVolumeConfiguration> = "volumeConfigurations",
        vpc_lattice_configurations: Vec<VpcLatticeConfiguration> = "vpcLatticeConfigurations",
        gateway_connectors: Vec<GatewayConnector> = "gatewayConnectors",
        monitoring: MonitoringConfiguration = "monitoring",
    }
}

structure! {
    pub struct UpdateServiceResponse {
        service: Service = "service",
    }
}

structure! {
    pub struct UpdateTaskProtectionRequest {
        cluster: String = "cluster",
        tasks: Vec<String> = "tasks",
        protection_enabled: bool = "protectionEnabled",
        expires_in_minutes: i32 = "expiresInMinutes",
    }
}

structure! {
    pub struct UpdateTaskProtectionResponse {
        protected_tasks: Vec<ProtectedTask> = "protectedTasks",
        failures: Vec<Failure> = "failures",
    }
}

structure! {
    pub struct UpdateTaskSetRequest {
        cluster: String = "cluster",
        service: String = "service",
        task_set: String = "taskSet",
        scale: Scale = "scale",
    }
}

structure! {
    pub struct UpdateTaskSetResponse {
        task_set: TaskSet = "taskSet",
    }
}

structure! {
    pub struct UpdatedExpressGatewayService {
        service_arn: String = "serviceArn",
        cluster: String = "cluster",
        service_name: String = "serviceName",
        status: ExpressGatewayServiceStatus = "status",
        target_configuration: ExpressGatewayServiceConfiguration = "targetConfiguration",
        created_at: Timestamp = "createdAt",
        updated_at: Timestamp = "updatedAt",
    }
}

structure! {
    pub struct VCpuCountRangeRequest {
        min: i32 = "min",
        max: i32 = "max",
    }
}

string_enum! {
    pub enum VersionConsistency {
        Enabled = "enabled",
        Disabled = "disabled",
    }
}

structure! {
    pub struct VersionInfo {
        agent_version: String = "agentVersion",
        agent_hash: String = "agentHash",
        docker_version: String = "dockerVersion",
    }
}

structure! {
    pub struct Volume {
        name: String = "name",
        host: HostVolumeProperties = "host",
        docker_volume_configuration: DockerVolumeConfiguration = "dockerVolumeConfiguration",
        efs_volume_configuration: EFSVolumeConfiguration = "efsVolumeConfiguration",
        s3files_volume_configuration: S3FilesVolumeConfiguration = "s3filesVolumeConfiguration",
        fsx_windows_file_server_volume_configuration: FSxWindowsFileServerVolumeConfiguration = "fsxWindowsFileServerVolumeConfiguration",
        configured_at_launch: bool = "configuredAtLaunch",
    }
}

structure! {
    pub struct VolumeFrom {
        source_container: String = "sourceContainer",
        read_only: bool = "readOnly",
    }
}

structure! {
    pub struct VpcLatticeAdvancedConfiguration {
        alternate_target_group_arn: String = "alternateTargetGroupArn",
        production_listener_rule: String = "productionListenerRule",
        test_listener_rule: String = "testListenerRule",
    }
}

structure! {
    pub struct VpcLatticeConfiguration {
        role_arn: String = "roleArn",
        target_group_arn: String = "targetGroupArn",
        port_name: String = "portName",
        advanced_configuration: VpcLatticeAdvancedConfiguration = "advancedConfiguration",
    }
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
}

impl Input for ContinueServiceDeploymentRequest {
    fn facts() -> &'static Structure {
        &facts::CONTINUE_SERVICE_DEPLOYMENT_REQUEST
    }
}

impl Input for CreateCapacityProviderRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_CAPACITY_PROVIDER_REQUEST
    }
}

impl Input for CreateClusterRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_CLUSTER_REQUEST
    }
}

impl Input for CreateDaemonRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_DAEMON_REQUEST
    }
}

impl Input for CreateExpressGatewayServiceRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_EXPRESS_GATEWAY_SERVICE_REQUEST
    }
}

impl Input for CreateGatewayRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_GATEWAY_REQUEST
    }
}

impl Input for CreateServiceRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_SERVICE_REQUEST
    }
}

impl Input for CreateTaskSetRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_TASK_SET_REQUEST
    }
}

impl Input for DeleteAccountSettingRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_ACCOUNT_SETTING_REQUEST
    }
}

impl Input for DeleteAttributesRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_ATTRIBUTES_REQUEST
    }
}

impl Input for DeleteCapacityProviderRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_CAPACITY_PROVIDER_REQUEST
    }
}

impl Input for DeleteClusterRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_CLUSTER_REQUEST
    }
}

impl Input for DeleteDaemonRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_DAEMON_REQUEST
    }
}

impl Input for DeleteDaemonTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_DAEMON_TASK_DEFINITION_REQUEST
    }
}

impl Input for DeleteExpressGatewayServiceRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_EXPRESS_GATEWAY_SERVICE_REQUEST
    }
}

impl Input for DeleteGatewayRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_GATEWAY_REQUEST
    }
}

impl Input for DeleteServiceRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_SERVICE_REQUEST
    }
}

impl Input for DeleteTaskDefinitionsRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_TASK_DEFINITIONS_REQUEST
    }
}

impl Input for DeleteTaskSetRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_TASK_SET_REQUEST
    }
}

impl Input for DeregisterContainerInstanceRequest {
    fn facts() -> &'static Structure {
        &facts::DEREGISTER_CONTAINER_INSTANCE_REQUEST
    }
}

impl Input for DeregisterTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::DEREGISTER_TASK_DEFINITION_REQUEST
    }
}

impl Input for DescribeCapacityProvidersRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_CAPACITY_PROVIDERS_REQUEST
    }
}

impl Input for DescribeClustersRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_CLUSTERS_REQUEST
    }
}

impl Input for DescribeContainerInstancesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_CONTAINER_INSTANCES_REQUEST
    }
}

impl Input for DescribeDaemonDeploymentsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_DAEMON_DEPLOYMENTS_REQUEST
    }
}

impl Input for DescribeDaemonRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_DAEMON_REQUEST
    }
}

impl Input for DescribeDaemonRevisionsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_DAEMON_REVISIONS_REQUEST
    }
}

impl Input for DescribeDaemonTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_DAEMON_TASK_DEFINITION_REQUEST
    }
}

impl Input for DescribeExpressGatewayServiceRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_EXPRESS_GATEWAY_SERVICE_REQUEST
    }
}

impl Input for DescribeGatewayRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_GATEWAY_REQUEST
    }
}

impl Input for DescribeGatewayResourcesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_GATEWAY_RESOURCES_REQUEST
    }
}

impl Input for DescribeGatewayRouteRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_GATEWAY_ROUTE_REQUEST
    }
}

impl Input for DescribeServiceDeploymentsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SERVICE_DEPLOYMENTS_REQUEST
    }
}

impl Input for DescribeServiceRevisionsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SERVICE_REVISIONS_REQUEST
    }
}

impl Input for DescribeServicesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SERVICES_REQUEST
    }
}

impl Input for DescribeTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_TASK_DEFINITION_REQUEST
    }
}

impl Input for DescribeTaskSetsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_TASK_SETS_REQUEST
    }
}

impl Input for DescribeTasksRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_TASKS_REQUEST
    }
}

impl Input for DisassociateGatewayFromClusterRequest {
    fn facts() -> &'static Structure {
        &facts::DISASSOCIATE_GATEWAY_FROM_CLUSTER_REQUEST
    }
}

impl Input for DiscoverPollEndpointRequest {
    fn facts() -> &'static Structure {
        &facts::DISCOVER_POLL_ENDPOINT_REQUEST
    }
}

impl Input for ExecuteCommandRequest {
    fn facts() -> &'static Structure {
        &facts::EXECUTE_COMMAND_REQUEST
    }
}

impl Input for GetTaskProtectionRequest {
    fn facts() -> &'static Structure {
        &facts::GET_TASK_PROTECTION_REQUEST
    }
}

impl Input for ListAccountSettingsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_ACCOUNT_SETTINGS_REQUEST
    }
}

impl Input for ListAttributesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_ATTRIBUTES_REQUEST
    }
}

impl Input for ListClustersRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_CLUSTERS_REQUEST
    }
}

impl Input for ListContainerInstancesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_CONTAINER_INSTANCES_REQUEST
    }
}

impl Input for ListDaemonDeploymentsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_DAEMON_DEPLOYMENTS_REQUEST
    }
}

impl Input for ListDaemonTaskDefinitionsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_DAEMON_TASK_DEFINITIONS_REQUEST
    }
}

impl Input for ListDaemonsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_DAEMONS_REQUEST
    }
}

impl Input for ListGatewayClusterAssociationsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_GATEWAY_CLUSTER_ASSOCIATIONS_REQUEST
    }
}

impl Input for ListGatewayRoutesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_GATEWAY_ROUTES_REQUEST
    }
}

impl Input for ListGatewaysRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_GATEWAYS_REQUEST
    }
}

impl Input for ListServiceDeploymentsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_SERVICE_DEPLOYMENTS_REQUEST
    }
}

impl Input for ListServicesByNamespaceRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_SERVICES_BY_NAMESPACE_REQUEST
    }
}

impl Input for ListServicesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_SERVICES_REQUEST
    }
}

impl Input for ListTagsForResourceRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TAGS_FOR_RESOURCE_REQUEST
    }
}

impl Input for ListTaskDefinitionFamiliesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TASK_DEFINITION_FAMILIES_REQUEST
    }
}

impl Input for ListTaskDefinitionsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TASK_DEFINITIONS_REQUEST
    }
}

impl Input for ListTasksRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TASKS_REQUEST
    }
}

impl Input for PutAccountSettingDefaultRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_ACCOUNT_SETTING_DEFAULT_REQUEST
    }
}

impl Input for PutAccountSettingRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_ACCOUNT_SETTING_REQUEST
    }
}

impl Input for PutAttributesRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_ATTRIBUTES_REQUEST
    }
}

impl Input for PutClusterCapacityProvidersRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_CLUSTER_CAPACITY_PROVIDERS_REQUEST
    }
}

impl Input for RegisterContainerInstanceRequest {
    fn facts() -> &'static Structure {
        &facts::REGISTER_CONTAINER_INSTANCE_REQUEST
    }
}

impl Input for RegisterDaemonTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::REGISTER_DAEMON_TASK_DEFINITION_REQUEST
    }
}

impl Input for RegisterTaskDefinitionRequest {
    fn facts() -> &'static Structure {
        &facts::REGISTER_TASK_DEFINITION_REQUEST
    }
}

impl Input for RunTaskRequest {
    fn facts() -> &'static Structure {
        &facts::RUN_TASK_REQUEST
    }
}

impl Input for StartTaskRequest {
    fn facts() -> &'static Structure {
        &facts::START_TASK_REQUEST
    }
}

impl Input for StopServiceDeploymentRequest {
    fn facts() -> &'static Structure {
        &facts::STOP_SERVICE_DEPLOYMENT_REQUEST
    }
}

impl Input for StopTaskRequest {
    fn facts() -> &'static Structure {
        &facts::STOP_TASK_REQUEST
    }
}

impl Input for SubmitAttachmentStateChangesRequest {
    fn facts() -> &'static Structure {
        &facts::SUBMIT_ATTACHMENT_STATE_CHANGES_REQUEST
    }
}

impl Input for SubmitContainerStateChangeRequest {
    fn facts() -> &'static Structure {
        &facts::SUBMIT_CONTAINER_STATE_CHANGE_REQUEST
    }
}

impl Input for SubmitTaskStateChangeRequest {
    fn facts() -> &'static Structure {
        &facts::SUBMIT_TASK_STATE_CHANGE_REQUEST
    }
}

impl Input for TagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::TAG_RESOURCE_REQUEST
    }
}

impl Input for UntagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::UNTAG_RESOURCE_REQUEST
    }
}

impl Input for UpdateCapacityProviderRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CAPACITY_PROVIDER_REQUEST
    }
}

impl Input for UpdateClusterRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CLUSTER_REQUEST
    }
}

impl Input for UpdateClusterSettingsRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CLUSTER_SETTINGS_REQUEST
    }
}

impl Input for UpdateContainerAgentRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CONTAINER_AGENT_REQUEST
    }
}

impl Input for UpdateContainerInstancesStateRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_CONTAINER_INSTANCES_STATE_REQUEST
    }
}

impl Input for UpdateDaemonRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_DAEMON_REQUEST
    }
}

impl Input for UpdateExpressGatewayServiceRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_EXPRESS_GATEWAY_SERVICE_REQUEST
    }
}

impl Input for UpdateGatewayRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_GATEWAY_REQUEST
    }
}

impl Input for UpdateServicePrimaryTaskSetRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_SERVICE_PRIMARY_TASK_SET_REQUEST
    }
}

impl Input for UpdateServiceRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_SERVICE_REQUEST
    }
}

impl Input for UpdateTaskProtectionRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_TASK_PROTECTION_REQUEST
    }
}

impl Input for UpdateTaskSetRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_TASK_SET_REQUEST
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
            Member::optional("min", Shape::Any),
            Member::optional("max", Shape::Any),
        ],
    };

    pub static ACCELERATOR_TOTAL_MEMORY_MIB_REQUEST: Structure = Structure {
        name: "AcceleratorTotalMemoryMiBRequest",
        members: &[
            Member::optional("min", Shape::Any),
            Member::optional("max", Shape::Any),
        ],
    };

    pub static ADVANCED_CONFIGURATION: Structure = Structure {
        name: "AdvancedConfiguration",
        members: &[
            Member::optional("alternateTargetGroupArn", Shape::Any),
            Member::optional("productionListenerRule", Shape::Any),
            Member::optional("testListenerRule", Shape::Any),
            Member::optional("roleArn", Shape::Any),
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
            Member::required("gateway", Shape::Any),
            Member::required("cluster", Shape::Any),
        ],
    };

    pub static ATTACHMENT_STATE_CHANGE: Structure = Structure {
        name: "AttachmentStateChange",
        members: &[
            Member::required("attachmentArn", Shape::Any),
            Member::required("status", Shape::Any),
        ],
    };

    pub static ATTRIBUTE: Structure = Structure {
        name: "Attribute",
        members: &[
            Member::required("name", Shape::Any),
            Member::optional("value", Shape::Any),
            Member::optional("targetType", Shape::Enum(TargetType::VALUES)),
            Member::optional("targetId", Shape::Any),
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
            Member::required("autoScalingGroupArn", Shape::Any),
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
            Member::required("subnets", Shape::Any),
            Member::optional("securityGroups", Shape::Any),
            Member::optional("assignPublicIp", Shape::Enum(AssignPublicIp::VALUES)),
        ],
    };

    pub static BASELINE_EBS_BANDWIDTH_MBPS_REQUEST: Structure = Structure {
        name: "BaselineEbsBandwidthMbpsRequest",
        members: &[
            Member::optional("min", Shape::Any),
            Member::optional("max", Shape::Any),
        ],
    };

    pub static CANARY_CONFIGURATION: Structure = Structure {
        name: "CanaryConfiguration",
        members: &[
            Member::optional("canaryPercent", Shape::Any),
            Member::optional("canaryBakeTimeInMinutes", Shape::Any),
        ],
    };

    pub static CAPACITY_PROVIDER_STRATEGY_ITEM: Structure = Structure {
        name: "CapacityProviderStrategyItem",
        members: &[
            Member::required("capacityProvider", Shape::Any),
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
            Member::optional("reservationGroupArn", Shape::Any),
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
        members: &[Member::required("namespace", Shape::Any)],
    };

    pub static CLUSTER_SETTING: Structure = Structure {
        name: "ClusterSetting",
        members: &[
            Member::optional("name", Shape::Enum(ClusterSettingName::VALUES)),
            Member::optional("value", Shape::Any),
        ],
    };

    pub static CONTAINER_DEFINITION: Structure = Structure {
        name: "ContainerDefinition",
        members: &[
            Member::optional("name", Shape::Any),
            Member::optional("image", Shape::Any),
            Member::optional(
                "repositoryCredentials",
                Shape::Structure(&REPOSITORY_CREDENTIALS),
            ),
            Member::optional("cpu", Shape::Any),
            Member::optional("memory", Shape::Any),
            Member::optional("memoryReservation", Shape::Any),
            Member::optional("links", Shape::Any),
            Member::optional(
                "portMappings",
                Shape::list(&Shape::Structure(&PORT_MAPPING)),
            ),
            Member::optional("essential", Shape::Any),
            Member::optional("restartPolicy", Shape::Structure(&CONTAINER_RESTART_POLICY)),
            Member::optional("entryPoint", Shape::Any),
            Member::optional("command", Shape::Any),
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
            Member::optional("startTimeout", Shape::Any),
            Member::optional("stopTimeout", Shape::Any),
            Member::optional(
                "versionConsistency",
                Shape::Enum(VersionConsistency::VALUES),
            ),
            Member::optional("hostname", Shape::Any),
            Member::optional("user", Shape::Any),
            Member::optional("workingDirectory", Shape::Any),
            Member::optional("disableNetworking", Shape::Any),
            Member::optional("privileged", Shape::Any),
            Member::optional("readonlyRootFilesystem", Shape::Any),
            Member::optional("dnsServers", Shape::Any),
            Member::optional("dnsSearchDomains", Shape::Any),
            Member::optional("extraHosts", Shape::list(&Shape::Structure(&HOST_ENTRY))),
            Member::optional("dockerSecurityOptions", Shape::Any),
            Member::optional("interactive", Shape::Any),
            Member::optional("pseudoTerminal", Shape::Any),
            Member::optional("dockerLabels", Shape::Any),
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
            Member::optional("credentialSpecs", Shape::Any),
        ],
    };

    pub static CONTAINER_DEPENDENCY: Structure = Structure {
        name: "ContainerDependency",
        members: &[
            Member::required("containerName", Shape::Any),
            Member::required("condition", Shape::Enum(ContainerCondition::VALUES)),
        ],
    };

    pub static CONTAINER_OVERRIDE: Structure = Structure {
        name: "ContainerOverride",
        members: &[
            Member::optional("name", Shape::Any),
            Member::optional("command", Shape::Any),
            Member::optional(
                "environment",
                Shape::list(&Shape::Structure(&KEY_VALUE_PAIR)),
            ),
            Member::optional(
                "environmentFiles",
                Shape::list(&Shape::Structure(&ENVIRONMENT_FILE)),
            ),
            Member::optional("cpu", Shape::Any),
            Member::optional("memory", Shape::Any),
            Member::optional("memoryReservation", Shape::Any),
            Member::optional(
                "resourceRequirements",
                Shape::list(&Shape::Structure(&RESOURCE_REQUIREMENT)),
            ),
        ],
    };

    pub static CONTAINER_RESTART_POLICY: Structure = Structure {
        name: "ContainerRestartPolicy",
        members: &[
            Member::required("enabled", Shape::Any),
            Member::optional("ignoredExitCodes", Shape::Any),
            Member::optional("restartAttemptPeriod", Shape::Any),
        ],
    };

    pub static CONTAINER_STATE_CHANGE: Structure = Structure {
        name: "ContainerStateChange",
        members: &[
            Member::optional("containerName", Shape::Any),
            Member::optional("imageDigest", Shape::Any),
            Member::optional("runtimeId", Shape::Any),
            Member::optional("exitCode", Shape::Any),
            Member::optional(
                "networkBindings",
                Shape::list(&Shape::Structure(&NETWORK_BINDING)),
            ),
            Member::optional("reason", Shape::Any),
            Member::optional("status", Shape::Any),
        ],
    };

    pub static CONTINUE_SERVICE_DEPLOYMENT_REQUEST: Structure = Structure {
        name: "ContinueServiceDeploymentRequest",
        members: &[
            Member::required("serviceDeploymentArn", Shape::Any),
            Member::required("hookId", Shape::Any),
            Member::optional("action", Shape::Enum(DeploymentLifecycleHookAction::VALUES)),
        ],
    };

    pub static CREATE_CAPACITY_PROVIDER_REQUEST: Structure = Structure {
        name: "CreateCapacityProviderRequest",
        members: &[
            Member::required("name", Shape::Any),
            Member::optional("cluster", Shape::Any),
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
            Member::optional("clusterName", Shape::Any),
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
            Member::optional("capacityProviders", Shape::Any),
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
            Member::required("daemonName", Shape::Any),
            Member::optional("clusterArn", Shape::Any),
            Member::required("daemonTaskDefinitionArn", Shape::Any),
            Member::required("capacityProviderArns", Shape::Any),
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
            Member::optional("enableECSManagedTags", Shape::Any),
            Member::optional("enableExecuteCommand", Shape::Any),
            Member::optional("clientToken", Shape::Any),
            Member::optional("critical", Shape::Any),
        ],
    };

    pub static CREATE_EXPRESS_GATEWAY_SERVICE_REQUEST: Structure = Structure {
        name: "CreateExpressGatewayServiceRequest",
        members: &[
            Member::optional("executionRoleArn", Shape::Any),
            Member::required("infrastructureRoleArn", Shape::Any),
            Member::optional("serviceName", Shape::Any),
            Member::optional("cluster", Shape::Any),
            Member::optional("healthCheckPath", Shape::Any),
            Member::optional(
                "primaryContainer",
                Shape::Structure(&EXPRESS_GATEWAY_CONTAINER),
            ),
            Member::optional("taskRoleArn", Shape::Any),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&EXPRESS_GATEWAY_SERVICE_NETWORK_CONFIGURATION),
            ),
            Member::optional("cpu", Shape::Any),
            Member::optional("memory", Shape::Any),
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
            Member::optional("taskDefinitionArn", Shape::Any),
        ],
    };

    pub static CREATE_GATEWAY_REQUEST: Structure = Structure {
        name: "CreateGatewayRequest",
        members: &[
            Member::required("name", Shape::Any),
            Member::required("infrastructureRoleArn", Shape::Any),
            Member::optional("clientToken", Shape::Any),
            Member::optional("deletionProtection", Shape::Any),
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
            Member::required("infrastructureRoleArn", Shape::Any),
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
            Member::optional("cluster", Shape::Any),
            Member::required("serviceName", Shape::Any),
            Member::optional("taskDefinition", Shape::Any),
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
            Member::optional("desiredCount", Shape::Any),
            Member::optional("clientToken", Shape::Any),
            Member::optional("launchType", Shape::Enum(LaunchType::VALUES)),
            Member::optional(
                "capacityProviderStrategy",
                Shape::list(&Shape::Structure(&CAPACITY_PROVIDER_STRATEGY_ITEM)),
            ),
            Member::optional("platformVersion", Shape::Any),
            Member::optional("role", Shape::Any),
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
            Member::optional("healthCheckGracePeriodSeconds", Shape::Any),
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
            Member::optional("enableECSManagedTags", Shape::Any),
            Member::optional("propagateTags", Shape::Enum(PropagateTags::VALUES)),
            Member::optional("enableExecuteCommand", Shape::Any),
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
            Member::required("service", Shape::Any),
            Member::required("cluster", Shape::Any),
            Member::optional("externalId", Shape::Any),
            Member::required("taskDefinition", Shape::Any),
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
            Member::optional("platformVersion", Shape::Any),
            Member::optional("scale", Shape::Structure(&SCALE)),
            Member::optional("clientToken", Shape::Any),
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
            Member::optional("before", Shape::Any),
            Member::optional("after", Shape::Any),
        ],
    };

    pub static DAEMON_ALARM_CONFIGURATION: Structure = Structure {
        name: "DaemonAlarmConfiguration",
        members: &[
            Member::optional("alarmNames", Shape::Any),
            Member::optional("enable", Shape::Any),
        ],
    };

    pub static DAEMON_CONTAINER_DEFINITION: Structure = Structure {
        name: "DaemonContainerDefinition",
        members: &[
            Member::optional("name", Shape::Any),
            Member::required("image", Shape::Any),
            Member::optional("memory", Shape::Any),
            Member::optional("memoryReservation", Shape::Any),
            Member::optional(
                "repositoryCredentials",
                Shape::Structure(&REPOSITORY_CREDENTIALS),
            ),
            Member::optional("healthCheck", Shape::Structure(&HEALTH_CHECK)),
            Member::optional("cpu", Shape::Any),
            Member::optional("essential", Shape::Any),
            Member::optional("entryPoint", Shape::Any),
            Member::optional("command", Shape::Any),
            Member::optional("workingDirectory", Shape::Any),
            Member::optional(
                "environmentFiles",
                Shape::list(&Shape::Structure(&ENVIRONMENT_FILE)),
            ),
            Member::optional(
                "environment",
                Shape::list(&Shape::Structure(&KEY_VALUE_PAIR)),
            ),
            Member::optional("secrets", Shape::list(&Shape::Structure(&SECRET))),
            Member::optional("readonlyRootFilesystem", Shape::Any),
            Member::optional("mountPoints", Shape::list(&Shape::Structure(&MOUNT_POINT))),
            Member::optional("logConfiguration", Shape::Structure(&LOG_CONFIGURATION)),
            Member::optional(
                "firelensConfiguration",
                Shape::Structure(&FIRELENS_CONFIGURATION),
            ),
            Member::optional("privileged", Shape::Any),
            Member::optional("user", Shape::Any),
            Member::optional("ulimits", Shape::list(&Shape::Structure(&ULIMIT))),
            Member::optional(
                "linuxParameters",
                Shape::Structure(&DAEMON_LINUX_PARAMETERS),
            ),
            Member::optional(
                "dependsOn",
                Shape::list(&Shape::Structure(&CONTAINER_DEPENDENCY)),
            ),
            Member::optional("startTimeout", Shape::Any),
            Member::optional("stopTimeout", Shape::Any),
            Member::optional(
                "systemControls",
                Shape::list(&Shape::Structure(&SYSTEM_CONTROL)),
            ),
            Member::optional("interactive", Shape::Any),
            Member::optional("pseudoTerminal", Shape::Any),
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
            Member::optional("bakeTimeInMinutes", Shape::Any),
        ],
    };

    pub static DAEMON_LINUX_PARAMETERS: Structure = Structure {
        name: "DaemonLinuxParameters",
        members: &[
            Member::optional("capabilities", Shape::Structure(&KERNEL_CAPABILITIES)),
            Member::optional("devices", Shape::list(&Shape::Structure(&DEVICE))),
            Member::optional("initProcessEnabled", Shape::Any),
            Member::optional("tmpfs", Shape::list(&Shape::Structure(&TMPFS))),
        ],
    };

    pub static DAEMON_VOLUME: Structure = Structure {
        name: "DaemonVolume",
        members: &[
            Member::optional("name", Shape::Any),
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
            Member::optional("principalArn", Shape::Any),
        ],
    };

    pub static DELETE_ATTRIBUTES_REQUEST: Structure = Structure {
        name: "DeleteAttributesRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("attributes", Shape::list(&Shape::Structure(&ATTRIBUTE))),
        ],
    };

    pub static DELETE_CAPACITY_PROVIDER_REQUEST: Structure = Structure {
        name: "DeleteCapacityProviderRequest",
        members: &[
            Member::required("capacityProvider", Shape::Any),
            Member::optional("cluster", Shape::Any),
        ],
    };

    pub static DELETE_CLUSTER_REQUEST: Structure = Structure {
        name: "DeleteClusterRequest",
        members: &[Member::required("cluster", Shape::Any)],
    };

    pub static DELETE_DAEMON_REQUEST: Structure = Structure {
        name: "DeleteDaemonRequest",
        members: &[Member::required("daemonArn", Shape::Any)],
    };

    pub static DELETE_DAEMON_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "DeleteDaemonTaskDefinitionRequest",
        members: &[Member::required("daemonTaskDefinition", Shape::Any)],
    };

    pub static DELETE_EXPRESS_GATEWAY_SERVICE_REQUEST: Structure = Structure {
        name: "DeleteExpressGatewayServiceRequest",
        members: &[Member::required("serviceArn", Shape::Any)],
    };

    pub static DELETE_GATEWAY_REQUEST: Structure = Structure {
        name: "DeleteGatewayRequest",
        members: &[Member::required("gateway", Shape::Any)],
    };

    pub static DELETE_SERVICE_REQUEST: Structure = Structure {
        name: "DeleteServiceRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("service", Shape::Any),
            Member::optional("force", Shape::Any),
        ],
    };

    pub static DELETE_TASK_DEFINITIONS_REQUEST: Structure = Structure {
        name: "DeleteTaskDefinitionsRequest",
        members: &[Member::required("taskDefinitions", Shape::Any)],
    };

    pub static DELETE_TASK_SET_REQUEST: Structure = Structure {
        name: "DeleteTaskSetRequest",
        members: &[
            Member::required("cluster", Shape::Any),
            Member::required("service", Shape::Any),
            Member::required("taskSet", Shape::Any),
            Member::optional("force", Shape::Any),
        ],
    };

    pub static DEPLOYMENT_ALARMS: Structure = Structure {
        name: "DeploymentAlarms",
        members: &[
            Member::required("alarmNames", Shape::Any),
            Member::required("rollback", Shape::Any),
            Member::required("enable", Shape::Any),
        ],
    };

    pub static DEPLOYMENT_CIRCUIT_BREAKER: Structure = Structure {
        name: "DeploymentCircuitBreaker",
        members: &[
            Member::required("enable", Shape::Any),
            Member::required("rollback", Shape::Any),
            Member::optional("resetOnHealthyTask", Shape::Any),
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
            Member::optional("maximumPercent", Shape::Any),
            Member::optional("minimumHealthyPercent", Shape::Any),
            Member::optional("alarms", Shape::Structure(&DEPLOYMENT_ALARMS)),
            Member::optional("strategy", Shape::Enum(DeploymentStrategy::VALUES)),
            Member::optional("bakeTimeInMinutes", Shape::Any),
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
            Member::required("enable", Shape::Any),
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
            Member::optional("hookTargetArn", Shape::Any),
            Member::optional("roleArn", Shape::Any),
            Member::optional(
                "lifecycleStages",
                Shape::list(&Shape::Enum(DeploymentLifecycleHookStage::VALUES)),
            ),
            Member::optional("hookDetails", Shape::Any),
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
            Member::optional("cluster", Shape::Any),
            Member::required("containerInstance", Shape::Any),
            Member::optional("force", Shape::Any),
        ],
    };

    pub static DEREGISTER_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "DeregisterTaskDefinitionRequest",
        members: &[Member::required("taskDefinition", Shape::Any)],
    };

    pub static DESCRIBE_CAPACITY_PROVIDERS_REQUEST: Structure = Structure {
        name: "DescribeCapacityProvidersRequest",
        members: &[
            Member::optional("capacityProviders", Shape::Any),
            Member::optional("cluster", Shape::Any),
            Member::optional(
                "include",
                Shape::list(&Shape::Enum(CapacityProviderField::VALUES)),
            ),
            Member::optional("maxResults", Shape::Any),
            Member::optional("nextToken", Shape::Any),
        ],
    };

    pub static DESCRIBE_CLUSTERS_REQUEST: Structure = Structure {
        name: "DescribeClustersRequest",
        members: &[
            Member::optional("clusters", Shape::Any),
            Member::optional("include", Shape::list(&Shape::Enum(ClusterField::VALUES))),
        ],
    };

    pub static DESCRIBE_CONTAINER_INSTANCES_REQUEST: Structure = Structure {
        name: "DescribeContainerInstancesRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("containerInstances", Shape::Any),
            Member::optional(
                "include",
                Shape::list(&Shape::Enum(ContainerInstanceField::VALUES)),
            ),
        ],
    };

    pub static DESCRIBE_DAEMON_DEPLOYMENTS_REQUEST: Structure = Structure {
        name: "DescribeDaemonDeploymentsRequest",
        members: &[Member::required("daemonDeploymentArns", Shape::Any)],
    };

    pub static DESCRIBE_DAEMON_REQUEST: Structure = Structure {
        name: "DescribeDaemonRequest",
        members: &[Member::required("daemonArn", Shape::Any)],
    };

    pub static DESCRIBE_DAEMON_REVISIONS_REQUEST: Structure = Structure {
        name: "DescribeDaemonRevisionsRequest",
        members: &[Member::required("daemonRevisionArns", Shape::Any)],
    };

    pub static DESCRIBE_DAEMON_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "DescribeDaemonTaskDefinitionRequest",
        members: &[Member::required("daemonTaskDefinition", Shape::Any)],
    };

    pub static DESCRIBE_EXPRESS_GATEWAY_SERVICE_REQUEST: Structure = Structure {
        name: "DescribeExpressGatewayServiceRequest",
        members: &[
            Member::required("serviceArn", Shape::Any),
            Member::optional(
                "include",
                Shape::list(&Shape::Enum(ExpressGatewayServiceInclude::VALUES)),
            ),
        ],
    };

    pub static DESCRIBE_GATEWAY_REQUEST: Structure = Structure {
        name: "DescribeGatewayRequest",
        members: &[Member::required("gateway", Shape::Any)],
    };

    pub static DESCRIBE_GATEWAY_RESOURCES_REQUEST: Structure = Structure {
        name: "DescribeGatewayResourcesRequest",
        members: &[
            Member::required("gateway", Shape::Any),
            Member::optional("maxResults", Shape::Any),
            Member::optional("nextToken", Shape::Any),
        ],
    };

    pub static DESCRIBE_GATEWAY_ROUTE_REQUEST: Structure = Structure {
        name: "DescribeGatewayRouteRequest",
        members: &[Member::required("gatewayRouteArn", Shape::Any)],
    };

    pub static DESCRIBE_SERVICE_DEPLOYMENTS_REQUEST: Structure = Structure {
        name: "DescribeServiceDeploymentsRequest",
        members: &[Member::required("serviceDeploymentArns", Shape::Any)],
    };

    pub static DESCRIBE_SERVICE_REVISIONS_REQUEST: Structure = Structure {
        name: "DescribeServiceRevisionsRequest",
        members: &[Member::required("serviceRevisionArns", Shape::Any)],
    };

    pub static DESCRIBE_SERVICES_REQUEST: Structure = Structure {
        name: "DescribeServicesRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("services", Shape::Any),
            Member::optional("include", Shape::list(&Shape::Enum(ServiceField::VALUES))),
        ],
    };

    pub static DESCRIBE_TASK_DEFINITION_REQUEST: Structure = Structure {
        name: "DescribeTaskDefinitionRequest",
        members: &[
            Member::required("taskDefinition", Shape::Any),
            Member::optional(
                "include",
                Shape::list(&Shape::Enum(TaskDefinitionField::VALUES)),
            ),
        ],
    };

    pub static DESCRIBE_TASK_SETS_REQUEST: Structure = Structure {
        name: "DescribeTaskSetsRequest",
        members: &[
            Member::required("cluster", Shape::Any),
            Member::required("service", Shape::Any),
            Member::optional("taskSets", Shape::Any),
            Member::optional("include", Shape::list(&Shape::Enum(TaskSetField::VALUES))),
        ],
    };

    pub static DESCRIBE_TASKS_REQUEST: Structure = Structure {
        name: "DescribeTasksRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("tasks", Shape::Any),
            Member::optional("include", Shape::list(&Shape::Enum(TaskField::VALUES))),
        ],
    };

    pub static DEVICE: Structure = Structure {
        name: "Device",
        members: &[
            Member::required("hostPath", Shape::Any),
            Member::optional("containerPath", Shape::Any),
            Member::optional(
                "permissions",
                Shape::list(&Shape::Enum(DeviceCgroupPermission::VALUES)),
            ),
        ],
    };

    pub static DISASSOCIATE_GATEWAY_FROM_CLUSTER_REQUEST: Structure = Structure {
        name: "DisassociateGatewayFromClusterRequest",
        members: &[
            Member::required("gateway", Shape::Any),
            Member::required("cluster", Shape::Any),
        ],
    };

    pub static DISCOVER_POLL_ENDPOINT_REQUEST: Structure = Structure {
        name: "DiscoverPollEndpointRequest",
        members: &[
            Member::optional("containerInstance", Shape::Any),
            Member::optional("cluster", Shape::Any),
        ],
    };

    pub static DOCKER_VOLUME_CONFIGURATION: Structure = Structure {
        name: "DockerVolumeConfiguration",
        members: &[
            Member::optional("scope", Shape::Enum(Scope::VALUES)),
            Member::optional("autoprovision", Shape::Any),
            Member::optional("driver", Shape::Any),
            Member::optional("driverOpts", Shape::Any),
            Member::optional("labels", Shape::Any),
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
            Member::optional("accessPointId", Shape::Any),
            Member::optional("iam", Shape::Enum(EFSAuthorizationConfigIAM::VALUES)),
        ],
    };

    pub static EFS_VOLUME_CONFIGURATION: Structure = Structure {
        name: "EFSVolumeConfiguration",
        members: &[
            Member::required("fileSystemId", Shape::Any),
            Member::optional("rootDirectory", Shape::Any),
            Member::optional(
                "transitEncryption",
                Shape::Enum(EFSTransitEncryption::VALUES),
            ),
            Member::optional("transitEncryptionPort", Shape::Any),
            Member::optional(
                "authorizationConfig",
                Shape::Structure(&EFS_AUTHORIZATION_CONFIG),
            ),
        ],
    };

    pub static ENVIRONMENT_FILE: Structure = Structure {
        name: "EnvironmentFile",
        members: &[
            Member::required("value", Shape::Any),
            Member::required("type", Shape::Enum(EnvironmentFileType::VALUES)),
        ],
    };

    pub static EPHEMERAL_STORAGE: Structure = Structure {
        name: "EphemeralStorage",
        members: &[Member::required("sizeInGiB", Shape::Any)],
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
            Member::optional("kmsKeyId", Shape::Any),
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
            Member::optional("cloudWatchLogGroupName", Shape::Any),
            Member::optional("cloudWatchEncryptionEnabled", Shape::Any),
            Member::optional("s3BucketName", Shape::Any),
            Member::optional("s3EncryptionEnabled", Shape::Any),
            Member::optional("s3KeyPrefix", Shape::Any),
        ],
    };

    pub static EXECUTE_COMMAND_REQUEST: Structure = Structure {
        name: "ExecuteCommandRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::optional("container", Shape::Any),
            Member::required("command", Shape::Any),
            Member::required("interactive", Shape::Any),
            Member::required("task", Shape::Any),
        ],
    };

    pub static EXPRESS_GATEWAY_CONTAINER: Structure = Structure {
        name: "ExpressGatewayContainer",
        members: &[
            Member::required("image", Shape::Any),
            Member::optional("containerPort", Shape::Any),
            Member::optional(
                "awsLogsConfiguration",
                Shape::Structure(&EXPRESS_GATEWAY_SERVICE_AWS_LOGS_CONFIGURATION),
            ),
            Member::optional(
                "repositoryCredentials",
                Shape::Structure(&EXPRESS_GATEWAY_REPOSITORY_CREDENTIALS),
            ),
            Member::optional("command", Shape::Any),
            Member::optional(
                "environment",
                Shape::list(&Shape::Structure(&KEY_VALUE_PAIR)),
            ),
            Member::optional("secrets", Shape::list(&Shape::Structure(&SECRET))),
        ],
    };

    pub static EXPRESS_GATEWAY_REPOSITORY_CREDENTIALS: Structure = Structure {
        name: "ExpressGatewayRepositoryCredentials",
        members: &[Member::optional("credentialsParameter", Shape::Any)],
    };

    pub static EXPRESS_GATEWAY_SCALING_TARGET: Structure = Structure {
        name: "ExpressGatewayScalingTarget",
        members: &[
            Member::optional("minTaskCount", Shape::Any),
            Member::optional("maxTaskCount", Shape::Any),
            Member::optional(
                "autoScalingMetric",
                Shape::Enum(ExpressGatewayServiceScalingMetric::VALUES),
            ),
            Member::optional("autoScalingTargetValue", Shape::Any),
        ],
    };

    pub static EXPRESS_GATEWAY_SERVICE_AWS_LOGS_CONFIGURATION: Structure = Structure {
        name: "ExpressGatewayServiceAwsLogsConfiguration",
        members: &[
            Member::required("logGroup", Shape::Any),
            Member::required("logStreamPrefix", Shape::Any),
        ],
    };

    pub static EXPRESS_GATEWAY_SERVICE_NETWORK_CONFIGURATION: Structure = Structure {
        name: "ExpressGatewayServiceNetworkConfiguration",
        members: &[
            Member::optional("securityGroups", Shape::Any),
            Member::optional("subnets", Shape::Any),
        ],
    };

    pub static F_SX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG: Structure = Structure {
        name: "FSxWindowsFileServerAuthorizationConfig",
        members: &[
            Member::required("credentialsParameter", Shape::Any),
            Member::required("domain", Shape::Any),
        ],
    };

    pub static F_SX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION: Structure = Structure {
        name: "FSxWindowsFileServerVolumeConfiguration",
        members: &[
            Member::required("fileSystemId", Shape::Any),
            Member::required("rootDirectory", Shape::Any),
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
            Member::optional("options", Shape::Any),
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
            Member::required("portName", Shape::Any),
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
            Member::optional("healthCheckPort", Shape::Any),
            Member::optional("healthCheckPath", Shape::Any),
            Member::optional("healthCheckTimeoutSeconds", Shape::Any),
            Member::optional("healthCheckIntervalSeconds", Shape::Any),
            Member::optional("healthyThresholdCount", Shape::Any),
            Member::optional("unhealthyThresholdCount", Shape::Any),
            Member::optional(
                "matcher",
                Shape::Structure(&GATEWAY_CONNECTOR_HEALTH_CHECK_MATCHER),
            ),
        ],
    };

    pub static GATEWAY_CONNECTOR_HEALTH_CHECK_MATCHER: Structure = Structure {
        name: "GatewayConnectorHealthCheckMatcher",
        members: &[
            Member::optional("httpCode", Shape::Any),
            Member::optional("grpcCode", Shape::Any),
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
            Member::required("bucket", Shape::Any),
            Member::optional("prefix", Shape::Any),
        ],
    };

    pub static GATEWAY_ELB_NETWORK_CONFIGURATION: Structure = Structure {
        name: "GatewayElbNetworkConfiguration",
        members: &[
            Member::optional("inboundSecurityGroup", Shape::Any),
            Member::optional("subnets", Shape::Any),
            Member::optional(
                "ipAddressType",
                Shape::Enum(GatewayElbIpAddressType::VALUES),
            ),
        ],
    };

    pub static GATEWAY_TEST_TRAFFIC_HEADER: Structure = Structure {
        name: "GatewayTestTrafficHeader",
        members: &[
            Member::required("name", Shape::Any),
            Member::required("values", Shape::Any),
        ],
    };

    pub static GET_TASK_PROTECTION_REQUEST: Structure = Structure {
        name: "GetTaskProtectionRequest",
        members: &[
            Member::required("cluster", Shape::Any),
            Member::optional("tasks", Shape::Any),
        ],
    };

    pub static HEALTH_CHECK: Structure = Structure {
        name: "HealthCheck",
        members: &[
            Member::required("command", Shape::Any),
            Member::optional("interval", Shape::Any),
            Member::optional("timeout", Shape::Any),
            Member::optional("retries", Shape::Any),
            Member::optional("startPeriod", Shape::Any),
        ],
    };

    pub static HOST_ENTRY: Structure = Structure {
        name: "HostEntry",
        members: &[
            Member::required("hostname", Shape::Any),
            Member::required("ipAddress", Shape::Any),
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
            Member::optional("webACLArn", Shape::Any),
            Member::optional(
                "accessLogs",
                Shape::Structure(&GATEWAY_ELB_ACCESS_LOG_CONFIGURATION),
            ),
            Member::optional("port", Shape::Any),
            Member::optional("protocol", Shape::Enum(GatewayAlbProtocol::VALUES)),
            Member::optional("maxAlbCount", Shape::Any),
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
        members: &[Member::optional("sourcePath", Shape::Any)],
    };

    pub static INFERENCE_ACCELERATOR: Structure = Structure {
        name: "InferenceAccelerator",
        members: &[
            Member::required("deviceName", Shape::Any),
            Member::required("deviceType", Shape::Any),
        ],
    };

    pub static INFERENCE_ACCELERATOR_OVERRIDE: Structure = Structure {
        name: "InferenceAcceleratorOverride",
        members: &[
            Member::optional("deviceName", Shape::Any),
            Member::optional("deviceType", Shape::Any),
        ],
    };

    pub static INFRASTRUCTURE_OPTIMIZATION: Structure = Structure {
        name: "InfrastructureOptimization",
        members: &[Member::optional("scaleInAfter", Shape::Any)],
    };

    pub static INSTANCE_LAUNCH_TEMPLATE: Structure = Structure {
        name: "InstanceLaunchTemplate",
        members: &[
            Member::required("ec2InstanceProfileArn", Shape::Any),
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
            Member::optional("instanceMetadataTagsPropagation", Shape::Any),
            Member::optional(
                "instanceRequirements",
                Shape::Structure(&INSTANCE_REQUIREMENTS_REQUEST),
            ),
            Member::optional("fipsEnabled", Shape::Any),
            Member::optional(
                "capacityReservations",
                Shape::Structure(&CAPACITY_RESERVATION_REQUEST),
            ),
            Member::optional("nitroEnclavesEnabled", Shape::Any),
        ],
    };

    pub static INSTANCE_LAUNCH_TEMPLATE_UPDATE: Structure = Structure {
        name: "InstanceLaunchTemplateUpdate",
        members: &[
            Member::optional("ec2InstanceProfileArn", Shape::Any),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&MANAGED_INSTANCES_NETWORK_CONFIGURATION),
            ),
            Member::optional(
                "storageConfiguration",
                Shape::Structure(&MANAGED_INSTANCES_STORAGE_CONFIGURATION),
            ),
            Member::optional("instanceMetadataTagsPropagation", Shape::Any),
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
            Member::optional("spotMaxPricePercentageOverLowestPrice", Shape::Any),
            Member::optional("onDemandMaxPricePercentageOverLowestPrice", Shape::Any),
            Member::optional("bareMetal", Shape::Enum(BareMetal::VALUES)),
            Member::optional(
                "burstablePerformance",
                Shape::Enum(BurstablePerformance::VALUES),
            ),
            Member::optional("requireHibernateSupport", Shape::Any),
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
            Member::optional("maxSpotPriceAsPercentageOfOptimalOnDemandPrice", Shape::Any),
        ],
    };

    pub static KERNEL_CAPABILITIES: Structure = Structure {
        name: "KernelCapabilities",
        members: &[
            Member::optional("add", Shape::Any),
            Member::optional("drop", Shape::Any),
        ],
    };

    pub static KEY_VALUE_PAIR: Structure = Structure {
        name: "KeyValuePair",
        members: &[
            Member::optional("name", Shape::Any),
            Member::optional("value", Shape::Any),
        ],
    };

    pub static LINEAR_CONFIGURATION: Structure = Structure {
        name: "LinearConfiguration",
        members: &[
            Member::optional("stepPercent", Shape::Any),
            Member::optional("stepBakeTimeInMinutes", Shape::Any),
        ],
    };

    pub static LINUX_PARAMETERS: Structure = Structure {
        name: "LinuxParameters",
        members: &[
            Member::optional("capabilities", Shape::Structure(&KERNEL_CAPABILITIES)),
            Member::optional("devices", Shape::list(&Shape::Structure(&DEVICE))),
            Member::optional("initProcessEnabled", Shape::Any),
            Member::optional("sharedMemorySize", Shape::Any),
            Member::optional("tmpfs", Shape::list(&Shape::Structure(&TMPFS))),
            Member::optional("maxSwap", Shape::Any),
            Member::optional("swappiness", Shape::Any),
        ],
    };

    pub static LIST_ACCOUNT_SETTINGS_REQUEST: Structure = Structure {
        name: "ListAccountSettingsRequest",
        members: &[
            Member::optional("name", Shape::Enum(SettingName::VALUES)),
            Member::optional("value", Shape::Any),
            Member::optional("principalArn", Shape::Any),
            Member::optional("effectiveSettings", Shape::Any),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
        ],
    };

    pub static LIST_ATTRIBUTES_REQUEST: Structure = Structure {
        name: "ListAttributesRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("targetType", Shape::Enum(TargetType::VALUES)),
            Member::optional("attributeName", Shape::Any),
            Member::optional("attributeValue", Shape::Any),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
        ],
    };

    pub static LIST_CLUSTERS_REQUEST: Structure = Structure {
        name: "ListClustersRequest",
        members: &[
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
        ],
    };

    pub static LIST_CONTAINER_INSTANCES_REQUEST: Structure = Structure {
        name: "ListContainerInstancesRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::optional("filter", Shape::Any),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
            Member::optional("status", Shape::Enum(ContainerInstanceStatus::VALUES)),
        ],
    };

    pub static LIST_DAEMON_DEPLOYMENTS_REQUEST: Structure = Structure {
        name: "ListDaemonDeploymentsRequest",
        members: &[
            Member::required("daemonArn", Shape::Any),
            Member::optional(
                "status",
                Shape::list(&Shape::Enum(DaemonDeploymentStatus::VALUES)),
            ),
            Member::optional("createdAt", Shape::Structure(&CREATED_AT)),
            Member::optional("maxResults", Shape::Any),
            Member::optional("nextToken", Shape::Any),
        ],
    };

    pub static LIST_DAEMON_TASK_DEFINITIONS_REQUEST: Structure = Structure {
        name: "ListDaemonTaskDefinitionsRequest",
        members: &[
            Member::optional("familyPrefix", Shape::Any),
            Member::optional("family", Shape::Any),
            Member::optional(
                "revision",
                Shape::Enum(DaemonTaskDefinitionRevisionFilter::VALUES),
            ),
            Member::optional(
                "status",
                Shape::Enum(DaemonTaskDefinitionStatusFilter::VALUES),
            ),
            Member::optional("sort", Shape::Enum(SortOrder::VALUES)),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
        ],
    };

    pub static LIST_DAEMONS_REQUEST: Structure = Structure {
        name: "ListDaemonsRequest",
        members: &[
            Member::optional("clusterArn", Shape::Any),
            Member::optional("capacityProviderArns", Shape::Any),
            Member::optional("maxResults", Shape::Any),
            Member::optional("nextToken", Shape::Any),
        ],
    };

    pub static LIST_GATEWAY_CLUSTER_ASSOCIATIONS_REQUEST: Structure = Structure {
        name: "ListGatewayClusterAssociationsRequest",
        members: &[
            Member::optional("gateway", Shape::Any),
            Member::optional("cluster", Shape::Any),
            Member::optional(
                "status",
                Shape::List {
                    member: &Shape::Enum(GatewayClusterAssociationStatus::VALUES),
                    min: Some(0),
                    max: Some(3),
                },
            ),
            Member::optional("maxResults", Shape::Any),
            Member::optional("nextToken", Shape::Any),
        ],
    };

    pub static LIST_GATEWAY_ROUTES_REQUEST: Structure = Structure {
        name: "ListGatewayRoutesRequest",
        members: &[
            Member::optional("gateway", Shape::Any),
            Member::optional("cluster", Shape::Any),
            Member::optional("service", Shape::Any),
            Member::optional("serviceContainerPortName", Shape::Any),
            Member::optional(
                "status",
                Shape::List {
                    member: &Shape::Enum(GatewayRouteStatus::VALUES),
                    min: Some(0),
                    max: Some(7),
                },
            ),
            Member::optional("maxResults", Shape::Any),
            Member::optional("nextToken", Shape::Any),
        ],
    };

    pub static LIST_GATEWAYS_REQUEST: Structure = Structure {
        name: "ListGatewaysRequest",
        members: &[
            Member::optional("names", Shape::Any),
            Member::optional(
                "status",
                Shape::List {
                    member: &Shape::Enum(GatewayStatus::VALUES),
                    min: Some(0),
                    max: Some(5),
                },
            ),
            Member::optional("maxResults", Shape::Any),
            Member::optional("nextToken", Shape::Any),
        ],
    };

    pub static LIST_SERVICE_DEPLOYMENTS_REQUEST: Structure = Structure {
        name: "ListServiceDeploymentsRequest",
        members: &[
            Member::required("service", Shape::Any),
            Member::optional("cluster", Shape::Any),
            Member::optional(
                "status",
                Shape::list(&Shape::Enum(ServiceDeploymentStatus::VALUES)),
            ),
            Member::optional("createdAt", Shape::Structure(&CREATED_AT)),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
        ],
    };

    pub static LIST_SERVICES_BY_NAMESPACE_REQUEST: Structure = Structure {
        name: "ListServicesByNamespaceRequest",
        members: &[
            Member::required("namespace", Shape::Any),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
        ],
    };

    pub static LIST_SERVICES_REQUEST: Structure = Structure {
        name: "ListServicesRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
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
        members: &[Member::required("resourceArn", Shape::Any)],
    };

    pub static LIST_TASK_DEFINITION_FAMILIES_REQUEST: Structure = Structure {
        name: "ListTaskDefinitionFamiliesRequest",
        members: &[
            Member::optional("familyPrefix", Shape::Any),
            Member::optional("status", Shape::Enum(TaskDefinitionFamilyStatus::VALUES)),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
        ],
    };

    pub static LIST_TASK_DEFINITIONS_REQUEST: Structure = Structure {
        name: "ListTaskDefinitionsRequest",
        members: &[
            Member::optional("familyPrefix", Shape::Any),
            Member::optional("status", Shape::Enum(TaskDefinitionStatus::VALUES)),
            Member::optional("sort", Shape::Enum(SortOrder::VALUES)),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
        ],
    };

    pub static LIST_TASKS_REQUEST: Structure = Structure {
        name: "ListTasksRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::optional("containerInstance", Shape::Any),
            Member::optional("family", Shape::Any),
            Member::optional("nextToken", Shape::Any),
            Member::optional("maxResults", Shape::Any),
            Member::optional("startedBy", Shape::Any),
            Member::optional("serviceName", Shape::Any),
            Member::optional("desiredStatus", Shape::Enum(DesiredStatus::VALUES)),
            Member::optional("launchType", Shape::Enum(LaunchType::VALUES)),
            Member::optional("daemonName", Shape::Any),
        ],
    };

    pub static LOAD_BALANCER: Structure = Structure {
        name: "LoadBalancer",
        members: &[
            Member::optional("targetGroupArn", Shape::Any),
            Member::optional("loadBalancerName", Shape::Any),
            Member::optional("containerName", Shape::Any),
            Member::optional("containerPort", Shape::Any),
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
            Member::optional("options", Shape::Any),
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
            Member::required("containerName", Shape::Any),
            Member::required("managedAgentName", Shape::Enum(ManagedAgentName::VALUES)),
            Member::required("status", Shape::Any),
            Member::optional("reason", Shape::Any),
        ],
    };

    pub static MANAGED_INSTANCES_LOCAL_STORAGE_CONFIGURATION: Structure = Structure {
        name: "ManagedInstancesLocalStorageConfiguration",
        members: &[Member::optional("useLocalStorage", Shape::Any)],
    };

    pub static MANAGED_INSTANCES_NETWORK_CONFIGURATION: Structure = Structure {
        name: "ManagedInstancesNetworkConfiguration",
        members: &[
            Member::optional("subnets", Shape::Any),
            Member::optional("securityGroups", Shape::Any),
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
            Member::optional("kmsKeyId", Shape::Any),
            Member::optional("fargateEphemeralStorageKmsKeyId", Shape::Any),
        ],
    };

    pub static MEMORY_GIB_PER_VCPU_REQUEST: Structure = Structure {
        name: "MemoryGiBPerVCpuRequest",
        members: &[
            Member::optional("min", Shape::Any),
            Member::optional("max", Shape::Any),
        ],
    };

    pub static MEMORY_MIB_REQUEST: Structure = Structure {
        name: "MemoryMiBRequest",
        members: &[
            Member::required("min", Shape::Any),
            Member::optional("max", Shape::Any),
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
            Member::optional("sourceVolume", Shape::Any),
            Member::optional("containerPath", Shape::Any),
            Member::optional("readOnly", Shape::Any),
        ],
    };

    pub static NETWORK_BANDWIDTH_GBPS_REQUEST: Structure = Structure {
        name: "NetworkBandwidthGbpsRequest",
        members: &[
            Member::optional("min", Shape::Any),
            Member::optional("max", Shape::Any),
        ],
    };

    pub static NETWORK_BINDING: Structure = Structure {
        name: "NetworkBinding",
        members: &[
            Member::optional("bindIP", Shape::Any),
            Member::optional("containerPort", Shape::Any),
            Member::optional("hostPort", Shape::Any),
            Member::optional("protocol", Shape::Enum(TransportProtocol::VALUES)),
            Member::optional("containerPortRange", Shape::Any),
            Member::optional("hostPortRange", Shape::Any),
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
            Member::optional("min", Shape::Any),
            Member::optional("max", Shape::Any),
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
            Member::optional("expression", Shape::Any),
        ],
    };

    pub static PLACEMENT_STRATEGY: Structure = Structure {
        name: "PlacementStrategy",
        members: &[
            Member::optional("type", Shape::Enum(PlacementStrategyType::VALUES)),
            Member::optional("field", Shape::Any),
        ],
    };

    pub static PLATFORM_DEVICE: Structure = Structure {
        name: "PlatformDevice",
        members: &[
            Member::required("id", Shape::Any),
            Member::required("type", Shape::Enum(PlatformDeviceType::VALUES)),
        ],
    };

    pub static PORT_MAPPING: Structure = Structure {
        name: "PortMapping",
        members: &[
            Member::optional("containerPort", Shape::Any),
            Member::optional("hostPort", Shape::Any),
            Member::optional("protocol", Shape::Enum(TransportProtocol::VALUES)),
            Member::optional("name", Shape::Any),
            Member::optional("appProtocol", Shape::Enum(ApplicationProtocol::VALUES)),
            Member::optional("containerPortRange", Shape::Any),
        ],
    };

    pub static PROXY_CONFIGURATION: Structure = Structure {
        name: "ProxyConfiguration",
        members: &[
            Member::optional("type", Shape::Enum(ProxyConfigurationType::VALUES)),
            Member::required("containerName", Shape::Any),
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
            Member::required("value", Shape::Any),
        ],
    };

    pub static PUT_ACCOUNT_SETTING_REQUEST: Structure = Structure {
        name: "PutAccountSettingRequest",
        members: &[
            Member::required("name", Shape::Enum(SettingName::VALUES)),
            Member::required("value", Shape::Any),
            Member::optional("principalArn", Shape::Any),
        ],
    };

    pub static PUT_ATTRIBUTES_REQUEST: Structure = Structure {
        name: "PutAttributesRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("attributes", Shape::list(&Shape::Structure(&ATTRIBUTE))),
        ],
    };

    pub static PUT_CLUSTER_CAPACITY_PROVIDERS_REQUEST: Structure = Structure {
        name: "PutClusterCapacityProvidersRequest",
        members: &[
            Member::required("cluster", Shape::Any),
            Member::required("capacityProviders", Shape::Any),
            Member::required(
                "defaultCapacityProviderStrategy",
                Shape::list(&Shape::Structure(&CAPACITY_PROVIDER_STRATEGY_ITEM)),
            ),
        ],
    };

    pub static REGISTER_CONTAINER_INSTANCE_REQUEST: Structure = Structure {
        name: "RegisterContainerInstanceRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::optional("instanceIdentityDocument", Shape::Any),
            Member::optional("instanceIdentityDocumentSignature", Shape::Any),
            Member::optional("totalResources", Shape::list(&Shape::Structure(&RESOURCE))),
            Member::optional("versionInfo", Shape::Structure(&VERSION_INFO)),
            Member::optional("containerInstanceArn", Shape::Any),
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
            Member::required("family", Shape::Any),
            Member::optional("taskRoleArn", Shape::Any),
            Member::optional("executionRoleArn", Shape::Any),
            Member::required(
                "containerDefinitions",
                Shape::list(&Shape::Structure(&DAEMON_CONTAINER_DEFINITION)),
            ),
            Member::optional("cpu", Shape::Any),
            Member::optional("memory", Shape::Any),
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
            Member::required("family", Shape::Any),
            Member::optional("taskRoleArn", Shape::Any),
            Member::optional("executionRoleArn", Shape::Any),
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
            Member::optional("cpu", Shape::Any),
            Member::optional("memory", Shape::Any),
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
            Member::optional("enableFaultInjection", Shape::Any),
            Member::optional(
                "trustedExecutionConfiguration",
                Shape::Structure(&TRUSTED_EXECUTION_CONFIGURATION),
            ),
        ],
    };

    pub static REPOSITORY_CREDENTIALS: Structure = Structure {
        name: "RepositoryCredentials",
        members: &[Member::required("credentialsParameter", Shape::Any)],
    };

    pub static RESOURCE: Structure = Structure {
        name: "Resource",
        members: &[
            Member::optional("name", Shape::Any),
            Member::optional("type", Shape::Any),
            Member::optional("doubleValue", Shape::Any),
            Member::optional("longValue", Shape::Any),
            Member::optional("integerValue", Shape::Any),
            Member::optional("stringSetValue", Shape::Any),
        ],
    };

    pub static RESOURCE_REQUIREMENT: Structure = Structure {
        name: "ResourceRequirement",
        members: &[
            Member::optional("value", Shape::Any),
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
            Member::optional("cluster", Shape::Any),
            Member::optional("count", Shape::Any),
            Member::optional("enableECSManagedTags", Shape::Any),
            Member::optional("enableExecuteCommand", Shape::Any),
            Member::optional("group", Shape::Any),
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
            Member::optional("platformVersion", Shape::Any),
            Member::optional("propagateTags", Shape::Enum(PropagateTags::VALUES)),
            Member::optional("referenceId", Shape::Any),
            Member::optional("startedBy", Shape::Any),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::required("taskDefinition", Shape::Any),
            Member::optional("clientToken", Shape::Any),
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
            Member::required("fileSystemArn", Shape::Any),
            Member::optional("rootDirectory", Shape::Any),
            Member::optional("transitEncryptionPort", Shape::Any),
            Member::optional("accessPointArn", Shape::Any),
        ],
    };

    pub static SCALE: Structure = Structure {
        name: "Scale",
        members: &[
            Member::optional("value", Shape::Any),
            Member::optional("unit", Shape::Enum(ScaleUnit::VALUES)),
        ],
    };

    pub static SECRET: Structure = Structure {
        name: "Secret",
        members: &[
            Member::required("name", Shape::Any),
            Member::required("valueFrom", Shape::Any),
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
            Member::optional("dnsName", Shape::Any),
            Member::optional(
                "testTrafficRules",
                Shape::Structure(&SERVICE_CONNECT_TEST_TRAFFIC_RULES),
            ),
        ],
    };

    pub static SERVICE_CONNECT_CONFIGURATION: Structure = Structure {
        name: "ServiceConnectConfiguration",
        members: &[
            Member::required("enabled", Shape::Any),
            Member::optional("namespace", Shape::Any),
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
            Member::required("portName", Shape::Any),
            Member::optional("discoveryName", Shape::Any),
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
        members: &[Member::required("exact", Shape::Any)],
    };

    pub static SERVICE_CONNECT_TEST_TRAFFIC_HEADER_RULES: Structure = Structure {
        name: "ServiceConnectTestTrafficHeaderRules",
        members: &[
            Member::required("name", Shape::Any),
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
        members: &[Member::optional("awsPcaAuthorityArn", Shape::Any)],
    };

    pub static SERVICE_CONNECT_TLS_CONFIGURATION: Structure = Structure {
        name: "ServiceConnectTlsConfiguration",
        members: &[
            Member::required(
                "issuerCertificateAuthority",
                Shape::Structure(&SERVICE_CONNECT_TLS_CERTIFICATE_AUTHORITY),
            ),
            Member::optional("kmsKey", Shape::Any),
            Member::optional("roleArn", Shape::Any),
        ],
    };

    pub static SERVICE_MANAGED_EBS_VOLUME_CONFIGURATION: Structure = Structure {
        name: "ServiceManagedEBSVolumeConfiguration",
        members: &[
            Member::optional("encrypted", Shape::Any),
            Member::optional("kmsKeyId", Shape::Any),
            Member::optional("volumeType", Shape::Any),
            Member::optional("sizeInGiB", Shape::Any),
            Member::optional("snapshotId", Shape::Any),
            Member::optional("volumeInitializationRate", Shape::Any),
            Member::optional("iops", Shape::Any),
            Member::optional("throughput", Shape::Any),
            Member::optional(
                "tagSpecifications",
                Shape::list(&Shape::Structure(&EBS_TAG_SPECIFICATION)),
            ),
            Member::required("roleArn", Shape::Any),
            Member::optional("filesystemType", Shape::Enum(TaskFilesystemType::VALUES)),
        ],
    };

    pub static SERVICE_REGISTRY: Structure = Structure {
        name: "ServiceRegistry",
        members: &[
            Member::optional("registryArn", Shape::Any),
            Member::optional("port", Shape::Any),
            Member::optional("containerName", Shape::Any),
            Member::optional("containerPort", Shape::Any),
        ],
    };

    pub static SERVICE_VOLUME_CONFIGURATION: Structure = Structure {
        name: "ServiceVolumeConfiguration",
        members: &[
            Member::required("name", Shape::Any),
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
            Member::optional("cluster", Shape::Any),
            Member::required("containerInstances", Shape::Any),
            Member::optional("enableECSManagedTags", Shape::Any),
            Member::optional("enableExecuteCommand", Shape::Any),
            Member::optional("group", Shape::Any),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&NETWORK_CONFIGURATION),
            ),
            Member::optional("overrides", Shape::Structure(&TASK_OVERRIDE)),
            Member::optional("propagateTags", Shape::Enum(PropagateTags::VALUES)),
            Member::optional("referenceId", Shape::Any),
            Member::optional("startedBy", Shape::Any),
            Member::optional(
                "tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: Some(0),
                    max: Some(50),
                },
            ),
            Member::required("taskDefinition", Shape::Any),
            Member::optional(
                "volumeConfigurations",
                Shape::list(&Shape::Structure(&TASK_VOLUME_CONFIGURATION)),
            ),
        ],
    };

    pub static STOP_SERVICE_DEPLOYMENT_REQUEST: Structure = Structure {
        name: "StopServiceDeploymentRequest",
        members: &[
            Member::required("serviceDeploymentArn", Shape::Any),
            Member::optional(
                "stopType",
                Shape::Enum(StopServiceDeploymentStopType::VALUES),
            ),
        ],
    };

    pub static STOP_TASK_REQUEST: Structure = Structure {
        name: "StopTaskRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("task", Shape::Any),
            Member::optional("reason", Shape::Any),
        ],
    };

    pub static SUBMIT_ATTACHMENT_STATE_CHANGES_REQUEST: Structure = Structure {
        name: "SubmitAttachmentStateChangesRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required(
                "attachments",
                Shape::list(&Shape::Structure(&ATTACHMENT_STATE_CHANGE)),
            ),
        ],
    };

    pub static SUBMIT_CONTAINER_STATE_CHANGE_REQUEST: Structure = Structure {
        name: "SubmitContainerStateChangeRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::optional("task", Shape::Any),
            Member::optional("containerName", Shape::Any),
            Member::optional("runtimeId", Shape::Any),
            Member::optional("status", Shape::Any),
            Member::optional("exitCode", Shape::Any),
            Member::optional("reason", Shape::Any),
            Member::optional(
                "networkBindings",
                Shape::list(&Shape::Structure(&NETWORK_BINDING)),
            ),
        ],
    };

    pub static SUBMIT_TASK_STATE_CHANGE_REQUEST: Structure = Structure {
        name: "SubmitTaskStateChangeRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::optional("task", Shape::Any),
            Member::optional("status", Shape::Any),
            Member::optional("reason", Shape::Any),
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
            Member::optional("pullStartedAt", Shape::Any),
            Member::optional("pullStoppedAt", Shape::Any),
            Member::optional("executionStoppedAt", Shape::Any),
        ],
    };

    pub static SYSTEM_CONTROL: Structure = Structure {
        name: "SystemControl",
        members: &[
            Member::optional("namespace", Shape::Any),
            Member::optional("value", Shape::Any),
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
            Member::required("resourceArn", Shape::Any),
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
            Member::optional("expression", Shape::Any),
        ],
    };

    pub static TASK_MANAGED_EBS_VOLUME_CONFIGURATION: Structure = Structure {
        name: "TaskManagedEBSVolumeConfiguration",
        members: &[
            Member::optional("encrypted", Shape::Any),
            Member::optional("kmsKeyId", Shape::Any),
            Member::optional("volumeType", Shape::Any),
            Member::optional("sizeInGiB", Shape::Any),
            Member::optional("snapshotId", Shape::Any),
            Member::optional("volumeInitializationRate", Shape::Any),
            Member::optional("iops", Shape::Any),
            Member::optional("throughput", Shape::Any),
            Member::optional(
                "tagSpecifications",
                Shape::list(&Shape::Structure(&EBS_TAG_SPECIFICATION)),
            ),
            Member::required("roleArn", Shape::Any),
            Member::optional(
                "terminationPolicy",
                Shape::Structure(&TASK_MANAGED_EBS_VOLUME_TERMINATION_POLICY),
            ),
            Member::optional("filesystemType", Shape::Enum(TaskFilesystemType::VALUES)),
        ],
    };

    pub static TASK_MANAGED_EBS_VOLUME_TERMINATION_POLICY: Structure = Structure {
        name: "TaskManagedEBSVolumeTerminationPolicy",
        members: &[Member::required("deleteOnTermination", Shape::Any)],
    };

    pub static TASK_OVERRIDE: Structure = Structure {
        name: "TaskOverride",
        members: &[
            Member::optional(
                "containerOverrides",
                Shape::list(&Shape::Structure(&CONTAINER_OVERRIDE)),
            ),
            Member::optional("cpu", Shape::Any),
            Member::optional(
                "inferenceAcceleratorOverrides",
                Shape::list(&Shape::Structure(&INFERENCE_ACCELERATOR_OVERRIDE)),
            ),
            Member::optional("executionRoleArn", Shape::Any),
            Member::optional("memory", Shape::Any),
            Member::optional("taskRoleArn", Shape::Any),
            Member::optional("ephemeralStorage", Shape::Structure(&EPHEMERAL_STORAGE)),
        ],
    };

    pub static TASK_VOLUME_CONFIGURATION: Structure = Structure {
        name: "TaskVolumeConfiguration",
        members: &[
            Member::required("name", Shape::Any),
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
            Member::required("value", Shape::Any),
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
            Member::required("containerPath", Shape::Any),
            Member::required("size", Shape::Any),
            Member::optional("mountOptions", Shape::Any),
        ],
    };

    pub static TOTAL_LOCAL_STORAGE_GB_REQUEST: Structure = Structure {
        name: "TotalLocalStorageGBRequest",
        members: &[
            Member::optional("min", Shape::Any),
            Member::optional("max", Shape::Any),
        ],
    };

    pub static TRUSTED_EXECUTION_CONFIGURATION: Structure = Structure {
        name: "TrustedExecutionConfiguration",
        members: &[
            Member::required("isolationMode", Shape::Enum(IsolationMode::VALUES)),
            Member::optional("attestationPolicy", Shape::Any),
        ],
    };

    pub static ULIMIT: Structure = Structure {
        name: "Ulimit",
        members: &[
            Member::required("name", Shape::Enum(UlimitName::VALUES)),
            Member::required("softLimit", Shape::Any),
            Member::required("hardLimit", Shape::Any),
        ],
    };

    pub static UNTAG_RESOURCE_REQUEST: Structure = Structure {
        name: "UntagResourceRequest",
        members: &[
            Member::required("resourceArn", Shape::Any),
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
            Member::required("name", Shape::Any),
            Member::optional("cluster", Shape::Any),
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
            Member::required("cluster", Shape::Any),
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
            Member::required("cluster", Shape::Any),
            Member::required("settings", Shape::list(&Shape::Structure(&CLUSTER_SETTING))),
        ],
    };

    pub static UPDATE_CONTAINER_AGENT_REQUEST: Structure = Structure {
        name: "UpdateContainerAgentRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("containerInstance", Shape::Any),
        ],
    };

    pub static UPDATE_CONTAINER_INSTANCES_STATE_REQUEST: Structure = Structure {
        name: "UpdateContainerInstancesStateRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("containerInstances", Shape::Any),
            Member::required("status", Shape::Enum(ContainerInstanceStatus::VALUES)),
        ],
    };

    pub static UPDATE_DAEMON_REQUEST: Structure = Structure {
        name: "UpdateDaemonRequest",
        members: &[
            Member::required("daemonArn", Shape::Any),
            Member::required("daemonTaskDefinitionArn", Shape::Any),
            Member::required("capacityProviderArns", Shape::Any),
            Member::optional(
                "deploymentConfiguration",
                Shape::Structure(&DAEMON_DEPLOYMENT_CONFIGURATION),
            ),
            Member::optional("propagateTags", Shape::Enum(DaemonPropagateTags::VALUES)),
            Member::optional("enableECSManagedTags", Shape::Any),
            Member::optional("enableExecuteCommand", Shape::Any),
            Member::optional("critical", Shape::Any),
        ],
    };

    pub static UPDATE_EXPRESS_GATEWAY_SERVICE_REQUEST: Structure = Structure {
        name: "UpdateExpressGatewayServiceRequest",
        members: &[
            Member::required("serviceArn", Shape::Any),
            Member::optional("executionRoleArn", Shape::Any),
            Member::optional("healthCheckPath", Shape::Any),
            Member::optional(
                "primaryContainer",
                Shape::Structure(&EXPRESS_GATEWAY_CONTAINER),
            ),
            Member::optional("taskRoleArn", Shape::Any),
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&EXPRESS_GATEWAY_SERVICE_NETWORK_CONFIGURATION),
            ),
            Member::optional("cpu", Shape::Any),
            Member::optional("memory", Shape::Any),
            Member::optional(
                "cpuArchitecture",
                Shape::Enum(ExpressCpuArchitecture::VALUES),
            ),
            Member::optional(
                "scalingTarget",
                Shape::Structure(&EXPRESS_GATEWAY_SCALING_TARGET),
            ),
            Member::optional("taskDefinitionArn", Shape::Any),
        ],
    };

    pub static UPDATE_GATEWAY_ALB_CONFIGURATION: Structure = Structure {
        name: "UpdateGatewayAlbConfiguration",
        members: &[
            Member::optional(
                "networkConfiguration",
                Shape::Structure(&UPDATE_GATEWAY_NETWORK_CONFIGURATION),
            ),
            Member::optional("maxAlbCount", Shape::Any),
            Member::optional("webACLArn", Shape::Any),
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
        members: &[Member::optional("inboundSecurityGroup", Shape::Any)],
    };

    pub static UPDATE_GATEWAY_REQUEST: Structure = Structure {
        name: "UpdateGatewayRequest",
        members: &[
            Member::required("gateway", Shape::Any),
            Member::optional("infrastructureRoleArn", Shape::Any),
            Member::optional("deletionProtection", Shape::Any),
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
            Member::required("infrastructureRoleArn", Shape::Any),
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
            Member::required("cluster", Shape::Any),
            Member::required("service", Shape::Any),
            Member::required("primaryTaskSet", Shape::Any),
        ],
    };

    pub static UPDATE_SERVICE_REQUEST: Structure = Structure {
        name: "UpdateServiceRequest",
        members: &[
            Member::optional("cluster", Shape::Any),
            Member::required("service", Shape::Any),
            Member::optional("desiredCount", Shape::Any),
            Member::optional("taskDefinition", Shape::Any),
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
            Member::optional("platformVersion", Shape::Any),
            Member::optional("forceNewDeployment", Shape::Any),
            Member::optional("healthCheckGracePeriodSeconds", Shape::Any),
            Member::optional(
                "deploymentController",
                Shape::Structure(&DEPLOYMENT_CONTROLLER),
            ),
            Member::optional("enableExecuteCommand", Shape::Any),
            Member::optional("enableECSManagedTags", Shape::Any),
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
            Member::required("cluster", Shape::Any),
            Member::required("tasks", Shape::Any),
            Member::required("protectionEnabled", Shape::Any),
            Member::optional("expiresInMinutes", Shape::Any),
        ],
    };

    pub static UPDATE_TASK_SET_REQUEST: Structure = Structure {
        name: "UpdateTaskSetRequest",
        members: &[
            Member::required("cluster", Shape::Any),
            Member::required("service", Shape::Any),
            Member::required("taskSet", Shape::Any),
            Member::required("scale", Shape::Structure(&SCALE)),
        ],
    };

    pub static VCPU_COUNT_RANGE_REQUEST: Structure = Structure {
        name: "VCpuCountRangeRequest",
        members: &[
            Member::required("min", Shape::Any),
            Member::optional("max", Shape::Any),
        ],
    };

    pub static VERSION_INFO: Structure = Structure {
        name: "VersionInfo",
        members: &[
            Member::optional("agentVersion", Shape::Any),
            Member::optional("agentHash", Shape::Any),
            Member::optional("dockerVersion", Shape::Any),
        ],
    };

    pub static VOLUME: Structure = Structure {
        name: "Volume",
        members: &[
            Member::optional("name", Shape::Any),
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
            Member::optional("configuredAtLaunch", Shape::Any),
        ],
    };

    pub static VOLUME_FROM: Structure = Structure {
        name: "VolumeFrom",
        members: &[
            Member::optional("sourceContainer", Shape::Any),
            Member::optional("readOnly", Shape::Any),
        ],
    };

    pub static VPC_LATTICE_ADVANCED_CONFIGURATION: Structure = Structure {
        name: "VpcLatticeAdvancedConfiguration",
        members: &[
            Member::optional("alternateTargetGroupArn", Shape::Any),
            Member::optional("productionListenerRule", Shape::Any),
            Member::optional("testListenerRule", Shape::Any),
        ],
    };

    pub static VPC_LATTICE_CONFIGURATION: Structure = Structure {
        name: "VpcLatticeConfiguration",
        members: &[
            Member::required("roleArn", Shape::Any),
            Member::required("targetGroupArn", Shape::Any),
            Member::required("portName", Shape::Any),
            Member::optional(
                "advancedConfiguration",
                Shape::Structure(&VPC_LATTICE_ADVANCED_CONFIGURATION),
            ),
        ],
    };
}
