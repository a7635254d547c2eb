//! Idempotency tokens and account settings.

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{Document, TaskId, Timestamp};

/// What a client token of `RunTask`, `CreateService` and the like stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdempotencyToken {
    /// The cluster's name and the token, behind the operation's name if that is not `RunTask`.
    pub key: (String, String),
    /// A fingerprint of the request's other parameters.
    pub parameters: u64,
    /// The tasks it started, if it is one of `RunTask`.
    pub tasks: Vec<TaskId>,
    /// The copies that could not be placed then.
    pub failures: Vec<Document<api::Failure>>,
    /// When it may be forgotten.
    pub expires_at: Timestamp,
    /// What it made, if the request's own name does not say: the id of a task set.
    #[serde(default)]
    pub made: Option<String>,
}

/// An account setting of a principal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSetting {
    /// The principal's ARN; the root's stands for the whole account's default.
    pub principal_arn: String,
    /// e.g. `containerInsights`.
    pub name: String,
    /// e.g. `enabled`.
    pub value: String,
}
