//! The region in one process: the real control-plane core, link and task engine under one seeded
//! clock, network and disk, with a model of shims, registry and containers beneath.
//!
//! A run is a function of its seed. First its faults happen ([`Faults`], as many kinds as the seed
//! drew), then they stop and everything must settle. After each step the invariants of
//! [`berth_model::invariants`] are asked; the first violation ends the run, and the same seed gives
//! the same run again, with its trace.
//!
//! What is real: operations, records and their stored form, the writer, sessions and their ledger,
//! housekeeping (`berth-ecs`, `berth-model`); the engine and its checkpoint (`berth-task-engine`);
//! every message in its wire form (`berth-link`, the API's JSON). What is a model: sockets, disks,
//! clocks, and all that is below the agent's executor.

mod agent;
mod bounds;
mod call;
mod capacity;
mod client;
mod control;
mod disk;
mod faults;
mod follower;
mod host;
mod link;
mod network;
mod rng;
mod run;
mod scenario;
mod task_sets;
mod telemetry;
mod world;

pub use faults::Faults;
pub use run::{Failure, Options, Report, run};
pub use scenario::Scenario;
pub use world::Mutation;
