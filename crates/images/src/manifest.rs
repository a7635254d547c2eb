//! Manifests and indexes, OCI's and Docker's, as far as a pull needs them.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::error::PullError;
use crate::reference::{Reference, check_digest};

/// What we say we understand.
pub(crate) const ACCEPT: &str = "application/vnd.oci.image.index.v1+json, \
    application/vnd.oci.image.manifest.v1+json, \
    application/vnd.docker.distribution.manifest.list.v2+json, \
    application/vnd.docker.distribution.manifest.v2+json";

/// Overlayfs stacks at most this many lower directories.
const LAYERS_MAX: usize = 500;

/// A blob, by content.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor {
    #[serde(default)]
    pub(crate) media_type: String,
    pub(crate) digest: String,
    pub(crate) size: u64,
    pub(crate) platform: Option<Platform>,
}

/// What an index's entry runs on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Platform {
    #[serde(default)]
    pub(crate) os: String,
    #[serde(default)]
    pub(crate) architecture: String,
    pub(crate) variant: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    schema_version: u32,
    config: Option<Descriptor>,
    layers: Option<Vec<Descriptor>>,
    manifests: Option<Vec<Descriptor>>,
}

/// A manifest document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Manifest {
    /// One image: its config and its layers, lowest first.
    Image {
        config: Descriptor,
        layers: Vec<Descriptor>,
    },
    /// One image per platform.
    Index(Vec<Descriptor>),
}

pub(crate) fn parse(bytes: &[u8]) -> Result<Manifest, PullError> {
    let invalid = |what: &str| PullError::Invalid(format!("invalid manifest: {what}"));
    let raw: Raw = serde_json::from_slice(bytes).map_err(|error| invalid(&error.to_string()))?;
    if raw.schema_version != 2 {
        return Err(invalid(
            "schema version is not 2, and no other is supported",
        ));
    }
    let all = raw.config.iter().chain(raw.layers.iter().flatten());
    for descriptor in all.chain(raw.manifests.iter().flatten()) {
        check_digest(&descriptor.digest).map_err(invalid)?;
    }
    match (raw.config, raw.layers, raw.manifests) {
        (Some(config), Some(layers), None) => {
            if layers.len() > LAYERS_MAX {
                return Err(invalid("more than 500 layers"));
            }
            layers.iter().try_for_each(check_layer)?;
            Ok(Manifest::Image { config, layers })
        }
        (None, None, Some(manifests)) => Ok(Manifest::Index(manifests)),
        // One document read as an image here and as an index there has fooled others.
        _ => Err(invalid("neither an image nor an index")),
    }
}

/// Artifacts of other kinds share the format; they are no file systems.
fn check_layer(layer: &Descriptor) -> Result<(), PullError> {
    let kind = layer.media_type.as_str();
    let known = kind.starts_with("application/vnd.oci.image.layer.")
        || kind.starts_with("application/vnd.docker.image.rootfs.");
    if known && !kind.contains("encrypted") {
        Ok(())
    } else {
        Err(PullError::Invalid(format!(
            "unsupported layer media type {kind:?}"
        )))
    }
}

/// This machine's architecture, in the words of image indexes.
pub(crate) fn host_architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" => "386",
        "powerpc64" => "ppc64le",
        other => other,
    }
}

/// The index's entry for this machine.
pub(crate) fn choose<'a>(
    entries: &'a [Descriptor],
    reference: &Reference,
) -> Result<&'a Descriptor, PullError> {
    let wanted = host_architecture();
    let found = entries.iter().find(|entry| {
        let platform = entry.platform.as_ref();
        platform.is_some_and(|p| p.os == "linux" && p.architecture == wanted)
    });
    found.ok_or_else(|| {
        let available: Vec<String> = entries
            .iter()
            .filter_map(|entry| entry.platform.as_ref())
            .map(|platform| {
                let variant = platform.variant.as_ref().map(|v| format!("/{v}"));
                format!(
                    "{}/{}{}",
                    platform.os,
                    platform.architecture,
                    variant.unwrap_or_default()
                )
            })
            .collect();
        PullError::Platform {
            reference: reference.familiar(),
            wanted: format!("linux/{wanted}"),
            available: if available.is_empty() {
                "none".to_owned()
            } else {
                available.join(", ")
            },
        }
    })
}

/// `sha256:<hex>` of some bytes.
pub(crate) fn digest_of(bytes: &[u8]) -> String {
    format!("sha256:{}", hex::encode(Sha256::digest(bytes)))
}

/// The names of layer stacks: the n-th stands for the layers 0 to n applied in order.
pub(crate) fn chain_ids(diff_ids: &[String]) -> Vec<String> {
    let mut chain: Vec<String> = Vec::with_capacity(diff_ids.len());
    for diff_id in diff_ids {
        let next = match chain.last() {
            None => diff_id.clone(),
            Some(below) => digest_of(format!("{below} {diff_id}").as_bytes()),
        };
        chain.push(next);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn descriptor(letter: &str) -> String {
        format!(
            r#"{{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:{}","size":1}}"#,
            letter.repeat(64)
        )
    }

    #[test]
    fn a_document_that_is_both_is_neither() {
        let (a, b) = (descriptor("a"), descriptor("b"));
        let image = format!(r#"{{"schemaVersion":2,"config":{a},"layers":[{b}]}}"#);
        assert!(matches!(
            parse(image.as_bytes()),
            Ok(Manifest::Image { .. })
        ));
        let both = format!(r#"{{"schemaVersion":2,"config":{a},"layers":[],"manifests":[{b}]}}"#);
        assert!(parse(both.as_bytes()).is_err());
        let old = image.replace(":2,", ":1,");
        assert!(parse(old.as_bytes()).is_err());
        let artifact = image.replace("oci.image.layer", "acme.thing");
        assert!(parse(artifact.as_bytes()).is_err());
    }

    #[test]
    fn a_digest_cannot_be_a_path() {
        let a = descriptor("a").replace("aaaa", "/../");
        let index = format!(r#"{{"schemaVersion":2,"manifests":[{a}]}}"#);
        assert!(matches!(
            parse(index.as_bytes()),
            Err(PullError::Invalid(_))
        ));
    }

    #[test]
    fn the_first_chain_id_is_the_diff_id() {
        let ids = ["sha256:aa".to_owned(), "sha256:bb".to_owned()];
        let chain = chain_ids(&ids);
        assert_eq!(chain[0], "sha256:aa");
        assert_eq!(chain[1], digest_of(b"sha256:aa sha256:bb"));
    }
}
