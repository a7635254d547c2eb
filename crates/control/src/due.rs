//! When something is to be looked at again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use berth_model::Timestamp;
use tokio::time::Instant;

/// When things are to be looked at again, each once. By the monotonic clock: a wall clock that is set
/// back must not hold one for longer.
pub(crate) struct Due<K> {
    by_key: BTreeMap<K, Instant>,
    by_time: BTreeSet<(Instant, K)>,
}

impl<K: Ord + Clone> Due<K> {
    pub(crate) const fn new() -> Self {
        Self {
            by_key: BTreeMap::new(),
            by_time: BTreeSet::new(),
        }
    }

    /// Sets when one is due, or that it is not.
    pub(crate) fn set(&mut self, key: &K, at: Option<Instant>) {
        if let Some(old) = self.by_key.remove(key) {
            self.by_time.remove(&(old, key.clone()));
        }
        if let Some(at) = at {
            self.by_key.insert(key.clone(), at);
            self.by_time.insert((at, key.clone()));
        }
    }

    /// When the first is due.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.by_time.first().map(|(at, _)| *at)
    }

    /// Takes those that are due.
    pub(crate) fn take(&mut self, now: Instant) -> BTreeSet<K> {
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
pub(crate) async fn wait_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
