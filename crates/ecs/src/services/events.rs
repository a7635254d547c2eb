//! What a service tells: the last hundred events, and trouble not twice.

use std::sync::Arc;

use berth_env::Entropy;
use berth_model::{Action, Change, Service, ServiceEvent, TaskId, Timestamp, Tx};
use berth_scheduler::placement::{Reason, Unplaced};

use crate::run_task;

/// So many events are kept.
const EVENTS_MAX: u64 = 100;
/// Trouble that lasts is said again after so long.
const AGAIN_SECONDS: i64 = 6 * 3600;
/// One event names at most so many tasks.
const TASKS_AN_EVENT: usize = 20;

/// The key of trouble with starting tasks.
pub(super) const THROTTLED: &str = "throttled";
/// With this begin the keys of trouble with placing tasks; the reason follows.
pub(super) const PLACE: &str = "place ";

/// What EventBridge is told of trouble with this key, if anything.
pub(crate) fn action_of_trouble(key: &str) -> Option<Action> {
    if key == THROTTLED {
        return Some(Action::TaskStartImpaired);
    }
    let reason = key.strip_prefix(PLACE)?;
    Some(Action::TaskPlacementFailure(reason.to_owned()))
}

/// Records `(service NAME) TEXT`.
pub(super) fn tell(
    tx: &mut Tx,
    entropy: &mut dyn Entropy,
    now: Timestamp,
    service: &mut Service,
    text: &str,
) {
    tell_of(tx, entropy, now, service, None, text);
}

/// Records `(service NAME, taskSet ID) TEXT`, or the same as [`tell`] if it is not about a task set.
pub(super) fn tell_of(
    tx: &mut Tx,
    entropy: &mut dyn Entropy,
    now: Timestamp,
    service: &mut Service,
    set: Option<&str>,
    text: &str,
) {
    service.event_count += 1;
    let number = service.event_count;
    let (cluster, name) = (service.cluster.clone(), service.name.clone());
    let of = set.map_or_else(String::new, |id| format!(", taskSet {id}"));
    tx.record(Change::PutServiceEvent(Arc::new(ServiceEvent {
        message: format!("(service {name}{of}) {text}"),
        cluster: cluster.clone(),
        service: name.clone(),
        number,
        id: entropy.uuid(),
        at: now,
    })));
    if let Some(old) = number.checked_sub(EVENTS_MAX).filter(|old| *old > 0) {
        tx.record(Change::DeleteServiceEvent(cluster, name, old));
    }
}

/// Records trouble, unless `key` was said within six hours and nothing has cleared it since.
pub(super) fn tell_trouble(
    tx: &mut Tx,
    entropy: &mut dyn Entropy,
    now: Timestamp,
    service: &mut Service,
    key: &str,
    text: &str,
) {
    let known = service.said.iter().find(|(said, _)| said == key);
    if known.is_some_and(|(_, at)| *at <= now && now < at.plus_seconds(AGAIN_SECONDS)) {
        return;
    }
    service.said.retain(|(said, _)| said != key);
    service.said.push((key.to_owned(), now));
    tell(tx, entropy, now, service, text);
}

/// Trouble whose key begins so is over.
pub(super) fn clear(service: &mut Service, prefix: &str) {
    service.said.retain(|(said, _)| !said.starts_with(prefix));
}

/// `has started 2 tasks: (task A) (task B).`, in as many events as it takes.
pub(super) fn tell_tasks(
    tx: &mut Tx,
    entropy: &mut dyn Entropy,
    now: Timestamp,
    service: &mut Service,
    set: Option<&str>,
    what: [&str; 2],
    tasks: &[TaskId],
) {
    for tasks in tasks.chunks(TASKS_AN_EVENT) {
        let names: Vec<String> = tasks.iter().map(|id| format!("(task {id})")).collect();
        let [verb, noun] = what;
        let text = format!("{verb} {} {noun}: {}.", tasks.len(), names.join(" "));
        tell_of(tx, entropy, now, service, set, &text);
    }
}

/// Why a task could not be placed, as a service says it, and the key under which it is said once.
pub(super) fn unplaced(unplaced: &Unplaced) -> (String, String) {
    if unplaced.reason == Reason::Fargate {
        let text = format!(
            "was unable to place a task. Reason: {}.",
            run_task::NO_CAPACITY
        );
        return (format!("{PLACE}{}", unplaced.reason), text);
    }
    if unplaced.reason == Reason::PublicAddress {
        let text = "was unable to place a task. Reason: no public address is free.";
        return (format!("{PLACE}{}", unplaced.reason), text.to_owned());
    }
    let begin =
        "was unable to place a task because no container instance met all of its requirements.";
    let reason = match unplaced.reason {
        Reason::EmptyCapacityProvider => {
            "Reason: No Container Instances were found in your capacity provider.".to_owned()
        }
        Reason::NoActiveInstances => {
            "Reason: No Container Instances were found in your cluster.".to_owned()
        }
        reason => {
            let closest = unplaced
                .closest
                .map_or_else(String::new, |id| format!(" {id}"));
            let what = match reason {
                Reason::Cpu => "has insufficient CPU units available".to_owned(),
                Reason::Memory => "has insufficient memory available".to_owned(),
                Reason::Ports => "is already using a port required by your task".to_owned(),
                Reason::Attribute => "is missing an attribute required by your task".to_owned(),
                other => format!("encountered error \"{other}\""),
            };
            format!("The closest matching container-instance{closest} {what}.")
        }
    };
    let hint =
        "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";
    (
        format!("{PLACE}{}", unplaced.reason),
        format!("{begin} {reason} {hint}"),
    )
}
