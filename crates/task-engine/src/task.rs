//! What is known of one task. This is what the checkpoint holds.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use berth_link::acs::{self, DesiredStatus};
use berth_link::shim::{Exit, Health, HealthStatus};
use serde::{Deserialize, Serialize};

use crate::action::Command;
use crate::event::{Failure, ImageFacts};
use crate::report::{ContainerStateChange, NetworkBinding, ReportStatus, TaskStateChange};

/// How far a container is, or a task by its least advanced container. Only moves forward, but that a
/// container which is begun again in place is [`Status::Pulled`] until it runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Nothing has happened.
    #[default]
    None,
    /// The image's digest is known.
    ManifestPulled,
    /// The image is in the store.
    Pulled,
    /// Made; its program does not run yet.
    Created,
    /// Its program runs.
    Running,
    /// It has ended, or will never begin.
    Stopped,
}

/// One task of this instance.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Task {
    /// As it came, without the keys of its credentials.
    pub spec: Arc<acs::Task>,
    /// What it should become; STOPPED is never taken back.
    pub desired: DesiredStatus,
    /// Why the task as a whole stops, if its containers do not say it.
    pub reason: String,
    /// It has its share of the instance's resources.
    pub admitted: bool,
    /// `EnsureTask` has been ordered at least once: there may be a shim.
    pub setup_ordered: bool,
    /// Its containers by name.
    pub containers: BTreeMap<String, Container>,
    /// When the first pull began.
    pub pull_started_ms: Option<i64>,
    /// When the last pull ended.
    pub pull_stopped_ms: Option<i64>,
    /// When it was first found that the task has to end.
    pub execution_stopped_ms: Option<i64>,
    /// When the last container had ended.
    pub stopped_ms: Option<i64>,
    /// The control plane knows that it has stopped.
    pub stop_accepted: bool,

    /// Container news not yet in a report.
    pub(crate) news: Vec<ContainerStateChange>,
    /// When the news is sent without waiting any longer.
    pub(crate) news_due_ms: Option<i64>,
    /// The furthest status that is in a report.
    pub(crate) reported: Option<ReportStatus>,
    /// Reports not yet accepted, in order, and the first one's number.
    pub(crate) outbox: VecDeque<TaskStateChange>,
    pub(crate) outbox_first: u64,
    /// Its network interface is there.
    #[serde(default)]
    pub(crate) attached: bool,
    /// That is in a report.
    #[serde(default)]
    pub(crate) attachment_reported: bool,

    /// The facts are being collected after a restart; hands off meanwhile.
    #[serde(skip)]
    pub(crate) resuming: bool,
    /// The shim answers.
    #[serde(skip)]
    pub(crate) ready: bool,
    #[serde(skip)]
    pub(crate) setting_up: bool,
    #[serde(skip)]
    pub(crate) cleaning_up: bool,
    #[serde(skip)]
    pub(crate) reporting: bool,
}

/// One container of a task.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Container {
    /// How far it is.
    pub status: Status,
    /// The manifest's digest, once known.
    pub digest: Option<String>,
    /// Its image, once pulled.
    pub image: Option<ImageFacts>,
    /// Once made.
    pub runtime_id: Option<String>,
    /// Its init process, once made.
    pub pid: Option<u32>,
    /// Host ports, once made.
    pub network_bindings: Vec<NetworkBinding>,
    /// When it was seen made.
    #[serde(default)]
    pub created_ms: Option<i64>,
    /// When it was seen running.
    pub started_ms: Option<i64>,
    /// How it ended, if its program ran.
    pub exit: Option<Exit>,
    /// Why it ended, if the exit does not say it.
    pub failure: Option<Failure>,
    /// How often it was begun again in place.
    #[serde(default)]
    pub restart_count: u32,
    /// What its health check says, while it runs and is known.
    #[serde(skip)]
    pub health: Option<Arc<Health>>,

    /// It may exist: `CreateContainer` has been ordered.
    pub(crate) create_ordered: bool,
    /// It may have run: `StartContainer` has been ordered. Never ordered for a new container then.
    pub(crate) start_ordered: bool,
    pub(crate) logs_shipped: bool,
    pub(crate) deleted: bool,
    /// After a failed attempt to stop it: the next one, and how long the wait was.
    pub(crate) retry_ms: Option<i64>,
    pub(crate) retry_wait_ms: i64,

    /// The shim has it, although its creation was not answered before the restart.
    #[serde(skip)]
    pub(crate) found: bool,
    /// The unanswered command.
    #[serde(skip)]
    pub(crate) doing: Option<Doing>,
}

/// A command that has not been answered in this life of the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    Pull,
    Create,
    Start,
    Stop,
    Delete,
}

impl Container {
    /// Its program runs and its health check says that it works.
    pub(crate) fn is_healthy(&self) -> bool {
        let healthy = |health: &Arc<Health>| health.status == HealthStatus::Healthy;
        self.status == Status::Running && self.health.as_ref().is_some_and(healthy)
    }

    /// Its program has run, in this run or an earlier one.
    pub(crate) fn has_begun(&self) -> bool {
        self.start_ordered || self.restart_count > 0
    }

    pub(crate) fn has_unshipped_logs(&self) -> bool {
        self.create_ordered && self.runtime_id.is_some() && !self.logs_shipped
    }
}

impl Task {
    pub(crate) fn new(spec: acs::Task) -> Self {
        let containers = spec
            .containers
            .iter()
            .map(|container| (container.name.clone(), Container::default()))
            .collect();
        Self {
            desired: spec.desired_status,
            spec: Arc::new(spec),
            reason: String::new(),
            admitted: false,
            setup_ordered: false,
            containers,
            pull_started_ms: None,
            pull_stopped_ms: None,
            execution_stopped_ms: None,
            stopped_ms: None,
            stop_accepted: false,
            news: Vec::new(),
            news_due_ms: None,
            reported: None,
            outbox: VecDeque::new(),
            outbox_first: 1,
            attached: false,
            attachment_reported: false,
            resuming: false,
            ready: false,
            setting_up: false,
            cleaning_up: false,
            reporting: false,
        }
    }

    /// A task that is only there to be reported STOPPED.
    pub(crate) fn tombstone(arn: &str, reason: String) -> Self {
        let mut task = Self::new(acs::Task {
            arn: arn.to_owned(),
            desired_status: DesiredStatus::Stopped,
            ..acs::Task::default()
        });
        task.reason = reason;
        task
    }

    /// The order to remove its network interfaces, if it may have any.
    pub(crate) fn detach(&self) -> impl Iterator<Item = Command> {
        let interfaces = self.spec.elastic_network_interfaces.iter();
        let interfaces = interfaces.filter(|_| self.setup_ordered);
        interfaces.map(|interface| Command::DetachNetwork {
            task_arn: self.spec.arn.clone(),
            interface: interface.ec2_id.clone(),
        })
    }

    /// The least advanced container's status; a task without containers has stopped.
    #[must_use]
    pub fn status(&self) -> Status {
        self.containers
            .values()
            .map(|container| container.status)
            .min()
            .unwrap_or(Status::Stopped)
    }

    /// It has to end, or is about to: an essential container has ended for good.
    pub(crate) fn is_stopping(&self) -> bool {
        let ended = |spec: &acs::Container| {
            let container = self.containers.get(&spec.name);
            spec.essential && container.is_some_and(|it| it.status == Status::Stopped)
        };
        self.desired == DesiredStatus::Stopped || self.spec.containers.iter().any(ended)
    }

    /// It has to end from now on.
    pub(crate) fn order_stop(&mut self) {
        self.desired = DesiredStatus::Stopped;
    }

    /// The container's latest status as news.
    pub(crate) fn add_news(&mut self, name: &str, status: ReportStatus) {
        let Some(container) = self.containers.get(name) else {
            return;
        };
        let stopped = status == ReportStatus::Stopped;
        let ran = container
            .exit
            .as_ref()
            .filter(|exit| stopped && exit.start_error.is_none());
        self.news.push(ContainerStateChange {
            container_name: name.to_owned(),
            runtime_id: container.runtime_id.clone(),
            status,
            image_digest: container.digest.clone(),
            exit_code: ran.filter(|_| container.has_begun()).map(|exit| exit.code),
            reason: container
                .failure
                .as_ref()
                .filter(|_| stopped)
                .map(|failure| crate::outbox::cut(&failure.to_string())),
            network_bindings: match status {
                ReportStatus::Pending => Vec::new(),
                ReportStatus::Running | ReportStatus::Stopped => container.network_bindings.clone(),
            },
        });
    }

    /// The container has ended (or will never begin); `failure` says why if it is not by itself.
    pub(crate) fn container_stopped(&mut self, name: &str, failure: Option<Failure>) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        if container.status == Status::Stopped {
            return;
        }
        container.status = Status::Stopped;
        container.doing = None;
        container.retry_ms = None;
        container.health = None;
        if container.failure.is_none() {
            container.failure = failure;
        }
        self.add_news(name, ReportStatus::Stopped);
    }
}
