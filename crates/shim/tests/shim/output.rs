//! What containers write.

use berth_link::shim::{LogSink, Request};
use berth_link::spool::{FLAG_GAP, FLAG_PARTIAL, FLAG_STDERR, MAX_PAYLOAD};

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::mount::{MntFlags, MsFlags, mount, umount2};

use crate::harness::{Task, assert_done, eventually};

/// A small disk for one container's spool.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn new(task: &Path, container: &str) -> Self {
        let spool = task.join("containers").join(container).join("spool");
        fs::create_dir_all(&spool).expect("made");
        let (none, size) = (None::<&str>, Some("size=1m"));
        mount(none, &spool, Some("tmpfs"), MsFlags::empty(), size).expect("as root");
        Self(spool)
    }

    /// Leaves this much room.
    fn fill(&self, left: usize) {
        fs::write(self.0.join("filler"), vec![b'x'; (1 << 20) - left]).expect("room");
    }

    fn free(&self) {
        fs::remove_file(self.0.join("filler")).expect("there");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = umount2(&self.0, MntFlags::MNT_DETACH);
    }
}

fn small_disk(container: &str) -> (Task, SmallDisk) {
    let mut disk = None;
    let task = Task::prepared(|directory| disk = Some(SmallDisk::new(directory, container)));
    (task, disk.expect("just made"))
}

#[test]
fn both_streams_are_spooled_exactly() {
    let mut task = Task::new();
    let spec = task.spec("web", "echo one; echo; echo bad >&2; printf 'no newline'");
    task.output_of(&spec);
    let records = task.records("web");
    let numbers: Vec<u64> = records.iter().map(|record| record.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    let of = |flag: u8| {
        let wanted = records
            .iter()
            .filter(move |record| record.flags & FLAG_STDERR == flag);
        wanted
            .map(|r| (r.payload.clone(), r.flags & FLAG_PARTIAL))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(FLAG_STDERR), [(b"bad".to_vec(), 0)]);
    assert_eq!(
        of(0),
        [
            (b"one".to_vec(), 0),
            (b"".to_vec(), 0),
            (b"no newline".to_vec(), FLAG_PARTIAL)
        ]
    );
    task.finish(&["web"]);
}

#[test]
fn a_hundred_thousand_lines_and_none_lost() {
    let mut task = Task::new();
    let spec = task.spec("many", "seq 1 100000");
    task.output_of(&spec);
    let records = task.records("many");
    assert_eq!(records.len(), 100_000);
    for (record, number) in records.iter().zip(1_u64..) {
        assert_eq!(record.number, number);
        assert_eq!(record.payload, number.to_string().as_bytes());
    }
    task.finish(&["many"]);
}

#[test]
fn a_very_long_line_comes_in_pieces() {
    let mut task = Task::new();
    let spec = task.spec("long", "head -c 1000000 /dev/zero; echo; echo end");
    task.output_of(&spec);
    let records = task.records("long");
    let (end, pieces) = records.split_last().expect("some");
    assert_eq!(end.payload, b"end");
    assert_eq!(
        pieces
            .iter()
            .map(|piece| piece.payload.len())
            .sum::<usize>(),
        1_000_000
    );
    assert!(
        pieces[..pieces.len() - 1]
            .iter()
            .all(|piece| piece.payload.len() == MAX_PAYLOAD)
    );
    task.finish(&["long"]);
}

#[test]
fn a_blocking_spool_holds_the_container_up() {
    let mut task = Task::new();
    let mut spec = task.spec("slow", "seq 1 400000; echo over >&2");
    spec.log = LogSink::Spool {
        max_buffer_bytes: 1 << 20,
        blocking: true,
    };
    task.run(&spec);
    let bytes = |task: &Task| -> u64 {
        task.records("slow")
            .iter()
            .map(|record| record.payload.len() as u64 + 25)
            .sum()
    };
    eventually("the buffer is full", || bytes(&task) >= 1 << 20);
    // The buffer, a segment whose last records are not shipped yet, and, once the container has
    // ended, what its pipe still held: a MiB of lines of at least seven bytes, each with a header.
    let most = (1 << 20) + (1 << 20) + (1 << 20) / 7 * (6 + 25);
    // Shipped as fast as it comes, in bites.
    let mut next = 1;
    loop {
        let records = task.records("slow");
        let fresh: Vec<_> = records
            .iter()
            .filter(|record| record.number >= next)
            .collect();
        for record in &fresh {
            assert_eq!(record.number, next);
            if record.flags & FLAG_STDERR == 0 {
                assert_eq!(record.payload, next.to_string().as_bytes());
            }
            next += 1;
        }
        assert!(bytes(&task) <= most, "bounded: {} of {most}", bytes(&task));
        if next > 400_001 {
            break;
        }
        let through = next - 1;
        assert_done(task.agent.ask(Request::LogsShipped {
            name: "slow".to_owned(),
            through,
        }));
    }
    assert_eq!(task.agent.exit_of("slow").code, 0);
    let shipped = Request::LogsShipped {
        name: "slow".to_owned(),
        through: 400_001,
    };
    assert_done(task.agent.ask(shipped));
    assert!(
        task.records("slow").is_empty(),
        "room is given back after the exit as well"
    );
    task.finish(&["slow"]);
}

#[test]
fn a_dropping_spool_counts_what_it_dropped() {
    let mut task = Task::new();
    let mut spec = task.spec("fast", "seq 1 200000");
    spec.log = LogSink::Spool {
        max_buffer_bytes: 1 << 20,
        blocking: false,
    };
    let (exit, _) = task.output_of(&spec);
    assert_eq!(exit.code, 0);
    let records = task.records("fast");
    let gap = records.last().expect("some");
    assert_eq!(gap.flags, FLAG_GAP);
    let dropped: u64 = String::from_utf8_lossy(&gap.payload)
        .parse()
        .expect("a count");
    assert_eq!(records.len() as u64 - 1 + dropped, 200_000);
    assert!(dropped > 0);
    task.finish(&["fast"]);
}

#[test]
fn a_full_disk_holds_a_container_up_and_loses_nothing() {
    let (mut task, disk) = small_disk("held");
    disk.fill(64 * 1024);
    let script = "seq 1 20000; echo over > /marker; exec sleep 600";
    task.run(&task.spec("held", script));
    let marker = task.path().join("containers/held/upper/marker");
    let count = |task: &Task| task.records("held").len();
    eventually("all that fits is written", || count(&task) > 1500);
    // Longer than the shim waits from one try to the next.
    std::thread::sleep(Duration::from_millis(2500));
    let before = count(&task);
    assert!(before < 3000, "{before} records in 64 KiB");
    // The last lines are in the pipe at most; the shim holds no more than it had read.
    disk.free();
    eventually("the container goes on", || marker.exists());
    eventually("all is written", || count(&task) == 20_000);
    for (record, number) in task.records("held").iter().zip(1_u64..) {
        assert_eq!(record.number, number);
        assert_eq!(record.payload, number.to_string().as_bytes());
    }
    let kill = Request::Stop {
        name: "held".to_owned(),
        signal: 9,
        timeout_ms: 1000,
    };
    assert_done(task.agent.ask(kill));
    assert_eq!(task.agent.exit_of("held").code, 137);
    drop(disk);
    task.finish(&["held"]);
}

#[test]
fn an_exit_is_told_once_the_last_lines_are_written() {
    let (mut task, disk) = small_disk("last");
    disk.fill(0);
    task.run(&task.spec("last", "seq 1 10; exit 7"));
    let told = |task: &Task| {
        let journal = fs::read_to_string(task.path().join("journal")).expect("there");
        journal.contains("exited")
    };
    // Nothing tells of a container that has ended and is held back but its processes.
    eventually("it has ended", || task.processes() == 0);
    std::thread::sleep(Duration::from_millis(1500));
    assert!(!told(&task), "not before its lines are safe");
    disk.free();
    assert_eq!(task.agent.exit_of("last").code, 7);
    assert_eq!(task.records("last").len(), 10);
    drop(disk);
    task.finish(&["last"]);
}

#[test]
fn a_task_on_a_full_disk_can_be_removed() {
    let mut disks = Vec::new();
    let mut task = Task::prepared(|directory| {
        for name in ["asked", "killed"] {
            disks.push(SmallDisk::new(directory, name));
        }
    });
    for (disk, name) in disks.iter().zip(["asked", "killed"]) {
        disk.fill(0);
        task.run(&task.spec(name, "seq 1 10; exec sleep 600"));
    }
    let kill = |name: &str, timeout_ms| Request::Stop {
        name: name.to_owned(),
        signal: 9,
        timeout_ms,
    };
    assert_done(task.agent.ask(kill("asked", 1000)));
    // Whoever kills without any patience does not wait for lines either, at once or later.
    assert_done(task.agent.ask(kill("killed", 0)));
    assert_eq!(task.agent.exit_of("killed").code, 137);
    eventually("both have ended", || task.processes() == 0);
    assert_done(task.agent.ask(kill("asked", 0)));
    assert_eq!(task.agent.exit_of("asked").code, 137);
    drop(disks);
    task.finish(&["asked", "killed"]);
}

#[test]
fn a_spool_that_drops_never_waits_for_the_disk() {
    let (mut task, disk) = small_disk("free");
    disk.fill(0);
    let mut spec = task.spec("free", "seq 1 200000; echo over > /marker; exec sleep 600");
    spec.log = LogSink::Spool {
        max_buffer_bytes: 64 * 1024,
        blocking: false,
    };
    task.run(&spec);
    let marker = task.path().join("containers/free/upper/marker");
    eventually("the container is not held up", || marker.exists());
    disk.free();
    let kill = Request::Stop {
        name: "free".to_owned(),
        signal: 9,
        timeout_ms: 1000,
    };
    assert_done(task.agent.ask(kill));
    task.agent.exit_of("free");
    let records = task.records("free");
    let gaps = records.iter().filter(|record| record.flags == FLAG_GAP);
    let dropped: usize = gaps
        .map(|gap| String::from_utf8_lossy(&gap.payload).parse::<usize>())
        .sum::<Result<_, _>>()
        .expect("counts");
    let lines = records.iter().filter(|record| record.flags != FLAG_GAP);
    assert_eq!(lines.count() + dropped, 200_000);
    drop(disk);
    task.finish(&["free"]);
}

#[test]
fn other_sinks() {
    let mut task = Task::new();
    let mut spec = task.spec("json", "echo 'a \"quote\"'; echo bad >&2");
    spec.log = LogSink::JsonFile {
        max_bytes: 0,
        max_files: 1,
    };
    task.run(&spec);
    task.agent.exit_of("json");
    let path = task.path().join("containers/json/json.log");
    let text = std::fs::read_to_string(path).expect("written");
    let mut lines: Vec<&str> = text
        .lines()
        .map(|line| line.split(r#","time":"#).next().expect("a part"))
        .collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            r#"{"log":"a \"quote\"\n","stream":"stdout""#,
            r#"{"log":"bad\n","stream":"stderr""#
        ]
    );
    let mut spec = task.spec("quiet", "seq 1 100000; exit 4");
    spec.log = LogSink::None;
    task.run(&spec);
    assert_eq!(task.agent.exit_of("quiet").code, 4);
    task.finish(&["json", "quiet"]);
}
