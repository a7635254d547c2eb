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
    /// Each VPC's own group.
    default_groups: OrdMap<String, String>,
    /// The number of the newest change in each VPC. Counted in memory only: a loaded state begins
    /// anew.
    changes: OrdMap<String, u64>,
    changes_made: u64,
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

    /// The subnets of a VPC, by id.
    pub fn subnets_of<'a>(&'a self, vpc: &'a str) -> impl Iterator<Item = &'a Arc<Subnet>> {
        self.subnets().filter(move |subnet| subnet.vpc == vpc)
    }

    /// The id of a VPC's own security group.
    #[must_use]
    pub fn default_group_of(&self, vpc: &str) -> Option<&str> {
        self.network.default_groups.get(vpc).map(String::as_str)
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

    /// The number of the newest change of what hosts must know of a VPC; it only grows, until the state
    /// is loaded again.
    #[must_use]
    pub fn vpc_changes(&self, vpc: &str) -> u64 {
        self.network.changes.get(vpc).copied().unwrap_or(0)
    }
}

impl Network {
    /// Makes a change that is about the network.
    pub(super) fn apply(&mut self, change: &Change) {
        match change {
            Change::PutVpc(vpc) => {
                self.note_change(vpc.id.clone());
                self.vpcs.insert(vpc.id.clone(), Arc::clone(vpc));
            }
            Change::DeleteVpc(id) => {
                self.vpcs.remove(id);
                self.changes.remove(id);
            }
            Change::PutSubnet(subnet) => {
                self.note_change(subnet.vpc.clone());
                self.subnets.insert(subnet.id.clone(), Arc::clone(subnet));
            }
            Change::DeleteSubnet(id) => {
                if let Some(subnet) = self.subnets.remove(id) {
                    self.note_change(subnet.vpc.clone());
                }
            }
            Change::PutSecurityGroup(group) => {
                self.note_change(group.vpc.clone());
                if group.name == "default" {
                    let key = group.vpc.clone();
                    self.default_groups.insert(key, group.id.clone());
                }
                self.groups.insert(group.id.clone(), Arc::clone(group));
            }
            Change::DeleteSecurityGroup(id) => {
                if let Some(group) = self.groups.remove(id) {
                    self.note_change(group.vpc.clone());
                    if group.name == "default" {
                        self.default_groups.remove(&group.vpc);
                    }
                }
            }
            _ => {}
        }
    }

    /// Something that hosts must know of a VPC is another.
    pub(super) fn note_change(&mut self, vpc: String) {
        self.changes_made += 1;
        self.changes.insert(vpc, self.changes_made);
    }
}
