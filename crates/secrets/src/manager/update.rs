//! `PutSecretValue`, `UpdateSecret`: new values and descriptions.

use std::sync::Arc;

use berth_api_secrets_manager as api;
use berth_model::{Change, Secret, Tx};

use super::{create, faults, find, versions};
use crate::keyring::Keyring;
use crate::{Context, Outcome};

/// Adds a version.
///
/// # Errors
/// `ResourceNotFoundException`, `ResourceExistsException`, `InvalidParameterException`,
/// `InvalidRequestException`, `LimitExceededException`, `EncryptionFailure`, `DecryptionFailure`.
pub fn put_secret_value(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    keys: &Keyring,
    input: api::PutSecretValueRequest,
) -> Outcome<api::PutSecretValueResponse> {
    if input.rotation_token.is_some() {
        return Err(faults::request(
            "RotationToken is not built in this version of Berth.",
        ));
    }
    let secret = find::find_kept(tx, cx, input.secret_id.as_deref())?;
    let mut secret = Secret::clone(secret);
    let value = versions::given(input.secret_string.as_ref(), input.secret_binary.as_ref())?;
    let value = value
        .ok_or_else(|| faults::request("You must provide either SecretString or SecretBinary."))?;
    let stages = versions::stages(input.version_stages);
    let token = input.client_request_token;
    let version = versions::add(tx, cx, keys, &mut secret, &value, token, &stages)?;
    let stages = secret.version(&version).map(|it| it.stages.clone());
    let answer = api::PutSecretValueResponse {
        arn: find::arn_of(cx, &secret),
        name: Some(secret.name.clone()),
        version_id: Some(version),
        version_stages: stages.map(|stages| stages.into_iter().collect()),
    };
    put_if_changed(tx, secret);
    Ok(answer)
}

/// Changes the description, and adds a version if a value is given.
///
/// # Errors
/// As [`put_secret_value`].
pub fn update_secret(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    keys: &Keyring,
    input: api::UpdateSecretRequest,
) -> Outcome<api::UpdateSecretResponse> {
    if input.r#type.is_some() {
        return Err(faults::request(
            "Type is not built in this version of Berth.",
        ));
    }
    create::check_key(input.kms_key_id.as_deref())?;
    let secret = find::find_kept(tx, cx, input.secret_id.as_deref())?;
    let mut secret = Secret::clone(secret);
    let value = versions::given(input.secret_string.as_ref(), input.secret_binary.as_ref())?;
    if let Some(description) = input.description {
        let description = Some(description).filter(|text| !text.is_empty());
        if secret.description != description {
            secret.description = description;
            secret.changed_at = cx.now;
        }
    }
    if input.kms_key_id.is_some() && secret.kms_key_id != input.kms_key_id {
        secret.kms_key_id = input.kms_key_id;
        secret.changed_at = cx.now;
    }
    let version = match value {
        Some(value) => {
            let stages = versions::stages(None);
            let token = input.client_request_token;
            let added = versions::add(tx, cx, keys, &mut secret, &value, token, &stages)?;
            Some(added)
        }
        None => None,
    };
    let answer = api::UpdateSecretResponse {
        arn: find::arn_of(cx, &secret),
        name: Some(secret.name.clone()),
        version_id: version,
    };
    put_if_changed(tx, secret);
    Ok(answer)
}

fn put_if_changed(tx: &mut Tx, secret: Secret) {
    if tx.secret(&secret.name).is_none_or(|old| **old != secret) {
        tx.record(Change::PutSecret(Arc::new(secret)));
    }
}
