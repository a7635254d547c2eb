//! A container's figures in the form of Docker's stats. No effects here.

use berth_link::shim::{ContainerStats, DiskCounters, NetworkCounters};
use serde_json::{Map, Value, json};

use super::time::rfc3339;
use crate::metrics::{Latest, Sample};

/// Before the first sample, in Docker's words.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// What of the machine is in a container's figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Machine {
    pub(crate) cores: u32,
    /// Processor time of everything so far, nanoseconds.
    pub(crate) cpu_total_ns: u64,
    pub(crate) memory_bytes: u64,
}

impl Machine {
    /// From the texts of `/proc/stat` and `/proc/meminfo`.
    pub(crate) fn parse(stat: &str, meminfo: &str, cores: u32) -> Self {
        // User, nice, system, idle, iowait, irq, softirq: as Docker adds them up.
        let line = stat.lines().find_map(|line| line.strip_prefix("cpu "));
        let ticks = line.unwrap_or_default().split_whitespace().take(7);
        let ticks: u64 = ticks.filter_map(|word| word.parse::<u64>().ok()).sum();
        let total = meminfo
            .lines()
            .find_map(|line| line.strip_prefix("MemTotal:"));
        let kib = total.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        Self {
            cores,
            cpu_total_ns: ticks * 10_000_000,
            memory_bytes: kib.unwrap_or(0) * 1024,
        }
    }
}

/// The figures of a container of this docker name and id.
pub(crate) fn answer(latest: &Latest, name: &str, id: &str, machine: Machine) -> Value {
    let (now, before) = (&latest.now, latest.before.as_ref());
    let stats = &now.stats;
    let mut answer = json!({
        "read": rfc3339(now.at_ms),
        "preread": before.map_or_else(|| NEVER.to_owned(), |it| rfc3339(it.at_ms)),
        "pids_stats": { "current": stats.pids },
        "blkio_stats": {
            "io_service_bytes_recursive":
                disks(stats, |disk| (disk.read_bytes, disk.write_bytes)),
            "io_serviced_recursive": disks(stats, |disk| (disk.reads, disk.writes)),
            "io_queue_recursive": [],
            "io_service_time_recursive": [],
            "io_wait_time_recursive": [],
            "io_merged_recursive": [],
            "io_time_recursive": [],
            "sectors_recursive": [],
        },
        "num_procs": 0,
        "storage_stats": {},
        "cpu_stats": cpu(stats, machine, Some(machine.cpu_total_ns)),
        "precpu_stats": before.map_or_else(
            || cpu(&ContainerStats::default(), machine, None),
            |before| cpu(&before.stats, machine, earlier(now, before, machine)),
        ),
        "memory_stats": {
            "usage": stats.memory_usage_bytes,
            "max_usage": stats.memory_max_bytes,
            "stats": stats.memory_stat,
            "limit": match stats.memory_limit_bytes {
                0 => machine.memory_bytes,
                limit => limit,
            },
        },
        "name": format!("/{name}"),
        "id": id,
    });
    if !stats.network.is_empty() {
        let networks = stats.network.iter();
        let networks = networks.map(|(name, counters)| (name.clone(), interface(counters)));
        answer["networks"] = Value::Object(networks.collect::<Map<_, _>>());
        let rates = latest.rates();
        answer["network_rate_stats"] = json!({
            "rx_bytes_per_sec": rates.map(|rates| rates.rx),
            "tx_bytes_per_sec": rates.map(|rates| rates.tx),
        });
    }
    answer
}

/// The machine's processor time at the sample before: it goes by at the same pace on all cores.
fn earlier(now: &Sample, before: &Sample, machine: Machine) -> Option<u64> {
    let ms = u64::try_from(now.at_ms.checked_sub(before.at_ms)?).ok()?;
    let passed = ms
        .saturating_mul(1_000_000)
        .saturating_mul(machine.cores.into());
    Some(machine.cpu_total_ns.saturating_sub(passed))
}

fn cpu(stats: &ContainerStats, machine: Machine, system_ns: Option<u64>) -> Value {
    let mut cpu = json!({
        "cpu_usage": {
            "total_usage": stats.cpu_total_ns,
            "usage_in_kernelmode": stats.cpu_kernel_ns,
            "usage_in_usermode": stats.cpu_user_ns,
        },
        "throttling_data": {
            "periods": stats.cpu_periods,
            "throttled_periods": stats.cpu_throttled_periods,
            "throttled_time": stats.cpu_throttled_ns,
        },
    });
    if let Some(system_ns) = system_ns {
        cpu["system_cpu_usage"] = system_ns.into();
        cpu["online_cpus"] = machine.cores.into();
    }
    cpu
}

fn disks(stats: &ContainerStats, of: fn(&DiskCounters) -> (u64, u64)) -> Vec<Value> {
    let disks = stats.disks.iter();
    let entries = disks.filter_map(|(name, counters)| {
        let (major, minor) = name.split_once(':')?;
        let (major, minor) = (major.parse::<u64>().ok()?, minor.parse::<u64>().ok()?);
        let (read, written) = of(counters);
        let entry = |op: &str, value: u64| {
            json!({ "major": major, "minor": minor, "op": op, "value": value })
        };
        Some([entry("read", read), entry("write", written)])
    });
    entries.flatten().collect()
}

fn interface(counters: &NetworkCounters) -> Value {
    json!({
        "rx_bytes": counters.rx_bytes,
        "rx_packets": counters.rx_packets,
        "rx_errors": counters.rx_errors,
        "rx_dropped": counters.rx_dropped,
        "tx_bytes": counters.tx_bytes,
        "tx_packets": counters.tx_packets,
        "tx_errors": counters.tx_errors,
        "tx_dropped": counters.tx_dropped,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MACHINE: Machine = Machine {
        cores: 2,
        cpu_total_ns: 90_000_000_000,
        memory_bytes: 1 << 30,
    };

    fn sample(at_ms: i64, cpu_total_ns: u64, rx_bytes: u64) -> Sample {
        let counters = NetworkCounters {
            rx_bytes,
            ..NetworkCounters::default()
        };
        Sample {
            at_ms,
            stats: ContainerStats {
                cpu_total_ns,
                pids: 3,
                network: [("eth0".to_owned(), counters)].into(),
                disks: [(
                    "8:0".to_owned(),
                    DiskCounters {
                        read_bytes: 9,
                        ..Default::default()
                    },
                )]
                .into(),
                ..ContainerStats::default()
            },
        }
    }

    #[test]
    fn dockers_formula_gives_the_processors_share() {
        let latest = Latest {
            now: sample(2_000, 3_000_000_000, 300),
            before: Some(sample(1_000, 2_000_000_000, 100)),
        };
        let answer = answer(&latest, "ecs-web-1-main-1", "56", MACHINE);
        let number = |path: &str| answer.pointer(path).and_then(Value::as_f64);
        let system =
            number("/cpu_stats/system_cpu_usage").zip(number("/precpu_stats/system_cpu_usage"));
        assert_eq!(system.map(|(now, before)| now - before), Some(2e9));
        assert_eq!(number("/cpu_stats/cpu_usage/total_usage"), Some(3e9));
        assert_eq!(number("/precpu_stats/cpu_usage/total_usage"), Some(2e9));
        assert_eq!(number("/network_rate_stats/rx_bytes_per_sec"), Some(200.0));
        assert_eq!(number("/networks/eth0/rx_bytes"), Some(300.0));
        assert_eq!(number("/memory_stats/limit"), Some(f64::from(1 << 30)));
        assert_eq!(
            number("/blkio_stats/io_service_bytes_recursive/0/value"),
            Some(9.0)
        );
        assert_eq!(answer["name"], "/ecs-web-1-main-1");
        assert_eq!(answer["preread"], "1970-01-01T00:00:01Z");
    }

    #[test]
    fn the_first_sample_has_none_before_it() {
        let latest = Latest {
            now: sample(2_000, 5, 0),
            before: None,
        };
        let answer = answer(&latest, "n", "i", MACHINE);
        assert_eq!(answer["preread"], NEVER);
        assert_eq!(answer["precpu_stats"].get("system_cpu_usage"), None);
        assert!(answer["network_rate_stats"]["rx_bytes_per_sec"].is_null());
    }

    #[test]
    fn the_machine_reads_from_proc() {
        let stat = "cpu  1 2 3 4 5 6 7 100 0 0\ncpu0 9 9\n";
        let machine = Machine::parse(stat, "MemTotal:  2048 kB\n", 2);
        assert_eq!(machine.cpu_total_ns, 28 * 10_000_000);
        assert_eq!(machine.memory_bytes, 2 << 20);
    }
}
