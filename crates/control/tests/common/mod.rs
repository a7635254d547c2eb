//! A control plane on a free port, a signed client and a fake agent.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file takes what it needs"
)]

pub mod agent;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use berth_control::applier::Handle;
use berth_control::{
    ControlPlane, Keys, LinkOptions, Options, Retention, ServiceSettings, Telemetry,
};
use berth_env::{Clock as _, SystemClock};
use berth_model::AccessKey;
use berth_protocol::sigv4::{Credentials, Request, Scope, sign};
use berth_store::{DiskStore, MemoryStore, Store};
use http::{HeaderMap, HeaderValue};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

pub const REGION: &str = "us-east-1";
const ECS: &str = "AmazonEC2ContainerServiceV20141113";

/// A running control plane.
pub struct Server {
    pub address: SocketAddr,
    pub keys: Keys,
    pub telemetry: Telemetry,
    pub handle: Handle,
    /// Ours to remove, unless the test brought one.
    dir: Option<tempfile::TempDir>,
    shutdown: CancellationToken,
    running: tokio::task::JoinHandle<()>,
}

impl Server {
    /// In memory, with heartbeats as often as given.
    pub async fn start(heartbeat: Duration) -> Self {
        Self::start_linked(LinkOptions {
            heartbeat,
            ..LinkOptions::default()
        })
        .await
    }

    /// In memory.
    pub async fn start_linked(link: LinkOptions) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let store = Box::new(MemoryStore::new());
        let mut server = Self::start_with(store, dir.path(), link).await;
        server.dir = Some(dir);
        server
    }

    /// On disk.
    pub async fn start_in(dir: &Path) -> Self {
        let store = DiskStore::open(dir).expect("the store opens");
        Self::start_with(Box::new(store), dir, LinkOptions::default()).await
    }

    async fn start_with(store: Box<dyn Store>, dir: &Path, link: LinkOptions) -> Self {
        let options = Options {
            data_dir: dir.to_owned(),
            listen: "127.0.0.1:0".parse().expect("an address"),
            region: REGION.into(),
            account_id: "123456789012".into(),
            agent_url: None,
            retention: Retention::default(),
            lifetime: berth_control::Lifetime::default(),
            link,
            services: ServiceSettings::default(),
            secret_key_file: None,
            public_addresses: berth_model::PublicAddresses::default(),
        };
        let plane = ControlPlane::open_with(options, store, Arc::new(SystemClock))
            .await
            .expect("the control plane opens");
        let shutdown = CancellationToken::new();
        Self {
            address: plane.local_addr(),
            keys: plane.keys().clone(),
            telemetry: plane.telemetry(),
            handle: plane.handle(),
            running: tokio::spawn(plane.run(shutdown.clone())),
            dir: None,
            shutdown,
        }
    }

    /// Stops in order.
    pub async fn stop(self) {
        let Self {
            handle,
            shutdown,
            running,
            dir: _dir,
            ..
        } = self;
        drop(handle);
        shutdown.cancel();
        running.await.expect("the control plane ends");
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Calls an ECS operation as the owner; status and body.
    pub async fn call(&self, operation: &str, input: Value) -> (u16, Value) {
        self.call_as(&self.keys.root, operation, input).await
    }

    /// Calls an ECS operation as the owner, which must succeed.
    pub async fn ok(&self, operation: &str, input: Value) -> Value {
        let (status, body) = self.call(operation, input).await;
        assert_eq!(status, 200, "{operation}: {body}");
        body
    }

    pub async fn call_as(&self, key: &AccessKey, operation: &str, input: Value) -> (u16, Value) {
        self.call_service(key, (ECS, "ecs"), operation, input).await
    }

    /// The same of another service: what stands before the operation, and the name in signatures.
    pub async fn call_service(
        &self,
        key: &AccessKey,
        (prefix, service): (&str, &str),
        operation: &str,
        input: Value,
    ) -> (u16, Value) {
        let body = input.to_string().into_bytes();
        let mut headers = HeaderMap::new();
        let host = HeaderValue::from_str(&self.address.to_string()).expect("a host");
        headers.insert("host", host);
        let target = format!("{prefix}.{operation}");
        headers.insert("x-amz-target", target.parse().expect("a target"));
        headers.insert(
            "content-type",
            HeaderValue::from_static("application/x-amz-json-1.1"),
        );
        let request = Request {
            method: "POST",
            path: "/",
            query: "",
            headers: &headers,
            body: &body,
        };
        let signed = sign(
            &credentials(key),
            Scope {
                region: REGION,
                service,
            },
            &request,
            SystemClock.now_ms(),
        );
        for (name, value) in signed.headers() {
            headers.insert(name, value.parse().expect("a value"));
        }
        self.send("POST", "/", headers, body).await
    }

    /// Sends anything; status and body, which may be empty or text.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> (u16, Value) {
        let client = Client::builder(TokioExecutor::new()).build_http::<Full<bytes::Bytes>>();
        let mut request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url()))
            .body(Full::from(body))
            .expect("a request");
        *request.headers_mut() = headers;
        let response = client.request(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (
            status,
            serde_json::from_slice(&bytes).unwrap_or(Value::String(text)),
        )
    }

    /// Registers a container instance in cluster `default`; its ARN.
    pub async fn register_instance(&self) -> String {
        self.ok("CreateCluster", json!({})).await;
        let attributes = [
            "ecs.capability.container-ordering",
            "ecs.capability.execution-role-awslogs",
            "ecs.capability.container-health-check",
            "ecs.capability.task-iam-role",
            "com.amazonaws.ecs.capability.task-iam-role",
            "com.amazonaws.ecs.capability.docker-remote-api.1.17",
            "com.amazonaws.ecs.capability.docker-remote-api.1.18",
            "com.amazonaws.ecs.capability.docker-remote-api.1.19",
            "com.amazonaws.ecs.capability.docker-remote-api.1.21",
            "com.amazonaws.ecs.capability.docker-remote-api.1.24",
            "com.amazonaws.ecs.capability.docker-remote-api.1.29",
            "com.amazonaws.ecs.capability.logging-driver.json-file",
        ];
        let attributes: Vec<_> = attributes
            .iter()
            .map(|name| json!({"name": name}))
            .collect();
        let body = self
            .call_as(
                &self.keys.agent,
                "RegisterContainerInstance",
                json!({
                    "cluster": "default",
                    "attributes": attributes,
                    "totalResources": [
                        {"name": "CPU", "type": "INTEGER", "integerValue": 2048},
                        {"name": "MEMORY", "type": "INTEGER", "integerValue": 4096},
                        {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22"]},
                        {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": []},
                    ],
                }),
            )
            .await;
        assert_eq!(body.0, 200, "{}", body.1);
        text(&body.1["containerInstance"]["containerInstanceArn"])
    }

    /// Registers task definition `web` with one container `main`.
    pub async fn register_definition(&self, more: Value) {
        let mut input = json!({
            "family": "web",
            "containerDefinitions": [{"name": "main", "image": "web:1", "memory": 64}],
        });
        if let (Some(input), Value::Object(more)) = (input.as_object_mut(), more) {
            input.extend(more);
        }
        self.ok("RegisterTaskDefinition", input).await;
    }

    /// Runs one task of `web`; its ARN.
    pub async fn run_task(&self) -> String {
        let body = self.ok("RunTask", json!({"taskDefinition": "web"})).await;
        assert_eq!(body["failures"], json!([]), "{body}");
        text(&body["tasks"][0]["taskArn"])
    }

    pub async fn task(&self, arn: &str) -> Value {
        self.ok("DescribeTasks", json!({"tasks": [arn]})).await["tasks"][0].clone()
    }

    /// Whether the instance's agent counts as connected.
    pub async fn agent_connected(&self, arn: &str) -> bool {
        let input = json!({"containerInstances": [arn]});
        let body = self.ok("DescribeContainerInstances", input).await;
        body["containerInstances"][0]["agentConnected"] == true
    }

    /// Waits until a look at the API shows what is expected.
    pub async fn until<F: Future<Output = bool>>(&self, what: &str, mut look: impl FnMut() -> F) {
        let deadline = Duration::from_secs(10);
        let waited = tokio::time::timeout(deadline, async {
            while !look().await {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
        assert!(waited.await.is_ok(), "never came: {what}");
    }
}

pub fn credentials(key: &AccessKey) -> Credentials {
    Credentials {
        access_key_id: key.id.clone(),
        secret_access_key: key.secret.clone(),
        session_token: None,
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}
