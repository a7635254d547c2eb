//! Lines from a container to where they can be read, every one counted: by GetLogEvents from our
//! log store, by docker's API from its json-file.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::json;

use super::docker::Docker;
use super::processes::{Usage, find};
use super::stage::{Ours, Stage, now_ns, run_input};
use super::{Figures, Findings};

/// Lines of a round, and their bytes with the end of line.
const LINES: usize = 300_000;
const BYTES: usize = 100;
const ROUNDS: usize = 3;
const READABLE_WITHIN: Duration = Duration::from_secs(120);
/// Between looks at a stream whose end has not come.
const LOOK_AGAIN: Duration = Duration::from_millis(10);
const GROUP: &str = "/bench";

/// One round of ours only, for a profiler.
pub(super) fn alone(root: &Path) -> anyhow::Result<Findings> {
    let stage = Stage::set(root)?;
    let ours = Ours::start(&stage)?;
    let mut figures = Figures::new();
    let measured = define(&stage, &ours).and_then(|()| one(&stage, &Who::Ours(&ours), 0));
    let down = ours.down();
    keep(&mut figures, measured?);
    down?;
    Ok(Findings {
        figures,
        ..Findings::default()
    })
}

pub(super) fn measure(root: &Path) -> anyhow::Result<Findings> {
    let stage = Stage::set(root)?;
    let docker = Docker::start(root, &stage.dir().join("docker"))?;
    docker.import(&stage.archive)?;
    let ours = Ours::start(&stage)?;
    let measured = measure_both(&stage, &ours, &docker);
    let stopped = docker.stop();
    let down = ours.down();
    let findings = measured?;
    stopped?;
    down?;
    Ok(findings)
}

fn define(stage: &Stage, ours: &Ours) -> anyhow::Result<()> {
    let options = json!({
        "awslogs-group": GROUP, "awslogs-region": "us-east-1", "awslogs-stream-prefix": "lines",
        "awslogs-create-group": "true",
        // The default drops lines rather than keep a container waiting.
        "mode": "blocking",
    });
    let log = json!({ "logDriver": "awslogs", "options": options });
    ours.define(stage, "lines", 64, Some(log))
}

fn measure_both(stage: &Stage, ours: &Ours, docker: &Docker) -> anyhow::Result<Findings> {
    define(stage, ours)?;
    let (mut best, mut theirs) = (Figures::new(), Figures::new());
    for round in 0..ROUNDS {
        let ours = one(stage, &Who::Ours(ours), round)?;
        println!(
            "berth : {:.0} lines/s, {:.2} us of processor a line",
            ours.0, ours.1
        );
        keep(&mut best, ours);
        let other = one(stage, &Who::Docker(docker), round)?;
        println!(
            "docker: {:.0} lines/s, {:.2} us of processor a line",
            other.0, other.1
        );
        keep(&mut theirs, other);
        docker.clear()?;
    }
    let mut findings = Findings {
        figures: best,
        ..Findings::default()
    };
    findings.peers.insert("docker".to_owned(), theirs.into());
    Ok(findings)
}

/// The best of the rounds: others' work only ever takes away.
fn keep(figures: &mut Figures, (lines_per_second, cpu_us): (f64, f64)) {
    let mut better = |name: &str, value: f64, best: fn(f64, f64) -> f64| {
        let known = figures.get(name).and_then(serde_json::Value::as_f64);
        figures.insert(
            name.to_owned(),
            known.map_or(value, |it| best(it, value)).into(),
        );
    };
    better("lines_per_second", lines_per_second, f64::max);
    better("cpu_us_per_line", cpu_us, f64::min);
}

enum Who<'a> {
    Ours(&'a Ours),
    Docker(&'a Docker),
}

/// Lines a second, from the program's first instruction until all have been read, and the
/// processor time of everybody but the program and the reader, microseconds a line.
fn one(stage: &Stage, who: &Who<'_>, round: usize) -> anyhow::Result<(f64, f64)> {
    let dir = match who {
        Who::Ours(_) => stage.dir().join("region"),
        Who::Docker(_) => stage.dir().join("docker"),
    };
    let dir = dir.to_string_lossy().into_owned();
    let programs = || {
        let pids = find(|words| words.iter().any(|word| word.contains(&dir)));
        Usage::of(&pids).cpu_ms
    };
    let before = programs();
    let (count, bytes) = (LINES.to_string(), BYTES.to_string());
    let (began, read) = match who {
        Who::Ours(ours) => {
            let id = format!("ours-{round}");
            let input = run_input("lines", &["/lines", &id, &count, &bytes]);
            let ran = ours.connect()?.ecs("RunTask", &input)?;
            let arn = ran["tasks"][0]["taskArn"].as_str();
            let task = arn.and_then(|arn| arn.rsplit('/').next());
            let stream = format!("lines/first/{}", task.context("RunTask placed nothing")?);
            let began = stage.arrivals.wait(&id)?;
            (began, read_ours(ours, &stream)?)
        }
        Who::Docker(docker) => {
            let id = format!("docker-{round}");
            let mut client = docker.connect()?;
            let container = client.run(&["/lines", &id, &count, &bytes], &stage.shared)?;
            let began = stage.arrivals.wait(&id)?;
            (began, client.lines(&container)?)
        }
    };
    let ended = now_ns()?;
    if read != LINES {
        bail!("{read} of {LINES} lines can be read");
    }
    let cpu_ms = programs().saturating_sub(before);
    let seconds = (ended - began) as f64 / 1e9;
    Ok((LINES as f64 / seconds, cpu_ms as f64 * 1e3 / LINES as f64))
}

/// Reads the stream until its last line has come; how many lines there were, all in order.
fn read_ours(ours: &Ours, stream: &str) -> anyhow::Result<usize> {
    let mut api = ours.connect()?;
    let deadline = Instant::now() + READABLE_WITHIN;
    let mut input = json!({
        "logGroupName": GROUP, "logStreamName": stream, "startFromHead": true,
    });
    let mut next = 0;
    while next < LINES && Instant::now() < deadline {
        // The stream is made with the container, so it is there.
        let page = String::from_utf8(api.logs("GetLogEvents", &input)?)?;
        // Not parsed any further: it is the region that is measured, not its reader.
        let before = next;
        for message in page.split(r#""message":""#).skip(1) {
            if message.get(..8).and_then(|number| number.parse().ok()) != Some(next) {
                bail!("line {next} is missing before {:.40}", message);
            }
            next += 1;
        }
        if next == before {
            std::thread::sleep(LOOK_AGAIN);
        }
        let token = page.split(r#""nextForwardToken":""#).nth(1);
        let token = token.and_then(|rest| rest.split('"').next());
        input["nextToken"] = token.context("a page without a token")?.into();
    }
    Ok(next)
}
