//! `GET /events`: what happens, as server-sent events, for whoever follows it.
//!
//! A reader is a position in the queue that the state holds, and nothing else: what comes next is
//! read from the newest snapshot when the socket takes more, so that a slow reader costs no memory. One
//! who falls behind by more than the queue holds is told what is lost.

use std::borrow::Cow;
use std::collections::HashSet;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use berth_ecs::events::{self, Delivery, Filter, Reading, shape};
use berth_env::{Entropy as _, SystemEntropy};
use berth_model::{Arn, Timestamp};
use berth_protocol::fault::Fault;
use berth_protocol::sigv4;
use bytes::Bytes;
use futures_util::stream;
use http::request::Parts;
use http::{HeaderValue, Uri, header};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::Instant;

use crate::app::App;
use crate::{api, auth};

/// What the operation is called where operations have names.
const OPERATION: &str = "FollowEvents";
/// Readers at a time: each holds a connection for as long as it likes.
pub(crate) const READERS_MAX: usize = 256;
/// After so long without an event a line goes out, by which both ends know that the other is there.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// A client that was cut off comes back after so many milliseconds.
const RETRY_MS: u64 = 1_000;

/// Where a reader is, and what it wants.
struct Reader {
    app: Arc<App>,
    news: watch::Receiver<u64>,
    filter: Filter,
    position: u64,
    greeted: bool,
    _place: OwnedSemaphorePermit,
}

/// Answers a signed request with a stream that goes on until one of the two ends it.
pub(crate) async fn follow(State(app): State<Arc<App>>, request: Request) -> Response {
    let request_id = SystemEntropy.uuid();
    let began = Instant::now();
    let (parts, _body) = request.into_parts();
    let reader = admit(&app, &parts);
    let code = reader
        .as_ref()
        .map_or_else(|fault| fault.code.clone(), |_| Cow::Borrowed("OK"));
    app.metrics.count(OPERATION, code, began.elapsed());
    match reader {
        Err(fault) => api::respond(&request_id, Err(fault)),
        Ok(reader) => {
            let frames = stream::unfold(reader, async |mut reader| {
                let frame = reader.next().await?;
                Some((Ok::<_, Infallible>(frame), reader))
            });
            respond(Body::from_stream(frames))
        }
    }
}

fn respond(body: Body) -> Response {
    let mut response = Response::new(body);
    for (name, value) in [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Who, may they, what do they want, is there a place.
fn admit(app: &Arc<App>, parts: &Parts) -> Result<Reader, Fault> {
    let request = sigv4::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &parts.headers,
        body: b"",
    };
    let principal = auth::authenticate(&app.applier, &app.verifier, &request, "berth")?;
    let account = &app.applier.names().account;
    auth::authorize(&principal, account, "berth", OPERATION)?;
    let (filter, after) = wanted(&parts.uri)?;
    let last = parts.headers.get("last-event-id");
    let after = match last.map(|value| value.to_str()) {
        None => after,
        Some(Ok(value)) => Some(number(value)?),
        Some(Err(_)) => return Err(bad_position()),
    };
    let place = Arc::clone(&app.event_readers).try_acquire_owned();
    let place = place.map_err(|_| Fault {
        status: 429,
        ..Fault::client(
            "TooManyRequestsException",
            format!("There are {READERS_MAX} readers of events already."),
        )
    })?;
    // Before the position, so that nothing falls in between.
    let news = app.applier.watch_events();
    Ok(Reader {
        position: after.unwrap_or_else(|| app.applier.snapshot().last_event()),
        app: Arc::clone(app),
        news,
        filter,
        greeted: false,
        _place: place,
    })
}

/// The query: `detail-type` and `cluster`, each as often as wanted, and `after`.
fn wanted(uri: &Uri) -> Result<(Filter, Option<u64>), Fault> {
    let invalid = |text: String| Fault::client("InvalidParameterException", text);
    let query = Query::<Vec<(String, String)>>::try_from_uri(uri);
    let Query(query) = query.map_err(|_| invalid("The query cannot be read.".to_owned()))?;
    let (mut filter, mut after) = (Filter::default(), None);
    let mut seen = HashSet::new();
    for (name, value) in query {
        match name.as_str() {
            "detail-type" => {
                if !shape::DETAIL_TYPES.contains(&value.as_str()) {
                    let known = shape::DETAIL_TYPES.join(", ");
                    return Err(invalid(format!("detail-type must be one of {known}.")));
                }
                filter.detail_types.push(value);
            }
            "cluster" => {
                let name = Arn::parse(&value).map_or(value.as_str(), |arn| arn.last());
                // More would only make each event dearer.
                if seen.insert(name.to_owned()) {
                    filter.clusters.push(name.to_owned());
                }
            }
            "after" => after = Some(number(&value)?),
            // A presigned URL's.
            name if name.starts_with("X-Amz-") => {}
            other => return Err(invalid(format!("Unknown parameter {other}."))),
        }
    }
    Ok((filter, after))
}

fn number(text: &str) -> Result<u64, Fault> {
    text.parse().map_err(|_| bad_position())
}

fn bad_position() -> Fault {
    Fault::client(
        "InvalidParameterException",
        "A position is the number of an event: Last-Event-ID must be one that was received.",
    )
}

impl Reader {
    /// The next piece for the socket; `None` when the process ends.
    async fn next(&mut self) -> Option<Bytes> {
        if !std::mem::replace(&mut self.greeted, true) {
            return Some(format!("retry: {RETRY_MS}\nid: {}\n\n", self.position).into());
        }
        let heartbeat = Instant::now() + HEARTBEAT;
        loop {
            self.news.borrow_and_update();
            let reading = self.read();
            self.position = reading.position;
            if !reading.deliveries.is_empty() {
                return Some(frames(&reading).into());
            }
            if reading.more {
                // A long way without anything that is wanted; others have their turn.
                tokio::task::yield_now().await;
                continue;
            }
            let shutdown = self.app.shutdown.clone();
            tokio::select! {
                () = shutdown.cancelled() => return None,
                changed = self.news.changed() => changed.ok()?,
                () = tokio::time::sleep_until(heartbeat) => {
                    return Some(format!("id: {}\n\n", self.position).into());
                }
            }
        }
    }

    fn read(&self) -> Reading {
        let applier = &self.app.applier;
        let now = Timestamp(applier.now_ms());
        let snapshot = applier.snapshot();
        events::read(
            snapshot.state(),
            applier.names(),
            now,
            &self.filter,
            self.position,
        )
    }
}

/// Events on the wire. What is lost has a type of its own, so that nobody takes it for an event of
/// ECS; and after the last one the position beyond what was not wanted.
fn frames(reading: &Reading) -> String {
    let mut text = String::new();
    let mut last = 0;
    for delivery in &reading.deliveries {
        let (kind, number, json) = match delivery {
            Delivery::Event { number, json } => ("", number, json),
            Delivery::Lost { number, json } => ("event: lost\n", number, json),
        };
        last = *number;
        // Writing into memory does not fail.
        let _ = write!(text, "{kind}id: {number}\ndata: {json}\n\n");
    }
    if last != reading.position {
        let _ = write!(text, "id: {}\n\n", reading.position);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Detail types, clusters, and the position.
    type Wanted<'a> = (&'a [&'a str], &'a [&'a str], Option<u64>);

    #[test]
    fn queries() {
        let check = |query: &str, expected: Result<Wanted<'_>, &str>| {
            let uri: Uri = format!("/events?{query}").parse().expect("a URI");
            let found = wanted(&uri).map_err(|fault| fault.message);
            let owned = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect();
            let expected = expected.map(|(types, clusters, after)| {
                let filter = Filter {
                    detail_types: owned(types),
                    clusters: owned(clusters),
                };
                (filter, after)
            });
            assert_eq!(found, expected.map_err(str::to_owned), "{query}");
        };
        let task = "ECS Task State Change";
        check("", Ok((&[], &[], None)));
        check("after=0", Ok((&[], &[], Some(0))));
        check(
            "detail-type=ECS+Task+State+Change&cluster=a&cluster=arn:aws:ecs:r:1:cluster/b",
            Ok((&[task], &["a", "b"], None)),
        );
        check("cluster=a&cluster=a", Ok((&[], &["a"], None)));
        check("X-Amz-Algorithm=AWS4-HMAC-SHA256", Ok((&[], &[], None)));
        check("name=x", Err("Unknown parameter name."));
        check("after=x", Err(&bad_position().message));
        check(
            "detail-type=x",
            Err(
                "detail-type must be one of ECS Task State Change, ECS Container Instance State \
                 Change, ECS Service Action, ECS Deployment State Change, ECS Daemon Action, \
                 ECS Daemon Deployment State Change, AWS Health Event.",
            ),
        );
    }

    #[test]
    fn frames_on_the_wire() {
        let check = |deliveries: Vec<Delivery>, position, expected: &str| {
            let reading = Reading {
                deliveries,
                position,
                more: false,
            };
            assert_eq!(frames(&reading), expected);
        };
        let event = |number| Delivery::Event {
            number,
            json: "{}".to_owned(),
        };
        let lost = Delivery::Lost {
            number: 4,
            json: "{}".to_owned(),
        };
        check(vec![event(7)], 7, "id: 7\ndata: {}\n\n");
        check(vec![event(7)], 9, "id: 7\ndata: {}\n\nid: 9\n\n");
        check(
            vec![lost, event(5)],
            5,
            "event: lost\nid: 4\ndata: {}\n\nid: 5\ndata: {}\n\n",
        );
    }
}
