//! Keys that requests are signed with.

use serde::{Deserialize, Serialize};

use crate::{TaskId, Timestamp};

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Principal {
    /// The account's owner.
    Root,
    /// A container agent of ours.
    Agent,
    /// A task, as a role.
    Role {
        /// The role's ARN.
        arn: String,
        /// The session's name: the task's id.
        session: String,
    },
}

/// A long-lived access key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessKey {
    /// `AKIA` and 16 capital letters or digits.
    pub id: String,
    /// 40 characters.
    pub secret: String,
    /// Whose key it is.
    pub principal: Principal,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Which of a task's two roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RoleType {
    /// The task role: credentials for the containers.
    Application,
    /// The execution role: credentials for the agent's work.
    Execution,
}

/// Temporary credentials of a task's role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleCredentials {
    /// The unguessable name under which the agent serves them; the same for the task's life.
    pub credentials_id: String,
    /// The task they belong to.
    pub task: TaskId,
    /// Which role.
    pub role_type: RoleType,
    /// The role's ARN.
    pub role_arn: String,
    /// `ASIA` and 16 capital letters or digits.
    pub access_key_id: String,
    /// 40 characters.
    pub secret: String,
    /// Must come with every request signed by them.
    pub session_token: String,
    /// When they stop working.
    pub expires_at: Timestamp,
}
