//! The network part of the EC2 API: every operation as a pure function over the region's state.
//!
//! As in `berth-ecs`: a function that reads takes a [`State`](berth_model::State), one that changes
//! something a [`Tx`](berth_model::Tx), both a [`Context`]. Every region begins with a default VPC
//! ([`ensure_default_vpc`]). Nothing here knows how addresses and rules are enforced on a host.
//!
//! A request with `DryRun` is answered `DryRunOperation` once it is known that it would have
//! succeeded; since a failed command leaves no change, that is all there is to it ([`dry_run`]).

mod default_vpc;
mod faults;
mod filters;
mod groups;
mod id;
mod interfaces;
mod permissions;
mod public_addresses;
mod rules;
mod subnets;
mod tags;
mod vpcs;
mod zones;

#[cfg(test)]
mod tests;

pub use berth_ecs::{Context, Outcome};
pub use default_vpc::{create_default_vpc, ensure_default_vpc};
pub use groups::{create_security_group, delete_security_group, describe_security_groups};
pub use interfaces::{
    create_network_interface, delete_network_interface, describe_network_interfaces,
    modify_network_interface_attribute,
};
pub use public_addresses::ensure_public_addresses;
pub use rules::{
    authorize_egress, authorize_ingress, describe_security_group_rules, revoke_egress,
    revoke_ingress,
};
pub use subnets::{create_subnet, delete_subnet, describe_subnets, modify_subnet_attribute};
pub use tags::{create_tags, delete_tags, describe_tags};
pub use vpcs::{
    create_vpc, delete_vpc, describe_vpc_attribute, describe_vpcs, modify_vpc_attribute,
};
pub use zones::{
    describe_account_attributes, describe_availability_zones, describe_regions, zone_id, zone_names,
};

/// What a request with `DryRun` is answered in place of its outcome, if that is a good one.
///
/// # Errors
/// The outcome's own, or `DryRunOperation`.
pub fn dry_run<T>(asked: Option<bool>, outcome: Outcome<T>) -> Outcome<T> {
    let value = outcome?;
    if asked == Some(true) {
        return Err(faults::dry_run());
    }
    Ok(value)
}
