//! The engine's state as bytes: a log of changed tasks of which the last record of each counts.
//!
//! One record a line: eight hexadecimal digits of CRC-32, a space, JSON. A last line that is not
//! whole was being written at a crash and is left out; any other damage is counted and passed over.
//! Where the bytes are kept is the caller's part.

use std::collections::BTreeMap;
use std::io::Write as _;

use serde::{Deserialize, Serialize};

use crate::engine::{Changes, Shared};
use crate::task::Task;

#[derive(Deserialize)]
enum Record {
    Task(Box<Task>),
    Gone(String),
    Shared(Shared),
    Remembered(String, i64),
    Forgotten(String),
}

#[derive(Serialize)]
enum RecordRef<'a> {
    Task(&'a Task),
    Gone(&'a str),
    Shared(&'a Shared),
    Remembered(&'a str, i64),
    Forgotten(&'a str),
}

/// What a checkpoint holds.
#[derive(Debug, Default)]
pub struct Saved {
    /// The state that belongs to no task.
    pub shared: Shared,
    /// All tasks by arn.
    pub tasks: BTreeMap<String, Task>,
}

impl Saved {
    /// The newest state in `bytes`, and how many damaged lines there were besides a torn last one.
    #[must_use]
    pub fn read(bytes: &[u8]) -> (Self, usize) {
        let mut saved = Self::default();
        let mut damaged = 0;
        let whole = bytes
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        for line in bytes[..whole]
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
        {
            match parse(line) {
                Some(Record::Task(task)) => {
                    saved.tasks.insert(task.spec.arn.clone(), *task);
                }
                Some(Record::Gone(arn)) => {
                    saved.tasks.remove(&arn);
                }
                Some(Record::Shared(mut shared)) => {
                    // Older ones hold what was remembered then.
                    let mut remembered = std::mem::take(&mut saved.shared.remembered);
                    remembered.append(&mut shared.remembered);
                    shared.remembered = remembered;
                    saved.shared = shared;
                }
                Some(Record::Remembered(arn, at_ms)) => {
                    saved.shared.remembered.insert(arn, at_ms);
                }
                Some(Record::Forgotten(arn)) => {
                    saved.shared.remembered.remove(&arn);
                }
                None => damaged += 1,
            }
        }
        (saved, damaged)
    }
}

/// What is to be appended for `changes`.
///
/// # Errors
/// If a record has no form in JSON.
pub fn changes(changes: &Changes<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    for (arn, task) in &changes.tasks {
        let record = task.map_or(RecordRef::Gone(arn), RecordRef::Task);
        write(&record, &mut bytes)?;
    }
    for (arn, at_ms) in &changes.remembered {
        let record = match at_ms {
            Some(at_ms) => RecordRef::Remembered(arn, *at_ms),
            None => RecordRef::Forgotten(arn),
        };
        write(&record, &mut bytes)?;
    }
    if let Some(shared) = changes.shared {
        write(&RecordRef::Shared(shared), &mut bytes)?;
    }
    Ok(bytes)
}

/// A whole checkpoint, without anything outdated.
///
/// # Errors
/// If a record has no form in JSON.
pub fn whole(
    shared: &Shared,
    tasks: &BTreeMap<String, Task>,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    write(&RecordRef::Shared(shared), &mut bytes)?;
    for (arn, at_ms) in &shared.remembered {
        write(&RecordRef::Remembered(arn, *at_ms), &mut bytes)?;
    }
    for task in tasks.values() {
        write(&RecordRef::Task(task), &mut bytes)?;
    }
    Ok(bytes)
}

fn parse(line: &[u8]) -> Option<Record> {
    let (sum, json) = line.split_at_checked(8)?;
    let json = json.strip_prefix(b" ")?;
    let sum = u32::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()?;
    if crc32fast::hash(json) != sum {
        return None;
    }
    serde_json::from_slice(json).ok()
}

fn write(record: &RecordRef<'_>, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    let json = serde_json::to_vec(record)?;
    write!(out, "{:08x} ", crc32fast::hash(&json)).expect("memory takes everything");
    out.extend_from_slice(&json);
    out.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_a_record_of_its_own() {
        let shared = Shared::default();
        let mut bytes = Vec::new();
        for remembered in [
            vec![("t/1".to_owned(), Some(1)), ("t/2".to_owned(), Some(2))],
            vec![("t/1".to_owned(), None)],
        ] {
            let changes = Changes {
                remembered,
                shared: Some(&shared),
                ..Changes::default()
            };
            bytes.extend(super::changes(&changes).expect("JSON"));
        }
        let (saved, damaged) = Saved::read(&bytes);
        assert_eq!(damaged, 0);
        assert_eq!(
            saved.shared.remembered,
            BTreeMap::from([("t/2".to_owned(), 2)])
        );
        let again = whole(&saved.shared, &saved.tasks).expect("JSON");
        assert_eq!(Saved::read(&again).0.shared, saved.shared);
    }

    #[test]
    fn an_older_checkpoints_memory_is_read() {
        let json = br#"{"Shared":{"container_instance_arn":"","newest_sequence":4,"manifest":null,"queue":[],"remembered":{"t/1":7}}}"#;
        let mut bytes = format!("{:08x} ", crc32fast::hash(json)).into_bytes();
        bytes.extend_from_slice(json);
        bytes.push(b'\n');
        let (saved, damaged) = Saved::read(&bytes);
        assert_eq!((damaged, saved.shared.newest_sequence), (0, 4));
        assert_eq!(saved.shared.remembered.get("t/1"), Some(&7));
    }
}
