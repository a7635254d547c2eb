//! What passes between the agent and a shim that waits for a task.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::MachineSpec;

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

/// What a shim that is to wait with a machine is told before its [`Assignment`], in the same way; the
/// descriptor of a tap that leads nowhere yet comes with the first byte. It answers with [`Waits`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ahead {
    /// A directory of its own, which must exist. The shim removes it when it has a task, or ends.
    pub directory: PathBuf,
    /// The machine's control group until it is a task's.
    pub cgroup: String,
    /// The machine. It has no images and no interface; its storage is the one that is made ahead.
    pub machine: MachineSpec,
}

/// What became of a machine that was to be started [`Ahead`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waits {
    /// Its guest is there and waits.
    Ready,
    /// There is none, for this reason, and the shim has ended.
    Failed(String),
}
