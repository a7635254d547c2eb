//! A service of 5,000 tasks deploys: exactly within its bounds at every step, in steps that are as many
//! as what changes.

use berth_model::{RolloutState, SchedulingStrategy, ServiceStatus, TaskId, Timestamp};
use berth_reconciler::limits::{ceiling, floor};
use berth_reconciler::{
    Cohort, Decision, DeploymentView, Fitness, ServiceView, Stage, StopCause, TaskView, reconcile,
};

const DESIRED: u32 = 5_000;
/// As many as the writer starts and stops in one change.
const STARTS: u32 = 100;
const STOPS: usize = 500;

const HEALTHY: Stage = Stage::Running(Fitness::Healthy);

fn deployment(id: &str, rollout: RolloutState) -> DeploymentView {
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

fn task(number: u32, deployment: usize, stage: Stage) -> Cohort {
    Cohort::from(TaskView {
        id: TaskId::new(number.into()),
        deployment: Some(deployment),
        stage,
        draining: false,
        protected_until: None,
        healthy_since: None,
        instance: None,
        zone: None,
        provider: None,
    })
}

struct World {
    view: ServiceView,
    now: Timestamp,
    next: u32,
    steps: u32,
    done: bool,
}

impl World {
    /// All 5,000 of the old deployment are healthy, and a new one has begun.
    fn new(minimum: u32, maximum: u32) -> Self {
        let old = deployment("ecs-svc/old", RolloutState::Completed);
        let new = deployment("ecs-svc/new", RolloutState::InProgress);
        Self {
            view: ServiceView {
                status: ServiceStatus::Active,
                scheduling: SchedulingStrategy::Replica,
                desired: DESIRED,
                minimum_healthy_percent: minimum,
                maximum_percent: maximum,
                breaker: None,
                steady_at: None,
                deployments: vec![new, old],
                tasks: (0..DESIRED).map(|it| task(it, 1, HEALTHY)).collect(),
                instances: Vec::new(),
                zones: None,
                lifecycle: None,
                sets: None,
                alarms: None,
            },
            now: Timestamp(0),
            next: DESIRED,
            steps: 0,
            done: false,
        }
    }

    fn count(&self, is: impl Fn(&TaskView) -> bool) -> u32 {
        let tasks = self.view.tasks.iter().filter(|it| is(it));
        u32::try_from(tasks.count()).expect("few")
    }

    /// One look and what the writer does of it.
    fn step(&mut self) {
        self.steps += 1;
        let view = &self.view;
        let most = ceiling(DESIRED, view.maximum_percent);
        let least = floor(DESIRED, view.minimum_healthy_percent);
        let live = self.count(|_| true);
        let missing = DESIRED - self.count(|it| it.is_good());
        let outcome = reconcile(view, self.now);
        for decision in outcome.decisions {
            match decision {
                Decision::Start(count) => {
                    assert_eq!(
                        count,
                        missing.min(most - live),
                        "all that there is room for"
                    );
                    for _ in 0..count.min(STARTS) {
                        self.view.tasks.push(task(self.next, 0, Stage::Pending));
                        self.next += 1;
                    }
                }
                Decision::Stop(mut tasks, cause) => {
                    assert_eq!(cause, StopCause::Scaling);
                    let before = self.count(|it| it.is_healthy());
                    let going = u32::try_from(tasks.len()).expect("few");
                    let old = self.count(|it| it.deployment == Some(1) && it.is_wanted());
                    assert_eq!(going, old.min(before - least), "all that may go");
                    tasks.truncate(STOPS);
                    let going: std::collections::BTreeSet<_> = tasks.into_iter().collect();
                    let tasks = self.view.tasks.iter_mut();
                    for task in tasks.filter(|it| going.contains(&it.id)) {
                        task.stage = Stage::Stopping;
                    }
                }
                Decision::Complete => {
                    self.view.deployments[0].rollout = RolloutState::Completed;
                    self.done = true;
                }
                Decision::Retire(id) => assert_eq!(id, "ecs-svc/old"),
                Decision::AnnounceSteady => {}
                other => panic!("{other:?}"),
            }
        }
        assert!(self.count(|_| true) <= most, "above the ceiling");
        assert!(self.count(|it| it.is_healthy()) >= least, "below the floor");
    }

    /// What was asked to start runs, what was asked to stop has stopped, what ran is healthy.
    fn pass(&mut self) {
        self.now = self.now.plus_seconds(40);
        self.view.tasks.retain(|it| it.stage != Stage::Stopping);
        for task in &mut self.view.tasks {
            task.stage = match task.stage {
                Stage::Pending => Stage::Running(Fitness::Unknown(None)),
                _ => HEALTHY,
            };
        }
    }
}

#[test]
fn five_thousand_tasks_are_replaced_exactly_within_the_bounds() {
    // minimum, maximum
    for (minimum, maximum) in [
        (100, 200),
        (100, 110),
        (90, 110),
        (50, 100),
        (99, 100),
        (0, 200),
    ] {
        let mut world = World::new(minimum, maximum);
        for _ in 0..20_000 {
            if world.done {
                break;
            }
            world.step();
            world.pass();
        }
        assert!(world.done, "{minimum} {maximum}");
        assert_eq!(world.view.tasks.len(), 5_000);
        assert_eq!(world.next, 2 * DESIRED, "no task was started for nothing");
        // Each step but a few for each wave moves a full change on.
        let wave = (ceiling(DESIRED, maximum) - floor(DESIRED, minimum)).max(1);
        let waves = DESIRED.div_ceil(wave.min(STARTS));
        assert!(
            world.steps <= 4 * waves + 4,
            "{minimum} {maximum}: {} steps for {waves} waves",
            world.steps
        );
    }
}
