//! Task sets: the deployments of a service whose size somebody else decides.

use serde::{Deserialize, Serialize};

use crate::{Tags, Timestamp};

/// All of the desired count, as [`TaskSet::scale`] has it.
pub const WHOLE_SCALE: u32 = 100_000_000;

/// What a task set has beyond a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSet {
    /// What somebody else's system calls it.
    pub external_id: Option<String>,
    /// Its part of the service's desired count, in millionths of a percent: 0 to [`WHOLE_SCALE`].
    pub scale: u32,
    /// It is in `STEADY_STATE`: as many tasks as it should have, all of them healthy.
    pub stable: bool,
    /// Since when it is, or is not.
    pub stable_at: Timestamp,
    /// Its tags.
    pub tags: Tags,
}

impl TaskSet {
    /// How many tasks it should have of so many that the service wants; rounded up, as ECS does.
    #[must_use]
    pub fn computed(&self, desired: u32) -> u32 {
        let product = u64::from(desired) * u64::from(self.scale);
        u32::try_from(product.div_ceil(u64::from(WHOLE_SCALE))).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_desired_count_is_rounded_up() {
        for (percent, desired, computed) in [
            (0.0, 10, 0),
            (100.0, 10, 10),
            (50.0, 3, 2),
            (33.3, 3, 1),
            (33.4, 3, 2),
            (1.1, 1_000, 11),
            (0.1, 5_000, 5),
            (2.3, 100, 3),
            (70.0, 10, 7),
            (100.0, 0, 0),
        ] {
            let set = TaskSet {
                external_id: None,
                scale: (percent * 1e6_f64).round() as u32,
                stable: false,
                stable_at: Timestamp(0),
                tags: Tags::new(),
            };
            assert_eq!(set.computed(desired), computed, "{percent} % of {desired}");
        }
    }
}
