//! What must hold of each step that the scheduler of a service takes.

use std::collections::BTreeSet;

use berth_ecs::services::{self, Settings, Standing};
use berth_ecs::{Context, Outcome};
use berth_model::{DesiredStatus, ServiceKey, State, TaskId, Timestamp, Tx};

/// What a step came to: when to look again, and what did not hold.
pub(crate) struct Step {
    pub(crate) now: Timestamp,
    pub(crate) again: Option<Timestamp>,
    pub(crate) wrong: Option<String>,
}

/// Takes a step and watches it: by its own starts a service never has more tasks than its ceiling, by
/// its own stops never fewer healthy ones than its floor, and each task that it starts or stops is
/// named by one of its events.
pub(crate) fn advance(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    settings: Settings,
    key: &ServiceKey,
) -> Outcome<Step> {
    let before = services::standing(tx, cx, settings, key);
    let (wanted, told) = (wanted(tx, key), events(tx, key));
    let again = services::advance(tx, cx, settings, key)?;
    let after = services::standing(tx, cx, settings, key);
    let wrong = before
        .zip(after)
        .and_then(|(before, after)| out_of_bounds(before, after))
        .or_else(|| unexplained(tx, key, &wanted, told));
    Ok(Step {
        now: cx.now,
        again,
        wrong: wrong.map(|what| format!("{}: {what}; it told: {}", key.1, last_words(tx, key))),
    })
}

fn out_of_bounds(before: Standing, after: Standing) -> Option<String> {
    if after.live > before.live && after.live > after.ceiling {
        return Some(format!("starts beyond its ceiling: {before:?}, {after:?}"));
    }
    if after.healthy < before.healthy && after.healthy < after.floor {
        return Some(format!("stops below its floor: {before:?}, {after:?}"));
    }
    None
}

/// A task that was started or stopped and no new event names, or an event that is not as ECS's are.
fn unexplained(
    state: &State,
    key: &ServiceKey,
    before: &BTreeSet<TaskId>,
    told: u64,
) -> Option<String> {
    let new: Vec<_> = state
        .service_events(&key.0, &key.1)
        .filter(|event| event.number > told)
        .map(|event| event.message.clone())
        .collect();
    let of_service = format!("(service {}) ", key.1);
    let of_set = format!("(service {}, taskSet ecs-svc/", key.1);
    let begins = |it: &str| it.starts_with(&of_service) || it.starts_with(&of_set);
    if let Some(odd) = new.iter().find(|it| !(begins(it) && it.ends_with('.'))) {
        return Some(format!("says {odd:?}"));
    }
    let changed = wanted(state, key);
    let mut changed = changed.symmetric_difference(before);
    let silent = changed.find(|id| !new.iter().any(|it| it.contains(&id.to_string())));
    silent.map(|id| format!("no event names {id}, which it started or stopped"))
}

fn wanted(state: &State, key: &ServiceKey) -> BTreeSet<TaskId> {
    let tasks = state.tasks_of_service(&key.0, &key.1);
    let wanted = tasks.filter(|it| it.desired_status == DesiredStatus::Running);
    wanted.map(|it| it.id).collect()
}

/// The newest of its events, for whoever looks for the reason.
fn last_words(state: &State, key: &ServiceKey) -> String {
    let events = state.service_events(&key.0, &key.1).rev();
    let words: Vec<_> = events.take(6).map(|it| it.message.as_str()).collect();
    words.join(" < ")
}

fn events(state: &State, key: &ServiceKey) -> u64 {
    let service = state.service(&key.0, &key.1);
    service.map_or(0, |it| it.event_count)
}
