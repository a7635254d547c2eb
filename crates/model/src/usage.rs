//! What the tasks of one container instance take from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{DesiredStatus, Port, Reservation, Task, TaskStatus, is_daemon_name};

/// The sum over the tasks of an instance that are not STOPPED, kept up to date by
/// [`crate::State::apply`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// CPU units.
    pub cpu: i64,
    /// MiB.
    pub memory_mib: i64,
    /// Host ports and how many tasks hold each (more than one only while one of them stops).
    pub ports: BTreeMap<Port, u32>,
    /// Graphics processors.
    pub gpus: u32,
    /// How many tasks there are of each group.
    pub groups: BTreeMap<String, u32>,
    /// Tasks whose desired status is RUNNING and that are RUNNING.
    pub running_tasks: i64,
    /// Tasks before RUNNING.
    pub pending_tasks: i64,
    /// How many of `running_tasks` there are of each daemon, by its group.
    #[serde(default)]
    pub daemons: BTreeMap<String, u32>,
}

/// Of an instance without tasks.
pub(crate) static NOTHING: Usage = Usage {
    cpu: 0,
    memory_mib: 0,
    ports: BTreeMap::new(),
    gpus: 0,
    groups: BTreeMap::new(),
    running_tasks: 0,
    pending_tasks: 0,
    daemons: BTreeMap::new(),
};

impl Usage {
    /// Nothing is taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Counts one more task that is before RUNNING.
    pub fn hold(&mut self, reservation: &Reservation, group: &str) {
        self.cpu += reservation.cpu;
        self.memory_mib += reservation.memory_mib;
        self.pending_tasks += 1;
        self.occupy(reservation, group);
    }

    pub(crate) fn add(&mut self, task: &Task) {
        self.change(task, 1);
        self.occupy(&task.reservation, &task.group);
    }

    fn occupy(&mut self, reservation: &Reservation, group: &str) {
        for port in &reservation.ports {
            *self.ports.entry(*port).or_insert(0) += 1;
        }
        self.gpus += reservation.gpus;
        match self.groups.get_mut(group) {
            Some(count) => *count += 1,
            None => drop(self.groups.insert(group.to_owned(), 1)),
        }
    }

    pub(crate) fn remove(&mut self, task: &Task) {
        self.change(task, -1);
        for port in &task.reservation.ports {
            if let Some(count) = self.ports.get_mut(port) {
                *count -= 1;
                if *count == 0 {
                    self.ports.remove(port);
                }
            }
        }
        self.gpus = self.gpus.saturating_sub(task.reservation.gpus);
        if let Some(count) = self.groups.get_mut(&task.group) {
            *count -= 1;
            if *count == 0 {
                self.groups.remove(&task.group);
            }
        }
    }

    fn change(&mut self, task: &Task, sign: i64) {
        self.cpu += sign * task.reservation.cpu;
        self.memory_mib += sign * task.reservation.memory_mib;
        match (task.last_status, task.desired_status) {
            (TaskStatus::Running, DesiredStatus::Running) => {
                self.running_tasks += sign;
                if is_daemon_name(&task.group) {
                    self.change_daemon(&task.group, sign);
                }
            }
            (
                TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating,
                DesiredStatus::Running,
            ) => self.pending_tasks += sign,
            _ => {}
        }
    }

    fn change_daemon(&mut self, group: &str, sign: i64) {
        let count = self.daemons.entry(group.to_owned()).or_insert(0);
        *count = match sign {
            1 => *count + 1,
            _ => count.saturating_sub(1),
        };
        if *count == 0 {
            self.daemons.remove(group);
        }
    }
}
