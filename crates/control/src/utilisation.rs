//! What tasks, services and clusters use of what they have reserved: a figure a minute, for an
//! hour, in memory.
//!
//! A service's utilization is what its tasks use over what they reserve, a cluster's what its tasks
//! use over what its instances register, as ECS computes `CPUUtilization` and
//! `MemoryUtilization`. Every report adds to both sides of its minute, so that a minute's figure is
//! the mean of the reports in it. More than 100 percent is possible: a task may use what nobody
//! else wants.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Write as _;

use berth_link::tcs::{StatsSet, TaskMetric};
use berth_model::{State, TaskId};
use parking_lot::Mutex;

const MINUTE_MS: i64 = 60_000;
/// Minutes kept.
const MINUTES: usize = 60;
/// A figure older than this many minutes is not the present one.
const PRESENT_MINUTES: i64 = 3;
/// Tasks whose figures are kept; of more, only their services and clusters have some.
const TASKS_MAX: usize = 20_000;
/// Services and clusters together; there are never more live ones.
const GROUPS_MAX: usize = 20_000;

/// What was used of what there is, summed over reports.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    /// CPU units or MiB.
    pub used: f64,
    /// The same.
    pub of: f64,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.used += other.used;
        self.of += other.of;
    }

    /// `None` of nothing.
    #[must_use]
    pub fn percent(self) -> Option<f64> {
        (self.of > 0.0).then(|| self.used / self.of * 100.0)
    }
}

/// The reports of one minute.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Minute {
    /// Its beginning, in minutes since the epoch.
    pub minute: i64,
    /// CPU units.
    pub cpu: Share,
    /// MiB.
    pub memory: Share,
}

#[derive(Clone, Debug, Default)]
struct Series(VecDeque<Minute>);

impl Series {
    fn add(&mut self, minute: i64, cpu: Share, memory: Share) {
        // A clock that was set back adds to the newest minute there is.
        if self.0.back().is_none_or(|last| last.minute < minute) {
            if self.0.len() == MINUTES {
                self.0.pop_front();
            }
            self.0.push_back(Minute {
                minute,
                ..Minute::default()
            });
        }
        if let Some(last) = self.0.back_mut() {
            last.cpu.add(cpu);
            last.memory.add(memory);
        }
    }

    fn is_outdated(&self, minute: i64) -> bool {
        let newest = self.0.back().map_or(i64::MIN, |last| last.minute);
        newest.saturating_add(60) <= minute
    }

    fn present(&self, minute: i64) -> Option<Minute> {
        let newest = self.0.back()?;
        (minute - newest.minute < PRESENT_MINUTES).then_some(*newest)
    }
}

/// What an instance has registered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Registered<'a> {
    pub(crate) cluster: &'a str,
    pub(crate) cpu: i64,
    pub(crate) memory_mib: i64,
}

/// A task in an agent's report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reported<'a> {
    pub(crate) id: TaskId,
    pub(crate) service: Option<&'a str>,
    pub(crate) reserved_cpu: i64,
    pub(crate) reserved_memory_mib: i64,
    pub(crate) metric: &'a TaskMetric,
}

/// All figures.
#[derive(Debug, Default)]
pub(crate) struct Utilisation(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// When what is outdated was last removed.
    tidied: i64,
    tasks: HashMap<TaskId, Series>,
    /// By cluster and service; the cluster itself has an empty service.
    groups: BTreeMap<(String, String), Series>,
}

impl Utilisation {
    /// Takes one report of an instance's agent in. `finished` if it ends a round.
    pub(crate) fn report(
        &self,
        now_ms: i64,
        instance: Registered<'_>,
        tasks: &[Reported<'_>],
        finished: bool,
    ) {
        let minute = now_ms.div_euclid(MINUTE_MS);
        let (cpu, memory) = (float(instance.cpu), float(instance.memory_mib));
        let mut inner = self.0.lock();
        inner.tidy(minute);
        for task in tasks {
            let used_cpu = sum(task.metric, |it| it.cpu_stats_set) / 100.0 * cpu;
            let used_memory = sum(task.metric, |it| it.memory_stats_set);
            let share = |used, of: i64| Share {
                used,
                of: float(of),
            };
            let shares = (
                share(used_cpu, task.reserved_cpu),
                share(used_memory, task.reserved_memory_mib),
            );
            if inner.tasks.len() < TASKS_MAX || inner.tasks.contains_key(&task.id) {
                let series = inner.tasks.entry(task.id).or_default();
                series.add(minute, shares.0, shares.1);
            }
            if let Some(service) = task.service {
                inner.add(instance.cluster, service, minute, shares);
            }
            let of_cluster = (share(used_cpu, 0), share(used_memory, 0));
            inner.add(instance.cluster, "", minute, of_cluster);
        }
        if finished {
            let whole = |of| Share { used: 0.0, of };
            inner.add(instance.cluster, "", minute, (whole(cpu), whole(memory)));
        }
    }

    /// A task's last hour, oldest first.
    pub(crate) fn of_task(&self, task: TaskId) -> Vec<Minute> {
        let inner = self.0.lock();
        let series = inner.tasks.get(&task).into_iter();
        series.flat_map(|series| series.0.iter().copied()).collect()
    }

    /// A service's last hour, oldest first; that of the cluster if `service` is empty.
    pub(crate) fn of_service(&self, cluster: &str, service: &str) -> Vec<Minute> {
        let inner = self.0.lock();
        let key = (cluster.to_owned(), service.to_owned());
        let series = inner.groups.get(&key).into_iter();
        series.flat_map(|series| series.0.iter().copied()).collect()
    }

    /// The present figures as Prometheus reads them.
    pub(crate) fn render(&self, text: &mut String, now_ms: i64) {
        let minute = now_ms.div_euclid(MINUTE_MS);
        let inner = self.0.lock();
        for (resource, word) in [("cpu", "CPU"), ("memory", "Memory")] {
            for (kind, what) in [
                ("service", "that its tasks reserve"),
                ("cluster", "that its instances register"),
            ] {
                let name = format!("berth_{kind}_{resource}_utilization_percent");
                // Writing to a string cannot fail, here and below.
                let _ = writeln!(
                    text,
                    "# HELP {name} {word} in use, percent of the one {what}.\n# TYPE {name} gauge"
                );
                for ((cluster, service), series) in &inner.groups {
                    let percent = series.present(minute).and_then(|present| match resource {
                        "cpu" => present.cpu.percent(),
                        _ => present.memory.percent(),
                    });
                    let Some(percent) =
                        percent.filter(|_| service.is_empty() == (kind == "cluster"))
                    else {
                        continue;
                    };
                    let of = match kind {
                        "service" => format!(",service=\"{service}\""),
                        _ => String::new(),
                    };
                    let _ = writeln!(text, "{name}{{cluster=\"{cluster}\"{of}}} {percent}");
                }
            }
        }
    }
}

impl Inner {
    fn add(&mut self, cluster: &str, service: &str, minute: i64, shares: (Share, Share)) {
        let key = (cluster.to_owned(), service.to_owned());
        if self.groups.len() < GROUPS_MAX || self.groups.contains_key(&key) {
            let series = self.groups.entry(key).or_default();
            series.add(minute, shares.0, shares.1);
        }
    }

    /// Once a minute.
    fn tidy(&mut self, minute: i64) {
        if self.tidied == minute {
            return;
        }
        self.tidied = minute;
        self.tasks.retain(|_, series| !series.is_outdated(minute));
        self.groups.retain(|_, series| !series.is_outdated(minute));
    }
}

/// What a cluster's tasks have reserved of what its instances register, as Prometheus reads it.
pub(crate) fn render_reservations(text: &mut String, state: &State) {
    let mut clusters: BTreeMap<&str, (Share, Share)> = BTreeMap::new();
    for instance in state.instances() {
        if instance.status == berth_model::InstanceStatus::Inactive {
            continue;
        }
        let usage = state.usage(instance.id);
        let (cpu, memory) = clusters.entry(&instance.cluster).or_default();
        cpu.add(Share {
            used: float(usage.cpu),
            of: float(instance.registered.cpu),
        });
        memory.add(Share {
            used: float(usage.memory_mib),
            of: float(instance.registered.memory_mib),
        });
    }
    for (resource, word) in [("cpu", "CPU"), ("memory", "Memory")] {
        let name = format!("berth_cluster_{resource}_reservation_percent");
        let _ = writeln!(
            text,
            "# HELP {name} {word} reserved by tasks, percent of the one registered.\n\
             # TYPE {name} gauge"
        );
        for (cluster, (cpu, memory)) in &clusters {
            let share = if resource == "cpu" { cpu } else { memory };
            if let Some(percent) = share.percent() {
                let _ = writeln!(text, "{name}{{cluster=\"{cluster}\"}} {percent}");
            }
        }
    }
}

/// How much of each capacity provider that scales its tasks need, as ECS tells CloudWatch.
pub(crate) fn render_capacity(text: &mut String, state: &State) {
    let name = "berth_capacity_provider_reservation_percent";
    let _ = writeln!(
        text,
        "# HELP {name} Container instances that tasks need, percent of those there are.\n\
         # TYPE {name} gauge"
    );
    for cluster in state.clusters() {
        for provider in &cluster.capacity_providers {
            let record = state.capacity_provider(provider);
            if record.is_some_and(|it| it.scales()) {
                let reserved =
                    berth_ecs::capacity_providers::reserved(state, &cluster.name, provider);
                let (cluster, percent) = (&cluster.name, reserved.percent());
                let _ = writeln!(
                    text,
                    "{name}{{cluster=\"{cluster}\",capacity_provider=\"{provider}\"}} {percent}"
                );
            }
        }
    }
}

/// The mean of a task's samples, summed over its containers.
fn sum(
    metric: &TaskMetric,
    set: impl Fn(&berth_link::tcs::ContainerMetric) -> Option<StatsSet>,
) -> f64 {
    let sets = metric.container_metrics.iter().filter_map(set);
    sets.filter(|set| set.sample_count > 0 && set.sum.is_finite())
        .map(|set| set.sum / float(set.sample_count))
        .sum()
}

#[allow(clippy::cast_precision_loss, reason = "a figure for a chart")]
fn float(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_link::tcs::ContainerMetric;

    const INSTANCE: Registered<'static> = Registered {
        cluster: "default",
        cpu: 2048,
        memory_mib: 4096,
    };

    fn metric(cpu_percent: f64, memory_mib: f64) -> TaskMetric {
        TaskMetric {
            container_metrics: vec![ContainerMetric {
                cpu_stats_set: StatsSet::of(&[cpu_percent, cpu_percent]),
                memory_stats_set: StatsSet::of(&[memory_mib]),
                ..ContainerMetric::default()
            }],
            ..TaskMetric::default()
        }
    }

    fn reported(
        id: u128,
        service: Option<&'static str>,
        metric: &'static TaskMetric,
    ) -> Reported<'static> {
        Reported {
            id: TaskId::new(id),
            service,
            reserved_cpu: 256,
            reserved_memory_mib: 512,
            metric,
        }
    }

    fn leaked(cpu_percent: f64, memory_mib: f64) -> &'static TaskMetric {
        Box::leak(Box::new(metric(cpu_percent, memory_mib)))
    }

    #[test]
    fn a_service_uses_a_share_of_what_its_tasks_reserve() {
        let all = Utilisation::default();
        // A quarter of the instance is twice what the first reserves; the other does nothing.
        let tasks = [
            reported(1, Some("web"), leaked(25.0, 128.0)),
            reported(2, Some("web"), leaked(0.0, 128.0)),
            reported(3, None, leaked(25.0, 256.0)),
        ];
        all.report(90_000, INSTANCE, &tasks, true);
        let of = |minutes: Vec<Minute>| {
            let [minute] = minutes.as_slice() else {
                panic!("{minutes:?}");
            };
            (minute.cpu.percent(), minute.memory.percent())
        };
        assert_eq!(of(all.of_task(TaskId::new(1))), (Some(200.0), Some(25.0)));
        assert_eq!(
            of(all.of_service("default", "web")),
            (Some(100.0), Some(25.0))
        );
        assert_eq!(of(all.of_service("default", "")), (Some(50.0), Some(12.5)));
        let mut text = String::new();
        all.render(&mut text, 90_000);
        let line =
            "berth_service_cpu_utilization_percent{cluster=\"default\",service=\"web\"} 100\n";
        assert!(text.contains(line), "{text}");
        let line = "berth_cluster_memory_utilization_percent{cluster=\"default\"} 12.5\n";
        assert!(text.contains(line), "{text}");
        // What is old is not the present, and after an hour it is gone.
        let mut text = String::new();
        all.render(&mut text, 90_000 + PRESENT_MINUTES * MINUTE_MS);
        assert!(!text.contains("web"), "{text}");
        all.report(90_000 + 60 * MINUTE_MS, INSTANCE, &[], true);
        assert_eq!(all.of_task(TaskId::new(1)), []);
    }

    #[test]
    fn an_hour_is_kept_and_an_idle_instance_counts() {
        let all = Utilisation::default();
        for minute in 0..100 {
            for _ in 0..3 {
                all.report(minute * MINUTE_MS, INSTANCE, &[], true);
            }
        }
        let minutes = all.of_service("default", "");
        assert_eq!(minutes.len(), MINUTES);
        assert_eq!(minutes.last().map(|it| it.minute), Some(99));
        assert_eq!(minutes[0].cpu.percent(), Some(0.0));
    }
}
