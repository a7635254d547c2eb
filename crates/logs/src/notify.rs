//! Telling live readers that a stream has changed.

use std::collections::HashMap;

use parking_lot::Mutex;
use tokio::sync::watch;

/// Streams somebody waits for.
#[derive(Debug, Default)]
pub(crate) struct Watchers(Mutex<HashMap<(String, String), watch::Sender<u64>>>);

impl Watchers {
    pub(crate) fn subscribe(&self, group: &str, stream: &str) -> watch::Receiver<u64> {
        let mut watchers = self.0.lock();
        // Those whose readers have gone, so that the map stays as small as the readership.
        watchers.retain(|_, sender| sender.receiver_count() > 0);
        let key = (group.to_owned(), stream.to_owned());
        let sender = watchers.entry(key).or_insert_with(|| watch::Sender::new(0));
        sender.subscribe()
    }

    pub(crate) fn notify(&self, group: &str, stream: &str) {
        let watchers = self.0.lock();
        if watchers.is_empty() {
            return;
        }
        if let Some(sender) = watchers.get(&(group.to_owned(), stream.to_owned())) {
            sender.send_modify(|changes| *changes += 1);
        }
    }
}
