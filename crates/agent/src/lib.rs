//! The container agent: drives the task engine with real effects.
//!
//! Decisions are `berth-task-engine`'s. Here is what surrounds it: the link to the control plane
//! and the durable checkpoint. What is done to containers is behind [`effects::Executor`], whose real
//! one is [`executor`]; their output is shipped by [`logs`].

mod agent;
mod options;

mod checkpoint;
mod driver;

mod acs;
mod network_news;
mod pull_news;
mod register;
mod reporter;
mod tcs;

mod backoff;
mod capabilities;
mod files;
mod session;
mod socket;
mod vpcs;

pub mod client;
pub mod credentials;
pub mod effects;
mod endpoints;
pub mod executor;
mod image_cleanup;
pub mod logs;
mod metrics;
pub mod secrets;

pub use agent::{Agent, Error};
pub use berth_task_engine::ImagePullBehavior;
pub use credentials::TaskCredentials;
pub use effects::{Executor, FactSender};
pub use endpoints::{Board, EndpointError, EndpointOptions, Endpoints, Instance, Rate};
pub use image_cleanup::ImageCleanup;
pub use metrics::{Latest, Rates, Sample, Samples};
pub use options::{Options, host_memory_mib};
pub use register::RegisterError;
