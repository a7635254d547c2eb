//! Writing and reading events.

use berth_api_logs as api;
use berth_logs::{Accepted, Batch, EventsQuery, FilterQuery, InputEvent, Rejected};
use berth_protocol::fault::Fault;

use super::{LogsApi, faults::fault, limit};

pub(super) async fn put(
    logs: &LogsApi,
    input: api::PutLogEventsRequest,
) -> Result<api::PutLogEventsResponse, Fault> {
    let events = input.log_events.unwrap_or_default().into_iter();
    let batch = Batch {
        group: input.log_group_name.unwrap_or_default(),
        stream: input.log_stream_name.unwrap_or_default(),
        events: events
            .map(|event| InputEvent {
                timestamp_ms: event.timestamp.unwrap_or_default(),
                message: event.message.unwrap_or_default().into(),
            })
            .collect(),
        sequence_token: input.sequence_token,
    };
    let accepted = logs.store.put(batch, logs.now_ms()).await.map_err(fault)?;
    Ok(render_accepted(accepted))
}

pub(super) fn render_accepted(accepted: Accepted) -> api::PutLogEventsResponse {
    api::PutLogEventsResponse {
        next_sequence_token: Some(accepted.next_sequence_token),
        rejected_log_events_info: accepted.rejected.map(render_rejected),
        rejected_entity_info: None,
    }
}

fn render_rejected(rejected: Rejected) -> api::RejectedLogEventsInfo {
    let index = |at: Option<usize>| at.and_then(|at| i32::try_from(at).ok());
    api::RejectedLogEventsInfo {
        too_new_log_event_start_index: index(rejected.too_new_start),
        too_old_log_event_end_index: index(rejected.too_old_end),
        expired_log_event_end_index: index(rejected.expired_end),
    }
}

pub(super) async fn get(
    logs: &LogsApi,
    input: api::GetLogEventsRequest,
) -> Result<api::GetLogEventsResponse, Fault> {
    let query = EventsQuery {
        group: logs
            .arns
            .group_of(input.log_group_name, input.log_group_identifier)?,
        stream: input.log_stream_name.unwrap_or_default(),
        start_ms: input.start_time,
        end_ms: input.end_time,
        limit: limit(input.limit),
        from_head: input.start_from_head.unwrap_or_default(),
        token: input.next_token,
    };
    let now_ms = logs.now_ms();
    let page = logs.read(move |store| store.events(&query, now_ms)).await?;
    let events = page.events.into_iter().map(|event| api::OutputLogEvent {
        timestamp: Some(event.timestamp_ms),
        message: Some(event.message),
        ingestion_time: Some(event.ingestion_ms),
    });
    Ok(api::GetLogEventsResponse {
        events: Some(events.collect()),
        next_forward_token: Some(page.next_forward),
        next_backward_token: Some(page.next_backward),
    })
}

pub(super) async fn filter(
    logs: &LogsApi,
    input: api::FilterLogEventsRequest,
) -> Result<api::FilterLogEventsResponse, Fault> {
    let query = FilterQuery {
        group: logs
            .arns
            .group_of(input.log_group_name, input.log_group_identifier)?,
        streams: input.log_stream_names.unwrap_or_default(),
        stream_prefix: input.log_stream_name_prefix,
        start_ms: input.start_time,
        end_ms: input.end_time,
        pattern: input.filter_pattern.unwrap_or_default(),
        limit: limit(input.limit),
        token: input.next_token,
    };
    let now_ms = logs.now_ms();
    let page = logs.read(move |store| store.filter(&query, now_ms)).await?;
    let events = page.events.into_iter().map(|event| api::FilteredLogEvent {
        log_stream_name: Some(event.stream),
        timestamp: Some(event.timestamp_ms),
        message: Some(event.message),
        ingestion_time: Some(event.ingestion_ms),
        event_id: Some(event.event_id),
    });
    let completely = page.next_token.is_none();
    let searched = page
        .searched
        .into_iter()
        .map(|name| api::SearchedLogStream {
            log_stream_name: Some(name),
            searched_completely: Some(completely),
        });
    Ok(api::FilterLogEventsResponse {
        events: Some(events.collect()),
        searched_log_streams: Some(searched.collect()),
        next_token: page.next_token,
    })
}
