//! `ListServices`.

use berth_api_ecs as api;
use berth_model::{ServiceStatus, State};

use crate::{Context, Outcome, page, resolve};

/// Lists ARNs of a cluster's ACTIVE services, by name.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for a bad page size or token.
pub fn list_services(
    state: &State,
    cx: &Context<'_>,
    input: api::ListServicesRequest,
) -> Outcome<api::ListServicesResponse> {
    const LIST: &str = "ListServices";
    let cluster = &resolve::cluster(state, cx, input.cluster.as_deref())?.name;
    let size = page::size(input.max_results, 10)?;
    let from: Option<String> = page::position(LIST, input.next_token.as_deref())?;
    let scheduling = input.scheduling_strategy.as_ref().map(|it| it.as_str());
    let launch_type = input.launch_type.as_ref().map(|it| it.as_str());
    let managed_by = input
        .resource_management_type
        .as_ref()
        .map_or("CUSTOMER", |it| it.as_str());
    let services = state
        .services_of(cluster, from.as_deref().unwrap_or_default())
        .filter(|_| managed_by == "CUSTOMER")
        .filter(|it| it.status == ServiceStatus::Active && it.daemon.is_none())
        .filter(|it| scheduling.is_none_or(|wanted| it.scheduling.as_str() == wanted))
        .filter(|it| {
            let primary = it.primary().map(|primary| primary.launch_type.as_str());
            launch_type.is_none_or(|wanted| primary == Some(wanted))
        });
    let (services, next_token) = page::take(LIST, services, size, |it| it.name.clone());
    let arns = services
        .iter()
        .map(|it| cx.names.service(cluster, &it.name))
        .collect();
    Ok(api::ListServicesResponse {
        service_arns: Some(arns),
        next_token,
    })
}
