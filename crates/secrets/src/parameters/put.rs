//! `PutParameter`.

use std::sync::Arc;

use berth_api_ssm::{self as api, errors};
use berth_model::{Change, Parameter, ParameterVersion, Tags, Tx};
use berth_protocol::fault::Fault;

use super::{SECURE, faults, names, place, tier};
use crate::keyring::Keyring;
use crate::tags::{self, Refused};
use crate::{Context, Outcome};

const STANDARD_BYTES_MAX: usize = 4096;
const ADVANCED_BYTES_MAX: usize = 8192;
const STANDARD_MAX: usize = 10_000;
const ADVANCED_MAX: usize = 100_000;
/// So many versions of a parameter are kept.
pub(super) const VERSIONS_MAX: usize = 100;
/// The one key that can be named.
const DEFAULT_KEY: &str = "alias/aws/ssm";
const TEXT: &str = "text";

/// Makes a parameter or, with `Overwrite`, a new version of it.
///
/// # Errors
/// `ParameterAlreadyExists`, `ParameterPatternMismatchException`, `InvalidAllowedPatternException`,
/// `HierarchyTypeMismatchException`, `HierarchyLevelLimitExceededException`,
/// `ParameterLimitExceeded`, `ParameterMaxVersionLimitExceeded`, `InvalidKeyId`,
/// `InvalidPolicyTypeException`, `ValidationException`.
pub fn put_parameter(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    keys: &Keyring,
    input: api::PutParameterRequest,
) -> Outcome<api::PutParameterResult> {
    let name = input.name.clone().unwrap_or_default();
    names::check(&name)?;
    refuse_unbuilt(&input)?;
    let there = tx.parameter(&name).cloned();
    let overwrite = input.overwrite == Some(true);
    if there.is_some() && !overwrite {
        return Err(Fault::new(
            errors::PARAMETER_ALREADY_EXISTS,
            format!(
                "The parameter {name} already exists. To overwrite this value, set the Overwrite \
                 option in the request to true."
            ),
        ));
    }
    let tags = own_tags(&input, overwrite)?;
    let newest = there
        .as_ref()
        .and_then(|there| tx.parameter_version(&name, there.latest).cloned());
    let kind = kind(&input, newest.as_deref())?;
    let value = input.value.unwrap_or_default();
    let value = value.expose();
    check_value(value)?;
    let advanced = is_advanced(input.tier.as_ref(), there.as_deref(), value.len())?;
    let kept = |given: Option<String>, old: fn(&ParameterVersion) -> &Option<String>| match given {
        Some(text) => Some(text).filter(|text| !text.is_empty()),
        None => newest.as_deref().and_then(|newest| old(newest).clone()),
    };
    let allowed_pattern = kept(input.allowed_pattern, |old| &old.allowed_pattern);
    check_pattern(allowed_pattern.as_deref(), value)?;
    let was_advanced = there.as_ref().is_some_and(|there| there.advanced);
    if there.is_none() || advanced != was_advanced {
        check_room(tx, advanced)?;
    }
    let mut parameter = there.map_or_else(
        || Parameter {
            name: name.clone(),
            latest: 0,
            advanced,
            labels: Default::default(),
            tags,
        },
        |there| Parameter::clone(&there),
    );
    drop_oldest(tx, &parameter)?;
    parameter.latest += 1;
    parameter.advanced = advanced;
    let number = parameter.latest;
    let sealed = keys.seal(&place(&name, number), value.as_bytes(), cx.entropy);
    let version = ParameterVersion {
        number,
        sealed: sealed.map_err(|error| faults::key(&name, &error))?,
        key_id: (kind == SECURE).then(|| DEFAULT_KEY.to_owned()),
        description: kept(input.description, |old| &old.description),
        allowed_pattern,
        data_type: TEXT.to_owned(),
        advanced,
        modified_at: cx.now,
        modified_by: cx.principal_arn(),
        parameter: name,
        kind,
    };
    tx.record(Change::PutParameterVersion(Arc::new(version)));
    tx.record(Change::PutParameter(Arc::new(parameter)));
    Ok(api::PutParameterResult {
        version: Some(number),
        tier: Some(tier(advanced)),
    })
}

fn refuse_unbuilt(input: &api::PutParameterRequest) -> Outcome<()> {
    let policies = input.policies.as_deref().unwrap_or("[]");
    if !matches!(policies.trim(), "" | "[]" | "[{}]") {
        return Err(Fault::new(
            errors::INVALID_POLICY_TYPE_EXCEPTION,
            "Policies are not built in this version of Berth.",
        ));
    }
    match input.data_type.as_deref() {
        None | Some("" | TEXT) => Ok(()),
        Some(other) => Err(faults::invalid(format!(
            "DataType must be text; {other} is not built in this version of Berth."
        ))),
    }
}

fn own_tags(input: &api::PutParameterRequest, overwrite: bool) -> Outcome<Tags> {
    let given = input.tags.clone().unwrap_or_default();
    if overwrite && !given.is_empty() {
        return Err(faults::invalid(
            "Tags and Overwrite can't be used together. AddTagsToResource changes the tags of a \
             parameter that is there.",
        ));
    }
    let given = given.into_iter().map(|tag| (tag.key, tag.value));
    tags::parse(given).map_err(|refused| match refused {
        Refused::Invalid(text) => faults::invalid(format!("Tags: {text}.")),
        Refused::TooMany => {
            faults::invalid(format!("Tags: a parameter has at most {}.", tags::MOST))
        }
    })
}

fn kind(input: &api::PutParameterRequest, newest: Option<&ParameterVersion>) -> Outcome<String> {
    let given = input.r#type.as_ref().map(api::ParameterType::as_str);
    let kind = match (given, newest) {
        (None, None) => {
            return Err(faults::invalid(
                "Type must be given for a new parameter: String, StringList or SecureString.",
            ));
        }
        (Some(given), Some(newest)) if given != newest.kind => {
            return Err(Fault::new(
                errors::HIERARCHY_TYPE_MISMATCH_EXCEPTION,
                format!(
                    "The parameter's type is {} and can't be changed to {given}.",
                    newest.kind
                ),
            ));
        }
        (Some(given), _) => given.to_owned(),
        (None, Some(newest)) => newest.kind.clone(),
    };
    match input.key_id.as_deref() {
        None => {}
        Some(_) if kind != SECURE => {
            return Err(faults::invalid(
                "KeyId goes with parameters of type SecureString only.",
            ));
        }
        Some(DEFAULT_KEY) => {}
        Some(other) => {
            return Err(Fault::new(
                errors::INVALID_KEY_ID,
                format!(
                    "KeyId {other}: this region has no KMS keys of its own; values are encrypted \
                     with the region's key. Leave the parameter out, or pass {DEFAULT_KEY}."
                ),
            ));
        }
    }
    Ok(kind)
}

fn check_value(value: &str) -> Outcome<()> {
    if value.is_empty() {
        return Err(faults::invalid("Value must have at least 1 character."));
    }
    if value.contains("{{") {
        return Err(faults::invalid(
            "Value can't nest another parameter: it must not contain {{ }}.",
        ));
    }
    Ok(())
}

fn is_advanced(
    asked: Option<&api::ParameterTier>,
    there: Option<&Parameter>,
    bytes: usize,
) -> Outcome<bool> {
    let was = there.is_some_and(|there| there.advanced);
    let advanced = match asked {
        Some(api::ParameterTier::Advanced) => true,
        Some(api::ParameterTier::Standard) if was => {
            return Err(faults::invalid(
                "Tier: an advanced parameter can't become a standard one; delete it and make it \
                 anew.",
            ));
        }
        Some(api::ParameterTier::IntelligentTiering) => was || bytes > STANDARD_BYTES_MAX,
        Some(api::ParameterTier::Standard | api::ParameterTier::Other(_)) | None => was,
    };
    let (tier, max) = if advanced {
        ("Advanced", ADVANCED_BYTES_MAX)
    } else {
        ("Standard", STANDARD_BYTES_MAX)
    };
    if bytes > max {
        let remedy = if advanced {
            ""
        } else {
            " Tier Advanced allows 8192."
        };
        return Err(faults::invalid(format!(
            "Value: {tier} tier parameters support a maximum of {max} bytes, not {bytes}.{remedy}"
        )));
    }
    Ok(advanced)
}

fn check_pattern(pattern: Option<&str>, value: &str) -> Outcome<()> {
    let Some(pattern) = pattern else {
        return Ok(());
    };
    let compiled = regex::RegexBuilder::new(pattern)
        .size_limit(1 << 20)
        .build();
    let compiled = compiled.map_err(|_| {
        Fault::new(
            errors::INVALID_ALLOWED_PATTERN_EXCEPTION,
            format!(
                "AllowedPattern {pattern} is no regular expression that can be used here \
                 (look-around and back references are not built)."
            ),
        )
    })?;
    if compiled.is_match(value) {
        return Ok(());
    }
    Err(Fault::new(
        errors::PARAMETER_PATTERN_MISMATCH_EXCEPTION,
        format!("Value does not match the parameter's AllowedPattern {pattern}."),
    ))
}

fn check_room(tx: &Tx, advanced: bool) -> Outcome<()> {
    let (standard_count, advanced_count) = tx.parameter_counts();
    let full = if advanced {
        advanced_count >= ADVANCED_MAX
    } else {
        standard_count >= STANDARD_MAX
    };
    if !full {
        return Ok(());
    }
    Err(Fault::new(
        errors::PARAMETER_LIMIT_EXCEEDED,
        format!(
            "A region has at most {STANDARD_MAX} standard and {ADVANCED_MAX} advanced parameters."
        ),
    ))
}

/// Makes room for one more version; one with labels is not dropped silently.
fn drop_oldest(tx: &mut Tx, parameter: &Parameter) -> Outcome<()> {
    let name = &parameter.name;
    if tx.parameter_versions(name).count() < VERSIONS_MAX {
        return Ok(());
    }
    let Some(oldest) = tx.parameter_versions(name).next().map(|it| it.number) else {
        return Ok(());
    };
    if parameter.labels.values().any(|number| *number == oldest) {
        return Err(Fault::new(
            errors::PARAMETER_MAX_VERSION_LIMIT_EXCEEDED,
            format!(
                "{name} has {VERSIONS_MAX} versions, and the oldest, {oldest}, has a label: move \
                 the label to another version first."
            ),
        ));
    }
    tx.record(Change::DeleteParameterVersion(name.clone(), oldest));
    Ok(())
}
