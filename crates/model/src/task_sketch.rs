//! A stored task looked at without taking it out: everything is read and held to its type, nothing
//! is copied. For loading a million of them.

use std::marker::PhantomData;

use berth_api_ecs as api;
use serde::Deserialize as DeriveDeserialize;
use serde::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};

use crate::{
    AttachedInterface, AttachmentStatus, Awsvpc, ContainerStatus, DesiredStatus, Document, Fargate,
    HealthStatus, InstanceId, LaunchType, Protocol, Reservation, StopCode, TaskId, TaskStatus,
    Timestamp,
};

/// The fields of [`crate::Task`], in its order.
#[derive(DeriveDeserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(crate) struct TaskSketch<'a> {
    pub(crate) id: TaskId,
    pub(crate) cluster: &'a str,
    pub(crate) task_definition: (&'a str, u32),
    _instance: Option<InstanceId>,
    _availability_zone: Option<&'a str>,
    pub(crate) last_status: TaskStatus,
    _desired_status: DesiredStatus,
    _version: i64,
    _created_at: Timestamp,
    _pull_started_at: Option<Timestamp>,
    _pull_stopped_at: Option<Timestamp>,
    _started_at: Option<Timestamp>,
    _execution_stopped_at: Option<Timestamp>,
    _stopping_at: Option<Timestamp>,
    pub(crate) stopped_at: Option<Timestamp>,
    _connectivity_at: Option<Timestamp>,
    _connected: bool,
    _launch_type: LaunchType,
    _capacity_provider: Option<&'a str>,
    _group: &'a str,
    _started_by: Option<&'a str>,
    _cpu: Option<&'a str>,
    _memory: Option<&'a str>,
    _overrides: Overrides,
    _containers: Each<ContainerSketch<'a>>,
    _stop_code: Option<StopCode>,
    _stopped_reason: Option<&'a str>,
    _enable_execute_command: bool,
    _reservation: Reservation,
    _tags: Pairs,
    #[serde(default)]
    _protected_until: Option<Timestamp>,
    #[serde(default)]
    _waiting: Option<Placement>,
    #[serde(default = "Each::none")]
    _attachments: Each<AttachmentSketch<'a>>,
    #[serde(default)]
    _fargate: Option<Fargate>,
}

#[derive(DeriveDeserialize)]
struct AttachmentSketch<'a> {
    #[serde(borrow)]
    _id: &'a str,
    _status: AttachmentStatus,
    _interface: Option<AttachedInterface>,
}

#[derive(DeriveDeserialize)]
struct ContainerSketch<'a> {
    #[serde(borrow)]
    _id: &'a str,
    _name: &'a str,
    _image: &'a str,
    _image_digest: Option<&'a str>,
    _runtime_id: Option<&'a str>,
    _last_status: ContainerStatus,
    _exit_code: Option<i32>,
    _reason: Option<&'a str>,
    _network_bindings: Each<BindingSketch<'a>>,
    _health_status: HealthStatus,
    _cpu: Option<&'a str>,
    _memory: Option<&'a str>,
    _memory_reservation: Option<&'a str>,
    _essential: bool,
}

#[derive(DeriveDeserialize)]
struct BindingSketch<'a> {
    #[serde(borrow)]
    _bind_ip: Option<&'a str>,
    _container_port: Option<u16>,
    _host_port: Option<u16>,
    _container_port_range: Option<&'a str>,
    _host_port_range: Option<&'a str>,
    _protocol: Protocol,
}

/// A list whose elements are read and let go.
struct Each<T>(PhantomData<T>);

impl<T> Each<T> {
    const fn none() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Each<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
            type Value = Each<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Each<T>, A::Error> {
                while list.next_element::<T>()?.is_some() {}
                Ok(Each(PhantomData))
            }
        }
        deserializer.deserialize_seq(Elements(PhantomData))
    }
}

/// Tags, read and let go.
struct Pairs;

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Pairs;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Pairs, A::Error> {
                while map.next_entry::<&'de str, &'de str>()?.is_some() {}
                Ok(Pairs)
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// The placement of a task that waits, read and let go; one that is over has none.
#[derive(DeriveDeserialize)]
struct Placement {
    _constraints: Vec<Document<api::PlacementConstraint>>,
    _strategies: Vec<Document<api::PlacementStrategy>>,
    #[serde(default)]
    _network: Option<Awsvpc>,
}

/// Overrides, read and let go; most tasks have none.
struct Overrides;

impl<'de> Deserialize<'de> for Overrides {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&'de str>::deserialize(deserializer)?;
        if text != "{}" {
            serde_json::from_str::<api::TaskOverride>(text).map_err(D::Error::custom)?;
        }
        Ok(Self)
    }
}
