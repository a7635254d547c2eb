//! What must hold of network interfaces and of the tasks that have them.

use std::collections::{BTreeMap, BTreeSet};

use super::Violation;
use crate::{AttachmentStatus, Change, NetworkInterface, State, Task, TaskStatus};

/// Adds what is wrong with the network interfaces of `state`.
pub(super) fn check(state: &State, violations: &mut Vec<Violation>) {
    let mut wrong = |what: String| violations.push(Violation { task: None, what });
    let (mut addresses, mut macs) = (BTreeSet::new(), BTreeSet::new());
    let mut public = BTreeSet::new();
    let mut in_vpcs: BTreeMap<&str, u64> = BTreeMap::new();
    let mut in_subnets: BTreeMap<&str, u32> = BTreeMap::new();
    for it in state.interface_records() {
        let id = &it.id;
        if !addresses.insert((&it.vpc, it.private_address)) {
            wrong(format!(
                "{} is given twice in {}",
                it.private_address, it.vpc
            ));
        }
        if !macs.insert(it.mac_address) {
            wrong(format!("{} is given twice", it.mac_address));
        }
        if let Some(address) = it.public_ipv4
            && !public.insert(address)
        {
            wrong(format!("the public address {address} is given twice"));
        }
        if it.public_ipv4.is_some() && !it.public_address {
            wrong(format!("{id} has a public address that nobody asked for"));
        }
        *in_vpcs.entry(&it.vpc).or_default() += 1;
        *in_subnets.entry(&it.subnet).or_default() += 1;
        if it.is_released() {
            continue;
        }
        match state.subnet(&it.subnet) {
            None => wrong(format!("{id} is in no subnet")),
            Some(subnet) => {
                let (first, last) = subnet.usable_range();
                let usable = (first..=last).contains(&u32::from(it.private_address));
                let same = subnet.vpc == it.vpc && subnet.availability_zone == it.availability_zone;
                if !usable || !same {
                    wrong(format!("{id} is not one of its subnet"));
                }
            }
        }
        let strange = |group: &String| {
            state
                .security_group(group)
                .is_none_or(|it_| it_.vpc != it.vpc)
        };
        if it.groups.is_empty() || it.groups.iter().any(strange) {
            wrong(format!(
                "{id} is in no security group, or in one of another VPC"
            ));
        }
        if let Some(attachment) = &it.attachment {
            let task = state
                .task(attachment.task)
                .filter(|task| !task.is_stopped());
            let of_task = |task: &Task| {
                task.instance == Some(attachment.instance)
                    && task.attachments.iter().any(|its| {
                        its.id == attachment.id
                            && its.interface.as_ref().is_some_and(|its| its.id == *id)
                    })
            };
            if !task.is_some_and(|task| of_task(&task)) {
                wrong(format!(
                    "{id} belongs to a task that is over, or has another"
                ));
            }
        }
    }
    if state.public_addresses_in_runs() != public.len() as u64 {
        wrong("other public addresses are taken than interfaces have".to_owned());
    }
    for (vpc, count) in in_vpcs {
        if state.addresses_in_runs(vpc) != count {
            wrong(format!(
                "{vpc}: other addresses are taken than interfaces have"
            ));
        }
    }
    for (subnet, count) in in_subnets {
        if state.addresses_taken(subnet) != count {
            wrong(format!("{subnet}: its taken addresses are miscounted"));
        }
    }
}

/// What is wrong with the attachments of a task.
pub(super) fn of_task(state: &State, task: &Task) -> Option<&'static str> {
    let mut made = task
        .attachments
        .iter()
        .filter_map(|it| it.interface.as_ref());
    if task.attachments.len() > 1 {
        return Some("has more than one network interface");
    }
    if task.is_stopped() {
        let gone = |status| matches!(status, AttachmentStatus::Deleted | AttachmentStatus::Failed);
        let all = task.attachments.iter().all(|it| gone(it.status));
        return (!all).then_some("is over and has a network interface");
    }
    if task.is_waiting() {
        return made
            .next()
            .map(|_| "waits for capacity and has a network interface");
    }
    let there = |id: &str| {
        let interface = state.network_interface(id);
        interface.is_some_and(|it| it.attachment.as_ref().is_some_and(|it| it.task == task.id))
    };
    if task.attachments.iter().any(|it| it.interface.is_none()) || !made.all(|it| there(&it.id)) {
        return Some("has a place and not the network interface it shows");
    }
    let attached = |it: &crate::Attachment| it.status >= AttachmentStatus::Attached;
    if task.last_status == TaskStatus::Running && !task.attachments.iter().all(attached) {
        return Some("is RUNNING before its network interface is attached");
    }
    None
}

/// What is wrong with a step: an interface stays what it is until it is given back, and attachments only
/// move on.
pub(super) fn step(state: &State, change: &Change, violations: &mut Vec<Violation>) {
    let mut wrong = |what: String| violations.push(Violation { task: None, what });
    match change {
        Change::PutNetworkInterface(new) => {
            let old = state.interface_record(&new.id);
            if let Some(old) = old.filter(|old| !is_same(old, new)) {
                wrong(format!("{} becomes another", old.id));
            }
        }
        Change::PutTask(new) => {
            let Some(old) = state.task(new.id) else {
                return;
            };
            for (old, new) in old.attachments.iter().zip(&new.attachments) {
                let changed = old.interface.is_some() && old.interface != new.interface;
                if new.status < old.status || new.id != old.id || changed {
                    wrong(format!("attachment {} goes back or changes", old.id));
                }
            }
        }
        _ => {}
    }
}

fn is_same(old: &NetworkInterface, new: &NetworkInterface) -> bool {
    let what = |it: &NetworkInterface| {
        (
            it.vpc.clone(),
            it.subnet.clone(),
            it.private_address,
            it.public_ipv4,
            it.mac_address,
            it.attachment.clone(),
        )
    };
    !old.is_released() && what(old) == what(new)
}
