//! What containers write.

use berth_link::shim::{LogSink, Request};
use berth_link::spool::{FLAG_GAP, FLAG_PARTIAL, FLAG_STDERR, MAX_PAYLOAD};

use crate::harness::{Task, assert_done, eventually};

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
