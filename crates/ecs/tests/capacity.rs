//! Capacity providers over a small region: the calls, strategies, and tasks that wait for capacity.

mod world;

use berth_api_ecs as api;
use berth_ecs::{
    capacity_providers, clusters, container_instances, provisioning, run_task, services, stop_task,
};
use berth_model::{InstanceStatus, StopCode};
use berth_protocol::fault::Fault;
use world::{World, attribute, state};

type Item<'a> = (&'a str, i32, i32);

/// Items are (provider, base, weight).
fn strategy(items: &[Item<'_>]) -> Vec<api::CapacityProviderStrategyItem> {
    let items = items.iter();
    items
        .map(|(name, base, weight)| api::CapacityProviderStrategyItem {
            capacity_provider: Some((*name).to_owned()),
            base: Some(*base),
            weight: Some(*weight),
        })
        .collect()
}

fn group(name: &str, scaling: Option<&str>) -> api::CreateCapacityProviderRequest {
    let scaling = scaling.map(|status| api::ManagedScaling {
        status: Some(status.into()),
        ..Default::default()
    });
    let arn = format!(
        "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:0-0:autoScalingGroupName/of-{name}"
    );
    api::CreateCapacityProviderRequest {
        name: Some(name.into()),
        auto_scaling_group_provider: Some(api::AutoScalingGroupProvider {
            auto_scaling_group_arn: Some(arn),
            managed_scaling: scaling,
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Fault>, code: &str, words: &str) {
    let fault = result.expect_err("refused");
    assert_eq!(fault.code, code, "{fault:?}");
    assert!(fault.message.contains(words), "{fault:?}");
}

const INVALID: &str = "InvalidParameterException";

impl World {
    fn make(&mut self, name: &str, scaling: Option<&str>) -> api::CapacityProvider {
        let made = self.write(
            capacity_providers::create_capacity_provider,
            group(name, scaling),
        );
        made.expect("made").capacity_provider.expect("one")
    }

    fn associate(&mut self, names: &[&str], default: &[Item<'_>]) -> Result<api::Cluster, Fault> {
        let input = api::PutClusterCapacityProvidersRequest {
            cluster: Some("default".into()),
            capacity_providers: Some(names.iter().map(|it| (*it).to_owned()).collect()),
            default_capacity_provider_strategy: Some(strategy(default)),
        };
        let output = self.write(capacity_providers::put_cluster_capacity_providers, input)?;
        Ok(output.cluster.expect("a cluster"))
    }

    /// Scaling `a`, and `b` that does not scale, associated.
    fn with_two() -> Self {
        let mut world = Self::new();
        world.make("a", Some("ENABLED"));
        world.make("b", Some("DISABLED"));
        world
            .associate(&["a", "b", "FARGATE"], &[])
            .expect("associated");
        world
    }

    /// A connected instance of a capacity provider, with room for `tasks` of `web` (200 CPU units).
    fn host_of(&mut self, provider: &str, tasks: i32) -> String {
        let integer = |name: &str, value| api::Resource {
            name: Some(name.into()),
            r#type: Some("INTEGER".into()),
            integer_value: Some(value),
            ..Default::default()
        };
        let input = api::RegisterContainerInstanceRequest {
            total_resources: Some(vec![integer("CPU", 200 * tasks), integer("MEMORY", 4096)]),
            attributes: Some(vec![
                attribute("com.amazonaws.ecs.capability.docker-remote-api.1.18", None),
                attribute("berth.capacity-provider", Some(provider)),
            ]),
            ..Default::default()
        };
        let registered = self
            .write(container_instances::register_container_instance, input)
            .expect("registered");
        let instance = registered.container_instance.expect("an instance");
        let arn = instance.container_instance_arn.expect("an ARN");
        self.connect(&arn, true);
        arn
    }

    fn try_run(&mut self, count: i32, items: &[Item<'_>]) -> Result<api::RunTaskResponse, Fault> {
        let input = api::RunTaskRequest {
            task_definition: Some("web".into()),
            count: Some(count),
            capacity_provider_strategy: Some(strategy(items)).filter(|it| !it.is_empty()),
            ..Default::default()
        };
        self.write(run_task::run_task, input)
    }

    /// The same; (status, provider) of each task, and the reasons of failures.
    fn placed(&mut self, count: i32, items: &[Item<'_>]) -> (Vec<(String, String)>, Vec<String>) {
        let output = self.try_run(count, items).expect("accepted");
        let tasks = output.tasks.expect("tasks").into_iter();
        let failures = output.failures.expect("failures").into_iter();
        (
            tasks
                .map(|it| {
                    assert_eq!(it.launch_type, None);
                    (
                        it.last_status.expect("a status"),
                        it.capacity_provider_name.expect("a provider"),
                    )
                })
                .collect(),
            failures.filter_map(|it| it.reason).collect(),
        )
    }

    /// Lets those that wait go on; whether anything was due.
    fn provide(&mut self) -> bool {
        let due = provisioning::look(&self.state, self.now, "default").due;
        self.write(
            |tx, cx, ()| provisioning::advance(tx, cx, "default").map(|_| ()),
            (),
        )
        .expect("never fails");
        assert!(!provisioning::look(&self.state, self.now, "default").due);
        due
    }

    fn waiting(&self) -> usize {
        self.state.waiting_tasks_of("default").count()
    }

    /// How many tasks of the service each of these has that are wanted.
    fn divided(&self, names: &[&str]) -> Vec<usize> {
        let count = |name: &&str| {
            let tasks = self.state.tasks_of_service("default", "web");
            tasks
                .filter(|it| it.desired_status == berth_model::DesiredStatus::Running)
                .filter(|it| it.capacity_provider.as_deref() == Some(name))
                .count()
        };
        names.iter().map(count).collect()
    }

    /// All tasks of the service that have a place run.
    fn all_run(&mut self) {
        let tasks = self.state.tasks_of_service("default", "web");
        let tasks: Vec<String> = tasks
            .filter(|it| !it.is_waiting())
            .map(|it| self.names.task("default", it.id))
            .collect();
        for arn in tasks {
            let stopping = self.describe(&arn).desired_status.as_deref() == Some("STOPPED");
            let status = if stopping { "STOPPED" } else { "RUNNING" };
            self.report(
                &arn,
                status,
                vec![state("app", status), state("helper", status)],
            );
        }
        self.pass(41);
        self.reconcile();
    }
}

#[test]
fn a_provider_has_ecss_defaults() {
    let mut world = World::new();
    let made = world.make("hosts", None);
    assert_eq!(
        made.capacity_provider_arn.as_deref(),
        Some("arn:aws:ecs:us-east-1:123456789012:capacity-provider/hosts")
    );
    let text =
        |it: &Option<api::CapacityProviderStatus>| it.as_ref().map(|it| it.as_str().to_owned());
    assert_eq!(text(&made.status).as_deref(), Some("ACTIVE"));
    assert_eq!(made.update_status.expect("one").as_str(), "CREATE_COMPLETE");
    assert_eq!(made.r#type.expect("one").as_str(), "EC2_AUTOSCALING");
    let group = made.auto_scaling_group_provider.expect("a group");
    let scaling = group.managed_scaling.expect("filled in");
    assert_eq!(scaling.status.expect("one").as_str(), "DISABLED");
    assert_eq!(scaling.target_capacity, Some(100));
    assert_eq!(scaling.minimum_scaling_step_size, Some(1));
    assert_eq!(scaling.maximum_scaling_step_size, Some(10_000));
    assert_eq!(scaling.instance_warmup_period, Some(300));
    assert_eq!(group.managed_draining.expect("one").as_str(), "ENABLED");
    let protection = group.managed_termination_protection.expect("one");
    assert_eq!(protection.as_str(), "DISABLED");
}

#[test]
fn a_providers_life() {
    let mut world = World::new();
    let made = world.make("hosts", Some("ENABLED"));
    // The same again is the same; another under its name, or with its group, is refused.
    assert_eq!(world.make("hosts", Some("ENABLED")), made);
    let create = capacity_providers::create_capacity_provider;
    let other = world.write(create, group("hosts", None));
    refused(other, "ClientException", "already exists");
    let mut taken = group("others", None);
    taken.auto_scaling_group_provider = made.auto_scaling_group_provider.clone();
    refused(
        world.write(create, taken),
        "ClientException",
        "already being used",
    );

    let update = api::UpdateCapacityProviderRequest {
        name: Some("hosts".into()),
        auto_scaling_group_provider: Some(api::AutoScalingGroupProviderUpdate {
            managed_scaling: Some(api::ManagedScaling {
                target_capacity: Some(80),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    };
    let updated = world.write(capacity_providers::update_capacity_provider, update);
    let updated = updated.expect("updated").capacity_provider.expect("one");
    assert_eq!(
        updated.update_status.expect("one").as_str(),
        "UPDATE_COMPLETE"
    );
    let group_now = updated.auto_scaling_group_provider.expect("a group");
    let scaling = group_now.managed_scaling.expect("scaling");
    assert_eq!(scaling.target_capacity, Some(80));
    assert_eq!(scaling.status.expect("stays").as_str(), "ENABLED");

    // In a cluster it cannot be deleted; without, it can, and be made again.
    world.associate(&["hosts"], &[]).expect("associated");
    let delete = |name: &str| api::DeleteCapacityProviderRequest {
        capacity_provider: Some(name.into()),
        ..Default::default()
    };
    let gone = capacity_providers::delete_capacity_provider;
    refused(
        world.write(gone, delete("hosts")),
        "ClientException",
        "because it is associated with cluster: default.",
    );
    refused(world.write(gone, delete("FARGATE")), INVALID, "reserved");
    refused(
        world.write(gone, delete("none")),
        "ClientException",
        "does not exist",
    );
    world.associate(&[], &[]).expect("taken off");
    let arn = made.capacity_provider_arn.expect("an ARN");
    let deleted = world.write(gone, delete(&arn)).expect("deleted");
    let deleted = deleted.capacity_provider.expect("one");
    assert_eq!(deleted.status.expect("one").as_str(), "INACTIVE");
    assert_eq!(
        deleted.update_status.expect("one").as_str(),
        "DELETE_COMPLETE"
    );
    refused(
        world.write(gone, delete("hosts")),
        "ClientException",
        "does not exist",
    );
    world.make("hosts", None);
}

#[test]
fn what_a_provider_may_not_be() {
    let mut world = World::new();
    let create = capacity_providers::create_capacity_provider;
    for name in ["aws-x", "ecsx", "FARGATE_X", "Fargate", "", "a b"] {
        let result = world.write(create, group(name, None));
        refused(
            result,
            INVALID,
            "The specified capacity provider name is invalid.",
        );
    }
    let mut wrong = group("x", None);
    let provider = wrong.auto_scaling_group_provider.as_mut().expect("one");
    provider.auto_scaling_group_arn = Some("arn:aws:ec2:us-east-1:123456789012:x/y".into());
    refused(
        world.write(create, wrong),
        INVALID,
        "Auto Scaling group ARN is not valid",
    );
    let mut wrong = group("x", None);
    let provider = wrong.auto_scaling_group_provider.as_mut().expect("one");
    provider.managed_termination_protection = Some("ENABLED".into());
    refused(
        world.write(create, wrong),
        INVALID,
        "managed scaling must be enabled",
    );
    let mut wrong = group("x", None);
    let provider = wrong.auto_scaling_group_provider.as_mut().expect("one");
    provider.managed_scaling = Some(api::ManagedScaling {
        minimum_scaling_step_size: Some(5),
        maximum_scaling_step_size: Some(4),
        ..Default::default()
    });
    refused(
        world.write(create, wrong),
        INVALID,
        "minimumScalingStepSize",
    );
    let mut neither = group("x", None);
    neither.auto_scaling_group_provider = None;
    refused(world.write(create, neither), INVALID, "Exactly one of");
    let mut scoped = group("x", None);
    scoped.cluster = Some("default".into());
    refused(world.write(create, scoped), INVALID, "managed instances");
}

#[test]
fn managed_instances_belong_to_a_cluster() {
    let mut world = World::new();
    let input = api::CreateCapacityProviderRequest {
        name: Some("managed".into()),
        cluster: Some("default".into()),
        managed_instances_provider: Some(api::CreateManagedInstancesProviderConfiguration {
            infrastructure_role_arn: Some("arn:aws:iam::123456789012:role/infra".into()),
            instance_launch_template: Some(api::InstanceLaunchTemplate::default()),
            ..Default::default()
        }),
        ..Default::default()
    };
    let made = world.write(capacity_providers::create_capacity_provider, input);
    let made = made.expect("made").capacity_provider.expect("one");
    assert_eq!(made.r#type.expect("one").as_str(), "MANAGED_INSTANCES");
    let cluster = made.cluster.expect("a cluster");
    assert_eq!(
        cluster,
        "arn:aws:ecs:us-east-1:123456789012:cluster/default"
    );
    world.definition("web");
    let run = world.try_run(1, &[("managed", 0, 1)]);
    refused(
        run,
        "UnsupportedFeatureException",
        "launchType MANAGED_INSTANCES is not built",
    );
    let delete_cluster = api::DeleteClusterRequest {
        cluster: Some("default".into()),
    };
    refused(
        world.write(clusters::delete_cluster, delete_cluster.clone()),
        "ClusterContainsCapacityProviderException",
        "while Capacity Providers are active",
    );
    let delete = api::DeleteCapacityProviderRequest {
        capacity_provider: Some("managed".into()),
        cluster: Some("default".into()),
    };
    world
        .write(capacity_providers::delete_capacity_provider, delete)
        .expect("deleted");
    world
        .write(clusters::delete_cluster, delete_cluster)
        .expect("deleted");
}

#[test]
fn descriptions_come_in_pages_and_by_name() {
    let mut world = World::with_two();
    let describe = capacity_providers::describe_capacity_providers;
    let names = |output: &api::DescribeCapacityProvidersResponse| -> Vec<String> {
        let providers = output.capacity_providers.as_deref().expect("a list");
        providers.iter().filter_map(|it| it.name.clone()).collect()
    };
    let input = api::DescribeCapacityProvidersRequest {
        max_results: Some(3),
        ..Default::default()
    };
    let page = world.read(describe, input.clone()).expect("a page");
    assert_eq!(names(&page), ["FARGATE", "FARGATE_SPOT", "a"]);
    let input = api::DescribeCapacityProvidersRequest {
        next_token: page.next_token,
        ..input
    };
    let page = world.read(describe, input).expect("the last page");
    assert_eq!(names(&page), ["b"]);
    assert_eq!(page.next_token, None);
    let named = |names: &[&str], cluster: Option<&str>| api::DescribeCapacityProvidersRequest {
        capacity_providers: Some(names.iter().map(|it| (*it).to_owned()).collect()),
        cluster: cluster.map(str::to_owned),
        ..Default::default()
    };
    let arn = "arn:aws:ecs:us-east-1:123456789012:capacity-provider/b";
    let found = world.read(describe, named(&[arn, "FARGATE", "none"], None));
    let found = found.expect("described");
    assert_eq!(names(&found), ["FARGATE", "b"]);
    let failures = found.failures.expect("a list");
    assert_eq!(failures[0].reason.as_deref(), Some("MISSING"));
    let of_cluster = world
        .read(describe, named(&[], Some("default")))
        .expect("described");
    assert_eq!(names(&of_cluster), ["FARGATE", "a", "b"]);
    let many = api::DescribeCapacityProvidersRequest {
        max_results: Some(11),
        ..Default::default()
    };
    refused(world.read(describe, many), INVALID, "maxResults");
}

#[test]
fn a_cluster_has_its_providers_and_a_default() {
    let mut world = World::with_two();
    refused(
        world.associate(&["none"], &[]),
        INVALID,
        "'none' was not found",
    );
    refused(world.associate(&["a", "a"], &[]), INVALID, "more than once");
    let foreign = world.associate(&["a"], &[("b", 0, 1)]);
    refused(foreign, INVALID, "not associated with the cluster");
    let cluster = world
        .associate(&["a", "b"], &[("a", 1, 1), ("b", 0, 2)])
        .expect("associated");
    assert_eq!(cluster.capacity_providers.expect("a list"), ["a", "b"]);
    assert_eq!(
        cluster.attachments_status.as_deref(),
        Some("UPDATE_COMPLETE")
    );
    let attachments = cluster.attachments.expect("one: b does not scale");
    assert_eq!(attachments.len(), 1);
    assert_eq!(attachments[0].r#type.as_deref(), Some("as_policy"));
    let again = world.associate(&["a", "b"], &[]).expect("the same");
    assert_eq!(again.attachments.expect("one")[0].id, attachments[0].id);
    assert_eq!(again.default_capacity_provider_strategy, Some(Vec::new()));
    let many: Vec<String> = (0..21).map(|at| format!("p{at}")).collect();
    for name in &many {
        world.make(name, None);
    }
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    refused(
        world.associate(&many, &[]),
        INVALID,
        "at most 20 capacity providers",
    );
    let input = api::CreateClusterRequest {
        cluster_name: Some("other".into()),
        capacity_providers: Some(vec!["FARGATE".into(), "a".into()]),
        default_capacity_provider_strategy: Some(strategy(&[("a", 0, 1)])),
        ..Default::default()
    };
    let made = world.write(clusters::create_cluster, input).expect("made");
    let made = made.cluster.expect("a cluster");
    assert_eq!(made.capacity_providers.expect("a list").len(), 2);
}

#[test]
fn what_a_strategy_may_not_be() {
    let mut world = World::with_two();
    world.definition("web");
    world.instance();
    let mut check = |items: &[Item<'_>], words: &str| {
        refused(world.try_run(1, items), INVALID, words);
    };
    check(&[("none", 0, 1)], "'none' was not found");
    check(&[("FARGATE_SPOT", 0, 1)], "not associated with the cluster");
    check(&[("a", 0, 1), ("a", 0, 1)], "more than once");
    check(
        &[("a", 1, 1), ("b", 1, 1)],
        "Only one capacity provider can have a base",
    );
    check(
        &[("a", 0, 0), ("b", 0, 0)],
        "There are no capacity providers with a weight value",
    );
    check(
        &[("a", 3, 0)],
        "There are no capacity providers with a weight value",
    );
    check(
        &[("a", 0, 1), ("FARGATE", 0, 1)],
        "not more than one of these types",
    );
    let many: Vec<Item<'_>> = (0..21).map(|_| ("a", 0, 1)).collect();
    check(&many, "more than 20");
    let fargate = world.try_run(1, &[("FARGATE", 0, 1)]);
    let unbuilt = "launchType FARGATE is not built in this version of Berth; EC2 is.";
    refused(fargate, "UnsupportedFeatureException", unbuilt);
    let both = api::RunTaskRequest {
        task_definition: Some("web".into()),
        launch_type: Some("EC2".into()),
        capacity_provider_strategy: Some(strategy(&[("a", 0, 1)])),
        ..Default::default()
    };
    refused(
        world.write(run_task::run_task, both),
        INVALID,
        "Specifying both a launch type and capacity provider strategy is not supported.",
    );
}

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
    let unbuilt = "launchType FARGATE is not built in this version of Berth; EC2 and EXTERNAL are.";
    refused(
        world.write(create, fargate),
        "UnsupportedFeatureException",
        unbuilt,
    );
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
