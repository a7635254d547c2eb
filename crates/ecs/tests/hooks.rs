//! Lifecycle hooks that call something: which calls are due, what comes of answers, of silence, of tasks.

mod world;

use berth_api_ecs as api;
use berth_ecs::services::{self, HookAnswer, HookRequest};
use berth_model::{HookStatus, ServiceKey};
use serde_json::{Value, json};
use world::World;
use world::services::rollout;

const URL: &str = "http://hooks.test/check";

fn key() -> ServiceKey {
    ("default".to_owned(), "web".to_owned())
}

fn hook(target: &str, stages: &[&str]) -> Value {
    json!({"hookTargetArn": target, "roleArn": "arn:aws:iam::123456789012:role/hooks",
        "lifecycleStages": stages, "hookDetails": {"suite": "smoke"}})
}

fn said(status: HookStatus) -> HookAnswer {
    HookAnswer::Said {
        status,
        call_back_seconds: None,
        details: None,
    }
}

impl World {
    /// A service of one that runs, and a blue/green deployment of another revision with these hooks.
    fn deploy(&mut self, hooks: &[Value]) {
        self.instance();
        let first = self.definition("web");
        self.create(&first, 1);
        self.settle();
        let second = self.definition("web");
        let configuration =
            json!({"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": hooks});
        self.update(api::UpdateServiceRequest {
            task_definition: Some(second),
            deployment_configuration: Some(serde_json::from_value(configuration).expect("one")),
            ..Default::default()
        });
    }

    fn calls(&mut self) -> Vec<HookRequest> {
        let calls = self.read(
            |state, cx, key| Ok(services::hook_requests(state, cx, &key)),
            key(),
        );
        calls.expect("read")
    }

    fn answer(&mut self, call: &HookRequest, answer: HookAnswer) {
        let (hook, number) = (call.hook.clone(), call.number);
        let noted = self.write(
            |tx, cx, key: ServiceKey| {
                services::hook_answered(tx, cx, &key, (&hook, number), answer)
            },
            key(),
        );
        noted.expect("noted");
        self.reconcile();
    }

    fn status(&mut self) -> String {
        self.newest().status.expect("a status").as_str().to_owned()
    }

    fn stage(&mut self) -> String {
        let stage = self.newest().lifecycle_stage;
        stage.map_or_else(String::new, |it| it.as_str().to_owned())
    }
}

#[test]
fn a_url_is_called_until_it_says_how_it_ended() {
    let mut world = World::new();
    world.deploy(&[hook(URL, &["PRE_SCALE_UP"])]);
    assert_eq!(world.stage(), "PRE_SCALE_UP");
    let calls = world.calls();
    let [call] = &calls[..] else {
        panic!("one call: {calls:?}")
    };
    assert_eq!((call.url.as_str(), call.number), (URL, 0));
    let body: Value = serde_json::from_str(&call.body).expect("JSON");
    assert_eq!(body["lifecycleStage"], "PRE_SCALE_UP");
    assert_eq!(body["hookDetails"], json!({"suite": "smoke"}));
    assert_eq!(
        body["serviceArn"],
        "arn:aws:ecs:us-east-1:123456789012:service/default/web"
    );
    let target = body["targetServiceRevisionArn"].as_str().expect("an ARN");
    assert_eq!(body["productionTrafficWeights"][target], 0.0);
    assert_eq!(
        body["productionTrafficWeights"]
            .as_object()
            .expect("weights")
            .len(),
        2
    );
    let shown = world.newest().lifecycle_hook_details.expect("shown");
    assert_eq!(shown[0].target_arn.as_deref(), Some(URL));
    assert_eq!(
        shown[0].status.as_ref().map(|it| it.as_str()),
        Some("IN_PROGRESS")
    );
    // The same call is due until it is answered, and only its answer counts.
    assert_eq!(world.calls(), calls);
    let stale = HookRequest {
        number: 7,
        ..call.clone()
    };
    world.answer(&stale, said(HookStatus::Failed));
    assert_eq!(world.calls(), calls);
    world.answer(
        call,
        HookAnswer::Said {
            status: HookStatus::InProgress,
            call_back_seconds: Some(5),
            details: Some(json!({"seen": 3}).to_string()),
        },
    );
    assert_eq!(world.calls(), []);
    assert_eq!(world.stage(), "PRE_SCALE_UP");
    world.pass(5);
    let again = world.calls().remove(0);
    assert_eq!(again.number, 1);
    let body: Value = serde_json::from_str(&again.body).expect("JSON");
    assert_eq!(body["hookDetails"], json!({"seen": 3}));
    world.answer(&again, said(HookStatus::Succeeded));
    assert_eq!(world.stage(), "SCALE_UP");
    // The first answer, late, says nothing any more.
    world.answer(call, said(HookStatus::Failed));
    world.settle();
    assert_eq!(rollout(&world.service()), ["COMPLETED"]);
}

#[test]
fn what_fails_or_is_silent_rolls_back_and_says_why() {
    let silent = || HookAnswer::None("connection refused".to_owned());
    for (answers, why) in [
        (vec![said(HookStatus::Failed)], "It said FAILED."),
        (
            vec![HookAnswer::Nonsense("HTTP status 404".into())],
            "HTTP status 404",
        ),
        (vec![silent(), silent(), silent()], "connection refused"),
    ] {
        let mut world = World::new();
        world.deploy(&[hook(URL, &["POST_SCALE_UP"])]);
        world.settle_for(2);
        assert_eq!(world.stage(), "POST_SCALE_UP");
        for (number, answer) in (0..).zip(answers) {
            let call = world.calls().remove(0);
            assert_eq!(call.number, number);
            world.answer(&call, answer);
            world.pass(16);
        }
        let expected = format!("ECS deployment failed: a lifecycle hook failed: {why}");
        assert_eq!(world.newest().rollback.expect("one").reason, Some(expected));
        world.settle();
        assert_eq!(world.status(), "ROLLBACK_SUCCESSFUL");
    }
}

#[test]
fn a_success_after_silence_counts_and_time_runs_out() {
    let mut world = World::new();
    world.deploy(&[hook(URL, &["PRE_SCALE_UP"])]);
    for _ in 0..2 {
        let call = world.calls().remove(0);
        world.answer(&call, HookAnswer::None("HTTP status 503".into()));
        assert_eq!(world.calls(), [], "a pause");
        world.pass(4);
    }
    let call = world.calls().remove(0);
    world.answer(&call, said(HookStatus::InProgress));
    assert_eq!(world.stage(), "PRE_SCALE_UP");
    // A day is what it gets unless it says otherwise.
    world.pass(24 * 3600);
    world.reconcile();
    world.settle();
    assert_eq!(world.status(), "ROLLBACK_SUCCESSFUL");

    let mut world = World::new();
    let mut short = hook(URL, &["PRE_SCALE_UP"]);
    short["timeoutConfiguration"] = json!({"timeoutInMinutes": 1, "action": "CONTINUE"});
    world.deploy(&[short]);
    world.pass(60);
    world.reconcile();
    assert_eq!(world.stage(), "SCALE_UP");
}

#[test]
fn a_rollback_is_told_to_the_hooks_of_traffic_and_waits_for_them() {
    let stages = [
        "PRE_SCALE_UP",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
    ];
    let mut world = World::new();
    world.deploy(&[hook(URL, &stages)]);
    for _ in 0..2 {
        let call = world.calls().remove(0);
        world.answer(&call, said(HookStatus::Succeeded));
        world.settle_for(2);
    }
    let call = world.calls().remove(0);
    let body: Value = serde_json::from_str(&call.body).expect("JSON");
    assert_eq!(body["lifecycleStage"], "POST_PRODUCTION_TRAFFIC_SHIFT");
    let new = body["targetServiceRevisionArn"].clone();
    world.answer(&call, said(HookStatus::Failed));
    assert_eq!(world.status(), "ROLLBACK_IN_PROGRESS");
    let calls = world.calls();
    let [call] = &calls[..] else {
        panic!("one call: {calls:?}")
    };
    let body: Value = serde_json::from_str(&call.body).expect("JSON");
    assert_eq!(
        (&body["lifecycleStage"], &body["rollback"]),
        (&json!("PRODUCTION_TRAFFIC_SHIFT"), &json!(true))
    );
    assert_ne!(body["targetServiceRevisionArn"], new);
    world.settle();
    assert_eq!(
        world.status(),
        "ROLLBACK_IN_PROGRESS",
        "the hook has not said anything"
    );
    // What it says changes nothing.
    world.answer(call, said(HookStatus::Failed));
    world.settle();
    assert_eq!(world.status(), "ROLLBACK_SUCCESSFUL");
}

#[test]
fn a_task_of_a_hook_decides_by_its_exit_codes() {
    for (code, status) in [(0, "SUCCESSFUL"), (3, "ROLLBACK_SUCCESSFUL")] {
        let mut world = World::new();
        let definition = world.definition("check");
        let arn = format!("arn:aws:ecs:us-east-1:123456789012:task-definition/{definition}");
        world.deploy(&[hook(&arn, &["POST_SCALE_UP"])]);
        world.settle_for(2);
        assert_eq!(world.calls(), []);
        let task = world
            .state
            .tasks()
            .find(|it| it.group == "service-hook:web")
            .expect("runs");
        assert!(
            task.started_by
                .as_ref()
                .expect("by")
                .starts_with("ecs-hook/")
        );
        let overrides = task.overrides.container_overrides.as_ref().expect("some");
        let environment = overrides[0].environment.as_ref().expect("some");
        assert_eq!(environment[0].name.as_deref(), Some("BERTH_HOOK"));
        let body: Value =
            serde_json::from_str(environment[0].value.as_ref().expect("JSON")).expect("JSON");
        assert_eq!(body["lifecycleStage"], "POST_SCALE_UP");
        let arn = world.names.task("default", task.id);
        let ended = vec![world::exited("app", code), world::exited("helper", 0)];
        world.report(&arn, "STOPPED", ended);
        world.settle();
        assert_eq!(world.status(), status, "exit code {code}");
    }
}

#[test]
fn a_task_that_nobody_waits_for_is_stopped_and_one_that_cannot_run_fails() {
    let mut world = World::new();
    let definition = world.definition("check");
    let arn = format!("arn:aws:ecs:us-east-1:123456789012:task-definition/{definition}");
    world.deploy(&[hook(&arn, &["PRE_SCALE_UP"])]);
    let task = world
        .state
        .tasks()
        .find(|it| it.group == "service-hook:web")
        .expect("runs");
    let next = world.definition("web");
    world.update(api::UpdateServiceRequest {
        task_definition: Some(next),
        ..Default::default()
    });
    let task = world.state.task(task.id).expect("there");
    assert_eq!(task.desired_status, berth_model::DesiredStatus::Stopped);

    let mut world = World::new();
    let arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/none:1";
    world.deploy(&[hook(arn, &["PRE_SCALE_UP"])]);
    world.settle();
    let why = "ECS deployment failed: a lifecycle hook failed: TaskDefinition not found.";
    assert_eq!(
        world.newest().rollback.expect("one").reason.as_deref(),
        Some(why)
    );
}

#[test]
fn hooks_that_cannot_be_are_refused() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    let mut refused = |hook: Value| {
        let configuration = json!({"strategy": "BLUE_GREEN", "lifecycleHooks": [hook]});
        let input = api::CreateServiceRequest {
            service_name: Some("web".into()),
            task_definition: Some(definition.clone()),
            desired_count: Some(1),
            deployment_configuration: serde_json::from_value(configuration).expect("one"),
            ..Default::default()
        };
        let fault = world
            .write(services::create_service, input)
            .expect_err("refused");
        format!("{}: {}", fault.code, fault.message)
    };
    let lambda = "arn:aws:lambda:us-east-1:123456789012:function:check";
    assert!(
        refused(hook(lambda, &["PRE_SCALE_UP"]))
            .starts_with("UnsupportedFeatureException: hookTargetArn")
    );
    for target in [
        "",
        "check",
        "ftp://h",
        "arn:aws:ecs:us-east-1:123456789012:service/a/b",
    ] {
        let message = refused(hook(target, &["PRE_SCALE_UP"]));
        assert!(
            message.starts_with("InvalidParameterException: hookTargetArn"),
            "{message}"
        );
    }
    let message = refused(hook(URL, &["SCALE_UP"]));
    assert!(message.contains("lifecycleStages"), "{message}");
    let mut long = hook(URL, &["PRE_SCALE_UP"]);
    long["hookDetails"] = json!("x".repeat(5_000));
    assert!(refused(long).contains("hookDetails"));
    let mut pause = hook(URL, &["PRE_SCALE_UP"]);
    pause["targetType"] = json!("PAUSE");
    assert!(refused(pause).contains("PAUSE"));
}
