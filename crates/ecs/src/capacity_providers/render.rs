//! A capacity provider as the API shows it.

use berth_api_ecs as api;
use berth_model::{CapacityProvider, CapacityProviderKind};

use crate::{Context, tags};

pub(super) fn render(
    cx: &Context<'_>,
    provider: &CapacityProvider,
    with_tags: bool,
) -> api::CapacityProvider {
    let (kind, group, managed) = match &provider.kind {
        CapacityProviderKind::AutoScaling(it) => ("EC2_AUTOSCALING", Some((**it).clone()), None),
        CapacityProviderKind::ManagedInstances(it) => {
            ("MANAGED_INSTANCES", None, Some((**it).clone()))
        }
    };
    api::CapacityProvider {
        capacity_provider_arn: Some(cx.names.capacity_provider(&provider.name)),
        name: Some(provider.name.clone()),
        cluster: provider.cluster.as_ref().map(|it| cx.names.cluster(it)),
        status: Some(provider.status.as_str().into()),
        auto_scaling_group_provider: group,
        managed_instances_provider: managed,
        update_status: Some(provider.update.as_str().into()),
        tags: Some(if with_tags {
            tags::render(&provider.tags)
        } else {
            Vec::new()
        }),
        r#type: Some(kind.into()),
        ..Default::default()
    }
}

/// FARGATE or `FARGATE_SPOT`.
pub(super) fn render_built_in(cx: &Context<'_>, name: &str) -> api::CapacityProvider {
    api::CapacityProvider {
        capacity_provider_arn: Some(cx.names.capacity_provider(name)),
        name: Some(name.to_owned()),
        status: Some("ACTIVE".into()),
        tags: Some(Vec::new()),
        r#type: Some(name.into()),
        ..Default::default()
    }
}
