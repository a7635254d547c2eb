//! The packet filter of a VPC's namespace, as text.
//!
//! Every change is one transaction, so that no packet ever meets half of it. Most of the time interfaces
//! come and go, and only elements of sets and maps do. Whenever more changes, and after a restart, when
//! nobody knows what is there, the tables are removed and made anew.
//!
//! A packet that is forwarded passes two chains: `egress` judges the interface it comes from and
//! `ingress` the one it goes to. Interfaces with the same groups share a chain that jumps to each
//! group's; there, what is allowed is accepted, and what falls off the end is dropped by the policy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::net::Ipv4Addr;

use super::names::{self, TUNNEL, UPLINK};
use super::network::{Group, Member, Peer, Rule, Traffic, VpcNetwork};
use crate::connections;
use crate::metadata::{API_PORT, METADATA_ADDRESS, METADATA_PORT};
use crate::options::{Cidr, hash};

/// The tables' name inside a VPC, and the tables by it.
const TABLE: &str = "berth";
const IP: &str = "ip berth";
const ARP: &str = "arp berth";
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

/// Tables of the packet filter: the elements of sets and maps, and all else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    frame: String,
    /// By family, table and name. A map's has its value after a colon.
    elements: BTreeMap<String, BTreeSet<String>>,
}

impl Tables {
    /// Tables without elements.
    pub(super) const fn of(frame: String) -> Self {
        Self {
            frame,
            elements: BTreeMap::new(),
        }
    }

    /// The elements of a set or map of a table, which is given with its family.
    pub(super) fn put(&mut self, table: &str, set: &str, elements: BTreeSet<String>) {
        self.elements.insert(format!("{table} {set}"), elements);
    }

    /// What makes them, whatever was there before.
    pub(super) fn whole(&self) -> String {
        let mut script = self.frame.clone();
        for (set, elements) in &self.elements {
            push(&mut script, "add", set, elements.iter().map(String::as_str));
        }
        script
    }

    /// What makes them out of those that are there.
    pub(super) fn after(&self, before: &Self) -> String {
        if self.frame != before.frame {
            return self.whole();
        }
        let none = BTreeSet::new();
        let mut script = String::new();
        for (set, elements) in &self.elements {
            let old = before.elements.get(set).unwrap_or(&none);
            let gone = old.difference(elements);
            let gone = gone.map(|it| it.split(" : ").next().unwrap_or(it));
            push(&mut script, "delete", set, gone);
            let new = elements.difference(old).map(String::as_str);
            push(&mut script, "add", set, new);
        }
        script
    }
}

fn push<'a>(script: &mut String, verb: &str, set: &str, elements: impl Iterator<Item = &'a str>) {
    let elements: Vec<&str> = elements.collect();
    if !elements.is_empty() {
        let all = elements.join(", ");
        let _ = writeln!(script, "{verb} element {set} {{ {all} }}");
    }
}

/// The tables of a VPC's namespace. `resolver` is its address there.
pub(super) fn of_vpc(network: &VpcNetwork, instance: &str, resolver: Ipv4Addr) -> Tables {
    let (port, sibling) = (names::PORT_PREFIX, names::SIBLING_PREFIX);
    let here: Vec<&Member> = network.here().collect();
    let bound = here.iter().map(|member| {
        let name = names::port(instance, &member.id);
        format!("\"{name}\" . {} . {}", member.mac, member.address)
    });
    let bound: BTreeSet<String> = bound.collect();
    let remote = network.interfaces.iter();
    let remote = remote.filter(|member| member.host.is_some());
    let remote = remote.map(|member| member.address.to_string());
    let inside: Vec<String> = network.ranges.iter().map(ToString::to_string).collect();
    let inside = inside.join(", ");
    let mut tables = Tables::default();
    tables.put(IP, "remote", remote.collect());
    tables.put(ARP, "bound", bound.clone());
    tables.put(IP, "bound", bound);
    let public = here.iter().filter_map(|it| Some((it.address, it.public?)));
    let public: Vec<(Ipv4Addr, Ipv4Addr)> = public.collect();
    let inwards = public
        .iter()
        .map(|(own, public)| format!("{public} : {own}"));
    tables.put(IP, "inwards", inwards.collect());
    let outwards = public
        .iter()
        .map(|(own, public)| format!("{own} : {public}"));
    tables.put(IP, "outwards", outwards.collect());
    let (sets, chains) = groups(network, instance, &here, &mut tables);
    let crowds = connections::SETS;
    let few = connections::bound(&format!("iifname \"{port}*\""));
    tables.frame = format!(
        r#"table ip {TABLE}
delete table ip {TABLE}
table arp {TABLE}
delete table arp {TABLE}
table arp {TABLE} {{
        set bound {{
            typeof iifname . arp saddr ether . arp saddr ip
        }}
        chain input {{
            type filter hook input priority 0; policy accept;
            iifname "{port}*" iifname . arp saddr ether . arp saddr ip @bound accept
            iifname "{port}*" drop
        }}
}}
table ip {TABLE} {{
        set bound {{
            typeof iifname . ether saddr . ip saddr
        }}
        set remote {{
            type ipv4_addr
        }}
        set inside {{
            type ipv4_addr
            flags interval
            elements = {{ {inside} }}
        }}
        # Public addresses and those of their interfaces.
        map inwards {{
            type ipv4_addr : ipv4_addr
        }}
        map outwards {{
            type ipv4_addr : ipv4_addr
        }}
{crowds}        map egress_of {{
            type ifname : verdict
        }}
        map ingress_of {{
            type ifname : verdict
        }}
{sets}{chains}        # Nobody is another: an interface has its own addresses and no others.
        chain guard {{
            type filter hook prerouting priority -300; policy accept;
            iifname "{port}*" iifname . ether saddr . ip saddr @bound accept
            iifname "{port}*" drop
            iifname "{TUNNEL}" ip saddr != @remote drop
            iifname "{sibling}*" ip saddr != @remote drop
            iifname "{UPLINK}" ip saddr @inside drop
        }}
        # Groups judge what comes to a public address by where it comes from and by the interface.
        chain inside {{
            type nat hook prerouting priority -100; policy accept;
            iifname "{UPLINK}" dnat to ip daddr map @inwards
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
{few}            oifname "{UPLINK}" ip daddr {LINK_LOCAL} drop
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
            oifname "{UPLINK}" snat to ip saddr map @outwards
            oifname "{UPLINK}" masquerade
        }}
}}
"#
    );
    tables
}

/// Sets of members and chains of rules; their elements and which interface goes through which are put
/// into the tables.
fn groups(
    network: &VpcNetwork,
    instance: &str,
    here: &[&Member],
    tables: &mut Tables,
) -> (String, String) {
    let known: BTreeMap<&str, &Group> = network
        .groups
        .iter()
        .map(|group| (group.id.as_str(), group))
        .collect();
    let used: BTreeSet<&str> = here
        .iter()
        .flat_map(|member| member.groups.iter().map(String::as_str))
        .collect();
    let (mut sets, mut chains) = (String::new(), String::new());
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
        let addresses = members.map(|member| member.address.to_string());
        let name = set_name(id);
        tables.put(IP, &name, addresses.collect());
        let _ = writeln!(
            sets,
            "        set {name} {{\n            type ipv4_addr\n        }}"
        );
    }
    let groups_of = |member: &Member| -> Vec<String> {
        let groups: BTreeSet<&String> = member.groups.iter().collect();
        groups.into_iter().cloned().collect()
    };
    let combinations: BTreeSet<Vec<String>> = here.iter().map(|it| groups_of(it)).collect();
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
        for ids in &combinations {
            let _ = writeln!(chains, "        chain {} {{", combination(way, ids));
            for id in ids {
                let _ = writeln!(chains, "            jump {}", chain_name(direction, id));
            }
            let _ = writeln!(chains, "        }}");
        }
        let through = here.iter().map(|member| {
            let chain = combination(way, &groups_of(member));
            let name = names::port(instance, &member.id);
            format!("\"{name}\" : jump {chain}")
        });
        tables.put(IP, &format!("{way}_of"), through.collect());
    }
    (sets, chains)
}

/// The chain of interfaces in exactly these groups: the same name whatever others there are.
fn combination(way: &str, groups: &[String]) -> String {
    format!("{way}_all_{:016x}", hash(groups.join(" ").as_bytes()))
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

fn set_name(group: &str) -> String {
    format!("of_{}", group.replace('-', "_"))
}

fn chain_name(direction: Direction, group: &str) -> String {
    format!("{}_{}", direction.name(), group.replace('-', "_"))
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

    fn network(members: &[(&str, u8, &[&str])]) -> VpcNetwork {
        let member = |(id, last, groups): &(&str, u8, &[&str])| Member {
            id: (*id).to_owned(),
            mac: crate::Mac([2, 0, 0, 0, 0, *last]),
            address: Ipv4Addr::new(172, 31, 0, *last),
            public: None,
            host: None,
            groups: groups.iter().map(|&group| group.to_owned()).collect(),
        };
        VpcNetwork {
            id: "vpc-1".to_owned(),
            vxlan_id: 1,
            ranges: vec!["172.31.0.0/16".parse().expect("valid")],
            subnets: Vec::new(),
            interfaces: members.iter().map(member).collect(),
            groups: Vec::new(),
        }
    }

    fn tables(members: &[(&str, u8, &[&str])]) -> Tables {
        of_vpc(&network(members), "test", Ipv4Addr::new(172, 31, 0, 2))
    }

    #[test]
    fn interfaces_with_the_same_groups_share_a_chain() {
        let tables = tables(&[
            ("eni-1", 4, &["sg-a", "sg-b"]),
            ("eni-2", 5, &["sg-b", "sg-a", "sg-a"]),
            ("eni-3", 6, &["sg-a"]),
        ]);
        assert_eq!(tables.frame.matches("chain egress_sg_a {").count(), 1);
        assert_eq!(tables.frame.matches("chain ingress_all_").count(), 2);
        let through = &tables.elements["ip berth ingress_of"];
        let chains: BTreeSet<_> = through.iter().map(|it| it.split(" : ").nth(1)).collect();
        assert_eq!((through.len(), chains.len()), (3, 2));
    }

    #[test]
    fn an_interface_more_or_fewer_changes_elements_only() {
        let one: &[(&str, u8, &[&str])] = &[("eni-1", 4, &["sg-a"])];
        let two: &[(&str, u8, &[&str])] = &[("eni-1", 4, &["sg-a"]), ("eni-2", 5, &["sg-a"])];
        let more = tables(two).after(&tables(one));
        assert_eq!(more.matches("add element").count(), 4, "{more}");
        assert!(
            !more.contains("172.31.0.4") && !more.contains("table"),
            "{more}"
        );
        let fewer = tables(one).after(&tables(two));
        assert_eq!(fewer.matches("delete element").count(), 4, "{fewer}");
        assert!(
            !fewer.contains("jump"),
            "a map's element goes by its key: {fewer}"
        );
        assert_eq!(tables(one).after(&tables(one)), "");
        let another = tables(&[("eni-1", 4, &["sg-b"])]).after(&tables(one));
        assert!(another.starts_with("table ip berth\ndelete"), "{another}");
    }
}
