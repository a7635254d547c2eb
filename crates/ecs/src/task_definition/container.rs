//! What a container definition may say of itself.

use berth_api_ecs as api;

use super::{each, ensure, normalise::unique, text};
use crate::Outcome;

const MAX_NAME: usize = 255;
const MAX_IMAGE: usize = 255;
const MAX_ENVIRONMENT_FILES: usize = 10;
const MAX_IGNORED_EXIT_CODES: usize = 50;

/// 1 to 255 letters, digits, `-` and `_`, of families and containers.
pub(super) fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=MAX_NAME).contains(&name.len()) && name.bytes().all(allowed)
}

pub(super) fn check(
    at: &str,
    container: &api::ContainerDefinition,
    document: &api::TaskDefinition,
) -> Outcome<()> {
    let name = text(container.name.as_ref());
    ensure(!name.is_empty(), || {
        "Container.name should not be null or empty.".to_owned()
    })?;
    ensure(is_name(name), || {
        "Container.name contains invalid characters: 1 to 255 letters, digits, - and _ are allowed."
            .to_owned()
    })?;
    image(text(container.image.as_ref()))?;
    environment(at, container, document)?;
    health(at, container)?;
    restart(at, container)?;
    resources(at, container)?;
    for (field, value) in [
        ("startTimeout", container.start_timeout),
        ("stopTimeout", container.stop_timeout),
    ] {
        ensure(value.is_none_or(|seconds| seconds >= 0), || {
            format!("{at}.{field} must not be negative.")
        })?;
    }
    if let Some(user) = &container.user {
        ensure(is_user(user), || {
            format!(
                "{at}.user '{user}' must be user, user:group, uid, uid:gid, user:gid or uid:group."
            )
        })?;
    }
    if let Some(credentials) = &container.repository_credentials {
        ensure(
            !text(credentials.credentials_parameter.as_ref()).is_empty(),
            || format!("{at}.repositoryCredentials.credentialsParameter must name a secret."),
        )?;
    }
    ensure(each(container.credential_specs.as_ref()).len() <= 1, || {
        format!("{at}.credentialSpecs can have at most 1 element.")
    })
}

/// `[registry[:port]/]path[:tag][@sha256:<64 hex>]`.
fn image(image: &str) -> Outcome<()> {
    ensure(!image.is_empty(), || {
        "Container.image should not be null or empty.".to_owned()
    })?;
    let (reference, digest) = match image.split_once('@') {
        Some((reference, digest)) => (reference, Some(digest)),
        None => (image, None),
    };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:./#".contains(&byte);
    ensure(
        !reference.is_empty() && reference.bytes().all(allowed),
        || "Container.image contains invalid characters.".to_owned(),
    )?;
    ensure(reference.len() <= MAX_IMAGE, || {
        format!("Container.image should have at most {MAX_IMAGE} characters before its digest.")
    })?;
    let Some(digest) = digest else { return Ok(()) };
    let hex = digest.strip_prefix("sha256:").unwrap_or_default();
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    ensure(hex.len() == 64 && hex.bytes().all(is_hex), || {
        "Container.image has an invalid digest: only sha256: with 64 hexadecimal digits is supported."
            .to_owned()
    })
}

fn is_user(user: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    match user.split_once(':') {
        None => part(user),
        Some((name, group)) => part(name) && part(group) && !group.contains(':'),
    }
}

fn environment(
    at: &str,
    container: &api::ContainerDefinition,
    document: &api::TaskDefinition,
) -> Outcome<()> {
    let variables = each(container.environment.as_ref());
    for (index, variable) in variables.iter().enumerate() {
        let name = text(variable.name.as_ref());
        ensure(!name.is_empty() && !name.contains('='), || {
            format!("{at}.environment[{index}].name must not be empty or contain '='.")
        })?;
    }
    files(at, each(container.environment_files.as_ref()))?;
    let secrets = each(container.secrets.as_ref());
    for (index, secret) in secrets.iter().enumerate() {
        let name = text(secret.name.as_ref());
        for (field, value) in [
            ("name", name),
            ("valueFrom", text(secret.value_from.as_ref())),
        ] {
            ensure(!value.is_empty(), || {
                format!("{at}.secrets[{index}].{field} should not be null or empty.")
            })?;
        }
        let taken = variables.iter().any(|it| text(it.name.as_ref()) == name)
            || secrets[..index]
                .iter()
                .any(|it| text(it.name.as_ref()) == name);
        ensure(!taken, || {
            format!(
                "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '{name}'."
            )
        })?;
    }
    let needs_role = !secrets.is_empty() || container.repository_credentials.is_some();
    ensure(
        !needs_role || !text(document.execution_role_arn.as_ref()).is_empty(),
        || {
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
            .to_owned()
        },
    )
}

/// `environmentFiles`, of definitions and overrides.
pub(super) fn files(at: &str, files: &[api::EnvironmentFile]) -> Outcome<()> {
    ensure(files.len() <= MAX_ENVIRONMENT_FILES, || {
        format!("{at}.environmentFiles can have at most {MAX_ENVIRONMENT_FILES} elements.")
    })?;
    for (index, file) in files.iter().enumerate() {
        let arn = text(file.value.as_ref());
        let resource = berth_model::Arn::parse(arn).filter(|arn| arn.service == "s3");
        let holds = resource.is_some_and(|arn| !arn.kind.is_empty() && arn.path.ends_with(".env"));
        ensure(holds, || {
            format!(
                "{at}.environmentFiles[{index}].value must be the ARN of an S3 object ending in .env."
            )
        })?;
    }
    Ok(())
}

fn within(
    field: impl Fn() -> String,
    value: Option<i32>,
    allowed: std::ops::RangeInclusive<i32>,
) -> Outcome<()> {
    ensure(value.is_none_or(|value| allowed.contains(&value)), || {
        let (from, to) = (allowed.start(), allowed.end());
        format!("{} must be from {from} to {to}.", field())
    })
}

fn health(at: &str, container: &api::ContainerDefinition) -> Outcome<()> {
    let Some(check) = &container.health_check else {
        return Ok(());
    };
    let command = each(check.command.as_ref());
    let first = command.first().map_or("", String::as_str);
    ensure(
        matches!(first, "CMD" | "CMD-SHELL") && command.len() > 1,
        || format!("{at}.healthCheck.command must be CMD or CMD-SHELL and then a command."),
    )?;
    let field = |name: &'static str| move || format!("{at}.healthCheck.{name}");
    within(field("interval"), check.interval, 5..=300)?;
    within(field("timeout"), check.timeout, 2..=60)?;
    within(field("retries"), check.retries, 1..=10)?;
    within(field("startPeriod"), check.start_period, 0..=300)
}

fn restart(at: &str, container: &api::ContainerDefinition) -> Outcome<()> {
    let Some(policy) = &container.restart_policy else {
        return Ok(());
    };
    ensure(policy.enabled.is_some(), || {
        format!("{at}.restartPolicy.enabled is required.")
    })?;
    let codes = each(policy.ignored_exit_codes.as_ref());
    ensure(codes.len() <= MAX_IGNORED_EXIT_CODES, || {
        format!(
            "{at}.restartPolicy.ignoredExitCodes can have at most {MAX_IGNORED_EXIT_CODES} elements."
        )
    })?;
    let field = || format!("{at}.restartPolicy.restartAttemptPeriod");
    within(field, policy.restart_attempt_period, 60..=1800)
}

fn resources(at: &str, container: &api::ContainerDefinition) -> Outcome<()> {
    let requirements = each(container.resource_requirements.as_ref());
    gpus(at, requirements)?;
    unique(
        &format!("{at}.resourceRequirements"),
        requirements
            .iter()
            .map(|it| it.r#type.as_ref().map_or("", api::ResourceType::as_str)),
    )
}

/// `resourceRequirements`, of definitions and overrides.
pub(super) fn gpus(at: &str, requirements: &[api::ResourceRequirement]) -> Outcome<()> {
    for (index, requirement) in requirements.iter().enumerate() {
        let kind = requirement
            .r#type
            .as_ref()
            .map_or("", api::ResourceType::as_str);
        ensure(kind == "GPU", || {
            format!(
                "{at}.resourceRequirements[{index}].type {kind} is not offered in this region; GPU is."
            )
        })?;
        ensure(requirement.sharing_strategy.is_none(), || {
            format!(
                "{at}.resourceRequirements[{index}].sharingStrategy is not offered in this region: a GPU is one container's."
            )
        })?;
        let count = text(requirement.value.as_ref()).parse::<u16>();
        ensure(count.is_ok_and(|count| count > 0), || {
            format!(
                "{at}.resourceRequirements[{index}].value must be a number of GPUs, at least 1."
            )
        })?;
    }
    Ok(())
}
