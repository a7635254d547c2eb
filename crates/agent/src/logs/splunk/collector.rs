//! The collector itself, over HTTP.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{FixedServerNameResolver, HttpsConnector};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, SignatureScheme};
use sha2::{Digest as _, Sha256};

use super::event::Envelope;
use super::options::SplunkOptions;
use super::position::Position;
use crate::client::{CallError, USER_AGENT, tls_config, whole_chain};
use crate::logs::api::{LogsError, LogsFuture};
use crate::logs::destination::{Destination, Limits, Records};

/// A request may take this long.
const TIMEOUT: Duration = Duration::from_secs(30);
/// An answer is never longer than this (bytes).
const MAX_ANSWER: usize = 64 * 1024;
/// Bytes of a request before it is compressed: collectors commonly take a megabyte.
const REQUEST_BYTES: usize = 768 * 1024;
/// Events of a request, as many as Docker's driver sends.
const REQUEST_EVENTS: usize = 1000;

/// The driver cannot be set up. `Display` is for the container's reason.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// Certificates, or a name for them, that cannot be used.
    #[error("splunk: {0}")]
    Certificates(String),
    /// The collector does not answer as one.
    #[error("splunk: failed to verify connection - {0}")]
    Connection(String),
}

/// The collector that one container's output goes to.
pub struct Collector {
    options: SplunkOptions,
    envelope: Envelope,
    position: Position,
    authorization: HeaderValue,
    channel: String,
    http: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Collector {
    /// `host` is this machine's name; `position` the file that says how far the container's output
    /// is stored. Reads the certificates.
    ///
    /// # Errors
    /// [`SetUpError::Certificates`].
    pub fn new(
        options: SplunkOptions,
        host: &str,
        runtime_id: &str,
        position: PathBuf,
    ) -> Result<Self, SetUpError> {
        let wrong = |text: String| SetUpError::Certificates(text);
        let roots = options.ca_path.as_ref().map(|path| {
            let read = std::fs::read(path);
            read.map_err(|error| wrong(format!("{}: {error}", path.display())))
        });
        let tls = tls_config(roots.transpose()?.as_deref());
        let mut tls = tls
            .map_err(|error| wrong(error.to_string()))?
            .as_ref()
            .clone();
        if options.insecure_skip_verify {
            let algorithms = tls.crypto_provider().signature_verification_algorithms;
            tls.dangerous()
                .set_certificate_verifier(Arc::new(AnyName { algorithms }));
        }
        let mut plain = HttpConnector::new();
        plain.enforce_http(false);
        plain.set_nodelay(true);
        plain.set_connect_timeout(Some(TIMEOUT));
        let mut builder = hyper_rustls::HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http();
        if let Some(name) = &options.ca_name {
            let name = ServerName::try_from(name.clone());
            let name = name.map_err(|error| wrong(format!("splunk-caname: {error}")))?;
            builder = builder.with_server_name_resolver(FixedServerNameResolver::new(name));
        }
        let mut authorization = HeaderValue::try_from(format!("Splunk {}", options.token))
            .map_err(|_| wrong("splunk-token has characters that no header takes".to_owned()))?;
        authorization.set_sensitive(true);
        Ok(Self {
            envelope: Envelope::new(&options, host),
            position: Position::new(position),
            authorization,
            channel: channel(runtime_id),
            http: Client::builder(TokioExecutor::new())
                .build(builder.enable_http1().wrap_connector(plain)),
            options,
        })
    }

    /// Asks whether there is a collector, unless the options say not to.
    ///
    /// # Errors
    /// [`SetUpError::Connection`].
    pub async fn verify(&self) -> Result<(), SetUpError> {
        if !self.options.verify_connection {
            return Ok(());
        }
        let answer = self.send(Method::OPTIONS, Vec::new()).await;
        let failed = |error: LogsError| match error {
            LogsError::Unreachable(cause) => SetUpError::Connection(whole_chain(&cause)),
            other => SetUpError::Connection(other.to_string()),
        };
        answer.map_err(failed)
    }

    fn body(&self, records: Records<'_>) -> Vec<u8> {
        let mut body = String::new();
        for event in records.events.iter() {
            self.envelope.append(event, &mut body);
        }
        let Some(level) = self.options.gzip else {
            return body.into_bytes();
        };
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
        let packed = encoder.write_all(body.as_bytes());
        // Into memory: cannot fail.
        packed.and_then(|()| encoder.finish()).unwrap_or_default()
    }

    async fn send(&self, method: Method, body: Vec<u8>) -> Result<(), LogsError> {
        let mut request = Request::builder()
            .method(method)
            .uri(&self.options.url)
            .header(header::AUTHORIZATION, self.authorization.clone())
            .header(header::USER_AGENT, USER_AGENT);
        if self.options.index_acknowledgment {
            request = request.header("X-Splunk-Request-Channel", &self.channel);
        }
        if self.options.gzip.is_some() && !body.is_empty() {
            request = request.header(header::CONTENT_ENCODING, "gzip");
        }
        let request = request
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| LogsError::Refused(error.to_string()))?;
        let exchange = async {
            let response = self.http.request(request).await?;
            let (status, body) = (response.status(), response.into_body());
            let body = Limited::new(body, MAX_ANSWER).collect().await?.to_bytes();
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>((status, body))
        };
        let answer = tokio::time::timeout(TIMEOUT, exchange).await;
        let (status, body) = answer
            .unwrap_or_else(|elapsed| Err(elapsed.into()))
            .map_err(|cause| {
                LogsError::Unreachable(CallError::Transport {
                    endpoint: self.options.url.clone(),
                    cause,
                })
            })?;
        judge(status, &body)
    }
}

impl Destination for Collector {
    fn name(&self) -> &str {
        &self.options.url
    }

    fn limits(&self) -> Limits {
        Limits {
            bytes: REQUEST_BYTES,
            event_overhead: self.envelope.overhead(),
            events: REQUEST_EVENTS,
            span_ms: i64::MAX,
        }
    }

    fn stored_through(&self) -> LogsFuture<'_, u64> {
        Box::pin(async {
            let position = self.position.clone();
            let read = tokio::task::spawn_blocking(move || position.read()).await;
            Ok(read.unwrap_or_default())
        })
    }

    fn put<'a>(&'a self, records: Records<'a>) -> LogsFuture<'a, u64> {
        Box::pin(async move {
            self.send(Method::POST, self.body(records)).await?;
            let (position, to) = (self.position.clone(), records.to);
            let written = tokio::task::spawn_blocking(move || position.write(to)).await;
            if let Ok(Err(error)) = written {
                tracing::warn!(%error, "how far logs are sent is not kept: some may be sent twice");
            }
            Ok(to)
        })
    }
}

fn judge(status: StatusCode, body: &[u8]) -> Result<(), LogsError> {
    if status == StatusCode::OK {
        return Ok(());
    }
    let shown = String::from_utf8_lossy(body);
    let error = CallError::Api {
        code: status.to_string(),
        message: shown.trim().chars().take(200).collect(),
        status: status.as_u16(),
    };
    Err(if error.is_transient() {
        LogsError::Unreachable(error)
    } else {
        LogsError::Refused(error.to_string())
    })
}

/// A UUID that is the container's own.
fn channel(runtime_id: &str) -> String {
    let hash = Sha256::digest(runtime_id.as_bytes());
    let hex: String = hash[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

/// Takes every certificate, whoever vouches for it and whatever name it has: what
/// `splunk-insecureskipverify` asks for. The other end must still hold its key.
#[derive(Debug)]
struct AnyName {
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
