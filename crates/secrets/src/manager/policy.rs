//! `GetResourcePolicy`, `DeleteResourcePolicy`: no secret has a policy, since none can be put yet.
//! Tools that look after secrets ask all the same.

use berth_api_secrets_manager as api;
use berth_model::State;

use super::find;
use crate::{Context, Outcome};

/// The secret's policy: none.
///
/// # Errors
/// `ResourceNotFoundException`.
pub fn get_resource_policy(
    state: &State,
    cx: &Context<'_>,
    input: &api::GetResourcePolicyRequest,
) -> Outcome<api::GetResourcePolicyResponse> {
    let secret = find::find(state, cx, input.secret_id.as_deref())?;
    Ok(api::GetResourcePolicyResponse {
        arn: find::arn_of(cx, secret),
        name: Some(secret.name.clone()),
        ..Default::default()
    })
}

/// There is nothing to delete, which is no error.
///
/// # Errors
/// `ResourceNotFoundException`.
pub fn delete_resource_policy(
    state: &State,
    cx: &Context<'_>,
    input: &api::DeleteResourcePolicyRequest,
) -> Outcome<api::DeleteResourcePolicyResponse> {
    let secret = find::find_kept(state, cx, input.secret_id.as_deref())?;
    Ok(api::DeleteResourcePolicyResponse {
        arn: find::arn_of(cx, secret),
        name: Some(secret.name.clone()),
        ..Default::default()
    })
}
