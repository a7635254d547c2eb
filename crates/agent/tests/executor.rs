//! The executor with real images, shims, containers, networks and a log service that is made up.
//! Each test is a host of its own: a thread in a new network namespace.

#[path = "executor/machines.rs"]
mod machines;

use std::collections::BTreeMap;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command as Program;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use berth_agent::client::{Client, tls_config};
use berth_agent::executor::{HostExecutor, MachineOptions, Options};
use berth_agent::{Executor, FactSender};
use berth_env::SystemClock;
use berth_images::testing::{Registry, push_busybox};
use berth_images::{Images, Options as ImageOptions};
use berth_link::acs;
use berth_link::shim::ContainerState;
use berth_net::{Bridge, Options as BridgeOptions};
use berth_protocol::sigv4::Credentials;
use berth_task_engine::action::ImagePullBehavior;
use berth_task_engine::{Command, Event, Fact, ImageFacts};
use nix::sched::{CloneFlags, unshare};
use serde_json::{Value, json};
use tokio::sync::mpsc::Receiver;
use tokio::sync::watch;

const PATIENCE: Duration = Duration::from_secs(60);

/// What happens in one life of the agent, given a directory and a registry that outlive it.
type Part = Box<dyn FnOnce(&Path, &Registry) + Send>;

/// Runs the parts of a test one after the other on a host of their own. Between two parts
/// everything of the agent's stops as if it had been killed.
fn host(parts: Vec<Part>) {
    let ran = thread::spawn(move || {
        unshare(CloneFlags::CLONE_NEWNET).expect("tests run as root");
        let up = Program::new("ip")
            .args(["link", "set", "lo", "up"])
            .status()
            .expect("iproute2 is installed");
        assert!(up.success());
        let dir = tempfile::tempdir().expect("a directory");
        let registry = Registry::start();
        for part in parts {
            part(dir.path(), &registry);
        }
        remove_groups(&cgroup_root(dir.path()));
    })
    .join();
    if let Err(panic) = ran {
        std::panic::resume_unwind(panic);
    }
}

/// A group for the tasks of one test, named after its directory.
fn cgroup_root(dir: &Path) -> String {
    let name = dir.file_name().expect("a temporary directory");
    format!("/berth-test{}", name.display())
}

/// Removes the test's group, which holds nothing any more, from all hierarchies.
fn remove_groups(root: &str) {
    let hierarchies = std::fs::read_dir("/sys/fs/cgroup").expect("mounted");
    let hierarchies = hierarchies.flatten().map(|entry| entry.path());
    for hierarchy in hierarchies.chain([PathBuf::from("/sys/fs/cgroup")]) {
        let group = hierarchy.join(root.trim_start_matches('/'));
        let inner = std::fs::read_dir(&group).into_iter().flatten().flatten();
        for entry in inner.filter(|entry| entry.path().is_dir()) {
            let _ = std::fs::remove_dir(entry.path());
        }
        let _ = std::fs::remove_dir(&group);
    }
}

fn part<F: Future<Output = ()>>(test: impl FnOnce(PathBuf, String) -> F + Send + 'static) -> Part {
    Box::new(move |dir, registry| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            push_busybox(registry, "busybox:1").await;
            test(dir.to_owned(), registry.reference("busybox:1")).await;
        });
    })
}

/// What a log service was told, line by line.
#[derive(Clone)]
struct Lines(Arc<watch::Sender<Vec<String>>>);

async fn log_service() -> (String, Lines) {
    async fn answer(
        State(lines): State<Lines>,
        headers: HeaderMap,
        body: axum::body::Bytes,
    ) -> (axum::http::StatusCode, String) {
        let target = headers["x-amz-target"].to_str().expect("text").to_owned();
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        if body["logGroupName"] == "missing" {
            let error = json!({"__type": "ResourceNotFoundException",
                "message": "The specified log group does not exist."});
            return (axum::http::StatusCode::BAD_REQUEST, error.to_string());
        }
        if target.ends_with("PutLogEvents") {
            let stream = body["logStreamName"].as_str().expect("named");
            let events = body["logEvents"].as_array().expect("a list");
            let new = events.iter().map(|event| {
                let message = event["message"].as_str().expect("text");
                format!("{stream}: {message}")
            });
            lines.0.send_modify(|lines| lines.extend(new));
        }
        (axum::http::StatusCode::OK, "{}".to_owned())
    }
    let lines = Lines(Arc::new(watch::Sender::new(Vec::new())));
    let app = Router::new()
        .route("/", post(answer))
        .with_state(lines.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move { axum::serve(listener, app).await });
    (format!("http://{address}"), lines)
}

/// An executor and the facts it tells.
struct World {
    executor: Arc<HostExecutor>,
    bridge: Bridge,
    facts: FactSender,
    told: Receiver<Event>,
    lines: Lines,
    image: String,
}

impl World {
    async fn new(dir: PathBuf, image: String) -> Self {
        Self::with(dir, image, None).await
    }

    async fn with(dir: PathBuf, image: String, machines: Option<MachineOptions>) -> Self {
        let (endpoint, lines) = log_service().await;
        let credentials = Credentials {
            access_key_id: "AKID".to_owned(),
            secret_access_key: "secret".to_owned(),
            session_token: None,
        };
        let clock = Arc::new(SystemClock);
        let tls = tls_config(None).expect("TLS");
        let logs = Client::new(&endpoint, "us-east-1", credentials, tls, clock);
        let images = Images::open(ImageOptions {
            pull_timeout: PATIENCE,
            ..ImageOptions::new(dir.join("images"))
        });
        let bridge = Bridge::ensure(BridgeOptions::for_data_dir(&dir))
            .await
            .expect("a bridge");
        let logs = logs.expect("an endpoint");
        let credentials = berth_agent::TaskCredentials::default();
        let executor = HostExecutor::new(Options {
            data_dir: dir.join("agent"),
            images: images.await.expect("a store"),
            bridge: bridge.clone(),
            vpcs: None,
            shim: Some(shim()),
            cgroup_root: cgroup_root(&dir),
            region: "us-east-1".to_owned(),
            pull_behavior: ImagePullBehavior::Default,
            secrets: berth_agent::secrets::Source::new(logs.clone(), credentials.clone()),
            logs,
            credentials,
            endpoints: None,
            machines,
            pids_limit: None,
        });
        let (facts, told) = FactSender::channel(64);
        Self {
            executor: Arc::new(executor.expect("an executor")),
            bridge,
            facts,
            told,
            lines,
            image,
        }
    }

    fn order(&self, command: Command) {
        let executor = Arc::clone(&self.executor);
        tokio::spawn(executor.execute(command, self.facts.clone()));
    }

    /// The next fact.
    async fn told(&mut self) -> Fact {
        let event = tokio::time::timeout(PATIENCE, self.told.recv()).await;
        match event.expect("a fact in time") {
            Some(Event::Fact { fact, .. }) => fact,
            other => panic!("not a fact: {other:?}"),
        }
    }

    /// The first fact that is wanted; others before it are dropped.
    async fn until<T>(&mut self, mut wanted: impl FnMut(&Fact) -> Option<T>) -> T {
        loop {
            let fact = self.told().await;
            if let Some(found) = wanted(&fact) {
                return found;
            }
            let failed = matches!(
                fact,
                Fact::PullFailed { .. }
                    | Fact::TaskFailed { .. }
                    | Fact::CreateFailed { .. }
                    | Fact::StartFailed { .. }
                    | Fact::Refused { .. }
                    | Fact::ShimGone
            );
            assert!(!failed, "{fact:?}");
        }
    }

    async fn pull(&mut self, task: &Arc<acs::Task>, container: &str) -> ImageFacts {
        self.order(Command::PullImage {
            task: Arc::clone(task),
            container: container.to_owned(),
        });
        self.until(|fact| match fact {
            Fact::Pulled { image, .. } => Some((**image).clone()),
            _ => None,
        })
        .await
    }

    async fn ensure(&mut self, task: &Arc<acs::Task>) {
        self.order(Command::EnsureTask {
            task: Arc::clone(task),
        });
        self.until(|fact| (*fact == Fact::TaskReady).then_some(()))
            .await;
    }

    fn create(&self, task: &Arc<acs::Task>, container: &str, image: ImageFacts) {
        self.order(Command::CreateContainer {
            task: Arc::clone(task),
            container: container.to_owned(),
            image: Box::new(image),
            run: 0,
        });
    }

    fn start(&self, task: &acs::Task, container: &str) {
        self.order(Command::StartContainer {
            task_arn: task.arn.clone(),
            container: container.to_owned(),
            run: 0,
        });
    }

    fn order_stop(&self, task: &acs::Task, container: &str) {
        self.order(Command::StopContainer {
            task_arn: task.arn.clone(),
            container: container.to_owned(),
            signal: 9,
            timeout_ms: 100,
        });
    }

    async fn clean_up(&mut self, task: &acs::Task) {
        self.order(Command::CleanupTask {
            task_arn: task.arn.clone(),
        });
        self.until(|fact| (*fact == Fact::CleanedUp).then_some(()))
            .await;
    }

    async fn wait_for_line(&self, wanted: &str) {
        let mut lines = self.lines.0.subscribe();
        let arrived = lines.wait_for(|lines| lines.iter().any(|line| line == wanted));
        let arrived = tokio::time::timeout(PATIENCE, arrived).await;
        drop(arrived.expect("the line arrives").expect("alive"));
    }

    /// A task of one container `web` that runs this in a shell.
    fn task(
        &self,
        id: &str,
        script: &str,
        container: &Value,
        host_config: &Value,
    ) -> Arc<acs::Task> {
        let mut whole = json!({
            "name": "web", "image": self.image, "essential": true,
            "command": ["/bin/sh", "-c", script],
            "dockerConfig": {"config": "{}", "hostConfig": host_config.to_string()},
        });
        for (name, value) in container.as_object().into_iter().flatten() {
            whole[name] = value.clone();
        }
        let task = json!({
            "arn": format!("arn:aws:ecs:us-east-1:1:task/default/{id}-{}", std::process::id()),
            "desiredStatus": "RUNNING", "containers": [whole],
        });
        Arc::new(serde_json::from_value(task).expect("a task"))
    }
}

fn exited(fact: &Fact) -> Option<i32> {
    match fact {
        Fact::Exited { exit, .. } => Some(exit.code),
        _ => None,
    }
}

/// The shim beside the tests, made if it is missing.
fn shim() -> PathBuf {
    let test = std::env::current_exe().expect("a test program");
    let dir = test.parent().and_then(Path::parent).expect("target/debug");
    let shim = dir.join("berth-shim");
    if !shim.exists() {
        let built = Program::new(env!("CARGO"))
            .args(["build", "--quiet", "-p", "berth-shim"])
            .status()
            .expect("cargo runs");
        assert!(built.success());
    }
    shim
}

fn awslogs(group: &str) -> Value {
    json!({"LogConfig": {"Type": "awslogs", "Config": {
        "awslogs-group": group, "awslogs-region": "us-east-1", "awslogs-stream-prefix": "p"}}})
}

const SERVE: &str = "echo started; while true; do echo hi | nc -l -p 80; done";

#[test]
fn a_task_from_its_image_to_nothing() {
    host(vec![part(|dir, image| async move {
        let mut world = World::new(dir.clone(), image).await;
        let ports = json!({"portMappings": [{"containerPort": 80, "hostPort": 0}],
            "environment": {"COLOUR": "blue"}});
        let script = format!("echo $COLOUR $AWS_REGION; cat /etc/hostname; {SERVE}");
        let task = world.task("life", &script, &ports, &awslogs("g"));
        let facts = world.pull(&task, "web").await;
        assert!(facts.digest.is_some() && !facts.layers.is_empty());
        world.ensure(&task).await;
        world.create(&task, "web", facts.clone());
        let created = |fact: &Fact| match fact {
            Fact::Created {
                runtime_id,
                network_bindings,
                ..
            } => Some((runtime_id.clone(), network_bindings.clone())),
            _ => None,
        };
        let (runtime_id, bindings) = world.until(created).await;
        assert_eq!(bindings.len(), 1);
        let port = bindings[0].host_port.expect("one port");
        // Asked again, the answer is the same.
        world.create(&task, "web", facts);
        assert_eq!(world.until(created).await, (runtime_id.clone(), bindings));
        world.start(&task, "web");
        world
            .until(|fact| matches!(fact, Fact::Started { .. }).then_some(()))
            .await;
        let stream = format!("p/web/{}", task.id());
        world
            .wait_for_line(&format!("{stream}: blue us-east-1"))
            .await;
        world
            .wait_for_line(&format!("{stream}: {}", &runtime_id[..12]))
            .await;
        world.wait_for_line(&format!("{stream}: started")).await;
        // A line is out before the program listens.
        assert_eq!(ask_patiently(port).await, "hi\n");
        let stats = world.executor.stats(&task.arn, "web").await;
        assert!(stats.is_some_and(|stats| stats.pids > 0));

        world.order_stop(&task, "web");
        // The end is told once the log is whole.
        world
            .until(|fact| matches!(fact, Fact::LogsShipped { .. }).then_some(()))
            .await;
        assert_eq!(world.until(exited).await, 137);
        world.order(Command::DeleteContainer {
            task_arn: task.arn.clone(),
            container: "web".to_owned(),
        });
        world
            .until(|fact| matches!(fact, Fact::Deleted { .. }).then_some(()))
            .await;
        world.clean_up(&task).await;
        let left = std::fs::read_dir(dir.join("agent/tasks")).expect("there");
        assert_eq!(left.count(), 0);
        assert_eq!(world.bridge.address_of(&runtime_id), None);
        assert_eq!(world.bridge.published(&runtime_id), []);
        world.bridge.teardown().await.expect("gone");
    })]);
}

/// Asks until the program listens: the shell may be between two of its `nc`.
async fn ask_patiently(port: u16) -> String {
    let asking = async {
        loop {
            let answer = tokio::task::spawn_blocking(move || {
                let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
                let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
                let mut text = String::new();
                stream.read_to_string(&mut text).ok()?;
                (!text.is_empty()).then_some(text)
            });
            if let Some(answer) = answer.await.expect("no panic") {
                return answer;
            }
            tokio::task::yield_now().await;
        }
    };
    let answer = tokio::time::timeout(PATIENCE, asking).await;
    answer.expect("the container answers")
}

#[test]
fn a_killed_agent_finds_everything_again() {
    let script = "echo one; while [ ! -e /shared/go ]; do sleep 0.05; done; echo two; exit 7";
    let volume = json!({"mountPoints": [{"sourceVolume": "s", "containerPath": "/shared"}],
        "portMappings": [{"containerPort": 80, "hostPort": 0}]});
    let shared = move |world: &World, dir: &Path| {
        let task = world.task("again", script, &volume, &awslogs("g"));
        let mut task = (*task).clone();
        task.volumes = vec![acs::Volume {
            name: "s".to_owned(),
            host: Some(acs::HostVolume {
                source_path: Some(dir.join("shared").display().to_string()),
            }),
            ..acs::Volume::default()
        }];
        Arc::new(task)
    };
    let shared_again = shared.clone();
    host(vec![
        part(move |dir, image| async move {
            let mut world = World::new(dir.clone(), image).await;
            let task = shared(&world, &dir);
            let facts = world.pull(&task, "web").await;
            world.ensure(&task).await;
            world.create(&task, "web", facts);
            world.start_when_created(&task).await;
            let line = format!("p/web/{}: one", task.id());
            world.wait_for_line(&line).await;
        }),
        part(move |dir, image| async move {
            // Nobody is there while it goes on and ends.
            std::fs::write(dir.join("shared/go"), "").expect("the volume was made");
            let mut world = World::new(dir.clone(), image).await;
            let task = shared_again(&world, &dir);
            let known = [Arc::clone(&task)];
            world.executor.prepare(&known).await.expect("reconciled");
            world.order(Command::Reconnect {
                task: Arc::clone(&task),
                images: BTreeMap::new(),
            });
            let mut created = None;
            let (mut started, mut code, mut resumed) = (false, None, false);
            while !(resumed && code.is_some()) {
                match world.told().await {
                    Fact::Created {
                        network_bindings, ..
                    } => created = Some(network_bindings),
                    Fact::Started { .. } => started = true,
                    Fact::Exited { exit, .. } => code = Some(exit.code),
                    Fact::Resumed { containers } => {
                        resumed = true;
                        let state = &containers["web"].state;
                        assert!(!matches!(state, ContainerState::Created { .. }));
                    }
                    Fact::LogsShipped { .. } => {}
                    other => panic!("unexpected: {other:?}"),
                }
            }
            assert_eq!((started, code), (true, Some(7)));
            let bindings = created.expect("told again");
            assert!(bindings[0].host_port.is_some(), "with its host port");
            world
                .wait_for_line(&format!("p/web/{}: two", task.id()))
                .await;
            world.clean_up(&task).await;
            world.bridge.teardown().await.expect("gone");
        }),
    ]);
}

impl World {
    async fn start_when_created(&mut self, task: &acs::Task) {
        self.until(|fact| matches!(fact, Fact::Created { .. }).then_some(()))
            .await;
        self.start(task, "web");
        self.until(|fact| matches!(fact, Fact::Started { .. }).then_some(()))
            .await;
    }
}

#[test]
fn what_cannot_be_is_told_with_its_reason() {
    host(vec![part(|dir, image| async move {
        let mut world = World::new(dir, image).await;
        let plain = json!({});
        let task = world.task("pull", "true", &plain, &plain);
        let facts = world.pull(&task, "web").await;

        let busy = std::net::TcpListener::bind("0.0.0.0:0").expect("a port");
        let port = busy.local_addr().expect("bound").port();
        let taken = json!({"portMappings": [{"containerPort": 80, "hostPort": port}]});
        let cases = [
            ("port", taken, plain.clone(), "address already in use"),
            (
                "field",
                plain.clone(),
                json!({"Runtime": "runsc"}),
                "CannotCreateContainerError: this agent does not support hostConfig.Runtime",
            ),
            (
                "group",
                plain.clone(),
                awslogs("missing"),
                "ResourceInitializationError: failed to validate logger args: failed to create \
                 Cloudwatch log stream: ResourceNotFoundException: The specified log group does \
                 not exist.",
            ),
        ];
        for (id, container, host_config, expected) in cases {
            let task = world.task(id, "true", &container, &host_config);
            world.ensure(&task).await;
            world.create(&task, "web", facts.clone());
            let Fact::CreateFailed { failure, .. } = world.told().await else {
                panic!("{id} is made");
            };
            assert!(failure.to_string().contains(expected), "{failure}");
            world.clean_up(&task).await;
        }

        let program = json!({"entryPoint": ["/nope"], "command": []});
        let task = world.task("program", "", &program, &plain);
        world.ensure(&task).await;
        world.create(&task, "web", facts);
        world
            .until(|fact| matches!(fact, Fact::Created { .. }).then_some(()))
            .await;
        world.start(&task, "web");
        let (mut reason, mut exit) = (None, None);
        while reason.is_none() || exit.is_none() {
            match world.told().await {
                Fact::StartFailed { failure, .. } => reason = Some(failure.to_string()),
                Fact::Exited { exit: how, .. } => exit = Some(how),
                Fact::LogsShipped { .. } => {}
                other => panic!("unexpected: {other:?}"),
            }
        }
        let reason = reason.expect("told");
        assert!(reason.contains("no such file or directory"), "{reason}");
        assert!(exit.expect("told").start_error.is_some());
        world.clean_up(&task).await;
        world.bridge.teardown().await.expect("gone");
    })]);
}

#[test]
fn a_killed_shim_is_replaced_and_its_containers_are_gone() {
    host(vec![part(|dir, image| async move {
        let mut world = World::new(dir.clone(), image).await;
        let plain = json!({});
        let task = world.task("shim", "sleep 1000", &plain, &plain);
        let facts = world.pull(&task, "web").await;
        world.ensure(&task).await;
        world.create(&task, "web", facts);
        world.start_when_created(&task).await;
        let pid = shim_pid(&dir.join("agent/tasks").join(task.id()));
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), nix::sys::signal::SIGKILL)
            .expect("ours");
        let mut lost = None;
        while lost.is_none() {
            match world.told().await {
                Fact::Exited { exit, .. } => lost = Some(exit),
                Fact::Started { .. } | Fact::LogsShipped { .. } => {}
                other => panic!("unexpected: {other:?}"),
            }
        }
        let lost = lost.expect("told");
        assert!(lost.shim_lost && lost.code == 137, "{lost:?}");
        world.clean_up(&task).await;
        world.bridge.teardown().await.expect("gone");
    })]);
}

/// The shim's process.
fn shim_pid(dir: &Path) -> i32 {
    let all = std::fs::read_dir("/proc").expect("there is procfs");
    let found = all.flatten().find(|entry| {
        let command = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command);
        command.contains("berth-shim") && command.contains(&dir.display().to_string())
    });
    let name = found.expect("it runs").file_name();
    let pid = name.to_str().and_then(|name| name.parse().ok());
    pid.expect("a number")
}
