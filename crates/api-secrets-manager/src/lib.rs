//! The AWS Secrets Manager API: shapes, all operations and the trait [`SecretsManager`], generated
//! from its model.

#[allow(
    missing_docs,
    reason = "the model without its prose: names say what they say in AWS"
)]
mod generated;

pub use generated::*;
