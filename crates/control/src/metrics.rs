//! Counters of the control plane, and their Prometheus form.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use berth_model::{DesiredStatus, TaskStatus};
use parking_lot::Mutex;

use crate::applier::Handle;

/// Upper bounds of the buckets of answering times, in seconds.
const BUCKETS: [f64; 13] = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10.0,
];

/// Requests by operation: the codes they were answered with, and how long that took.
#[derive(Default)]
pub(crate) struct Metrics(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    codes: BTreeMap<(&'static str, Cow<'static, str>), u64>,
    times: BTreeMap<&'static str, Times>,
}

/// A histogram.
#[derive(Default)]
struct Times {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    sum_seconds: f64,
}

impl Metrics {
    /// Counts one request. `operation` is empty if it could not be made out; `code` is `OK` or an
    /// error's name. Both come from closed sets, so that nobody can make the table grow.
    pub(crate) fn count(&self, operation: &'static str, code: Cow<'static, str>, took: Duration) {
        let mut inner = self.0.lock();
        *inner.codes.entry((operation, code)).or_default() += 1;
        let times = inner.times.entry(operation).or_default();
        let seconds = took.as_secs_f64();
        if let Some(at) = BUCKETS.iter().position(|bound| seconds <= *bound) {
            times.buckets[at] += 1;
        }
        times.count += 1;
        times.sum_seconds += seconds;
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
        let inner = self.0.lock();
        for ((operation, code), count) in &inner.codes {
            // Writing to a string cannot fail, here and below.
            let _ = writeln!(
                text,
                "berth_requests_total{{operation=\"{operation}\",code=\"{code}\"}} {count}"
            );
        }
        render_times(&mut text, &inner.times);
        drop(inner);
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

fn render_times(text: &mut String, times: &BTreeMap<&'static str, Times>) {
    let name = "berth_request_duration_seconds";
    family(text, name, "histogram", "How long API requests took.");
    for (operation, times) in times {
        let mut below = 0;
        for (bound, count) in BUCKETS.iter().zip(times.buckets) {
            below += count;
            let _ = writeln!(
                text,
                "{name}_bucket{{operation=\"{operation}\",le=\"{bound}\"}} {below}"
            );
        }
        let count = times.count;
        let _ = writeln!(
            text,
            "{name}_bucket{{operation=\"{operation}\",le=\"+Inf\"}} {count}\n\
             {name}_sum{{operation=\"{operation}\"}} {}\n\
             {name}_count{{operation=\"{operation}\"}} {count}",
            times.sum_seconds
        );
    }
}

fn family(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}
