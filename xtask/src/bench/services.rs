//! Services beside Docker Swarm's, on this host: from the call that makes one of a hundred tasks until all
//! run, from the death of a task until its replacement runs, from ten to fifty tasks. Both schedule the same
//! program of the same image, without ports, on their own bridge; both tell of a start with an event, which is
//! when it counts. First of all, without containers, what a scheduler costs in large regions.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};

use super::docker::{self, Docker};
use super::http::Api;
use super::stage::{Ours, Stage};
use super::{Figures, Findings};

/// Tasks of a new service.
const CREATED: usize = 100;
/// Before and after the number of tasks is raised.
const SCALED: (usize, usize) = (10, 50);
/// Kills one after the other.
const KILLS: usize = 10;
/// How often each of them does all of it, in turn.
const ROUNDS: usize = 3;
/// A start or an end that has not been told by then never will be.
const TOLD_WITHIN: Duration = Duration::from_secs(180);
/// Seconds for which the programs sleep, by which their processes are told apart.
const OURS: &str = "1000001";
const THEIRS: &str = "1000002";

/// How far the bench goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// The scheduler by itself, without containers.
    Core,
    /// Ours on this host, for a profiler that looks on.
    Alone,
}

pub(super) fn measure(root: &Path, extent: Extent) -> anyhow::Result<Findings> {
    if extent == Extent::Core {
        return super::example(root, "berth-ecs", "bench_services", &[]);
    }
    // First of all, so that nothing is built while containers are measured.
    let core = match extent {
        Extent::Whole => super::example(root, "berth-ecs", "bench_services", &[])?,
        _ => Findings::default(),
    };
    let stage = Stage::set(root)?;
    let docker = match extent {
        Extent::Whole => Some(Docker::start(root, &stage.dir().join("docker"))?),
        _ => None,
    };
    let ours = Ours::start(&stage)?;
    let measured = on_this_host(root, &stage, &ours, docker.as_ref());
    let stopped = docker.map_or(Ok(()), Docker::stop);
    let down = ours.down();
    let mut findings = measured?;
    stopped?;
    down?;
    findings.figures.extend(core.figures);
    Ok(findings)
}

fn on_this_host(
    root: &Path,
    stage: &Stage,
    ours: &Ours,
    docker: Option<&Docker>,
) -> anyhow::Result<Findings> {
    let mut berth = Berth::new(stage, ours)?;
    let mut swarm = docker
        .map(|docker| Swarm::new(root, stage, docker))
        .transpose()?;
    let (mut own, mut their) = (Times::default(), Times::default());
    // One small service each first, so that none is measured with cold caches.
    warm(&mut berth)?;
    if let Some(swarm) = &mut swarm {
        warm(swarm)?;
    }
    for _ in 0..ROUNDS {
        round(&mut berth, &mut own)?;
        if let Some(swarm) = &mut swarm {
            round(swarm, &mut their)?;
        }
    }
    let mut findings = Findings {
        figures: own.figures(),
        ..Findings::default()
    };
    if let Some(swarm) = swarm {
        findings
            .peers
            .insert("swarm".to_owned(), their.figures().into());
        swarm.leave()?;
    }
    Ok(findings)
}

/// Whoever keeps services on this host.
trait Keeper {
    fn name(&self) -> &'static str;
    /// What its tasks sleep for.
    fn marker(&self) -> &'static str;
    fn create(&mut self, tasks: usize) -> anyhow::Result<()>;
    fn scale(&mut self, tasks: usize) -> anyhow::Result<()>;
    fn delete(&mut self) -> anyhow::Result<()>;
    /// Waits for so many starts that have not been waited for: when the last was told.
    fn started(&mut self, tasks: usize) -> anyhow::Result<Instant>;
    /// The same of ends.
    fn ended(&mut self, tasks: usize) -> anyhow::Result<Instant>;
}

#[derive(Default)]
struct Times {
    create: Vec<Duration>,
    kill: Vec<Duration>,
    scale: Vec<Duration>,
}

impl Times {
    fn figures(self) -> Figures {
        let mut figures = Figures::new();
        let (from, to) = SCALED;
        for (name, mut times) in [
            (format!("create_{CREATED}_to_running_ms"), self.create),
            ("kill_to_replacement_running_ms".to_owned(), self.kill),
            (format!("scale_{from}_to_{to}_ms"), self.scale),
        ] {
            times.sort_unstable();
            let median = times[times.len() / 2].as_secs_f64() * 1e3;
            figures.insert(name, median.into());
        }
        figures
    }
}

fn warm(keeper: &mut dyn Keeper) -> anyhow::Result<()> {
    keeper.create(3)?;
    keeper.started(3)?;
    keeper.delete()?;
    keeper.ended(3)?;
    Ok(())
}

fn round(keeper: &mut dyn Keeper, times: &mut Times) -> anyhow::Result<()> {
    let began = Instant::now();
    keeper.create(CREATED)?;
    times.create.push(keeper.started(CREATED)? - began);
    keeper.delete()?;
    keeper.ended(CREATED)?;
    let (from, to) = SCALED;
    keeper.create(from)?;
    keeper.started(from)?;
    for _ in 0..KILLS {
        let victim = oldest(keeper.marker())?;
        let began = Instant::now();
        kill(victim, Signal::SIGKILL)?;
        times.kill.push(keeper.started(1)? - began);
        keeper.ended(1)?;
    }
    let began = Instant::now();
    keeper.scale(to)?;
    times.scale.push(keeper.started(to - from)? - began);
    keeper.delete()?;
    keeper.ended(to)?;
    let last = |times: &[Duration]| times.last().map_or(0, Duration::as_millis);
    println!(
        "{:6} create {CREATED}: {} ms, a kill: {} ms, {from} to {to}: {} ms",
        keeper.name(),
        last(&times.create),
        last(&times.kill),
        last(&times.scale)
    );
    Ok(())
}

/// The first process that sleeps for so many seconds.
fn oldest(marker: &str) -> anyhow::Result<Pid> {
    let wanted = format!("/bin/sleep\0{marker}\0");
    let processes = fs::read_dir("/proc")?.filter_map(Result::ok);
    let pids = processes.filter_map(|it| it.file_name().to_str()?.parse::<i32>().ok());
    let ours = pids.filter(|pid| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        line == wanted.as_bytes()
    });
    let oldest = ours.min().context("none of the tasks runs")?;
    Ok(Pid::from_raw(oldest))
}

/// A program that prints an event a line.
struct Events {
    child: Child,
    lines: Receiver<(Instant, Value)>,
}

impl Events {
    fn follow(command: &mut Command) -> anyhow::Result<Self> {
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().context("cannot follow events")?;
        let output = child.stdout.take().context("it has an output")?;
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).unwrap_or(Value::Null);
                if sender.send((Instant::now(), event)).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, lines })
    }

    fn next(&self, deadline: Instant) -> anyhow::Result<(Instant, Value)> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.lines.recv_timeout(left).map_err(|error| match error {
            RecvTimeoutError::Timeout => anyhow::anyhow!("nothing is told of the tasks"),
            RecvTimeoutError::Disconnected => anyhow::anyhow!("no more events are told"),
        })
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts and ends that were told and not yet waited for.
#[derive(Default)]
struct Told {
    starts: Vec<Instant>,
    ends: Vec<Instant>,
}

impl Told {
    /// Takes so many of `of`, having read on with `more` until there are.
    fn take(
        &mut self,
        of: fn(&mut Self) -> &mut Vec<Instant>,
        count: usize,
        mut more: impl FnMut(&mut Self, Instant) -> anyhow::Result<()>,
    ) -> anyhow::Result<Instant> {
        let deadline = Instant::now() + TOLD_WITHIN;
        while of(self).len() < count {
            let have = of(self).len();
            more(self, deadline).with_context(|| format!("{have} of {count}"))?;
        }
        let taken = of(self).drain(..count).next_back();
        taken.context("nothing was waited for")
    }
}

struct Berth {
    api: Api,
    events: Events,
    told: Told,
    /// Tasks whose start, and whose end, was told.
    known: [BTreeSet<String>; 2],
    services: usize,
}

impl Berth {
    fn new(stage: &Stage, ours: &Ours) -> anyhow::Result<Self> {
        let container = json!({
            "name": "main", "image": ours.image(), "memory": 16, "essential": true,
            "command": ["/bin/sleep", OURS], "stopTimeout": 1,
        });
        let definition = json!({
            "family": "sleep", "networkMode": "bridge", "containerDefinitions": [container],
        });
        let mut api = ours.connect()?;
        api.ecs("RegisterTaskDefinition", &definition)?;
        let mut follow = Command::new(&stage.programs.berth);
        follow.args(["events", "--after", "0", "--data-dir"]);
        let events = Events::follow(follow.arg(ours.data_dir()))?;
        // The instance has registered: that much there is to tell, and then it listens.
        events.next(Instant::now() + TOLD_WITHIN)?;
        Ok(Self {
            api,
            events,
            told: Told::default(),
            known: Default::default(),
            services: 0,
        })
    }

    fn service(&self) -> String {
        format!("service-{}", self.services)
    }

    fn wait(
        &mut self,
        of: fn(&mut Told) -> &mut Vec<Instant>,
        count: usize,
    ) -> anyhow::Result<Instant> {
        let (events, known) = (&self.events, &mut self.known);
        self.told.take(of, count, |told, deadline| {
            let (at, event) = events.next(deadline)?;
            let detail = &event["detail"];
            let task = detail["taskArn"].as_str().unwrap_or_default();
            let (known, times) = match detail["lastStatus"].as_str() {
                Some("RUNNING") => (&mut known[0], &mut told.starts),
                Some("STOPPED") => (&mut known[1], &mut told.ends),
                _ => return Ok(()),
            };
            if !task.is_empty() && known.insert(task.to_owned()) {
                times.push(at);
            }
            Ok(())
        })
    }
}

impl Keeper for Berth {
    fn name(&self) -> &'static str {
        "berth"
    }

    fn marker(&self) -> &'static str {
        OURS
    }

    fn create(&mut self, tasks: usize) -> anyhow::Result<()> {
        self.services += 1;
        let input = json!({
            "serviceName": self.service(), "taskDefinition": "sleep", "desiredCount": tasks,
        });
        self.api.ecs("CreateService", &input)?;
        Ok(())
    }

    fn scale(&mut self, tasks: usize) -> anyhow::Result<()> {
        let input = json!({ "service": self.service(), "desiredCount": tasks });
        self.api.ecs("UpdateService", &input)?;
        Ok(())
    }

    fn delete(&mut self) -> anyhow::Result<()> {
        let input = json!({ "service": self.service(), "force": true });
        self.api.ecs("DeleteService", &input)?;
        Ok(())
    }

    fn started(&mut self, tasks: usize) -> anyhow::Result<Instant> {
        self.wait(|told| &mut told.starts, tasks)
    }

    fn ended(&mut self, tasks: usize) -> anyhow::Result<Instant> {
        self.wait(|told| &mut told.ends, tasks)
    }
}

struct Swarm {
    client: docker::Client,
    events: Events,
    told: Told,
    image: String,
    service: String,
}

impl Swarm {
    fn new(root: &Path, stage: &Stage, docker: &Docker) -> anyhow::Result<Self> {
        docker.import(&stage.archive)?;
        let mut client = docker.connect()?;
        let own = json!({ "ListenAddr": "127.0.0.1:2377", "AdvertiseAddr": "127.0.0.1" });
        client.post("/swarm/init", &own)?;
        let image = client.get("/images/first/json")?["Id"].clone();
        let image = image.as_str().context("the image has no id")?.to_owned();
        let mut follow = Command::new(docker::programs(root)?.join("usr/bin/docker"));
        follow
            .args([
                "--host",
                &docker.address(),
                "events",
                "--format",
                "{{json .}}",
            ])
            .args(["--filter", "type=container", "--since", "0"]);
        let events = Events::follow(&mut follow)?;
        Ok(Self {
            client,
            events,
            told: Told::default(),
            image,
            service: String::new(),
        })
    }

    fn spec(&self, tasks: usize) -> Value {
        // Named by its id, the image is not looked for in a registry.
        json!({
            "Name": "sleep",
            "TaskTemplate": {
                "ContainerSpec": {
                    "Image": self.image, "Command": ["/bin/sleep"], "Args": [THEIRS],
                    "StopGracePeriod": 1_000_000_000,
                },
                "Resources": { "Limits": { "MemoryBytes": 16 << 20 } },
                "RestartPolicy": { "Condition": "any", "Delay": 0 },
            },
            "Mode": { "Replicated": { "Replicas": tasks } },
            "EndpointSpec": { "Mode": "dnsrr" },
        })
    }

    fn wait(
        &mut self,
        of: fn(&mut Told) -> &mut Vec<Instant>,
        count: usize,
    ) -> anyhow::Result<Instant> {
        let events = &self.events;
        self.told.take(of, count, |told, deadline| {
            let (at, event) = events.next(deadline)?;
            match event["Action"].as_str() {
                Some("start") => told.starts.push(at),
                Some("die") => told.ends.push(at),
                _ => {}
            }
            Ok(())
        })
    }

    fn leave(mut self) -> anyhow::Result<()> {
        self.client.post("/swarm/leave?force=1", &json!({}))?;
        Ok(())
    }
}

impl Keeper for Swarm {
    fn name(&self) -> &'static str {
        "swarm"
    }

    fn marker(&self) -> &'static str {
        THEIRS
    }

    fn create(&mut self, tasks: usize) -> anyhow::Result<()> {
        let made = self.client.post("/services/create", &self.spec(tasks))?;
        let id = made["ID"].as_str().context("the service has no id")?;
        id.clone_into(&mut self.service);
        Ok(())
    }

    fn scale(&mut self, tasks: usize) -> anyhow::Result<()> {
        let path = format!("/services/{}", self.service);
        let version = self.client.get(&path)?["Version"]["Index"].clone();
        let path = format!("{path}/update?version={version}");
        self.client.post(&path, &self.spec(tasks))?;
        Ok(())
    }

    fn delete(&mut self) -> anyhow::Result<()> {
        self.client.delete(&format!("/services/{}", self.service))
    }

    fn started(&mut self, tasks: usize) -> anyhow::Result<Instant> {
        self.wait(|told| &mut told.starts, tasks)
    }

    fn ended(&mut self, tasks: usize) -> anyhow::Result<Instant> {
        self.wait(|told| &mut told.ends, tasks)
    }
}
