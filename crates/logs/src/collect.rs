//! The first or last events of some streams in a range, in order of time.
//!
//! Events are ordered by timestamp, then stream, then arrival ([`Key`]). Blocks of a stream are in
//! order of arrival, so a page is gathered from all granules that overlap the range, taken by their
//! first (or last) timestamp, until no other can hold anything nearer. Memory holds one page, one
//! granule and the index of the segments being read.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap, HashMap},
    fs::File,
    io,
    os::unix::fs::FileExt as _,
    path::Path,
};

use crate::{
    Error, block,
    put::EVENT_OVERHEAD,
    segment,
    state::{Granule, Segment, SegmentId, Stream},
};

/// The place of an event among all: timestamp, stream number, number in the stream.
pub(crate) type Key = (i64, u64, u64);

/// An event and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) ingestion_ms: i64,
    pub(crate) message: String,
}

/// A stream's segments when reading began.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) uid: u64,
    pub(crate) segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The first events of the range.
    Forward,
    /// The last ones.
    Backward,
}

/// What to gather.
pub(crate) struct Wanted<'a> {
    /// The first key of the range.
    pub(crate) from: Key,
    /// The first key after it.
    pub(crate) until: Key,
    pub(crate) order: Order,
    pub(crate) limit: usize,
    pub(crate) matches: &'a dyn Fn(&str) -> bool,
    /// Bytes to read before giving what has been found; looked at going forward only.
    pub(crate) scan_bytes: u64,
}

/// Events by their keys. Going forward nearly all come in order, and cost no more than their place
/// in a list.
#[derive(Debug, Default)]
struct Events {
    /// In order.
    listed: Vec<(Key, Found)>,
    /// Those that came after a later one, and all of them going backward.
    others: BTreeMap<Key, Found>,
}

impl Events {
    fn len(&self) -> usize {
        self.listed.len() + self.others.len()
    }

    fn insert(&mut self, order: Order, key: Key, found: Found) {
        let is_last = self.listed.last().is_none_or(|(last, _)| *last < key);
        if order == Order::Forward && is_last {
            self.listed.push((key, found));
        } else {
            self.others.insert(key, found);
        }
    }

    /// Takes out what is farthest away.
    fn pop(&mut self, order: Order) -> Option<(Key, Found)> {
        let listed = self.listed.last().map(|(key, _)| *key);
        match order {
            Order::Backward => self.others.pop_first(),
            Order::Forward if listed > self.others.last_key_value().map(|(key, _)| *key) => {
                self.listed.pop()
            }
            Order::Forward => self.others.pop_last(),
        }
    }

    /// All of them, in order.
    fn into_sorted(mut self) -> Vec<(Key, Found)> {
        let is_mixed = !self.others.is_empty() && !self.listed.is_empty();
        self.listed.extend(self.others);
        if is_mixed {
            self.listed.sort_unstable_by_key(|(key, _)| *key);
        }
        self.listed
    }
}

/// What was gathered.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// In order.
    pub(crate) events: Vec<(Key, Found)>,
    /// Everything before this timestamp was looked at, but not all after it.
    pub(crate) stopped_at: Option<i64>,
    /// There is more in the range than fits the page.
    pub(crate) more: bool,
}

/// Bytes of a page, counted as they are stored.
const PAGE_BYTES: usize = 1 << 20;

impl Source {
    /// The segments of a stream that may hold something between two timestamps.
    pub(crate) fn of(stream: &Stream, from_ms: i64, until_ms: i64) -> Self {
        let segments = stream.segments.iter();
        let overlapping =
            segments.filter(|segment| segment.max_ts >= from_ms && segment.min_ts <= until_ms);
        Self {
            uid: stream.uid,
            segments: overlapping.cloned().collect(),
        }
    }
}

/// Something to read, nearest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    /// The nearest timestamp in it; negated going backward, so that smaller is nearer.
    near: i64,
    source: usize,
    segment: usize,
    /// Offset and length of a granule; `None` for a segment that is not indexed yet.
    granule: Option<(u64, u64)>,
}

/// Gathers a page from the sources.
pub(crate) fn collect(dir: &Path, sources: &[Source], wanted: &Wanted<'_>) -> Result<Page, Error> {
    let mut gathering = Gathering {
        dir,
        wanted,
        sources,
        queue: BinaryHeap::new(),
        files: HashMap::new(),
        events: Events::default(),
        stopped_at: None,
        bytes: 0,
        bound: None,
        scanned: 0,
    };
    gathering.run()?;
    let Gathering {
        events,
        stopped_at,
        bound,
        ..
    } = gathering;
    let mut events = events.into_sorted();
    if let Some(stopped_at) = stopped_at {
        events.truncate(events.partition_point(|(key, _)| *key < (stopped_at, 0, 0)));
    }
    Ok(Page {
        events,
        stopped_at,
        more: bound.is_some(),
    })
}

struct Gathering<'a> {
    dir: &'a Path,
    wanted: &'a Wanted<'a>,
    sources: &'a [Source],
    queue: BinaryHeap<Reverse<Item>>,
    files: HashMap<SegmentId, File>,
    events: Events,
    stopped_at: Option<i64>,
    bytes: usize,
    /// The nearest key known not to fit the page.
    bound: Option<Key>,
    scanned: u64,
}

impl Gathering<'_> {
    fn run(&mut self) -> Result<(), Error> {
        for (at, source) in self.sources.iter().enumerate() {
            for (segment_at, segment) in source.segments.iter().enumerate() {
                match &segment.index {
                    Some(granules) => self.push_granules(at, segment_at, granules),
                    None => self.push(at, segment_at, segment.min_ts, segment.max_ts, None),
                }
            }
        }
        while let Some(Reverse(item)) = self.queue.pop() {
            if self.is_beyond(item.near) {
                break;
            }
            let forward = self.wanted.order == Order::Forward;
            if forward && self.scanned > self.wanted.scan_bytes && item.near > self.wanted.from.0 {
                self.stopped_at = Some(item.near);
                break;
            }
            let outcome = match item.granule {
                Some((offset, len)) => self.read_granule(&item, offset, len),
                None => self.index_segment(&item),
            };
            match outcome {
                // Removed since the reading began.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                // Shorter than known: what was there is lost, the rest is readable.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    tracing::warn!(dir = %self.dir.display(), "a log segment is cut");
                }
                Err(error) => return Err(Error::Unreadable(error.to_string())),
                Ok(()) => {}
            }
        }
        Ok(())
    }

    fn push(
        &mut self,
        source: usize,
        segment: usize,
        min_ts: i64,
        max_ts: i64,
        granule: Option<(u64, u64)>,
    ) {
        if max_ts < self.wanted.from.0 || min_ts > self.wanted.until.0 {
            return;
        }
        let near = match self.wanted.order {
            Order::Forward => min_ts,
            Order::Backward => -max_ts,
        };
        self.queue.push(Reverse(Item {
            near,
            source,
            segment,
            granule,
        }));
    }

    fn push_granules(&mut self, source: usize, segment: usize, granules: &[Granule]) {
        let uid = self.sources[source].uid;
        for granule in granules {
            let place = Some((granule.offset, granule.len));
            // What was read last often ends in the millisecond with which the next page begins.
            if (granule.max_ts, uid, granule.last_seq) < self.wanted.from {
                continue;
            }
            self.push(source, segment, granule.min_ts, granule.max_ts, place);
        }
    }

    /// Whether nothing at this distance or farther can be in the page.
    fn is_beyond(&self, near: i64) -> bool {
        self.bound.is_some_and(|bound| match self.wanted.order {
            Order::Forward => near > bound.0,
            Order::Backward => -near < bound.0,
        })
    }

    fn segment_id(&self, item: &Item) -> SegmentId {
        let source = &self.sources[item.source];
        (source.uid, source.segments[item.segment].number)
    }

    fn file(&mut self, id: SegmentId) -> io::Result<&File> {
        // A page needs few segments at a time, but a range over many streams may pass many.
        if self.files.len() > 64 && !self.files.contains_key(&id) {
            self.files.clear();
        }
        match self.files.entry(id) {
            std::collections::hash_map::Entry::Occupied(open) => Ok(open.into_mut()),
            std::collections::hash_map::Entry::Vacant(new) => {
                Ok(new.insert(File::open(segment::path(self.dir, id))?))
            }
        }
    }

    fn index_segment(&mut self, item: &Item) -> io::Result<()> {
        let id = self.segment_id(item);
        let len = self.sources[item.source].segments[item.segment].len;
        let path = segment::path(self.dir, id);
        let granules = segment::index(self.file(id)?, len, &path)?;
        self.push_granules(item.source, item.segment, &granules);
        Ok(())
    }

    fn read_granule(&mut self, item: &Item, offset: u64, len: u64) -> io::Result<()> {
        let id = self.segment_id(item);
        let mut bytes = vec![0; usize::try_from(len).map_err(io::Error::other)?];
        self.file(id)?.read_exact_at(&mut bytes, offset)?;
        self.scanned += len;
        let path = segment::path(self.dir, id);
        segment::each_block(&bytes, &path, |header, payload| {
            for event in block::events(header, payload) {
                let key = (event.timestamp_ms, id.0, event.seq);
                if self.wanted.order == Order::Forward && !self.is_before_bound(key) {
                    // A block is in order: nothing after it is nearer.
                    break;
                }
                if let Ok(message) = std::str::from_utf8(event.message) {
                    self.offer(key, header.ingestion_ms, message);
                }
            }
        });
        Ok(())
    }

    fn is_before_bound(&self, key: Key) -> bool {
        self.bound.is_none_or(|bound| match self.wanted.order {
            Order::Forward => key < bound,
            Order::Backward => key > bound,
        })
    }

    /// Takes the event into the page if it belongs there, and lets go of what no longer fits.
    fn offer(&mut self, key: Key, ingestion_ms: i64, message: &str) {
        let in_range = key >= self.wanted.from && key < self.wanted.until;
        if !self.is_before_bound(key) || !in_range || !(self.wanted.matches)(message) {
            return;
        }
        let found = Found {
            ingestion_ms,
            message: message.to_owned(),
        };
        self.bytes += message.len() + EVENT_OVERHEAD;
        let order = self.wanted.order;
        self.events.insert(order, key, found);
        while self.events.len() > self.wanted.limit
            || (self.bytes > PAGE_BYTES && self.events.len() > 1)
        {
            let Some((key, gone)) = self.events.pop(order) else {
                break;
            };
            self.bytes -= gone.message.len() + EVENT_OVERHEAD;
            self.bound = Some(key);
        }
    }
}
