//! The agent communication service: control plane to agent.
//!
//! One websocket per container instance; text frames `{"type":"<Name>","message":{…}}` both ways,
//! keys in camel case. [`ServerMessage`] is what the control plane says, [`AgentMessage`] what the
//! agent answers; it never speaks first. These are the real ECS agent's messages, so either side
//! may be Amazon's.
//!
//! Reading is lenient (unknown keys and types are ignored, optional keys may be missing), writing
//! leaves out what is not set.

mod network;
mod pulls;
mod secret;
mod task;

use serde::{Deserialize, Deserializer, Serialize};

pub use network::{
    NETWORK_QUERY, NetworkMessage, SecurityGroup, SecurityGroupRule, TUNNEL_ADDRESS_ATTRIBUTE,
    VpcInterface, VpcNetwork,
};
pub use pulls::{ContainerPull, PREFETCH_QUERY, PULLS_MAX, PrefetchMessage, PullsMessage};
pub use secret::{BadReference, SecretReference};
pub use task::{
    AsmAuthData, Association, AssociationContent, Attachment, AttachmentProperty, Container,
    ContainerDependency, ContainerOverrides, DockerConfig, DockerVolumeConfiguration, EcrAuthData,
    EnvironmentFile, FirelensConfiguration, HostVolume, Ipv4Address, Ipv6Address, ManagedAgent,
    MountPoint, NetworkInterface, OverridesError, PortMapping, RegistryAuthentication,
    RestartPolicy, Secret, Task, VlanProperties, Volume, VolumeFrom,
};

/// The value of `protocolVersion` in the connect query: heartbeats are acknowledged.
pub const PROTOCOL_VERSION: u32 = 2;

/// What the control plane can say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "message")]
#[allow(clippy::large_enum_variant, reason = "read once, then taken apart")]
pub enum ServerMessage {
    /// Alive? Answered by [`AgentMessage::HeartbeatAckRequest`].
    HeartbeatMessage(HeartbeatMessage),
    /// Tasks to run or stop. Answered by [`AgentMessage::AckRequest`] once taken over.
    PayloadMessage(PayloadMessage),
    /// Fresh credentials of a task. Answered by [`AgentMessage::IAMRoleCredentialsAckRequest`].
    IAMRoleCredentialsMessage(IamRoleCredentialsMessage),
    /// Everything that should run here, to find what should not.
    TaskManifestMessage(TaskManifestMessage),
    /// Which of the tasks the agent named are really to be stopped.
    TaskStopVerificationAck(TaskStopVerificationAck),
    /// An interface for a task is being attached.
    AttachTaskNetworkInterfacesMessage(AttachNetworkInterfacesMessage),
    /// An interface for the instance is being attached.
    AttachInstanceNetworkInterfacesMessage(AttachNetworkInterfacesMessage),
    /// A volume or another attachment is being attached.
    ConfirmAttachmentMessage(ConfirmAttachmentMessage),
    /// Fetch a new agent. Ours refuses.
    StageUpdateMessage(UpdateMessage),
    /// Become the new agent. Ours refuses.
    PerformUpdateMessage(UpdateMessage),
    /// What the host must know of its tasks' VPCs. Answered by [`AgentMessage::AckRequest`].
    BerthNetworkMessage(NetworkMessage),
    /// Images to pull ahead.
    BerthPrefetchMessage(PrefetchMessage),
    /// The server is about to close.
    CloseMessage(NoticeMessage),
    /// The server did not like something.
    ErrorMessage(NoticeMessage),
}

/// What an agent can say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "message")]
pub enum AgentMessage {
    /// Alive.
    HeartbeatAckRequest(HeartbeatAckRequest),
    /// A message was taken over and need not be sent again.
    AckRequest(AckRequest),
    /// A message was refused.
    NackRequest(NackRequest),
    /// Credentials were taken over.
    IAMRoleCredentialsAckRequest(IamRoleCredentialsAckRequest),
    /// Running here, but not in the manifest: stop them?
    TaskStopVerificationMessage(TaskStopVerificationMessage),
    /// How far its pulls are. Not answered.
    BerthPullsMessage(PullsMessage),
}

/// A frame that could not be used. The link stays up.
#[derive(Debug)]
pub enum FrameError {
    /// Not JSON, not an envelope, or a required field is missing: drop it.
    Malformed(serde_json::Error),
    /// An envelope of a type we do not know: drop it.
    UnknownType(String),
}

impl std::fmt::Display for FrameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(_) => f.write_str("malformed frame"),
            Self::UnknownType(name) => write!(f, "unknown message type {name:?}"),
        }
    }
}

impl std::error::Error for FrameError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Malformed(cause) => Some(cause),
            Self::UnknownType(_) => None,
        }
    }
}

const SERVER_TYPES: [&str; 14] = [
    "BerthNetworkMessage",
    "BerthPrefetchMessage",
    "HeartbeatMessage",
    "PayloadMessage",
    "IAMRoleCredentialsMessage",
    "TaskManifestMessage",
    "TaskStopVerificationAck",
    "AttachTaskNetworkInterfacesMessage",
    "AttachInstanceNetworkInterfacesMessage",
    "ConfirmAttachmentMessage",
    "StageUpdateMessage",
    "PerformUpdateMessage",
    "CloseMessage",
    "ErrorMessage",
];

const AGENT_TYPES: [&str; 6] = [
    "BerthPullsMessage",
    "HeartbeatAckRequest",
    "AckRequest",
    "NackRequest",
    "IAMRoleCredentialsAckRequest",
    "TaskStopVerificationMessage",
];

impl ServerMessage {
    /// Reads a frame the control plane sent.
    ///
    /// # Errors
    /// [`FrameError`]; the frame is to be logged and dropped.
    pub fn decode(frame: &str) -> Result<Self, FrameError> {
        decode(frame, &SERVER_TYPES)
    }

    /// The frame to send.
    #[must_use]
    pub fn encode(&self) -> String {
        encode(self)
    }
}

impl AgentMessage {
    /// Reads a frame an agent sent.
    ///
    /// # Errors
    /// [`FrameError`]; the frame is to be logged and dropped.
    pub fn decode(frame: &str) -> Result<Self, FrameError> {
        decode(frame, &AGENT_TYPES)
    }

    /// The frame to send.
    #[must_use]
    pub fn encode(&self) -> String {
        encode(self)
    }
}

/// Shared with [`crate::tcs`], whose envelopes have the same form.
pub(crate) fn decode<M: for<'a> Deserialize<'a>>(
    frame: &str,
    known: &[&str],
) -> Result<M, FrameError> {
    #[derive(Deserialize)]
    struct Peek {
        r#type: String,
    }
    let peek: Peek = serde_json::from_str(frame).map_err(FrameError::Malformed)?;
    if !known.contains(&peek.r#type.as_str()) {
        return Err(FrameError::UnknownType(peek.r#type));
    }
    serde_json::from_str(frame).map_err(FrameError::Malformed)
}

pub(crate) fn encode<M: Serialize>(message: &M) -> String {
    serde_json::to_string(message).expect("string keys and finite numbers only")
}

/// What a task should become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DesiredStatus {
    /// Run it.
    #[default]
    Running,
    /// Stop it; never taken back.
    Stopped,
}

/// Alive?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HeartbeatMessage {
    /// Opaque.
    pub message_id: String,
    /// The server's own opinion of itself.
    pub healthy: bool,
}

/// Tasks to run or stop.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PayloadMessage {
    /// Opaque; repeated in the acknowledgement.
    pub message_id: String,
    /// The cluster, repeated verbatim in the acknowledgement.
    pub cluster_arn: String,
    /// The container instance, repeated verbatim in the acknowledgement.
    pub container_instance_arn: String,
    /// Milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated_at: Option<i64>,
    /// One rising counter for payloads and manifests ([`TaskManifestMessage::timeline`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq_num: Option<i64>,
    /// Unused by agents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeline: Option<i64>,
    /// The tasks that could be read.
    pub tasks: Vec<Task>,
    /// Those that could not; never written. A message with any is not acknowledged, each such
    /// task is reported STOPPED instead.
    #[serde(skip)]
    pub unreadable: Vec<UnreadableTask>,
}

/// An entry of [`PayloadMessage::tasks`] that is no valid task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadableTask {
    /// Its arn; entries without one are left out.
    pub arn: String,
    /// What is wrong with it.
    pub error: String,
}

impl<'de> Deserialize<'de> for PayloadMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Raw {
            message_id: String,
            cluster_arn: String,
            container_instance_arn: String,
            generated_at: Option<i64>,
            seq_num: Option<i64>,
            timeline: Option<i64>,
            #[serde(default)]
            tasks: Option<Vec<serde_json::Value>>,
        }
        let raw = Raw::deserialize(deserializer)?;
        let mut message = Self {
            message_id: raw.message_id,
            cluster_arn: raw.cluster_arn,
            container_instance_arn: raw.container_instance_arn,
            generated_at: raw.generated_at,
            seq_num: raw.seq_num,
            timeline: raw.timeline,
            tasks: Vec::new(),
            unreadable: Vec::new(),
        };
        for value in raw.tasks.unwrap_or_default() {
            let arn = value
                .get("arn")
                .and_then(|arn| arn.as_str())
                .map(str::to_owned);
            match (serde_json::from_value::<Task>(value), arn) {
                (Ok(task), _) => message.tasks.push(task),
                (Err(error), Some(arn)) => message.unreadable.push(UnreadableTask {
                    arn,
                    error: error.to_string(),
                }),
                (Err(_), None) => {}
            }
        }
        Ok(message)
    }
}

/// Credentials of a role, as short-lived keys. Kept in memory only, never logged.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RoleCredentials {
    /// The path below `/v2/credentials/`: an unguessable uuid, the same over refreshes.
    pub credentials_id: String,
    /// The role.
    pub role_arn: String,
    /// Access key id.
    pub access_key_id: String,
    /// Secret access key.
    pub secret_access_key: String,
    /// Session token.
    pub session_token: String,
    /// RFC 3339, passed through as text.
    pub expiration: String,
}

impl RoleCredentials {
    /// The same without the keys: what may be written to disk.
    #[must_use]
    pub fn without_keys(&self) -> Self {
        Self {
            credentials_id: self.credentials_id.clone(),
            role_arn: self.role_arn.clone(),
            ..Self::default()
        }
    }
}

impl std::fmt::Debug for RoleCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RoleCredentials")
            .field("role_arn", &self.role_arn)
            .field("expiration", &self.expiration)
            .finish_non_exhaustive()
    }
}

/// Which of a task's two roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RoleType {
    /// The task role: what the containers may do.
    TaskApplication,
    /// The execution role: what the agent may do for the task.
    TaskExecution,
}

/// Fresh credentials of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IamRoleCredentialsMessage {
    /// Opaque.
    pub message_id: String,
    /// The task.
    pub task_arn: String,
    /// The task's cluster.
    #[serde(default)]
    pub task_cluster_arn: String,
    /// Which role.
    pub role_type: RoleType,
    /// The credentials.
    pub role_credentials: RoleCredentials,
}

/// A task and what it should become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskIdentifier {
    /// The task.
    pub task_arn: String,
    /// The task's cluster.
    #[serde(default)]
    pub task_cluster_arn: String,
    /// What it should become.
    pub desired_status: DesiredStatus,
}

/// Everything that should run on this instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TaskManifestMessage {
    /// Opaque; names the manifest in the verification that follows.
    pub message_id: String,
    /// The cluster.
    pub cluster_arn: String,
    /// The container instance.
    pub container_instance_arn: String,
    /// Milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated_at: Option<i64>,
    /// Rises with every payload and manifest; an older manifest is dropped without a word.
    pub timeline: i64,
    /// The tasks.
    pub tasks: Vec<TaskIdentifier>,
}

/// Running here, but not in the manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TaskStopVerificationMessage {
    /// The manifest's.
    pub message_id: String,
    /// Tasks the agent would stop.
    pub stop_candidates: Vec<TaskIdentifier>,
}

/// Which of the candidates to stop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TaskStopVerificationAck {
    /// The manifest's.
    pub message_id: String,
    /// Milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated_at: Option<i64>,
    /// The tasks to stop.
    pub stop_tasks: Vec<TaskIdentifier>,
}

/// Interfaces on their way to this instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AttachNetworkInterfacesMessage {
    /// Opaque.
    pub message_id: String,
    /// The cluster.
    pub cluster_arn: String,
    /// The container instance.
    pub container_instance_arn: String,
    /// The task; absent for an interface of the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arn: Option<String>,
    /// The task's cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_cluster_arn: Option<String>,
    /// Milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated_at: Option<i64>,
    /// How long the interface may take to appear, above zero.
    pub wait_timeout_ms: i64,
    /// At least one.
    pub elastic_network_interfaces: Vec<NetworkInterface>,
}

/// A volume or another attachment on its way to this instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ConfirmAttachmentMessage {
    /// Opaque.
    pub message_id: String,
    /// The cluster.
    pub cluster_arn: String,
    /// The container instance.
    pub container_instance_arn: String,
    /// The task it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_arn: Option<String>,
    /// The task's cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_cluster_arn: Option<String>,
    /// 300 000 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_timeout_ms: Option<i64>,
    /// What is attached.
    pub attachment: Attachment,
}

/// Agent updates, which Berth's agent refuses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateMessage {
    /// Opaque.
    pub message_id: String,
    /// The cluster.
    pub cluster_arn: String,
    /// The container instance.
    pub container_instance_arn: String,
    /// Where the update is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_info: Option<serde_json::Value>,
}

/// [`ServerMessage::CloseMessage`] and [`ServerMessage::ErrorMessage`]: logged, nothing more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NoticeMessage {
    /// Opaque.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message_id: String,
    /// For a person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// Alive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HeartbeatAckRequest {
    /// The heartbeat's.
    pub message_id: String,
}

/// A message was taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AckRequest {
    /// The message's `clusterArn`, verbatim.
    pub cluster: String,
    /// The message's `containerInstanceArn`, verbatim.
    pub container_instance: String,
    /// The message's.
    pub message_id: String,
}

/// A message was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NackRequest {
    /// The message's `clusterArn`, verbatim.
    pub cluster: String,
    /// The message's `containerInstanceArn`, verbatim.
    pub container_instance: String,
    /// The message's.
    pub message_id: String,
    /// Why.
    pub reason: String,
}

/// Credentials were taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IamRoleCredentialsAckRequest {
    /// The message's.
    pub message_id: String,
    /// The credentials'.
    pub credentials_id: String,
    /// The credentials', as text.
    pub expiration: String,
}

#[cfg(test)]
mod tests;
