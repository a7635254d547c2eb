//! `RunTask` and `StartTask`: from a request to tasks with a place.

use std::{
    borrow::Cow,
    hash::{Hash, Hasher},
    sync::Arc,
};

use berth_api_ecs as api;
use berth_model::{
    Change, Container, ContainerStatus, DesiredStatus, Document, HealthStatus, IdempotencyToken,
    InstanceId, InstanceStatus, LaunchType, RoleType, State, Tags, Task, TaskDefinition,
    TaskDefinitionStatus, TaskId, TaskStatus, Tx,
};
use berth_protocol::fault::Fault;
use berth_scheduler::placement::{self, Candidate, Constraint, Reason, Request, Strategy};

use crate::{
    Context, Outcome, container_instances::task_groups, credentials, faults, resolve, tags,
    task_definition, tasks,
};

/// A client token is remembered for a day.
const TOKEN_SECONDS: i64 = 24 * 3600;

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
    let groups: Vec<_> = tx
        .instances_of(&cluster)
        .filter(|instance| instance.status != InstanceStatus::Inactive)
        .map(|instance| {
            (
                Arc::clone(instance),
                tx.usage(instance.id),
                task_groups(tx, instance.id),
            )
        })
        .collect();
    if groups.is_empty() {
        return Err(faults::invalid(
            "No Container Instances were found in your cluster.",
        ));
    }
    let candidates = groups
        .iter()
        .map(|(instance, usage, groups)| {
            Candidate::new(instance, Cow::Borrowed(usage), Cow::Borrowed(groups))
        })
        .collect();
    let request = Request {
        reservation: &wanted.reservation,
        attributes: &wanted.attributes,
        group: &wanted.group,
        constraints: &constraints,
        strategies: &strategies,
    };
    let copies = usize::try_from(count).unwrap_or(1);
    let (mut started, mut failures) = (Vec::new(), Vec::new());
    for placed in placement::plan(candidates, &request, copies, cx.entropy) {
        match placed {
            Ok(instance) => started.push(wanted.start(tx, cx, instance)),
            Err(unplaced) => failures.push(api::Failure {
                arn: unplaced
                    .closest
                    .map(|id| cx.names.container_instance(&cluster, id)),
                reason: Some(unplaced.reason.as_str().to_owned()),
                detail: None,
            }),
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
        let usage = tx.usage(instance.id);
        let candidate = Candidate::new(
            &instance,
            Cow::Owned(usage),
            Cow::Owned(task_groups(tx, instance.id)),
        );
        match placement::admits(&candidate, &request) {
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

fn shown(state: &State, cx: &Context<'_>, ids: &[TaskId]) -> Vec<api::Task> {
    ids.iter()
        .filter_map(|id| state.task(*id))
        .map(|task| tasks::render(cx, &task, true))
        .collect()
}

fn replay(
    state: &State,
    cx: &Context<'_>,
    known: &IdempotencyToken,
    parameters: u64,
) -> Outcome<api::RunTaskResponse> {
    if known.parameters != parameters {
        let arns: Vec<_> = known
            .tasks
            .iter()
            .map(|id| cx.names.task(&known.key.0, *id))
            .collect();
        return Err(Fault::client(
            "ConflictException",
            "The clientToken was used before with other parameters; see resourceIds for the tasks it started.",
        )
        .with("resourceIds", arns));
    }
    Ok(api::RunTaskResponse {
        tasks: Some(shown(state, cx, &known.tasks)),
        failures: Some(
            known
                .failures
                .iter()
                .map(|it| api::Failure::clone(it))
                .collect(),
        ),
    })
}

struct Token {
    text: String,
    parameters: u64,
}

impl Token {
    fn of(cluster: &str, input: &api::RunTaskRequest) -> Outcome<Option<Self>> {
        let Some(text) = input.client_token.clone() else {
            return Ok(None);
        };
        let printable = text.bytes().all(|byte| (33..=126).contains(&byte));
        if text.is_empty() || text.len() > 64 || !printable {
            return Err(faults::invalid(
                "clientToken must have 1 to 64 ASCII characters between 33 and 126.",
            ));
        }
        let same = api::RunTaskRequest {
            client_token: None,
            cluster: Some(cluster.to_owned()),
            ..input.clone()
        };
        let json = serde_json::to_string(&same).unwrap_or_default();
        // Kept in the store, so it must not depend on the process: FNV-1a of the parameters.
        let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
        json.hash(&mut hasher);
        Ok(Some(Self {
            text,
            parameters: hasher.finish(),
        }))
    }
}

struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
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

fn constraints(
    given: Option<&[api::PlacementConstraint]>,
    wanted: &Wanted,
) -> Outcome<Vec<Constraint>> {
    let given = given.unwrap_or_default();
    let of_definition = wanted
        .definition
        .document
        .placement_constraints
        .as_deref()
        .unwrap_or_default();
    if given.len() + of_definition.len() > 10 {
        return Err(faults::invalid(
            "placementConstraints can have at most 10 elements, those of the task definition included.",
        ));
    }
    let own = of_definition.iter().map(|it| {
        (
            it.r#type.as_ref().map_or("", |kind| kind.as_str()),
            it.expression.as_deref(),
        )
    });
    given
        .iter()
        .map(|it| {
            (
                it.r#type.as_ref().map_or("", |kind| kind.as_str()),
                it.expression.as_deref(),
            )
        })
        .chain(own)
        .map(|(kind, expression)| {
            Constraint::parse(kind, expression).map_err(|error| faults::invalid(error.to_string()))
        })
        .collect()
}

fn strategies(given: Option<&[api::PlacementStrategy]>) -> Outcome<Vec<Strategy>> {
    let given = given.unwrap_or_default();
    if given.len() > 5 {
        return Err(faults::invalid(
            "placementStrategy can have at most 5 elements.",
        ));
    }
    given
        .iter()
        .map(|it| {
            let kind = it.r#type.as_ref().map_or("", |kind| kind.as_str());
            Strategy::parse(kind, it.field.as_deref())
                .map_err(|error| faults::invalid(error.to_string()))
        })
        .collect()
}

/// What `RunTask` and `StartTask` have in common.
struct Ask<'a> {
    task_definition: Option<&'a str>,
    overrides: Option<&'a api::TaskOverride>,
    group: Option<&'a str>,
    started_by: Option<&'a str>,
    longest_started_by: usize,
    tags: Option<&'a Vec<api::Tag>>,
    propagate_tags: Option<&'a str>,
    managed_tags: bool,
    execute_command: bool,
    network: bool,
    volumes: bool,
}

impl<'a> From<&'a api::RunTaskRequest> for Ask<'a> {
    fn from(input: &'a api::RunTaskRequest) -> Self {
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
            network: input.network_configuration.is_some(),
            volumes: input
                .volume_configurations
                .as_ref()
                .is_some_and(|it| !it.is_empty()),
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
            network: input.network_configuration.is_some(),
            volumes: input
                .volume_configurations
                .as_ref()
                .is_some_and(|it| !it.is_empty()),
        }
    }
}

/// A checked request: everything of the task but its place.
struct Wanted {
    cluster: String,
    definition: Arc<TaskDefinition>,
    overrides: Document<api::TaskOverride>,
    /// The definition's document with the overrides applied.
    document: api::TaskDefinition,
    group: String,
    started_by: Option<String>,
    tags: Tags,
    execute_command: bool,
    reservation: berth_model::Reservation,
    attributes: Vec<placement::RequiredAttribute>,
    task_role: Option<String>,
    execution_role: Option<String>,
}

impl Wanted {
    fn parse(state: &State, cx: &Context<'_>, cluster: &str, ask: Ask<'_>) -> Outcome<Self> {
        let given = ask.task_definition.unwrap_or_default();
        let definition = resolve::definition(state, cx, given)?
            .ok_or_else(|| faults::client("TaskDefinition not found."))?;
        if definition.status != TaskDefinitionStatus::Active {
            return Err(faults::client("TaskDefinition is inactive"));
        }
        let document = &definition.document;
        let compatible = document.compatibilities.as_deref().unwrap_or_default();
        if !compatible.is_empty() && !compatible.iter().any(|it| it.as_str() == "EC2") {
            return Err(faults::invalid(
                "Task definition does not support launch_type EC2.",
            ));
        }
        let mode = document
            .network_mode
            .as_ref()
            .map_or("bridge", |mode| mode.as_str());
        match (mode, ask.network) {
            ("awsvpc", false) => {
                return Err(faults::invalid(
                    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
                ));
            }
            ("awsvpc", true) | (_, false) => {}
            (_, true) => {
                return Err(faults::invalid(
                    "Network Configuration is not valid for the given networkMode of this task definition.",
                ));
            }
        }
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
        let overrides = ask.overrides.cloned().unwrap_or_default();
        task_definition::check_overrides(document, &overrides)?;
        let applied = task_definition::apply_overrides(document, &overrides).into_owned();
        let role = |arn: &Option<String>| arn.clone().filter(|arn| !arn.is_empty());
        let task_role = role(&applied.task_role_arn);
        let execution_role = role(&applied.execution_role_arn);
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
        if ask.managed_tags {
            all_tags.insert("aws:ecs:clusterName".to_owned(), cluster.to_owned());
        }
        let attributes = document.requires_attributes.as_deref().unwrap_or_default();
        let attributes = attributes
            .iter()
            .map(|it| placement::RequiredAttribute {
                name: it.name.clone().unwrap_or_default(),
                value: it.value.clone(),
            })
            .collect();
        Ok(Self {
            cluster: cluster.to_owned(),
            group: ask
                .group
                .map_or_else(|| format!("family:{}", definition.family), str::to_owned),
            started_by: ask.started_by.map(str::to_owned),
            tags: all_tags,
            execute_command: ask.execute_command,
            reservation: task_definition::reservation(document, &overrides),
            attributes,
            task_role,
            execution_role,
            overrides: Document::new(overrides),
            document: applied,
            definition,
        })
    }

    /// Records the task on its instance.
    fn start(&self, tx: &mut Tx, cx: &mut Context<'_>, instance: InstanceId) -> TaskId {
        let id = TaskId::random(cx.entropy);
        let host = tx.instance(instance).cloned();
        let zone = host
            .as_ref()
            .and_then(|host| host.attributes.get("ecs.availability-zone"))
            .and_then(|attribute| attribute.value.clone());
        let connected = host.is_some_and(|host| host.agent_connected);
        let definitions = self
            .document
            .container_definitions
            .as_deref()
            .unwrap_or_default();
        let containers = definitions
            .iter()
            .map(|it| self.container(cx, it))
            .collect();
        let roles = [
            (RoleType::Application, &self.task_role),
            (RoleType::Execution, &self.execution_role),
        ];
        for (role_type, arn) in roles {
            if let Some(arn) = arn {
                credentials::issue(tx, cx.entropy, cx.now, id, role_type, arn);
            }
        }
        tx.put_task(Task {
            id,
            cluster: self.cluster.clone(),
            task_definition: (self.definition.family.clone(), self.definition.revision),
            instance: Some(instance),
            availability_zone: zone,
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
            connected,
            launch_type: LaunchType::Ec2,
            capacity_provider: None,
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
        });
        id
    }

    fn container(&self, cx: &mut Context<'_>, definition: &api::ContainerDefinition) -> Container {
        let text = |value: Option<i32>| value.map(|value| value.to_string());
        Container {
            id: cx.entropy.uuid(),
            name: definition.name.clone().unwrap_or_default(),
            image: definition.image.clone().unwrap_or_default(),
            image_digest: None,
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
