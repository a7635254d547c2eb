//! A signed websocket to the control plane.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use http::Uri;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{self, Message, Utf8Bytes, protocol::CloseFrame};

use crate::client::Client;

/// For the connection and the handshake together.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// A frame is never longer than this (bytes).
const MAX_FRAME: usize = 16 * 1024 * 1024;

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConnectError {
    #[error("not an address to connect to: {0}")]
    Address(String),
    #[error("cannot connect")]
    Connect(#[source] std::io::Error),
    #[error("the handshake failed")]
    Handshake(#[source] Box<tungstenite::Error>),
    #[error("refused: {0}")]
    Refused(String),
    #[error("no answer in time")]
    Timeout,
}

impl ConnectError {
    /// The instance is not wanted any more.
    pub(crate) fn is_inactive_instance(&self) -> bool {
        matches!(self, Self::Refused(text) if text.contains("InactiveInstanceException"))
    }
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// In order, or simply gone: connect again at once.
    Normal,
    /// With any other close code or error: wait a little.
    Abnormal,
}

/// An open websocket.
pub(crate) struct Socket {
    stream: WebSocketStream<Box<dyn Stream>>,
}

impl Socket {
    /// Connects to `url` (`http` or `https`, as `DiscoverPollEndpoint` gives it).
    pub(crate) async fn connect(client: &Client, url: &Uri) -> Result<Self, ConnectError> {
        tokio::time::timeout(CONNECT_TIMEOUT, Self::open(client, url))
            .await
            .map_err(|_| ConnectError::Timeout)?
    }

    async fn open(client: &Client, url: &Uri) -> Result<Self, ConnectError> {
        let address = || ConnectError::Address(url.to_string());
        let host = url.host().ok_or_else(address)?;
        let (scheme, default_port) = match url.scheme_str() {
            Some("http") => ("ws", 80),
            Some("https") => ("wss", 443),
            _ => return Err(address()),
        };
        let port = url.port_u16().unwrap_or(default_port);
        let bare_host = host.trim_start_matches('[').trim_end_matches(']');
        let tcp = TcpStream::connect((bare_host, port))
            .await
            .map_err(ConnectError::Connect)?;
        // Acknowledgements are small and awaited; a failure costs only time.
        let _ = tcp.set_nodelay(true);
        let stream: Box<dyn Stream> = if scheme == "wss" {
            let name = ServerName::try_from(bare_host.to_owned()).map_err(|_| address())?;
            let tls = tokio_rustls::TlsConnector::from(Arc::clone(&client.tls()));
            Box::new(
                tls.connect(name, tcp)
                    .await
                    .map_err(ConnectError::Connect)?,
            )
        } else {
            Box::new(tcp)
        };
        let signed = client
            .sign_get(url, b"")
            .map_err(|e| ConnectError::Address(e.to_string()))?;
        let ws_url = url.to_string().replacen("http", "ws", 1);
        let mut request = ws_url.into_client_request().map_err(|_| address())?;
        for (name, value) in signed {
            let name: http::HeaderName = name.parse().map_err(|_| address())?;
            request
                .headers_mut()
                .insert(name, value.parse().map_err(|_| address())?);
        }
        let config = WebSocketConfig::default()
            .max_message_size(Some(MAX_FRAME))
            .max_frame_size(Some(MAX_FRAME));
        let opened =
            tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await;
        match opened {
            Ok((stream, _)) => Ok(Self { stream }),
            Err(tungstenite::Error::Http(response)) => {
                let status = response.status();
                let body = response.body().as_deref().unwrap_or_default();
                let text = String::from_utf8_lossy(body);
                Err(ConnectError::Refused(format!("{status} {text}")))
            }
            Err(error) => Err(ConnectError::Handshake(Box::new(error))),
        }
    }

    /// The next text frame. May be dropped and called again.
    pub(crate) async fn receive(&mut self) -> Result<Utf8Bytes, Closed> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text),
                Some(Ok(Message::Close(frame))) => return Err(closed(frame.as_ref())),
                Some(Ok(_)) => {}
                Some(Err(tungstenite::Error::Io(_) | tungstenite::Error::ConnectionClosed))
                | None => return Err(Closed::Normal),
                Some(Err(tungstenite::Error::Protocol(
                    tungstenite::error::ProtocolError::ResetWithoutClosingHandshake,
                ))) => return Err(Closed::Normal),
                Some(Err(_)) => return Err(Closed::Abnormal),
            }
        }
    }

    pub(crate) async fn send(&mut self, text: String) -> Result<(), Closed> {
        self.stream
            .send(Message::text(text))
            .await
            .map_err(|_| Closed::Normal)
    }

    /// Closes in order; the peer's answer is not waited for.
    pub(crate) async fn close(&mut self, reason: &'static str) {
        let frame = CloseFrame {
            code: CloseCode::Normal,
            reason: reason.into(),
        };
        // It is gone either way.
        let _ = self.stream.close(Some(frame)).await;
    }
}

/// 1000, 1001, 1006 (no frame at all) and 1011 are the ordinary ends.
fn closed(frame: Option<&CloseFrame>) -> Closed {
    match frame.map(|frame| frame.code) {
        None | Some(CloseCode::Normal | CloseCode::Away | CloseCode::Error) => Closed::Normal,
        Some(_) => Closed::Abnormal,
    }
}

/// `endpoint` with `ws?` and the query, in the order given.
pub(crate) fn address(endpoint: &str, query: &[(&str, &str)]) -> Result<Uri, ConnectError> {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~');
    let slash = if endpoint.ends_with('/') { "" } else { "/" };
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, KEPT)))
        .collect();
    let whole = format!("{endpoint}{slash}ws?{}", query.join("&"));
    whole.parse().map_err(|_| ConnectError::Address(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_built_as_the_real_agent_builds_them() {
        let uri = address(
            "http://h:1/acs",
            &[("clusterArn", "default"), ("v", "a: b")],
        );
        assert_eq!(
            uri.expect("valid").to_string(),
            "http://h:1/acs/ws?clusterArn=default&v=a%3A%20b"
        );
    }
}
