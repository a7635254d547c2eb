//! Ids of the network's resources: a prefix and 17 hexadecimal digits.

pub(crate) use berth_ecs::network::fresh_id as fresh;

/// An id that belongs to another resource for good: the same prefix and the other's digits.
pub(crate) fn beside(prefix: &str, other: &str) -> String {
    let digits = other.rsplit('-').next().unwrap_or(other);
    format!("{prefix}-{digits}")
}
