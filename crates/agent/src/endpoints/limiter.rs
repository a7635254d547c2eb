//! So many requests a second and task. The time is the caller's.

use std::collections::HashMap;

use parking_lot::Mutex;

/// Buckets that are kept; full ones are nobody's loss.
const BUCKETS_MAX: usize = 4096;

/// How many requests are answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// A second, in the long run.
    pub steady: f64,
    /// At once.
    pub burst: f64,
}

impl Default for Rate {
    /// The ECS agent's.
    fn default() -> Self {
        Self {
            steady: 40.0,
            burst: 60.0,
        }
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{},{}", self.steady, self.burst)
    }
}

impl std::str::FromStr for Rate {
    type Err = String;

    /// `STEADY,BURST`, whole numbers above zero.
    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once(',').and_then(|(steady, burst)| {
            let number = |text: &str| text.trim().parse::<u32>().ok().filter(|it| *it > 0);
            Some((number(steady)?, number(burst)?))
        });
        let (steady, burst) =
            numbers.ok_or_else(|| format!("{text:?} is not two whole numbers, such as 40,60"))?;
        Ok(Self {
            steady: steady.into(),
            burst: burst.into(),
        })
    }
}

/// A bucket of tokens for each caller.
#[derive(Debug)]
pub(crate) struct Limiter {
    rate: Rate,
    buckets: Mutex<HashMap<String, (f64, i64)>>,
}

impl Limiter {
    pub(crate) fn new(rate: Rate) -> Self {
        Self {
            rate,
            buckets: Mutex::default(),
        }
    }

    /// Whether a request of this caller is answered now.
    pub(crate) fn allows(&self, caller: &str, now_ms: i64) -> bool {
        let mut buckets = self.buckets.lock();
        if buckets.len() >= BUCKETS_MAX && !buckets.contains_key(caller) {
            buckets.retain(|_, bucket| self.filled(*bucket, now_ms) < self.rate.burst);
        }
        let full = (self.rate.burst, now_ms);
        let bucket = buckets.entry(caller.to_owned()).or_insert(full);
        let tokens = self.filled(*bucket, now_ms);
        let allowed = tokens >= 1.0;
        *bucket = (if allowed { tokens - 1.0 } else { tokens }, now_ms);
        allowed
    }

    #[allow(clippy::cast_precision_loss, reason = "milliseconds between requests")]
    fn filled(&self, (tokens, at_ms): (f64, i64), now_ms: i64) -> f64 {
        let seconds = now_ms.saturating_sub(at_ms).max(0) as f64 / 1000.0;
        (tokens + seconds * self.rate.steady).min(self.rate.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_and_then_a_steady_rate_for_each_caller() {
        let limiter = Limiter::new(Rate::default());
        let answered =
            |caller: &str, now_ms: i64| (0..100).filter(|_| limiter.allows(caller, now_ms)).count();
        assert_eq!(answered("a", 0), 60);
        assert_eq!(answered("b", 0), 60);
        assert_eq!(answered("a", 500), 20);
        // A clock that is set back gives nothing and takes nothing.
        assert_eq!(answered("a", 0), 0);
        assert_eq!(answered("a", 60_000), 60);
    }

    #[test]
    fn a_rate_reads_as_the_ecs_agents_variable() {
        let rate: Result<Rate, _> = "10, 20".parse();
        assert_eq!(rate.map(|it| it.to_string()).as_deref(), Ok("10,20"));
        for wrong in ["", "10", "0,5", "a,b", "-1,3"] {
            assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
        }
    }
}
