//! Chance: everything that is drawn in a run comes from one generator.

use berth_env::{Entropy, SeededEntropy};

/// The run's generator.
#[derive(Clone, Debug)]
pub(crate) struct Rng(SeededEntropy, bool);

impl Rng {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed), false)
    }

    /// From now on every number is the lowest and every time short: for scenarios.
    pub(crate) const fn calm(&mut self) {
        self.1 = true;
    }

    /// True so many times in a thousand.
    pub(crate) fn permille(&mut self, chance: u32) -> bool {
        chance > 0 && !self.1 && self.0.below(1000) < chance
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        if self.1 {
            return low;
        }
        let span = u32::try_from(high - low + 1).unwrap_or(u32::MAX).max(1);
        low + i64::from(self.0.below(span))
    }

    /// A time in milliseconds: mostly short, sometimes as long as `most`.
    pub(crate) fn skewed(&mut self, most: i64) -> i64 {
        if self.1 {
            return 2.min(most);
        }
        let bits = 64 - u64::try_from(most.max(1)).unwrap_or(1).leading_zeros();
        let bits = self.between(0, i64::from(bits));
        self.between(0, (1 << bits).min(most))
    }

    /// One of them.
    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let bound = u32::try_from(all.len()).ok().filter(|it| *it > 0)?;
        all.get(self.0.below(bound) as usize)
    }

    pub(crate) fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.0
    }
}
