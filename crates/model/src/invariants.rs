//! What must hold in every state, as one function.

use std::collections::BTreeMap;

use crate::{ContainerStatus, DesiredStatus, State, TaskId, TaskStatus, Usage};

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The task it is about, if it is about one.
    pub task: Option<TaskId>,
    /// What is wrong.
    pub what: String,
}

/// Lists what is wrong with `state`; an empty list is the only good answer. Looks at every record.
#[must_use]
pub fn check(state: &State) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut usage: BTreeMap<_, Usage> = BTreeMap::new();
    for task in state.tasks() {
        let mut wrong = |what: &str| {
            violations.push(Violation {
                task: Some(task.id),
                what: what.to_owned(),
            })
        };
        if task.is_stopped() {
            if task.stop_code.is_none() {
                wrong("stopped without a stop code");
            }
            if task.stopped_reason.is_none() {
                wrong("stopped without a reason");
            }
            if task.stopped_at.is_none() {
                wrong("stopped without a time");
            }
            if task.desired_status != DesiredStatus::Stopped {
                wrong("stopped but desired RUNNING");
            }
            if task
                .containers
                .iter()
                .any(|c| c.last_status != ContainerStatus::Stopped)
            {
                wrong("stopped with a container that is not");
            }
        } else {
            if let Some(instance) = task.instance {
                usage.entry(instance).or_default().add(&task);
                if state.instance(instance).is_none() {
                    wrong("placed on an instance that is not there");
                }
            }
            if task.last_status == TaskStatus::Running && task.started_at.is_none() {
                wrong("running without a start time");
            }
        }
        if state.cluster(&task.cluster).is_none() {
            wrong("in a cluster that is not there");
        }
    }
    for instance in state.instances() {
        let counted = usage.remove(&instance.id).unwrap_or_default();
        if counted != *state.usage(instance.id) {
            violations.push(Violation {
                task: None,
                what: format!("reserved on {} differs from its tasks' sum", instance.id),
            });
        }
    }
    for definition in state.task_definitions() {
        if definition.revision > state.last_revision(&definition.family) {
            violations.push(Violation {
                task: None,
                what: format!(
                    "{}:{} is beyond its family's counter",
                    definition.family, definition.revision
                ),
            });
        }
    }
    violations
}
