//! One container's output on its way.

use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use berth_link::spool::Record;
use tokio::sync::watch;
use tokio::time::Instant;

use super::api::{LogsApi, LogsError, Put};
use super::batch::Batch;
use super::options::AwslogsOptions;
use super::reader::Reader;
use super::watcher::{SpoolWatcher, Watch};

/// From one batch to the next, unless the next is full: what is written meanwhile goes together.
const PACE: Duration = Duration::from_millis(100);
/// After a failed try; doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// Between tries while the service is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// The shim is told after this many bytes; before, its room is not needed.
const ACKNOWLEDGE_BYTES: u64 = 256 * 1024;
/// A container that has ended is not kept for a service that says no this often.
const REFUSALS_MAX: u32 = 5;

/// Told the number of the last record that is safe; usually tells the shim.
pub type Acknowledge =
    Arc<dyn Fn(u64) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync + 'static>;

/// Whether a stream was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Made just now: nothing is stored.
    New,
    /// It may hold some of the records.
    Existing,
}

/// The log group or stream could not be made.
#[derive(Debug, thiserror::Error)]
#[error("failed to create Cloudwatch log stream: {0}")]
pub struct PrepareError(String);

/// Makes the stream, and the group if wanted. A service that cannot be reached is no error: the
/// shipper will try for ever.
///
/// # Errors
/// [`PrepareError`] if the service says no, for instance because there is no such group.
pub async fn prepare(api: &dyn LogsApi, options: &AwslogsOptions) -> Result<Start, PrepareError> {
    let refused = |error: LogsError| PrepareError(error.to_string());
    let (group, stream) = (&options.group, &options.stream);
    let mut made = api.create_stream(group, stream).await;
    if options.create_group && matches!(made, Err(LogsError::NotFound(_))) {
        match api.create_group(group).await {
            Ok(()) | Err(LogsError::AlreadyExists) => {}
            Err(LogsError::Unreachable(_)) => return Ok(Start::Existing),
            Err(error) => return Err(refused(error)),
        }
        made = api.create_stream(group, stream).await;
    }
    match made {
        Ok(()) => Ok(Start::New),
        Err(LogsError::AlreadyExists | LogsError::Unreachable(_)) => Ok(Start::Existing),
        Err(error) => Err(refused(error)),
    }
}

/// Ships one container's spool until the container has ended and everything is stored.
pub struct Shipper {
    /// The service.
    pub api: Arc<dyn LogsApi>,
    /// Group and stream.
    pub options: AwslogsOptions,
    /// The spool; must exist.
    pub directory: PathBuf,
    /// Names the container's records in the service.
    pub runtime_id: String,
    /// What [`prepare`] said.
    pub start: Start,
    /// Becomes true when the container has ended and all it wrote is in the spool.
    pub ended: watch::Receiver<bool>,
    /// Who hears of what is safe.
    pub acknowledge: Acknowledge,
    /// The agent's watcher.
    pub watcher: SpoolWatcher,
    /// Becomes true while the service is away: nobody should wait for the last lines then.
    pub away: watch::Sender<bool>,
}

impl Shipper {
    /// Ships. Ends once the container has ended and everything it wrote is stored (or refused for
    /// good). Dropping the future loses nothing: another shipper goes on from there.
    ///
    /// # Errors
    /// If the spool cannot be read.
    pub async fn run(self) -> io::Result<()> {
        let watch = self.watcher.watch(&self.directory)?;
        let next = match self.start {
            Start::New => 1,
            Start::Existing => self.stored_through().await + 1,
        };
        let mut course = Course {
            reader: Some(Reader::new(&self.directory, next)),
            pending: Vec::new(),
            held: None,
            safe: next - 1,
            unacknowledged: 0,
            refusals: 0,
            last_put: None,
        };
        let mut ended = self.ended.clone();
        loop {
            // Looked at before reading: what was written before the end is then read.
            let was_ended = *ended.borrow_and_update();
            let Some(batch) = course.next_batch().await? else {
                if was_ended {
                    break;
                }
                wait(&watch, &mut ended).await;
                continue;
            };
            if course.is_pacing(&batch) && !was_ended {
                course.pace(batch).await;
                continue;
            }
            self.ship(&mut course, batch).await;
        }
        (self.acknowledge)(course.safe).await;
        Ok(())
    }

    /// The last record the service has.
    async fn stored_through(&self) -> u64 {
        let mut pause = FIRST_PAUSE;
        loop {
            let token = self
                .api
                .upload_token(&self.options.group, &self.options.stream)
                .await;
            match token {
                Ok(token) => {
                    return token
                        .and_then(|token| self.stored_in(&token))
                        .unwrap_or_default();
                }
                Err(LogsError::Unreachable(_)) => {
                    self.away.send_replace(true);
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                // Made anew when something is put.
                Err(_) => return 0,
            }
        }
    }

    /// The record in a token of ours.
    fn stored_in(&self, token: &str) -> Option<u64> {
        let (source, number) = token.strip_prefix("berth:")?.rsplit_once(':')?;
        (source == self.runtime_id).then(|| number.parse().ok())?
    }

    /// Puts the batch, trying until the service takes it or says where to go on.
    async fn ship(&self, course: &mut Course, mut batch: Batch) {
        batch.seal();
        let token = format!("berth:{}:{}:{}", self.runtime_id, batch.from, batch.to);
        let mut pause = FIRST_PAUSE;
        let mut complained = false;
        while !batch.events.is_empty() {
            let put = Put {
                log_group_name: &self.options.group,
                log_stream_name: &self.options.stream,
                log_events: &batch.events,
                sequence_token: &token,
            };
            match self.api.put(put).await {
                Ok(()) => break,
                Err(LogsError::AlreadyStored { expected }) => {
                    // A part of it, or all and more: what is not stored is read again.
                    let stored = self.stored_in(&expected).unwrap_or(batch.to);
                    course.go_to(stored + 1);
                    batch.to = stored;
                    break;
                }
                Err(LogsError::NotFound(_))
                    if prepare(self.api.as_ref(), &self.options).await.is_ok() => {}
                Err(LogsError::Unreachable(_)) => {
                    self.away.send_replace(true);
                }
                Err(error) => {
                    if *self.ended.borrow() {
                        course.refusals += 1;
                    }
                    if course.refusals >= REFUSALS_MAX {
                        tracing::error!(stream = self.options.stream, %error, "output is lost");
                        break;
                    }
                    if !complained {
                        tracing::warn!(stream = self.options.stream, %error, "cannot ship logs");
                        complained = true;
                    }
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        if batch.dropped > 0 {
            let (stream, lines) = (&self.options.stream, batch.dropped);
            tracing::warn!(stream, lines, "a full buffer dropped lines");
        }
        self.away.send_replace(false);
        course.last_put = Some(Instant::now());
        course.safe = batch.to;
        course.unacknowledged += batch.bytes();
        let enough = ACKNOWLEDGE_BYTES.min(self.options.max_buffer_bytes / 8);
        if course.unacknowledged >= enough {
            course.unacknowledged = 0;
            (self.acknowledge)(course.safe).await;
        }
    }
}

async fn wait(watch: &Watch, ended: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = watch.changed() => {}
        changed = ended.changed() => {
            if changed.is_err() {
                // Nobody will ever say so; the spool still can.
                watch.changed().await;
            }
        }
    }
}

/// How far a shipper is.
struct Course {
    /// Away while a thread reads with it.
    reader: Option<Reader>,
    /// Read, not yet in a batch.
    pending: Vec<Record>,
    /// A batch that waits for more.
    held: Option<Batch>,
    /// The last record that is stored.
    safe: u64,
    /// Bytes stored that the shim has not been told of.
    unacknowledged: u64,
    refusals: u32,
    last_put: Option<Instant>,
}

impl Course {
    /// As much as is there and fits; `None` if nothing is there.
    async fn next_batch(&mut self) -> io::Result<Option<Batch>> {
        let mut batch = self.held.take().unwrap_or_default();
        loop {
            if self.pending.is_empty() {
                self.pending = self.read().await?;
            }
            if self.pending.is_empty() {
                return Ok((!batch.is_empty()).then_some(batch));
            }
            let mut records = std::mem::take(&mut self.pending).into_iter();
            while let Some(record) = records.next() {
                if let Err(record) = batch.take(record) {
                    self.pending = std::iter::once(record).chain(records).collect();
                    return Ok(Some(batch));
                }
            }
        }
    }

    /// Reads in a thread made for it, since a disk may be slow.
    async fn read(&mut self) -> io::Result<Vec<Record>> {
        let mut reader = self.reader.take().ok_or(io::ErrorKind::NotFound)?;
        let read = tokio::task::spawn_blocking(move || {
            let records = reader.read();
            (reader, records)
        });
        let (reader, records) = read.await.map_err(io::Error::other)?;
        self.reader = Some(reader);
        records
    }

    /// Whether it is better to wait for more.
    fn is_pacing(&self, batch: &Batch) -> bool {
        !batch.full && self.last_put.is_some_and(|at| at.elapsed() < PACE)
    }

    async fn pace(&mut self, batch: Batch) {
        self.held = Some(batch);
        if let Some(at) = self.last_put {
            tokio::time::sleep_until(at + PACE).await;
        }
    }

    fn go_to(&mut self, next: u64) {
        self.pending.clear();
        self.held = None;
        if let Some(reader) = &mut self.reader {
            reader.seek(next);
        }
    }
}
