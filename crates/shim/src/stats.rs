//! What a container uses, from its control groups and its network namespace.

use std::collections::BTreeMap;
use std::fs;

use berth_link::shim::{ContainerStats, DiskCounters, NetworkCounters};

use crate::cgroup::{TaskGroup, keyed};

/// Nanoseconds of a tick of `cpuacct.stat`.
const TICK_NS: u64 = 10_000_000;
/// Without a limit the first kind shows the largest multiple of a page.
const NO_LIMIT: u64 = 1 << 62;

impl TaskGroup {
    /// The container's figures now; what cannot be read is zero. `pid` is its init process, if it
    /// has a network of its own.
    pub(crate) fn stats(&self, runtime_id: &str, pid: Option<u32>) -> ContainerStats {
        let text = |controller: &str, file: &str| {
            self.read(controller, runtime_id, file).unwrap_or_default()
        };
        let mut stats = ContainerStats {
            pids: number(&text("pids", "pids.current")),
            network: pid.map_or_else(BTreeMap::new, network),
            ..ContainerStats::default()
        };
        if self.is_v1("memory") {
            stats.memory_usage_bytes = number(&text("memory", "memory.usage_in_bytes"));
            stats.memory_max_bytes = number(&text("memory", "memory.max_usage_in_bytes"));
            stats.memory_limit_bytes = number(&text("memory", "memory.limit_in_bytes"));
        } else {
            stats.memory_usage_bytes = number(&text("memory", "memory.current"));
            stats.memory_max_bytes = number(&text("memory", "memory.peak"));
            stats.memory_limit_bytes = number(&text("memory", "memory.max"));
        }
        if stats.memory_limit_bytes >= NO_LIMIT {
            stats.memory_limit_bytes = 0;
        }
        stats.memory_stat = pairs(&text("memory", "memory.stat"));
        let cache = ["total_inactive_file", "inactive_file"];
        let cache = cache.iter().find_map(|name| stats.memory_stat.get(*name));
        let cache = cache.copied().unwrap_or(0);
        stats.memory_bytes = stats.memory_usage_bytes.saturating_sub(cache);
        let cpu = text("cpu", "cpu.stat");
        let of = |name: &str| keyed(&cpu, name).unwrap_or(0);
        if self.is_v1("cpuacct") {
            let shares = text("cpuacct", "cpuacct.stat");
            let ticks = |name: &str| keyed(&shares, name).unwrap_or(0) * TICK_NS;
            stats.cpu_total_ns = number(&text("cpuacct", "cpuacct.usage"));
            (stats.cpu_user_ns, stats.cpu_kernel_ns) = (ticks("user"), ticks("system"));
            stats.cpu_throttled_ns = of("throttled_time");
        } else {
            stats.cpu_total_ns = of("usage_usec") * 1000;
            stats.cpu_user_ns = of("user_usec") * 1000;
            stats.cpu_kernel_ns = of("system_usec") * 1000;
            stats.cpu_throttled_ns = of("throttled_usec") * 1000;
        }
        stats.cpu_periods = of("nr_periods");
        stats.cpu_throttled_periods = of("nr_throttled");
        stats.disks = if self.is_v1("blkio") {
            disks_v1(
                &text("blkio", "blkio.throttle.io_service_bytes"),
                &text("blkio", "blkio.throttle.io_serviced"),
            )
        } else {
            disks_v2(&text("io", "io.stat"))
        };
        stats
    }
}

fn number(text: &str) -> u64 {
    text.trim().parse().unwrap_or(0)
}

fn pairs(text: &str) -> BTreeMap<String, u64> {
    let pairs = text.lines().filter_map(|line| line.split_once(' '));
    pairs
        .filter_map(|(name, value)| Some((name.to_owned(), value.trim().parse().ok()?)))
        .collect()
}

/// `8:0 Read 4096` and so on.
fn disks_v1(bytes: &str, operations: &str) -> BTreeMap<String, DiskCounters> {
    let mut disks: BTreeMap<String, DiskCounters> = BTreeMap::new();
    for (text, counts_bytes) in [(bytes, true), (operations, false)] {
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let [disk, what, value] = words.as_slice() else {
                continue;
            };
            let disk = disks.entry((*disk).to_owned()).or_default();
            let counter = match (*what, counts_bytes) {
                ("Read", true) => &mut disk.read_bytes,
                ("Write", true) => &mut disk.write_bytes,
                ("Read", false) => &mut disk.reads,
                ("Write", false) => &mut disk.writes,
                _ => continue,
            };
            *counter = number(value);
        }
    }
    disks
}

/// `8:0 rbytes=4096 wbytes=0 rios=1 wios=0 …`.
fn disks_v2(text: &str) -> BTreeMap<String, DiskCounters> {
    let disk = |line: &str| {
        let (disk, counters) = line.split_once(' ')?;
        let of = |name: &str| {
            let mut pairs = counters.split(' ').filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(it, _)| *it == name)
                .map_or(0, |(_, value)| number(value))
        };
        let counters = DiskCounters {
            read_bytes: of("rbytes"),
            write_bytes: of("wbytes"),
            reads: of("rios"),
            writes: of("wios"),
        };
        Some((disk.to_owned(), counters))
    };
    text.lines().filter_map(disk).collect()
}

/// The interfaces of the namespace a process is in, but loopback.
pub(crate) fn network(pid: u32) -> BTreeMap<String, NetworkCounters> {
    let text = fs::read_to_string(format!("/proc/{pid}/net/dev")).unwrap_or_default();
    interfaces(&text)
}

fn interfaces(text: &str) -> BTreeMap<String, NetworkCounters> {
    let interface = |line: &str| {
        let (name, counters) = line.split_once(':')?;
        let counters: Vec<u64> = counters.split_whitespace().map(number).collect();
        let [
            rx_bytes,
            rx_packets,
            rx_errors,
            rx_dropped,
            _,
            _,
            _,
            _,
            tx @ ..,
        ] = counters.as_slice()
        else {
            return None;
        };
        let [tx_bytes, tx_packets, tx_errors, tx_dropped, ..] = tx else {
            return None;
        };
        let counters = NetworkCounters {
            rx_bytes: *rx_bytes,
            rx_packets: *rx_packets,
            rx_errors: *rx_errors,
            rx_dropped: *rx_dropped,
            tx_bytes: *tx_bytes,
            tx_packets: *tx_packets,
            tx_errors: *tx_errors,
            tx_dropped: *tx_dropped,
        };
        Some((name.trim().to_owned(), counters)).filter(|(name, _)| name != "lo")
    };
    text.lines().filter_map(interface).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disks_of_both_kinds_of_hierarchy() {
        let expected = BTreeMap::from([(
            "8:0".to_owned(),
            DiskCounters {
                read_bytes: 4096,
                write_bytes: 8192,
                reads: 1,
                writes: 2,
            },
        )]);
        let bytes = "8:0 Read 4096\n8:0 Write 8192\n8:0 Sync 0\n8:0 Total 12288\nTotal 12288\n";
        let operations = "8:0 Read 1\n8:0 Write 2\n8:0 Total 3\nTotal 3\n";
        assert_eq!(disks_v1(bytes, operations), expected);
        let unified = "8:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n";
        assert_eq!(disks_v2(unified), expected);
        assert_eq!(disks_v2(""), BTreeMap::new());
    }

    #[test]
    fn interfaces_without_loopback() {
        let text = "Inter-|   Receive                            |  Transmit\n \
             face |bytes    packets errs drop fifo frame compressed multicast|bytes packets\n    \
             lo:     100      1    0    0    0     0          0         0      100 1 0 0 0 0 0 0\n  \
             eth0:    1000     10    1    2    0     0          0         0      500 5 3 4 0 0 0 0\n";
        let found = interfaces(text);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["eth0"]);
        let eth0 = found["eth0"];
        assert_eq!((eth0.rx_bytes, eth0.rx_dropped), (1000, 2));
        assert_eq!((eth0.tx_packets, eth0.tx_dropped), (5, 4));
    }
}
