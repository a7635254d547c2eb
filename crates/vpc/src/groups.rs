//! Security groups.

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_api_ec2 as api;
use berth_model::{Change, Peer, SecurityGroup, SecurityGroupRule, State, Tags, Traffic, Tx};
use berth_protocol::fault::Fault;
use ipnet::Ipv4Net;

use crate::filters::{one, pass, take};
use crate::{Context, Outcome, faults, id, permissions, tags, vpcs};

/// The name of each VPC's own group.
pub(crate) const DEFAULT: &str = "default";
const NAME_MAX: usize = 255;

/// Makes a security group that lets everything out and nothing in.
///
/// # Errors
/// `MissingParameter`, `InvalidParameterValue`, `InvalidVpcID.NotFound`, `InvalidGroup.Duplicate`,
/// `VPCIdNotSpecified`.
pub fn create_security_group(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::CreateSecurityGroupRequest,
) -> Outcome<api::CreateSecurityGroupResult> {
    let name = input
        .group_name
        .ok_or_else(|| faults::missing("groupName"))?;
    let description = input
        .description
        .ok_or_else(|| faults::missing("groupDescription"))?;
    check_text("groupName", &name)?;
    check_text("groupDescription", &description)?;
    if name == DEFAULT {
        let text = format!("Cannot use reserved security group name: {name}");
        return Err(Fault::client("InvalidParameterValue", text));
    }
    if name.starts_with("sg-") {
        let why = "A group name cannot start with \"sg-\".";
        return Err(faults::invalid("groupName", &name, why));
    }
    let vpc = match input.vpc_id.as_deref() {
        Some(given) => vpcs::find(tx, Some(given))?,
        None => tx.default_vpc().ok_or_else(no_default_vpc)?,
    };
    let vpc = vpc.id.clone();
    if of(tx, &vpc).any(|group| group.name == name) {
        let text = format!("The security group '{name}' already exists for VPC '{vpc}'");
        return Err(Fault::client("InvalidGroup.Duplicate", text));
    }
    let out = everything_out();
    let group = SecurityGroup {
        id: id::fresh("sg", cx.entropy),
        vpc,
        name,
        description,
        rules: BTreeMap::from([(id::fresh("sgr", cx.entropy), out)]),
        tags: tags::of_request(input.tag_specifications.as_ref(), "security-group")?,
    };
    let answer = api::CreateSecurityGroupResult {
        group_id: Some(group.id.clone()),
        tags: Some(tags::render(&group.tags)),
        security_group_arn: Some(arn(cx, &group.id)),
    };
    tx.record(Change::PutSecurityGroup(Arc::new(group)));
    Ok(answer)
}

/// Removes a security group that no rule of another one names and no network interface is in.
///
/// # Errors
/// `InvalidGroup.NotFound`, `CannotDelete`, `DependencyViolation`, `MissingParameter`.
pub fn delete_security_group(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::DeleteSecurityGroupRequest,
) -> Outcome<api::DeleteSecurityGroupResult> {
    let group = find(tx, input.group_id.as_deref(), input.group_name.as_deref())?;
    let group = Arc::clone(group);
    if group.name == DEFAULT {
        let text = format!(
            "the specified group: \"{}\" name: \"{DEFAULT}\" cannot be deleted by a user",
            group.id
        );
        return Err(Fault::client("CannotDelete", text));
    }
    let named = tx
        .security_groups()
        .filter(|other| other.id != group.id)
        .any(|other| {
            let mut rules = other.rules.values();
            rules.any(|rule| rule.peer == Peer::Group(group.id.clone()))
        });
    if named || tx.is_group_used(&group.id) {
        let text = format!("resource {} has a dependent object", group.id);
        return Err(faults::dependency(text));
    }
    tx.record(Change::DeleteSecurityGroup(group.id.clone()));
    Ok(api::DeleteSecurityGroupResult {
        r#return: Some(true),
        group_id: Some(group.id.clone()),
    })
}

/// Security groups by id or name, or all that the filters let pass.
///
/// # Errors
/// `InvalidGroup.NotFound`, `InvalidParameterValue`.
pub fn describe_security_groups(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeSecurityGroupsRequest,
) -> Outcome<api::DescribeSecurityGroupsResult> {
    let mut asked = Vec::new();
    for id in input.group_ids.iter().flatten() {
        asked.push(find(state, Some(id), None)?.id.clone());
    }
    for name in input.group_names.iter().flatten() {
        asked.push(find(state, None, Some(name))?.id.clone());
    }
    let mut found = Vec::new();
    for group in state
        .security_groups()
        .filter(|it| asked.is_empty() || asked.contains(&it.id))
    {
        let has = |name: &str| match name {
            "group-id" => one(&group.id),
            "group-name" => one(&group.name),
            "description" => one(&group.description),
            "vpc-id" => one(&group.vpc),
            "owner-id" => one(&cx.names.account),
            _ => of_rules(group, name),
        };
        if pass(input.filters.as_ref(), &group.tags, has)? {
            found.push(Arc::clone(group));
        }
    }
    let token = input.next_token.as_deref();
    let (page, next) = take(
        "DescribeSecurityGroups",
        found,
        |it| &it.id,
        input.max_results,
        token,
    )?;
    Ok(api::DescribeSecurityGroupsResult {
        next_token: next,
        security_groups: Some(page.iter().map(|group| render(cx, group)).collect()),
    })
}

/// What a group's rules have of `ip-permission.…` or `egress.ip-permission.…`.
fn of_rules(group: &SecurityGroup, name: &str) -> Option<Vec<String>> {
    let (egress, rest) = match name.strip_prefix("egress.") {
        Some(rest) => (true, rest),
        None => (false, name),
    };
    let field = rest.strip_prefix("ip-permission.")?;
    let known = [
        "cidr",
        "ipv6-cidr",
        "group-id",
        "protocol",
        "from-port",
        "to-port",
    ];
    if !known.contains(&field) {
        return None;
    }
    let rules = group.rules.values().filter(|rule| rule.egress == egress);
    let value = |rule: &SecurityGroupRule| match (field, &rule.peer) {
        ("cidr", Peer::Ipv4(net)) => Some(net.to_string()),
        ("ipv6-cidr", Peer::Ipv6(net)) => Some(net.to_string()),
        ("group-id", Peer::Group(id)) => Some(id.clone()),
        ("protocol", _) => Some(rule.traffic.protocol.clone()),
        ("from-port", _) => rule.traffic.from_port.map(|port| port.to_string()),
        ("to-port", _) => rule.traffic.to_port.map(|port| port.to_string()),
        _ => None,
    };
    Some(rules.filter_map(value).collect())
}

/// The groups of a VPC.
pub(crate) fn of<'a>(
    state: &'a State,
    vpc: &'a str,
) -> impl Iterator<Item = &'a Arc<SecurityGroup>> {
    state
        .security_groups()
        .filter(move |group| group.vpc == vpc)
}

/// The group with this id, or of the default VPC with this name.
pub(crate) fn find<'a>(
    state: &'a State,
    id: Option<&str>,
    name: Option<&str>,
) -> Outcome<&'a Arc<SecurityGroup>> {
    match (id, name) {
        (Some(id), _) => state.security_group(id).ok_or_else(|| faults::no_group(id)),
        (None, Some(name)) => {
            let vpc = state.default_vpc().ok_or_else(no_default_vpc)?;
            let found = of(state, &vpc.id).find(|group| group.name == name);
            found.ok_or_else(|| {
                let text = format!(
                    "The security group '{name}' does not exist in default VPC '{}'",
                    vpc.id
                );
                Fault::client("InvalidGroup.NotFound", text)
            })
        }
        (None, None) => Err(faults::missing("groupName or groupId")),
    }
}

fn no_default_vpc() -> Fault {
    Fault::client("VPCIdNotSpecified", "No default VPC for this user")
}

/// The group that a VPC begins with: its own members may come in.
pub(crate) fn default_of(cx: &mut Context<'_>, vpc: &str) -> SecurityGroup {
    let group = id::fresh("sg", cx.entropy);
    let own = SecurityGroupRule {
        egress: false,
        peer: Peer::Group(group.clone()),
        ..everything_out()
    };
    let rules = [own, everything_out()].map(|rule| (id::fresh("sgr", cx.entropy), rule));
    SecurityGroup {
        id: group,
        vpc: vpc.to_owned(),
        name: DEFAULT.to_owned(),
        description: "default VPC security group".to_owned(),
        rules: BTreeMap::from(rules),
        tags: Tags::new(),
    }
}

fn everything_out() -> SecurityGroupRule {
    SecurityGroupRule {
        egress: true,
        traffic: Traffic {
            protocol: "-1".to_owned(),
            from_port: None,
            to_port: None,
        },
        peer: Peer::Ipv4(Ipv4Net::default()),
        description: None,
        tags: Tags::new(),
    }
}

/// What EC2 takes as a name or a description.
pub(crate) fn check_text(parameter: &str, text: &str) -> Outcome<()> {
    let plain =
        |letter: char| letter.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(letter);
    if text.is_empty() || text.chars().count() > NAME_MAX || !text.chars().all(plain) {
        let why = "It has 1 to 255 characters: letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*.";
        return Err(faults::invalid(parameter, text, why));
    }
    Ok(())
}

pub(crate) fn arn(cx: &Context<'_>, id: &str) -> String {
    let names = cx.names;
    format!(
        "arn:aws:ec2:{}:{}:security-group/{id}",
        names.region, names.account
    )
}

fn render(cx: &Context<'_>, group: &SecurityGroup) -> api::SecurityGroup {
    api::SecurityGroup {
        group_id: Some(group.id.clone()),
        ip_permissions_egress: Some(permissions::render(cx, group, true)),
        tags: Some(tags::render(&group.tags)),
        vpc_id: Some(group.vpc.clone()),
        security_group_arn: Some(arn(cx, &group.id)),
        owner_id: Some(cx.names.account.clone()),
        group_name: Some(group.name.clone()),
        description: Some(group.description.clone()),
        ip_permissions: Some(permissions::render(cx, group, false)),
    }
}
