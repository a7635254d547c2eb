//! [`Timestamp`]: an instant as AWS JSON writes it.

use serde::{Deserialize, Serialize};

/// Seconds since the epoch, with a fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub f64);

impl Timestamp {
    /// From milliseconds since the epoch.
    #[must_use]
    pub fn from_millis(milliseconds: i64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "exact until the year 287396")]
        Self(milliseconds as f64 / 1000.0)
    }

    /// Milliseconds since the epoch, to the nearest.
    #[must_use]
    pub fn as_millis(self) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates, which is what is meant"
        )]
        {
            (self.0 * 1000.0).round() as i64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_survive() {
        for milliseconds in [0, 1, 999, 1_416_787_200_123, -1] {
            assert_eq!(
                Timestamp::from_millis(milliseconds).as_millis(),
                milliseconds
            );
        }
    }
}
