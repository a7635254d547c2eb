//! Pulls from a real registry.

mod common;

use std::process::Command;

use base64::Engine as _;
use berth_images::testing::{ImageBuilder, Layer, PASSWORD, Packing, Registry, USER, push_busybox};
use berth_images::{Credentials, PullError};
use common::{half_done, layers_on_disk, open, options};
use serde_json::json;

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

fn greeting() -> ImageBuilder {
    ImageBuilder::new()
        .layer(
            Layer::new().dir("a/", 0o755).file("a/one", 0o644, b"1"),
            Packing::Gzip,
        )
        .layer(Layer::new().file("a/two", 0o644, b"22"), Packing::Zstd)
        .layer(Layer::new().file("a/three", 0o644, b"333"), Packing::Plain)
        .config(json!({
            "Entrypoint": ["/hello"], "Cmd": ["world"], "Env": ["A=b"], "WorkingDir": "/a",
            "User": "1:2", "StopSignal": "SIGQUIT", "Volumes": {"/data": {}},
            "Labels": {"k": "v"}, "ExposedPorts": {"80/tcp": {}},
        }))
}

#[tokio::test]
async fn busybox_arrives_and_runs() {
    let registry = Registry::start();
    let reference = push_busybox(&registry, "busybox:1").await;
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    assert_eq!(images.local(&reference), None);
    let image = images.pull(&reference, None).await.expect("pulled");
    assert_eq!(image.config.cmd, ["sh"]);
    assert_eq!(
        (image.reference.as_str(), image.layers.len()),
        (reference.as_str(), 1)
    );
    let output = Command::new("chroot")
        .arg(&image.layers[0])
        .args(["/bin/sh", "-c", "echo $(cat /etc/group | wc -l)"])
        .output()
        .expect("runs");
    assert_eq!(output.stdout, b"2\n");
    assert_eq!(
        images.resolve(&reference, None).await.as_ref(),
        Ok(&image.digest)
    );
    let pinned = format!("{}@{}", registry.reference("busybox"), image.digest);
    assert_eq!(images.local(&pinned).expect("by digest").id, image.id);
    assert_eq!(
        images.pull(&pinned, None).await.expect("pinned").id,
        image.id
    );
    assert_eq!(images.local(&reference), Some(image));
    assert_eq!((half_done(dir.path()), layers_on_disk(dir.path())), (0, 1));
}

#[tokio::test]
async fn layers_of_all_packings_lowest_first() {
    let registry = Registry::start();
    let (digest, _) = greeting().push(&registry, "greeting:1").await;
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let reference = registry.reference("greeting:1");
    let image = images.pull(&reference, None).await.expect("pulled");
    assert_eq!((image.digest, image.size_bytes), (digest, 6));
    for (layer, name) in image.layers.iter().zip(["one", "two", "three"]) {
        assert!(layer.join("a").join(name).is_file(), "{name}");
    }
    let config = image.config;
    assert_eq!(
        (config.entrypoint, config.cmd),
        (vec!["/hello".into()], vec!["world".into()])
    );
    assert_eq!(
        (config.user.as_str(), config.working_dir.as_str()),
        ("1:2", "/a")
    );
    assert_eq!(config.stop_signal.as_deref(), Some("SIGQUIT"));
    assert_eq!(
        (config.volumes, config.exposed_ports),
        (vec!["/data".into()], vec!["80/tcp".into()])
    );
    assert_eq!(
        (config.labels["k"].as_str(), config.os.as_str()),
        ("v", "linux")
    );
}

#[tokio::test]
async fn an_index_leads_to_this_machine() {
    let registry = Registry::start();
    let (own, own_size) = greeting().push(&registry, "multi:own").await;
    let other = ImageBuilder::new().architecture("s390x");
    let (other, other_size) = other.push(&registry, "multi:other").await;
    let own_architecture = if cfg!(target_arch = "x86_64") {
        "amd64"
    } else {
        "arm64"
    };
    let entry = |digest: &str, size: usize, architecture: &str| {
        json!({"mediaType": MANIFEST, "digest": digest, "size": size,
               "platform": {"os": "linux", "architecture": architecture}})
    };
    let index = |entries: Vec<serde_json::Value>| {
        json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": entries})
            .to_string()
            .into_bytes()
    };
    let foreign = entry(&other, other_size, "s390x");
    let both = index(vec![
        foreign.clone(),
        entry(&own, own_size, own_architecture),
    ]);
    let digest = registry.push_manifest("multi:both", INDEX, both).await;
    registry
        .push_manifest("multi:foreign", INDEX, index(vec![foreign]))
        .await;
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let both = registry.reference("multi:both");
    let image = images.pull(&both, None).await.expect("pulled");
    assert_eq!(
        image.digest, digest,
        "the index's, as the registry gives it"
    );
    assert_eq!(images.resolve(&both, None).await, Ok(digest));
    assert_eq!(image.config.architecture, own_architecture);
    let reference = registry.reference("multi:foreign");
    let error = images.pull(&reference, None).await.expect_err("not for us");
    assert_eq!(
        error.to_string(),
        format!(
            "no matching manifest for linux/{own_architecture} in the manifest list entries of \
             {reference}: available platforms: linux/s390x"
        )
    );
}

#[tokio::test]
async fn dockers_own_manifests_are_read() {
    let registry = Registry::start();
    let reference = push_busybox(&registry, "busybox:oci").await;
    let converted = registry.reference("busybox:docker");
    let status = Command::new("skopeo")
        .args(["copy", "--quiet", "--insecure-policy", "--format", "v2s2"])
        .args(["--src-tls-verify=false", "--dest-tls-verify=false"])
        .args([
            format!("docker://{reference}"),
            format!("docker://{converted}"),
        ])
        .status()
        .expect("skopeo is installed");
    assert!(status.success());
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let one = images.pull(&reference, None).await.expect("oci");
    let two = images.pull(&converted, None).await.expect("docker");
    assert_ne!(one.digest, two.digest);
    assert_eq!(one.layers, two.layers);
}

#[tokio::test]
async fn a_private_registry_wants_credentials() {
    let registry = Registry::start_private();
    let reference = push_busybox(&registry, "busybox:1").await;
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let wrong = Credentials {
        username: USER.into(),
        password: "wrong".into(),
    };
    for credentials in [None, Some(&wrong)] {
        let error = images
            .pull(&reference, credentials)
            .await
            .expect_err("denied");
        assert_eq!(
            error.to_string(),
            format!(
                "pull access denied for {}, repository does not exist or may require \
                 authorization: unauthorized: authentication required",
                registry.reference("busybox")
            )
        );
    }
    assert!(images.resolve(&reference, None).await.is_err());
    let right = registry.credentials();
    let image = images
        .pull(&reference, right.as_ref())
        .await
        .expect("let in");
    assert_eq!(
        images.resolve(&reference, right.as_ref()).await,
        Ok(image.digest)
    );

    let auth = base64::engine::general_purpose::STANDARD.encode(format!("{USER}:{PASSWORD}"));
    let config = json!({"auths": {registry.address(): {"auth": auth}}});
    std::fs::write(dir.path().join("docker.json"), config.to_string()).expect("written");
    images
        .pull(&reference, None)
        .await
        .expect("let in by docker's configuration");
}

#[tokio::test]
async fn what_is_missing_is_said_in_the_registrys_words() {
    let registry = Registry::start();
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let reference = registry.reference("nope:1");
    let words = format!("manifest for {reference} not found: manifest unknown: manifest unknown");
    let error = images.pull(&reference, None).await.expect_err("missing");
    assert_eq!(error.to_string(), words);
    let error = images.resolve(&reference, None).await.expect_err("missing");
    assert_eq!(error.to_string(), words);
    assert!(matches!(error, PullError::NotFound { .. }));
}

#[tokio::test]
async fn nobody_at_the_address_is_a_dial_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("bound");
    drop(listener);
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let error = images
        .pull(&format!("{address}/a:1"), None)
        .await
        .expect_err("nobody");
    assert_eq!(
        error.to_string(),
        format!("Get \"http://{address}/v2/\": dial tcp {address}: connect: connection refused")
    );
}

#[tokio::test]
async fn a_mirror_is_asked_first_and_the_registry_next() {
    let (registry, mirror) = (Registry::start(), Registry::start());
    push_busybox(&mirror, "library/busybox:1").await;
    let own = push_busybox(&registry, "own:1").await;
    let dir = tempfile::tempdir().expect("dir");
    let mut options = options(dir.path());
    options
        .mirrors
        .insert("docker.io".into(), mirror.address().into());
    options.mirrors.insert(
        registry.address().into(),
        format!("http://{}/", mirror.address()),
    );
    let images = berth_images::Images::open(options).await.expect("opens");
    let image = images
        .pull("busybox:1", None)
        .await
        .expect("from the mirror");
    assert_eq!(image.reference, "docker.io/library/busybox:1");
    images
        .pull(&own, None)
        .await
        .expect("the mirror does not have it");
}

#[tokio::test]
async fn a_bad_reference_asks_nobody() {
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let error = images
        .pull("127.0.0.1:1/UPPER", None)
        .await
        .expect_err("bad");
    assert_eq!(
        error.to_string(),
        "invalid reference format: repository name must be lowercase: \"127.0.0.1:1/UPPER\""
    );
    assert_eq!(images.local("::"), None);
}
