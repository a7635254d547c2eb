//! Damage, full disks and second owners.

use std::{collections::BTreeMap, fs, os::unix::fs::FileExt as _};

use super::*;
use crate::Table;

const TASKS: Table = Table::new("tasks");
const CLUSTERS: Table = Table::new("clusters");

type Records = BTreeMap<(String, Vec<u8>), Vec<u8>>;

fn put(table: Table, key: u32, value: &[u8]) -> Write {
    Write {
        table,
        key: key.to_be_bytes().to_vec(),
        value: Some(value.to_vec()),
    }
}

fn contents(store: &DiskStore) -> Result<(Version, Records), Error> {
    let mut records = Records::new();
    let version = store.load(&mut |table, key, value| {
        records.insert((table.to_owned(), key.to_vec()), value.to_vec());
        Ok(())
    })?;
    Ok((version, records))
}

/// A closed store of `commits` commits, and what it held after each.
fn written(dir: &Path, commits: u32) -> Vec<Records> {
    let mut store = DiskStore::open(dir).expect("opens");
    let mut held = vec![contents(&store).expect("loads").1];
    for commit in 0..commits {
        let version = store.version();
        let value = vec![u8::try_from(commit % 251).expect("small"); 300];
        let writes = [
            put(TASKS, commit, &value),
            put(CLUSTERS, commit % 7, &value[..50]),
        ];
        store.commit(version, &writes).expect("commits");
        held.push(contents(&store).expect("loads").1);
    }
    held
}

#[test]
fn commits_are_there_after_reopening() {
    let dir = tempfile::tempdir().expect("temp dir");
    let held = written(dir.path(), 20);
    let mut store = DiskStore::open(dir.path()).expect("opens");
    assert_eq!(
        contents(&store).expect("loads"),
        (20, held.last().expect("some").clone())
    );
    let gone = Write {
        table: TASKS,
        key: 3_u32.to_be_bytes().to_vec(),
        value: None,
    };
    store.commit(20, &[gone.clone(), gone]).expect("commits");
    drop(store);
    let (version, records) = contents(&DiskStore::open(dir.path()).expect("opens")).expect("loads");
    assert_eq!((version, records.len()), (21, held[20].len() - 1));
}

#[test]
fn a_commit_from_an_old_version_is_refused() {
    let dir = tempfile::tempdir().expect("temp dir");
    let mut store = DiskStore::open(dir.path()).expect("opens");
    store.commit(0, &[put(TASKS, 1, b"one")]).expect("commits");
    let stale = store.commit(0, &[put(TASKS, 1, b"two")]);
    assert!(matches!(stale, Err(CommitError::Stale { current: 1 })));
    let records = contents(&store).expect("loads").1;
    assert_eq!(records.values().collect::<Vec<_>>(), [&b"one".to_vec()]);
}

#[test]
fn a_second_owner_is_refused_with_the_first_ones_pid() {
    let dir = tempfile::tempdir().expect("temp dir");
    let first = DiskStore::open(dir.path()).expect("opens");
    let error = DiskStore::open(dir.path()).expect_err("is in use");
    assert!(
        error.to_string().contains(&format!(
            "in use by another berth (pid {})",
            std::process::id()
        )),
        "{error}"
    );
    drop(first);
    DiskStore::open(dir.path()).expect("opens once free");
}

#[test]
fn a_newer_format_is_refused() {
    let dir = tempfile::tempdir().expect("temp dir");
    written(dir.path(), 1);
    let path = dir.path().join("state.redb");
    let database = Database::create(&path).expect("opens");
    let writing = database.begin_write().expect("begins");
    let mut body = (FORMAT + 1).to_le_bytes().to_vec();
    body.extend_from_slice(b"who knows");
    let mut framed = Vec::new();
    record::frame(HEAD_KEY, &body, &mut framed);
    writing
        .open_table(RECORDS)
        .expect("opens")
        .insert(HEAD_KEY, framed.as_slice())
        .expect("inserts");
    writing.commit().expect("commits");
    drop(database);
    let error = DiskStore::open(dir.path()).expect_err("is newer");
    assert!(matches!(error, Error::Newer { found: 2, .. }), "{error}");
}

#[test]
fn a_rejected_record_stops_the_load_and_is_named() {
    let dir = tempfile::tempdir().expect("temp dir");
    written(dir.path(), 3);
    let store = DiskStore::open(dir.path()).expect("opens");
    let error = store
        .load(&mut |table, _, _| {
            if table == "tasks" {
                Err("not a task".into())
            } else {
                Ok(())
            }
        })
        .expect_err("is rejected");
    assert!(error.to_string().contains("of table tasks"), "{error}");
}

#[test]
fn a_cut_file_opens_at_a_whole_commit_or_is_refused() {
    let dir = tempfile::tempdir().expect("temp dir");
    let held = written(dir.path(), 30);
    let path = dir.path().join("state.redb");
    let whole = fs::read(&path).expect("reads");
    let mut refused = 0;
    let cuts = (0..64).map(|part| whole.len() * part / 64).chain([
        1,
        63,
        319,
        4095,
        4097,
        whole.len() - 1,
    ]);
    for cut in cuts {
        fs::write(&path, &whole[..cut]).expect("writes");
        match DiskStore::open(dir.path()).and_then(|store| contents(&store)) {
            Ok((version, records)) => {
                let version = usize::try_from(version).expect("small");
                assert_eq!(records, held[version], "cut at {cut}");
            }
            Err(Error::Damaged { .. }) => refused += 1,
            Err(error) => panic!("cut at {cut}: {error:?}"),
        }
    }
    assert!(refused > 5, "{refused}");
}

#[test]
fn a_flipped_bit_is_noticed_or_does_not_matter() {
    let dir = tempfile::tempdir().expect("temp dir");
    let held = written(dir.path(), 30);
    let path = dir.path().join("state.redb");
    let whole = fs::read(&path).expect("reads");
    let used = whole.iter().rposition(|byte| *byte != 0).expect("used");
    let mut refused = 0;
    for step in 0..300 {
        let at = if step < 100 {
            step * 3
        } else {
            used * step / 300
        };
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (step % 8);
        fs::write(&path, &damaged).expect("writes");
        match DiskStore::open(dir.path()).and_then(|store| contents(&store)) {
            Ok((version, records)) => {
                let version = usize::try_from(version).expect("small");
                assert_eq!(records, held[version], "bit flipped at {at}");
            }
            Err(Error::Damaged { .. } | Error::Newer { .. }) => refused += 1,
            Err(error) => panic!("bit flipped at {at}: {error:?}"),
        }
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn a_bit_flipped_in_a_value_while_open_is_reported_by_load() {
    let dir = tempfile::tempdir().expect("temp dir");
    let mut store = DiskStore::open(dir.path()).expect("opens");
    store
        .commit(0, &[put(TASKS, 1, b"a value to find on the disk")])
        .expect("commits");
    drop(store);
    let store = DiskStore::open(dir.path()).expect("opens");
    let path = dir.path().join("state.redb");
    let bytes = fs::read(&path).expect("reads");
    let file = OpenOptions::new().write(true).open(&path).expect("opens");
    for (at, window) in bytes.windows(27).enumerate() {
        if window == b"a value to find on the disk" {
            file.write_all_at(b"A", at as u64).expect("writes");
        }
    }
    // The page may be cached from the check at opening; then what was read is what was written.
    match contents(&store) {
        Ok((1, records)) => assert_eq!(records.len(), 1),
        Err(Error::Damaged { what, .. }) => assert!(what.contains("checksum"), "{what}"),
        other => panic!("{other:?}"),
    }
    drop(store);
    let again = DiskStore::open(dir.path()).and_then(|store| contents(&store));
    match again {
        Err(Error::Damaged { .. }) => {}
        // redb may fall back to the commit before, which is whole.
        Ok((version, records)) => assert_eq!((version, records.len()), (0, 0)),
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn after_a_full_disk_the_store_goes_on() {
    let dir = tempfile::tempdir().expect("temp dir");
    let mut store = DiskStore::open(dir.path()).expect("opens");
    store.commit(0, &[put(TASKS, 1, b"one")]).expect("commits");
    let before = contents(&store).expect("loads").1;
    for room in 1..12 {
        let version = store.version();
        let full_after = &store.counters.full_after_writes;
        full_after.store(room, Ordering::Relaxed);
        let outcome = store.commit(version, &[put(TASKS, 2, &[7; 100_000])]);
        store.counters.full_after_writes.store(0, Ordering::Relaxed);
        match outcome {
            Err(CommitError::Full { .. }) => {
                assert_eq!(store.version(), version, "room {room}");
                let undo = Write {
                    table: TASKS,
                    key: 2_u32.to_be_bytes().to_vec(),
                    value: None,
                };
                store.commit(version, &[undo]).expect("goes on");
                assert_eq!(contents(&store).expect("loads").1, before, "room {room}");
            }
            Ok(_) => return,
            other => panic!("room {room}: {other:?}"),
        }
    }
}

#[test]
fn after_a_failed_fsync_the_store_refuses_and_can_be_opened_again() {
    let dir = tempfile::tempdir().expect("temp dir");
    let mut store = DiskStore::open(dir.path()).expect("opens");
    store.commit(0, &[put(TASKS, 1, b"one")]).expect("commits");
    store.counters.fail_fsync.store(1, Ordering::Relaxed);
    let failed = store.commit(1, &[put(TASKS, 2, b"two")]);
    assert!(matches!(failed, Err(CommitError::Broken(_))), "{failed:?}");
    store.counters.fail_fsync.store(0, Ordering::Relaxed);
    let refused = store.commit(1, &[put(TASKS, 3, b"three")]);
    assert!(matches!(refused, Err(CommitError::Broken(_))));
    assert!(matches!(contents(&store), Err(Error::Broken(_))));
    drop(store);
    let (version, records) = contents(&DiskStore::open(dir.path()).expect("opens")).expect("loads");
    assert_eq!(version, records.len() as u64, "one or two, but whole");
}

#[test]
fn an_unusable_directory_is_explained() {
    let dir = tempfile::tempdir().expect("temp dir");
    let file = dir.path().join("file");
    fs::write(&file, "").expect("writes");
    assert!(matches!(DiskStore::open(&file), Err(Error::Io { .. })));
    let shown = |kind: io::ErrorKind| open_error(dir.path(), kind.into()).to_string();
    assert!(shown(io::ErrorKind::ReadOnlyFilesystem).contains("not writable"));
    assert!(shown(io::ErrorKind::PermissionDenied).contains("not writable"));
    assert!(shown(io::ErrorKind::StorageFull).contains("no space is left"));
}
