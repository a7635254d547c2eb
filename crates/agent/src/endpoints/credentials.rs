//! A role's credentials in the form that SDKs read. No effects here.

use berth_link::acs::RoleCredentials;
use berth_task_engine::task::{Status, Task};
use serde_json::{Value, json};

/// The credentials of one of the task's roles. `get` gives those that have been delivered.
pub(super) fn answer(credentials: &RoleCredentials) -> Value {
    json!({
        "RoleArn": credentials.role_arn,
        "AccessKeyId": credentials.access_key_id,
        "SecretAccessKey": credentials.secret_access_key,
        "Token": credentials.session_token,
        "Expiration": credentials.expiration,
    })
}

/// Why there are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absent {
    NoId,
    Unknown,
    /// They will come when the control plane is connected again.
    NotYet,
}

impl Absent {
    /// Status and body.
    pub(super) fn answer(self, version: u8) -> (u16, Value) {
        let (status, code, text) = match self {
            Self::NoId => (400, "NoIdInRequest", "No Credential ID in the request"),
            Self::Unknown => (400, "InvalidIdInRequest", "Credentials not found"),
            Self::NotYet => (
                503,
                "CredentialsUninitialized",
                "Credentials uninitialized for ID",
            ),
        };
        let body = json!({
            "code": code,
            "message": format!("CredentialsV{version}Request: {text}"),
            "HTTPErrorCode": status,
        });
        (status, body)
    }
}

/// Whether these are, or will be, credentials of a role of the task.
pub(super) fn are_of(task: &Task, id: &str) -> bool {
    let spec = &task.spec;
    let both = [&spec.role_credentials, &spec.execution_role_credentials];
    let mut both = both.into_iter().flatten();
    task.status() != Status::Stopped && both.any(|it| it.credentials_id == id)
}
