//! Requests that are forms: EC2's, and those of STS.

use std::borrow::Cow;

use axum::body::Body;
use axum::response::Response;
use berth_api_ec2::{Operation, wire};
use berth_protocol::fault::Fault;
use berth_protocol::form::{self, NotRead, Parameters};
use berth_protocol::shape::{Problem, check};
use berth_protocol::sigv4;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use crate::api::{Call, base_url};
use crate::app::App;
use crate::{auth, sts};

/// What was asked for, for the counters, how it went, and the answer.
pub(crate) type Answered = (&'static str, Result<(), Fault>, Response);

/// Whether a request is a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.trim_start().starts_with(form::REQUEST_CONTENT_TYPE))
}

/// Answers one. The version of the API tells the services apart.
pub(crate) async fn handle(app: &App, parts: &Parts, body: &[u8], request_id: &str) -> Answered {
    match Parameters::parse(body) {
        Ok(parameters) if parameters.version == berth_api_ec2::SERVICE.api_version => {
            ec2(app, parts, body, &parameters, request_id).await
        }
        Ok(parameters) => sts::handle(app, parts, body, &parameters, request_id),
        Err(error) => {
            let fault = Fault::client("MalformedQueryString", error.to_string());
            let text = form::error(wire::FLAVOUR, wire::NAMESPACE, request_id, &fault);
            ("", Err(fault), xml(StatusCode::BAD_REQUEST, text))
        }
    }
}

async fn ec2(
    app: &App,
    parts: &Parts,
    body: &[u8],
    parameters: &Parameters,
    request_id: &str,
) -> Answered {
    let mut name = "";
    let outcome = call(app, parts, body, parameters, &mut name).await;
    match outcome {
        Ok((operation, output)) => {
            let text = form::answer(
                wire::FLAVOUR,
                wire::NAMESPACE,
                name,
                request_id,
                &output,
                wire::output(operation),
            );
            (name, Ok(()), xml(StatusCode::OK, text))
        }
        Err(fault) => {
            let fault = in_ec2s_words(fault);
            let status = StatusCode::from_u16(fault.status);
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let text = form::error(wire::FLAVOUR, wire::NAMESPACE, request_id, &fault);
            (name, Err(fault), xml(status, text))
        }
    }
}

async fn call(
    app: &App,
    parts: &Parts,
    body: &[u8],
    parameters: &Parameters,
    name: &mut &'static str,
) -> Result<(Operation, Value), Fault> {
    let request = sigv4::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &parts.headers,
        body,
    };
    let service = berth_api_ec2::SERVICE.signing_name;
    let principal = auth::authenticate(&app.applier, &app.verifier, &request, service)?;
    let operation = Operation::from_name(&parameters.action).ok_or_else(|| {
        let action: String = parameters.action.chars().take(80).collect();
        let text = format!("The action {action} is not valid for this web service.");
        Fault::client("InvalidAction", text)
    })?;
    *name = operation.name();
    auth::authorize(&principal, &app.applier.names().account, service, name)?;
    let input = form::read(parameters, wire::input(operation)).map_err(not_read)?;
    if let Some(violation) = check(operation.facts().input, &input).into_iter().next() {
        let code = match violation.problem {
            Problem::Missing => "MissingParameter",
            _ => "InvalidParameterValue",
        };
        return Err(Fault::client(code, violation.to_string()));
    }
    let call = Call {
        principal,
        base_url: base_url(&parts.headers),
    };
    let json = input.to_string();
    let output = berth_api_ec2::dispatch(&app.ec2, call, operation, json.as_bytes()).await?;
    let output = match output.as_slice() {
        [] => Value::Null,
        bytes => serde_json::from_slice(bytes)
            .map_err(|error| Fault::server("InternalError", error.to_string()))?,
    };
    Ok((operation, output))
}

fn not_read(error: NotRead) -> Fault {
    let code = match error {
        NotRead::Unknown(_) => "UnknownParameter",
        NotRead::Invalid { .. } => "InvalidParameterValue",
    };
    Fault::client(code, error.to_string())
}

/// What other services call otherwise.
fn in_ec2s_words(fault: Fault) -> Fault {
    let (code, status) = match &*fault.code {
        "InvalidSignatureException"
        | "SignatureDoesNotMatch"
        | "UnrecognizedClientException"
        | "IncompleteSignatureException"
        | "MissingAuthenticationTokenException" => ("AuthFailure", 401),
        "ExpiredTokenException" | "RequestExpired" => ("RequestExpired", 400),
        "AccessDeniedException" => ("UnauthorizedOperation", 403),
        "UnsupportedFeatureException" => ("UnsupportedOperation", 400),
        "ValidationException" | "SerializationException" => ("InvalidParameterValue", 400),
        "ServerException" => ("InternalError", 500),
        _ => return fault,
    };
    Fault {
        code: Cow::Borrowed(code),
        status,
        ..fault
    }
}

pub(crate) fn xml(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static(form::CONTENT_TYPE);
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_ec2s_codes() {
        let check = |code: &'static str, expected: (&str, u16)| {
            let fault = in_ec2s_words(Fault::client(code, "m"));
            assert_eq!((&*fault.code, fault.status), expected);
        };
        check("InvalidSignatureException", ("AuthFailure", 401));
        check("AccessDeniedException", ("UnauthorizedOperation", 403));
        check("UnsupportedFeatureException", ("UnsupportedOperation", 400));
        check("InvalidVpcID.NotFound", ("InvalidVpcID.NotFound", 400));
    }
}
