//! What the control plane, the agent and the shims take with 0, 50 and 500 tasks that do nothing,
//! and docker's daemons with 50 containers.

use std::path::Path;
use std::time::{Duration, Instant};

use super::docker::{self, Docker};
use super::processes::{Usage, find};
use super::stage::{Ours, Stage, run_input};
use super::{Figures, Findings};
use crate::build;

const TASKS: [usize; 3] = [0, 50, 500];
const CONTAINERS: usize = 50;
/// RunTask takes so many at a time.
const AT_ONCE: usize = 10;
/// After the last start; what a start leaves to do is done by then.
const REST: Duration = Duration::from_secs(10);
/// How long idle processor time is looked at.
const IDLE: Duration = Duration::from_secs(20);

pub(super) fn measure(root: &Path) -> anyhow::Result<Findings> {
    let stage = Stage::set(root)?;
    let mut findings = Findings::default();
    let size = |path: &Path| std::fs::metadata(path).map_or(0.0, |file| file.len() as f64 / 1e6);
    let figures = &mut findings.figures;
    figures.insert(
        "berth_program_mb".to_owned(),
        size(&stage.programs.berth).into(),
    );
    figures.insert(
        "shim_program_mb".to_owned(),
        size(&stage.programs.shim).into(),
    );
    let both = size(&stage.programs.berth) + size(&stage.programs.shim);
    figures.insert("programs_mb".to_owned(), both.into());

    let ours = Ours::start(&stage)?;
    let measured = measure_ours(&stage, &ours, &mut findings.figures);
    let down = ours.down();
    measured?;
    down?;

    let docker = Docker::start(root, &stage.dir().join("docker"))?;
    let mut figures = Figures::new();
    let programs = docker::programs(root)?;
    let names = [
        "sbin/dockerd",
        "bin/containerd",
        "bin/containerd-shim-runc-v2",
        "sbin/runc",
    ];
    let all: f64 = names
        .iter()
        .map(|name| size(&programs.join("usr").join(name)))
        .sum();
    figures.insert("programs_mb".to_owned(), all.into());
    let measured = measure_docker(&stage, &docker, &mut figures);
    docker.stop()?;
    measured?;
    findings.peers.insert("docker".to_owned(), figures.into());
    Ok(findings)
}

/// How long both programs take to build from nothing, and how large they are.
pub(super) fn build(root: &Path) -> anyhow::Result<Findings> {
    let target = super::directory(root)?;
    let started = Instant::now();
    let programs = build::optimised_in(root, Some(target.path()))?;
    let mut findings = Findings::default();
    let figures = &mut findings.figures;
    let seconds = started.elapsed().as_secs_f64();
    figures.insert("cold_build_seconds".to_owned(), seconds.into());
    for (name, program) in [
        ("berth_program_mb", &programs.berth),
        ("shim_program_mb", &programs.shim),
    ] {
        let bytes = std::fs::metadata(program)?.len();
        figures.insert(name.to_owned(), (bytes as f64 / 1e6).into());
    }
    Ok(findings)
}

fn measure_ours(stage: &Stage, ours: &Ours, figures: &mut Figures) -> anyhow::Result<()> {
    ours.define(stage, "stay", 8, None)?;
    let mut api = ours.connect()?;
    let mut begun = 0;
    for tasks in TASKS {
        while begun < tasks {
            let ids: Vec<String> = (begun..tasks.min(begun + AT_ONCE))
                .map(|number| format!("stay-{number}"))
                .collect();
            for id in &ids {
                api.ecs("RunTask", &run_input("stay", &["/first", id, "stay"]))?;
            }
            for id in &ids {
                stage.arrivals.wait(id)?;
            }
            begun += ids.len();
        }
        let data = stage.dir().join("region").to_string_lossy().into_owned();
        let role = |role: &str| {
            find(|words| words.get(1) == Some(&role) && words.contains(&data.as_str()))
        };
        let (control, agent) = (role("server"), role("agent"));
        let shims = find(|words| {
            words[0].ends_with("berth-shim") && words.iter().any(|word| word.starts_with(&data))
        });
        std::thread::sleep(REST);
        let everything = [
            vec![ours.pid()],
            control.clone(),
            agent.clone(),
            shims.clone(),
        ]
        .concat();
        let idle = idle_ms_per_second(&everything);
        let mut note = |name: &str, value: f64| {
            figures.insert(format!("{name}_{tasks}"), value.into());
        };
        let (up, control, agent, shims) = (
            Usage::of(&[ours.pid()]),
            Usage::of(&control),
            Usage::of(&agent),
            Usage::of(&shims),
        );
        note("supervisor_pss_mb", up.pss_mb());
        note("control_pss_mb", control.pss_mb());
        note("control_rss_mb", control.rss_mb());
        note("control_threads", control.threads as f64);
        note("agent_pss_mb", agent.pss_mb());
        note("agent_rss_mb", agent.rss_mb());
        note("agent_threads", agent.threads as f64);
        if shims.count > 0 {
            note("shim_pss_mb", shims.pss_mb() / shims.count as f64);
            note("shim_rss_mb", shims.rss_mb() / shims.count as f64);
        }
        note("shims", shims.count as f64);
        let all = up.pss_mb() + control.pss_mb() + agent.pss_mb() + shims.pss_mb();
        note("all_pss_mb", all);
        note("idle_cpu_ms_per_second", idle);
    }
    Ok(())
}

fn measure_docker(stage: &Stage, docker: &Docker, figures: &mut Figures) -> anyhow::Result<()> {
    docker.import(&stage.archive)?;
    let mut client = docker.connect()?;
    let dir = stage.dir().join("docker").to_string_lossy().into_owned();
    let name = |words: &[&str], name: &str| words[0].rsplit('/').next() == Some(name);
    let ours = |words: &[&str]| words.iter().any(|word| word.contains(&dir));
    for containers in [0, CONTAINERS] {
        for number in 0..containers {
            let id = format!("docker-{number}");
            client.run(&["/first", &id, "stay"], &stage.shared)?;
            stage.arrivals.wait(&id)?;
        }
        std::thread::sleep(REST);
        let daemons =
            find(|words| (name(words, "dockerd") || name(words, "containerd")) && ours(words));
        let shims = find(|words| name(words, "containerd-shim-runc-v2") && ours(words));
        let idle = idle_ms_per_second(&[daemons.clone(), shims.clone()].concat());
        let (daemons, shims) = (Usage::of(&daemons), Usage::of(&shims));
        let mut note = |name: &str, value: f64| {
            figures.insert(format!("{name}_{containers}"), value.into());
        };
        note("daemons_pss_mb", daemons.pss_mb());
        note("daemons_rss_mb", daemons.rss_mb());
        note("daemons_threads", daemons.threads as f64);
        if shims.count > 0 {
            note("shim_pss_mb", shims.pss_mb() / shims.count as f64);
            note("shim_rss_mb", shims.rss_mb() / shims.count as f64);
        }
        note("all_pss_mb", daemons.pss_mb() + shims.pss_mb());
        note("idle_cpu_ms_per_second", idle);
    }
    Ok(())
}

fn idle_ms_per_second(pids: &[u32]) -> f64 {
    let before = Usage::of(pids);
    std::thread::sleep(IDLE);
    let after = Usage::of(pids);
    after.cpu_ms.saturating_sub(before.cpu_ms) as f64 / IDLE.as_secs_f64()
}
