//! The step of the control loop: look, decide, do.

use std::sync::Arc;

use berth_model::{
    Change, Deployment, DeploymentStatus, InstanceId, Lifecycle, Rebalancing, Service,
    ServiceDeploymentStatus, ServiceKey, ServiceStatus, State, StopCode, TaskId, TaskStatus,
    Timestamp, Tx,
};
use berth_reconciler::{Decision, ServiceView, StopCause, reconcile};

use super::arrange::{self, Started};
use super::view::{self, Settings};
use super::{alarms, deploying, events, hooks, lifecycle, outcomes, task_sets, zones};
use crate::{Context, Outcome, stop_task};

/// So many tasks are started in one change, so that others' changes come between.
const STARTS_A_STEP: usize = 100;
/// So many are stopped.
pub(super) const STOPS_A_STEP: usize = 500;

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
            decision => step(tx, cx, key, |tx, cx, service| {
                decide(tx, cx, service, &view, decision);
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

fn decide(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    view: &ServiceView,
    decision: Decision,
) {
    match decision {
        Decision::Start(count) => start(tx, cx, service, &view.counts(0), count),
        Decision::StartOn(instance) => start_on(tx, cx, service, &[instance]),
        Decision::StartIn(zone, providers) => start_in(tx, cx, service, &zone, &providers),
        Decision::StartOf(place, count) => {
            if let Some(source) = service.deployments.get(place).cloned() {
                start_of(tx, cx, service, &source, &view.counts(place), count);
            }
        }
        Decision::EnterStage(stage) => {
            let configuration = service.deployment_configuration.clone();
            if let Some(lifecycle) = of_primary(service) {
                lifecycle::enter(cx, &configuration, lifecycle, stage);
            }
        }
        Decision::ShiftTraffic(thousandths) => {
            if let Some(lifecycle) = of_primary(service) {
                lifecycle.production = thousandths;
                lifecycle.shifted_at = cx.now;
            }
        }
        Decision::RunHook(place) => hooks::run_task(tx, cx, service, place),
        Decision::SettleHook(place, well) => hooks::settle(service, place, well),
        Decision::PassExpiredHooks => {
            if let Some(lifecycle) = of_primary(service) {
                hooks::pass_expired(tx, lifecycle, cx.now);
            }
        }
        Decision::RollBack => roll_back(tx, cx, service),
        Decision::EndMove => {
            if let Some(rebalancing) = &mut service.rebalancing {
                rebalancing.moving = None;
            }
        }
        Decision::AnnounceUnbalanced => {
            let (since, moving) = (cx.now, None);
            service.rebalancing = Some(Rebalancing { since, moving });
            zones::tell(tx, cx, service, false);
        }
        Decision::AnnounceBalanced => {
            service.rebalancing = None;
            service.waiting_since = None;
            events::clear(service, "place");
            zones::tell(tx, cx, service, true);
        }
        Decision::Stop(tasks, cause) => stop(tx, cx, service, tasks, cause),
        Decision::AnnounceThrottling => events::tell_trouble(
            tx,
            cx.entropy,
            cx.now,
            service,
            events::THROTTLED,
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
        Decision::AnnounceProtected(place) => {
            let id = service.deployments.get(place).map_or("", |it| &*it.id);
            let text = format!(
                "was unable to reach steady state because task set ({id}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks."
            );
            events::tell_trouble(tx, cx.entropy, cx.now, service, "protected", &text);
        }
        Decision::ResetFailures(place) => reset_failures(service, place),
        Decision::SetStability(place, stable) => {
            task_sets::note_stability(tx, cx, service, place, stable);
        }
        Decision::Complete => {
            if let Some(id) = deploying::complete(tx, cx, service) {
                let text = format!("(deployment {id}) deployment completed.");
                events::tell(tx, cx.entropy, cx.now, service, &text);
            }
        }
        Decision::Fail => fail(tx, cx, service),
        Decision::FailByAlarm => fail_by_alarm(tx, cx, service),
        Decision::Bake => {
            if let Some(monitor) = service
                .deployments
                .first_mut()
                .and_then(|it| it.monitor.as_mut())
            {
                monitor.baking_since = Some(cx.now);
            }
        }
        Decision::Retire(id) => {
            task_sets::forget_revision(tx, service, &id);
            service.deployments.retain(|it| it.id != id);
        }
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
    start_of(tx, cx, service, &primary, counts, count);
}

fn start_of(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    deployment: &Deployment,
    counts: &[u32],
    count: u32,
) {
    let count = usize::try_from(count)
        .unwrap_or(usize::MAX)
        .min(STARTS_A_STEP);
    let started = arrange::start(tx, cx, service, deployment, counts, count);
    let set = deployment.task_set.as_ref().map(|_| deployment.id.as_str());
    note_started(tx, cx, service, started, Place { set, zone: None });
}

fn of_primary(service: &mut Service) -> Option<&mut Lifecycle> {
    let mut deployments = service.deployments.iter_mut();
    let primary = deployments.find(|it| it.status == DeploymentStatus::Primary)?;
    primary.lifecycle.as_mut()
}

fn start_in(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    zone: &str,
    providers: &[usize],
) {
    let Some(primary) = service.primary().cloned() else {
        return;
    };
    let started = arrange::start_in(tx, cx, service, &primary, zone, providers);
    if let (Ok(started), Some(rebalancing)) = (&started, &mut service.rebalancing) {
        rebalancing.moving = started.tasks.first().copied();
    }
    let zone = Some(zone);
    note_started(tx, cx, service, started, Place { set: None, zone });
}

fn start_on(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service, instances: &[InstanceId]) {
    let Some(primary) = service.primary().cloned() else {
        return;
    };
    let started = arrange::start_on(tx, cx, service, &primary, instances);
    note_started(tx, cx, service, started, Place::default());
}

/// Where tasks were to be started: in a task set, in an Availability Zone.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    set: Option<&'a str>,
    zone: Option<&'a str>,
}

fn note_started(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    started: Outcome<Started>,
    Place { set, zone }: Place<'_>,
) {
    let started = match started {
        Ok(started) => started,
        Err(fault) => {
            service.waiting_since.get_or_insert(cx.now);
            let key = format!("{}{}", events::PLACE, fault.message);
            let text = format!("was unable to place a task. Reason: {}", fault.message);
            return events::tell_trouble(tx, cx.entropy, cx.now, service, &key, &text);
        }
    };
    if !started.tasks.is_empty() {
        service.steady_at = None;
        let noun = zone.map_or_else(
            || "tasks".to_owned(),
            |zone| format!("tasks in {zone} to AZ Rebalance"),
        );
        let what = ["has started", &noun];
        events::tell_tasks(tx, cx.entropy, cx.now, service, set, what, &started.tasks);
    }
    match started.unplaced {
        // Another task set may wait still.
        None if set.is_some() => {}
        None => {
            service.waiting_since = None;
            events::clear(service, events::PLACE);
        }
        Some(unplaced) => {
            service.waiting_since.get_or_insert(cx.now);
            let (key, text) = match zone {
                Some(zone) => zones::unplaced(zone, &unplaced),
                None => events::unplaced(&unplaced),
            };
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
            StopCause::Scaling | StopCause::Draining | StopCause::Rebalancing => {
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
    let of = |id: &TaskId| tx.task(*id).and_then(|task| task.started_by.clone());
    let by = running.iter().chain(&pending).find_map(of);
    let set = by.filter(|id| task_sets::is_set(service, id));
    let mut noun = "running tasks".to_owned();
    if cause == StopCause::Rebalancing {
        let one = running.first().and_then(|id| tx.task(*id));
        let zone = one.and_then(|task| task.availability_zone.clone());
        noun = format!(
            "{noun} in {} due to AZ rebalancing",
            zone.unwrap_or_default()
        );
    }
    for (noun, tasks) in [(&*noun, running), ("pending tasks", pending)] {
        let what = ["has stopped", noun];
        events::tell_tasks(
            tx,
            cx.entropy,
            cx.now,
            service,
            set.as_deref(),
            what,
            &tasks,
        );
    }
}

fn reset_failures(service: &mut Service, place: usize) {
    let breaker = service
        .deployment_configuration
        .deployment_circuit_breaker
        .clone();
    let keeps = breaker.is_some_and(|it| it.reset_on_healthy_task == Some(false));
    if let Some(deployment) = service.deployments.get_mut(place) {
        deployment.failed_tasks = 0;
        deployment.launch_failures = 0;
        deployment.short_lives = 0;
        if !keeps {
            deployment.breaker_count = 0;
        }
    }
    events::clear(service, events::THROTTLED);
}

fn fail(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service) {
    let breaker = service
        .deployment_configuration
        .deployment_circuit_breaker
        .clone();
    let back = breaker.filter(|it| it.rollback == Some(true));
    let back = back.map(|_| "ECS deployment circuit breaker: rolling back");
    let why = "ECS deployment circuit breaker: tasks failed to start.";
    fail_since(tx, cx, service, "tasks failed to start", why, back);
}

fn fail_by_alarm(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service) {
    let alarms = service.deployment_configuration.alarms.clone();
    let back = alarms.filter(|it| it.rollback == Some(true));
    let back = back.map(|_| "ECS deployment alarm detected: rolling back");
    if let Some(primary) = service.deployments.first_mut() {
        alarms::note_triggered(tx, primary);
    }
    let why = "ECS deployment failed: alarm detected.";
    fail_since(tx, cx, service, "alarm detected", why, back);
}

/// A hook of the PRIMARY deployment has not let it on.
fn roll_back(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service) {
    let why = match hooks::failure(service) {
        Some(reason) => format!("ECS deployment failed: a lifecycle hook failed: {reason}"),
        None => "ECS deployment failed: a lifecycle hook failed.".to_owned(),
    };
    let back = Some("ECS deployment rolling back");
    fail_since(tx, cx, service, "a lifecycle hook failed", &why, back);
}

/// Ends the PRIMARY deployment as failed and tells it, `cause` in the service's events and `why` in the
/// records; goes back to the last one that was completed if `back` says why.
fn fail_since(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    service: &mut Service,
    cause: &str,
    why: &str,
    back: Option<&str>,
) {
    let Some(failed) = service.primary().map(|it| it.id.clone()) else {
        return;
    };
    let to = deploying::fail(tx, cx, service, why, back);
    let text = format!("(deployment {failed}) deployment failed: {cause}.");
    events::tell(tx, cx.entropy, cx.now, service, &text);
    if let Some(to) = to {
        let text = format!("rolling back to deployment {to}.");
        events::tell(tx, cx.entropy, cx.now, service, &text);
    }
}

fn become_inactive(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service) {
    if let Some(primary) = service.primary().cloned() {
        hooks::abandon(tx, cx.now, &primary);
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
