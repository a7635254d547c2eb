//! Figures of the running containers, from their shims.

use std::collections::BTreeMap;

use berth_link::tcs::{ContainerMetric, StatsSet, TaskMetric};
use berth_task_engine::TaskView;
use tokio::time::Instant;

use crate::effects::Executor;

/// Remembers the last sample of each container: processor time is a difference.
#[derive(Debug)]
pub(crate) struct Sampler {
    cores: u32,
    last: BTreeMap<(String, String), (Instant, u64)>,
}

impl Sampler {
    pub(crate) const fn new(cores: u32) -> Self {
        Self {
            cores,
            last: BTreeMap::new(),
        }
    }

    /// One sample of every running container; tasks without any figures are left out.
    pub(crate) async fn sample<E: Executor>(
        &mut self,
        views: &[TaskView],
        executor: &E,
    ) -> Vec<TaskMetric> {
        let mut next = BTreeMap::new();
        let mut tasks = Vec::new();
        for view in views {
            let mut container_metrics = Vec::new();
            for name in &view.running {
                let Some(stats) = executor.stats(&view.arn, name).await else {
                    continue;
                };
                let key = (view.arn.clone(), name.clone());
                let now = (Instant::now(), stats.cpu_total_ns);
                let cpu = self
                    .last
                    .get(&key)
                    .and_then(|last| self.cpu_percent(*last, now));
                next.insert(key, now);
                #[allow(clippy::cast_precision_loss, reason = "a figure for a chart")]
                let memory_mib = stats.memory_bytes as f64 / (1024.0 * 1024.0);
                container_metrics.push(ContainerMetric {
                    container_name: name.clone(),
                    cpu_stats_set: cpu.and_then(|cpu| StatsSet::of(&[cpu])),
                    memory_stats_set: StatsSet::of(&[memory_mib]),
                    ..ContainerMetric::default()
                });
            }
            if !container_metrics.is_empty() {
                tasks.push(TaskMetric {
                    task_arn: view.arn.clone(),
                    task_definition_family: view.family.clone(),
                    task_definition_version: view.version.clone(),
                    container_metrics,
                });
            }
        }
        self.last = next;
        tasks
    }

    /// Percent of the whole instance: all cores are 100.
    #[allow(clippy::cast_precision_loss, reason = "a figure for a chart")]
    fn cpu_percent(&self, last: (Instant, u64), now: (Instant, u64)) -> Option<f64> {
        let elapsed_ns = now.0.duration_since(last.0).as_nanos() as f64;
        let used_ns = now.1.checked_sub(last.1)? as f64;
        let share = used_ns / elapsed_ns / f64::from(self.cores.max(1));
        (elapsed_ns > 0.0).then_some(share * 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn one_busy_core_of_two_is_half_of_the_instance() {
        let sampler = Sampler::new(2);
        let then = Instant::now();
        let now = then + Duration::from_secs(20);
        let percent = sampler
            .cpu_percent((then, 5), (now, 20_000_000_005))
            .expect("time passed");
        assert!((percent - 50.0).abs() < 0.001, "{percent}");
        assert_eq!(sampler.cpu_percent((then, 5), (now, 4)), None);
        assert_eq!(sampler.cpu_percent((then, 5), (then, 5)), None);
    }
}
