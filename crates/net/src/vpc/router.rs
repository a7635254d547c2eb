//! One VPC in the kernel: its namespace, with everything in it but the tasks' own ends.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, UdpSocket};
use std::os::fd::OwnedFd;
use std::sync::Arc;

use tokio::sync::{oneshot, watch};

use super::links::{Tunnel, Via, network as network_of};
use super::names::{self, TUNNEL};
use super::network::VpcNetwork;
use super::port::{self, End};
use super::ruleset::Tables;
use super::siblings::{self, Own};
use super::uplink::Uplink;
use super::{Doors, Interface, VpcOptions, ruleset, space};
use crate::error::{Error, kernel};
use crate::metadata::{API_PORT, METADATA_ADDRESS, METADATA_PORT};
use crate::netlink::{Mac, Netlink};
use crate::netns::{Netns, in_namespace};
use crate::nft;

/// The resolver's other address, the same in every VPC.
const RESOLVER_EVERYWHERE: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 253);
const DNS_PORT: u16 = 53;

/// Settings of a VPC's namespace: it forwards, it answers ARP for others, it does not tell anybody of
/// shorter ways, and it takes packets by its own rules alone. There is no IPv6.
const SETTINGS: [(&str, &str); 9] = [
    ("ipv4/ip_forward", "1"),
    ("ipv4/conf/default/proxy_arp", "1"),
    ("ipv4/conf/all/send_redirects", "0"),
    ("ipv4/conf/default/send_redirects", "0"),
    ("ipv4/conf/all/rp_filter", "0"),
    ("ipv4/conf/default/rp_filter", "0"),
    ("ipv4/conf/all/arp_ignore", "0"),
    ("ipv4/conf/default/arp_ignore", "0"),
    ("ipv6/conf/all/disable_ipv6", "1"),
];

/// One VPC on this host.
#[derive(Debug)]
pub(super) struct Router {
    vpc: String,
    netns: Netns,
    links: Netlink,
    resolver: Ipv4Addr,
    /// The way to the host, once it is there.
    uplink: Option<Uplink>,
    /// The public addresses of its interfaces here.
    public: BTreeSet<Ipv4Addr>,
    /// All single addresses that the host is to send here.
    led: BTreeSet<Ipv4Addr>,
    tunnel: Option<u32>,
    /// Interfaces on other hosts, and which; of those found after a restart it is not known.
    remote: BTreeMap<Ipv4Addr, Option<Ipv4Addr>>,
    ports: BTreeSet<String>,
    /// The rules as they are; `None` if that is not known.
    tables: Option<Tables>,
    /// Whether the VPC is among those told of.
    told: bool,
    network: watch::Sender<Option<Arc<VpcNetwork>>>,
    /// Dropped, it closes the doors.
    doors: Option<oneshot::Sender<()>>,
}

impl Router {
    /// The VPC's namespace, with nothing but settings.
    pub(super) async fn begin(options: &VpcOptions, network: &VpcNetwork) -> Result<Self, Error> {
        let name = names::space(&options.instance, &network.id);
        let netns = space::ensure(&name).await;
        let netns = netns.map_err(kernel("make a VPC's namespace"))?;
        let set = in_namespace(&netns, || async { settings() }).await;
        set.and_then(|set| set)
            .map_err(kernel("set up a VPC's namespace"))?;
        Self::of(network.id.clone(), netns, network.resolver()?).await
    }

    async fn of(vpc: String, netns: Netns, resolver: Ipv4Addr) -> Result<Self, Error> {
        let links = Netlink::open_in(&netns).await;
        Ok(Self {
            links: links.map_err(kernel("talk to the kernel in a VPC"))?,
            vpc,
            netns,
            resolver,
            uplink: None,
            public: BTreeSet::new(),
            led: BTreeSet::new(),
            tunnel: None,
            remote: BTreeMap::new(),
            ports: BTreeSet::new(),
            tables: None,
            told: false,
            network: watch::Sender::new(None),
            doors: None,
        })
    }

    /// A VPC of an earlier run. One that was not complete is removed, since nothing was in it.
    pub(super) async fn find(
        host: &Netlink,
        options: &VpcOptions,
        vpc: &str,
    ) -> Result<Option<Self>, Error> {
        let (instance, step) = (&options.instance, "find a VPC again");
        let name = names::space(instance, vpc);
        let Some(netns) = space::open(&name).map_err(kernel(step))? else {
            return Ok(None);
        };
        let uplink = host.device(&names::uplink(instance, vpc)).await;
        let uplink = uplink.map_err(kernel(step))?;
        let resolver = uplink.as_ref().and_then(|uplink| {
            let text = names::of_alias(instance, uplink.alias.as_deref()?)?;
            let (of, resolver) = text.split_once(' ')?;
            resolver.parse().ok().filter(|_| of == vpc)
        });
        let complete = match (&uplink, resolver) {
            (Some(uplink), Some(resolver)) => {
                let found = Uplink::find(host, uplink).await.map_err(kernel(step))?;
                found.map(|found| (found, resolver))
            }
            _ => None,
        };
        let Some((complete, resolver)) = complete else {
            if let Some(uplink) = uplink {
                host.remove(uplink.index).await.map_err(kernel(step))?;
            }
            space::remove(&name).map_err(kernel(step))?;
            return Ok(None);
        };
        let mut router = Self::of(vpc.to_owned(), netns, resolver).await?;
        router.led = complete.led().collect();
        router.public = router.public_of_led().await.map_err(kernel(step))?;
        router.uplink = Some(complete);
        router.look_around(instance).await.map_err(kernel(step))?;
        router.open_doors(options).await.map_err(kernel(step))?;
        Ok(Some(router))
    }

    /// Those of the addresses led here that are not the VPC's own: its ranges go nowhere by themselves.
    async fn public_of_led(&self) -> io::Result<BTreeSet<Ipv4Addr>> {
        let routes = self.links.routes().await?;
        let ranges = routes
            .iter()
            .filter(|(_, prefix, device)| *prefix > 0 && device.is_none());
        let ranges: Vec<(u32, u32)> = ranges
            .map(|(base, prefix, _)| {
                let mask = u32::MAX << (32 - u32::from(*prefix).clamp(1, 32));
                (u32::from(*base) & mask, mask)
            })
            .collect();
        let own = |address: Ipv4Addr| {
            let mut ranges = ranges.iter();
            ranges.any(|(base, mask)| u32::from(address) & mask == *base)
        };
        let led = self.led.iter().copied();
        Ok(led.filter(|address| !own(*address)).collect())
    }

    /// Which ports and ways there are. A port without an alias was not complete.
    async fn look_around(&mut self, instance: &str) -> io::Result<()> {
        for device in self.links.devices().await? {
            if device.name == TUNNEL {
                let behind = self.links.addresses_behind(device.index).await?;
                self.remote = behind.into_iter().map(|address| (address, None)).collect();
                self.tunnel = Some(device.index);
            }
            if !device.name.starts_with(names::PORT_PREFIX) {
                continue;
            }
            let alias = device.alias.as_deref();
            match alias.and_then(|alias| names::of_alias(instance, alias)) {
                Some(interface) => {
                    self.ports.insert(interface.to_owned());
                }
                None => self.links.remove(device.index).await?,
            }
        }
        Ok(())
    }

    /// The ids of the interfaces that are plugged in.
    pub(super) fn ports(&self) -> impl Iterator<Item = &String> {
        self.ports.iter()
    }

    pub(super) fn has_port(&self, interface: &str) -> bool {
        self.ports.contains(interface)
    }

    pub(super) const fn no_longer_told(&mut self) {
        self.told = false;
    }

    /// Nothing is plugged in and nothing is to come.
    pub(super) fn is_unused(&self) -> bool {
        self.ports.is_empty() && !self.told
    }

    /// Brings rules, addresses and ways to what they should be.
    pub(super) async fn enforce(
        &mut self,
        host: &Netlink,
        options: &VpcOptions,
        network: Arc<VpcNetwork>,
    ) -> Result<(), Error> {
        self.told = true;
        self.resolver = network.resolver()?;
        let tables = ruleset::of_vpc(&network, &options.instance, self.resolver);
        // If it fails, nobody knows what is there.
        let script = match self.tables.take() {
            Some(before) => tables.after(&before),
            None => tables.whole(),
        };
        if !script.is_empty() {
            let applied =
                in_namespace(&self.netns, move || async move { nft::apply_here(&script) });
            applied.await.map_err(kernel("enter a VPC's namespace"))??;
        }
        self.tables = Some(tables);
        let addresses = self.own_addresses(&network).await;
        addresses.map_err(kernel("give a VPC's router its addresses"))?;
        self.reach_others(host, options, &network).await?;
        self.public = network.here().filter_map(|it| it.public).collect();
        let step = "connect a VPC with the host";
        let uplink = match &mut self.uplink {
            Some(uplink) => uplink,
            None => {
                let around = (host, &self.links);
                let made = Uplink::make(around, &self.netns, options, &network, self.resolver);
                self.uplink.insert(made.await.map_err(kernel(step))?)
            }
        };
        self.led.clone_from(&self.public);
        let beside = uplink.is_beside(host, &network).await;
        if beside.map_err(kernel(step))? {
            self.led.extend(network.here().map(|it| it.address));
        }
        let hidden = uplink.hide(host, &self.led).await;
        hidden.map_err(kernel(step))?;
        self.network.send_replace(Some(network));
        if self.doors.is_none() {
            let opened = self.open_doors(options).await;
            opened.map_err(kernel("listen in a VPC"))?;
        }
        Ok(())
    }

    /// The host's end of the way there, and the public addresses that are to lead there.
    pub(super) fn ends(&self) -> Option<(&str, &BTreeSet<Ipv4Addr>)> {
        let uplink = self.uplink.as_ref()?;
        Some((&uplink.name, &self.public))
    }

    /// Its addresses lead here, now that the host's rules name the public ones.
    pub(super) async fn expose(&mut self, host: &Netlink) -> Result<(), Error> {
        let Some(uplink) = &mut self.uplink else {
            return Ok(());
        };
        let exposed = uplink.expose(host, &self.led).await;
        exposed.map_err(kernel("lead an address to its VPC"))
    }

    /// The routers of subnets, the resolver and the task endpoints are on loopback. What is in no
    /// interface's hands goes nowhere.
    async fn own_addresses(&self, network: &VpcNetwork) -> io::Result<()> {
        let links = &self.links;
        let loopback = links.index_of("lo").await?;
        let routers = network.subnets.iter().map(|subnet| subnet.gateway());
        let others = [self.resolver, METADATA_ADDRESS, RESOLVER_EVERYWHERE];
        let wanted: BTreeSet<Ipv4Addr> = routers.chain(others).collect();
        let there = links.addresses().await?;
        let there = there.iter().filter(|(device, ..)| *device == loopback);
        let there: BTreeSet<Ipv4Addr> = there.map(|(_, address, _)| *address).collect();
        if there.is_empty() {
            links.set_up(loopback).await?;
        }
        for address in wanted.difference(&there) {
            links.ensure_address(loopback, *address, 32).await?;
        }
        for address in there.difference(&wanted) {
            links.remove_address(loopback, *address, 32).await?;
        }
        for range in &network.ranges {
            links.set_route(network_of(*range), Via::Nowhere).await?;
        }
        Ok(())
    }

    /// Routes to interfaces on other hosts.
    async fn reach_others(
        &mut self,
        host: &Netlink,
        options: &VpcOptions,
        network: &VpcNetwork,
    ) -> Result<(), Error> {
        let own = options.tunnel_address;
        let others = network.interfaces.iter();
        let others = others.filter_map(|member| Some((member.address, member.host?)));
        let (beside, mut remote): (BTreeMap<_, _>, BTreeMap<_, _>) =
            others.partition(|(_, host)| *host == own);
        let around = Own {
            instance: &options.instance,
            vpc: &self.vpc,
            links: &self.links,
            here: network.here().map(|member| member.address).collect(),
            mtu: options.mtu(),
        };
        let met = siblings::meet(&around, &beside.into_keys().collect()).await;
        met.map_err(kernel("reach a VPC under other agents of this host"))?;
        // From a host that no other reaches there is no way to others either.
        remote.retain(|_, host| !own.is_loopback() && !host.is_loopback());
        let step = "reach a VPC's other hosts";
        let tunnel = match self.tunnel {
            Some(tunnel) => tunnel,
            None if remote.is_empty() => return Ok(()),
            None => {
                let tunnel = self.make_tunnel(host, options, network, own).await;
                let tunnel = tunnel.map_err(kernel(step))?;
                self.tunnel = Some(tunnel);
                tunnel
            }
        };
        let synchronised = self.synchronise(tunnel, &remote).await;
        synchronised.map_err(kernel(step))
    }

    async fn make_tunnel(
        &self,
        host: &Netlink,
        options: &VpcOptions,
        network: &VpcNetwork,
        own: Ipv4Addr,
    ) -> io::Result<u32> {
        let tunnel = Tunnel {
            name: TUNNEL,
            vxlan_id: network.vxlan_id,
            local: own,
            mac: Mac::of(own),
            mtu: options.mtu(),
            inside: &self.netns,
        };
        host.add_vxlan(&tunnel).await?;
        let device = self.links.index_of(TUNNEL).await?;
        self.links.set_up(device).await?;
        Ok(device)
    }

    /// Each host's end of the tunnel has the hardware address that follows from its own address, so
    /// that nobody has to ask or learn.
    async fn synchronise(
        &mut self,
        tunnel: u32,
        wanted: &BTreeMap<Ipv4Addr, Ipv4Addr>,
    ) -> io::Result<()> {
        let links = &self.links;
        let hosts: BTreeSet<Ipv4Addr> = wanted.values().copied().collect();
        let before: BTreeSet<Ipv4Addr> = self.remote.values().copied().flatten().collect();
        for host in hosts.difference(&before) {
            links.set_tunnel_end(tunnel, Mac::of(*host), *host).await?;
        }
        for (address, host) in wanted {
            if self.remote.get(address) == Some(&Some(*host)) {
                continue;
            }
            links
                .set_neighbour(tunnel, *address, Mac::of(*host))
                .await?;
            links.set_route((*address, 32), Via::Device(tunnel)).await?;
            self.remote.insert(*address, Some(*host));
        }
        let gone = self.remote.keys();
        let gone: Vec<Ipv4Addr> = gone
            .filter(|address| !wanted.contains_key(address))
            .copied()
            .collect();
        for address in gone {
            let way = Via::Device(tunnel);
            links.remove_route((address, 32), way).await?;
            links.unbind(tunnel, address).await?;
            self.remote.remove(&address);
        }
        for host in before.difference(&hosts) {
            links
                .remove_tunnel_end(tunnel, Mac::of(*host), *host)
                .await?;
        }
        Ok(())
    }

    async fn open_doors(&mut self, options: &VpcOptions) -> io::Result<()> {
        let Some(to) = &options.doors else {
            return Ok(());
        };
        let (open, closed) = oneshot::channel();
        let (vpc, network) = (self.vpc.clone(), self.network.subscribe());
        let resolver = SocketAddrV4::new(self.resolver, DNS_PORT);
        let doors = in_namespace(&self.netns, move || async move {
            let listen = |port| {
                let listener = TcpListener::bind((METADATA_ADDRESS, port))?;
                listener.set_nonblocking(true)?;
                Ok::<_, io::Error>(listener)
            };
            let (metadata, api) = (listen(METADATA_PORT)?, listen(API_PORT)?);
            let datagrams = UdpSocket::bind(resolver)?;
            datagrams.set_nonblocking(true)?;
            let streams = TcpListener::bind(resolver)?;
            streams.set_nonblocking(true)?;
            Ok::<_, io::Error>(Doors {
                vpc,
                metadata,
                api,
                resolver: datagrams,
                resolver_stream: streams,
                network,
                closed,
            })
        });
        let doors = doors.await??;
        // Whoever served may have gone already, with the agent.
        let _ = to.send(doors);
        self.doors = Some(open);
        Ok(())
    }

    /// Makes the port of an interface.
    pub(super) async fn plug(
        &mut self,
        options: &VpcOptions,
        interface: &Interface,
        end: End<'_>,
    ) -> Result<Option<OwnedFd>, Error> {
        let around = (options.instance.as_str(), options.mtu());
        let plugged = port::plug((&self.netns, &self.links), around, interface, end).await;
        match plugged {
            Ok(file) => {
                self.ports.insert(interface.id.clone());
                Ok(file)
            }
            Err(error) => {
                self.remove_port(&options.instance, &interface.id).await?;
                Err(kernel("make an interface")(error))
            }
        }
    }

    /// Removes the port of an interface, if there is one.
    pub(super) async fn unplug(&mut self, instance: &str, interface: &str) -> Result<(), Error> {
        if !self.ports.contains(interface) {
            return Ok(());
        }
        self.remove_port(instance, interface).await?;
        self.ports.remove(interface);
        Ok(())
    }

    async fn remove_port(&self, instance: &str, interface: &str) -> Result<(), Error> {
        let step = "remove an interface";
        let device = self.links.device(&names::port(instance, interface)).await;
        if let Some(device) = device.map_err(kernel(step))? {
            let removed = self.links.remove(device.index).await;
            removed.map_err(kernel(step))?;
        }
        Ok(())
    }

    /// Nothing is left of it.
    pub(super) async fn remove(self, host: &Netlink, options: &VpcOptions) -> Result<(), Error> {
        let step = "remove a VPC";
        drop(self.doors);
        match self.uplink {
            Some(uplink) => uplink.remove(host).await.map_err(kernel(step))?,
            None => {
                let name = names::uplink(&options.instance, &self.vpc);
                if let Some(device) = host.device(&name).await.map_err(kernel(step))? {
                    host.remove(device.index).await.map_err(kernel(step))?;
                }
            }
        }
        let name = names::space(&options.instance, &self.vpc);
        space::remove(&name).map_err(kernel(step))
    }
}

fn settings() -> io::Result<()> {
    for (name, value) in SETTINGS {
        match fs::write(format!("/proc/sys/net/{name}"), value) {
            // A kernel without IPv6 has nothing to switch off.
            Err(error) if error.kind() == io::ErrorKind::NotFound && name.contains("ipv6") => {}
            done => done?,
        }
    }
    Ok(())
}
