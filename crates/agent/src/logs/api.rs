//! The four calls of a log service that shipping needs.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use berth_link::acs::RoleType;
use berth_protocol::sigv4::Credentials;
use parking_lot::Mutex;

use crate::client::{CallError, Client, LOGS};
use crate::credentials::TaskCredentials;

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LogEvent<'a> {
    /// Milliseconds since the epoch.
    pub timestamp: i64,
    /// Never empty.
    pub message: &'a str,
    /// Written to standard error, not to standard output.
    #[serde(skip)]
    pub stderr: bool,
}

/// The events of a batch. Their messages lie in one text, so that a line costs no memory of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogEvents {
    text: String,
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    timestamp: i64,
    stderr: bool,
    start: usize,
    end: usize,
}

impl LogEvents {
    /// Adds an event.
    pub fn push(&mut self, timestamp: i64, stderr: bool, message: &str) {
        let start = self.text.len();
        self.text.push_str(message);
        self.places.push(Place {
            timestamp,
            stderr,
            start,
            end: self.text.len(),
        });
    }

    /// Orders them by time; those of one time stay as they came.
    pub fn sort(&mut self) {
        self.places.sort_by_key(|place| place.timestamp);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = LogEvent<'_>> {
        self.places.iter().map(|place| LogEvent {
            timestamp: place.timestamp,
            message: &self.text[place.start..place.end],
            stderr: place.stderr,
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

impl Serialize for LogEvents {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// One batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Put<'a> {
    /// Log group.
    pub log_group_name: &'a str,
    /// Log stream.
    pub log_stream_name: &'a str,
    /// In chronological order.
    pub log_events: &'a LogEvents,
    /// Names the records in the batch.
    pub sequence_token: &'a str,
}

/// Why a call did nothing, or not what it should.
#[derive(Debug, thiserror::Error)]
pub enum LogsError {
    /// No such group or stream.
    #[error("ResourceNotFoundException: {0}")]
    NotFound(String),
    /// There is one already.
    #[error("ResourceAlreadyExistsException")]
    AlreadyExists,
    /// All or a part of the batch is stored; the token says up to where.
    #[error("already stored, up to {expected}")]
    AlreadyStored {
        /// `berth:<source>:<record>`, or another service's own.
        expected: String,
    },
    /// Something a later try will not change.
    #[error("{0}")]
    Refused(String),
    /// The service cannot be reached, or is too busy.
    #[error("the log service does not answer")]
    Unreachable(#[source] CallError),
}

/// What a call will come to.
pub type LogsFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, LogsError>> + Send + 'a>>;

/// A log service.
pub trait LogsApi: Send + Sync + 'static {
    /// `CreateLogGroup`.
    fn create_group<'a>(&'a self, group: &'a str) -> LogsFuture<'a, ()>;
    /// `CreateLogStream`.
    fn create_stream<'a>(&'a self, group: &'a str, stream: &'a str) -> LogsFuture<'a, ()>;
    /// `DescribeLogStreams`: the stream's `uploadSequenceToken`.
    fn upload_token<'a>(
        &'a self,
        group: &'a str,
        stream: &'a str,
    ) -> LogsFuture<'a, Option<String>>;
    /// `PutLogEvents`.
    fn put<'a>(&'a self, put: Put<'a>) -> LogsFuture<'a, ()>;
}

/// How long a call waits for credentials of a role that have not been delivered yet.
const CREDENTIALS_PATIENCE: Duration = Duration::from_secs(10);

/// The real thing.
#[derive(Debug)]
pub struct ServiceApi {
    agent: Client,
    role: Option<ExecutionRole>,
}

/// Signs with a task's execution role instead of with the agent's own key.
#[derive(Debug)]
struct ExecutionRole {
    task_arn: String,
    credentials: TaskCredentials,
    last: Mutex<Last>,
}

#[derive(Clone, Debug, Default)]
struct Last {
    /// Credentials that did not come in time are not waited for again.
    waited: bool,
    /// The newest seen: a stopped task's last lines are shipped after its credentials are gone.
    client: Option<RoleClient>,
}

#[derive(Clone, Debug)]
struct RoleClient {
    access_key_id: String,
    client: Client,
}

#[derive(Deserialize)]
struct Ignored {}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Streams {
    #[serde(default)]
    log_streams: Vec<Stream>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stream {
    #[serde(default)]
    log_stream_name: String,
    upload_sequence_token: Option<String>,
}

impl LogsApi for ServiceApi {
    fn create_group<'a>(&'a self, group: &'a str) -> LogsFuture<'a, ()> {
        let input = serde_json::json!({ "logGroupName": group });
        Box::pin(async move { self.plain("CreateLogGroup", &input).await })
    }

    fn create_stream<'a>(&'a self, group: &'a str, stream: &'a str) -> LogsFuture<'a, ()> {
        let input = serde_json::json!({ "logGroupName": group, "logStreamName": stream });
        Box::pin(async move { self.plain("CreateLogStream", &input).await })
    }

    fn upload_token<'a>(
        &'a self,
        group: &'a str,
        stream: &'a str,
    ) -> LogsFuture<'a, Option<String>> {
        let input = serde_json::json!({ "logGroupName": group, "logStreamNamePrefix": stream });
        Box::pin(async move {
            let streams: Streams = self
                .call("DescribeLogStreams", &input)
                .await
                .map_err(judge)?;
            let mut streams = streams.log_streams.into_iter();
            let found = streams.find(|found| found.log_stream_name == stream);
            Ok(found.and_then(|found| found.upload_sequence_token))
        })
    }

    fn put<'a>(&'a self, put: Put<'a>) -> LogsFuture<'a, ()> {
        Box::pin(async move { self.plain("PutLogEvents", &put).await })
    }
}

impl ServiceApi {
    /// Calls are signed with the client's own credentials.
    #[must_use]
    pub const fn new(agent: Client) -> Self {
        Self { agent, role: None }
    }

    /// Calls are signed with the credentials of this task's execution role, as
    /// `logsAuthStrategy` `ExecutionRole` has it; with the client's own if none are delivered or
    /// those delivered are of no use any more.
    #[must_use]
    pub fn with_execution_role(
        agent: Client,
        credentials: TaskCredentials,
        task_arn: &str,
    ) -> Self {
        let role = ExecutionRole {
            task_arn: task_arn.to_owned(),
            credentials,
            last: Mutex::default(),
        };
        Self {
            agent,
            role: Some(role),
        }
    }

    async fn call<I: Serialize + Sync, O: serde::de::DeserializeOwned>(
        &self,
        operation: &str,
        input: &I,
    ) -> Result<O, CallError> {
        let client = match &self.role {
            Some(role) => role.client(&self.agent).await,
            None => None,
        };
        let Some(client) = client else {
            return self.agent.call(LOGS, operation, input).await;
        };
        match client.call(LOGS, operation, input).await {
            Err(error) if is_stale(&error) => {
                tracing::debug!(operation, %error, "the execution role's key is of no use");
                self.agent.call(LOGS, operation, input).await
            }
            answer => answer,
        }
    }

    async fn plain<I: Serialize + Sync>(
        &self,
        operation: &str,
        input: &I,
    ) -> Result<(), LogsError> {
        let answer: Result<Ignored, CallError> = self.call(operation, input).await;
        answer.map(drop).map_err(judge)
    }
}

impl ExecutionRole {
    async fn client(&self, agent: &Client) -> Option<Client> {
        let role = RoleType::TaskExecution;
        let Last { waited, client } = self.last.lock().clone();
        let known = client;
        let keys = if waited || known.is_some() {
            self.credentials.get(&self.task_arn, role)
        } else {
            let patience = CREDENTIALS_PATIENCE;
            let keys = self.credentials.wait(&self.task_arn, role, patience).await;
            self.last.lock().waited = true;
            keys
        };
        let Some(keys) = keys else {
            return known.map(|known| known.client);
        };
        if let Some(known) = known
            && known.access_key_id == keys.access_key_id
        {
            return Some(known.client);
        }
        let client = agent.with_credentials(Credentials {
            access_key_id: keys.access_key_id.clone(),
            secret_access_key: keys.secret_access_key,
            session_token: Some(keys.session_token),
        });
        self.last.lock().client = Some(RoleClient {
            access_key_id: keys.access_key_id,
            client: client.clone(),
        });
        Some(client)
    }
}

/// Whether the key itself is refused, not what is done with it.
fn is_stale(error: &CallError) -> bool {
    matches!(
        error.code(),
        Some("ExpiredTokenException" | "UnrecognizedClientException" | "InvalidClientTokenId")
    )
}

fn judge(error: CallError) -> LogsError {
    if error.is_transient() {
        return LogsError::Unreachable(error);
    }
    let CallError::Api { code, message, .. } = &error else {
        return LogsError::Refused(error.to_string());
    };
    match code.as_str() {
        "ResourceNotFoundException" => LogsError::NotFound(message.clone()),
        "ResourceAlreadyExistsException" => LogsError::AlreadyExists,
        "DataAlreadyAcceptedException" | "InvalidSequenceTokenException" => {
            // The message ends in the token, with us as with CloudWatch.
            let expected = message.rsplit(' ').next().unwrap_or_default();
            LogsError::AlreadyStored {
                expected: expected.to_owned(),
            }
        }
        _ => LogsError::Refused(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart() {
        let check = |code: &str, message: &str, expected: &str| {
            let error = judge(CallError::Api {
                code: code.to_owned(),
                message: message.to_owned(),
                status: 400,
            });
            assert_eq!(error.to_string(), expected);
        };
        check(
            "DataAlreadyAcceptedException",
            "Accepted. The next batch can be sent with sequenceToken: berth:r:7",
            "already stored, up to berth:r:7",
        );
        check(
            "ResourceNotFoundException",
            "The specified log group does not exist.",
            "ResourceNotFoundException: The specified log group does not exist.",
        );
        check(
            "ThrottlingException",
            "slow",
            "the log service does not answer",
        );
        check("AccessDeniedException", "no", "AccessDeniedException: no");
    }
}
