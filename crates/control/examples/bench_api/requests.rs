//! Requests as clients send them, signed.

use std::fmt::Write as _;

use berth_env::{Clock as _, SystemClock};
use berth_protocol::sigv4::{Credentials, Request, Scope, sign};
use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use crate::Outcome;
use crate::client::Connection;

/// Tasks asked for in one DescribeTasks.
const DESCRIBED: usize = 10;
/// Different requests of one kind.
const KINDS: usize = 200;

/// The bytes of a signed request, with the headers that botocore sends.
pub(crate) fn signed(
    address: &str,
    credentials: &Credentials,
    operation: &str,
    input: &Value,
) -> Outcome<Vec<u8>> {
    let body = input.to_string();
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_str(address)?);
    let target = format!("AmazonEC2ContainerServiceV20141113.{operation}");
    headers.insert("x-amz-target", HeaderValue::from_str(&target)?);
    headers.insert(
        "content-type",
        HeaderValue::from_static("application/x-amz-json-1.1"),
    );
    let scope = Scope {
        region: "us-east-1",
        service: "ecs",
    };
    let request = Request {
        method: "POST",
        path: "/",
        query: "",
        headers: &headers,
        body: body.as_bytes(),
    };
    let signed = sign(credentials, scope, &request, SystemClock.now_ms());
    let mut text = format!(
        "POST / HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: identity\r\nX-Amz-Target: {target}\r\n\
         Content-Type: application/x-amz-json-1.1\r\n\
         User-Agent: Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 os/linux lang/python#3.11\r\n"
    );
    for (name, value) in signed.headers() {
        write!(text, "{name}: {value}\r\n")?;
    }
    write!(text, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    Ok(text.into_bytes())
}

/// The bytes of a request that starts so many EC2 instances, which moto's server wants to know before
/// it takes them as container instances. It reads the service from the signature.
pub(crate) fn run_instances(address: &str, count: usize) -> String {
    let body = format!(
        "Action=RunInstances&Version=2016-11-15&ImageId=ami-12c6146b&MinCount={count}&MaxCount={count}"
    );
    format!(
        "POST / HTTP/1.1\r\nHost: {address}\r\n\
         Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261123/us-east-1/ec2/aws4_request, \
         SignedHeaders=host, Signature=0\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Asks once; the answer, which must be good.
pub(crate) async fn ask(
    connection: &mut Connection,
    address: &str,
    credentials: &Credentials,
    operation: &str,
    input: &Value,
) -> Outcome<Value> {
    let request = signed(address, credentials, operation, input)?;
    let status = connection.exchange(&request).await?;
    if status != 200 {
        let said = String::from_utf8_lossy(connection.body());
        return Err(format!("{operation}: {status} {said}").into());
    }
    Ok(serde_json::from_slice(connection.body())?)
}

/// DescribeTasks of ten tasks each, of one cluster at a time.
pub(crate) fn describe_tasks(arns: &[String]) -> Vec<Value> {
    let cluster = |arn: &str| arn.rsplit('/').nth(1).unwrap_or_default().to_owned();
    (0..KINDS)
        .map(|kind| {
            let first = &arns[kind * 7919 % arns.len()];
            let cluster_name = cluster(first);
            let tasks: Vec<_> = (0..)
                .map(|at| &arns[(kind * 7919 + at * 37) % arns.len()])
                .filter(|arn| cluster(arn) == cluster_name)
                .take(DESCRIBED)
                .collect();
            json!({ "cluster": cluster_name, "tasks": tasks })
        })
        .collect()
}

/// RegisterTaskDefinition of two containers, as a web service has them.
pub(crate) fn register_task_definition() -> Vec<Value> {
    let family = |kind| {
        json!({
            "family": format!("bench-{kind}"),
            "networkMode": "bridge",
            "cpu": "256",
            "memory": "512",
            "containerDefinitions": [
                {"name": "web", "image": "registry.example.com:5000/shop/web:2026.11.3",
                 "cpu": 128, "memory": 256, "essential": true,
                 "portMappings": [{"containerPort": 8080, "hostPort": 0, "protocol": "tcp"}],
                 "environment": (0..8).map(|at| json!({
                     "name": format!("SETTING_{at}"), "value": format!("value number {at}"),
                 })).collect::<Vec<_>>(),
                 "logConfiguration": {"logDriver": "awslogs", "options": {
                     "awslogs-group": "/shop/web", "awslogs-region": "us-east-1",
                     "awslogs-stream-prefix": "web"}}},
                {"name": "log-router", "image": "registry.example.com:5000/platform/log-router:1.9",
                 "cpu": 128, "memory": 256, "essential": false},
            ],
        })
    };
    (0..KINDS / 2).map(family).collect()
}
