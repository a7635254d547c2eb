//! `ListTasks`.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{DesiredStatus, InstanceId, LaunchType, State, Task, TaskId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Context, Outcome, faults, page, resolve};

/// STOPPED tasks leave the list after so many seconds, as in ECS; they are described for longer.
const STOPPED_SHOWN_SECONDS: i64 = 3600;

/// Where a page begins: among the live tasks, or among the stopped ones.
#[derive(Debug, Serialize, Deserialize)]
enum Position {
    Live(TaskId),
    Stopped(Timestamp, TaskId),
}

/// Lists ARNs of a cluster's tasks; those wanted RUNNING unless `desiredStatus` says otherwise.
///
/// # Errors
/// `ClusterNotFoundException`, `InvalidParameterException` for an unknown container instance, a
/// bad page size or token.
pub fn list_tasks(
    state: &State,
    cx: &Context<'_>,
    input: api::ListTasksRequest,
) -> Outcome<api::ListTasksResponse> {
    const LIST: &str = "ListTasks";
    let cluster = &resolve::cluster(state, cx, input.cluster.as_deref())?.name;
    let size = page::size(input.max_results, 100)?;
    let from: Option<Position> = page::position(LIST, input.next_token.as_deref())?;
    let filter = Filter::parse(state, cx, cluster, &input)?;
    let desired = match input
        .desired_status
        .as_ref()
        .map_or("RUNNING", |it| it.as_str())
    {
        "RUNNING" => DesiredStatus::Running,
        "STOPPED" => DesiredStatus::Stopped,
        // PENDING is allowed and never matches: ECS sets no task's desired status to it.
        _ => {
            return Ok(api::ListTasksResponse {
                task_arns: Some(Vec::new()),
                next_token: None,
            });
        }
    };
    let live_from = match from {
        None => Some(TaskId::new(0)),
        Some(Position::Live(id)) => Some(id),
        Some(Position::Stopped(..)) => None,
    };
    let live = live_from
        .into_iter()
        .flat_map(|id| state.live_task_ids_from(cluster, desired, id))
        .filter(|id| filter.is_empty() || state.task(*id).is_some_and(|task| filter.matches(&task)))
        .map(|id| (Position::Live(id), id));
    let (since, since_id) = match from {
        Some(Position::Stopped(at, id)) => (at, id),
        _ => (cx.now.plus_seconds(-STOPPED_SHOWN_SECONDS), TaskId::new(0)),
    };
    let stopped = (desired == DesiredStatus::Stopped)
        .then(|| state.stopped_tasks_of(cluster, since, since_id))
        .into_iter()
        .flatten()
        .filter(|(_, id)| {
            filter.is_empty() || state.task(*id).is_some_and(|task| filter.matches(&task))
        })
        .map(|(at, id)| (Position::Stopped(at, id), id));
    let (ids, next_token) =
        page::take(
            LIST,
            live.chain(stopped),
            size,
            |(position, _)| match position {
                Position::Live(id) => Position::Live(*id),
                Position::Stopped(at, id) => Position::Stopped(*at, *id),
            },
        );
    let arns = ids
        .into_iter()
        .map(|(_, id)| cx.names.task(cluster, id))
        .collect();
    Ok(api::ListTasksResponse {
        task_arns: Some(arns),
        next_token,
    })
}

#[derive(Debug, Default)]
struct Filter {
    family: Option<String>,
    started_by: Option<String>,
    instance: Option<InstanceId>,
    group: Option<String>,
    launch_type: Option<LaunchType>,
}

impl Filter {
    fn parse(
        state: &State,
        cx: &Context<'_>,
        cluster: &str,
        input: &api::ListTasksRequest,
    ) -> Outcome<Self> {
        let chosen = [
            input.started_by.is_some(),
            input.service_name.is_some(),
            input.daemon_name.is_some(),
        ];
        if chosen.iter().filter(|given| **given).count() > 1 {
            return Err(faults::invalid(
                "Only one of startedBy, serviceName and daemonName can be given.",
            ));
        }
        let instance = match input.container_instance.as_deref() {
            None => None,
            Some(given) => Some(
                resolve::instance(state, cx, cluster, given)
                    .map_err(|unresolved| unresolved.into_fault("container instance"))?
                    .id,
            ),
        };
        let last = |name: &String| name.rsplit('/').next().unwrap_or(name).to_owned();
        let service = input
            .service_name
            .as_ref()
            .map(|name| format!("service:{}", last(name)));
        let daemon = input
            .daemon_name
            .as_ref()
            .map(|name| format!("daemon:{}", last(name)));
        Ok(Self {
            family: input.family.clone(),
            started_by: input.started_by.clone(),
            instance,
            group: service.or(daemon),
            launch_type: input
                .launch_type
                .as_ref()
                .and_then(|it| LaunchType::from_wire(it.as_str())),
        })
    }

    fn is_empty(&self) -> bool {
        self.family.is_none()
            && self.started_by.is_none()
            && self.instance.is_none()
            && self.group.is_none()
            && self.launch_type.is_none()
    }

    fn matches(&self, task: &Arc<Task>) -> bool {
        self.family
            .as_ref()
            .is_none_or(|family| task.task_definition.0 == *family)
            && self
                .started_by
                .as_ref()
                .is_none_or(|it| task.started_by.as_ref() == Some(it))
            && self
                .instance
                .is_none_or(|instance| task.instance == Some(instance))
            && self.group.as_ref().is_none_or(|group| task.group == *group)
            && self
                .launch_type
                .is_none_or(|launch_type| task.launch_type == launch_type)
    }
}
