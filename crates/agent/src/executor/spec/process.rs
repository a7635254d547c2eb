//! What runs in a container: arguments, environment, capabilities, limits.

use std::collections::BTreeMap;

use berth_link::acs;
use berth_link::shim::{HealthCheck, Resources, Ulimit};
use berth_task_engine::ImageFacts;

use super::SpecError;
use super::docker::{Config, HostConfig};
use crate::secrets::ContainerSecrets;

/// Shares below this are the same as none.
const MIN_CPU_SHARES: u64 = 2;
/// The kernel takes no more.
const MAX_CPU_SHARES: u64 = 262_144;
/// Less than this (MiB) starts nothing.
const MIN_MEMORY_MIB: i64 = 4;
const NANOSECONDS_PER_MS: u64 = 1_000_000;
const MIB: i64 = 1024 * 1024;
/// Microseconds of processor time each 100 ms that make a vCPU.
const QUOTA_PER_VCPU: f64 = 100_000.0;
/// The kernel takes no smaller quota (µs).
const MIN_QUOTA: f64 = 1000.0;
/// Open files where nothing else is said, soft and hard, as with Docker: what the agent itself may
/// have open, up to this.
const DEFAULT_NOFILE: i64 = 1_048_576;
/// A container may have the n-th part of the host's processes.
const HOST_SHARE: i64 = 4;
/// What a process or thread takes of the kernel's memory, and then a little of its own.
const PROCESSES_A_MIB: i64 = 8;
/// Even in little memory.
const PROCESSES_MIN: i64 = 1024;

/// The capabilities Docker gives where nothing else is said.
pub(crate) const DEFAULT_CAPABILITIES: [&str; 14] = [
    "CAP_CHOWN",
    "CAP_DAC_OVERRIDE",
    "CAP_FSETID",
    "CAP_FOWNER",
    "CAP_MKNOD",
    "CAP_NET_RAW",
    "CAP_SETGID",
    "CAP_SETUID",
    "CAP_SETFCAP",
    "CAP_SETPCAP",
    "CAP_NET_BIND_SERVICE",
    "CAP_SYS_CHROOT",
    "CAP_KILL",
    "CAP_AUDIT_WRITE",
];

/// Program and arguments. An entry point of the container's own drops the image's command.
pub(crate) fn args(
    container: &acs::Container,
    image: &ImageFacts,
) -> Result<Vec<String>, SpecError> {
    let overridden = container
        .command_override()
        .map_err(|error| SpecError::Invalid(error.to_string()))?;
    let command = overridden.or_else(|| container.command.clone());
    let command = command.filter(|command| !command.is_empty());
    let entry_point = container.entry_point.clone();
    let (entry_point, command) = match entry_point.filter(|words| !words.is_empty()) {
        Some(entry_point) => (entry_point, command.unwrap_or_default()),
        None => (
            image.entrypoint.clone(),
            command.unwrap_or_else(|| image.cmd.clone()),
        ),
    };
    let args: Vec<String> = entry_point.into_iter().chain(command).collect();
    if args.is_empty() {
        return Err(SpecError::Invalid("No command specified".to_owned()));
    }
    Ok(args)
}

/// `NAME=value`: the image's, overridden by the container's and its secrets, then what the agent
/// adds where the name is not set yet.
pub(crate) fn environment(
    container: &acs::Container,
    image: &ImageFacts,
    region: &str,
    added: &[(String, String)],
    secrets: &ContainerSecrets,
) -> Vec<String> {
    let mut own: BTreeMap<&str, &str> = container
        .environment
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let secrets = secrets.environment.iter();
    own.extend(secrets.map(|(name, value)| (name.as_str(), value.expose())));
    let name_of = |line: &str| line.split('=').next().unwrap_or_default().to_owned();
    let mut lines: Vec<String> = Vec::new();
    for line in &image.env {
        let name = name_of(line);
        match own.remove(name.as_str()) {
            Some(value) => lines.push(format!("{name}={value}")),
            None => lines.push(line.clone()),
        }
    }
    lines.extend(own.iter().map(|(name, value)| format!("{name}={value}")));
    let has = |lines: &[String], name: &str| lines.iter().any(|line| name_of(line) == name);
    let regions = ["AWS_REGION", "AWS_DEFAULT_REGION"];
    if !regions.iter().any(|name| has(&lines, name)) {
        lines.extend(regions.map(|name| format!("{name}={region}")));
    }
    for (name, value) in added {
        if !has(&lines, name) {
            lines.push(format!("{name}={value}"));
        }
    }
    lines
}

/// The health check, by Docker's rules: `CMD` and words, `CMD-SHELL` and a line for the shell,
/// `NONE` or nothing for none at all.
pub(crate) fn health(
    container: &acs::Container,
    config: &Config,
) -> Result<Option<HealthCheck>, SpecError> {
    let check = config.healthcheck.clone().unwrap_or_default();
    let args = match check.test.split_first() {
        None => Vec::new(),
        Some((kind, [])) if kind == "NONE" => Vec::new(),
        Some((kind, words)) if kind == "CMD" && !words.is_empty() => words.to_vec(),
        Some((kind, [line])) if kind == "CMD-SHELL" => {
            vec!["/bin/sh".to_owned(), "-c".to_owned(), line.clone()]
        }
        Some(_) => {
            let text = format!("config.Healthcheck.Test makes no sense: {:?}", check.test);
            return Err(SpecError::Invalid(text));
        }
    };
    if args.is_empty() {
        if container.health_check_type == "docker" {
            let text = "healthCheckType is docker, but config has no Healthcheck";
            return Err(SpecError::Invalid(text.to_owned()));
        }
        return Ok(None);
    }
    let or = |nanoseconds: u64, default_ms: u64| match nanoseconds / NANOSECONDS_PER_MS {
        0 => default_ms,
        ms => ms,
    };
    Ok(Some(HealthCheck {
        args,
        interval_ms: or(check.interval, 30_000),
        timeout_ms: or(check.timeout, 30_000),
        retries: if check.retries == 0 { 3 } else { check.retries },
        start_period_ms: or(check.start_period, 0),
    }))
}

/// How many processes and threads there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Processes {
    /// On the host, at once.
    pub(crate) on_host: i64,
    /// In a container, if somebody has chosen that.
    pub(crate) chosen: Option<i64>,
}

impl Processes {
    /// How many a container may have that may use so much memory (MiB): what is chosen, or a quarter of
    /// what the host has, and no more than its memory has room for, so that one that only ever makes
    /// more comes to an end of that before it comes to the end of its memory, where thousands would wait for the
    /// kernel's OOM killer, and with them everybody who makes a process.
    fn of(self, memory_mib: Option<i64>) -> i64 {
        let on_host = (self.on_host / HOST_SHARE).max(1);
        let usual = memory_mib.map_or(on_host, |mib| {
            let fit = mib.saturating_mul(PROCESSES_A_MIB).max(PROCESSES_MIN);
            fit.min(on_host)
        });
        self.chosen.unwrap_or(usual)
    }
}

/// Limits of the container, and of the task around it.
pub(crate) fn resources(
    task: &acs::Task,
    container: &acs::Container,
    host: &HostConfig,
    cgroup_parent: &str,
    processes: Processes,
) -> Resources {
    let positive = |value: i64| (value > 0).then_some(value);
    let task_cpu = task.cpu.filter(|cpu| *cpu > 0.0);
    #[allow(
        clippy::cast_possible_truncation,
        reason = "saturates, far beyond any machine"
    )]
    let quota = task_cpu.map(|cpu| (cpu * QUOTA_PER_VCPU).max(MIN_QUOTA) as i64);
    let all_shares: u64 = task
        .containers
        .iter()
        .map(|container| shares(container.cpu))
        .sum();
    let memory = positive(container.memory).or(task.memory.and_then(positive));
    Resources {
        cpu_shares: Some(shares(container.cpu)),
        memory_bytes: positive(container.memory).map(|mib| mib.max(MIN_MEMORY_MIB) * MIB),
        memory_reservation_bytes: positive(host.memory_reservation),
        pids: Some(processes.of(memory)),
        cgroup_parent: cgroup_parent.to_owned(),
        task_cpu_quota_us: quota,
        task_cpu_shares: quota.is_none().then_some(all_shares.min(MAX_CPU_SHARES)),
        task_memory_bytes: task.memory.and_then(positive).map(|mib| mib * MIB),
    }
}

fn shares(cpu: i64) -> u64 {
    u64::try_from(cpu)
        .unwrap_or(0)
        .clamp(MIN_CPU_SHARES, MAX_CPU_SHARES)
}

/// The limits asked for, and the usual one for open files unless it is among them.
pub(crate) fn ulimits(host: &HostConfig, open_files_max: i64) -> Vec<Ulimit> {
    let mut ulimits: Vec<Ulimit> = host
        .ulimits
        .iter()
        .map(|limit| Ulimit {
            name: limit.name.to_ascii_lowercase(),
            soft: limit.soft,
            hard: limit.hard,
        })
        .collect();
    if !ulimits.iter().any(|limit| limit.name == "nofile") {
        ulimits.push(Ulimit {
            name: "nofile".to_owned(),
            soft: open_files_max.min(DEFAULT_NOFILE),
            hard: open_files_max.min(DEFAULT_NOFILE),
        });
    }
    ulimits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn entry_point_and_command_as_docker_joins_them() {
        let image = ImageFacts {
            entrypoint: words("/entry -e"),
            cmd: words("default args"),
            ..ImageFacts::default()
        };
        let check = |entry_point: Option<&str>, command: Option<&str>, expected: &str| {
            let container = acs::Container {
                entry_point: entry_point.map(words),
                command: command.map(words),
                ..acs::Container::default()
            };
            let got = args(&container, &image).expect("something to run");
            assert_eq!(got, words(expected), "{entry_point:?} {command:?}");
        };
        check(None, None, "/entry -e default args");
        check(None, Some("mine"), "/entry -e mine");
        check(Some("/other"), None, "/other");
        check(Some("/other"), Some("mine"), "/other mine");
        check(Some(""), Some(""), "/entry -e default args");

        let overridden = acs::Container {
            command: Some(words("mine")),
            overrides: Some(serde_json::json!("{\"command\":[\"override\"]}")),
            ..acs::Container::default()
        };
        let got = args(&overridden, &image).expect("something to run");
        assert_eq!(got, words("/entry -e override"));
        assert!(args(&acs::Container::default(), &ImageFacts::default()).is_err());
    }

    #[test]
    fn the_environment_is_laid_over_the_images() {
        let image = ImageFacts {
            env: words("PATH=/bin LANG=C"),
            ..ImageFacts::default()
        };
        let mut container = acs::Container::default();
        container
            .environment
            .extend([("LANG".to_owned(), "de".to_owned())]);
        container
            .environment
            .extend([("A".to_owned(), "x=y".to_owned())]);
        let added = [("LANG".to_owned(), "no".to_owned())];
        let secrets = ContainerSecrets {
            environment: vec![("S".to_owned(), "hidden".to_owned().into())],
            ..ContainerSecrets::default()
        };
        assert_eq!(
            environment(&container, &image, "us-east-1", &added, &secrets),
            words(
                "PATH=/bin LANG=de A=x=y S=hidden AWS_REGION=us-east-1 \
                 AWS_DEFAULT_REGION=us-east-1"
            )
        );
        container
            .environment
            .extend([("AWS_REGION".to_owned(), "eu".to_owned())]);
        assert_eq!(
            environment(&container, &image, "us-east-1", &added, &secrets),
            words("PATH=/bin LANG=de A=x=y AWS_REGION=eu S=hidden")
        );
    }

    const PROCESSES: Processes = Processes {
        on_host: 32_768,
        chosen: None,
    };

    #[test]
    fn a_container_has_as_many_processes_as_its_memory_has_room_for() {
        let check = |memory_mib, expected| assert_eq!(PROCESSES.of(memory_mib), expected);
        check(None, 8192);
        check(Some(4), 1024);
        check(Some(512), 4096);
        check(Some(i64::MAX), 8192);
        let chosen = Processes {
            chosen: Some(7),
            ..PROCESSES
        };
        assert_eq!(chosen.of(Some(512)), 7);
    }

    #[test]
    fn limits_of_task_and_container() {
        let container = |cpu, memory| acs::Container {
            cpu,
            memory,
            ..acs::Container::default()
        };
        let mut task = acs::Task {
            containers: vec![container(0, 0), container(512, 64)],
            ..acs::Task::default()
        };
        let host = HostConfig {
            memory_reservation: 8 << 20,
            ..HostConfig::default()
        };
        let limits = |task: &acs::Task, container: &acs::Container, host: &HostConfig| {
            resources(task, container, host, "/b/t", PROCESSES)
        };
        let free = limits(&task, &task.containers[0], &HostConfig::default());
        assert_eq!(free.cpu_shares, Some(2));
        assert_eq!(
            (free.memory_bytes, free.memory_reservation_bytes),
            (None, None)
        );
        assert_eq!(free.task_cpu_shares, Some(514));
        task.cpu = Some(0.25);
        task.memory = Some(128);
        let tight = limits(&task, &task.containers[1], &host);
        assert_eq!(tight.cpu_shares, Some(512));
        assert_eq!(tight.memory_bytes, Some(64 << 20));
        assert_eq!(tight.memory_reservation_bytes, Some(8 << 20));
        assert_eq!(
            (tight.task_cpu_quota_us, tight.task_cpu_shares),
            (Some(25_000), None)
        );
        assert_eq!(tight.task_memory_bytes, Some(128 << 20));
        let tiny = limits(&task, &container(1, 1), &host);
        assert_eq!(tiny.memory_bytes, Some(4 << 20));
        assert_eq!(tiny.cpu_shares, Some(2));
    }
}
