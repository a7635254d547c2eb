//! Amazon CloudWatch Logs: written by `cargo xtask codegen` from `models/logs.json`; not to be edited.

#[allow(unused_imports, reason = "not every service has a map")]
use std::collections::BTreeMap;

use berth_protocol::fault::Fault;
use berth_protocol::shape::*;
use berth_protocol::string_enum;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateLogGroupRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_class: Option<LogGroupClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_protection_enabled: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateLogStreamRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name: Option<String>,
}

string_enum! {
    pub enum DataProtectionStatus {
        Activated = "ACTIVATED",
        Deleted = "DELETED",
        Archived = "ARCHIVED",
        Disabled = "DISABLED",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteLogGroupRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteLogStreamRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteRetentionPolicyRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeLogGroupsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_identifiers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name_pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_linked_accounts: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_class: Option<LogGroupClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_identifiers: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeLogGroupsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_groups: Option<Vec<LogGroup>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeLogStreamsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_by: Option<OrderBy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub descending: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeLogStreamsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_streams: Option<Vec<LogStream>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entity {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_attributes: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<BTreeMap<String, String>>,
}

string_enum! {
    pub enum EntityRejectionErrorType {
        InvalidEntity = "InvalidEntity",
        InvalidTypeValue = "InvalidTypeValue",
        InvalidKeyAttributes = "InvalidKeyAttributes",
        InvalidAttributes = "InvalidAttributes",
        EntitySizeTooLarge = "EntitySizeTooLarge",
        UnsupportedLogGroupType = "UnsupportedLogGroupType",
        MissingRequiredFields = "MissingRequiredFields",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterLogEventsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_names: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_from_head: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interleaved: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unmask: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterLogEventsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<FilteredLogEvent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub searched_log_streams: Option<Vec<SearchedLogStream>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilteredLogEvent {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingestion_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetLogEventsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_from_head: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unmask: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetLogEventsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<OutputLogEvent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_forward_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_backward_token: Option<String>,
}

string_enum! {
    pub enum InheritedProperty {
        AccountDataProtection = "ACCOUNT_DATA_PROTECTION",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InputLogEvent {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResourceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResourceResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsLogGroupRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsLogGroupResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_in_days: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_filter_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored_bytes: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_protection_status: Option<DataProtectionStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inherited_properties: Option<Vec<InheritedProperty>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_class: Option<LogGroupClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion_protection_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bearer_token_authentication_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_policy_name: Option<String>,
}

string_enum! {
    pub enum LogGroupClass {
        Standard = "STANDARD",
        InfrequentAccess = "INFREQUENT_ACCESS",
        Delivery = "DELIVERY",
        Essentials = "ESSENTIALS",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogStream {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_event_timestamp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_event_timestamp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_ingestion_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload_sequence_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored_bytes: Option<i64>,
}

string_enum! {
    pub enum OrderBy {
        LogStreamName = "LogStreamName",
        LastEventTime = "LastEventTime",
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutputLogEvent {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingestion_time: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutLogEventsRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_events: Option<Vec<InputLogEvent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<Entity>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutLogEventsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_sequence_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_log_events_info: Option<RejectedLogEventsInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_entity_info: Option<RejectedEntityInfo>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutRetentionPolicyRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_in_days: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RejectedEntityInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_type: Option<EntityRejectionErrorType>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RejectedLogEventsInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_new_log_event_start_index: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_old_log_event_end_index: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired_log_event_end_index: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchedLogStream {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_stream_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub searched_completely: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagLogGroupRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagResourceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagLogGroupRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagResourceRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_keys: Option<Vec<String>>,
}

/// The service as requests name it.
pub const SERVICE: ServiceFacts = ServiceFacts {
    target_prefix: "Logs_20140328",
    signing_name: "logs",
    api_version: "2014-03-28",
};

/// The operations of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    CreateLogGroup,
    CreateLogStream,
    DeleteLogGroup,
    DeleteLogStream,
    DeleteRetentionPolicy,
    DescribeLogGroups,
    DescribeLogStreams,
    FilterLogEvents,
    GetLogEvents,
    ListTagsForResource,
    ListTagsLogGroup,
    PutLogEvents,
    PutRetentionPolicy,
    TagLogGroup,
    TagResource,
    UntagLogGroup,
    UntagResource,
}

impl Operation {
    /// All of them, by name.
    pub const ALL: &'static [Self] = &[
        Self::CreateLogGroup,
        Self::CreateLogStream,
        Self::DeleteLogGroup,
        Self::DeleteLogStream,
        Self::DeleteRetentionPolicy,
        Self::DescribeLogGroups,
        Self::DescribeLogStreams,
        Self::FilterLogEvents,
        Self::GetLogEvents,
        Self::ListTagsForResource,
        Self::ListTagsLogGroup,
        Self::PutLogEvents,
        Self::PutRetentionPolicy,
        Self::TagLogGroup,
        Self::TagResource,
        Self::UntagLogGroup,
        Self::UntagResource,
    ];

    /// The operation of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::ALL.binary_search_by(|operation| operation.name().cmp(name));
        found.ok().map(|index| Self::ALL[index])
    }

    /// As after the dot of `X-Amz-Target`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The errors its model lists.
    #[must_use]
    pub fn errors(self) -> &'static [ErrorFacts] {
        self.facts().errors
    }

    /// All that the model says of it.
    #[must_use]
    pub fn facts(self) -> &'static OperationFacts {
        &OPERATIONS[self as usize]
    }
}

static OPERATIONS: [OperationFacts; 17] = [
    OperationFacts {
        name: "CreateLogGroup",
        input: &facts::CREATE_LOG_GROUP_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_ALREADY_EXISTS_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::OPERATION_ABORTED_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateLogStream",
        input: &facts::CREATE_LOG_STREAM_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_ALREADY_EXISTS_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteLogGroup",
        input: &facts::DELETE_LOG_GROUP_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::OPERATION_ABORTED_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
            errors::VALIDATION_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteLogStream",
        input: &facts::DELETE_LOG_STREAM_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::OPERATION_ABORTED_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
            errors::VALIDATION_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteRetentionPolicy",
        input: &facts::DELETE_RETENTION_POLICY_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::OPERATION_ABORTED_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeLogGroups",
        input: &facts::DESCRIBE_LOG_GROUPS_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DescribeLogStreams",
        input: &facts::DESCRIBE_LOG_STREAMS_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "FilterLogEvents",
        input: &facts::FILTER_LOG_EVENTS_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "GetLogEvents",
        input: &facts::GET_LOG_EVENTS_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListTagsForResource",
        input: &facts::LIST_TAGS_FOR_RESOURCE_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListTagsLogGroup",
        input: &facts::LIST_TAGS_LOG_GROUP_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "PutLogEvents",
        input: &facts::PUT_LOG_EVENTS_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_SEQUENCE_TOKEN_EXCEPTION,
            errors::DATA_ALREADY_ACCEPTED_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
            errors::UNRECOGNIZED_CLIENT_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "PutRetentionPolicy",
        input: &facts::PUT_RETENTION_POLICY_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::OPERATION_ABORTED_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "TagLogGroup",
        input: &facts::TAG_LOG_GROUP_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "TagResource",
        input: &facts::TAG_RESOURCE_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
            errors::TOO_MANY_TAGS_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "UntagLogGroup",
        input: &facts::UNTAG_LOG_GROUP_REQUEST,
        errors: &[errors::RESOURCE_NOT_FOUND_EXCEPTION],
    },
    OperationFacts {
        name: "UntagResource",
        input: &facts::UNTAG_RESOURCE_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::SERVICE_UNAVAILABLE_EXCEPTION,
        ],
    },
];

pub mod errors {
    //! The errors of the service.

    use super::ErrorFacts;

    pub const DATA_ALREADY_ACCEPTED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "DataAlreadyAcceptedException",
        status: 400,
    };
    pub const INVALID_PARAMETER_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidParameterException",
        status: 400,
    };
    pub const INVALID_SEQUENCE_TOKEN_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidSequenceTokenException",
        status: 400,
    };
    pub const LIMIT_EXCEEDED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "LimitExceededException",
        status: 400,
    };
    pub const OPERATION_ABORTED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "OperationAbortedException",
        status: 400,
    };
    pub const RESOURCE_ALREADY_EXISTS_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ResourceAlreadyExistsException",
        status: 400,
    };
    pub const RESOURCE_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ResourceNotFoundException",
        status: 400,
    };
    pub const SERVICE_UNAVAILABLE_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ServiceUnavailableException",
        status: 500,
    };
    pub const TOO_MANY_TAGS_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "TooManyTagsException",
        status: 400,
    };
    pub const UNRECOGNIZED_CLIENT_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "UnrecognizedClientException",
        status: 400,
    };
    pub const VALIDATION_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ValidationException",
        status: 400,
    };
}

/// The service: an operation that is not implemented answers so, with an error its model
/// allows.
pub trait Logs: Send + Sync {
    /// What each call brings with it: who calls, and when.
    type Context: Send;

    fn create_log_group(
        &self,
        cx: Self::Context,
        input: CreateLogGroupRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateLogGroup.facts())
    }

    fn create_log_stream(
        &self,
        cx: Self::Context,
        input: CreateLogStreamRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateLogStream.facts())
    }

    fn delete_log_group(
        &self,
        cx: Self::Context,
        input: DeleteLogGroupRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteLogGroup.facts())
    }

    fn delete_log_stream(
        &self,
        cx: Self::Context,
        input: DeleteLogStreamRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteLogStream.facts())
    }

    fn delete_retention_policy(
        &self,
        cx: Self::Context,
        input: DeleteRetentionPolicyRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteRetentionPolicy.facts())
    }

    fn describe_log_groups(
        &self,
        cx: Self::Context,
        input: DescribeLogGroupsRequest,
    ) -> impl Future<Output = Result<DescribeLogGroupsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeLogGroups.facts())
    }

    fn describe_log_streams(
        &self,
        cx: Self::Context,
        input: DescribeLogStreamsRequest,
    ) -> impl Future<Output = Result<DescribeLogStreamsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeLogStreams.facts())
    }

    fn filter_log_events(
        &self,
        cx: Self::Context,
        input: FilterLogEventsRequest,
    ) -> impl Future<Output = Result<FilterLogEventsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::FilterLogEvents.facts())
    }

    fn get_log_events(
        &self,
        cx: Self::Context,
        input: GetLogEventsRequest,
    ) -> impl Future<Output = Result<GetLogEventsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetLogEvents.facts())
    }

    fn list_tags_for_resource(
        &self,
        cx: Self::Context,
        input: ListTagsForResourceRequest,
    ) -> impl Future<Output = Result<ListTagsForResourceResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListTagsForResource.facts())
    }

    fn list_tags_log_group(
        &self,
        cx: Self::Context,
        input: ListTagsLogGroupRequest,
    ) -> impl Future<Output = Result<ListTagsLogGroupResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListTagsLogGroup.facts())
    }

    fn put_log_events(
        &self,
        cx: Self::Context,
        input: PutLogEventsRequest,
    ) -> impl Future<Output = Result<PutLogEventsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutLogEvents.facts())
    }

    fn put_retention_policy(
        &self,
        cx: Self::Context,
        input: PutRetentionPolicyRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutRetentionPolicy.facts())
    }

    fn tag_log_group(
        &self,
        cx: Self::Context,
        input: TagLogGroupRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::TagLogGroup.facts())
    }

    fn tag_resource(
        &self,
        cx: Self::Context,
        input: TagResourceRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::TagResource.facts())
    }

    fn untag_log_group(
        &self,
        cx: Self::Context,
        input: UntagLogGroupRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UntagLogGroup.facts())
    }

    fn untag_resource(
        &self,
        cx: Self::Context,
        input: UntagResourceRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UntagResource.facts())
    }
}

/// Reads the body, calls the operation's method and writes its answer.
pub fn dispatch<'a, A: Logs>(
    api: &'a A,
    cx: A::Context,
    operation: Operation,
    body: &[u8],
) -> Answer<'a> {
    let facts = operation.facts();
    match operation {
        Operation::CreateLogGroup => {
            answer(read(facts, body).map(|input| api.create_log_group(cx, input)))
        }
        Operation::CreateLogStream => {
            answer(read(facts, body).map(|input| api.create_log_stream(cx, input)))
        }
        Operation::DeleteLogGroup => {
            answer(read(facts, body).map(|input| api.delete_log_group(cx, input)))
        }
        Operation::DeleteLogStream => {
            answer(read(facts, body).map(|input| api.delete_log_stream(cx, input)))
        }
        Operation::DeleteRetentionPolicy => {
            answer(read(facts, body).map(|input| api.delete_retention_policy(cx, input)))
        }
        Operation::DescribeLogGroups => {
            answer(read(facts, body).map(|input| api.describe_log_groups(cx, input)))
        }
        Operation::DescribeLogStreams => {
            answer(read(facts, body).map(|input| api.describe_log_streams(cx, input)))
        }
        Operation::FilterLogEvents => {
            answer(read(facts, body).map(|input| api.filter_log_events(cx, input)))
        }
        Operation::GetLogEvents => {
            answer(read(facts, body).map(|input| api.get_log_events(cx, input)))
        }
        Operation::ListTagsForResource => {
            answer(read(facts, body).map(|input| api.list_tags_for_resource(cx, input)))
        }
        Operation::ListTagsLogGroup => {
            answer(read(facts, body).map(|input| api.list_tags_log_group(cx, input)))
        }
        Operation::PutLogEvents => {
            answer(read(facts, body).map(|input| api.put_log_events(cx, input)))
        }
        Operation::PutRetentionPolicy => {
            answer(read(facts, body).map(|input| api.put_retention_policy(cx, input)))
        }
        Operation::TagLogGroup => {
            answer(read(facts, body).map(|input| api.tag_log_group(cx, input)))
        }
        Operation::TagResource => {
            answer(read(facts, body).map(|input| api.tag_resource(cx, input)))
        }
        Operation::UntagLogGroup => {
            answer(read(facts, body).map(|input| api.untag_log_group(cx, input)))
        }
        Operation::UntagResource => {
            answer(read(facts, body).map(|input| api.untag_resource(cx, input)))
        }
    }
}

impl Input for CreateLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_LOG_GROUP_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for CreateLogStreamRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_LOG_STREAM_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_LOG_GROUP_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteLogStreamRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_LOG_STREAM_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DeleteRetentionPolicyRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_RETENTION_POLICY_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeLogGroupsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_LOG_GROUPS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for DescribeLogStreamsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_LOG_STREAMS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for FilterLogEventsRequest {
    fn facts() -> &'static Structure {
        &facts::FILTER_LOG_EVENTS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for GetLogEventsRequest {
    fn facts() -> &'static Structure {
        &facts::GET_LOG_EVENTS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListTagsForResourceRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TAGS_FOR_RESOURCE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for ListTagsLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TAGS_LOG_GROUP_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for PutLogEventsRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_LOG_EVENTS_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for PutRetentionPolicyRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_RETENTION_POLICY_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for TagLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::TAG_LOG_GROUP_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for TagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::TAG_RESOURCE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UntagLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::UNTAG_LOG_GROUP_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Input for UntagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::UNTAG_RESOURCE_REQUEST
    }

    fn from_value(body: serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(body)
    }
}

impl Output for DescribeLogGroupsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeLogStreamsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for FilterLogEventsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetLogEventsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListTagsForResourceResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListTagsLogGroupResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for PutLogEventsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

pub mod facts {
    //! What the model permits in a request.

    use super::*;

    pub static ACCOUNT_ID: Pattern = Pattern {
        text: r"^\d{12}$",
        negated: false,
        ranges: &[('0', '9')],
        classes: &[],
        min: 12,
        max: Some(12),
    };

    pub static AMAZON_RESOURCE_NAME: Pattern = Pattern {
        text: r"[\w+=/:,.@-]*",
        negated: false,
        ranges: &[
            ('a', 'z'),
            ('A', 'Z'),
            ('0', '9'),
            ('_', '_'),
            ('+', '+'),
            ('=', '='),
            ('/', '/'),
            (':', ':'),
            (',', ','),
            ('.', '.'),
            ('@', '@'),
            ('-', '-'),
        ],
        classes: &[],
        min: 0,
        max: None,
    };

    pub static CREATE_LOG_GROUP_REQUEST: Structure = Structure {
        name: "CreateLogGroupRequest",
        members: &[
            Member::required(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::optional(
                "kmsKeyId",
                Shape::String {
                    min: None,
                    max: Some(256),
                    pattern: None,
                },
            ),
            Member::optional(
                "tags",
                Shape::Map {
                    key: &Shape::String {
                        min: Some(1),
                        max: Some(128),
                        pattern: Some(&TAG_KEY),
                    },
                    value: &Shape::String {
                        min: None,
                        max: Some(256),
                        pattern: Some(&TAG_VALUE),
                    },
                    min: Some(1),
                    max: Some(50),
                },
            ),
            Member::optional("logGroupClass", Shape::Enum(LogGroupClass::VALUES)),
            Member::optional("deletionProtectionEnabled", Shape::Boolean),
        ],
    };

    pub static CREATE_LOG_STREAM_REQUEST: Structure = Structure {
        name: "CreateLogStreamRequest",
        members: &[
            Member::required(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::required(
                "logStreamName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_STREAM_NAME),
                },
            ),
        ],
    };

    pub static DELETE_LOG_GROUP_REQUEST: Structure = Structure {
        name: "DeleteLogGroupRequest",
        members: &[Member::required(
            "logGroupName",
            Shape::String {
                min: Some(1),
                max: Some(512),
                pattern: Some(&LOG_GROUP_NAME),
            },
        )],
    };

    pub static DELETE_LOG_STREAM_REQUEST: Structure = Structure {
        name: "DeleteLogStreamRequest",
        members: &[
            Member::required(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::required(
                "logStreamName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_STREAM_NAME),
                },
            ),
        ],
    };

    pub static DELETE_RETENTION_POLICY_REQUEST: Structure = Structure {
        name: "DeleteRetentionPolicyRequest",
        members: &[Member::required(
            "logGroupName",
            Shape::String {
                min: Some(1),
                max: Some(512),
                pattern: Some(&LOG_GROUP_NAME),
            },
        )],
    };

    pub static DESCRIBE_LOG_GROUPS_REQUEST: Structure = Structure {
        name: "DescribeLogGroupsRequest",
        members: &[
            Member::optional(
                "accountIdentifiers",
                Shape::List {
                    member: &Shape::String {
                        min: Some(12),
                        max: Some(12),
                        pattern: Some(&ACCOUNT_ID),
                    },
                    min: Some(0),
                    max: Some(20),
                },
            ),
            Member::optional(
                "logGroupNamePrefix",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::optional(
                "logGroupNamePattern",
                Shape::String {
                    min: Some(0),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME_PATTERN),
                },
            ),
            Member::optional(
                "nextToken",
                Shape::String {
                    min: Some(1),
                    max: None,
                    pattern: None,
                },
            ),
            Member::optional(
                "limit",
                Shape::Integer {
                    min: Some(1),
                    max: Some(50),
                },
            ),
            Member::optional("includeLinkedAccounts", Shape::Boolean),
            Member::optional("logGroupClass", Shape::Enum(LogGroupClass::VALUES)),
            Member::optional(
                "logGroupIdentifiers",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(2048),
                        pattern: Some(&LOG_GROUP_IDENTIFIER),
                    },
                    min: Some(1),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static DESCRIBE_LOG_STREAMS_REQUEST: Structure = Structure {
        name: "DescribeLogStreamsRequest",
        members: &[
            Member::optional(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::optional(
                "logGroupIdentifier",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: Some(&LOG_GROUP_IDENTIFIER),
                },
            ),
            Member::optional(
                "logStreamNamePrefix",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_STREAM_NAME),
                },
            ),
            Member::optional("orderBy", Shape::Enum(OrderBy::VALUES)),
            Member::optional("descending", Shape::Boolean),
            Member::optional(
                "nextToken",
                Shape::String {
                    min: Some(1),
                    max: None,
                    pattern: None,
                },
            ),
            Member::optional(
                "limit",
                Shape::Integer {
                    min: Some(1),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static ENTITY: Structure = Structure {
        name: "Entity",
        members: &[
            Member::optional(
                "keyAttributes",
                Shape::Map {
                    key: &Shape::String {
                        min: Some(1),
                        max: Some(32),
                        pattern: None,
                    },
                    value: &Shape::String {
                        min: Some(1),
                        max: Some(512),
                        pattern: None,
                    },
                    min: Some(2),
                    max: Some(4),
                },
            ),
            Member::optional(
                "attributes",
                Shape::Map {
                    key: &Shape::String {
                        min: Some(1),
                        max: Some(256),
                        pattern: None,
                    },
                    value: &Shape::String {
                        min: Some(1),
                        max: Some(512),
                        pattern: None,
                    },
                    min: Some(0),
                    max: Some(10),
                },
            ),
        ],
    };

    pub static FILTER_LOG_EVENTS_REQUEST: Structure = Structure {
        name: "FilterLogEventsRequest",
        members: &[
            Member::optional(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::optional(
                "logGroupIdentifier",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: Some(&LOG_GROUP_IDENTIFIER),
                },
            ),
            Member::optional(
                "logStreamNames",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(512),
                        pattern: Some(&LOG_STREAM_NAME),
                    },
                    min: Some(1),
                    max: Some(100),
                },
            ),
            Member::optional(
                "logStreamNamePrefix",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_STREAM_NAME),
                },
            ),
            Member::optional(
                "startTime",
                Shape::Long {
                    min: Some(0),
                    max: None,
                },
            ),
            Member::optional(
                "endTime",
                Shape::Long {
                    min: Some(0),
                    max: None,
                },
            ),
            Member::optional(
                "filterPattern",
                Shape::String {
                    min: Some(0),
                    max: Some(1024),
                    pattern: None,
                },
            ),
            Member::optional(
                "nextToken",
                Shape::String {
                    min: Some(1),
                    max: None,
                    pattern: None,
                },
            ),
            Member::optional(
                "limit",
                Shape::Integer {
                    min: Some(1),
                    max: Some(10000),
                },
            ),
            Member::optional("startFromHead", Shape::Boolean),
            Member::optional("interleaved", Shape::Boolean),
            Member::optional("unmask", Shape::Boolean),
        ],
    };

    pub static GET_LOG_EVENTS_REQUEST: Structure = Structure {
        name: "GetLogEventsRequest",
        members: &[
            Member::optional(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::optional(
                "logGroupIdentifier",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: Some(&LOG_GROUP_IDENTIFIER),
                },
            ),
            Member::required(
                "logStreamName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_STREAM_NAME),
                },
            ),
            Member::optional(
                "startTime",
                Shape::Long {
                    min: Some(0),
                    max: None,
                },
            ),
            Member::optional(
                "endTime",
                Shape::Long {
                    min: Some(0),
                    max: None,
                },
            ),
            Member::optional(
                "nextToken",
                Shape::String {
                    min: Some(1),
                    max: None,
                    pattern: None,
                },
            ),
            Member::optional(
                "limit",
                Shape::Integer {
                    min: Some(1),
                    max: Some(10000),
                },
            ),
            Member::optional("startFromHead", Shape::Boolean),
            Member::optional("unmask", Shape::Boolean),
        ],
    };

    pub static INPUT_LOG_EVENT: Structure = Structure {
        name: "InputLogEvent",
        members: &[
            Member::required(
                "timestamp",
                Shape::Long {
                    min: Some(0),
                    max: None,
                },
            ),
            Member::required(
                "message",
                Shape::String {
                    min: Some(1),
                    max: None,
                    pattern: None,
                },
            ),
        ],
    };

    pub static LIST_TAGS_FOR_RESOURCE_REQUEST: Structure = Structure {
        name: "ListTagsForResourceRequest",
        members: &[Member::required(
            "resourceArn",
            Shape::String {
                min: Some(1),
                max: Some(1011),
                pattern: Some(&AMAZON_RESOURCE_NAME),
            },
        )],
    };

    pub static LIST_TAGS_LOG_GROUP_REQUEST: Structure = Structure {
        name: "ListTagsLogGroupRequest",
        members: &[Member::required(
            "logGroupName",
            Shape::String {
                min: Some(1),
                max: Some(512),
                pattern: Some(&LOG_GROUP_NAME),
            },
        )],
    };

    pub static LOG_GROUP_IDENTIFIER: Pattern = Pattern {
        text: r"[\w#+=/:,.@-]*",
        negated: false,
        ranges: &[
            ('a', 'z'),
            ('A', 'Z'),
            ('0', '9'),
            ('_', '_'),
            ('#', '#'),
            ('+', '+'),
            ('=', '='),
            ('/', '/'),
            (':', ':'),
            (',', ','),
            ('.', '.'),
            ('@', '@'),
            ('-', '-'),
        ],
        classes: &[],
        min: 0,
        max: None,
    };

    pub static LOG_GROUP_NAME: Pattern = Pattern {
        text: r"[\.\-_/#A-Za-z0-9]+",
        negated: false,
        ranges: &[
            ('.', '.'),
            ('-', '-'),
            ('_', '_'),
            ('/', '/'),
            ('#', '#'),
            ('A', 'Z'),
            ('a', 'z'),
            ('0', '9'),
        ],
        classes: &[],
        min: 1,
        max: None,
    };

    pub static LOG_GROUP_NAME_PATTERN: Pattern = Pattern {
        text: r"[\.\-_/#A-Za-z0-9]*",
        negated: false,
        ranges: &[
            ('.', '.'),
            ('-', '-'),
            ('_', '_'),
            ('/', '/'),
            ('#', '#'),
            ('A', 'Z'),
            ('a', 'z'),
            ('0', '9'),
        ],
        classes: &[],
        min: 0,
        max: None,
    };

    pub static LOG_STREAM_NAME: Pattern = Pattern {
        text: r"[^:*]*",
        negated: true,
        ranges: &[(':', ':'), ('*', '*')],
        classes: &[],
        min: 0,
        max: None,
    };

    pub static PUT_LOG_EVENTS_REQUEST: Structure = Structure {
        name: "PutLogEventsRequest",
        members: &[
            Member::required(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::required(
                "logStreamName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_STREAM_NAME),
                },
            ),
            Member::required(
                "logEvents",
                Shape::List {
                    member: &Shape::Structure(&INPUT_LOG_EVENT),
                    min: Some(1),
                    max: Some(10000),
                },
            ),
            Member::optional(
                "sequenceToken",
                Shape::String {
                    min: Some(1),
                    max: None,
                    pattern: None,
                },
            ),
            Member::optional("entity", Shape::Structure(&ENTITY)),
        ],
    };

    pub static PUT_RETENTION_POLICY_REQUEST: Structure = Structure {
        name: "PutRetentionPolicyRequest",
        members: &[
            Member::required(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::required("retentionInDays", Shape::INTEGER),
        ],
    };

    pub static TAG_KEY: Pattern = Pattern {
        text: r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$",
        negated: false,
        ranges: &[
            ('_', '_'),
            ('.', '.'),
            (':', ':'),
            ('/', '/'),
            ('=', '='),
            ('+', '+'),
            ('-', '-'),
            ('@', '@'),
        ],
        classes: &[CharClass::Letter, CharClass::Separator, CharClass::Number],
        min: 1,
        max: None,
    };

    pub static TAG_LOG_GROUP_REQUEST: Structure = Structure {
        name: "TagLogGroupRequest",
        members: &[
            Member::required(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::required(
                "tags",
                Shape::Map {
                    key: &Shape::String {
                        min: Some(1),
                        max: Some(128),
                        pattern: Some(&TAG_KEY),
                    },
                    value: &Shape::String {
                        min: None,
                        max: Some(256),
                        pattern: Some(&TAG_VALUE),
                    },
                    min: Some(1),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static TAG_RESOURCE_REQUEST: Structure = Structure {
        name: "TagResourceRequest",
        members: &[
            Member::required(
                "resourceArn",
                Shape::String {
                    min: Some(1),
                    max: Some(1011),
                    pattern: Some(&AMAZON_RESOURCE_NAME),
                },
            ),
            Member::required(
                "tags",
                Shape::Map {
                    key: &Shape::String {
                        min: Some(1),
                        max: Some(128),
                        pattern: Some(&TAG_KEY),
                    },
                    value: &Shape::String {
                        min: None,
                        max: Some(256),
                        pattern: Some(&TAG_VALUE),
                    },
                    min: Some(1),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static TAG_VALUE: Pattern = Pattern {
        text: r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$",
        negated: false,
        ranges: &[
            ('_', '_'),
            ('.', '.'),
            (':', ':'),
            ('/', '/'),
            ('=', '='),
            ('+', '+'),
            ('-', '-'),
            ('@', '@'),
        ],
        classes: &[CharClass::Letter, CharClass::Separator, CharClass::Number],
        min: 0,
        max: None,
    };

    pub static UNTAG_LOG_GROUP_REQUEST: Structure = Structure {
        name: "UntagLogGroupRequest",
        members: &[
            Member::required(
                "logGroupName",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: Some(&LOG_GROUP_NAME),
                },
            ),
            Member::required(
                "tags",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(128),
                        pattern: Some(&TAG_KEY),
                    },
                    min: Some(1),
                    max: None,
                },
            ),
        ],
    };

    pub static UNTAG_RESOURCE_REQUEST: Structure = Structure {
        name: "UntagResourceRequest",
        members: &[
            Member::required(
                "resourceArn",
                Shape::String {
                    min: Some(1),
                    max: Some(1011),
                    pattern: Some(&AMAZON_RESOURCE_NAME),
                },
            ),
            Member::required(
                "tagKeys",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(128),
                        pattern: Some(&TAG_KEY),
                    },
                    min: Some(0),
                    max: Some(50),
                },
            ),
        ],
    };
}
