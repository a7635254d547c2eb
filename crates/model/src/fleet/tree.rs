//! A persistent ordered set of [`Spot`]s that knows the most of the second resource below each of
//! its nodes, and how many spots there are: a B+ tree whose clones share what they have in common.

use std::sync::Arc;

use crate::InstanceId;

/// Entries of a node.
const ENTRIES_MAX: usize = 32;
/// A node with fewer is joined with its neighbour if there is room.
const ENTRIES_FEW: usize = 8;

/// The place of a container instance in an order: its cell, what is free of the resource that the
/// order is by, what is free of the other one, its id.
///
/// Amounts beyond 2³⁹ in either direction count as that much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// 32 bits of cell, 40 of the first amount, 40 of the second.
    rank: u128,
    id: InstanceId,
}

const AMOUNT_BITS: u32 = 40;
const AMOUNT_MASK: u128 = (1 << AMOUNT_BITS) - 1;
const BIAS: i64 = 1 << (AMOUNT_BITS - 1);

fn biased(amount: i64) -> u128 {
    let amount = amount.clamp(-BIAS, BIAS - 1) + BIAS;
    u128::try_from(amount).unwrap_or(0)
}

fn unbiased(bits: u128) -> i64 {
    i64::try_from(bits & AMOUNT_MASK).unwrap_or(0) - BIAS
}

impl Spot {
    /// CPU units and MiB, in whichever order.
    #[must_use]
    pub fn new(cell: u32, first: i64, second: i64, id: InstanceId) -> Self {
        let rank = u128::from(cell) << (2 * AMOUNT_BITS);
        Self {
            rank: rank | (biased(first) << AMOUNT_BITS) | biased(second),
            id,
        }
    }

    /// Free of the resource that the order is by.
    #[must_use]
    pub fn first(self) -> i64 {
        unbiased(self.rank >> AMOUNT_BITS)
    }

    /// Free of the other one.
    #[must_use]
    pub fn second(self) -> i64 {
        unbiased(self.rank)
    }

    /// The container instance.
    #[must_use]
    pub const fn id(self) -> InstanceId {
        self.id
    }
}

/// Spots from the first to the last, both included, that have so much of the second resource.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The lowest.
    pub from: Spot,
    /// The highest.
    pub to: Spot,
    /// The least of the second resource.
    pub second_min: i64,
}

/// The set.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    root: Arc<Node>,
}

#[derive(Clone, Debug)]
enum Node {
    Leaf(Vec<Spot>),
    Inner(Vec<Child>),
}

#[derive(Clone, Debug)]
struct Child {
    lowest: Spot,
    second_max: i64,
    spots: usize,
    node: Arc<Node>,
}

impl Default for Node {
    fn default() -> Self {
        Self::Leaf(Vec::new())
    }
}

impl Tree {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.root.spots()
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a spot; one that is there stays.
    pub fn insert(&mut self, spot: Spot) {
        if let Some(right) = Arc::make_mut(&mut self.root).insert(spot) {
            let left = std::mem::take(&mut self.root);
            let children = [left, Arc::new(right)].into_iter().filter_map(Child::of);
            self.root = Arc::new(Node::Inner(children.collect()));
        }
    }

    /// Takes a spot out, if it is there.
    pub fn remove(&mut self, spot: Spot) {
        let root = Arc::make_mut(&mut self.root);
        root.remove(spot);
        if let Node::Inner(children) = root
            && children.len() <= 1
        {
            let only = children.pop();
            self.root = only.map_or_else(Arc::default, |child| child.node);
        }
    }

    /// The lowest spot of `range` that is accepted.
    pub fn lowest(
        &self,
        range: &Range,
        mut accept: impl FnMut(InstanceId) -> bool,
    ) -> Option<Spot> {
        self.root.lowest(range, &mut accept)
    }

    /// The highest.
    pub fn highest(
        &self,
        range: &Range,
        mut accept: impl FnMut(InstanceId) -> bool,
    ) -> Option<Spot> {
        self.root.highest(range, &mut accept)
    }

    /// How many spots are below `spot`.
    #[must_use]
    pub fn below(&self, spot: Spot) -> usize {
        let (mut node, mut count) = (&self.root, 0);
        loop {
            match &**node {
                Node::Leaf(spots) => return count + spots.partition_point(|it| *it < spot),
                Node::Inner(children) => {
                    let at = position(children, spot);
                    count += children[..at].iter().map(|it| it.spots).sum::<usize>();
                    node = &children[at].node;
                }
            }
        }
    }

    /// The spot that has `rank` others below it.
    #[must_use]
    pub fn nth(&self, mut rank: usize) -> Option<Spot> {
        let mut node = &self.root;
        loop {
            match &**node {
                Node::Leaf(spots) => return spots.get(rank).copied(),
                Node::Inner(children) => {
                    node = &children
                        .iter()
                        .find(|child| {
                            let here = rank < child.spots;
                            if !here {
                                rank -= child.spots;
                            }
                            here
                        })?
                        .node;
                }
            }
        }
    }

    /// All spots, the lowest first.
    #[must_use]
    pub fn spots(&self) -> Vec<Spot> {
        let mut spots = Vec::with_capacity(self.len());
        self.root.collect(&mut spots);
        spots
    }
}

/// The child whose spots begin at or below `spot`.
fn position(children: &[Child], spot: Spot) -> usize {
    children
        .partition_point(|child| child.lowest <= spot)
        .saturating_sub(1)
}

impl Child {
    /// `None` for a node without spots.
    fn of(node: Arc<Node>) -> Option<Self> {
        let (lowest, second_max, spots) = match &*node {
            Node::Leaf(spots) => (
                *spots.first()?,
                spots.iter().map(|it| it.second()).max()?,
                spots.len(),
            ),
            Node::Inner(children) => (
                children.first()?.lowest,
                children.iter().map(|it| it.second_max).max()?,
                children.iter().map(|it| it.spots).sum(),
            ),
        };
        Some(Self {
            lowest,
            second_max,
            spots,
            node,
        })
    }

    /// Sums its node up again; whether it still has spots.
    fn refresh(&mut self) -> bool {
        let summed = Self::of(std::mem::take(&mut self.node));
        let has_spots = summed.is_some();
        if let Some(summed) = summed {
            *self = summed;
        }
        has_spots
    }
}

impl Node {
    fn spots(&self) -> usize {
        match self {
            Self::Leaf(spots) => spots.len(),
            Self::Inner(children) => children.iter().map(|child| child.spots).sum(),
        }
    }

    fn entries(&self) -> usize {
        match self {
            Self::Leaf(spots) => spots.len(),
            Self::Inner(children) => children.len(),
        }
    }

    /// The right half, if it has grown too large.
    fn insert(&mut self, spot: Spot) -> Option<Self> {
        match self {
            Self::Leaf(spots) => {
                if let Err(at) = spots.binary_search(&spot) {
                    spots.insert(at, spot);
                }
                (spots.len() > ENTRIES_MAX).then(|| Self::Leaf(spots.split_off(spots.len() / 2)))
            }
            Self::Inner(children) => {
                let at = position(children, spot);
                let right = Arc::make_mut(&mut children[at].node).insert(spot);
                children[at].refresh();
                if let Some(right) = right.and_then(|right| Child::of(Arc::new(right))) {
                    children.insert(at + 1, right);
                }
                (children.len() > ENTRIES_MAX)
                    .then(|| Self::Inner(children.split_off(children.len() / 2)))
            }
        }
    }

    fn remove(&mut self, spot: Spot) {
        match self {
            Self::Leaf(spots) => {
                if let Ok(at) = spots.binary_search(&spot) {
                    spots.remove(at);
                }
            }
            Self::Inner(children) => {
                let at = position(children, spot);
                Arc::make_mut(&mut children[at].node).remove(spot);
                if !children[at].refresh() {
                    children.remove(at);
                } else if children[at].node.entries() < ENTRIES_FEW && children.len() > 1 {
                    let left = at.min(children.len() - 2);
                    let both = [left, left + 1].map(|at| children[at].node.entries());
                    if both.iter().sum::<usize>() <= ENTRIES_MAX {
                        let right = children.remove(left + 1);
                        Arc::make_mut(&mut children[left].node).append(&right.node);
                        children[left].refresh();
                    }
                }
            }
        }
    }

    /// Takes over the entries of its right neighbour, which is of the same height.
    fn append(&mut self, right: &Self) {
        match (self, right) {
            (Self::Leaf(left), Self::Leaf(right)) => left.extend_from_slice(right),
            (Self::Inner(left), Self::Inner(right)) => left.extend_from_slice(right),
            (Self::Leaf(_), Self::Inner(_)) | (Self::Inner(_), Self::Leaf(_)) => {}
        }
    }

    fn lowest(&self, range: &Range, accept: &mut dyn FnMut(InstanceId) -> bool) -> Option<Spot> {
        match self {
            Self::Leaf(spots) => {
                let from = spots.partition_point(|spot| *spot < range.from);
                spots[from..]
                    .iter()
                    .take_while(|spot| **spot <= range.to)
                    .find(|spot| spot.second() >= range.second_min && accept(spot.id))
                    .copied()
            }
            Self::Inner(children) => children[position(children, range.from)..]
                .iter()
                .take_while(|child| child.lowest <= range.to)
                .filter(|child| child.second_max >= range.second_min)
                .find_map(|child| child.node.lowest(range, accept)),
        }
    }

    fn highest(&self, range: &Range, accept: &mut dyn FnMut(InstanceId) -> bool) -> Option<Spot> {
        match self {
            Self::Leaf(spots) => {
                let to = spots.partition_point(|spot| *spot <= range.to);
                spots[..to]
                    .iter()
                    .rev()
                    .take_while(|spot| **spot >= range.from)
                    .find(|spot| spot.second() >= range.second_min && accept(spot.id))
                    .copied()
            }
            Self::Inner(children) => {
                let from = position(children, range.from);
                let to = children.partition_point(|child| child.lowest <= range.to);
                children
                    .get(from..to)?
                    .iter()
                    .rev()
                    .filter(|child| child.second_max >= range.second_min)
                    .find_map(|child| child.node.highest(range, accept))
            }
        }
    }

    fn collect(&self, into: &mut Vec<Spot>) {
        match self {
            Self::Leaf(spots) => into.extend_from_slice(spots),
            Self::Inner(children) => children.iter().for_each(|it| it.node.collect(into)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::*;

    fn spot((cell, first, second, id): (u32, i64, i64, u8)) -> Spot {
        Spot::new(cell, first, second, InstanceId::new(id.into()))
    }

    #[test]
    fn a_spot_gives_its_amounts_back() {
        for amount in [0, -1, 1, 4096, -4096, BIAS - 1, -BIAS] {
            let spot = Spot::new(u32::MAX, amount, -amount - 1, InstanceId::new(9));
            assert_eq!((spot.first(), spot.second()), (amount, -amount - 1));
        }
        let far = Spot::new(0, i64::MAX, i64::MIN, InstanceId::new(9));
        assert_eq!((far.first(), far.second()), (BIAS - 1, -BIAS));
    }

    proptest! {
        /// Against a plain set: after any insertions and removals every question has its answer,
        /// and a clone taken before is as it was.
        #[test]
        fn answers_as_a_plain_set_does(
            steps in prop::collection::vec(
                (prop::bool::weighted(0.6), (0_u32..3, -3_i64..12, -3_i64..12, 0_u8..8)), 0..900),
            questions in prop::collection::vec(
                ((0_u32..3, -3_i64..12), (0_u32..3, -3_i64..12), -3_i64..12, 0_u8..8), 8),
        ) {
            let (mut tree, mut plain) = (Tree::default(), BTreeSet::new());
            let half = steps.len() / 2;
            let mut then = None;
            for (at, (insert, key)) in steps.into_iter().enumerate() {
                if insert {
                    tree.insert(spot(key));
                    plain.insert(spot(key));
                } else {
                    // Mostly one that is there.
                    let one = plain.range(spot(key)..).next().copied().unwrap_or(spot(key));
                    tree.remove(one);
                    plain.remove(&one);
                }
                if at == half {
                    then = Some((tree.clone(), tree.spots()));
                }
            }
            if let Some((tree, spots)) = then {
                prop_assert_eq!(tree.spots(), spots);
            }
            let all: Vec<_> = plain.iter().copied().collect();
            prop_assert_eq!(tree.len(), all.len());
            prop_assert_eq!(&tree.spots(), &all);
            for (rank, spot) in all.iter().enumerate() {
                prop_assert_eq!(tree.below(*spot), rank);
                prop_assert_eq!(tree.nth(rank), Some(*spot));
            }
            prop_assert_eq!(tree.nth(all.len()), None);
            for ((cell, first), (other, last), second_min, id) in questions {
                let range = Range {
                    from: Spot::new(cell, first, i64::MIN, InstanceId::new(0)),
                    to: Spot::new(other, last, i64::MAX, InstanceId::new(u128::MAX)),
                    second_min,
                };
                let accept = |it: InstanceId| it.bits() >= id.into();
                let fits = |it: &&Spot| {
                    **it >= range.from && **it <= range.to
                        && it.second() >= second_min && accept(it.id)
                };
                prop_assert_eq!(tree.lowest(&range, accept), all.iter().find(fits).copied());
                prop_assert_eq!(tree.highest(&range, accept), all.iter().rev().find(fits).copied());
            }
        }
    }
}
