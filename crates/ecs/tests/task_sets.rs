//! Task sets: services whose deployments somebody else decides about.

mod world;

use berth_api_ecs as api;
use berth_ecs::events::{Delivery, Filter, read};
use berth_ecs::{services, tagging, task_protection};
use berth_protocol::fault::Fault;
use serde_json::Value;
use world::World;

const ARN: &str = "arn:aws:ecs:us-east-1:123456789012";

fn external() -> api::CreateServiceRequest {
    api::CreateServiceRequest {
        service_name: Some("web".into()),
        desired_count: Some(3),
        deployment_controller: Some(api::DeploymentController {
            r#type: Some("EXTERNAL".into()),
        }),
        ..Default::default()
    }
}

fn percent(value: f64) -> Option<api::Scale> {
    Some(api::Scale {
        value: Some(value),
        unit: Some("PERCENT".into()),
    })
}

fn text<T: serde::Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).expect("JSON");
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

impl World {
    fn external(&mut self) -> api::Service {
        self.instance();
        let made = self.write(services::create_service, external());
        made.expect("made").service.expect("a service")
    }

    fn try_set(
        &mut self,
        change: impl FnOnce(&mut api::CreateTaskSetRequest),
    ) -> Result<api::TaskSet, Fault> {
        let definition = self.definition("web");
        let mut input = api::CreateTaskSetRequest {
            cluster: Some("default".into()),
            service: Some("web".into()),
            task_definition: Some(definition),
            scale: percent(100.0),
            ..Default::default()
        };
        change(&mut input);
        let made = self.write(services::create_task_set, input)?;
        self.reconcile();
        Ok(made.task_set.expect("a task set"))
    }

    fn set(&mut self, scale: f64) -> String {
        let set = self.try_set(|it| it.scale = percent(scale)).expect("made");
        set.id.expect("an id")
    }

    fn scale(&mut self, set: &str, value: f64) -> Result<api::TaskSet, String> {
        let input = api::UpdateTaskSetRequest {
            cluster: Some("default".into()),
            service: Some("web".into()),
            task_set: Some(set.into()),
            scale: percent(value),
        };
        let changed = self.write(services::update_task_set, input);
        self.reconcile();
        changed
            .map(|it| it.task_set.expect("one"))
            .map_err(|it| it.message)
    }

    fn promote(&mut self, set: &str) -> Result<api::TaskSet, Fault> {
        let input = api::UpdateServicePrimaryTaskSetRequest {
            cluster: Some("default".into()),
            service: Some("web".into()),
            primary_task_set: Some(set.into()),
        };
        let changed = self.write(services::update_service_primary_task_set, input);
        self.reconcile();
        changed.map(|it| it.task_set.expect("one"))
    }

    fn delete(&mut self, set: &str, force: bool) -> Result<api::TaskSet, Fault> {
        let input = api::DeleteTaskSetRequest {
            cluster: Some("default".into()),
            service: Some("web".into()),
            task_set: Some(set.into()),
            force: Some(force),
        };
        let changed = self.write(services::delete_task_set, input);
        self.reconcile();
        changed.map(|it| it.task_set.expect("one"))
    }

    fn sets(&mut self, named: &[&str]) -> api::DescribeTaskSetsResponse {
        let input = api::DescribeTaskSetsRequest {
            cluster: Some("default".into()),
            service: Some("web".into()),
            task_sets: Some(named.iter().map(|it| (*it).to_owned()).collect()),
            include: Some(vec!["TAGS".into()]),
        };
        self.read(services::describe_task_sets, input)
            .expect("described")
    }

    fn one(&mut self, id: &str) -> api::TaskSet {
        let found = self.sets(&[id]);
        found.task_sets.expect("sets").remove(0)
    }

    /// The names of actions that services have told, and what sets they name.
    fn actions(&self) -> Vec<(String, Value)> {
        let reading = read(&self.state, &self.names, self.now, &Filter::default(), 0);
        let json = reading.deliveries.iter().map(|it| {
            let (Delivery::Event { json, .. } | Delivery::Lost { json, .. }) = it;
            serde_json::from_str::<Value>(json).expect("JSON")["detail"].clone()
        });
        let named = json.filter(|it| it.get("eventName").is_some());
        named
            .map(|it| (text(&it["eventName"]), it["taskSetArns"].clone()))
            .collect()
    }
}

#[test]
fn a_set_is_made_scaled_made_primary_and_deleted() {
    let mut world = World::new();
    let service = world.external();
    assert_eq!(service.deployments, Some(vec![]));
    assert_eq!(service.task_sets, Some(vec![]));
    assert_eq!(service.task_definition, None);
    let made = world
        .try_set(|it| {
            it.external_id = Some("build-7".into());
            it.scale = percent(50.0);
            it.tags = Some(vec![api::Tag {
                key: Some("team".into()),
                value: Some("a".into()),
            }]);
        })
        .expect("made");
    let id = made.id.clone().expect("an id");
    assert_eq!(
        made.task_set_arn,
        Some(format!("{ARN}:task-set/default/web/{id}"))
    );
    assert_eq!(
        made.computed_desired_count,
        Some(2),
        "half of three, rounded up"
    );
    assert_eq!(made.status.as_deref(), Some("ACTIVE"));
    assert_eq!(
        made.stability_status.as_ref().map(text).as_deref(),
        Some("STABILIZING")
    );
    let tasks = world.live();
    assert_eq!(tasks.len(), 2);
    let task = world.describe(&tasks[0]);
    assert_eq!(
        (task.started_by.as_ref(), task.group.as_deref()),
        (Some(&id), Some("service:web"))
    );
    world.settle();
    let set = world.one(&id);
    assert_eq!((set.running_count, set.pending_count), (Some(2), Some(0)));
    assert_eq!(
        set.stability_status.as_ref().map(text).as_deref(),
        Some("STEADY_STATE")
    );
    assert_eq!(set.external_id.as_deref(), Some("build-7"));
    assert_eq!(set.tags.as_ref().map(Vec::len), Some(1));
    let steady = format!("(service web, taskSet {id}) has reached a steady state.");
    assert_eq!(world.messages()[0], steady);
    let told = (
        "TASKSET_STEADY_STATE".to_owned(),
        serde_json::json!([set.task_set_arn]),
    );
    assert_eq!(world.actions(), [told]);

    let scaled = world.scale(&id, 100.0).expect("scaled");
    assert_eq!(scaled.computed_desired_count, Some(3));
    assert_eq!(
        scaled.stability_status.as_ref().map(text).as_deref(),
        Some("STABILIZING")
    );
    assert_eq!(world.live().len(), 3);
    assert_eq!(world.service().task_definition, None, "none is PRIMARY yet");
    let primary = world.promote(&id).expect("promoted");
    assert_eq!(primary.status.as_deref(), Some("PRIMARY"));
    let service = world.service();
    assert_eq!(service.task_definition, primary.task_definition);
    assert_eq!(service.task_sets.map(|it| it.len()), Some(1));

    // Another comes, takes over, and the first goes.
    let next = world.set(100.0);
    world.promote(&next).expect("promoted");
    let statuses = |world: &mut World| -> Vec<(String, String)> {
        let sets = world.sets(&[]).task_sets.expect("sets").into_iter();
        sets.map(|it| (it.id.expect("an id"), it.status.expect("a status")))
            .collect()
    };
    let both = [
        (next.clone(), "PRIMARY".into()),
        (id.clone(), "ACTIVE".into()),
    ];
    assert_eq!(statuses(&mut world), both);
    world.settle();
    assert_eq!(world.live().len(), 6, "each as large as it should be");
    let refused = world.delete(&id, false).expect_err("scaled above 0");
    assert!(refused.message.contains("scaled above 0"), "{refused}");
    let going = world.delete(&id, true).expect("deleted");
    assert_eq!(going.status.as_deref(), Some("DRAINING"));
    assert_eq!(going.computed_desired_count, Some(0));
    assert_eq!(world.one(&id).status.as_deref(), Some("DRAINING"));
    world.settle();
    assert_eq!(statuses(&mut world), [(next.clone(), "PRIMARY".into())]);
    assert_eq!(world.live().len(), 3);
    assert_eq!(
        world.state.all_service_revisions().count(),
        1,
        "its revision went with it"
    );
    let gone = world.sets(&[&id]).failures.expect("failures");
    assert_eq!(gone[0].reason.as_deref(), Some("MISSING"));
    let refused = world.delete(&id, true).expect_err("gone");
    assert_eq!(refused.code, "TaskSetNotFoundException");
}

#[test]
fn the_desired_count_is_the_services_and_sets_follow() {
    let mut world = World::new();
    world.external();
    let (a, b) = (world.set(100.0), world.set(10.0));
    world.settle();
    let counts = |world: &mut World| {
        [&a, &b].map(|id| {
            let set = world.one(id);
            let status = set.stability_status.as_ref().map(text).expect("shown");
            (set.computed_desired_count.expect("shown"), status)
        })
    };
    let steady = || "STEADY_STATE".to_owned();
    assert_eq!(counts(&mut world), [(3, steady()), (1, steady())]);
    let input = api::UpdateServiceRequest {
        service: Some("web".into()),
        desired_count: Some(5),
        ..Default::default()
    };
    world
        .write(services::update_service, input)
        .expect("updated");
    // Before the scheduler has looked: what is asked then is told.
    let five = [(5, "STABILIZING".to_owned()), (1, steady())];
    assert_eq!(counts(&mut world), five);
    world.settle();
    assert_eq!(counts(&mut world), [(5, steady()), (1, steady())]);
    let service = world.service();
    assert_eq!(
        (service.desired_count, service.running_count),
        (Some(5), Some(6))
    );
    assert_eq!(
        service
            .availability_zone_rebalancing
            .as_ref()
            .map(text)
            .as_deref(),
        Some("DISABLED")
    );
    // One that ends is replaced in its set.
    world.fail_one();
    world.settle();
    assert_eq!(counts(&mut world), [(5, steady()), (1, steady())]);
    let input = api::DeleteServiceRequest {
        service: Some("web".into()),
        force: Some(true),
        ..Default::default()
    };
    world
        .write(services::delete_service, input)
        .expect("deleted");
    world.reconcile();
    world.settle();
    assert_eq!(world.service().status.as_deref(), Some("INACTIVE"));
    assert_eq!(world.live().len(), 0);
}

#[test]
fn a_token_makes_one_set() {
    let mut world = World::new();
    world.external();
    let definition = world.definition("web");
    let token = |it: &mut api::CreateTaskSetRequest| {
        it.task_definition = Some(definition.clone());
        it.client_token = Some("once".into());
    };
    let first = world.try_set(token).expect("made").id;
    let again = world.try_set(token).expect("the same").id;
    assert_eq!(first, again);
    let other = world.try_set(|it| {
        token(it);
        it.external_id = Some("x".into());
    });
    let message = other.expect_err("another request").message;
    assert_eq!(message, "Creation of task set was not idempotent.");
    world.delete(&first.expect("an id"), true).expect("deleted");
    world.settle();
    let late = world.try_set(token).expect_err("it is not made again");
    assert!(late.message.contains("has been deleted"), "{late}");
}

#[test]
fn protected_tasks_hold_a_set_up_and_that_is_told() {
    let mut world = World::new();
    world.external();
    let set = world.set(100.0);
    world.settle();
    let input = api::UpdateTaskProtectionRequest {
        cluster: Some("default".into()),
        tasks: Some(world.live()),
        protection_enabled: Some(true),
        expires_in_minutes: Some(1),
    };
    world
        .write(task_protection::update_task_protection, input)
        .expect("protected");
    world.scale(&set, 0.0).expect("scaled");
    assert_eq!(world.live().len(), 3);
    let told = format!(
        "(service web) was unable to reach steady state because task set ({set}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks."
    );
    assert_eq!(world.messages()[0], told);
    world.pass(60);
    world.reconcile();
    world.settle();
    assert_eq!(world.live().len(), 0);
    assert_eq!(
        world
            .one(&set)
            .stability_status
            .as_ref()
            .map(text)
            .as_deref(),
        Some("STEADY_STATE")
    );
    world.delete(&set, false).expect("nothing to force");
}

#[test]
fn tags_of_a_set_are_changed_like_others() {
    let mut world = World::new();
    world.external();
    let set = world.set(0.0);
    let arn = world.one(&set).task_set_arn;
    let input = api::TagResourceRequest {
        resource_arn: arn.clone(),
        tags: Some(vec![api::Tag {
            key: Some("stage".into()),
            value: Some("green".into()),
        }]),
    };
    world.write(tagging::tag_resource, input).expect("tagged");
    let input = api::ListTagsForResourceRequest { resource_arn: arn };
    let listed = world
        .read(tagging::list_tags_for_resource, input)
        .expect("listed");
    assert_eq!(listed.tags.expect("tags").len(), 1);
    let input = api::TagResourceRequest {
        resource_arn: Some(format!("{ARN}:task-set/default/web/ecs-svc/1")),
        tags: None,
    };
    let refused = world.write(tagging::tag_resource, input).expect_err("none");
    assert_eq!(refused.code, "ResourceNotFoundException");
}

#[test]
fn what_does_not_belong_is_refused_by_name() {
    let mut world = World::new();
    let create = |world: &mut World, change: &dyn Fn(&mut api::CreateServiceRequest)| {
        let mut input = external();
        change(&mut input);
        let answer = world.write(services::create_service, input);
        answer.map_or_else(
            |fault| format!("{}: {}", fault.code, fault.message),
            |_| String::new(),
        )
    };
    let has = " cannot be given for a service with the EXTERNAL deployment controller: its task sets have it.";
    type Change<'a> = &'a dyn Fn(&mut api::CreateServiceRequest);
    let cases: [(&str, Change<'_>); 7] = [
        ("taskDefinition", &|it| {
            it.task_definition = Some("web:1".into())
        }),
        ("launchType", &|it| it.launch_type = Some("EC2".into())),
        ("networkConfiguration", &|it| {
            it.network_configuration = Some(Default::default())
        }),
        ("platformVersion", &|it| {
            it.platform_version = Some("LATEST".into())
        }),
        ("serviceRegistries", &|it| {
            it.service_registries = Some(vec![Default::default()])
        }),
        ("capacityProviderStrategy", &|it| {
            it.capacity_provider_strategy = Some(vec![Default::default()]);
        }),
        ("loadBalancers", &|it| {
            it.load_balancers = Some(vec![Default::default()])
        }),
    ];
    for (member, change) in &cases[..4] {
        let refused = create(&mut world, change);
        assert_eq!(refused, format!("InvalidParameterException: {member}{has}"));
    }
    // Of those that no service has yet it is enough to be refused.
    for (member, change) in &cases[4..] {
        assert!(create(&mut world, change).contains(member), "{member}");
    }
    let refused = create(&mut world, &|it| {
        it.scheduling_strategy = Some("DAEMON".into())
    });
    assert!(refused.contains("DAEMON"), "{refused}");
    let refused = create(&mut world, &|it| {
        it.deployment_configuration = Some(api::DeploymentConfiguration {
            strategy: Some("BLUE_GREEN".into()),
            ..Default::default()
        });
    });
    assert!(
        refused.contains("deploymentConfiguration.strategy"),
        "{refused}"
    );
    let refused = create(&mut world, &|it| {
        it.availability_zone_rebalancing = Some("ENABLED".into());
    });
    assert!(
        refused.contains("unless the deployment controller is ECS"),
        "{refused}"
    );

    world.external();
    let update = |world: &mut World, change: &dyn Fn(&mut api::UpdateServiceRequest)| {
        let mut input = api::UpdateServiceRequest {
            service: Some("web".into()),
            ..Default::default()
        };
        change(&mut input);
        let answer = world.write(services::update_service, input);
        answer.map_or_else(|fault| fault.message, |_| String::new())
    };
    let refused = update(&mut world, &|it| it.task_definition = Some("web:1".into()));
    assert_eq!(refused, format!("taskDefinition{has}"));
    let refused = update(&mut world, &|it| it.force_new_deployment = Some(true));
    assert_eq!(refused, format!("forceNewDeployment{has}"));
    assert_eq!(
        update(&mut world, &|it| it.health_check_grace_period_seconds =
            Some(9)),
        ""
    );

    let refused = world
        .try_set(|it| it.scale = percent(100.1))
        .expect_err("too much");
    assert_eq!(refused.message, "scale.value must be between 0 and 100.");
    let refused = world.try_set(|it| it.platform_version = Some("1.4.0".into()));
    assert!(
        refused
            .expect_err("not here")
            .message
            .contains("platform version")
    );
    for _ in 0..5 {
        world.set(0.0);
    }
    let refused = world.try_set(|_| {}).expect_err("too many");
    assert_eq!(refused.code, "LimitExceededException");
    let refused = world.promote("ecs-svc/1").expect_err("none");
    assert_eq!(refused.code, "TaskSetNotFoundException");
}

#[test]
fn services_of_the_other_controller_have_none() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 1);
    let refused = world.try_set(|_| {}).expect_err("ECS decides");
    assert_eq!(
        refused.message,
        "Task sets are only for services with the EXTERNAL deployment controller."
    );
    assert_eq!(world.service().task_sets, None);
}
