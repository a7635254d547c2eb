//! The life of tasks, from `RunTask` to STOPPED and beyond.

mod world;

use berth_api_ecs as api;
use berth_ecs::{
    container_instances, definitions, delivery, housekeeping, list_tasks, run_task, stop_task,
    tagging,
};
use berth_env::SeededEntropy;
use berth_model::TaskId;
use world::{World, exited, state};

fn id(arn: &str) -> TaskId {
    arn.rsplit('/')
        .next()
        .expect("an id")
        .parse()
        .expect("an id")
}

fn list(world: &mut World, desired: &str) -> Vec<String> {
    let input = api::ListTasksRequest {
        desired_status: Some(desired.into()),
        ..Default::default()
    };
    world
        .read(list_tasks::list_tasks, input)
        .expect("listed")
        .task_arns
        .expect("arns")
}

#[test]
fn a_task_goes_from_pending_to_running_to_stopped() {
    let mut world = World::new();
    let instance = world.instance();
    let definition = world.definition("web");
    let response = world.run(&definition, 1);
    let task = &response.tasks.expect("tasks")[0];
    assert_eq!(task.last_status.as_deref(), Some("PENDING"));
    assert_eq!(task.desired_status.as_deref(), Some("RUNNING"));
    assert_eq!(task.container_instance_arn.as_ref(), Some(&instance));
    assert_eq!(task.group.as_deref(), Some("family:web"));
    assert_eq!(
        (task.cpu.as_deref(), task.memory.as_deref()),
        (Some("200"), Some("128"))
    );
    let arn = task.task_arn.clone().expect("an ARN");

    world.pass(1);
    world.report(
        &arn,
        "RUNNING",
        vec![state("app", "RUNNING"), state("helper", "RUNNING")],
    );
    let task = world.describe(&arn);
    assert_eq!(task.last_status.as_deref(), Some("RUNNING"));
    assert!(task.started_at > task.created_at);

    world.pass(1);
    world.report(
        &arn,
        "STOPPED",
        vec![exited("app", 3), exited("helper", 137)],
    );
    let task = world.describe(&arn);
    assert_eq!(task.last_status.as_deref(), Some("STOPPED"));
    assert_eq!(task.desired_status.as_deref(), Some("STOPPED"));
    assert_eq!(task.stop_code, Some("EssentialContainerExited".into()));
    assert_eq!(
        task.stopped_reason.as_deref(),
        Some("Essential container in task exited")
    );
    assert_eq!(task.containers.expect("containers")[0].exit_code, Some(3));
    assert!(task.stopped_at >= task.execution_stopped_at);
}

#[test]
fn a_task_that_never_ran_says_why() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    let task = world.run(&definition, 1).tasks.expect("tasks").remove(0);
    let arn = task.task_arn.expect("an ARN");
    let mut change = state("app", "STOPPED");
    change.reason = Some("CannotPullContainerError: manifest unknown".into());
    world.report(&arn, "STOPPED", vec![change]);
    let task = world.describe(&arn);
    assert_eq!(task.stop_code, Some("TaskFailedToStart".into()));
    assert_eq!(
        task.stopped_reason.as_deref(),
        Some("CannotPullContainerError: manifest unknown")
    );
}

#[test]
fn an_exit_code_without_a_container_is_no_exit() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    let task = world.run(&definition, 1).tasks.expect("tasks").remove(0);
    let arn = task.task_arn.expect("an ARN");
    let mut never = exited("app", 143);
    never.runtime_id = None;
    never.reason = Some("CannotStartContainerError: dependency has timed out.".into());
    world.report(&arn, "STOPPED", vec![never, exited("helper", 0)]);
    let task = world.describe(&arn);
    assert_eq!(task.stop_code, Some("TaskFailedToStart".into()));
    assert_eq!(task.stopped_reason.as_deref(), Some("Task failed to start"));
}

#[test]
fn stop_task_keeps_the_first_reason_and_waits_for_the_agent() {
    let mut world = World::new();
    world.instance();
    let arn = world.running_task();
    let stop = |reason: &str| api::StopTaskRequest {
        task: Some(arn.clone()),
        reason: Some(reason.into()),
        ..Default::default()
    };
    let task = world
        .write(stop_task::stop_task, stop("enough"))
        .expect("stopping")
        .task
        .expect("it");
    assert_eq!(task.last_status.as_deref(), Some("RUNNING"));
    assert_eq!(task.desired_status.as_deref(), Some("STOPPED"));
    world
        .write(stop_task::stop_task, stop("again"))
        .expect("no harm");
    world
        .write(
            |tx, _, id| {
                delivery::stop_acknowledged(tx, id);
                Ok(())
            },
            id(&arn),
        )
        .expect("noted");
    assert_eq!(
        world.describe(&arn).last_status.as_deref(),
        Some("STOPPING")
    );
    // A late report of an earlier status moves nothing back.
    world.report(&arn, "RUNNING", vec![state("app", "RUNNING")]);
    assert_eq!(
        world.describe(&arn).last_status.as_deref(),
        Some("STOPPING")
    );
    world.report(&arn, "STOPPED", vec![exited("app", 143)]);
    let task = world.describe(&arn);
    assert_eq!(task.stop_code, Some("UserInitiated".into()));
    assert_eq!(task.stopped_reason.as_deref(), Some("enough"));
}

#[test]
fn an_unknown_or_finished_task_is_acknowledged_and_nothing_changes() {
    let mut world = World::new();
    world.instance();
    let arn = world.running_task();
    world.report(&arn, "STOPPED", vec![exited("app", 0)]);
    let before = world.describe(&arn);
    world.report(&arn, "STOPPED", vec![exited("app", 1)]);
    world.report(
        "arn:aws:ecs:us-east-1:123456789012:task/default/nope",
        "RUNNING",
        vec![],
    );
    assert_eq!(world.describe(&arn), before);
}

#[test]
fn copies_that_do_not_fit_come_back_as_failures() {
    let mut world = World::new();
    let instance = world.instance();
    let definition = world.definition("web");
    let first = world.run(&definition, 10);
    assert_eq!(first.tasks.expect("tasks").len(), 10);
    let second = world.run(&definition, 1);
    assert_eq!(second.tasks.expect("tasks").len(), 0);
    let failure = &second.failures.expect("failures")[0];
    assert_eq!(failure.reason.as_deref(), Some("RESOURCE:CPU"));
    assert_eq!(failure.arn.as_ref(), Some(&instance));
}

#[test]
fn a_disconnected_agent_gets_no_task() {
    let mut world = World::new();
    let instance = world.instance();
    world.connect(&instance, false);
    let definition = world.definition("web");
    let failure = &world.run(&definition, 1).failures.expect("failures")[0];
    assert_eq!(failure.reason.as_deref(), Some("AGENT"));
}

#[test]
fn without_instances_the_call_fails() {
    let mut world = World::new();
    let definition = world.definition("web");
    let input = api::RunTaskRequest {
        task_definition: Some(definition),
        ..Default::default()
    };
    let fault = world.write(run_task::run_task, input).expect_err("refused");
    assert_eq!(fault.code, "InvalidParameterException");
    assert_eq!(
        fault.message,
        "No Container Instances were found in your cluster."
    );
}

#[test]
fn the_same_client_token_starts_nothing_twice() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    let input = |count| api::RunTaskRequest {
        task_definition: Some(definition.clone()),
        client_token: Some("token-1".into()),
        count: Some(count),
        ..Default::default()
    };
    let first = world.write(run_task::run_task, input(2)).expect("started");
    let again = world.write(run_task::run_task, input(2)).expect("replayed");
    assert_eq!(first.tasks, again.tasks);
    let fault = world
        .write(run_task::run_task, input(3))
        .expect_err("conflict");
    assert_eq!(fault.code, "ConflictException");
    assert_eq!(fault.fields[0].0, "resourceIds");
    assert_eq!(list(&mut world, "RUNNING").len(), 2);
}

#[test]
fn start_task_answers_for_each_instance() {
    let mut world = World::new();
    let instance = world.instance();
    let definition = world.definition("web");
    let input = api::StartTaskRequest {
        task_definition: Some(definition),
        container_instances: Some(vec![instance.clone(), "0".repeat(32)]),
        ..Default::default()
    };
    let response = world.write(run_task::start_task, input).expect("accepted");
    assert_eq!(
        response.tasks.expect("tasks")[0].container_instance_arn,
        Some(instance)
    );
    assert_eq!(
        response.failures.expect("failures")[0].reason.as_deref(),
        Some("MISSING")
    );
}

#[test]
fn lists_page_and_stopped_tasks_leave_them_after_an_hour() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    let tasks = world.run(&definition, 5).tasks.expect("tasks");
    let mut arns: Vec<_> = tasks.into_iter().filter_map(|task| task.task_arn).collect();
    arns.sort();
    let mut seen = Vec::new();
    let mut token = None;
    loop {
        let input = api::ListTasksRequest {
            max_results: Some(2),
            next_token: token,
            ..Default::default()
        };
        let page = world.read(list_tasks::list_tasks, input).expect("listed");
        seen.extend(page.task_arns.expect("arns"));
        token = page.next_token;
        if token.is_none() {
            break;
        }
    }
    assert_eq!(seen, arns);
    world.report(&arns[0], "STOPPED", vec![exited("app", 0)]);
    assert_eq!(list(&mut world, "STOPPED"), [arns[0].clone()]);
    world.pass(3601);
    assert_eq!(list(&mut world, "STOPPED"), [] as [String; 0]);
    assert_eq!(
        world.describe(&arns[0]).last_status.as_deref(),
        Some("STOPPED")
    );
}

#[test]
fn forced_deregistration_gives_its_tasks_up() {
    let mut world = World::new();
    let instance = world.instance();
    let arn = world.running_task();
    let input = |force| api::DeregisterContainerInstanceRequest {
        container_instance: Some(instance.clone()),
        force: Some(force),
        ..Default::default()
    };
    let fault = world
        .write(
            container_instances::deregister_container_instance,
            input(false),
        )
        .expect_err("busy");
    assert_eq!(fault.code, "InvalidParameterException");
    world
        .write(
            container_instances::deregister_container_instance,
            input(true),
        )
        .expect("gone");
    let task = world.describe(&arn);
    assert_eq!(task.last_status.as_deref(), Some("STOPPED"));
    assert_eq!(
        task.stopped_reason.as_deref(),
        Some("Container instance deregistration forced by user.")
    );
}

#[test]
fn a_deleted_definition_goes_with_its_last_task() {
    let mut world = World::new();
    world.instance();
    let arn = world.running_task();
    let deregister = api::DeregisterTaskDefinitionRequest {
        task_definition: Some("web:1".into()),
    };
    world
        .write(definitions::deregister_task_definition, deregister)
        .expect("inactive");
    let delete = api::DeleteTaskDefinitionsRequest {
        task_definitions: Some(vec!["web:1".into()]),
    };
    let deleted = world
        .write(definitions::delete_task_definitions, delete)
        .expect("accepted");
    let deleted = &deleted.task_definitions.expect("definitions")[0];
    assert_eq!(deleted.status, Some("DELETE_IN_PROGRESS".into()));
    assert!(world.state.task_definition("web", 1).is_some());
    world.report(&arn, "STOPPED", vec![exited("app", 0)]);
    assert!(world.state.task_definition("web", 1).is_none());
    assert_eq!(world.state.last_revision("web"), 1);
}

#[test]
fn a_deleted_definition_that_nothing_uses_goes_by_itself() {
    let mut world = World::new();
    let name = world.definition("web");
    let deregister = api::DeregisterTaskDefinitionRequest {
        task_definition: Some(name.clone()),
    };
    world
        .write(definitions::deregister_task_definition, deregister)
        .expect("inactive");
    let delete = api::DeleteTaskDefinitionsRequest {
        task_definitions: Some(vec![name]),
    };
    world
        .write(definitions::delete_task_definitions, delete)
        .expect("accepted");
    assert!(world.state.task_definition("web", 1).is_some());
    world
        .write(
            |tx, cx, ()| {
                let retention = housekeeping::Retention::default();
                Ok(housekeeping::tidy(
                    tx,
                    &mut SeededEntropy::new(1),
                    cx.now,
                    retention,
                    cx.lifetime,
                ))
            },
            (),
        )
        .expect("tidied");
    assert!(world.state.task_definition("web", 1).is_none());
}

#[test]
fn old_stopped_tasks_are_forgotten_by_age_and_by_number() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    for _ in 0..3 {
        let task = world.run(&definition, 1).tasks.expect("tasks").remove(0);
        world.report(
            &task.task_arn.expect("an ARN"),
            "STOPPED",
            vec![exited("app", 0)],
        );
        world.pass(10);
    }
    let tidy = |world: &mut World, retention| {
        world
            .write(
                |tx, cx, ()| {
                    Ok(housekeeping::tidy(
                        tx,
                        &mut SeededEntropy::new(1),
                        cx.now,
                        retention,
                        cx.lifetime,
                    ))
                },
                (),
            )
            .expect("tidied")
    };
    let month = housekeeping::Retention::default();
    let next = tidy(&mut world, month).expect("something to come");
    assert_eq!(world.state.task_counts(), (0, 3));
    assert_eq!(next, world.now.plus_seconds(month.seconds - 30));
    tidy(&mut world, housekeeping::Retention { most: 2, ..month });
    assert_eq!(world.state.task_counts(), (0, 2));
    tidy(
        &mut world,
        housekeeping::Retention {
            seconds: 15,
            most: 2,
        },
    );
    assert_eq!(world.state.task_counts(), (0, 1));
}

#[test]
fn tags_come_and_go_and_stopping_drops_them() {
    let mut world = World::new();
    world.instance();
    let arn = world.running_task();
    let tag = |key: &str, value: &str| api::Tag {
        key: Some(key.into()),
        value: Some(value.into()),
    };
    let input = api::TagResourceRequest {
        resource_arn: Some(arn.clone()),
        tags: Some(vec![tag("a", "1"), tag("b", "2")]),
    };
    world.write(tagging::tag_resource, input).expect("tagged");
    let input = api::UntagResourceRequest {
        resource_arn: Some(arn.clone()),
        tag_keys: Some(vec!["a".into()]),
    };
    world
        .write(tagging::untag_resource, input)
        .expect("untagged");
    assert_eq!(world.describe(&arn).tags, Some(vec![tag("b", "2")]));
    let reserved = api::TagResourceRequest {
        resource_arn: Some(arn.clone()),
        tags: Some(vec![tag("AWS:x", "1")]),
    };
    assert_eq!(
        world
            .write(tagging::tag_resource, reserved)
            .expect_err("reserved")
            .code,
        "InvalidParameterException"
    );
    world.report(&arn, "STOPPED", vec![exited("app", 0)]);
    assert_eq!(world.describe(&arn).tags, Some(vec![]));
}
