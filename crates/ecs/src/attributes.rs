//! Attributes of container instances: put, delete, list.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_model::{Attribute, ContainerInstance, InstanceId, InstanceStatus, State, Tx};
use berth_protocol::fault::Fault;

use crate::{Context, Outcome, faults, page, resolve};

/// A container instance has at most so many custom attributes.
const MOST_CUSTOM: usize = 10;

/// Attributes as an agent registers them. Those under ECS's own prefixes are capabilities, the
/// rest are custom.
pub(crate) fn parse(given: Vec<api::Attribute>) -> Outcome<BTreeMap<String, Attribute>> {
    let mut attributes = BTreeMap::new();
    for attribute in given {
        let name = attribute.name.unwrap_or_default();
        check_name(&name)?;
        let custom = !is_ecs_own(&name);
        if custom {
            check_value(&name, attribute.value.as_deref())?;
        }
        let value = attribute.value.filter(|value| !value.is_empty());
        attributes.insert(name, Attribute { value, custom });
    }
    Ok(attributes)
}

fn is_ecs_own(name: &str) -> bool {
    ["ecs.", "com.amazonaws.ecs.", "berth."]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

fn check_name(name: &str) -> Outcome<()> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./\\".contains(&byte);
    if (1..=128).contains(&name.len()) && name.bytes().all(allowed) {
        return Ok(());
    }
    Err(faults::invalid(format!(
        "The attribute name '{name}' is invalid: 1 to 128 letters, digits and _ - . / \\ are allowed."
    )))
}

fn check_value(name: &str, value: Option<&str>) -> Outcome<()> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./\\@: ".contains(&byte);
    match value {
        None | Some("") => Ok(()),
        Some(value)
            if value.len() <= 128 && value.bytes().all(allowed) && value.trim() == value =>
        {
            Ok(())
        }
        Some(_) => Err(faults::invalid(format!(
            "The value of attribute '{name}' is invalid: 1 to 128 letters, digits, inner spaces and _ - . / \\ @ : are allowed."
        ))),
    }
}

/// Sets up to ten custom attributes.
///
/// # Errors
/// `TargetNotFoundException`, `AttributeLimitExceededException`, `ClusterNotFoundException`,
/// `InvalidParameterException`.
pub fn put_attributes(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::PutAttributesRequest,
) -> Outcome<api::PutAttributesResponse> {
    let given = input.attributes.unwrap_or_default();
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    for attribute in targets(&given)? {
        let name = attribute.name.clone().unwrap_or_default();
        check_name(&name)?;
        check_value(&name, attribute.value.as_deref())?;
        if is_ecs_own(&name) {
            return Err(faults::invalid(format!(
                "The attribute '{name}' is reserved: it begins with a prefix of ECS."
            )));
        }
        let mut instance = target(tx, cx, &cluster, attribute)?;
        let value = attribute.value.clone().filter(|value| !value.is_empty());
        instance.attributes.insert(
            name,
            Attribute {
                value,
                custom: true,
            },
        );
        if instance.attributes.values().filter(|it| it.custom).count() > MOST_CUSTOM {
            return Err(Fault::client(
                "AttributeLimitExceededException",
                format!("A container instance can have at most {MOST_CUSTOM} custom attributes."),
            ));
        }
        instance.version += 1;
        tx.put_instance(instance);
    }
    Ok(api::PutAttributesResponse {
        attributes: Some(shown(cx, &cluster, given)),
    })
}

/// Removes up to ten custom attributes; ones that are not there are passed over.
///
/// # Errors
/// `TargetNotFoundException`, `ClusterNotFoundException`, `InvalidParameterException`.
pub fn delete_attributes(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteAttributesRequest,
) -> Outcome<api::DeleteAttributesResponse> {
    let given = input.attributes.unwrap_or_default();
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    for attribute in targets(&given)? {
        let name = attribute.name.clone().unwrap_or_default();
        let mut instance = target(tx, cx, &cluster, attribute)?;
        let matches = instance.attributes.get(&name).is_some_and(|known| {
            known.custom && (attribute.value.is_none() || attribute.value == known.value)
        });
        if matches {
            instance.attributes.remove(&name);
            instance.version += 1;
            tx.put_instance(instance);
        }
    }
    Ok(api::DeleteAttributesResponse {
        attributes: Some(shown(cx, &cluster, given)),
    })
}

/// Lists attributes of a cluster's instances, by instance and name.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException`.
pub fn list_attributes(
    state: &State,
    cx: &Context<'_>,
    input: api::ListAttributesRequest,
) -> Outcome<api::ListAttributesResponse> {
    const LIST: &str = "ListAttributes";
    let cluster = &resolve::cluster(state, cx, input.cluster.as_deref())?.name;
    if input
        .target_type
        .as_ref()
        .is_none_or(|kind| kind.as_str() != "container-instance")
    {
        return Err(faults::invalid("targetType must be container-instance."));
    }
    let size = page::size(input.max_results, 100)?;
    let from: Option<(InstanceId, String)> = page::position(LIST, input.next_token.as_deref())?;
    let attributes = state
        .instances_of(cluster)
        .filter(|instance| instance.status != InstanceStatus::Inactive)
        .flat_map(|instance| {
            instance
                .attributes
                .iter()
                .map(move |it| (instance.id, it.0, it.1))
        })
        .filter(|(id, name, _)| {
            from.as_ref()
                .is_none_or(|from| (*id, name.as_str()) >= (from.0, from.1.as_str()))
        })
        .filter(|(_, name, _)| {
            input
                .attribute_name
                .as_ref()
                .is_none_or(|wanted| wanted == *name)
        })
        .filter(|(.., attribute)| {
            input.attribute_value.is_none() || attribute.value == input.attribute_value
        });
    let (attributes, next_token) = page::take(LIST, attributes, size, |(id, name, _)| {
        (*id, (*name).clone())
    });
    let attributes = attributes
        .into_iter()
        .map(|(id, name, attribute)| api::Attribute {
            name: Some(name.clone()),
            value: attribute.value.clone(),
            target_type: Some("container-instance".into()),
            target_id: Some(cx.names.container_instance(cluster, id)),
        });
    Ok(api::ListAttributesResponse {
        attributes: Some(attributes.collect()),
        next_token,
    })
}

fn targets(given: &[api::Attribute]) -> Outcome<&[api::Attribute]> {
    if given.is_empty() || given.len() > 10 {
        return Err(faults::invalid("attributes must have 1 to 10 elements."));
    }
    Ok(given)
}

fn target(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    attribute: &api::Attribute,
) -> Outcome<ContainerInstance> {
    if attribute
        .target_type
        .as_ref()
        .is_some_and(|kind| kind.as_str() != "container-instance")
    {
        return Err(faults::invalid("targetType must be container-instance."));
    }
    let Some(given) = attribute.target_id.as_deref() else {
        return Err(faults::invalid(
            "targetId must name a container instance by id or ARN.",
        ));
    };
    resolve::instance(state, cx, cluster, given)
        .ok()
        .filter(|instance| instance.status != InstanceStatus::Inactive)
        .map(|instance| ContainerInstance::clone(&instance))
        .ok_or_else(|| {
            Fault::client(
                "TargetNotFoundException",
                format!("The specified target {given} was not found."),
            )
        })
}

fn shown(cx: &Context<'_>, cluster: &str, given: Vec<api::Attribute>) -> Vec<api::Attribute> {
    let arn = |id: String| match id.parse() {
        Ok(id) => cx.names.container_instance(cluster, id),
        Err(_) => id,
    };
    given
        .into_iter()
        .map(|attribute| api::Attribute {
            target_id: attribute.target_id.map(arn),
            ..attribute
        })
        .collect()
}
