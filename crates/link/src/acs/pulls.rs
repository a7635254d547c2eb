//! Our own additions: how far an agent's pulls are, and which images it may pull ahead. Amazon's agent
//! says and hears neither; a control plane that does not know the first drops it.

use serde::{Deserialize, Serialize};

/// No more pulls than this are in a message.
pub const PULLS_MAX: usize = 256;

/// All pulls under way on an instance; replaces what was said before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PullsMessage {
    /// At most [`PULLS_MAX`].
    pub pulls: Vec<ContainerPull>,
}

/// Images that tasks may need soon. Only for agents that asked for it with [`PREFETCH_QUERY`] when they
/// connected. Not answered, and never sent again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PrefetchMessage {
    /// As the definition has them.
    pub images: Vec<String>,
}

/// The name in the connect query by which an agent asks, with the value `true`.
pub const PREFETCH_QUERY: &str = "berthPrefetch";

/// A container whose image is being pulled. Bytes are those of compressed layers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContainerPull {
    /// The task; empty for an image that is pulled ahead.
    pub task_arn: String,
    /// The container.
    pub container_name: String,
    /// As the definition has it.
    pub image: String,
    /// Of the image; 0 until its manifest is here.
    pub layers_total: u64,
    /// Downloaded and unpacked.
    pub layers_done: u64,
    /// Of all layers; 0 until the manifest is here.
    pub bytes_total: u64,
    /// That have come.
    pub bytes_done: u64,
}
