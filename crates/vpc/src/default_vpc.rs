//! The VPC that a region begins with: 172.31.0.0/16 and a /20 of it in each zone.

use std::net::Ipv4Addr;
use std::sync::Arc;

use berth_api_ec2 as api;
use berth_model::{Change, Subnet, Tags, Tx, Vpc};
use berth_protocol::fault::Fault;
use ipnet::Ipv4Net;

use crate::{Context, Outcome, id, vpcs, zones};

const NETWORK: Ipv4Addr = Ipv4Addr::new(172, 31, 0, 0);
const SUBNET_PREFIX: u8 = 20;

/// Makes the default VPC of a region that never had a VPC. One that was deleted stays so. And numbers
/// VPCs that were made before hosts had to tell them apart.
pub fn ensure_default_vpc(tx: &mut Tx, cx: &mut Context<'_>) {
    if tx.vpcs().next().is_none() {
        make(tx, cx);
    }
    let unnumbered = tx.vpcs().filter(|it| it.vxlan_id == 0);
    let unnumbered: Vec<_> = unnumbered.cloned().collect();
    for vpc in unnumbered {
        let vxlan_id = vpcs::free_vxlan_id(tx);
        tx.record(Change::PutVpc(Arc::new(Vpc {
            vxlan_id,
            ..Vpc::clone(&vpc)
        })));
    }
}

/// Makes the default VPC anew after it was deleted.
///
/// # Errors
/// `DefaultVpcAlreadyExists`.
pub fn create_default_vpc(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    _input: api::CreateDefaultVpcRequest,
) -> Outcome<api::CreateDefaultVpcResult> {
    if tx.default_vpc().is_some() {
        let text = "A Default VPC already exists for this account in this region.";
        return Err(Fault::client("DefaultVpcAlreadyExists", text));
    }
    let vpc = make(tx, cx);
    Ok(api::CreateDefaultVpcResult {
        vpc: Some(vpcs::render(cx, &vpc)),
    })
}

fn make(tx: &mut Tx, cx: &mut Context<'_>) -> Vpc {
    let vpc = Vpc {
        id: id::fresh("vpc", cx.entropy),
        cidr: Ipv4Net::new_assert(NETWORK, 16),
        is_default: true,
        tenancy: "default".to_owned(),
        dns_support: true,
        dns_hostnames: true,
        tags: Tags::new(),
        vxlan_id: vpcs::free_vxlan_id(tx),
    };
    vpcs::put(tx, cx, vpc.clone());
    let zones = zones::zone_names(&cx.names.region);
    for (zone, at) in zones.into_iter().zip(0_u32..) {
        let network = Ipv4Addr::from(u32::from(NETWORK) + (at << (32 - SUBNET_PREFIX)));
        tx.record(Change::PutSubnet(Arc::new(Subnet {
            id: id::fresh("subnet", cx.entropy),
            vpc: vpc.id.clone(),
            cidr: Ipv4Net::new_assert(network, SUBNET_PREFIX),
            availability_zone: zone,
            default_for_zone: true,
            public_address_on_launch: true,
            tags: Tags::new(),
        })));
    }
    vpc
}
