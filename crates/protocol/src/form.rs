//! Services whose requests are forms and whose answers are XML: EC2's protocol and AWS Query.
//!
//! A request names its operation in `Action`; members stand as `Name.1.Member=value`. What a member
//! is called in a form and in XML differs from its name in the model, so generated tables
//! ([`Wire`]) say both. [`read`] makes a form the JSON that the operation's generated input type
//! reads, [`answer`] makes the JSON of its output type XML: an operation itself knows nothing of
//! the protocol.
//!
//! Source: `protocol`, `locationName`, `queryName` and `flattened` of the service models, and what
//! botocore's `QuerySerializer`, `EC2Serializer` and `EC2QueryParser` write and read.

mod parameters;
mod read;
mod wire;
mod xml;

pub use parameters::{Malformed, Parameters};
pub use read::{NotRead, read};
pub use wire::{Flavour, Names, Scalar, Wire};
pub use xml::{answer, error};

/// The content type of requests, without parameters.
pub const REQUEST_CONTENT_TYPE: &str = "application/x-www-form-urlencoded";
/// The content type of answers.
pub const CONTENT_TYPE: &str = "text/xml;charset=UTF-8";

#[cfg(test)]
mod tests;
