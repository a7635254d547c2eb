//! `GetParameter`, `GetParameters`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use berth_api_ssm as api;
use berth_model::{ParameterVersion, State};
use berth_protocol::shape::SensitiveText;

use super::find::{self, Found};
use super::{SECURE, at, faults, place};
use crate::keyring::{KeyError, Keyring};
use crate::{Context, Outcome, arn};

/// A parameter's value: the newest version, or the one after the name's colon.
///
/// # Errors
/// `ParameterNotFound`, `ParameterVersionNotFound`, `InvalidKeyId`.
pub fn get_parameter(
    state: &State,
    cx: &Context<'_>,
    keys: &Keyring,
    input: &api::GetParameterRequest,
) -> Outcome<api::GetParameterResult> {
    let name = input.name.as_deref().unwrap_or_default();
    let found = find::version(state, cx, name)?;
    let decrypt = input.with_decryption == Some(true);
    let mut parameter = shown(cx, keys, found.version, decrypt)?;
    parameter.selector = found.selector;
    Ok(api::GetParameterResult {
        parameter: Some(parameter),
    })
}

/// The same for up to ten; names that mean nothing are listed apart.
///
/// # Errors
/// `InvalidKeyId`, `ValidationException`.
pub fn get_parameters(
    state: &State,
    cx: &Context<'_>,
    keys: &Keyring,
    input: api::GetParametersRequest,
) -> Outcome<api::GetParametersResult> {
    let decrypt = input.with_decryption == Some(true);
    let (mut parameters, mut invalid) = (Vec::new(), Vec::new());
    for name in input.names.unwrap_or_default() {
        match find::version(state, cx, &name) {
            Ok(Found { version, selector }) => {
                let mut parameter = shown(cx, keys, version, decrypt)?;
                parameter.selector = selector;
                parameters.push(parameter);
            }
            Err(_) => invalid.push(name),
        }
    }
    Ok(api::GetParametersResult {
        parameters: Some(parameters),
        invalid_parameters: Some(invalid),
    })
}

/// A version as the API shows it. A `SecureString` that is not to be decrypted is shown as it is
/// kept.
pub(super) fn shown(
    cx: &Context<'_>,
    keys: &Keyring,
    version: &ParameterVersion,
    decrypt: bool,
) -> Outcome<api::Parameter> {
    Ok(api::Parameter {
        name: Some(version.parameter.clone()),
        r#type: Some(version.kind.as_str().into()),
        value: Some(value(keys, version, decrypt)?),
        version: Some(version.number),
        selector: None,
        source_result: None,
        last_modified_date: Some(at(version.modified_at)),
        arn: Some(arn::parameter(cx.names, &version.parameter)),
        data_type: Some(version.data_type.clone()),
    })
}

/// A version's value, or what is kept of it.
pub(super) fn value(
    keys: &Keyring,
    version: &ParameterVersion,
    decrypt: bool,
) -> Outcome<SensitiveText> {
    let ParameterVersion { parameter, .. } = version;
    if version.kind == SECURE && !decrypt {
        let sealed = &version.sealed;
        let kept = [&*sealed.wrapped_key, &*sealed.value].concat();
        return Ok(STANDARD.encode(kept).into());
    }
    let opened = keys.open(&place(parameter, version.number), &version.sealed);
    let mut opened = opened.map_err(|error| faults::key(parameter, &error))?;
    String::from_utf8(std::mem::take(&mut *opened))
        .map(SensitiveText::from)
        .map_err(|_| faults::key(parameter, &KeyError::Damaged))
}
