//! `AddTagsToResource`, `RemoveTagsFromResource`, `ListTagsForResource`.

use std::sync::Arc;

use berth_api_ssm::{self as api, errors};
use berth_model::{Change, Parameter, State, Tx};
use berth_protocol::fault::Fault;

use super::{faults, find};
use crate::tags::{self, Refused};
use crate::{Context, Outcome};

/// Adds tags to a parameter; a key that is there gets the new value.
///
/// # Errors
/// `InvalidResourceType`, `InvalidResourceId`, `TooManyTagsError`, `ValidationException`.
pub fn add_tags_to_resource(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::AddTagsToResourceRequest,
) -> Outcome<api::AddTagsToResourceResult> {
    let kind = input.resource_type.as_ref();
    let parameter = parameter(tx, cx, kind, input.resource_id.as_deref())?;
    let mut parameter = Parameter::clone(parameter);
    let given = input.tags.unwrap_or_default().into_iter();
    let more = tags::parse(given.map(|tag| (tag.key, tag.value))).map_err(fault)?;
    tags::merge(&mut parameter.tags, more).map_err(fault)?;
    tx.record(Change::PutParameter(Arc::new(parameter)));
    Ok(api::AddTagsToResourceResult {})
}

/// Takes tags off a parameter; keys that are not there are passed over.
///
/// # Errors
/// `InvalidResourceType`, `InvalidResourceId`, `ValidationException`.
pub fn remove_tags_from_resource(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: &api::RemoveTagsFromResourceRequest,
) -> Outcome<api::RemoveTagsFromResourceResult> {
    let kind = input.resource_type.as_ref();
    let parameter = parameter(tx, cx, kind, input.resource_id.as_deref())?;
    let mut parameter = Parameter::clone(parameter);
    for key in input.tag_keys.iter().flatten() {
        tags::check_key(key).map_err(fault)?;
        parameter.tags.remove(key);
    }
    tx.record(Change::PutParameter(Arc::new(parameter)));
    Ok(api::RemoveTagsFromResourceResult {})
}

/// The tags of a parameter.
///
/// # Errors
/// `InvalidResourceType`, `InvalidResourceId`.
pub fn list_tags_for_resource(
    state: &State,
    cx: &Context<'_>,
    input: &api::ListTagsForResourceRequest,
) -> Outcome<api::ListTagsForResourceResult> {
    let kind = input.resource_type.as_ref();
    let parameter = parameter(state, cx, kind, input.resource_id.as_deref())?;
    let tags = parameter.tags.iter().map(|(key, value)| api::Tag {
        key: Some(key.clone()),
        value: Some(value.clone()),
    });
    Ok(api::ListTagsForResourceResult {
        tag_list: Some(tags.collect()),
    })
}

fn parameter<'a>(
    state: &'a State,
    cx: &Context<'_>,
    kind: Option<&api::ResourceTypeForTagging>,
    id: Option<&str>,
) -> Outcome<&'a Arc<Parameter>> {
    if kind != Some(&api::ResourceTypeForTagging::Parameter) {
        return Err(Fault::new(
            errors::INVALID_RESOURCE_TYPE,
            "ResourceType must be Parameter: the others are not built in this version of Berth.",
        ));
    }
    let id = id.unwrap_or_default();
    find::parameter(state, cx, id).map_err(|_| {
        Fault::new(
            errors::INVALID_RESOURCE_ID,
            format!("ResourceId: there is no parameter {id}."),
        )
    })
}

fn fault(refused: Refused) -> Fault {
    match refused {
        Refused::Invalid(text) => faults::invalid(format!("Tags: {text}.")),
        Refused::TooMany => Fault::new(
            errors::TOO_MANY_TAGS_ERROR,
            format!("Tags: a parameter has at most {}.", tags::MOST),
        ),
    }
}
