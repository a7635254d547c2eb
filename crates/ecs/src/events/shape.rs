//! An event as EventBridge delivers it.

use berth_api_ecs as api;
use berth_model::{
    Action, DeploymentStep, Event, Happening, InstanceMoment, Names, Retirement, RolloutState,
    ServiceAction, State, Task, Timestamp, is_daemon_name,
};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};

use super::retirement;
use crate::{container_instances, tasks};

/// The detail types there are.
pub const DETAIL_TYPES: [&str; 7] = [
    TASK,
    INSTANCE,
    SERVICE,
    DEPLOYMENT,
    DAEMON,
    DAEMON_DEPLOYMENT,
    HEALTH,
];

const TASK: &str = "ECS Task State Change";
const INSTANCE: &str = "ECS Container Instance State Change";
const SERVICE: &str = "ECS Service Action";
const DEPLOYMENT: &str = "ECS Deployment State Change";
const DAEMON: &str = "ECS Daemon Action";
const HEALTH: &str = "AWS Health Event";
const DAEMON_DEPLOYMENT: &str = "ECS Daemon Deployment State Change";

/// The kind of an event, as rules name it.
#[must_use]
pub fn detail_type(what: &Happening) -> &'static str {
    match what {
        Happening::Task(_) => TASK,
        Happening::Instance(_) => INSTANCE,
        Happening::Service(it) if is_daemon_name(&it.service) => DAEMON,
        Happening::Deployment(it) if is_daemon_name(&it.service) => DAEMON_DEPLOYMENT,
        Happening::Service(_) => SERVICE,
        Happening::Deployment(_) => DEPLOYMENT,
        Happening::Retirement(_) => HEALTH,
    }
}

/// An event with the record it is about, if that has to be looked up.
pub(super) enum Whole {
    Task(Box<Task>),
    Instance(Box<InstanceMoment>),
    Service(ServiceAction),
    Deployment(DeploymentStep),
    Retirement(Retirement),
}

impl Whole {
    /// `None` if the task it is about is not remembered any more.
    pub(super) fn of(state: &State, what: Happening) -> Option<Self> {
        Some(match what {
            Happening::Task(moment) => {
                let newer = state.task(moment.task)?;
                Self::Task(Box::new(moment.of_newer(&newer)))
            }
            Happening::Instance(moment) => Self::Instance(moment),
            Happening::Service(action) => Self::Service(action),
            Happening::Deployment(step) => Self::Deployment(step),
            Happening::Retirement(told) => Self::Retirement(told),
        })
    }

    /// The name of the cluster it is about.
    pub(super) fn cluster(&self) -> &str {
        match self {
            Self::Task(task) => &task.cluster,
            Self::Instance(moment) => &moment.instance.cluster,
            Self::Service(action) => &action.cluster,
            Self::Deployment(step) => &step.cluster,
            Self::Retirement(told) => &told.cluster,
        }
    }

    /// Who tells, what it is about, and its detail.
    fn detail(
        &self,
        names: &Names,
        number: u64,
        at: Timestamp,
    ) -> (&'static str, Vec<String>, Value) {
        let (arn, detail) = match self {
            Self::Task(task) => (names.task(&task.cluster, task.id), of_task(names, task, at)),
            Self::Instance(moment) => {
                let it = &moment.instance;
                let arn = names.container_instance(&it.cluster, it.id);
                (arn, of_instance(names, moment, at))
            }
            Self::Service(it) => (
                names.service(&it.cluster, &it.service),
                of_service(names, it, at),
            ),
            Self::Deployment(it) => (
                names.service(&it.cluster, &it.service),
                of_deployment(it, at),
            ),
            Self::Retirement(told) => {
                let entities = retirement::entities(names, told);
                let detail = retirement::detail(names, told, number, at, &entities);
                return ("aws.health", entities, detail);
            }
        };
        ("aws.ecs", vec![arn], detail)
    }
}

/// The whole event; `None` if the task it is about is not remembered any more.
#[must_use]
pub fn render(state: &State, names: &Names, event: Event) -> Option<Value> {
    let detail_type = detail_type(&event.what);
    let whole = Whole::of(state, event.what)?;
    Some(envelope(names, event.number, event.at, detail_type, &whole))
}

pub(super) fn envelope(
    names: &Names,
    number: u64,
    at: Timestamp,
    detail_type: &str,
    whole: &Whole,
) -> Value {
    let (source, resources, detail) = whole.detail(names, number, at);
    wrap(names, number, at, (source, detail_type), resources, detail)
}

/// What every event has around its detail.
pub(super) fn wrap(
    names: &Names,
    number: u64,
    at: Timestamp,
    (source, detail_type): (&str, &str),
    resources: Vec<String>,
    detail: Value,
) -> Value {
    json!({
        "version": "0",
        "id": id(names, number, at, source),
        "detail-type": detail_type,
        "source": source,
        "account": names.account,
        "time": iso(at, SecondsFormat::Secs),
        "region": names.region,
        "resources": resources,
        "detail": detail,
    })
}

/// The same event has the same id whenever it is read, and no other event of any region has it.
fn id(names: &Names, number: u64, at: Timestamp, source: &str) -> String {
    // FNV-1a.
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let text = format!(
        "{source} {} {} {number} {}",
        names.region, names.account, at.0
    );
    let hash = |hash: u128, byte: u8| (hash ^ u128::from(byte)).wrapping_mul(PRIME);
    let hex = format!("{:032x}", text.bytes().fold(BASIS, hash));
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

/// `2026-11-22T12:00:00Z`, with milliseconds if asked for.
fn iso(at: Timestamp, format: SecondsFormat) -> String {
    let time = DateTime::from_timestamp_millis(at.0).unwrap_or_default();
    time.to_rfc3339_opts(format, true)
}

fn iso_millis(at: Timestamp) -> Value {
    iso(at, SecondsFormat::Millis).into()
}

fn object<T: serde::Serialize>(shape: &T) -> Map<String, Value> {
    match serde_json::to_value(shape) {
        Ok(Value::Object(object)) => object,
        // Shapes of the API are structures.
        Ok(_) | Err(_) => Map::new(),
    }
}

/// Times are numbers where they are described, and text in events.
fn times_as_text(object: &mut Map<String, Value>) {
    for (name, value) in object.iter_mut() {
        if let Some(seconds) = value.as_f64().filter(|_| name.ends_with("At")) {
            *value = iso_millis(Timestamp::from_seconds(seconds));
        }
    }
}

fn of_task(names: &Names, task: &Task, at: Timestamp) -> Value {
    let mut detail = object(&tasks::render(names, task, false));
    // Events have no tags.
    detail.shift_remove("tags");
    times_as_text(&mut detail);
    detail.insert("updatedAt".to_owned(), iso_millis(at));
    Value::Object(detail)
}

fn of_instance(names: &Names, moment: &InstanceMoment, at: Timestamp) -> Value {
    let InstanceMoment {
        instance,
        usage,
        capacity_provider,
    } = moment;
    let provider = capacity_provider.as_deref();
    let mut shape =
        container_instances::render_with(names, instance, provider, usage, false, false);
    shape.tags = None;
    for resources in [
        &mut shape.registered_resources,
        &mut shape.remaining_resources,
    ] {
        resources
            .iter_mut()
            .flatten()
            .for_each(only_value_of_its_type);
    }
    let mut detail = object(&shape);
    times_as_text(&mut detail);
    let cluster = names.cluster(&instance.cluster);
    detail.insert("clusterArn".to_owned(), cluster.into());
    detail.insert("updatedAt".to_owned(), iso_millis(at));
    Value::Object(detail)
}

/// Described resources have zeros for the types that they are not.
fn only_value_of_its_type(resource: &mut api::Resource) {
    resource.double_value = None;
    resource.long_value = None;
    if resource.string_set_value.is_some() {
        resource.integer_value = None;
    }
}

fn of_service(names: &Names, action: &ServiceAction, at: Timestamp) -> Value {
    let (kind, name) = match action.action {
        Action::SteadyState => ("INFO", "SERVICE_STEADY_STATE"),
        Action::DesiredCountUpdated(_) => ("INFO", "SERVICE_DESIRED_COUNT_UPDATED"),
        Action::TaskStartImpaired => ("WARN", "SERVICE_TASK_START_IMPAIRED"),
        Action::TaskPlacementFailure(_) => ("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"),
        Action::TaskSetSteadyState(_) => ("INFO", "TASKSET_STEADY_STATE"),
    };
    let mut detail = json!({
        "eventType": kind,
        "eventName": event_name(name, &action.service),
        "clusterArn": names.cluster(&action.cluster),
    });
    match &action.action {
        Action::SteadyState | Action::TaskStartImpaired => {}
        Action::DesiredCountUpdated(count) => detail["desiredCount"] = (*count).into(),
        Action::TaskPlacementFailure(reason) => detail["reason"] = reason.as_str().into(),
        Action::TaskSetSteadyState(id) => {
            let arn = names.task_set(&action.cluster, &action.service, id);
            detail["taskSetArns"] = json!([arn]);
        }
    }
    detail["createdAt"] = iso_millis(at);
    detail
}

/// What a service tells has the daemon's name in it if a daemon tells it.
fn event_name(name: &str, service: &str) -> String {
    match is_daemon_name(service) {
        true => name.replacen("SERVICE_", "DAEMON_", 1),
        false => name.to_owned(),
    }
}

fn of_deployment(step: &DeploymentStep, at: Timestamp) -> Value {
    let (kind, name) = match step.rollout {
        RolloutState::InProgress => ("INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS"),
        RolloutState::Completed => ("INFO", "SERVICE_DEPLOYMENT_COMPLETED"),
        RolloutState::Failed => ("ERROR", "SERVICE_DEPLOYMENT_FAILED"),
    };
    json!({
        "eventType": kind,
        "eventName": event_name(name, &step.service),
        "deploymentId": step.deployment,
        "updatedAt": iso(at, SecondsFormat::Secs),
        "reason": step.reason,
    })
}
