//! A revision of a task definition.

use berth_api_ecs as api;
use serde::{Deserialize, Serialize};

use crate::{Document, Tags, TaskDefinitionStatus, Timestamp};

/// A task definition's record. The document is normalised at registration and never changes;
/// what does change (status, times, tags) is beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDefinition {
    /// At most 255 letters, digits, `-` and `_`.
    pub family: String,
    /// 1, 2, 3 …, never used twice within a family.
    pub revision: u32,
    /// Whether it can be run.
    pub status: TaskDefinitionStatus,
    /// As registered, with defaults filled in; without ARN, revision, status and times.
    pub document: Document<api::TaskDefinition>,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// Who registered it: a principal's ARN.
    pub registered_by: String,
    /// When it was deregistered.
    pub deregistered_at: Option<Timestamp>,
    /// When its deletion was asked for.
    pub delete_requested_at: Option<Timestamp>,
    /// Its tags.
    pub tags: Tags,
}
