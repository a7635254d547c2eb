//! Amazon CloudWatch Logs: written by `cargo xtask codegen` from `models/logs.json`; not to be edited.

#[allow(unused_imports, reason = "not every service has a map")]
use std::collections::BTreeMap;

use berth_protocol::fault::Fault;
use berth_protocol::shape::*;
use berth_protocol::{string_enum, structure};

structure! {
    pub struct CreateLogGroupRequest {
        log_group_name: String = "logGroupName",
        kms_key_id: String = "kmsKeyId",
        tags: BTreeMap<String, String> = "tags",
        log_group_class: LogGroupClass = "logGroupClass",
        deletion_protection_enabled: bool = "deletionProtectionEnabled",
    }
}

structure! {
    pub struct CreateLogStreamRequest {
        log_group_name: String = "logGroupName",
        log_stream_name: String = "logStreamName",
    }
}

string_enum! {
    pub enum DataProtectionStatus {
        Activated = "ACTIVATED",
        Deleted = "DELETED",
        Archived = "ARCHIVED",
        Disabled = "DISABLED",
    }
}

structure! {
    pub struct DeleteLogGroupRequest {
        log_group_name: String = "logGroupName",
    }
}

structure! {
    pub struct DeleteLogStreamRequest {
        log_group_name: String = "logGroupName",
        log_stream_name: String = "logStreamName",
    }
}

structure! {
    pub struct DeleteRetentionPolicyRequest {
        log_group_name: String = "logGroupName",
    }
}

structure! {
    pub struct DescribeLogGroupsRequest {
        account_identifiers: Vec<String> = "accountIdentifiers",
        log_group_name_prefix: String = "logGroupNamePrefix",
        log_group_name_pattern: String = "logGroupNamePattern",
        next_token: String = "nextToken",
        limit: i32 = "limit",
        include_linked_accounts: bool = "includeLinkedAccounts",
        log_group_class: LogGroupClass = "logGroupClass",
        log_group_identifiers: Vec<String> = "logGroupIdentifiers",
    }
}

structure! {
    pub struct DescribeLogGroupsResponse {
        log_groups: Vec<LogGroup> = "logGroups",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct DescribeLogStreamsRequest {
        log_group_name: String = "logGroupName",
        log_group_identifier: String = "logGroupIdentifier",
        log_stream_name_prefix: String = "logStreamNamePrefix",
        order_by: OrderBy = "orderBy",
        descending: bool = "descending",
        next_token: String = "nextToken",
        limit: i32 = "limit",
    }
}

structure! {
    pub struct DescribeLogStreamsResponse {
        log_streams: Vec<LogStream> = "logStreams",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct Entity {
        key_attributes: BTreeMap<String, String> = "keyAttributes",
        attributes: BTreeMap<String, String> = "attributes",
    }
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

structure! {
    pub struct FilterLogEventsRequest {
        log_group_name: String = "logGroupName",
        log_group_identifier: String = "logGroupIdentifier",
        log_stream_names: Vec<String> = "logStreamNames",
        log_stream_name_prefix: String = "logStreamNamePrefix",
        start_time: i64 = "startTime",
        end_time: i64 = "endTime",
        filter_pattern: String = "filterPattern",
        next_token: String = "nextToken",
        limit: i32 = "limit",
        start_from_head: bool = "startFromHead",
        interleaved: bool = "interleaved",
        unmask: bool = "unmask",
    }
}

structure! {
    pub struct FilterLogEventsResponse {
        events: Vec<FilteredLogEvent> = "events",
        searched_log_streams: Vec<SearchedLogStream> = "searchedLogStreams",
        next_token: String = "nextToken",
    }
}

structure! {
    pub struct FilteredLogEvent {
        log_stream_name: String = "logStreamName",
        timestamp: i64 = "timestamp",
        message: String = "message",
        ingestion_time: i64 = "ingestionTime",
        event_id: String = "eventId",
    }
}

structure! {
    pub struct GetLogEventsRequest {
        log_group_name: String = "logGroupName",
        log_group_identifier: String = "logGroupIdentifier",
        log_stream_name: String = "logStreamName",
        start_time: i64 = "startTime",
        end_time: i64 = "endTime",
        next_token: String = "nextToken",
        limit: i32 = "limit",
        start_from_head: bool = "startFromHead",
        unmask: bool = "unmask",
    }
}

structure! {
    pub struct GetLogEventsResponse {
        events: Vec<OutputLogEvent> = "events",
        next_forward_token: String = "nextForwardToken",
        next_backward_token: String = "nextBackwardToken",
    }
}

string_enum! {
    pub enum InheritedProperty {
        AccountDataProtection = "ACCOUNT_DATA_PROTECTION",
    }
}

structure! {
    pub struct InputLogEvent {
        timestamp: i64 = "timestamp",
        message: String = "message",
    }
}

structure! {
    pub struct ListTagsForResourceRequest {
        resource_arn: String = "resourceArn",
    }
}

structure! {
    pub struct ListTagsForResourceResponse {
        tags: BTreeMap<String, String> = "tags",
    }
}

structure! {
    pub struct ListTagsLogGroupRequest {
        log_group_name: String = "logGroupName",
    }
}

structure! {
    pub struct ListTagsLogGroupResponse {
        tags: BTreeMap<String, String> = "tags",
    }
}

structure! {
    pub struct LogGroup {
        log_group_name: String = "logGroupName",
        creation_time: i64 = "creationTime",
        retention_in_days: i32 = "retentionInDays",
        metric_filter_count: i32 = "metricFilterCount",
        arn: String = "arn",
        stored_bytes: i64 = "storedBytes",
        kms_key_id: String = "kmsKeyId",
        data_protection_status: DataProtectionStatus = "dataProtectionStatus",
        inherited_properties: Vec<InheritedProperty> = "inheritedProperties",
        log_group_class: LogGroupClass = "logGroupClass",
        log_group_arn: String = "logGroupArn",
        deletion_protection_enabled: bool = "deletionProtectionEnabled",
        bearer_token_authentication_enabled: bool = "bearerTokenAuthenticationEnabled",
        retention_policy_name: String = "retentionPolicyName",
    }
}

string_enum! {
    pub enum LogGroupClass {
        Standard = "STANDARD",
        InfrequentAccess = "INFREQUENT_ACCESS",
        Delivery = "DELIVERY",
        Essentials = "ESSENTIALS",
    }
}

structure! {
    pub struct LogStream {
        log_stream_name: String = "logStreamName",
        creation_time: i64 = "creationTime",
        first_event_timestamp: i64 = "firstEventTimestamp",
        last_event_timestamp: i64 = "lastEventTimestamp",
        last_ingestion_time: i64 = "lastIngestionTime",
        upload_sequence_token: String = "uploadSequenceToken",
        arn: String = "arn",
        stored_bytes: i64 = "storedBytes",
    }
}

string_enum! {
    pub enum OrderBy {
        LogStreamName = "LogStreamName",
        LastEventTime = "LastEventTime",
    }
}

structure! {
    pub struct OutputLogEvent {
        timestamp: i64 = "timestamp",
        message: String = "message",
        ingestion_time: i64 = "ingestionTime",
    }
}

structure! {
    pub struct PutLogEventsRequest {
        log_group_name: String = "logGroupName",
        log_stream_name: String = "logStreamName",
        log_events: Vec<InputLogEvent> = "logEvents",
        sequence_token: String = "sequenceToken",
        entity: Entity = "entity",
    }
}

structure! {
    pub struct PutLogEventsResponse {
        next_sequence_token: String = "nextSequenceToken",
        rejected_log_events_info: RejectedLogEventsInfo = "rejectedLogEventsInfo",
        rejected_entity_info: RejectedEntityInfo = "rejectedEntityInfo",
    }
}

structure! {
    pub struct PutRetentionPolicyRequest {
        log_group_name: String = "logGroupName",
        retention_in_days: i32 = "retentionInDays",
    }
}

structure! {
    pub struct RejectedEntityInfo {
        error_type: EntityRejectionErrorType = "errorType",
    }
}

structure! {
    pub struct RejectedLogEventsInfo {
        too_new_log_event_start_index: i32 = "tooNewLogEventStartIndex",
        too_old_log_event_end_index: i32 = "tooOldLogEventEndIndex",
        expired_log_event_end_index: i32 = "expiredLogEventEndIndex",
    }
}

structure! {
    pub struct SearchedLogStream {
        log_stream_name: String = "logStreamName",
        searched_completely: bool = "searchedCompletely",
    }
}

structure! {
    pub struct TagLogGroupRequest {
        log_group_name: String = "logGroupName",
        tags: BTreeMap<String, String> = "tags",
    }
}

structure! {
    pub struct TagResourceRequest {
        resource_arn: String = "resourceArn",
        tags: BTreeMap<String, String> = "tags",
    }
}

structure! {
    pub struct UntagLogGroupRequest {
        log_group_name: String = "logGroupName",
        tags: Vec<String> = "tags",
    }
}

structure! {
    pub struct UntagResourceRequest {
        resource_arn: String = "resourceArn",
        tag_keys: Vec<String> = "tagKeys",
    }
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
}

impl Input for CreateLogStreamRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_LOG_STREAM_REQUEST
    }
}

impl Input for DeleteLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_LOG_GROUP_REQUEST
    }
}

impl Input for DeleteLogStreamRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_LOG_STREAM_REQUEST
    }
}

impl Input for DeleteRetentionPolicyRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_RETENTION_POLICY_REQUEST
    }
}

impl Input for DescribeLogGroupsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_LOG_GROUPS_REQUEST
    }
}

impl Input for DescribeLogStreamsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_LOG_STREAMS_REQUEST
    }
}

impl Input for FilterLogEventsRequest {
    fn facts() -> &'static Structure {
        &facts::FILTER_LOG_EVENTS_REQUEST
    }
}

impl Input for GetLogEventsRequest {
    fn facts() -> &'static Structure {
        &facts::GET_LOG_EVENTS_REQUEST
    }
}

impl Input for ListTagsForResourceRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TAGS_FOR_RESOURCE_REQUEST
    }
}

impl Input for ListTagsLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TAGS_LOG_GROUP_REQUEST
    }
}

impl Input for PutLogEventsRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_LOG_EVENTS_REQUEST
    }
}

impl Input for PutRetentionPolicyRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_RETENTION_POLICY_REQUEST
    }
}

impl Input for TagLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::TAG_LOG_GROUP_REQUEST
    }
}

impl Input for TagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::TAG_RESOURCE_REQUEST
    }
}

impl Input for UntagLogGroupRequest {
    fn facts() -> &'static Structure {
        &facts::UNTAG_LOG_GROUP_REQUEST
    }
}

impl Input for UntagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::UNTAG_RESOURCE_REQUEST
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
            Member::optional("deletionProtectionEnabled", Shape::Any),
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
            Member::optional("includeLinkedAccounts", Shape::Any),
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
            Member::optional("descending", Shape::Any),
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
                Shape::Integer {
                    min: Some(0),
                    max: None,
                },
            ),
            Member::optional(
                "endTime",
                Shape::Integer {
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
            Member::optional("startFromHead", Shape::Any),
            Member::optional("interleaved", Shape::Any),
            Member::optional("unmask", Shape::Any),
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
                Shape::Integer {
                    min: Some(0),
                    max: None,
                },
            ),
            Member::optional(
                "endTime",
                Shape::Integer {
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
            Member::optional("startFromHead", Shape::Any),
            Member::optional("unmask", Shape::Any),
        ],
    };

    pub static INPUT_LOG_EVENT: Structure = Structure {
        name: "InputLogEvent",
        members: &[
            Member::required(
                "timestamp",
                Shape::Integer {
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
            Member::required("retentionInDays", Shape::Any),
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
