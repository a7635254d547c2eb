//! Services over a small region: what is called, what the scheduler does of it, what is told.

mod world;

use std::collections::BTreeMap;

use berth_api_ecs as api;
use berth_ecs::{Context, services};
use berth_link::acs::ContainerPull;
use berth_model::{InstanceId, StopCode, Tx};
use world::services::rollout;
use world::{World, state};

#[test]
fn a_service_is_started_healed_scaled_and_deleted() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    let made = world.create(&definition, 3);
    assert_eq!(made.status.as_deref(), Some("ACTIVE"));
    assert_eq!(rollout(&made), ["IN_PROGRESS"]);
    assert_eq!(world.live().len(), 3);
    world.settle();
    let service = world.service();
    assert_eq!(
        (service.running_count, service.pending_count),
        (Some(3), Some(0))
    );
    assert_eq!(rollout(&service), ["COMPLETED"]);
    let messages = world.messages();
    assert_eq!(messages[0], "(service web) has reached a steady state.");
    assert!(
        messages[1].ends_with("deployment completed."),
        "{messages:?}"
    );
    assert!(messages[2].starts_with("(service web) has started 3 tasks: (task "));
    let arn = world.live().remove(0);
    world.report(
        &arn,
        "STOPPED",
        vec![state("app", "STOPPED"), state("helper", "STOPPED")],
    );
    world.reconcile();
    assert_eq!(world.live().len(), 3, "replaced at once");
    world.settle();
    world.update(api::UpdateServiceRequest {
        desired_count: Some(1),
        ..Default::default()
    });
    world.settle();
    assert_eq!(world.live().len(), 1);
    let refused = world.write(
        services::delete_service,
        api::DeleteServiceRequest {
            service: Some("web".into()),
            ..Default::default()
        },
    );
    assert_eq!(
        refused.expect_err("scaled").code,
        "InvalidParameterException"
    );
    let force = api::DeleteServiceRequest {
        service: Some("web".into()),
        force: Some(true),
        ..Default::default()
    };
    world
        .write(services::delete_service, force)
        .expect("deleted");
    world.reconcile();
    assert_eq!(world.service().status.as_deref(), Some("DRAINING"));
    world.settle();
    assert_eq!(world.service().status.as_deref(), Some("INACTIVE"));
    let listed = world.read(services::list_services, api::ListServicesRequest::default());
    assert_eq!(listed.expect("listed").service_arns, Some(Vec::new()));
    world.create(&definition, 1);
    assert_eq!(world.service().status.as_deref(), Some("ACTIVE"));
    assert_eq!(
        world.messages().len(),
        1,
        "what the old one told is forgotten"
    );
}

#[test]
fn an_update_during_an_update_ends_in_the_newest() {
    let mut world = World::new();
    world.instance();
    let first = world.definition("web");
    world.create(&first, 2);
    world.settle();
    let old = world.live();
    for _ in 0..2 {
        let newer = world.definition("web");
        world.update(api::UpdateServiceRequest {
            task_definition: Some(newer),
            ..Default::default()
        });
    }
    let service = world.service();
    assert_eq!(service.deployments.as_ref().map(Vec::len), Some(3));
    assert!(
        old.iter().all(|arn| world.live().contains(arn)),
        "kept until others are healthy"
    );
    world.settle();
    let service = world.service();
    assert_eq!(rollout(&service), ["COMPLETED"]);
    assert!(service.task_definition.expect("one").ends_with("web:3"));
    assert!(!old.iter().any(|arn| world.live().contains(arn)));
    let input = api::ListServiceDeploymentsRequest {
        service: Some("web".into()),
        ..Default::default()
    };
    let records = world
        .read(services::list_service_deployments, input)
        .expect("listed");
    let statuses: Vec<_> = records
        .service_deployments
        .expect("some")
        .into_iter()
        .map(|it| it.status.expect("one").as_str().to_owned())
        .collect();
    assert_eq!(statuses.len(), 3);
    assert!(statuses.contains(&"STOPPED".to_owned()), "{statuses:?}");
}

#[test]
fn the_breaker_counts_to_its_threshold_and_rolls_back() {
    let mut world = World::new();
    world.instance();
    let good = world.definition("web");
    world.create(&good, 1);
    world.settle();
    let before = world.service().deployments.expect("one")[0]
        .id
        .clone()
        .expect("an id");
    let bad = world.definition("web");
    world.update(api::UpdateServiceRequest {
        task_definition: Some(bad),
        deployment_configuration: Some(api::DeploymentConfiguration {
            deployment_circuit_breaker: Some(api::DeploymentCircuitBreaker {
                enable: Some(true),
                rollback: Some(true),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    });
    for failures in 1..=3 {
        let new: Vec<_> = world.live();
        let arn = new
            .into_iter()
            .find(|arn| world.describe(arn).last_status.as_deref() == Some("PENDING"));
        let arn = arn.unwrap_or_else(|| panic!("a task before failure {failures}"));
        world.report(
            &arn,
            "STOPPED",
            vec![state("app", "STOPPED"), state("helper", "STOPPED")],
        );
        world.reconcile();
        world.pass(60);
        world.reconcile();
    }
    let service = world.service();
    let primary = service.deployments.as_ref().expect("some")[0].clone();
    assert_eq!(primary.id.as_ref(), Some(&before), "its tasks never went");
    let messages = world.messages();
    assert!(
        messages
            .iter()
            .any(|it| it.ends_with("deployment failed: tasks failed to start."))
    );
    let back = format!("(service web) rolling back to deployment {before}.");
    assert!(messages.contains(&back), "{messages:?}");
    world.settle();
    assert_eq!(rollout(&world.service()), ["COMPLETED"]);
    assert_eq!(world.live().len(), 1);
}

#[test]
fn what_does_not_fit_waits_says_so_once_and_comes_with_an_instance() {
    let mut world = World::new();
    let definition = world.definition("web");
    world.create(&definition, 2);
    assert_eq!(world.live().len(), 0);
    assert_eq!(world.messages().len(), 1);
    world.reconcile();
    assert_eq!(world.messages().len(), 1, "not said twice");
    let waiting = world.state.services_waiting_in("default").count();
    assert_eq!(waiting, 1);
    world.instance();
    world.reconcile();
    assert_eq!(world.live().len(), 2);
    assert_eq!(world.state.services_waiting_in("default").count(), 0);
}

#[test]
fn a_lost_instance_is_replaced_and_stopping_by_a_user_is_no_failure() {
    let mut world = World::new();
    let lost = world.instance();
    let definition = world.definition("web");
    world.create(&definition, 2);
    world.settle();
    world.instance();
    let id: InstanceId = lost
        .rsplit('/')
        .next()
        .expect("an id")
        .parse()
        .expect("an id");
    world
        .write(
            berth_ecs::container_instances::deregister_container_instance,
            api::DeregisterContainerInstanceRequest {
                container_instance: Some(lost),
                force: Some(true),
                ..Default::default()
            },
        )
        .expect("gone");
    world.reconcile();
    assert_eq!(world.live().len(), 2);
    let tasks = world.state.tasks_of_service("default", "web");
    assert!(tasks.into_iter().all(|it| it.instance != Some(id)));
    let arn = world.live().remove(0);
    let stop = api::StopTaskRequest {
        task: Some(arn.clone()),
        ..Default::default()
    };
    world
        .write(berth_ecs::stop_task::stop_task, stop)
        .expect("stopped");
    world.reconcile();
    let task = world.describe(&arn);
    assert_eq!(
        task.stop_code.map(|it| it.as_str().to_owned()).as_deref(),
        Some(StopCode::UserInitiated.as_str())
    );
    world.settle();
    let failed = world.service().deployments.expect("one")[0].failed_tasks;
    assert_eq!(failed, Some(0));
}

#[test]
fn failed_launches_are_spaced_and_told() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 1);
    for _ in 0..4 {
        world.fail_one();
        world.pass(900);
        world.reconcile();
    }
    assert!(
        world
            .messages()
            .iter()
            .any(|it| it.contains("is unable to consistently start tasks"))
    );
    world.fail_one();
    assert_eq!(world.live().len(), 0, "paused");
}

#[test]
fn a_smaller_service_loses_what_the_scheduler_would_choose() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 3);
    world.settle();
    world.instance();
    let scale = |world: &mut World, count| {
        world.update(api::UpdateServiceRequest {
            desired_count: Some(count),
            ..Default::default()
        });
        world.settle();
    };
    scale(&mut world, 5);
    let spread = |world: &World| {
        let mut counts: BTreeMap<_, u32> = BTreeMap::new();
        for task in world.state.tasks_of_service("default", "web") {
            *counts.entry(task.instance).or_default() += 1;
        }
        let mut counts: Vec<u32> = counts.into_values().collect();
        counts.sort_unstable();
        counts
    };
    assert_eq!(spread(&world), [2, 3]);
    scale(&mut world, 2);
    assert_eq!(spread(&world), [1, 1]);
}

#[test]
fn a_client_token_makes_one_service() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    let input = |name: &str, count, token: &str| api::CreateServiceRequest {
        service_name: Some(name.into()),
        task_definition: Some(definition.clone()),
        desired_count: Some(count),
        client_token: Some(token.into()),
        ..Default::default()
    };
    let create = services::create_service;
    let first = world.write(create, input("web", 1, "a")).expect("made");
    let again = world.write(create, input("web", 1, "a")).expect("the same");
    let arn = |it: &api::CreateServiceResponse| it.service.clone().and_then(|it| it.service_arn);
    assert_eq!(arn(&first), arn(&again));
    // The same service by another token is the same service still.
    world.write(create, input("web", 1, "b")).expect("the same");
    for (name, count) in [("web", 2), ("other", 1)] {
        let fault = world.write(create, input(name, count, "a"));
        let fault = fault.expect_err("another request");
        assert_eq!(fault.code, "InvalidParameterException");
        assert_eq!(fault.message, "Creation of service was not idempotent.");
    }
    assert_eq!(world.state.services().count(), 1);
    // A token of RunTask is another one.
    let task = api::RunTaskRequest {
        task_definition: Some(definition.clone()),
        client_token: Some("a".into()),
        ..Default::default()
    };
    let task = world.write(berth_ecs::run_task::run_task, task);
    assert_eq!(task.expect("run").tasks.expect("tasks").len(), 1);
    for token in ["", "has space", &"x".repeat(37)] {
        let fault = world.write(create, input("web", 1, token));
        assert_eq!(
            fault.expect_err("no token").message,
            "clientToken must have 1 to 36 ASCII characters between 33 and 126."
        );
    }
    let delete = api::DeleteServiceRequest {
        service: Some("web".into()),
        force: Some(true),
        ..Default::default()
    };
    world.write(services::delete_service, delete).expect("gone");
    world.reconcile();
    world.settle();
    let late = world.write(create, input("web", 1, "a")).expect("late");
    let status = late.service.and_then(|it| it.status);
    assert_eq!(status.as_deref(), Some("INACTIVE"), "not brought back");
    world.pass(24 * 3600);
    let mut entropy = berth_env::SeededEntropy::new(1);
    world
        .write(
            |tx, cx, ()| {
                let (retention, lifetime) = Default::default();
                berth_ecs::housekeeping::tidy(tx, &mut entropy, cx.now, retention, lifetime);
                Ok(())
            },
            (),
        )
        .expect("tidied");
    let anew = world.write(create, input("web", 1, "a")).expect("anew");
    let status = anew.service.and_then(|it| it.status);
    assert_eq!(status.as_deref(), Some("ACTIVE"));
}

#[test]
fn a_pull_that_takes_long_is_told_by_the_service_it_keeps_waiting() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 1);
    let arn = world.live().remove(0);
    let pull = |task_arn: &str| ContainerPull {
        task_arn: task_arn.to_owned(),
        container_name: "app".to_owned(),
        image: "app:1".to_owned(),
        layers_total: 3,
        layers_done: 1,
        bytes_total: 7 << 20,
        bytes_done: 3 << 20,
    };
    let before = world.messages().len();
    let pulls = [
        pull(&arn),
        pull("arn:aws:ecs:us-east-1:1:task/default/none"),
        pull("nonsense"),
    ];
    let told = |world: &mut World| {
        let tell = |tx: &mut Tx, cx: &mut Context<'_>, pulls: Vec<ContainerPull>| {
            services::tell_pulls(tx, cx, &pulls)
        };
        world.write(tell, pulls.to_vec()).expect("told");
        world.messages()
    };
    let messages = told(&mut world);
    assert_eq!(messages.len(), before + 1);
    let id = arn.rsplit('/').next().expect("its id");
    assert_eq!(
        messages[0],
        format!(
            "(service web) (task {id}) is pulling the image app:1 of its container app: 1 of 3 layers, 3 of 7 MiB."
        )
    );
    world.report(
        &arn,
        "STOPPED",
        vec![state("app", "STOPPED"), state("helper", "STOPPED")],
    );
    let before = world.messages();
    assert_eq!(told(&mut world), before, "it waits for nothing any more");
}
