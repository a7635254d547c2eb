//! The `splunk` log driver: to Splunk's HTTP event collector, as Docker's driver of that name does.
//!
//! A collector does not know records, so it can not tell that it has one: what was on its way when
//! an agent is killed may come twice. What was answered does not, since the number of the last
//! record that is stored is kept in a file beside the container's.

mod collector;
mod event;
mod options;
mod position;

#[cfg(test)]
mod tests;

pub use collector::{Collector, SetUpError};
pub use options::{Format, SplunkOptions, Subject};
