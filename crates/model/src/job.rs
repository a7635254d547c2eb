//! Jobs: tasks that are tried again, and schedules that run tasks. See `docs/decisions/0021`.

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{Document, RunStatus, TaskId, Timestamp};

/// Tags that begin so say something to Berth.
pub const JOB_TAG_PREFIX: &str = "berth:";
/// A task is stopped so long after it began to run: seconds, or a number with s, m, h or d.
pub const TIME_LIMIT_TAG: &str = "berth:timeLimit";
/// A task that fails is started again so often.
pub const RETRIES_TAG: &str = "berth:retries";
/// The run that a task is of: set here, not by callers.
pub const RUN_TAG: &str = "berth:run";

/// When which task is run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// Unique in the region.
    pub name: String,
    /// `cron(…)` or `rate(…)`, in UTC.
    pub expression: String,
    /// It is heeded.
    pub enabled: bool,
    /// So many of its runs may be open at a time; a run that would be one more is skipped.
    pub concurrency: u32,
    /// A run that has not begun so long after it was due is missed.
    pub start_within_seconds: u32,
    /// What is run: one task.
    pub request: Document<api::RunTaskRequest>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// What was due until then has become runs.
    pub done_until: Timestamp,
}

/// A job's run: a task that is started, and started again if it fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// 32 hexadecimal digits.
    pub id: String,
    /// The schedule that asked for it; `None`: a caller of `RunTask`.
    pub schedule: Option<String>,
    /// The cluster's name.
    pub cluster: String,
    /// When it should have begun.
    pub due_at: Timestamp,
    /// How far it is.
    pub status: RunStatus,
    /// The same in a sentence, if there is something to say.
    pub reason: Option<String>,
    /// When it was over.
    pub finished_at: Option<Timestamp>,
    /// What is run. Empty of a run that has never begun.
    pub request: Document<api::RunTaskRequest>,
    /// How often it is tried again.
    pub retries: u32,
    /// Its tasks so far, the last one last.
    pub attempts: Vec<Attempt>,
    /// Of a PENDING run: when the next try is due.
    pub at: Timestamp,
    /// Of a PENDING run: there was no room for its task; it is tried again when there may be some.
    pub waiting: bool,
    /// Of a PENDING run: when it is given up if it finds no room.
    pub give_up_at: Timestamp,
}

/// A task of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Which.
    pub task: TaskId,
    /// When it was started.
    pub started_at: Timestamp,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// How it ended, in a sentence.
    pub outcome: Option<String>,
}

/// Something that jobs go by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobKey {
    /// A schedule, by name.
    Schedule(String),
    /// A run, by id.
    Run(String),
    /// A task with a time limit.
    Task(TaskId),
}

impl Run {
    /// It is not over.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, RunStatus::Pending | RunStatus::Running)
    }

    /// The task that runs for it, or did last.
    #[must_use]
    pub fn task(&self) -> Option<TaskId> {
        self.attempts.last().map(|it| it.task)
    }
}
