//! The one thread that changes anything: group commits and checkpoints.
//!
//! It takes all jobs that are waiting, checks each against the state, writes accepted blocks to
//! their segments (which readers do not look at yet) and all of it to the journal, makes the journal
//! durable, applies the changes to the state and answers. Two jobs that depend on one another never
//! share a commit: the second one starts the next (see [`Touched`]).

use std::{
    collections::{HashMap, HashSet},
    fs::{self, File},
    io::{self, Write as _},
    mem,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use tokio::sync::oneshot;

use crate::{
    Error,
    block::{Block, Header},
    journal::{self, CommitFailure, Journal},
    names::check_tags,
    put::SourceRange,
    segment::{self, SEGMENT_BYTES, Writers},
    state::{Appended, Change, SegmentId, State, Stream},
    store::Shared,
};

/// A journal this long asks for a checkpoint.
const JOURNAL_BYTES: u64 = 64 << 20;
/// A commit takes no more than this, so that the first in it do not wait for all.
const COMMIT_BYTES: usize = 8 << 20;

/// A change somebody waits for.
pub(crate) struct Job {
    pub(crate) work: Work,
    pub(crate) done: oneshot::Sender<Result<Outcome, Error>>,
}

pub(crate) enum Work {
    Change(Change),
    Append {
        group: String,
        stream: String,
        block: Block,
        source: Option<SourceRange>,
    },
    /// Removes what is past its retention.
    Expire {
        now_ms: i64,
    },
}

/// What became of a job.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outcome {
    /// The number of the stream's next event, after an append.
    pub(crate) next_seq: u64,
    /// Segments removed.
    pub(crate) removed: usize,
}

pub(crate) struct Writer {
    shared: Arc<Shared>,
    journal: Journal,
    segments: Writers,
    /// Segments written since the last checkpoint began.
    dirty: HashSet<SegmentId>,
    checkpoint: Option<thread::JoinHandle<Result<(), CheckpointFailure>>>,
    /// The journal length at which the next checkpoint is tried.
    checkpoint_at: u64,
    broken: Option<String>,
}

#[derive(Debug)]
pub(crate) enum CheckpointFailure {
    /// Events that are no longer in a journal may be lost.
    Sync(io::Error),
    /// The journals are kept and the next checkpoint may succeed.
    Snapshot(io::Error),
}

/// What jobs of this commit did to the state, which does not know of it yet.
#[derive(Default)]
struct Touched(HashMap<String, Group>);

#[derive(Default)]
struct Group {
    whole: bool,
    /// Streams; `true` if nothing else may happen to it in this commit.
    streams: HashMap<String, bool>,
}

/// Where the next block of a stream goes.
#[derive(Clone, Copy)]
struct Cursor {
    segment: u32,
    len: u64,
    next_seq: u64,
}

enum Planned {
    Changes(Vec<Change>),
    Append(Appended, Header),
}

impl Writer {
    pub(crate) fn new(shared: Arc<Shared>, journal: Journal) -> Self {
        let segments = Writers::new(&shared.dir);
        Self {
            shared,
            journal,
            segments,
            dirty: HashSet::new(),
            checkpoint: None,
            checkpoint_at: JOURNAL_BYTES,
            broken: None,
        }
    }

    /// Works until all senders are gone, and leaves a snapshot behind.
    pub(crate) fn run(mut self, jobs: &mpsc::Receiver<Job>) {
        let mut carried = None;
        while let Some(first) = carried.take().or_else(|| jobs.recv().ok()) {
            carried = self.commit(first, jobs);
            if self.journal.len >= self.checkpoint_at {
                self.start_checkpoint();
            }
        }
        if self.journal.len > 0 && self.broken.is_none() {
            self.finish_checkpoint();
            self.start_checkpoint();
        }
        self.finish_checkpoint();
    }

    /// Commits `first` and what else is waiting; returns a job that has to wait for the next one.
    fn commit(&mut self, first: Job, jobs: &mpsc::Receiver<Job>) -> Option<Job> {
        let mut touched = Touched::default();
        let mut cursors = HashMap::new();
        let mut planned = Vec::new();
        let mut next = Some(first);
        let mut carried = None;
        while let Some(job) = next {
            if !touched.take(&job.work) {
                carried = Some(job);
                break;
            }
            match self.plan(job.work, &mut cursors) {
                Ok(plan) => planned.push((plan, job.done)),
                // Whoever asked may have gone; so everywhere below.
                Err(error) => drop(job.done.send(Err(error))),
            }
            next = (self.journal.buffered_len() < COMMIT_BYTES)
                .then(|| jobs.try_recv().ok())
                .flatten();
        }
        match self.journal.commit() {
            Ok(()) => self.apply(planned),
            Err(failure) => {
                let error = match failure {
                    CommitFailure::Write(error) if is_full(&error) => self.full(),
                    CommitFailure::Write(error) | CommitFailure::Sync(error) => {
                        self.give_up(&error)
                    }
                };
                for (_, done) in planned {
                    drop(done.send(Err(error.clone())));
                }
            }
        }
        carried
    }

    /// Checks the work against the state and buffers it in the journal.
    fn plan(&mut self, work: Work, cursors: &mut HashMap<u64, Cursor>) -> Result<Planned, Error> {
        if let Some(why) = &self.broken {
            return Err(Error::Broken(why.clone()));
        }
        let shared = Arc::clone(&self.shared);
        let state = shared.state.read();
        match work {
            Work::Change(mut change) => {
                check_change(&state, &mut change)?;
                // Streams made in this commit are not in the state yet; take their number now.
                if let Change::CreateStream { uid, .. } = &mut change {
                    *uid = shared.take_uid();
                }
                self.journal.push_change(&change);
                Ok(Planned::Changes(vec![change]))
            }
            Work::Append {
                group,
                stream,
                mut block,
                source,
            } => {
                let known = find_stream(&state, &group, &stream)?;
                if let Some(range) = &source {
                    range.check(known.stored_to(&range.source))?;
                }
                let cursor = cursors
                    .entry(known.uid)
                    .or_insert_with(|| Cursor::of(known));
                let place = cursor.place(block.len() as u64);
                let appended = Appended {
                    group,
                    stream,
                    segment: place.segment,
                    offset: place.len,
                    source: source.map(|range| (range.source, range.to)),
                };
                let header = self.write_block(known.uid, &appended, &mut block, place)?;
                if header.count > 0 {
                    *cursor = Cursor {
                        segment: place.segment,
                        len: place.len + block.len() as u64,
                        next_seq: place.next_seq + u64::from(header.count),
                    };
                }
                Ok(Planned::Append(appended, header))
            }
            Work::Expire { now_ms } => {
                let changes = expired(&state, now_ms);
                for change in &changes {
                    self.journal.push_change(change);
                }
                Ok(Planned::Changes(changes))
            }
        }
    }

    fn write_block(
        &mut self,
        uid: u64,
        appended: &Appended,
        block: &mut Block,
        place: Cursor,
    ) -> Result<Header, Error> {
        let bytes = block.placed(place.next_seq);
        let id = (uid, place.segment);
        let written = self.segments.write(id, place.len, bytes);
        if let Err(error) = written {
            return Err(if is_full(&error) {
                self.full()
            } else {
                Error::Unreadable(error.to_string())
            });
        }
        self.dirty.insert(id);
        self.journal.push_append(appended, bytes);
        Ok(block.header())
    }

    fn apply(&mut self, planned: Vec<(Planned, oneshot::Sender<Result<Outcome, Error>>)>) {
        let mut answers = Vec::with_capacity(planned.len());
        let mut changed = Vec::with_capacity(planned.len());
        let mut unneeded = Vec::new();
        {
            let mut state = self.shared.state.write();
            for (plan, done) in planned {
                let mut outcome = Outcome::default();
                match plan {
                    Planned::Append(appended, header) => {
                        state.append(&appended, header);
                        outcome.next_seq = header.first_seq + u64::from(header.count);
                        changed.push((appended.group, appended.stream));
                    }
                    Planned::Changes(changes) => {
                        for change in changes {
                            changed.extend(stream_of(&change));
                            let removed = state.apply(change);
                            outcome.removed += removed.len();
                            unneeded.extend(removed);
                        }
                    }
                }
                answers.push((done, outcome));
            }
        }
        for id in unneeded {
            self.dirty.remove(&id);
            self.segments.remove(id);
        }
        for (done, outcome) in answers {
            drop(done.send(Ok(outcome)));
        }
        for (group, stream) in changed {
            self.shared.watchers.notify(&group, &stream);
        }
    }

    /// Starts the next journal and, beside the writer, makes all before it unnecessary.
    fn start_checkpoint(&mut self) {
        match &self.checkpoint {
            Some(running) if !running.is_finished() => return,
            _ => self.finish_checkpoint(),
        }
        self.checkpoint_at = self.journal.len + JOURNAL_BYTES;
        if self.broken.is_some() {
            return;
        }
        let next = self
            .journal
            .seal()
            .and_then(|()| Journal::create(&self.shared.dir, self.journal.number + 1));
        let next = match next {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!(%error, "cannot start a new log journal; the old one grows");
                return;
            }
        };
        let done = mem::replace(&mut self.journal, next);
        self.checkpoint_at = JOURNAL_BYTES;
        let snapshot = snapshot_bytes(&self.shared.state.read(), done.number);
        let dirty = mem::take(&mut self.dirty);
        let dir = self.shared.dir.clone();
        let number = done.number;
        self.checkpoint = Some(thread::spawn(move || {
            checkpoint(&dir, dirty, &snapshot, number)
        }));
    }

    fn finish_checkpoint(&mut self) {
        let Some(running) = self.checkpoint.take() else {
            return;
        };
        match running.join() {
            Ok(Ok(())) => {}
            Ok(Err(CheckpointFailure::Snapshot(error))) => {
                tracing::warn!(%error, "cannot write the log snapshot; trying again later");
            }
            Ok(Err(CheckpointFailure::Sync(error))) => {
                self.give_up(&error);
            }
            Err(_) => {
                self.give_up(&io::Error::other("the checkpoint ended early"));
            }
        }
    }

    fn full(&self) -> Error {
        Error::Full(self.shared.dir.clone())
    }

    fn give_up(&mut self, error: &io::Error) -> Error {
        tracing::error!(%error, dir = %self.shared.dir.display(), "the log store stops");
        let why = error.to_string();
        self.broken = Some(why.clone());
        Error::Broken(why)
    }
}

impl Touched {
    /// Whether the work can join the commit; if so, it is noted.
    fn take(&mut self, work: &Work) -> bool {
        let (group, stream, alone) = match work {
            Work::Append {
                group,
                stream,
                source,
                ..
            } => (group, Some(stream), source.is_some()),
            Work::Change(
                Change::CreateStream { group, stream, .. }
                | Change::DeleteStream { group, stream }
                | Change::Expire { group, stream, .. },
            ) => (group, Some(stream), true),
            Work::Change(
                Change::CreateGroup { group, .. }
                | Change::DeleteGroup { group }
                | Change::SetRetention { group, .. }
                | Change::Tag { group, .. }
                | Change::Untag { group, .. },
            ) => (group, None, true),
            Work::Expire { .. } => return self.0.is_empty() && self.take_everything(),
        };
        if self.0.contains_key("") {
            return false;
        }
        let touched = self.0.entry(group.clone()).or_default();
        let Some(stream) = stream else {
            let free = !touched.whole && touched.streams.is_empty();
            touched.whole = true;
            return free;
        };
        if touched.whole {
            return false;
        }
        match touched.streams.get(stream) {
            Some(other_alone) => !alone && !other_alone,
            None => {
                touched.streams.insert(stream.clone(), alone);
                true
            }
        }
    }

    /// The empty name is no group's and stands for all of them.
    fn take_everything(&mut self) -> bool {
        self.0.insert(String::new(), Group::default());
        true
    }
}

impl Cursor {
    fn of(stream: &Stream) -> Self {
        let next_seq = stream.next_seq;
        match stream.segments.last() {
            // Unless the newest segment has expired: a number is never used twice.
            Some(last) if last.number + 1 == stream.next_segment => Self {
                segment: last.number,
                len: last.len,
                next_seq,
            },
            _ => Self {
                segment: stream.next_segment,
                len: 0,
                next_seq,
            },
        }
    }

    /// Where a block of this length goes.
    fn place(self, block_len: u64) -> Self {
        if self.len > 0 && self.len + block_len > SEGMENT_BYTES {
            Self {
                segment: self.segment + 1,
                len: 0,
                ..self
            }
        } else {
            self
        }
    }
}

fn find_stream<'a>(state: &'a State, group: &str, stream: &str) -> Result<&'a Stream, Error> {
    let group = state.groups.get(group).ok_or(Error::GroupUnknown)?;
    group.streams.get(stream).ok_or(Error::StreamUnknown)
}

fn check_change(state: &State, change: &mut Change) -> Result<(), Error> {
    let find = |group: &str| state.groups.get(group).ok_or(Error::GroupUnknown);
    match change {
        Change::CreateGroup { group, tags, .. } => {
            check_tags(tags)?;
            if state.groups.contains_key(group) {
                return Err(Error::GroupExists);
            }
        }
        Change::Tag { group, tags } => {
            let mut all = find(group)?.tags.clone();
            all.extend(tags.clone());
            check_tags(&all)?;
        }
        Change::DeleteGroup { group }
        | Change::SetRetention { group, .. }
        | Change::Untag { group, .. } => {
            find(group)?;
        }
        Change::CreateStream { group, stream, .. } => {
            if find(group)?.streams.contains_key(stream) {
                return Err(Error::StreamExists);
            }
        }
        Change::DeleteStream { group, stream } | Change::Expire { group, stream, .. } => {
            find_stream(state, group, stream)?;
        }
    }
    Ok(())
}

/// The segments whose newest event is past its group's retention.
fn expired(state: &State, now_ms: i64) -> Vec<Change> {
    let mut changes = Vec::new();
    for (group_name, group) in &state.groups {
        let visible_from = group.visible_from_ms(now_ms);
        for (stream_name, stream) in &group.streams {
            let segments = stream.segments.iter();
            let segments: Vec<u32> = segments
                .filter(|segment| segment.max_ts < visible_from)
                .map(|segment| segment.number)
                .collect();
            if !segments.is_empty() {
                changes.push(Change::Expire {
                    group: group_name.clone(),
                    stream: stream_name.clone(),
                    segments,
                });
            }
        }
    }
    changes
}

/// The stream whose readers are told of a change.
fn stream_of(change: &Change) -> Option<(String, String)> {
    match change {
        Change::CreateStream { group, stream, .. } | Change::DeleteStream { group, stream } => {
            Some((group.clone(), stream.clone()))
        }
        _ => None,
    }
}

/// The snapshot file: a line with the last journal in it and a checksum, then the state.
pub(crate) fn snapshot_bytes(state: &State, journal: u64) -> Vec<u8> {
    let body = serde_json::to_vec(state).expect("the state has string keys");
    let crc = snapshot_sum(journal, &body);
    let mut bytes = format!("berth-logs 1 {journal} {crc:08x}\n").into_bytes();
    bytes.extend_from_slice(&body);
    bytes
}

/// The checksum of a snapshot.
pub(crate) fn snapshot_sum(journal: u64, body: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&journal.to_le_bytes());
    crc.update(body);
    crc.finalize()
}

/// Makes segments and snapshot durable, then removes the journals up to `journal`.
pub(crate) fn checkpoint(
    dir: &Path,
    dirty: impl IntoIterator<Item = SegmentId>,
    snapshot: &[u8],
    journal: u64,
) -> Result<(), CheckpointFailure> {
    let mut parents: HashSet<PathBuf> = HashSet::from([dir.join("segments")]);
    for id in dirty {
        let path = segment::path(dir, id);
        match File::open(&path).and_then(|file| file.sync_data()) {
            Ok(()) => parents.extend(path.parent().map(Path::to_owned)),
            // Removed since, with its stream or its time.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(CheckpointFailure::Sync(error)),
        }
    }
    for parent in parents {
        let synced = File::open(parent).and_then(|parent| parent.sync_all());
        synced.map_err(CheckpointFailure::Sync)?;
    }
    write_snapshot(dir, snapshot).map_err(CheckpointFailure::Snapshot)?;
    remove_journals(dir, journal).map_err(CheckpointFailure::Snapshot)
}

fn write_snapshot(dir: &Path, snapshot: &[u8]) -> io::Result<()> {
    let new = dir.join("snapshot.new");
    let mut file = File::create(&new)?;
    file.write_all(snapshot)?;
    file.sync_all()?;
    fs::rename(&new, dir.join("snapshot"))?;
    File::open(dir)?.sync_all()
}

fn remove_journals(dir: &Path, up_to: u64) -> io::Result<()> {
    for entry in fs::read_dir(dir.join("journal"))? {
        let entry = entry?;
        let number = entry.file_name().to_str().and_then(journal::parse_name);
        if number.is_some_and(|number| number <= up_to) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}
