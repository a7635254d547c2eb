//! The Parameter Store part of the AWS Systems Manager API: shapes, operations and the trait
//! [`Ssm`], generated from its model.

#[allow(
    missing_docs,
    reason = "the model without its prose: names say what they say in AWS"
)]
mod generated;

pub use generated::*;
