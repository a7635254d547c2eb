//! One container's output on its way.

use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::api::{LogsApi, LogsError};
use super::batch::Batch;
use super::destination::{Destination, LogOptions, Records};
use super::options::AwslogsOptions;
use super::reader::Reader;
use super::watcher::{SpoolWatcher, Watch};

/// From one batch to the next, unless there is much in the next: what is written meanwhile goes
/// together.
const PACE: Duration = Duration::from_millis(100);
/// A batch of so many bytes is worth a call of its own.
const PLENTY_BYTES: u64 = 256 * 1024;
/// Within [`PACE`], looks at a spool that fills quickly.
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// A spool fills quickly if there is so much in it at a look.
const QUICK_BYTES: u64 = 16 * 1024;
/// An event that may go on with the next line waits so long for it, as in Docker's driver.
const EVENT_AGE: Duration = Duration::from_secs(5);
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
    /// Where to.
    pub destination: Arc<dyn Destination>,
    /// What the driver was told.
    pub options: LogOptions,
    /// The spool; must exist.
    pub directory: PathBuf,
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
        let next = self.stored_through().await + 1;
        let mut course = Course {
            reader: Some(Reader::new(&self.directory, next)),
            next: Batch::new(self.destination.limits(), self.options.multiline().cloned()),
            open: None,
            safe: next - 1,
            unacknowledged: 0,
            refusals: 0,
            last_put: None,
        };
        let mut ended = self.ended.clone();
        loop {
            // Looked at before reading: what was written before the end is then read.
            let was_ended = *ended.borrow_and_update();
            course.fill().await?;
            let whole_at = course.whole_at();
            if was_ended || whole_at.is_some_and(|at| at <= Instant::now()) {
                course.close();
            }
            if course.next.is_empty() {
                if was_ended {
                    break;
                }
                wait(&watch, &mut ended, whole_at).await;
            } else if let Some(until) = course.pause().filter(|_| !was_ended) {
                tokio::time::sleep_until(until).await;
            } else {
                self.ship(&mut course).await?;
            }
        }
        (self.acknowledge)(course.safe).await;
        Ok(())
    }

    /// The last record the service has.
    async fn stored_through(&self) -> u64 {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.destination.stored_through().await {
                Ok(through) => return through,
                Err(error) => {
                    let name = self.destination.name();
                    tracing::debug!(name, %error, "how far logs are stored is not known");
                    self.away.send_replace(true);
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// Stores the next batch, and reads the one after it meanwhile.
    async fn ship(&self, course: &mut Course) -> io::Result<()> {
        let mut batch = course.next.split();
        batch.seal();
        let mut refusals = course.refusals;
        let (stored, ahead) = tokio::join!(self.put(&batch, &mut refusals), course.fill());
        ahead?;
        course.refusals = refusals;
        if stored != batch.to {
            // A part of it, or all and more: what is not stored is read again.
            course.go_to(stored + 1);
        }
        if batch.dropped > 0 {
            let (name, lines) = (self.destination.name(), batch.dropped);
            tracing::warn!(name, lines, "a full buffer dropped lines");
        }
        self.away.send_replace(false);
        course.last_put = Some(Instant::now());
        course.safe = stored;
        course.unacknowledged += batch.bytes();
        let enough = ACKNOWLEDGE_BYTES.min(self.options.max_buffer_bytes() / 8);
        if course.unacknowledged >= enough {
            course.unacknowledged = 0;
            (self.acknowledge)(course.safe).await;
        }
        Ok(())
    }

    /// Puts the batch, trying until the service takes it or says where to go on; the last record
    /// that is stored then, or refused for good.
    async fn put(&self, batch: &Batch, refusals: &mut u32) -> u64 {
        let name = self.destination.name();
        let mut pause = FIRST_PAUSE;
        let mut complained = false;
        while !batch.events.is_empty() {
            let records = Records {
                from: batch.from,
                to: batch.to,
                events: &batch.events,
            };
            match self.destination.put(records).await {
                Ok(stored) => return stored,
                Err(LogsError::Unreachable(_)) => {
                    self.away.send_replace(true);
                }
                Err(error) => {
                    if *self.ended.borrow() {
                        *refusals += 1;
                    }
                    if *refusals >= REFUSALS_MAX {
                        tracing::error!(name, %error, "output is lost");
                        break;
                    }
                    if !complained {
                        tracing::warn!(name, %error, "cannot ship logs");
                        complained = true;
                    }
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        batch.to
    }
}

/// Until there is more to read, the container has ended, or it is `until`.
async fn wait(watch: &Watch, ended: &mut watch::Receiver<bool>, until: Option<Instant>) {
    let due = async {
        match until {
            Some(until) => tokio::time::sleep_until(until).await,
            None => std::future::pending().await,
        }
    };
    let has_ended = async {
        if ended.changed().await.is_err() {
            // Nobody will ever say so; the spool still can.
            std::future::pending().await
        }
    };
    tokio::select! {
        () = watch.changed() => {}
        () = has_ended => {}
        () = due => {}
    }
}

/// How far a shipper is.
struct Course {
    /// Away while a thread reads with it.
    reader: Option<Reader>,
    /// Read, not yet sent.
    next: Batch,
    /// The first record of an event that may go on, and when it was read.
    open: Option<(u64, Instant)>,
    /// The last record that is stored.
    safe: u64,
    /// Bytes stored that the shim has not been told of.
    unacknowledged: u64,
    refusals: u32,
    last_put: Option<Instant>,
}

impl Course {
    /// Reads as much into the next batch as is there and fits, in a thread made for it, since a
    /// disk may be slow.
    async fn fill(&mut self) -> io::Result<()> {
        if self.next.full {
            return Ok(());
        }
        let mut reader = self.reader.take().ok_or(io::ErrorKind::NotFound)?;
        let mut batch = std::mem::take(&mut self.next);
        let read = tokio::task::spawn_blocking(move || {
            let filled = reader.fill(&mut batch);
            (reader, batch, filled)
        });
        let (reader, batch, filled) = read.await.map_err(io::Error::other)?;
        self.reader = Some(reader);
        self.next = batch;
        filled
    }

    /// When an event that may go on is taken for whole, if there is one.
    fn whole_at(&mut self) -> Option<Instant> {
        let from = self.next.open_from();
        if self.open.map(|(from, _)| from) != from {
            self.open = from.map(|from| (from, Instant::now()));
        }
        self.open.map(|(_, since)| since + EVENT_AGE)
    }

    /// Takes an event that might have gone on for whole; later, if there is more to read first.
    fn close(&mut self) {
        if !self.next.full {
            self.next.close();
        }
    }

    /// Until when it is better to wait for more before the next batch is sent, if it is.
    fn pause(&self) -> Option<Instant> {
        let until = self.last_put? + PACE;
        let now = Instant::now();
        let held = self.next.bytes();
        if self.next.full || held >= PLENTY_BYTES || now >= until {
            return None;
        }
        Some(if held >= QUICK_BYTES {
            until.min(now + LOOK_AGAIN)
        } else {
            until
        })
    }

    fn go_to(&mut self, next: u64) {
        self.next.restart();
        if let Some(reader) = &mut self.reader {
            reader.seek(next);
        }
    }
}
