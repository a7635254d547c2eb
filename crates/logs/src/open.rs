//! Opening a log directory: lock, snapshot, journals, leftovers.

use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    path::Path,
};

use crate::{
    OpenError,
    journal::{self, Journal, Record},
    segment::{self, Writers},
    state::{SegmentId, State},
    writer::{CheckpointFailure, checkpoint, snapshot_bytes, snapshot_sum},
};

/// What is in a directory, with nothing left to replay.
pub(crate) struct Opened {
    pub(crate) state: State,
    pub(crate) journal: Journal,
    pub(crate) lock: File,
}

pub(crate) fn open(dir: &Path) -> Result<Opened, OpenError> {
    let failed = |source| OpenError::Io {
        dir: dir.to_owned(),
        source,
    };
    fs::create_dir_all(dir.join("journal")).map_err(failed)?;
    fs::create_dir_all(dir.join("segments")).map_err(failed)?;
    let lock = take_lock(dir)?;
    let (mut state, covered) = read_snapshot(dir)?;
    let journals = journals(dir).map_err(failed)?;
    let last = journals.last().copied().unwrap_or(0).max(covered);
    let mut segments = Writers::new(dir);
    let mut dirty = HashSet::new();
    for number in journals.into_iter().filter(|number| *number > covered) {
        let path = journal::path(dir, number);
        let bytes = fs::read(&path).map_err(failed)?;
        let whole = journal::replay(&bytes, |record| {
            replay(&mut state, &mut segments, &mut dirty, record)
        })
        .map_err(failed)?;
        if whole < bytes.len() {
            if number < last || journal::goes_on(&bytes[whole..]) {
                return Err(OpenError::Damaged {
                    path,
                    what: format!("it ends at byte {whole} of {}", bytes.len()),
                });
            }
            // The end of a write that nobody was told had succeeded.
            tracing::info!(path = %path.display(), whole, "cut the torn end of a log journal");
        }
    }
    drop(segments);
    let snapshot = snapshot_bytes(&state, last);
    checkpoint(dir, dirty, &snapshot, last).map_err(|failure| match failure {
        CheckpointFailure::Sync(error) | CheckpointFailure::Snapshot(error) => failed(error),
    })?;
    remove_leftovers(dir, &state).map_err(failed)?;
    let journal = Journal::create(dir, last + 1).map_err(failed)?;
    Ok(Opened {
        state,
        journal,
        lock,
    })
}

fn replay(
    state: &mut State,
    segments: &mut Writers,
    dirty: &mut HashSet<SegmentId>,
    record: Record<'_>,
) -> io::Result<()> {
    match record {
        Record::Change(change) => {
            for id in state.apply(change) {
                dirty.remove(&id);
                segments.remove(id);
            }
        }
        Record::Append(appended, header, block) => {
            if let Some(stream) = state.stream(&appended.group, &appended.stream) {
                let id = (stream.uid, appended.segment);
                segments.write(id, appended.offset, block)?;
                dirty.insert(id);
                state.append(&appended, header);
            }
        }
    }
    Ok(())
}

fn take_lock(dir: &Path) -> Result<File, OpenError> {
    let failed = |source| OpenError::Io {
        dir: dir.to_owned(),
        source,
    };
    let mut lock = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(dir.join("lock"))
        .map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut pid = String::new();
            // Only for the message.
            lock.read_to_string(&mut pid).unwrap_or_default();
            let pid = pid.trim();
            return Err(OpenError::InUse {
                dir: dir.to_owned(),
                pid: if pid.is_empty() { "unknown" } else { pid }.to_owned(),
            });
        }
        Err(TryLockError::Error(source)) => return Err(failed(source)),
    }
    lock.set_len(0)
        .and_then(|()| lock.rewind())
        .and_then(|()| writeln!(lock, "{}", std::process::id()))
        .map_err(failed)?;
    Ok(lock)
}

fn read_snapshot(dir: &Path) -> Result<(State, u64), OpenError> {
    let path = dir.join("snapshot");
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((State::default(), 0)),
        Err(source) => {
            return Err(OpenError::Io {
                dir: dir.to_owned(),
                source,
            });
        }
    };
    parse_snapshot(&bytes).map_err(|what| OpenError::Damaged {
        path,
        what: what.to_owned(),
    })
}

fn parse_snapshot(bytes: &[u8]) -> Result<(State, u64), &'static str> {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let end = end.ok_or("it has no first line")?;
    let line = std::str::from_utf8(&bytes[..end]).map_err(|_| "its first line is no text")?;
    let body = &bytes[end + 1..];
    let [name, format, journal, crc] = line
        .split(' ')
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "its first line is wrong")?;
    if (name, format) != ("berth-logs", "1") {
        return Err("another version of berth wrote it");
    }
    let journal = journal.parse().map_err(|_| "its first line is wrong")?;
    if u32::from_str_radix(crc, 16).ok() != Some(snapshot_sum(journal, body)) {
        return Err("its checksum is wrong");
    }
    let state = serde_json::from_slice(body).map_err(|_| "its contents are wrong")?;
    Ok((state, journal))
}

fn journals(dir: &Path) -> io::Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(dir.join("journal"))? {
        numbers.extend(entry?.file_name().to_str().and_then(journal::parse_name));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Removes segments of streams that were deleted just before the end.
fn remove_leftovers(dir: &Path, state: &State) -> io::Result<()> {
    let streams = state
        .groups
        .values()
        .flat_map(|group| group.streams.values());
    let known: HashSet<SegmentId> = streams
        .flat_map(|stream| {
            let segments = stream.segments.iter();
            segments.map(|segment| (stream.uid, segment.number))
        })
        .collect();
    for shard in fs::read_dir(dir.join("segments"))? {
        for entry in fs::read_dir(shard?.path())? {
            let entry = entry?;
            let id = entry.file_name().to_str().and_then(segment::parse_name);
            if id.is_some_and(|id| !known.contains(&id)) {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok(())
}
