//! The API over HTTP, with boto3 as a client and with requests no client would send.

mod common;

use std::process::Stdio;
use std::time::Duration;

use common::Server;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const CALM: Duration = Duration::from_secs(30);

/// Runs a Python script with `client(service, **more)` defined; what it prints, as JSON.
async fn python(server: &Server, script: &str) -> Value {
    let prelude = r#"
import boto3, botocore.auth, botocore.exceptions, datetime, json, os
from botocore import UNSIGNED
from botocore.config import Config

def client(service="ecs", key=os.environ["KEY"], secret=os.environ["SECRET"], token=None,
           region="us-east-1", **config):
    config.setdefault("retries", {"max_attempts": 0})
    return boto3.client(service, endpoint_url=os.environ["URL"], region_name=region,
                        aws_access_key_id=key, aws_secret_access_key=secret,
                        aws_session_token=token, config=Config(**config))

def code(call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        answer = error.response
        return [answer["Error"]["Code"], answer["Error"]["Message"],
                answer["ResponseMetadata"]["HTTPStatusCode"]]
"#;
    let output = tokio::process::Command::new("python3")
        .args(["-c", &format!("{prelude}\n{script}")])
        .env("URL", server.url())
        .env("KEY", &server.keys.root.id)
        .env("SECRET", &server.keys.root.secret)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .output()
        .await
        .expect("python3 runs");
    assert!(output.status.success(), "the script failed");
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}

#[tokio::test]
async fn boto3_works() {
    let server = Server::start(CALM).await;
    let printed = python(
        &server,
        r#"
ecs = client()
made = ecs.create_cluster(clusterName="one")
listed = ecs.list_clusters()
print(json.dumps({"arn": made["cluster"]["clusterArn"], "listed": listed["clusterArns"],
                  "id": made["ResponseMetadata"]["RequestId"],
                  "type": made["ResponseMetadata"]["HTTPHeaders"]["content-type"]}))
"#,
    )
    .await;
    let arn = "arn:aws:ecs:us-east-1:123456789012:cluster/one";
    assert_eq!(printed["arn"], arn);
    assert_eq!(printed["listed"], json!([arn]));
    assert_eq!(printed["type"], "application/x-amz-json-1.1");
    assert_eq!(printed["id"].as_str().map(str::len), Some(36));
    server.stop().await;
}

#[tokio::test]
async fn boto3_sees_the_errors_it_knows() {
    let server = Server::start(CALM).await;
    let printed = python(
        &server,
        r#"
def late(minutes):
    real = botocore.auth.get_current_datetime
    now = real()
    botocore.auth.get_current_datetime = lambda *a, **k: now + datetime.timedelta(minutes=minutes)
    try:
        return code(client().list_clusters)
    finally:
        botocore.auth.get_current_datetime = real

print(json.dumps({
    "unsigned": code(client(signature_version=UNSIGNED).list_clusters),
    "stranger": code(client(key="AKIAIOSFODNN7EXAMPLE").list_clusters),
    "forged": code(client(secret="x" * 40).list_clusters),
    "token": code(client(token="t").list_clusters),
    "region": code(client(region="eu-west-1").list_clusters),
    "late": late(-6),
    "early": late(6),
    "missing": code(client().delete_cluster, cluster="none"),
    "unbuilt": code(client().create_daemon, daemonName="d", daemonTaskDefinitionArn="a",
                    capacityProviderArns=["x"]),
}))
"#,
    )
    .await;
    let check = |case: &str, code: &str, message: &str| {
        let answer = &printed[case];
        assert_eq!(answer[0], code, "{case}: {answer}");
        let text = answer[1].as_str().unwrap_or_default();
        assert!(text.contains(message), "{case}: {text}");
        assert_eq!(answer[2], 400, "{case}: {answer}");
    };
    let invalid = "InvalidSignatureException";
    let unknown = "The security token included in the request is invalid.";
    check(
        "unsigned",
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
    );
    check("stranger", "UnrecognizedClientException", unknown);
    check(
        "forged",
        invalid,
        "does not match the signature you provided",
    );
    check("token", "UnrecognizedClientException", unknown);
    check(
        "region",
        invalid,
        "Credential should be scoped to a valid region",
    );
    check("late", invalid, "Signature expired: ");
    check("early", invalid, "Signature not yet current: ");
    check("missing", "ClusterNotFoundException", "Cluster not found.");
    assert!(printed["unbuilt"][0].is_string(), "{printed}");
    server.stop().await;
}

/// The whole of what a client says, taken to another service, operation or body.
#[tokio::test]
async fn a_signature_covers_operation_and_body() {
    let server = Server::start(CALM).await;
    let printed = python(
        &server,
        r#"
seen = {}
def keep(request, **_):
    seen.update({k.lower(): v if isinstance(v, str) else v.decode()
                 for k, v in request.headers.items()})
ecs = client()
ecs.meta.events.register("before-send.ecs.*", keep)
ecs.list_clusters()
print(json.dumps(seen))
"#,
    )
    .await;
    let mut headers = HeaderMap::new();
    for (name, value) in printed.as_object().expect("headers") {
        let value = value.as_str().expect("text");
        headers.insert(
            name.parse::<HeaderName>().expect("a name"),
            HeaderValue::from_str(value).expect("a value"),
        );
    }
    headers.remove("content-length");
    let code = |answer: (u16, Value)| answer.1["__type"].as_str().map(str::to_owned);
    let same = server
        .send("POST", "/", headers.clone(), b"{}".to_vec())
        .await;
    assert_eq!(same.0, 200, "{}", same.1);
    let body = server
        .send("POST", "/", headers.clone(), b"{ }".to_vec())
        .await;
    assert_eq!(code(body).as_deref(), Some("InvalidSignatureException"));
    let target = HeaderValue::from_static("AmazonEC2ContainerServiceV20141113.CreateCluster");
    headers.insert("x-amz-target", target);
    let operation = server
        .send("POST", "/", headers.clone(), b"{}".to_vec())
        .await;
    assert_eq!(
        code(operation).as_deref(),
        Some("InvalidSignatureException")
    );
    let target = HeaderValue::from_static("Logs_20140328.DescribeLogGroups");
    headers.insert("x-amz-target", target);
    let service = server.send("POST", "/", headers, b"{}".to_vec()).await;
    assert_eq!(code(service).as_deref(), Some("InvalidSignatureException"));
    server.stop().await;
}

#[tokio::test]
async fn logs_answer_at_the_same_address() {
    let server = Server::start(CALM).await;
    let printed = python(
        &server,
        r#"
logs = client("logs")
logs.create_log_group(logGroupName="g")
logs.create_log_stream(logGroupName="g", logStreamName="s")
now = int(datetime.datetime.now().timestamp() * 1000)
logs.put_log_events(logGroupName="g", logStreamName="s",
                    logEvents=[{"timestamp": now, "message": "hello"}])
events = logs.get_log_events(logGroupName="g", logStreamName="s", startFromHead=True)["events"]
print(json.dumps([event["message"] for event in events]))
"#,
    )
    .await;
    assert_eq!(printed, json!(["hello"]));
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_operation_is_named_so() {
    let server = Server::start(CALM).await;
    let (status, body) = server.call("ListPods", json!({})).await;
    assert_eq!(
        (status, &body["__type"]),
        (400, &json!("UnknownOperationException"))
    );
    let (status, body) = server.send("POST", "/", HeaderMap::new(), Vec::new()).await;
    assert_eq!(
        (status, &body["__type"]),
        (400, &json!("UnknownOperationException"))
    );
    let (status, body) = server
        .call("CreateCluster", json!({"clusterName": 7}))
        .await;
    assert_eq!(
        (status, &body["__type"]),
        (400, &json!("SerializationException"))
    );
    server.stop().await;
}

#[tokio::test]
async fn agents_may_only_do_their_part() {
    let server = Server::start(CALM).await;
    let (status, body) = server
        .call_as(
            &server.keys.agent,
            "DeleteCluster",
            json!({"cluster": "default"}),
        )
        .await;
    assert_eq!(
        (status, &body["__type"]),
        (400, &json!("AccessDeniedException"))
    );
    server.stop().await;
}

#[tokio::test]
async fn too_much_is_refused() {
    let server = Server::start(CALM).await;
    let huge = vec![b' '; 2 * 1024 * 1024 + 1];
    let (status, body) = server.send("POST", "/", HeaderMap::new(), huge).await;
    assert_eq!(
        (status, &body["__type"]),
        (413, &json!("RequestEntityTooLargeException"))
    );

    // Without a length, the body is counted as it comes.
    let mut stream = TcpStream::connect(server.address).await.expect("connects");
    stream
        .write_all(b"POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n")
        .await
        .expect("sent");
    let (mut reader, mut writer) = stream.split();
    let write = async {
        let chunk = [b' '; 0x10000];
        for _ in 0..64 {
            let sent = async {
                writer.write_all(b"10000\r\n").await?;
                writer.write_all(&chunk).await?;
                writer.write_all(b"\r\n").await
            };
            // The server may hang up once it has had enough.
            if sent.await.is_err() {
                break;
            }
        }
    };
    let mut answer = Vec::new();
    let read = async {
        let mut buffer = [0; 1024];
        while let Ok(count @ 1..) = reader.read(&mut buffer).await {
            answer.extend_from_slice(&buffer[..count]);
        }
    };
    tokio::time::timeout(CALM, async { tokio::join!(write, read) })
        .await
        .expect("in time");
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn health_and_metrics_tell_the_state_of_things() {
    let server = Server::start(CALM).await;
    server.register_instance().await;
    let (status, health) = server
        .send("GET", "/health", HeaderMap::new(), Vec::new())
        .await;
    assert_eq!((status, &health["status"]), (200, &json!("ok")));
    assert_eq!(health["containerInstances"], 1);
    server
        .call("DeleteCluster", json!({"cluster": "none"}))
        .await;
    let (_, metrics) = server
        .send("GET", "/metrics", HeaderMap::new(), Vec::new())
        .await;
    let metrics = metrics.as_str().expect("text");
    for line in [
        "berth_requests_total{operation=\"CreateCluster\",code=\"OK\"} 1",
        "berth_requests_total{operation=\"DeleteCluster\",code=\"ClusterNotFoundException\"} 1",
        "berth_commit_failures_total 0",
        "berth_agents_connected 0",
    ] {
        assert!(metrics.contains(line), "{line} is not in:\n{metrics}");
    }
    server.stop().await;
}

#[tokio::test]
async fn requests_under_way_are_answered_when_it_stops() {
    let server = Server::start(CALM).await;
    let mut stream = TcpStream::connect(server.address).await.expect("connects");
    stream
        .write_all(b"POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 2\r\n\r\n{")
        .await
        .expect("sent");
    // The health request behind it on another connection shows that the first was accepted.
    server
        .send("GET", "/health", HeaderMap::new(), Vec::new())
        .await;
    let stopping = tokio::spawn(server.stop());
    tokio::task::yield_now().await;
    stream.write_all(b"}").await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answered");
    assert!(answer.contains("UnknownOperationException"), "{answer}");
    stopping.await.expect("stops");
}
