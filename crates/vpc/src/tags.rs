//! Tags: of a request that makes something, and the operations on those of resources.

use std::sync::Arc;

use berth_api_ec2 as api;
use berth_model::{Change, NetworkInterface, SecurityGroup, State, Subnet, Tags, Tx, Vpc};
use berth_protocol::fault::Fault;

use crate::filters::{one, pass, take};
use crate::{Context, Outcome, faults, interfaces};

const TAGS_MAX: usize = 50;

/// The tags that a request gives to a new resource of type `kind`.
///
/// # Errors
/// `InvalidParameterValue` for another resource's tags or a tag that is none.
pub(crate) fn of_request(
    specifications: Option<&Vec<api::TagSpecification>>,
    kind: &str,
) -> Outcome<Tags> {
    let mut tags = Tags::new();
    for specification in specifications.into_iter().flatten() {
        let named = specification
            .resource_type
            .as_ref()
            .map_or("", |it| it.as_str());
        if named != kind {
            let text =
                format!("'{named}' is not a valid taggable resource type for this operation.");
            return Err(Fault::client("InvalidParameterValue", text));
        }
        add(&mut tags, specification.tags.as_deref().unwrap_or_default())?;
    }
    Ok(tags)
}

fn add(tags: &mut Tags, more: &[api::Tag]) -> Outcome<()> {
    for tag in more {
        let key = tag.key.clone().filter(|key| !key.is_empty());
        let key = key.ok_or_else(|| faults::missing("Tag.Key"))?;
        let value = tag.value.clone().unwrap_or_default();
        if key.to_ascii_lowercase().starts_with("aws:") {
            let text = "Tag keys starting with 'aws:' are reserved for internal use";
            return Err(Fault::client("InvalidParameterValue", text));
        }
        if key.chars().count() > 127 || value.chars().count() > 255 {
            let text = format!(
                "Tag '{key}' exceeds the maximum of 127 characters of a key and 255 of a value"
            );
            return Err(Fault::client("InvalidParameterValue", text));
        }
        tags.insert(key, value);
    }
    if tags.len() > TAGS_MAX {
        let text = format!("A resource has at most {TAGS_MAX} tags.");
        return Err(Fault::client("TagLimitExceeded", text));
    }
    Ok(())
}

/// Tags in an answer.
pub(crate) fn render(tags: &Tags) -> Vec<api::Tag> {
    let tag = |(key, value): (&String, &String)| api::Tag {
        key: Some(key.clone()),
        value: Some(value.clone()),
    };
    tags.iter().map(tag).collect()
}

/// A resource that has tags.
enum Tagged {
    Vpc(Arc<Vpc>),
    Subnet(Arc<Subnet>),
    Group(Arc<SecurityGroup>),
    Interface(Arc<NetworkInterface>),
    /// The rule's id beside its group.
    Rule(Arc<SecurityGroup>, String),
}

impl Tagged {
    fn find(state: &State, id: &str) -> Outcome<Self> {
        let kind = id.split('-').next().unwrap_or_default();
        match kind {
            "vpc" => state
                .vpc(id)
                .cloned()
                .map(Self::Vpc)
                .ok_or_else(|| faults::no_vpc(id)),
            "subnet" => {
                let subnet = state.subnet(id).cloned().map(Self::Subnet);
                subnet.ok_or_else(|| faults::no_subnet(id))
            }
            "sg" => {
                let group = state.security_group(id).cloned().map(Self::Group);
                group.ok_or_else(|| faults::no_group(id))
            }
            "eni" => interfaces::find(state, Some(id))
                .cloned()
                .map(Self::Interface),
            "sgr" => {
                let mut groups = state.security_groups();
                let group = groups.find(|group| group.rules.contains_key(id));
                let rule = group.map(|group| Self::Rule(Arc::clone(group), id.to_owned()));
                rule.ok_or_else(|| {
                    let text = format!("The security group rule ID '{id}' does not exist");
                    Fault::client("InvalidSecurityGroupRuleId.NotFound", text)
                })
            }
            _ => Err(Fault::client(
                "InvalidID",
                format!("The ID '{id}' is not valid"),
            )),
        }
    }

    fn change(self, tx: &mut Tx, change: impl FnOnce(&mut Tags) -> Outcome<()>) -> Outcome<()> {
        let change = match self {
            Self::Vpc(vpc) => {
                let mut vpc = Vpc::clone(&vpc);
                change(&mut vpc.tags)?;
                Change::PutVpc(Arc::new(vpc))
            }
            Self::Subnet(subnet) => {
                let mut subnet = Subnet::clone(&subnet);
                change(&mut subnet.tags)?;
                Change::PutSubnet(Arc::new(subnet))
            }
            Self::Group(group) => {
                let mut group = SecurityGroup::clone(&group);
                change(&mut group.tags)?;
                Change::PutSecurityGroup(Arc::new(group))
            }
            Self::Interface(interface) => {
                let mut interface = NetworkInterface::clone(&interface);
                change(&mut interface.tags)?;
                Change::PutNetworkInterface(Arc::new(interface))
            }
            Self::Rule(group, id) => {
                let mut group = SecurityGroup::clone(&group);
                if let Some(rule) = group.rules.get_mut(&id) {
                    change(&mut rule.tags)?;
                }
                Change::PutSecurityGroup(Arc::new(group))
            }
        };
        tx.record(change);
        Ok(())
    }
}

/// Adds tags to resources; those of the same key are overwritten.
///
/// # Errors
/// That a resource is not there, by its own code; `InvalidParameterValue`, `TagLimitExceeded`.
pub fn create_tags(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::CreateTagsRequest,
) -> Outcome<()> {
    let tags = input.tags.unwrap_or_default();
    for id in input.resources.unwrap_or_default() {
        Tagged::find(tx, &id)?.change(tx, |of| add(of, &tags))?;
    }
    Ok(())
}

/// Removes tags of resources: of these keys and, where a value is given, only with that one. Without
/// tags, all.
///
/// # Errors
/// That a resource is not there, by its own code.
pub fn delete_tags(
    tx: &mut Tx,
    _cx: &mut Context<'_>,
    input: api::DeleteTagsRequest,
) -> Outcome<()> {
    for id in input.resources.unwrap_or_default() {
        Tagged::find(tx, &id)?.change(tx, |of| {
            match &input.tags {
                None => of.clear(),
                Some(tags) => of.retain(|key, value| {
                    !tags.iter().any(|tag| {
                        tag.key.as_deref() == Some(key)
                            && tag.value.as_ref().is_none_or(|wanted| wanted == value)
                    })
                }),
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// All tags of all resources that the filters let pass.
///
/// # Errors
/// `InvalidParameterValue`.
pub fn describe_tags(
    state: &State,
    _cx: &Context<'_>,
    input: api::DescribeTagsRequest,
) -> Outcome<api::DescribeTagsResult> {
    let vpcs = state.vpcs().map(|it| ("vpc", it.id.as_str(), &it.tags));
    let subnets = state
        .subnets()
        .map(|it| ("subnet", it.id.as_str(), &it.tags));
    let groups = state
        .security_groups()
        .map(|it| ("security-group", it.id.as_str(), &it.tags));
    let interfaces = state
        .network_interfaces()
        .map(|it| ("network-interface", it.id.as_str(), &it.tags));
    let rules = state.security_groups().flat_map(|group| {
        let rules = group.rules.iter();
        rules.map(|(id, rule)| ("security-group-rule", id.as_str(), &rule.tags))
    });
    let mut found = Vec::new();
    for (kind, id, tags) in vpcs
        .chain(subnets)
        .chain(groups)
        .chain(interfaces)
        .chain(rules)
    {
        for (key, value) in tags {
            let has = |name: &str| match name {
                "key" => one(key),
                "value" => one(value),
                "resource-id" => one(id),
                "resource-type" => one(kind),
                _ => None,
            };
            let own = Tags::from([(key.clone(), value.clone())]);
            if pass(input.filters.as_ref(), &own, has)? {
                found.push((format!("{id} {key}"), kind, id, key, value));
            }
        }
    }
    found.sort();
    let size = input.max_results;
    let (page, next) = take(
        "DescribeTags",
        found,
        |it| &it.0,
        size,
        input.next_token.as_deref(),
    )?;
    let tag =
        |(_, kind, id, key, value): (String, &str, &str, &String, &String)| api::TagDescription {
            key: Some(key.clone()),
            resource_id: Some(id.to_owned()),
            resource_type: Some(kind.into()),
            value: Some(value.clone()),
        };
    Ok(api::DescribeTagsResult {
        next_token: next,
        tags: Some(page.into_iter().map(tag).collect()),
    })
}
