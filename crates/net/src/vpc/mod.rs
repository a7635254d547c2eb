//! Networks of the `awsvpc` mode: VPCs, and the interfaces that tasks of this host have in them.
//!
//! A VPC is a network namespace here, which is its router: addresses of one VPC mean nothing in another
//! or on the host. Each interface is a device of its own in it (a *port*), whose other end is `eth0` in
//! the task's namespace or a file for a virtual machine. There is no bridge: every packet is routed, so
//! that security groups hold between two tasks of one host as well as between hosts, with the
//! connection tracking that every kernel has, and nobody hears what is not meant for them. The
//! router answers ARP for every address of the VPC with its own hardware address.
//!
//! A pair of devices (*uplink*) leads to the host and, translated, to the rest of the world; the host
//! sends the public addresses of interfaces there, and the VPC translates them. A VXLAN
//! device (*tunnel*) to interfaces on other hosts, each of which has a route. Another agent of the same
//! host has a namespace of its own for the same VPC, and a pair of devices leads there.
//!
//! What there is says whose it is: namespaces by their names in `/run/netns`, devices by their
//! aliases, which are set when a thing is complete. [`Vpcs::ensure`] finds it again after a crash,
//! [`Vpcs::reconcile`] removes what is nobody's. The rules come from [`Vpcs::enforce`] alone, and an
//! interface that they do not name cannot send or receive anything.

mod dns;
mod host_rules;
mod links;
mod names;
mod network;
mod port;
mod resolver;
mod router;
mod ruleset;
mod siblings;
mod space;
mod tap;
mod uplink;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::os::fd::OwnedFd;
use std::sync::Arc;

use tokio::sync::{Mutex, mpsc, oneshot, watch};

pub use dns::{Reply, reply as dns_reply};
pub use network::{Group, Member, Peer, Rule, Traffic, VpcNetwork};
pub use resolver::Resolver;

use crate::error::{Error, kernel};
use crate::netlink::Netlink;
use crate::netns::Netns;
use crate::{Mac, nft};
use port::End;
use router::Router;
use ruleset::Tables;
pub use tap::SpareTap;

/// The largest packet of an interface, in bytes; with a tunnel, what is left of 1500 by VXLAN.
const MTU: u32 = 1500;
const MTU_TUNNELLED: u32 = 1450;

/// What the VPCs of a host can be told.
#[derive(Clone, Debug)]
pub struct VpcOptions {
    /// Tells agents of one host apart, as [`crate::Options::instance`].
    pub instance: String,
    /// Where other hosts reach this one, the same for all agents of a host. One of loopback: no other
    /// host reaches it, only other agents of this one.
    pub tunnel_address: Ipv4Addr,
    /// Who serves the addresses that every VPC has; without it, nobody does.
    pub doors: Option<mpsc::UnboundedSender<Doors>>,
}

impl VpcOptions {
    const fn mtu(&self) -> u32 {
        match self.tunnel_address.is_loopback() {
            true => MTU,
            false => MTU_TUNNELLED,
        }
    }
}

/// Listeners inside a VPC, for whoever serves them: a new set each time a VPC begins here, and for
/// those found after a restart. None of them blocks.
#[derive(Debug)]
pub struct Doors {
    /// The VPC.
    pub vpc: String,
    /// At [`crate::METADATA_ADDRESS`], port [`crate::METADATA_PORT`]. Addresses of peers are true.
    pub metadata: TcpListener,
    /// At the same address, port [`crate::API_PORT`].
    pub api: TcpListener,
    /// The resolver's, over UDP.
    pub resolver: UdpSocket,
    /// The resolver's, over TCP.
    pub resolver_stream: TcpListener,
    /// What is known of the VPC; `None` after a restart, until it is told.
    pub network: watch::Receiver<Option<Arc<VpcNetwork>>>,
    /// Ends (with an error) when the VPC does: the listeners must be dropped then, or its namespace
    /// lives on.
    pub closed: oneshot::Receiver<()>,
}

/// An interface as a task has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// `eni-…`.
    pub id: String,
    /// Its hardware address.
    pub mac: Mac,
    /// Its address.
    pub address: Ipv4Addr,
    /// Bits of its subnet's network part.
    pub prefix: u8,
    /// Its subnet's router.
    pub gateway: Ipv4Addr,
}

/// The VPCs in which this host has interfaces. Cheap to clone. Every method does the same thing when
/// called again.
#[derive(Clone, Debug)]
pub struct Vpcs(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: VpcOptions,
    host: Netlink,
    /// One change at a time.
    routers: Mutex<Routers>,
    /// By the id of the interface, the VPC it is in, once it may be used.
    enforced: watch::Sender<BTreeMap<String, String>>,
}

#[derive(Debug, Default)]
struct Routers {
    by_vpc: BTreeMap<String, Router>,
    /// The host's own rules as they are; `None` if that is not known.
    host: Option<Tables>,
}

impl Vpcs {
    /// Finds again what an earlier run has made. Makes nothing new.
    ///
    /// # Errors
    /// If the kernel refuses (it wants root).
    pub async fn ensure(options: VpcOptions) -> Result<Self, Error> {
        network::check_id(&options.instance)?;
        let host = Netlink::open().map_err(kernel("talk to the kernel"))?;
        let this = Self(Arc::new(Inner {
            options,
            host,
            routers: Mutex::default(),
            enforced: watch::Sender::default(),
        }));
        let mut routers = this.0.routers.lock().await;
        let options = &this.0.options;
        let spaces = space::list(&names::space_prefix(&options.instance));
        for id in spaces.map_err(kernel("list the namespaces"))? {
            if id.starts_with("eni-") {
                continue;
            }
            if let Some(router) = Router::find(&this.0.host, options, &id).await? {
                routers.by_vpc.insert(id, router);
            }
        }
        routers.mend_host(options).await?;
        // What has a port was enforced before it got one, and its rules are there.
        let found = routers.by_vpc.iter().flat_map(|(vpc, router)| {
            let ports = router.ports().map(String::as_str);
            ports.map(|id| (id.to_owned(), vpc.clone()))
        });
        this.0.enforced.send_replace(found.collect());
        drop(routers);
        Ok(this)
    }

    /// From now on these are the VPCs with interfaces here, and this is what passes in them, for each
    /// in one step. A VPC that is not among them goes when its last interface is unplugged.
    ///
    /// # Errors
    /// If an id is odd, or the kernel or the packet filter refuses: what was enforced before still is,
    /// in VPCs that come after the one that failed.
    pub async fn enforce(&self, networks: Vec<VpcNetwork>) -> Result<(), Error> {
        for network in &networks {
            network.check()?;
        }
        let inner = &self.0;
        let mut routers = inner.routers.lock().await;
        let mut named = BTreeMap::new();
        let mut told = BTreeSet::new();
        for network in networks {
            let id = network.id.clone();
            told.insert(id.clone());
            for member in network.here() {
                named.insert(member.id.clone(), id.clone());
            }
            let router = match routers.by_vpc.get_mut(&id) {
                Some(router) => router,
                None => {
                    let router = Router::begin(&inner.options, &network).await?;
                    routers.by_vpc.entry(id).or_insert(router)
                }
            };
            router
                .enforce(&inner.host, &inner.options, Arc::new(network))
                .await?;
        }
        routers.mend_host(&inner.options).await?;
        for router in routers.by_vpc.values_mut() {
            router.expose(&inner.host).await?;
        }
        inner.enforced.send_replace(named);
        for (id, router) in &mut routers.by_vpc {
            if !told.contains(id) {
                router.no_longer_told();
            }
        }
        routers.remove_unused(&inner.host, &inner.options).await
    }

    /// The VPC of an interface, as soon as its rules are enforced: only then it may be used. Waits as
    /// long as that takes.
    pub async fn vpc_of(&self, interface: &str) -> String {
        let mut enforced = self.0.enforced.subscribe();
        let found = enforced.wait_for(|all| all.contains_key(interface)).await;
        // The sender is ours, so it is not gone.
        found.map_or_else(
            |_| String::new(),
            |all| all.get(interface).cloned().unwrap_or_default(),
        )
    }

    /// Gives the interface a namespace of its own, in which it is `eth0` with its address and the way
    /// out, and loopback is up. Whoever runs there joins the namespace.
    ///
    /// # Errors
    /// [`Error::NotEnforced`] before [`Vpcs::vpc_of`] has answered; or the kernel refuses.
    pub async fn plug(&self, interface: &Interface) -> Result<Netns, Error> {
        network::check_id(&interface.id)?;
        let inner = &self.0;
        let name = names::space(&inner.options.instance, &interface.id);
        let mut routers = inner.routers.lock().await;
        let router = routers.of(&self.enforced_vpc(&interface.id)?)?;
        let made = async {
            let netns = space::ensure(&name).await;
            let netns = netns.map_err(kernel("make a namespace"))?;
            let end = End::Namespace(&netns);
            router.plug(&inner.options, interface, end).await?;
            Ok(netns)
        };
        let made = made.await;
        if made.is_err() && !router.has_port(&interface.id) {
            space::remove(&name).map_err(kernel("remove a namespace"))?;
        }
        made
    }

    /// Bytes of a packet that every interface can send.
    #[must_use]
    pub fn mtu(&self) -> u32 {
        self.0.options.mtu()
    }

    /// The interface for a virtual machine: a tap device whose packets come with virtio's header of 12
    /// bytes (`vnet_hdr`), to be passed on as an open file (`-netdev tap,fd=…`). The machine has to use
    /// the interface's hardware address, address, prefix and router itself. The device goes with the
    /// last copy of the file, or by [`Vpcs::unplug`]; what an earlier call gave is dead. A machine that
    /// has a device already keeps it: that of `spare`, which leads here from now on.
    ///
    /// # Errors
    /// As of [`Vpcs::plug`].
    pub async fn plug_tap(
        &self,
        interface: &Interface,
        spare: Option<&SpareTap>,
    ) -> Result<OwnedFd, Error> {
        network::check_id(&interface.id)?;
        let inner = &self.0;
        let mut routers = inner.routers.lock().await;
        let router = routers.of(&self.enforced_vpc(&interface.id)?)?;
        let end = End::Machine(spare);
        let plugged = router.plug(&inner.options, interface, end).await?;
        plugged.ok_or_else(|| Error::NotEnforced(interface.id.clone()))
    }

    fn enforced_vpc(&self, interface: &str) -> Result<String, Error> {
        let enforced = self.0.enforced.borrow();
        let vpc = enforced.get(interface).cloned();
        vpc.ok_or_else(|| Error::NotEnforced(interface.to_owned()))
    }

    /// Removes the interface and its namespace; and with its last interface a VPC that nobody told
    /// of any more.
    ///
    /// # Errors
    /// If the kernel refuses; what is not there is no error.
    pub async fn unplug(&self, interface: &str) -> Result<(), Error> {
        network::check_id(interface)?;
        let inner = &self.0;
        let mut routers = inner.routers.lock().await;
        for router in routers.by_vpc.values_mut() {
            router.unplug(&inner.options.instance, interface).await?;
        }
        let name = names::space(&inner.options.instance, interface);
        space::remove(&name).map_err(kernel("remove a namespace"))?;
        routers.remove_unused(&inner.host, &inner.options).await
    }

    /// The interfaces that are plugged in.
    pub async fn plugged(&self) -> BTreeSet<String> {
        let routers = self.0.routers.lock().await;
        let ports = routers.by_vpc.values().flat_map(Router::ports);
        ports.cloned().collect()
    }

    /// Removes every interface that is not among `live`.
    ///
    /// # Errors
    /// If the kernel refuses.
    pub async fn reconcile(&self, live: &BTreeSet<String>) -> Result<(), Error> {
        let prefix = names::space_prefix(&self.0.options.instance);
        let spaces = space::list(&prefix).map_err(kernel("list the namespaces"))?;
        let spaces = spaces.into_iter().filter(|id| id.starts_with("eni-"));
        let all: BTreeSet<String> = self.plugged().await.into_iter().chain(spaces).collect();
        for id in all.difference(live) {
            self.unplug(id).await?;
        }
        let inner = &self.0;
        let mut routers = inner.routers.lock().await;
        routers.remove_unused(&inner.host, &inner.options).await
    }

    /// Removes everything.
    ///
    /// # Errors
    /// If the kernel or the packet filter refuses.
    pub async fn teardown(&self) -> Result<(), Error> {
        let inner = &self.0;
        {
            let mut routers = inner.routers.lock().await;
            for router in routers.by_vpc.values_mut() {
                router.no_longer_told();
            }
        }
        self.reconcile(&BTreeSet::new()).await?;
        let mut routers = inner.routers.lock().await;
        // Also what an earlier run has left, whose VPCs went before it.
        nft::apply(host_rules::remove_of_host(&inner.options.instance)).await?;
        routers.host = None;
        Ok(())
    }
}

impl Routers {
    fn of(&mut self, vpc: &str) -> Result<&mut Router, Error> {
        let router = self.by_vpc.get_mut(vpc);
        router.ok_or_else(|| Error::NotEnforced(vpc.to_owned()))
    }

    /// Brings the host's own rules to what its VPCs want.
    async fn mend_host(&mut self, options: &VpcOptions) -> Result<(), Error> {
        if self.host.is_none() {
            if self.by_vpc.is_empty() {
                return Ok(());
            }
            fs::write("/proc/sys/net/ipv4/ip_forward", "1").map_err(kernel("forward packets"))?;
        }
        let mut ends = host_rules::Ends::default();
        for (uplink, public) in self.by_vpc.values().filter_map(Router::ends) {
            ends.uplinks.insert(uplink.to_owned());
            ends.public.extend(public);
        }
        let tables = host_rules::of_host(&options.instance, &ends);
        // If it fails, nobody knows what is there.
        let script = match self.host.take() {
            Some(before) => tables.after(&before),
            None => tables.whole(),
        };
        if !script.is_empty() {
            nft::apply(script).await?;
        }
        self.host = Some(tables);
        Ok(())
    }

    async fn remove_unused(&mut self, host: &Netlink, options: &VpcOptions) -> Result<(), Error> {
        let unused = self.by_vpc.iter();
        let unused = unused.filter(|(_, router)| router.is_unused());
        let unused: Vec<String> = unused.map(|(id, _)| id.clone()).collect();
        if unused.is_empty() {
            return Ok(());
        }
        for id in unused {
            if let Some(router) = self.by_vpc.remove(&id) {
                router.remove(host, options).await?;
            }
        }
        self.mend_host(options).await
    }
}

/// An error that says the thing is there already is none.
fn unless_there(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        done => done,
    }
}
