//! What the control plane is told: `SubmitTaskStateChange`.

use serde::{Deserialize, Serialize};

/// Reasons are cut at this many characters.
pub const MAX_REASON_CHARS: usize = 1024;

/// The body of `SubmitTaskStateChange`, without the cluster, which the sender adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskStateChange {
    /// The task's arn.
    pub task: String,
    /// Only ever moves forward. Absent where only attachments are told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ReportStatus>,
    /// Of the task as a whole; usually empty.
    #[serde(default)]
    pub reason: String,
    /// When the first pull began. Milliseconds here, epoch seconds on the wire.
    #[serde(
        default,
        with = "epoch_seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub pull_started_at: Option<i64>,
    /// When the last pull ended. Milliseconds here, epoch seconds on the wire.
    #[serde(
        default,
        with = "epoch_seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub pull_stopped_at: Option<i64>,
    /// When the task was first wanted or found stopped. Milliseconds here, epoch seconds on the
    /// wire.
    #[serde(
        default,
        with = "epoch_seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub execution_stopped_at: Option<i64>,
    /// News of its containers, in order; the same container may be there twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub containers: Vec<ContainerStateChange>,
    /// What is attached to the task now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentStateChange>,
}

impl TaskStateChange {
    /// That a task's network interfaces are in its namespace; `attachments` are their arns.
    #[must_use]
    pub fn attached(task: &str, attachments: impl IntoIterator<Item = String>) -> Self {
        let attachments = attachments.into_iter();
        Self {
            task: task.to_owned(),
            status: None,
            reason: String::new(),
            pull_started_at: None,
            pull_stopped_at: None,
            execution_stopped_at: None,
            containers: Vec::new(),
            attachments: attachments
                .map(|attachment_arn| AttachmentStateChange {
                    attachment_arn,
                    status: AttachmentStatus::Attached,
                })
                .collect(),
        }
    }
}

/// News of an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentStateChange {
    /// The attachment.
    pub attachment_arn: String,
    /// How far it is.
    pub status: AttachmentStatus,
}

/// How far an attachment is: the one thing agents say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AttachmentStatus {
    /// It is there.
    Attached,
}

/// How far a task or container is, in the API's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReportStatus {
    /// Its image is known.
    Pending,
    /// It runs.
    Running,
    /// It has ended.
    Stopped,
}

/// News of a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerStateChange {
    /// The container.
    pub container_name: String,
    /// Absent if it was never made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runtime_id: Option<String>,
    /// How far.
    pub status: ReportStatus,
    /// `sha256:…`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_digest: Option<String>,
    /// With STOPPED, if its program ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    /// With STOPPED: `<Name>: text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// With RUNNING and STOPPED.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub network_bindings: Vec<NetworkBinding>,
}

/// A port of the host that leads to a container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkBinding {
    /// e.g. `0.0.0.0`.
    #[serde(rename = "bindIP")]
    pub bind_ip: String,
    /// Port inside.
    #[serde(
        rename = "containerPort",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub container_port: Option<u16>,
    /// Port of the host.
    #[serde(rename = "hostPort", default, skip_serializing_if = "Option::is_none")]
    pub host_port: Option<u16>,
    /// Ports inside, e.g. `9000-9002`.
    #[serde(
        rename = "containerPortRange",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub container_port_range: Option<String>,
    /// Ports of the host.
    #[serde(
        rename = "hostPortRange",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub host_port_range: Option<String>,
    /// `tcp` or `udp`.
    pub protocol: String,
}

/// Milliseconds in memory, epoch seconds with a millisecond fraction on the wire.
mod epoch_seconds {
    use serde::{Deserialize, Deserializer, Serializer};

    #[allow(
        clippy::trivially_copy_pass_by_ref,
        clippy::ref_option,
        reason = "serde's signature"
    )]
    pub(super) fn serialize<S: Serializer>(ms: &Option<i64>, to: S) -> Result<S::Ok, S::Error> {
        match ms {
            #[allow(clippy::cast_precision_loss, reason = "exact for 285 000 years")]
            Some(ms) => to.serialize_some(&(*ms as f64 / 1000.0)),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
        let seconds = Option::<f64>::deserialize(from)?;
        #[allow(clippy::cast_possible_truncation, reason = "saturates")]
        Ok(seconds.map(|seconds| (seconds * 1000.0).round() as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_on_the_wire() {
        let change = TaskStateChange {
            task: "t".to_owned(),
            status: Some(ReportStatus::Running),
            reason: String::new(),
            pull_started_at: Some(1_795_331_304_611),
            pull_stopped_at: None,
            execution_stopped_at: None,
            containers: vec![ContainerStateChange {
                container_name: "main".to_owned(),
                runtime_id: Some("56".to_owned()),
                status: ReportStatus::Running,
                image_digest: None,
                exit_code: None,
                reason: None,
                network_bindings: vec![NetworkBinding {
                    bind_ip: "0.0.0.0".to_owned(),
                    container_port: Some(8080),
                    host_port: Some(32768),
                    protocol: "tcp".to_owned(),
                    ..NetworkBinding::default()
                }],
            }],
            attachments: Vec::new(),
        };
        let text = serde_json::to_string(&change).expect("plain");
        assert_eq!(
            text,
            r#"{"task":"t","status":"RUNNING","reason":"","pullStartedAt":1795331304.611,"containers":[{"containerName":"main","runtimeId":"56","status":"RUNNING","networkBindings":[{"bindIP":"0.0.0.0","containerPort":8080,"hostPort":32768,"protocol":"tcp"}]}]}"#
        );
        let back: TaskStateChange = serde_json::from_str(&text).expect("reads back");
        assert_eq!(back, change);
        let attached = TaskStateChange::attached("t", ["a".to_owned()]);
        let text = serde_json::to_string(&attached).expect("plain");
        assert_eq!(
            text,
            r#"{"task":"t","reason":"","attachments":[{"attachmentArn":"a","status":"ATTACHED"}]}"#
        );
    }
}
