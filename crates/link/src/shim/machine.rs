//! The virtual machine that a task's containers are in, as the agent describes it to the shim.

use serde::{Deserialize, Serialize};

/// Images a machine can have; each is a disk.
pub const IMAGES_MAX: usize = 16;
/// Where the guest has its `n`th image: `/images/<n>`.
pub const GUEST_IMAGES: &str = "/images";
/// Where the guest has the task's directory.
pub const GUEST_TASK: &str = "/task";

/// MiB of a host that a machine takes besides its task's memory: what the guest's kernel and first
/// process have, and what the emulator takes itself.
#[must_use]
pub const fn machine_overhead_mib(task_mib: u64) -> u64 {
    192 + task_mib / 32
}

/// Everything the shim needs to start a task's virtual machine. Paths are the host's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineSpec {
    /// The emulator's program.
    pub qemu: String,
    /// The kernel.
    pub kernel: String,
    /// The first file system, with the program that is the guest's first process.
    pub initrd: String,
    /// The program that makes a file system on a scratch disk.
    pub mkfs: String,
    /// What runs the guest's instructions.
    pub accelerator: Accelerator,
    /// Processors the guest sees, at least 1.
    pub vcpus: u32,
    /// The task's memory, MiB; the guest sees no less.
    pub memory_mib: u64,
    /// Processor time of the whole machine, microseconds each 100 ms; without it no bound.
    pub cpu_quota_us: Option<i64>,
    /// Read-only disks, one an image; the guest has the first at `/images/0`.
    pub images: Vec<String>,
    /// Room for what containers write.
    pub storage: Storage,
    /// The guest's host name.
    pub hostname: String,
    /// The interface, whose tap's descriptor comes along with the request; without one the guest has
    /// loopback only.
    #[serde(default)]
    pub interface: Option<Interface>,
    /// The user and group the emulator runs as.
    pub user: u32,
    /// Milliseconds until the guest must have answered.
    pub ready_timeout_ms: u64,
    /// Milliseconds until a container that was asked for must have been made; 0 for no bound.
    #[serde(default)]
    pub create_timeout_ms: u64,
}

/// What runs the guest's instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Accelerator {
    /// The processor.
    Kvm,
    /// Emulation. The guest cannot find out by itself how fast its counters run.
    Tcg {
        /// Of the host's time stamp counter.
        tsc_khz: u64,
        /// The guest kernel's timer frequency.
        hz: u64,
    },
}

/// The disks of a machine that its containers write to; all of it is gone with the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Storage {
    /// One disk for everything: platform version 1.4.0.
    One {
        /// GiB.
        gib: u64,
    },
    /// One for what containers write into their root file systems, another for volumes: 1.3.0.
    Two {
        /// GB of the first.
        layers_gb: u64,
        /// GB of the second.
        volumes_gb: u64,
    },
}

/// An interface as the guest sets it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interface {
    /// `02:00:…`.
    pub mac: String,
    /// IPv4.
    pub address: std::net::Ipv4Addr,
    /// Bits of the subnet's prefix.
    pub prefix: u8,
    /// Where everything else is; without it nothing else can be reached.
    pub gateway: Option<std::net::Ipv4Addr>,
    /// Bytes of a packet.
    pub mtu: u32,
}

/// A small file that a container has mounted. A machine sees no directory of the host, so what the
/// agent wrote comes with the container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallFile {
    /// A plain name; the file is `<task directory>/containers/<container>/files/<name>`.
    pub name: String,
    /// Its content.
    pub text: String,
}
