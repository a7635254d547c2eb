//! A signed client for AWS JSON services: the ECS agent API and `CloudWatch` Logs.

mod stream;

use std::sync::Arc;
use std::time::Duration;

use berth_env::Clock;
use berth_protocol::sigv4::{self, Credentials};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use stream::Stream;

/// A service's signing name, target prefix and content type.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// For the signature's scope.
    pub signing_name: &'static str,
    /// What stands before the operation in `X-Amz-Target`.
    pub target_prefix: &'static str,
}

/// The Elastic Container Service.
pub const ECS: Service = Service {
    signing_name: "ecs",
    target_prefix: "AmazonEC2ContainerServiceV20141113",
};

/// `CloudWatch` Logs.
pub const LOGS: Service = Service {
    signing_name: "logs",
    target_prefix: "Logs_20140328",
};

/// Secrets Manager.
pub const SECRETS_MANAGER: Service = Service {
    signing_name: "secretsmanager",
    target_prefix: "secretsmanager",
};

/// Systems Manager, for Parameter Store.
pub const SSM: Service = Service {
    signing_name: "ssm",
    target_prefix: "AmazonSSM",
};

/// A round trip may take this long.
const CALL_TIMEOUT: Duration = Duration::from_secs(42);
/// Answers are never longer than this (bytes).
const MAX_ANSWER: usize = 16 * 1024 * 1024;
/// How often one call is tried.
const ATTEMPTS: u32 = 3;
/// Before the second try; doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(90);

/// Why a call gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The service said no.
    #[error("{code}: {message}")]
    Api {
        /// Short type name, e.g. `ClientException`.
        code: String,
        /// For a person.
        message: String,
        /// HTTP status.
        status: u16,
    },
    /// The service could not be reached, or broke off.
    #[error("cannot reach {endpoint}")]
    Transport {
        /// Where.
        endpoint: String,
        /// What happened.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The answer made no sense.
    #[error("an answer that is not the operation's")]
    Answer(#[source] serde_json::Error),
    /// The request could not be built.
    #[error("cannot build the request: {0}")]
    Request(String),
}

impl CallError {
    /// The API error's code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Api { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Trying again may help: throttling, 5xx, the network.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Api { code, status, .. } => {
                *status >= 500
                    || *status == 429
                    || code.contains("Throttling")
                    || code == "TooManyRequestsException"
                    || code == "ServiceUnavailableException"
            }
            Self::Transport { .. } => true,
            Self::Answer(_) | Self::Request(_) => false,
        }
    }
}

/// A TLS configuration could not be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot set up TLS: {0}")]
pub struct TlsError(String);

/// TLS as clients do it: ring, the machine's trusted roots (`SSL_CERT_FILE` is honoured), and
/// `extra_roots` (PEM) as well.
///
/// # Errors
/// If `extra_roots` hold no certificate, or there is no certificate at all.
pub fn tls_config(extra_roots: Option<&[u8]>) -> Result<Arc<rustls::ClientConfig>, TlsError> {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;
    let mut roots = rustls::RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // A machine's bundle may hold certificates that rustls does not take.
        let _ = roots.add(certificate);
    }
    if let Some(pem) = extra_roots {
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| TlsError(error.to_string()))?;
            roots
                .add(certificate)
                .map_err(|error| TlsError(error.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsError(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A client for one endpoint. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    endpoint: Uri,
    region: String,
    credentials: Credentials,
    clock: Arc<dyn Clock>,
    tls: Arc<rustls::ClientConfig>,
    http: hyper_util::client::legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.shared.endpoint)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client for `endpoint` (`http://…` or `https://…`; `https` if there is no scheme).
    ///
    /// # Errors
    /// [`CallError::Request`] if the endpoint is no address.
    pub fn new(
        endpoint: &str,
        region: &str,
        credentials: Credentials,
        tls: Arc<rustls::ClientConfig>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, CallError> {
        let endpoint = parse_endpoint(endpoint)?;
        let http = hyper_util::client::legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(Duration::from_secs(60))
            .build(connector(&tls));
        Ok(Self {
            shared: Arc::new(Shared {
                endpoint,
                region: region.to_owned(),
                credentials,
                clock,
                tls,
                http,
            }),
        })
    }

    /// The same endpoint and transport with other credentials, such as a task's execution role's.
    #[must_use]
    pub fn with_credentials(&self, credentials: Credentials) -> Self {
        self.rebuilt(
            self.shared.endpoint.clone(),
            &self.shared.region,
            credentials,
        )
    }

    /// The same transport and credentials for another endpoint and region.
    ///
    /// # Errors
    /// [`CallError::Request`] if the endpoint is no address.
    pub fn with_endpoint(&self, endpoint: &str, region: &str) -> Result<Self, CallError> {
        let endpoint = parse_endpoint(endpoint)?;
        Ok(self.rebuilt(endpoint, region, self.shared.credentials.clone()))
    }

    fn rebuilt(&self, endpoint: Uri, region: &str, credentials: Credentials) -> Self {
        Self {
            shared: Arc::new(Shared {
                endpoint,
                region: region.to_owned(),
                credentials,
                clock: Arc::clone(&self.shared.clock),
                tls: Arc::clone(&self.shared.tls),
                http: self.shared.http.clone(),
            }),
        }
    }

    /// Calls an operation, trying three times in all while the failure is transient.
    ///
    /// # Errors
    /// [`CallError`], the last one.
    pub async fn call<I: Serialize + Sync, O: DeserializeOwned>(
        &self,
        service: Service,
        operation: &str,
        input: &I,
    ) -> Result<O, CallError> {
        let mut pause = FIRST_PAUSE;
        let mut attempt = 1;
        loop {
            match self.call_once(service, operation, input).await {
                Err(error) if error.is_transient() && attempt < ATTEMPTS => {
                    tracing::debug!(operation, attempt, %error, "trying again");
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                    attempt += 1;
                }
                result => return result,
            }
        }
    }

    /// Calls an operation once.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn call_once<I: Serialize + Sync, O: DeserializeOwned>(
        &self,
        service: Service,
        operation: &str,
        input: &I,
    ) -> Result<O, CallError> {
        let body = serde_json::to_vec(input).map_err(|e| CallError::Request(e.to_string()))?;
        let request = self.request(service, operation, body)?;
        let answer = tokio::time::timeout(CALL_TIMEOUT, async {
            let response = self
                .shared
                .http
                .request(request)
                .await
                .map_err(|e| self.broken(e))?;
            let status = response.status();
            let body = Limited::new(response.into_body(), MAX_ANSWER)
                .collect()
                .await
                .map_err(|cause| self.broken(cause))?
                .to_bytes();
            Ok((status, body))
        })
        .await
        .map_err(|elapsed| self.broken(elapsed))??;
        let (status, body) = answer;
        if !status.is_success() {
            return Err(api_error(status.as_u16(), &body));
        }
        let body: &[u8] = if body.is_empty() { b"{}" } else { &body };
        serde_json::from_slice(body).map_err(CallError::Answer)
    }

    fn request(
        &self,
        service: Service,
        operation: &str,
        body: Vec<u8>,
    ) -> Result<http::Request<Full<Bytes>>, CallError> {
        let bad = |error: http::Error| CallError::Request(error.to_string());
        let target = format!("{}.{operation}", service.target_prefix);
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, self.host()?);
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/x-amz-json-1.1"),
        );
        headers.insert(
            "x-amz-target",
            HeaderValue::from_str(&target).map_err(|e| bad(e.into()))?,
        );
        let uri = self.shared.endpoint.clone();
        self.signed(service, Method::POST, uri, headers, body)
    }

    /// The request with its signature and our name.
    fn signed(
        &self,
        service: Service,
        method: Method,
        uri: Uri,
        mut headers: HeaderMap,
        body: Vec<u8>,
    ) -> Result<http::Request<Full<Bytes>>, CallError> {
        let bad = |error: http::Error| CallError::Request(error.to_string());
        let path = match uri.path() {
            "" => "/",
            path => path,
        };
        let signed = sigv4::sign(
            &self.shared.credentials,
            sigv4::Scope {
                region: &self.shared.region,
                service: service.signing_name,
            },
            &sigv4::Request {
                method: method.as_str(),
                path,
                query: uri.query().unwrap_or_default(),
                headers: &headers,
                body: &body,
            },
            self.shared.clock.now_ms(),
        );
        for (name, value) in signed.headers() {
            let value = HeaderValue::from_str(value).map_err(|e| bad(e.into()))?;
            headers.insert(name, value);
        }
        headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        let mut request = http::Request::builder()
            .method(method)
            .uri(uri)
            .body(Full::new(Bytes::from(body)))
            .map_err(bad)?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// Signs a websocket handshake to `uri`, or, with a body, one frame of TCS on it.
    pub(crate) fn sign_get(
        &self,
        uri: &Uri,
        body: &[u8],
    ) -> Result<Vec<(String, String)>, CallError> {
        let host = uri
            .authority()
            .ok_or_else(|| CallError::Request(format!("no host in {uri}")))?
            .as_str();
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_str(host).map_err(|e| CallError::Request(e.to_string()))?;
        headers.insert(header::HOST, value);
        let signed = sigv4::sign(
            &self.shared.credentials,
            sigv4::Scope {
                region: &self.shared.region,
                service: ECS.signing_name,
            },
            &sigv4::Request {
                method: "GET",
                path: uri.path(),
                query: uri.query().unwrap_or_default(),
                headers: &headers,
                body,
            },
            self.shared.clock.now_ms(),
        );
        let mut all = vec![("Host".to_owned(), host.to_owned())];
        all.extend(
            signed
                .headers()
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        Ok(all)
    }

    pub(crate) fn tls(&self) -> Arc<rustls::ClientConfig> {
        Arc::clone(&self.shared.tls)
    }

    /// A way of its own to the same endpoint.
    pub(crate) fn connector(&self) -> HttpsConnector<HttpConnector> {
        connector(&self.shared.tls)
    }

    pub(crate) fn endpoint(&self) -> &Uri {
        &self.shared.endpoint
    }

    fn host(&self) -> Result<HeaderValue, CallError> {
        let authority = self.shared.endpoint.authority().map_or("", |a| a.as_str());
        HeaderValue::from_str(authority).map_err(|e| CallError::Request(e.to_string()))
    }

    fn broken(&self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> CallError {
        CallError::Transport {
            endpoint: self.shared.endpoint.to_string(),
            cause: cause.into(),
        }
    }
}

/// An error with its causes.
pub(crate) fn whole_chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// What we call ourselves.
pub const USER_AGENT: &str = concat!(
    "Berth Agent - v",
    env!("CARGO_PKG_VERSION"),
    " (linux; LINUX)"
);

fn connector(tls: &rustls::ClientConfig) -> HttpsConnector<HttpConnector> {
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(Duration::from_secs(30)));
    hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(tls.clone())
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector)
}

fn parse_endpoint(endpoint: &str) -> Result<Uri, CallError> {
    let whole = if endpoint.contains("://") {
        endpoint.to_owned()
    } else {
        format!("https://{endpoint}")
    };
    let uri: Uri = whole
        .parse()
        .map_err(|error| CallError::Request(format!("endpoint {endpoint:?}: {error}")))?;
    match (uri.scheme_str(), uri.authority()) {
        (Some("http" | "https"), Some(_)) => Ok(uri),
        _ => Err(CallError::Request(format!(
            "endpoint {endpoint:?}: not http or https"
        ))),
    }
}

fn api_error(status: u16, body: &[u8]) -> CallError {
    let value: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| value.get(name).and_then(|text| text.as_str());
    let code = text("__type").or_else(|| text("code")).unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default();
    let message = text("message")
        .or_else(|| text("Message"))
        .unwrap_or_default();
    CallError::Api {
        code: if code.is_empty() {
            format!("Http{status}")
        } else {
            code.to_owned()
        },
        message: message.to_owned(),
        status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_read_and_judged() {
        let error = api_error(
            400,
            br#"{"__type":"com.x#ThrottlingException","message":"slow"}"#,
        );
        assert_eq!(error.code(), Some("ThrottlingException"));
        assert!(error.is_transient());
        let error = api_error(400, br#"{"__type":"ClientException","Message":"no"}"#);
        assert!(!error.is_transient());
        assert_eq!(error.to_string(), "ClientException: no");
        assert!(api_error(503, b"<html>").is_transient());
    }

    #[test]
    fn endpoints_without_a_scheme_are_https() {
        assert_eq!(
            parse_endpoint("ecs.local:4566")
                .expect("valid")
                .scheme_str(),
            Some("https")
        );
        assert!(parse_endpoint("ws://x").is_err());
        assert!(parse_endpoint("http://").is_err());
    }
}
