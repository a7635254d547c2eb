//! The one writer.
//!
//! Everything that changes the region's state is a command: a function over a working copy
//! ([`Tx`]). Commands wait in one queue; one thread takes all that wait, runs each in turn (a
//! command that fails leaves nothing behind), commits what they changed in one go, publishes the
//! new [`Snapshot`], wakes who watches, and only then answers. So a caller that has an answer
//! knows that it is on the disk, and the price of a commit is shared by all who waited for it.
//!
//! If the commit fails nothing is published: all callers of the batch are told so and the working
//! state is again the published one. Readers hold an [`Arc<Snapshot>`] and never wait for anybody.

mod command;
mod load;
mod watchers;
mod worker;

#[cfg(test)]
mod tests;

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use arc_swap::ArcSwap;
use berth_ecs::Context;
use berth_ecs::credentials::Lifetime;
use berth_ecs::writer::Writer;
use berth_env::{Clock, Entropy};
use berth_model::{InstanceId, JobKey, Names, Principal, ServiceKey, State, Tx};
use berth_protocol::fault::Fault;
use berth_store::{Store, Version};
use tokio::sync::{mpsc, oneshot, watch};

use command::{Command, Job};
pub(crate) use watchers::Changed;
use watchers::Watchers;

/// Commands that may wait; a caller beyond that waits for a place.
const QUEUE_MAX: usize = 4096;

/// The state at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    state: State,
    version: Version,
}

impl Snapshot {
    /// How many commits led here; grows over restarts.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The records.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }
}

impl Deref for Snapshot {
    type Target = State;
    fn deref(&self) -> &State {
        &self.state
    }
}

/// What the applier needs to know.
pub struct Options {
    /// Region and account.
    pub names: Names,
    /// The clock of every command.
    pub clock: Arc<dyn Clock>,
    /// Where ids and secrets come from.
    pub entropy: Box<dyn Entropy>,
    /// How long credentials of roles live.
    pub lifetime: Lifetime,
}

/// Why the applier did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store cannot be read.
    #[error("cannot load the state")]
    Load(#[from] berth_store::Error),
    /// The system gave no thread.
    #[error("cannot start the applier's thread")]
    Thread(#[source] std::io::Error),
}

/// What the applier has done since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Commands run, failed ones too.
    pub commands: u64,
    /// Commits made.
    pub commits: u64,
    /// Commits that failed.
    pub commit_failures: u64,
}

#[derive(Default)]
struct Counters {
    commands: AtomicU64,
    commits: AtomicU64,
    commit_failures: AtomicU64,
    /// The last commit failed.
    failing: AtomicBool,
}

struct Shared {
    names: Names,
    lifetime: Lifetime,
    clock: Arc<dyn Clock>,
    published: ArcSwap<Snapshot>,
    version: watch::Sender<Version>,
    /// The number of the newest event.
    events: watch::Sender<u64>,
    watchers: Watchers,
    changed_services: Changed<ServiceKey>,
    /// Clusters, for the tasks in them that wait for capacity.
    changed_waiting: Changed<String>,
    changed_jobs: Changed<JobKey>,
    counters: Counters,
}

/// The state that `store` holds, and its version.
///
/// # Errors
/// The store's own, also for a record that cannot be read.
pub(crate) fn read(store: &dyn Store) -> Result<(State, Version), berth_store::Error> {
    load::load(store)
}

/// The way to the applier. Cheap to clone; the thread ends when the last handle is gone.
#[derive(Clone)]
pub struct Handle {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Box<dyn Command>>,
}

/// Loads the state and starts the writer's thread.
pub struct Applier;

impl Applier {
    /// Loads all records of `store` and starts the thread. It ends, with everything queued
    /// answered, when the last [`Handle`] is dropped; [`Stopped::wait`] tells when.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn start(store: Box<dyn Store>, options: Options) -> Result<(Handle, Stopped), StartError> {
        let (state, version) = load::load(&*store)?;
        let snapshot = Snapshot { state, version };
        let shared = Arc::new(Shared {
            names: options.names,
            lifetime: options.lifetime,
            clock: options.clock,
            published: ArcSwap::from_pointee(snapshot.clone()),
            version: watch::Sender::new(version),
            events: watch::Sender::new(snapshot.last_event()),
            watchers: Watchers::default(),
            changed_services: Changed::default(),
            changed_waiting: Changed::default(),
            changed_jobs: Changed::default(),
            counters: Counters::default(),
        });
        let (queue, commands) = mpsc::channel(QUEUE_MAX);
        let (ended, stopped) = oneshot::channel();
        let worker = worker::Worker {
            shared: Arc::clone(&shared),
            store,
            entropy: options.entropy,
            writer: Writer::new(snapshot.state),
            version,
        };
        std::thread::Builder::new()
            .name("applier".into())
            .spawn(move || {
                worker.run(commands);
                // Whoever waited for the end may have gone.
                let _ = ended.send(());
            })
            .map_err(StartError::Thread)?;
        Ok((Handle { shared, queue }, Stopped(stopped)))
    }
}

/// Resolves once the writer's thread has ended and let go of its store.
pub struct Stopped(oneshot::Receiver<()>);

impl Stopped {
    /// Waits for the end of the thread.
    pub async fn wait(self) {
        // An error means that the thread is gone as well.
        let _ = self.0.await;
    }
}

impl Handle {
    /// The newest committed state.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.shared.published.load_full()
    }

    /// Region and account.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.shared.names
    }

    /// How long credentials of roles live.
    #[must_use]
    pub fn lifetime(&self) -> Lifetime {
        self.shared.lifetime
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.shared.clock.now_ms()
    }

    /// Runs `change` on the state on behalf of `principal` and answers once what it changed is on
    /// the disk. If it fails, nothing has changed.
    ///
    /// # Errors
    /// What `change` fails with, or `ServerException` if the commit fails.
    pub async fn transact<T: Send + 'static>(
        &self,
        principal: Principal,
        change: impl FnOnce(&mut Tx, &mut Context<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.send(principal, false, change)
            .await
            .map(|(value, _version)| value)
    }

    /// The same, but commits even if nothing changed, so that the version returned is above every
    /// one seen before.
    ///
    /// # Errors
    /// As [`Self::transact`].
    pub async fn transact_anew<T: Send + 'static>(
        &self,
        principal: Principal,
        change: impl FnOnce(&mut Tx, &mut Context<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<(T, Version), Fault> {
        self.send(principal, true, change).await
    }

    async fn send<T: Send + 'static>(
        &self,
        principal: Principal,
        anew: bool,
        change: impl FnOnce(&mut Tx, &mut Context<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<(T, Version), Fault> {
        let (job, answer) = Job::new(principal, anew, change);
        if self.queue.send(Box::new(job)).await.is_err() {
            return Err(stopped());
        }
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// A receiver that changes with every commit that touches this container instance, one of its
    /// tasks or their credentials. The value is the version; several commits may be seen as one.
    #[must_use]
    pub fn watch_instance(&self, instance: InstanceId) -> watch::Receiver<Version> {
        let version = self.shared.published.load().version;
        self.shared.watchers.subscribe(instance, version)
    }

    /// The services for which something has changed.
    pub(crate) fn changed_services(&self) -> &Changed<ServiceKey> {
        &self.shared.changed_services
    }

    /// The clusters for whose tasks that wait for capacity something has changed.
    pub(crate) fn changed_waiting(&self) -> &Changed<String> {
        &self.shared.changed_waiting
    }

    /// What jobs go by that has changed.
    pub(crate) fn changed_jobs(&self) -> &Changed<JobKey> {
        &self.shared.changed_jobs
    }

    /// A receiver that changes with every commit. The value is the version.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Version> {
        self.shared.version.subscribe()
    }

    /// A receiver that changes when there are new events. The value is the newest one's number.
    #[must_use]
    pub fn watch_events(&self) -> watch::Receiver<u64> {
        self.shared.events.subscribe()
    }

    /// Whether the last commit, if any, succeeded.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        !self.shared.counters.failing.load(Ordering::Relaxed) && !self.queue.is_closed()
    }

    /// What has been done so far.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let counters = &self.shared.counters;
        Figures {
            commands: counters.commands.load(Ordering::Relaxed),
            commits: counters.commits.load(Ordering::Relaxed),
            commit_failures: counters.commit_failures.load(Ordering::Relaxed),
        }
    }
}

fn stopped() -> Fault {
    Fault::server("ServerException", "The control plane is stopping.")
}
