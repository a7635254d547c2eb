//! A service whose Availability Zones differ moves its tasks one at a time, and says so.

mod world;

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_ecs::services;
use world::World;

impl World {
    fn tasks_by_zone(&self) -> BTreeMap<String, u32> {
        let mut counts = BTreeMap::new();
        for task in self.state.tasks_of_service("default", "web") {
            let zone = task.availability_zone.clone().expect("a zone");
            *counts.entry(zone).or_default() += 1;
        }
        counts
    }

    fn create_with(&mut self, change: impl FnOnce(&mut api::CreateServiceRequest)) -> String {
        let definition = self.definition("web");
        let mut input = api::CreateServiceRequest {
            service_name: Some("web".into()),
            task_definition: Some(definition),
            desired_count: Some(1),
            ..Default::default()
        };
        change(&mut input);
        match self.write(services::create_service, input) {
            Ok(made) => {
                let service = made.service.expect("a service");
                let rebalancing = service.availability_zone_rebalancing;
                rebalancing.expect("shown").as_str().to_owned()
            }
            Err(fault) => format!("{}: {}", fault.code, fault.message),
        }
    }
}

#[test]
fn tasks_move_to_the_zone_that_has_fewest() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 4);
    world.settle();
    world.instance_in("us-east-1b");
    world.reconcile();
    let messages = world.messages();
    assert_eq!(
        messages[1],
        "(service web) is not AZ balanced with 4 tasks in us-east-1a and 0 in us-east-1b. AZ Rebalancing in progress."
    );
    assert!(
        messages[0]
            .starts_with("(service web) has started 1 tasks in us-east-1b to AZ Rebalance: (task "),
        "{messages:?}"
    );
    assert_eq!(world.live().len(), 5, "nothing has gone yet");
    world.settle();
    let both = [("us-east-1a".to_owned(), 2), ("us-east-1b".to_owned(), 2)];
    assert_eq!(world.tasks_by_zone(), BTreeMap::from(both));
    let messages = world.messages();
    assert_eq!(messages[0], "(service web) has reached a steady state.");
    assert_eq!(
        messages[1],
        "(service web) is AZ balanced with 2 tasks in us-east-1a and 2 tasks in us-east-1b."
    );
    let stopped = "has stopped 1 running tasks in us-east-1a due to AZ rebalancing: (task ";
    let stops = messages.iter().filter(|it| it.contains(stopped)).count();
    assert_eq!(stops, 2, "{messages:?}");
}

#[test]
fn a_zone_without_room_is_told_and_keeps_nobody_from_rest() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 3);
    world.settle();
    let full = world.definition("full");
    world.instance_in("us-east-1b");
    // Everything of the new zone is taken before the service looks.
    for _ in 0..2 {
        world.run(&full, 10);
    }
    world.settle();
    let there = [("us-east-1a".to_owned(), 3)];
    assert_eq!(world.tasks_by_zone(), BTreeMap::from(there));
    let messages = world.messages();
    let told = "(service web) is unable to place a task in us-east-1b because no container instance met all of its requirements.";
    let told = messages.iter().filter(|it| it.starts_with(told)).count();
    assert_eq!(told, 1, "{messages:?}");
    let steady = world.service().deployments.expect("one");
    assert_eq!(
        steady[0].rollout_state.as_ref().map(|it| it.as_str()),
        Some("COMPLETED")
    );
    assert_eq!(world.state.services_waiting_in("default").count(), 1);
}

#[test]
fn it_is_enabled_where_it_can_be() {
    let configuration = |maximum| api::DeploymentConfiguration {
        maximum_percent: Some(maximum),
        ..Default::default()
    };
    let strategy = |kind: &str, field: &str| {
        Some(vec![api::PlacementStrategy {
            r#type: Some(kind.into()),
            field: Some(field.into()),
        }])
    };
    type Change<'a> = &'a dyn Fn(&mut api::CreateServiceRequest);
    let cases: [(&str, Change<'_>); 7] = [
        ("", &|_| {}),
        ("", &|it| {
            it.placement_strategy = strategy("spread", "attribute:ecs.availability-zone");
        }),
        ("for a service with the DAEMON scheduling strategy", &|it| {
            it.desired_count = None;
            it.scheduling_strategy = Some("DAEMON".into());
        }),
        ("with the launch type EXTERNAL", &|it| {
            it.launch_type = Some("EXTERNAL".into());
        }),
        ("with a maximumPercent of 100 or less", &|it| {
            it.deployment_configuration = Some(configuration(100));
        }),
        (
            "unless the first placement strategy is spread over attribute:ecs.availability-zone",
            &|it| it.placement_strategy = strategy("binpack", "cpu"),
        ),
        (
            "with a placement constraint on ecs.availability-zone",
            &|it| {
                it.placement_constraints = Some(vec![api::PlacementConstraint {
                    r#type: Some("memberOf".into()),
                    expression: Some("attribute:ecs.availability-zone == us-east-1a".into()),
                }]);
            },
        ),
    ];
    for (hindrance, change) in cases {
        let by_default = World::new().create_with(|it| change(it));
        let explicit = World::new().create_with(|it| {
            change(it);
            it.availability_zone_rebalancing = Some("ENABLED".into());
        });
        if hindrance.is_empty() {
            assert_eq!([by_default, explicit], ["ENABLED", "ENABLED"]);
        } else {
            assert_eq!(by_default, "DISABLED", "{hindrance}");
            let refused = format!(
                "InvalidParameterException: availabilityZoneRebalancing cannot be ENABLED {hindrance}."
            );
            assert_eq!(explicit, refused);
        }
    }
}

fn update(
    world: &mut World,
    change: impl FnOnce(&mut api::UpdateServiceRequest),
) -> Result<String, String> {
    let mut input = api::UpdateServiceRequest {
        service: Some("web".into()),
        ..Default::default()
    };
    change(&mut input);
    let answer = world.write(services::update_service, input);
    let service = answer.map_err(|fault| fault.message)?.service;
    let shown = service.expect("one").availability_zone_rebalancing;
    Ok(shown.expect("shown").as_str().to_owned())
}

fn at_most(percent: i32) -> impl FnOnce(&mut api::UpdateServiceRequest) {
    move |it| {
        it.deployment_configuration = Some(api::DeploymentConfiguration {
            maximum_percent: Some(percent),
            ..Default::default()
        });
    }
}

#[test]
fn what_was_asked_for_stays_and_an_update_that_cannot_have_it_is_refused() {
    let mut world = World::new();
    world.create_with(|it| it.availability_zone_rebalancing = Some("ENABLED".into()));
    let refused =
        "availabilityZoneRebalancing cannot be ENABLED with a maximumPercent of 100 or less.";
    assert_eq!(update(&mut world, at_most(100)), Err(refused.to_owned()));
    assert_eq!(update(&mut world, |_| {}), Ok("ENABLED".to_owned()));
    let off = update(&mut world, |it| {
        it.availability_zone_rebalancing = Some("DISABLED".into());
    });
    assert_eq!(off, Ok("DISABLED".to_owned()));
    assert_eq!(update(&mut world, at_most(100)), Ok("DISABLED".to_owned()));
}

#[test]
fn what_was_a_default_goes_where_it_cannot_be_and_does_not_come_back() {
    let mut world = World::new();
    world.create_with(|_| {});
    assert_eq!(update(&mut world, |_| {}), Ok("ENABLED".to_owned()));
    assert_eq!(update(&mut world, at_most(100)), Ok("DISABLED".to_owned()));
    assert_eq!(update(&mut world, at_most(200)), Ok("DISABLED".to_owned()));
    let asked = update(&mut world, |it| {
        it.availability_zone_rebalancing = Some("ENABLED".into());
    });
    assert_eq!(asked, Ok("ENABLED".to_owned()));
}
