//! The agent's side of ACS: takes what the control plane wants, and acknowledges it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use berth_link::acs::{
    AckRequest, AgentMessage, FrameError, HeartbeatAckRequest, IamRoleCredentialsAckRequest,
    IamRoleCredentialsMessage, NETWORK_QUERY, NackRequest, NetworkMessage, PREFETCH_QUERY,
    PROTOCOL_VERSION, PayloadMessage, RoleCredentials, ServerMessage, UpdateMessage,
};
use berth_task_engine::Event;
use parking_lot::Mutex;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::backoff::{self, Backoff};
use crate::client::Client;
use crate::credentials::TaskCredentials;
use crate::session::{self, End};
use crate::socket::{self, Socket};

/// Acknowledgements that wait to be sent; what does not fit is delivered again anyway.
const ACKS_MAX: usize = 1024;

/// Where acknowledgements go while there is a connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acks(Arc<Mutex<Option<mpsc::Sender<AgentMessage>>>>);

impl Acks {
    /// Sends if there is a connection. If not, the control plane will ask again.
    pub(crate) fn send(&self, message: AgentMessage) {
        if let Some(sender) = self.0.lock().as_ref() {
            let _ = sender.try_send(message);
        }
    }
}

/// Takes images to pull ahead.
pub(crate) type Prefetch = Box<dyn Fn(Vec<String>) + Send + Sync>;

/// The session, over all its connections.
pub(crate) struct Acs {
    pub(crate) client: Client,
    pub(crate) cluster: String,
    pub(crate) container_instance_arn: String,
    pub(crate) events: mpsc::Sender<Event>,
    pub(crate) acks: Acks,
    pub(crate) credentials: TaskCredentials,
    /// The container instance's arn while there is a connection.
    pub(crate) connected: watch::Sender<Option<String>>,
    /// What to do with images to pull ahead, if the agent does that.
    pub(crate) prefetch: Option<Prefetch>,
    /// Where goes what is said of VPCs, if tasks can have interfaces here; the newest counts.
    pub(crate) network: Option<watch::Sender<Option<NetworkMessage>>>,
    /// Set at each heartbeat: TCS owes an instance status.
    pub(crate) status_due: Arc<AtomicBool>,
    pub(crate) shutdown: CancellationToken,
}

impl Acs {
    /// Stays connected until the agent stops.
    pub(crate) async fn run(self) {
        let longest = Duration::from_secs(120);
        let mut backoff = Backoff::new(Duration::from_millis(250), longest, 1.5);
        let mut send_credentials = true;
        loop {
            let began = Instant::now();
            let end = match self.connect(send_credentials).await {
                Ok(mut socket) => {
                    tracing::info!("connected to the control plane");
                    send_credentials = false;
                    let (sender, acks) = mpsc::channel(ACKS_MAX);
                    *self.acks.0.lock() = Some(sender);
                    let arn = self.container_instance_arn.clone();
                    self.connected.send_replace(Some(arn));
                    let end = self.serve(&mut socket, acks).await;
                    *self.acks.0.lock() = None;
                    self.connected.send_replace(None);
                    end
                }
                Err(end) => end,
            };
            if !matches!(end, End::Shutdown) {
                tracing::warn!(error = &end as &dyn std::error::Error, "not connected");
            }
            if !session::pause(&end, began.elapsed(), &mut backoff, &self.shutdown).await {
                return;
            }
        }
    }

    async fn connect(&self, send_credentials: bool) -> Result<Socket, End> {
        let connect = async {
            let arn = &self.container_instance_arn;
            let endpoints = session::discover(&self.client, &self.cluster, arn).await?;
            let wants = if self.prefetch.is_some() {
                "true"
            } else {
                "false"
            };
            let network = match self.network {
                Some(_) => "true",
                None => "false",
            };
            let query = [
                ("agentHash", "berth"),
                ("agentVersion", env!("CARGO_PKG_VERSION")),
                ("clusterArn", &self.cluster),
                ("containerInstanceArn", arn),
                ("dockerVersion", "DockerVersion: berth"),
                ("protocolVersion", &PROTOCOL_VERSION.to_string()),
                ("seqNum", "1"),
                (
                    "sendCredentials",
                    if send_credentials { "true" } else { "false" },
                ),
                (PREFETCH_QUERY, wants),
                (NETWORK_QUERY, network),
            ];
            let url = socket::address(&endpoints.endpoint, &query)?;
            Ok(Socket::connect(&self.client, &url).await?)
        };
        tokio::select! {
            result = connect => result,
            () = self.shutdown.cancelled() => Err(End::Shutdown),
        }
    }

    async fn serve(&self, socket: &mut Socket, mut acks: mpsc::Receiver<AgentMessage>) -> End {
        let expires =
            Instant::now() + backoff::between(session::LONGEST_LIFE, session::LIFE_SPREAD);
        let patience = backoff::between(session::INACTIVITY, session::INACTIVITY);
        let mut silent_at = Instant::now() + patience;
        loop {
            tokio::select! {
                () = self.shutdown.cancelled() => return End::Shutdown,
                () = tokio::time::sleep_until(silent_at) => return End::Silent,
                () = tokio::time::sleep_until(expires) => {
                    socket.close("ConnectionExpired: Reconnect to continue").await;
                    return End::Expired;
                }
                Some(ack) = acks.recv() => {
                    if let Err(closed) = socket.send(ack.encode()).await {
                        return End::Closed(closed);
                    }
                }
                frame = socket.receive() => match frame {
                    Ok(frame) => {
                        silent_at = Instant::now() + patience;
                        self.take(&frame).await;
                    }
                    Err(closed) => return End::Closed(closed),
                }
            }
        }
    }

    /// One message, in order of arrival. What is not understood is dropped, the link stays up.
    async fn take(&self, frame: &str) {
        let message = match ServerMessage::decode(frame) {
            Ok(message) => message,
            Err(error @ FrameError::UnknownType(_)) => return tracing::info!(%error, "dropped"),
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                return tracing::warn!(%error, ?cause, "dropped");
            }
        };
        match message {
            ServerMessage::HeartbeatMessage(heartbeat) => {
                self.status_due.store(true, Ordering::Relaxed);
                let message_id = heartbeat.message_id;
                let ack = HeartbeatAckRequest { message_id };
                self.acks.send(AgentMessage::HeartbeatAckRequest(ack));
            }
            ServerMessage::PayloadMessage(payload) => self.take_payload(payload).await,
            ServerMessage::IAMRoleCredentialsMessage(message) => self.take_credentials(message),
            ServerMessage::TaskManifestMessage(manifest) => {
                self.tell(Event::Manifest(manifest)).await;
            }
            ServerMessage::TaskStopVerificationAck(ack) => {
                self.tell(Event::StopVerified(ack)).await;
            }
            ServerMessage::StageUpdateMessage(update)
            | ServerMessage::PerformUpdateMessage(update) => self.refuse_update(update),
            // The interface itself is made with the task, whose payload names it again.
            ServerMessage::AttachTaskNetworkInterfacesMessage(message)
                if self.network.is_some() =>
            {
                self.acks.send(AgentMessage::AckRequest(AckRequest {
                    cluster: message.cluster_arn,
                    container_instance: message.container_instance_arn,
                    message_id: message.message_id,
                }));
            }
            ServerMessage::BerthNetworkMessage(message) => {
                if let Some(network) = &self.network {
                    network.send_replace(Some(message));
                }
            }
            ServerMessage::AttachTaskNetworkInterfacesMessage(_)
            | ServerMessage::AttachInstanceNetworkInterfacesMessage(_)
            | ServerMessage::ConfirmAttachmentMessage(_) => {
                tracing::warn!("an attachment this agent does not do; not acknowledged");
            }
            ServerMessage::BerthPrefetchMessage(message) => {
                if let Some(prefetch) = &self.prefetch {
                    prefetch(message.images);
                }
            }
            ServerMessage::CloseMessage(notice) | ServerMessage::ErrorMessage(notice) => {
                tracing::info!(message = notice.message, "the control plane says");
            }
        }
    }

    /// The acknowledgement comes from the engine once the tasks are on disk.
    async fn take_payload(&self, payload: PayloadMessage) {
        if payload.message_id.is_empty() {
            return tracing::warn!("a payload without an id; dropped");
        }
        for task in &payload.tasks {
            self.credentials.take_from(task);
            let both = [&task.role_credentials, &task.execution_role_credentials];
            for credentials in both.into_iter().flatten() {
                self.ack_credentials(&payload.message_id, credentials);
            }
        }
        self.tell(Event::Payload(payload)).await;
    }

    fn take_credentials(&self, message: IamRoleCredentialsMessage) {
        if message.message_id.is_empty() || message.role_credentials.credentials_id.is_empty() {
            return tracing::warn!("credentials without an id; dropped");
        }
        self.ack_credentials(&message.message_id, &message.role_credentials);
        self.credentials.put(
            &message.task_arn,
            message.role_type,
            message.role_credentials,
        );
    }

    fn ack_credentials(&self, message_id: &str, credentials: &RoleCredentials) {
        let ack = IamRoleCredentialsAckRequest {
            message_id: message_id.to_owned(),
            credentials_id: credentials.credentials_id.clone(),
            expiration: credentials.expiration.clone(),
        };
        self.acks
            .send(AgentMessage::IAMRoleCredentialsAckRequest(ack));
    }

    fn refuse_update(&self, update: UpdateMessage) {
        self.acks.send(AgentMessage::NackRequest(NackRequest {
            cluster: update.cluster_arn,
            container_instance: update.container_instance_arn,
            message_id: update.message_id,
            reason: "Updates are disabled".to_owned(),
        }));
    }

    async fn tell(&self, event: Event) {
        // The engine is gone only when the agent stops.
        let _ = self.events.send(event).await;
    }
}
