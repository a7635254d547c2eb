//! The state of a region: every record, with the indexes that reads and decisions need.

mod alarms;
mod capacity;
mod deadlines;
mod events;
mod fleets;
mod interfaces;
mod jobs;
mod load;
mod network;
mod secrets;
mod services;
mod tasks;
mod tx;

use std::{collections::BTreeSet, sync::Arc};

use imbl::{OrdMap, OrdSet};

use self::alarms::Alarms;
use self::capacity::Capacity;
use self::deadlines::Deadlines;
use self::events::Events;
use self::interfaces::Interfaces;
use self::jobs::Jobs;
use self::network::Network;
use self::secrets::Secrets;
use self::services::Services;

use crate::{
    AccessKey, AccountSetting, Change, Cluster, ContainerInstance, DesiredStatus, IdempotencyToken,
    InstanceId, InstanceStatus, RoleCredentials, Task, TaskDefinition, TaskId, Timestamp, Usage,
    change,
    fleet::Fleet,
    packed::{Packed, Template},
    usage,
};

pub use load::{Loader, Part};
pub use services::{ServiceKey, Tally};
pub use tx::Tx;

/// A task in the state: whole while it lives, packed once it is STOPPED, since those are many and
/// rarely looked at.
#[derive(Clone, Debug)]
pub enum TaskEntry {
    /// Not yet STOPPED, and the number of its newest change ([`State::changes`]).
    Live(Arc<Task>, u64),
    /// STOPPED: the stored record, decoded when somebody looks.
    Stopped(Packed),
}

/// Everything a region remembers, at one moment. Cloning is cheap and shares all records.
#[derive(Clone, Debug, Default)]
pub struct State {
    access_keys: OrdMap<String, Arc<AccessKey>>,
    account_settings: OrdMap<(String, String), Arc<AccountSetting>>,
    clusters: OrdMap<Arc<str>, Arc<Cluster>>,
    families: OrdMap<String, u32>,
    task_definitions: OrdMap<(String, u32), Arc<TaskDefinition>>,
    definition_tasks: OrdMap<(String, u32), u64>,
    instances: OrdMap<InstanceId, Arc<ContainerInstance>>,
    instances_by_cluster: OrdSet<(Arc<str>, InstanceId)>,
    tasks: OrdMap<TaskId, TaskEntry>,
    /// A record of each task definition that has STOPPED tasks, for others to be packed against.
    templates: OrdMap<(String, u32), Arc<Template>>,
    live_by_cluster: OrdSet<(Arc<str>, DesiredStatus, TaskId)>,
    /// By the number of the newest change, so that what is new to somebody is found without looking
    /// at what is not.
    live_by_instance: OrdSet<(InstanceId, u64, TaskId)>,
    /// Changes of live tasks and their credentials so far. Counted in memory only: a loaded state
    /// begins anew.
    changes: u64,
    stopped_by_cluster: OrdSet<(Arc<str>, Timestamp, TaskId)>,
    stopped_by_time: OrdSet<(Timestamp, TaskId)>,
    usage: OrdMap<InstanceId, Arc<Usage>>,
    fleets: OrdMap<Arc<str>, Arc<Fleet>>,
    role_credentials: OrdMap<String, Arc<RoleCredentials>>,
    role_credentials_by_task: OrdSet<(TaskId, String)>,
    role_credentials_by_key: OrdMap<String, String>,
    idempotency_tokens: OrdMap<(String, String), Arc<IdempotencyToken>>,
    deadlines: Deadlines,
    secrets: Secrets,
    network: Network,
    interfaces: Interfaces,
    services: Services,
    events: Events,
    capacity: Capacity,
    alarms: Alarms,
    jobs: Jobs,
}

impl State {
    /// The access key with this id.
    #[must_use]
    pub fn access_key(&self, id: &str) -> Option<&Arc<AccessKey>> {
        self.access_keys.get(id)
    }

    /// All access keys, by id.
    pub fn access_keys(&self) -> impl Iterator<Item = &Arc<AccessKey>> {
        self.access_keys.values()
    }

    /// An account setting of a principal.
    #[must_use]
    pub fn account_setting(&self, principal_arn: &str, name: &str) -> Option<&Arc<AccountSetting>> {
        self.account_settings
            .get(&(principal_arn.to_owned(), name.to_owned()))
    }

    /// All account settings, by principal and name.
    pub fn account_settings(&self) -> impl Iterator<Item = &Arc<AccountSetting>> {
        self.account_settings.values()
    }

    /// The cluster of this name, INACTIVE ones included.
    #[must_use]
    pub fn cluster(&self, name: &str) -> Option<&Arc<Cluster>> {
        self.clusters.get(name)
    }

    /// All clusters, by name.
    pub fn clusters(&self) -> impl Iterator<Item = &Arc<Cluster>> {
        self.clusters.values()
    }

    /// The newest revision number a family has given out; zero if there is no such family.
    #[must_use]
    pub fn last_revision(&self, family: &str) -> u32 {
        self.families.get(family).copied().unwrap_or(0)
    }

    /// All families that ever were, by name.
    pub fn families(&self) -> impl Iterator<Item = &String> {
        self.families.keys()
    }

    /// A revision of a family, whatever its status.
    #[must_use]
    pub fn task_definition(&self, family: &str, revision: u32) -> Option<&Arc<TaskDefinition>> {
        self.task_definitions.get(&(family.to_owned(), revision))
    }

    /// All revisions, by family and number.
    pub fn task_definitions(&self) -> impl DoubleEndedIterator<Item = &Arc<TaskDefinition>> {
        self.task_definitions.values()
    }

    /// The revisions of one family, by number.
    pub fn revisions(&self, family: &str) -> impl DoubleEndedIterator<Item = &Arc<TaskDefinition>> {
        self.task_definitions
            .range((family.to_owned(), 0)..=(family.to_owned(), u32::MAX))
            .map(|(_, definition)| definition)
    }

    /// How many tasks that are not STOPPED use a revision.
    #[must_use]
    pub fn tasks_of_definition(&self, family: &str, revision: u32) -> u64 {
        self.definition_tasks
            .get(&(family.to_owned(), revision))
            .copied()
            .unwrap_or(0)
    }

    /// The container instance with this id, INACTIVE ones included.
    #[must_use]
    pub fn instance(&self, id: InstanceId) -> Option<&Arc<ContainerInstance>> {
        self.instances.get(&id)
    }

    /// The container instances of a cluster, by id, INACTIVE ones included.
    pub fn instances_of(&self, cluster: &str) -> impl Iterator<Item = &Arc<ContainerInstance>> {
        let cluster = self.cluster_key(cluster);
        let low = (Arc::clone(&cluster), InstanceId::new(0));
        let high = (cluster, InstanceId::new(u128::MAX));
        self.instances_by_cluster
            .range(low..=high)
            .filter_map(|(_, id)| self.instances.get(id))
    }

    /// All container instances, by id.
    pub fn instances(&self) -> impl Iterator<Item = &Arc<ContainerInstance>> {
        self.instances.values()
    }

    /// What the tasks of an instance take from it.
    #[must_use]
    pub fn usage(&self, instance: InstanceId) -> &Usage {
        self.usage
            .get(&instance)
            .map_or(&usage::NOTHING, AsRef::as_ref)
    }

    /// A cluster's container instances as placement looks for them, if it ever had any.
    #[must_use]
    pub fn fleet(&self, cluster: &str) -> Option<&Fleet> {
        self.fleets.get(cluster).map(AsRef::as_ref)
    }

    /// The task with this id.
    #[must_use]
    pub fn task(&self, id: TaskId) -> Option<Arc<Task>> {
        match self.tasks.get(&id)? {
            TaskEntry::Live(task, _) => Some(Arc::clone(task)),
            TaskEntry::Stopped(packed) => Some(Arc::new(
                change::decode(&packed.unpack()).expect("was read when it was packed"),
            )),
        }
    }

    /// How many tasks there are: not STOPPED, and STOPPED.
    #[must_use]
    pub fn task_counts(&self) -> (usize, usize) {
        (self.live_by_cluster.len(), self.stopped_by_time.len())
    }

    /// The tasks of a cluster that are not STOPPED and wanted so, by id.
    pub fn live_tasks_of(
        &self,
        cluster: &str,
        desired: DesiredStatus,
    ) -> impl Iterator<Item = &Arc<Task>> {
        let cluster = self.cluster_key(cluster);
        let low = (Arc::clone(&cluster), desired, TaskId::new(0));
        let high = (cluster, desired, TaskId::new(u128::MAX));
        self.live_by_cluster
            .range(low..=high)
            .filter_map(|(_, _, id)| self.live(*id))
    }

    /// The same from an id on, for paging.
    pub fn live_tasks_from(
        &self,
        cluster: &str,
        desired: DesiredStatus,
        from: TaskId,
    ) -> impl Iterator<Item = &Arc<Task>> {
        let cluster = self.cluster_key(cluster);
        let low = (Arc::clone(&cluster), desired, from);
        let high = (cluster, desired, TaskId::new(u128::MAX));
        self.live_by_cluster
            .range(low..=high)
            .filter_map(|(_, _, id)| self.live(*id))
    }

    /// The ids alone.
    pub fn live_task_ids_from(
        &self,
        cluster: &str,
        desired: DesiredStatus,
        from: TaskId,
    ) -> impl Iterator<Item = TaskId> + '_ {
        let cluster = self.cluster_key(cluster);
        let low = (Arc::clone(&cluster), desired, from);
        let high = (cluster, desired, TaskId::new(u128::MAX));
        self.live_by_cluster.range(low..=high).map(|(_, _, id)| *id)
    }

    /// The tasks of an instance that are not STOPPED, the longest unchanged first.
    pub fn live_tasks_on(&self, instance: InstanceId) -> impl Iterator<Item = &Arc<Task>> {
        self.live_tasks_changed(instance, 0)
    }

    /// Those of them that have changed since [`Self::changes`] was `since`, or whose credentials
    /// have.
    pub fn live_tasks_changed(
        &self,
        instance: InstanceId,
        since: u64,
    ) -> impl Iterator<Item = &Arc<Task>> {
        let low = (instance, since.saturating_add(1), TaskId::new(0));
        let high = (instance, u64::MAX, TaskId::new(u128::MAX));
        self.live_by_instance
            .range(low..=high)
            .filter_map(|(_, _, id)| self.live(*id))
    }

    /// How many changes of live tasks, or of their credentials, led to this state since it was
    /// loaded.
    #[must_use]
    pub const fn changes(&self) -> u64 {
        self.changes
    }

    /// Ids of a cluster's STOPPED tasks that stopped at `from` or later, oldest first; among those
    /// of one moment by id, from `from_id` on.
    pub fn stopped_tasks_of(
        &self,
        cluster: &str,
        from: Timestamp,
        from_id: TaskId,
    ) -> impl Iterator<Item = (Timestamp, TaskId)> + '_ {
        let cluster = self.cluster_key(cluster);
        let low = (Arc::clone(&cluster), from, from_id);
        let high = (cluster, Timestamp(i64::MAX), TaskId::new(u128::MAX));
        self.stopped_by_cluster
            .range(low..=high)
            .map(|(_, at, id)| (*at, *id))
    }

    /// Ids of all STOPPED tasks, the longest stopped first.
    pub fn stopped_tasks(&self) -> impl Iterator<Item = (Timestamp, TaskId)> + '_ {
        self.stopped_by_time.iter().copied()
    }

    /// All tasks, by id.
    pub fn tasks(&self) -> impl Iterator<Item = Arc<Task>> + '_ {
        self.tasks.keys().filter_map(|id| self.task(*id))
    }

    /// The credentials of a task's roles.
    pub fn role_credentials_of(&self, task: TaskId) -> impl Iterator<Item = &Arc<RoleCredentials>> {
        self.role_credentials_by_task
            .range((task, String::new())..(task.next(), String::new()))
            .filter_map(|(_, id)| self.role_credentials.get(id))
    }

    /// All role credentials, by credentials id.
    pub fn role_credentials(&self) -> impl Iterator<Item = &Arc<RoleCredentials>> {
        self.role_credentials.values()
    }

    /// The role credentials that have this access key id.
    #[must_use]
    pub fn role_credentials_by_key(&self, access_key_id: &str) -> Option<&Arc<RoleCredentials>> {
        self.role_credentials
            .get(self.role_credentials_by_key.get(access_key_id)?)
    }

    /// What a client token stands for in a cluster.
    #[must_use]
    pub fn idempotency_token(&self, cluster: &str, token: &str) -> Option<&Arc<IdempotencyToken>> {
        self.idempotency_tokens
            .get(&(cluster.to_owned(), token.to_owned()))
    }

    /// All client tokens.
    pub fn idempotency_tokens(&self) -> impl Iterator<Item = &Arc<IdempotencyToken>> {
        self.idempotency_tokens.values()
    }

    /// The task with this id if it is not STOPPED.
    #[must_use]
    pub fn live_task(&self, id: TaskId) -> Option<&Arc<Task>> {
        self.live(id)
    }

    fn live(&self, id: TaskId) -> Option<&Arc<Task>> {
        match self.tasks.get(&id)? {
            TaskEntry::Live(task, _) => Some(task),
            TaskEntry::Stopped(_) => None,
        }
    }

    /// Makes one change. Indexes follow; nothing is checked, that is the caller's part.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::PutAccessKey(key) => {
                self.access_keys.insert(key.id.clone(), Arc::clone(key));
            }
            Change::DeleteAccessKey(id) => {
                self.access_keys.remove(id);
            }
            Change::PutAccountSetting(setting) => {
                let key = (setting.principal_arn.clone(), setting.name.clone());
                self.account_settings.insert(key, Arc::clone(setting));
            }
            Change::DeleteAccountSetting(principal, name) => {
                self.account_settings
                    .remove(&(principal.clone(), name.clone()));
            }
            Change::PutCluster(cluster) => {
                self.clusters
                    .insert(Arc::from(cluster.name.as_str()), Arc::clone(cluster));
            }
            Change::PutFamily(family, last) => {
                self.families.insert(family.clone(), *last);
            }
            Change::PutTaskDefinition(definition) => {
                let key = (definition.family.clone(), definition.revision);
                let old = self.task_definitions.insert(key, Arc::clone(definition));
                self.deadlines.definition(old.as_deref(), Some(definition));
            }
            Change::DeleteTaskDefinition(family, revision) => {
                let key = (family.clone(), *revision);
                let old = self.task_definitions.remove(&key);
                self.deadlines.definition(old.as_deref(), None);
                self.templates.remove(&key);
            }
            Change::PutInstance(instance) => self.put_instance(instance),
            Change::DeleteInstance(id) => {
                let tasks = self.ungroup(*id);
                if let Some(instance) = self.instances.remove(id) {
                    let key = (self.cluster_key(&instance.cluster), *id);
                    self.instances_by_cluster.remove(&key);
                    self.deadlines.instance(Some(&instance), None);
                    self.change_fleet(&instance.cluster, |fleet, usage| {
                        fleet.remove(*id, usage(*id));
                    });
                }
                self.regroup(&tasks);
            }
            Change::PutTask(task) => {
                let left = self.unindex_task(task.id);
                self.index_task(task);
                let came = Some(task).filter(|task| !task.is_stopped());
                self.follow(left.as_deref(), came.map(AsRef::as_ref));
            }
            Change::DeleteTask(id) => {
                let left = self.unindex_task(*id);
                self.tasks.remove(id);
                self.follow(left.as_deref(), None);
            }
            Change::PutRoleCredentials(credentials) => self.put_role_credentials(credentials),
            Change::DeleteRoleCredentials(id) => {
                if let Some(old) = self.role_credentials.remove(id) {
                    self.deadlines.credentials(Some(&old), None);
                    self.role_credentials_by_task
                        .remove(&(old.task, id.clone()));
                    self.role_credentials_by_key.remove(&old.access_key_id);
                }
            }
            Change::PutIdempotencyToken(token) => {
                let old = (self.idempotency_tokens).insert(token.key.clone(), Arc::clone(token));
                self.deadlines.token(old.as_deref(), Some(token));
            }
            Change::DeleteIdempotencyToken(cluster, token) => {
                let old = (self.idempotency_tokens).remove(&(cluster.clone(), token.clone()));
                self.deadlines.token(old.as_deref(), None);
            }
            Change::PutCapacityProvider(_) | Change::DeleteCapacityProvider(_) => {
                self.capacity.apply(change);
            }
            Change::PutVpc(_)
            | Change::DeleteVpc(_)
            | Change::PutSubnet(_)
            | Change::DeleteSubnet(_)
            | Change::PutSecurityGroup(_)
            | Change::DeleteSecurityGroup(_) => self.network.apply(change),
            Change::PutNetworkInterface(_)
            | Change::DeleteNetworkInterface(_)
            | Change::PutPublicAddresses(_) => {
                if let Some(vpc) = self.interfaces.apply(change) {
                    self.network.note_change(vpc);
                }
            }
            Change::PutSecret(_)
            | Change::DeleteSecret(_)
            | Change::PutSecretValue(_)
            | Change::DeleteSecretValue(..)
            | Change::PutParameter(_)
            | Change::DeleteParameter(_)
            | Change::PutParameterVersion(_)
            | Change::DeleteParameterVersion(..) => self.secrets.apply(change),
            Change::PutService(_)
            | Change::DeleteService(..)
            | Change::PutServiceEvent(_)
            | Change::DeleteServiceEvent(..)
            | Change::PutServiceRevision(_)
            | Change::DeleteServiceRevision(..)
            | Change::PutServiceDeployment(_)
            | Change::DeleteServiceDeployment(..) => self.services.apply(change),
            Change::PutEvent(record) => self.events.put(record),
            Change::PutAlarm(_) | Change::DeleteAlarm(_) => self.alarms.apply(change),
            Change::PutSchedule(_)
            | Change::DeleteSchedule(_)
            | Change::PutRun(_)
            | Change::DeleteRun(_) => self.jobs.apply(change),
        }
    }

    fn put_instance(&mut self, instance: &Arc<ContainerInstance>) {
        let cluster = self.cluster_key(&instance.cluster);
        self.instances_by_cluster.insert((cluster, instance.id));
        let active = |it: &ContainerInstance| it.status == InstanceStatus::Active;
        // Of one that is not there yet there are tasks while a state is loaded.
        let was_active = self.instance(instance.id).is_none_or(|it| active(it));
        let tasks = match was_active == active(instance) {
            true => Vec::new(),
            false => self.ungroup(instance.id),
        };
        let old = self.instances.insert(instance.id, Arc::clone(instance));
        self.regroup(&tasks);
        if old
            .as_ref()
            .is_some_and(|old| old.attributes != instance.attributes)
        {
            // Where it is reached by other hosts is among them.
            let vpcs: BTreeSet<_> = self
                .interfaces_on(instance.id)
                .map(|it| it.vpc.clone())
                .collect();
            vpcs.into_iter()
                .for_each(|vpc| self.network.note_change(vpc));
        }
        self.deadlines.instance(old.as_deref(), Some(instance));
        self.change_fleet(&instance.cluster, |fleet, usage| {
            fleet.put(instance, usage(instance.id));
        });
    }

    fn put_role_credentials(&mut self, credentials: &Arc<RoleCredentials>) {
        let id = credentials.credentials_id.clone();
        let old = self.role_credentials.get(&id);
        self.deadlines
            .credentials(old.map(AsRef::as_ref), Some(credentials));
        if let Some(old) = old {
            self.role_credentials_by_key
                .remove(&old.access_key_id.clone());
        }
        self.role_credentials_by_task
            .insert((credentials.task, id.clone()));
        self.role_credentials_by_key
            .insert(credentials.access_key_id.clone(), id.clone());
        self.role_credentials.insert(id, Arc::clone(credentials));
        self.renumber(credentials.task);
    }

    /// The cluster's name as the index holds it, so that a million tasks share one string.
    fn cluster_key(&self, name: &str) -> Arc<str> {
        self.clusters
            .get_key_value(name)
            .map_or_else(|| Arc::from(name), |(key, _)| Arc::clone(key))
    }
}
