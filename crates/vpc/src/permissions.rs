//! `IpPermissions`: many rules in few words, and back.

use std::collections::BTreeMap;

use berth_api_ec2 as api;
use berth_model::{Peer, SecurityGroup, State, Traffic};

use crate::{Context, Outcome, faults, groups};

/// A rule as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) traffic: Traffic,
    pub(crate) peer: Peer,
    pub(crate) description: Option<String>,
}

/// The rules that permissions stand for.
///
/// # Errors
/// `InvalidParameterValue`, `MissingParameter`, `InvalidGroup.NotFound`, `UnsupportedOperation`.
pub(crate) fn parse(
    state: &State,
    vpc: &str,
    permissions: &[api::IpPermission],
) -> Outcome<Vec<Asked>> {
    let mut rules = Vec::new();
    for permission in permissions {
        let traffic = traffic(permission)?;
        let mut add = |peer: Peer, description: &Option<String>| -> Outcome<()> {
            if let Some(text) = description {
                groups::check_text("description", text)?;
            }
            rules.push(Asked {
                traffic: traffic.clone(),
                peer,
                description: description.clone(),
            });
            Ok(())
        };
        for range in permission.ip_ranges.iter().flatten() {
            let given = range.cidr_ip.as_deref().unwrap_or_default();
            let net = given.parse::<ipnet::Ipv4Net>().map_err(|_| cidr(given))?;
            add(Peer::Ipv4(net.trunc()), &range.description)?;
        }
        for range in permission.ipv6_ranges.iter().flatten() {
            let given = range.cidr_ipv6.as_deref().unwrap_or_default();
            let net = given.parse::<ipnet::Ipv6Net>().map_err(|_| cidr(given))?;
            add(Peer::Ipv6(net.trunc()), &range.description)?;
        }
        for pair in permission.user_id_group_pairs.iter().flatten() {
            let id = match (&pair.group_id, &pair.group_name) {
                (Some(id), _) => state.security_group(id).filter(|group| group.vpc == vpc),
                (None, Some(name)) => groups::of(state, vpc).find(|group| group.name == *name),
                (None, None) => return Err(faults::missing("groupId")),
            };
            let given = pair.group_id.as_ref().or(pair.group_name.as_ref());
            let given = given.map_or("", String::as_str);
            let id = id.ok_or_else(|| faults::no_group(given))?.id.clone();
            add(Peer::Group(id), &pair.description)?;
        }
        if permission
            .prefix_list_ids
            .as_ref()
            .is_some_and(|it| !it.is_empty())
        {
            return Err(faults::unsupported("A prefix list as a rule's peer"));
        }
    }
    if rules.is_empty() {
        return Err(faults::missing("ipPermissions"));
    }
    Ok(rules)
}

fn cidr(given: &str) -> berth_protocol::fault::Fault {
    faults::invalid("cidrIp", given, "CIDR block is malformed.")
}

fn traffic(permission: &api::IpPermission) -> Outcome<Traffic> {
    let given = permission.ip_protocol.as_deref();
    let given = given.ok_or_else(|| faults::missing("ipProtocol"))?;
    let protocol = match given.to_ascii_lowercase().as_str() {
        "-1" | "all" => "-1",
        "tcp" | "6" => "tcp",
        "udp" | "17" => "udp",
        "icmp" | "1" => "icmp",
        "icmpv6" | "58" => "icmpv6",
        other if other.parse::<u8>().is_ok() => given,
        _ => {
            let why = "It must be tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1.";
            return Err(faults::invalid("ipProtocol", given, why));
        }
    };
    let (from_port, to_port) = match protocol {
        "tcp" | "udp" => {
            let port = |name: &str, given: Option<i32>| {
                let given = given.ok_or_else(|| faults::missing(name))?;
                let fits = (0..=65535).contains(&given);
                let why = "A port is from 0 to 65535.";
                fits.then_some(given)
                    .ok_or_else(|| faults::invalid(name, &given.to_string(), why))
            };
            let from = port("fromPort", permission.from_port)?;
            let to = port("toPort", permission.to_port)?;
            if from > to {
                let why = format!("It must be at least fromPort, {from}.");
                return Err(faults::invalid("toPort", &to.to_string(), &why));
            }
            (Some(from), Some(to))
        }
        "icmp" | "icmpv6" => (
            Some(permission.from_port.unwrap_or(-1)),
            Some(permission.to_port.unwrap_or(-1)),
        ),
        _ => (None, None),
    };
    Ok(Traffic {
        protocol: protocol.to_owned(),
        from_port,
        to_port,
    })
}

/// A group's rules of one direction, those of the same traffic together.
pub(crate) fn render(
    cx: &Context<'_>,
    group: &SecurityGroup,
    egress: bool,
) -> Vec<api::IpPermission> {
    let mut together: BTreeMap<&Traffic, api::IpPermission> = BTreeMap::new();
    for rule in group.rules.values().filter(|rule| rule.egress == egress) {
        let traffic = &rule.traffic;
        let permission = together
            .entry(traffic)
            .or_insert_with(|| api::IpPermission {
                ip_protocol: Some(traffic.protocol.clone()),
                from_port: traffic.from_port,
                to_port: traffic.to_port,
                user_id_group_pairs: Some(Vec::new()),
                ip_ranges: Some(Vec::new()),
                ipv6_ranges: Some(Vec::new()),
                prefix_list_ids: Some(Vec::new()),
            });
        let description = rule.description.clone();
        match &rule.peer {
            Peer::Ipv4(net) => permission
                .ip_ranges
                .get_or_insert_default()
                .push(api::IpRange {
                    description,
                    cidr_ip: Some(net.to_string()),
                }),
            Peer::Ipv6(net) => {
                permission
                    .ipv6_ranges
                    .get_or_insert_default()
                    .push(api::Ipv6Range {
                        description,
                        cidr_ipv6: Some(net.to_string()),
                    });
            }
            Peer::Group(id) => {
                let pairs = permission.user_id_group_pairs.get_or_insert_default();
                pairs.push(api::UserIdGroupPair {
                    description,
                    user_id: Some(cx.names.account.clone()),
                    group_id: Some(id.clone()),
                    ..Default::default()
                });
            }
        }
    }
    together.into_values().collect()
}
