//! A store without a disk, for tests and the simulator.

use std::collections::BTreeMap;

use crate::{CommitError, EachRecord, Error, Stats, Store, Version, Write};

/// Records in memory; they live as long as the value does.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    tables: BTreeMap<&'static str, BTreeMap<Vec<u8>, Vec<u8>>>,
    version: Version,
}

impl MemoryStore {
    /// The empty store, at version 0.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Store for MemoryStore {
    fn load(&self, each: &mut EachRecord<'_>) -> Result<Version, Error> {
        for (table, records) in &self.tables {
            for (key, value) in records {
                each(table, key, value).map_err(|source| Error::Rejected {
                    table: (*table).to_owned(),
                    key: key.escape_ascii().to_string(),
                    source,
                })?;
            }
        }
        Ok(self.version)
    }

    fn commit(&mut self, expected: Version, writes: &[Write]) -> Result<Version, CommitError> {
        if expected != self.version {
            return Err(CommitError::Stale {
                current: self.version,
            });
        }
        for write in writes {
            let records = self.tables.entry(write.table.name()).or_default();
            match &write.value {
                Some(value) => records.insert(write.key.clone(), value.clone()),
                None => records.remove(&write.key),
            };
        }
        self.version += 1;
        Ok(self.version)
    }

    fn stats(&self) -> Stats {
        Stats {
            commits: self.version,
            ..Stats::default()
        }
    }
}
