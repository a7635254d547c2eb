//! Registration's whole check, and the defaults that reading back shows.

use berth_api_ecs as api;

use super::{
    attributes, compatibility, container, containers, dependencies, each, ensure, linux, logging,
    network_mode, ports, size, text, volumes,
};
use crate::{Outcome, faults};

/// Of a request, as JSON.
const MAX_BYTES: usize = 64 * 1024;
const MAX_CONTAINERS: usize = 10;
const MAX_CONSTRAINTS: usize = 10;

/// A task definition ready to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Normalised {
    /// The family it becomes the next revision of.
    pub family: String,
    /// With defaults, required attributes and compatibilities; without ARN, revision, status, times.
    pub document: api::TaskDefinition,
    /// As given.
    pub tags: Vec<api::Tag>,
}

/// Checks a registration and fills in what ECS shows when it is read back.
///
/// # Errors
/// `ClientException` with what is wrong and, where ECS's words are not known, the field's path.
pub fn normalise(input: api::RegisterTaskDefinitionRequest) -> Outcome<Normalised> {
    check_size(&input)?;
    let tags = input.tags.clone().unwrap_or_default();
    let mut document = document(input)?;
    check(&document)?;
    for required in each(document.requires_compatibilities.as_ref()) {
        compatibility::check(&document, required)?;
    }
    document.requires_attributes = Some(attributes::requires_attributes(&document));
    document.compatibilities = Some(compatibility::compatibilities(&document));
    Ok(Normalised {
        family: document.family.clone().unwrap_or_default(),
        document,
        tags,
    })
}

fn check_size(input: &api::RegisterTaskDefinitionRequest) -> Outcome<()> {
    let length = serde_json::to_vec(input).map_or(usize::MAX, |bytes| bytes.len());
    ensure(length <= MAX_BYTES, || {
        format!("The task definition has {length} bytes; at most {MAX_BYTES} are allowed.")
    })
}

/// The request with its defaults. Infallible but for CPU and memory, which are stored as numbers.
fn document(input: api::RegisterTaskDefinitionRequest) -> Outcome<api::TaskDefinition> {
    let mode = input.network_mode.unwrap_or(api::NetworkMode::Bridge);
    let containers = input.container_definitions.unwrap_or_default();
    let fill = |container| with_defaults(container, &mode);
    Ok(api::TaskDefinition {
        container_definitions: Some(containers.into_iter().map(fill).collect()),
        family: input.family,
        task_role_arn: input.task_role_arn,
        execution_role_arn: input.execution_role_arn,
        network_mode: Some(mode),
        volumes: Some(
            input
                .volumes
                .unwrap_or_default()
                .into_iter()
                .map(volumes::with_defaults)
                .collect(),
        ),
        placement_constraints: Some(input.placement_constraints.unwrap_or_default()),
        runtime_platform: input.runtime_platform,
        requires_compatibilities: input.requires_compatibilities,
        cpu: size::in_units(input.cpu.as_deref())?,
        memory: size::in_mib(input.memory.as_deref())?,
        inference_accelerators: input.inference_accelerators,
        pid_mode: input.pid_mode,
        ipc_mode: input.ipc_mode,
        proxy_configuration: input.proxy_configuration,
        ephemeral_storage: input.ephemeral_storage,
        enable_fault_injection: input.enable_fault_injection,
        trusted_execution_configuration: input.trusted_execution_configuration,
        ..api::TaskDefinition::default()
    })
}

fn with_defaults(
    mut container: api::ContainerDefinition,
    mode: &api::NetworkMode,
) -> api::ContainerDefinition {
    container.cpu.get_or_insert(0);
    container.essential.get_or_insert(true);
    container.environment.get_or_insert_default();
    container.mount_points.get_or_insert_default();
    container.volumes_from.get_or_insert_default();
    container.system_controls.get_or_insert_default();
    for mapping in container.port_mappings.get_or_insert_default() {
        ports::fill(mapping, mode.as_str());
    }
    if let Some(check) = &mut container.health_check {
        check.interval.get_or_insert(30);
        check.timeout.get_or_insert(5);
        check.retries.get_or_insert(3);
    }
    container
}

fn check(document: &api::TaskDefinition) -> Outcome<()> {
    let family = text(document.family.as_ref());
    ensure(!family.is_empty(), || {
        "Family should not be null or empty.".to_owned()
    })?;
    ensure(container::is_name(family), || {
        "Family contains invalid characters: 1 to 255 letters, digits, - and _ are allowed."
            .to_owned()
    })?;
    role("taskRoleArn", document.task_role_arn.as_deref())?;
    role("executionRoleArn", document.execution_role_arn.as_deref())?;
    not_offered(document)?;

    let all = containers(document);
    ensure(!all.is_empty(), || {
        "Container list cannot be empty.".to_owned()
    })?;
    ensure(all.len() <= MAX_CONTAINERS, || {
        format!(
            "containerDefinitions has {} containers; a task definition can have at most {MAX_CONTAINERS}.",
            all.len()
        )
    })?;
    for (index, definition) in all.iter().enumerate() {
        let at = format!("containerDefinitions[{index}]");
        container::check(&at, definition, document)?;
        linux::check(&at, definition, document)?;
        logging::check(&at, definition, document)?;
    }
    unique(
        "containerDefinitions",
        all.iter().map(|it| text(it.name.as_ref())),
    )?;
    ensure(all.iter().any(|it| it.essential == Some(true)), || {
        "A task definition must have at least one essential container.".to_owned()
    })?;

    size::check(document)?;
    ports::check(document)?;
    volumes::check(document)?;
    dependencies::check(document)?;
    logging::check_router(document)?;
    placement(document)?;
    proxy(document)
}

/// A role's ARN or its name. The account is not looked at: it may be anybody's.
pub(super) fn role(field: &str, value: Option<&str>) -> Outcome<()> {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return Ok(());
    };
    let is_path = |path: &str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-/".contains(&byte);
        !path.is_empty() && path.bytes().all(allowed)
    };
    let holds = match value.strip_prefix("arn:") {
        None => !value.contains('/') && is_path(value),
        Some(_) => berth_model::Arn::parse(value).is_some_and(|arn| {
            let digits = arn.account.bytes().all(|byte| byte.is_ascii_digit());
            let place = arn.service == "iam" && arn.region.is_empty() && !arn.account.is_empty();
            place && digits && arn.kind == "role" && is_path(arn.path)
        }),
    };
    ensure(holds, || {
        format!("Role is not valid. {field} must be the name or the ARN of an IAM role.")
    })
}

/// What ECS knows and this region does not have at all.
fn not_offered(document: &api::TaskDefinition) -> Outcome<()> {
    ensure(
        each(document.inference_accelerators.as_ref()).is_empty(),
        || {
            "inferenceAccelerators are not supported: Amazon Elastic Inference has ended."
                .to_owned()
        },
    )?;
    let trusted = document.trusted_execution_configuration.as_ref();
    ensure(
        trusted.is_none_or(|trusted| trusted.attestation_policy.is_none()),
        || {
            "trustedExecutionConfiguration.attestationPolicy is only for isolation modes that this region does not offer."
                .to_owned()
        },
    )?;
    match trusted.and_then(|trusted| trusted.isolation_mode.as_ref()) {
        None | Some(api::IsolationMode::Shared) => Ok(()),
        Some(mode) => Err(faults::client(format!(
            "trustedExecutionConfiguration.isolationMode {mode} is not offered in this region; SHARED is."
        ))),
    }
}

/// No name twice.
pub(super) fn unique<'a>(field: &str, names: impl Iterator<Item = &'a str>) -> Outcome<()> {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        ensure(seen.insert(name), || {
            format!("{field}: the name '{name}' is used more than once.")
        })?;
    }
    Ok(())
}

fn placement(document: &api::TaskDefinition) -> Outcome<()> {
    let constraints = each(document.placement_constraints.as_ref());
    ensure(constraints.len() <= MAX_CONSTRAINTS, || {
        format!("placementConstraints can have at most {MAX_CONSTRAINTS} elements.")
    })?;
    for (index, constraint) in constraints.iter().enumerate() {
        let at = format!("placementConstraints[{index}]");
        let kind = constraint.r#type.as_ref().map_or("", |kind| kind.as_str());
        ensure(kind == "memberOf", || {
            format!("{at}.type must be memberOf, not '{kind}'.")
        })?;
        let expression = text(constraint.expression.as_ref());
        if let Err(error) = berth_scheduler::query::Expression::parse(expression) {
            return Err(faults::client(format!(
                "{at}.expression '{expression}' is not a valid expression: {error}."
            )));
        }
    }
    Ok(())
}

fn proxy(document: &api::TaskDefinition) -> Outcome<()> {
    let Some(proxy) = &document.proxy_configuration else {
        return Ok(());
    };
    let name = text(proxy.container_name.as_ref());
    ensure(
        containers(document)
            .iter()
            .any(|it| text(it.name.as_ref()) == name),
        || format!("proxyConfiguration.containerName: there is no container '{name}'."),
    )?;
    ensure(network_mode(document) == "awsvpc", || {
        "proxyConfiguration is only supported with networkMode awsvpc.".to_owned()
    })?;
    let properties = each(proxy.properties.as_ref());
    for wanted in ["ProxyIngressPort", "ProxyEgressPort", "AppPorts"] {
        ensure(
            properties.iter().any(|it| text(it.name.as_ref()) == wanted),
            || format!("proxyConfiguration.properties must have {wanted}."),
        )?;
    }
    Ok(())
}
