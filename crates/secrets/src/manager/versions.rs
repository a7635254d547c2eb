//! Versions of a secret and their values.

use std::collections::BTreeSet;
use std::sync::Arc;

use berth_model::{Change, Secret, SecretValue, SecretVersion, Timestamp, Tx};
use berth_protocol::shape::{SensitiveBytes, SensitiveText};

use super::{CURRENT, PREVIOUS, faults, find, place};
use crate::keyring::Keyring;
use crate::{Context, Outcome};

/// The largest value, in bytes.
const VALUE_BYTES_MAX: usize = 65_536;
/// Deprecated versions beyond so many in all are removed, the oldest first …
const VERSIONS_MAX: usize = 100;
/// … but not those younger than this.
const KEPT_SECONDS: i64 = 24 * 3600;
/// A version has at most so many stages, and so has the secret.
const STAGES_MAX: usize = 20;

/// A value as the caller gave it.
pub(super) struct Given<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) is_text: bool,
}

/// The value of a request, checked; `None` if it has none.
pub(super) fn given<'a>(
    text: Option<&'a SensitiveText>,
    bytes: Option<&'a SensitiveBytes>,
) -> Outcome<Option<Given<'a>>> {
    let given = match (text, bytes) {
        (Some(_), Some(_)) => {
            return Err(faults::invalid(
                "You can't specify both SecretString and SecretBinary: a version has one value.",
            ));
        }
        (None, None) => return Ok(None),
        (Some(text), None) => Given {
            bytes: text.expose().as_bytes(),
            is_text: true,
        },
        (None, Some(bytes)) => Given {
            bytes: bytes.expose(),
            is_text: false,
        },
    };
    let name = if given.is_text {
        "SecretString"
    } else {
        "SecretBinary"
    };
    let length = given.bytes.len();
    if !(1..=VALUE_BYTES_MAX).contains(&length) {
        return Err(faults::invalid(format!(
            "{name} must have from 1 to {VALUE_BYTES_MAX} bytes, not {length}."
        )));
    }
    Ok(Some(given))
}

/// Stages as a caller names them.
pub(super) fn stages(given: Option<Vec<String>>) -> BTreeSet<String> {
    match given {
        Some(stages) => stages.into_iter().collect(),
        None => BTreeSet::from([CURRENT.to_owned()]),
    }
}

/// Gives the secret a version with this value; its id. The same token with the same value once
/// more changes nothing.
pub(super) fn add(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    keys: &Keyring,
    secret: &mut Secret,
    value: &Given<'_>,
    token: Option<String>,
    stages: &BTreeSet<String>,
) -> Outcome<String> {
    let id = token.unwrap_or_else(|| cx.entropy.uuid());
    if let Some(kept) = tx.secret_value(&secret.name, &id).cloned() {
        let opened = keys.open(&place(&secret.name, &id), &kept.sealed);
        let opened = opened.map_err(|error| faults::decryption(&error))?;
        if kept.is_text == value.is_text && **opened == *value.bytes {
            return Ok(id);
        }
        let arn = find::arn_of(cx, secret).unwrap_or_default();
        return Err(faults::exists(format!(
            "ClientRequestToken: {id} is already in use for a version of secret {arn} with another value."
        )));
    }
    make_room(tx, cx.now, secret)?;
    let sealed = keys.seal(&place(&secret.name, &id), value.bytes, cx.entropy);
    let sealed = sealed.map_err(|error| faults::encryption(&error))?;
    tx.record(Change::PutSecretValue(Arc::new(SecretValue {
        secret: secret.name.clone(),
        version: id.clone(),
        is_text: value.is_text,
        sealed,
    })));
    secret.versions.push(SecretVersion {
        id: id.clone(),
        stages: BTreeSet::new(),
        created_at: cx.now,
        accessed_at: None,
    });
    for stage in stages {
        attach(secret, &id, stage);
    }
    let count = secret.versions.iter().flat_map(|it| &it.stages).count();
    if count > STAGES_MAX {
        return Err(faults::limit(format!(
            "VersionStages: a secret has at most {STAGES_MAX} stages; this would make {count}."
        )));
    }
    secret.changed_at = cx.now;
    Ok(id)
}

/// Puts the stage on the version and takes it from the one that has it. `AWSCURRENT` leaves
/// `AWSPREVIOUS` behind.
pub(super) fn attach(secret: &mut Secret, version: &str, stage: &str) {
    let before = secret.staged(stage).map(|it| it.id.clone());
    if before.as_deref() == Some(version) {
        return;
    }
    detach(secret, stage);
    if stage == CURRENT
        && let Some(before) = before
    {
        detach(secret, PREVIOUS);
        put(secret, &before, PREVIOUS);
    }
    put(secret, version, stage);
}

/// Takes the stage off whatever version has it.
pub(super) fn detach(secret: &mut Secret, stage: &str) {
    for version in &mut secret.versions {
        version.stages.remove(stage);
    }
}

fn put(secret: &mut Secret, version: &str, stage: &str) {
    let mut versions = secret.versions.iter_mut();
    if let Some(version) = versions.find(|it| it.id == version) {
        version.stages.insert(stage.to_owned());
    }
}

/// Removes deprecated versions until there is room for one more.
fn make_room(tx: &mut Tx, now: Timestamp, secret: &mut Secret) -> Outcome<()> {
    while secret.versions.len() >= VERSIONS_MAX {
        let old = secret.versions.iter().position(|version| {
            version.stages.is_empty() && version.created_at.plus_seconds(KEPT_SECONDS) <= now
        });
        let Some(old) = old else {
            return Err(faults::limit(format!(
                "The secret has {VERSIONS_MAX} versions, and none of them is a day old and without \
                 a stage, so that it could be removed for a new one."
            )));
        };
        let old = secret.versions.remove(old);
        tx.record(Change::DeleteSecretValue(secret.name.clone(), old.id));
    }
    Ok(())
}
