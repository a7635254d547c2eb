//! A block: one accepted batch as it lies in a segment and in the journal.
//!
//! Header: CRC-32 of the rest of the header, CRC-32 of the payload (u32 each), payload length,
//! number of events (u32 each), first and last timestamp, ingestion time (i64 each, ms), number of
//! the first event in its stream (u64). Payload, per event: milliseconds after the first timestamp,
//! message length (u32 each), message. Little-endian. The two checksums are apart so that the
//! payload is summed once, by the caller's thread, and the header when its place is known.

/// Bytes before the payload.
pub(crate) const HEADER_LEN: usize = 4 * 4 + 4 * 8;

/// What a block's header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) payload_crc: u32,
    pub(crate) payload_len: u32,
    pub(crate) count: u32,
    pub(crate) min_ts: i64,
    pub(crate) max_ts: i64,
    pub(crate) ingestion_ms: i64,
    pub(crate) first_seq: u64,
}

/// One event in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EventRef<'a> {
    pub(crate) timestamp_ms: i64,
    pub(crate) seq: u64,
    pub(crate) message: &'a [u8],
}

/// A block whose place is not known yet: a header to be set, then the payload.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    bytes: Vec<u8>,
    header: Header,
}

impl Block {
    /// A block of events in chronological order, which span less than 2³² ms and 2³² bytes.
    pub(crate) fn new<'a>(
        events: impl Iterator<Item = (i64, &'a str)>,
        size_hint: usize,
        ingestion_ms: i64,
    ) -> Self {
        let mut bytes = Vec::with_capacity(HEADER_LEN + size_hint);
        bytes.resize(HEADER_LEN, 0);
        let (mut count, mut min_ts, mut max_ts) = (0, 0, 0);
        for (timestamp, message) in events {
            if count == 0 {
                min_ts = timestamp;
            }
            max_ts = timestamp;
            count += 1;
            let after = u32::try_from(timestamp - min_ts).expect("a batch spans a day at most");
            let length = u32::try_from(message.len()).expect("a batch holds a megabyte at most");
            bytes.extend_from_slice(&after.to_le_bytes());
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(message.as_bytes());
        }
        let payload_len = bytes.len() - HEADER_LEN;
        let header = Header {
            payload_crc: crc32fast::hash(&bytes[HEADER_LEN..]),
            payload_len: u32::try_from(payload_len).expect("a batch holds a megabyte at most"),
            count,
            min_ts,
            max_ts,
            ingestion_ms,
            first_seq: 0,
        };
        Self { bytes, header }
    }

    pub(crate) fn header(&self) -> Header {
        self.header
    }

    /// The bytes of the block when its first event is number `first_seq` of the stream.
    pub(crate) fn placed(&mut self, first_seq: u64) -> &[u8] {
        self.header.first_seq = first_seq;
        let header = self.header.to_bytes();
        self.bytes[..HEADER_LEN].copy_from_slice(&header);
        &self.bytes
    }

    /// Bytes of header and payload.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }
}

impl Header {
    fn to_bytes(self) -> [u8; HEADER_LEN] {
        let mut bytes = [0; HEADER_LEN];
        bytes[4..8].copy_from_slice(&self.payload_crc.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.payload_len.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.count.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.min_ts.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.max_ts.to_le_bytes());
        bytes[32..40].copy_from_slice(&self.ingestion_ms.to_le_bytes());
        bytes[40..48].copy_from_slice(&self.first_seq.to_le_bytes());
        let crc = crc32fast::hash(&bytes[4..]);
        bytes[..4].copy_from_slice(&crc.to_le_bytes());
        bytes
    }

    /// The header at the start of `bytes`, if it is whole and undamaged.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.get(..HEADER_LEN)?;
        let u32_at = |at: usize| Some(u32::from_le_bytes(bytes[at..at + 4].try_into().ok()?));
        let i64_at = |at: usize| Some(i64::from_le_bytes(bytes[at..at + 8].try_into().ok()?));
        if u32_at(0)? != crc32fast::hash(&bytes[4..]) {
            return None;
        }
        Some(Self {
            payload_crc: u32_at(4)?,
            payload_len: u32_at(8)?,
            count: u32_at(12)?,
            min_ts: i64_at(16)?,
            max_ts: i64_at(24)?,
            ingestion_ms: i64_at(32)?,
            first_seq: u64::from_le_bytes(bytes[40..48].try_into().ok()?),
        })
    }

    /// Bytes of the whole block.
    pub(crate) fn block_len(&self) -> usize {
        HEADER_LEN + self.payload_len as usize
    }
}

/// The whole, undamaged block at the start of `bytes`: its header and payload.
pub(crate) fn read(bytes: &[u8]) -> Option<(Header, &[u8])> {
    let header = Header::read(bytes)?;
    let payload = bytes.get(HEADER_LEN..header.block_len())?;
    (crc32fast::hash(payload) == header.payload_crc).then_some((header, payload))
}

/// The events in a payload whose checksum was right.
pub(crate) fn events(header: Header, payload: &[u8]) -> impl Iterator<Item = EventRef<'_>> {
    let mut rest = payload;
    (0..u64::from(header.count)).map_while(move |number| {
        let (after, tail) = rest.split_first_chunk::<4>()?;
        let (length, tail) = tail.split_first_chunk::<4>()?;
        let (message, tail) = tail.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        rest = tail;
        Some(EventRef {
            timestamp_ms: header.min_ts + i64::from(u32::from_le_bytes(*after)),
            seq: header.first_seq + number,
            message,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_reads_back_and_damage_is_noticed() {
        let input = [(1000, "one"), (1000, ""), (87_400_999, "three")];
        let mut block = Block::new(input.into_iter(), 100, 5000);
        let bytes = block.placed(7).to_vec();
        let (header, payload) = read(&bytes).expect("whole");
        assert_eq!((header.min_ts, header.max_ts), (1000, 87_400_999));
        assert_eq!((header.count, header.ingestion_ms), (3, 5000));
        let found: Vec<_> = events(header, payload)
            .map(|event| (event.timestamp_ms, event.seq, event.message.to_vec()))
            .collect();
        let expected = input.iter().zip(7..);
        let expected: Vec<_> = expected
            .map(|((at, message), seq)| (*at, seq, message.as_bytes().to_vec()))
            .collect();
        assert_eq!(found, expected);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(read(&damaged).is_none(), "bit flipped at {at}");
            assert!(read(&bytes[..at]).is_none(), "cut at {at}");
        }
    }
}
