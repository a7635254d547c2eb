//! The order in which a task's containers begin and end.

use std::collections::{BTreeMap, BTreeSet};

use berth_link::acs;

use crate::task::{Container, Status, Task};

/// What must be true of another container before one is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// It is made.
    Create,
    /// It runs, or has ended.
    Start,
    /// It has ended with code 0.
    Success,
    /// It has ended.
    Complete,
    /// Its health check says that it works.
    Healthy,
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Create => "CREATE",
            Self::Start => "START",
            Self::Success => "SUCCESS",
            Self::Complete => "COMPLETE",
            Self::Healthy => "HEALTHY",
        })
    }
}

/// Where a condition stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    Yes,
    NotYet,
    /// It never will be; why, for a person.
    Never(String),
}

/// The containers `container` waits for, from `dependsOn`, `links` and `volumesFrom`. Conditions
/// that are not known count as [`Condition::Start`].
pub(crate) fn dependencies(container: &acs::Container) -> Vec<(&str, Condition)> {
    let depends_on = container.depends_on.iter().map(|dependency| {
        let condition = match dependency.condition.to_ascii_uppercase().as_str() {
            "CREATE" => Condition::Create,
            "SUCCESS" => Condition::Success,
            "COMPLETE" => Condition::Complete,
            "HEALTHY" => Condition::Healthy,
            _ => Condition::Start,
        };
        (dependency.container_name.as_str(), condition)
    });
    let links = container
        .links
        .iter()
        .map(|link| (link.split(':').next().unwrap_or(link), Condition::Start));
    let volumes = container
        .volumes_from
        .iter()
        .map(|volumes| (volumes.source_container.as_str(), Condition::Create));
    depends_on.chain(links).chain(volumes).collect()
}

/// A dependency on a container that is not there, or on itself round some corners.
pub(crate) fn has_unknown_or_cycle(task: &acs::Task) -> bool {
    let mut open: BTreeMap<&str, BTreeSet<&str>> = task
        .containers
        .iter()
        .map(|container| {
            let needs = dependencies(container)
                .into_iter()
                .map(|(name, _)| name)
                .collect();
            (container.name.as_str(), needs)
        })
        .collect();
    // Take away what waits for nothing until nothing changes.
    loop {
        let free: Vec<&str> = open
            .iter()
            .filter(|(_, needs)| needs.is_empty())
            .map(|(name, _)| *name)
            .collect();
        if free.is_empty() {
            return !open.is_empty();
        }
        for name in free {
            open.remove(name);
            for needs in open.values_mut() {
                needs.remove(name);
            }
        }
    }
}

/// Whether `name` may be made (and started), may not yet, or never will.
pub(crate) fn may_begin(task: &Task, name: &str, now_ms: i64) -> Met {
    let missing = || Met::Never("a container is missing".to_owned());
    let (Some(spec), Some(own)) = (task.spec.container(name), task.containers.get(name)) else {
        return missing();
    };
    if own.restart_count > 0 {
        // What it waited for came before its first run.
        return Met::Yes;
    }
    let mut all = Met::Yes;
    for (other, condition) in dependencies(spec) {
        let Some(container) = task.containers.get(other) else {
            return missing();
        };
        match met(container, condition) {
            Met::Never(why) => {
                let text = format!("dependency on container {other} ({condition}) failed: {why}");
                return Met::Never(text);
            }
            Met::NotYet if own.status >= Status::Created && condition == Condition::Healthy => {
                // It was healthy when this one was made, which is all that was asked.
            }
            Met::NotYet => match deadline_ms(task, other, condition) {
                Some((seconds, at_ms)) if at_ms <= now_ms => {
                    return Met::Never(format!(
                        "dependency on container {other} ({condition}) timed out: it did not get \
                         there within its startTimeout of {seconds} seconds"
                    ));
                }
                _ => all = Met::NotYet,
            },
            Met::Yes => {}
        }
    }
    all
}

fn met(container: &Container, condition: Condition) -> Met {
    let stopped = container.status == Status::Stopped;
    let reached = match condition {
        // One that is begun again in place has been there before.
        Condition::Create => container.status >= Status::Created || container.restart_count > 0,
        Condition::Start => container.status >= Status::Running || container.restart_count > 0,
        Condition::Complete => stopped,
        Condition::Success if stopped => {
            let exit = container.exit.as_ref();
            return match exit.filter(|exit| exit.start_error.is_none()) {
                Some(exit) if exit.code == 0 => Met::Yes,
                Some(exit) => Met::Never(format!("it exited with code {}", exit.code)),
                None => Met::Never("it did not run".to_owned()),
            };
        }
        Condition::Success => false,
        Condition::Healthy if stopped => {
            return Met::Never("it stopped before it was healthy".to_owned());
        }
        Condition::Healthy => container.is_healthy(),
    };
    if reached { Met::Yes } else { Met::NotYet }
}

/// When the wait for `other` is over: its `startTimeout`, in seconds, counts from its start.
fn deadline_ms(task: &Task, other: &str, condition: Condition) -> Option<(i64, i64)> {
    if !matches!(
        condition,
        Condition::Success | Condition::Complete | Condition::Healthy
    ) {
        return None;
    }
    let seconds = task
        .spec
        .container(other)?
        .start_timeout
        .filter(|seconds| *seconds > 0)?;
    let started_ms = task.containers.get(other)?.started_ms?;
    let at_ms = started_ms.saturating_add(seconds.saturating_mul(1000));
    Some((seconds, at_ms))
}

/// The next moment at which a wait is over.
pub(crate) fn next_deadline_ms(task: &Task) -> Option<i64> {
    task.spec
        .containers
        .iter()
        .filter(|spec| {
            // One that is being stopped waits for nothing any more.
            let waits = |it: &Container| {
                it.status == Status::Pulled && it.restart_count == 0 && it.doing.is_none()
            };
            task.containers.get(&spec.name).is_some_and(waits)
        })
        .flat_map(dependencies)
        .filter(|(other, condition)| {
            let container = task.containers.get(*other);
            container.is_some_and(|container| met(container, *condition) == Met::NotYet)
        })
        .filter_map(|(other, condition)| deadline_ms(task, other, condition))
        .map(|(_, at_ms)| at_ms)
        .min()
}

/// Whether every container that depends on `name` has ended, so that it may be stopped.
pub(crate) fn may_end(task: &Task, name: &str) -> bool {
    task.spec
        .containers
        .iter()
        .filter(|spec| dependencies(spec).iter().any(|(other, _)| *other == name))
        .all(|spec| {
            task.containers
                .get(&spec.name)
                .is_none_or(|container| container.status == Status::Stopped)
        })
}
