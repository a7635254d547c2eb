//! The state read back from the store: one thread reads records, another makes the state of them.

use std::sync::mpsc;
use std::thread;

use berth_model::{Loader, RecordError, State};
use berth_store::{Error, Rejection, Store, Version};

/// Bytes of records handed over at once; enough that handing over costs nothing.
const BATCH_BYTES: usize = 256 << 10;
/// Batches under way, so that neither thread waits for the other's every breath.
const BATCHES_MAX: usize = 4;

/// Records of one table, one after the other.
struct Batch {
    table: String,
    bytes: Vec<u8>,
    /// The ends of each record's key and value in `bytes`.
    ends: Vec<(usize, usize)>,
}

/// A record that the state did not take.
struct Refused {
    table: String,
    key: String,
    source: RecordError,
}

/// Reads all records of `store`.
///
/// # Errors
/// The store's own, also for a record that cannot be read.
pub(super) fn load(store: &dyn Store) -> Result<(State, Version), Error> {
    let (batches, received) = mpsc::sync_channel(BATCHES_MAX);
    thread::scope(|scope| {
        let builder = scope.spawn(move || build(&received));
        let read = read(store, batches);
        let built = builder
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match built {
            Ok(state) => Ok((state, read?)),
            Err(Refused { table, key, source }) => Err(Error::Rejected {
                table,
                key,
                source: Box::new(source),
            }),
        }
    })
}

fn read(store: &dyn Store, batches: mpsc::SyncSender<Batch>) -> Result<Version, Error> {
    let mut batch = Batch::of("");
    // The builder has gone only if it refused a record, which is what the caller is told.
    let gone = |_| Rejection::from("refused");
    let version = store.load(&mut |table, key, value| {
        if table != batch.table || batch.bytes.len() >= BATCH_BYTES {
            let full = std::mem::replace(&mut batch, Batch::of(table));
            batches.send(full).map_err(gone)?;
        }
        batch.bytes.extend_from_slice(key);
        let key_end = batch.bytes.len();
        batch.bytes.extend_from_slice(value);
        batch.ends.push((key_end, batch.bytes.len()));
        Ok(())
    })?;
    // As above.
    let _ = batches.send(batch);
    Ok(version)
}

fn build(batches: &mpsc::Receiver<Batch>) -> Result<State, Refused> {
    let mut loader = Loader::default();
    for batch in batches {
        let mut start = 0;
        for (key_end, end) in batch.ends {
            loader
                .record(&batch.table, &batch.bytes[key_end..end])
                .map_err(|source| Refused {
                    table: batch.table.clone(),
                    key: batch.bytes[start..key_end].escape_ascii().to_string(),
                    source,
                })?;
            start = end;
        }
    }
    Ok(loader.finish())
}

impl Batch {
    fn of(table: &str) -> Self {
        Self {
            table: table.to_owned(),
            bytes: Vec::with_capacity(BATCH_BYTES + BATCH_BYTES / 8),
            ends: Vec::new(),
        }
    }
}
