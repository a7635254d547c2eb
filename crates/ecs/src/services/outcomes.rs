//! What became of a service's tasks, noted on their deployment in the change in which it happens.

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_model::{Change, Deployment, Service, State, StopCode, Task, Timestamp, Tx};

use super::images;

/// A task that ended within this time of its start has had a short life.
const SHORT_LIFE_MS: i64 = 10_000;

/// A task has reached RUNNING.
pub(crate) fn started(tx: &mut Tx, task: &Task) {
    change(tx, task, |_, deployment| {
        deployment.ran = true;
        deployment.launch_failures = 0;
    });
}

/// A task's agent knows more about its images: what a tag means for the first task of a deployment,
/// it means for the later ones, unless their container's definition has `versionConsistency` disabled.
pub(crate) fn resolved(tx: &mut Tx, task: &Task) {
    let known = task.containers.iter();
    let mut digests: BTreeMap<String, String> = known
        .filter_map(|it| Some((it.name.clone(), it.image_digest.clone()?)))
        .collect();
    if task.service().is_none() || digests.is_empty() {
        return;
    }
    let (family, revision) = &task.task_definition;
    let Some(definition) = tx.task_definition(family, *revision) else {
        return;
    };
    digests.retain(|name, _| images::is_pinned(&definition.document, name));
    let mut of_revision = None;
    change(tx, task, |_, deployment| {
        digests.retain(|name, _| !deployment.digests.contains_key(name));
        if !digests.is_empty() {
            deployment.digests.append(&mut digests.clone());
            of_revision = Some(deployment.revision.clone());
        }
    });
    if let Some(id) = of_revision {
        images::note(tx, task, &id, &digests);
    }
}

/// A task has STOPPED: was that a failure, and of what kind?
pub(crate) fn ended(tx: &mut Tx, now: Timestamp, task: &Task) {
    let by_itself = match task.stop_code {
        Some(StopCode::TaskFailedToStart | StopCode::EssentialContainerExited) => true,
        Some(
            StopCode::UserInitiated
            | StopCode::ServiceSchedulerInitiated
            | StopCode::SpotInterruption
            | StopCode::TerminationNotice,
        )
        | None => false,
    };
    let lived_ms = task.started_at.map(|at| now.0.saturating_sub(at.0));
    change(tx, task, |service, deployment| {
        service.steady_at = None;
        if !by_itself {
            return;
        }
        match lived_ms {
            None => {
                deployment.failed_tasks += 1;
                deployment.launch_failures += 1;
                deployment.failed_at = Some(now);
                if !deployment.ran {
                    deployment.breaker_count += 1;
                }
            }
            Some(lived_ms) if lived_ms < SHORT_LIFE_MS => {
                deployment.short_lives += 1;
                deployment.failed_at = Some(now);
            }
            Some(_) => deployment.short_lives = 0,
        }
    });
}

/// A task's health check has failed, and it is stopped for it.
pub(super) fn failed_check(deployment: &mut Deployment, now: Timestamp) {
    deployment.failed_tasks += 1;
    deployment.breaker_count += 1;
    deployment.failed_at = Some(now);
}

/// Some service runs this revision of a family.
pub(crate) fn uses_definition(state: &State, family: &str, revision: u32) -> bool {
    state.services().flat_map(|it| &it.deployments).any(|it| {
        let (of, number) = &it.task_definition;
        of == family && *number == revision
    })
}

fn change(tx: &mut Tx, task: &Task, note: impl FnOnce(&mut Service, &mut Deployment)) {
    let Some(name) = task.service() else { return };
    let Some(service) = tx.service(&task.cluster, name).cloned() else {
        return;
    };
    let of = |it: &Deployment| Some(it.id.as_str()) == task.started_by.as_deref();
    let Some(place) = service.deployments.iter().position(of) else {
        return;
    };
    let mut changed = Service::clone(&service);
    let mut deployment = changed.deployments[place].clone();
    note(&mut changed, &mut deployment);
    changed.deployments[place] = deployment;
    if changed != *service {
        tx.record(Change::PutService(Arc::new(changed)));
    }
}
