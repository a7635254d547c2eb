//! From what the control plane says of VPCs to what the network enforces: no effects here.

use std::net::Ipv4Addr;
use std::str::FromStr;

use berth_link::acs;
use berth_net::{Cidr, Group, Interface, Mac, Member, Peer, Rule, Subnet, Traffic, VpcNetwork};

/// What makes no sense in a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} {value:?} is not valid")]
pub(crate) struct VpcError {
    field: &'static str,
    value: String,
}

fn parse<T: FromStr>(field: &'static str, value: &str) -> Result<T, VpcError> {
    value.parse().map_err(|_| VpcError {
        field,
        value: value.to_owned(),
    })
}

/// A VPC as the network takes it. Rules for IPv6 are left out, since no interface has any.
pub(crate) fn network(vpc: acs::VpcNetwork) -> Result<VpcNetwork, VpcError> {
    let subnets = |field, texts: &[String]| -> Result<Vec<Subnet>, VpcError> {
        texts.iter().map(|text| parse(field, text)).collect()
    };
    let interfaces = vpc.interfaces.into_iter().map(member);
    let groups = vpc.security_groups.into_iter().map(group);
    Ok(VpcNetwork {
        vxlan_id: vpc.vxlan_id,
        ranges: subnets("cidrBlocks", &vpc.cidr_blocks)?,
        subnets: subnets("subnets", &vpc.subnets)?,
        interfaces: interfaces.collect::<Result<_, _>>()?,
        groups: groups.collect::<Result<_, _>>()?,
        id: vpc.vpc_id,
    })
}

fn member(interface: acs::VpcInterface) -> Result<Member, VpcError> {
    let host = interface.host.as_deref();
    let public = interface.public_address.as_deref();
    Ok(Member {
        mac: parse("macAddress", &interface.mac_address)?,
        address: parse("privateAddress", &interface.private_address)?,
        public: public
            .map(|public| parse("publicAddress", public))
            .transpose()?,
        host: host.map(|host| parse("host", host)).transpose()?,
        groups: interface.security_groups,
        id: interface.network_interface_id,
    })
}

fn group(group: acs::SecurityGroup) -> Result<Group, VpcError> {
    let rules = |rules: Vec<acs::SecurityGroupRule>| -> Result<Vec<Rule>, VpcError> {
        rules.iter().filter_map(|it| rule(it).transpose()).collect()
    };
    Ok(Group {
        ingress: rules(group.ingress)?,
        egress: rules(group.egress)?,
        id: group.group_id,
    })
}

/// `None` for one that allows IPv6 only.
fn rule(rule: &acs::SecurityGroupRule) -> Result<Option<Rule>, VpcError> {
    let peer = match (&rule.group, &rule.cidr) {
        (Some(group), _) => Peer::Group(group.clone()),
        (None, Some(cidr)) if cidr.contains(':') => return Ok(None),
        (None, Some(cidr)) => Peer::Addresses(parse::<Cidr>("cidr", cidr)?),
        (None, None) => return Err(wrong("cidr", "")),
    };
    let traffic = match rule.protocol.as_str() {
        "-1" => Traffic::All,
        "tcp" | "6" => ports(rule)?.map_or(Traffic::Protocol(6), |(a, b)| Traffic::Tcp(a, b)),
        "udp" | "17" => ports(rule)?.map_or(Traffic::Protocol(17), |(a, b)| Traffic::Udp(a, b)),
        "icmp" | "1" => Traffic::Icmp(
            octet("fromPort", rule.from_port)?,
            octet("toPort", rule.to_port)?,
        ),
        "icmpv6" | "58" => return Ok(None),
        number => Traffic::Protocol(parse("protocol", number)?),
    };
    Ok(Some(Rule { traffic, peer }))
}

fn wrong(field: &'static str, value: impl ToString) -> VpcError {
    VpcError {
        field,
        value: value.to_string(),
    }
}

/// The first and the last port; `None` for all.
fn ports(rule: &acs::SecurityGroupRule) -> Result<Option<(u16, u16)>, VpcError> {
    let port = |field, value: i32| u16::try_from(value).map_err(|_| wrong(field, value));
    match (rule.from_port, rule.to_port) {
        (None | Some(-1), None | Some(-1)) => Ok(None),
        (Some(first), last) => {
            let first = port("fromPort", first)?;
            let last = last.map_or(Ok(first), |last| port("toPort", last))?;
            if last < first {
                return Err(wrong("toPort", last));
            }
            Ok(Some((first, last)))
        }
        (None, Some(_)) => Err(wrong("fromPort", "")),
    }
}

/// -1 and nothing mean any.
fn octet(field: &'static str, value: Option<i32>) -> Result<Option<u8>, VpcError> {
    match value {
        None | Some(-1) => Ok(None),
        Some(value) => u8::try_from(value)
            .map(Some)
            .map_err(|_| wrong(field, value)),
    }
}

/// A task's interface, from its payload.
pub(crate) fn interface(of_task: &acs::NetworkInterface) -> Result<Interface, VpcError> {
    let addresses = &of_task.ipv4_addresses;
    let address = addresses.iter().find(|address| address.primary);
    let address = address.or_else(|| addresses.first());
    let address = address.map_or("", |address| &address.private_address);
    let field = "subnetGatewayIpv4Address";
    let text = &of_task.subnet_gateway_ipv4_address;
    let (gateway, prefix) = text.split_once('/').ok_or_else(|| wrong(field, text))?;
    let prefix: u8 = parse(field, prefix)?;
    if !(8..=30).contains(&prefix) {
        return Err(wrong(field, text));
    }
    Ok(Interface {
        id: of_task.ec2_id.clone(),
        mac: parse::<Mac>("macAddress", &of_task.mac_address)?,
        address: parse::<Ipv4Addr>("privateAddress", address)?,
        prefix,
        gateway: parse(field, gateway)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(protocol: &str, from: Option<i32>, to: Option<i32>) -> acs::SecurityGroupRule {
        acs::SecurityGroupRule {
            protocol: protocol.to_owned(),
            from_port: from,
            to_port: to,
            cidr: Some("0.0.0.0/0".to_owned()),
            group: None,
        }
    }

    #[test]
    fn protocols_and_ports_mean_traffic() {
        let check = |protocol, from, to, expected| {
            let rule = rule(&given(protocol, from, to)).expect("valid");
            assert_eq!(rule.map(|rule| rule.traffic), expected, "{protocol}");
        };
        check("-1", None, None, Some(Traffic::All));
        check("tcp", Some(80), Some(81), Some(Traffic::Tcp(80, 81)));
        check("udp", Some(53), None, Some(Traffic::Udp(53, 53)));
        check("6", None, None, Some(Traffic::Protocol(6)));
        check("icmp", Some(-1), Some(-1), Some(Traffic::Icmp(None, None)));
        check(
            "icmp",
            Some(8),
            Some(-1),
            Some(Traffic::Icmp(Some(8), None)),
        );
        check("47", None, None, Some(Traffic::Protocol(47)));
        check("icmpv6", None, None, None);
        for (protocol, from, to) in [
            ("tcp", Some(81), Some(80)),
            ("tcp", Some(70_000), Some(70_000)),
            ("icmp", Some(300), None),
            ("gre", None, None),
        ] {
            assert!(rule(&given(protocol, from, to)).is_err(), "{protocol}");
        }
    }

    #[test]
    fn a_rule_for_ipv6_is_left_out() {
        let mut six = given("-1", None, None);
        six.cidr = Some("::/0".to_owned());
        assert_eq!(rule(&six), Ok(None));
    }

    #[test]
    fn an_interface_has_its_subnets_prefix() {
        let mut of_task = acs::NetworkInterface {
            ec2_id: "eni-1".to_owned(),
            mac_address: "02:aa:00:00:00:09".to_owned(),
            ipv4_addresses: vec![acs::Ipv4Address {
                primary: true,
                private_address: "172.31.0.9".to_owned(),
            }],
            subnet_gateway_ipv4_address: "172.31.0.1/20".to_owned(),
            ..acs::NetworkInterface::default()
        };
        let read = interface(&of_task).expect("valid");
        assert_eq!(
            (read.prefix, read.gateway.to_string()),
            (20, "172.31.0.1".to_owned())
        );
        for wrong in ["172.31.0.1", "172.31.0.1/99", "x/20"] {
            of_task.subnet_gateway_ipv4_address = wrong.to_owned();
            assert!(interface(&of_task).is_err(), "{wrong}");
        }
    }
}
