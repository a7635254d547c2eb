//! The part of the Amazon `CloudWatch` Logs API that task logs need: shapes, operations and the
//! trait [`Logs`], generated from its model.

#[allow(
    missing_docs,
    reason = "the model without its prose: names say what they say in AWS"
)]
mod generated;

pub use generated::*;
