//! Room on the store's disk: when images go early, and when a pull has to wait or is refused.

use std::io;
use std::path::Path;
use std::time::Duration;

use berth_env::{Clock as _, SystemClock};

use crate::cleanup::CleanupPolicy;
use crate::error::PullError;
use crate::layers::Wanted;
use crate::store::Inner;

/// A pull without room looks again after this long; no system tells when a disk gets room.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// How much of the store's disk stays free, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskLimits {
    /// With less than this, unused images go whatever their age.
    pub clean_below_bytes: u64,
    /// No pull begins that would leave less than this.
    pub keep_free_bytes: u64,
    /// Neither is more than this share of the disk.
    pub share_max_percent: u64,
    /// A pull waits so long for room before it fails.
    pub wait: Duration,
}

impl Default for DiskLimits {
    /// 2 GiB and 256 MiB, a twentieth of a small disk; a minute.
    fn default() -> Self {
        Self {
            clean_below_bytes: 2 << 30,
            keep_free_bytes: 256 << 20,
            share_max_percent: 5,
            wait: Duration::from_secs(60),
        }
    }
}

/// A disk that did not get room in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{free_mib} MiB of the disk are free, of which {keep_free_mib} MiB are kept")]
pub struct NoRoom {
    /// MiB that are free.
    pub free_mib: u64,
    /// MiB that stay free.
    pub keep_free_mib: u64,
}

/// Who is to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writer {
    /// Root, who may use all that is free.
    Root,
    /// Anybody, who may not use what a file system keeps for root.
    Anybody,
}

/// What there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// All that was asked.
    Enough,
    /// What was asked, but unused images should go.
    Short,
    /// Not for it.
    None,
}

/// A file system.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Disk {
    pub(crate) free_bytes: u64,
    pub(crate) total_bytes: u64,
}

impl DiskLimits {
    const fn share_max(&self, disk: Disk) -> u64 {
        (disk.total_bytes / 100).saturating_mul(self.share_max_percent)
    }

    /// What of a disk stays free.
    fn kept_bytes(&self, disk: Disk) -> u64 {
        self.keep_free_bytes.min(self.share_max(disk))
    }

    /// Whether `needed_bytes` fit into what is free of a disk.
    pub(crate) fn judge(&self, disk: Disk, needed_bytes: u64) -> Room {
        let most = self.share_max(disk);
        let left = disk.free_bytes.saturating_sub(needed_bytes);
        if needed_bytes > disk.free_bytes || left < self.kept_bytes(disk) {
            Room::None
        } else if left < self.clean_below_bytes.min(most) {
            Room::Short
        } else {
            Room::Enough
        }
    }
}

impl Inner {
    /// Removes unused images, one after the other, until `needed_bytes` fit well or none is left to
    /// go. What there is room for then.
    pub(crate) fn make_room(&self, needed_bytes: u64, writer: Writer) -> io::Result<Room> {
        loop {
            let room = self.look(needed_bytes, writer)?;
            if room == Room::Enough || !self.options.cleanup {
                return Ok(room);
            }
            let next = CleanupPolicy {
                min_age: Duration::ZERO,
                max_per_cycle: 1,
            };
            let gone = self.cleanup(next, SystemClock.now_ms());
            if gone.is_empty() {
                return self.look(needed_bytes, writer);
            }
            for image in gone {
                tracing::info!(id = image.id, references = ?image.references,
                    "an unused image is gone to make room");
            }
        }
    }

    fn look(&self, needed_bytes: u64, writer: Writer) -> io::Result<Room> {
        let disk = disk(&self.options.dir, writer)?;
        Ok(self.options.disk.judge(disk, needed_bytes))
    }

    /// Waits until there is room for the layers that are not here. A lower bound: what a layer
    /// unpacks to is not known before.
    pub(crate) async fn await_room(
        self: &std::sync::Arc<Self>,
        reference: &str,
        wanted: &[Wanted],
    ) -> Result<(), PullError> {
        let missing = wanted
            .iter()
            .filter(|layer| self.layers.info(&layer.chain_id).is_none());
        let needed_bytes: u64 = missing.map(|layer| layer.descriptor.size).sum();
        if needed_bytes == 0 {
            return Ok(());
        }
        let room = self
            .await_bytes(reference, needed_bytes, Writer::Root)
            .await;
        match room.map_err(|error| PullError::store("look for room", &error))? {
            Ok(()) => Ok(()),
            Err(NoRoom {
                free_mib,
                keep_free_mib,
            }) => Err(PullError::NoRoom {
                reference: reference.to_owned(),
                free_mib,
                needed_mib: needed_bytes.div_ceil(1 << 20),
                keep_free_mib,
            }),
        }
    }

    /// Waits until so many bytes fit. The outer error is the file system's.
    pub(crate) async fn await_bytes(
        self: &std::sync::Arc<Self>,
        what: &str,
        needed_bytes: u64,
        writer: Writer,
    ) -> io::Result<Result<(), NoRoom>> {
        let deadline = tokio::time::Instant::now() + self.options.disk.wait;
        let mut said = false;
        loop {
            let inner = std::sync::Arc::clone(self);
            let work = tokio::task::spawn_blocking(move || inner.make_room(needed_bytes, writer));
            let room = work
                .await
                .unwrap_or_else(|panic| Err(io::Error::other(panic)));
            match room? {
                Room::Enough | Room::Short => return Ok(Ok(())),
                Room::None => {}
            }
            if tokio::time::Instant::now() >= deadline {
                let disk = disk(&self.options.dir, writer)?;
                return Ok(Err(NoRoom {
                    free_mib: disk.free_bytes >> 20,
                    keep_free_mib: self.options.disk.kept_bytes(disk) >> 20,
                }));
            }
            if !std::mem::replace(&mut said, true) {
                tracing::warn!(
                    what,
                    needed_bytes,
                    "there is no room on the disk; it is waited for"
                );
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

/// The file system of `dir`, as far as the writer may use it.
fn disk(dir: &Path, writer: Writer) -> io::Result<Disk> {
    let found = rustix::fs::statvfs(dir)?;
    let free = match writer {
        Writer::Root => found.f_bfree,
        Writer::Anybody => found.f_bavail,
    };
    Ok(Disk {
        free_bytes: free.saturating_mul(found.f_frsize),
        total_bytes: found.f_blocks.saturating_mul(found.f_frsize),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn more_room_never_hurts_and_what_is_kept_free_stays_free(
            clean in 0..1_000_u64, keep in 0..1_000_u64,
            free in 0..3_000_u64, more in 0..1_000_u64, needed in 0..2_000_u64,
        ) {
            let limits = DiskLimits {
                clean_below_bytes: clean,
                keep_free_bytes: keep,
                share_max_percent: 100,
                wait: Duration::ZERO,
            };
            let disk = |free_bytes| Disk { free_bytes, total_bytes: 1_000_000 };
            let rank = |room| match room {
                Room::None => 0,
                Room::Short => 1,
                Room::Enough => 2,
            };
            let room = limits.judge(disk(free), needed);
            prop_assert!(rank(limits.judge(disk(free + more), needed)) >= rank(room));
            prop_assert!(rank(limits.judge(disk(free), needed + more)) <= rank(room));
            if room != Room::None {
                prop_assert!(free >= needed + keep);
            }
            // A small disk keeps a share free, not the figures.
            let small = Disk { free_bytes: free, total_bytes: free };
            let share = DiskLimits { share_max_percent: 5, ..limits };
            prop_assert!(share.judge(small, free / 2) != Room::None || free == 0);
            if room == Room::Enough {
                prop_assert!(free >= needed + clean);
            }
        }
    }
}
