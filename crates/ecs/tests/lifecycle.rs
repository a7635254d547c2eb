//! Deployments with two sets of tasks, from stage to stage, and what people say at their hooks.

mod world;

use berth_api_ecs as api;
use berth_ecs::services;
use serde_json::json;
use world::World;
use world::services::rollout;

fn configuration(value: serde_json::Value) -> api::DeploymentConfiguration {
    serde_json::from_value(value).expect("a configuration")
}

impl World {
    /// A service of two that runs, and a deployment of another revision under this configuration.
    fn deploy(&mut self, value: serde_json::Value) {
        self.instance();
        let first = self.definition("web");
        self.create(&first, 2);
        self.settle();
        let second = self.definition("web");
        self.update(api::UpdateServiceRequest {
            task_definition: Some(second),
            deployment_configuration: Some(configuration(value)),
            ..Default::default()
        });
    }

    fn stage(&mut self) -> String {
        let stage = self.newest().lifecycle_stage;
        stage.map_or_else(String::new, |it| it.as_str().to_owned())
    }

    fn status(&mut self) -> String {
        self.newest().status.expect("a status").as_str().to_owned()
    }

    fn answer(&mut self, action: Option<&str>) -> Result<(), String> {
        let newest = self.newest();
        let hooks = newest.lifecycle_hook_details.unwrap_or_default();
        let open = hooks.iter().find(|it| {
            it.status
                .as_ref()
                .is_some_and(|it| it.as_str() == "AWAITING_ACTION")
        });
        let input = api::ContinueServiceDeploymentRequest {
            service_deployment_arn: newest.service_deployment_arn,
            hook_id: open.and_then(|it| it.hook_id.clone()),
            action: action.map(Into::into),
        };
        let answer = self.write(services::continue_service_deployment, input);
        self.reconcile();
        answer.map(|_| ()).map_err(|fault| fault.message)
    }

    /// What share of production traffic the new revision gets, and the old one.
    fn weights(&mut self) -> (Option<f64>, Option<f64>) {
        let newest = self.newest();
        let target = newest.target_service_revision.expect("a target");
        let sources = newest.source_service_revisions.expect("sources");
        (
            target.requested_production_traffic_weight,
            sources[0].requested_production_traffic_weight,
        )
    }
}

#[test]
fn blue_stays_until_green_has_baked() {
    let mut world = World::new();
    world.deploy(json!({"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 30}));
    assert_eq!(world.stage(), "SCALE_UP");
    let blue = world.live();
    assert_eq!(blue.len(), 4, "two of each");
    assert_eq!(world.weights(), (Some(0.0), Some(100.0)));
    // Two rounds of forty-one seconds: green runs, is healthy, traffic has moved.
    world.settle_for(3);
    assert_eq!(world.stage(), "BAKE_TIME");
    assert_eq!(world.weights(), (Some(100.0), Some(0.0)));
    assert_eq!(world.live().len(), 4, "blue is still there");
    world.pass(30 * 60);
    world.reconcile();
    world.settle();
    assert_eq!(world.live().len(), 2);
    assert_eq!(rollout(&world.service()), ["COMPLETED"]);
    assert_eq!(world.status(), "SUCCESSFUL");
    assert!(
        world
            .messages()
            .iter()
            .any(|it| it.ends_with("deployment completed."))
    );
}

#[test]
fn linear_and_canary_move_traffic_in_steps() {
    for (strategy, seen) in [
        (
            json!({"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 40.0, "stepBakeTimeInMinutes": 10}}),
            vec![40.0, 80.0, 100.0],
        ),
        (
            json!({"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 2.5, "canaryBakeTimeInMinutes": 10}, "bakeTimeInMinutes": 5}),
            vec![2.5, 100.0],
        ),
    ] {
        let mut world = World::new();
        world.deploy(strategy);
        let mut weights = Vec::new();
        for _ in 0..60 {
            world.settle_for(1);
            let (target, source) = world.weights();
            if let (Some(target), Some(source)) = (target, source) {
                assert!((target + source - 100.0).abs() < 1e-9);
                if target > 0.0 && weights.last() != Some(&target) {
                    weights.push(target);
                }
            }
        }
        // With no bake time the last step is the end, and nothing is shown any more.
        weights.dedup();
        assert!(weights.starts_with(&seen[..seen.len() - 1]), "{weights:?}");
        assert_eq!(world.status(), "SUCCESSFUL");
        assert_eq!(world.live().len(), 2);
    }
}

#[test]
fn a_pause_hook_waits_for_an_answer() {
    let hooks = json!([{"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}]);
    let deploy = json!({"strategy": "BLUE_GREEN", "lifecycleHooks": hooks});
    let mut world = World::new();
    world.deploy(deploy.clone());
    assert!(world.answer(None).is_err(), "no hook has begun");
    world.settle();
    assert_eq!(world.stage(), "POST_TEST_TRAFFIC_SHIFT");
    assert_eq!(world.weights(), (Some(0.0), Some(100.0)));
    assert_eq!(world.answer(None), Ok(()));
    assert!(world.answer(None).is_err(), "it has been answered");
    world.settle();
    assert_eq!(world.status(), "SUCCESSFUL");
    let mut world = World::new();
    world.deploy(deploy);
    world.settle();
    assert_eq!(world.answer(Some("ROLLBACK")), Ok(()));
    world.settle();
    assert_eq!(world.status(), "ROLLBACK_SUCCESSFUL");
    let service = world.service();
    assert!(service.task_definition.expect("one").ends_with("web:1"));
    assert_eq!(world.live().len(), 2);
    assert!(
        world
            .messages()
            .iter()
            .any(|it| it.ends_with("deployment failed: a lifecycle hook failed."))
    );
}

#[test]
fn nobody_answers() {
    for (action, status) in [
        ("ROLLBACK", "ROLLBACK_SUCCESSFUL"),
        ("CONTINUE", "SUCCESSFUL"),
    ] {
        let timeout = json!({"timeoutInMinutes": 60, "action": action});
        let hook = json!({"targetType": "PAUSE", "lifecycleStages": ["PRE_SCALE_UP"], "timeoutConfiguration": timeout});
        let mut world = World::new();
        world.deploy(json!({"strategy": "BLUE_GREEN", "lifecycleHooks": [hook]}));
        assert_eq!(world.stage(), "PRE_SCALE_UP");
        assert_eq!(world.live().len(), 2, "nothing has started");
        world.pass(60 * 60);
        world.reconcile();
        world.settle();
        assert_eq!(world.status(), status);
    }
}

#[test]
fn it_can_be_stopped_at_each_stage() {
    for stage in [
        "PRE_SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
    ] {
        let hook = json!({"targetType": "PAUSE", "lifecycleStages": [stage]});
        let mut world = World::new();
        world.deploy(json!({"strategy": "BLUE_GREEN", "lifecycleHooks": [hook]}));
        world.settle();
        assert_eq!(world.stage(), stage);
        let stop = api::StopServiceDeploymentRequest {
            service_deployment_arn: world.newest().service_deployment_arn,
            ..Default::default()
        };
        world
            .write(services::stop_service_deployment, stop)
            .expect("stopped");
        world.reconcile();
        world.settle();
        assert_eq!(world.status(), "ROLLBACK_SUCCESSFUL", "{stage}");
        assert_eq!(world.live().len(), 2, "{stage}");
    }
}

#[test]
fn an_update_meanwhile_clears_what_was_begun() {
    let mut world = World::new();
    world.deploy(json!({"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 600}));
    world.settle_for(3);
    assert_eq!(world.stage(), "BAKE_TIME");
    let third = world.definition("web");
    world.update(api::UpdateServiceRequest {
        task_definition: Some(third),
        ..Default::default()
    });
    assert_eq!(world.stage(), "RECONCILE_SERVICE");
    world.settle();
    world.pass(600 * 60);
    world.reconcile();
    world.settle();
    assert_eq!(world.status(), "SUCCESSFUL");
    assert!(
        world
            .service()
            .task_definition
            .expect("one")
            .ends_with("web:3")
    );
    assert_eq!(world.live().len(), 2);
}

#[test]
fn what_does_not_fit_together_is_refused() {
    // No traffic is shifted with the strategy ROLLING.
    let traffic = json!([{"targetType": "PAUSE", "lifecycleStages": ["PRE_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT"]}]);
    for (value, code) in [
        (json!({"strategy": "PURPLE"}), "InvalidParameterException"),
        (
            json!({"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1441}),
            "InvalidParameterException",
        ),
        (
            json!({"strategy": "BLUE_GREEN", "linearConfiguration": {}}),
            "InvalidParameterException",
        ),
        (
            json!({"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 2.9}}),
            "InvalidParameterException",
        ),
        (
            json!({"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 0.25}}),
            "InvalidParameterException",
        ),
        (
            json!({"strategy": "BLUE_GREEN", "lifecycleHooks": [{"targetType": "PAUSE", "lifecycleStages": ["BAKE_TIME"]}]}),
            "InvalidParameterException",
        ),
        (
            json!({"strategy": "BLUE_GREEN", "lifecycleHooks": [{"hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:f", "lifecycleStages": ["PRE_SCALE_UP"]}]}),
            "UnsupportedFeatureException",
        ),
        (
            json!({"lifecycleHooks": traffic}),
            "InvalidParameterException",
        ),
        (
            json!({"bakeTimeInMinutes": 5}),
            "UnsupportedFeatureException",
        ),
    ] {
        let mut world = World::new();
        let definition = world.definition("web");
        let input = api::CreateServiceRequest {
            service_name: Some("web".into()),
            task_definition: Some(definition),
            desired_count: Some(1),
            deployment_configuration: Some(configuration(value.clone())),
            ..Default::default()
        };
        let refused = world.write(services::create_service, input);
        assert_eq!(refused.expect_err("refused").code, code, "{value}");
    }
}

/// A ROLLING deployment with hooks before the first task is replaced and after the last.
#[test]
fn a_rolling_deployment_waits_for_its_hooks() {
    fn runs(world: &mut World, definition: &str) {
        assert_eq!(world.live().len(), 2);
        for arn in world.live() {
            let its = world.describe(&arn).task_definition_arn.expect("one");
            assert!(its.ends_with(definition), "{its}");
        }
    }
    let stages = ["PRE_SCALE_UP", "POST_SCALE_UP"];
    let hooks = json!([{"targetType": "PAUSE", "lifecycleStages": stages}]);
    for (action, status, definition) in [
        ("CONTINUE", "SUCCESSFUL", "web:2"),
        ("ROLLBACK", "ROLLBACK_SUCCESSFUL", "web:1"),
    ] {
        let mut world = World::new();
        world.deploy(json!({"strategy": "ROLLING", "lifecycleHooks": hooks.clone()}));
        world.settle();
        assert_eq!(world.stage(), "PRE_SCALE_UP");
        // What runs meanwhile is replaced by the same.
        let victim = world.live().remove(0);
        let ended = vec![world::exited("app", 1), world::exited("helper", 0)];
        world.report(&victim, "STOPPED", ended);
        world.settle();
        runs(&mut world, "web:1");
        world.answer(Some("CONTINUE")).expect("answered");
        world.settle();
        assert_eq!(world.stage(), "POST_SCALE_UP");
        assert_eq!(world.status(), "IN_PROGRESS");
        runs(&mut world, "web:2");
        world.answer(Some(action)).expect("answered");
        world.settle();
        assert_eq!(world.status(), status);
        runs(&mut world, definition);
    }
}
