//! Regions, Availability Zones and the account's attributes.

use berth_api_ec2 as api;
use berth_model::{State, Tags};
use berth_protocol::fault::Fault;

use crate::filters::{one, pass};
use crate::{Context, Outcome};

/// Zones of a region.
const LETTERS: [char; 3] = ['a', 'b', 'c'];

/// The zones of a region by name.
#[must_use]
pub fn zone_names(region: &str) -> [String; 3] {
    LETTERS.map(|letter| format!("{region}{letter}"))
}

/// The id of a zone: `use1-az1` of `us-east-1a`.
#[must_use]
pub fn zone_id(zone: &str) -> String {
    let letter = zone.chars().next_back().unwrap_or('a');
    let region = zone.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let short: String = region
        .split('-')
        .enumerate()
        .map(|(at, part)| match (at, part) {
            (0, part) => part.to_owned(),
            (_, "northeast") => "ne".to_owned(),
            (_, "northwest") => "nw".to_owned(),
            (_, "southeast") => "se".to_owned(),
            (_, "southwest") => "sw".to_owned(),
            (_, part) => part.chars().take(1).collect(),
        })
        .collect();
    let number = LETTERS.iter().position(|it| *it == letter).unwrap_or(0) + 1;
    format!("{short}-az{number}")
}

/// The region's three zones.
///
/// # Errors
/// `InvalidParameterValue` for a zone that there is not.
pub fn describe_availability_zones(
    _state: &State,
    cx: &Context<'_>,
    input: api::DescribeAvailabilityZonesRequest,
) -> Outcome<api::DescribeAvailabilityZonesResult> {
    let region = &cx.names.region;
    let names = zone_names(region);
    let asked = |given: &Option<Vec<String>>| given.clone().unwrap_or_default();
    let (by_name, by_id) = (asked(&input.zone_names), asked(&input.zone_ids));
    for name in &by_name {
        if !names.contains(name) {
            let text = format!("Invalid availability zone: [{name}]");
            return Err(Fault::client("InvalidParameterValue", text));
        }
    }
    let mut zones = Vec::new();
    for name in names {
        let id = zone_id(&name);
        let left_out = |given: &[String], own: &String| !given.is_empty() && !given.contains(own);
        if left_out(&by_name, &name) || left_out(&by_id, &id) {
            continue;
        }
        let has = |filter: &str| match filter {
            "zone-name" => one(&name),
            "zone-id" => one(&id),
            "region-name" | "group-name" | "network-border-group" => one(region),
            "state" => one("available"),
            "zone-type" => one("availability-zone"),
            "opt-in-status" => one("opt-in-not-required"),
            "message" | "parent-zone-id" | "parent-zone-name" => Some(Vec::new()),
            _ => None,
        };
        if !pass(input.filters.as_ref(), &Tags::new(), has)? {
            continue;
        }
        zones.push(api::AvailabilityZone {
            state: Some("available".into()),
            opt_in_status: Some("opt-in-not-required".into()),
            messages: Some(Vec::new()),
            region_name: Some(region.clone()),
            zone_name: Some(name),
            zone_id: Some(id),
            group_name: Some(format!("{region}-zg-1")),
            network_border_group: Some(region.clone()),
            zone_type: Some("availability-zone".to_owned()),
            ..Default::default()
        });
    }
    Ok(api::DescribeAvailabilityZonesResult {
        availability_zones: Some(zones),
    })
}

/// This region, the only one there is.
///
/// # Errors
/// `InvalidParameterValue` for another one.
pub fn describe_regions(
    _state: &State,
    cx: &Context<'_>,
    input: api::DescribeRegionsRequest,
) -> Outcome<api::DescribeRegionsResult> {
    let region = &cx.names.region;
    for name in input.region_names.iter().flatten() {
        if name != region {
            let text = format!("Invalid region names: [{name}]");
            return Err(Fault::client("InvalidParameterValue", text));
        }
    }
    let endpoint = format!("ec2.{region}.amazonaws.com");
    let has = |filter: &str| match filter {
        "region-name" => one(region),
        "endpoint" => one(&endpoint),
        "opt-in-status" => one("opt-in-not-required"),
        _ => None,
    };
    let mut regions = Vec::new();
    if pass(input.filters.as_ref(), &Tags::new(), has)? {
        regions.push(api::Region {
            opt_in_status: Some("opt-in-not-required".to_owned()),
            region_name: Some(region.clone()),
            endpoint: Some(endpoint.clone()),
            ..Default::default()
        });
    }
    Ok(api::DescribeRegionsResult {
        regions: Some(regions),
    })
}

/// That the account has VPCs, and which is the default one.
///
/// # Errors
/// None.
pub fn describe_account_attributes(
    state: &State,
    _cx: &Context<'_>,
    input: api::DescribeAccountAttributesRequest,
) -> Outcome<api::DescribeAccountAttributesResult> {
    let default = state.default_vpc().map_or("none", |vpc| vpc.id.as_str());
    let attributes = [("supported-platforms", "VPC"), ("default-vpc", default)];
    let asked = input.attribute_names.unwrap_or_default();
    let attributes = attributes
        .into_iter()
        .filter(|(name, _)| asked.is_empty() || asked.iter().any(|it| it.as_str() == *name))
        .map(|(name, value)| api::AccountAttribute {
            attribute_name: Some(name.to_owned()),
            attribute_values: Some(vec![api::AccountAttributeValue {
                attribute_value: Some(value.to_owned()),
            }]),
        });
    Ok(api::DescribeAccountAttributesResult {
        account_attributes: Some(attributes.collect()),
    })
}
