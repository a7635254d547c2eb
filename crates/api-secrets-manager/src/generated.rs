//! AWS Secrets Manager: written by `cargo xtask codegen` from `models/secretsmanager.json`; not to be edited.

#[allow(unused_imports, reason = "not every service has a map")]
use std::collections::BTreeMap;

use berth_protocol::fault::Fault;
use berth_protocol::shape::*;
use berth_protocol::{string_enum, structure};

structure! {
    pub struct APIErrorType {
        secret_id: String = "SecretId",
        error_code: String = "ErrorCode",
        message: String = "Message",
    }
}

structure! {
    pub struct AssociateCrossAccountReplicaRequest {
        secret_id: String = "SecretId",
        cross_account_replica_arn: String = "CrossAccountReplicaARN",
        replica_restriction: ReplicaRestrictionType = "ReplicaRestriction",
        replication_role_arn: String = "ReplicationRoleARN",
    }
}

structure! {
    pub struct AssociateCrossAccountReplicaResponse {
        arn: String = "ARN",
        cross_account_replica_arn: String = "CrossAccountReplicaARN",
        replication_status: StatusType = "ReplicationStatus",
    }
}

structure! {
    pub struct BatchGetSecretValueRequest {
        secret_id_list: Vec<String> = "SecretIdList",
        filters: Vec<Filter> = "Filters",
        max_results: i32 = "MaxResults",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct BatchGetSecretValueResponse {
        secret_values: Vec<SecretValueEntry> = "SecretValues",
        next_token: String = "NextToken",
        errors: Vec<APIErrorType> = "Errors",
    }
}

structure! {
    pub struct CancelRotateSecretRequest {
        secret_id: String = "SecretId",
    }
}

structure! {
    pub struct CancelRotateSecretResponse {
        arn: String = "ARN",
        name: String = "Name",
        version_id: String = "VersionId",
    }
}

structure! {
    pub struct CreateSecretRequest {
        name: String = "Name",
        client_request_token: String = "ClientRequestToken",
        description: String = "Description",
        kms_key_id: String = "KmsKeyId",
        secret_binary: SensitiveBytes = "SecretBinary",
        secret_string: SensitiveText = "SecretString",
        tags: Vec<Tag> = "Tags",
        add_replica_regions: Vec<ReplicaRegionType> = "AddReplicaRegions",
        force_overwrite_replica_secret: bool = "ForceOverwriteReplicaSecret",
        r#type: String = "Type",
        cross_account_primary_arn: String = "CrossAccountPrimaryARN",
    }
}

structure! {
    pub struct CreateSecretResponse {
        arn: String = "ARN",
        name: String = "Name",
        version_id: String = "VersionId",
        replication_status: Vec<ReplicationStatusType> = "ReplicationStatus",
    }
}

structure! {
    pub struct CrossAccountPrimaryType {
        primary_secret_arn: String = "PrimarySecretARN",
        replication_status: StatusType = "ReplicationStatus",
        status_message: String = "StatusMessage",
    }
}

structure! {
    pub struct CrossAccountReplicaEntry {
        replica_secret_arn: String = "ReplicaSecretARN",
        replication_role_arn: String = "ReplicationRoleARN",
        replication_status: StatusType = "ReplicationStatus",
        status_message: String = "StatusMessage",
    }
}

structure! {
    pub struct DeleteResourcePolicyRequest {
        secret_id: String = "SecretId",
        policy_name: String = "PolicyName",
    }
}

structure! {
    pub struct DeleteResourcePolicyResponse {
        arn: String = "ARN",
        name: String = "Name",
        policy_name: String = "PolicyName",
    }
}

structure! {
    pub struct DeleteSecretRequest {
        secret_id: String = "SecretId",
        recovery_window_in_days: i64 = "RecoveryWindowInDays",
        force_delete_without_recovery: bool = "ForceDeleteWithoutRecovery",
    }
}

structure! {
    pub struct DeleteSecretResponse {
        arn: String = "ARN",
        name: String = "Name",
        deletion_date: Timestamp = "DeletionDate",
    }
}

structure! {
    pub struct DescribeSecretRequest {
        secret_id: String = "SecretId",
    }
}

structure! {
    pub struct DescribeSecretResponse {
        arn: String = "ARN",
        name: String = "Name",
        r#type: String = "Type",
        description: String = "Description",
        kms_key_id: String = "KmsKeyId",
        rotation_enabled: bool = "RotationEnabled",
        rotation_lambda_arn: String = "RotationLambdaARN",
        rotation_rules: RotationRulesType = "RotationRules",
        external_secret_rotation_metadata: Vec<ExternalSecretRotationMetadataItem> = "ExternalSecretRotationMetadata",
        external_secret_rotation_role_arn: String = "ExternalSecretRotationRoleArn",
        last_rotated_date: Timestamp = "LastRotatedDate",
        last_changed_date: Timestamp = "LastChangedDate",
        last_accessed_date: Timestamp = "LastAccessedDate",
        deleted_date: Timestamp = "DeletedDate",
        next_rotation_date: Timestamp = "NextRotationDate",
        tags: Vec<Tag> = "Tags",
        version_ids_to_stages: BTreeMap<String, Vec<String>> = "VersionIdsToStages",
        owning_service: String = "OwningService",
        created_date: Timestamp = "CreatedDate",
        primary_region: String = "PrimaryRegion",
        replication_status: Vec<ReplicationStatusType> = "ReplicationStatus",
        cross_account_primary: CrossAccountPrimaryType = "CrossAccountPrimary",
        cross_account_replicas: Vec<CrossAccountReplicaEntry> = "CrossAccountReplicas",
    }
}

structure! {
    pub struct DisassociateCrossAccountReplicaRequest {
        secret_id: String = "SecretId",
        cross_account_replica_arn: String = "CrossAccountReplicaARN",
    }
}

structure! {
    pub struct DisassociateCrossAccountReplicaResponse {
        arn: String = "ARN",
        cross_account_replica_arn: String = "CrossAccountReplicaARN",
    }
}

structure! {
    pub struct ExternalSecretRotationMetadataItem {
        key: String = "Key",
        value: String = "Value",
    }
}

structure! {
    pub struct Filter {
        key: FilterNameStringType = "Key",
        values: Vec<String> = "Values",
    }
}

string_enum! {
    pub enum FilterNameStringType {
        Description = "description",
        Name = "name",
        TagKey = "tag-key",
        TagValue = "tag-value",
        PrimaryRegion = "primary-region",
        OwningService = "owning-service",
        All = "all",
    }
}

structure! {
    pub struct GetRandomPasswordRequest {
        password_length: i64 = "PasswordLength",
        exclude_characters: String = "ExcludeCharacters",
        exclude_numbers: bool = "ExcludeNumbers",
        exclude_punctuation: bool = "ExcludePunctuation",
        exclude_uppercase: bool = "ExcludeUppercase",
        exclude_lowercase: bool = "ExcludeLowercase",
        include_space: bool = "IncludeSpace",
        require_each_included_type: bool = "RequireEachIncludedType",
    }
}

structure! {
    pub struct GetRandomPasswordResponse {
        random_password: SensitiveText = "RandomPassword",
    }
}

structure! {
    pub struct GetResourcePolicyRequest {
        secret_id: String = "SecretId",
        policy_name: String = "PolicyName",
    }
}

structure! {
    pub struct GetResourcePolicyResponse {
        arn: String = "ARN",
        name: String = "Name",
        resource_policy: String = "ResourcePolicy",
        policy_name: String = "PolicyName",
    }
}

structure! {
    pub struct GetSecretValueRequest {
        secret_id: String = "SecretId",
        version_id: String = "VersionId",
        version_stage: String = "VersionStage",
    }
}

structure! {
    pub struct GetSecretValueResponse {
        arn: String = "ARN",
        name: String = "Name",
        version_id: String = "VersionId",
        secret_binary: SensitiveBytes = "SecretBinary",
        secret_string: SensitiveText = "SecretString",
        version_stages: Vec<String> = "VersionStages",
        created_date: Timestamp = "CreatedDate",
    }
}

structure! {
    pub struct ListResourcePoliciesRequest {
        secret_id: String = "SecretId",
        max_results: i32 = "MaxResults",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct ListResourcePoliciesResponse {
        resource_policies: Vec<ResourcePolicySummary> = "ResourcePolicies",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct ListSecretVersionIdsRequest {
        secret_id: String = "SecretId",
        max_results: i32 = "MaxResults",
        next_token: String = "NextToken",
        include_deprecated: bool = "IncludeDeprecated",
    }
}

structure! {
    pub struct ListSecretVersionIdsResponse {
        versions: Vec<SecretVersionsListEntry> = "Versions",
        next_token: String = "NextToken",
        arn: String = "ARN",
        name: String = "Name",
    }
}

structure! {
    pub struct ListSecretsRequest {
        include_planned_deletion: bool = "IncludePlannedDeletion",
        max_results: i32 = "MaxResults",
        next_token: String = "NextToken",
        filters: Vec<Filter> = "Filters",
        sort_order: SortOrderType = "SortOrder",
        sort_by: SortByType = "SortBy",
    }
}

structure! {
    pub struct ListSecretsResponse {
        secret_list: Vec<SecretListEntry> = "SecretList",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct PutResourcePolicyRequest {
        secret_id: String = "SecretId",
        resource_policy: String = "ResourcePolicy",
        policy_name: String = "PolicyName",
        block_public_policy: bool = "BlockPublicPolicy",
    }
}

structure! {
    pub struct PutResourcePolicyResponse {
        arn: String = "ARN",
        name: String = "Name",
        policy_name: String = "PolicyName",
    }
}

structure! {
    pub struct PutSecretValueRequest {
        secret_id: String = "SecretId",
        client_request_token: String = "ClientRequestToken",
        secret_binary: SensitiveBytes = "SecretBinary",
        secret_string: SensitiveText = "SecretString",
        version_stages: Vec<String> = "VersionStages",
        rotation_token: SensitiveText = "RotationToken",
    }
}

structure! {
    pub struct PutSecretValueResponse {
        arn: String = "ARN",
        name: String = "Name",
        version_id: String = "VersionId",
        version_stages: Vec<String> = "VersionStages",
    }
}

structure! {
    pub struct RemoveRegionsFromReplicationRequest {
        secret_id: String = "SecretId",
        remove_replica_regions: Vec<String> = "RemoveReplicaRegions",
    }
}

structure! {
    pub struct RemoveRegionsFromReplicationResponse {
        arn: String = "ARN",
        replication_status: Vec<ReplicationStatusType> = "ReplicationStatus",
    }
}

structure! {
    pub struct ReplicaRegionType {
        region: String = "Region",
        kms_key_id: String = "KmsKeyId",
    }
}

string_enum! {
    pub enum ReplicaRestrictionType {
        SameOrg = "SameOrg",
        NoRestriction = "NoRestriction",
    }
}

structure! {
    pub struct ReplicateSecretToRegionsRequest {
        secret_id: String = "SecretId",
        add_replica_regions: Vec<ReplicaRegionType> = "AddReplicaRegions",
        force_overwrite_replica_secret: bool = "ForceOverwriteReplicaSecret",
    }
}

structure! {
    pub struct ReplicateSecretToRegionsResponse {
        arn: String = "ARN",
        replication_status: Vec<ReplicationStatusType> = "ReplicationStatus",
    }
}

structure! {
    pub struct ReplicationStatusType {
        region: String = "Region",
        kms_key_id: String = "KmsKeyId",
        status: StatusType = "Status",
        status_message: String = "StatusMessage",
        last_accessed_date: Timestamp = "LastAccessedDate",
    }
}

structure! {
    pub struct ResourcePolicySummary {
        policy_name: String = "PolicyName",
    }
}

structure! {
    pub struct RestoreSecretRequest {
        secret_id: String = "SecretId",
    }
}

structure! {
    pub struct RestoreSecretResponse {
        arn: String = "ARN",
        name: String = "Name",
    }
}

structure! {
    pub struct RotateSecretRequest {
        secret_id: String = "SecretId",
        client_request_token: String = "ClientRequestToken",
        rotation_lambda_arn: String = "RotationLambdaARN",
        rotation_rules: RotationRulesType = "RotationRules",
        external_secret_rotation_metadata: Vec<ExternalSecretRotationMetadataItem> = "ExternalSecretRotationMetadata",
        external_secret_rotation_role_arn: String = "ExternalSecretRotationRoleArn",
        rotate_immediately: bool = "RotateImmediately",
    }
}

structure! {
    pub struct RotateSecretResponse {
        arn: String = "ARN",
        name: String = "Name",
        version_id: String = "VersionId",
    }
}

structure! {
    pub struct RotationRulesType {
        automatically_after_days: i64 = "AutomaticallyAfterDays",
        duration: String = "Duration",
        schedule_expression: String = "ScheduleExpression",
    }
}

structure! {
    pub struct SecretListEntry {
        arn: String = "ARN",
        name: String = "Name",
        r#type: String = "Type",
        description: String = "Description",
        kms_key_id: String = "KmsKeyId",
        rotation_enabled: bool = "RotationEnabled",
        rotation_lambda_arn: String = "RotationLambdaARN",
        rotation_rules: RotationRulesType = "RotationRules",
        external_secret_rotation_metadata: Vec<ExternalSecretRotationMetadataItem> = "ExternalSecretRotationMetadata",
        external_secret_rotation_role_arn: String = "ExternalSecretRotationRoleArn",
        last_rotated_date: Timestamp = "LastRotatedDate",
        last_changed_date: Timestamp = "LastChangedDate",
        last_accessed_date: Timestamp = "LastAccessedDate",
        deleted_date: Timestamp = "DeletedDate",
        next_rotation_date: Timestamp = "NextRotationDate",
        tags: Vec<Tag> = "Tags",
        secret_versions_to_stages: BTreeMap<String, Vec<String>> = "SecretVersionsToStages",
        owning_service: String = "OwningService",
        created_date: Timestamp = "CreatedDate",
        primary_region: String = "PrimaryRegion",
    }
}

structure! {
    pub struct SecretValueEntry {
        arn: String = "ARN",
        name: String = "Name",
        version_id: String = "VersionId",
        secret_binary: SensitiveBytes = "SecretBinary",
        secret_string: SensitiveText = "SecretString",
        version_stages: Vec<String> = "VersionStages",
        created_date: Timestamp = "CreatedDate",
    }
}

structure! {
    pub struct SecretVersionsListEntry {
        version_id: String = "VersionId",
        version_stages: Vec<String> = "VersionStages",
        last_accessed_date: Timestamp = "LastAccessedDate",
        created_date: Timestamp = "CreatedDate",
        kms_key_ids: Vec<String> = "KmsKeyIds",
    }
}

string_enum! {
    pub enum SortByType {
        CreatedDate = "created-date",
        LastAccessedDate = "last-accessed-date",
        LastChangedDate = "last-changed-date",
        Name = "name",
    }
}

string_enum! {
    pub enum SortOrderType {
        Asc = "asc",
        Desc = "desc",
    }
}

string_enum! {
    pub enum StatusType {
        InSync = "InSync",
        Failed = "Failed",
        InProgress = "InProgress",
        Pending = "Pending",
        Detached = "Detached",
    }
}

structure! {
    pub struct StopReplicationToReplicaRequest {
        secret_id: String = "SecretId",
    }
}

structure! {
    pub struct StopReplicationToReplicaResponse {
        arn: String = "ARN",
    }
}

structure! {
    pub struct Tag {
        key: String = "Key",
        value: String = "Value",
    }
}

structure! {
    pub struct TagResourceRequest {
        secret_id: String = "SecretId",
        tags: Vec<Tag> = "Tags",
    }
}

structure! {
    pub struct UntagResourceRequest {
        secret_id: String = "SecretId",
        tag_keys: Vec<String> = "TagKeys",
    }
}

structure! {
    pub struct UpdateSecretRequest {
        secret_id: String = "SecretId",
        client_request_token: String = "ClientRequestToken",
        description: String = "Description",
        kms_key_id: String = "KmsKeyId",
        secret_binary: SensitiveBytes = "SecretBinary",
        secret_string: SensitiveText = "SecretString",
        r#type: String = "Type",
    }
}

structure! {
    pub struct UpdateSecretResponse {
        arn: String = "ARN",
        name: String = "Name",
        version_id: String = "VersionId",
    }
}

structure! {
    pub struct UpdateSecretVersionStageRequest {
        secret_id: String = "SecretId",
        version_stage: String = "VersionStage",
        remove_from_version_id: String = "RemoveFromVersionId",
        move_to_version_id: String = "MoveToVersionId",
    }
}

structure! {
    pub struct UpdateSecretVersionStageResponse {
        arn: String = "ARN",
        name: String = "Name",
    }
}

structure! {
    pub struct ValidateResourcePolicyRequest {
        secret_id: String = "SecretId",
        resource_policy: String = "ResourcePolicy",
    }
}

structure! {
    pub struct ValidateResourcePolicyResponse {
        policy_validation_passed: bool = "PolicyValidationPassed",
        validation_errors: Vec<ValidationErrorsEntry> = "ValidationErrors",
    }
}

structure! {
    pub struct ValidationErrorsEntry {
        check_name: String = "CheckName",
        error_message: String = "ErrorMessage",
    }
}

/// The service as requests name it.
pub const SERVICE: ServiceFacts = ServiceFacts {
    target_prefix: "secretsmanager",
    signing_name: "secretsmanager",
    api_version: "2017-10-17",
};

/// The operations of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    AssociateCrossAccountReplica,
    BatchGetSecretValue,
    CancelRotateSecret,
    CreateSecret,
    DeleteResourcePolicy,
    DeleteSecret,
    DescribeSecret,
    DisassociateCrossAccountReplica,
    GetRandomPassword,
    GetResourcePolicy,
    GetSecretValue,
    ListResourcePolicies,
    ListSecretVersionIds,
    ListSecrets,
    PutResourcePolicy,
    PutSecretValue,
    RemoveRegionsFromReplication,
    ReplicateSecretToRegions,
    RestoreSecret,
    RotateSecret,
    StopReplicationToReplica,
    TagResource,
    UntagResource,
    UpdateSecret,
    UpdateSecretVersionStage,
    ValidateResourcePolicy,
}

impl Operation {
    /// All of them, by name.
    pub const ALL: &'static [Self] = &[
        Self::AssociateCrossAccountReplica,
        Self::BatchGetSecretValue,
        Self::CancelRotateSecret,
        Self::CreateSecret,
        Self::DeleteResourcePolicy,
        Self::DeleteSecret,
        Self::DescribeSecret,
        Self::DisassociateCrossAccountReplica,
        Self::GetRandomPassword,
        Self::GetResourcePolicy,
        Self::GetSecretValue,
        Self::ListResourcePolicies,
        Self::ListSecretVersionIds,
        Self::ListSecrets,
        Self::PutResourcePolicy,
        Self::PutSecretValue,
        Self::RemoveRegionsFromReplication,
        Self::ReplicateSecretToRegions,
        Self::RestoreSecret,
        Self::RotateSecret,
        Self::StopReplicationToReplica,
        Self::TagResource,
        Self::UntagResource,
        Self::UpdateSecret,
        Self::UpdateSecretVersionStage,
        Self::ValidateResourcePolicy,
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

static OPERATIONS: [OperationFacts; 26] = [
    OperationFacts {
        name: "AssociateCrossAccountReplica",
        input: &facts::ASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "BatchGetSecretValue",
        input: &facts::BATCH_GET_SECRET_VALUE_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::DECRYPTION_FAILURE,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_NEXT_TOKEN_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CancelRotateSecret",
        input: &facts::CANCEL_ROTATE_SECRET_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_REQUEST_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "CreateSecret",
        input: &facts::CREATE_SECRET_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::ENCRYPTION_FAILURE,
            errors::RESOURCE_EXISTS_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::MALFORMED_POLICY_DOCUMENT_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::PRECONDITION_NOT_MET_EXCEPTION,
            errors::DECRYPTION_FAILURE,
        ],
    },
    OperationFacts {
        name: "DeleteResourcePolicy",
        input: &facts::DELETE_RESOURCE_POLICY_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DeleteSecret",
        input: &facts::DELETE_SECRET_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "DescribeSecret",
        input: &facts::DESCRIBE_SECRET_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_PARAMETER_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "DisassociateCrossAccountReplica",
        input: &facts::DISASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "GetRandomPassword",
        input: &facts::GET_RANDOM_PASSWORD_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "GetResourcePolicy",
        input: &facts::GET_RESOURCE_POLICY_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "GetSecretValue",
        input: &facts::GET_SECRET_VALUE_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::DECRYPTION_FAILURE,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "ListResourcePolicies",
        input: &facts::LIST_RESOURCE_POLICIES_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_NEXT_TOKEN_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListSecretVersionIds",
        input: &facts::LIST_SECRET_VERSION_IDS_REQUEST,
        errors: &[
            errors::INVALID_NEXT_TOKEN_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_PARAMETER_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "ListSecrets",
        input: &facts::LIST_SECRETS_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_NEXT_TOKEN_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "PutResourcePolicy",
        input: &facts::PUT_RESOURCE_POLICY_REQUEST,
        errors: &[
            errors::MALFORMED_POLICY_DOCUMENT_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::PUBLIC_POLICY_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "PutSecretValue",
        input: &facts::PUT_SECRET_VALUE_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::ENCRYPTION_FAILURE,
            errors::RESOURCE_EXISTS_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::DECRYPTION_FAILURE,
        ],
    },
    OperationFacts {
        name: "RemoveRegionsFromReplication",
        input: &facts::REMOVE_REGIONS_FROM_REPLICATION_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "ReplicateSecretToRegions",
        input: &facts::REPLICATE_SECRET_TO_REGIONS_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "RestoreSecret",
        input: &facts::RESTORE_SECRET_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "RotateSecret",
        input: &facts::ROTATE_SECRET_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_REQUEST_EXCEPTION,
        ],
    },
    OperationFacts {
        name: "StopReplicationToReplica",
        input: &facts::STOP_REPLICATION_TO_REPLICA_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "TagResource",
        input: &facts::TAG_RESOURCE_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "UntagResource",
        input: &facts::UNTAG_RESOURCE_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "UpdateSecret",
        input: &facts::UPDATE_SECRET_REQUEST,
        errors: &[
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::ENCRYPTION_FAILURE,
            errors::RESOURCE_EXISTS_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::MALFORMED_POLICY_DOCUMENT_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::PRECONDITION_NOT_MET_EXCEPTION,
            errors::DECRYPTION_FAILURE,
        ],
    },
    OperationFacts {
        name: "UpdateSecretVersionStage",
        input: &facts::UPDATE_SECRET_VERSION_STAGE_REQUEST,
        errors: &[
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INVALID_REQUEST_EXCEPTION,
            errors::LIMIT_EXCEEDED_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
        ],
    },
    OperationFacts {
        name: "ValidateResourcePolicy",
        input: &facts::VALIDATE_RESOURCE_POLICY_REQUEST,
        errors: &[
            errors::MALFORMED_POLICY_DOCUMENT_EXCEPTION,
            errors::RESOURCE_NOT_FOUND_EXCEPTION,
            errors::INVALID_PARAMETER_EXCEPTION,
            errors::INTERNAL_SERVICE_ERROR,
            errors::INVALID_REQUEST_EXCEPTION,
        ],
    },
];

pub mod errors {
    //! The errors of the service.

    use super::ErrorFacts;

    pub const DECRYPTION_FAILURE: ErrorFacts = ErrorFacts {
        code: "DecryptionFailure",
        status: 400,
    };
    pub const ENCRYPTION_FAILURE: ErrorFacts = ErrorFacts {
        code: "EncryptionFailure",
        status: 400,
    };
    pub const INTERNAL_SERVICE_ERROR: ErrorFacts = ErrorFacts {
        code: "InternalServiceError",
        status: 500,
    };
    pub const INVALID_NEXT_TOKEN_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidNextTokenException",
        status: 400,
    };
    pub const INVALID_PARAMETER_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidParameterException",
        status: 400,
    };
    pub const INVALID_REQUEST_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "InvalidRequestException",
        status: 400,
    };
    pub const LIMIT_EXCEEDED_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "LimitExceededException",
        status: 400,
    };
    pub const MALFORMED_POLICY_DOCUMENT_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "MalformedPolicyDocumentException",
        status: 400,
    };
    pub const PRECONDITION_NOT_MET_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "PreconditionNotMetException",
        status: 400,
    };
    pub const PUBLIC_POLICY_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "PublicPolicyException",
        status: 400,
    };
    pub const RESOURCE_EXISTS_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ResourceExistsException",
        status: 400,
    };
    pub const RESOURCE_NOT_FOUND_EXCEPTION: ErrorFacts = ErrorFacts {
        code: "ResourceNotFoundException",
        status: 400,
    };
}

/// The service: an operation that is not implemented answers so, with an error its model
/// allows.
pub trait SecretsManager: Send + Sync {
    /// What each call brings with it: who calls, and when.
    type Context: Send;

    fn associate_cross_account_replica(
        &self,
        cx: Self::Context,
        input: AssociateCrossAccountReplicaRequest,
    ) -> impl Future<Output = Result<AssociateCrossAccountReplicaResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::AssociateCrossAccountReplica.facts())
    }

    fn batch_get_secret_value(
        &self,
        cx: Self::Context,
        input: BatchGetSecretValueRequest,
    ) -> impl Future<Output = Result<BatchGetSecretValueResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::BatchGetSecretValue.facts())
    }

    fn cancel_rotate_secret(
        &self,
        cx: Self::Context,
        input: CancelRotateSecretRequest,
    ) -> impl Future<Output = Result<CancelRotateSecretResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CancelRotateSecret.facts())
    }

    fn create_secret(
        &self,
        cx: Self::Context,
        input: CreateSecretRequest,
    ) -> impl Future<Output = Result<CreateSecretResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateSecret.facts())
    }

    fn delete_resource_policy(
        &self,
        cx: Self::Context,
        input: DeleteResourcePolicyRequest,
    ) -> impl Future<Output = Result<DeleteResourcePolicyResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteResourcePolicy.facts())
    }

    fn delete_secret(
        &self,
        cx: Self::Context,
        input: DeleteSecretRequest,
    ) -> impl Future<Output = Result<DeleteSecretResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteSecret.facts())
    }

    fn describe_secret(
        &self,
        cx: Self::Context,
        input: DescribeSecretRequest,
    ) -> impl Future<Output = Result<DescribeSecretResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeSecret.facts())
    }

    fn disassociate_cross_account_replica(
        &self,
        cx: Self::Context,
        input: DisassociateCrossAccountReplicaRequest,
    ) -> impl Future<Output = Result<DisassociateCrossAccountReplicaResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DisassociateCrossAccountReplica.facts())
    }

    fn get_random_password(
        &self,
        cx: Self::Context,
        input: GetRandomPasswordRequest,
    ) -> impl Future<Output = Result<GetRandomPasswordResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetRandomPassword.facts())
    }

    fn get_resource_policy(
        &self,
        cx: Self::Context,
        input: GetResourcePolicyRequest,
    ) -> impl Future<Output = Result<GetResourcePolicyResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetResourcePolicy.facts())
    }

    fn get_secret_value(
        &self,
        cx: Self::Context,
        input: GetSecretValueRequest,
    ) -> impl Future<Output = Result<GetSecretValueResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::GetSecretValue.facts())
    }

    fn list_resource_policies(
        &self,
        cx: Self::Context,
        input: ListResourcePoliciesRequest,
    ) -> impl Future<Output = Result<ListResourcePoliciesResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListResourcePolicies.facts())
    }

    fn list_secret_version_ids(
        &self,
        cx: Self::Context,
        input: ListSecretVersionIdsRequest,
    ) -> impl Future<Output = Result<ListSecretVersionIdsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListSecretVersionIds.facts())
    }

    fn list_secrets(
        &self,
        cx: Self::Context,
        input: ListSecretsRequest,
    ) -> impl Future<Output = Result<ListSecretsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ListSecrets.facts())
    }

    fn put_resource_policy(
        &self,
        cx: Self::Context,
        input: PutResourcePolicyRequest,
    ) -> impl Future<Output = Result<PutResourcePolicyResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutResourcePolicy.facts())
    }

    fn put_secret_value(
        &self,
        cx: Self::Context,
        input: PutSecretValueRequest,
    ) -> impl Future<Output = Result<PutSecretValueResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::PutSecretValue.facts())
    }

    fn remove_regions_from_replication(
        &self,
        cx: Self::Context,
        input: RemoveRegionsFromReplicationRequest,
    ) -> impl Future<Output = Result<RemoveRegionsFromReplicationResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RemoveRegionsFromReplication.facts())
    }

    fn replicate_secret_to_regions(
        &self,
        cx: Self::Context,
        input: ReplicateSecretToRegionsRequest,
    ) -> impl Future<Output = Result<ReplicateSecretToRegionsResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ReplicateSecretToRegions.facts())
    }

    fn restore_secret(
        &self,
        cx: Self::Context,
        input: RestoreSecretRequest,
    ) -> impl Future<Output = Result<RestoreSecretResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RestoreSecret.facts())
    }

    fn rotate_secret(
        &self,
        cx: Self::Context,
        input: RotateSecretRequest,
    ) -> impl Future<Output = Result<RotateSecretResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RotateSecret.facts())
    }

    fn stop_replication_to_replica(
        &self,
        cx: Self::Context,
        input: StopReplicationToReplicaRequest,
    ) -> impl Future<Output = Result<StopReplicationToReplicaResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::StopReplicationToReplica.facts())
    }

    fn tag_resource(
        &self,
        cx: Self::Context,
        input: TagResourceRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::TagResource.facts())
    }

    fn untag_resource(
        &self,
        cx: Self::Context,
        input: UntagResourceRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UntagResource.facts())
    }

    fn update_secret(
        &self,
        cx: Self::Context,
        input: UpdateSecretRequest,
    ) -> impl Future<Output = Result<UpdateSecretResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateSecret.facts())
    }

    fn update_secret_version_stage(
        &self,
        cx: Self::Context,
        input: UpdateSecretVersionStageRequest,
    ) -> impl Future<Output = Result<UpdateSecretVersionStageResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::UpdateSecretVersionStage.facts())
    }

    fn validate_resource_policy(
        &self,
        cx: Self::Context,
        input: ValidateResourcePolicyRequest,
    ) -> impl Future<Output = Result<ValidateResourcePolicyResponse, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ValidateResourcePolicy.facts())
    }
}

/// Reads the body, calls the operation's method and writes its answer.
pub fn dispatch<'a, A: SecretsManager>(
    api: &'a A,
    cx: A::Context,
    operation: Operation,
    body: &[u8],
) -> Answer<'a> {
    let facts = operation.facts();
    match operation {
        Operation::AssociateCrossAccountReplica => {
            answer(read(facts, body).map(|input| api.associate_cross_account_replica(cx, input)))
        }
        Operation::BatchGetSecretValue => {
            answer(read(facts, body).map(|input| api.batch_get_secret_value(cx, input)))
        }
        Operation::CancelRotateSecret => {
            answer(read(facts, body).map(|input| api.cancel_rotate_secret(cx, input)))
        }
        Operation::CreateSecret => {
            answer(read(facts, body).map(|input| api.create_secret(cx, input)))
        }
        Operation::DeleteResourcePolicy => {
            answer(read(facts, body).map(|input| api.delete_resource_policy(cx, input)))
        }
        Operation::DeleteSecret => {
            answer(read(facts, body).map(|input| api.delete_secret(cx, input)))
        }
        Operation::DescribeSecret => {
            answer(read(facts, body).map(|input| api.describe_secret(cx, input)))
        }
        Operation::DisassociateCrossAccountReplica => {
            answer(read(facts, body).map(|input| api.disassociate_cross_account_replica(cx, input)))
        }
        Operation::GetRandomPassword => {
            answer(read(facts, body).map(|input| api.get_random_password(cx, input)))
        }
        Operation::GetResourcePolicy => {
            answer(read(facts, body).map(|input| api.get_resource_policy(cx, input)))
        }
        Operation::GetSecretValue => {
            answer(read(facts, body).map(|input| api.get_secret_value(cx, input)))
        }
        Operation::ListResourcePolicies => {
            answer(read(facts, body).map(|input| api.list_resource_policies(cx, input)))
        }
        Operation::ListSecretVersionIds => {
            answer(read(facts, body).map(|input| api.list_secret_version_ids(cx, input)))
        }
        Operation::ListSecrets => {
            answer(read(facts, body).map(|input| api.list_secrets(cx, input)))
        }
        Operation::PutResourcePolicy => {
            answer(read(facts, body).map(|input| api.put_resource_policy(cx, input)))
        }
        Operation::PutSecretValue => {
            answer(read(facts, body).map(|input| api.put_secret_value(cx, input)))
        }
        Operation::RemoveRegionsFromReplication => {
            answer(read(facts, body).map(|input| api.remove_regions_from_replication(cx, input)))
        }
        Operation::ReplicateSecretToRegions => {
            answer(read(facts, body).map(|input| api.replicate_secret_to_regions(cx, input)))
        }
        Operation::RestoreSecret => {
            answer(read(facts, body).map(|input| api.restore_secret(cx, input)))
        }
        Operation::RotateSecret => {
            answer(read(facts, body).map(|input| api.rotate_secret(cx, input)))
        }
        Operation::StopReplicationToReplica => {
            answer(read(facts, body).map(|input| api.stop_replication_to_replica(cx, input)))
        }
        Operation::TagResource => {
            answer(read(facts, body).map(|input| api.tag_resource(cx, input)))
        }
        Operation::UntagResource => {
            answer(read(facts, body).map(|input| api.untag_resource(cx, input)))
        }
        Operation::UpdateSecret => {
            answer(read(facts, body).map(|input| api.update_secret(cx, input)))
        }
        Operation::UpdateSecretVersionStage => {
            answer(read(facts, body).map(|input| api.update_secret_version_stage(cx, input)))
        }
        Operation::ValidateResourcePolicy => {
            answer(read(facts, body).map(|input| api.validate_resource_policy(cx, input)))
        }
    }
}

impl Input for AssociateCrossAccountReplicaRequest {
    fn facts() -> &'static Structure {
        &facts::ASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST
    }
}

impl Input for BatchGetSecretValueRequest {
    fn facts() -> &'static Structure {
        &facts::BATCH_GET_SECRET_VALUE_REQUEST
    }
}

impl Input for CancelRotateSecretRequest {
    fn facts() -> &'static Structure {
        &facts::CANCEL_ROTATE_SECRET_REQUEST
    }
}

impl Input for CreateSecretRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_SECRET_REQUEST
    }
}

impl Input for DeleteResourcePolicyRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_RESOURCE_POLICY_REQUEST
    }
}

impl Input for DeleteSecretRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_SECRET_REQUEST
    }
}

impl Input for DescribeSecretRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SECRET_REQUEST
    }
}

impl Input for DisassociateCrossAccountReplicaRequest {
    fn facts() -> &'static Structure {
        &facts::DISASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST
    }
}

impl Input for GetRandomPasswordRequest {
    fn facts() -> &'static Structure {
        &facts::GET_RANDOM_PASSWORD_REQUEST
    }
}

impl Input for GetResourcePolicyRequest {
    fn facts() -> &'static Structure {
        &facts::GET_RESOURCE_POLICY_REQUEST
    }
}

impl Input for GetSecretValueRequest {
    fn facts() -> &'static Structure {
        &facts::GET_SECRET_VALUE_REQUEST
    }
}

impl Input for ListResourcePoliciesRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_RESOURCE_POLICIES_REQUEST
    }
}

impl Input for ListSecretVersionIdsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_SECRET_VERSION_IDS_REQUEST
    }
}

impl Input for ListSecretsRequest {
    fn facts() -> &'static Structure {
        &facts::LIST_SECRETS_REQUEST
    }
}

impl Input for PutResourcePolicyRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_RESOURCE_POLICY_REQUEST
    }
}

impl Input for PutSecretValueRequest {
    fn facts() -> &'static Structure {
        &facts::PUT_SECRET_VALUE_REQUEST
    }
}

impl Input for RemoveRegionsFromReplicationRequest {
    fn facts() -> &'static Structure {
        &facts::REMOVE_REGIONS_FROM_REPLICATION_REQUEST
    }
}

impl Input for ReplicateSecretToRegionsRequest {
    fn facts() -> &'static Structure {
        &facts::REPLICATE_SECRET_TO_REGIONS_REQUEST
    }
}

impl Input for RestoreSecretRequest {
    fn facts() -> &'static Structure {
        &facts::RESTORE_SECRET_REQUEST
    }
}

impl Input for RotateSecretRequest {
    fn facts() -> &'static Structure {
        &facts::ROTATE_SECRET_REQUEST
    }
}

impl Input for StopReplicationToReplicaRequest {
    fn facts() -> &'static Structure {
        &facts::STOP_REPLICATION_TO_REPLICA_REQUEST
    }
}

impl Input for TagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::TAG_RESOURCE_REQUEST
    }
}

impl Input for UntagResourceRequest {
    fn facts() -> &'static Structure {
        &facts::UNTAG_RESOURCE_REQUEST
    }
}

impl Input for UpdateSecretRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_SECRET_REQUEST
    }
}

impl Input for UpdateSecretVersionStageRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_SECRET_VERSION_STAGE_REQUEST
    }
}

impl Input for ValidateResourcePolicyRequest {
    fn facts() -> &'static Structure {
        &facts::VALIDATE_RESOURCE_POLICY_REQUEST
    }
}

impl Output for AssociateCrossAccountReplicaResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for BatchGetSecretValueResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CancelRotateSecretResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateSecretResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteResourcePolicyResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteSecretResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeSecretResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DisassociateCrossAccountReplicaResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetRandomPasswordResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetResourcePolicyResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for GetSecretValueResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListResourcePoliciesResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListSecretVersionIdsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ListSecretsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for PutResourcePolicyResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for PutSecretValueResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RemoveRegionsFromReplicationResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ReplicateSecretToRegionsResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RestoreSecretResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RotateSecretResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for StopReplicationToReplicaResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateSecretResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateSecretVersionStageResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ValidateResourcePolicyResponse {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

pub mod facts {
    //! What the model permits in a request.

    use super::*;

    pub static ASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST: Structure = Structure {
        name: "AssociateCrossAccountReplicaRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required(
                "CrossAccountReplicaARN",
                Shape::String {
                    min: Some(20),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "ReplicaRestriction",
                Shape::Enum(ReplicaRestrictionType::VALUES),
            ),
            Member::optional(
                "ReplicationRoleARN",
                Shape::String {
                    min: Some(20),
                    max: Some(2048),
                    pattern: None,
                },
            ),
        ],
    };

    pub static BATCH_GET_SECRET_VALUE_REQUEST: Structure = Structure {
        name: "BatchGetSecretValueRequest",
        members: &[
            Member::optional(
                "SecretIdList",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(2048),
                        pattern: None,
                    },
                    min: Some(1),
                    max: Some(20),
                },
            ),
            Member::optional(
                "Filters",
                Shape::List {
                    member: &Shape::Structure(&FILTER),
                    min: None,
                    max: Some(10),
                },
            ),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(1),
                    max: Some(20),
                },
            ),
            Member::optional(
                "NextToken",
                Shape::String {
                    min: Some(1),
                    max: Some(4096),
                    pattern: None,
                },
            ),
        ],
    };

    pub static CANCEL_ROTATE_SECRET_REQUEST: Structure = Structure {
        name: "CancelRotateSecretRequest",
        members: &[Member::required(
            "SecretId",
            Shape::String {
                min: Some(1),
                max: Some(2048),
                pattern: None,
            },
        )],
    };

    pub static CREATE_SECRET_REQUEST: Structure = Structure {
        name: "CreateSecretRequest",
        members: &[
            Member::required(
                "Name",
                Shape::String {
                    min: Some(1),
                    max: Some(512),
                    pattern: None,
                },
            ),
            Member::optional(
                "ClientRequestToken",
                Shape::String {
                    min: Some(32),
                    max: Some(64),
                    pattern: None,
                },
            ),
            Member::optional(
                "Description",
                Shape::String {
                    min: None,
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "KmsKeyId",
                Shape::String {
                    min: Some(0),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("SecretBinary", Shape::Any),
            Member::optional(
                "SecretString",
                Shape::String {
                    min: Some(1),
                    max: Some(65536),
                    pattern: None,
                },
            ),
            Member::optional("Tags", Shape::list(&Shape::Structure(&TAG))),
            Member::optional(
                "AddReplicaRegions",
                Shape::List {
                    member: &Shape::Structure(&REPLICA_REGION_TYPE),
                    min: Some(1),
                    max: None,
                },
            ),
            Member::optional("ForceOverwriteReplicaSecret", Shape::Any),
            Member::optional(
                "Type",
                Shape::String {
                    min: Some(0),
                    max: Some(256),
                    pattern: None,
                },
            ),
            Member::optional(
                "CrossAccountPrimaryARN",
                Shape::String {
                    min: Some(20),
                    max: Some(2048),
                    pattern: None,
                },
            ),
        ],
    };

    pub static DELETE_RESOURCE_POLICY_REQUEST: Structure = Structure {
        name: "DeleteResourcePolicyRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "PolicyName",
                Shape::String {
                    min: Some(1),
                    max: Some(64),
                    pattern: Some(&RESOURCE_POLICY_NAME_TYPE),
                },
            ),
        ],
    };

    pub static DELETE_SECRET_REQUEST: Structure = Structure {
        name: "DeleteSecretRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("RecoveryWindowInDays", Shape::Any),
            Member::optional("ForceDeleteWithoutRecovery", Shape::Any),
        ],
    };

    pub static DESCRIBE_SECRET_REQUEST: Structure = Structure {
        name: "DescribeSecretRequest",
        members: &[Member::required(
            "SecretId",
            Shape::String {
                min: Some(1),
                max: Some(2048),
                pattern: None,
            },
        )],
    };

    pub static DISASSOCIATE_CROSS_ACCOUNT_REPLICA_REQUEST: Structure = Structure {
        name: "DisassociateCrossAccountReplicaRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required(
                "CrossAccountReplicaARN",
                Shape::String {
                    min: Some(20),
                    max: Some(2048),
                    pattern: None,
                },
            ),
        ],
    };

    pub static EXTERNAL_SECRET_ROTATION_METADATA_ITEM: Structure = Structure {
        name: "ExternalSecretRotationMetadataItem",
        members: &[
            Member::optional(
                "Key",
                Shape::String {
                    min: Some(1),
                    max: Some(256),
                    pattern: None,
                },
            ),
            Member::optional(
                "Value",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
        ],
    };

    pub static FILTER: Structure = Structure {
        name: "Filter",
        members: &[
            Member::optional("Key", Shape::Enum(FilterNameStringType::VALUES)),
            Member::optional(
                "Values",
                Shape::List {
                    member: &Shape::String {
                        min: None,
                        max: Some(512),
                        pattern: Some(&FILTER_VALUE_STRING_TYPE),
                    },
                    min: Some(1),
                    max: Some(10),
                },
            ),
        ],
    };

    pub static FILTER_VALUE_STRING_TYPE: Pattern = Pattern {
        text: r"^[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$",
        negated: false,
        ranges: &[
            ('a', 'z'),
            ('A', 'Z'),
            ('0', '9'),
            (' ', ' '),
            (':', ':'),
            ('_', '_'),
            ('@', '@'),
            ('/', '/'),
            ('+', '+'),
            ('=', '='),
            ('.', '.'),
            ('-', '-'),
            ('!', '!'),
        ],
        classes: &[],
        min: 0,
        max: None,
    };

    pub static GET_RANDOM_PASSWORD_REQUEST: Structure = Structure {
        name: "GetRandomPasswordRequest",
        members: &[
            Member::optional(
                "PasswordLength",
                Shape::Integer {
                    min: Some(1),
                    max: Some(4096),
                },
            ),
            Member::optional(
                "ExcludeCharacters",
                Shape::String {
                    min: Some(0),
                    max: Some(4096),
                    pattern: None,
                },
            ),
            Member::optional("ExcludeNumbers", Shape::Any),
            Member::optional("ExcludePunctuation", Shape::Any),
            Member::optional("ExcludeUppercase", Shape::Any),
            Member::optional("ExcludeLowercase", Shape::Any),
            Member::optional("IncludeSpace", Shape::Any),
            Member::optional("RequireEachIncludedType", Shape::Any),
        ],
    };

    pub static GET_RESOURCE_POLICY_REQUEST: Structure = Structure {
        name: "GetResourcePolicyRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "PolicyName",
                Shape::String {
                    min: Some(1),
                    max: Some(64),
                    pattern: Some(&RESOURCE_POLICY_NAME_TYPE),
                },
            ),
        ],
    };

    pub static GET_SECRET_VALUE_REQUEST: Structure = Structure {
        name: "GetSecretValueRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "VersionId",
                Shape::String {
                    min: Some(32),
                    max: Some(64),
                    pattern: None,
                },
            ),
            Member::optional(
                "VersionStage",
                Shape::String {
                    min: Some(1),
                    max: Some(256),
                    pattern: None,
                },
            ),
        ],
    };

    pub static LIST_RESOURCE_POLICIES_REQUEST: Structure = Structure {
        name: "ListResourcePoliciesRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(1),
                    max: Some(100),
                },
            ),
            Member::optional(
                "NextToken",
                Shape::String {
                    min: Some(1),
                    max: Some(4096),
                    pattern: None,
                },
            ),
        ],
    };

    pub static LIST_SECRET_VERSION_IDS_REQUEST: Structure = Structure {
        name: "ListSecretVersionIdsRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(1),
                    max: Some(100),
                },
            ),
            Member::optional(
                "NextToken",
                Shape::String {
                    min: Some(1),
                    max: Some(4096),
                    pattern: None,
                },
            ),
            Member::optional("IncludeDeprecated", Shape::Any),
        ],
    };

    pub static LIST_SECRETS_REQUEST: Structure = Structure {
        name: "ListSecretsRequest",
        members: &[
            Member::optional("IncludePlannedDeletion", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(1),
                    max: Some(100),
                },
            ),
            Member::optional(
                "NextToken",
                Shape::String {
                    min: Some(1),
                    max: Some(4096),
                    pattern: None,
                },
            ),
            Member::optional(
                "Filters",
                Shape::List {
                    member: &Shape::Structure(&FILTER),
                    min: None,
                    max: Some(10),
                },
            ),
            Member::optional("SortOrder", Shape::Enum(SortOrderType::VALUES)),
            Member::optional("SortBy", Shape::Enum(SortByType::VALUES)),
        ],
    };

    pub static PUT_RESOURCE_POLICY_REQUEST: Structure = Structure {
        name: "PutResourcePolicyRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required(
                "ResourcePolicy",
                Shape::String {
                    min: Some(1),
                    max: Some(20480),
                    pattern: None,
                },
            ),
            Member::optional(
                "PolicyName",
                Shape::String {
                    min: Some(1),
                    max: Some(64),
                    pattern: Some(&RESOURCE_POLICY_NAME_TYPE),
                },
            ),
            Member::optional("BlockPublicPolicy", Shape::Any),
        ],
    };

    pub static PUT_SECRET_VALUE_REQUEST: Structure = Structure {
        name: "PutSecretValueRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "ClientRequestToken",
                Shape::String {
                    min: Some(32),
                    max: Some(64),
                    pattern: None,
                },
            ),
            Member::optional("SecretBinary", Shape::Any),
            Member::optional(
                "SecretString",
                Shape::String {
                    min: Some(1),
                    max: Some(65536),
                    pattern: None,
                },
            ),
            Member::optional(
                "VersionStages",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(256),
                        pattern: None,
                    },
                    min: Some(1),
                    max: Some(20),
                },
            ),
            Member::optional(
                "RotationToken",
                Shape::String {
                    min: Some(36),
                    max: Some(256),
                    pattern: Some(&ROTATION_TOKEN_TYPE),
                },
            ),
        ],
    };

    pub static REMOVE_REGIONS_FROM_REPLICATION_REQUEST: Structure = Structure {
        name: "RemoveRegionsFromReplicationRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required(
                "RemoveReplicaRegions",
                Shape::List {
                    member: &Shape::String {
                        min: Some(1),
                        max: Some(128),
                        pattern: None,
                    },
                    min: Some(1),
                    max: None,
                },
            ),
        ],
    };

    pub static REPLICA_REGION_TYPE: Structure = Structure {
        name: "ReplicaRegionType",
        members: &[
            Member::optional(
                "Region",
                Shape::String {
                    min: Some(1),
                    max: Some(128),
                    pattern: None,
                },
            ),
            Member::optional(
                "KmsKeyId",
                Shape::String {
                    min: Some(0),
                    max: Some(2048),
                    pattern: None,
                },
            ),
        ],
    };

    pub static REPLICATE_SECRET_TO_REGIONS_REQUEST: Structure = Structure {
        name: "ReplicateSecretToRegionsRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required(
                "AddReplicaRegions",
                Shape::List {
                    member: &Shape::Structure(&REPLICA_REGION_TYPE),
                    min: Some(1),
                    max: None,
                },
            ),
            Member::optional("ForceOverwriteReplicaSecret", Shape::Any),
        ],
    };

    pub static RESOURCE_POLICY_NAME_TYPE: Pattern = Pattern {
        text: r"[0-9A-Za-z\-\_]+",
        negated: false,
        ranges: &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('-', '-'), ('_', '_')],
        classes: &[],
        min: 1,
        max: None,
    };

    pub static RESTORE_SECRET_REQUEST: Structure = Structure {
        name: "RestoreSecretRequest",
        members: &[Member::required(
            "SecretId",
            Shape::String {
                min: Some(1),
                max: Some(2048),
                pattern: None,
            },
        )],
    };

    pub static ROTATE_SECRET_REQUEST: Structure = Structure {
        name: "RotateSecretRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "ClientRequestToken",
                Shape::String {
                    min: Some(32),
                    max: Some(64),
                    pattern: None,
                },
            ),
            Member::optional(
                "RotationLambdaARN",
                Shape::String {
                    min: Some(0),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("RotationRules", Shape::Structure(&ROTATION_RULES_TYPE)),
            Member::optional(
                "ExternalSecretRotationMetadata",
                Shape::list(&Shape::Structure(&EXTERNAL_SECRET_ROTATION_METADATA_ITEM)),
            ),
            Member::optional(
                "ExternalSecretRotationRoleArn",
                Shape::String {
                    min: Some(20),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("RotateImmediately", Shape::Any),
        ],
    };

    pub static ROTATION_RULES_TYPE: Structure = Structure {
        name: "RotationRulesType",
        members: &[
            Member::optional(
                "AutomaticallyAfterDays",
                Shape::Integer {
                    min: Some(1),
                    max: Some(1000),
                },
            ),
            Member::optional(
                "Duration",
                Shape::String {
                    min: Some(2),
                    max: Some(3),
                    pattern: None,
                },
            ),
            Member::optional(
                "ScheduleExpression",
                Shape::String {
                    min: Some(1),
                    max: Some(256),
                    pattern: Some(&SCHEDULE_EXPRESSION_TYPE),
                },
            ),
        ],
    };

    pub static ROTATION_TOKEN_TYPE: Pattern = Pattern {
        text: r"^[a-zA-Z0-9\-]+$",
        negated: false,
        ranges: &[('a', 'z'), ('A', 'Z'), ('0', '9'), ('-', '-')],
        classes: &[],
        min: 1,
        max: None,
    };

    pub static SCHEDULE_EXPRESSION_TYPE: Pattern = Pattern {
        text: r"[0-9A-Za-z\(\)#\?\*\-\/, ]+",
        negated: false,
        ranges: &[
            ('0', '9'),
            ('A', 'Z'),
            ('a', 'z'),
            ('(', '('),
            (')', ')'),
            ('#', '#'),
            ('?', '?'),
            ('*', '*'),
            ('-', '-'),
            ('/', '/'),
            (',', ','),
            (' ', ' '),
        ],
        classes: &[],
        min: 1,
        max: None,
    };

    pub static STOP_REPLICATION_TO_REPLICA_REQUEST: Structure = Structure {
        name: "StopReplicationToReplicaRequest",
        members: &[Member::required(
            "SecretId",
            Shape::String {
                min: Some(1),
                max: Some(2048),
                pattern: None,
            },
        )],
    };

    pub static TAG: Structure = Structure {
        name: "Tag",
        members: &[
            Member::optional(
                "Key",
                Shape::String {
                    min: Some(1),
                    max: Some(128),
                    pattern: None,
                },
            ),
            Member::optional(
                "Value",
                Shape::String {
                    min: Some(0),
                    max: Some(256),
                    pattern: None,
                },
            ),
        ],
    };

    pub static TAG_RESOURCE_REQUEST: Structure = Structure {
        name: "TagResourceRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required("Tags", Shape::list(&Shape::Structure(&TAG))),
        ],
    };

    pub static UNTAG_RESOURCE_REQUEST: Structure = Structure {
        name: "UntagResourceRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required(
                "TagKeys",
                Shape::list(&Shape::String {
                    min: Some(1),
                    max: Some(128),
                    pattern: None,
                }),
            ),
        ],
    };

    pub static UPDATE_SECRET_REQUEST: Structure = Structure {
        name: "UpdateSecretRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "ClientRequestToken",
                Shape::String {
                    min: Some(32),
                    max: Some(64),
                    pattern: None,
                },
            ),
            Member::optional(
                "Description",
                Shape::String {
                    min: None,
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional(
                "KmsKeyId",
                Shape::String {
                    min: Some(0),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::optional("SecretBinary", Shape::Any),
            Member::optional(
                "SecretString",
                Shape::String {
                    min: Some(1),
                    max: Some(65536),
                    pattern: None,
                },
            ),
            Member::optional(
                "Type",
                Shape::String {
                    min: Some(0),
                    max: Some(256),
                    pattern: None,
                },
            ),
        ],
    };

    pub static UPDATE_SECRET_VERSION_STAGE_REQUEST: Structure = Structure {
        name: "UpdateSecretVersionStageRequest",
        members: &[
            Member::required(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required(
                "VersionStage",
                Shape::String {
                    min: Some(1),
                    max: Some(256),
                    pattern: None,
                },
            ),
            Member::optional(
                "RemoveFromVersionId",
                Shape::String {
                    min: Some(32),
                    max: Some(64),
                    pattern: None,
                },
            ),
            Member::optional(
                "MoveToVersionId",
                Shape::String {
                    min: Some(32),
                    max: Some(64),
                    pattern: None,
                },
            ),
        ],
    };

    pub static VALIDATE_RESOURCE_POLICY_REQUEST: Structure = Structure {
        name: "ValidateResourcePolicyRequest",
        members: &[
            Member::optional(
                "SecretId",
                Shape::String {
                    min: Some(1),
                    max: Some(2048),
                    pattern: None,
                },
            ),
            Member::required(
                "ResourcePolicy",
                Shape::String {
                    min: Some(1),
                    max: Some(20480),
                    pattern: None,
                },
            ),
        ],
    };
}
