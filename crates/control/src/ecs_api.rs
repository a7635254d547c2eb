//! The ECS API: each operation handed to its function in `berth-ecs`.
//!
//! Reads look at the newest snapshot; writes go through the applier. What has no line here answers
//! with the error that its model has for it.

use berth_api_ecs as api;
use berth_ecs::{
    Context, account_settings, agent_reports, attributes, capacity_providers, clusters,
    container_instances, daemon_definitions, definitions, list_tasks, run_task, services,
    stop_task, tagging, task_protection, tasks,
};
use berth_env::SystemEntropy;
use berth_model::{State, Timestamp};
use berth_protocol::fault::Fault;

use crate::api::Call;
use crate::applier::Handle;

/// The operations of ECS.
pub(crate) struct EcsApi {
    applier: Handle,
    /// The URL that agents are told; by default the one by which they ask.
    agent_url: Option<String>,
}

impl EcsApi {
    pub(crate) const fn new(applier: Handle, agent_url: Option<String>) -> Self {
        Self { applier, agent_url }
    }

    fn read<T>(
        &self,
        call: &Call,
        look: impl FnOnce(&State, &Context<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let cx = Context {
            names: self.applier.names(),
            principal: &call.principal,
            now: Timestamp(self.applier.now_ms()),
            entropy: &mut SystemEntropy,
            lifetime: self.applier.lifetime(),
        };
        look(self.applier.snapshot().state(), &cx)
    }
}

/// Methods that look at the snapshot.
macro_rules! reads {
    ($($name:ident: $input:ident => $output:ident, $function:path;)*) => {$(
        async fn $name(&self, call: Call, input: api::$input) -> Result<api::$output, Fault> {
            self.read(&call, |state, cx| $function(state, cx, input))
        }
    )*};
}

/// Methods that change the state.
macro_rules! writes {
    ($($name:ident: $input:ident => $output:ident, $function:path;)*) => {$(
        async fn $name(&self, call: Call, input: api::$input) -> Result<api::$output, Fault> {
            self.applier.transact(call.principal, move |tx, cx| $function(tx, cx, input)).await
        }
    )*};
}

impl api::Ecs for EcsApi {
    type Context = Call;

    async fn discover_poll_endpoint(
        &self,
        call: Call,
        input: api::DiscoverPollEndpointRequest,
    ) -> Result<api::DiscoverPollEndpointResponse, Fault> {
        let base = self.agent_url.as_deref().unwrap_or(&call.base_url);
        self.read(&call, |state, cx| {
            agent_reports::discover_poll_endpoint(state, cx, base, &input)
        })
    }

    reads! {
        describe_clusters: DescribeClustersRequest => DescribeClustersResponse,
            clusters::describe_clusters;
        list_clusters: ListClustersRequest => ListClustersResponse, clusters::list_clusters;
        describe_capacity_providers:
            DescribeCapacityProvidersRequest => DescribeCapacityProvidersResponse,
            capacity_providers::describe_capacity_providers;
        describe_task_definition: DescribeTaskDefinitionRequest => DescribeTaskDefinitionResponse,
            definitions::describe_task_definition;
        list_task_definitions: ListTaskDefinitionsRequest => ListTaskDefinitionsResponse,
            definitions::list_task_definitions;
        list_task_definition_families:
            ListTaskDefinitionFamiliesRequest => ListTaskDefinitionFamiliesResponse,
            definitions::list_task_definition_families;
        describe_container_instances:
            DescribeContainerInstancesRequest => DescribeContainerInstancesResponse,
            container_instances::describe_container_instances;
        list_container_instances: ListContainerInstancesRequest => ListContainerInstancesResponse,
            container_instances::list_container_instances;
        describe_tasks: DescribeTasksRequest => DescribeTasksResponse, tasks::describe_tasks;
        get_task_protection: GetTaskProtectionRequest => GetTaskProtectionResponse,
            task_protection::get_task_protection;
        list_tasks: ListTasksRequest => ListTasksResponse, list_tasks::list_tasks;
        describe_services: DescribeServicesRequest => DescribeServicesResponse,
            services::describe_services;
        list_services: ListServicesRequest => ListServicesResponse, services::list_services;
        describe_service_deployments:
            DescribeServiceDeploymentsRequest => DescribeServiceDeploymentsResponse,
            services::describe_service_deployments;
        describe_service_revisions:
            DescribeServiceRevisionsRequest => DescribeServiceRevisionsResponse,
            services::describe_service_revisions;
        list_service_deployments: ListServiceDeploymentsRequest => ListServiceDeploymentsResponse,
            services::list_service_deployments;
        describe_task_sets: DescribeTaskSetsRequest => DescribeTaskSetsResponse,
            services::describe_task_sets;
        describe_daemon: DescribeDaemonRequest => DescribeDaemonResponse, services::describe_daemon;
        list_daemons: ListDaemonsRequest => ListDaemonsResponse, services::list_daemons;
        describe_daemon_deployments:
            DescribeDaemonDeploymentsRequest => DescribeDaemonDeploymentsResponse,
            services::describe_daemon_deployments;
        describe_daemon_revisions: DescribeDaemonRevisionsRequest => DescribeDaemonRevisionsResponse,
            services::describe_daemon_revisions;
        list_daemon_deployments: ListDaemonDeploymentsRequest => ListDaemonDeploymentsResponse,
            services::list_daemon_deployments;
        describe_daemon_task_definition:
            DescribeDaemonTaskDefinitionRequest => DescribeDaemonTaskDefinitionResponse,
            daemon_definitions::describe_daemon_task_definition;
        list_daemon_task_definitions:
            ListDaemonTaskDefinitionsRequest => ListDaemonTaskDefinitionsResponse,
            daemon_definitions::list_daemon_task_definitions;
        list_tags_for_resource: ListTagsForResourceRequest => ListTagsForResourceResponse,
            tagging::list_tags_for_resource;
        list_attributes: ListAttributesRequest => ListAttributesResponse,
            attributes::list_attributes;
        list_account_settings: ListAccountSettingsRequest => ListAccountSettingsResponse,
            account_settings::list_account_settings;
    }

    writes! {
        create_cluster: CreateClusterRequest => CreateClusterResponse, clusters::create_cluster;
        update_cluster: UpdateClusterRequest => UpdateClusterResponse, clusters::update_cluster;
        update_cluster_settings: UpdateClusterSettingsRequest => UpdateClusterSettingsResponse,
            clusters::update_cluster_settings;
        delete_cluster: DeleteClusterRequest => DeleteClusterResponse, clusters::delete_cluster;
        create_capacity_provider: CreateCapacityProviderRequest => CreateCapacityProviderResponse,
            capacity_providers::create_capacity_provider;
        update_capacity_provider: UpdateCapacityProviderRequest => UpdateCapacityProviderResponse,
            capacity_providers::update_capacity_provider;
        delete_capacity_provider: DeleteCapacityProviderRequest => DeleteCapacityProviderResponse,
            capacity_providers::delete_capacity_provider;
        put_cluster_capacity_providers:
            PutClusterCapacityProvidersRequest => PutClusterCapacityProvidersResponse,
            capacity_providers::put_cluster_capacity_providers;
        register_task_definition: RegisterTaskDefinitionRequest => RegisterTaskDefinitionResponse,
            definitions::register_task_definition;
        deregister_task_definition:
            DeregisterTaskDefinitionRequest => DeregisterTaskDefinitionResponse,
            definitions::deregister_task_definition;
        delete_task_definitions: DeleteTaskDefinitionsRequest => DeleteTaskDefinitionsResponse,
            definitions::delete_task_definitions;
        register_container_instance:
            RegisterContainerInstanceRequest => RegisterContainerInstanceResponse,
            container_instances::register_container_instance;
        deregister_container_instance:
            DeregisterContainerInstanceRequest => DeregisterContainerInstanceResponse,
            container_instances::deregister_container_instance;
        update_container_instances_state:
            UpdateContainerInstancesStateRequest => UpdateContainerInstancesStateResponse,
            container_instances::update_container_instances_state;
        run_task: RunTaskRequest => RunTaskResponse, run_task::run_task;
        start_task: StartTaskRequest => StartTaskResponse, run_task::start_task;
        stop_task: StopTaskRequest => StopTaskResponse, stop_task::stop_task;
        update_task_protection: UpdateTaskProtectionRequest => UpdateTaskProtectionResponse,
            task_protection::update_task_protection;
        create_service: CreateServiceRequest => CreateServiceResponse, services::create_service;
        update_service: UpdateServiceRequest => UpdateServiceResponse, services::update_service;
        delete_service: DeleteServiceRequest => DeleteServiceResponse, services::delete_service;
        create_daemon: CreateDaemonRequest => CreateDaemonResponse, services::create_daemon;
        update_daemon: UpdateDaemonRequest => UpdateDaemonResponse, services::update_daemon;
        delete_daemon: DeleteDaemonRequest => DeleteDaemonResponse, services::delete_daemon;
        register_daemon_task_definition:
            RegisterDaemonTaskDefinitionRequest => RegisterDaemonTaskDefinitionResponse,
            daemon_definitions::register_daemon_task_definition;
        delete_daemon_task_definition:
            DeleteDaemonTaskDefinitionRequest => DeleteDaemonTaskDefinitionResponse,
            daemon_definitions::delete_daemon_task_definition;
        create_task_set: CreateTaskSetRequest => CreateTaskSetResponse, services::create_task_set;
        update_task_set: UpdateTaskSetRequest => UpdateTaskSetResponse, services::update_task_set;
        delete_task_set: DeleteTaskSetRequest => DeleteTaskSetResponse, services::delete_task_set;
        update_service_primary_task_set:
            UpdateServicePrimaryTaskSetRequest => UpdateServicePrimaryTaskSetResponse,
            services::update_service_primary_task_set;
        continue_service_deployment:
            ContinueServiceDeploymentRequest => ContinueServiceDeploymentResponse,
            services::continue_service_deployment;
        stop_service_deployment:
            StopServiceDeploymentRequest => StopServiceDeploymentResponse,
            services::stop_service_deployment;
        submit_task_state_change: SubmitTaskStateChangeRequest => SubmitTaskStateChangeResponse,
            agent_reports::submit_task_state_change;
        submit_container_state_change:
            SubmitContainerStateChangeRequest => SubmitContainerStateChangeResponse,
            agent_reports::submit_container_state_change;
        submit_attachment_state_changes:
            SubmitAttachmentStateChangesRequest => SubmitAttachmentStateChangesResponse,
            agent_reports::submit_attachment_state_changes;
        tag_resource: TagResourceRequest => TagResourceResponse, tagging::tag_resource;
        untag_resource: UntagResourceRequest => UntagResourceResponse, tagging::untag_resource;
        put_attributes: PutAttributesRequest => PutAttributesResponse, attributes::put_attributes;
        delete_attributes: DeleteAttributesRequest => DeleteAttributesResponse,
            attributes::delete_attributes;
        put_account_setting: PutAccountSettingRequest => PutAccountSettingResponse,
            account_settings::put_account_setting;
        put_account_setting_default:
            PutAccountSettingDefaultRequest => PutAccountSettingDefaultResponse,
            account_settings::put_account_setting_default;
        delete_account_setting: DeleteAccountSettingRequest => DeleteAccountSettingResponse,
            account_settings::delete_account_setting;
    }
}
