//! A region of a million stopped and a hundred thousand running tasks: opened, loaded, weighed.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use berth_model::{Change, DesiredStatus, Timestamp};
use berth_store::{DiskStore, Store as _};

use crate::records::{self, Records};
use crate::writers::{start, writes};
use crate::{Figures, Outcome, say};

const STOPPED: u64 = 1_000_000;
const RUNNING: u64 = 100_000;
const INSTANCES: usize = 1000;
/// Records in one commit while filling.
const CHUNK: usize = 20_000;

/// Fills a directory and opens it in a process of its own.
pub(crate) fn measure(dir: &Path) -> Outcome<Figures> {
    let dir = dir.join("filled");
    say("filling a directory with 1,100,000 tasks");
    let mut figures = child("fill", &dir)?;
    say("opening it");
    figures.extend(child("load", &dir)?);
    std::fs::remove_dir_all(&dir)?;
    Ok(figures)
}

fn child(word: &str, dir: &Path) -> Outcome<Figures> {
    let output = Command::new(std::env::current_exe()?)
        .arg(word)
        .arg(dir)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("bench_store {word}: {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Writes the records and tells how large they are.
pub(crate) fn fill(dir: &Path) -> Outcome<Figures> {
    let mut store = DiskStore::open(dir)?;
    let mut records = Records::new(INSTANCES);
    let mut version = store.commit(0, &writes(&records.ground()))?;
    let mut bytes = [0_usize; 2];
    for (kind, count) in [(0, RUNNING), (1, STOPPED)] {
        let mut number = 0;
        while number < count {
            let to = (number + CHUNK as u64).min(count);
            let changes: Vec<Change> = (number..to)
                .map(|number| match kind {
                    0 => records.running(number),
                    _ => records.stopped(number),
                })
                .map(|task| Change::PutTask(Arc::new(task)))
                .collect();
            let writes = writes(&changes);
            bytes[kind] += writes
                .iter()
                .filter_map(|write| write.value.as_ref().map(Vec::len))
                .sum::<usize>();
            version = store.commit(version, &writes)?;
            number = to;
        }
    }
    drop(store);
    let mut file = 0;
    for entry in std::fs::read_dir(dir)? {
        file += entry?.metadata()?.len();
    }
    let mut figures = Figures::new();
    let mut note = |name: &str, value: f64| {
        figures.insert(name.into(), value.into());
    };
    note(
        "running_task_stored_bytes",
        bytes[0] as f64 / RUNNING as f64,
    );
    note(
        "stopped_task_stored_bytes",
        bytes[1] as f64 / STOPPED as f64,
    );
    note("file_mb", file as f64 / 1e6);
    Ok(figures)
}

/// Opens and loads as the control plane does, and tells how long it took and what it weighs.
pub(crate) fn load(dir: &Path) -> Outcome<Figures> {
    let started = Instant::now();
    let store = DiskStore::open(dir)?;
    let (opened, opened_cpu) = (started.elapsed(), cpu_seconds()?);
    let (applier, _stopped) = start(Box::new(store))?;
    let (loaded, loaded_cpu) = (started.elapsed() - opened, cpu_seconds()? - opened_cpu);
    let snapshot = applier.snapshot();
    let (live, stopped) = snapshot.task_counts();
    if (live as u64, stopped as u64) != (RUNNING, STOPPED) {
        return Err(format!("{live} live and {stopped} stopped tasks were loaded").into());
    }
    let mut figures = Figures::new();
    let mut note = |name: &str, value: f64| {
        figures.insert(name.into(), value.into());
    };
    note("tasks", (live + stopped) as f64);
    note("open_s", opened.as_secs_f64());
    note("load_s", loaded.as_secs_f64());
    // What a machine that is busy with something else would take as well.
    note("open_cpu_s", opened_cpu);
    note("load_cpu_s", loaded_cpu);
    note("open_and_load_s", (opened + loaded).as_secs_f64());
    note("resident_mb", status_mb("VmRSS:")?);
    note("resident_peak_mb", status_mb("VmHWM:")?);
    let started = Instant::now();
    let ids: Vec<_> = snapshot.stopped_tasks().step_by(10).collect();
    let mut containers = 0;
    for (_, id) in &ids {
        containers += snapshot.task(*id).map_or(0, |task| task.containers.len());
    }
    if containers != 2 * ids.len() {
        return Err("a stopped task does not read back".into());
    }
    let each = started.elapsed().as_secs_f64() * 1e6 / ids.len() as f64;
    note("read_stopped_task_us", each);
    let started = Instant::now();
    let cluster = records::cluster_name(0);
    let live = snapshot.live_tasks_of(&cluster, DesiredStatus::Running);
    let living = live.count();
    let each = started.elapsed().as_secs_f64() * 1e6 / living.max(1) as f64;
    note("walk_live_task_us", each);
    let hour = Timestamp(records::NOW - 3_600_000);
    let listed = snapshot.stopped_tasks_of(&cluster, hour, berth_model::TaskId::new(0));
    note("stopped_within_hour", listed.count() as f64);
    Ok(figures)
}

/// A figure of this process in MB.
fn status_mb(name: &str) -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|rest| rest.split_whitespace().next());
    let kib: f64 = kib.ok_or("no such figure")?.parse()?;
    Ok(kib * 1024.0 / 1e6)
}

/// What this process has used of all processors so far, in seconds.
fn cpu_seconds() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no fields")?;
    // User and system time in hundredths of a second: the 14th and 15th field, the 3rd comes first.
    let times = fields.split_whitespace().skip(11).take(2);
    let hundredths: Result<Vec<f64>, _> = times.map(str::parse).collect();
    Ok(hundredths?.iter().sum::<f64>() / 100.0)
}
