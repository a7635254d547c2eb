//! Figures of the running containers: a sample a second, for telemetry and for the containers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use berth_env::Clock;
use berth_link::shim::{ContainerStats, DiskCounters, NetworkCounters};
use berth_link::tcs::{
    ContainerMetric, CounterStatsSet, NetworkStatsSet, RestartStatsSet, StatsSet, StorageStatsSet,
    TaskMetric,
};
use berth_task_engine::TaskView;
use futures_util::future::join_all;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::effects::Executor;

/// Between two samples, as the ECS agent takes them.
const PERIOD: Duration = Duration::from_secs(1);
/// Samples that wait to be published; older ones make room.
const WAITING_MAX: usize = 120;
const MIB: f64 = 1024.0 * 1024.0;

/// What a container used at one moment.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Milliseconds since the epoch.
    pub at_ms: i64,
    /// The figures.
    pub stats: ContainerStats,
}

/// The newest sample and the one before it.
#[derive(Clone, Debug, Default)]
pub struct Latest {
    /// The newest.
    pub now: Sample,
    /// The one before, if there is one.
    pub before: Option<Sample>,
}

/// Samples of all running containers. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Samples(Arc<Mutex<BTreeMap<(String, String), Series>>>);

#[derive(Debug, Default)]
struct Series {
    latest: Latest,
    /// Not yet published.
    waiting: Vec<Point>,
}

/// What is published of a sample.
#[derive(Clone, Copy, Debug, Default)]
struct Point {
    /// Percent of the whole instance.
    cpu: Option<f64>,
    memory_mib: f64,
    network: Option<(NetworkCounters, Option<Rates>)>,
    disk: DiskCounters,
}

/// Bytes a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// Received.
    pub rx: f64,
    /// Sent.
    pub tx: f64,
}

impl Samples {
    /// Takes a sample of every running container each second until `shutdown`.
    pub(crate) async fn collect<E: Executor>(
        self,
        running: watch::Receiver<Vec<TaskView>>,
        executor: Arc<E>,
        clock: Arc<dyn Clock>,
        cores: u32,
        shutdown: CancellationToken,
    ) {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                _ = ticks.tick() => {}
            }
            let views = running.borrow().clone();
            let all = views.iter().flat_map(|view| {
                let names = view.running.iter();
                names.map(|name| (view.arn.clone(), name.clone()))
            });
            let asked = all.map(|key| async {
                let stats = executor.stats(&key.0, &key.1).await;
                (key, stats)
            });
            let found = join_all(asked).await;
            self.take(found, clock.now_ms(), cores);
        }
    }

    /// Adds samples taken at one moment; containers without one do not run any more.
    fn take(&self, found: Vec<((String, String), Option<ContainerStats>)>, at_ms: i64, cores: u32) {
        let mut all = self.0.lock();
        let mut old = std::mem::take(&mut *all);
        for (key, stats) in found {
            let Some(stats) = stats else { continue };
            let mut series = old.remove(&key).unwrap_or_default();
            series.add(Sample { at_ms, stats }, cores);
            all.insert(key, series);
        }
        // What a container that has ended used last is published once more.
        let unpublished = old
            .into_iter()
            .filter(|(_, series)| !series.waiting.is_empty());
        all.extend(unpublished);
    }

    /// The newest sample of a container, and the one before it.
    #[must_use]
    pub fn latest(&self, task_arn: &str, container: &str) -> Option<Latest> {
        let key = (task_arn.to_owned(), container.to_owned());
        let all = self.0.lock();
        Some(all.get(&key)?.latest.clone())
    }

    /// What was not published yet, of the tasks in `views`. `restarts` says how often a container
    /// was restarted in place, if it can be.
    pub(crate) fn publish(
        &self,
        views: &[TaskView],
        restarts: impl Fn(&str, &str) -> Option<u32>,
    ) -> Vec<TaskMetric> {
        let mut all = self.0.lock();
        let metrics = views.iter().map(|view| {
            let series = all.iter_mut().filter(|((arn, _), _)| *arn == view.arn);
            let container_metrics = series.filter_map(|((_, name), series)| {
                let restart_count = restarts(&view.arn, name);
                let metric = series.publish(name)?;
                Some(ContainerMetric {
                    restart_stats_set: restart_count.map(|count| RestartStatsSet {
                        restart_count: count.into(),
                    }),
                    ..metric
                })
            });
            TaskMetric {
                task_arn: view.arn.clone(),
                task_definition_family: view.family.clone(),
                task_definition_version: view.version.clone(),
                container_metrics: container_metrics.collect(),
            }
        });
        metrics
            .filter(|task| !task.container_metrics.is_empty())
            .collect()
    }
}

impl Series {
    fn add(&mut self, sample: Sample, cores: u32) {
        let before = (self.latest.now.at_ms > 0).then(|| std::mem::take(&mut self.latest.now));
        let latest = Latest {
            now: sample,
            before,
        };
        if self.waiting.len() == WAITING_MAX {
            self.waiting.remove(0);
        }
        self.waiting.push(Point::of(&latest, cores));
        self.latest = latest;
    }

    /// `None` if there is nothing new.
    fn publish(&mut self, name: &str) -> Option<ContainerMetric> {
        let points = std::mem::take(&mut self.waiting);
        let floats = |of: &dyn Fn(&Point) -> Option<f64>| {
            StatsSet::of(&points.iter().filter_map(of).collect::<Vec<_>>())
        };
        let disk = |of: fn(&DiskCounters) -> u64| counters(points.iter().map(|it| of(&it.disk)));
        let storage = StorageStatsSet {
            read_size_bytes: disk(|disk| disk.read_bytes),
            write_size_bytes: disk(|disk| disk.write_bytes),
        };
        let memory = floats(&|point| Some(point.memory_mib))?;
        Some(ContainerMetric {
            container_name: name.to_owned(),
            cpu_stats_set: floats(&|point| point.cpu),
            memory_stats_set: Some(memory),
            network_stats_set: network_set(&points),
            storage_stats_set: Some(storage),
            restart_stats_set: None,
        })
    }
}

fn network_set(points: &[Point]) -> Option<NetworkStatsSet> {
    let points: Vec<_> = points.iter().filter_map(|point| point.network).collect();
    if points.is_empty() {
        return None;
    }
    let set = |of: fn(&NetworkCounters) -> u64| counters(points.iter().map(|(it, _)| of(it)));
    let rates = |of: fn(&Rates) -> f64| {
        let rates: Vec<f64> = points
            .iter()
            .filter_map(|(_, rates)| rates.as_ref().map(of))
            .collect();
        StatsSet::of(&rates).unwrap_or_default()
    };
    Some(NetworkStatsSet {
        rx_bytes: set(|it| it.rx_bytes),
        rx_packets: set(|it| it.rx_packets),
        rx_dropped: set(|it| it.rx_dropped),
        rx_errors: set(|it| it.rx_errors),
        tx_bytes: set(|it| it.tx_bytes),
        tx_packets: set(|it| it.tx_packets),
        tx_dropped: set(|it| it.tx_dropped),
        tx_errors: set(|it| it.tx_errors),
        rx_bytes_per_second: rates(|rates| rates.rx),
        tx_bytes_per_second: rates(|rates| rates.tx),
    })
}

/// What exceeds the wire's number goes into its overflow, as the ECS agent has it.
fn counters(values: impl Iterator<Item = u64>) -> CounterStatsSet {
    let values: Vec<u64> = values.collect();
    let split = |value: u64| match i64::try_from(value) {
        Ok(value) => (value, 0),
        Err(_) => (
            i64::MAX,
            i64::try_from(value - i64::MAX as u64).unwrap_or(i64::MAX),
        ),
    };
    let (min, overflow_min) = split(values.iter().copied().min().unwrap_or(0));
    let (max, overflow_max) = split(values.iter().copied().max().unwrap_or(0));
    let (sum, overflow_sum) = split(
        values
            .iter()
            .fold(0_u64, |sum, value| sum.saturating_add(*value)),
    );
    CounterStatsSet {
        min,
        max,
        sample_count: i64::try_from(values.len()).unwrap_or(i64::MAX),
        sum,
        overflow_min,
        overflow_max,
        overflow_sum,
    }
}

impl Point {
    #[allow(clippy::cast_precision_loss, reason = "figures for a chart")]
    fn of(latest: &Latest, cores: u32) -> Self {
        let stats = &latest.now.stats;
        let disks = stats.disks.values();
        let disk = disks.fold(DiskCounters::default(), |sum, disk| DiskCounters {
            read_bytes: sum.read_bytes.saturating_add(disk.read_bytes),
            write_bytes: sum.write_bytes.saturating_add(disk.write_bytes),
            ..sum
        });
        Self {
            cpu: latest.cpu_percent(cores),
            memory_mib: stats.memory_bytes as f64 / MIB,
            network: total(&stats.network).map(|counters| (counters, latest.rates())),
            disk,
        }
    }
}

/// Over all interfaces; `None` if there are none.
fn total(network: &BTreeMap<String, NetworkCounters>) -> Option<NetworkCounters> {
    let sum = |sum: NetworkCounters, it: &NetworkCounters| NetworkCounters {
        rx_bytes: sum.rx_bytes.saturating_add(it.rx_bytes),
        rx_packets: sum.rx_packets.saturating_add(it.rx_packets),
        rx_errors: sum.rx_errors.saturating_add(it.rx_errors),
        rx_dropped: sum.rx_dropped.saturating_add(it.rx_dropped),
        tx_bytes: sum.tx_bytes.saturating_add(it.tx_bytes),
        tx_packets: sum.tx_packets.saturating_add(it.tx_packets),
        tx_errors: sum.tx_errors.saturating_add(it.tx_errors),
        tx_dropped: sum.tx_dropped.saturating_add(it.tx_dropped),
    };
    (!network.is_empty()).then(|| network.values().fold(NetworkCounters::default(), sum))
}

impl Latest {
    /// Since the sample before; `None` if there is none, or no time went by.
    fn seconds(&self) -> Option<f64> {
        let ms = self.now.at_ms.checked_sub(self.before.as_ref()?.at_ms)?;
        #[allow(clippy::cast_precision_loss, reason = "milliseconds between samples")]
        (ms > 0).then(|| ms as f64 / 1000.0)
    }

    /// Percent of the whole instance: all cores are 100.
    #[allow(clippy::cast_precision_loss, reason = "a figure for a chart")]
    fn cpu_percent(&self, cores: u32) -> Option<f64> {
        let before = self.before.as_ref()?.stats.cpu_total_ns;
        let used_ns = self.now.stats.cpu_total_ns.checked_sub(before)? as f64;
        let share = used_ns / 1e9 / self.seconds()? / f64::from(cores.max(1));
        Some(share * 100.0)
    }

    /// Bytes a second over all interfaces.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "a figure for a chart")]
    pub fn rates(&self) -> Option<Rates> {
        let before = total(&self.before.as_ref()?.stats.network)?;
        let now = total(&self.now.stats.network)?;
        let seconds = self.seconds()?;
        let rate = |now: u64, before: u64| now.saturating_sub(before) as f64 / seconds;
        Some(Rates {
            rx: rate(now.rx_bytes, before.rx_bytes),
            tx: rate(now.tx_bytes, before.tx_bytes),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stats(cpu_total_ns: u64, rx_bytes: u64) -> ContainerStats {
        let counters = NetworkCounters {
            rx_bytes,
            ..NetworkCounters::default()
        };
        ContainerStats {
            cpu_total_ns,
            memory_bytes: 3 << 20,
            network: [("eth0".to_owned(), counters)].into(),
            ..ContainerStats::default()
        }
    }

    fn view() -> TaskView {
        TaskView {
            arn: "t/1".to_owned(),
            family: "web".to_owned(),
            version: "1".to_owned(),
            running: vec!["main".to_owned()],
            containers: Vec::new(),
        }
    }

    #[test]
    fn samples_become_sets_once() {
        let samples = Samples::default();
        let key = || ("t/1".to_owned(), "main".to_owned());
        // One of two cores is busy, and 100 bytes come in a second.
        for second in 1..=3_u64 {
            let stats = stats(second * 1_000_000_000, second * 100);
            let at_ms = i64::try_from(second).expect("small") * 1000;
            samples.take(vec![(key(), Some(stats))], at_ms, 2);
        }
        let restarts = |_: &str, _: &str| Some(5);
        let published = samples.publish(&[view()], restarts);
        let metric = &published[0].container_metrics[0];
        let half = StatsSet {
            min: 50.0,
            max: 50.0,
            sample_count: 2,
            sum: 100.0,
        };
        assert_eq!(metric.cpu_stats_set, Some(half));
        assert_eq!(metric.memory_stats_set.map(|set| set.sum), Some(9.0));
        let network = metric.network_stats_set.expect("not in the host's network");
        assert_eq!((network.rx_bytes.min, network.rx_bytes.max), (100, 300));
        assert_eq!(network.rx_bytes_per_second.max, 100.0);
        let restarts = metric.restart_stats_set.map(|set| set.restart_count);
        assert_eq!(restarts, Some(5));
        assert_eq!(samples.publish(&[view()], |_, _| None), []);
        let latest = samples.latest("t/1", "main").expect("sampled");
        assert_eq!(latest.rates().map(|rates| rates.rx), Some(100.0));
    }

    #[test]
    fn a_container_that_has_ended_is_published_once_more_and_then_forgotten() {
        let samples = Samples::default();
        let key = || ("t/1".to_owned(), "main".to_owned());
        samples.take(vec![(key(), Some(stats(1, 1)))], 1000, 1);
        samples.take(vec![(key(), None)], 2000, 1);
        assert_eq!(samples.publish(&[view()], |_, _| None).len(), 1);
        samples.take(Vec::new(), 3000, 1);
        assert!(samples.latest("t/1", "main").is_none());
    }

    #[test]
    fn a_counter_too_large_for_the_wire_overflows() {
        let set = counters([u64::MAX, 1].into_iter());
        assert_eq!((set.min, set.max), (1, i64::MAX));
        assert_eq!(set.overflow_max, i64::MAX);
    }

    #[test]
    fn time_that_goes_back_gives_no_figures() {
        let sample = |at_ms, ns| Sample {
            at_ms,
            stats: stats(ns, 0),
        };
        let latest = Latest {
            now: sample(1000, 5),
            before: Some(sample(2000, 4)),
        };
        assert_eq!(latest.cpu_percent(1), None);
        assert_eq!(latest.rates(), None);
    }
}
