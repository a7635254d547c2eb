//! The control plane's disk: the records' bytes, changed a whole commit at a time.

use std::collections::BTreeMap;

use berth_model::{Change, RecordError, State, TABLES, Write};

/// What survives the control plane.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    tables: BTreeMap<&'static str, BTreeMap<String, Vec<u8>>>,
    /// Commits so far.
    pub(crate) version: u64,
    /// No commit succeeds.
    pub(crate) full: bool,
    /// The process that has it open must open it anew.
    pub(crate) broken: bool,
}

impl Disk {
    /// One commit, all of it.
    pub(crate) fn commit(&mut self, writes: &[Write]) {
        for write in writes {
            let records = self.tables.entry(write.table).or_default();
            match &write.value {
                Some(value) => records.insert(write.key.clone(), value.clone()),
                None => records.remove(&write.key),
            };
        }
        self.version += 1;
    }

    /// The state of all records, table by table as a start reads them.
    pub(crate) fn load(&self) -> Result<State, RecordError> {
        let mut state = State::default();
        for table in TABLES {
            for value in self.tables.get(table).into_iter().flatten() {
                state.apply(&Change::from_record(table, value.1)?);
            }
        }
        Ok(state)
    }
}
