//! The container agent: drives the task engine with real effects.
//!
//! Decisions are `berth-task-engine`'s. Here is what surrounds it: the link to the control plane
//! and the durable checkpoint. What is done to containers is behind [`effects::Executor`].

pub mod client;
pub mod credentials;
pub mod effects;

pub use credentials::TaskCredentials;
pub use effects::{Executor, FactSender};
