//! Images that no task needs go in time, as the ECS agent does it: every half hour at most five,
//! pulled at least an hour ago, the least recently used first.

use std::time::Duration;

use berth_env::Clock;
use berth_images::{CleanupPolicy, Images};
use tokio_util::sync::CancellationToken;

/// When images go.
#[derive(Clone, Copy, Debug)]
pub struct ImageCleanup {
    /// Between two rounds.
    pub interval: Duration,
    /// Since an image's last pull.
    pub min_age: Duration,
    /// Images a round.
    pub max_per_cycle: usize,
}

impl Default for ImageCleanup {
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(30 * 60),
            min_age: Duration::from_secs(3600),
            max_per_cycle: 5,
        }
    }
}

impl ImageCleanup {
    /// Runs until `shutdown`. Images that tasks hold stay.
    pub async fn run(self, images: Images, clock: &dyn Clock, shutdown: CancellationToken) {
        let policy = CleanupPolicy {
            min_age: self.min_age,
            max_per_cycle: self.max_per_cycle,
        };
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(self.interval) => {}
            }
            for image in images.cleanup(policy, clock.now_ms()).await {
                tracing::info!(id = image.id, references = ?image.references, "an unused image is gone");
            }
        }
    }
}
