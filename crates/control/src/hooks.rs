//! The calls of lifecycle hooks: requests to URLs, whose answers the writer notes.
//!
//! What is due is said by the state (`berth_ecs::services::hook_requests`), so nothing is lost with this process:
//! after a start the same calls are due, with the same numbers. Each is made by a task of its own, once at a
//! time; a hook that takes longer than a call may is to say `IN_PROGRESS`.

use std::collections::BTreeSet;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use berth_ecs::services::{self, HookAnswer, HookRequest};
use berth_model::{Principal, ServiceKey};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

use crate::applier::Handle;

/// From the request to the last byte of the answer.
const CALL_TIMEOUT: Duration = Duration::from_secs(60);
/// Answers are short.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Before an answer that could not be stored is given up, the call is due again after so long.
const RETRY: Duration = Duration::from_secs(1);

/// Makes the calls of hooks. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Caller {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    under_way: Arc<Mutex<BTreeSet<(String, u32)>>>,
    applier: Handle,
    shutdown: CancellationToken,
}

impl Caller {
    pub(crate) fn new(applier: Handle, shutdown: CancellationToken) -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build(connector()),
            under_way: Arc::default(),
            applier,
            shutdown,
        }
    }

    /// Makes those of these calls that are not under way.
    pub(crate) fn make(&self, service: &ServiceKey, requests: Vec<HookRequest>) {
        for request in requests {
            let key = (request.hook.clone(), request.number);
            if !self.under_way.lock().insert(key.clone()) {
                continue;
            }
            let (caller, service) = (self.clone(), service.clone());
            tokio::spawn(async move {
                tokio::select! {
                    () = caller.shutdown.cancelled() => {}
                    () = caller.call_and_note(service, request) => {}
                }
                caller.under_way.lock().remove(&key);
            });
        }
    }

    async fn call_and_note(&self, service: ServiceKey, request: HookRequest) {
        let answer = match tokio::time::timeout(CALL_TIMEOUT, self.call(&request)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => HookAnswer::None(chain(&*error)),
            Err(_) => HookAnswer::None(format!("no answer in {} s", CALL_TIMEOUT.as_secs())),
        };
        tracing::debug!(
            service = service.1,
            url = request.url,
            ?answer,
            "a lifecycle hook was called"
        );
        loop {
            let (service, answer) = (service.clone(), answer.clone());
            let (hook, number) = (request.hook.clone(), request.number);
            let noted = self
                .applier
                .transact(Principal::Root, move |tx, cx| {
                    services::hook_answered(tx, cx, &service, (&hook, number), answer)
                })
                .await;
            match noted {
                Ok(()) => return,
                Err(fault) => {
                    tracing::warn!(%fault, "a lifecycle hook's answer could not be noted; trying again");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    async fn call(
        &self,
        request: &HookRequest,
    ) -> Result<HookAnswer, Box<dyn Error + Send + Sync>> {
        let body = Full::new(Bytes::from(request.body.clone()));
        let message = http::Request::post(&request.url)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, "berth")
            .body(body)?;
        let response = self.client.request(message).await?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX)
            .collect()
            .await?;
        Ok(HookAnswer::parse(status, &body.to_bytes()))
    }
}

/// What went wrong with its causes: the outermost alone says little.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// Plain and TLS, with the machine's trusted roots (`SSL_CERT_FILE` is honoured).
fn connector() -> HttpsConnector<HttpConnector> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // A machine's bundle may hold certificates that rustls does not take.
        let _ = roots.add(certificate);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has the default versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(config)
        .https_or_http()
        .enable_http1()
        .wrap_connector(http)
}
