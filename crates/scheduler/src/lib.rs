//! Placement: a snapshot and a request in, a plan out; the cluster query language.
//!
//! Everything here is a pure function of its arguments: the same candidates, request and seed give
//! the same plan. Nothing here sees an API request, commits a placement or reads a clock; a plan
//! is checked again by whoever commits it.
//!
//! - [`query`]: expressions over container instances, as in `memberOf` placement constraints and
//!   in the filter of `ListContainerInstances`;
//! - [`placement`]: which container instance takes the next task, or why none does;
//! - [`capacity`]: which capacity provider takes the next task, and how full one is.

pub mod capacity;
pub mod placement;
pub mod query;
