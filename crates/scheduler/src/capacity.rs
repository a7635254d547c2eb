//! Capacity providers: how a strategy divides tasks among them, and how full one is.
//!
//! A strategy first fills the base of the item that has one, then divides by weight. What ECS leaves
//! open is decided so: the next task goes where it brings the numbers closest to the weights, each
//! number being the nearest whole one (the method of Sainte-Laguë); among equals to the greater
//! weight, then to the earlier item. So a strategy of 1 and 4 gives the third task of five to the
//! first, and a service that grows by one task at a time ends with the same numbers as one that was
//! made with all of them.

mod reservation;
#[cfg(test)]
mod tests;

pub use reservation::{Host, Reserved};

use std::cmp::Reverse;

/// An item of a capacity provider strategy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// So many tasks before the weights count.
    pub base: u32,
    /// The part of the rest; zero: none.
    pub weight: u32,
}

/// The item that gets the next task when each has `counts` already; `None` if none may.
#[must_use]
pub fn next(shares: &[Share], counts: &[u32]) -> Option<usize> {
    let of = |at: usize| counts.get(at).copied().unwrap_or(0);
    let short = |(at, share): &(usize, &Share)| of(*at) < share.base;
    if let Some((at, _)) = shares.iter().enumerate().find(short) {
        return Some(at);
    }
    let weighted = shares.iter().enumerate().filter(|(_, it)| it.weight > 0);
    weighted
        .min_by(|(one, a), (other, b)| {
            // (2n + 1) / weight, without a division.
            let due = |at: usize, it: &Share| 2 * u64::from(of(at) - it.base) + 1;
            let left = due(*one, a) * u64::from(b.weight);
            let right = due(*other, b) * u64::from(a.weight);
            let tie = (Reverse(a.weight), one).cmp(&(Reverse(b.weight), other));
            left.cmp(&right).then(tie)
        })
        .map(|(at, _)| at)
}

/// The items that get the next so many tasks, in order; fewer if none may.
#[must_use]
pub fn distribute(shares: &[Share], counts: &[u32], tasks: usize) -> Vec<usize> {
    let mut counts = counts.to_vec();
    counts.resize(shares.len(), 0);
    let mut chosen = Vec::with_capacity(tasks);
    while chosen.len() < tasks {
        let Some(at) = next(shares, &counts) else {
            break;
        };
        counts[at] += 1;
        chosen.push(at);
    }
    chosen
}

/// How many of so many tasks each item should have.
#[must_use]
pub fn targets(shares: &[Share], tasks: u32) -> Vec<u32> {
    let mut counts = vec![0; shares.len()];
    for at in distribute(shares, &[], usize::try_from(tasks).unwrap_or(usize::MAX)) {
        counts[at] += 1;
    }
    counts
}
