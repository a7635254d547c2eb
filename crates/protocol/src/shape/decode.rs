//! From a request's bytes to an operation's input, and from its output back to bytes.

use std::future::{Ready, ready};
use std::pin::Pin;

use super::{FromJson, Mistyped, OperationFacts, Structure, Violation, check};
use crate::fault::Fault;

/// The input type of an operation. Generated.
pub trait Input: FromJson {
    /// What the model says of it.
    fn facts() -> &'static Structure;
}

/// The output type of an operation. Generated.
pub trait Output {
    /// The response body.
    ///
    /// # Errors
    /// Serde's; none of the generated types has what JSON cannot say.
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error>;
}

/// An operation whose model has no output answers with an empty body.
impl Output for () {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        Ok(Vec::new())
    }
}

/// Why a body did not become a request.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The body is not JSON.
    #[error("the request body is not JSON: {0}")]
    Malformed(serde_json::Error),
    /// A value has the wrong JSON type.
    #[error(transparent)]
    Mistyped(#[from] Mistyped),
    /// Types are right, but the model permits less.
    #[error("{}", sentence(.0))]
    Invalid(Vec<Violation>),
}

/// Parses and checks a request body. An empty body is an empty object.
///
/// # Errors
/// See [`DecodeError`].
pub fn decode<T: Input>(body: &[u8]) -> Result<T, DecodeError> {
    let body = if body.is_empty() { b"{}" } else { body };
    let body = serde_json::from_slice(body).map_err(DecodeError::Malformed)?;
    let violations = check(T::facts(), &body);
    let input = T::from_json(body)?;
    if violations.is_empty() {
        Ok(input)
    } else {
        Err(DecodeError::Invalid(violations))
    }
}

/// [`decode`] with the error that the operation's model has for it.
///
/// # Errors
/// `SerializationException` if the body is not JSON or has a value of a wrong type; otherwise
/// `InvalidParameterException`, `ClientException` or `ValidationException`.
pub fn read<T: Input>(operation: &OperationFacts, body: &[u8]) -> Result<T, Fault> {
    decode(body).map_err(|error| match error {
        DecodeError::Malformed(_) | DecodeError::Mistyped(_) => {
            Fault::serialization(error.to_string())
        }
        DecodeError::Invalid(_) => Fault::invalid(operation, error.to_string()),
    })
}

/// What a call is on its way: the response body or a fault.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Fault>> + Send + 'a>>;

/// Runs a call whose input has been read, and writes its output. Boxed, so that a dispatcher over
/// a hundred operations is not as large as all their futures together.
pub fn answer<'a, F, O>(call: Result<F, Fault>) -> Answer<'a>
where
    F: Future<Output = Result<O, Fault>> + Send + 'a,
    O: Output,
{
    match call {
        Ok(call) => Box::pin(async move {
            let output = call.await?;
            output
                .to_body()
                .map_err(|error| Fault::server("ServerException", error.to_string()))
        }),
        Err(fault) => Box::pin(ready(Err(fault))),
    }
}

/// What an operation answers until it is built.
pub fn not_implemented<O>(operation: &OperationFacts) -> Ready<Result<O, Fault>> {
    ready(Err(Fault::not_implemented(operation)))
}

fn sentence(violations: &[Violation]) -> String {
    let mut text = String::new();
    for violation in violations {
        let separator = if text.is_empty() { "" } else { "; " };
        text.push_str(separator);
        text.push_str(&violation.to_string());
    }
    text.push('.');
    text
}
