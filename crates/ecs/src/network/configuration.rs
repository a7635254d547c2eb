//! `networkConfiguration` of requests, and where it lets a task be placed.

use std::collections::BTreeSet;

use berth_api_ecs as api;
use berth_model::{Awsvpc, LaunchType, State};
use berth_protocol::fault::Fault;
use berth_scheduler::placement::Reason;

use crate::{Outcome, faults};

const SUBNETS_MAX: usize = 16;
const GROUPS_MAX: usize = 5;

/// Checks the network configuration of a task whose definition has this network mode; `None` in modes
/// that have none.
///
/// # Errors
/// `InvalidParameterException`.
pub(crate) fn awsvpc(
    state: &State,
    mode: &str,
    launch_type: LaunchType,
    given: Option<&api::NetworkConfiguration>,
) -> Outcome<Option<Awsvpc>> {
    let configuration = given.and_then(|it| it.awsvpc_configuration.as_ref());
    let configuration = match (mode, given, configuration) {
        ("awsvpc", _, Some(configuration)) => configuration,
        ("awsvpc", _, None) => {
            return Err(faults::invalid(
                "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
            ));
        }
        (_, None, _) => return Ok(None),
        (_, Some(_), _) => {
            return Err(faults::invalid(
                "Network Configuration is not valid for the given networkMode of this task definition.",
            ));
        }
    };
    let subnets = distinct(configuration.subnets.as_deref());
    let groups = distinct(configuration.security_groups.as_deref());
    if subnets.is_empty() {
        return Err(faults::invalid("subnets can not be empty."));
    }
    if subnets.len() > SUBNETS_MAX {
        return Err(faults::invalid(format!(
            "subnets can have at most {SUBNETS_MAX} items."
        )));
    }
    if groups.len() > GROUPS_MAX {
        return Err(faults::invalid(format!(
            "securityGroups can have at most {GROUPS_MAX} items."
        )));
    }
    let vpc = vpc_of(state, &subnets)?;
    Ok(Some(Awsvpc {
        groups: groups_in(state, vpc, groups)?,
        public_address: public_address(launch_type, configuration)?,
        subnets,
    }))
}

fn distinct(given: Option<&[String]>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let given = given.unwrap_or_default().iter();
    given.filter(|it| seen.insert(*it)).cloned().collect()
}

/// The one VPC that all subnets are in.
fn vpc_of<'a>(state: &'a State, subnets: &[String]) -> Outcome<&'a str> {
    let mut vpc: Option<&str> = None;
    for id in subnets {
        let subnet = state.subnet(id).ok_or_else(|| no_subnet(id))?;
        if vpc.is_some_and(|vpc| vpc != subnet.vpc) {
            return Err(faults::invalid(
                "The specified subnets do not all belong to the same VPC.",
            ));
        }
        vpc = Some(&subnet.vpc);
    }
    vpc.ok_or_else(|| faults::invalid("subnets can not be empty."))
}

fn no_subnet(id: &str) -> Fault {
    faults::invalid(format!(
        "Error retrieving subnet information for [{id}]: The subnet ID '{id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)"
    ))
}

/// The security groups, which are the VPC's own if none is named.
fn groups_in(state: &State, vpc: &str, groups: Vec<String>) -> Outcome<Vec<String>> {
    for id in &groups {
        let group = state.security_group(id).ok_or_else(|| {
            faults::invalid(format!(
                "Error retrieving security group information for [{id}]: The security group '{id}' does not exist (ErrorCode: InvalidGroup.NotFound)"
            ))
        })?;
        if group.vpc != vpc {
            return Err(faults::invalid(format!(
                "Security Group {id} does not appear to belong to the same VPC as the input subnets."
            )));
        }
    }
    if !groups.is_empty() {
        return Ok(groups);
    }
    let own = state.default_group_of(vpc);
    Ok(vec![own.map(str::to_owned).ok_or_else(|| {
        faults::invalid(format!("The VPC {vpc} has no default security group."))
    })?])
}

fn public_address(
    launch_type: LaunchType,
    configuration: &api::AwsVpcConfiguration,
) -> Outcome<bool> {
    let given = configuration.assign_public_ip.as_ref();
    match given.map_or("DISABLED", |it| it.as_str()) {
        "DISABLED" => Ok(false),
        "ENABLED" if launch_type == LaunchType::Fargate => Ok(true),
        "ENABLED" => Err(faults::invalid(
            "Assign public IP is not supported for this launch type.",
        )),
        _ => Err(faults::invalid(
            "assignPublicIp must be ENABLED or DISABLED.",
        )),
    }
}

/// Where tasks with a network configuration can be now.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// The Availability Zones of subnets that have a free address; `None`: everywhere.
    zones: Option<Vec<String>>,
    /// How many tasks find an address.
    pub(crate) room: usize,
    /// What the next one lacks.
    pub(crate) lacking: Reason,
    /// Some subnet has none.
    pub(crate) narrowed: bool,
}

impl Reach {
    pub(crate) fn of(state: &State, network: Option<&Awsvpc>) -> Self {
        let Some(network) = network else {
            return Self {
                zones: None,
                room: usize::MAX,
                lacking: Reason::Eni,
                narrowed: false,
            };
        };
        let (mut zones, mut room, mut narrowed) = (BTreeSet::new(), 0_usize, false);
        for subnet in network.subnets.iter().filter_map(|id| state.subnet(id)) {
            let free = state.free_addresses(subnet);
            room = room.saturating_add(usize::try_from(free).unwrap_or(usize::MAX));
            if free > 0 {
                zones.insert(subnet.availability_zone.clone());
            } else {
                narrowed = true;
            }
        }
        let public = match network.public_address {
            true => usize::try_from(state.free_public_addresses()).unwrap_or(usize::MAX),
            false => usize::MAX,
        };
        Self {
            zones: Some(zones.into_iter().collect()),
            room: room.min(public),
            lacking: match public < room {
                true => Reason::PublicAddress,
                false => Reason::Eni,
            },
            narrowed,
        }
    }

    /// For a placement request.
    pub(crate) fn zones(&self) -> Option<&[String]> {
        self.zones.as_deref()
    }
}
