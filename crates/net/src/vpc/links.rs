//! The netlink conversations that only VPCs need.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr};

use futures_util::TryStreamExt;
use rtnetlink::packet_route::AddressFamily;
use rtnetlink::packet_route::address::{AddressAttribute, AddressMessage};
use rtnetlink::packet_route::link::{InfoData, InfoVeth};
use rtnetlink::packet_route::neighbour::{
    NeighbourAddress, NeighbourAttribute, NeighbourFlags, NeighbourMessage,
};
use rtnetlink::packet_route::route::{
    RouteAddress, RouteAttribute, RouteMessage, RouteScope, RouteType,
};
use rtnetlink::{LinkMessageBuilder, LinkUnspec, LinkVeth, LinkVxlan, RouteMessageBuilder};

use crate::netlink::{Netlink, is_gone, to_io};
use crate::netns::Netns;
use crate::{Mac, Subnet};

/// One end of a pair, and where the other one is.
pub(super) struct Pair<'a> {
    pub(super) name: &'a str,
    pub(super) mac: Option<Mac>,
    pub(super) peer: &'a str,
    pub(super) peer_mac: Option<Mac>,
    pub(super) peer_in: &'a Netns,
    pub(super) mtu: u32,
}

/// Where packets for a network go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Via {
    /// They are on the device's other end.
    Device(u32),
    /// To a router on a device.
    Router(Ipv4Addr, u32),
    /// They are dropped.
    Nowhere,
}

impl Netlink {
    /// Makes a pair, with our end up; its index.
    pub(super) async fn add_veth(&self, pair: &Pair<'_>) -> io::Result<u32> {
        let mut inside = LinkUnspec::new_with_name(pair.peer).mtu(pair.mtu);
        if let Some(mac) = pair.peer_mac {
            inside = inside.address(mac.0.to_vec());
        }
        let inside = inside.setns_by_fd(pair.peer_in.raw()).build();
        let mut ours = LinkMessageBuilder::<LinkVeth>::new(pair.name, pair.peer)
            .set_info_data(InfoData::Veth(InfoVeth::Peer(inside)))
            .mtu(pair.mtu)
            .up();
        if let Some(mac) = pair.mac {
            ours = ours.address(mac.0.to_vec());
        }
        let request = self.handle.link().add(ours.build());
        request.execute().await.map_err(to_io)?;
        self.index_of(pair.name).await
    }

    pub(super) async fn index_of(&self, name: &str) -> io::Result<u32> {
        let device = self.device(name).await?;
        let device = device.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(device.index)
    }

    pub(super) async fn set_up(&self, device: u32) -> io::Result<()> {
        let up = LinkUnspec::new_with_index(device).up().build();
        self.handle.link().set(up).execute().await.map_err(to_io)
    }

    /// Says whose the device is; the kernel does not take it when it makes one.
    pub(super) async fn set_alias(&self, device: u32, alias: &str) -> io::Result<()> {
        let message = LinkUnspec::new_with_index(device).alias(alias).build();
        let request = self.handle.link().set(message);
        request.execute().await.map_err(to_io)
    }

    /// Sets the device up with its own hardware address and largest packet.
    pub(super) async fn configure(&self, device: u32, mac: Mac, mtu: u32) -> io::Result<()> {
        let message = LinkUnspec::new_with_index(device)
            .address(mac.0.to_vec())
            .mtu(mtu)
            .up()
            .build();
        let request = self.handle.link().set(message);
        request.execute().await.map_err(to_io)
    }

    /// Adds an address; one that is there is no error.
    pub(super) async fn ensure_address(
        &self,
        device: u32,
        address: Ipv4Addr,
        prefix: u8,
    ) -> io::Result<()> {
        match self.add_address(device, address, prefix).await {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            done => done,
        }
    }

    pub(super) async fn remove_address(
        &self,
        device: u32,
        address: Ipv4Addr,
        prefix: u8,
    ) -> io::Result<()> {
        let mut message = AddressMessage::default();
        message.header.family = AddressFamily::Inet;
        message.header.index = device;
        message.header.prefix_len = prefix;
        let address = IpAddr::V4(address);
        message.attributes = vec![
            AddressAttribute::Local(address),
            AddressAttribute::Address(address),
        ];
        let request = self.handle.address().del(message);
        request.execute().await.map_err(to_io)
    }

    /// Sends packets for the network there from now on, whatever was before.
    pub(super) async fn set_route(&self, network: (Ipv4Addr, u8), via: Via) -> io::Result<()> {
        let request = self.handle.route().add(route(network, via)).replace();
        request.execute().await.map_err(to_io)
    }

    /// Adds a route that must not be there yet.
    pub(super) async fn new_route(&self, network: (Ipv4Addr, u8), via: Via) -> io::Result<()> {
        let request = self.handle.route().add(route(network, via));
        request.execute().await.map_err(to_io)
    }

    /// Removes a route; one that is gone is no error.
    pub(super) async fn remove_route(&self, network: (Ipv4Addr, u8), via: Via) -> io::Result<()> {
        let request = self.handle.route().del(route(network, via));
        match request.execute().await.map_err(to_io) {
            Err(error) if error.raw_os_error() == Some(nix::libc::ESRCH) => Ok(()),
            Err(error) if is_gone(&error) => Ok(()),
            done => done,
        }
    }

    /// All networks that have a route of their own: their addresses, prefixes and devices.
    pub(super) async fn routes(&self) -> io::Result<Vec<(Ipv4Addr, u8, Option<u32>)>> {
        let all = RouteMessageBuilder::<Ipv4Addr>::new().build();
        let messages: Vec<RouteMessage> = self
            .handle
            .route()
            .get(all)
            .execute()
            .try_collect()
            .await
            .map_err(to_io)?;
        let read = |message: RouteMessage| {
            let (mut destination, mut device) = (None, None);
            for attribute in message.attributes {
                match attribute {
                    RouteAttribute::Destination(RouteAddress::Inet(address)) => {
                        destination = Some(address);
                    }
                    RouteAttribute::Oif(index) => device = Some(index),
                    _ => {}
                }
            }
            let main = message.header.table == MAIN_TABLE;
            let destination = destination.filter(|_| main)?;
            Some((
                destination,
                message.header.destination_prefix_length,
                device,
            ))
        };
        Ok(messages.into_iter().filter_map(read).collect())
    }

    /// The single addresses that lead to a device.
    pub(super) async fn addresses_behind(&self, device: u32) -> io::Result<BTreeSet<Ipv4Addr>> {
        let routes = self.routes().await?.into_iter();
        let single = routes.filter(|(_, prefix, to)| *prefix == 32 && *to == Some(device));
        Ok(single.map(|(address, ..)| address).collect())
    }

    /// Whose hardware address an address on a device has, for good.
    pub(super) async fn set_neighbour(
        &self,
        device: u32,
        address: Ipv4Addr,
        mac: Mac,
    ) -> io::Result<()> {
        let request = self.handle.neighbours().add(device, address.into());
        let request = request.link_layer_address(&mac.0).replace();
        request.execute().await.map_err(to_io)
    }

    /// The host answers on a device for an address that it sends on elsewhere.
    pub(super) async fn set_proxy(&self, device: u32, address: Ipv4Addr) -> io::Result<()> {
        let request = self.handle.neighbours().add(device, address.into());
        let request = request.flags(NeighbourFlags::Proxy).replace();
        request.execute().await.map_err(to_io)
    }

    /// It does so no longer; also if it did not.
    pub(super) async fn remove_proxy(&self, device: u32, address: Ipv4Addr) -> io::Result<()> {
        let mut message = NeighbourMessage::default();
        message.header.family = AddressFamily::Inet;
        message.header.ifindex = device;
        message.header.flags = NeighbourFlags::Proxy;
        let destination = NeighbourAddress::Inet(address);
        message.attributes = vec![NeighbourAttribute::Destination(destination)];
        let request = self.handle.neighbours().del(message);
        match request.execute().await.map_err(to_io) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// A device that brings packets to other hosts. It is made in another namespace than the one its
    /// own packets travel in, which is that of this connection.
    pub(super) async fn add_vxlan(&self, tunnel: &Tunnel<'_>) -> io::Result<()> {
        let message = LinkVxlan::new(tunnel.name, tunnel.vxlan_id)
            .local(tunnel.local)
            .port(VXLAN_PORT)
            .learning(false)
            .mtu(tunnel.mtu)
            .address(tunnel.mac.0.to_vec())
            .setns_by_fd(tunnel.inside.raw())
            .build();
        let request = self.handle.link().add(message);
        request.execute().await.map_err(to_io)
    }

    /// The host behind a hardware address on a VXLAN device.
    pub(super) async fn set_tunnel_end(
        &self,
        device: u32,
        mac: Mac,
        host: Ipv4Addr,
    ) -> io::Result<()> {
        let mut request = self.handle.neighbours().add_bridge(device, &mac.0);
        let destination = NeighbourAttribute::Destination(NeighbourAddress::Inet(host));
        request.message_mut().attributes.push(destination);
        let request = request.flags(NeighbourFlags::Own).replace();
        request.execute().await.map_err(to_io)
    }

    /// No host is behind it any more; also if none was.
    pub(super) async fn remove_tunnel_end(
        &self,
        device: u32,
        mac: Mac,
        host: Ipv4Addr,
    ) -> io::Result<()> {
        let mut message = NeighbourMessage::default();
        message.header.family = AddressFamily::Bridge;
        message.header.ifindex = device;
        message.header.flags = NeighbourFlags::Own;
        message.attributes = vec![
            NeighbourAttribute::LinkLayerAddress(mac.0.to_vec()),
            NeighbourAttribute::Destination(NeighbourAddress::Inet(host)),
        ];
        let request = self.handle.neighbours().del(message);
        match request.execute().await.map_err(to_io) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}

/// Moves a device into another namespace, under another name.
pub(super) async fn move_to(
    links: &Netlink,
    device: u32,
    netns: &Netns,
    name: &str,
) -> io::Result<()> {
    let message = LinkUnspec::new_with_index(device)
        .name(name.to_owned())
        .setns_by_fd(netns.raw())
        .build();
    let request = links.handle.link().set(message);
    request.execute().await.map_err(to_io)
}

const MAIN_TABLE: u8 = 254;
/// IANA's port of VXLAN.
const VXLAN_PORT: u16 = 4789;

/// A VXLAN device to be made.
pub(super) struct Tunnel<'a> {
    pub(super) name: &'a str,
    pub(super) vxlan_id: u32,
    pub(super) local: Ipv4Addr,
    pub(super) mac: Mac,
    pub(super) mtu: u32,
    pub(super) inside: &'a Netns,
}

fn route((address, prefix): (Ipv4Addr, u8), via: Via) -> RouteMessage {
    let route = RouteMessageBuilder::<Ipv4Addr>::new().destination_prefix(address, prefix);
    match via {
        Via::Device(device) => route.output_interface(device).scope(RouteScope::Link),
        Via::Router(router, device) => route.gateway(router).output_interface(device),
        Via::Nowhere => route.kind(RouteType::BlackHole),
    }
    .build()
}

/// The address and length of a network.
pub(super) fn network(subnet: Subnet) -> (Ipv4Addr, u8) {
    (subnet.base(), subnet.prefix())
}
