//! The image store: pulls from OCI registries into a content-addressed directory, layers unpacked
//! for overlayfs.
//!
//! What comes from a registry is never trusted: every blob is checked against its digest and size
//! before it is opened, every layer against its diff id, and unpacking resolves each path inside
//! the layer's own directory. What is on disk is whole or absent: files and layers are made beside
//! their place, synced and renamed.
//!
//! The directory holds `blobs/sha256/<hex>` (manifests and configs), `layers/<chain id>/fs` (an
//! unpacked layer, in overlayfs's own notation), `images/<config digest>.json` (one record an
//! image) and `tmp` (whatever is half done; emptied at open).

mod auth;
mod cleanup;
mod config;
mod error;
mod index;
mod layers;
mod manifest;
mod progress;
mod pull;
mod reference;
mod registry;
mod room;
mod store;
mod tarball;
mod tree;
mod unpack;
mod words;

#[cfg(feature = "fuzzing")]
pub mod fuzzing;
#[cfg(feature = "testing")]
pub mod testing;

pub use auth::Credentials;
pub use cleanup::CleanupPolicy;
pub use config::ImageConfig;
pub use error::{OpenError, PullError, RemoveError};
pub use progress::PullStatus;
pub use reference::Reference;
pub use room::{DiskLimits, NoRoom};
pub use store::{Hold, Image, ImageInfo, Images, Options};
