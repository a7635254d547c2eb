//! Containers that are begun again in place when their program ends.
//!
//! The rule is the ECS agent's: a policy that is on, a task that is to run, an exit code that is not
//! among the ignored ones, and a program that has run for the policy's period since it was last
//! begun. Everything else is an exit like any other.

use berth_link::shim::Exit;

use crate::task::{Status, Task};

/// Where the policy names no period.
const PERIOD_SECONDS: i64 = 300;

/// Whether the container, which has just ended like this, is to be begun again.
pub(crate) fn is_due(task: &Task, name: &str, exit: &Exit) -> bool {
    let policy = task
        .spec
        .container(name)
        .and_then(|spec| spec.restart_policy.as_ref());
    let (Some(policy), Some(container)) = (policy, task.containers.get(name)) else {
        return false;
    };
    // Without an exit code of its own it is not known to have ended.
    let has_code = exit.start_error.is_none() && !exit.shim_lost;
    let is_ignored = policy.ignored_exit_codes.contains(&i64::from(exit.code));
    let period_seconds = match policy.restart_attempt_period {
        seconds @ 1.. => seconds,
        _ => PERIOD_SECONDS,
    };
    let long_enough = |started_ms: i64| {
        exit.at_ms.saturating_sub(started_ms) >= period_seconds.saturating_mul(1000)
    };
    policy.enabled
        && !task.is_stopping()
        && has_code
        && !is_ignored
        && container.status == Status::Running
        && container.started_ms.is_some_and(long_enough)
}

/// Makes it a container that is still to be made. How its last run ended is kept, should the next
/// one never begin.
pub(crate) fn begin(task: &mut Task, name: &str, exit: Exit) {
    let Some(container) = task.containers.get_mut(name) else {
        return;
    };
    container.status = Status::Pulled;
    container.restart_count += 1;
    container.exit = Some(exit);
    container.pid = None;
    container.started_ms = None;
    container.health = None;
    container.start_ordered = false;
    container.logs_shipped = false;
    container.found = false;
    container.doing = None;
}
