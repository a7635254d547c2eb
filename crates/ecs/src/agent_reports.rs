//! What agents report: task, container and attachment state changes, poll endpoints, health.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_link::tcs;
use berth_model::{
    Arn, AttachmentStatus, Container, ContainerStatus, DesiredStatus, FARGATE_CLUSTER,
    HealthStatus, InstanceId, NetworkBinding, Protocol, State, StopCode, Task, TaskId, TaskStatus,
    Timestamp, Tx,
};

use crate::{Context, Outcome, faults, network, resolve, services, stop_task};

/// Reasons are cut at so many characters, ids and digests at 255.
const LONGEST_REASON: usize = 1024;
const LONGEST_ID: usize = 255;

/// With these names begin the reasons of containers that never ran.
const START_FAILURES: [&str; 5] = [
    "CannotPull",
    "CannotCreate",
    "CannotStart",
    "ResourceInitializationError",
    "TaskDependencyError",
];

/// Takes an agent's report of a task. Unknown and finished tasks are acknowledged: an agent must
/// never be made to repeat a report that cannot help.
///
/// # Errors
/// None that an agent would repeat the report for.
pub fn submit_task_state_change(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::SubmitTaskStateChangeRequest,
) -> Outcome<api::SubmitTaskStateChangeResponse> {
    let acknowledgment = Some(cx.entropy.uuid());
    let response = Ok(api::SubmitTaskStateChangeResponse { acknowledgment });
    let Some(task) = input
        .task
        .as_deref()
        .and_then(task_id)
        .and_then(|id| tx.task(id))
    else {
        return response;
    };
    if task.is_stopped() {
        return response;
    }
    let before = Task::clone(&task);
    let mut task = before.clone();
    let time =
        |at: Option<berth_protocol::shape::Timestamp>| at.map(|at| Timestamp(at.as_millis()));
    task.pull_started_at = task.pull_started_at.or(time(input.pull_started_at));
    task.pull_stopped_at = time(input.pull_stopped_at).or(task.pull_stopped_at);
    task.execution_stopped_at = task
        .execution_stopped_at
        .or(time(input.execution_stopped_at));
    for change in input.containers.unwrap_or_default() {
        apply_container(&mut task, change);
    }
    network::reported(&mut task, &input.attachments.unwrap_or_default());
    if task.connectivity_at.is_none() {
        task.connected = true;
        task.connectivity_at = Some(cx.now);
    }
    // ECS's agents say NONE, CREATED and the like only inside; anything else moves nothing.
    let reported = input.status.as_deref().and_then(TaskStatus::from_wire);
    match reported {
        Some(TaskStatus::Stopped) => {
            services::resolved(tx, &task);
            conclude(&mut task, input.reason.unwrap_or_default());
            stop_task::finish(tx, cx.now, task);
            return response;
        }
        // A task's network interface comes first, and is there when a container runs.
        Some(TaskStatus::Pending) if !network::is_attached(&task) => {}
        Some(status) if status > task.last_status && task.last_status < TaskStatus::Running => {
            task.last_status = status;
            if status == TaskStatus::Running {
                task.started_at = Some(cx.now);
                network::advance(&mut task, AttachmentStatus::Attached);
            }
        }
        _ => {}
    }
    if task != before {
        task.version += 1;
        let runs =
            task.last_status == TaskStatus::Running && before.last_status < TaskStatus::Running;
        tx.put_task(task.clone());
        services::resolved(tx, &task);
        if runs {
            services::started(tx, &task);
        }
    }
    response
}

/// Takes an agent's report of one container.
///
/// # Errors
/// None that an agent would repeat the report for.
pub fn submit_container_state_change(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::SubmitContainerStateChangeRequest,
) -> Outcome<api::SubmitContainerStateChangeResponse> {
    let task = input
        .task
        .as_deref()
        .and_then(task_id)
        .and_then(|id| tx.task(id));
    if let Some(task) = task.filter(|task| !task.is_stopped()) {
        let mut changed = Task::clone(&task);
        let change = api::ContainerStateChange {
            container_name: input.container_name,
            runtime_id: input.runtime_id,
            exit_code: input.exit_code,
            reason: input.reason,
            status: input.status,
            network_bindings: input.network_bindings,
            image_digest: None,
        };
        apply_container(&mut changed, change);
        if changed != *task {
            changed.version += 1;
            tx.put_task(changed);
        }
    }
    Ok(api::SubmitContainerStateChangeResponse {
        acknowledgment: Some(cx.entropy.uuid()),
    })
}

/// Takes an agent's report of attachments; unknown ones and those of finished tasks are acknowledged.
///
/// # Errors
/// None.
pub fn submit_attachment_state_changes(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::SubmitAttachmentStateChangesRequest,
) -> Outcome<api::SubmitAttachmentStateChangesResponse> {
    for change in input.attachments.unwrap_or_default() {
        let given = change.attachment_arn.as_deref().unwrap_or_default();
        let id = Arn::parse(given).map_or(given, |arn| arn.last());
        let task = tx.task_of_attachment(id).and_then(|id| tx.task(id));
        let Some(task) = task.filter(|task| !task.is_stopped()) else {
            continue;
        };
        let mut changed = Task::clone(&task);
        network::reported(&mut changed, &[change]);
        if changed != *task {
            changed.version += 1;
            tx.put_task(changed);
        }
    }
    Ok(api::SubmitAttachmentStateChangesResponse {
        acknowledgment: Some(cx.entropy.uuid()),
    })
}

/// Where an agent's websockets go. `base` is the URL by which agents reach this control plane;
/// it must stay valid for twelve hours, since agents keep the answer that long.
///
/// # Errors
/// `ClientException` for an instance that is not there.
pub fn discover_poll_endpoint(
    state: &State,
    cx: &Context<'_>,
    base: &str,
    input: &api::DiscoverPollEndpointRequest,
) -> Outcome<api::DiscoverPollEndpointResponse> {
    if let Some(given) = input
        .container_instance
        .as_deref()
        .filter(|it| !it.is_empty())
    {
        let fargate = resolve::instance(state, cx, FARGATE_CLUSTER, given).is_ok();
        let known = fargate || {
            let cluster = resolve::cluster_name(cx, input.cluster.as_deref())?;
            resolve::instance(state, cx, cluster, given).is_ok()
        };
        if !known {
            return Err(faults::client(
                "The referenced container instance was not found.",
            ));
        }
    }
    let base = base.trim_end_matches('/');
    Ok(api::DiscoverPollEndpointResponse {
        endpoint: Some(format!("{base}/acs/")),
        telemetry_endpoint: Some(format!("{base}/tcs/")),
        service_connect_endpoint: Some(format!("{base}/sc")),
    })
}

/// Health by task and container.
pub type Healths = BTreeMap<TaskId, Vec<(String, HealthStatus)>>;

/// What is new of the health that an instance's agent tells. It is told every 20 seconds and seldom
/// changes; and an agent speaks for its own tasks only.
#[must_use]
pub fn health_news(state: &State, instance: InstanceId, told: Vec<tcs::TaskHealth>) -> Healths {
    let mut news = Healths::new();
    for task in told {
        let known = task_id(&task.task_arn).and_then(|id| state.task(id));
        let Some(known) = known.filter(|known| known.instance == Some(instance)) else {
            continue;
        };
        for container in task.containers {
            let status = HealthStatus::from_wire(&container.health_status);
            let name = container.container_name;
            let before = known.containers.iter().find(|it| it.name == name);
            if let (Some(status), Some(before)) = (status, before)
                && before.health_status != status
            {
                news.entry(known.id).or_default().push((name, status));
            }
        }
    }
    news
}

/// Takes what health checks say of a task's containers, as it comes with telemetry.
pub fn container_health(tx: &mut Tx, id: TaskId, health: &[(String, HealthStatus)]) {
    let Some(task) = tx.task(id).filter(|task| !task.is_stopped()) else {
        return;
    };
    let mut changed = Task::clone(&task);
    for (name, status) in health {
        if let Some(container) = changed.containers.iter_mut().find(|it| it.name == *name) {
            container.health_status = *status;
        }
    }
    if changed != *task {
        changed.version += 1;
        tx.put_task(changed);
    }
}

fn task_id(given: &str) -> Option<TaskId> {
    Arn::parse(given)
        .map_or(given, |arn| arn.last())
        .parse()
        .ok()
}

fn apply_container(task: &mut Task, change: api::ContainerStateChange) {
    let name = change.container_name.unwrap_or_default();
    let Some(container) = task.containers.iter_mut().find(|it| it.name == name) else {
        return;
    };
    container.runtime_id = cut(change.runtime_id, LONGEST_ID).or(container.runtime_id.take());
    // A container's image is settled before it is made.
    container.image_digest =
        (container.image_digest.take()).or(cut(change.image_digest, LONGEST_ID));
    container.exit_code = change.exit_code.or(container.exit_code);
    container.reason = cut(change.reason, LONGEST_REASON).or(container.reason.take());
    if let Some(bindings) = change.network_bindings.filter(|it| !it.is_empty()) {
        container.network_bindings = bindings.into_iter().map(binding).collect();
    }
    let status = change
        .status
        .as_deref()
        .and_then(ContainerStatus::from_wire);
    if let Some(status) = status.filter(|status| *status > container.last_status) {
        container.last_status = status;
    }
}

fn binding(given: api::NetworkBinding) -> NetworkBinding {
    let port = |port: Option<i32>| port.and_then(|port| u16::try_from(port).ok());
    let udp = given
        .protocol
        .as_ref()
        .is_some_and(|protocol| protocol.as_str() == "udp");
    NetworkBinding {
        bind_ip: given.bind_ip,
        container_port: port(given.container_port),
        host_port: port(given.host_port),
        container_port_range: given.container_port_range,
        host_port_range: given.host_port_range,
        protocol: if udp { Protocol::Udp } else { Protocol::Tcp },
    }
}

fn cut(text: Option<String>, longest: usize) -> Option<String> {
    let text = text.filter(|text| !text.is_empty())?;
    Some(match text.char_indices().nth(longest) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    })
}

/// Gives a task that has stopped by itself its code and reason; one that was asked to stop has
/// them already.
fn conclude(task: &mut Task, reason: String) {
    if task.stop_code.is_some() && task.desired_status == DesiredStatus::Stopped {
        return;
    }
    // Agents give an exit code to a container whose dependency failed, too; it has no runtime id.
    let ended = |it: &Container| it.essential && it.exit_code.is_some() && it.runtime_id.is_some();
    // One that could not start ends the others of its task, whose exits are then no cause.
    let failed = |it: &Container| {
        let reason = it.reason.as_deref().unwrap_or_default();
        it.essential && START_FAILURES.iter().any(|name| reason.starts_with(name))
    };
    let (ended, failed) = (
        task.containers.iter().any(ended),
        task.containers.iter().any(failed),
    );
    // A container is started once, so such a failure is the task's, whatever was reported before.
    let ran = (task.last_status >= TaskStatus::Running || ended) && !failed;
    let of_container = task
        .containers
        .iter()
        .find_map(|container| container.reason.clone());
    if ran {
        task.stop_code = Some(StopCode::EssentialContainerExited);
        // An agent that lost the task cannot say how its containers ended.
        let lost = Some(reason).filter(|reason| reason.starts_with("TaskStateError"));
        task.stopped_reason =
            lost.or_else(|| Some("Essential container in task exited".to_owned()));
    } else {
        task.stop_code = Some(StopCode::TaskFailedToStart);
        let reason = Some(reason).filter(|reason| !reason.is_empty());
        let shown = of_container.filter(|text| {
            ["CannotPull", "ResourceInitializationError"]
                .iter()
                .any(|it| text.starts_with(it))
        });
        task.stopped_reason = reason
            .or(shown)
            .or_else(|| Some("Task failed to start".to_owned()));
    }
}
