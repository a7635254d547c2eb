//! The small process that owns one task: its containers, their output and exit codes.
//!
//! One shim runs for each task, without threads and without a runtime, so that it stays small and
//! has little to go wrong. It outlives the agent: containers go on, their output is spooled and
//! their exits are noted while nobody is there to be told. It decides nothing: what to run, when to
//! stop and whether to run again is the agent's business, which talks to it as
//! [`berth_link::shim`] says.
//!
//! Start reading at `engine` (requests in, answers out), then `launch` (how a container is made, by its
//! own first process) and `output` (how its lines are kept). `server` and `daemon` are what a shim on a
//! host needs besides. Where the task's containers are in a virtual machine, `machine` is served instead
//! of the engine: it starts the emulator, and in there `guest` drives the same engine over another wire.

mod daemon;
pub mod seal;
mod server;
pub mod spare;

pub mod guest;
pub mod image;
mod machine;

mod answer;
mod container;
mod engine;
mod journal;
mod poller;
mod ports;
mod validate;

mod capabilities;
mod cgroup;
mod confine;
mod devices;
mod enter;
mod holder;
pub mod init;
mod launch;
mod nodes;
mod populate;
mod program;
mod rootfs;
mod seccomp;
mod stats;
mod terminal;
mod user;
mod volumes;

mod output;
#[allow(
    unsafe_code,
    reason = "system calls without a safe wrapper, all in one place"
)]
mod sys;

pub use daemon::{Options, StartError, start};
