//! Task sets in a run: some services have the EXTERNAL deployment controller, and users make, scale, promote and delete
//! their sets. In the end each is as large as it should be, and said to rest.

use berth_api_ecs as api;
use berth_ecs::services;
use berth_model::{DeploymentController, DeploymentStatus, Service};
use serde_json::{Value, json};

use crate::world::World;

impl World {
    /// A service without a task definition, whose sets somebody makes later.
    pub(crate) fn create_external(&mut self, client: u32, name: String) {
        let body = json!({
            "serviceName": name,
            "desiredCount": self.rng.between(0, 4),
            "deploymentController": {"type": "EXTERNAL"},
        });
        self.ask_and_think(
            client,
            "CreateService",
            body,
            services::create_service,
            move |world, output: api::CreateServiceResponse| {
                let count = output.service.and_then(|it| it.desired_count).unwrap_or(0);
                let count = u32::try_from(count).unwrap_or(0);
                world.clients.services.insert(name.clone(), count);
            },
        );
    }

    /// Whether it is a service with task sets.
    pub(crate) fn is_external(&self, name: &str) -> bool {
        let service = self.control.published.service("default", name);
        service.is_some_and(|it| it.controller == DeploymentController::External)
    }

    /// Does something to a service with task sets.
    pub(crate) fn change_task_sets(&mut self, client: u32, name: &str, definition: &str) {
        let service = self.control.published.service("default", name);
        let deployments = service.map(|it| it.deployments.clone()).unwrap_or_default();
        let ids: Vec<String> = deployments.into_iter().map(|it| it.id).collect();
        let some = self.rng.pick(&ids).cloned();
        let scale = json!({"value": self.rng.between(0, 100), "unit": "PERCENT"});
        let of = |more: Value| {
            let mut body = json!({"cluster": "default", "service": name});
            if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
                body.extend(more.clone());
            }
            body
        };
        match (self.rng.between(0, 4), some) {
            (0, Some(id)) => {
                let body = of(json!({"taskSet": id, "scale": scale}));
                let call = services::update_task_set;
                self.ask_and_think(client, "UpdateTaskSet", body, call, |_, _| {});
            }
            (1, Some(id)) => {
                let body = of(json!({"primaryTaskSet": id}));
                let call = services::update_service_primary_task_set;
                self.ask_and_think(client, "UpdateServicePrimaryTaskSet", body, call, |_, _| {});
            }
            (2, Some(id)) => {
                let body = of(json!({"taskSet": id, "force": true}));
                let call = services::delete_task_set;
                self.ask_and_think(client, "DeleteTaskSet", body, call, |_, _| {});
            }
            (3, Some(_)) => {
                let count = self.rng.between(0, 4);
                let body = json!({"service": name, "desiredCount": count});
                let call = services::update_service;
                self.ask_and_think(client, "UpdateService", body, call, |_, _| {});
            }
            _ => {
                let body = of(json!({"taskDefinition": definition, "scale": scale}));
                let call = services::create_task_set;
                self.ask_and_think(client, "CreateTaskSet", body, call, |_, _| {});
            }
        }
    }

    /// As many tasks of each set run as its part of the desired count, and it is said to rest.
    pub(crate) fn sets_are_settled(&self, service: &Service) -> Result<(), String> {
        let state = &self.control.published;
        for deployment in &service.deployments {
            let Some(set) = &deployment.task_set else {
                return Err(format!("{} has a deployment that is no set", service.name));
            };
            if deployment.status == DeploymentStatus::Draining {
                return Err(format!("{} still has {}", service.name, deployment.id));
            }
            let (tally, wanted) = (
                state.tally(&deployment.id),
                set.computed(service.desired_count),
            );
            if (tally.running, tally.live()) != (wanted, wanted) || !set.stable {
                let (id, stable) = (&deployment.id, set.stable);
                return Err(format!(
                    "{} has {tally:?} of {id}, wanted {wanted}, at rest: {stable}",
                    service.name
                ));
            }
        }
        Ok(())
    }
}
