//! What may go, and its going.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::error::RemoveError;
use crate::store::{ImageInfo, Inner, State};

/// An image asked for this recently is about to be held; cleanup leaves it.
const GRACE_MS: i64 = 60_000;

/// Which images cleanup takes.
#[derive(Clone, Copy, Debug)]
pub struct CleanupPolicy {
    /// Since the last pull.
    pub min_age: Duration,
    /// At most so many images at once, least recently used first.
    pub max_per_cycle: usize,
}

impl CleanupPolicy {
    fn min_age_ms(&self) -> i64 {
        i64::try_from(self.min_age.as_millis()).unwrap_or(i64::MAX)
    }

    /// Those of `images` that go, in order: unused, old enough, not among the `excluded` references,
    /// the least recently used first.
    pub(crate) fn choose(
        &self,
        mut images: Vec<ImageInfo>,
        excluded: &BTreeSet<String>,
        now_ms: i64,
    ) -> Vec<ImageInfo> {
        images.retain(|info| {
            !info.held
                && now_ms.saturating_sub(info.pulled_at_ms) >= self.min_age_ms()
                && now_ms.saturating_sub(info.last_used_ms) >= GRACE_MS
                && !info.references.iter().any(|it| excluded.contains(it))
        });
        images.sort_by(|a, b| (a.last_used_ms, &a.id).cmp(&(b.last_used_ms, &b.id)));
        images.truncate(self.max_per_cycle);
        images
    }
}

impl Inner {
    pub(crate) fn remove(&self, id: &str) -> Result<(), RemoveError> {
        let trash = {
            let mut state = self.state.lock();
            self.take_image(&mut state, id)?
        };
        empty(&trash);
        Ok(())
    }

    /// Forgets an image and moves away the layers that were its alone.
    fn take_image(&self, state: &mut State, id: &str) -> Result<Vec<PathBuf>, RemoveError> {
        let failed = |source| RemoveError::Io {
            id: id.to_owned(),
            source,
        };
        if state.holds.contains_key(id) {
            return Err(RemoveError::Held(id.to_owned()));
        }
        if !state.images.contains_key(id) {
            return Err(RemoveError::Unknown(id.to_owned()));
        }
        // The record goes first: without it, layers are merely left over.
        self.index.forget(id).map_err(failed)?;
        let layers = state.images.remove(id).map(|known| known.record.layers);
        let mut trash = Vec::new();
        for chain_id in layers.unwrap_or_default() {
            if !state.needs_layer(&chain_id) {
                trash.extend(self.layers.take_out(&chain_id).map_err(failed)?);
            }
        }
        self.sweep_blobs(state).map_err(failed)?;
        Ok(trash)
    }

    pub(crate) fn cleanup(&self, policy: CleanupPolicy, now_ms: i64) -> Vec<ImageInfo> {
        let min_age_ms = policy.min_age_ms();
        let mut trash = Vec::new();
        let mut removed = Vec::new();
        let mut state = self.state.lock();
        let images = state.images.values();
        let images = images.map(|known| state.describe(&known.record)).collect();
        for info in policy.choose(images, &self.excluded, now_ms) {
            match self.take_image(&mut state, &info.id) {
                Ok(paths) => {
                    trash.extend(paths);
                    removed.push(info);
                }
                Err(error) => tracing::warn!(id = info.id, %error, "image stays"),
            }
        }
        match self.left_over(&state, now_ms.saturating_sub(min_age_ms.max(GRACE_MS))) {
            Ok(paths) => trash.extend(paths),
            Err(error) => tracing::warn!(%error, "left-over layers stay"),
        }
        // When each was used last, for the order after a restart.
        for known in state.images.values() {
            if let Err(error) = self.index.save(&known.record) {
                tracing::warn!(id = known.record.id, %error, "image record is out of date");
            }
        }
        drop(state);
        empty(&trash);
        removed
    }

    /// Moves away layers of pulls that never ended and of images that were forgotten.
    fn left_over(&self, state: &State, made_before_ms: i64) -> io::Result<Vec<PathBuf>> {
        let mut trash = Vec::new();
        for (chain_id, made_ms) in self.layers.all()? {
            if made_ms <= made_before_ms && !state.needs_layer(&chain_id) {
                trash.extend(self.layers.take_out(&chain_id)?);
            }
        }
        Ok(trash)
    }
}

fn empty(trash: &[PathBuf]) {
    for path in trash {
        if let Err(error) = fs::remove_dir_all(path) {
            tracing::warn!(path = %path.display(), %error, "left until the next start");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn image()(
            number in 0..20_u8, pulled in 0..400_000_i64, used_after in 0..400_000_i64, held: bool,
        ) -> ImageInfo {
            ImageInfo {
                id: format!("sha256:{number}"),
                references: vec![format!("r/{number}:1")],
                size_bytes: 1,
                last_used_ms: pulled + used_after,
                pulled_at_ms: pulled,
                held,
            }
        }
    }

    proptest! {
        #[test]
        fn only_what_nobody_needs_goes_oldest_first(
            images in vec(image(), 0..30), min_age in 0..300_000_u64, most in 0..8_usize,
            excluded in 0..20_u8, now_ms in 0..1_000_000_i64,
        ) {
            let policy = CleanupPolicy {
                min_age: Duration::from_millis(min_age),
                max_per_cycle: most,
            };
            let excluded = [format!("r/{excluded}:1")].into();
            let gone = policy.choose(images.clone(), &excluded, now_ms);
            prop_assert!(gone.len() <= most);
            prop_assert!(gone.iter().all(|it| !it.held));
            prop_assert!(gone.iter().all(|it| !excluded.contains(&it.references[0])));
            prop_assert!(gone.iter().all(|it| it.pulled_at_ms + policy.min_age_ms() <= now_ms));
            prop_assert!(gone.iter().all(|it| it.last_used_ms + GRACE_MS <= now_ms));
            prop_assert!(gone.is_sorted_by_key(|it| it.last_used_ms));
            // With no bound on their number, all that may go do, and no longer-unused one stays.
            let all = CleanupPolicy { max_per_cycle: usize::MAX, ..policy };
            let all = all.choose(images, &excluded, now_ms);
            prop_assert_eq!(&all[..gone.len()], &gone[..]);
            prop_assert!(gone.len() == most || gone.len() == all.len());
        }
    }
}
