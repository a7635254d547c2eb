//! Version consistency: what the tags of a deployment's images mean, from its first task on.

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{Change, Document, ServiceRevision, State, Task, Tx};

/// Whether later tasks of a deployment run the image that its first one found under the tag.
pub(super) fn is_pinned(definition: &api::TaskDefinition, container: &str) -> bool {
    let containers = definition.container_definitions.as_deref();
    let mut containers = containers.unwrap_or_default().iter();
    let container = containers.find(|it| it.name.as_deref() == Some(container));
    container.is_some_and(wants_consistency)
}

/// `versionConsistency` is enabled unless it is disabled.
pub(crate) fn wants_consistency(container: &api::ContainerDefinition) -> bool {
    let consistency = container.version_consistency.as_ref();
    consistency.is_none_or(|it| it.as_str() != "disabled")
}

/// The images of a new service revision; those named by digest have theirs.
pub(super) fn of(definition: &api::TaskDefinition) -> Vec<api::ContainerImage> {
    let containers = definition.container_definitions.as_deref();
    let containers = containers.unwrap_or_default().iter();
    let image = |it: &api::ContainerDefinition| api::ContainerImage {
        container_name: it.name.clone(),
        image_digest: it
            .image
            .as_deref()
            .and_then(|image| Some(image.split_once('@')?.1.to_owned())),
        image: it.image.clone(),
    };
    containers.map(image).collect()
}

/// What is known of a revision's images, by container: a deployment that goes back to it runs these.
pub(super) fn digests(
    revision: &ServiceRevision,
    definition: Option<&api::TaskDefinition>,
) -> BTreeMap<String, String> {
    let images = revision.document.container_images.as_deref();
    let images = images.unwrap_or_default().iter();
    images
        .filter_map(|it| Some((it.container_name.clone()?, it.image_digest.clone()?)))
        .filter(|(name, _)| definition.is_some_and(|it| is_pinned(it, name)))
        .collect()
}

/// What the tags of a task's images mean by now, which was not known when it began to wait for capacity.
pub(crate) fn pin(state: &State, task: &mut Task) {
    let service = task
        .service()
        .and_then(|name| state.service(&task.cluster, name));
    let mut deployments = service.iter().flat_map(|it| &it.deployments);
    let Some(deployment) = deployments.find(|it| Some(&it.id) == task.started_by.as_ref()) else {
        return;
    };
    for container in &mut task.containers {
        if container.image_digest.is_none() {
            container.image_digest = deployment.digests.get(&container.name).cloned();
        }
    }
}

/// Writes digests into a service revision.
pub(super) fn note(tx: &mut Tx, task: &Task, id: &str, digests: &BTreeMap<String, String>) {
    let service = task.service().unwrap_or_default();
    let Some(revision) = tx.service_revision(&task.cluster, service, id).cloned() else {
        return;
    };
    let mut document = api::ServiceRevision::clone(&revision.document);
    for image in document.container_images.iter_mut().flatten() {
        let digest = image.container_name.as_ref();
        if let Some(digest) = digest.and_then(|name| digests.get(name)) {
            image.image_digest.get_or_insert_with(|| digest.clone());
        }
    }
    if document != *revision.document {
        let document = Document::new(document);
        tx.record(Change::PutServiceRevision(Arc::new(ServiceRevision {
            document,
            ..ServiceRevision::clone(&revision)
        })));
    }
}
