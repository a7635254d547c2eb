//! What one container may use at most.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use berth_link::shim::ContainerSpec;

use super::{TaskGroup, set, weight};
use crate::devices;
use crate::nodes::Device;

/// The kernel's smallest share of processor time.
const SHARES_MIN: u64 = 2;

impl TaskGroup {
    /// Sets the container's limits on its groups, and what it may do with devices: with all if it is
    /// privileged, otherwise with the harmless ones and those given.
    pub(crate) fn limit(&self, spec: &ContainerSpec, given: &[Device]) -> io::Result<()> {
        if self.is_unified() {
            self.limit_v2(spec, given)
        } else {
            self.limit_v1(spec, given)
        }
    }

    fn group(&self, root: &Path, spec: &ContainerSpec) -> PathBuf {
        root.join(&self.parent).join(&spec.runtime_id)
    }

    fn limit_v1(&self, spec: &ContainerSpec, given: &[Device]) -> io::Result<()> {
        let wanted = &spec.resources;
        let of = |controller: &str| {
            let root = self.hierarchies.v1(controller)?;
            Some(self.group(root, spec))
        };
        if let Some(memory) = of("memory") {
            if let Some(bytes) = wanted.memory_bytes {
                set(&memory, "memory.limit_in_bytes", bytes)?;
            }
            // Not before: memory alone is never allowed more than both together.
            if let Some(bytes) = spec.linux.memory_and_swap_bytes
                && self.counts_swap()
            {
                set(&memory, "memory.memsw.limit_in_bytes", bytes)?;
            }
            if let Some(bytes) = wanted.memory_reservation_bytes {
                set(&memory, "memory.soft_limit_in_bytes", bytes)?;
            }
            if let Some(swappiness) = spec.linux.swappiness {
                set(&memory, "memory.swappiness", swappiness)?;
            }
        }
        if let (Some(cpu), Some(shares)) = (of("cpu"), wanted.cpu_shares) {
            set(&cpu, "cpu.shares", shares.max(SHARES_MIN))?;
        }
        if let (Some(pids), Some(limit)) = (of("pids"), wanted.pids) {
            set(&pids, "pids.max", processes(limit))?;
        }
        match of("devices") {
            Some(group) if !spec.privileged => keep_away(&group, given),
            _ => Ok(()),
        }
    }

    fn limit_v2(&self, spec: &ContainerSpec, given: &[Device]) -> io::Result<()> {
        let wanted = &spec.resources;
        let root = self.hierarchies.unified.as_deref().unwrap_or(Path::new(""));
        let group = self.group(root, spec);
        if let Some(bytes) = wanted.memory_bytes {
            set(&group, "memory.max", bytes_or_max(bytes))?;
        }
        if let Some(both) = spec.linux.memory_and_swap_bytes
            && self.counts_swap()
        {
            // Here swap counts by itself.
            let memory = wanted.memory_bytes.unwrap_or(0);
            let swap = if both < 0 { both } else { both - memory };
            set(&group, "memory.swap.max", bytes_or_max(swap))?;
        }
        if let Some(bytes) = wanted.memory_reservation_bytes {
            set(&group, "memory.low", bytes_or_max(bytes))?;
        }
        if let Some(shares) = wanted.cpu_shares {
            set(&group, "cpu.weight", weight(shares))?;
        }
        if let Some(limit) = wanted.pids {
            set(&group, "pids.max", processes(limit))?;
        }
        if spec.privileged {
            return Ok(());
        }
        devices::restrict(&group, given)
    }
}

/// Takes all devices from a group of the first kind, and gives back those it may use.
fn keep_away(group: &Path, given: &[Device]) -> io::Result<()> {
    set(group, "devices.deny", "a")?;
    let mut allow = OpenOptions::new()
        .write(true)
        .open(group.join("devices.allow"))?;
    // The kernel reads one rule of each write.
    devices::rules(given).try_for_each(|rule| allow.write_all(rule.to_string().as_bytes()))
}

fn processes(limit: i64) -> String {
    match limit {
        1.. => limit.to_string(),
        _ => "max".to_owned(),
    }
}

fn bytes_or_max(bytes: i64) -> String {
    match bytes {
        0.. => bytes.to_string(),
        _ => "max".to_owned(),
    }
}
