//! How a record lies on the disk.
//!
//! The key is the table's name, a zero byte and the record's key. The value is one byte of format,
//! a CRC-32 of everything else (stored key, format, value), little-endian, and the value. The checksum
//! covers the key so that a value cannot turn up under another one unnoticed.

/// The format of the value's frame.
const FORMAT: u8 = 1;
/// Bytes before the value.
const FRAME_LEN: usize = 1 + 4;

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

/// The stored form of `value` under the stored key, in `out`, which is overwritten.
pub(crate) fn frame(stored_key: &[u8], value: &[u8], out: &mut Vec<u8>) {
    out.clear();
    out.push(FORMAT);
    out.extend_from_slice(&checksum(stored_key, value).to_le_bytes());
    out.extend_from_slice(value);
}

/// The value in a stored form, or what is wrong with it.
pub(crate) fn unframe<'a>(stored_key: &[u8], stored: &'a [u8]) -> Result<&'a [u8], &'static str> {
    let (frame, value) = stored
        .split_at_checked(FRAME_LEN)
        .ok_or("a record is too short")?;
    if frame[0] != FORMAT {
        return Err("a record has an unknown format");
    }
    let sum = u32::from_le_bytes([frame[1], frame[2], frame[3], frame[4]]);
    if sum == checksum(stored_key, value) {
        Ok(value)
    } else {
        Err("a record's checksum is wrong")
    }
}

fn checksum(stored_key: &[u8], value: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&(stored_key.len() as u64).to_le_bytes());
    crc.update(stored_key);
    crc.update(&[FORMAT]);
    crc.update(value);
    crc.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reads_back_under_its_own_key_only() {
        let stored = key("tasks", b"a\0b");
        assert_eq!(split_key(&stored), Some(("tasks", &b"a\0b"[..])));
        let mut framed = Vec::new();
        frame(&stored, b"value", &mut framed);
        assert_eq!(unframe(&stored, &framed), Ok(&b"value"[..]));
        assert!(unframe(&key("tasks", b"a\0c"), &framed).is_err());
        for at in 0..framed.len() {
            let mut damaged = framed.clone();
            damaged[at] ^= 1;
            assert!(unframe(&stored, &damaged).is_err(), "bit flipped at {at}");
        }
        assert!(unframe(&stored, &framed[..3]).is_err());
    }
}
