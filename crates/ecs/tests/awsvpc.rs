//! Tasks with a network interface of their own.

mod world;

use std::collections::{BTreeMap, BTreeSet};

use berth_api_ecs as api;
use berth_ecs::{agent_reports, delivery, housekeeping, network, run_task, stop_task};
use berth_env::SeededEntropy;
use berth_model::{AttachmentStatus, TaskId};
use world::capacity::strategy;
use world::network::{arn_of, awsvpc, detail, id_of, statuses};
use world::{World, exited, state};

fn both(status: &str, attachment: &str) -> (String, String) {
    (status.to_owned(), attachment.to_owned())
}

fn region() -> (World, String) {
    let mut world = World::new();
    world.network();
    world.eni_instance(Some("a"));
    let definition = world.awsvpc_definition("web");
    (world, definition)
}

fn run(world: &mut World, definition: &str, subnets: &[&str]) -> String {
    let answer = world.run_in(definition, subnets, |_| {}).expect("accepted");
    assert_eq!(answer.failures, Some(Vec::new()));
    arn_of(&answer, 0)
}

#[test]
fn an_interface_is_attached_before_the_task_is_pending_and_goes_with_it() {
    let (mut world, definition) = region();
    let arn = run(&mut world, &definition, &["subnet-a"]);
    let task = world.describe(&arn);
    assert_eq!(statuses(&task), both("PROVISIONING", "CREATED"));
    assert_eq!(task.availability_zone.as_deref(), Some("us-east-1a"));
    let attachment = &task.attachments.as_ref().expect("some")[0];
    assert_eq!(
        attachment.r#type.as_deref(),
        Some("ElasticNetworkInterface")
    );
    let address = detail(&task, "privateIPv4Address");
    assert!(address.starts_with("10.0.1."), "{address}");
    let name = format!("ip-{}.ec2.internal", address.replace('.', "-"));
    assert_eq!(detail(&task, "privateDnsName"), name);
    assert_eq!(detail(&task, "subnetId"), "subnet-a");
    assert!(detail(&task, "networkInterfaceId").starts_with("eni-0"));
    let mac = detail(&task, "macAddress");
    assert!(mac.starts_with("02:") && mac.len() == 17, "{mac}");
    let container = &task.containers.as_ref().expect("some")[0];
    let shown = &container.network_interfaces.as_ref().expect("some")[0];
    assert_eq!(shown.private_ipv4_address.as_ref(), Some(&address));
    assert_eq!(shown.attachment_id, attachment.id);

    // What the agent gets to start it with.
    let message = delivery::message(&world.state, &world.names, id_of(&arn), "http://here");
    let message = message.expect("a message");
    let interface = &message.elastic_network_interfaces[0];
    assert_eq!(interface.mac_address, mac);
    assert_eq!(interface.ipv4_addresses[0].private_address, address);
    assert_eq!(interface.subnet_gateway_ipv4_address, "10.0.1.1/24");
    assert_eq!(interface.domain_name_servers, ["10.0.0.2"]);
    assert_eq!(interface.private_dns_name, name);

    world
        .write(
            |tx, _, id| {
                network::attaching(tx, id);
                Ok(())
            },
            id_of(&arn),
        )
        .expect("noted");
    assert_eq!(
        statuses(&world.describe(&arn)),
        both("PROVISIONING", "ATTACHING")
    );
    // The agent knows an image's digest before the interface is there.
    world.report(&arn, "PENDING", vec![state("app", "PENDING")]);
    assert_eq!(
        statuses(&world.describe(&arn)),
        both("PROVISIONING", "ATTACHING")
    );
    world.attachment(&arn, "ATTACHED");
    assert_eq!(statuses(&world.describe(&arn)), both("PENDING", "ATTACHED"));
    let before = world.describe(&arn).version;
    world.attachment(&arn, "ATTACHED");
    world.attachment(&arn, "ATTACHING");
    world.attachment(&arn, "DELETED");
    assert_eq!(world.describe(&arn).version, before, "nothing new");
    world.report(&arn, "RUNNING", vec![state("app", "RUNNING")]);
    assert_eq!(statuses(&world.describe(&arn)), both("RUNNING", "ATTACHED"));

    let first = world.state.last_event();
    world.report(&arn, "STOPPED", vec![exited("app", 0)]);
    let task = world.describe(&arn);
    assert_eq!(statuses(&task), both("STOPPED", "DELETED"));
    assert_eq!(task.desired_status.as_deref(), Some("STOPPED"));
    assert_eq!(detail(&task, "privateIPv4Address"), address);
    assert_eq!(world.state.network_interfaces().count(), 0);
    // Its events tell of the step between.
    let events = world.state.events_after(first);
    let told: Vec<_> = events
        .map(|it| {
            berth_ecs::events::shape::render(&world.state, &world.names, it.read()).expect("told")
        })
        .map(|it| {
            let detail = &it["detail"];
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            (
                text(&detail["lastStatus"]),
                text(&detail["attachments"][0]["status"]),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            both("DEPROVISIONING", "DETACHING"),
            both("STOPPED", "DELETED")
        ]
    );
}

#[test]
fn attached_may_come_late_or_apart_from_the_task() {
    let (mut world, definition) = region();
    let late = run(&mut world, &definition, &["subnet-a"]);
    world.report(&late, "RUNNING", vec![state("app", "RUNNING")]);
    assert_eq!(
        statuses(&world.describe(&late)),
        both("RUNNING", "ATTACHED")
    );
    world.attachment(&late, "ATTACHED");
    assert_eq!(
        statuses(&world.describe(&late)),
        both("RUNNING", "ATTACHED")
    );

    let apart = run(&mut world, &definition, &["subnet-a"]);
    let id = world.describe(&apart).attachments.expect("some")[0]
        .id
        .clone();
    for arn in [id.clone(), Some("unknown".into()), None] {
        let input = api::SubmitAttachmentStateChangesRequest {
            attachments: Some(vec![api::AttachmentStateChange {
                attachment_arn: arn,
                status: Some("ATTACHED".into()),
            }]),
            ..Default::default()
        };
        world
            .write(agent_reports::submit_attachment_state_changes, input)
            .expect("acknowledged");
    }
    assert_eq!(
        statuses(&world.describe(&apart)),
        both("PENDING", "ATTACHED")
    );

    // One that never got so far goes the same way.
    let never = run(&mut world, &definition, &["subnet-a"]);
    let stop = api::StopTaskRequest {
        task: Some(never.clone()),
        ..Default::default()
    };
    world.write(stop_task::stop_task, stop).expect("stopped");
    assert_eq!(
        statuses(&world.describe(&never)),
        both("PROVISIONING", "CREATED")
    );
    world.report(&never, "STOPPED", Vec::new());
    assert_eq!(
        statuses(&world.describe(&never)),
        both("STOPPED", "DELETED")
    );
}

#[test]
fn an_address_is_given_again_only_after_a_while() {
    let (mut world, definition) = region();
    world.subnet("tiny", "vpc-main", "10.0.9.0/28", "a");
    let mut given = BTreeSet::new();
    let mut tasks = Vec::new();
    for _ in 0..11 {
        let arn = run(&mut world, &definition, &["subnet-tiny"]);
        let address = detail(&world.describe(&arn), "privateIPv4Address");
        assert!(given.insert(address.clone()), "{address} is given twice");
        tasks.push(arn);
        if tasks.len() % 5 == 0 {
            world.eni_instance(Some("a"));
        }
    }
    let fails = |world: &mut World| {
        let answer = world.run_in(&definition, &["subnet-tiny"], |_| {});
        let failures = answer.expect("accepted").failures.expect("a list");
        failures[0].reason.clone()
    };
    assert_eq!(fails(&mut world).as_deref(), Some("RESOURCE:ENI"));
    // Not if another subnet has some.
    run(&mut world, &definition, &["subnet-tiny", "subnet-a"]);
    let address = detail(&world.describe(&tasks[3]), "privateIPv4Address");
    world.report(&tasks[3], "STOPPED", Vec::new());
    assert_eq!(fails(&mut world).as_deref(), Some("RESOURCE:ENI"));
    let tidy = |world: &mut World| {
        world.write(
            |tx, cx, ()| {
                let (retention, lifetime) = Default::default();
                Ok(housekeeping::tidy(
                    tx, cx.entropy, cx.now, retention, lifetime,
                ))
            },
            (),
        )
    };
    world.pass(59);
    let again = tidy(&mut world).expect("tidied");
    assert_eq!(again, Some(world.now.plus_seconds(1)));
    assert_eq!(fails(&mut world).as_deref(), Some("RESOURCE:ENI"));
    world.pass(1);
    tidy(&mut world).expect("tidied");
    let arn = run(&mut world, &definition, &["subnet-tiny"]);
    assert_eq!(detail(&world.describe(&arn), "privateIPv4Address"), address);
}

// proves nothing of a definition's own: errors of requests
#[test]
fn a_network_configuration_is_checked_by_itself_and_against_the_mode() {
    let (mut world, definition) = region();
    let other = world.vpc("other", "10.1.0.0/16");
    world.subnet("other", &other, "10.1.0.0/24", "a");
    let bridge = world.definition("bridge");
    let many: Vec<String> = (0..17).map(|at| format!("subnet-{at}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let groups = ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "sg-6"];
    let mut public = awsvpc(&["subnet-a"], &[]);
    if let Some(configuration) = &mut public.awsvpc_configuration {
        configuration.assign_public_ip = Some("ENABLED".into());
    }
    let cases = [
        (
            &definition,
            None,
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        ),
        (
            &definition,
            Some(api::NetworkConfiguration::default()),
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        ),
        (
            &bridge,
            Some(awsvpc(&["subnet-a"], &[])),
            "Network Configuration is not valid for the given networkMode of this task definition.",
        ),
        (
            &definition,
            Some(awsvpc(&[], &[])),
            "subnets can not be empty.",
        ),
        (
            &definition,
            Some(awsvpc(&many, &[])),
            "subnets can have at most 16 items.",
        ),
        (
            &definition,
            Some(awsvpc(&["subnet-a"], &groups)),
            "securityGroups can have at most 5 items.",
        ),
        (
            &definition,
            Some(awsvpc(&["subnet-x"], &[])),
            "Error retrieving subnet information for [subnet-x]: The subnet ID 'subnet-x' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
        ),
        (
            &definition,
            Some(awsvpc(&["subnet-a", "subnet-other"], &[])),
            "The specified subnets do not all belong to the same VPC.",
        ),
        (
            &definition,
            Some(awsvpc(&["subnet-a"], &["sg-x"])),
            "Error retrieving security group information for [sg-x]: The security group 'sg-x' does not exist (ErrorCode: InvalidGroup.NotFound)",
        ),
        (
            &definition,
            Some(awsvpc(&["subnet-a"], &["sg-other"])),
            "Security Group sg-other does not appear to belong to the same VPC as the input subnets.",
        ),
        (
            &definition,
            Some(public),
            "Assign public IP is not supported for this launch type.",
        ),
    ];
    for (definition, network, expected) in cases {
        let answer = world.run_in(definition, &[], |input| {
            input.network_configuration = network
        });
        let error = answer.expect_err("refused");
        assert_eq!(error, format!("InvalidParameterException: {expected}"));
    }
    assert_eq!(world.state.network_interfaces().count(), 0);
}

#[test]
fn an_instance_takes_tasks_for_subnets_of_its_zone() {
    let mut world = World::new();
    world.network();
    world.eni_instance(Some("b"));
    let definition = world.awsvpc_definition("web");
    let answer = world
        .run_in(&definition, &["subnet-a"], |_| {})
        .expect("accepted");
    let failures = answer.failures.expect("a list");
    assert_eq!(failures[0].reason.as_deref(), Some("LOCATION"));
    let arn = run(&mut world, &definition, &["subnet-a", "subnet-b"]);
    let task = world.describe(&arn);
    assert_eq!(detail(&task, "subnetId"), "subnet-b");
    // Without the capability it takes none.
    let mut world = World::new();
    world.network();
    world.instance_in("us-east-1a");
    let definition = world.awsvpc_definition("web");
    let answer = world
        .run_in(&definition, &["subnet-a"], |_| {})
        .expect("accepted");
    let failures = answer.failures.expect("a list");
    assert_eq!(failures[0].reason.as_deref(), Some("ATTRIBUTE"));
}

#[test]
fn a_host_that_was_told_no_zone_serves_them_all() {
    let mut world = World::new();
    world.network();
    let instance = world.eni_instance(None);
    let definition = world.awsvpc_definition("web");
    for (subnets, expected) in [
        (&["subnet-c"][..], "us-east-1c"),
        (&["subnet-b"], "us-east-1b"),
        // It shows a zone, which it prefers.
        (&["subnet-c", "subnet-a", "subnet-b"], "us-east-1a"),
    ] {
        let arn = run(&mut world, &definition, subnets);
        let task = world.describe(&arn);
        assert_eq!(task.availability_zone.as_deref(), Some(expected));
        assert_eq!(task.container_instance_arn.as_ref(), Some(&instance));
    }
}

#[test]
fn start_task_takes_an_interface_too() {
    let (mut world, definition) = region();
    let other = world.eni_instance(Some("b"));
    let mut start = |subnet: &str| {
        let input = api::StartTaskRequest {
            task_definition: Some(definition.clone()),
            container_instances: Some(vec![other.clone()]),
            network_configuration: Some(awsvpc(&[subnet], &[])),
            ..Default::default()
        };
        world.write(run_task::start_task, input).expect("accepted")
    };
    let answer = start("subnet-a");
    let failures = answer.failures.expect("a list");
    assert_eq!(failures[0].reason.as_deref(), Some("LOCATION"));
    let answer = start("subnet-b");
    let task = &answer.tasks.expect("one")[0];
    assert_eq!(statuses(task), both("PROVISIONING", "CREATED"));
}

#[test]
fn instances_are_told_of_the_vpcs_they_are_in_and_of_nothing_else() {
    let (mut world, definition) = region();
    let other = world.eni_instance(Some("b"));
    let third = world.eni_instance(Some("c"));
    let id = |arn: &str| {
        arn.rsplit('/')
            .next()
            .expect("an id")
            .parse()
            .expect("an id")
    };
    let here = run(&mut world, &definition, &["subnet-a"]);
    let first = world
        .describe(&here)
        .container_instance_arn
        .expect("placed");
    let (first, second, third) = (id(&first), id(&other), id(&third));
    let version = network::vpcs_version(&world.state, first);
    assert_eq!(version.len(), 1);
    assert_eq!(network::vpcs_of(&world.state, second), []);
    run(&mut world, &definition, &["subnet-b"]);
    assert_ne!(network::vpcs_version(&world.state, first), version);
    let told = network::vpcs_of(&world.state, first);
    let [vpc] = &*told else { panic!("{told:?}") };
    assert_eq!((vpc.vpc_id.as_str(), vpc.vxlan_id), ("vpc-main", 1));
    assert_eq!(vpc.subnets.len(), 3);
    // The other host does not say where it can be reached.
    assert_eq!(vpc.interfaces.len(), 1);
    assert_eq!(vpc.interfaces[0].host, None);
    assert_eq!(vpc.security_groups.len(), 1);
    assert!(network::vpcs_version(&world.state, third).is_empty());

    // Once it does, everybody in the VPC is told.
    let mut instance = (**world.state.instance(second).expect("there")).clone();
    let attribute = berth_model::Attribute {
        value: Some("192.0.2.7".into()),
        custom: false,
    };
    let name = berth_link::acs::TUNNEL_ADDRESS_ATTRIBUTE.to_owned();
    instance.attributes.insert(name, attribute);
    let version = network::vpcs_version(&world.state, first);
    let mut writer = berth_ecs::writer::Writer::new(world.state.clone());
    writer.run(world.now, false, |tx| {
        tx.put_instance(instance);
        true
    });
    let touched = writer.take_batch().touched;
    assert_eq!(touched, BTreeSet::from([first, second]));
    world.state = writer.state().clone();
    assert_ne!(network::vpcs_version(&world.state, first), version);
    let told = network::vpcs_of(&world.state, first);
    let hosts: BTreeMap<_, _> = told[0]
        .interfaces
        .iter()
        .map(|it| (it.host.clone(), it.security_groups.clone()))
        .collect();
    let group = vec!["sg-main".to_owned()];
    assert_eq!(
        hosts,
        [(None, group.clone()), (Some("192.0.2.7".into()), group)].into()
    );
}

#[test]
fn a_task_that_waits_for_capacity_gets_its_interface_with_its_place() {
    let mut world = World::new();
    world.network();
    world.make("group", Some("ENABLED"));
    world.associate(&["group"], &[]).expect("associated");
    let definition = world.awsvpc_definition("web");
    world.group("gone", "vpc-main", "gone");
    let answer = world.run_in(&definition, &["subnet-b"], |input| {
        input.network_configuration = Some(awsvpc(&["subnet-b"], &["sg-gone"]));
        input.capacity_provider_strategy = Some(strategy(&[("group", 0, 1)]));
    });
    let arn = arn_of(&answer.expect("accepted"), 0);
    assert_eq!(
        statuses(&world.describe(&arn)),
        both("PROVISIONING", "PRECREATED")
    );
    assert_eq!(world.state.network_interfaces().count(), 0);
    // Its security group is removed while it waits.
    let gone = berth_model::Change::DeleteSecurityGroup("sg-gone".into());
    world.state.apply(&gone);
    world.register(
        2048,
        vec![
            world::attribute("berth.capacity-provider", Some("group")),
            world::attribute("ecs.capability.task-eni", None),
        ],
    );
    assert!(world.provide());
    assert_eq!(
        statuses(&world.describe(&arn)),
        both("PROVISIONING", "CREATED")
    );
    let task = world.state.task(id_of(&arn)).expect("there");
    assert!(task.waiting.is_none());
    let interface = world.state.interface_of_task(task.id).expect("there");
    assert_eq!(interface.groups, ["sg-main"]);
    world.attachment(&arn, "ATTACHED");
    assert_eq!(statuses(&world.describe(&arn)), both("PENDING", "ATTACHED"));
    // Its first event tells of it as it was.
    let events = world.state.events_after(0);
    let told = events
        .map(|it| {
            berth_ecs::events::shape::render(&world.state, &world.names, it.read()).expect("told")
        })
        .find(|it| it["detail"]["taskArn"] == *arn)
        .expect("an event");
    assert_eq!(told["detail"]["attachments"][0]["status"], "PRECREATED");
    assert_eq!(
        told["detail"]["containerInstanceArn"],
        serde_json::Value::Null
    );
}

#[test]
fn ids_and_statuses_are_what_they_seem() {
    let id = network::fresh_id("eni", &mut SeededEntropy::new(1));
    assert_eq!(id.len(), "eni-".len() + 17);
    assert!(AttachmentStatus::Created < AttachmentStatus::Attached);
    assert_eq!(TaskId::new(1).to_string().len(), 32);
}
