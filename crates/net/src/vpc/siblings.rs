//! The same VPC under another agent of this host: a pair of devices between the two namespaces, with a
//! route for each interface of the other's.
//!
//! Neither waits for the other: whoever comes later makes the pair and the routes of both.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::Ipv4Addr;

use super::links::{Pair, Via};
use super::{names, space};
use crate::netlink::{Mac, Netlink};
use crate::netns::Netns;

/// One agent's part of a VPC.
pub(super) struct Own<'a> {
    pub(super) instance: &'a str,
    pub(super) vpc: &'a str,
    pub(super) links: &'a Netlink,
    /// The addresses of its interfaces.
    pub(super) here: BTreeSet<Ipv4Addr>,
    pub(super) mtu: u32,
}

/// Another agent's.
struct Sibling {
    instance: String,
    netns: Netns,
    links: Netlink,
}

/// Brings the ways to interfaces of other agents of this host to what they should be.
pub(super) async fn meet(own: &Own<'_>, beside: &BTreeSet<Ipv4Addr>) -> io::Result<()> {
    let siblings = match beside.is_empty() {
        true => Vec::new(),
        false => find(own).await?,
    };
    let mut wanted: BTreeMap<Ipv4Addr, u32> = BTreeMap::new();
    for (at, sibling) in siblings.iter().enumerate() {
        let (device, there) = connect(own, sibling).await?;
        let plugged = plugged(&sibling.links).await?;
        for address in beside {
            // What nobody has yet is likely to be the first one's: there is hardly ever another.
            if plugged.contains(address) || at == 0 {
                wanted.insert(*address, device);
                let mac = mac_of(&sibling.instance);
                lead(own.links, device, *address, mac).await?;
            }
        }
        for address in &own.here {
            lead(&sibling.links, there, *address, mac_of(own.instance)).await?;
        }
    }
    for device in own.links.devices().await? {
        if !device.name.starts_with(names::SIBLING_PREFIX) {
            continue;
        }
        for address in own.links.addresses_behind(device.index).await? {
            if wanted.get(&address) != Some(&device.index) {
                let way = Via::Device(device.index);
                own.links.remove_route((address, 32), way).await?;
                own.links.unbind(device.index, address).await?;
            }
        }
    }
    Ok(())
}

async fn find(own: &Own<'_>) -> io::Result<Vec<Sibling>> {
    let suffix = format!("-{}", own.vpc);
    let mut siblings = Vec::new();
    for name in space::list(names::SPACE)? {
        let Some(instance) = name.strip_suffix(&suffix) else {
            continue;
        };
        if instance == own.instance {
            continue;
        }
        if let Some(netns) = space::look(&names::space(instance, own.vpc))? {
            siblings.push(Sibling {
                instance: instance.to_owned(),
                links: Netlink::open_in(&netns).await?,
                netns,
            });
        }
    }
    Ok(siblings)
}

/// The devices of the pair, ours and the other's, made if they are missing.
async fn connect(own: &Own<'_>, sibling: &Sibling) -> io::Result<(u32, u32)> {
    let name = names::sibling(&sibling.instance);
    let there = names::sibling(own.instance);
    let device = match own.links.device(&name).await? {
        Some(device) => device.index,
        None => {
            let pair = Pair {
                name: &name,
                mac: Some(mac_of(own.instance)),
                peer: &there,
                peer_mac: Some(mac_of(&sibling.instance)),
                peer_in: &sibling.netns,
                mtu: own.mtu,
            };
            super::unless_there(own.links.add_veth(&pair).await.map(drop))?;
            own.links.index_of(&name).await?
        }
    };
    let there = sibling.links.index_of(&there).await?;
    sibling.links.set_up(there).await?;
    Ok((device, there))
}

async fn lead(links: &Netlink, device: u32, address: Ipv4Addr, mac: Mac) -> io::Result<()> {
    links.set_neighbour(device, address, mac).await?;
    links.set_route((address, 32), Via::Device(device)).await
}

/// The addresses of interfaces that are plugged in there.
async fn plugged(links: &Netlink) -> io::Result<BTreeSet<Ipv4Addr>> {
    let devices = links.devices().await?.into_iter();
    let ports = devices.filter(|device| device.name.starts_with(names::PORT_PREFIX));
    let ports: BTreeSet<u32> = ports.map(|device| device.index).collect();
    let routes = links.routes().await?.into_iter();
    let of_ports = routes.filter(|(_, prefix, to)| {
        *prefix == 32 && to.is_some_and(|device| ports.contains(&device))
    });
    Ok(of_ports.map(|(address, ..)| address).collect())
}

/// The hardware address of an agent's ends.
fn mac_of(instance: &str) -> Mac {
    let [a, b, c, d, ..] = crate::options::hash(instance.as_bytes()).to_be_bytes();
    Mac([0x02, 0xbf, a, b, c, d])
}
