//! How long to wait before connecting again.

use std::time::Duration;

use berth_env::{Entropy as _, SystemEntropy};

/// A pause that grows with each failure.
#[derive(Clone, Debug)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    factor: f64,
    next: Duration,
}

impl Backoff {
    pub(crate) const fn new(first: Duration, longest: Duration, factor: f64) -> Self {
        Self {
            first,
            longest,
            factor,
            next: first,
        }
    }

    /// The next pause, up to a fifth longer or shorter.
    pub(crate) fn pause(&mut self) -> Duration {
        let now = self.next;
        self.next = now.mul_f64(self.factor).min(self.longest);
        let jitter = 0.8 + 0.4 * f64::from(SystemEntropy.below(1001)) / 1000.0;
        now.mul_f64(jitter)
    }

    /// After success.
    pub(crate) const fn reset(&mut self) {
        self.next = self.first;
    }
}

/// Between `least` and `least + spread`.
pub(crate) fn between(least: Duration, spread: Duration) -> Duration {
    least + spread.mul_f64(f64::from(SystemEntropy.below(1001)) / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_bound_and_begin_again() {
        let second = Duration::from_secs(1);
        let mut backoff = Backoff::new(second, 3 * second, 2.0);
        assert!(backoff.pause() <= second.mul_f64(1.2));
        backoff.pause();
        for _ in 0..9 {
            let pause = backoff.pause();
            assert!(
                pause >= second.mul_f64(2.4) && pause <= second.mul_f64(3.6),
                "{pause:?}"
            );
        }
        backoff.reset();
        assert!(backoff.pause() <= second.mul_f64(1.2));
    }
}
