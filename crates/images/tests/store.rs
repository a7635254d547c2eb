//! What the store keeps, shares, repairs and lets go.

mod common;

use std::fs;
use std::path::Path;
use std::time::Duration;

use berth_env::{Clock as _, SystemClock};
use berth_images::testing::{ImageBuilder, Layer, Packing, Registry, push_busybox};
use berth_images::{CleanupPolicy, Images, OpenError, RemoveError};
use common::{half_done, layers_on_disk, open, options, try_open};
use rustix::mount::{MountFlags, UnmountFlags};

const ALL: CleanupPolicy = CleanupPolicy {
    min_age: Duration::ZERO,
    max_per_cycle: usize::MAX,
};

fn an_hour_from_now() -> i64 {
    SystemClock.now_ms() + 3_600_000
}

/// Unmounts when dropped.
struct Overlay(tempfile::TempDir);

impl Overlay {
    fn mount(layers: &[std::path::PathBuf]) -> Self {
        let target = tempfile::tempdir().expect("dir");
        let lower: Vec<_> = layers
            .iter()
            .rev()
            .map(|layer| layer.to_str().expect("text"))
            .collect();
        let data = std::ffi::CString::new(format!("lowerdir={}", lower.join(":"))).expect("text");
        let flags = MountFlags::RDONLY;
        rustix::mount::mount("overlay", target.path(), "overlay", flags, &*data).expect("mounts");
        Self(target)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Overlay {
    fn drop(&mut self) {
        let _ = rustix::mount::unmount(self.0.path(), UnmountFlags::DETACH);
    }
}

fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).expect("read");
    let names = entries.map(|entry| entry.expect("entry").file_name().into_string());
    let mut names: Vec<_> = names.map(|name| name.expect("text")).collect();
    names.sort();
    names
}

#[tokio::test]
async fn an_overlay_of_the_layers_shows_whiteouts_honoured() {
    let registry = Registry::start();
    let base = Layer::new()
        .dir("keep/", 0o755)
        .file("keep/a", 0o644, b"a")
        .file("keep/b", 0o644, b"b")
        .dir("clear/", 0o755)
        .file("clear/old", 0o644, b"")
        .dir("swap/", 0o755)
        .file("swap/old", 0o644, b"")
        .dir("tmp/", 0o1777);
    let upper = Layer::new()
        .file("keep/.wh.a", 0o644, b"")
        .dir("clear/", 0o755)
        .file("clear/.wh..wh..opq", 0o644, b"")
        .file("clear/new", 0o644, b"")
        .file(".wh.swap", 0o644, b"")
        .file("swap/new", 0o644, b"")
        .file("tmp/x", 0o644, b"")
        .file("tool", 0o4755, b"tool")
        .hard_link("tool2", "tool");
    let wiped = Layer::new()
        .file(".wh..wh..opq", 0, b"")
        .file("only", 0o644, b"");
    let image = ImageBuilder::new()
        .layer(base, Packing::Gzip)
        .layer(upper, Packing::Gzip);
    image.push(&registry, "stack:1").await;
    let under = Layer::new().file("under", 0o644, b"");
    let image = ImageBuilder::new()
        .layer(under, Packing::Gzip)
        .layer(wiped, Packing::Gzip);
    image.push(&registry, "stack:2").await;
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let image = images
        .pull(&registry.reference("stack:1"), None)
        .await
        .expect("pulled");
    let overlay = Overlay::mount(&image.layers);
    assert_eq!(
        names(overlay.path()),
        ["clear", "keep", "swap", "tmp", "tool", "tool2"]
    );
    assert_eq!(names(&overlay.path().join("keep")), ["b"]);
    assert_eq!(names(&overlay.path().join("clear")), ["new"]);
    assert_eq!(names(&overlay.path().join("swap")), ["new"]);
    let mode = |name| {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(overlay.path().join(name))
            .expect("stat")
            .mode()
            & 0o7777
    };
    assert_eq!((mode("tmp"), mode("tool2")), (0o1777, 0o4755));

    let image = images
        .pull(&registry.reference("stack:2"), None)
        .await
        .expect("pulled");
    assert_eq!(image.layers.len(), 1, "the lower one is hidden altogether");
    assert_eq!(names(&image.layers[0]), ["only"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_pulls_are_one_and_shared_layers_come_once() {
    let registry = Registry::start();
    let shared = || Layer::new().file("shared", 0o644, &[3; 500_000]);
    for tag in ["one", "two"] {
        let own = Layer::new().file(tag, 0o644, tag.as_bytes());
        let image = ImageBuilder::new().layer(shared(), Packing::Gzip);
        image
            .layer(own, Packing::Gzip)
            .push(&registry, &format!("app:{tag}"))
            .await;
    }
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let mut pulls = tokio::task::JoinSet::new();
    for number in 0..16 {
        let images = images.clone();
        let reference = registry.reference(["app:one", "app:two"][number % 2]);
        pulls.spawn(async move { images.pull(&reference, None).await.expect("pulled") });
    }
    let pulled = pulls.join_all().await;
    assert!(pulled.iter().all(|image| image.layers.len() == 2));
    assert_eq!(layers_on_disk(dir.path()), 3);
    let blobs = registry.blob_downloads(5);
    assert_eq!(
        blobs, 5,
        "two configs, two layers of their own, a shared one"
    );
    let images_here = images.images();
    assert_eq!(images_here.len(), 2);
    assert_eq!(half_done(dir.path()), 0);
}

#[tokio::test]
async fn what_a_crash_left_is_removed_and_the_rest_survives() {
    let registry = Registry::start();
    let reference = push_busybox(&registry, "busybox:1").await;
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    assert!(matches!(
        try_open(dir.path()).await,
        Err(OpenError::InUse(_))
    ));
    let image = images.pull(&reference, None).await.expect("pulled");
    drop(images);
    let home = dir.path().join("images");
    fs::create_dir_all(home.join("tmp/7/fs/etc")).expect("made");
    fs::write(home.join("tmp/8"), "half a blob").expect("written");
    fs::write(home.join("images/x.new"), "{").expect("written");
    fs::write(home.join("images/deadbeef.json"), "{\"version\":1}").expect("written");
    fs::write(home.join("blobs/sha256/abc.new"), "half").expect("written");
    let images = open(dir.path()).await;
    assert_eq!(half_done(dir.path()), 0);
    assert_eq!(names(&home.join("images")).len(), 1);
    assert_eq!(
        names(&home.join("blobs/sha256")).len(),
        2,
        "manifest and config"
    );
    assert_eq!(images.local(&reference), Some(image));
}

#[tokio::test]
async fn damage_is_forgotten_and_pulled_again() {
    let registry = Registry::start();
    let reference = push_busybox(&registry, "busybox:1").await;
    let dir = tempfile::tempdir().expect("dir");
    let home = dir.path().join("images");
    let only = |sub: &str| home.join(sub).join(&names(&home.join(sub))[0]);
    let images = open(dir.path()).await;
    let image = images.pull(&reference, None).await.expect("pulled");

    fs::remove_dir_all(&image.layers[0]).expect("removed");
    assert_eq!(images.local(&reference), None, "noticed while running");
    let image = images.pull(&reference, None).await.expect("pulled again");
    fs::write(only("layers").join("layer.json"), "").expect("written");
    assert_eq!(images.pull(&reference, None).await.as_ref(), Ok(&image));
    assert!(image.layers[0].join("bin/busybox").is_file());

    drop(images);
    fs::write(only("images"), b"\0\0\0").expect("written");
    let images = open(dir.path()).await;
    assert_eq!(images.local(&reference), None);
    assert_eq!(images.pull(&reference, None).await.as_ref(), Ok(&image));

    drop(images);
    let config = home
        .join("blobs/sha256")
        .join(image.id.trim_start_matches("sha256:"));
    fs::write(config, "{}").expect("written");
    let images = open(dir.path()).await;
    assert!(images.images().is_empty());
    assert_eq!(images.pull(&reference, None).await.as_ref(), Ok(&image));
}

#[tokio::test]
async fn a_file_lost_or_cut_inside_a_layer_is_noticed_by_the_next_process() {
    let registry = Registry::start();
    let reference = push_busybox(&registry, "busybox:1").await;
    let dir = tempfile::tempdir().expect("dir");
    let image = open(dir.path()).await.pull(&reference, None).await;
    let image = image.expect("pulled");
    let busybox = image.layers[0].join("bin/busybox");
    let size = fs::metadata(&busybox).expect("there").len();

    fs::remove_file(&busybox).expect("removed");
    let images = open(dir.path()).await;
    assert_eq!(images.local(&reference), None, "one name less");
    assert_eq!(images.pull(&reference, None).await.as_ref(), Ok(&image));
    assert_eq!(fs::metadata(&busybox).expect("there again").len(), size);

    drop(images);
    let file = fs::File::options().write(true).open(&busybox);
    file.and_then(|file| file.set_len(size / 2)).expect("cut");
    // A pull finds the manifest known and looks at the layers as well.
    let images = open(dir.path()).await;
    assert_eq!(images.pull(&reference, None).await.as_ref(), Ok(&image));
    assert_eq!(fs::metadata(&busybox).expect("there again").len(), size);
    assert_eq!(images.local(&reference).as_ref(), Some(&image));
}

#[tokio::test]
async fn cleanup_takes_the_least_recently_used_and_honours_holds() {
    let registry = Registry::start();
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let mut pulled = Vec::new();
    for name in ["a", "b", "c"] {
        let base = Layer::new().file("base", 0o644, b"base");
        let own = Layer::new().file(name, 0o644, name.as_bytes());
        let image = ImageBuilder::new()
            .layer(base, Packing::Gzip)
            .layer(own, Packing::Gzip);
        image.push(&registry, &format!("{name}:1")).await;
        pulled.push(
            images
                .pull(&registry.reference(&format!("{name}:1")), None)
                .await
                .expect("ok"),
        );
    }
    let [a, b, c] = &pulled[..] else {
        panic!("three")
    };
    let hold = images.hold(a);
    let second = images.hold(a);
    assert!(matches!(
        images.remove(&a.id).await,
        Err(RemoveError::Held(_))
    ));
    assert!(
        images.cleanup(ALL, SystemClock.now_ms()).await.is_empty(),
        "all just used"
    );
    let aged = CleanupPolicy {
        min_age: Duration::from_secs(7200),
        ..ALL
    };
    assert!(
        images.cleanup(aged, an_hour_from_now()).await.is_empty(),
        "pulled an hour ago"
    );
    // Used later than its pull, so that b is the older one whatever the clock's grain.
    while SystemClock.now_ms() <= b.pulled_at(&images) {
        std::thread::yield_now();
    }
    images.local(&c.reference).expect("here");
    let one = CleanupPolicy {
        max_per_cycle: 1,
        ..ALL
    };
    let removed = images.cleanup(one, an_hour_from_now()).await;
    assert_eq!(
        removed.iter().map(|info| &info.id).collect::<Vec<_>>(),
        [&b.id]
    );
    assert_eq!(layers_on_disk(dir.path()), 3, "the shared one stays");
    assert!(!b.layers[1].exists() && c.layers[0].exists());
    drop(hold);
    assert_eq!(
        images.cleanup(ALL, an_hour_from_now()).await.len(),
        1,
        "c; a is still held"
    );
    assert!(images.images()[0].held);
    drop(second);
    images.remove(&a.id).await.expect("free now");
    assert!(matches!(
        images.remove(&a.id).await,
        Err(RemoveError::Unknown(_))
    ));
    assert_eq!((layers_on_disk(dir.path()), half_done(dir.path())), (0, 0));
    assert!(names(&dir.path().join("images/blobs/sha256")).is_empty());
}

trait PulledAt {
    fn pulled_at(&self, images: &berth_images::Images) -> i64;
}

impl PulledAt for berth_images::Image {
    fn pulled_at(&self, images: &berth_images::Images) -> i64 {
        let all = images.images();
        all.iter()
            .find(|info| info.id == self.id)
            .expect("known")
            .last_used_ms
    }
}

#[tokio::test]
async fn layers_of_a_pull_that_never_ended_are_cleaned() {
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let orphan = dir.path().join("images/layers").join("ab".repeat(32));
    fs::create_dir_all(orphan.join("fs/etc")).expect("made");
    fs::write(orphan.join("layer.json"), "{}").expect("written");
    images.cleanup(ALL, SystemClock.now_ms()).await;
    assert!(orphan.exists(), "its pull may just be starting again");
    images.cleanup(ALL, an_hour_from_now()).await;
    assert!(!orphan.exists());
}

#[tokio::test]
async fn a_tag_that_moves_takes_its_reference_along() {
    let registry = Registry::start();
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let reference = registry.reference("moving:1");
    let mut ids = Vec::new();
    for content in ["old", "new"] {
        let layer = Layer::new().file("f", 0o644, content.as_bytes());
        ImageBuilder::new()
            .layer(layer, Packing::Gzip)
            .push(&registry, "moving:1")
            .await;
        ids.push(images.pull(&reference, None).await.expect("pulled").id);
    }
    assert_ne!(ids[0], ids[1]);
    drop(images);
    let images = open(dir.path()).await;
    assert_eq!(images.local(&reference).expect("here").id, ids[1]);
    let listed = images.images();
    let old = listed
        .iter()
        .find(|info| info.id == ids[0])
        .expect("kept until cleanup");
    assert!(old.references.is_empty());
}

#[tokio::test]
async fn a_full_disk_is_an_error_and_leaves_nothing() {
    let registry = Registry::start();
    let big = |packing| {
        let layer = Layer::new().file("big", 0o644, &[1; 4_000_000]);
        ImageBuilder::new().layer(layer, packing)
    };
    big(Packing::Plain).push(&registry, "big:download").await;
    big(Packing::Gzip).push(&registry, "big:unpack").await;
    let dir = tempfile::tempdir().expect("dir");
    let home = dir.path().join("images");
    fs::create_dir(&home).expect("made");
    let size = c"size=2m";
    rustix::mount::mount("tmpfs", &home, "tmpfs", MountFlags::empty(), size).expect("mounts");
    let mut options = options(dir.path());
    options.disk.wait = Duration::ZERO;
    let images = Images::open(options).await.expect("opens");
    let mut errors = Vec::new();
    for tag in ["big:download", "big:unpack"] {
        errors.push(
            images
                .pull(&registry.reference(tag), None)
                .await
                .map(|image| image.id),
        );
        errors.push(Ok(half_done(dir.path()).to_string()));
    }
    drop(images);
    rustix::mount::unmount(&home, UnmountFlags::DETACH).expect("unmounts");
    let words = |outcome: &Result<String, _>| match outcome {
        Ok(text) => text.clone(),
        Err(error) => berth_images::PullError::to_string(error),
    };
    let words: Vec<_> = errors.iter().map(words).collect();
    // Of a layer whose size is known it is known beforehand.
    let refused = "not enough free disk space for ";
    assert!(words[0].starts_with(refused), "{words:?}");
    assert!(
        words[2].starts_with("failed to register layer: sha256:"),
        "{words:?}"
    );
    assert!(
        words[2].ends_with("write /big: no space left on device"),
        "{words:?}"
    );
    assert_eq!((words[1].as_str(), words[3].as_str()), ("0", "0"));
}
