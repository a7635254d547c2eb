//! What the agent tells of itself and its tasks on the host, as the ECS agent does at port 51678. No
//! effects here.

use berth_task_engine::task::{Container, Task};
use serde_json::{Value, json};

use super::board::Board;
use super::metadata::{docker_name, ports};
use super::registry::Registry;
use super::time::rfc3339;
use crate::client::USER_AGENT;

/// What is at the root.
const COMMANDS: [&str; 3] = ["/v1/metadata", "/v1/tasks", "/license"];
const LICENSE: &str = env!("CARGO_PKG_LICENSE");

/// Status and body of a request; text where the body is a string.
pub(super) fn answer(
    board: &Board,
    registry: &Registry,
    cluster: &str,
    path: &str,
    query: &str,
) -> (u16, Value) {
    // Whoever asks before takes it for a sign that the agent is not ready.
    let Some(instance) = board.instance() else {
        return (503, Value::from("The agent has not registered yet."));
    };
    match path {
        "/v1/metadata" => {
            let metadata = json!({
                "Cluster": cluster,
                "ContainerInstanceArn": instance.arn,
                "Version": USER_AGENT,
            });
            (200, metadata)
        }
        "/v1/tasks" => tasks(board, registry, query),
        "/license" => (200, Value::from(LICENSE)),
        "/" => (200, json!({ "AvailableCommands": COMMANDS })),
        _ => (404, json!({ "AvailableCommands": COMMANDS })),
    }
}

fn tasks(board: &Board, registry: &Registry, query: &str) -> (u16, Value) {
    let pairs: Vec<_> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let asked = |name: &str| {
        let mut pairs = pairs.iter().filter(|(it, _)| *it == name);
        let (_, value) = pairs.next()?;
        let decoded = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        Some(decoded.into_owned()).filter(|value| !value.is_empty())
    };
    let all = board.tasks();
    match (asked("dockerid"), asked("taskarn")) {
        (Some(_), Some(_)) => (400, json!({})),
        (None, None) => {
            let tasks = all.iter().filter(|task| !task.containers.is_empty());
            let tasks: Vec<_> = tasks.map(|task| render(registry, task)).collect();
            (200, json!({ "Tasks": tasks }))
        }
        (Some(id), None) => one(registry, &all, |task| {
            let mut containers = task.containers.values();
            containers.any(|it| it.runtime_id.as_ref().is_some_and(|it| it.starts_with(&id)))
        }),
        (None, Some(arn)) => one(registry, &all, |task| task.spec.arn == arn),
    }
}

fn one(
    registry: &Registry,
    all: &[std::sync::Arc<Task>],
    is_meant: impl Fn(&Task) -> bool,
) -> (u16, Value) {
    let found = all.iter().find(|task| is_meant(task));
    found.map_or((404, json!({})), |task| (200, render(registry, task)))
}

fn render(registry: &Registry, task: &Task) -> Value {
    let spec = &task.spec;
    let containers = spec.containers.iter().filter_map(|container| {
        let state = task.containers.get(&container.name)?;
        state.runtime_id.as_ref()?;
        Some(container_of(registry, task, &container.name, state))
    });
    json!({
        "Arn": spec.arn,
        "DesiredStatus": task.desired,
        "KnownStatus": task.status(),
        "Family": spec.family,
        "Version": spec.version,
        "Containers": containers.collect::<Vec<_>>(),
    })
}

fn container_of(registry: &Registry, task: &Task, name: &str, state: &Container) -> Value {
    let spec = task.spec.container(name);
    let place = registry.place(&task.spec.arn, name).unwrap_or_default();
    let mut container = json!({
        "DockerId": state.runtime_id,
        "DockerName": spec.map(|spec| docker_name(task, spec, state)),
        "Name": name,
        "Image": spec.map(|spec| spec.image.as_str()),
        "ImageID": state.image.as_ref().map(|image| image.image_id.as_str()),
    });
    let moments = [
        ("CreatedAt", state.created_ms),
        ("StartedAt", state.started_ms),
    ];
    for (field, ms) in moments {
        if let Some(ms) = ms {
            container[field] = rfc3339(ms).into();
        }
    }
    let ports = ports(&state.network_bindings, false);
    if !ports.is_empty() {
        container["Ports"] = serde_json::to_value(ports).unwrap_or_default();
    }
    let volumes: Vec<_> = place
        .volumes
        .iter()
        .map(|volume| json!({ "Source": volume.source, "Destination": volume.destination }))
        .collect();
    if !volumes.is_empty() {
        container["Volumes"] = volumes.into();
    }
    container
}
