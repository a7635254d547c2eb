//! Level-triggered loops: looking at things when something has changed for them, and when they are due.
//!
//! Such a loop holds nothing that a restart would lose: at its start it looks at all there is.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use berth_model::Timestamp;
use berth_protocol::fault::Fault;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::applier::Changed;

/// Before the next try when a change could not be stored.
const RETRY: Duration = Duration::from_secs(1);

/// Has each of `first` looked at, then whatever changes or is due, until `shutdown`. `look` says when it
/// is to be looked at again without a change.
pub(crate) async fn keep_looking<K: Ord + Clone, F: Future<Output = Option<Instant>>>(
    first: BTreeSet<K>,
    news: &Changed<K>,
    shutdown: CancellationToken,
    look: impl Fn(K) -> F,
) {
    let mut due = Due::new();
    let mut changed = first;
    loop {
        for key in changed {
            if shutdown.is_cancelled() {
                return;
            }
            let again = look(key.clone()).await;
            due.set(&key, again);
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = news.wait() => {}
            () = wait_until(due.next()) => {}
        }
        changed = news.take();
        changed.extend(due.take(Instant::now()));
    }
}

/// When to look again after a change: when it says, or soon if it could not be stored. `what` could not
/// be moved on then.
pub(crate) fn again(
    advanced: Result<(Timestamp, Option<Timestamp>), Fault>,
    what: &str,
) -> Option<Instant> {
    match advanced {
        Ok((now, again)) => again.map(|at| instant(now, at)),
        Err(fault) => {
            tracing::warn!(%fault, what, "could not be moved on; trying again");
            Some(Instant::now() + RETRY)
        }
    }
}

/// When things are to be looked at again, each once. By the monotonic clock: a wall clock that is set
/// back must not hold one for longer.
struct Due<K> {
    by_key: BTreeMap<K, Instant>,
    by_time: BTreeSet<(Instant, K)>,
}

impl<K: Ord + Clone> Due<K> {
    const fn new() -> Self {
        Self {
            by_key: BTreeMap::new(),
            by_time: BTreeSet::new(),
        }
    }

    /// Sets when one is due, or that it is not.
    fn set(&mut self, key: &K, at: Option<Instant>) {
        if let Some(old) = self.by_key.remove(key) {
            self.by_time.remove(&(old, key.clone()));
        }
        if let Some(at) = at {
            self.by_key.insert(key.clone(), at);
            self.by_time.insert((at, key.clone()));
        }
    }

    /// When the first is due.
    fn next(&self) -> Option<Instant> {
        self.by_time.first().map(|(at, _)| *at)
    }

    /// Takes those that are due.
    fn take(&mut self, now: Instant) -> BTreeSet<K> {
        let mut due = BTreeSet::new();
        while let Some((at, key)) = self.by_time.first().cloned() {
            if at > now {
                break;
            }
            self.set(&key, None);
            due.insert(key);
        }
        due
    }
}

/// The moment `at` by the monotonic clock.
pub(crate) fn instant(now: Timestamp, at: Timestamp) -> Instant {
    let ms = u64::try_from(at.0.saturating_sub(now.0)).unwrap_or(0);
    Instant::now() + Duration::from_millis(ms)
}

/// Waits until then, or for ever.
async fn wait_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
