use berth_model::{InstanceId, RolloutState, SchedulingStrategy, ServiceStatus, TaskId, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::limits::{Threshold, ceiling, floor};

pub(crate) const NOW: Timestamp = Timestamp(1_000_000);

pub(crate) fn deployment(id: &str, rollout: RolloutState) -> DeploymentView {
    DeploymentView {
        id: id.to_owned(),
        rollout,
        failed_tasks: 0,
        failed_at: None,
        breaker_count: 0,
        launch_failures: 0,
        short_lives: 0,
        shares: Vec::new(),
    }
}

pub(crate) fn service(desired: u32) -> ServiceView {
    ServiceView {
        status: ServiceStatus::Active,
        scheduling: SchedulingStrategy::Replica,
        desired,
        minimum_healthy_percent: 100,
        maximum_percent: 200,
        breaker: None,
        steady_at: None,
        deployments: vec![deployment("ecs-svc/new", RolloutState::InProgress)],
        tasks: Vec::new(),
        instances: Vec::new(),
        zones: None,
        lifecycle: None,
        sets: None,
        alarms: None,
    }
}

pub(crate) fn task(number: u128, deployment: usize, stage: Stage) -> Cohort {
    Cohort::from(TaskView {
        id: TaskId::new(number),
        deployment: Some(deployment),
        stage,
        draining: false,
        protected_until: None,
        healthy_since: Some(Timestamp(0)),
        instance: Some(InstanceId::new(1)),
        zone: None,
        provider: None,
    })
}

pub(crate) const HEALTHY: Stage = Stage::Running(Fitness::Healthy);
const UNHEALTHY: Stage = Stage::Running(Fitness::Unhealthy);
const YOUNG: Stage = Stage::Running(Fitness::Unknown(Some(Timestamp(1_040_000))));

/// A service whose old deployment has `old` healthy tasks, with a new one.
fn updated(desired: u32, old: u32, minimum: u32, maximum: u32) -> ServiceView {
    let mut view = service(desired);
    view.minimum_healthy_percent = minimum;
    view.maximum_percent = maximum;
    view.deployments
        .push(deployment("ecs-svc/old", RolloutState::Completed));
    view.tasks = (0..u128::from(old))
        .map(|number| task(number, 1, HEALTHY))
        .collect();
    view
}

fn started(outcome: &Outcome) -> u32 {
    let counts = outcome.decisions.iter().map(|it| match it {
        Decision::Start(count) => *count,
        Decision::StartOn(_) => 1,
        _ => 0,
    });
    counts.sum()
}

fn stopped(outcome: &Outcome) -> Vec<TaskId> {
    let tasks = outcome.decisions.iter().filter_map(|it| match it {
        Decision::Stop(tasks, _) => Some(tasks.clone()),
        _ => None,
    });
    tasks.flatten().collect()
}

#[test]
fn a_deployment_starts_and_stops_within_its_bounds() {
    // desired, minimum, maximum: starts, stops at once
    for (desired, minimum, maximum, starts, stops) in [
        (4, 100, 200, 4, 0),
        (4, 50, 100, 0, 2),
        (4, 50, 200, 4, 2),
        (3, 100, 125, 0, 0),
        (3, 75, 134, 1, 0),
        (2, 75, 100, 0, 0),
        (4, 0, 200, 4, 4),
        (10, 90, 110, 1, 1),
        (1, 100, 200, 1, 0),
        (1, 0, 100, 0, 1),
    ] {
        let outcome = reconcile(&updated(desired, desired, minimum, maximum), NOW);
        let came = (started(&outcome), stopped(&outcome).len());
        assert_eq!(came, (starts, stops), "{desired} {minimum} {maximum}");
    }
}

#[test]
fn an_alarm_ends_a_deployment_and_gets_its_time_to_notice() {
    let alarms = |triggered, baking_since| {
        Some(AlarmsView {
            triggered,
            bake_seconds: 120,
            baking_since,
        })
    };
    // While tasks start: nothing more is launched.
    let mut view = service(2);
    view.alarms = alarms(true, None);
    assert_eq!(reconcile(&view, NOW).decisions, [Decision::FailByAlarm]);
    view.alarms = alarms(false, None);
    assert_eq!(reconcile(&view, NOW).decisions, [Decision::Start(2)]);
    // All is there: it is watched, and done when nothing has come of that.
    view.tasks = vec![task(1, 0, HEALTHY), task(2, 0, HEALTHY)];
    let outcome = reconcile(&view, NOW);
    assert_eq!(outcome.decisions, [Decision::Bake]);
    assert_eq!(outcome.look_again, Some(NOW.plus_seconds(120)));
    view.alarms = alarms(false, Some(NOW));
    let outcome = reconcile(&view, NOW.plus_seconds(119));
    assert_eq!(outcome.decisions, []);
    assert_eq!(outcome.look_again, Some(NOW.plus_seconds(120)));
    let done = [Decision::Complete, Decision::AnnounceSteady];
    assert_eq!(reconcile(&view, NOW.plus_seconds(120)).decisions, done);
    // A clock that was set back makes nobody wait for longer.
    assert_eq!(reconcile(&view, Timestamp(0)).decisions, done);
    view.alarms = alarms(true, Some(NOW));
    assert_eq!(
        reconcile(&view, NOW.plus_seconds(1)).decisions,
        [Decision::FailByAlarm]
    );
    // Nobody listens to alarms once it is over.
    view.deployments[0].rollout = RolloutState::Completed;
    let decisions = reconcile(&view, NOW.plus_seconds(1)).decisions;
    assert_eq!(decisions, [Decision::AnnounceSteady]);
}

#[test]
fn bounds_that_allow_nothing_are_told() {
    let outcome = reconcile(&updated(3, 3, 100, 125), NOW);
    assert!(outcome.decisions.contains(&Decision::AnnounceBlocked));
    let outcome = reconcile(&updated(3, 3, 100, 200), NOW);
    assert!(!outcome.decisions.contains(&Decision::AnnounceBlocked));
}

#[test]
fn old_tasks_stay_until_new_ones_are_healthy() {
    let mut view = updated(2, 2, 100, 200);
    view.tasks.push(task(10, 0, YOUNG));
    view.tasks.push(task(11, 0, HEALTHY));
    let outcome = reconcile(&view, NOW);
    assert_eq!(stopped(&outcome).len(), 1);
    assert_eq!(outcome.look_again, Some(Timestamp(1_040_000)));
    view.tasks[2].stage = HEALTHY;
    let outcome = reconcile(&view, NOW);
    assert_eq!(stopped(&outcome).len(), 2);
}

#[test]
fn capacity_providers_keep_their_shares() {
    // The providers of the tasks that run, the shares, and the numbers of those that go.
    let check = |providers: &[usize], shares: &[u32], going: &[u128]| {
        let mut view = service(shares.iter().sum());
        view.deployments[0].shares = shares.to_vec();
        let tasks = (0..).zip(providers);
        view.tasks = tasks
            .map(|(number, provider)| {
                let mut task = task(number, 0, HEALTHY);
                task.provider = Some(*provider).filter(|it| *it < shares.len());
                task
            })
            .collect();
        let going: Vec<TaskId> = going.iter().map(|it| TaskId::new(*it)).collect();
        let outcome = reconcile(&view, NOW);
        assert_eq!(stopped(&outcome), going, "{providers:?} to {shares:?}");
    };
    check(&[0, 0, 1, 1], &[2, 1], &[2]);
    check(&[0, 0, 1, 1], &[1, 2], &[0]);
    check(&[0, 0, 0, 1, 1, 1], &[2, 2], &[0, 3]);
    check(&[0, 1, 1, 1], &[1, 1], &[1, 2]);
    // Those of a provider that the strategy has not any more go first.
    check(&[0, 0, 9, 1], &[2, 1], &[2]);
    // One has less than its share: nothing of it goes.
    check(&[0, 1, 1, 1], &[2, 1], &[1]);
}

#[test]
fn a_protected_task_stays_until_its_protection_ends() {
    let mut view = updated(1, 1, 100, 200);
    view.tasks[0].protected_until = Some(Timestamp(2_000_000));
    view.tasks.push(task(10, 0, HEALTHY));
    let outcome = reconcile(&view, NOW);
    assert_eq!(stopped(&outcome), []);
    assert_eq!(outcome.look_again, Some(Timestamp(2_000_000)));
    assert_eq!(stopped(&reconcile(&view, Timestamp(2_000_000))).len(), 1);
}

#[test]
fn draining_instances_are_left_within_the_bounds() {
    let mut view = service(2);
    view.tasks = vec![task(1, 0, HEALTHY), task(2, 0, HEALTHY)];
    view.tasks[0].draining = true;
    let outcome = reconcile(&view, NOW);
    assert_eq!((started(&outcome), stopped(&outcome).len()), (1, 0));
    view.tasks[0].stage = Stage::Pending;
    let outcome = reconcile(&view, NOW);
    assert_eq!(stopped(&outcome), [TaskId::new(1)]);
    view.tasks[0].stage = HEALTHY;
    view.maximum_percent = 100;
    let outcome = reconcile(&view, NOW);
    assert_eq!((started(&outcome), stopped(&outcome).len()), (0, 0));
}

#[test]
fn unhealthy_tasks_go_as_their_replacements_run() {
    let mut view = service(2);
    view.tasks = vec![task(1, 0, HEALTHY), task(2, 0, UNHEALTHY)];
    let outcome = reconcile(&view, NOW);
    assert_eq!((started(&outcome), stopped(&outcome).len()), (1, 0));
    view.tasks.push(task(3, 0, YOUNG));
    let outcome = reconcile(&view, NOW);
    assert_eq!(stopped(&outcome), [TaskId::new(2)]);
    view.tasks.pop();
    // Without room for a replacement one goes to make it.
    view.maximum_percent = 100;
    let outcome = reconcile(&view, NOW);
    assert_eq!(stopped(&outcome), [TaskId::new(2)]);
}

#[test]
fn a_breaker_fails_the_deployment_and_nothing_more_is_launched() {
    let mut view = service(1);
    view.breaker = Some(Threshold::default());
    view.deployments[0].breaker_count = 2;
    assert_eq!(started(&reconcile(&view, NOW)), 1);
    view.deployments[0].breaker_count = 3;
    let outcome = reconcile(&view, NOW);
    assert_eq!(outcome.decisions, [Decision::Fail]);
    view.deployments[0].rollout = RolloutState::Failed;
    assert_eq!(reconcile(&view, NOW).decisions, []);
}

#[test]
fn failed_launches_are_spaced() {
    let mut view = service(1);
    view.deployments[0].launch_failures = 3;
    view.deployments[0].failed_at = Some(NOW);
    let outcome = reconcile(&view, NOW);
    assert_eq!(started(&outcome), 0);
    assert_eq!(outcome.look_again, Some(NOW.plus_seconds(4)));
    assert!(outcome.decisions.contains(&Decision::AnnounceThrottling));
    assert_eq!(started(&reconcile(&view, NOW.plus_seconds(4))), 1);
    // A clock that was set back holds nobody.
    assert_eq!(started(&reconcile(&view, NOW.plus_seconds(-7200))), 1);
}

#[test]
fn a_deleted_service_stops_all_then_ends() {
    let mut view = service(0);
    view.status = ServiceStatus::Draining;
    view.tasks = vec![task(1, 0, HEALTHY), task(2, 0, Stage::Stopping)];
    assert_eq!(stopped(&reconcile(&view, NOW)), [TaskId::new(1)]);
    view.tasks.clear();
    assert_eq!(reconcile(&view, NOW).decisions, [Decision::BecomeInactive]);
}

#[test]
fn daemons_are_on_every_instance_that_fits() {
    let mut view = service(2);
    view.scheduling = SchedulingStrategy::Daemon;
    view.minimum_healthy_percent = 50;
    view.maximum_percent = 100;
    let target = |id, fits, busy| DaemonTarget {
        id: InstanceId::new(id),
        fits,
        busy,
    };
    view.instances = vec![target(1, true, false), target(2, true, false)];
    assert_eq!(started(&reconcile(&view, NOW)), 2);
    view.deployments
        .push(deployment("ecs-svc/old", RolloutState::Completed));
    view.tasks = vec![task(1, 1, HEALTHY), task(2, 1, HEALTHY)];
    view.tasks[1].instance = Some(InstanceId::new(2));
    // One may go at 50 %; nothing starts beside it.
    let outcome = reconcile(&view, NOW);
    assert_eq!((started(&outcome), stopped(&outcome).len()), (0, 1));
    // An instance that drains loses its daemon last.
    view.instances[0] = target(1, false, true);
    view.tasks[0].draining = true;
    view.tasks[0].deployment = Some(0);
    view.tasks[1].deployment = Some(0);
    assert_eq!(stopped(&reconcile(&view, NOW)), []);
    // The deployment does not wait for that.
    view.deployments.truncate(1);
    view.deployments[0].rollout = RolloutState::InProgress;
    view.desired = 1;
    let completes = |view: &ServiceView| {
        let outcome = reconcile(view, NOW);
        outcome.decisions.contains(&Decision::Complete)
    };
    assert!(completes(&view));
    view.instances[0].busy = false;
    assert_eq!(stopped(&reconcile(&view, NOW)), [TaskId::new(1)]);
}

/// What may happen to a service between two looks.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Starts(u8),
    Ends(u8),
    Sickens(u8),
    Drains(u8),
    Deploys,
    Scales(u8),
    Passes(u16),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        any::<u8>().prop_map(Happening::Starts),
        any::<u8>().prop_map(Happening::Ends),
        any::<u8>().prop_map(Happening::Sickens),
        any::<u8>().prop_map(Happening::Drains),
        Just(Happening::Deploys),
        (0_u8..9).prop_map(Happening::Scales),
        (1_u16..60_000).prop_map(Happening::Passes),
    ];
    prop::collection::vec(one, 0..60)
}

struct World {
    view: ServiceView,
    now: Timestamp,
    next: u128,
}

impl World {
    fn pick(&mut self, number: u8) -> Option<&mut Cohort> {
        let count = self.view.tasks.len().max(1);
        self.view.tasks.get_mut(usize::from(number) % count)
    }

    fn happen(&mut self, happening: Happening) {
        let soon = self.now.plus_seconds(40);
        match happening {
            Happening::Starts(which) => {
                if let Some(task) = self.pick(which).filter(|it| it.stage == Stage::Pending) {
                    task.stage = Stage::Running(Fitness::Unknown(Some(soon)));
                    task.healthy_since = Some(soon);
                }
            }
            Happening::Ends(which) => {
                if let Some(id) = self.pick(which).map(|it| it.id) {
                    self.view.tasks.retain(|it| it.id != id);
                }
            }
            Happening::Sickens(which) => {
                if let Some(task) = self.pick(which).filter(|it| it.is_healthy()) {
                    task.stage = UNHEALTHY;
                }
            }
            Happening::Drains(which) => {
                if let Some(task) = self.pick(which) {
                    task.draining = true;
                }
            }
            Happening::Deploys => {
                for task in &mut self.view.tasks {
                    task.deployment = task.deployment.map(|place| place + 1);
                }
                let new = deployment("ecs-svc/newer", RolloutState::InProgress);
                self.view.deployments.insert(0, new);
            }
            Happening::Scales(count) => self.view.desired = u32::from(count),
            Happening::Passes(ms) => self.now = Timestamp(self.now.0 + i64::from(ms)),
        }
        for task in &mut self.view.tasks {
            if let Stage::Running(Fitness::Unknown(Some(at))) = task.stage
                && at <= self.now
            {
                task.stage = HEALTHY;
            }
        }
    }

    /// Looks, holds what is decided to the bounds, and does it. Whether anything was decided.
    fn look(&mut self) -> bool {
        let outcome = reconcile(&self.view, self.now);
        let again = reconcile(&self.view, self.now);
        assert_eq!(outcome, again, "the same view gives the same answer");
        let live = u32::try_from(self.view.tasks.len()).unwrap();
        let most = ceiling(self.view.desired, self.view.maximum_percent);
        let starts = started(&outcome);
        assert!(
            starts == 0 || live + starts <= most,
            "more tasks than the ceiling"
        );
        let least = floor(self.view.desired, self.view.minimum_healthy_percent);
        let healthy = |view: &ServiceView, without: &[TaskId]| {
            let tasks = view.tasks.iter();
            let tasks = tasks.filter(|it| it.is_healthy() && !without.contains(&it.id));
            u32::try_from(tasks.count()).unwrap()
        };
        let gone = stopped(&outcome);
        let (before, after) = (healthy(&self.view, &[]), healthy(&self.view, &gone));
        assert!(
            after == before || after >= least,
            "fewer than the floor by our own doing"
        );
        for id in &gone {
            assert!(
                self.view
                    .tasks
                    .iter()
                    .any(|it| it.id == *id && it.is_wanted())
            );
        }
        for _ in 0..starts {
            self.next += 1;
            self.view.tasks.push(task(self.next, 0, Stage::Pending));
        }
        for task in &mut self.view.tasks {
            if gone.contains(&task.id) {
                task.stage = Stage::Stopping;
            }
        }
        for decision in &outcome.decisions {
            match decision {
                Decision::Complete => self.view.deployments[0].rollout = RolloutState::Completed,
                Decision::AnnounceSteady => self.view.steady_at = Some(self.now),
                Decision::Retire(_) => {}
                _ => self.view.steady_at = None,
            }
        }
        !outcome.decisions.is_empty()
    }
}

proptest! {
    #[test]
    fn bounds_hold_at_each_step_and_everything_settles(
        desired in 0_u32..9,
        minimum in 0_u32..=100,
        maximum in prop_oneof![Just(200_u32), 100_u32..=250],
        happenings in happenings(),
    ) {
        let mut view = service(desired);
        view.minimum_healthy_percent = minimum;
        view.maximum_percent = maximum;
        let mut world = World { view, now: NOW, next: 1_000 };
        for happening in happenings {
            world.look();
            world.happen(happening);
        }
        // A service that is bound by both sides waits for somebody to widen them.
        world.view.minimum_healthy_percent = world.view.minimum_healthy_percent.min(50);
        world.view.maximum_percent = world.view.maximum_percent.max(200);
        for task in &mut world.view.tasks {
            task.protected_until = None;
        }
        for _ in 0..200 {
            world.look();
            world.view.tasks.retain(|it| it.stage != Stage::Stopping);
            let count = u8::try_from(world.view.tasks.len()).unwrap_or(u8::MAX);
            for which in 0..count {
                world.happen(Happening::Starts(which));
            }
            world.happen(Happening::Passes(41_000));
        }
        let of_primary = world.view.tasks.iter().all(|it| it.deployment == Some(0) && it.is_healthy());
        prop_assert!(of_primary && !world.view.tasks.iter().any(|it| it.draining));
        prop_assert_eq!(world.view.tasks.len(), usize::try_from(world.view.desired).unwrap());
        prop_assert_eq!(world.view.deployments[0].rollout, RolloutState::Completed);
    }
}
