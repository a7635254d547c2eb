//! Services: the calls that make and change them, and the step that brings their tasks about.
//!
//! [`creating`], [`updating`] and [`deleting`] write what is wanted; [`reconciling`] compares it with what is there, has
//! `berth-reconciler` decide and does what it says; [`outcomes`] notes on the deployment what
//! became of a task, in the change in which it happens. All of it is level-triggered: the state
//! alone says what to do next.

mod alarms;
mod arrange;
mod configuration;
mod continuing;
mod creating;
mod daemons;
mod deleting;
mod deploying;
mod describe;
mod events;
mod history;
mod hooks;
mod images;
mod lifecycle;
mod listing;
mod order;
mod outcomes;
mod pulls;
mod reconciling;
mod standing;
mod stopping;
mod strategy;
mod task_sets;
mod token;
mod updating;
mod view;
mod zones;

pub use continuing::continue_service_deployment;
pub use creating::create_service;
pub use daemons::{
    create_daemon, delete_daemon, describe_daemon, describe_daemon_deployments,
    describe_daemon_revisions, list_daemon_deployments, list_daemons, update_daemon,
};
pub use deleting::delete_service;
pub use describe::describe_services;
pub use history::{
    describe_service_deployments, describe_service_revisions, list_service_deployments,
};
pub use hooks::{HookAnswer, HookRequest, hook_answered, hook_requests};
pub use lifecycle::{TrafficWeight, traffic};
pub use listing::list_services;
pub use pulls::{PullNews, tell_pulls};
pub use reconciling::{Look, advance, look};
pub use standing::{Standing, standing};
pub use stopping::stop_service_deployment;
pub use task_sets::{
    create_task_set, delete_task_set, describe_task_sets, update_service_primary_task_set,
    update_task_set,
};
pub use updating::update_service;
pub use view::Settings;

pub(crate) use daemons::{awaited as awaited_daemons, name_of};
pub(crate) use deleting::forget;
pub(crate) use events::action_of_trouble;
pub(crate) use hooks::service_of_task as service_of_hook;
pub(crate) use images::{pin as pin_images, wants_consistency};
pub(crate) use outcomes::{ended, resolved, started, uses_definition};
pub(crate) use task_sets::set_tags;
pub(crate) use view::is_daemon;
