//! Subnets.

use std::sync::Arc;

use berth_api_ec2 as api;
use berth_model::{Change, State, Subnet, Tx};
use berth_protocol::fault::Fault;

use crate::filters::{one, pass, take};
use crate::{Context, Outcome, faults, tags, vpcs, zones};

/// Makes a subnet in one Availability Zone: the one named, else the first.
///
/// # Errors
/// `InvalidVpcID.NotFound`, `InvalidSubnet.Range`, `InvalidSubnet.Conflict`,
/// `InvalidParameterValue`, `MissingParameter`, `UnsupportedOperation`.
pub fn create_subnet(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateSubnetRequest,
) -> Outcome<api::CreateSubnetResult> {
    let unbuilt = [
        (
            input.ipv6_cidr_block.is_some() || input.ipv6_native == Some(true),
            "IPv6",
        ),
        (
            input.ipv4_ipam_pool_id.is_some() || input.ipv6_ipam_pool_id.is_some(),
            "IPAM",
        ),
        (input.outpost_arn.is_some(), "An Outpost"),
    ];
    if let Some((_, what)) = unbuilt.into_iter().find(|(asked, _)| *asked) {
        return Err(faults::unsupported(what));
    }
    let vpc = Arc::clone(vpcs::find(tx, input.vpc_id.as_deref())?);
    let given = input
        .cidr_block
        .ok_or_else(|| faults::missing("cidrBlock"))?;
    let cidr = vpcs::range("cidrBlock", &given, "InvalidSubnet.Range")?;
    if !vpc.cidr.contains(&cidr) {
        let text = format!(
            "The CIDR '{given}' is invalid: it is not within {}.",
            vpc.cidr
        );
        return Err(Fault::client("InvalidSubnet.Range", text));
    }
    let taken = tx.subnets().any(|other| {
        other.vpc == vpc.id && (other.cidr.contains(&cidr) || cidr.contains(&other.cidr))
    });
    if taken {
        let text = format!("The CIDR '{given}' conflicts with another subnet");
        return Err(Fault::client("InvalidSubnet.Conflict", text));
    }
    let subnet = Subnet {
        id: crate::id::fresh("subnet", cx.entropy),
        vpc: vpc.id.clone(),
        cidr,
        availability_zone: zone(cx, input.availability_zone, input.availability_zone_id)?,
        default_for_zone: false,
        public_address_on_launch: false,
        tags: tags::of_request(input.tag_specifications.as_ref(), "subnet")?,
    };
    let answer = render(tx, cx, &subnet);
    tx.record(Change::PutSubnet(Arc::new(subnet)));
    Ok(api::CreateSubnetResult {
        subnet: Some(answer),
    })
}

fn zone(cx: &Context<'_>, name: Option<String>, id: Option<String>) -> Outcome<String> {
    let names = zones::zone_names(&cx.names.region);
    let (parameter, given, found) = match (name, id) {
        (Some(_), Some(_)) => {
            let text = "Only one of availabilityZone and availabilityZoneId may be given";
            return Err(faults::combination(text));
        }
        (Some(name), None) => {
            let found = names.iter().find(|it| **it == name);
            ("availabilityZone", name, found)
        }
        (None, Some(id)) => {
            let found = names.iter().find(|it| zones::zone_id(it) == id);
            ("availabilityZoneId", id, found)
        }
        (None, None) => return Ok(names[0].clone()),
    };
    found.cloned().ok_or_else(|| {
        let why = format!(
            "Subnets can currently only be created in the following availability zones: {}.",
            names.join(", ")
        );
        faults::invalid(parameter, &given, &why)
    })
}

/// Removes a subnet in which there is no network interface.
///
/// # Errors
/// `InvalidSubnetID.NotFound`, `DependencyViolation`.
pub fn delete_subnet(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::DeleteSubnetRequest,
) -> Outcome<()> {
    let subnet = find(tx, input.subnet_id.as_deref())?;
    let id = subnet.id.clone();
    if tx.is_subnet_used(subnet) {
        let text = format!("The subnet '{id}' has dependencies and cannot be deleted.");
        return Err(faults::dependency(text));
    }
    tx.record(Change::DeleteSubnet(id));
    Ok(())
}

/// Subnets by id, or all that the filters let pass.
///
/// # Errors
/// `InvalidSubnetID.NotFound`, `InvalidParameterValue`.
pub fn describe_subnets(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeSubnetsRequest,
) -> Outcome<api::DescribeSubnetsResult> {
    let asked = input.subnet_ids.unwrap_or_default();
    for id in &asked {
        find(state, Some(id))?;
    }
    let mut found = Vec::new();
    for subnet in state
        .subnets()
        .filter(|it| asked.is_empty() || asked.contains(&it.id))
    {
        let has = |name: &str| match name {
            "subnet-id" => one(&subnet.id),
            "subnet-arn" => one(arn(cx, subnet)),
            "vpc-id" => one(&subnet.vpc),
            "cidr-block" | "cidr" | "cidrBlock" => one(subnet.cidr),
            "availability-zone" | "availabilityZone" => one(&subnet.availability_zone),
            "availability-zone-id" | "availabilityZoneId" => {
                one(zones::zone_id(&subnet.availability_zone))
            }
            "available-ip-address-count" => one(state.free_addresses(subnet)),
            "default-for-az" | "defaultForAz" => one(subnet.default_for_zone),
            "map-public-ip-on-launch" => one(subnet.public_address_on_launch),
            "owner-id" => one(&cx.names.account),
            "state" => one("available"),
            _ => None,
        };
        if pass(input.filters.as_ref(), &subnet.tags, has)? {
            found.push(Arc::clone(subnet));
        }
    }
    let token = input.next_token.as_deref();
    let (page, next) = take(
        "DescribeSubnets",
        found,
        |it| &it.id,
        input.max_results,
        token,
    )?;
    Ok(api::DescribeSubnetsResult {
        next_token: next,
        subnets: Some(
            page.iter()
                .map(|subnet| render(state, cx, subnet))
                .collect(),
        ),
    })
}

/// Changes a subnet's settings.
///
/// # Errors
/// `InvalidSubnetID.NotFound`, `UnsupportedOperation`.
pub fn modify_subnet_attribute(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::ModifySubnetAttributeRequest,
) -> Outcome<()> {
    let mut subnet = Subnet::clone(find(tx, input.subnet_id.as_deref())?);
    match input.map_public_ip_on_launch.and_then(|it| it.value) {
        Some(on) => subnet.public_address_on_launch = on,
        None => return Err(faults::unsupported("This attribute of a subnet")),
    }
    tx.record(Change::PutSubnet(Arc::new(subnet)));
    Ok(())
}

pub(crate) fn find<'a>(state: &'a State, id: Option<&str>) -> Outcome<&'a Arc<Subnet>> {
    let id = id.ok_or_else(|| faults::missing("subnetId"))?;
    state.subnet(id).ok_or_else(|| faults::no_subnet(id))
}

fn arn(cx: &Context<'_>, subnet: &Subnet) -> String {
    let names = cx.names;
    format!(
        "arn:aws:ec2:{}:{}:subnet/{}",
        names.region, names.account, subnet.id
    )
}

fn render(state: &State, cx: &Context<'_>, subnet: &Subnet) -> api::Subnet {
    api::Subnet {
        availability_zone_id: Some(zones::zone_id(&subnet.availability_zone)),
        map_customer_owned_ip_on_launch: Some(false),
        owner_id: Some(cx.names.account.clone()),
        assign_ipv6_address_on_creation: Some(false),
        ipv6_cidr_block_association_set: Some(Vec::new()),
        tags: Some(tags::render(&subnet.tags)),
        subnet_arn: Some(arn(cx, subnet)),
        enable_dns64: Some(false),
        ipv6_native: Some(false),
        private_dns_name_options_on_launch: Some(api::PrivateDnsNameOptionsOnLaunch {
            hostname_type: Some("ip-name".into()),
            enable_resource_name_dns_a_record: Some(false),
            enable_resource_name_dns_aaaa_record: Some(false),
        }),
        subnet_id: Some(subnet.id.clone()),
        state: Some("available".into()),
        vpc_id: Some(subnet.vpc.clone()),
        cidr_block: Some(subnet.cidr.to_string()),
        available_ip_address_count: i32::try_from(state.free_addresses(subnet)).ok(),
        availability_zone: Some(subnet.availability_zone.clone()),
        default_for_az: Some(subnet.default_for_zone),
        map_public_ip_on_launch: Some(subnet.public_address_on_launch),
        ..Default::default()
    }
}
