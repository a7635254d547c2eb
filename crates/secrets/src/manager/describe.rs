//! `DescribeSecret`, `ListSecretVersionIds`.

use std::collections::BTreeMap;

use berth_api_secrets_manager as api;
use berth_model::{Secret, SecretVersion, State, Tags};
use berth_protocol::page;

use super::{at, faults, find};
use crate::{Context, Outcome};

const VERSIONS_A_PAGE: i32 = 100;
const VERSIONS: &str = "ListSecretVersionIds";

/// Everything about a secret but its values.
///
/// # Errors
/// `ResourceNotFoundException`, `InvalidParameterException`.
pub fn describe_secret(
    state: &State,
    cx: &Context<'_>,
    input: &api::DescribeSecretRequest,
) -> Outcome<api::DescribeSecretResponse> {
    let secret = find::find(state, cx, input.secret_id.as_deref())?;
    Ok(api::DescribeSecretResponse {
        arn: find::arn_of(cx, secret),
        name: Some(secret.name.clone()),
        description: secret.description.clone(),
        kms_key_id: secret.kms_key_id.clone(),
        last_changed_date: Some(at(secret.changed_at)),
        last_accessed_date: secret.accessed_at.map(at),
        deleted_date: secret.deleted_at.map(at),
        tags: Some(tags(&secret.tags)),
        version_ids_to_stages: stages(secret),
        created_date: Some(at(secret.created_at)),
        ..Default::default()
    })
}

/// The versions of a secret; deprecated ones if asked for.
///
/// # Errors
/// `ResourceNotFoundException`, `InvalidNextTokenException`.
pub fn list_secret_version_ids(
    state: &State,
    cx: &Context<'_>,
    input: &api::ListSecretVersionIdsRequest,
) -> Outcome<api::ListSecretVersionIdsResponse> {
    let secret = find::find(state, cx, input.secret_id.as_deref())?;
    let deprecated = input.include_deprecated == Some(true);
    let from = match &input.next_token {
        Some(token) => page::decode::<String>(VERSIONS, token).map_err(|_| faults::next_token())?,
        None => String::new(),
    };
    let size = usize::try_from(input.max_results.unwrap_or(VERSIONS_A_PAGE)).unwrap_or(1);
    let mut versions = secret
        .versions
        .iter()
        .filter(|version| deprecated || !version.stages.is_empty())
        .skip_while(|version| !from.is_empty() && version.id != from);
    let listed: Vec<_> = versions.by_ref().take(size).map(entry).collect();
    let next = versions
        .next()
        .map(|version| page::encode(VERSIONS, &version.id));
    Ok(api::ListSecretVersionIdsResponse {
        versions: Some(listed),
        next_token: next,
        arn: find::arn_of(cx, secret),
        name: Some(secret.name.clone()),
    })
}

fn entry(version: &SecretVersion) -> api::SecretVersionsListEntry {
    let stages: Vec<String> = version.stages.iter().cloned().collect();
    api::SecretVersionsListEntry {
        version_id: Some(version.id.clone()),
        version_stages: Some(stages).filter(|stages| !stages.is_empty()),
        last_accessed_date: version.accessed_at.map(at),
        created_date: Some(at(version.created_at)),
        kms_key_ids: Some(vec!["DefaultEncryptionKey".to_owned()]),
    }
}

pub(super) fn tags(tags: &Tags) -> Vec<api::Tag> {
    let tags = tags.iter().map(|(key, value)| api::Tag {
        key: Some(key.clone()),
        value: Some(value.clone()),
    });
    tags.collect()
}

/// The versions that have stages, and which.
pub(super) fn stages(secret: &Secret) -> Option<BTreeMap<String, Vec<String>>> {
    let staged = secret.versions.iter().filter(|it| !it.stages.is_empty());
    let stages: BTreeMap<_, Vec<String>> = staged
        .map(|it| (it.id.clone(), it.stages.iter().cloned().collect()))
        .collect();
    Some(stages).filter(|stages| !stages.is_empty())
}
