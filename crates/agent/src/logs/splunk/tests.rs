//! The driver against a collector that checks what it gets, and fails.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::any;
use flate2::read::GzDecoder;
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::*;
use crate::logs::api::{LogEvents, LogsError};
use crate::logs::destination::{Destination as _, Records};

/// What the collector is asked for, and what it answers next.
#[derive(Default)]
struct Seen {
    events: Vec<Value>,
    methods: Vec<Method>,
    channels: Vec<String>,
    answers: Vec<StatusCode>,
}

type Shared = Arc<Mutex<Seen>>;

async fn collect(
    State(seen): State<Shared>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    let said = |text: &str, code: i32| json!({"text": text, "code": code}).to_string();
    if headers
        .get("authorization")
        .map(axum::http::HeaderValue::as_bytes)
        != Some(b"Splunk good")
    {
        return (StatusCode::FORBIDDEN, said("Invalid token", 4));
    }
    let mut seen = seen.lock();
    seen.methods.push(method.clone());
    if let Some(answer) = seen.answers.pop() {
        return (answer, said("Server is busy", 9));
    }
    if method == Method::OPTIONS {
        return (StatusCode::OK, String::new());
    }
    if let Some(channel) = headers.get("x-splunk-request-channel") {
        seen.channels
            .push(channel.to_str().expect("text").to_owned());
    }
    let body = if headers.contains_key("content-encoding") {
        let mut plain = Vec::new();
        GzDecoder::new(body.as_ref())
            .read_to_end(&mut plain)
            .expect("gzip");
        plain
    } else {
        body.to_vec()
    };
    for event in serde_json::Deserializer::from_slice(&body).into_iter() {
        seen.events
            .push(event.expect("whole objects, one after the other"));
    }
    (StatusCode::OK, said("Success", 0))
}

async fn serve() -> (Shared, String) {
    let seen = Shared::default();
    let app = axum::Router::new()
        .route("/services/collector/event/1.0", any(collect))
        .with_state(Arc::clone(&seen));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("bound");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async { axum::serve(listener, app).await });
    (seen, format!("http://{address}"))
}

fn collector(url: &str, directory: &Path, more: &[(&str, &str)]) -> Collector {
    let pairs = [("splunk-token", "good"), ("splunk-url", url), ("tag", "")];
    let options: BTreeMap<String, String> = { pairs.iter().chain(more) }
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let none = BTreeMap::new();
    let subject = Subject {
        runtime_id: "rid",
        runtime_name: "n",
        image: "i",
        labels: &none,
        environment: &none,
    };
    let options = SplunkOptions::parse(&options, subject).expect("fine");
    Collector::new(options, "host1", "rid", directory.join("web.shipped")).expect("set up")
}

fn events(lines: &[&str]) -> LogEvents {
    let mut events = LogEvents::default();
    for line in lines {
        events.push(1000, false, line);
    }
    events
}

#[tokio::test]
async fn lines_arrive_and_are_known_to_be_stored_by_the_next_agent() {
    let (seen, url) = serve().await;
    let directory = tempfile::tempdir().expect("a directory");
    let more = [
        ("splunk-gzip", "true"),
        ("splunk-index-acknowledgment", "true"),
    ];
    let first = collector(&url, directory.path(), &more);
    first.verify().await.expect("it answers");
    assert_eq!(first.stored_through().await.expect("read"), 0);
    let two = events(&["a", "b"]);
    let records = Records {
        from: 1,
        to: 3,
        events: &two,
    };
    assert_eq!(first.put(records).await.expect("stored"), 3);
    {
        let seen = seen.lock();
        assert_eq!(seen.methods, [Method::OPTIONS, Method::POST]);
        let lines: Vec<_> = seen
            .events
            .iter()
            .map(|it| it["event"]["line"].clone())
            .collect();
        assert_eq!(lines, ["a", "b"]);
        assert_eq!(seen.channels.len(), 1);
        assert_eq!(seen.channels[0].len(), 36);
    }
    let next = collector(&url, directory.path(), &more);
    assert_eq!(next.stored_through().await.expect("read"), 3);
}

#[tokio::test]
async fn a_busy_collector_is_another_thing_than_one_that_refuses() {
    let (seen, url) = serve().await;
    let directory = tempfile::tempdir().expect("a directory");
    let collector = collector(&url, directory.path(), &[]);
    let one = events(&["a"]);
    let records = Records {
        from: 1,
        to: 1,
        events: &one,
    };
    let answer = |status| {
        seen.lock().answers.push(status);
    };
    answer(StatusCode::SERVICE_UNAVAILABLE);
    let busy = collector.put(records).await;
    assert!(matches!(busy, Err(LogsError::Unreachable(_))), "{busy:?}");
    answer(StatusCode::BAD_REQUEST);
    let refused = collector.put(records).await;
    assert!(matches!(refused, Err(LogsError::Refused(_))), "{refused:?}");
    assert_eq!(collector.stored_through().await.expect("read"), 0);
    assert_eq!(collector.put(records).await.expect("stored"), 1);
    assert_eq!(seen.lock().events.len(), 1);
}

#[tokio::test]
async fn a_connection_is_verified_unless_it_is_not_wanted() {
    let (_seen, url) = serve().await;
    let directory = tempfile::tempdir().expect("a directory");
    let check = async |more: &[(&str, &str)], expected: &str| {
        let error = collector(&url, directory.path(), more).verify().await;
        let error = error.expect_err("not verified").to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(&[("splunk-token", "bad")], "403 Forbidden").await;
    check(&[("splunk-url-path", "/elsewhere")], "404 Not Found").await;
    check(
        &[("splunk-url", "http://127.0.0.1:1")],
        "failed to verify connection",
    )
    .await;
    let unasked = [
        ("splunk-url", "http://127.0.0.1:1"),
        ("splunk-verify-connection", "false"),
    ];
    let unasked = collector(&url, directory.path(), &unasked);
    unasked.verify().await.expect("nobody is asked");
}
