//! Operations on groups.

use berth_api_logs as api;
use berth_logs::{GroupView, GroupsQuery, NewGroup};
use berth_protocol::fault::Fault;

use super::{LogsApi, faults::fault, faults::invalid, limit};

pub(super) async fn create(logs: &LogsApi, input: api::CreateLogGroupRequest) -> Result<(), Fault> {
    if input.kms_key_id.is_some() {
        return Err(invalid(
            "kmsKeyId is not supported in this version of Berth.",
        ));
    }
    if input.deletion_protection_enabled == Some(true) {
        return Err(invalid(
            "deletionProtectionEnabled is not supported in this version of Berth.",
        ));
    }
    let group = NewGroup {
        name: input.log_group_name.unwrap_or_default(),
        class: input
            .log_group_class
            .map_or_else(String::new, |class| class.as_str().to_owned()),
        retention_days: None,
        tags: input.tags.unwrap_or_default(),
    };
    let made = logs.store.create_group(group, logs.now_ms());
    made.await.map_err(fault)
}

pub(super) async fn delete(logs: &LogsApi, input: api::DeleteLogGroupRequest) -> Result<(), Fault> {
    let name = input.log_group_name.unwrap_or_default();
    logs.store.delete_group(&name).await.map_err(fault)
}

pub(super) async fn put_retention(
    logs: &LogsApi,
    input: api::PutRetentionPolicyRequest,
) -> Result<(), Fault> {
    let name = input.log_group_name.unwrap_or_default();
    // No retention is 0 days; the store says so.
    let days = input.retention_in_days.unwrap_or_default();
    let days = u32::try_from(days).unwrap_or(0);
    let set = logs.store.set_retention(&name, Some(days));
    set.await.map_err(fault)
}

pub(super) async fn delete_retention(
    logs: &LogsApi,
    input: api::DeleteRetentionPolicyRequest,
) -> Result<(), Fault> {
    let name = input.log_group_name.unwrap_or_default();
    let set = logs.store.set_retention(&name, None);
    set.await.map_err(fault)
}

pub(super) async fn describe(
    logs: &LogsApi,
    input: api::DescribeLogGroupsRequest,
) -> Result<api::DescribeLogGroupsResponse, Fault> {
    if let Some(identifiers) = &input.log_group_identifiers {
        return describe_named(logs, &input, identifiers);
    }
    let class = input.log_group_class.map(|class| class.as_str().to_owned());
    let query = GroupsQuery {
        prefix: input.log_group_name_prefix,
        pattern: input.log_group_name_pattern,
        limit: limit(input.limit),
        token: input.next_token,
    };
    let page = logs.store.groups(&query).map_err(fault)?;
    let groups = page.entries.into_iter();
    // Filtered page by page: a page may hold fewer than were asked for.
    let groups = groups.filter(|group| class.as_ref().is_none_or(|class| group.class == *class));
    Ok(api::DescribeLogGroupsResponse {
        log_groups: Some(groups.map(|group| render(logs, group)).collect()),
        next_token: page.next_token,
    })
}

fn describe_named(
    logs: &LogsApi,
    input: &api::DescribeLogGroupsRequest,
    identifiers: &[String],
) -> Result<api::DescribeLogGroupsResponse, Fault> {
    if input.log_group_name_prefix.is_some() || input.log_group_name_pattern.is_some() {
        return Err(invalid(
            "logGroupIdentifiers and a name prefix or pattern are mutually exclusive parameters.",
        ));
    }
    let groups: Result<Vec<api::LogGroup>, Fault> = identifiers
        .iter()
        .map(|identifier| {
            let name = logs.arns.group_of(None, Some(identifier.clone()))?;
            let group = logs.store.group(&name).map_err(fault)?;
            Ok(render(logs, group))
        })
        .collect();
    Ok(api::DescribeLogGroupsResponse {
        log_groups: Some(groups?),
        next_token: None,
    })
}

fn render(logs: &LogsApi, group: GroupView) -> api::LogGroup {
    api::LogGroup {
        creation_time: Some(group.created_ms),
        retention_in_days: group
            .retention_days
            .and_then(|days| i32::try_from(days).ok()),
        metric_filter_count: Some(0),
        arn: Some(logs.arns.group_with_streams(&group.name)),
        stored_bytes: Some(i64::try_from(group.stored_bytes).unwrap_or(i64::MAX)),
        log_group_class: Some(group.class.into()),
        log_group_arn: Some(logs.arns.group(&group.name)),
        log_group_name: Some(group.name),
        ..api::LogGroup::default()
    }
}
