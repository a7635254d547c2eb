//! [`Fault`]: the one error that every API answers with.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::shape::{ErrorFacts, OperationFacts};

/// Codes that say "not built", best first. Which of them an operation may answer with is in its model.
const NOT_IMPLEMENTED: [&str; 6] = [
    "UnsupportedFeatureException",
    "InvalidRequestException",
    "ClientException",
    "InvalidParameterException",
    "ServerException",
    "ServiceUnavailableException",
];

/// What a caller is told when a call fails: a code of the API's, a message, and an HTTP status.
///
/// The message is for the caller; what an operator needs is logged where the fault is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The error's name in the API, such as `ClusterNotFoundException`.
    pub code: Cow<'static, str>,
    /// A sentence for the caller.
    pub message: String,
    /// HTTP status: 4xx if the caller can do something about it, else 5xx.
    pub status: u16,
    /// Members beside the message, such as `resourceIds` of a `ConflictException`.
    pub fields: Vec<(Cow<'static, str>, Value)>,
}

impl Fault {
    /// An error of a service's model.
    #[must_use]
    pub fn new(error: ErrorFacts, message: impl Into<String>) -> Self {
        Self {
            code: Cow::Borrowed(error.code),
            message: message.into(),
            status: error.status,
            fields: Vec::new(),
        }
    }

    /// The caller's mistake: status 400.
    #[must_use]
    pub fn client(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            status: 400,
            fields: Vec::new(),
        }
    }

    /// Ours: status 500.
    #[must_use]
    pub fn server(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            status: 500,
            fields: Vec::new(),
        }
    }

    /// The body is not JSON, or a member of it has the wrong type.
    #[must_use]
    pub fn serialization(message: impl Into<String>) -> Self {
        Self::client("SerializationException", message)
    }

    /// The body breaks a constraint of the operation's model. Services whose models have no code for
    /// it answer with the one common to all.
    #[must_use]
    pub fn invalid(operation: &OperationFacts, message: impl Into<String>) -> Self {
        let code = ["InvalidParameterException", "ClientException"]
            .into_iter()
            .find(|code| operation.error(code).is_some());
        Self::client(code.unwrap_or("ValidationException"), message)
    }

    /// The operation exists in the API but not here (yet), said with an error its model allows.
    #[must_use]
    pub fn not_implemented(operation: &OperationFacts) -> Self {
        let message = format!("{} is not built in this version of Berth.", operation.name);
        let error = NOT_IMPLEMENTED
            .into_iter()
            .find_map(|code| operation.error(code))
            .or_else(|| operation.errors.first().copied());
        match error {
            Some(error) => Self::new(error, message),
            None => Self::client("UnsupportedFeatureException", message),
        }
    }

    /// The same with one more member in its body.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Fault {}
