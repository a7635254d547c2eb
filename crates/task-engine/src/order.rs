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
}

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    Yes,
    NotYet,
    /// It never will be.
    Never,
}

/// The containers `container` waits for, from `dependsOn`, `links` and `volumesFrom`. Conditions
/// that are not known count as [`Condition::Start`]; HEALTHY is refused before.
pub(crate) fn dependencies(container: &acs::Container) -> Vec<(&str, Condition)> {
    let depends_on = container.depends_on.iter().map(|dependency| {
        let condition = match dependency.condition.to_ascii_uppercase().as_str() {
            "CREATE" => Condition::Create,
            "SUCCESS" => Condition::Success,
            "COMPLETE" => Condition::Complete,
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
    let Some(spec) = task.spec.container(name) else {
        return Met::Never;
    };
    let mut all = Met::Yes;
    for (other, condition) in dependencies(spec) {
        let Some(container) = task.containers.get(other) else {
            return Met::Never;
        };
        match met(container, condition) {
            Met::Never => return Met::Never,
            Met::NotYet if timed_out(task, other, condition, now_ms) => return Met::Never,
            Met::NotYet => all = Met::NotYet,
            Met::Yes => {}
        }
    }
    all
}

fn met(container: &Container, condition: Condition) -> Met {
    let stopped = container.status == Status::Stopped;
    let reached = match condition {
        Condition::Create => container.status >= Status::Created,
        Condition::Start => container.status >= Status::Running,
        Condition::Complete => stopped,
        Condition::Success if stopped => {
            let code = container
                .exit
                .as_ref()
                .filter(|exit| exit.start_error.is_none());
            return match code {
                Some(exit) if exit.code == 0 => Met::Yes,
                _ => Met::Never,
            };
        }
        Condition::Success => false,
    };
    if reached { Met::Yes } else { Met::NotYet }
}

/// When the wait for `other` is over: its `startTimeout` counts from its start.
fn deadline_ms(task: &Task, other: &str, condition: Condition) -> Option<i64> {
    if !matches!(condition, Condition::Success | Condition::Complete) {
        return None;
    }
    let seconds = task
        .spec
        .container(other)?
        .start_timeout
        .filter(|seconds| *seconds > 0)?;
    let started_ms = task.containers.get(other)?.started_ms?;
    Some(started_ms.saturating_add(seconds.saturating_mul(1000)))
}

fn timed_out(task: &Task, other: &str, condition: Condition, now_ms: i64) -> bool {
    deadline_ms(task, other, condition).is_some_and(|at_ms| at_ms <= now_ms)
}

/// The next moment at which a wait is over.
pub(crate) fn next_deadline_ms(task: &Task) -> Option<i64> {
    task.spec
        .containers
        .iter()
        .filter(|spec| {
            task.containers
                .get(&spec.name)
                .is_some_and(|container| container.status == Status::Pulled)
        })
        .flat_map(dependencies)
        .filter(|(other, _)| {
            task.containers
                .get(*other)
                .is_some_and(|container| container.status != Status::Stopped)
        })
        .filter_map(|(other, condition)| deadline_ms(task, other, condition))
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
