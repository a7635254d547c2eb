//! Codes and words of Secrets Manager's errors.

use berth_api_secrets_manager::errors;
use berth_protocol::fault::Fault;

use crate::keyring::KeyError;
use crate::tags::{self, Refused};

/// A parameter is wrong: which, and what is allowed.
pub(super) fn invalid(message: impl Into<String>) -> Fault {
    Fault::new(errors::INVALID_PARAMETER_EXCEPTION, message)
}

/// The request makes no sense for the secret as it is.
pub(super) fn request(message: impl Into<String>) -> Fault {
    Fault::new(errors::INVALID_REQUEST_EXCEPTION, message)
}

/// There is no such secret.
pub(super) fn not_found() -> Fault {
    missing("Secrets Manager can't find the specified secret.")
}

/// There is no such thing.
pub(super) fn missing(message: impl Into<String>) -> Fault {
    Fault::new(errors::RESOURCE_NOT_FOUND_EXCEPTION, message)
}

pub(super) fn exists(message: impl Into<String>) -> Fault {
    Fault::new(errors::RESOURCE_EXISTS_EXCEPTION, message)
}

pub(super) fn limit(message: impl Into<String>) -> Fault {
    Fault::new(errors::LIMIT_EXCEEDED_EXCEPTION, message)
}

/// The secret waits for its deletion.
pub(super) fn deleted() -> Fault {
    request(
        "You can't perform this operation on the secret because it was marked for deletion. \
         RestoreSecret takes that back.",
    )
}

/// `nextToken` is of another list, or damaged.
pub(super) fn next_token() -> Fault {
    Fault::new(
        errors::INVALID_NEXT_TOKEN_EXCEPTION,
        "NextToken is invalid: pass what the previous page gave, with the same parameters.",
    )
}

pub(super) fn tags(refused: Refused) -> Fault {
    match refused {
        Refused::Invalid(text) => invalid(format!("Tags: {text}.")),
        Refused::TooMany => invalid(format!("Tags: a secret has at most {}.", tags::MOST)),
    }
}

/// A value cannot be encrypted.
pub(super) fn encryption(error: &KeyError) -> Fault {
    let text = format!("Secrets Manager can't encrypt the secret value: {error}.");
    Fault::new(errors::ENCRYPTION_FAILURE, text)
}

/// A value cannot be decrypted.
pub(super) fn decryption(error: &KeyError) -> Fault {
    let text = format!("Secrets Manager can't decrypt the secret value: {error}.");
    Fault::new(errors::DECRYPTION_FAILURE, text)
}
