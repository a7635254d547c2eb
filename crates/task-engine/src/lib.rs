//! The mind of the container agent: wanted tasks and container facts in, actions out.
//!
//! [`Engine`] holds every task of the container instance. [`Engine::handle`] takes one [`Event`]
//! and the time, changes the state and returns the [`Action`]s that follow. There is no I/O, clock
//! or entropy here. The caller writes [`Engine::take_changes`] to disk *before* it carries out the
//! actions for which [`Action::needs_durable_state`] says so; after a crash, [`Engine::restore`]
//! and [`Engine::recover`] ask for the facts and then for whatever is still to be done.
//!
//! Actions may therefore be repeated and must be idempotent: making a container that exists,
//! starting one that runs and stopping one that has ended change nothing. Facts may be repeated,
//! late or out of order: a container's status only moves forward.
//!
//! Inside, each event first changes what is known (`inbound`, `facts`), then [`task::Task`]s that
//! were touched are brought forward (`advance`), which looks at the whole task and not at the
//! event, and last the news becomes reports (`outbox`).

pub mod action;
pub mod checkpoint;
pub mod event;
pub mod report;
pub mod task;

mod admission;
mod advance;
mod engine;
mod facts;
mod inbound;
mod order;
mod outbox;
mod refusal;
mod restart;
mod signal;
mod telemetry;

pub use action::{Action, Command, ImagePullBehavior, ImageSource};
pub use engine::{Changes, Config, ContainerView, Engine, Shared, TaskView};
pub use event::{ContainerFact, Event, Fact, Failure, ImageFacts};
pub use report::{
    AttachmentStateChange, AttachmentStatus, ContainerStateChange, NetworkBinding, ReportStatus,
    TaskStateChange,
};
pub use telemetry::{task_healths, wire_status};
