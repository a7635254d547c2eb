//! Log drivers, their options, and the log router.

use berth_api_ecs as api;

use super::{containers, each, ensure, text};
use crate::Outcome;

const AWSLOGS: [&str; 8] = [
    "awslogs-create-group",
    "awslogs-datetime-format",
    "awslogs-group",
    "awslogs-multiline-pattern",
    "awslogs-region",
    "awslogs-stream-prefix",
    "max-buffer-size",
    "mode",
];

pub(super) fn check(
    at: &str,
    container: &api::ContainerDefinition,
    document: &api::TaskDefinition,
) -> Outcome<()> {
    let Some(logs) = &container.log_configuration else {
        return Ok(());
    };
    let at = format!("{at}.logConfiguration");
    let driver = logs.log_driver.as_ref().map_or("", api::LogDriver::as_str);
    ensure(api::LogDriver::VALUES.contains(&driver), || {
        format!(
            "{at}.logDriver must be one of {}.",
            api::LogDriver::VALUES.join(", ")
        )
    })?;
    secrets(&at, logs, document)?;
    match driver {
        "awslogs" => {
            requires(logs, driver, &["awslogs-group", "awslogs-region"])?;
            awslogs(&at, logs)?;
        }
        "splunk" => requires(logs, driver, &["splunk-token", "splunk-url"])?,
        "gelf" => requires(logs, driver, &["gelf-address"])?,
        _ => {}
    }
    if driver != "awsfirelens" {
        delivery(&at, logs)?;
    }
    Ok(())
}

fn option<'a>(logs: &'a api::LogConfiguration, name: &str) -> Option<&'a str> {
    logs.options.as_ref()?.get(name).map(String::as_str)
}

/// Options that must be there, plainly or as a secret.
pub(super) fn requires(logs: &api::LogConfiguration, driver: &str, wanted: &[&str]) -> Outcome<()> {
    let secrets = each(logs.secret_options.as_ref());
    let given = |name: &&&str| {
        option(logs, name).is_some_and(|value| !value.is_empty())
            || secrets
                .iter()
                .any(|secret| text(secret.name.as_ref()) == **name)
    };
    let missing: Vec<&str> = wanted.iter().filter(|name| !given(name)).copied().collect();
    ensure(missing.is_empty(), || {
        format!(
            "Log driver {driver} requires options: {}",
            missing.join(", ")
        )
    })
}

fn awslogs(at: &str, logs: &api::LogConfiguration) -> Outcome<()> {
    let given = logs.options.iter().flatten().map(|(name, _)| name.as_str());
    let unknown: Vec<&str> = given.filter(|name| !AWSLOGS.contains(name)).collect();
    ensure(unknown.is_empty(), || {
        format!(
            "Log driver awslogs disallows options: {}",
            unknown.join(", ")
        )
    })?;
    let both = option(logs, "awslogs-datetime-format").is_some()
        && option(logs, "awslogs-multiline-pattern").is_some();
    ensure(!both, || {
        format!(
            "{at}.options: awslogs-datetime-format and awslogs-multiline-pattern exclude each other."
        )
    })?;
    let create = option(logs, "awslogs-create-group").unwrap_or("false");
    ensure(matches!(create, "true" | "false"), || {
        format!("{at}.options: awslogs-create-group must be true or false, not '{create}'.")
    })
}

/// `mode` and `max-buffer-size`, which every driver of the agent's has.
fn delivery(at: &str, logs: &api::LogConfiguration) -> Outcome<()> {
    let mode = option(logs, "mode");
    ensure(
        matches!(mode, None | Some("blocking" | "non-blocking")),
        || format!("{at}.options: mode must be blocking or non-blocking."),
    )?;
    let Some(size) = option(logs, "max-buffer-size") else {
        return Ok(());
    };
    ensure(mode != Some("blocking"), || {
        format!("{at}.options: max-buffer-size is only for mode non-blocking.")
    })?;
    let lower = size.to_ascii_lowercase();
    let number = lower
        .trim_end_matches('b')
        .trim_end_matches(['k', 'm', 'g']);
    let holds = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    ensure(holds, || {
        format!(
            "{at}.options: max-buffer-size must be a number with an optional k, m or g, not '{size}'."
        )
    })
}

fn secrets(at: &str, logs: &api::LogConfiguration, document: &api::TaskDefinition) -> Outcome<()> {
    let secrets = each(logs.secret_options.as_ref());
    for (index, secret) in secrets.iter().enumerate() {
        let name = text(secret.name.as_ref());
        ensure(
            !name.is_empty() && !text(secret.value_from.as_ref()).is_empty(),
            || format!("{at}.secretOptions[{index}] needs name and valueFrom."),
        )?;
        ensure(option(logs, name).is_none(), || {
            format!("{at}.secretOptions[{index}]: {name} is among the options as well.")
        })?;
    }
    ensure(
        secrets.is_empty() || !text(document.execution_role_arn.as_ref()).is_empty(),
        || {
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
            .to_owned()
        },
    )
}

/// At most one log router, and one if a container sends its logs there.
pub(super) fn check_router(document: &api::TaskDefinition) -> Outcome<()> {
    let all = containers(document);
    let routers = all
        .iter()
        .filter(|it| it.firelens_configuration.is_some())
        .count();
    ensure(routers <= 1, || {
        "A task definition can have at most one container with firelensConfiguration.".to_owned()
    })?;
    let routed = |container: &api::ContainerDefinition| {
        let logs = container.log_configuration.as_ref();
        logs.is_some_and(|logs| logs.log_driver == Some(api::LogDriver::Awsfirelens))
    };
    ensure(routers == 1 || !all.iter().any(routed), || {
        "Log driver awsfirelens needs a container with firelensConfiguration in the task definition."
            .to_owned()
    })?;
    for (index, container) in all.iter().enumerate() {
        let Some(router) = &container.firelens_configuration else {
            continue;
        };
        let option = |name: &str| {
            router
                .options
                .as_ref()
                .and_then(|options| options.get(name))
        };
        let kind = text(option("config-file-type"));
        ensure(matches!(kind, "" | "s3" | "file"), || {
            format!(
                "containerDefinitions[{index}].firelensConfiguration.options: config-file-type must be s3 or file, not '{kind}'."
            )
        })?;
        ensure(
            kind.is_empty() == option("config-file-value").is_none(),
            || {
                format!(
                    "containerDefinitions[{index}].firelensConfiguration.options: config-file-type and config-file-value go together."
                )
            },
        )?;
    }
    Ok(())
}
