//! Every rounding, threshold and limit of placement, services and deployments as rows of tables: a row is
//! a rule of ECS on both sides of the number that it names.

mod world;

use berth_api_ecs as api;
use berth_ecs::{attributes, capacity_providers, faults, run_task, services, task_protection};
use berth_model::{TaskSet, Timestamp};
use berth_protocol::fault::Fault;
use berth_protocol::shape::{Input, decode};
use berth_reconciler::limits::{
    Threshold, ceiling, floor, launch_pause_seconds, short_life_pause_seconds,
};
use berth_scheduler::capacity::{self, Share};
use serde_json::{Value, json};
use world::{World, state};

#[test]
fn percentages_become_numbers_of_tasks() {
    // The rule, what it gives, what it is to give.
    for (rule, found, expected) in [
        // minimumHealthyPercent: rounded up, so that a part of a task is a task that may not stop.
        ("75 % of 2 at least", floor(2, 75), 2),
        ("50 % of 3 at least", floor(3, 50), 2),
        ("50 % of 4 at least", floor(4, 50), 2),
        ("1 % of 1 at least", floor(1, 1), 1),
        ("0 % of 10 at least", floor(10, 0), 0),
        ("100 % of 10 at least", floor(10, 100), 10),
        ("100 % of 0 at least", floor(0, 100), 0),
        ("33 % of 100 at least", floor(100, 33), 33),
        ("33 % of 101 at least", floor(101, 33), 34),
        // maximumPercent: rounded down, so that a part of a task is none that may start.
        ("125 % of 3 at most", ceiling(3, 125), 3),
        ("125 % of 4 at most", ceiling(4, 125), 5),
        ("200 % of 1 at most", ceiling(1, 200), 2),
        ("199 % of 1 at most", ceiling(1, 199), 1),
        ("100 % of 10 at most", ceiling(10, 100), 10),
        ("150 % of 3 at most", ceiling(3, 150), 4),
        ("200 % of 0 at most", ceiling(0, 200), 0),
        // A circuit breaker trips after half of the desired count, rounded up, between 3 and 200.
        ("failures of 1", Threshold::default().failures(1), 3),
        ("failures of 6", Threshold::default().failures(6), 3),
        ("failures of 7", Threshold::default().failures(7), 4),
        ("failures of 25", Threshold::default().failures(25), 13),
        ("failures of 399", Threshold::default().failures(399), 200),
        ("failures of 400", Threshold::default().failures(400), 200),
        ("failures of 800", Threshold::default().failures(800), 200),
        // BOUNDED_PERCENT has the same bounds, UNBOUNDED_PERCENT none but one, COUNT is a count.
        ("10 % of 40", Threshold::BoundedPercent(10).failures(40), 4),
        ("10 % of 20", Threshold::BoundedPercent(10).failures(20), 3),
        (
            "100 % of 201",
            Threshold::BoundedPercent(100).failures(201),
            200,
        ),
        (
            "10 % of 11, unbounded",
            Threshold::UnboundedPercent(10).failures(11),
            2,
        ),
        (
            "1 % of 1, unbounded",
            Threshold::UnboundedPercent(1).failures(1),
            1,
        ),
        (
            "100 % of 999, unbounded",
            Threshold::UnboundedPercent(100).failures(999),
            999,
        ),
        ("a count of 7", Threshold::Count(7).failures(1_000), 7),
        // A task set has its part of the desired count, rounded up.
        ("50 % of 5 in a set", set(50.0).computed(5), 3),
        ("0 % of 5 in a set", set(0.0).computed(5), 0),
        ("0.1 % of 5 in a set", set(0.1).computed(5), 1),
        ("100 % of 5 in a set", set(100.0).computed(5), 5),
        ("33.3 % of 3 in a set", set(33.3).computed(3), 1),
    ] {
        assert_eq!(found, expected, "{rule}");
    }
}

/// A task set of this scale in percent.
fn set(percent: f64) -> TaskSet {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    let scale = (percent * 1e6).round() as u32;
    TaskSet {
        external_id: None,
        scale,
        stable: false,
        stable_at: Timestamp(0),
        tags: std::collections::BTreeMap::new(),
    }
}

#[test]
fn launches_that_fail_are_spaced() {
    // Seconds after so many failures of a service that wants so many tasks.
    for (rule, found, expected) in [
        // Doubled with each round, a round being as many failures as tasks are wanted.
        ("no failure", launch_pause_seconds(0, 1), 0),
        ("the first", launch_pause_seconds(1, 1), 1),
        ("the second", launch_pause_seconds(2, 1), 2),
        ("the tenth of ten", launch_pause_seconds(10, 10), 1),
        ("the eleventh of ten", launch_pause_seconds(11, 10), 2),
        // Fifteen minutes at most.
        ("the tenth", launch_pause_seconds(10, 1), 512),
        ("the eleventh", launch_pause_seconds(11, 1), 900),
        ("the millionth", launch_pause_seconds(1_000_000, 1), 900),
        // Tasks that reached RUNNING are not throttled as those; ours that live for less than ten seconds are
        // spaced by ten seconds at most, after three rounds without.
        ("the third short life", short_life_pause_seconds(3, 1), 0),
        ("the fourth short life", short_life_pause_seconds(4, 1), 1),
        (
            "the hundredth short life",
            short_life_pause_seconds(100, 1),
            10,
        ),
    ] {
        assert_eq!(found, expected, "{rule}");
    }
}

#[test]
fn a_strategy_shares_tasks_out() {
    // (base, weight) of each provider, how many tasks, how many each has.
    for (shares, tasks, expected) in [
        // The base first, whatever the weights.
        (&[(2, 0), (0, 1)][..], 2, &[2, 0][..]),
        (&[(2, 0), (0, 1)], 5, &[2, 3]),
        // Then by weight.
        (&[(0, 1), (0, 1)], 4, &[2, 2]),
        (&[(0, 1), (0, 4)], 10, &[2, 8]),
        (&[(1, 1), (0, 3)], 5, &[2, 3]),
        // A weight of zero is never used beyond the base.
        (&[(0, 0), (0, 1)], 3, &[0, 3]),
    ] {
        let shares: Vec<Share> = shares
            .iter()
            .map(|(base, weight)| Share {
                base: *base,
                weight: *weight,
            })
            .collect();
        let taken = capacity::distribute(&shares, &[], tasks);
        let counts: Vec<usize> = (0..shares.len())
            .map(|at| taken.iter().filter(|it| **it == at).count())
            .collect();
        assert_eq!(counts, expected, "{shares:?} {tasks}");
    }
}

/// Times at which what is thought of a task or a service changes.
#[test]
fn time_alone_changes_what_is_thought_of_tasks() {
    // Without a health check a task is healthy when it has run for 40 seconds, and not before: then the
    // deployment is completed.
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 1);
    let task = world.live().remove(0);
    world.report(&task, "RUNNING", vec![state("app", "RUNNING")]);
    let rollout = |world: &mut World| {
        world.reconcile();
        let deployment = world.service().deployments.expect("some").remove(0);
        deployment
            .rollout_state
            .expect("a state")
            .as_str()
            .to_owned()
    };
    let started = world.now;
    for (ms, expected) in [
        (0, "IN_PROGRESS"),
        (39_999, "IN_PROGRESS"),
        (40_000, "COMPLETED"),
    ] {
        world.now = Timestamp(started.0 + ms);
        assert_eq!(rollout(&mut world), expected, "after {ms} ms");
    }
    // A steady state is told when it is reached, and every six hours while it lasts.
    let told = |world: &mut World| {
        world.reconcile();
        let messages = world.messages().into_iter();
        messages.filter(|it| it.ends_with("steady state.")).count()
    };
    let steady = world.now;
    for (seconds, expected) in [(0, 1), (21_599, 1), (21_600, 2), (43_199, 2), (43_200, 3)] {
        world.now = steady.plus_seconds(seconds);
        assert_eq!(told(&mut world), expected, "after {seconds} s");
    }
}

#[test]
fn trouble_is_told_again_after_six_hours_and_a_hundred_events_are_kept() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    // 2048 CPU units are ten of these tasks and a half.
    world.create(&definition, 11);
    let told = |world: &mut World| {
        world.reconcile();
        let messages = world.messages().into_iter();
        messages.filter(|it| it.contains("unable to place")).count()
    };
    let began = world.now;
    for (seconds, expected) in [(0, 1), (1, 1), (21_599, 1), (21_600, 2), (43_200, 3)] {
        world.now = began.plus_seconds(seconds);
        assert_eq!(told(&mut world), expected, "after {seconds} s");
    }
    for _ in 0..120 {
        let task = world.live().remove(0);
        world.report(&task, "RUNNING", vec![state("app", "RUNNING")]);
        world.pass(60);
        let ended = vec![world::exited("app", 0), world::exited("helper", 0)];
        world.report(&task, "STOPPED", ended);
        world.pass(60);
        world.reconcile();
    }
    assert_eq!(world.messages().len(), 100);
}

/// What an operation is asked beyond what it needs, and what is wrong with it: nothing, or words of the message.
type Row = (Value, Option<&'static str>);

fn many(count: usize, one: &Value) -> Value {
    Value::Array(vec![one.clone(); count])
}

fn merged(base: &Value, more: &Value) -> Value {
    let mut whole = base.clone();
    for (name, value) in more.as_object().expect("an object") {
        match value {
            Value::Null => drop(whole.as_object_mut().expect("an object").remove(name)),
            value => whole[name] = value.clone(),
        }
    }
    whole
}

/// Tries each row in a region of its own.
fn check(base: &Value, rows: &[Row], call: impl Fn(&mut World, Value) -> Result<(), Fault>) {
    for (more, wrong) in rows {
        let mut world = World::with_two();
        world.instance();
        world.definition("web");
        let shown: String = more.to_string().chars().take(200).collect();
        match (call(&mut world, merged(base, more)), wrong) {
            (Ok(()), None) => {}
            (Err(fault), Some(words)) => {
                assert!(fault.message.contains(words), "{shown}: {fault:?}");
            }
            (Ok(()), Some(words)) => panic!("{shown} is accepted; wanted {words:?}"),
            (Err(fault), None) => panic!("{shown}: {fault:?}"),
        }
    }
}

/// As a server takes it: the model's own limits are checked first.
fn parsed<T: Input>(input: &Value) -> Result<T, Fault> {
    let decoded = decode(input.to_string().as_bytes());
    decoded.map_err(|error| faults::invalid(error.to_string()))
}

#[test]
fn services_have_limits() {
    let spread = json!({"type": "spread", "field": "instanceId"});
    let member = json!({"type": "memberOf", "expression": "attribute:stack == test"});
    let item = |name: &str, base: i32, weight: i32| json!({"capacityProvider": name, "base": base, "weight": weight});
    let with = |strategy: &str, more: Value| {
        let configuration = merged(&json!({"strategy": strategy}), &more);
        json!({ "deploymentConfiguration": configuration })
    };
    let hook = |timeout: i32| {
        let hook = json!({
            "targetType": "PAUSE", "lifecycleStages": ["PRE_SCALE_UP"],
            "timeoutConfiguration": {"timeoutInMinutes": timeout, "action": "ROLLBACK"},
        });
        with(
            "BLUE_GREEN",
            json!({"bakeTimeInMinutes": 0, "lifecycleHooks": [hook]}),
        )
    };
    let strategy = |items: Vec<Value>| json!({ "capacityProviderStrategy": items });
    let daemon = |more: Value| {
        merged(
            &json!({"schedulingStrategy": "DAEMON", "desiredCount": null}),
            &more,
        )
    };
    check(
        &json!({"serviceName": "web", "taskDefinition": "web", "desiredCount": 1}),
        &[
            // A name of 255 letters, digits, hyphens and underscores.
            (json!({"serviceName": "a".repeat(255)}), None),
            (json!({"serviceName": "a".repeat(256)}), Some("255")),
            (json!({"serviceName": "a.b"}), Some("letters")),
            // desiredCount is required of REPLICA and forbidden for DAEMON.
            (json!({"desiredCount": 0}), None),
            (json!({"desiredCount": -1}), Some("desiredCount")),
            (json!({"desiredCount": null}), Some("desiredCount")),
            (daemon(json!({})), None),
            (daemon(json!({"desiredCount": 1})), Some("desiredCount")),
            // Ten constraints, five rules of a strategy; a DAEMON service has none of these.
            (json!({"placementConstraints": many(10, &member)}), None),
            (
                json!({"placementConstraints": many(11, &member)}),
                Some("10"),
            ),
            (json!({"placementStrategy": many(5, &spread)}), None),
            (json!({"placementStrategy": many(6, &spread)}), Some("5")),
            (
                daemon(json!({"placementStrategy": many(1, &spread)})),
                Some("trateg"),
            ),
            // A grace period of 0 to 2,147,483,647 seconds.
            (json!({"healthCheckGracePeriodSeconds": 0}), None),
            (json!({"healthCheckGracePeriodSeconds": i32::MAX}), None),
            (
                json!({"healthCheckGracePeriodSeconds": -1}),
                Some("healthCheckGracePeriodSeconds"),
            ),
            // A DAEMON service replaces in place: maximumPercent is 100.
            (
                daemon(json!({"deploymentConfiguration": {"maximumPercent": 100}})),
                None,
            ),
            (
                daemon(json!({"deploymentConfiguration": {"maximumPercent": 101}})),
                Some("maximumPercent"),
            ),
            // Bake times of up to a day, steps of tenths of percents.
            (with("BLUE_GREEN", json!({"bakeTimeInMinutes": 1440})), None),
            (
                with("BLUE_GREEN", json!({"bakeTimeInMinutes": 1441})),
                Some("1440"),
            ),
            (
                with("BLUE_GREEN", json!({"bakeTimeInMinutes": -1})),
                Some("bakeTimeInMinutes"),
            ),
            (
                with(
                    "LINEAR",
                    json!({"linearConfiguration": {"stepPercent": 3.0}}),
                ),
                None,
            ),
            (
                with(
                    "LINEAR",
                    json!({"linearConfiguration": {"stepPercent": 2.9}}),
                ),
                Some("stepPercent"),
            ),
            (
                with(
                    "LINEAR",
                    json!({"linearConfiguration": {"stepPercent": 100.0}}),
                ),
                None,
            ),
            (
                with(
                    "LINEAR",
                    json!({"linearConfiguration": {"stepPercent": 100.1}}),
                ),
                Some("stepPercent"),
            ),
            (
                with(
                    "LINEAR",
                    json!({"linearConfiguration": {"stepPercent": 3.05}}),
                ),
                Some("0.1"),
            ),
            (
                with(
                    "LINEAR",
                    json!({"linearConfiguration": {"stepBakeTimeInMinutes": 1440}}),
                ),
                None,
            ),
            (
                with(
                    "LINEAR",
                    json!({"linearConfiguration": {"stepBakeTimeInMinutes": 1441}}),
                ),
                Some("1440"),
            ),
            (
                with(
                    "CANARY",
                    json!({"canaryConfiguration": {"canaryPercent": 0.1}}),
                ),
                None,
            ),
            (
                with(
                    "CANARY",
                    json!({"canaryConfiguration": {"canaryPercent": 0.0}}),
                ),
                Some("canaryPercent"),
            ),
            (
                with(
                    "CANARY",
                    json!({"canaryConfiguration": {"canaryPercent": 100.1}}),
                ),
                Some("canaryPercent"),
            ),
            (
                with(
                    "CANARY",
                    json!({"canaryConfiguration": {"canaryBakeTimeInMinutes": 1441}}),
                ),
                Some("1440"),
            ),
            // Hooks time out after a minute to fourteen days.
            (hook(1), None),
            (hook(20_160), None),
            (hook(0), Some("timeoutInMinutes")),
            (hook(20_161), Some("timeoutInMinutes")),
            // base to 100,000, weight to 1,000, one base, not all weights zero.
            (strategy(vec![item("a", 100_000, 1)]), None),
            (strategy(vec![item("a", 100_001, 1)]), Some("base")),
            (strategy(vec![item("a", 0, 1_000)]), None),
            (strategy(vec![item("a", 0, 1_001)]), Some("weight")),
            (strategy(vec![item("a", 1, 1), item("b", 0, 1)]), None),
            (
                strategy(vec![item("a", 1, 1), item("b", 1, 1)]),
                Some("base"),
            ),
            (
                strategy(vec![item("a", 0, 0), item("b", 0, 0)]),
                Some("weight"),
            ),
            (strategy(vec![item("a", 0, 1); 21]), Some("20")),
        ],
        |world, input| {
            world
                .write(services::create_service, parsed(&input)?)
                .map(drop)
        },
    );
}

#[test]
fn running_by_oneself_has_limits() {
    let spread = json!({"type": "spread", "field": "instanceId"});
    let member = json!({"type": "memberOf", "expression": "attribute:stack == test"});
    check(
        &json!({"taskDefinition": "web"}),
        &[
            // One to ten copies.
            (json!({"count": 1}), None),
            (json!({"count": 10}), None),
            (json!({"count": 0}), Some("count")),
            (json!({"count": 11}), Some("count")),
            // Ten constraints, those of the definition included, five rules.
            (json!({"placementConstraints": many(10, &member)}), None),
            (
                json!({"placementConstraints": many(11, &member)}),
                Some("10"),
            ),
            (json!({"placementStrategy": many(5, &spread)}), None),
            (json!({"placementStrategy": many(6, &spread)}), Some("5")),
            // startedBy of 128 characters.
            (json!({"startedBy": "a".repeat(128)}), None),
            (json!({"startedBy": "a".repeat(129)}), Some("128")),
        ],
        |world, input| world.write(run_task::run_task, parsed(&input)?).map(drop),
    );
    check(
        &json!({"taskDefinition": "web", "containerInstances": ["a"]}),
        &[
            // Up to ten instances, startedBy of 36 characters.
            (json!({"containerInstances": many(10, &json!("a"))}), None),
            (
                json!({"containerInstances": many(11, &json!("a"))}),
                Some("10"),
            ),
            (json!({"startedBy": "a".repeat(36)}), None),
            (json!({"startedBy": "a".repeat(37)}), Some("36")),
        ],
        |world, input| world.write(run_task::start_task, parsed(&input)?).map(drop),
    );
}

#[test]
fn protection_and_attributes_have_limits() {
    check(
        &json!({"cluster": "default", "tasks": ["a"], "protectionEnabled": true}),
        &[
            // A minute to two days, two hours unless given; ten tasks a call.
            (json!({}), None),
            (json!({"expiresInMinutes": 1}), None),
            (json!({"expiresInMinutes": 2880}), None),
            (json!({"expiresInMinutes": 0}), Some("expiresInMinutes")),
            (json!({"expiresInMinutes": 2881}), Some("expiresInMinutes")),
            (json!({"tasks": many(10, &json!("a"))}), None),
            (json!({"tasks": many(11, &json!("a"))}), Some("10")),
        ],
        |world, input| {
            let call = task_protection::update_task_protection;
            world.write(call, parsed(&input)?).map(drop)
        },
    );
    let attribute = |name: &str, value: &str| json!({"name": name, "value": value});
    check(
        &json!({}),
        &[
            // Ten a resource; names and values of 128 characters.
            (json!({"attributes": many(1, &attribute("a", "b"))}), None),
            (
                json!({"attributes": [attribute(&"a".repeat(128), "b")]}),
                None,
            ),
            (
                json!({"attributes": [attribute(&"a".repeat(129), "b")]}),
                Some("128"),
            ),
            (
                json!({"attributes": [attribute("a", &"b".repeat(128))]}),
                None,
            ),
            (
                json!({"attributes": [attribute("a", &"b".repeat(129))]}),
                Some("128"),
            ),
            (json!({"attributes": [attribute("a", " b")]}), Some("")),
        ],
        |world, mut input| {
            let instance = world.instance();
            for attribute in input["attributes"].as_array_mut().expect("some") {
                attribute["targetId"] = json!(instance);
            }
            world
                .write(attributes::put_attributes, parsed(&input)?)
                .map(drop)
        },
    );
}

#[test]
fn capacity_providers_have_limits() {
    let scaling = |more: Value| {
        json!({"autoScalingGroupProvider": {
            "autoScalingGroupArn": "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:0-0:autoScalingGroupName/of",
            "managedScaling": merged(&json!({"status": "ENABLED"}), &more),
        }})
    };
    check(
        &merged(&json!({"name": "more"}), &scaling(json!({}))),
        &[
            // No name of AWS's own.
            (json!({"name": "aws-more"}), Some("aws")),
            (json!({"name": "ecs-more"}), Some("ecs")),
            (json!({"name": "fargate-more"}), Some("fargate")),
            (json!({"name": "a".repeat(255)}), None),
            (json!({"name": "a".repeat(256)}), Some("255")),
            // targetCapacity 1 to 100, steps 1 to 10,000, a warm-up of 0 to 10,000 seconds.
            (scaling(json!({"targetCapacity": 1})), None),
            (scaling(json!({"targetCapacity": 100})), None),
            (
                scaling(json!({"targetCapacity": 0})),
                Some("targetCapacity"),
            ),
            (
                scaling(json!({"targetCapacity": 101})),
                Some("targetCapacity"),
            ),
            (
                scaling(json!({"minimumScalingStepSize": 0})),
                Some("minimumScalingStepSize"),
            ),
            (
                scaling(json!({"maximumScalingStepSize": 10_001})),
                Some("maximumScalingStepSize"),
            ),
            (
                scaling(json!({"instanceWarmupPeriod": 10_001})),
                Some("instanceWarmupPeriod"),
            ),
        ],
        |world, input| {
            let call = capacity_providers::create_capacity_provider;
            world.write(call, parsed(&input)?).map(drop)
        },
    );
}

/// DescribeServices takes ten names.
#[test]
fn descriptions_have_limits() {
    for (count, accepted) in [(1, true), (10, true), (11, false), (0, false)] {
        let mut world = World::new();
        let input = api::DescribeServicesRequest {
            services: Some(vec!["web".to_owned(); count]),
            ..Default::default()
        };
        let described = world.read(services::describe_services, input);
        assert_eq!(described.is_ok(), accepted, "{count}");
    }
}
