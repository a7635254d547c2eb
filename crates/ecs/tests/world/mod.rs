//! A small region without a shell: operations are called directly, time is set by hand.
#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod capacity;
pub(crate) mod network;
pub(crate) mod services;

use std::collections::BTreeSet;
use std::sync::Arc;

use berth_api_ecs as api;
use berth_ecs::writer::Writer;
use berth_ecs::{Context, Outcome, agent_reports, clusters, container_instances, run_task, tasks};
use berth_env::SeededEntropy;
use berth_model::{
    Change, Document, InstanceId, Names, Principal, ServiceKey, State, TaskDefinition,
    TaskDefinitionStatus, Timestamp, Tx, invariants,
};

pub(crate) struct World {
    pub(crate) state: State,
    pub(crate) names: Names,
    pub(crate) now: Timestamp,
    /// The services that the last change was news for.
    pub(crate) news: BTreeSet<ServiceKey>,
    entropy: SeededEntropy,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut world = Self {
            state: State::default(),
            names: Names {
                region: "us-east-1".into(),
                account: "123456789012".into(),
            },
            now: Timestamp(1_795_000_000_000),
            news: BTreeSet::new(),
            entropy: SeededEntropy::new(7),
        };
        world
            .write(
                clusters::create_cluster,
                api::CreateClusterRequest::default(),
            )
            .expect("made");
        world
    }

    /// Calls an operation that changes something, as the writer does; the invariants hold afterwards.
    pub(crate) fn write<I, O>(
        &mut self,
        operation: impl FnOnce(&mut Tx, &mut Context<'_>, I) -> Outcome<O>,
        input: I,
    ) -> Outcome<O> {
        let mut writer = Writer::new(self.state.clone());
        let mut cx = Context {
            names: &self.names,
            principal: &Principal::Root,
            now: self.now,
            entropy: &mut self.entropy,
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        let mut output = None;
        let changes = writer.run(self.now, false, |tx| {
            output.insert(operation(tx, &mut cx, input)).is_ok()
        });
        let output = output.expect("was run")?;
        self.news = writer.take_batch().services;
        let state = writer.state().clone();
        let mut rebuilt = self.state.clone();
        for change in &changes {
            let write = change.to_write();
            match write.value {
                Some(value) => {
                    rebuilt.apply(&Change::from_record(write.table, &value).expect("reads back"))
                }
                None => rebuilt.apply(change),
            }
        }
        assert_eq!(
            rebuilt.task_counts(),
            state.task_counts(),
            "the store would hold the same"
        );
        assert_eq!(rebuilt.last_event(), state.last_event());
        assert_eq!(invariants::check(&state), []);
        self.state = state;
        Ok(output)
    }

    /// Calls an operation that only reads.
    pub(crate) fn read<I, O>(
        &mut self,
        operation: impl FnOnce(&State, &Context<'_>, I) -> Outcome<O>,
        input: I,
    ) -> Outcome<O> {
        let cx = Context {
            names: &self.names,
            principal: &Principal::Root,
            now: self.now,
            entropy: &mut self.entropy,
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        operation(&self.state, &cx, input)
    }

    pub(crate) fn pass(&mut self, seconds: i64) {
        self.now = self.now.plus_seconds(seconds);
    }

    /// A connected instance with 2048 CPU units and 4096 MiB.
    pub(crate) fn instance(&mut self) -> String {
        self.instance_in("us-east-1a")
    }

    /// The same in another Availability Zone.
    pub(crate) fn instance_in(&mut self, zone: &str) -> String {
        self.register(
            2048,
            vec![
                attribute("ecs.os-type", Some("linux")),
                attribute("stack", Some("test")),
                attribute("ecs.availability-zone", Some(zone)),
            ],
        )
    }

    /// A connected instance with so many CPU units, 4096 MiB, and these attributes.
    pub(crate) fn register(&mut self, cpu: i32, attributes: Vec<api::Attribute>) -> String {
        self.register_with(cpu, 4096, attributes)
    }

    /// As [`World::register`], with so many MiB.
    pub(crate) fn register_with(
        &mut self,
        cpu: i32,
        memory_mib: i32,
        mut attributes: Vec<api::Attribute>,
    ) -> String {
        let integer = |name: &str, value| api::Resource {
            name: Some(name.into()),
            r#type: Some("INTEGER".into()),
            integer_value: Some(value),
            ..Default::default()
        };
        attributes.insert(
            0,
            attribute("com.amazonaws.ecs.capability.docker-remote-api.1.18", None),
        );
        let input = api::RegisterContainerInstanceRequest {
            total_resources: Some(vec![integer("CPU", cpu), integer("MEMORY", memory_mib)]),
            attributes: Some(attributes),
            ..Default::default()
        };
        let registered = self
            .write(container_instances::register_container_instance, input)
            .expect("registered")
            .container_instance
            .expect("an instance");
        let arn = registered.container_instance_arn.expect("an ARN");
        self.connect(&arn, true);
        arn
    }

    pub(crate) fn connect(&mut self, arn: &str, connected: bool) {
        let id: InstanceId = arn
            .rsplit('/')
            .next()
            .expect("an id")
            .parse()
            .expect("an id");
        self.write(
            |tx, cx, ()| {
                container_instances::agent_connection(tx, cx.now, id, connected);
                Ok(())
            },
            (),
        )
        .expect("noted");
    }

    /// Registers a definition of one essential container `app` and a `helper` that is not.
    pub(crate) fn definition(&mut self, family: &str) -> String {
        let container = |name: &str, essential| api::ContainerDefinition {
            name: Some(name.into()),
            image: Some("busybox".into()),
            cpu: Some(100),
            memory: Some(64),
            essential: Some(essential),
            ..Default::default()
        };
        let document = api::TaskDefinition {
            container_definitions: Some(vec![container("app", true), container("helper", false)]),
            network_mode: Some("bridge".into()),
            compatibilities: Some(vec!["EC2".into()]),
            requires_attributes: Some(vec![attribute(
                "com.amazonaws.ecs.capability.docker-remote-api.1.18",
                None,
            )]),
            ..Default::default()
        };
        let revision = self.state.last_revision(family) + 1;
        let definition = TaskDefinition {
            family: family.into(),
            revision,
            status: TaskDefinitionStatus::Active,
            document: Document::new(document),
            registered_at: self.now,
            registered_by: self.names.root(),
            deregistered_at: None,
            delete_requested_at: None,
            tags: [("team".to_owned(), "a".to_owned())].into(),
        };
        self.state
            .apply(&Change::PutFamily(family.into(), revision));
        self.state
            .apply(&Change::PutTaskDefinition(Arc::new(definition)));
        format!("{family}:{revision}")
    }

    pub(crate) fn run(&mut self, definition: &str, count: i32) -> api::RunTaskResponse {
        let input = api::RunTaskRequest {
            task_definition: Some(definition.into()),
            count: Some(count),
            ..Default::default()
        };
        self.write(run_task::run_task, input).expect("accepted")
    }

    /// One running task: its ARN.
    pub(crate) fn running_task(&mut self) -> String {
        let definition = self.definition("web");
        let task = self.run(&definition, 1).tasks.expect("tasks").remove(0);
        let arn = task.task_arn.expect("an ARN");
        self.report(
            &arn,
            "RUNNING",
            vec![state("app", "RUNNING"), state("helper", "RUNNING")],
        );
        arn
    }

    pub(crate) fn report(
        &mut self,
        task: &str,
        status: &str,
        containers: Vec<api::ContainerStateChange>,
    ) {
        let input = api::SubmitTaskStateChangeRequest {
            task: Some(task.into()),
            status: Some(status.into()),
            containers: Some(containers),
            ..Default::default()
        };
        self.write(agent_reports::submit_task_state_change, input)
            .expect("acknowledged");
    }

    pub(crate) fn describe(&mut self, task: &str) -> api::Task {
        let input = api::DescribeTasksRequest {
            tasks: Some(vec![task.into()]),
            include: Some(vec!["TAGS".into()]),
            ..Default::default()
        };
        self.read(tasks::describe_tasks, input)
            .expect("described")
            .tasks
            .expect("tasks")
            .remove(0)
    }
}

pub(crate) fn attribute(name: &str, value: Option<&str>) -> api::Attribute {
    api::Attribute {
        name: Some(name.into()),
        value: value.map(str::to_owned),
        ..Default::default()
    }
}

pub(crate) fn state(name: &str, status: &str) -> api::ContainerStateChange {
    api::ContainerStateChange {
        container_name: Some(name.into()),
        status: Some(status.into()),
        ..Default::default()
    }
}

pub(crate) fn exited(name: &str, code: i32) -> api::ContainerStateChange {
    api::ContainerStateChange {
        exit_code: Some(code),
        runtime_id: Some(format!("runtime-of-{name}")),
        ..state(name, "STOPPED")
    }
}
