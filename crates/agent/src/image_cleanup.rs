//! Images that no task needs go in time, as the ECS agent does it: every half hour at most five,
//! pulled at least an hour ago, the least recently used first; and at once while the disk is short of
//! room.

use std::time::Duration;

use berth_env::Clock;
use berth_images::{CleanupPolicy, Images};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// Between two looks at the room on the disk; no system tells when it gets short.
const LOOK: Duration = Duration::from_secs(30);

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
        let ticks = |period| {
            let mut ticks = interval(period);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            ticks
        };
        let (mut rounds, mut looks) = (ticks(self.interval), ticks(LOOK));
        // The first tick of each comes at once; a round waits for its interval.
        rounds.tick().await;
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                _ = rounds.tick() => {
                    for image in images.cleanup(policy, clock.now_ms()).await {
                        tracing::info!(id = image.id, references = ?image.references,
                            "an unused image is gone");
                    }
                }
                _ = looks.tick() => {
                    if let Err(error) = images.make_room().await {
                        tracing::warn!(%error, "cannot look at the room on the disk");
                    }
                }
            }
        }
    }
}
