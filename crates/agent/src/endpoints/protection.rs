//! The agent API's task protection: the region's operations, called as the task's role.

use std::time::Duration;

use berth_link::acs::RoleCredentials;
use berth_protocol::sigv4::Credentials;
use serde::Deserialize;
use serde_json::{Value, json};

use super::time::rfc3339;
use crate::client::{CallError, Client, ECS};

/// The region gets this long.
const TIMEOUT: Duration = Duration::from_secs(4);

/// What a program asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Wanted {
    protection_enabled: Option<bool>,
    expires_in_minutes: Option<i64>,
}

/// A call to the region.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub(super) operation: &'static str,
    pub(super) input: Value,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Answer {
    protected_tasks: Vec<Protected>,
    failures: Vec<Failure>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Protected {
    task_arn: Option<String>,
    protection_enabled: bool,
    expiration_date: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Failure {
    arn: Option<String>,
    reason: Option<String>,
    detail: Option<String>,
}

/// An error of ours; status and body.
pub(super) fn error(status: u16, arn: &str, code: &str, message: &str) -> (u16, Value) {
    let mut error = json!({ "Code": code, "Message": message });
    if !arn.is_empty() {
        error["Arn"] = arn.into();
    }
    (status, json!({ "error": error }))
}

/// What to ask the region; `body` is a PUT's, `None` for a GET.
pub(super) fn call(cluster: &str, arn: &str, body: Option<&[u8]>) -> Result<Call, (u16, Value)> {
    let Some(body) = body else {
        return Ok(Call {
            operation: "GetTaskProtection",
            input: json!({ "cluster": cluster, "tasks": [arn] }),
        });
    };
    let invalid = |arn, text| error(400, arn, "InvalidParameterException", text);
    let wanted: Wanted = serde_json::from_slice(body)
        .map_err(|_| invalid("", "UpdateTaskProtection: failed to decode request"))?;
    let Some(enabled) = wanted.protection_enabled else {
        let text = "Invalid request: does not contain 'ProtectionEnabled' field";
        return Err(invalid(arn, text));
    };
    let mut input = json!({ "cluster": cluster, "tasks": [arn], "protectionEnabled": enabled });
    if let Some(minutes) = wanted.expires_in_minutes {
        input["expiresInMinutes"] = minutes.into();
    }
    Ok(Call {
        operation: "UpdateTaskProtection",
        input,
    })
}

/// Asks the region with the credentials of the task's role.
pub(super) async fn ask(
    api: &Client,
    arn: &str,
    credentials: RoleCredentials,
    call: Call,
) -> (u16, Value) {
    let api = api.with_credentials(Credentials {
        access_key_id: credentials.access_key_id,
        secret_access_key: credentials.secret_access_key,
        session_token: Some(credentials.session_token),
    });
    let asked = api.call::<_, Answer>(ECS, call.operation, &call.input);
    match tokio::time::timeout(TIMEOUT, asked).await {
        Ok(Ok(answer)) => rendered(arn, answer),
        Ok(Err(CallError::Api {
            code,
            message,
            status,
        })) => error(status, arn, &code, &message),
        Ok(Err(other)) => error(500, arn, "ServerException", &other.to_string()),
        Err(_) => {
            let text = "Timed out calling ECS Task Protection API";
            error(504, arn, "RequestCanceled", text)
        }
    }
}

fn rendered(arn: &str, answer: Answer) -> (u16, Value) {
    let unexpected = || error(500, arn, "ServerException", "Unexpected error occurred");
    match (
        answer.protected_tasks.as_slice(),
        answer.failures.as_slice(),
    ) {
        (_, [failure]) => {
            let failure = json!({
                "Arn": failure.arn, "Reason": failure.reason, "Detail": failure.detail,
            });
            (200, json!({ "failure": failure }))
        }
        ([task], []) => {
            #[allow(clippy::cast_possible_truncation, reason = "saturates")]
            let expires = task.expiration_date.map(|at| rfc3339((at * 1000.0) as i64));
            let protection = json!({
                "TaskArn": task.task_arn,
                "ProtectionEnabled": task.protection_enabled,
                "ExpirationDate": expires,
            });
            (200, json!({ "protection": protection }))
        }
        _ => unexpected(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_becomes_a_call() {
        let check = |body: Option<&str>, expected: Result<Value, &str>| {
            let call = call("c", "t/1", body.map(str::as_bytes));
            let call = call.map(|call| call.input);
            let call = call.map_err(|(_, body)| body["error"]["Message"].to_string());
            let expected = expected.map_err(|text| format!("{text:?}"));
            assert_eq!(call, expected, "{body:?}");
        };
        check(None, Ok(json!({"cluster": "c", "tasks": ["t/1"]})));
        check(
            Some(r#"{"ProtectionEnabled":true,"ExpiresInMinutes":10}"#),
            Ok(json!({
                "cluster": "c", "tasks": ["t/1"],
                "protectionEnabled": true, "expiresInMinutes": 10,
            })),
        );
        let undecoded = "UpdateTaskProtection: failed to decode request";
        check(Some("{"), Err(undecoded));
        check(Some(r#"{"ProtectionEnabled":"yes"}"#), Err(undecoded));
        check(Some(r#"{"Protected":true}"#), Err(undecoded));
        let missing = "Invalid request: does not contain 'ProtectionEnabled' field";
        check(Some("{}"), Err(missing));
    }

    #[test]
    fn the_regions_answer_in_the_agents_words() {
        let check = |answer: Value, expected: Value| {
            let answer = serde_json::from_value(answer).expect("an answer");
            assert_eq!(rendered("t/1", answer).1, expected);
        };
        check(
            json!({"protectedTasks": [{
                "taskArn": "t/1", "protectionEnabled": true, "expirationDate": 1_795_331_304.5,
            }]}),
            json!({"protection": {
                "TaskArn": "t/1", "ProtectionEnabled": true,
                "ExpirationDate": "2026-11-22T07:08:24.5Z",
            }}),
        );
        check(
            json!({"failures": [{"arn": "t/1", "reason": "TASK_NOT_VALID"}]}),
            json!({"failure": {"Arn": "t/1", "Reason": "TASK_NOT_VALID", "Detail": null}}),
        );
        check(
            json!({}),
            json!({"error": {
                "Arn": "t/1", "Code": "ServerException", "Message": "Unexpected error occurred",
            }}),
        );
    }
}
