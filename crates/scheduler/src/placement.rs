//! Which container instance takes a task.
//!
//! The order is ECS's: what the task needs (resources, attributes, a connected agent), then the
//! placement constraints, then the strategies in the order given. Equals fall to the instance that
//! `binpack` leaves with the least of the other resource, and without `binpack` to the one that has
//! most free CPU, then memory; then to the lower container instance id.
//!
//! There are two ways to the same answer. [`place`] and [`plan`] look at every candidate given, and
//! so say what the answer is. [`Search`] and [`plan_in`] find it through the indexes of the state
//! ([`berth_model::fleet`]), at a cost that hardly grows with the cluster. Candidates are *all*
//! container instances of the cluster: those that cannot take the task still count for `spread`, and
//! one of them is named when nothing fits.
//!
//! [`scale_in`] is the way back: which tasks to stop first.

mod candidate;
mod request;
mod scale_in;
mod score;
mod search;

use berth_env::Entropy;
use berth_model::InstanceId;

pub use candidate::Candidate;
pub use request::{
    Awaited, Constraint, InvalidConstraint, InvalidStrategy, Request, RequiredAttribute, Resource,
    SpreadField, Strategy,
};
pub use scale_in::{Incumbent, scale_in};
pub use search::{Search, plan_in};

/// No container instance can take the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Unplaced {
    /// The instance that came closest: it failed the latest check, or lacks the least.
    pub closest: Option<InstanceId>,
    /// Why that one cannot.
    pub reason: Reason,
}

/// Why a container instance cannot take a task. Later ones are closer to a fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The capacity provider has no instance (or this one is not its).
    EmptyCapacityProvider,
    /// No instance of the cluster is ACTIVE (or this one is not).
    NoActiveInstances,
    /// The agent is not connected.
    Agent,
    /// A required attribute is missing or has another value.
    Attribute,
    /// It serves none of the Availability Zones of the task's subnets.
    Location,
    /// Too few CPU units are free.
    Cpu,
    /// Too little memory is free.
    Memory,
    /// A host port is taken.
    Ports,
    /// Too few graphics processors are free.
    Gpu,
    /// No subnet there has a free address.
    Eni,
    /// No public address is free.
    PublicAddress,
    /// No Fargate host has room.
    Fargate,
    /// A `memberOf` constraint.
    MemberOf,
    /// The `distinctInstance` constraint.
    DistinctInstance,
    /// A daemon of the instance's capacity provider does not run there yet.
    Daemon,
}

impl Reason {
    /// As in a failure's `reason`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmptyCapacityProvider => "EMPTY CAPACITY PROVIDER",
            Self::NoActiveInstances => "NO ACTIVE INSTANCES",
            Self::Agent => "AGENT",
            Self::Attribute => "ATTRIBUTE",
            Self::Location => "LOCATION",
            Self::Cpu => "RESOURCE:CPU",
            Self::Memory => "RESOURCE:MEMORY",
            Self::Ports => "RESOURCE:PORTS",
            Self::Gpu => "RESOURCE:GPU",
            Self::Eni => "RESOURCE:ENI",
            Self::PublicAddress => "RESOURCE:PUBLIC_IP",
            Self::Fargate => "RESOURCE:FARGATE",
            Self::MemberOf => "MemberOf placement constraint unsatisfied.",
            Self::DistinctInstance => "DistinctInstance placement constraint unsatisfied.",
            Self::Daemon => "DAEMON",
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The container instance that takes the next task of `request`.
///
/// One number is drawn from `entropy`; all else depends on the arguments alone, and ties fall to
/// the lower container instance id.
///
/// # Errors
/// [`Unplaced`] names the closest instance and its reason.
pub fn place(
    candidates: &[Candidate<'_>],
    request: &Request<'_>,
    entropy: &mut dyn Entropy,
) -> Result<InstanceId, Unplaced> {
    let index = choose(candidates, request, entropy)?;
    Ok(candidates[index].id())
}

/// Places `count` tasks of `request` one after the other, each counted before the next is placed.
pub fn plan(
    mut candidates: Vec<Candidate<'_>>,
    request: &Request<'_>,
    count: usize,
    entropy: &mut dyn Entropy,
) -> Vec<Result<InstanceId, Unplaced>> {
    let mut placed = Vec::with_capacity(count);
    for _ in 0..count {
        placed.push(choose(&candidates, request, entropy).map(|index| {
            candidates[index].take(request);
            candidates[index].id()
        }));
    }
    placed
}

/// Whether `candidate` has what a task of `request` needs, constraints and strategies aside: the
/// check of `StartTask`, which names its instances.
///
/// # Errors
/// The first [`Reason`] against it.
pub fn admits(candidate: &Candidate<'_>, request: &Request<'_>) -> Result<(), Reason> {
    candidate
        .has_needs(request)
        .map_err(|refusal| refusal.reason)
}

fn choose(
    candidates: &[Candidate<'_>],
    request: &Request<'_>,
    entropy: &mut dyn Entropy,
) -> Result<usize, Unplaced> {
    let scorer = score::Scorer::new(candidates, request, seed(entropy));
    let mut best: Option<(score::Score, usize)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.accepts(request).is_ok() {
            let score = scorer.score(candidate);
            if best.as_ref().is_none_or(|(best, _)| score < *best) {
                best = Some((score, index));
            }
        }
    }
    match best {
        Some((_, index)) => Ok(index),
        None => Err(closest(candidates.iter(), request)),
    }
}

fn seed(entropy: &mut dyn Entropy) -> u64 {
    let mut seed = [0_u8; 8];
    entropy.fill(&mut seed);
    u64::from_le_bytes(seed)
}

/// Of candidates none of which takes the request, the closest.
fn closest<'a>(
    candidates: impl Iterator<Item = impl std::borrow::Borrow<Candidate<'a>>>,
    request: &Request<'_>,
) -> Unplaced {
    let closest = candidates
        .filter_map(|candidate| {
            let candidate = candidate.borrow();
            let refusal = candidate.accepts(request).err()?;
            Some(refusal.closeness(candidate.id()))
        })
        .max();
    let none = match request.capacity_provider {
        Some(_) => Reason::EmptyCapacityProvider,
        None => Reason::NoActiveInstances,
    };
    match closest {
        Some(closest) if closest.reason > Reason::NoActiveInstances => Unplaced {
            closest: Some(closest.id.0),
            reason: closest.reason,
        },
        other => Unplaced {
            closest: None,
            reason: other.map_or(none, |closest| closest.reason),
        },
    }
}

#[cfg(test)]
mod tests;
