//! `TagResource`, `UntagResource`.

use std::sync::Arc;

use berth_api_secrets_manager as api;
use berth_model::{Change, Secret, Tx};

use super::{faults, find};
use crate::{Context, Outcome, tags};

/// Adds tags to a secret; a key that is there gets the new value.
///
/// # Errors
/// `ResourceNotFoundException`, `InvalidParameterException`, `InvalidRequestException`.
pub fn tag_resource(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::TagResourceRequest,
) -> Outcome<()> {
    let secret = find::find_kept(tx, cx, input.secret_id.as_deref())?;
    let mut secret = Secret::clone(secret);
    let given = input.tags.unwrap_or_default().into_iter();
    let more = tags::parse(given.map(|tag| (tag.key, tag.value))).map_err(faults::tags)?;
    tags::merge(&mut secret.tags, more).map_err(faults::tags)?;
    tx.record(Change::PutSecret(Arc::new(secret)));
    Ok(())
}

/// Takes tags off a secret; keys that are not there are passed over.
///
/// # Errors
/// `ResourceNotFoundException`, `InvalidParameterException`, `InvalidRequestException`.
pub fn untag_resource(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: &api::UntagResourceRequest,
) -> Outcome<()> {
    let secret = find::find_kept(tx, cx, input.secret_id.as_deref())?;
    let mut secret = Secret::clone(secret);
    for key in input.tag_keys.iter().flatten() {
        tags::check_key(key).map_err(faults::tags)?;
        secret.tags.remove(key);
    }
    tx.record(Change::PutSecret(Arc::new(secret)));
    Ok(())
}
