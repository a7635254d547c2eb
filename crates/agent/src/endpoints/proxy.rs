//! The region's API as tasks reach it: every request goes on as it came, host and signature too, since
//! the signature covers the host. TLS, if the region has it, begins here.

use std::time::Duration;

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Response, StatusCode, Uri, header};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use crate::client::Client;

/// An answer's body.
pub(super) type Body = BoxBody<Bytes, hyper::Error>;

/// Belong to one connection, not to the request.
const HOP_BY_HOP: [header::HeaderName; 6] = [
    header::CONNECTION,
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::UPGRADE,
];

/// The way to the region.
#[derive(Debug)]
pub(super) struct Proxy {
    endpoint: Uri,
    client: legacy::Client<HttpsConnector<HttpConnector>, Incoming>,
}

impl Proxy {
    pub(super) fn new(api: &Client) -> Self {
        let client = legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(Duration::from_secs(60))
            .build(api.connector());
        Self {
            endpoint: api.endpoint().clone(),
            client,
        }
    }

    /// Passes a request on and its answer back.
    pub(super) async fn pass(&self, mut request: Request<Incoming>) -> Response<Body> {
        let Some(target) = self.target(request.uri()) else {
            return unavailable("the request's target makes no sense");
        };
        *request.uri_mut() = target;
        strip(request.headers_mut());
        match self.client.request(request).await {
            Ok(mut answer) => {
                strip(answer.headers_mut());
                answer.map(BodyExt::boxed)
            }
            Err(error) => {
                tracing::debug!(%error, "a task does not reach the region");
                unavailable("the region cannot be reached")
            }
        }
    }

    fn target(&self, asked: &Uri) -> Option<Uri> {
        let path = asked.path_and_query().map_or("/", PathAndQuery::as_str);
        let base = self.endpoint.path().trim_end_matches('/');
        let mut parts = self.endpoint.clone().into_parts();
        parts.path_and_query = Some(format!("{base}{path}").parse().ok()?);
        Uri::from_parts(parts).ok()
    }
}

fn strip(headers: &mut http::HeaderMap) {
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}

/// SDKs try again.
fn unavailable(text: &str) -> Response<Body> {
    let body = serde_json::json!({
        "__type": "ServiceUnavailableException", "message": text,
    });
    let mut answer = Response::new(whole(body.to_string()));
    *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let kind = HeaderValue::from_static("application/x-amz-json-1.1");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}

pub(super) fn whole(body: impl Into<Bytes>) -> Body {
    Full::new(body.into())
        .map_err(|never| match never {})
        .boxed()
}
