//! A VPC as a host must know it, parsed.

use std::net::Ipv4Addr;

use crate::options::{Cidr, Subnet};
use crate::{Error, Mac};

/// Ids are never longer; they become parts of names in the packet filter.
const MAX_ID: usize = 40;

/// A VPC with all its interfaces, here and on other hosts, and the groups of those that are here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcNetwork {
    /// `vpc-…`.
    pub id: String,
    /// Between hosts, 24 bits, the same on all hosts.
    pub vxlan_id: u32,
    /// All its address ranges, the first one first; never empty.
    pub ranges: Vec<Subnet>,
    /// Its subnets; the first address after the network's is the router's.
    pub subnets: Vec<Subnet>,
    /// Every interface, on this host and on others.
    pub interfaces: Vec<Member>,
    /// The groups that interfaces on this host are in.
    pub groups: Vec<Group>,
}

/// An interface somewhere in a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// `eni-…`.
    pub id: String,
    /// Its hardware address.
    pub mac: Mac,
    /// Its address.
    pub address: Ipv4Addr,
    /// The address by which it is reached from outside the VPC, if there is one.
    pub public: Option<Ipv4Addr>,
    /// The tunnel address of its host; `None` for this one.
    pub host: Option<Ipv4Addr>,
    /// The groups it is in.
    pub groups: Vec<String>,
}

/// What a security group lets pass, beside the answers to what has passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// `sg-…`.
    pub id: String,
    /// Towards its interfaces.
    pub ingress: Vec<Rule>,
    /// From its interfaces.
    pub egress: Vec<Rule>,
}

/// One permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Of which traffic.
    pub traffic: Traffic,
    /// With whom.
    pub peer: Peer,
}

/// A kind of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traffic {
    /// Everything.
    All,
    /// TCP to these ports, both included.
    Tcp(u16, u16),
    /// UDP to these ports, both included.
    Udp(u16, u16),
    /// ICMP of a type and a code; `None` is any.
    Icmp(Option<u8>, Option<u8>),
    /// An IP protocol by its number.
    Protocol(u8),
}

/// Who is at the other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peer {
    /// An address of this network.
    Addresses(Cidr),
    /// An interface in this group.
    Group(String),
}

impl VpcNetwork {
    /// The VPC's resolver: the third address of its first range.
    ///
    /// # Errors
    /// [`Error::NoRange`] if it has none.
    pub fn resolver(&self) -> Result<Ipv4Addr, Error> {
        let first = self.ranges.first();
        let first = first.ok_or_else(|| Error::NoRange(self.id.clone()))?;
        Ok(Ipv4Addr::from(u32::from(first.base()) + 2))
    }

    /// Whether an address is one of the VPC's.
    #[must_use]
    pub fn contains(&self, address: Ipv4Addr) -> bool {
        self.ranges.iter().any(|range| range.contains(address))
    }

    /// The interface with a public address.
    #[must_use]
    pub fn with_public(&self, address: Ipv4Addr) -> Option<&Member> {
        let mut interfaces = self.interfaces.iter();
        interfaces.find(|member| member.public == Some(address))
    }

    /// Its interfaces on this host.
    pub fn here(&self) -> impl Iterator<Item = &Member> {
        self.interfaces
            .iter()
            .filter(|member| member.host.is_none())
    }

    /// Every id must be one: they become names and parts of rules.
    pub(super) fn check(&self) -> Result<(), Error> {
        let members = self.interfaces.iter();
        let members = members.flat_map(|member| member.groups.iter().chain([&member.id]));
        let groups = self.groups.iter().flat_map(|group| {
            let rules = group.ingress.iter().chain(&group.egress);
            let peers = rules.filter_map(|rule| match &rule.peer {
                Peer::Group(id) => Some(id),
                Peer::Addresses(_) => None,
            });
            peers.chain([&group.id])
        });
        for id in members.chain(groups).chain([&self.id]) {
            check_id(id)?;
        }
        self.resolver().map(drop)
    }
}

/// Letters, digits and dashes.
pub(super) fn check_id(id: &str) -> Result<(), Error> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if (1..=MAX_ID).contains(&id.len()) && id.bytes().all(plain) {
        Ok(())
    } else {
        Err(Error::Name(id.to_owned()))
    }
}
