//! Concurrent writers at the real applier: each tags a task, waits until that is durable, and
//! tags the next.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use berth_api_ecs as api;
use berth_control::applier::{Applier, Handle, Options};
use berth_ecs::tagging;
use berth_env::{SystemClock, SystemEntropy};
use berth_model::{Change, Names, Principal};
use berth_store::{CommitError, DiskStore, EachRecord, Error, Stats, Store, Version, Write};
use parking_lot::Mutex;

use crate::records::Records;
use crate::{Figures, Outcome, disk, say};

/// How many write at once; 256 is what a busy API has.
pub(crate) const WRITERS: [usize; 3] = [1, 16, 256];
pub(crate) const LENGTH: Duration = Duration::from_secs(3);
/// Tasks there are to tag.
const TASKS: u64 = 10_000;
const INSTANCES: usize = 100;

/// What the disk alone can do, in syncs a second.
pub(crate) struct Limits {
    pub(crate) appends: f64,
    pub(crate) overwrites: f64,
}

/// Measures all numbers of writers; answers the disk's limits and how large a record is that is
/// written.
pub(crate) fn measure(dir: &Path, figures: &mut Figures) -> Outcome<(Limits, usize)> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_time()
        .build()?;
    let (mut appends, mut overwrites) = (Vec::new(), Vec::new());
    for writers in WRITERS {
        say(&format!("{writers} writers"));
        // Beside each of ours, because disks have moods.
        appends.push(appended(dir, LENGTH / 2)?);
        overwrites.push(disk::overwrites(dir, LENGTH / 2)?);
        let dir = dir.join(format!("writers-{writers}"));
        let measured = runtime.block_on(at_once(&dir, writers))?;
        measured.note(writers, figures);
        std::fs::remove_dir_all(&dir)?;
    }
    let (tasks, changes) = region();
    let records = writes(&changes[changes.len() - tasks.len()..]);
    let bytes = records
        .iter()
        .filter_map(|write| write.value.as_ref().map(Vec::len));
    let mean = bytes.sum::<usize>() / tasks.len();
    let mean_of = |rates: &[f64]| rates.iter().sum::<f64>() / rates.len() as f64;
    let limits = Limits {
        appends: mean_of(&appends),
        overwrites: mean_of(&overwrites),
    };
    Ok((limits, mean))
}

/// Appends of one page made durable one after the other, a second: each changes the file's length, too.
fn appended(dir: &Path, length: Duration) -> Outcome<f64> {
    let path = dir.join("appends");
    let mut file = File::create(&path)?;
    let rate = disk::rate(length, |_| {
        file.write_all(&disk::PAGE)?;
        file.sync_data()
    })?;
    std::fs::remove_file(path)?;
    Ok(rate)
}

struct Measured {
    waits: Vec<Duration>,
    elapsed: Duration,
    stats: Stats,
}

impl Measured {
    fn note(mut self, writers: usize, figures: &mut Figures) {
        self.waits.sort_unstable();
        let seconds = self.elapsed.as_secs_f64();
        let commands = self.waits.len().max(1) as f64;
        let mut note = |name: &str, value: f64| {
            figures.insert(format!("{name}_{writers}"), value.into());
        };
        note("commits_per_second", commands / seconds);
        note("fsyncs_per_second", self.stats.fsyncs as f64 / seconds);
        note(
            "commits_per_fsync",
            commands / self.stats.fsyncs.max(1) as f64,
        );
        note(
            "bytes_written_per_commit",
            self.stats.bytes_written as f64 / commands,
        );
        note("commit_p50_ms", self.quantile(500));
        note("commit_p99_ms", self.quantile(990));
    }

    fn quantile(&self, per_mille: usize) -> f64 {
        let at = self.waits.len().saturating_sub(1) * per_mille / 1000;
        self.waits
            .get(at)
            .map_or(0.0, |wait| wait.as_secs_f64() * 1000.0)
    }
}

async fn at_once(dir: &Path, writers: usize) -> Outcome<Measured> {
    let mut store = DiskStore::open(dir)?;
    let (arns, changes) = region();
    store.commit(0, &writes(&changes))?;
    let stats = Arc::<Mutex<Stats>>::default();
    let (applier, stopped) = start(Box::new(Counted {
        store,
        stats: Arc::clone(&stats),
    }))?;
    let arns: Arc<[String]> = arns.into();
    let stop = Arc::new(AtomicBool::new(false));
    let before = {
        tag(&applier, arns[0].clone(), 0).await?;
        *stats.lock()
    };
    let started = Instant::now();
    let running: Vec<_> = (0..writers)
        .map(|writer| {
            let (applier, arns, stop) = (applier.clone(), Arc::clone(&arns), Arc::clone(&stop));
            tokio::spawn(write(applier, arns, writer, stop))
        })
        .collect();
    tokio::time::sleep(LENGTH).await;
    stop.store(true, Ordering::Relaxed);
    let mut waits = Vec::new();
    for writer in running {
        waits.extend(writer.await??);
    }
    let elapsed = started.elapsed();
    let after = *stats.lock();
    drop(applier);
    stopped.wait().await;
    Ok(Measured {
        waits,
        elapsed,
        stats: Stats {
            commits: after.commits - before.commits,
            fsyncs: after.fsyncs - before.fsyncs,
            bytes_written: after.bytes_written - before.bytes_written,
        },
    })
}

async fn write(
    applier: Handle,
    arns: Arc<[String]>,
    writer: usize,
    stop: Arc<AtomicBool>,
) -> Outcome<Vec<Duration>> {
    let mut waits = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        // Neighbours in time are not neighbours in the tree.
        let at = (writer * 7919 + waits.len() * 104_729) % arns.len();
        let asked = Instant::now();
        tag(&applier, arns[at].clone(), waits.len()).await?;
        waits.push(asked.elapsed());
    }
    Ok(waits)
}

async fn tag(applier: &Handle, arn: String, value: usize) -> Outcome<()> {
    let input = api::TagResourceRequest {
        resource_arn: Some(arn),
        tags: Some(vec![api::Tag {
            key: Some("round".into()),
            value: Some(value.to_string()),
        }]),
    };
    applier
        .transact(Principal::Root, move |tx, cx| {
            tagging::tag_resource(tx, cx, input)
        })
        .await
        .map_err(|fault| format!("{fault:?}"))?;
    Ok(())
}

/// The applier over `store`, as the control plane starts it.
pub(crate) fn start(store: Box<dyn Store>) -> Outcome<(Handle, berth_control::applier::Stopped)> {
    let options = Options {
        names: names(),
        clock: Arc::new(SystemClock),
        entropy: Box::new(SystemEntropy),
        lifetime: berth_ecs::credentials::Lifetime::default(),
    };
    Ok(Applier::start(store, options)?)
}

fn names() -> Names {
    Names {
        region: "us-east-1".into(),
        account: "123456789012".into(),
    }
}

/// The tasks' ARNs and all records.
fn region() -> (Vec<String>, Vec<Change>) {
    let mut records = Records::new(INSTANCES);
    let mut changes = records.ground();
    let mut arns = Vec::new();
    for number in 0..TASKS {
        let task = records.running(number);
        arns.push(names().task(&task.cluster, task.id));
        changes.push(Change::PutTask(Arc::new(task)));
    }
    (arns, changes)
}

/// Changes as the store takes them.
pub(crate) fn writes(changes: &[Change]) -> Vec<Write> {
    let write = |change: &Change| {
        let write = change.to_write();
        Write {
            table: berth_store::Table::new(write.table),
            key: write.key.into_bytes(),
            value: write.value,
        }
    };
    changes.iter().map(write).collect()
}

/// A store that tells others what it has done.
struct Counted {
    store: DiskStore,
    stats: Arc<Mutex<Stats>>,
}

impl Store for Counted {
    fn load(&self, each: &mut EachRecord<'_>) -> Result<Version, Error> {
        self.store.load(each)
    }

    fn commit(&mut self, expected: Version, writes: &[Write]) -> Result<Version, CommitError> {
        let version = self.store.commit(expected, writes)?;
        *self.stats.lock() = self.store.stats();
        Ok(version)
    }

    fn stats(&self) -> Stats {
        self.store.stats()
    }
}
