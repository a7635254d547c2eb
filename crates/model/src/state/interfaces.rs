//! Network interfaces in the state, and the addresses they take.

use std::net::Ipv4Addr;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use self::runs::Runs;
use super::State;
use crate::{
    Change, InstanceId, MacAddress, NetworkInterface, PublicAddresses, Subnet, TaskId, Timestamp,
};

mod runs;

/// All public addresses are of one network.
const PUBLIC: &str = "public";

/// The records and the indexes, kept by [`State::apply`]. Interfaces that were given back are in
/// those of addresses only.
#[derive(Clone, Debug, Default)]
pub(super) struct Interfaces {
    records: OrdMap<String, Arc<NetworkInterface>>,
    by_task: OrdMap<TaskId, String>,
    by_attachment: OrdMap<String, TaskId>,
    on_instance: OrdSet<(InstanceId, String, String)>,
    in_vpc: OrdSet<(String, Option<InstanceId>, String)>,
    in_group: OrdSet<(String, Option<InstanceId>, String)>,
    /// The addresses that are taken in each VPC, and those of [`PUBLIC`].
    taken: Runs,
    /// How many addresses of each subnet are taken.
    taken_of: OrdMap<String, u32>,
    macs: OrdSet<MacAddress>,
    released: OrdSet<(Timestamp, String)>,
    /// Where public addresses come from.
    public: Arc<PublicAddresses>,
}

impl Interfaces {
    /// Makes a change that is about interfaces; gives the VPC in which something differs now.
    pub(super) fn apply(&mut self, change: &Change) -> Option<String> {
        match change {
            Change::PutPublicAddresses(new) => {
                self.public = Arc::clone(new);
                None
            }
            Change::PutNetworkInterface(new) => {
                let old = self.records.insert(new.id.clone(), Arc::clone(new));
                if let Some(old) = &old {
                    self.unindex(old);
                } else {
                    self.occupy(new);
                }
                self.index(new);
                Some(new.vpc.clone())
            }
            Change::DeleteNetworkInterface(id) => {
                let old = self.records.remove(id)?;
                self.unindex(&old);
                self.vacate(&old);
                (!old.is_released()).then(|| old.vpc.clone())
            }
            _ => None,
        }
    }

    fn index(&mut self, it: &NetworkInterface) {
        if let Some(at) = it.released_at {
            self.released.insert((at, it.id.clone()));
            return;
        }
        let instance = it.instance();
        if let Some(attachment) = &it.attachment {
            self.by_task.insert(attachment.task, it.id.clone());
            self.by_attachment
                .insert(attachment.id.clone(), attachment.task);
            let key = (attachment.instance, it.vpc.clone(), it.id.clone());
            self.on_instance.insert(key);
        }
        self.in_vpc
            .insert((it.vpc.clone(), instance, it.id.clone()));
        for group in &it.groups {
            self.in_group
                .insert((group.clone(), instance, it.id.clone()));
        }
    }

    fn unindex(&mut self, it: &NetworkInterface) {
        if let Some(at) = it.released_at {
            self.released.remove(&(at, it.id.clone()));
            return;
        }
        let instance = it.instance();
        if let Some(attachment) = &it.attachment {
            self.by_task.remove(&attachment.task);
            self.by_attachment.remove(&attachment.id);
            let key = (attachment.instance, it.vpc.clone(), it.id.clone());
            self.on_instance.remove(&key);
        }
        self.in_vpc
            .remove(&(it.vpc.clone(), instance, it.id.clone()));
        for group in &it.groups {
            self.in_group
                .remove(&(group.clone(), instance, it.id.clone()));
        }
    }

    /// Takes an interface's addresses.
    fn occupy(&mut self, it: &NetworkInterface) {
        self.macs.insert(it.mac_address);
        *self.taken_of.entry(it.subnet.clone()).or_insert(0) += 1;
        self.taken.occupy(&it.vpc, it.private_address.into());
        if let Some(public) = it.public_ipv4 {
            self.taken.occupy(PUBLIC, public.into());
        }
    }

    /// Gives them back.
    fn vacate(&mut self, it: &NetworkInterface) {
        self.macs.remove(&it.mac_address);
        if let Some(count) = self.taken_of.get_mut(&it.subnet) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.taken_of.remove(&it.subnet);
            }
        }
        self.taken.vacate(&it.vpc, it.private_address.into());
        if let Some(public) = it.public_ipv4 {
            self.taken.vacate(PUBLIC, public.into());
        }
    }
}

impl State {
    /// The network interface with this id; one that was given back is none.
    #[must_use]
    pub fn network_interface(&self, id: &str) -> Option<&Arc<NetworkInterface>> {
        let found = self.interfaces.records.get(id);
        found.filter(|it| !it.is_released())
    }

    /// All network interfaces, by id.
    pub fn network_interfaces(&self) -> impl Iterator<Item = &Arc<NetworkInterface>> {
        self.interface_records().filter(|it| !it.is_released())
    }

    /// The same with those of which only the address is held.
    pub fn interface_records(&self) -> impl Iterator<Item = &Arc<NetworkInterface>> {
        self.interfaces.records.values()
    }

    /// The interface with this id, also if only its address is held.
    #[must_use]
    pub fn interface_record(&self, id: &str) -> Option<&Arc<NetworkInterface>> {
        self.interfaces.records.get(id)
    }

    /// The network interface of a task.
    #[must_use]
    pub fn interface_of_task(&self, task: TaskId) -> Option<&Arc<NetworkInterface>> {
        let id = self.interfaces.by_task.get(&task)?;
        self.interfaces.records.get(id)
    }

    /// The task that has the attachment with this id.
    #[must_use]
    pub fn task_of_attachment(&self, id: &str) -> Option<TaskId> {
        self.interfaces.by_attachment.get(id).copied()
    }

    /// The network interfaces of a VPC.
    pub fn interfaces_in(&self, vpc: &str) -> impl Iterator<Item = &Arc<NetworkInterface>> {
        let low = (vpc.to_owned(), None, String::new());
        let vpc = vpc.to_owned();
        let all = self.interfaces.in_vpc.range(low..);
        all.take_while(move |(of, _, _)| *of == vpc)
            .filter_map(|(_, _, id)| self.interfaces.records.get(id))
    }

    /// The network interfaces on a container instance, by VPC.
    pub fn interfaces_on(
        &self,
        instance: InstanceId,
    ) -> impl Iterator<Item = &Arc<NetworkInterface>> {
        let low = (instance, String::new(), String::new());
        let all = self.interfaces.on_instance.range(low..);
        all.take_while(move |(on, _, _)| *on == instance)
            .filter_map(|(_, _, id)| self.interfaces.records.get(id))
    }

    /// The container instances that have interfaces in a VPC, by id.
    pub fn instances_in_vpc(&self, vpc: &str) -> impl Iterator<Item = InstanceId> {
        instances(&self.interfaces.in_vpc, vpc)
    }

    /// The container instances that have interfaces in a security group, by id.
    pub fn instances_in_group(&self, group: &str) -> impl Iterator<Item = InstanceId> {
        instances(&self.interfaces.in_group, group)
    }

    /// Some interface is in the security group.
    #[must_use]
    pub fn is_group_used(&self, group: &str) -> bool {
        let low = (group.to_owned(), None, String::new());
        let first = self.interfaces.in_group.range(low..).next();
        first.is_some_and(|(of, _, _)| of == group)
    }

    /// Some interface is in the subnet.
    #[must_use]
    pub fn is_subnet_used(&self, subnet: &Subnet) -> bool {
        // With an address taken one has to look whether that is only held.
        self.interfaces.taken_of.contains_key(&subnet.id)
            && self
                .interfaces_in(&subnet.vpc)
                .any(|it| it.subnet == subnet.id)
    }

    /// How many addresses of a subnet nobody has.
    #[must_use]
    pub fn free_addresses(&self, subnet: &Subnet) -> u32 {
        subnet
            .usable_addresses()
            .saturating_sub(self.addresses_taken(&subnet.id))
    }

    /// How many addresses of a subnet are taken or held.
    #[must_use]
    pub fn addresses_taken(&self, subnet: &str) -> u32 {
        self.interfaces.taken_of.get(subnet).copied().unwrap_or(0)
    }

    /// An address of a subnet that nobody has: the first from the `start`th on, and on from the
    /// beginning.
    #[must_use]
    pub fn free_address(&self, subnet: &Subnet, start: u32) -> Option<Ipv4Addr> {
        let (first, last) = subnet.usable_range();
        if first > last {
            return None;
        }
        let begin = first + start % (last - first + 1);
        let taken = &self.interfaces.taken;
        taken
            .free_in(&subnet.vpc, first..=last, begin)
            .map(Ipv4Addr::from)
    }

    /// Whether nobody has an address.
    #[must_use]
    pub fn is_address_free(&self, vpc: &str, address: Ipv4Addr) -> bool {
        let run = self.interfaces.taken.at(vpc, u32::from(address));
        run.is_none()
    }

    /// Where public addresses come from.
    #[must_use]
    pub fn public_addresses(&self) -> &Arc<PublicAddresses> {
        &self.interfaces.public
    }

    /// How many public addresses nobody has.
    #[must_use]
    pub fn free_public_addresses(&self) -> u64 {
        let ranges = self.interfaces.public.usable_ranges();
        let free = ranges.map(|(first, last)| {
            let taken = self.interfaces.taken.count(PUBLIC, first..=last);
            (u64::from(last - first) + 1).saturating_sub(taken)
        });
        free.sum()
    }

    /// A public address that nobody has: in the first range with one, the first from its `start`th on,
    /// and on from the beginning.
    #[must_use]
    pub fn free_public_address(&self, start: u32) -> Option<Ipv4Addr> {
        let mut ranges = self.interfaces.public.usable_ranges();
        let found = ranges.find_map(|(first, last)| {
            let begin = first + start % (last - first).saturating_add(1);
            self.interfaces.taken.free_in(PUBLIC, first..=last, begin)
        });
        found.map(Ipv4Addr::from)
    }

    /// Some interface has this Ethernet address, or had it until lately.
    #[must_use]
    pub fn is_mac_taken(&self, address: MacAddress) -> bool {
        self.interfaces.macs.contains(&address)
    }

    /// The interfaces that were given back, when, the first first.
    pub fn released_interfaces(&self) -> impl Iterator<Item = (Timestamp, &String)> {
        self.interfaces.released.iter().map(|(at, id)| (*at, id))
    }

    /// How many addresses are taken in a VPC, by its runs.
    pub(crate) fn addresses_in_runs(&self, vpc: &str) -> u64 {
        self.interfaces.taken.count(vpc, 0..=u32::MAX)
    }

    /// How many public addresses are taken, by their runs.
    pub(crate) fn public_addresses_in_runs(&self) -> u64 {
        self.addresses_in_runs(PUBLIC)
    }
}

/// The instances beside `key`, each once: from one to the next, not through all that one has.
fn instances<'a>(
    set: &'a OrdSet<(String, Option<InstanceId>, String)>,
    key: &str,
) -> impl Iterator<Item = InstanceId> + use<'a> {
    let key = key.to_owned();
    let mut from = Some(InstanceId::new(0));
    std::iter::from_fn(move || {
        let low = (key.clone(), Some(from?), String::new());
        let (of, instance, _) = set.range(low..).next()?;
        let instance = (*instance).filter(|_| *of == key)?;
        from = Some(instance.next()).filter(|next| *next != instance);
        Some(instance)
    })
}

#[cfg(test)]
mod tests;
