//! Capacity over a small region: how strategies divide tasks and services, and tasks that wait.

mod world;

use berth_api_ecs as api;
use berth_ecs::{
    capacity_providers, container_instances, provisioning, run_task, services, stop_task,
};
use berth_model::{InstanceStatus, StopCode};
use world::capacity::{INVALID, Item, refused, strategy};
use world::{World, state};

#[test]
fn tasks_are_divided_and_go_to_their_providers_instances() {
    let mut world = World::with_two();
    world.definition("web");
    let (of_a, of_b) = (world.host_of("a", 10), world.host_of("b", 10));
    let stranger = world.host_of("nobody", 50);
    let output = world
        .try_run(7, &[("a", 1, 1), ("b", 0, 2)])
        .expect("accepted");
    let tasks = output.tasks.expect("tasks");
    let on = |arn: &String, name: &str| {
        let tasks = tasks.iter();
        tasks
            .filter(|it| it.container_instance_arn.as_ref() == Some(arn))
            .filter(|it| it.capacity_provider_name.as_deref() == Some(name))
            .count()
    };
    assert_eq!((on(&of_a, "a"), on(&of_b, "b"), tasks.len()), (3, 4, 7));
    let described = world.read(
        container_instances::describe_container_instances,
        api::DescribeContainerInstancesRequest {
            container_instances: Some(vec![of_a, stranger]),
            ..Default::default()
        },
    );
    let described = described
        .expect("described")
        .container_instances
        .expect("two");
    let name = |at: usize| described[at].capacity_provider_name.as_deref();
    assert_eq!((name(0), name(1)), (Some("a"), None));
}

#[test]
fn the_clusters_default_holds_if_nothing_is_given() {
    let mut world = World::with_two();
    world.definition("web");
    world.host_of("a", 10);
    world
        .associate(&["a", "b"], &[("a", 0, 1)])
        .expect("associated");
    let (placed, _) = world.placed(1, &[]);
    assert_eq!(placed, [("PENDING".to_owned(), "a".to_owned())]);
    let input = api::RunTaskRequest {
        task_definition: Some("web".into()),
        launch_type: Some("EC2".into()),
        ..Default::default()
    };
    let task = world.write(run_task::run_task, input).expect("accepted");
    let task = task.tasks.expect("tasks").remove(0);
    assert_eq!(task.launch_type.expect("one").as_str(), "EC2");
    assert_eq!(task.capacity_provider_name, None);
    world.associate(&["a", "b"], &[("a", 2, 0)]).expect("taken");
    refused(
        world.try_run(1, &[]),
        INVALID,
        "defined in the default capacity provider strategy.",
    );
}

#[test]
fn without_scaling_what_finds_no_room_fails() {
    let mut world = World::with_two();
    world.definition("web");
    let (placed, failures) = world.placed(2, &[("b", 0, 1)]);
    assert!(placed.is_empty());
    assert_eq!(failures, ["EMPTY CAPACITY PROVIDER"; 2]);
    world.instance();
    world.host_of("b", 1);
    let (placed, failures) = world.placed(3, &[("b", 0, 1)]);
    assert_eq!(placed.len(), 1);
    assert_eq!(failures, ["RESOURCE:CPU"; 2]);
}

#[test]
fn with_scaling_tasks_wait_until_there_is_room() {
    let mut world = World::with_two();
    world.definition("web");
    let (placed, failures) = world.placed(3, &[("a", 0, 1)]);
    assert_eq!(placed, vec![("PROVISIONING".to_owned(), "a".to_owned()); 3]);
    assert!(failures.is_empty());
    // An instance of somebody else does not help.
    world.host_of("b", 10);
    assert!(!world.provide());
    let reserved = |world: &World| {
        let reserved = capacity_providers::reserved(&world.state, "default", "a");
        (reserved.needed, reserved.present)
    };
    assert_eq!(reserved(&world), (1, 0));
    let host = world.host_of("a", 2);
    assert!(world.provide());
    assert_eq!(world.waiting(), 1);
    // The one that waits would fit another such instance.
    assert_eq!(reserved(&world), (2, 1));
    let tasks: Vec<_> = world.state.tasks().collect();
    let placed = tasks.iter().filter(|it| it.instance.is_some());
    let placed: Vec<String> = placed
        .map(|it| world.names.task("default", it.id))
        .collect();
    assert_eq!(placed.len(), 2);
    for arn in &placed {
        let task = world.describe(arn);
        assert_eq!(task.last_status.as_deref(), Some("PENDING"));
        assert_eq!(task.container_instance_arn.as_ref(), Some(&host));
        assert!(task.availability_zone.is_some());
        assert_eq!(task.version, Some(2));
    }
    // One that ends makes room for the last.
    let ended = vec![state("app", "STOPPED"), state("helper", "STOPPED")];
    world.report(&placed[0], "STOPPED", ended);
    assert!(world.provide());
    assert_eq!(world.waiting(), 0);
    assert!(!world.provide());
}

#[test]
fn a_wait_ends_with_its_reason() {
    let mut world = World::with_two();
    world.definition("web");
    world.placed(2, &[("a", 0, 1)]);
    let ids: Vec<_> = world
        .state
        .waiting_tasks_of("default")
        .map(|it| it.id)
        .collect();
    // One that is stopped is over at once.
    let stop = api::StopTaskRequest {
        task: Some(ids[0].to_string()),
        ..Default::default()
    };
    let stopped = world.write(stop_task::stop_task, stop).expect("stopped");
    let stopped = stopped.task.expect("a task");
    assert_eq!(stopped.last_status.as_deref(), Some("STOPPED"));
    let look = provisioning::look(&world.state, world.now, "default");
    assert_eq!(look.look_again, Some(world.now.plus_seconds(900)));
    world.pass(899);
    assert!(!world.provide());
    world.pass(1);
    assert!(world.provide());
    let task = world.state.task(ids[1]).expect("is there");
    assert!(task.is_stopped());
    assert_eq!(task.stop_code, Some(StopCode::TaskFailedToStart));
    assert_eq!(
        task.stopped_reason.as_deref(),
        Some("EMPTY CAPACITY PROVIDER")
    );
    // An instance with too little room is told of instead.
    world.host_of("a", 0);
    world.placed(1, &[("a", 0, 1)]);
    world.pass(900);
    assert!(world.provide());
    let tasks: Vec<_> = world.state.tasks().collect();
    let last = tasks.iter().max_by_key(|it| it.created_at).expect("some");
    assert_eq!(last.stopped_reason.as_deref(), Some("RESOURCE:CPU"));
}

#[test]
fn only_so_many_wait() {
    let mut world = World::with_two();
    world.definition("web");
    for _ in 0..50 {
        world.placed(10, &[("a", 0, 1)]);
    }
    assert_eq!(world.waiting(), 500);
    let result = world.try_run(1, &[("a", 0, 1)]);
    refused(
        result,
        "ClientException",
        "limit of 500 tasks in the PROVISIONING state",
    );
    // The room that is there is given out in spite of them.
    world.host_of("b", 1);
    assert_eq!(world.placed(1, &[("b", 0, 1)]).0.len(), 1);
}

#[test]
fn a_provider_in_use_stays() {
    let mut world = World::with_two();
    world.definition("web");
    world.placed(1, &[("a", 0, 1)]);
    refused(
        world.associate(&["b"], &[]),
        "ResourceInUseException",
        "The specified capacity provider is in use and cannot be removed.",
    );
    world.pass(900);
    world.provide();
    world.associate(&["b"], &[]).expect("nothing uses it");
}

fn service(count: i32, items: &[Item<'_>]) -> api::CreateServiceRequest {
    api::CreateServiceRequest {
        service_name: Some("web".into()),
        task_definition: Some("web".into()),
        desired_count: Some(count),
        capacity_provider_strategy: Some(strategy(items)),
        ..Default::default()
    }
}

fn update(input: api::UpdateServiceRequest) -> api::UpdateServiceRequest {
    api::UpdateServiceRequest {
        service: Some("web".into()),
        ..input
    }
}

#[test]
fn a_service_keeps_its_ratio() {
    let mut world = World::with_two();
    world.definition("web");
    world.host_of("a", 20);
    let host = world.host_of("b", 20);
    let input = service(4, &[("a", 1, 1), ("b", 0, 2)]);
    let made = world.write(services::create_service, input).expect("made");
    let made = made.service.expect("a service");
    assert_eq!(made.launch_type, None);
    assert_eq!(made.capacity_provider_strategy.expect("one").len(), 2);
    world.reconcile();
    assert_eq!(world.divided(&["a", "b"]), [2, 2]);
    world.all_run();
    let scale = |world: &mut World, count: i32, expected: [usize; 2]| {
        let input = update(api::UpdateServiceRequest {
            desired_count: Some(count),
            ..Default::default()
        });
        world
            .write(services::update_service, input)
            .expect("updated");
        world.reconcile();
        assert_eq!(world.divided(&["a", "b"]), expected, "{count}");
        world.all_run();
    };
    scale(&mut world, 7, [3, 4]);
    scale(&mut world, 10, [4, 6]);
    scale(&mut world, 3, [2, 1]);
    scale(&mut world, 1, [1, 0]);
    scale(&mut world, 4, [2, 2]);
    // A DRAINING instance is left, for another of the same provider.
    world.host_of("b", 20);
    let drain = api::UpdateContainerInstancesStateRequest {
        container_instances: Some(vec![host]),
        status: Some("DRAINING".into()),
        ..Default::default()
    };
    let drained = world.write(container_instances::update_container_instances_state, drain);
    drained.expect("drained");
    for _ in 0..5 {
        world.reconcile();
        world.all_run();
    }
    assert_eq!(world.divided(&["a", "b"]), [2, 2]);
    let draining = world
        .state
        .instances()
        .filter(|it| it.status == InstanceStatus::Draining);
    let left: usize = draining
        .map(|it| world.state.live_tasks_on(it.id).count())
        .sum();
    assert_eq!(left, 0);
}

#[test]
fn a_service_waits_for_capacity_with_its_tasks() {
    let mut world = World::with_two();
    world.definition("web");
    world
        .write(services::create_service, service(3, &[("a", 0, 1)]))
        .expect("made");
    world.reconcile();
    assert_eq!(world.waiting(), 3);
    let describe = api::DescribeServicesRequest {
        services: Some(vec!["web".into()]),
        ..Default::default()
    };
    let described = world
        .read(services::describe_services, describe)
        .expect("described");
    let described = described.services.expect("one").remove(0);
    assert_eq!(
        (described.running_count, described.pending_count),
        (Some(0), Some(3))
    );
    world.host_of("a", 10);
    assert!(world.provide());
    world.all_run();
    assert_eq!(world.divided(&["a"]), [3]);
    // A wait that is over is a launch that failed; the next comes after a pause.
    let scaled = update(api::UpdateServiceRequest {
        desired_count: Some(11),
        ..Default::default()
    });
    world
        .write(services::update_service, scaled)
        .expect("updated");
    world.reconcile();
    assert_eq!(world.waiting(), 1);
    world.pass(900);
    world.provide();
    world.reconcile();
    let service = world.state.service("default", "web").expect("is there");
    assert_eq!(service.deployments[0].failed_tasks, 1);
}

#[test]
fn a_strategy_changes_without_a_deployment() {
    let mut world = World::with_two();
    world.definition("web");
    world.host_of("a", 20);
    world.host_of("b", 20);
    world
        .write(services::create_service, service(2, &[("a", 0, 1)]))
        .expect("made");
    world.reconcile();
    world.all_run();
    let change = |items: &[Item<'_>], force: bool, count: i32| {
        update(api::UpdateServiceRequest {
            capacity_provider_strategy: Some(strategy(items)),
            force_new_deployment: force.then_some(true),
            desired_count: Some(count),
            ..Default::default()
        })
    };
    let updated = world.write(services::update_service, change(&[("b", 0, 1)], false, 3));
    let updated = updated.expect("updated").service.expect("a service");
    assert_eq!(updated.deployments.expect("one").len(), 1);
    world.reconcile();
    assert_eq!(world.divided(&["a", "b"]), [2, 1]);
    world.all_run();
    // Those of the provider that is left go first.
    let fewer = update(api::UpdateServiceRequest {
        desired_count: Some(2),
        ..Default::default()
    });
    world
        .write(services::update_service, fewer)
        .expect("updated");
    world.reconcile();
    assert_eq!(world.divided(&["a", "b"]), [1, 1]);
    world.all_run();
    let updated = world.write(services::update_service, change(&[("a", 0, 1)], true, 2));
    let updated = updated.expect("updated").service.expect("a service");
    assert_eq!(updated.deployments.expect("two").len(), 2);
    for _ in 0..4 {
        world.reconcile();
        world.all_run();
    }
    assert_eq!(world.divided(&["a", "b"]), [2, 0]);
    // An empty strategy is none: by launch type.
    let updated = world.write(services::update_service, change(&[], true, 2));
    let updated = updated.expect("updated").service.expect("a service");
    assert_eq!(updated.launch_type.expect("one").as_str(), "EC2");
    assert_eq!(updated.capacity_provider_strategy, None);
}

#[test]
fn what_services_may_not_ask() {
    let mut world = World::with_two();
    world.definition("web");
    let create = services::create_service;
    let both = api::CreateServiceRequest {
        launch_type: Some("EC2".into()),
        ..service(1, &[("a", 0, 1)])
    };
    refused(
        world.write(create, both),
        INVALID,
        "Specifying both a launch type",
    );
    let daemon = api::CreateServiceRequest {
        scheduling_strategy: Some("DAEMON".into()),
        desired_count: None,
        ..service(1, &[("a", 0, 1)])
    };
    refused(
        world.write(create, daemon),
        INVALID,
        "DAEMON scheduling strategy",
    );
    let fargate = service(1, &[("FARGATE", 0, 1)]);
    let incompatible = "Task definition does not support launch_type FARGATE.";
    refused(world.write(create, fargate), INVALID, incompatible);
    let zero = service(1, &[("a", 0, 0)]);
    refused(
        world.write(create, zero),
        INVALID,
        "weight value greater than zero",
    );
    // The cluster's default is the service's strategy, but for a DAEMON service.
    world
        .associate(&["a", "b"], &[("b", 0, 1)])
        .expect("associated");
    let by_default = world.write(create, service(1, &[])).expect("made");
    let by_default = by_default.service.expect("a service");
    let items = by_default.capacity_provider_strategy.expect("one");
    assert_eq!(items[0].capacity_provider.as_deref(), Some("b"));
    refused(
        world.associate(&["a"], &[]),
        "ResourceInUseException",
        "in use and cannot be removed",
    );
    let daemon = api::CreateServiceRequest {
        service_name: Some("daemon".into()),
        scheduling_strategy: Some("DAEMON".into()),
        desired_count: None,
        ..service(1, &[])
    };
    let daemon = world.write(create, daemon).expect("made").service;
    assert_eq!(daemon.expect("a service").capacity_provider_strategy, None);
}
