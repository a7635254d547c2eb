//! Virtual machines of tasks.
//!
//! [`Host`] is what a host has for them: an emulator, a kernel with its modules, a first file system
//! made of those and of the task shim, and a measured answer to whether the processor or emulation
//! runs the guest. [`qemu`] makes the emulator's command line of a
//! [`MachineSpec`](berth_link::shim::MachineSpec): another hypervisor would be another module with
//! the same function. [`monitor`] is how an emulator that was started before its task is given the task's
//! disks. Nothing here starts a machine: that is the shim's.

mod archive;
mod host;
mod kernel;
mod modules;
pub mod monitor;
#[allow(
    unsafe_code,
    reason = "the processor's counters and the kernel's virtual machines have no safe wrapper"
)]
mod probe;
pub mod qemu;

pub use host::{Host, Missing, Options};
pub use kernel::Kernel;
pub use probe::{PROBE_ARGUMENT, probe_and_exit};
