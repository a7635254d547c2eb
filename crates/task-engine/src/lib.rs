//! The mind of the container agent: wanted tasks and container facts in, actions out.
//!
//! [`Engine`] holds every task of the container instance. [`Engine::handle`] takes one [`Event`]
//! and the time, changes the state and returns the [`Action`]s that follow. There is no I/O, clock
//! or entropy here; the caller writes the state to disk (it is serde-serialisable) *before* it
//! carries out the actions, so that a crash at any point is followed by [`Engine::recover`], which
//! asks for the facts and then for whatever is still to be done.
//!
//! Actions may therefore be repeated and must be idempotent: making a container that exists,
//! starting one that runs and stopping one that has ended change nothing. Facts may be repeated,
//! late or out of order: a container's status only moves forward.
//!
//! Start reading at [`action`], [`event`] and [`Engine::handle`].

pub mod action;
pub mod event;
pub mod report;

pub use action::{Action, Command};
pub use event::{ContainerFact, Event, Fact, Failure, ImageFacts};
pub use report::{ContainerStateChange, NetworkBinding, ReportStatus, TaskStateChange};
