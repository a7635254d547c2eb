//! How far a deployment is that brings a second set of tasks beside the first.

use serde::{Deserialize, Serialize};

use crate::{HookStatus, LifecycleStage, TaskId, Timestamp};

/// All of the traffic, in thousandths.
pub const ALL_TRAFFIC: u32 = 1_000;

/// The progress of a BLUE_GREEN, LINEAR or CANARY deployment, or of a ROLLING one that has hooks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifecycle {
    /// Where it is.
    pub stage: LifecycleStage,
    /// When it got there.
    pub since: Timestamp,
    /// The deployment whose tasks serve until traffic has moved: its id.
    pub source: String,
    /// Thousandths of the production traffic that its own tasks get.
    pub production: u32,
    /// When that was last changed.
    pub shifted_at: Timestamp,
    /// Hooks of the stages so far, in order.
    pub hooks: Vec<HookRun>,
    /// It is a ROLLING one: there is no second set of tasks and no traffic to move.
    #[serde(default)]
    pub rolling: bool,
}

/// A lifecycle hook at a stage of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookRun {
    /// A UUID, by which callers name it.
    pub id: String,
    /// The stage that waits for it.
    pub stage: LifecycleStage,
    /// How far it is.
    pub status: HookStatus,
    /// When it times out, if ever.
    pub expires_at: Option<Timestamp>,
    /// What a timeout does: roll the deployment back, or go on.
    pub timeout_rolls_back: bool,
    /// What is called and when; `None` of a PAUSE hook, which somebody answers.
    #[serde(default)]
    pub call: Option<Box<HookCall>>,
}

/// The calls of a hook that calls something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookCall {
    /// A URL, or the ARN of a task definition.
    pub target: String,
    /// When the next call is due.
    pub at: Timestamp,
    /// So many calls have come to something.
    pub made: u32,
    /// So many of them in a row to no answer.
    pub failures: u32,
    /// The task that runs for it.
    pub task: Option<TaskId>,
    /// JSON that goes with each call: what the configuration has, then what the last answer had.
    pub details: Option<String>,
    /// Why it failed.
    pub reason: Option<String>,
}

impl Lifecycle {
    /// Thousandths of the test traffic that its own tasks get: all from the shift of it on.
    #[must_use]
    pub fn test(&self) -> u32 {
        if self.stage >= LifecycleStage::TestTrafficShift {
            ALL_TRAFFIC
        } else {
            0
        }
    }
}
