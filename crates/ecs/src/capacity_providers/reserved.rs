//! How much of a capacity provider its tasks need.

use berth_model::{InstanceStatus, State};
use berth_scheduler::capacity::{Host, Reserved};

use crate::services;

/// The figure that managed scaling goes by, for a capacity provider of a cluster. DRAINING instances
/// count neither way: they are on their way out.
#[must_use]
pub fn reserved(state: &State, cluster: &str, name: &str) -> Reserved {
    let instances = state.instances_of(cluster);
    let hosts: Vec<Host> = instances
        .filter(|it| it.status == InstanceStatus::Active)
        .filter(|it| state.capacity_provider_of(it) == Some(name))
        .map(|it| Host {
            cpu: it.registered.cpu,
            memory_mib: it.registered.memory_mib,
            busy: state
                .live_tasks_on(it.id)
                .any(|task| !services::is_daemon(state, task)),
        })
        .collect();
    let waiting: Vec<_> = state
        .waiting_tasks_of(cluster)
        .filter(|task| task.capacity_provider.as_deref() == Some(name))
        .map(|task| &task.reservation)
        .collect();
    Reserved::of(&hosts, &waiting)
}
