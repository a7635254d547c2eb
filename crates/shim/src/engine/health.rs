//! Health checks, by Docker's rules: the first one an interval after the start, the next ones an
//! interval after the last has ended; a success makes the container healthy, so many failures in a
//! row unhealthy; failures soon after the start do not count until a check has succeeded. The shim
//! keeps this up whether the agent lives or not.

use std::time::{Duration, Instant};

use berth_link::shim::{ExecSpec, Executed, Health, HealthCheck, HealthStatus};

use super::exec::Asker;
use super::{Engine, Wire};
use crate::container::Phase;
use crate::poller::Poller;
use crate::sys;

/// What is kept of a check's output (bytes).
const OUTPUT_BYTES_MAX: u32 = 4096;
/// Until the first success within the start period, checks come at least so often.
const START_INTERVAL: Duration = Duration::from_secs(5);
/// The exit code of a check that was killed or could not be run.
const NO_EXIT_CODE: i32 = -1;

/// The health of a container's present run.
#[derive(Debug)]
pub(crate) struct Watch {
    check: HealthCheck,
    started: Instant,
    /// When the next check begins; `None` while one runs.
    next: Option<Instant>,
    /// When the present check began.
    began: Instant,
    failures: u32,
    pub(super) health: Health,
    /// Rises with each change that callers hear of.
    pub(super) version: u64,
}

impl Watch {
    fn new(check: &HealthCheck, now: Instant, now_ms: i64) -> Self {
        let mut watch = Self {
            check: check.clone(),
            started: now,
            next: None,
            began: now,
            failures: 0,
            health: Health {
                since_ms: now_ms,
                ..Health::default()
            },
            version: 0,
        };
        watch.plan(now);
        watch
    }

    fn is_starting(&self, at: Instant) -> bool {
        let period = Duration::from_millis(self.check.start_period_ms);
        self.health.status == HealthStatus::Starting && at.duration_since(self.started) < period
    }

    fn plan(&mut self, now: Instant) {
        let interval = Duration::from_millis(self.check.interval_ms);
        let interval = if self.is_starting(now) {
            interval.min(START_INTERVAL)
        } else {
            interval
        };
        self.next = Some(now + interval);
    }

    /// A check has ended with this code. True if there is something to tell.
    fn take(&mut self, exit_code: i32, output: String, now: Instant, now_ms: i64) -> bool {
        let before = (self.health.status, self.health.exit_code);
        let status = if exit_code == 0 {
            self.failures = 0;
            HealthStatus::Healthy
        } else {
            if !self.is_starting(self.began) {
                self.failures += 1;
            }
            if self.failures >= self.check.retries.max(1) {
                HealthStatus::Unhealthy
            } else {
                self.health.status
            }
        };
        if status != self.health.status {
            self.health.status = status;
            self.health.since_ms = now_ms;
        }
        self.health.exit_code = Some(exit_code);
        self.health.output = output;
        self.plan(now);
        before != (self.health.status, self.health.exit_code)
    }
}

impl Engine {
    /// The container's program runs: its checks begin.
    pub(super) fn watch_health(&mut self, name: &str) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let check = container.spec.as_ref().and_then(|it| it.health.as_ref());
        let Some(check) = check else {
            return;
        };
        let mut watch = Watch::new(check, Instant::now(), sys::now_ms());
        self.last_health += 1;
        watch.version = self.last_health;
        container.watch = Some(watch);
    }

    /// The next moment at which a check begins.
    pub(super) fn next_check(&self) -> Option<Instant> {
        let watches = self.containers.values().filter_map(|it| it.watch.as_ref());
        watches.filter_map(|watch| watch.next).min()
    }

    /// Begins the checks that are due.
    pub(super) fn begin_checks<S: Wire>(&mut self, poller: &mut Poller<S>, now: Instant) {
        let mut due = Vec::new();
        for (name, container) in &mut self.containers {
            let running = container.phase == Phase::Running;
            let Some(watch) = container.watch.as_mut().filter(|_| running) else {
                continue;
            };
            if watch.next.is_some_and(|next| next <= now) {
                watch.next = None;
                watch.began = now;
                due.push(ExecSpec {
                    name: name.clone(),
                    args: watch.check.args.clone(),
                    timeout_ms: watch.check.timeout_ms.max(1),
                    output_bytes_max: OUTPUT_BYTES_MAX,
                    ..ExecSpec::default()
                });
            }
        }
        for spec in due {
            if let Err(error) = self.begin_exec(poller, Asker::Health, &spec) {
                let failed = Executed {
                    exit_code: NO_EXIT_CODE,
                    output: error.message,
                    ..Executed::default()
                };
                self.checked(&spec.name, &failed);
            }
        }
    }

    /// A check has ended.
    pub(super) fn checked(&mut self, name: &str, executed: &Executed) {
        let Some(container) = self.containers.get_mut(name) else {
            return;
        };
        let running = container.phase == Phase::Running;
        // One of an earlier run says nothing about this one.
        let Some(watch) = container
            .watch
            .as_mut()
            .filter(|watch| running && watch.next.is_none())
        else {
            return;
        };
        let (code, output) = if executed.timed_out {
            let seconds = watch.check.timeout_ms / 1000;
            let text = format!("Health check exceeded timeout ({seconds}s)");
            (NO_EXIT_CODE, text)
        } else {
            (executed.exit_code, executed.output.clone())
        };
        if watch.take(code, output, Instant::now(), sys::now_ms()) {
            self.last_health += 1;
            watch.version = self.last_health;
        }
    }

    /// The health of containers that has changed since this version: name, run, health.
    pub(super) fn healths_since(&self, version: u64) -> Vec<(String, u32, Health)> {
        let watched = self.containers.iter();
        watched
            .filter_map(|(name, container)| {
                let watch = container.watch.as_ref()?;
                let news = watch.version > version;
                news.then(|| (name.clone(), container.run, watch.health.clone()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_counted_as_docker_counts_them() {
        let check = HealthCheck {
            args: vec!["true".to_owned()],
            interval_ms: 30_000,
            timeout_ms: 5_000,
            retries: 2,
            start_period_ms: 60_000,
        };
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut watch = Watch::new(&check, start, 1);
        assert_eq!(watch.next, Some(at(5)), "sooner within the start period");
        let mut end = |began: u64, code: i32| {
            watch.began = at(began);
            let told = watch.take(code, String::new(), at(began + 1), 7);
            (watch.health.status, told, watch.next)
        };
        // Failures within the start period do not count.
        for second in [5, 10, 15] {
            let (status, told, next) = end(second, 1);
            assert_eq!((status, told), (HealthStatus::Starting, second == 5));
            assert_eq!(next, Some(at(second + 6)));
        }
        let (status, told, next) = end(20, 0);
        assert_eq!((status, told), (HealthStatus::Healthy, true));
        assert_eq!(next, Some(at(51)));
        // A success has ended the start period.
        assert_eq!(end(51, 3).0, HealthStatus::Healthy);
        assert_eq!(end(52, -1).0, HealthStatus::Unhealthy);
        assert_eq!(end(90, 1).0, HealthStatus::Unhealthy);
        assert_eq!(end(120, 0).0, HealthStatus::Healthy);
        assert_eq!(end(150, 1).0, HealthStatus::Healthy);
        assert_eq!(end(180, 0).0, HealthStatus::Healthy);
        assert_eq!(end(210, 1).0, HealthStatus::Healthy);
        assert_eq!(end(240, 1).0, HealthStatus::Unhealthy);
    }
}
