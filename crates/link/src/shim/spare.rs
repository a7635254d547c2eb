//! What passes between the agent and a shim that waits for a task.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What a shim that was started before its task is told on its standard input, a unix socket: as one
/// line of JSON. It answers with [`Assigned`] in the same way and closes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The task directory; must exist.
    pub directory: PathBuf,
    /// The task's id.
    pub task_id: String,
    /// The task's control group below each hierarchy.
    pub cgroup_parent: String,
    /// Its containers run in a virtual machine.
    #[serde(default)]
    pub machine: bool,
}

/// What became of an [`Assignment`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Assigned {
    /// Its socket listens.
    Ready,
    /// Another shim has the task; this one has ended.
    Locked,
    /// It has ended, for this reason.
    Failed(String),
}
