//! Daemons: a task on each instance of their capacity providers, and their own task definitions.

mod world;

use berth_api_ecs as api;
use berth_ecs::{alarms, clusters, daemon_definitions, definitions, list_tasks, services, tagging};
use serde_json::json;
use world::capacity::{INVALID, refused};
use world::{World, attribute, state};

const ARN: &str = "arn:aws:ecs:us-east-1:123456789012";

impl World {
    /// Capacity providers `a` and `b`, associated.
    fn providers() -> Self {
        let mut world = Self::new();
        world.make("a", None);
        world.make("b", None);
        world
            .associate(&["a", "b", "FARGATE"], &[])
            .expect("associated");
        world
    }

    fn host(&mut self, provider: &str) -> String {
        let mut attributes = vec![attribute("berth.capacity-provider", Some(provider))];
        attributes.push(attribute("ecs.os-type", Some("linux")));
        attributes.push(attribute("ecs.capability.pid-ipc-namespace-sharing", None));
        self.register(2048, attributes)
    }

    fn agent_definition(&mut self) -> String {
        let input = json!({
            "family": "agent",
            "containerDefinitions": [{"name": "app", "image": "busybox", "memory": 16}],
            "pidMode": "shared",
        });
        let input = serde_json::from_value(input).expect("a request");
        let made = self.write(daemon_definitions::register_daemon_task_definition, input);
        made.expect("registered")
            .daemon_task_definition_arn
            .expect("an ARN")
    }

    fn try_daemon(
        &mut self,
        change: impl FnOnce(&mut api::CreateDaemonRequest),
    ) -> Result<api::CreateDaemonResponse, berth_protocol::fault::Fault> {
        let mut input = api::CreateDaemonRequest {
            daemon_name: Some("logs".into()),
            daemon_task_definition_arn: Some("agent".into()),
            capacity_provider_arns: Some(vec![format!("{ARN}:capacity-provider/a")]),
            ..Default::default()
        };
        change(&mut input);
        let made = self.write(services::create_daemon, input);
        self.advance("daemon:logs");
        made
    }

    fn update_daemon(&mut self, definition: &str, provider: &str) -> api::UpdateDaemonResponse {
        let input = api::UpdateDaemonRequest {
            daemon_arn: Some(format!("{ARN}:daemon/default/logs")),
            daemon_task_definition_arn: Some(definition.into()),
            capacity_provider_arns: Some(vec![provider.into()]),
            ..Default::default()
        };
        let updated = self.write(services::update_daemon, input).expect("updated");
        self.advance("daemon:logs");
        updated
    }

    fn daemon(&mut self) -> Option<api::DaemonDetail> {
        let input = api::DescribeDaemonRequest {
            daemon_arn: Some(format!("{ARN}:daemon/default/logs")),
        };
        let found = self.read(services::describe_daemon, input).ok()?;
        found.daemon
    }

    fn deployment(&mut self, arn: Option<String>) -> api::DaemonDeployment {
        let input = api::DescribeDaemonDeploymentsRequest {
            daemon_deployment_arns: arn.map(|it| vec![it]),
        };
        let found = self
            .read(services::describe_daemon_deployments, input)
            .expect("found");
        found.daemon_deployments.expect("some").remove(0)
    }

    fn daemon_tasks(&self) -> Vec<String> {
        let tasks = self.state.tasks_of_service("default", "daemon:logs");
        tasks.map(|it| self.names.task("default", it.id)).collect()
    }

    /// Tasks that are to run do, those that are to stop have, and time passes.
    fn round(&mut self) {
        for arn in self.daemon_tasks() {
            let stops = self.describe(&arn).desired_status.as_deref() == Some("STOPPED");
            let status = if stops { "STOPPED" } else { "RUNNING" };
            self.report(&arn, status, vec![state("app", status)]);
        }
        self.advance("daemon:logs");
        self.pass(41);
        self.advance("daemon:logs");
    }
}

#[test]
fn a_daemon_is_on_each_instance_of_its_capacity_providers() {
    let mut world = World::providers();
    let definition = world.agent_definition();
    assert_eq!(definition, format!("{ARN}:daemon-task-definition/agent:1"));
    let hosts = [world.host("a"), world.host("a")];
    world.host("b");
    world.instance();
    let made = world.try_daemon(|_| {}).expect("made");
    assert_eq!(made.daemon_arn, Some(format!("{ARN}:daemon/default/logs")));
    assert_eq!(made.status.as_ref().map(|it| it.as_str()), Some("ACTIVE"));
    let again = world.try_daemon(|_| {}).expect("the same");
    assert_eq!(again.deployment_arn, made.deployment_arn);
    let other = world.try_daemon(|it| it.critical = Some(true));
    refused(other, INVALID, "not idempotent");

    let tasks = world.daemon_tasks();
    let mut on: Vec<_> = tasks.iter().map(|it| world.describe(it)).collect();
    on.sort_by(|a, b| a.container_instance_arn.cmp(&b.container_instance_arn));
    let mut expected = hosts.to_vec();
    expected.sort();
    let places: Vec<_> = on
        .iter()
        .filter_map(|it| it.container_instance_arn.clone())
        .collect();
    assert_eq!(places, expected);
    assert_eq!(on[0].group.as_deref(), Some("daemon:logs"));
    assert_eq!(on[0].task_definition_arn.as_ref(), Some(&definition));
    assert_eq!(on[0].capacity_provider_name.as_deref(), Some("a"));
    let detail = world
        .daemon()
        .expect("there")
        .current_revisions
        .expect("one")
        .remove(0);
    assert_eq!(
        (
            detail.total_running_count,
            detail.total_without_daemon_count
        ),
        (Some(0), Some(2))
    );
    world.round();
    let detail = world
        .daemon()
        .expect("there")
        .current_revisions
        .expect("one")
        .remove(0);
    assert_eq!(
        (
            detail.total_running_count,
            detail.total_without_daemon_count
        ),
        (Some(2), Some(0))
    );
    let deployment = world.deployment(made.deployment_arn);
    assert_eq!(
        deployment.status.as_ref().map(|it| it.as_str()),
        Some("SUCCESSFUL")
    );

    // One more host has it at once; what ends comes again.
    world.host("a");
    world.advance("daemon:logs");
    assert_eq!(world.daemon_tasks().len(), 3);
    let input = api::ListTasksRequest {
        daemon_name: Some("logs".into()),
        ..Default::default()
    };
    let listed = world.read(list_tasks::list_tasks, input).expect("listed");
    assert_eq!(listed.task_arns.expect("some").len(), 3);
    world.round();
    let victim = world.daemon_tasks().remove(0);
    world.report(&victim, "STOPPED", vec![world::exited("app", 1)]);
    world.advance("daemon:logs");
    assert_eq!(world.daemon_tasks().len(), 3);

    // Nobody meets it as a service.
    let listed = world.read(services::list_services, api::ListServicesRequest::default());
    assert_eq!(listed.expect("listed").service_arns, Some(vec![]));
    let described = world.read(
        clusters::describe_clusters,
        api::DescribeClustersRequest::default(),
    );
    let cluster = described
        .expect("described")
        .clusters
        .expect("one")
        .remove(0);
    assert_eq!(cluster.active_services_count, Some(0));
    for name in [
        "daemon:logs",
        "arn:aws:ecs:us-east-1:123456789012:service/default/daemon:logs",
    ] {
        let input = api::UpdateServiceRequest {
            service: Some(name.into()),
            ..Default::default()
        };
        refused(
            world.write(services::update_service, input),
            INVALID,
            "Invalid identifier",
        );
    }

    let input = api::DeleteDaemonRequest {
        daemon_arn: Some(format!("{ARN}:daemon/default/logs")),
    };
    let gone = world
        .write(services::delete_daemon, input)
        .expect("deleted");
    assert_eq!(
        gone.status.as_ref().map(|it| it.as_str()),
        Some("DELETE_IN_PROGRESS")
    );
    world.advance("daemon:logs");
    world.round();
    assert_eq!(world.daemon(), None);
    assert_eq!(world.daemon_tasks(), Vec::<String>::new());
    world.try_daemon(|_| {}).expect("made again");
}

#[test]
fn a_deployment_goes_from_instance_to_instance_and_back_if_it_fails() {
    let mut world = World::providers();
    world.agent_definition();
    for _ in 0..4 {
        world.host("a");
    }
    world.try_daemon(|_| {}).expect("made");
    world.round();
    let second = world.agent_definition();
    let updated = world.update_daemon(&second, "a");
    let stopping = |world: &mut World| {
        let tasks = world.daemon_tasks();
        let tasks = tasks.iter().map(|it| world.describe(it));
        tasks
            .filter(|it| it.desired_status.as_deref() == Some("STOPPED"))
            .count()
    };
    assert_eq!(stopping(&mut world), 1, "a quarter of four");
    for _ in 0..10 {
        world.round();
        assert!(stopping(&mut world) <= 1);
    }
    let tasks = world.daemon_tasks();
    assert!(
        tasks
            .iter()
            .all(|it| world.describe(it).task_definition_arn.as_ref() == Some(&second))
    );
    let deployment = world.deployment(updated.deployment_arn);
    assert_eq!(
        deployment.status.as_ref().map(|it| it.as_str()),
        Some("SUCCESSFUL")
    );
    assert_eq!(
        deployment
            .target_daemon_revision
            .expect("one")
            .total_running_instance_count,
        Some(4)
    );

    // One whose tasks never run comes back to what did.
    let third = world.agent_definition();
    let updated = world.update_daemon(&third, "a");
    for _ in 0..40 {
        for arn in world.daemon_tasks() {
            let task = world.describe(&arn);
            let stops = task.desired_status.as_deref() == Some("STOPPED");
            let bad = task.task_definition_arn.as_ref() == Some(&third);
            let status = if stops || bad { "STOPPED" } else { "RUNNING" };
            world.report(&arn, status, vec![state("app", status)]);
        }
        world.advance("daemon:logs");
        world.pass(41);
        world.advance("daemon:logs");
    }
    let deployment = world.deployment(updated.deployment_arn);
    assert_eq!(
        deployment.status.as_ref().map(|it| it.as_str()),
        Some("ROLLBACK_SUCCESSFUL")
    );
    assert_eq!(
        deployment
            .circuit_breaker
            .expect("shown")
            .status
            .as_ref()
            .map(|it| it.as_str()),
        Some("TRIGGERED")
    );
    let listed = world.read(
        services::list_daemon_deployments,
        api::ListDaemonDeploymentsRequest {
            daemon_arn: Some(format!("{ARN}:daemon/default/logs")),
            ..Default::default()
        },
    );
    assert_eq!(
        listed
            .expect("listed")
            .daemon_deployments
            .expect("some")
            .len(),
        3
    );
}

#[test]
fn it_moves_with_its_providers_and_they_are_in_use() {
    let mut world = World::providers();
    let definition = world.agent_definition();
    let (_, b) = (world.host("a"), world.host("b"));
    world.try_daemon(|it| it.tags = Some(vec![])).expect("made");
    world.round();
    let fault = world.associate(&["b", "FARGATE"], &[]).expect_err("in use");
    assert_eq!(fault.code, "ResourceInUseException");
    world.update_daemon(&definition, "b");
    for _ in 0..4 {
        world.round();
    }
    let tasks = world.daemon_tasks();
    assert_eq!(tasks.len(), 1);
    assert_eq!(world.describe(&tasks[0]).container_instance_arn, Some(b));
    let listed = |world: &mut World, provider: &str| {
        let input = api::ListDaemonsRequest {
            capacity_provider_arns: Some(vec![provider.into()]),
            ..Default::default()
        };
        let listed = world.read(services::list_daemons, input).expect("listed");
        listed.daemon_summaries_list.expect("a list").len()
    };
    assert_eq!((listed(&mut world, "a"), listed(&mut world, "b")), (0, 1));
}

#[test]
fn a_daemon_is_watched_for_its_bake_time() {
    let mut world = World::providers();
    world.agent_definition();
    world.host("a");
    let input = alarms::PutAlarm {
        alarm_name: "errors".into(),
        ..Default::default()
    };
    world.write(alarms::put_alarm, input).expect("made");
    let configuration =
        json!({"alarms": {"alarmNames": ["errors"], "enable": true}, "bakeTimeInMinutes": 10});
    let made = world
        .try_daemon(|it| {
            it.deployment_configuration = serde_json::from_value(configuration).expect("one");
        })
        .expect("made");
    let status = |world: &mut World| {
        let deployment = world.deployment(made.deployment_arn.clone());
        deployment.status.expect("shown").as_str().to_owned()
    };
    world.round();
    assert_eq!(status(&mut world), "IN_PROGRESS");
    world.pass(600);
    world.advance("daemon:logs");
    assert_eq!(status(&mut world), "SUCCESSFUL");
}

#[test]
fn task_definitions_of_daemons_are_their_own() {
    let mut world = World::providers();
    let arn = world.agent_definition();
    let describe = |world: &mut World, given: &str| {
        let input = api::DescribeDaemonTaskDefinitionRequest {
            daemon_task_definition: Some(given.into()),
        };
        world.read(daemon_definitions::describe_daemon_task_definition, input)
    };
    let shown = describe(&mut world, "agent")
        .expect("there")
        .daemon_task_definition
        .expect("one");
    assert_eq!(shown.daemon_task_definition_arn.as_ref(), Some(&arn));
    assert_eq!(
        (shown.family.as_deref(), shown.revision),
        (Some("agent"), Some(1))
    );
    assert_eq!(
        shown.pid_mode.as_ref().map(|it| it.as_str()),
        Some("shared")
    );
    let container = &shown.container_definitions.expect("some")[0];
    assert_eq!(
        (container.name.as_deref(), container.memory),
        (Some("app"), Some(16))
    );
    // Neither kind is found among the other.
    let listed = world.read(
        definitions::list_task_definitions,
        api::ListTaskDefinitionsRequest::default(),
    );
    assert_eq!(listed.expect("listed").task_definition_arns, Some(vec![]));
    let families = api::ListTaskDefinitionFamiliesRequest::default();
    let listed = world.read(definitions::list_task_definition_families, families);
    assert_eq!(listed.expect("listed").families, Some(vec![]));
    for given in ["daemon:agent:1", &arn] {
        let input = api::DescribeTaskDefinitionRequest {
            task_definition: Some(given.into()),
            ..Default::default()
        };
        world
            .read(definitions::describe_task_definition, input)
            .expect_err("another kind");
    }
    world.definition("agent");
    let list = |world: &mut World, status: &str| {
        let input = api::ListDaemonTaskDefinitionsRequest {
            status: Some(status.into()),
            ..Default::default()
        };
        let listed = world.read(daemon_definitions::list_daemon_task_definitions, input);
        listed
            .expect("listed")
            .daemon_task_definitions
            .expect("a list")
            .len()
    };
    assert_eq!(
        (list(&mut world, "ACTIVE"), list(&mut world, "ALL")),
        (1, 1)
    );
    let input = api::ListTagsForResourceRequest {
        resource_arn: Some(arn.clone()),
    };
    world
        .read(tagging::list_tags_for_resource, input)
        .expect("has tags");
    world.try_daemon(|_| {}).expect("made");
    let delete = |world: &mut World| {
        let input = api::DeleteDaemonTaskDefinitionRequest {
            daemon_task_definition: Some(arn.clone()),
        };
        world
            .write(daemon_definitions::delete_daemon_task_definition, input)
            .expect("deleted");
        let shown = describe(world, &arn)
            .expect("there")
            .daemon_task_definition
            .expect("one");
        shown.status.expect("shown").as_str().to_owned()
    };
    assert_eq!(delete(&mut world), "DELETE_IN_PROGRESS", "a daemon has it");
    let input = api::DeleteDaemonRequest {
        daemon_arn: Some(format!("{ARN}:daemon/default/logs")),
    };
    world
        .write(services::delete_daemon, input)
        .expect("deleted");
    world.advance("daemon:logs");
    let next = world.agent_definition();
    assert!(next.ends_with("agent:2"));
    refused(
        world.try_daemon(|it| it.daemon_task_definition_arn = Some("agent:1".into())),
        "ClientException",
        "not ACTIVE",
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let mut world = World::providers();
    world.agent_definition();
    let invalid =
        |world: &mut World, words: &str, change: &dyn Fn(&mut api::CreateDaemonRequest)| {
            refused(world.try_daemon(|it| change(it)), INVALID, words);
        };
    invalid(&mut world, "daemonName", &|it| {
        it.daemon_name = Some("a:b".into())
    });
    invalid(&mut world, "capacityProviderArns", &|it| {
        it.capacity_provider_arns = Some(vec![])
    });
    for provider in [
        "none",
        "FARGATE",
        "arn:aws:ecs:eu-west-1:123456789012:capacity-provider/a",
    ] {
        invalid(&mut world, "capacityProviderArns", &|it| {
            it.capacity_provider_arns = Some(vec![provider.into()]);
        });
    }
    let configuration = |value: serde_json::Value| {
        let value = serde_json::from_value(value).expect("one");
        move |it: &mut api::CreateDaemonRequest| it.deployment_configuration = value
    };
    refused(
        world.try_daemon(configuration(json!({"drainPercent": 101.0}))),
        INVALID,
        "drainPercent",
    );
    refused(
        world.try_daemon(configuration(json!({"bakeTimeInMinutes": -1}))),
        INVALID,
        "bakeTimeInMinutes",
    );
    let none = world.try_daemon(|it| it.daemon_task_definition_arn = Some("none".into()));
    refused(none, "ClientException", "not found");
    let input = api::DescribeDaemonRequest {
        daemon_arn: Some(format!("{ARN}:daemon/default/none")),
    };
    refused(
        world.read(services::describe_daemon, input),
        "DaemonNotFoundException",
        "",
    );
    let input = json!({"family": "agent", "containerDefinitions": [{"image": "busybox"}]});
    let input = serde_json::from_value(input).expect("a request");
    let nameless = world.write(daemon_definitions::register_daemon_task_definition, input);
    assert!(nameless.is_err());
}

/// What a service and RunTask find while an instance's daemon is on its way, and afterwards.
#[test]
fn others_wait_until_an_instances_daemons_run() {
    let mut world = World::providers();
    world.agent_definition();
    let definition = world.definition("web");
    world.host("a");
    world.try_daemon(|_| {}).expect("made");
    // Its task is placed and does not run yet.
    assert_eq!(world.daemon_tasks().len(), 1);
    let strategy = [("a", 0, 1)];
    let (placed, failures) = world.placed(1, &strategy);
    assert_eq!((placed.len(), failures), (0, vec!["DAEMON".to_owned()]));
    let output = world.run(&definition, 1);
    let failures = output.failures.expect("failures");
    assert_eq!(failures[0].reason.as_deref(), Some("DAEMON"));
    world.create(&definition, 2);
    assert_eq!(world.live().len(), 0);
    let told = world.messages().remove(0);
    assert!(told.contains("encountered error \"DAEMON\""), "{told}");
    // Where no daemon is to come, nobody waits.
    let other = world.instance();
    world.reconcile();
    let places: Vec<_> = world.live().iter().map(|it| world.describe(it)).collect();
    assert_eq!(places.len(), 2);
    assert!(
        places
            .iter()
            .all(|it| it.container_instance_arn.as_ref() == Some(&other))
    );
    // It runs: others may come.
    world.round();
    let (placed, failures) = world.placed(1, &strategy);
    assert_eq!((placed.len(), failures.len()), (1, 0));
    // While it is started anew they wait again.
    let task = world.daemon_tasks().remove(0);
    world.report(&task, "STOPPED", vec![world::exited("app", 1)]);
    world.advance("daemon:logs");
    let (_, failures) = world.placed(1, &strategy);
    assert_eq!(failures, ["DAEMON"]);
    // A deleted one holds nobody up.
    let input = api::DeleteDaemonRequest {
        daemon_arn: Some(format!("{ARN}:daemon/default/logs")),
    };
    world
        .write(services::delete_daemon, input)
        .expect("deleted");
    let (placed, failures) = world.placed(1, &strategy);
    assert_eq!((placed.len(), failures.len()), (1, 0));
}

/// The writer names those that wait when a daemon's task comes up.
#[test]
fn a_daemon_that_comes_up_is_news_for_those_that_wait() {
    let mut world = World::providers();
    world.agent_definition();
    let definition = world.definition("web");
    world.host("a");
    world.try_daemon(|_| {}).expect("made");
    world.create(&definition, 1);
    assert_eq!(world.live().len(), 0);
    let task = world.daemon_tasks().remove(0);
    world.report(&task, "RUNNING", vec![state("app", "RUNNING")]);
    let web = ("default".to_owned(), "web".to_owned());
    assert!(world.news.contains(&web), "{:?}", world.news);
}
