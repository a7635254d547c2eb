//! An image's configuration: what its author wants run, and how.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::PullError;

/// What a container takes from its image where its definition says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageConfig {
    /// Program and leading arguments; empty if the image has none.
    pub entrypoint: Vec<String>,
    /// Arguments, or the program where there is no entrypoint.
    pub cmd: Vec<String>,
    /// `NAME=value`.
    pub env: Vec<String>,
    /// Absolute path; empty means `/`.
    pub working_dir: String,
    /// `user[:group]`, names or numbers; empty means root.
    pub user: String,
    /// Such as `SIGQUIT` or `3`; `None` means SIGTERM.
    pub stop_signal: Option<String>,
    /// Paths that want a volume, sorted.
    pub volumes: Vec<String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Such as `80/tcp`, sorted.
    pub exposed_ports: Vec<String>,
    /// In Go's words: `amd64`, `arm64`.
    pub architecture: String,
    /// `linux`.
    pub os: String,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    architecture: String,
    #[serde(default)]
    os: String,
    config: Option<Inner>,
    rootfs: Option<RootFs>,
}

#[derive(Deserialize)]
struct RootFs {
    #[serde(default)]
    diff_ids: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Inner {
    entrypoint: Option<Vec<String>>,
    cmd: Option<Vec<String>>,
    env: Option<Vec<String>>,
    working_dir: Option<String>,
    user: Option<String>,
    stop_signal: Option<String>,
    volumes: Option<BTreeMap<String, serde_json::Value>>,
    labels: Option<BTreeMap<String, String>>,
    exposed_ports: Option<BTreeMap<String, serde_json::Value>>,
}

/// Reads a config blob: the configuration, and the diff ids of its layers, lowest first.
pub(crate) fn parse(bytes: &[u8]) -> Result<(ImageConfig, Vec<String>), PullError> {
    let invalid = |what: String| PullError::Invalid(format!("invalid image config: {what}"));
    let file: File = serde_json::from_slice(bytes).map_err(|error| invalid(error.to_string()))?;
    let diff_ids = file
        .rootfs
        .map(|rootfs| rootfs.diff_ids)
        .unwrap_or_default();
    for diff_id in &diff_ids {
        crate::reference::check_digest(diff_id)
            .map_err(|why| invalid(format!("diff id: {why}")))?;
    }
    let inner = file.config.unwrap_or_default();
    let config = ImageConfig {
        entrypoint: inner.entrypoint.unwrap_or_default(),
        cmd: inner.cmd.unwrap_or_default(),
        env: inner.env.unwrap_or_default(),
        working_dir: inner.working_dir.unwrap_or_default(),
        user: inner.user.unwrap_or_default(),
        stop_signal: inner.stop_signal.filter(|signal| !signal.is_empty()),
        volumes: inner.volumes.unwrap_or_default().into_keys().collect(),
        labels: inner.labels.unwrap_or_default(),
        exposed_ports: inner
            .exposed_ports
            .unwrap_or_default()
            .into_keys()
            .collect(),
        architecture: file.architecture,
        os: file.os,
    };
    Ok((config, diff_ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_and_missing_fields_are_empty() {
        let (config, diff_ids) = parse(
            br#"{"architecture":"amd64","os":"linux","config":{"Cmd":null,"Entrypoint":["a"],
                "ExposedPorts":{"80/tcp":{}},"Volumes":null,"User":"1:2"}}"#,
        )
        .expect("parses");
        assert!(diff_ids.is_empty() && config.cmd.is_empty());
        assert_eq!(config.entrypoint, ["a"]);
        assert_eq!(config.exposed_ports, ["80/tcp"]);
        assert_eq!(config.user, "1:2");
    }

    #[test]
    fn a_diff_id_cannot_be_a_path() {
        let bad = br#"{"rootfs":{"diff_ids":["sha256:../../etc"]}}"#;
        assert!(matches!(parse(bad), Err(PullError::Invalid(_))));
    }
}
