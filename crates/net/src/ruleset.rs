//! The bridge's nftables table: its rules as text, the elements of its maps as JSON.

use std::net::Ipv4Addr;

use serde_json::{Value, json};

use crate::connections;
use crate::nft::Batch;
use crate::ports::{Protocol, Published};
use crate::{Options, Subnet};

/// The table of one bridge. Its port maps outlive [`Table::base`], which may run again any time.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    name: String,
    bridge: String,
    subnet: Subnet,
}

/// A port map element as read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) key: String,
    pub(crate) address: Ipv4Addr,
    pub(crate) published: Published,
}

impl Table {
    pub(crate) fn new(options: &Options, subnet: Subnet) -> Self {
        Self {
            name: format!("berth_{}", options.instance),
            bridge: options.name.clone(),
            subnet,
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) const fn map_name(protocol: Protocol) -> &'static str {
        match protocol {
            Protocol::Tcp => "tcp_ports",
            Protocol::Udp => "udp_ports",
        }
    }

    /// Makes the table, or brings an older one's rules up to date, leaving its port maps.
    pub(crate) fn base(&self) -> String {
        let Self {
            name,
            bridge,
            subnet,
        } = self;
        let crowds = connections::SETS;
        let few = connections::bound(&format!("iifname \"{bridge}\" ct state new"));
        let ports = "type inet_service : ipv4_addr . inet_service;";
        let published = "fib daddr type local meta l4proto tcp dnat ip to tcp dport map @tcp_ports
            fib daddr type local meta l4proto udp dnat ip to udp dport map @udp_ports";
        let chains = [
            "raw { type filter hook prerouting priority -300; policy accept; }",
            "prerouting { type nat hook prerouting priority -100; policy accept; }",
            "output { type nat hook output priority -100; policy accept; }",
            "postrouting { type nat hook postrouting priority 100; policy accept; }",
            "forward { type filter hook forward priority 0; policy accept; }",
        ];
        format!(
            r#"
{empty_chains}
table ip {name} {{
        map tcp_ports {{ {ports} }}
        map udp_ports {{ {ports} }}
{crowds}        # With route_localnet a container could otherwise talk to the host's loopback.
        chain raw {{
            iifname "{bridge}" ip daddr 127.0.0.0/8 drop
        }}
        chain prerouting {{
            {published}
        }}
        chain output {{
            {published}
        }}
        # A published port reached from the host's loopback or from a container: the answer must
        # come back through the host to be translated again.
        chain postrouting {{
            ip saddr {subnet} oifname != "{bridge}" masquerade
            oifname "{bridge}" ct status dnat ip saddr {{ 127.0.0.0/8, {subnet} }} masquerade
        }}
        # Containers may go anywhere; in from outside only by a published port.
        chain forward {{
            oifname "{bridge}" ct state established,related accept
{few}            iifname "{bridge}" accept
            oifname "{bridge}" ct status dnat accept
            oifname "{bridge}" drop
        }}
}}
"#,
            empty_chains = self.empty_chains(&chains),
        )
    }

    /// Each chain, made if missing, with no rules. A chain is given as its name and its body.
    pub(crate) fn empty_chains(&self, chains: &[&str]) -> String {
        let mut script = String::new();
        for chain in chains {
            let name = chain.split(' ').next().unwrap_or_default();
            script += &format!(
                "table ip {table} {{ chain {chain}; }}\nflush chain ip {table} {name}\n",
                table = self.name
            );
        }
        script
    }

    /// Everything goes. Adding first makes it no error if nothing is there.
    pub(crate) fn remove(&self) -> String {
        format!("add table ip {0}\ndelete table ip {0}\n", self.name)
    }

    /// One element more.
    pub(crate) fn publish(&self, batch: &mut Batch, element: &Element) {
        let published = element.published;
        let object = json!({
            "family": "ip", "table": self.name, "name": Self::map_name(published.protocol),
            "elem": [[
                {"elem": {"val": published.host_port, "comment": element.key}},
                {"concat": [element.address, published.container_port]},
            ]],
        });
        batch.add("element", object);
    }

    /// One element fewer.
    pub(crate) fn unpublish(&self, batch: &mut Batch, published: Published) {
        let object = json!({
            "family": "ip", "table": self.name, "name": Self::map_name(published.protocol),
            "elem": [published.host_port],
        });
        batch.delete("element", object);
    }
}

/// Reads an element as `nft -j list map` prints it; `None` if it is none of ours.
pub(crate) fn parse_element(protocol: Protocol, value: &Value) -> Option<Element> {
    let left = value.get(0)?.get("elem")?;
    let right = value.get(1)?.get("concat")?;
    let port = |value: &Value| value.as_u64().and_then(|port| u16::try_from(port).ok());
    Some(Element {
        key: left.get("comment")?.as_str()?.to_owned(),
        address: right.get(0)?.as_str()?.parse().ok()?,
        published: Published {
            protocol,
            host_port: port(left.get("val")?)?,
            container_port: port(right.get(1)?)?,
        },
    })
}
