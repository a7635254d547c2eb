//! Task definitions: register, describe, list, families, deregister, delete.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Change, Document, State, TaskDefinition, TaskDefinitionStatus as Status, Tx, is_daemon_name,
};

use crate::{Context, Outcome, faults, page, resolve, tags, task_definition};

/// Registers the next revision of a family.
///
/// # Errors
/// `ClientException` or `InvalidParameterException` naming the field, see [`task_definition`].
pub fn register_task_definition(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::RegisterTaskDefinitionRequest,
) -> Outcome<api::RegisterTaskDefinitionResponse> {
    let normalised = task_definition::normalise(input)?;
    let tags = tags::parse(Some(normalised.tags))?;
    let revision = tx.last_revision(&normalised.family) + 1;
    let definition = TaskDefinition {
        family: normalised.family,
        revision,
        status: Status::Active,
        document: Document::new(normalised.document),
        registered_at: cx.now,
        registered_by: cx.principal_arn(),
        deregistered_at: None,
        delete_requested_at: None,
        tags,
    };
    let response = api::RegisterTaskDefinitionResponse {
        task_definition: Some(render(cx, &definition)),
        tags: Some(tags::render(&definition.tags)),
    };
    tx.record(Change::PutFamily(definition.family.clone(), revision));
    tx.record(Change::PutTaskDefinition(Arc::new(definition)));
    Ok(response)
}

/// Describes a revision, or the newest ACTIVE one of a family.
///
/// # Errors
/// `ClientException` if there is none.
pub fn describe_task_definition(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeTaskDefinitionRequest,
) -> Outcome<api::DescribeTaskDefinitionResponse> {
    let given = input.task_definition.unwrap_or_default();
    let definition = resolve::definition(state, cx, &given)?
        .ok_or_else(|| faults::client("Unable to describe task definition."))?;
    let with_tags = input
        .include
        .unwrap_or_default()
        .iter()
        .any(|field| field.as_str() == "TAGS");
    Ok(api::DescribeTaskDefinitionResponse {
        task_definition: Some(render(cx, &definition)),
        tags: Some(if with_tags {
            tags::render(&definition.tags)
        } else {
            Vec::new()
        }),
    })
}

/// Lists ARNs of revisions, by family and number, ACTIVE ones unless another status is asked for.
///
/// # Errors
/// `InvalidParameterException` for a bad page size or token.
pub fn list_task_definitions(
    state: &State,
    cx: &Context<'_>,
    input: api::ListTaskDefinitionsRequest,
) -> Outcome<api::ListTaskDefinitionsResponse> {
    const LIST: &str = "ListTaskDefinitions";
    let size = page::size(input.max_results, 100)?;
    let from: Option<(String, u32)> = page::position(LIST, input.next_token.as_deref())?;
    let status = input
        .status
        .as_ref()
        .and_then(|status| Status::from_wire(status.as_str()));
    let status = status.unwrap_or(Status::Active);
    let descending = input
        .sort
        .as_ref()
        .is_some_and(|sort| sort.as_str() == "DESC");
    let past = |definition: &TaskDefinition| {
        let at = (definition.family.as_str(), definition.revision);
        from.as_ref().is_none_or(|from| {
            let from = (from.0.as_str(), from.1);
            if descending { at <= from } else { at >= from }
        })
    };
    let wanted = |definition: &&Arc<TaskDefinition>| {
        definition.status == status
            && !is_daemon_name(&definition.family)
            && input
                .family_prefix
                .as_ref()
                .is_none_or(|family| definition.family == *family)
            && past(definition)
    };
    let key = |definition: &&Arc<TaskDefinition>| (definition.family.clone(), definition.revision);
    let (definitions, next_token) = if descending {
        page::take(
            LIST,
            state.task_definitions().rev().filter(wanted),
            size,
            key,
        )
    } else {
        page::take(LIST, state.task_definitions().filter(wanted), size, key)
    };
    let arns = definitions
        .iter()
        .map(|it| cx.names.task_definition(&it.family, it.revision))
        .collect();
    Ok(api::ListTaskDefinitionsResponse {
        task_definition_arns: Some(arns),
        next_token,
    })
}

/// Lists families by name; by default also those without an ACTIVE revision.
///
/// # Errors
/// `InvalidParameterException` for a bad page size or token.
pub fn list_task_definition_families(
    state: &State,
    _cx: &Context<'_>,
    input: api::ListTaskDefinitionFamiliesRequest,
) -> Outcome<api::ListTaskDefinitionFamiliesResponse> {
    const LIST: &str = "ListTaskDefinitionFamilies";
    let size = page::size(input.max_results, 100)?;
    let from: Option<String> = page::position(LIST, input.next_token.as_deref())?;
    let status = input
        .status
        .as_ref()
        .map_or("ALL", |status| status.as_str());
    let families = state
        .families()
        .filter(|family| !is_daemon_name(family))
        .filter(|family| {
            input
                .family_prefix
                .as_ref()
                .is_none_or(|it| family.starts_with(it))
        })
        .filter(|family| from.as_ref().is_none_or(|from| *family >= from))
        .filter(|family| {
            let mut revisions = state.revisions(family).peekable();
            // A family whose revisions are all gone is only remembered for its counter.
            if revisions.peek().is_none() {
                return false;
            }
            let active = revisions.any(|it| it.status == Status::Active);
            match status {
                "ACTIVE" => active,
                "INACTIVE" => !active,
                _ => true,
            }
        });
    let (families, next_token) = page::take(LIST, families, size, |family| (*family).clone());
    let families = families.into_iter().cloned().collect();
    Ok(api::ListTaskDefinitionFamiliesResponse {
        families: Some(families),
        next_token,
    })
}

/// Makes a revision INACTIVE: what runs goes on, nothing new starts.
///
/// # Errors
/// `InvalidParameterException` without a revision, `ClientException` if there is none.
pub fn deregister_task_definition(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeregisterTaskDefinitionRequest,
) -> Outcome<api::DeregisterTaskDefinitionResponse> {
    let mut definition = with_revision(tx, cx, &input.task_definition.unwrap_or_default())?
        .ok_or_else(|| faults::client("Unable to describe task definition."))?;
    if definition.status == Status::Active {
        definition.status = Status::Inactive;
        definition.deregistered_at = Some(cx.now);
        tx.record(Change::PutTaskDefinition(Arc::new(definition.clone())));
    }
    let task_definition = Some(render(cx, &definition));
    Ok(api::DeregisterTaskDefinitionResponse { task_definition })
}

/// Deletes up to ten INACTIVE revisions; ones in use go when their last task has stopped.
///
/// # Errors
/// `InvalidParameterException` for no or too many names.
pub fn delete_task_definitions(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteTaskDefinitionsRequest,
) -> Outcome<api::DeleteTaskDefinitionsResponse> {
    let given = input.task_definitions.unwrap_or_default();
    if given.is_empty() || given.len() > 10 {
        return Err(faults::invalid(
            "taskDefinitions must name 1 to 10 task definitions.",
        ));
    }
    let (mut definitions, mut failures) = (Vec::new(), Vec::new());
    for given in given {
        let mut fail = |reason: &str, detail: &str| {
            failures.push(api::Failure {
                arn: Some(given.clone()),
                reason: Some(reason.to_owned()),
                detail: Some(detail.to_owned()),
            });
        };
        let definition = match with_revision(tx, cx, &given) {
            Ok(Some(definition)) => definition,
            Ok(None) => {
                fail(
                    "TASK_DEFINITION_NOT_FOUND",
                    "The specified task definition does not exist.",
                );
                continue;
            }
            Err(fault) => {
                fail("INVALID_PARAMETER", &fault.message);
                continue;
            }
        };
        if definition.status == Status::Active {
            fail(
                "TASK_DEFINITION_ACTIVE",
                "The specified task definition is still in ACTIVE status. Please deregister the target and try again.",
            );
            continue;
        }
        let mut definition = definition;
        if definition.status == Status::Inactive {
            definition.status = Status::DeleteInProgress;
            definition.delete_requested_at = Some(cx.now);
            tx.record(Change::PutTaskDefinition(Arc::new(definition.clone())));
        }
        definitions.push(render(cx, &definition));
    }
    Ok(api::DeleteTaskDefinitionsResponse {
        task_definitions: Some(definitions),
        failures: Some(failures),
    })
}

fn with_revision(state: &State, cx: &Context<'_>, given: &str) -> Outcome<Option<TaskDefinition>> {
    let (family, revision) = resolve::definition_reference(cx, given)?;
    let Some(revision) = revision else {
        return Err(faults::invalid(
            "Invalid task definition identifier: a revision is needed, as family:revision or an ARN.",
        ));
    };
    Ok(state
        .task_definition(&family, revision)
        .map(|it| TaskDefinition::clone(it)))
}

/// As the API shows it.
pub(crate) fn render(cx: &Context<'_>, definition: &TaskDefinition) -> api::TaskDefinition {
    let time = crate::container_instances::time;
    api::TaskDefinition {
        task_definition_arn: Some(
            cx.names
                .task_definition(&definition.family, definition.revision),
        ),
        family: Some(definition.family.clone()),
        revision: Some(i32::try_from(definition.revision).unwrap_or(i32::MAX)),
        status: Some(definition.status.as_str().into()),
        registered_at: Some(time(definition.registered_at)),
        registered_by: Some(definition.registered_by.clone()),
        deregistered_at: definition.deregistered_at.map(time),
        delete_requested_at: definition.delete_requested_at.map(time),
        ..api::TaskDefinition::clone(&definition.document)
    }
}
