//! The operations of Secrets Manager.
//!
//! A secret has versions, each with an id (the token of the request that made it) and stages. A
//! stage is on one version at most; `AWSCURRENT` moves with each new value and leaves `AWSPREVIOUS`
//! behind. A version without a stage is deprecated and goes when there are too many.

mod batch;
mod create;
mod delete;
mod describe;
mod faults;
mod filters;
mod find;
mod get;
mod list;
mod password;
mod policy;
mod stages;
mod tagging;
mod update;
mod versions;

#[cfg(test)]
mod tests;

pub use batch::batch_get_secret_value;
pub use create::create_secret;
pub use delete::{delete_secret, restore_secret, tidy};
pub use describe::{describe_secret, list_secret_version_ids};
pub use get::{Read, get_secret_value, mark_read};
pub use list::list_secrets;
pub use password::get_random_password;
pub use policy::{delete_resource_policy, get_resource_policy};
pub use stages::update_secret_version_stage;
pub use tagging::{tag_resource, untag_resource};
pub use update::{put_secret_value, update_secret};

/// The stage of the value that is in use.
pub(crate) const CURRENT: &str = "AWSCURRENT";
/// The stage of the value that was in use before.
pub(crate) const PREVIOUS: &str = "AWSPREVIOUS";

/// Where a version's value is kept: what its encryption is bound to.
pub(crate) fn place(secret: &str, version: &str) -> String {
    format!("secret-value\0{secret}\0{version}")
}

/// On the wire.
pub(crate) fn at(at: berth_model::Timestamp) -> berth_protocol::shape::Timestamp {
    berth_protocol::shape::Timestamp::from_millis(at.0)
}
