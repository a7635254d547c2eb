//! Answers that go on for long.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;

use super::{CallError, Client, MAX_ANSWER, Service, api_error};

/// The head of an answer may take this long; what follows may take for ever.
const HEAD_TIMEOUT: Duration = Duration::from_secs(42);

/// The body of an answer, as it comes.
#[derive(Debug)]
pub struct Stream {
    body: Incoming,
    client: Client,
}

impl Client {
    /// Sends a signed GET for a path of the endpoint, with its query, and gives the answer's body as it
    /// comes. It is tried once.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn stream(
        &self,
        service: Service,
        path_and_query: &str,
        more: Option<(HeaderName, HeaderValue)>,
    ) -> Result<Stream, CallError> {
        let request = self.get(service, path_and_query, more)?;
        let response = tokio::time::timeout(HEAD_TIMEOUT, self.shared.http.request(request));
        let response = response.await.map_err(|elapsed| self.broken(elapsed))?;
        let response = response.map_err(|cause| self.broken(cause))?;
        let (status, body) = (response.status(), response.into_body());
        if !status.is_success() {
            let body = Limited::new(body, MAX_ANSWER).collect();
            let body = tokio::time::timeout(HEAD_TIMEOUT, body).await;
            let body = body.map_err(|elapsed| self.broken(elapsed))?;
            let body = body.map_err(|cause| self.broken(cause))?.to_bytes();
            return Err(api_error(status.as_u16(), &body));
        }
        Ok(Stream {
            body,
            client: self.clone(),
        })
    }

    fn get(
        &self,
        service: Service,
        path_and_query: &str,
        more: Option<(HeaderName, HeaderValue)>,
    ) -> Result<http::Request<Full<Bytes>>, CallError> {
        let bad = |error: http::Error| CallError::Request(error.to_string());
        let mut parts = self.shared.endpoint.clone().into_parts();
        let wanted = path_and_query.parse();
        parts.path_and_query = Some(wanted.map_err(|e: http::uri::InvalidUri| bad(e.into()))?);
        let uri = Uri::from_parts(parts).map_err(|e| bad(e.into()))?;
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, self.host()?);
        headers.extend(more);
        self.signed(service, Method::GET, uri, headers, Vec::new())
    }
}

impl Stream {
    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// [`CallError::Transport`] if the connection broke.
    pub async fn next(&mut self) -> Result<Option<Bytes>, CallError> {
        loop {
            match self.body.frame().await {
                None => return Ok(None),
                Some(Err(cause)) => return Err(self.client.broken(cause)),
                Some(Ok(frame)) => {
                    // Trailers say nothing here.
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
            }
        }
    }
}
