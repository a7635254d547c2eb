//! Ids of the network's resources: a prefix and 17 hexadecimal digits.

use berth_env::Entropy;

/// A fresh id with this prefix.
pub(crate) fn fresh(prefix: &str, entropy: &mut dyn Entropy) -> String {
    let mut bytes = [0_u8; 9];
    entropy.fill(&mut bytes);
    let digits = hex::encode(bytes);
    format!("{prefix}-0{}", &digits[..16])
}

/// An id that belongs to another resource for good: the same prefix and the other's digits.
pub(crate) fn beside(prefix: &str, other: &str) -> String {
    let digits = other.rsplit('-').next().unwrap_or(other);
    format!("{prefix}-{digits}")
}
