//! The `CloudWatch` Logs API: requests to [`berth_logs`] and back.
//!
//! What a group, a stream and a batch may be is the store's business; here are names on the wire,
//! ARNs and error codes. Reads go to the disk, so they leave the runtime's threads.

mod arns;
mod events;
mod faults;
mod groups;
mod plain;
mod streams;
mod tags;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use berth_api_logs as api;
use berth_env::Clock;
use berth_logs::LogStore;
use berth_protocol::fault::Fault;

use crate::api::Call;
use arns::Arns;

/// The operations of Logs.
pub struct LogsApi {
    store: Arc<LogStore>,
    arns: Arns,
    clock: Arc<dyn Clock>,
}

impl LogsApi {
    /// The API over `store`, whose ARNs name this region and account.
    #[must_use]
    pub fn new(
        store: Arc<LogStore>,
        region: impl Into<String>,
        account: impl Into<String>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            store,
            arns: Arns {
                region: region.into(),
                account: account.into(),
            },
            clock,
        }
    }

    /// The store, for whoever reads it from within.
    #[must_use]
    pub fn store(&self) -> &Arc<LogStore> {
        &self.store
    }

    /// One call, from body to body.
    pub(crate) async fn call(
        &self,
        call: Call,
        operation: api::Operation,
        body: &[u8],
    ) -> Result<Vec<u8>, Fault> {
        if operation == api::Operation::PutLogEvents
            && let Some(answer) = plain::put(self, body).await
        {
            return answer;
        }
        api::dispatch(self, call, operation, body).await
    }

    fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Reads from the disk on a thread that may wait for it.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&LogStore) -> Result<T, berth_logs::Error> + Send + 'static,
    ) -> Result<T, Fault> {
        let store = Arc::clone(&self.store);
        let outcome = tokio::task::spawn_blocking(move || read(&store)).await;
        match outcome {
            Ok(outcome) => outcome.map_err(faults::fault),
            Err(error) => {
                tracing::error!(%error, "a read of log events ended early");
                Err(faults::unavailable())
            }
        }
    }
}

/// The trait's methods, each one line to its function.
macro_rules! operations {
    ($($name:ident: $input:ident => $output:ty, $function:path;)*) => {$(
        async fn $name(&self, _call: Call, input: api::$input) -> Result<$output, Fault> {
            $function(self, input).await
        }
    )*};
}

impl api::Logs for LogsApi {
    type Context = Call;

    operations! {
        create_log_group: CreateLogGroupRequest => (), groups::create;
        delete_log_group: DeleteLogGroupRequest => (), groups::delete;
        describe_log_groups: DescribeLogGroupsRequest => api::DescribeLogGroupsResponse,
            groups::describe;
        put_retention_policy: PutRetentionPolicyRequest => (), groups::put_retention;
        delete_retention_policy: DeleteRetentionPolicyRequest => (), groups::delete_retention;

        create_log_stream: CreateLogStreamRequest => (), streams::create;
        delete_log_stream: DeleteLogStreamRequest => (), streams::delete;
        describe_log_streams: DescribeLogStreamsRequest => api::DescribeLogStreamsResponse,
            streams::describe;

        put_log_events: PutLogEventsRequest => api::PutLogEventsResponse, events::put;
        get_log_events: GetLogEventsRequest => api::GetLogEventsResponse, events::get;
        filter_log_events: FilterLogEventsRequest => api::FilterLogEventsResponse, events::filter;

        tag_log_group: TagLogGroupRequest => (), tags::tag_group;
        untag_log_group: UntagLogGroupRequest => (), tags::untag_group;
        list_tags_log_group: ListTagsLogGroupRequest => api::ListTagsLogGroupResponse,
            tags::list_of_group;
        tag_resource: TagResourceRequest => (), tags::tag_resource;
        untag_resource: UntagResourceRequest => (), tags::untag_resource;
        list_tags_for_resource: ListTagsForResourceRequest => api::ListTagsForResourceResponse,
            tags::list_of_resource;
    }
}

/// A number on the wire as the store takes it; a negative one is as wrong as 0.
fn limit(wire: Option<i32>) -> Option<usize> {
    wire.map(|limit| usize::try_from(limit).unwrap_or(0))
}
