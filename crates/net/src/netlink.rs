//! The netlink conversations that bridges and VPCs have in common.

use std::io;
use std::net::{IpAddr, Ipv4Addr};

use futures_util::TryStreamExt;
use rtnetlink::packet_route::AddressFamily;
use rtnetlink::packet_route::address::AddressAttribute;
use rtnetlink::packet_route::link::{InfoData, InfoVeth, LinkAttribute, LinkMessage};
use rtnetlink::packet_route::neighbour::{
    NeighbourAddress, NeighbourAttribute, NeighbourFlags, NeighbourMessage, NeighbourState,
};
use rtnetlink::packet_route::route::RouteScope;
use rtnetlink::{
    Handle, LinkBridge, LinkBridgePort, LinkMessageBuilder, LinkUnspec, LinkVeth,
    RouteMessageBuilder,
};
use tokio::task::JoinHandle;

use crate::netns::{Netns, in_namespace};

/// The container's end of a pair.
pub(crate) const INSIDE_NAME: &str = "eth0";

/// A connection to the kernel of the namespace it was opened in; closed on drop.
#[derive(Debug)]
pub(crate) struct Netlink {
    pub(crate) handle: Handle,
    connection: JoinHandle<()>,
}

impl Drop for Netlink {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

/// What we need to know of a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) index: u32,
    pub(crate) name: String,
    pub(crate) alias: Option<String>,
    pub(crate) controller: Option<u32>,
}

impl From<LinkMessage> for Device {
    fn from(message: LinkMessage) -> Self {
        let mut device = Self {
            index: message.header.index,
            ..Self::default()
        };
        for attribute in message.attributes {
            match attribute {
                LinkAttribute::IfName(name) => device.name = name,
                LinkAttribute::IfAlias(alias) => device.alias = Some(alias),
                LinkAttribute::Controller(index) => device.controller = Some(index),
                _ => {}
            }
        }
        device
    }
}

impl Netlink {
    /// A connection in the namespace of the calling thread. Needs a tokio runtime.
    pub(crate) fn open() -> io::Result<Self> {
        let (connection, handle, _) = rtnetlink::new_connection()?;
        Ok(Self {
            handle,
            connection: tokio::spawn(connection),
        })
    }

    pub(crate) async fn device(&self, name: &str) -> io::Result<Option<Device>> {
        let found = self
            .handle
            .link()
            .get()
            .match_name(name)
            .execute()
            .try_next()
            .await
            .map_err(to_io);
        match found {
            Ok(message) => Ok(message.map(Device::from)),
            Err(error) if is_gone(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// A connection in another namespace, served by the runtime of the caller.
    pub(crate) async fn open_in(netns: &Netns) -> io::Result<Self> {
        let runtime = tokio::runtime::Handle::current();
        in_namespace(netns, move || async move {
            let _served_there = runtime.enter();
            Self::open()
        })
        .await?
    }

    /// Every device of the namespace.
    pub(crate) async fn devices(&self) -> io::Result<Vec<Device>> {
        let links: Vec<LinkMessage> = self
            .handle
            .link()
            .get()
            .execute()
            .try_collect()
            .await
            .map_err(to_io)?;
        Ok(links.into_iter().map(Device::from).collect())
    }

    /// Every IPv4 address of the namespace but loopback's: device, address, prefix.
    pub(crate) async fn addresses(&self) -> io::Result<Vec<(u32, Ipv4Addr, u8)>> {
        let messages: Vec<_> = self
            .handle
            .address()
            .get()
            .execute()
            .try_collect()
            .await
            .map_err(to_io)?;
        Ok(messages
            .into_iter()
            .filter_map(|message| {
                let address = message
                    .attributes
                    .iter()
                    .find_map(|attribute| match attribute {
                        AddressAttribute::Address(IpAddr::V4(address)) => Some(*address),
                        _ => None,
                    })?;
                Some((message.header.index, address, message.header.prefix_len))
            })
            .filter(|(_, address, _)| !address.is_loopback())
            .collect())
    }

    /// Makes a bridge, up; its address is fixed, or it would change with every interface.
    pub(crate) async fn add_bridge(&self, name: &str, mac: Mac) -> io::Result<()> {
        let message = LinkBridge::new(name).address(mac.0.to_vec()).build();
        self.handle
            .link()
            .add(message)
            .execute()
            .await
            .map_err(to_io)
    }

    pub(crate) async fn add_address(
        &self,
        index: u32,
        address: Ipv4Addr,
        prefix: u8,
    ) -> io::Result<()> {
        self.handle
            .address()
            .add(index, IpAddr::V4(address), prefix)
            .execute()
            .await
            .map_err(to_io)
    }

    /// Sends packets for one address to a device, where nothing better is known; again is no error.
    pub(crate) async fn add_route(&self, device: u32, address: Ipv4Addr) -> io::Result<()> {
        let route = RouteMessageBuilder::<Ipv4Addr>::new()
            .destination_prefix(address, 32)
            .output_interface(device)
            .scope(RouteScope::Link)
            // Several bridges can have one.
            .priority(device)
            .build();
        match self
            .handle
            .route()
            .add(route)
            .execute()
            .await
            .map_err(to_io)
        {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            done => done,
        }
    }

    /// Removes a device; one that is gone already is no error.
    pub(crate) async fn remove(&self, index: u32) -> io::Result<()> {
        match self.handle.link().del(index).execute().await.map_err(to_io) {
            Err(error) if is_gone(&error) => Ok(()),
            done => done,
        }
    }

    /// Makes a pair: `name` here, up and on the bridge, and `eth0` in the other namespace, with
    /// `alias` on our end.
    pub(crate) async fn add_pair(
        &self,
        name: &str,
        alias: &str,
        bridge: u32,
        netns: &Netns,
        mac: Mac,
    ) -> io::Result<()> {
        let inside = LinkUnspec::new_with_name(INSIDE_NAME)
            .address(mac.0.to_vec())
            .setns_by_fd(netns.raw())
            .build();
        let pair = LinkMessageBuilder::<LinkVeth>::new(name, INSIDE_NAME)
            .set_info_data(InfoData::Veth(InfoVeth::Peer(inside)))
            .controller(bridge)
            .up()
            .build();
        self.handle
            .link()
            .add(pair)
            .execute()
            .await
            .map_err(to_io)?;
        // The kernel takes neither when it makes a device. Hairpin: where bridges go through the
        // packet filter, a container's packet to its own published port comes back by its port.
        let settings = LinkBridgePort::new(0)
            .name(name)
            .alias(alias)
            .hairpin(true)
            // Where a hardware address is, [`Netlink::bind`] says, not whoever uses it.
            .learning(false)
            .build();
        let request = self.handle.link().set_port(settings);
        request.execute().await.map_err(to_io)
    }

    /// Ties an address to the port `name` of the bridge: what is meant for it goes there whatever
    /// others on the bridge claim, so that nobody can have a conversation as somebody else.
    pub(crate) async fn bind(
        &self,
        name: &str,
        bridge: u32,
        address: Ipv4Addr,
        mac: Mac,
    ) -> io::Result<()> {
        let port = self.device(name).await?;
        let port = port.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        // Static; "permanent" would mean the bridge itself.
        let request = self.handle.neighbours().add_bridge(port.index, &mac.0);
        let request = request
            .state(NeighbourState::Noarp)
            .flags(NeighbourFlags::Controller)
            .replace();
        request.execute().await.map_err(to_io)?;
        let request = self.handle.neighbours().add(bridge, address.into());
        let request = request.link_layer_address(&mac.0).replace();
        request.execute().await.map_err(to_io)
    }

    /// Forgets the hardware address of an address; one that is not known is no error.
    pub(crate) async fn unbind(&self, bridge: u32, address: Ipv4Addr) -> io::Result<()> {
        let mut message = NeighbourMessage::default();
        message.header.family = AddressFamily::Inet;
        message.header.ifindex = bridge;
        let destination = NeighbourAddress::Inet(address);
        message
            .attributes
            .push(NeighbourAttribute::Destination(destination));
        match self
            .handle
            .neighbours()
            .del(message)
            .execute()
            .await
            .map_err(to_io)
        {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}

/// Gives the container's end its address and the way out.
pub(crate) async fn set_up_inside(
    netns: &Netns,
    address: Ipv4Addr,
    prefix: u8,
    gateway: Ipv4Addr,
) -> io::Result<()> {
    in_namespace(netns, move || async move {
        let netlink = Netlink::open()?;
        let inside = netlink
            .device(INSIDE_NAME)
            .await?
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        netlink.add_address(inside.index, address, prefix).await?;
        let up = LinkUnspec::new_with_index(inside.index).up().build();
        netlink
            .handle
            .link()
            .set(up)
            .execute()
            .await
            .map_err(to_io)?;
        let route = RouteMessageBuilder::<Ipv4Addr>::new()
            .gateway(gateway)
            .build();
        netlink
            .handle
            .route()
            .add(route)
            .execute()
            .await
            .map_err(to_io)
    })
    .await?
}

/// A hardware address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mac(pub(crate) [u8; 6]);

/// Not a hardware address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a MAC address of one interface: {0:?}")]
pub struct MacError(pub String);

impl Mac {
    /// Locally administered, and as unique as the IP address.
    pub(crate) fn of(address: Ipv4Addr) -> Self {
        let [a, b, c, d] = address.octets();
        Self([0x02, 0xbe, a, b, c, d])
    }

    /// Its six bytes.
    #[must_use]
    pub const fn bytes(self) -> [u8; 6] {
        self.0
    }
}

impl std::str::FromStr for Mac {
    type Err = MacError;

    fn from_str(text: &str) -> Result<Self, MacError> {
        let wrong = || MacError(text.to_owned());
        let mut bytes = [0; 6];
        let mut parts = text.split(':');
        for byte in &mut bytes {
            let part = parts.next().filter(|part| part.len() == 2);
            *byte = part
                .and_then(|part| u8::from_str_radix(part, 16).ok())
                .ok_or_else(wrong)?;
        }
        // The lowest bit of the first byte means many interfaces.
        if parts.next().is_some() || bytes[0] & 1 == 1 || bytes == [0; 6] {
            return Err(wrong());
        }
        Ok(Self(bytes))
    }
}

impl std::fmt::Display for Mac {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

pub(crate) fn to_io(error: rtnetlink::Error) -> io::Error {
    match error {
        rtnetlink::Error::NetlinkError(message) => message.to_io(),
        other => io::Error::other(other.to_string()),
    }
}

pub(crate) fn is_gone(error: &io::Error) -> bool {
    error.raw_os_error() == Some(nix::errno::Errno::ENODEV as i32)
}
