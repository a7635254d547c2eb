//! Our own addition: what a host must know of the VPCs that its tasks' interfaces are in. On AWS the
//! network itself enforces security groups and finds the host of an address; here agents do, with
//! what these messages say. Amazon's agent never asks and never hears.

use serde::{Deserialize, Serialize};

/// The name in the connect query by which an agent asks for [`NetworkMessage`]s, with the value `true`.
pub const NETWORK_QUERY: &str = "berthNetwork";

/// The attribute by which an agent says at which address of its host others reach its VXLAN end.
pub const TUNNEL_ADDRESS_ATTRIBUTE: &str = "berth.tunnel-address";

/// All VPCs in which the instance has an interface; replaces what was said before. Sent after each
/// connect and when anything of it changed, before a payload that needs it. Answered by an
/// [`super::AckRequest`] when it is enforced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NetworkMessage {
    /// To be acknowledged.
    pub message_id: String,
    /// Of the instance.
    pub cluster_arn: String,
    /// Who is meant.
    pub container_instance_arn: String,
    /// One for each VPC.
    pub vpcs: Vec<VpcNetwork>,
}

/// A VPC as a host must know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VpcNetwork {
    /// `vpc-…`.
    pub vpc_id: String,
    /// Between hosts, 24 bits, the same on all hosts.
    pub vxlan_id: u32,
    /// All its address ranges.
    pub cidr_blocks: Vec<String>,
    /// Its subnets' ranges; the first address after the network's is the router's.
    pub subnets: Vec<String>,
    /// Every interface in the VPC, on this host and on others.
    pub interfaces: Vec<VpcInterface>,
    /// The groups that interfaces on this host are in.
    pub security_groups: Vec<SecurityGroup>,
}

/// An interface somewhere in a VPC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VpcInterface {
    /// `eni-…`.
    pub network_interface_id: String,
    /// MAC address.
    pub mac_address: String,
    /// IPv4.
    pub private_address: String,
    /// IPv4, by which it is reached from outside the VPC; absent if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_address: Option<String>,
    /// The tunnel address of its host; absent if it is on this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The groups it is in.
    pub security_groups: Vec<String>,
}

/// What a security group lets pass.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SecurityGroup {
    /// `sg-…`.
    pub group_id: String,
    /// Towards its interfaces.
    pub ingress: Vec<SecurityGroupRule>,
    /// From its interfaces.
    pub egress: Vec<SecurityGroupRule>,
}

/// One permission: a protocol, its ports, and either addresses or a group at the other end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SecurityGroupRule {
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a protocol's number, or `-1` for all.
    pub protocol: String,
    /// The first port, or the ICMP type with -1 for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_port: Option<i32>,
    /// The last port, or the ICMP code with -1 for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_port: Option<i32>,
    /// Addresses at the other end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cidr: Option<String>,
    /// A group at the other end, by its id; its members are in [`VpcNetwork::interfaces`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}
