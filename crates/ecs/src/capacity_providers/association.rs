//! Which capacity providers a cluster has, and its default strategy.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_env::Entropy;
use berth_model::{
    BUILT_IN_CAPACITY_PROVIDERS as BUILT_IN, CAPACITY_PROVIDERS_MAX as PROVIDERS_MAX,
    CapacityProviderKind, CapacityProviderStatus, Cluster, DesiredStatus, ServiceStatus, State, Tx,
};
use berth_protocol::fault::Fault;

use super::name_of;
use super::strategy::{self, Items};
use crate::{Context, Outcome, clusters, faults, provisioning, resolve};

/// What a cluster is to have, checked.
#[derive(Debug, Default)]
pub(crate) struct Association {
    pub(crate) providers: Vec<String>,
    pub(crate) default_strategy: Items,
}

impl Association {
    /// Checks what a caller gives for `cluster`.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub(crate) fn parse(
        state: &State,
        cx: &Context<'_>,
        cluster: &str,
        given: &[String],
        default_strategy: &[api::CapacityProviderStrategyItem],
    ) -> Outcome<Self> {
        let mut providers: Vec<String> = Vec::new();
        for name in given.iter().map(|it| name_of(cx, it)) {
            let known = state.capacity_provider(name).filter(|it| {
                let elsewhere = it.cluster.as_ref().is_some_and(|of| of != cluster);
                it.status == CapacityProviderStatus::Active && !elsewhere
            });
            if !BUILT_IN.contains(&name) && known.is_none() {
                return Err(strategy::unknown(name));
            }
            if providers.iter().any(|it| it == name) {
                return Err(faults::invalid(format!(
                    "The capacity provider '{name}' is specified more than once."
                )));
            }
            providers.push(name.to_owned());
        }
        if providers.len() > PROVIDERS_MAX {
            return Err(too_many(faults::invalid));
        }
        Ok(Self {
            default_strategy: strategy::parse(state, cx, default_strategy, &providers)?,
            providers,
        })
    }

    /// Makes it the cluster's.
    pub(crate) fn put_into(self, state: &State, entropy: &mut dyn Entropy, cluster: &mut Cluster) {
        cluster.capacity_providers = self.providers;
        cluster.default_capacity_provider_strategy = self.default_strategy;
        let mut before = std::mem::take(&mut cluster.scaling_attachments);
        for name in &cluster.capacity_providers {
            let record = state.capacity_provider(name).map(|it| &it.kind);
            if matches!(record, Some(CapacityProviderKind::AutoScaling(_))) {
                let id = before.remove(name).unwrap_or_else(|| entropy.uuid());
                cluster.scaling_attachments.insert(name.clone(), id);
            }
        }
    }
}

fn too_many(fault: impl FnOnce(String) -> Fault) -> Fault {
    fault(format!(
        "A cluster can have at most {PROVIDERS_MAX} capacity providers."
    ))
}

/// Sets the capacity providers of a cluster and its default strategy, instead of those it had.
///
/// # Errors
/// `ClusterNotFoundException`, `ResourceInUseException` if tasks or services use one that is to go,
/// `InvalidParameterException`.
pub fn put_cluster_capacity_providers(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::PutClusterCapacityProvidersRequest,
) -> Outcome<api::PutClusterCapacityProvidersResponse> {
    let mut cluster = Cluster::clone(resolve::cluster(tx, cx, input.cluster.as_deref())?);
    let given = input.capacity_providers.unwrap_or_default();
    let strategy = input.default_capacity_provider_strategy.unwrap_or_default();
    let wanted = Association::parse(tx, cx, &cluster.name, &given, &strategy)?;
    for name in &cluster.capacity_providers {
        if wanted.providers.contains(name) {
            continue;
        }
        if is_used(tx, &cluster.name, name) {
            return Err(in_use());
        }
        let record = tx.capacity_provider(name);
        if record.is_some_and(|it| it.cluster.is_some()) {
            return Err(faults::invalid(format!(
                "The capacity provider '{name}' belongs to the cluster. Delete the capacity provider instead."
            )));
        }
    }
    wanted.put_into(tx, cx.entropy, &mut cluster);
    let rendered = clusters::render_changed(tx, cx, &cluster);
    tx.put_cluster(cluster);
    Ok(api::PutClusterCapacityProvidersResponse {
        cluster: Some(rendered),
    })
}

fn in_use() -> Fault {
    Fault::client(
        "ResourceInUseException",
        "The specified capacity provider is in use and cannot be removed.",
    )
}

/// Adds one of managed instances to its cluster.
pub(super) fn add(tx: &mut Tx, cluster: &str, name: String) -> Outcome<()> {
    let Some(before) = tx.cluster(cluster).cloned() else {
        return Err(faults::cluster_not_found());
    };
    let mut cluster = Cluster::clone(&before);
    if cluster.capacity_providers.len() >= PROVIDERS_MAX {
        return Err(too_many(|text| {
            Fault::client("LimitExceededException", text)
        }));
    }
    cluster.capacity_providers.push(name);
    tx.put_cluster(cluster);
    Ok(())
}

/// Takes one of managed instances from its cluster, and out of its default strategy.
pub(super) fn remove(tx: &mut Tx, cluster: &str, name: &str) -> Outcome<()> {
    let Some(before) = tx.cluster(cluster).cloned() else {
        return Ok(());
    };
    let default = &before.default_capacity_provider_strategy;
    if is_used(tx, cluster, name) || default.iter().any(|it| strategy::name(it) == name) {
        return Err(faults::client(
            "The specified capacity provider is in use and cannot be removed.",
        ));
    }
    let mut cluster = Cluster::clone(&before);
    cluster.capacity_providers.retain(|it| it != name);
    tx.put_cluster(cluster);
    Ok(())
}

/// Tasks of a cluster are on its capacity, or services are to be.
fn is_used(state: &State, cluster: &str, name: &str) -> bool {
    let by_tasks = [DesiredStatus::Running, DesiredStatus::Stopped]
        .iter()
        .any(|desired| {
            let mut tasks = state.live_tasks_of(cluster, *desired);
            tasks.any(|task| task.capacity_provider.as_deref() == Some(name))
        });
    let services = state.services_of(cluster, "");
    let mut deployments = services
        .filter(|it| it.status != ServiceStatus::Inactive)
        .flat_map(|it| &it.deployments);
    by_tasks
        || deployments.any(|it| {
            let mut items = it.capacity_provider_strategy.iter();
            items.any(|it| strategy::name(it) == name)
        })
}

/// The attachments of a cluster: one for each associated Auto Scaling group with managed scaling.
pub(crate) fn attachments(state: &State, cluster: &Cluster) -> Vec<api::Attachment> {
    let of: &BTreeMap<String, String> = &cluster.scaling_attachments;
    of.iter()
        .filter(|(name, _)| provisioning::scales(state, name))
        .map(|(name, id)| api::Attachment {
            id: Some(id.clone()),
            r#type: Some("as_policy".to_owned()),
            status: Some("CREATED".to_owned()),
            details: Some(vec![api::KeyValuePair {
                name: Some("capacityProviderName".to_owned()),
                value: Some(name.clone()),
            }]),
        })
        .collect()
}
