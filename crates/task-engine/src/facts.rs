//! What the executor has found out becomes what is known.

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_link::shim::{self, Exit};

use crate::event::{ContainerFact, Fact, Failure, failure_name};
use crate::report::ReportStatus;
use crate::restart;
use crate::task::{Container, Doing, Status, Task};

const FIRST_RETRY_MS: i64 = 1_000;
const LONGEST_RETRY_MS: i64 = 60_000;

/// Changes what is known of the task. Repeated, late and unknown facts change nothing.
pub(crate) fn apply(task: &mut Task, fact: Fact, now_ms: i64) {
    match fact {
        Fact::TaskReady => {
            task.setting_up = false;
            task.ready = true;
        }
        Fact::NetworkAttached => task.attached = true,
        Fact::TaskFailed { failure } => task_failed(task, &failure),
        Fact::Refused { reason } => refused(task, &reason),
        Fact::ImageResolved { container, digest } => resolved(task, &container, digest),
        Fact::Pulled { container, image } => pulled(task, &container, *image, now_ms),
        Fact::PullFailed { container, failure } => {
            if is_doing(task, &container, Doing::Pull) {
                task.pull_stopped_ms = Some(now_ms);
                task.container_stopped(&container, Some(failure));
            }
        }
        Fact::Created {
            container,
            runtime_id,
            pid,
            network_bindings,
            run,
        } => {
            // While resuming it is a journal entry, which knows no host ports: what is not known yet
            // is ordered again.
            if !task.resuming
                && let Some(state) = of_run(task, &container, run)
            {
                // Also of one that a stop has found here meanwhile.
                finish(&mut state.doing, Doing::Create);
                if state.status <= Status::Created {
                    state.status = Status::Created;
                    state.runtime_id = Some(runtime_id);
                    state.pid = Some(pid);
                    state.network_bindings = network_bindings;
                    state.created_ms.get_or_insert(now_ms);
                }
            }
        }
        Fact::CreateFailed { container, failure } => {
            if is_doing(task, &container, Doing::Create) {
                task.container_stopped(&container, Some(failure));
            }
        }
        Fact::Started {
            container,
            run,
            at_ms,
        } => {
            if of_run(task, &container, run).is_some() {
                started(task, &container, at_ms);
            }
        }
        Fact::StartFailed { container, failure } => {
            if is_doing(task, &container, Doing::Start) {
                task.container_stopped(&container, Some(failure));
            }
        }
        Fact::Exited {
            container,
            run,
            exit,
        } => {
            if of_run(task, &container, run).is_some() {
                exited(task, &container, exit);
            }
        }
        Fact::Health {
            container,
            run,
            health,
        } => {
            if let Some(state) = of_run(task, &container, run)
                && state.status != Status::Stopped
            {
                state.health = Some(Arc::new(*health));
            }
        }
        Fact::StopFailed { container, .. } => {
            if let Some(state) = task.containers.get_mut(&container)
                && state.doing == Some(Doing::Stop)
            {
                state.doing = None;
                state.retry_wait_ms =
                    (state.retry_wait_ms * 2).clamp(FIRST_RETRY_MS, LONGEST_RETRY_MS);
                state.retry_ms = Some(now_ms + state.retry_wait_ms);
            }
        }
        Fact::ShimGone => shim_gone(task),
        Fact::LogsShipped { container, run } => {
            if let Some(state) = of_run(task, &container, run) {
                state.logs_shipped = true;
            }
        }
        Fact::Deleted { container } => {
            if let Some(state) = task.containers.get_mut(&container) {
                finish(&mut state.doing, Doing::Delete);
                state.deleted = true;
            }
        }
        Fact::CleanedUp => {
            if task.cleaning_up {
                task.cleaning_up = false;
                task.setup_ordered = false;
            }
        }
        Fact::Resumed { containers } if task.resuming => resumed(task, &containers, now_ms),
        Fact::Resumed { .. } => {}
    }
}

/// The container, if the fact is about its present run: what is late is about one that is over.
fn of_run<'a>(task: &'a mut Task, name: &str, run: u32) -> Option<&'a mut Container> {
    let container = task.containers.get_mut(name);
    container.filter(|container| container.restart_count == run)
}

fn is_doing(task: &Task, name: &str, what: Doing) -> bool {
    task.containers
        .get(name)
        .is_some_and(|container| container.doing == Some(what))
}

fn finish(doing: &mut Option<Doing>, what: Doing) {
    if *doing == Some(what) {
        *doing = None;
    }
}

fn task_failed(task: &mut Task, failure: &Failure) {
    if !task.setting_up {
        return;
    }
    task.setting_up = false;
    if task.reason.is_empty() {
        task.reason = crate::outbox::cut(&failure.to_string());
    }
    task.order_stop();
}

fn refused(task: &mut Task, reason: &str) {
    if task.reason.is_empty() {
        task.reason = crate::outbox::cut(&format!("TaskRefusedError: {reason}"));
    }
    task.setting_up = false;
    task.order_stop();
    let creating: Vec<String> = task
        .containers
        .iter()
        .filter(|(_, container)| container.doing == Some(Doing::Create))
        .map(|(name, _)| name.clone())
        .collect();
    // The one it came for is not made; the others will say themselves what became of them.
    if let [only] = creating.as_slice() {
        task.container_stopped(only, None);
    }
}

fn resolved(task: &mut Task, name: &str, digest: String) {
    let Some(container) = task.containers.get_mut(name) else {
        return;
    };
    if container.status != Status::None {
        return;
    }
    container.status = Status::ManifestPulled;
    container.digest = Some(digest);
    task.add_news(name, ReportStatus::Pending);
}

fn pulled(task: &mut Task, name: &str, image: crate::event::ImageFacts, now_ms: i64) {
    let Some(container) = task.containers.get(name) else {
        return;
    };
    if container.status >= Status::Pulled {
        return;
    }
    if let Some(digest) = &image.digest {
        resolved(task, name, digest.clone());
    }
    task.pull_stopped_ms = Some(now_ms);
    if let Some(container) = task.containers.get_mut(name) {
        finish(&mut container.doing, Doing::Pull);
        container.status = Status::Pulled;
        container.image = Some(image);
    }
}

fn started(task: &mut Task, name: &str, at_ms: i64) {
    let Some(container) = task.containers.get_mut(name) else {
        return;
    };
    finish(&mut container.doing, Doing::Start);
    if container.status < Status::Running {
        container.status = Status::Running;
        container.started_ms = Some(at_ms);
        container.start_ordered = true;
        container.exit = None;
        // To the control plane a container that begins again has never ended.
        if container.restart_count == 0 {
            task.add_news(name, ReportStatus::Running);
        }
    }
}

fn exited(task: &mut Task, name: &str, exit: Exit) {
    let Some(container) = task.containers.get_mut(name) else {
        return;
    };
    if container.status == Status::Stopped {
        return;
    }
    if restart::is_due(task, name, &exit) {
        restart::begin(task, name, exit);
        return;
    }
    let Some(container) = task.containers.get_mut(name) else {
        return;
    };
    let failure = if let Some(error) = &exit.start_error {
        Some(Failure::new(failure_name::CANNOT_START, error.clone()))
    } else if exit.shim_lost {
        let text = "the process that kept the container ended, and the container with it";
        Some(Failure::new(failure_name::RUNTIME, text))
    } else if exit.oom_killed {
        let text = "Container killed due to memory usage";
        Some(Failure::new(failure_name::OUT_OF_MEMORY, text))
    } else {
        None
    };
    let ran = exit.start_error.is_none() && container.start_ordered;
    let essential = task.spec.container(name).is_some_and(|spec| spec.essential);
    if essential {
        task.execution_stopped_ms.get_or_insert(exit.at_ms);
    }
    // It ended before its start was told: the news has both, in order.
    let missed_start = ran && container.status < Status::Running;
    container.exit = Some(exit);
    if missed_start {
        container.status = Status::Running;
        if container.restart_count == 0 {
            task.add_news(name, ReportStatus::Running);
        }
    }
    task.container_stopped(name, failure);
}

/// Containers that were made are gone with their shim. One that is just being made will be answered,
/// and one that was not begun yet can have a new shim.
fn shim_gone(task: &mut Task) {
    if task.resuming {
        task.resuming = false;
        task.setting_up = false;
    }
    task.ready = false;
    let gone: Vec<String> = task
        .containers
        .iter()
        .filter(|(_, container)| container.create_ordered)
        .filter(|(_, container)| container.doing != Some(Doing::Create))
        .map(|(name, _)| name.clone())
        .collect();
    for name in gone {
        vanished(task, &name);
    }
}

fn vanished(task: &mut Task, name: &str) {
    let text = "the container is gone and left no exit code";
    task.container_stopped(name, Some(Failure::new(failure_name::VANISHED, text)));
}

/// After a restart the shim's word counts. What it does not know although its start was ordered
/// may have run, and is not begun again.
fn resumed(task: &mut Task, facts: &BTreeMap<String, ContainerFact>, now_ms: i64) {
    task.resuming = false;
    task.ready = false;
    task.setting_up = false;
    let names: Vec<String> = task.containers.keys().cloned().collect();
    for name in names {
        let Some(container) = task.containers.get_mut(&name) else {
            continue;
        };
        container.doing = None;
        // An earlier run that has ended is as good as nothing.
        let run = container.restart_count;
        let fact = facts.get(&name).filter(|fact| fact.run == run);
        match fact.map(|fact| &fact.state) {
            // What comes next is ordered again; it has not been started, whatever was ordered.
            Some(shim::ContainerState::Created { .. }) => {
                container.found = true;
                container.start_ordered = false;
            }
            Some(shim::ContainerState::Running { pid }) => {
                container.pid = Some(*pid);
                started(task, &name, now_ms);
            }
            Some(shim::ContainerState::Exited(exit)) => exited(task, &name, exit.clone()),
            None if container.status >= Status::Created || container.start_ordered => {
                vanished(task, &name);
            }
            None => {}
        }
    }
}
