//! `BatchGetSecretValue`.

use berth_api_secrets_manager as api;
use berth_model::{Secret, State};
use berth_protocol::page;

use super::{CURRENT, faults, filters, find, get};
use crate::keyring::Keyring;
use crate::{Context, Outcome};

const SECRETS_A_PAGE: i32 = 20;
const LIST: &str = "BatchGetSecretValue";

/// The current values of the named secrets, or of those that filters let through. What has none is
/// among the errors.
///
/// # Errors
/// `InvalidParameterException`, `InvalidRequestException`, `InvalidNextTokenException`.
pub fn batch_get_secret_value(
    state: &State,
    cx: &Context<'_>,
    keys: &Keyring,
    input: &api::BatchGetSecretValueRequest,
) -> Outcome<api::BatchGetSecretValueResponse> {
    filters::check(input.filters.as_ref())?;
    let (mut values, mut errors) = (Vec::new(), Vec::new());
    let mut add = |id: &str, found: Outcome<&Secret>| match found
        .and_then(|secret| current(state, cx, keys, secret))
    {
        Ok(entry) => values.push(entry),
        Err(fault) => errors.push(api::APIErrorType {
            secret_id: Some(id.to_owned()),
            error_code: Some(fault.code.into_owned()),
            message: Some(fault.message),
        }),
    };
    let mut next = None;
    match (&input.secret_id_list, &input.filters) {
        (Some(_), Some(_)) | (None, None) => {
            return Err(faults::invalid(
                "Either SecretIdList or Filters must be given, and not both.",
            ));
        }
        (Some(_), None) if input.max_results.is_some() || input.next_token.is_some() => {
            return Err(faults::invalid(
                "MaxResults and NextToken go with Filters, not with SecretIdList.",
            ));
        }
        (Some(ids), None) => {
            for id in ids {
                let found = find::find_kept(state, cx, Some(id));
                add(id, found.map(AsRef::as_ref));
            }
        }
        (None, Some(_)) => {
            let from = match &input.next_token {
                Some(token) => page::decode(LIST, token).map_err(|_| faults::next_token())?,
                None => String::new(),
            };
            let size = usize::try_from(input.max_results.unwrap_or(SECRETS_A_PAGE)).unwrap_or(1);
            let mut secrets = state
                .secrets()
                .skip_while(|secret| secret.name < from)
                .filter(|secret| secret.deleted_at.is_none())
                .filter(|secret| filters::matches(secret, input.filters.as_ref()));
            for secret in secrets.by_ref().take(size) {
                add(&find::arn_of(cx, secret).unwrap_or_default(), Ok(secret));
            }
            next = secrets
                .next()
                .map(|secret| page::encode(LIST, &secret.name));
        }
    }
    Ok(api::BatchGetSecretValueResponse {
        secret_values: Some(values),
        next_token: next,
        errors: Some(errors),
    })
}

fn current(
    state: &State,
    cx: &Context<'_>,
    keys: &Keyring,
    secret: &Secret,
) -> Outcome<api::SecretValueEntry> {
    let version = secret.staged(CURRENT).ok_or_else(|| {
        faults::missing(format!(
            "Secrets Manager can't find the specified secret value for staging label: {CURRENT}"
        ))
    })?;
    get::entry(state, cx, keys, secret, version)
}
