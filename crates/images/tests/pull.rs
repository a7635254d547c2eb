//! Pulls from a real registry.
use berth_images::testing::{Registry, push_busybox};
use berth_images::{Images, Options};
use std::time::Duration;

async fn store(dir: &std::path::Path) -> Images {
    Images::open(Options {
        dir: dir.to_owned(),
        docker_config: Some(dir.join("docker.json")),
        pull_timeout: Duration::from_secs(60),
        mirrors: Default::default(),
    })
    .await
    .expect("opens")
}

#[tokio::test]
async fn an_image_is_pulled() {
    let registry = Registry::start();
    let reference = push_busybox(&registry, "busybox:1").await;
    let dir = tempfile::tempdir().expect("dir");
    let images = store(dir.path()).await;
    let image = images.pull(&reference, None).await.expect("pulled");
    assert_eq!(image.config.cmd, ["sh"]);
    assert_eq!(image.layers.len(), 1);
    assert!(image.layers[0].join("bin/sh").is_symlink());
    assert_eq!(
        images.resolve(&reference, None).await.as_ref(),
        Ok(&image.digest)
    );
    assert_eq!(images.local(&reference), Some(image));
}
