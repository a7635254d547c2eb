//! Services in the state, and their tasks by service and by deployment.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::State;
use crate::{
    Change, Cohort, DesiredStatus, InstanceId, InstanceStatus, Kind, Service, ServiceDeployment,
    ServiceEvent, ServiceRevision, ServiceStatus, Task, TaskId, TaskStatus, Timestamp,
    is_daemon_name, roster::Rosters,
};

/// A service: its cluster's name and its own.
pub type ServiceKey = (String, String);

/// How many tasks of a deployment there are that are not STOPPED.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Wanted and RUNNING.
    pub running: u32,
    /// Wanted and before RUNNING.
    pub pending: u32,
    /// On their way to STOPPED.
    pub stopping: u32,
}

impl Tally {
    /// All of them.
    #[must_use]
    pub const fn live(&self) -> u32 {
        self.running + self.pending + self.stopping
    }

    fn place(&mut self, task: &Task) -> &mut u32 {
        match (task.desired_status, task.last_status) {
            (
                DesiredStatus::Running,
                TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating,
            ) => &mut self.pending,
            (DesiredStatus::Running, TaskStatus::Running) => &mut self.running,
            _ => &mut self.stopping,
        }
    }
}

/// All services with what belongs to them.
#[derive(Clone, Debug, Default)]
pub(super) struct Services {
    services: OrdMap<ServiceKey, Arc<Service>>,
    events: OrdMap<(String, String, u64), Arc<ServiceEvent>>,
    revisions: OrdMap<(String, String, String), Arc<ServiceRevision>>,
    deployments: OrdMap<(String, String, String), Arc<ServiceDeployment>>,
    /// Those with a task that waits for an instance.
    waiting: OrdSet<ServiceKey>,
    /// Those that are INACTIVE, by since when.
    inactive: OrdSet<(Timestamp, ServiceKey)>,
    /// Tasks that are not STOPPED.
    rosters: Rosters,
    tallies: OrdMap<String, Tally>,
}

impl State {
    /// The service of this name, INACTIVE ones included.
    #[must_use]
    pub fn service(&self, cluster: &str, name: &str) -> Option<&Arc<Service>> {
        let key = (cluster.to_owned(), name.to_owned());
        self.services.services.get(&key)
    }

    /// All services, by cluster and name.
    pub fn services(&self) -> impl Iterator<Item = &Arc<Service>> {
        self.services.services.values()
    }

    /// The services of a cluster by name, from a name on, INACTIVE ones included.
    pub fn services_of(&self, cluster: &str, from: &str) -> impl Iterator<Item = &Arc<Service>> {
        let from = (cluster.to_owned(), from.to_owned());
        let until = (format!("{cluster}\0"), String::new());
        let services = self.services.services.range(from..until);
        services.map(|(_, service)| service)
    }

    /// The services of a cluster with a task that waits for an instance that can take it.
    pub fn services_waiting_in(&self, cluster: &str) -> impl Iterator<Item = &ServiceKey> {
        let from = (cluster.to_owned(), String::new());
        let until = (format!("{cluster}\0"), String::new());
        self.services.waiting.range(from..until)
    }

    /// The same in all clusters.
    pub fn services_waiting(&self) -> impl Iterator<Item = &ServiceKey> {
        self.services.waiting.iter()
    }

    /// Services that are INACTIVE and since when, the longest first.
    pub fn inactive_services(&self) -> impl Iterator<Item = &(Timestamp, ServiceKey)> {
        self.services.inactive.iter()
    }

    /// The events of a service that are kept, the oldest first.
    pub fn service_events(
        &self,
        cluster: &str,
        service: &str,
    ) -> impl DoubleEndedIterator<Item = &Arc<ServiceEvent>> {
        let (cluster, service) = (cluster.to_owned(), service.to_owned());
        let from = (cluster.clone(), service.clone(), 0);
        let events = self
            .services
            .events
            .range(from..=(cluster, service, u64::MAX));
        events.map(|(_, event)| event)
    }

    /// All events of all services.
    pub fn all_service_events(&self) -> impl Iterator<Item = &Arc<ServiceEvent>> {
        self.services.events.values()
    }

    /// A service revision.
    #[must_use]
    pub fn service_revision(
        &self,
        cluster: &str,
        service: &str,
        id: &str,
    ) -> Option<&Arc<ServiceRevision>> {
        let key = (cluster.to_owned(), service.to_owned(), id.to_owned());
        self.services.revisions.get(&key)
    }

    /// The revisions of a service.
    pub fn service_revisions(
        &self,
        cluster: &str,
        service: &str,
    ) -> impl Iterator<Item = &Arc<ServiceRevision>> {
        let range = parts_of(cluster, service);
        let revisions = self.services.revisions.range(range);
        revisions.map(|(_, revision)| revision)
    }

    /// All service revisions.
    pub fn all_service_revisions(&self) -> impl Iterator<Item = &Arc<ServiceRevision>> {
        self.services.revisions.values()
    }

    /// A service deployment.
    #[must_use]
    pub fn service_deployment(
        &self,
        cluster: &str,
        service: &str,
        id: &str,
    ) -> Option<&Arc<ServiceDeployment>> {
        let key = (cluster.to_owned(), service.to_owned(), id.to_owned());
        self.services.deployments.get(&key)
    }

    /// The service deployments of a service, by id.
    pub fn service_deployments(
        &self,
        cluster: &str,
        service: &str,
    ) -> impl Iterator<Item = &Arc<ServiceDeployment>> {
        let range = parts_of(cluster, service);
        let deployments = self.services.deployments.range(range);
        deployments.map(|(_, deployment)| deployment)
    }

    /// All service deployments.
    pub fn all_service_deployments(&self) -> impl Iterator<Item = &Arc<ServiceDeployment>> {
        self.services.deployments.values()
    }

    /// The tasks of a service that are not STOPPED, by id.
    pub fn tasks_of_service(&self, cluster: &str, name: &str) -> impl Iterator<Item = &Arc<Task>> {
        let mut ids: Vec<TaskId> = Vec::new();
        for cohort in self.cohorts(cluster, name) {
            ids.extend(cohort.members().ids());
        }
        ids.sort_unstable();
        ids.into_iter().filter_map(|id| self.live(id))
    }

    /// The same by what the service's scheduler tells them apart by.
    pub fn cohorts(&self, cluster: &str, name: &str) -> impl Iterator<Item = Cohort<'_>> {
        self.services.rosters.of(cluster, name)
    }

    /// How tasks by service differ from what their records make of it.
    pub(crate) fn roster_differences(&self) -> Option<&'static str> {
        let mut anew = Rosters::default();
        for task in self
            .live_by_cluster
            .iter()
            .filter_map(|(_, _, id)| self.live(*id))
        {
            if let Some((key, kind)) = self.kind_of(task) {
                anew.put(key, kind, task);
            }
        }
        let kept = &self.services.rosters;
        if anew.listed() != kept.listed() {
            Some("tasks by service")
        } else if !kept.counts_are_sound() {
            Some("the number of tasks by service")
        } else {
            None
        }
    }

    /// The service of a task and what its scheduler tells the task from others by.
    pub(super) fn kind_of(&self, task: &Task) -> Option<(ServiceKey, Kind)> {
        let key = (task.cluster.clone(), task.service()?.to_owned());
        let instance = task.instance.and_then(|id| self.instance(id));
        let draining = instance.is_some_and(|it| it.status != InstanceStatus::Active);
        let (family, revision) = &task.task_definition;
        let definition = self.task_definition(family, *revision);
        Some((key, Kind::of(task, definition.map(AsRef::as_ref), draining)))
    }

    /// Takes the tasks of services on an instance out of their cohorts, so that the instance can change; they
    /// are put in again with [`Self::regroup`].
    pub(super) fn ungroup(&mut self, instance: InstanceId) -> Vec<Arc<Task>> {
        let tasks = self
            .live_tasks_on(instance)
            .filter(|it| it.service().is_some());
        let tasks: Vec<Arc<Task>> = tasks.cloned().collect();
        for task in &tasks {
            self.forget_task_of_service(task);
        }
        tasks
    }

    /// Puts them into those of what they are now.
    pub(super) fn regroup(&mut self, tasks: &[Arc<Task>]) {
        for task in tasks {
            self.take_task_of_service(task);
        }
    }

    /// Indexes a task that is not STOPPED.
    pub(super) fn take_task_of_service(&mut self, task: &Task) {
        if let Some((key, kind)) = self.kind_of(task) {
            let deployment = kind.deployment.clone();
            self.services.rosters.put(key, kind, task);
            let tally = self.services.tallies.entry(deployment).or_default();
            *tally.place(task) += 1;
        }
    }

    /// Takes it out again, as it was.
    pub(super) fn forget_task_of_service(&mut self, task: &Task) {
        let Some((key, kind)) = self.kind_of(task) else {
            return;
        };
        self.services.rosters.remove(&key, &kind, task);
        let mut tally = self.tally(&kind.deployment);
        *tally.place(task) -= 1;
        if tally == Tally::default() {
            self.services.tallies.remove(&kind.deployment);
        } else {
            self.services.tallies.insert(kind.deployment, tally);
        }
    }

    /// How many tasks of a deployment there are.
    #[must_use]
    pub fn tally(&self, deployment: &str) -> Tally {
        let tally = self.services.tallies.get(deployment);
        tally.copied().unwrap_or_default()
    }
}

fn parts_of(cluster: &str, service: &str) -> std::ops::Range<(String, String, String)> {
    let (cluster, service) = (cluster.to_owned(), service.to_owned());
    let until = format!("{service}\0");
    (cluster.clone(), service, String::new())..(cluster, until, String::new())
}

impl Task {
    /// The service that started it, by name; a daemon is one by its whole name.
    #[must_use]
    pub fn service(&self) -> Option<&str> {
        if !self.started_by.as_deref()?.starts_with("ecs-svc/") {
            return None;
        }
        match is_daemon_name(&self.group) {
            true => Some(&self.group),
            false => self.group.strip_prefix("service:"),
        }
    }
}

impl Services {
    /// Makes a change that is about services.
    pub(super) fn apply(&mut self, change: &Change) {
        match change {
            Change::PutService(new) => {
                let key = (new.cluster.clone(), new.name.clone());
                let old = self.services.insert(key.clone(), Arc::clone(new));
                self.index(&key, old.as_deref(), Some(new));
            }
            Change::DeleteService(cluster, name) => {
                let key = (cluster.clone(), name.clone());
                let old = self.services.remove(&key);
                self.index(&key, old.as_deref(), None);
            }
            Change::PutServiceEvent(it) => {
                let key = (it.cluster.clone(), it.service.clone(), it.number);
                self.events.insert(key, Arc::clone(it));
            }
            Change::DeleteServiceEvent(cluster, service, number) => {
                let key = (cluster.clone(), service.clone(), *number);
                self.events.remove(&key);
            }
            Change::PutServiceRevision(it) => {
                let key = (it.cluster.clone(), it.service.clone(), it.id.clone());
                self.revisions.insert(key, Arc::clone(it));
            }
            Change::DeleteServiceRevision(cluster, service, id) => {
                let key = (cluster.clone(), service.clone(), id.clone());
                self.revisions.remove(&key);
            }
            Change::PutServiceDeployment(it) => {
                let key = (it.cluster.clone(), it.service.clone(), it.id.clone());
                self.deployments.insert(key, Arc::clone(it));
            }
            Change::DeleteServiceDeployment(cluster, service, id) => {
                let key = (cluster.clone(), service.clone(), id.clone());
                self.deployments.remove(&key);
            }
            _ => {}
        }
    }

    fn index(&mut self, key: &ServiceKey, old: Option<&Service>, new: Option<&Service>) {
        let waits = |it: &Service| it.waiting_since.is_some() && it.status == ServiceStatus::Active;
        if old.is_some_and(waits) {
            self.waiting.remove(key);
        }
        if new.is_some_and(waits) {
            self.waiting.insert(key.clone());
        }
        if let Some(at) = old.and_then(|it| it.inactive_at) {
            self.inactive.remove(&(at, key.clone()));
        }
        if let Some(at) = new.and_then(|it| it.inactive_at) {
            self.inactive.insert((at, key.clone()));
        }
    }
}
