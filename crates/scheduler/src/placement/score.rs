//! Strategies as ordered scores: no weights, the first rule that differs decides.

use std::collections::BTreeMap;

use berth_model::InstanceId;

use super::{Candidate, Request, Resource, SpreadField, Strategy};

/// The lowest is placed on.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// One for each strategy, in order.
    rules: Vec<i64>,
    /// Tight where tasks are packed, roomy elsewhere.
    room: [i64; 2],
    /// So that ties break the same way each time.
    id: InstanceId,
}

#[cfg(test)]
impl Score {
    /// What the first so many strategies give.
    pub(super) fn rules(&self, count: usize) -> &[i64] {
        &self.rules[..count]
    }
}

pub(super) struct Scorer<'a> {
    request: &'a Request<'a>,
    seed: u64,
    /// For each strategy that spreads over an attribute: tasks of the group by its value. Instances
    /// without the attribute share the value `None`.
    tasks_by_value: Vec<BTreeMap<Option<&'a str>, i64>>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(
        candidates: &'a [Candidate<'a>],
        request: &'a Request<'a>,
        seed: u64,
    ) -> Self {
        let count = |strategy: &'a Strategy| {
            let mut tasks = BTreeMap::new();
            if let Strategy::Spread(SpreadField::Attribute(name)) = strategy {
                for candidate in candidates {
                    *tasks.entry(candidate.attribute(name)).or_insert(0) +=
                        i64::from(candidate.tasks_of(request.group));
                }
            }
            tasks
        };
        Self {
            request,
            seed,
            tasks_by_value: request.strategies.iter().map(count).collect(),
        }
    }

    pub(super) fn score(&self, candidate: &Candidate<'_>) -> Score {
        let rule = |(strategy, tasks): (&Strategy, &BTreeMap<Option<&str>, i64>)| match strategy {
            Strategy::Binpack(resource) => candidate.free(*resource),
            Strategy::Spread(SpreadField::Instance) => {
                i64::from(candidate.tasks_of(self.request.group))
            }
            Strategy::Spread(SpreadField::Attribute(name)) => {
                tasks.get(&candidate.attribute(name)).copied().unwrap_or(0)
            }
            Strategy::Random => self.random(candidate.id()),
        };
        let mut rules: Vec<i64> = self
            .request
            .strategies
            .iter()
            .zip(&self.tasks_by_value)
            .map(rule)
            .collect();
        if rules.is_empty() {
            rules.push(self.random(candidate.id()));
        }
        let free = |resource| candidate.free(resource);
        let packed = |strategy| matches!(strategy, &Strategy::Binpack(_));
        let room = if self.request.strategies.iter().any(packed) {
            [free(Resource::Cpu), free(Resource::Memory)]
        } else {
            [-free(Resource::Cpu), -free(Resource::Memory)]
        };
        Score {
            rules,
            room,
            id: candidate.id(),
        }
    }

    /// A number that the seed and the id give, as good as drawn (the finaliser of `SplitMix64`).
    fn random(&self, id: InstanceId) -> i64 {
        let bits = id.bits();
        let folded = (bits >> 64) ^ (bits & u128::from(u64::MAX));
        let mut z = u64::try_from(folded)
            .unwrap_or(u64::MAX)
            .wrapping_add(self.seed);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)).cast_signed()
    }
}
