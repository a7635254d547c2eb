//! The shape of each event, what makes it, and what somebody reads who has come so far.

mod world;

use berth_api_ecs as api;
use berth_ecs::events::{Delivery, Filter, Reading, read};
use berth_ecs::{container_instances, services, stop_task};
use berth_model::{Change, EVENTS_MAX, TaskId};
use serde_json::{Value, json};
use world::{World, attribute, exited, state};

impl World {
    fn reading(&self, filter: &Filter, after: u64) -> Reading {
        read(&self.state, &self.names, self.now, filter, after)
    }

    /// All events after one, in the shape in which they are delivered.
    fn events(&self, after: u64) -> Vec<Value> {
        let reading = self.reading(&Filter::default(), after);
        assert!(!reading.more);
        assert_eq!(reading.position, self.state.last_event());
        reading.deliveries.iter().map(value).collect()
    }

    /// `[eventType, eventName, reason]` of what services told after an event.
    fn told(&self, after: u64) -> Vec<[String; 3]> {
        let told = self.events(after).into_iter();
        let told = told.map(|it| it["detail"].clone());
        let told = told.filter(|it| it.get("eventName").is_some());
        let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
        told.map(|it| [&it["eventType"], &it["eventName"], &it["reason"]].map(text))
            .collect()
    }
}

fn value(delivery: &Delivery) -> Value {
    let (Delivery::Event { json, .. } | Delivery::Lost { json, .. }) = delivery;
    serde_json::from_str(json).expect("JSON")
}

fn numbers(reading: &Reading) -> Vec<(bool, u64)> {
    let numbers = reading.deliveries.iter().map(|it| match it {
        Delivery::Event { number, .. } => (true, *number),
        Delivery::Lost { number, .. } => (false, *number),
    });
    numbers.collect()
}

fn id_of(arn: &str) -> TaskId {
    let id = arn.rsplit('/').next().expect("an id");
    id.parse().expect("an id")
}

#[test]
fn a_task_state_change() {
    let mut world = World::new();
    let instance = world.instance();
    let before = world.state.last_event();
    let task = world.running_task();
    world.pass(5);
    let runs = world.state.last_event();
    world.report(
        &task,
        "STOPPED",
        vec![exited("app", 3), exited("helper", 0)],
    );
    let [event] = &world.events(runs)[..] else {
        panic!("one event");
    };
    let id = id_of(&task);
    let container = |name: &str, code: i32| {
        let known = world.state.task(id).expect("a task");
        let known = known.containers.iter().find(|it| it.name == name);
        let known = known.expect("a container").id.clone();
        json!({
            "containerArn": format!("arn:aws:ecs:us-east-1:123456789012:container/default/{id}/{known}"),
            "taskArn": task,
            "name": name,
            "image": "busybox",
            "runtimeId": format!("runtime-of-{name}"),
            "lastStatus": "STOPPED",
            "exitCode": code,
            "networkBindings": [],
            "networkInterfaces": [],
            "healthStatus": "UNKNOWN",
            "cpu": "100",
            "memory": "64",
        })
    };
    let expected = json!({
        "version": "0",
        "id": event["id"],
        "detail-type": "ECS Task State Change",
        "source": "aws.ecs",
        "account": "123456789012",
        "time": "2026-11-18T11:06:45Z",
        "region": "us-east-1",
        "resources": [task],
        "detail": {
            "attachments": [],
            "attributes": [{"name": "ecs.cpu-architecture", "value": "x86_64"}],
            "availabilityZone": "us-east-1a",
            "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
            "connectivity": "CONNECTED",
            "connectivityAt": "2026-11-18T11:06:40.000Z",
            "containerInstanceArn": instance,
            "containers": [container("app", 3), container("helper", 0)],
            "cpu": "200",
            "createdAt": "2026-11-18T11:06:40.000Z",
            "desiredStatus": "STOPPED",
            "enableExecuteCommand": false,
            "executionStoppedAt": "2026-11-18T11:06:45.000Z",
            "group": "family:web",
            "healthStatus": "UNKNOWN",
            "lastStatus": "STOPPED",
            "launchType": "EC2",
            "memory": "128",
            "overrides": {
                "containerOverrides": [{"name": "app"}, {"name": "helper"}],
                "inferenceAcceleratorOverrides": [],
            },
            "startedAt": "2026-11-18T11:06:40.000Z",
            "stopCode": "EssentialContainerExited",
            "stoppedAt": "2026-11-18T11:06:45.000Z",
            "stoppedReason": "Essential container in task exited",
            "stoppingAt": "2026-11-18T11:06:45.000Z",
            "taskArn": task,
            "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1",
            "updatedAt": "2026-11-18T11:06:45.000Z",
            "version": 3,
        },
    });
    assert_eq!(*event, expected);

    // The earlier ones are as they were, although they are made of what the task has become.
    let life = world.events(before);
    let steps = life.iter().map(|it| {
        let detail = &it["detail"];
        let container = &detail["containers"][0];
        json!([
            detail["version"],
            detail["lastStatus"],
            detail["desiredStatus"],
            detail["startedAt"].is_string(),
            container["lastStatus"],
            container["exitCode"],
            container["runtimeId"].is_string(),
        ])
    });
    let expected = [
        json!([1, "PENDING", "RUNNING", false, "PENDING", null, false]),
        json!([2, "RUNNING", "RUNNING", true, "RUNNING", null, false]),
        json!([3, "STOPPED", "STOPPED", true, "STOPPED", 3, true]),
    ];
    assert_eq!(steps.collect::<Vec<_>>(), expected);
}

#[test]
fn a_container_instance_state_change() {
    let mut world = World::new();
    let instance = world.instance();
    world.running_task();
    let before = world.state.last_event();
    let input = api::UpdateContainerInstancesStateRequest {
        container_instances: Some(vec![instance.clone()]),
        status: Some("DRAINING".into()),
        ..Default::default()
    };
    world
        .write(container_instances::update_container_instances_state, input)
        .expect("drains");
    let [event] = &world.events(before)[..] else {
        panic!("one event");
    };
    let resources = |cpu: i32, memory: i32| {
        json!([
            {"name": "CPU", "type": "INTEGER", "integerValue": cpu},
            {"name": "MEMORY", "type": "INTEGER", "integerValue": memory},
            {"name": "PORTS", "type": "STRINGSET", "stringSetValue": []},
            {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": []},
        ])
    };
    let mut detail = event["detail"].clone();
    let attributes = detail["attributes"].take();
    let capability = json!({"name": "com.amazonaws.ecs.capability.docker-remote-api.1.18"});
    let attributes = attributes.as_array().expect("a list");
    assert!(attributes.contains(&capability), "{attributes:?}");
    assert_eq!(
        detail,
        json!({
            "agentConnected": true,
            "attachments": [],
            "attributes": null,
            "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
            "containerInstanceArn": instance,
            "pendingTasksCount": 0,
            "registeredAt": "2026-11-18T11:06:40.000Z",
            "registeredResources": resources(2048, 4096),
            "remainingResources": resources(1848, 3968),
            "runningTasksCount": 1,
            "status": "DRAINING",
            "updatedAt": "2026-11-18T11:06:40.000Z",
            "version": 3,
            "versionInfo": {},
        })
    );
    assert_eq!(event["detail-type"], "ECS Container Instance State Change");
    assert_eq!(event["resources"], json!([instance]));

    // Registered, connected, gone again with its task.
    let first = world.events(0);
    let versions = first.iter().filter(|it| it["resources"][0] == *instance);
    let versions: Vec<_> = versions
        .map(|it| json!([it["detail"]["version"], it["detail"]["agentConnected"]]))
        .collect();
    assert_eq!(
        versions,
        [json!([1, false]), json!([2, true]), json!([3, true])]
    );
    let before = world.state.last_event();
    world.connect(&instance, false);
    let gone = world.events(before);
    assert_eq!(gone[0]["detail"]["agentConnected"], false);
    assert_eq!(gone[1]["detail"]["connectivity"], "DISCONNECTED");
}

#[test]
fn service_actions_and_deployments() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    let before = world.state.last_event();
    let service = world.create(&definition, 1);
    let arn = service.service_arn.expect("an ARN");
    let deployment = service.deployments.expect("one")[0]
        .id
        .clone()
        .expect("an id");
    let first = world.events(before).remove(0);
    assert_eq!(
        first,
        json!({
            "version": "0",
            "id": first["id"],
            "detail-type": "ECS Deployment State Change",
            "source": "aws.ecs",
            "account": "123456789012",
            "time": "2026-11-18T11:06:40Z",
            "region": "us-east-1",
            "resources": [arn],
            "detail": {
                "eventType": "INFO",
                "eventName": "SERVICE_DEPLOYMENT_IN_PROGRESS",
                "deploymentId": deployment,
                "updatedAt": "2026-11-18T11:06:40Z",
                "reason": format!("ECS deployment {deployment} in progress."),
            },
        })
    );
    let before = world.state.last_event();
    world.settle();
    let completed = format!("ECS deployment {deployment} completed.");
    assert_eq!(
        world.told(before),
        [
            ["INFO", "SERVICE_DEPLOYMENT_COMPLETED", &completed],
            ["INFO", "SERVICE_STEADY_STATE", ""],
        ]
    );
    let steady = world.events(before).pop().expect("the last");
    let at = steady["detail"]["createdAt"].clone();
    assert_eq!(
        (
            &steady["detail-type"],
            &steady["resources"],
            &steady["detail"]
        ),
        (
            &json!("ECS Service Action"),
            &json!([arn]),
            &json!({
                "eventType": "INFO",
                "eventName": "SERVICE_STEADY_STATE",
                "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
                "createdAt": at,
            })
        )
    );
    assert!(at.as_str().is_some_and(|at| at.ends_with(".000Z")), "{at}");
}

#[test]
fn trouble_of_services() {
    let mut world = World::new();
    let definition = world.definition("web");
    let before = world.state.last_event();
    world.create(&definition, 1);
    world.reconcile();
    let failure = |told: &[String; 3]| told[1] == "SERVICE_TASK_PLACEMENT_FAILURE";
    let failures: Vec<_> = world.told(before).into_iter().filter(failure).collect();
    let reason = "NO ACTIVE INSTANCES";
    assert_eq!(
        failures,
        [["ERROR", "SERVICE_TASK_PLACEMENT_FAILURE", reason]],
        "said once"
    );

    // Its tasks never start.
    world.instance();
    world.reconcile();
    let before = world.state.last_event();
    for _ in 0..8 {
        world.fail_one();
        world.pass(900);
        world.reconcile();
    }
    let impaired = |told: &[String; 3]| told[1] == "SERVICE_TASK_START_IMPAIRED";
    let impaired: Vec<_> = world.told(before).into_iter().filter(impaired).collect();
    assert_eq!(impaired[0], ["WARN", "SERVICE_TASK_START_IMPAIRED", ""]);

    // The breaker gives up.
    let before = world.state.last_event();
    let newer = world.definition("web");
    world.update(api::UpdateServiceRequest {
        task_definition: Some(newer),
        deployment_configuration: Some(api::DeploymentConfiguration {
            deployment_circuit_breaker: Some(api::DeploymentCircuitBreaker {
                enable: Some(true),
                rollback: Some(false),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    });
    for _ in 0..4 {
        if !world.live().is_empty() {
            world.fail_one();
        }
        world.pass(900);
        world.reconcile();
    }
    let failed = |told: &[String; 3]| told[1] == "SERVICE_DEPLOYMENT_FAILED";
    let failed: Vec<_> = world.told(before).into_iter().filter(failed).collect();
    let why = "ECS deployment circuit breaker: tasks failed to start.";
    assert_eq!(failed, [["ERROR", "SERVICE_DEPLOYMENT_FAILED", why]]);
}

#[test]
fn only_a_computed_number_of_tasks_is_news() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 1);
    world.update(api::UpdateServiceRequest {
        desired_count: Some(2),
        ..Default::default()
    });
    let updated = |told: &[String; 3]| told[1] == "SERVICE_DESIRED_COUNT_UPDATED";
    assert_eq!(world.told(0).into_iter().filter(updated).count(), 0);
    let before = world.state.last_event();
    let input = api::CreateServiceRequest {
        service_name: Some("everywhere".into()),
        task_definition: Some(definition),
        scheduling_strategy: Some("DAEMON".into()),
        ..Default::default()
    };
    world.write(services::create_service, input).expect("made");
    world.advance("everywhere");
    let events = world.events(before).into_iter();
    let counts: Vec<_> = events
        .filter(|it| it["detail"]["eventName"] == "SERVICE_DESIRED_COUNT_UPDATED")
        .map(|it| it["detail"]["desiredCount"].clone())
        .collect();
    assert_eq!(counts, [json!(1)]);
}

#[test]
fn only_what_is_wanted_is_read_and_the_position_passes_over_the_rest() {
    let mut world = World::new();
    world.instance();
    world.running_task();
    let last = world.state.last_event();
    let check = |detail_types: &[&str], clusters: &[&str], expected: &[u64]| {
        let owned = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect();
        let filter = Filter {
            detail_types: owned(detail_types),
            clusters: owned(clusters),
        };
        let reading = world.reading(&filter, 0);
        let read: Vec<_> = numbers(&reading).into_iter().map(|it| it.1).collect();
        assert_eq!(read, expected, "{detail_types:?} {clusters:?}");
        assert_eq!((reading.position, reading.more), (last, false));
    };
    check(&[], &[], &[1, 2, 3, 4]);
    check(&["ECS Task State Change"], &[], &[3, 4]);
    check(
        &["ECS Container Instance State Change"],
        &["default"],
        &[1, 2],
    );
    check(
        &["ECS Service Action", "ECS Task State Change"],
        &[],
        &[3, 4],
    );
    check(&[], &["other"], &[]);
}

#[test]
fn ids_are_the_events_own() {
    let mut world = World::new();
    world.instance();
    world.running_task();
    let ids = |world: &World| -> Vec<Value> {
        world.events(0).iter().map(|it| it["id"].clone()).collect()
    };
    let first = ids(&world);
    assert_eq!(first, ids(&world), "the same whenever they are read");
    for (place, id) in first.iter().enumerate() {
        let id = id.as_str().expect("text");
        let parts: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert!(!first[place + 1..].iter().any(|other| other == id));
    }
}

#[test]
fn what_is_not_kept_any_more_is_told() {
    let mut world = World::new();
    let instance = world.instance();
    let task = world.running_task();
    let input = api::StopTaskRequest {
        task: Some(task.clone()),
        ..Default::default()
    };
    world.write(stop_task::stop_task, input).expect("stops");
    world.report(&task, "STOPPED", vec![state("app", "STOPPED")]);
    let last = world.state.last_event();
    world.connect(&instance, false);

    // Its task is not remembered.
    world.state.apply(&Change::DeleteTask(id_of(&task)));
    let reading = world.reading(&Filter::default(), 2);
    assert_eq!(numbers(&reading), [(false, last), (true, last + 1)]);
    let lost = value(&reading.deliveries[0]);
    assert_eq!(
        (&lost["source"], &lost["detail-type"], &lost["detail"]),
        (
            &json!("berth"),
            &json!("Berth Events Lost"),
            &json!({
                "reason": "The events are not kept any more.",
                "firstNumber": 3,
                "lastNumber": last,
            })
        )
    );

    // A position of another life of the region.
    let reading = world.reading(&Filter::default(), 1_000);
    let lost = value(&reading.deliveries[0]);
    assert_eq!(lost["detail"]["position"], 1_000);
    assert_eq!(numbers(&reading)[1], (true, 1));
    assert_eq!(reading.position, last + 1);
}

#[test]
fn the_oldest_go_when_there_are_too_many() {
    let mut world = World::new();
    let instance = world.instance();
    let input = |value: &str| api::PutAttributesRequest {
        attributes: Some(vec![api::Attribute {
            target_id: Some(instance.clone()),
            ..attribute("stack", Some(value))
        }]),
        ..Default::default()
    };
    world
        .write(berth_ecs::attributes::put_attributes, input("a"))
        .expect("put");
    let [record] = &world.state.events_after(2).cloned().collect::<Vec<_>>()[..] else {
        panic!("one event");
    };
    let mut event = record.read();
    while world.state.last_event() <= EVENTS_MAX {
        event.number += 1;
        let record = berth_model::EventRecord::new(&event);
        world.state.apply(&Change::PutEvent(record));
    }
    let kept = world.state.events_after(0).count() as u64;
    assert!(kept <= EVENTS_MAX);
    let first = world.state.events_after(0).next().expect("one").number();
    let reading = world.reading(&Filter::default(), 0);
    assert_eq!(numbers(&reading)[..2], [(false, first - 1), (true, first)]);
    assert!(reading.more, "in parts");
}

#[test]
fn an_event_is_a_fraction_of_its_task() {
    let mut world = World::new();
    world.instance();
    let task = world.running_task();
    let settled = |name: &str| api::ContainerStateChange {
        runtime_id: Some("0123456789abcdef".repeat(4)),
        image_digest: Some(format!("sha256:{}", "0123456789abcdef".repeat(4))),
        ..exited(name, 0)
    };
    world.report(&task, "STOPPED", vec![settled("app"), settled("helper")]);
    let record = world.state.task(id_of(&task)).expect("a task");
    let record = Change::PutTask(record).to_write().value.expect("a value");
    let event = world.state.events_after(0).last().expect("one");
    let json = world.events(event.number() - 1)[0].to_string();
    let sizes = (event.bytes().len(), record.len(), json.len());
    assert!(sizes.0 * 3 < sizes.1 && sizes.0 * 8 < sizes.2, "{sizes:?}");
}
