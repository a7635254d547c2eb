//! The engine: all tasks of the instance, one event at a time.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use berth_link::acs::DesiredStatus;
use berth_link::shim::Health;
use serde::{Deserialize, Serialize};

use crate::action::{Action, Command};
use crate::admission::Account;
use crate::event::Event;
use crate::task::{Status, Task};

/// What the engine can be told once. Times in milliseconds, memory in MiB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// CPU units of the instance, 1024 a core.
    pub cpu: i64,
    /// Memory for tasks.
    pub memory_mib: i64,
    /// TCP ports that no task gets.
    pub reserved_ports: BTreeSet<u16>,
    /// UDP ports that no task gets.
    pub reserved_ports_udp: BTreeSet<u16>,
    /// From the stop signal to SIGKILL, unless the container says otherwise.
    pub stop_timeout_ms: u64,
    /// From a task's end to the removal of its containers.
    pub cleanup_wait_ms: i64,
    /// Each task waits up to so much longer, by its arn, so that many that ended together are not
    /// removed together.
    pub cleanup_jitter_ms: i64,
    /// Containers whose logs cannot be shipped are removed all the same after this.
    pub logs_wait_ms: i64,
    /// Container news waits this long for the task's own.
    pub news_wait_ms: i64,
    /// A task that the manifest lists and nobody knows here gets this long to come with a payload.
    pub missing_wait_ms: i64,
    /// An arn is remembered this long after the task's removal, so that it never runs again.
    pub remember_ms: i64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            cpu: 1024,
            memory_mib: 1024,
            reserved_ports: [22, 2375, 2376, 51678, 51679, 51680].into(),
            reserved_ports_udp: BTreeSet::new(),
            stop_timeout_ms: 30_000,
            cleanup_wait_ms: 3 * 3_600_000,
            cleanup_jitter_ms: 0,
            logs_wait_ms: 72 * 3_600_000,
            news_wait_ms: 10_000,
            missing_wait_ms: 10_000,
            remember_ms: 24 * 3_600_000,
        }
    }
}

impl Config {
    /// From a task's end to the removal of its containers: the same after every restart.
    pub(crate) fn cleanup_wait_ms(&self, arn: &str) -> i64 {
        // FNV-1a: any spread will do.
        let hash = arn.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let span = u64::try_from(self.cleanup_jitter_ms).unwrap_or(0) + 1;
        let jitter_ms = i64::try_from(hash % span).unwrap_or(0);
        self.cleanup_wait_ms.saturating_add(jitter_ms)
    }
}

/// No more arns than this are remembered after removal.
const REMEMBERED_MAX: usize = 10_000;

/// The part of the state that belongs to no task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// The container instance whose messages these were; empty at first.
    #[serde(default)]
    pub container_instance_arn: String,
    /// The newest sequence number of payloads and manifests; -1 at first.
    pub newest_sequence: i64,
    /// The manifest whose verification is awaited.
    pub manifest: Option<String>,
    /// Tasks waiting for room, in order of arrival.
    pub queue: VecDeque<String>,
    /// Tasks removed from here, and when. In a checkpoint they are records of their own: there can
    /// be ten thousand, and one more comes with every task.
    #[serde(default, skip_serializing)]
    pub remembered: BTreeMap<String, i64>,
}

impl Shared {
    /// All but what is remembered.
    fn without_memory(&self) -> Self {
        Self {
            container_instance_arn: self.container_instance_arn.clone(),
            newest_sequence: self.newest_sequence,
            manifest: self.manifest.clone(),
            queue: self.queue.clone(),
            remembered: BTreeMap::new(),
        }
    }
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            container_instance_arn: String::new(),
            newest_sequence: -1,
            manifest: None,
            queue: VecDeque::new(),
            remembered: BTreeMap::new(),
        }
    }
}

/// What is to be written to the checkpoint.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// Tasks by arn; `None` for those that are gone.
    pub tasks: Vec<(String, Option<&'a Task>)>,
    /// Removed tasks by arn and when that was; `None` for those that are forgotten.
    pub remembered: Vec<(String, Option<i64>)>,
    /// The rest, if it has changed.
    pub shared: Option<&'a Shared>,
}

/// What a metrics publisher needs to know of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskView {
    /// The task.
    pub arn: String,
    /// Task definition family.
    pub family: String,
    /// Task definition revision.
    pub version: String,
    /// Those that run.
    pub running: Vec<String>,
    /// What else is to be known of those.
    pub containers: Vec<ContainerView>,
}

/// A running container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerView {
    /// Its name in the task.
    pub name: String,
    /// How often it was begun again in place.
    pub restart_count: u32,
    /// What its health check says; `None` without one, and until the shim has told.
    pub health: Option<Arc<Health>>,
    /// Whether the control plane is told of its health.
    pub reports_health: bool,
}

/// All tasks of the container instance.
#[derive(Debug)]
pub struct Engine {
    pub(crate) config: Config,
    pub(crate) tasks: BTreeMap<String, Task>,
    pub(crate) shared: Shared,
    pub(crate) account: Account,
    /// Tasks that should run here and are not known, and when they are given up.
    pub(crate) missing: BTreeMap<String, i64>,
    changed: BTreeSet<String>,
    /// Arns that are remembered or forgotten since the last writing.
    memory_changed: BTreeSet<String>,
    /// The shared state as it was written last, without its memory.
    written: Shared,
    armed: Option<i64>,
}

impl Engine {
    /// An engine without tasks.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self::restore(config, Shared::default(), BTreeMap::new())
    }

    /// An engine as the checkpoint has it. Call [`Engine::recover`] before anything else.
    #[must_use]
    pub fn restore(config: Config, mut shared: Shared, tasks: BTreeMap<String, Task>) -> Self {
        let mut account = Account::new(&config);
        let written = shared.without_memory();
        for task in tasks.values() {
            if task.admitted && task.status() != Status::Stopped {
                account.take(&task.spec);
            }
            let waits = !task.admitted && task.desired == DesiredStatus::Running;
            if waits && !shared.queue.contains(&task.spec.arn) {
                shared.queue.push_back(task.spec.arn.clone());
            }
        }
        Self {
            config,
            tasks,
            written,
            shared,
            account,
            missing: BTreeMap::new(),
            changed: BTreeSet::new(),
            memory_changed: BTreeSet::new(),
            armed: None,
        }
    }

    /// What there is to do after a restart: the shims are found again, then everything goes on.
    pub fn recover(&mut self, now_ms: i64) -> Vec<Action> {
        let mut actions = Vec::new();
        for task in self.tasks.values_mut() {
            if !task.setup_ordered {
                continue;
            }
            // It may have ended without that being carried out.
            if task.stopped_ms.is_some() {
                actions.extend(task.detach().map(Action::Execute));
            }
            task.resuming = true;
            let images = task
                .containers
                .iter()
                .filter(|(_, container)| container.create_ordered)
                .filter_map(|(name, container)| Some((name.clone(), container.image.clone()?)))
                .collect();
            actions.push(Action::Execute(Command::Reconnect {
                task: Arc::clone(&task.spec),
                images,
            }));
        }
        let all: Vec<String> = self.tasks.keys().cloned().collect();
        self.settle(all, now_ms, &mut actions);
        actions
    }

    /// Takes one event; the actions that follow, in the order in which they should be begun.
    pub fn handle(&mut self, event: Event, now_ms: i64) -> Vec<Action> {
        let mut actions = Vec::new();
        let touched = match event {
            Event::Registered {
                container_instance_arn,
            } => self.registered(container_instance_arn),
            Event::Payload(payload) => self.payload(payload, &mut actions),
            Event::Manifest(manifest) => self.manifest(manifest, now_ms, &mut actions),
            Event::StopVerified(ack) => self.stop_verified(&ack),
            Event::ReportAccepted { task_arn, sequence }
            | Event::ReportRejected { task_arn, sequence } => {
                self.report_answered(&task_arn, sequence);
                vec![task_arn]
            }
            Event::Fact { task_arn, fact } => {
                if let Some(task) = self.tasks.get_mut(&task_arn) {
                    crate::facts::apply(task, fact, now_ms);
                }
                vec![task_arn]
            }
            Event::Tick => {
                self.armed = None;
                self.forget(now_ms);
                self.give_up_missing(now_ms);
                self.tasks.keys().cloned().collect()
            }
        };
        self.settle(touched, now_ms, &mut actions);
        actions
    }

    /// Brings the touched tasks forward, then those for which there is room now.
    fn settle(&mut self, touched: Vec<String>, now_ms: i64, actions: &mut Vec<Action>) {
        let mut work = VecDeque::from(touched);
        loop {
            while let Some(arn) = work.pop_front() {
                self.bring_forward(&arn, now_ms, actions);
            }
            match self.admit_next() {
                Some(arn) => work.push_back(arn),
                None => break,
            }
        }
        let due = self
            .tasks
            .values()
            .filter_map(|task| task.due_ms(&self.config))
            .chain(self.missing.values().copied())
            .min();
        if let Some(at_ms) = due
            && self.armed.is_none_or(|armed| armed != at_ms)
        {
            self.armed = Some(at_ms);
            actions.push(Action::ArmTimer { at_ms });
        }
    }

    fn bring_forward(&mut self, arn: &str, now_ms: i64, actions: &mut Vec<Action>) {
        let Some(task) = self.tasks.get_mut(arn) else {
            return;
        };
        self.changed.insert(arn.to_owned());
        crate::advance::advance(task, &self.config, now_ms, actions);
        if task.status() == Status::Stopped && task.stopped_ms.is_none() {
            task.stopped_ms = Some(now_ms);
            if !task.containers.is_empty() {
                task.order_stop();
            }
            if task.admitted {
                self.account.give_back(&task.spec);
            }
            actions.extend(task.detach().map(Action::Execute));
            self.shared.queue.retain(|waiting| waiting != arn);
        }
        crate::outbox::collect(task, &self.config, now_ms);
        crate::outbox::send_first(task, actions);
        if crate::advance::clean_up(task, &self.config, now_ms, actions) {
            self.tasks.remove(arn);
            self.shared.remembered.insert(arn.to_owned(), now_ms);
            self.memory_changed.insert(arn.to_owned());
        }
    }

    fn forget(&mut self, now_ms: i64) {
        let remember_ms = self.config.remember_ms;
        let remembered = &mut self.shared.remembered;
        let mut by_age: Vec<(i64, String)> = remembered
            .iter()
            .filter(|(_, at_ms)| now_ms - **at_ms >= remember_ms)
            .map(|(arn, at_ms)| (*at_ms, arn.clone()))
            .collect();
        if remembered.len() - by_age.len() > REMEMBERED_MAX {
            let all = remembered.iter();
            by_age = all.map(|(arn, at_ms)| (*at_ms, arn.clone())).collect();
            by_age.sort_unstable();
            by_age.truncate(remembered.len() - REMEMBERED_MAX);
        }
        for (_, arn) in by_age {
            remembered.remove(&arn);
            self.memory_changed.insert(arn);
        }
    }

    /// What has changed since the last call.
    pub fn take_changes(&mut self) -> Changes<'_> {
        let shared = self.shared.without_memory();
        let shared_changed = self.written != shared;
        self.written = shared;
        let memory = std::mem::take(&mut self.memory_changed).into_iter();
        Changes {
            remembered: memory
                .map(|arn| {
                    let at_ms = self.shared.remembered.get(&arn).copied();
                    (arn, at_ms)
                })
                .collect(),
            tasks: std::mem::take(&mut self.changed)
                .into_iter()
                .map(|arn| {
                    let task = self.tasks.get(&arn);
                    (arn, task)
                })
                .collect(),
            shared: shared_changed.then_some(&self.shared),
        }
    }

    /// All tasks by arn.
    #[must_use]
    pub const fn tasks(&self) -> &BTreeMap<String, Task> {
        &self.tasks
    }

    /// The state that belongs to no task.
    #[must_use]
    pub const fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The tasks that have running containers.
    #[must_use]
    pub fn running(&self) -> Vec<TaskView> {
        self.tasks
            .iter()
            .map(|(arn, task)| {
                let containers = containers_running(task);
                TaskView {
                    arn: arn.clone(),
                    family: task.spec.family.clone(),
                    version: task.spec.version.clone(),
                    running: containers.iter().map(|it| it.name.clone()).collect(),
                    containers,
                }
            })
            .filter(|view| !view.running.is_empty())
            .collect()
    }

    /// Whether the task is here and has not stopped; its credentials are kept that long.
    #[must_use]
    pub fn is_alive(&self, arn: &str) -> bool {
        self.tasks
            .get(arn)
            .is_some_and(|task| task.status() != Status::Stopped)
    }

    pub(crate) fn wants_to_run(&self, arn: &str) -> bool {
        self.tasks
            .get(arn)
            .is_some_and(|task| task.desired == DesiredStatus::Running)
    }
}

fn containers_running(task: &Task) -> Vec<ContainerView> {
    let running = task.containers.iter();
    running
        .filter(|(_, container)| container.status == Status::Running)
        .map(|(name, container)| ContainerView {
            name: name.clone(),
            restart_count: container.restart_count,
            health: container.health.clone(),
            reports_health: task
                .spec
                .container(name)
                .is_some_and(|spec| spec.health_check_type == "docker"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_for_removal_is_spread_and_the_same_each_time() {
        let config = Config {
            cleanup_wait_ms: 1_000,
            cleanup_jitter_ms: 500,
            ..Config::default()
        };
        let waits: BTreeSet<i64> = (0..100)
            .map(|number| config.cleanup_wait_ms(&format!("task/{number}")))
            .collect();
        assert!(waits.iter().all(|wait| (1_000..=1_500).contains(wait)));
        assert!(waits.len() > 50, "{}", waits.len());
        assert_eq!(config.cleanup_wait_ms("t"), config.cleanup_wait_ms("t"));
        let even = Config::default();
        assert_eq!(even.cleanup_wait_ms("t"), even.cleanup_wait_ms);
    }
}
