//! VPCs.

use std::collections::BTreeSet;
use std::sync::Arc;

use berth_api_ec2 as api;
use berth_model::{Change, State, Tx, Vpc};
use berth_protocol::fault::Fault;
use ipnet::Ipv4Net;

use crate::filters::{one, pass, take};
use crate::{Context, Outcome, faults, groups, id, tags};

/// The largest and the smallest range of a VPC and of a subnet, as bits of its prefix.
pub(crate) const PREFIXES: std::ops::RangeInclusive<u8> = 16..=28;

/// Makes a VPC with its default security group.
///
/// # Errors
/// `MissingParameter`, `InvalidParameterValue`, `InvalidVpc.Range`, `UnsupportedOperation`.
pub fn create_vpc(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateVpcRequest,
) -> Outcome<api::CreateVpcResult> {
    let unbuilt = [
        (input.amazon_provided_ipv6_cidr_block == Some(true), "IPv6"),
        (
            input.ipv6_cidr_block.is_some() || input.ipv6_pool.is_some(),
            "IPv6",
        ),
        (
            input.ipv4_ipam_pool_id.is_some() || input.ipv6_ipam_pool_id.is_some(),
            "IPAM",
        ),
        (
            input.vpc_encryption_control.is_some(),
            "VpcEncryptionControl",
        ),
    ];
    if let Some((_, what)) = unbuilt.into_iter().find(|(asked, _)| *asked) {
        return Err(faults::unsupported(what));
    }
    let given = input.cidr_block.ok_or_else(|| {
        let text = "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.";
        Fault::client("MissingParameter", text)
    })?;
    let cidr = range("cidrBlock", &given, "InvalidVpc.Range")?;
    let tenancy = input
        .instance_tenancy
        .as_ref()
        .map_or("default", |it| it.as_str());
    let vpc = Vpc {
        id: id::fresh("vpc", cx.entropy),
        cidr,
        is_default: false,
        tenancy: tenancy.to_owned(),
        dns_support: true,
        dns_hostnames: false,
        tags: tags::of_request(input.tag_specifications.as_ref(), "vpc")?,
        vxlan_id: free_vxlan_id(tx),
    };
    let answer = render(cx, &vpc);
    put(tx, cx, vpc);
    Ok(api::CreateVpcResult { vpc: Some(answer) })
}

/// The lowest number that no VPC has.
pub(crate) fn free_vxlan_id(state: &State) -> u32 {
    let taken: BTreeSet<u32> = state.vpcs().map(|it| it.vxlan_id).collect();
    let free = (1..).find(|number| !taken.contains(number));
    free.unwrap_or(1)
}

/// Records a new VPC and its default security group.
pub(crate) fn put(tx: &mut Tx, cx: &mut Context<'_>, vpc: Vpc) {
    let group = groups::default_of(cx, &vpc.id);
    tx.record(Change::PutVpc(Arc::new(vpc)));
    tx.record(Change::PutSecurityGroup(Arc::new(group)));
}

/// Removes a VPC in which nothing is left but what it began with.
///
/// # Errors
/// `InvalidVpcID.NotFound`, `DependencyViolation`.
pub fn delete_vpc(tx: &mut Tx, _cx: &mut Context<'_>, input: api::DeleteVpcRequest) -> Outcome<()> {
    let vpc = Arc::clone(find(tx, input.vpc_id.as_deref())?);
    let inside = tx.subnets().any(|subnet| subnet.vpc == vpc.id)
        || groups::of(tx, &vpc.id).any(|group| group.name != groups::DEFAULT);
    if inside {
        let text = format!(
            "The vpc '{}' has dependencies and cannot be deleted.",
            vpc.id
        );
        return Err(faults::dependency(text));
    }
    let groups: Vec<String> = groups::of(tx, &vpc.id).map(|it| it.id.clone()).collect();
    for group in groups {
        tx.record(Change::DeleteSecurityGroup(group));
    }
    // Addresses that are held for others of this VPC need not be any more.
    let held = tx.interface_records().filter(|it| it.vpc == vpc.id);
    let held: Vec<String> = held.map(|it| it.id.clone()).collect();
    for interface in held {
        tx.record(Change::DeleteNetworkInterface(interface));
    }
    tx.record(Change::DeleteVpc(vpc.id.clone()));
    Ok(())
}

/// VPCs by id, or all that the filters let pass.
///
/// # Errors
/// `InvalidVpcID.NotFound`, `InvalidParameterValue`.
pub fn describe_vpcs(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeVpcsRequest,
) -> Outcome<api::DescribeVpcsResult> {
    let asked = input.vpc_ids.unwrap_or_default();
    for id in &asked {
        find(state, Some(id))?;
    }
    let mut found = Vec::new();
    for vpc in state
        .vpcs()
        .filter(|vpc| asked.is_empty() || asked.contains(&vpc.id))
    {
        let has = |name: &str| match name {
            "vpc-id" => one(&vpc.id),
            "cidr" | "cidr-block-association.cidr-block" => one(vpc.cidr),
            "cidr-block-association.association-id" => one(association(vpc)),
            "cidr-block-association.state" => one("associated"),
            "dhcp-options-id" => one(id::beside("dopt", &vpc.id)),
            "is-default" | "isDefault" => one(vpc.is_default),
            "owner-id" => one(&cx.names.account),
            "state" => one("available"),
            _ => None,
        };
        if pass(input.filters.as_ref(), &vpc.tags, has)? {
            found.push(Arc::clone(vpc));
        }
    }
    let token = input.next_token.as_deref();
    let (page, next) = take(
        "DescribeVpcs",
        found,
        |vpc| &vpc.id,
        input.max_results,
        token,
    )?;
    Ok(api::DescribeVpcsResult {
        next_token: next,
        vpcs: Some(page.iter().map(|vpc| render(cx, vpc)).collect()),
    })
}

/// One of a VPC's settings.
///
/// # Errors
/// `InvalidVpcID.NotFound`, `InvalidParameterValue`.
pub fn describe_vpc_attribute(
    state: &State,
    _cx: &Context<'_>,
    input: api::DescribeVpcAttributeRequest,
) -> Outcome<api::DescribeVpcAttributeResult> {
    let vpc = find(state, input.vpc_id.as_deref())?;
    let mut answer = api::DescribeVpcAttributeResult {
        vpc_id: Some(vpc.id.clone()),
        ..Default::default()
    };
    let value = |value| Some(api::AttributeBooleanValue { value: Some(value) });
    match input.attribute.as_ref().map(|it| it.as_str()) {
        Some("enableDnsSupport") => answer.enable_dns_support = value(vpc.dns_support),
        Some("enableDnsHostnames") => answer.enable_dns_hostnames = value(vpc.dns_hostnames),
        Some("enableNetworkAddressUsageMetrics") => {
            answer.enable_network_address_usage_metrics = value(false);
        }
        _ => return Err(faults::missing("Attribute")),
    }
    Ok(answer)
}

/// Changes one of a VPC's settings.
///
/// # Errors
/// `InvalidVpcID.NotFound`, `InvalidParameterCombination`, `UnsupportedOperation`.
pub fn modify_vpc_attribute(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::ModifyVpcAttributeRequest,
) -> Outcome<()> {
    let mut vpc = Vpc::clone(find(tx, input.vpc_id.as_deref())?);
    let said = |attribute: &Option<api::AttributeBooleanValue>| attribute.as_ref()?.value;
    let (support, hostnames) = (
        said(&input.enable_dns_support),
        said(&input.enable_dns_hostnames),
    );
    match (support, hostnames) {
        (Some(_), Some(_)) => {
            return Err(faults::combination(
                "Only one attribute can be changed at a time",
            ));
        }
        (Some(on), None) => vpc.dns_support = on,
        (None, Some(on)) => vpc.dns_hostnames = on,
        (None, None) => return Err(faults::unsupported("This attribute of a VPC")),
    }
    tx.record(Change::PutVpc(Arc::new(vpc)));
    Ok(())
}

/// The VPC with this id.
pub(crate) fn find<'a>(state: &'a State, id: Option<&str>) -> Outcome<&'a Arc<Vpc>> {
    let id = id.ok_or_else(|| faults::missing("vpcId"))?;
    state.vpc(id).ok_or_else(|| faults::no_vpc(id))
}

/// Reads a range; bits after its prefix are cut off, as EC2 does.
pub(crate) fn range(parameter: &str, given: &str, code: &'static str) -> Outcome<Ipv4Net> {
    let why = "This is not a valid CIDR block.";
    let cidr: Ipv4Net = given
        .parse()
        .map_err(|_| faults::invalid(parameter, given, why))?;
    if !PREFIXES.contains(&cidr.prefix_len()) {
        let text = format!("The CIDR '{given}' is invalid: its prefix must be from /16 to /28.");
        return Err(Fault::client(code, text));
    }
    Ok(cidr.trunc())
}

fn association(vpc: &Vpc) -> String {
    id::beside("vpc-cidr-assoc", &vpc.id)
}

pub(crate) fn render(cx: &Context<'_>, vpc: &Vpc) -> api::Vpc {
    api::Vpc {
        owner_id: Some(cx.names.account.clone()),
        instance_tenancy: Some(vpc.tenancy.as_str().into()),
        ipv6_cidr_block_association_set: Some(Vec::new()),
        cidr_block_association_set: Some(vec![api::VpcCidrBlockAssociation {
            association_id: Some(association(vpc)),
            cidr_block: Some(vpc.cidr.to_string()),
            cidr_block_state: Some(api::VpcCidrBlockState {
                state: Some("associated".into()),
                status_message: None,
            }),
        }]),
        is_default: Some(vpc.is_default),
        tags: Some(tags::render(&vpc.tags)),
        vpc_id: Some(vpc.id.clone()),
        state: Some("available".into()),
        cidr_block: Some(vpc.cidr.to_string()),
        dhcp_options_id: Some(id::beside("dopt", &vpc.id)),
        ..Default::default()
    }
}
