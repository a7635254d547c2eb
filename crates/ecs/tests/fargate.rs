//! Tasks on Fargate: hosts that nobody sees, for tasks of all clusters.

mod world;

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_ecs::writer::Writer;
use berth_ecs::{clusters, container_instances, delivery, services};
use berth_model::FARGATE_CLUSTER;
use world::capacity::strategy;
use world::network::{
    SUBNETS, arn_of, awsvpc, detail, fargate, fargate_region as region, fargate_service as service,
    id_of,
};
use world::{World, exited, state};

fn error(
    world: &mut World,
    definition: &str,
    change: impl FnOnce(&mut api::RunTaskRequest),
) -> String {
    let answer = world.run_in(definition, &SUBNETS, |input| {
        fargate(input);
        change(input);
    });
    answer.expect_err("refused")
}

#[test]
fn a_task_runs_on_a_host_that_nobody_sees() {
    let (mut world, definition) = region();
    let host = world.fargate_host(None, 1024);
    let answer = world
        .run_in(&definition, &["subnet-b"], fargate)
        .expect("accepted");
    assert_eq!(answer.failures, Some(Vec::new()));
    let arn = arn_of(&answer, 0);
    world.attachment(&arn, "ATTACHED");
    world.report(&arn, "RUNNING", vec![state("app", "RUNNING")]);
    let task = world.describe(&arn);
    assert_eq!(task.last_status.as_deref(), Some("RUNNING"));
    assert_eq!(task.launch_type, Some("FARGATE".into()));
    assert_eq!(task.platform_version.as_deref(), Some("1.4.0"));
    assert_eq!(task.platform_family.as_deref(), Some("Linux"));
    assert_eq!(task.container_instance_arn, None);
    assert_eq!(task.availability_zone.as_deref(), Some("us-east-1b"));
    let storage = task.ephemeral_storage.clone().expect("some");
    assert_eq!(storage.size_in_gib, Some(20));
    assert_eq!(
        world.state.task(id_of(&arn)).expect("there").instance,
        Some(host)
    );

    let message = delivery::message(&world.state, &world.names, id_of(&arn), "http://here");
    let message = message.expect("a message");
    assert_eq!(message.launch_type, "FARGATE");
    assert_eq!(message.berth_platform_version, "1.4.0");
    assert_eq!(message.berth_ephemeral_storage, Some(20));
    assert_eq!(message.elastic_network_interfaces.len(), 1);
    let environment = &message.containers[0].environment;
    assert_eq!(environment["AWS_EXECUTION_ENV"], "AWS_ECS_FARGATE");

    let input = api::ListContainerInstancesRequest::default();
    let listed = world.read(container_instances::list_container_instances, input);
    let listed = listed.expect("listed").container_instance_arns;
    assert_eq!(listed, Some(Vec::new()));
    let input = api::DescribeContainerInstancesRequest {
        container_instances: Some(vec![host.to_string()]),
        ..Default::default()
    };
    let described = world.read(container_instances::describe_container_instances, input);
    let failures = described.expect("described").failures.expect("a list");
    assert_eq!(failures[0].reason.as_deref(), Some("MISSING"));
    let input = api::ListContainerInstancesRequest {
        cluster: Some(FARGATE_CLUSTER.into()),
        ..Default::default()
    };
    let refused = world.read(container_instances::list_container_instances, input);
    assert_eq!(
        refused.expect_err("refused").code,
        "InvalidParameterException"
    );
    let input = api::DescribeClustersRequest {
        include: Some(vec!["STATISTICS".into()]),
        ..Default::default()
    };
    let cluster = world
        .read(clusters::describe_clusters, input)
        .expect("described");
    let cluster = cluster.clusters.expect("one").remove(0);
    assert_eq!(cluster.registered_container_instances_count, Some(0));
    assert_eq!(cluster.running_tasks_count, Some(1));
    let statistics: BTreeMap<_, _> = cluster
        .statistics
        .expect("some")
        .into_iter()
        .map(|it| (it.name.unwrap_or_default(), it.value.unwrap_or_default()))
        .collect();
    assert_eq!(statistics["runningFargateTasksCount"], "1");
    assert_eq!(statistics["runningEC2TasksCount"], "0");

    world.report(&arn, "STOPPED", vec![exited("app", 0)]);
    assert!(world.state.usage(host).is_empty());
    let task = world.describe(&arn);
    assert_eq!(task.platform_version.as_deref(), Some("1.4.0"));
    assert_eq!(task.container_instance_arn, None);
}

#[test]
fn a_host_takes_what_tasks_are_sized_and_no_more() {
    let (mut world, definition) = region();
    let reason = "Capacity is unavailable at this time. Please try again later or in a different availability zone";
    let run = |world: &mut World| {
        let answer = world.run_in(&definition, &SUBNETS, |input| {
            fargate(input);
            input.count = Some(3);
        });
        let answer = answer.expect("accepted");
        let failures = answer.failures.expect("a list").into_iter();
        let failures: Vec<_> = failures.map(|it| (it.arn, it.reason)).collect();
        (answer.tasks.expect("a list").len(), failures)
    };
    let failure = (None, Some(reason.to_owned()));
    assert_eq!(run(&mut world), (0, vec![failure.clone(); 3]));
    // Instances of the cluster are not for them.
    world.eni_instance(Some("a"));
    assert_eq!(run(&mut world), (0, vec![failure.clone(); 3]));
    world.fargate_host(Some("a"), 512);
    assert_eq!(run(&mut world), (2, vec![failure.clone()]));
    // Nor are those hosts for tasks of the cluster.
    let answer = world.run_in(&definition, &SUBNETS, |input| input.count = Some(1));
    let task = answer.expect("accepted").tasks.expect("a list").remove(0);
    assert!(task.container_instance_arn.is_some());
    assert_eq!(task.launch_type, Some("EC2".into()));
    assert_eq!(task.platform_version, None);
}

#[test]
fn tasks_are_spread_over_zones_and_subnets() {
    // By hosts that have a zone each, and by one that serves all.
    for zones in [vec![Some("a"), Some("b"), Some("c")], vec![None]] {
        let (mut world, definition) = region();
        for zone in zones {
            world.fargate_host(zone, 8192);
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for _ in 0..6 {
            let answer = world
                .run_in(&definition, &SUBNETS, fargate)
                .expect("accepted");
            let task = &answer.tasks.expect("one")[0];
            *counts.entry(detail(task, "subnetId")).or_default() += 1;
        }
        assert!(counts.values().all(|count| *count == 2), "{counts:?}");
        assert_eq!(counts.len(), 3);
    }
    // A host of another zone is none.
    let (mut world, definition) = region();
    world.fargate_host(Some("a"), 4096);
    let answer = world
        .run_in(&definition, &["subnet-b"], fargate)
        .expect("accepted");
    assert_eq!(answer.tasks, Some(Vec::new()));
}

// proves: TaskOverride.ephemeralStorage
#[test]
fn what_fargate_does_not_do_is_refused() {
    let (mut world, definition) = region();
    world.fargate_host(None, 4096);
    let bridge = world.definition("bridge");
    assert_eq!(
        error(&mut world, &bridge, |it| it.network_configuration = None),
        "InvalidParameterException: Task definition does not support launch_type FARGATE."
    );
    let constraint = api::PlacementConstraint {
        r#type: Some("distinctInstance".into()),
        expression: None,
    };
    assert_eq!(
        error(&mut world, &definition, |it| it.placement_constraints =
            Some(vec![constraint])),
        "InvalidParameterException: Placement constraints are not supported with FARGATE launch type."
    );
    let rule = api::PlacementStrategy {
        r#type: Some("random".into()),
        field: None,
    };
    assert_eq!(
        error(&mut world, &definition, |it| it.placement_strategy =
            Some(vec![rule])),
        "InvalidParameterException: Placement strategies are not supported with FARGATE launch type."
    );
    let platform = |version: &str| {
        let version = Some(version.to_owned());
        move |it: &mut api::RunTaskRequest| it.platform_version = version
    };
    let unknown = error(&mut world, &definition, platform("1.5.0"));
    assert!(
        unknown.starts_with("PlatformUnknownException: "),
        "{unknown}"
    );
    let large = world.change_definition("large", |document| {
        document.network_mode = Some("awsvpc".into());
        document.compatibilities = Some(vec!["EC2".into(), "FARGATE".into()]);
        document.cpu = Some("256".into());
        document.memory = Some("512".into());
        document.ephemeral_storage = Some(api::EphemeralStorage {
            size_in_gib: Some(40),
        });
    });
    assert_eq!(
        error(&mut world, &large, platform("1.3.0")),
        "PlatformTaskDefinitionIncompatibilityException: One or more of the requested capabilities are not supported."
    );
    let size = |cpu: &str| {
        let cpu = Some(cpu.to_owned());
        move |it: &mut api::RunTaskRequest| {
            it.overrides = Some(api::TaskOverride {
                cpu,
                ..Default::default()
            });
        }
    };
    let odd = error(&mut world, &definition, size("300"));
    assert!(odd.contains("No Fargate configuration exists"), "{odd}");
    // The version that has fixed disks shows no storage; the other one what was asked for.
    let run = |world: &mut World, definition: &str, version: &str| {
        let answer = world.run_in(definition, &SUBNETS, |input| {
            fargate(input);
            input.platform_version = Some(version.into());
        });
        answer.expect("accepted").tasks.expect("one").remove(0)
    };
    let old = run(&mut world, &definition, "1.3.0");
    assert_eq!(old.platform_version.as_deref(), Some("1.3.0"));
    assert_eq!(old.ephemeral_storage, None);
    let new = run(&mut world, &large, "LATEST");
    assert_eq!(
        new.ephemeral_storage.and_then(|it| it.size_in_gib),
        Some(40)
    );
    let overridden = world.run_in(&large, &SUBNETS, |input| {
        fargate(input);
        input.overrides = Some(api::TaskOverride {
            ephemeral_storage: Some(api::EphemeralStorage {
                size_in_gib: Some(50),
            }),
            ..Default::default()
        });
    });
    let overridden = overridden.expect("accepted").tasks.expect("one").remove(0);
    assert_eq!(
        overridden.ephemeral_storage.and_then(|it| it.size_in_gib),
        Some(50)
    );
    let ec2 = world.run_in(&definition, &SUBNETS, platform("1.4.0"));
    assert_eq!(
        ec2.expect_err("refused"),
        "InvalidParameterException: The platform version must be null when specifying an EC2 launch type."
    );
    // Only there may tasks ask for an address outside.
    world.public_addresses("203.0.113.7");
    let public = world.run_in(&definition, &SUBNETS, |input| {
        fargate(input);
        let network = input.network_configuration.as_mut().expect("given");
        let network = network.awsvpc_configuration.as_mut().expect("given");
        network.assign_public_ip = Some("ENABLED".into());
    });
    let arn = arn_of(&public.expect("accepted"), 0);
    let interface = world.state.interface_of_task(id_of(&arn)).expect("there");
    assert!(interface.public_address);
    assert_eq!(
        interface.public_ipv4,
        Some("203.0.113.7".parse().expect("one"))
    );
}

#[test]
fn both_fargate_providers_have_the_same_hosts() {
    let (mut world, definition) = region();
    world
        .associate(&["FARGATE", "FARGATE_SPOT"], &[("FARGATE_SPOT", 0, 1)])
        .expect("associated");
    world.fargate_host(None, 4096);
    for items in [
        strategy(&[("FARGATE", 1, 0), ("FARGATE_SPOT", 0, 1)]),
        Vec::new(),
    ] {
        let named = items.len();
        let answer = world.run_in(&definition, &SUBNETS, |input| {
            input.count = Some(2);
            input.capacity_provider_strategy = Some(items);
        });
        let answer = answer.expect("accepted");
        assert_eq!(answer.failures, Some(Vec::new()));
        let tasks = answer.tasks.expect("tasks");
        let providers: Vec<_> = tasks
            .iter()
            .map(|it| it.capacity_provider_name.as_deref().unwrap_or_default())
            .collect();
        let expected = match named {
            0 => ["FARGATE_SPOT", "FARGATE_SPOT"],
            _ => ["FARGATE", "FARGATE_SPOT"],
        };
        assert_eq!(providers, expected);
        assert!(tasks.iter().all(|it| it.launch_type.is_none()));
        assert!(tasks.iter().all(|it| it.platform_version.is_some()));
    }
}

#[test]
fn a_service_waits_for_a_host_and_then_runs_there() {
    let (mut world, definition) = region();
    world
        .write(services::create_service, service(&definition))
        .expect("made");
    world.reconcile();
    let message = world.messages().remove(0);
    assert_eq!(
        message,
        "(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone."
    );
    let told = world.service();
    assert_eq!(told.launch_type, Some("FARGATE".into()));
    assert_eq!(told.platform_version.as_deref(), Some("LATEST"));
    let deployments = told.deployments.expect("one");
    assert_eq!(deployments[0].platform_version.as_deref(), Some("1.4.0"));
    assert_eq!(deployments[0].platform_family.as_deref(), Some("Linux"));

    // A host that comes is news for services of every cluster.
    let before = world.state.clone();
    let host = world.fargate_host(None, 4096);
    let mut writer = Writer::new(before);
    let instance = (**world.state.instance(host).expect("there")).clone();
    writer.run(world.now, false, |tx| {
        tx.put_instance(instance);
        true
    });
    let concerned = writer.take_batch().services;
    assert!(concerned.contains(&("default".to_owned(), "web".to_owned())));
    world.reconcile();
    world.settle();
    assert_eq!(world.service().running_count, Some(2));
    let arns = world.live();
    let zone = |world: &mut World, arn: &String| world.describe(arn).availability_zone;
    assert_ne!(zone(&mut world, &arns[0]), zone(&mut world, &arns[1]));

    // Another network begins a deployment, and one that is none is refused.
    let refused = world.write(
        services::update_service,
        api::UpdateServiceRequest {
            service: Some("web".into()),
            network_configuration: Some(awsvpc(&["subnet-x"], &[])),
            ..Default::default()
        },
    );
    assert_eq!(
        refused.expect_err("refused").code,
        "InvalidParameterException"
    );
    let told = world.update(api::UpdateServiceRequest {
        network_configuration: Some(awsvpc(&["subnet-c"], &[])),
        platform_version: Some("1.3.0".into()),
        ..Default::default()
    });
    assert_eq!(told.deployments.expect("two").len(), 2);
    world.settle();
    for arn in world.live() {
        let task = world.describe(&arn);
        assert_eq!(task.availability_zone.as_deref(), Some("us-east-1c"));
        assert_eq!(task.platform_version.as_deref(), Some("1.3.0"));
    }
}

fn zones(world: &World) -> BTreeMap<String, u32> {
    let mut zones = BTreeMap::new();
    for task in world.state.tasks_of_service("default", "web") {
        let zone = task.availability_zone.clone().expect("a zone");
        *zones.entry(zone).or_default() += 1;
    }
    zones
}

#[test]
fn a_service_moves_to_the_zone_of_a_host_that_comes() {
    let (mut world, definition) = region();
    world.fargate_host(Some("a"), 8192);
    let input = api::CreateServiceRequest {
        desired_count: Some(4),
        ..service(&definition)
    };
    world.write(services::create_service, input).expect("made");
    world.reconcile();
    world.settle();
    let in_a = || ("us-east-1a".to_owned(), 4);
    assert_eq!(zones(&world), BTreeMap::from([in_a()]));
    world.fargate_host(Some("b"), 8192);
    let web = ("default".to_owned(), "web".to_owned());
    assert!(world.news.contains(&web), "a host is news");
    world.reconcile();
    let messages = world.messages();
    assert_eq!(
        messages[1],
        "(service web) is not AZ balanced with 4 tasks in us-east-1a and 0 in us-east-1b. AZ Rebalancing in progress."
    );
    let begins = "(service web) has started 1 tasks in us-east-1b to AZ Rebalance: (task ";
    assert!(messages[0].starts_with(begins), "{messages:?}");
    let moving = BTreeMap::from([in_a(), ("us-east-1b".to_owned(), 1)]);
    assert_eq!(zones(&world), moving, "nothing has gone yet");
    world.settle();
    let even = [("us-east-1a".to_owned(), 2), ("us-east-1b".to_owned(), 2)];
    assert_eq!(zones(&world), BTreeMap::from(even));
    let balanced =
        "(service web) is AZ balanced with 2 tasks in us-east-1a and 2 tasks in us-east-1b.";
    assert!(world.messages().iter().any(|it| it == balanced));
}

#[test]
fn a_host_that_serves_every_zone_spreads_a_services_tasks() {
    let (mut world, definition) = region();
    world.fargate_host(None, 32_768);
    // Others have filled the first subnet more than the rest.
    for _ in 0..2 {
        let run = world.run_in(&definition, &["subnet-a"], fargate);
        assert_eq!(run.expect("accepted").failures, Some(Vec::new()));
    }
    let input = api::CreateServiceRequest {
        desired_count: Some(6),
        ..service(&definition)
    };
    world.write(services::create_service, input).expect("made");
    world.reconcile();
    let counts: Vec<u32> = zones(&world).into_values().collect();
    assert_eq!(counts, [2, 2, 2], "its own tasks count");
}

#[test]
fn a_service_on_fargate_chooses_no_hosts() {
    let (mut world, definition) = region();
    let daemon = api::CreateServiceRequest {
        scheduling_strategy: Some("DAEMON".into()),
        desired_count: None,
        ..service(&definition)
    };
    let fixed = api::CreateServiceRequest {
        placement_strategy: Some(vec![api::PlacementStrategy {
            r#type: Some("spread".into()),
            field: Some("instanceId".into()),
        }]),
        ..service(&definition)
    };
    let bare = api::CreateServiceRequest {
        network_configuration: None,
        ..service(&definition)
    };
    for (input, words) in [
        (
            daemon,
            "DAEMON scheduling strategy is not supported with FARGATE",
        ),
        (fixed, "Placement strategies are not supported with FARGATE"),
        (bare, "Network Configuration must be provided"),
    ] {
        let fault = world
            .write(services::create_service, input)
            .expect_err("refused");
        assert!(fault.message.contains(words), "{fault:?}");
    }
}
