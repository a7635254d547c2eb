//! The bridge: plugging containers in and publishing their ports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::addresses::Addresses;
use crate::error::{Error, kernel};
use crate::metadata::{self, EndpointPorts, METADATA_ADDRESS};
use crate::netlink::{Device, Mac, Netlink, set_up_inside};
use crate::netns::Netns;
use crate::nft::{self, Batch};
use crate::options::{Options, Subnet, choose_subnet, hash};
use crate::ports::{DynamicPorts, PortRange, Protocol, Published};
use crate::ruleset::{Element, Table, parse_element};

/// A container key is never longer than this: it has to fit a comment and an alias.
const MAX_KEY: usize = 100;

/// An interface a container got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plugged {
    /// Its address.
    pub address: Ipv4Addr,
    /// Bits of the network part.
    pub prefix: u8,
    /// `02:be:…`, lower case.
    pub mac: String,
    /// The bridge's address, the container's default route.
    pub gateway: Ipv4Addr,
}

/// The network of the `bridge` mode. Cheap to clone.
///
/// A container is named by a key its owner chooses (at most 100 printable characters without white
/// space or quotes); every method does the same thing when called again.
#[derive(Clone, Debug)]
pub struct Bridge(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: Options,
    subnet: Subnet,
    index: u32,
    table: Table,
    netlink: Netlink,
    state: Mutex<State>,
    /// Two transactions at once would only make each other start again.
    nft: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct State {
    addresses: Addresses,
    plugged: BTreeMap<String, Ipv4Addr>,
    published: BTreeMap<(Protocol, u16), Element>,
    dynamic: DynamicPorts,
}

impl Bridge {
    /// Makes the bridge and its table, or takes over those of an earlier run with all containers
    /// that are plugged in.
    ///
    /// # Errors
    /// If a name is odd, no network is free, or the kernel refuses (it wants root).
    pub async fn ensure(options: Options) -> Result<Self, Error> {
        check_name(&options.name, 15)?;
        check_name(&options.instance, 32)?;
        let netlink = Netlink::open().map_err(kernel("talk to the kernel"))?;
        let (index, subnet) = ensure_device(&netlink, &options).await?;
        sysctl("ip_forward").map_err(kernel("forward packets"))?;
        sysctl(&format!("conf/{}/route_localnet", options.name))
            .map_err(kernel("route loopback addresses to the bridge"))?;
        let table = Table::new(&options, subnet);
        nft::apply(table.base()).await?;
        let published = read_published(&table).await?;
        let devices = netlink
            .devices()
            .await
            .map_err(kernel("list the interfaces"))?;
        let plugged: BTreeMap<String, Ipv4Addr> = devices
            .iter()
            .filter_map(|device| owner(device, &options.instance))
            .collect();
        let used = plugged.values().copied();
        let used = used.chain(published.values().map(|element| element.address));
        let range = options.dynamic_ports.unwrap_or_else(PortRange::of_kernel);
        let state = State {
            addresses: Addresses::new(subnet, used),
            plugged,
            published,
            dynamic: DynamicPorts::new(range),
        };
        Ok(Self(Arc::new(Inner {
            options,
            subnet,
            index,
            table,
            netlink,
            state: Mutex::new(state),
            nft: tokio::sync::Mutex::default(),
        })))
    }

    /// The device's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.options.name
    }

    /// The containers' network.
    #[must_use]
    pub fn subnet(&self) -> Subnet {
        self.0.subnet
    }

    /// The host's address on the bridge.
    #[must_use]
    pub fn gateway(&self) -> Ipv4Addr {
        self.0.subnet.gateway()
    }

    /// The address of a plugged container.
    #[must_use]
    pub fn address_of(&self, key: &str) -> Option<Ipv4Addr> {
        self.0.state.lock().plugged.get(key).copied()
    }

    /// Gives the namespace an `eth0` on the bridge with an address and a default route. Loopback
    /// is the namespace owner's. On an error nothing is left behind.
    ///
    /// # Errors
    /// If no address is free or the kernel refuses.
    pub async fn plug(&self, netns: &Netns, key: &str) -> Result<Plugged, Error> {
        check_name(key, MAX_KEY)?;
        let inner = &self.0;
        let earlier = self.address_of(key);
        let name = interface_name(&inner.options.instance, key);
        let device = inner
            .netlink
            .device(&name)
            .await
            .map_err(kernel("look for the interface"))?;
        match (earlier, device) {
            (Some(address), Some(_)) => return Ok(self.describe(address)),
            // Made, and not yet labelled when the agent died.
            (None, Some(device)) => inner
                .netlink
                .remove(device.index)
                .await
                .map_err(kernel("remove a half-made interface"))?,
            (_, None) => {}
        }
        let address = match earlier {
            Some(address) => address,
            None => {
                let mut state = inner.state.lock();
                let address = state.addresses.take();
                let address = address.ok_or(Error::NoAddress(inner.subnet))?;
                state.plugged.insert(key.to_owned(), address);
                address
            }
        };
        let alias = format!("berth {} {address} {key}", inner.options.instance);
        let made = inner
            .netlink
            .add_pair(&name, &alias, inner.index, netns, Mac::of(address))
            .await
            .map_err(kernel("make the interface"));
        let made = match made {
            Ok(()) => inner
                .netlink
                .bind(&name, inner.index, address, Mac::of(address))
                .await
                .map_err(kernel("tie the address to the interface")),
            refused => refused,
        };
        let made = match made {
            Ok(()) => set_up_inside(netns, address, inner.subnet.prefix(), self.gateway())
                .await
                .map_err(kernel("give the interface its address")),
            refused => refused,
        };
        if let Err(error) = made {
            self.unplug(key).await?;
            return Err(error);
        }
        Ok(self.describe(address))
    }

    fn describe(&self, address: Ipv4Addr) -> Plugged {
        Plugged {
            address,
            prefix: self.0.subnet.prefix(),
            mac: Mac::of(address).to_string(),
            gateway: self.gateway(),
        }
    }

    /// Removes the container's interface and frees its address. Its published ports must be gone
    /// first ([`Bridge::unpublish`]).
    ///
    /// # Errors
    /// If the kernel refuses; an interface that went with its namespace is no error.
    pub async fn unplug(&self, key: &str) -> Result<(), Error> {
        let inner = &self.0;
        let name = interface_name(&inner.options.instance, key);
        let device = inner.netlink.device(&name).await;
        if let Some(device) = device.map_err(kernel("look for the interface"))? {
            let removed = inner.netlink.remove(device.index).await;
            removed.map_err(kernel("remove the interface"))?;
        }
        if let Some(address) = self.address_of(key) {
            let unbound = inner.netlink.unbind(inner.index, address).await;
            unbound.map_err(kernel("forget the interface's address"))?;
        }
        let mut state = inner.state.lock();
        if let Some(address) = state.plugged.remove(key) {
            state.addresses.give_back(address);
        }
        Ok(())
    }

    /// Maps host ports to the container's, on every address of the host, loopback included; all of
    /// them or none.
    ///
    /// # Errors
    /// [`Error::PortPublished`] if another container has one; or the packet filter refuses.
    pub async fn publish(
        &self,
        key: &str,
        address: Ipv4Addr,
        ports: &[Published],
    ) -> Result<(), Error> {
        check_name(key, MAX_KEY)?;
        let turn = self.0.nft.lock().await;
        let mut batch = Batch::default();
        let elements: Vec<Element> = {
            let state = self.0.state.lock();
            let mut elements = Vec::new();
            for published in ports {
                let element = Element {
                    key: key.to_owned(),
                    address,
                    published: *published,
                };
                match state.published.get(&slot(*published)) {
                    Some(present) if *present == element => {}
                    Some(_) => {
                        return Err(Error::PortPublished {
                            protocol: published.protocol,
                            port: published.host_port,
                        });
                    }
                    None => elements.push(element),
                }
            }
            elements
        };
        for element in &elements {
            self.0.table.publish(&mut batch, element);
        }
        if !batch.is_empty() {
            batch.commit().await?;
        }
        let mut state = self.0.state.lock();
        for element in elements {
            state.published.insert(slot(element.published), element);
        }
        drop(turn);
        Ok(())
    }

    /// Removes all port maps of the container.
    ///
    /// # Errors
    /// If the packet filter refuses.
    pub async fn unpublish(&self, key: &str) -> Result<(), Error> {
        self.unpublish_where(|element| element.key == key).await
    }

    async fn unpublish_where(&self, gone: impl Fn(&Element) -> bool) -> Result<(), Error> {
        let turn = self.0.nft.lock().await;
        let ports: Vec<Published> = {
            let state = self.0.state.lock();
            let elements = state.published.values();
            let elements = elements.filter(|element| gone(element));
            elements.map(|element| element.published).collect()
        };
        if ports.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::default();
        for published in &ports {
            self.0.table.unpublish(&mut batch, *published);
        }
        batch.commit().await?;
        let mut state = self.0.state.lock();
        for published in ports {
            state.published.remove(&slot(published));
        }
        drop(turn);
        Ok(())
    }

    /// The port maps of a container.
    #[must_use]
    pub fn published(&self, key: &str) -> Vec<Published> {
        let state = self.0.state.lock();
        let elements = state.published.values();
        let elements = elements.filter(|element| element.key == key);
        elements.map(|element| element.published).collect()
    }

    /// The first of `count` neighbouring host ports nobody uses. It is free at this moment only:
    /// whoever gets it binds it.
    ///
    /// # Errors
    /// [`Error::NoPort`] if the whole range is taken.
    pub fn allocate_dynamic(&self, protocol: Protocol, count: u16) -> Result<u16, Error> {
        let mut state = self.0.state.lock();
        let State {
            published, dynamic, ..
        } = &mut *state;
        let taken = |port| published.contains_key(&(protocol, port));
        dynamic.find(protocol, count, taken).ok_or(Error::NoPort)
    }

    /// Sends what containers of the bridge say to [`crate::METADATA_ADDRESS`] to the gateway's
    /// address, and what processes of the host say to loopback.
    ///
    /// # Errors
    /// If the kernel or the packet filter refuses.
    pub async fn redirect_metadata(
        &self,
        containers: EndpointPorts,
        host: EndpointPorts,
    ) -> Result<(), Error> {
        let inner = &self.0;
        let _turn = inner.nft.lock().await;
        // A host without a default route would not even try.
        let route = inner.netlink.add_route(inner.index, METADATA_ADDRESS).await;
        route.map_err(kernel("add a route"))?;
        let (name, gateway) = (&inner.options.name, self.gateway());
        let script = metadata::rules(&inner.table, name, gateway, containers, host);
        Ok(nft::apply(script).await?)
    }

    /// Removes every interface and port map whose key is not among `live`.
    ///
    /// # Errors
    /// If the kernel or the packet filter refuses.
    pub async fn reconcile(&self, live: &BTreeSet<String>) -> Result<(), Error> {
        self.unpublish_where(|element| !live.contains(&element.key))
            .await?;
        let inner = &self.0;
        let devices = inner.netlink.devices().await;
        for device in devices.map_err(kernel("list the interfaces"))? {
            let keep =
                owner(&device, &inner.options.instance).is_some_and(|(key, _)| live.contains(&key));
            if device.controller == Some(inner.index) && !keep {
                let removed = inner.netlink.remove(device.index).await;
                removed.map_err(kernel("remove an interface"))?;
            }
        }
        let mut state = inner.state.lock();
        let keys = state.plugged.keys().filter(|key| !live.contains(*key));
        let gone: Vec<String> = keys.cloned().collect();
        for key in gone {
            if let Some(address) = state.plugged.remove(&key) {
                state.addresses.give_back(address);
            }
        }
        Ok(())
    }

    /// Removes the bridge, every interface on it and the table.
    ///
    /// # Errors
    /// If the kernel or the packet filter refuses.
    pub async fn teardown(self) -> Result<(), Error> {
        self.reconcile(&BTreeSet::new()).await?;
        let removed = self.0.netlink.remove(self.0.index).await;
        removed.map_err(kernel("remove the bridge"))?;
        Ok(nft::apply(self.0.table.remove()).await?)
    }
}

/// The bridge's index and network, made if missing.
async fn ensure_device(netlink: &Netlink, options: &Options) -> Result<(u32, Subnet), Error> {
    let name = &options.name;
    let taken = netlink
        .addresses()
        .await
        .map_err(kernel("list the addresses"))?;
    let present = netlink
        .device(name)
        .await
        .map_err(kernel("look for the bridge"))?;
    let present_subnet = present.as_ref().and_then(|device| {
        let own = taken.iter().filter(|(index, ..)| *index == device.index);
        own.filter_map(|(_, address, prefix)| {
            let subnet = Subnet::new(*address, *prefix).ok()?;
            (subnet.gateway() == *address).then_some(subnet)
        })
        .find(|subnet| options.subnet.is_none_or(|wanted| wanted == *subnet))
    });
    if let (Some(device), Some(subnet)) = (&present, present_subnet) {
        return Ok((device.index, subnet));
    }
    if let (Some(_), Some(wanted)) = (&present, options.subnet)
        && taken.iter().any(|(index, ..)| {
            present
                .as_ref()
                .is_some_and(|device| device.index == *index)
        })
    {
        return Err(Error::OtherSubnet {
            bridge: name.clone(),
            wanted,
        });
    }
    let taken: Vec<_> = taken
        .into_iter()
        .map(|(_, address, prefix)| (address, prefix))
        .collect();
    let subnet = options.subnet.or_else(|| choose_subnet(&taken));
    let subnet = subnet.ok_or_else(|| Error::NoSubnet(name.clone()))?;
    let index = match present {
        Some(device) => device.index,
        None => {
            let made = netlink.add_bridge(name, Mac::of(subnet.gateway())).await;
            made.map_err(kernel("make the bridge"))?;
            let device = netlink.device(name).await;
            let device = device.map_err(kernel("look for the bridge"))?;
            device.map_or(0, |device| device.index)
        }
    };
    netlink
        .add_address(index, subnet.gateway(), subnet.prefix())
        .await
        .map_err(kernel("give the bridge its address"))?;
    Ok((index, subnet))
}

async fn read_published(table: &Table) -> Result<BTreeMap<(Protocol, u16), Element>, Error> {
    let mut published = BTreeMap::new();
    for protocol in [Protocol::Tcp, Protocol::Udp] {
        let elements = nft::list_map(table.name(), Table::map_name(protocol)).await?;
        for element in elements.unwrap_or_default() {
            if let Some(element) = parse_element(protocol, &element) {
                published.insert(slot(element.published), element);
            }
        }
    }
    Ok(published)
}

const fn slot(published: Published) -> (Protocol, u16) {
    (published.protocol, published.host_port)
}

/// Key and address from the alias of one of our interfaces.
fn owner(device: &Device, instance: &str) -> Option<(String, Ipv4Addr)> {
    let alias = device.alias.as_deref()?;
    let rest = alias.strip_prefix("berth ")?.strip_prefix(instance)?;
    let (address, key) = rest.strip_prefix(' ')?.split_once(' ')?;
    Some((key.to_owned(), address.parse().ok()?))
}

/// The host's end of a container's pair.
fn interface_name(instance: &str, key: &str) -> String {
    let hash = hash(format!("{instance} {key}").as_bytes());
    format!("bv{:013x}", hash >> 12)
}

fn check_name(name: &str, max: usize) -> Result<(), Error> {
    let fine = (1..=max).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b'\''));
    if fine {
        Ok(())
    } else {
        Err(Error::Name(name.to_owned()))
    }
}

/// Switches on a setting of IPv4.
fn sysctl(name: &str) -> io::Result<()> {
    fs::write(format!("/proc/sys/net/ipv4/{name}"), "1")
}
