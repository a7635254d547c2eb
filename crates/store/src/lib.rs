//! Durable, versioned records: the [`Store`] trait, in memory and on disk.
//!
//! A store holds records, bytes under a key in a named table, and one version number that grows by
//! one with every commit. It knows nothing of ECS. It is asked for two things only: all records,
//! once, when a control plane starts, and after that conditional commits, each atomic and durable.
//! Reading single records is deliberately absent: the state is in memory, and the store is what it
//! is rebuilt from.
//!
//! A commit names the version it was computed from and fails with [`CommitError::Stale`] if the
//! store has moved on. On one node that never happens; over etcd it is a transaction that compares
//! a version key, and a lost lease shows itself there.
//!
//! Batching is the caller's: whoever applies commands puts as many as are waiting into one commit.
//!
//! Start with [`Store`], then [`DiskStore`]; [`MemoryStore`] is the model the disk is tested against.

mod disk;
mod error;
mod memory;
mod record;
mod store;

pub use disk::{DiskReader, DiskStore};
pub use error::{CommitError, Error, Rejection};
pub use memory::MemoryStore;
pub use store::{EachRecord, Stats, Store, Table, Version, Write};
