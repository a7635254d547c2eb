//! A service `web`, its scheduler, and agents that report what they should.

use berth_api_ecs as api;
use berth_ecs::services::{self, Settings};
use berth_model::invariants;

use super::{World, state};

pub(crate) const SETTINGS: Settings = Settings {
    healthy_after_ms: 40_000,
};

impl World {
    /// The newest service deployment of `web`.
    pub(crate) fn newest(&mut self) -> api::ServiceDeployment {
        let input = api::ListServiceDeploymentsRequest {
            service: Some("web".into()),
            ..Default::default()
        };
        let listed = self.read(services::list_service_deployments, input);
        let newest = listed.expect("listed").service_deployments.expect("some")[0].clone();
        let input = api::DescribeServiceDeploymentsRequest {
            service_deployment_arns: newest.service_deployment_arn.map(|it| vec![it]),
        };
        let found = self.read(services::describe_service_deployments, input);
        found
            .expect("found")
            .service_deployments
            .expect("one")
            .remove(0)
    }

    pub(crate) fn create(&mut self, definition: &str, count: i32) -> api::Service {
        let input = api::CreateServiceRequest {
            service_name: Some("web".into()),
            task_definition: Some(definition.into()),
            desired_count: Some(count),
            ..Default::default()
        };
        let output = self.write(services::create_service, input).expect("made");
        self.reconcile();
        output.service.expect("a service")
    }

    pub(crate) fn update(&mut self, input: api::UpdateServiceRequest) -> api::Service {
        let input = api::UpdateServiceRequest {
            service: Some("web".into()),
            ..input
        };
        let output = self
            .write(services::update_service, input)
            .expect("updated");
        self.reconcile();
        output.service.expect("a service")
    }

    /// Lets the scheduler do all that is due now.
    pub(crate) fn reconcile(&mut self) {
        self.advance("web");
    }

    /// The same for a service of another name.
    pub(crate) fn advance(&mut self, name: &str) {
        let key = ("default".to_owned(), name.to_owned());
        for _ in 0..50 {
            let before = invariants::records(&self.state);
            let of = key.clone();
            self.write(|tx, cx, ()| services::advance(tx, cx, SETTINGS, &of), ())
                .expect("never fails");
            if invariants::records(&self.state) == before {
                return;
            }
        }
        panic!("the scheduler does not come to rest");
    }

    pub(crate) fn service(&mut self) -> api::Service {
        let input = api::DescribeServicesRequest {
            services: Some(vec!["web".into()]),
            ..Default::default()
        };
        let output = self
            .read(services::describe_services, input)
            .expect("described");
        output.services.expect("services").remove(0)
    }

    pub(crate) fn messages(&mut self) -> Vec<String> {
        let events = self.service().events.expect("events");
        events.into_iter().filter_map(|it| it.message).collect()
    }

    pub(crate) fn live(&self) -> Vec<String> {
        let tasks = self.state.tasks_of_service("default", "web");
        tasks.map(|it| self.names.task("default", it.id)).collect()
    }

    /// All tasks that are wanted run, all others have stopped, and time passes until they are healthy.
    pub(crate) fn settle(&mut self) {
        self.settle_for(20);
    }

    /// The same for so many rounds of 41 seconds.
    pub(crate) fn settle_for(&mut self, rounds: u32) {
        for _ in 0..rounds {
            for arn in self.live() {
                let task = self.describe(&arn);
                let (last, desired) = (task.last_status, task.desired_status);
                if desired.as_deref() == Some("STOPPED") {
                    let ended = vec![state("app", "STOPPED"), state("helper", "STOPPED")];
                    self.report(&arn, "STOPPED", ended);
                } else if last.as_deref() == Some("PENDING") || self.has_interface(&arn) {
                    let runs = vec![state("app", "RUNNING"), state("helper", "RUNNING")];
                    self.report(&arn, "RUNNING", runs);
                }
            }
            self.reconcile();
            self.pass(41);
            self.reconcile();
        }
    }

    pub(crate) fn fail_one(&mut self) {
        let arn = self.live().remove(0);
        self.report(
            &arn,
            "STOPPED",
            vec![state("app", "STOPPED"), state("helper", "STOPPED")],
        );
        self.reconcile();
    }
}

/// The rollout states of its deployments, PRIMARY first.
pub(crate) fn rollout(service: &api::Service) -> Vec<&str> {
    let deployments = service.deployments.as_deref().expect("deployments");
    deployments
        .iter()
        .map(|it| it.rollout_state.as_ref().expect("a state").as_str())
        .collect()
}
