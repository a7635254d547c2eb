//! `RunTask` and `StartTask`: from a request to tasks with a place.

mod fargate;
mod placing;
mod rules;
mod service;
mod token;
mod wanted;

use std::{borrow::Cow, sync::Arc};

use berth_api_ecs as api;
use berth_model::{
    Change, ContainerInstance, Document, IdempotencyToken, InstanceStatus, LaunchType, State,
    TaskId, Tx,
};
use berth_scheduler::placement::{self, Candidate, Reason, Unplaced};

pub(crate) use self::fargate::{check_placement as check_fargate_placement, resolved_platform};
pub(crate) use self::placing::NO_CAPACITY;
use self::placing::{Placed, Placement};
pub(crate) use self::rules::{constraints, kept, kept_strategies, strategies};
pub(crate) use self::service::{
    admits, check_constraints, check_for_daemon, check_for_service, place, place_anywhere, suits,
    told_by_cell,
};
use self::token::{Token, replay};
pub(crate) use self::token::{client_token, fingerprint};
use self::wanted::Ask;
pub(crate) use self::wanted::{ForService, Wanted, needed_attributes, put_on};
use crate::capacity_providers::strategy;
use crate::{Context, Outcome, faults, resolve, tasks};

/// A client token is remembered for a day.
pub(crate) const TOKEN_SECONDS: i64 = 24 * 3600;

/// Places up to ten copies of a task, divided among capacity providers if there is a strategy. Copies
/// that no instance can take wait in PROVISIONING if their capacity provider scales, and come back as
/// failures otherwise.
///
/// # Errors
/// `ClusterNotFoundException`, `ClientException` for the task definition or if too many tasks wait
/// already, `InvalidParameterException` for anything else in the request, `ConflictException` for a client
/// token used with other parameters, `UnsupportedFeatureException` for capacity this region lacks.
pub fn run_task(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::RunTaskRequest,
) -> Outcome<api::RunTaskResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let token = Token::of(&cluster, &input)?;
    if let Some(known) = token
        .as_ref()
        .and_then(|token| tx.idempotency_token(&cluster, &token.text))
    {
        return replay(
            tx,
            cx,
            known,
            token.as_ref().map_or(0, |token| token.parameters),
        );
    }
    let count = input.count.unwrap_or(1);
    if !(1..=10).contains(&count) {
        return Err(faults::invalid("count must be between 1 and 10."));
    }
    let (items, launch_type) = capacity(tx, cx, &cluster, &input)?;
    let wanted = Wanted::parse(tx, cx, &cluster, Ask::to_run(&input, launch_type))?;
    let placement = Placement::of(&input, &wanted)?;
    let copies = usize::try_from(count).unwrap_or(1);
    let Placed { started, failures } = if items.is_empty() {
        placement.anywhere(tx, cx, copies)?
    } else {
        placement.divided(tx, cx, &items, copies)?
    };
    crate::jobs::note_started(tx, cx, &cluster, &input, &started);
    if let Some(token) = token {
        tx.record(Change::PutIdempotencyToken(Arc::new(IdempotencyToken {
            key: (cluster, token.text),
            parameters: token.parameters,
            tasks: started.clone(),
            failures: failures.iter().cloned().map(Document::new).collect(),
            made: None,
            expires_at: cx.now.plus_seconds(TOKEN_SECONDS),
        })));
    }
    Ok(api::RunTaskResponse {
        tasks: Some(shown(tx, cx, &started)),
        failures: Some(failures),
    })
}

/// Starts a task on each of up to ten container instances that the caller names.
///
/// # Errors
/// As [`run_task`].
pub fn start_task(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::StartTaskRequest,
) -> Outcome<api::StartTaskResponse> {
    let cluster = resolve::cluster(tx, cx, input.cluster.as_deref())?
        .name
        .clone();
    let given = input.container_instances.clone().unwrap_or_default();
    if given.is_empty() || given.len() > 10 {
        return Err(faults::invalid(
            "containerInstances must name 1 to 10 container instances.",
        ));
    }
    let wanted = Wanted::parse(tx, cx, &cluster, Ask::from(&input))?;
    let (mut started, mut failures) = (Vec::new(), Vec::new());
    for given in &given {
        let Ok(instance) = resolve::instance(tx, cx, &cluster, given) else {
            failures.push(resolve::missing(cx, "container-instance", &cluster, given));
            continue;
        };
        let mut fail = |arn: String, reason: &str| {
            failures.push(api::Failure {
                arn: Some(arn),
                reason: Some(reason.to_owned()),
                detail: None,
            });
        };
        let arn = cx.names.container_instance(&cluster, instance.id);
        if instance.status == InstanceStatus::Inactive {
            fail(arn, "INACTIVE");
            continue;
        }
        let reach = wanted.reach(tx);
        let request = wanted.request(&[], &[], None, &reach);
        let admitted = placement::admits(&candidate(tx, &instance), &request);
        let placed = admitted
            .map_err(|reason| Unplaced {
                closest: None,
                reason,
            })
            .map_err(|unplaced| wanted.why(unplaced, &reach))
            .and_then(|()| wanted.start(tx, cx, None, instance.id));
        match placed.map_err(|unplaced| unplaced.reason) {
            Ok(id) => started.push(id),
            // A DRAINING instance takes no task either.
            Err(Reason::NoActiveInstances) => fail(arn, "INACTIVE"),
            Err(reason) => fail(arn, reason.as_str()),
        }
    }
    Ok(api::StartTaskResponse {
        tasks: Some(shown(tx, cx, &started)),
        failures: Some(failures),
    })
}

fn candidate<'a>(state: &'a State, instance: &'a ContainerInstance) -> Candidate<'a> {
    let usage = state.usage(instance.id);
    Candidate::new(instance, Cow::Borrowed(usage), Cow::Borrowed(&usage.groups))
}

fn shown(state: &State, cx: &Context<'_>, ids: &[TaskId]) -> Vec<api::Task> {
    ids.iter()
        .filter_map(|id| state.task(*id))
        .map(|task| tasks::render(cx.names, &task, true))
        .collect()
}

/// The strategy by which the tasks get their room: the request's, or the cluster's if there is no
/// launch type either. Empty: any instance will do. And whose capacity that is.
fn capacity(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    input: &api::RunTaskRequest,
) -> Outcome<(strategy::Items, LaunchType)> {
    const BUILT: &str = "EC2 and FARGATE are";
    let given = input.capacity_provider_strategy.as_deref();
    let given = given.unwrap_or_default();
    if input.launch_type.is_some() && !given.is_empty() {
        return Err(faults::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        ));
    }
    match input.launch_type.as_ref().map(|it| it.as_str()) {
        Some("EC2") => Ok((Vec::new(), LaunchType::Ec2)),
        Some("FARGATE") => Ok((Vec::new(), LaunchType::Fargate)),
        Some(other) => Err(faults::launch_type_not_built(other, BUILT)),
        None => match state.cluster(cluster) {
            Some(cluster) => {
                let items = strategy::effective(state, cx, cluster, given, BUILT)?;
                let launch_type = strategy::launch_type(state, &items);
                Ok((items, launch_type.unwrap_or(LaunchType::Ec2)))
            }
            None => Err(faults::cluster_not_found()),
        },
    }
}
