//! What goes wrong with a service, and the event that explains it: constraints nobody can meet, tasks that die at
//! once, an image that vanishes, instances that flap, reports that come late, twice or out of order, a control plane
//! that dies, clocks that jump. Never a task too many, and it always comes to rest.

mod world;

use berth_api_ecs as api;
use berth_ecs::services;
use berth_model::{Loader, Timestamp, invariants};
use world::services::SETTINGS;
use world::{World, exited, state};

impl World {
    /// The region as a control plane finds it that starts on what was stored.
    fn restart(&mut self) {
        let loader = Loader::default();
        let mut part = loader.part();
        for ((table, _), record) in invariants::records(&self.state) {
            part.record(table, &record).expect("it was stored");
        }
        let loaded = loader.finish(vec![part]);
        assert_eq!(invariants::check(&loaded), []);
        assert_eq!(
            invariants::records(&loaded),
            invariants::records(&self.state)
        );
        self.state = loaded;
    }

    /// Never more tasks than the ceiling, never fewer healthy ones than `least`.
    fn in_bounds(&mut self, least: u32) {
        let key = ("default".to_owned(), "web".to_owned());
        let standing = self.read(
            |state, cx, ()| Ok(services::standing(state, cx, SETTINGS, &key)),
            (),
        );
        let standing = standing.expect("never fails").expect("it has bounds");
        assert!(standing.live <= standing.ceiling, "{standing:?}");
        assert!(standing.healthy >= least, "{standing:?}");
    }

    fn tells(&mut self, words: &str) -> bool {
        let messages = self.messages();
        messages.iter().any(|it| it.contains(words))
    }

    fn run_pending(&mut self) {
        for arn in self.live() {
            let task = self.describe(&arn);
            if task.last_status.as_deref() == Some("PENDING") {
                self.report(&arn, "RUNNING", vec![state("app", "RUNNING")]);
            }
        }
    }

    /// Those that are PENDING end without having run, for this reason.
    fn fail_pending(&mut self, reason: &str) -> usize {
        let mut failed = 0;
        for arn in self.live() {
            let task = self.describe(&arn);
            if task.last_status.as_deref() == Some("PENDING") {
                let ended = api::ContainerStateChange {
                    reason: Some(reason.to_owned()),
                    ..state("app", "STOPPED")
                };
                self.report(&arn, "STOPPED", vec![ended, state("helper", "STOPPED")]);
                failed += 1;
            }
        }
        failed
    }

    fn deploy(&mut self, breaker: bool) -> api::Service {
        let definition = self.definition("web");
        let breaker = breaker.then(|| api::DeploymentCircuitBreaker {
            enable: Some(true),
            rollback: Some(true),
            ..Default::default()
        });
        self.update(api::UpdateServiceRequest {
            task_definition: Some(definition),
            deployment_configuration: breaker.map(|it| api::DeploymentConfiguration {
                deployment_circuit_breaker: Some(it),
                ..Default::default()
            }),
            ..Default::default()
        })
    }
}

fn rollout(service: &api::Service) -> String {
    let deployments = service.deployments.as_ref().expect("some");
    let rollout = deployments[0].rollout_state.as_ref().expect("a state");
    rollout.as_str().to_owned()
}

/// A service of two at rest on one instance, and its deployment's definition.
fn at_rest() -> World {
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 2);
    world.settle();
    world
}

#[test]
fn what_nobody_can_meet_is_told_with_its_reason() {
    let closest = "The closest matching container-instance ";
    // What the service asks, what the event says, whether it names an instance.
    for (constraint, count, says, names) in [
        (
            Some("memberOf"),
            1,
            "encountered error \"MemberOf placement constraint unsatisfied.\"",
            true,
        ),
        (
            Some("distinctInstance"),
            2,
            "encountered error \"DistinctInstance placement constraint unsatisfied.\"",
            true,
        ),
        (None, 11, "has insufficient CPU units available", true),
    ] {
        let mut world = World::new();
        world.instance();
        let definition = world.definition("web");
        let constraint = constraint.map(|kind| api::PlacementConstraint {
            r#type: Some(kind.into()),
            expression: (kind == "memberOf").then(|| "attribute:stack == other".to_owned()),
        });
        let input = api::CreateServiceRequest {
            service_name: Some("web".into()),
            task_definition: Some(definition),
            desired_count: Some(count),
            placement_constraints: constraint.map(|it| vec![it]),
            ..Default::default()
        };
        world.write(services::create_service, input).expect("made");
        world.reconcile();
        let told = world.messages().remove(0);
        assert!(
            told.contains("was unable to place a task because"),
            "{told}"
        );
        assert!(told.contains(says), "{told}");
        assert_eq!(told.contains(closest), names, "{told}");
        let before = world.messages().len();
        world.pass(600);
        world.reconcile();
        assert_eq!(world.messages().len(), before, "said once");
        world.in_bounds(0);
    }
}

#[test]
fn tasks_that_die_at_once_are_spaced_and_told() {
    // They never run: the service says that it cannot start them.
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 2);
    let mut failed = 0;
    for _ in 0..8 {
        failed += world.fail_pending("CannotStartContainerError: no such program");
        world.reconcile();
        world.in_bounds(0);
        world.pass(2);
        world.reconcile();
    }
    assert!(failed < 12, "{failed} launches in 16 seconds");
    assert!(world.tells("is unable to consistently start tasks successfully."));
    let service = world.service();
    let deployment = &service.deployments.as_ref().expect("one")[0];
    assert_eq!(
        usize::try_from(deployment.failed_tasks.expect("a number")),
        Ok(failed)
    );
    // They run and end at once: not throttled as those, and each start is told.
    let mut world = World::new();
    world.instance();
    let definition = world.definition("web");
    world.create(&definition, 1);
    for _ in 0..5 {
        world.run_pending();
        for arn in world.live() {
            world.report(&arn, "STOPPED", vec![exited("app", 1), exited("helper", 0)]);
        }
        world.reconcile();
        world.pass(1);
        world.reconcile();
    }
    assert!(!world.tells("unable to consistently start"));
    let started = world.messages();
    let started = started
        .iter()
        .filter(|it| it.contains("has started 1 tasks"));
    assert!(started.count() >= 5);
}

#[test]
fn an_image_that_vanishes_in_a_deployment_leaves_what_ran() {
    const GONE: &str = "CannotPullContainerError: manifest unknown";
    // With a breaker the deployment fails and is taken back; without one it goes on trying, ever more slowly.
    for breaker in [true, false] {
        let mut world = at_rest();
        let before = world.live();
        world.deploy(breaker);
        let victim = world.live().into_iter().find(|it| !before.contains(it));
        for _ in 0..12 {
            world.fail_pending(GONE);
            world.reconcile();
            world.in_bounds(2);
            world.pass(60);
            world.reconcile();
        }
        let task = world.describe(&victim.expect("one was started"));
        let containers = task.containers.expect("some");
        assert_eq!(containers[0].reason.as_deref(), Some(GONE));
        assert!(
            before.iter().all(|it| world.live().contains(it)),
            "what ran stays"
        );
        if breaker {
            assert!(world.tells("deployment failed: tasks failed to start."));
            assert!(world.tells("rolling back to deployment ecs-svc/"));
            assert_eq!(rollout(&world.service()), "COMPLETED");
        } else {
            assert!(world.tells("is unable to consistently start tasks successfully."));
            assert_eq!(rollout(&world.service()), "IN_PROGRESS");
            // It is there again.
            world.settle_for(40);
            assert_eq!(rollout(&world.service()), "COMPLETED");
        }
    }
}

#[test]
fn an_instance_that_flaps_changes_nothing_and_takes_tasks_when_it_is_there() {
    let mut world = World::new();
    let instance = world.instance();
    let definition = world.definition("web");
    world.create(&definition, 2);
    world.settle();
    let before = world.live();
    for _ in 0..20 {
        world.connect(&instance, false);
        world.reconcile();
        world.in_bounds(2);
        world.connect(&instance, true);
        world.reconcile();
        world.in_bounds(2);
    }
    assert_eq!(world.live(), before);
    // What is to start while it is away waits, says why, and comes when it is back.
    world.connect(&instance, false);
    world.update(api::UpdateServiceRequest {
        desired_count: Some(3),
        ..Default::default()
    });
    assert_eq!(world.live().len(), 2);
    assert!(world.tells("encountered error \"AGENT\""));
    world.connect(&instance, true);
    let web = ("default".to_owned(), "web".to_owned());
    assert!(world.news.contains(&web), "it is news for who waits");
    world.reconcile();
    assert_eq!(world.live().len(), 3);
}

#[test]
fn reports_that_come_late_twice_or_out_of_order_count_once() {
    let mut world = at_rest();
    let task = world.live().remove(0);
    let version = |world: &mut World| world.describe(&task).version;
    let running = || vec![state("app", "RUNNING"), state("helper", "RUNNING")];
    let before = version(&mut world);
    world.report(&task, "RUNNING", running());
    assert_eq!(version(&mut world), before, "twice is once");
    let ended = || vec![exited("app", 3), exited("helper", 0)];
    world.report(&task, "STOPPED", ended());
    world.reconcile();
    let replaced = world.live();
    assert_eq!(replaced.len(), 2);
    let (over, told) = (version(&mut world), world.messages().len());
    // What was sent before and arrives after it.
    world.report(&task, "RUNNING", running());
    world.report(&task, "STOPPED", ended());
    world.reconcile();
    assert_eq!((version(&mut world), world.messages().len()), (over, told));
    assert_eq!(
        world.describe(&task).last_status.as_deref(),
        Some("STOPPED")
    );
    assert_eq!(world.live(), replaced, "no second replacement");
    let service = world.service();
    let deployment = &service.deployments.expect("one")[0];
    assert_eq!(
        deployment.failed_tasks,
        Some(0),
        "one that had run is no failed start"
    );
}

#[test]
fn a_control_plane_that_dies_at_every_step_deploys_all_the_same() {
    let mut world = at_rest();
    let before = world.live();
    world.deploy(false);
    for _ in 0..12 {
        world.restart();
        world.run_pending();
        world.restart();
        world.reconcile();
        world.restart();
        world.in_bounds(2);
        for arn in world.live() {
            if world.describe(&arn).desired_status.as_deref() == Some("STOPPED") {
                world.report(&arn, "STOPPED", vec![exited("app", 0), exited("helper", 0)]);
                world.restart();
            }
        }
        world.pass(41);
        world.reconcile();
    }
    assert_eq!(rollout(&world.service()), "COMPLETED");
    assert_eq!(world.live().len(), 2);
    assert!(!before.iter().any(|it| world.live().contains(it)));
    let messages = world.messages();
    let completed = messages
        .iter()
        .filter(|it| it.ends_with("deployment completed."));
    assert_eq!(completed.count(), 2, "each is told once: {messages:?}");
}

#[test]
fn clocks_that_jump_neither_hurry_nor_hold_a_deployment() {
    for jump in [-86_400, -3_600, 3_600, 30 * 86_400] {
        let mut world = at_rest();
        world.deploy(false);
        world.run_pending();
        let real = world.now;
        world.now = Timestamp(real.0 + jump * 1_000);
        world.reconcile();
        // Nothing goes before what comes is taken for healthy; set back, nobody can tell since when it runs.
        world.in_bounds(2);
        world.settle();
        world.in_bounds(2);
        assert_eq!(rollout(&world.service()), "COMPLETED", "{jump}");
        assert_eq!(world.live().len(), 2);
        // And back.
        world.now = world.now.plus_seconds(-jump);
        world.deploy(false);
        world.settle();
        assert_eq!(rollout(&world.service()), "COMPLETED", "{jump} and back");
        assert_eq!(world.live().len(), 2);
    }
}
