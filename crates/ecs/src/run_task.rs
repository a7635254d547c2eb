//! `RunTask` and `StartTask`: from a request to tasks with a place.

mod rules;
mod service;
mod token;
mod wanted;

use std::{borrow::Cow, sync::Arc};

use berth_api_ecs as api;
use berth_model::{
    Change, ContainerInstance, Document, IdempotencyToken, InstanceStatus, State, TaskId, Tx,
    fleet::Fleet,
};
use berth_scheduler::placement::{self, Candidate, Reason, Request, Search};

pub(crate) use self::rules::{constraints, strategies};
pub(crate) use self::service::{admits, check_constraints, check_for_service, place, suits};
use self::token::{Token, replay};
pub(crate) use self::token::{client_token, fingerprint};
use self::wanted::Ask;
pub(crate) use self::wanted::Wanted;
use crate::{Context, Outcome, faults, resolve, tasks};

/// A client token is remembered for a day.
pub(crate) const TOKEN_SECONDS: i64 = 24 * 3600;

/// Places up to ten copies of a task. Copies that no instance can take come back as failures.
///
/// # Errors
/// `ClusterNotFoundException`, `ClientException` for the task definition,
/// `InvalidParameterException` for anything else in the request, `ConflictException` for a client
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
    let wanted = Wanted::parse(tx, cx, &cluster, Ask::from(&input))?;
    check_launch_type(tx, &cluster, &input)?;
    let constraints = constraints(input.placement_constraints.as_deref(), &wanted)?;
    let strategies = strategies(input.placement_strategy.as_deref())?;
    if tx.fleet(&cluster).is_none_or(Fleet::is_empty) {
        return Err(faults::invalid(
            "No Container Instances were found in your cluster.",
        ));
    }
    let request = Request {
        reservation: &wanted.reservation,
        attributes: &wanted.attributes,
        group: &wanted.group,
        constraints: &constraints,
        strategies: &strategies,
    };
    let copies = usize::try_from(count).unwrap_or(1);
    let (mut started, mut failures) = (Vec::new(), Vec::new());
    let mut search = Search::new(&cluster, &request);
    while started.len() + failures.len() < copies {
        match search.place(tx, cx.entropy) {
            Ok(instance) => started.push(wanted.start(tx, cx, instance)),
            // Nothing has changed for the copies that are left.
            Err(unplaced) => failures.resize(
                copies - started.len(),
                api::Failure {
                    arn: unplaced
                        .closest
                        .map(|id| cx.names.container_instance(&cluster, id)),
                    reason: Some(unplaced.reason.as_str().to_owned()),
                    detail: None,
                },
            ),
        }
    }
    if let Some(token) = token {
        tx.record(Change::PutIdempotencyToken(Arc::new(IdempotencyToken {
            key: (cluster, token.text),
            parameters: token.parameters,
            tasks: started.clone(),
            failures: failures.iter().cloned().map(Document::new).collect(),
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
        let request = Request {
            reservation: &wanted.reservation,
            attributes: &wanted.attributes,
            group: &wanted.group,
            constraints: &[],
            strategies: &[],
        };
        match placement::admits(&candidate(tx, &instance), &request) {
            Ok(()) => started.push(wanted.start(tx, cx, instance.id)),
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

fn check_launch_type(state: &State, cluster: &str, input: &api::RunTaskRequest) -> Outcome<()> {
    let strategy = input
        .capacity_provider_strategy
        .as_deref()
        .unwrap_or_default();
    if input.launch_type.is_some() && !strategy.is_empty() {
        return Err(faults::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        ));
    }
    let defaults = state
        .cluster(cluster)
        .is_some_and(|cluster| !cluster.default_capacity_provider_strategy.is_empty());
    let launch_type = input.launch_type.as_ref().map_or("EC2", |it| it.as_str());
    if launch_type != "EC2" {
        return Err(faults::unsupported(format!(
            "launchType {launch_type} is not built in this version of Berth; EC2 is."
        )));
    }
    if !strategy.is_empty() || (defaults && input.launch_type.is_none()) {
        return Err(faults::unsupported(
            "Capacity providers are not built in this version of Berth; use launchType EC2.",
        ));
    }
    Ok(())
}
