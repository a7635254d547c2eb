//! Changes to the state, and their form in the store.
//!
//! A stored value is one byte, the record format ([`FORMAT`]), and the record in `MessagePack`
//! with fields by position; a field is only ever added at the end, with a default. Anything else
//! is a new format with its own reader.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    AccessKey, AccountSetting, Alarm, CapacityProvider, Cluster, ContainerInstance, EventRecord,
    IdempotencyToken, InstanceId, NetworkInterface, Parameter, ParameterVersion, PublicAddresses,
    RoleCredentials, Run, Schedule, Secret, SecretValue, SecurityGroup, Service, ServiceDeployment,
    ServiceEvent, ServiceRevision, Subnet, Task, TaskDefinition, TaskId, Vpc,
};

/// The format that is written.
pub const FORMAT: u8 = 1;

/// The tables, in the order in which they are loaded.
pub const TABLES: [&str; 27] = [
    "access-key",
    "account-setting",
    "cluster",
    "capacity-provider",
    "family",
    "task-definition",
    "container-instance",
    "task",
    "role-credentials",
    "idempotency-token",
    "secret",
    "secret-value",
    "parameter",
    "parameter-version",
    "service",
    "service-event",
    "service-revision",
    "service-deployment",
    "vpc",
    "subnet",
    "security-group",
    "network-interface",
    "public-addresses",
    "event",
    "alarm",
    "schedule",
    "run",
];

/// One record set or removed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Sets an access key.
    PutAccessKey(Arc<AccessKey>),
    /// Removes an access key by id.
    DeleteAccessKey(String),
    /// Sets an account setting.
    PutAccountSetting(Arc<AccountSetting>),
    /// Removes an account setting by principal and name.
    DeleteAccountSetting(String, String),
    /// Sets a cluster.
    PutCluster(Arc<Cluster>),
    /// Sets a capacity provider.
    PutCapacityProvider(Arc<CapacityProvider>),
    /// Removes a capacity provider by name.
    DeleteCapacityProvider(String),
    /// Sets the newest revision number a family has given out.
    PutFamily(String, u32),
    /// Sets a revision.
    PutTaskDefinition(Arc<TaskDefinition>),
    /// Removes a revision.
    DeleteTaskDefinition(String, u32),
    /// Sets a container instance.
    PutInstance(Arc<ContainerInstance>),
    /// Removes a container instance.
    DeleteInstance(InstanceId),
    /// Sets a task.
    PutTask(Arc<Task>),
    /// Removes a task.
    DeleteTask(TaskId),
    /// Sets a role's credentials.
    PutRoleCredentials(Arc<RoleCredentials>),
    /// Removes a role's credentials by credentials id.
    DeleteRoleCredentials(String),
    /// Sets a client token.
    PutIdempotencyToken(Arc<IdempotencyToken>),
    /// Removes a client token by cluster and token.
    DeleteIdempotencyToken(String, String),
    /// Sets a secret.
    PutSecret(Arc<Secret>),
    /// Removes a secret by name; its values are removed by changes of their own.
    DeleteSecret(String),
    /// Sets the value of a secret's version.
    PutSecretValue(Arc<SecretValue>),
    /// Removes a value by the secret's name and the version's id.
    DeleteSecretValue(String, String),
    /// Sets a parameter.
    PutParameter(Arc<Parameter>),
    /// Removes a parameter by name; its versions are removed by changes of their own.
    DeleteParameter(String),
    /// Sets a parameter's version.
    PutParameterVersion(Arc<ParameterVersion>),
    /// Removes a version by the parameter's name and the version's number.
    DeleteParameterVersion(String, i64),
    /// Sets a service.
    PutService(Arc<Service>),
    /// Removes a service by cluster and name; what belongs to it is removed by changes of their own.
    DeleteService(String, String),
    /// Sets an event of a service.
    PutServiceEvent(Arc<ServiceEvent>),
    /// Removes an event by cluster, service and number.
    DeleteServiceEvent(String, String, u64),
    /// Sets a service revision.
    PutServiceRevision(Arc<ServiceRevision>),
    /// Removes a service revision by cluster, service and id.
    DeleteServiceRevision(String, String, String),
    /// Sets a service deployment.
    PutServiceDeployment(Arc<ServiceDeployment>),
    /// Removes a service deployment by cluster, service and id.
    DeleteServiceDeployment(String, String, String),
    /// Sets a VPC.
    PutVpc(Arc<Vpc>),
    /// Removes a VPC by id; its security groups are removed by changes of their own.
    DeleteVpc(String),
    /// Sets a subnet.
    PutSubnet(Arc<Subnet>),
    /// Removes a subnet by id.
    DeleteSubnet(String),
    /// Sets a security group with its rules.
    PutSecurityGroup(Arc<SecurityGroup>),
    /// Removes a security group by id.
    DeleteSecurityGroup(String),
    /// Sets a network interface.
    PutNetworkInterface(Arc<NetworkInterface>),
    /// Removes a network interface by id.
    DeleteNetworkInterface(String),
    /// Sets where public addresses come from.
    PutPublicAddresses(Arc<PublicAddresses>),
    /// Adds an event; the oldest ones go by themselves.
    PutEvent(EventRecord),
    /// Sets an alarm.
    PutAlarm(Arc<Alarm>),
    /// Removes an alarm by name.
    DeleteAlarm(String),
    /// Sets a schedule.
    PutSchedule(Arc<Schedule>),
    /// Removes a schedule by name; its runs stay.
    DeleteSchedule(String),
    /// Sets a job's run.
    PutRun(Arc<Run>),
    /// Removes a run by id.
    DeleteRun(String),
}

/// A change as the store takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// One of [`TABLES`].
    pub table: &'static str,
    /// Unique in the table.
    pub key: String,
    /// `None` removes.
    pub value: Option<Vec<u8>>,
}

/// A stored record cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// A later version of Berth wrote it.
    #[error("record format {0} is newer than this version of berth reads ({FORMAT})")]
    Newer(u8),
    /// There is no such table.
    #[error("unknown table {0}")]
    Table(String),
    /// It is damaged.
    #[error("damaged record")]
    Damaged(#[source] rmp_serde::decode::Error),
    /// It is empty.
    #[error("empty record")]
    Empty,
}

pub(crate) fn encode<T: Serialize>(record: &T) -> Vec<u8> {
    let mut bytes = vec![FORMAT];
    rmp_serde::encode::write(&mut bytes, record).expect("records encode into memory");
    bytes
}

pub(crate) fn decode<'a, T: Deserialize<'a>>(value: &'a [u8]) -> Result<T, RecordError> {
    match value.split_first() {
        None => Err(RecordError::Empty),
        Some((&FORMAT, body)) => rmp_serde::from_slice(body).map_err(RecordError::Damaged),
        Some((&other, _)) => Err(RecordError::Newer(other)),
    }
}

impl Change {
    /// The change as the store takes it.
    #[must_use]
    pub fn to_write(&self) -> Write {
        let put = |table, key: String, value| Write {
            table,
            key,
            value: Some(value),
        };
        let delete = |table, key: String| Write {
            table,
            key,
            value: None,
        };
        match self {
            Self::PutAccessKey(key) => put("access-key", key.id.clone(), encode(&**key)),
            Self::DeleteAccessKey(id) => delete("access-key", id.clone()),
            Self::PutAccountSetting(setting) => put(
                "account-setting",
                format!("{}\0{}", setting.principal_arn, setting.name),
                encode(&**setting),
            ),
            Self::DeleteAccountSetting(principal, name) => {
                delete("account-setting", format!("{principal}\0{name}"))
            }
            Self::PutCluster(cluster) => put("cluster", cluster.name.clone(), encode(&**cluster)),
            Self::PutCapacityProvider(it) => {
                put("capacity-provider", it.name.clone(), encode(&**it))
            }
            Self::DeleteCapacityProvider(name) => delete("capacity-provider", name.clone()),
            Self::PutFamily(family, last) => put("family", family.clone(), encode(&(family, last))),
            Self::PutTaskDefinition(definition) => put(
                "task-definition",
                definition_key(&definition.family, definition.revision),
                encode(&**definition),
            ),
            Self::DeleteTaskDefinition(family, revision) => {
                delete("task-definition", definition_key(family, *revision))
            }
            Self::PutInstance(instance) => put(
                "container-instance",
                instance.id.to_string(),
                encode(&**instance),
            ),
            Self::DeleteInstance(id) => delete("container-instance", id.to_string()),
            Self::PutTask(task) => put("task", task.id.to_string(), encode(&**task)),
            Self::DeleteTask(id) => delete("task", id.to_string()),
            Self::PutRoleCredentials(credentials) => put(
                "role-credentials",
                credentials.credentials_id.clone(),
                encode(&**credentials),
            ),
            Self::DeleteRoleCredentials(id) => delete("role-credentials", id.clone()),
            Self::PutIdempotencyToken(token) => put(
                "idempotency-token",
                token_key(&token.key.0, &token.key.1),
                encode(&**token),
            ),
            Self::DeleteIdempotencyToken(cluster, token) => {
                delete("idempotency-token", token_key(cluster, token))
            }
            Self::PutSecret(secret) => put("secret", secret.name.clone(), encode(&**secret)),
            Self::DeleteSecret(name) => delete("secret", name.clone()),
            Self::PutSecretValue(value) => put(
                "secret-value",
                token_key(&value.secret, &value.version),
                encode(&**value),
            ),
            Self::DeleteSecretValue(secret, version) => {
                delete("secret-value", token_key(secret, version))
            }
            Self::PutParameter(parameter) => {
                put("parameter", parameter.name.clone(), encode(&**parameter))
            }
            Self::DeleteParameter(name) => delete("parameter", name.clone()),
            Self::PutParameterVersion(version) => put(
                "parameter-version",
                parameter_key(&version.parameter, version.number),
                encode(&**version),
            ),
            Self::DeleteParameterVersion(name, number) => {
                delete("parameter-version", parameter_key(name, *number))
            }
            Self::PutService(it) => put("service", token_key(&it.cluster, &it.name), encode(&**it)),
            Self::DeleteService(cluster, name) => delete("service", token_key(cluster, name)),
            Self::PutServiceEvent(it) => put(
                "service-event",
                event_key(&it.cluster, &it.service, it.number),
                encode(&**it),
            ),
            Self::DeleteServiceEvent(cluster, service, number) => {
                delete("service-event", event_key(cluster, service, *number))
            }
            Self::PutServiceRevision(it) => put(
                "service-revision",
                part_key(&it.cluster, &it.service, &it.id),
                encode(&**it),
            ),
            Self::DeleteServiceRevision(cluster, service, id) => {
                delete("service-revision", part_key(cluster, service, id))
            }
            Self::PutServiceDeployment(it) => put(
                "service-deployment",
                part_key(&it.cluster, &it.service, &it.id),
                encode(&**it),
            ),
            Self::DeleteServiceDeployment(cluster, service, id) => {
                delete("service-deployment", part_key(cluster, service, id))
            }
            Self::PutVpc(vpc) => put("vpc", vpc.id.clone(), encode(&**vpc)),
            Self::DeleteVpc(id) => delete("vpc", id.clone()),
            Self::PutSubnet(subnet) => put("subnet", subnet.id.clone(), encode(&**subnet)),
            Self::DeleteSubnet(id) => delete("subnet", id.clone()),
            Self::PutSecurityGroup(group) => {
                put("security-group", group.id.clone(), encode(&**group))
            }
            Self::DeleteSecurityGroup(id) => delete("security-group", id.clone()),
            Self::PutNetworkInterface(it) => put("network-interface", it.id.clone(), encode(&**it)),
            Self::DeleteNetworkInterface(id) => delete("network-interface", id.clone()),
            Self::PutPublicAddresses(it) => {
                put("public-addresses", "region".to_owned(), encode(&**it))
            }
            Self::PutEvent(record) => put("event", record.key(), record.bytes().to_vec()),
            Self::PutAlarm(alarm) => put("alarm", alarm.name.clone(), encode(&**alarm)),
            Self::DeleteAlarm(name) => delete("alarm", name.clone()),
            Self::PutSchedule(it) => put("schedule", it.name.clone(), encode(&**it)),
            Self::DeleteSchedule(name) => delete("schedule", name.clone()),
            Self::PutRun(it) => put("run", it.id.clone(), encode(&**it)),
            Self::DeleteRun(id) => delete("run", id.clone()),
        }
    }

    /// Reads a stored record back as the change that sets it.
    ///
    /// # Errors
    /// If the table is unknown, or the record is damaged or of a later format.
    pub fn from_record(table: &str, value: &[u8]) -> Result<Self, RecordError> {
        Ok(match table {
            "access-key" => Self::PutAccessKey(Arc::new(decode(value)?)),
            "account-setting" => Self::PutAccountSetting(Arc::new(decode(value)?)),
            "cluster" => Self::PutCluster(Arc::new(decode(value)?)),
            "capacity-provider" => Self::PutCapacityProvider(Arc::new(decode(value)?)),
            "family" => {
                let (family, last) = decode(value)?;
                Self::PutFamily(family, last)
            }
            "task-definition" => Self::PutTaskDefinition(Arc::new(decode(value)?)),
            "container-instance" => Self::PutInstance(Arc::new(decode(value)?)),
            "task" => Self::PutTask(Arc::new(decode(value)?)),
            "role-credentials" => Self::PutRoleCredentials(Arc::new(decode(value)?)),
            "idempotency-token" => Self::PutIdempotencyToken(Arc::new(decode(value)?)),
            "secret" => Self::PutSecret(Arc::new(decode(value)?)),
            "secret-value" => Self::PutSecretValue(Arc::new(decode(value)?)),
            "parameter" => Self::PutParameter(Arc::new(decode(value)?)),
            "parameter-version" => Self::PutParameterVersion(Arc::new(decode(value)?)),
            "service" => Self::PutService(Arc::new(decode(value)?)),
            "service-event" => Self::PutServiceEvent(Arc::new(decode(value)?)),
            "service-revision" => Self::PutServiceRevision(Arc::new(decode(value)?)),
            "service-deployment" => Self::PutServiceDeployment(Arc::new(decode(value)?)),
            "vpc" => Self::PutVpc(Arc::new(decode(value)?)),
            "subnet" => Self::PutSubnet(Arc::new(decode(value)?)),
            "security-group" => Self::PutSecurityGroup(Arc::new(decode(value)?)),
            "network-interface" => Self::PutNetworkInterface(Arc::new(decode(value)?)),
            "public-addresses" => Self::PutPublicAddresses(Arc::new(decode(value)?)),
            "event" => Self::PutEvent(EventRecord::from_bytes(value)?),
            "alarm" => Self::PutAlarm(Arc::new(decode(value)?)),
            "schedule" => Self::PutSchedule(Arc::new(decode(value)?)),
            "run" => Self::PutRun(Arc::new(decode(value)?)),
            other => return Err(RecordError::Table(other.to_owned())),
        })
    }
}

fn definition_key(family: &str, revision: u32) -> String {
    format!("{family}:{revision:010}")
}

fn token_key(cluster: &str, token: &str) -> String {
    format!("{cluster}\0{token}")
}

fn parameter_key(name: &str, number: i64) -> String {
    format!("{name}\0{number:019}")
}

fn event_key(cluster: &str, service: &str, number: u64) -> String {
    format!("{cluster}\0{service}\0{number:020}")
}

fn part_key(cluster: &str, service: &str, id: &str) -> String {
    format!("{cluster}\0{service}\0{id}")
}
