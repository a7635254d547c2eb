//! What instances' tasks take from them, and the fleets that follow it.

use std::sync::Arc;

use super::State;
use crate::{InstanceId, Reservation, Task, Usage, fleet::Fleet, usage};

impl State {
    /// Takes `reservation` from an instance for a task of `group` that is no record: in the working
    /// copy of somebody who plans several placements, each seeing those before.
    pub fn hold(&mut self, instance: InstanceId, reservation: &Reservation, group: &str) {
        self.change_usage(instance, |usage| usage.hold(reservation, group));
        self.follow_instance(instance, group, 1);
    }

    /// Changes what an instance's tasks take.
    pub(super) fn change_usage(&mut self, instance: InstanceId, change: impl FnOnce(&mut Usage)) {
        match self.usage.get_mut(&instance) {
            Some(usage) => {
                let usage = Arc::make_mut(usage);
                change(usage);
                if usage.is_empty() {
                    self.usage.remove(&instance);
                }
            }
            None => {
                let mut usage = Usage::default();
                change(&mut usage);
                if !usage.is_empty() {
                    self.usage.insert(instance, Arc::new(usage));
                }
            }
        }
    }

    /// Changes the fleet of a cluster, given what each instance's tasks take.
    pub(super) fn change_fleet<'a>(
        &'a mut self,
        cluster: &str,
        change: impl FnOnce(&mut Fleet, &dyn Fn(InstanceId) -> &'a Usage),
    ) {
        let key = self.cluster_key(cluster);
        let usages = &self.usage;
        let usage = |id| usages.get(&id).map_or(&usage::NOTHING, AsRef::as_ref);
        let fleet = self.fleets.entry(key).or_default();
        change(Arc::make_mut(fleet), &usage);
    }

    /// A task has been taken out of the indexes as `left` and put in as `came`: fleets take note.
    pub(super) fn follow(&mut self, left: Option<&Task>, came: Option<&Task>) {
        let place = |task: Option<&Task>| task.and_then(|task| task.instance);
        let stays = place(left) == place(came)
            && left.map(|task| &task.group) == came.map(|task| &task.group);
        for (task, more) in [(left, -1), (came, 1)] {
            if let Some((task, instance)) = task.zip(place(task)) {
                self.follow_instance(instance, &task.group, if stays { 0 } else { more });
            }
        }
    }

    /// What an instance's tasks take may have changed, and it has so many tasks of a group more than
    /// it had.
    fn follow_instance(&mut self, id: InstanceId, group: &str, more: i32) {
        let Some(instance) = self.instances.get(&id).cloned() else {
            return;
        };
        self.change_fleet(&instance.cluster, |fleet, usage| {
            let usage = usage(id);
            fleet.used(&instance, usage);
            if more != 0 {
                let after = usage.groups.get(group).copied().unwrap_or(0);
                fleet.counted(id, group, after.saturating_add_signed(-more), after);
            }
        });
    }
}
