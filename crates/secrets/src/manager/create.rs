//! `CreateSecret`.

use std::collections::BTreeSet;
use std::sync::Arc;

use berth_api_secrets_manager as api;
use berth_env::Entropy;
use berth_model::{Change, Secret, Tx};

use super::{CURRENT, faults, find, versions};
use crate::keyring::Keyring;
use crate::{Context, Outcome, tags};

/// A region has at most so many secrets.
const SECRETS_MAX: usize = 500_000;
/// The one key that can be named.
const DEFAULT_KEY: &str = "alias/aws/secretsmanager";

/// Makes a secret, with a first version if a value is given.
///
/// # Errors
/// `ResourceExistsException`, `InvalidParameterException`, `InvalidRequestException`,
/// `LimitExceededException`, `EncryptionFailure`.
pub fn create_secret(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    keys: &Keyring,
    input: api::CreateSecretRequest,
) -> Outcome<api::CreateSecretResponse> {
    refuse_unbuilt(&input)?;
    let name = input.name.unwrap_or_default();
    check_name(&name)?;
    check_key(input.kms_key_id.as_deref())?;
    let value = versions::given(input.secret_string.as_ref(), input.secret_binary.as_ref())?;
    let given = input.tags.unwrap_or_default().into_iter();
    let tags = tags::parse(given.map(|tag| (tag.key, tag.value))).map_err(faults::tags)?;
    let token = input.client_request_token;
    let stages = BTreeSet::from([CURRENT.to_owned()]);
    if let Some(there) = tx.secret(&name).cloned() {
        if there.deleted_at.is_some() {
            return Err(faults::request(format!(
                "You can't create the secret {name} because a secret with this name is already \
                 scheduled for deletion."
            )));
        }
        let again = token.filter(|token| there.version(token).is_some());
        let (Some(value), Some(token)) = (value, again) else {
            return Err(faults::exists(format!(
                "The operation failed because the secret {name} already exists."
            )));
        };
        let mut secret = Secret::clone(&there);
        let version = versions::add(tx, cx, keys, &mut secret, &value, Some(token), &stages)?;
        return Ok(answer(cx, &secret, Some(version)));
    }
    if tx.secret_count() >= SECRETS_MAX {
        return Err(faults::limit(format!(
            "A region has at most {SECRETS_MAX} secrets."
        )));
    }
    let mut secret = Secret {
        suffix: suffix(cx.entropy),
        description: input.description.filter(|text| !text.is_empty()),
        kms_key_id: input.kms_key_id,
        tags,
        created_at: cx.now,
        changed_at: cx.now,
        accessed_at: None,
        deleted_at: None,
        delete_after: None,
        versions: Vec::new(),
        name,
    };
    let version = match value {
        Some(value) => {
            let added = versions::add(tx, cx, keys, &mut secret, &value, token, &stages)?;
            Some(added)
        }
        None => None,
    };
    let answer = answer(cx, &secret, version);
    tx.record(Change::PutSecret(Arc::new(secret)));
    Ok(answer)
}

fn answer(cx: &Context<'_>, secret: &Secret, version: Option<String>) -> api::CreateSecretResponse {
    api::CreateSecretResponse {
        arn: find::arn_of(cx, secret),
        name: Some(secret.name.clone()),
        version_id: version,
        replication_status: None,
    }
}

fn refuse_unbuilt(input: &api::CreateSecretRequest) -> Outcome<()> {
    let fields = [
        (input.add_replica_regions.is_some(), "AddReplicaRegions"),
        (input.r#type.is_some(), "Type"),
        (
            input.cross_account_primary_arn.is_some(),
            "CrossAccountPrimaryARN",
        ),
    ];
    match fields.into_iter().find(|(present, _)| *present) {
        Some((_, field)) => Err(faults::request(format!(
            "{field} is not built in this version of Berth."
        ))),
        None => Ok(()),
    }
}

fn check_name(name: &str) -> Outcome<()> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-/_+=.@!".contains(&byte);
    if name.is_empty() || !name.bytes().all(allowed) {
        return Err(faults::invalid(
            "Name must be made of letters, digits and the characters /_+=.@-!",
        ));
    }
    Ok(())
}

/// Values are encrypted with the region's own key: no other can be named.
pub(super) fn check_key(given: Option<&str>) -> Outcome<()> {
    match given {
        None | Some(DEFAULT_KEY) => Ok(()),
        Some(_) => Err(faults::request(format!(
            "KmsKeyId: this region has no KMS keys of its own; values are encrypted with the \
             region's key. Leave the parameter out, or pass {DEFAULT_KEY}."
        ))),
    }
}

/// Six letters and digits, so that a new secret of an old name has another ARN.
fn suffix(entropy: &mut dyn Entropy) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut letter = || {
        let index = usize::try_from(entropy.below(62)).unwrap_or(0);
        char::from(LETTERS[index])
    };
    (0..6).map(|_| letter()).collect()
}
