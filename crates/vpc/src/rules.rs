//! Security group rules: giving and taking permissions.

use std::sync::Arc;

use berth_api_ec2 as api;
use berth_model::{Change, Peer, SecurityGroup, SecurityGroupRule, State, Tx};
use berth_protocol::fault::Fault;

use crate::filters::{one, pass, take};
use crate::permissions::{self, Asked};
use crate::{Context, Outcome, faults, groups, id, tags};

/// Rules of one direction, as EC2 limits them.
const RULES_MAX: usize = 60;

/// What the requests of both directions have in common.
struct Ask {
    egress: bool,
    group_id: Option<String>,
    group_name: Option<String>,
    permissions: Vec<api::IpPermission>,
    rule_ids: Vec<String>,
}

/// One permission given without `IpPermissions`.
fn flat(
    protocol: Option<String>,
    ports: (Option<i32>, Option<i32>),
    cidr: Option<String>,
    group: Option<String>,
) -> Option<api::IpPermission> {
    if protocol.is_none() && cidr.is_none() && group.is_none() {
        return None;
    }
    // A source group alone stands for everything that its members send.
    let protocol = protocol.or_else(|| group.as_ref().map(|_| "-1".to_owned()));
    Some(api::IpPermission {
        ip_protocol: protocol,
        from_port: ports.0,
        to_port: ports.1,
        ip_ranges: cidr.map(|cidr| {
            vec![api::IpRange {
                description: None,
                cidr_ip: Some(cidr),
            }]
        }),
        user_id_group_pairs: group.map(|name| {
            vec![api::UserIdGroupPair {
                group_name: Some(name),
                ..Default::default()
            }]
        }),
        ..Default::default()
    })
}

macro_rules! ask {
    ($input:ident, $egress:literal, $rule_ids:expr) => {{
        let ports = ($input.from_port, $input.to_port);
        let one = flat(
            $input.ip_protocol,
            ports,
            $input.cidr_ip,
            $input.source_security_group_name,
        );
        let mut permissions = $input.ip_permissions.unwrap_or_default();
        if let Some(one) = one {
            if !permissions.is_empty() {
                let text = "ipPermissions may not be given beside a permission of its own";
                return Err(faults::combination(text));
            }
            permissions.push(one);
        }
        Ask {
            egress: $egress,
            group_id: $input.group_id,
            group_name: $input.group_name,
            permissions,
            rule_ids: $rule_ids,
        }
    }};
}

/// Lets traffic in.
///
/// # Errors
/// `InvalidGroup.NotFound`, `InvalidPermission.Duplicate`, `RulesPerSecurityGroupLimitExceeded`,
/// `InvalidParameterValue`, `MissingParameter`.
pub fn authorize_ingress(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::AuthorizeSecurityGroupIngressRequest,
) -> Outcome<api::AuthorizeSecurityGroupIngressResult> {
    let given = tags::of_request(input.tag_specifications.as_ref(), "security-group-rule")?;
    let rules = authorize(tx, cx, ask!(input, false, Vec::new()), &given)?;
    Ok(api::AuthorizeSecurityGroupIngressResult {
        r#return: Some(true),
        security_group_rules: Some(rules),
    })
}

/// Lets traffic out.
///
/// # Errors
/// As [`authorize_ingress`].
pub fn authorize_egress(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    input: api::AuthorizeSecurityGroupEgressRequest,
) -> Outcome<api::AuthorizeSecurityGroupEgressResult> {
    let given = tags::of_request(input.tag_specifications.as_ref(), "security-group-rule")?;
    let input = Named::from(input);
    let rules = authorize(tx, cx, ask!(input, true, Vec::new()), &given)?;
    Ok(api::AuthorizeSecurityGroupEgressResult {
        r#return: Some(true),
        security_group_rules: Some(rules),
    })
}

/// An egress request with the name that it does not have.
struct Named {
    group_id: Option<String>,
    group_name: Option<String>,
    ip_protocol: Option<String>,
    from_port: Option<i32>,
    to_port: Option<i32>,
    cidr_ip: Option<String>,
    source_security_group_name: Option<String>,
    ip_permissions: Option<Vec<api::IpPermission>>,
}

macro_rules! named {
    ($($request:ident),*) => {$(
        impl From<api::$request> for Named {
            fn from(input: api::$request) -> Self {
                Self {
                    group_id: input.group_id,
                    group_name: None,
                    ip_protocol: input.ip_protocol,
                    from_port: input.from_port,
                    to_port: input.to_port,
                    cidr_ip: input.cidr_ip,
                    source_security_group_name: input.source_security_group_name,
                    ip_permissions: input.ip_permissions,
                }
            }
        }
    )*};
}
named!(
    AuthorizeSecurityGroupEgressRequest,
    RevokeSecurityGroupEgressRequest
);

fn authorize(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    ask: Ask,
    given: &berth_model::Tags,
) -> Outcome<Vec<api::SecurityGroupRule>> {
    let group = groups::find(tx, ask.group_id.as_deref(), ask.group_name.as_deref())?;
    let mut group = SecurityGroup::clone(group);
    let mut made = Vec::new();
    for asked in permissions::parse(tx, &group.vpc, &ask.permissions)? {
        if position(&group, ask.egress, &asked).is_some() {
            let text = format!("the specified rule \"{}\" already exists", words(&asked));
            return Err(Fault::client("InvalidPermission.Duplicate", text));
        }
        let rule = SecurityGroupRule {
            egress: ask.egress,
            traffic: asked.traffic,
            peer: asked.peer,
            description: asked.description,
            tags: given.clone(),
        };
        let id = id::fresh("sgr", cx.entropy);
        made.push(render(cx, &group.id, &id, &rule));
        group.rules.insert(id, rule);
    }
    let same_way = group
        .rules
        .values()
        .filter(|rule| rule.egress == ask.egress);
    if same_way.count() > RULES_MAX {
        let text = format!("A security group has at most {RULES_MAX} rules of one direction");
        return Err(Fault::client("RulesPerSecurityGroupLimitExceeded", text));
    }
    tx.record(Change::PutSecurityGroup(Arc::new(group)));
    Ok(made)
}

/// Takes permissions to come in back.
///
/// # Errors
/// `InvalidGroup.NotFound`, `InvalidPermission.NotFound`, `InvalidSecurityGroupRuleId.NotFound`,
/// `InvalidParameterValue`, `MissingParameter`.
pub fn revoke_ingress(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::RevokeSecurityGroupIngressRequest,
) -> Outcome<api::RevokeSecurityGroupIngressResult> {
    let ids = input.security_group_rule_ids.clone().unwrap_or_default();
    let revoked = revoke(tx, ask!(input, false, ids))?;
    Ok(api::RevokeSecurityGroupIngressResult {
        r#return: Some(true),
        unknown_ip_permissions: Some(Vec::new()),
        revoked_security_group_rules: Some(revoked),
    })
}

/// Takes permissions to go out back.
///
/// # Errors
/// As [`revoke_ingress`].
pub fn revoke_egress(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::RevokeSecurityGroupEgressRequest,
) -> Outcome<api::RevokeSecurityGroupEgressResult> {
    let ids = input.security_group_rule_ids.clone().unwrap_or_default();
    let input = Named::from(input);
    let revoked = revoke(tx, ask!(input, true, ids))?;
    Ok(api::RevokeSecurityGroupEgressResult {
        r#return: Some(true),
        unknown_ip_permissions: Some(Vec::new()),
        revoked_security_group_rules: Some(revoked),
    })
}

fn revoke(tx: &mut Tx, ask: Ask) -> Outcome<Vec<api::RevokedSecurityGroupRule>> {
    let group = groups::find(tx, ask.group_id.as_deref(), ask.group_name.as_deref())?;
    let mut group = SecurityGroup::clone(group);
    let mut gone = Vec::new();
    for id in &ask.rule_ids {
        let there = group
            .rules
            .get(id)
            .is_some_and(|rule| rule.egress == ask.egress);
        if !there {
            let text = format!("The security group rule ID '{id}' does not exist");
            return Err(Fault::client("InvalidSecurityGroupRuleId.NotFound", text));
        }
        gone.push(id.clone());
    }
    if ask.rule_ids.is_empty() {
        for asked in permissions::parse(tx, &group.vpc, &ask.permissions)? {
            let found = position(&group, ask.egress, &asked).ok_or_else(|| {
                let text = "The specified rule does not exist in this security group.";
                Fault::client("InvalidPermission.NotFound", text)
            })?;
            gone.push(found);
        }
    }
    let mut revoked = Vec::new();
    for id in gone {
        if let Some(rule) = group.rules.remove(&id) {
            revoked.push(render_revoked(&group.id, &id, &rule));
        }
    }
    tx.record(Change::PutSecurityGroup(Arc::new(group)));
    Ok(revoked)
}

/// The id of the rule of this traffic and peer, whatever its description.
fn position(group: &SecurityGroup, egress: bool, asked: &Asked) -> Option<String> {
    let same = |rule: &SecurityGroupRule| {
        rule.egress == egress && rule.traffic == asked.traffic && rule.peer == asked.peer
    };
    let mut rules = group.rules.iter();
    rules.find(|(_, rule)| same(rule)).map(|(id, _)| id.clone())
}

fn words(asked: &Asked) -> String {
    let peer = match &asked.peer {
        Peer::Ipv4(net) => net.to_string(),
        Peer::Ipv6(net) => net.to_string(),
        Peer::Group(id) => id.clone(),
    };
    let traffic = &asked.traffic;
    let ports = match (traffic.from_port, traffic.to_port) {
        (Some(from), Some(to)) => format!(", from port: {from}, to port: {to}"),
        _ => String::new(),
    };
    let protocol = match traffic.protocol.as_str() {
        "-1" => "ALL".to_owned(),
        other => other.to_ascii_uppercase(),
    };
    format!("peer: {peer}, {protocol}{ports}, ALLOW")
}

/// Rules by id, or all that the filters let pass.
///
/// # Errors
/// `InvalidSecurityGroupRuleId.NotFound`, `InvalidParameterValue`.
pub fn describe_security_group_rules(
    state: &State,
    cx: &Context<'_>,
    input: api::DescribeSecurityGroupRulesRequest,
) -> Outcome<api::DescribeSecurityGroupRulesResult> {
    let asked = input.security_group_rule_ids.unwrap_or_default();
    let all = || {
        state.security_groups().flat_map(|group| {
            let rules = group.rules.iter();
            rules.map(move |(id, rule)| (id, &group.id, rule))
        })
    };
    if let Some(id) = asked.iter().find(|id| !all().any(|(own, ..)| own == *id)) {
        let text = format!("The security group rule ID '{id}' does not exist");
        return Err(Fault::client("InvalidSecurityGroupRuleId.NotFound", text));
    }
    let mut found = Vec::new();
    for (id, group, rule) in all().filter(|(id, ..)| asked.is_empty() || asked.contains(id)) {
        let has = |name: &str| match name {
            "group-id" => one(group),
            "security-group-rule-id" => one(id),
            _ => None,
        };
        if pass(input.filters.as_ref(), &rule.tags, has)? {
            found.push((id.as_str(), group.as_str(), rule));
        }
    }
    found.sort_by_key(|(id, ..)| *id);
    let token = input.next_token.as_deref();
    let list = "DescribeSecurityGroupRules";
    let (page, next) = take(list, found, |it| it.0, input.max_results, token)?;
    let rules = page
        .into_iter()
        .map(|(id, group, rule)| render(cx, group, id, rule));
    Ok(api::DescribeSecurityGroupRulesResult {
        security_group_rules: Some(rules.collect()),
        next_token: next,
    })
}

fn render(
    cx: &Context<'_>,
    group: &str,
    id: &str,
    rule: &SecurityGroupRule,
) -> api::SecurityGroupRule {
    let account = &cx.names.account;
    let mut answer = api::SecurityGroupRule {
        security_group_rule_id: Some(id.to_owned()),
        group_id: Some(group.to_owned()),
        group_owner_id: Some(account.clone()),
        is_egress: Some(rule.egress),
        ip_protocol: Some(rule.traffic.protocol.clone()),
        from_port: Some(rule.traffic.from_port.unwrap_or(-1)),
        to_port: Some(rule.traffic.to_port.unwrap_or(-1)),
        description: rule.description.clone(),
        tags: Some(tags::render(&rule.tags)),
        security_group_rule_arn: Some(format!(
            "arn:aws:ec2:{}:{account}:security-group-rule/{id}",
            cx.names.region
        )),
        ..Default::default()
    };
    match &rule.peer {
        Peer::Ipv4(net) => answer.cidr_ipv4 = Some(net.to_string()),
        Peer::Ipv6(net) => answer.cidr_ipv6 = Some(net.to_string()),
        Peer::Group(id) => {
            answer.referenced_group_info = Some(api::ReferencedSecurityGroup {
                group_id: Some(id.clone()),
                user_id: Some(account.clone()),
                ..Default::default()
            });
        }
    }
    answer
}

fn render_revoked(
    group: &str,
    id: &str,
    rule: &SecurityGroupRule,
) -> api::RevokedSecurityGroupRule {
    let mut answer = api::RevokedSecurityGroupRule {
        security_group_rule_id: Some(id.to_owned()),
        group_id: Some(group.to_owned()),
        is_egress: Some(rule.egress),
        ip_protocol: Some(rule.traffic.protocol.clone()),
        from_port: Some(rule.traffic.from_port.unwrap_or(-1)),
        to_port: Some(rule.traffic.to_port.unwrap_or(-1)),
        description: rule.description.clone(),
        ..Default::default()
    };
    match &rule.peer {
        Peer::Ipv4(net) => answer.cidr_ipv4 = Some(net.to_string()),
        Peer::Ipv6(net) => answer.cidr_ipv6 = Some(net.to_string()),
        Peer::Group(id) => answer.referenced_group_id = Some(id.clone()),
    }
    answer
}
