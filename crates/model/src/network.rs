//! The network of a region: VPCs, subnets, security groups and their rules.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

use crate::Tags;

/// A virtual private cloud.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vpc {
    /// `vpc-` and 17 hexadecimal digits.
    pub id: String,
    /// Its addresses: /16 to /28.
    pub cidr: Ipv4Net,
    /// The one that is there from the beginning.
    pub is_default: bool,
    /// `default` or `dedicated`, as asked.
    pub tenancy: String,
    /// The resolver at the network's address + 2 answers.
    pub dns_support: bool,
    /// Interfaces with a public address get a public name.
    pub dns_hostnames: bool,
    /// Its tags.
    pub tags: Tags,
    /// By which hosts tell its packets from those of other VPCs: 1 to 2²⁴ - 1, no other VPC's. Zero in
    /// records of before there were interfaces, until the next start.
    #[serde(default)]
    pub vxlan_id: u32,
}

impl Vpc {
    /// Where its resolver answers.
    #[must_use]
    pub fn resolver(&self) -> Ipv4Addr {
        Ipv4Addr::from(u32::from(self.cidr.network()).saturating_add(2))
    }
}

/// A range of a VPC's addresses in one Availability Zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subnet {
    /// `subnet-` and 17 hexadecimal digits.
    pub id: String,
    /// Its VPC's id.
    pub vpc: String,
    /// Within its VPC's, and no other subnet's.
    pub cidr: Ipv4Net,
    /// The zone's name.
    pub availability_zone: String,
    /// The one of the default VPC in its zone.
    pub default_for_zone: bool,
    /// New interfaces get a public address.
    pub public_address_on_launch: bool,
    /// Its tags.
    pub tags: Tags,
}

impl Subnet {
    /// Addresses for interfaces: all but the network's, the gateway's, the resolver's, one kept
    /// back and the last.
    #[must_use]
    pub fn usable_addresses(&self) -> u32 {
        (1_u32 << (32 - u32::from(self.cidr.prefix_len()))).saturating_sub(5)
    }

    /// The first and the last of them.
    #[must_use]
    pub fn usable_range(&self) -> (u32, u32) {
        (
            u32::from(self.cidr.network()).saturating_add(4),
            u32::from(self.cidr.broadcast()).saturating_sub(1),
        )
    }

    /// The address of its router.
    #[must_use]
    pub fn gateway(&self) -> Ipv4Addr {
        Ipv4Addr::from(u32::from(self.cidr.network()).saturating_add(1))
    }
}

/// A security group with its rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityGroup {
    /// `sg-` and 17 hexadecimal digits.
    pub id: String,
    /// Its VPC's id.
    pub vpc: String,
    /// Unique in the VPC; `default` is the VPC's own.
    pub name: String,
    /// For people.
    pub description: String,
    /// Its rules by id.
    pub rules: BTreeMap<String, SecurityGroupRule>,
    /// Its tags.
    pub tags: Tags,
}

/// A permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityGroupRule {
    /// Of what leaves, not of what comes.
    pub egress: bool,
    /// What passes.
    pub traffic: Traffic,
    /// Where it comes from or goes to.
    pub peer: Peer,
    /// For people.
    pub description: Option<String>,
    /// Its tags.
    pub tags: Tags,
}

/// What a rule lets pass.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Traffic {
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a protocol's number, or `-1` for all.
    pub protocol: String,
    /// The first port, or the ICMP type with -1 for all. `None` where the protocol has none.
    pub from_port: Option<i32>,
    /// The last port, or the ICMP code with -1 for all.
    pub to_port: Option<i32>,
}

/// The other end of what a rule lets pass.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Peer {
    /// Addresses.
    Ipv4(Ipv4Net),
    /// Addresses.
    Ipv6(Ipv6Net),
    /// The interfaces of a security group, by its id.
    Group(String),
}
