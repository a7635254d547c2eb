//! The packet filter of a VPC's namespace, and of the host towards its VPCs, as text.
//!
//! A table is always written whole: one transaction removes the old one and makes the new one, so
//! that no packet ever meets half of it, and nothing depends on what was there before.
//!
//! A packet that is forwarded passes two chains: `egress` judges the interface it comes from and
//! `ingress` the one it goes to. Interfaces with the same groups share a chain that jumps to each
//! group's; there, what is allowed is accepted, and what falls off the end is dropped by the policy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::names::{self, TUNNEL, UPLINK};
use super::network::{Group, Member, Peer, Rule, Traffic, VpcNetwork};
use crate::metadata::{API_PORT, METADATA_ADDRESS, METADATA_PORT};
use crate::options::Cidr;

/// The tables' name inside a VPC.
const TABLE: &str = "berth";
/// Whatever is said to these has an answer here or nowhere: a cloud's own services would take a
/// task for its host.
const LINK_LOCAL: &str = "169.254.0.0/16";

/// Towards an interface, or from it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Ingress,
    Egress,
}

impl Direction {
    const fn name(self) -> &'static str {
        match self {
            Self::Ingress => "ingress",
            Self::Egress => "egress",
        }
    }

    /// Where the peer's address is.
    const fn peer(self) -> &'static str {
        match self {
            Self::Ingress => "saddr",
            Self::Egress => "daddr",
        }
    }

    fn rules(self, group: &Group) -> &[Rule] {
        match self {
            Self::Ingress => &group.ingress,
            Self::Egress => &group.egress,
        }
    }
}

/// The tables of a VPC's namespace. `resolver` is its address there.
pub(super) fn of_vpc(network: &VpcNetwork, instance: &str, resolver: std::net::Ipv4Addr) -> String {
    let (port, sibling) = (names::PORT_PREFIX, names::SIBLING_PREFIX);
    let here: Vec<&Member> = network.here().collect();
    let bound = here.iter().map(|member| {
        let name = names::port(instance, &member.id);
        format!("\"{name}\" . {} . {}", member.mac, member.address)
    });
    let bound = elements(bound);
    let remote = network.interfaces.iter();
    let remote = remote.filter(|member| member.host.is_some());
    let remote = elements(remote.map(|member| member.address.to_string()));
    let inside = elements(network.ranges.iter().map(ToString::to_string));
    let (sets, chains, maps) = groups(network, instance, &here);
    format!(
        r#"table ip {TABLE}
delete table ip {TABLE}
table arp {TABLE}
delete table arp {TABLE}
table arp {TABLE} {{
        set bound {{
            typeof iifname . arp saddr ether . arp saddr ip
{bound}        }}
        chain input {{
            type filter hook input priority 0; policy accept;
            iifname "{port}*" iifname . arp saddr ether . arp saddr ip @bound accept
            iifname "{port}*" drop
        }}
}}
table ip {TABLE} {{
        set bound {{
            typeof iifname . ether saddr . ip saddr
{bound}        }}
        set remote {{
            type ipv4_addr
{remote}        }}
        set inside {{
            type ipv4_addr
            flags interval
{inside}        }}
{sets}{chains}{maps}        # Nobody is another: an interface has its own addresses and no others.
        chain guard {{
            type filter hook prerouting priority -300; policy accept;
            iifname "{port}*" iifname . ether saddr . ip saddr @bound accept
            iifname "{port}*" drop
            iifname "{TUNNEL}" ip saddr != @remote drop
            iifname "{sibling}*" ip saddr != @remote drop
            iifname "{UPLINK}" ip saddr @inside drop
        }}
        # What the router itself does is not subject to groups, and is no more than this.
        chain input {{
            type filter hook input priority 0; policy drop;
            iifname "lo" accept
            ct state established,related accept
            icmp type echo-request accept
            iifname "{port}*" ip daddr {resolver} meta l4proto {{ tcp, udp }} th dport 53 accept
            iifname "{port}*" ip daddr {METADATA_ADDRESS} tcp dport {{ {METADATA_PORT}, {API_PORT} }} accept
            iifname "{port}*" meta l4proto tcp reject with tcp reset
        }}
        chain egress {{
            type filter hook forward priority 0; policy drop;
            ct state established,related accept
            ct state invalid drop
            oifname "{UPLINK}" ip daddr {LINK_LOCAL} drop
            iifname {{ "{UPLINK}", "{TUNNEL}" }} oifname "{port}*" accept
            iifname "{sibling}*" oifname "{port}*" accept
            iifname vmap @egress_of
        }}
        chain ingress {{
            type filter hook forward priority 1; policy drop;
            ct state established,related accept
            iifname "{port}*" oifname {{ "{UPLINK}", "{TUNNEL}" }} accept
            iifname "{port}*" oifname "{sibling}*" accept
            oifname vmap @ingress_of
        }}
        chain outside {{
            type nat hook postrouting priority 100; policy accept;
            oifname "{UPLINK}" masquerade
        }}
}}
"#
    )
}

/// Sets of members, chains of rules, and which interface goes through which.
fn groups(network: &VpcNetwork, instance: &str, here: &[&Member]) -> (String, String, String) {
    let known: BTreeMap<&str, &Group> = network
        .groups
        .iter()
        .map(|group| (group.id.as_str(), group))
        .collect();
    let used: BTreeSet<&str> = here
        .iter()
        .flat_map(|member| member.groups.iter().map(String::as_str))
        .collect();
    let (mut sets, mut chains, mut maps) = (String::new(), String::new(), String::new());
    let rules = used.iter().filter_map(|id| known.get(id));
    let rules = rules.flat_map(|group| group.ingress.iter().chain(&group.egress));
    let peers: BTreeSet<&str> = rules
        .filter_map(|rule| match &rule.peer {
            Peer::Group(id) => Some(id.as_str()),
            Peer::Addresses(_) => None,
        })
        .collect();
    for id in peers {
        let members = network.interfaces.iter();
        let members = members.filter(|member| member.groups.iter().any(|group| group == id));
        let addresses = elements(members.map(|member| member.address.to_string()));
        let name = set_name(id);
        let _ = writeln!(
            sets,
            "        set {name} {{\n            type ipv4_addr\n{addresses}        }}"
        );
    }
    let mut combinations: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for member in here {
        let mut groups: Vec<&str> = member.groups.iter().map(String::as_str).collect();
        groups.sort_unstable();
        groups.dedup();
        let next = combinations.len();
        combinations.entry(groups).or_insert(next);
    }
    for direction in [Direction::Egress, Direction::Ingress] {
        let way = direction.name();
        for id in &used {
            let rules = known
                .get(id)
                .map_or(&[][..], |group| direction.rules(group));
            let _ = writeln!(chains, "        chain {} {{", chain_name(direction, id));
            for rule in rules {
                let _ = writeln!(chains, "            {}", text(rule, direction));
            }
            let _ = writeln!(chains, "        }}");
        }
        for (ids, number) in &combinations {
            let _ = writeln!(chains, "        chain {way}_{number} {{");
            for id in ids {
                let _ = writeln!(chains, "            jump {}", chain_name(direction, id));
            }
            let _ = writeln!(chains, "        }}");
        }
        let through = here.iter().map(|member| {
            let mut groups: Vec<&str> = member.groups.iter().map(String::as_str).collect();
            groups.sort_unstable();
            groups.dedup();
            let number = combinations.get(&groups).copied().unwrap_or_default();
            let name = names::port(instance, &member.id);
            format!("\"{name}\" : jump {way}_{number}")
        });
        let through = elements(through);
        let _ = writeln!(
            maps,
            "        map {way}_of {{\n            type ifname : verdict\n{through}        }}"
        );
    }
    (sets, chains, maps)
}

/// One permission as a rule.
fn text(rule: &Rule, direction: Direction) -> String {
    let peer = direction.peer();
    let with = match &rule.peer {
        Peer::Addresses(cidr) if *cidr == Cidr::EVERYTHING => String::new(),
        Peer::Addresses(cidr) => format!("ip {peer} {cidr} "),
        Peer::Group(id) => format!("ip {peer} @{} ", set_name(id)),
    };
    let ports = |protocol: &str, first: u16, last: u16| match (first, last) {
        (0, u16::MAX) => format!("meta l4proto {protocol} "),
        (first, last) if first == last => format!("{protocol} dport {first} "),
        (first, last) => format!("{protocol} dport {first}-{last} "),
    };
    let what = match rule.traffic {
        Traffic::All => String::new(),
        Traffic::Tcp(first, last) => ports("tcp", first, last),
        Traffic::Udp(first, last) => ports("udp", first, last),
        Traffic::Icmp(kind, code) => {
            let kind = kind.map(|kind| format!("icmp type {kind} "));
            let code = code.map(|code| format!("icmp code {code} "));
            match (kind, code) {
                (None, None) => "meta l4proto icmp ".to_owned(),
                (kind, code) => kind.unwrap_or_default() + &code.unwrap_or_default(),
            }
        }
        Traffic::Protocol(number) => format!("meta l4proto {number} "),
    };
    format!("{with}{what}accept")
}

fn elements(elements: impl Iterator<Item = String>) -> String {
    let elements: BTreeSet<String> = elements.collect();
    if elements.is_empty() {
        return String::new();
    }
    let all: Vec<&str> = elements.iter().map(String::as_str).collect();
    format!("            elements = {{ {} }}\n", all.join(", "))
}

fn set_name(group: &str) -> String {
    format!("of_{}", group.replace('-', "_"))
}

fn chain_name(direction: Direction, group: &str) -> String {
    format!("{}_{}", direction.name(), group.replace('-', "_"))
}

/// The host's table: tasks may go out, and nowhere on the host itself.
pub(super) fn of_host(instance: &str) -> String {
    let (table, uplink) = (host_table(instance), names::UPLINK_PREFIX);
    let links = names::LINKS;
    format!(
        r#"table ip {table}
delete table ip {table}
table ip {table} {{
        chain input {{
            type filter hook input priority -1; policy accept;
            iifname "{uplink}*" ct state established,related accept
            iifname "{uplink}*" drop
        }}
        # From one VPC there is no way to another.
        chain forward {{
            type filter hook forward priority -1; policy accept;
            iifname "{uplink}*" oifname "{uplink}*" drop
        }}
        chain postrouting {{
            type nat hook postrouting priority 100; policy accept;
            ip saddr {links} oifname != "{uplink}*" masquerade
        }}
}}
"#
    )
}

/// Nothing of the host's table is left.
pub(super) fn remove_of_host(instance: &str) -> String {
    let table = host_table(instance);
    format!("table ip {table}\ndelete table ip {table}\n")
}

fn host_table(instance: &str) -> String {
    format!("berth_{instance}_vpc")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(traffic: Traffic, peer: Peer, direction: Direction, expected: &str) {
        let rule = Rule { traffic, peer };
        assert_eq!(text(&rule, direction), expected);
    }

    #[test]
    fn a_permission_as_a_rule() {
        let anyone = || Peer::Addresses(Cidr::EVERYTHING);
        let net = || Peer::Addresses("10.1.2.3/8".parse().expect("valid"));
        let group = || Peer::Group("sg-0a".to_owned());
        check(Traffic::All, anyone(), Direction::Egress, "accept");
        check(
            Traffic::Tcp(80, 80),
            net(),
            Direction::Ingress,
            "ip saddr 10.0.0.0/8 tcp dport 80 accept",
        );
        check(
            Traffic::Udp(1, 9),
            group(),
            Direction::Egress,
            "ip daddr @of_sg_0a udp dport 1-9 accept",
        );
        check(
            Traffic::Tcp(0, 65_535),
            anyone(),
            Direction::Ingress,
            "meta l4proto tcp accept",
        );
        check(
            Traffic::Icmp(None, None),
            anyone(),
            Direction::Ingress,
            "meta l4proto icmp accept",
        );
        check(
            Traffic::Icmp(Some(8), Some(0)),
            anyone(),
            Direction::Ingress,
            "icmp type 8 icmp code 0 accept",
        );
        check(
            Traffic::Protocol(47),
            anyone(),
            Direction::Egress,
            "meta l4proto 47 accept",
        );
    }

    #[test]
    fn interfaces_with_the_same_groups_share_a_chain() {
        let member = |id: &str, last: u8, groups: &[&str]| Member {
            id: id.to_owned(),
            mac: crate::Mac([2, 0, 0, 0, 0, last]),
            address: std::net::Ipv4Addr::new(172, 31, 0, last),
            host: None,
            groups: groups.iter().map(|&group| group.to_owned()).collect(),
        };
        let network = VpcNetwork {
            id: "vpc-1".to_owned(),
            vxlan_id: 1,
            ranges: vec!["172.31.0.0/16".parse().expect("valid")],
            subnets: Vec::new(),
            interfaces: vec![
                member("eni-1", 4, &["sg-a", "sg-b"]),
                member("eni-2", 5, &["sg-b", "sg-a", "sg-a"]),
                member("eni-3", 6, &["sg-a"]),
            ],
            groups: Vec::new(),
        };
        let here: Vec<&Member> = network.here().collect();
        let (_, chains, maps) = groups(&network, "test", &here);
        assert_eq!(chains.matches("chain egress_sg_a {").count(), 1);
        assert_eq!(maps.matches("jump ingress_0").count(), 2, "{maps}");
        assert_eq!(maps.matches("jump ingress_1").count(), 1, "{maps}");
    }
}
