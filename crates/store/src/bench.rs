//! Measures a disk store under concurrent writers, and the disk under it.
//!
//! The writers hand their writes to one thread that commits whatever is waiting, as the applier of
//! a control plane does. The physical limit, appends of one page made durable one by one, is
//! measured in the same run, so that ratios hold on any machine.

use std::{
    fs::File,
    io::Write as _,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use crate::{CommitError, DiskStore, Error, Stats, Store, Table, Version, Write};

const TASKS: Table = Table::new("tasks");
const INSTANCES: Table = Table::new("instances");
const TASK_COUNT: u64 = 1_000_000;
const INSTANCE_COUNT: u64 = 100_000;
const VALUE_BYTES: usize = 500;

/// What [`bench`] measured.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Appends of 4 KiB made durable one after the other, a second.
    pub appends_per_second: f64,
    /// One entry for each number of writers asked for.
    pub writers: Vec<WriterFigures>,
    /// Opening a store of [`Figures::records`] records, integrity check included, in milliseconds.
    pub open_ms: f64,
    /// Streaming all its records, in milliseconds.
    pub load_ms: f64,
    /// How many records were loaded.
    pub records: u64,
    /// The file's size.
    pub file_bytes: u64,
}

/// What some number of concurrent writers got.
#[derive(Clone, Copy, Debug)]
pub struct WriterFigures {
    /// How many wrote at once, each waiting for its own write.
    pub writers: usize,
    /// Writes (three records each) acknowledged a second.
    pub commits_per_second: f64,
    /// Store commits a second: each made durable, each with all writes that were waiting.
    pub batches_per_second: f64,
    /// fsyncs a second.
    pub fsyncs_per_second: f64,
    /// Bytes written to the disk for each acknowledged write.
    pub bytes_per_commit: f64,
    /// The median wait for an acknowledgement, in milliseconds.
    pub p50_ms: f64,
    /// The 99th percentile of it.
    pub p99_ms: f64,
}

/// A failure of the measurement.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The store did not open or load.
    #[error(transparent)]
    Store(#[from] Error),
    /// A commit failed.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The plain file did.
    #[error("the file for the physical limit failed")]
    File(#[from] std::io::Error),
    /// A thread of the measurement ended early.
    #[error("a thread of the measurement ended early")]
    Thread,
}

/// Measures in `dir`, which should be empty and on the disk in question, `seconds` for each number
/// of `writers`, and leaves nothing there.
///
/// # Errors
/// Whatever failed first.
pub fn bench(dir: &Path, writers: &[usize], seconds: f64) -> Result<Figures, BenchError> {
    let length = Duration::from_secs_f64(seconds);
    let appends_per_second = physical_limit(dir, length)?;
    let mut figures = Vec::new();
    for count in writers {
        let dir = dir.join(format!("writers-{count}"));
        figures.push(measure(&dir, *count, length)?);
        std::fs::remove_dir_all(&dir)?;
    }
    let filled = dir.join("filled");
    fill(&filled)?;
    let started = Instant::now();
    let store = DiskStore::open(&filled)?;
    let open_ms = ms(started.elapsed());
    let started = Instant::now();
    let (mut records, mut bytes) = (0, 0);
    store.load(&mut |_, key, value| {
        records += 1;
        bytes += key.len() + value.len();
        Ok(())
    })?;
    let load_ms = ms(started.elapsed());
    std::hint::black_box(bytes);
    drop(store);
    let file_bytes = std::fs::metadata(filled.join("state.redb"))?.len();
    std::fs::remove_dir_all(&filled)?;
    Ok(Figures {
        appends_per_second,
        writers: figures,
        open_ms,
        load_ms,
        records,
        file_bytes,
    })
}

/// A thread that commits to a store what others hand it, as much at once as is waiting.
pub struct Committer {
    queue: mpsc::Sender<Job>,
    thread: thread::JoinHandle<Result<Box<dyn Store>, CommitError>>,
}

struct Job {
    writes: Vec<Write>,
    done: mpsc::SyncSender<Version>,
}

/// Hands writes to a [`Committer`].
#[derive(Clone)]
pub struct Handle(mpsc::Sender<Job>);

impl Committer {
    /// Starts the thread; the store is at `version`.
    #[must_use]
    pub fn start(mut store: Box<dyn Store>, mut version: Version) -> Self {
        let (queue, jobs) = mpsc::channel::<Job>();
        let thread = thread::spawn(move || {
            while let Ok(first) = jobs.recv() {
                let mut batch = vec![first];
                batch.extend(jobs.try_iter());
                let writes: Vec<Write> = batch
                    .iter_mut()
                    .flat_map(|job| job.writes.drain(..))
                    .collect();
                version = store.commit(version, &writes)?;
                for job in batch {
                    // A writer that went away does not want to know.
                    let _ = job.done.send(version);
                }
            }
            Ok(store)
        });
        Self { queue, thread }
    }

    /// A way to hand it writes.
    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle(self.queue.clone())
    }

    /// Waits until all handles are gone and all is committed, and gives the store back.
    ///
    /// # Errors
    /// The first failed commit; nothing was committed after it.
    pub fn finish(self) -> Result<Box<dyn Store>, BenchError> {
        drop(self.queue);
        Ok(self.thread.join().map_err(|_| BenchError::Thread)??)
    }
}

impl Handle {
    /// Waits until the writes are durable; `None` if a commit failed.
    #[must_use]
    pub fn commit(&self, writes: Vec<Write>) -> Option<Version> {
        let (done, outcome) = mpsc::sync_channel(1);
        self.0.send(Job { writes, done }).ok()?;
        outcome.recv().ok()
    }
}

fn physical_limit(dir: &Path, length: Duration) -> Result<f64, BenchError> {
    let path = dir.join("appends");
    let mut file = File::create(&path)?;
    let page = [0x5a; 4096];
    let started = Instant::now();
    let mut appends = 0_u32;
    while started.elapsed() < length {
        file.write_all(&page)?;
        file.sync_data()?;
        appends += 1;
    }
    let rate = f64::from(appends) / started.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}

fn measure(dir: &Path, writers: usize, length: Duration) -> Result<WriterFigures, BenchError> {
    let store = DiskStore::open(dir)?;
    let before = store.stats();
    let committer = Committer::start(Box::new(store), 0);
    let stop = Arc::new(AtomicBool::new(false));
    let started = Instant::now();
    let threads: Vec<_> = (0..writers as u64)
        .map(|writer| {
            let (handle, stop) = (committer.handle(), Arc::clone(&stop));
            thread::spawn(move || {
                let mut waits = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let number = writer << 32 | waits.len() as u64;
                    let asked = Instant::now();
                    if handle.commit(task_writes(number)).is_none() {
                        break;
                    }
                    waits.push(asked.elapsed());
                }
                waits
            })
        })
        .collect();
    thread::sleep(length);
    stop.store(true, Ordering::Relaxed);
    let mut waits = Vec::new();
    for thread in threads {
        waits.extend(thread.join().map_err(|_| BenchError::Thread)?);
    }
    let seconds = started.elapsed().as_secs_f64();
    let after = committer.finish()?.stats();
    waits.sort_unstable();
    Ok(writer_figures(writers, seconds, &waits, before, after))
}

fn writer_figures(
    writers: usize,
    seconds: f64,
    waits: &[Duration],
    before: Stats,
    after: Stats,
) -> WriterFigures {
    let rate = |count: u64| float(count) / seconds;
    let quantile = |per_mille: usize| {
        let at = waits.len().saturating_sub(1) * per_mille / 1000;
        waits.get(at).copied().map_or(0.0, ms)
    };
    let commits = waits.len() as u64;
    WriterFigures {
        writers,
        commits_per_second: rate(commits),
        batches_per_second: rate(after.commits - before.commits),
        fsyncs_per_second: rate(after.fsyncs - before.fsyncs),
        bytes_per_commit: float(after.bytes_written - before.bytes_written) / float(commits.max(1)),
        p50_ms: quantile(500),
        p99_ms: quantile(990),
    }
}

/// What one command typically changes: a task, its instance, a service.
fn task_writes(number: u64) -> Vec<Write> {
    vec![
        record(TASKS, scattered(number), 400),
        record(INSTANCES, scattered(number % 5000), 400),
        record(INSTANCES, number % 50, 400),
    ]
}

fn fill(dir: &Path) -> Result<(), BenchError> {
    let mut store = DiskStore::open(dir)?;
    let mut version = 0;
    for (table, count) in [(INSTANCES, INSTANCE_COUNT), (TASKS, TASK_COUNT)] {
        for start in (0..count).step_by(20_000) {
            let writes: Vec<Write> = (start..(start + 20_000).min(count))
                .map(|number| record(table, scattered(number), VALUE_BYTES))
                .collect();
            version = store.commit(version, &writes)?;
        }
    }
    Ok(())
}

fn record(table: Table, key: u64, bytes: usize) -> Write {
    Write {
        table,
        key: format!("arn:aws:ecs:us-east-1:task/c/{key:016x}").into_bytes(),
        value: Some(key.to_le_bytes().repeat(bytes.div_ceil(8))),
    }
}

/// Ids are random: neighbours in time are not neighbours in the tree.
fn scattered(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "rates are shown with three digits"
)]
fn float(count: u64) -> f64 {
    count as f64
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_writer_is_acknowledged_in_a_shared_commit() {
        let committer = Committer::start(Box::new(crate::MemoryStore::new()), 0);
        let writers: Vec<_> = (0..8)
            .map(|number| {
                let handle = committer.handle();
                thread::spawn(move || handle.commit(task_writes(number)))
            })
            .collect();
        for writer in writers {
            assert!(writer.join().expect("ends").is_some());
        }
        let store = committer.finish().expect("commits");
        let mut tasks = 0;
        store
            .load(&mut |table, _, _| {
                tasks += usize::from(table == "tasks");
                Ok(())
            })
            .expect("loads");
        assert_eq!(tasks, 8);
    }
}
