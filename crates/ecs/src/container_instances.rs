//! Container instances: register, deregister, describe, list, change state.

mod render;

use std::collections::{BTreeMap, BTreeSet};

use berth_api_ecs as api;
use berth_model::{
    Attribute, CAPACITY_PROVIDER_ATTRIBUTE, ContainerInstance, Document, EVERY_ZONE_ATTRIBUTE,
    FARGATE_ATTRIBUTE, FARGATE_CLUSTER, InstanceId, InstanceResources, InstanceStatus, Principal,
    State, Tags, Tx, ZONE_ATTRIBUTE,
};
use berth_scheduler::query::{Expression, Subject};

use self::render::render;
pub(crate) use self::render::render_with;
use crate::{Context, Outcome, attributes, fargate_hosts, faults, page, resolve, stop_task, tags};

/// Registers a host with a cluster, or registers it anew under its ARN.
///
/// Capabilities are the agent's word each time; custom attributes and tags are taken at the first
/// registration only. Every attribute of the request comes back with the same value. A host that has
/// [`FARGATE_ATTRIBUTE`] is in no cluster that anybody can name, whatever it says; one whose agent tells
/// no Availability Zone serves them all.
///
/// # Errors
/// `ClientException` if the cluster is not there, `InvalidParameterException` for bad resources,
/// attributes, tags or ARN.
pub fn register_container_instance(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::RegisterContainerInstanceRequest,
) -> Outcome<api::RegisterContainerInstanceResponse> {
    let given = input.attributes.iter().flatten();
    let mut names = given.filter_map(|it| it.name.as_deref());
    let fargate = names.any(|name| name == FARGATE_ATTRIBUTE);
    let cluster = if fargate {
        FARGATE_CLUSTER.to_owned()
    } else {
        cluster_to_join(tx, cx, input.cluster.as_deref())?
    };
    let token = input.client_token.filter(|token| !token.is_empty());
    if let Some(known) = by_token(tx, &cluster, token.as_deref()) {
        let instance = Some(render(tx, cx, &known, true, false));
        return Ok(api::RegisterContainerInstanceResponse {
            container_instance: instance,
        });
    }
    let registered = resources(
        input.total_resources.unwrap_or_default(),
        input.platform_devices,
    )?;
    let mut given = attributes::parse(input.attributes.unwrap_or_default())?;
    check_capacity_provider(&given)?;
    let zone = given.remove(ZONE_ATTRIBUTE);
    let zone = zone.and_then(|attribute| attribute.value);
    if zone.is_none() {
        given.insert(EVERY_ZONE_ATTRIBUTE.to_owned(), Attribute::default());
    }
    let zone = zone.unwrap_or_else(|| format!("{}a", cx.names.region));
    let mut instance = match &input.container_instance_arn {
        Some(arn) if !arn.is_empty() => reregistered(tx, cx, &cluster, arn)?,
        _ => ContainerInstance {
            id: InstanceId::random(cx.entropy),
            cluster,
            ec2_instance_id: ec2_instance_id(input.instance_identity_document.as_deref()),
            status: InstanceStatus::Active,
            status_reason: None,
            agent_connected: false,
            version: 0,
            registered_at: cx.now,
            registered: InstanceResources::default(),
            attributes: BTreeMap::new(),
            version_info: None,
            health: Vec::new(),
            client_token: token,
            tags: tags::parse(input.tags)?,
            deregistered_at: None,
            retire_at: None,
        },
    };
    instance.version += 1;
    instance.registered = registered;
    instance.attributes.retain(|_, attribute| attribute.custom);
    instance.attributes.extend(given);
    let zone = Attribute {
        value: Some(zone),
        custom: false,
    };
    instance.attributes.insert(ZONE_ATTRIBUTE.to_owned(), zone);
    instance.version_info = input
        .version_info
        .map(Document::new)
        .or(instance.version_info);
    let id = instance.id;
    tx.put_instance(instance);
    let instance = tx.instance(id).map(|it| render(tx, cx, it, true, false));
    Ok(api::RegisterContainerInstanceResponse {
        container_instance: instance,
    })
}

fn cluster_to_join(state: &State, cx: &Context<'_>, given: Option<&str>) -> Outcome<String> {
    match resolve::cluster(state, cx, given) {
        Ok(cluster) => Ok(cluster.name.clone()),
        // The agent makes the default cluster when it reads these words.
        Err(fault) if fault.code == "ClusterNotFoundException" => {
            Err(faults::client("Cluster not found."))
        }
        Err(fault) => Err(fault),
    }
}

/// An agent names the capacity provider whose its host is; that may come to be later, or be given to
/// the cluster later.
fn check_capacity_provider(given: &BTreeMap<String, Attribute>) -> Outcome<()> {
    let named = given.get(CAPACITY_PROVIDER_ATTRIBUTE);
    let name = named.map(|it| it.value.as_deref().unwrap_or_default());
    if name.is_none_or(resolve::is_name) {
        return Ok(());
    }
    Err(faults::invalid(format!(
        "The value of attribute '{CAPACITY_PROVIDER_ATTRIBUTE}' must be a capacity provider's name: 1 to 255 letters, digits, hyphens and underscores."
    )))
}

/// The instance that an earlier try of the same registration made.
fn by_token(state: &State, cluster: &str, token: Option<&str>) -> Option<ContainerInstance> {
    let token = token?;
    state
        .instances_of(cluster)
        .find(|it| {
            it.client_token.as_deref() == Some(token) && it.status != InstanceStatus::Inactive
        })
        .map(|it| ContainerInstance::clone(it))
}

fn reregistered(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    arn: &str,
) -> Outcome<ContainerInstance> {
    let instance = resolve::instance(state, cx, cluster, arn)
        .map_err(|unresolved| unresolved.into_fault("container instance"))?;
    if instance.status == InstanceStatus::Inactive {
        return Err(faults::invalid(
            "The container instance is INACTIVE: register it as a new one, without containerInstanceArn.",
        ));
    }
    Ok(ContainerInstance::clone(&instance))
}

fn ec2_instance_id(document: Option<&str>) -> Option<String> {
    let document: serde_json::Value = serde_json::from_str(document?).ok()?;
    document.get("instanceId")?.as_str().map(str::to_owned)
}

fn resources(
    given: Vec<api::Resource>,
    devices: Option<Vec<api::PlatformDevice>>,
) -> Outcome<InstanceResources> {
    let mut resources = InstanceResources::default();
    for resource in given {
        let name = resource.name.as_deref().unwrap_or_default();
        let number = resource
            .integer_value
            .map(i64::from)
            .or(resource.long_value);
        match name {
            "CPU" => resources.cpu = number.unwrap_or_default().max(0),
            "MEMORY" => resources.memory_mib = number.unwrap_or_default().max(0),
            "PORTS" => resources.ports = ports(resource.string_set_value)?,
            "PORTS_UDP" => resources.ports_udp = ports(resource.string_set_value)?,
            // Others (NEURON_CORES …) mean nothing to placement here.
            _ => {}
        }
    }
    for device in devices.unwrap_or_default() {
        if let Some(id) = device.id {
            resources.gpus.insert(id);
        }
    }
    Ok(resources)
}

fn ports(given: Option<Vec<String>>) -> Outcome<BTreeSet<u16>> {
    given
        .unwrap_or_default()
        .iter()
        .map(|text| {
            text.parse().map_err(|_| {
                faults::invalid(format!(
                    "totalResources has the bad port '{text}'; ports are 0 to 65535."
                ))
            })
        })
        .collect()
}

/// Takes a host out of its cluster; with `force` even while tasks are on it, which are then given
/// up.
///
/// # Errors
/// `InvalidParameterException` if it is unknown or has tasks, `ClusterNotFoundException`.
pub fn deregister_container_instance(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeregisterContainerInstanceRequest,
) -> Outcome<api::DeregisterContainerInstanceResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let given = input.container_instance.unwrap_or_default();
    let instance = resolve::instance(tx, cx, &cluster, &given)
        .map_err(|unresolved| unresolved.into_fault("container instance"))?;
    let tasks: Vec<_> = tx.live_tasks_on(instance.id).cloned().collect();
    if !tasks.is_empty() && input.force != Some(true) {
        return Err(faults::invalid("Found running tasks on the instance."));
    }
    for task in tasks {
        stop_task::give_up(
            tx,
            cx.now,
            &task,
            "Container instance deregistration forced by user.",
        );
    }
    let mut instance = ContainerInstance::clone(&instance);
    if instance.status != InstanceStatus::Inactive {
        instance.status = InstanceStatus::Inactive;
        instance.deregistered_at = Some(cx.now);
        instance.version += 1;
    }
    instance.agent_connected = false;
    instance.tags = Tags::new();
    let rendered = render(tx, cx, &instance, true, false);
    tx.put_instance(instance);
    Ok(api::DeregisterContainerInstanceResponse {
        container_instance: Some(rendered),
    })
}

/// Describes up to 100 container instances.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException`.
pub fn describe_container_instances(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeContainerInstancesRequest,
) -> Outcome<api::DescribeContainerInstancesResponse> {
    let cluster = &resolve::cluster(state, cx, input.cluster.as_deref())?.name;
    let given = input.container_instances.unwrap_or_default();
    if given.is_empty() || given.len() > 100 {
        return Err(faults::invalid(
            "containerInstances must name 1 to 100 container instances.",
        ));
    }
    let include = input.include.unwrap_or_default();
    let with = |name: &str| include.iter().any(|field| field.as_str() == name);
    let (with_tags, with_health) = (with("TAGS"), with("CONTAINER_INSTANCE_HEALTH"));
    let (mut instances, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        match resolve::instance(state, cx, cluster, given) {
            Ok(instance) => instances.push(render(state, cx, &instance, with_tags, with_health)),
            Err(_) => failures.push(resolve::missing(cx, "container-instance", cluster, given)),
        }
    }
    Ok(api::DescribeContainerInstancesResponse {
        container_instances: Some(instances),
        failures: Some(failures),
    })
}

/// Lists ARNs of a cluster's instances, by id; INACTIVE ones only if asked for.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for a bad filter, status, page size or
/// token.
pub fn list_container_instances(
    state: &State,
    cx: &Context<'_>,
    input: api::ListContainerInstancesRequest,
) -> Outcome<api::ListContainerInstancesResponse> {
    const LIST: &str = "ListContainerInstances";
    let cluster = &resolve::cluster(state, cx, input.cluster.as_deref())?.name;
    let size = page::size(input.max_results, 100)?;
    let from: Option<InstanceId> = page::position(LIST, input.next_token.as_deref())?;
    let filter = match input.filter.as_deref().filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(
            Expression::parse(text)
                .map_err(|error| faults::invalid(format!("Invalid filter: {error}")))?,
        ),
    };
    let status = match input.status.as_ref().map(|status| status.as_str()) {
        None => None,
        Some(wire) => match InstanceStatus::from_wire(wire) {
            Some(status) => Some(status),
            // Statuses that only instances of AWS's own making pass through.
            None => {
                return Ok(api::ListContainerInstancesResponse {
                    container_instance_arns: Some(Vec::new()),
                    next_token: None,
                });
            }
        },
    };
    let instances = state
        .instances_of(cluster)
        .filter(|instance| from.is_none_or(|from| instance.id >= from))
        .filter(|instance| match status {
            None => instance.status != InstanceStatus::Inactive,
            Some(status) => instance.status == status,
        })
        .filter(|instance| {
            let Some(filter) = &filter else { return true };
            let usage = state.usage(instance.id);
            filter.matches(&Subject::of(instance, usage.running_tasks, &usage.groups))
        });
    let (instances, next_token) = page::take(LIST, instances, size, |instance| instance.id);
    let arns = instances
        .iter()
        .map(|it| cx.names.container_instance(cluster, it.id))
        .collect();
    Ok(api::ListContainerInstancesResponse {
        container_instance_arns: Some(arns),
        next_token,
    })
}

/// Sets up to ten instances ACTIVE or DRAINING.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for another status.
pub fn update_container_instances_state(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateContainerInstancesStateRequest,
) -> Outcome<api::UpdateContainerInstancesStateResponse> {
    if *cx.principal == Principal::Agent
        && let Some(host) = fargate_hosts::of_agent(tx, cx, &input)
    {
        return update_fargate_host(tx, cx, &host, input.status.as_ref());
    }
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let wanted = match input.status.as_ref().map(|status| status.as_str()) {
        Some("ACTIVE") => InstanceStatus::Active,
        Some("DRAINING") => InstanceStatus::Draining,
        _ => {
            return Err(faults::invalid(
                "Container instance status should be one of [ACTIVE,DRAINING].",
            ));
        }
    };
    let given = input.container_instances.unwrap_or_default();
    if given.is_empty() || given.len() > 10 {
        return Err(faults::invalid(
            "containerInstances must name 1 to 10 container instances.",
        ));
    }
    let (mut instances, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        let instance = match resolve::instance(tx, cx, &cluster, given) {
            Ok(instance) => instance,
            Err(_) => {
                failures.push(resolve::missing(cx, "container-instance", &cluster, given));
                continue;
            }
        };
        if instance.status == InstanceStatus::Inactive {
            failures.push(api::Failure {
                arn: Some(cx.names.container_instance(&cluster, instance.id)),
                reason: Some("INACTIVE".to_owned()),
                detail: None,
            });
            continue;
        }
        let mut changed = ContainerInstance::clone(&instance);
        if changed.status != wanted {
            changed.status = wanted;
            changed.version += 1;
            tx.put_instance(changed.clone());
        }
        instances.push(render(tx, cx, &changed, true, false));
    }
    Ok(api::UpdateContainerInstancesStateResponse {
        container_instances: Some(instances),
        failures: Some(failures),
    })
}

/// An agent says of its own host for Fargate that it is to go, or can take tasks again.
fn update_fargate_host(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    host: &str,
    status: Option<&api::ContainerInstanceStatus>,
) -> Outcome<api::UpdateContainerInstancesStateResponse> {
    match status.map(|status| status.as_str()) {
        Some("ACTIVE") => fargate_hosts::activate(tx, cx, host)?,
        Some("DRAINING") => fargate_hosts::drain(tx, cx, host)?,
        _ => {
            return Err(faults::invalid(
                "Container instance status should be one of [ACTIVE,DRAINING].",
            ));
        }
    };
    let host = resolve::instance(tx, cx, FARGATE_CLUSTER, host).ok();
    let host = host.map(|host| render(tx, cx, &host, true, false));
    Ok(api::UpdateContainerInstancesStateResponse {
        container_instances: Some(host.into_iter().collect()),
        failures: Some(Vec::new()),
    })
}

/// Notes that an instance's agent has connected or gone, on the instance and on its tasks.
pub fn agent_connection(tx: &mut Tx, now: berth_model::Timestamp, id: InstanceId, connected: bool) {
    let Some(instance) = tx.instance(id).cloned() else {
        return;
    };
    if instance.agent_connected == connected || instance.status == InstanceStatus::Inactive {
        return;
    }
    let mut changed = ContainerInstance::clone(&instance);
    changed.agent_connected = connected;
    changed.version += 1;
    tx.put_instance(changed);
    let tasks: Vec<_> = tx.live_tasks_on(id).cloned().collect();
    for task in tasks {
        let mut task = berth_model::Task::clone(&task);
        task.connected = connected;
        task.connectivity_at = Some(now);
        task.version += 1;
        tx.put_task(task);
    }
}

/// Sets every instance's agent as gone: what a control plane does when it starts, since no agent
/// can have a connection to it yet.
pub fn all_agents_gone(tx: &mut Tx, now: berth_model::Timestamp) {
    let ids: Vec<_> = tx
        .instances()
        .filter(|it| it.agent_connected)
        .map(|it| it.id)
        .collect();
    for id in ids {
        agent_connection(tx, now, id, false);
    }
}

/// Notes what the agent says of the health of its host.
pub fn instance_health(tx: &mut Tx, id: InstanceId, health: Vec<api::InstanceHealthCheckResult>) {
    let Some(instance) = tx.instance(id).cloned() else {
        return;
    };
    let mut changed = ContainerInstance::clone(&instance);
    for result in health {
        changed.health.retain(|known| known.r#type != result.r#type);
        changed.health.push(Document::new(result));
    }
    tx.put_instance(changed);
}

/// A record's time as the wire has it.
pub(crate) fn time(at: berth_model::Timestamp) -> berth_protocol::shape::Timestamp {
    berth_protocol::shape::Timestamp::from_millis(at.0)
}
