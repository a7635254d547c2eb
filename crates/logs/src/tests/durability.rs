//! What is on the disk: reopening, kills, torn and damaged files, segments, checkpoints.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use super::{NOW, all, batch, put, store};
use crate::{LogStore, OpenError};

const DIR: &str = "BERTH_TEST_LOGS_DIR";

fn files(dir: &Path, name: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(dir.join(name))
        .expect("is there")
        .map(|entry| entry.expect("reads").path())
        .collect();
    found.sort();
    found
}

/// Copies the files as they would be left by the end of the process at this moment.
fn copy_of(dir: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("temp dir");
    copy_tree(dir, copy.path());
    copy
}

fn copy_tree(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("reads") {
        let entry = entry.expect("reads");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("reads").is_dir() {
            fs::create_dir(&target).expect("makes");
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copies");
        }
    }
}

#[test]
fn everything_is_there_after_reopening_with_and_without_a_snapshot() {
    let dir = tempfile::tempdir().expect("temp dir");
    let first = store(dir.path());
    put(&first, "s", &[(NOW, "a")]);
    put(&first, "s", &[(NOW, "b")]);
    let crashed = copy_of(dir.path());
    drop(first);
    for path in [dir.path(), crashed.path()] {
        let store = LogStore::open(path).expect("opens");
        assert_eq!(all(&store, "s"), ["a", "b"]);
        put(&store, "s", &[(NOW, "c")]);
        drop(store);
        let store = LogStore::open(path).expect("opens");
        assert_eq!(all(&store, "s"), ["a", "b", "c"]);
    }
}

#[test]
fn a_torn_journal_opens_at_its_last_whole_record() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let mut lengths = Vec::new();
    for message in ["a", "b", "c"] {
        put(&store, "s", &[(NOW, message)]);
        lengths.push(
            fs::metadata(&files(dir.path(), "journal")[0])
                .expect("is there")
                .len(),
        );
    }
    let crashed = copy_of(dir.path());
    drop(store);
    let mut cut = lengths[2];
    while cut > lengths[0] {
        cut -= 1;
        let copy = copy_of(crashed.path());
        // What the journal does not have the segment may have in part, or not at all.
        for shard in files(copy.path(), "segments") {
            for segment in fs::read_dir(shard).expect("reads") {
                let segment = segment.expect("reads").path();
                fs::write(segment, b"anything").expect("writes");
            }
        }
        let journal = files(copy.path(), "journal")[0].clone();
        let file = OpenOptions::new().write(true).open(journal);
        file.expect("opens").set_len(cut).expect("cuts");
        let store = LogStore::open(copy.path()).expect("opens");
        let expected = lengths.iter().filter(|length| **length <= cut).count();
        assert_eq!(
            all(&store, "s"),
            ["a", "b", "c"][..expected],
            "cut at {cut}"
        );
        put(&store, "s", &[(NOW, "next")]);
        assert_eq!(all(&store, "s").len(), expected + 1);
    }
}

#[test]
fn a_flipped_bit_in_a_journal_is_no_torn_end() {
    let dir = tempfile::tempdir().expect("temp dir");
    let store = store(dir.path());
    let mut lengths = Vec::new();
    for message in ["a", "b", "c"] {
        put(&store, "s", &[(NOW, message)]);
        let journal = fs::metadata(&files(dir.path(), "journal")[0]);
        lengths.push(usize::try_from(journal.expect("is there").len()).expect("small"));
    }
    let crashed = copy_of(dir.path());
    drop(store);
    let journal = files(crashed.path(), "journal")[0].clone();
    let whole = fs::read(&journal).expect("reads");
    for at in 0..lengths[2] {
        let copy = copy_of(crashed.path());
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        fs::write(files(copy.path(), "journal")[0].clone(), &damaged).expect("writes");
        match LogStore::open(copy.path()) {
            // The very last record may look like one that was cut off.
            Ok(store) => {
                assert!(at >= lengths[1], "flipped at {at}");
                assert_eq!(all(&store, "s"), ["a", "b"], "flipped at {at}");
            }
            Err(error) => {
                assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
                assert!(at < lengths[1], "flipped at {at}: {error}");
            }
        }
    }
}

#[test]
fn a_damaged_batch_is_left_out_and_the_rest_read() {
    let dir = tempfile::tempdir().expect("temp dir");
    let first = store(dir.path());
    for message in ["first one", "second one", "third one"] {
        put(&first, "s", &[(NOW, message)]);
    }
    drop(first);
    let shard = &files(dir.path(), "segments")[0];
    let segment = fs::read_dir(shard).expect("reads").next().expect("one");
    let segment = segment.expect("reads").path();
    let mut bytes = fs::read(&segment).expect("reads");
    let at = bytes
        .windows(6)
        .position(|six| six == b"second")
        .expect("is there");
    bytes[at] ^= 1;
    fs::write(&segment, bytes).expect("writes");
    let store = LogStore::open(dir.path()).expect("opens");
    assert_eq!(all(&store, "s"), ["first one", "third one"]);
}

#[test]
fn a_damaged_snapshot_and_a_second_owner_are_refused() {
    let dir = tempfile::tempdir().expect("temp dir");
    let first = store(dir.path());
    let second = LogStore::open(dir.path()).expect_err("is in use");
    let pid = std::process::id().to_string();
    assert!(
        matches!(&second, OpenError::InUse { pid: of, .. } if *of == pid),
        "{second}"
    );
    drop(first);
    let path = dir.path().join("snapshot");
    let whole = fs::read(&path).expect("reads");
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&path, &damaged).expect("writes");
        let opened = LogStore::open(dir.path());
        // A hexadecimal digit has two forms.
        let same = whole[at].eq_ignore_ascii_case(&damaged[at]);
        assert!(
            same || matches!(opened, Err(OpenError::Damaged { .. })),
            "bit flipped at {at}: {opened:?}"
        );
    }
}

#[test]
fn segments_roll_and_are_read_across() {
    let dir = tempfile::tempdir().expect("temp dir");
    let first = store(dir.path());
    let line = "x".repeat(200_000);
    let count = 60;
    for at in 0..count {
        put(&first, "s", &[(NOW + at, &format!("{at} {line}"))]);
    }
    let numbers = |store: &LogStore| -> Vec<i64> {
        let messages = all(store, "s");
        let numbers = messages
            .iter()
            .map(|m| m.split(' ').next().expect("one").parse());
        numbers.collect::<Result<_, _>>().expect("numbers")
    };
    let expected: Vec<i64> = (0..count).collect();
    assert_eq!(numbers(&first), expected);
    let segments: usize = files(dir.path(), "segments")
        .iter()
        .map(|shard| fs::read_dir(shard).expect("reads").count())
        .sum();
    assert_eq!(segments, 3);
    drop(first);
    assert_eq!(
        numbers(&LogStore::open(dir.path()).expect("opens")),
        expected
    );
}

#[test]
fn a_checkpoint_removes_journals_and_loses_nothing() {
    let dir = tempfile::tempdir().expect("temp dir");
    let first = store(dir.path());
    let line = "x".repeat(900_000);
    // More than a journal holds, twice.
    for at in 0..150 {
        put(&first, "s", &[(NOW + at, &line)]);
    }
    let last = files(dir.path(), "journal").pop().expect("one");
    assert!(!last.ends_with("00000000000000000001.wal"), "{last:?}");
    let crashed = copy_of(dir.path());
    drop(first);
    for path in [dir.path(), crashed.path()] {
        let store = LogStore::open(path).expect("opens");
        assert_eq!(all(&store, "s").len(), 150);
        drop(store);
        let journals: u64 = files(path, "journal")
            .iter()
            .map(|journal| fs::metadata(journal).expect("is there").len())
            .sum();
        assert_eq!(journals, 0);
    }
}

#[test]
#[ignore = "the child of killed_amid_batches"]
fn puts_until_killed() {
    let dir = PathBuf::from(std::env::var_os(DIR).expect("started by another test"));
    let store = LogStore::open(&dir.join("logs")).expect("opens");
    let mut from = fs::read_to_string(dir.join("acknowledged"))
        .unwrap_or_default()
        .lines()
        .count();
    let mut acknowledged = OpenOptions::new()
        .append(true)
        .create(true)
        .open(dir.join("acknowledged"))
        .expect("opens");
    loop {
        from += 1;
        let message = from.to_string();
        let mut batch = batch("s", &[(NOW, message.as_str())]);
        batch.sequence_token = Some(format!("berth:c:{from}:{from}"));
        match store.put(batch, NOW).wait() {
            Ok(_) | Err(crate::Error::AlreadyAccepted { .. }) => {}
            Err(error) => panic!("{error:?}"),
        }
        // At once: a kill between the number and its end would join two.
        let line = format!("{from}\n");
        acknowledged.write_all(line.as_bytes()).expect("notes");
    }
}

#[test]
fn killed_amid_batches_nothing_is_lost_or_repeated() {
    let dir = tempfile::tempdir().expect("temp dir");
    drop(store(&dir.path().join("logs")));
    let noted = || {
        let noted = fs::read_to_string(dir.path().join("acknowledged")).unwrap_or_default();
        noted.lines().count()
    };
    for round in 0..10 {
        let before = noted();
        let mut child = Command::new(std::env::current_exe().expect("this binary"))
            .args([
                "--ignored",
                "--exact",
                "tests::durability::puts_until_killed",
                "--quiet",
            ])
            .env(DIR, dir.path())
            .spawn()
            .expect("starts");
        let started = Instant::now();
        while noted() <= before + round * 5 {
            assert!(child.try_wait().expect("waits").is_none(), "child ended");
            assert!(started.elapsed() < Duration::from_secs(60), "no progress");
            std::thread::yield_now();
        }
        child.kill().expect("kills");
        child.wait().expect("ends");
        let acknowledged = noted();
        let store = LogStore::open(&dir.path().join("logs")).expect("opens");
        let stored = all(&store, "s");
        let expected: Vec<String> = (1..=stored.len()).map(|n| n.to_string()).collect();
        assert_eq!(stored, expected);
        assert!(stored.len() == acknowledged || stored.len() == acknowledged + 1);
    }
}
