//! Somebody who follows the events, through all that happens to the control plane: they see each
//! event once, every version of every task, and each as it was when it was committed.

use std::collections::BTreeMap;

use berth_model::{Happening, State, Tags, Task, TaskId, TaskMoment};

/// What they have seen.
#[derive(Debug, Default)]
pub(crate) struct Follower {
    /// The number of the last event.
    position: u64,
    /// Of each task the last event, and the task as it was if that was looked at.
    tasks: BTreeMap<TaskId, (TaskMoment, Option<Task>)>,
}

impl Follower {
    /// Reads on. What is wrong, if anything.
    pub(crate) fn follow(&mut self, state: &State) -> Result<(), String> {
        for record in state.events_after(self.position) {
            let expected = self.position + 1;
            if record.number() != expected {
                return Err(format!("event {expected} is missing"));
            }
            self.position = expected;
            if let Happening::Task(moment) = record.read().what {
                self.task(state, *moment)?;
            }
        }
        Ok(())
    }

    fn task(&mut self, state: &State, moment: TaskMoment) -> Result<(), String> {
        let (id, version) = (moment.task, moment.version);
        let now = state.task(id);
        let before = self.tasks.remove(&id);
        let expected = before.as_ref().map_or(1, |(before, _)| before.version + 1);
        if version != expected {
            return Err(format!(
                "task {id}: version {version} comes instead of {expected}"
            ));
        }
        if let (Some((moment, Some(then))), Some(now)) = (before, &now)
            && moment.of_newer(now) != without_tags(&then, now)
        {
            return Err(format!(
                "task {id}: an event changes with what comes after it"
            ));
        }
        let same = now.filter(|now| now.version == version);
        if let Some(now) = &same
            && moment.clone().of_newer(now) != **now
        {
            return Err(format!("task {id}: an event does not tell all of it"));
        }
        let then = same.map(|now| Task::clone(&now));
        self.tasks.insert(id, (moment, then));
        Ok(())
    }

    /// Whether the last version of every task has been told.
    pub(crate) fn has_all(&self, state: &State) -> Result<(), String> {
        for task in state.tasks() {
            let told = self.tasks.get(&task.id).map(|(told, _)| told.version);
            if told != Some(task.version) {
                return Err(format!(
                    "task {}: {told:?} was told of {}",
                    task.id, task.version
                ));
            }
        }
        Ok(())
    }
}

/// Tags and protection make no events, nor does the placement of a task that waits for capacity, which
/// nobody is shown.
fn without_tags(then: &Task, now: &Task) -> Task {
    Task {
        tags: Tags::clone(&now.tags),
        protected_until: now.protected_until,
        waiting: now.waiting.clone(),
        ..then.clone()
    }
}
