//! What may go, and its going.

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
        let min_age_ms = i64::try_from(policy.min_age.as_millis()).unwrap_or(i64::MAX);
        let mut trash = Vec::new();
        let mut removed = Vec::new();
        let mut state = self.state.lock();
        let mut candidates: Vec<ImageInfo> = state
            .images
            .values()
            .map(|known| state.describe(&known.record))
            .filter(|info| {
                !info.held
                    && now_ms.saturating_sub(info.pulled_at_ms) >= min_age_ms
                    && now_ms.saturating_sub(info.last_used_ms) >= GRACE_MS
            })
            .collect();
        candidates.sort_by(|a, b| (a.last_used_ms, &a.id).cmp(&(b.last_used_ms, &b.id)));
        for info in candidates.into_iter().take(policy.max_per_cycle) {
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
