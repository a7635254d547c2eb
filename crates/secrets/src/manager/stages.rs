//! `UpdateSecretVersionStage`.

use std::sync::Arc;

use berth_api_secrets_manager as api;
use berth_model::{Change, Secret, Tx};

use super::{CURRENT, faults, find, versions};
use crate::{Context, Outcome};

/// Moves a stage to a version, or takes it off one.
///
/// # Errors
/// `ResourceNotFoundException`, `InvalidParameterException`, `InvalidRequestException`.
pub fn update_secret_version_stage(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateSecretVersionStageRequest,
) -> Outcome<api::UpdateSecretVersionStageResponse> {
    let secret = find::find_kept(tx, cx, input.secret_id.as_deref())?;
    let mut secret = Secret::clone(secret);
    let stage = input.version_stage.unwrap_or_default();
    let (from, to) = (input.remove_from_version_id, input.move_to_version_id);
    for version in from.iter().chain(&to) {
        if secret.version(version).is_none() {
            return Err(faults::missing(format!(
                "Secrets Manager can't find the specified secret version: {version}."
            )));
        }
    }
    let on = secret.staged(&stage).map(|version| version.id.clone());
    if from.is_some() && from != on {
        return Err(faults::invalid(format!(
            "RemoveFromVersionId: the staging label {stage} is not attached to version {}.",
            from.unwrap_or_default()
        )));
    }
    match to {
        None if from.is_none() => {
            return Err(faults::invalid(
                "Either MoveToVersionId or RemoveFromVersionId must be given.",
            ));
        }
        None if stage == CURRENT => {
            return Err(faults::invalid(format!(
                "You can only move the staging label {CURRENT} to a different version: \
                 MoveToVersionId must be given."
            )));
        }
        None => versions::detach(&mut secret, &stage),
        Some(to) => {
            if let Some(on) = on.filter(|on| from.is_none() && *on != to) {
                return Err(faults::invalid(format!(
                    "RemoveFromVersionId must be given: the staging label {stage} is attached to \
                     version {on}."
                )));
            }
            versions::attach(&mut secret, &to, &stage);
        }
    }
    secret.changed_at = cx.now;
    let answer = api::UpdateSecretVersionStageResponse {
        arn: find::arn_of(cx, &secret),
        name: Some(secret.name.clone()),
    };
    tx.record(Change::PutSecret(Arc::new(secret)));
    Ok(answer)
}
