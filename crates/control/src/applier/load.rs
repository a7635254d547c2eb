//! The state read back from the store: one thread reads records, all processors make the state of
//! them.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use berth_model::{Loader, Part, RecordError, State};
use berth_store::{Error, Rejection, Store, Version};
use parking_lot::Mutex;

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
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let (batches, received) = mpsc::sync_channel(BATCHES_MAX);
    let received = Mutex::new(received);
    let refused = AtomicBool::new(false);
    let loader = Loader::default();
    let (parts, read) = thread::scope(|scope| {
        let (received, refused) = (&received, &refused);
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let part = loader.part();
                scope.spawn(move || build(received, refused, part))
            })
            .collect();
        let read = read(store, batches, refused);
        let parts: Result<Vec<Part>, Refused> = workers
            .into_iter()
            .map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect();
        (parts, read)
    });
    match parts {
        Ok(parts) => {
            let version = read?;
            Ok((loader.finish(parts), version))
        }
        Err(Refused { table, key, source }) => Err(Error::Rejected {
            table,
            key,
            source: Box::new(source),
        }),
    }
}

fn read(
    store: &dyn Store,
    batches: mpsc::SyncSender<Batch>,
    refused: &AtomicBool,
) -> Result<Version, Error> {
    let mut batch = Batch::of("");
    let version = store.load(&mut |table, key, value| {
        if table != batch.table || batch.bytes.len() >= BATCH_BYTES {
            // The caller is told of the record that was refused.
            if refused.load(Ordering::Relaxed) {
                return Err(Rejection::from("refused"));
            }
            let full = std::mem::replace(&mut batch, Batch::of(table));
            batches.send(full).map_err(|_| "nobody takes records")?;
        }
        batch.bytes.extend_from_slice(key);
        let key_end = batch.bytes.len();
        batch.bytes.extend_from_slice(value);
        batch.ends.push((key_end, batch.bytes.len()));
        Ok(())
    })?;
    // There are receivers as long as this is called.
    let _ = batches.send(batch);
    Ok(version)
}

/// Makes parts of the state of batches until there are no more. After a record that is refused the
/// others are only taken, so that the reader does not wait for ever.
fn build(
    batches: &Mutex<mpsc::Receiver<Batch>>,
    refused: &AtomicBool,
    mut part: Part,
) -> Result<Part, Refused> {
    let mut taken = Ok(());
    loop {
        let next = batches.lock().recv();
        let Ok(batch) = next else {
            return taken.map(|()| part);
        };
        if taken.is_ok() {
            taken = take(&batch, &mut part);
            refused.fetch_or(taken.is_err(), Ordering::Relaxed);
        }
    }
}

fn take(batch: &Batch, part: &mut Part) -> Result<(), Refused> {
    let mut start = 0;
    for (key_end, end) in &batch.ends {
        part.record(&batch.table, &batch.bytes[*key_end..*end])
            .map_err(|source| Refused {
                table: batch.table.clone(),
                key: batch.bytes[start..*key_end].escape_ascii().to_string(),
                source,
            })?;
        start = *end;
    }
    Ok(())
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
