//! Looking at a region that does not run: what it holds, and whether the invariants hold.

use std::path::Path;

use berth_model::invariants::{self, Violation};
use berth_store::{DiskReader, Error};

use crate::applier;

/// What a region holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many commits led here.
    pub version: u64,
    /// Clusters, INACTIVE ones included.
    pub clusters: usize,
    /// Revisions of task definitions.
    pub task_definitions: usize,
    /// Container instances, INACTIVE ones included.
    pub container_instances: usize,
    /// Tasks that are not STOPPED.
    pub live_tasks: usize,
    /// Tasks that are.
    pub stopped_tasks: usize,
    /// What must not be.
    pub violations: Vec<Violation>,
}

/// Reads all records of the data directory `dir` and looks at every one. Writes nothing.
///
/// # Errors
/// If a control plane runs there, or the records cannot be read.
pub fn check(dir: &Path) -> Result<Checked, Error> {
    let (state, version) = applier::read(&DiskReader::open(dir)?)?;
    let (live_tasks, stopped_tasks) = state.task_counts();
    Ok(Checked {
        version,
        clusters: state.clusters().count(),
        task_definitions: state.task_definitions().count(),
        container_instances: state.instances().count(),
        live_tasks,
        stopped_tasks,
        violations: invariants::check(&state),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use berth_model::{Change, TaskDefinition, TaskDefinitionStatus, Timestamp};
    use berth_store::{DiskStore, Store as _, Table, Write};

    use super::*;

    #[test]
    fn a_broken_region_is_told_from_a_good_one() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let mut store = DiskStore::open(dir.path()).expect("opens");
        let definition = TaskDefinition {
            family: "web".to_owned(),
            revision: 3,
            status: TaskDefinitionStatus::Active,
            document: Default::default(),
            registered_at: Timestamp(1),
            registered_by: String::new(),
            deregistered_at: None,
            delete_requested_at: None,
            tags: Default::default(),
        };
        let mut commit = |version, change: Change| {
            let write = change.to_write();
            let write = Write {
                table: Table::new(write.table),
                key: write.key.into_bytes(),
                value: write.value,
            };
            store.commit(version, &[write]).expect("commits");
        };
        commit(0, Change::PutTaskDefinition(Arc::new(definition)));
        commit(1, Change::PutFamily("web".to_owned(), 2));
        drop(store);
        let checked = check(dir.path()).expect("reads");
        assert_eq!((checked.version, checked.task_definitions), (2, 1));
        assert_eq!(checked.violations.len(), 1, "{:?}", checked.violations);

        let mut store = DiskStore::open(dir.path()).expect("opens");
        let write = Change::PutFamily("web".to_owned(), 3).to_write();
        let write = Write {
            table: Table::new(write.table),
            key: write.key.into_bytes(),
            value: write.value,
        };
        store.commit(2, &[write]).expect("commits");
        drop(store);
        assert_eq!(check(dir.path()).expect("reads").violations, []);
    }
}
