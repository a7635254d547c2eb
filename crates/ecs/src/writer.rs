//! What the one writer does with commands, apart from the thread, the queue and the store.
//!
//! Each command runs on a working copy that has the commands before it; one that fails leaves
//! nothing behind. The events that its changes make are changes as well, so that they are committed
//! with them or not at all. What a batch has changed is committed in one go by the caller, who then
//! publishes [`Writer::state`], or, if the commit failed, takes all of it back with
//! [`Writer::roll_back`].

use std::collections::BTreeSet;
use std::sync::Arc;

use berth_model::{
    Change, ContainerInstance, Event, EventRecord, FARGATE_CLUSTER, InstanceId, InstanceStatus,
    JobKey, LaunchType, SchedulingStrategy, Service, ServiceKey, State, Task, TaskStatus,
    Timestamp, Tx, Write, is_daemon_name,
};

use crate::{events, jobs};

/// The state that the next command sees, and what has changed since the last commit.
#[derive(Debug, Default)]
pub struct Writer {
    working: State,
    batch: Batch,
}

/// What the commands of a batch have done together.
#[derive(Debug, Default)]
pub struct Batch {
    /// For the store, in order.
    pub writes: Vec<Write>,
    /// The container instances whose agents have something to hear.
    pub touched: BTreeSet<InstanceId>,
    /// The services whose scheduler has something to look at.
    pub services: BTreeSet<ServiceKey>,
    /// The clusters whose tasks that wait for capacity are to be looked at.
    pub waiting: BTreeSet<String>,
    /// Schedules, runs and tasks with a time limit that are to be looked at.
    pub jobs: BTreeSet<JobKey>,
    /// Some command wants a commit in any case.
    pub anew: bool,
}

impl Batch {
    /// Whether there is anything to commit.
    #[must_use]
    pub fn needs_commit(&self) -> bool {
        self.anew || !self.writes.is_empty()
    }
}

impl Writer {
    /// A writer whose first command sees `state`.
    #[must_use]
    pub fn new(state: State) -> Self {
        Self {
            working: state,
            batch: Batch::default(),
        }
    }

    /// What the next command sees; what to publish once the batch is committed.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.working
    }

    /// Runs a command, which says whether it has succeeded; its changes count only then. With
    /// `anew` the batch is committed even without a change. Gives the changes, events at `now` last.
    pub fn run(
        &mut self,
        now: Timestamp,
        anew: bool,
        command: impl FnOnce(&mut Tx) -> bool,
    ) -> Vec<Change> {
        let mut tx = Tx::new(self.working.clone());
        if !command(&mut tx) {
            return Vec::new();
        }
        let (state, mut changes) = tx.finish();
        let happened = events::made_of(&self.working, &changes, &state);
        for change in &changes {
            touched(&self.working, change, &mut self.batch.touched);
            concerned(&self.working, change, &mut self.batch.services);
            relieved(&self.working, change, &mut self.batch.waiting);
            jobs::concerned(&self.working, change, &mut self.batch.jobs);
            self.batch.writes.push(change.to_write());
        }
        if !changes.is_empty() {
            self.working = state;
        }
        // Only now: what the queue shares with the state before would have to be copied.
        for what in happened {
            let number = self.working.last_event() + 1;
            let event = EventRecord::new(&Event {
                number,
                at: now,
                what,
            });
            let change = Change::PutEvent(event);
            self.working.apply(&change);
            self.batch.writes.push(change.to_write());
            changes.push(change);
        }
        self.batch.anew |= anew;
        changes
    }

    /// What has come together since the last call.
    pub fn take_batch(&mut self) -> Batch {
        std::mem::take(&mut self.batch)
    }

    /// The commit has failed: everything is as it was published last.
    pub fn roll_back(&mut self, published: State) {
        *self = Self::new(published);
    }
}

/// Adds the instances that `change`, made to `before`, is news for.
fn touched(before: &State, change: &Change, instances: &mut BTreeSet<InstanceId>) {
    match change {
        Change::PutInstance(instance) => {
            instances.insert(instance.id);
            let old = before.instance(instance.id);
            if old.is_some_and(|old| old.attributes != instance.attributes) {
                // Others may have to find it elsewhere.
                for interface in before.interfaces_on(instance.id) {
                    instances.extend(before.instances_in_vpc(&interface.vpc));
                }
            }
        }
        Change::DeleteInstance(id) => {
            instances.insert(*id);
        }
        Change::PutTask(task) => instances.extend(task.instance),
        Change::DeleteTask(id) => {
            instances.extend(before.task(*id).and_then(|task| task.instance));
        }
        Change::PutRoleCredentials(credentials) => {
            instances.extend(before.task(credentials.task).and_then(|task| task.instance));
        }
        // Hosts know the VPCs of their tasks' interfaces.
        Change::PutNetworkInterface(new) => {
            instances.extend(new.instance());
            instances.extend(before.instances_in_vpc(&new.vpc));
        }
        Change::DeleteNetworkInterface(id) => {
            if let Some(old) = before.network_interface(id) {
                instances.extend(before.instances_in_vpc(&old.vpc));
            }
        }
        Change::PutSecurityGroup(group) => {
            instances.extend(before.instances_in_group(&group.id));
        }
        Change::PutVpc(vpc) => instances.extend(before.instances_in_vpc(&vpc.id)),
        Change::PutSubnet(subnet) => instances.extend(before.instances_in_vpc(&subnet.vpc)),
        Change::DeleteSubnet(id) => {
            if let Some(subnet) = before.subnet(id) {
                instances.extend(before.instances_in_vpc(&subnet.vpc));
            }
        }
        Change::PutAccessKey(_)
        | Change::DeleteAccessKey(_)
        | Change::PutAccountSetting(_)
        | Change::DeleteAccountSetting(..)
        | Change::PutCluster(_)
        | Change::PutCapacityProvider(_)
        | Change::DeleteCapacityProvider(_)
        | Change::PutFamily(..)
        | Change::PutTaskDefinition(_)
        | Change::DeleteTaskDefinition(..)
        | Change::DeleteRoleCredentials(_)
        | Change::PutIdempotencyToken(_)
        | Change::DeleteIdempotencyToken(..)
        | Change::DeleteVpc(_)
        | Change::PutPublicAddresses(_)
        | Change::DeleteSecurityGroup(_)
        | Change::PutSecret(_)
        | Change::DeleteSecret(_)
        | Change::PutSecretValue(_)
        | Change::DeleteSecretValue(..)
        | Change::PutParameter(_)
        | Change::DeleteParameter(_)
        | Change::PutParameterVersion(_)
        | Change::DeleteParameterVersion(..)
        | Change::PutService(_)
        | Change::DeleteService(..)
        | Change::PutServiceEvent(_)
        | Change::DeleteServiceEvent(..)
        | Change::PutServiceRevision(_)
        | Change::DeleteServiceRevision(..)
        | Change::PutServiceDeployment(_)
        | Change::DeleteServiceDeployment(..)
        | Change::PutEvent(_)
        | Change::PutAlarm(_)
        | Change::DeleteAlarm(_)
        | Change::PutSchedule(_)
        | Change::DeleteSchedule(_)
        | Change::PutRun(_)
        | Change::DeleteRun(_) => {}
    }
}

/// Adds the services that `change`, made to `before`, is news for: the service itself, that of a
/// task, those whose deployments an alarm watches, those that wait for an instance when one may have come free, those with tasks on an instance
/// whose status changes, and DAEMON services and those balanced over Availability Zones of an
/// instance that comes, goes or changes.
fn concerned(before: &State, change: &Change, services: &mut BTreeSet<ServiceKey>) {
    match change {
        Change::PutService(service) => {
            services.insert((service.cluster.clone(), service.name.clone()));
            if holds_less(before, service) {
                services.extend(before.services_waiting_in(&service.cluster).cloned());
            }
        }
        Change::PutTask(task) => {
            services.extend(key_of(task));
            if comes_up(before, task) {
                services.extend(before.services_waiting_in(&task.cluster).cloned());
            }
            // One fewer waits for capacity: another may.
            let waited = before.task(task.id).is_some_and(|old| old.is_waiting());
            if waited && !task.is_waiting() {
                services.extend(before.services_waiting_in(&task.cluster).cloned());
            }
            if task.is_stopped() && task.launch_type == LaunchType::Fargate {
                // Its room is anybody's.
                services.extend(before.services_waiting().cloned());
            }
            if task.is_stopped() {
                let hook = crate::services::service_of_hook(task);
                services.extend(hook.map(|name| (task.cluster.clone(), name.to_owned())));
                services.extend(before.services_waiting_in(&task.cluster).cloned());
                let instance = task.instance.and_then(|id| before.instance(id));
                if let Some(instance) = instance.filter(|it| it.status != InstanceStatus::Active) {
                    services.extend(
                        before
                            .live_tasks_on(instance.id)
                            .filter_map(|it| key_of(it)),
                    );
                }
            }
        }
        Change::PutInstance(new) => {
            let old = before.instance(new.id);
            let differs = old.is_none_or(|old| takes_tasks(old) != takes_tasks(new));
            if differs && new.cluster == FARGATE_CLUSTER {
                services.extend(before.services_waiting().cloned());
                let on_fargate = |it: &&Arc<Service>| {
                    let primary = it.primary().map(|it| it.launch_type);
                    it.zone_rebalancing && primary == Some(LaunchType::Fargate)
                };
                let balanced = before.services().filter(on_fargate);
                services.extend(balanced.map(|it| (it.cluster.clone(), it.name.clone())));
            } else if differs {
                services.extend(before.services_waiting_in(&new.cluster).cloned());
                let all = before.services_of(&new.cluster, "");
                let everywhere = all.filter(|it| {
                    it.scheduling == SchedulingStrategy::Daemon || it.zone_rebalancing
                });
                services.extend(everywhere.map(|it| (it.cluster.clone(), it.name.clone())));
            }
            if old.is_some_and(|old| old.status != new.status) {
                services.extend(before.live_tasks_on(new.id).filter_map(|it| key_of(it)));
            }
        }
        Change::DeleteNetworkInterface(id) if is_needed(before, id) => {
            services.extend(before.services_waiting().cloned());
        }
        Change::PutCluster(new) => {
            let old = before.cluster(&new.name);
            if old.is_some_and(|old| old.capacity_providers != new.capacity_providers) {
                let all = before.services_of(&new.name, "");
                let daemons = all.filter(|it| it.daemon.is_some());
                services.extend(daemons.map(|it| (it.cluster.clone(), it.name.clone())));
            }
        }
        Change::PutAlarm(alarm) => services.extend(watched(before, &alarm.name)),
        Change::DeleteAlarm(name) => services.extend(watched(before, name)),
        _ => {}
    }
}

/// A daemon's task runs from now on: others may come to its instance.
fn comes_up(before: &State, task: &Task) -> bool {
    let ran = before.task(task.id).map(|old| old.last_status);
    is_daemon_name(&task.group)
        && task.last_status == TaskStatus::Running
        && ran != Some(TaskStatus::Running)
}

/// A daemon has changed in what others wait for: it is deleted, or has another deployment, or that has failed.
fn holds_less(before: &State, service: &Service) -> bool {
    let state = |it: &Service| {
        let primary = it.primary().map(|it| (it.id.clone(), it.rollout));
        (it.status, primary)
    };
    let old = before.service(&service.cluster, &service.name);
    service.daemon.is_some() && old.is_some_and(|old| state(old) != state(service))
}

/// The address of an interface is the only one of its subnet that nobody has once it goes.
fn is_needed(before: &State, interface: &str) -> bool {
    let subnet = before.interface_record(interface);
    let subnet = subnet.and_then(|it| before.subnet(&it.subnet));
    subnet.is_some_and(|subnet| before.free_addresses(subnet) == 0)
}

/// Adds the clusters whose tasks that wait for capacity `change`, made to `before`, is news for: a task
/// begins to wait or has given its room back, an instance comes or can take tasks again, or a subnet that
/// had no free address has one.
fn relieved(before: &State, change: &Change, clusters: &mut BTreeSet<String>) {
    let waits = |cluster: &&String| before.waiting_tasks_of(cluster).next().is_some();
    match change {
        Change::PutTask(task) if task.is_waiting() => {
            clusters.insert(task.cluster.clone());
        }
        Change::PutTask(task)
            if task.is_stopped() && task.instance.is_some() || comes_up(before, task) =>
        {
            clusters.extend(Some(&task.cluster).filter(waits).cloned());
        }
        Change::PutService(service) if holds_less(before, service) => {
            clusters.extend(Some(&service.cluster).filter(waits).cloned());
        }
        Change::PutInstance(new) => {
            let old = before.instance(new.id);
            let differs = old.is_none_or(|old| takes_tasks(old) != takes_tasks(new));
            let here = Some(&new.cluster).filter(|_| differs).filter(waits);
            clusters.extend(here.cloned());
        }
        Change::DeleteNetworkInterface(id) if is_needed(before, id) => {
            let all = before.clusters_with_waiting_tasks();
            clusters.extend(all.map(|it| it.to_string()));
        }
        _ => {}
    }
}

/// The services with a deployment that an alarm watches.
fn watched<'a>(before: &'a State, alarm: &'a str) -> impl Iterator<Item = ServiceKey> + 'a {
    let watched = before.services().filter(move |service| {
        let monitors = service
            .deployments
            .iter()
            .filter_map(|it| it.monitor.as_ref());
        monitors
            .into_iter()
            .any(|it| it.alarms.iter().any(|name| name == alarm))
    });
    watched.map(|it| (it.cluster.clone(), it.name.clone()))
}

fn key_of(task: &Task) -> Option<ServiceKey> {
    Some((task.cluster.clone(), task.service()?.to_owned()))
}

/// What decides whether an instance can take a task, apart from what is free.
fn takes_tasks(
    it: &ContainerInstance,
) -> (
    InstanceStatus,
    bool,
    &berth_model::InstanceResources,
    &std::collections::BTreeMap<String, berth_model::Attribute>,
) {
    (
        it.status,
        it.agent_connected,
        &it.registered,
        &it.attributes,
    )
}
