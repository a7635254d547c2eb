//! What an agent tells of its tasks' health beside its reports.

use berth_link::shim::HealthStatus;
use berth_link::tcs::{ContainerHealth, TaskHealth};

use crate::engine::TaskView;

/// What is told of health: running containers with a check, once their shim has said something.
#[must_use]
pub fn task_healths(views: &[TaskView]) -> Vec<TaskHealth> {
    let mut tasks = Vec::new();
    for view in views {
        let reporting = view.containers.iter().filter(|it| it.reports_health);
        let containers: Vec<ContainerHealth> = reporting
            .filter_map(|container| {
                let health = container.health.as_ref()?;
                Some(ContainerHealth {
                    container_name: container.name.clone(),
                    health_status: wire_status(health.status).to_owned(),
                    #[allow(clippy::cast_precision_loss, reason = "exact for 285 000 years")]
                    status_since: health.since_ms as f64 / 1000.0,
                })
            })
            .collect();
        if !containers.is_empty() {
            tasks.push(TaskHealth {
                task_arn: view.arn.clone(),
                task_definition_family: view.family.clone(),
                task_definition_version: view.version.clone(),
                containers,
            });
        }
    }
    tasks
}

/// As the wire names a status.
#[must_use]
pub const fn wire_status(status: HealthStatus) -> &'static str {
    match status {
        HealthStatus::Starting => "UNKNOWN",
        HealthStatus::Healthy => "HEALTHY",
        HealthStatus::Unhealthy => "UNHEALTHY",
    }
}
