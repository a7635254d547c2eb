//! Counters of the control plane, and their Prometheus form.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use berth_model::{DesiredStatus, TaskStatus};
use parking_lot::Mutex;

use crate::applier::Handle;

/// Requests by operation and the code they were answered with.
#[derive(Default)]
pub(crate) struct Metrics(Mutex<BTreeMap<(&'static str, Cow<'static, str>), u64>>);

impl Metrics {
    /// Counts one request. `operation` is empty if it could not be made out; `code` is `OK` or an
    /// error's name. Both come from closed sets, so that nobody can make the table grow.
    pub(crate) fn count(&self, operation: &'static str, code: Cow<'static, str>) {
        *self.0.lock().entry((operation, code)).or_default() += 1;
    }

    /// Everything we count, as Prometheus reads it.
    pub(crate) fn render(&self, applier: &Handle, agents_connected: usize) -> String {
        let mut text = String::with_capacity(4096);
        family(
            &mut text,
            "berth_requests_total",
            "counter",
            "API requests.",
        );
        for ((operation, code), count) in self.0.lock().iter() {
            // Writing to a string cannot fail, here and below.
            let _ = writeln!(
                text,
                "berth_requests_total{{operation=\"{operation}\",code=\"{code}\"}} {count}"
            );
        }
        let figures = applier.figures();
        let snapshot = applier.snapshot();
        for (name, kind, help, value) in [
            (
                "berth_commands_total",
                "counter",
                "Commands run.",
                figures.commands,
            ),
            (
                "berth_commits_total",
                "counter",
                "Commits made.",
                figures.commits,
            ),
            (
                "berth_commit_failures_total",
                "counter",
                "Commits that failed.",
                figures.commit_failures,
            ),
            (
                "berth_snapshot_version",
                "gauge",
                "Commits that led to the present state.",
                snapshot.version(),
            ),
            (
                "berth_agents_connected",
                "gauge",
                "Container agents that hold their connection.",
                agents_connected as u64,
            ),
        ] {
            family(&mut text, name, kind, help);
            let _ = writeln!(text, "{name} {value}");
        }
        family(&mut text, "berth_tasks", "gauge", "Tasks by last status.");
        let mut tasks: BTreeMap<TaskStatus, usize> = BTreeMap::new();
        for cluster in snapshot.clusters() {
            for desired in [DesiredStatus::Running, DesiredStatus::Stopped] {
                for task in snapshot.live_tasks_of(&cluster.name, desired) {
                    *tasks.entry(task.last_status).or_default() += 1;
                }
            }
        }
        tasks.insert(TaskStatus::Stopped, snapshot.task_counts().1);
        for (status, count) in tasks {
            let _ = writeln!(text, "berth_tasks{{status=\"{status}\"}} {count}");
        }
        text
    }
}

fn family(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}
