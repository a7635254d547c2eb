//! AWS JSON 1.1: one address, the operation in a header, errors in an envelope.
//!
//! Source: `service-2.json` of ECS and CloudWatch Logs (`jsonVersion` 1.1) and what botocore's
//! JSON parser reads.

use serde_json::{Map, Value};

use crate::fault::Fault;

/// The content type of requests and answers.
pub const CONTENT_TYPE: &str = "application/x-amz-json-1.1";
/// The request header that names the operation.
pub const TARGET_HEADER: &str = "x-amz-target";
/// The answer header with the request's id.
pub const REQUEST_ID_HEADER: &str = "x-amzn-requestid";

/// What `X-Amz-Target` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// The service with its version: `AmazonEC2ContainerServiceV20141113`.
    pub service: &'a str,
    /// The operation: `ListClusters`.
    pub operation: &'a str,
}

/// Reads `Service.Operation`.
///
/// # Errors
/// [`unknown_operation`] if the header is absent or has no dot.
pub fn target(header: Option<&str>) -> Result<Target<'_>, Fault> {
    header
        .and_then(|text| text.trim().rsplit_once('.'))
        .filter(|(service, operation)| !service.is_empty() && !operation.is_empty())
        .map(|(service, operation)| Target { service, operation })
        .ok_or_else(unknown_operation)
}

/// No such service or operation here: status 400, as the services answer.
#[must_use]
pub fn unknown_operation() -> Fault {
    Fault::client(
        "UnknownOperationException",
        "The requested operation is not recognized by the service.",
    )
}

/// The body of an error: `{"__type": code, "message": …}` and the error's own members.
#[must_use]
pub fn error_body(fault: &Fault) -> Vec<u8> {
    let mut body = Map::new();
    body.insert("__type".into(), Value::from(fault.code.as_ref()));
    body.insert("message".into(), Value::from(fault.message.as_str()));
    for (name, value) in &fault.fields {
        body.insert(name.clone().into_owned(), value.clone());
    }
    Value::Object(body).to_string().into_bytes()
}

impl From<crate::sigv4::Error> for Fault {
    fn from(error: crate::sigv4::Error) -> Self {
        Self::client(error.code(), error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_taken_apart() {
        let good = target(Some("AmazonEC2ContainerServiceV20141113.ListClusters"));
        assert_eq!(
            good,
            Ok(Target {
                service: "AmazonEC2ContainerServiceV20141113",
                operation: "ListClusters"
            })
        );
        for bad in [None, Some(""), Some("ListClusters"), Some(".X"), Some("X.")] {
            assert_eq!(
                target(bad).map_err(|fault| fault.code),
                Err("UnknownOperationException".into()),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn errors_carry_their_type_message_and_members() {
        let fault = Fault::client("ConflictException", "taken").with("resourceIds", vec!["a"]);
        let body: Value = serde_json::from_slice(&error_body(&fault)).expect("JSON");
        assert_eq!(
            body,
            serde_json::json!({"__type": "ConflictException", "message": "taken", "resourceIds": ["a"]})
        );
    }
}
