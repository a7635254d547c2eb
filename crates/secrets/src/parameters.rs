//! The operations of Parameter Store.
//!
//! A parameter has versions numbered from 1 and labels, each on one version. Names with slashes are
//! levels of a hierarchy. Every value is sealed; `SecureString` ones are shown only with
//! `WithDecryption`.

mod delete;
mod describe;
mod faults;
mod filters;
mod find;
mod get;
mod history;
mod labels;
mod names;
mod path;
mod put;
mod tagging;

#[cfg(test)]
mod tests;

pub use delete::{delete_parameter, delete_parameters};
pub use describe::describe_parameters;
pub use get::{get_parameter, get_parameters};
pub use history::get_parameter_history;
pub use labels::{label_parameter_version, unlabel_parameter_version};
pub use path::get_parameters_by_path;
pub use put::put_parameter;
pub use tagging::{add_tags_to_resource, list_tags_for_resource, remove_tags_from_resource};

const SECURE: &str = "SecureString";

/// Where a version's value is kept: what its encryption is bound to.
pub(crate) fn place(parameter: &str, number: i64) -> String {
    format!("parameter\0{parameter}\0{number}")
}

/// On the wire.
pub(crate) fn at(at: berth_model::Timestamp) -> berth_protocol::shape::Timestamp {
    berth_protocol::shape::Timestamp::from_millis(at.0)
}

fn tier(advanced: bool) -> berth_api_ssm::ParameterTier {
    if advanced {
        berth_api_ssm::ParameterTier::Advanced
    } else {
        berth_api_ssm::ParameterTier::Standard
    }
}
