//! Who calls, and what they may.

use berth_model::Principal;
use berth_protocol::fault::Fault;
use berth_protocol::sigv4::{Key, Request, Verifier};

use crate::applier::{Handle, Snapshot};

/// What an agent's key is for in ECS, as its managed policy has it.
const AGENT_ECS: [&str; 11] = [
    "CreateCluster",
    "DeregisterContainerInstance",
    "DiscoverPollEndpoint",
    "GetTaskProtection",
    "ListTagsForResource",
    "RegisterContainerInstance",
    "SubmitAttachmentStateChanges",
    "SubmitContainerStateChange",
    "SubmitTaskStateChange",
    "UpdateContainerInstancesState",
    "UpdateTaskProtection",
];
/// What a task needs to write its logs, as an agent or as a role.
const LOG_WRITER: [&str; 5] = [
    "CreateLogGroup",
    "CreateLogStream",
    "DescribeLogGroups",
    "DescribeLogStreams",
    "PutLogEvents",
];
/// What a task's role may do without a policy: look after itself.
const ROLE_ECS: [&str; 2] = ["GetTaskProtection", "UpdateTaskProtection"];

/// What a role may do with secrets without a policy: read those of its account.
const SECRETS_READER: [&str; 4] = [
    "BatchGetSecretValue",
    "DescribeSecret",
    "GetSecretValue",
    "ListSecretVersionIds",
];
/// The same for parameters.
const PARAMETERS_READER: [&str; 5] = [
    "DescribeParameters",
    "GetParameter",
    "GetParameterHistory",
    "GetParameters",
    "GetParametersByPath",
];

/// Verifies the request's signature against the keys we know.
///
/// # Errors
/// The signature's error, as AWS clients know it.
pub(crate) fn authenticate(
    applier: &Handle,
    verifier: &Verifier,
    request: &Request<'_>,
    service: &str,
) -> Result<Principal, Fault> {
    let snapshot = applier.snapshot();
    let mut principal = None;
    verifier.verify(request, service, applier.now_ms(), |id| {
        let (key, who) = lookup(&snapshot, id)?;
        principal = Some(who);
        Some(key)
    })?;
    principal.ok_or_else(|| Fault::server("ServerException", "Internal error."))
}

fn lookup(snapshot: &Snapshot, id: &str) -> Option<(Key, Principal)> {
    if let Some(key) = snapshot.access_key(id) {
        let verified_with = Key {
            secret: key.secret.clone(),
            session_token: None,
            expires_ms: None,
        };
        return Some((verified_with, key.principal.clone()));
    }
    let credentials = snapshot.role_credentials_by_key(id)?;
    let verified_with = Key {
        secret: credentials.secret.clone(),
        session_token: Some(credentials.session_token.clone()),
        expires_ms: Some(credentials.expires_at.0),
    };
    let principal = Principal::Role {
        arn: credentials.role_arn.clone(),
        session: credentials.task.to_string(),
    };
    Some((verified_with, principal))
}

/// Whether the principal may call the operation. There are no policies yet: the owner may do
/// everything, agents and tasks what they need.
///
/// # Errors
/// `AccessDeniedException`.
pub(crate) fn authorize(
    principal: &Principal,
    account: &str,
    service: &str,
    operation: &str,
) -> Result<(), Fault> {
    let allowed = match (principal, service) {
        (Principal::Root, _) => true,
        (Principal::Agent, "ecs") => AGENT_ECS.contains(&operation),
        (Principal::Role { .. }, "ecs") => ROLE_ECS.contains(&operation),
        (Principal::Agent | Principal::Role { .. }, "logs") => LOG_WRITER.contains(&operation),
        (Principal::Role { .. }, "secretsmanager") => SECRETS_READER.contains(&operation),
        (Principal::Role { .. }, "ssm") => PARAMETERS_READER.contains(&operation),
        (Principal::Agent | Principal::Role { .. }, _) => false,
    };
    if allowed {
        return Ok(());
    }
    Err(Fault::client(
        "AccessDeniedException",
        format!(
            "User: {} is not authorized to perform: {service}:{operation} because no \
             identity-based policy allows the {service}:{operation} action",
            caller(principal, account)
        ),
    ))
}

pub(crate) fn caller(principal: &Principal, account: &str) -> String {
    match principal {
        Principal::Root => format!("arn:aws:iam::{account}:root"),
        Principal::Agent => format!("arn:aws:iam::{account}:role/berth-agent"),
        Principal::Role { arn, session } => {
            let role = arn.rsplit('/').next().unwrap_or(arn);
            format!("arn:aws:sts::{account}:assumed-role/{role}/{session}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(principal: &Principal, service: &str, operation: &str, allowed: bool) {
        let answer = authorize(principal, "123456789012", service, operation);
        assert_eq!(
            answer.is_ok(),
            allowed,
            "{principal:?} {service}:{operation}"
        );
    }

    #[test]
    fn each_principal_may_do_its_part_only() {
        let role = Principal::Role {
            arn: "arn:aws:iam::123456789012:role/web".into(),
            session: "t".into(),
        };
        check(&Principal::Root, "ecs", "DeleteCluster", true);
        check(&Principal::Agent, "ecs", "SubmitTaskStateChange", true);
        check(&Principal::Agent, "ecs", "RunTask", false);
        check(&Principal::Agent, "logs", "PutLogEvents", true);
        check(&role, "ecs", "RegisterContainerInstance", false);
        check(&role, "logs", "PutLogEvents", true);
        check(&role, "logs", "DeleteLogGroup", false);
        check(&role, "secretsmanager", "GetSecretValue", true);
        check(&role, "secretsmanager", "PutSecretValue", false);
        check(&role, "ssm", "GetParameters", true);
        check(&role, "ssm", "PutParameter", false);
        check(&Principal::Agent, "secretsmanager", "GetSecretValue", false);
        check(&Principal::Agent, "ssm", "GetParameters", false);
    }
}
