//! `RunTask` and `StartTask`: from a request to tasks with a place.

mod rules;
mod service;
mod token;
mod wanted;

use std::{borrow::Cow, sync::Arc};

use berth_api_ecs as api;
use berth_model::{
    Change, ContainerInstance, Document, IdempotencyToken, InstanceStatus, State, TaskId, Tx,
    Waiting, fleet::Fleet,
};
use berth_scheduler::capacity;
use berth_scheduler::placement::{self, Candidate, Constraint, Reason, Search, Strategy, Unplaced};

pub(crate) use self::rules::{constraints, strategies};
pub(crate) use self::service::{admits, check_constraints, check_for_service, place, suits};
pub(crate) use self::token::fingerprint;
use self::token::{Token, replay};
use self::wanted::Ask;
pub(crate) use self::wanted::{Wanted, needed_attributes, put_on};
use crate::capacity_providers::strategy;
use crate::{Context, Outcome, faults, provisioning, resolve, tasks};

/// A client token is remembered for a day.
const TOKEN_SECONDS: i64 = 24 * 3600;

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
    let wanted = Wanted::parse(tx, cx, &cluster, Ask::from(&input))?;
    let items = capacity(tx, cx, &cluster, &input)?;
    let placement = Placement {
        constraints: constraints(input.placement_constraints.as_deref(), wanted.definition())?,
        strategies: strategies(input.placement_strategy.as_deref())?,
        waiting: Waiting {
            constraints: documents(input.placement_constraints),
            strategies: documents(input.placement_strategy),
        },
    };
    let copies = usize::try_from(count).unwrap_or(1);
    let (mut started, mut failures) = (Vec::new(), Vec::new());
    if items.is_empty() {
        if tx.fleet(&cluster).is_none_or(Fleet::is_empty) {
            return Err(faults::invalid(
                "No Container Instances were found in your cluster.",
            ));
        }
        let placed = run_copies(tx, cx, &wanted, &placement, None, copies);
        add(
            cx,
            &cluster,
            None,
            copies,
            placed,
            &mut started,
            &mut failures,
        );
    } else {
        let providers = capacity::distribute(&strategy::shares(&items), &[], copies);
        for (at, item) in items.iter().enumerate() {
            let copies = providers.iter().filter(|it| **it == at).count();
            let name = strategy::name(item);
            let placed = run_copies(tx, cx, &wanted, &placement, Some(name), copies);
            let missing = copies - placed.0.len();
            if tx.capacity_provider(name).is_some_and(|it| it.scales()) {
                provisioning::check_room(tx, &cluster, missing)?;
                started.extend(placed.0);
                let wait = || wanted.wait(tx, cx, name, &placement.waiting);
                started.extend(std::iter::repeat_with(wait).take(missing));
            } else {
                add(
                    cx,
                    &cluster,
                    Some(name),
                    copies,
                    placed,
                    &mut started,
                    &mut failures,
                );
            }
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

/// How tasks of a request are placed, now and later.
struct Placement {
    constraints: Vec<Constraint>,
    strategies: Vec<Strategy>,
    waiting: Waiting,
}

fn documents<T: serde::Serialize + serde::de::DeserializeOwned>(
    given: Option<Vec<T>>,
) -> Vec<Document<T>> {
    given.into_iter().flatten().map(Document::new).collect()
}

/// Starts copies one after the other, until one finds no place.
fn run_copies(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    wanted: &Wanted,
    placement: &Placement,
    provider: Option<&str>,
    copies: usize,
) -> (Vec<TaskId>, Option<Unplaced>) {
    let request = wanted.request(&placement.constraints, &placement.strategies, provider);
    let mut search = Search::new(&wanted.cluster, &request);
    let mut started = Vec::new();
    while started.len() < copies {
        match search.place(tx, cx.entropy) {
            Ok(instance) => started.push(wanted.start(tx, cx, provider, instance)),
            // Nothing has changed for the copies that are left.
            Err(unplaced) => return (started, Some(unplaced)),
        }
    }
    (started, None)
}

/// Adds what was started of so many copies, and a failure for each of the rest.
fn add(
    cx: &Context<'_>,
    cluster: &str,
    provider: Option<&str>,
    copies: usize,
    (ids, unplaced): (Vec<TaskId>, Option<Unplaced>),
    started: &mut Vec<TaskId>,
    failures: &mut Vec<api::Failure>,
) {
    let missing = copies - ids.len();
    started.extend(ids);
    let Some(unplaced) = unplaced else { return };
    let closest = unplaced
        .closest
        .map(|id| cx.names.container_instance(cluster, id));
    let failure = api::Failure {
        arn: closest.or_else(|| provider.map(|name| cx.names.capacity_provider(name))),
        reason: Some(unplaced.reason.as_str().to_owned()),
        detail: None,
    };
    failures.extend(std::iter::repeat_n(failure, missing));
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
        let request = wanted.request(&[], &[], None);
        match placement::admits(&candidate(tx, &instance), &request) {
            Ok(()) => started.push(wanted.start(tx, cx, None, instance.id)),
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
        .map(|task| tasks::render(cx, &task, true))
        .collect()
}

/// The strategy by which the tasks get their room: the request's, or the cluster's if there is no
/// launch type either. Empty: any instance will do.
fn capacity(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    input: &api::RunTaskRequest,
) -> Outcome<strategy::Items> {
    const BUILT: &str = "EC2 is";
    let given = input.capacity_provider_strategy.as_deref();
    let given = given.unwrap_or_default();
    if input.launch_type.is_some() && !given.is_empty() {
        return Err(faults::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        ));
    }
    match input.launch_type.as_ref().map(|it| it.as_str()) {
        Some("EC2") => Ok(Vec::new()),
        Some(other) => Err(faults::launch_type_not_built(other, BUILT)),
        None => match state.cluster(cluster) {
            Some(cluster) => strategy::effective(state, cx, cluster, given, BUILT),
            None => Err(faults::cluster_not_found()),
        },
    }
}
