//! Times as the ECS agent writes them.

/// RFC 3339 in UTC without zeros at the end of the fraction, from milliseconds since the epoch.
pub(super) fn rfc3339(ms: i64) -> String {
    let Some(time) = chrono::DateTime::from_timestamp_millis(ms) else {
        return String::new();
    };
    let text = time.format("%Y-%m-%dT%H:%M:%S%.3f").to_string();
    format!("{}Z", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::rfc3339;

    #[test]
    fn a_fraction_has_no_zeros_at_its_end() {
        assert_eq!(rfc3339(1_795_331_304_610), "2026-11-22T07:08:24.61Z");
        assert_eq!(rfc3339(1_795_331_300_000), "2026-11-22T07:08:20Z");
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
    }
}
