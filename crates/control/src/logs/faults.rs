//! The store's errors as the API's.

use berth_api_logs::errors;
use berth_logs::Error;
use berth_protocol::fault::Fault;

/// The fault a caller sees. What is ours to repair is logged here and not told.
pub(super) fn fault(error: Error) -> Fault {
    let text = error.to_string();
    match error {
        Error::GroupUnknown | Error::StreamUnknown => {
            Fault::new(errors::RESOURCE_NOT_FOUND_EXCEPTION, text)
        }
        Error::GroupExists | Error::StreamExists => {
            Fault::new(errors::RESOURCE_ALREADY_EXISTS_EXCEPTION, text)
        }
        // `TagResource` alone has a name of its own for it.
        Error::Invalid(_) | Error::TooManyTags => {
            Fault::new(errors::INVALID_PARAMETER_EXCEPTION, text)
        }
        Error::AlreadyAccepted { expected } => {
            Fault::new(errors::DATA_ALREADY_ACCEPTED_EXCEPTION, text)
                .with("expectedSequenceToken", expected)
        }
        Error::PartlyAccepted { expected } => {
            Fault::new(errors::INVALID_SEQUENCE_TOKEN_EXCEPTION, text)
                .with("expectedSequenceToken", expected)
        }
        // Also what a later version of the store may add.
        error => {
            tracing::error!(%error, "the log store failed");
            unavailable()
        }
    }
}

pub(super) fn invalid(text: impl Into<String>) -> Fault {
    Fault::new(errors::INVALID_PARAMETER_EXCEPTION, text)
}

pub(super) fn unavailable() -> Fault {
    Fault::new(
        errors::SERVICE_UNAVAILABLE_EXCEPTION,
        "The service cannot complete the request.",
    )
}
