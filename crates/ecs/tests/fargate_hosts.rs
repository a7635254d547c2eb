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
