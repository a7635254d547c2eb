//! The log store: what callers hold.

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    task::{Context, Poll},
    thread,
};

use parking_lot::RwLock;
use tokio::sync::{oneshot, watch};

use crate::{
    Accepted, Batch, Error, OpenError,
    names::{check_group, check_retention, check_stream},
    notify::Watchers,
    open,
    put::SourceRange,
    state::{Change, State},
    writer::{Job, Outcome, Work, Writer},
};

/// Groups, streams and events in a directory of this machine.
///
/// Reads block on the disk; call them where that is allowed. Changes give a [`Pending`], to be
/// awaited or waited for, which is ready once the change is durable. Dropping the store waits for
/// its thread.
#[derive(Debug)]
pub struct LogStore {
    pub(crate) shared: Arc<Shared>,
    jobs: Option<mpsc::Sender<Job>>,
    writer: Option<thread::JoinHandle<()>>,
    _lock: File,
}

/// What writer and readers share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) dir: PathBuf,
    pub(crate) state: RwLock<State>,
    pub(crate) watchers: Watchers,
    next_uid: AtomicU64,
}

/// `CreateLogGroup`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewGroup {
    /// Its name.
    pub name: String,
    /// `STANDARD` or `INFREQUENT_ACCESS`; `STANDARD` if empty.
    pub class: String,
    /// Days events are kept; `None` for ever.
    pub retention_days: Option<u32>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// A change on its way to the disk.
#[derive(Debug)]
#[must_use = "the change may fail"]
pub struct Pending<T>(Waiting<T>);

#[derive(Debug)]
enum Waiting<T> {
    Refused(Option<Error>),
    Sent(oneshot::Receiver<Result<Outcome, Error>>, Option<Finish<T>>),
}

/// What the caller hears of a job's outcome.
struct Finish<T>(Box<dyn FnOnce(Outcome) -> T + Send>);

impl<T> std::fmt::Debug for Finish<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Finish")
    }
}

impl LogStore {
    /// Opens the store in `dir`, which is made if missing.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(dir: &Path) -> Result<Self, OpenError> {
        let opened = open::open(dir)?;
        let shared = Arc::new(Shared {
            dir: dir.to_owned(),
            next_uid: AtomicU64::new(opened.state.next_uid),
            state: RwLock::new(opened.state),
            watchers: Watchers::default(),
        });
        let (jobs, queue) = mpsc::channel();
        let writer = Writer::new(Arc::clone(&shared), opened.journal);
        let writer = thread::Builder::new()
            .name("logs".to_owned())
            .spawn(move || writer.run(&queue))
            .map_err(|source| OpenError::Io {
                dir: dir.to_owned(),
                source,
            })?;
        Ok(Self {
            shared,
            jobs: Some(jobs),
            writer: Some(writer),
            _lock: opened.lock,
        })
    }

    /// Makes a group.
    ///
    /// # Errors
    /// In what is returned: [`Error::GroupExists`], [`Error::Invalid`], [`Error::TooManyTags`].
    pub fn create_group(&self, group: NewGroup, now_ms: i64) -> Pending<()> {
        if let Err(error) = check_new_group(&group) {
            return Pending::refused(error);
        }
        self.change(Change::CreateGroup {
            group: group.name,
            created_ms: now_ms,
            class: if group.class.is_empty() {
                "STANDARD".to_owned()
            } else {
                group.class
            },
            retention_days: group.retention_days,
            tags: group.tags,
        })
    }

    /// Removes a group with its streams and their events.
    ///
    /// # Errors
    /// In what is returned: [`Error::GroupUnknown`].
    pub fn delete_group(&self, group: &str) -> Pending<()> {
        let group = group.to_owned();
        self.change(Change::DeleteGroup { group })
    }

    /// Sets how many days events are kept; `None` for ever.
    ///
    /// # Errors
    /// In what is returned: [`Error::GroupUnknown`], [`Error::Invalid`].
    pub fn set_retention(&self, group: &str, days: Option<u32>) -> Pending<()> {
        if let Some(Err(error)) = days.map(check_retention) {
            return Pending::refused(error);
        }
        let group = group.to_owned();
        self.change(Change::SetRetention { group, days })
    }

    /// Adds or overwrites tags.
    ///
    /// # Errors
    /// In what is returned: [`Error::GroupUnknown`], [`Error::Invalid`], [`Error::TooManyTags`].
    pub fn tag(&self, group: &str, tags: BTreeMap<String, String>) -> Pending<()> {
        let group = group.to_owned();
        self.change(Change::Tag { group, tags })
    }

    /// Removes tags; those that are not there are ignored.
    ///
    /// # Errors
    /// In what is returned: [`Error::GroupUnknown`].
    pub fn untag(&self, group: &str, keys: Vec<String>) -> Pending<()> {
        let group = group.to_owned();
        self.change(Change::Untag { group, keys })
    }

    /// A group's tags.
    ///
    /// # Errors
    /// [`Error::GroupUnknown`].
    pub fn tags(&self, group: &str) -> Result<BTreeMap<String, String>, Error> {
        let state = self.shared.state.read();
        let group = state.groups.get(group).ok_or(Error::GroupUnknown)?;
        Ok(group.tags.clone())
    }

    /// Makes a stream.
    ///
    /// # Errors
    /// In what is returned: [`Error::GroupUnknown`], [`Error::StreamExists`], [`Error::Invalid`].
    pub fn create_stream(&self, group: &str, stream: &str, now_ms: i64) -> Pending<()> {
        if let Err(error) = check_group(group).and_then(|()| check_stream(stream)) {
            return Pending::refused(error);
        }
        self.change(Change::CreateStream {
            group: group.to_owned(),
            stream: stream.to_owned(),
            // The writer numbers it.
            uid: 0,
            created_ms: now_ms,
        })
    }

    /// Removes a stream and its events.
    ///
    /// # Errors
    /// In what is returned: [`Error::GroupUnknown`], [`Error::StreamUnknown`].
    pub fn delete_stream(&self, group: &str, stream: &str) -> Pending<()> {
        self.change(Change::DeleteStream {
            group: group.to_owned(),
            stream: stream.to_owned(),
        })
    }

    /// Stores a batch. Batches of one stream may be on their way together.
    ///
    /// # Errors
    /// In what is returned: [`Error::Invalid`], [`Error::GroupUnknown`], [`Error::StreamUnknown`],
    /// [`Error::AlreadyAccepted`], [`Error::PartlyAccepted`], [`Error::Full`], [`Error::Broken`].
    pub fn put(&self, batch: Batch<'_>, now_ms: i64) -> Pending<Accepted> {
        if let Err(error) = batch.check() {
            return Pending::refused(error);
        }
        let visible_from_ms = {
            let state = self.shared.state.read();
            let Some(group) = state.groups.get(&batch.group) else {
                return Pending::refused(Error::GroupUnknown);
            };
            group.visible_from_ms(now_ms)
        };
        let (block, rejected) = batch.block(now_ms, visible_from_ms);
        let token = batch.sequence_token.as_deref();
        let work = Work::Append {
            group: batch.group,
            stream: batch.stream,
            block,
            source: token.and_then(SourceRange::parse),
        };
        self.send(work, move |outcome| Accepted {
            next_sequence_token: format!("{:056}", outcome.next_seq),
            rejected,
        })
    }

    /// Removes the segments whose events are all past their group's retention, and says how many.
    /// Events past it are hidden in any case.
    ///
    /// # Errors
    /// In what is returned: [`Error::Full`], [`Error::Broken`].
    pub fn expire(&self, now_ms: i64) -> Pending<usize> {
        self.send(Work::Expire { now_ms }, |outcome| outcome.removed)
    }

    /// Changes whenever events are added to the stream, or it is made or removed. The stream need
    /// not exist yet. Subscribe, then read, then wait.
    #[must_use]
    pub fn changed(&self, group: &str, stream: &str) -> watch::Receiver<u64> {
        self.shared.watchers.subscribe(group, stream)
    }

    fn change(&self, change: Change) -> Pending<()> {
        self.send(Work::Change(change), |_| ())
    }

    fn send<T>(
        &self,
        work: Work,
        finish: impl FnOnce(Outcome) -> T + Send + 'static,
    ) -> Pending<T> {
        let (done, outcome) = oneshot::channel();
        let jobs = self.jobs.as_ref().expect("taken by drop only");
        // If the thread is gone, so is `done`, and the receiver says so.
        drop(jobs.send(Job { work, done }));
        Pending(Waiting::Sent(outcome, Some(Finish(Box::new(finish)))))
    }
}

impl Drop for LogStore {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(writer) = self.writer.take()
            && writer.join().is_err()
        {
            tracing::error!("the thread of the log store panicked");
        }
    }
}

impl Shared {
    pub(crate) fn take_uid(&self) -> u64 {
        self.next_uid.fetch_add(1, Ordering::Relaxed)
    }
}

impl<T> Pending<T> {
    fn refused(error: Error) -> Self {
        Self(Waiting::Refused(Some(error)))
    }

    /// Waits for the change, blocking the thread.
    ///
    /// # Errors
    /// Why it did not happen.
    ///
    /// # Panics
    /// On a thread of an asynchronous runtime: await it there.
    pub fn wait(self) -> Result<T, Error> {
        match self.0 {
            Waiting::Refused(error) => Err(error.unwrap_or_else(stopped)),
            Waiting::Sent(outcome, finish) => {
                let outcome = outcome.blocking_recv().map_err(|_| stopped())??;
                finish.map(|finish| (finish.0)(outcome)).ok_or_else(stopped)
            }
        }
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Waiting::Refused(error) => Poll::Ready(Err(error.take().unwrap_or_else(stopped))),
            Waiting::Sent(outcome, finish) => Pin::new(outcome).poll(cx).map(|received| {
                let outcome = received.map_err(|_| stopped())??;
                let finish = finish.take().ok_or_else(stopped)?;
                Ok((finish.0)(outcome))
            }),
        }
    }
}

fn stopped() -> Error {
    Error::Broken("its thread ended".to_owned())
}

fn check_new_group(group: &NewGroup) -> Result<(), Error> {
    check_group(&group.name)?;
    if let Some(days) = group.retention_days {
        check_retention(days)?;
    }
    match group.class.as_str() {
        "" | "STANDARD" | "INFREQUENT_ACCESS" => Ok(()),
        other => Err(Error::Invalid(format!(
            "Log group class {other} is not supported"
        ))),
    }
}
