//! Clock and entropy as traits, and the only reader of system time.
//!
//! Pure crates take a number of milliseconds and an [`Entropy`]; shells
//! hold a [`Clock`]. The simulator brings seeded versions of both.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Milliseconds since the Unix epoch.
pub type EpochMs = i64;

/// Wall-clock time.
pub trait Clock: Send + Sync + 'static {
    /// Milliseconds since the Unix epoch, UTC.
    fn now_ms(&self) -> EpochMs;
}

/// A source of unpredictable bytes: ids, secrets, jitter.
pub trait Entropy: Send {
    /// Fills `buffer` with random bytes.
    fn fill(&mut self, buffer: &mut [u8]);

    /// 32 lower-case hexadecimal digits, the form of a task's or an instance's id.
    fn hex32(&mut self) -> String {
        let mut bytes = [0_u8; 16];
        self.fill(&mut bytes);
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A version 4 UUID in its textual form.
    fn uuid(&mut self) -> String {
        let mut bytes = [0_u8; 16];
        self.fill(&mut bytes);
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(36);
        for (at, byte) in bytes.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        text
    }

    /// A number below `bound`; `bound` must not be zero. The bias is below 2⁻³².
    fn below(&mut self, bound: u32) -> u32 {
        let mut bytes = [0_u8; 8];
        self.fill(&mut bytes);
        u32::try_from(u64::from_le_bytes(bytes) % u64::from(bound)).expect("below a u32")
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one reader of system time"
    )]
    fn now_ms(&self) -> EpochMs {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// The kernel's random number generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the kernel's random number generator answers");
    }
}

/// A seeded generator for tests and the simulator (`SplitMix64`); never for secrets.
#[derive(Clone, Debug)]
pub struct SeededEntropy(u64);

impl SeededEntropy {
    /// A generator whose output depends on `seed` alone.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Entropy for SeededEntropy {
    fn fill(&mut self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let bytes = self.next().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (mut a, mut b) = (SeededEntropy::new(7), SeededEntropy::new(7));
        assert_eq!(a.hex32(), b.hex32());
        assert_eq!(a.uuid(), b.uuid());
        assert_ne!(a.hex32(), SeededEntropy::new(8).hex32());
    }

    #[test]
    fn uuids_are_version_four() {
        let uuid = SystemEntropy.uuid();
        assert_eq!((uuid.len(), uuid.as_bytes()[14]), (36, b'4'));
    }
}
