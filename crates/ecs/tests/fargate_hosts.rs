//! Hosts for Fargate tasks: what becomes of them and of their tasks.

mod world;

use berth_api_ecs as api;
use berth_ecs::{container_instances, delivery, fargate_hosts, housekeeping, services};
use berth_model::FARGATE_CLUSTER;
use world::capacity::strategy;
use world::network::{
    SUBNETS, arn_of, fargate, fargate_region as region, fargate_service as service, id_of,
};
use world::{World, exited, state};

#[test]
fn a_host_registers_again_as_itself() {
    let (mut world, definition) = region();
    let host = world.fargate_host(None, 1024);
    let arn = world.names.container_instance(FARGATE_CLUSTER, host);
    let answer = world
        .run_in(&definition, &SUBNETS, fargate)
        .expect("accepted");
    let task = arn_of(&answer, 0);
    let input = api::RegisterContainerInstanceRequest {
        cluster: Some("no-such-cluster".into()),
        container_instance_arn: Some(arn.clone()),
        attributes: Some(vec![world::attribute("berth.fargate", Some("kvm"))]),
        ..Default::default()
    };
    let answer = world.write(container_instances::register_container_instance, input);
    let instance = answer.expect("registered").container_instance.expect("one");
    assert_eq!(instance.container_instance_arn.as_ref(), Some(&arn));
    let input = api::DiscoverPollEndpointRequest {
        cluster: Some("default".into()),
        container_instance: Some(arn),
    };
    let endpoint = world.read(
        |state, cx, input| {
            berth_ecs::agent_reports::discover_poll_endpoint(state, cx, "http://here", &input)
        },
        input,
    );
    assert!(endpoint.expect("told").endpoint.is_some());
    world.report(&task, "RUNNING", vec![state("app", "RUNNING")]);
    assert_eq!(
        world.describe(&task).last_status.as_deref(),
        Some("RUNNING")
    );
}

#[test]
fn draining_a_host_interrupts_spot_tasks_and_keeps_the_others() {
    let (mut world, definition) = region();
    world
        .associate(&["FARGATE", "FARGATE_SPOT"], &[])
        .expect("associated");
    let host = world.fargate_host(Some("a"), 4096).to_string();
    let first = world.state.last_event();
    let answer = world.run_in(&definition, &["subnet-a"], |input| {
        input.count = Some(2);
        input.capacity_provider_strategy =
            Some(strategy(&[("FARGATE", 1, 0), ("FARGATE_SPOT", 0, 1)]));
    });
    let answer = answer.expect("accepted");
    let (steady, spot) = (arn_of(&answer, 0), arn_of(&answer, 1));
    world
        .write(services::create_service, service(&definition))
        .expect("made");
    world.reconcile();
    world.settle();
    let of_service = world.live();
    assert_eq!(of_service.len(), 2);
    for arn in [&steady, &spot] {
        world.report(arn, "RUNNING", vec![state("app", "RUNNING")]);
    }

    let drain = |world: &mut World, host: &str| {
        world.write(
            |tx, cx, host: String| fargate_hosts::drain(tx, cx, &host),
            host.to_owned(),
        )
    };
    assert!(drain(&mut world, "none").is_err());
    let told = drain(&mut world, &host).expect("drained");
    assert_eq!((told.status, told.tasks.len()), ("DRAINING", 4));
    assert_eq!(told.cpu, [4096, 4096 - 4 * 256]);
    let task = world.describe(&spot);
    assert_eq!(task.desired_status.as_deref(), Some("STOPPED"));
    assert_eq!(task.stop_code, Some("SpotInterruption".into()));
    assert_eq!(
        task.stopped_reason.as_deref(),
        Some("Your Spot Task was interrupted.")
    );
    assert_eq!(
        world.describe(&steady).desired_status.as_deref(),
        Some("RUNNING")
    );
    // The service's tasks stay until others can take their place.
    world.reconcile();
    let wanted = |world: &mut World, arn: &String| world.describe(arn).desired_status;
    assert_eq!(
        wanted(&mut world, &of_service[0]).as_deref(),
        Some("RUNNING")
    );
    let other = world.fargate_host(Some("a"), 4096);
    world.settle();
    assert_eq!(world.service().running_count, Some(2));
    for arn in world.live() {
        let task = world.state.task(id_of(&arn)).expect("there");
        assert_eq!(task.instance, Some(other));
    }

    // It can be taken back, and given up for good.
    let activate = |tx: &mut berth_model::Tx, cx: &mut berth_ecs::Context<'_>, host: String| {
        fargate_hosts::activate(tx, cx, &host)
    };
    let told = world.write(activate, host.clone()).expect("activated");
    assert_eq!(told.status, "ACTIVE");
    world.report(&spot, "STOPPED", vec![exited("app", 143)]);
    let remove = |tx: &mut berth_model::Tx, cx: &mut berth_ecs::Context<'_>, host: String| {
        fargate_hosts::remove(tx, cx, &host)
    };
    world.write(remove, host.clone()).expect("removed");
    let task = world.describe(&steady);
    assert_eq!(task.last_status.as_deref(), Some("STOPPED"));
    assert_eq!(task.stop_code, Some("TerminationNotice".into()));
    assert!(world.write(remove, host).is_err());
    let listed = world.read(|state, cx, ()| Ok(fargate_hosts::list(state, cx)), ());
    let listed = listed.expect("listed");
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].availability_zone.as_deref(), Some("us-east-1a"));

    // No event has told of the hosts.
    let events = world.state.events_after(first);
    let told = events.filter(|it| matches!(it.read().what, berth_model::Happening::Instance(_)));
    assert_eq!(told.count(), 0);
}

#[test]
fn a_retired_host_is_drained_told_of_and_empty_when_its_time_comes() {
    let (mut world, definition) = region();
    let host = world.fargate_host(Some("a"), 4096).to_string();
    let answer = world.run_in(&definition, &["subnet-a"], fargate);
    let alone = arn_of(&answer.expect("accepted"), 0);
    world
        .write(services::create_service, service(&definition))
        .expect("made");
    world.reconcile();
    world.settle();
    world.report(&alone, "RUNNING", vec![state("app", "RUNNING")]);
    let first = world.state.last_event();
    let retire = |world: &mut World, wait_seconds: Option<i64>| {
        let host = host.clone();
        let asked = fargate_hosts::RetireHost { host, wait_seconds };
        world.write(fargate_hosts::retire, asked)
    };
    assert!(retire(&mut world, Some(-1)).is_err());
    let told = retire(&mut world, None).expect("retired");
    let now = world.now;
    let in_days = |days: i64| Some(now.plus_seconds(days * 24 * 3600).as_seconds());
    assert_eq!((told.status, told.retire_at), ("DRAINING", in_days(7)));
    let told = retire(&mut world, Some(100_000)).expect("sooner");
    assert_eq!(told.retire_at, Some(now.plus_seconds(100_000).as_seconds()));

    // Each time an event has told, of the service by its name and of the task by its own.
    let events = world.state.events_after(first).map(|it| it.read());
    let told: Vec<serde_json::Value> = events
        .filter(|it| matches!(it.what, berth_model::Happening::Retirement(_)))
        .filter_map(|it| berth_ecs::events::shape::render(&world.state, &world.names, it))
        .collect();
    assert_eq!(told.len(), 2);
    let event = &told[1];
    assert_eq!(event["source"], "aws.health");
    assert_eq!(event["detail-type"], "AWS Health Event");
    assert_eq!(event["resources"][1], alone.as_str());
    let code = &event["detail"]["eventTypeCode"];
    assert_eq!(*code, "AWS_ECS_TASK_PATCHING_RETIREMENT");
    let affected = &event["detail"]["affectedEntities"];
    let service = affected[0]["entityValue"].as_str();
    assert!(service.is_some_and(|it| it.starts_with("default|")));

    // The service's tasks move at once, the other one has until then.
    let other = world.fargate_host(Some("a"), 4096);
    world.settle();
    for arn in world.live().iter().filter(|arn| **arn != alone) {
        let task = world.state.task(id_of(arn)).expect("there");
        assert_eq!(task.instance, Some(other));
    }
    let tidy = |world: &mut World| {
        let tidied = world.write(
            |tx, cx, ()| {
                let (retention, lifetime) = Default::default();
                let (entropy, now) = (&mut *cx.entropy, cx.now);
                Ok(housekeeping::tidy(tx, entropy, now, retention, lifetime))
            },
            (),
        );
        tidied.expect("tidied")
    };
    let due = tidy(&mut world).expect("something is due");
    assert!(due <= now.plus_seconds(100_000));
    let wanted = |world: &mut World| world.describe(&alone).desired_status;
    assert_eq!(wanted(&mut world).as_deref(), Some("RUNNING"));
    world.now = now.plus_seconds(100_001);
    tidy(&mut world);
    let task = world.describe(&alone);
    assert_eq!(task.desired_status.as_deref(), Some("STOPPED"));
    assert_eq!(task.stop_code, Some("TerminationNotice".into()));
    assert_eq!(
        task.stopped_reason.as_deref(),
        Some("ECS is performing maintenance on the underlying infrastructure hosting the task.")
    );
    let activate = |tx: &mut berth_model::Tx, cx: &mut berth_ecs::Context<'_>, host: String| {
        fargate_hosts::activate(tx, cx, &host)
    };
    let told = world.write(activate, host.clone()).expect("activated");
    assert_eq!(told.retire_at, None);
}

#[test]
fn a_task_takes_more_of_its_host_than_its_memory() {
    let (mut world, definition) = region();
    world.fargate_host(None, 4096);
    let answer = world.run_in(&definition, &SUBNETS, fargate);
    let arn = arn_of(&answer.expect("accepted"), 0);
    let task = world.describe(&arn);
    let asked: i64 = task.memory.and_then(|it| it.parse().ok()).expect("MiB");
    let listed = world.read(|state, cx, ()| Ok(fargate_hosts::list(state, cx)), ());
    let [all, free] = listed.expect("listed")[0].memory_mib;
    assert_eq!(all - free, asked + 192 + asked / 32);
}

#[test]
fn tasks_of_a_host_that_is_away_for_two_minutes_are_given_up() {
    let (mut world, definition) = region();
    let host = world.fargate_host(Some("a"), 4096);
    let arn = world.names.container_instance(FARGATE_CLUSTER, host);
    world
        .write(services::create_service, service(&definition))
        .expect("made");
    world.reconcile();
    world.settle();
    let before = world.live();
    let tidy = |world: &mut World| {
        let next = world.write(
            |tx, cx, ()| {
                let (retention, lifetime) = Default::default();
                Ok(housekeeping::tidy(
                    tx, cx.entropy, cx.now, retention, lifetime,
                ))
            },
            (),
        );
        next.expect("tidied")
    };
    world.connect(&arn, false);
    world.pass(119);
    assert_eq!(tidy(&mut world), Some(world.now.plus_seconds(1)));
    // A moment's absence is none.
    world.connect(&arn, true);
    world.pass(10);
    world.connect(&arn, false);
    tidy(&mut world);
    assert_eq!(world.live(), before);
    let other = world.fargate_host(Some("b"), 4096);
    world.pass(120);
    tidy(&mut world);
    let task = world.describe(&before[0]);
    assert_eq!(task.last_status.as_deref(), Some("STOPPED"));
    assert_eq!(task.stop_code, Some("TerminationNotice".into()));
    world.settle();
    assert_eq!(world.service().running_count, Some(2));
    for arn in world.live() {
        let task = world.state.task(id_of(&arn)).expect("there");
        assert_eq!(task.instance, Some(other));
    }
    // Should it come back, it is told to stop what it still runs.
    let id = id_of(&before[0]);
    assert!(delivery::is_to_stop(&world.state, host, id));
}
