//! Network interfaces: an address of a subnet, and whose it is.

use std::{fmt, net::Ipv4Addr};

use serde::{Deserialize, Serialize};

use crate::{InstanceId, Tags, TaskId, Timestamp};

/// An address that was given back is given to nobody for so long, so that nobody's packets go to
/// somebody new.
pub const ADDRESS_HELD_SECONDS: i64 = 60;

/// An elastic network interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkInterface {
    /// `eni-` and 17 hexadecimal digits.
    pub id: String,
    /// The VPC's id.
    pub vpc: String,
    /// The subnet's id.
    pub subnet: String,
    /// The subnet's zone.
    pub availability_zone: String,
    /// One of the subnet's, which no other interface of the VPC has.
    pub private_address: Ipv4Addr,
    /// No other interface of the region has it.
    pub mac_address: MacAddress,
    /// Ids of its security groups, one at least.
    pub groups: Vec<String>,
    /// For people.
    pub description: String,
    /// It was asked for with a public address. Those made before there were any have none all the same.
    pub public_address: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whose it is; `None` if somebody has made it and nobody uses it.
    pub attachment: Option<InterfaceAttachment>,
    /// When it was given back. There is no such interface from then on; the record only holds its
    /// address for [`ADDRESS_HELD_SECONDS`].
    pub released_at: Option<Timestamp>,
    /// Its tags.
    pub tags: Tags,
    /// The address by which it is reached from outside the VPC, which no other interface of the region has.
    #[serde(default)]
    pub public_ipv4: Option<Ipv4Addr>,
}

/// Who has an interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterfaceAttachment {
    /// A UUID, the same as in the task.
    pub id: String,
    /// The task.
    pub task: TaskId,
    /// Where the task is.
    pub instance: InstanceId,
}

impl NetworkInterface {
    /// Only its address is held still.
    #[must_use]
    pub const fn is_released(&self) -> bool {
        self.released_at.is_some()
    }

    /// The container instance it is on.
    #[must_use]
    pub fn instance(&self) -> Option<InstanceId> {
        self.attachment.as_ref().map(|it| it.instance)
    }
}

/// An Ethernet address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MacAddress(pub [u8; 6]);

impl MacAddress {
    /// One that no manufacturer has given out, of these bits.
    #[must_use]
    pub const fn local(bits: [u8; 5]) -> Self {
        let [a, b, c, d, e] = bits;
        Self([0x02, a, b, c, d, e])
    }
}

impl fmt::Display for MacAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

/// A task's `awsvpcConfiguration`, checked, with the VPC's own security group if none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awsvpc {
    /// 1 to 16 subnets of one VPC, by id.
    pub subnets: Vec<String>,
    /// 1 to 5 security groups of that VPC, by id.
    pub groups: Vec<String>,
    /// `assignPublicIp` is ENABLED.
    pub public_address: bool,
}
