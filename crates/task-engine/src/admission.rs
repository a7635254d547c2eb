//! The instance's own account of CPU, memory and ports. A task that does not fit waits, and with it
//! all that came later: as in the real agent, nobody overtakes.

use std::collections::BTreeSet;

use berth_link::acs::{self, DesiredStatus};

use crate::engine::{Config, Engine};

/// What is free.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    cpu: i64,
    memory_mib: i64,
    ports: BTreeSet<u16>,
    ports_udp: BTreeSet<u16>,
}

/// What a task takes.
struct Share {
    cpu: i64,
    memory_mib: i64,
    ports: BTreeSet<u16>,
    ports_udp: BTreeSet<u16>,
}

impl Account {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            cpu: config.cpu,
            memory_mib: config.memory_mib,
            ports: config.reserved_ports.clone(),
            ports_udp: config.reserved_ports_udp.clone(),
        }
    }

    fn has_room(&self, share: &Share) -> bool {
        share.cpu <= self.cpu
            && share.memory_mib <= self.memory_mib
            && self.ports.is_disjoint(&share.ports)
            && self.ports_udp.is_disjoint(&share.ports_udp)
    }

    pub(crate) fn take(&mut self, task: &acs::Task) {
        let mut share = Share::of(task);
        self.cpu -= share.cpu;
        self.memory_mib -= share.memory_mib;
        self.ports.append(&mut share.ports);
        self.ports_udp.append(&mut share.ports_udp);
    }

    pub(crate) fn give_back(&mut self, task: &acs::Task) {
        let share = Share::of(task);
        self.cpu += share.cpu;
        self.memory_mib += share.memory_mib;
        self.ports.retain(|port| !share.ports.contains(port));
        self.ports_udp
            .retain(|port| !share.ports_udp.contains(port));
    }
}

impl Share {
    fn of(task: &acs::Task) -> Self {
        let cpu = task.cpu.filter(|vcpu| *vcpu > 0.0).map_or_else(
            || task.containers.iter().map(|container| container.cpu).sum(),
            units,
        );
        let memory_mib = task
            .memory
            .filter(|mib| *mib > 0)
            .unwrap_or_else(|| task.containers.iter().map(container_memory_mib).sum());
        let mut share = Self {
            cpu,
            memory_mib,
            ports: BTreeSet::new(),
            ports_udp: BTreeSet::new(),
        };
        if task.network_mode == "awsvpc" {
            // Its ports are those of its own address.
            return share;
        }
        let host = task.network_mode == "host";
        for mapping in task
            .containers
            .iter()
            .flat_map(|container| &container.port_mappings)
        {
            let port = match mapping.host_port {
                0 if host => mapping.container_port,
                port => port,
            };
            if port != 0 {
                let ports = if mapping.is_udp() {
                    &mut share.ports_udp
                } else {
                    &mut share.ports
                };
                ports.insert(port);
            }
        }
        share
    }
}

#[allow(clippy::cast_possible_truncation, reason = "saturates")]
fn units(vcpu: f64) -> i64 {
    (vcpu * 1024.0).round() as i64
}

/// The soft limit is what scheduling counts; it comes in bytes in the docker configuration.
fn container_memory_mib(container: &acs::Container) -> i64 {
    let host_config = container
        .docker_config
        .as_ref()
        .and_then(|config| config.host_config.as_ref());
    host_config
        .and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok())
        .and_then(|config| config.get("MemoryReservation")?.as_i64())
        .filter(|bytes| *bytes > 0)
        .map_or(container.memory, |bytes| bytes / (1024 * 1024))
}

impl Engine {
    /// Admits the task that has waited longest, if there is room for it; its arn.
    pub(crate) fn admit_next(&mut self) -> Option<String> {
        loop {
            let arn = self.shared.queue.front()?;
            let waiting = self
                .tasks
                .get_mut(arn)
                .filter(|task| task.desired == DesiredStatus::Running && !task.admitted);
            let Some(task) = waiting else {
                self.shared.queue.pop_front();
                continue;
            };
            if !self.account.has_room(&Share::of(&task.spec)) {
                return None;
            }
            self.account.take(&task.spec);
            task.admitted = true;
            return self.shared.queue.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_link::acs::{Container, DockerConfig, PortMapping, Task};

    #[test]
    fn task_figures_count_if_set_and_else_the_containers() {
        let mut task = Task {
            containers: vec![
                Container {
                    cpu: 100,
                    memory: 64,
                    ..Container::default()
                },
                Container {
                    cpu: 28,
                    memory: 64,
                    docker_config: Some(DockerConfig {
                        host_config: Some(r#"{"MemoryReservation":33554432}"#.to_owned()),
                        ..DockerConfig::default()
                    }),
                    port_mappings: vec![PortMapping {
                        container_port: 80,
                        host_port: 8080,
                        ..PortMapping::default()
                    }],
                    ..Container::default()
                },
            ],
            ..Task::default()
        };
        let share = Share::of(&task);
        assert_eq!((share.cpu, share.memory_mib), (128, 96));
        assert_eq!(share.ports, [8080].into());
        task.cpu = Some(0.5);
        task.memory = Some(200);
        let share = Share::of(&task);
        assert_eq!((share.cpu, share.memory_mib), (512, 200));

        let mut account = Account::new(&Config::default());
        assert!(account.has_room(&share));
        account.take(&task);
        assert!(!account.has_room(&Share::of(&task)), "the port is taken");
        account.give_back(&task);
        assert!(account.has_room(&share));
    }
}
