//! What the engine is told.

use std::collections::BTreeMap;

use berth_link::acs;
use berth_link::shim::{ContainerState, Exit, Health};
use serde::{Deserialize, Serialize};

use crate::report::NetworkBinding;

/// What the engine is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The agent is a container instance: the same as before, or another one.
    Registered {
        /// Its arn.
        container_instance_arn: String,
    },
    /// The control plane wants tasks started or stopped.
    Payload(acs::PayloadMessage),
    /// The control plane says what should be here.
    Manifest(acs::TaskManifestMessage),
    /// The control plane says which of the tasks we named are to be stopped.
    StopVerified(acs::TaskStopVerificationAck),
    /// The control plane has taken over a report.
    ReportAccepted {
        /// The task's arn.
        task_arn: String,
        /// The report's.
        sequence: u64,
    },
    /// The control plane will never take this report (`InvalidParameterException`).
    ReportRejected {
        /// The task's arn.
        task_arn: String,
        /// The report's.
        sequence: u64,
    },
    /// The executor has found something out.
    Fact {
        /// The task's arn.
        task_arn: String,
        /// What.
        fact: Fact,
    },
    /// The timer is due, or may be.
    Tick,
}

/// What the executor finds out about a task.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// The shim is there.
    TaskReady,
    /// The task's network interface is in its namespace.
    NetworkAttached,
    /// The shim or the task's directory could not be made.
    TaskFailed {
        /// Why.
        failure: Failure,
    },
    /// The task asks for something this agent does not do.
    Refused {
        /// For a person; names the field.
        reason: String,
    },
    /// The registry (or the store) has said which image a reference means.
    ImageResolved {
        /// The container.
        container: String,
        /// `sha256:…` of the manifest.
        digest: String,
    },
    /// The image is in the store.
    Pulled {
        /// The container.
        container: String,
        /// What is to be known of it.
        image: Box<ImageFacts>,
    },
    /// The image could not be got.
    PullFailed {
        /// The container.
        container: String,
        /// Why.
        failure: Failure,
    },
    /// The container is made.
    Created {
        /// The container.
        container: String,
        /// 64 hexadecimal digits.
        runtime_id: String,
        /// Its init process, host numbering.
        pid: u32,
        /// Host ports, as chosen.
        network_bindings: Vec<NetworkBinding>,
        /// Which run of the container: how often it was begun again before.
        run: u32,
    },
    /// The container could not be made.
    CreateFailed {
        /// The container.
        container: String,
        /// Why.
        failure: Failure,
    },
    /// The program runs.
    Started {
        /// The container.
        container: String,
        /// Which run of it.
        run: u32,
        /// Since when.
        at_ms: i64,
    },
    /// The program could not be started.
    StartFailed {
        /// The container.
        container: String,
        /// Why.
        failure: Failure,
    },
    /// The container has ended. With a `start_error` its program never ran.
    Exited {
        /// The container.
        container: String,
        /// Which run of it.
        run: u32,
        /// How.
        exit: Exit,
    },
    /// What the health check of a container says now. Told anew after a restart of the agent.
    Health {
        /// The container.
        container: String,
        /// Which run of it.
        run: u32,
        /// Its health.
        health: Box<Health>,
    },
    /// The shim could not be told to stop the container. It will be asked again.
    StopFailed {
        /// The container.
        container: String,
        /// Why.
        failure: Failure,
    },
    /// The shim has ended without being asked to, and there is no other; with it all containers
    /// that had not. Where a new shim takes over, it tells their exits instead.
    ShimGone,
    /// Everything the container has written is where it belongs. Sent for every container
    /// that was created, after it has ended (also with its shim, also after a restart), even if
    /// there is nothing to ship. After a run that is not the last, it may be left out.
    LogsShipped {
        /// The container.
        container: String,
        /// Which run of it.
        run: u32,
    },
    /// The container is removed.
    Deleted {
        /// The container.
        container: String,
    },
    /// Nothing is left of the task.
    CleanedUp,
    /// All journal entries have been told, and this is how things stand.
    Resumed {
        /// Every container the shim knows, by name.
        containers: BTreeMap<String, ContainerFact>,
    },
}

/// A container after a restart of the agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerFact {
    /// How far it is.
    pub state: ContainerState,
    /// Which run of it.
    pub run: u32,
}

/// Why a step failed: shown to users as `<name>: <text>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// One of ECS's names, such as `CannotPullContainerError`.
    pub name: String,
    /// What happened.
    pub text: String,
}

impl Failure {
    /// A failure of this name.
    #[must_use]
    pub fn new(name: &str, text: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            text: text.into(),
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.text)
    }
}

/// The names ECS has for failures of containers.
pub mod failure_name {
    /// The layers could not be got.
    pub const CANNOT_PULL: &str = "CannotPullContainerError";
    /// The manifest could not be got.
    pub const CANNOT_PULL_MANIFEST: &str = "CannotPullImageManifestError";
    /// A pull took longer than it may.
    pub const TIMEOUT: &str = "DockerTimeoutError";
    /// The registry refused the credentials.
    pub const CANNOT_PULL_AUTH: &str = "CannotPullContainerAuthError";
    /// The container could not be made.
    pub const CANNOT_CREATE: &str = "CannotCreateContainerError";
    /// The program could not be started.
    pub const CANNOT_START: &str = "CannotStartContainerError";
    /// The container could not be stopped.
    pub const CANNOT_STOP: &str = "CannotStopContainerError";
    /// A volume could not be made.
    pub const CANNOT_CREATE_VOLUME: &str = "CannotCreateVolumeError";
    /// The network could not be made.
    pub const NETWORKING: &str = "ContainerNetworkingError";
    /// The memory limit was reached.
    pub const OUT_OF_MEMORY: &str = "OutOfMemoryError";
    /// The container is not there any more and nobody knows how it ended.
    pub const VANISHED: &str = "ContainerVanishedError";
    /// What the container runs in broke.
    pub const RUNTIME: &str = "ContainerRuntimeError";
    /// Stopped before its pull began.
    pub const STOPPED_BEFORE_PULL: &str = "TaskStoppedBeforePullBeginError";
    /// Something the task needs besides its containers could not be made.
    pub const RESOURCE_INITIALIZATION: &str = "ResourceInitializationError";
    /// A container it depends on did not get there.
    pub const TASK_DEPENDENCY: &str = "TaskDependencyError";
}

/// What is to be known of an image once it is in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImageFacts {
    /// `sha256:…` of the configuration.
    pub image_id: String,
    /// `sha256:…` of the manifest; `None` if the image did not come from a registry.
    pub digest: Option<String>,
    /// Unpacked layers on the host, lowest first.
    pub layers: Vec<String>,
    /// Entry point.
    pub entrypoint: Vec<String>,
    /// Command.
    pub cmd: Vec<String>,
    /// `NAME=value`.
    pub env: Vec<String>,
    /// Working directory; empty means `/`.
    pub working_dir: String,
    /// User; empty means root.
    pub user: String,
    /// e.g. `SIGQUIT`; empty means SIGTERM.
    pub stop_signal: String,
    /// Paths of anonymous volumes.
    pub volumes: Vec<String>,
    /// e.g. `80/tcp`.
    pub exposed_ports: Vec<String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
}
