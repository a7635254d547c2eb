//! What a caller may change for one task, and what the task then takes.

use std::borrow::Cow;

use berth_api_ecs as api;
use berth_model::{Port, Protocol, Reservation};

use super::{
    compatibility, container, containers, each, network_mode, normalise::role, size, text,
};
use crate::{Outcome, faults};

/// Of overrides, as JSON.
const MAX_CHARACTERS: usize = 8192;

/// Checks overrides against the definition they change, and the result as registration would.
///
/// # Errors
/// `InvalidParameterException` or `ClientException` naming what is wrong.
pub fn check_overrides(
    document: &api::TaskDefinition,
    overrides: &api::TaskOverride,
) -> Outcome<()> {
    if *overrides == api::TaskOverride::default() {
        return Ok(()); // what was registered has been checked
    }
    let json = serde_json::to_string(overrides).unwrap_or_default();
    if json.chars().count() > MAX_CHARACTERS {
        return Err(faults::invalid(format!(
            "Container Overrides length must be at most {MAX_CHARACTERS}"
        )));
    }
    for (index, given) in each(overrides.container_overrides.as_ref())
        .iter()
        .enumerate()
    {
        let at = format!("overrides.containerOverrides[{index}]");
        let name = text(given.name.as_ref());
        if !containers(document)
            .iter()
            .any(|it| text(it.name.as_ref()) == name)
        {
            return Err(faults::invalid(format!(
                "Override for container named {name} is not a container in the TaskDefinition."
            )));
        }
        for (position, variable) in each(given.environment.as_ref()).iter().enumerate() {
            let name = text(variable.name.as_ref());
            if name.is_empty() || name.contains('=') {
                return Err(faults::invalid(format!(
                    "{at}.environment[{position}].name must not be empty or contain '='."
                )));
            }
        }
        container::files(&at, each(given.environment_files.as_ref()))?;
        container::gpus(&at, each(given.resource_requirements.as_ref()))?;
    }
    let accelerators = each(overrides.inference_accelerator_overrides.as_ref());
    if !accelerators.is_empty() {
        return Err(faults::invalid(
            "overrides.inferenceAcceleratorOverrides are not supported: Amazon Elastic Inference has ended.",
        ));
    }
    role("overrides.taskRoleArn", overrides.task_role_arn.as_deref())?;
    role(
        "overrides.executionRoleArn",
        overrides.execution_role_arn.as_deref(),
    )?;
    size::in_units(overrides.cpu.as_deref())?;
    size::in_mib(overrides.memory.as_deref())?;
    let applied = apply_overrides(document, overrides);
    size::check(&applied)?;
    // What was meant for Fargate must still be one of its sizes.
    let required = each(applied.requires_compatibilities.as_ref());
    match required {
        [only @ api::Compatibility::Fargate] => compatibility::check(&applied, only),
        _ => Ok(()),
    }
}

/// The document that a task with these overrides runs by: numbers in units and MiB, environment
/// merged by name, empty overrides changing nothing. Overrides for unknown containers are ignored.
#[must_use]
pub fn apply_overrides<'a>(
    document: &'a api::TaskDefinition,
    overrides: &api::TaskOverride,
) -> Cow<'a, api::TaskDefinition> {
    if *overrides == api::TaskOverride::default() {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    if let Ok(Some(cpu)) = size::in_units(overrides.cpu.as_deref()) {
        document.cpu = Some(cpu);
    }
    if let Ok(Some(memory)) = size::in_mib(overrides.memory.as_deref()) {
        document.memory = Some(memory);
    }
    replace_text(
        &mut document.task_role_arn,
        overrides.task_role_arn.as_ref(),
    );
    replace_text(
        &mut document.execution_role_arn,
        overrides.execution_role_arn.as_ref(),
    );
    if overrides.ephemeral_storage.is_some() {
        document
            .ephemeral_storage
            .clone_from(&overrides.ephemeral_storage);
    }
    for given in each(overrides.container_overrides.as_ref()) {
        let containers = document.container_definitions.iter_mut().flatten();
        for container in containers.filter(|it| it.name == given.name) {
            apply(container, given);
        }
    }
    Cow::Owned(document)
}

fn replace_text(field: &mut Option<String>, given: Option<&String>) {
    if let Some(given) = given.filter(|given| !given.is_empty()) {
        *field = Some(given.clone());
    }
}

fn replace_list<T: Clone>(field: &mut Option<Vec<T>>, given: Option<&Vec<T>>) {
    if let Some(given) = given.filter(|given| !given.is_empty()) {
        *field = Some(given.clone());
    }
}

fn apply(container: &mut api::ContainerDefinition, given: &api::ContainerOverride) {
    container.cpu = given.cpu.or(container.cpu);
    container.memory = given.memory.or(container.memory);
    container.memory_reservation = given.memory_reservation.or(container.memory_reservation);
    replace_list(&mut container.command, given.command.as_ref());
    replace_list(
        &mut container.environment_files,
        given.environment_files.as_ref(),
    );
    replace_list(
        &mut container.resource_requirements,
        given.resource_requirements.as_ref(),
    );
    let environment = container.environment.get_or_insert_default();
    for variable in each(given.environment.as_ref()) {
        // A name that the definition has twice would otherwise win with its second value.
        let place = environment.iter().position(|it| it.name == variable.name);
        environment.retain(|it| it.name != variable.name);
        environment.insert(place.unwrap_or(environment.len()), variable.clone());
    }
}

/// What a task takes from its container instance: the task's CPU and memory where it has them, else
/// the sum of its containers' (soft memory limits before hard ones), and host ports given by number.
#[must_use]
pub fn reservation(document: &api::TaskDefinition, overrides: &api::TaskOverride) -> Reservation {
    let document = apply_overrides(document, overrides);
    let all = containers(&document);
    let cpu = document.cpu.as_deref().and_then(super::cpu_units);
    let memory = document.memory.as_deref().and_then(super::memory_mib);
    let gpus = |container: &api::ContainerDefinition| -> u32 {
        let counts = each(container.resource_requirements.as_ref()).iter();
        counts
            .filter_map(|it| text(it.value.as_ref()).parse::<u32>().ok())
            .sum()
    };
    Reservation {
        cpu: cpu.unwrap_or_else(|| all.iter().map(|it| i64::from(it.cpu.unwrap_or(0))).sum()),
        memory_mib: memory.unwrap_or_else(|| all.iter().map(size::reserved_mib).sum()),
        ports: host_ports(&document),
        gpus: all.iter().map(gpus).sum(),
    }
}

fn host_ports(document: &api::TaskDefinition) -> Vec<Port> {
    // In awsvpc mode the ports are those of the task's own interface.
    if !matches!(network_mode(document), "bridge" | "host") {
        return Vec::new();
    }
    let mappings = containers(document)
        .iter()
        .flat_map(|it| each(it.port_mappings.as_ref()));
    let ports = mappings.filter_map(|mapping| {
        let number = u16::try_from(mapping.host_port.unwrap_or(0))
            .ok()
            .filter(|port| *port > 0)?;
        let udp = mapping.protocol == Some(api::TransportProtocol::Udp);
        Some(Port {
            number,
            protocol: if udp { Protocol::Udp } else { Protocol::Tcp },
        })
    });
    ports.collect()
}
