//! Codes and words of Parameter Store's errors.

use berth_api_ssm::errors;
use berth_protocol::fault::Fault;

use crate::keyring::KeyError;

/// A parameter is wrong: which, and what is allowed. The service's models have no code for it; this
/// is the one all services share.
pub(super) fn invalid(message: impl Into<String>) -> Fault {
    Fault::client("ValidationException", message)
}

/// There is no such parameter.
pub(super) fn not_found(name: &str) -> Fault {
    Fault::new(
        errors::PARAMETER_NOT_FOUND,
        format!("Parameter {name} not found."),
    )
}

/// The parameter has no such version or label.
pub(super) fn version_not_found(name: &str, which: &str) -> Fault {
    Fault::new(
        errors::PARAMETER_VERSION_NOT_FOUND,
        format!("Systems Manager could not find version {which} of {name}."),
    )
}

pub(super) fn next_token() -> Fault {
    Fault::new(
        errors::INVALID_NEXT_TOKEN,
        "NextToken is invalid: pass what the previous page gave, with the same parameters.",
    )
}

/// A value cannot be encrypted or decrypted.
pub(super) fn key(name: &str, error: &KeyError) -> Fault {
    Fault::new(
        errors::INVALID_KEY_ID,
        format!("Parameter {name}: {error}."),
    )
}
