//! What a task needs next. Looks at the whole task and never at the event that came, so that a
//! restart, a repeated fact and the first time are the same.

use std::sync::Arc;

use berth_link::acs::DesiredStatus;

use crate::action::{Action, Command};
use crate::engine::Config;
use crate::event::{Failure, failure_name};
use crate::order::{self, Met};
use crate::task::{Container, Doing, Status, Task};

/// Orders what the task needs next and is not under way.
pub(crate) fn advance(task: &mut Task, config: &Config, now_ms: i64, actions: &mut Vec<Action>) {
    if task.resuming || task.status() == Status::Stopped {
        return;
    }
    // A container that stops may free or doom others, so go round until nothing changes.
    loop {
        let before = stopped_containers(task);
        end_with_essential(task);
        let names: Vec<String> = task
            .spec
            .containers
            .iter()
            .map(|c| c.name.clone())
            .collect();
        for name in &names {
            match task.desired {
                DesiredStatus::Running => begin(task, name, now_ms, actions),
                DesiredStatus::Stopped => end(task, name, config, now_ms, actions),
            }
        }
        if stopped_containers(task) == before {
            return;
        }
    }
}

fn stopped_containers(task: &Task) -> usize {
    task.containers
        .values()
        .filter(|c| c.status == Status::Stopped)
        .count()
}

/// The task ends with its first essential container, or with its last one.
fn end_with_essential(task: &mut Task) {
    let essential_stopped = task.spec.containers.iter().any(|spec| {
        let stopped = |c: &Container| c.status == Status::Stopped;
        spec.essential && task.containers.get(&spec.name).is_some_and(stopped)
    });
    if task.desired == DesiredStatus::Running
        && (essential_stopped || task.status() == Status::Stopped)
    {
        task.order_stop();
    }
}

/// One step towards running.
fn begin(task: &mut Task, name: &str, now_ms: i64, actions: &mut Vec<Action>) {
    if !task.admitted {
        return;
    }
    let (may_begin, never) = match order::may_begin(task, name, now_ms) {
        Met::Yes => (true, None),
        Met::NotYet => (false, None),
        Met::Never(why) => (false, Some(why)),
    };
    let spec = Arc::clone(&task.spec);
    let Some(container) = task.containers.get_mut(name) else {
        return;
    };
    if container.doing.is_some() {
        return;
    }
    match container.status {
        // Images are pulled at once, whatever the containers wait for.
        Status::None | Status::ManifestPulled => {
            container.doing = Some(Doing::Pull);
            task.pull_started_ms.get_or_insert(now_ms);
            actions.push(Action::Execute(Command::PullImage {
                task: spec,
                container: name.to_owned(),
            }));
            set_up(task, actions);
        }
        Status::Pulled | Status::Created if never.is_some() => {
            let failure = Failure::new(failure_name::TASK_DEPENDENCY, never.unwrap_or_default());
            if container.status == Status::Pulled && !container.found {
                task.container_stopped(name, Some(failure));
            } else {
                container.failure = Some(failure);
                stop(task, name, 0, now_ms, actions);
            }
        }
        Status::Pulled if !task.ready => set_up(task, actions),
        Status::Pulled if may_begin => {
            container.doing = Some(Doing::Create);
            container.create_ordered = true;
            actions.push(Action::Execute(Command::CreateContainer {
                task: spec,
                container: name.to_owned(),
                image: Box::new(container.image.clone().unwrap_or_default()),
                run: container.restart_count,
            }));
        }
        Status::Created if may_begin => {
            container.doing = Some(Doing::Start);
            container.start_ordered = true;
            actions.push(Action::Execute(Command::StartContainer {
                task_arn: spec.arn.clone(),
                container: name.to_owned(),
                run: container.restart_count,
            }));
        }
        Status::Pulled | Status::Created | Status::Running | Status::Stopped => {}
    }
}

fn set_up(task: &mut Task, actions: &mut Vec<Action>) {
    if task.ready || task.setting_up {
        return;
    }
    task.setting_up = true;
    task.setup_ordered = true;
    actions.push(Action::Execute(Command::EnsureTask {
        task: Arc::clone(&task.spec),
    }));
}

/// One step towards the end.
fn end(task: &mut Task, name: &str, config: &Config, now_ms: i64, actions: &mut Vec<Action>) {
    let may_end = order::may_end(task, name);
    let stop_timeout_ms = task
        .spec
        .container(name)
        .and_then(|spec| spec.stop_timeout)
        .and_then(|seconds| u64::try_from(seconds).ok())
        .map_or(config.stop_timeout_ms, |seconds| {
            seconds.saturating_mul(1000)
        });
    let never_pulled = task.pull_started_ms.is_none();
    let Some(container) = task.containers.get_mut(name) else {
        return;
    };
    if container.found && container.status < Status::Created {
        // It will never be begun, but it is there and has to go.
        container.status = Status::Created;
    }
    match (container.status, container.doing) {
        (Status::Stopped, _) | (_, Some(Doing::Create | Doing::Start | Doing::Stop)) => {}
        (Status::None | Status::ManifestPulled | Status::Pulled, doing) => {
            if doing == Some(Doing::Pull) {
                actions.push(Action::Execute(Command::CancelPull {
                    task_arn: task.spec.arn.clone(),
                    container: name.to_owned(),
                }));
            }
            let text = "Task stopped before image pull could begin for task";
            let failure = (never_pulled && task.reason.is_empty())
                .then(|| Failure::new(failure_name::STOPPED_BEFORE_PULL, text));
            task.container_stopped(name, failure);
        }
        (Status::Created | Status::Running, _) => {
            let grace_ms = if container.status == Status::Running {
                stop_timeout_ms
            } else {
                0
            };
            if may_end {
                stop(task, name, grace_ms, now_ms, actions);
            }
        }
    }
}

fn stop(task: &mut Task, name: &str, timeout_ms: u64, now_ms: i64, actions: &mut Vec<Action>) {
    let docker_signal = task.spec.container(name).and_then(docker_stop_signal);
    let Some(container) = task.containers.get_mut(name) else {
        return;
    };
    if container.retry_ms.is_some_and(|retry_ms| retry_ms > now_ms) {
        return;
    }
    let image_signal = container
        .image
        .as_ref()
        .map(|image| image.stop_signal.clone());
    let signal = docker_signal.or(image_signal).unwrap_or_default();
    container.doing = Some(Doing::Stop);
    container.retry_ms = None;
    actions.push(Action::Execute(Command::StopContainer {
        task_arn: task.spec.arn.clone(),
        container: name.to_owned(),
        signal: crate::signal::number(&signal),
        timeout_ms,
    }));
}

fn docker_stop_signal(spec: &berth_link::acs::Container) -> Option<String> {
    let text = spec.docker_config.as_ref()?.config.as_ref()?;
    let config: serde_json::Value = serde_json::from_str(text).ok()?;
    let signal = config.get("StopSignal")?.as_str()?;
    (!signal.is_empty()).then(|| signal.to_owned())
}

/// Removes what is left of a stopped task once the control plane knows and the wait is over. True
/// if nothing is left.
pub(crate) fn clean_up(
    task: &mut Task,
    config: &Config,
    now_ms: i64,
    actions: &mut Vec<Action>,
) -> bool {
    let Some(stopped_ms) = task.stopped_ms else {
        return false;
    };
    if task.resuming || !task.stop_accepted || !task.outbox.is_empty() {
        return false;
    }
    if !task.setup_ordered {
        return true;
    }
    let wait_ms = config.cleanup_wait_ms(&task.spec.arn);
    if task.cleaning_up || task.setting_up || now_ms < stopped_ms + wait_ms {
        return false;
    }
    let logs_late = now_ms >= stopped_ms + config.logs_wait_ms;
    let made = |container: &Container| container.create_ordered;
    if task.waits_for_logs() && !logs_late {
        return false;
    }
    let arn = task.spec.arn.clone();
    for (name, container) in &mut task.containers {
        if made(container) && !container.deleted && container.doing.is_none() {
            container.doing = Some(Doing::Delete);
            actions.push(Action::Execute(Command::DeleteContainer {
                task_arn: arn.clone(),
                container: name.clone(),
            }));
        }
    }
    if task
        .containers
        .values()
        .all(|container| !made(container) || container.deleted)
    {
        task.cleaning_up = true;
        actions.push(Action::Execute(Command::CleanupTask { task_arn: arn }));
    }
    false
}

impl Task {
    /// When to look at the task again although nothing happens.
    pub(crate) fn due_ms(&self, config: &Config) -> Option<i64> {
        if self.resuming {
            return self.news_due_ms;
        }
        let retries = self
            .containers
            .values()
            .filter_map(|container| container.retry_ms);
        let clean_up = self
            .stopped_ms
            .filter(|_| self.stop_accepted)
            .map(|stopped_ms| {
                let wait_ms = if self.waits_for_logs() {
                    config.logs_wait_ms
                } else {
                    config.cleanup_wait_ms(&self.spec.arn)
                };
                stopped_ms + wait_ms
            });
        let clean_up = clean_up.filter(|_| {
            let deleting = |c: &Container| c.doing == Some(Doing::Delete);
            !self.cleaning_up && !self.setting_up && !self.containers.values().any(deleting)
        });
        retries
            .chain(self.news_due_ms)
            .chain(clean_up)
            .chain(order::next_deadline_ms(self).filter(|_| self.desired == DesiredStatus::Running))
            .min()
    }

    /// Only the logs are in the way of the clean-up, as far as is known now.
    fn waits_for_logs(&self) -> bool {
        self.containers.values().any(Container::has_unshipped_logs)
    }
}
