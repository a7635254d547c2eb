//! What an agent can be told.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::time::Duration;

use berth_protocol::sigv4::Credentials;
use berth_task_engine::{Config, ImagePullBehavior};

/// What an agent can be told. Start from [`Options::new`].
#[derive(Clone, Debug)]
pub struct Options {
    /// The control plane: `https://…` or `http://…`.
    pub endpoint: String,
    /// Name or arn of the cluster.
    pub cluster: String,
    /// The agent's directory; made if missing.
    pub data_dir: PathBuf,
    /// The file that says which container instance this is. Outside of `data_dir` it survives that
    /// directory, and the control plane hears which of its tasks are lost.
    pub identity: PathBuf,
    /// The agent's own access key.
    pub credentials: Credentials,
    /// For signatures and containers.
    pub region: String,
    /// Sent as `ecs.availability-zone`; the control plane has the last word.
    pub availability_zone: Option<String>,
    /// PEM certificates to trust besides the machine's.
    pub extra_roots: Option<Vec<u8>>,
    /// CPU units to offer; all cores if absent.
    pub cpu: Option<i64>,
    /// MiB to offer before `reserved_memory_mib`; all of it if absent.
    pub memory_mib: Option<i64>,
    /// MiB kept from tasks.
    pub reserved_memory_mib: i64,
    /// TCP ports kept from tasks.
    pub reserved_ports: BTreeSet<u16>,
    /// UDP ports kept from tasks.
    pub reserved_ports_udp: BTreeSet<u16>,
    /// Custom attributes, sent at the first registration.
    pub attributes: BTreeMap<String, String>,
    /// Tasks can have interfaces of their own here (the network mode `awsvpc`).
    pub awsvpc: bool,
    /// Where other hosts reach this one's tasks: an address of this host. One of loopback means that
    /// only other agents of this host do.
    pub tunnel_address: Ipv4Addr,
    /// Whose capacity this host is: a capacity provider's name.
    pub capacity_provider: Option<String>,
    /// Tags of the container instance.
    pub tags: BTreeMap<String, String>,
    /// When images are pulled.
    pub image_pull_behavior: ImagePullBehavior,
    /// From a task's end to the removal of its containers.
    pub task_cleanup_wait: Duration,
    /// Each task waits up to so much longer.
    pub task_cleanup_jitter: Duration,
    /// From the stop signal to SIGKILL, unless a container says otherwise.
    pub stop_timeout: Duration,
    /// Pull the images of task definitions as they are registered.
    pub prefetch: bool,
    /// Send metrics.
    pub metrics: bool,
    /// Offer this host's capacity to tasks of the launch type FARGATE, and to no others.
    pub fargate: bool,
}

impl Options {
    /// The defaults of the ECS agent.
    #[must_use]
    pub fn new(
        endpoint: &str,
        cluster: &str,
        region: &str,
        credentials: Credentials,
        data_dir: PathBuf,
    ) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            cluster: cluster.to_owned(),
            identity: data_dir.join("identity.json"),
            data_dir,
            credentials,
            region: region.to_owned(),
            availability_zone: None,
            extra_roots: None,
            cpu: None,
            memory_mib: None,
            reserved_memory_mib: 0,
            reserved_ports: [22, 2375, 2376, 51678, 51679, 51680].into(),
            reserved_ports_udp: BTreeSet::new(),
            attributes: BTreeMap::new(),
            awsvpc: false,
            tunnel_address: Ipv4Addr::LOCALHOST,
            capacity_provider: None,
            tags: BTreeMap::new(),
            image_pull_behavior: ImagePullBehavior::Default,
            task_cleanup_wait: Duration::from_secs(3 * 3600),
            task_cleanup_jitter: Duration::ZERO,
            stop_timeout: Duration::from_secs(30),
            prefetch: false,
            metrics: true,
            fargate: false,
        }
    }

    /// What the engine has to know, on a machine of this size.
    pub(crate) fn engine_config(&self, machine: Machine) -> Config {
        let ms = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4);
        Config {
            cpu: self.offered_cpu(machine),
            memory_mib: self.offered_memory_mib(machine),
            reserved_ports: self.reserved_ports.clone(),
            reserved_ports_udp: self.reserved_ports_udp.clone(),
            stop_timeout_ms: u64::try_from(ms(self.stop_timeout)).unwrap_or(30_000),
            cleanup_wait_ms: ms(self.task_cleanup_wait),
            cleanup_jitter_ms: ms(self.task_cleanup_jitter),
            ..Config::default()
        }
    }

    pub(crate) fn offered_cpu(&self, machine: Machine) -> i64 {
        self.cpu.unwrap_or(i64::from(machine.cores) * 1024)
    }

    pub(crate) fn offered_memory_mib(&self, machine: Machine) -> i64 {
        self.memory_mib
            .unwrap_or(machine.memory_mib)
            .saturating_sub(self.reserved_memory_mib)
            .max(0)
    }
}

/// MiB of this host.
#[must_use]
pub fn host_memory_mib() -> i64 {
    Machine::this().memory_mib
}

/// The machine's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Machine {
    pub(crate) cores: u32,
    pub(crate) memory_mib: i64,
}

impl Machine {
    pub(crate) fn this() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let meminfo = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
        Self {
            cores: u32::try_from(cores).unwrap_or(u32::MAX),
            memory_mib: total_memory_mib(&meminfo).unwrap_or(1024),
        }
    }
}

fn total_memory_mib(meminfo: &str) -> Option<i64> {
    let line = meminfo.lines().find(|line| line.starts_with("MemTotal:"))?;
    let kib: i64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_memory_is_not_offered() {
        assert_eq!(
            total_memory_mib("MemTotal:       24684544 kB\nMemFree: 1 kB\n"),
            Some(24106)
        );
        let machine = Machine {
            cores: 2,
            memory_mib: 1000,
        };
        let credentials = Credentials {
            access_key_id: String::new(),
            secret_access_key: String::new(),
            session_token: None,
        };
        let mut options = Options::new("http://c", "default", "r", credentials, PathBuf::new());
        options.reserved_memory_mib = 200;
        assert_eq!(options.offered_memory_mib(machine), 800);
        assert_eq!(options.offered_cpu(machine), 2048);
    }
}
