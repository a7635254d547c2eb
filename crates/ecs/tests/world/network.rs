//! Subnets, security groups, and tasks that have interfaces there.

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_ecs::{agent_reports, run_task};
use berth_model::{
    Change, InstanceId, PublicAddresses, SecurityGroup, Subnet, Tags, TaskDefinition,
    TaskDefinitionStatus, TaskId, TaskStatus, Vpc,
};

use super::{World, attribute};

impl World {
    /// A VPC with its own security group; its id is the group's, too, but for the prefix.
    pub(crate) fn vpc(&mut self, name: &str, cidr: &str) -> String {
        let vpc = Vpc {
            id: format!("vpc-{name}"),
            cidr: cidr.parse().expect("a range"),
            is_default: false,
            tenancy: "default".into(),
            dns_support: true,
            dns_hostnames: true,
            tags: Tags::new(),
            vxlan_id: 1 + u32::try_from(self.state.vpcs().count()).expect("few"),
        };
        let id = vpc.id.clone();
        self.state.apply(&Change::PutVpc(vpc.into()));
        self.group(name, &id, "default");
        id
    }

    pub(crate) fn group(&mut self, id: &str, vpc: &str, name: &str) -> String {
        let group = SecurityGroup {
            id: format!("sg-{id}"),
            vpc: vpc.into(),
            name: name.into(),
            description: name.into(),
            rules: BTreeMap::new(),
            tags: Tags::new(),
        };
        let id = group.id.clone();
        self.state.apply(&Change::PutSecurityGroup(group.into()));
        id
    }

    pub(crate) fn subnet(&mut self, name: &str, vpc: &str, cidr: &str, zone: &str) -> String {
        let subnet = Subnet {
            id: format!("subnet-{name}"),
            vpc: vpc.into(),
            cidr: cidr.parse().expect("a range"),
            availability_zone: format!("us-east-1{zone}"),
            default_for_zone: false,
            public_address_on_launch: false,
            tags: Tags::new(),
        };
        let id = subnet.id.clone();
        self.state.apply(&Change::PutSubnet(subnet.into()));
        id
    }

    /// Where public addresses come from.
    pub(crate) fn public_addresses(&mut self, ranges: &str) {
        let ranges: PublicAddresses = ranges.parse().expect("ranges");
        self.state.apply(&Change::PutPublicAddresses(ranges.into()));
    }

    /// `vpc-main` 10.0.0.0/16 with `subnet-a` 10.0.1.0/24, `subnet-b` and `subnet-c` in three zones.
    pub(crate) fn network(&mut self) {
        let vpc = self.vpc("main", "10.0.0.0/16");
        for (at, zone) in ["a", "b", "c"].iter().enumerate() {
            self.subnet(zone, &vpc, &format!("10.0.{}.0/24", at + 1), zone);
        }
    }

    /// A connected instance that has interfaces for tasks, in a zone or in all.
    pub(crate) fn eni_instance(&mut self, zone: Option<&str>) -> String {
        let zone = zone.map(|zone| format!("us-east-1{zone}"));
        let zone = zone.map(|zone| attribute("ecs.availability-zone", Some(&zone)));
        let capability = attribute("ecs.capability.task-eni", None);
        self.register(2048, zone.into_iter().chain([capability]).collect())
    }

    /// A connected host for Fargate tasks, with 8192 MiB.
    pub(crate) fn fargate_host(&mut self, zone: Option<&str>, cpu: i32) -> InstanceId {
        let zone = zone.map(|zone| format!("us-east-1{zone}"));
        let zone = zone.map(|zone| attribute("ecs.availability-zone", Some(&zone)));
        let offer = attribute("berth.fargate", Some("qemu"));
        let attributes = zone.into_iter().chain([offer]).collect();
        let arn = self.register_with(cpu, 8192, attributes);
        arn.rsplit('/')
            .next()
            .expect("an id")
            .parse()
            .expect("an id")
    }

    /// A definition in the network mode `awsvpc`, of 256 CPU units and 512 MiB, good for Fargate.
    pub(crate) fn awsvpc_definition(&mut self, family: &str) -> String {
        self.change_definition(family, |document| {
            document.network_mode = Some("awsvpc".into());
            document.compatibilities = Some(vec!["EC2".into(), "FARGATE".into()]);
            document.requires_attributes = Some(vec![attribute("ecs.capability.task-eni", None)]);
            document.cpu = Some("256".into());
            document.memory = Some("512".into());
        })
    }

    /// A definition as [`World::definition`] makes it, changed.
    pub(crate) fn change_definition(
        &mut self,
        family: &str,
        change: impl FnOnce(&mut api::TaskDefinition),
    ) -> String {
        let name = self.definition(family);
        let revision = self.state.last_revision(family);
        let known = self.state.task_definition(family, revision).expect("made");
        let mut document = api::TaskDefinition::clone(&known.document);
        change(&mut document);
        let definition = TaskDefinition {
            status: TaskDefinitionStatus::Active,
            document: berth_model::Document::new(document),
            ..TaskDefinition::clone(known)
        };
        self.state
            .apply(&Change::PutTaskDefinition(definition.into()));
        name
    }

    /// Runs tasks of a definition in subnets.
    pub(crate) fn run_in(
        &mut self,
        definition: &str,
        subnets: &[&str],
        change: impl FnOnce(&mut api::RunTaskRequest),
    ) -> Result<api::RunTaskResponse, String> {
        let mut input = api::RunTaskRequest {
            task_definition: Some(definition.into()),
            network_configuration: Some(awsvpc(subnets, &[])),
            ..Default::default()
        };
        change(&mut input);
        let answer = self.write(run_task::run_task, input);
        answer.map_err(|fault| format!("{}: {}", fault.code, fault.message))
    }

    /// A task waits for its interface and for nothing else.
    pub(crate) fn has_interface(&self, arn: &str) -> bool {
        let task = self.state.task(id_of(arn)).expect("there");
        task.last_status == TaskStatus::Provisioning && task.instance.is_some()
    }

    /// The agent says something of a task's attachment.
    pub(crate) fn attachment(&mut self, task: &str, status: &str) {
        let id = self.describe(task).attachments.expect("some")[0].id.clone();
        let arn = format!(
            "arn:aws:ecs:us-east-1:123456789012:attachment/{}",
            id.expect("an id")
        );
        let input = api::SubmitTaskStateChangeRequest {
            task: Some(task.into()),
            attachments: Some(vec![api::AttachmentStateChange {
                attachment_arn: Some(arn),
                status: Some(status.into()),
            }]),
            ..Default::default()
        };
        self.write(agent_reports::submit_task_state_change, input)
            .expect("acknowledged");
    }
}

pub(crate) fn awsvpc(subnets: &[&str], groups: &[&str]) -> api::NetworkConfiguration {
    let list = |ids: &[&str]| Some(ids.iter().map(|id| (*id).to_owned()).collect());
    api::NetworkConfiguration {
        awsvpc_configuration: Some(api::AwsVpcConfiguration {
            subnets: list(subnets),
            security_groups: list(groups),
            assign_public_ip: None,
        }),
    }
}

pub(crate) fn arn_of(answer: &api::RunTaskResponse, at: usize) -> String {
    let tasks = answer.tasks.as_ref().expect("tasks");
    tasks[at].task_arn.clone().expect("an ARN")
}

pub(crate) fn id_of(arn: &str) -> TaskId {
    arn.rsplit('/')
        .next()
        .expect("an id")
        .parse()
        .expect("an id")
}

/// A detail of a task's attachment.
pub(crate) fn detail(task: &api::Task, name: &str) -> String {
    let attachment = &task.attachments.as_ref().expect("attachments")[0];
    let details = attachment.details.iter().flatten();
    let mut found = details.filter(|it| it.name.as_deref() == Some(name));
    let value = found.next().and_then(|it| it.value.clone());
    value.unwrap_or_default()
}

/// The status of a task, and of its attachment.
pub(crate) fn statuses(task: &api::Task) -> (String, String) {
    let attachment = &task.attachments.as_ref().expect("attachments")[0];
    (
        task.last_status.clone().unwrap_or_default(),
        attachment.status.clone().unwrap_or_default(),
    )
}

pub(crate) const SUBNETS: [&str; 3] = ["subnet-a", "subnet-b", "subnet-c"];

/// A region with a network and a definition for Fargate.
pub(crate) fn fargate_region() -> (World, String) {
    let mut world = World::new();
    world.network();
    let definition = world.awsvpc_definition("web");
    (world, definition)
}

pub(crate) fn fargate(input: &mut api::RunTaskRequest) {
    input.launch_type = Some("FARGATE".into());
}

/// A service of two tasks on Fargate.
pub(crate) fn fargate_service(definition: &str) -> api::CreateServiceRequest {
    api::CreateServiceRequest {
        service_name: Some("web".into()),
        task_definition: Some(definition.into()),
        desired_count: Some(2),
        launch_type: Some("FARGATE".into()),
        network_configuration: Some(awsvpc(&SUBNETS, &[])),
        ..Default::default()
    }
}
