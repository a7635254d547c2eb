//! The parsers of what registries and people hand us, for fuzz targets.

use std::path::Path;

use crate::tarball::Tarball;
use crate::tree::Tree;
use crate::{auth, config, manifest};

/// A manifest or an index.
pub fn manifest(bytes: &[u8]) {
    // Only that it returns counts.
    let _ = manifest::parse(bytes);
}

/// An image's configuration.
pub fn config(bytes: &[u8]) {
    let _ = config::parse(bytes);
}

/// Docker's file of credentials. A helper program that it names is not run: there is none in an empty
/// directory.
pub async fn docker_config(path: &Path, registry: &str) -> bool {
    auth::from_docker_config_with(path, registry, Path::new("/nonexistent"))
        .await
        .is_some()
}

/// A layer unpacked into the empty directory `into`; how many of its entries were.
pub fn layer(bytes: &[u8], into: &Path) -> usize {
    let Ok(mut tree) = Tree::open(into, &[]) else {
        return 0;
    };
    let mut tarball = Tarball::new(bytes);
    let mut entries = 0;
    while let Ok(Some(entry)) = tarball.next() {
        if tree.apply(&entry, tarball.content()).is_err() {
            return entries;
        }
        entries += 1;
    }
    let _ = tree.finish();
    entries
}
