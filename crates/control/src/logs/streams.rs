//! Operations on streams.

use berth_api_logs as api;
use berth_logs::{StreamOrder, StreamView, StreamsQuery};
use berth_protocol::fault::Fault;

use super::{LogsApi, faults::fault, faults::invalid, limit};

pub(super) async fn create(
    logs: &LogsApi,
    input: api::CreateLogStreamRequest,
) -> Result<(), Fault> {
    let group = input.log_group_name.unwrap_or_default();
    let stream = input.log_stream_name.unwrap_or_default();
    let made = logs.store.create_stream(&group, &stream, logs.now_ms());
    made.await.map_err(fault)
}

pub(super) async fn delete(
    logs: &LogsApi,
    input: api::DeleteLogStreamRequest,
) -> Result<(), Fault> {
    let group = input.log_group_name.unwrap_or_default();
    let stream = input.log_stream_name.unwrap_or_default();
    let removed = logs.store.delete_stream(&group, &stream);
    removed.await.map_err(fault)
}

pub(super) async fn describe(
    logs: &LogsApi,
    input: api::DescribeLogStreamsRequest,
) -> Result<api::DescribeLogStreamsResponse, Fault> {
    let group = logs
        .arns
        .group_of(input.log_group_name, input.log_group_identifier)?;
    let order = match input.order_by {
        None | Some(api::OrderBy::LogStreamName) => StreamOrder::LogStreamName,
        Some(api::OrderBy::LastEventTime) => StreamOrder::LastEventTime,
        Some(api::OrderBy::Other(other)) => {
            return Err(invalid(format!("orderBy cannot be {other}")));
        }
    };
    let query = StreamsQuery {
        group: group.clone(),
        prefix: input.log_stream_name_prefix,
        order,
        descending: input.descending.unwrap_or_default(),
        limit: limit(input.limit),
        token: input.next_token,
    };
    let page = logs.store.streams(&query).map_err(fault)?;
    let streams = page.entries.into_iter();
    Ok(api::DescribeLogStreamsResponse {
        log_streams: Some(streams.map(|stream| render(logs, &group, stream)).collect()),
        next_token: page.next_token,
    })
}

fn render(logs: &LogsApi, group: &str, stream: StreamView) -> api::LogStream {
    api::LogStream {
        creation_time: Some(stream.created_ms),
        first_event_timestamp: stream.first_event_ms,
        last_event_timestamp: stream.last_event_ms,
        last_ingestion_time: stream.last_ingestion_ms,
        upload_sequence_token: Some(stream.upload_sequence_token),
        arn: Some(logs.arns.stream(group, &stream.name)),
        // Counted per group only, as AWS does since 2019.
        stored_bytes: Some(0),
        log_stream_name: Some(stream.name),
    }
}
