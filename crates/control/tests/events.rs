//! Events: through kills of the process, and as a reader sees them over HTTP.

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use berth_api_ecs as api;
use berth_control::applier::{Applier, Handle, Options, Stopped};
use berth_ecs::credentials::Lifetime;
use berth_ecs::{clusters, container_instances};
use berth_env::{Clock as _, SeededEntropy, SystemClock};
use berth_model::{AccessKey, Happening, InstanceId, Names, Principal};
use berth_protocol::fault::Fault;
use berth_protocol::sigv4::{Request, Scope, sign};
use berth_store::{CommitError, DiskStore, EachRecord, Error, Stats, Store, Version, Write};
use bytes::Bytes;
use common::{REGION, Server, credentials};
use http::{HeaderMap, HeaderValue};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

const CALM: Duration = Duration::from_secs(30);

/// A disk whose process is killed when a commit is durable and nobody has been answered.
struct Killed {
    inner: DiskStore,
    now: Arc<AtomicBool>,
}

impl Store for Killed {
    fn load(&self, each: &mut EachRecord<'_>) -> Result<Version, Error> {
        self.inner.load(each)
    }

    fn commit(&mut self, expected: Version, writes: &[Write]) -> Result<Version, CommitError> {
        let version = self.inner.commit(expected, writes)?;
        if self.now.load(Ordering::SeqCst) {
            return Err(CommitError::Broken("killed".to_owned()));
        }
        Ok(version)
    }

    fn stats(&self) -> Stats {
        self.inner.stats()
    }
}

fn open(dir: &Path) -> (Handle, Stopped, Arc<AtomicBool>) {
    let now = Arc::<AtomicBool>::default();
    let store = Killed {
        inner: DiskStore::open(dir).expect("opens"),
        now: Arc::clone(&now),
    };
    let options = Options {
        names: Names {
            region: REGION.into(),
            account: "123456789012".into(),
        },
        clock: Arc::new(SystemClock),
        entropy: Box::new(SeededEntropy::new(1)),
        lifetime: Lifetime::default(),
    };
    let (handle, stopped) = Applier::start(Box::new(store), options).expect("starts");
    (handle, stopped, now)
}

async fn connection(handle: &Handle, id: InstanceId, connected: bool) -> Result<(), Fault> {
    handle
        .transact(Principal::Agent, move |tx, cx| {
            container_instances::agent_connection(tx, cx.now, id, connected);
            Ok(())
        })
        .await
}

/// Number, version and connection of the events that are kept.
fn kept(handle: &Handle) -> Vec<(u64, i64, bool)> {
    let snapshot = handle.snapshot();
    let events = snapshot.events_after(0).map(|record| {
        let event = record.read();
        let Happening::Instance(moment) = event.what else {
            panic!("another event: {event:?}");
        };
        let instance = moment.instance;
        (event.number, instance.version, instance.agent_connected)
    });
    events.collect()
}

#[tokio::test]
async fn a_kill_between_commit_and_answer_neither_loses_nor_repeats_an_event() {
    let dir = tempfile::tempdir().expect("a directory");
    let (handle, stopped, kill) = open(dir.path());
    handle
        .transact(Principal::Root, |tx, cx| {
            clusters::create_cluster(tx, cx, api::CreateClusterRequest::default())
        })
        .await
        .expect("made");
    let registered = handle
        .transact(Principal::Agent, |tx, cx| {
            let integer = |name: &str| api::Resource {
                name: Some(name.into()),
                r#type: Some("INTEGER".into()),
                integer_value: Some(64),
                ..Default::default()
            };
            let input = api::RegisterContainerInstanceRequest {
                total_resources: Some(vec![integer("CPU"), integer("MEMORY")]),
                ..Default::default()
            };
            container_instances::register_container_instance(tx, cx, input)
        })
        .await
        .expect("registered");
    let arn = registered
        .container_instance
        .and_then(|it| it.container_instance_arn);
    let id = arn.as_deref().and_then(|arn| arn.rsplit('/').next());
    let id: InstanceId = id.expect("an id").parse().expect("an id");
    connection(&handle, id, true).await.expect("noted");
    let before = [(1, 1, false), (2, 2, true)];
    assert_eq!(kept(&handle), before);

    let news = handle.watch_events();
    kill.store(true, Ordering::SeqCst);
    connection(&handle, id, false)
        .await
        .expect_err("not answered");
    assert_eq!(kept(&handle), before, "nobody has seen it");
    assert!(!news.has_changed().expect("alive"));
    drop((handle, news));
    stopped.wait().await;

    let (handle, stopped, _kill) = open(dir.path());
    let found = [(1, 1, false), (2, 2, true), (3, 3, false)];
    assert_eq!(kept(&handle), found, "it was on the disk");
    let mut news = handle.watch_events();
    connection(&handle, id, true).await.expect("noted");
    news.changed().await.expect("alive");
    assert_eq!(*news.borrow(), 4);
    assert_eq!(kept(&handle)[3], (4, 4, true));
    // A change without a new version is no event.
    handle
        .transact(Principal::Agent, move |tx, _cx| {
            container_instances::instance_health(tx, id, Vec::new());
            Ok(())
        })
        .await
        .expect("noted");
    assert!(!news.has_changed().expect("alive"));
    drop((handle, news));
    stopped.wait().await;
}

/// A stream, as far as it has been read.
struct Reader {
    body: Incoming,
    text: String,
}

#[derive(Debug)]
struct Message {
    kind: Option<String>,
    id: u64,
    data: Option<Value>,
}

impl Reader {
    /// The next message.
    async fn next(&mut self) -> Message {
        loop {
            if let Some((message, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let mut lines = message.lines();
                    lines.find_map(|line| line.strip_prefix(name).map(str::to_owned))
                };
                let message = Message {
                    kind: field("event: "),
                    id: field("id: ").expect("an id").parse().expect("a number"),
                    data: field("data: ").map(|it| serde_json::from_str(&it).expect("JSON")),
                };
                self.text = rest.to_owned();
                return message;
            }
            let frame = tokio::time::timeout(Duration::from_secs(10), self.body.frame());
            let frame = frame.await.expect("in time").expect("more").expect("whole");
            let bytes = frame.into_data().expect("data");
            self.text
                .push_str(std::str::from_utf8(&bytes).expect("text"));
        }
    }

    /// The next events, without what only tells a position.
    async fn events(&mut self, count: usize) -> Vec<(u64, Value)> {
        let mut events = Vec::new();
        while events.len() < count {
            let message = self.next().await;
            assert_eq!(message.kind, None, "{message:?}");
            events.extend(message.data.map(|data| (message.id, data)));
        }
        events
    }

    async fn ends(mut self) {
        let end = tokio::time::timeout(Duration::from_secs(10), self.body.frame());
        assert!(end.await.expect("in time").is_none());
    }
}

/// A signed GET of `/events`; the stream, or status and error code.
async fn follow(
    server: &Server,
    key: &AccessKey,
    query: &str,
    last: Option<&str>,
) -> Result<Reader, (u16, String)> {
    let mut headers = HeaderMap::new();
    let host = HeaderValue::from_str(&server.address.to_string()).expect("a host");
    headers.insert("host", host);
    if let Some(last) = last {
        headers.insert("last-event-id", last.parse().expect("a value"));
    }
    let request = Request {
        method: "GET",
        path: "/events",
        query,
        headers: &headers,
        body: b"",
    };
    let scope = Scope {
        region: REGION,
        service: "berth",
    };
    let signed = sign(&credentials(key), scope, &request, SystemClock.now_ms());
    for (name, value) in signed.headers() {
        headers.insert(name, value.parse().expect("a value"));
    }
    send(server, query, headers).await
}

async fn send(server: &Server, query: &str, headers: HeaderMap) -> Result<Reader, (u16, String)> {
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let mut request = http::Request::get(format!("{}/events?{query}", server.url()))
        .body(Full::default())
        .expect("a request");
    *request.headers_mut() = headers;
    let response = client.request(request).await.expect("an answer");
    let status = response.status().as_u16();
    if status == 200 {
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        return Ok(Reader {
            body: response.into_body(),
            text: String::new(),
        });
    }
    let body = response.into_body().collect().await.expect("a body");
    let body: Value = serde_json::from_slice(&body.to_bytes()).expect("JSON");
    Err((
        status,
        body["__type"].as_str().unwrap_or_default().to_owned(),
    ))
}

/// Number, kind and version of events.
fn brief(events: &[(u64, Value)]) -> Vec<(u64, &str, i64)> {
    events
        .iter()
        .map(|(number, event)| {
            let kind = event["detail-type"].as_str().expect("a kind");
            (
                *number,
                kind,
                event["detail"]["version"].as_i64().unwrap_or(0),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_reader_sees_what_happens_and_goes_on_where_it_was() {
    let server = Server::start(CALM).await;
    let root = server.keys.root.clone();
    let mut live = follow(&server, &root, "", None).await.expect("let in");
    let greeting = live.next().await;
    assert!((greeting.id, &greeting.data) == (0, &None), "{greeting:?}");
    let instance = server.register_instance().await;
    server.register_definition(json!({})).await;
    // Nobody is connected to it, so tasks are not placed: what is seen is the instance.
    let seen = live.events(1).await;
    assert_eq!(
        brief(&seen),
        [(1, "ECS Container Instance State Change", 1)]
    );
    assert_eq!(seen[0].1["resources"], json!([instance]));
    let input = json!({"containerInstances": [instance], "status": "DRAINING"});
    server.ok("UpdateContainerInstancesState", input).await;
    let input = json!({"containerInstances": [instance], "status": "ACTIVE"});
    server.ok("UpdateContainerInstancesState", input).await;
    let service = json!({"serviceName": "s", "taskDefinition": "web", "desiredCount": 1});
    server.ok("CreateService", service).await;
    let more = live.events(4).await;
    let kinds: BTreeSet<_> = brief(&more).into_iter().collect();
    let instances = "ECS Container Instance State Change";
    assert!(
        kinds.contains(&(2, instances, 2)) && kinds.contains(&(3, instances, 3)),
        "{kinds:?}"
    );
    assert_eq!(
        more[2].1["detail"]["eventName"],
        "SERVICE_DEPLOYMENT_IN_PROGRESS"
    );
    assert_eq!(
        more[3].1["detail"]["eventName"],
        "SERVICE_TASK_PLACEMENT_FAILURE"
    );

    // The same again, from any place.
    let all: Vec<_> = seen.into_iter().chain(more).collect();
    for position in 0..all.len() {
        let last = position.to_string();
        let mut again = follow(&server, &root, "", Some(&last))
            .await
            .expect("let in");
        let rest = all[position..].to_vec();
        assert_eq!(again.events(rest.len()).await, rest, "after {position}");
    }
    let query = "after=0&cluster=default&detail-type=ECS%20Service%20Action";
    let mut some = follow(&server, &root, query, None).await.expect("let in");
    assert_eq!(some.events(1).await, all[4..]);

    // One that was somewhere else is told so.
    let mut lost = follow(&server, &root, "", Some("1000"))
        .await
        .expect("let in");
    assert_eq!(lost.next().await.id, 1000);
    let told = lost.next().await;
    assert_eq!(told.kind.as_deref(), Some("lost"));
    assert_eq!(told.data.expect("data")["detail-type"], "Berth Events Lost");
    assert_eq!(lost.events(5).await, all);
    server.stop().await;
    live.ends().await;
}

#[tokio::test]
async fn only_the_owner_follows_and_only_so_many() {
    let server = Server::start(CALM).await;
    let (root, agent) = (server.keys.root.clone(), server.keys.agent.clone());
    let refused = |answer: Result<Reader, (u16, String)>| answer.err().expect("refused");
    let denied = refused(follow(&server, &agent, "", None).await);
    assert_eq!(denied, (400, "AccessDeniedException".to_owned()));
    let unsigned = refused(send(&server, "", HeaderMap::new()).await);
    let missing = "MissingAuthenticationTokenException".to_owned();
    assert_eq!(unsigned, (400, missing));
    for (query, last) in [("after=x", None), ("other=1", None), ("", Some("x"))] {
        let invalid = refused(follow(&server, &root, query, last).await);
        assert_eq!(
            invalid,
            (400, "InvalidParameterException".to_owned()),
            "{query}"
        );
    }
    let mut readers = Vec::new();
    let full = loop {
        match follow(&server, &root, "", None).await {
            Ok(reader) => readers.push(reader),
            Err(refusal) => break refusal,
        }
    };
    assert_eq!(full, (429, "TooManyRequestsException".to_owned()));
    assert_eq!(readers.len(), 256);
    readers.pop();
    server
        .until("a place", async || {
            follow(&server, &root, "", None).await.is_ok()
        })
        .await;
    server.stop().await;
}
