//! Capacity providers: create, update, delete, describe.
//!
//! FARGATE and `FARGATE_SPOT` are always there. The container instances of an Auto Scaling group's
//! provider are those whose agents name it when they register, in the attribute
//! [`CAPACITY_PROVIDER_ATTRIBUTE`](berth_model::CAPACITY_PROVIDER_ATTRIBUTE); the group itself is a
//! name. Nothing scales a group yet: what scaling will need to know of a provider is in
//! [`berth_scheduler::capacity`].

mod association;
mod render;
mod reserved;
mod settings;
pub(crate) mod strategy;

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Arn, BUILT_IN_CAPACITY_PROVIDERS as BUILT_IN, CapacityProvider, CapacityProviderKind,
    CapacityProviderStatus, CapacityProviderUpdate, Change, Cluster, ClusterStatus, State, Tx,
};
use berth_protocol::fault::Fault;

pub use self::association::put_cluster_capacity_providers;
pub(crate) use self::association::{Association, attachments};
use self::render::{render, render_built_in};
pub use self::reserved::reserved;
use crate::{Context, Outcome, faults, page, resolve, tags};

/// A page of descriptions has at most so many.
const PAGE_MAX: usize = 10;
/// At most so many are described by name at a time.
const NAMED_MAX: usize = 100;

/// Makes a capacity provider. One of managed instances is associated with its cluster at once; the
/// same request again gives the provider back.
///
/// # Errors
/// `ClientException` if the name or the Auto Scaling group has one already, `ClusterNotFoundException`,
/// `LimitExceededException` if the cluster has enough, `InvalidParameterException`.
pub fn create_capacity_provider(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateCapacityProviderRequest,
) -> Outcome<api::CreateCapacityProviderResponse> {
    let name = input.name.unwrap_or_default();
    check_name(&name)?;
    let (kind, cluster) = match (
        input.auto_scaling_group_provider,
        input.managed_instances_provider,
    ) {
        (Some(group), None) if input.cluster.is_none() => (settings::group(cx, group)?, None),
        (Some(_), None) => {
            return Err(faults::invalid(
                "cluster can be given for a managed instances provider only.",
            ));
        }
        (None, Some(managed)) => {
            if input.cluster.is_none() {
                return Err(faults::invalid(
                    "cluster must be given for a managed instances provider.",
                ));
            }
            let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?;
            (settings::managed(managed)?, Some(cluster.name.clone()))
        }
        _ => {
            return Err(faults::invalid(
                "Exactly one of autoScalingGroupProvider and managedInstancesProvider must be given.",
            ));
        }
    };
    let provider = CapacityProvider {
        name,
        cluster,
        status: CapacityProviderStatus::Active,
        update: CapacityProviderUpdate::Created,
        created_at: cx.now,
        deleted_at: None,
        kind,
        tags: tags::parse(input.tags)?,
    };
    let known = tx
        .capacity_provider(&provider.name)
        .filter(|it| it.status == CapacityProviderStatus::Active);
    if let Some(known) = known {
        let same = CapacityProvider {
            created_at: known.created_at,
            update: known.update,
            ..provider
        };
        if **known != same {
            return Err(faults::client(
                "The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.",
            ));
        }
        return Ok(api::CreateCapacityProviderResponse {
            capacity_provider: Some(render(cx, known, true)),
        });
    }
    check_group_is_free(tx, &provider)?;
    let rendered = render(cx, &provider, true);
    let (name, cluster) = (provider.name.clone(), provider.cluster.clone());
    tx.record(Change::PutCapacityProvider(Arc::new(provider)));
    if let Some(cluster) = cluster {
        association::add(tx, &cluster, name)?;
    }
    Ok(api::CreateCapacityProviderResponse {
        capacity_provider: Some(rendered),
    })
}

/// Changes what a capacity provider provides; what is absent stays.
///
/// # Errors
/// `ClientException` if it is not there, `InvalidParameterException`.
pub fn update_capacity_provider(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateCapacityProviderRequest,
) -> Outcome<api::UpdateCapacityProviderResponse> {
    let given = input.name.unwrap_or_default();
    let known = find(tx, cx, &given, input.cluster.as_deref())?;
    let group = input.auto_scaling_group_provider;
    let managed = input.managed_instances_provider;
    let kind = match (&known.kind, group, managed) {
        (CapacityProviderKind::AutoScaling(before), Some(update), None) => {
            settings::update_group(before, update)?
        }
        (CapacityProviderKind::ManagedInstances(before), None, Some(update)) => {
            settings::update_managed(before, update)?
        }
        (_, None, None) => {
            return Err(faults::invalid(
                "autoScalingGroupProvider or managedInstancesProvider must be given.",
            ));
        }
        _ => {
            return Err(faults::invalid(
                "A capacity provider cannot become one of another type.",
            ));
        }
    };
    let provider = CapacityProvider {
        kind,
        update: CapacityProviderUpdate::Updated,
        ..CapacityProvider::clone(&known)
    };
    let rendered = render(cx, &provider, true);
    tx.record(Change::PutCapacityProvider(Arc::new(provider)));
    Ok(api::UpdateCapacityProviderResponse {
        capacity_provider: Some(rendered),
    })
}

/// Makes a capacity provider INACTIVE; one of managed instances leaves its cluster.
///
/// # Errors
/// `ClientException` if it is not there or a cluster has it, `InvalidParameterException` for FARGATE
/// and `FARGATE_SPOT`.
pub fn delete_capacity_provider(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteCapacityProviderRequest,
) -> Outcome<api::DeleteCapacityProviderResponse> {
    let given = input.capacity_provider.unwrap_or_default();
    if BUILT_IN.contains(&name_of(cx, &given)) {
        return Err(faults::invalid(
            "The capacity providers FARGATE and FARGATE_SPOT are reserved and cannot be deleted.",
        ));
    }
    let known = find(tx, cx, &given, input.cluster.as_deref())?;
    if let Some(cluster) = &known.cluster {
        association::remove(tx, cluster, &known.name)?;
    }
    if let Some(cluster) = clusters_with(tx, &known.name).next() {
        return Err(faults::client(format!(
            "The capacity provider cannot be deleted because it is associated with cluster: {}. Remove the capacity provider from the cluster and try again.",
            cluster.name
        )));
    }
    let provider = CapacityProvider {
        status: CapacityProviderStatus::Inactive,
        update: CapacityProviderUpdate::Deleted,
        deleted_at: Some(cx.now),
        ..CapacityProvider::clone(&known)
    };
    let rendered = render(cx, &provider, true);
    tx.record(Change::PutCapacityProvider(Arc::new(provider)));
    Ok(api::DeleteCapacityProviderResponse {
        capacity_provider: Some(rendered),
    })
}

/// Describes those named, or page by page all, of a cluster if one is given.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for too many names, a bad page size or
/// token.
pub fn describe_capacity_providers(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeCapacityProvidersRequest,
) -> Outcome<api::DescribeCapacityProvidersResponse> {
    const LIST: &str = "DescribeCapacityProviders";
    let include = input.include.unwrap_or_default();
    let with_tags = include.iter().any(|field| field.as_str() == "TAGS");
    let cluster = match input.cluster.as_deref() {
        None => None,
        given => Some(resolve::cluster(state, cx, given)?),
    };
    let size = match input.max_results.map(usize::try_from) {
        None => PAGE_MAX,
        Some(Ok(size)) if (1..=PAGE_MAX).contains(&size) => size,
        Some(_) => {
            return Err(faults::invalid(format!(
                "maxResults must be between 1 and {PAGE_MAX}."
            )));
        }
    };
    let from: Option<String> = page::position(LIST, input.next_token.as_deref())?;
    let named = input.capacity_providers.unwrap_or_default();
    if named.len() > NAMED_MAX {
        return Err(faults::invalid(format!(
            "capacityProviders must name at most {NAMED_MAX} capacity providers."
        )));
    }
    let of_cluster = |name: &str| {
        cluster.is_none_or(|cluster| cluster.capacity_providers.iter().any(|it| it == name))
    };
    let (mut found, mut failures) = (BTreeMap::new(), Vec::new());
    if named.is_empty() {
        for name in BUILT_IN {
            found.insert(name.to_owned(), render_built_in(cx, name));
        }
        for it in state.capacity_providers() {
            if it.status == CapacityProviderStatus::Active {
                found.insert(it.name.clone(), render(cx, it, with_tags));
            }
        }
        found.retain(|name, _| of_cluster(name));
    }
    for given in &named {
        let name = name_of(cx, given);
        let built_in = BUILT_IN.contains(&name).then(|| render_built_in(cx, name));
        let record = state.capacity_provider(name);
        let shown = built_in.or_else(|| record.map(|it| render(cx, it, with_tags)));
        match shown.filter(|_| of_cluster(name)) {
            Some(shown) => drop(found.insert(name.to_owned(), shown)),
            None => failures.push(missing(cx, given)),
        }
    }
    let from = found.into_iter().filter(|(name, _)| {
        let from = from.as_ref();
        from.is_none_or(|from| name >= from)
    });
    // Those named come all at once.
    let size = if named.is_empty() { size } else { NAMED_MAX };
    let (page, next_token) = page::take(LIST, from, size, |(name, _)| name.clone());
    Ok(api::DescribeCapacityProvidersResponse {
        capacity_providers: Some(page.into_iter().map(|(_, shown)| shown).collect()),
        failures: Some(failures),
        next_token,
    })
}

fn missing(cx: &Context<'_>, given: &str) -> api::Failure {
    let arn = if given.starts_with("arn:") {
        given.to_owned()
    } else {
        cx.names.capacity_provider(given)
    };
    api::Failure {
        arn: Some(arn),
        reason: Some("MISSING".to_owned()),
        detail: None,
    }
}

/// The name in a capacity provider's name or ARN; an ARN of elsewhere names nothing here.
pub(crate) fn name_of<'a>(cx: &Context<'_>, given: &'a str) -> &'a str {
    match Arn::parse(given) {
        Some(arn)
            if arn.service == "ecs"
                && arn.kind == "capacity-provider"
                && arn.region == cx.names.region
                && arn.account == cx.names.account =>
        {
            arn.last()
        }
        _ => given,
    }
}

/// The ACTIVE capacity provider of this name or ARN.
fn find(
    state: &State,
    cx: &Context<'_>,
    given: &str,
    cluster: Option<&str>,
) -> Outcome<Arc<CapacityProvider>> {
    let cluster = match cluster {
        None => None,
        given => Some(&resolve::cluster(state, cx, given)?.name),
    };
    state
        .capacity_provider(name_of(cx, given))
        .filter(|it| it.status == CapacityProviderStatus::Active)
        .filter(|it| cluster.is_none() || it.cluster.as_ref() == cluster)
        .cloned()
        .ok_or_else(not_found)
}

fn not_found() -> Fault {
    faults::client(
        "The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
    )
}

/// The ACTIVE clusters that have a capacity provider.
fn clusters_with<'a>(state: &'a State, name: &'a str) -> impl Iterator<Item = &'a Arc<Cluster>> {
    state
        .clusters()
        .filter(|it| it.status == ClusterStatus::Active)
        .filter(move |it| it.capacity_providers.iter().any(|it| it == name))
}

fn check_name(name: &str) -> Outcome<()> {
    let lower = name.to_ascii_lowercase();
    let reserved = ["aws", "ecs", "fargate"];
    if resolve::is_name(name) && !reserved.iter().any(|it| lower.starts_with(it)) {
        return Ok(());
    }
    Err(faults::invalid(
        "The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores (_), and hyphens (-). The name cannot be prefixed with 'aws', 'ecs', or 'fargate'. Specify a valid name and try again.",
    ))
}

/// An Auto Scaling group has one capacity provider.
fn check_group_is_free(state: &State, provider: &CapacityProvider) -> Outcome<()> {
    let CapacityProviderKind::AutoScaling(wanted) = &provider.kind else {
        return Ok(());
    };
    let taken = state.capacity_providers().any(|it| {
        let CapacityProviderKind::AutoScaling(group) = &it.kind else {
            return false;
        };
        it.status == CapacityProviderStatus::Active
            && group.auto_scaling_group_arn == wanted.auto_scaling_group_arn
    });
    if taken {
        return Err(faults::client(
            "The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.",
        ));
    }
    Ok(())
}
