//! A control plane and an executor that only pretend, for tests of the agent between them.

use std::collections::{BTreeMap, VecDeque};
use std::future::ready;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, post};
use berth_agent::effects::{Executor, FactSender};
use berth_agent::{Agent, Error, Options, TaskCredentials};
use berth_env::{Clock as _, SystemClock};
use berth_link::acs::{self, AgentMessage, PayloadMessage, ServerMessage};
use berth_link::shim::{ContainerState, ContainerStats, Exit};
use berth_link::tcs;
use berth_protocol::sigv4::{self, Credentials, Key, Verifier};
use berth_task_engine::{Command, ContainerFact, Fact, ImageFacts};
use futures_util::future::BoxFuture;
use http::StatusCode;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Nothing here takes longer; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);
pub(crate) const INSTANCE: &str =
    "arn:aws:ecs:us-east-1:123456789012:container-instance/default/aaaa";
const REGION: &str = "us-east-1";
const KEY_ID: &str = "AKIDAGENT";
const SECRET: &str = "a secret";

/// What the control plane has seen.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) calls: Vec<(String, Value)>,
    pub(crate) from_acs: Vec<AgentMessage>,
    pub(crate) from_tcs: Vec<tcs::AgentMessage>,
    pub(crate) acs_queries: Vec<String>,
}

impl Seen {
    pub(crate) fn calls_of(&self, operation: &str) -> Vec<&Value> {
        let calls = self.calls.iter();
        calls
            .filter(|(name, _)| name == operation)
            .map(|(_, input)| input)
            .collect()
    }

    /// Status and containers of the accepted reports of a task.
    pub(crate) fn reports(&self, arn: &str) -> Vec<&Value> {
        let reports = self.calls_of("SubmitTaskStateChange");
        reports
            .into_iter()
            .filter(|report| report["task"] == arn)
            .collect()
    }

    pub(crate) fn statuses(&self, arn: &str) -> Vec<String> {
        let status = |report: &&Value| report["status"].as_str().map(str::to_owned);
        self.reports(arn).iter().filter_map(status).collect()
    }
}

struct Shared {
    base: String,
    seen: watch::Sender<Seen>,
    /// Answers to hand out before the ordinary ones: operation, status, error code.
    failures: Mutex<VecDeque<(&'static str, u16, &'static str, &'static str)>>,
    acs: Mutex<Option<mpsc::UnboundedSender<ServerMessage>>>,
    verifier: Verifier,
}

pub(crate) struct ControlPlane {
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl Drop for ControlPlane {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl ControlPlane {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = listener.local_addr().expect("bound");
        let shared = Arc::new(Shared {
            base: format!("http://{address}"),
            seen: watch::Sender::default(),
            failures: Mutex::default(),
            acs: Mutex::default(),
            verifier: Verifier::new(REGION),
        });
        let router = Router::new()
            .route("/", post(call))
            .route("/acs/ws", any(acs_socket))
            .route("/tcs/ws", any(tcs_socket))
            .with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serves");
        });
        Self { shared, server }
    }

    pub(crate) fn fail_next(&self, operation: &'static str, status: u16, code: &'static str) {
        self.fail_next_saying(operation, status, code, "no");
    }

    pub(crate) fn fail_next_saying(
        &self,
        operation: &'static str,
        status: u16,
        code: &'static str,
        message: &'static str,
    ) {
        self.shared
            .failures
            .lock()
            .push_back((operation, status, code, message));
    }

    pub(crate) fn send(&self, message: ServerMessage) {
        let acs = self.shared.acs.lock();
        acs.as_ref()
            .expect("connected")
            .send(message)
            .expect("connected");
    }

    pub(crate) fn payload(&self, message_id: &str, tasks: Vec<acs::Task>) {
        self.send(ServerMessage::PayloadMessage(PayloadMessage {
            message_id: message_id.to_owned(),
            cluster_arn: "default".to_owned(),
            container_instance_arn: INSTANCE.to_owned(),
            seq_num: Some(1),
            tasks,
            ..PayloadMessage::default()
        }));
    }

    /// Waits until what has been seen is so.
    pub(crate) async fn until(&self, what: &str, condition: impl FnMut(&Seen) -> bool) {
        let mut seen = self.shared.seen.subscribe();
        let waiting = tokio::time::timeout(PATIENCE, seen.wait_for(condition));
        waiting
            .await
            .unwrap_or_else(|_| panic!("never: {what}"))
            .expect("alive");
    }

    pub(crate) async fn until_connected(&self, times: usize) {
        self.until("connected", |seen| seen.acs_queries.len() >= times)
            .await;
    }

    pub(crate) fn look<T>(&self, look: impl FnOnce(&Seen) -> T) -> T {
        look(&self.shared.seen.borrow())
    }

    pub(crate) fn agent(&self, data_dir: &Path, executor: &Arc<FakeExecutor>) -> RunningAgent {
        let credentials = Credentials {
            access_key_id: KEY_ID.to_owned(),
            secret_access_key: SECRET.to_owned(),
            session_token: None,
        };
        let base = &self.shared.base;
        let mut options = Options::new(base, "default", REGION, credentials, data_dir.to_owned());
        options.availability_zone = Some("us-east-1b".to_owned());
        options.task_cleanup_wait = Duration::from_millis(50);
        let shutdown = CancellationToken::new();
        let (connected, connection) = watch::channel(None);
        let credentials = TaskCredentials::default();
        let running = tokio::spawn(Agent::run_with(
            options,
            Arc::clone(executor),
            credentials.clone(),
            berth_agent::Board::default(),
            connected,
            shutdown.clone(),
        ));
        RunningAgent {
            shutdown,
            credentials,
            connection,
            running,
        }
    }
}

pub(crate) struct RunningAgent {
    shutdown: CancellationToken,
    pub(crate) credentials: TaskCredentials,
    pub(crate) connection: watch::Receiver<Option<String>>,
    running: JoinHandle<Result<(), Error>>,
}

impl RunningAgent {
    pub(crate) async fn stop(self) -> Result<(), Error> {
        self.shutdown.cancel();
        self.ended().await
    }

    pub(crate) async fn ended(self) -> Result<(), Error> {
        let ended = tokio::time::timeout(PATIENCE, self.running);
        ended.await.expect("ends").expect("does not panic")
    }
}

fn verify(shared: &Shared, parts: &http::request::Parts, body: &[u8]) {
    let request = sigv4::Request {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        headers: &parts.headers,
        body,
    };
    let lookup = |id: &str| {
        (id == KEY_ID).then(|| Key {
            secret: SECRET.to_owned(),
            session_token: None,
            expires_ms: None,
        })
    };
    let verified = shared
        .verifier
        .verify(&request, "ecs", SystemClock.now_ms(), lookup);
    verified.expect("a valid signature");
}

async fn call(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body: Bytes = axum::body::to_bytes(body, 1 << 20).await.expect("whole");
    verify(&shared, &parts, &body);
    let target = parts.headers["x-amz-target"].to_str().expect("text");
    let operation = target.rsplit('.').next().expect("a name").to_owned();
    let input: Value = serde_json::from_slice(&body).expect("JSON");
    let failure = {
        let mut failures = shared.failures.lock();
        let at = failures.iter().position(|(name, ..)| *name == operation);
        at.and_then(|at| failures.remove(at))
    };
    if let Some((_, status, code, message)) = failure {
        let failed = format!("failed:{operation}");
        shared
            .seen
            .send_modify(|seen| seen.calls.push((failed, input)));
        let status = StatusCode::from_u16(status).expect("a status");
        return (
            status,
            json!({"__type": code, "message": message}).to_string(),
        )
            .into_response();
    }
    let answer = match operation.as_str() {
        "RegisterContainerInstance" => json!({"containerInstance": {
            "containerInstanceArn": INSTANCE,
            "attributes": input["attributes"],
        }}),
        "DiscoverPollEndpoint" => json!({
            "endpoint": format!("{}/acs/", shared.base),
            "telemetryEndpoint": format!("{}/tcs/", shared.base),
        }),
        "SubmitTaskStateChange" => json!({"acknowledgment": "ok"}),
        _ => json!({}),
    };
    shared
        .seen
        .send_modify(|seen| seen.calls.push((operation, input)));
    answer.to_string().into_response()
}

async fn acs_socket(
    State(shared): State<Arc<Shared>>,
    upgrade: WebSocketUpgrade,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    verify(&shared, &parts, b"");
    let query = parts.uri.query().unwrap_or_default().to_owned();
    upgrade.on_upgrade(move |socket| serve_acs(shared, socket, query))
}

async fn serve_acs(shared: Arc<Shared>, mut socket: WebSocket, query: String) {
    let (sender, mut messages) = mpsc::unbounded_channel();
    *shared.acs.lock() = Some(sender);
    shared.seen.send_modify(|seen| seen.acs_queries.push(query));
    loop {
        tokio::select! {
            Some(message) = messages.recv() => {
                let frame = Message::text(ServerMessage::encode(&message));
                if socket.send(frame).await.is_err() {
                    return;
                }
            }
            frame = socket.recv() => match frame {
                Some(Ok(Message::Text(text))) => {
                    let message = AgentMessage::decode(&text).expect("an agent's message");
                    shared.seen.send_modify(|seen| seen.from_acs.push(message));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            }
        }
    }
}

async fn tcs_socket(
    State(shared): State<Arc<Shared>>,
    upgrade: WebSocketUpgrade,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    verify(&shared, &parts, b"");
    upgrade.on_upgrade(move |mut socket| async move {
        while let Some(Ok(frame)) = socket.recv().await {
            let Message::Text(text) = frame else { continue };
            let (headers, envelope) = tcs::split_frame(&text);
            // Each frame is signed like a GET of the handshake's address with the frame as body.
            let mut frame_parts = parts.clone();
            frame_parts.headers.clear();
            for line in headers.lines() {
                let (name, value) = line.split_once(": ").expect("a header");
                let name: http::HeaderName = name.parse().expect("a name");
                frame_parts
                    .headers
                    .insert(name, value.parse().expect("a value"));
            }
            verify(&shared, &frame_parts, envelope.as_bytes());
            let message = tcs::AgentMessage::decode(envelope).expect("an agent's message");
            shared.seen.send_modify(|seen| seen.from_tcs.push(message));
            let ack = tcs::ServerMessage::AckPublishMetric(tcs::Ack {
                message: "ok".to_owned(),
            });
            if socket.send(Message::text(ack.encode())).await.is_err() {
                return;
            }
        }
    })
}

/// Containers that are only remembered. Outlives agents, as shims do.
#[derive(Default)]
pub(crate) struct FakeExecutor {
    state: Mutex<FakeState>,
}

#[derive(Default)]
struct FakeState {
    containers: BTreeMap<(String, String), ContainerState>,
    starts: BTreeMap<(String, String), u32>,
    facts: Option<FactSender>,
    cleaned: Vec<String>,
}

impl FakeExecutor {
    pub(crate) fn starts(&self, arn: &str, name: &str) -> u32 {
        let state = self.state.lock();
        state
            .starts
            .get(&(arn.to_owned(), name.to_owned()))
            .copied()
            .unwrap_or_default()
    }

    pub(crate) fn is_gone(&self, arn: &str) -> bool {
        self.state
            .lock()
            .cleaned
            .iter()
            .any(|cleaned| cleaned == arn)
    }

    /// The container ends, whether an agent is there to see it or not.
    pub(crate) async fn exit(&self, arn: &str, name: &str, code: i32) {
        let exit = Exit {
            code,
            oom_killed: false,
            start_error: None,
            shim_lost: false,
            at_ms: SystemClock.now_ms(),
        };
        let facts = {
            let mut state = self.state.lock();
            let key = (arn.to_owned(), name.to_owned());
            state
                .containers
                .insert(key, ContainerState::Exited(exit.clone()));
            state.facts.clone()
        };
        if let Some(facts) = facts {
            let container = name.to_owned();
            let shipped = container.clone();
            let run = 0;
            let exited = Fact::Exited {
                container,
                run,
                exit,
            };
            facts.send(arn, exited).await;
            let container = shipped;
            facts.send(arn, Fact::LogsShipped { container, run }).await;
        }
    }

    fn make(&self, arn: &str, name: &str) {
        let mut state = self.state.lock();
        let key = (arn.to_owned(), name.to_owned());
        state
            .containers
            .entry(key)
            .or_insert(ContainerState::Created { pid: 7 });
    }

    fn start(&self, arn: &str, name: &str) {
        let mut state = self.state.lock();
        let key = (arn.to_owned(), name.to_owned());
        let running = ContainerState::Running { pid: 7 };
        if let Some(ContainerState::Created { .. }) = state.containers.insert(key.clone(), running)
        {
            *state.starts.entry(key).or_default() += 1;
        }
    }

    fn resumed(&self, arn: &str) -> BTreeMap<String, ContainerFact> {
        let state = self.state.lock();
        let of_task = state.containers.iter().filter(|((task, _), _)| task == arn);
        of_task
            .map(|((_, name), state)| {
                let state = state.clone();
                (name.clone(), ContainerFact { state, run: 0 })
            })
            .collect()
    }

    async fn carry_out(&self, command: Command, facts: FactSender) {
        let arn = command.task_arn().to_owned();
        let fact = match command {
            Command::PullImage { container, .. } => {
                let digest = format!("sha256:{}", "d".repeat(64));
                let resolved = Fact::ImageResolved {
                    container: container.clone(),
                    digest: digest.clone(),
                };
                facts.send(&arn, resolved).await;
                let image = Box::new(ImageFacts {
                    digest: Some(digest),
                    ..ImageFacts::default()
                });
                Fact::Pulled { container, image }
            }
            Command::CancelPull { .. } | Command::DetachNetwork { .. } => return,
            Command::EnsureTask { .. } => Fact::TaskReady,
            Command::CreateContainer { container, run, .. } => {
                self.make(&arn, &container);
                Fact::Created {
                    container,
                    run,
                    runtime_id: "ab".repeat(32),
                    pid: 7,
                    network_bindings: Vec::new(),
                }
            }
            Command::StartContainer { container, run, .. } => {
                self.start(&arn, &container);
                Fact::Started {
                    container,
                    run,
                    at_ms: SystemClock.now_ms(),
                }
            }
            Command::StopContainer {
                container, signal, ..
            } => return self.exit(&arn, &container, 128 + signal).await,
            Command::DeleteContainer { container, .. } => {
                self.state
                    .lock()
                    .containers
                    .remove(&(arn.clone(), container.clone()));
                Fact::Deleted { container }
            }
            Command::CleanupTask { .. } => {
                self.state.lock().cleaned.push(arn.clone());
                Fact::CleanedUp
            }
            Command::Reconnect { .. } => Fact::Resumed {
                containers: self.resumed(&arn),
            },
        };
        facts.send(&arn, fact).await;
    }
}

impl Executor for FakeExecutor {
    fn execute(self: Arc<Self>, command: Command, facts: FactSender) -> BoxFuture<'static, ()> {
        self.state.lock().facts = Some(facts.clone());
        Box::pin(async move { self.carry_out(command, facts).await })
    }

    fn stats<'a>(
        &'a self,
        _task_arn: &'a str,
        _container: &'a str,
    ) -> BoxFuture<'a, Option<ContainerStats>> {
        Box::pin(ready(Some(ContainerStats {
            cpu_total_ns: 1,
            memory_bytes: 3 << 20,
            ..ContainerStats::default()
        })))
    }
}

/// A task of one essential container.
pub(crate) fn task(id: &str) -> acs::Task {
    acs::Task {
        arn: arn(id),
        family: "web".to_owned(),
        version: "1".to_owned(),
        containers: vec![acs::Container {
            name: "main".to_owned(),
            image: "busybox".to_owned(),
            essential: true,
            ..acs::Container::default()
        }],
        ..acs::Task::default()
    }
}

/// The order to stop it.
pub(crate) fn stop(id: &str) -> acs::Task {
    acs::Task {
        arn: arn(id),
        desired_status: acs::DesiredStatus::Stopped,
        ..acs::Task::default()
    }
}

pub(crate) fn arn(id: &str) -> String {
    format!("arn:aws:ecs:us-east-1:123456789012:task/default/{id}")
}
