//! From the names that callers use (short or ARN) to records.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Arn, Cluster, ClusterStatus, ContainerInstance, InstanceId, State, Task, TaskDefinition,
    TaskDefinitionStatus, TaskId,
};
use berth_protocol::fault::Fault;

use crate::{Context, Outcome, faults};

/// The name in a cluster's name or ARN; `default` if there is none.
pub(crate) fn cluster_name<'a>(cx: &Context<'_>, given: Option<&'a str>) -> Outcome<&'a str> {
    let given = given.filter(|text| !text.is_empty()).unwrap_or("default");
    let name = match Arn::parse(given) {
        None => given,
        Some(arn) if arn.service == "ecs" && arn.kind == "cluster" => {
            if arn.region != cx.names.region || arn.account != cx.names.account {
                return Err(faults::cluster_not_found());
            }
            arn.path
        }
        Some(_) => {
            return Err(faults::invalid(
                "Invalid identifier: cluster must be a cluster's name or ARN.",
            ));
        }
    };
    if is_name(name) {
        Ok(name)
    } else {
        Err(faults::invalid(
            "cluster must be a cluster's ARN or its name: 1 to 255 letters, digits, hyphens and underscores.",
        ))
    }
}

/// Up to 255 letters, digits, hyphens and underscores.
pub(crate) fn is_name(text: &str) -> bool {
    (1..=255).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// The ACTIVE cluster that is meant.
pub(crate) fn cluster<'a>(
    state: &'a State,
    cx: &Context<'_>,
    given: Option<&str>,
) -> Outcome<&'a Arc<Cluster>> {
    let name = cluster_name(cx, given)?;
    state
        .cluster(name)
        .filter(|cluster| cluster.status == ClusterStatus::Active)
        .ok_or_else(faults::cluster_not_found)
}

/// The id in a task's id or ARN. An ARN of another cluster, region or account names no task here.
pub(crate) fn task<'a>(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    given: &'a str,
) -> Result<Arc<Task>, Unresolved<'a>> {
    let id = id_of::<TaskId>(cx, cluster, "task", given)?;
    state
        .task(id)
        .filter(|task| task.cluster == cluster)
        .ok_or(Unresolved::Missing(given))
}

/// The container instance in an id or ARN, INACTIVE ones included.
pub(crate) fn instance<'a>(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    given: &'a str,
) -> Result<Arc<ContainerInstance>, Unresolved<'a>> {
    let id = id_of::<InstanceId>(cx, cluster, "container-instance", given)?;
    state
        .instance(id)
        .filter(|instance| instance.cluster == cluster)
        .cloned()
        .ok_or(Unresolved::Missing(given))
}

/// The name in a service's name or ARN; `None` if the ARN is of another cluster, region or account.
pub(crate) fn service_name<'a>(
    cx: &Context<'_>,
    cluster: &str,
    given: &'a str,
) -> Outcome<Option<&'a str>> {
    let malformed = || faults::invalid(format!("Invalid identifier: {given}"));
    let name = match Arn::parse(given) {
        None => given,
        Some(arn) => {
            if arn.service != "ecs" || arn.kind != "service" {
                return Err(malformed());
            }
            let of_cluster = arn.path.split_once('/').is_none_or(|(of, _)| of == cluster);
            let here = arn.region == cx.names.region && arn.account == cx.names.account;
            if !of_cluster || !here {
                return Ok(None);
            }
            arn.last()
        }
    };
    if is_name(name) {
        Ok(Some(name))
    } else {
        Err(malformed())
    }
}

/// Why a name leads nowhere.
#[derive(Debug)]
pub(crate) enum Unresolved<'a> {
    /// Well-formed, but there is none.
    Missing(&'a str),
    /// Neither an id nor an ARN of the right kind.
    Malformed(&'a str),
}

impl Unresolved<'_> {
    /// As an error of an operation on one resource.
    pub(crate) fn into_fault(self, what: &str) -> Fault {
        match self {
            Self::Missing(_) => faults::invalid(format!("The referenced {what} was not found.")),
            Self::Malformed(given) => faults::invalid(format!("Invalid identifier: {given}")),
        }
    }
}

fn id_of<'a, T: std::str::FromStr>(
    cx: &Context<'_>,
    cluster: &str,
    kind: &str,
    given: &'a str,
) -> Result<T, Unresolved<'a>> {
    let id = match Arn::parse(given) {
        None => given,
        Some(arn) => {
            if arn.service != "ecs" || arn.kind != kind {
                return Err(Unresolved::Malformed(given));
            }
            if arn.region != cx.names.region || arn.account != cx.names.account {
                return Err(Unresolved::Missing(given));
            }
            match arn.path.split_once('/') {
                Some((of, _)) if of != cluster => return Err(Unresolved::Missing(given)),
                // The old short form of an ARN has no cluster in it.
                _ => arn.last(),
            }
        }
    };
    if id.len() > 64
        || !id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    {
        return Err(Unresolved::Malformed(given));
    }
    id.parse().map_err(|_| Unresolved::Missing(given))
}

/// How a list of answers says that a name leads nowhere; `kind` is as in the resource's ARN.
pub(crate) fn missing(cx: &Context<'_>, kind: &str, cluster: &str, given: &str) -> api::Failure {
    let arn = if given.starts_with("arn:") {
        given.to_owned()
    } else {
        let (region, account) = (&cx.names.region, &cx.names.account);
        format!("arn:aws:ecs:{region}:{account}:{kind}/{cluster}/{given}")
    };
    api::Failure {
        arn: Some(arn),
        reason: Some("MISSING".to_owned()),
        detail: None,
    }
}

/// Family and revision in `family`, `family:revision` or an ARN.
pub(crate) fn definition_reference(
    cx: &Context<'_>,
    given: &str,
) -> Outcome<(String, Option<u32>)> {
    let text = match Arn::parse(given) {
        None => given,
        Some(arn)
            if arn.service == "ecs"
                && arn.kind == "task-definition"
                && arn.region == cx.names.region
                && arn.account == cx.names.account =>
        {
            arn.path
        }
        Some(_) => return Err(faults::client("Unable to describe task definition.")),
    };
    let (family, revision) = match text.split_once(':') {
        None => (text, None),
        Some((family, digits)) => {
            let revision = digits.parse::<u32>().ok().filter(|revision| *revision > 0);
            let revision = revision.ok_or_else(|| {
                faults::invalid(format!("Invalid revision number. Number: {digits}"))
            })?;
            (family, Some(revision))
        }
    };
    if !is_name(family) {
        return Err(faults::invalid(
            "taskDefinition must be a family, family:revision or a task definition's ARN; a family has 1 to 255 letters, digits, hyphens and underscores.",
        ));
    }
    Ok((family.to_owned(), revision))
}

/// The revision that a record names, `family:revision`, also of a daemon's family.
pub(crate) fn kept_definition(state: &State, kept: &str) -> Option<Arc<TaskDefinition>> {
    let (family, revision) = kept.rsplit_once(':')?;
    state
        .task_definition(family, revision.parse().ok()?)
        .cloned()
}

/// The revision a reference means: the newest ACTIVE one if it names none.
pub(crate) fn definition(
    state: &State,
    cx: &Context<'_>,
    given: &str,
) -> Outcome<Option<Arc<TaskDefinition>>> {
    let (family, revision) = definition_reference(cx, given)?;
    Ok(match revision {
        Some(revision) => state.task_definition(&family, revision).cloned(),
        None => state
            .revisions(&family)
            .rev()
            .find(|definition| definition.status == TaskDefinitionStatus::Active)
            .cloned(),
    })
}
