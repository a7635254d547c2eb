//! What a bridge can be told.

use std::fmt;
use std::net::Ipv4Addr;
use std::path::Path;
use std::str::FromStr;

use crate::PortRange;

/// The bridge's name where an agent keeps its data in the usual place.
const USUAL_NAME: &str = "berth0";
/// The usual place.
const USUAL_DIR: &str = "/var/lib/berth";

/// What a bridge can be told.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bridge device's name, at most 15 characters.
    pub name: String,
    /// Tells agents of one host apart: names the nftables table and marks the interfaces. Letters
    /// and digits.
    pub instance: String,
    /// The containers' addresses; the first is the gateway's. Without it, that of the bridge if it
    /// exists, or else a /16 that overlaps no address of the host.
    pub subnet: Option<Subnet>,
    /// Where host ports nobody chose come from. Without it, the kernel's range for outgoing
    /// connections, as ECS has it.
    pub dynamic_ports: Option<PortRange>,
}

impl Options {
    /// Options whose names depend on the agent's data directory alone, so that several agents of
    /// one host do not meet.
    #[must_use]
    pub fn for_data_dir(dir: &Path) -> Self {
        let instance = format!("{:08x}", hash(dir.as_os_str().as_encoded_bytes()) >> 32);
        let name = if dir == Path::new(USUAL_DIR) {
            USUAL_NAME.to_owned()
        } else {
            format!("br{instance}")
        };
        Self {
            name,
            instance,
            subnet: None,
            dynamic_ports: None,
        }
    }
}

/// FNV-1a with a final mix: short names that are the same at every start.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// An IPv4 network of containers, `/8` to `/29`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subnet {
    base: u32,
    prefix: u8,
}

/// Any IPv4 network, from everything to one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cidr {
    base: u32,
    prefix: u8,
}

impl Cidr {
    /// Every address.
    pub const EVERYTHING: Self = Self { base: 0, prefix: 0 };

    const fn mask(prefix: u8) -> u32 {
        match prefix {
            0 => 0,
            prefix => u32::MAX << (32 - prefix),
        }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.base), self.prefix)
    }
}

impl FromStr for Cidr {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<Self, CidrError> {
        let parts = text.split_once('/').and_then(|(address, prefix)| {
            let address: Ipv4Addr = address.parse().ok()?;
            let prefix: u8 = prefix.parse().ok()?;
            (prefix <= 32).then_some((address, prefix))
        });
        let (address, prefix) = parts.ok_or_else(|| CidrError(text.to_owned()))?;
        let base = u32::from(address) & Self::mask(prefix);
        Ok(Self { base, prefix })
    }
}

/// Not an IPv4 network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an IPv4 network: {0}")]
pub struct CidrError(pub String);

/// Not a network containers can live in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an IPv4 network between /8 and /29: {0}")]
pub struct SubnetError(pub String);

impl Subnet {
    /// The network of `prefix` bits in which `address` is.
    ///
    /// # Errors
    /// If `prefix` is not in 8..=29.
    pub fn new(address: Ipv4Addr, prefix: u8) -> Result<Self, SubnetError> {
        if !(8..=29).contains(&prefix) {
            return Err(SubnetError(format!("{address}/{prefix}")));
        }
        Ok(Self {
            base: u32::from(address) & (u32::MAX << (32 - prefix)),
            prefix,
        })
    }

    /// The network's own address.
    #[must_use]
    pub fn base(self) -> Ipv4Addr {
        Ipv4Addr::from(self.base)
    }

    /// Bits of the network part.
    #[must_use]
    pub const fn prefix(self) -> u8 {
        self.prefix
    }

    /// The first address after the network's own: the bridge's.
    #[must_use]
    pub fn gateway(self) -> Ipv4Addr {
        Ipv4Addr::from(self.base + 1)
    }

    /// Whether `address` is in it.
    #[must_use]
    pub fn contains(self, address: Ipv4Addr) -> bool {
        u32::from(address) & (u32::MAX << (32 - self.prefix)) == self.base
    }

    /// Whether the two have an address in common.
    pub(crate) fn overlaps(self, address: Ipv4Addr, prefix: u8) -> bool {
        let mask = Cidr::mask(prefix.min(self.prefix));
        u32::from(address) & mask == self.base & mask
    }

    /// How many addresses containers can have.
    pub(crate) const fn hosts(self) -> u32 {
        (1 << (32 - self.prefix)) - 3
    }

    /// The container address with this index, below [`Self::hosts`].
    pub(crate) fn host(self, index: u32) -> Ipv4Addr {
        Ipv4Addr::from(self.base + 2 + index)
    }

    pub(crate) fn index_of(self, address: Ipv4Addr) -> Option<u32> {
        let index = u32::from(address).checked_sub(self.base)?.checked_sub(2)?;
        (index < self.hosts()).then_some(index)
    }
}

impl fmt::Display for Subnet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base(), self.prefix)
    }
}

impl FromStr for Subnet {
    type Err = SubnetError;

    fn from_str(text: &str) -> Result<Self, SubnetError> {
        let parts = text
            .split_once('/')
            .and_then(|(address, prefix)| Some((address.parse().ok()?, prefix.parse().ok()?)));
        let (address, prefix) = parts.ok_or_else(|| SubnetError(text.to_owned()))?;
        Self::new(address, prefix)
    }
}

/// A /16 for a new bridge, given the addresses and prefixes the host has.
pub(crate) fn choose_subnet(taken: &[(Ipv4Addr, u8)]) -> Option<Subnet> {
    let seconds = (30..=31).chain(20..=29).chain([18, 19]);
    seconds
        .map(|second| (172, second))
        .chain((200..=250).map(|second| (10, second)))
        // 172.31 is the default VPC's.
        .filter(|pair| *pair != (172, 31))
        .filter_map(|(first, second)| Subnet::new(Ipv4Addr::new(first, second, 0, 0), 16).ok())
        .find(|subnet| {
            let mut taken = taken.iter();
            taken.all(|(address, prefix)| !subnet.overlaps(*address, *prefix))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subnet_reads_and_prints() {
        let subnet: Subnet = "172.30.7.9/16".parse().expect("valid");
        assert_eq!(subnet.to_string(), "172.30.0.0/16");
        assert_eq!(subnet.gateway(), Ipv4Addr::new(172, 30, 0, 1));
        assert_eq!(subnet.hosts(), 65_533);
        assert_eq!(subnet.host(0), Ipv4Addr::new(172, 30, 0, 2));
        assert_eq!(subnet.host(65_532), Ipv4Addr::new(172, 30, 255, 254));
        assert_eq!(subnet.index_of(Ipv4Addr::new(172, 30, 255, 255)), None);
        assert_eq!(subnet.index_of(subnet.gateway()), None);
        for wrong in ["172.30.0.0", "172.30.0.0/7", "172.30.0.0/30", "x/16"] {
            assert_eq!(wrong.parse::<Subnet>(), Err(SubnetError(wrong.to_owned())));
        }
    }

    #[test]
    fn a_new_bridge_avoids_the_networks_of_the_host() {
        let check = |taken: &[(Ipv4Addr, u8)], expected: &str| {
            assert_eq!(
                choose_subnet(taken).map(|subnet| subnet.to_string()),
                Some(expected.to_owned())
            );
        };
        check(&[], "172.30.0.0/16");
        check(&[(Ipv4Addr::new(172, 30, 4, 1), 24)], "172.20.0.0/16");
        check(&[(Ipv4Addr::new(172, 16, 0, 9), 12)], "10.200.0.0/16");
        let everything = [(Ipv4Addr::new(10, 0, 0, 9), 0)];
        assert_eq!(choose_subnet(&everything), None);
    }

    #[test]
    fn names_follow_from_the_data_directory() {
        let (a, b) = (
            Options::for_data_dir(Path::new("/tmp/a")),
            Options::for_data_dir(Path::new("/tmp/b")),
        );
        assert_ne!(a.instance, b.instance);
        assert!(a.name.len() <= 15, "{}", a.name);
        assert_eq!(Options::for_data_dir(Path::new(USUAL_DIR)).name, "berth0");
    }
}
