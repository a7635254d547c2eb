//! Damage, full disks and second owners.

use std::{collections::BTreeMap, fs};

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

/// Waits for the base in the making.
fn settle(store: &mut DiskStore) {
    while store
        .merging
        .as_ref()
        .is_some_and(|merging| !merging.thread.is_finished())
    {
        std::thread::yield_now();
    }
    store.merged();
}

/// A store of `commits` commits with logs of `log_bytes`, and what it held after each.
fn written(dir: &Path, commits: u32, log_bytes: u64) -> (DiskStore, Vec<Records>) {
    let mut store = DiskStore::open_with(dir, log_bytes).expect("opens");
    let mut records = contents(&store).expect("loads").1;
    let mut held = vec![records.clone()];
    for commit in 0..commits {
        let version = store.version();
        let value = vec![u8::try_from(commit % 251).expect("small"); 300];
        let mut writes = vec![
            put(TASKS, commit, &value),
            put(CLUSTERS, commit % 7, &value[..50]),
        ];
        if commit % 5 == 4 {
            writes.push(Write {
                table: TASKS,
                key: (commit - 3).to_be_bytes().to_vec(),
                value: None,
            });
        }
        store.commit(version, &writes).expect("commits");
        settle(&mut store);
        for write in writes {
            let key = (write.table.name().to_owned(), write.key);
            match write.value {
                Some(value) => records.insert(key, value),
                None => records.remove(&key),
            };
        }
        held.push(records.clone());
    }
    (store, held)
}

/// The directory's files, as a crash at this moment leaves them.
fn copied(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("lists") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        match fs::copy(&path, to.join(name)) {
            // An old generation goes in the background.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            copied => drop(copied.expect("copies")),
        }
    }
}

fn only(dir: &Path, end: &str) -> PathBuf {
    let paths = fs::read_dir(dir)
        .expect("lists")
        .map(|entry| entry.expect("an entry").path());
    let found: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|it| it == end))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn commits_are_there_after_reopening() {
    for log_bytes in [4000, 1 << 20] {
        let dir = tempfile::tempdir().expect("temp dir");
        let (store, held) = written(dir.path(), 40, log_bytes);
        assert_eq!(store.base.is_some(), log_bytes == 4000);
        assert_eq!(contents(&store).expect("loads"), (40, held[40].clone()));
        drop(store);
        let mut store = DiskStore::open(dir.path()).expect("opens");
        assert_eq!(contents(&store).expect("loads"), (40, held[40].clone()));
        let gone = Write {
            table: TASKS,
            key: 3_u32.to_be_bytes().to_vec(),
            value: None,
        };
        store.commit(40, &[gone.clone(), gone]).expect("commits");
        drop(store);
        let store = DiskStore::open(dir.path()).expect("opens");
        let (version, records) = contents(&store).expect("loads");
        assert_eq!((version, records.len()), (41, held[40].len() - 1));
    }
}

#[test]
fn bases_replace_each_other_and_old_logs() {
    let dir = tempfile::tempdir().expect("temp dir");
    let (store, held) = written(dir.path(), 200, 4000);
    let base = store.base.expect("a base");
    assert!(base > 120, "{base}");
    drop(store);
    // A crash may leave files that the base stands for, and one that was never completed.
    fs::write(dir.path().join("state-0000000000000000.log"), "old").expect("writes");
    fs::write(dir.path().join("state-0000000000000003.base"), "old").expect("writes");
    fs::write(dir.path().join("state-00000000000000ff.base.new"), "half").expect("writes");
    let store = DiskStore::open(dir.path()).expect("opens");
    assert_eq!(contents(&store).expect("loads"), (200, held[200].clone()));
    only(dir.path(), "base");
    only(dir.path(), "log");
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
fn a_newer_format_and_an_older_one_are_refused() {
    let dir = tempfile::tempdir().expect("temp dir");
    drop(written(dir.path(), 1, 1 << 20));
    let path = only(dir.path(), "log");
    let mut bytes = fs::read(&path).expect("reads");
    bytes[8] = u8::try_from(frame::FORMAT + 1).expect("small");
    let sum = crc32fast::hash(&bytes[..20]).to_le_bytes();
    bytes[20..24].copy_from_slice(&sum);
    fs::write(&path, bytes).expect("writes");
    let error = DiskStore::open(dir.path()).expect_err("is newer");
    assert!(matches!(error, Error::Newer { found: 2, .. }), "{error}");

    fs::remove_file(&path).expect("removes");
    fs::write(dir.path().join("state.redb"), "older").expect("writes");
    let error = DiskStore::open(dir.path()).expect_err("is older");
    assert!(matches!(error, Error::Older { .. }), "{error}");
}

#[test]
fn a_rejected_record_stops_the_load_and_is_named() {
    let dir = tempfile::tempdir().expect("temp dir");
    let (store, _) = written(dir.path(), 3, 1 << 20);
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

/// Opens what a damaged file leaves: some whole commit, or a refusal that says what to do. Answers
/// the version, `None` if it was refused.
fn opened(dir: &Path, held: &[Records], what: &str) -> Option<usize> {
    match DiskStore::open(dir).and_then(|store| contents(&store)) {
        Ok((version, records)) => {
            let version = usize::try_from(version).expect("small");
            assert_eq!(records, held[version], "{what}");
            Some(version)
        }
        Err(error @ (Error::Damaged { .. } | Error::Newer { .. })) => {
            let text = error.to_string();
            assert!(text.contains("backup"), "{what}: {text}");
            None
        }
        Err(error) => panic!("{what}: {error:?}"),
    }
}

/// A region of 40 commits with a base and some commits in the log, left as by a crash or in order.
struct Left {
    dir: tempfile::TempDir,
    held: Vec<Records>,
    log: PathBuf,
    base: PathBuf,
    base_version: usize,
}

fn left(in_order: bool) -> Left {
    let live = tempfile::tempdir().expect("temp dir");
    let dir = tempfile::tempdir().expect("temp dir");
    let (store, held) = written(live.path(), 40, 12_000);
    let base_version = usize::try_from(store.base.expect("a base")).expect("small");
    assert!(base_version < 40);
    if in_order {
        drop(store);
        copied(live.path(), dir.path());
    } else {
        // Logs that are being replaced may still be there.
        copied(live.path(), dir.path());
        drop(store);
        drop(DiskStore::open(&dir.path().join("unused")).expect("opens"));
    }
    // The old generation goes in the background.
    let files = layout::list(dir.path()).expect("lists");
    layout::remove(&files.litter);
    Left {
        log: only(dir.path(), "log"),
        base: only(dir.path(), "base"),
        dir,
        held,
        base_version,
    }
}

/// Cuts the log at each of these lengths.
fn cut(left: &Left, lengths: impl Iterator<Item = usize>) {
    let whole = fs::read(&left.log).expect("reads");
    let mut before = left.base_version;
    for length in lengths {
        let length = length.min(whole.len());
        fs::write(&left.log, &whole[..length]).expect("writes");
        let what = format!("cut at {length}");
        match opened(left.dir.path(), &left.held, &what) {
            Some(version) => {
                assert!(version >= before, "{what}: {version} after {before}");
                before = version;
            }
            None => assert!(length < BLOCK_LEN, "{what}: refused"),
        }
    }
    fs::write(&left.log, &whole).expect("writes");
    assert_eq!(opened(left.dir.path(), &left.held, "whole"), Some(40));
}

const BLOCK_LEN: usize = file::BLOCK;

/// Flips a bit of the file at each of these places.
fn flip(left: &Left, path: &Path, places: impl Iterator<Item = usize>, refused_at_least: usize) {
    let whole = fs::read(path).expect("reads");
    let log = fs::read(&left.log).expect("reads");
    let mut refused = 0;
    for at in places.filter(|at| *at < whole.len()) {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        // Opening may have tidied the log's end.
        fs::write(&left.log, &log).expect("writes");
        fs::write(path, &damaged).expect("writes");
        let what = format!("{} flipped at {at}", path.display());
        match opened(left.dir.path(), &left.held, &what) {
            // Only the very last commit may look like one that was under way.
            Some(version) => assert!(version >= 39, "{what}: {version}"),
            None => refused += 1,
        }
    }
    fs::write(path, &whole).expect("writes");
    assert!(refused >= refused_at_least, "{refused} refused");
}

fn used(path: &Path) -> usize {
    let bytes = fs::read(path).expect("reads");
    bytes.iter().rposition(|byte| *byte != 0).expect("used") + 1
}

#[test]
fn a_cut_log_opens_at_the_last_whole_commit() {
    for in_order in [false, true] {
        let left = left(in_order);
        let end = used(&left.log);
        cut(&left, (0..100).map(|part| end * part / 100));
        cut(
            &left,
            (0..end / BLOCK_LEN).flat_map(|block| [0, 1, 9, 4095].map(|at| block * BLOCK_LEN + at)),
        );
    }
}

#[test]
fn a_cut_base_is_refused() {
    let left = left(false);
    let whole = fs::read(&left.base).expect("reads");
    for length in (0..whole.len()).step_by(97) {
        fs::write(&left.base, &whole[..length]).expect("writes");
        let what = format!("base cut at {length}");
        assert_eq!(opened(left.dir.path(), &left.held, &what), None, "{what}");
    }
}

#[test]
fn a_missing_file_is_noticed() {
    for gone in ["log", "base"] {
        let left = left(true);
        fs::remove_file(only(left.dir.path(), gone)).expect("removes");
        assert_eq!(opened(left.dir.path(), &left.held, gone), None, "{gone}");
    }
}

#[test]
fn a_flipped_bit_is_noticed() {
    let crashed = left(false);
    let end = used(&crashed.log);
    flip(&crashed, &crashed.log, (0..end).step_by(397), end / 397 / 2);
    let in_order = left(true);
    let end = used(&in_order.log);
    flip(
        &in_order,
        &in_order.log,
        (0..end).step_by(397),
        end / 397 - 11,
    );
    let end = used(&in_order.base);
    flip(&in_order, &in_order.base, (0..end).step_by(397), end / 397);
}

#[test]
#[ignore = "minutes: every byte of the log and the base"]
fn every_cut_and_every_flipped_bit() {
    for in_order in [false, true] {
        let left = left(in_order);
        let log = fs::metadata(&left.log).expect("is there").len();
        let log = usize::try_from(log).expect("small");
        cut(&left, 0..=log);
        let end = used(&left.log);
        flip(&left, &left.log, 0..end, end / 2);
        flip(&left, &left.base, 0..used(&left.base), used(&left.base));
    }
}

#[test]
fn a_crash_between_two_logs_is_no_damage() {
    let dir = tempfile::tempdir().expect("temp dir");
    let (store, held) = written(dir.path(), 10, 1 << 20);
    drop(store);
    // The next log is begun, the base is not made yet.
    drop(create_log(dir.path(), 10, &Arc::default()).expect("makes"));
    let mut store = DiskStore::open(dir.path()).expect("opens");
    assert_eq!(contents(&store).expect("loads"), (10, held[10].clone()));
    store.commit(10, &[]).expect("commits");
    settle(&mut store);
    assert_eq!((store.base, &store.logs[..]), (Some(10), &[10][..]));
    drop(store);
    let store = DiskStore::open(dir.path()).expect("opens");
    assert_eq!(contents(&store).expect("loads"), (11, held[10].clone()));
}

#[test]
fn after_a_full_disk_the_store_goes_on() {
    for log_bytes in [4000, 1 << 20] {
        let dir = tempfile::tempdir().expect("temp dir");
        let mut store = DiskStore::open_with(dir.path(), log_bytes).expect("opens");
        store.commit(0, &[put(TASKS, 1, b"one")]).expect("commits");
        let before = contents(&store).expect("loads").1;
        let mut full = 0;
        for room in 1..40 {
            let version = store.version();
            store
                .counters
                .full_after_writes
                .store(room % 8 + 1, Ordering::Relaxed);
            let outcome = store.commit(version, &[put(TASKS, 2, &[7; 100_000])]);
            settle(&mut store);
            store.counters.full_after_writes.store(0, Ordering::Relaxed);
            let undo = Write {
                table: TASKS,
                key: 2_u32.to_be_bytes().to_vec(),
                value: None,
            };
            match outcome {
                Err(CommitError::Full { .. }) => {
                    full += 1;
                    assert_eq!(store.version(), version, "room {room}");
                }
                Ok(committed) => assert_eq!(committed, version + 1),
                other => panic!("room {room}: {other:?}"),
            }
            let version = store.version();
            store.commit(version, &[undo]).expect("goes on");
            settle(&mut store);
            assert_eq!(contents(&store).expect("loads").1, before, "room {room}");
        }
        assert!(full > 3, "{full}");
        drop(store);
        let store = DiskStore::open(dir.path()).expect("opens");
        assert_eq!(contents(&store).expect("loads").1, before);
    }
}

#[test]
fn after_a_failed_write_the_store_refuses_and_can_be_opened_again() {
    let dir = tempfile::tempdir().expect("temp dir");
    let mut store = DiskStore::open(dir.path()).expect("opens");
    store.commit(0, &[put(TASKS, 1, b"one")]).expect("commits");
    store.counters.fail_writes.store(1, Ordering::Relaxed);
    let failed = store.commit(1, &[put(TASKS, 2, b"two")]);
    assert!(matches!(failed, Err(CommitError::Broken(_))), "{failed:?}");
    store.counters.fail_writes.store(0, Ordering::Relaxed);
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
    let shown = |kind: io::ErrorKind| io_error(dir.path(), kind.into()).to_string();
    assert!(shown(io::ErrorKind::ReadOnlyFilesystem).contains("not writable"));
    assert!(shown(io::ErrorKind::PermissionDenied).contains("not writable"));
    assert!(shown(io::ErrorKind::StorageFull).contains("no space is left"));
}
