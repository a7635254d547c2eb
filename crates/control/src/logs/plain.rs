//! `PutLogEvents` as nearly every client writes it, read without a copy: a batch is ten thousand
//! lines. Whatever else there may be in a request is left to the reader that goes by the model and
//! knows the words for what is wrong.

use std::borrow::Cow;

use berth_api_logs as api;
use berth_logs::{Batch, Error, InputEvent};
use berth_protocol::fault::Fault;
use berth_protocol::shape::Output as _;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{LogsApi, events, faults::fault};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    log_group_name: String,
    log_stream_name: String,
    #[serde(borrow)]
    log_events: Vec<Event<'a>>,
    sequence_token: Option<String>,
    entity: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Event<'a> {
    timestamp: i64,
    #[serde(borrow)]
    message: Cow<'a, str>,
}

/// Stores the batch; `None`, with nothing stored, if the request is out of the ordinary or wrong.
pub(super) async fn put(logs: &LogsApi, body: &[u8]) -> Option<Result<Vec<u8>, Fault>> {
    let pending = logs.store.put(batch(body)?, logs.now_ms());
    match pending.await {
        Ok(accepted) => {
            let answer: api::PutLogEventsResponse = events::render_accepted(accepted);
            let body = answer.to_body();
            Some(body.map_err(|error| Fault::server("ServerException", error.to_string())))
        }
        Err(Error::Invalid(_)) => None,
        Err(error) => Some(Err(fault(error))),
    }
}

/// What the store does not look at, the model permits in every form that is taken here.
fn batch(body: &[u8]) -> Option<Batch<'_>> {
    let request: Request<'_> = serde_json::from_slice(body).ok()?;
    let is_plain = request.entity.is_none() && request.sequence_token.as_deref() != Some("");
    is_plain.then(|| Batch {
        group: request.log_group_name,
        stream: request.log_stream_name,
        events: { request.log_events.into_iter() }
            .map(|event| InputEvent {
                timestamp_ms: event.timestamp,
                message: event.message,
            })
            .collect(),
        sequence_token: request.sequence_token,
    })
}
