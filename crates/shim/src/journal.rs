//! What has happened to the task's containers, on disk before anybody hears of it.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use berth_link::shim::{ContainerState, Entry, EntryEvent};
use nix::fcntl::{FallocateFlags, fallocate};

use crate::sys;

/// When to try again what the disk refused.
pub(crate) const DISK_RETRY: Duration = Duration::from_secs(1);

/// Room taken on the disk in advance, so that a full disk does not keep exits from being noted.
const RESERVED_BYTES: i64 = 64 * 1024;

/// More entries than this are looked through for those of runs that are over.
const COMPACT_AT: usize = 1024;

/// A file of entries with rising numbers. Entries of a container's runs before its present one are
/// left out in the long run: a container that begins again every minute for years fills no disk.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
    length: u64,
    entries: Vec<Entry>,
    /// Entries that happened and could not be written yet.
    unwritten: Vec<Entry>,
}

/// A container as the journal knows it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) runtime_id: String,
    pub(crate) run: u32,
    pub(crate) state: ContainerState,
}

impl Journal {
    /// Opens the file, made if missing. A last line that is not whole was never told to anybody
    /// and is cut off.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        let mut entries = Vec::new();
        let mut length = 0;
        for line in text.split_inclusive(|&byte| byte == b'\n') {
            let Some(body) = line.strip_suffix(b"\n") else {
                break;
            };
            let Ok(entry) = serde_json::from_slice::<Entry>(body) else {
                break;
            };
            entries.push(entry);
            length += line.len() as u64;
        }
        file.set_len(length)?;
        // Not every file system can reserve; it is a precaution only.
        let _ = fallocate(
            &file,
            FallocateFlags::FALLOC_FL_KEEP_SIZE,
            0,
            RESERVED_BYTES,
        );
        let journal = Self {
            path: path.to_owned(),
            file,
            length,
            entries,
            unwritten: Vec::new(),
        };
        // Nothing is lost with one that is empty; its first entry brings it to the disk.
        if length > 0 {
            journal.sync_whole()?;
        }
        Ok(journal)
    }

    /// Brings all of the file to the disk, and its name.
    fn sync_whole(&self) -> io::Result<()> {
        self.file.sync_all()?;
        match self.path.parent() {
            Some(parent) => File::open(parent)?.sync_all(),
            None => Ok(()),
        }
    }

    /// The number the next entry will have.
    pub(crate) fn next_number(&self) -> u64 {
        let newest = self.unwritten.last().or(self.entries.last());
        newest.map_or(0, |entry| entry.number) + 1
    }

    /// The entries on disk from `number` on.
    pub(crate) fn from(&self, number: u64) -> &[Entry] {
        let skip = self.entries.partition_point(|entry| entry.number < number);
        self.entries.get(skip..).unwrap_or(&[])
    }

    /// Notes an event; it is on disk and may be told once [`Journal::flush`] has succeeded.
    pub(crate) fn note(&mut self, name: &str, event: EntryEvent) {
        self.unwritten.push(Entry {
            number: self.next_number(),
            at_ms: sys::now_ms(),
            name: name.to_owned(),
            event,
        });
    }

    /// Writes what was noted without waiting for the disk: whoever ends this process does not take it
    /// away, a lost power does.
    pub(crate) fn write(&self) -> io::Result<Vec<u8>> {
        let mut lines = Vec::new();
        for entry in &self.unwritten {
            serde_json::to_writer(&mut lines, entry)?;
            lines.write_all(b"\n")?;
        }
        // At a fixed place, so that a write that failed half-way is written over.
        self.file.write_all_at(&lines, self.length)?;
        Ok(lines)
    }

    /// Brings all that was noted to the disk: the entries that may now be told.
    pub(crate) fn flush(&mut self) -> io::Result<Vec<Entry>> {
        if self.unwritten.is_empty() {
            return Ok(Vec::new());
        }
        let lines = self.write()?;
        match self.length {
            0 => self.sync_whole()?,
            _ => self.file.sync_data()?,
        }
        self.length += lines.len() as u64;
        let told = std::mem::take(&mut self.unwritten);
        self.entries.extend(told.iter().cloned());
        if self.entries.len() > COMPACT_AT {
            // It is still whole if this does not succeed, only longer.
            let _ = self.compact();
        }
        Ok(told)
    }

    /// Writes the file anew without the entries of runs that are over, if those are most of it.
    fn compact(&mut self) -> io::Result<()> {
        let mut begins: BTreeMap<&str, u64> = BTreeMap::new();
        for entry in &self.entries {
            if matches!(entry.event, EntryEvent::Created { .. }) {
                begins.insert(&entry.name, entry.number);
            }
        }
        let counts = |entry: &&Entry| {
            let begin = begins.get(entry.name.as_str());
            begin.is_none_or(|begin| entry.number >= *begin)
        };
        let kept: Vec<Entry> = self.entries.iter().filter(counts).cloned().collect();
        if kept.len() * 2 > self.entries.len() {
            return Ok(());
        }
        let mut lines = Vec::new();
        for entry in &kept {
            serde_json::to_writer(&mut lines, entry)?;
            lines.write_all(b"\n")?;
        }
        let beside = self.path.with_extension("new");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&beside)?;
        file.write_all(&lines)?;
        file.sync_all()?;
        std::fs::rename(&beside, &self.path)?;
        if let Some(parent) = self.path.parent() {
            File::open(parent)?.sync_all()?;
        }
        self.file = file;
        self.length = lines.len() as u64;
        self.entries = kept;
        Ok(())
    }

    /// Every container the journal names, and how far it was.
    pub(crate) fn containers(&self) -> BTreeMap<String, Known> {
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for entry in &self.entries {
            match &entry.event {
                EntryEvent::Created {
                    pid,
                    runtime_id,
                    run,
                } => {
                    let container = Known {
                        runtime_id: runtime_id.clone(),
                        run: *run,
                        state: ContainerState::Created { pid: *pid },
                    };
                    known.insert(entry.name.clone(), container);
                }
                EntryEvent::Started => {
                    if let Some(container) = known.get_mut(&entry.name)
                        && let ContainerState::Created { pid } = container.state
                    {
                        container.state = ContainerState::Running { pid };
                    }
                }
                EntryEvent::Exited(exit) => {
                    if let Some(container) = known.get_mut(&entry.name) {
                        container.state = ContainerState::Exited(exit.clone());
                    }
                }
            }
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_goes_on_and_a_torn_line_is_forgotten() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("journal");
        let mut journal = Journal::open(&path).expect("opens");
        journal.note(
            "web",
            EntryEvent::Created {
                pid: 7,
                runtime_id: "ab".to_owned(),
                run: 0,
            },
        );
        journal.note("web", EntryEvent::Started);
        journal.write().expect("written");
        assert!(journal.from(1).is_empty(), "not told before it is safe");
        let another = Journal::open(&path).expect("opens");
        assert_eq!(another.from(1).len(), 2, "there for whoever comes next");
        assert_eq!(journal.flush().expect("written").len(), 2);
        drop(journal);
        let mut file = OpenOptions::new().append(true).open(&path).expect("exists");
        file.write_all(br#"{"number":3,"at_ms"#).expect("written");

        let mut journal = Journal::open(&path).expect("opens");
        assert_eq!(journal.next_number(), 3);
        assert_eq!(
            journal.containers()["web"].state,
            ContainerState::Running { pid: 7 }
        );
        journal.note("web", EntryEvent::Started);
        journal.flush().expect("written");
        let journal = Journal::open(&path).expect("opens");
        assert_eq!(journal.from(2).len(), 2);
        assert_eq!(journal.from(9), []);
    }

    #[test]
    fn runs_that_are_over_are_left_out_in_the_long_run() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("journal");
        let mut journal = Journal::open(&path).expect("opens");
        let created = |run| EntryEvent::Created {
            pid: 7,
            runtime_id: "ab".to_owned(),
            run,
        };
        journal.note("steady", created(0));
        journal.note("steady", EntryEvent::Started);
        for run in 0..600 {
            journal.note("web", created(run));
            journal.note("web", EntryEvent::Started);
            journal.flush().expect("written");
        }
        assert!(journal.from(1).len() < COMPACT_AT);
        assert_eq!(journal.next_number(), 1203);
        let last = journal.from(1202);
        assert_eq!((last.len(), last[0].number), (1, 1202));
        let journal = Journal::open(&path).expect("opens");
        assert_eq!(journal.next_number(), 1203);
        let known = journal.containers();
        assert_eq!(known["web"].run, 599);
        let running = ContainerState::Running { pid: 7 };
        assert_eq!(known["steady"].state, running);
    }
}
