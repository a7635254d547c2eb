//! From the call that asks for a container to its first instruction, the image being there: a
//! task of ours, docker's create and start, `runc run`, and a bare clone.
//!
//! Every container runs the same program, which takes the time of its first line and writes it to
//! a FIFO; the clock is the kernel's, the same inside and outside.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use super::docker::{self, Docker};
use super::stage::{Arrivals, Ours, Stage, compile, now_ns, run_input};
use super::{Figures, Findings};
use crate::command::{output, run};

/// In flight, and launches of each measured one.
const LEVELS: [(usize, usize); 4] = [(1, 40), (4, 40), (16, 64), (64, 128)];
/// Launches one after the other.
const IN_A_ROW: usize = 500;
const ALONE: usize = 50;
/// The control group of the containers that have no daemon.
const GROUP: &str = "berth-bench";

/// Starts the container that calls itself by the argument; gives when it was asked for.
type Launch<'a> = Box<dyn FnMut(&str) -> anyhow::Result<i64> + 'a>;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// Ours and the floor.
    Quick,
    /// Ours, one after the other, for a profiler that looks on.
    Alone,
}

pub(super) fn measure(root: &Path, extent: Extent) -> anyhow::Result<Findings> {
    let stage = Stage::set(root)?;
    let bare = stage.dir().join("bare-program");
    compile(include_str!("bare.c"), &bare)?;
    let docker = if extent == Extent::Whole {
        let docker = Docker::start(root, &stage.dir().join("docker"))?;
        docker.import(&stage.archive)?;
        Some(docker)
    } else {
        None
    };
    let plain = Plain {
        runc: docker::runc(root)?,
        bare,
        config: runc_config(root, &stage)?,
        stage: &stage,
    };
    let ours = Ours::start(&stage)?;
    super::make_groups(GROUP)?;
    let measured = ours
        .define(&stage, "first", 64, None)
        .and_then(|()| match extent {
            Extent::Alone => measure_alone(&stage.arrivals, &ours),
            Extent::Whole | Extent::Quick => {
                measure_all(&stage.arrivals, &ours, docker.as_ref(), &plain)
            }
        });
    let stopped = docker.map_or(Ok(()), Docker::stop);
    let down = ours.down();
    super::remove_groups(GROUP)?;
    let findings = measured?;
    stopped?;
    down?;
    Ok(findings)
}

fn measure_alone(arrivals: &Arrivals, ours: &Ours) -> anyhow::Result<Findings> {
    let mut findings = Findings::default();
    series(arrivals, "berth", 1, ALONE, &|| launcher(ours))?.note("1", &mut findings.figures);
    Ok(findings)
}

fn measure_all(
    arrivals: &Arrivals,
    ours: &Ours,
    docker: Option<&Docker>,
    plain: &Plain<'_>,
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
        if let Some(docker) = docker {
            docker.clear()?;
        }
    }
    if docker.is_none() {
        return Ok(collect(findings, peers));
    }
    let (who, connect) = contenders(ours, docker, plain).swap_remove(0);
    let row = series(arrivals, who, 1, IN_A_ROW, connect.as_ref())?;
    println!("{who:8} {IN_A_ROW} in a row: {row}");
    row.note("row", &mut findings.figures);
    Ok(collect(findings, peers))
}

fn collect(mut findings: Findings, peers: HashMap<&str, Figures>) -> Findings {
    for (peer, figures) in peers {
        let figures = Value::Object(figures);
        findings.peers.insert(peer.to_owned(), figures);
    }
    findings
}

type Connect<'a> = Box<dyn Fn() -> anyhow::Result<Launch<'a>> + Sync + 'a>;

/// Ours first.
fn contenders<'a>(
    ours: &'a Ours,
    docker: Option<&'a Docker>,
    plain: &'a Plain<'_>,
) -> Vec<(&'static str, Connect<'a>)> {
    let mut all: Vec<(&str, Connect<'a>)> = vec![("berth", Box::new(|| launcher(ours)))];
    if let Some(docker) = docker {
        all.push(("docker", Box::new(|| plain.with_docker(docker))));
        all.push(("runc", Box::new(|| Ok(Box::new(|id: &str| plain.runc(id))))));
    }
    all.push(("bare", Box::new(|| Ok(Box::new(|id: &str| plain.bare(id))))));
    all
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

fn launcher(ours: &Ours) -> anyhow::Result<Launch<'_>> {
    let mut api = ours.connect()?;
    Ok(Box::new(move |id| {
        let target = "AmazonEC2ContainerServiceV20141113.RunTask";
        let prepared = api.prepare("ecs", target, &run_input("first", &["/first", id]))?;
        let asked = now_ns()?;
        let ran = api.call(prepared)?;
        if ran["tasks"][0]["taskArn"].is_null() {
            bail!("RunTask placed nothing: {ran}");
        }
        Ok(asked)
    }))
}

/// The contenders without a region.
struct Plain<'a> {
    runc: PathBuf,
    bare: PathBuf,
    config: Value,
    stage: &'a Stage,
}

impl Plain<'_> {
    fn with_docker<'a>(&'a self, docker: &Docker) -> anyhow::Result<Launch<'a>> {
        let mut client = docker.connect()?;
        Ok(Box::new(move |id| {
            let asked = now_ns()?;
            client.run(&["/first", id], &self.stage.shared)?;
            Ok(asked)
        }))
    }

    fn runc(&self, id: &str) -> anyhow::Result<i64> {
        let bundle = self.stage.dir().join("runc").join(id);
        fs::create_dir_all(&bundle)?;
        let mut config = self.config.clone();
        config["process"]["args"] = json!(["/first", id]);
        config["linux"]["cgroupsPath"] = json!(format!("/{GROUP}/{id}"));
        fs::write(bundle.join("config.json"), config.to_string())?;
        let asked = now_ns()?;
        let mut command = Command::new(&self.runc);
        command
            .arg("--root")
            .arg(self.stage.dir().join("runc-state"));
        command.arg("run").arg("--bundle").arg(&bundle).arg(id);
        run(command.stdout(Stdio::null()))?;
        Ok(asked)
    }

    fn bare(&self, id: &str) -> anyhow::Result<i64> {
        let directory = self.stage.dir().join("bare").join(id);
        fs::create_dir_all(&directory)?;
        let asked = now_ns()?;
        let mut command = Command::new(&self.bare);
        command.args([&self.stage.rootfs, &directory, &self.stage.shared]);
        run(command.arg(format!("{GROUP}/{id}")).args(["/first", id]))?;
        Ok(asked)
    }
}

/// What `runc spec` writes, without a terminal, with our root and the shared directory.
fn runc_config(root: &Path, stage: &Stage) -> anyhow::Result<Value> {
    let mut command = Command::new(docker::runc(root)?);
    output(command.arg("spec").arg("--bundle").arg(stage.dir()))?;
    let path = stage.dir().join("config.json");
    let mut config: Value = serde_json::from_slice(&fs::read(&path)?)?;
    fs::remove_file(path)?;
    config["process"]["terminal"] = json!(false);
    config["root"] = json!({ "path": stage.rootfs, "readonly": false });
    let mounts = config["mounts"].as_array_mut();
    mounts.context("runc spec has mounts")?.push(json!({
        "destination": "/bench", "type": "bind", "source": stage.shared,
        "options": ["rbind", "rw"],
    }));
    Ok(config)
}
