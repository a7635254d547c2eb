//! Task definitions of daemons: register, describe, list, delete.
//!
//! They have families and revisions of their own, and a part of what other task definitions have. They are kept among
//! those, in a family that no other can have, and on the host's network, since a daemon serves its host.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Arn, Change, DAEMON_PREFIX, Document, State, TaskDefinition, TaskDefinitionStatus as Status,
    Tx, is_daemon_name, shown_name,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::container_instances::time;
use crate::{Context, Outcome, faults, housekeeping, page, resolve, tags, task_definition};

/// Registers the next revision of a daemon's family.
///
/// # Errors
/// `ClientException` or `InvalidParameterException` naming the field, see [`task_definition`].
pub fn register_daemon_task_definition(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::RegisterDaemonTaskDefinitionRequest,
) -> Outcome<api::RegisterDaemonTaskDefinitionResponse> {
    let shared = |name: &str, given: Option<&str>| match given {
        None | Some("none") => Ok(None),
        Some("shared") => Ok(Some("host".to_owned())),
        Some(_) => Err(faults::invalid(format!("{name} must be none or shared."))),
    };
    let pid_mode = shared("pidMode", input.pid_mode.as_ref().map(|it| it.as_str()))?;
    let ipc_mode = shared("ipcMode", input.ipc_mode.as_ref().map(|it| it.as_str()))?;
    let volumes = input.volumes.as_deref().unwrap_or_default();
    if volumes
        .iter()
        .any(|it| it.log_driver_volume_configuration.is_some())
    {
        return Err(faults::client(
            "logDriverVolumeConfiguration of a volume is not built in this version of Berth.",
        ));
    }
    let containers = input.container_definitions.unwrap_or_default();
    let request = api::RegisterTaskDefinitionRequest {
        family: input.family,
        task_role_arn: input.task_role_arn,
        execution_role_arn: input.execution_role_arn,
        network_mode: Some("host".into()),
        container_definitions: Some(containers.iter().map(same).collect::<Outcome<_>>()?),
        volumes: Some(volumes.iter().map(same).collect::<Outcome<_>>()?),
        cpu: input.cpu,
        memory: input.memory,
        tags: input.tags,
        pid_mode: pid_mode.map(Into::into),
        ipc_mode: ipc_mode.map(Into::into),
        ..Default::default()
    };
    let normalised = task_definition::normalise(request)?;
    let family = format!("{DAEMON_PREFIX}{}", normalised.family);
    let revision = tx.last_revision(&family) + 1;
    let definition = TaskDefinition {
        family,
        revision,
        status: Status::Active,
        document: Document::new(normalised.document),
        registered_at: cx.now,
        registered_by: cx.principal_arn(),
        deregistered_at: None,
        delete_requested_at: None,
        tags: tags::parse(Some(normalised.tags))?,
    };
    let arn = cx.names.task_definition(&definition.family, revision);
    tx.record(Change::PutFamily(definition.family.clone(), revision));
    tx.record(Change::PutTaskDefinition(Arc::new(definition)));
    Ok(api::RegisterDaemonTaskDefinitionResponse {
        daemon_task_definition_arn: Some(arn),
    })
}

/// Describes a revision, or the newest ACTIVE one of a family.
///
/// # Errors
/// `ClientException` if there is none.
pub fn describe_daemon_task_definition(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeDaemonTaskDefinitionRequest,
) -> Outcome<api::DescribeDaemonTaskDefinitionResponse> {
    let given = input.daemon_task_definition.unwrap_or_default();
    let definition = find(state, cx, &given)?.ok_or_else(not_found)?;
    Ok(api::DescribeDaemonTaskDefinitionResponse {
        daemon_task_definition: Some(render(cx, &definition)?),
    })
}

/// Lists revisions by family and number, ACTIVE ones unless another status is asked for.
///
/// # Errors
/// `InvalidParameterException` for a bad page size or token.
pub fn list_daemon_task_definitions(
    state: &State,
    cx: &Context<'_>,
    input: api::ListDaemonTaskDefinitionsRequest,
) -> Outcome<api::ListDaemonTaskDefinitionsResponse> {
    const LIST: &str = "ListDaemonTaskDefinitions";
    let size = page::size(input.max_results, 100)?;
    let from: Option<(String, u32)> = page::position(LIST, input.next_token.as_deref())?;
    let status = input.status.as_ref().map_or("ACTIVE", |it| it.as_str());
    let newest_only = input.revision.is_some();
    let descending = input.sort.as_ref().is_some_and(|it| it.as_str() == "DESC");
    let wanted = |it: &&Arc<TaskDefinition>| {
        let family = shown_name(&it.family);
        let prefix = input.family_prefix.as_ref();
        is_daemon_name(&it.family)
            && (status == "ALL" || it.status.as_str() == status)
            && prefix.is_none_or(|prefix| family.starts_with(prefix.as_str()))
            && input.family.as_ref().is_none_or(|name| family == name)
            && (!newest_only || it.revision == state.last_revision(&it.family))
    };
    let past = |it: &&Arc<TaskDefinition>| {
        let at = (it.family.as_str(), it.revision);
        from.as_ref().is_none_or(|from| {
            let from = (from.0.as_str(), from.1);
            if descending { at <= from } else { at >= from }
        })
    };
    let mut all: Vec<_> = state
        .task_definitions()
        .filter(wanted)
        .filter(past)
        .collect();
    if descending {
        all.reverse();
    }
    let key = |it: &&Arc<TaskDefinition>| (it.family.clone(), it.revision);
    let (found, next_token) = page::take(LIST, all.into_iter(), size, key);
    let summary = |it: &Arc<TaskDefinition>| api::DaemonTaskDefinitionSummary {
        arn: Some(cx.names.task_definition(&it.family, it.revision)),
        registered_at: Some(time(it.registered_at)),
        registered_by: Some(it.registered_by.clone()),
        delete_requested_at: it.delete_requested_at.map(time),
        status: Some(it.status.as_str().into()),
    };
    Ok(api::ListDaemonTaskDefinitionsResponse {
        daemon_task_definitions: Some(found.into_iter().map(summary).collect()),
        next_token,
    })
}

/// Deletes a revision: no daemon can get it any more, and when none has it, it is DELETED.
///
/// # Errors
/// `ClientException` if there is none, `InvalidParameterException` without a revision.
pub fn delete_daemon_task_definition(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteDaemonTaskDefinitionRequest,
) -> Outcome<api::DeleteDaemonTaskDefinitionResponse> {
    let given = input.daemon_task_definition.unwrap_or_default();
    let (family, revision) = reference(cx, &given)?;
    let revision = revision.ok_or_else(|| {
        faults::invalid("daemonTaskDefinition needs a revision, as family:revision or an ARN.")
    })?;
    let before = tx
        .task_definition(&family, revision)
        .cloned()
        .ok_or_else(not_found)?;
    if before.status == Status::Active {
        tx.record(Change::PutTaskDefinition(Arc::new(TaskDefinition {
            status: Status::DeleteInProgress,
            delete_requested_at: Some(cx.now),
            ..TaskDefinition::clone(&before)
        })));
        housekeeping::forget_definition(tx, &family, revision);
    }
    Ok(api::DeleteDaemonTaskDefinitionResponse {
        daemon_task_definition_arn: Some(cx.names.task_definition(&family, revision)),
    })
}

fn not_found() -> berth_protocol::fault::Fault {
    faults::client("Unable to describe daemon task definition.")
}

/// Family, as it is kept, and revision in `family`, `family:revision` or an ARN.
fn reference(cx: &Context<'_>, given: &str) -> Outcome<(String, Option<u32>)> {
    let text = match Arn::parse(given) {
        None => given,
        Some(arn)
            if arn.service == "ecs"
                && arn.kind == "daemon-task-definition"
                && arn.region == cx.names.region
                && arn.account == cx.names.account =>
        {
            arn.path
        }
        Some(_) => return Err(not_found()),
    };
    let (family, revision) = resolve::definition_reference(cx, text)?;
    Ok((format!("{DAEMON_PREFIX}{family}"), revision))
}

/// The revision a reference means: the newest ACTIVE one if it names none.
pub(crate) fn find(
    state: &State,
    cx: &Context<'_>,
    given: &str,
) -> Outcome<Option<Arc<TaskDefinition>>> {
    let (family, revision) = reference(cx, given)?;
    Ok(match revision {
        Some(revision) => state.task_definition(&family, revision).cloned(),
        None => {
            let mut revisions = state.revisions(&family).rev();
            revisions.find(|it| it.status == Status::Active).cloned()
        }
    })
}

/// As the API shows it.
fn render(cx: &Context<'_>, it: &TaskDefinition) -> Outcome<api::DaemonTaskDefinition> {
    let document = &it.document;
    let containers = document.container_definitions.iter().flatten();
    let volumes = document.volumes.iter().flatten();
    let mode = |given: Option<&str>| given.map(|_| "shared".into());
    Ok(api::DaemonTaskDefinition {
        daemon_task_definition_arn: Some(cx.names.task_definition(&it.family, it.revision)),
        family: Some(shown_name(&it.family).to_owned()),
        revision: Some(i32::try_from(it.revision).unwrap_or(i32::MAX)),
        task_role_arn: document.task_role_arn.clone(),
        execution_role_arn: document.execution_role_arn.clone(),
        container_definitions: Some(containers.map(same).collect::<Outcome<_>>()?),
        volumes: Some(volumes.map(same).collect::<Outcome<_>>()?),
        cpu: document.cpu.clone(),
        memory: document.memory.clone(),
        status: Some(it.status.as_str().into()),
        registered_at: Some(time(it.registered_at)),
        delete_requested_at: it.delete_requested_at.map(time),
        registered_by: Some(it.registered_by.clone()),
        pid_mode: mode(document.pid_mode.as_ref().map(|it| it.as_str())),
        ipc_mode: document.ipc_mode.as_ref().map(|_| "shared".into()),
    })
}

/// The same in the other shape: members of equal names mean the same in both.
fn same<A: Serialize, B: DeserializeOwned>(given: &A) -> Outcome<B> {
    let value = serde_json::to_value(given);
    value.and_then(serde_json::from_value).map_err(|error| {
        faults::client(format!(
            "A container definition or volume cannot be read: {error}"
        ))
    })
}
