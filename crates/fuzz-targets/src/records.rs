//! Records of the store.

use berth_model::{Change, Loader};

/// The first line is the table's name, the rest the value.
///
/// The loader looks at STOPPED tasks without taking them out: it must take what can be taken out
/// later, and nothing else.
pub(crate) fn record(bytes: &[u8]) {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
        return;
    };
    let Ok(table) = std::str::from_utf8(&bytes[..end]) else {
        return;
    };
    let value = &bytes[end + 1..];
    let loader = Loader::default();
    let mut part = loader.part();
    let loaded = part.record(table, value).is_ok();
    let read = Change::from_record(table, value);
    assert_eq!(loaded, read.is_ok(), "the loader and the reader disagree");
    if let Ok(change) = read {
        let write = change.to_write();
        let written = write.value.expect("it was put");
        let again = Change::from_record(table, &written).expect("reads what it wrote");
        assert_eq!(again.to_write().value.as_deref(), Some(&*written));
        let state = loader.finish(vec![part]);
        assert!(state.tasks().count() <= 1);
    }
}
