//! One repository at one server: tokens through `oci-client`, manifests and blobs bounded,
//! verified and resumed here.

use std::io;
use std::path::Path;
use std::time::Duration;

use berth_env::{Entropy as _, SystemEntropy};
use futures_util::StreamExt as _;
use oci_client::client::{ClientConfig, ClientProtocol};
use oci_client::errors::OciDistributionError;
use oci_client::secrets::RegistryAuth;
use parking_lot::Mutex;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue, RANGE};
use reqwest::{Method, Response, StatusCode};
use sha2::{Digest as _, Sha256};

use crate::auth::Credentials;
use crate::error::{OpenError, PullError, system_words};
use crate::manifest::{self, Descriptor, digest_of};
use crate::reference::{Endpoint, Reference, check_digest};
use crate::words::{chain, deepest, system_error, words};

/// The limit most registries have.
const MANIFEST_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Configs are a few kilobytes; labels can make them large.
pub(crate) const CONFIG_BYTES_MAX: usize = 8 * 1024 * 1024;
/// What we read of an error's explanation.
const EXPLANATION_BYTES_MAX: usize = 64 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// Waits before a second, third, fourth and fifth try, those of the ECS agent; progress starts them
/// anew. Each is up to a fifth longer, so that hosts that failed together do not come back together.
const BACK_OFF: [Duration; 4] = [
    Duration::from_millis(1100),
    Duration::from_millis(2200),
    Duration::from_millis(4400),
    Duration::from_secs(5),
];
/// Bytes gathered before they are hashed and written.
const CHUNK_BYTES: usize = 1024 * 1024;

/// The connection pools, shared by all pulls.
#[derive(Clone)]
pub(crate) struct Http {
    direct: reqwest::Client,
    /// Through a proxy if the environment names one.
    outside: reqwest::Client,
    inactivity: Duration,
}

impl Http {
    /// `inactivity`: a server that sends nothing for so long is gone.
    pub(crate) fn new(inactivity: Duration) -> Result<Self, OpenError> {
        // Another part of the process may have been first, with the same provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = |direct: bool| {
            let builder = || {
                let builder = reqwest::Client::builder()
                    .user_agent(concat!("berth/", env!("CARGO_PKG_VERSION")))
                    .connect_timeout(CONNECT_TIMEOUT)
                    .read_timeout(inactivity);
                if direct { builder.no_proxy() } else { builder }
            };
            // A machine without root certificates can still use the registry beside it.
            builder().build().or_else(|error| {
                tracing::warn!(error = chain(&error), "no https registry can be trusted");
                let bare = builder().tls_certs_only([]).build();
                bare.map_err(|error| OpenError::Http(chain(&error)))
            })
        };
        Ok(Self {
            direct: client(true)?,
            outside: client(false)?,
            inactivity,
        })
    }
}

/// A failed request, and whether another try makes sense.
struct Failure {
    again: bool,
    error: PullError,
}

impl From<PullError> for Failure {
    fn from(error: PullError) -> Self {
        Self {
            again: false,
            error,
        }
    }
}

/// A repository at a server, with what it takes to be let in.
pub(crate) struct Session {
    reference: Reference,
    endpoint: Endpoint,
    http: reqwest::Client,
    tokens: Option<oci_client::Client>,
    image: oci_client::Reference,
    auth: RegistryAuth,
    header: Mutex<Option<HeaderValue>>,
}

impl Session {
    /// Reaches the server and gets a token if it wants one.
    pub(crate) async fn connect(
        http: &Http,
        reference: &Reference,
        endpoint: Endpoint,
        credentials: Option<Credentials>,
    ) -> Result<Self, PullError> {
        let config = ClientConfig {
            protocol: if endpoint.plain {
                ClientProtocol::Http
            } else {
                ClientProtocol::Https
            },
            connect_timeout: Some(CONNECT_TIMEOUT),
            read_timeout: Some(http.inactivity),
            ..ClientConfig::default()
        };
        // Fails where there are no root certificates; what wants no token works without.
        let tokens = oci_client::Client::try_from(config).ok();
        let session = Self {
            image: oci_client::Reference::with_tag(
                endpoint.host.clone(),
                reference.repository().to_owned(),
                "latest".to_owned(),
            ),
            http: if endpoint.loopback {
                http.direct.clone()
            } else {
                http.outside.clone()
            },
            reference: reference.clone(),
            endpoint,
            tokens,
            auth: credentials.map_or(RegistryAuth::Anonymous, |credentials| {
                RegistryAuth::Basic(credentials.username, credentials.password)
            }),
            header: Mutex::new(None),
        };
        retrying(|| session.authenticate()).await?;
        Ok(session)
    }

    /// The digest the registry has for the reference, without its manifest if possible.
    pub(crate) async fn digest(&self) -> Result<String, PullError> {
        let path = format!("manifests/{}", self.reference.selector());
        let head = retrying(|| self.request(Method::HEAD, &path, 0)).await;
        let header = head.ok().and_then(|response| header_digest(&response));
        match header {
            Some(digest) if self.reference.digest().is_none_or(|d| d == digest) => Ok(digest),
            // Old servers do not say, and errors come with words only where a body is allowed.
            _ => Ok(self.manifest(self.reference.selector()).await?.1),
        }
    }

    /// A manifest by tag or digest, and its digest.
    pub(crate) async fn manifest(&self, selector: &str) -> Result<(Vec<u8>, String), PullError> {
        retrying(|| self.manifest_once(selector)).await
    }

    async fn manifest_once(&self, selector: &str) -> Result<(Vec<u8>, String), Failure> {
        let path = format!("manifests/{selector}");
        let response = self.request(Method::GET, &path, 0).await?;
        let claimed = header_digest(&response);
        let bytes = self.body(response, MANIFEST_BYTES_MAX, "manifest").await?;
        let actual = digest_of(&bytes);
        let wanted = check_digest(selector).ok().or(claimed);
        match wanted {
            Some(wanted) if wanted != actual => Err(PullError::Invalid(format!(
                "manifest verification failed for digest {wanted}: content is {actual}"
            ))
            .into()),
            _ => Ok((bytes, actual)),
        }
    }

    /// A blob small enough for memory.
    pub(crate) async fn small_blob(
        &self,
        descriptor: &Descriptor,
        max: usize,
    ) -> Result<Vec<u8>, PullError> {
        let too_large = usize::try_from(descriptor.size).map_or(true, |size| size > max);
        if too_large {
            return Err(PullError::Invalid(format!(
                "blob {} is {} bytes, more than {max}",
                descriptor.digest, descriptor.size
            )));
        }
        retrying(|| async {
            let path = format!("blobs/{}", descriptor.digest);
            let response = self.request(Method::GET, &path, 0).await?;
            let bytes = self.body(response, max, "blob").await?;
            verify(descriptor, bytes.len() as u64, &digest_of(&bytes))?;
            Ok(bytes)
        })
        .await
    }

    /// Streams a blob into a new file at `path`, going on where an interruption left off. The file
    /// has the descriptor's size and digest when this returns well.
    pub(crate) async fn download(
        &self,
        descriptor: &Descriptor,
        path: &Path,
        came: &(dyn Fn(u64) + Sync),
    ) -> Result<(), PullError> {
        let file = std::fs::File::create_new(path)
            .map_err(|error| PullError::store("create blob", &error))?;
        let mut sink = Sink {
            file,
            hasher: Sha256::new(),
            written: 0,
        };
        let mut tries = BACK_OFF.iter();
        // A server that starts over each time makes no progress by sending what it sent before.
        let mut furthest = 0;
        loop {
            let outcome = self.download_some(descriptor, &mut sink, came).await;
            let failure = match outcome {
                Ok(()) => break,
                Err(failure) if failure.again => failure,
                Err(failure) => return Err(failure.error),
            };
            if sink.written > furthest {
                furthest = sink.written;
                tries = BACK_OFF.iter();
            }
            let Some(wait) = tries.next() else {
                return Err(failure.error);
            };
            tracing::debug!(digest = descriptor.digest, at = sink.written, error = %failure.error,
                "download interrupted");
            tokio::time::sleep(spread(*wait)).await;
        }
        let actual = format!("sha256:{}", hex::encode(sink.hasher.finalize()));
        verify(descriptor, sink.written, &actual)
    }

    async fn download_some(
        &self,
        descriptor: &Descriptor,
        sink: &mut Sink,
        came: &(dyn Fn(u64) + Sync),
    ) -> Result<(), Failure> {
        if sink.written > 0 && sink.written == descriptor.size {
            return Ok(());
        }
        let path = format!("blobs/{}", descriptor.digest);
        let response = self.request(Method::GET, &path, sink.written).await?;
        if sink.written > 0 && !continues_at(&response, sink.written) {
            sink.restart()
                .map_err(|error| PullError::store("rewind blob", &error))?;
        }
        let mut stream = response.bytes_stream();
        let mut gathered = Vec::new();
        loop {
            let next = stream.next().await;
            let end = !matches!(next, Some(Ok(_)));
            if let Some(Ok(bytes)) = &next {
                gathered.extend_from_slice(bytes);
                let total = sink.written + gathered.len() as u64;
                if total > descriptor.size {
                    return Err(PullError::Invalid(format!(
                        "blob {} is larger than the {} bytes its manifest says",
                        descriptor.digest, descriptor.size
                    ))
                    .into());
                }
            }
            if gathered.len() >= CHUNK_BYTES || (end && !gathered.is_empty()) {
                let chunk = std::mem::take(&mut gathered);
                sink.write(chunk)
                    .await
                    .map_err(|error| PullError::store("write blob", &error))?;
                came(sink.written);
            }
            match next {
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(self.network(&error)),
                None if sink.written < descriptor.size => {
                    return Err(Failure {
                        again: true,
                        error: PullError::Invalid(format!(
                            "blob {} ended after {} of {} bytes",
                            descriptor.digest, sink.written, descriptor.size
                        )),
                    });
                }
                None => return Ok(()),
            }
        }
    }

    /// Sends a request below the repository, once more with a new token if the old one is refused.
    async fn request(&self, method: Method, path: &str, from: u64) -> Result<Response, Failure> {
        let url = format!(
            "{}://{}/v2/{}/{path}",
            self.endpoint.scheme(),
            self.endpoint.host,
            self.reference.repository()
        );
        let mut renewed = false;
        loop {
            let mut request = self.http.request(method.clone(), &url);
            if path.starts_with("manifests/") {
                request = request.header(ACCEPT, manifest::ACCEPT);
            }
            if from > 0 {
                request = request.header(RANGE, format!("bytes={from}-"));
            }
            let header = self.header.lock().clone();
            if let Some(header) = header {
                request = request.header(AUTHORIZATION, header);
            }
            let sent = request.send().await;
            let response = sent.map_err(|error| self.network(&error))?;
            let status = response.status();
            if status == StatusCode::UNAUTHORIZED && !renewed {
                renewed = true;
                self.authenticate().await?;
                continue;
            }
            if status.is_success() {
                return Ok(response);
            }
            return Err(self.refusal(response, path).await);
        }
    }

    async fn authenticate(&self) -> Result<(), Failure> {
        let operation = oci_client::RegistryOperation::Pull;
        let token = match &self.tokens {
            Some(tokens) => tokens.auth(&self.image, &self.auth, operation).await,
            None => Ok(None),
        };
        let text = match token {
            Ok(Some(token)) => Some(format!("Bearer {token}")),
            Ok(None) => match &self.auth {
                RegistryAuth::Basic(username, password) => {
                    use base64::Engine as _;
                    let pair = format!("{username}:{password}");
                    let encoded = base64::engine::general_purpose::STANDARD.encode(pair);
                    Some(format!("Basic {encoded}"))
                }
                _ => None,
            },
            Err(OciDistributionError::RequestError(error)) => return Err(self.network(&error)),
            Err(OciDistributionError::AuthenticationFailure(body)) => {
                return Err(PullError::Denied {
                    repository: self.reference.familiar_name(),
                    words: words(body.as_bytes(), StatusCode::UNAUTHORIZED),
                }
                .into());
            }
            Err(error) => return Err(PullError::Network(error.to_string()).into()),
        };
        let header = text.map(|text| {
            HeaderValue::try_from(text)
                .map_err(|_| PullError::Invalid("the registry's token is not text".to_owned()))
        });
        *self.header.lock() = header.transpose()?.map(|mut header| {
            header.set_sensitive(true);
            header
        });
        Ok(())
    }

    async fn body(&self, response: Response, max: usize, what: &str) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let mut stream = response.bytes_stream();
        while let Some(chunk) = stream.next().await {
            bytes.extend_from_slice(&chunk.map_err(|error| self.network(&error))?);
            if bytes.len() > max {
                let error = format!("{what} of {} is larger than {max} bytes", self.reference);
                return Err(PullError::Invalid(error).into());
            }
        }
        Ok(bytes)
    }

    async fn refusal(&self, response: Response, path: &str) -> Failure {
        let status = response.status();
        let explanation = self.body(response, EXPLANATION_BYTES_MAX, "answer").await;
        let words = words(&explanation.unwrap_or_default(), status);
        let error = match status {
            StatusCode::NOT_FOUND => PullError::NotFound {
                what: match path.strip_prefix("blobs/") {
                    Some(digest) => format!("blob {digest} of {}", self.reference.familiar()),
                    None => format!("manifest for {}", self.reference.familiar()),
                },
                words,
            },
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => PullError::Denied {
                repository: self.reference.familiar_name(),
                words,
            },
            _ => PullError::Registry {
                status: status.as_u16(),
                words,
            },
        };
        Failure {
            again: status.is_server_error()
                || matches!(
                    status,
                    StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
                ),
            error,
        }
    }

    fn network(&self, error: &reqwest::Error) -> Failure {
        let url = error.url().map_or_else(
            || format!("{}://{}/v2/", self.endpoint.scheme(), self.endpoint.host),
            ToString::to_string,
        );
        let host = error.url().and_then(|url| {
            let port = url.port_or_known_default()?;
            Some(format!("{}:{port}", url.host_str()?))
        });
        let host = host.unwrap_or_else(|| self.endpoint.host.clone());
        let cause = match system_error(error) {
            Some(system) if error.is_connect() && system.raw_os_error().is_some() => {
                format!("dial tcp {host}: connect: {}", system_words(system))
            }
            _ if error.is_connect() && error.is_timeout() => {
                format!("dial tcp {host}: i/o timeout")
            }
            _ if error.is_timeout() && !error.is_connect() => {
                "inactivity time exceeded timeout".to_owned()
            }
            _ if error.is_connect() => format!("dial tcp {host}: {}", deepest(error)),
            _ => chain(error),
        };
        Failure {
            again: true,
            error: PullError::Network(format!("Get \"{url}\": {cause}")),
        }
    }
}

/// The file a blob goes to, and its digest so far.
struct Sink {
    file: std::fs::File,
    hasher: Sha256,
    written: u64,
}

impl Sink {
    async fn write(&mut self, chunk: Vec<u8>) -> io::Result<()> {
        let file = self.file.try_clone()?;
        let mut hasher = self.hasher.clone();
        let length = chunk.len() as u64;
        let write = tokio::task::spawn_blocking(move || {
            use std::io::Write as _;
            (&file).write_all(&chunk)?;
            hasher.update(&chunk);
            Ok::<_, io::Error>(hasher)
        });
        self.hasher = write.await.map_err(io::Error::other)??;
        self.written += length;
        Ok(())
    }

    fn restart(&mut self) -> io::Result<()> {
        use std::io::Seek as _;
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.hasher = Sha256::new();
        self.written = 0;
        Ok(())
    }
}

/// The wait and up to a fifth of it more.
fn spread(wait: Duration) -> Duration {
    let mut bytes = [0];
    SystemEntropy.fill(&mut bytes);
    wait + wait * u32::from(bytes[0]) / (5 * 256)
}

async fn retrying<T, F, Fut>(mut once: F) -> Result<T, PullError>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T, Failure>>,
{
    for wait in BACK_OFF {
        match once().await {
            Ok(value) => return Ok(value),
            Err(failure) if failure.again => tokio::time::sleep(spread(wait)).await,
            Err(failure) => return Err(failure.error),
        }
    }
    once().await.map_err(|failure| failure.error)
}

fn verify(descriptor: &Descriptor, size: u64, actual: &str) -> Result<(), PullError> {
    if size != descriptor.size {
        return Err(PullError::Invalid(format!(
            "blob {} is {size} bytes, its manifest says {}",
            descriptor.digest, descriptor.size
        )));
    }
    if actual != descriptor.digest {
        return Err(PullError::Invalid(format!(
            "blob verification failed for digest {}: content is {actual}",
            descriptor.digest
        )));
    }
    Ok(())
}

/// Does a partial answer start where we are? Some servers ignore ranges, some move them.
fn continues_at(response: &Response, at: u64) -> bool {
    response.status() == StatusCode::PARTIAL_CONTENT
        && response
            .headers()
            .get(reqwest::header::CONTENT_RANGE)
            .and_then(|range| range.to_str().ok())
            .is_some_and(|range| range.starts_with(&format!("bytes {at}-")))
}

fn header_digest(response: &Response) -> Option<String> {
    let header = response.headers().get("docker-content-digest")?;
    check_digest(header.to_str().ok()?).ok()
}
