//! Groups and streams in memory, and the changes that make them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::block::Header;

/// Everything but the events.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) groups: BTreeMap<String, Group>,
    /// The number of the next stream; numbers name files and are never used twice.
    pub(crate) next_uid: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) created_ms: i64,
    pub(crate) retention_days: Option<u32>,
    pub(crate) class: String,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) streams: BTreeMap<String, Stream>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stream {
    pub(crate) uid: u64,
    pub(crate) created_ms: i64,
    pub(crate) first_event_ms: Option<i64>,
    pub(crate) last_event_ms: Option<i64>,
    pub(crate) last_ingestion_ms: Option<i64>,
    /// The number of the next event, from 1.
    pub(crate) next_seq: u64,
    /// The number of the next segment.
    pub(crate) next_segment: u32,
    /// How far each source's records are stored, the last heard of last.
    pub(crate) sources: Vec<(String, u64)>,
    pub(crate) segments: Vec<Segment>,
}

/// What is known of a segment file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Segment {
    pub(crate) number: u32,
    /// Bytes that count; the file may be longer.
    pub(crate) len: u64,
    pub(crate) min_ts: i64,
    pub(crate) max_ts: i64,
    /// Bytes as they are billed: messages and 26 an event.
    pub(crate) event_bytes: u64,
    /// Where to look for what in the stream's newest segment; others, and this one after a
    /// restart, are indexed when read.
    #[serde(skip)]
    pub(crate) index: Option<Vec<Granule>>,
}

/// Consecutive blocks of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Granule {
    pub(crate) offset: u64,
    pub(crate) len: u64,
    pub(crate) min_ts: i64,
    pub(crate) max_ts: i64,
    /// The number of the last event in them.
    pub(crate) last_seq: u64,
}

/// Small blocks share a granule up to this size.
const GRANULE_BYTES: u64 = 16 << 10;
/// Sources remembered per stream. A stream has one container; one that is restarted has a few.
const SOURCES_MAX: usize = 64;

/// A change of anything but events, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Change {
    CreateGroup {
        group: String,
        created_ms: i64,
        class: String,
        retention_days: Option<u32>,
        tags: BTreeMap<String, String>,
    },
    DeleteGroup {
        group: String,
    },
    SetRetention {
        group: String,
        days: Option<u32>,
    },
    Tag {
        group: String,
        tags: BTreeMap<String, String>,
    },
    Untag {
        group: String,
        keys: Vec<String>,
    },
    CreateStream {
        group: String,
        stream: String,
        uid: u64,
        created_ms: i64,
    },
    DeleteStream {
        group: String,
        stream: String,
    },
    /// Segments with these numbers are past the group's retention.
    Expire {
        group: String,
        stream: String,
        segments: Vec<u32>,
    },
}

/// An accepted batch and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Appended {
    pub(crate) group: String,
    pub(crate) stream: String,
    pub(crate) segment: u32,
    pub(crate) offset: u64,
    /// Source and the last of its records in the batch.
    pub(crate) source: Option<(String, u64)>,
}

/// A segment file, by stream and number.
pub(crate) type SegmentId = (u64, u32);

impl State {
    pub(crate) fn stream_mut(&mut self, group: &str, stream: &str) -> Option<&mut Stream> {
        self.groups.get_mut(group)?.streams.get_mut(stream)
    }

    pub(crate) fn stream(&self, group: &str, stream: &str) -> Option<&Stream> {
        self.groups.get(group)?.streams.get(stream)
    }

    /// Applies a change that was checked when it was written, and returns the segments that are
    /// no longer needed.
    pub(crate) fn apply(&mut self, change: Change) -> Vec<SegmentId> {
        match change {
            Change::CreateGroup {
                group,
                created_ms,
                class,
                retention_days,
                tags,
            } => {
                let new = Group {
                    created_ms,
                    retention_days,
                    class,
                    tags,
                    streams: BTreeMap::new(),
                };
                self.groups.insert(group, new);
            }
            Change::DeleteGroup { group } => {
                let gone = self.groups.remove(&group);
                let streams = gone.iter().flat_map(|group| group.streams.values());
                return streams.flat_map(Stream::segment_ids).collect();
            }
            Change::SetRetention { group, days } => {
                if let Some(group) = self.groups.get_mut(&group) {
                    group.retention_days = days;
                }
            }
            Change::Tag { group, tags } => {
                if let Some(group) = self.groups.get_mut(&group) {
                    group.tags.extend(tags);
                }
            }
            Change::Untag { group, keys } => {
                if let Some(group) = self.groups.get_mut(&group) {
                    group.tags.retain(|key, _| !keys.contains(key));
                }
            }
            Change::CreateStream {
                group,
                stream,
                uid,
                created_ms,
            } => {
                self.next_uid = self.next_uid.max(uid + 1);
                if let Some(group) = self.groups.get_mut(&group) {
                    group.streams.insert(stream, Stream::new(uid, created_ms));
                }
            }
            Change::DeleteStream { group, stream } => {
                let group = self.groups.get_mut(&group);
                let gone = group.and_then(|group| group.streams.remove(&stream));
                return gone.iter().flat_map(Stream::segment_ids).collect();
            }
            Change::Expire {
                group,
                stream,
                segments,
            } => {
                if let Some(stream) = self.stream_mut(&group, &stream) {
                    let uid = stream.uid;
                    stream
                        .segments
                        .retain(|segment| !segments.contains(&segment.number));
                    return segments.into_iter().map(|number| (uid, number)).collect();
                }
            }
        }
        Vec::new()
    }

    /// Applies an accepted batch whose block is in its segment.
    pub(crate) fn append(&mut self, appended: &Appended, block: Header) {
        let Some(stream) = self.stream_mut(&appended.group, &appended.stream) else {
            return;
        };
        if let Some((source, to)) = &appended.source {
            stream.sources.retain(|(known, _)| known != source);
            stream.sources.push((source.clone(), *to));
            if stream.sources.len() > SOURCES_MAX {
                stream.sources.remove(0);
            }
        }
        if block.count > 0 {
            stream.append(appended, block);
        }
    }
}

impl Group {
    /// The oldest timestamp that is still shown.
    pub(crate) fn visible_from_ms(&self, now_ms: i64) -> i64 {
        self.retention_days
            .map_or(0, |days| now_ms - i64::from(days) * 86_400_000)
    }

    pub(crate) fn stored_bytes(&self) -> u64 {
        let segments = self.streams.values().flat_map(|stream| &stream.segments);
        segments.map(|segment| segment.event_bytes).sum()
    }
}

impl Stream {
    fn new(uid: u64, created_ms: i64) -> Self {
        Self {
            uid,
            created_ms,
            first_event_ms: None,
            last_event_ms: None,
            last_ingestion_ms: None,
            next_seq: 1,
            next_segment: 0,
            sources: Vec::new(),
            segments: Vec::new(),
        }
    }

    /// The last record of `source` that is stored.
    pub(crate) fn stored_to(&self, source: &str) -> Option<u64> {
        let known = self.sources.iter().find(|(known, _)| known == source);
        known.map(|(_, to)| *to)
    }

    fn segment_ids(&self) -> Vec<SegmentId> {
        let numbers = self.segments.iter().map(|segment| segment.number);
        numbers.map(|number| (self.uid, number)).collect()
    }

    fn append(&mut self, appended: &Appended, block: Header) {
        let first = self.first_event_ms.get_or_insert(block.min_ts);
        *first = block.min_ts.min(*first);
        let last = self.last_event_ms.get_or_insert(block.max_ts);
        *last = block.max_ts.max(*last);
        self.last_ingestion_ms = Some(block.ingestion_ms);
        self.next_seq = block.first_seq + u64::from(block.count);
        if self.segments.last().map(|last| last.number) != Some(appended.segment) {
            if let Some(sealed) = self.segments.last_mut() {
                sealed.index = None;
            }
            self.next_segment = appended.segment + 1;
            self.segments.push(Segment {
                number: appended.segment,
                len: 0,
                min_ts: block.min_ts,
                max_ts: block.max_ts,
                event_bytes: 0,
                index: Some(Vec::new()),
            });
        }
        let segment = self.segments.last_mut().expect("pushed above if missing");
        segment.len = appended.offset + block.block_len() as u64;
        segment.min_ts = segment.min_ts.min(block.min_ts);
        segment.max_ts = segment.max_ts.max(block.max_ts);
        // In the block 8 bytes go with a message where 26 are billed.
        segment.event_bytes += u64::from(block.payload_len) + u64::from(block.count) * 18;
        if let Some(index) = &mut segment.index {
            index_block(index, appended.offset, block);
        }
    }
}

/// Notes a block that follows all those in `index`.
pub(crate) fn index_block(index: &mut Vec<Granule>, offset: u64, block: Header) {
    let len = block.block_len() as u64;
    let last_seq = (block.first_seq + u64::from(block.count)).saturating_sub(1);
    match index.last_mut() {
        Some(last) if last.len + len <= GRANULE_BYTES => {
            last.len += len;
            last.last_seq = last_seq;
            last.min_ts = last.min_ts.min(block.min_ts);
            last.max_ts = last.max_ts.max(block.max_ts);
        }
        _ => index.push(Granule {
            offset,
            len,
            min_ts: block.min_ts,
            max_ts: block.max_ts,
            last_seq,
        }),
    }
}
