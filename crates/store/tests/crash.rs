//! What is on the disk when the process or the room ends.
//!
//! The test binary starts itself as a child that commits and notes every acknowledged commit.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    os::unix::process::{CommandExt as _, ExitStatusExt as _},
    path::Path,
    process::{Child, Command},
    time::{Duration, Instant},
};

use berth_store::{CommitError, DiskStore, Error, Store as _, Table, Write};

const DIR: &str = "BERTH_TEST_STORE_DIR";
const TASKS: Table = Table::new("tasks");

fn child(test: &str, dir: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command
        .args(["--ignored", "--exact", test, "--quiet"])
        .env(DIR, dir);
    command
}

fn child_dir() -> std::path::PathBuf {
    std::env::var_os(DIR)
        .expect("started by another test of this file")
        .into()
}

/// The writes of commit number `version`: two new records, and one that is overwritten.
fn writes(version: u64) -> Vec<Write> {
    let value = vec![u8::try_from(version % 256).expect("a byte"); 400];
    let key = |name: &str| format!("{name}-{version:010}").into_bytes();
    [key("first"), key("second"), b"newest".to_vec()]
        .map(|key| Write {
            table: TASKS,
            key,
            value: Some(value.clone()),
        })
        .to_vec()
}

#[test]
#[ignore = "the child of killed_amid_commits"]
fn commits_until_killed() {
    let dir = child_dir();
    let mut store = DiskStore::open(&dir).expect("opens");
    let mut acknowledged = OpenOptions::new()
        .append(true)
        .create(true)
        .open(dir.join("acknowledged"))
        .expect("opens");
    loop {
        let version = store.version();
        let version = store
            .commit(version, &writes(version + 1))
            .expect("commits");
        writeln!(acknowledged, "{version}").expect("notes");
    }
}

/// The number of the last commit the child was told of; 0 before the first.
fn acknowledged(dir: &Path) -> u64 {
    let noted = fs::read_to_string(dir.join("acknowledged")).unwrap_or_default();
    noted
        .lines()
        .last()
        .map_or(0, |line| line.parse().expect("a number"))
}

fn wait_for_progress(dir: &Path, child: &mut Child, beyond: u64) {
    let started = Instant::now();
    while acknowledged(dir) <= beyond {
        assert!(child.try_wait().expect("waits").is_none(), "child ended");
        assert!(started.elapsed() < Duration::from_secs(60), "no progress");
        std::thread::yield_now();
    }
}

#[test]
fn killed_amid_commits_nothing_acknowledged_is_lost() {
    let dir = tempfile::tempdir().expect("temp dir");
    let mut last = 0;
    for round in 0..12_u64 {
        let mut child = child("commits_until_killed", dir.path())
            .spawn()
            .expect("starts");
        wait_for_progress(dir.path(), &mut child, last + round * 3);
        child.kill().expect("kills");
        let status = child.wait().expect("ends");
        assert_eq!(status.signal(), Some(libc::SIGKILL));

        let store = DiskStore::open(dir.path()).expect("opens");
        last = acknowledged(dir.path());
        let version = store.version();
        // One commit may be on the disk of which the child could not tell any more.
        assert!(version == last || version == last + 1, "{version} {last}");
        let mut records = 0;
        let loaded = store.load(&mut |_, key, value| {
            records += 1;
            let of = match key.strip_prefix(b"newest") {
                Some(_) => version,
                None => std::str::from_utf8(&key[key.len() - 10..])?.parse()?,
            };
            assert_eq!(value, writes(of)[0].value.as_deref().expect("a value"));
            Ok(())
        });
        assert_eq!(loaded.expect("loads"), version);
        assert_eq!(records, 2 * version + 1);
    }
}

#[test]
#[ignore = "the child of a_full_file_system"]
fn commits_on_a_small_file_system() {
    let dir = child_dir().join("full");
    let mut store = DiskStore::open(&dir).expect("opens");
    let mut version = 0;
    loop {
        let big = Write {
            table: TASKS,
            key: version.to_string().into_bytes(),
            value: Some(vec![9; 100_000]),
        };
        match store.commit(version, &[big]) {
            Ok(committed) => version = committed,
            Err(CommitError::Full { .. }) => break,
            Err(error) => panic!("{error:?}"),
        }
    }
    assert!(version > 3, "{version}");
    // What does not hold a large commit may hold an empty store.
    let mut rest = fs::File::create(child_dir().join("rest")).expect("makes a file");
    while rest.write_all(&[0; 512]).is_ok() {}
    assert!(matches!(
        DiskStore::open(&dir.with_file_name("more")),
        Err(Error::Full { .. })
    ));
    fs::remove_file(child_dir().join("ballast")).expect("makes room");
    let small = Write {
        table: TASKS,
        key: b"small".to_vec(),
        value: Some(b"fits".to_vec()),
    };
    version = store.commit(version, &[small]).expect("goes on");
    drop(store);
    let store = DiskStore::open(&dir).expect("opens");
    let mut records = 0;
    let loaded = store.load(&mut |_, _, _| {
        records += 1;
        Ok(())
    });
    assert_eq!(loaded.expect("loads"), version);
    assert_eq!(records, version);
}

/// Runs `test` as a child whose mount namespace has `mount` done to `dir`; the mount ends with it.
fn in_mount(test: &str, dir: &Path, mount: &str) {
    let exe = std::env::current_exe().expect("this binary");
    let status = Command::new("unshare")
        .args(["--mount", "sh", "-ec", &format!("{mount}; exec \"$@\"")])
        .arg("sh")
        .arg(exe)
        .args(["--ignored", "--exact", test, "--quiet"])
        .env(DIR, dir)
        .process_group(0)
        .status()
        .expect("unshare starts");
    assert!(status.success(), "{status}");
}

#[test]
fn a_full_file_system_is_survived() {
    let dir = tempfile::tempdir().expect("temp dir");
    let mount = format!(
        "mount -t tmpfs -o size=12m none \"${DIR}\"; head -c 4000000 /dev/zero > \"${DIR}/ballast\""
    );
    in_mount("commits_on_a_small_file_system", dir.path(), &mount);
}

#[test]
#[ignore = "the child of a_read_only_directory"]
fn opens_a_read_only_directory() {
    let error = DiskStore::open(&child_dir()).expect_err("is read-only");
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    let missing = DiskStore::open(&child_dir().join("new")).expect_err("is read-only");
    assert!(matches!(missing, Error::ReadOnly { .. }), "{missing:?}");
}

#[test]
fn a_read_only_directory_is_refused() {
    let dir = tempfile::tempdir().expect("temp dir");
    drop(DiskStore::open(dir.path()).expect("opens"));
    let mount = format!("mount --bind \"${DIR}\" \"${DIR}\"; mount -o remount,ro,bind \"${DIR}\"");
    in_mount("opens_a_read_only_directory", dir.path(), &mount);
}
