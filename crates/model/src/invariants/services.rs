//! What must hold of services.

use std::collections::BTreeMap;

use super::Violation;
use crate::{DeploymentStatus, DesiredStatus, Service, ServiceStatus, State, Tally, TaskStatus};

/// ECS keeps so many events of a service.
const EVENTS_MAX: usize = 100;

pub(super) fn check(state: &State, violations: &mut Vec<Violation>) {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for service in state.services() {
        let mut wrong = |what: &str| {
            violations.push(Violation {
                task: None,
                what: format!("service {}/{}: {what}", service.cluster, service.name),
            });
        };
        let primaries = service.deployments.iter();
        let primaries = primaries.filter(|it| it.status == DeploymentStatus::Primary);
        match (service.status, primaries.count()) {
            (ServiceStatus::Active | ServiceStatus::Draining, 0 | 1)
            | (ServiceStatus::Inactive, 0) => {}
            _ => wrong("has more PRIMARY deployments than it may"),
        }
        if (service.status == ServiceStatus::Inactive) != service.inactive_at.is_some() {
            wrong("does not know since when it is INACTIVE");
        }
        if state
            .service_events(&service.cluster, &service.name)
            .count()
            > EVENTS_MAX
        {
            wrong("keeps too many events");
        }
        for deployment in &service.deployments {
            let (cluster, name) = (&service.cluster, &service.name);
            if state
                .service_revision(cluster, name, &deployment.revision)
                .is_none()
            {
                wrong("a deployment without its service revision");
            }
            let id = &deployment.service_deployment;
            let recorded = deployment.task_set.is_some()
                || state.service_deployment(cluster, name, id).is_some();
            if !recorded {
                wrong("a deployment without its record");
            }
        }
        for task in state.tasks_of_service(&service.cluster, &service.name) {
            let tally = tallies.entry(task.started_by.clone().unwrap_or_default());
            let tally = tally.or_default();
            match (task.desired_status, task.last_status) {
                (DesiredStatus::Stopped, _) => tally.stopping += 1,
                (_, TaskStatus::Running) => tally.running += 1,
                (_, status) if status < TaskStatus::Running => tally.pending += 1,
                _ => tally.stopping += 1,
            }
            let wanted = task.desired_status == DesiredStatus::Running;
            let known = service.deployments.iter();
            let known = known.map(|it| it.id.as_str());
            if wanted
                && !known
                    .into_iter()
                    .any(|id| Some(id) == task.started_by.as_deref())
            {
                wrong("a task of no deployment of it is wanted");
            }
            if wanted && service.status == ServiceStatus::Inactive {
                wrong("INACTIVE and a task of it is wanted");
            }
        }
    }
    for (deployment, tally) in tallies {
        if state.tally(&deployment) != tally {
            violations.push(Violation {
                task: None,
                what: format!("deployment {deployment}: its tasks are counted wrongly"),
            });
        }
    }
}

pub(super) fn step(old: &Service, new: &Service, violations: &mut Vec<Violation>) {
    let mut wrong = |what: &str| {
        violations.push(Violation {
            task: None,
            what: format!("service {}/{}: {what}", new.cluster, new.name),
        });
    };
    let anew = old.status == ServiceStatus::Inactive;
    if new.status < old.status && !anew {
        wrong("its status goes back");
    }
    if new.event_count < old.event_count {
        wrong("its events are counted anew");
    }
    for deployment in &old.deployments {
        let same = new.deployments.iter().find(|it| it.id == deployment.id);
        if same.is_some_and(|it| it.revision != deployment.revision) {
            wrong("a deployment changes what it brings");
        }
    }
}
