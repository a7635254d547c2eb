//! Log groups and streams: durable appends, ordered reads, filters, retention.
//!
//! The semantics are those of `CloudWatch` Logs; the wire is somebody else's. Time comes in as
//! `now_ms`, milliseconds since the epoch, and so does everything else that is not on the disk.
//!
//! # How it lies on the disk
//! - `journal/N.wal`: every change, in order, checksummed. One thread writes it; all changes that are
//!   waiting share one fsync. A change is acknowledged once it is in there (see `journal`).
//! - `segments/XX/STREAM-N.seg`: the events of one stream in blocks, one block a batch. They are
//!   written with the journal but made durable later, all at once, by a checkpoint (see `segment`).
//! - `snapshot`: groups, streams and the bounds of their segments at a checkpoint, after which the
//!   journals before it are removed. Opening reads it and applies the journals that follow.
//!
//! So many streams cost one fsync, a stream is read from its own files, and memory holds a few
//! dozen bytes a segment of 4 MiB, never events.
//!
//! Start with [`LogStore`].

mod block;
mod collect;
mod describe;
mod error;
mod events;
mod filter;
mod journal;
mod names;
mod notify;
mod open;
mod pattern;
mod put;
mod segment;
mod state;
mod store;
mod writer;

#[cfg(feature = "fuzzing")]
pub mod fuzzing;
#[cfg(test)]
mod tests;

pub use describe::{Described, GroupView, GroupsQuery, StreamOrder, StreamView, StreamsQuery};
pub use error::{Error, OpenError};
pub use events::{Event, EventsPage, EventsQuery};
pub use filter::{FilterPage, FilterQuery, FilteredEvent};
pub use names::RETENTION_DAYS;
pub use put::{Accepted, Batch, InputEvent, Rejected};
pub use store::{LogStore, NewGroup, Pending};
