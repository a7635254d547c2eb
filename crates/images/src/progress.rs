//! How far pulls are.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::layers::Wanted;

/// A pull under way. Bytes are those of compressed layers, as the registry sends them; layers that
/// were here already count as done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullStatus {
    /// Normalised: `docker.io/library/busybox:latest`.
    pub reference: String,
    /// Milliseconds since the epoch.
    pub started_at_ms: i64,
    /// Of the image; 0 until its manifest is here.
    pub layers_total: u64,
    /// Downloaded and unpacked.
    pub layers_done: u64,
    /// Of all layers; 0 until the manifest is here.
    pub bytes_total: u64,
    /// That have come.
    pub bytes_done: u64,
}

/// What the parts of a pull write down while they work.
pub(crate) struct Progress {
    reference: String,
    started_at_ms: i64,
    layers: OnceLock<Vec<LayerProgress>>,
}

/// One layer's.
#[derive(Default)]
pub(crate) struct LayerProgress {
    bytes_total: u64,
    bytes_done: AtomicU64,
    done: AtomicBool,
}

impl Progress {
    pub(crate) const fn new(reference: String, started_at_ms: i64) -> Self {
        Self {
            reference,
            started_at_ms,
            layers: OnceLock::new(),
        }
    }

    /// The manifest is here. The first server's counts, should a second be asked.
    pub(crate) fn begin(&self, wanted: &[Wanted]) {
        let layers = wanted.iter().map(|layer| LayerProgress {
            bytes_total: layer.descriptor.size,
            ..LayerProgress::default()
        });
        let _ = self.layers.set(layers.collect());
    }

    /// So many bytes of a layer are here; less than before if a server began anew.
    pub(crate) fn has(&self, layer: usize, bytes: u64) {
        if let Some(layer) = self.layer(layer) {
            layer.bytes_done.store(bytes, Ordering::Relaxed);
        }
    }

    /// A layer is in its place.
    pub(crate) fn done(&self, layer: usize) {
        if let Some(layer) = self.layer(layer) {
            layer.bytes_done.store(layer.bytes_total, Ordering::Relaxed);
            layer.done.store(true, Ordering::Relaxed);
        }
    }

    fn layer(&self, index: usize) -> Option<&LayerProgress> {
        self.layers.get()?.get(index)
    }

    pub(crate) fn status(&self) -> PullStatus {
        let layers = self.layers.get().map_or(&[][..], Vec::as_slice);
        let done = layers.iter().filter(|it| it.done.load(Ordering::Relaxed));
        PullStatus {
            reference: self.reference.clone(),
            started_at_ms: self.started_at_ms,
            layers_total: layers.len() as u64,
            layers_done: done.count() as u64,
            bytes_total: layers.iter().map(|it| it.bytes_total).sum(),
            bytes_done: layers
                .iter()
                .map(|it| it.bytes_done.load(Ordering::Relaxed))
                .sum(),
        }
    }
}
