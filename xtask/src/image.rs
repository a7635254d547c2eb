//! The image of the demo and the tests: Debian's static busybox, laid out as OCI has it and pushed
//! to a registry by skopeo.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::command::{output, run};

const BUSYBOX: &str = "/bin/busybox";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

/// Pushes busybox as `NAME:TAG` to the registry at `address`; returns the whole reference.
pub(crate) fn push_busybox(address: &str, name_and_tag: &str) -> anyhow::Result<String> {
    let dir = tempfile::tempdir()?;
    let root = dir.path().join("root");
    root_directory(&root)?;
    push_directory(&root, address, name_and_tag)
}

/// Pushes a root directory as an image of one layer; returns the whole reference.
pub(crate) fn push_directory(
    root: &Path,
    address: &str,
    name_and_tag: &str,
) -> anyhow::Result<String> {
    let dir = tempfile::tempdir()?;
    let layer = dir.path().join("layer.tar");
    pack(root, &layer)?;
    let layout = dir.path().join("layout");
    lay_out(&layout, &fs::read(&layer)?)?;
    let reference = format!("{address}/{name_and_tag}");
    output(
        Command::new("skopeo")
            .args(["copy", "--quiet", "--dest-tls-verify=false"])
            .arg(format!("oci:{}:image", layout.display()))
            .arg(format!("docker://{reference}")),
    )?;
    Ok(reference)
}

/// Everything in `root` as a tar archive, the same for the same files.
pub(crate) fn pack(root: &Path, archive: &Path) -> anyhow::Result<()> {
    run(Command::new("tar")
        .args([
            "--create",
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
        ])
        .args(["--mtime=@1700000000", "--file"])
        .arg(archive)
        .arg("--directory")
        .arg(root)
        .arg("."))
}

/// What a small system has: a shell with its tools, and the files programs look for.
pub(crate) fn root_directory(root: &Path) -> anyhow::Result<()> {
    for dir in [
        "bin", "dev", "etc", "home", "proc", "root", "sys", "tmp", "usr", "var",
    ] {
        fs::create_dir_all(root.join(dir))?;
    }
    fs::set_permissions(root.join("tmp"), fs::Permissions::from_mode(0o1777))?;
    fs::copy(BUSYBOX, root.join("bin/busybox"))
        .context("/bin/busybox is missing; scripts/setup installs it")?;
    let applets = output(Command::new(BUSYBOX).arg("--list"))?;
    for applet in applets.lines().filter(|applet| *applet != "busybox") {
        symlink("busybox", root.join("bin").join(applet))?;
    }
    symlink("../bin", root.join("usr/bin"))?;
    fs::write(
        root.join("etc/passwd"),
        "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
    )?;
    fs::write(root.join("etc/group"), "root:x:0:\nnogroup:x:65534:\n")?;
    Ok(())
}

fn lay_out(layout: &Path, layer: &[u8]) -> anyhow::Result<()> {
    let blobs = layout.join("blobs/sha256");
    fs::create_dir_all(&blobs)?;
    let put = |kind: &str, bytes: &[u8]| -> anyhow::Result<Value> {
        let digest = hex::encode(Sha256::digest(bytes));
        fs::write(blobs.join(&digest), bytes)?;
        Ok(json!({
            "mediaType": kind, "digest": format!("sha256:{digest}"), "size": bytes.len(),
        }))
    };
    let layer = put("application/vnd.oci.image.layer.v1.tar", layer)?;
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    let config = json!({
        "architecture": architecture, "os": "linux",
        "config": { "Cmd": ["sh"], "Env": ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] },
        "rootfs": { "type": "layers", "diff_ids": [layer["digest"]] },
    });
    let config = put(CONFIG, config.to_string().as_bytes())?;
    let manifest = json!({
        "schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": [layer],
    });
    let mut manifest = put(MANIFEST, manifest.to_string().as_bytes())?;
    manifest["annotations"] = json!({ "org.opencontainers.image.ref.name": "image" });
    let index = json!({ "schemaVersion": 2, "manifests": [manifest] });
    fs::write(layout.join("index.json"), index.to_string())?;
    fs::write(
        layout.join("oci-layout"),
        r#"{"imageLayoutVersion":"1.0.0"}"#,
    )?;
    Ok(())
}
