//! Account settings: put, put default, list, delete.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{AccountSetting, Arn, Change, Names, State, Tx};

use crate::{Context, Outcome, faults, page};

/// Every setting, its default and what it may be. `guardDutyActivate` cannot be set.
const SETTINGS: [(&str, &str, &[&str]); 12] = [
    ("awsvpcTrunking", "disabled", &["enabled", "disabled"]),
    (
        "containerInsights",
        "disabled",
        &["enabled", "disabled", "enhanced"],
    ),
    (
        "containerInstanceLongArnFormat",
        "enabled",
        &["enabled", "disabled"],
    ),
    (
        "defaultLogDriverMode",
        "non-blocking",
        &["blocking", "non-blocking"],
    ),
    ("dualStackIPv6", "enabled", &["enabled", "disabled"]),
    ("fargateEventWindows", "disabled", &["enabled", "disabled"]),
    ("fargateFIPSMode", "disabled", &["enabled", "disabled"]),
    ("fargateTaskRetirementWaitPeriod", "7", &["0", "7", "14"]),
    ("guardDutyActivate", "off", &[]),
    ("serviceLongArnFormat", "enabled", &["enabled", "disabled"]),
    ("tagResourceAuthorization", "off", &["on", "off"]),
    ("taskLongArnFormat", "enabled", &["enabled", "disabled"]),
];

/// The value that holds for the caller: their own, else the account's, else ECS's default.
#[must_use]
pub fn effective(state: &State, cx: &Context<'_>, name: &str) -> String {
    match state.account_setting(&cx.principal_arn(), name) {
        Some(setting) => setting.value.clone(),
        None => of_account(state, cx.names, name),
    }
}

/// The value that holds for the account, whoever calls.
pub(crate) fn of_account(state: &State, names: &Names, name: &str) -> String {
    match state.account_setting(&names.root(), name) {
        Some(setting) => setting.value.clone(),
        None => SETTINGS
            .iter()
            .find(|(known, ..)| *known == name)
            .map_or_else(String::new, |(_, default, _)| (*default).to_owned()),
    }
}

/// Sets a setting for the caller or `principalArn`.
///
/// # Errors
/// `InvalidParameterException` for an unknown name or value.
pub fn put_account_setting(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::PutAccountSettingRequest,
) -> Outcome<api::PutAccountSettingResponse> {
    let principal = principal(cx, input.principal_arn)?;
    let name = input.name.as_ref().map_or("", |name| name.as_str());
    let setting = put(tx, principal, name, input.value)?;
    Ok(api::PutAccountSettingResponse {
        setting: Some(setting),
    })
}

/// Sets a setting for all principals that have not set it themselves.
///
/// # Errors
/// `InvalidParameterException` for an unknown name or value.
pub fn put_account_setting_default(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::PutAccountSettingDefaultRequest,
) -> Outcome<api::PutAccountSettingDefaultResponse> {
    let name = input.name.as_ref().map_or("", |name| name.as_str());
    let setting = put(tx, cx.names.root(), name, input.value)?;
    Ok(api::PutAccountSettingDefaultResponse {
        setting: Some(setting),
    })
}

/// Forgets a setting of the caller or `principalArn`.
///
/// # Errors
/// `InvalidParameterException` for an unknown name.
pub fn delete_account_setting(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteAccountSettingRequest,
) -> Outcome<api::DeleteAccountSettingResponse> {
    let principal = principal(cx, input.principal_arn)?;
    let name = input.name.as_ref().map_or("", |name| name.as_str());
    known(name)?;
    let value = tx
        .account_setting(&principal, name)
        .map(|setting| setting.value.clone());
    if value.is_some() {
        tx.record(Change::DeleteAccountSetting(
            principal.clone(),
            name.to_owned(),
        ));
    }
    let setting = render(
        &principal,
        name,
        value.unwrap_or_else(|| effective(tx, cx, name)),
    );
    Ok(api::DeleteAccountSettingResponse {
        setting: Some(setting),
    })
}

/// Lists settings of the caller or `principalArn`; with `effectiveSettings` also those that hold
/// by default.
///
/// # Errors
/// `InvalidParameterException` for an unknown name, a bad page size or token.
pub fn list_account_settings(
    state: &State,
    cx: &Context<'_>,
    input: api::ListAccountSettingsRequest,
) -> Outcome<api::ListAccountSettingsResponse> {
    let principal = principal(cx, input.principal_arn)?;
    let size = match input.max_results {
        // This one list has pages of at most ten.
        Some(asked) if !(1..=10).contains(&asked) => {
            return Err(faults::invalid("maxResults must be between 1 and 10."));
        }
        asked => page::size(asked, 10)?,
    };
    let from: Option<String> = page::position("ListAccountSettings", input.next_token.as_deref())?;
    let wanted = input.name.as_ref().map(|name| name.as_str());
    if let Some(name) = wanted {
        known(name)?;
    }
    let all = input.effective_settings.unwrap_or(false);
    let settings = SETTINGS
        .iter()
        .filter(|(name, ..)| wanted.is_none_or(|wanted| wanted == *name))
        .filter(|(name, ..)| from.as_deref().is_none_or(|from| *name >= from))
        .filter_map(|(name, default, _)| {
            let own = state.account_setting(&principal, name);
            let root = state
                .account_setting(&cx.names.root(), name)
                .filter(|_| all);
            let value = own.or(root).map(|setting| setting.value.clone());
            let value = value.or_else(|| all.then(|| (*default).to_owned()))?;
            Some(render(&principal, name, value))
        })
        .filter(|setting| {
            input
                .value
                .as_ref()
                .is_none_or(|value| setting.value.as_ref() == Some(value))
        });
    let (settings, next_token) = page::take("ListAccountSettings", settings, size, |setting| {
        setting
            .name
            .as_ref()
            .map(|name| name.as_str().to_owned())
            .unwrap_or_default()
    });
    Ok(api::ListAccountSettingsResponse {
        settings: Some(settings),
        next_token,
    })
}

fn put(tx: &mut Tx, principal: String, name: &str, value: Option<String>) -> Outcome<api::Setting> {
    let (name, allowed) = known(name)?;
    let value = value.unwrap_or_default();
    if allowed.is_empty() {
        return Err(faults::invalid(format!(
            "The setting {name} is managed by ECS and cannot be set."
        )));
    }
    if !allowed.contains(&value.as_str()) {
        return Err(faults::invalid(format!(
            "The value '{value}' of setting {name} must be one of {}.",
            allowed.join(", ")
        )));
    }
    let rendered = render(&principal, name, value.clone());
    let setting = AccountSetting {
        principal_arn: principal,
        name: name.to_owned(),
        value,
    };
    tx.record(Change::PutAccountSetting(Arc::new(setting)));
    Ok(rendered)
}

fn known(name: &str) -> Outcome<(&'static str, &'static [&'static str])> {
    SETTINGS
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(known, _, allowed)| (*known, *allowed))
        .ok_or_else(|| {
            let names: Vec<_> = SETTINGS.iter().map(|(name, ..)| *name).collect();
            faults::invalid(format!(
                "The setting '{name}' is unknown; there are {}.",
                names.join(", ")
            ))
        })
}

fn principal(cx: &Context<'_>, given: Option<String>) -> Outcome<String> {
    match given {
        None => Ok(cx.principal_arn()),
        Some(arn) => match Arn::parse(&arn) {
            Some(parts) if parts.service == "iam" && parts.account == cx.names.account => Ok(arn),
            _ => Err(faults::invalid(format!(
                "principalArn must be the ARN of a user, a role or the root of account {}.",
                cx.names.account
            ))),
        },
    }
}

fn render(principal: &str, name: &str, value: String) -> api::Setting {
    let managed = name == "guardDutyActivate";
    api::Setting {
        name: Some(name.into()),
        value: Some(value),
        principal_arn: Some(principal.to_owned()),
        r#type: Some(if managed { "aws_managed" } else { "user" }.into()),
    }
}
