//! The step of the control loop: look, decide, do.

use std::sync::Arc;

use berth_model::{
    Change, Deployment, InstanceId, Service, ServiceDeploymentStatus, ServiceKey, ServiceStatus,
    State, StopCode, TaskId, TaskStatus, Timestamp, Tx,
};
use berth_reconciler::{Decision, StopCause, reconcile};

use super::arrange::{self, Started};
use super::view::{self, Settings};
use super::{deploying, events, outcomes};
use crate::{Context, Outcome, stop_task};

/// So many tasks are started in one change, so that others' changes come between.
const STARTS_A_STEP: usize = 100;
/// So many are stopped.
const STOPS_A_STEP: usize = 500;

/// What a look at a service says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// There is something to do.
    pub due: bool,
    /// Time alone changes something then.
    pub look_again: Option<Timestamp>,
}

/// Looks whether there is something to do for a service, without doing it.
#[must_use]
pub fn look(state: &State, cx: &Context<'_>, settings: Settings, key: &ServiceKey) -> Look {
    let Some(service) = state.service(&key.0, &key.1) else {
        return Look {
            due: false,
            look_again: None,
        };
    };
    let outcome = reconcile(&view::of(state, cx, settings, service), cx.now);
    Look {
        due: !outcome.decisions.is_empty(),
        look_again: outcome.look_again,
    }
}

/// Does what is to be done for a service now, and says when to look again if nothing changes
/// before. Called twice it does nothing the second time.
///
/// # Errors
/// None: what cannot be done is told by the service's events.
pub fn advance(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    settings: Settings,
    key: &ServiceKey,
) -> Outcome<Option<Timestamp>> {
    let Some(service) = tx.service(&key.0, &key.1).cloned() else {
        return Ok(None);
    };
    let view = view::of(tx, cx, settings, &service);
    let outcome = reconcile(&view, cx.now);
    let mut on_instances = Vec::new();
    for decision in outcome.decisions {
        match decision {
            Decision::StartOn(instance) => on_instances.push(instance),
            Decision::Start(count) => step(tx, cx, key, |tx, cx, service| {
                start(tx, cx, service, &view.counts(), count);
            }),
            decision => step(tx, cx, key, |tx, cx, service| {
                decide(tx, cx, service, decision);
            }),
        }
    }
    if !on_instances.is_empty() {
        on_instances.truncate(STARTS_A_STEP);
        step(tx, cx, key, |tx, cx, service| {
            start_on(tx, cx, service, &on_instances);
        });
    }
    Ok(outcome.look_again)
}

/// Changes a service's record, which what is done beside may change as well.
fn step(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    key: &ServiceKey,
    change: impl FnOnce(&mut Tx, &mut Context<'_>, &mut Service),
) {
    let Some(before) = tx.service(&key.0, &key.1).cloned() else {
        return;
    };
    let mut service = Service::clone(&before);
    change(tx, cx, &mut service);
    if service != *before {
        tx.record(Change::PutService(Arc::new(service)));
    }
}

fn decide(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service, decision: Decision) {
    match decision {
        // These two go by the view.
        Decision::Start(_) | Decision::StartOn(_) => {}
        Decision::Stop(tasks, cause) => stop(tx, cx, service, tasks, cause),
        Decision::AnnounceThrottling => events::tell_trouble(
            tx,
            cx.entropy,
            cx.now,
            service,
            "throttled",
            "is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
        ),
        Decision::AnnounceBlocked => events::tell_trouble(
            tx,
            cx.entropy,
            cx.now,
            service,
            "blocked",
            "was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.",
        ),
        Decision::ResetFailures => reset_failures(service),
        Decision::Complete => {
            if let Some(id) = deploying::complete(tx, cx, service) {
                let text = format!("(deployment {id}) deployment completed.");
                events::tell(tx, cx.entropy, cx.now, service, &text);
            }
        }
        Decision::Fail => fail(tx, cx, service),
        Decision::Retire(id) => service.deployments.retain(|it| it.id != id),
        Decision::AnnounceSteady => {
            service.steady_at = Some(cx.now);
            service.said.clear();
            service.waiting_since = None;
            events::tell(
                tx,
                cx.entropy,
                cx.now,
                service,
                "has reached a steady state.",
            );
        }
        Decision::BecomeInactive => become_inactive(tx, cx, service),
        Decision::SetDesired(count) => {
            service.desired_count = count;
            service.steady_at = None;
        }
    }
}

fn start(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service, counts: &[u32], count: u32) {
    let Some(primary) = service.primary().cloned() else {
        return;
    };
    let count = usize::try_from(count)
        .unwrap_or(usize::MAX)
        .min(STARTS_A_STEP);
    let started = arrange::start(tx, cx, service, &primary, counts, count);
    note_started(tx, cx, service, started);
}

fn start_on(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service, instances: &[InstanceId]) {
    let Some(primary) = service.primary().cloned() else {
        return;
    };
    let started = arrange::start_on(tx, cx, service, &primary, instances);
    note_started(tx, cx, service, started);
}

fn note_started(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    started: Outcome<Started>,
) {
    let started = match started {
        Ok(started) => started,
        Err(fault) => {
            service.waiting_since.get_or_insert(cx.now);
            let text = format!("was unable to place a task. Reason: {}", fault.message);
            return events::tell_trouble(tx, cx.entropy, cx.now, service, "place", &text);
        }
    };
    if !started.tasks.is_empty() {
        service.steady_at = None;
        let what = ["has started", "tasks"];
        events::tell_tasks(tx, cx.entropy, cx.now, service, what, &started.tasks);
    }
    match started.unplaced {
        None => {
            service.waiting_since = None;
            events::clear(service, "place");
        }
        Some(unplaced) => {
            service.waiting_since.get_or_insert(cx.now);
            let (key, text) = events::unplaced(&unplaced);
            events::tell_trouble(tx, cx.entropy, cx.now, service, &key, &text);
        }
    }
}

fn stop(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    mut tasks: Vec<TaskId>,
    cause: StopCause,
) {
    tasks.truncate(STOPS_A_STEP);
    service.steady_at = None;
    for id in &tasks {
        let Some(task) = tx.task(*id) else { continue };
        let reason = match cause {
            StopCause::Scaling | StopCause::Draining => {
                let by = task.started_by.as_deref().unwrap_or_default();
                format!("Scaling activity initiated by (deployment {by})")
            }
            StopCause::Unhealthy => "Task failed container health checks".to_owned(),
        };
        let code = StopCode::ServiceSchedulerInitiated;
        stop_task::request_stop(tx, cx.now, &task, code, &reason);
        if cause == StopCause::Unhealthy {
            let of = |it: &&mut Deployment| Some(it.id.as_str()) == task.started_by.as_deref();
            if let Some(deployment) = service.deployments.iter_mut().find(of) {
                outcomes::failed_check(deployment, cx.now);
            }
            let text = format!("(task {id}) failed container health checks.");
            events::tell(tx, cx.entropy, cx.now, service, &text);
        }
    }
    let running = |id: &TaskId| {
        let task = tx.task(*id);
        task.is_some_and(|task| task.last_status == TaskStatus::Running)
    };
    let (running, pending): (Vec<TaskId>, Vec<TaskId>) = tasks.into_iter().partition(running);
    for (noun, tasks) in [("running tasks", running), ("pending tasks", pending)] {
        let what = ["has stopped", noun];
        events::tell_tasks(tx, cx.entropy, cx.now, service, what, &tasks);
    }
}

fn reset_failures(service: &mut Service) {
    let breaker = service
        .deployment_configuration
        .deployment_circuit_breaker
        .clone();
    let keeps = breaker.is_some_and(|it| it.reset_on_healthy_task == Some(false));
    if let Some(primary) = service.deployments.first_mut() {
        primary.failed_tasks = 0;
        primary.launch_failures = 0;
        primary.short_lives = 0;
        if !keeps {
            primary.breaker_count = 0;
        }
    }
    events::clear(service, "throttled");
}

fn fail(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service) {
    let Some(failed) = service.primary().map(|it| it.id.clone()) else {
        return;
    };
    let breaker = service
        .deployment_configuration
        .deployment_circuit_breaker
        .clone();
    let back = breaker.filter(|it| it.rollback == Some(true));
    let back = back.map(|_| "ECS deployment circuit breaker: rolling back");
    let why = "ECS deployment circuit breaker: tasks failed to start.";
    let to = deploying::fail(tx, cx, service, why, back);
    let text = format!("(deployment {failed}) deployment failed: tasks failed to start.");
    events::tell(tx, cx.entropy, cx.now, service, &text);
    if let Some(to) = to {
        let text = format!("rolling back to deployment {to}.");
        events::tell(tx, cx.entropy, cx.now, service, &text);
    }
}

fn become_inactive(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service) {
    if let Some(primary) = service.primary().cloned() {
        let status = ServiceDeploymentStatus::Stopped;
        deploying::close(
            tx,
            cx,
            service,
            &primary,
            status,
            Some("The service was deleted."),
        );
    }
    service.status = ServiceStatus::Inactive;
    service.inactive_at = Some(cx.now);
    service.deployments.clear();
    service.waiting_since = None;
}
