//! Tags of groups, by name and by ARN.

use berth_api_logs::{self as api, errors};
use berth_logs::Error;
use berth_protocol::fault::Fault;

use super::{LogsApi, faults::fault};

pub(super) async fn tag_group(logs: &LogsApi, input: api::TagLogGroupRequest) -> Result<(), Fault> {
    let name = input.log_group_name.unwrap_or_default();
    let tagged = logs.store.tag(&name, input.tags.unwrap_or_default());
    tagged.await.map_err(fault)
}

pub(super) async fn untag_group(
    logs: &LogsApi,
    input: api::UntagLogGroupRequest,
) -> Result<(), Fault> {
    let name = input.log_group_name.unwrap_or_default();
    let untagged = logs.store.untag(&name, input.tags.unwrap_or_default());
    untagged.await.map_err(fault)
}

pub(super) async fn list_of_group(
    logs: &LogsApi,
    input: api::ListTagsLogGroupRequest,
) -> Result<api::ListTagsLogGroupResponse, Fault> {
    let name = input.log_group_name.unwrap_or_default();
    let tags = logs.store.tags(&name).map_err(fault)?;
    Ok(api::ListTagsLogGroupResponse { tags: Some(tags) })
}

pub(super) async fn tag_resource(
    logs: &LogsApi,
    input: api::TagResourceRequest,
) -> Result<(), Fault> {
    let name = logs.arns.parse(&input.resource_arn.unwrap_or_default())?;
    let tagged = logs.store.tag(&name, input.tags.unwrap_or_default());
    tagged.await.map_err(|error| match error {
        Error::TooManyTags => Fault::new(errors::TOO_MANY_TAGS_EXCEPTION, error.to_string()),
        error => fault(error),
    })
}

pub(super) async fn untag_resource(
    logs: &LogsApi,
    input: api::UntagResourceRequest,
) -> Result<(), Fault> {
    let name = logs.arns.parse(&input.resource_arn.unwrap_or_default())?;
    let untagged = logs.store.untag(&name, input.tag_keys.unwrap_or_default());
    untagged.await.map_err(fault)
}

pub(super) async fn list_of_resource(
    logs: &LogsApi,
    input: api::ListTagsForResourceRequest,
) -> Result<api::ListTagsForResourceResponse, Fault> {
    let name = logs.arns.parse(&input.resource_arn.unwrap_or_default())?;
    let tags = logs.store.tags(&name).map_err(fault)?;
    Ok(api::ListTagsForResourceResponse { tags: Some(tags) })
}
