//! What is asked for, checked: everything of a task but its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use berth_api_ecs as api;
use berth_model::{
    Attachment, Awsvpc, Container, ContainerStatus, DesiredStatus, Document, FARGATE_CLUSTER,
    Fargate, HealthStatus, InstanceId, LaunchType, RoleType, State, Tags, Task, TaskDefinition,
    TaskDefinitionStatus, TaskId, TaskStatus, Tx, Waiting, ZONE_ATTRIBUTE,
};
use berth_scheduler::placement::{self, Reason, Unplaced};

use super::fargate;
use crate::network::{self, Reach};
use crate::{Context, Outcome, credentials, faults, resolve, services, tags, task_definition};

/// What `RunTask` and `StartTask` have in common.
pub(super) struct Ask<'a> {
    pub(super) task_definition: Option<&'a str>,
    pub(super) overrides: Option<&'a api::TaskOverride>,
    pub(super) group: Option<&'a str>,
    pub(super) started_by: Option<&'a str>,
    pub(super) longest_started_by: usize,
    pub(super) tags: Option<&'a Vec<api::Tag>>,
    pub(super) propagate_tags: Option<&'a str>,
    pub(super) managed_tags: bool,
    pub(super) execute_command: bool,
    pub(super) network: Option<&'a api::NetworkConfiguration>,
    pub(super) launch_type: LaunchType,
    pub(super) platform_version: Option<&'a str>,
    pub(super) volumes: bool,
    /// Services go on with a definition that was deregistered.
    pub(super) any_status: bool,
}

impl<'a> Ask<'a> {
    /// What a service always asks.
    pub(super) fn for_service(asked: &ForService<'a>) -> Self {
        Self {
            task_definition: Some(asked.task_definition),
            overrides: None,
            group: None,
            started_by: None,
            longest_started_by: 128,
            tags: None,
            propagate_tags: None,
            managed_tags: false,
            execute_command: asked.execute_command,
            network: asked.network,
            launch_type: asked.launch_type,
            platform_version: asked.platform_version,
            volumes: false,
            any_status: asked.any_status,
        }
    }
}

impl<'a> Ask<'a> {
    pub(super) fn to_run(input: &'a api::RunTaskRequest, launch_type: LaunchType) -> Self {
        Self {
            task_definition: input.task_definition.as_deref(),
            overrides: input.overrides.as_ref(),
            group: input.group.as_deref(),
            started_by: input.started_by.as_deref(),
            longest_started_by: 128,
            tags: input.tags.as_ref(),
            propagate_tags: input.propagate_tags.as_ref().map(|it| it.as_str()),
            managed_tags: input.enable_ecs_managed_tags == Some(true),
            execute_command: input.enable_execute_command == Some(true),
            network: input.network_configuration.as_ref(),
            launch_type,
            platform_version: input.platform_version.as_deref(),
            volumes: input
                .volume_configurations
                .as_ref()
                .is_some_and(|it| !it.is_empty()),
            any_status: false,
        }
    }
}

impl<'a> From<&'a api::StartTaskRequest> for Ask<'a> {
    fn from(input: &'a api::StartTaskRequest) -> Self {
        Self {
            task_definition: input.task_definition.as_deref(),
            overrides: input.overrides.as_ref(),
            group: input.group.as_deref(),
            started_by: input.started_by.as_deref(),
            longest_started_by: 36,
            tags: input.tags.as_ref(),
            propagate_tags: input.propagate_tags.as_ref().map(|it| it.as_str()),
            managed_tags: input.enable_ecs_managed_tags == Some(true),
            execute_command: input.enable_execute_command == Some(true),
            network: input.network_configuration.as_ref(),
            launch_type: LaunchType::Ec2,
            platform_version: None,
            volumes: input
                .volume_configurations
                .as_ref()
                .is_some_and(|it| !it.is_empty()),
            any_status: false,
        }
    }
}

/// What a service asks of its tasks.
pub(crate) struct ForService<'a> {
    pub(crate) task_definition: &'a str,
    pub(crate) network: Option<&'a api::NetworkConfiguration>,
    pub(crate) launch_type: LaunchType,
    pub(crate) platform_version: Option<&'a str>,
    pub(crate) execute_command: bool,
    /// Also of a definition that was deregistered.
    pub(crate) any_status: bool,
}

/// A checked request: everything of the task but its place.
pub(crate) struct Wanted {
    pub(super) cluster: String,
    pub(super) definition: Arc<TaskDefinition>,
    overrides: Document<api::TaskOverride>,
    /// The definition's document with the overrides applied.
    document: api::TaskDefinition,
    pub(super) group: String,
    started_by: Option<String>,
    pub(super) tags: Tags,
    pub(super) launch_type: LaunchType,
    execute_command: bool,
    pub(super) reservation: berth_model::Reservation,
    pub(super) attributes: Vec<placement::RequiredAttribute>,
    /// What its images' tags mean, by container, if that is settled.
    pub(super) digests: BTreeMap<String, String>,
    /// Where its network interface is to be.
    pub(super) network: Option<Awsvpc>,
    fargate: Option<Fargate>,
    /// Daemons of the cluster's instances, which are there first.
    awaited: Vec<placement::Awaited>,
    /// How Fargate tasks are placed; others say so themselves.
    spread: Vec<placement::Strategy>,
}

impl Wanted {
    /// Checks a request.
    ///
    /// # Errors
    /// As [`super::run_task`].
    pub(super) fn parse(
        state: &State,
        cx: &Context<'_>,
        cluster: &str,
        ask: Ask<'_>,
    ) -> Outcome<Self> {
        let given = ask.task_definition.unwrap_or_default();
        let definition = match ask.any_status {
            true => resolve::kept_definition(state, given),
            false => resolve::definition(state, cx, given)?,
        };
        let definition = definition.ok_or_else(|| faults::client("TaskDefinition not found."))?;
        if definition.status != TaskDefinitionStatus::Active && !ask.any_status {
            return Err(faults::client("TaskDefinition is inactive"));
        }
        let document = &definition.document;
        check_compatible(document, ask.launch_type)?;
        let mode = document
            .network_mode
            .as_ref()
            .map_or("bridge", |mode| mode.as_str());
        let network = network::awsvpc(state, mode, ask.launch_type, ask.network)?;
        if ask.volumes {
            return Err(faults::unsupported(
                "volumeConfigurations are not built in this version of Berth.",
            ));
        }
        if ask
            .started_by
            .is_some_and(|text| text.chars().count() > ask.longest_started_by)
        {
            return Err(faults::invalid(format!(
                "startedBy must have at most {} characters.",
                ask.longest_started_by
            )));
        }
        let reserved = ask.started_by.filter(|it| it.starts_with("ecs-svc/"));
        if reserved.is_some() && !ask.any_status {
            return Err(faults::invalid(
                "startedBy cannot begin with ecs-svc/: that is how tasks of services are known.",
            ));
        }
        let overrides = ask.overrides.cloned().unwrap_or_default();
        task_definition::check_overrides(document, &overrides)?;
        let applied = task_definition::apply_overrides(document, &overrides).into_owned();
        let fargate = fargate::of(&applied, ask.launch_type, ask.platform_version)?;
        let [(_, task_role), _] = roles(&applied);
        if ask.execute_command && task_role.is_none() {
            return Err(faults::invalid(
                "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
            ));
        }
        let mut all_tags = tags::parse(ask.tags.cloned())?;
        match ask.propagate_tags {
            Some("TASK_DEFINITION") => {
                let mut inherited = definition.tags.clone();
                inherited.append(&mut all_tags);
                all_tags = inherited;
            }
            Some("SERVICE") => {
                return Err(faults::invalid(
                    "propagateTags cannot be SERVICE when a task is run by itself.",
                ));
            }
            _ => {}
        }
        if !ask.any_status {
            crate::jobs::inherit(&definition.tags, &mut all_tags)?;
        }
        if ask.managed_tags {
            all_tags.insert("aws:ecs:clusterName".to_owned(), cluster.to_owned());
        }
        Ok(Self {
            cluster: cluster.to_owned(),
            group: ask
                .group
                .map_or_else(|| format!("family:{}", definition.family), str::to_owned),
            started_by: ask.started_by.map(str::to_owned),
            tags: all_tags,
            launch_type: ask.launch_type,
            execute_command: ask.execute_command,
            reservation: reservation(document, &overrides, fargate.is_some()),
            attributes: match fargate {
                None => needed_attributes(document),
                Some(_) => fargate::needed_attributes(document),
            },
            awaited: match fargate {
                None => services::awaited_daemons(state, cluster),
                Some(_) => Vec::new(),
            },
            spread: fargate
                .as_ref()
                .map_or_else(Vec::new, |_| fargate::spread()),
            overrides: Document::new(overrides),
            document: applied,
            definition,
            digests: BTreeMap::new(),
            network,
            fargate,
        })
    }

    /// What placement is asked for a task of a capacity provider, or of any instance, within reach.
    pub(super) fn request<'a>(
        &'a self,
        constraints: &'a [placement::Constraint],
        strategies: &'a [placement::Strategy],
        capacity_provider: Option<&'a str>,
        reach: &'a Reach,
    ) -> placement::Request<'a> {
        let (strategies, capacity_provider) = match self.fargate {
            None => (strategies, capacity_provider),
            // Both Fargate providers have the same hosts.
            Some(_) => (&*self.spread, None),
        };
        placement::Request {
            reservation: &self.reservation,
            attributes: &self.attributes,
            group: &self.group,
            constraints,
            strategies,
            capacity_provider,
            zones: reach.zones(),
            awaited: &self.awaited,
        }
    }

    /// Where its tasks can be now.
    pub(crate) fn reach(&self, state: &State) -> Reach {
        Reach::of(state, self.network.as_ref())
    }

    /// Its tasks are on Fargate.
    pub(crate) fn is_on_fargate(&self) -> bool {
        self.fargate.is_some()
    }

    /// The Availability Zones of the subnets it can be in; `None` if its network mode has none.
    pub(crate) fn zones(&self, state: &State) -> Option<BTreeSet<String>> {
        let subnets = self.network.as_ref()?.subnets.iter();
        let subnets = subnets.filter_map(|id| state.subnet(id));
        Some(subnets.map(|it| it.availability_zone.clone()).collect())
    }

    /// It is only to be in subnets of this zone.
    pub(crate) fn keep_to_zone(&mut self, state: &State, zone: &str) {
        if let Some(network) = &mut self.network {
            let there = |id: &String| {
                let subnet = state.subnet(id);
                subnet.is_some_and(|it| it.availability_zone == zone)
            };
            network.subnets.retain(there);
        }
    }

    /// The cluster whose instances are looked at.
    pub(super) fn fleet(&self) -> &str {
        match self.fargate {
            None => &self.cluster,
            Some(_) => FARGATE_CLUSTER,
        }
    }

    /// Why a task has no place, in words for the caller: hosts of Fargate are nobody's business, and where
    /// the only instances are those of subnets without an address it is for that.
    pub(super) fn why(&self, unplaced: Unplaced, reach: &Reach) -> Unplaced {
        let reason = match unplaced.reason {
            Reason::Location if reach.narrowed => Reason::Eni,
            reason @ (Reason::Eni | Reason::PublicAddress) => reason,
            reason => match self.fargate {
                None => reason,
                Some(_) => Reason::Fargate,
            },
        };
        Unplaced {
            closest: unplaced.closest.filter(|_| self.fargate.is_none()),
            reason,
        }
    }

    /// Records the task on its instance.
    ///
    /// # Errors
    /// If there is no address for it.
    pub(crate) fn start(
        &self,
        tx: &mut Tx,
        cx: &mut Context<'_>,
        capacity_provider: Option<&str>,
        instance: InstanceId,
    ) -> Result<TaskId, Unplaced> {
        let task = self.record(cx, capacity_provider);
        let (id, network) = (task.id, self.network.as_ref());
        if put_on(tx, cx, task, &self.document, network, instance) {
            return Ok(id);
        }
        Err(Unplaced {
            closest: Some(instance).filter(|_| self.fargate.is_none()),
            reason: self.reach(tx).lacking,
        })
    }

    /// Records the task as one that waits for capacity.
    pub(crate) fn wait(
        &self,
        tx: &mut Tx,
        cx: &mut Context<'_>,
        capacity_provider: &str,
        placement: &Waiting,
    ) -> TaskId {
        let precreated = self
            .network
            .as_ref()
            .map(|_| Attachment::precreated(cx.entropy.uuid()));
        let waiting = Waiting {
            network: self.network.clone(),
            ..placement.clone()
        };
        let task = Task {
            last_status: TaskStatus::Provisioning,
            waiting: Some(Box::new(waiting)),
            attachments: precreated.into_iter().collect(),
            ..self.record(cx, Some(capacity_provider))
        };
        let id = task.id;
        tx.put_task(task);
        id
    }

    fn record(&self, cx: &mut Context<'_>, capacity_provider: Option<&str>) -> Task {
        let id = TaskId::random(cx.entropy);
        let definitions = self
            .document
            .container_definitions
            .as_deref()
            .unwrap_or_default();
        let containers = definitions
            .iter()
            .map(|it| self.container(cx, it))
            .collect();
        Task {
            id,
            cluster: self.cluster.clone(),
            task_definition: (self.definition.family.clone(), self.definition.revision),
            instance: None,
            availability_zone: None,
            last_status: TaskStatus::Pending,
            desired_status: DesiredStatus::Running,
            version: 1,
            created_at: cx.now,
            pull_started_at: None,
            pull_stopped_at: None,
            started_at: None,
            execution_stopped_at: None,
            stopping_at: None,
            stopped_at: None,
            connectivity_at: None,
            connected: false,
            launch_type: self.launch_type,
            capacity_provider: capacity_provider.map(str::to_owned),
            group: self.group.clone(),
            started_by: self.started_by.clone(),
            cpu: self.document.cpu.clone(),
            memory: self.document.memory.clone(),
            overrides: self.overrides.clone(),
            containers,
            stop_code: None,
            stopped_reason: None,
            enable_execute_command: self.execute_command,
            reservation: self.reservation.clone(),
            tags: self.tags.clone(),
            protected_until: None,
            waiting: None,
            attachments: Vec::new(),
            fargate: self.fargate.clone().map(Box::new),
        }
    }

    fn container(&self, cx: &mut Context<'_>, definition: &api::ContainerDefinition) -> Container {
        let text = |value: Option<i32>| value.map(|value| value.to_string());
        let name = definition.name.clone().unwrap_or_default();
        Container {
            id: cx.entropy.uuid(),
            image_digest: self.digests.get(&name).cloned(),
            name,
            image: definition.image.clone().unwrap_or_default(),
            runtime_id: None,
            last_status: ContainerStatus::Pending,
            exit_code: None,
            reason: None,
            network_bindings: Vec::new(),
            health_status: HealthStatus::Unknown,
            cpu: text(definition.cpu.or(Some(0))),
            memory: text(definition.memory),
            memory_reservation: text(definition.memory_reservation),
            essential: definition.essential.unwrap_or(true),
        }
    }
}

/// The attributes that an instance must have for tasks of a definition.
pub(crate) fn needed_attributes(
    document: &api::TaskDefinition,
) -> Vec<placement::RequiredAttribute> {
    let attributes = document.requires_attributes.as_deref().unwrap_or_default();
    let attributes = attributes.iter();
    attributes
        .map(|it| placement::RequiredAttribute {
            name: it.name.clone().unwrap_or_default(),
            value: it.value.clone(),
        })
        .collect()
}

/// Gives a task its place, the network interface it has there, and its roles the credentials it will
/// want there. `document` is its definition with the overrides applied. False if there is no address for
/// it: then nothing has changed.
pub(crate) fn put_on(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    mut task: Task,
    document: &api::TaskDefinition,
    network: Option<&Awsvpc>,
    instance: InstanceId,
) -> bool {
    let host = tx.instance(instance);
    let zone = host.and_then(|host| host.attribute(ZONE_ATTRIBUTE));
    task.availability_zone = zone.map(str::to_owned);
    task.connected = host.is_some_and(|host| host.agent_connected);
    task.instance = Some(instance);
    task.last_status = TaskStatus::Pending;
    task.waiting = None;
    if let Some(network) = network
        && !network::attach(tx, cx, &mut task, network, instance)
    {
        return false;
    }
    for (role_type, arn) in roles(document) {
        if let Some(arn) = arn {
            let since = (cx.now, cx.lifetime);
            credentials::issue(tx, cx.entropy, since, task.id, role_type, arn);
        }
    }
    tx.put_task(task);
    true
}

/// A definition is good for a launch type.
fn check_compatible(document: &api::TaskDefinition, launch_type: LaunchType) -> Outcome<()> {
    // Instances outside run what those of a cluster run.
    let launch_type = match launch_type {
        LaunchType::Fargate => "FARGATE",
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => "EC2",
    };
    let compatible = document.compatibilities.as_deref().unwrap_or_default();
    if compatible.is_empty() || compatible.iter().any(|it| it.as_str() == launch_type) {
        return Ok(());
    }
    Err(faults::invalid(format!(
        "Task definition does not support launch_type {launch_type}."
    )))
}

fn roles(document: &api::TaskDefinition) -> [(RoleType, Option<&String>); 2] {
    let task = document.task_role_arn.as_ref();
    let execution = document.execution_role_arn.as_ref();
    [
        (RoleType::Application, task.filter(|arn| !arn.is_empty())),
        (RoleType::Execution, execution.filter(|arn| !arn.is_empty())),
    ]
}

/// What the task takes of its host; on Fargate its machine takes some more.
fn reservation(
    document: &api::TaskDefinition,
    overrides: &api::TaskOverride,
    fargate: bool,
) -> berth_model::Reservation {
    let mut reservation = task_definition::reservation(document, overrides);
    if fargate {
        reservation.memory_mib += fargate::overhead_mib(reservation.memory_mib);
    }
    reservation
}
