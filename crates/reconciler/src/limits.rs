//! Percentages and thresholds as numbers, with ECS's rounding.

/// The fewest healthy tasks that a deployment may leave: `minimumHealthyPercent`, rounded up.
#[must_use]
pub fn floor(desired: u32, minimum_healthy_percent: u32) -> u32 {
    let product = u64::from(desired) * u64::from(minimum_healthy_percent);
    u32::try_from(product.div_ceil(100)).unwrap_or(u32::MAX)
}

/// The most tasks there may be at a time: `maximumPercent`, rounded down.
#[must_use]
pub fn ceiling(desired: u32, maximum_percent: u32) -> u32 {
    let product = u64::from(desired) * u64::from(maximum_percent);
    u32::try_from(product / 100).unwrap_or(u32::MAX)
}

/// How the circuit breaker's threshold is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// So many failures.
    Count(u32),
    /// A percentage of the desired count, rounded up, between 3 and 200.
    BoundedPercent(u32),
    /// A percentage of the desired count, rounded up, and at least one.
    UnboundedPercent(u32),
}

impl Default for Threshold {
    fn default() -> Self {
        Self::BoundedPercent(50)
    }
}

impl Threshold {
    /// How many failures trip the breaker of a service with this desired count.
    #[must_use]
    pub fn failures(self, desired: u32) -> u32 {
        match self {
            Self::Count(count) => count.max(1),
            Self::BoundedPercent(percent) => floor(desired, percent).clamp(3, 200),
            Self::UnboundedPercent(percent) => floor(desired, percent).max(1),
        }
    }
}

/// Launches that fail are spaced up to this.
const LAUNCH_PAUSE_MAX_SECONDS: u32 = 15 * 60;
/// Tasks that end soon after they began are replaced no slower than this.
const SHORT_LIFE_PAUSE_MAX_SECONDS: u32 = 10;
/// So many rounds of short lives go without a pause.
const SHORT_LIFE_ROUNDS: u32 = 3;
/// After so many rounds of failed launches the service says so.
pub(crate) const ANNOUNCED_ROUNDS: u32 = 3;

/// Rounds of failures: as many as there are tasks wanted make one.
pub(crate) fn rounds(failures: u32, desired: u32) -> u32 {
    failures.div_ceil(desired.max(1))
}

/// Seconds from the last failure to the next launch when tasks never reach RUNNING: 1, 2, 4 … up
/// to fifteen minutes.
#[must_use]
pub fn launch_pause_seconds(launch_failures: u32, desired: u32) -> u32 {
    match rounds(launch_failures, desired) {
        0 => 0,
        round => doubled(round - 1, LAUNCH_PAUSE_MAX_SECONDS),
    }
}

/// The same for tasks that reach RUNNING and end soon after: ECS does not throttle those, and a
/// program that ends at once would be started as fast as the machine can. Three rounds are free,
/// then 1, 2, 4, 8 and at most 10 seconds.
#[must_use]
pub fn short_life_pause_seconds(short_lives: u32, desired: u32) -> u32 {
    match rounds(short_lives, desired).checked_sub(SHORT_LIFE_ROUNDS + 1) {
        None => 0,
        Some(round) => doubled(round, SHORT_LIFE_PAUSE_MAX_SECONDS),
    }
}

fn doubled(times: u32, most: u32) -> u32 {
    1_u32.checked_shl(times).unwrap_or(most).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_rounds_up() {
        for (desired, percent, floor_) in [
            (2, 75, 2),
            (4, 75, 3),
            (3, 50, 2),
            (1, 50, 1),
            (1, 0, 0),
            (10, 100, 10),
            (0, 100, 0),
            (5, 1, 1),
            (7, 33, 3),
        ] {
            assert_eq!(floor(desired, percent), floor_, "{percent} % of {desired}");
        }
    }

    #[test]
    fn the_ceiling_rounds_down() {
        for (desired, percent, ceiling_) in [
            (3, 125, 3),
            (4, 125, 5),
            (1, 200, 2),
            (1, 150, 1),
            (3, 150, 4),
            (0, 200, 0),
            (10, 100, 10),
            (7, 133, 9),
        ] {
            assert_eq!(
                ceiling(desired, percent),
                ceiling_,
                "{percent} % of {desired}"
            );
        }
    }

    #[test]
    fn the_breaker_trips_after_so_many() {
        for (desired, failures) in [
            (0, 3),
            (1, 3),
            (6, 3),
            (7, 4),
            (25, 13),
            (400, 200),
            (800, 200),
        ] {
            assert_eq!(
                Threshold::default().failures(desired),
                failures,
                "{desired}"
            );
        }
        for (threshold, desired, failures) in [
            (Threshold::Count(5), 1000, 5),
            (Threshold::Count(1), 1000, 1),
            (Threshold::BoundedPercent(10), 100, 10),
            (Threshold::BoundedPercent(10), 10, 3),
            (Threshold::BoundedPercent(100), 1000, 200),
            (Threshold::UnboundedPercent(10), 10, 1),
            (Threshold::UnboundedPercent(100), 1000, 1000),
            (Threshold::UnboundedPercent(25), 0, 1),
        ] {
            assert_eq!(
                threshold.failures(desired),
                failures,
                "{threshold:?} of {desired}"
            );
        }
    }

    #[test]
    fn pauses_double_to_their_most() {
        let pauses = |of: fn(u32, u32) -> u32, desired, all: &[u32]| -> Vec<u32> {
            all.iter().map(|failures| of(*failures, desired)).collect()
        };
        let launch = launch_pause_seconds;
        assert_eq!(
            pauses(launch, 1, &[0, 1, 2, 3, 4, 10, 11, 999]),
            [0, 1, 2, 4, 8, 512, 900, 900]
        );
        assert_eq!(pauses(launch, 10, &[0, 1, 10, 11, 21]), [0, 1, 1, 2, 4]);
        assert_eq!(
            pauses(short_life_pause_seconds, 1, &[0, 3, 4, 5, 7, 8, 999]),
            [0, 0, 1, 2, 8, 10, 10]
        );
    }
}
