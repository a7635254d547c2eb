//! Network interfaces of tasks: which subnet, which address, how they come and go.
//!
//! An interface is made in the change that gives the task its place and given back in the one in which
//! it is STOPPED, so that no address is lost or given twice whatever happens in between. What becomes of
//! it on the host is the agent's word, which moves the task's attachment on: told of the interface the
//! agent is ATTACHING, then it says ATTACHED, and with that the task leaves PROVISIONING.

mod configuration;
mod shown;
mod told;

use std::net::Ipv4Addr;

use berth_api_ecs as api;
use berth_env::Entropy;
use berth_model::{
    ADDRESS_HELD_SECONDS, Arn, AttachedInterface, Attachment, AttachmentStatus, Awsvpc, Change,
    ContainerInstance, EVERY_ZONE_ATTRIBUTE, InstanceId, InterfaceAttachment, LaunchType,
    MacAddress, NetworkInterface, Standing, State, Subnet, Tags, Task, TaskId, TaskStatus,
    Timestamp, Tx, ZONE_ATTRIBUTE,
};

pub(crate) use self::configuration::{Reach, awsvpc};
pub(crate) use self::shown::{attachments, of_container};
pub(crate) use self::told::{interfaces, is_untold};
pub use self::told::{vpcs_of, vpcs_version};
use crate::Context;

/// One round of housekeeping lets so many addresses go.
const ADDRESSES_A_ROUND: usize = 1000;

/// A fresh id of the network's: a prefix, a hyphen and 17 hexadecimal digits.
pub fn fresh_id(prefix: &str, entropy: &mut dyn Entropy) -> String {
    let mut bytes = [0_u8; 8];
    entropy.fill(&mut bytes);
    format!("{prefix}-0{:016x}", u64::from_be_bytes(bytes))
}

/// Records a network interface in a subnet, at an address that is free or at any; `None` if there is no
/// such address.
pub fn make(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    subnet: &Subnet,
    address: Option<Ipv4Addr>,
    describe: impl FnOnce(NetworkInterface) -> NetworkInterface,
) -> Option<NetworkInterface> {
    let mut bytes = [0_u8; 4];
    cx.entropy.fill(&mut bytes);
    let address = match address {
        None => tx.free_address(subnet, u32::from_be_bytes(bytes))?,
        Some(address) => Some(address).filter(|it| tx.is_address_free(&subnet.vpc, *it))?,
    };
    let interface = describe(NetworkInterface {
        id: fresh_id("eni", cx.entropy),
        vpc: subnet.vpc.clone(),
        subnet: subnet.id.clone(),
        availability_zone: subnet.availability_zone.clone(),
        private_address: address,
        mac_address: free_mac(tx, cx.entropy),
        groups: Vec::new(),
        description: String::new(),
        public_address: false,
        created_at: cx.now,
        attachment: None,
        released_at: None,
        tags: Tags::new(),
        public_ipv4: None,
    });
    tx.record(Change::PutNetworkInterface(interface.clone().into()));
    Some(interface)
}

/// An Ethernet address that nobody has: 2⁴⁰ of them make a second draw a rarity.
fn free_mac(state: &State, entropy: &mut dyn Entropy) -> MacAddress {
    loop {
        let mut bits = [0_u8; 5];
        entropy.fill(&mut bits);
        let address = MacAddress::local(bits);
        if !state.is_mac_taken(address) {
            return address;
        }
    }
}

/// Gives an interface back: from now on there is none, and its address is held for a while.
pub fn release(tx: &mut Tx, now: Timestamp, id: &str) {
    let Some(interface) = tx.network_interface(id) else {
        return;
    };
    let released = NetworkInterface {
        released_at: Some(now),
        ..NetworkInterface::clone(interface)
    };
    tx.record(Change::PutNetworkInterface(released.into()));
}

/// Makes the interface of a task that gets its place on `instance`. False if no subnet that the instance
/// can serve has a free address, or no public one is free that it wants: then nothing has changed.
pub(crate) fn attach(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    task: &mut Task,
    network: &Awsvpc,
    instance: InstanceId,
) -> bool {
    let host = tx.instance(instance).cloned();
    let subnet = host.and_then(|host| subnet_for(tx, task, network, &host));
    let Some(subnet) = subnet else { return false };
    let id = match task.attachments.first() {
        Some(precreated) => precreated.id.clone(),
        None => cx.entropy.uuid(),
    };
    let Ok(public_ipv4) = public_address(tx, cx, network) else {
        return false;
    };
    let description = cx.names.attachment(&id);
    let groups = groups_there(tx, network, &subnet.vpc);
    let attachment = InterfaceAttachment {
        id: id.clone(),
        task: task.id,
        instance,
    };
    let made = make(tx, cx, &subnet, None, |it| NetworkInterface {
        groups,
        description,
        public_address: network.public_address,
        public_ipv4,
        attachment: Some(attachment),
        ..it
    });
    let Some(interface) = made else { return false };
    task.availability_zone = Some(interface.availability_zone);
    task.last_status = TaskStatus::Provisioning;
    task.attachments = vec![Attachment {
        id,
        status: AttachmentStatus::Created,
        interface: Some(AttachedInterface {
            id: interface.id,
            subnet: interface.subnet,
            private_address: interface.private_address,
            mac_address: interface.mac_address,
        }),
    }];
    true
}

/// There is no public address left.
struct NoneFree;

/// A public address that nobody has, if the task is to have one.
fn public_address(
    state: &State,
    cx: &mut Context<'_>,
    network: &Awsvpc,
) -> Result<Option<Ipv4Addr>, NoneFree> {
    if !network.public_address {
        return Ok(None);
    }
    let mut bytes = [0_u8; 4];
    cx.entropy.fill(&mut bytes);
    let free = state.free_public_address(u32::from_be_bytes(bytes));
    free.map(Some).ok_or(NoneFree)
}

/// The security groups that are there still; the VPC's own if none is. A task may have waited for its place
/// for longer than a group was kept.
fn groups_there(state: &State, network: &Awsvpc, vpc: &str) -> Vec<String> {
    let there = |id: &&String| state.security_group(id).is_some_and(|it| it.vpc == vpc);
    let groups: Vec<String> = network.groups.iter().filter(there).cloned().collect();
    if !groups.is_empty() {
        return groups;
    }
    state
        .default_group_of(vpc)
        .map(str::to_owned)
        .into_iter()
        .collect()
}

/// The subnet for a task on an instance: one of its zone. An instance that serves every zone has a zone to
/// show, too, in which a task of it is if that can be; but Fargate tasks are to be spread over zones, so
/// theirs is a subnet of the zone with the fewest tasks of their service, and of those the one with the fewest
/// interfaces.
fn subnet_for(
    state: &State,
    task: &Task,
    network: &Awsvpc,
    host: &ContainerInstance,
) -> Option<Subnet> {
    let subnets = network.subnets.iter().filter_map(|id| state.subnet(id));
    let fit = subnets.filter(|subnet| {
        host.serves_zone(&subnet.availability_zone) && state.free_addresses(subnet) > 0
    });
    let everywhere = host.attributes.contains_key(EVERY_ZONE_ATTRIBUTE);
    let on_fargate = task.launch_type == LaunchType::Fargate;
    let best = fit.min_by_key(|subnet| {
        let shown = host.attribute(ZONE_ATTRIBUTE) == Some(&*subnet.availability_zone);
        let strange = everywhere && !on_fargate && !shown;
        let others = match on_fargate {
            true => others_in(state, task, &subnet.availability_zone),
            false => 0,
        };
        (strange, others, state.addresses_taken(&subnet.id))
    });
    best.map(|subnet| Subnet::clone(subnet))
}

/// How many tasks of the same deployment are in an Availability Zone and are to stay.
fn others_in(state: &State, task: &Task, zone: &str) -> u32 {
    let Some(service) = task.service() else {
        return 0;
    };
    let cohorts = state.cohorts(&task.cluster, service);
    let there = cohorts.filter(|it| {
        let kind = it.kind();
        kind.zone.as_deref() == Some(zone)
            && kind.standing != Standing::Stopping
            && Some(kind.deployment.as_str()) == task.started_by.as_deref()
    });
    there.map(|it| it.members().len()).sum()
}

/// Sets every attachment of a task to a status, unless it is further already.
pub(crate) fn advance(task: &mut Task, status: AttachmentStatus) {
    for attachment in &mut task.attachments {
        attachment.advance(status);
    }
}

/// Takes what an agent says of a task's attachments. Once all are ATTACHED, a task that was in
/// PROVISIONING for them is PENDING.
pub(crate) fn reported(task: &mut Task, changes: &[api::AttachmentStateChange]) {
    for change in changes {
        let given = change.attachment_arn.as_deref().unwrap_or_default();
        let id = Arn::parse(given).map_or(given, |arn| arn.last());
        let status = change
            .status
            .as_deref()
            .and_then(AttachmentStatus::from_wire);
        // Nobody but the control plane makes and deletes interfaces.
        let said = status
            .filter(|it| (AttachmentStatus::Attaching..=AttachmentStatus::Detached).contains(it));
        let known = task.attachments.iter_mut().find(|it| it.id == id);
        if let (Some(status), Some(known)) = (said, known.filter(|it| it.interface.is_some())) {
            known.advance(status);
        }
    }
    if task.last_status == TaskStatus::Provisioning && is_attached(task) {
        task.last_status = TaskStatus::Pending;
    }
}

/// A task has a place and all its interfaces are in its network namespace.
pub(crate) fn is_attached(task: &Task) -> bool {
    let attached = |it: &Attachment| it.status >= AttachmentStatus::Attached;
    task.instance.is_some() && task.attachments.iter().all(attached)
}

/// Notes that the agent has taken the news of a task's interface.
pub fn attaching(tx: &mut Tx, id: TaskId) {
    let Some(task) = tx.task(id).filter(|task| !task.is_stopped()) else {
        return;
    };
    let mut changed = Task::clone(&task);
    advance(&mut changed, AttachmentStatus::Attaching);
    if changed != *task {
        changed.version += 1;
        tx.put_task(changed);
    }
}

/// Lets addresses go that have been held for long enough; when the next one is to.
pub(crate) fn forget_released(tx: &mut Tx, now: Timestamp) -> Option<Timestamp> {
    let until = |at: Timestamp| at.plus_seconds(ADDRESS_HELD_SECONDS);
    let due = tx.released_interfaces();
    let due = due.take_while(|(at, _)| until(*at) <= now);
    let due: Vec<_> = due
        .take(ADDRESSES_A_ROUND)
        .map(|(_, id)| id.clone())
        .collect();
    for id in due {
        tx.record(Change::DeleteNetworkInterface(id));
    }
    tx.released_interfaces().next().map(|(at, _)| until(at))
}
