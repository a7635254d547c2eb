//! Tasks that a service starts: the same road as `RunTask`, from another beginning.

use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    ContainerInstance, Deployment, InstanceId, LaunchType, Service, State, TaskDefinition,
    fleet::Fleet, shown_name,
};
use berth_scheduler::placement::{self, Constraint, Reason, Strategy, Unplaced};

use super::candidate;
use super::wanted::{Ask, ForService, Wanted};
use crate::{Context, Outcome, faults, resolve};

impl Wanted {
    /// Its task definition, as it was registered.
    pub(crate) fn definition(&self) -> &api::TaskDefinition {
        &self.definition.document
    }

    /// A task of a deployment of a service.
    ///
    /// # Errors
    /// If the task definition is gone.
    pub(crate) fn of_service(
        state: &State,
        cx: &Context<'_>,
        service: &Service,
        deployment: &Deployment,
    ) -> Outcome<Self> {
        let (cluster, name) = (&service.cluster, &service.name);
        let (family, revision) = &deployment.task_definition;
        let record = state.service_revision(cluster, name, &deployment.revision);
        let document = record.map(|it| &it.document);
        let definition = format!("{family}:{revision}");
        let group = service.group();
        let ask = Ask {
            group: Some(&group),
            started_by: Some(&deployment.id),
            propagate_tags: service
                .propagate_tags
                .as_deref()
                .filter(|it| *it != "SERVICE"),
            managed_tags: service.enable_managed_tags,
            ..Ask::for_service(&ForService {
                task_definition: &definition,
                network: document.and_then(|it| it.network_configuration.as_ref()),
                launch_type: deployment.launch_type,
                platform_version: document.and_then(|it| it.platform_version.as_deref()),
                execute_command: service.enable_execute_command,
                any_status: true,
            })
        };
        let mut wanted = Self::parse(state, cx, cluster, ask)?;
        wanted.digests.clone_from(&deployment.digests);
        if service.propagate_tags.as_deref() == Some("SERVICE") {
            wanted.tags.extend(service.tags.clone());
        }
        if service.enable_managed_tags {
            let key = match service.daemon {
                None => "aws:ecs:serviceName",
                Some(_) => "aws:ecs:daemonName",
            };
            wanted
                .tags
                .insert(key.to_owned(), shown_name(name).to_owned());
        }
        Ok(wanted)
    }
}

impl Wanted {
    /// A task that runs for a lifecycle hook; `group` and `started_by` say for whose. Its containers have `payload` in
    /// their environment, as `BERTH_HOOK`.
    ///
    /// # Errors
    /// If it cannot be run.
    pub(crate) fn of_hook(
        state: &State,
        cx: &Context<'_>,
        cluster: &str,
        definition: &str,
        (group, started_by): (&str, &str),
        payload: &str,
    ) -> Outcome<Self> {
        let found = resolve::definition(state, cx, definition)?;
        let containers = found
            .iter()
            .flat_map(|it| &it.document.container_definitions);
        let environment = api::KeyValuePair {
            name: Some("BERTH_HOOK".to_owned()),
            value: Some(payload.to_owned()),
        };
        let overridden = containers.flatten().map(|it| api::ContainerOverride {
            name: it.name.clone(),
            environment: Some(vec![environment.clone()]),
            ..Default::default()
        });
        let overrides = api::TaskOverride {
            container_overrides: Some(overridden.collect()),
            ..Default::default()
        };
        let ask = Ask {
            overrides: Some(&overrides),
            group: Some(group),
            started_by: Some(started_by),
            ..Ask::for_service(&ForService {
                task_definition: definition,
                network: None,
                launch_type: LaunchType::Ec2,
                platform_version: None,
                execute_command: false,
                any_status: false,
            })
        };
        Self::parse(state, cx, cluster, ask)
    }
}

/// An instance of the cluster for one task.
pub(crate) fn place_anywhere(
    state: &State,
    cx: &mut Context<'_>,
    wanted: &Wanted,
) -> Result<InstanceId, Unplaced> {
    let constraints = super::constraints(None, wanted.definition()).unwrap_or_default();
    let placed = place(state, cx, wanted, &constraints, &[], None, 1);
    placed.into_iter().next().unwrap_or(Err(Unplaced {
        closest: None,
        reason: Reason::NoActiveInstances,
    }))
}

/// The task definition that a service names, if tasks of it could be started for one.
pub(crate) fn check_for_service(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    asked: &ForService<'_>,
) -> Outcome<Arc<TaskDefinition>> {
    Ok(Wanted::parse(state, cx, cluster, Ask::for_service(asked))?.definition)
}

/// Whether tasks of this revision of a daemon's family could be started.
pub(crate) fn check_for_daemon(
    state: &State,
    cx: &Context<'_>,
    cluster: &str,
    (family, revision): &(String, u32),
    execute_command: bool,
) -> Outcome<()> {
    let kept = format!("{family}:{revision}");
    let ask = Ask::for_service(&ForService {
        task_definition: &kept,
        network: None,
        launch_type: LaunchType::Ec2,
        platform_version: None,
        execute_command,
        any_status: true,
    });
    Wanted::parse(state, cx, cluster, ask).map(|_| ())
}

/// Checks a service's placement constraints by themselves.
pub(crate) fn check_constraints(given: &[api::PlacementConstraint]) -> Outcome<()> {
    if given.len() > 10 {
        return Err(faults::invalid(
            "placementConstraints can have at most 10 elements, those of the task definition included.",
        ));
    }
    for constraint in given {
        let kind = constraint.r#type.as_ref().map_or("", |kind| kind.as_str());
        Constraint::parse(kind, constraint.expression.as_deref())
            .map_err(|error| faults::invalid(error.to_string()))?;
    }
    Ok(())
}

/// Places so many copies, each seeing the ones before.
pub(crate) fn place(
    state: &State,
    cx: &mut Context<'_>,
    wanted: &Wanted,
    constraints: &[Constraint],
    strategies: &[Strategy],
    capacity_provider: Option<&str>,
    copies: usize,
) -> Vec<Result<InstanceId, Unplaced>> {
    let reach = wanted.reach(state);
    let request = wanted.request(constraints, strategies, capacity_provider, &reach);
    let within = copies.min(reach.room);
    let placed = placement::plan_in(state, wanted.fleet(), &request, within, cx.entropy);
    let without = Err(Unplaced {
        closest: None,
        reason: reach.lacking,
    });
    let placed = placed.into_iter();
    placed
        .map(|it| it.map_err(|unplaced| wanted.why(unplaced, &reach)))
        .chain(std::iter::repeat_n(without, copies - within))
        .collect()
}

/// Whether an instance has what a task needs, as it is now.
pub(crate) fn admits(state: &State, wanted: &Wanted, id: InstanceId) -> Result<(), Reason> {
    let Some(instance) = state.instance(id) else {
        return Err(Reason::NoActiveInstances);
    };
    let reach = wanted.reach(state);
    let request = wanted.request(&[], &[], None, &reach);
    placement::admits(&candidate(state, instance), &request)
}

/// Whether an instance has what a task needs but for what is free, and satisfies the constraints.
pub(crate) fn suits(
    state: &State,
    wanted: &Wanted,
    instance: &ContainerInstance,
    constraints: &[Constraint],
) -> bool {
    let candidate = candidate(state, instance);
    let has = |required: &placement::RequiredAttribute| {
        let attribute = instance.attributes.get(&required.name);
        attribute.is_some_and(|it| required.value.is_none() || required.value == it.value)
    };
    let subnets = wanted.network.as_ref().map(|it| &it.subnets);
    let mut subnets = subnets.into_iter().flatten();
    let zone = |id: &String| {
        let subnet = state.subnet(id);
        subnet.is_some_and(|it| instance.serves_zone(&it.availability_zone))
    };
    let in_reach = wanted.network.is_none() || subnets.any(zone);
    in_reach
        && wanted.attributes.iter().all(has)
        && constraints.iter().all(|constraint| match constraint {
            Constraint::MemberOf(expression) => expression.matches(&candidate.subject()),
            Constraint::DistinctInstance => true,
        })
}

/// Whether the placeable instances of a cell are alike in all that [`suits`] asks.
pub(crate) fn told_by_cell(fleet: &Fleet, wanted: &Wanted, constraints: &[Constraint]) -> bool {
    let mut attributes = wanted.attributes.iter();
    attributes.all(|it| !fleet.is_wide(&it.name))
        && constraints.iter().all(|constraint| match constraint {
            Constraint::DistinctInstance => true,
            Constraint::MemberOf(expression) => expression
                .attributes_alone()
                .is_some_and(|names| !names.iter().any(|name| fleet.is_wide(name))),
        })
}
