//! `ListSecrets`.

use std::cmp::Ordering;
use std::sync::Arc;

use berth_api_secrets_manager as api;
use berth_model::{Secret, State};
use berth_protocol::page;

use super::describe::{stages, tags};
use super::{at, faults, filters, find};
use crate::{Context, Outcome};

const SECRETS_A_PAGE: i32 = 100;
const LIST: &str = "ListSecrets";

/// Secrets by when they were made, or as asked for; those that wait for their deletion if asked.
///
/// # Errors
/// `InvalidParameterException`, `InvalidNextTokenException`.
pub fn list_secrets(
    state: &State,
    cx: &Context<'_>,
    input: &api::ListSecretsRequest,
) -> Outcome<api::ListSecretsResponse> {
    filters::check(input.filters.as_ref())?;
    let planned = input.include_planned_deletion == Some(true);
    let mut secrets: Vec<&Arc<Secret>> = state
        .secrets()
        .filter(|secret| planned || secret.deleted_at.is_none())
        .filter(|secret| filters::matches(secret, input.filters.as_ref()))
        .collect();
    let by = input.sort_by.as_ref();
    let descending = match &input.sort_order {
        Some(order) => *order == api::SortOrderType::Desc,
        // The newest first; names from a to z.
        None => by != Some(&api::SortByType::Name),
    };
    let order = |a: &Secret, b: &Secret| {
        let order = compare(a, b, by);
        if descending { order.reverse() } else { order }
    };
    secrets.sort_by(|a, b| order(a, b));
    let skipped = match &input.next_token {
        Some(token) => {
            let from: String = page::decode(LIST, token).map_err(|_| faults::next_token())?;
            // The secret may be gone or elsewhere in the order by now; then the list has ended.
            let place = secrets.iter().position(|secret| secret.name == from);
            place.unwrap_or(secrets.len())
        }
        None => 0,
    };
    let size = usize::try_from(input.max_results.unwrap_or(SECRETS_A_PAGE)).unwrap_or(1);
    let mut secrets = secrets.into_iter().skip(skipped);
    let listed: Vec<_> = secrets
        .by_ref()
        .take(size)
        .map(|it| entry(cx, it))
        .collect();
    let next = secrets
        .next()
        .map(|secret| page::encode(LIST, &secret.name));
    Ok(api::ListSecretsResponse {
        secret_list: Some(listed),
        next_token: next,
    })
}

fn compare(a: &Secret, b: &Secret, by: Option<&api::SortByType>) -> Ordering {
    use api::SortByType as By;
    let first = match by {
        Some(By::Name) => Ordering::Equal,
        Some(By::LastChangedDate) => a.changed_at.cmp(&b.changed_at),
        Some(By::LastAccessedDate) => a.accessed_at.cmp(&b.accessed_at),
        Some(By::CreatedDate | By::Other(_)) | None => a.created_at.cmp(&b.created_at),
    };
    first.then_with(|| a.name.cmp(&b.name))
}

fn entry(cx: &Context<'_>, secret: &Secret) -> api::SecretListEntry {
    api::SecretListEntry {
        arn: find::arn_of(cx, secret),
        name: Some(secret.name.clone()),
        description: secret.description.clone(),
        kms_key_id: secret.kms_key_id.clone(),
        last_changed_date: Some(at(secret.changed_at)),
        last_accessed_date: secret.accessed_at.map(at),
        deleted_date: secret.deleted_at.map(at),
        tags: Some(tags(&secret.tags)),
        secret_versions_to_stages: stages(secret),
        created_date: Some(at(secret.created_at)),
        ..Default::default()
    }
}
