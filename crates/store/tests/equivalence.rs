//! The disk and the memory store are the same store.

use berth_store::{CommitError, DiskStore, MemoryStore, Store, Table, Write};
use proptest::prelude::*;

const TABLES: [Table; 3] = [Table::new("a"), Table::new("ab"), Table::new("b")];

/// Some commits long, so that bases are made.
const LOG_BYTES: u64 = 8000;

/// Table, key and value.
type Record = (String, Vec<u8>, Vec<u8>);

#[derive(Clone, Debug)]
enum Step {
    Commit(Vec<Write>),
    StaleCommit(Vec<Write>),
    Reopen,
}

fn write() -> impl Strategy<Value = Write> + Clone {
    let key = prop::collection::vec(prop::sample::select(vec![0, 1, b'a', 255]), 0..4);
    let value = prop::option::weighted(0.7, prop::collection::vec(any::<u8>(), 0..2000));
    (0..TABLES.len(), key, value).prop_map(|(table, key, value)| Write {
        table: TABLES[table],
        key,
        value,
    })
}

fn step() -> impl Strategy<Value = Step> {
    let writes = prop::collection::vec(write(), 0..8);
    prop_oneof![
        8 => writes.clone().prop_map(Step::Commit),
        1 => writes.prop_map(Step::StaleCommit),
        2 => Just(Step::Reopen),
    ]
}

fn contents(store: &dyn Store) -> (u64, Vec<Record>) {
    let mut records = Vec::new();
    let version = store
        .load(&mut |table, key, value| {
            records.push((table.to_owned(), key.to_vec(), value.to_vec()));
            Ok(())
        })
        .expect("loads");
    (version, records)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn disk_and_memory_agree(steps in prop::collection::vec(step(), 1..16)) {
        let dir = tempfile::tempdir().expect("temp dir");
        let mut memory = MemoryStore::new();
        let mut disk = DiskStore::open_with(dir.path(), LOG_BYTES).expect("opens");
        let mut version = 0;
        for step in steps {
            match step {
                Step::Commit(writes) => {
                    let committed = memory.commit(version, &writes).expect("commits");
                    prop_assert_eq!(disk.commit(version, &writes).expect("commits"), committed);
                    version = committed;
                }
                Step::StaleCommit(writes) => {
                    for store in [&mut memory as &mut dyn Store, &mut disk] {
                        match store.commit(version + 1, &writes) {
                            Err(CommitError::Stale { current }) => prop_assert_eq!(current, version),
                            other => prop_assert!(false, "{:?}", other),
                        }
                    }
                }
                Step::Reopen => {
                    drop(disk);
                    disk = DiskStore::open_with(dir.path(), LOG_BYTES).expect("opens");
                }
            }
            prop_assert_eq!(contents(&disk), contents(&memory));
        }
    }
}
