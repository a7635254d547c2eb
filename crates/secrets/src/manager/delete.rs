//! `DeleteSecret`, `RestoreSecret`, and the deletion itself when its time has come.

use std::sync::Arc;

use berth_api_secrets_manager as api;
use berth_model::{Change, Secret, Timestamp, Tx};

use super::{at, faults, find};
use crate::arn::SecretArn;
use crate::{Context, Outcome};

const WINDOW_DAYS: std::ops::RangeInclusive<i64> = 7..=30;
const DEFAULT_WINDOW_DAYS: i64 = 30;
const DAY_SECONDS: i64 = 24 * 3600;
/// One round removes at most so many secrets.
const SECRETS_A_ROUND: usize = 100;

/// Has a secret wait for its deletion, or deletes it at once.
///
/// # Errors
/// `ResourceNotFoundException`, `InvalidParameterException`, `InvalidRequestException`.
pub fn delete_secret(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: &api::DeleteSecretRequest,
) -> Outcome<api::DeleteSecretResponse> {
    let at_once = input.force_delete_without_recovery == Some(true);
    let id = input.secret_id.as_deref();
    if at_once && input.recovery_window_in_days.is_some() {
        return Err(faults::invalid(
            "You can't use ForceDeleteWithoutRecovery together with RecoveryWindowInDays.",
        ));
    }
    let days = input.recovery_window_in_days.unwrap_or(DEFAULT_WINDOW_DAYS);
    if !WINDOW_DAYS.contains(&days) {
        return Err(faults::invalid(
            "RecoveryWindowInDays must be from 7 to 30 days.",
        ));
    }
    let mut secret = match find::find(tx, cx, id) {
        Ok(secret) => Secret::clone(secret),
        // Deleting at once what is not there is no error, so that it can be repeated.
        Err(fault) if at_once && fault == faults::not_found() => {
            return Ok(never_there(cx, id.unwrap_or_default()));
        }
        Err(fault) => return Err(fault),
    };
    if at_once {
        remove(tx, &secret);
        return Ok(answer(cx, &secret, cx.now));
    }
    if secret.deleted_at.is_some() {
        return Err(faults::deleted());
    }
    let after = cx.now.plus_seconds(days * DAY_SECONDS);
    secret.deleted_at = Some(cx.now);
    secret.delete_after = Some(after);
    let answer = answer(cx, &secret, after);
    tx.record(Change::PutSecret(Arc::new(secret)));
    Ok(answer)
}

fn answer(cx: &Context<'_>, secret: &Secret, date: Timestamp) -> api::DeleteSecretResponse {
    api::DeleteSecretResponse {
        arn: find::arn_of(cx, secret),
        name: Some(secret.name.clone()),
        deletion_date: Some(at(date)),
    }
}

fn never_there(cx: &Context<'_>, id: &str) -> api::DeleteSecretResponse {
    let arn = SecretArn::parse(id);
    let names = cx.names;
    let name = arn.map_or(id, |arn| arn.with_suffix().map_or(arn.resource, |it| it.0));
    let (region, account) = (&names.region, &names.account);
    api::DeleteSecretResponse {
        arn: Some(match arn {
            Some(_) => id.to_owned(),
            None => format!("arn:aws:secretsmanager:{region}:{account}:secret:{name}"),
        }),
        name: Some(name.to_owned()),
        deletion_date: Some(at(cx.now)),
    }
}

/// Takes a deletion back.
///
/// # Errors
/// `ResourceNotFoundException`, `InvalidParameterException`.
pub fn restore_secret(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: &api::RestoreSecretRequest,
) -> Outcome<api::RestoreSecretResponse> {
    let secret = find::find(tx, cx, input.secret_id.as_deref())?;
    let mut secret = Secret::clone(secret);
    let answer = api::RestoreSecretResponse {
        arn: find::arn_of(cx, &secret),
        name: Some(secret.name.clone()),
    };
    if secret.deleted_at.is_some() {
        secret.deleted_at = None;
        secret.delete_after = None;
        secret.changed_at = cx.now;
        tx.record(Change::PutSecret(Arc::new(secret)));
    }
    Ok(answer)
}

fn remove(tx: &mut Tx, secret: &Secret) {
    for version in &secret.versions {
        let (name, id) = (secret.name.clone(), version.id.clone());
        tx.record(Change::DeleteSecretValue(name, id));
    }
    tx.record(Change::DeleteSecret(secret.name.clone()));
}

/// Removes the secrets whose time has come, and says when to look again.
pub fn tidy(tx: &mut Tx, now: Timestamp) -> Option<Timestamp> {
    let due: Vec<Arc<Secret>> = tx
        .secret_deletions()
        .take_while(|(at, _)| *at <= now)
        .take(SECRETS_A_ROUND)
        .filter_map(|(_, name)| tx.secret(name).cloned())
        .collect();
    for secret in due {
        remove(tx, &secret);
    }
    tx.secret_deletions().next().map(|(at, _)| at)
}
