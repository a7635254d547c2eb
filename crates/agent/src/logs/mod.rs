//! Shipping containers' output to a log service.
//!
//! A container with the `awslogs` or the `splunk` driver writes through its shim into a spool of numbered records
//! ([`berth_link::spool`]). One [`Shipper`] a container reads them, sends them in batches and tells
//! the shim what is safe. Each batch for a log stream names the records in it, so a service that
//! understands the name stores every record exactly once, whichever of agent, shim and service is
//! killed in between; CloudWatch itself and Splunk, which know no such names, may see the batch that
//! was under way at a crash twice.
//!
//! With a pattern for where an event begins, the lines up to the next such line are one event; it is
//! sent when that line comes, when it has been waited for long enough, or when the container ends.
//!
//! A line is sent at once while little is written; under load what has come together meanwhile goes
//! as one batch. While the service cannot be reached the shipper tries for ever, and the spool's
//! bound decides what happens to the output.

mod api;
mod batch;
mod destination;
mod multiline;
mod options;
mod reader;
mod shipper;
mod splunk;
mod watcher;

pub use api::{LogEvent, LogEvents, LogsApi, LogsError, LogsFuture, Put, ServiceApi};
pub use destination::{Destination, Limits, LogOptions, LogStream, Records};
pub use multiline::Multiline;
pub use options::{AwslogsOptions, OptionError, parse_size};
pub use shipper::{Acknowledge, PrepareError, Shipper, Start, prepare};
pub use splunk::{Collector, Format, SetUpError, SplunkOptions, Subject};
pub use watcher::SpoolWatcher;

#[cfg(test)]
mod tests;
