//! What registries send, and what people name.

use std::fs;

use berth_images::{Reference, fuzzing};

pub(crate) fn reference(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(reference) = Reference::parse(&text) {
        let shown = reference.familiar();
        let again = Reference::parse(&shown).expect("reads what it shows");
        assert_eq!(again, reference, "{shown}");
    }
}

pub(crate) fn manifest(bytes: &[u8]) {
    fuzzing::manifest(bytes);
}

pub(crate) fn config(bytes: &[u8]) {
    fuzzing::config(bytes);
}

/// Nothing is made outside the layer's own directory.
pub(crate) fn layer(bytes: &[u8]) {
    let dir = tempfile::tempdir().expect("a directory");
    let root = dir.path().join("a/b/layer");
    fs::create_dir_all(&root).expect("a directory");
    let outside = dir.path().join("a/outside");
    fs::write(&outside, "as it was").expect("writes");
    fuzzing::layer(bytes, &root);
    let text = fs::read_to_string(&outside).expect("is still there");
    assert_eq!(text, "as it was");
    for (place, names) in [("", 1), ("a", 2), ("a/b", 1)] {
        let here = fs::read_dir(dir.path().join(place)).expect("lists");
        assert_eq!(here.count(), names, "in '{place}'");
    }
}

pub(crate) fn docker_config(bytes: &[u8]) {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("config.json");
    fs::write(&path, bytes).expect("writes");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        for registry in ["docker.io", "127.0.0.1:5000"] {
            fuzzing::docker_config(&path, registry).await;
        }
    });
}
