//! News becomes reports, and reports leave one at a time.

use crate::action::Action;
use crate::engine::{Config, Engine};
use crate::report::{MAX_REASON_CHARS, ReportStatus, TaskStateChange};
use crate::task::{Status, Task};

/// At most as many characters as the API takes.
pub(crate) fn cut(reason: &str) -> String {
    reason.chars().take(MAX_REASON_CHARS).collect()
}

/// Says once that the task's network interface is there.
fn tell_of_network(task: &mut Task) {
    let over = task.reported == Some(ReportStatus::Stopped);
    if !task.attached || task.attachment_reported || over {
        return;
    }
    task.attachment_reported = true;
    let interfaces = task.spec.elastic_network_interfaces.iter();
    let arns: Vec<String> = interfaces.map(|it| it.attachment_arn.clone()).collect();
    let change = TaskStateChange::attached(&task.spec.arn, arns);
    task.outbox.push_back(change);
}

/// Puts a report into the outbox if the task's status has moved, or container news has waited long
/// enough.
pub(crate) fn collect(task: &mut Task, config: &Config, now_ms: i64) {
    tell_of_network(task);
    let status = match task.status() {
        Status::None => None,
        Status::ManifestPulled | Status::Pulled | Status::Created => {
            // An image without a digest is no news.
            let digest_known = task.containers.values().any(|c| c.digest.is_some());
            digest_known.then_some(ReportStatus::Pending)
        }
        Status::Running => Some(ReportStatus::Running),
        Status::Stopped => Some(ReportStatus::Stopped),
    };
    if status > task.reported {
        if let Some(status) = status {
            push_report(task, status);
        }
        return;
    }
    if task.news.is_empty() {
        return;
    }
    match task.news_due_ms {
        Some(due_ms) if due_ms <= now_ms => {
            push_report(task, task.reported.unwrap_or(ReportStatus::Pending));
        }
        Some(_) => {}
        None => task.news_due_ms = Some(now_ms + config.news_wait_ms),
    }
}

fn push_report(task: &mut Task, status: ReportStatus) {
    task.reported = Some(status);
    task.news_due_ms = None;
    let mut containers = std::mem::take(&mut task.news);
    let stopped = status == ReportStatus::Stopped;
    // A task refused before its start has no containers to speak of.
    if stopped && !task.reason.is_empty() && task.containers.values().all(|c| !c.create_ordered) {
        containers.retain(|news| news.reason.is_some());
    }
    let change = TaskStateChange {
        task: task.spec.arn.clone(),
        status: Some(status),
        reason: if stopped {
            task.reason.clone()
        } else {
            String::new()
        },
        pull_started_at: task.pull_started_ms,
        pull_stopped_at: task.pull_stopped_ms,
        execution_stopped_at: task.execution_stopped_ms.filter(|_| stopped),
        containers,
        attachments: Vec::new(),
    };
    task.outbox.push_back(change);
}

/// Sends the oldest report unless it is on its way.
pub(crate) fn send_first(task: &mut Task, actions: &mut Vec<Action>) {
    if task.reporting {
        return;
    }
    if let Some(change) = task.outbox.front() {
        task.reporting = true;
        actions.push(Action::Report {
            sequence: task.outbox_first,
            change: change.clone(),
        });
    }
}

impl Engine {
    /// The control plane has answered; a report it refuses for good is gone as well.
    pub(crate) fn report_answered(&mut self, arn: &str, sequence: u64) {
        let Some(task) = self.tasks.get_mut(arn) else {
            return;
        };
        if task.outbox_first != sequence {
            return;
        }
        task.reporting = false;
        if let Some(change) = task.outbox.pop_front() {
            task.outbox_first += 1;
            task.stop_accepted |= change.status == Some(ReportStatus::Stopped);
        }
    }
}
