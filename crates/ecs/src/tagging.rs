//! `TagResource`, `UntagResource`, `ListTagsForResource`.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Arn, CapacityProvider, CapacityProviderStatus, Change, Cluster, ClusterStatus,
    ContainerInstance, DAEMON_PREFIX, InstanceStatus, Service, ServiceStatus, State, Tags, Task,
    TaskDefinition, TaskSet, Tx,
};

use crate::{Context, Outcome, faults, resolve, services, tags};

/// What carries tags.
enum Tagged {
    Cluster(Arc<Cluster>),
    Definition(Arc<TaskDefinition>),
    Instance(Arc<ContainerInstance>),
    Task(Arc<Task>),
    Service(Arc<Service>),
    TaskSet(Arc<Service>, String),
    CapacityProvider(Arc<CapacityProvider>),
}

/// Adds tags to a resource; a key that is there gets the new value.
///
/// # Errors
/// `ResourceNotFoundException`, `ClusterNotFoundException`, `InvalidParameterException`.
pub fn tag_resource(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::TagResourceRequest,
) -> Outcome<api::TagResourceResponse> {
    let tagged = find(tx, cx, input.resource_arn.as_deref())?;
    let more = tags::parse(input.tags)?;
    let mut own = tagged.tags().clone();
    tags::merge(&mut own, more)?;
    tagged.put(tx, own);
    Ok(api::TagResourceResponse {})
}

/// Takes tags off a resource; keys that are not there are passed over.
///
/// # Errors
/// `ResourceNotFoundException`, `ClusterNotFoundException`, `InvalidParameterException`.
pub fn untag_resource(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::UntagResourceRequest,
) -> Outcome<api::UntagResourceResponse> {
    let tagged = find(tx, cx, input.resource_arn.as_deref())?;
    let mut own = tagged.tags().clone();
    for key in input.tag_keys.unwrap_or_default() {
        tags::check_key(&key)?;
        own.remove(&key);
    }
    tagged.put(tx, own);
    Ok(api::UntagResourceResponse {})
}

/// The tags of a resource.
///
/// # Errors
/// `ResourceNotFoundException`, `ClusterNotFoundException`, `InvalidParameterException`.
pub fn list_tags_for_resource(
    state: &State,
    cx: &Context<'_>,
    input: api::ListTagsForResourceRequest,
) -> Outcome<api::ListTagsForResourceResponse> {
    let tagged = find(state, cx, input.resource_arn.as_deref())?;
    Ok(api::ListTagsForResourceResponse {
        tags: Some(tags::render(tagged.tags())),
    })
}

fn find(state: &State, cx: &Context<'_>, given: Option<&str>) -> Outcome<Tagged> {
    let text = given.unwrap_or_default();
    let arn = Arn::parse(text).filter(|arn| arn.service == "ecs").ok_or_else(|| {
        faults::invalid("resourceArn must be the ARN of a cluster, capacity provider, task definition, container instance, service, task set or task.")
    })?;
    let missing =
        || faults::resource_not_found(format!("The specified resource was not found: {text}"));
    if arn.region != cx.names.region || arn.account != cx.names.account {
        return Err(missing());
    }
    let cluster = arn.path.split_once('/').map(|(cluster, _)| cluster);
    match (arn.kind, cluster) {
        ("cluster", None) => state
            .cluster(arn.path)
            .filter(|cluster| cluster.status == ClusterStatus::Active)
            .map(|cluster| Tagged::Cluster(Arc::clone(cluster)))
            .ok_or_else(faults::cluster_not_found),
        ("capacity-provider", None) => state
            .capacity_provider(arn.path)
            .filter(|it| it.status == CapacityProviderStatus::Active)
            .map(|it| Tagged::CapacityProvider(Arc::clone(it)))
            .ok_or_else(missing),
        ("task-definition", None) => resolve::definition(state, cx, text)?
            .filter(|_| arn.path.contains(':'))
            .map(Tagged::Definition)
            .ok_or_else(missing),
        ("daemon-task-definition", None) => {
            resolve::kept_definition(state, &format!("{DAEMON_PREFIX}{}", arn.path))
                .map(Tagged::Definition)
                .ok_or_else(missing)
        }
        ("container-instance", Some(cluster)) => resolve::instance(state, cx, cluster, text)
            .ok()
            .filter(|instance| instance.status != InstanceStatus::Inactive)
            .map(Tagged::Instance)
            .ok_or_else(missing),
        ("task", Some(cluster)) => resolve::task(state, cx, cluster, text)
            .ok()
            .filter(|task| !task.is_stopped())
            .map(Tagged::Task)
            .ok_or_else(missing),
        ("service" | "daemon", Some(cluster)) => state
            .service(cluster, &services::name_of(&arn))
            .filter(|service| service.status == ServiceStatus::Active)
            .map(|service| Tagged::Service(Arc::clone(service)))
            .ok_or_else(missing),
        ("task-set", Some(cluster)) => {
            let mut pieces = arn.path.splitn(3, '/').skip(1);
            let service = pieces.next().and_then(|name| state.service(cluster, name));
            let id = pieces.next().unwrap_or_default();
            let service = service.filter(|it| task_set(it, id).is_some());
            let tagged = service.map(|it| Tagged::TaskSet(Arc::clone(it), id.to_owned()));
            tagged.ok_or_else(missing)
        }
        _ => Err(faults::invalid(format!(
            "Invalid ARN: {text} names nothing that has tags here."
        ))),
    }
}

fn task_set<'a>(service: &'a Service, id: &str) -> Option<&'a TaskSet> {
    let deployment = service.deployments.iter().find(|it| it.id == id)?;
    deployment.task_set.as_deref()
}

static NONE: Tags = Tags::new();

impl Tagged {
    fn tags(&self) -> &Tags {
        match self {
            Self::Cluster(cluster) => &cluster.tags,
            Self::Definition(definition) => &definition.tags,
            Self::Instance(instance) => &instance.tags,
            Self::Task(task) => &task.tags,
            Self::Service(service) => &service.tags,
            Self::TaskSet(service, id) => task_set(service, id).map_or(&NONE, |it| &it.tags),
            Self::CapacityProvider(provider) => &provider.tags,
        }
    }

    fn put(&self, tx: &mut Tx, tags: Tags) {
        match self {
            Self::Cluster(cluster) => {
                tx.put_cluster(Cluster {
                    tags,
                    ..Cluster::clone(cluster)
                });
            }
            Self::Definition(definition) => {
                let changed = TaskDefinition {
                    tags,
                    ..TaskDefinition::clone(definition)
                };
                tx.record(Change::PutTaskDefinition(Arc::new(changed)));
            }
            Self::Instance(instance) => {
                tx.put_instance(ContainerInstance {
                    tags,
                    ..ContainerInstance::clone(instance)
                });
            }
            Self::Service(service) => {
                let changed = Service {
                    tags,
                    ..Service::clone(service)
                };
                tx.record(Change::PutService(Arc::new(changed)));
            }
            Self::TaskSet(service, id) => services::set_tags(tx, service, id, tags),
            Self::CapacityProvider(provider) => {
                let changed = CapacityProvider {
                    tags,
                    ..CapacityProvider::clone(provider)
                };
                tx.record(Change::PutCapacityProvider(Arc::new(changed)));
            }
            Self::Task(task) => tx.put_task(Task {
                tags,
                ..Task::clone(task)
            }),
        }
    }
}
