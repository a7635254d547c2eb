//! Which instance's agent is connected, and what is remembered between its connections.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use berth_link::acs::{ContainerPull, PULLS_MAX};
use berth_link::tcs::TaskMetric;
use berth_model::{InstanceId, TaskId, Timestamp};
use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

use crate::utilisation::{Minute, Utilisation};

/// Tasks of an instance whose figures are kept.
const METRICS_MAX: usize = 1024;

/// How connections with agents behave.
#[derive(Clone, Copy, Debug)]
pub struct LinkOptions {
    /// Between two heartbeats. Agents give up after a minute of silence; what is not
    /// acknowledged within a whole interval is sent again.
    pub heartbeat: Duration,
    /// Heartbeats that may stay unanswered before the agent counts as gone.
    pub missed_max: u32,
    /// Between two websocket pings, which every agent's library answers by itself. They find a
    /// dead host much sooner than heartbeats, and cost an agent next to nothing.
    pub ping: Duration,
    /// Pings that may go by without any frame from the agent before its host counts as dead.
    pub pings_missed_max: u32,
}

impl Default for LinkOptions {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(30),
            missed_max: 3,
            ping: Duration::from_secs(2),
            pings_missed_max: 4,
        }
    }
}

/// All connections, by instance.
#[derive(Default)]
pub(crate) struct Links(Mutex<Inner>, Utilisation);

#[derive(Default)]
struct Inner {
    /// Rises with every connection, so that one can be told from its successor.
    last: u64,
    instances: HashMap<InstanceId, Entry>,
}

#[derive(Default)]
struct Entry {
    current: Option<Current>,
    /// Expiry of the credentials the agent has taken, by credentials id. They outlive a
    /// connection, since an agent that comes back asks for none.
    credentials: HashMap<String, Timestamp>,
    /// Pulls under way, while the agent is connected.
    pulls: Vec<ContainerPull>,
    /// Newest figures by task ARN.
    metrics: HashMap<String, TaskMetric>,
}

struct Current {
    number: u64,
    replaced: CancellationToken,
}

/// A connection's place in the registry.
pub(super) struct Place {
    pub(super) number: u64,
    /// Cancelled when a newer connection of the same instance takes over.
    pub(super) replaced: CancellationToken,
}

impl Links {
    /// Takes the instance's place; a connection that has it is told to go.
    pub(super) fn take(&self, instance: InstanceId) -> Place {
        let mut inner = self.0.lock();
        inner.last += 1;
        let (number, replaced) = (inner.last, CancellationToken::new());
        let entry = inner.instances.entry(instance).or_default();
        let current = Current {
            number,
            replaced: replaced.clone(),
        };
        if let Some(previous) = entry.current.replace(current) {
            previous.replaced.cancel();
        }
        Place { number, replaced }
    }

    /// Gives the place up; whether it was still this connection's.
    pub(super) fn leave(&self, instance: InstanceId, number: u64) -> bool {
        let mut inner = self.0.lock();
        let Some(entry) = inner.instances.get_mut(&instance) else {
            return false;
        };
        let ours = entry.current.as_ref().is_some_and(|it| it.number == number);
        if ours {
            entry.current = None;
            entry.pulls.clear();
        }
        ours
    }

    /// How many agents are connected.
    pub(crate) fn connected(&self) -> usize {
        let inner = self.0.lock();
        inner
            .instances
            .values()
            .filter(|it| it.current.is_some())
            .count()
    }

    /// What the instance's agent has taken, by credentials id.
    pub(super) fn credentials(&self, instance: InstanceId) -> HashMap<String, Timestamp> {
        let inner = self.0.lock();
        inner
            .instances
            .get(&instance)
            .map(|it| it.credentials.clone())
            .unwrap_or_default()
    }

    /// Remembers what the instance's agent has taken, if the connection still has the place.
    pub(super) fn remember(
        &self,
        instance: InstanceId,
        number: u64,
        credentials: &HashMap<String, Timestamp>,
    ) {
        if let Some(entry) = self.0.lock().instances.get_mut(&instance)
            && entry.current.as_ref().is_some_and(|it| it.number == number)
            && entry.credentials != *credentials
        {
            entry.credentials.clone_from(credentials);
        }
    }

    /// What tasks use of what they reserve.
    pub(crate) const fn utilisation(&self) -> &Utilisation {
        &self.1
    }

    /// Keeps what an agent says of its pulls, if the connection still has the place.
    pub(super) fn keep_pulls(
        &self,
        instance: InstanceId,
        number: u64,
        mut pulls: Vec<ContainerPull>,
    ) {
        pulls.truncate(PULLS_MAX);
        if let Some(entry) = self.0.lock().instances.get_mut(&instance)
            && entry.current.as_ref().is_some_and(|it| it.number == number)
        {
            entry.pulls = pulls;
        }
    }

    /// The pulls under way on all connected instances, in order of tasks and containers.
    pub(crate) fn pulls(&self) -> Vec<ContainerPull> {
        let inner = self.0.lock();
        let entries = inner.instances.values();
        let mut all: Vec<_> = entries.flat_map(|it| it.pulls.iter().cloned()).collect();
        all.sort_by(|a, b| (&a.task_arn, &a.container_name).cmp(&(&b.task_arn, &b.container_name)));
        all
    }

    /// Forgets an instance that is gone for good.
    pub(super) fn forget(&self, instance: InstanceId) {
        self.0.lock().instances.remove(&instance);
    }

    /// Keeps the figures of one frame. `first` drops those of the rounds before.
    pub(super) fn keep_metrics(&self, instance: InstanceId, metrics: Vec<TaskMetric>, first: bool) {
        let mut inner = self.0.lock();
        let entry = inner.instances.entry(instance).or_default();
        if first {
            entry.metrics.clear();
        }
        for metric in metrics {
            if entry.metrics.len() < METRICS_MAX || entry.metrics.contains_key(&metric.task_arn) {
                entry.metrics.insert(metric.task_arn.clone(), metric);
            }
        }
    }

    /// Newest figures of a task on an instance.
    fn metrics(&self, instance: InstanceId, task_arn: &str) -> Option<TaskMetric> {
        let inner = self.0.lock();
        inner
            .instances
            .get(&instance)?
            .metrics
            .get(task_arn)
            .cloned()
    }
}

/// What agents tell of the tasks that run: the newest figures, in memory only. Cheap to clone.
#[derive(Clone)]
pub struct Telemetry(pub(crate) Arc<Links>);

impl Telemetry {
    /// The newest figures of a task on an instance.
    #[must_use]
    pub fn of(&self, instance: InstanceId, task_arn: &str) -> Option<TaskMetric> {
        self.0.metrics(instance, task_arn)
    }

    /// A task's last hour, a figure a minute, oldest first.
    #[must_use]
    pub fn of_task(&self, task: TaskId) -> Vec<Minute> {
        self.0.utilisation().of_task(task)
    }

    /// The same of a service, or, if `service` is empty, of the cluster.
    #[must_use]
    pub fn of_service(&self, cluster: &str, service: &str) -> Vec<Minute> {
        self.0.utilisation().of_service(cluster, service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_connection_has_the_place() {
        let (links, instance) = (Links::default(), InstanceId::new(1));
        let first = links.take(instance);
        let second = links.take(instance);
        assert!(first.replaced.is_cancelled());
        assert!(!second.replaced.is_cancelled());
        assert!(!links.leave(instance, first.number));
        assert_eq!(links.connected(), 1);
        assert!(links.leave(instance, second.number));
        assert_eq!(links.connected(), 0);
    }
}
