//! What a tag means for a deployment's first task, it means for its later ones.

mod world;

use std::sync::Arc;

use berth_api_ecs as api;
use berth_ecs::{delivery, services};
use berth_model::{Change, Document, TaskDefinition};
use world::{World, state};

const FIRST: &str = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
const SECOND: &str = "sha256:2222222222222222222222222222222222222222222222222222222222222222";

impl World {
    /// `app` as it is, `helper` with version consistency disabled.
    fn definition_with_opt_out(&mut self) -> String {
        let name = self.definition("web");
        let known = self.state.task_definition("web", 1).expect("one").clone();
        let mut document = api::TaskDefinition::clone(&known.document);
        let containers = document.container_definitions.as_mut().expect("some");
        containers[1].version_consistency = Some("disabled".into());
        self.state
            .apply(&Change::PutTaskDefinition(Arc::new(TaskDefinition {
                document: Document::new(document),
                ..TaskDefinition::clone(&known)
            })));
        name
    }

    fn pulled(&mut self, arn: &str, digest: &str) {
        let resolved = |name: &str| api::ContainerStateChange {
            image_digest: Some(digest.into()),
            ..state(name, "PENDING")
        };
        self.report(arn, "PENDING", vec![resolved("app"), resolved("helper")]);
    }

    /// What the agent is told to run for a task's two containers.
    fn images(&self, arn: &str) -> Vec<String> {
        let id = arn.rsplit('/').next().and_then(|it| it.parse().ok());
        let task = delivery::message(&self.state, &self.names, id.expect("an id"), "http://api");
        let containers = task.expect("a message").containers;
        containers.into_iter().map(|it| it.image).collect()
    }

    fn revision_images(&mut self) -> Vec<(Option<String>, Option<String>)> {
        let arn = self.service().current_service_revisions.expect("some")[0]
            .arn
            .clone();
        let input = api::DescribeServiceRevisionsRequest {
            service_revision_arns: Some(vec![arn.expect("an ARN")]),
        };
        let found = self.read(services::describe_service_revisions, input);
        let revision = found.expect("found").service_revisions.expect("some");
        let images = revision[0].container_images.clone().expect("images");
        images
            .into_iter()
            .map(|it| (it.container_name, it.image_digest))
            .collect()
    }
}

// proves: ContainerDefinition.versionConsistency
#[test]
fn later_tasks_run_what_the_first_one_found_under_the_tag() {
    let mut world = World::new();
    world.instance();
    let definition = world.definition_with_opt_out();
    world.create(&definition, 1);
    let first = world.live().remove(0);
    assert_eq!(world.images(&first), ["busybox", "busybox"]);
    let name = |name: &str| Some(name.to_owned());
    assert_eq!(
        world.revision_images(),
        [(name("app"), None), (name("helper"), None)]
    );
    world.pulled(&first, FIRST);
    let known = [(name("app"), name(FIRST)), (name("helper"), None)];
    assert_eq!(world.revision_images(), known);
    world.update(api::UpdateServiceRequest {
        desired_count: Some(2),
        ..Default::default()
    });
    let second = world.live().into_iter().find(|arn| *arn != first);
    let second = second.expect("a second one");
    let pinned = format!("busybox@{FIRST}");
    assert_eq!(world.images(&second), [pinned.as_str(), "busybox"]);
    // As ECS has it since September 2024, tasks show the image by its tag.
    let shown = world.describe(&second).containers.expect("two").remove(0);
    assert_eq!(shown.image.as_deref(), Some("busybox"));
    assert_eq!(shown.image_digest.as_deref(), Some(FIRST));
    // What others find under the tag by now changes nothing.
    world.pulled(&second, SECOND);
    assert_eq!(world.revision_images(), known);
    world.settle();
    // The next deployment finds out anew.
    world.update(api::UpdateServiceRequest {
        force_new_deployment: Some(true),
        ..Default::default()
    });
    let newest = world.live().into_iter().find(|arn| {
        let pending = world.describe(arn).last_status.as_deref() == Some("PENDING");
        pending && world.images(arn) == ["busybox", "busybox"]
    });
    world.pulled(&newest.expect("one that asks again"), SECOND);
    assert_eq!(world.revision_images()[0].1.as_deref(), Some(SECOND));
}

#[test]
fn a_rollback_runs_what_its_revision_ran() {
    let mut world = World::new();
    world.instance();
    let good = world.definition("web");
    world.create(&good, 1);
    let first = world.live().remove(0);
    world.pulled(&first, FIRST);
    world.settle();
    let bad = world.definition("web");
    world.update(api::UpdateServiceRequest {
        task_definition: Some(bad),
        availability_zone_rebalancing: Some("DISABLED".into()),
        deployment_configuration: Some(api::DeploymentConfiguration {
            minimum_healthy_percent: Some(0),
            maximum_percent: Some(100),
            ..Default::default()
        }),
        ..Default::default()
    });
    // The old deployment loses its last task and is forgotten.
    let stopped = vec![state("app", "STOPPED"), state("helper", "STOPPED")];
    world.report(&first, "STOPPED", stopped);
    world.reconcile();
    assert_eq!(world.service().deployments.expect("one").len(), 1);
    let records = api::ListServiceDeploymentsRequest {
        service: Some("web".into()),
        ..Default::default()
    };
    let records = world.read(services::list_service_deployments, records);
    let newest = records.expect("listed").service_deployments.expect("some")[0].clone();
    let stop = api::StopServiceDeploymentRequest {
        service_deployment_arn: newest.service_deployment_arn,
        ..Default::default()
    };
    world
        .write(services::stop_service_deployment, stop)
        .expect("rolled back");
    world.settle();
    let back = world.live().remove(0);
    assert_eq!(
        world.describe(&back).containers.expect("two")[0]
            .image_digest
            .as_deref(),
        Some(FIRST)
    );
}
