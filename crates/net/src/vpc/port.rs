//! Ports: the devices of interfaces in their VPC's namespace.

use std::fs;
use std::io;
use std::os::fd::OwnedFd;

use super::links::{Pair, Via};
use super::tap::SpareTap;
use super::{Interface, names, tap};
use crate::Mac;
use crate::netlink::{INSIDE_NAME, Netlink};
use crate::netns::{Netns, in_namespace};

/// The router's end of every port: the segments do not meet, so one address does for all.
const ROUTER_MAC: Mac = Mac([0x02, 0xbe, 0x00, 0x00, 0x00, 0x01]);

/// The index of every namespace's first device.
const LOOPBACK: u32 = 1;

/// What is at the other end of a port.
#[derive(Clone, Copy, Debug)]
pub(super) enum End<'a> {
    /// `eth0` in a namespace.
    Namespace(&'a Netns),
    /// A file for a virtual machine; that of the device which the machine has already, if it has one.
    Machine(Option<&'a SpareTap>),
}

/// Makes the port of an interface, or finds it complete. A machine gets a new one each time.
pub(super) async fn plug(
    (netns, links): (&Netns, &Netlink),
    (instance, mtu): (&str, u32),
    interface: &Interface,
    end: End<'_>,
) -> io::Result<Option<OwnedFd>> {
    let name = names::port(instance, &interface.id);
    let alias = names::alias(instance, &interface.id);
    if let Some(device) = links.device(&name).await? {
        if device.alias.as_deref() == Some(&alias) && matches!(end, End::Namespace(_)) {
            return Ok(None);
        }
        links.remove(device.index).await?;
    }
    let (device, file) = match end {
        End::Namespace(inside) => {
            let pair = Pair {
                name: &name,
                mac: Some(ROUTER_MAC),
                peer: INSIDE_NAME,
                peer_mac: Some(interface.mac),
                peer_in: inside,
                mtu,
            };
            (links.add_veth(&pair).await?, None)
        }
        End::Machine(spare) => {
            let file = match spare {
                Some(spare) => {
                    spare.move_to(netns, &name).await?;
                    spare.file()?
                }
                None => {
                    let of_device = name.clone();
                    let opened = in_namespace(netns, move || async move { tap::open(&of_device) });
                    opened.await??
                }
            };
            let device = links.index_of(&name).await?;
            links.configure(device, ROUTER_MAC, mtu).await?;
            (device, Some(file))
        }
    };
    let single = (interface.address, 32);
    links.set_route(single, Via::Device(device)).await?;
    links
        .set_neighbour(device, interface.address, interface.mac)
        .await?;
    set_up_ends(netns, name, interface, end).await?;
    // Last: it says that the port is complete.
    links.set_alias(device, &alias).await?;
    Ok(file)
}

/// ARP for others is answered without the pause that keeps several who answer apart.
fn answer_at_once(device: &str) -> io::Result<()> {
    let neighbours = format!("/proc/sys/net/ipv4/neigh/{device}");
    fs::write(format!("{neighbours}/proxy_delay"), "0")?;
    fs::write(format!("/proc/sys/net/ipv4/conf/{device}/proxy_arp"), "1")
}

/// The settings of the router's end, and everything of the interface's own: by one thread, which enters
/// one namespace after the other.
async fn set_up_ends(
    netns: &Netns,
    name: String,
    interface: &Interface,
    end: End<'_>,
) -> io::Result<()> {
    let interface = interface.clone();
    let inside = match end {
        End::Namespace(inside) => Some(inside.try_clone()?),
        End::Machine(_) => None,
    };
    in_namespace(netns, move || async move {
        answer_at_once(&name)?;
        let Some(inside) = inside else {
            return Ok(());
        };
        inside.enter()?;
        let links = Netlink::open()?;
        links.set_up(LOOPBACK).await?;
        let device = links.index_of(INSIDE_NAME).await?;
        links
            .ensure_address(device, interface.address, interface.prefix)
            .await?;
        links.set_up(device).await?;
        let everything = (std::net::Ipv4Addr::UNSPECIFIED, 0);
        let router = Via::Router(interface.gateway, device);
        links.set_route(everything, router).await
    })
    .await?
}
