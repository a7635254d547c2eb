//! Schedules and runs in the state.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::State;
use crate::{Change, Run, Schedule, TaskId, Timestamp};

/// The records and their indexes, kept by [`State::apply`].
#[derive(Clone, Debug, Default)]
pub(super) struct Jobs {
    schedules: OrdMap<String, Arc<Schedule>>,
    runs: OrdMap<String, Arc<Run>>,
    /// By schedule and when they were due; those of no schedule first.
    by_schedule: OrdSet<(Option<String>, Timestamp, String)>,
    open: OrdSet<String>,
    /// Open ones by the task that runs for them.
    by_task: OrdMap<TaskId, String>,
    /// Those that wait for room, by cluster.
    waiting: OrdSet<(String, String)>,
}

impl Jobs {
    /// Makes a change that is about jobs.
    pub(super) fn apply(&mut self, change: &Change) {
        match change {
            Change::PutSchedule(it) => {
                self.schedules.insert(it.name.clone(), Arc::clone(it));
            }
            Change::DeleteSchedule(name) => {
                self.schedules.remove(name);
            }
            Change::PutRun(it) => {
                if let Some(old) = self.runs.insert(it.id.clone(), Arc::clone(it)) {
                    self.forget(&old);
                }
                self.index(it);
            }
            Change::DeleteRun(id) => {
                if let Some(old) = self.runs.remove(id) {
                    self.forget(&old);
                }
            }
            _ => {}
        }
    }

    fn index(&mut self, run: &Run) {
        let id = || run.id.clone();
        self.by_schedule
            .insert((run.schedule.clone(), run.due_at, id()));
        if !run.is_open() {
            return;
        }
        self.open.insert(id());
        if let Some(task) = run.task() {
            self.by_task.insert(task, id());
        }
        if run.waiting {
            self.waiting.insert((run.cluster.clone(), id()));
        }
    }

    fn forget(&mut self, run: &Run) {
        let id = || run.id.clone();
        self.by_schedule
            .remove(&(run.schedule.clone(), run.due_at, id()));
        self.open.remove(&run.id);
        if let Some(task) = run.task() {
            self.by_task.remove(&task);
        }
        self.waiting.remove(&(run.cluster.clone(), id()));
    }
}

impl State {
    /// The schedule of this name.
    #[must_use]
    pub fn schedule(&self, name: &str) -> Option<&Arc<Schedule>> {
        self.jobs.schedules.get(name)
    }

    /// All schedules, by name.
    pub fn schedules(&self) -> impl Iterator<Item = &Arc<Schedule>> {
        self.jobs.schedules.values()
    }

    /// The run with this id.
    #[must_use]
    pub fn run(&self, id: &str) -> Option<&Arc<Run>> {
        self.jobs.runs.get(id)
    }

    /// All runs, by id.
    pub fn runs(&self) -> impl Iterator<Item = &Arc<Run>> {
        self.jobs.runs.values()
    }

    /// The runs of a schedule, or those of none, by when they were due.
    pub fn runs_of(&self, schedule: Option<&str>) -> impl DoubleEndedIterator<Item = &Arc<Run>> {
        let key = schedule.map(str::to_owned);
        let low = (key.clone(), Timestamp(i64::MIN), String::new());
        // Beyond all ids: those are hexadecimal digits.
        let high = (key, Timestamp(i64::MAX), "~".to_owned());
        let runs = self.jobs.by_schedule.range(low..=high);
        runs.filter_map(|(_, _, id)| self.run(id))
    }

    /// Ids of runs that are not over.
    pub fn open_runs(&self) -> impl Iterator<Item = &String> {
        self.jobs.open.iter()
    }

    /// The open run whose task this is, by id.
    #[must_use]
    pub fn run_of_task(&self, task: TaskId) -> Option<&String> {
        self.jobs.by_task.get(&task)
    }

    /// Ids of the runs of a cluster that wait for room.
    pub fn runs_waiting_in(&self, cluster: &str) -> impl Iterator<Item = &String> {
        let low = (cluster.to_owned(), String::new());
        let high = (cluster.to_owned(), "~".to_owned());
        let waiting = self.jobs.waiting.range(low..=high);
        waiting.map(|(_, id)| id)
    }
}
