//! Network interfaces: those of tasks, which only ECS changes, and those that somebody makes to keep an
//! address.

use std::net::Ipv4Addr;
use std::sync::Arc;

use berth_api_ec2 as api;
use berth_ecs::network;
use berth_model::{AttachmentStatus, Change, NetworkInterface, State, Subnet, Tx};
use berth_protocol::fault::Fault;
use berth_protocol::shape::Timestamp;

use crate::filters::{one, pass, take};
use crate::{Context, Outcome, faults, groups, id, public_addresses, subnets, tags, zones};

/// Makes an interface that nothing uses, at a given address of its subnet or at any that is free.
///
/// # Errors
/// `InvalidSubnetID.NotFound`, `InvalidGroup.NotFound`, `InvalidParameterValue`,
/// `InvalidIPAddress.InUse`, `InsufficientFreeAddressesInSubnet`, `UnsupportedOperation`.
pub fn create_network_interface(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateNetworkInterfaceRequest,
) -> Outcome<api::CreateNetworkInterfaceResult> {
    refuse_what_is_not_built(&input)?;
    let subnet = Subnet::clone(subnets::find(tx, input.subnet_id.as_deref())?);
    let address = wanted_address(tx, &subnet, &input)?;
    let groups = groups_of(tx, &subnet.vpc, input.groups)?;
    let tags = tags::of_request(input.tag_specifications.as_ref(), "network-interface")?;
    let description = input.description.unwrap_or_default();
    let made = network::make(tx, cx, &subnet, address, |it| NetworkInterface {
        groups,
        description,
        tags,
        ..it
    });
    let made = made.ok_or_else(|| {
        Fault::client(
            "InsufficientFreeAddressesInSubnet",
            "The specified subnet does not have enough free addresses to satisfy the request.",
        )
    })?;
    Ok(api::CreateNetworkInterfaceResult {
        network_interface: Some(render(tx, cx, &made)),
        client_token: input.client_token,
    })
}

fn refuse_what_is_not_built(input: &api::CreateNetworkInterfaceRequest) -> Outcome<()> {
    let some = |count: Option<i32>| count.is_some_and(|count| count > 0);
    let addresses = input.private_ip_addresses.as_ref().map_or(0, Vec::len);
    let unbuilt = [
        (
            some(input.ipv6_address_count)
                || input.ipv6_addresses.is_some()
                || some(input.ipv6_prefix_count)
                || input.ipv6_prefixes.is_some(),
            "IPv6",
        ),
        (
            some(input.ipv4_prefix_count) || input.ipv4_prefixes.is_some(),
            "A prefix of an interface",
        ),
        (
            some(input.secondary_private_ip_address_count) || addresses > 1,
            "A second address of an interface",
        ),
        (
            input.interface_type.is_some(),
            "An interface of another type",
        ),
    ];
    match unbuilt.into_iter().find(|(asked, _)| *asked) {
        Some((_, what)) => Err(faults::unsupported(what)),
        None => Ok(()),
    }
}

fn wanted_address(
    state: &State,
    subnet: &Subnet,
    input: &api::CreateNetworkInterfaceRequest,
) -> Outcome<Option<Ipv4Addr>> {
    let listed = input.private_ip_addresses.iter().flatten().next();
    let listed = listed.and_then(|it| it.private_ip_address.as_ref());
    let Some(given) = input.private_ip_address.as_ref().or(listed) else {
        return Ok(None);
    };
    let parameter = "privateIpAddress";
    let why = "This is not a valid IPv4 address.";
    let address: Ipv4Addr = given
        .parse()
        .map_err(|_| faults::invalid(parameter, given, why))?;
    let (first, last) = subnet.usable_range();
    if !(first..=last).contains(&u32::from(address)) {
        let why = "It is not within the subnet's address range, or one of its reserved addresses.";
        return Err(faults::invalid(parameter, given, why));
    }
    if !state.is_address_free(&subnet.vpc, address) {
        let text = format!("Address {address} is in use.");
        return Err(Fault::client("InvalidIPAddress.InUse", text));
    }
    Ok(Some(address))
}

/// The groups of a VPC with these ids; its own if there are none.
fn groups_of(state: &State, vpc: &str, given: Option<Vec<String>>) -> Outcome<Vec<String>> {
    let given = given.unwrap_or_default();
    for id in &given {
        if groups::find(state, Some(id), None)?.vpc != vpc {
            let text = format!(
                "You have specified two resources that belong to different networks: {id} is not in {vpc}."
            );
            return Err(Fault::client("InvalidParameterValue", text));
        }
    }
    if !given.is_empty() {
        return Ok(given);
    }
    let own = state.default_group_of(vpc);
    Ok(own.into_iter().map(str::to_owned).collect())
}

/// Removes an interface that nothing uses; its address is held for a while.
///
/// # Errors
/// `InvalidNetworkInterfaceID.NotFound`, `InvalidParameterValue` for one in use.
pub fn delete_network_interface(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::DeleteNetworkInterfaceRequest,
) -> Outcome<()> {
    let interface = unused(tx, input.network_interface_id.as_deref())?;
    network::release(tx, cx.now, &interface.id);
    Ok(())
}

/// Changes the description or the security groups of an interface that nothing uses.
///
/// # Errors
/// `InvalidNetworkInterfaceID.NotFound`, `InvalidParameterValue`, `InvalidGroup.NotFound`,
/// `UnsupportedOperation`.
pub fn modify_network_interface_attribute(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::ModifyNetworkInterfaceAttributeRequest,
) -> Outcome<()> {
    let mut interface = unused(tx, input.network_interface_id.as_deref())?;
    let description = input.description.and_then(|it| it.value);
    match (description, input.groups) {
        (Some(description), None) => interface.description = description,
        (None, Some(groups)) if !groups.is_empty() => {
            interface.groups = groups_of(tx, &interface.vpc, Some(groups))?;
        }
        (Some(_), Some(_)) => {
            return Err(faults::combination(
                "Only one attribute can be changed at a time",
            ));
        }
        _ => return Err(faults::unsupported("This attribute of an interface")),
    }
    tx.record(Change::PutNetworkInterface(interface.into()));
    Ok(())
}

fn unused(state: &State, id: Option<&str>) -> Outcome<NetworkInterface> {
    let interface = find(state, id)?;
    if interface.attachment.is_some() {
        let text = format!("Network interface '{}' is currently in use.", interface.id);
        return Err(Fault::client("InvalidParameterValue", text));
    }
    Ok(NetworkInterface::clone(interface))
}

/// The network interface with this id.
pub(crate) fn find<'a>(state: &'a State, id: Option<&str>) -> Outcome<&'a Arc<NetworkInterface>> {
    let id = id.ok_or_else(|| faults::missing("networkInterfaceId"))?;
    let found = state.network_interface(id);
    found.ok_or_else(|| {
        Fault::client(
            "InvalidNetworkInterfaceID.NotFound",
            format!("The networkInterface ID '{id}' does not exist"),
        )
    })
}

/// Interfaces by id, or all that the filters let pass.
///
/// # Errors
/// `InvalidNetworkInterfaceID.NotFound`, `InvalidParameterValue`.
pub fn describe_network_interfaces(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeNetworkInterfacesRequest,
) -> Outcome<api::DescribeNetworkInterfacesResult> {
    let asked = input.network_interface_ids.unwrap_or_default();
    let candidates: Vec<&Arc<NetworkInterface>> = if asked.is_empty() {
        state.network_interfaces().collect()
    } else {
        let mut ids: Vec<&String> = asked.iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let found = ids.into_iter().map(|id| find(state, Some(id)));
        found.collect::<Outcome<_>>()?
    };
    let mut found = Vec::new();
    for it in candidates {
        if pass(input.filters.as_ref(), &it.tags, |name| {
            filtered(state, cx, it, name)
        })? {
            found.push(Arc::clone(it));
        }
    }
    let token = input.next_token.as_deref();
    let (page, next) = take(
        "DescribeNetworkInterfaces",
        found,
        |it| &it.id,
        input.max_results,
        token,
    )?;
    Ok(api::DescribeNetworkInterfacesResult {
        network_interfaces: Some(page.iter().map(|it| render(state, cx, it)).collect()),
        next_token: next,
    })
}

/// What an interface has of a filter's name.
fn filtered(
    state: &State,
    cx: &Context<'_>,
    it: &NetworkInterface,
    name: &str,
) -> Option<Vec<String>> {
    let attached = |value: &str| match it.attachment {
        Some(_) => one(value),
        None => Some(Vec::new()),
    };
    match name {
        "network-interface-id" => one(&it.id),
        "subnet-id" => one(&it.subnet),
        "vpc-id" => one(&it.vpc),
        "availability-zone" => one(&it.availability_zone),
        "availability-zone-id" => one(zones::zone_id(&it.availability_zone)),
        "description" => one(&it.description),
        "group-id" => Some(it.groups.clone()),
        "group-name" => Some(identifiers(state, it).map(|(_, name)| name).collect()),
        "mac-address" => one(it.mac_address),
        "private-ip-address" | "addresses.private-ip-address" => one(it.private_address),
        "private-dns-name" => one(cx.names.private_dns_name(it.private_address)),
        "addresses.primary" => one(true),
        "owner-id" => one(&cx.names.account),
        "requester-managed" => one(it.attachment.is_some()),
        "interface-type" => one("interface"),
        "source-dest-check" => one(true),
        "status" => one(status(it)),
        "attachment.attachment-id" => attached(&id::beside("eni-attach", &it.id)),
        "attachment.instance-owner-id" => attached(&cx.names.account),
        "attachment.status" => attached(attachment_status(state, it)),
        "attachment.device-index" => attached("1"),
        "attachment.delete-on-termination" => attached("true"),
        "attachment.instance-id" | "requester-id" => Some(Vec::new()),
        other => public_addresses::filtered(state, cx, it, other),
    }
}

fn status(it: &NetworkInterface) -> &'static str {
    match it.attachment {
        Some(_) => "in-use",
        None => "available",
    }
}

/// As the task has it.
fn attachment_status(state: &State, it: &NetworkInterface) -> &'static str {
    let task = it.attachment.as_ref().and_then(|it| state.task(it.task));
    let status = task.and_then(|task| task.attachments.first().map(|it| it.status));
    match status {
        Some(AttachmentStatus::Attached) => "attached",
        Some(AttachmentStatus::Detaching) => "detaching",
        Some(status) if status > AttachmentStatus::Detaching => "detached",
        _ => "attaching",
    }
}

/// Ids and names of its groups.
fn identifiers<'a>(
    state: &'a State,
    it: &'a NetworkInterface,
) -> impl Iterator<Item = (String, String)> + 'a {
    it.groups.iter().map(|id| {
        let group = state.security_group(id);
        let name = group.map(|it| it.name.clone());
        (id.clone(), name.unwrap_or_default())
    })
}

fn render(state: &State, cx: &Context<'_>, it: &NetworkInterface) -> api::NetworkInterface {
    let name = cx.names.private_dns_name(it.private_address);
    let address = it.private_address.to_string();
    let attachment = it.attachment.as_ref();
    let association = public_addresses::association(state, cx, it);
    api::NetworkInterface {
        association: association.clone(),
        attachment: attachment.map(|_| api::NetworkInterfaceAttachment {
            attach_time: Some(Timestamp::from_millis(it.created_at.0)),
            attachment_id: Some(id::beside("eni-attach", &it.id)),
            delete_on_termination: Some(true),
            device_index: Some(1),
            network_card_index: Some(0),
            instance_owner_id: Some(cx.names.account.clone()),
            status: Some(attachment_status(state, it).into()),
            ..Default::default()
        }),
        availability_zone: Some(it.availability_zone.clone()),
        availability_zone_id: Some(zones::zone_id(&it.availability_zone)),
        description: Some(it.description.clone()),
        groups: Some(
            identifiers(state, it)
                .map(|(id, name)| api::GroupIdentifier {
                    group_id: Some(id),
                    group_name: Some(name),
                })
                .collect(),
        ),
        interface_type: Some("interface".into()),
        ipv6_addresses: Some(Vec::new()),
        mac_address: Some(it.mac_address.to_string()),
        network_interface_id: Some(it.id.clone()),
        owner_id: Some(cx.names.account.clone()),
        private_dns_name: Some(name.clone()),
        private_ip_address: Some(address.clone()),
        private_ip_addresses: Some(vec![api::NetworkInterfacePrivateIpAddress {
            primary: Some(true),
            private_dns_name: Some(name),
            private_ip_address: Some(address),
            association,
        }]),
        requester_managed: Some(attachment.is_some()),
        source_dest_check: Some(true),
        status: Some(status(it).into()),
        subnet_id: Some(it.subnet.clone()),
        tag_set: Some(tags::render(&it.tags)),
        vpc_id: Some(it.vpc.clone()),
        ..Default::default()
    }
}
