//! `cargo xtask demo`: a region, a real image from a real registry, a task, its log line and exit
//! code; then a Fargate task that answers on its own address. The region is left running.

mod fargate;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use crate::command::{cargo, output, run as run_command};
use crate::region::{self, Region, Settings};
use crate::registry::Registry;
use crate::{build, image};

const LISTEN: &str = "127.0.0.1:4566";
const GROUP: &str = "/demo";
const MESSAGE: &str = "Hello from a container that ECS started on this very machine";
const STOPPED_WITHIN: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Runs the demo; leaves the region running.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    say("building berth and its task shim (minutes at first, then seconds)");
    run_command(&mut cargo(
        root,
        &["build", "-p", "berth", "-p", "berth-shim"],
    ))?;
    let berth = build::debug_dir(root)?.join("berth");
    let dir = root.join(".build/demo");
    std::fs::create_dir_all(&dir)?;
    let data_dir = dir.join("data");
    let kernel = root.join(".build/kernel");

    if answers(&berth, &data_dir) {
        say(&format!(
            "the region in {} is running already",
            data_dir.display()
        ));
    } else {
        say(&format!(
            "starting a region at {LISTEN}, data in {}",
            data_dir.display()
        ));
        let started = Instant::now();
        // Not waited for: it stays when we end.
        let region = Region::start(Settings {
            berth: berth.clone(),
            data_dir: data_dir.clone(),
            log: dir.join("up.log"),
            flags: vec![
                ("--listen", LISTEN.to_owned()),
                ("--agent", format!("fargate_kernel={}", kernel.display())),
                ("--agent", "fargate=on".to_owned()),
            ],
        })?;
        let seconds = started.elapsed().as_secs_f64();
        say(&format!(
            "ready after {seconds:.1} s (pid {})",
            region.pid()
        ));
    }

    say("starting a container registry on loopback and pushing an image of busybox to it");
    let registry = Registry::start(&dir.join("registry"))?;
    let reference = image::push_busybox(registry.address(), "demo/busybox:1")?;
    let aws = Aws::new(root, &berth, &data_dir)?;
    let stopped = task(&aws, &reference)?;

    let container = &stopped["containers"][0];
    say(&format!(
        "image digest: {}",
        text(&container["imageDigest"])
    ));
    show_log(&aws, &stopped)?;
    let code = container["exitCode"].as_i64();
    say(&format!(
        "exit code {}; stopCode {}, stoppedReason: {}",
        code.map_or("none".to_owned(), |code| code.to_string()),
        text(&stopped["stopCode"]),
        text(&stopped["stoppedReason"]),
    ));
    if code != Some(0) {
        bail!(
            "the task should have exited with 0: {stopped:#}; see {}",
            dir.join("up.log").display()
        );
    }
    say("and now the same image as a Fargate task, in a virtual machine of its own");
    let address = fargate::run(&aws, &reference)?;
    drop(registry);
    hint(root, &berth, &data_dir, &address);
    Ok(())
}

/// Registers the definition, runs it, and waits until it has stopped.
fn task(aws: &Aws, image: &str) -> anyhow::Result<Value> {
    say(&format!(
        "registering the task definition demo:N with image {image}"
    ));
    let script = format!("echo '{MESSAGE}'; uname -sr; exit 0");
    let definition = json!({
        "family": "demo",
        "containerDefinitions": [{
            "name": "hello", "image": image, "memory": 64, "essential": true,
            "command": ["sh", "-c", script],
            "logConfiguration": { "logDriver": "awslogs", "options": {
                "awslogs-group": GROUP, "awslogs-region": "us-east-1",
                "awslogs-stream-prefix": "demo", "awslogs-create-group": "true",
            }},
        }],
    });
    let definition = definition.to_string();
    let registered = aws.ecs(&["register-task-definition", "--cli-input-json", &definition])?;
    let revision = text(&registered["taskDefinition"]["taskDefinitionArn"]);
    say(&format!("aws ecs run-task --task-definition {revision}"));
    let ran = aws.ecs(&["run-task", "--task-definition", &revision])?;
    let arn = ran["tasks"][0]["taskArn"].as_str();
    let arn = arn.with_context(|| format!("run-task placed nothing: {ran:#}"))?;
    let task = reaches(aws, arn, "STOPPED", STOPPED_WITHIN)?;
    if task["stopCode"] == "TaskFailedToStart" {
        bail!("the task did not start: {}", text(&task["stoppedReason"]));
    }
    Ok(task)
}

/// Waits until the task has this status, telling of those before; the task.
fn reaches(aws: &Aws, arn: &str, status: &str, within: Duration) -> anyhow::Result<Value> {
    let deadline = Instant::now() + within;
    let mut seen = String::new();
    loop {
        let described = aws.ecs(&["describe-tasks", "--tasks", arn])?;
        let task = &described["tasks"][0];
        let now = text(&task["lastStatus"]);
        if now != seen {
            say(&format!(
                "task {} is {now}",
                arn.rsplit('/').next().unwrap_or(arn)
            ));
            seen = now;
        }
        if seen == status {
            return Ok(task.clone());
        }
        if seen == "STOPPED" {
            bail!("the task stopped: {task:#}");
        }
        if Instant::now() > deadline {
            bail!("the task is not {status} after {within:?}: {task:#}");
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}

fn show_log(aws: &Aws, task: &Value) -> anyhow::Result<()> {
    let arn = text(&task["taskArn"]);
    let stream = format!("demo/hello/{}", arn.rsplit('/').next().unwrap_or_default());
    say(&format!(
        "aws logs get-log-events --log-group-name {GROUP} --log-stream-name {stream}"
    ));
    let words = [
        "get-log-events",
        "--start-from-head",
        "--log-group-name",
        GROUP,
    ];
    let events = aws.run(
        "logs",
        &[&words[..], &["--log-stream-name", &stream]].concat(),
    )?;
    let events = events["events"].as_array().cloned().unwrap_or_default();
    if !events
        .iter()
        .any(|event| text(&event["message"]) == MESSAGE)
    {
        bail!("the task's line is not in its log: {events:?}");
    }
    for event in events {
        println!("    {}", text(&event["message"]));
    }
    Ok(())
}

fn hint(root: &Path, berth: &Path, data_dir: &Path, address: &str) {
    let short = |path: &Path| {
        path.strip_prefix(root)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    let (berth, data_dir) = (short(berth), short(data_dir));
    println!(
        "
The region goes on running at http://{LISTEN}. Try next:

  eval \"$({berth} env --data-dir {data_dir})\"
  export PATH=\"$PWD/.build/venv/bin:$PATH\"        # an aws CLI, if you have none
  aws ecs list-clusters
  aws ecs list-tasks --desired-status STOPPED
  curl http://{address}/
  aws logs filter-log-events --log-group-name {GROUP} --query 'events[].message'

Stop it, and everything it runs:

  {berth} down --data-dir {data_dir}
"
    );
}

/// Whether a region runs on this directory.
fn answers(berth: &Path, data_dir: &Path) -> bool {
    let Ok(environment) = region::environment(berth, data_dir) else {
        return false;
    };
    let Some(url) = environment.get("AWS_ENDPOINT_URL") else {
        return false;
    };
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--fail", "--max-time", "5", "--noproxy", "*"]);
    output(curl.arg(format!("{url}/health"))).is_ok()
}

/// The aws CLI, told where the region is.
struct Aws {
    program: std::path::PathBuf,
    environment: BTreeMap<String, String>,
}

impl Aws {
    fn new(root: &Path, berth: &Path, data_dir: &Path) -> anyhow::Result<Self> {
        let program = root.join(".build/venv/bin/aws");
        if !program.exists() {
            bail!("{} is missing: run scripts/setup", program.display());
        }
        Ok(Self {
            program,
            environment: region::environment(berth, data_dir)?,
        })
    }

    fn ecs(&self, words: &[&str]) -> anyhow::Result<Value> {
        self.run("ecs", words)
    }

    fn run(&self, service: &str, words: &[&str]) -> anyhow::Result<Value> {
        let mut command = Command::new(&self.program);
        command.arg(service).args(words).args(["--output", "json"]);
        command
            .envs(&self.environment)
            .env("AWS_PAGER", "")
            .env_remove("AWS_PROFILE");
        let answer = output(&mut command)?;
        // Some calls have nothing to say.
        Ok(match answer.trim() {
            "" => Value::Null,
            answer => serde_json::from_str(answer)?,
        })
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn say(what: &str) {
    println!("demo: {what}");
}
