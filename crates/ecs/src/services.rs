//! Services: the calls that make and change them, and the step that brings their tasks about.
//!
//! [`operations`] writes what is wanted; [`reconciling`] compares it with what is there, has
//! `berth-reconciler` decide and does what it says; [`outcomes`] notes on the deployment what
//! became of a task, in the change in which it happens. All of it is level-triggered: the state
//! alone says what to do next.

mod arrange;
mod configuration;
mod deploying;
mod describe;
mod events;
mod history;
mod listing;
mod operations;
mod order;
mod outcomes;
mod reconciling;
mod stopping;
mod view;

pub use describe::describe_services;
pub use history::{
    describe_service_deployments, describe_service_revisions, list_service_deployments,
};
pub use listing::list_services;
pub use operations::{create_service, delete_service, update_service};
pub use reconciling::{Look, advance, look};
pub use stopping::stop_service_deployment;
pub use view::Settings;

pub(crate) use operations::forget;
pub(crate) use outcomes::{ended, started, uses_definition};
pub(crate) use view::is_daemon;
