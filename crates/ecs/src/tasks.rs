//! Tasks as the API shows them, and `DescribeTasks`.

use berth_api_ecs as api;
use berth_model::{
    Container, HealthStatus, LaunchType, Names, NetworkBinding, Protocol, State, Task,
};

use crate::{Context, Outcome, container_instances::time, faults, network, resolve, tags};

/// Describes up to 100 tasks, STOPPED ones as long as they are kept.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for no, too many or malformed ids.
pub fn describe_tasks(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeTasksRequest,
) -> Outcome<api::DescribeTasksResponse> {
    let cluster = &resolve::cluster(state, cx, input.cluster.as_deref())?.name;
    let given = input.tasks.unwrap_or_default();
    if given.is_empty() {
        return Err(faults::invalid("Tasks cannot be empty."));
    }
    if given.len() > 100 {
        return Err(faults::invalid("tasks must name at most 100 tasks."));
    }
    let with_tags = input
        .include
        .unwrap_or_default()
        .iter()
        .any(|field| field.as_str() == "TAGS");
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        match resolve::task(state, cx, cluster, given) {
            Ok(task) => tasks.push(render(cx.names, &task, with_tags)),
            Err(resolve::Unresolved::Missing(given)) => {
                failures.push(resolve::missing(cx, "task", cluster, given))
            }
            Err(unresolved) => return Err(unresolved.into_fault("task")),
        }
    }
    Ok(api::DescribeTasksResponse {
        tasks: Some(tasks),
        failures: Some(failures),
    })
}

/// As the API shows it.
pub(crate) fn render(names: &Names, task: &Task, with_tags: bool) -> api::Task {
    let (family, revision) = &task.task_definition;
    // Nobody knows the hosts of Fargate tasks.
    let shown = task.launch_type != LaunchType::Fargate;
    let instance = task
        .instance
        .filter(|_| shown)
        .map(|id| names.container_instance(&task.cluster, id));
    let fargate = task.fargate.as_ref();
    let connectivity = if task.connected {
        "CONNECTED"
    } else {
        "DISCONNECTED"
    };
    api::Task {
        task_arn: Some(names.task(&task.cluster, task.id)),
        cluster_arn: Some(names.cluster(&task.cluster)),
        task_definition_arn: Some(names.task_definition(family, *revision)),
        container_instance_arn: instance,
        availability_zone: task.availability_zone.clone(),
        last_status: Some(task.last_status.as_str().to_owned()),
        desired_status: Some(task.desired_status.as_str().to_owned()),
        version: Some(task.version),
        created_at: Some(time(task.created_at)),
        pull_started_at: task.pull_started_at.map(time),
        pull_stopped_at: task.pull_stopped_at.map(time),
        started_at: task.started_at.map(time),
        execution_stopped_at: task.execution_stopped_at.map(time),
        stopping_at: task.stopping_at.map(time),
        stopped_at: task.stopped_at.map(time),
        connectivity: task.connectivity_at.map(|_| connectivity.into()),
        connectivity_at: task.connectivity_at.map(time),
        launch_type: task
            .capacity_provider
            .is_none()
            .then(|| task.launch_type.as_str().into()),
        capacity_provider_name: task.capacity_provider.clone(),
        group: Some(task.group.clone()),
        started_by: task.started_by.clone(),
        cpu: Some(
            task.cpu
                .clone()
                .unwrap_or_else(|| task.reservation.cpu.to_string()),
        ),
        memory: Some(
            task.memory
                .clone()
                .unwrap_or_else(|| task.reservation.memory_mib.to_string()),
        ),
        overrides: Some(shown_overrides(task)),
        containers: Some(
            task.containers
                .iter()
                .map(|it| render_container(names, task, it))
                .collect(),
        ),
        attachments: Some(network::attachments(names, task)),
        platform_version: fargate.map(|it| it.platform_version.clone()),
        platform_family: fargate.map(|_| "Linux".to_owned()),
        ephemeral_storage: fargate.and_then(|it| it.ephemeral_storage_gib).map(|gib| {
            api::EphemeralStorage {
                size_in_gib: Some(gib),
            }
        }),
        attributes: Some(vec![api::Attribute {
            name: Some("ecs.cpu-architecture".to_owned()),
            value: Some("x86_64".to_owned()),
            ..Default::default()
        }]),
        health_status: Some(health(task).as_str().into()),
        stop_code: task.stop_code.map(|code| code.as_str().into()),
        stopped_reason: task.stopped_reason.clone(),
        enable_execute_command: Some(task.enable_execute_command),
        tags: Some(if with_tags {
            tags::render(&task.tags)
        } else {
            Vec::new()
        }),
        ..Default::default()
    }
}

/// ECS names every container in the overrides, whether or not it was overridden.
fn shown_overrides(task: &Task) -> api::TaskOverride {
    let mut overrides = api::TaskOverride::clone(&task.overrides);
    let mut given = overrides.container_overrides.take().unwrap_or_default();
    for container in &task.containers {
        if !given
            .iter()
            .any(|it| it.name.as_ref() == Some(&container.name))
        {
            given.push(api::ContainerOverride {
                name: Some(container.name.clone()),
                ..Default::default()
            });
        }
    }
    overrides.container_overrides = Some(given);
    overrides
        .inference_accelerator_overrides
        .get_or_insert_with(Vec::new);
    overrides
}

/// Over the essential containers: any unhealthy, else any unknown, else healthy.
pub(crate) fn health(task: &Task) -> HealthStatus {
    let has = |wanted| {
        task.containers
            .iter()
            .any(|it| it.essential && it.health_status == wanted)
    };
    if has(HealthStatus::Unhealthy) {
        HealthStatus::Unhealthy
    } else if has(HealthStatus::Unknown) {
        HealthStatus::Unknown
    } else {
        HealthStatus::Healthy
    }
}

fn render_container(names: &Names, task: &Task, container: &Container) -> api::Container {
    api::Container {
        container_arn: Some(names.container(&task.cluster, task.id, &container.id)),
        task_arn: Some(names.task(&task.cluster, task.id)),
        name: Some(container.name.clone()),
        image: Some(container.image.clone()),
        image_digest: container.image_digest.clone(),
        runtime_id: container.runtime_id.clone(),
        last_status: Some(container.last_status.as_str().to_owned()),
        exit_code: container.exit_code,
        reason: container.reason.clone(),
        network_bindings: Some(
            container
                .network_bindings
                .iter()
                .map(render_binding)
                .collect(),
        ),
        network_interfaces: Some(network::of_container(task)),
        health_status: Some(container.health_status.as_str().into()),
        cpu: container.cpu.clone(),
        memory: container.memory.clone(),
        memory_reservation: container.memory_reservation.clone(),
        ..Default::default()
    }
}

fn render_binding(binding: &NetworkBinding) -> api::NetworkBinding {
    api::NetworkBinding {
        bind_ip: binding.bind_ip.clone(),
        container_port: binding.container_port.map(i32::from),
        host_port: binding.host_port.map(i32::from),
        container_port_range: binding.container_port_range.clone(),
        host_port_range: binding.host_port_range.clone(),
        protocol: Some(match binding.protocol {
            Protocol::Tcp => "tcp".into(),
            Protocol::Udp => "udp".into(),
        }),
    }
}
