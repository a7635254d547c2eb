//! How far a deployment is that brings a second set of tasks beside the first.

use serde::{Deserialize, Serialize};

use crate::{HookStatus, LifecycleStage, Timestamp};

/// All of the traffic, in thousandths.
pub const ALL_TRAFFIC: u32 = 1_000;

/// The progress of a BLUE_GREEN, LINEAR or CANARY deployment.
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
