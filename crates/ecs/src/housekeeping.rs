//! What goes by itself in time: old STOPPED tasks, used-up tokens, deleted definitions, keys that
//! are about to expire.

use std::sync::Arc;

use berth_env::Entropy;
use berth_model::{Change, TaskDefinition, TaskDefinitionStatus, Timestamp, Tx, is_daemon_name};

use crate::credentials::{self, Lifetime};
use crate::{fargate_hosts, network, services};

/// How long and how many STOPPED tasks are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// ECS keeps an hour; 30 days by default here.
    pub seconds: i64,
    /// At most so many, the longest stopped going first.
    pub most: usize,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            seconds: 30 * 24 * 3600,
            most: 1_000_000,
        }
    }
}

/// One round removes at most so many tasks, so that a commit stays small.
const TASKS_A_ROUND: usize = 1000;

/// Does what is due, and says when to look again.
///
/// Called with the same state and time it does the same; being late or called twice does no harm.
pub fn tidy(
    tx: &mut Tx,
    entropy: &mut dyn Entropy,
    now: Timestamp,
    retention: Retention,
    lifetime: Lifetime,
) -> Option<Timestamp> {
    let tasks = forget_tasks(tx, now, retention);
    let expired: Vec<_> = tx
        .idempotency_tokens_by_expiry()
        .take_while(|(at, _)| *at <= now)
        .map(|(_, key)| key.clone())
        .collect();
    for (cluster, token) in expired {
        tx.record(Change::DeleteIdempotencyToken(cluster, token));
    }
    credentials::refresh(tx, entropy, now, lifetime);
    forget_definitions(tx);
    forget_instances(tx, now, retention);
    forget_runs(tx, now, retention);
    let service = forget_services(tx, now);
    let provider = forget_capacity_providers(tx, now);
    let address = network::forget_released(tx, now);
    let lost = fargate_hosts::give_up_lost(tx, now);
    let retired = fargate_hosts::stop_retired(tx, now);
    let token = tx.idempotency_tokens_by_expiry().next().map(|(at, _)| at);
    let key = tx
        .role_credentials_by_expiry()
        .next()
        .map(|it| it.expires_at.plus_seconds(-lifetime.refresh_seconds()));
    let instance = tx
        .deregistered_instances()
        .next()
        .map(|(at, _)| at.plus_seconds(retention.seconds));
    [
        tasks, token, key, instance, service, provider, address, lost, retired,
    ]
    .into_iter()
    .flatten()
    .min()
}

fn forget_tasks(tx: &mut Tx, now: Timestamp, retention: Retention) -> Option<Timestamp> {
    let surplus = tx.task_counts().1.saturating_sub(retention.most);
    let due: Vec<_> = tx
        .stopped_tasks()
        .enumerate()
        .take_while(|(place, (at, _))| {
            *place < surplus || at.plus_seconds(retention.seconds) <= now
        })
        .take(TASKS_A_ROUND)
        .map(|(_, (_, id))| id)
        .collect();
    for id in &due {
        tx.record(Change::DeleteTask(*id));
    }
    if due.len() == TASKS_A_ROUND {
        return Some(now);
    }
    tx.stopped_tasks()
        .next()
        .map(|(at, _)| at.plus_seconds(retention.seconds))
}

/// Removes instances that have been INACTIVE for as long as STOPPED tasks are kept.
fn forget_instances(tx: &mut Tx, now: Timestamp, retention: Retention) {
    let gone: Vec<_> = tx
        .deregistered_instances()
        .take_while(|(at, _)| at.plus_seconds(retention.seconds) <= now)
        .map(|(_, id)| id)
        .collect();
    for id in gone {
        tx.record(Change::DeleteInstance(id));
    }
}

/// Removes runs that have been over for as long as STOPPED tasks are kept.
fn forget_runs(tx: &mut Tx, now: Timestamp, retention: Retention) {
    let over = |at: Timestamp| at.plus_seconds(retention.seconds) <= now;
    let old = tx.runs().filter(|it| it.finished_at.is_some_and(over));
    let old: Vec<_> = old.take(TASKS_A_ROUND).map(|it| it.id.clone()).collect();
    for id in old {
        tx.record(Change::DeleteRun(id));
    }
}

/// INACTIVE services are described for a day.
const INACTIVE_SERVICE_SECONDS: i64 = 24 * 3600;

/// Removes services that have been INACTIVE for long enough, with all that belongs to them.
fn forget_services(tx: &mut Tx, now: Timestamp) -> Option<Timestamp> {
    let gone: Vec<_> = tx
        .inactive_services()
        .take_while(|(at, _)| at.plus_seconds(INACTIVE_SERVICE_SECONDS) <= now)
        .map(|(_, key)| key.clone())
        .collect();
    for (cluster, name) in gone {
        services::forget(tx, &cluster, &name);
    }
    let next = tx.inactive_services().next();
    next.map(|(at, _)| at.plus_seconds(INACTIVE_SERVICE_SECONDS))
}

/// INACTIVE capacity providers are described for a day.
const INACTIVE_PROVIDER_SECONDS: i64 = 24 * 3600;

/// Removes capacity providers that have been INACTIVE for long enough.
fn forget_capacity_providers(tx: &mut Tx, now: Timestamp) -> Option<Timestamp> {
    let inactive = tx.capacity_providers().filter_map(|it| {
        let until = it.deleted_at?.plus_seconds(INACTIVE_PROVIDER_SECONDS);
        Some((until, it.name.clone()))
    });
    let (gone, left): (Vec<_>, Vec<_>) = inactive.partition(|(until, _)| *until <= now);
    for (_, name) in gone {
        tx.record(Change::DeleteCapacityProvider(name));
    }
    left.into_iter().map(|(until, _)| until).min()
}

/// Removes a revision whose deletion was asked for once no task uses it.
pub(crate) fn forget_definition(tx: &mut Tx, family: &str, revision: u32) {
    let gone = tx
        .task_definition(family, revision)
        .is_some_and(|it| it.status == TaskDefinitionStatus::DeleteInProgress)
        && tx.tasks_of_definition(family, revision) == 0
        && !services::uses_definition(tx, family, revision);
    if !gone {
        return;
    }
    match tx.task_definition(family, revision).cloned() {
        Some(definition) if is_daemon_name(family) => {
            let deleted = TaskDefinition {
                status: TaskDefinitionStatus::Deleted,
                ..TaskDefinition::clone(&definition)
            };
            tx.record(Change::PutTaskDefinition(Arc::new(deleted)));
        }
        _ => tx.record(Change::DeleteTaskDefinition(family.to_owned(), revision)),
    }
}

/// Removes all revisions whose deletion was asked for and that no task uses.
fn forget_definitions(tx: &mut Tx) {
    let gone: Vec<_> = tx.task_definitions_in_deletion().cloned().collect();
    for (family, revision) in gone {
        forget_definition(tx, &family, revision);
    }
}
