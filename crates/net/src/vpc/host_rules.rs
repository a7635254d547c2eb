//! The packet filter of the host towards its VPCs, as text.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use super::names;
use super::ruleset::Tables;

/// Ranges for documentation, which nobody on the internet has: answers would not come back to them.
const NOWHERE: &str = "192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24";

/// What of the VPCs the host's table names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ends {
    /// The host's ends of the uplinks.
    pub(super) uplinks: BTreeSet<String>,
    /// The public addresses of interfaces here.
    pub(super) public: BTreeSet<Ipv4Addr>,
}

/// The host's table: tasks may go out, and nowhere on the host itself. From one VPC there is a way to
/// another, or back to the same, by a public address alone: whoever has the uplink judges what goes to it.
pub(super) fn of_host(instance: &str, ends: &Ends) -> Tables {
    let (table, uplink) = (table(instance), names::UPLINK_PREFIX);
    let links = names::LINKS;
    let frame = format!(
        r#"table ip {table}
delete table ip {table}
table ip {table} {{
        set uplinks {{
            type ifname
        }}
        set public {{
            type ipv4_addr
        }}
        chain input {{
            type filter hook input priority -1; policy accept;
            iifname "{uplink}*" ct state established,related accept
            iifname "{uplink}*" drop
        }}
        chain forward {{
            type filter hook forward priority -1; policy accept;
            iifname "{uplink}*" oifname "{uplink}*" ct state established,related accept
            iifname "{uplink}*" oifname @uplinks ip daddr != @public drop
        }}
        # What comes back by the uplink that it went out by is meant to.
        chain output {{
            type filter hook output priority -1; policy accept;
            oifname "{uplink}*" icmp type redirect drop
        }}
        chain postrouting {{
            type nat hook postrouting priority 100; policy accept;
            iifname "{uplink}*" ip saddr {links} masquerade
            iifname "{uplink}*" oifname != "{uplink}*" ip saddr {{ {NOWHERE} }} masquerade
        }}
}}
"#
    );
    let name = format!("ip {table}");
    let mut tables = Tables::of(frame);
    let uplinks = ends.uplinks.iter().map(|name| format!("\"{name}\""));
    tables.put(&name, "uplinks", uplinks.collect());
    let public = ends.public.iter().map(ToString::to_string);
    tables.put(&name, "public", public.collect());
    tables
}

/// Nothing of the host's table is left.
pub(super) fn remove_of_host(instance: &str) -> String {
    let table = table(instance);
    format!("table ip {table}\ndelete table ip {table}\n")
}

fn table(instance: &str) -> String {
    format!("berth_{instance}_vpc")
}
