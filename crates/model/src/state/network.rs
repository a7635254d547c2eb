//! VPCs, subnets and security groups in the state.

use std::sync::Arc;

use imbl::OrdMap;

use super::State;
use crate::{Change, SecurityGroup, Subnet, Vpc};

/// All of a region's network.
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    vpcs: OrdMap<String, Arc<Vpc>>,
    subnets: OrdMap<String, Arc<Subnet>>,
    groups: OrdMap<String, Arc<SecurityGroup>>,
}

impl State {
    /// The VPC with this id.
    #[must_use]
    pub fn vpc(&self, id: &str) -> Option<&Arc<Vpc>> {
        self.network.vpcs.get(id)
    }

    /// All VPCs, by id.
    pub fn vpcs(&self) -> impl Iterator<Item = &Arc<Vpc>> {
        self.network.vpcs.values()
    }

    /// The default VPC, unless it was deleted.
    #[must_use]
    pub fn default_vpc(&self) -> Option<&Arc<Vpc>> {
        self.vpcs().find(|vpc| vpc.is_default)
    }

    /// The subnet with this id.
    #[must_use]
    pub fn subnet(&self, id: &str) -> Option<&Arc<Subnet>> {
        self.network.subnets.get(id)
    }

    /// All subnets, by id.
    pub fn subnets(&self) -> impl Iterator<Item = &Arc<Subnet>> {
        self.network.subnets.values()
    }

    /// The security group with this id.
    #[must_use]
    pub fn security_group(&self, id: &str) -> Option<&Arc<SecurityGroup>> {
        self.network.groups.get(id)
    }

    /// All security groups, by id.
    pub fn security_groups(&self) -> impl Iterator<Item = &Arc<SecurityGroup>> {
        self.network.groups.values()
    }
}

impl Network {
    /// Makes a change that is about the network.
    pub(super) fn apply(&mut self, change: &Change) {
        match change {
            Change::PutVpc(vpc) => {
                self.vpcs.insert(vpc.id.clone(), Arc::clone(vpc));
            }
            Change::DeleteVpc(id) => drop(self.vpcs.remove(id)),
            Change::PutSubnet(subnet) => {
                self.subnets.insert(subnet.id.clone(), Arc::clone(subnet));
            }
            Change::DeleteSubnet(id) => drop(self.subnets.remove(id)),
            Change::PutSecurityGroup(group) => {
                self.groups.insert(group.id.clone(), Arc::clone(group));
            }
            Change::DeleteSecurityGroup(id) => drop(self.groups.remove(id)),
            _ => {}
        }
    }
}
