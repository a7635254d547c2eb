//! What the engine wants done.

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_link::acs;
use serde::{Deserialize, Serialize};

use crate::event::ImageFacts;
use crate::report::{ReportStatus, TaskStateChange};

/// What the engine wants done. Every action may be repeated after a crash.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// For the executor: something with containers.
    Execute(Command),
    /// Send this state change; answer with `ReportAccepted` or `ReportRejected`. There is at most
    /// one unanswered report a task, and the caller tries until there is an answer.
    Report {
        /// Rises by one with each report of the task.
        sequence: u64,
        /// The state change.
        change: TaskStateChange,
    },
    /// Acknowledge a payload or manifest on the link, if it is still up.
    Acknowledge(acs::AckRequest),
    /// Ask whether these tasks are really to be stopped.
    VerifyStops(acs::TaskStopVerificationMessage),
    /// Send a `Tick` at this time. Replaces any earlier timer.
    ArmTimer {
        /// Milliseconds since the epoch.
        at_ms: i64,
    },
}

/// What the executor is asked to do. Each is answered by the facts named, some time later, in any
/// order; none is sent twice in one life of the agent unless its answer says it failed.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Get the image into the store, by the agent's pull behaviour, as fast as other pulls allow.
    /// Answered by `ImageResolved` as soon as the digest is known, if one is known, then by
    /// `Pulled` or `PullFailed`. Comes before [`Command::EnsureTask`], for all containers at once.
    PullImage {
        /// The task.
        task: Arc<acs::Task>,
        /// The container, whose `image` and `registry_authentication` say what and how.
        container: String,
    },
    /// The image is no longer wanted: give up the pull (others may share it). Not answered.
    CancelPull {
        /// The task's arn.
        task_arn: String,
        /// The container.
        container: String,
    },
    /// Make the task's directory, task-scoped volumes, cgroup and shim, or find the living ones.
    /// In the network mode `awsvpc` the task's interface as well, which is told by
    /// `NetworkAttached` as soon as it is there. Answered by `TaskReady`, `TaskFailed` (could not) or
    /// `Refused` (asks for something this agent does not do).
    EnsureTask {
        /// The task.
        task: Arc<acs::Task>,
    },
    /// Make the container, up to but not including its program: namespaces, cgroup, mounts, host
    /// ports, network. Answered by `Created`, `CreateFailed` or `Refused`. For a container that
    /// exists, the answer is the same as the first time, host ports included: its runtime id is
    /// derived from the task's arn and its name. After `CreateFailed` nothing is left of it.
    CreateContainer {
        /// The task.
        task: Arc<acs::Task>,
        /// The container.
        container: String,
        /// Its image.
        image: Box<ImageFacts>,
        /// How often it was begun again before. A later run takes the place of one that has ended:
        /// the same file system, host ports and logs.
        run: u32,
    },
    /// Run the program of a created container. Answered by `Started` or `StartFailed`.
    StartContainer {
        /// The task's arn.
        task_arn: String,
        /// The container.
        container: String,
        /// Which run of it.
        run: u32,
    },
    /// Send the signal, then SIGKILL after the time. Answered by `Exited` when the container has
    /// ended, or by `StopFailed` if the shim could not be told. May come for a container that is
    /// created but not started.
    StopContainer {
        /// The task's arn.
        task_arn: String,
        /// The container.
        container: String,
        /// Signal number.
        signal: i32,
        /// Milliseconds until SIGKILL.
        timeout_ms: u64,
    },
    /// Remove a container that has ended; kill it first should it still be there. Its logs are
    /// shipped. Answered by `Deleted`, also if it never existed.
    DeleteContainer {
        /// The task's arn.
        task_arn: String,
        /// The container.
        container: String,
    },
    /// The task has ended: remove its network interface, whose address may soon be another's. Not
    /// answered. Only in the network mode `awsvpc`.
    DetachNetwork {
        /// The task's arn.
        task_arn: String,
        /// The interface, `eni-…`.
        interface: String,
    },
    /// Remove what is left of the task: shim, cgroup, task-scoped volumes, directory, references to
    /// images. Answered by `CleanedUp`. Also for tasks whose [`Command::EnsureTask`] never came.
    CleanupTask {
        /// The task's arn.
        task_arn: String,
    },
    /// After a restart of the agent: find the task's shim again. Every journal entry is sent as its
    /// fact (from the first one on; repeats are harmless), then `Resumed` with what the shim says
    /// of each container; `ShimGone` if it cannot be found and no other be started.
    /// A task without a directory is answered by `Resumed` without containers.
    Reconnect {
        /// The task.
        task: Arc<acs::Task>,
        /// The images of those containers that may exist, by container name.
        images: BTreeMap<String, ImageFacts>,
    },
}

impl Command {
    /// The arn of the task it is about.
    #[must_use]
    pub fn task_arn(&self) -> &str {
        match self {
            Self::PullImage { task, .. }
            | Self::EnsureTask { task }
            | Self::CreateContainer { task, .. }
            | Self::Reconnect { task, .. } => &task.arn,
            Self::CancelPull { task_arn, .. }
            | Self::StartContainer { task_arn, .. }
            | Self::StopContainer { task_arn, .. }
            | Self::DeleteContainer { task_arn, .. }
            | Self::DetachNetwork { task_arn, .. }
            | Self::CleanupTask { task_arn } => task_arn,
        }
    }
}

/// How images are got. The names are those of `ECS_IMAGE_PULL_BEHAVIOR`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImagePullBehavior {
    /// Pull; if that fails, use what is here.
    #[default]
    Default,
    /// Pull; if that fails, so does the container.
    Always,
    /// Pull what this agent has not pulled before.
    Once,
    /// Pull what is not here.
    PreferCached,
}

/// Where a container's image comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageSource {
    /// The one that is here; no registry is asked.
    Here,
    /// The registry.
    Registry {
        /// If it does not give the image, the one that is here will do.
        or_here: bool,
    },
}

impl ImagePullBehavior {
    /// Where the image comes from. `is_here`: this agent has pulled this reference before, and
    /// cleanup has not taken it since. Nothing else fills the store, so that `once` and
    /// `prefer-cached` differ only in that images stay with the latter.
    #[must_use]
    pub const fn source(self, is_here: bool) -> ImageSource {
        match self {
            Self::Once | Self::PreferCached if is_here => ImageSource::Here,
            Self::Default => ImageSource::Registry { or_here: is_here },
            Self::Always | Self::Once | Self::PreferCached => {
                ImageSource::Registry { or_here: false }
            }
        }
    }

    /// Whether unused images may go at all.
    #[must_use]
    pub const fn allows_cleanup(self) -> bool {
        !matches!(self, Self::PreferCached)
    }
}

impl Action {
    /// Whether the state must be safe on disk before this is done: what is acknowledged is not
    /// lost, and what was started is not started again even if the machine loses power.
    #[must_use]
    pub const fn needs_durable_state(&self) -> bool {
        match self {
            Self::Acknowledge(_)
            | Self::VerifyStops(_)
            | Self::Execute(Command::StartContainer { .. }) => true,
            // What runs again is another run also for whoever reads the checkpoint: nothing that is
            // on the host is ahead of it.
            Self::Execute(Command::CreateContainer { run, .. }) => *run > 0,
            // A task that was reported over must not begin again after a power failure.
            Self::Report { change, .. } => matches!(change.status, Some(ReportStatus::Stopped)),
            Self::Execute(_) | Self::ArmTimer { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_images_come_from() {
        use ImagePullBehavior::{Always, Default, Once, PreferCached};
        let registry = |or_here| ImageSource::Registry { or_here };
        for (behavior, here, not_here) in [
            (Default, registry(true), registry(false)),
            (Always, registry(false), registry(false)),
            (Once, ImageSource::Here, registry(false)),
            (PreferCached, ImageSource::Here, registry(false)),
        ] {
            assert_eq!(behavior.source(true), here);
            assert_eq!(behavior.source(false), not_here);
            assert_eq!(behavior.allows_cleanup(), behavior != PreferCached);
        }
    }
}
