//! A container agent's side of the two websockets, one frame at a time.

use std::time::Duration;

use berth_env::{Clock as _, SystemClock};
use berth_link::acs;
use berth_model::AccessKey;
use berth_protocol::sigv4::{Request, Scope, sign};
use futures_util::{SinkExt as _, StreamExt as _};
use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{self, Message, client::IntoClientRequest as _};

use super::{REGION, Server, credentials};

/// Long enough for a loaded machine, short enough to fail a test.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open websocket.
pub struct Socket(WebSocketStream<TcpStream>);

/// How a websocket ended.
pub type Refused = (u16, Value);

impl Socket {
    /// The ACS socket of an instance.
    pub async fn acs(server: &Server, instance: &str, fresh: bool) -> Result<Self, Refused> {
        let query = format!(
            "agentHash=h&agentVersion=1.2.3&clusterArn=default&containerInstanceArn={instance}\
             &dockerVersion=DockerVersion%3A+20.10.24&protocolVersion=2&seqNum=1\
             &sendCredentials={fresh}"
        );
        Self::open(server, "/acs/ws", &query, Some(&server.keys.agent)).await
    }

    /// The TCS socket of an instance.
    pub async fn tcs(server: &Server, instance: &str) -> Result<Self, Refused> {
        let query = format!("cluster=default&containerInstance={instance}");
        Self::open(server, "/tcs/ws", &query, Some(&server.keys.agent)).await
    }

    /// Signs as Amazon's agent does: host and date only, `%20` for the `+` that is sent.
    pub async fn open(
        server: &Server,
        path: &str,
        query: &str,
        key: Option<&AccessKey>,
    ) -> Result<Self, Refused> {
        let mut headers = HeaderMap::new();
        let host = HeaderValue::from_str(&server.address.to_string()).expect("a host");
        headers.insert("host", host);
        let mut request = format!("ws://{}{path}?{query}", server.address)
            .into_client_request()
            .expect("a request");
        if let Some(key) = key {
            let signed = sign(
                &credentials(key),
                Scope {
                    region: REGION,
                    service: "ecs",
                },
                &Request {
                    method: "GET",
                    path,
                    query,
                    headers: &headers,
                    body: b"",
                },
                SystemClock.now_ms(),
            );
            for (name, value) in signed.headers() {
                request
                    .headers_mut()
                    .insert(name, value.parse().expect("a value"));
            }
        }
        let stream = TcpStream::connect(server.address).await.expect("connects");
        match tokio_tungstenite::client_async(request, stream).await {
            Ok((socket, _response)) => Ok(Self(socket)),
            Err(tungstenite::Error::Http(response)) => {
                let body = response.body().clone().unwrap_or_default();
                let body = serde_json::from_slice(&body).unwrap_or_default();
                Err((response.status().as_u16(), body))
            }
            Err(error) => panic!("no answer: {error}"),
        }
    }

    pub async fn send(&mut self, frame: String) {
        self.0.send(Message::text(frame)).await.expect("sent");
    }

    /// The next text frame; the close code as an error.
    pub async fn frame(&mut self) -> Result<String, u16> {
        let next = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
                    Some(Ok(Message::Close(frame))) => {
                        return Err(frame.map_or(1005, |frame| frame.code.into()));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Err(1006),
                }
            }
        };
        tokio::time::timeout(PATIENCE, next)
            .await
            .expect("a frame in time")
    }

    /// The next ACS message that is no heartbeat; heartbeats are answered.
    pub async fn message(&mut self) -> Result<acs::ServerMessage, u16> {
        loop {
            let frame = self.frame().await?;
            match acs::ServerMessage::decode(&frame).expect("a known message") {
                acs::ServerMessage::HeartbeatMessage(heartbeat) => {
                    let message_id = heartbeat.message_id;
                    let ack = acs::HeartbeatAckRequest { message_id };
                    self.send(acs::AgentMessage::HeartbeatAckRequest(ack).encode())
                        .await;
                }
                other => return Ok(other),
            }
        }
    }

    pub async fn manifest(&mut self) -> acs::TaskManifestMessage {
        match self.message().await {
            Ok(acs::ServerMessage::TaskManifestMessage(manifest)) => manifest,
            other => panic!("not a manifest: {other:?}"),
        }
    }

    pub async fn payload(&mut self) -> acs::PayloadMessage {
        match self.message().await {
            Ok(acs::ServerMessage::PayloadMessage(payload)) => payload,
            other => panic!("not a payload: {other:?}"),
        }
    }

    pub async fn credentials(&mut self) -> acs::IamRoleCredentialsMessage {
        match self.message().await {
            Ok(acs::ServerMessage::IAMRoleCredentialsMessage(credentials)) => credentials,
            other => panic!("not credentials: {other:?}"),
        }
    }

    pub async fn ack(&mut self, payload: &acs::PayloadMessage) {
        let ack = acs::AckRequest {
            cluster: payload.cluster_arn.clone(),
            container_instance: payload.container_instance_arn.clone(),
            message_id: payload.message_id.clone(),
        };
        self.send(acs::AgentMessage::AckRequest(ack).encode()).await;
    }

    /// Waits until the server has read everything sent so far: asks it something that it answers.
    pub async fn fence(&mut self) {
        let question = acs::TaskStopVerificationMessage {
            message_id: "fence".into(),
            stop_candidates: vec![acs::TaskIdentifier {
                task_arn: "f".repeat(32),
                task_cluster_arn: String::new(),
                desired_status: acs::DesiredStatus::Stopped,
            }],
        };
        self.send(acs::AgentMessage::TaskStopVerificationMessage(question).encode())
            .await;
        let answer = self.message().await;
        assert!(matches!(
            answer,
            Ok(acs::ServerMessage::TaskStopVerificationAck(_))
        ));
    }

    /// Drops the connection as a killed agent does.
    pub fn drop_without_goodbye(self) {
        drop(self);
    }
}
