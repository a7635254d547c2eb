//! Public addresses of interfaces: where they come from, and how EC2 shows them.

use std::net::Ipv4Addr;
use std::sync::Arc;

use berth_api_ec2 as api;
use berth_model::{Change, NetworkInterface, PublicAddresses, State, Tx};

use crate::Context;
use crate::filters::one;

/// Whose the addresses are that nobody has allocated.
const OWNER: &str = "amazon";

/// From now on, new public addresses come from these ranges. Interfaces keep what they have.
pub fn ensure_public_addresses(tx: &mut Tx, addresses: &PublicAddresses) {
    if **tx.public_addresses() != *addresses {
        let addresses = Arc::new(addresses.clone());
        tx.record(Change::PutPublicAddresses(addresses));
    }
}

/// The public name of an interface's public address: empty in a VPC without names for its interfaces.
fn name(state: &State, cx: &Context<'_>, it: &NetworkInterface, address: Ipv4Addr) -> String {
    let vpc = state.vpc(&it.vpc);
    let named = vpc.is_some_and(|vpc| vpc.dns_hostnames && vpc.dns_support);
    match named {
        true => cx.names.public_dns_name(address),
        false => String::new(),
    }
}

/// The association of an interface's own address with its public one, if it has one.
pub(crate) fn association(
    state: &State,
    cx: &Context<'_>,
    it: &NetworkInterface,
) -> Option<api::NetworkInterfaceAssociation> {
    let address = it.public_ipv4?;
    Some(api::NetworkInterfaceAssociation {
        ip_owner_id: Some(OWNER.into()),
        public_dns_name: Some(name(state, cx, it, address)),
        public_ip: Some(address.to_string()),
        ..Default::default()
    })
}

/// What an interface has of the name of a filter that is about its association; `None` if the name is
/// none of those.
pub(crate) fn filtered(
    state: &State,
    cx: &Context<'_>,
    it: &NetworkInterface,
    filter: &str,
) -> Option<Vec<String>> {
    let Some(address) = it.public_ipv4 else {
        let known = [
            "association.public-ip",
            "addresses.association.public-ip",
            "association.ip-owner-id",
            "addresses.association.owner-id",
            "association.public-dns-name",
        ];
        return known.contains(&filter).then(Vec::new);
    };
    match filter {
        "association.public-ip" | "addresses.association.public-ip" => one(address),
        "association.ip-owner-id" | "addresses.association.owner-id" => one(OWNER),
        "association.public-dns-name" => one(name(state, cx, it, address)),
        _ => None,
    }
}
