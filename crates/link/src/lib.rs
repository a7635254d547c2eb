//! Messages between control plane and agent, and between agent and task shim.
//!
//! Four wires live here, as plain serde types with no I/O:
//! - [`acs`]: the websocket over which the control plane tells an agent what to run;
//! - [`tcs`]: the websocket over which an agent sends metrics and health;
//! - [`shim`]: the unix socket between the agent and the process that owns one task, and
//!   [`spool`]: the file format in which that process leaves a container's output for the agent;
//! - [`guest`]: the port between that process and the inside of the task's virtual machine, if it has one.
//!
//! Nothing in this crate opens a socket or a file by itself.

pub mod acs;
pub mod guest;
pub mod shim;
pub mod spool;
pub mod tcs;
