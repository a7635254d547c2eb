//! Where a shipper brings what it reads, as it sees it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::api::{LogEvents, LogsApi, LogsError, LogsFuture, Put};
use super::multiline::Multiline;
use super::options::AwslogsOptions;
use super::shipper::{Start, prepare};
use super::splunk::SplunkOptions;

/// Events of neighbouring records.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    /// The number of the first record.
    pub from: u64,
    /// The number of the last record.
    pub to: u64,
    /// Never none.
    pub events: &'a LogEvents,
}

/// What takes log records.
pub trait Destination: Send + Sync + 'static {
    /// For a person: which stream or address.
    fn name(&self) -> &str;

    /// The bounds of what it takes at once.
    fn limits(&self) -> Limits;

    /// The last record that is stored; 0 for none.
    fn stored_through(&self) -> LogsFuture<'_, u64>;

    /// Stores them; the last record that is stored then, if it is another than the last of these it
    /// already had some.
    fn put<'a>(&'a self, records: Records<'a>) -> LogsFuture<'a, u64>;
}

/// The bounds of one batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all its events.
    pub bytes: usize,
    /// Counted with every event.
    pub event_overhead: usize,
    /// Events.
    pub events: usize,
    /// Milliseconds from the first event to the last.
    pub span_ms: i64,
}

impl Default for Limits {
    /// Those of `PutLogEvents`.
    fn default() -> Self {
        Self {
            bytes: 1_048_576,
            event_overhead: 26,
            events: 10_000,
            span_ms: 24 * 60 * 60 * 1000,
        }
    }
}

/// A container's log driver with its options, if the agent has to bring its output somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LogOptions {
    /// To `CloudWatch` Logs.
    Awslogs(AwslogsOptions),
    /// To Splunk's HTTP event collector.
    Splunk(SplunkOptions),
}

impl LogOptions {
    /// A full buffer stops the container's writes; otherwise lines are dropped.
    #[must_use]
    pub const fn blocking(&self) -> bool {
        match self {
            Self::Awslogs(options) => options.blocking,
            Self::Splunk(options) => options.blocking,
        }
    }

    /// Bytes of output not yet shipped.
    #[must_use]
    pub const fn max_buffer_bytes(&self) -> u64 {
        match self {
            Self::Awslogs(options) => options.max_buffer_bytes,
            Self::Splunk(options) => options.max_buffer_bytes,
        }
    }

    /// Where an event begins, if not with each line.
    #[must_use]
    pub const fn multiline(&self) -> Option<&Multiline> {
        match self {
            Self::Awslogs(options) => options.multiline.as_ref(),
            Self::Splunk(_) => None,
        }
    }
}

/// A log stream. Each batch is named after its records, so that a service which understands the name
/// stores each once.
pub struct LogStream {
    /// The service.
    pub api: Arc<dyn LogsApi>,
    /// Group and stream.
    pub options: AwslogsOptions,
    /// Names the container's records in the service.
    pub runtime_id: String,
    /// What [`prepare`] said.
    pub start: Start,
}

impl LogStream {
    /// The record in a token of ours.
    fn stored_in(&self, token: &str) -> Option<u64> {
        let (source, number) = token.strip_prefix("berth:")?.rsplit_once(':')?;
        (source == self.runtime_id).then(|| number.parse().ok())?
    }

    async fn put_once(&self, records: Records<'_>) -> Result<u64, LogsError> {
        let Records { from, to, events } = records;
        let token = format!("berth:{}:{from}:{to}", self.runtime_id);
        let put = Put {
            log_group_name: &self.options.group,
            log_stream_name: &self.options.stream,
            log_events: events,
            sequence_token: &token,
        };
        match self.api.put(put).await {
            Ok(()) => Ok(to),
            Err(LogsError::AlreadyStored { expected }) => {
                Ok(self.stored_in(&expected).unwrap_or(to))
            }
            Err(error) => Err(error),
        }
    }
}

impl Destination for LogStream {
    fn name(&self) -> &str {
        &self.options.stream
    }

    fn limits(&self) -> Limits {
        Limits::default()
    }

    fn stored_through(&self) -> LogsFuture<'_, u64> {
        Box::pin(async {
            if self.start == Start::New {
                return Ok(0);
            }
            let (group, stream) = (&self.options.group, &self.options.stream);
            match self.api.upload_token(group, stream).await {
                Ok(token) => Ok(token
                    .and_then(|token| self.stored_in(&token))
                    .unwrap_or_default()),
                Err(LogsError::Unreachable(cause)) => Err(LogsError::Unreachable(cause)),
                // Made anew when something is put.
                Err(_) => Ok(0),
            }
        })
    }

    fn put<'a>(&'a self, records: Records<'a>) -> LogsFuture<'a, u64> {
        Box::pin(async move {
            match self.put_once(records).await {
                Err(LogsError::NotFound(text)) => {
                    if prepare(self.api.as_ref(), &self.options).await.is_err() {
                        return Err(LogsError::NotFound(text));
                    }
                    self.put_once(records).await
                }
                answer => answer,
            }
        })
    }
}
