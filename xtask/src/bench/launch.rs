//! From the call that asks for a container to its first instruction, the image being there: a
//! task of ours, docker's create and start, `runc run`, and a bare clone.
//!
//! Every container runs the same program, which takes the time of its first line and writes it to
//! a FIFO; the clock is the kernel's, the same inside and outside.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use anyhow::{Context as _, bail};
use nix::sys::stat::Mode;
use nix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

use super::docker::{self, Docker};
use super::http::Caller;
use super::{Figures, Findings};
use crate::command::{output, run};
use crate::region::{Region, Settings};
use crate::registry::Registry;
use crate::{build, image};

/// A container that has not begun by then never will.
const BEGINS_WITHIN: Duration = Duration::from_secs(60);
/// In flight, and launches of each measured one.
const LEVELS: [(usize, usize); 4] = [(1, 40), (4, 40), (16, 64), (64, 128)];
/// Launches one after the other.
const IN_A_ROW: usize = 500;
/// The control group of the containers that have no daemon.
const GROUP: &str = "berth-bench";

/// Starts the container that calls itself by the argument; gives when it was asked for.
type Launch<'a> = Box<dyn FnMut(&str) -> anyhow::Result<i64> + 'a>;

pub(super) fn measure(root: &Path) -> anyhow::Result<Findings> {
    let programs = build::optimised(root)?;
    let dir = super::directory(root)?;
    let dir = dir.path();
    let shared = dir.join("shared");
    fs::create_dir(&shared)?;
    let arrivals = Arrivals::listen(&shared)?;
    let rootfs = dir.join("rootfs");
    image::root_directory(&rootfs)?;
    compile(include_str!("first.c"), &rootfs.join("first"))?;
    let bare = dir.join("bare-program");
    compile(include_str!("bare.c"), &bare)?;
    fs::create_dir(rootfs.join("bench"))?;
    let archive = dir.join("first.tar");
    image::pack(&rootfs, &archive)?;

    let docker = Docker::start(root, &dir.join("docker"))?;
    docker.import(&archive)?;
    let plain = Plain {
        runc: docker::runc(root)?,
        bare,
        rootfs: rootfs.clone(),
        shared: shared.clone(),
        dir: dir.to_owned(),
        config: runc_config(root, dir, &rootfs, &shared)?,
    };
    let ours = Ours::start(&programs, dir, &rootfs, &shared)?;

    super::make_groups(GROUP)?;
    let measured = measure_all(&arrivals, &ours, &docker, &plain);
    let stopped = docker.stop();
    let down = ours.region.down();
    super::remove_groups(GROUP)?;
    let findings = measured?;
    stopped?;
    down?;
    Ok(findings)
}

fn measure_all(
    arrivals: &Arrivals,
    ours: &Ours,
    docker: &Docker,
    plain: &Plain,
) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
    let mut peers: HashMap<&str, Figures> = HashMap::new();
    // One of each first, so that none is measured with cold caches.
    for (who, connect) in contenders(ours, docker, plain) {
        series(arrivals, who, 1, 3, connect.as_ref())?;
    }
    for (in_flight, count) in LEVELS {
        for (who, connect) in contenders(ours, docker, plain) {
            let found = series(arrivals, who, in_flight, count, connect.as_ref())?;
            println!("{who:8} {in_flight:3} in flight: {found}");
            let figures = match who {
                "berth" => &mut findings.figures,
                peer => peers.entry(peer).or_default(),
            };
            found.note(&format!("{in_flight}"), figures);
        }
        docker.clear()?;
    }
    let (who, connect) = contenders(ours, docker, plain).swap_remove(0);
    let row = series(arrivals, who, 1, IN_A_ROW, connect.as_ref())?;
    println!("{who:8} {IN_A_ROW} in a row: {row}");
    row.note("row", &mut findings.figures);
    for (peer, figures) in peers {
        findings
            .peers
            .insert(peer.to_owned(), Value::Object(figures));
    }
    Ok(findings)
}

type Connect<'a> = Box<dyn Fn() -> anyhow::Result<Launch<'a>> + Sync + 'a>;

/// Ours first.
fn contenders<'a>(
    ours: &'a Ours,
    docker: &'a Docker,
    plain: &'a Plain,
) -> Vec<(&'static str, Connect<'a>)> {
    vec![
        ("berth", Box::new(|| ours.connect())),
        ("docker", Box::new(|| plain.with_docker(docker))),
        ("runc", Box::new(|| Ok(Box::new(|id: &str| plain.runc(id))))),
        ("bare", Box::new(|| Ok(Box::new(|id: &str| plain.bare(id))))),
    ]
}

/// What a series of launches found.
struct Found {
    /// Sorted, milliseconds.
    took: Vec<f64>,
    per_second: f64,
}

impl Found {
    fn percentile(&self, percent: usize) -> f64 {
        let last = self.took.len() - 1;
        self.took[(self.took.len() * percent / 100).min(last)]
    }

    fn note(&self, name: &str, figures: &mut Figures) {
        for (figure, value) in [
            (format!("launch_p50_ms_{name}"), self.percentile(50)),
            (format!("launch_p99_ms_{name}"), self.percentile(99)),
            (format!("launches_per_second_{name}"), self.per_second),
        ] {
            figures.insert(figure, value.into());
        }
    }
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "p50 {:.1} ms, p99 {:.1} ms, best {:.1} ms, {:.1}/s",
            self.percentile(50),
            self.percentile(99),
            self.took[0],
            self.per_second
        )
    }
}

/// `count` launches, `in_flight` of them at a time: each waits for its first instruction before
/// the next is asked for.
fn series<'a>(
    arrivals: &Arrivals,
    who: &str,
    in_flight: usize,
    count: usize,
    connect: &(dyn Fn() -> anyhow::Result<Launch<'a>> + Sync),
) -> anyhow::Result<Found> {
    static SERIES: AtomicUsize = AtomicUsize::new(0);
    let series = SERIES.fetch_add(1, Ordering::Relaxed);
    let next = AtomicUsize::new(0);
    let worker = || -> anyhow::Result<Vec<(i64, i64)>> {
        let mut launch = connect()?;
        let mut times = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return Ok(times);
            }
            let id = format!("{who}-{series}-{number}");
            let asked = launch(&id)?;
            let began = arrivals.wait(&id)?;
            times.push((asked, began));
        }
    };
    let results: Vec<anyhow::Result<Vec<(i64, i64)>>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..in_flight).map(|_| scope.spawn(worker)).collect();
        let joined = workers.into_iter().map(|worker| worker.join());
        joined
            .map(|result| result.unwrap_or_else(|_| bail!("a worker panicked")))
            .collect()
    });
    let mut times = Vec::new();
    for result in results {
        times.extend(result?);
    }
    let first = times.iter().map(|(asked, _)| *asked).min().unwrap_or(0);
    let last = times.iter().map(|(_, began)| *began).max().unwrap_or(0);
    let mut took: Vec<f64> = times
        .iter()
        .map(|(asked, began)| (began - asked) as f64 / 1e6)
        .collect();
    took.sort_by(f64::total_cmp);
    Ok(Found {
        per_second: took.len() as f64 * 1e9 / (last - first) as f64,
        took,
    })
}

/// The first instructions of containers, as they come out of the FIFO.
struct Arrivals {
    began: Mutex<HashMap<String, i64>>,
    news: Condvar,
}

impl Arrivals {
    fn listen(shared: &Path) -> anyhow::Result<Arc<Self>> {
        let path = shared.join("fifo");
        nix::unistd::mkfifo(&path, Mode::from_bits_truncate(0o666))?;
        // Written to as well, so that it never ends.
        let fifo = OpenOptions::new().read(true).write(true).open(&path)?;
        let arrivals = Arc::new(Self {
            began: Mutex::default(),
            news: Condvar::new(),
        });
        let told = Arc::clone(&arrivals);
        std::thread::spawn(move || told.read(fifo));
        Ok(arrivals)
    }

    fn read(&self, fifo: File) {
        for line in BufReader::new(fifo).lines().map_while(Result::ok) {
            if let Some((id, ns)) = line.split_once(' ')
                && let Ok(ns) = ns.parse()
            {
                let mut began = self.began.lock().expect("nobody panics with it");
                began.insert(id.to_owned(), ns);
                self.news.notify_all();
            }
        }
    }

    fn wait(&self, id: &str) -> anyhow::Result<i64> {
        let began = self.began.lock().expect("nobody panics with it");
        let waited = self
            .news
            .wait_timeout_while(began, BEGINS_WITHIN, |began| !began.contains_key(id));
        let (mut began, _) = waited.expect("nobody panics with it");
        let at = began.remove(id);
        at.with_context(|| format!("the container {id} has not begun after {BEGINS_WITHIN:?}"))
    }
}

/// Nanoseconds of the clock that the containers read.
fn now_ns() -> anyhow::Result<i64> {
    let now = clock_gettime(ClockId::CLOCK_MONOTONIC)?;
    Ok(now.tv_sec() * 1_000_000_000 + now.tv_nsec())
}

/// A region, and the registry that its first task pulls from.
struct Ours {
    region: Region,
    _registry: Registry,
    caller: Caller,
}

impl Ours {
    fn start(
        programs: &build::Programs,
        dir: &Path,
        rootfs: &Path,
        shared: &Path,
    ) -> anyhow::Result<Self> {
        let registry = Registry::start(&dir.join("registry"))?;
        let image = image::push_directory(rootfs, registry.address(), "bench/first:1")?;
        let region = Region::start(Settings {
            berth: programs.berth.clone(),
            data_dir: dir.join("region"),
            log: dir.join("up.log"),
            flags: vec![
                ("--listen", "127.0.0.1:0".to_owned()),
                ("--bridge-name", "berthbench0".to_owned()),
                ("--image-pull-behavior", "prefer-cached".to_owned()),
                ("--shim", programs.shim.to_string_lossy().into_owned()),
            ],
        })?;
        let caller = Caller::new(&region.environment()?)?;
        caller.connect()?.ecs(
            "RegisterTaskDefinition",
            &json!({
                "family": "first", "networkMode": "bridge",
                "volumes": [{ "name": "shared", "host": { "sourcePath": shared } }],
                "containerDefinitions": [{
                    "name": "first", "image": image, "memory": 64, "essential": true,
                    "mountPoints": [{ "sourceVolume": "shared", "containerPath": "/bench" }],
                }],
            }),
        )?;
        Ok(Self {
            region,
            _registry: registry,
            caller,
        })
    }

    fn connect(&self) -> anyhow::Result<Launch<'_>> {
        let mut api = self.caller.connect()?;
        Ok(Box::new(move |id| {
            let target = "AmazonEC2ContainerServiceV20141113.RunTask";
            let overrides = json!([{ "name": "first", "command": ["/first", id] }]);
            let input = json!({
                "taskDefinition": "first", "overrides": { "containerOverrides": overrides },
            });
            let prepared = api.prepare("ecs", target, &input)?;
            let asked = now_ns()?;
            let ran = api.call(prepared)?;
            if ran["tasks"][0]["taskArn"].is_null() {
                bail!("RunTask placed nothing: {ran}");
            }
            Ok(asked)
        }))
    }
}

/// The contenders without a region.
struct Plain {
    runc: PathBuf,
    bare: PathBuf,
    rootfs: PathBuf,
    shared: PathBuf,
    dir: PathBuf,
    config: Value,
}

impl Plain {
    fn with_docker<'a>(&'a self, docker: &Docker) -> anyhow::Result<Launch<'a>> {
        let mut client = docker.connect()?;
        Ok(Box::new(move |id| {
            let asked = now_ns()?;
            client.run(&["/first", id], &self.shared)?;
            Ok(asked)
        }))
    }

    fn runc(&self, id: &str) -> anyhow::Result<i64> {
        let bundle = self.dir.join("runc").join(id);
        fs::create_dir_all(&bundle)?;
        let mut config = self.config.clone();
        config["process"]["args"] = json!(["/first", id]);
        config["linux"]["cgroupsPath"] = json!(format!("/{GROUP}/{id}"));
        fs::write(bundle.join("config.json"), config.to_string())?;
        let asked = now_ns()?;
        let mut command = Command::new(&self.runc);
        command.arg("--root").arg(self.dir.join("runc-state"));
        command.arg("run").arg("--bundle").arg(&bundle).arg(id);
        run(command.stdout(Stdio::null()))?;
        Ok(asked)
    }

    fn bare(&self, id: &str) -> anyhow::Result<i64> {
        let directory = self.dir.join("bare").join(id);
        fs::create_dir_all(&directory)?;
        let asked = now_ns()?;
        let mut command = Command::new(&self.bare);
        command.args([&self.rootfs, &directory, &self.shared]);
        run(command.arg(format!("{GROUP}/{id}")).args(["/first", id]))?;
        Ok(asked)
    }
}

/// What `runc spec` writes, without a terminal, with our root and the shared directory.
fn runc_config(root: &Path, dir: &Path, rootfs: &Path, shared: &Path) -> anyhow::Result<Value> {
    let mut command = Command::new(docker::runc(root)?);
    output(command.arg("spec").arg("--bundle").arg(dir))?;
    let path = dir.join("config.json");
    let mut config: Value = serde_json::from_slice(&fs::read(&path)?)?;
    fs::remove_file(path)?;
    config["process"]["terminal"] = json!(false);
    config["root"] = json!({ "path": rootfs, "readonly": false });
    let mounts = config["mounts"].as_array_mut();
    mounts.context("runc spec has mounts")?.push(json!({
        "destination": "/bench", "type": "bind", "source": shared, "options": ["rbind", "rw"],
    }));
    Ok(config)
}

/// A static program of one file.
fn compile(text: &str, place: &Path) -> anyhow::Result<()> {
    let source = place.with_extension("c");
    fs::write(&source, text)?;
    let mut gcc = Command::new("gcc");
    gcc.args(["-O2", "-static", "-s", "-o"]).arg(place);
    run(gcc.arg(&source))?;
    fs::remove_file(source)?;
    Ok(())
}
