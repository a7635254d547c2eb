//! For tests, ours and other crates': a registry on loopback and images to put into it.
//!
//! Everything here panics when the machine does not play along, as tests do. Needs
//! `docker-registry` and, for [`push_busybox`], a static `/bin/busybox`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use parking_lot::{Condvar, Mutex};
use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use serde_json::{Value, json};
use tar::{EntryType, Header};

use crate::auth::Credentials;
use crate::manifest::{digest_of, host_architecture};

/// The only user of [`Registry::start_private`].
pub const USER: &str = "berth";
/// That user's password; its hash below is a published test vector.
pub const PASSWORD: &str = "U*U";
const HTPASSWD: &str = "berth:$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n";
/// Another process may take a free port before the registry does.
const PORT_TRIES: usize = 20;

/// A running `docker-registry` with an empty directory of its own; dropped, both are gone.
pub struct Registry {
    child: Child,
    address: String,
    log: Arc<(Mutex<Vec<String>>, Condvar)>,
    credentials: Option<Credentials>,
    _dir: tempfile::TempDir,
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Registry {
    /// A registry open to all, on a free port of 127.0.0.1.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(false)
    }

    /// A registry that lets only [`USER`] in, with [`PASSWORD`], by basic authentication.
    #[must_use]
    pub fn start_private() -> Self {
        Self::start_with(true)
    }

    fn start_with(private: bool) -> Self {
        for _ in 0..PORT_TRIES {
            if let Some(registry) = Self::try_start(private) {
                return registry;
            }
        }
        panic!("docker-registry does not start");
    }

    fn try_start(private: bool) -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let address = format!("127.0.0.1:{port}");
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = json!({
            "version": 0.1,
            "log": { "level": "info" },
            "storage": { "filesystem": { "rootdirectory": dir.path().join("data") } },
            "http": { "addr": address },
        });
        if private {
            let path = dir.path().join("htpasswd");
            std::fs::write(&path, HTPASSWD).expect("written");
            config["auth"] = json!({ "htpasswd": { "realm": "berth", "path": path } });
        }
        let file = dir.path().join("config.yml");
        std::fs::write(&file, config.to_string()).expect("written");
        let mut child = Command::new("docker-registry")
            .arg("serve")
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("docker-registry is installed");
        let stderr = child.stderr.take().expect("piped");
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        if !lines.any(|line| line.contains("listening on")) {
            let _ = child.wait();
            return None;
        }
        let log = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let writer = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines {
                writer.0.lock().push(line);
                writer.1.notify_all();
            }
        });
        Some(Self {
            child,
            address,
            log,
            credentials: private.then(|| Credentials {
                username: USER.to_owned(),
                password: PASSWORD.to_owned(),
            }),
            _dir: dir,
        })
    }

    /// `127.0.0.1:<port>`, the first part of references to its images.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A whole reference to `name_and_tag` in this registry.
    #[must_use]
    pub fn reference(&self, name_and_tag: &str) -> String {
        format!("{}/{name_and_tag}", self.address)
    }

    /// What it takes to be let in.
    #[must_use]
    pub fn credentials(&self) -> Option<Credentials> {
        self.credentials.clone()
    }

    /// How many blobs were downloaded from it. The registry logs a download after its client has
    /// it, so this waits (10 seconds at most) until the log knows of `least`.
    #[must_use]
    pub fn blob_downloads(&self, least: usize) -> usize {
        let parts = ["response completed", "method=GET", "/blobs/sha256:"];
        let count = |log: &[String]| {
            log.iter()
                .filter(|line| parts.iter().all(|part| line.contains(part)))
                .count()
        };
        let mut log = self.log.0.lock();
        let patience = std::time::Duration::from_secs(10);
        let too_few = |log: &mut Vec<String>| count(log) < least;
        let _ = self.log.1.wait_while_for(&mut log, too_few, patience);
        count(&log)
    }

    /// Puts a blob into a repository; returns its digest.
    pub async fn push_blob(&self, repository: &str, bytes: Vec<u8>) -> String {
        let digest = digest_of(&bytes);
        let begin = format!("http://{}/v2/{repository}/blobs/uploads/", self.address);
        let answer = self.send(Method::POST, &begin, "", Vec::new()).await;
        let location = answer.get(LOCATION).expect("a location");
        let location = location.to_str().expect("text");
        let place = if location.starts_with('/') {
            format!("http://{}{location}", self.address)
        } else {
            location.to_owned()
        };
        let separator = if place.contains('?') { '&' } else { '?' };
        let place = format!("{place}{separator}digest={digest}");
        self.send(Method::PUT, &place, "application/octet-stream", bytes)
            .await;
        digest
    }

    /// Puts a manifest or index under a tag; returns its digest.
    pub async fn push_manifest(&self, name_and_tag: &str, kind: &str, bytes: Vec<u8>) -> String {
        let (repository, tag) = name_and_tag.rsplit_once(':').expect("name:tag");
        let digest = digest_of(&bytes);
        let place = format!("http://{}/v2/{repository}/manifests/{tag}", self.address);
        self.send(Method::PUT, &place, kind, bytes).await;
        digest
    }

    async fn send(&self, method: Method, url: &str, kind: &str, body: Vec<u8>) -> HeaderMap {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([])
            .build();
        let mut request = client.expect("client").request(method, url);
        if !kind.is_empty() {
            request = request.header(CONTENT_TYPE, kind);
        }
        if let Some(credentials) = &self.credentials {
            request = request.basic_auth(&credentials.username, Some(&credentials.password));
        }
        let length = HeaderValue::from(body.len());
        let request = request.header(CONTENT_LENGTH, length).body(body);
        let answer = request.send().await.expect("the registry answers");
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = answer.text().await.unwrap_or_default();
        assert!(status.is_success(), "{url}: {status}: {text}");
        headers
    }
}

/// How a layer's tar is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Packing {
    /// Packs a tar.
    #[must_use]
    pub fn pack(self, tar: &[u8]) -> Vec<u8> {
        match self {
            Self::Plain => tar.to_vec(),
            Self::Gzip => {
                let level = flate2::Compression::fast();
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
                encoder.write_all(tar).expect("in memory");
                encoder.finish().expect("in memory")
            }
            Self::Zstd => zstd::encode_all(tar, 1).expect("in memory"),
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Plain => "application/vnd.oci.image.layer.v1.tar",
            Self::Gzip => "application/vnd.oci.image.layer.v1.tar+gzip",
            Self::Zstd => "application/vnd.oci.image.layer.v1.tar+zstd",
        }
    }
}

/// A layer's tar in the making. Paths and links go in as they are, good or evil.
#[derive(Default)]
pub struct Layer {
    tar: Vec<u8>,
    pax: Vec<u8>,
}

impl Layer {
    /// No entries yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A directory of root's.
    #[must_use]
    pub fn dir(self, path: &str, mode: u32) -> Self {
        self.entry(EntryType::Directory, path, "", mode, (0, 0), b"")
    }

    /// A file of root's.
    #[must_use]
    pub fn file(self, path: &str, mode: u32, content: &[u8]) -> Self {
        self.entry(EntryType::Regular, path, "", mode, (0, 0), content)
    }

    /// A symbolic link.
    #[must_use]
    pub fn symlink(self, path: &str, target: &str) -> Self {
        self.entry(EntryType::Symlink, path, target, 0o777, (0, 0), b"")
    }

    /// A hard link to a path in the layer.
    #[must_use]
    pub fn hard_link(self, path: &str, target: &str) -> Self {
        self.entry(EntryType::Link, path, target, 0o644, (0, 0), b"")
    }

    /// An extended header's record for the next entry, such as `SCHILY.xattr.user.a`.
    #[must_use]
    pub fn pax(mut self, key: &str, value: &[u8]) -> Self {
        let rest = key.len() + value.len() + 3;
        let mut length = rest + 1;
        while length != rest + length.to_string().len() {
            length += 1;
        }
        self.pax.extend(format!("{length} {key}=").into_bytes());
        self.pax.extend(value);
        self.pax.push(b'\n');
        self
    }

    /// Any entry; `owner` is a user and a group id.
    #[must_use]
    pub fn entry(
        mut self,
        kind: EntryType,
        path: &str,
        link: &str,
        mode: u32,
        owner: (u64, u64),
        content: &[u8],
    ) -> Self {
        let pax = std::mem::take(&mut self.pax);
        if !pax.is_empty() {
            self.append(EntryType::XHeader, "pax", "", 0, (0, 0), &pax);
        }
        self.append(kind, path, link, mode, owner, content);
        self
    }

    fn append(
        &mut self,
        kind: EntryType,
        path: &str,
        link: &str,
        mode: u32,
        owner: (u64, u64),
        content: &[u8],
    ) {
        let mut header = Header::new_ustar();
        let fields = header.as_ustar_mut().expect("ustar");
        fields.name[..path.len()].copy_from_slice(path.as_bytes());
        fields.linkname[..link.len()].copy_from_slice(link.as_bytes());
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_uid(owner.0);
        header.set_gid(owner.1);
        header.set_mtime(1_700_000_000);
        header.set_size(content.len() as u64);
        if matches!(kind, EntryType::Char | EntryType::Block) {
            header.set_device_major(1).expect("ustar");
            header.set_device_minor(3).expect("ustar");
        }
        header.set_cksum();
        self.tar.extend_from_slice(header.as_bytes());
        self.tar.extend_from_slice(content);
        let whole = self.tar.len().next_multiple_of(512);
        self.tar.resize(whole, 0);
    }

    /// The finished archive.
    #[must_use]
    pub fn tar(mut self) -> Vec<u8> {
        self.tar.resize(self.tar.len() + 1024, 0);
        self.tar
    }
}

/// An image in the making.
pub struct ImageBuilder {
    layers: Vec<(Vec<u8>, Packing)>,
    config: Value,
    architecture: String,
}

impl Default for ImageBuilder {
    fn default() -> Self {
        Self {
            layers: Vec::new(),
            config: json!({}),
            architecture: host_architecture().to_owned(),
        }
    }
}

impl ImageBuilder {
    /// No layers, for this machine.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more layer, above those before.
    #[must_use]
    pub fn layer(mut self, layer: Layer, packing: Packing) -> Self {
        self.layers.push((layer.tar(), packing));
        self
    }

    /// The `config` object: `Cmd`, `Env`, ...
    #[must_use]
    pub fn config(mut self, config: Value) -> Self {
        self.config = config;
        self
    }

    /// For another machine.
    #[must_use]
    pub fn architecture(mut self, architecture: &str) -> Self {
        architecture.clone_into(&mut self.architecture);
        self
    }

    /// Pushes it; returns the manifest's digest and its size in bytes.
    pub async fn push(self, registry: &Registry, name_and_tag: &str) -> (String, usize) {
        let (repository, _) = name_and_tag.rsplit_once(':').expect("name:tag");
        let mut layers = Vec::new();
        let mut diff_ids = Vec::new();
        for (tar, packing) in self.layers {
            diff_ids.push(digest_of(&tar));
            let blob = packing.pack(&tar);
            let size = blob.len();
            let digest = registry.push_blob(repository, blob).await;
            layers.push(json!({
                "mediaType": packing.media_type(), "digest": digest, "size": size,
            }));
        }
        let config = json!({
            "architecture": self.architecture, "os": "linux", "config": self.config,
            "rootfs": { "type": "layers", "diff_ids": diff_ids },
        });
        let config = config.to_string().into_bytes();
        let size = config.len();
        let digest = registry.push_blob(repository, config).await;
        let kind = "application/vnd.oci.image.manifest.v1+json";
        let manifest = json!({
            "schemaVersion": 2, "mediaType": kind, "layers": layers,
            "config": {
                "mediaType": "application/vnd.oci.image.config.v1+json",
                "digest": digest, "size": size,
            },
        });
        let bytes = manifest.to_string().into_bytes();
        let size = bytes.len();
        let digest = registry.push_manifest(name_and_tag, kind, bytes).await;
        (digest, size)
    }
}

/// The layer of [`push_busybox`]: `/bin/busybox` with its applets, the files a system expects.
#[must_use]
pub fn busybox_layer() -> Layer {
    let mut program = Vec::new();
    std::fs::File::open("/bin/busybox")
        .and_then(|mut file| file.read_to_end(&mut program))
        .expect("busybox-static is installed");
    let list = Command::new("/bin/busybox").arg("--list").output();
    let list = String::from_utf8(list.expect("busybox runs").stdout).expect("text");
    let mut layer = Layer::new();
    for (path, mode) in [
        ("bin/", 0o755),
        ("dev/", 0o755),
        ("etc/", 0o755),
        ("home/", 0o755),
        ("proc/", 0o555),
        ("root/", 0o700),
        ("sys/", 0o555),
        ("tmp/", 0o1777),
        ("usr/", 0o755),
        ("var/", 0o755),
    ] {
        layer = layer.dir(path, mode);
    }
    layer = layer
        .file("bin/busybox", 0o755, &program)
        .file(
            "etc/passwd",
            0o644,
            b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
        )
        .file("etc/group", 0o644, b"root:x:0:\nnogroup:x:65534:\n")
        .symlink("usr/bin", "../bin");
    for applet in list.lines().filter(|applet| *applet != "busybox") {
        layer = layer.symlink(&format!("bin/{applet}"), "busybox");
    }
    layer
}

/// Pushes a small image that runs `sh`; returns its whole reference.
pub async fn push_busybox(registry: &Registry, name_and_tag: &str) -> String {
    let config = json!({
        "Cmd": ["sh"],
        "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    });
    let image = ImageBuilder::new().layer(busybox_layer(), Packing::Gzip);
    image.config(config).push(registry, name_and_tag).await;
    registry.reference(name_and_tag)
}
