//! Deployments: how one begins, ends, and is rolled back.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_env::Entropy;
use berth_model::{
    Change, Deployment, DeploymentStatus, Document, LaunchType, RevisionCounts, RolloutState,
    Service, ServiceDeployment, ServiceDeploymentStatus, ServiceRevision, State, TaskDefinition,
    TaskSet, Tx,
};

use super::{alarms, hooks, images, lifecycle, view};
use crate::Context;
use crate::capacity_providers::strategy::Items;

/// What a deployment brings.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    pub(super) task_definition: (String, u32),
    pub(super) launch_type: LaunchType,
    pub(super) document: api::ServiceRevision,
}

impl Target {
    /// What the PRIMARY deployment brings.
    pub(super) fn of_primary(state: &State, service: &Service) -> Option<Self> {
        let primary = service.primary()?;
        let id = &primary.revision;
        let strategy = &primary.capacity_provider_strategy;
        let revision = state.service_revision(&service.cluster, &service.name, id)?;
        Some(Self {
            task_definition: revision.task_definition.clone(),
            launch_type: primary.launch_type,
            document: api::ServiceRevision {
                container_images: None,
                // This may have been changed without a deployment.
                capacity_provider_strategy: strategy_document(strategy),
                ..(*revision.document).clone()
            },
        })
    }
}

/// A strategy as documents have it: none if it is empty.
pub(super) fn strategy_document(items: &Items) -> Option<Vec<api::CapacityProviderStrategyItem>> {
    let items: Vec<_> = items.iter().map(|it| (**it).clone()).collect();
    Some(items).filter(|items| !items.is_empty())
}

/// Begins a deployment of `target`: it becomes PRIMARY, what was PRIMARY ACTIVE.
pub(super) fn begin(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service, target: Target) {
    let revision = revision(tx, cx, service, target);
    let id = new_id(cx);
    let sources = sources(tx, service);
    let record = ServiceDeployment {
        cluster: service.cluster.clone(),
        service: service.name.clone(),
        id: letters(cx.entropy),
        deployment: id.clone(),
        created_at: cx.now,
        started_at: Some(cx.now),
        finished_at: None,
        stopped_at: None,
        updated_at: cx.now,
        sources,
        target: revision.id.clone(),
        target_counts: RevisionCounts::default(),
        status: ServiceDeploymentStatus::InProgress,
        status_reason: None,
        configuration: service.deployment_configuration.clone(),
        rollback: None,
        breaker: None,
        monitor: alarms::begin(tx, service),
    };
    let lifecycle = lifecycle::begin(cx, service);
    supersede(tx, cx, service);
    let reason = format!("ECS deployment {id} in progress.");
    let deployment = Deployment {
        service_deployment: record.id.clone(),
        lifecycle,
        monitor: record.monitor.clone(),
        ..fresh(tx, cx, id, &revision, reason)
    };
    service.deployments.insert(0, deployment);
    service.rebalancing = None;
    service.steady_at = None;
    service.said.clear();
    tx.record(Change::PutServiceRevision(Arc::new(revision)));
    tx.record(Change::PutServiceDeployment(Arc::new(record)));
}

/// Adds a task set that brings `target`; gives its id. It has a service revision, which says what its
/// tasks are made of, but no record of a deployment.
pub(super) fn add_task_set(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    target: Target,
    set: TaskSet,
) -> String {
    let revision = revision(tx, cx, service, target);
    let id = new_id(cx);
    let deployment = Deployment {
        status: DeploymentStatus::Active,
        rollout: RolloutState::Completed,
        task_set: Some(Box::new(set)),
        ..fresh(tx, cx, id.clone(), &revision, String::new())
    };
    service.deployments.insert(0, deployment);
    // PRIMARY first; among others the newest.
    service.deployments.sort_by_key(|it| it.status);
    service.said.clear();
    tx.record(Change::PutServiceRevision(Arc::new(revision)));
    id
}

fn new_id(cx: &mut Context<'_>) -> String {
    format!("ecs-svc/{}", digits(cx.entropy))
}

/// A service revision for `target`.
fn revision(
    state: &State,
    cx: &mut Context<'_>,
    service: &Service,
    target: Target,
) -> ServiceRevision {
    let definition = definition(state, &target.task_definition);
    ServiceRevision {
        cluster: service.cluster.clone(),
        service: service.name.clone(),
        id: digits(cx.entropy),
        created_at: cx.now,
        task_definition: target.task_definition,
        launch_type: target.launch_type,
        document: Document::new(api::ServiceRevision {
            container_images: definition.map(|it| images::of(&it.document)),
            ..target.document
        }),
    }
}

fn definition(state: &State, (family, revision): &(String, u32)) -> Option<Arc<TaskDefinition>> {
    state.task_definition(family, *revision).cloned()
}

fn fresh(
    state: &State,
    cx: &Context<'_>,
    id: String,
    revision: &ServiceRevision,
    reason: String,
) -> Deployment {
    let definition = definition(state, &revision.task_definition);
    Deployment {
        id,
        status: DeploymentStatus::Primary,
        revision: revision.id.clone(),
        service_deployment: String::new(),
        task_definition: revision.task_definition.clone(),
        launch_type: revision.launch_type,
        created_at: cx.now,
        updated_at: cx.now,
        rollout: RolloutState::InProgress,
        rollout_reason: reason,
        failed_tasks: 0,
        failed_at: None,
        ran: false,
        breaker_count: 0,
        launch_failures: 0,
        short_lives: 0,
        rollback: false,
        digests: images::digests(revision, definition.as_ref().map(|it| &*it.document)),
        lifecycle: None,
        capacity_provider_strategy: revision
            .document
            .capacity_provider_strategy
            .iter()
            .flatten()
            .cloned()
            .map(Document::new)
            .collect(),
        task_set: None,
        monitor: None,
    }
}

/// What runs now: service revisions and how many tasks of each.
fn sources(state: &State, service: &Service) -> Vec<(String, RevisionCounts)> {
    let mut sources: Vec<(String, RevisionCounts)> = Vec::new();
    for deployment in &service.deployments {
        let counts = counts(state, service, deployment);
        match sources
            .iter_mut()
            .find(|(id, _)| *id == deployment.revision)
        {
            Some((_, known)) => {
                known.running += counts.running;
                known.pending += counts.pending;
            }
            None => sources.push((deployment.revision.clone(), counts)),
        }
    }
    sources
}

/// How many tasks of a deployment are wanted, run and come.
pub(super) fn counts(state: &State, service: &Service, deployment: &Deployment) -> RevisionCounts {
    let tally = state.tally(&deployment.id);
    RevisionCounts {
        requested: if deployment.status == DeploymentStatus::Primary {
            service.desired_count
        } else {
            tally.running + tally.pending
        },
        running: tally.running,
        pending: tally.pending,
    }
}

/// What was PRIMARY is ACTIVE; if it was not done, its record ends.
fn supersede(tx: &mut Tx, cx: &Context<'_>, service: &mut Service) {
    let Some(place) = service
        .deployments
        .iter()
        .position(|it| it.status == DeploymentStatus::Primary)
    else {
        return;
    };
    let old = service.deployments[place].clone();
    hooks::abandon(tx, cx.now, &old);
    if old.rollout == RolloutState::InProgress {
        close(
            tx,
            cx,
            service,
            &old,
            ServiceDeploymentStatus::Stopped,
            Some("Superseded by a newer service deployment."),
        );
    }
    let old = &mut service.deployments[place];
    old.status = DeploymentStatus::Active;
    old.lifecycle = None;
    old.monitor = None;
    old.updated_at = cx.now;
}

/// Writes the end of a deployment into its record.
pub(super) fn close(
    tx: &mut Tx,
    cx: &Context<'_>,
    service: &Service,
    deployment: &Deployment,
    status: ServiceDeploymentStatus,
    reason: Option<&str>,
) {
    let (cluster, name) = (&service.cluster, &service.name);
    let id = &deployment.service_deployment;
    let Some(record) = tx.service_deployment(cluster, name, id).cloned() else {
        return;
    };
    if record.finished_at.is_some() {
        return;
    }
    let mut record = ServiceDeployment::clone(&record);
    record.status = status;
    record.status_reason = reason.map(str::to_owned).or(record.status_reason);
    record.updated_at = cx.now;
    record.finished_at = Some(cx.now);
    if status == ServiceDeploymentStatus::Stopped {
        record.stopped_at = Some(cx.now);
    }
    if !deployment.rollback {
        record.monitor.clone_from(&deployment.monitor);
        record.target_counts = counts(tx, service, deployment);
        record.breaker = view::breaker(&service.deployment_configuration).map(|threshold| {
            (
                deployment.breaker_count,
                threshold.failures(service.desired_count),
            )
        });
    }
    tx.record(Change::PutServiceDeployment(Arc::new(record)));
}

/// The PRIMARY deployment has done it.
pub(super) fn complete(tx: &mut Tx, cx: &Context<'_>, service: &mut Service) -> Option<String> {
    let mut primary = service.primary()?.clone();
    primary.rollout = RolloutState::Completed;
    primary.rollout_reason = format!("ECS deployment {} completed.", primary.id);
    primary.updated_at = cx.now;
    let status = if primary.rollback {
        ServiceDeploymentStatus::RollbackSuccessful
    } else {
        ServiceDeploymentStatus::Successful
    };
    close(tx, cx, service, &primary, status, None);
    primary.rollback = false;
    primary.lifecycle = None;
    primary.monitor = None;
    service.completed_revision = Some(primary.revision.clone());
    let id = primary.id.clone();
    service.deployments[0] = primary;
    forget_old(tx, service);
    Some(id)
}

/// Gives the PRIMARY deployment up. With `back`, how that is put, what was last COMPLETED becomes PRIMARY again: the
/// deployment itself if it still has tasks, a new one of its service revision if not. Gives the id of
/// that.
pub(super) fn fail(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    why: &str,
    back: Option<&str>,
) -> Option<String> {
    let failed = service.primary()?.clone();
    hooks::abandon(tx, cx.now, &failed);
    let completed = service.completed_revision.clone();
    let completed =
        completed.filter(|id| back.is_some() && *id != failed.revision && !failed.rollback);
    let revision = completed.and_then(|id| {
        let revision = tx.service_revision(&service.cluster, &service.name, &id);
        revision.cloned()
    });
    let primary = &mut service.deployments[0];
    primary.rollout = RolloutState::Failed;
    primary.rollout_reason = why.to_owned();
    primary.updated_at = cx.now;
    service.steady_at = None;
    let Some(revision) = revision else {
        let status = if failed.rollback {
            ServiceDeploymentStatus::RollbackFailed
        } else {
            ServiceDeploymentStatus::Stopped
        };
        close(tx, cx, service, &failed, status, Some(why));
        return None;
    };
    service.deployments[0].status = DeploymentStatus::Active;
    service.deployments[0].lifecycle = None;
    service.deployments[0].monitor = None;
    service.said.clear();
    let there = service
        .deployments
        .iter()
        .position(|it| it.revision == revision.id);
    let (id, deployment) = match there {
        Some(place) => {
            let old = service.deployments.remove(place);
            (old.id.clone(), old)
        }
        None => {
            let records = tx.service_deployments(&service.cluster, &service.name);
            let records = records.filter(|it| it.target == revision.id);
            let old = records
                .max_by_key(|it| it.created_at)
                .map(|it| it.deployment.clone());
            let new = new_id(cx);
            let deployment = fresh(tx, cx, new.clone(), &revision, String::new());
            (old.unwrap_or(new), deployment)
        }
    };
    let deployment = Deployment {
        status: DeploymentStatus::Primary,
        rollout: RolloutState::InProgress,
        rollout_reason: format!("{} to deploymentId {id}.", back.unwrap_or_default()),
        updated_at: cx.now,
        service_deployment: failed.service_deployment.clone(),
        rollback: true,
        failed_tasks: 0,
        launch_failures: 0,
        short_lives: 0,
        breaker_count: 0,
        lifecycle: failed
            .lifecycle
            .as_ref()
            .and_then(|it| hooks::begin_rollback(cx, &service.deployment_configuration, it)),
        monitor: None,
        ..deployment
    };
    service.deployments.insert(0, deployment);
    note_rollback(tx, cx, service, &failed, &revision.id, why);
    Some(id)
}

fn note_rollback(
    tx: &mut Tx,
    cx: &Context<'_>,
    service: &Service,
    failed: &Deployment,
    revision: &str,
    why: &str,
) {
    let (cluster, name) = (&service.cluster, &service.name);
    let id = &failed.service_deployment;
    let Some(record) = tx.service_deployment(cluster, name, id).cloned() else {
        return;
    };
    let mut record = ServiceDeployment::clone(&record);
    record.status = ServiceDeploymentStatus::RollbackInProgress;
    record.status_reason = Some(why.to_owned());
    record.updated_at = cx.now;
    record.rollback = Some((why.to_owned(), cx.now, revision.to_owned()));
    record.monitor.clone_from(&failed.monitor);
    record.target_counts = counts(tx, service, failed);
    record.breaker = view::breaker(&service.deployment_configuration).map(|threshold| {
        (
            failed.breaker_count,
            threshold.failures(service.desired_count),
        )
    });
    tx.record(Change::PutServiceDeployment(Arc::new(record)));
}

/// So many records of deployments are kept of a service, with the service revisions they name.
const RECORDS_MAX: usize = 100;

/// Forgets the oldest records beyond those kept, and revisions that nothing names any more.
fn forget_old(tx: &mut Tx, service: &Service) {
    let (cluster, name) = (service.cluster.clone(), service.name.clone());
    let mut records: Vec<_> = tx.service_deployments(&cluster, &name).cloned().collect();
    if records.len() <= RECORDS_MAX {
        return;
    }
    records.sort_by_key(|it| std::cmp::Reverse((it.created_at, it.id.clone())));
    let used = |id: &str| {
        service
            .deployments
            .iter()
            .any(|it| it.service_deployment == id)
    };
    let (kept, old): (Vec<_>, Vec<_>) = records
        .into_iter()
        .enumerate()
        .partition(|(place, it)| *place < RECORDS_MAX || used(&it.id));
    for (_, record) in old {
        let (cluster, name) = (cluster.clone(), name.clone());
        tx.record(Change::DeleteServiceDeployment(
            cluster,
            name,
            record.id.clone(),
        ));
    }
    let named = |id: &str| {
        service.completed_revision.as_deref() == Some(id)
            || service.deployments.iter().any(|it| it.revision == id)
            || kept
                .iter()
                .any(|(_, it)| it.target == id || it.sources.iter().any(|(source, _)| source == id))
    };
    let unnamed: Vec<String> = tx
        .service_revisions(&cluster, &name)
        .map(|it| it.id.clone())
        .filter(|id| !named(id))
        .collect();
    for id in unnamed {
        tx.record(Change::DeleteServiceRevision(
            cluster.clone(),
            name.clone(),
            id,
        ));
    }
}

/// Nineteen digits.
pub(super) fn digits(entropy: &mut dyn Entropy) -> String {
    let mut bytes = [0_u8; 8];
    entropy.fill(&mut bytes);
    format!("{:019}", u64::from_le_bytes(bytes) % 10_u64.pow(19))
}

/// Twenty-one letters and digits.
fn letters(entropy: &mut dyn Entropy) -> String {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let letter = |_| {
        let at = usize::try_from(entropy.below(62)).unwrap_or(0);
        char::from(ALPHABET[at])
    };
    (0..21).map(letter).collect()
}
