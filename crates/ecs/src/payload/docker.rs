//! `dockerConfig`: what the protocol has no field for, in Docker's field names.
//!
//! Only what the definition says is in it, since it is laid over what the agent builds itself.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_link::acs;
use serde_json::{Map, Value, json};

use super::{Builder, each, text};

/// The Docker Engine API version that has all of these fields.
const VERSION: &str = "1.19";
const MIB: i64 = 1024 * 1024;

pub(super) fn config(
    container: &api::ContainerDefinition,
    name: &str,
    builder: &Builder<'_>,
) -> acs::DockerConfig {
    acs::DockerConfig {
        version: VERSION.to_owned(),
        config: as_text(process(container)),
        host_config: as_text(host(container, name, builder)),
    }
}

fn as_text(fields: Map<String, Value>) -> Option<String> {
    (!fields.is_empty()).then(|| Value::Object(fields).to_string())
}

/// Adds a field if there is something to say.
fn put(fields: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value.into());
    }
}

fn filled(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.is_empty()).cloned()
}

fn flag(value: Option<bool>) -> Option<bool> {
    value.filter(|value| *value)
}

fn list(values: Option<&Vec<String>>) -> Option<Vec<String>> {
    values.filter(|values| !values.is_empty()).cloned()
}

/// `container.Config`.
fn process(container: &api::ContainerDefinition) -> Map<String, Value> {
    let mut fields = Map::new();
    put(&mut fields, "User", filled(container.user.as_ref()));
    put(
        &mut fields,
        "WorkingDir",
        filled(container.working_directory.as_ref()),
    );
    put(&mut fields, "Hostname", filled(container.hostname.as_ref()));
    put(&mut fields, "Tty", flag(container.pseudo_terminal));
    put(&mut fields, "OpenStdin", flag(container.interactive));
    put(
        &mut fields,
        "NetworkDisabled",
        flag(container.disable_networking),
    );
    let labels = container
        .docker_labels
        .as_ref()
        .filter(|labels| !labels.is_empty());
    put(&mut fields, "Labels", labels.map(|labels| json!(labels)));
    put(
        &mut fields,
        "Healthcheck",
        container.health_check.as_ref().map(health_check),
    );
    fields
}

fn health_check(check: &api::HealthCheck) -> Value {
    let nanoseconds = |seconds: i32| i64::from(seconds) * 1_000_000_000;
    json!({
        "Test": each(check.command.as_ref()),
        "Interval": nanoseconds(check.interval.unwrap_or(30)),
        "Timeout": nanoseconds(check.timeout.unwrap_or(5)),
        "Retries": check.retries.unwrap_or(3),
        "StartPeriod": nanoseconds(check.start_period.unwrap_or(0)),
    })
}

/// `HostConfig`.
fn host(
    container: &api::ContainerDefinition,
    name: &str,
    builder: &Builder<'_>,
) -> Map<String, Value> {
    let mut fields = Map::new();
    let mode = Some(builder.network_mode()).filter(|mode| matches!(*mode, "host" | "none"));
    put(&mut fields, "NetworkMode", mode);
    put(&mut fields, "Privileged", flag(container.privileged));
    put(
        &mut fields,
        "ReadonlyRootfs",
        flag(container.readonly_root_filesystem),
    );
    let reservation = container.memory_reservation.map(|mib| i64::from(mib) * MIB);
    put(&mut fields, "MemoryReservation", reservation);
    put(&mut fields, "Dns", list(container.dns_servers.as_ref()));
    put(
        &mut fields,
        "DnsSearch",
        list(container.dns_search_domains.as_ref()),
    );
    put(
        &mut fields,
        "SecurityOpt",
        list(container.docker_security_options.as_ref()),
    );
    let hosts: Vec<String> = each(container.extra_hosts.as_ref())
        .iter()
        .map(|it| {
            format!(
                "{}:{}",
                text(it.hostname.as_ref()),
                text(it.ip_address.as_ref())
            )
        })
        .collect();
    put(&mut fields, "ExtraHosts", list(Some(&hosts)));
    let ulimits: Vec<Value> = each(container.ulimits.as_ref())
        .iter()
        .map(ulimit)
        .collect();
    put(
        &mut fields,
        "Ulimits",
        Some(ulimits).filter(|it| !it.is_empty()),
    );
    let controls: BTreeMap<&str, &str> = each(container.system_controls.as_ref())
        .iter()
        .map(|it| (text(it.namespace.as_ref()), text(it.value.as_ref())))
        .collect();
    put(
        &mut fields,
        "Sysctls",
        (!controls.is_empty()).then(|| json!(controls)),
    );
    let logs = container.log_configuration.as_ref();
    put(
        &mut fields,
        "LogConfig",
        logs.map(|logs| log_config(logs, name, builder)),
    );
    if let Some(parameters) = &container.linux_parameters {
        linux(&mut fields, parameters, container.memory);
    }
    fields
}

fn ulimit(ulimit: &api::Ulimit) -> Value {
    json!({
        "Name": ulimit.name.as_ref().map_or("", |it| it.as_str()),
        "Soft": ulimit.soft_limit,
        "Hard": ulimit.hard_limit,
    })
}

fn linux(fields: &mut Map<String, Value>, parameters: &api::LinuxParameters, memory: Option<i32>) {
    if let Some(capabilities) = &parameters.capabilities {
        put(fields, "CapAdd", list(capabilities.add.as_ref()));
        put(fields, "CapDrop", list(capabilities.drop.as_ref()));
    }
    put(fields, "Init", flag(parameters.init_process_enabled));
    put(
        fields,
        "ShmSize",
        parameters
            .shared_memory_size
            .map(|mib| i64::from(mib) * MIB),
    );
    let devices: Vec<Value> = each(parameters.devices.as_ref())
        .iter()
        .map(device)
        .collect();
    put(fields, "Devices", Some(devices).filter(|it| !it.is_empty()));
    let tmpfs: BTreeMap<&str, String> = each(parameters.tmpfs.as_ref())
        .iter()
        .map(|it| {
            let mut options = vec![format!("size={}m", it.size.unwrap_or(0))];
            options.extend_from_slice(each(it.mount_options.as_ref()));
            (text(it.container_path.as_ref()), options.join(","))
        })
        .collect();
    put(fields, "Tmpfs", (!tmpfs.is_empty()).then(|| json!(tmpfs)));
    // Docker's limit is of memory and swap together; without a memory limit it has no meaning.
    if let (Some(swap), Some(memory)) = (parameters.max_swap, memory) {
        put(
            fields,
            "MemorySwap",
            Some((i64::from(memory) + i64::from(swap)) * MIB),
        );
        put(fields, "MemorySwappiness", parameters.swappiness);
    }
}

fn device(device: &api::Device) -> Value {
    let path = text(device.host_path.as_ref());
    let permission = |name: &api::DeviceCgroupPermission| match name {
        api::DeviceCgroupPermission::Read => "r",
        api::DeviceCgroupPermission::Write => "w",
        api::DeviceCgroupPermission::Mknod => "m",
        api::DeviceCgroupPermission::Other(_) => "",
    };
    let given: String = each(device.permissions.as_ref())
        .iter()
        .map(permission)
        .collect();
    json!({
        "PathOnHost": path,
        "PathInContainer": device.container_path.as_deref().unwrap_or(path),
        "CgroupPermissions": if given.is_empty() { "rwm".to_owned() } else { given },
    })
}

/// With the stream's whole name instead of its prefix, which Docker's driver does not know, and
/// this region's address instead of AWS's.
fn log_config(logs: &api::LogConfiguration, name: &str, builder: &Builder<'_>) -> Value {
    let driver = logs.log_driver.as_ref().map_or("", api::LogDriver::as_str);
    let mut options = logs.options.clone().unwrap_or_default();
    if matches!(driver, "awslogs" | "splunk") {
        options
            .entry("mode".to_owned())
            .or_insert_with(|| builder.logs.mode.to_owned());
    }
    if driver == "awslogs" {
        if let Some(prefix) = options.remove("awslogs-stream-prefix") {
            let stream = format!("{prefix}/{name}/{}", builder.task.id);
            options.insert("awslogs-stream".to_owned(), stream);
        }
        options
            .entry("awslogs-endpoint".to_owned())
            .or_insert_with(|| builder.logs.endpoint.to_owned());
    }
    json!({"Type": driver, "Config": options})
}
