//! Stored keys: the table's name, a zero byte and the record's key.

/// The key under which a record is stored.
pub(crate) fn key(table: &str, key: &[u8]) -> Vec<u8> {
    let mut stored = Vec::with_capacity(table.len() + 1 + key.len());
    stored.extend_from_slice(table.as_bytes());
    stored.push(0);
    stored.extend_from_slice(key);
    stored
}

/// Table and key of a stored key.
pub(crate) fn split_key(stored: &[u8]) -> Option<(&str, &[u8])> {
    let end = stored.iter().position(|byte| *byte == 0)?;
    let table = std::str::from_utf8(&stored[..end]).ok()?;
    Some((table, &stored[end + 1..]))
}
