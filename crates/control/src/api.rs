//! `POST /`: one request of an AWS API, from bytes to an answer.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use berth_env::{Entropy as _, SystemEntropy};
use berth_model::Principal;
use berth_protocol::aws_json::{self, CONTENT_TYPE, REQUEST_ID_HEADER, TARGET_HEADER};
use berth_protocol::fault::Fault;
use berth_protocol::sigv4;
use bytes::Bytes;
use http::header::{CONTENT_TYPE as CONTENT_TYPE_HEADER, HOST};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::time::Instant;

use crate::app::App;
use crate::{auth, berth_api, forms};

/// The largest body of any operation is `PutLogEvents` with 1 MiB of events and their JSON.
const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;
/// How long a body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);

/// What an operation knows of the request that asks for it.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who signed it.
    pub principal: Principal,
    /// Scheme and host by which the caller reached us, without a slash at the end.
    pub base_url: String,
}

/// The services at this address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Service {
    Ecs(berth_api_ecs::Operation),
    Logs(berth_api_logs::Operation),
    SecretsManager(berth_api_secrets_manager::Operation),
    Ssm(berth_api_ssm::Operation),
    Berth(berth_api::Operation),
}

impl Service {
    /// The target's signing name and, if it exists, its operation.
    fn find(target: aws_json::Target<'_>) -> Option<(&'static str, Option<Self>)> {
        match target.service {
            "AmazonEC2ContainerServiceV20141113" => Some(("ecs", {
                berth_api_ecs::Operation::from_name(target.operation).map(Self::Ecs)
            })),
            "Logs_20140328" => Some(("logs", {
                berth_api_logs::Operation::from_name(target.operation).map(Self::Logs)
            })),
            "secretsmanager" => Some(("secretsmanager", {
                berth_api_secrets_manager::Operation::from_name(target.operation)
                    .map(Self::SecretsManager)
            })),
            "AmazonSSM" => Some(("ssm", {
                berth_api_ssm::Operation::from_name(target.operation).map(Self::Ssm)
            })),
            berth_api::TARGET_PREFIX => Some(("berth", {
                berth_api::Operation::from_name(target.operation).map(Self::Berth)
            })),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Ecs(operation) => operation.facts().name,
            Self::Logs(operation) => operation.facts().name,
            Self::SecretsManager(operation) => operation.facts().name,
            Self::Ssm(operation) => operation.facts().name,
            Self::Berth(operation) => operation.name(),
        }
    }
}

/// Answers one API request.
pub(crate) async fn handle(State(app): State<Arc<App>>, request: Request) -> Response {
    let request_id = SystemEntropy.uuid();
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    let mut operation = "";
    let body = read_body(&parts.headers, body).await;
    if let (true, Ok(body)) = (forms::is_form(&parts.headers), &body) {
        let (operation, outcome, response) = forms::handle(&app, &parts, body, &request_id).await;
        let code = outcome.map_or_else(|fault| fault.code, |()| Cow::Borrowed("OK"));
        app.metrics.count(operation, code, began.elapsed());
        return response;
    }
    let answer = match body {
        Ok(body) => call(&app, &parts, &body, &mut operation).await,
        Err(fault) => Err(fault),
    };
    let code = answer
        .as_ref()
        .map_or_else(|fault| fault.code.clone(), |_| Cow::Borrowed("OK"));
    match &answer {
        Err(fault) if fault.status >= 500 => {
            tracing::error!(%request_id, operation, %fault, "an API request failed");
        }
        _ => tracing::debug!(%request_id, operation, %code, "an API request"),
    }
    app.metrics.count(operation, code, began.elapsed());
    respond(&request_id, answer)
}

async fn read_body(headers: &HeaderMap, body: Body) -> Result<Bytes, Fault> {
    let declared = headers
        .get(http::header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > BODY_BYTES_MAX) {
        return Err(too_large());
    }
    match tokio::time::timeout(BODY_TIMEOUT, Limited::new(body, BODY_BYTES_MAX).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) | Err(_) => Err(Fault {
            status: 408,
            ..Fault::client(
                "RequestTimeoutException",
                "The request body did not arrive.",
            )
        }),
    }
}

fn too_large() -> Fault {
    Fault {
        status: 413,
        ..Fault::client(
            "RequestEntityTooLargeException",
            format!("The request body is larger than {BODY_BYTES_MAX} bytes."),
        )
    }
}

/// Who, what, may they: then the operation itself.
async fn call(
    app: &App,
    parts: &Parts,
    body: &[u8],
    operation: &mut &'static str,
) -> Result<Vec<u8>, Fault> {
    let header = parts.headers.get(TARGET_HEADER);
    let target = aws_json::target(header.and_then(|value| value.to_str().ok()))?;
    let (signing_name, service) = Service::find(target).ok_or_else(aws_json::unknown_operation)?;
    let request = sigv4::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &parts.headers,
        body,
    };
    let principal = auth::authenticate(&app.applier, &app.verifier, &request, signing_name)?;
    let service = service.ok_or_else(aws_json::unknown_operation)?;
    *operation = service.name();
    auth::authorize(
        &principal,
        &app.applier.names().account,
        signing_name,
        operation,
    )?;
    let call = Call {
        principal,
        base_url: base_url(&parts.headers),
    };
    match service {
        Service::Ecs(operation) => {
            let answer = berth_api_ecs::dispatch(&app.ecs, call, operation, body).await?;
            if operation == berth_api_ecs::Operation::RegisterTaskDefinition {
                berth_api::prefetch(app, &answer);
            }
            Ok(answer)
        }
        Service::Logs(operation) => app.logs.call(call, operation, body).await,
        Service::SecretsManager(operation) => {
            berth_api_secrets_manager::dispatch(&app.secrets, call, operation, body).await
        }
        Service::Ssm(operation) => {
            berth_api_ssm::dispatch(&app.secrets, call, operation, body).await
        }
        Service::Berth(operation) => berth_api::answer(app, operation, body).await,
    }
}

/// The address by which the caller reached us; its host is covered by the signature.
pub(crate) fn base_url(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    format!("http://{}", host.unwrap_or("localhost"))
}

pub(crate) fn respond(request_id: &str, answer: Result<Vec<u8>, Fault>) -> Response {
    let (status, body) = match answer {
        Ok(body) => (StatusCode::OK, body),
        Err(fault) => (
            StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            aws_json::error_body(&fault),
        ),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE_HEADER, HeaderValue::from_static(CONTENT_TYPE));
    if let Ok(value) = HeaderValue::from_str(request_id) {
        headers.insert(REQUEST_ID_HEADER, value);
    }
    response
}
