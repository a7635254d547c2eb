//! The API from request body to answer body.

use std::sync::Arc;

use berth_api_logs::{Operation, dispatch};
use berth_env::Clock;
use berth_logs::LogStore;
use berth_model::Principal;
use serde_json::{Value, json};

use super::LogsApi;
use crate::api::Call;

const NOW: i64 = 1_795_000_000_000;
const ARN: &str = "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web";

struct StoppedClock;

impl Clock for StoppedClock {
    fn now_ms(&self) -> i64 {
        NOW
    }
}

/// An API over an empty store.
struct World {
    logs: LogsApi,
    _dir: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("temp dir");
        let store = Arc::new(LogStore::open(dir.path()).expect("opens"));
        let logs = LogsApi::new(store, "eu-west-1", "123456789012", Arc::new(StoppedClock));
        Self { logs, _dir: dir }
    }

    /// One with group `/ecs/web` and stream `a/b/1`.
    async fn with_stream() -> Self {
        let world = Self::new();
        world
            .ok("CreateLogGroup", json!({"logGroupName": "/ecs/web"}))
            .await;
        let stream = json!({"logGroupName": "/ecs/web", "logStreamName": "a/b/1"});
        world.ok("CreateLogStream", stream).await;
        world
    }

    async fn call(&self, operation: &str, body: Value) -> Result<Value, (String, String, Value)> {
        let call = Call {
            principal: Principal::Root,
            base_url: "http://localhost".to_owned(),
        };
        let operation = Operation::from_name(operation).expect("exists");
        let body = body.to_string();
        let answer = self
            .logs
            .call(call.clone(), operation, body.as_bytes())
            .await;
        // What is refused is refused with the same words however it was read.
        if let Err(fault) = &answer {
            let other = dispatch(&self.logs, call, operation, body.as_bytes()).await;
            assert_eq!(other.as_ref().err(), Some(fault), "{body}");
        }
        match answer {
            Ok(answer) if answer.is_empty() => Ok(Value::Null),
            Ok(answer) => Ok(serde_json::from_slice(&answer).expect("is JSON")),
            Err(fault) => {
                let fields = fault.fields.into_iter();
                let fields = fields
                    .map(|(name, value)| (name.into_owned(), value))
                    .collect();
                Err((
                    fault.code.into_owned(),
                    fault.message,
                    Value::Object(fields),
                ))
            }
        }
    }

    async fn ok(&self, operation: &str, body: Value) -> Value {
        let answer = self.call(operation, body).await;
        answer.unwrap_or_else(|fault| panic!("{operation}: {fault:?}"))
    }

    #[track_caller]
    fn check_fault(
        &self,
        operation: &str,
        body: Value,
        code: &str,
        text: &str,
    ) -> impl Future<Output = Value> {
        let operation = operation.to_owned();
        let (code, text) = (code.to_owned(), text.to_owned());
        async move {
            let (found, message, fields) =
                self.call(&operation, body).await.expect_err("is refused");
            assert_eq!(found, code, "{operation}: {message}");
            assert!(message.contains(&text), "{operation}: {message}");
            fields
        }
    }
}

fn put(events: Value) -> Value {
    json!({"logGroupName": "/ecs/web", "logStreamName": "a/b/1", "logEvents": events})
}

#[tokio::test]
async fn groups_and_streams_are_shown_with_their_arns() {
    let world = World::with_stream().await;
    let retention = json!({"logGroupName": "/ecs/web", "retentionInDays": 7});
    world.ok("PutRetentionPolicy", retention).await;
    let events = json!([{"timestamp": NOW, "message": "hello"}]);
    world.ok("PutLogEvents", put(events)).await;
    for query in [
        json!({"logGroupNamePrefix": "/ecs/"}),
        json!({"logGroupNamePattern": "WEB"}),
        json!({"logGroupIdentifiers": [ARN]}),
    ] {
        let groups = world.ok("DescribeLogGroups", query).await;
        let group = &groups["logGroups"][0];
        assert_eq!(group["logGroupName"], "/ecs/web");
        assert_eq!(group["arn"], format!("{ARN}:*"));
        assert_eq!(group["logGroupArn"], ARN);
        assert_eq!(group["retentionInDays"], 7);
        assert_eq!(group["storedBytes"], 31);
        assert_eq!(group["creationTime"], NOW);
        assert_eq!(group["logGroupClass"], "STANDARD");
    }
    for query in [
        json!({"logGroupName": "/ecs/web", "logStreamNamePrefix": "a/"}),
        json!({"logGroupIdentifier": ARN, "orderBy": "LastEventTime", "descending": true}),
    ] {
        let streams = world.ok("DescribeLogStreams", query).await;
        let stream = &streams["logStreams"][0];
        assert_eq!(stream["logStreamName"], "a/b/1");
        assert_eq!(stream["arn"], format!("{ARN}:log-stream:a/b/1"));
        assert_eq!(stream["lastEventTimestamp"], NOW);
        assert_eq!(stream["storedBytes"], 0);
    }
    let name = json!({"logGroupName": "/ecs/web"});
    world.ok("DeleteRetentionPolicy", name.clone()).await;
    let groups = world.ok("DescribeLogGroups", json!({})).await;
    assert_eq!(groups["logGroups"][0].get("retentionInDays"), None);
    world.ok("DeleteLogGroup", name).await;
    let groups = world.ok("DescribeLogGroups", json!({})).await;
    assert_eq!(groups["logGroups"], json!([]));
}

#[tokio::test]
async fn events_are_stored_read_and_found() {
    let world = World::with_stream().await;
    let day = 86_400_000;
    let events = json!([
        {"timestamp": NOW - 2, "message": "one"},
        {"timestamp": NOW - 1, "message": "{\"level\": 3}"},
        {"timestamp": NOW + day / 2, "message": "too new"},
    ]);
    let stored = world.ok("PutLogEvents", put(events)).await;
    assert_eq!(
        stored["rejectedLogEventsInfo"]["tooNewLogEventStartIndex"],
        2
    );
    assert!(
        stored["nextSequenceToken"]
            .as_str()
            .is_some_and(|token| !token.is_empty())
    );
    let get = json!({"logGroupName": "/ecs/web", "logStreamName": "a/b/1", "limit": 1});
    let page = world.ok("GetLogEvents", get.clone()).await;
    assert_eq!(page["events"][0]["timestamp"], NOW - 1);
    assert_eq!(page["events"][0]["ingestionTime"], NOW);
    let mut back = get;
    back["nextToken"] = page["nextBackwardToken"].clone();
    let page = world.ok("GetLogEvents", back.clone()).await;
    assert_eq!(page["events"][0]["message"], "one");
    back["nextToken"] = page["nextBackwardToken"].clone();
    let end = world.ok("GetLogEvents", back.clone()).await;
    assert_eq!(end["events"], json!([]));
    assert_eq!(end["nextBackwardToken"], back["nextToken"]);
    let filter = json!({"logGroupName": "/ecs/web", "filterPattern": "{ $.level >= 3 }"});
    let found = world.ok("FilterLogEvents", filter).await;
    assert_eq!(found["events"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["events"][0]["logStreamName"], "a/b/1");
    assert_eq!(found["searchedLogStreams"][0]["searchedCompletely"], true);
    assert_eq!(found.get("nextToken"), None);
}

#[tokio::test]
async fn mistakes_are_answered_as_the_service_does() {
    let world = World::with_stream().await;
    let name = json!({"logGroupName": "/ecs/web"});
    let exists = "ResourceAlreadyExistsException";
    let text = "The specified log group already exists";
    world
        .check_fault("CreateLogGroup", name, exists, text)
        .await;
    let unknown = "ResourceNotFoundException";
    let other = json!({"logGroupName": "other"});
    let text = "The specified log group does not exist.";
    world
        .check_fault("DeleteLogGroup", other, unknown, text)
        .await;
    let other = json!({"logGroupName": "/ecs/web", "logStreamName": "other"});
    let text = "The specified log stream does not exist.";
    world
        .check_fault("GetLogEvents", other, unknown, text)
        .await;
    let invalid = "InvalidParameterException";
    for (operation, body) in [
        ("CreateLogGroup", json!({"logGroupName": "a b"})),
        (
            "CreateLogGroup",
            json!({"logGroupName": "k", "kmsKeyId": "key"}),
        ),
        ("CreateLogGroup", json!({})),
        (
            "CreateLogStream",
            json!({"logGroupName": "/ecs/web", "logStreamName": "a:b"}),
        ),
        (
            "PutRetentionPolicy",
            json!({"logGroupName": "/ecs/web", "retentionInDays": 2}),
        ),
        ("PutLogEvents", put(json!([]))),
        (
            "PutLogEvents",
            put(json!([{"timestamp": 2, "message": "a"}, {"timestamp": 1, "message": "b"}])),
        ),
        (
            "FilterLogEvents",
            json!({"logGroupName": "/ecs/web", "filterPattern": "{"}),
        ),
        ("FilterLogEvents", json!({})),
        (
            "DescribeLogStreams",
            json!({"logGroupName": "/ecs/web", "limit": 51}),
        ),
        (
            "GetLogEvents",
            json!({"logGroupName": "/ecs/web", "logStreamName": "a/b/1", "nextToken": "x"}),
        ),
        ("ListTagsForResource", json!({"resourceArn": "web"})),
    ] {
        world.check_fault(operation, body, invalid, "").await;
    }
}

#[tokio::test]
async fn batches_are_taken_in_every_form_of_json() {
    let world = World::with_stream().await;
    let event = |message: &str| json!([{"timestamp": NOW, "message": message, "new": [1]}]);
    let with = |message: &str, name: &str, value: Value| {
        let mut body = put(event(message));
        body[name] = value;
        body
    };
    for body in [
        put(event("plain")),
        put(event("escaped \"\u{e9}\u{1f600}\n\u{7}")),
        with("no token", "sequenceToken", Value::Null),
        with("a token of old", "sequenceToken", json!("495")),
        with("an entity", "entity", json!({"attributes": {"a": "b"}})),
        with("something new", "new", json!({"x": []})),
    ] {
        world.ok("PutLogEvents", body).await;
    }
    let get = json!({"logGroupName": "/ecs/web", "logStreamName": "a/b/1"});
    let page = world.ok("GetLogEvents", get).await;
    let messages: Vec<_> = { page["events"].as_array().into_iter().flatten() }
        .map(|event| event["message"].as_str().unwrap_or_default())
        .collect();
    let expected = [
        "plain",
        "escaped \"\u{e9}\u{1f600}\n\u{7}",
        "no token",
        "a token of old",
        "an entity",
        "something new",
    ];
    assert_eq!(messages, expected);
    let invalid = "InvalidParameterException";
    for (body, text) in [
        (put(event("")), "logEvents[0].message"),
        (put(json!([{"timestamp": -1, "message": "m"}])), "timestamp"),
        (put(Value::Null), "logEvents"),
        (with("m", "sequenceToken", json!("")), "sequenceToken"),
        (with("m", "logGroupName", json!("a b")), "logGroupName"),
        (with("m", "logStreamName", json!("a:b")), "logStreamName"),
    ] {
        world.check_fault("PutLogEvents", body, invalid, text).await;
    }
    for body in [put(json!([{"timestamp": "1", "message": "m"}])), json!([])] {
        let wrong_type = "SerializationException";
        world
            .check_fault("PutLogEvents", body, wrong_type, "")
            .await;
    }
}

#[tokio::test]
async fn a_source_is_told_where_to_go_on() {
    let world = World::with_stream().await;
    let with_token = |token: &str| {
        let mut body = put(json!([{"timestamp": NOW, "message": "m"}]));
        body["sequenceToken"] = token.into();
        body
    };
    world.ok("PutLogEvents", with_token("berth:c:1:5")).await;
    let expected = json!({"expectedSequenceToken": "berth:c:5"});
    let accepted = "DataAlreadyAcceptedException";
    let fields = world.check_fault(
        "PutLogEvents",
        with_token("berth:c:1:5"),
        accepted,
        "berth:c:5",
    );
    assert_eq!(fields.await, expected);
    let invalid = "InvalidSequenceTokenException";
    let fields = world.check_fault(
        "PutLogEvents",
        with_token("berth:c:4:6"),
        invalid,
        "berth:c:5",
    );
    assert_eq!(fields.await, expected);
    world.ok("PutLogEvents", with_token("berth:c:6:6")).await;
}

#[tokio::test]
async fn tags_go_by_name_and_by_arn() {
    let world = World::with_stream().await;
    let tags = json!({"logGroupName": "/ecs/web", "tags": {"a": "1", "b": "2"}});
    world.ok("TagLogGroup", tags).await;
    let tags = json!({"resourceArn": ARN, "tags": {"c": "3"}});
    world.ok("TagResource", tags).await;
    let keys = json!({"resourceArn": ARN, "tagKeys": ["a"]});
    world.ok("UntagResource", keys).await;
    let keys = json!({"logGroupName": "/ecs/web", "tags": ["b"]});
    world.ok("UntagLogGroup", keys).await;
    let expected = json!({"tags": {"c": "3"}});
    let name = json!({"logGroupName": "/ecs/web"});
    assert_eq!(world.ok("ListTagsLogGroup", name).await, expected);
    let arn = json!({"resourceArn": ARN});
    assert_eq!(world.ok("ListTagsForResource", arn).await, expected);
    let many: serde_json::Map<String, Value> =
        (0..50).map(|n| (format!("k{n}"), json!("v"))).collect();
    let many = json!({"resourceArn": ARN, "tags": many});
    world
        .check_fault("TagResource", many, "TooManyTagsException", "50")
        .await;
    let other = json!({"resourceArn": ARN.replace("123456789012", "210987654321")});
    world
        .check_fault(
            "ListTagsForResource",
            other,
            "ResourceNotFoundException",
            "",
        )
        .await;
}
