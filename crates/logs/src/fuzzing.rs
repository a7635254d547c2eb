//! The parsers of what callers send and disks hold, for fuzz targets.

use crate::{block, journal, pattern::Pattern};

/// A filter pattern, a line feed and a message.
pub fn filter_pattern(text: &str) {
    let (pattern, message) = text.split_once('\n').unwrap_or((text, ""));
    if let Ok(pattern) = Pattern::parse(pattern) {
        let _ = pattern.matches(message);
    }
}

/// A journal; how many of its bytes are whole records.
pub fn journal(bytes: &[u8]) -> usize {
    let mut each = |record: journal::Record<'_>| {
        if let journal::Record::Append(_, _, bytes) = record {
            segment(bytes);
        }
        Ok::<(), ()>(())
    };
    journal::replay(bytes, &mut each).unwrap_or(0)
}

/// A segment; how many events its blocks have.
pub fn segment(bytes: &[u8]) -> usize {
    let (mut rest, mut events) = (bytes, 0);
    while let Some((header, payload)) = block::read(rest) {
        events += block::events(header, payload).count();
        rest = &rest[header.block_len()..];
    }
    events
}
