//! Alarms that watch deployments: what they end, what comes back, and how it is told.

mod world;

use berth_api_ecs as api;
use berth_ecs::{alarms, services};
use serde_json::json;
use world::World;
use world::services::rollout;

impl World {
    fn alarm(&mut self, name: &str) {
        let input = alarms::PutAlarm {
            alarm_name: name.into(),
            period: Some(60),
            evaluation_periods: Some(5),
        };
        self.write(alarms::put_alarm, input).expect("made");
    }

    /// An alarm says something, and whatever the writer finds concerned is looked at.
    fn says(&mut self, name: &str, state: &str) {
        let input = alarms::SetAlarmState {
            alarm_name: name.into(),
            state_value: state.into(),
            state_reason: Some("errors".into()),
        };
        self.write(alarms::set_alarm_state, input).expect("set");
        self.reconcile();
    }

    fn watched(&mut self, count: i32, rollback: bool, more: serde_json::Value) {
        self.instance();
        self.alarm("errors");
        let mut configuration = json!({
            "alarms": {"alarmNames": ["errors", "unknown"], "enable": true, "rollback": rollback},
        });
        let members = configuration.as_object_mut().expect("an object");
        members.extend(more.as_object().expect("an object").clone());
        let definition = self.definition("web");
        let input = api::CreateServiceRequest {
            service_name: Some("web".into()),
            task_definition: Some(definition),
            desired_count: Some(count),
            deployment_configuration: Some(serde_json::from_value(configuration).expect("one")),
            ..Default::default()
        };
        self.write(services::create_service, input).expect("made");
        self.settle();
    }

    fn deploy(&mut self) {
        let definition = self.definition("web");
        self.update(api::UpdateServiceRequest {
            task_definition: Some(definition),
            ..Default::default()
        });
    }

    /// The status of the newest deployment, of its alarms, and those that have ended it.
    fn standing(&mut self) -> (String, String, Vec<String>) {
        let newest = self.newest();
        let alarms = newest.alarms.expect("shown");
        (
            newest.status.expect("shown").as_str().to_owned(),
            alarms.status.expect("shown").as_str().to_owned(),
            alarms.triggered_alarm_names.unwrap_or_default(),
        )
    }
}

fn is(of: (&str, &str), triggered: &[&str]) -> (String, String, Vec<String>) {
    let triggered = triggered.iter().map(|it| (*it).to_owned()).collect();
    (of.0.to_owned(), of.1.to_owned(), triggered)
}

#[test]
fn a_deployment_is_watched_until_its_alarms_had_time() {
    let mut world = World::new();
    world.watched(2, true, json!({}));
    assert_eq!(
        world.standing(),
        is(("SUCCESSFUL", "MONITORING_COMPLETE"), &[])
    );
    world.deploy();
    assert_eq!(world.standing(), is(("IN_PROGRESS", "MONITORING"), &[]));
    // Four rounds of 41 seconds: the new tasks are healthy and the old have gone, and five minutes are to pass.
    world.settle_for(4);
    assert_eq!(rollout(&world.service()), ["IN_PROGRESS"]);
    world.pass(300);
    world.reconcile();
    assert_eq!(rollout(&world.service()), ["COMPLETED"]);
    assert_eq!(
        world.standing(),
        is(("SUCCESSFUL", "MONITORING_COMPLETE"), &[])
    );
    // Afterwards nobody listens.
    world.says("errors", "ALARM");
    assert_eq!(rollout(&world.service()), ["COMPLETED"]);
}

#[test]
fn an_alarm_brings_back_what_was() {
    let mut world = World::new();
    world.watched(2, true, json!({}));
    let before = world.service().deployments.expect("one")[0].clone();
    world.deploy();
    world.settle_for(4);
    let failed = world.service().deployments.expect("one")[0]
        .id
        .clone()
        .expect("an id");
    world.says("errors", "ALARM");
    let service = world.service();
    let primary = &service.deployments.as_ref().expect("some")[0];
    assert_eq!(primary.task_definition, before.task_definition);
    let reason = primary.rollout_state_reason.clone().expect("a reason");
    let id = before.id.expect("an id");
    assert_eq!(
        reason,
        format!("ECS deployment alarm detected: rolling back to deploymentId {id}.")
    );
    let messages = world.messages();
    let told = format!("(service web) (deployment {failed}) deployment failed: alarm detected.");
    assert!(messages.contains(&told), "{messages:?}");
    assert_eq!(
        world.standing(),
        is(("ROLLBACK_IN_PROGRESS", "TRIGGERED"), &["errors"])
    );
    let rollback = world.newest().rollback.expect("one");
    assert_eq!(
        rollback.reason.as_deref(),
        Some("ECS deployment failed: alarm detected.")
    );
    // It goes on saying so; the rollback is not hindered by it.
    world.settle();
    assert_eq!(rollout(&world.service()), ["COMPLETED"]);
    assert_eq!(world.service().task_definition, before.task_definition);
    assert_eq!(
        world.standing(),
        is(("ROLLBACK_SUCCESSFUL", "TRIGGERED"), &["errors"])
    );
}

#[test]
fn without_rollback_the_deployment_has_failed_and_that_is_all() {
    let mut world = World::new();
    world.watched(2, false, json!({}));
    world.deploy();
    world.says("errors", "ALARM");
    assert_eq!(world.standing(), is(("STOPPED", "TRIGGERED"), &["errors"]));
    let primary = world.service().deployments.expect("some")[0].clone();
    assert_eq!(
        primary
            .rollout_state
            .map(|it| it.as_str().to_owned())
            .as_deref(),
        Some("FAILED")
    );
    let reason = primary.rollout_state_reason;
    assert_eq!(
        reason.as_deref(),
        Some("ECS deployment failed: alarm detected.")
    );
}

#[test]
fn a_deployment_that_begins_in_alarm_is_there_to_mend_it() {
    let mut world = World::new();
    world.watched(1, true, json!({}));
    world.says("errors", "ALARM");
    world.deploy();
    assert_eq!(world.standing(), is(("IN_PROGRESS", "DISABLED"), &[]));
    world.settle_for(4);
    assert_eq!(
        rollout(&world.service()),
        ["COMPLETED"],
        "nothing to wait for"
    );
}

#[test]
fn two_sets_are_watched_to_the_end_of_their_bake_time() {
    let mut world = World::new();
    let strategy = json!({"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 30});
    world.watched(1, true, strategy);
    world.pass(600);
    world.settle();
    assert_eq!(rollout(&world.service()), ["COMPLETED"]);
    world.deploy();
    world.settle_for(4);
    assert_eq!(
        world
            .newest()
            .lifecycle_stage
            .map(|it| it.as_str().to_owned())
            .as_deref(),
        Some("BAKE_TIME")
    );
    world.says("errors", "ALARM");
    world.settle();
    assert_eq!(
        world.standing(),
        is(("ROLLBACK_SUCCESSFUL", "TRIGGERED"), &["errors"])
    );
}

#[test]
fn alarms_are_made_set_and_deleted() {
    let mut world = World::new();
    let set = |world: &mut World, name: &str, state: &str| {
        let input = alarms::SetAlarmState {
            alarm_name: name.into(),
            state_value: state.into(),
            state_reason: None,
        };
        world
            .write(alarms::set_alarm_state, input)
            .map(|it| it.state_value)
            .map_err(|it| it.code)
    };
    assert_eq!(
        set(&mut world, "a", "OK"),
        Err("ResourceNotFoundException".into())
    );
    world.alarm("a");
    assert_eq!(
        alarms::describe_alarms(&world.state).alarms[0].state_value,
        "INSUFFICIENT_DATA"
    );
    assert_eq!(
        set(&mut world, "a", "GREEN"),
        Err("InvalidParameterException".into())
    );
    assert_eq!(set(&mut world, "a", "ALARM"), Ok("ALARM"));
    world.alarm("a");
    assert_eq!(
        alarms::describe_alarms(&world.state).alarms[0].state_value,
        "ALARM",
        "kept"
    );
    for (period, periods) in [(0, 1), (60, 0), (86_401, 1), (86_400, 8)] {
        let input = alarms::PutAlarm {
            alarm_name: "b".into(),
            period: Some(period),
            evaluation_periods: Some(periods),
        };
        let refused = world
            .write(alarms::put_alarm, input)
            .expect_err("too long or nothing");
        assert!(refused.message.starts_with("period must be"), "{refused}");
    }
    let names = alarms::DeleteAlarms {
        alarm_names: vec!["a".into(), "none".into()],
    };
    world.write(alarms::delete_alarms, names).expect("deleted");
    assert_eq!(alarms::describe_alarms(&world.state).alarms, []);
    let definition = world.definition("web");
    let configuration = json!({"alarms": {"alarmNames": [], "enable": true, "rollback": true}});
    let input = api::CreateServiceRequest {
        service_name: Some("web".into()),
        task_definition: Some(definition),
        desired_count: Some(1),
        deployment_configuration: serde_json::from_value(configuration).expect("one"),
        ..Default::default()
    };
    let refused = world
        .write(services::create_service, input)
        .expect_err("no alarms");
    assert!(refused.message.contains("alarmNames"), "{refused}");
}
