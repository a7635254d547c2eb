//! What agents are told of interfaces: each of its tasks' own, and the VPCs that they are in.

use std::collections::{BTreeMap, BTreeSet};

use berth_link::acs;
use berth_model::{
    Attachment, AttachmentStatus, DesiredStatus, InstanceId, Names, NetworkInterface, Peer,
    SecurityGroup, SecurityGroupRule, State, Task,
};

/// The agent of a task's instance has not said yet that it has the task's interface.
pub(crate) fn is_untold(task: &Task) -> bool {
    let open = |it: &Attachment| it.interface.is_some() && it.status < AttachmentStatus::Attached;
    task.desired_status == DesiredStatus::Running && task.attachments.iter().any(open)
}

/// The interfaces of a task, in its payload and in the message that they are to come.
pub(crate) fn interfaces(state: &State, names: &Names, task: &Task) -> Vec<acs::NetworkInterface> {
    let interface = |attachment: &Attachment| {
        let shown = attachment.interface.as_ref()?;
        let subnet = state.subnet(&shown.subnet)?;
        let vpc = state.vpc(&subnet.vpc)?;
        let prefix = subnet.cidr.prefix_len();
        Some(acs::NetworkInterface {
            attachment_arn: names.attachment(&attachment.id),
            ec2_id: shown.id.clone(),
            mac_address: shown.mac_address.to_string(),
            ipv4_addresses: vec![acs::Ipv4Address {
                primary: true,
                private_address: shown.private_address.to_string(),
            }],
            subnet_gateway_ipv4_address: format!("{}/{prefix}", subnet.gateway()),
            domain_name_servers: vec![vpc.resolver().to_string()],
            domain_name: vec![names.private_domain()],
            private_dns_name: names.private_dns_name(shown.private_address),
            interface_association_protocol: "default".to_owned(),
            ..acs::NetworkInterface::default()
        })
    };
    task.attachments.iter().filter_map(interface).collect()
}

/// A number for each VPC that an instance has interfaces in, which is another whenever something of the
/// VPC is: what [`vpcs_of`] says is the same as long as these are.
#[must_use]
pub fn vpcs_version(state: &State, instance: InstanceId) -> BTreeMap<String, u64> {
    let vpcs: BTreeSet<&String> = state.interfaces_on(instance).map(|it| &it.vpc).collect();
    let vpcs = vpcs.into_iter();
    vpcs.map(|vpc| (vpc.clone(), state.vpc_changes(vpc)))
        .collect()
}

/// What an instance must know of the VPCs that it has interfaces in.
#[must_use]
pub fn vpcs_of(state: &State, instance: InstanceId) -> Vec<acs::VpcNetwork> {
    let vpcs: BTreeSet<&String> = state.interfaces_on(instance).map(|it| &it.vpc).collect();
    let vpcs = vpcs.into_iter();
    vpcs.filter_map(|vpc| vpc_for(state, instance, vpc))
        .collect()
}

fn vpc_for(state: &State, instance: InstanceId, id: &str) -> Option<acs::VpcNetwork> {
    let vpc = state.vpc(id)?;
    let mut tunnels: BTreeMap<InstanceId, Option<String>> = BTreeMap::new();
    let mut groups = BTreeSet::new();
    let interfaces = state.interfaces_in(id).filter_map(|it| {
        let on = it.instance()?;
        if on == instance {
            groups.extend(it.groups.iter());
            return Some(interface(it, None));
        }
        let tunnel = tunnels.entry(on).or_insert_with(|| {
            let host = state.instance(on)?;
            let address = host.attribute(acs::TUNNEL_ADDRESS_ATTRIBUTE)?;
            Some(address.to_owned())
        });
        // Nothing comes from or gets to one on a host that does not say where it is.
        let tunnel = tunnel.clone()?;
        Some(interface(it, Some(tunnel)))
    });
    let interfaces: Vec<_> = interfaces.collect();
    let groups = groups.into_iter().filter_map(|id| state.security_group(id));
    Some(acs::VpcNetwork {
        vpc_id: vpc.id.clone(),
        vxlan_id: vpc.vxlan_id,
        cidr_blocks: vec![vpc.cidr.to_string()],
        subnets: state
            .subnets_of(id)
            .map(|subnet| subnet.cidr.to_string())
            .collect(),
        security_groups: groups.map(|it| group(it)).collect(),
        interfaces,
    })
}

fn interface(it: &NetworkInterface, host: Option<String>) -> acs::VpcInterface {
    acs::VpcInterface {
        network_interface_id: it.id.clone(),
        mac_address: it.mac_address.to_string(),
        private_address: it.private_address.to_string(),
        public_address: it.public_ipv4.map(|address| address.to_string()),
        host,
        security_groups: it.groups.clone(),
    }
}

fn group(group: &SecurityGroup) -> acs::SecurityGroup {
    let of = |egress: bool| {
        let rules = group.rules.values().filter(|rule| rule.egress == egress);
        rules.map(rule).collect()
    };
    acs::SecurityGroup {
        group_id: group.id.clone(),
        ingress: of(false),
        egress: of(true),
    }
}

fn rule(rule: &SecurityGroupRule) -> acs::SecurityGroupRule {
    let (cidr, peer) = match &rule.peer {
        Peer::Ipv4(net) => (Some(net.to_string()), None),
        Peer::Ipv6(net) => (Some(net.to_string()), None),
        Peer::Group(id) => (None, Some(id.clone())),
    };
    acs::SecurityGroupRule {
        protocol: rule.traffic.protocol.clone(),
        from_port: rule.traffic.from_port,
        to_port: rule.traffic.to_port,
        cidr,
        group: peer,
    }
}
