//! Bridges, VPCs, interfaces and port maps of tasks on a host.
//!
//! A [`Bridge`] is the network of the `bridge` mode: a bridge device with the gateway's address, a
//! veth pair a container, and one nftables table that translates addresses and maps published host
//! ports. Everything the crate makes can be read back from the kernel: an interface carries its
//! owner's key and address in its alias, a port map element carries the key in its comment. So
//! there is no state file to disagree with, and [`Bridge::reconcile`] removes what belongs to
//! nobody after a crash.
//!
//! All of it happens in the network namespace of the thread that calls; only the container's end
//! of a pair is set up elsewhere, by a thread of its own that enters the container's namespace and
//! ends. `nft` is the one program started.
//!
//! [`Vpcs`] are the networks of the `awsvpc` mode: each a namespace of its own with a router in it.
//!
//! An accept in our tables cannot override a drop in somebody else's: on a host whose own firewall
//! drops forwarded packets, the administrator has to let the bridge and the uplinks through.
//!
//! Start at [`Bridge::ensure`] and [`Vpcs::ensure`].

mod addresses;
mod bridge;
mod connections;
mod error;
mod metadata;
mod netlink;
mod netns;
mod nft;
mod options;
mod ports;
mod ruleset;
mod vpc;

pub use bridge::{Bridge, Plugged};
pub use error::Error;
pub use metadata::{API_PORT, EndpointPorts, METADATA_ADDRESS, METADATA_PORT, open_inside};
pub use netlink::{Mac, MacError};
pub use netns::{Netns, in_namespace};
pub use nft::NftError;
pub use options::{Cidr, CidrError, Options, Subnet, SubnetError};
pub use ports::{DYNAMIC_FALLBACK, PortRange, Protocol, Published};
pub use vpc::{
    Doors, Group, Interface, Member, Peer, Reply, Resolver, Rule, SpareTap, Traffic, VpcNetwork,
    VpcOptions, Vpcs, dns_reply,
};
