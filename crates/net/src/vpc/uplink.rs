//! The pair of devices between a VPC and the host, and what the host sends there: the VPC's own range for
//! its own processes, and the public addresses of interfaces for everybody. Where another agent of the host
//! has the VPC's range already, only the addresses of the interfaces here.

use std::collections::BTreeSet;
use std::io;
use std::net::Ipv4Addr;

use super::links::{Pair, Via, network as network_of};
use super::names::{self, LINKS_COUNT, LINKS_FIRST, UPLINK};
use super::network::VpcNetwork;
use super::{VpcOptions, unless_there};
use crate::netlink::{Device, Netlink};
use crate::netns::Netns;
use crate::options;

/// The host's end of a pair.
#[derive(Debug)]
pub(super) struct Uplink {
    pub(super) name: String,
    device: u32,
    /// The address of the VPC's end.
    inside: Ipv4Addr,
    /// The single addresses that lead here.
    led: BTreeSet<Ipv4Addr>,
    /// The VPC's range leads to another agent; `None` if that is not known.
    beside: Option<bool>,
}

impl Uplink {
    /// Makes the pair, with a way out for tasks and, unless the host has another meaning for the VPC's
    /// addresses, a way in for processes of the host. `links` is a conversation in the VPC.
    pub(super) async fn make(
        (host, links): (&Netlink, &Netlink),
        netns: &Netns,
        options: &VpcOptions,
        network: &VpcNetwork,
        resolver: Ipv4Addr,
    ) -> io::Result<Self> {
        let name = names::uplink(&options.instance, &network.id);
        if let Some(half_made) = host.device(&name).await? {
            host.remove(half_made.index).await?;
        }
        let taken = host.addresses().await?;
        let (outside, inside) = choose_link(&name, &taken)?;
        let pair = Pair {
            name: &name,
            mac: None,
            peer: UPLINK,
            peer_mac: None,
            peer_in: netns,
            mtu: options.mtu(),
        };
        let device = host.add_veth(&pair).await?;
        host.ensure_address(device, outside, 31).await?;
        let uplink = links.index_of(UPLINK).await?;
        links.ensure_address(uplink, inside, 31).await?;
        links.set_up(uplink).await?;
        let everything = (Ipv4Addr::UNSPECIFIED, 0);
        let way = Via::Router(outside, uplink);
        links.set_route(everything, way).await?;
        let routes = host.routes().await?;
        for range in &network.ranges {
            let clashes = |address: Ipv4Addr, prefix: u8| range.overlaps(address, prefix);
            let free = !taken
                .iter()
                .any(|(_, address, prefix)| clashes(*address, *prefix))
                && !routes
                    .iter()
                    .any(|(address, prefix, _)| *prefix > 0 && clashes(*address, *prefix));
            if free {
                let way = Via::Router(inside, device);
                unless_there(host.new_route(network_of(*range), way).await)?;
            }
        }
        // Last: it says that the VPC is complete.
        let text = format!("{} {resolver}", network.id);
        let alias = names::alias(&options.instance, &text);
        host.set_alias(device, &alias).await?;
        Ok(Self {
            name,
            device,
            inside,
            led: BTreeSet::new(),
            beside: None,
        })
    }

    /// One that an earlier run has made; `None` if it lacks its address.
    pub(super) async fn find(host: &Netlink, device: &Device) -> io::Result<Option<Self>> {
        let addresses = host.addresses().await?;
        let outside = addresses.iter().find(|(of, ..)| *of == device.index);
        let Some((_, outside, _)) = outside else {
            return Ok(None);
        };
        Ok(Some(Self {
            name: device.name.clone(),
            device: device.index,
            inside: other_end(*outside),
            // Ranges of VPCs are never a single address.
            led: host.addresses_behind(device.index).await?,
            beside: None,
        }))
    }

    /// The single addresses that lead here.
    pub(super) fn led(&self) -> impl Iterator<Item = Ipv4Addr> {
        self.led.iter().copied()
    }

    /// Whether the host sends the VPC's range to another agent's part of it.
    pub(super) async fn is_beside(
        &mut self,
        host: &Netlink,
        network: &VpcNetwork,
    ) -> io::Result<bool> {
        if let Some(known) = self.beside {
            return Ok(known);
        }
        let devices = host.devices().await?.into_iter();
        let others = devices.filter(|device| {
            device.index != self.device && device.name.starts_with(names::UPLINK_PREFIX)
        });
        let others: BTreeSet<u32> = others.map(|device| device.index).collect();
        let beside = host.routes().await?.iter().any(|(address, prefix, to)| {
            let mut ranges = network.ranges.iter();
            (1..31).contains(prefix)
                && to.is_some_and(|to| others.contains(&to))
                && ranges.any(|range| range.overlaps(*address, *prefix))
        });
        self.beside = Some(beside);
        Ok(beside)
    }

    /// Addresses that are not among `wanted` lead here no longer.
    pub(super) async fn hide(
        &mut self,
        host: &Netlink,
        wanted: &BTreeSet<Ipv4Addr>,
    ) -> io::Result<()> {
        let gone: Vec<Ipv4Addr> = self.led.difference(wanted).copied().collect();
        for address in gone {
            for device in neighbours_of(host, address, self.device).await? {
                host.remove_proxy(device, address).await?;
            }
            let way = Via::Router(self.inside, self.device);
            host.remove_route((address, 32), way).await?;
            self.led.remove(&address);
        }
        Ok(())
    }

    /// These addresses lead here from now on. In a network of the host's that an address belongs to, the
    /// host answers for it, as somebody who has it would.
    pub(super) async fn expose(
        &mut self,
        host: &Netlink,
        wanted: &BTreeSet<Ipv4Addr>,
    ) -> io::Result<()> {
        let new: Vec<Ipv4Addr> = wanted.difference(&self.led).copied().collect();
        for address in new {
            let way = Via::Router(self.inside, self.device);
            host.set_route((address, 32), way).await?;
            self.led.insert(address);
            for device in neighbours_of(host, address, self.device).await? {
                host.set_proxy(device, address).await?;
            }
        }
        Ok(())
    }

    /// Removes the pair, and with it what leads here.
    pub(super) async fn remove(mut self, host: &Netlink) -> io::Result<()> {
        self.hide(host, &BTreeSet::new()).await?;
        host.remove(self.device).await
    }
}

/// The host's devices in whose network an address is, but the uplink itself.
async fn neighbours_of(host: &Netlink, address: Ipv4Addr, uplink: u32) -> io::Result<Vec<u32>> {
    let addresses = host.addresses().await?.into_iter();
    let same = addresses.filter(|(device, of_host, prefix)| {
        let bits = 32_u32.saturating_sub(u32::from(*prefix));
        let network = |address: Ipv4Addr| u32::from(address).checked_shr(bits).unwrap_or(0);
        *device != uplink && *prefix < 32 && network(*of_host) == network(address)
    });
    let devices: BTreeSet<u32> = same.map(|(device, ..)| device).collect();
    Ok(devices.into_iter().collect())
}

/// Two addresses that the host does not have: its own and the VPC's.
fn choose_link(name: &str, taken: &[(u32, Ipv4Addr, u8)]) -> io::Result<(Ipv4Addr, Ipv4Addr)> {
    let pairs = LINKS_COUNT / 2;
    // Several agents that begin at once do not meet at the first.
    let start = u32::try_from(options::hash(name.as_bytes()) % u64::from(pairs)).unwrap_or(0);
    let free = (0..pairs)
        .map(|step| Ipv4Addr::from(LINKS_FIRST + 2 * ((start + step) % pairs)))
        .find(|first| {
            let second = other_end(*first);
            let mut taken = taken.iter();
            taken.all(|(_, address, _)| *address != *first && *address != second)
        });
    let first = free.ok_or_else(|| io::Error::other("no free addresses for an uplink"))?;
    Ok((first, other_end(first)))
}

/// The VPC's address of a pair, by the host's.
fn other_end(outside: Ipv4Addr) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(outside) ^ 1)
}
