//! What must hold of the network.

use super::Violation;
use crate::{Peer, State};

/// Adds what is wrong with the VPCs, subnets and security groups of `state`.
pub(super) fn check(state: &State, violations: &mut Vec<Violation>) {
    let mut wrong = |what: String| violations.push(Violation { task: None, what });
    if state.vpcs().filter(|vpc| vpc.is_default).count() > 1 {
        wrong("there are two default VPCs".to_owned());
    }
    for vpc in state.vpcs() {
        let groups = state.security_groups().filter(|it| it.vpc == vpc.id);
        if groups.filter(|it| it.name == "default").count() != 1 {
            wrong(format!("{} has not one default security group", vpc.id));
        }
    }
    let subnets: Vec<_> = state.subnets().collect();
    for (at, subnet) in subnets.iter().enumerate() {
        match state.vpc(&subnet.vpc) {
            None => wrong(format!("{} is in no VPC", subnet.id)),
            Some(vpc) if !vpc.cidr.contains(&subnet.cidr) => {
                wrong(format!("{} is not within its VPC", subnet.id));
            }
            Some(_) => {}
        }
        for other in &subnets[at + 1..] {
            let meet = subnet.cidr.contains(&other.cidr) || other.cidr.contains(&subnet.cidr);
            if subnet.vpc == other.vpc && meet {
                wrong(format!("{} and {} overlap", subnet.id, other.id));
            }
        }
    }
    for group in state.security_groups() {
        if state.vpc(&group.vpc).is_none() {
            wrong(format!("{} is in no VPC", group.id));
        }
        for rule in group.rules.values() {
            if let Peer::Group(peer) = &rule.peer
                && state.security_group(peer).is_none()
            {
                wrong(format!("a rule of {} names a group that is gone", group.id));
            }
        }
    }
}
