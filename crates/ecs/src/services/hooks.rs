//! Lifecycle hooks of deployments: those that somebody answers, those that call a URL and those that run a task.
//!
//! AWS calls Lambda functions; here a hook of the type `AWS_LAMBDA` has a URL or the ARN of a task definition as
//! its `hookTargetArn`. A call is a request in the shape in which Lambda would get it, made by the control plane
//! when [`hook_requests`] says so; what came of it is noted by [`hook_answered`]. A control plane that dies in
//! between makes the call again, with the same number.

mod calls;

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Change, Deployment, HookCall, HookRun, HookStatus, Lifecycle, LifecycleStage, Service, State,
    StopCode, Timestamp, Tx,
};
use berth_reconciler::{HookView, HookWork};

pub use self::calls::{HookAnswer, HookRequest, hook_answered, hook_requests};
use super::configuration::refuse;
use crate::run_task::{self, Wanted};
use crate::{Context, Outcome, faults, stop_task};

/// A hook that calls something is given up after so long unless it says how long; Lambda's.
const CALLED_SECONDS: i64 = 24 * 3600;
/// Before a task of a hook that found no place is tried again.
const PLACE_AGAIN_SECONDS: i64 = 10;
/// A deployment configuration has at most so many.
const HOOKS_MAX: usize = 20;
/// As long as `hookDetails` may be, as JSON.
const DETAILS_MAX: usize = 4_096;

/// Checks the hooks of a deployment configuration.
///
/// # Errors
/// `InvalidParameterException`, `UnsupportedFeatureException` for Lambda functions.
pub(super) fn check(hooks: &[api::DeploymentLifecycleHook]) -> Outcome<()> {
    if hooks.len() > HOOKS_MAX {
        return Err(faults::invalid(format!(
            "deploymentConfiguration.lifecycleHooks can have at most {HOOKS_MAX} elements."
        )));
    }
    for hook in hooks {
        let kind = hook
            .target_type
            .as_ref()
            .map_or("AWS_LAMBDA", |it| it.as_str());
        match kind {
            "PAUSE" => {
                if hook.hook_target_arn.is_some() || hook.role_arn.is_some() {
                    return Err(faults::invalid(
                        "A lifecycle hook of the type PAUSE has neither hookTargetArn nor roleArn.",
                    ));
                }
            }
            "AWS_LAMBDA" => check_target(hook.hook_target_arn.as_deref().unwrap_or_default())?,
            _ => {
                return Err(faults::invalid(
                    "targetType of a lifecycle hook must be AWS_LAMBDA or PAUSE.",
                ));
            }
        }
        let stages = hook.lifecycle_stages.as_deref().unwrap_or_default();
        let takes = |stage: &api::DeploymentLifecycleHookStage| {
            LifecycleStage::from_wire(stage.as_str()).is_some_and(LifecycleStage::takes_hooks)
        };
        if stages.is_empty() || !stages.iter().all(takes) {
            return Err(faults::invalid(
                "lifecycleStages of a lifecycle hook must name one stage or more, but not SCALE_UP, BAKE_TIME or CLEAN_UP.",
            ));
        }
        let timeout = hook.timeout_configuration.as_ref();
        let minutes = timeout.and_then(|it| it.timeout_in_minutes);
        if timeout.is_some() && !minutes.is_some_and(|it| (1..=20_160).contains(&it)) {
            return Err(faults::invalid(
                "timeoutInMinutes of a lifecycle hook must be between 1 and 20160.",
            ));
        }
        if details(hook).is_some_and(|it| it.len() > DETAILS_MAX) {
            return Err(faults::invalid(format!(
                "hookDetails of a lifecycle hook must have at most {DETAILS_MAX} characters as JSON."
            )));
        }
    }
    Ok(())
}

/// Checks that a ROLLING deployment gets to the stages of its hooks: one that is never called would be taken
/// for one that has nothing to say.
///
/// # Errors
/// `InvalidParameterException`.
pub(super) fn check_rolling(hooks: &[api::DeploymentLifecycleHook]) -> Outcome<()> {
    let mut stages = hooks
        .iter()
        .flat_map(|it| it.lifecycle_stages.iter().flatten());
    let takes = |stage: &api::DeploymentLifecycleHookStage| {
        LifecycleStage::from_wire(stage.as_str()).is_some_and(LifecycleStage::takes_rolling_hooks)
    };
    match stages.all(takes) {
        true => Ok(()),
        false => Err(faults::invalid(
            "lifecycleStages of a lifecycle hook must be RECONCILE_SERVICE, PRE_SCALE_UP or POST_SCALE_UP with the strategy ROLLING, where no traffic is shifted.",
        )),
    }
}

fn check_target(target: &str) -> Outcome<()> {
    if target.starts_with("arn:aws:lambda:") {
        let what = "hookTargetArn of a Lambda function (a URL or a task definition's ARN is)";
        return refuse(&[(what, true)]);
    }
    if calls::is_url(target) || is_task(target) {
        return Ok(());
    }
    Err(faults::invalid(
        "hookTargetArn of a lifecycle hook must be a URL (http:// or https://) or the ARN of a task definition.",
    ))
}

/// A task is to be run, not a URL called.
fn is_task(target: &str) -> bool {
    let arn = berth_model::Arn::parse(target);
    arn.is_some_and(|it| it.service == "ecs" && it.kind == "task-definition")
}

fn details(hook: &api::DeploymentLifecycleHook) -> Option<String> {
    hook.hook_details.as_ref().map(ToString::to_string)
}

/// Begins the hooks of the stage at which a deployment has arrived.
pub(super) fn begin(
    cx: &mut Context<'_>,
    configuration: &api::DeploymentConfiguration,
    lifecycle: &mut Lifecycle,
) {
    let stage = lifecycle.stage;
    for hook in configuration.lifecycle_hooks.iter().flatten() {
        let stages = hook.lifecycle_stages.as_deref().unwrap_or_default();
        if stages.iter().any(|it| it.as_str() == stage.as_str()) {
            lifecycle.hooks.push(run(cx, hook, stage));
        }
    }
}

fn run(
    cx: &mut Context<'_>,
    hook: &api::DeploymentLifecycleHook,
    stage: LifecycleStage,
) -> HookRun {
    let timeout = hook.timeout_configuration.as_ref();
    let minutes = timeout.and_then(|it| it.timeout_in_minutes);
    let action = timeout.and_then(|it| it.action.as_ref());
    let seconds = minutes.map(|it| i64::from(it) * 60);
    let target = hook.hook_target_arn.clone();
    let seconds = seconds.or(target.as_ref().map(|_| CALLED_SECONDS));
    HookRun {
        id: cx.entropy.uuid(),
        stage,
        status: match target {
            Some(_) => HookStatus::InProgress,
            None => HookStatus::AwaitingAction,
        },
        expires_at: seconds.map(|it| cx.now.plus_seconds(it)),
        timeout_rolls_back: action.is_none_or(|it| it.as_str() == "ROLLBACK"),
        call: target.map(|target| {
            Box::new(HookCall {
                target,
                at: cx.now,
                made: 0,
                failures: 0,
                task: None,
                details: details(hook),
                reason: None,
            })
        }),
    }
}

/// What hears of a rollback: the hooks that call something at the stages in which traffic moves, as far as the
/// deployment had got there. It goes with the deployment that comes back, whose traffic has moved already.
pub(super) fn begin_rollback(
    cx: &mut Context<'_>,
    configuration: &api::DeploymentConfiguration,
    failed: &Lifecycle,
) -> Option<Lifecycle> {
    let moved = [
        LifecycleStage::ProductionTrafficShift,
        LifecycleStage::TestTrafficShift,
    ];
    let mut lifecycle = Lifecycle {
        stage: LifecycleStage::CleanUp,
        since: cx.now,
        source: String::new(),
        production: berth_model::ALL_TRAFFIC,
        shifted_at: cx.now,
        hooks: Vec::new(),
        rolling: false,
    };
    for stage in moved.into_iter().filter(|it| *it <= failed.stage) {
        for hook in configuration.lifecycle_hooks.iter().flatten() {
            let stages = hook.lifecycle_stages.as_deref().unwrap_or_default();
            let there = stages.iter().any(|it| it.as_str() == stage.as_str());
            if there && hook.hook_target_arn.is_some() {
                lifecycle.hooks.push(run(cx, hook, stage));
            }
        }
    }
    (!lifecycle.hooks.is_empty()).then_some(lifecycle)
}

/// Hooks whose time is over have timed out, and their tasks are stopped.
pub(super) fn pass_expired(tx: &mut Tx, lifecycle: &mut Lifecycle, now: Timestamp) {
    for hook in &mut lifecycle.hooks {
        if is_open(hook) && hook.expires_at.is_some_and(|at| at <= now) {
            hook.status = HookStatus::TimedOut;
            stop_task_of(tx, now, hook);
        }
    }
}

/// Nobody waits for the hooks of a deployment any more: their tasks are stopped.
pub(super) fn abandon(tx: &mut Tx, now: Timestamp, deployment: &Deployment) {
    let hooks = deployment.lifecycle.iter().flat_map(|it| &it.hooks);
    for hook in hooks.filter(|it| is_open(it)) {
        stop_task_of(tx, now, hook);
    }
}

fn stop_task_of(tx: &mut Tx, now: Timestamp, hook: &HookRun) {
    let task = hook.call.as_ref().and_then(|it| it.task);
    if let Some(task) = task
        .and_then(|id| tx.task(id))
        .filter(|it| !it.is_stopped())
    {
        let code = StopCode::ServiceSchedulerInitiated;
        let reason = "The deployment does not wait for its lifecycle hook any more.";
        stop_task::request_stop(tx, now, &task, code, reason);
    }
}

fn is_open(hook: &HookRun) -> bool {
    matches!(
        hook.status,
        HookStatus::AwaitingAction | HookStatus::InProgress
    )
}

/// Starts the task of a hook; if it finds no place, later.
pub(super) fn run_task(tx: &mut Tx, cx: &mut Context<'_>, service: &mut Service, place: usize) {
    let body = calls::payload(cx, service, place);
    let cluster = service.cluster.clone();
    let group = group(&service.name);
    let Some(call) = call_mut(service, place) else {
        return;
    };
    let (now, target) = (cx.now, call.target.clone());
    let started_by = format!("ecs-hook/{}", cx.entropy.uuid());
    let wanted = Wanted::of_hook(tx, cx, &cluster, &target, (&group, &started_by), &body);
    let wanted = match wanted {
        Ok(wanted) => wanted,
        Err(fault) => {
            call.reason = Some(fault.message);
            return set_status(service, place, HookStatus::Failed);
        }
    };
    let started = run_task::place_anywhere(tx, cx, &wanted)
        .and_then(|instance| wanted.start(tx, cx, None, instance));
    match started {
        Ok(task) => call.task = Some(task),
        Err(unplaced) => {
            call.reason = Some(unplaced.reason.to_string());
            call.at = now.plus_seconds(PLACE_AGAIN_SECONDS);
        }
    }
}

/// The task of a hook has ended.
pub(super) fn settle(service: &mut Service, place: usize, well: bool) {
    if let Some(call) = call_mut(service, place) {
        call.made += 1;
        call.reason = (!well).then(|| "Its task did not end with exit code 0.".to_owned());
    }
    let status = match well {
        true => HookStatus::Succeeded,
        false => HookStatus::Failed,
    };
    set_status(service, place, status);
}

fn hooks_mut(service: &mut Service) -> Option<&mut Vec<HookRun>> {
    let mut deployments = service.deployments.iter_mut();
    let primary = deployments.find(|it| it.status == berth_model::DeploymentStatus::Primary)?;
    primary.lifecycle.as_mut().map(|it| &mut it.hooks)
}

fn call_mut(service: &mut Service, place: usize) -> Option<&mut HookCall> {
    hooks_mut(service)?.get_mut(place)?.call.as_deref_mut()
}

fn set_status(service: &mut Service, place: usize, status: HookStatus) {
    if let Some(hook) = hooks_mut(service).and_then(|it| it.get_mut(place)) {
        hook.status = status;
    }
}

/// The group of tasks that run for hooks of a service.
fn group(service: &str) -> String {
    format!("{GROUP}{service}")
}

const GROUP: &str = "service-hook:";

/// The service for one of whose hooks a task runs, by name.
pub(crate) fn service_of_task(task: &berth_model::Task) -> Option<&str> {
    let started = task.started_by.as_deref()?.starts_with("ecs-hook/");
    task.group.strip_prefix(GROUP).filter(|_| started)
}

/// Hooks as the reconciler sees them: those of the stage, or all that hear of a rollback.
pub(super) fn views(state: &State, lifecycle: &Lifecycle, rollback: bool) -> Vec<HookView> {
    let hooks = lifecycle.hooks.iter().enumerate();
    let present = hooks.filter(|(_, it)| it.stage == lifecycle.stage || rollback);
    let view = |(place, it): (usize, &HookRun)| HookView {
        place,
        work: work(state, it),
        status: it.status,
        expires_at: it.expires_at,
        timeout_rolls_back: it.timeout_rolls_back,
    };
    present.map(view).collect()
}

fn work(state: &State, hook: &HookRun) -> HookWork {
    let Some(call) = &hook.call else {
        return HookWork::Answer;
    };
    let Some(id) = call.task else {
        return match is_task(&call.target) {
            true => HookWork::RunAt(call.at),
            false => HookWork::CallAt(call.at),
        };
    };
    match state.task(id) {
        Some(task) if !task.is_stopped() => HookWork::End,
        Some(task) => {
            let mut essential = task.containers.iter().filter(|it| it.essential);
            HookWork::Ended(essential.all(|it| it.exit_code == Some(0)))
        }
        None => HookWork::Ended(false),
    }
}

/// The hooks of a deployment under way, as ECS shows them.
pub(super) fn shown(live: Option<&Deployment>) -> Option<Vec<api::DeploymentLifecycleHookDetail>> {
    let lifecycle = live?.lifecycle.as_ref()?;
    let hooks = lifecycle.hooks.iter();
    let shown = hooks.map(|it| api::DeploymentLifecycleHookDetail {
        hook_id: Some(it.id.clone()),
        target_type: Some(
            match it.call {
                Some(_) => "AWS_LAMBDA",
                None => "PAUSE",
            }
            .into(),
        ),
        target_arn: it.call.as_ref().map(|it| it.target.clone()),
        status: Some(it.status.as_str().into()),
        expires_at: it.expires_at.map(crate::container_instances::time),
        timeout_action: it.expires_at.map(|_| {
            match it.timeout_rolls_back {
                true => "ROLLBACK",
                false => "CONTINUE",
            }
            .into()
        }),
    });
    Some(shown.collect())
}

/// Why a hook of the PRIMARY deployment has failed, if one has.
pub(super) fn failure(service: &Service) -> Option<String> {
    let lifecycle = service.primary()?.lifecycle.as_ref()?;
    let mut hooks = lifecycle.hooks.iter();
    let failed = hooks.find(|it| it.status == HookStatus::Failed)?;
    failed.call.as_ref()?.reason.clone()
}

/// Puts a service whose hooks have changed.
fn put(tx: &mut Tx, service: Service) {
    tx.record(Change::PutService(Arc::new(service)));
}
