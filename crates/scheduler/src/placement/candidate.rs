//! A container instance as placement sees it.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap};

use berth_model::{
    CAPACITY_PROVIDER_ATTRIBUTE, ContainerInstance, InstanceId, InstanceStatus, Port, Protocol,
    Usage,
};

use super::{Awaited, Constraint, Reason, Request, RequiredAttribute, Resource};
use crate::query::Subject;

/// A container instance, what its tasks take from it, and which groups they belong to.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    instance: &'a ContainerInstance,
    usage: Cow<'a, Usage>,
    /// Tasks whose desired status is RUNNING.
    running_tasks: i64,
    task_groups: Cow<'a, BTreeMap<String, u32>>,
}

/// A failed check, and by how much.
pub(super) struct Refusal {
    pub(super) reason: Reason,
    missing: i64,
}

/// The greatest is the closest to a fit; of equals, the lower id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Closeness {
    pub(super) reason: Reason,
    missing: Reverse<i64>,
    pub(super) id: Reverse<InstanceId>,
}

impl Refusal {
    fn because(reason: Reason) -> Self {
        Self { reason, missing: 0 }
    }

    pub(super) fn closeness(self, id: InstanceId) -> Closeness {
        Closeness {
            reason: self.reason,
            missing: Reverse(self.missing),
            id: Reverse(id),
        }
    }
}

impl<'a> Candidate<'a> {
    /// `task_groups` counts the instance's tasks that are not STOPPED by their group.
    #[must_use]
    pub fn new(
        instance: &'a ContainerInstance,
        usage: Cow<'a, Usage>,
        task_groups: Cow<'a, BTreeMap<String, u32>>,
    ) -> Self {
        let running_tasks = usage.running_tasks + usage.pending_tasks;
        Self {
            instance,
            usage,
            running_tasks,
            task_groups,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> InstanceId {
        self.instance.id
    }

    /// How an expression sees it.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        Subject::of(self.instance, self.running_tasks, &self.task_groups)
    }

    /// Counts one more task of `request` on it.
    pub fn take(&mut self, request: &Request<'_>) {
        let reservation = request.reservation;
        let usage = self.usage.to_mut();
        usage.cpu += reservation.cpu;
        usage.memory_mib += reservation.memory_mib;
        usage.gpus += reservation.gpus;
        usage.pending_tasks += 1;
        for port in &reservation.ports {
            *usage.ports.entry(*port).or_insert(0) += 1;
        }
        self.running_tasks += 1;
        *self
            .task_groups
            .to_mut()
            .entry(request.group.to_owned())
            .or_insert(0) += 1;
    }

    /// CPU units or MiB that no task has.
    pub(super) fn free(&self, resource: Resource) -> i64 {
        match resource {
            Resource::Cpu => self.instance.registered.cpu - self.usage.cpu,
            Resource::Memory => self.instance.registered.memory_mib - self.usage.memory_mib,
        }
    }

    /// How many tasks of a group it has.
    pub(super) fn tasks_of(&self, group: &str) -> u32 {
        self.task_groups.get(group).copied().unwrap_or(0)
    }

    /// An attribute's value; capabilities have an empty one.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let attribute = self.instance.attributes.get(name)?;
        Some(attribute.value.as_deref().unwrap_or_default())
    }

    pub(super) fn accepts(&self, request: &Request<'_>) -> Result<(), Refusal> {
        self.has_needs(request)?;
        for constraint in request.constraints {
            match constraint {
                Constraint::MemberOf(expression) if !expression.matches(&self.subject()) => {
                    return Err(Refusal::because(Reason::MemberOf));
                }
                Constraint::DistinctInstance if self.tasks_of(request.group) > 0 => {
                    return Err(Refusal::because(Reason::DistinctInstance));
                }
                Constraint::MemberOf(_) | Constraint::DistinctInstance => {}
            }
        }
        if request
            .awaited
            .iter()
            .any(|daemon| self.lacks_daemon(daemon))
        {
            return Err(Refusal::because(Reason::Daemon));
        }
        Ok(())
    }

    /// It is to have a task of the daemon, and none runs.
    fn lacks_daemon(&self, daemon: &Awaited) -> bool {
        let provider = self.attribute(CAPACITY_PROVIDER_ATTRIBUTE);
        let its = provider.is_some_and(|name| daemon.providers.iter().any(|it| it == name));
        its && !self.usage.daemons.contains_key(&daemon.group)
            && !daemon.attributes.iter().any(|wanted| self.lacks(wanted))
    }

    fn lacks(&self, wanted: &RequiredAttribute) -> bool {
        match self.attribute(&wanted.name) {
            None => true,
            Some(value) => wanted
                .value
                .as_deref()
                .is_some_and(|wanted| wanted != value),
        }
    }

    pub(super) fn has_needs(&self, request: &Request<'_>) -> Result<(), Refusal> {
        let reservation = request.reservation;
        let wanted = request.capacity_provider;
        if wanted.is_some() && self.attribute(CAPACITY_PROVIDER_ATTRIBUTE) != wanted {
            return Err(Refusal::because(Reason::EmptyCapacityProvider));
        }
        if self.instance.status != InstanceStatus::Active {
            return Err(Refusal::because(Reason::NoActiveInstances));
        }
        if !self.instance.agent_connected {
            return Err(Refusal::because(Reason::Agent));
        }
        if request.attributes.iter().any(|wanted| self.lacks(wanted)) {
            return Err(Refusal::because(Reason::Attribute));
        }
        let serves = |zone: &String| self.instance.serves_zone(zone);
        if request.zones.is_some_and(|zones| !zones.iter().any(serves)) {
            return Err(Refusal::because(Reason::Location));
        }
        self.enough(Reason::Cpu, reservation.cpu, self.free(Resource::Cpu))?;
        self.enough(
            Reason::Memory,
            reservation.memory_mib,
            self.free(Resource::Memory),
        )?;
        if reservation.ports.iter().any(|port| self.is_taken(*port)) {
            return Err(Refusal::because(Reason::Ports));
        }
        let gpus = i64::try_from(self.instance.registered.gpus.len()).unwrap_or(i64::MAX);
        self.enough(
            Reason::Gpu,
            reservation.gpus.into(),
            gpus - i64::from(self.usage.gpus),
        )
    }

    #[allow(clippy::unused_self, reason = "reads as a question to the candidate")]
    fn enough(&self, reason: Reason, wanted: i64, free: i64) -> Result<(), Refusal> {
        // A task that wants none of a resource fits even where more than all of it is taken.
        if wanted == 0 || wanted <= free {
            return Ok(());
        }
        Err(Refusal {
            reason,
            missing: wanted - free,
        })
    }

    fn is_taken(&self, port: Port) -> bool {
        let reserved = match port.protocol {
            Protocol::Tcp => &self.instance.registered.ports,
            Protocol::Udp => &self.instance.registered.ports_udp,
        };
        reserved.contains(&port.number) || self.usage.ports.contains_key(&port)
    }
}
