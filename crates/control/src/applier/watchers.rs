//! Who waits for news of which container instance, service or cluster.

use std::collections::{BTreeSet, HashMap};

use berth_model::InstanceId;
use berth_store::Version;
use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

#[derive(Default)]
pub(super) struct Watchers(Mutex<HashMap<InstanceId, watch::Sender<Version>>>);

impl Watchers {
    pub(super) fn subscribe(
        &self,
        instance: InstanceId,
        version: Version,
    ) -> watch::Receiver<Version> {
        self.0
            .lock()
            .entry(instance)
            .or_insert_with(|| watch::Sender::new(version))
            .subscribe()
    }

    /// Tells those who watch `instances`; forgets an instance that nobody watches any more.
    pub(super) fn wake(&self, instances: &BTreeSet<InstanceId>, version: Version) {
        let mut senders = self.0.lock();
        for instance in instances {
            let unwatched = senders
                .get(instance)
                .is_some_and(|sender| sender.send(version).is_err());
            if unwatched {
                senders.remove(instance);
            }
        }
    }
}

/// Things for which something has changed: at most all there are.
pub(crate) struct Changed<K> {
    keys: Mutex<BTreeSet<K>>,
    some: Notify,
}

impl<K> Default for Changed<K> {
    fn default() -> Self {
        Self {
            keys: Mutex::default(),
            some: Notify::new(),
        }
    }
}

impl<K: Ord> Changed<K> {
    pub(super) fn add(&self, keys: BTreeSet<K>) {
        if !keys.is_empty() {
            self.keys.lock().extend(keys);
            self.some.notify_one();
        }
    }

    /// Those since the last call.
    pub(crate) fn take(&self) -> BTreeSet<K> {
        std::mem::take(&mut *self.keys.lock())
    }

    /// Waits until there are some.
    pub(crate) async fn wait(&self) {
        self.some.notified().await;
    }
}
