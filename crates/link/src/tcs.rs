//! The telemetry communication service: agent to control plane.
//!
//! A second websocket per container instance. The agent's frames carry a block of HTTP headers (a
//! fresh signature over the payload), a blank line and then the envelope: see [`split_frame`] and
//! [`join_frame`]. The server's frames are plain envelopes. Acknowledgements are not correlated
//! with requests and nothing is sent again. Timestamps are epoch seconds with a fraction.

use serde::{Deserialize, Serialize};

use crate::acs::FrameError;

/// A frame is never longer than this (bytes).
pub const MAX_FRAME: usize = 1024 * 1024;
/// A frame carries at most this many tasks; the last one says `fin`.
pub const MAX_TASKS: usize = 10;
/// Between two [`AgentMessage::PublishMetricsRequest`].
pub const PUBLISH_INTERVAL_MS: u64 = 20_000;

/// What an agent can say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "message")]
pub enum AgentMessage {
    /// Figures of the containers.
    PublishMetricsRequest(PublishMetricsRequest),
    /// Health of the containers.
    PublishHealthRequest(PublishHealthRequest),
    /// Health of the instance.
    PublishInstanceStatusRequest(PublishInstanceStatusRequest),
}

/// What the control plane can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "message")]
pub enum ServerMessage {
    /// Alive; not acknowledged.
    HeartbeatMessage(HeartbeatMessage),
    /// To [`AgentMessage::PublishMetricsRequest`].
    AckPublishMetric(Ack),
    /// To [`AgentMessage::PublishHealthRequest`].
    AckPublishHealth(Ack),
    /// To [`AgentMessage::PublishInstanceStatusRequest`].
    AckPublishInstanceStatus(Ack),
}

const AGENT_TYPES: [&str; 3] = [
    "PublishMetricsRequest",
    "PublishHealthRequest",
    "PublishInstanceStatusRequest",
];

const SERVER_TYPES: [&str; 4] = [
    "HeartbeatMessage",
    "AckPublishMetric",
    "AckPublishHealth",
    "AckPublishInstanceStatus",
];

impl AgentMessage {
    /// Reads a frame's envelope; take the headers off with [`split_frame`] first.
    ///
    /// # Errors
    /// [`FrameError`]; the frame is to be logged and dropped.
    pub fn decode(envelope: &str) -> Result<Self, FrameError> {
        crate::acs::decode(envelope, &AGENT_TYPES)
    }

    /// The envelope to sign and [`join_frame`].
    #[must_use]
    pub fn encode(&self) -> String {
        crate::acs::encode(self)
    }
}

impl ServerMessage {
    /// Reads a frame the control plane sent.
    ///
    /// # Errors
    /// [`FrameError`]; the frame is to be logged and dropped.
    pub fn decode(frame: &str) -> Result<Self, FrameError> {
        crate::acs::decode(frame, &SERVER_TYPES)
    }

    /// The frame to send.
    #[must_use]
    pub fn encode(&self) -> String {
        crate::acs::encode(self)
    }
}

/// An agent's frame, taken apart at the first blank line: header block and envelope. A frame
/// without headers is all envelope.
#[must_use]
pub fn split_frame(frame: &str) -> (&str, &str) {
    frame.split_once("\r\n\r\n").unwrap_or(("", frame))
}

/// An agent's frame: the header lines, a blank line, the envelope.
#[must_use]
pub fn join_frame(headers: &[(&str, &str)], envelope: &str) -> String {
    let mut frame = String::with_capacity(envelope.len() + 512);
    for (name, value) in headers {
        frame.push_str(name);
        frame.push_str(": ");
        frame.push_str(value);
        frame.push_str("\r\n");
    }
    frame.push_str("\r\n");
    frame.push_str(envelope);
    frame
}

/// Alive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeartbeatMessage {
    /// The server's own opinion of itself.
    pub healthy: bool,
}

/// Taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ack {
    /// `ok`.
    pub message: String,
}

/// Who sends, and whether this is all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Metadata {
    /// The cluster's name.
    pub cluster: String,
    /// The container instance's arn.
    pub container_instance: String,
    /// Nothing runs here (metrics only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle: Option<bool>,
    /// The last frame of this round.
    pub fin: bool,
    /// The same for all frames of this round.
    pub message_id: String,
}

/// Figures of the containers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PublishMetricsRequest {
    /// Who and whether all.
    pub metadata: Metadata,
    /// At most [`MAX_TASKS`]; absent on an idle instance.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub task_metrics: Vec<TaskMetric>,
    /// Epoch seconds.
    pub timestamp: f64,
}

/// Figures of a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TaskMetric {
    /// The task.
    pub task_arn: String,
    /// Task definition family.
    pub task_definition_family: String,
    /// Task definition revision.
    pub task_definition_version: String,
    /// Its containers.
    pub container_metrics: Vec<ContainerMetric>,
}

/// Figures of a container.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContainerMetric {
    /// The container.
    pub container_name: String,
    /// Percent of the whole instance (all cores are 100).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_stats_set: Option<StatsSet>,
    /// MiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_stats_set: Option<StatsSet>,
    /// Absent in host mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_stats_set: Option<NetworkStatsSet>,
    /// Bytes read and written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_stats_set: Option<StorageStatsSet>,
    /// Restarts in place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_stats_set: Option<RestartStatsSet>,
}

/// Several samples of a fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StatsSet {
    /// Smallest.
    pub min: f64,
    /// Greatest.
    pub max: f64,
    /// How many.
    pub sample_count: i64,
    /// Their sum.
    pub sum: f64,
}

impl StatsSet {
    /// The set of these samples; `None` if there are none.
    #[must_use]
    pub fn of(samples: &[f64]) -> Option<Self> {
        let first = *samples.first()?;
        Some(samples.iter().skip(1).fold(
            Self {
                min: first,
                max: first,
                sample_count: 1,
                sum: first,
            },
            |set, sample| Self {
                min: set.min.min(*sample),
                max: set.max.max(*sample),
                sample_count: set.sample_count + 1,
                sum: set.sum + sample,
            },
        ))
    }
}

/// Several samples of a counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CounterStatsSet {
    /// Smallest.
    pub min: i64,
    /// Greatest.
    pub max: i64,
    /// How many.
    pub sample_count: i64,
    /// Their sum.
    pub sum: i64,
    /// What did not fit.
    pub overflow_min: i64,
    /// What did not fit.
    pub overflow_max: i64,
    /// What did not fit.
    pub overflow_sum: i64,
}

/// Traffic of a container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NetworkStatsSet {
    /// Received bytes.
    pub rx_bytes: CounterStatsSet,
    /// Received packets.
    pub rx_packets: CounterStatsSet,
    /// Received and dropped.
    pub rx_dropped: CounterStatsSet,
    /// Received with an error.
    pub rx_errors: CounterStatsSet,
    /// Sent bytes.
    pub tx_bytes: CounterStatsSet,
    /// Sent packets.
    pub tx_packets: CounterStatsSet,
    /// Dropped instead of sent.
    pub tx_dropped: CounterStatsSet,
    /// Sent with an error.
    pub tx_errors: CounterStatsSet,
    /// Received bytes a second.
    pub rx_bytes_per_second: StatsSet,
    /// Sent bytes a second.
    pub tx_bytes_per_second: StatsSet,
}

/// Disk traffic of a container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StorageStatsSet {
    /// Bytes read.
    pub read_size_bytes: CounterStatsSet,
    /// Bytes written.
    pub write_size_bytes: CounterStatsSet,
}

/// Restarts of a container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RestartStatsSet {
    /// How many so far.
    pub restart_count: i64,
}

/// Health of the containers: the only way it is told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PublishHealthRequest {
    /// Who and whether all.
    pub metadata: Metadata,
    /// At most [`MAX_TASKS`].
    pub tasks: Vec<TaskHealth>,
    /// Epoch seconds.
    pub timestamp: f64,
}

/// Health of a task's containers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TaskHealth {
    /// The task.
    pub task_arn: String,
    /// Task definition family.
    pub task_definition_family: String,
    /// Task definition revision.
    pub task_definition_version: String,
    /// Those with a health check.
    pub containers: Vec<ContainerHealth>,
}

/// Health of a container.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContainerHealth {
    /// The container.
    pub container_name: String,
    /// `HEALTHY`, `UNHEALTHY` or `UNKNOWN`.
    pub health_status: String,
    /// Epoch seconds.
    pub status_since: f64,
}

/// Health of the instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PublishInstanceStatusRequest {
    /// Who.
    pub metadata: InstanceStatusMetadata,
    /// One a subsystem.
    pub statuses: Vec<InstanceStatus>,
    /// Epoch seconds.
    pub timestamp: f64,
}

/// Who sends an instance status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InstanceStatusMetadata {
    /// The cluster's name.
    pub cluster: String,
    /// The container instance's arn.
    pub container_instance: String,
    /// A uuid.
    pub request_id: String,
}

/// Health of one subsystem of the instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InstanceStatus {
    /// `ContainerRuntime`.
    pub r#type: String,
    /// `INITIALIZING`, `OK`, `IMPAIRED` or `INSUFFICIENT_DATA`.
    pub status: String,
    /// Epoch seconds.
    pub last_updated: f64,
    /// Epoch seconds.
    pub last_status_change: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_headers_a_blank_line_and_the_envelope() {
        let message = AgentMessage::PublishMetricsRequest(PublishMetricsRequest {
            metadata: Metadata {
                cluster: "default".to_owned(),
                container_instance: "ci".to_owned(),
                idle: Some(true),
                fin: true,
                message_id: "u".to_owned(),
            },
            task_metrics: Vec::new(),
            timestamp: 1_795_330_469.13,
        });
        let frame = join_frame(&[("Host", "h:1"), ("X-Amz-Date", "d")], &message.encode());
        assert_eq!(
            frame,
            "Host: h:1\r\nX-Amz-Date: d\r\n\r\n{\"type\":\"PublishMetricsRequest\",\"message\":{\"metadata\":{\"cluster\":\"default\",\"containerInstance\":\"ci\",\"idle\":true,\"fin\":true,\"messageId\":\"u\"},\"timestamp\":1795330469.13}}"
        );
        let (headers, envelope) = split_frame(&frame);
        assert!(headers.starts_with("Host:"));
        assert_eq!(AgentMessage::decode(envelope).expect("reads back"), message);
    }

    #[test]
    fn the_real_agents_metrics_are_read() {
        let envelope = r#"{"type":"PublishMetricsRequest","message":{"metadata":{"cluster":"c",
            "containerInstance":"ci","idle":false,"fin":true,"messageId":"u"},"timestamp":1.5,
            "taskMetrics":[{"taskArn":"t","taskDefinitionFamily":"web","taskDefinitionVersion":"1",
            "containerMetrics":[{"containerName":"main",
              "cpuStatsSet":{"min":0.04,"max":0.07,"sampleCount":20,"sum":1.11},
              "networkStatsSet":{"rxBytes":{"min":1,"max":2,"sampleCount":20,"sum":30,
                "overflowMin":0,"overflowMax":0,"overflowSum":0}},
              "restartStatsSet":{"restartCount":5}}]}]}}"#;
        let AgentMessage::PublishMetricsRequest(metrics) =
            AgentMessage::decode(envelope).expect("valid")
        else {
            panic!("not metrics");
        };
        let container = &metrics.task_metrics[0].container_metrics[0];
        assert_eq!(container.cpu_stats_set.expect("present").sample_count, 20);
        assert_eq!(
            container.network_stats_set.expect("present").rx_bytes.sum,
            30
        );
    }

    #[test]
    fn a_set_of_samples() {
        assert_eq!(StatsSet::of(&[]), None);
        assert_eq!(
            StatsSet::of(&[2.0, 1.0, 4.0]),
            Some(StatsSet {
                min: 1.0,
                max: 4.0,
                sample_count: 3,
                sum: 7.0
            })
        );
    }
}
