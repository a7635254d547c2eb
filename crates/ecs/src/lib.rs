//! ECS semantics: every operation as a pure function over the region's state.
//!
//! A function that reads takes a [`State`](berth_model::State); one that changes something takes a
//! [`Tx`](berth_model::Tx), a working copy whose changes the applier commits. Both take a
//! [`Context`] (who, when, where) and the operation's generated input, and give its generated
//! output or a [`Fault`](berth_protocol::fault::Fault). If a function fails its `Tx` is thrown
//! away, so an operation happens whole or not at all.
//!
//! Nothing here opens a socket, reads a clock or draws random numbers; that is the caller's part
//! ([`Context`]). One file is one resource or one operation; [`faults`] is the only place that
//! knows the codes and words of errors shared by several.

mod context;
pub mod faults;
mod page;
mod resolve;
mod tags;

pub mod account_settings;
pub mod attributes;
pub mod capacity_providers;
pub mod clusters;
pub mod container_instances;
pub mod daemon_definitions;
pub mod definitions;
pub mod fargate_hosts;
pub mod list_tasks;
pub mod run_task;
pub mod services;
pub mod stop_task;
pub mod tagging;
pub mod task_protection;
pub mod tasks;

pub mod agent_reports;
pub mod alarms;
pub mod credentials;
pub mod delivery;
pub mod events;
pub mod housekeeping;
pub mod jobs;
pub mod network;
pub mod provisioning;
pub mod session;
pub mod writer;

pub mod payload;
pub mod task_definition;

pub use context::Context;

/// What an operation comes to.
pub type Outcome<T> = Result<T, berth_protocol::fault::Fault>;
