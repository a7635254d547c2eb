//! Registries that lie, stop short or want tokens.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine as _;
use berth_images::testing::{Layer, Packing};
use berth_images::{Credentials, PullError};
use common::{Answer, Request, Server, half_done, layers_on_disk, open, options};
use serde_json::json;
use sha2::{Digest as _, Sha256};

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex::encode(Sha256::digest(bytes)))
}

/// The documents of an image of one layer.
struct Parts {
    manifest: Vec<u8>,
    config: Vec<u8>,
    layer: Vec<u8>,
}

fn parts(layer: Layer) -> Parts {
    let tar = layer.tar();
    let layer = Packing::Plain.pack(&tar);
    let config = json!({"architecture": "amd64", "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": [digest(&tar)]}});
    let config = config.to_string().into_bytes();
    let manifest = json!({"schemaVersion": 2,
        "config": {"digest": digest(&config), "size": config.len()},
        "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar",
                    "digest": digest(&layer), "size": layer.len()}]});
    Parts {
        manifest: manifest.to_string().into_bytes(),
        config,
        layer,
    }
}

impl Parts {
    fn answer(&self, request: &Request) -> Answer {
        let path = &request.path;
        if path == "/v2/" {
            Answer::ok("{}")
        } else if path.contains("/manifests/") {
            Answer::ok(self.manifest.clone())
        } else if path.ends_with(&digest(&self.config)) {
            Answer::ok(self.config.clone())
        } else if path.ends_with(&digest(&self.layer)) {
            Answer::ok(self.layer.clone())
        } else {
            Answer::status(404, "")
        }
    }
}

fn good() -> Parts {
    parts(Layer::new().file("f", 0o644, &[5; 400_000]))
}

/// Pulls from a server and hands back the error; nothing may stay behind.
async fn refused(handler: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> PullError {
    let server = Server::start(handler);
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let reference = format!("{}/evil:1", server.address);
    let error = images.pull(&reference, None).await.expect_err("refused");
    assert_eq!(
        (half_done(dir.path()), layers_on_disk(dir.path())),
        (0, 0),
        "{error}"
    );
    assert!(images.images().is_empty());
    error
}

#[tokio::test]
async fn content_that_is_not_its_digest_is_refused() {
    let all = good();
    let error = refused(move |request| {
        let mut answer = all.answer(request);
        if request.path.ends_with(&digest(&all.layer)) {
            answer.body[1000] ^= 1;
        }
        answer
    });
    let error = error.await;
    assert!(error.to_string().contains("verification failed"), "{error}");

    let all = good();
    let error = refused(move |request| {
        let mut answer = all.answer(request);
        if request.path.ends_with(&digest(&all.config)) {
            answer.body[3] ^= 1;
        }
        answer
    });
    assert!(matches!(error.await, PullError::Invalid(_)));

    let all = good();
    let error = refused(move |request| {
        let answer = all.answer(request);
        answer.header("docker-content-digest", &digest(b"something else"))
    });
    assert!(matches!(error.await, PullError::Invalid(_)));
}

#[tokio::test]
async fn more_or_less_than_was_said_is_refused() {
    let all = good();
    let error = refused(move |request| {
        let mut answer = all.answer(request);
        if request.path.ends_with(&digest(&all.layer)) {
            answer.body.push(0);
        }
        answer
    });
    let error = error.await;
    assert!(error.to_string().contains("larger than"), "{error}");
}

#[tokio::test]
async fn documents_have_a_size() {
    let error = refused(|request| match request.path.as_str() {
        "/v2/" => Answer::ok("{}"),
        _ => Answer::ok(vec![b' '; 5 * 1024 * 1024]),
    });
    let error = error.await;
    assert!(
        error.to_string().contains("larger than 4194304 bytes"),
        "{error}"
    );

    let mut all = good();
    let text = String::from_utf8(all.manifest).expect("text");
    let size = format!("\"size\":{}", all.config.len());
    assert!(text.contains(&size));
    all.manifest = text.replacen(&size, "\"size\":9000000", 1).into_bytes();
    let error = refused(move |request| all.answer(request)).await;
    assert!(error.to_string().contains("more than 8388608"), "{error}");
}

#[tokio::test]
async fn a_layer_that_leaves_its_directory_is_refused() {
    for layer in [
        Layer::new().file("../../../escaped", 0o644, b"x"),
        Layer::new()
            .symlink("l", "../../../blobs")
            .file("l/x", 0o644, b"x"),
        Layer::new().hard_link("h", "../../../lock"),
    ] {
        let all = parts(layer);
        let error = refused(move |request| all.answer(request)).await;
        assert!(
            error
                .to_string()
                .starts_with("failed to register layer: sha256:"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_interrupted_download_goes_on() {
    let all = good();
    let whole = all.layer.len();
    let ranges = Arc::new(parking_lot::Mutex::new(Vec::new()));
    let seen = Arc::clone(&ranges);
    let server = Server::start(move |request| {
        let mut answer = all.answer(request);
        if !request.path.ends_with(&digest(&all.layer)) {
            return answer;
        }
        seen.lock().push(request.range.clone());
        let from = request
            .range
            .trim_start_matches("bytes=")
            .trim_end_matches('-');
        if let Ok(from) = from.parse::<usize>() {
            answer = Answer::status(206, answer.body.split_off(from)).header(
                "content-range",
                &format!("bytes {from}-{}/{whole}", whole - 1),
            );
        }
        answer.cut = Some(150_000);
        answer
    });
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let image = images
        .pull(&format!("{}/cut:1", server.address), None)
        .await
        .expect("pulled");
    assert_eq!(image.size_bytes, 400_000);
    let ranges = ranges.lock().clone();
    assert_eq!(ranges[0], "");
    assert!(
        ranges.len() >= 3 && ranges[1..].iter().all(|range| !range.is_empty()),
        "{ranges:?}"
    );
}

#[tokio::test]
async fn a_server_that_starts_over_and_never_ends_is_given_up() {
    let all = good();
    let tries = AtomicUsize::new(0);
    let error = refused(move |request| {
        let mut answer = all.answer(request);
        if request.path.ends_with(&digest(&all.layer)) {
            // Each time less or more than the last, and never more than at first.
            let cut = [250_000, 100_000, 200_000];
            answer.cut = Some(cut[tries.fetch_add(1, Ordering::SeqCst) % cut.len()]);
        }
        answer
    });
    let error = tokio::time::timeout(Duration::from_secs(60), error).await;
    let error = error.expect("it ends").to_string();
    assert!(error.contains("400") || error.contains("body"), "{error}");
}

#[tokio::test]
async fn a_server_without_ranges_starts_over_and_busy_ones_are_asked_again() {
    let all = good();
    let tries = AtomicUsize::new(0);
    let server = Server::start(move |request| {
        let mut answer = all.answer(request);
        if request.path.ends_with(&digest(&all.layer)) {
            match tries.fetch_add(1, Ordering::SeqCst) {
                0 => answer.cut = Some(200_000),
                1 => answer = Answer::status(503, "busy"),
                _ => {}
            }
        }
        answer
    });
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    images
        .pull(&format!("{}/a:1", server.address), None)
        .await
        .expect("pulled");

    let error = refused(|request| match request.path.as_str() {
        "/v2/" => Answer::ok("{}"),
        _ => Answer::status(
            429,
            r#"{"errors":[{"code":"TOOMANYREQUESTS","message":"slow"}]}"#,
        ),
    });
    assert_eq!(
        error.await.to_string(),
        "received unexpected HTTP status: 429: toomanyrequests: slow"
    );
}

#[tokio::test]
async fn tokens_are_fetched_and_renewed() {
    let all = good();
    let issued = Arc::new(AtomicUsize::new(0));
    let (counter, address) = (
        Arc::clone(&issued),
        Arc::new(parking_lot::Mutex::new(String::new())),
    );
    let own_address = Arc::clone(&address);
    let basic = base64::engine::general_purpose::STANDARD.encode("me:secret");
    let basic = format!("Basic {basic}");
    let server = Server::start(move |request| {
        if let Some(query) = request.path.strip_prefix("/token?") {
            assert!(query.contains("scope=repository%3Aa%2Fb%3Apull"), "{query}");
            if request.authorization != basic {
                return Answer::status(401, r#"{"details":"incorrect username or password"}"#);
            }
            let number = counter.fetch_add(1, Ordering::SeqCst) + 1;
            return Answer::ok(format!(r#"{{"token":"t{number}"}}"#));
        }
        // Tokens are good until the layer is asked for; that wants the second one.
        let wanted = if request.path.ends_with(&digest(&all.layer)) {
            2
        } else {
            1
        };
        let number = request
            .authorization
            .strip_prefix("Bearer t")
            .unwrap_or("0");
        if number.parse::<usize>().unwrap_or(0) < wanted {
            let realm = format!(
                "Bearer realm=\"http://{}/token\",service=\"s\"",
                own_address.lock()
            );
            return Answer::status(401, "").header("www-authenticate", &realm);
        }
        all.answer(request)
    });
    address.lock().clone_from(&server.address);
    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let reference = format!("{}/a/b:1", server.address);
    let credentials = |password: &str| Credentials {
        username: "me".into(),
        password: password.into(),
    };
    let error = images
        .pull(&reference, Some(&credentials("bad")))
        .await
        .expect_err("denied");
    assert!(
        error
            .to_string()
            .ends_with("authorization: incorrect username or password"),
        "{error}"
    );
    images
        .pull(&reference, Some(&credentials("secret")))
        .await
        .expect("pulled");
    assert_eq!(issued.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_pull_has_a_time_limit_and_can_be_given_up() {
    let all = good();
    let (asked, wait) = std::sync::mpsc::channel::<()>();
    let (asked, wait) = (
        parking_lot::Mutex::new(asked),
        Arc::new(parking_lot::Mutex::new(wait)),
    );
    let (release, gate) = std::sync::mpsc::channel::<()>();
    let gate = parking_lot::Mutex::new(gate);
    let server = Server::start(move |request| {
        if request.path.ends_with(&digest(&all.layer)) {
            let _ = asked.lock().send(());
            // Until the test ends.
            let _ = gate.lock().recv();
        }
        all.answer(request)
    });
    let reference = format!("{}/slow:1", server.address);
    let dir = tempfile::tempdir().expect("dir");
    let mut short = options(dir.path());
    short.pull_timeout = Duration::from_millis(300);
    let images = berth_images::Images::open(short).await.expect("opens");
    let error = images.pull(&reference, None).await.expect_err("too slow");
    assert!(matches!(error, PullError::TimedOut { .. }));

    let dir = tempfile::tempdir().expect("dir");
    let images = open(dir.path()).await;
    let asked = tokio::task::spawn_blocking(move || {
        let wait = wait.lock();
        (wait.recv(), wait.recv())
    });
    tokio::select! {
        outcome = images.pull(&reference, None) => panic!("{outcome:?}"),
        asked = asked => assert!(matches!(asked, Ok((Ok(()), Ok(()))))),
    }
    drop(release);
    drop(images);
    // The lock goes when the last worker of the given-up pull does.
    for _ in 0..1000 {
        if common::try_open(dir.path()).await.is_ok() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("a worker of the pull that was given up still runs");
}
