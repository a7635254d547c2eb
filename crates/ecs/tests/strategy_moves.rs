//! Services with a capacity provider strategy where other things go on as well: moves between zones, tasks that wait for
//! capacity, deployments with two sets of tasks.

mod world;

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_ecs::events::{Delivery, Filter, read};
use berth_ecs::{delivery, services};
use serde_json::{Value, json};
use world::capacity::strategy;
use world::{World, attribute, state};

const DIGEST: &str = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

impl World {
    fn host_in(&mut self, provider: &str, zone: &str, tasks: i32) -> String {
        self.register(
            200 * tasks,
            vec![
                attribute("berth.capacity-provider", Some(provider)),
                attribute("ecs.availability-zone", Some(zone)),
            ],
        )
    }

    fn create_divided(&mut self, count: i32, configuration: Option<Value>) {
        let definition = self.definition("web");
        let input = api::CreateServiceRequest {
            service_name: Some("web".into()),
            task_definition: Some(definition),
            desired_count: Some(count),
            capacity_provider_strategy: Some(strategy(&[("a", 0, 1), ("b", 0, 1)])),
            deployment_configuration: configuration
                .map(|it| serde_json::from_value(it).expect("one")),
            ..Default::default()
        };
        self.write(services::create_service, input).expect("made");
        self.reconcile();
    }

    /// Tasks that are wanted, by provider and zone.
    fn places(&self) -> BTreeMap<(String, String), usize> {
        let mut places = BTreeMap::new();
        for task in self.state.tasks_of_service("default", "web") {
            if task.desired_status == berth_model::DesiredStatus::Running {
                let provider = task.capacity_provider.clone().unwrap_or_default();
                let zone = task.availability_zone.clone().unwrap_or_default();
                *places.entry((provider, zone)).or_default() += 1;
            }
        }
        places
    }
}

fn expected(all: &[(&str, &str, usize)]) -> BTreeMap<(String, String), usize> {
    let all = all.iter();
    all.map(|(provider, zone, count)| (((*provider).to_owned(), (*zone).to_owned()), *count))
        .collect()
}

#[test]
fn zones_are_balanced_without_a_provider_losing_its_share() {
    let mut world = World::with_two();
    world.host_in("a", "us-east-1a", 8);
    world.host_in("b", "us-east-1a", 8);
    world.create_divided(4, None);
    world.settle();
    assert_eq!(
        world.places(),
        expected(&[("a", "us-east-1a", 2), ("b", "us-east-1a", 2)])
    );
    // Only `a` has anything in the other zone, so only its tasks can go there.
    world.host_in("a", "us-east-1b", 8);
    world.reconcile();
    world.settle();
    assert_eq!(
        world.places(),
        expected(&[("a", "us-east-1b", 2), ("b", "us-east-1a", 2)])
    );
    let messages = world.messages();
    let told = "(service web) is AZ balanced with 2 tasks in us-east-1a and 2 tasks in us-east-1b.";
    assert!(messages.iter().any(|it| it == told), "{messages:?}");
    // At rest it stays so.
    world.settle();
    assert_eq!(world.divided(&["a", "b"]), [2, 2]);
}

#[test]
fn a_task_that_waited_runs_the_digest_of_its_deployment_and_is_told_of_twice() {
    let mut world = World::with_two();
    world.host_of("a", 1);
    let definition = world.definition("web");
    let input = api::CreateServiceRequest {
        service_name: Some("web".into()),
        task_definition: Some(definition),
        desired_count: Some(2),
        capacity_provider_strategy: Some(strategy(&[("a", 0, 1)])),
        ..Default::default()
    };
    world.write(services::create_service, input).expect("made");
    world.reconcile();
    assert_eq!(world.waiting(), 1);
    let ids: Vec<_> = world
        .state
        .tasks_of_service("default", "web")
        .map(|it| (it.id, it.is_waiting()))
        .collect();
    let (placed, _) = *ids
        .iter()
        .find(|(_, waits)| !waits)
        .expect("one has a place");
    let (waits, _) = *ids.iter().find(|(_, waits)| *waits).expect("one waits");
    let placed = world.names.task("default", placed);
    // Only after the other began to wait it is known what the tag means.
    let resolved = |name: &str| api::ContainerStateChange {
        image_digest: Some(DIGEST.into()),
        ..state(name, "PENDING")
    };
    world.report(
        &placed,
        "PENDING",
        vec![resolved("app"), resolved("helper")],
    );
    let before = world.state.last_event();
    world.host_of("a", 1);
    assert!(world.provide());
    let message =
        delivery::message(&world.state, &world.names, waits, "http://api").expect("a message");
    let images: Vec<_> = message.containers.into_iter().map(|it| it.image).collect();
    assert_eq!(images, vec![format!("busybox@{DIGEST}"); 2]);
    let arn = world.names.task("default", waits);
    let told = |after: u64| -> Vec<(String, bool)> {
        let reading = read(
            &world.state,
            &world.names,
            world.now,
            &Filter::default(),
            after,
        );
        let details = reading.deliveries.iter().map(|it| {
            let (Delivery::Event { json, .. } | Delivery::Lost { json, .. }) = it;
            serde_json::from_str::<Value>(json).expect("JSON")["detail"].clone()
        });
        let own = details.filter(|it| it["taskArn"] == json!(arn));
        own.map(|it| {
            let status = it["lastStatus"].as_str().unwrap_or_default().to_owned();
            (status, it.get("containerInstanceArn").is_some())
        })
        .collect()
    };
    assert_eq!(told(before), [("PENDING".to_owned(), true)]);
    let all = [
        ("PROVISIONING".to_owned(), false),
        ("PENDING".to_owned(), true),
    ];
    assert_eq!(told(0), all);
}

#[test]
fn blue_and_green_have_their_shares_each() {
    let mut world = World::with_two();
    world.host_of("a", 8);
    world.host_of("b", 8);
    world.create_divided(
        4,
        Some(json!({"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 10})),
    );
    world.settle();
    assert_eq!(world.divided(&["a", "b"]), [2, 2]);
    let blue = world.live();
    let second = world.definition("web");
    world.update(api::UpdateServiceRequest {
        task_definition: Some(second),
        ..Default::default()
    });
    world.settle_for(3);
    assert_eq!(world.divided(&["a", "b"]), [4, 4], "both sets");
    // One of blue ends: another of its provider takes its place.
    let victim = blue[0].clone();
    let provider = world.describe(&victim).capacity_provider_name;
    world.report(
        &victim,
        "STOPPED",
        vec![state("app", "STOPPED"), state("helper", "STOPPED")],
    );
    world.reconcile();
    assert_eq!(world.divided(&["a", "b"]), [4, 4], "{provider:?}");
    world.pass(600);
    world.settle();
    assert_eq!(world.divided(&["a", "b"]), [2, 2]);
    assert!(blue.iter().all(|it| !world.live().contains(it)));
}
