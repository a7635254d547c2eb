//! `GetSecretValue`.

use std::sync::Arc;

use berth_api_secrets_manager as api;
use berth_model::{Change, Secret, SecretVersion, State, Timestamp, Tx};
use berth_protocol::fault::Fault;
use berth_protocol::shape::{SensitiveBytes, SensitiveText};

use super::{CURRENT, at, faults, find, place};
use crate::keyring::Keyring;
use crate::{Context, Outcome};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// A reading that is to be remembered, since it is the day's first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    secret: String,
    version: String,
}

/// A version's value, and whether [`mark_read`] is due.
///
/// # Errors
/// `ResourceNotFoundException`, `InvalidRequestException`, `DecryptionFailure`.
pub fn get_secret_value(
    state: &State,
    cx: &Context<'_>,
    keys: &Keyring,
    input: &api::GetSecretValueRequest,
) -> Outcome<(api::GetSecretValueResponse, Option<Read>)> {
    let secret = find::find_kept(state, cx, input.secret_id.as_deref())?;
    let id = input.version_id.as_deref();
    let version = pick(secret, id, input.version_stage.as_deref())?;
    let entry = entry(state, cx, keys, secret, version)?;
    let response = api::GetSecretValueResponse {
        arn: entry.arn,
        name: entry.name,
        version_id: entry.version_id,
        secret_binary: entry.secret_binary,
        secret_string: entry.secret_string,
        version_stages: entry.version_stages,
        created_date: entry.created_date,
    };
    Ok((response, due(secret, version, cx.now)))
}

/// The version of this id and stage.
fn pick<'a>(
    secret: &'a Secret,
    id: Option<&str>,
    stage: Option<&str>,
) -> Outcome<&'a SecretVersion> {
    let Some(id) = id else {
        let stage = stage.unwrap_or(CURRENT);
        return secret.staged(stage).ok_or_else(|| {
            faults::missing(format!(
                "Secrets Manager can't find the specified secret value for staging label: {stage}"
            ))
        });
    };
    let version = secret.version(id).ok_or_else(|| {
        faults::missing(format!(
            "Secrets Manager can't find the specified secret value for VersionId: {id}"
        ))
    })?;
    match stage {
        Some(stage) if !version.stages.contains(stage) => Err(faults::request(
            "You provided a VersionStage that is not associated to the provided VersionId.",
        )),
        _ => Ok(version),
    }
}

/// A version's value as the API shows it.
pub(super) fn entry(
    state: &State,
    cx: &Context<'_>,
    keys: &Keyring,
    secret: &Secret,
    version: &SecretVersion,
) -> Outcome<api::SecretValueEntry> {
    let value = state.secret_value(&secret.name, &version.id);
    let value = value.ok_or_else(faults::not_found)?;
    let opened = keys.open(&place(&secret.name, &version.id), &value.sealed);
    let mut opened = opened.map_err(|error| faults::decryption(&error))?;
    let bytes = std::mem::take(&mut *opened);
    let (text, bytes) = if value.is_text {
        let text = String::from_utf8(bytes).map_err(|_| damaged())?;
        (Some(SensitiveText::from(text)), None)
    } else {
        (None, Some(SensitiveBytes::from(bytes)))
    };
    let stages: Vec<String> = version.stages.iter().cloned().collect();
    Ok(api::SecretValueEntry {
        arn: find::arn_of(cx, secret),
        name: Some(secret.name.clone()),
        version_id: Some(version.id.clone()),
        secret_binary: bytes,
        secret_string: text,
        version_stages: Some(stages).filter(|stages| !stages.is_empty()),
        created_date: Some(at(version.created_at)),
    })
}

fn damaged() -> Fault {
    faults::decryption(&crate::KeyError::Damaged)
}

const fn day(at: Timestamp) -> Timestamp {
    Timestamp(at.0 - at.0.rem_euclid(DAY_MS))
}

/// What [`mark_read`] is for, once a day and version: AWS shows the day of the last reading.
pub(super) fn due(secret: &Secret, version: &SecretVersion, now: Timestamp) -> Option<Read> {
    let today = Some(day(now));
    (secret.accessed_at < today || version.accessed_at < today).then(|| Read {
        secret: secret.name.clone(),
        version: version.id.clone(),
    })
}

/// Notes the day of a reading.
pub fn mark_read(tx: &mut Tx, now: Timestamp, read: &Read) {
    let Some(secret) = tx.secret(&read.secret) else {
        return;
    };
    let mut secret = Secret::clone(secret);
    secret.accessed_at = Some(day(now));
    for version in &mut secret.versions {
        if version.id == read.version {
            version.accessed_at = Some(day(now));
        }
    }
    tx.record(Change::PutSecret(Arc::new(secret)));
}
