//! From `SecretId` to a secret.

use std::sync::Arc;

use berth_model::{Secret, State};

use super::faults;
use crate::arn::{self, SecretArn};
use crate::{Context, Outcome};

/// The secret that `id` names: a name, an ARN, or an ARN without its suffix.
pub(super) fn find<'a>(
    state: &'a State,
    cx: &Context<'_>,
    id: Option<&str>,
) -> Outcome<&'a Arc<Secret>> {
    let id = id.unwrap_or_default();
    if !id.starts_with("arn:") {
        return state.secret(id).ok_or_else(faults::not_found);
    }
    let arn = SecretArn::parse(id).ok_or_else(|| {
        faults::invalid(
            "SecretId must be a secret's name or ARN; this is the ARN of something else.",
        )
    })?;
    if (arn.region, arn.account) != (&cx.names.region, &cx.names.account) {
        return Err(faults::not_found());
    }
    let whole = arn.with_suffix().and_then(|(name, suffix)| {
        let secret = state.secret(name)?;
        (secret.suffix == suffix).then_some(secret)
    });
    whole
        .or_else(|| state.secret(arn.resource))
        .ok_or_else(faults::not_found)
}

/// The same for what a secret that waits for its deletion does not do.
pub(super) fn find_kept<'a>(
    state: &'a State,
    cx: &Context<'_>,
    id: Option<&str>,
) -> Outcome<&'a Arc<Secret>> {
    let secret = find(state, cx, id)?;
    if secret.deleted_at.is_some() {
        return Err(faults::deleted());
    }
    Ok(secret)
}

/// The secret's ARN.
pub(super) fn arn_of(cx: &Context<'_>, secret: &Secret) -> Option<String> {
    Some(arn::secret(cx.names, &secret.name, &secret.suffix))
}
