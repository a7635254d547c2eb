//! A service of 5,000 tasks through the whole core: exactly within its bounds after each commit of a deployment,
//! and whole again within one event when it loses an instance with fifty tasks.

mod large;

use berth_model::{RolloutState, invariants};
use large::{Region, TASKS};

#[test]
fn five_thousand_tasks_deploy_within_their_bounds() {
    let mut region = Region::new();
    region.watch();
    region.deploy(Some((100, 110)));
    region.finish_deployment();
    let standing = region.standing();
    assert_eq!(i32::try_from(standing.live), Ok(TASKS));
    let service = region.writer.state().service("default", "web");
    let service = service.expect("it is there");
    assert_eq!(service.deployments.len(), 1);
    let rollout = service.deployments[0].rollout;
    assert_eq!(rollout, RolloutState::Completed);
    assert_eq!(invariants::check(region.writer.state()), []);
}

#[test]
fn a_lost_instance_is_replanned_within_one_event() {
    let mut region = Region::new();
    let (instance, tasks) = region.fullest();
    assert!(tasks >= 50, "{tasks}");
    let before = region.standing();
    // One command takes the instance away, and one look at the service makes up for it.
    region.lose(instance);
    let pending = region.pending();
    assert_eq!(pending.len(), tasks);
    assert_eq!(region.standing().live, before.live);
    let state = region.writer.state();
    assert!(state.live_tasks_on(instance).next().is_none());
    let told: Vec<_> = state.service_events("default", "web").collect();
    for task in &pending {
        let id = task.rsplit('/').next().expect("an id");
        assert!(
            told.iter().any(|it| it.message.contains(id)),
            "{id} is told"
        );
    }
    assert_eq!(invariants::check(state), []);
}
