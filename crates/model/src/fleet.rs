//! What placement asks of a cluster, answered without looking at every container instance.
//!
//! A [`Fleet`] has the cluster's instances that are not INACTIVE. Those that can take tasks
//! (ACTIVE, their agent connected) stand in two orders, by free CPU and by free memory, inside
//! *cells*: a cell is the instances that agree on all attributes, so that what can be told from
//! attributes is told once a cell. An attribute with very many values (a host name) would make a
//! cell of every instance: it is *wide*, no part of what a cell agrees on, and has to be looked up
//! instance by instance.
//!
//! Which cells there are depends on the order in which instances came; what placement answers
//! does not. Clones are cheap and share all but what differs.

mod tree;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use imbl::{OrdMap, OrdSet};

use crate::{
    Attribute, CAPACITY_PROVIDER_ATTRIBUTE, ContainerInstance, EVERY_ZONE_ATTRIBUTE, InstanceId,
    InstanceStatus, Usage, ZONE_ATTRIBUTE,
};

pub use tree::{Range, Spot, Tree};

/// More cells than this make the attribute with the most values wide.
const CELLS_MAX: usize = 128;
/// These have few values, and placement asks for them all the time: spreading over zones is the rule,
/// and a task of a capacity provider goes to its instances only.
const NEVER_WIDE: [&str; 3] = [
    ZONE_ATTRIBUTE,
    EVERY_ZONE_ATTRIBUTE,
    CAPACITY_PROVIDER_ATTRIBUTE,
];

type Attributes = BTreeMap<String, Attribute>;

/// The container instances of a cluster that are not INACTIVE.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    hosts: OrdMap<InstanceId, Host>,
    by_cpu: Tree,
    by_memory: Tree,
    groups: OrdMap<Arc<str>, Arc<Group>>,
    cells: Arc<Vec<Cell>>,
    cells_made: u32,
    wide: Arc<BTreeSet<String>>,
}

/// A container instance of a fleet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its cell.
    pub cell: u32,
    /// CPU units that no task has; negative if they have more than all.
    pub cpu: i64,
    /// MiB, likewise.
    pub memory_mib: i64,
    /// ACTIVE, and its agent is connected: it stands in the orders.
    pub placeable: bool,
}

/// Instances that agree on all attributes that are not wide.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Never used again.
    pub id: u32,
    /// What they agree on.
    pub attributes: Arc<Attributes>,
    hosts: usize,
}

/// Where the tasks of a task group are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// By how many tasks of the group they have, the instances that have any.
    pub levels: OrdMap<u32, OrdSet<InstanceId>>,
    /// How many tasks are in each cell that has any.
    pub cells: OrdMap<u32, i64>,
}

impl Host {
    fn by_cpu(self, id: InstanceId) -> Spot {
        Spot::new(self.cell, self.cpu, self.memory_mib, id)
    }

    fn by_memory(self, id: InstanceId) -> Spot {
        Spot::new(self.cell, self.memory_mib, self.cpu, id)
    }

    fn of(cell: u32, instance: &ContainerInstance, usage: &Usage) -> Self {
        Self {
            cell,
            cpu: instance.registered.cpu - usage.cpu,
            memory_mib: instance.registered.memory_mib - usage.memory_mib,
            placeable: instance.status == InstanceStatus::Active && instance.agent_connected,
        }
    }
}

impl Group {
    /// Whether the instance has any of its tasks.
    #[must_use]
    pub fn is_on(&self, id: InstanceId) -> bool {
        self.levels.values().any(|level| level.contains(&id))
    }

    fn count(&mut self, id: InstanceId, before: u32, after: u32) {
        if let Some(level) = self.levels.get_mut(&before) {
            level.remove(&id);
            if level.is_empty() {
                self.levels.remove(&before);
            }
        }
        if after > 0 {
            self.levels.entry(after).or_default().insert(id);
        }
    }

    fn count_cell(&mut self, cell: u32, tasks: i64) {
        let count = self.cells.entry(cell).or_insert(0);
        *count += tasks;
        if *count == 0 {
            self.cells.remove(&cell);
        }
    }
}

impl Fleet {
    /// How many container instances, those that cannot take tasks included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hosts.len()
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hosts.is_empty()
    }

    /// What is known of an instance.
    #[must_use]
    pub fn host(&self, id: InstanceId) -> Option<Host> {
        self.hosts.get(&id).copied()
    }

    /// The placeable ones by cell, free CPU, free memory, id.
    #[must_use]
    pub const fn by_cpu(&self) -> &Tree {
        &self.by_cpu
    }

    /// The placeable ones by cell, free memory, free CPU, id.
    #[must_use]
    pub const fn by_memory(&self) -> &Tree {
        &self.by_memory
    }

    /// The tasks of a group, if it has any here.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.get(name).map(AsRef::as_ref)
    }

    /// Every cell that has instances.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Changes whenever a cell comes; cells that have gone are merely empty.
    #[must_use]
    pub const fn cells_made(&self) -> u32 {
        self.cells_made
    }

    /// Whether instances of one cell may differ in this attribute.
    #[must_use]
    pub fn is_wide(&self, attribute: &str) -> bool {
        self.wide.contains(attribute)
    }

    /// Whether `accept` takes one of the placeable instances of a cell; it is asked about one after the other.
    pub fn any_in_cell(&self, cell: u32, accept: impl FnMut(InstanceId) -> bool) -> bool {
        let end = |amount, id| Spot::new(cell, amount, amount, InstanceId::new(id));
        let range = Range {
            from: end(i64::MIN, 0),
            to: end(i64::MAX, u128::MAX),
            second_min: i64::MIN,
        };
        self.by_cpu.lowest(&range, accept).is_some()
    }

    /// Takes an instance in, or takes note of what has changed about it. `usage` is of all its
    /// tasks.
    pub(crate) fn put(&mut self, instance: &ContainerInstance, usage: &Usage) {
        if instance.status == InstanceStatus::Inactive {
            self.remove(instance.id, usage);
            return;
        }
        let agreed = self.agreed(&instance.attributes);
        let old = self.host(instance.id);
        let known = self.cells.iter().find(|cell| *cell.attributes == agreed);
        let cell = match known {
            Some(cell) => cell.id,
            None => {
                self.cells_made += 1;
                Arc::make_mut(&mut self.cells).push(Cell {
                    id: self.cells_made,
                    attributes: Arc::new(agreed),
                    hosts: 0,
                });
                self.cells_made
            }
        };
        match old {
            Some(old) if old.cell == cell => {}
            Some(old) => self.move_groups(usage, old.cell, cell),
            None => self.join_groups(instance.id, usage, cell),
        }
        self.set(instance.id, Host::of(cell, instance, usage));
        if self.cells.len() > CELLS_MAX {
            self.widen();
        }
    }

    /// Forgets an instance.
    pub(crate) fn remove(&mut self, id: InstanceId, usage: &Usage) {
        let Some(host) = self.hosts.remove(&id) else {
            return;
        };
        self.unlist(id, host);
        for (name, tasks) in &usage.groups {
            self.change_group(name, |group| {
                group.count(id, *tasks, 0);
                group.count_cell(host.cell, -i64::from(*tasks));
            });
        }
        self.leave_cell(host.cell);
    }

    /// Takes note of what an instance's tasks take now.
    pub(crate) fn used(&mut self, instance: &ContainerInstance, usage: &Usage) {
        if let Some(host) = self.host(instance.id) {
            self.set(instance.id, Host::of(host.cell, instance, usage));
        }
    }

    /// Takes note that an instance has another number of tasks of a group.
    pub(crate) fn counted(&mut self, id: InstanceId, group: &str, before: u32, after: u32) {
        if let Some(host) = self.host(id) {
            self.change_group(group, |group| {
                group.count(id, before, after);
                group.count_cell(host.cell, i64::from(after) - i64::from(before));
            });
        }
    }

    /// Lists how it differs from one made anew of these instances.
    pub(crate) fn differences<'a>(
        &self,
        instances: impl Iterator<Item = (&'a ContainerInstance, &'a Usage)>,
    ) -> Vec<String> {
        let (mut wrong, mut counted) = (Vec::new(), Self::default());
        for (instance, usage) in instances {
            counted.put(instance, usage);
            let agreed = self.agreed(&instance.attributes);
            let host = self.host(instance.id);
            let cell = self.cells.iter().find(|cell| *cell.attributes == agreed);
            let expected = cell.map(|cell| Host::of(cell.id, instance, usage));
            let expected = expected.filter(|_| instance.status != InstanceStatus::Inactive);
            if host != expected {
                wrong.push(format!("{} as placement sees it", instance.id));
            }
        }
        let placeable = |order: fn(Host, InstanceId) -> Spot| {
            let hosts = self.hosts.iter().filter(|(_, host)| host.placeable);
            let mut spots: Vec<_> = hosts.map(|(id, host)| order(*host, *id)).collect();
            spots.sort_unstable();
            spots
        };
        if self.len() != counted.len()
            || self.by_cpu.spots() != placeable(Host::by_cpu)
            || self.by_memory.spots() != placeable(Host::by_memory)
        {
            wrong.push("the order of container instances".to_owned());
        }
        let tasks = |group: &Group| group.cells.values().sum::<i64>();
        let groups = |fleet: &Self| -> Vec<_> {
            let groups = fleet.groups.iter();
            groups
                .map(|(name, group)| (Arc::clone(name), group.levels.clone(), tasks(group)))
                .collect()
        };
        if groups(self) != groups(&counted) {
            wrong.push("the tasks of groups".to_owned());
        }
        wrong
    }

    fn agreed(&self, attributes: &Attributes) -> Attributes {
        let agreed = attributes
            .iter()
            .filter(|(name, _)| !self.wide.contains(*name));
        agreed
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    fn set(&mut self, id: InstanceId, host: Host) {
        let old = self.hosts.insert(id, host);
        if old == Some(host) {
            return;
        }
        if let Some(old) = old {
            self.unlist(id, old);
        }
        if host.placeable {
            self.by_cpu.insert(host.by_cpu(id));
            self.by_memory.insert(host.by_memory(id));
        }
        if old.map(|old| old.cell) != Some(host.cell) {
            let cells = Arc::make_mut(&mut self.cells);
            if let Some(cell) = cells.iter_mut().find(|cell| cell.id == host.cell) {
                cell.hosts += 1;
            }
            if let Some(old) = old {
                self.leave_cell(old.cell);
            }
        }
    }

    fn unlist(&mut self, id: InstanceId, host: Host) {
        if host.placeable {
            self.by_cpu.remove(host.by_cpu(id));
            self.by_memory.remove(host.by_memory(id));
        }
    }

    fn leave_cell(&mut self, id: u32) {
        let cells = Arc::make_mut(&mut self.cells);
        if let Some(at) = cells.iter().position(|cell| cell.id == id) {
            cells[at].hosts -= 1;
            if cells[at].hosts == 0 {
                cells.swap_remove(at);
            }
        }
    }

    fn join_groups(&mut self, id: InstanceId, usage: &Usage, cell: u32) {
        for (name, tasks) in &usage.groups {
            self.change_group(name, |group| {
                group.count(id, 0, *tasks);
                group.count_cell(cell, i64::from(*tasks));
            });
        }
    }

    fn move_groups(&mut self, usage: &Usage, from: u32, to: u32) {
        for (name, tasks) in &usage.groups {
            self.change_group(name, |group| {
                group.count_cell(from, -i64::from(*tasks));
                group.count_cell(to, i64::from(*tasks));
            });
        }
    }

    fn change_group(&mut self, name: &str, change: impl FnOnce(&mut Group)) {
        match self.groups.get_mut(name) {
            Some(group) => {
                let group = Arc::make_mut(group);
                change(group);
                if group.levels.is_empty() {
                    self.groups.remove(name);
                }
            }
            None => {
                let mut group = Group::default();
                change(&mut group);
                self.groups.insert(Arc::from(name), Arc::new(group));
            }
        }
    }

    /// Makes the attribute with the most values wide, and others until cells are few again; joins
    /// the cells that then agree.
    fn widen(&mut self) {
        let mut cells: Vec<Attributes> = Vec::new();
        let mut joined: BTreeMap<u32, usize> = BTreeMap::new();
        for _ in 0..=self.cells.len() {
            let mut values: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
            for cell in self.cells.iter() {
                for (name, attribute) in cell.attributes.iter() {
                    if !NEVER_WIDE.contains(&name.as_str()) && !self.wide.contains(name) {
                        let values = values.entry(name).or_default();
                        values.insert(attribute.value.as_deref());
                    }
                }
            }
            let most = values.into_iter().max_by_key(|(_, values)| values.len());
            let Some(most) = most.map(|(name, _)| name.to_owned()) else {
                if joined.is_empty() {
                    return;
                }
                break;
            };
            Arc::make_mut(&mut self.wide).insert(most);
            cells.clear();
            joined.clear();
            for cell in self.cells.iter() {
                let agreed = self.agreed(&cell.attributes);
                let known = cells.iter().position(|known| *known == agreed);
                let at = known.unwrap_or(cells.len());
                if known.is_none() {
                    cells.push(agreed);
                }
                joined.insert(cell.id, at);
            }
            if cells.len() <= CELLS_MAX / 2 {
                break;
            }
        }
        let first = self.cells_made + 1;
        let ids: Vec<u32> = (first..).take(cells.len()).collect();
        self.cells_made += u32::try_from(cells.len()).unwrap_or(0);
        let new_id = |old: u32| joined.get(&old).map_or(old, |at| ids[*at]);
        let cells = ids.iter().zip(cells).map(|(id, attributes)| Cell {
            id: *id,
            attributes: Arc::new(attributes),
            hosts: 0,
        });
        self.cells = Arc::new(cells.collect());
        let hosts = std::mem::take(&mut self.hosts);
        (self.by_cpu, self.by_memory) = (Tree::default(), Tree::default());
        for (id, host) in hosts {
            let cell = new_id(host.cell);
            self.set(id, Host { cell, ..host });
        }
        let names: Vec<_> = self.groups.keys().cloned().collect();
        for name in names {
            self.change_group(&name, |group| {
                for (cell, tasks) in std::mem::take(&mut group.cells) {
                    group.count_cell(new_id(cell), tasks);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests;
