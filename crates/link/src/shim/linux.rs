//! What a container asks of the kernel beyond the usual.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Everything here is the usual where it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Linux {
    /// No program gains rights by being run (set-user-id bits, file capabilities).
    pub no_new_privileges: bool,
    /// A profile that the host has loaded; empty for none.
    pub apparmor_profile: String,
    /// Device nodes of the host to have inside.
    pub devices: Vec<HostDevice>,
    /// Bytes of `/dev/shm`; 64 MiB unless said.
    pub shm_bytes: Option<u64>,
    /// File systems in memory.
    pub tmpfs: Vec<Tmpfs>,
    /// Kernel settings of the container's own namespaces, e.g. `net.core.somaxconn`.
    pub sysctls: BTreeMap<String, String>,
    /// Hard limit of memory and swap together, bytes. Without effect where the kernel does not
    /// count swap.
    pub memory_and_swap_bytes: Option<i64>,
    /// 0 to 100; only the first kind of control groups has it.
    pub swappiness: Option<u64>,
    /// Whose processes the container sees.
    pub pid: Namespace,
    /// Whose shared memory, semaphores and message queues it uses.
    pub ipc: Namespace,
    /// Standard input, output and error are a terminal.
    pub terminal: bool,
    /// Standard input never ends, though nothing comes; otherwise it is empty.
    pub stdin_open: bool,
    /// File systems that volumes of the task are on; mounted before anything else, once a task.
    pub volumes: Vec<VolumeMount>,
}

/// Where a container's namespace comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Namespace {
    /// A new one.
    #[default]
    Own,
    /// The host's.
    Host,
    /// One that all containers of the task that say so share.
    Task,
    /// Only for inter-process communication: a new one, without `/dev/shm`.
    None,
}

/// A device node of the host; a directory stands for all nodes in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostDevice {
    /// On the host.
    pub source: String,
    /// Inside.
    pub destination: String,
    /// Of `r`, `w`, `m`: read, write, make nodes.
    pub access: String,
}

/// A file system in memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tmpfs {
    /// Path inside, absolute; made if missing.
    pub destination: String,
    /// As mount(8) has them, e.g. `size=4m`, `noexec`.
    pub options: Vec<String>,
}

/// A file system on the host that a volume is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeMount {
    /// A directory of the host; made if missing.
    pub target: String,
    /// e.g. `tmpfs`.
    pub kind: String,
    /// What is mounted.
    pub device: String,
    /// Separated by commas, as mount(8) has them.
    pub options: String,
}
