//! Capacity providers over a small region: the calls, and what they refuse.

mod world;

use berth_api_ecs as api;
use berth_ecs::{capacity_providers, clusters, run_task};
use world::World;
use world::capacity::{INVALID, Item, group, refused, strategy};

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
    let incompatible = "Task definition does not support launch_type FARGATE.";
    refused(fargate, INVALID, incompatible);
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
