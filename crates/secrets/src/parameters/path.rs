//! `GetParametersByPath`.

use std::sync::Arc;

use berth_api_ssm as api;
use berth_model::{Parameter, ParameterVersion, State};
use berth_protocol::page;

use super::filters::{self, Filter};
use super::{faults, get};
use crate::keyring::Keyring;
use crate::{Context, Outcome};

const PARAMETERS_A_PAGE: i32 = 10;
const LIST: &str = "GetParametersByPath";

/// The parameters below a path: one level, or all.
///
/// # Errors
/// `InvalidFilterKey`, `InvalidFilterOption`, `InvalidFilterValue`, `InvalidNextToken`,
/// `InvalidKeyId`, `ValidationException`.
pub fn get_parameters_by_path(
    state: &State,
    cx: &Context<'_>,
    keys: &Keyring,
    input: &api::GetParametersByPathRequest,
) -> Outcome<api::GetParametersByPathResult> {
    let path = input.path.as_deref().unwrap_or_default();
    if !path.starts_with('/') {
        return Err(faults::invalid(
            "Path must begin with / and name a level of a hierarchy, such as /web/production.",
        ));
    }
    let recursive = input.recursive == Some(true);
    let decrypt = input.with_decryption == Some(true);
    let filters = filters::by_path(input.parameter_filters.as_ref())?;
    let from = match &input.next_token {
        Some(token) => page::decode(LIST, token).map_err(|_| faults::next_token())?,
        None => String::new(),
    };
    let size = usize::try_from(input.max_results.unwrap_or(PARAMETERS_A_PAGE)).unwrap_or(1);
    let mut found = below(state, path, &from)
        .filter(|parameter| recursive || is_child(&parameter.name, path))
        .filter_map(|parameter| chosen(state, parameter, &filters));
    let mut parameters = Vec::new();
    for (version, selector) in found.by_ref().take(size) {
        let mut shown = get::shown(cx, keys, version, decrypt)?;
        shown.selector = selector;
        parameters.push(shown);
    }
    let next = found.next();
    Ok(api::GetParametersByPathResult {
        parameters: Some(parameters),
        next_token: next.map(|(version, _)| page::encode(LIST, &version.parameter)),
    })
}

/// All parameters below `path`, by name, from `from` on. Those without levels are below `/`.
pub(super) fn below<'a>(
    state: &'a State,
    path: &str,
    from: &str,
) -> impl Iterator<Item = &'a Arc<Parameter>> {
    let prefix = match path.trim_end_matches('/') {
        "" => String::new(),
        path => format!("{path}/"),
    };
    let start = prefix.as_str().max(from).to_owned();
    let parameters = state.parameters_from(&start);
    parameters.take_while(move |parameter| parameter.name.starts_with(&prefix))
}

/// Whether there is no level between the name and `path`.
pub(super) fn is_child(name: &str, path: &str) -> bool {
    let name = name.strip_prefix('/').unwrap_or(name);
    let path = path.trim_matches('/');
    let rest = match path {
        "" => Some(name),
        path => name
            .strip_prefix(path)
            .and_then(|rest| rest.strip_prefix('/')),
    };
    rest.is_some_and(|rest| !rest.contains('/'))
}

/// The newest version, or the one with the label asked for, if the filters let it through.
fn chosen<'a>(
    state: &'a State,
    parameter: &Parameter,
    filters: &[Filter],
) -> Option<(&'a Arc<ParameterVersion>, Option<String>)> {
    let mut number = (parameter.latest, None);
    for filter in filters {
        if let Some(labels) = filter.labels() {
            let mut labels = labels.iter();
            number = labels.find_map(|label| {
                let number = parameter.labels.get(label)?;
                Some((*number, Some(format!(":{label}"))))
            })?;
        }
    }
    let version = state.parameter_version(&parameter.name, number.0)?;
    let through = |filter: &Filter| filter.matches(parameter, version);
    filters.iter().all(through).then_some((version, number.1))
}
