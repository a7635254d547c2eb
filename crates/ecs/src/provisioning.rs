//! Tasks that wait for capacity: they are in PROVISIONING, without a place, until an instance of
//! their capacity provider has room for them, or their time is over.
//!
//! A task comes here if it finds no room in a capacity provider that scales
//! ([`CapacityProvider::scales`](berth_model::CapacityProvider::scales)). The writer names the
//! clusters for whose waiting tasks something has changed ([`crate::writer::Batch::waiting`]): one
//! has come, a task has given its room back, an instance has registered or can take tasks again.
//! Nothing here asks again and again; time alone only ends the wait.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_env::{Entropy, SeededEntropy};
use berth_model::{InstanceId, State, StopCode, Task, Timestamp, Tx, WAITING_TASKS_MAX};
use berth_scheduler::placement::{
    self, Awaited, Constraint, Reason, RequiredAttribute, Search, Strategy,
};

use crate::network::Reach;
use crate::services::{self, Look};
use crate::{Context, Outcome, faults, run_task, stop_task, task_definition};

/// A task waits so long.
const WAIT_SECONDS: i64 = 15 * 60;

/// Whether tasks that find no room in a capacity provider wait for it.
pub(crate) fn scales(state: &State, provider: &str) -> bool {
    let record = state.capacity_provider(provider);
    record.is_some_and(|it| it.scales())
}

/// Whether so many more tasks of a cluster may wait.
///
/// # Errors
/// `ClientException`.
pub(crate) fn check_room(state: &State, cluster: &str, more: usize) -> Outcome<()> {
    if more <= room(state, cluster) {
        return Ok(());
    }
    Err(faults::client(format!(
        "You've reached the limit of {WAITING_TASKS_MAX} tasks in the PROVISIONING state in cluster {cluster}."
    )))
}

/// How many more tasks of a cluster may wait.
pub(crate) fn room(state: &State, cluster: &str) -> usize {
    WAITING_TASKS_MAX.saturating_sub(state.waiting_tasks_of(cluster).count())
}

/// Looks whether a waiting task of a cluster can have a place or has waited too long.
#[must_use]
pub fn look(state: &State, now: Timestamp, cluster: &str) -> Look {
    let mut refused = Vec::new();
    let awaited = services::awaited_daemons(state, cluster);
    let mut waiting = state.waiting_tasks_of(cluster);
    let due = waiting.any(|task| {
        // Whether there is a place does not depend on chance, only which.
        let entropy = &mut SeededEntropy::new(0);
        let place = place(state, entropy, task, &awaited, &mut refused);
        place.is_some() || ends_at(task) <= now
    });
    Look {
        due,
        look_again: next_end(state, cluster),
    }
}

/// Gives the waiting tasks of a cluster their places as far as there is room, those that have waited
/// longest first, and stops those that have waited too long. Gives when the next has. Called twice it
/// does nothing the second time.
///
/// # Errors
/// None.
pub fn advance(tx: &mut Tx, cx: &mut Context<'_>, cluster: &str) -> Outcome<Option<Timestamp>> {
    let waiting: Vec<_> = tx.waiting_tasks_of(cluster).cloned().collect();
    let mut refused = Vec::new();
    let awaited = services::awaited_daemons(tx, cluster);
    for task in waiting {
        match place(tx, cx.entropy, &task, &awaited, &mut refused) {
            Some(instance) if settle(tx, cx, &task, instance) => {}
            Some(_) | None if ends_at(&task) <= cx.now => {
                let reason = why_not(tx, cx.entropy, &task, &awaited);
                let mut task = Task::clone(&task);
                task.stop_code = Some(StopCode::TaskFailedToStart);
                task.stopped_reason = Some(reason.as_str().to_owned());
                stop_task::finish(tx, cx.now, task);
            }
            Some(_) | None => {}
        }
    }
    Ok(next_end(tx, cluster))
}

fn ends_at(task: &Task) -> Timestamp {
    task.created_at.plus_seconds(WAIT_SECONDS)
}

fn next_end(state: &State, cluster: &str) -> Option<Timestamp> {
    state.waiting_tasks_of(cluster).next().map(|it| ends_at(it))
}

/// Gives a task its place; false if it cannot have it after all.
fn settle(tx: &mut Tx, cx: &mut Context<'_>, task: &Task, instance: InstanceId) -> bool {
    let (family, revision) = &task.task_definition;
    let Some(definition) = tx.task_definition(family, *revision).cloned() else {
        return false;
    };
    let mut task = task.clone();
    let network = task.waiting.as_ref().and_then(|it| it.network.clone());
    task.version += 1;
    services::pin_images(tx, &mut task);
    let overrides = api::TaskOverride::clone(&task.overrides);
    let document = task_definition::apply_overrides(&definition.document, &overrides);
    run_task::put_on(tx, cx, task, &document, network.as_ref(), instance)
}

/// The place of a task, if there is one; `refused` are those before it that found none.
fn place(
    state: &State,
    entropy: &mut dyn Entropy,
    task: &Arc<Task>,
    awaited: &[Awaited],
    refused: &mut Vec<Arc<Task>>,
) -> Option<InstanceId> {
    if refused.iter().any(|other| asks_the_same(other, task)) {
        return None;
    }
    let asked = Asked::of(state, task)?;
    let reach = reach(state, task);
    let request = asked.request(task, &reach, awaited);
    let placed = Search::new(&task.cluster, &request).try_place(state, entropy);
    if placed.is_none() {
        refused.push(Arc::clone(task));
    }
    placed
}

/// Why a task has no place.
fn why_not(state: &State, entropy: &mut dyn Entropy, task: &Task, awaited: &[Awaited]) -> Reason {
    let reason = Asked::of(state, task).and_then(|asked| {
        let reach = reach(state, task);
        let request = asked.request(task, &reach, awaited);
        let placed = Search::new(&task.cluster, &request).place(state, entropy);
        placed.err().map(|unplaced| match unplaced.reason {
            Reason::Location if reach.narrowed => Reason::Eni,
            reason => reason,
        })
    });
    reason.unwrap_or(Reason::EmptyCapacityProvider)
}

/// Where a task's network interface can be.
fn reach(state: &State, task: &Task) -> Reach {
    let waiting = task.waiting.as_ref();
    Reach::of(state, waiting.and_then(|it| it.network.as_ref()))
}

fn asks_the_same(one: &Task, other: &Task) -> bool {
    one.task_definition == other.task_definition
        && one.capacity_provider == other.capacity_provider
        && one.group == other.group
        && one.reservation == other.reservation
        && one.waiting == other.waiting
}

/// What placement has to know that is not in the task's record as such.
struct Asked {
    attributes: Vec<RequiredAttribute>,
    constraints: Vec<Constraint>,
    strategies: Vec<Strategy>,
}

impl Asked {
    /// `None` if the definition is gone or its rules cannot be read any more; both were there when
    /// the task was taken.
    fn of(state: &State, task: &Task) -> Option<Self> {
        let (family, revision) = &task.task_definition;
        let definition = &state.task_definition(family, *revision)?.document;
        let waiting = task.waiting.as_ref()?;
        let (constraints, strategies) = run_task::kept(waiting, definition).ok()?;
        Some(Self {
            attributes: run_task::needed_attributes(definition),
            constraints,
            strategies,
        })
    }

    fn request<'a>(
        &'a self,
        task: &'a Task,
        reach: &'a Reach,
        awaited: &'a [Awaited],
    ) -> placement::Request<'a> {
        placement::Request {
            reservation: &task.reservation,
            attributes: &self.attributes,
            group: &task.group,
            constraints: &self.constraints,
            strategies: &self.strategies,
            capacity_provider: task.capacity_provider.as_deref(),
            zones: reach.zones(),
            awaited,
        }
    }
}
