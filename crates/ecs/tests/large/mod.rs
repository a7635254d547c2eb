//! A region with a service of thousands of tasks: what a control plane does for it, one commit for each report
//! of an agent. Shared with the benchmark.
#![allow(dead_code, reason = "a test and a benchmark use a part each")]

use std::{collections::BTreeMap, sync::Arc};

use berth_api_ecs as api;
use berth_ecs::services::{self, Settings, Standing};
use berth_ecs::writer::Writer;
use berth_ecs::{Context, Outcome, agent_reports, clusters, container_instances};
use berth_env::SeededEntropy;
use berth_model::{
    Attribute, Change, ContainerInstance, DesiredStatus, Document, InstanceId, InstanceResources,
    InstanceStatus, Names, Principal, Service, ServiceKey, State, Task, TaskDefinition,
    TaskDefinitionStatus, TaskId, TaskStatus, Timestamp, Tx,
};

const CLUSTER: &str = "default";
/// Of the service.
pub(crate) const TASKS: i32 = 5_000;
/// In three zones, each with fifty tasks of the service and room for as many again.
const INSTANCES: u32 = 100;

/// A region without a shell: what a control plane does for a service, one commit for each report.
pub(crate) struct Region {
    pub(crate) writer: Writer,
    names: Names,
    now: Timestamp,
    entropy: SeededEntropy,
    /// How the service has stood after each commit is looked at.
    watched: bool,
}

impl Region {
    /// The service with all its tasks running.
    pub(crate) fn new() -> Self {
        let mut region = Self {
            writer: Writer::new(State::default()),
            names: Names {
                region: "us-east-1".into(),
                account: "123456789012".into(),
            },
            now: Timestamp(1_795_000_000_000),
            entropy: SeededEntropy::new(7),
            watched: false,
        };
        region
            .write(|tx, cx| clusters::create_cluster(tx, cx, api::CreateClusterRequest::default()));
        region.write(|tx, cx| {
            define(tx, cx);
            Ok(())
        });
        for number in 0..INSTANCES {
            region.write(|tx, cx| {
                tx.put_instance(instance(number, cx));
                Ok(())
            });
        }
        let input = api::CreateServiceRequest {
            service_name: Some("web".into()),
            task_definition: Some("web:1".into()),
            desired_count: Some(TASKS),
            ..Default::default()
        };
        region.write(|tx, cx| services::create_service(tx, cx, input));
        region.news();
        for task in region.pending() {
            region.report(&task, "RUNNING");
        }
        region.pass(60);
        region.news();
        region
    }

    /// Gives it other services with as many tasks.
    pub(crate) fn fill(&mut self, services: usize) {
        let (state, entropy) = (self.writer.state().clone(), &mut self.entropy);
        let service = state.service(CLUSTER, "web").expect("it is there");
        let mut filled = state.clone();
        for number in 0..services {
            let name = format!("other-{number}");
            let mut other = Service::clone(service);
            other.name.clone_from(&name);
            let id = format!("ecs-svc/{number}");
            other.deployments[0].id.clone_from(&id);
            filled.apply(&Change::PutService(Arc::new(other)));
            for task in state.tasks_of_service(CLUSTER, "web") {
                let mut task = Task::clone(task);
                task.id = TaskId::random(entropy);
                task.group = format!("service:{name}");
                task.started_by = Some(id.clone());
                task.reservation = berth_model::Reservation::default();
                filled.apply(&Change::PutTask(Arc::new(task)));
            }
        }
        self.writer = Writer::new(filled);
    }

    pub(crate) fn pass(&mut self, seconds: i64) {
        self.now = self.now.plus_seconds(seconds);
    }

    /// Runs a command and whatever it is news for.
    pub(crate) fn write<O>(
        &mut self,
        change: impl FnOnce(&mut Tx, &mut Context<'_>) -> Outcome<O>,
    ) -> O {
        let mut cx = Context {
            names: &self.names,
            principal: &Principal::Root,
            now: self.now,
            entropy: &mut self.entropy,
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        let mut output = None;
        self.writer.run(self.now, false, |tx| {
            output.insert(change(tx, &mut cx)).is_ok()
        });
        let output = output.expect("was run").expect("is accepted");
        if self.watched {
            self.check_bounds();
        }
        output
    }

    /// Has the bounds of the service checked after each commit from now on.
    pub(crate) fn watch(&mut self) {
        self.watched = true;
        self.check_bounds();
    }

    pub(crate) fn standing(&mut self) -> Standing {
        let cx = Context {
            names: &self.names,
            principal: &Principal::Root,
            now: self.now,
            entropy: &mut self.entropy,
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        let web = (CLUSTER.to_owned(), "web".to_owned());
        let standing = services::standing(self.writer.state(), &cx, Settings::default(), &web);
        standing.expect("it has bounds")
    }

    fn check_bounds(&mut self) {
        let it = self.standing();
        assert!(it.live <= it.ceiling, "{it:?}");
        assert!(it.healthy >= it.floor, "{it:?}");
    }

    pub(crate) fn look(&mut self) {
        assert!(
            !self.is_due(&(CLUSTER.to_owned(), "web".to_owned())),
            "at rest"
        );
    }

    pub(crate) fn is_due(&mut self, key: &ServiceKey) -> bool {
        let cx = Context {
            names: &self.names,
            principal: &Principal::Root,
            now: self.now,
            entropy: &mut self.entropy,
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        services::look(self.writer.state(), &cx, Settings::default(), key).due
    }

    /// Lets the scheduler do what is due for the services that something has happened to, and for `web`.
    pub(crate) fn news(&mut self) {
        self.settle();
        let web = (CLUSTER.to_owned(), "web".to_owned());
        self.keep(&web);
        self.settle();
    }

    pub(crate) fn settle(&mut self) {
        loop {
            let keys = self.writer.take_batch().services;
            if keys.is_empty() {
                return;
            }
            for key in &keys {
                self.keep(key);
            }
        }
    }

    pub(crate) fn keep(&mut self, key: &ServiceKey) {
        if self.is_due(key) {
            self.write(|tx, cx| services::advance(tx, cx, Settings::default(), key));
        }
    }

    pub(crate) fn arns(&self, is: impl Fn(&Task) -> bool) -> Vec<String> {
        let tasks = self.writer.state().tasks_of_service(CLUSTER, "web");
        let tasks = tasks.filter(|it| is(it));
        tasks.map(|it| self.names.task(CLUSTER, it.id)).collect()
    }

    pub(crate) fn tasks(&self) -> Vec<String> {
        self.arns(|it| it.last_status == TaskStatus::Running)
    }

    pub(crate) fn pending(&self) -> Vec<String> {
        self.arns(|it| it.last_status == TaskStatus::Pending)
    }

    /// An agent's word, and what the scheduler makes of it.
    pub(crate) fn report(&mut self, task: &str, status: &str) {
        let container = api::ContainerStateChange {
            container_name: Some("app".into()),
            status: Some(status.into()),
            ..Default::default()
        };
        let input = api::SubmitTaskStateChangeRequest {
            task: Some(task.into()),
            status: Some(status.into()),
            containers: Some(vec![container]),
            ..Default::default()
        };
        self.write(|tx, cx| agent_reports::submit_task_state_change(tx, cx, input));
        self.settle();
    }

    /// The instance with the most tasks of the service.
    pub(crate) fn fullest(&self) -> (InstanceId, usize) {
        let state = self.writer.state();
        let mut on: BTreeMap<InstanceId, usize> = BTreeMap::new();
        for task in state.tasks_of_service(CLUSTER, "web") {
            *on.entry(task.instance.expect("a place")).or_default() += 1;
        }
        let fullest = on.into_iter().max_by_key(|(_, count)| *count);
        fullest.expect("there are some")
    }

    pub(crate) fn lose(&mut self, instance: InstanceId) {
        let arn = self.names.container_instance(CLUSTER, instance);
        let input = api::DeregisterContainerInstanceRequest {
            cluster: Some(CLUSTER.into()),
            container_instance: Some(arn),
            force: Some(true),
        };
        self.write(|tx, cx| container_instances::deregister_container_instance(tx, cx, input));
        self.settle();
    }

    /// Begins a deployment, with other bounds if they are given.
    pub(crate) fn deploy(&mut self, bounds: Option<(i32, i32)>) {
        let configuration = bounds.map(|(minimum, maximum)| api::DeploymentConfiguration {
            minimum_healthy_percent: Some(minimum),
            maximum_percent: Some(maximum),
            ..Default::default()
        });
        let input = api::UpdateServiceRequest {
            service: Some("web".into()),
            force_new_deployment: Some(true),
            deployment_configuration: configuration,
            ..Default::default()
        };
        self.write(|tx, cx| services::update_service(tx, cx, input));
        self.settle();
    }

    pub(crate) fn finish_deployment(&mut self) {
        for _ in 0..1_000 {
            let stopping = self.arns(|it| it.desired_status == DesiredStatus::Stopped);
            let pending = self.pending();
            if stopping.is_empty() && pending.is_empty() {
                return;
            }
            stopping.iter().for_each(|it| self.report(it, "STOPPED"));
            pending.iter().for_each(|it| self.report(it, "RUNNING"));
            self.pass(60);
            self.news();
        }
        panic!("the deployment does not come to its end");
    }
}

fn define(tx: &mut Tx, cx: &Context<'_>) {
    let container = api::ContainerDefinition {
        name: Some("app".into()),
        image: Some("busybox".into()),
        cpu: Some(10),
        memory: Some(16),
        essential: Some(true),
        ..Default::default()
    };
    let document = api::TaskDefinition {
        container_definitions: Some(vec![container]),
        network_mode: Some("bridge".into()),
        compatibilities: Some(vec!["EC2".into()]),
        ..Default::default()
    };
    tx.record(Change::PutFamily("web".into(), 1));
    tx.record(Change::PutTaskDefinition(Arc::new(TaskDefinition {
        family: "web".into(),
        revision: 1,
        status: TaskDefinitionStatus::Active,
        document: Document::new(document),
        registered_at: cx.now,
        registered_by: cx.names.root(),
        deregistered_at: None,
        delete_requested_at: None,
        tags: BTreeMap::new(),
    })));
}

fn instance(number: u32, cx: &mut Context<'_>) -> ContainerInstance {
    let value = |value: &str| Attribute {
        value: Some(value.to_owned()),
        custom: false,
    };
    let zone = ["us-east-1a", "us-east-1b", "us-east-1c"][number as usize % 3];
    ContainerInstance {
        id: InstanceId::random(cx.entropy),
        cluster: CLUSTER.to_owned(),
        ec2_instance_id: None,
        status: InstanceStatus::Active,
        status_reason: None,
        agent_connected: true,
        version: 1,
        registered_at: cx.now,
        registered: InstanceResources {
            cpu: 16_384,
            memory_mib: 65_536,
            ..InstanceResources::default()
        },
        attributes: BTreeMap::from([
            ("ecs.availability-zone".to_owned(), value(zone)),
            ("ecs.os-type".to_owned(), value("linux")),
        ]),
        version_info: None,
        health: Vec::new(),
        client_token: None,
        tags: BTreeMap::new(),
        deregistered_at: None,
        retire_at: None,
    }
}
