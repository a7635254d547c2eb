//! Amazon Simple Systems Manager (SSM): written by `cargo xtask codegen` from `models/ssm.json`; not to be edited.

#[allow(unused_imports, reason = "not every service has a map")]
use std::collections::BTreeMap;

use berth_protocol::fault::Fault;
use berth_protocol::shape::*;
use berth_protocol::{string_enum, structure};

structure! {
    pub struct AddTagsToResourceRequest {
        resource_type: ResourceTypeForTagging = "ResourceType",
        resource_id: String = "ResourceId",
        tags: Vec<Tag> = "Tags",
    }
}

structure! {
    pub struct AddTagsToResourceResult {
    }
}

structure! {
    pub struct DeleteParameterRequest {
        name: String = "Name",
    }
}

structure! {
    pub struct DeleteParameterResult {
    }
}

structure! {
    pub struct DeleteParametersRequest {
        names: Vec<String> = "Names",
    }
}

structure! {
    pub struct DeleteParametersResult {
        deleted_parameters: Vec<String> = "DeletedParameters",
        invalid_parameters: Vec<String> = "InvalidParameters",
    }
}

structure! {
    pub struct DescribeParametersRequest {
        filters: Vec<ParametersFilter> = "Filters",
        parameter_filters: Vec<ParameterStringFilter> = "ParameterFilters",
        max_results: i32 = "MaxResults",
        next_token: String = "NextToken",
        shared: bool = "Shared",
    }
}

structure! {
    pub struct DescribeParametersResult {
        parameters: Vec<ParameterMetadata> = "Parameters",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct GetParameterHistoryRequest {
        name: String = "Name",
        with_decryption: bool = "WithDecryption",
        max_results: i32 = "MaxResults",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct GetParameterHistoryResult {
        parameters: Vec<ParameterHistory> = "Parameters",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct GetParameterRequest {
        name: String = "Name",
        with_decryption: bool = "WithDecryption",
    }
}

structure! {
    pub struct GetParameterResult {
        parameter: Parameter = "Parameter",
    }
}

structure! {
    pub struct GetParametersByPathRequest {
        path: String = "Path",
        recursive: bool = "Recursive",
        parameter_filters: Vec<ParameterStringFilter> = "ParameterFilters",
        with_decryption: bool = "WithDecryption",
        max_results: i32 = "MaxResults",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct GetParametersByPathResult {
        parameters: Vec<Parameter> = "Parameters",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct GetParametersRequest {
        names: Vec<String> = "Names",
        with_decryption: bool = "WithDecryption",
    }
}

structure! {
    pub struct GetParametersResult {
        parameters: Vec<Parameter> = "Parameters",
        invalid_parameters: Vec<String> = "InvalidParameters",
    }
}

structure! {
    pub struct LabelParameterVersionRequest {
        name: String = "Name",
        parameter_version: i64 = "ParameterVersion",
        labels: Vec<String> = "Labels",
    }
}

structure! {
    pub struct LabelParameterVersionResult {
        invalid_labels: Vec<String> = "InvalidLabels",
        parameter_version: i64 = "ParameterVersion",
    }
}

structure! {
    pub struct ListTagsForResourceRequest {
        resource_type: ResourceTypeForTagging = "ResourceType",
        resource_id: String = "ResourceId",
    }
}

structure! {
    pub struct ListTagsForResourceResult {
        tag_list: Vec<Tag> = "TagList",
    }
}

structure! {
    pub struct Parameter {
        name: String = "Name",
        r#type: ParameterType = "Type",
        value: SensitiveText = "Value",
        version: i64 = "Version",
        selector: String = "Selector",
        source_result: String = "SourceResult",
        last_modified_date: Timestamp = "LastModifiedDate",
        arn: String = "ARN",
        data_type: String = "DataType",
    }
}

structure! {
    pub struct ParameterHistory {
        name: String = "Name",
        r#type: ParameterType = "Type",
        key_id: String = "KeyId",
        last_modified_date: Timestamp = "LastModifiedDate",
        last_modified_user: String = "LastModifiedUser",
        description: String = "Description",
        value: SensitiveText = "Value",
        allowed_pattern: String = "AllowedPattern",
        version: i64 = "Version",
        labels: Vec<String> = "Labels",
        tier: ParameterTier = "Tier",
        policies: Vec<ParameterInlinePolicy> = "Policies",
        data_type: String = "DataType",
    }
}

structure! {
    pub struct ParameterInlinePolicy {
        policy_text: String = "PolicyText",
        policy_type: String = "PolicyType",
        policy_status: String = "PolicyStatus",
    }
}

structure! {
    pub struct ParameterMetadata {
        name: String = "Name",
        arn: String = "ARN",
        r#type: ParameterType = "Type",
        key_id: String = "KeyId",
        last_modified_date: Timestamp = "LastModifiedDate",
        last_modified_user: String = "LastModifiedUser",
        description: String = "Description",
        allowed_pattern: String = "AllowedPattern",
        version: i64 = "Version",
        tier: ParameterTier = "Tier",
        policies: Vec<ParameterInlinePolicy> = "Policies",
        data_type: String = "DataType",
    }
}

structure! {
    pub struct ParameterStringFilter {
        key: String = "Key",
        option: String = "Option",
        values: Vec<String> = "Values",
    }
}

string_enum! {
    pub enum ParameterTier {
        Standard = "Standard",
        Advanced = "Advanced",
        IntelligentTiering = "Intelligent-Tiering",
    }
}

string_enum! {
    pub enum ParameterType {
        String = "String",
        StringList = "StringList",
        SecureString = "SecureString",
    }
}

structure! {
    pub struct ParametersFilter {
        key: ParametersFilterKey = "Key",
        values: Vec<String> = "Values",
    }
}

string_enum! {
    pub enum ParametersFilterKey {
        Name = "Name",
        Type = "Type",
        KeyId = "KeyId",
    }
}

structure! {
    pub struct PutParameterRequest {
        name: String = "Name",
        description: String = "Description",
        value: SensitiveText = "Value",
        r#type: ParameterType = "Type",
        key_id: String = "KeyId",
        overwrite: bool = "Overwrite",
        allowed_pattern: String = "AllowedPattern",
        tags: Vec<Tag> = "Tags",
        tier: ParameterTier = "Tier",
        policies: String = "Policies",
        data_type: String = "DataType",
    }
}

structure! {
    pub struct PutParameterResult {
        version: i64 = "Version",
        tier: ParameterTier = "Tier",
    }
}

structure! {
    pub struct RemoveTagsFromResourceRequest {
        resource_type: ResourceTypeForTagging = "ResourceType",
        resource_id: String = "ResourceId",
        tag_keys: Vec<String> = "TagKeys",
    }
}

structure! {
    pub struct RemoveTagsFromResourceResult {
    }
}

string_enum! {
    pub enum ResourceTypeForTagging {
        Document = "Document",
        ManagedInstance = "ManagedInstance",
        MaintenanceWindow = "MaintenanceWindow",
        Parameter = "Parameter",
        PatchBaseline = "PatchBaseline",
        OpsItem = "OpsItem",
        OpsMetadata = "OpsMetadata",
        Automation = "Automation",
        Association = "Association",
        CloudConnector = "CloudConnector",
    }
}

structure! {
    pub struct Tag {
        key: String = "Key",
        value: String = "Value",
    }
}

structure! {
    pub struct UnlabelParameterVersionRequest {
        name: String = "Name",
        parameter_version: i64 = "ParameterVersion",
        labels: Vec<String> = "Labels",
    }
}

structure! {
    pub struct UnlabelParameterVersionResult {
        removed_labels: Vec<String> = "RemovedLabels",
        invalid_labels: Vec<String> = "InvalidLabels",
    }
}

/// The service as requests name it.
pub const SERVICE: ServiceFacts = ServiceFacts {
    target_prefix: "AmazonSSM",
    signing_name: "ssm",
    api_version: "2014-11-06",
};

/// The operations of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    AddTagsToResource,
    DeleteParameter,
    DeleteParameters,
    DescribeParameters,
    GetParameter,
    GetParameterHistory,
    GetParameters,
    GetParametersByPath,
    LabelParameterVersion,
    ListTagsForResource,
    PutParameter,
    RemoveTagsFromResource,
    UnlabelParameterVersion,
}

impl Operation {
    /// All of them, by name.
    pub const ALL: &'static [Self] = &[
        Self::AddTagsToResource,
        Self::DeleteParameter,
        Self::DeleteParameters,
        Self::DescribeParameters,
        Self::GetParameter,
        Self::GetParameterHistory,
        Self::GetParameters,
        Self::GetParametersByPath,
        Self::LabelParameterVersion,
        Self::ListTagsForResource,
        Self::PutParameter,
        Self::RemoveTagsFromResource,
        Self::UnlabelParameterVersion,
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

static OPERATIONS: [OperationFacts; 13] = [
    OperationFacts {
        name: "AddTagsToResource",
        input: &facts::ADD_TAGS_TO_RESOURCE_REQUEST,
        errors: &[
            errors::INVALID_RESOURCE_TYPE,
            errors::INVALID_RESOURCE_ID,
            errors::INTERNAL_SERVER_ERROR,
            errors::TOO_MANY_TAGS_ERROR,
            errors::TOO_MANY_UPDATES,
        ],
    },
    OperationFacts {
        name: "DeleteParameter",
        input: &facts::DELETE_PARAMETER_REQUEST,
        errors: &[errors::INTERNAL_SERVER_ERROR, errors::PARAMETER_NOT_FOUND],
    },
    OperationFacts {
        name: "DeleteParameters",
        input: &facts::DELETE_PARAMETERS_REQUEST,
        errors: &[errors::INTERNAL_SERVER_ERROR],
    },
    OperationFacts {
        name: "DescribeParameters",
        input: &facts::DESCRIBE_PARAMETERS_REQUEST,
        errors: &[
            errors::INTERNAL_SERVER_ERROR,
            errors::INVALID_FILTER_KEY,
            errors::INVALID_FILTER_OPTION,
            errors::INVALID_FILTER_VALUE,
            errors::INVALID_NEXT_TOKEN,
        ],
    },
    OperationFacts {
        name: "GetParameter",
        input: &facts::GET_PARAMETER_REQUEST,
        errors: &[
            errors::INTERNAL_SERVER_ERROR,
            errors::INVALID_KEY_ID,
            errors::PARAMETER_NOT_FOUND,
            errors::PARAMETER_VERSION_NOT_FOUND,
        ],
    },
    OperationFacts {
        name: "GetParameterHistory",
        input: &facts::GET_PARAMETER_HISTORY_REQUEST,
        errors: &[
            errors::INTERNAL_SERVER_ERROR,
            errors::PARAMETER_NOT_FOUND,
            errors::INVALID_NEXT_TOKEN,
            errors::INVALID_KEY_ID,
        ],
    },
    OperationFacts {
        name: "GetParameters",
        input: &facts::GET_PARAMETERS_REQUEST,
        errors: &[errors::INVALID_KEY_ID, errors::INTERNAL_SERVER_ERROR],
    },
    OperationFacts {
        name: "GetParametersByPath",
        input: &facts::GET_PARAMETERS_BY_PATH_REQUEST,
        errors: &[
            errors::INTERNAL_SERVER_ERROR,
            errors::INVALID_FILTER_KEY,
            errors::INVALID_FILTER_OPTION,
            errors::INVALID_FILTER_VALUE,
            errors::INVALID_KEY_ID,
            errors::INVALID_NEXT_TOKEN,
        ],
    },
    OperationFacts {
        name: "LabelParameterVersion",
        input: &facts::LABEL_PARAMETER_VERSION_REQUEST,
        errors: &[
            errors::INTERNAL_SERVER_ERROR,
            errors::TOO_MANY_UPDATES,
            errors::PARAMETER_NOT_FOUND,
            errors::PARAMETER_VERSION_NOT_FOUND,
            errors::PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED,
        ],
    },
    OperationFacts {
        name: "ListTagsForResource",
        input: &facts::LIST_TAGS_FOR_RESOURCE_REQUEST,
        errors: &[
            errors::INVALID_RESOURCE_TYPE,
            errors::INVALID_RESOURCE_ID,
            errors::INTERNAL_SERVER_ERROR,
        ],
    },
    OperationFacts {
        name: "PutParameter",
        input: &facts::PUT_PARAMETER_REQUEST,
        errors: &[
            errors::INTERNAL_SERVER_ERROR,
            errors::INVALID_KEY_ID,
            errors::PARAMETER_LIMIT_EXCEEDED,
            errors::TOO_MANY_UPDATES,
            errors::PARAMETER_ALREADY_EXISTS,
            errors::HIERARCHY_LEVEL_LIMIT_EXCEEDED_EXCEPTION,
            errors::HIERARCHY_TYPE_MISMATCH_EXCEPTION,
            errors::INVALID_ALLOWED_PATTERN_EXCEPTION,
            errors::PARAMETER_MAX_VERSION_LIMIT_EXCEEDED,
            errors::PARAMETER_PATTERN_MISMATCH_EXCEPTION,
            errors::UNSUPPORTED_PARAMETER_TYPE,
            errors::POLICIES_LIMIT_EXCEEDED_EXCEPTION,
            errors::INVALID_POLICY_TYPE_EXCEPTION,
            errors::INVALID_POLICY_ATTRIBUTE_EXCEPTION,
            errors::INCOMPATIBLE_POLICY_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "RemoveTagsFromResource",
        input: &facts::REMOVE_TAGS_FROM_RESOURCE_REQUEST,
        errors: &[
            errors::INVALID_RESOURCE_TYPE,
            errors::INVALID_RESOURCE_ID,
            errors::INTERNAL_SERVER_ERROR,
            errors::TOO_MANY_UPDATES,
        ],
    },
    OperationFacts {
        name: "UnlabelParameterVersion",
        input: &facts::UNLABEL_PARAMETER_VERSION_REQUEST,
        errors: &[
            errors::INTERNAL_SERVER_ERROR,
            errors::TOO_MANY_UPDATES,
            errors::PARAMETER_NOT_FOUND,
            errors::PARAMETER_VERSION_NOT_FOUND,
        ],
    },
];

pub mod errors {
    //! The errors of the service.

    use super::ErrorFacts;

    pub const HIERARCHY_LEVEL_LIMIT_EXCEEDED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "HierarchyLevelLimitExceededException",
        status: 400,
    };
    pub const HIERARCHY_TYPE_MISMATCH_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "HierarchyTypeMismatchException",
        status: 400,
    };
    pub const INCOMPATIBLE_POLICY_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "IncompatiblePolicyException",
        status: 400,
    };
    pub const INTERNAL_SERVER_ERROR: ErrorFacts = ErrorFacts {
        code: "InternalServerError",
        status: 500,
    };
    pub const INVALID_ALLOWED_PATTERN_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidAllowedPatternException",
        status: 400,
    };
    pub const INVALID_FILTER_KEY: ErrorFacts = ErrorFacts {
        code: "InvalidFilterKey",
        status: 400,
    };
    pub const INVALID_FILTER_OPTION: ErrorFacts = ErrorFacts {
        code: "InvalidFilterOption",
        status: 400,
    };
    pub const INVALID_FILTER_VALUE: ErrorFacts = ErrorFacts {
        code: "InvalidFilterValue",
        status: 400,
    };
    pub const INVALID_KEY_ID: ErrorFacts = ErrorFacts {
        code: "InvalidKeyId",
        status: 400,
    };
    pub const INVALID_NEXT_TOKEN: ErrorFacts = ErrorFacts {
        code: "InvalidNextToken",
        status: 400,
    };
    pub const INVALID_POLICY_ATTRIBUTE_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidPolicyAttributeException",
        status: 400,
    };
    pub const INVALID_POLICY_TYPE_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidPolicyTypeException",
        status: 400,
    };
    pub const INVALID_RESOURCE_ID: ErrorFacts = ErrorFacts {
        code: "InvalidResourceId",
        status: 400,
    };
    pub const INVALID_RESOURCE_TYPE: ErrorFacts = ErrorFacts {
        code: "InvalidResourceType",
        status: 400,
    };
    pub const PARAMETER_ALREADY_EXISTS: ErrorFacts = ErrorFacts {
        code: "ParameterAlreadyExists",
        status: 400,
    };
    pub const PARAMETER_LIMIT_EXCEEDED: ErrorFacts = ErrorFacts {
        code: "ParameterLimitExceeded",
        status: 400,
    };
    pub const PARAMETER_MAX_VERSION_LIMIT_EXCEEDED: ErrorFacts = ErrorFacts {
        code: "ParameterMaxVersionLimitExceeded",
        status: 400,
    };
    pub const PARAMETER_NOT_FOUND: ErrorFacts = ErrorFacts {
        code: "ParameterNotFound",
        status: 400,
    };
    pub const PARAMETER_PATTERN_MISMATCH_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ParameterPatternMismatchException",
        status: 400,
    };
    pub const PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED: ErrorFacts = ErrorFacts {
        code: "ParameterVersionLabelLimitExceeded",
        status: 400,
    };
    pub const PARAMETER_VERSION_NOT_FOUND: ErrorFacts = ErrorFacts {
        code: "ParameterVersionNotFound",
        status: 400,
    };
    pub const POLICIES_LIMIT_EXCEEDED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "PoliciesLimitExceededException",
        status: 400,
    };
    pub const TOO_MANY_TAGS_ERROR: ErrorFacts = ErrorFacts {
        code: "TooManyTagsError",
        status: 400,
    };
    pub const TOO_MANY_UPDATES: ErrorFacts = ErrorFacts {
        code: "TooManyUpdates",
        status: 400,
    };
    pub const UNSUPPORTED_PARAMETER_TYPE: ErrorFacts = ErrorFacts {
        code: "UnsupportedParameterType",
        status: 400,
    };
}

/// The service: an operation that is not implemented answers so, with an error its model
/// allows.
pub trait Ssm: Send + Sync {
    /// What each call brings with it: who calls, and when.
    type Context: Send;

    fn add_tags_to_resource(
        &self,
        cx: Self::Context,
        input: AddTagsToResourceRequest,
    ) -> impl Future<Output = Result<AddTagsToResourceResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::AddTagsToResource.facts())
    }

    fn delete_parameter(
        &self,
        cx: Self::Context,
        input: DeleteParameterRequest,
    ) -> impl Future<Output = Result<DeleteParameterResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteParameter.facts())
    }

    fn delete_parameters(
        &self,
        cx: Self::Context,
        input: DeleteParametersRequest,
    ) -> impl Future<Output = Result<DeleteParametersResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteParameters.facts())
    }

    fn describe_parameters(
        &self,
        cx: Self::Context,
        input: DescribeParametersRequest,
    ) -> impl Future<Output = Result<DescribeParametersResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeParameters.facts())
    }

    fn get_parameter(
        &self,
        cx: Self::Context,
        input: GetParameterRequest,
    ) -> impl Future<Output = Result<GetParameterResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetParameter.facts())
    }

    fn get_parameter_history(
        &self,
        cx: Self::Context,
        input: GetParameterHistoryRequest,
    ) -> impl Future<Output = Result<GetParameterHistoryResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetParameterHistory.facts())
    }

    fn get_parameters(
        &self,
        cx: Self::Context,
        input: GetParametersRequest,
    ) -> impl Future<Output = Result<GetParametersResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetParameters.facts())
    }

    fn get_parameters_by_path(
        &self,
        cx: Self::Context,
        input: GetParametersByPathRequest,
    ) -> impl Future<Output = Result<GetParametersByPathResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetParametersByPath.facts())
    }

    fn label_parameter_version(
        &self,
        cx: Self::Context,
        input: LabelParameterVersionRequest,
    ) -> impl Future<Output = Result<LabelParameterVersionResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::LabelParameterVersion.facts())
    }

    fn list_tags_for_resource(
        &self,
        cx: Self::Context,
        input: ListTagsForResourceRequest,
    ) -> impl Future<Output = Result<ListTagsForResourceResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListTagsForResource.facts())
    }

    fn put_parameter(
        &self,
        cx: Self::Context,
        input: PutParameterRequest,
    ) -> impl Future<Output = Result<PutParameterResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutParameter.facts())
    }

    fn remove_tags_from_resource(
        &self,
        cx: Self::Context,
        input: RemoveTagsFromResourceRequest,
    ) -> impl Future<Output = Result<RemoveTagsFromResourceResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RemoveTagsFromResource.facts())
    }

    fn unlabel_parameter_version(
        &self,
        cx: Self::Context,
        input: UnlabelParameterVersionRequest,
    ) -> impl Future<Output = Result<UnlabelParameterVersionResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UnlabelParameterVersion.facts())
    }
}

/// Reads the body, calls the operation's method and writes its answer.
pub fn dispatch<'a, A: Ssm>(
    api: &'a A,
    cx: A::Context,
    operation: Operation,
    body: &[u8],
) -> Answer<'a> {
    let facts = operation.facts();
    match operation {
        Operation::AddTagsToResource => {
            answer(read(facts, body).map(|input| api.add_tags_to_resource(cx, input)))
        }
        Operation::DeleteParameter => {
            answer(read(facts, body).map(|input| api.delete_parameter(cx, input)))
        }
        Operation::DeleteParameters => {
            answer(read(facts, body).map(|input| api.delete_parameters(cx, input)))
        }
        Operation::DescribeParameters => {
            answer(read(facts, body).map(|input| api.describe_parameters(cx, input)))
        }
        Operation::GetParameter => {
            answer(read(facts, body).map(|input| api.get_parameter(cx, input)))
        }
        Operation::GetParameterHistory => {
            answer(read(facts, body).map(|input| api.get_parameter_history(cx, input)))
        }
        Operation::GetParameters => {
            answer(read(facts, body).map(|input| api.get_parameters(cx, input)))
        }
        Operation::GetParametersByPath => {
            answer(read(facts, body).map(|input| api.get_parameters_by_path(cx, input)))
        }
        Operation::LabelParameterVersion => {
            answer(read(facts, body).map(|input| api.label_parameter_version(cx, input)))
        }
        Operation::ListTagsForResource => {
            answer(read(facts, body).map(|input| api.list_tags_for_resource(cx, input)))
        }
        Operation::PutParameter => {
            answer(read(facts, body).map(|input| api.put_parameter(cx, input)))
        }
        Operation::RemoveTagsFromResource => {
            answer(read(facts, body).map(|input| api.remove_tags_from_resource(cx, input)))
        }
        Operation::UnlabelParameterVersion => {
            answer(read(facts, body).map(|input| api.unlabel_parameter_version(cx, input)))
        }
    }
}

impl Input for AddTagsToResourceRequest {
    fn facts() -> &'static Structure {
        &facts::ADD_TAGS_TO_RESOURCE_REQUEST
    }
}

impl Input for DeleteParameterRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_PARAMETER_REQUEST
    }
}

impl Input for DeleteParametersRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_PARAMETERS_REQUEST
    }
}

impl Input for DescribeParametersRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_PARAMETERS_REQUEST
    }
}

impl Input for GetParameterHistoryRequest {
    fn facts() -> &'static Structure {
        &facts::GET_PARAMETER_HISTORY_REQUEST
    }
}

impl Input for GetParameterRequest {
    fn facts() -> &'static Structure {
        &facts::GET_PARAMETER_REQUEST
    }
}

impl Input for GetParametersByPathRequest {
    fn facts() -> &'static Structure {
        &facts::GET_PARAMETERS_BY_PATH_REQUEST
    }
}

impl Input for GetParametersRequest {
    fn facts() -> &'static Structure {
        &facts::GET_PARAMETERS_REQUEST
    }
}

impl Input for LabelParameterVersionRequest {
    fn facts() -> &'static Structure {
        &facts::LABEL_PARAMETER_VERSION_REQUEST
    }
}

impl Input for ListTagsForResourceRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_TAGS_FOR_RESOURCE_REQUEST
    }
}

impl Input for PutParameterRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_PARAMETER_REQUEST
    }
}

impl Input for RemoveTagsFromResourceRequest {
    fn facts() -> &'static Structure {
        &facts::REMOVE_TAGS_FROM_RESOURCE_REQUEST
    }
}

impl Input for UnlabelParameterVersionRequest {
    fn facts() -> &'static Structure {
        &facts::UNLABEL_PARAMETER_VERSION_REQUEST
    }
}

impl Output for AddTagsToResourceResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteParameterResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteParametersResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeParametersResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetParameterHistoryResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetParameterResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetParametersByPathResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetParametersResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for LabelParameterVersionResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListTagsForResourceResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for PutParameterResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RemoveTagsFromResourceResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UnlabelParameterVersionResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

pub mod facts {
    //! What the model permits in a request.

    use super::*;

    pub static ADD_TAGS_TO_RESOURCE_REQUEST: Structure = Structure {
        name: "AddTagsToResourceRequest",
        members: &[
            Member::required("ResourceType", Shape::Enum(ResourceTypeForTagging::VALUES)),
            Member::required("ResourceId", Shape::Any),
            Member::required(
                "Tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: None,
                    max: Some(1000),
                },
            ),
        ],
    };

    pub static DELETE_PARAMETER_REQUEST: Structure = Structure {
        name: "DeleteParameterRequest",
        members: &[Member::required(
            "Name",
            Shape::String {
                min: Some(1),
                max: Some(2048),
                pattern: None,
            },
        )],
    };

    pub static DELETE_PARAMETERS_REQUEST: Structure = Structure {
        name: "DeleteParametersRequest",
        members: &[Member::required(
            "Names",
            Shape::List {
                member: &Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
                min: Some(1),
                max: Some(10),
            },
        )],
    };

    pub static DESCRIBE_PARAMETERS_REQUEST: Structure = Structure {
        name: "DescribeParametersRequest",
        members: &[
            Member::optional(
                "Filters",
                Shape::list(&Shape::Structure(&PARAMETERS_FILTER)),
            ),
            Member::optional(
                "ParameterFilters",
                Shape::list(&Shape::Structure(&PARAMETER_STRING_FILTER)),
            ),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(1),
                    max: Some(50),
                },
            ),
            Member::optional("NextToken", Shape::Any),
            Member::optional("Shared", Shape::Any),
        ],
    };

    pub static GET_PARAMETER_HISTORY_REQUEST: Structure = Structure {
        name: "GetParameterHistoryRequest",
        members: &[
            Member::required(
                "Name",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("WithDecryption", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(1),
                    max: Some(50),
                },
            ),
            Member::optional("NextToken", Shape::Any),
        ],
    };

    pub static GET_PARAMETER_REQUEST: Structure = Structure {
        name: "GetParameterRequest",
        members: &[
            Member::required(
                "Name",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("WithDecryption", Shape::Any),
        ],
    };

    pub static GET_PARAMETERS_BY_PATH_REQUEST: Structure = Structure {
        name: "GetParametersByPathRequest",
        members: &[
            Member::required(
                "Path",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("Recursive", Shape::Any),
            Member::optional(
                "ParameterFilters",
                Shape::list(&Shape::Structure(&PARAMETER_STRING_FILTER)),
            ),
            Member::optional("WithDecryption", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(1),
                    max: Some(10),
                },
            ),
            Member::optional("NextToken", Shape::Any),
        ],
    };

    pub static GET_PARAMETERS_REQUEST: Structure = Structure {
        name: "GetParametersRequest",
        members: &[
            Member::required(
                "Names",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(2048),
                        pattern: None,
                    },
                    min: Some(1),
                    max: Some(10),
                },
            ),
            Member::optional("WithDecryption", Shape::Any),
        ],
    };

    pub static LABEL_PARAMETER_VERSION_REQUEST: Structure = Structure {
        name: "LabelParameterVersionRequest",
        members: &[
            Member::required(
                "Name",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("ParameterVersion", Shape::Any),
            Member::required(
                "Labels",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(100),
                        pattern: None,
                    },
                    min: Some(1),
                    max: Some(10),
                },
            ),
        ],
    };

    pub static LIST_TAGS_FOR_RESOURCE_REQUEST: Structure = Structure {
        name: "ListTagsForResourceRequest",
        members: &[
            Member::required("ResourceType", Shape::Enum(ResourceTypeForTagging::VALUES)),
            Member::required("ResourceId", Shape::Any),
        ],
    };

    pub static PARAMETER_KEY_ID: Pattern = Pattern {
        text: r"^([a-zA-Z0-9:/_-]+)$",
        negated: false,
        ranges: &[
            ('a', 'z'),
            ('A', 'Z'),
            ('0', '9'),
            (':', ':'),
            ('/', '/'),
            ('_', '_'),
            ('-', '-'),
        ],
        classes: &[],
        min: 1,
        max: None,
    };

    pub static PARAMETER_STRING_FILTER: Structure = Structure {
        name: "ParameterStringFilter",
        members: &[
            Member::required(
                "Key",
                Shape::String {
                    min: Some(1),
                    max: Some(132),
                    pattern: None,
                },
            ),
            Member::optional(
                "Option",
                Shape::String {
                    min: Some(1),
                    max: Some(10),
                    pattern: None,
                },
            ),
            Member::optional(
                "Values",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(1024),
                        pattern: None,
                    },
                    min: Some(1),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static PARAMETERS_FILTER: Structure = Structure {
        name: "ParametersFilter",
        members: &[
            Member::required("Key", Shape::Enum(ParametersFilterKey::VALUES)),
            Member::required(
                "Values",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(1024),
                        pattern: None,
                    },
                    min: Some(1),
                    max: Some(50),
                },
            ),
        ],
    };

    pub static PUT_PARAMETER_REQUEST: Structure = Structure {
        name: "PutParameterRequest",
        members: &[
            Member::required(
                "Name",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "Description",
                Shape::String {
                    min: Some(0),
                    max: Some(1024),
                    pattern: None,
                },
            ),
            Member::required("Value", Shape::Any),
            Member::optional("Type", Shape::Enum(ParameterType::VALUES)),
            Member::optional(
                "KeyId",
                Shape::String {
                    min: Some(1),
                    max: Some(256),
                    pattern: Some(&PARAMETER_KEY_ID),
                },
            ),
            Member::optional("Overwrite", Shape::Any),
            Member::optional(
                "AllowedPattern",
                Shape::String {
                    min: Some(0),
                    max: Some(1024),
                    pattern: None,
                },
            ),
            Member::optional(
                "Tags",
                Shape::List {
                    member: &Shape::Structure(&TAG),
                    min: None,
                    max: Some(1000),
                },
            ),
            Member::optional("Tier", Shape::Enum(ParameterTier::VALUES)),
            Member::optional(
                "Policies",
                Shape::String {
                    min: Some(1),
                    max: Some(4096),
                    pattern: None,
                },
            ),
            Member::optional(
                "DataType",
                Shape::String {
                    min: Some(0),
                    max: Some(128),
                    pattern: None,
                },
            ),
        ],
    };

    pub static REMOVE_TAGS_FROM_RESOURCE_REQUEST: Structure = Structure {
        name: "RemoveTagsFromResourceRequest",
        members: &[
            Member::required("ResourceType", Shape::Enum(ResourceTypeForTagging::VALUES)),
            Member::required("ResourceId", Shape::Any),
            Member::required(
                "TagKeys",
                Shape::list(&Shape::String {
                    min: Some(1),
                    max: Some(128),
                    pattern: Some(&TAG_KEY),
                }),
            ),
        ],
    };

    pub static TAG: Structure = Structure {
        name: "Tag",
        members: &[
            Member::required(
                "Key",
                Shape::String {
                    min: Some(1),
                    max: Some(128),
                    pattern: Some(&TAG_KEY),
                },
            ),
            Member::required(
                "Value",
                Shape::String {
                    min: Some(0),
                    max: Some(256),
                    pattern: Some(&TAG_VALUE),
                },
            ),
        ],
    };

    pub static TAG_KEY: Pattern = Pattern {
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

    pub static UNLABEL_PARAMETER_VERSION_REQUEST: Structure = Structure {
        name: "UnlabelParameterVersionRequest",
        members: &[
            Member::required(
                "Name",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required("ParameterVersion", Shape::Any),
            Member::required(
                "Labels",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(100),
                        pattern: None,
                    },
                    min: Some(1),
                    max: Some(10),
                },
            ),
        ],
    };
}
