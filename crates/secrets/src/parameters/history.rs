//! `GetParameterHistory`.

use berth_api_ssm as api;
use berth_model::{Parameter, ParameterVersion, State};
use berth_protocol::page;

use super::{at, faults, find, get, tier};
use crate::keyring::Keyring;
use crate::{Context, Outcome};

const VERSIONS_A_PAGE: i32 = 50;
const LIST: &str = "GetParameterHistory";

/// The versions of a parameter that are kept, the oldest first.
///
/// # Errors
/// `ParameterNotFound`, `InvalidNextToken`, `InvalidKeyId`.
pub fn get_parameter_history(
    state: &State,
    cx: &Context<'_>,
    keys: &Keyring,
    input: &api::GetParameterHistoryRequest,
) -> Outcome<api::GetParameterHistoryResult> {
    let name = input.name.as_deref().unwrap_or_default();
    let parameter = find::parameter(state, cx, name)?;
    let from: i64 = match &input.next_token {
        Some(token) => page::decode(LIST, token).map_err(|_| faults::next_token())?,
        None => 0,
    };
    let decrypt = input.with_decryption == Some(true);
    let size = usize::try_from(input.max_results.unwrap_or(VERSIONS_A_PAGE)).unwrap_or(1);
    let mut versions = state
        .parameter_versions(&parameter.name)
        .skip_while(|version| version.number < from);
    let mut listed = Vec::new();
    for version in versions.by_ref().take(size) {
        listed.push(entry(keys, parameter, version, decrypt)?);
    }
    Ok(api::GetParameterHistoryResult {
        parameters: Some(listed),
        next_token: versions.next().map(|it| page::encode(LIST, &it.number)),
    })
}

fn entry(
    keys: &Keyring,
    parameter: &Parameter,
    version: &ParameterVersion,
    decrypt: bool,
) -> Outcome<api::ParameterHistory> {
    Ok(api::ParameterHistory {
        name: Some(version.parameter.clone()),
        r#type: Some(version.kind.as_str().into()),
        key_id: version.key_id.clone(),
        last_modified_date: Some(at(version.modified_at)),
        last_modified_user: Some(version.modified_by.clone()),
        description: version.description.clone(),
        value: Some(get::value(keys, version, decrypt)?),
        allowed_pattern: version.allowed_pattern.clone(),
        version: Some(version.number),
        labels: Some(labels(parameter, version.number)),
        tier: Some(tier(version.advanced)),
        policies: Some(Vec::new()),
        data_type: Some(version.data_type.clone()),
    })
}

/// The labels on a version.
pub(super) fn labels(parameter: &Parameter, number: i64) -> Vec<String> {
    let labels = parameter.labels.iter();
    let on = labels.filter(|(_, on)| **on == number);
    on.map(|(label, _)| label.clone()).collect()
}
