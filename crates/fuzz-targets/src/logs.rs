//! Filter patterns, and the files of the log store.

use berth_logs::fuzzing;

pub(crate) fn filter_pattern(bytes: &[u8]) {
    fuzzing::filter_pattern(&String::from_utf8_lossy(bytes));
}

/// A journal, and a segment.
pub(crate) fn files(bytes: &[u8]) {
    assert!(fuzzing::journal(bytes) <= bytes.len());
    fuzzing::segment(bytes);
}
