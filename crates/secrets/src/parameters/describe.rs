//! `DescribeParameters`.

use berth_api_ssm as api;
use berth_model::{ParameterVersion, State};
use berth_protocol::page;

use super::{at, faults, filters, tier};
use crate::{Context, Outcome, arn};

const PARAMETERS_A_PAGE: i32 = 50;
const LIST: &str = "DescribeParameters";

/// Parameters by name, without their values.
///
/// # Errors
/// `InvalidFilterKey`, `InvalidFilterOption`, `InvalidFilterValue`, `InvalidNextToken`,
/// `ValidationException`.
pub fn describe_parameters(
    state: &State,
    cx: &Context<'_>,
    input: &api::DescribeParametersRequest,
) -> Outcome<api::DescribeParametersResult> {
    let older = input.filters.as_ref().filter(|it| !it.is_empty());
    let newer = input.parameter_filters.as_ref().filter(|it| !it.is_empty());
    let filters = match (older, newer) {
        (Some(_), Some(_)) => {
            return Err(faults::invalid(
                "You can use either Filters or ParameterFilters in a request, not both.",
            ));
        }
        (Some(older), None) => filters::older(older),
        (None, newer) => filters::describe(newer)?,
    };
    let from: String = match &input.next_token {
        Some(token) => page::decode(LIST, token).map_err(|_| faults::next_token())?,
        None => String::new(),
    };
    let size = usize::try_from(input.max_results.unwrap_or(PARAMETERS_A_PAGE)).unwrap_or(1);
    // Parameters that other accounts share: there are none.
    let own = input.shared != Some(true);
    let mut found = state
        .parameters_from(&from)
        .filter(|_| own)
        .filter_map(|parameter| {
            let version = state.parameter_version(&parameter.name, parameter.latest)?;
            let through = filters.iter().all(|it| it.matches(parameter, version));
            through.then_some(version)
        });
    let parameters: Vec<_> = found
        .by_ref()
        .take(size)
        .map(|it| metadata(cx, it))
        .collect();
    let next = found.next();
    Ok(api::DescribeParametersResult {
        parameters: Some(parameters),
        next_token: next.map(|version| page::encode(LIST, &version.parameter)),
    })
}

fn metadata(cx: &Context<'_>, version: &ParameterVersion) -> api::ParameterMetadata {
    api::ParameterMetadata {
        name: Some(version.parameter.clone()),
        arn: Some(arn::parameter(cx.names, &version.parameter)),
        r#type: Some(version.kind.as_str().into()),
        key_id: version.key_id.clone(),
        last_modified_date: Some(at(version.modified_at)),
        last_modified_user: Some(version.modified_by.clone()),
        description: version.description.clone(),
        allowed_pattern: version.allowed_pattern.clone(),
        version: Some(version.number),
        tier: Some(tier(version.advanced)),
        policies: Some(Vec::new()),
        data_type: Some(version.data_type.clone()),
    }
}
