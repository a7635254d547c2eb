//! Clusters: create, describe, list, update, settings, capacity providers, delete.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_model::{
    CapacityProviderStatus, Cluster, ClusterStatus, DesiredStatus, Document, InstanceStatus,
    LaunchType, ServiceStatus, State, Tags, TaskStatus, Tx,
};

use crate::capacity_providers::{self, Association};
use crate::{Context, Outcome, account_settings, faults, page, resolve, tags};

/// Makes a cluster; one that exists is given back as it is.
///
/// # Errors
/// `InvalidParameterException` for a bad name, setting or tag.
pub fn create_cluster(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateClusterRequest,
) -> Outcome<api::CreateClusterResponse> {
    let name = input.cluster_name.unwrap_or_else(|| "default".to_owned());
    if !resolve::is_name(&name) {
        return Err(faults::invalid(
            "clusterName must have 1 to 255 letters, digits, hyphens and underscores.",
        ));
    }
    if let Some(existing) = tx
        .cluster(&name)
        .filter(|c| c.status == ClusterStatus::Active)
    {
        let cluster = render(tx, cx, existing, &Include::settings_and_tags());
        return Ok(api::CreateClusterResponse {
            cluster: Some(cluster),
        });
    }
    let insights = match container_insights(input.settings)? {
        Some(value) => value,
        None => account_settings::effective(tx, cx, "containerInsights"),
    };
    let capacity_providers = input.capacity_providers.unwrap_or_default();
    let strategy = input.default_capacity_provider_strategy.unwrap_or_default();
    let wanted = Association::parse(tx, cx, &name, &capacity_providers, &strategy)?;
    let mut cluster = Cluster {
        name,
        status: ClusterStatus::Active,
        created_at: cx.now,
        container_insights: insights,
        configuration: configuration(input.configuration)?,
        capacity_providers: Vec::new(),
        default_capacity_provider_strategy: Vec::new(),
        service_connect_namespace: input.service_connect_defaults.and_then(|it| it.namespace),
        tags: tags::parse(input.tags)?,
        scaling_attachments: BTreeMap::new(),
    };
    wanted.put_into(tx, cx.entropy, &mut cluster);
    let rendered = render(tx, cx, &cluster, &Include::settings_and_tags());
    tx.put_cluster(cluster);
    Ok(api::CreateClusterResponse {
        cluster: Some(rendered),
    })
}

/// Describes up to 100 clusters.
///
/// # Errors
/// `InvalidParameterException` for too many or malformed names.
pub fn describe_clusters(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeClustersRequest,
) -> Outcome<api::DescribeClustersResponse> {
    let names = input.clusters.filter(|names| !names.is_empty());
    let names = names.unwrap_or_else(|| vec!["default".to_owned()]);
    if names.len() > 100 {
        return Err(faults::invalid(
            "Clusters cannot have more than 100 elements.",
        ));
    }
    let include = Include::from(input.include.unwrap_or_default());
    let (mut clusters, mut failures) = (Vec::new(), Vec::new());
    for given in &names {
        let found = match resolve::cluster_name(cx, Some(given)) {
            Ok(name) => state.cluster(name),
            Err(fault) if fault.code == "ClusterNotFoundException" => None,
            Err(fault) => return Err(fault),
        };
        match found {
            Some(cluster) => clusters.push(render(state, cx, cluster, &include)),
            None => failures.push(api::Failure {
                arn: Some(if given.starts_with("arn:") {
                    given.clone()
                } else {
                    cx.names.cluster(given)
                }),
                reason: Some("MISSING".to_owned()),
                detail: None,
            }),
        }
    }
    Ok(api::DescribeClustersResponse {
        clusters: Some(clusters),
        failures: Some(failures),
    })
}

/// Lists the ARNs of ACTIVE clusters, by name.
///
/// # Errors
/// `InvalidParameterException` for a bad page size or token.
pub fn list_clusters(
    state: &State,
    cx: &Context<'_>,
    input: api::ListClustersRequest,
) -> Outcome<api::ListClustersResponse> {
    let size = page::size(input.max_results, 100)?;
    let from: Option<String> = page::position("ListClusters", input.next_token.as_deref())?;
    let clusters = state
        .clusters()
        .filter(|cluster| cluster.status == ClusterStatus::Active)
        .filter(|cluster| from.as_ref().is_none_or(|from| cluster.name >= *from));
    let (clusters, next_token) = page::take("ListClusters", clusters, size, |c| c.name.clone());
    let arns = clusters
        .iter()
        .map(|cluster| cx.names.cluster(&cluster.name))
        .collect();
    Ok(api::ListClustersResponse {
        cluster_arns: Some(arns),
        next_token,
    })
}

/// Changes settings, configuration and Service Connect defaults; what is absent stays.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException`.
pub fn update_cluster(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateClusterRequest,
) -> Outcome<api::UpdateClusterResponse> {
    let mut cluster = Cluster::clone(resolve::cluster(tx, cx, input.cluster.as_deref())?);
    if let Some(value) = container_insights(input.settings)? {
        cluster.container_insights = value;
    }
    if let Some(configured) = configuration(input.configuration)? {
        cluster.configuration = Some(configured);
    }
    if let Some(defaults) = input.service_connect_defaults {
        cluster.service_connect_namespace = defaults.namespace.filter(|name| !name.is_empty());
    }
    let rendered = render(tx, cx, &cluster, &Include::settings_and_tags());
    tx.put_cluster(cluster);
    Ok(api::UpdateClusterResponse {
        cluster: Some(rendered),
    })
}

/// Changes `containerInsights`.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException`.
pub fn update_cluster_settings(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UpdateClusterSettingsRequest,
) -> Outcome<api::UpdateClusterSettingsResponse> {
    let mut cluster = Cluster::clone(resolve::cluster(tx, cx, input.cluster.as_deref())?);
    let Some(value) = container_insights(input.settings)? else {
        return Err(faults::invalid("settings must name containerInsights."));
    };
    cluster.container_insights = value;
    let rendered = render(tx, cx, &cluster, &Include::settings_and_tags());
    tx.put_cluster(cluster);
    Ok(api::UpdateClusterSettingsResponse {
        cluster: Some(rendered),
    })
}

/// Makes an empty cluster INACTIVE.
///
/// # Errors
/// `ClusterContainsContainerInstancesException`, `ClusterContainsTasksException`,
/// `ClusterContainsServicesException`, `ClusterContainsCapacityProviderException`,
/// `ClusterNotFoundException`.
pub fn delete_cluster(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteClusterRequest,
) -> Outcome<api::DeleteClusterResponse> {
    let mut cluster = Cluster::clone(resolve::cluster(tx, cx, input.cluster.as_deref())?);
    let registered = tx
        .instances_of(&cluster.name)
        .any(|it| it.status != InstanceStatus::Inactive);
    if registered {
        return Err(berth_protocol::fault::Fault::client(
            "ClusterContainsContainerInstancesException",
            "The Cluster cannot be deleted while Container Instances are active or draining.",
        ));
    }
    let services = tx
        .services_of(&cluster.name, "")
        .any(|it| it.status != ServiceStatus::Inactive);
    if services {
        return Err(berth_protocol::fault::Fault::client(
            "ClusterContainsServicesException",
            "The Cluster cannot be deleted while Services are active.",
        ));
    }
    let busy = [DesiredStatus::Running, DesiredStatus::Stopped]
        .iter()
        .any(|desired| tx.live_tasks_of(&cluster.name, *desired).next().is_some());
    if busy {
        return Err(berth_protocol::fault::Fault::client(
            "ClusterContainsTasksException",
            "The Cluster cannot be deleted while Tasks are active.",
        ));
    }
    let owned = tx
        .capacity_providers()
        .filter(|it| it.status == CapacityProviderStatus::Active)
        .any(|it| it.cluster.as_ref() == Some(&cluster.name));
    if owned {
        return Err(berth_protocol::fault::Fault::client(
            "ClusterContainsCapacityProviderException",
            "The Cluster cannot be deleted while Capacity Providers are active.",
        ));
    }
    Association::default().put_into(tx, cx.entropy, &mut cluster);
    cluster.status = ClusterStatus::Inactive;
    cluster.tags = Tags::new();
    let rendered = render(tx, cx, &cluster, &Include::settings_and_tags());
    tx.put_cluster(cluster);
    Ok(api::DeleteClusterResponse {
        cluster: Some(rendered),
    })
}

/// The value given for `containerInsights`, if one is.
fn container_insights(settings: Option<Vec<api::ClusterSetting>>) -> Outcome<Option<String>> {
    let mut found = None;
    for setting in settings.unwrap_or_default() {
        let name = setting.name.as_ref().map_or("", |name| name.as_str());
        if name != "containerInsights" {
            return Err(faults::invalid(format!(
                "settings has the unknown name '{name}'; the only one is containerInsights."
            )));
        }
        let value = setting.value.unwrap_or_default();
        if !matches!(value.as_str(), "enabled" | "disabled" | "enhanced") {
            return Err(faults::invalid(format!(
                "The value '{value}' of setting containerInsights must be one of enabled, disabled, enhanced."
            )));
        }
        found = Some(value);
    }
    Ok(found)
}

fn configuration(
    given: Option<api::ClusterConfiguration>,
) -> Outcome<Option<Document<api::ClusterConfiguration>>> {
    if let Some(exec) = given
        .as_ref()
        .and_then(|it| it.execute_command_configuration.as_ref())
    {
        let logging = exec
            .logging
            .as_ref()
            .map_or("DEFAULT", |logging| logging.as_str());
        match (logging, &exec.log_configuration) {
            ("OVERRIDE", None) => {
                return Err(faults::invalid(
                    "executeCommandConfiguration.logConfiguration must be given when logging is OVERRIDE.",
                ));
            }
            ("NONE" | "DEFAULT", Some(_)) => {
                return Err(faults::invalid(
                    "executeCommandConfiguration.logConfiguration can only be given when logging is OVERRIDE.",
                ));
            }
            _ => {}
        }
    }
    Ok(given.map(Document::new))
}

/// What a description shows beside the plain fields.
#[derive(Clone, Copy, Debug, Default)]
struct Include {
    attachments: bool,
    configurations: bool,
    settings: bool,
    statistics: bool,
    tags: bool,
}

impl Include {
    fn settings_and_tags() -> Self {
        Self {
            attachments: true,
            configurations: true,
            settings: true,
            statistics: false,
            tags: true,
        }
    }

    fn from(given: Vec<api::ClusterField>) -> Self {
        let mut include = Self::default();
        for field in given {
            match field.as_str() {
                "ATTACHMENTS" => include.attachments = true,
                "CONFIGURATIONS" => include.configurations = true,
                "SETTINGS" => include.settings = true,
                "STATISTICS" => include.statistics = true,
                "TAGS" => include.tags = true,
                _ => {}
            }
        }
        include
    }
}

#[derive(Default)]
struct Counts {
    running: [i32; 3],
    pending: [i32; 3],
}

fn count_tasks(state: &State, cluster: &str) -> Counts {
    let mut counts = Counts::default();
    for task in state.live_tasks_of(cluster, DesiredStatus::Running) {
        let place = match task.launch_type {
            LaunchType::Ec2 | LaunchType::ManagedInstances => 0,
            LaunchType::Fargate => 1,
            LaunchType::External => 2,
        };
        match task.last_status {
            TaskStatus::Running => counts.running[place] += 1,
            TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating => {
                counts.pending[place] += 1;
            }
            _ => {}
        }
    }
    counts
}

/// A cluster as the operation that has changed it answers.
pub(crate) fn render_changed(state: &State, cx: &Context<'_>, cluster: &Cluster) -> api::Cluster {
    render(state, cx, cluster, &Include::settings_and_tags())
}

fn render(state: &State, cx: &Context<'_>, cluster: &Cluster, include: &Include) -> api::Cluster {
    let counts = count_tasks(state, &cluster.name);
    let registered = state
        .instances_of(&cluster.name)
        .filter(|instance| instance.status != InstanceStatus::Inactive)
        .count();
    let statistics = if include.statistics {
        statistics(&counts, state, &cluster.name)
    } else {
        Vec::new()
    };
    let attachments = if include.attachments {
        capacity_providers::attachments(state, cluster)
    } else {
        Vec::new()
    };
    // Nothing takes time to attach.
    let attachments_status = (!attachments.is_empty()).then(|| "UPDATE_COMPLETE".to_owned());
    let settings = if include.settings {
        vec![api::ClusterSetting {
            name: Some("containerInsights".into()),
            value: Some(cluster.container_insights.clone()),
        }]
    } else {
        Vec::new()
    };
    api::Cluster {
        cluster_arn: Some(cx.names.cluster(&cluster.name)),
        cluster_name: Some(cluster.name.clone()),
        status: Some(cluster.status.as_str().to_owned()),
        registered_container_instances_count: Some(i32::try_from(registered).unwrap_or(i32::MAX)),
        running_tasks_count: Some(counts.running.iter().sum()),
        pending_tasks_count: Some(counts.pending.iter().sum()),
        active_services_count: Some(active_services(state, &cluster.name)),
        statistics: Some(statistics),
        tags: Some(if include.tags {
            tags::render(&cluster.tags)
        } else {
            Vec::new()
        }),
        settings: Some(settings),
        configuration: cluster
            .configuration
            .as_ref()
            .filter(|_| include.configurations)
            .map(|it| api::ClusterConfiguration::clone(it)),
        capacity_providers: Some(cluster.capacity_providers.clone()),
        default_capacity_provider_strategy: Some(
            cluster
                .default_capacity_provider_strategy
                .iter()
                .map(|item| api::CapacityProviderStrategyItem::clone(item))
                .collect(),
        ),
        attachments: (!attachments.is_empty()).then_some(attachments),
        attachments_status,
        service_connect_defaults: cluster.service_connect_namespace.clone().map(|namespace| {
            api::ClusterServiceConnectDefaults {
                namespace: Some(namespace),
            }
        }),
    }
}

fn statistics(counts: &Counts, state: &State, cluster: &str) -> Vec<api::KeyValuePair> {
    let mut pairs = Vec::new();
    for (place, kind) in ["EC2", "Fargate", "External"].iter().enumerate() {
        pairs.push((format!("running{kind}TasksCount"), counts.running[place]));
        pairs.push((format!("pending{kind}TasksCount"), counts.pending[place]));
    }
    let kinds = [
        ("EC2", LaunchType::Ec2),
        ("Fargate", LaunchType::Fargate),
        ("External", LaunchType::External),
    ];
    for (kind, launch_type) in kinds {
        let count = |status| {
            let services = state
                .services_of(cluster, "")
                .filter(|it| it.status == status && it.daemon.is_none());
            let of =
                services.filter(|it| it.primary().is_some_and(|it| it.launch_type == launch_type));
            i32::try_from(of.count()).unwrap_or(i32::MAX)
        };
        pairs.push((
            format!("active{kind}ServiceCount"),
            count(ServiceStatus::Active),
        ));
        pairs.push((
            format!("draining{kind}ServiceCount"),
            count(ServiceStatus::Draining),
        ));
    }
    pairs
        .into_iter()
        .map(|(name, value)| api::KeyValuePair {
            name: Some(name),
            value: Some(value.to_string()),
        })
        .collect()
}

fn active_services(state: &State, cluster: &str) -> i32 {
    let services = state.services_of(cluster, "");
    let active = services.filter(|it| it.status == ServiceStatus::Active && it.daemon.is_none());
    i32::try_from(active.count()).unwrap_or(i32::MAX)
}
