//! A container instance as the API shows it.

use std::collections::BTreeSet;

use berth_api_ecs as api;
use berth_model::{ContainerInstance, InstanceResources, Names, Port, Protocol, State, Usage};

use super::time;
use crate::{Context, tags};

/// All of it, with `include`'s parts if asked for.
pub(super) fn render(
    state: &State,
    cx: &Context<'_>,
    instance: &ContainerInstance,
    with_tags: bool,
    with_health: bool,
) -> api::ContainerInstance {
    let usage = state.usage(instance.id);
    let provider = state.capacity_provider_of(instance);
    render_with(cx.names, instance, provider, usage, with_tags, with_health)
}

/// The same of one of a capacity provider when its tasks take `usage` of it.
pub(crate) fn render_with(
    names: &Names,
    instance: &ContainerInstance,
    capacity_provider: Option<&str>,
    usage: &Usage,
    with_tags: bool,
    with_health: bool,
) -> api::ContainerInstance {
    let mut remaining = instance.registered.clone();
    remaining.cpu -= usage.cpu;
    remaining.memory_mib -= usage.memory_mib;
    for Port { number, protocol } in usage.ports.keys() {
        match protocol {
            Protocol::Tcp => remaining.ports.insert(*number),
            Protocol::Udp => remaining.ports_udp.insert(*number),
        };
    }
    let count = |count: i64| Some(i32::try_from(count).unwrap_or(i32::MAX));
    let version_info = instance
        .version_info
        .as_ref()
        .map(|info| (**info).clone())
        .unwrap_or_default();
    let attributes = instance
        .attributes
        .iter()
        .map(|(name, attribute)| api::Attribute {
            name: Some(name.clone()),
            value: attribute.value.clone(),
            ..Default::default()
        });
    api::ContainerInstance {
        container_instance_arn: Some(names.container_instance(&instance.cluster, instance.id)),
        ec2_instance_id: instance.ec2_instance_id.clone(),
        capacity_provider_name: capacity_provider.map(str::to_owned),
        version: Some(instance.version),
        version_info: Some(version_info),
        remaining_resources: Some(render_resources(&remaining)),
        registered_resources: Some(render_resources(&instance.registered)),
        status: Some(instance.status.as_str().to_owned()),
        status_reason: instance.status_reason.clone(),
        agent_connected: Some(instance.agent_connected),
        running_tasks_count: count(usage.running_tasks),
        pending_tasks_count: count(usage.pending_tasks),
        attributes: Some(attributes.collect()),
        registered_at: Some(time(instance.registered_at)),
        attachments: Some(Vec::new()),
        tags: Some(if with_tags {
            tags::render(&instance.tags)
        } else {
            Vec::new()
        }),
        health_status: with_health.then(|| render_health(instance)),
        ..Default::default()
    }
}

fn render_health(instance: &ContainerInstance) -> api::ContainerInstanceHealthStatus {
    let details: Vec<api::InstanceHealthCheckResult> = instance
        .health
        .iter()
        .map(|result| api::InstanceHealthCheckResult::clone(result))
        .collect();
    let has = |wanted: &str| {
        details.iter().any(|it| {
            it.status
                .as_ref()
                .is_some_and(|status| status.as_str() == wanted)
        })
    };
    let overall = ["IMPAIRED", "INITIALIZING", "INSUFFICIENT_DATA", "OK"];
    let overall = overall
        .into_iter()
        .find(|state| has(state))
        .unwrap_or("INSUFFICIENT_DATA");
    api::ContainerInstanceHealthStatus {
        overall_status: Some(overall.into()),
        details: Some(details),
    }
}

fn render_resources(resources: &InstanceResources) -> Vec<api::Resource> {
    let integer = |name: &str, value: i64| api::Resource {
        name: Some(name.to_owned()),
        r#type: Some("INTEGER".to_owned()),
        double_value: Some(0.0),
        long_value: Some(0),
        integer_value: Some(i32::try_from(value).unwrap_or(i32::MAX)),
        string_set_value: None,
    };
    let set = |name: &str, values: Vec<String>| api::Resource {
        name: Some(name.to_owned()),
        r#type: Some("STRINGSET".to_owned()),
        double_value: Some(0.0),
        long_value: Some(0),
        integer_value: Some(0),
        string_set_value: Some(values),
    };
    let text = |ports: &BTreeSet<u16>| ports.iter().map(u16::to_string).collect();
    let mut rendered = vec![
        integer("CPU", resources.cpu),
        integer("MEMORY", resources.memory_mib),
        set("PORTS", text(&resources.ports)),
        set("PORTS_UDP", text(&resources.ports_udp)),
    ];
    if !resources.gpus.is_empty() {
        rendered.push(set("GPU", resources.gpus.iter().cloned().collect()));
    }
    rendered
}
