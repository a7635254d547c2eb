//! A pull: from a reference to a whole image in the store.

use std::sync::Arc;

use crate::auth::{self, Credentials};
use crate::config::{self, ImageConfig};
use crate::error::PullError;
use crate::layers::Wanted;
use crate::manifest::{self, Manifest};
use crate::progress::Progress;
use crate::reference::{Endpoint, Reference};
use crate::registry::{CONFIG_BYTES_MAX, Session};
use crate::store::{Image, Inner};

/// A pulled image, before the store remembers it.
pub(crate) struct Pulled {
    /// Digest the registry had for the reference.
    pub(crate) digest: String,
    pub(crate) manifest: String,
    pub(crate) id: String,
    pub(crate) config: ImageConfig,
    /// Chain ids, lowest first.
    pub(crate) layers: Vec<String>,
    /// Documents to keep.
    pub(crate) blobs: Vec<(String, Vec<u8>)>,
}

/// Asks the registry for the reference's digest.
pub(crate) async fn resolve(
    inner: &Inner,
    reference: &Reference,
    credentials: Option<&Credentials>,
) -> Result<String, PullError> {
    let mut last = None;
    for (endpoint, credentials) in endpoints(inner, reference, credentials).await {
        let asked = async {
            let session = Session::connect(&inner.http, reference, endpoint, credentials).await?;
            session.digest().await
        };
        match asked.await {
            Err(error) if may_be_elsewhere(&error) => last = Some(error),
            outcome => return outcome,
        }
    }
    Err(last.unwrap_or_else(nowhere))
}

/// Pulls from the first server that has the image.
pub(crate) async fn pull(
    inner: &Arc<Inner>,
    reference: &Reference,
    credentials: Option<&Credentials>,
    progress: &Arc<Progress>,
) -> Result<Image, PullError> {
    let mut last = None;
    for (endpoint, credentials) in endpoints(inner, reference, credentials).await {
        match pull_from(inner, reference, endpoint, credentials, progress).await {
            Err(error) if may_be_elsewhere(&error) => {
                tracing::debug!(%reference, %error, "pull failed here");
                last = Some(error);
            }
            outcome => return outcome,
        }
    }
    Err(last.unwrap_or_else(nowhere))
}

/// The registry's mirror if one is set, then the registry. The caller's credentials are for the
/// registry; a mirror gets its own from docker's configuration.
async fn endpoints(
    inner: &Inner,
    reference: &Reference,
    credentials: Option<&Credentials>,
) -> Vec<(Endpoint, Option<Credentials>)> {
    let config = auth::docker_config_path(inner.options.docker_config.as_deref());
    let registry = reference.registry();
    let mut endpoints = Vec::new();
    if let Some(mirror) = inner.options.mirrors.get(registry) {
        let endpoint = Endpoint::of_mirror(mirror);
        let credentials = auth::from_docker_config(config.as_deref(), &endpoint.host).await;
        endpoints.push((endpoint, credentials));
    }
    let credentials = match credentials {
        Some(credentials) => Some(credentials.clone()),
        None => auth::from_docker_config(config.as_deref(), registry).await,
    };
    endpoints.push((Endpoint::of_registry(registry), credentials));
    endpoints
}

/// Is it worth asking the next server? Not if this machine or the image itself is the trouble.
const fn may_be_elsewhere(error: &PullError) -> bool {
    match error {
        PullError::NotFound { .. }
        | PullError::Denied { .. }
        | PullError::Network(_)
        | PullError::Registry { .. }
        | PullError::Invalid(_) => true,
        PullError::Reference { .. }
        | PullError::Platform { .. }
        | PullError::Layer(_)
        | PullError::Store(_)
        | PullError::TimedOut { .. }
        | PullError::NoRoom { .. } => false,
    }
}

fn nowhere() -> PullError {
    PullError::Network("no server to ask".to_owned())
}

async fn pull_from(
    inner: &Arc<Inner>,
    reference: &Reference,
    endpoint: Endpoint,
    credentials: Option<Credentials>,
    progress: &Arc<Progress>,
) -> Result<Image, PullError> {
    let manifests = async {
        let session = Session::connect(&inner.http, reference, endpoint, credentials).await?;
        let (bytes, digest) = session.manifest(reference.selector()).await?;
        let mut blobs = vec![(digest, bytes)];
        if let Manifest::Index(entries) = manifest::parse(&blobs[0].1)? {
            let entry = manifest::choose(&entries, reference)?;
            let (bytes, own) = session.manifest(&entry.digest).await?;
            blobs.push((own, bytes));
        }
        Ok((Arc::new(session), blobs))
    };
    let limit = inner.options.manifest_timeout;
    let manifests = tokio::time::timeout(limit, manifests).await;
    let (session, mut blobs) = manifests.unwrap_or(Err(PullError::TimedOut {
        step: "MANIFEST_PULLED",
        limit,
    }))?;
    let digest = blobs[0].0.clone();
    let (manifest_digest, bytes) = &blobs[blobs.len() - 1];
    let Manifest::Image { config, layers } = manifest::parse(bytes)? else {
        return Err(PullError::Invalid(
            "invalid manifest: an index within an index".to_owned(),
        ));
    };
    let manifest_digest = manifest_digest.clone();
    if let Some(image) = inner.known(reference, &digest, &manifest_digest).await? {
        return Ok(image);
    }
    let config_bytes = session.small_blob(&config, CONFIG_BYTES_MAX).await?;
    let (parsed, diff_ids) = config::parse(&config_bytes)?;
    if diff_ids.len() != layers.len() {
        return Err(PullError::Invalid(format!(
            "invalid image: {} layers in its manifest, {} in its config",
            layers.len(),
            diff_ids.len()
        )));
    }
    let chain_ids = manifest::chain_ids(&diff_ids);
    let _pins = inner.pin(&chain_ids);
    let wanted: Vec<Wanted> = layers
        .into_iter()
        .zip(diff_ids)
        .zip(&chain_ids)
        .map(|((descriptor, diff_id), chain_id)| Wanted {
            chain_id: chain_id.clone(),
            diff_id,
            descriptor,
        })
        .collect();
    progress.begin(&wanted);
    inner.await_room(&reference.familiar(), &wanted).await?;
    inner.layers.ensure(&session, &wanted, progress).await?;
    blobs.push((config.digest.clone(), config_bytes));
    let pulled = Pulled {
        digest,
        manifest: manifest_digest,
        id: config.digest,
        config: parsed,
        layers: chain_ids,
        blobs,
    };
    inner.remember(reference, pulled).await
}
