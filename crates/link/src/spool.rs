//! The spool: a container's output on its way to a log service.
//!
//! The shim appends records to numbered segment files (`00000000000000000001.spool`, named after
//! the number of the first record in it); the agent reads them, ships them and tells the shim how
//! far it got ([`crate::shim::Request::LogsShipped`]), upon which whole segments are removed.
//! Numbers start at 1 and never repeat within a container, so a record can be named after a crash
//! of either side.
//!
//! A record is: number (u64), time in microseconds since the epoch (i64), flags (u8: bit 0 stderr,
//! bit 1 partial, that is, cut without a newline, bit 2 a gap: the payload is a decimal count of records dropped),
//! length (u32), CRC-32 of all before and the payload (u32), payload. Integers are little-endian.
//! A reader stops at a record that is short or whose checksum is wrong: it is still being written,
//! or was being written at a crash. Once a segment with a higher number exists, an earlier one
//! changes no more, and a reader goes on to the next. There is always at least one segment, though
//! it may be empty: its name carries the number to go on with.

/// Bytes before a record's payload.
pub const HEADER_LEN: usize = 8 + 8 + 1 + 4 + 4;
/// The record came from standard error.
pub const FLAG_STDERR: u8 = 1;
/// The record was cut without a newline.
pub const FLAG_PARTIAL: u8 = 2;
/// The payload is the decimal count of records dropped because the buffer was full.
pub const FLAG_GAP: u8 = 4;
/// A payload is never longer than this; a longer line becomes several partial records.
/// `CloudWatch` takes 256 KiB with 26 bytes of overhead an event.
pub const MAX_PAYLOAD: usize = 256 * 1024 - 26;

/// One record of a spool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Position in the container's output, from 1.
    pub number: u64,
    /// When the shim read it, in microseconds since the epoch.
    pub time_us: i64,
    /// [`FLAG_STDERR`] | [`FLAG_PARTIAL`] | [`FLAG_GAP`].
    pub flags: u8,
    /// The line without its newline.
    pub payload: Vec<u8>,
}

/// Appends the record's bytes to `out`.
///
/// # Panics
/// If the payload is longer than [`MAX_PAYLOAD`].
pub fn encode(record: &Record, out: &mut Vec<u8>) {
    encode_parts(
        record.number,
        record.time_us,
        record.flags,
        &record.payload,
        out,
    );
}

/// As [`encode`], for a writer that has the payload elsewhere.
///
/// # Panics
/// If the payload is longer than [`MAX_PAYLOAD`].
pub fn encode_parts(number: u64, time_us: i64, flags: u8, payload: &[u8], out: &mut Vec<u8>) {
    assert!(payload.len() <= MAX_PAYLOAD, "the writer cuts lines");
    let mut header = [0_u8; HEADER_LEN];
    header[..8].copy_from_slice(&number.to_le_bytes());
    header[8..16].copy_from_slice(&time_us.to_le_bytes());
    header[16] = flags;
    let length = u32::try_from(payload.len()).expect("bounded above");
    header[17..21].copy_from_slice(&length.to_le_bytes());
    let mut crc = crc32fast::Hasher::new();
    crc.update(&header[..21]);
    crc.update(payload);
    header[21..].copy_from_slice(&crc.finalize().to_le_bytes());
    out.extend_from_slice(&header);
    out.extend_from_slice(payload);
}

/// One record where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordRef<'a> {
    /// See [`Record::number`].
    pub number: u64,
    /// See [`Record::time_us`].
    pub time_us: i64,
    /// See [`Record::flags`].
    pub flags: u8,
    /// See [`Record::payload`].
    pub payload: &'a [u8],
}

impl Record {
    /// The record as a reader that copies nothing sees it.
    #[must_use]
    pub fn in_place(&self) -> RecordRef<'_> {
        RecordRef {
            number: self.number,
            time_us: self.time_us,
            flags: self.flags,
            payload: &self.payload,
        }
    }
}

/// Reads the record at the start of `bytes`: the record and how many bytes it took, or `None` if
/// it is not whole (yet).
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<(Record, usize)> {
    let (record, used) = decode_in_place(bytes)?;
    let record = Record {
        number: record.number,
        time_us: record.time_us,
        flags: record.flags,
        payload: record.payload.to_vec(),
    };
    Some((record, used))
}

/// As [`decode`], for a reader that needs no copy.
#[must_use]
pub fn decode_in_place(bytes: &[u8]) -> Option<(RecordRef<'_>, usize)> {
    let header = bytes.get(..HEADER_LEN)?;
    let number = u64::from_le_bytes(header[..8].try_into().ok()?);
    let time_us = i64::from_le_bytes(header[8..16].try_into().ok()?);
    let flags = header[16];
    let length = u32::from_le_bytes(header[17..21].try_into().ok()?) as usize;
    let sum = u32::from_le_bytes(header[21..25].try_into().ok()?);
    if length > MAX_PAYLOAD {
        return None;
    }
    let payload = bytes.get(HEADER_LEN..HEADER_LEN + length)?;
    let mut crc = crc32fast::Hasher::new();
    crc.update(&header[..21]);
    crc.update(payload);
    (crc.finalize() == sum).then(|| {
        (
            RecordRef {
                number,
                time_us,
                flags,
                payload,
            },
            HEADER_LEN + length,
        )
    })
}

/// The file name of the segment whose first record has this number.
#[must_use]
pub fn segment_name(first: u64) -> String {
    format!("{first:020}.spool")
}

/// The number in a segment's file name.
#[must_use]
pub fn segment_first(name: &str) -> Option<u64> {
    name.strip_suffix(".spool")
        .filter(|digits| digits.len() == 20)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(payload: &[u8]) -> Record {
        Record {
            number: 9,
            time_us: 1_795_000_000_000_001,
            flags: FLAG_STDERR,
            payload: payload.to_vec(),
        }
    }

    #[test]
    fn a_record_reads_back() {
        let mut bytes = Vec::new();
        encode(&record(b"hello"), &mut bytes);
        encode(&record(b""), &mut bytes);
        let (first, used) = decode(&bytes).expect("whole");
        assert_eq!(first, record(b"hello"));
        assert_eq!(decode(&bytes[used..]).expect("whole").0, record(b""));
    }

    #[test]
    fn a_torn_or_damaged_record_is_not_there() {
        let mut bytes = Vec::new();
        encode(&record(b"hello"), &mut bytes);
        for cut in 0..bytes.len() {
            assert_eq!(decode(&bytes[..cut]), None, "cut at {cut}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x40;
            assert_eq!(decode(&damaged), None, "bit flipped at {at}");
        }
    }

    #[test]
    fn segment_names_sort_like_their_numbers() {
        assert!(segment_name(9) < segment_name(10));
        assert_eq!(segment_first(&segment_name(77)), Some(77));
        assert_eq!(segment_first("77.spool"), None);
    }
}
