//! The way to the agent's endpoints at `169.254.170.2`, one for each kind of network.
//!
//! - A container of the bridge: what it says to the address is translated to a port of the gateway's
//!   address, where the agent listens on the bridge alone. Its address says who asks.
//! - A process of the host: the same to a port of loopback. Nobody outside of the host gets there.
//! - A namespace without a network, or with an interface of its own: the address is on its
//!   loopback, and what is said to it is translated to a listener of the agent's *inside* the
//!   namespace. Nobody else can ask there.
//!
//! Port 80 itself is nowhere taken: it belongs to the containers.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

use crate::Error;
use crate::error::kernel;
use crate::netlink::Netlink;
use crate::netns::{Netns, in_namespace};
use crate::nft;
use crate::ruleset::Table;

/// Where a task's metadata and credentials are, in every network mode.
pub const METADATA_ADDRESS: Ipv4Addr = Ipv4Addr::new(169, 254, 170, 2);
/// The port of metadata and credentials, by ECS's rule.
pub const METADATA_PORT: u16 = 80;
/// The port of the region's API at the same address, by ours.
pub const API_PORT: u16 = 4566;

/// The table inside a namespace that has a way of its own.
const INSIDE_TABLE: &str = "berth_metadata";

/// Where the agent listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndpointPorts {
    /// For what is said to [`METADATA_PORT`].
    pub metadata: u16,
    /// For what is said to [`API_PORT`].
    pub api: u16,
}

impl EndpointPorts {
    /// The ports said and the ports meant.
    const fn pairs(self) -> [(u16, u16); 2] {
        [(METADATA_PORT, self.metadata), (API_PORT, self.api)]
    }
}

/// The chains of a bridge's table: containers go to `gateway`, processes of the host to loopback.
/// Comes before the port maps. Containers get nowhere else by this address.
pub(crate) fn rules(
    table: &Table,
    bridge: &str,
    gateway: Ipv4Addr,
    containers: EndpointPorts,
    host: EndpointPorts,
) -> String {
    let to_gateway: String = containers
        .pairs()
        .map(|(said, meant)| {
            format!(
                "            iifname \"{bridge}\" ip daddr {METADATA_ADDRESS} tcp dport {said} \
                 dnat to {gateway}:{meant}\n"
            )
        })
        .concat();
    let to_loopback = redirects(host);
    let chains = [
        "metadata { type nat hook prerouting priority -101; policy accept; }",
        "metadata_host { type nat hook output priority -101; policy accept; }",
        "metadata_only { type filter hook forward priority -1; policy accept; }",
    ];
    format!(
        r#"
{empty_chains}
table ip {name} {{
        chain metadata {{
{to_gateway}        }}
        chain metadata_host {{
{to_loopback}        }}
        chain metadata_only {{
            iifname "{bridge}" ip daddr {METADATA_ADDRESS} reject
        }}
}}
"#,
        empty_chains = table.empty_chains(&chains),
        name = table.name(),
    )
}

/// From the address to the same host.
fn redirects(ports: EndpointPorts) -> String {
    let rule = |(said, meant)| {
        format!("            ip daddr {METADATA_ADDRESS} tcp dport {said} redirect to :{meant}\n")
    };
    ports.pairs().map(rule).concat()
}

/// Two listeners inside the namespace, for metadata and for the API, to which the address leads
/// from there only. Whatever an earlier call has left is replaced. The namespace lives as long as
/// they do.
///
/// # Errors
/// If the kernel or the packet filter refuses.
pub async fn open_inside(netns: &Netns) -> Result<[TcpListener; 2], Error> {
    let opened = in_namespace(netns, || async {
        let netlink = Netlink::open()?;
        let loopback = netlink.device("lo").await?.map_or(1, |device| device.index);
        match netlink.add_address(loopback, METADATA_ADDRESS, 32).await {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let listen = || {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            listener.set_nonblocking(true)?;
            Ok::<_, io::Error>((listener.local_addr()?.port(), listener))
        };
        let ((metadata, for_metadata), (api, for_api)) = (listen()?, listen()?);
        nft::apply_here(&inside(EndpointPorts { metadata, api })).map_err(io::Error::other)?;
        Ok([for_metadata, for_api])
    });
    opened
        .await
        .and_then(|opened| opened)
        .map_err(kernel("open the metadata endpoint inside a namespace"))
}

fn inside(ports: EndpointPorts) -> String {
    format!(
        "add table ip {INSIDE_TABLE}\ndelete table ip {INSIDE_TABLE}\n\
         table ip {INSIDE_TABLE} {{\n        chain output {{\n            \
         type nat hook output priority -100; policy accept;\n{}        }}\n}}\n",
        redirects(ports)
    )
}
