//! The engine's state on disk: a log of changed tasks, the last record of each counts.
//!
//! What a record is, [`berth_task_engine::checkpoint`] says. At start the log is read and written
//! anew without what is outdated. If it is damaged, more than by a torn end, it is set aside, an
//! error says so, and what can be read of it is used, since the shims are asked for the facts
//! anyway.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use berth_task_engine::checkpoint::Saved;
use berth_task_engine::task::Task;
use berth_task_engine::{Changes, Shared, checkpoint};

use crate::files;

/// The log is rewritten when it is longer than this (bytes) and mostly outdated.
const COMPACT_AT: u64 = 4 * 1024 * 1024;
/// … that is, this many times as long as after the last rewriting.
const COMPACT_RATIO: u64 = 4;

/// The open log.
#[derive(Debug)]
pub(crate) struct Checkpoint {
    path: PathBuf,
    file: Arc<File>,
    length: u64,
    compacted_length: u64,
}

impl Checkpoint {
    /// Opens the log in `directory`, which is made if missing; what it holds.
    pub(crate) fn open(directory: &Path) -> io::Result<(Self, Saved)> {
        fs::create_dir_all(directory)?;
        let path = directory.join("engine.log");
        let saved = match fs::read(&path) {
            Ok(bytes) => {
                let (saved, damaged) = Saved::read(&bytes);
                if damaged > 0 {
                    set_aside(&path, &bytes, damaged)?;
                }
                saved
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Saved::default(),
            Err(error) => return Err(error),
        };
        let (file, length) = match rewrite(&path, &saved.shared, &saved.tasks) {
            Err(error) if is_full(&error) && path.exists() => go_on(&path)?,
            rewritten => rewritten?,
        };
        let checkpoint = Self {
            path,
            file: Arc::new(file),
            length,
            compacted_length: length,
        };
        Ok((checkpoint, saved))
    }

    /// Appends what has changed. It survives the process at once and the machine after
    /// [`Checkpoint::sync`].
    pub(crate) fn append(&mut self, changes: &Changes<'_>) -> io::Result<()> {
        let bytes = checkpoint::changes(changes)?;
        if bytes.is_empty() {
            return Ok(());
        }
        if let Err(error) = (&*self.file).write_all(&bytes) {
            // Whoever reads a piece of it would take it for damage.
            self.file.set_len(self.length)?;
            return Err(error);
        }
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Waits until all that was appended is on disk.
    pub(crate) async fn sync(&self) -> io::Result<()> {
        let file = Arc::clone(&self.file);
        tokio::task::spawn_blocking(move || file.sync_data())
            .await
            .map_err(io::Error::other)?
    }

    /// Rewrites the log if that is worth it.
    pub(crate) fn compact(
        &mut self,
        shared: &Shared,
        tasks: &BTreeMap<String, Task>,
    ) -> io::Result<()> {
        if self.length < COMPACT_AT || self.length < self.compacted_length * COMPACT_RATIO {
            return Ok(());
        }
        let (file, length) = match rewrite(&self.path, shared, tasks) {
            Ok(rewritten) => rewritten,
            // Then it goes on as it is.
            Err(error) if is_full(&error) => return Ok(()),
            Err(error) => return Err(error),
        };
        self.file = Arc::new(file);
        self.length = length;
        self.compacted_length = length;
        Ok(())
    }
}

/// Whether waiting may help.
pub(crate) fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

/// Opens the log as it is, without what a crash tore.
fn go_on(path: &Path) -> io::Result<(File, u64)> {
    let bytes = fs::read(path)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n');
    let length = whole.map_or(0, |at| at as u64 + 1);
    let file = OpenOptions::new().append(true).open(path)?;
    file.set_len(length)?;
    Ok((file, length))
}

fn rewrite(
    path: &Path,
    shared: &Shared,
    tasks: &BTreeMap<String, Task>,
) -> io::Result<(File, u64)> {
    let bytes = checkpoint::whole(shared, tasks)?;
    files::replace(path, &bytes)?;
    let file = OpenOptions::new().append(true).open(path)?;
    Ok((file, bytes.len() as u64))
}

fn set_aside(path: &Path, bytes: &[u8], damaged: usize) -> io::Result<()> {
    // The name tells damaged files apart without a clock; the same damage is kept once.
    let aside = path.with_file_name(format!("engine.log.damaged-{:08x}", crc32fast::hash(bytes)));
    files::replace(&aside, bytes)?;
    tracing::error!(
        path = %path.display(),
        aside = %aside.display(),
        damaged,
        "the checkpoint has damaged records; it was set aside and what could be read is used"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_link::acs;
    use berth_task_engine::{Config, Engine, Event};

    fn engine_with(arns: &[&str]) -> Engine {
        let mut engine = Engine::new(Config::default());
        let tasks = arns.iter().map(|arn| acs::Task {
            arn: (*arn).to_owned(),
            containers: vec![acs::Container {
                name: "main".to_owned(),
                ..acs::Container::default()
            }],
            ..acs::Task::default()
        });
        engine.handle(
            Event::Payload(acs::PayloadMessage {
                message_id: "m".to_owned(),
                seq_num: Some(5),
                tasks: tasks.collect(),
                ..acs::PayloadMessage::default()
            }),
            1,
        );
        engine
    }

    fn names(saved: &Saved) -> Vec<&str> {
        saved.tasks.keys().map(String::as_str).collect()
    }

    #[test]
    fn what_is_appended_is_there_after_a_restart() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let (mut checkpoint, saved) = Checkpoint::open(directory.path()).expect("opens");
        assert!(saved.tasks.is_empty());
        let mut engine = engine_with(&["t/1", "t/2"]);
        checkpoint.append(&engine.take_changes()).expect("writes");
        checkpoint
            .append(&engine.take_changes())
            .expect("writes nothing");
        drop(checkpoint);
        let (_, saved) = Checkpoint::open(directory.path()).expect("opens");
        assert_eq!(names(&saved), ["t/1", "t/2"]);
        assert_eq!(saved.shared.newest_sequence, 5);
    }

    #[test]
    fn a_torn_end_is_left_out_and_damage_is_set_aside() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let (mut checkpoint, _) = Checkpoint::open(directory.path()).expect("opens");
        let mut engine = engine_with(&["t/1", "t/2"]);
        checkpoint.append(&engine.take_changes()).expect("writes");
        drop(checkpoint);
        let path = directory.path().join("engine.log");
        let whole = fs::read(&path).expect("reads");

        let mut torn = whole.clone();
        torn.extend_from_slice(b"0123abcd {\"Task\":");
        fs::write(&path, &torn).expect("writes");
        let (_, saved) = Checkpoint::open(directory.path()).expect("opens");
        assert_eq!(saved.tasks.len(), 2);
        assert_eq!(fs::read_dir(directory.path()).expect("reads").count(), 1);

        let mut damaged = whole;
        let at = damaged
            .windows(3)
            .position(|three| three == b"t/1")
            .expect("is there");
        damaged[at] ^= 1;
        fs::write(&path, &damaged).expect("writes");
        let (_, saved) = Checkpoint::open(directory.path()).expect("opens");
        assert_eq!(names(&saved), ["t/2"]);
        assert_eq!(fs::read_dir(directory.path()).expect("reads").count(), 2);
    }

    #[test]
    fn a_full_disk_leaves_the_log_whole() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mounted = nix::mount::mount(
            None::<&str>,
            directory.path(),
            Some("tmpfs"),
            nix::mount::MsFlags::empty(),
            Some("size=256k"),
        );
        mounted.expect("as root");
        let (mut checkpoint, _) = Checkpoint::open(directory.path()).expect("opens");
        let mut engine = engine_with(&["t/1"]);
        checkpoint.append(&engine.take_changes()).expect("writes");
        let filler = directory.path().join("filler");
        let mut file = File::create(&filler).expect("made");
        while file.write_all(&[b'x'; 1024]).is_ok() {}
        drop(file);

        let arns: Vec<String> = (2..99).map(|number| format!("t/{number}")).collect();
        let arns: Vec<&str> = arns.iter().map(String::as_str).collect();
        let mut engine = engine_with(&arns);
        let changes = engine.take_changes();
        let error = checkpoint.append(&changes).expect_err("full");
        assert!(is_full(&error), "{error}");
        // An agent that starts now has no room to write the log anew, and goes on with the old.
        let (mut checkpoint, saved) = Checkpoint::open(directory.path()).expect("opens");
        assert_eq!(names(&saved), ["t/1"]);
        fs::remove_file(&filler).expect("there");
        checkpoint.append(&changes).expect("room again");
        drop(checkpoint);
        let (_, saved) = Checkpoint::open(directory.path()).expect("opens");
        assert_eq!(saved.tasks.len(), 98);
        let damaged = fs::read_dir(directory.path()).expect("readable");
        assert_eq!(damaged.count(), 1, "nothing was taken for damage");
        nix::mount::umount2(directory.path(), nix::mount::MntFlags::MNT_DETACH).expect("mounted");
    }
}
