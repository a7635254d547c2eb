//! The two strings of Docker Engine API JSON in a container's `dockerConfig`.

use std::collections::BTreeMap;

use berth_link::acs;
use serde::Deserialize;
use serde_json::Value;

use super::SpecError;

/// What of `container.Config` this agent does; anything else that is set is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Config {
    pub(crate) user: String,
    pub(crate) working_dir: String,
    pub(crate) hostname: String,
    pub(crate) tty: bool,
    pub(crate) open_stdin: bool,
    pub(crate) network_disabled: bool,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) healthcheck: Option<Healthcheck>,
}

/// A health check; durations are nanoseconds, and zero is Docker's default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Healthcheck {
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) test: Vec<String>,
    pub(crate) interval: u64,
    pub(crate) timeout: u64,
    pub(crate) retries: u32,
    pub(crate) start_period: u64,
}

/// What of `HostConfig` this agent does; anything else that is set is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct HostConfig {
    pub(crate) network_mode: String,
    pub(crate) privileged: bool,
    pub(crate) readonly_rootfs: bool,
    /// Bytes.
    pub(crate) memory_reservation: i64,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) ulimits: Vec<Ulimit>,
    pub(crate) log_config: Option<LogConfig>,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) dns: Vec<String>,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) dns_search: Vec<String>,
    /// `name:address`.
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) extra_hosts: Vec<String>,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) cap_add: Vec<String>,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) cap_drop: Vec<String>,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) devices: Vec<Device>,
    /// Bytes.
    pub(crate) shm_size: i64,
    /// Options, separated by commas, by path.
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) tmpfs: BTreeMap<String, String>,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) sysctls: BTreeMap<String, String>,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) security_opt: Vec<String>,
    /// Memory and swap together, bytes; -1 for no limit.
    pub(crate) memory_swap: i64,
    pub(crate) memory_swappiness: Option<u64>,
    /// The container's first process is one that reaps and passes signals on.
    pub(crate) init: bool,
}

/// A device node of the host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Device {
    pub(crate) path_on_host: String,
    pub(crate) path_in_container: String,
    pub(crate) cgroup_permissions: String,
}

/// A resource limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Ulimit {
    pub(crate) name: String,
    pub(crate) soft: i64,
    pub(crate) hard: i64,
}

/// A log driver and its options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct LogConfig {
    pub(crate) r#type: String,
    #[serde(deserialize_with = "null_is_default")]
    pub(crate) config: BTreeMap<String, String>,
}

/// Without effect here: what the engine reads (`StopSignal`), and what only describes.
const CONFIG_FIELDS: [&str; 10] = [
    "User",
    "WorkingDir",
    "Hostname",
    "StopSignal",
    "Labels",
    "ExposedPorts",
    "Tty",
    "OpenStdin",
    "NetworkDisabled",
    "Healthcheck",
];
const HOST_CONFIG_FIELDS: [&str; 19] = [
    "NetworkMode",
    "Privileged",
    "ReadonlyRootfs",
    "MemoryReservation",
    "Ulimits",
    "LogConfig",
    "Dns",
    "DnsSearch",
    "ExtraHosts",
    "CapAdd",
    "CapDrop",
    "Devices",
    "ShmSize",
    "Tmpfs",
    "Sysctls",
    "SecurityOpt",
    "MemorySwap",
    "MemorySwappiness",
    "Init",
];

/// Reads both strings of a container.
///
/// # Errors
/// If they are not JSON of this form, or set a field this agent does not do.
pub(crate) fn parse(container: &acs::Container) -> Result<(Config, HostConfig), SpecError> {
    let docker = container.docker_config.clone().unwrap_or_default();
    let config = read("config", docker.config.as_deref(), &CONFIG_FIELDS)?;
    let host = docker.host_config.as_deref();
    let host_config = read("hostConfig", host, &HOST_CONFIG_FIELDS)?;
    Ok((config, host_config))
}

fn read<T>(what: &str, text: Option<&str>, known: &[&str]) -> Result<T, SpecError>
where
    T: Default + for<'a> Deserialize<'a>,
{
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(T::default());
    };
    let invalid = |error: serde_json::Error| SpecError::Invalid(format!("{what}: {error}"));
    let value: Value = serde_json::from_str(text).map_err(invalid)?;
    let fields = value.as_object().into_iter().flatten();
    for (name, value) in fields {
        // Docker's clients write every field they know, most of them with nothing in it.
        if !known.contains(&name.as_str()) && !is_unset(value) {
            return Err(SpecError::unsupported(format!("{what}.{name}")));
        }
    }
    serde_json::from_value(value).map_err(invalid)
}

fn is_unset(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty() || text == "default",
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.values().all(is_unset),
    }
}

fn null_is_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(config: &str, host_config: &str) -> Result<(Config, HostConfig), SpecError> {
        parse(&acs::Container {
            docker_config: Some(acs::DockerConfig {
                version: "1.19".to_owned(),
                config: Some(config.to_owned()),
                host_config: Some(host_config.to_owned()),
            }),
            ..acs::Container::default()
        })
    }

    #[test]
    fn fields_we_do_are_read_and_empty_ones_ignored() {
        let (config, host) = with(
            r#"{"User":"web","Healthcheck":null,"Tty":false,"Labels":{"a":"b"}}"#,
            r#"{"NetworkMode":"host","CapAdd":null,"CapDrop":[],"Ulimits":null,"ShmSize":0,
                "RestartPolicy":{"Name":"","MaximumRetryCount":0},"MemoryReservation":8388608}"#,
        )
        .expect("fine");
        assert_eq!(config.user, "web");
        assert_eq!(host.network_mode, "host");
        assert_eq!(host.memory_reservation, 8 << 20);
        assert_eq!(host.ulimits, []);
    }

    #[test]
    fn fields_we_do_not_do_are_refused_by_name() {
        let check = |config: &str, host: &str, expected: &str| {
            let error = with(config, host).expect_err("refused");
            assert_eq!(error.to_string(), expected);
        };
        check(
            "{}",
            r#"{"Runtime":"runsc"}"#,
            "this agent does not support hostConfig.Runtime",
        );
        check(
            "",
            r#"{"SomethingNew":1}"#,
            "this agent does not support hostConfig.SomethingNew",
        );
    }

    #[test]
    fn what_is_not_json_is_refused() {
        assert!(matches!(with("{", "{}"), Err(SpecError::Invalid(_))));
        assert!(matches!(
            with("{}", r#"{"Privileged":"yes"}"#),
            Err(SpecError::Invalid(_))
        ));
    }
}
